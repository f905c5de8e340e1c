//! A table that was exported for staff, changed and read back: nothing moves to another recipient or decision, and what is
//! not applied is named.

use std::fs;

use crate::project::Project;

/// The columns of the table, from 0.
const NUMBER: usize = 0;
const SIGNED: usize = 1;
const NO: usize = 3;
const NAME: usize = 6;
const POSITION: usize = 7;
const UNIT: usize = 8;
const PERIOD: usize = 13;
const CITATION: usize = 14;

/// The first hidden column.
const HIDDEN: usize = 17;

const FIRST: &str = "content/awards/qd-1.yaml";
const SECOND: &str = "content/awards/qd-2.yaml";

const ROWS: &str = "  - {no: 1, to: individual, name: Nguyễn Thị Mẫu, unit: cd-thu, posthumous: true, shared_with: [Lê Thị Hai]}\n  \
    - {no: 2, to: individual, name: Trần Văn Mẫu, position: Thợ, unit: cd-thu, citation: Giỏi việc}\n  \
    - {no: 3, to: collective, unit: cd-thu}\n";

/// A draft with other keys than the first decision.
const DRAFT: &str = "number: 2/QĐ-LĐLĐ\nsigned: 2024-02-20\nissuer: ldld-thu\nsubject: Về việc khen thưởng\ndraft: true\n\
    defaults: {kind: bang-khen-ldld-tinh, period: 2023}\nawards:\n  \
    - {no: 1, to: individual, name: Lê Văn Mẫu, unit: cd-thu, status: revoked, by: 9/QĐ-LĐLĐ}\n  \
    - {no: 2, to: individual, name: Trần Văn Mẫu, unit: cd-thu, accept: [near-name]}\n";

/// The rows of a table below its heads.
type Rows = Vec<Vec<String>>;

/// A site with two decisions.
fn project() -> Project {
    Project::new().with_awards(ROWS).with(SECOND, DRAFT)
}

/// Exports all awards of `project`, sorts the rows by decision, changes them with `change` and updates the site from them; returns the exit status
/// and what was printed.
fn updated(project: &Project, change: impl FnOnce(&mut Rows)) -> (i32, String) {
    let exported = project.run(&["export", "a.csv", "--overwrite"]);
    assert_eq!(exported.status.code(), Some(0), "{}", String::from_utf8_lossy(&exported.stderr));
    let text = fs::read_to_string(project.at("a.csv")).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows: Rows =
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect();
    let head = rows.remove(0);
    rows.sort_by_key(|row| row[NUMBER].clone());
    change(&mut rows);
    let mut writer = csv::Writer::from_writer(Vec::new());
    std::iter::once(&head).chain(&rows).for_each(|row| writer.write_record(row).unwrap());
    project.write("a.csv", writer.into_inner().unwrap());
    let output = project.run(&["--lang", "en", "import", "a.csv", "--update", "--yes"]);
    let printed = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat();
    (output.status.code().expect("the program ends by itself"), printed)
}

fn text(project: &Project, path: &str) -> String {
    fs::read_to_string(project.at(path)).unwrap()
}

/// The row of `name` in the file of the first decision.
fn row(project: &Project, name: &str) -> String {
    let text = text(project, FIRST);
    let row = text.lines().find(|line| line.contains(&format!("name: {name}")));
    row.unwrap_or_else(|| panic!("{name}: {text}")).to_owned()
}

/// A row that was copied is a new row without what no column shows, wherever it was put.
#[test]
fn a_copied_row_has_no_hidden_keys() {
    for at in [0, 1, 5] {
        let project = project();
        let (code, printed) = updated(&project, |rows| {
            let mut copy = rows[0].clone();
            (copy[NO], copy[NAME]) = ("4".to_owned(), "Phạm Văn Mẫu".to_owned());
            rows.insert(at, copy);
        });
        assert_eq!(code, 0, "{printed}");
        assert!(printed.contains("1 new rows, 0 changed rows, 0 rows"), "{printed}");
        let new = row(&project, "Phạm Văn Mẫu");
        assert!(!new.contains("posthumous") && !new.contains("shared_with"), "{new}");
        assert!(ROWS.contains(&*row(&project, "Nguyễn Thị Mẫu")), "{}", text(&project, FIRST));
    }
}

/// A name that was typed over another does not get what no column shows of the former, whose row stays.
#[test]
fn another_name_has_no_hidden_keys() {
    let project = project();
    let (code, printed) = updated(&project, |rows| rows[0][NAME] = "Phạm Văn Mẫu".to_owned());
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("not in the file any more, but kept: 1. Nguyễn Thị Mẫu"), "{printed}");
    assert!(printed.contains("with another recipient than the exported one"), "{printed}");
    let new = row(&project, "Phạm Văn Mẫu");
    assert!(!new.contains("posthumous") && !new.contains("shared_with"), "{new}");
    assert!(ROWS.contains(&*row(&project, "Nguyễn Thị Mẫu")), "{}", text(&project, FIRST));
}

/// A name that was corrected in the table is corrected in its row, with a number or without; a name in a copied row, or
/// beside the hidden cells of a row that is gone, is that of a new row.
#[test]
fn a_corrected_name_stays_in_its_row() {
    let before = "  - {no: 1, to: individual, name: Nguyễn Thị Mâu, unit: cd-thu, citation: Giỏi việc} # đã xem\n  \
        - {to: individual, name: Trần Văn Mâu, unit: cd-thu}\n  \
        - {no: 3, to: individual, name: Lê Văn Mẫu, unit: cd-thu}\n";
    let project = Project::new().with_awards(before);
    let (code, printed) = updated(&project, |rows| {
        rows[0][NAME] = "Nguyễn Thị Mẫu".to_owned();
        rows[1][NAME] = "Trần Văn Mẫu".to_owned();
        let mut copy = rows[2].clone();
        copy[NAME] = "Phạm Văn Mẫu".to_owned();
        rows.push(copy);
    });
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("1 new rows, 2 changed rows, 0 rows"), "{printed}");
    let new = "  - {no: 3, to: individual, name: Phạm Văn Mẫu, unit: cd-thu}\n";
    assert!(
        text(&project, FIRST).ends_with(&(before.replace("Mâu", "Mẫu") + new)),
        "{}",
        text(&project, FIRST)
    );
    let (code, printed) = updated(&project, |rows| {
        let hidden = rows.remove(0)[HIDDEN..].to_vec();
        rows[1][HIDDEN..].clone_from_slice(&hidden);
        rows[1][NAME] = "Vũ Thị Mẫu".to_owned();
    });
    assert_eq!(code, 0, "{printed}");
    assert!(printed.contains("1 new rows, 0 changed rows, 2 rows"), "{printed}");
}

/// Sorting the shown columns without the hidden ones changes nothing, also across decisions.
#[test]
fn sorting_only_the_shown_columns_changes_nothing() {
    let project = project();
    let before = project.tree("content");
    let (code, printed) = updated(&project, |rows| {
        let mut shown: Rows = rows.iter().map(|row| row[..HIDDEN].to_vec()).collect();
        shown.sort_by_key(|row| row[NAME].clone());
        shown.rotate_left(2);
        rows.iter_mut().zip(shown).for_each(|(row, shown)| row[..HIDDEN].clone_from_slice(&shown));
    });
    assert_eq!(code, 0, "{printed}");
    assert_eq!(project.tree("content"), before, "{printed}");
    assert!(!printed.contains("not in the file any more"), "{printed}");
}

/// The number and the day of a decision are changed only if all its rows say the same.
#[test]
fn rows_of_a_decision_have_to_agree() {
    for (column, value) in [(NUMBER, "3/QĐ-LĐLĐ"), (SIGNED, "2023-01-17"), (SIGNED, "hôm qua")] {
        let project = project();
        let before = project.tree("content");
        let (code, printed) = updated(&project, |rows| {
            rows[1][column] = value.to_owned();
            rows[2][POSITION] = "Thợ".to_owned();
        });
        assert_eq!(code, 1, "{printed}");
        assert!(printed.contains("in 3 is not that of 1/QĐ-LĐLĐ of 16/01/2023"), "{printed}");
        assert_eq!(project.tree("content"), before, "{printed}");
    }
    let project = project();
    let (code, printed) =
        updated(&project, |rows| rows[..3].iter_mut().for_each(|row| row[NUMBER] = "3/QĐ-LĐLĐ".to_owned()));
    assert_eq!(code, 0, "{printed}");
    assert!(text(&project, FIRST).starts_with("number: 3/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\n"));
    assert!(text(&project, FIRST).ends_with(ROWS), "{}", text(&project, FIRST));
}

/// A new row without hidden cells is of the decision that it states: it goes in where the table has it, and the decision is
/// updated once.
#[test]
fn a_new_row_is_of_its_decision() {
    for (at, issuer) in [(3, "LĐLĐ Thử"), (5, "LĐLĐ Thử"), (5, "")] {
        let project = project();
        let (code, printed) = updated(&project, |rows| {
            let mut new = rows[1].clone();
            new[HIDDEN..].iter_mut().for_each(String::clear);
            (new[NO], new[NAME], new[2]) = ("4".to_owned(), "Phạm Văn Mẫu".to_owned(), issuer.to_owned());
            rows[1][POSITION] = "Thợ cả".to_owned();
            rows.insert(at, new);
        });
        assert_eq!(code, 0, "{printed}");
        assert!(printed.contains("1 new rows, 1 changed rows, 0 rows"), "{printed}");
        let text = text(&project, FIRST);
        assert!(text.contains("position: Thợ cả"), "{text}");
        let last = text.lines().last().unwrap();
        assert!(last.contains("no: 4") && last.contains("name: Phạm Văn Mẫu"), "{text}");
    }
}

/// A cell that is emptied or not understood is named, and the exit status is not 0.
#[test]
fn cells_that_are_not_applied_are_named() {
    for (row, column, value, place) in [
        (1, PERIOD, "2020 và 2021", "3:14"),
        (1, UNIT, "Công ty Xa Lạ", "3:9"),
        (1, CITATION, "", "3:15"),
        (1, 11, "Không rõ", "3:12"),
        (1, 12, "Phong trào lạ", "3:13"),
        (1, 15, "Xem lại", "3:16"),
        (1, NAME, "", "3"),
    ] {
        let project = project();
        let before = project.tree("content/awards");
        let (code, printed) = updated(&project, |rows| rows[row][column] = value.to_owned());
        assert_eq!(code, 1, "{value}: {printed}");
        assert!(printed.contains(&format!("or not understood: {place}\n")), "{value}: {printed}");
        // A movement that the site does not have is written as printed, and `check` reports it.
        let is_written = value == "Phong trào lạ";
        assert_eq!(project.tree("content/awards") != before, is_written, "{value}: {printed}");
    }
    let project = project();
    let (_, printed) = updated(&project, |rows| rows[3][15] = String::new());
    assert!(printed.contains("or not understood: 5:16\n"), "{printed}");
}

/// A draft of which a kind, a recipient or a unit is open is exported whole, and read back without a difference.
#[test]
fn open_rows_are_exported() {
    let open = "number: 5/QĐ-LĐLĐ\nsigned: 2024-03-20\nissuer: ldld-thu\ndraft: true\ndefaults: {period: 2023}\nawards:\n  \
        - {no: 1, to: individual, kind: Bằng khen lạ, name: Võ Văn Mẫu, unit: cd-thu}\n  \
        - {no: 2, kind: bang-khen-ldld-tinh, name: Võ Thị Mẫu (Tổ trưởng), unit: cd-thu}\n  \
        - {no: 3, to: individual, kind: bang-khen-ldld-tinh, name: Võ Thị Hai, unit: Công ty Xa Lạ}\n";
    let project = project().with("content/awards/qd-5.yaml", open);
    let output = project.run(&["--lang", "en", "export", "b.csv"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("8 awards written"), "{output:?}");
    let table = fs::read_to_string(project.at("b.csv")).unwrap();
    assert!(table.contains("Bằng khen lạ") && table.contains("Võ Thị Mẫu (Tổ trưởng)"), "{table}");
    let before = project.tree("content");
    let (code, printed) = updated(&project, |_| ());
    assert_eq!(code, 0, "{printed}");
    assert!(!printed.contains("not in the file any more"), "{printed}");
    assert_eq!(project.tree("content"), before);
    fs::remove_file(project.at("content/awards/qd-5.yaml")).unwrap();
    project.run(&["import", "b.csv", "--update", "--yes"]);
    let again = text(&project, "content/awards/qd-5.yaml");
    for words in ["kind: Bằng khen lạ", "name: Võ Thị Mẫu (Tổ trưởng)", "unit: Công ty Xa Lạ", "draft: true"]
    {
        assert!(again.contains(words), "{words}: {again}");
    }
    let output = project.run(&["--lang", "en", "export", "c.csv", "--year", "2023"]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("2 awards are not in the table"), "{output:?}");
}

//! Pages that say once what many of their rows share, and lose no fact by it.

use crate::project::{Project, SETTINGS};

/// Builds `project` and returns the text of a page within its `main` element.
fn page(project: &Project, path: &str) -> String {
    let output = project.run(&["build", "--today", "2026-06-01"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = std::fs::read_to_string(project.at(&format!("public/{path}/index.html"))).unwrap();
    page.split_once("<main").unwrap().1.split_once("</main>").unwrap().0.to_owned()
}

/// Asserts how often each text occurs on a page.
fn assert_counts(page: &str, wanted: &[(&str, usize)]) {
    for (text, count) in wanted {
        assert_eq!(page.matches(text).count(), *count, "{text}: {page}");
    }
}

const DECISION: &str = "quyet-dinh/1-qd-ldld-2023";

/// A decision whose rows share kind, class, unit, citation and movement says each of them once, and its table has no
/// column for them.
#[test]
fn decision_says_shared_facts_once() {
    let kinds = "- {id: hoi-thi, name: Hội thi thợ giỏi, issuer: federation, classes: [nhat, nhi]}\n";
    let shared = "unit: cd-thu, kind: hoi-thi, class: nhat, movement: lao-dong-gioi, citation: Hàn đẹp";
    let rows = format!(
        "  - {{no: 1, to: individual, name: Lê Bá An, {shared}}}\n  - {{no: 2, to: individual, name: Võ Cẩm Bình, {shared}}}\n"
    );
    let project = Project::new().with_awards(&rows).with("content/registry/kinds.yaml", kinds);
    let text = page(&project, DECISION);
    let once =
        ["Hội thi thợ giỏi", "hạng Nhất", "CĐCS Thử", "Lao động giỏi", "Hàn đẹp", "Lê Bá An", "Võ Cẩm Bình"];
    assert_counts(&text, &once.map(|text| (text, 1)));
    assert_counts(&text, &[("<th scope=\"col\">", 2)]);
    let csv = std::fs::read_to_string(project.at("public/bang-vang/2022/bang-vang-2022.csv")).unwrap();
    assert_counts(&csv, &[("Hàn đẹp", 2), ("Lao động giỏi", 2), ("CĐCS Thử", 2)]);
}

/// A fact in which two rows of a decision differ is in the rows; a movement of most rows is above the table, and other
/// movements are in their rows.
#[test]
fn decision_shows_differences_in_rows() {
    let rows = "  - {no: 1, to: individual, name: Lê Bá An, unit: cd-thu, position: Thợ tiện, movement: lao-dong-gioi}
  - {no: 2, to: individual, name: Võ Cẩm Bình, unit: ldld-thu, movement: lao-dong-gioi, kind: giay-khen}
  - {no: 3, to: individual, name: Đỗ Chi, unit: cd-thu, movement: day-tot, citation: Dạy hay}
";
    let project = Project::new()
        .with_awards(rows)
        .with("content/movements/day-tot.md", "---\ntitle: Dạy tốt\n---\nLời.\n");
    let text = page(&project, DECISION);
    assert_counts(
        &text,
        &[("Lao động giỏi", 1), ("Dạy tốt", 1), ("CĐCS Thử", 2), ("Thợ tiện", 1), ("Dạy hay", 1)],
    );
    assert_counts(&text, &[("Giấy khen", 1), ("<th scope=\"col\">", 5), ("trừ các dòng ghi khác", 1)]);
    // A row without a movement must not seem to have the one above the table.
    let without = rows.replace(", movement: day-tot", "");
    let text = page(&Project::new().with_awards(&without), DECISION);
    assert_counts(&text, &[("Lao động giỏi", 2), ("trừ các dòng ghi khác", 0)]);
}

/// A withheld name does not get the unit that the other rows share.
#[test]
fn hidden_rows_share_nothing() {
    let rows = "  - {no: 1, to: individual, name: Lê Bá An, unit: cd-thu}
  - {no: 2, to: individual, name: Võ Cẩm Bình, unit: cd-thu}
  - {no: 3, to: individual, name: Đỗ Chi, unit: cd-thu, visibility: hidden}
";
    let text = page(&Project::new().with_awards(rows), DECISION);
    assert_counts(&text, &[("CĐCS Thử", 2)]);
}

/// The page of a recipient says name, position and unit once; an award that has another place or another spelling of
/// the name says so itself.
#[test]
fn recipient_is_named_once() {
    let units = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}
- {id: cd-thu, type: grassroots, names: [{name: CĐCS Xưởng, to: 2020-12-31}, {name: CĐCS Thử, from: 2021-01-01}]}
";
    let person = "person: mai, to: individual, unit: cd-thu, honorific: Bà";
    let project = Project::new()
        .with_awards(&format!(
            "  - {{no: 1, name: Trần Hoa Mai, position: Tổ trưởng, citation: Việc thứ nhất, {person}}}\n"
        ))
        .with("content/registry/units.yaml", units)
        .with("content/registry/people.yaml", "- {id: mai, name: Trần Hoa Mai}\n");
    for (year, rest) in
        [(2022, "name: Trần Hoa Mai, position: Tổ trưởng"), (2019, "name: Trần Hoa Mai, position: Thợ")]
    {
        project.write(
            &format!("content/awards/qd-{year}.yaml"),
            format!(
                "number: 5/QĐ-LĐLĐ\nsigned: {year}-01-16\nissuer: ldld-thu\ndefaults: {{kind: giay-khen, period: {}}}\n\
                 awards:\n  - {{no: 7, citation: Việc năm {year}, {rest}, {person}}}\n",
                year - 1
            ),
        );
    }
    let text = page(&project, "vinh-danh/mai");
    assert_counts(&text, &[("Trần Hoa Mai</h1>", 1), (">Bà<", 1), ("Tổ trưởng", 1), ("CĐCS Thử", 1)]);
    assert_counts(&text, &[("Thợ, ", 1), ("CĐCS Xưởng", 1), ("own-elsewhere", 1)]);
    assert_counts(
        &text,
        &[("Việc thứ nhất", 1), ("Việc năm 2022", 1), ("Việc năm 2019", 1), ("số 5/QĐ-LĐLĐ", 2)],
    );
    assert_counts(&text, &[("href=\"#luu-niem-", 3), (" id=\"luu-niem-", 3)]);
}

/// A revoked award is on the page of its recipient, and has no keepsake.
#[test]
fn revoked_award_has_no_keepsake() {
    let rows = "  - {no: 1, to: individual, name: Lê Bá An, unit: cd-thu}
  - {no: 2, to: individual, name: Lê Bá An, unit: cd-thu, kind: giay-khen, status: revoked, by: 9/QĐ-LĐLĐ}
";
    let text = page(&Project::new().with_awards(rows), "vinh-danh/le-ba-an");
    assert_counts(
        &text,
        &[("<s>", 1), ("award-revoked", 1), ("href=\"#luu-niem-", 1), (" id=\"luu-niem-", 1)],
    );
}

/// The page of a unit, and the part of a roll about a unit or a movement, do not repeat its name in their rows.
#[test]
fn subject_of_a_page_is_not_in_its_rows() {
    let rows = "  - {no: 1, to: individual, name: Lê Bá An, unit: cd-thu, position: Thợ tiện, movement: lao-dong-gioi}
  - {no: 2, to: collective, unit: cd-thu, movement: lao-dong-gioi}
  - {no: 3, to: individual, name: Võ Cẩm Bình, unit: cd-thu, unit_as_printed: Xưởng Thử, movement: lao-dong-gioi}
  - {no: 4, to: individual, name: Đỗ Chi, unit: ldld-thu}
";
    let project = Project::new()
        .with_awards(rows)
        .with("content/site.yaml", format!("{SETTINGS}rolls: {{parts: true}}\n"));
    let unit = page(&project, "don-vi/cd-thu");
    assert_counts(&unit, &[("CĐCS Thử", 1), ("Tập thể đơn vị", 1), ("Thợ tiện", 1), ("Xưởng Thử", 1)]);
    assert_counts(&unit, &[("Phong trào: Lao động giỏi", 3)]);
    let part = page(&project, "bang-vang/2022/don-vi/cd-thu");
    assert_counts(&part, &[("Tập thể đơn vị", 1), (">CĐCS Thử</a></p>", 0)]);
    let part = page(&project, "bang-vang/2022/phong-trao/lao-dong-gioi");
    assert_counts(&part, &[("Phong trào: Lao động giỏi", 0), ("CĐCS Thử</a></p>", 2), ("1/QĐ-LĐLĐ ngày", 3)]);
}

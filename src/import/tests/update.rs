//! A second import changes only what differs, and keeps what people wrote.

use super::yaml::{known, person, proposal};
use crate::import::{DecisionUpdate, Proposal, Reference, decision_text, update};
use crate::messages::{Language, Messages};

/// The units of these tests, by id and name.
fn id_of(key: &str, value: &str) -> Option<String> {
    let is_unit = matches!(value, "cdcs-mau" | "CĐCS Mẫu" | "cdcs-hai");
    let is_known = key != "unit" || is_unit;
    is_known.then(|| if value == "CĐCS Mẫu" { "cdcs-mau".to_owned() } else { value.to_owned() })
}

fn updated(raw: &str, proposal: &Proposal) -> DecisionUpdate {
    update(raw, proposal, &id_of).unwrap_or_else(|error| panic!("{error:?}: {raw}"))
}

fn three() -> Proposal {
    let names = [(1, "Nguyễn Thị Mẫu"), (2, "Trần Văn Mẫu"), (3, "Lê Thị Mẫu")];
    proposal(names.into_iter().map(|(no, name)| person(no, name, "cdcs-mau")).collect())
}

fn text(proposal: &Proposal) -> String {
    decision_text(proposal, &[], "a.xlsx", &Messages::built_in(Language::En))
}

/// The same file a second time changes nothing, also where people wrote names for ids, or added keys and comments.
#[test]
fn the_same_file_changes_nothing() {
    let raw = text(&three());
    let same = updated(&raw, &three());
    assert_eq!((&same.text, same.new.len(), same.changed.len(), same.gone.len()), (&raw, 0, 0, 0));
    let by_hand = raw
        .replace("unit: cdcs-mau}", "unit: CĐCS Mẫu, citation: Viết tay} # đã xem")
        .replace("awards:", "# ghi chú\nawards:")
        .replace("position: Chủ tịch}", "position: Chủ tịch, formula: TM. BAN THƯỜNG VỤ}");
    assert_ne!(raw, by_hand);
    assert_eq!(updated(&by_hand, &three()).text, by_hand);
}

/// A changed value is changed alone, a new row is put behind the row before it, and a row that is gone stays.
#[test]
fn only_differences_are_changed() {
    let raw = text(&three()).replace("name: Trần Văn Mẫu,", "name: Trần Văn Mẫu, visibility: initials,");
    let mut second = three();
    second.awards[1].position = Some("Tổ trưởng".to_owned());
    second.awards[2] = person(3, "Lê Thị Mẩu", "cdcs-mau");
    second.awards.insert(2, person(4, "Võ Văn Thêm", "cdcs-hai"));
    second.awards.remove(0);
    let found = updated(&raw, &second);
    assert_eq!(found.new, ["Sheet1!9"]);
    assert_eq!(found.changed, ["Sheet1!7", "Sheet1!8"]);
    assert_eq!(found.gone, ["1. Nguyễn Thị Mẫu"]);
    let rows: Vec<&str> = found.text.lines().filter(|line| line.starts_with("  - ")).collect();
    assert_eq!(
        rows,
        [
            "  - {no: 1, to: individual, name: Nguyễn Thị Mẫu, position: Công nhân, unit: cdcs-mau}",
            "  - {no: 2, to: individual, name: Trần Văn Mẫu, visibility: initials, position: Tổ trưởng, unit: cdcs-mau}",
            "  - {no: 4, to: individual, name: Võ Văn Thêm, position: Công nhân, unit: cdcs-hai}",
            "  - {no: 3, to: individual, name: Lê Thị Mẩu, position: Công nhân, unit: cdcs-mau}",
        ]
    );
    assert_eq!(updated(&found.text, &second).text, found.text);
}

/// Rows are found by their names when the numbers moved, and words that mean no record replace no record.
#[test]
fn rows_keep_their_names_when_numbers_move() {
    let raw = text(&three());
    let mut second = three();
    second.awards.insert(0, person(1, "Danh Thị Đầu", "cdcs-mau"));
    for (award, no) in second.awards.iter_mut().zip(1..) {
        award.no = Some(no);
    }
    second.awards[2].unit = Some(Reference::Open { printed: "Công ty Lạ".to_owned() });
    second.head.movement = known("lao-dong-gioi");
    let found = updated(&raw, &second);
    assert_eq!((found.new.len(), found.changed.len(), found.gone.len()), (1, 3, 0));
    let names: Vec<&str> = found.text.lines().filter_map(|line| line.split("name: ").nth(1)).collect();
    let names: Vec<&str> = names.iter().skip(1).filter_map(|rest| rest.split(',').next()).collect();
    assert_eq!(names, ["Danh Thị Đầu", "Nguyễn Thị Mẫu", "Trần Văn Mẫu", "Lê Thị Mẫu"]);
    assert!(!found.text.contains("Công ty Lạ"), "{}", found.text);
}

/// What was written about a person never becomes another person's.
#[test]
fn a_row_of_another_person_is_new() {
    let raw = text(&three()).replace("name: Trần Văn Mẫu,", "name: Trần Văn Mẫu, visibility: initials,");
    let mut second = three();
    second.awards[1].name = Some("Phạm Văn Khác".to_owned());
    second.awards[2] = person(3, "Kim Thị Khác", "cdcs-hai");
    let found = updated(&raw, &second);
    assert_eq!((found.new.len(), found.changed.len()), (2, 0), "{}", found.text);
    assert_eq!(found.gone, ["2. Trần Văn Mẫu", "3. Lê Thị Mẫu"]);
    assert_eq!(found.text.lines().filter(|line| line.starts_with("  - ")).count(), 5);
}

/// A new row whose unit means no record does not get the unit of the defaults.
#[test]
fn an_open_unit_is_not_the_default() {
    let raw = text(&three()).replace("defaults: {", "defaults: {unit: cdcs-mau, ");
    let mut second = three();
    second.awards.push(person(4, "Võ Văn Thêm", "Công ty Lạ"));
    let found = updated(&raw, &second);
    let new = found.text.lines().last().unwrap();
    assert!(new.contains("Võ Văn Thêm") && new.contains("unit: Công ty Lạ"), "{}", found.text);
}

/// Words that mean no record are named where the file has a record; what was written about a dead person never becomes
/// another person's.
#[test]
fn words_without_a_record_are_named() {
    let raw = text(&three()).replace("name: Trần Văn Mẫu,", "name: Trần Văn Mẫu, posthumous: true,");
    let mut second = three();
    second.awards[0].unit = Some(Reference::Open { printed: "Công ty Lạ".to_owned() });
    second.awards[1].name = Some("Phạm Văn Khác".to_owned());
    let found = updated(&raw, &second);
    assert_eq!(found.not_applied, ["Sheet1!6"]);
    assert_eq!((found.new.len(), found.changed.len()), (1, 0), "{}", found.text);
    assert_eq!(found.gone, ["2. Trần Văn Mẫu"]);
}

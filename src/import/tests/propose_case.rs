//! A long list without a head, and the time that a long table needs.

use super::propose_support::{document, options, outcomes, proposal, sheet};
use crate::import::{Answers, Grid, GridKind};

const UNITS: [&str; 6] = [
    "Công đoàn cơ sở Công ty TNHH Thủy sản Biển Xanh",
    "CĐCS Cty TNHH Thủy sản Biển Xanh",
    "TTYT khu vực An Phong",
    "Trường THPT Hoà Lạc",
    "Trung tâm Y tế huyện An Phong",
    "Điện lực An Phong",
];

/// Returns rows of awards without a head; every twentieth is of an unknown unit.
fn rows(count: usize) -> String {
    let families = ["Võ", "Lâm", "Trần", "Danh", "Phạm", "Lê", "Thạch", "Kim", "Bạch", "Huỳnh"];
    let names = ["Minh Quỳnh", "Văn Phúc", "Thị Hoa Mai", "Quốc An", "Thị Yến", "Ngọc Tâm", "Hữu Nga"];
    let positions =
        ["Nhân viên kế toán", "Chủ tịch CĐCS, Phó Giám đốc", "Công nhân", "Điều dưỡng", "Giáo viên"];
    let row = |no: usize| {
        let address = ["Ông ", "", "Bà "][no % 3];
        let unit = if no % 20 == 19 {
            ["CĐCS Nhà máy Gió", "Phòng GD&ĐT huyện Núi Xa"][no / 20 % 2]
        } else {
            UNITS[no % UNITS.len()]
        };
        let kind = ["Bằng khen", "Giấy khen"][no % 4 / 3];
        let (family, name) = (families[no % families.len()], names[no % names.len()]);
        let name = if no.is_multiple_of(9) {
            format!("{family} {name}").to_uppercase()
        } else {
            format!("{family} {name}")
        };
        let remark = if no.is_multiple_of(7) { "|Có sáng kiến: cải tiến máy sấy" } else { "" };
        format!("{}|{address}{name}|{}|{unit}|{kind}{remark}", no + 1, positions[no % positions.len()])
    };
    (0..count).map(row).collect::<Vec<String>>().join("\n")
}

/// Columns are found by content; each unknown unit is asked once, and the column of remarks.
#[test]
fn a_list_without_a_head() {
    let grid = Grid::new("", GridKind::Lines, super::propose_support::cells(&rows(120)), Vec::new());
    let found = proposal(&document([grid]), &options(), &Answers::default());
    assert_eq!(found.awards.len(), 120);
    assert_eq!(outcomes(&found).matches('q').count(), 6);
    let printed: Vec<&str> = found.questions.iter().map(|question| &*question.printed).collect();
    assert_eq!(printed, ["Có sáng kiến: cải tiến máy sấy", "CĐCS Nhà máy Gió", "Phòng GD&ĐT huyện Núi Xa"]);
    assert!(found.awards.iter().all(|award| award.to.is_some() && award.kind.is_some()));
}

/// 20,000 rows are read in linear time. Measured with `--release -- --nocapture`.
#[test]
fn long_tables() {
    let head = "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức|Ghi chú\n";
    let grid = sheet(&format!("{head}{}", rows(20_000)));
    let found = proposal(&document([grid]), &options(), &Answers::default());
    assert_eq!(found.awards.len(), 20_000);
    assert_eq!(found.questions.len(), 2);
}

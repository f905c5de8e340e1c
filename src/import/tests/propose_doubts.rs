//! Rows that can be read in two ways: nothing is guessed.

use super::propose_support::{
    assert_awards, assert_certain, document, merged, of_table, options, outcomes, paragraphs, proposal,
    registry, sheet,
};
use crate::import::{Answers, Document, ProposeOptions, QuestionSubject, propose};

const AN: &str = "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh";

/// A numbered unit without further values is a group if it lacks the kind that recipients have.
#[test]
fn numbered_units_are_groups_or_asked() {
    let found = of_table(sheet(
        "
STT|Họ và tên|Chức vụ|Hình thức
1|Công ty TNHH May Phú An||
1|Lê Văn An|Công nhân|Bằng khen
2|Điện lực An Phong||
1|Lê Văn Bình|Công nhân|Bằng khen",
    ));
    let binh = "individual; Lê Văn Bình; Công nhân; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh";
    assert_certain(&found, &[AN, binh]);
    assert_eq!(outcomes(&found), "hgaga");
    let table =
        "STT|Họ và tên|Chức vụ\n1|Công ty TNHH May Phú An||\n1|Lê Văn An|Công nhân\n2|Lê Văn Bình|Công nhân";
    let given = ProposeOptions { kind: Some("giay-khen".to_owned()), ..options() };
    let found = proposal(&document([sheet(table)]), &given, &Answers::default());
    let open = ["An", "Bình"].map(|name| format!("individual; Lê Văn {name}; Công nhân; -; -"));
    assert_awards(&found, &[&*open[0], &open[1]]);
    assert_eq!(outcomes(&found), "h?qq");
    let [question] = &*found.questions else { panic!("{:#?}", found.questions) };
    assert_eq!(question.places, ["Sheet1!B2", "Sheet1!A3", "Sheet1!A4"]);
    for (answer, awards) in [("group", 2), ("collective", 3)] {
        let mut answers = Answers::default();
        answers.add(question.key.clone(), answer);
        let found = proposal(&document([sheet(table)]), &given, &answers);
        assert_eq!(found.awards.len(), awards, "{answer}");
        assert_eq!(found.awards[awards - 1].unit.is_some(), answer == "group");
        assert!(found.questions.is_empty(), "{:#?}", found.questions);
    }
}

/// A lone value below the head of another column is no group.
#[test]
fn lone_values_are_reported() {
    let found = of_table(sheet(
        "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen\n||||Giấy khen",
    ));
    assert_certain(&found, &[AN]);
    assert_eq!(outcomes(&found), "ha?");
}

/// *Ông* before a middle name is a form of address, or the family name.
#[test]
fn family_names_that_are_addresses_are_asked() {
    let table =
        "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức\n1|Ông Văn Thanh An|Công nhân|Công ty TNHH May Phú An|BK";
    let found = of_table(sheet(table));
    assert_eq!(found.questions[0].key.subject, QuestionSubject::Row);
    for (answer, name) in [("addressed", "Ông Văn Thanh An"), ("individual", "Ông Văn Thanh An")] {
        let mut answers = Answers::default();
        answers.add(found.questions[0].key.clone(), answer);
        let found = proposal(&document([sheet(table)]), &options(), &answers);
        let line = format!("individual; {name}; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh");
        assert_certain(&found, &[&line]);
        assert_eq!(found.awards[0].honorific.is_some(), answer == "addressed");
    }
}

/// Names of teams in a list of people are asked, and names behind a comma.
#[test]
fn names_of_other_recipients_are_asked() {
    let found = of_table(sheet(
        "STT|Họ và tên|Đơn vị|Hình thức\n1|Đội xe|Điện lực An Phong|BK\n2|Hoa Mai|Điện lực An Phong|BK\n3|Lê Văn An|Điện lực An Phong|BK",
    ));
    assert_eq!(outcomes(&found), "hqqa");
    let blocks = paragraphs(
        "
Điều 1. Tặng Bằng khen cho các cá nhân:
1. Ông Lê Văn An, Trần Thị Lan, Công nhân, Điện lực An Phong;
2. Lê Văn Bình, Tổ trưởng, Điện lực An Phong.",
    );
    let found = proposal(&Document { blocks, left_out: Vec::new() }, &options(), &Answers::default());
    assert_eq!(found.questions.len(), 1, "{:#?}", found.questions);
    assert_eq!(found.questions[0].printed, "Ông Lê Văn An, Trần Thị Lan");
}

/// Two lists side by side are two lists also if their heads differ.
#[test]
fn lists_side_by_side_with_other_heads() {
    let found = of_table(sheet(
        "STT|Ông/Bà|Đơn vị|STT|Họ và tên|Đơn vị\n1|Lê Văn An|Điện lực An Phong|2|Lê Thị Lan|Điện lực An Phong",
    ));
    let line = |name: &str| format!("individual; {name}; -; cdcs-dien-luc-an-phong; -");
    assert_awards(&found, &[&line("Lê Văn An"), &line("Lê Thị Lan")]);
}

/// Lists of two decisions in one sheet are two decisions, with heads of their own or below one head.
#[test]
fn two_decisions_in_one_sheet() {
    let own_heads = "
(Kèm theo Quyết định số 88/QĐ-LĐLĐ ngày 05/02/2024)
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
DANH SÁCH KHEN THƯỞNG
(Kèm theo Quyết định số 90/QĐ-LĐLĐ ngày 06/02/2024)
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc|Bằng khen";
    let one_head = "
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
(Kèm theo Quyết định số 88/QĐ-LĐLĐ ngày 05/02/2024)
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen
Theo Quyết định số 90/QĐ-LĐLĐ ngày 06/02/2024
1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc|Bằng khen";
    let given = ProposeOptions { number: None, signed: None, ..options() };
    for table in [own_heads, one_head] {
        let found = propose(&document([sheet(table)]), &registry(), &given, &Answers::default());
        let numbers: Vec<&str> = found.iter().filter_map(|one| one.head.number.as_deref()).collect();
        assert_eq!(numbers, ["88/QĐ-LĐLĐ", "90/QĐ-LĐLĐ"], "{table}");
        let days: Vec<String> =
            found.iter().filter_map(|one| one.head.signed).map(|day| day.to_string()).collect();
        assert_eq!(days, ["2024-02-05", "2024-02-06"], "{table}");
        assert_eq!(found.iter().map(|one| one.awards.len()).collect::<Vec<_>>(), [1, 1], "{table}");
    }
}

/// The name of the issuer above another list is no group, whose unit the rows below would get.
#[test]
fn letterheads_are_no_groups() {
    let found = of_table(merged(
        "
STT|Tập thể|Hình thức
1|Điện lực An Phong|Bằng khen
LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG
STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
1|Lê Văn An|Công nhân||Bằng khen",
        &[(2, 0, 2, 4)],
    ));
    assert_eq!(found.awards[1].unit, None);
}

/// Lines that name different issuers are asked about, with the units that they name.
#[test]
fn issuers_that_contradict_are_asked() {
    let table = |issuer: &str| {
        format!(
            "LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG\n(Kèm theo Quyết định số 88/QĐ-LĐLĐ ngày 05/02/2024 của {issuer})\nSTT|Họ và tên|Chức vụ|Đơn vị|Hình thức\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Giấy khen"
        )
    };
    let given = ProposeOptions { issuer: None, ..options() };
    let agreed = proposal(&document([sheet(&table("LĐLĐ tỉnh Minh Giang"))]), &given, &Answers::default());
    assert!(agreed.questions.is_empty(), "{:#?}", agreed.questions);
    let found = proposal(&document([sheet(&table("UBND tỉnh Minh Giang"))]), &given, &Answers::default());
    let question = found.questions.iter().find(|one| one.key.subject == QuestionSubject::Issuer).unwrap();
    let units: Vec<&str> = question.candidates.iter().map(|one| &*one.value).collect();
    assert_eq!(units, ["ldld-minh-giang", "ubnd-minh-giang"]);
}

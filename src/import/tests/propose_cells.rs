//! Cells that are easily misread: nothing of a name, a period, a kind or a class is taken from other rows or dropped.

use super::propose_support::{
    assert_awards, assert_certain, document, line, merged, of_table, options, outcomes, proposal, sheet,
};
use crate::import::{
    Answers, ColumnReason, NoteKind, Proposal, ProposeOptions, QuestionSubject, decision_text,
};
use crate::messages::{Language, Messages};

/// The subjects and words of the questions.
fn asked(found: &Proposal) -> Vec<(QuestionSubject, &str)> {
    found.questions.iter().map(|question| (question.key.subject, &*question.printed)).collect()
}

/// The kinds of the notes about an award.
fn notes(found: &Proposal, award: usize) -> Vec<NoteKind> {
    found.awards[award].notes.iter().map(|note| note.kind).collect()
}

/// The file of a proposal, in which nothing is open.
fn written(found: &Proposal) -> String {
    decision_text(found, &[], "danh-sach.xlsx", &Messages::built_in(Language::Vi))
}

/// Two columns below one head are one value; so are the beginning and the end of a name in columns of their own.
#[test]
fn columns_below_one_head_are_joined() {
    let rows = "1|Đỗ Văn|An|Đạt giải nhất|Hội thi tay nghề|Điện lực An Phong|Bằng khen";
    let found = of_table(merged(
        &format!("STT|Họ và tên||Thành tích||Đơn vị|Hình thức\n{rows}"),
        &[(0, 1, 0, 2), (0, 3, 0, 4)],
    ));
    assert_certain(&found, &["individual; Đỗ Văn An; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh"]);
    assert_eq!(found.awards[0].citation.as_deref(), Some("Đạt giải nhất; Hội thi tay nghề"));
    assert_eq!(notes(&found, 0).iter().filter(|note| **note == NoteKind::CellsJoined).count(), 2);
    for heads in ["Họ và tên đệm|Tên", "Họ đệm|Tên", "Họ|Tên"] {
        let table = format!("STT|{heads}|Đơn vị|Hình thức\n1|Đỗ Văn|An|Điện lực An Phong|BK");
        let found = of_table(sheet(&table));
        assert_certain(&found, &["individual; Đỗ Văn An; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh"]);
    }
}

/// Two columns of names that are both filled are asked about; of other columns for the same thing, the second is named.
#[test]
fn second_values_are_not_dropped_silently() {
    let table = "STT|Tên tập thể|Tên cá nhân|Chức vụ|Chức danh|Đơn vị|Hình thức\n\
                 1||Đỗ Văn An|Tổ trưởng|Ủy viên|Điện lực An Phong|BK\n\
                 2|Tổ Điện|Đỗ Thị Bé||||BK";
    let found = of_table(sheet(table));
    assert_eq!(asked(&found), [(QuestionSubject::Row, "Tổ Điện | Đỗ Thị Bé")]);
    assert!(notes(&found, 0).contains(&NoteKind::NotTaken), "{:?}", found.awards[0]);
    assert_eq!(found.awards[1].name.as_deref(), Some("Tổ Điện | Đỗ Thị Bé"));
}

/// A head with names and personal data is a column of names, of which only the names are taken.
#[test]
fn names_beside_personal_data_are_taken() {
    for head in ["Họ và tên, ngày sinh", "Họ tên, năm sinh", "Họ tên và địa chỉ", "Họ và tên/CCCD"]
    {
        for cell in
            ["Đỗ Văn An, 12/3/1980", "Đỗ Văn An\\n1980", "Đỗ Văn An (1980)", "Đỗ Văn An sinh năm 1980"]
        {
            let found =
                of_table(sheet(&format!("STT|{head}|Đơn vị|Hình thức\n1|{cell}|Điện lực An Phong|BK")));
            assert_certain(
                &found,
                &["individual; Đỗ Văn An; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh"],
            );
            assert!(notes(&found, 0).contains(&NoteKind::PrivateValueDropped), "{head}: {cell}");
        }
    }
}

/// A column of persons whose head is not known is that of the names: otherwise each row would be an award to its unit.
#[test]
fn persons_below_an_unknown_head_are_names() {
    let found = of_table(sheet(
        "STT|Người được tặng|Đơn vị|Hình thức\n1|Bà Đỗ Thị An|Điện lực An Phong|BK\n2|Ông Lê Văn Bình|Điện lực An Phong|BK",
    ));
    let names: Vec<&str> = found.awards.iter().filter_map(|award| award.name.as_deref()).collect();
    assert_eq!(names, ["Đỗ Thị An", "Lê Văn Bình"]);
    let found = of_table(sheet("STT|Số hiệu|Đơn vị|Hình thức\n1|A 12|Điện lực An Phong|BK"));
    assert_certain(&found, &["collective; -; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh"]);
    assert_eq!(found.columns_left_out[0].reason, ColumnReason::Unknown);
}

/// A period that is not certain is asked in its cell, stays as printed, and gets nothing from other rows.
#[test]
fn periods_are_not_taken_from_other_rows() {
    let table = |cell: &str| {
        format!(
            "STT|Họ và tên|Đơn vị|Hình thức|Năm\n1|Đỗ Văn An|Điện lực An Phong|BK|2023\n2|Lê Văn Bình|Điện lực An Phong|BK|{cell}"
        )
    };
    let given = ProposeOptions { period: None, ..options() };
    for cell in ["2020 và 2021", "2021/2022", "Năm 2019, 2020", "Quý I/2022", "2019→2023", "22", "01/01/2021"]
    {
        let found = proposal(&document([sheet(&table(cell))]), &given, &Answers::default());
        let asked: Vec<_> =
            asked(&found).into_iter().filter(|(subject, _)| *subject == QuestionSubject::RowPeriod).collect();
        assert_eq!(asked, [(QuestionSubject::RowPeriod, cell)]);
        assert_eq!(found.awards[1].period.as_deref(), Some(cell));
        let question =
            found.questions.iter().find(|one| one.key.subject == QuestionSubject::RowPeriod).unwrap();
        let mut answers = Answers::default();
        answers.add(question.key.clone(), "2021");
        let found = proposal(&document([sheet(&table(cell))]), &given, &answers);
        assert_eq!(found.awards[1].period.as_deref(), Some("2021"), "{cell}");
    }
    for (cell, period) in [
        ("2022", "2022"),
        ("năm 2022", "2022"),
        ("Năm học 2021-2022", "2021-2022"),
        ("2021 – 2022", "2021-2022"),
    ] {
        let found = proposal(&document([sheet(&table(cell))]), &given, &Answers::default());
        assert_eq!(found.awards[1].period.as_deref(), Some(period), "{cell}");
    }
    // An empty cell is the period of the decision, which is open.
    let found = proposal(&document([sheet(&table(""))]), &given, &Answers::default());
    assert_eq!((found.awards[1].period.as_deref(), found.head.period.as_deref()), (None, None));
    assert!(written(&found).contains("\n  period:\n"), "{}", written(&found));
}

/// A heading that is not understood ends the unit or the kind of the heading in whose place it is.
#[test]
fn headings_that_are_not_understood_end_those_before() {
    let found = of_table(merged(
        "
STT|Họ và tên|Chức vụ
Công ty TNHH May Phú An
1|Đỗ Văn An|Công nhân
Viễn Phát Minh Giang
1|Lê Văn Bình|Công nhân
Điện lực An Phong
1|Lê Văn Chín|Công nhân",
        &[(1, 0, 1, 2), (3, 0, 3, 2), (5, 0, 5, 2)],
    ));
    assert_eq!(outcomes(&found), "hga?qga");
    let units: Vec<String> =
        found.awards.iter().map(|award| line(award).split("; ").nth(3).unwrap().to_owned()).collect();
    assert_eq!(units, ["cdcs-may-phu-an", "?Viễn Phát Minh Giang", "cdcs-dien-luc-an-phong"]);
    let found = of_table(merged(
        "
STT|Họ và tên|Đơn vị
I. BẰNG KHEN
1|Đỗ Văn An|Điện lực An Phong
II. QUÀ LƯU NIỆM
1|Lê Văn Bình|Điện lực An Phong",
        &[(1, 0, 1, 2), (3, 0, 3, 2)],
    ));
    let kinds: Vec<String> =
        found.awards.iter().map(|award| line(award).split("; ").nth(4).unwrap().to_owned()).collect();
    assert_eq!(kinds, ["bang-khen-ldld-tinh", "?QUÀ LƯU NIỆM"]);
    assert!(written(&found).contains("defaults: {kind: bang-khen-ldld-tinh"), "{}", written(&found));
    // A plus in the column of numbers is no heading.
    let found = of_table(sheet(
        "STT|Họ và tên|Chức vụ\n+|Điện lực An Phong|\n1|Đỗ Văn An|Công nhân\n+|Công ty TNHH May Phú An|\n1|Lê Văn Bình|Công nhân",
    ));
    assert_eq!(found.awards[1].unit.as_ref().map(|unit| unit.written()), Some("cdcs-may-phu-an"));
}

/// A mark such as *nt* is the cell above; where there is none, it is asked about in its place and never remembered.
#[test]
fn marks_stand_for_the_cell_above() {
    let table = |mark: &str| {
        format!(
            "STT|Họ và tên|Chức vụ|Đơn vị|Thành tích|Hình thức\n\
             1|Đỗ Văn An|Công nhân|Điện lực An Phong|Sáng kiến|Bằng khen\n\
             2|Lê Văn Bình|{mark}|{mark}|{mark}|{mark}\n\
             3|Lê Văn Chín|{mark}|Công ty TNHH May Phú An|{mark}|Giấy khen"
        )
    };
    for mark in ["nt", "\"", "„", "như trên", "-nt-"] {
        let found = of_table(sheet(&table(mark)));
        assert_certain(
            &found,
            &[
                "individual; Đỗ Văn An; Công nhân; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh",
                "individual; Lê Văn Bình; Công nhân; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh",
                "individual; Lê Văn Chín; Công nhân; cdcs-may-phu-an; giay-khen",
            ],
        );
        assert_eq!(found.awards[2].citation.as_deref(), Some("Sáng kiến"), "{mark}");
        assert!(notes(&found, 1).contains(&NoteKind::Ditto));
    }
    let found = of_table(sheet(
        "STT|Họ và tên|Đơn vị|Thành tích|Hình thức\n1|Đỗ Văn An|nt|nt|BK\n2|Lê Văn Bình|Điện lực An Phong|như trên, đợt 2|BK",
    ));
    let expected = ["nt (Sheet1!C2)", "nt (Sheet1!D2)", "như trên, đợt 2 (Sheet1!D3)"];
    assert_eq!(asked(&found), expected.map(|printed| (QuestionSubject::Row, printed)));
    assert_eq!((found.awards[0].unit.is_none(), found.awards[0].citation.as_deref()), (true, None));
}

/// The class of a column of its own and the one behind the kind have to agree, and what is open stays as printed.
#[test]
fn classes_that_contradict_are_asked() {
    let table = |kind: &str, class: &str| {
        let unit = "Điện lực An Phong";
        format!("STT|Họ và tên|Đơn vị|Hình thức|Hạng\n1|Đỗ Văn An|{unit}|Huân chương Lao động{kind}|{class}")
    };
    let found = of_table(sheet(&table(" hạng Ba", "Nhì")));
    assert_eq!(asked(&found), [(QuestionSubject::Class, "Ba / Nhì")]);
    assert_eq!(found.awards[0].class.as_deref(), Some("Ba / Nhì"));
    for (kind, class) in [(" hạng Ba", "hạng Ba"), (" hạng Ba", ""), ("", "Ba"), (" hạng Ba", "ba")] {
        let found = of_table(sheet(&table(kind, class)));
        assert!(
            found.questions.is_empty() && found.awards[0].class.as_deref() == Some("ba"),
            "{kind} {class}"
        );
    }
    let found = of_table(sheet(&table("", "III")));
    assert_eq!(
        (found.awards[0].class.as_deref(), &*found.questions[0].places),
        (Some("III"), &["Sheet1!E2".to_owned()][..])
    );
}

/// A name with *Thị* or *Văn* that begins like that of a team is asked about.
#[test]
fn persons_named_like_teams_are_asked() {
    for name in ["Phòng Thị Lan", "Ban Thị Mai", "Khoa Văn Nội", "Tổ Văn Ba"] {
        let table = format!("STT|Tên tập thể, cá nhân|Đơn vị|Hình thức\n1|{name}|Điện lực An Phong|BK");
        let found = of_table(sheet(&table));
        assert_eq!(asked(&found), [(QuestionSubject::RecipientKind, name)]);
    }
    let found =
        of_table(sheet("STT|Tên tập thể, cá nhân|Đơn vị|Hình thức\n1|Phòng Kế toán|Điện lực An Phong|BK"));
    assert_awards(&found, &["collective; Phòng Kế toán; -; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh"]);
}

/// A remark with a number of a person is dropped and counted.
#[test]
fn remarks_with_personal_numbers_are_dropped() {
    for (remark, kind) in [
        ("CCCD 012345678901", NoteKind::PrivateValueDropped),
        ("ĐT: 0912345678", NoteKind::PrivateValueDropped),
        ("đã nhận bằng", NoteKind::Remark),
    ] {
        let table =
            format!("STT|Họ và tên|Đơn vị|Hình thức|Ghi chú\n1|Đỗ Văn An|Điện lực An Phong|BK|{remark}");
        let found = of_table(sheet(&table));
        assert!(notes(&found, 0).contains(&kind), "{remark}: {:?}", found.awards[0].notes);
        assert_eq!(written(&found).contains(remark), kind == NoteKind::Remark);
    }
}

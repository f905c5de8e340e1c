//! Titles above tables: each belongs to the table below, and gives its kind of award.

use super::propose_support::{
    assert_awards, assert_certain, cells, document, line, options, outcomes, paragraphs, proposal, registry,
    sheet,
};
use crate::import::{
    Answers, Block, Document, Grid, GridKind, Proposal, ProposeOptions, QuestionSubject, Reference, propose,
};

const HEAD: &str = "STT|Họ và tên|Chức vụ|Đơn vị";

/// The only thing that the decisions of these tests do not say.
fn issued() -> ProposeOptions {
    ProposeOptions { issuer: Some("ldld-minh-giang".to_owned()), ..ProposeOptions::default() }
}

fn found(document: &Document) -> Vec<Proposal> {
    propose(document, &registry(), &issued(), &Answers::default())
}

/// Returns number, period and kind of each decision, with its awards.
fn decisions(found: &[Proposal]) -> Vec<String> {
    let decision = |one: &Proposal| {
        let kind = one.head.kind.as_ref().map_or("-", Reference::written);
        let awards: Vec<String> = one.awards.iter().map(line).collect();
        let (number, period) = (one.head.number.as_deref(), one.head.period.as_deref());
        format!("{} {} {kind}: {}", number.unwrap_or("-"), period.unwrap_or("-"), awards.join(" / "))
    };
    found.iter().map(decision).collect()
}

/// Returns a table of a Word file.
fn table(name: &str, text: &str) -> Block {
    Block::Table(Grid::new(name, GridKind::Table, cells(text), Vec::new()))
}

/// The title of a list one row above the number of its decision is not counted to the list before, with a signature
/// between them or not; a list never has the kind of another decision.
#[test]
fn titles_above_the_number_belong_to_the_list_below() {
    let signature = "TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nMai Thế Vẹn\n";
    for (between, title, kind) in [
        ("", "DANH SÁCH ĐƯỢC TẶNG GIẤY KHEN NĂM 2022", "giay-khen"),
        (signature, "DANH SÁCH ĐƯỢC TẶNG GIẤY KHEN NĂM 2022", "giay-khen"),
        ("", "TẶNG GIẤY KHEN NĂM 2022", "giay-khen"),
        (signature, "TẶNG GIẤY KHEN NĂM 2022", "giay-khen"),
        ("", "DANH SÁCH NĂM 2022", "-"),
    ] {
        let text = format!(
            "
DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN NĂM 2023
(Kèm theo Quyết định số 7/QĐ-LĐLĐ ngày 05/02/2024)
{HEAD}
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An
{between}{title}
(Kèm theo Quyết định số 8/QĐ-LĐLĐ ngày 06/02/2024)
{HEAD}
1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc"
        );
        let found = found(&document([sheet(&text)]));
        assert_eq!(
            decisions(&found),
            [
                "7/QĐ-LĐLĐ 2023 bang-khen-ldld-tinh: individual; Lê Văn An; Công nhân; cdcs-may-phu-an; -",
                &format!("8/QĐ-LĐLĐ 2022 {kind}: individual; Lê Thị Lan; Giáo viên; cdcs-thpt-hoa-lac; -"),
            ],
            "{text}"
        );
        assert_eq!(outcomes(&found[1]), "ttha", "{text}");
        assert!(!outcomes(&found[0]).contains('?'), "{text}");
        assert_eq!(found[0].head.signer.is_some(), !between.is_empty(), "{text}");
    }
}

/// In a Word file, the paragraphs above a table are its titles; another decision begins with its letterhead.
#[test]
fn paragraphs_above_a_table_are_its_titles() {
    for above in [
        "DANH SÁCH ĐƯỢC TẶNG GIẤY KHEN NĂM 2022\n(Kèm theo Quyết định số 8/QĐ-LĐLĐ ngày 06/02/2024)",
        "LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG\nSố: 8/QĐ-LĐLĐ\nMinh Giang, ngày 06 tháng 02 năm 2024\nQUYẾT ĐỊNH\n\
         Về việc khen thưởng năm 2022\nĐiều 1. Tặng Giấy khen cho các cá nhân có tên dưới đây:",
    ] {
        let mut blocks = paragraphs(
            "DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN NĂM 2023\n(Kèm theo Quyết định số 7/QĐ-LĐLĐ ngày 05/02/2024)",
        );
        blocks.push(table("1", &format!("{HEAD}\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An")));
        blocks.extend(paragraphs(&format!("TM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nMai Thế Vẹn\n{above}")));
        blocks.push(table("2", &format!("{HEAD}\n1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc")));
        let found = found(&Document { blocks, left_out: Vec::new() });
        assert_eq!(
            decisions(&found),
            [
                "7/QĐ-LĐLĐ 2023 bang-khen-ldld-tinh: individual; Lê Văn An; Công nhân; cdcs-may-phu-an; -",
                "8/QĐ-LĐLĐ 2022 giay-khen: individual; Lê Thị Lan; Giáo viên; cdcs-thpt-hoa-lac; -",
            ],
            "{above}"
        );
        assert_eq!(found[0].head.signer.as_deref(), Some("Mai Thế Vẹn"));
        for one in &found {
            assert!(one.questions.is_empty() && one.paragraphs.is_empty(), "{one:#?}");
        }
    }
}

/// A letterhead in a table begins another decision, and an annex belongs to the decision that it names.
#[test]
fn tables_belong_to_the_number_above_them() {
    let mut blocks =
        vec![table("1", "LIÊN ĐOÀN LAO ĐỘNG TỈNH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nSố: 7/QĐ-LĐLĐ|ngày 05/02/2024")];
    blocks.extend(paragraphs("Về việc tặng Bằng khen năm 2023"));
    blocks
        .push(table("2", "LIÊN ĐOÀN LAO ĐỘNG TỈNH|CỘNG HÒA XÃ HỘI CHỦ NGHĨA\nSố: 8/QĐ-LĐLĐ|ngày 06/02/2024"));
    blocks.extend(paragraphs(
        "Về việc tặng Giấy khen năm 2022\n(Kèm theo Quyết định số 7/QĐ-LĐLĐ ngày 05/02/2024)",
    ));
    blocks.push(table("3", &format!("{HEAD}\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An")));
    blocks.extend(paragraphs("(Kèm theo Quyết định số 8/QĐ-LĐLĐ ngày 06/02/2024)"));
    blocks.push(table("4", &format!("{HEAD}\n1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc")));
    let found = found(&Document { blocks, left_out: Vec::new() });
    let names: Vec<(Option<&str>, Option<&str>)> =
        found.iter().map(|one| (one.head.number.as_deref(), one.awards[0].name.as_deref())).collect();
    let subjects: Vec<Option<&str>> = found.iter().map(|one| one.head.subject.as_deref()).collect();
    assert_eq!(subjects, [Some("Về việc tặng Bằng khen năm 2023"), Some("Về việc tặng Giấy khen năm 2022")]);
    assert_eq!(names, [(Some("7/QĐ-LĐLĐ"), Some("Lê Văn An")), (Some("8/QĐ-LĐLĐ"), Some("Lê Thị Lan"))]);
}

/// A part without a list is no decision of its own, and what it says is not lost.
#[test]
fn parts_without_awards_are_no_decisions() {
    let mut blocks = paragraphs(
        "Số: 6/QĐ-LĐLĐ\nBổ sung bà Trần Thị Hoa, Điện lực An Phong\nDANH SÁCH ĐƯỢC TẶNG BẰNG KHEN NĂM 2023\n\
         (Kèm theo Quyết định số 7/QĐ-LĐLĐ ngày 05/02/2024)",
    );
    blocks.push(table("", &format!("{HEAD}\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An")));
    let found = found(&Document { blocks, left_out: Vec::new() });
    assert_eq!(
        decisions(&found),
        ["7/QĐ-LĐLĐ 2023 bang-khen-ldld-tinh: individual; Lê Văn An; Công nhân; cdcs-may-phu-an; -"]
    );
    assert_eq!(found[0].questions[0].printed, "Bổ sung bà Trần Thị Hoa, Điện lực An Phong");
    assert!(found[0].unanswered.contains(&found[0].questions[0].key));
}

const LISTS: &str = "
DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN
STT|Họ và tên|Chức vụ|Đơn vị
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An
DANH SÁCH ĐƯỢC TẶNG GIẤY KHEN
STT|Họ và tên|Chức vụ|Đơn vị
1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc
DANH SÁCH ĐỀ NGHỊ KHÔNG XÉT
STT|Họ và tên|Chức vụ|Đơn vị
1|Lê Văn Bình|Công nhân|Điện lực An Phong";

/// Each list of a decision has the kind that its own title names; a list whose title does not is asked about with its
/// place, also if all others have one kind.
#[test]
fn lists_have_the_kinds_of_their_titles() {
    let an = "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh";
    let lan = "individual; Lê Thị Lan; Giáo viên; cdcs-thpt-hoa-lac; giay-khen";
    let binh = "individual; Lê Văn Bình; Công nhân; cdcs-dien-luc-an-phong;";
    let document = |text: &str| document([sheet(text)]);
    let found = proposal(&document(LISTS), &options(), &Answers::default());
    assert_awards(&found, &[an, lan, &format!("{binh} ?DANH SÁCH ĐỀ NGHỊ KHÔNG XÉT")]);
    let [question] = &*found.questions else { panic!("{:#?}", found.questions) };
    assert_eq!(question.key.subject, QuestionSubject::ListKind);
    assert_eq!(question.places, ["Sheet1!A7"]);
    let mut answers = Answers::default();
    answers.add(question.key.clone(), "giay-khen");
    let answered = proposal(&document(LISTS), &options(), &answers);
    assert_certain(&answered, &[an, lan, &format!("{binh} giay-khen")]);
    let alike = LISTS.replace("GIẤY KHEN", "BẰNG KHEN");
    let found = proposal(&document(&alike), &options(), &Answers::default());
    assert_eq!(found.questions.len(), 1, "{:#?}", found.questions);
    assert_eq!(found.questions[0].places, ["Sheet1!A7"]);
}

/// Headings of paragraphs hold for all tables below them, until another heading of their depth.
#[test]
fn headings_of_paragraphs_hold_for_tables() {
    let mut blocks = paragraphs(
        "Điều 1. Tặng Bằng khen cho 02 cá nhân; Giấy khen cho 01 cá nhân\nDANH SÁCH KÈM THEO\nA. BẰNG KHEN\nI. Cá nhân",
    );
    blocks.push(table("1", &format!("{HEAD}\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An")));
    blocks.extend(paragraphs("II. Cá nhân ngoài tỉnh"));
    blocks.push(table("2", &format!("{HEAD}\n1|Lê Văn Bình|Công nhân|Điện lực An Phong")));
    blocks.extend(paragraphs("B. GIẤY KHEN"));
    blocks.push(table("3", &format!("{HEAD}\n1|Lê Thị Lan|Giáo viên|Trường THPT Hòa Lạc")));
    let found = proposal(&Document { blocks, left_out: Vec::new() }, &options(), &Answers::default());
    assert_certain(
        &found,
        &[
            "individual; Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh",
            "individual; Lê Văn Bình; Công nhân; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh",
            "individual; Lê Thị Lan; Giáo viên; cdcs-thpt-hoa-lac; giay-khen",
        ],
    );
}

/// Headings that name two kinds for one table do not decide.
#[test]
fn two_kinds_above_one_table_are_asked() {
    let mut blocks =
        paragraphs("Điều 1.\n1. Tặng Bằng khen cho 01 cá nhân\n2. Tặng Giấy khen cho 01 cá nhân");
    blocks.push(table("", &format!("{HEAD}\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An")));
    let found = proposal(&Document { blocks, left_out: Vec::new() }, &options(), &Answers::default());
    assert_awards(&found, &["individual; Lê Văn An; Công nhân; cdcs-may-phu-an; -"]);
    assert_eq!(found.questions[0].key.subject, QuestionSubject::ListKind);
}

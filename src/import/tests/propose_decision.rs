//! What a document says about the decision itself.

use jiff::civil::date;

use super::propose_support::{
    assert_certain, cells, document, line, options, paragraphs, proposal, registry, sheet,
};
use crate::import::{
    Answers, Block, Document, Grid, GridKind, ProposeOptions, QuestionSubject, Reference, propose,
};

const DECISION: &str = "
LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG
Số: 07/QĐ-LĐLĐ
Minh Giang, ngày 05 tháng 02 năm 2024
QUYẾT ĐỊNH
Về việc tặng Bằng khen cho tập thể, cá nhân có thành tích xuất sắc năm 2023
BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH
Căn cứ Quyết định số 12/QĐ-TLĐ ngày 01/01/2020 của Tổng Liên đoàn;
QUYẾT ĐỊNH:
Điều 1. Tặng Bằng khen cho 01 (một) tập thể và 02 cá nhân có thành tích xuất sắc năm 2023:
1. CĐCS Công ty TNHH May Phú An;
2. Ông Lê Văn An, Tổ trưởng, CĐCS Điện lực An Phong;
3. Bà Lê Thị Lan, Trường THPT Hòa Lạc.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Mai Thế Vẹn";

#[test]
fn a_decision_without_a_table() {
    let document = Document { blocks: paragraphs(DECISION), left_out: Vec::new() };
    let found = proposal(&document, &ProposeOptions::default(), &Answers::default());
    assert_certain(
        &found,
        &[
            "collective; -; -; cdcs-may-phu-an; bang-khen-ldld-tinh",
            "individual; Ông Lê Văn An; Tổ trưởng; cdcs-dien-luc-an-phong; bang-khen-ldld-tinh",
            "individual; Bà Lê Thị Lan; -; cdcs-thpt-hoa-lac; bang-khen-ldld-tinh",
        ],
    );
    let head = found.head;
    assert_eq!(head.number.as_deref(), Some("07/QĐ-LĐLĐ"));
    assert_eq!(head.signed, Some(date(2024, 2, 5)));
    assert_eq!(head.period.as_deref(), Some("2023"));
    assert_eq!(head.totals, Some([1, 2, 0]));
    assert_eq!(head.signer.as_deref(), Some("Mai Thế Vẹn"));
    assert_eq!(head.signer_formula.as_deref(), Some("TM. BAN THƯỜNG VỤ"));
    assert!(head.subject.is_some_and(|subject| subject.starts_with("Về việc tặng Bằng khen")));
    assert!(matches!(head.issuer, Some(Reference::Known { id, .. }) if id == "ldld-minh-giang"));
}

/// What neither the document nor the user says is asked, each thing once.
#[test]
fn missing_values_are_asked() {
    let table =
        || document([sheet("STT|Họ và tên|Chức vụ|Đơn vị\n1|Lê Văn An|Công nhân|Công ty TNHH May Phú An")]);
    let subjects = |options: &ProposeOptions| -> Vec<QuestionSubject> {
        let found = proposal(&table(), options, &Answers::default());
        found.questions.iter().map(|question| question.key.subject).collect()
    };
    use QuestionSubject::{Issuer, ListKind, Number, Period, Signed};
    assert_eq!(subjects(&ProposeOptions::default()), [Number, Signed, Issuer, Period, ListKind]);
    assert_eq!(subjects(&options()), [ListKind]);
    let given = ProposeOptions { kind: Some("Bằng khen".to_owned()), ..options() };
    assert_eq!(subjects(&given), []);
    let mut answers = Answers::default();
    let found = proposal(&table(), &ProposeOptions::default(), &answers);
    for (question, answer) in
        found.questions.iter().zip(["9/QĐ-LĐLĐ", "05/02/2024", "ldld-minh-giang", "2023", "giay-khen"])
    {
        answers.add(question.key.clone(), answer);
    }
    let found = proposal(&table(), &ProposeOptions::default(), &answers);
    assert!(found.questions.is_empty());
    assert_eq!((found.head.signed, found.head.period.as_deref()), (Some(date(2024, 2, 5)), Some("2023")));
    assert!(matches!(found.head.kind, Some(Reference::Known { id, .. }) if id == "giay-khen"));
}

/// Two numbers are two decisions; the same question of both is asked once.
#[test]
fn several_decisions() {
    let table = |number: &str, unit: &str| {
        let text = format!(
            "
LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG
DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN NĂM 2023
(Kèm theo Quyết định số {number}/QĐ-LĐLĐ ngày 05/02/2024)
STT|Họ và tên|Chức vụ|Đơn vị
1|Lê Văn An|Công nhân|{unit}"
        );
        Grid::new(number, GridKind::Sheet, cells(&text), Vec::new())
    };
    let blocks = [table("7", "CĐCS Nhà máy Gió"), table("8", "CĐCS Nhà máy Gió")].map(Block::Table).to_vec();
    let document = Document { blocks, left_out: Vec::new() };
    let found = propose(&document, &registry(), &ProposeOptions::default(), &Answers::default());
    let numbers: Vec<Option<&str>> = found.iter().map(|one| one.head.number.as_deref()).collect();
    assert_eq!(numbers, [Some("7/QĐ-LĐLĐ"), Some("8/QĐ-LĐLĐ")]);
    assert_eq!(found.iter().map(|one| one.questions.len()).sum::<usize>(), 1);
    assert_eq!(found[0].questions[0].places.len(), 2);
}

/// Two days that differ are a question.
#[test]
fn contradictions_are_asked() {
    let text = DECISION.replace("QUYẾT ĐỊNH:", "(Kèm theo Quyết định số 07/QĐ-LĐLĐ ngày 06/02/2024)");
    let document = Document { blocks: paragraphs(&text), left_out: Vec::new() };
    let found = proposal(&document, &ProposeOptions::default(), &Answers::default());
    let [question] = &*found.questions else { panic!("{:#?}", found.questions) };
    assert_eq!(question.key.subject, QuestionSubject::Signed);
    assert_eq!(question.candidates.len(), 2);
}

/// The kind of a certificate depends on the body that grants it; what may be several kinds is asked.
#[test]
fn kinds_depend_on_the_issuer() {
    let kind = |issuer: &str, words: &str| -> (String, usize) {
        let given = ProposeOptions { issuer: Some(issuer.to_owned()), ..options() };
        let text = format!(
            "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức\n1|Lê Văn An|Công nhân|Điện lực An Phong|{words}"
        );
        let found = proposal(&document([sheet(&text)]), &given, &Answers::default());
        (
            line(&found.awards[0]).rsplit("; ").next().expect("there is a kind").to_owned(),
            found.questions.len(),
        )
    };
    for (issuer, words, expected) in [
        ("ldld-minh-giang", "Bằng khen", "bang-khen-ldld-tinh"),
        ("UBND tỉnh Minh Giang", "Bằng khen", "bang-khen-ubnd-tinh"),
        ("ldld-minh-giang", "Bằng khen của LĐLĐ tỉnh Minh Giang", "bang-khen-ldld-tinh"),
        ("ldld-minh-giang", "Danh hiệu Người thợ giỏi Minh Giang", "nguoi-tho-gioi"),
        ("chu-tich-nuoc", "Huân chương Lao động hạng Nhì", "huan-chuong-lao-dong nhi"),
        ("ldld-minh-giang", "CSTĐ cơ sở", "chien-si-thi-dua-co-so"),
    ] {
        assert_eq!(kind(issuer, words), (expected.to_owned(), 0), "{issuer}: {words}");
    }
    assert_eq!(kind("tong-ldld", "Bằng khen"), ("?Bằng khen".to_owned(), 1));
    assert_eq!(kind("ldld-minh-giang", "Bằng vàng"), ("?Bằng vàng".to_owned(), 1));
}

/// Names that share an award, and those of one cell that may not.
#[test]
fn several_names_in_one_cell() {
    let found = |name: &str| {
        let text =
            format!("STT|Họ và tên|Chức vụ|Đơn vị|Hình thức\n1|{name}|Công nhân|Điện lực An Phong|Giấy khen");
        proposal(&document([sheet(&text)]), &options(), &Answers::default())
    };
    let shared = found("Lê Văn An, Trần Thị Hoa (đồng tác giả)");
    assert_certain(&shared, &["individual; Lê Văn An; Công nhân; cdcs-dien-luc-an-phong; giay-khen"]);
    assert_eq!(shared.awards[0].shared_with, ["Trần Thị Hoa"]);
    let open = found("Lê Văn An\\nTrần Thị Hoa");
    assert_eq!(open.questions[0].key.subject, QuestionSubject::Row);
    let posthumous = found("Ông LÊ VĂN AN (truy tặng)");
    assert!(posthumous.awards[0].posthumous && posthumous.questions.is_empty());
}

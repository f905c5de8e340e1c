//! What a document says about the decision itself.

use jiff::civil::date;

use super::propose_support::{assert_certain, document, options, paragraphs, proposal, registry, sheet};
use crate::import::{Answers, Block, Document, ProposeOptions, QuestionSubject, Reference, propose};

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
    use QuestionSubject::{Issuer, Kind, Number, Period, Signed};
    assert_eq!(subjects(&ProposeOptions::default()), [Number, Signed, Issuer, Period, Kind]);
    assert_eq!(subjects(&options()), [Kind]);
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
        sheet(&format!(
            "
LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG
DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN NĂM 2023
(Kèm theo Quyết định số {number}/QĐ-LĐLĐ ngày 05/02/2024)
STT|Họ và tên|Chức vụ|Đơn vị
1|Lê Văn An|Công nhân|{unit}"
        ))
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

//! A proposal that is written is read back as the same decision.

use jiff::civil::date;
use jiff::tz::TimeZone;
use proptest::prelude::{Strategy, prop, proptest};

use crate::diagnostic::Severity;
use crate::import::{
    DecisionHead, Note, NoteKind, Proposal, ProposedAward, Question, QuestionKey, QuestionSubject, Reference,
    decision_text,
};
use crate::messages::{Language, Messages};
use crate::model::award::{Category, DecisionRecord, RecipientKind};
use crate::read::{Record, read_record};
use crate::source::{SourceContent, Sources, Text};

/// A reference to a known record.
pub(super) fn known(id: &str) -> Option<Reference> {
    Some(Reference::Known { id: id.to_owned(), printed: String::new() })
}

/// An award of a person, in row `no`.
pub(super) fn person(no: u32, name: &str, unit: &str) -> ProposedAward {
    ProposedAward {
        table: 0,
        row: no,
        place: format!("Sheet1!{}", no + 5),
        no: Some(no),
        to: Some(RecipientKind::Individual),
        name: Some(name.to_owned()),
        honorific: None,
        position: Some("Công nhân".to_owned()),
        unit: known(unit),
        unit_as_printed: None,
        kind: None,
        class: None,
        period: None,
        citation: None,
        shared_with: Vec::new(),
        posthumous: false,
        kept: crate::import::KeptAward::default(),
        notes: Vec::new(),
    }
}

/// A decision with a kind, a period and `awards`.
pub(super) fn proposal(awards: Vec<ProposedAward>) -> Proposal {
    let head = DecisionHead {
        number: Some("88/QĐ-LĐLĐ".to_owned()),
        signed: Some(date(2026, 11, 20)),
        issuer: known("ldld-minh-giang"),
        signer: Some("Võ Hải Đăng".to_owned()),
        signer_position: Some("Chủ tịch".to_owned()),
        subject: Some("Về việc khen thưởng: đợt 1".to_owned()),
        totals: Some([0, 2, 0]),
        period: Some("2025".to_owned()),
        kind: known("bang-khen-ldld-tinh"),
        category: Some(Category::Merit),
        ..DecisionHead::default()
    };
    Proposal { head, awards, ..Proposal::default() }
}

fn written(proposal: &Proposal, open: &[&Question]) -> String {
    decision_text(proposal, open, "danh-sach.xlsx", &Messages::built_in(Language::Vi))
}

/// Reads `text` as the file of a decision without an error.
fn read(text: &str) -> DecisionRecord {
    let mut sources = Sources::default();
    let content = SourceContent::Text(Text::from(text));
    let id = sources.insert_new("content/awards/2026/qd-88.yaml", content, text.as_bytes());
    let report = read_record(sources.find(id).expect("it was added"), &TimeZone::UTC);
    let errors: Vec<_> =
        report.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    match report.value {
        Some(Record::Decision(decision)) => (*decision).clone(),
        _ => panic!("no decision: {text}"),
    }
}

/// A whole file looks as the files of the site do: short rows on one line, long ones on several.
#[test]
fn files_look_as_people_write_them() {
    let mut first = person(1, "Nguyễn Thị Mẫu", "cdcs-mau");
    first.honorific = Some("Bà".to_owned());
    first.citation = Some("Có nhiều sáng kiến, tiết kiệm 12% điện".to_owned());
    let remark =
        Note { kind: NoteKind::Remark, place: "Sheet1!F6".into(), printed: "đã\nkiểm tra".into() };
    first.notes.push(remark);
    let mut second = person(2, "Trần Văn Mẫu", "cdcs-mau");
    second.kind = known("lao-dong-tien-tien");
    second.citation = Some("Rất dài ".repeat(20));
    let text = written(&proposal(vec![first, second]), &[]);
    let long = "Rất dài ".repeat(20);
    let expected = format!(
        "number: 88/QĐ-LĐLĐ
signed: 2026-11-20
issuer: ldld-minh-giang
signer: {{name: Võ Hải Đăng, position: Chủ tịch}}
subject: \"Về việc khen thưởng: đợt 1\"
totals: {{collectives: 0, individuals: 2, households: 0}}
defaults: {{kind: bang-khen-ldld-tinh, category: cong-trang, period: 2025}}
awards:
  - {{no: 1, to: individual, name: Nguyễn Thị Mẫu, honorific: Bà, position: Công nhân, unit: cdcs-mau,
     citation: \"Có nhiều sáng kiến, tiết kiệm 12% điện\"}} # đã kiểm tra
  - no: 2
    to: individual
    kind: lao-dong-tien-tien
    name: Trần Văn Mẫu
    position: Công nhân
    unit: cdcs-mau
    citation: {}
",
        long.trim_end()
    );
    assert_eq!(text, expected);
    assert_eq!(read(&text).awards.len(), 2);
}

/// What is open makes the file a draft whose head lists it; a kind that no row has is asked for once.
#[test]
fn open_questions_make_a_draft() {
    let mut open = proposal(vec![person(1, "Nguyễn Thị Mẫu", "cdcs-mau")]);
    open.head.kind = None;
    open.awards[0].unit = Some(Reference::Open { printed: "Công ty: Mẫu\n#2".to_owned() });
    let question = Question {
        key: QuestionKey { subject: QuestionSubject::Unit, words: "cong ty mau".into() },
        printed: "Công ty: Mẫu\n#2".into(),
        candidates: Vec::new(),
        places: (6..20).map(|row| format!("Sheet1!D{row}")).collect(),
    };
    let text = written(&open, &[&question]);
    let head: Vec<&str> = text.lines().take(3).collect();
    assert!(head[0].starts_with("# Nhập từ danh-sach.xlsx."), "{text}");
    let listed =
        "# - đơn vị: \"Công ty: Mẫu #2\" (14 chỗ: Sheet1!D6, Sheet1!D7, Sheet1!D8, Sheet1!D9, Sheet1!D10, …)";
    assert_eq!(head[1..], [listed, "draft: true"]);
    assert!(text.contains("\ndefaults:\n  kind:\n  category: cong-trang\n  period: 2025\n"), "{text}");
    assert!(text.contains("unit: \"Công ty: Mẫu\\n#2\""), "{text}");
}

/// A row without a kind or a period does not get those of other rows.
#[test]
fn rows_do_not_lend_their_values() {
    let mut found =
        proposal(vec![person(1, "Nguyễn Thị Mẫu", "cdcs-mau"), person(2, "Trần Văn Mẫu", "cdcs-mau")]);
    (found.head.kind, found.head.period) = (None, None);
    (found.awards[0].kind, found.awards[0].period) = (known("giay-khen"), Some("2025".to_owned()));
    let text = written(&found, &[]);
    assert!(text.contains("\ndefaults:\n  kind:\n  category: cong-trang\n  period:\n"), "{text}");
    assert!(text.contains("kind: giay-khen, name: Nguyễn Thị Mẫu"), "{text}");
}

/// Texts that need care in YAML.
fn odd_text() -> impl Strategy<Value = String> {
    let pieces =
        ["a", "Đ", ": ", " #", "\"", "'", "\\", "{", "}", "[", ",", "- ", "\n", "1", "~", "%", "“", "|"];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..12).prop_map(|pieces| {
        let text: String = pieces.concat();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
}

proptest! {
    /// Whatever a cell says is read back as it was; a remark never changes a value.
    #[test]
    fn any_text_is_read_back(
        texts in prop::collection::vec(odd_text(), 6),
        remark in "[ -~\n\tạ]{0,20}",
    ) {
        let text = |at: usize| format!("x{}", texts[at]);
        let mut award = person(1, &text(0), &text(1));
        award.position = Some(text(2));
        award.citation = Some(text(3));
        award.unit_as_printed = Some(text(4));
        award.shared_with = vec![text(5), text(0)];
        award.posthumous = true;
        award.notes.push(Note { kind: NoteKind::Remark, place: String::new(), printed: remark });
        let mut proposal = proposal(vec![award.clone(), award]);
        proposal.head.subject = Some(text(0));
        proposal.head.signer = Some(text(1));
        let decision = read(&written(&proposal, &[]));
        assert_eq!(decision.subject.as_deref(), Some(&*text(0)));
        assert_eq!(decision.awards.len(), 2);
        for award in &decision.awards {
            let value = |value: &Option<crate::source::Spanned<Text>>| value.as_ref().map(|value| value.value.to_string());
            assert_eq!(value(&award.name), Some(text(0)));
            assert_eq!(value(&award.unit), Some(text(1)));
            assert_eq!(value(&award.position), Some(text(2)));
            assert_eq!(value(&award.citation), Some(text(3)));
            assert_eq!(award.unit_as_printed.as_ref().map(|value| value.value.to_string()), Some(text(4)));
            assert_eq!(award.shared_with.len(), 2);
            assert!(award.posthumous);
        }
    }
}

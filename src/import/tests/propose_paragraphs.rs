//! Paragraphs outside the lists: what is not understood is named, and who may be awarded is asked about.

use super::propose_support::{assert_awards, cells, options, paragraphs, proposal};
use crate::import::{Answers, Block, Document, Grid, GridKind, Proposal, QuestionSubject};

const TABLE: &str = "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức
1|Lê Văn An|Công nhân|Công ty TNHH May Phú An|Bằng khen";

/// Returns the decision of a table with paragraphs above and below it.
fn found(above: &str, below: &str, answers: &Answers) -> Proposal {
    let mut blocks = paragraphs(above);
    blocks.push(Block::Table(Grid::new("", GridKind::Table, cells(TABLE), Vec::new())));
    let last = above.trim().lines().count();
    blocks.extend(paragraphs(below).into_iter().map(|block| match block {
        Block::Paragraph(mut paragraph) => {
            paragraph.number += u32::try_from(last).expect("tests are small");
            Block::Paragraph(paragraph)
        }
        table => table,
    }));
    proposal(&Document { blocks, left_out: Vec::new() }, &options(), answers)
}

/// Returns the paragraphs that are asked about, and those that are not understood.
fn unread(found: &Proposal) -> (Vec<&str>, Vec<&str>) {
    let asked = found.questions.iter().filter(|one| one.key.subject == QuestionSubject::Paragraph);
    (
        asked.map(|one| &*one.printed).collect(),
        found.paragraphs.iter().map(|paragraph| &*paragraph.text).collect(),
    )
}

/// Paragraphs that seem to name a recipient are asked about, wherever they are.
#[test]
fn recipients_outside_the_lists_are_asked() {
    for text in [
        "2. Ông Trần Văn Bình, Công ty TNHH May Phú An.",
        "2. Trần Văn Bình",
        "- Trần Thị Bình, Tổ trưởng",
        "Bổ sung: bà Lê Thị Lan, Trường THPT Hòa Lạc.",
        "Tặng Giấy khen cho đồng chí Lê Thị Lan",
        "Ghi chú: có cả ông LÊ VĂN BÌNH",
        "2. CĐCS Điện lực An Phong;",
        "LÊ VĂN BÌNH",
    ] {
        let open = found("", text, &Answers::default());
        assert_eq!(unread(&open), (vec![text], vec![]));
        assert_eq!(open.questions[0].places, ["¶1"], "{text}");
        assert_eq!(open.awards.len(), 1, "{text}");
        let mut answers = Answers::default();
        answers.add(open.questions[0].key.clone(), "none");
        assert!(found("", text, &answers).unanswered.is_empty(), "{text}");
        answers.add(open.questions[0].key.clone(), "");
        assert_eq!(found("", text, &answers).unanswered.len(), 1, "{text}");
        let above = found(&format!("DANH SÁCH\n{text}"), "", &Answers::default());
        assert_eq!(unread(&above).0, [text]);
        let signed =
            found("", &format!("{text}\nTM. BAN THƯỜNG VỤ\nCHỦ TỊCH\nMai Thế Vẹn"), &Answers::default());
        assert_eq!(unread(&signed).0, [text]);
        assert_eq!(signed.head.signer.as_deref(), Some("Mai Thế Vẹn"), "{text}");
    }
}

/// Any other paragraph is named in the report.
#[test]
fn other_paragraphs_are_named() {
    for text in ["Mức thưởng mỗi người là 500.000 đồng", "(Đợt 2)"] {
        let found = found("", text, &Answers::default());
        assert_eq!(unread(&found), (vec![], vec![text]));
        assert_eq!(found.paragraphs[0].place, "¶1");
    }
}

/// Head, grounds, articles, signature and those who get a copy are understood.
#[test]
fn customary_paragraphs_are_understood() {
    let found = found(
        "
LIÊN ĐOÀN LAO ĐỘNG TỈNH MINH GIANG
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Minh Giang, ngày 05 tháng 02 năm 2024
-------
QUYẾT ĐỊNH
Về việc tặng Bằng khen năm 2023
BAN THƯỜNG VỤ LIÊN ĐOÀN LAO ĐỘNG TỈNH
Căn cứ Điều lệ Công đoàn Việt Nam;
Xét đề nghị của ông Lê Văn Ba, Trưởng ban Chính sách;
QUYẾT ĐỊNH:
Điều 1. Tặng Bằng khen cho 01 cá nhân (có danh sách kèm theo).
Kèm theo mức tiền thưởng theo quy định.
Điều 2. Ông Lê Văn Ba, Chánh Văn phòng, và cá nhân có tên chịu trách nhiệm thi hành./.
TM. BAN THƯỜNG VỤ
CHỦ TỊCH
Mai Thế Vẹn
DANH SÁCH ĐƯỢC TẶNG BẰNG KHEN
I. Cá nhân",
        "
Danh sách này có 01 cá nhân./.
Nơi nhận:
- Như Điều 2;
- Ông Lê Văn Ba (để biết);
- Lưu: VT.
KT. TRƯỞNG BAN
PHÓ TRƯỞNG BAN THI ĐUA - KHEN THƯỞNG
(Đã ký)
Lê Văn Ba",
        &Answers::default(),
    );
    assert_eq!(unread(&found), (vec![], vec![]));
    assert_awards(&found, &["individual; Lê Văn An; Công nhân; cdcs-may-phu-an; bang-khen-ldld-tinh"]);
}

/// Items of an article are recipients, and nothing of it is lost beside a table.
#[test]
fn items_of_articles_are_not_lost() {
    let items = "Điều 1. Tặng Bằng khen cho:\n1. Ông Trần Văn Bình, Tổ trưởng, Điện lực An Phong;";
    let found = found(items, "", &Answers::default());
    assert_eq!(unread(&found).0, ["1. Ông Trần Văn Bình, Tổ trưởng, Điện lực An Phong;"]);
    let blocks = paragraphs(&format!("{items}\nvà bà Lê Thị Lan, Trường THPT Hòa Lạc"));
    let list = proposal(&Document { blocks, left_out: Vec::new() }, &options(), &Answers::default());
    assert_eq!(unread(&list).0, ["và bà Lê Thị Lan, Trường THPT Hòa Lạc"]);
    assert_eq!(list.awards.len(), 1);
}

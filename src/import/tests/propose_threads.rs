//! Long tables, whose rows several threads read.

use std::fmt::Write;

use rayon::ThreadPoolBuilder;

use super::propose_support::{document, options, registry, sheet};
use crate::import::{Answers, decision_text, propose};
use crate::messages::{Language, Messages};

/// The number of rows: enough for three threads.
const ROWS: usize = 1_700;

/// A table with groups, two lists of words that nothing knows, and values that give notes.
fn long_table() -> String {
    let units =
        ["CĐCS Công ty TNHH May Phú An", "Điện lực An Phong", "Xưởng dệt Sao Băng", "Tổ xe Mây Trắng"];
    let kinds = ["Bằng khen", "Giấy khen", "Kỷ niệm chương Sao Băng", ""];
    let mut table = "STT|Họ và tên|Chức vụ|Đơn vị|Hình thức|Ghi chú\n".to_owned();
    for row in 0..ROWS {
        match row {
            900 => table.push_str("I. CÁ NHÂN|||||\n"),
            1_650 => table.push_str("II. TẬP THỂ|||||\n"),
            _ => {}
        }
        let name = if row % 7 == 0 { "TRẦN THỊ MÂY" } else { "Lê Văn Gió" };
        let (unit, kind) = (units[row / 5 % 4], kinds[row / 3 % 4]);
        let remark = if row % 11 == 0 { "(truy tặng)" } else { "" };
        let _ = writeln!(table, "{}|{name}|Công nhân|{unit}|{kind}|{remark}", row + 1);
    }
    table
}

/// Any number of threads proposes the same awards, rows and questions, and writes the same file.
#[test]
fn threads_do_not_change_the_proposal() {
    let document = document([sheet(&long_table())]);
    let with_threads = |count: usize| {
        let pool = ThreadPoolBuilder::new().num_threads(count).build().unwrap();
        pool.install(|| {
            let proposals = propose(&document, &registry(), &options(), &Answers::default());
            let open: Vec<_> = proposals[0].questions.iter().collect();
            let messages = Messages::built_in(Language::Vi);
            let text = decision_text(&proposals[0], &open, "danh-sach.xlsx", &messages);
            (format!("{proposals:#?}"), text)
        })
    };
    let (proposals, text) = with_threads(1);
    assert!(text.matches("\n  - {no:").count() > 3 * 512, "{}", text.lines().count());
    for question in ["Xưởng dệt Sao Băng", "Tổ xe Mây Trắng", "Kỷ niệm chương Sao Băng"] {
        assert!(
            text.contains(&format!("“{question}”"))
                || proposals.contains(&format!("printed: \"{question}\""))
        );
    }
    for count in [2, 3] {
        let (other_proposals, other_text) = with_threads(count);
        assert!(proposals == other_proposals, "{count} threads propose something else");
        assert!(text == other_text, "{count} threads write another file");
    }
}

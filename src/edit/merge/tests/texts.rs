use proptest::prelude::*;

use crate::edit::merge::merge_text;

/// Distinct lines, as an article has them.
const LINES: [&str; 10] = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

/// An edit of one line.
#[derive(Clone, Copy, Debug)]
enum Edit {
    None,
    Replace,
    Delete,
    InsertAfter,
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = prop_oneof![
        4 => Just(Edit::None),
        1 => Just(Edit::Replace),
        1 => Just(Edit::Delete),
        1 => Just(Edit::InsertAfter)
    ];
    prop::collection::vec(edit, LINES.len())
}

/// The lines after the edits that `is_own` says, each with `end`; new lines name `who`.
fn edited(edits: &[Edit], is_own: impl Fn(usize) -> bool, who: &str, end: &str) -> String {
    let mut text = String::new();
    for (at, line) in LINES.iter().enumerate() {
        let edit = if is_own(at) { edits[at] } else { Edit::None };
        let lines = match edit {
            Edit::None => vec![(*line).to_owned()],
            Edit::Replace => vec![format!("{line} {who}")],
            Edit::Delete => Vec::new(),
            Edit::InsertAfter => vec![(*line).to_owned(), format!("mới {line} {who}")],
        };
        lines.iter().for_each(|line| text.push_str(&format!("{line}{end}")));
    }
    text
}

fn merged(base: &str, mine: &str, theirs: &str) -> String {
    merge_text(base, mine, theirs).text().expect("there is no conflict")
}

/// Different changes of one line are a conflict with the lines around it, and any of them can be chosen.
#[test]
fn the_same_line_is_a_conflict() {
    let merge = merge_text("a\nb\nc\nd\ne\nf\n", "A\na\nb\nc\nx\ne\nf\n", "a\nb\nc\ny\ne\nf\ng\n");
    assert_eq!(merge.text(), None);
    let conflict = merge.conflicts().next().unwrap();
    assert_eq!((&*conflict.base, &*conflict.mine, &*conflict.theirs), ("d\n", "x\n", "y\n"));
    assert_eq!((conflict.mine_line, conflict.theirs_line), (5, 4));
    assert_eq!((&*conflict.before, &*conflict.after), ("a\nb\nc\n", "e\nf\ng\n"));
    assert_eq!(merge.resolved(&|conflict| conflict.theirs.clone()), "A\na\nb\nc\ny\ne\nf\ng\n");
    let both = merge.resolved(&|conflict| format!("{}{}", conflict.mine, conflict.theirs));
    assert_eq!(both, "A\na\nb\nc\nx\ny\ne\nf\ng\n");
}

/// Changes of neighbouring lines, equal changes and a longer equal insertion are no conflicts.
#[test]
fn neighbours_are_no_conflict() {
    assert_eq!(merged("a\nb\n", "A\nb\n", "a\nB\n"), "A\nB\n");
    assert_eq!(merged("a\nb\n", "A\nb\n", "A\nb\nc\n"), "A\nb\nc\n");
    assert_eq!(merged("a\n", "a\nb\n", "a\nb\nc\n"), "a\nb\nc\n");
    assert_eq!(merged("a\nb\n", "a\n", "A\nb\n"), "A\n");
    assert_eq!(merge_text("a\n", "a\nb\n", "a\nc\n").conflicts().count(), 1);
    assert_eq!(merge_text("", "b", "c").conflicts().count(), 1);
    // It is not certain whether the new line belongs before or after those of the other.
    assert_eq!(merge_text("a\nb\n", "a\nx\nb\n", "a\nx\ny\n").conflicts().count(), 1);
}

/// Line ends, the byte order mark and a missing line end are those of the edit that changed them.
#[test]
fn line_ends_survive() {
    assert_eq!(merged("a\nb\n", "A\nb\n", "\u{feff}a\r\nb\r\nc\r\n"), "\u{feff}A\r\nb\r\nc\r\n");
    assert_eq!(merged("a\nb\n", "\u{feff}A\r\nb\r\n", "a\nb\nc\n"), "\u{feff}A\r\nb\r\nc\r\n");
    assert_eq!(merged("\u{feff}a\r\nb\r\n", "\u{feff}A\r\nb\r\n", "a\nb\n"), "A\nb\n");
    assert_eq!(merged("a\nb", "A\nb", "a\nb\nc"), "A\nb\nc");
    assert_eq!(merged("a\nb\n", "A\nb\n", "a\nb"), "A\nb");
    assert_eq!(merged("a\r\nb\nc\n", "a\r\nb\nC\n", "A\r\nb\nc\n"), "A\r\nb\nC\n");
}

proptest! {
    /// A change on one side alone, or the same on both, is the result to the byte.
    #[test]
    fn one_edit_is_the_result(base in "\u{feff}?[ab\r\n]{0,16}", edit in "\u{feff}?[abc\r\n]{0,16}") {
        prop_assert_eq!(merged(&base, &edit, &base), edit.clone());
        prop_assert_eq!(merged(&base, &base, &edit), edit.clone());
        prop_assert_eq!(merged(&base, &edit, &edit), edit);
    }

    /// Edits of different lines are all in the result, in both orders.
    #[test]
    fn distinct_lines_are_merged(edits in edits(), owners in prop::collection::vec(any::<bool>(), LINES.len()), windows in any::<bool>()) {
        let end = if windows { "\r\n" } else { "\n" };
        let base = edited(&edits, |_| false, "", "\n");
        let one = edited(&edits, |at| owners[at], "x", "\n");
        let other = edited(&edits, |at| !owners[at], "x", end);
        let wanted = edited(&edits, |_| true, "x", end);
        prop_assert_eq!(merged(&base, &one, &other), wanted.clone());
        prop_assert_eq!(merged(&base, &other, &one), wanted);
    }

    /// No line that one of them wrote is lost: it is in the result or in a conflict.
    #[test]
    fn no_line_is_lost(base in "([ab]\n){0,6}", mine in "([abm]\n){0,8}", theirs in "([abt]\n){0,8}") {
        let merge = merge_text(&base, &mine, &theirs);
        let conflicts = |of: &str| -> usize {
            merge.conflicts().map(|found| (found.mine.clone() + &found.theirs).matches(of).count()).sum()
        };
        let text = merge.resolved(&|_| String::new());
        for (sign, from) in [("m", &mine), ("t", &theirs)] {
            prop_assert_eq!(text.matches(sign).count() + conflicts(sign), from.matches(sign).count());
        }
    }
}

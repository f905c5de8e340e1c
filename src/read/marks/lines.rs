//! The lines of the visible text.

use std::ops::Range;

use crate::read::marks::surroundings::before;
use crate::read::marks::visible::{BlockKind, VisibleText};

/// A line of visible text, within one block.
#[derive(Clone, Debug)]
pub struct Line {
    /// The bytes from the first visible character that is not blank to the end of the line or block.
    pub range: Range<usize>,
    /// The kind of its block.
    pub kind: BlockKind,
    /// The index of its block.
    pub block: usize,
    /// Whether nothing but indentation and marks of lists and quotes is before it.
    pub is_start: bool,
}

/// Returns the lines of `visible` that have visible characters, in their order.
pub fn lines(visible: &VisibleText<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, block) in visible.blocks().iter().enumerate() {
        let mut at = block.range.start;
        for line in visible.bytes()[block.range.clone()].split_inclusive(|byte| *byte == b'\n') {
            let blank = line.iter().take_while(|byte| matches!(byte, 0 | b' ' | b'\t' | b'\n')).count();
            let start = at + blank;
            at += line.len();
            let end = at - usize::from(line.ends_with(b"\n"));
            if start < end {
                let is_start = is_line_start(visible.markdown(), start);
                lines.push(Line { range: start..end, kind: block.kind, block: number, is_start });
            }
        }
    }
    lines
}

/// Whether nothing but indentation and marks of lists, quotes and notes is before `at` in its line.
fn is_line_start(markdown: &str, at: usize) -> bool {
    let before = before(markdown, at);
    let before = before.rsplit_once('\n').map_or(before, |(_, line)| line);
    let is_mark = |letter: char| letter.is_ascii_digit() || " \t>.)-+*".contains(letter);
    (before.is_empty() || before.ends_with([' ', '\t', '>']))
        && (before.chars().all(is_mark) || before.trim_start().starts_with("[^"))
}

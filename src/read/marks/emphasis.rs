//! Finds `*`, `_` and `~` that emphasize nothing.

use std::ops::Range;

use crate::read::marks::findings::{Findings, shortened};
use crate::read::marks::lines::Line;
use crate::read::marks::surroundings::{before, rest_of_line};
use crate::read::marks::visible::{VisibleBlock, VisibleText};

/// Maximum number of words between two single marks at the beginning of a line, where a star may begin a remark.
const MAX_WORDS_AT_START: usize = 4;

/// A run of equal marks that is visible.
#[derive(Clone, Debug)]
struct Run {
    mark: u8,
    range: Range<usize>,
    /// The characters before and after, a space at the ends of a line.
    before: char,
    after: char,
    /// Whether a part of the run has an effect.
    is_rest: bool,
}

impl Run {
    fn len(&self) -> usize {
        self.range.len()
    }

    fn is_spaced(&self) -> bool {
        self.before.is_whitespace() && self.after.is_whitespace()
    }

    /// Whether words begin behind it.
    fn opens(&self) -> bool {
        !self.before.is_alphanumeric()
            && !self.after.is_whitespace()
            && (self.after.is_alphanumeric() || is_opening(self.after))
    }

    /// Whether words end before it.
    fn closes(&self) -> bool {
        !self.before.is_whitespace() && (self.after.is_whitespace() || is_punctuation(self.after))
    }
}

/// Reports the marks in every block; of two that belong together, the one that has no effect.
pub fn report(lines: &[Line], visible: &mut VisibleText<'_>, findings: &mut Findings<'_>) {
    let has_remarks = lines.iter().any(|line| {
        let text = visible.text(line.range.clone());
        let is_remark = text.starts_with("(**)") || (text.starts_with("** ") && !text[2..].contains("**"));
        line.is_start && is_remark
    });
    let blocks: Vec<VisibleBlock> = visible.blocks().to_vec();
    for block in &blocks {
        let mut open: Option<Run> = None;
        for run in runs(visible, block.range.clone()) {
            match open.take() {
                Some(first) if is_pair(&first, &run, visible) => {
                    report_pair(&first, &run, visible.markdown(), findings);
                }
                first => {
                    first.into_iter().for_each(|first| report_lone(&first, has_remarks, findings));
                    open = Some(run);
                }
            }
        }
        open.into_iter().for_each(|run| report_lone(&run, has_remarks, findings));
    }
}

/// Returns the visible runs in `range` that may be marks.
fn runs(visible: &VisibleText<'_>, range: Range<usize>) -> Vec<Run> {
    let (bytes, markdown) = (visible.bytes(), visible.markdown());
    let mut runs = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let mark = bytes[at];
        if !matches!(mark, b'*' | b'_' | b'~') {
            at += 1;
            continue;
        }
        let length = bytes[at..range.end].iter().take_while(|byte| **byte == mark).count();
        let place = at..at + length;
        at += length;
        let written = markdown.as_bytes();
        let is_same = |at: usize| written.get(at) == Some(&mark);
        let is_escaped = |at: usize| at > 0 && written[at - 1] == b'\\';
        let previous = place.start.wrapping_sub(1);
        let is_rest = is_same(place.end) || (is_same(previous) && !is_escaped(previous));
        let run = Run {
            mark,
            before: before(markdown, place.start).chars().next_back().unwrap_or(' '),
            after: markdown[place.end..].chars().next().unwrap_or(' '),
            range: place,
            is_rest,
        };
        if !is_innocent(&run, markdown) {
            runs.push(run);
        }
    }
    runs
}

/// Whether `run` is no mark: a blank to fill in, a sign of multiplication, a part of a name or of an address.
fn is_innocent(run: &Run, markdown: &str) -> bool {
    let (before_run, after) = (run.before, run.after);
    let inside_word = before_run.is_alphanumeric() && after.is_alphanumeric();
    let in_brackets = "([".contains(before_run) && ")]".contains(after);
    let of_length = match (run.mark, run.len()) {
        (_, 4..) | (b'~', 1 | 3) => true,
        (b'_', 1) => inside_word || run.is_spaced(),
        (b'_', _) | (_, 1) => inside_word,
        _ => before_run.is_ascii_digit() && after.is_ascii_digit(),
    };
    let escaped = before_run == '\\' || (before_run == run.mark as char && !run.is_rest);
    of_length || in_brackets || escaped || is_in_address(run, markdown)
}

/// Whether the word around `run` is an address or a path.
fn is_in_address(run: &Run, markdown: &str) -> bool {
    let head = before(markdown, run.range.start).rsplit(char::is_whitespace).next().unwrap_or("");
    let tail = rest_of_line(markdown, run.range.end);
    let tail = tail.split(char::is_whitespace).next().unwrap_or("");
    let is_address = |part: &str| {
        part.contains("://") || part.contains('@') || part.contains("www.") || part.contains('\\')
    };
    is_address(head) || is_address(tail)
}

/// Whether the words between `first` and `last` were meant to be emphasized.
fn is_pair(first: &Run, last: &Run, visible: &VisibleText<'_>) -> bool {
    let inner = &visible.bytes()[first.range.end..last.range.start];
    let begins_words = last.before.is_whitespace() && last.opens() && !(first.len() > 1 && first.opens());
    let is_blank = inner.iter().all(u8::is_ascii_whitespace);
    if first.mark != last.mark || first.len() != last.len() || is_blank || begins_words {
        return false;
    }
    let both_spaced = first.is_spaced() && last.is_spaced();
    match (first.mark, first.len()) {
        // Two blanks to fill in.
        (b'_', 2..) if both_spaced => false,
        (_, 2..) => !first.closes() || first.opens() || last.closes(),
        _ => is_single_pair(first, last, visible),
    }
}

/// Whether two single marks belong together; many others are signs of multiplication and stars of remarks.
fn is_single_pair(first: &Run, last: &Run, visible: &VisibleText<'_>) -> bool {
    let markdown = visible.markdown();
    let words = markdown[first.range.end..last.range.start].trim();
    if !first.opens() || words.contains('\n') {
        return false;
    }
    if !last.before.is_whitespace() {
        return first.mark != b'_' || words.contains(' ') || ":.,;!?)”".contains(last.before);
    }
    let is_number = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let next = rest_of_line(markdown, last.range.end).trim_start().chars().next();
    let multiplies = is_number(words.chars().next_back()) && is_number(next);
    let head = before(markdown, first.range.start).trim_end_matches([' ', '\t']);
    let is_remark = (head.is_empty() || head.ends_with('\n'))
        && (words.contains(':') || words.split_whitespace().count() > MAX_WORDS_AT_START);
    !multiplies && !is_remark
}

fn report_pair(first: &Run, last: &Run, markdown: &str, findings: &mut Findings<'_>) {
    let inner = &markdown[first.range.end..last.range.start];
    let words = shortened(inner.trim());
    let mark = &markdown[first.range.clone()];
    let needs_gap = |letter: char, edge: Option<char>, trimmed: bool| {
        letter.is_alphanumeric() && (trimmed || edge.is_some_and(is_punctuation))
    };
    let trimmed = inner.trim();
    let mut right = format!("{mark}{words}{mark}");
    if needs_gap(last.after, trimmed.chars().next_back(), inner.ends_with(char::is_whitespace)) {
        let next = rest_of_line(markdown, last.range.end).split_whitespace().next().unwrap_or("");
        right = format!("{right} {next}");
    }
    if needs_gap(first.before, trimmed.chars().next(), inner.starts_with(char::is_whitespace)) {
        let previous = before(markdown, first.range.start).split_whitespace().next_back().unwrap_or("");
        right = format!("{previous} {right}");
    }
    let first_fails =
        first.after.is_whitespace() || (first.before.is_alphanumeric() && is_punctuation(first.after));
    let faulty = if first_fails { first } else { last };
    findings.push_mark(faulty.range.clone(), "help-emphasis", mark, &right);
}

/// Reports a mark without a counterpart, unless it is the star of a remark or a sign between words.
fn report_lone(run: &Run, has_remarks: bool, findings: &mut Findings<'_>) {
    let mark = (run.mark as char).to_string().repeat(run.len());
    let is_star_of_remark = run.mark == b'*' && has_remarks;
    let is_mark = match run.len() {
        _ if run.is_rest => true,
        2 if run.mark == b'_' => false,
        2 => {
            let is_inside_word = run.before.is_alphanumeric() && run.after.is_alphanumeric();
            is_inside_word || (!is_star_of_remark && (run.opens() || run.closes()))
        }
        _ => false,
    };
    if is_mark {
        let escaped: String = mark.chars().flat_map(|mark| ['\\', mark]).collect();
        findings.push_mark(run.range.clone(), "help-pair", &mark, &escaped);
    }
}

fn is_opening(letter: char) -> bool {
    "“‘\"'([«".contains(letter)
}

/// Whether CommonMark takes `letter` for punctuation, as far as articles have it.
fn is_punctuation(letter: char) -> bool {
    !letter.is_alphanumeric() && !letter.is_whitespace()
}

//! Finds marks at the beginning of lines: headings and list items without a space, bullets of Word, boxes, front matter.

use crate::diagnostic::Code;
use crate::read::marks::findings::{Findings, shortened};
use crate::read::marks::lines::Line;
use crate::read::marks::surroundings::{before, rest_of_line};
use crate::read::marks::visible::{BlockKind, VisibleText};

/// Bullets of Word that are no letters, those of its symbol fonts included.
const BULLETS: &str = "•·▪●○◦■□▫◆◇❖➢➤►▶✓✔✗\u{f0b7}\u{f0a7}\u{f0d8}\u{f0fc}\u{f076}\u{f071}\u{f0a8}\u{f02d}";
/// Letters and signs that Word's symbol fonts show as bullets; they are followed by a tab.
const BULLET_LETTERS: &str = "o§üØvq–—";
/// Maximum number of characters of a line that a help line repeats.
const MAX_PROPOSED_CHARS: usize = 40;

/// A mark at the beginning of a line; the number is the length of the mark in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineMark {
    /// Number signs of a heading, followed by a letter.
    Heading(usize),
    /// A hyphen, plus sign or star followed by a letter; `certain` if the letter is a capital.
    Item { sign: u8, certain: bool },
    /// A number with a point or a bracket, followed by a letter.
    Number { length: usize, certain: bool },
    /// A bullet of Word.
    Bullet(usize),
    /// Colons around a box; `true` if words follow.
    Box(bool),
    /// Lines of a front matter between two rules.
    FrontMatter,
}

impl LineMark {
    /// Whether two neighbouring lines belong to the same list.
    fn continues(self, before: LineMark) -> bool {
        match (self, before) {
            (LineMark::Item { sign, .. }, LineMark::Item { sign: other, .. }) => sign == other,
            (LineMark::Number { .. }, LineMark::Number { .. })
            | (LineMark::Bullet(_), LineMark::Bullet(_)) => true,
            _ => false,
        }
    }

    fn is_certain(self) -> bool {
        match self {
            LineMark::Item { certain, .. } | LineMark::Number { certain, .. } => certain,
            _ => true,
        }
    }
}

/// Reports the marks; of neighbouring items of one list, only the first.
pub fn report(lines: &[Line], visible: &mut VisibleText<'_>, findings: &mut Findings<'_>) {
    let marks: Vec<Option<LineMark>> = lines.iter().map(|line| line_mark(line, visible)).collect();
    let mut in_box = false;
    for (number, line) in lines.iter().enumerate() {
        let Some(mark) = marks[number] else { continue };
        let neighbour = |other: Option<usize>| {
            let other = other.and_then(|other| marks.get(other).copied().flatten());
            other.is_some_and(|other| mark.continues(other))
        };
        let continues = neighbour(number.checked_sub(1));
        if !mark.is_certain() && !continues && !neighbour(Some(number + 1)) {
            continue;
        }
        if let LineMark::Box(opens) = mark {
            let closes = in_box && !opens;
            in_box = !closes;
            visible.hide(line.range.clone());
            if closes {
                continue;
            }
        }
        if !continues {
            report_mark(line, mark, visible, findings);
        }
        let length = match mark {
            LineMark::Heading(length) | LineMark::Bullet(length) | LineMark::Number { length, .. } => length,
            LineMark::Item { .. } => 1,
            LineMark::Box(_) | LineMark::FrontMatter => line.range.len(),
        };
        visible.hide(line.range.start..line.range.start + length);
    }
}

fn report_mark(line: &Line, mark: LineMark, visible: &VisibleText<'_>, findings: &mut Findings<'_>) {
    let start = line.range.start;
    let written = rest_of_line(visible.markdown(), start).trim_end();
    let proposal = |length: usize, mark: &str| {
        let words = written[length..].trim_start().chars().take(MAX_PROPOSED_CHARS + 1).collect::<String>();
        let words = match words.chars().count() > MAX_PROPOSED_CHARS {
            true => format!("{} …", words.rsplit_once(' ').map_or(words.as_str(), |(head, _)| head)),
            false => words,
        };
        format!("{mark} {words}")
    };
    let mut push = |length: usize| {
        let mark = &written[..length];
        // The title alone is a heading of the first level.
        let better = if mark == "#" { "##" } else { mark };
        let arguments = [("text", mark), ("mark", better), ("right", &proposal(length, better))];
        findings.push(Code::MarkWithoutEffect, start..start + length, "help-space", &arguments);
    };
    match mark {
        LineMark::Heading(length) | LineMark::Number { length, .. } => push(length),
        LineMark::Item { .. } => push(1),
        LineMark::Bullet(length) => {
            let right = proposal(length, "-");
            let arguments = [("text", &written[..length]), ("right", &right)];
            findings.push(Code::WordBullet, start..start + length, "help", &arguments);
        }
        LineMark::Box(_) => findings.push_mark(start..start + 3, "help-box", ":::", ""),
        LineMark::FrontMatter => {
            let text = shortened(written);
            findings.push_mark(start..start + written.len(), "help-front-matter", &text, "");
        }
    }
}

fn line_mark(line: &Line, visible: &VisibleText<'_>) -> Option<LineMark> {
    let text = visible.text(line.range.clone());
    let written = rest_of_line(visible.markdown(), line.range.start).trim_end();
    if line.kind == BlockKind::Heading {
        return is_front_matter(line, visible).then_some(LineMark::FrontMatter);
    }
    if line.kind != BlockKind::Text || !line.is_start {
        return None;
    }
    let first = text.chars().next()?;
    match first {
        '#' => heading_mark(text, written),
        '-' | '+' | '*' => {
            let next = text[1..].chars().next()?;
            let begins_with_capital = starts_words(&written[1..]).filter(|_| next != first)?;
            // A star alone is usually that of a remark.
            Some(LineMark::Item { sign: first as u8, certain: begins_with_capital && first != '*' })
        }
        ':' if text.starts_with(":::") => {
            Some(LineMark::Box(!text.trim_start_matches(':').trim().is_empty()))
        }
        _ if first.is_ascii_digit() => {
            let digits = text.bytes().take_while(u8::is_ascii_digit).count();
            let has_sign = digits <= 3 && text[digits..].starts_with(['.', ')']);
            let words = written.get(digits + 1..).filter(|_| has_sign)?;
            let certain = starts_words(words)?;
            // `2.x` and the like are versions.
            let is_word = certain || words.chars().nth(1).is_some_and(char::is_alphabetic);
            is_word.then_some(LineMark::Number { length: digits + 1, certain })
        }
        _ => {
            let behind = &text[first.len_utf8()..];
            let is_first =
                before(visible.markdown(), line.range.start).trim_end_matches(' ').ends_with(['\n', '>'])
                    || line.range.start == 0;
            let is_bullet = BULLETS.contains(first) && behind.chars().any(char::is_alphanumeric);
            // Within an item of a list, a check mark is an answer.
            let is_bullet = is_bullet && (is_first || !"✓✔✗".contains(first));
            let is_letter = BULLET_LETTERS.contains(first)
                && (behind.starts_with('\t') || (behind.starts_with("  ") && first != '–' && first != '—'));
            (is_bullet || is_letter).then_some(LineMark::Bullet(first.len_utf8()))
        }
    }
}

/// Returns the mark of a heading that lost its space; `None` for a hashtag.
fn heading_mark(text: &str, written: &str) -> Option<LineMark> {
    let length = text.bytes().take_while(|byte| *byte == b'#').count();
    let behind = written.get(length..).filter(|_| length <= 6)?;
    let next = behind.chars().next()?;
    if next == ' ' || next == '\t' {
        return None;
    }
    if is_wide_blank(next) || (length > 1 && (next.is_alphanumeric() || "*_“\"([".contains(next))) {
        return Some(LineMark::Heading(length));
    }
    // A hashtag is one word of several syllables, and seldom alone on its line.
    let mut words = behind.split_whitespace();
    let is_syllable = words.next().is_some_and(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && (1..=6).contains(&letters.clone().count())
            && letters.all(char::is_lowercase)
    });
    let is_heading = is_syllable && words.next().is_some() && !behind.contains('#') && !behind.ends_with('.');
    is_heading.then_some(LineMark::Heading(length))
}

/// Returns whether `text`, what follows the mark of a list item, begins with a capital; `None` if it does not begin
/// with a word, or with a blank that makes it an item.
fn starts_words(text: &str) -> Option<bool> {
    if text.starts_with(is_wide_blank) {
        return Some(true);
    }
    let letter = text.trim_start_matches(['*', '_', '“', '"', '[']).chars().next()?;
    letter.is_alphabetic().then(|| letter.is_uppercase())
}

/// Whether `letter` looks like a space but ends no mark.
fn is_wide_blank(letter: char) -> bool {
    letter.is_whitespace() && !letter.is_ascii()
}

/// Whether `line` is the first of a front matter, whose lower rule makes a heading of it.
fn is_front_matter(line: &Line, visible: &VisibleText<'_>) -> bool {
    let markdown = visible.markdown();
    let block = &visible.blocks()[line.block].range;
    if visible.bytes()[block.start..line.range.start].iter().any(|byte| *byte != 0) {
        return false;
    }
    let above = before(markdown, line.range.start);
    let has_rule =
        above.trim_end_matches([' ', '\n']).rsplit('\n').next().is_some_and(|rule| rule.trim() == "---");
    let is_key = |line: &str| {
        let key = line.split_once(':').map_or("", |(key, _)| key);
        !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_' || byte == b'-')
    };
    has_rule && is_key(rest_of_line(markdown, line.range.start))
}

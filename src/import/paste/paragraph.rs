//! Makes a part of the runs of one paragraph: text, a heading, a quotation or an item of a list of Word.

use std::borrow::Cow;

use super::look::ParagraphStyle;
use super::parts::{Flow, PastedPart};
use crate::import::word::article::WordPlace;
use crate::import::word::article::blocks::TextBlock;
use crate::import::word::article::spans::{TextSpan, spans, with_marker, without_marks};
use crate::import::word::body::{Run, RunContent};
use crate::import::word::numbering::{ItemPlace, ListMarker};
use crate::text;

/// The longest mark of an item that is typed as text, in letters.
const MAX_MARKER_CHARS: usize = 8;

/// The mark of an item of Word as it is read.
#[derive(Debug, Default)]
pub(super) struct MarkerText {
    pub(super) text: String,
    /// Whether it is in a font of signs.
    pub(super) is_symbol: bool,
}

impl MarkerText {
    /// Returns the mark; `None` if it has no text.
    fn read(&self) -> Option<ListMarker> {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let digits = text.strip_suffix(['.', ')']).unwrap_or("");
        // Markdown has numbers of at most nine digits.
        let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let mut letters = text.chars();
        let is_sign = match (letters.next(), letters.next()) {
            (Some(letter), None) => self.is_symbol || matches!(letter, 'o' | 'O' | 'ü' | 'Ø' | 'v' | 'q'),
            _ => false,
        };
        match digits.parse() {
            _ if text.is_empty() => None,
            Ok(number) if is_number => Some(ListMarker::Number(number)),
            _ if is_sign || !text.contains(char::is_alphanumeric) => Some(ListMarker::Bullet),
            _ => Some(ListMarker::Label(text)),
        }
    }
}

/// Adds the paragraph of `runs` to `flow`.
pub(super) fn push_paragraph(flow: &mut Flow, runs: Vec<Run>, marker: &MarkerText, style: &ParagraphStyle) {
    let mut runs = runs;
    let mut mark = if marker.text.is_empty() { None } else { marker.read() };
    if mark.is_none() && style.list.is_none() && style.is_list_class {
        mark = take_typed_marker(&mut runs);
    }
    runs.iter_mut().for_each(unmangle);
    let block = TextBlock::at(&WordPlace::default(), spans(&runs));
    if block.spans.is_empty() {
        return;
    }
    let has_letters = block.spans.iter().any(|span| matches!(span, TextSpan::Text(..)));
    let is_bold = block.is_bold();
    flow.has_usual_text |= has_letters && !is_bold;
    // Headings and quotations look like what they are.
    let is_italic = (style.heading.is_some() || style.is_quote) && block.is_italic();
    let spans =
        if is_bold || is_italic { without_marks(&block.spans, is_bold, is_italic) } else { block.spans };
    flow.push(match (style.heading, &style.list) {
        (Some(level), _) => {
            let mark = mark.filter(|mark| *mark != ListMarker::Bullet);
            PastedPart::Heading(level, with_marker(spans, mark.as_ref()))
        }
        (None, Some((list, level))) => {
            let place = place(list, *level, style.indent);
            PastedPart::Item(mark.unwrap_or(ListMarker::Bullet), place, spans)
        }
        (None, None) if style.is_list_class && mark.is_some() => {
            let place = place("", 0, style.indent);
            PastedPart::Item(mark.unwrap_or(ListMarker::Bullet), place, spans)
        }
        (None, None) => {
            let spans = with_marker(spans, mark.as_ref());
            if style.is_quote { PastedPart::Quoted(spans) } else { PastedPart::Paragraph(spans) }
        }
    });
}

/// Returns the place of an item. Lists without ids differ in their distance from the margin.
fn place(list: &str, level: u8, indent: Option<i32>) -> ItemPlace {
    let indent = indent.unwrap_or(720 * (i32::from(level) + 1));
    let list = if list.is_empty() { format!("at {indent}") } else { list.to_owned() };
    ItemPlace { list, level, indent }
}

/// Takes a mark that is typed before the text: a sign or a number, and at least two spaces.
fn take_typed_marker(runs: &mut [Run]) -> Option<ListMarker> {
    let mut start = String::new();
    for run in runs.iter() {
        let RunContent::Text(text) = &run.content else { break };
        start.extend(text.chars().take(4 * MAX_MARKER_CHARS));
        if start.chars().count() > 4 * MAX_MARKER_CHARS {
            break;
        }
    }
    let trimmed = start.trim_start();
    let mark: String = trimmed.chars().take_while(|letter| !letter.is_whitespace()).collect();
    let spaces = trimmed[mark.len()..].chars().take_while(|letter| letter.is_whitespace()).count();
    let is_mark = mark.chars().count() <= MAX_MARKER_CHARS
        && (mark.ends_with(['.', ')']) || !mark.contains(char::is_alphanumeric) || mark == "o");
    if mark.is_empty() || spaces < 2 || !is_mark {
        return None;
    }
    let mut letters = start.chars().count() - trimmed.chars().count() + mark.chars().count() + spaces;
    for run in runs.iter_mut() {
        let RunContent::Text(text) = &mut run.content else { break };
        let taken = text.chars().take(letters).count();
        *text = text.chars().skip(taken).collect();
        letters -= taken;
        if letters == 0 {
            break;
        }
    }
    MarkerText { text: mark, is_symbol: false }.read()
}

/// Decodes the text of a run without a known font that was surely typed for an old one.
fn unmangle(run: &mut Run) {
    if let (RunContent::Text(text), None) = (&mut run.content, &run.format.font)
        && let Cow::Owned(decoded) = text::unmangled(text)
    {
        *text = decoded;
    }
}

//! The text of a paragraph as Markdown needs it: stretches of one format, without the borders that only Word has.

use crate::import::word::body::{Run, RunContent, Script, WordPicture};
use crate::import::word::numbering::ListMarker;
use crate::text::{self, is_mark};

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) enum TextSpan {
    Text(String, Marks),
    Break,
    /// The id of a note as in the runs; when the note is written, its label.
    Note(String),
    Picture(WordPicture),
    /// A picture whose file is beside the article.
    Image(ImageSpan),
}

/// A picture that is taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) struct ImageSpan {
    /// The name of the file.
    pub(in crate::import) file: String,
    /// The text for people who cannot see it; may be empty.
    pub(in crate::import) alternative: String,
}

/// The marks of a stretch of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::import) struct Marks {
    pub(in crate::import) is_strong: bool,
    pub(in crate::import) is_emphasis: bool,
    pub(in crate::import) is_struck: bool,
    pub(in crate::import) script: Option<Script>,
    pub(in crate::import) link: Option<String>,
}

/// Returns the stretches of a paragraph.
///
/// Neighbours with the same marks are joined, marks that combine are in the stretch of their letter, several spaces are one,
/// spaces at the ends of a marked stretch are outside of it, and lines neither begin nor end with spaces.
pub(in crate::import) fn spans(runs: &[Run]) -> Vec<TextSpan> {
    if let [only] = runs
        && let Some(text) = plain_run(only)
    {
        return vec![repaired(TextSpan::Text(text.to_owned(), Marks::default()))];
    }
    let mut spans: Vec<TextSpan> = Vec::new();
    for run in runs {
        match &run.content {
            RunContent::Text(_) => {
                let format = &run.format;
                let marks = Marks {
                    is_strong: format.bold,
                    is_emphasis: format.italic,
                    is_struck: format.is_struck,
                    script: format.script,
                    link: format.link.clone(),
                };
                push_lines(&mut spans, &run.unicode_text(), &marks);
            }
            RunContent::Picture(picture) => spans.push(TextSpan::Picture(WordPicture::clone(picture))),
            RunContent::Note(id) => spans.push(TextSpan::Note(id.clone())),
        }
    }
    let spans = with_free_spaces(without_double_spaces(joined(spans)));
    let spans = with_marked_spaces(spans);
    let is_full = |span: &TextSpan| !matches!(span, TextSpan::Text(text, _) if text.is_empty());
    joined(spans).into_iter().map(repaired).filter(is_full).collect()
}

/// Returns the text of a run that has no format, no double spaces and no line breaks, as most cells of tables have.
fn plain_run(run: &Run) -> Option<&str> {
    let RunContent::Text(text) = &run.content else { return None };
    let format = &run.format;
    let is_plain = !(format.bold || format.italic || format.is_struck)
        && format.script.is_none()
        && format.font.is_none()
        && format.link.is_none();
    let mut before = b' ';
    let is_simple = is_plain
        && text.bytes().all(|byte| {
            // Other blanks and signs without meaning are beyond ASCII: they begin with these bytes.
            let is_usual = byte >= b' ' && !matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xe3 | 0xef);
            let is_double = byte == b' ' && before == b' ';
            before = byte;
            is_usual && !is_double
        });
    (is_simple && before != b' ').then_some(text.as_str())
}

/// Returns the text without marks; line breaks are spaces.
pub(in crate::import) fn plain_text(spans: &[TextSpan]) -> String {
    let mut plain = String::new();
    for span in spans {
        match span {
            TextSpan::Text(text, _) => plain.push_str(text),
            TextSpan::Break => plain.push(' '),
            TextSpan::Note(_) | TextSpan::Picture(_) | TextSpan::Image(_) => {}
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `spans` without bold or italic letters, or both.
pub(in crate::import) fn without_marks(
    spans: &[TextSpan],
    is_strong: bool,
    is_emphasis: bool,
) -> Vec<TextSpan> {
    let mut spans = spans.to_vec();
    for span in &mut spans {
        if let TextSpan::Text(_, marks) = span {
            marks.is_strong &= !is_strong;
            marks.is_emphasis &= !is_emphasis;
        }
    }
    spans
}

/// Returns `spans` behind the mark of their list as text.
pub(in crate::import) fn with_marker(mut spans: Vec<TextSpan>, marker: Option<&ListMarker>) -> Vec<TextSpan> {
    if let Some(marker) = marker {
        let marks = match spans.first() {
            Some(TextSpan::Text(_, marks)) => Marks { link: None, script: None, ..marks.clone() },
            _ => Marks::default(),
        };
        spans.insert(0, TextSpan::Text(marker.text(), marks));
        spans.insert(1, TextSpan::Text(" ".to_owned(), Marks::default()));
    }
    spans
}

fn push_lines(spans: &mut Vec<TextSpan>, text: &str, marks: &Marks) {
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            spans.push(TextSpan::Break);
        }
        let line: String = line.chars().map(readable).collect();
        let line = line.replace('\0', "");
        let own = line.len() - line.trim_start_matches(is_mark).len();
        let (marking, rest) = line.split_at(own);
        match spans.last_mut() {
            // Marks that combine with the letter before them.
            Some(TextSpan::Text(before, other)) if other != marks => {
                before.push_str(marking);
                push(spans, rest, marks);
            }
            _ => push(spans, &line, marks),
        }
    }
}

/// Returns a space for other white space, and zero for what has no meaning in a text.
fn readable(letter: char) -> char {
    match letter {
        letter if letter.is_whitespace() => ' ',
        letter
            if letter.is_control() || matches!(letter, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}') =>
        {
            '\0'
        }
        letter => letter,
    }
}

fn push(spans: &mut Vec<TextSpan>, text: &str, marks: &Marks) {
    if text.is_empty() {
        return;
    }
    match spans.last_mut() {
        Some(TextSpan::Text(before, other)) if other == marks => before.push_str(text),
        _ => spans.push(TextSpan::Text(text.to_owned(), marks.clone())),
    }
}

fn is_blank(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// Gives blanks between two stretches the marks that both have.
fn with_marked_spaces(mut spans: Vec<TextSpan>) -> Vec<TextSpan> {
    for at in 1..spans.len().saturating_sub(1) {
        let around = match (&spans[at - 1], &spans[at + 1]) {
            (TextSpan::Text(_, before), TextSpan::Text(_, after)) => Some(common(before, after)),
            _ => None,
        };
        if let (TextSpan::Text(text, marks), Some(around)) = (&mut spans[at], around)
            && is_blank(text)
        {
            *marks = around;
        }
    }
    spans
}

fn common(one: &Marks, other: &Marks) -> Marks {
    Marks {
        is_strong: one.is_strong && other.is_strong,
        is_emphasis: one.is_emphasis && other.is_emphasis,
        is_struck: one.is_struck && other.is_struck,
        script: one.script.filter(|script| other.script == Some(*script)),
        link: one.link.clone().filter(|link| other.link.as_ref() == Some(link)),
    }
}

/// Removes spaces next to other spaces, and at the ends of lines.
fn without_double_spaces(spans: Vec<TextSpan>) -> Vec<TextSpan> {
    let mut is_after_space = true;
    let mut clean: Vec<TextSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match span {
            TextSpan::Text(text, marks) => {
                let mut kept = String::with_capacity(text.len());
                for letter in text.chars() {
                    if letter != ' ' || !is_after_space {
                        kept.push(letter);
                    }
                    is_after_space = letter == ' ';
                }
                if !kept.is_empty() {
                    clean.push(TextSpan::Text(kept, marks));
                }
            }
            TextSpan::Note(_) => {
                is_after_space = false;
                clean.push(span);
            }
            TextSpan::Break | TextSpan::Picture(_) | TextSpan::Image(_) => {
                trim_end(&mut clean);
                is_after_space = true;
                clean.push(span);
            }
        }
    }
    trim_end(&mut clean);
    clean
}

fn trim_end(spans: &mut Vec<TextSpan>) {
    while let Some(TextSpan::Text(text, _)) = spans.last_mut() {
        let length = text.trim_end().len();
        text.truncate(length);
        if length > 0 {
            return;
        }
        spans.pop();
    }
}

/// Moves the spaces at the ends of marked stretches out of them.
fn with_free_spaces(spans: Vec<TextSpan>) -> Vec<TextSpan> {
    let mut free = Vec::with_capacity(spans.len());
    let none = Marks::default();
    for span in spans {
        let TextSpan::Text(text, marks) = span else {
            free.push(span);
            continue;
        };
        if marks == none {
            push(&mut free, &text, &none);
            continue;
        }
        let inner = text.trim();
        let start = text.len() - text.trim_start().len();
        push(&mut free, &text[..start], &none);
        push(&mut free, inner, &marks);
        push(&mut free, &text[start + inner.len()..], &none);
    }
    free
}

/// Joins neighbours with the same marks, and line breaks that follow each other.
fn joined(spans: Vec<TextSpan>) -> Vec<TextSpan> {
    let mut joined: Vec<TextSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match span {
            TextSpan::Text(text, marks) => push(&mut joined, &text, &marks),
            TextSpan::Break if matches!(joined.last(), None | Some(TextSpan::Break)) => {}
            other => joined.push(other),
        }
    }
    while matches!(joined.last(), Some(TextSpan::Break)) {
        joined.pop();
    }
    joined
}

fn repaired(span: TextSpan) -> TextSpan {
    match span {
        TextSpan::Text(text, marks) => TextSpan::Text(text::repaired(&text::nfc(&text)).into_owned(), marks),
        other => other,
    }
}

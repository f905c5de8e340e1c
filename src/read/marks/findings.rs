//! Collects the diagnostics about one body.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::fields::truncate_diagnostics;
use crate::source::{SourceId, Span};

/// Maximum number of characters of a part of the text that a help line repeats.
const MAX_QUOTED_CHARS: usize = 60;

/// The diagnostics about one body, which begins at byte `start` of `source`.
pub struct Findings<'d> {
    pub source: SourceId,
    pub start: usize,
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

impl Findings<'_> {
    /// Adds a diagnostic at `place`, bytes of the Markdown.
    pub fn push(
        &mut self,
        code: Code,
        place: Range<usize>,
        help: &'static str,
        arguments: &[(&'static str, &str)],
    ) {
        let span = Span::new(self.source, self.start + place.start, self.start + place.end);
        let diagnostic = Diagnostic::new(code, span).help(help);
        self.diagnostics
            .push(arguments.iter().fold(diagnostic, |diagnostic, (key, value)| diagnostic.arg(key, value)));
        truncate_diagnostics(self.diagnostics);
    }

    /// Adds a [`Code::MarkWithoutEffect`]: `text` is what readers see, `right` the right form.
    pub fn push_mark(&mut self, place: Range<usize>, help: &'static str, text: &str, right: &str) {
        let (text, right) = (shortened(text), shortened(right));
        self.push(Code::MarkWithoutEffect, place, help, &[("text", &text), ("right", &right)]);
    }
}

/// Returns `text` with its middle replaced by an ellipsis if it is long.
pub fn shortened(text: &str) -> String {
    if text.chars().nth(MAX_QUOTED_CHARS).is_none() {
        return text.to_owned();
    }
    let half = MAX_QUOTED_CHARS / 2;
    let head_end = text.char_indices().nth(half).map_or(text.len(), |(at, _)| at);
    let tail_start = text.char_indices().rev().nth(half).map_or(0, |(at, _)| at);
    let head = text[..head_end].rsplit_once(' ').map_or(&text[..head_end], |(head, _)| head);
    let tail = text[tail_start..].split_once(' ').map_or(&text[tail_start..], |(_, tail)| tail);
    format!("{head} … {tail}")
}

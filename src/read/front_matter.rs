//! Separates the front matter of a Markdown file from its body.

use std::ops::Range;

use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::read::file_name;
use crate::read::marks;
use crate::read::yaml::{self, Node, Yaml};
use crate::source::{Source, Span, Spanned, Text};

/// Returns the front matter of `source` as a YAML tree, and the byte offset at which the Markdown begins.
///
/// Reports front matter that is missing, not closed, or written as TOML, and returns `None`.
pub fn split(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<(Node, usize)> {
    let text = source.text();
    let first = text.split('\n').next().unwrap_or("");
    let top = Span::new(source.id, 0, first.len());
    if first.trim_end() != "---" {
        if first.starts_with("<<<<<<<") && marks::report_conflicts(text, source.id, 0, diagnostics) {
            return None;
        }
        let code = if first.trim_end() == "+++" { Code::TomlFrontMatter } else { Code::NoFrontMatter };
        let diagnostic = Diagnostic::new(code, top);
        diagnostics.push(if is_line_of_dashes(first) { diagnostic.help("help-dashes") } else { diagnostic });
        return None;
    }
    let start = (first.len() + 1).min(text.len());
    let Some((end, body)) = closing_line(text, start) else {
        if !marks::report_conflicts(text, source.id, 0, diagnostics) {
            diagnostics.push(open_front_matter(source, start, top));
        }
        return None;
    };
    let yaml = Yaml { text: &text[start..end], source: source.id, offset: start };
    let found = diagnostics.len();
    match yaml::parse(yaml, diagnostics) {
        Some(node) => Some((node, body)),
        None if diagnostics.len() > found => None,
        None => {
            diagnostics.push(Diagnostic::new(Code::MissingKey, top).arg("key", "title"));
            None
        }
    }
}

/// Returns the error for a front matter without an end, at the line of dashes that Word made of `---` if there is one.
fn open_front_matter(source: &Source, start: usize, top: Span) -> Diagnostic {
    let mut at = start;
    for line in source.text()[start..].split_inclusive('\n') {
        if is_line_of_dashes(line) {
            let span = Span::new(source.id, at, at + line.trim_end().len());
            return Diagnostic::new(Code::OpenFrontMatter, span).help("help-dashes");
        }
        at += line.len();
    }
    Diagnostic::new(Code::OpenFrontMatter, top)
}

/// Whether `line` has nothing but dashes, but not the three hyphens of a front matter.
fn is_line_of_dashes(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line != "---" && line.chars().all(|letter| matches!(letter, '-' | '–' | '—' | '―'))
}

/// Returns the range of the YAML between the lines `---` of `text`, a Markdown file; `None` if it has no front matter.
pub fn yaml_range(text: &str) -> Option<Range<usize>> {
    let first = text.split('\n').next().filter(|first| first.trim_end() == "---")?;
    let start = (first.len() + 1).min(text.len());
    closing_line(text, start).map(|(end, _)| start..end)
}

/// Returns the byte offsets of the line `---` after `start` and of the line that follows it.
fn closing_line(text: &str, start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// Returns the last part of the route of `source`: the value of `slug:` if `written`, otherwise the name of the file,
/// or of its folder if the file is `index.md`.
///
/// Reports a slug that is invalid, and a name that gives none; returns `None` then.
pub fn slug(
    source: &Source,
    written: Option<Spanned<Text>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Text> {
    if let Some(slug) = written {
        if crate::text::is_slug(&slug.value) && file_name::is_folder_name(&slug.value) {
            return Some(slug.value);
        }
        let diagnostic = Diagnostic::new(Code::BadSlug, slug.span).arg("slug", &slug.value);
        let proposal = crate::text::slug(&slug.value);
        let proposal = if file_name::is_folder_name(&proposal) { proposal } else { String::new() };
        diagnostics.push(if proposal.is_empty() {
            diagnostic
        } else {
            let correction = Correction::Value { span: slug.span, value: Text::from(&*proposal) };
            diagnostic.arg("proposal", proposal).help("help-proposal").corrected_by(correction)
        });
        return None;
    }
    let stem = source.name().rsplit_once('.').map_or(source.name(), |(stem, _)| stem);
    let folder = source.folder().trim_end_matches('/').rsplit('/').next().unwrap_or("");
    let slug = crate::text::slug(if stem == "index" { folder } else { stem });
    if slug.is_empty() || !file_name::is_folder_name(&slug) {
        diagnostics.push(Diagnostic::new(Code::EmptySlug, Span::top(source.id)).arg("file", &source.path));
        return None;
    }
    Some(Text::from(slug))
}

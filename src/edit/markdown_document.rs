//! A Markdown file as its front matter and its body; a change of some keys or of the body leaves all other bytes.

use std::ops::Range;

use crate::edit::forms::{RecordKind, fields};
use crate::edit::key_path::KeyPath;
use crate::edit::patch::{PatchError, patch, tree};
use crate::edit::scalar::block_entry;
use crate::edit::text_file::{LineEnd, TextError, TextFile, replace_lines, with_newlines};
use crate::edit::wanted::Wanted;
use crate::messages::Language;
use crate::read::{front_matter_range, plain_text};

/// An article, a movement or a page.
#[derive(Clone, Debug)]
pub struct MarkdownDocument {
    file: TextFile,
    /// The bytes of the raw text between the lines `---`.
    yaml: Range<usize>,
    /// Where the line behind the second `---` begins in the raw text.
    body_start: usize,
    values: Wanted,
    body: String,
    /// The keys of the record, in the order in which a new file has them.
    order: Vec<String>,
}

/// Why a file is not edited as front matter and body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// It is no text in UTF-8.
    Encoding(TextError),
    /// It has no front matter; the whole text can be edited.
    NoFrontMatter(TextFile),
    /// Its front matter has no end; the whole text can be edited.
    OpenFrontMatter(TextFile),
    /// Its front matter has an error of syntax or is no mapping; the whole text can be edited.
    BrokenFrontMatter(TextFile),
    /// No change was found after which the file is read as wanted.
    NoChange,
}

impl DocumentError {
    /// The file, if its whole text can be edited.
    pub fn file(&self) -> Option<&TextFile> {
        match self {
            DocumentError::NoFrontMatter(file)
            | DocumentError::OpenFrontMatter(file)
            | DocumentError::BrokenFrontMatter(file) => Some(file),
            DocumentError::Encoding(_) | DocumentError::NoChange => None,
        }
    }
}

impl MarkdownDocument {
    /// Reads the content of a file that describes `record`.
    ///
    /// # Errors
    /// If it is no text, or if its front matter is missing or has an error of syntax.
    pub fn parse(record: RecordKind, bytes: &[u8]) -> Result<MarkdownDocument, DocumentError> {
        MarkdownDocument::read(bytes, keys(record))
    }

    fn read(bytes: &[u8], order: Vec<String>) -> Result<MarkdownDocument, DocumentError> {
        let file = TextFile::parse(bytes).map_err(DocumentError::Encoding)?;
        let raw = file.raw();
        if raw.split('\n').next().is_none_or(|first| first.trim_end() != "---") {
            return Err(DocumentError::NoFrontMatter(file));
        }
        let Some(yaml) = front_matter_range(raw) else { return Err(DocumentError::OpenFrontMatter(file)) };
        let Some(values) = readable(&raw[yaml.clone()]) else {
            return Err(DocumentError::BrokenFrontMatter(file));
        };
        let body_start = raw[yaml.end..].find('\n').map_or(raw.len(), |at| yaml.end + at + 1);
        let body = with_newlines(&raw[body_start..]);
        Ok(MarkdownDocument { yaml, body_start, values, body, order, file })
    }

    /// The bytes of a new file: the keys of `changes` that have a value, in the order of the schema, then the body.
    ///
    /// # Errors
    /// [`DocumentError::NoChange`] if the values cannot be written so that they are read back.
    pub fn create(
        record: RecordKind,
        changes: &[(KeyPath, Option<Wanted>)],
        body: &str,
    ) -> Result<Vec<u8>, DocumentError> {
        let order = keys(record);
        let mut values = Wanted::Map(Vec::new());
        changes.iter().for_each(|(path, value)| path.set(&mut values, value.as_ref(), &order));
        let values = values.cleaned();
        let Wanted::Map(entries) = &values else { return Err(DocumentError::NoChange) };
        let lines: String =
            entries.iter().map(|(key, value)| format!("{}\n", block_entry(key, value, 0, "\n"))).collect();
        let body = with_newlines(body);
        let gap = if body.is_empty() || body.starts_with('\n') { "" } else { "\n" };
        let bytes = format!("---\n{lines}---\n{gap}{body}").into_bytes();
        let again = MarkdownDocument::read(&bytes, order)?;
        if again.values == values { Ok(bytes) } else { Err(DocumentError::NoChange) }
    }

    /// The front matter: a mapping, empty if it has no keys.
    pub fn values(&self) -> &Wanted {
        &self.values
    }

    /// The text behind the line that closes the front matter, with `\n` at the end of each line.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The whole text of the file.
    pub fn file(&self) -> &TextFile {
        &self.file
    }

    /// Returns the bytes of the file with some keys changed, or removed where the value is `None`, and with another body
    /// if there is one.
    ///
    /// Changes are made in order. A value or body that is the same changes no byte; comments, quotes, order and line ends
    /// of everything else stay.
    ///
    /// # Errors
    /// [`DocumentError::NoChange`] if no change was found after which the file is read as wanted.
    pub fn with(
        &self,
        changes: &[(KeyPath, Option<Wanted>)],
        body: Option<&str>,
    ) -> Result<Vec<u8>, DocumentError> {
        let mut values = self.values.clone();
        changes.iter().for_each(|(path, value)| path.set(&mut values, value.as_ref(), &self.order));
        let values = values.cleaned();
        let raw = self.file.raw();
        let line_end = LineEnd::of(raw);
        let old_yaml = &raw[self.yaml.clone()];
        let new_yaml = patch(old_yaml, &values).map_err(|error| match error {
            PatchError::Unsound => DocumentError::BrokenFrontMatter(self.file.clone()),
            PatchError::NoChange => DocumentError::NoChange,
        })?;
        let new_yaml = match (old_yaml.is_empty(), line_end) {
            (true, LineEnd::CarriageReturn) => new_yaml.replace('\n', "\r\n"),
            _ => new_yaml,
        };
        let old_body = &raw[self.body_start..];
        let new_body =
            body.map_or_else(|| old_body.to_owned(), |body| replace_lines(old_body, body, line_end));
        let closing = &raw[self.yaml.end..self.body_start];
        let gap = if new_body.is_empty() || closing.ends_with('\n') { "" } else { line_end.written() };
        let bytes = self.file.bytes(&[&raw[..self.yaml.start], &new_yaml, closing, gap, &new_body].concat());
        let again = MarkdownDocument::read(&bytes, Vec::new())?;
        let is_wanted = again.values == values && again.body == with_newlines(body.unwrap_or(&self.body));
        if is_wanted { Ok(bytes) } else { Err(DocumentError::NoChange) }
    }
}

/// The outermost keys of a record, in the order of its schema.
pub(super) fn keys(record: RecordKind) -> Vec<String> {
    fields(record, Language::En).into_iter().map(|field| field.key).collect()
}

/// The mapping that `yaml` is, as it is in the file; `None` if it is none, or if the build, which first decodes the file
/// to NFC with plain line ends, reads another one.
pub(super) fn readable(yaml: &str) -> Option<Wanted> {
    let values = tree(yaml).filter(|values| matches!(values, Wanted::Map(_)))?;
    let plain = plain_text(yaml);
    let has_control = plain.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\t'));
    let plainly = |values: &Wanted| values.with_texts(&|text| plain_text(text).into_owned());
    (!has_control && plainly(&tree(&plain)?) == plainly(&values)).then_some(values)
}

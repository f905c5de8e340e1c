//! The text of a file for an editor whose lines end with `\n`, and its way back to the bytes of the file.

use crate::read::utf_16_text;

/// The UTF-8 byte order mark.
const BYTE_ORDER_MARK: &str = "\u{feff}";

/// A text file in UTF-8 whose byte order mark and line ends stay when its text changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// The text as it is in the file, without byte order mark.
    raw: String,
    has_mark: bool,
}

/// Why the text of a file cannot be edited; `bangvang fix` converts it where that is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// It is UTF-16, as the old Notepad of Windows saves it.
    Utf16,
    /// It is not UTF-8: a text in TCVN3 or another old encoding, or no text at all.
    NotUtf8,
}

impl TextFile {
    /// Reads the content of a file.
    ///
    /// # Errors
    /// If it is no text in UTF-8.
    pub fn parse(bytes: &[u8]) -> Result<TextFile, TextError> {
        let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
        match text {
            Some(text) => {
                let raw = text.strip_prefix(BYTE_ORDER_MARK);
                Ok(TextFile { raw: raw.unwrap_or(text).to_owned(), has_mark: raw.is_some() })
            }
            None if utf_16_text(bytes).is_some() => Err(TextError::Utf16),
            None => Err(TextError::NotUtf8),
        }
    }

    /// The text with `\n` at the end of each line.
    pub fn text(&self) -> String {
        with_newlines(&self.raw)
    }

    /// Returns the bytes of the file with another text, whose lines may end with `\n` or `\r\n`.
    ///
    /// Lines that stay at the start and at the end keep their line ends; new ones get those of most lines.
    pub fn with(&self, text: &str) -> Vec<u8> {
        self.bytes(&replace_lines(&self.raw, text, LineEnd::of(&self.raw)))
    }

    /// The text as it is in the file, without byte order mark.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// The bytes of the file with `raw` as its text.
    pub fn bytes(&self, raw: &str) -> Vec<u8> {
        let mark = if self.has_mark { BYTE_ORDER_MARK } else { "" };
        [mark, raw].concat().into_bytes()
    }
}

/// What ends the lines of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineEnd {
    /// `\n`.
    Newline,
    /// `\r\n`, as on Windows.
    CarriageReturn,
}

impl LineEnd {
    /// What ends most lines of `raw`.
    pub fn of(raw: &str) -> LineEnd {
        let (windows, all) = (raw.matches("\r\n").count(), raw.matches('\n').count());
        if windows * 2 > all { LineEnd::CarriageReturn } else { LineEnd::Newline }
    }

    /// The characters.
    pub fn written(self) -> &'static str {
        match self {
            LineEnd::Newline => "\n",
            LineEnd::CarriageReturn => "\r\n",
        }
    }
}

/// `text` with `\n` for `\r\n` and `\r`, as browsers read it.
pub(super) fn with_newlines(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Returns `raw` changed to `text` but for its line ends: lines that stay at the start and at the end keep theirs, others
/// get `line_end`.
pub(super) fn replace_lines(raw: &str, text: &str, line_end: LineEnd) -> String {
    let text = with_newlines(text);
    let old = lines(raw);
    let new: Vec<&str> = text.split_inclusive('\n').collect();
    let is_same = |(old, new): &(&(&str, &str), &&str)| {
        let content = new.strip_suffix('\n');
        old.0 == content.unwrap_or(new) && content.is_some() != old.1.is_empty()
    };
    let start = old.iter().zip(&new).take_while(is_same).count();
    let end = old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(is_same).count();
    let mut written = String::with_capacity(text.len());
    let keep = |lines: &[(&str, &str)], written: &mut String| {
        lines.iter().for_each(|(line, end)| written.extend([*line, *end]));
    };
    keep(&old[..start], &mut written);
    for line in &new[start..new.len() - end] {
        match line.strip_suffix('\n') {
            Some(line) => written.extend([line, line_end.written()]),
            None => written.push_str(line),
        }
    }
    keep(&old[old.len() - end..], &mut written);
    written
}

/// The lines of `raw`, each with what ends it: `\n`, `\r\n`, `\r`, or nothing at the end of the text.
fn lines(raw: &str) -> Vec<(&str, &str)> {
    let mut lines = Vec::new();
    let mut rest = raw;
    while !rest.is_empty() {
        let at = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let (line, behind) = rest.split_at(at);
        let length = if behind.starts_with("\r\n") { 2 } else { behind.len().min(1) };
        lines.push((line, &behind[..length]));
        rest = &behind[length..];
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::{TextError, TextFile};

    /// A text comes back to the same bytes, and a change leaves the line ends of all other lines.
    #[test]
    fn line_ends_and_mark_stay() {
        let bytes = "\u{feff}một\r\nhai\nba\rbốn\r\n\r\nnăm\r\n".as_bytes();
        let file = TextFile::parse(bytes).unwrap();
        assert_eq!(file.text(), "một\nhai\nba\nbốn\n\nnăm\n");
        assert_eq!(file.with(&file.text()), bytes);
        assert_eq!(file.with(&file.text().replace('\n', "\r\n")), bytes);
        let changed = file.with("một\nhai\nBA\nmới\nbốn\n\nnăm\n");
        assert_eq!(
            String::from_utf8(changed).unwrap(),
            "\u{feff}một\r\nhai\nBA\r\nmới\r\nbốn\r\n\r\nnăm\r\n"
        );
        assert_eq!(file.with(""), "\u{feff}".as_bytes());
        let open = TextFile::parse(b"a\nb").unwrap();
        assert_eq!(open.with("a\nb\n"), b"a\nb\n");
        assert_eq!(open.with("b"), b"b");
        assert_eq!(TextFile::parse(b"").unwrap().with("a\n"), b"a\n");
    }

    /// Bytes that are no text in UTF-8 are refused.
    #[test]
    fn other_encodings_are_refused() {
        assert_eq!(TextFile::parse(b"\xff\xfea\0b\0"), Err(TextError::Utf16));
        assert_eq!(TextFile::parse(b"C\xa4ng \xae\x6fn"), Err(TextError::NotUtf8));
        assert_eq!(TextFile::parse(b"a\0b\0"), Err(TextError::NotUtf8));
    }
}

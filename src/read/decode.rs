//! Decodes the bytes of a text file to UTF-8 in NFC, without byte order mark and with `\n` as line end.

use std::borrow::Cow;

use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::read::flaws;
use crate::source::{SourceId, Span, Text};
use crate::text;

/// The result of decoding a text file.
pub struct Decoded {
    /// The text; if `usable` is false, only for showing excerpts in diagnostics.
    pub text: Text,
    /// Whether the text may be parsed.
    pub usable: bool,
    /// The errors and warnings found while decoding.
    pub diagnostics: Vec<Diagnostic>,
}

/// Decodes `bytes`, the content of `source`; `path` is its path from the project folder.
///
/// Reports files that are not plain text, UTF-16, bytes that are not UTF-8, and control characters.
pub fn decode(bytes: &[u8], path: &str, source: SourceId) -> Decoded {
    let mut diagnostics = Vec::new();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(diagnostic) = foreign_format(bytes, path, source) {
        return Decoded { text: Text::from(""), usable: false, diagnostics: vec![diagnostic] };
    }
    let (text, is_decoded) = match decode_characters(bytes, source, &mut diagnostics) {
        Some(text) => (text, true),
        None => (String::from_utf8_lossy(bytes), false),
    };
    let decoded = normalize_line_ends(&text);
    let text = text::nfc(&decoded);
    let usable = is_decoded && !has_control_character(&text, source, &mut diagnostics);
    if usable && matches!(text, Cow::Owned(_)) {
        diagnostics.extend(flaws::not_nfc(&decoded, source));
    }
    Decoded { text: Text::from(&*text), usable, diagnostics }
}

/// Returns the error for a file whose first bytes show that its format is not the one its name claims.
fn foreign_format(bytes: &[u8], path: &str, source: SourceId) -> Option<Diagnostic> {
    const MARKS: &[(&[u8], &str)] = &[
        (b"PK\x03\x04", "Word, Excel, ZIP"),
        (b"\xd0\xcf\x11\xe0", "Word 97, Excel 97"),
        (b"%PDF-", "PDF"),
        (b"{\\rtf", "RTF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
    ];
    let top = source;
    if bytes.is_empty() && path.starts_with("content/") {
        return Some(Diagnostic::new(Code::EmptyFile, top));
    }
    if bytes.starts_with(b"version https://git-lfs.github.com") {
        return Some(Diagnostic::new(Code::NotDownloaded, top));
    }
    if let Some((_, format)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(Diagnostic::new(Code::NotPlainText, top).arg("format", format));
    }
    let start = bytes.trim_ascii_start();
    let begins =
        |mark: &str| start.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark.as_bytes()));
    let page = begins("<!doctype html") || begins("<html");
    (page && path.starts_with("content/"))
        .then(|| Diagnostic::new(Code::NotPlainText, top).arg("format", "HTML"))
}

/// Decodes `bytes` as UTF-8, or as UTF-16 with a byte order mark; reports and returns `None` if they are neither.
fn decode_characters<'a>(
    bytes: &'a [u8],
    source: SourceId,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Cow<'a, str>> {
    let top = Span::top(source);
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some(utf16_units(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Some(utf16_units(rest, u16::from_be_bytes)),
        _ => None,
    };
    if let Some(units) = wide {
        let diagnostic = Diagnostic::new(Code::Utf16, top);
        let is_whole = bytes.len().is_multiple_of(2) && String::from_utf16(&units).is_ok();
        diagnostics.push(if is_whole { diagnostic.corrected_by(Correction::Utf8) } else { diagnostic });
        return Some(Cow::Owned(String::from_utf16_lossy(&units)));
    }
    if looks_like_utf_16(bytes) {
        diagnostics.push(Diagnostic::new(Code::Utf16Unmarked, top));
        return None;
    }
    // `simdutf8::basic` does not report the position of an error.
    match simdutf8::basic::from_utf8(bytes).or_else(|_| std::str::from_utf8(bytes)) {
        Ok(text) => Some(Cow::Borrowed(text)),
        Err(error) => {
            diagnostics.push(not_utf_8(bytes, error.valid_up_to(), source));
            None
        }
    }
}

/// Returns the text of a UTF-16 file with byte order mark, line ends unchanged; `None` if `bytes` are no such file.
pub fn utf_16_text(bytes: &[u8]) -> Option<String> {
    let units = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16_units(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16_units(rest, u16::from_be_bytes),
        _ => return None,
    };
    String::from_utf16(&units).ok()
}

fn utf16_units(bytes: &[u8], read: fn([u8; 2]) -> u16) -> Vec<u16> {
    bytes.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect()
}

/// Whether `bytes` are probably UTF-16 without byte order mark: in Latin text, every other byte of it is zero.
fn looks_like_utf_16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64)];
    sample.len() >= 4 && sample.iter().filter(|&&byte| byte == 0).count() * 3 > sample.len()
}

/// The error for the first byte that is not UTF-8, at offset `at`.
fn not_utf_8(bytes: &[u8], at: usize, source: SourceId) -> Diagnostic {
    let start = text::nfc(&normalize_line_ends(&String::from_utf8_lossy(&bytes[..at]))).len();
    let byte = bytes[at];
    Diagnostic::new(Code::NotUtf8, Span::new(source, start, start + 3)).arg("byte", format!("{byte:02X}"))
}

/// Returns `text`, which has no byte order mark, as `decode` does: in NFC and with `\n` as line end.
///
/// Borrowed if nothing changes.
pub fn plain_text(text: &str) -> Cow<'_, str> {
    match normalize_line_ends(text) {
        Cow::Borrowed(text) => text::nfc(text),
        Cow::Owned(plain) => Cow::Owned(text::nfc(&plain).into_owned()),
    }
}

/// Returns `text` with `\n` for every line end, and spaces for the separators U+0085, U+2028 and U+2029.
fn normalize_line_ends(text: &str) -> Cow<'_, str> {
    // The first bytes of the four: no letter of Vietnamese begins with 0xC2, and few punctuation marks with 0xE2.
    let is_rare_line_end = |at: usize| text[at..].starts_with(['\r', '\u{85}', '\u{2028}', '\u{2029}']);
    if !memchr::memchr3_iter(b'\r', 0xc2, 0xe2, text.as_bytes()).any(is_rare_line_end) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' => {
                letters.next_if_eq(&'\n');
                plain.push('\n');
            }
            '\u{85}' | '\u{2028}' | '\u{2029}' => plain.push(' '),
            _ => plain.push(letter),
        }
    }
    Cow::Owned(plain)
}

fn has_control_character(text: &str, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> bool {
    // Bytes below a space are control characters, and 0xC2 begins the others; most texts have none of them but line
    // ends.
    let may_be = |byte: &u8| (*byte < b' ' && !matches!(byte, b'\n' | b'\t')) || matches!(byte, 0x7f | 0xc2);
    // `fold` has no early exit inside a chunk, so the compiler can vectorise it.
    let has_any = |piece: &[u8]| piece.iter().fold(false, |found, byte| found | may_be(byte));
    if !text.as_bytes().chunks(256).any(has_any) {
        return false;
    }
    let found = text.char_indices().find(|&(_, c)| c.is_control() && !matches!(c, '\n' | '\t'));
    if let Some((at, letter)) = found {
        diagnostics.push(
            Diagnostic::new(Code::ControlCharacter, Span::new(source, at, at + letter.len_utf8()))
                .arg("character", format!("U+{:04X}", u32::from(letter))),
        );
    }
    found.is_some()
}

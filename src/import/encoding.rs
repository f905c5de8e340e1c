//! Decodes the bytes of text files, and cleans the texts of cells and paragraphs.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use crate::text;

/// Returns the text of a file in UTF-8, UTF-16, Windows-1258, or for a TCVN3 or VNI font.
///
/// Without a byte order mark, the encoding is the one that gives most Vietnamese words.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[length..]).0;
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(decode_without_unicode(bytes)),
    }
}

/// Returns the byte order of UTF-16 without a mark: in Latin text, one of two bytes is mostly zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(512)];
    let zeros = |first: usize| sample.iter().skip(first).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let enough = sample.len() / 6;
    match (even > enough, odd > enough) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn decode_without_unicode(bytes: &[u8]) -> String {
    let (vietnamese, _, _) = WINDOWS_1258.decode(bytes);
    let (latin, _, _) = WINDOWS_1252.decode(bytes);
    let damaged = String::from_utf8_lossy(bytes);
    let legacy: Vec<Cow<'_, str>> = latin.lines().map(text::unmangled).collect();
    let texts = [text::nfc(&vietnamese).into_owned(), legacy.join("\n"), damaged.into_owned()];
    // Of equals the last is taken.
    let best = texts.into_iter().rev().max_by_key(|text| text::marked_syllables(text));
    best.expect("there are three decodings")
}

/// Returns a text as cells and paragraphs contain it: decoded if it was surely typed for an old font, with its harmless
/// flaws repaired, without control characters, and without spaces at the ends of lines.
pub fn clean(text: &str) -> String {
    let is_line_end = |letter| matches!(letter, '\n' | '\r' | '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let composed = text::nfc(text);
    // Control characters and no-break spaces may be bytes of letters.
    let text = text::unmangled(&composed);
    let mut cleaned = String::with_capacity(text.len());
    for line in text.split(is_line_end) {
        let line = clean_line(line);
        if !(line.is_empty() || cleaned.is_empty()) {
            cleaned.push('\n');
        }
        cleaned.push_str(&line);
    }
    cleaned
}

/// Returns a text of one line as [`clean`] does, if a quick check shows that it needs no repair and is in Unicode.
pub fn clean_line_of(text: &str) -> Option<&str> {
    let is_line = !text.bytes().any(|byte| byte.is_ascii_control());
    (is_line && text::is_clean(text)).then(|| text.trim())
}

fn clean_line(line: &str) -> String {
    let mut line = Cow::Borrowed(line);
    if line.contains(char::is_control) {
        line = Cow::Owned(line.replace('\t', " ").replace(char::is_control, ""));
    }
    text::repaired(line.trim()).trim().to_owned()
}

/// Returns the text of a cell that is written in the font `font`; decoded if it is a font of TCVN3 or VNI.
pub fn from_font<'a>(text: &'a str, font: Option<&str>) -> Cow<'a, str> {
    let decoded = font.and_then(|font| text::from_font(text, font));
    decoded.map_or(Cow::Borrowed(text), Cow::Owned)
}

//! Finds text whose UTF-8 bytes were read as Windows-1252, Windows-1258 or Mac Roman: `Nguyá»…n` for `Nguyễn`.

use std::ops::Range;

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252, WINDOWS_1258};

use super::flaw::{Flaw, FlawKind};

/// The encodings that programs take UTF-8 for by mistake, the most frequent first.
const ENCODINGS: [&Encoding; 3] = [WINDOWS_1252, WINDOWS_1258, MACINTOSH];

/// Characters that are the first byte of a Vietnamese letter in Windows-1252 and Windows-1258.
const WINDOWS_LEADS: &[char] = &['Ã', 'Ă', 'Ä', 'Å', 'Æ', 'á'];

/// Characters that are the first byte of a Vietnamese letter in Mac Roman.
const MAC_LEADS: &[char] = &['√', 'ƒ', '≈', '∆', '·'];

/// Characters between which words are looked at.
const BLANKS: [char; 3] = [' ', '\n', '\t'];

/// A stretch of words that were read in the wrong encoding.
struct Misread {
    range: Range<usize>,
    /// The words as they were typed; `None` if bytes of them are lost.
    typed: Option<String>,
}

/// Returns the misread stretches of `text`, ordered by position, each with the text that was typed; without a proposal
/// if bytes of it are lost.
///
/// A word counts if characters in it are the two or three bytes in UTF-8 of a Vietnamese letter. No language that is
/// written in Latin letters has such characters next to each other. Words with nothing but ASCII between
/// them are one stretch.
pub(super) fn misread(text: &str) -> Vec<Flaw> {
    if !is_suspicious(text) {
        return Vec::new();
    }
    let letters = |encoding: &&'static Encoding| -> usize {
        text.split(BLANKS).map(|word| decode(word, encoding).letters).sum()
    };
    let Some(encoding) = ENCODINGS.into_iter().rev().max_by_key(letters) else { return Vec::new() };
    let stretches = stretches(text, encoding).into_iter();
    let flaw = |Misread { range, typed }| Flaw { range, kind: FlawKind::Misread, proposal: typed };
    stretches.map(flaw).collect()
}

/// Whether a character that can be the first byte of a Vietnamese letter precedes one that can be the second.
pub(super) fn is_suspicious(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut before = ' ';
    text.chars().any(|letter| {
        let is_pair = match letter {
            '\0'..='\u{7f}' => false,
            _ if WINDOWS_LEADS.contains(&before) => {
                !letter.is_alphabetic()
                    || matches!(letter, 'Š' | 'Œ' | 'Ž' | 'š' | 'œ' | 'ž' | 'Ÿ' | 'ƒ' | 'ˆ' | 'ª' | 'µ' | 'º')
            }
            _ => MAC_LEADS.contains(&before),
        };
        before = letter;
        is_pair
    })
}

fn stretches(text: &str, encoding: &'static Encoding) -> Vec<Misread> {
    let mut words = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(BLANKS) {
        let range = start..start + piece.trim_end_matches(BLANKS).len();
        start += piece.len();
        if !range.is_empty() {
            words.push((range.clone(), decode(&text[range], encoding)));
        }
    }
    // A first byte without its second proves nothing in a text without a whole letter.
    let is_proven = words.iter().any(|(_, word)| word.letters > 0 || word.is_torn);
    let mut found: Vec<Misread> = Vec::new();
    for (range, word) in words {
        let is_misread = word.letters > 0 || word.typed.is_none() && is_proven;
        match found.last_mut() {
            Some(last) if is_misread && text[last.range.end..range.start].is_ascii() => {
                let between = &text[last.range.end..range.start];
                last.typed =
                    last.typed.take().zip(word.typed).map(|(before, typed)| before + between + &typed);
                last.range.end = range.end;
            }
            _ if is_misread => found.push(Misread { range, typed: word.typed }),
            _ => {}
        }
    }
    found
}

/// A word as it was typed.
struct Decoded {
    /// The word; `None` if bytes of it are lost.
    typed: Option<String>,
    /// Number of Vietnamese letters that were found as two or three characters.
    letters: usize,
    /// Whether a letter that lost its last byte is inside the word, as in `Hiá»n`.
    is_torn: bool,
}

/// Decodes a word whose bytes in `encoding` are UTF-8.
fn decode(word: &str, encoding: &'static Encoding) -> Decoded {
    let bytes: Vec<(Option<u8>, char)> =
        word.chars().map(|letter| (byte(letter, encoding), letter)).collect();
    let mut typed = String::with_capacity(word.len());
    let (mut at, mut letters, mut is_whole, mut is_torn) = (0, 0, true, false);
    while let Some((first, letter)) = bytes.get(at) {
        let length = first.map_or(1, sequence_length);
        let sequence: Option<Vec<u8>> =
            bytes.get(at..at + length).and_then(|pieces| pieces.iter().map(|(byte, _)| *byte).collect());
        match sequence.as_deref().and_then(|bytes| std::str::from_utf8(bytes).ok()) {
            Some(text) if length > 1 && text.chars().all(is_expected) && !is_space(&bytes, at) => {
                typed.push_str(text);
                letters += 1;
                at += length;
            }
            _ => {
                let next = |offset: usize| bytes.get(at + offset).map_or(' ', |(_, letter)| *letter);
                let lost_last_byte = *letter == 'á' && matches!(next(1), '»' | 'º');
                is_torn |= lost_last_byte && at > 0 && next(2).is_alphabetic();
                is_whole &= length == 1 || letter.is_lowercase() && !lost_last_byte || is_space(&bytes, at);
                typed.push(*letter);
                at += 1;
            }
        }
    }
    Decoded { typed: is_whole.then_some(typed), letters, is_torn }
}

/// Whether a no-break space follows the letter at `at` between capitals, as in `MÃ THỊ`: bytes would be the small letter *à*.
fn is_space(letters: &[(Option<u8>, char)], at: usize) -> bool {
    let letter = |at: Option<usize>| at.and_then(|at| letters.get(at)).map_or(' ', |(_, letter)| *letter);
    let capital = |at: Option<usize>| letter(at).is_uppercase();
    letter(Some(at + 1)) == '\u{a0}' && capital(at.checked_sub(1)) && capital(Some(at + 2))
}

/// Returns the byte that `encoding` reads as `letter`; `None` for ASCII and for letters that it lacks.
fn byte(letter: char, encoding: &'static Encoding) -> Option<u8> {
    if letter.is_ascii() {
        return None;
    }
    let mut buffer = [0; 4];
    let (bytes, _, unmappable) = encoding.encode(letter.encode_utf8(&mut buffer));
    match *bytes {
        [byte] if !unmappable => Some(byte),
        _ => None,
    }
}

/// Returns the number of bytes of a sequence of UTF-8 that begins with `first`; 1 if it begins no Vietnamese letter.
fn sequence_length(first: u8) -> usize {
    match first {
        0xc3..=0xc6 | 0xcc => 2,
        0xe1 | 0xe2 => 3,
        _ => 1,
    }
}

/// Whether Vietnamese text has a decoded character: Latin with marks, a mark, a dash or a quote.
fn is_expected(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{1b0}' | '\u{300}'..='\u{323}' | '\u{1ea0}'..='\u{1ef9}' | '\u{2013}'..='\u{2026}')
}

#[cfg(test)]
mod tests {
    use encoding_rs::{MACINTOSH, WINDOWS_1252, WINDOWS_1258};

    use super::misread;

    fn decoded(text: &str) -> Vec<(&str, Option<String>)> {
        misread(text).into_iter().map(|flaw| (&text[flaw.range], flaw.proposal)).collect()
    }

    /// A text that was read in one of the encodings is found, with the text that was typed.
    #[test]
    fn typed_text_is_restored() {
        for typed in
            ["Nguyễn Thị Hiển", "Lễ phát động thi đua", "Đặng Ngọc Ánh – tổ trưởng", "VŨ THỊ ĐỨC HẠNH", "ÔNG"]
        {
            for encoding in [WINDOWS_1252, WINDOWS_1258, MACINTOSH] {
                let (read, _) = encoding.decode_without_bom_handling(typed.as_bytes());
                let mut mended = read.to_string();
                for flaw in misread(&read).into_iter().rev() {
                    mended.replace_range(flaw.range, flaw.proposal.as_deref().unwrap_or("?"));
                }
                assert_eq!(mended, typed, "{}: {read}", encoding.name());
            }
        }
    }

    /// Where bytes are lost, the stretch is found and nothing is proposed.
    #[test]
    fn lost_bytes_are_not_guessed() {
        for text in ["VÅ© Thá»‹ HÃ", "LÃª Thá»‹ Má»¹ Ã", "Nguyá»…n Thá»‹ Hiá»n", "Hiá»n"]
        {
            assert_eq!(decoded(text), [(text, None)]);
        }
        assert_eq!(decoded("Bà Lá»… An"), [("Lá»…", Some("Lễ".to_owned()))]);
    }

    /// A no-break space behind *Ã* is a space in a name in capitals.
    #[test]
    fn spaces_between_capitals_are_no_bytes() {
        assert_eq!(decoded("MÃ\u{a0}THỊ HOA"), []);
        assert_eq!(decoded("toÃ\u{a0}n dân"), [("toÃ\u{a0}n", Some("toàn".to_owned()))]);
    }

    /// Names and words of other languages, and correct Vietnamese, are not misread.
    #[test]
    fn correct_text_is_not_misread() {
        for text in [
            "Nguyễn Thị Hiển",
            "NGUYỄN VĂN Á",
            "LÃ THỊ ĂN",
            "Seán Ó Briain",
            "Loïc Martin",
            "Ærø, Åland",
            "«Bài ca về lá»",
            "«Bài ca về lá», chiếc lá”…",
            "José Peña · São Paulo",
            "Ä, Ö, Ü",
            "giá 5·10³",
            "Ă, Â, Ê",
            "x ≈ 5, √2, ∆t",
            "Á»",
            "\u{c3}",
        ] {
            assert_eq!(decoded(text), [], "{text}");
        }
    }
}

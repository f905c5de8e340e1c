//! Finds text that was typed for TCVN3 (ABC) or VNI fonts and read as Latin-1, with what it would say.

use std::ops::Range;

use super::encoding::{ENCODINGS, Encoding, is_sign};
use super::flaw::{Flaw, FlawKind};
use super::syllable::is_syllable;
use super::vowel::{lower, parted};
use super::word::{tokens, words};

/// What a word says for its encoding, from little to much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// Of Vietnamese letters, but no syllable; names of other peoples are so too (Mêng).
    Odd,
    /// With letters that Vietnamese does not have.
    Foreign,
    /// Such as only this encoding leaves behind.
    Telling,
}

/// One stretch of words read in one way.
struct LegacyStretch {
    range: Range<usize>,
    text: String,
    kind: FlawKind,
    words: usize,
}

/// The stretches of `text` that are legacy residue, ordered by place, each with its decoding.
///
/// A stretch lies on one line, holds no letter beyond Latin-1, and begins and ends with a word
/// that decoding changes. It is reported when at least one word that is no Vietnamese
/// syllable as it stands, and could hardly come from elsewhere, decodes to one; or two of the less
/// telling.
pub(super) fn residue(text: &str) -> Vec<Flaw> {
    if !is_suspicious(text) {
        return Vec::new();
    }
    let stretches = stretches(text).into_iter().filter(|range| is_suspicious(&text[range.clone()]));
    stretches.filter_map(|range| reading(text, &range)).map(Flaw::from).collect()
}

/// Whether a text holds a letter or a pair of letters that proper Vietnamese does not.
pub(super) fn is_suspicious(text: &str) -> bool {
    // All that is odd begins with a letter of Latin-1, or follows one, and in UTF-8 those begin with 0xC2 or 0xC3.
    let bytes = text.as_bytes();
    memchr::memchr2_iter(0xc2, 0xc3, bytes).any(|at| {
        if is_common_after_consonant(bytes, at) {
            return false;
        }
        let mut before = text[..at].chars().rev();
        let second = before.next().unwrap_or(' ');
        let first = before.next().unwrap_or(' ');
        let mut letters = text[at..].chars();
        let letter = letters.next().unwrap_or(' ');
        is_odd([first, second], letter) || letters.next().is_some_and(|next| is_odd([second, letter], next))
    })
}

/// Whether a small letter of proper Vietnamese begins at `at`, and no vowel of ASCII or other letter is before it: it is
/// not odd then, nor makes what follows odd.
fn is_common_after_consonant(bytes: &[u8], at: usize) -> bool {
    // à to ã, è to ê, ì, í, ò to õ, ù, ú, ý
    const COMMON: [std::ops::RangeInclusive<u8>; 6] =
        [0xa0..=0xa3, 0xa8..=0xaa, 0xac..=0xad, 0xb2..=0xb5, 0xb9..=0xba, 0xbd..=0xbd];
    let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
    bytes[at] == 0xc3
        && bytes.get(at + 1).is_some_and(|second| COMMON.iter().any(|row| row.contains(second)))
        && before.is_ascii()
        && !matches!(before, b'a' | b'e' | b'o' | b'u' | b'y' | b'A' | b'E' | b'O' | b'U' | b'Y')
}

fn is_odd([first, second]: [char; 2], letter: char) -> bool {
    let is_capital = |letter: char| matches!(letter, 'À'..='Þ');
    if !matches!(letter, '\u{a1}'..='\u{ff}') {
        return is_capital(second) && letter.is_lowercase() && first.is_alphabetic();
    }
    let common = matches!(letter, 'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý');
    if common && !matches!(second, 'a' | 'e' | 'o' | 'ô' | 'u' | 'y' | 'A' | 'E' | 'O' | 'Ô' | 'U' | 'Y') {
        return false;
    }
    let small = lower(letter);
    let pair = match lower(second) {
        'a' | 'e' => true,
        'o' | 'ô' => matches!(small, 'â' | 'ô' | 'ù' | 'õ'),
        'u' | 'y' => matches!(small, 'ù' | 'õ'),
        _ => false,
    };
    pair || parted(letter).is_none() || (second.is_lowercase() && is_capital(letter))
}

/// The longest runs of words without letters beyond Latin-1, each on one line.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for token in tokens(text) {
        let narrow = text[token.clone()].chars().all(is_narrow);
        match stretches.last_mut() {
            Some(last) if narrow && open && !text[last.end..token.start].contains('\n') => {
                last.end = token.end
            }
            _ if narrow => stretches.push(token),
            _ => {}
        }
        open = narrow;
    }
    stretches
}

fn is_narrow(letter: char) -> bool {
    letter <= '\u{ff}' || !(letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}'))
}

/// The more fruitful of the two ways to read a stretch.
fn reading(text: &str, stretch: &Range<usize>) -> Option<LegacyStretch> {
    let readings = ENCODINGS.iter().filter_map(|encoding| read(encoding, text, stretch));
    readings.reduce(|best, other| if other.words > best.words { other } else { best })
}

fn read(encoding: &Encoding, text: &str, stretch: &Range<usize>) -> Option<LegacyStretch> {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut evidence = Vec::new();
    for word in words(&text[stretch.clone()], encoding.is_part) {
        let word = stretch.start + word.start..stretch.start + word.end;
        let Some((range, decoded)) = decoded(encoding, text, word) else {
            continue;
        };
        evidence.extend(witness(encoding, &text[range.clone()]));
        changes.push((range, decoded));
    }
    let range = changes.first()?.0.start..changes.last()?.0.end;
    let reading =
        LegacyStretch { text: spliced(text, &changes), range, kind: encoding.kind, words: changes.len() };
    convinces(evidence).then_some(reading)
}

/// How much a word that decodes well says for its encoding; nothing if it may be Vietnamese as it
/// stands.
fn witness(encoding: &Encoding, word: &str) -> Option<Evidence> {
    let is_foreign = |letter: char| !letter.is_ascii() && parted(letter).is_none();
    match () {
        _ if is_syllable(word) => None,
        _ if (encoding.is_telling)(word) => Some(Evidence::Telling),
        _ if word.contains(is_foreign) => Some(Evidence::Foreign),
        _ => Some(Evidence::Odd),
    }
}

/// One telling word is enough, or one of foreign letters with another; odd words never are.
fn convinces(mut evidence: Vec<Evidence>) -> bool {
    evidence.sort_unstable();
    matches!(evidence[..], [.., Evidence::Telling] | [.., _, Evidence::Foreign])
}

/// A word decoded, with or without the signs at its ends, if that changes it into a Vietnamese one.
fn decoded(encoding: &Encoding, text: &str, word: Range<usize>) -> Option<(Range<usize>, String)> {
    const SIGNS: [char; 5] = ['«', '»', '©', '®', '·'];
    let written = &text[word.clone()];
    let start = word.start + written.len() - written.trim_start_matches(SIGNS).len();
    let bare = start..start + written.trim_matches(SIGNS).len();
    [word, bare].into_iter().find_map(|range| {
        let written = &text[range.clone()];
        let decoded = (encoding.decode)(written);
        let changed = decoded != written && !is_lone_sign(written);
        (changed && is_vietnamese(&decoded)).then_some((range, decoded))
    })
}

/// Whether a word is one sign, such as «, × and ÷ that stand alone in good text.
fn is_lone_sign(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(|sign| is_sign(sign) || !sign.is_alphabetic()) && signs.next().is_none()
}

/// The text from the first change to the last, changed.
fn spliced(text: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut spliced = String::new();
    let mut copied = None;
    for (range, decoded) in changes {
        spliced.push_str(&text[copied.unwrap_or(range.start)..range.start]);
        spliced.push_str(decoded);
        copied = Some(range.end);
    }
    spliced
}

/// A syllable, or an abbreviation with Đ such as QĐ or LĐLĐ.
fn is_vietnamese(word: &str) -> bool {
    let abbreviation =
        || word.chars().nth(1).is_some() && word.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ');
    is_syllable(word) || abbreviation()
}

impl From<LegacyStretch> for Flaw {
    fn from(LegacyStretch { range, text, kind, .. }: LegacyStretch) -> Self {
        Self::new(range, kind, text)
    }
}

#[cfg(test)]
mod tests {
    use super::residue;
    use crate::text::encoding::{as_tcvn3, as_vni};
    use crate::text::{Flaw, FlawKind};

    const NAMES: &str = "Nguyễn Văn Đạt, Trần Thị Hoa Mai, Lê Hữu Phước, Đặng Thuý Hằng, Bùi Mỹ Lệ, \
                         Phạm Quốc Cường, Ngô Trọng Nghĩa, Huỳnh Ngọc Ẩn, Mường Khương, Vũ Thị Hạnh";

    fn read(text: &str) -> Vec<(FlawKind, &str, String)> {
        let read = |Flaw { range, kind, proposal }| (kind, &text[range], proposal.unwrap());
        residue(text).into_iter().map(read).collect()
    }

    /// The examples of the field notes: the first has lost its soft hyphens on the way.
    #[test]
    fn examples_are_read() {
        assert_eq!(
            read("M\u{ea}ng Kh\u{ac}ng"),
            [(FlawKind::Tcvn3, "M\u{ea}ng Kh\u{ac}ng", "Mường Khương".to_owned())]
        );
        assert_eq!(read("ba\u{ef}n"), [(FlawKind::Vni, "ba\u{ef}n", "bạn".to_owned())]);
        assert_eq!(read("Nguye\u{e3}n"), [(FlawKind::Vni, "Nguye\u{e3}n", "Nguyễn".to_owned())]);
    }

    /// Each name of a list, spoilt by either font, is found and read as it was meant.
    #[test]
    fn names_are_read_back() {
        for name in NAMES.split(", ") {
            let vni = as_vni(name);
            assert!(read(&vni).iter().all(|(kind, ..)| *kind == FlawKind::Vni), "{vni}");
            assert_eq!(replaced(&vni), name);
            let tcvn3 = as_tcvn3(name);
            assert!(read(&tcvn3).iter().all(|(kind, ..)| *kind == FlawKind::Tcvn3), "{tcvn3}");
            assert_eq!(replaced(&tcvn3).to_lowercase(), name.to_lowercase());
        }
    }

    fn replaced(text: &str) -> String {
        let flaw = residue(text).pop().expect(text);
        [&text[..flaw.range.start], flaw.proposal.unwrap().as_str(), &text[flaw.range.end..]].concat()
    }

    /// Capitals are read too, and in mixed text only the spoilt stretch is touched.
    #[test]
    fn stretches_are_kept_apart() {
        assert_eq!(replaced(&as_vni("TRẦN THỊ HOA MAI")), "TRẦN THỊ HOA MAI");
        let text = ["Bằng khen của ", &as_tcvn3("Bộ Y tế"), " tặng bạn"].concat();
        assert_eq!(replaced(&text), "Bằng khen của Bộ Y tế tặng bạn");
        assert_eq!(replaced(&format!("«{}»", as_tcvn3("Khu công nghiệp"))), "«Khu công nghiệp»");
        assert_eq!(replaced("L\u{a7}L\u{a7} t\u{d8}nh"), "LĐLĐ tỉnh");
    }

    /// Good Vietnamese, other languages, signs and abbreviations are no residue.
    #[test]
    fn good_text_is_left_alone() {
        for text in [
            "Liên đoàn Lao động tỉnh",
            "Hoà giải, hoá đơn, hoè, loã, xoã, quý, thuý",
            "ông bà cô bé có thể",
            "TÔ HOÀ",
            "Côn Đảo, Bà Rịa",
            "Coca-Cola® © 2023 «Lao động» ½ kg, 5 m², 30°C, 7 µm",
            "naïve café Noël Citroën Zoë",
            "señor, piñata, façade, Köln, über, Straße",
            "§ 5, §12, ¿Qué? ¡Hola!",
            "Y Bhăm Niê, H'Hen Niê, K'Brểu",
            "Giàng Mêng Sêng",
            "Vàng A Dềng",
            "Danh Sóc Kha, Thạch Thị Sà Rây",
            "10×20, 5±1, a·b",
            "Ðức Ðạt CÐCS",
            "lao\u{ad}động Viet\u{ad}nam",
            "Chloé, Thaïs, Moïse, Saïd, Haïti, Hanoï",
            "MÜLLER Jürgen",
            "tài sản, bài báo, mùa xuân, huýt sáo, khuỷu",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}

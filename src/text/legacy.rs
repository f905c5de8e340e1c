//! Finds text that was typed for TCVN3 (ABC) or VNI fonts and read as Latin-1. Proposes the decoded text.

use std::ops::Range;

use super::encoding::{ENCODINGS, Encoding, has_vni_pair, is_sign};
use super::flaw::{Flaw, FlawKind};
use super::syllable::is_syllable;
use super::vowel::{lower, split_tone};
use super::word::{tokens, words};

/// How strongly a word suggests an encoding, in increasing order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Evidence {
    /// The word has only Vietnamese letters but is not a syllable, as are names of other peoples (Mêng).
    Weak,
    /// The word has letters that Vietnamese lacks.
    Medium,
    /// Only this encoding produces such a word.
    Conclusive,
}

/// A stretch of words, decoded.
struct LegacyStretch {
    range: Range<usize>,
    /// The decoded words; `None` if one of them may be right as it is written.
    text: Option<String>,
    kind: FlawKind,
    words: usize,
}

/// Returns the stretches of `text` that are mojibake, ordered by position, each with its decoding.
///
/// A stretch lies on one line, contains no letter beyond Latin-1, and begins and ends with a word that decoding
/// changes. It needs one word that is not a Vietnamese syllable, is of a form that only the encoding produces, and
/// decodes to a syllable; or two words with weaker evidence, one of which has letters that Vietnamese lacks.
pub(super) fn mojibake(text: &str) -> Vec<Flaw> {
    if !is_suspicious(text) {
        return Vec::new();
    }
    let stretches = stretches(text).into_iter().filter(|range| is_suspicious(&text[range.clone()]));
    let is_mixed = has_unicode_vietnamese(text);
    stretches.filter_map(|range| decode_best(text, &range, is_mixed)).map(Flaw::from).collect()
}

/// Whether a text contains a letter or a pair of letters that correct Vietnamese does not.
pub(super) fn is_suspicious(text: &str) -> bool {
    // Each begins with a letter of Latin-1 or follows one, and in UTF-8 those begin with 0xC2 or 0xC3.
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

/// Whether a small letter of correct Vietnamese begins at `at`, and the byte before it is ASCII but not a vowel.
/// The caller can then skip both this letter and the next.
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
    pair || split_tone(letter).is_none() || (second.is_lowercase() && is_capital(letter))
}

/// Returns the maximal runs of words without letters beyond Latin-1, each on one line.
fn stretches(text: &str) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for token in tokens(text) {
        let is_latin_1 = text[token.clone()].chars().all(is_within_latin_1);
        match stretches.last_mut() {
            Some(last) if is_latin_1 && open && !text[last.end..token.start].contains('\n') => {
                last.end = token.end
            }
            _ if is_latin_1 => stretches.push(token),
            _ => {}
        }
        open = is_latin_1;
    }
    stretches
}

fn is_within_latin_1(letter: char) -> bool {
    letter <= '\u{ff}' || !(letter.is_alphabetic() || matches!(letter, '\u{300}'..='\u{36f}'))
}

/// Decodes a stretch in the encoding that changes more words.
///
/// `is_mixed` is whether the text has Vietnamese in Unicode, so that Vietnamese words in it are not VNI.
fn decode_best(text: &str, stretch: &Range<usize>, is_mixed: bool) -> Option<LegacyStretch> {
    let decoded = |encoding: &Encoding| {
        let is_mixed = is_mixed && encoding.kind == FlawKind::Vni;
        decode_stretch(encoding, text, stretch, is_mixed)
    };
    let decoded = ENCODINGS.iter().filter_map(decoded);
    decoded.reduce(|best, other| if other.words > best.words { other } else { best })
}

fn decode_stretch(
    encoding: &Encoding,
    text: &str,
    stretch: &Range<usize>,
    is_mixed: bool,
) -> Option<LegacyStretch> {
    let mut changes: Vec<(Range<usize>, String)> = Vec::new();
    let mut uncertain: Vec<Range<usize>> = Vec::new();
    let mut evidence = Vec::new();
    for word in words(&text[stretch.clone()], encoding.is_word_char) {
        let word = stretch.start + word.start..stretch.start + word.end;
        let Some((range, decoded)) = decode_word(encoding, text, word) else {
            continue;
        };
        let written = &text[range.clone()];
        let is_uncertain = is_mixed || (encoding.is_conclusive)(written);
        if encoding.kind == FlawKind::Vni && is_uncertain && is_word(written) {
            uncertain.push(range);
            continue;
        }
        evidence.extend(evidence_of(encoding, written));
        changes.push((range, decoded));
    }
    let range = changes.first()?.0.start..changes.last()?.0.end;
    let is_certain = is_mixed || !uncertain.iter().any(|word| range.contains(&word.start));
    let decoded = LegacyStretch {
        text: is_certain.then(|| splice(text, &changes)),
        range,
        kind: encoding.kind,
        words: changes.len(),
    };
    is_sufficient(evidence).then_some(decoded)
}

/// Returns how strongly a word that decodes to Vietnamese suggests its encoding; `None` if it is Vietnamese without
/// decoding.
fn evidence_of(encoding: &Encoding, word: &str) -> Option<Evidence> {
    let is_foreign = |letter: char| !letter.is_ascii() && split_tone(letter).is_none();
    if is_syllable(word) {
        None
    } else if encoding.kind == FlawKind::Vni && is_foreign_name(word) {
        Some(Evidence::Weak)
    } else if (encoding.is_conclusive)(word) {
        Some(Evidence::Conclusive)
    } else if word.contains(is_foreign) {
        Some(Evidence::Medium)
    } else {
        Some(Evidence::Weak)
    }
}

/// Whether there is one conclusive word, or one with medium evidence and another; weak evidence alone is never
/// sufficient.
fn is_sufficient(mut evidence: Vec<Evidence>) -> bool {
    evidence.sort_unstable();
    matches!(evidence[..], [.., Evidence::Conclusive] | [.., _, Evidence::Medium])
}

/// Decodes a word, with or without the signs at its ends, if the result differs and is Vietnamese.
fn decode_word(encoding: &Encoding, text: &str, word: Range<usize>) -> Option<(Range<usize>, String)> {
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

/// Whether a word is one sign, such as «, × and ÷, which occur alone in correct text.
fn is_lone_sign(word: &str) -> bool {
    let mut signs = word.chars();
    signs.next().is_some_and(|sign| is_sign(sign) || !sign.is_alphabetic()) && signs.next().is_none()
}

/// Returns the text from the first change to the last, with the changes applied.
fn splice(text: &str, changes: &[(Range<usize>, String)]) -> String {
    let mut result = String::new();
    let mut copied = None;
    for (range, decoded) in changes {
        result.push_str(&text[copied.unwrap_or(range.start)..range.start]);
        result.push_str(decoded);
        copied = Some(range.end);
    }
    result
}

/// Whether a word is a syllable, or an abbreviation with Đ such as QĐ or LĐLĐ.
fn is_vietnamese(word: &str) -> bool {
    let abbreviation =
        || word.chars().nth(1).is_some() && word.chars().all(|c| c.is_ascii_uppercase() || c == 'Đ');
    is_syllable(word) || abbreviation()
}

impl From<LegacyStretch> for Flaw {
    fn from(LegacyStretch { range, text, kind, .. }: LegacyStretch) -> Self {
        Self { range, kind, proposal: text }
    }
}

/// Whether a text has a syllable that VNI cannot write: with a letter beyond Latin-1, or with a mark that VNI writes as
/// a letter of its own.
fn has_unicode_vietnamese(text: &str) -> bool {
    words(text, char::is_alphabetic).any(|range| {
        let word = &text[range];
        let is_beyond_latin_1 = word.chars().any(|letter| letter > '\u{ff}' && split_tone(letter).is_some());
        let has_vni_letter = word
            .contains(|letter| matches!(lower(letter), 'ô' | 'ö' | 'ñ' | 'æ' | 'ó' | 'ò' | 'î' | 'ì' | 'í'));
        is_beyond_latin_1 || !word.is_ascii() && is_syllable(word) && !has_vni_pair(word) && !has_vni_letter
    })
}

/// Whether a word is a Vietnamese syllable that is in use: *quoá-* is none, but VNI for *quố-*, and *uyù* is VNI for
/// *uý*.
fn is_word(word: &str) -> bool {
    let small: String = word.chars().map(lower).collect();
    is_syllable(word) && !small.starts_with("quo") && !small.ends_with(['ù', 'õ'])
}

/// The vowels and marks that also follow each other in names of other languages: Haïm, Loïc, Seán, Michaël.
const FOREIGN_PAIRS: &[&str] =
    &["aï", "eï", "oï", "uï", "aë", "aé", "aè", "aü", "eü", "aá", "eá", "oá", "eã", "oã", "aâ", "aã"];

/// Beginnings and ends of words that Vietnamese has and names of other languages rarely have next to those pairs.
const VIETNAMESE_STARTS: &[&str] = &["ng", "nh", "ph", "tr", "th", "kh", "gi", "qu", "ñ"];

/// Whether a word may be a name of another language with common marks: capitalized, with no VNI pair but those of
/// [`FOREIGN_PAIRS`], and without the consonants of Vietnamese.
fn is_foreign_name(word: &str) -> bool {
    let small: String = word.chars().map(lower).collect();
    let pairs = small.char_indices().zip(small.chars().skip(1));
    let is_common = pairs
        .filter(|((_, letter), mark)| has_vni_pair(&format!("{letter}{mark}")))
        .all(|((_, letter), mark)| FOREIGN_PAIRS.contains(&&*format!("{letter}{mark}")));
    let is_vietnamese = VIETNAMESE_STARTS.iter().any(|start| small.starts_with(start))
        || small.ends_with("nh")
        || small.ends_with("ng");
    word.starts_with(char::is_uppercase) && is_common && !is_vietnamese
}

#[cfg(test)]
mod tests {
    use super::mojibake;
    use crate::text::encoding::{mojibake_of_tcvn3, mojibake_of_vni};
    use crate::text::{Flaw, FlawKind};

    const NAMES: &str = "Nguyễn Văn Đạt, Trần Thị Hoa Mai, Lê Hữu Phước, Đặng Thuý Hằng, Bùi Mỹ Lệ, \
                         Phạm Quốc Cường, Ngô Trọng Nghĩa, Huỳnh Ngọc Ẩn, Mường Khương, Vũ Thị Hạnh";

    fn decoded(text: &str) -> Vec<(FlawKind, &str, String)> {
        let shown = |Flaw { range, kind, proposal }| (kind, &text[range], proposal.expect(text));
        mojibake(text).into_iter().map(shown).collect()
    }

    /// Examples are decoded; the first has lost its soft hyphens.
    #[test]
    fn examples_are_decoded() {
        assert_eq!(
            decoded("M\u{ea}ng Kh\u{ac}ng"),
            [(FlawKind::Tcvn3, "M\u{ea}ng Kh\u{ac}ng", "Mường Khương".to_owned())]
        );
        assert_eq!(decoded("ba\u{ef}n"), [(FlawKind::Vni, "ba\u{ef}n", "bạn".to_owned())]);
        assert_eq!(decoded("Nguye\u{e3}n"), [(FlawKind::Vni, "Nguye\u{e3}n", "Nguyễn".to_owned())]);
    }

    /// Names typed for either font are found and decoded.
    #[test]
    fn names_are_decoded() {
        for name in NAMES.split(", ") {
            let vni = mojibake_of_vni(name);
            assert!(decoded(&vni).iter().all(|(kind, ..)| *kind == FlawKind::Vni), "{vni}");
            assert_eq!(replaced(&vni), name);
            let tcvn3 = mojibake_of_tcvn3(name);
            assert!(decoded(&tcvn3).iter().all(|(kind, ..)| *kind == FlawKind::Tcvn3), "{tcvn3}");
            assert_eq!(replaced(&tcvn3).to_lowercase(), name.to_lowercase());
        }
    }

    fn replaced(text: &str) -> String {
        let flaw = mojibake(text).pop().expect(text);
        [&text[..flaw.range.start], flaw.proposal.expect(text).as_str(), &text[flaw.range.end..]].concat()
    }

    /// Capitals are decoded too, and only the mojibake of a text is changed.
    #[test]
    fn stretches_are_separate() {
        assert_eq!(replaced(&mojibake_of_vni("TRẦN THỊ HOA MAI")), "TRẦN THỊ HOA MAI");
        let text = ["Bằng khen của ", &mojibake_of_tcvn3("Bộ Y tế"), " tặng bạn"].concat();
        assert_eq!(replaced(&text), "Bằng khen của Bộ Y tế tặng bạn");
        assert_eq!(replaced(&format!("«{}»", mojibake_of_tcvn3("Khu công nghiệp"))), "«Khu công nghiệp»");
        assert_eq!(replaced("L\u{a7}L\u{a7} t\u{d8}nh"), "LĐLĐ tỉnh");
    }

    /// Names of other languages are not taken for VNI or TCVN3, in any case.
    #[test]
    fn foreign_names_are_unchanged() {
        const FOREIGN: &str = "Seán Quinn, Loïc Martin, Haïm Levy, Zoë Blanc, François Noël, Dvořák Jiří, José Muñoz, \
            Jürgen Müller, Chloé Thaïs, Moïse Saïd, Michaël Raphaël, Israël Gaël, Joël Maël, Anaïs Aïda, Naïma Haïdar, \
            Héloïse Éloïse, Leïla Neïl, Louïse Caïn, Saül Emmaüs, João Simões, Conceição Magalhães, Peña Núñez, \
            Íñigo Ibáñez, Joán Roán, Leán Deán, Eoán Caoán, Siobhán Órlaith, Pádraig Ó Briain, Úna Máire, Gráinne Róisín, \
            Björn Åström, Sören Kierkegård, Håkan Öberg, Jörg Köhler, Günther Größ, Käthe Bäcker, Ärne Löfgren, \
            Ólafur Þórðarson, Guðrún Ægisdóttir, Mäkelä Jääskeläinen, Tõnu Õnnepalu, Jüri Käo, André Rène, Agnès Hélène, \
            Jérôme Benoît, Théo Côté, Maéva Mahé, Naâma Saâd, Maâti Kaâb, Chaïm Naïm, Maïa Kaï, Zaïre Haïti, \
            Ibrahïm Karïm, Eïn Zeïn, Noémie Zoé, Inês Gonçalves, Antônio Assunção, László Gábor, Zoltán Kovács, Čapek Škoda, \
            Ismaïl Zaïd, Taïeb Daïf, Loïs Laïla, Coïc Raï";
        for name in FOREIGN.split(", ") {
            for name in [name.to_owned(), name.to_uppercase()] {
                assert_eq!(decoded(&name), [], "{name}");
            }
        }
    }

    /// Words that are correct Vietnamese are not changed beside words in VNI.
    #[test]
    fn correct_neighbours_are_unchanged() {
        assert_eq!(decoded("Lê Hoàng Thuùy"), [(FlawKind::Vni, "Thuùy", "Thúy".to_owned())]);
        assert_eq!(
            decoded("Có anh Toàn và chị Loan, anh Hoàn, chị Thuùy."),
            [(FlawKind::Vni, "Thuùy", "Thúy".to_owned())]
        );
        let flaws = mojibake("Traàn Hoàng Phöông");
        assert_eq!(flaws.len(), 1);
        assert_eq!(flaws[0].proposal, None);
    }

    /// Correct Vietnamese, other languages, signs and abbreviations are not mojibake.
    #[test]
    fn correct_text_is_unchanged() {
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
            assert_eq!(decoded(text), [], "{text}");
        }
    }
}

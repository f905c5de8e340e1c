//! Finds the flaws of a text, and repairs those whose repair is safe.

use std::borrow::Cow;

use super::confusables::{d_look_alikes, look_alikes, spaces, zero_width};
use super::flaw::{Flaw, FlawKind};
use super::nfc::nfc;
use super::word::tokens;
use super::{bidi, legacy, lost_letters, misread, reference};

type Detector = fn(&str) -> Vec<Flaw>;

/// Returns the flaws of a text, ordered by position.
///
/// Flaws of one kind never overlap; [`FlawKind::NotNfc`] covers a word, which may contain others. Flaws inside
/// mojibake are not reported, because soft hyphens and Ð are letters there. Lost letters and mojibake are not found
/// in decomposed words. HTML character references are found only here, because Markdown may contain them.
pub fn flaws(text: &str) -> Vec<Flaw> {
    if is_clean(text) {
        return Vec::new();
    }
    let mut flaws = detect(
        text,
        &[
            words_not_in_nfc,
            zero_width,
            spaces,
            d_look_alikes,
            look_alikes,
            lost_letters::words_with_lost_letters,
        ],
    );
    flaws.extend(bidi::unmatched_control(text));
    flaws.extend(mojibake(text));
    flaws.extend(reference::references(text));
    flaws.sort_by_key(|flaw| (flaw.range.start, flaw.range.end));
    flaws
}

/// Returns the flaws of [`flaws`] that only the author can correct (lost letters and mojibake), ordered by position.
pub fn irreparable_flaws(text: &str) -> Vec<Flaw> {
    if text.is_ascii() && !text.contains('?') {
        return Vec::new();
    }
    let mut flaws = if text.contains('?') || text.contains('\u{fffd}') {
        detect(text, &[lost_letters::words_with_lost_letters])
    } else {
        Vec::new()
    };
    flaws.extend(mojibake(text));
    flaws.sort_by_key(|flaw| (flaw.range.start, flaw.range.end));
    flaws
}

/// Returns the stretches of `text` that were typed for an old font or read in the wrong encoding, ordered by position.
fn mojibake(text: &str) -> Vec<Flaw> {
    let mut flaws = misread::misread(text);
    // The misread stretches are in order and do not overlap.
    let is_free = |flaw: &Flaw| {
        let before = flaws.partition_point(|other| other.range.end <= flaw.range.start);
        flaws.get(before).is_none_or(|other| other.range.start >= flaw.range.end)
    };
    let legacy: Vec<Flaw> = legacy::mojibake(text).into_iter().filter(is_free).collect();
    flaws.extend(legacy);
    flaws.sort_by_key(|flaw| flaw.range.start);
    flaws
}

/// Returns `text` with its harmless flaws repaired: no zero-width characters, plain and single spaces, Đ for its
/// look-alikes, Latin for Cyrillic and Greek look-alikes, NFC, and bidirectional controls closed.
///
/// Borrowed if nothing changes. Idempotent. In a text of several lines, runs of spaces stay, because they have a
/// meaning in Markdown and YAML.
pub fn repaired(text: &str) -> Cow<'_, str> {
    if has_usual_characters(text) {
        return Cow::Borrowed(text);
    }
    let mut repaired = bidi::isolated(text);
    while let Some(better) = repair_once(&repaired) {
        repaired = Cow::Owned(better);
    }
    repaired
}

/// Whether a quick check shows that a text has no flaws, which is so for most texts.
pub fn is_clean(text: &str) -> bool {
    has_usual_characters(text)
        && !legacy::is_suspicious(text)
        && !reference::may_have_references(text)
        && !may_be_misread(text)
}

/// Whether a text of usual characters may be misread: only the second bytes of a few letters are usual characters.
fn may_be_misread(text: &str) -> bool {
    memchr::memchr(0xe2, text.as_bytes()).is_some() && misread::is_suspicious(text)
}

/// Whether a text contains only characters of correct Vietnamese, and single spaces. One pass decides this for most
/// texts.
fn has_usual_characters(text: &str) -> bool {
    let mut before = ' ';
    text.chars().all(|letter| {
        let usual = match letter {
            ' ' => before != ' ',
            '?' => false,
            '\0'..='\u{7f}' | '\u{1ea0}'..='\u{1ef9}' | '“' | '”' | '–' | '…' => true,
            'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý' => true,
            'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý' => true,
            'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' => true,
            _ => false,
        };
        before = letter;
        usual
    })
}

/// Runs the detectors, and returns the flaws outside of mojibake, ordered by position.
fn detect(text: &str, detectors: &[Detector]) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = detectors.iter().flat_map(|detector| detector(text)).collect();
    if !flaws.is_empty() {
        let mojibake = mojibake(text);
        // The stretches of mojibake are in order and do not overlap.
        let inside = |flaw: &Flaw| {
            let before = mojibake.partition_point(|stretch| stretch.range.end <= flaw.range.start);
            mojibake.get(before).is_some_and(|stretch| stretch.range.start < flaw.range.end)
        };
        flaws.retain(|flaw| !inside(flaw));
        flaws.sort_by_key(|flaw| flaw.range.start);
    }
    flaws
}

/// Returns `text` after one round of repairs; `None` if there is nothing to repair. Removing a character may join
/// others into a flaw that only the next round finds.
fn repair_once(text: &str) -> Option<String> {
    let flaws = detect(text, &[zero_width, spaces, d_look_alikes, look_alikes]);
    if flaws.is_empty() {
        return match nfc(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(composed) => Some(composed),
        };
    }
    let mut repaired = String::with_capacity(text.len());
    let mut copied = 0;
    for Flaw { range, proposal, .. } in flaws {
        repaired.push_str(&text[copied..range.start]);
        repaired.push_str(&proposal.unwrap_or_default());
        copied = range.end;
    }
    repaired.push_str(&text[copied..]);
    Some(repaired)
}

fn words_not_in_nfc(text: &str) -> Vec<Flaw> {
    if matches!(nfc(text), Cow::Borrowed(_)) {
        return Vec::new();
    }
    tokens(text)
        .filter_map(|range| match nfc(&text[range.clone()]) {
            Cow::Borrowed(_) => None,
            Cow::Owned(composed) => Some(Flaw::new(range, FlawKind::NotNfc, composed)),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{Flaw, FlawKind, flaws, repaired};

    fn detect(text: &str) -> Vec<(FlawKind, &str, String)> {
        let shown = |Flaw { range, kind, proposal }| (kind, &text[range], proposal.unwrap_or_default());
        flaws(text).into_iter().map(shown).collect()
    }

    /// Each kind of harmless flaw is found at its place, with the right proposal.
    #[test]
    fn harmless_flaws_are_found() {
        for (text, kind, place, proposal) in [
            ("Hoa\u{200b} Mai", FlawKind::ZeroWidth, "\u{200b}", ""),
            ("\u{feff}Hoa", FlawKind::ZeroWidth, "\u{feff}", ""),
            ("đoàn\u{ad}viên", FlawKind::ZeroWidth, "\u{ad}", ""),
            ("Hoa\u{a0}Mai", FlawKind::NoBreakSpace, "\u{a0}", " "),
            ("Hoa  Mai", FlawKind::DoubleSpace, "  ", " "),
            ("Hoa \u{a0}Mai", FlawKind::DoubleSpace, " \u{a0}", " "),
            ("\u{d0}ạt", FlawKind::LookAlikeD, "\u{d0}", "Đ"),
            ("Q\u{189}-LĐLĐ", FlawKind::LookAlikeD, "\u{189}", "Đ"),
            ("\u{f0}oàn", FlawKind::LookAlikeD, "\u{f0}", "đ"),
            ("Hо\u{61}", FlawKind::LookAlike, "о", "o"),
            ("\u{391}n", FlawKind::LookAlike, "\u{391}", "A"),
            ("Le\u{302} An", FlawKind::NotNfc, "Le\u{302}", "Lê"),
        ] {
            assert_eq!(detect(text), [(kind, place, proposal.to_owned())], "{text:?}");
        }
    }

    /// Flaws of several kinds are ordered by position.
    #[test]
    fn flaws_are_in_order() {
        let kinds: Vec<FlawKind> =
            flaws("Tr?n\u{a0}Vaên \u{d0}ạt  Nguy?n").into_iter().map(|flaw| flaw.kind).collect();
        let expected = [
            FlawKind::LostLetter,
            FlawKind::NoBreakSpace,
            FlawKind::Vni,
            FlawKind::LookAlikeD,
            FlawKind::DoubleSpace,
            FlawKind::LostLetter,
        ];
        assert_eq!(kinds, expected);
    }

    /// Repairing removes all harmless flaws, leaves the others, and borrows clean text.
    #[test]
    fn harmless_flaws_are_repaired() {
        assert_eq!(
            repaired("\u{feff}\u{d0}\u{1ea1}t \u{a0}Ng\u{200b}uye\u{302}\u{303}n Hо\u{430}"),
            "Đạt Nguyễn Hoa"
        );
        assert_eq!(repaired("Hо\u{430}\u{300}"), "Hoà");
        assert_eq!(repaired("Tr?n Vaên"), "Tr?n Vaên");
        let margins = ["a\n\n    mã\n", "dòng  \nhai", "| á   |  b |\n", "1.  Một\n2.  Hai", " á "];
        for text in ["Thuỷ", "plain"].into_iter().chain(margins) {
            assert!(matches!(repaired(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }

    /// The soft hyphen and Ð are letters in TCVN3 text, and stay until a person decides.
    #[test]
    fn mojibake_is_not_repaired() {
        let text = "Kh\u{ad}\u{ac}ng, m\u{d0}";
        assert_eq!(repaired(text), text);
        assert_eq!(detect(text), [(FlawKind::Tcvn3, text, "Khương, mé".to_owned())]);
    }

    /// Repairing is idempotent, and leaves none of the flaws that it should remove.
    #[test]
    fn repairing_is_idempotent() {
        let parts = ["H", "о", "\u{301}", " ", "\u{a0}", "\u{200b}", "\u{ad}", "\u{d0}", "é", "Kh\u{ac}ng"];
        let mut picks = vec![String::new()];
        for _ in 0..4 {
            picks = picks.iter().flat_map(|start| parts.map(|part| format!("{start}{part}"))).collect();
        }
        for text in picks {
            let once = repaired(&text).into_owned();
            assert_eq!(repaired(&once), once, "{text:?}");
            let left = flaws(&once).into_iter().find(|flaw| flaw.kind <= FlawKind::LookAlike);
            assert_eq!(left, None, "{text:?}");
        }
    }

    /// Correct text in Vietnamese and in other languages and scripts has no flaws.
    #[test]
    fn correct_text_has_no_flaws() {
        for text in [
            "Liên đoàn Lao động tỉnh Minh Giang phát động phong trào “Năng suất cao hơn”.",
            "Công ty TNHH MTV Thủy sản Biển Xanh (CĐCS), UBND TP. An Phong, 27/QĐ-LĐLĐ ngày 16/01/2023.",
            "Ai sẽ được khen thưởng? Xem https://vi.example/tim?q=hoa&nam=2023.",
            "The quick brown fox — “naïve café”, Coca-Cola®, 5 m², 30 °C, 7 µm, ½ giờ.",
            "ខ្មែរ\u{200b}ខ្មែរ",
            "👩\u{200d}🔧 thợ máy",
            "Привет, мир",
            "Ελλάδα: α, β, Ω",
            "kΩ, Δt, π/2",
            "Guðrún",
            "Danh Sóc Kha, Y Bhim Niê, H'Hen Niê, Ka Sô Liêm",
        ] {
            assert_eq!(detect(text), [], "{text}");
        }
    }
}

//! Finds the flaws of a text as it was written, and repairs the harmless ones.

use std::borrow::Cow;

use super::confusables::{false_d, look_alikes, spaces, zero_width};
use super::flaw::{Flaw, FlawKind};
use super::nfc::nfc;
use super::word::tokens;
use super::{bidi, legacy, lost_letters};

type Detector = fn(&str) -> Vec<Flaw>;

/// The flaws of any text, ordered by place.
///
/// Flaws of one kind never overlap; [`FlawKind::NotNfc`] covers a word, which may hold others. Legacy
/// residue hides the flaws inside it, for soft hyphens and Ð are letters there. In decomposed words no
/// lost letters and no residue are seen.
pub fn flaws(text: &str) -> Vec<Flaw> {
    if is_sound(text) {
        return Vec::new();
    }
    let mut flaws = found(
        text,
        &[decomposed, zero_width, spaces, false_d, look_alikes, lost_letters::words_with_lost_letters],
    );
    flaws.extend(bidi::unclosed(text));
    flaws.extend(legacy::residue(text));
    flaws.sort_by_key(|flaw| (flaw.range.start, flaw.range.end));
    flaws
}

/// The flaws of [`flaws`] that nobody but the author can put right (17), ordered by place.
pub fn damage(text: &str) -> Vec<Flaw> {
    if text.is_ascii() && !text.contains('?') {
        return Vec::new();
    }
    let mut flaws = match text.contains('?') || text.contains('\u{fffd}') {
        true => found(text, &[lost_letters::words_with_lost_letters]),
        false => Vec::new(),
    };
    flaws.extend(legacy::residue(text));
    flaws.sort_by_key(|flaw| (flaw.range.start, flaw.range.end));
    flaws
}

/// `text` with the flaws of rules 15 and 16 put right: no zero-width characters, plain spaces
/// and single ones, Đ for its look-alikes, Latin for Cyrillic and Greek look-alikes, NFC, bidirectional controls closed.
///
/// Borrowed when nothing changes; doing it twice changes nothing more. In a text of several lines runs of
/// spaces stay, since Markdown and YAML read them.
pub fn repaired(text: &str) -> Cow<'_, str> {
    if is_usual(text) {
        return Cow::Borrowed(text);
    }
    let mut repaired = bidi::isolated(text);
    while let Some(better) = improved(&repaired) {
        repaired = Cow::Owned(better);
    }
    repaired
}

/// Whether a text surely has no flaws, as most have none.
pub fn is_sound(text: &str) -> bool {
    is_usual(text) && !legacy::is_suspicious(text)
}

/// Whether a text has only characters of good Vietnamese and single spaces: all that most texts have, so that
/// most are looked through once.
fn is_usual(text: &str) -> bool {
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

/// What the detectors find outside legacy residue, ordered by place.
fn found(text: &str, detectors: &[Detector]) -> Vec<Flaw> {
    let mut flaws: Vec<Flaw> = detectors.iter().flat_map(|detector| detector(text)).collect();
    if !flaws.is_empty() {
        let residue = legacy::residue(text);
        // The stretches of residue are in order and apart.
        let inside = |flaw: &Flaw| {
            let before = residue.partition_point(|old| old.range.end <= flaw.range.start);
            residue.get(before).is_some_and(|old| old.range.start < flaw.range.end)
        };
        flaws.retain(|flaw| !inside(flaw));
        flaws.sort_by_key(|flaw| flaw.range.start);
    }
    flaws
}

/// `text` one step further; `None` when there is nothing to repair. A repair may join what was apart,
/// so that something comes to light that only a second step sees.
fn improved(text: &str) -> Option<String> {
    let flaws = found(text, &[zero_width, spaces, false_d, look_alikes]);
    if flaws.is_empty() {
        return match nfc(text) {
            Cow::Borrowed(_) => None,
            Cow::Owned(composed) => Some(composed),
        };
    }
    let mut improved = String::with_capacity(text.len());
    let mut copied = 0;
    for Flaw { range, proposal, .. } in flaws {
        improved.push_str(&text[copied..range.start]);
        improved.push_str(&proposal.unwrap_or_default());
        copied = range.end;
    }
    improved.push_str(&text[copied..]);
    Some(improved)
}

fn decomposed(text: &str) -> Vec<Flaw> {
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

    fn found(text: &str) -> Vec<(FlawKind, &str, String)> {
        let shown = |Flaw { range, kind, proposal }| (kind, &text[range], proposal.unwrap_or_default());
        flaws(text).into_iter().map(shown).collect()
    }

    /// Each kind of harmless flaw is found at its place, with what belongs there.
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
            assert_eq!(found(text), [(kind, place, proposal.to_owned())], "{text:?}");
        }
    }

    /// Flaws of several kinds come in the order of their places.
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

    /// Repair leaves nothing of rules 15 and 16, keeps what it cannot know, and borrows clean text.
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

    /// The soft hyphen and Ð of TCVN3 text are letters, and stay until a person has decided.
    #[test]
    fn residue_is_not_repaired() {
        let text = "Kh\u{ad}\u{ac}ng, m\u{d0}";
        assert_eq!(repaired(text), text);
        assert_eq!(found(text), [(FlawKind::Tcvn3, text, "Khương, mé".to_owned())]);
    }

    /// Repairing twice is repairing once, and leaves no flaw that repair promises to remove.
    #[test]
    fn twice_is_once() {
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

    /// Good text in Vietnamese and other languages and scripts has no flaw.
    #[test]
    fn good_text_is_left_alone() {
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
            assert_eq!(found(text), [], "{text}");
        }
    }
}

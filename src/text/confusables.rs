//! Characters that look right and are not (rules 15 and 16), with what belongs there; each list is ordered by place.

use super::flaw::{Flaw, FlawKind};
use super::word::words;

/// Whether a character has no width of its own.
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// Zero-width characters, except where a script needs them.
pub(super) fn zero_width(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut joins = false;
    for (at, letter) in text.char_indices() {
        if !is_invisible(letter) {
            joins = needs_joiners(letter);
        } else if !joins || matches!(letter, '\u{feff}' | '\u{ad}') {
            flaws.push(Flaw::new(at..at + letter.len_utf8(), FlawKind::ZeroWidth, String::new()));
        }
    }
    flaws
}

/// Whether a zero-width character after `letter` means something: Khmer parts words with it,
/// the scripts of India shape letters, and emoji make families.
fn needs_joiners(letter: char) -> bool {
    letter >= '\u{600}' && !matches!(letter, '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{25ff}' | '\u{3000}')
}

/// No-break spaces, and runs of spaces where the text is one line: Markdown reads its margins,
/// and aligns its code and tables with runs.
pub(super) fn spaces(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let line = !text.contains('\n');
    for range in words(text, |letter| letter == ' ' || is_no_break(letter)) {
        let run = &text[range.clone()];
        let is_inside = range.start > 0 && range.end < text.len();
        if line && is_inside && run.chars().nth(1).is_some() {
            flaws.push(Flaw::new(range, FlawKind::DoubleSpace, " ".to_owned()));
            continue;
        }
        for (at, hard) in run.char_indices().filter(|&(_, letter)| is_no_break(letter)) {
            let at = range.start + at;
            flaws.push(Flaw::new(at..at + hard.len_utf8(), FlawKind::NoBreakSpace, " ".to_owned()));
        }
    }
    flaws
}

fn is_no_break(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Đ is the first letter of its syllable; after a small letter Ð is Icelandic or TCVN3.
pub(super) fn false_d(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        let proposal = match letter {
            'Ð' | 'Ɖ' => "Đ",
            'ð' | 'ɖ' => "đ",
            _ => "",
        };
        if !proposal.is_empty() && !before.is_lowercase() {
            flaws.push(Flaw::new(at..at + letter.len_utf8(), FlawKind::LookAlikeD, proposal.to_owned()));
        }
        before = letter;
    }
    flaws
}

/// The foreign letters of words that are Latin otherwise, and only where all of them have a twin.
pub(super) fn look_alikes(text: &str) -> Vec<Flaw> {
    if !text.contains(is_foreign) {
        return Vec::new();
    }
    let mut flaws = Vec::new();
    for range in words(text, |letter| letter.is_alphabetic() || is_mark(letter)) {
        let word = &text[range.clone()];
        let believed =
            word.chars().filter(|&letter| is_foreign(letter)).all(|letter| latin_twin(letter).is_some());
        if !believed || !word.contains(is_latin) {
            continue;
        }
        for (at, letter) in word.char_indices() {
            if let Some(twin) = latin_twin(letter) {
                let at = range.start + at;
                flaws.push(Flaw::new(at..at + letter.len_utf8(), FlawKind::LookAlike, twin.to_string()));
            }
        }
    }
    flaws
}

fn is_foreign(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52f}')
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}

/// The Latin letter that a Cyrillic or Greek one cannot be told from on screen (Unicode
/// Technical Standard 39, confusables, the part that occurs in practice).
fn latin_twin(letter: char) -> Option<char> {
    const FOREIGN: &str = "АВЕЅІЈКМНОРСТУХԚԜасԁеһіјорԛѕԝухүӏӐӑΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ";
    const LATIN: &str = "ABESIJKMHOPCTYXQWacdehijopqswyxylĂăABEZHIKMNOPTYXoc";
    let place = FOREIGN.chars().position(|foreign| foreign == letter)?;
    LATIN.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::{latin_twin, look_alikes};

    /// Every letter of the two alphabets that has a twin is written in the twin's place.
    #[test]
    fn twins_are_paired() {
        let twins = |text: &str| text.chars().filter_map(latin_twin).collect::<String>();
        assert_eq!(twins("абвгдежзийклмнопрстуфхцчшщъыьэюя"), "aeopcyx");
        assert_eq!(twins("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"), "ABEKMHOPCTYX");
        assert_eq!(twins("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"), "ABEZHIKMNOPTYX");
        assert_eq!(twins("ѕіјһԁԛԝӏӑ"), "sijhdqwlă");
    }

    /// Only words that are Latin otherwise are believed to be Latin throughout.
    #[test]
    fn foreign_words_are_left_alone() {
        assert_eq!(look_alikes("Ноa").len(), 2);
        for text in ["Нам", "Привет", "kΩ", "Δt", "αn", "xи", "COVID‑19"] {
            assert_eq!(look_alikes(text), [], "{text}");
        }
    }
}

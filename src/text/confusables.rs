//! Invisible and confusable characters, with the characters that were meant. Every list is ordered by position.

use super::flaw::{Flaw, FlawKind};
use super::word::words;

/// Whether a character has no width (U+200B to U+200D, U+FEFF) or is a soft hyphen (U+00AD).
pub(super) fn is_invisible(letter: char) -> bool {
    matches!(letter, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{ad}')
}

/// Returns the zero-width characters, except where a script needs them.
pub(super) fn zero_width(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let mut after_joiner = false;
    for (at, letter) in text.char_indices() {
        if !is_invisible(letter) {
            after_joiner = needs_joiners(letter);
        } else if !after_joiner || matches!(letter, '\u{feff}' | '\u{ad}') {
            flaws.push(Flaw::new(at..at + letter.len_utf8(), FlawKind::ZeroWidth, String::new()));
        }
    }
    flaws
}

/// Whether a zero-width character after `letter` has a meaning: Khmer separates words with it, scripts of India form
/// conjuncts, and emoji form sequences.
fn needs_joiners(letter: char) -> bool {
    letter >= '\u{600}' && !matches!(letter, '\u{1e00}'..='\u{1eff}' | '\u{2000}'..='\u{25ff}' | '\u{3000}')
}

/// Returns no-break spaces and, in a text of one line, runs of spaces. Longer texts are Markdown or YAML, where
/// indentation, code and tables consist of runs of spaces.
pub(super) fn spaces(text: &str) -> Vec<Flaw> {
    let mut flaws = Vec::new();
    let is_single_line = !text.contains('\n');
    for range in words(text, |letter| letter == ' ' || is_no_break(letter)) {
        let run = &text[range.clone()];
        let is_inside = range.start > 0 && range.end < text.len();
        if is_single_line && is_inside && run.chars().nth(1).is_some() {
            flaws.push(Flaw::new(range, FlawKind::DoubleSpace, " ".to_owned()));
            continue;
        }
        for (at, space) in run.char_indices().filter(|&(_, letter)| is_no_break(letter)) {
            let at = range.start + at;
            flaws.push(Flaw::new(at..at + space.len_utf8(), FlawKind::NoBreakSpace, " ".to_owned()));
        }
    }
    flaws
}

fn is_no_break(letter: char) -> bool {
    matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// Returns the look-alikes of Đ and đ, except after a lowercase letter: Đ begins its syllable, so there Ð is
/// Icelandic or TCVN3.
pub(super) fn d_look_alikes(text: &str) -> Vec<Flaw> {
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

/// Returns the Cyrillic and Greek letters of words with Latin letters, if all of them look like Latin letters.
pub(super) fn look_alikes(text: &str) -> Vec<Flaw> {
    if !text.contains(is_foreign) {
        return Vec::new();
    }
    let mut flaws = Vec::new();
    for range in words(text, |letter| letter.is_alphabetic() || is_mark(letter)) {
        let word = &text[range.clone()];
        let all_have_twins =
            word.chars().filter(|&letter| is_foreign(letter)).all(|letter| latin_twin(letter).is_some());
        if !all_have_twins || !word.contains(is_latin) {
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

/// Returns the Latin letter that looks like a Cyrillic or Greek one (Unicode Technical Standard 39, confusables;
/// those that occur in practice).
fn latin_twin(letter: char) -> Option<char> {
    const FOREIGN: &str = "АВЕЅІЈКМНОРСТУХԚԜасԁеһіјорԛѕԝухүӏӐӑΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ";
    const LATIN: &str = "ABESIJKMHOPCTYXQWacdehijopqswyxylĂăABEZHIKMNOPTYXoc";
    let place = FOREIGN.chars().position(|foreign| foreign == letter)?;
    LATIN.chars().nth(place)
}

#[cfg(test)]
mod tests {
    use super::{latin_twin, look_alikes};

    /// The two alphabets of the table are aligned: every letter has the right twin.
    #[test]
    fn twins_are_paired() {
        let twins = |text: &str| text.chars().filter_map(latin_twin).collect::<String>();
        assert_eq!(twins("абвгдежзийклмнопрстуфхцчшщъыьэюя"), "aeopcyx");
        assert_eq!(twins("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"), "ABEKMHOPCTYX");
        assert_eq!(twins("ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"), "ABEZHIKMNOPTYX");
        assert_eq!(twins("ѕіјһԁԛԝӏӑ"), "sijhdqwlă");
    }

    /// Only in words with Latin letters are look-alikes reported.
    #[test]
    fn foreign_words_are_left_alone() {
        assert_eq!(look_alikes("Ноa").len(), 2);
        for text in ["Нам", "Привет", "kΩ", "Δt", "αn", "xи", "COVID‑19"] {
            assert_eq!(look_alikes(text), [], "{text}");
        }
    }
}

//! The structure of Vietnamese syllables, and whether a word can be one.

use super::vowel::{HEAVY, SHARP, Tone, is_vowel, lower, split_tone};

/// The onsets before the vowels *oa*, *oe*, *uy* and most others; for *gi* and *qu* see [`GLIDES`].
pub(super) const ONSETS: [&str; 26] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "r", "s", "t", "th", "tr", "v", "x",
];

/// Onsets that end in a letter that is a vowel elsewhere.
const GLIDES: [&str; 2] = ["gi", "qu"];

/// The rhymes, which follow the onset, without tones; after *qu*, the *u* is not part of the rhyme.
const RHYMES: &[&str] = &[
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "e", "ec", "em", "en",
    "eng", "eo", "ep", "et", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên",
    "iêng", "iêp", "iêt", "iêu", "o", "oa", "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap",
    "oat", "oay", "oc", "oe", "oem", "oen", "oeo", "oet", "oi", "om", "on", "ong", "ooc", "oong", "op", "ot",
    "oăc", "oăm", "oăn", "oăng", "oăt", "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uy", "uya",
    "uych", "uyn", "uynh", "uyp", "uyt", "uyu", "uyên", "uyêt", "uân", "uâng", "uât", "uây", "uê", "uêch",
    "uênh", "uêu", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "y", "ych", "ynh", "yt", "yêm", "yên",
    "yêng", "yêt", "yêu", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "ê", "êch", "êm", "ên", "ênh",
    "êp", "êt", "êu", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ăc", "ăm", "ăn", "ăng", "ăp", "ăt",
    "ơ", "ơi", "ơm", "ơn", "ơp", "ơt", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt", "ưu", "ươc", "ươi",
    "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
];

/// Whether `word`, in NFC, has the structure of a Vietnamese syllable, in small letters, in capitals or capitalized.
///
/// The tone may be on any vowel of the rhyme; rhymes that end in *c*, *ch*, *p* or *t* allow only sắc and nặng.
/// Spelling rules between onset and rhyme (*c*/*k*) are not checked.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some((letters, tone)) = word_and_tone(word).filter(|_| has_plain_case(word)) else {
        return false;
    };
    possible_rhymes(&letters).any(|rhyme| RHYMES.contains(&rhyme) && allows_tone(rhyme, tone))
}

/// Whether `word` becomes a Vietnamese syllable if every `?` is replaced by a lost letter.
///
/// A lost letter is a vowel or đ, because only those are not ASCII. Some programs convert one letter into several
/// `?`, so a run of `?` may be fewer letters. The time is linear in the length of `word`.
pub(super) fn could_be_syllable(word: &str) -> bool {
    let Some(pattern) = Pattern::new(word) else { return false };
    ONSETS.iter().chain(&GLIDES).any(|onset| {
        let after_onset = pattern.read(pattern.start(), onset);
        after_onset != 0 && RHYMES.iter().any(|rhyme| pattern.ends(pattern.read(after_onset, rhyme)))
    })
}

/// Maximum number of letters of a syllable: those of the longest onset, `ngh`, and the longest rhyme, `uyên`.
const MAX_SYLLABLE_LETTERS: usize = 7;

/// A word with lost letters, as an automaton that reads syllables. A set of positions in it is a number with one bit
/// each.
struct Pattern {
    /// The letters without tones; runs of `?` are shortened to the length of a syllable.
    letters: Vec<char>,
    /// The positions of every `?`.
    lost: u64,
    /// The positions of every `?` that another follows, which may be no letter at all.
    optional: u64,
}

impl Pattern {
    /// Creates the pattern of `word`; `None` if it needs more letters than a syllable has.
    fn new(word: &str) -> Option<Pattern> {
        let mut letters: Vec<char> = Vec::with_capacity(MAX_SYLLABLE_LETTERS);
        let (mut needed, mut run) = (0, 0);
        for letter in word.chars() {
            let letter = lower(split_tone(letter).map_or(letter, |(plain, _)| plain));
            run = if letter == '?' { run + 1 } else { 0 };
            needed += usize::from(run <= 1);
            if needed > MAX_SYLLABLE_LETTERS {
                return None;
            }
            if run <= MAX_SYLLABLE_LETTERS {
                letters.push(letter);
            }
        }
        let positions = |holds: fn(&[char]) -> bool| {
            let rests = (0..letters.len()).filter(|at| holds(&letters[*at..]));
            rests.fold(0, |positions, at| positions | 1 << at)
        };
        let lost = positions(|rest| rest.starts_with(&['?']));
        let optional = positions(|rest| rest.starts_with(&['?', '?']));
        Some(Pattern { letters, lost, optional })
    }

    fn start(&self) -> u64 {
        self.with_skipped(1)
    }

    /// Whether the end of the pattern is among `positions`.
    fn ends(&self, positions: u64) -> bool {
        positions & 1 << self.letters.len() != 0
    }

    /// Returns the positions after reading the letters of `text` from `positions`; 0 if they do not fit.
    fn read(&self, positions: u64, text: &str) -> u64 {
        text.chars().fold(positions, |positions, letter| match positions {
            0 => 0,
            _ => self.with_skipped((positions & self.positions_of(letter)) << 1),
        })
    }

    /// Returns the positions at which the pattern allows `letter`.
    fn positions_of(&self, letter: char) -> u64 {
        let lost = if is_vowel(letter) || letter == 'đ' { self.lost } else { 0 };
        let same = self.letters.iter().enumerate().filter(|(_, known)| **known == letter);
        same.fold(lost, |positions, (at, _)| positions | 1 << at)
    }

    /// Adds to `positions` those after each `?` that may be no letter.
    fn with_skipped(&self, positions: u64) -> u64 {
        let more = positions | (positions & self.optional) << 1;
        if more == positions { positions } else { self.with_skipped(more) }
    }
}

/// Returns the small letters of `word` without its tone, and the tone; `None` if it has two tones or contains
/// anything but letters.
fn word_and_tone(word: &str) -> Option<(String, Tone)> {
    let mut letters = String::with_capacity(word.len());
    let mut tone = 0;
    for letter in word.chars() {
        let (plain, letter_tone) = split_tone(letter).unwrap_or((letter, 0));
        if !letter.is_alphabetic() || (letter_tone != 0 && tone != 0) {
            return None;
        }
        tone = tone.max(letter_tone);
        letters.push(lower(plain));
    }
    Some((letters, tone))
}

/// Whether a word is in small letters, in capitals or capitalized.
pub(super) fn has_plain_case(word: &str) -> bool {
    let mut rest = word.chars().skip(1);
    !word.contains(char::is_uppercase)
        || rest.clone().all(char::is_lowercase)
        || (rest.all(char::is_uppercase) && word.starts_with(char::is_uppercase))
}

/// Returns the rest of `letters` after each onset with which they begin.
fn possible_rhymes(letters: &str) -> impl Iterator<Item = &str> {
    ONSETS.iter().chain(&GLIDES).filter_map(|onset| letters.strip_prefix(onset))
}

fn allows_tone(rhyme: &str, tone: Tone) -> bool {
    let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    !stopped || matches!(tone, SHARP | HEAVY)
}

#[cfg(test)]
mod tests {
    use super::{GLIDES, MAX_SYLLABLE_LETTERS, ONSETS, RHYMES, could_be_syllable, is_syllable, is_vowel};

    /// No syllable has more letters than [`MAX_SYLLABLE_LETTERS`].
    #[test]
    fn syllables_are_not_too_long() {
        let onsets = ONSETS.iter().chain(&GLIDES).map(|onset| onset.chars().count()).max();
        let rhymes = RHYMES.iter().map(|rhyme| rhyme.chars().count()).max();
        assert_eq!(onsets.zip(rhymes).map(|(onset, rhyme)| onset + rhyme), Some(MAX_SYLLABLE_LETTERS));
    }

    /// Matches by definition: each `?` is a lost letter, and one that another follows may be none.
    fn fits(pattern: &[char], letters: &[char]) -> bool {
        match (pattern, letters) {
            ([], []) => true,
            (['?', rest @ ..], [letter, tail @ ..]) => {
                let lost = is_vowel(*letter) || *letter == 'đ';
                lost && (fits(rest, tail) || (rest.starts_with(&['?']) && fits(rest, letters)))
            }
            ([same, rest @ ..], [letter, tail @ ..]) => same == letter && fits(rest, tail),
            _ => false,
        }
    }

    /// The automaton accepts exactly the words that match by definition.
    #[test]
    fn automaton_agrees_with_definition() {
        let mut words = vec![String::new()];
        let mut last = words.clone();
        for _ in 0..5 {
            let longer =
                |word: &String| ["?", "n", "g", "q", "u", "y", "ê"].map(|letter| format!("{word}{letter}"));
            last = last.iter().flat_map(longer).collect();
            words.extend(last.iter().cloned());
        }
        words.retain(|word| word.contains('?'));
        words.extend(
            ["ngh????????n", "ngh?????????", "???????????", "????????x", "ngh??????????ng"].map(String::from),
        );
        let syllables: Vec<Vec<char>> = ONSETS
            .iter()
            .chain(&GLIDES)
            .flat_map(|onset| RHYMES.iter().map(move |rhyme| onset.chars().chain(rhyme.chars()).collect()))
            .collect();
        for word in words {
            let letters: Vec<char> = word.chars().collect();
            let expected = syllables.iter().any(|syllable| fits(&letters, syllable));
            assert_eq!(could_be_syllable(&word), expected, "{word}");
        }
    }

    /// Syllables of every structure are recognized, in both spellings and any case.
    #[test]
    fn syllables_are_recognized() {
        let text = "Nguyễn NGUYỄN Quý quyết giêng gì giữa Thuỷ Thủy hoà hòa khuya ngoằn xuềnh nghiêng yêu \
                    uống ước đường Đạt quốc quần ở ý ấp khuỷu rượu Mỹ Mĩ qua quơ soóc";
        for word in text.split(' ') {
            assert!(is_syllable(word), "{word}");
        }
    }

    /// Words that are not a Vietnamese syllable are not recognized.
    #[test]
    fn other_words_are_not_syllables() {
        for word in "Mêng Khơng nàve baïn Nguyeãn strong UBND Krông các-bon cac tóán 12 Kpă".split(' ')
        {
            assert!(!is_syllable(word), "{word}");
        }
    }

    /// A `?` is taken for a lost letter only where some syllable has a letter.
    #[test]
    fn lost_letters_fit_syllables() {
        for word in ["Nguy?n", "Tr?n", "tr??ng", "?oàn", "Nguy???n", "lo?i", "Th?", "?ng"] {
            assert!(could_be_syllable(word), "{word}");
        }
        for word in ["really?yes", "đâu?Tôi", "gì?có", "a?b", "what?No", "h?t?r"] {
            assert!(!could_be_syllable(word), "{word}");
        }
    }
}

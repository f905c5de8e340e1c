//! How Vietnamese syllables are built, and whether a word can be one.

use super::vowel::{HEAVY, SHARP, Tone, is_vowel, lower, parted};

/// What may stand before the vowels *oa*, *oe*, *uy* and most others; *gi* and *qu* see [`GLIDES`].
pub(super) const ONSETS: [&str; 26] = [
    "", "b", "c", "ch", "d", "đ", "g", "gh", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh", "p", "ph",
    "r", "s", "t", "th", "tr", "v", "x",
];

/// Onsets that end in a letter that is elsewhere a vowel.
const GLIDES: [&str; 2] = ["gi", "qu"];

/// What follows the onset, without its tone; after *qu* the *u* is not counted.
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

/// Whether `word`, in NFC, is built as a Vietnamese syllable is: small, capitals, or one in front.
///
/// A tone may stand on any vowel of the rhyme; rhymes that end in *c*, *ch*, *p* or *t* take
/// only sắc and nặng. Spelling rules between onset and rhyme (*c*/*k*) are not looked at.
pub(super) fn is_syllable(word: &str) -> bool {
    let Some((letters, tone)) = toneless(word).filter(|_| has_plain_case(word)) else {
        return false;
    };
    rhymes(&letters).any(|rhyme| RHYMES.contains(&rhyme) && takes(rhyme, tone))
}

/// Whether a Vietnamese syllable can be had from `word` by putting a lost letter for every `?`.
///
/// A lost letter is a vowel or đ, since only those are beyond ASCII; some readers lose one letter
/// into several signs, so a run of `?` may stand for fewer. The time is linear in the length of `word`.
pub(super) fn could_be(word: &str) -> bool {
    let Some(pattern) = Pattern::of(word) else { return false };
    ONSETS.iter().chain(&GLIDES).any(|onset| {
        let behind_onset = pattern.read(pattern.start(), onset);
        behind_onset != 0 && RHYMES.iter().any(|rhyme| pattern.ends(pattern.read(behind_onset, rhyme)))
    })
}

/// The letters of the longest onset and the longest rhyme together: `ngh` and `uyên`.
const MAX_SYLLABLE_LETTERS: usize = 7;

/// A word with lost letters as an automaton that reads syllables. A set of places in it is a number, one bit a place.
struct Pattern {
    /// The letters without tones; runs of `?` are no longer than a syllable.
    letters: Vec<char>,
    /// The places of every `?`.
    lost: u64,
    /// The places of those with another `?` behind them, which may stand for nothing.
    optional: u64,
}

impl Pattern {
    /// The pattern of `word`; `None` when it needs more letters than a syllable has.
    fn of(word: &str) -> Option<Pattern> {
        let mut letters: Vec<char> = Vec::with_capacity(MAX_SYLLABLE_LETTERS);
        let (mut needed, mut run) = (0, 0);
        for letter in word.chars() {
            let letter = lower(parted(letter).map_or(letter, |(plain, _)| plain));
            run = if letter == '?' { run + 1 } else { 0 };
            needed += usize::from(run <= 1);
            if needed > MAX_SYLLABLE_LETTERS {
                return None;
            }
            if run <= MAX_SYLLABLE_LETTERS {
                letters.push(letter);
            }
        }
        let places = |holds: fn(&[char]) -> bool| {
            let rests = (0..letters.len()).filter(|at| holds(&letters[*at..]));
            rests.fold(0, |places, at| places | 1 << at)
        };
        let lost = places(|rest| rest.starts_with(&['?']));
        let optional = places(|rest| rest.starts_with(&['?', '?']));
        Some(Pattern { letters, lost, optional })
    }

    fn start(&self) -> u64 {
        self.with_passed(1)
    }

    /// Whether the end of the pattern is among `places`.
    fn ends(&self, places: u64) -> bool {
        places & 1 << self.letters.len() != 0
    }

    /// The places after the letters of `text` have been read from `places`; 0 when they do not fit.
    fn read(&self, places: u64, text: &str) -> u64 {
        text.chars().fold(places, |places, letter| match places {
            0 => 0,
            _ => self.with_passed((places & self.holding(letter)) << 1),
        })
    }

    /// The places at which `letter` may stand.
    fn holding(&self, letter: char) -> u64 {
        let lost = if is_vowel(letter) || letter == 'đ' { self.lost } else { 0 };
        let same = self.letters.iter().enumerate().filter(|(_, own)| **own == letter);
        same.fold(lost, |places, (at, _)| places | 1 << at)
    }

    /// `places` and those behind each `?` that may stand for nothing.
    fn with_passed(&self, places: u64) -> u64 {
        let more = places | (places & self.optional) << 1;
        if more == places { places } else { self.with_passed(more) }
    }
}

/// The small letters of `word` without its tone, and the tone; `None` when it has two tones or
/// anything but letters.
fn toneless(word: &str) -> Option<(String, Tone)> {
    let mut letters = String::with_capacity(word.len());
    let mut tone = 0;
    for letter in word.chars() {
        let (plain, own) = parted(letter).unwrap_or((letter, 0));
        if !letter.is_alphabetic() || (own != 0 && tone != 0) {
            return None;
        }
        tone = tone.max(own);
        letters.push(lower(plain));
    }
    Some((letters, tone))
}

/// Whether a word is in small letters, in capitals, or has one capital in front.
pub(super) fn has_plain_case(word: &str) -> bool {
    let mut rest = word.chars().skip(1);
    !word.contains(char::is_uppercase)
        || rest.clone().all(char::is_lowercase)
        || (rest.all(char::is_uppercase) && word.starts_with(char::is_uppercase))
}

/// Every way to take an onset off `letters`.
fn rhymes(letters: &str) -> impl Iterator<Item = &str> {
    ONSETS.iter().chain(&GLIDES).filter_map(|onset| letters.strip_prefix(onset))
}

fn takes(rhyme: &str, tone: Tone) -> bool {
    let stopped = rhyme.ends_with(['c', 'p', 't']) || rhyme.ends_with("ch");
    !stopped || matches!(tone, SHARP | HEAVY)
}

#[cfg(test)]
mod tests {
    use super::{GLIDES, MAX_SYLLABLE_LETTERS, ONSETS, RHYMES, could_be, is_syllable, is_vowel};

    /// Every syllable fits a pattern of as many letters as a pattern may need.
    #[test]
    fn syllables_are_no_longer_than_patterns() {
        let onsets = ONSETS.iter().chain(&GLIDES).map(|onset| onset.chars().count()).max();
        let rhymes = RHYMES.iter().map(|rhyme| rhyme.chars().count()).max();
        assert_eq!(onsets.zip(rhymes).map(|(onset, rhyme)| onset + rhyme), Some(MAX_SYLLABLE_LETTERS));
    }

    /// What a pattern of lost letters says by its definition: a `?` that another follows may stand for nothing.
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

    /// The automaton takes the words that the definition takes, and no other.
    #[test]
    fn lost_letters_fit_as_defined() {
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
            assert_eq!(could_be(&word), syllables.iter().any(|one| fits(&letters, one)), "{word}");
        }
    }

    /// Ordinary syllables of every shape are recognised, in both spellings and any case.
    #[test]
    fn syllables_are_recognised() {
        let text = "Nguyễn NGUYỄN Quý quyết giêng gì giữa Thuỷ Thủy hoà hòa khuya ngoằn xuềnh nghiêng yêu \
                    uống ước đường Đạt quốc quần ở ý ấp khuỷu rượu Mỹ Mĩ qua quơ soóc";
        for word in text.split(' ') {
            assert!(is_syllable(word), "{word}");
        }
    }

    /// Words that no Vietnamese mouth makes of one syllable are not.
    #[test]
    fn other_words_are_not_syllables() {
        for word in "Mêng Khơng nàve baïn Nguyeãn strong UBND Krông các-bon cac tóán 12 Kpă".split(' ')
        {
            assert!(!is_syllable(word), "{word}");
        }
    }

    /// A lost letter is believed only where some syllable would be whole with it.
    #[test]
    fn lost_letters_fit_syllables() {
        for word in ["Nguy?n", "Tr?n", "tr??ng", "?oàn", "Nguy???n", "lo?i", "Th?", "?ng"] {
            assert!(could_be(word), "{word}");
        }
        for word in ["really?yes", "đâu?Tôi", "gì?có", "a?b", "what?No", "h?t?r"] {
            assert!(!could_be(word), "{word}");
        }
    }
}

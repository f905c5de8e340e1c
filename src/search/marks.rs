//! Words with their marks, and how much two spellings of one word differ.

use icu_normalizer::DecomposingNormalizerBorrowed;

use crate::search::short_forms::short_forms;
use crate::search::words::is_apostrophe;
use crate::text::{fold, is_mark, nfc};

/// The number of differences for each letter with other marks, and for another tone.
const DIFFERENCE: u32 = 2;

/// A word as the search compares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedWord {
    /// The word without marks.
    pub folded: String,
    /// For each letter its marks besides tones; 0 for none. Empty when the word has no marks at all.
    marks: Vec<u32>,
    /// The tone of the first letter that has one.
    tone: Option<char>,
    /// Whether the word is part of an abbreviation that was written out; its marks are not known then.
    is_expanded: bool,
}

impl MarkedWord {
    /// Returns a `word` in small letters.
    fn of(word: &str) -> MarkedWord {
        let mut marks: Vec<u32> = Vec::with_capacity(word.len());
        let mut tone = None;
        for letter in DecomposingNormalizerBorrowed::new_nfd().normalize_iter(word.chars()) {
            match letter {
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = tone.or(Some(letter)),
                'đ' | 'ð' | 'ɖ' => marks.push(u32::from('đ')),
                letter if is_mark(letter) => {
                    if let Some(last) = marks.last_mut() {
                        *last = last.wrapping_mul(31).wrapping_add(u32::from(letter));
                    }
                }
                _ => marks.push(0),
            }
        }
        if tone.is_none() && marks.iter().all(|mark| *mark == 0) {
            marks.clear();
        }
        MarkedWord { folded: fold(word), marks, tone, is_expanded: false }
    }

    /// Returns whether the word has a tone or another mark.
    pub fn has_marks(&self) -> bool {
        !self.marks.is_empty()
    }

    /// Returns the differences of marks between this typed word and the `found` one, which begins with the same letters:
    /// 2 for each letter with other marks and 2 for another tone.
    ///
    /// A word that was typed without any mark has 1 difference from a word with marks if `others_have_marks`: another
    /// word was typed with them. If the word `is_half` typed, only its letters are compared, and its tone if it has one.
    /// Words of abbreviations never differ.
    pub fn differences(&self, found: &MarkedWord, is_half: bool, others_have_marks: bool) -> u32 {
        if self.is_expanded || found.is_expanded {
            return 0;
        }
        let count = self.folded.chars().count();
        let mark = |word: &MarkedWord, at: usize| word.marks.get(at).copied().unwrap_or(0);
        if !self.has_marks() {
            let differs = if is_half { (0..count).any(|at| mark(found, at) != 0) } else { found.has_marks() };
            return u32::from(others_have_marks && differs);
        }
        let letters = (0..count).filter(|at| mark(self, *at) != mark(found, *at));
        let letters: u32 = letters.map(|_| DIFFERENCE).sum();
        let ignores_tone = is_half && self.tone.is_none();
        letters + if ignores_tone || self.tone == found.tone { 0 } else { DIFFERENCE }
    }
}

/// Returns the words of `text` with their marks: the same words as [`words`](crate::search::words()) finds.
pub fn marked_words(text: &str) -> Vec<MarkedWord> {
    let small = nfc(text).to_lowercase();
    let mut words: Vec<MarkedWord> = Vec::new();
    let mut word = String::new();
    for letter in small.chars().chain([' ']) {
        if letter.is_alphanumeric() || is_mark(letter) {
            word.push(letter);
        } else if !is_dropped(letter) && !word.is_empty() {
            words.push(MarkedWord::of(&word));
            word.clear();
        }
    }
    words
}

/// Returns words that are compared with a query without marks; `folded` has a space between two.
pub fn unmarked_words(folded: &str) -> Vec<MarkedWord> {
    let word = |word: &str| MarkedWord {
        folded: word.to_owned(),
        marks: Vec::new(),
        tone: None,
        is_expanded: false,
    };
    folded.split(' ').map(word).collect()
}

/// Returns the words of `text` with their marks, with abbreviations written out.
pub fn long_marked_words(text: &str) -> Vec<MarkedWord> {
    marked_words(text).into_iter().flat_map(written_out).collect()
}

/// Returns the words that `word` is short for if it is an abbreviation, else `word`.
pub fn written_out(word: MarkedWord) -> Vec<MarkedWord> {
    let Some(long) = short_forms().get(&word.folded) else { return vec![word] };
    let part =
        |part: &str| MarkedWord { folded: part.to_owned(), marks: Vec::new(), tone: None, is_expanded: true };
    long.split(' ').map(part).collect()
}

/// Returns true for a character inside a word that the search ignores: an apostrophe, or one that cannot be seen.
fn is_dropped(letter: char) -> bool {
    let is_visible =
        letter.is_ascii() || letter.is_whitespace() || !fold(letter.encode_utf8(&mut [0; 4])).is_empty();
    is_apostrophe(letter) || !is_visible
}

#[cfg(test)]
mod tests {
    use super::{long_marked_words, marked_words};
    use crate::search::words;

    /// The words are those of the index.
    #[test]
    fn words_are_those_of_the_index() {
        for text in [
            "Trần Thị  Hoà-Mai",
            "27/QĐ-LĐLĐ",
            "T.T.H.Mai, H'Bia Niê, H’Lan",
            "Ngu\u{200b}yễn Hoa\u{300} ÐỨC",
            "ខ្មែរ 한국 Йод",
            " –“” ",
        ] {
            let folded: Vec<String> = marked_words(text).into_iter().map(|word| word.folded).collect();
            assert_eq!(folded, words(text), "{text}");
        }
    }

    /// Each letter with other marks and another tone count, the place of the tone does not.
    #[test]
    fn differences_are_counted() {
        for (typed, found, is_half, others_have_marks, expected) in [
            ("trân", "trân", false, false, 0),
            ("trân", "trần", false, false, 2),
            ("trần", "tran", false, false, 4),
            ("tran", "trần", false, false, 0),
            ("tran", "trần", false, true, 1),
            ("tran", "tran", false, true, 0),
            ("hoà", "hòa", false, false, 0),
            ("hoá", "hòa", false, false, 2),
            ("đúng", "dũng", false, false, 4),
            ("dung", "đúng", false, false, 0),
            ("hô", "hồng", true, false, 0),
            ("hồ", "hồng", true, false, 0),
            ("hò", "hồng", true, false, 2),
            ("ho", "hoà", true, true, 0),
            ("ho", "hồng", true, true, 1),
            ("phuong", "phường", false, true, 1),
            ("phương", "phường", false, true, 2),
            ("phưong", "phương", false, true, 2),
        ] {
            let [typed_word, found_word] = [typed, found].map(|text| marked_words(text).remove(0));
            let differences = typed_word.differences(&found_word, is_half, others_have_marks);
            assert_eq!(differences, expected, "{typed} {found}");
        }
    }

    /// Words of an abbreviation have no marks that could differ.
    #[test]
    fn abbreviations_do_not_differ() {
        let typed = marked_words("công đoàn cơ sở");
        let found = long_marked_words("CĐCS");
        for (typed, found) in typed.iter().zip(&found) {
            assert_eq!(typed.folded, found.folded);
            assert_eq!(typed.differences(found, false, true), 0);
            assert_eq!(found.differences(typed, false, true), 0);
        }
    }
}

//! The twelve Vietnamese vowel letters and their six tones.

/// A tone as its place in the alphabet: 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng (CLDR vi).
pub(super) type Tone = usize;

pub(super) const LEVEL: Tone = 0;
pub(super) const SHARP: Tone = 4;
pub(super) const HEAVY: Tone = 5;

/// One row a letter, one column a [`Tone`].
const VOWELS: [[char; 6]; 12] = [
    ['a', 'à', 'ả', 'ã', 'á', 'ạ'],
    ['ă', 'ằ', 'ẳ', 'ẵ', 'ắ', 'ặ'],
    ['â', 'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ'],
    ['e', 'è', 'ẻ', 'ẽ', 'é', 'ẹ'],
    ['ê', 'ề', 'ể', 'ễ', 'ế', 'ệ'],
    ['i', 'ì', 'ỉ', 'ĩ', 'í', 'ị'],
    ['o', 'ò', 'ỏ', 'õ', 'ó', 'ọ'],
    ['ô', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ'],
    ['ơ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ'],
    ['u', 'ù', 'ủ', 'ũ', 'ú', 'ụ'],
    ['ư', 'ừ', 'ử', 'ữ', 'ứ', 'ự'],
    ['y', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ'],
];

/// A vowel letter as its toneless letter and its tone, in the case it was written; `None` for
/// any other character.
pub(super) fn parted(letter: char) -> Option<(char, Tone)> {
    if letter.is_ascii() {
        let vowel = matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        return vowel.then_some((letter, LEVEL));
    }
    let small = lower(letter);
    let (row, tone) = place(small)?;
    let plain = VOWELS[row][LEVEL];
    Some((if small == letter { plain } else { upper(plain) }, tone))
}

/// The vowel `letter`, itself without a tone, with `tone`, in the case of `letter`.
pub(super) fn toned(letter: char, tone: Tone) -> Option<char> {
    let small = lower(letter);
    let row = VOWELS.iter().find(|row| row[LEVEL] == small)?;
    Some(if small == letter { row[tone] } else { upper(row[tone]) })
}

/// Whether `letter` is a Vietnamese vowel of either case, with or without a tone.
pub(super) fn is_vowel(letter: char) -> bool {
    parted(letter).is_some()
}

/// The one small letter of `letter`; itself where Unicode gives several or none.
pub(super) fn lower(letter: char) -> char {
    one(letter.to_lowercase()).unwrap_or(letter)
}

/// The one capital of `letter`; itself where Unicode gives several or none.
pub(super) fn upper(letter: char) -> char {
    one(letter.to_uppercase()).unwrap_or(letter)
}

fn place(small: char) -> Option<(usize, Tone)> {
    VOWELS.iter().enumerate().find_map(|(row, tones)| {
        let tone = tones.iter().position(|&toned| toned == small)?;
        Some((row, tone))
    })
}

fn one(mut letters: impl ExactSizeIterator<Item = char>) -> Option<char> {
    (letters.len() == 1).then(|| letters.next()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{VOWELS, is_vowel, parted, toned, upper};

    /// Taking a vowel apart and putting it together gives the same letter, in both cases.
    #[test]
    fn parts_join_again() {
        for small in VOWELS.as_flattened() {
            for letter in [*small, upper(*small)] {
                let (plain, tone) = parted(letter).unwrap();
                assert_eq!(toned(plain, tone), Some(letter));
            }
        }
    }

    /// Consonants, foreign letters and signs are no vowels.
    #[test]
    fn other_letters_are_not_vowels() {
        assert!(['b', 'đ', 'Đ', 'ö', 'å', 'а', '?', ' '].into_iter().all(|letter| !is_vowel(letter)));
    }
}

//! The twelve Vietnamese vowel letters and their six tones.

/// A tone by its index in the alphabetical order of tones: 0 ngang, 1 huyền, 2 hỏi, 3 ngã, 4 sắc, 5 nặng (CLDR vi).
pub(super) type Tone = usize;

pub(super) const LEVEL: Tone = 0;
pub(super) const SHARP: Tone = 4;
pub(super) const HEAVY: Tone = 5;

/// The vowels: one row for each letter, one column for each [`Tone`].
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

/// Splits a vowel into its letter without a tone and the tone, in the same case; `None` for any other character.
pub(super) fn split_tone(letter: char) -> Option<(char, Tone)> {
    if letter.is_ascii() {
        let vowel = matches!(letter.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        return vowel.then_some((letter, LEVEL));
    }
    let small = lower(letter);
    let (row, tone) = row_and_tone(small)?;
    let plain = VOWELS[row][LEVEL];
    Some((if small == letter { plain } else { upper(plain) }, tone))
}

/// Returns the vowel `letter`, which has no tone, with `tone`, in the same case; `None` for any other character.
pub(super) fn with_tone(letter: char, tone: Tone) -> Option<char> {
    let small = lower(letter);
    let row = VOWELS.iter().find(|row| row[LEVEL] == small)?;
    Some(if small == letter { row[tone] } else { upper(row[tone]) })
}

/// Whether `letter` is a Vietnamese vowel in either case, with or without a tone.
pub(super) fn is_vowel(letter: char) -> bool {
    split_tone(letter).is_some()
}

/// Returns the lowercase letter of `letter`; itself if Unicode gives several.
pub(super) fn lower(letter: char) -> char {
    single(letter.to_lowercase()).unwrap_or(letter)
}

/// Returns the uppercase letter of `letter`; itself if Unicode gives several.
pub(super) fn upper(letter: char) -> char {
    single(letter.to_uppercase()).unwrap_or(letter)
}

fn row_and_tone(small: char) -> Option<(usize, Tone)> {
    VOWELS.iter().enumerate().find_map(|(row, tones)| {
        let tone = tones.iter().position(|&toned| toned == small)?;
        Some((row, tone))
    })
}

fn single(mut letters: impl ExactSizeIterator<Item = char>) -> Option<char> {
    (letters.len() == 1).then(|| letters.next()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{VOWELS, is_vowel, split_tone, upper, with_tone};

    /// Splitting a vowel and joining the parts gives the same letter, in both cases.
    #[test]
    fn parts_can_be_joined() {
        for small in VOWELS.as_flattened() {
            for letter in [*small, upper(*small)] {
                let (plain, tone) = split_tone(letter).unwrap();
                assert_eq!(with_tone(plain, tone), Some(letter));
            }
        }
    }

    /// Consonants, foreign letters and signs are not vowels.
    #[test]
    fn other_letters_are_not_vowels() {
        assert!(['b', 'đ', 'Đ', 'ö', 'å', 'а', '?', ' '].into_iter().all(|letter| !is_vowel(letter)));
    }
}

//! Recognises a word with one slip of the hand.

use crate::search::words::has_digit;

/// Minimum length of the longer of two words that differ by a slip, in letters.
const MIN_LETTERS: usize = 3;

/// Returns whether the folded word `typed` is `word` with one letter too many, missing or another, or with two neighbours
/// exchanged.
///
/// False for two words of fewer than 3 letters, and for a word with a digit.
pub fn is_slip(typed: &str, word: &str) -> bool {
    if typed.len().abs_diff(word.len()) > 4 || [typed, word].iter().any(|word| has_digit(word)) {
        return false;
    }
    if typed.is_ascii() && word.is_ascii() {
        return has_one_change(typed.as_bytes(), word.as_bytes());
    }
    let [typed, word]: [Vec<char>; 2] = [typed, word].map(|word| word.chars().collect());
    has_one_change(&typed, &word)
}

/// Returns whether the letters of a word that was typed differ from those of `word` by one slip.
fn has_one_change<T: PartialEq>(typed: &[T], word: &[T]) -> bool {
    if typed.len().max(word.len()) < MIN_LETTERS {
        return false;
    }
    let head = typed.iter().zip(word).take_while(|(one, other)| one == other).count();
    let (typed, word) = (&typed[head..], &word[head..]);
    let tail = typed.iter().rev().zip(word.iter().rev()).take_while(|(one, other)| one == other).count();
    match (&typed[..typed.len() - tail], &word[..word.len() - tail]) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([first, second], [other_first, other_second]) => first == other_second && second == other_first,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    /// One letter makes a slip, two do not, and neither does a digit or a short word.
    #[test]
    fn one_letter_is_a_slip() {
        for typed in ["maii", "mmai", "mia", "mau", "mi", "hmai", "xai"] {
            assert!(is_slip(typed, "mai"), "{typed}");
        }
        for (typed, word) in
            [("mai", "mai"), ("mua", "mai"), ("maiaa", "mai"), ("ho", "ha"), ("a", "an"), ("ma1", "mai")]
        {
            assert!(!is_slip(typed, word), "{typed}");
        }
        assert!(!is_slip("to12", "to13"));
        assert!(is_slip("nguyne", "nguyen"));
        assert!(is_slip("петрв", "петров"));
    }
}

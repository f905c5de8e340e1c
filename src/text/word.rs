//! Finds the words of a text.

use std::ops::Range;

/// Returns the byte ranges of the maximal runs of characters for which `is_part` is true, in order.
pub fn words<F: Fn(char) -> bool + Clone>(
    text: &str,
    is_part: F,
) -> impl Iterator<Item = Range<usize>> + Clone + use<'_, F> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(&is_part)?;
        from = text[start..].find(|letter| !is_part(letter)).map_or(text.len(), |length| start + length);
        Some(start..from)
    })
}

/// Returns the byte ranges of the words that white space separates, in order.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    words(text, |letter| !letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::{tokens, words};

    /// Words at both ends are found, and ranges are in bytes.
    #[test]
    fn words_are_byte_ranges() {
        assert_eq!(tokens("Đỗ  An ").collect::<Vec<_>>(), [0..5, 7..9]);
        assert_eq!(words("(a.b)", char::is_alphabetic).collect::<Vec<_>>(), [1..2, 3..4]);
        assert_eq!(tokens(" ").count(), 0);
    }
}

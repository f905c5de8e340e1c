//! Where the words of a text are.

use std::ops::Range;

/// The byte ranges of the longest runs of characters for which `part` holds, in order.
pub(super) fn words(text: &str, part: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let start = from + text[from..].find(&part)?;
        from = text[start..].find(|letter| !part(letter)).map_or(text.len(), |length| start + length);
        Some(start..from)
    })
}

/// The byte ranges of what white space parts.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> {
    words(text, |letter| !letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::{tokens, words};

    /// Words are found at the ends too, and ranges are bytes.
    #[test]
    fn words_are_byte_ranges() {
        assert_eq!(tokens("Đỗ  An ").collect::<Vec<_>>(), [0..5, 7..9]);
        assert_eq!(words("(a.b)", char::is_alphabetic).collect::<Vec<_>>(), [1..2, 3..4]);
        assert_eq!(tokens(" ").count(), 0);
    }
}

//! Numbers and letters at the start of group rows and items of lists: `I.`, `A.`, `1.`, `2.1.`, `a)`, `-`.

/// The depth of a group, by the form of its number: the smaller, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// A capital letter such as `A.`, above the level of `1.`
    Letter,
    /// `I.`
    Roman,
    /// `1.`
    Number,
    /// `1.1.`
    SubNumber,
    /// A small letter such as `a)`, below the level of `1.`
    SmallLetter,
}

/// A number or a letter with the text after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker<'t> {
    /// The depth that the form of the number means.
    pub depth: Depth,
    /// The number, without its full stop.
    pub number: &'t str,
    /// The text after it.
    pub rest: &'t str,
}

/// Returns the number at the start of a text, which a full stop, a bracket, a hyphen or a space follows.
pub fn marker(text: &str) -> Option<Marker<'_>> {
    let end = text.find(|letter: char| !letter.is_alphanumeric() && letter != '.').unwrap_or(text.len());
    let dotted = text[..end].trim_end_matches('.');
    // `1.Nguyễn` has no space.
    let number = match dotted.split_once('.') {
        Some((first, second)) if !second.starts_with(|letter: char| letter.is_ascii_digit()) => first,
        _ => dotted,
    };
    let after = &text[number.len()..];
    let rest = after.trim_start_matches(['.', ')', ':', '/', '-', '–', ' ', '\u{a0}']);
    let is_closed = after.starts_with(['.', ')', ':', '/']) || after.trim_start().starts_with(['-', '–']);
    let depth = depth(number)?;
    let is_certain = is_closed || matches!(depth, Depth::Roman | Depth::Number | Depth::SubNumber);
    (is_certain && after.len() > rest.len() && !rest.is_empty()).then_some(Marker { depth, number, rest })
}

/// Returns the depth that a number in a cell of its own means; `None` if it is not a number of groups or rows.
pub fn depth(number: &str) -> Option<Depth> {
    let number = number.trim_end_matches(['.', ')', ' ']);
    let is_digits =
        |text: &str| !text.is_empty() && text.len() < 5 && text.bytes().all(|b| b.is_ascii_digit());
    let mut letters = number.chars();
    let (first, second) = (letters.next()?, letters.next());
    if is_digits(number) {
        Some(Depth::Number)
    } else if number.split('.').all(is_digits) {
        Some(Depth::SubNumber)
    } else if matches!(number, "I" | "V" | "X") || (second.is_some() && is_roman(number)) {
        Some(Depth::Roman)
    } else if second.is_none() && first.is_ascii_uppercase() {
        Some(Depth::Letter)
    } else if second.is_none() && first.is_ascii_lowercase() {
        Some(Depth::SmallLetter)
    } else {
        None
    }
}

fn is_roman(number: &str) -> bool {
    number.len() <= 5 && number.bytes().all(|letter| matches!(letter, b'I' | b'V' | b'X'))
}

#[cfg(test)]
mod tests {
    use super::{Depth, marker};

    #[test]
    fn numbers_are_found() {
        for (text, found) in [
            ("I. TẬP THỂ", Some((Depth::Roman, "I", "TẬP THỂ"))),
            ("I- TẬP THỂ", Some((Depth::Roman, "I", "TẬP THỂ"))),
            ("A. LĐLĐ huyện An Phong", Some((Depth::Letter, "A", "LĐLĐ huyện An Phong"))),
            ("1.CĐCS An Bình", Some((Depth::Number, "1", "CĐCS An Bình"))),
            ("2.1. CĐCS An Bình", Some((Depth::SubNumber, "2.1", "CĐCS An Bình"))),
            ("a) Tập thể", Some((Depth::SmallLetter, "a", "Tập thể"))),
            ("Y Bhim Niê", None),
            ("Tổ 1", None),
        ] {
            assert_eq!(marker(text).map(|found| (found.depth, found.number, found.rest)), found, "{text}");
        }
    }
}

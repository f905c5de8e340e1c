//! Recognises a form of address before a name.

use crate::text::nfc;

/// The forms of address, with marks and without.
const FORMS: &[&str] = &[
    "đồng chí",
    "dong chi",
    "đ/c",
    "d/c",
    "đc",
    "dc",
    "ông",
    "ong",
    "bà",
    "ba",
    "anh",
    "chị",
    "chi",
    "cô",
    "co",
    "chú",
    "chu",
];

/// Maximum length of a name behind a form of address, in letters.
const MAX_LETTERS: usize = 80;

/// Returns `text` without the form of address at its beginning: `Trần Thị Mai` of `Bà Trần Thị Mai`.
///
/// `None` if it begins with another word, or if no word of at least 2 letters follows. The caller has to search with the
/// whole text first: `Ông`, `Anh` and `Chi` are words of names as well.
pub fn without_form_of_address(text: &str) -> Option<String> {
    let small = nfc(text).to_lowercase();
    let begun = small.trim_start_matches(is_between);
    let name = FORMS.iter().find_map(|form| {
        let rest = begun.strip_prefix(form)?;
        let name = rest.trim_start_matches(is_between);
        (name.len() < rest.len()).then_some(name)
    })?;
    let is_word = name.chars().take(2).filter(|letter| letter.is_alphanumeric()).count() == 2;
    (is_word && name.chars().count() <= MAX_LETTERS).then(|| name.to_owned())
}

fn is_between(letter: char) -> bool {
    !letter.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::without_form_of_address;

    /// A form of address is recognised in all its spellings, and only before another word.
    #[test]
    fn forms_are_recognised() {
        for form in ["Bà ", "BA ", "ba\u{300} ", "đ/c ", "Đ/C. ", "Đc ", "“Đồng chí ", "dong chi "]
        {
            let name = without_form_of_address(&format!("{form}Trần Mai "));
            assert_eq!(name.as_deref(), Some("trần mai "), "{form}");
        }
        for text in ["", "bà", "bà ", "Bàng Mai", "bác Mai", "Trần bà Mai", "bà M", "bà m.", "ônɡ Mai"]
        {
            assert_eq!(without_form_of_address(text), None, "{text}");
        }
        assert_eq!(without_form_of_address(&"anh ".repeat(100)), None);
    }
}

//! Abbreviations, which the search treats like their long forms.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::search::words::words;
use crate::text::{ABBREVIATIONS, fold};

/// The folded abbreviations of one word, each with its folded long form.
static SHORT_FORMS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let single = ABBREVIATIONS.iter().filter(|(short, _)| !short.contains(' '));
    single.map(|(short, long)| (fold(short), fold(long))).collect()
});

/// Returns the folded abbreviations of one word, each with its folded long form.
///
/// An abbreviation has one meaning, and no long form contains a short one.
pub fn short_forms() -> &'static BTreeMap<String, String> {
    &SHORT_FORMS
}

/// Returns the words of `text` with abbreviations written out: `CĐCS An Phú` has the words of `Công đoàn cơ sở An Phú`.
///
/// Not for names of people, which have no abbreviations.
pub fn long_words(text: &str) -> Vec<String> {
    let short = words(text);
    if !short.iter().any(|word| SHORT_FORMS.contains_key(word)) {
        return short;
    }
    let long = |word: String| match SHORT_FORMS.get(&word) {
        Some(long) => long.split(' ').map(str::to_owned).collect(),
        None => vec![word],
    };
    short.into_iter().flat_map(long).collect()
}

#[cfg(test)]
mod tests {
    use super::{long_words, short_forms};
    use crate::search::words::words;

    /// An abbreviation has the words of its long form, with marks or without, and other words do not change.
    #[test]
    fn abbreviations_are_written_out() {
        let long = words("công đoàn cơ sở Trường THCX An Phú");
        for typed in ["CĐCS Trường THCX An Phú", "cdcs truong thcx an phu"] {
            assert_eq!(long_words(typed), long, "{typed}");
        }
        assert_eq!(long_words("27/QĐ-LĐLĐ"), words("27 qd liên đoàn lao động"));
    }

    /// Every form is folded, and every long form consists of words that are no abbreviations.
    #[test]
    fn the_table_is_folded() {
        assert!(short_forms().len() > 30);
        for (short, long) in short_forms() {
            assert_eq!(words(short), [short.as_str()]);
            assert_eq!(long_words(long).join(" "), *long, "{short}");
        }
    }
}

//! The classes in which a kind of award is granted.

use crate::source::Text;
use crate::text;

/// The words for classes that have a name of their own in every language.
const NAMED: &[&str] = &["dac-biet", "nhat", "nhi", "ba", "khuyen-khich"];

/// The classes of a kind that declares only that it has classes.
const USUAL: &[&str] = &["nhat", "nhi", "ba"];

/// Words that may stand before the name of a class, in folded form.
const LEADING: &[&str] = &["hang ", "giai ", "loai "];

/// The classes of a kind of award, the highest first; empty if it has none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Classes(Vec<Text>);

impl Classes {
    /// Returns the three usual classes: `nhat`, `nhi` and `ba`.
    pub fn usual() -> Classes {
        Classes(USUAL.iter().map(|word| Text::from(*word)).collect())
    }

    /// Returns the classes with these words, the highest first. Only the first 255 of them are used.
    pub fn new(mut words: Vec<Text>) -> Classes {
        words.truncate(usize::from(u8::MAX));
        Classes(words)
    }

    /// Whether the kind has no classes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the words as declared, the highest class first.
    pub fn words(&self) -> &[Text] {
        &self.0
    }

    /// Returns the position of the class that `written` means: the declared word, or the only one that differs from it
    /// by case, marks, hyphens or a leading *hạng*, *giải* or *loại*.
    pub fn find(&self, written: &str) -> Option<u8> {
        let exact = self.0.iter().position(|word| **word == *written);
        let found = exact.or_else(|| {
            let key = key(written);
            let mut same = (0..self.0.len()).filter(|at| self::key(&self.0[*at]) == key);
            same.next().filter(|_| same.next().is_none())
        });
        found.and_then(|at| u8::try_from(at).ok())
    }

    /// Returns the word of the class at `position`.
    pub fn word(&self, position: u8) -> Option<&Text> {
        self.0.get(usize::from(position))
    }

    /// Returns the name of the message for the class `word`: `prize-…` if the classes are those of a contest, which has
    /// consolation or special prizes, else `class-…`. `None` if the word is shown as declared.
    pub fn message(&self, word: &str) -> Option<String> {
        let is_contest = self.0.iter().any(|word| matches!(&**word, "dac-biet" | "khuyen-khich"));
        let prefix = if is_contest { "prize" } else { "class" };
        NAMED.contains(&word).then(|| format!("{prefix}-{word}"))
    }
}

/// Returns what two spellings of one class have in common.
fn key(word: &str) -> String {
    let folded = text::fold(&word.replace('-', " "));
    LEADING.iter().find_map(|lead| folded.strip_prefix(lead)).unwrap_or(&folded).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Classes;

    /// A class is found by its word and by its printed form, but never by one of two readings.
    #[test]
    fn printed_forms_are_found() {
        let contest = Classes::new(["dac-biet", "nhat", "A", "Á", "Loại B"].map(Into::into).into());
        for (written, position) in [
            ("dac-biet", Some(0)),
            ("Đặc biệt", Some(0)),
            ("GIẢI ĐẶC BIỆT", Some(0)),
            ("hạng Nhất", Some(1)),
            ("A", Some(2)),
            ("Á", Some(3)),
            ("á", None),
            ("b", Some(4)),
            ("nhì", None),
        ] {
            assert_eq!(contest.find(written), position, "{written}");
        }
        assert_eq!(contest.message("nhat").as_deref(), Some("prize-nhat"));
        assert_eq!(Classes::usual().message("nhat").as_deref(), Some("class-nhat"));
        assert_eq!(contest.message("A"), None);
    }
}

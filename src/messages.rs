//! The name of a sentence and its arguments in, the sentence in the reader's language out.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language that the program speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Language {
    /// The language of a tag such as `vi`, `vi-VN` or `en_US.UTF-8`; `None` for others.
    pub fn of_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_', '.']).next()? {
            "vi" => Some(Language::Vi),
            "en" => Some(Language::En),
            _ => None,
        }
    }

    /// The tag of BCP 47.
    pub fn tag(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// A whole number as this language writes it: `7.349` or `7,349`.
    pub fn number(self, number: i64) -> String {
        let digits = number.unsigned_abs().to_string();
        let mut written = String::from(if number < 0 { "-" } else { "" });
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                written.push(if self == Language::Vi { '.' } else { ',' });
            }
            written.push(digit);
        }
        written
    }

    /// A length in bytes as people read it, in units of 1000 (IEC 80000-13): `840 kB`, `1,2 MB`.
    pub fn file_size(self, bytes: u64) -> String {
        let thousands = bytes.div_ceil(1000);
        if thousands < 1000 {
            return format!("{thousands} kB");
        }
        let tenths = (bytes + 50_000) / 100_000;
        let point = if self == Language::Vi { ',' } else { '.' };
        match tenths < 100 {
            true => format!("{}{point}{} MB", tenths / 10, tenths % 10),
            false => format!("{} MB", (bytes + 500_000) / 1_000_000),
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().expect("our own tags are well formed")
    }
}

/// Sentences of one language, found by name.
///
/// A name is a Fluent message (`unknown-unit`) or one of its attributes (`unknown-unit.help`).
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Everything that the program itself says, in `language`.
    pub fn of_program(language: Language) -> Messages {
        let text = match language {
            Language::Vi => include_str!("messages/vi.ftl"),
            Language::En => include_str!("messages/en.ftl"),
        };
        let mut messages = Messages::empty(language);
        let faults = messages.add(text);
        debug_assert!(faults.is_empty(), "{faults:?}");
        messages
    }

    /// No sentences yet.
    pub fn empty(language: Language) -> Messages {
        let mut bundle = FluentBundle::new_concurrent(vec![language.identifier()]);
        bundle.set_use_isolating(false);
        bundle
            .add_function("NUMBER", move |positional, _| match positional {
                [fluent_bundle::FluentValue::Number(n)] => language.number(n.value as i64).into(),
                [other, ..] => other.clone(),
                [] => fluent_bundle::FluentValue::Error,
            })
            .expect("a new bundle has no functions");
        Messages { bundle }
    }

    /// Adds the sentences of a Fluent file; those of the same name replace earlier ones.
    ///
    /// Gives the byte offset and the reason of each entry that is not well formed; the others are added.
    pub fn add(&mut self, text: &str) -> Vec<(usize, String)> {
        let (resource, faults) = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, faults)) => {
                (resource, faults.iter().map(|fault| (fault.pos.start, fault.kind.to_string())).collect())
            }
        };
        self.bundle.add_resource_overriding(resource);
        faults
    }

    /// The sentence called `name` with `arguments` in their places; `None` when there is no such sentence.
    pub fn find(&self, name: &str, arguments: &FluentArgs<'_>) -> Option<String> {
        let (message, attribute) = match name.split_once('.') {
            Some((message, attribute)) => (message, Some(attribute)),
            None => (name, None),
        };
        let message = self.bundle.get_message(message)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut faults = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(arguments), &mut faults).into_owned())
    }

    /// The sentence called `name` with text `arguments`, or the name itself when there is none.
    pub fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        let mut values = FluentArgs::new();
        for (key, value) in arguments {
            match value.parse::<i64>() {
                Ok(number) if number.to_string() == *value && number.abs() < 1 << 53 => {
                    values.set(*key, number)
                }
                _ => values.set(*key, value.as_str()),
            }
        }
        self.find(name, &values).unwrap_or_else(|| name.to_owned())
    }

    /// Whether there is a sentence called `name`.
    pub fn has(&self, name: &str) -> bool {
        self.find(name, &FluentArgs::new()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Messages};

    /// Whole numbers are grouped by dots in Vietnamese and by commas in English.
    #[test]
    fn numbers_are_grouped() {
        assert_eq!(Language::Vi.number(7349), "7.349");
        assert_eq!(Language::En.number(1_234_567), "1,234,567");
        assert_eq!(Language::Vi.number(-12), "-12");
    }

    /// Lengths are told in the unit that leaves few digits.
    #[test]
    fn sizes() {
        let told = [1, 999_000, 999_001, 1_240_000, 9_960_000, 123_456_789];
        let told = told.map(|bytes| Language::Vi.file_size(bytes));
        assert_eq!(told, ["1 kB", "999 kB", "1,0 MB", "1,2 MB", "10 MB", "123 MB"]);
        assert_eq!(Language::En.file_size(1_240_000), "1.2 MB");
    }

    /// A later file replaces sentences of the same name, and a broken entry does not lose the others.
    #[test]
    fn later_sentences_win() {
        let mut messages = Messages::empty(Language::Vi);
        assert!(messages.add("newer = Bài mới\nolder = Bài cũ\n").is_empty());
        let faults = messages.add("newer = Tin mới hơn { $n ->\nolder = Tin cũ\n");
        assert_eq!(faults.len(), 1);
        assert_eq!(messages.say("newer", &[]), "Bài mới");
        assert_eq!(messages.say("older", &[]), "Tin cũ");
    }
}

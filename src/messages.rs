//! Messages in the languages of the program: looks up a sentence by name and fills in its arguments.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Language {
    /// Returns the language of a tag such as `vi`, `vi-VN` or `en_US.UTF-8`; `None` for other languages.
    pub fn from_tag(tag: &str) -> Option<Language> {
        match tag.split(['-', '_', '.']).next()? {
            "vi" => Some(Language::Vi),
            "en" => Some(Language::En),
            _ => None,
        }
    }

    /// Returns the tag of the language (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::Vi => "vi",
            Language::En => "en",
        }
    }

    /// Formats a whole number with separators between thousands: `7.349` or `7,349`.
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

    /// Formats a size in bytes, in units of 1000 (IEC 80000-13) and rounded: `840 kB`, `1,2 MB`.
    pub fn file_size(self, bytes: u64) -> String {
        let thousands = bytes.div_ceil(1000);
        if thousands < 1000 {
            return format!("{thousands} kB");
        }
        let tenths = (bytes + 50_000) / 100_000;
        let point = if self == Language::Vi { ',' } else { '.' };
        if tenths < 100 {
            format!("{}{point}{} MB", tenths / 10, tenths % 10)
        } else {
            format!("{} MB", (bytes + 500_000) / 1_000_000)
        }
    }

    fn identifier(self) -> LanguageIdentifier {
        self.tag().parse().expect("every tag is a valid language identifier")
    }
}

/// The sentences of one language, by name.
///
/// A name is that of a Fluent message (`unknown-unit`) or of one of its attributes (`unknown-unit.help`).
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Returns the sentences of the program itself in `language`.
    pub fn built_in(language: Language) -> Messages {
        let text = match language {
            Language::Vi => include_str!("messages/vi.ftl"),
            Language::En => include_str!("messages/en.ftl"),
        };
        let mut messages = Messages::empty(language);
        let errors = messages.add(text);
        debug_assert!(errors.is_empty(), "{errors:?}");
        messages
    }

    /// The tag of the language of these sentences (BCP 47).
    pub fn language_tag(&self) -> String {
        self.bundle.locales.first().map(ToString::to_string).unwrap_or_default()
    }

    /// Creates a collection without sentences.
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

    /// Adds the sentences of a Fluent file; they replace earlier ones of the same name.
    ///
    /// Returns the byte offset and the reason of each invalid entry; the valid ones are added.
    pub fn add(&mut self, text: &str) -> Vec<(usize, String)> {
        let (resource, errors) = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err((resource, errors)) => {
                (resource, errors.iter().map(|error| (error.pos.start, error.kind.to_string())).collect())
            }
        };
        self.bundle.add_resource_overriding(resource);
        errors
    }

    /// Returns the sentence `name` with `arguments` filled in; `None` if there is no such sentence.
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
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(arguments), &mut errors).into_owned())
    }

    /// Returns the sentence `name` with `arguments` filled in, or `name` itself if there is no such sentence.
    ///
    /// The argument `reason` may be the name of a message that begins with `reason-`, and a detail after a space: the
    /// sentence takes the place of the name.
    pub fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        let mut values = FluentArgs::new();
        for (key, value) in arguments {
            match value.parse::<i64>() {
                Ok(number) if number.to_string() == *value && number.abs() < 1 << 53 => {
                    values.set(*key, number)
                }
                _ if *key == "reason" => values.set(*key, self.reason(value)),
                _ => values.set(*key, value.as_str()),
            }
        }
        self.find(name, &values).unwrap_or_else(|| name.to_owned())
    }

    /// Returns `text` with the name of a reason at its start replaced by its sentence.
    fn reason(&self, text: &str) -> String {
        let name = text.split(' ').next().filter(|name| name.starts_with("reason-")).unwrap_or_default();
        match self.find(name, &FluentArgs::new()) {
            Some(sentence) => sentence + &text[name.len()..],
            None => text.to_owned(),
        }
    }

    /// Whether there is a sentence `name`.
    pub fn has(&self, name: &str) -> bool {
        self.find(name, &FluentArgs::new()).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Language, Messages};

    /// Thousands are separated by dots in Vietnamese and by commas in English.
    #[test]
    fn numbers_are_grouped() {
        assert_eq!(Language::Vi.number(7349), "7.349");
        assert_eq!(Language::En.number(1_234_567), "1,234,567");
        assert_eq!(Language::Vi.number(-12), "-12");
    }

    /// File sizes are in the unit that needs few digits.
    #[test]
    fn sizes() {
        let sizes = [1, 999_000, 999_001, 1_240_000, 9_960_000, 123_456_789];
        let sizes = sizes.map(|bytes| Language::Vi.file_size(bytes));
        assert_eq!(sizes, ["1 kB", "999 kB", "1,0 MB", "1,2 MB", "10 MB", "123 MB"]);
        assert_eq!(Language::En.file_size(1_240_000), "1.2 MB");
    }

    /// A later file replaces sentences of the same name, and an invalid entry does not affect the others.
    #[test]
    fn later_sentences_replace_earlier_ones() {
        let mut messages = Messages::empty(Language::Vi);
        assert!(messages.add("newer = Bài mới\nolder = Bài cũ\n").is_empty());
        let errors = messages.add("newer = Tin mới hơn { $n ->\nolder = Tin cũ\n");
        assert_eq!(errors.len(), 1);
        assert_eq!(messages.say("newer", &[]), "Bài mới");
        assert_eq!(messages.say("older", &[]), "Tin cũ");
    }
}

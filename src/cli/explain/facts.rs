//! Prints the facts of an explanation, for people with indentation and for programs as one event each.

use crate::cli::report::Reporter;

/// Prints the facts about one file or one address.
pub struct FactPrinter<'r> {
    reporter: &'r Reporter,
}

impl<'r> FactPrinter<'r> {
    /// Prints the name of what is explained, for people; programs get it with each fact that has it.
    pub fn begin(subject: &str, reporter: &'r Reporter) -> FactPrinter<'r> {
        reporter.note(subject);
        FactPrinter { reporter }
    }

    /// Prints the message `name` as a fact.
    pub fn fact(&self, name: &str, arguments: &[(&str, String)]) {
        self.indented("  ", name, arguments);
    }

    /// Prints the message `name` as an item of the heading above it.
    pub fn item(&self, name: &str, arguments: &[(&str, String)]) {
        self.indented("    ", name, arguments);
    }

    /// Prints a heading, for people only.
    pub fn heading(&self, name: &str) {
        self.reporter.note(&format!("  {}", self.reporter.text(name, &[])));
    }

    /// Prints the first of `items` with `print` below a heading, and how many more there are; programs get all.
    pub fn items<T>(&self, items: &[T], most: usize, print: impl Fn(&T)) {
        self.first("    ", items, most, print);
    }

    /// Prints the first of `items` with `print` as facts, and how many more there are; programs get all.
    pub fn facts<T>(&self, items: &[T], most: usize, print: impl Fn(&T)) {
        self.first("  ", items, most, print);
    }

    fn first<T>(&self, indent: &str, items: &[T], most: usize, print: impl Fn(&T)) {
        let most = if self.reporter.is_json() { usize::MAX } else { most };
        items.iter().take(most).for_each(print);
        let left = items.len().saturating_sub(most);
        if left > 0 {
            self.indented(indent, "explain-more", &[("more", left.to_string())]);
        }
    }

    fn indented(&self, indent: &str, name: &str, arguments: &[(&str, String)]) {
        if self.reporter.is_json() {
            self.reporter.sentence(name, arguments);
        } else {
            let text = self.reporter.text(name, arguments);
            self.reporter.note(&format!("{indent}{}", text.replace('\n', &format!("\n{indent}"))));
        }
    }
}

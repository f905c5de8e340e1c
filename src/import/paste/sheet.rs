//! The rules of the style sheets of a clipboard, by element and class.

use std::collections::HashMap;

use super::declared::Declared;

/// The most rules that are kept; Word writes some 200, Excel one for each kind of cell.
const MAX_RULES: usize = 5_000;

/// The longest selector that is kept, in bytes.
const MAX_SELECTOR_BYTES: usize = 100;

/// Rules for `p`, `.xl65` and `p.MsoNormal`; other selectors are not kept.
#[derive(Debug, Default)]
pub(super) struct StyleSheet {
    rules: HashMap<String, Declared>,
}

impl StyleSheet {
    /// Adds the rules of an element `style`.
    pub(super) fn add(&mut self, css: &str) {
        let css = without_comments(css);
        let mut rest = css.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            let (inner, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            if selectors.contains('@') {
                continue;
            }
            let declared = Declared::read(inner);
            if declared == Declared::default() {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let is_simple = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_');
                let is_kept = !selector.is_empty()
                    && selector.len() <= MAX_SELECTOR_BYTES
                    && selector.chars().all(is_simple)
                    && self.rules.len() < MAX_RULES;
                if is_kept {
                    self.rules.entry(selector.to_ascii_lowercase()).or_default().add(&declared);
                }
            }
        }
    }

    /// Returns what the rules set for an element with these classes.
    pub(super) fn declared(&self, name: &str, classes: &str) -> Declared {
        let mut declared = Declared::default();
        if self.rules.is_empty() {
            return declared;
        }
        let mut add = |selector: &str| {
            if let Some(rule) = self.rules.get(selector) {
                declared.add(rule);
            }
        };
        add(name);
        for class in classes.split_ascii_whitespace().take(8) {
            let class = class.to_ascii_lowercase();
            add(&format!(".{class}"));
            add(&format!("{name}.{class}"));
        }
        declared
    }
}

/// Returns a style sheet without its comments and without the marks of a comment of HTML around it.
fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.replace("<!--", " ").replace("-->", " ")
}

#[cfg(test)]
mod tests {
    use super::StyleSheet;

    /// Simple selectors are kept, in the order of their weight; rules of pages and lists are not.
    #[test]
    fn rules_are_found() {
        let mut sheet = StyleSheet::default();
        sheet.add("<!-- /* Font Definitions */ @font-face{font-family:.VnTime} p.MsoNormal, li.MsoNormal {font-family:\".VnTime\";} .xl65{font-weight:700} td{font-weight:400} #x p{font-weight:700} --> h1{");
        assert_eq!(sheet.declared("p", "MsoNormal").font.as_deref(), Some(".vntime"));
        assert_eq!(sheet.declared("td", "xl65").bold, Some(true));
        assert_eq!(sheet.declared("td", "xl66").bold, Some(false));
        assert_eq!(sheet.declared("p", "").bold, None);
    }
}

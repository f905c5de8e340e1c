//! Boxes in articles: quotes whose first line is a mark such as `[!NOTE]` or `[!LƯU Ý]`.

use pulldown_cmark::BlockQuoteKind;

use crate::messages::Language;
use crate::text;

/// The words of marks in capital letters, the kind of box, and its heading in Vietnamese and English.
const WORDS: &[(&str, BlockQuoteKind, &str, &str)] = &[
    ("NOTE", BlockQuoteKind::Note, "Lưu ý", "Note"),
    ("LƯU Ý", BlockQuoteKind::Note, "Lưu ý", "Note"),
    ("GHI CHÚ", BlockQuoteKind::Note, "Ghi chú", "Note"),
    ("TIP", BlockQuoteKind::Tip, "Mẹo", "Tip"),
    ("MẸO", BlockQuoteKind::Tip, "Mẹo", "Tip"),
    ("GỢI Ý", BlockQuoteKind::Tip, "Gợi ý", "Tip"),
    ("IMPORTANT", BlockQuoteKind::Important, "Quan trọng", "Important"),
    ("QUAN TRỌNG", BlockQuoteKind::Important, "Quan trọng", "Important"),
    ("WARNING", BlockQuoteKind::Warning, "Cảnh báo", "Warning"),
    ("CẢNH BÁO", BlockQuoteKind::Warning, "Cảnh báo", "Warning"),
    ("CHÚ Ý", BlockQuoteKind::Warning, "Chú ý", "Warning"),
    ("CAUTION", BlockQuoteKind::Caution, "Thận trọng", "Caution"),
    ("THẬN TRỌNG", BlockQuoteKind::Caution, "Thận trọng", "Caution"),
    ("NGUY HIỂM", BlockQuoteKind::Caution, "Nguy hiểm", "Caution"),
];

/// Maximum length of a line with a mark, in bytes.
const MAX_LINE_BYTES: usize = 400;

/// The mark of a box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Callout<'l> {
    /// The kind of box.
    pub kind: BlockQuoteKind,
    /// The heading that the author wrote behind the mark, as plain text.
    pub own_heading: Option<&'l str>,
    vietnamese: &'static str,
    english: &'static str,
}

impl<'l> Callout<'l> {
    /// Reads the mark in the first line of `text`, the text of a quote; `None` if the line is something else.
    ///
    /// Case, Unicode form and Vietnamese marks do not matter. A heading behind the mark may have no markup.
    pub fn read(text: &'l str) -> Option<Callout<'l>> {
        let line = text.split('\n').next().unwrap_or(text).trim();
        let (word, rest) =
            line.strip_prefix("[!").filter(|_| line.len() <= MAX_LINE_BYTES)?.split_once(']')?;
        let own = rest.trim();
        if rest.starts_with('(') || own.contains(['[', ']', '<', '*', '_', '`', '&', '\\']) {
            return None;
        }
        let (_, kind, vietnamese, english) = known_word(word)?;
        let own_heading = (!own.is_empty()).then_some(own);
        Some(Callout { kind: *kind, own_heading, vietnamese, english })
    }

    /// Returns the heading of the box on a site in `language`.
    pub fn heading(&self, language: Language) -> &'l str {
        self.own_heading.unwrap_or(match language {
            Language::Vi => self.vietnamese,
            Language::En => self.english,
        })
    }
}

/// Whether `word` is one of the words of marks.
pub fn is_word(word: &str) -> bool {
    known_word(word).is_some()
}

/// Returns the words of marks, separated by commas.
pub fn words() -> String {
    WORDS.iter().map(|(word, ..)| *word).collect::<Vec<_>>().join(", ")
}

fn known_word(word: &str) -> Option<&'static (&'static str, BlockQuoteKind, &'static str, &'static str)> {
    let word = text::fold(word);
    WORDS.iter().find(|(known, ..)| text::fold(known) == word)
}

#[cfg(test)]
mod tests {
    use super::{BlockQuoteKind, Callout, Language};

    /// Marks are read in both languages, in any case and Unicode form, with and without a heading.
    #[test]
    fn marks() {
        for (line, kind, vietnamese, english) in [
            ("[!NOTE]\nLời", BlockQuoteKind::Note, "Lưu ý", "Note"),
            ("[!note]  ", BlockQuoteKind::Note, "Lưu ý", "Note"),
            ("[!Lưu ý]", BlockQuoteKind::Note, "Lưu ý", "Note"),
            ("[!LU\u{31b}U Y\u{301}]", BlockQuoteKind::Note, "Lưu ý", "Note"),
            ("[!LUU Y]", BlockQuoteKind::Note, "Lưu ý", "Note"),
            ("[!Chú ý]", BlockQuoteKind::Warning, "Chú ý", "Warning"),
            ("[! QUAN TRỌNG ] Hạn nộp", BlockQuoteKind::Important, "Hạn nộp", "Hạn nộp"),
        ] {
            let callout = Callout::read(line).unwrap_or_else(|| panic!("no mark in {line}"));
            let headings = [callout.heading(Language::Vi), callout.heading(Language::En)];
            assert_eq!((callout.kind, headings), (kind, [vietnamese, english]), "{line}");
        }
    }

    /// Other words, links and lines with markup are not marks.
    #[test]
    fn other_lines() {
        for line in ["[!ABC]", "[NOTE]", "[!NOTE](a.md)", "[!NOTE] **a**", "Lời [!NOTE]", "[!NOTE", ""] {
            assert_eq!(Callout::read(line), None, "{line}");
        }
    }
}

//! Reads the declarations of CSS that say something about a text: bold letters, hidden text, old fonts, lists of Word.

use std::rc::Rc;

use crate::import::word::body::Script;

/// The longest name of a font that is kept, in bytes.
const MAX_FONT_BYTES: usize = 64;

/// What a style sets. `None` leaves what the element around has.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Declared {
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) struck: Option<bool>,
    pub(super) script: Option<Option<Script>>,
    /// The first family, in small letters.
    pub(super) font: Option<Rc<str>>,
    pub(super) hidden: Option<bool>,
    pub(super) display: Option<Display>,
    /// Whether line ends of the source are line breaks.
    pub(super) keeps_lines: Option<bool>,
    /// The level of a heading, from 0.
    pub(super) outline: Option<u8>,
    pub(super) list: Option<ListStyle>,
    /// How the items of a list of HTML are counted: `decimal`, `lower-alpha`.
    pub(super) counter: Option<Rc<str>>,
    /// The distance from the left margin in twentieths of a point.
    pub(super) indent: Option<i32>,
    /// What Word has in this place: `footnote`, `comment-list`.
    pub(super) element: Option<Rc<str>>,
    /// Whether a cell only lies over empty ones, because its text is long.
    pub(super) is_overflow: bool,
    /// Whether a block is only indented, as mail programs write it.
    pub(super) has_no_border: bool,
}

/// How an element takes part in the flow of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Display {
    Block,
    Inline,
    None,
}

/// The list of Word to which a paragraph belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ListStyle {
    /// An item of the list with this id, at a level from 0.
    Item(Rc<str>, u8),
    /// The mark before an item.
    Marker,
    None,
}

impl Declared {
    /// Reads the value of an attribute `style`, or the inner part of a rule.
    pub(super) fn read(style: &str) -> Declared {
        let mut declared = Declared::default();
        for (name, value) in declarations(style) {
            declared.set(&name, &value);
        }
        declared
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "font-weight" => self.bold = weight(value).or(self.bold),
            "font-style" => self.italic = Some(value.starts_with("italic") || value.starts_with("oblique")),
            "font" => {
                let has_weight = |word| weight(word) == Some(true) && !word.starts_with("bolder");
                self.bold = Some(value.split_whitespace().any(has_weight));
                self.italic = Some(value.split_whitespace().any(|word| word == "italic"));
            }
            "font-family" => self.font = first_font(value),
            "text-decoration" | "text-decoration-line" | "mso-text-decoration" => {
                self.struck = value.contains("line-through").then_some(true).or(self.struck);
            }
            "text-line-through" if value != "none" => self.struck = Some(true),
            "vertical-align" => match value {
                "super" => self.script = Some(Some(Script::Above)),
                "sub" => self.script = Some(Some(Script::Below)),
                "baseline" => self.script = Some(None),
                _ => {}
            },
            "display" => {
                self.display = match value {
                    "none" => Some(Display::None),
                    "inline" | "inline-block" | "inline-flex" | "contents" => Some(Display::Inline),
                    _ => Some(Display::Block),
                }
            }
            "visibility" => self.hidden = Some(value != "visible"),
            "mso-hide" => self.hidden = Some(value == "all"),
            "white-space" | "white-space-collapse" => {
                let is_kept = value.starts_with("pre") || value == "break-spaces";
                self.keeps_lines = Some(is_kept);
            }
            // Levels are counted from 1; `body` and 10 are text.
            "mso-outline-level" => self.outline = value.parse::<u8>().ok().and_then(|it| it.checked_sub(1)),
            "mso-list" => self.list = Some(list(value)),
            "list-style-type" | "list-style" => self.counter = Some(value.into()),
            "margin-left" | "margin-inline-start" => self.indent = twips(value),
            "mso-element" => self.element = Some(value.into()),
            "mso-ignore" => self.is_overflow |= value == "colspan",
            "border" => self.has_no_border = value.starts_with("none"),
            _ => {}
        }
    }

    /// Takes over what `other` sets.
    pub(super) fn add(&mut self, other: &Declared) {
        self.bold = other.bold.or(self.bold);
        self.italic = other.italic.or(self.italic);
        self.struck = other.struck.or(self.struck);
        self.script = other.script.or(self.script);
        self.font = other.font.clone().or_else(|| self.font.take());
        self.hidden = other.hidden.or(self.hidden);
        self.display = other.display.or(self.display);
        self.keeps_lines = other.keeps_lines.or(self.keeps_lines);
        self.outline = other.outline.or(self.outline);
        self.list = other.list.clone().or_else(|| self.list.take());
        self.counter = other.counter.clone().or_else(|| self.counter.take());
        self.indent = other.indent.or(self.indent);
        self.element = other.element.clone().or_else(|| self.element.take());
        self.is_overflow |= other.is_overflow;
        self.has_no_border |= other.has_no_border;
    }
}

/// Returns the declarations in small letters, divided at semicolons outside of quotation marks and brackets.
fn declarations(style: &str) -> Vec<(String, String)> {
    let (mut quote, mut depth, mut start) = (None, 0_usize, 0);
    let mut found = Vec::new();
    let mut add = |part: &str| {
        if let Some((name, value)) = part.split_once(':') {
            let value = value.trim().to_ascii_lowercase();
            let value = value.trim_end_matches("!important").trim_end().to_owned();
            found.push((name.trim().to_ascii_lowercase(), value));
        }
    };
    for (at, byte) in style.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') if depth == 0 => {
                add(&style[start..at]);
                start = at + 1;
            }
            (None, _) => {}
        }
    }
    add(&style[start..]);
    found
}

fn weight(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => {
            value.parse::<u16>().ok().filter(|weight| (1..=1000).contains(weight)).map(|weight| weight >= 600)
        }
    }
}

/// Returns the first family of a list of fonts.
pub(super) fn first_font(value: &str) -> Option<Rc<str>> {
    let first = value.split(',').next().unwrap_or("").trim().trim_matches(['"', '\'']).trim();
    let is_name = !first.is_empty() && first != "inherit" && first.len() <= MAX_FONT_BYTES;
    is_name.then(|| first.to_ascii_lowercase().into())
}

/// Reads `l0 level1 lfo1`: the list of its definition, the level, and the list in the text.
fn list(value: &str) -> ListStyle {
    if value == "ignore" {
        return ListStyle::Marker;
    }
    let level = value.split_whitespace().find_map(|word| word.strip_prefix("level")?.parse::<u8>().ok());
    let Some(level) = level else { return ListStyle::None };
    let id: Vec<&str> = value.split_whitespace().filter(|word| !word.starts_with("level")).take(2).collect();
    ListStyle::Item(id.join(" ").into(), level.saturating_sub(1).min(8))
}

/// Returns a length in twentieths of a point.
fn twips(value: &str) -> Option<i32> {
    let unit =
        value.trim_start_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.' | '-'));
    let number: f64 = value[..value.len() - unit.len()].parse().ok()?;
    let twips = match unit.trim() {
        "pt" => number * 20.0,
        "in" => number * 1440.0,
        "cm" => number * 567.0,
        "mm" => number * 56.7,
        "px" | "" => number * 15.0,
        "em" => number * 240.0,
        _ => return None,
    };
    twips.is_finite().then(|| twips.clamp(-100_000.0, 100_000.0) as i32)
}

#[cfg(test)]
mod tests {
    use super::{Declared, Display, ListStyle};

    /// What Word, Google Docs and Excel write is read; other declarations mean nothing.
    #[test]
    fn declarations_are_read() {
        let word = Declared::read(
            "margin-left:36.0pt;text-indent:-18.0pt;\r\nmso-list:l0 level2 lfo1;font-family:\".VnTime\",\"serif;x\"",
        );
        assert_eq!(word.indent, Some(720));
        assert_eq!(word.list, Some(ListStyle::Item("l0 lfo1".into(), 1)));
        assert_eq!(word.font.as_deref(), Some(".vntime"));
        let docs =
            Declared::read("FONT-WEIGHT:700 !important;background:url(a;font-style:italic);display:none");
        assert_eq!((docs.bold, docs.italic, docs.display), (Some(true), None, Some(Display::None)));
        assert_eq!(Declared::read("color:red;font-weight:inherit;:;;("), Declared::default());
    }
}

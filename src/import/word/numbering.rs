//! Reads how lists are numbered, and counts their items as Word does.

use std::collections::{HashMap, HashSet};

use quick_xml::events::BytesStart;

use super::package::{Package, XmlEvent, attribute, scan};
use super::styles::indent;
use crate::import::ReadError;

/// The number of levels that a list of Word has.
const LEVELS: usize = 9;

/// Smallest difference between the distances of two levels, in twentieths of a point.
const MIN_INDENT: i32 = 100;

/// Highest number that is written in Roman numerals.
const MAX_ROMAN: u32 = 3_999;

/// The lists of a file.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// The levels by the id of their definition.
    definitions: HashMap<String, HashMap<u8, Level>>,
    lists: HashMap<String, List>,
    /// The definition that each style of lists has.
    styles: HashMap<String, String>,
    /// The style of lists that a definition refers to.
    links: HashMap<String, String>,
}

/// A list in the text: a definition, and the levels that begin with another number.
#[derive(Clone, Debug, Default)]
struct List {
    definition: String,
    starts: HashMap<u8, u32>,
}

/// How the items of a level are marked.
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// The text around the numbers: `%1.`, `%1.%2`, `Điều %1:`.
    text: String,
    /// The distance from the left margin in twentieths of a point.
    indent: Option<i32>,
}

impl Default for Level {
    fn default() -> Level {
        Level { start: 1, format: "decimal".to_owned(), text: String::new(), indent: None }
    }
}

/// What is printed before an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum ListMarker {
    Bullet,
    /// A number as Markdown has it: `3.` or `3)`.
    Number(u32),
    /// Another text, such as `a)` or `Điều 3:`.
    Label(String),
}

impl ListMarker {
    /// Returns the text for a place where Markdown has no lists.
    pub(in crate::import) fn text(&self) -> String {
        match self {
            ListMarker::Bullet => "•".to_owned(),
            ListMarker::Number(number) => format!("{number}."),
            ListMarker::Label(label) => label.clone(),
        }
    }
}

impl Numbering {
    /// Reads the lists of a file; none if it has no such part.
    ///
    /// # Errors
    /// If the part is damaged, or larger than the limits.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Numbering, ReadError> {
        let mut reading = Reading::default();
        if let Some(xml) = package.part("word/numbering.xml")? {
            scan(&xml, &mut reading, |_, _| false, Reading::visit)?;
        }
        Ok(reading.numbering)
    }

    /// Returns the distance from the left margin of the items of `list` at `level`, in twentieths of a point.
    pub(super) fn indent(&self, list: &str, level: u8) -> i32 {
        // The distance that Word proposes.
        let usual = 720 * (i32::from(level) + 1);
        let levels = self.lists.get(list).and_then(|list| self.levels(&list.definition));
        levels.and_then(|levels| levels.get(&level)?.indent).unwrap_or(usual)
    }

    /// Returns the levels of a definition, or of the one that its style has.
    fn levels(&self, definition: &str) -> Option<&HashMap<u8, Level>> {
        let linked = self.links.get(definition).and_then(|style| self.styles.get(style));
        self.definitions.get(linked.map_or(definition, |linked| linked))
    }
}

#[derive(Default)]
struct Reading {
    numbering: Numbering,
    definition: String,
    list: Option<(String, List)>,
    level: u8,
}

impl Reading {
    fn visit(&mut self, event: XmlEvent<'_>) -> Result<(), ReadError> {
        match event {
            XmlEvent::Open(start) => self.open(&start),
            XmlEvent::Close(b"num") => {
                if let Some((id, list)) = self.list.take() {
                    self.numbering.lists.insert(id, list);
                }
            }
            XmlEvent::Close(_) | XmlEvent::Text(_) => {}
        }
        Ok(())
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        let of = |name| attribute(start, name).unwrap_or_default();
        match start.local_name().as_ref() {
            b"abstractNum" => self.definition = of("abstractNumId"),
            b"num" => self.list = Some((of("numId"), List::default())),
            b"abstractNumId" => {
                if let Some((_, list)) = &mut self.list {
                    list.definition = of("val");
                }
            }
            b"styleLink" => {
                self.numbering.styles.insert(of("val"), self.definition.clone());
            }
            b"numStyleLink" => {
                self.numbering.links.insert(self.definition.clone(), of("val"));
            }
            b"lvl" | b"lvlOverride" => self.level = of("ilvl").parse().unwrap_or(0),
            b"startOverride" => {
                if let (Some((_, list)), Ok(first)) = (&mut self.list, of("val").parse()) {
                    list.starts.insert(self.level, first);
                }
            }
            // A list that defines a level for itself keeps the common definition.
            _ if self.list.is_some() => {}
            b"start" => self.level(|level| level.start = of("val").parse().unwrap_or(1)),
            b"ind" => self.level(|level| level.indent = indent(start)),
            b"numFmt" => self.level(|level| level.format = of("val")),
            b"lvlText" => self.level(|level| level.text = of("val")),
            _ => {}
        }
    }

    fn level(&mut self, set: impl FnOnce(&mut Level)) {
        if usize::from(self.level) < LEVELS {
            let levels = self.numbering.definitions.entry(self.definition.clone()).or_default();
            set(levels.entry(self.level).or_default());
        }
    }
}

/// The place of an item in the lists of a text.
#[derive(Clone, Debug)]
pub(in crate::import) struct ItemPlace {
    pub(in crate::import) list: String,
    /// The level in the list, from 0.
    pub(in crate::import) level: u8,
    /// The distance from the left margin in twentieths of a point.
    pub(in crate::import) indent: i32,
}

impl ItemPlace {
    /// Returns whether an item here belongs to a list within the list of an item at `other`.
    pub(in crate::import) fn is_within(&self, other: &ItemPlace) -> bool {
        if self.list == other.list {
            return self.level > other.level;
        }
        self.indent > other.indent + MIN_INDENT
    }

    /// Returns whether items at both places are neighbours in one list.
    pub(in crate::import) fn is_beside(&self, other: &ItemPlace) -> bool {
        !self.is_within(other) && !other.is_within(self)
    }
}

/// Counts the items of the lists of a text in its order.
pub(super) struct ItemCounter<'n> {
    numbering: &'n Numbering,
    /// The last number of each level, by definition.
    counts: HashMap<&'n str, [Option<u32>; LEVELS]>,
    /// The lists that have had an item at a level.
    begun: HashSet<(&'n str, u8)>,
}

impl<'n> ItemCounter<'n> {
    pub(super) fn new(numbering: &'n Numbering) -> ItemCounter<'n> {
        ItemCounter { numbering, counts: HashMap::new(), begun: HashSet::new() }
    }

    /// Returns the place of an item of `list` at `level` in a paragraph that has its own distance from the margin, perhaps.
    pub(super) fn place(&self, list: &str, level: u8, indent: Option<i32>) -> ItemPlace {
        let indent = indent.unwrap_or_else(|| self.numbering.indent(list, level));
        ItemPlace { list: list.to_owned(), level, indent }
    }

    /// Returns what is printed before the next item of `list` at `level`; `None` if it has no mark.
    pub(super) fn next(&mut self, list: &str, level: u8) -> Option<ListMarker> {
        let at = usize::from(level);
        let (id, list) = self.numbering.lists.get_key_value(list)?;
        let levels = self.numbering.levels(&list.definition)?;
        let own = levels.get(&level).filter(|_| at < LEVELS)?;
        let counts = self.counts.entry(&list.definition).or_default();
        let is_first = self.begun.insert((id, level));
        let restart = list.starts.get(&level).filter(|_| is_first);
        let number = match (restart, counts[at]) {
            (Some(first), _) => *first,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => own.start,
        };
        counts[at] = Some(number);
        counts[at + 1..].fill(None);
        for (above, count) in (0..level).zip(counts.iter_mut()) {
            count.get_or_insert_with(|| levels.get(&above).map_or(1, |level| level.start));
        }
        if own.format == "bullet" {
            return (!own.text.trim().is_empty()).then_some(ListMarker::Bullet);
        }
        let is_plain = [format!("%{}.", at + 1), format!("%{})", at + 1)].contains(&own.text);
        // Markdown has numbers of at most nine digits.
        if is_plain && own.format == "decimal" && number < 1_000_000_000 {
            return Some(ListMarker::Number(number));
        }
        let label = label(own, counts, levels);
        (!label.trim().is_empty()).then_some(ListMarker::Label(label))
    }
}

/// Returns the text of a level with its numbers; each is written in the format of its own level.
fn label(own: &Level, counts: &[Option<u32>; LEVELS], levels: &HashMap<u8, Level>) -> String {
    let mut label = own.text.clone();
    for (at, count) in (0_u8..).zip(counts) {
        let format = levels.get(&at).map_or("decimal", |level| &level.format);
        let number = count.map_or_else(String::new, |number| formatted(number, format));
        label = label.replace(&format!("%{}", at + 1), &number);
    }
    label
}

fn formatted(number: u32, format: &str) -> String {
    match format {
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).to_uppercase(),
        "lowerRoman" => roman(number),
        "upperRoman" => roman(number).to_uppercase(),
        "decimalZero" => format!("{number:02}"),
        "none" | "bullet" => String::new(),
        _ => number.to_string(),
    }
}

/// Returns the letters of a number as Word counts them: `a` to `z`, then `aa`, `bb`.
pub(in crate::import) fn letters(number: u32) -> String {
    let at = number.saturating_sub(1);
    let letter = char::from(b'a' + u8::try_from(at % 26).expect("a remainder of 26 is below 26"));
    let times = (at / 26 + 1).min(100) as usize;
    letter.to_string().repeat(times)
}

/// Returns a number in small Roman numerals; in digits if it is too high for them.
pub(in crate::import) fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if number > MAX_ROMAN {
        return number.to_string();
    }
    let mut rest = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while rest >= value {
            written.push_str(sign);
            rest -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{letters, roman};

    #[test]
    fn numbers_have_letters() {
        assert_eq!([1, 26, 27, 53].map(letters), ["a", "z", "aa", "aaa"]);
        assert_eq!([4, 19, 1994, 4000].map(roman), ["iv", "xix", "mcmxciv", "4000"]);
    }
}

//! What the elements of HTML are to a text.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::declared::Declared;
use crate::import::word::body::Script;

/// What an element is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its content is not text of the page.
    Skipped,
    /// Something that no text has: a film, a frame, a formula.
    Object,
    Break,
    Rule,
    Picture,
    Table,
    /// A part of a table that has rows.
    RowGroup,
    Row,
    Cell,
    Caption,
    /// A list; whether it is numbered.
    List(bool),
    Item,
    Quote,
    /// A heading, with its level from 0.
    Heading(u8),
    Paragraph,
    /// Another element that begins and ends a paragraph.
    Block,
    /// An element within a line.
    Line,
    /// An element without content that shows nothing.
    Void,
}

/// The elements of HTML that are not within a line.
const ELEMENTS: &[(Kind, &str)] = &[
    (
        Kind::Skipped,
        "script style title xml template noscript noframes svg select datalist textarea button dialog rp",
    ),
    (Kind::Object, "iframe object embed video audio canvas math applet"),
    (Kind::Break, "br"),
    (Kind::Rule, "hr"),
    (Kind::Picture, "img"),
    (Kind::Table, "table"),
    (Kind::RowGroup, "thead tbody tfoot"),
    (Kind::Row, "tr"),
    (Kind::Cell, "td th"),
    (Kind::Caption, "caption"),
    (Kind::List(false), "ul menu dir"),
    (Kind::List(true), "ol"),
    (Kind::Item, "li"),
    (Kind::Quote, "blockquote"),
    (Kind::Heading(0), "h1"),
    (Kind::Heading(1), "h2"),
    (Kind::Heading(2), "h3"),
    (Kind::Heading(3), "h4"),
    (Kind::Heading(4), "h5"),
    (Kind::Heading(5), "h6"),
    (Kind::Paragraph, "p"),
    (
        Kind::Block,
        "address article aside body center dd details div dl dt fieldset figcaption figure footer form head header \
         hgroup html legend main nav optgroup option pre search section summary",
    ),
    (
        Kind::Void,
        "area base basefont bgsound col colgroup frame input keygen link meta param source track wbr",
    ),
];

impl Kind {
    /// Returns what the element `name` is.
    pub(super) fn of(name: &str) -> Kind {
        static KINDS: LazyLock<FxHashMap<&str, Kind>> = LazyLock::new(|| {
            let kinds =
                ELEMENTS.iter().flat_map(|(kind, names)| names.split(' ').map(move |name| (name, *kind)));
            kinds.collect()
        });
        KINDS.get(name).copied().unwrap_or(Kind::Line)
    }

    /// Returns whether it begins and ends a paragraph.
    pub(super) fn is_block(self) -> bool {
        !matches!(self, Kind::Skipped | Kind::Object | Kind::Break | Kind::Picture | Kind::Line | Kind::Void)
    }
}

/// Returns what browsers set for an element without a style of its own.
pub(super) fn usual(name: &str) -> Declared {
    let mut declared = Declared::default();
    match name {
        "b" | "strong" => declared.bold = Some(true),
        "em" | "i" | "cite" | "dfn" | "var" => declared.italic = Some(true),
        "del" | "s" | "strike" => declared.struck = Some(true),
        "sup" => declared.script = Some(Some(Script::Above)),
        "sub" => declared.script = Some(Some(Script::Below)),
        "pre" | "listing" => declared.keeps_lines = Some(true),
        _ => {}
    }
    declared
}

/// Returns the numerals and signs of a text as small letters of Unicode; unchanged if it has others.
pub(super) fn with_script(text: &str, script: Script) -> String {
    const ABOVE: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    const BELOW: [char; 10] = ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'];
    let small = |letter: char| match (letter.to_digit(10), script) {
        (Some(digit), Script::Above) => Some(ABOVE[digit as usize]),
        (Some(digit), Script::Below) => Some(BELOW[digit as usize]),
        (None, Script::Above) if letter == '-' => Some('⁻'),
        (None, Script::Below) if letter == '-' => Some('₋'),
        (None, _) if letter.is_whitespace() => Some(letter),
        _ => None,
    };
    text.chars().map(small).collect::<Option<String>>().unwrap_or_else(|| text.to_owned())
}

/// Returns the signs of a font such as Wingdings as signs of Unicode.
pub(super) fn symbols(text: &str) -> String {
    let sign = |letter: char| match letter {
        letter if letter.is_whitespace() => letter,
        'à' | 'è' | '\u{f0e0}' | '\u{f0e8}' => '→',
        'ß' | 'ç' | '\u{f0df}' | '\u{f0e7}' => '←',
        'ü' | '\u{f0fc}' => '✓',
        'û' | '\u{f0fb}' => '✗',
        'þ' | '\u{f0fe}' => '☑',
        'o' | '¨' | '\u{f06f}' | '\u{f0a8}' => '☐',
        'J' | '\u{f04a}' => '☺',
        'L' | '\u{f04c}' => '☹',
        '(' | '\u{f028}' => '☎',
        '*' | '\u{f02a}' => '✉',
        _ => '•',
    };
    text.chars().map(sign).collect()
}

/// Returns whether the text of a picture is a sign that replaces a letter, such as a smiling face.
pub(super) fn is_sign(alternative: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter.is_ascii() || letter.is_control();
    !alternative.is_empty() && alternative.chars().count() <= 8 && !alternative.contains(is_letter)
}

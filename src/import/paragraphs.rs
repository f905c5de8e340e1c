//! Reads the paragraphs around the tables of a decision: titles and groups for the table below, and what is not
//! understood.

use super::decision_head::{FoundValue, GROUNDS, is_issuer_line};
use super::grid::Paragraph;
use super::group::{Group, Groups, read_group};
use super::kind_cell::KindFinder;
use super::markers::{Depth, marker};
use super::person_cell::is_certain_name;
use super::phrases::decision_number;
use super::shapes::{begins_footer, is_footer, is_total};
use super::titles::{announces, begins_about_awards, is_about_awards, is_letterhead};
use super::unit_cell::UnitFinder;
use crate::text::fold;

/// The most characters of a line of a signature.
const MAX_SIGNATURE_CHARS: usize = 60;

/// The beginnings of lines with the body that decides, in folded form.
const BODIES: &[&str] =
    &["ban thuong vu", "ban chap hanh", "doan chu tich", "chu tich ", "doc lap", "quyet nghi", "quyet dinh"];

/// A paragraph of a decision.
#[derive(Clone, Copy)]
pub struct PlacedParagraph<'d> {
    /// Its words and its number.
    pub paragraph: &'d Paragraph,
    /// The number of tables with awards before it.
    pub tables_before: usize,
}

/// What paragraphs say about the table below them.
#[derive(Clone, Debug, Default)]
pub struct AboveTable {
    /// The titles of the table, with their places.
    pub titles: Vec<FoundValue<String>>,
    /// The groups that all its rows are in.
    pub groups: Groups,
    /// Whether several kinds of awards are named for the one table.
    pub has_several_kinds: bool,
}

/// A line of a paragraph that is not understood.
pub struct UnreadLine {
    /// The place of the paragraph.
    pub place: String,
    /// The words.
    pub text: String,
    /// Whether the line seems to name a recipient.
    pub is_recipient: bool,
}

/// What a line of a paragraph is by its words.
enum LineKind {
    /// The number, an announcement of a list, or a sentence about awards.
    Title,
    /// A line of a letterhead, or the body that decides.
    Letterhead,
    /// The beginning of an article.
    Article,
    /// A heading for the rows below.
    Group(Group),
    /// The beginning of a signature, a note or a list of copies.
    Footer,
    /// A sum, the grounds, or a line without words.
    Other,
    /// A line that seems to name a recipient.
    Recipient,
    /// Any other line.
    Plain,
}

/// The part of a decision that a paragraph is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ParagraphPart {
    /// The letterhead and the grounds, above the articles.
    Opening,
    /// An article; whether it grants awards.
    Article(bool),
    /// Behind the title of a list, or behind a table.
    List,
    /// A signature, or the list of copies.
    Signature,
}

/// Returns the place of a paragraph as messages show it.
pub fn paragraph_place(paragraph: &Paragraph) -> String {
    format!("¶{}", paragraph.number)
}

/// Returns the position of the first paragraph that belongs to the list or the decision below, of those behind a table:
/// the first title behind the last signature.
pub fn titles_start(
    paragraphs: &[PlacedParagraph<'_>],
    units: &mut UnitFinder<'_, '_>,
    kinds: &mut KindFinder<'_, '_>,
) -> Option<usize> {
    let mut start = None;
    for (at, placed) in paragraphs.iter().enumerate() {
        for line in placed.paragraph.text.lines() {
            match line_kind(line.trim(), units, kinds) {
                LineKind::Footer => start = None,
                // The subject is below the number of its decision.
                LineKind::Title if is_subject(line) => {}
                LineKind::Letterhead if !is_letterhead(line) && !is_issuer_line(line) => {}
                LineKind::Title | LineKind::Letterhead | LineKind::Group(_) => start = start.or(Some(at)),
                LineKind::Article | LineKind::Other | LineKind::Recipient | LineKind::Plain => {}
            }
        }
    }
    start
}

/// Reads the paragraphs of a decision in their order.
pub struct ParagraphReader<'f, 'c, 'r> {
    /// Finds units.
    pub units: &'f mut UnitFinder<'c, 'r>,
    /// Finds kinds.
    pub kinds: &'f mut KindFinder<'c, 'r>,
}

/// The state while the paragraphs are read.
struct ParagraphState {
    part: ParagraphPart,
    above: AboveTable,
    /// Whether a group names a kind since the last table.
    has_new_kind: bool,
    unread: Vec<UnreadLine>,
}

impl ParagraphReader<'_, '_, '_> {
    /// Returns what is above each of `tables` tables, and the lines that are not understood. Paragraphs for which `is_read`
    /// is true are items of a list.
    pub fn read(
        &mut self,
        paragraphs: &[PlacedParagraph<'_>],
        tables: usize,
        is_read: impl Fn(&Paragraph) -> bool,
    ) -> (Vec<AboveTable>, Vec<UnreadLine>) {
        let mut state = ParagraphState {
            part: ParagraphPart::Opening,
            above: AboveTable::default(),
            has_new_kind: false,
            unread: Vec::new(),
        };
        let mut found = Vec::with_capacity(tables);
        let mut rest = paragraphs.iter().peekable();
        for table in 0..=tables {
            while let Some(placed) = rest.next_if(|placed| placed.tables_before <= table) {
                if is_read(placed.paragraph) {
                    continue;
                }
                let place = paragraph_place(placed.paragraph);
                for line in placed.paragraph.text.lines().map(str::trim) {
                    self.add_line(line, &place, &mut state);
                }
            }
            found.push(state.end_run());
        }
        found.truncate(tables);
        (found, state.unread)
    }

    fn add_line(&mut self, line: &str, place: &str, state: &mut ParagraphState) {
        let part = state.part;
        match line_kind(line, self.units, self.kinds) {
            LineKind::Other => {}
            LineKind::Article => state.begin_part(ParagraphPart::Article(grants(line))),
            // The day of a letterhead is no signature.
            LineKind::Footer if part == ParagraphPart::Opening && !begins_footer(&fold(line)) => {}
            LineKind::Footer => state.part = ParagraphPart::Signature,
            LineKind::Letterhead => match part {
                _ if is_letterhead(line) && !line.contains(char::is_lowercase) => {
                    state.begin_part(ParagraphPart::Opening);
                }
                ParagraphPart::List => state.leave(line, place, false),
                ParagraphPart::Opening | ParagraphPart::Article(_) | ParagraphPart::Signature => {}
            },
            LineKind::Title if announces(line) => {
                if part != ParagraphPart::List || !state.above.groups.is_empty() {
                    state.begin_part(ParagraphPart::List);
                }
                state.add_title(line, place);
            }
            LineKind::Title => match part {
                ParagraphPart::List => state.add_title(line, place),
                ParagraphPart::Signature => {
                    state.begin_part(ParagraphPart::List);
                    state.add_title(line, place);
                }
                ParagraphPart::Opening | ParagraphPart::Article(_) => {}
            },
            LineKind::Group(group) => match part {
                ParagraphPart::Opening => {}
                ParagraphPart::Signature => {
                    state.part = ParagraphPart::List;
                    state.begin_group(group);
                }
                ParagraphPart::Article(_) | ParagraphPart::List => state.begin_group(group),
            },
            LineKind::Recipient if part.has_names(line) => {}
            LineKind::Recipient => state.leave(line, place, true),
            LineKind::Plain => match part {
                ParagraphPart::Opening | ParagraphPart::List => state.leave(line, place, false),
                ParagraphPart::Signature if line.chars().count() > MAX_SIGNATURE_CHARS => {
                    state.leave(line, place, false);
                }
                ParagraphPart::Signature | ParagraphPart::Article(_) => {}
            },
        }
    }
}

impl ParagraphState {
    /// Ends the paragraphs above a table.
    fn end_run(&mut self) -> AboveTable {
        let mut above = self.above.clone();
        if above.has_several_kinds {
            above.groups.clear_kinds();
        }
        above.groups = above.groups.above_table();
        self.above.titles.clear();
        self.above.has_several_kinds = false;
        self.has_new_kind = false;
        if self.part != ParagraphPart::Article(true) {
            self.part = ParagraphPart::List;
        }
        above
    }

    fn begin_part(&mut self, part: ParagraphPart) {
        self.part = part;
        self.above = AboveTable::default();
        self.has_new_kind = false;
    }

    fn add_title(&mut self, line: &str, place: &str) {
        self.above.titles.push((line.to_owned(), place.to_owned()));
    }

    fn begin_group(&mut self, group: Group) {
        if group.kind.is_some() {
            self.above.has_several_kinds |= self.has_new_kind;
            self.has_new_kind = true;
        }
        self.above.groups.begin(group);
    }

    fn leave(&mut self, line: &str, place: &str, is_recipient: bool) {
        self.unread.push(UnreadLine { place: place.to_owned(), text: line.to_owned(), is_recipient });
    }
}

impl ParagraphPart {
    /// Returns whether `line`, which has a name, is customary here: in articles that grant nothing, in signatures and among
    /// those who get a copy.
    fn has_names(self, line: &str) -> bool {
        match self {
            ParagraphPart::Article(is_granting) => !is_granting,
            ParagraphPart::Signature => line.starts_with(['-', '–', '+']) || is_certain_name(line),
            ParagraphPart::Opening | ParagraphPart::List => false,
        }
    }
}

/// Returns whether a line is the subject of a decision: *Về việc …*
fn is_subject(line: &str) -> bool {
    let folded = fold(line);
    ["ve viec", "v/v"].iter().any(|words| folded.starts_with(words))
}

/// Returns whether a line begins an article: *Điều 1. …*
pub fn is_article(line: &str) -> bool {
    let folded = fold(line);
    let number = folded.trim_start().strip_prefix("dieu ");
    number.is_some_and(|number| number.starts_with(|letter: char| letter.is_ascii_digit()))
}

/// Returns whether an article grants awards.
fn grants(article: &str) -> bool {
    let folded = fold(article);
    ["tang", "khen", "danh hieu", "cong nhan"].iter().any(|word| folded.contains(word))
}

fn line_kind(line: &str, units: &mut UnitFinder<'_, '_>, kinds: &mut KindFinder<'_, '_>) -> LineKind {
    let folded = fold(line);
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    if !line.contains(char::is_alphabetic) || begins(GROUNDS) && !begins(&["noi nhan"]) {
        return LineKind::Other;
    }
    if is_article(line) {
        return LineKind::Article;
    }
    if decision_number(line).is_some() {
        return LineKind::Title;
    }
    let is_note = begins_footer(&folded) || is_footer(&folded, std::iter::once(line));
    let is_named = names_recipient(line, units);
    match () {
        () if is_note && !(is_named && begins(&["*", "ghi chu", "luu y"])) => LineKind::Footer,
        () if is_total(&folded) => LineKind::Other,
        () if is_named => LineKind::Recipient,
        () if announces(line) || is_subject(line) => LineKind::Title,
        () if is_letterhead(line) || is_issuer_line(line) || begins(BODIES) => LineKind::Letterhead,
        () => heading(line, units, kinds),
    }
}

/// Returns whether a line is a heading for rows, a title about awards, or any other line.
fn heading(line: &str, units: &mut UnitFinder<'_, '_>, kinds: &mut KindFinder<'_, '_>) -> LineKind {
    let group = read_group(line, None, units, kinds);
    // A unit without a number may be a letterhead as well.
    let is_certain = group.to.is_some() || group.kind.is_some() || group.depth.is_some();
    match () {
        () if group.is_understood() && is_certain => LineKind::Group(group),
        // Not the position of a signer: "Trưởng ban Thi đua - Khen thưởng".
        () if is_about_awards(line) && (begins_about_awards(line) || !kinds.named_in(line).is_empty()) => {
            LineKind::Title
        }
        () if is_name(item(line).unwrap_or(line)) => LineKind::Recipient,
        () => LineKind::Plain,
    }
}

/// Returns whether a line seems to name a recipient: a name with more behind a comma, an item with a unit, or a
/// name behind a form of address.
fn names_recipient(line: &str, units: &mut UnitFinder<'_, '_>) -> bool {
    let words = item(line).unwrap_or(line).trim_end_matches(['.', ';', ' ']);
    let is_item = item(line).is_some() && !line.ends_with(':');
    let first = words.split_once(',').map(|(first, _)| first.trim());
    first.is_some_and(is_name) || is_item && units.is_unit(words) || has_addressed_name(line)
}

/// Returns the words of an item of a list: `1. Ông …`, `- Bà …`.
fn item(line: &str) -> Option<&str> {
    let numbered = marker(line).filter(|marker| matches!(marker.depth, Depth::Number | Depth::SubNumber));
    let bullet = || ["- ", "– ", "+ ", "• "].iter().find_map(|bullet| line.strip_prefix(bullet));
    numbered.map(|marker| marker.rest).or_else(bullet)
}

/// Returns whether a text is the name of a person with capitals.
fn is_name(text: &str) -> bool {
    is_certain_name(text) && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

/// Returns whether a line has the name of a person behind *ông*, *bà* or *đồng chí*.
fn has_addressed_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_address = |at: usize| {
        let word = fold(words[at]);
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        matches!(word, "ong" | "ba" | "d/c")
            || (word == "chi" && at > 0 && fold(words[at - 1]).ends_with("dong"))
    };
    let name = |at: usize| -> String {
        let mut name: Vec<&str> = Vec::new();
        for word in words.iter().skip(at).take(5) {
            if !word.starts_with(char::is_uppercase) {
                break;
            }
            name.push(word.trim_end_matches([',', ';', '.', ':', ')']));
            if word.ends_with([',', ';', '.', ':', ')']) {
                break;
            }
        }
        name.join(" ")
    };
    (0..words.len()).any(|at| is_address(at) && is_certain_name(&name(at + 1)))
}

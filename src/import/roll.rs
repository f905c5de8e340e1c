//! Reads tables whose rows state the decisions that grant their awards: those that the site publishes or exports.

use super::encoding::clean;
use super::grid::Grid;
use super::head_words::{Field, KeptColumn};
use super::layout::Column;
use super::proposal::{KeptAward, NoteKind, ProposedAward, Reference};
use super::row_cells::RowCells;
use crate::edit::{Wanted, tree};
use crate::hash::Hash;
use crate::model::award::{Category, RecipientKind, Status, Visibility};
use crate::model::names::NameIndex;
use crate::model::site::Movement;
use crate::text::fold;

/// Returns the fingerprint of the shown cells of a row, which a hidden column has.
pub fn shown_fingerprint<'t>(cells: impl Iterator<Item = &'t str>) -> String {
    let plain = |cell: &str| clean(cell).split_whitespace().collect::<Vec<&str>>().join(" ");
    let mut text = cells.map(plain).fold(String::new(), |mut text, cell| {
        text.push_str(&cell);
        text.push('\u{1f}');
        text
    });
    text.truncate(text.trim_end_matches('\u{1f}').len());
    Hash::of(text.as_bytes()).short()
}

/// Returns whether the shown cells of a row are as they were exported.
pub fn is_as_shown(grid: &Grid, columns: &[Column], row: u32) -> bool {
    let is_kept = |column: &&Column| matches!(column.field, Field::Kept(_));
    let text = |column: &Column| {
        grid.cell(row, column.index).map_or_else(String::new, |cell| cell.value.text().into())
    };
    let shown = columns.iter().find(|column| column.field == Field::Kept(KeptColumn::Shown)).map(text);
    let texts: Vec<String> = columns.iter().filter(|column| !is_kept(column)).map(text).collect();
    shown.is_some_and(|shown| shown == shown_fingerprint(texts.iter().map(String::as_str)))
}

/// Returns what a table for staff keeps of an award; `None` in other tables.
pub fn kept_award(cells: &RowCells<'_>) -> Option<KeptAward> {
    let text =
        |column: KeptColumn| cells.text_of(|field| field == Field::Kept(column)).map(|(_, _, text)| text);
    let Some(Wanted::Map(entries)) = text(KeptColumn::Award).as_deref().and_then(tree) else { return None };
    let row = text(KeptColumn::Row).and_then(|row| row.trim().parse().ok());
    let is_whole = is_as_shown(cells.table.grid, cells.columns, cells.row);
    let exported = |key: &str| match entries.iter().find(|(name, _)| name == key) {
        Some((_, Wanted::Text(text))) => Some(text.clone()),
        _ => None,
    };
    let recipient = exported("name").or_else(|| exported("unit"));
    Some(KeptAward { row, is_whole, emptied: Vec::new(), recipient, entries })
}

/// Returns the entries that the columns of a table of decisions have beside those of annexes; notes the cells whose words
/// mean nothing.
fn roll_entries(cells: &mut RowCells<'_>, movements: &NameIndex<'_, Movement>) -> Vec<(String, Wanted)> {
    let text = |cells: &RowCells<'_>, field: Field| cells.text_of(|other| other == field);
    let mut entries = Vec::new();
    let mut add = |key: &str, value: &str| entries.push((key.to_owned(), Wanted::Text(value.to_owned())));
    if let Some((index, _, words)) = text(cells, Field::Category) {
        match category(&words) {
            Some(category) => add("category", category.word()),
            None => cells.note(NoteKind::NotRead, index, &words),
        }
    }
    if let Some((index, _, title)) = text(cells, Field::Movement) {
        let title = title.trim();
        let found = movements.find(title, None).one().and_then(|movement| movements.id(movement));
        if found.is_none() {
            cells.note(NoteKind::NotRead, index, title);
        }
        add("movement", found.unwrap_or(title));
    }
    if let Some((status, by)) = text(cells, Field::Remark).and_then(|(_, _, text)| status(&text)) {
        let word = Status::WORDS.iter().find(|(_, other)| *other == status);
        add("status", word.map_or("", |(word, _)| *word));
        if let Some(by) = by {
            add("by", &by);
        }
    }
    if let Some((index, _, words)) = text(cells, Field::Visibility) {
        match visibility(&words) {
            Some(visibility) => {
                let word = Visibility::WORDS.iter().find(|(_, other)| *other == visibility);
                add("visibility", word.map_or("", |(word, _)| *word));
            }
            None => cells.note(NoteKind::NotRead, index, &words),
        }
    }
    entries
}

/// Returns the grounds of an award by their name in the tables of the site.
fn category(text: &str) -> Option<Category> {
    Some(match &*fold(text) {
        "theo cong trang" | "cong trang" | "merit" => Category::Merit,
        "theo phong trao" | "phong trao" | "movement" => Category::Movement,
        "dot xuat" | "single outstanding deed" => Category::Sudden,
        "qua trinh cong hien" | "lifetime of service" => Category::Service,
        "theo nien han" | "nien han" | "seniority" => Category::Seniority,
        "doi ngoai" | "foreign relations" => Category::Foreign,
        _ => return None,
    })
}

/// Returns the status that the remark of a table of the site states, with the number of the decision that changed it.
fn status(text: &str) -> Option<(Status, Option<String>)> {
    let folded = fold(text);
    let begins = |words: &[&str]| words.iter().any(|word| folded.starts_with(word));
    let status = match () {
        () if begins(&["da huy bo", "annulled", "this award was annulled"]) => Status::Revoked,
        () if begins(&["da dinh chinh", "corrected"]) => Status::Corrected,
        () if begins(&["da go ten", "withdrawn"]) => Status::Withdrawn,
        () => return None,
    };
    let by = text.split_whitespace().find(|word| word.contains('/')).map(str::to_owned);
    Some((status, by.filter(|_| status != Status::Withdrawn)))
}

/// Returns what readers see of a name, by the words of a table for staff.
fn visibility(text: &str) -> Option<Visibility> {
    Some(match &*fold(text) {
        "viet tat" | "initials" => Visibility::Initials,
        "khong hien" | "hidden" => Visibility::Hidden,
        _ => return None,
    })
}

/// Returns whether a table of the site shows no name here, or only initials such as `T. T. H. M.`
pub fn is_withheld(name: &str) -> bool {
    let is_initial = |word: &str| word.ends_with('.') && word.chars().count() <= 3;
    let folded = fold(name);
    // Tables of older versions say "on request" as well.
    folded.strip_suffix(" theo yeu cau").unwrap_or(&folded) == "khong neu ten"
        || folded.strip_suffix(" by request").unwrap_or(&folded) == "name withheld"
        || (name.contains(' ') && name.split_whitespace().all(is_initial))
}

/// The keys that no column shows, and that belong to the recipient of a row.
const UNSHOWN_KEYS: &[&str] = &["person", "article", "by", "posthumous", "shared_with", "accept"];

/// The keys that columns show, with their fields.
const SHOWN_KEYS: &[(&str, Field)] = &[
    ("no", Field::No),
    ("to", Field::Recipients),
    ("honorific", Field::Honorific),
    ("position", Field::Position),
    ("unit", Field::Unit),
    ("kind", Field::Kind),
    ("class", Field::Class),
    ("category", Field::Category),
    ("movement", Field::Movement),
    ("period", Field::Period),
    ("citation", Field::Citation),
    ("status", Field::Remark),
    ("visibility", Field::Visibility),
];

/// Whether a row that was exported still names the recipient that it had.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum RowIdentity {
    /// It names the same recipient.
    Same,
    /// It names another one, or the name was corrected.
    Other,
}

/// Returns what a row of a table of decisions says beside the columns of annexes; nothing in other tables: what its columns
/// have, and of what a table for staff keeps, the entries that no column shows, if the recipient is the same. A remark that
/// is the status of the award is no remark.
pub fn roll_award(
    cells: &mut RowCells<'_>,
    kept: Option<KeptAward>,
    identity: RowIdentity,
    movements: &NameIndex<'_, Movement>,
) -> KeptAward {
    if !cells.columns.iter().any(|column| column.field == Field::Decision) {
        return KeptAward::default();
    }
    let entries = roll_entries(cells, movements);
    cells.notes.retain(|note| note.kind != NoteKind::Remark || status(&note.printed).is_none());
    let KeptAward { row, entries: before, recipient, .. } = kept.unwrap_or_default();
    let emptied = emptied_keys(cells, &before);
    let is_new = |key: &str| !entries.iter().any(|(other, _)| other == key);
    let mut unshown: Vec<(String, Wanted)> =
        before.into_iter().filter(|(key, _)| UNSHOWN_KEYS.contains(&&**key) && is_new(key)).collect();
    if identity == RowIdentity::Other && !unshown.is_empty() {
        let name = cells.columns.iter().find(|column| matches!(column.field, Field::Name(_)));
        let index = name.map_or(cells.columns[0].index, |column| column.index);
        let keys: Vec<&str> = unshown.iter().map(|(key, _)| &**key).collect();
        cells.note(NoteKind::OtherRecipient, index, &keys.join(", "));
        unshown.clear();
    }
    KeptAward { row, entries: [entries, unshown].concat(), is_whole: false, emptied, recipient }
}

/// Returns the keys of `before` whose cells are empty now, with the places of the cells.
fn emptied_keys(cells: &RowCells<'_>, before: &[(String, Wanted)]) -> Vec<(String, String)> {
    let is_plain = |value: &str| {
        let is_in_force = Status::WORDS.iter().any(|(word, own)| *word == value && *own == Status::InForce);
        let is_full = Visibility::WORDS.iter().any(|(word, own)| *word == value && *own == Visibility::Full);
        value.trim().is_empty() || is_in_force || is_full
    };
    let is_shown = |key: &str| match before.iter().find(|(name, _)| name == key) {
        Some((_, Wanted::Text(value))) => !is_plain(value),
        Some((_, value)) => *value != Wanted::Nothing,
        None => false,
    };
    let emptied = SHOWN_KEYS.iter().filter(|(key, _)| is_shown(key)).filter_map(|(key, field)| {
        let column = cells.columns.iter().find(|column| column.field == *field)?;
        cells.text(column.index).is_none().then(|| ((*key).to_owned(), cells.place(column.index)))
    });
    emptied.collect()
}

/// Returns the award of a row of a table for staff that is as it was exported.
pub fn whole_award(cells: &RowCells<'_>, kept: &KeptAward) -> ProposedAward {
    let text = |key: &str| match kept.entries.iter().find(|(name, _)| name == key) {
        Some((_, Wanted::Text(text))) => Some(text.clone()),
        _ => None,
    };
    let known = |key: &str| text(key).map(|id| Reference::Known { id, printed: String::new() });
    let to = text("to").and_then(|to| RecipientKind::WORDS.iter().find(|(word, _)| *word == to));
    ProposedAward {
        table: cells.table.number,
        row: cells.row,
        place: cells.table.grid.place(cells.row, None),
        no: text("no").and_then(|no| no.parse().ok()),
        to: to.map(|(_, to)| *to),
        name: text("name"),
        honorific: text("honorific"),
        position: text("position"),
        unit: known("unit"),
        unit_as_printed: text("unit_as_printed"),
        kind: known("kind"),
        class: text("class"),
        period: text("period"),
        citation: text("citation"),
        shared_with: Vec::new(),
        posthumous: text("posthumous").is_some_and(|value| value == "true"),
        kept: kept.clone(),
        notes: Vec::new(),
    }
}

//! Group rows: a kind of recipient, a unit or a kind of award for the rows below.

use super::kind_cell::{KindFinder, KindMeaning, KindWords, kind_words};
use super::markers::{Depth, marker};
use super::unit_cell::{UnitFinder, UnitMeaning, is_unit_like};
use crate::model::award::RecipientKind;
use crate::text::fold;

/// What a group row sets for the rows below.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// The depth of its number; absent without a number.
    pub depth: Option<Depth>,
    /// The kind of recipient.
    pub to: Option<RecipientKind>,
    /// The words of the unit.
    pub unit: Option<String>,
    /// The words of the kind of award.
    pub kind: Option<KindWords>,
    /// Whether a question asks if the row is a group at all.
    pub is_asked: bool,
}

impl Group {
    /// Returns whether the words of the row were understood.
    pub fn is_understood(&self) -> bool {
        self.to.is_some() || self.unit.is_some() || self.kind.is_some()
    }

    /// Returns whether both groups set the same thing, so that one ends the other.
    fn sets_same(&self, other: &Group) -> bool {
        let set = |group: &Group| [group.to.is_some(), group.unit.is_some(), group.kind.is_some()];
        let (one, other) = (set(self), set(other));
        (0..one.len()).any(|at| one[at] && other[at])
    }
}

/// The groups that a row is in, the outermost first.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    groups: Vec<Group>,
    /// The number of groups that hold for the whole table, from paragraphs above it.
    above: usize,
}

impl Groups {
    /// Ends the groups that `group` replaces, and begins it.
    pub fn begin(&mut self, group: Group) {
        let ends = |open: &Group| match (group.depth, open.depth) {
            (Some(depth), Some(open)) => open >= depth,
            _ => open.sets_same(&group),
        };
        if let Some(at) = self.groups[self.above..].iter().position(ends) {
            self.groups.truncate(self.above + at);
        }
        self.groups.push(group);
    }

    /// Returns `group`, whose words `text` were not understood, as what the groups are in its place so far: units,
    /// or kinds of awards. Otherwise the rows below it would get the unit or the kind of the rows above.
    pub fn like_before(&self, group: Group, text: &str) -> Group {
        let is_alike = |open: &&Group| match group.depth {
            Some(depth) => open.depth == Some(depth),
            None => open.unit.is_some() || open.depth.is_none(),
        };
        let words = without_counts(marker(text).map_or(text, |marker| marker.rest));
        match self.groups.iter().rev().find(is_alike) {
            Some(Group { unit: Some(_), .. }) => Group { unit: Some(words), ..group },
            Some(Group { kind: Some(_), .. }) => Group { kind: Some(kind_words(&words)), ..group },
            _ => group,
        }
    }

    /// Ends all groups but those above the table.
    pub fn clear(&mut self) {
        self.groups.truncate(self.above);
    }

    /// Returns the groups for the rows of a table below: its own groups do not end them.
    pub fn above_table(&self) -> Groups {
        Groups { groups: self.groups.clone(), above: self.groups.len() }
    }

    /// Returns whether there is no group.
    pub fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }

    /// Forgets the kinds of awards.
    pub fn clear_kinds(&mut self) {
        self.groups.iter_mut().for_each(|group| group.kind = None);
    }

    /// Returns the kind of recipient of the innermost group that sets one.
    pub fn to(&self) -> Option<RecipientKind> {
        self.groups.iter().rev().find_map(|group| group.to)
    }

    /// Returns the unit of the innermost group that sets one, and whether a question asks if it is a group.
    pub fn unit(&self) -> Option<(&str, bool)> {
        self.groups.iter().rev().find_map(|group| Some((group.unit.as_deref()?, group.is_asked)))
    }

    /// Returns the kind of award of the innermost group that sets one.
    pub fn kind(&self) -> Option<&KindWords> {
        self.groups.iter().rev().find_map(|group| group.kind.as_ref())
    }
}

/// Returns what the words of a group row mean; `number` is that of a cell of its own.
pub fn read_group(
    text: &str,
    depth: Option<Depth>,
    units: &mut UnitFinder<'_, '_>,
    kinds: &mut KindFinder<'_, '_>,
) -> Group {
    let marked = if depth.is_none() { marker(text) } else { None };
    let depth = depth.or(marked.map(|marker| marker.depth));
    let words = without_counts(marked.map_or(text, |marker| marker.rest));
    let group = Group { depth, ..Group::default() };
    if matches!(
        units.meaning(&words),
        UnitMeaning::Unit(_) | UnitMeaning::UnionOf(_) | UnitMeaning::Several(_)
    ) {
        return Group { unit: Some(words), ..group };
    }
    let to = recipients(&words);
    let kind = group_kind(&words, kinds);
    let is_unit = to.is_none() && kind.is_none() && is_unit_like(&words);
    Group { to, kind, unit: is_unit.then_some(words), ..group }
}

/// Returns the words of a kind of award in a group row: `Danh hiệu …`, `Tặng Bằng khen cho 02 cá nhân`.
fn group_kind(words: &str, kinds: &mut KindFinder<'_, '_>) -> Option<KindWords> {
    let label = words.split_once(':').filter(|(label, rest)| !rest.trim().is_empty() && is_label(label));
    let mut words = label.map_or(words, |(_, rest)| rest.trim());
    for end in [" cho ", " đối với ", ", gồm", " gồm ", ":"] {
        words = words.split(end).next().unwrap_or(words);
    }
    // "Tập thể được tặng Bằng khen"
    let lower = words.to_lowercase();
    if let Some(at) =
        lower.find(" tặng ").filter(|_| lower.len() == words.len() && recipients(words).is_some())
    {
        words = &words[at + " tặng ".len()..];
    }
    let is_recipients =
        |words: &str| matches!(&*fold(words), "tap the" | "ca nhan" | "gia dinh" | "ho gia dinh" | "ho");
    if is_recipients(words) || words.is_empty() {
        return None;
    }
    let kind = kind_words(words);
    (kinds.meaning(&kind.kind) != KindMeaning::Unknown).then_some(kind)
}

/// Returns whether words only announce a kind of award: `Hình thức: Bằng khen`.
fn is_label(words: &str) -> bool {
    matches!(
        &*fold(words),
        "hinh thuc" | "hinh thuc khen thuong" | "danh hieu" | "danh hieu thi dua" | "muc khen"
    )
}

/// Returns the only kind of recipient that words of a group or a title name.
pub fn recipients(words: &str) -> Option<RecipientKind> {
    let folded = fold(words);
    let folded = format!(" {} ", folded.replace(|letter: char| !letter.is_alphanumeric(), " "));
    let collective = folded.replace(" tap the lao dong ", " ").contains(" tap the ");
    let individual = folded.contains(" ca nhan ");
    let household = folded.contains(" ho gia dinh ") || folded.trim() == "gia dinh" || folded.trim() == "ho";
    match (collective, individual, household) {
        (true, false, false) => Some(RecipientKind::Collective),
        (false, true, false) => Some(RecipientKind::Individual),
        (false, false, true) => Some(RecipientKind::Household),
        _ => None,
    }
}

/// Returns the words without the numbers of recipients at their end: `TẬP THỂ (02 tập thể)`, `CÁ NHÂN: 15`.
fn without_counts(text: &str) -> String {
    let mut words = text.split_whitespace().collect::<Vec<&str>>().join(" ");
    if words.ends_with([')', ':', '.', ';'])
        && let Some(at) = words.rfind('(')
        && words[at..].contains(|letter: char| letter.is_ascii_digit())
    {
        words.truncate(at);
    }
    if let Some((before, after)) = words.rsplit_once(':')
        && after.trim().starts_with(|letter: char| letter.is_ascii_digit())
    {
        words = before.to_owned();
    }
    words.trim_end_matches([' ', ':', ';', '.', ',', '-']).to_owned()
}

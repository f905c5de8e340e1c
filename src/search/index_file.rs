//! A file of the index, before its kinds of awards have names.

use std::fmt::Write;

use crate::model::registry::KindId;
use crate::search::entry::EntryAward;

/// A kind of award with the position of its class, as the rows of one file number them.
pub type KindAndClass = (KindId, Option<u8>);

/// Returns the kinds and classes of `awards` in order of precedence, each once.
pub fn kinds_of<'e>(awards: impl Iterator<Item = &'e EntryAward>) -> Vec<KindAndClass> {
    let mut kinds: Vec<KindAndClass> = awards.map(|award| (award.kind, award.class)).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

/// Appends `awards` to a row: `2023:0 -2021:4`, the year and the position of the kind in `kinds`; a revoked one has `-`.
pub fn push_awards(row: &mut String, awards: &[EntryAward], kinds: &[KindAndClass]) {
    for (place, award) in awards.iter().enumerate() {
        let space = if place == 0 { "" } else { " " };
        let sign = if award.is_revoked { "-" } else { "" };
        let kind = kinds.binary_search(&(award.kind, award.class)).unwrap_or_default();
        _ = write!(row, "{space}{sign}{}:{kind}", award.year);
    }
}

/// Returns `text` as a field of a row: on one line, without tabs.
pub fn field(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

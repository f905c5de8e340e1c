//! Finds records by their printed names, however these are typed.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::model::named_record::{NamedRecord, Spelling};
use crate::text::{self, PrintedName, printed_name};

/// The records that have a name, and when they had it; records are positions in their list.
pub type Holders = Vec<Holder>;

/// A record that has, or had, a name.
#[derive(Clone, Copy, Debug)]
pub struct Holder {
    /// The position of the record in its list.
    pub record: usize,
    from: Option<Date>,
    to: Option<Date>,
}

/// The printed names of a list of records, by their keys.
#[derive(Debug, Default)]
pub struct PrintedIndex<'n> {
    exact: FxHashMap<&'n str, Holders>,
    marked: FxHashMap<String, Holders>,
    folded: FxHashMap<String, Holders>,
}

impl<'n> PrintedIndex<'n> {
    /// Builds the index of `records`; of records with the same id, only the first counts.
    pub fn new<'r>(records: impl Iterator<Item = (usize, &'r NamedRecord<'n>)>) -> PrintedIndex<'n>
    where
        'n: 'r,
    {
        let mut index = PrintedIndex::default();
        for (record, named) in records {
            for Spelling { name, from, to } in named.spellings.iter().copied() {
                let holder = Holder { record, from, to };
                let PrintedName { marked, folded } = printed_name(name);
                index.exact.entry(name).or_default().push(holder);
                index.marked.entry(marked).or_default().push(holder);
                index.folded.entry(folded).or_default().push(holder);
            }
        }
        index
    }

    /// Returns the records that have the name `written`, by the first of these keys that any record has: the
    /// name itself, its marked key, its folded key.
    ///
    /// The folded key counts only for a name typed without any marks: `Hoa` beside words with marks may be
    /// another name than `Hòa`.
    pub fn find(&self, written: &str) -> Holders {
        if let Some(holders) = self.exact.get(written) {
            return holders.clone();
        }
        let PrintedName { marked, folded } = printed_name(written);
        if folded.is_empty() {
            return Holders::new();
        }
        let is_unmarked = text::canonical_name(written) == text::fold(written);
        let by_folded = || self.folded.get(&folded).filter(|_| is_unmarked);
        self.marked.get(&marked).or_else(by_folded).cloned().unwrap_or_default()
    }
}

/// Returns the different records among `holders`, in order of their positions.
pub fn records(holders: &[Holder]) -> Vec<usize> {
    let mut records: Vec<usize> = holders.iter().map(|holder| holder.record).collect();
    records.sort_unstable();
    records.dedup();
    records
}

/// Returns the different records that had the name on `day`, in order of their positions.
pub fn records_on(holders: &[Holder], day: Date) -> Vec<usize> {
    let is_valid =
        |holder: &&Holder| holder.from.is_none_or(|from| from <= day) && holder.to.is_none_or(|to| day <= to);
    records(&holders.iter().filter(is_valid).copied().collect::<Holders>())
}

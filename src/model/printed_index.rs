//! Finds records by their printed names, however these are typed.

use jiff::ToSpan;
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
    /// Whether the name is only another spelling, without days of its own.
    is_spelling: bool,
}

impl Holder {
    fn had_name_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The records that have a name, as written and however it is typed.
#[derive(Clone, Debug, Default)]
pub struct FoundHolders {
    /// Those by the first key that any record has.
    pub first: Holders,
    /// Those by the marked key, which include all of `first` but those by the folded key.
    pub marked: Holders,
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
            for Spelling { name, from, to, is_spelling } in named.spellings.iter().copied() {
                let holder = Holder { record, from, to, is_spelling };
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
    pub fn find(&self, written: &str) -> FoundHolders {
        let PrintedName { marked, folded } = printed_name(written);
        if folded.is_empty() {
            return FoundHolders::default();
        }
        let marked = self.marked.get(&marked);
        let is_unmarked = || text::canonical_name(written) == text::fold(written);
        let by_folded = || self.folded.get(&folded).filter(|_| is_unmarked());
        let first = self.exact.get(written).or(marked).or_else(by_folded);
        FoundHolders {
            first: first.cloned().unwrap_or_default(),
            marked: marked.cloned().unwrap_or_default(),
        }
    }
}

/// Returns the different records among `holders`, in order of their positions.
pub fn records(holders: &[Holder]) -> Vec<usize> {
    let mut records: Vec<usize> = holders.iter().map(|holder| holder.record).collect();
    records.sort_unstable();
    records.dedup();
    records
}

/// The day of a reference to a record, and the days before it on which the name may be meant too.
#[derive(Clone, Copy, Debug)]
pub struct NameDays {
    from: Date,
    day: Date,
}

impl NameDays {
    /// A reference that means the record that has the name on `day`.
    pub fn on(day: Date) -> NameDays {
        NameDays { from: day, day }
    }

    /// A reference of an award signed on `day`, whose document may have the name of the merit period: up to two years
    /// before.
    pub fn of_award(day: Date) -> NameDays {
        NameDays { from: day.checked_sub(2.years()).unwrap_or(day), day }
    }
}

/// Returns the record among several `holders` that `days` decide for: the only one that had the name on the day, if no
/// other had it on the days before.
///
/// Days decide nothing if the name is only another spelling of one of them.
pub fn decided_by(holders: &[Holder], days: NameDays) -> Option<usize> {
    if holders.iter().any(|holder| holder.is_spelling) {
        return None;
    }
    let NameDays { from: start, day } = days;
    let may_be_meant = |holder: &&Holder| {
        holder.from.is_none_or(|from| from <= day) && holder.to.is_none_or(|to| start <= to)
    };
    match records(&holders.iter().filter(may_be_meant).copied().collect::<Holders>()).as_slice() {
        [record] if holders.iter().any(|holder| holder.record == *record && holder.had_name_on(day)) => {
            Some(*record)
        }
        _ => None,
    }
}

/// Returns true if one of `holders` had the name on the day.
pub fn is_valid_on(holders: &[Holder], days: NameDays) -> bool {
    holders.iter().any(|holder| holder.had_name_on(days.day))
}

//! Indexes of names, to resolve references between records.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::model::article::MovementRecord;
use crate::model::id::{Id, IdVec};
use crate::model::named_record::NamedRecord;
use crate::model::printed_index::{self, FoundHolders, NameDays, PrintedIndex};
use crate::model::registry::{AwardKind, Person, Unit};
use crate::model::settings::Section;
use crate::model::similar_names::{MAX_CANDIDATES, SimilarNames};
use crate::model::site::{HiddenReason, Movement};
use crate::source::{SourceId, Span, Spanned, Text};
use crate::text::printed_name;

/// Maximum number of unknown names per index for which similar records are proposed.
const MAX_PROPOSALS: usize = 50;

/// The positions of the `T`s of a site by id and by printed name, and the code of the error for an unknown name.
///
/// A reference is an id, or else a printed name that exactly one record has; see [`NameIndex::find`].
pub struct NameIndex<'n, T> {
    code: Code,
    ids: FxHashMap<&'n str, Id<T>>,
    records: Vec<NamedRecord<'n>>,
    /// Built for the first name that is not an id.
    printed: OnceLock<PrintedIndex<'n>>,
    /// The records that have each name looked up so far that is not an id.
    spelt: RwLock<FxHashMap<Text, Arc<FoundHolders>>>,
    /// Built for the first unknown name.
    similar: OnceLock<SimilarNames>,
    unpublished: HashMap<String, UnpublishedReason>,
    reported: Mutex<HashSet<Span>>,
    /// The names of hidden records that are reported, each once for a file.
    hidden_reported: Mutex<HashSet<(SourceId, Text)>>,
}

/// The records that a name can mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameMatch<T> {
    /// The only record with this id or name.
    One(Id<T>),
    /// The records that share the name, in the order of their list.
    Several(Vec<Id<T>>),
    /// No record has the name.
    None,
}

impl<T> NameMatch<T> {
    /// Returns the record if there is exactly one.
    pub fn one(self) -> Option<Id<T>> {
        match self {
            NameMatch::One(id) => Some(id),
            NameMatch::Several(_) | NameMatch::None => None,
        }
    }
}

/// Why a name that has a file is not in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpublishedReason {
    /// The file has errors, which are reported where they occur.
    Invalid,
    /// Its page is hidden.
    Hidden(HiddenReason),
}

impl<'n> NameIndex<'n, Unit> {
    /// Builds the index of the units of a registry.
    pub fn of_units(units: &'n [Arc<Unit>]) -> NameIndex<'n, Unit> {
        let units = units.iter().enumerate();
        NameIndex::new(Code::UnknownUnit, units.map(|(at, unit)| NamedRecord::of_unit(unit, at)))
    }
}

impl<'n> NameIndex<'n, AwardKind> {
    /// Builds the index of kinds of awards, in order of precedence.
    pub fn of_kinds(kinds: &'n IdVec<AwardKind, Arc<AwardKind>>) -> NameIndex<'n, AwardKind> {
        let kinds = kinds.iter().enumerate();
        NameIndex::new(Code::UnknownKind, kinds.map(|(at, kind)| NamedRecord::of_kind(kind, at)))
    }
}

impl<'n> NameIndex<'n, Movement> {
    /// Builds the index of movements.
    pub fn of_movements(movements: impl Iterator<Item = &'n Arc<MovementRecord>>) -> NameIndex<'n, Movement> {
        let movements = movements.enumerate();
        NameIndex::new(
            Code::UnknownMovement,
            movements.map(|(at, movement)| NamedRecord::of_movement(movement, at)),
        )
    }
}

impl<'n> NameIndex<'n, Section> {
    /// Builds the index of the sections of the settings.
    pub fn of_sections(sections: &'n IdVec<Section>) -> NameIndex<'n, Section> {
        let sections = sections.iter().enumerate();
        NameIndex::new(
            Code::UnknownSection,
            sections.map(|(at, section)| NamedRecord::of_section(section, at)),
        )
    }
}

impl<'n> NameIndex<'n, Person> {
    /// Builds the index of the people of a registry, who are named by their ids only.
    pub fn of_people(people: &'n IdVec<Person, Arc<Person>>) -> NameIndex<'n, Person> {
        let people = people.iter().enumerate();
        NameIndex::new(Code::UnknownPerson, people.map(|(at, person)| NamedRecord::of_person(person, at)))
    }
}

impl<'n, T> NameIndex<'n, T> {
    /// Builds the index of `records`, in the order of the list; the first of equal ids wins.
    pub fn new(code: Code, records: impl Iterator<Item = NamedRecord<'n>>) -> NameIndex<'n, T> {
        let records: Vec<NamedRecord<'n>> = records.collect();
        let mut ids = FxHashMap::default();
        for (at, record) in records.iter().enumerate() {
            ids.entry(record.id).or_insert(Id::new(at));
        }
        NameIndex {
            code,
            ids,
            records,
            printed: OnceLock::new(),
            spelt: RwLock::default(),
            similar: OnceLock::new(),
            unpublished: HashMap::new(),
            reported: Mutex::default(),
            hidden_reported: Mutex::default(),
        }
    }

    /// Adds the reasons why the records in `absent` are not in the index, by id or by the marked key of a name.
    pub fn with_unpublished(self, absent: HashMap<String, UnpublishedReason>) -> NameIndex<'n, T> {
        NameIndex { unpublished: absent, ..self }
    }

    /// Returns the id of the record at `position`, as references write it.
    pub fn id(&self, position: Id<T>) -> Option<&'n str> {
        self.records.get(position.position()).map(|record| record.id)
    }

    fn hidden_reported(&self) -> MutexGuard<'_, HashSet<(SourceId, Text)>> {
        self.hidden_reported.lock().expect("no thread panics while it holds this lock")
    }

    fn reported(&self) -> MutexGuard<'_, HashSet<Span>> {
        self.reported.lock().expect("no thread panics while it holds this lock")
    }

    /// Returns the records whose names are similar to `name`, the most similar first.
    pub fn similar(&self, name: &str) -> Vec<Id<T>> {
        let found = self.similar.get_or_init(|| SimilarNames::new(&self.records)).find(name);
        found.into_iter().map(Id::new).collect()
    }

    /// Returns the records that `name` can mean: the record with this id, else those with this printed name
    /// ([`PrintedIndex::find`]).
    ///
    /// Of several records, the only one that had the name on `day` is meant ([`NameDays`]). Nothing is reported, so a caller can
    /// ask for a text without a place in a file.
    pub fn find(&self, name: &str, day: Option<NameDays>) -> NameMatch<T> {
        if let Some(id) = self.ids.get(name) {
            return NameMatch::One(*id);
        }
        let found = self.holders(name);
        // A record that no longer has the name exactly as written may not be the one that has it, differently typed, now.
        let is_out_of_date = day.is_some_and(|day| {
            !printed_index::is_valid_on(&found.first, day) && printed_index::is_valid_on(&found.marked, day)
        });
        let holders = if is_out_of_date { &found.marked } else { &found.first };
        match printed_index::records(holders).as_slice() {
            [] => NameMatch::None,
            [record] => NameMatch::One(Id::new(*record)),
            several => match day.and_then(|day| printed_index::decided_by(holders, day)) {
                Some(record) => NameMatch::One(Id::new(record)),
                None => NameMatch::Several(several.iter().map(|record| Id::new(*record)).collect()),
            },
        }
    }

    /// Returns the records with the printed name `name`; each name is compared once.
    fn holders(&self, name: &str) -> Arc<FoundHolders> {
        let known = self.spelt.read().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        known.unwrap_or_else(|| {
            let printed = self.printed.get_or_init(|| {
                let first = |(at, record): &(usize, &NamedRecord<'n>)| self.ids[record.id].position() == *at;
                PrintedIndex::new(self.records.iter().enumerate().filter(first))
            });
            let holders = Arc::new(printed.find(name));
            let mut spelt = self.spelt.write().unwrap_or_else(PoisonError::into_inner);
            spelt.insert(Text::from(name), holders.clone());
            holders
        })
    }

    /// Returns the positions of `names`; `None` when one of them is unknown or ambiguous.
    pub fn lookup_all(&self, names: &[Spanned<Text>]) -> Option<Vec<Id<T>>> {
        names.iter().map(|name| self.find(&name.value, None).one()).collect()
    }

    /// Returns the position of `name` as of `day`, if there is a name.
    ///
    /// # Errors
    /// If the name is unknown or ambiguous.
    pub fn lookup_optional(
        &self,
        name: Option<&Spanned<Text>>,
        day: Option<NameDays>,
    ) -> Result<Option<Id<T>>, UnknownName> {
        name.map(|name| self.lookup(name, day)).transpose()
    }

    /// Returns the position of `name` as of `day`.
    ///
    /// # Errors
    /// If the name is unknown or ambiguous.
    pub fn lookup(&self, name: &Spanned<Text>, day: Option<NameDays>) -> Result<Id<T>, UnknownName> {
        self.find(&name.value, day).one().ok_or(UnknownName)
    }

    /// Returns the position of `name` as of `day`, and reports a name that is unknown or ambiguous.
    pub fn find_or_report(
        &self,
        name: &Spanned<Text>,
        day: Option<NameDays>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Id<T>> {
        let found = self.find(&name.value, day);
        if !matches!(found, NameMatch::One(_)) && self.reported().insert(name.span) {
            let error = self.error(&name.value, &found, name.span);
            let is_hidden = error.as_ref().is_some_and(|error| error.code == Code::LinkToHidden);
            let key = (name.span.source, name.value.clone());
            let is_first = !is_hidden || self.hidden_reported().insert(key);
            diagnostics.extend(error.filter(|_| is_first));
        }
        found.one()
    }

    /// Returns the diagnostic at `place` for a `name` for which [`NameIndex::find`] returned `found`; `None` when
    /// the name is found, or its file has errors of its own.
    pub fn error(&self, name: &str, found: &NameMatch<T>, place: impl Into<Location>) -> Option<Diagnostic> {
        match found {
            NameMatch::One(_) => None,
            NameMatch::Several(several) => {
                let proposed = several.iter().take(MAX_CANDIDATES).map(|id| id.position());
                Some(
                    Diagnostic::new(Code::AmbiguousName, place)
                        .arg("name", name)
                        .arg("unknown", self.code.name())
                        .arg("count", several.len().to_string())
                        .candidates(proposed.map(|at| self.records[at].candidate()).collect()),
                )
            }
            NameMatch::None => self.unknown_name(name, place.into()),
        }
    }

    /// Returns the diagnostic for an unknown name; `None` when its file has errors of its own.
    fn unknown_name(&self, name: &str, place: Location) -> Option<Diagnostic> {
        let by_name = || self.unpublished.get(&printed_name(name).marked);
        match self.unpublished.get(name).or_else(by_name) {
            Some(UnpublishedReason::Invalid) => None,
            Some(UnpublishedReason::Hidden(reason)) => Some(
                Diagnostic::new(Code::LinkToHidden, place).arg("path", name).arg("reason", reason.word()),
            ),
            None => {
                let unknown = Diagnostic::new(self.code, place).arg("name", name);
                // With so many unknown names the cause is another, and computing proposals takes long.
                if self.reported().len() > MAX_PROPOSALS {
                    return Some(unknown);
                }
                let mut similar = self.similar.get_or_init(|| SimilarNames::new(&self.records)).find(name);
                if similar.len() == 1 && matches!(self.code, Code::UnknownKind | Code::UnknownPerson) {
                    // A single proposal would be followed without comparing it with the document.
                    similar.clear();
                }
                Some(unknown.candidates(similar.into_iter().map(|at| self.records[at].candidate()).collect()))
            }
        }
    }

    /// Returns the position of `name` as of `day`, if there is a name, and reports a name that is unknown or
    /// ambiguous.
    pub fn find_optional_or_report(
        &self,
        name: Option<&Spanned<Text>>,
        day: Option<NameDays>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Id<T>> {
        name.and_then(|name| self.find_or_report(name, day, diagnostics))
    }

    /// Returns the positions of `names` without those that are unknown or ambiguous, which are reported.
    pub fn find_all_or_report(
        &self,
        names: &[Spanned<Text>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Id<T>> {
        names.iter().filter_map(|name| self.find_or_report(name, None, diagnostics)).collect()
    }
}

/// The error for a name that is not in its index, or is there several times.
pub struct UnknownName;

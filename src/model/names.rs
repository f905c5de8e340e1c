//! Names as written in, their places in the lists of the site out.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::award;
use crate::model::registry::Unit;
use crate::model::site::{Award, Decision, Reason, Site};
use crate::source::{Span, Spanned, Text};
use crate::text::{Collator, NameOrder, SortKey};

/// Unknown names of one list for which the nearest is looked for.
const MOST_PROPOSALS: usize = 50;

/// The names of one list, and the code of the error for a name that is not among them.
pub struct Index<'n> {
    code: Code,
    names: FxHashMap<&'n str, usize>,
    absent: HashMap<String, Absent>,
    told: Mutex<HashSet<Span>>,
}

/// Why a page that has a file is not among the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// It has faults, which are told at their places.
    Faulty,
    /// It is not published.
    Hidden(Reason),
}

impl<'n> Index<'n> {
    /// The index of `names`; the first of equal ones wins.
    pub fn of(code: Code, names: impl Iterator<Item = &'n str>) -> Index<'n> {
        let mut first = FxHashMap::default();
        for (at, name) in names.enumerate() {
            first.entry(name).or_insert(at);
        }
        Index { code, names: first, absent: HashMap::new(), told: Mutex::default() }
    }

    /// The same index, which knows why `absent` names are not in it.
    pub fn knowing(self, absent: HashMap<String, Absent>) -> Index<'n> {
        Index { absent, ..self }
    }

    fn told(&self) -> MutexGuard<'_, HashSet<Span>> {
        self.told.lock().expect("no thread panics while it holds this lock")
    }

    /// Where all of `names` stand; `None` when one does not stand anywhere.
    pub fn places(&self, names: &[Spanned<Text>]) -> Option<Vec<usize>> {
        names.iter().map(|name| self.names.get(&*name.value).copied()).collect()
    }

    /// Where `name` stands, if there is one; `None` when it does not stand anywhere.
    fn place(&self, name: Option<&Spanned<Text>>) -> Option<Option<u32>> {
        match name {
            None => Some(None),
            Some(name) => self.names.get(&*name.value).map(|at| Some(small(*at))),
        }
    }

    /// Where `name` stands; reports when it does not.
    pub fn find(&self, name: &Spanned<Text>, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
        let found = self.names.get(&*name.value).copied();
        if found.is_none() && self.told().insert(name.span) {
            diagnostics.extend(self.fault(name));
        }
        found
    }

    /// What is told of a name that does not stand here. A default of a decision is told once, not for each row.
    fn fault(&self, name: &Spanned<Text>) -> Option<Diagnostic> {
        match self.absent.get(&*name.value) {
            Some(Absent::Faulty) => None,
            Some(Absent::Hidden(reason)) => Some(
                Diagnostic::new(Code::LinkToHidden, name.span)
                    .arg("path", &name.value)
                    .arg("reason", reason.word()),
            ),
            None => {
                let fault = Diagnostic::new(self.code, name.span).arg("name", &name.value);
                // Who has more unknown names than anyone reads has a fault of another kind.
                let few = self.told().len() <= MOST_PROPOSALS;
                let candidates = self.names.keys().copied().filter(|_| few);
                Some(fault.help_nearest(&name.value, candidates))
            }
        }
    }

    /// Where `name` stands, if there is one.
    pub fn find_optional(
        &self,
        name: Option<&Spanned<Text>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<usize> {
        name.and_then(|name| self.find(name, diagnostics))
    }

    /// Where each of `names` stands, without those that do not.
    pub fn find_all(&self, names: &[Spanned<Text>], diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
        names.iter().filter_map(|name| self.find(name, diagnostics)).collect()
    }
}

/// The awards of a decision with their names looked up.
pub enum Linked<'s> {
    /// As an earlier site has them, but for the number of the decision.
    AsBefore(&'s [Award]),
    /// These.
    Anew(Vec<Award>),
    /// A name is not there, which must be told row by row.
    Faulty,
}

/// The names that an award may use.
pub struct AwardNames<'n> {
    /// The kinds.
    pub kinds: Index<'n>,
    /// The units.
    pub units: Index<'n>,
    /// The movements.
    pub movements: Index<'n>,
    /// The people.
    pub people: Index<'n>,
    /// The articles, by section and slug.
    pub articles: Index<'n>,
    /// How names are compared.
    pub collator: Collator,
    /// By which part of a name people stand.
    pub order: NameOrder,
}

impl AwardNames<'_> {
    /// The awards of `decision`, the decision number `at`; `None` when a name in it is not there.
    pub fn awards(&self, decision: &award::Decision, at: usize, units: &[Arc<Unit>]) -> Option<Vec<Award>> {
        let award = |(row, record): (usize, &award::Award)| {
            let unit = self.units.place(record.unit.as_ref())?;
            Some(Award {
                decision: small(at),
                row: small(row),
                kind: self.kinds.names.get(&*record.kind.value).copied().map(small)?,
                unit,
                movement: self.movements.place(record.movement.as_ref())?,
                article: self.articles.place(record.article.as_deref())?,
                person: self.people.place(record.person.as_deref())?,
                year: record.period.value.end(),
                name_key: self.key(record, unit, units),
            })
        };
        decision.awards.iter().enumerate().map(award).collect()
    }

    /// The awards of `known`, a decision that `previous` linked by the same names, for the decision number `at`.
    pub fn again<'s>(
        &self,
        previous: &'s Site,
        known: &Decision,
        at: usize,
        units: &[Arc<Unit>],
    ) -> Linked<'s> {
        let is_renamed = |unit: u32| !Arc::ptr_eq(&previous.units[unit as usize], &units[unit as usize]);
        let before = &previous.awards[known.awards.clone()];
        if !before.iter().filter_map(|award| award.unit).any(is_renamed) {
            return Linked::AsBefore(before);
        }
        let again = |award: &Award| {
            let record = &known.record.awards[award.row as usize];
            let name_key = match (&record.name, award.unit) {
                (None, Some(unit)) if is_renamed(unit) => self.key(record, award.unit, units),
                _ => award.name_key.clone(),
            };
            Award { decision: small(at), name_key, ..award.clone() }
        };
        Linked::Anew(before.iter().map(again).collect())
    }

    /// Row `row` of `decision`, the decision number `at`; reports names that are not there.
    ///
    /// An award without a kind that is known is absent.
    pub fn award(
        &self,
        decision: &award::Decision,
        at: usize,
        row: usize,
        units: &[Arc<Unit>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Award> {
        let record = &decision.awards[row];
        let kind = self.kinds.find(&record.kind, diagnostics);
        let unit = self.units.find_optional(record.unit.as_ref(), diagnostics).map(small);
        let movement = self.movements.find_optional(record.movement.as_ref(), diagnostics);
        let person = self.people.find_optional(record.person.as_deref(), diagnostics);
        let article = self.articles.find_optional(record.article.as_deref(), diagnostics);
        Some(Award {
            decision: small(at),
            row: small(row),
            kind: small(kind?),
            unit,
            movement: movement.map(small),
            article: article.map(small),
            person: person.map(small),
            year: record.period.value.end(),
            name_key: self.key(record, unit, units),
        })
    }

    /// Where an award stands among others: by its name, else by that of its unit.
    fn key(&self, record: &award::Award, unit: Option<u32>, units: &[Arc<Unit>]) -> SortKey {
        let key = record.name_key(&self.collator, self.order);
        key.unwrap_or_else(|| self.collator.key(unit.map_or("", |unit| units[unit as usize].name())))
    }
}

/// A place in a list of the site, in the room of four bytes.
pub fn small(index: usize) -> u32 {
    u32::try_from(index).expect("fewer than four thousand million records")
}

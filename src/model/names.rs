//! Looks up names as they are written in records.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::id::Id;
use crate::model::site::HiddenReason;
use crate::source::{Span, Spanned, Text};

/// Unknown names of one list for which the nearest is looked for.
const MAX_PROPOSALS: usize = 50;

/// The names of the `T`s of a site, and the code of the error for a name that is not among them.
pub struct NameIndex<'n, T> {
    code: Code,
    names: FxHashMap<&'n str, Id<T>>,
    absent: HashMap<String, UnpublishedReason>,
    reported: Mutex<HashSet<Span>>,
}

/// Why a page that has a file is not among the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpublishedReason {
    /// It has faults, which are told at their places.
    Faulty,
    /// It is not published.
    Hidden(HiddenReason),
}

impl<'n, T> NameIndex<'n, T> {
    /// The index of `names`, in the order of the list; the first of equal ones wins.
    pub fn of(code: Code, names: impl Iterator<Item = &'n str>) -> NameIndex<'n, T> {
        let mut first = FxHashMap::default();
        for (at, name) in names.enumerate() {
            first.entry(name).or_insert(Id::new(at));
        }
        NameIndex { code, names: first, absent: HashMap::new(), reported: Mutex::default() }
    }

    /// The same index, which knows why `absent` names are not in it.
    pub fn knowing(self, absent: HashMap<String, UnpublishedReason>) -> NameIndex<'n, T> {
        NameIndex { absent, ..self }
    }

    fn reported(&self) -> MutexGuard<'_, HashSet<Span>> {
        self.reported.lock().expect("no thread panics while it holds this lock")
    }

    /// The entries of all of `names`; `None` when one is not in the list.
    pub fn all(&self, names: &[Spanned<Text>]) -> Option<Vec<Id<T>>> {
        names.iter().map(|name| self.names.get(&*name.value).copied()).collect()
    }

    /// The entry of `name`, if there is a name.
    ///
    /// # Errors
    /// When it is not in the list.
    pub fn optional(&self, name: Option<&Spanned<Text>>) -> Result<Option<Id<T>>, UnknownName> {
        name.map(|name| self.required(name)).transpose()
    }

    /// The entry of `name`.
    ///
    /// # Errors
    /// When it is not in the list.
    pub fn required(&self, name: &Spanned<Text>) -> Result<Id<T>, UnknownName> {
        self.names.get(&*name.value).copied().ok_or(UnknownName)
    }

    /// The entry of `name`; reports a name that is not in the list.
    pub fn find(&self, name: &Spanned<Text>, diagnostics: &mut Vec<Diagnostic>) -> Option<Id<T>> {
        let found = self.names.get(&*name.value).copied();
        if found.is_none() && self.reported().insert(name.span) {
            diagnostics.extend(self.unknown(name));
        }
        found
    }

    /// The diagnostic of a name that is not in the list. A default of a decision is reported once, not for each row.
    fn unknown(&self, name: &Spanned<Text>) -> Option<Diagnostic> {
        match self.absent.get(&*name.value) {
            Some(UnpublishedReason::Faulty) => None,
            Some(UnpublishedReason::Hidden(reason)) => Some(
                Diagnostic::new(Code::LinkToHidden, name.span)
                    .arg("path", &name.value)
                    .arg("reason", reason.word()),
            ),
            None => {
                let unknown = Diagnostic::new(self.code, name.span).arg("name", &name.value);
                // With more unknown names than anyone reads, the cause is another one, and proposals take long.
                let few = self.reported().len() <= MAX_PROPOSALS;
                let candidates = self.names.keys().copied().filter(|_| few);
                Some(unknown.help_nearest(&name.value, candidates))
            }
        }
    }

    /// The entry of `name`, if there is a name; reports one that is not in the list.
    pub fn find_optional(
        &self,
        name: Option<&Spanned<Text>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Id<T>> {
        name.and_then(|name| self.find(name, diagnostics))
    }

    /// The entries of `names`, without those that are not in the list, which are reported.
    pub fn find_all(&self, names: &[Spanned<Text>], diagnostics: &mut Vec<Diagnostic>) -> Vec<Id<T>> {
        names.iter().filter_map(|name| self.find(name, diagnostics)).collect()
    }
}

/// A name is not in its list.
pub struct UnknownName;

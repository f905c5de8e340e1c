//! Indexes of names, to resolve references between records.

use std::collections::{HashMap, HashSet};
use std::sync::{Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::id::Id;
use crate::model::site::HiddenReason;
use crate::source::{Span, Spanned, Text};

/// Maximum number of unknown names per index for which a similar name is proposed.
const MAX_PROPOSALS: usize = 50;

/// The positions of the `T`s of a site by name, and the code of the error for an unknown name.
pub struct NameIndex<'n, T> {
    code: Code,
    names: FxHashMap<&'n str, Id<T>>,
    unpublished: HashMap<String, UnpublishedReason>,
    reported: Mutex<HashSet<Span>>,
}

/// Why a name that has a file is not in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpublishedReason {
    /// The file has errors, which are reported where they occur.
    Invalid,
    /// Its page is hidden.
    Hidden(HiddenReason),
}

impl<'n, T> NameIndex<'n, T> {
    /// Builds the index of `names`, in the order of the list; the first of equal names wins.
    pub fn new(code: Code, names: impl Iterator<Item = &'n str>) -> NameIndex<'n, T> {
        let mut first = FxHashMap::default();
        for (at, name) in names.enumerate() {
            first.entry(name).or_insert(Id::new(at));
        }
        NameIndex { code, names: first, unpublished: HashMap::new(), reported: Mutex::default() }
    }

    /// Adds the reasons why the names in `absent` are not in the index.
    pub fn with_unpublished(self, absent: HashMap<String, UnpublishedReason>) -> NameIndex<'n, T> {
        NameIndex { unpublished: absent, ..self }
    }

    fn reported(&self) -> MutexGuard<'_, HashSet<Span>> {
        self.reported.lock().expect("no thread panics while it holds this lock")
    }

    /// Returns the positions of `names`; `None` when one of them is unknown.
    pub fn lookup_all(&self, names: &[Spanned<Text>]) -> Option<Vec<Id<T>>> {
        names.iter().map(|name| self.names.get(&*name.value).copied()).collect()
    }

    /// Returns the position of `name`, if there is a name.
    ///
    /// # Errors
    /// If the name is unknown.
    pub fn lookup_optional(&self, name: Option<&Spanned<Text>>) -> Result<Option<Id<T>>, UnknownName> {
        name.map(|name| self.lookup(name)).transpose()
    }

    /// Returns the position of `name`.
    ///
    /// # Errors
    /// If the name is unknown.
    pub fn lookup(&self, name: &Spanned<Text>) -> Result<Id<T>, UnknownName> {
        self.names.get(&*name.value).copied().ok_or(UnknownName)
    }

    /// Returns the position of `name`, and reports an unknown name.
    pub fn find_or_report(&self, name: &Spanned<Text>, diagnostics: &mut Vec<Diagnostic>) -> Option<Id<T>> {
        let found = self.names.get(&*name.value).copied();
        if found.is_none() && self.reported().insert(name.span) {
            diagnostics.extend(self.unknown_name(name));
        }
        found
    }

    /// Returns the diagnostic for an unknown name; `None` when its file has errors of its own.
    fn unknown_name(&self, name: &Spanned<Text>) -> Option<Diagnostic> {
        match self.unpublished.get(&*name.value) {
            Some(UnpublishedReason::Invalid) => None,
            Some(UnpublishedReason::Hidden(reason)) => Some(
                Diagnostic::new(Code::LinkToHidden, name.span)
                    .arg("path", &name.value)
                    .arg("reason", reason.word()),
            ),
            None => {
                let unknown = Diagnostic::new(self.code, name.span).arg("name", &name.value);
                // With so many unknown names the cause is another, and computing proposals takes long.
                let few = self.reported().len() <= MAX_PROPOSALS;
                let candidates = self.names.keys().copied().filter(|_| few);
                Some(unknown.help_nearest(&name.value, candidates))
            }
        }
    }

    /// Returns the position of `name`, if there is a name, and reports an unknown name.
    pub fn find_optional_or_report(
        &self,
        name: Option<&Spanned<Text>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Id<T>> {
        name.and_then(|name| self.find_or_report(name, diagnostics))
    }

    /// Returns the positions of `names` without unknown ones, which are reported.
    pub fn find_all_or_report(
        &self,
        names: &[Spanned<Text>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Id<T>> {
        names.iter().filter_map(|name| self.find_or_report(name, diagnostics)).collect()
    }
}

/// The error for a name that is not in its index.
pub struct UnknownName;

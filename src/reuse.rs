//! Reuses values that the previous build computed from the same inputs.
//!
//! A value is identified by a fingerprint of its inputs, so inputs are not compared field by field.

use std::sync::{Arc, Mutex, MutexGuard};

use rustc_hash::FxHashMap;

use crate::hash::Hash;
use crate::threads::locked;

/// Values of one kind, by the fingerprints of their inputs.
#[derive(Debug)]
pub struct Reuse<T> {
    before: FxHashMap<Hash, Arc<T>>,
    now: Mutex<FxHashMap<Hash, Arc<T>>>,
}

impl<T> Default for Reuse<T> {
    fn default() -> Reuse<T> {
        Reuse { before: FxHashMap::default(), now: Mutex::default() }
    }
}

impl<T> Reuse<T> {
    /// Begins another build: preserves the values that the last one used and drops older ones. After a build that used
    /// none, because it reused what is made of them, the values stay.
    pub fn begin(&mut self) {
        let used = std::mem::take(&mut *self.values());
        if !used.is_empty() {
            self.before = used;
        }
    }

    /// Returns the value for the inputs with the fingerprint `inputs`; calls `compute` if the previous build did
    /// not have it.
    pub fn value(&self, inputs: Hash, compute: impl FnOnce() -> T) -> Arc<T> {
        let known = self.before.get(&inputs).cloned().unwrap_or_else(|| Arc::new(compute()));
        self.values().entry(inputs).or_insert(known).clone()
    }

    /// Like [`Reuse::value`], for a `compute` that may fail; a failure is not cached.
    pub fn value_if_any(&self, inputs: Hash, compute: impl FnOnce() -> Option<T>) -> Option<Arc<T>> {
        let known = self.before.get(&inputs).cloned();
        let value = known.map_or_else(|| compute().map(Arc::new), Some)?;
        Some(self.values().entry(inputs).or_insert(value).clone())
    }

    fn values(&self) -> MutexGuard<'_, FxHashMap<Hash, Arc<T>>> {
        locked(&self.now)
    }
}

/// The inputs of a value, collected for a fingerprint. Other inputs, or another order, give another
/// fingerprint.
#[derive(Debug, Default)]
pub struct InputHasher(Vec<u8>);

impl InputHasher {
    /// Adds a string.
    pub fn text(&mut self, text: &str) -> &mut InputHasher {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds a string that may be absent, which is not the same as an empty one.
    pub fn optional(&mut self, text: Option<&str>) -> &mut InputHasher {
        self.number(text.is_some().into()).text(text.unwrap_or_default())
    }

    /// Adds a number.
    pub fn number(&mut self, number: u64) -> &mut InputHasher {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// Adds a fingerprint, or the hash of a file.
    pub fn hash(&mut self, hash: Hash) -> &mut InputHasher {
        self.0.extend_from_slice(hash.as_bytes());
        self
    }

    /// Returns the fingerprint of everything added.
    pub fn fingerprint(&self) -> Hash {
        Hash::of(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{InputHasher, Reuse};

    /// A value is computed once for its inputs, is reused by the next build, and dropped by the one after that.
    #[test]
    fn values_live_for_one_more_build() {
        let mut reuse = Reuse::default();
        let (one, other) =
            (InputHasher::default().text("a").fingerprint(), InputHasher::default().text("b").fingerprint());
        assert_eq!(*reuse.value(one, || 1), 1);
        reuse.begin();
        assert_eq!(*reuse.value(one, || 2), 1);
        assert_eq!(reuse.value_if_any(other, || None), None);
        reuse.begin();
        assert_eq!(reuse.value_if_any(other, || Some(3)).as_deref(), Some(&3));
        reuse.begin();
        assert_eq!(*reuse.value(one, || 4), 4);
    }

    /// A build that uses no value leaves those of the build before to the next one.
    #[test]
    fn values_outlive_builds_without_use() {
        let mut reuse = Reuse::default();
        let inputs = InputHasher::default().text("a").fingerprint();
        assert_eq!(*reuse.value(inputs, || 1), 1);
        reuse.begin();
        reuse.begin();
        assert_eq!(*reuse.value(inputs, || 2), 1);
    }

    /// Two strings differ from one string, and an empty one counts.
    #[test]
    fn fingerprints_distinguish_inputs() {
        let fingerprint = |texts: &[&str]| {
            let mut inputs = InputHasher::default();
            texts.iter().for_each(|text| _ = inputs.text(text));
            inputs.fingerprint()
        };
        let all = [
            fingerprint(&["ab"]),
            fingerprint(&["a", "b"]),
            fingerprint(&["b", "a"]),
            fingerprint(&["ab", ""]),
            fingerprint(&[]),
        ];
        assert!((0..all.len()).all(|at| !all[at + 1..].contains(&all[at])));
    }
}

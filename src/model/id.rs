//! Typed positions in the lists of a site: a position in one list cannot be used as an index of another.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::{Index, IndexMut, Range};
use std::slice;

/// The position of a `T` in its list, stored in four bytes.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The id of the entry at `position`.
    ///
    /// # Panics
    /// If `position` does not fit in four bytes.
    pub fn new(position: usize) -> Id<T> {
        let position = u32::try_from(position).expect("a list has fewer than 2^32 entries");
        Id(position, PhantomData)
    }

    /// Returns the position, from 0.
    pub fn position(self) -> usize {
        self.0 as usize
    }

    /// Returns the ids of the entries at the positions in `range`.
    pub fn range(range: Range<usize>) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + Clone {
        range.map(Id::new)
    }
}

// Derived implementations would require the same traits of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Id<T> {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Id<T>) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Id<T>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Id<T>) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A `V` for each `T` of a list, indexed by [`Id<T>`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdVec<T, V = T>(Vec<V>, PhantomData<fn() -> T>);

impl<T, V> IdVec<T, V> {
    /// Returns the ids of all entries, in order.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + ExactSizeIterator + Clone + use<T, V> {
        Id::range(0..self.0.len())
    }

    /// Returns all entries with their ids, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &V)> + ExactSizeIterator {
        self.ids().zip(&self.0)
    }

    /// Returns all entries, in order.
    pub fn iter(&self) -> slice::Iter<'_, V> {
        self.0.iter()
    }

    /// Returns all entries, in order, as mutable references.
    pub fn iter_mut(&mut self) -> slice::IterMut<'_, V> {
        self.0.iter_mut()
    }

    /// Returns the entry at `id`; `None` past the end.
    pub fn get(&self, id: Id<T>) -> Option<&V> {
        self.0.get(id.position())
    }

    /// Adds an entry and returns its id.
    pub fn push(&mut self, value: V) -> Id<T> {
        self.0.push(value);
        Id::new(self.0.len() - 1)
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if there is no entry.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the entries as a slice, for callers that need plain positions.
    pub fn as_slice(&self) -> &[V] {
        &self.0
    }

    /// Returns the entries as a mutable slice, for work on several threads.
    pub fn as_mut_slice(&mut self) -> &mut [V] {
        &mut self.0
    }
}

impl<T, V: Clone> IdVec<T, V> {
    /// Creates a list of `count` copies of `value`.
    pub fn filled(value: V, count: usize) -> IdVec<T, V> {
        vec![value; count].into()
    }
}

impl<T, V> Default for IdVec<T, V> {
    fn default() -> IdVec<T, V> {
        Vec::new().into()
    }
}
impl<T, V> From<Vec<V>> for IdVec<T, V> {
    fn from(values: Vec<V>) -> IdVec<T, V> {
        IdVec(values, PhantomData)
    }
}
impl<T, V> FromIterator<V> for IdVec<T, V> {
    fn from_iter<I: IntoIterator<Item = V>>(values: I) -> IdVec<T, V> {
        values.into_iter().collect::<Vec<V>>().into()
    }
}
impl<'v, T, V> IntoIterator for &'v IdVec<T, V> {
    type Item = &'v V;
    type IntoIter = slice::Iter<'v, V>;

    fn into_iter(self) -> slice::Iter<'v, V> {
        self.0.iter()
    }
}
impl<'v, T, V> IntoIterator for &'v mut IdVec<T, V> {
    type Item = &'v mut V;
    type IntoIter = slice::IterMut<'v, V>;

    fn into_iter(self) -> slice::IterMut<'v, V> {
        self.0.iter_mut()
    }
}
impl<T, V> Index<Id<T>> for IdVec<T, V> {
    type Output = V;

    fn index(&self, id: Id<T>) -> &V {
        &self.0[id.position()]
    }
}
impl<T, V> IndexMut<Id<T>> for IdVec<T, V> {
    fn index_mut(&mut self, id: Id<T>) -> &mut V {
        &mut self.0[id.position()]
    }
}

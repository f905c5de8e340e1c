//! Views that many pages show, made into what templates see once for a whole build.

use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::id::{Id, IdVec};

/// The value of a view, shared by all who show it: templates are given the value itself, not a copy.
#[derive(Debug, PartialEq, Eq)]
pub struct CachedView<T>(Value, PhantomData<fn() -> T>);

impl<T: Serialize> CachedView<T> {
    /// Makes `view` into what templates see.
    pub fn of(view: T) -> CachedView<T> {
        CachedView(Value::from_serializable(&view), PhantomData)
    }
}

impl<T> Clone for CachedView<T> {
    fn clone(&self) -> CachedView<T> {
        CachedView(self.0.clone(), PhantomData)
    }
}

impl<T> Serialize for CachedView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// One view for each `T` of the site, made when it is first asked for.
#[derive(Debug)]
pub struct LazyViews<T, V>(IdVec<T, OnceLock<CachedView<V>>>);

impl<T, V: Serialize> LazyViews<T, V> {
    /// Views of `count` entries, none of which is made yet.
    pub fn of(count: usize) -> LazyViews<T, V> {
        LazyViews((0..count).map(|_| OnceLock::new()).collect())
    }

    /// The view of the entry at `id`, which `make` makes the first time.
    pub fn view(&self, id: Id<T>, make: impl FnOnce() -> V) -> CachedView<V> {
        self.0[id].get_or_init(|| CachedView::of(make())).clone()
    }
}

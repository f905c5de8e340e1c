//! Views converted to template values once for a whole build.

use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::id::{Id, IdVec};

/// The template value of a view, shared by all pages that show it without copying.
#[derive(Debug, PartialEq, Eq)]
pub struct CachedView<T>(Value, PhantomData<fn() -> T>);

impl<T: Serialize> CachedView<T> {
    /// Converts `view` to a template value.
    pub fn new(view: T) -> CachedView<T> {
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

/// One view for each `T` of the site, computed on first use.
#[derive(Debug)]
pub struct LazyViews<T, V>(IdVec<T, OnceLock<CachedView<V>>>);

impl<T, V: Serialize> LazyViews<T, V> {
    /// Creates `count` views, none of which is computed yet.
    pub fn new(count: usize) -> LazyViews<T, V> {
        LazyViews((0..count).map(|_| OnceLock::new()).collect())
    }

    /// Returns the view of the entry at `id`; `make` computes it on first use.
    pub fn view(&self, id: Id<T>, make: impl FnOnce() -> V) -> CachedView<V> {
        self.0[id].get_or_init(|| CachedView::new(make())).clone()
    }
}

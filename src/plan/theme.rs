//! Files of the theme to be published.

use std::sync::Arc;

use crate::hash::Hash;
use crate::model::route::Route;
use crate::source::SourceId;

/// A file of the theme that pages refer to.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its route, with a hash of its contents in the name.
    pub route: Route,
    /// The source of its bytes.
    pub content: ThemeContent,
}

/// The contents of a file of the theme.
#[derive(Clone, Debug)]
pub enum ThemeContent {
    /// Bytes, with their hash.
    Bytes(Arc<[u8]>, Hash),
    /// A source file, copied unchanged.
    Source(SourceId),
}

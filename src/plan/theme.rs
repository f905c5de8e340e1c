//! The files of a theme as the plan knows them.

use std::sync::Arc;

use crate::hash::Hash;
use crate::model::route::Route;
use crate::source::SourceId;

/// A file of the theme that pages refer to.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its route, with its hash in the name.
    pub route: Route,
    /// What is in it.
    pub content: ThemeContent,
}

/// What is in a file of the theme.
#[derive(Clone, Debug)]
pub enum ThemeContent {
    /// These bytes, with their hash.
    Bytes(Arc<[u8]>, Hash),
    /// The file of this source, copied as it is.
    Source(SourceId),
}

//! What the plan needs of the theme: the files to be published, and its strings.

use std::sync::Arc;

use crate::hash::Hash;
use crate::messages::Messages;
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

/// The parts of a theme that a plan depends on.
#[derive(Clone, Copy)]
pub struct ThemeParts<'t> {
    /// The files to be published.
    pub files: &'t [ThemeFile],
    /// The strings, for titles of pages.
    pub strings: &'t Messages,
    /// The hash of its templates and strings.
    pub fingerprint: Hash,
    /// Whether a template shows the pictures for shared links.
    pub shows_share_pictures: bool,
}

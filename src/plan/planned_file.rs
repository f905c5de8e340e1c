//! A file of the plan.

use crate::diagnostic::Location;
use crate::model::route::Route;
use crate::plan::kinds::OutputKind;

/// A file of the output, before it is rendered.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// The route under which it is served.
    pub route: Route,
    /// The source file that it comes from, for diagnostics.
    pub origin: Location,
    /// The kind of file, with its contents.
    pub kind: OutputKind,
}

impl PlannedFile {
    /// Returns true for a page that sitemaps list.
    pub fn is_listed(&self) -> bool {
        matches!(&self.kind, OutputKind::Page(kind) if kind.facts().listed)
    }
}

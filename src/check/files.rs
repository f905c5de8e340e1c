//! Rules for files other than records.

use std::collections::BTreeSet;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::read;
use crate::source::{Source, SourceContent};

/// Reports files beside articles that no page refers to, because they are not published.
///
/// Portraits that are withheld for a person's sake are not reported: nothing is to be done about them.
pub fn unused_files(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let CheckContext { site, sources, .. } = context;
    let hidden: BTreeSet<&str> = site
        .hidden
        .iter()
        .filter_map(|hidden| sources.find(hidden.source))
        .map(|source| source.folder())
        .collect();
    let portraits: BTreeSet<&str> = site
        .people
        .iter()
        .filter_map(|person| person.photo.as_ref()?.file.value.rsplit('/').next())
        .collect();
    let is_portrait =
        |source: &Source| source.path.starts_with("content/registry/") && portraits.contains(source.name());
    let unused = sources.below("content/").filter(|source| {
        matches!(source.content, SourceContent::File | SourceContent::Picture(_))
            && !source.path.starts_with("content/static/")
            && !site.assets.contains_key(&source.id)
            && !hidden.contains(source.folder())
            && !read::is_misplaced(source)
            && !is_portrait(source)
    });
    unused.map(|source| Diagnostic::new(Code::UnusedFile, source.id).arg("file", &source.path)).collect()
}

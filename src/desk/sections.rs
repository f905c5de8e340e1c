//! The sections of a site, to choose from.

use serde::Serialize;

use crate::desk::state::site;
use crate::model::settings::Section;
use crate::serve::snapshot::Snapshot;

/// A section that an article may belong to.
#[derive(Serialize)]
pub struct SectionChoice {
    id: String,
    title: String,
    /// Whether the article is in it.
    is_chosen: bool,
}

/// The sections of the site; that of the file at `path` is chosen.
pub fn sections(snapshot: &Snapshot, path: &str) -> Vec<SectionChoice> {
    let sections = site(snapshot).into_iter().flat_map(|site| site.settings.sections.iter());
    let choice = |section: &Section| SectionChoice {
        id: section.id.value.to_string(),
        title: section.title.to_string(),
        is_chosen: path.starts_with(&format!("content/articles/{}/", section.id.value)),
    };
    sections.map(choice).collect()
}

//! Writes files of the search index.

use std::fmt::Write;

use crate::model::registry::KindId;
use crate::render::view::Views;
use crate::search::{AwardTitle, SearchFile, SearchSection, cell};

/// Returns the text of a file of the search index.
pub fn search_file(views: &Views<'_>, file: &SearchFile) -> String {
    let section = |section: &SearchSection| match section {
        SearchSection::Lines(lines) => lines.clone(),
        SearchSection::Titles(titles) => {
            titles.iter().map(|title| title_line(views, *title)).collect::<Vec<_>>().join("\n")
        }
    };
    file.sections.iter().map(section).collect::<Vec<_>>().join("\n\n")
}

/// Returns the line of a kind and class: the id of the kind, the rank in the order of precedence, and the words.
///
/// The rank counts the classes of all higher kinds, each with one place more for awards without a class.
fn title_line(views: &Views<'_>, AwardTitle { kind, class }: AwardTitle) -> String {
    let kinds = &views.site.kinds;
    let places = |kind: KindId| kinds[kind].classes.words().len() + 1;
    let higher: usize = kinds.ids().take_while(|other| *other < kind).map(places).sum();
    let rank = higher + class.map_or(places(kind) - 1, usize::from);
    let mut line = format!("{}\t{rank}\t{}", kinds[kind].id.value, cell(&kinds[kind].name));
    if let Some(word) = class.and_then(|class| kinds[kind].classes.word(class)) {
        let _ = write!(line, " {}", cell(&views.class_name(kind, word)));
    }
    line
}

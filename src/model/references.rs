//! Replaces printed names in records by ids, where the rest of the program looks records up by them.

use std::borrow::Cow;
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Diagnostic;
use crate::model::article::ArticleRecord;
use crate::model::id::IdVec;
use crate::model::names::NameIndex;
use crate::model::printed_index::NameDays;
use crate::model::records::Records;
use crate::model::registry::Unit;
use crate::model::route::Route;
use crate::model::settings::Section;
use crate::source::{Spanned, Text};

/// Returns `records` with section ids in all articles whose folder has the title of a section.
///
/// An article of an unknown section is unchanged.
pub fn with_section_ids<'r>(records: &'r Records, sections: &IdVec<Section>) -> Cow<'r, Records> {
    let index = NameIndex::of_sections(sections);
    let mut changed = Cow::Borrowed(records);
    for (at, article) in records.articles.iter().enumerate() {
        let Some(section) = index.find(&article.section.value, None).one() else { continue };
        let id = &sections[section].id.value;
        if *id != article.section.value {
            changed.to_mut().articles[at] = Arc::new(ArticleRecord {
                section: Spanned::new(id.clone(), article.section.span),
                route: Route::new(format!("/{id}/{}/", article.slug)),
                ..(**article).clone()
            });
        }
    }
    changed
}

/// Returns `units` with ids as parents and successors, and reports unknown and ambiguous names.
///
/// An unknown name is unchanged. A parent is the unit that had the name when it became the parent, a successor the
/// one that had it on the day after the unit ended.
pub fn with_unit_ids(units: Vec<Arc<Unit>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Arc<Unit>> {
    let index = NameIndex::of_units(&units);
    let mut id_of = |name: &Spanned<Text>, day: Option<Date>| {
        let found = index.find_or_report(name, day.map(NameDays::on), diagnostics)?;
        let id = &units[found.position()].id.value;
        (*id != name.value).then(|| id.clone())
    };
    let mut changed = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        let after = unit.ended.as_ref().and_then(|ended| ended.on.value.tomorrow().ok());
        let parents = unit.parents.iter().map(|parent| id_of(&parent.value, parent.from.or(parent.to)));
        let parents: Vec<Option<Text>> = parents.collect();
        let successors: Vec<Option<Text>> = unit.successors.iter().map(|next| id_of(next, after)).collect();
        if parents.iter().chain(&successors).any(Option::is_some) {
            let mut unit = (**unit).clone();
            for (parent, id) in unit.parents.iter_mut().zip(parents) {
                parent.value.value = id.unwrap_or_else(|| parent.value.value.clone());
            }
            for (next, id) in unit.successors.iter_mut().zip(successors) {
                next.value = id.unwrap_or_else(|| next.value.clone());
            }
            changed.push((at, Arc::new(unit)));
        }
    }
    drop(index);
    let mut units = units;
    changed.into_iter().for_each(|(at, unit)| units[at] = unit);
    units
}

//! Resolves the targets of the menu.

use crate::diagnostic::Diagnostic;
use crate::html;
use crate::model::links::LinkLookup;
use crate::model::names::NameIndex;
use crate::model::settings::Settings;
use crate::model::site::MenuTargets;
use crate::source::{Spanned, Text};

/// Returns the targets of every menu entry, and reports those that are not found.
pub fn targets(
    settings: &Settings,
    lookup: &LinkLookup<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<MenuTargets> {
    let mut target =
        |to: &Spanned<Text>| find(to, settings, lookup).map_err(|error| diagnostics.push(*error)).ok();
    let entries = settings.menu.iter();
    let targets = entries.map(|entry| MenuTargets {
        to: entry.to.as_ref().and_then(&mut target),
        items: entry.items.iter().map(|item| target(&item.to)).collect(),
    });
    targets.collect()
}

/// Returns the route or address of one target, in ASCII if it is on another host.
fn find(to: &Spanned<Text>, settings: &Settings, lookup: &LinkLookup<'_>) -> Result<Text, Box<Diagnostic>> {
    if html::is_safe_address(&to.value) {
        return Ok(Text::from(html::ascii_address(&to.value)));
    }
    let sections = NameIndex::of_sections(&settings.sections);
    let name = to.value.strip_prefix("articles/").map(|name| name.trim_end_matches('/'));
    if let Some(section) = name.and_then(|name| sections.find(name, None).one()) {
        return Ok(Text::from(format!("/{}/", settings.sections[section].id.value)));
    }
    lookup.page_route(&to.value, to.span).map_err(Box::new)
}

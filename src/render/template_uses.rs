//! Finds out what the templates of a theme use, from their text.

use std::collections::BTreeSet;

use crate::plan::TEMPLATES;
use crate::render::template_error::TemplateSources;
use crate::source::Sources;

/// Whether a page shows `page.head.image`: a template of a kind of page, or one that it extends, includes or imports
/// components from.
///
/// Templates of parent themes that no page reaches do not count. `prefixes` complete short names, by priority.
pub fn has_share_picture(templates: &TemplateSources, prefixes: &[String], sources: &Sources) -> bool {
    let find = |name: &str| {
        let completed = prefixes.iter().map(|prefix| format!("{prefix}{name}"));
        [name.to_owned()].into_iter().chain(completed).find(|name| templates.contains_key(name))
    };
    let text = |name: &String| {
        templates.get(name).and_then(|id| sources.find(*id)).map_or("", |source| source.text())
    };
    let pages = TEMPLATES.iter().filter_map(|kind| find(&format!("{kind}.html")));
    // Any template may call a component.
    let components = templates.keys().filter(|name| text(name).contains("component ")).cloned();
    let mut waiting: Vec<String> = pages.chain(components).collect();
    let mut seen = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !seen.insert(name.clone()) {
            continue;
        }
        let text = text(&name);
        if [".image", "\"image\"", "'image'"].iter().any(|field| text.contains(field)) {
            return true;
        }
        waiting.extend(text.split(['"', '\'']).filter(|piece| piece.ends_with(".html")).filter_map(find));
    }
    false
}

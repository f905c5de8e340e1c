//! Says which template of which theme a page has.

use crate::cli::explain::facts::FactPrinter;
use crate::pipeline::PlannedSite;
use crate::plan::{OutputKind, PlannedFile};
use crate::source::{BUILT_IN, Sources};

/// Prints the template of the page `file`; nothing for a file that has none.
pub fn print_template(
    printer: &FactPrinter<'_>,
    file: &PlannedFile,
    planned: &PlannedSite,
    sources: &Sources,
) {
    let OutputKind::Page(kind) = &file.kind else { return };
    let template = format!("{}.html", kind.facts().template);
    let source = planned.theme.value.template_source(&template).and_then(|source| sources.find(source));
    let Some(source) = source else {
        let theme = planned.site.settings.theme.value.to_string();
        printer.fact("explain-no-template", &[("template", template), ("theme", theme)]);
        return;
    };
    let inner = source.path.strip_prefix(BUILT_IN);
    let path = inner.unwrap_or(&source.path);
    let theme = path.split('/').nth(1).unwrap_or_default();
    let place = if inner.is_some() { "built-in" } else { "project" };
    let arguments = [
        ("template", template),
        ("theme", theme.to_owned()),
        ("place", place.to_owned()),
        ("path", path.to_owned()),
    ];
    printer.fact("explain-template", &arguments);
}

//! Explains an address of the site: what is there, what it is made of, and why there is nothing.

use std::collections::BTreeMap;

use crate::cli::ExitStatus;
use crate::cli::explain::facts::FactPrinter;
use crate::cli::explain::site::ExplainedSite;
use crate::cli::explain::template::print_template;
use crate::cli::report::Reporter;
use crate::diagnostic::Location;
use crate::model::date::format_date;
use crate::model::site::{HiddenPage, Site};
use crate::pipeline::{PlannedSite, PreparedBuild};
use crate::plan::{OutputKind, PageContents, PageKind, Plan, PlannedFile, is_switched_off, with_all_files};
use crate::source::{BUILT_IN, SourceId};

/// Maximum number of files that are printed for people.
const MAX_FILES: usize = 10;

/// Maximum number of addresses that may be meant.
const MAX_NEARBY: usize = 5;

/// Explains the address `route`, which may not exist.
pub fn explain_address(route: &str, site: &ExplainedSite, reporter: &Reporter) -> ExitStatus {
    if let Some(file) = site.published().plan.page(route) {
        let printer = FactPrinter::begin(&site.published().site.settings.permalink(route), reporter);
        print_file(&printer, file, site.published(), site.published_build(), site);
        return ExitStatus::Clean;
    }
    if let Some(file) = site.complete().plan.page(route) {
        let printer = FactPrinter::begin(&site.published().site.settings.permalink(route), reporter);
        print_hidden(&printer, file, &site.complete().site, &site.complete().plan, site);
        print_file(&printer, file, site.complete(), site.complete_build(), site);
        return ExitStatus::Clean;
    }
    if print_switched_off(route, site, reporter) {
        return ExitStatus::Clean;
    }
    let nearby = site.published().plan.nearby(route, MAX_NEARBY);
    let nearby: Vec<&str> = nearby.into_iter().map(|route| &**route).collect();
    let message = if nearby.is_empty() { "explain-no-address" } else { "explain-no-address-near" };
    let arguments = [("address", route.to_owned()), ("nearest", nearby.join(", "))];
    reporter.error(message, &arguments);
    ExitStatus::Failure
}

/// Prints what is at the address of `file`, which is of the plan of `build`.
fn print_file(
    printer: &FactPrinter<'_>,
    file: &PlannedFile,
    planned: &PlannedSite,
    build: &PreparedBuild,
    site: &ExplainedSite,
) {
    printer
        .fact("explain-kind", &[("address", file.route.to_string()), ("kind", file.kind.word().to_owned())]);
    if let (OutputKind::Page(kind), Some(views)) = (&file.kind, build.views()) {
        printer.fact("explain-title", &[("title", views.title(kind))]);
    }
    if let OutputKind::Page(PageKind::Redirect(to)) = &file.kind {
        printer.fact("explain-redirect", &[("to", to.to_string())]);
    }
    print_template(printer, file, planned, site.sources());
    let switches = planned.plan.switches(file);
    if !switches.is_empty() {
        printer.fact("explain-switches", &[("keys", switches.join(", "))]);
    }
    if let Some(place) = place(file.origin, site) {
        printer.fact("explain-origin", &[("place", place)]);
    }
    let contents = PageContents::of(&file.kind, &planned.site, &planned.plan);
    print_list(printer, file, &contents);
    print_sources(printer, file, &contents, planned, site);
    let linked: Vec<String> =
        contents.linked.iter().map(|id| planned.site.articles[*id].route.to_string()).collect();
    if !linked.is_empty() {
        printer.fact("explain-linked", &[("addresses", linked.join(", "))]);
    }
}

/// Prints which part of which list the page has, and its order.
fn print_list(printer: &FactPrinter<'_>, file: &PlannedFile, contents: &PageContents) {
    let Some(list) = contents.list.filter(|list| list.shown > 0) else { return };
    let arguments = [
        ("kind", file.kind.word().to_owned()),
        ("first", (list.before + 1).to_string()),
        ("last", (list.before + list.shown).to_string()),
        ("total", list.total.to_string()),
    ];
    printer.fact("explain-list", &arguments);
}

/// Prints the files that the page is made of, each with the number of its awards on the page.
fn print_sources(
    printer: &FactPrinter<'_>,
    file: &PlannedFile,
    contents: &PageContents,
    planned: &PlannedSite,
    site: &ExplainedSite,
) {
    let mut sources = contents.sources(&planned.site, &planned.plan);
    sources.extend(file.origin.source());
    let mut awards: BTreeMap<SourceId, usize> = BTreeMap::new();
    for award in &contents.awards {
        let decision = planned.site.awards[*award].decision;
        *awards.entry(planned.site.decisions[decision].record.source).or_default() += 1;
    }
    let paths =
        sources.into_iter().map(|source| (site.path(source).to_owned(), awards.get(&source).copied()));
    let mut paths: Vec<(String, Option<usize>)> = paths.collect();
    paths.sort();
    if !paths.is_empty() {
        printer.heading("explain-made-of");
    }
    printer.items(&paths, MAX_FILES, |(path, awards)| {
        let place = if path.starts_with(BUILT_IN) { "built-in" } else { "project" };
        let arguments = [
            ("path", path.clone()),
            ("place", place.to_owned()),
            ("awards", awards.unwrap_or(0).to_string()),
        ];
        printer.item("explain-source", &arguments);
    });
}

/// Returns the path of `place`, with its line.
fn place(place: Location, site: &ExplainedSite) -> Option<String> {
    let source = site.sources().find(place.source()?)?;
    let path = source.path.strip_prefix(BUILT_IN).unwrap_or(&source.path);
    Some(match place {
        Location::Text(span) => format!("{path}:{}", source.position(span.start).0),
        Location::File(_) | Location::Nowhere => path.to_owned(),
    })
}

/// Prints the hidden files that the page is made of; without them it would not exist.
fn print_hidden(
    printer: &FactPrinter<'_>,
    file: &PlannedFile,
    complete: &Site,
    plan: &Plan,
    site: &ExplainedSite,
) {
    let mut sources = PageContents::of(&file.kind, complete, plan).sources(complete, plan);
    sources.extend(file.origin.source());
    let hidden: Vec<&HiddenPage> = sources.into_iter().filter_map(|source| site.hidden(source)).collect();
    printer.facts(&hidden, MAX_FILES, |page| {
        let arguments = [
            ("path", site.path(page.source).to_owned()),
            ("hidden", page.reason.word().to_owned()),
            ("day", page.day.map_or_else(String::new, format_date)),
        ];
        printer.fact("explain-hidden-by", &arguments);
    });
    if hidden.is_empty() {
        printer.fact("explain-only-hidden", &[]);
    }
}

/// Prints which settings switch the page at `route` off; returns false if it would not exist with them either.
fn print_switched_off(route: &str, site: &ExplainedSite, reporter: &Reporter) -> bool {
    for planned in [site.published(), site.complete()] {
        let plan = planned.plan_with_all_files(site.sources());
        let Some(file) = plan.page(route) else { continue };
        let settings = &planned.site.settings;
        let printer = FactPrinter::begin(&settings.permalink(route), reporter);
        let keys: Vec<&str> =
            plan.switches(file).iter().copied().filter(|key| is_switched_off(settings, key)).collect();
        let arguments =
            [("address", route.to_owned()), ("kind", file.kind.word().to_owned()), ("keys", keys.join(", "))];
        printer.fact("explain-switched-off", &arguments);
        if std::ptr::eq(planned, site.complete()) {
            print_hidden(&printer, file, &with_all_files(&planned.site), &plan, site);
        }
        return true;
    }
    false
}

//! Explains a file of the project: what it is read as, what it makes, where it is shown, and why it is not on the site.

use crate::cli::ExitStatus;
use crate::cli::explain::facts::FactPrinter;
use crate::cli::explain::record::print_record;
use crate::cli::explain::site::{ExplainedSite, ShownPlace, appearances};
use crate::cli::explain::template::print_template;
use crate::cli::report::{ReportLength, Reporter};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::model::date::format_date;
use crate::model::route::Route;
use crate::model::site::Site;
use crate::pipeline::PlannedSite;
use crate::plan::{FileUse, OutputKind, PageKind, PlannedFile, file_uses};
use crate::read::SourceRole;
use crate::source::{Source, SourceId};

/// Maximum number of addresses of one kind that are printed for people.
const MAX_ADDRESSES: usize = 5;

/// Explains the file `source`.
pub fn explain_file(source: SourceId, site: &ExplainedSite, reporter: &Reporter) -> ExitStatus {
    let Some(file) = site.sources().find(source) else { return ExitStatus::Failure };
    let printer = FactPrinter::begin(&file.path, reporter);
    let role = SourceRole::of(file);
    printer.fact("explain-role", &[("role", role.word().to_owned()), ("path", file.path.to_string())]);
    print_absence(&printer, file, role, site);
    // What is hidden is explained as it will be.
    let is_asset = |planned: &PlannedSite| planned.site.assets.contains_key(&source);
    let is_hidden = site.hidden(source).is_some() || is_asset(site.complete()) && !is_asset(site.published());
    let planned = if is_hidden { site.complete() } else { site.published() };
    let mut own: Vec<&PlannedFile> =
        planned.plan.files().filter(|file| file.origin.source() == Some(source)).collect();
    let is_page = |file: &PlannedFile| matches!(&file.kind, OutputKind::Page(kind) if kind.is_for_readers());
    own.sort_by_key(|file| !is_page(file));
    printer.facts(&own, MAX_ADDRESSES, |file| print_own(&printer, file));
    print_collision(&printer, source, site, planned);
    // Files of the registry and the settings make pages of several kinds.
    if let Some(page) = own.first().filter(|file| is_page(file) && has_one_page(role)) {
        print_template(&printer, page, planned, site.sources());
        print_menu(&printer, page, planned);
    }
    print_record(&printer, source, site);
    if role == SourceRole::ThemePart {
        print_template_pages(&printer, file, planned);
    }
    print_appearances(&printer, &appearances(source, &planned.site, &planned.plan));
    print_uses(&printer, &file_uses(source, &planned.site, &planned.plan), site);
    let diagnostics = &site.published_build().diagnostics;
    let own = diagnostics.iter().filter(|found| found.source() == Some(source));
    reporter.print(&reporter.output_lines(own, site.sources(), ReportLength::Short));
    ExitStatus::Clean
}

/// Whether a file with this role makes one page.
fn has_one_page(role: SourceRole) -> bool {
    let roles = [SourceRole::Article, SourceRole::Movement, SourceRole::StandalonePage, SourceRole::Decision];
    roles.contains(&role)
}

/// Prints that the menu of the settings leads to `page`, if it does.
fn print_menu(printer: &FactPrinter<'_>, page: &PlannedFile, planned: &PlannedSite) {
    let targets = planned.site.menu.iter().flat_map(|entry| [&entry.to].into_iter().chain(&entry.items));
    if targets.flatten().any(|target| **target == *page.route) {
        printer.fact("explain-menu", &[]);
    }
}

/// Explains that the file at `path` is never read.
pub fn explain_ignored(path: &str, reporter: &Reporter) -> ExitStatus {
    let printer = FactPrinter::begin(path, reporter);
    printer.fact("explain-ignored", &[("path", path.to_owned())]);
    ExitStatus::Clean
}

/// Reports that there is no file at `path`, with the nearest one.
pub fn explain_missing(path: &str, site: &ExplainedSite, reporter: &Reporter) -> ExitStatus {
    let paths = || site.sources().below("content/").chain(site.sources().below("themes/"));
    let name = path.rsplit('/').next().unwrap_or(path);
    let near = nearest(path, paths().map(|source| &*source.path));
    let near = near.or_else(|| paths().find(|source| source.name() == name).map(|source| &*source.path));
    let message = if near.is_some() { "explain-no-file-near" } else { "explain-no-file" };
    let arguments = [("path", path.to_owned()), ("nearest", near.unwrap_or_default().to_owned())];
    reporter.error(message, &arguments);
    ExitStatus::Failure
}

/// Reports with the message `name` that `path` is nothing that can be explained.
pub fn explain_path(name: &str, path: &str, reporter: &Reporter) -> ExitStatus {
    reporter.error(name, &[("path", path.to_owned())]);
    ExitStatus::Failure
}

/// Prints why the file is not on the site: it is hidden, has errors, is used by nothing, or the site has errors elsewhere.
fn print_absence(printer: &FactPrinter<'_>, file: &Source, role: SourceRole, site: &ExplainedSite) {
    if let Some(hidden) = site.hidden(file.id) {
        let day = hidden.day.map_or_else(String::new, format_date);
        printer.fact("explain-hidden", &[("hidden", hidden.reason.word().to_owned()), ("day", day)]);
    }
    let build = site.published_build();
    let is_own = |found: &&Diagnostic| found.source() == Some(file.id);
    let is_error = |found: &&Diagnostic| found.severity == Severity::Error;
    let errors = build.diagnostics.iter().filter(is_own).filter(is_error).count();
    if errors > 0 {
        printer.fact("explain-own-errors", &[("count", errors.to_string())]);
    }
    let others = build.diagnostics.iter().filter(is_error).filter(|found| !is_own(found)).count();
    if others > 0 {
        printer.fact("explain-site-errors", &[("count", others.to_string())]);
    }
    let is_used = site.complete().site.assets.contains_key(&file.id);
    if role == SourceRole::Attachment && !is_used {
        printer.fact("explain-unused", &[]);
    } else if role == SourceRole::Attachment && !site.published().site.assets.contains_key(&file.id) {
        printer.fact("explain-used-by-hidden", &[]);
    }
}

fn print_own(printer: &FactPrinter<'_>, file: &PlannedFile) {
    let target = match &file.kind {
        OutputKind::Page(PageKind::Redirect(to)) => to.to_string(),
        _ => String::new(),
    };
    let arguments =
        [("address", file.route.to_string()), ("kind", file.kind.word().to_owned()), ("to", target)];
    let name = if matches!(&file.kind, OutputKind::Page(PageKind::Redirect(_))) {
        "explain-own-redirect"
    } else {
        "explain-own"
    };
    printer.fact(name, &arguments);
}

/// Prints which other file has the address of the page of `source`.
fn print_collision(printer: &FactPrinter<'_>, source: SourceId, site: &ExplainedSite, planned: &PlannedSite) {
    let Some(route) = page_route(source, &planned.site) else { return };
    let Some(taken) = planned.plan.page(&route).filter(|file| file.origin.source() != Some(source)) else {
        return;
    };
    let other =
        taken.origin.source().map_or_else(|| "bangvang".to_owned(), |other| site.path(other).to_owned());
    printer.fact("explain-collision", &[("address", route.to_string()), ("other", other)]);
}

/// Returns the route that the page of an article, a movement or a standalone page is meant to have.
fn page_route(source: SourceId, site: &Site) -> Option<Route> {
    let article = site.articles.iter().find(|one| one.record.source == source).map(|one| &one.route);
    let movement = site.movements.iter().find(|one| one.record.source == source).map(|one| &one.route);
    let page = site.pages.iter().find(|one| one.record.source == source).map(|one| &one.route);
    article.or(movement).or(page).cloned()
}

/// Prints how many pages have the template `file`, if it is one that pages are rendered from.
fn print_template_pages(printer: &FactPrinter<'_>, file: &Source, planned: &PlannedSite) {
    let Some(name) = file.path.split("/templates/").nth(1) else { return };
    let is_used = planned.theme.value.template_source(name) == Some(file.id);
    let of = |one: &&PlannedFile| match &one.kind {
        OutputKind::Page(kind) => name.strip_suffix(".html") == Some(kind.facts().template),
        OutputKind::File(_) => false,
    };
    let pages = if is_used { planned.plan.files().filter(of).count() } else { 0 };
    let state = if is_used { "used" } else { "shadowed" };
    printer.fact("explain-template-pages", &[("state", state.to_owned()), ("count", pages.to_string())]);
}

fn print_appearances(printer: &FactPrinter<'_>, appearances: &[ShownPlace<'_>]) {
    let mut kinds: Vec<&str> = Vec::new();
    for one in appearances {
        if !kinds.contains(&one.file.kind.word()) {
            kinds.push(one.file.kind.word());
        }
    }
    if !kinds.is_empty() {
        printer.heading("explain-listed");
    }
    for kind in kinds {
        let of: Vec<&ShownPlace<'_>> =
            appearances.iter().filter(|one| one.file.kind.word() == kind).collect();
        printer.items(&of, MAX_ADDRESSES, |one| {
            let (place, total) = one.place.unwrap_or_default();
            let mut arguments = vec![
                ("address", one.file.route.to_string()),
                ("kind", kind.to_owned()),
                ("place", place.to_string()),
                ("total", total.to_string()),
                ("awards", one.awards.to_string()),
            ];
            let name = match (one.place, one.awards) {
                (Some(_), _) => "explain-listed-at",
                (None, 0) => "explain-shown-at",
                (None, _) => "explain-awards-at",
            };
            arguments.retain(|(key, _)| match name {
                "explain-listed-at" => *key != "awards",
                "explain-shown-at" => ["address", "kind"].contains(key),
                _ => ["address", "kind", "awards"].contains(key),
            });
            printer.item(name, &arguments);
        });
    }
}

fn print_uses(printer: &FactPrinter<'_>, uses: &[FileUse], site: &ExplainedSite) {
    if !uses.is_empty() {
        printer.heading("explain-used");
    }
    printer.items(uses, MAX_ADDRESSES, |one| {
        let by = one.by.map_or("content/site.yaml", |by| site.path(by)).to_owned();
        let address = one.route.as_ref().map_or_else(String::new, ToString::to_string);
        let has_address = if address.is_empty() { "no" } else { "yes" };
        let arguments = [
            ("path", by),
            ("use", one.kind.word().to_owned()),
            ("placed", has_address.to_owned()),
            ("address", address),
        ];
        printer.item("explain-used-by", &arguments);
    });
}

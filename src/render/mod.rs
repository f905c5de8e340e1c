//! A plan and a theme in, the bytes of every file out, in parallel, each on its shelf as soon as it is made.

pub mod theme;
pub mod view;

mod downloads;
mod feed;
mod functions;
pub mod markdown;
mod template_fault;
mod theme_files;

use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;
use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Place};
use crate::plan::{Page, ThemeContent, What, output_path};
use crate::render::view::Views;
use crate::shelf::{Refused, Shelf};
use crate::source::{Content, SourceId};

/// Renders every page of the plan onto `shelf`; `done` is called once for each.
///
/// A fault of a template is reported once, however many pages it spoils, with the first of them.
///
/// # Errors
/// When the shelf takes nothing more.
pub fn each(
    views: &Views<'_>,
    shelf: &dyn Shelf,
    done: &(dyn Fn() + Sync),
) -> Result<Vec<Diagnostic>, Refused> {
    let shared =
        Shared { site: Value::from_serializable(&views.site_view()), files: theme::addresses(views.theme) };
    let faults: Mutex<BTreeMap<(Place, String), Diagnostic>> = Mutex::default();
    views.plan.pages.par_iter().try_for_each(|page| {
        if let Err(fault) = one(views, &shared, page, shelf)? {
            let mut faults = faults.lock().expect("no thread panics while it holds this lock");
            let reason = fault.arguments.first().map_or(String::new(), |(_, reason)| reason.clone());
            let first = faults.entry((fault.place, reason)).or_insert_with(|| (*fault).clone());
            if fault.arguments < first.arguments {
                *first = *fault;
            }
        }
        done();
        Ok(())
    })?;
    let faults = faults.into_inner().expect("no thread panics while it holds this lock");
    Ok(faults.into_values().collect())
}

/// Values that every page sees, made once.
struct Shared {
    site: Value,
    files: Value,
}

type Rendered = Result<(), Box<Diagnostic>>;

fn one(views: &Views<'_>, shared: &Shared, page: &Page, shelf: &dyn Shelf) -> Result<Rendered, Refused> {
    let path = output_path(&page.route);
    let text = match &page.what {
        What::Copy(source) => return copy(views, *source, &path, shelf).map(Ok),
        What::ThemeFile(ThemeContent::Source(source)) => return copy(views, *source, &path, shelf).map(Ok),
        What::ThemeFile(ThemeContent::Bytes(bytes, _)) => return shelf.put(&path, bytes).map(Ok),
        What::Feed(section, articles) => feed::atom(views, &page.route, *section, articles),
        What::Sitemap(addresses) => feed::sitemap(views, addresses),
        What::SitemapIndex(parts) => feed::sitemap_index(views, parts),
        What::Robots => feed::robots(views),
        What::Schema => downloads::schema(views),
        What::Download(table, awards) => {
            return shelf.put(&path, &downloads::table(views, *table, awards)).map(Ok);
        }
        _ => match html(views, shared, page) {
            Ok(Some(html)) => html,
            Ok(None) => return Ok(Ok(())),
            Err(fault) => return Ok(Err(fault)),
        },
    };
    shelf.put(&path, text.as_bytes()).map(Ok)
}

fn copy(views: &Views<'_>, source: SourceId, path: &str, shelf: &dyn Shelf) -> Result<(), Refused> {
    let Some(source) = views.sources.find(source) else { return Ok(()) };
    match &source.content {
        Content::BuiltIn(bytes) => shelf.put(path, bytes),
        _ => shelf.put_file(path, &source.disk, source.length, source.hash),
    }
}

/// The HTML of a page that a template makes, if the template could be compiled.
fn html(views: &Views<'_>, shared: &Shared, page: &Page) -> Result<Option<String>, Box<Diagnostic>> {
    let view = views.page_view(page);
    let template = format!("{}.html", view.kind);
    let mut context = Context::new();
    context.insert_value("site", shared.site.clone());
    context.insert_value("files", shared.files.clone());
    context.insert("page", &view);
    fill(views, &page.what, &mut context);
    views.theme.render(&template, &context, &page.route, views.sources)
}

/// Adds what only the page's own template sees.
fn fill(views: &Views<'_>, what: &What, context: &mut Context) {
    match what {
        What::Home => context.insert("home", &views.home()),
        What::Section(at, list) => {
            context.insert("section", &views.section(*at));
            context.insert("list", &views.list(list));
        }
        What::Article(at, neighbours) => context.insert("article", &views.article(*at, neighbours)),
        What::Movements => context.insert("movements", &views.movement_cards()),
        What::Movement(at, list) => {
            context.insert("movement", &views.movement(*at));
            context.insert("list", &views.list(list));
            context.insert("honors", &views.movement_honors(*at));
        }
        What::Standing(at) => context.insert("standing", &views.standing(*at)),
        What::Tags => context.insert("tags", &views.tags()),
        What::Tag(at, list) => {
            context.insert("tag", &views.tag(*at));
            context.insert("list", &views.list(list));
        }
        What::Archive => context.insert("years", &views.years()),
        What::ArchiveYear(year, articles) => {
            context.insert("year", year);
            context.insert("months", &views.months(articles));
        }
        What::Rolls => {
            let rolls: Vec<_> = views.plan.rolls.iter().map(|roll| views.roll_link(roll)).collect();
            context.insert("rolls", &rolls);
            context.insert("statistics", &views.statistics());
            context.insert("downloads", &views.downloads(None));
        }
        What::Roll(roll, part, list) => context.insert("roll", &views.roll(roll, *part, list)),
        What::Statistics => context.insert("statistics", &views.statistics()),
        What::Corrections(awards) => {
            let awards: Vec<_> = awards.iter().map(|at| views.award(*at)).collect();
            context.insert("awards", &awards);
        }
        What::Decisions => context.insert("years", &views.decisions()),
        What::Decision(at) => context.insert("decision", &views.decision(*at)),
        What::Kinds => context.insert("kinds", &views.kinds()),
        What::Kind(at, list) => context.insert("kind", &views.kind_page(*at, list)),
        What::Units => context.insert("units", &views.units()),
        What::Unit(at, list) => context.insert("unit", &views.unit(*at, list)),
        What::Redirect(to) => context.insert("to", &views.redirect(to)),
        What::Recipient(at) => context.insert("recipient", &views.recipient(*at)),
        What::NotFound
        | What::Gone
        | What::Download(..)
        | What::Schema
        | What::Feed(..)
        | What::Sitemap(_)
        | What::SitemapIndex(_)
        | What::Robots
        | What::Copy(_)
        | What::ThemeFile(_) => {}
    }
}

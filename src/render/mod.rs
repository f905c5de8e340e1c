//! Renders every file of a plan, in parallel, each onto its shelf as soon as it is made.

pub mod hosts;
pub mod href;
pub mod links;
pub mod theme;
pub mod view;

mod colours;
mod downloads;
mod feed;
mod functions;
mod image_html;
mod json_feed;
pub mod markdown;
mod pictures;
mod render_cache;
mod template_error;
mod theme_files;
mod well_known;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Mutex;

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Location, Report};
use crate::file::OutputPath;
use crate::hash::Hash;
use crate::model::route::Route;
use crate::plan::{FeedForm, FileKind, OutputKind, PlannedFile, Table, ThemeContent, VariantKind, WellKnown};
use crate::render::view::Views;
use crate::sink::{Cancelled, OutputSink};
use crate::source::{SourceContent, SourceId};

use render_cache::survived;
pub use render_cache::{RenderCache, RenderResult, reason};

/// Pages that a thread takes up at a time: some hold a whole roll, others a sentence.
const MAX_PARALLEL_PICTURES: usize = 4;

/// Renders every page of the plan onto `shelf`; `done` is called once for each.
///
/// What `memo` holds is not rendered again. A fault of a template is reported once, however many pages it
/// spoils, with the first of them. Without a fault, the report proves that the shelf has the whole site.
///
/// # Errors
/// When the shelf takes nothing more.
pub fn render_pages(
    views: &Views<'_>,
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
    done: &(dyn Fn() + Sync),
) -> Result<Report<Option<RenderedSite>>, Cancelled> {
    let shared = SharedContext::of(views);
    let faults: Mutex<BTreeMap<(Location, String), Diagnostic>> = Mutex::default();
    let told = |fault: Diagnostic| {
        let mut faults = faults.lock().expect("no thread panics while it holds this lock");
        let reason = fault.arguments.first().map_or(String::new(), |(_, reason)| reason.clone());
        let first = faults.entry((fault.place, reason)).or_insert_with(|| fault.clone());
        if fault.arguments < first.arguments {
            *first = fault;
        }
    };
    pictures::each(views, memo, shelf, done, &told)?;
    let others = |page: &&PlannedFile| !matches!(page.kind, OutputKind::File(FileKind::Picture(..)));
    // In small pieces, or one thread would be left with a quarter of the pages while the others have nothing to do;
    // and from the beginning, where the rolls mostly stand, whose pages hold most: what later pages share is not held yet.
    views.plan.pages.par_iter().with_max_len(MAX_PARALLEL_PICTURES).filter(others).try_for_each(|page| {
        if let Err(fault) = render_page(views, &shared, page, memo, shelf)? {
            told(*fault);
        }
        done();
        Ok(())
    })?;
    let faults = faults.into_inner().expect("no thread panics while it holds this lock");
    let faults: Vec<_> = faults.into_values().collect();
    let whole = faults.is_empty().then_some(RenderedSite { files: views.plan.pages.len() });
    Ok(Report::new(whole, faults))
}

/// Proof that every file of a plan was put on a shelf and none had a fault. Only [`render_pages`] makes one.
#[derive(Debug)]
pub struct RenderedSite {
    files: usize,
}

impl RenderedSite {
    /// How many files were put.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Claims that `files` files were put, for tests of what is done with them.
    #[cfg(test)]
    pub fn claimed(files: usize) -> RenderedSite {
        RenderedSite { files }
    }
}

/// Values that every page sees, made once for a site.
pub struct SharedContext {
    site: Value,
    files: Value,
    /// Tells apart sites and themes whose pages may differ though their own values are the same.
    print: Hash,
    /// The same for tables, which refer to no file of the theme.
    table_print: Hash,
}

impl SharedContext {
    /// What the pages of `views` share.
    pub fn of(views: &Views<'_>) -> SharedContext {
        let site = Value::from_serializable(&views.site_view());
        let files = theme::addresses(views.theme);
        let theme = views.theme.print.to_string();
        let (table_print, print) = (print(&(&site, &theme)), print(&(&site, &files, &theme)));
        SharedContext { site, files, print, table_print }
    }
}

/// The hash of everything in `value`.
fn print(value: &impl Serialize) -> Hash {
    Hash::of(&serde_json::to_vec(value).expect("values of templates can be written"))
}

/// Renders one page onto `shelf`, unless `memo` holds it. A panic is told as a fault of this page.
///
/// # Errors
/// When the shelf takes nothing more; within, when the page cannot be rendered.
pub fn render_page(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    survived(page, || make(views, shared, page, memo, shelf))
}

fn make(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
    memo: Option<&dyn RenderCache>,
    shelf: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let inputs = inputs(views, page);
    if let PageInputs::Picture(source, form) = inputs {
        return pictures::one(views, page, (source, form), memo, shelf);
    }
    let key = memo.map(|memo| (memo, inputs.key(views, shared)));
    if let Some((memo, key)) = key
        && memo.holds(page, key)?
    {
        return Ok(Ok(()));
    }
    let path = page.route.output_path();
    match &inputs {
        PageInputs::Copy(source) => copy(views, *source, &path, shelf)?,
        PageInputs::Picture(..) => {}
        PageInputs::Bytes(bytes) => shelf.write(&path, bytes)?,
        PageInputs::Text(text) => shelf.write(&path, text.as_bytes())?,
        PageInputs::Table(table, rows) => shelf.write(&path, &downloads::table(views, *table, rows))?,
        PageInputs::Template(kind, values) => {
            let mut html = PAPER.take();
            html.clear();
            let made = render(views, shared, page, (kind, values), &mut html);
            let put = if let Ok(true) = made { shelf.write(&path, &html) } else { Ok(()) };
            if html.capacity() <= MAX_RENDER_BUFFER_BYTES {
                PAPER.set(html);
            }
            put?;
            match made {
                Ok(true) => {}
                Ok(false) => return Ok(Ok(())),
                Err(fault) => return Ok(Err(fault)),
            }
        }
    }
    if let Some((memo, key)) = key {
        memo.remember(page, key);
    }
    Ok(Ok(()))
}

/// Everything that the bytes of a page are made of.
enum PageInputs<'v> {
    Copy(SourceId),
    Picture(SourceId, VariantKind),
    Bytes(&'v [u8]),
    Text(String),
    Table(Table, Vec<downloads::Row>),
    /// The kind of the page, and what its template sees beside what all see.
    Template(&'static str, Vec<(&'static str, Value)>),
}

impl PageInputs<'_> {
    /// The hash of all that the page is made of: pages with one route and one key have the same bytes.
    fn key(&self, views: &Views<'_>, shared: &SharedContext) -> Hash {
        match self {
            PageInputs::Copy(source) => {
                let source = views.sources.find(*source);
                print(&source.map(|source| (source.hash.to_string(), &source.path)))
            }
            PageInputs::Picture(source, form) => pictures::key(views, *source, *form),
            PageInputs::Bytes(bytes) => Hash::of(bytes),
            PageInputs::Text(text) => Hash::of(text.as_bytes()),
            PageInputs::Table(table, rows) => {
                print(&(table.extension(), rows, shared.table_print.to_string()))
            }
            PageInputs::Template(kind, values) => print(&(kind, values, shared.print.to_string())),
        }
    }
}

fn inputs<'v>(views: &Views<'v>, page: &'v PlannedFile) -> PageInputs<'v> {
    match &page.kind {
        OutputKind::Page(kind) => {
            let view = views.page_view(page, kind);
            let template = view.kind;
            let mut values = vec![("page", Value::from_serializable(&view))];
            values.extend(views.page_values(kind));
            PageInputs::Template(template, values)
        }
        OutputKind::File(file) => file_inputs(views, &page.route, file),
    }
}

fn file_inputs<'v>(views: &Views<'v>, route: &Route, file: &'v FileKind) -> PageInputs<'v> {
    match file {
        FileKind::Copy(source) | FileKind::ThemeFile(ThemeContent::Source(source)) => {
            PageInputs::Copy(*source)
        }
        FileKind::Picture(source, form) => PageInputs::Picture(*source, *form),
        FileKind::ThemeFile(ThemeContent::Bytes(bytes, _)) => PageInputs::Bytes(bytes),
        FileKind::Feed(form, section, articles) => PageInputs::Text(match form {
            FeedForm::Atom => feed::atom(views, route, *section, articles),
            FeedForm::Json => json_feed::json(views, route, *section, articles),
        }),
        FileKind::WellKnown(file) => PageInputs::Text(well_known(views, *file)),
        FileKind::Sitemap(part) => PageInputs::Text(feed::sitemap(views, *part)),
        FileKind::SitemapIndex(parts) => PageInputs::Text(feed::sitemap_index(views, parts)),
        FileKind::Robots => PageInputs::Text(feed::robots(views)),
        FileKind::Schema => PageInputs::Text(downloads::schema(views)),
        FileKind::Download(table, awards) => PageInputs::Table(*table, downloads::rows(views, awards)),
    }
}

fn well_known(views: &Views<'_>, file: WellKnown) -> String {
    let hosting = &views.site.settings.hosting;
    match file {
        WellKnown::Manifest => well_known::manifest(views),
        WellKnown::Security => {
            hosting.security.as_ref().map_or_else(String::new, |told| well_known::security(views, told))
        }
        WellKnown::Humans => hosting.humans.as_ref().map_or_else(String::new, |words| format!("{words}\n")),
        WellKnown::Htaccess => hosts::htaccess(views),
        WellKnown::Headers => hosts::headers(views),
        WellKnown::Redirects => hosts::redirects_file(views),
        WellKnown::WebConfig => hosts::web_config(views),
    }
}

fn copy(
    views: &Views<'_>,
    source: SourceId,
    path: &OutputPath,
    shelf: &dyn OutputSink,
) -> Result<(), Cancelled> {
    let Some(source) = views.sources.find(source) else { return Ok(()) };
    match &source.content {
        SourceContent::BuiltIn(bytes) => shelf.write(path, bytes),
        _ => shelf.write_file(path, &source.disk, source.length, source.hash),
    }
}

thread_local! {
    /// What a thread writes its pages on, one after the other.
    static PAPER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}
/// The most bytes that a thread keeps to write pages on.
const MAX_RENDER_BUFFER_BYTES: usize = 1024 * 1024;

/// Writes a page that the template of its `kind` makes onto `html`; false when the template could not be compiled.
fn render(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
    (kind, values): (&str, &[(&'static str, Value)]),
    html: &mut Vec<u8>,
) -> Result<bool, Box<Diagnostic>> {
    let mut context = Context::new();
    context.insert_value("site", shared.site.clone());
    context.insert_value("files", shared.files.clone());
    for (name, value) in values {
        context.insert_value(*name, value.clone());
    }
    views.theme.render(&format!("{kind}.html"), &context, &page.route, views.sources, html)
}

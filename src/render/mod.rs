//! Renders every file of a plan in parallel and writes each to the output sink.

pub mod functions;
pub mod hosts;
pub mod href;
pub mod links;
pub mod theme;
pub mod view;

mod caught_panic;
mod colours;
mod downloads;
mod feed;
mod feed_content;
mod footnotes;
mod image_html;
mod json_feed;
pub mod markdown;
mod page_key;
mod paragraphs;
mod pictures;
mod records;
mod search_file;
mod share_pictures;
mod template_error;
mod template_reason;
mod template_uses;
mod theme_files;
mod well_known;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use serde::Serialize;
use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Location, Report};
use crate::file::OutputPath;
use crate::hash::Hash;
use crate::model::route::Route;
use crate::picture::ShareText;
use crate::plan::{
    FeedForm, FileKind, OutputKind, PlannedFile, Table, ThemeContent, VariantKind, WellKnown, YearDownload,
};
use crate::render::view::Views;
use crate::reuse::InputHasher;
use crate::sink::{Cancelled, CountingSink, Needs, OutputSink};
use crate::source::{SourceContent, SourceId};

use caught_panic::catch_panic;
pub use caught_panic::{RenderResult, panic_message};

/// Number of files that a thread takes at a time, because some files hold a whole roll and others one
/// sentence.
const FILES_PER_TASK: usize = 4;

/// Renders every file of the plan into `sink`, and calls `done` once for each file.
///
/// Files that the sink has are not rendered again. An error of a template is reported once, with the first
/// page that it affects. The report has a value only without errors: then the sink has the whole site.
///
/// # Errors
/// If the sink accepts no more files.
pub fn render_pages(
    views: &Views<'_>,
    sink: &dyn OutputSink,
    done: &(dyn Fn() + Sync),
) -> Result<Report<Option<RenderedSite>>, Cancelled> {
    let sink = &CountingSink::new(sink);
    let shared = SharedContext::new(views);
    let diagnostics: Mutex<BTreeMap<(Location, String), Diagnostic>> = Mutex::default();
    let report = |diagnostic: Diagnostic| {
        let mut diagnostics = diagnostics.lock().expect("no thread panics while it holds this lock");
        let reason = diagnostic.arguments.first().map_or(String::new(), |(_, reason)| reason.clone());
        let first = diagnostics.entry((diagnostic.place, reason)).or_insert_with(|| diagnostic.clone());
        if diagnostic.arguments < first.arguments {
            *first = diagnostic;
        }
    };
    pictures::render_pictures(views, sink, done, &report)?;
    let others = |page: &&Arc<PlannedFile>| !matches!(page.kind, OutputKind::File(FileKind::Picture(..)));
    // In small tasks, so that no thread is left with many pages at the end; in order, because the rolls,
    // which take longest, mostly come first.
    let keeps_records = sink.renderer().is_some_and(|renderer| {
        let mut inputs = InputHasher::default();
        inputs.hash(renderer).hash(shared.fingerprint).hash(records::fingerprint(views));
        sink.begin_records(inputs.fingerprint())
    });
    views.plan.pages.par_iter().with_max_len(FILES_PER_TASK).filter(others).try_for_each(|page| {
        if keeps_records
            && records::is_made_of_records(views, page)
            && let Needs::Stored(_) = sink.keep(&page.route.output_path())?
        {
            done();
            return Ok(());
        }
        if let Err(diagnostic) = render_page(views, &shared, page, sink)? {
            report(*diagnostic);
        }
        done();
        Ok(())
    })?;
    let diagnostics = diagnostics.into_inner().expect("no thread panics while it holds this lock");
    let diagnostics: Vec<_> = diagnostics.into_values().collect();
    let site = RenderedSite { files: views.plan.pages.len(), bytes: sink.bytes() };
    let rendered = diagnostics.is_empty().then_some(site);
    Ok(Report::new(rendered, diagnostics))
}

/// Proof that every file of a plan was written to a sink without an error. Only [`render_pages`] creates it.
#[derive(Debug)]
pub struct RenderedSite {
    files: usize,
    bytes: u64,
}

impl RenderedSite {
    /// Returns the number of files written.
    pub fn files(&self) -> usize {
        self.files
    }

    /// Returns the number of bytes of all files that the sink has now: without pictures that it did not need.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Creates the proof for `files` files, for tests of its users.
    #[cfg(test)]
    pub fn for_tests(files: usize) -> RenderedSite {
        RenderedSite { files, bytes: 0 }
    }
}

/// Values of every page's template context, computed once for a site.
pub struct SharedContext {
    site: Value,
    files: Value,
    /// The parts of the theme that are the same on every page, or why one of them cannot be rendered.
    parts: Result<Value, Box<Diagnostic>>,
    /// The fingerprint of these values and of the theme, a part of every page's key.
    fingerprint: Hash,
    /// The same for downloads, which refer to no file of the theme.
    download_fingerprint: Hash,
}

impl SharedContext {
    /// Computes the values that the pages of `views` share.
    pub fn new(views: &Views<'_>) -> SharedContext {
        let site = Value::from_serializable(&views.site_view());
        let files = theme::address_values(views.theme);
        let theme = views.theme.fingerprint.to_string();
        let fingerprint = hash_of(&(&site, &files, &theme));
        let download_fingerprint = hash_of(&(&site, &theme));
        let mut context = Context::new();
        context.insert_value("site", site.clone());
        context.insert_value("files", files.clone());
        let parts = views.theme.render_shared(&context, views.sources);
        SharedContext { site, files, parts, fingerprint, download_fingerprint }
    }
}

/// Returns the hash of the serialized `value`.
fn hash_of(value: &impl Serialize) -> Hash {
    Hash::of(&serde_json::to_vec(value).expect("values for templates can be serialized"))
}

/// Renders one file into `sink`, unless the sink has it. A panic becomes a diagnostic for this file.
///
/// # Errors
/// If the sink accepts no more files. The inner result is an error if the file cannot be rendered.
pub fn render_page(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
    sink: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    catch_panic(page, || render_file(views, shared, page, sink))
}

/// Renders one file, without protection from panics.
fn render_file(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
    sink: &dyn OutputSink,
) -> Result<RenderResult, Cancelled> {
    let inputs = page_inputs(views, page);
    let path = page.route.output_path();
    let key = sink.renderer().and_then(|renderer| inputs.key(views, shared, renderer));
    if let Some(key) = key
        && let Needs::Stored(_) = sink.needs(&path, key)?
    {
        return Ok(Ok(()));
    }
    let write = |bytes: &[u8]| match key {
        Some(key) => sink.write_with_key(&path, bytes, key),
        None => sink.write(&path, bytes),
    };
    match &inputs {
        PageInputs::Copy(source) => copy_file(views, *source, &path, sink)?,
        PageInputs::Picture(source, kind) => {
            return pictures::render_picture(views, page, *source, *kind, sink);
        }
        PageInputs::SharePicture(text) => return share_pictures::render(views, page, text, sink),
        PageInputs::Bytes(bytes) => write(bytes)?,
        PageInputs::Text(text) => write(text.as_bytes())?,
        PageInputs::Table(table, rows) => write(&downloads::render_table(views, *table, rows))?,
        PageInputs::DownloadArchive(years) => write(&downloads::render_archive(views, years))?,
        PageInputs::Template(kind, values) => {
            let mut html = RENDER_BUFFER.take();
            html.clear();
            let rendered = render_template(views, shared, page, kind, values, &mut html);
            let written = if let Ok(true) = rendered { write(&html) } else { Ok(()) };
            if html.capacity() <= MAX_RENDER_BUFFER_BYTES {
                RENDER_BUFFER.set(html);
            }
            written?;
            match rendered {
                Ok(true) => {}
                Ok(false) => return Ok(Ok(())),
                Err(diagnostic) => return Ok(Err(diagnostic)),
            }
        }
    }
    Ok(Ok(()))
}

/// Everything that determines the bytes of a file.
enum PageInputs<'v> {
    Copy(SourceId),
    Picture(SourceId, VariantKind),
    SharePicture(&'v ShareText),
    Bytes(&'v [u8]),
    Text(String),
    Table(Table, Vec<downloads::Row>),
    DownloadArchive(&'v [YearDownload]),
    /// The kind of the page, and its own part of the template context.
    Template(&'static str, Vec<(&'static str, Value)>),
}

impl PageInputs<'_> {
    /// Returns the key of a file that takes longer to make than its key: files with the same route and key have the same
    /// bytes, if the program `renderer` makes them.
    fn key(&self, views: &Views<'_>, shared: &SharedContext, renderer: Hash) -> Option<Hash> {
        let hash = match self {
            PageInputs::Copy(_)
            | PageInputs::Picture(..)
            | PageInputs::SharePicture(_)
            | PageInputs::Bytes(_)
            | PageInputs::Text(_) => return None,
            PageInputs::Table(table, rows) => {
                hash_of(&(table.extension(), rows, shared.download_fingerprint.to_string()))
            }
            PageInputs::DownloadArchive(years) => {
                // One year after the other, so that the rows of all years are never in memory together.
                let rows = |year: &YearDownload| {
                    hash_of(&(year.year, downloads::award_rows(views, &year.awards))).to_string()
                };
                let rows: Vec<String> = years.iter().map(rows).collect();
                hash_of(&(rows, shared.download_fingerprint.to_string()))
            }
            PageInputs::Template(kind, values) => {
                let mut inputs = InputHasher::default();
                inputs.hash(shared.fingerprint).text(kind);
                for (name, value) in values {
                    page_key::add_value(inputs.text(name), value);
                }
                inputs.fingerprint()
            }
        };
        Some(InputHasher::default().hash(renderer).hash(hash).fingerprint())
    }
}

/// Returns the inputs of a file.
fn page_inputs<'v>(views: &Views<'v>, page: &'v PlannedFile) -> PageInputs<'v> {
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
        FileKind::Picture(source, kind) => PageInputs::Picture(*source, *kind),
        FileKind::SharePicture(text) => PageInputs::SharePicture(text),
        FileKind::ThemeFile(ThemeContent::Bytes(bytes, _)) => PageInputs::Bytes(bytes),
        FileKind::Feed(kind, section, articles) => PageInputs::Text(match kind {
            FeedForm::Atom => feed::atom_feed(views, route, *section, articles),
            FeedForm::Json => json_feed::json_feed(views, route, *section, articles),
        }),
        FileKind::WellKnown(file) => PageInputs::Text(well_known(views, *file)),
        FileKind::Sitemap(part) => PageInputs::Text(feed::sitemap(views, *part)),
        FileKind::SitemapIndex(parts) => PageInputs::Text(feed::sitemap_index(views, parts)),
        FileKind::Robots => PageInputs::Text(feed::robots(views)),
        FileKind::SearchRoot(root) => PageInputs::Bytes(root.as_bytes()),
        FileKind::SearchFile(file) => PageInputs::Text(search_file::search_file(views, file)),
        FileKind::Schema => PageInputs::Text(downloads::schema(views)),
        FileKind::DownloadArchive(years) => PageInputs::DownloadArchive(years),
        FileKind::Download(table, awards) => PageInputs::Table(*table, downloads::award_rows(views, awards)),
    }
}

fn well_known(views: &Views<'_>, file: WellKnown) -> String {
    let hosting = &views.site.settings.hosting;
    match file {
        WellKnown::Manifest => well_known::manifest(views),
        WellKnown::Security => hosting
            .security
            .as_ref()
            .map_or_else(String::new, |security| well_known::security(views, security)),
        WellKnown::Humans => hosting.humans.as_ref().map_or_else(String::new, |words| format!("{words}\n")),
        WellKnown::Htaccess => hosts::htaccess(views),
        WellKnown::Headers => hosts::headers(views),
        WellKnown::Redirects => hosts::redirects_file(views),
        WellKnown::WebConfig => hosts::web_config(views),
    }
}

fn copy_file(
    views: &Views<'_>,
    source: SourceId,
    path: &OutputPath,
    sink: &dyn OutputSink,
) -> Result<(), Cancelled> {
    let Some(source) = views.sources.find(source) else { return Ok(()) };
    match &source.content {
        SourceContent::BuiltIn(bytes) => sink.write(path, bytes),
        _ => sink.write_file(path, &source.disk, source.length, source.hash),
    }
}

thread_local! {
    /// The thread's output buffer, reused for every page.
    static RENDER_BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}
/// Maximum capacity of an output buffer that is kept for the next page, in bytes.
const MAX_RENDER_BUFFER_BYTES: usize = 1024 * 1024;

/// Returns the name of the template of a page, and its context; `None` for a file that no template makes.
///
/// # Errors
/// If a part that all pages share cannot be rendered.
pub fn template_and_context(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
) -> Option<Result<(String, Context), Box<Diagnostic>>> {
    let PageInputs::Template(kind, values) = page_inputs(views, page) else { return None };
    Some(template_context(shared, &values).map(|context| (template_name(kind), context)))
}

fn template_name(kind: &str) -> String {
    format!("{kind}.html")
}

/// Returns the context of a page with its own `values` and those that all pages share.
fn template_context(
    shared: &SharedContext,
    values: &[(&'static str, Value)],
) -> Result<Context, Box<Diagnostic>> {
    let mut context = Context::new();
    context.insert_value("site", shared.site.clone());
    context.insert_value("files", shared.files.clone());
    context.insert_value("shared", shared.parts.clone()?);
    for (name, value) in values {
        context.insert_value(*name, value.clone());
    }
    Ok(context)
}

/// Renders the template `kind` into `html`; returns false when the template could not be compiled.
fn render_template(
    views: &Views<'_>,
    shared: &SharedContext,
    page: &PlannedFile,
    kind: &str,
    values: &[(&'static str, Value)],
    html: &mut Vec<u8>,
) -> Result<bool, Box<Diagnostic>> {
    let context = template_context(shared, values)?;
    views.theme.render(&template_name(kind), &context, &page.route, views.sources, html)
}

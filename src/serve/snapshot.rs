//! A snapshot: one build of the preview, which renders each page when it is first requested.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::check::RuleSet;
use crate::diagnostic::{Diagnostic, Report};
use crate::hash::Hash;
use crate::html;
use crate::pipeline::{PlannedSite, PreparedBuild};
use crate::plan::{FileKind, OutputKind, PlannedFile};
use crate::render::{self, SharedContext};
use crate::serve::preview_files::{BuildSink, FileContent, FileSink, PreviewFile, PreviewFiles, RenderScope};
use crate::serve::unsaved::ShownTexts;
use crate::sink::{Cancelled, OutputSink};
use crate::text;

/// A planned build whose pages are rendered on request.
pub struct Snapshot {
    /// The number of the build, from 1.
    pub number: u64,
    /// The planned site, its sources and diagnostics.
    pub prepared: PreparedBuild,
    /// The unsaved texts that are shown.
    pub unsaved: ShownTexts,
    shared: Option<SharedContext>,
    files: Arc<PreviewFiles>,
    /// The last build without errors, if this one has errors; its pages replace those that are missing.
    last_good: Option<Arc<Snapshot>>,
    versions: Mutex<HashMap<Hash, Arc<PageVersion>>>,
    resources: OnceLock<HashMap<String, PageResource>>,
}

/// What a URL path leads to.
#[derive(Clone, Debug)]
pub enum RouteAnswer {
    /// A file; its path relative to the output determines the content type.
    Found(String, PreviewFile),
    /// No page; the 404 page of the site, if there is one.
    Missing(Option<PreviewFile>),
    /// A redirect to another path on this host.
    Redirect(String),
    /// A page that failed to render, and why.
    Broken(Box<Diagnostic>),
    /// The path cannot be decoded.
    Invalid,
}

impl Snapshot {
    /// Creates the snapshot of build `number`, which stores rendered files in `files`.
    pub fn new(
        number: u64,
        prepared: PreparedBuild,
        unsaved: ShownTexts,
        files: Arc<PreviewFiles>,
        last_good: Option<Arc<Snapshot>>,
    ) -> Snapshot {
        let shared = prepared.views().map(|views| SharedContext::new(&views));
        Snapshot {
            number,
            prepared,
            unsaved,
            shared,
            files,
            last_good,
            versions: Mutex::default(),
            resources: OnceLock::new(),
        }
    }

    /// The last build without errors: this one, or that before it.
    pub fn last_good(self: &Arc<Snapshot>) -> Option<Arc<Snapshot>> {
        let is_good = !self.prepared.has_errors() && self.prepared.planned.is_some();
        if is_good { Some(self.clone()) } else { self.last_good.clone() }
    }

    /// Resolves `path`, a percent-encoded URL path; renders the page if necessary.
    pub fn find(&self, path: &str) -> RouteAnswer {
        self.look_up(path, &|page| self.file_of(page))
    }

    /// Like [`Snapshot::find`], but returns `None` when something would have to be rendered.
    pub fn find_cached(&self, path: &str) -> Option<RouteAnswer> {
        let cached = |page: &PlannedFile| match self.files.find(&page.route.output_path(), self.number) {
            Some(PreviewFile { content: FileContent::Forgotten, .. }) | None => Err(None),
            Some(file) => Ok(file),
        };
        match self.look_up(path, &cached) {
            RouteAnswer::Missing(None) | RouteAnswer::Broken(_) => None,
            answer => Some(answer),
        }
    }

    fn look_up(&self, path: &str, file: &dyn Fn(&PlannedFile) -> PageOutcome) -> RouteAnswer {
        let Some(decoded) = html::decode_path(path).filter(|decoded| decoded.starts_with('/')) else {
            return RouteAnswer::Invalid;
        };
        let decoded = text::nfc(&decoded).into_owned();
        let base = self.base_path();
        let decoded_base = html::decode_path(base).unwrap_or_default();
        let route = match decoded.strip_prefix(&decoded_base) {
            Some(route) if route.starts_with('/') => route,
            _ if !base.is_empty() && (decoded == "/" || decoded == decoded_base) => {
                return RouteAnswer::Redirect(format!("{base}/"));
            }
            _ => "",
        };
        let route = match route.strip_suffix("/index.html") {
            Some(folder) => format!("{folder}/"),
            None => route.to_owned(),
        };
        if let Some(page) = self.page(&route) {
            return match file(page) {
                Ok(file) => RouteAnswer::Found(page.route.output_path().to_string(), file),
                Err(Some(error)) => RouteAnswer::Broken(error),
                Err(None) => RouteAnswer::Missing(None),
            };
        }
        if self.page(&format!("{route}/")).is_some() {
            return RouteAnswer::Redirect(format!("{base}{}/", html::encode_path(&route)));
        }
        if let Some(last_good) = &self.last_good {
            return last_good.look_up(path, &|page| last_good.file_of(page));
        }
        RouteAnswer::Missing(self.page("/404.html").and_then(|page| file(page).ok()))
    }

    /// The path of the base URL, percent-encoded and without a `/` at its end.
    fn base_path(&self) -> &str {
        self.prepared.planned.as_ref().map_or("", |planned| planned.site.settings.base_path())
    }

    fn page(&self, route: &str) -> Option<&PlannedFile> {
        self.prepared.planned.as_ref()?.plan.page(route)
    }

    /// The file of a page, cached or rendered now.
    ///
    /// A page that fails to render keeps its last good version.
    fn file_of(&self, page: &PlannedFile) -> PageOutcome {
        let path = page.route.output_path();
        let has_content = |file: &PreviewFile| !matches!(file.content, FileContent::Forgotten);
        if let Some(file) = self.files.find(&path, self.number).filter(has_content) {
            return Ok(file);
        }
        let sink = BuildSink {
            files: &self.files,
            number: self.number,
            is_cancelled: &|| false,
            scope: RenderScope::OneFile,
        };
        let error = self.render(page, &sink).err().flatten();
        if let Some(file) = self.files.find(&path, self.number).filter(has_content) {
            return Ok(file);
        }
        let single = FileSink::default();
        if error.is_none()
            && self.render(page, &single).is_ok()
            && let Some(file) = single.file()
        {
            return Ok(file);
        }
        let earlier = self.files.find_any(&path).filter(has_content);
        earlier.or_else(|| self.last_good.as_ref()?.file_at(&page.route)).ok_or(error)
    }

    fn file_at(&self, route: &str) -> Option<PreviewFile> {
        self.file_of(self.page(route)?).ok()
    }

    fn render(&self, page: &PlannedFile, sink: &dyn OutputSink) -> Result<(), Option<Box<Diagnostic>>> {
        let (views, shared) = (self.prepared.views().ok_or(None)?, self.shared.as_ref().ok_or(None)?);
        match render::render_page(&views, shared, page, sink) {
            Ok(rendered) => rendered.map_err(Some),
            Err(Cancelled) => Err(None),
        }
    }

    /// Checks the site and renders every page whose inputs have changed. Returns all diagnostics, sorted.
    ///
    /// Diagnostics of the content are passed to `found` before any page is rendered.
    ///
    /// # Errors
    /// When `is_cancelled` returns true; some of the pages may have been rendered.
    pub fn complete(
        &self,
        found: &dyn Fn(&[Diagnostic]),
        is_cancelled: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let mut diagnostics =
            self.prepared.sorted(self.prepared.run_checks(RuleSet::ErrorsAndWarnings, is_cancelled)?);
        found(&diagnostics);
        let Some(views) = self.prepared.views() else { return Ok(diagnostics) };
        let sink =
            BuildSink { files: &self.files, number: self.number, is_cancelled, scope: RenderScope::AllFiles };
        let Report { value: rendered, diagnostics: errors } = render::render_pages(&views, &sink, &|| ())?;
        if rendered.is_some() && !self.prepared.has_errors() {
            self.files.forget_before(self.number);
        }
        diagnostics.extend(errors);
        Ok(self.prepared.sorted(diagnostics))
    }

    /// The paths of the files that this build rendered, sorted.
    pub fn rendered(&self) -> Vec<String> {
        self.files.rendered_by(self.number)
    }

    /// The paths of all files of this build, sorted; valid once it is complete.
    pub fn paths(&self) -> Vec<String> {
        self.files.paths(self.number)
    }

    /// The version of the page at `path`; the default one if there is no page.
    pub fn version_at(&self, path: &str) -> Arc<PageVersion> {
        match self.find(path) {
            RouteAnswer::Found(_, file) | RouteAnswer::Missing(Some(file)) => self.version_of(&file),
            RouteAnswer::Missing(None)
            | RouteAnswer::Redirect(_)
            | RouteAnswer::Invalid
            | RouteAnswer::Broken(_) => Arc::default(),
        }
    }

    /// The version of `file`, a page.
    pub fn version_of(&self, file: &PreviewFile) -> Arc<PageVersion> {
        let known =
            self.versions.lock().expect("no thread panics while it holds this lock").get(&file.hash).cloned();
        known.unwrap_or_else(|| {
            let version = Arc::new(match &file.content {
                FileContent::Bytes(bytes) => {
                    PageVersion::from_html(&String::from_utf8_lossy(bytes), self.resources())
                }
                FileContent::Disk(_) | FileContent::Forgotten => {
                    PageVersion { page: file.hash.short(), ..PageVersion::default() }
                }
            });
            let mut versions = self.versions.lock().expect("no thread panics while it holds this lock");
            versions.insert(file.hash, version.clone());
            version
        })
    }

    /// The files that pages can refer to, by URL path.
    fn resources(&self) -> &HashMap<String, PageResource> {
        self.resources.get_or_init(|| {
            let Some(PlannedSite { site, plan, theme, .. }) = &self.prepared.planned else {
                return HashMap::new();
            };
            let base = site.settings.base_path();
            let copies = plan.pages.iter().filter_map(|page| match page.kind {
                OutputKind::File(FileKind::Copy(source) | FileKind::Picture(source, _)) => {
                    let source = self.prepared.scan.sources.find(source)?;
                    Some((
                        format!("{base}{}", html::encode_path(&page.route)),
                        PageResource::Copied(source.hash),
                    ))
                }
                _ => None,
            });
            let theme_files =
                theme.value.addresses.values().map(|address| (address.to_string(), PageResource::OfTheme));
            copies.chain(theme_files).collect()
        })
    }
}

/// A file that pages refer to.
enum PageResource {
    /// A file of the theme, whose name changes with its bytes.
    OfTheme,
    /// A copied file, whose name does not change with its bytes.
    Copied(Hash),
}

/// The version of a page, to be compared with that in a browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageVersion {
    /// Changes with the page and everything it shows, except style sheets.
    pub page: String,
    /// Changes with the style sheets.
    pub style: String,
    /// The URLs of its style sheets; each changes with the bytes.
    pub sheets: Vec<String>,
}

impl PageVersion {
    /// The text form, which is written into the page.
    pub fn text(&self) -> String {
        format!("{}.{}", self.page, self.style)
    }

    /// Parses the result of [`PageVersion::text`]; other text gives a version that equals no page.
    pub fn parse(text: &str) -> PageVersion {
        let (page, style) = text.split_once('.').unwrap_or_default();
        PageVersion { page: page.to_owned(), style: style.to_owned(), sheets: Vec::new() }
    }

    fn from_html(page: &str, resources: &HashMap<String, PageResource>) -> PageVersion {
        let (mut rest, mut sheets) = (String::with_capacity(page.len()), Vec::new());
        for piece in page.split_inclusive(['"', '\'', ' ', ',', '(', ')']) {
            let address = piece.trim_end_matches(['"', '\'', ' ', ',', '(', ')']);
            let found = address.starts_with('/').then(|| resources.get(address)).flatten();
            match (found, address.ends_with(".css")) {
                (Some(PageResource::OfTheme), true) => sheets.push(address.to_owned()),
                (Some(PageResource::Copied(hash)), true) => {
                    sheets.push(format!("{address}?{}", hash.short()))
                }
                (Some(PageResource::Copied(hash)), false) => rest.push_str(&format!("{piece}{hash}")),
                (None | Some(PageResource::OfTheme), _) => rest.push_str(piece),
            }
        }
        let [page, style] = [rest, sheets.join(" ")].map(|text| Hash::of(text.as_bytes()).short());
        PageVersion { page, style, sheets }
    }
}

/// The file of a page, or why it failed; `None` when the error was reported as the template was compiled.
type PageOutcome = Result<PreviewFile, Option<Box<Diagnostic>>>;

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Hash, PageResource, PageVersion};

    /// The version of a page changes with its pictures, and not with its style sheets.
    #[test]
    fn versions_of_pages() {
        let page = |sheet: &str| {
            format!("<link href=\"/{sheet}.css\"><link href='/own.css'><img srcset=\"/a.jpg 1x, /b.jpg 2x\">")
        };
        let resources = |css: &[u8], picture: &[u8]| {
            HashMap::from([
                ("/x1.css".to_owned(), PageResource::OfTheme),
                ("/x2.css".to_owned(), PageResource::OfTheme),
                ("/own.css".to_owned(), PageResource::Copied(Hash::of(css))),
                ("/b.jpg".to_owned(), PageResource::Copied(Hash::of(picture))),
            ])
        };
        let first = PageVersion::from_html(&page("x1"), &resources(b"1", b"1"));
        assert_eq!(first.sheets[0], "/x1.css");
        assert!(first.sheets[1].starts_with("/own.css?"));
        for (other, page_same, style_same) in [
            (PageVersion::from_html(&page("x1"), &resources(b"1", b"1")), true, true),
            (PageVersion::from_html(&page("x2"), &resources(b"1", b"1")), true, false),
            (PageVersion::from_html(&page("x1"), &resources(b"2", b"1")), true, false),
            (PageVersion::from_html(&page("x1"), &resources(b"1", b"2")), false, true),
        ] {
            assert_eq!((first.page == other.page, first.style == other.style), (page_same, style_same));
        }
    }
}

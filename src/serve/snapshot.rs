//! One build of the preview, which makes each of its pages when a reader first asks for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::check::RuleSet;
use crate::diagnostic::{Diagnostic, Report};
use crate::hash::Hash;
use crate::html;
use crate::pipeline::{PlannedSite, PreparedBuild};
use crate::plan::{FileKind, OutputKind, PlannedFile};
use crate::render::{self, RenderCache, SharedContext};
use crate::serve::preview_files::{BuildSink, FileContent, FileSink, PreviewFile, PreviewFiles};
use crate::sink::{Cancelled, Needs, OutputSink};
use crate::text;

/// A build of the site, planned, with its pages made as they are asked for.
pub struct Snapshot {
    /// Which build of the preview this is, from 1.
    pub number: u64,
    /// The site.
    pub prepared: PreparedBuild,
    shared: Option<SharedContext>,
    files: Arc<PreviewFiles>,
    /// The last build without errors, while this one has some: its pages stand in for those that are missing.
    last_good: Option<Arc<Snapshot>>,
    versions: Mutex<HashMap<Hash, Arc<PageVersion>>>,
    resources: OnceLock<HashMap<String, PageResource>>,
}

/// What an address leads to.
#[derive(Clone, Debug)]
pub enum RouteAnswer {
    /// This file, whose path from the output folder tells what it is.
    Found(String, PreviewFile),
    /// Nothing, which is told by this page, if the site has one.
    Missing(Option<PreviewFile>),
    /// Another address on this host.
    Redirect(String),
    /// A page that could not be made, and why.
    Broken(Box<Diagnostic>),
    /// The address is none.
    Malformed,
}

impl Snapshot {
    /// Build `number`, of `prepared`, which puts what it makes among `pages`.
    pub fn new(
        number: u64,
        prepared: PreparedBuild,
        pages: Arc<PreviewFiles>,
        before: Option<Arc<Snapshot>>,
    ) -> Snapshot {
        let shared = prepared.views().map(|views| SharedContext::of(&views));
        Snapshot {
            number,
            prepared,
            shared,
            files: pages,
            last_good: before,
            versions: Mutex::default(),
            resources: OnceLock::new(),
        }
    }

    /// This build as one to fall back on, without those that it falls back on itself.
    pub fn last_good(self: &Arc<Snapshot>) -> Option<Arc<Snapshot>> {
        match (self.prepared.has_errors() || self.prepared.planned.is_none(), &self.last_good) {
            (false, _) => Some(self.clone()),
            (true, before) => before.clone(),
        }
    }

    /// What `path`, the path of an address as it is written in a request, leads to.
    pub fn find(&self, path: &str) -> RouteAnswer {
        self.look_up(path, &|page| self.file_of(page))
    }

    /// The same, if everything that is needed for it was made before.
    pub fn find_cached(&self, path: &str) -> Option<RouteAnswer> {
        let held = |page: &PlannedFile| match self.files.find(&page.route.output_path(), self.number) {
            Some(PreviewFile { body: FileContent::Forgotten, .. }) | None => Err(None),
            Some(file) => Ok(file),
        };
        match self.look_up(path, &held) {
            RouteAnswer::Missing(None) | RouteAnswer::Broken(_) => None,
            answer => Some(answer),
        }
    }

    fn look_up(&self, path: &str, file: &dyn Fn(&PlannedFile) -> PageOutcome) -> RouteAnswer {
        let Some(decoded) = html::decode_path(path).filter(|decoded| decoded.starts_with('/')) else {
            return RouteAnswer::Malformed;
        };
        let decoded = text::nfc(&decoded).into_owned();
        let base = self.base_path();
        let route = match decoded.strip_prefix(base) {
            Some(route) if route.starts_with('/') => route,
            _ if !base.is_empty() && (decoded == "/" || decoded == base) => {
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
                Err(Some(fault)) => RouteAnswer::Broken(fault),
                Err(None) => RouteAnswer::Missing(None),
            };
        }
        if self.page(&format!("{route}/")).is_some() {
            return RouteAnswer::Redirect(format!("{base}{}/", html::encode_path(&route)));
        }
        if let Some(before) = &self.last_good {
            return before.look_up(path, &|page| before.file_of(page));
        }
        RouteAnswer::Missing(self.page("/404.html").and_then(|page| file(page).ok()))
    }

    /// The folder of the site on its host, without a `/` at its end.
    fn base_path(&self) -> &str {
        self.prepared.planned.as_ref().map_or("", |whole| whole.site.settings.base_path())
    }

    fn page(&self, route: &str) -> Option<&PlannedFile> {
        self.prepared.planned.as_ref()?.plan.page(route)
    }

    /// The file of a page: as it was made before for this build, else made now.
    ///
    /// A page that cannot be made is as the last build that could made it.
    fn file_of(&self, page: &PlannedFile) -> PageOutcome {
        let path = page.route.output_path();
        let held = |file: &PreviewFile| !matches!(file.body, FileContent::Forgotten);
        if let Some(file) = self.files.find(&path, self.number).filter(held) {
            return Ok(file);
        }
        let turn = BuildSink {
            files: &self.files,
            number: self.number,
            is_cancelled: &|| false,
            pictures: Needs::Bytes,
        };
        // Without a memo: its key would cost as much again, while somebody waits. That of a picture costs nothing.
        let memo: Option<&dyn RenderCache> =
            matches!(page.kind, OutputKind::File(FileKind::Picture(..))).then_some(&turn);
        let fault = self.render(page, memo, &turn).err().flatten();
        if let Some(file) = self.files.find(&path, self.number).filter(held) {
            return Ok(file);
        }
        let hand = FileSink::default();
        if fault.is_none()
            && self.render(page, None, &hand).is_ok()
            && let Some(file) = hand.file()
        {
            return Ok(file);
        }
        let earlier = self.files.find_any(&path).filter(held);
        earlier.or_else(|| self.last_good.as_ref()?.file_at(&page.route)).ok_or(fault)
    }

    fn file_at(&self, route: &str) -> Option<PreviewFile> {
        self.file_of(self.page(route)?).ok()
    }

    fn render(
        &self,
        page: &PlannedFile,
        memo: Option<&dyn RenderCache>,
        shelf: &dyn OutputSink,
    ) -> Result<(), Option<Box<Diagnostic>>> {
        let (views, shared) = (self.prepared.views().ok_or(None)?, self.shared.as_ref().ok_or(None)?);
        match render::render_page(&views, shared, page, memo, shelf) {
            Ok(made) => made.map_err(Some),
            Err(Cancelled) => Err(None),
        }
    }

    /// Checks the site and makes every page that is not as the builds before made it; everything that is wrong,
    /// in the order in which it is told. What is wrong with the content is given to `found` before any page is made.
    ///
    /// # Errors
    /// When `stop` says so, with some of the pages made.
    pub fn complete(
        &self,
        found: &dyn Fn(&[Diagnostic]),
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Diagnostic>, Cancelled> {
        let mut diagnostics = self.prepared.sorted(self.prepared.run_checks(RuleSet::Faults, stop)?);
        found(&diagnostics);
        let Some(views) = self.prepared.views() else { return Ok(diagnostics) };
        let turn = BuildSink {
            files: &self.files,
            number: self.number,
            is_cancelled: stop,
            pictures: Needs::Nothing,
        };
        let Report { value: whole, diagnostics: faults } =
            render::render_pages(&views, Some(&turn), &turn, &|| ())?;
        if whole.is_some() && !self.prepared.has_errors() {
            self.files.forget_before(self.number);
        }
        diagnostics.extend(faults);
        Ok(self.prepared.sorted(diagnostics))
    }

    /// The paths of the files that this build made, in their order.
    pub fn rendered(&self) -> Vec<String> {
        self.files.rendered_by(self.number)
    }

    /// The paths of all its files, in their order, once it is settled.
    pub fn paths(&self) -> Vec<String> {
        self.files.paths(self.number)
    }

    /// What a reader of `path` sees.
    pub fn version_at(&self, path: &str) -> Arc<PageVersion> {
        match self.find(path) {
            RouteAnswer::Found(_, file) | RouteAnswer::Missing(Some(file)) => self.version_of(&file),
            RouteAnswer::Missing(None)
            | RouteAnswer::Redirect(_)
            | RouteAnswer::Malformed
            | RouteAnswer::Broken(_) => Arc::default(),
        }
    }

    /// By what `file`, a page, is known again.
    pub fn version_of(&self, file: &PreviewFile) -> Arc<PageVersion> {
        let known =
            self.versions.lock().expect("no thread panics while it holds this lock").get(&file.hash).cloned();
        known.unwrap_or_else(|| {
            let seen = Arc::new(match &file.body {
                FileContent::Bytes(bytes) => {
                    PageVersion::from_html(&String::from_utf8_lossy(bytes), self.resources())
                }
                FileContent::Disk(_) | FileContent::Forgotten => {
                    PageVersion { page: file.hash.short(), ..PageVersion::default() }
                }
            });
            let mut seen_before = self.versions.lock().expect("no thread panics while it holds this lock");
            seen_before.insert(file.hash, seen.clone());
            seen
        })
    }

    /// The files that pages show.
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
            let own =
                theme.value.addresses.values().map(|address| (address.to_string(), PageResource::OfTheme));
            copies.chain(own).collect()
        })
    }
}

/// A file that pages show.
enum PageResource {
    /// Its name changes with its bytes.
    OfTheme,
    /// Its name stays when its bytes change.
    Copied(Hash),
}

/// By what a page that a browser shows is known again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageVersion {
    /// Changes with everything that it shows but its style sheets.
    pub page: String,
    /// Changes with its style sheets.
    pub style: String,
    /// The addresses of its style sheets, each of which changes with its bytes.
    pub sheets: Vec<String>,
}

impl PageVersion {
    /// The form in which a page carries it.
    pub fn text(&self) -> String {
        format!("{}.{}", self.page, self.style)
    }

    /// Reads what [`PageVersion::text`] wrote; anything else is a page that never was.
    pub fn parse(text: &str) -> PageVersion {
        let (page, style) = text.split_once('.').unwrap_or_default();
        PageVersion { page: page.to_owned(), style: style.to_owned(), sheets: Vec::new() }
    }

    fn from_html(page: &str, beside: &HashMap<String, PageResource>) -> PageVersion {
        let (mut rest, mut sheets) = (String::with_capacity(page.len()), Vec::new());
        for piece in page.split_inclusive(['"', '\'', ' ', ',', '(', ')']) {
            let address = piece.trim_end_matches(['"', '\'', ' ', ',', '(', ')']);
            let found = address.starts_with('/').then(|| beside.get(address)).flatten();
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

/// The file of a page, or why there is none; `None` when its template was told to be faulty as it was compiled.
type PageOutcome = Result<PreviewFile, Option<Box<Diagnostic>>>;

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Hash, PageResource, PageVersion};

    /// A page is another when a picture in it is, and the same when only its style sheets are not.
    #[test]
    fn pages_are_known_again() {
        let page = |sheet: &str| {
            format!("<link href=\"/{sheet}.css\"><link href='/own.css'><img srcset=\"/a.jpg 1x, /b.jpg 2x\">")
        };
        let beside = |css: &[u8], picture: &[u8]| {
            HashMap::from([
                ("/x1.css".to_owned(), PageResource::OfTheme),
                ("/x2.css".to_owned(), PageResource::OfTheme),
                ("/own.css".to_owned(), PageResource::Copied(Hash::of(css))),
                ("/b.jpg".to_owned(), PageResource::Copied(Hash::of(picture))),
            ])
        };
        let first = PageVersion::from_html(&page("x1"), &beside(b"1", b"1"));
        assert_eq!(first.sheets[0], "/x1.css");
        assert!(first.sheets[1].starts_with("/own.css?"));
        for (other, page_same, style_same) in [
            (PageVersion::from_html(&page("x1"), &beside(b"1", b"1")), true, true),
            (PageVersion::from_html(&page("x2"), &beside(b"1", b"1")), true, false),
            (PageVersion::from_html(&page("x1"), &beside(b"2", b"1")), true, false),
            (PageVersion::from_html(&page("x1"), &beside(b"1", b"2")), false, true),
        ] {
            assert_eq!((first.page == other.page, first.style == other.style), (page_same, style_same));
        }
    }
}

//! One build of the preview, which makes each of its pages when a reader first asks for it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};

use crate::check::Asked;
use crate::diagnostic::{Diagnostic, Report};
use crate::hash::Hash;
use crate::html;
use crate::pipeline::{Prepared, Whole};
use crate::plan::{FileKind, OutputKind, Page};
use crate::render::{self, Memo, Shared};
use crate::serve::pages::{Body, File, Hand, Pages, Turn};
use crate::shelf::{Need, Refused, Shelf};
use crate::text;

/// A build of the site, planned, with its pages made as they are asked for.
pub struct Snapshot {
    /// Which build of the preview this is, from 1.
    pub number: u64,
    /// The site.
    pub prepared: Prepared,
    shared: Option<Shared>,
    pages: Arc<Pages>,
    /// The last build without errors, while this one has some: its pages stand in for those that are missing.
    before: Option<Arc<Snapshot>>,
    seen: Mutex<HashMap<Hash, Arc<Seen>>>,
    beside: OnceLock<HashMap<String, Beside>>,
}

/// What an address leads to.
#[derive(Clone, Debug)]
pub enum Answer {
    /// This file, whose path from the output folder tells what it is.
    Found(String, File),
    /// Nothing, which is told by this page, if the site has one.
    Missing(Option<File>),
    /// Another address on this host.
    Elsewhere(String),
    /// A page that could not be made, and why.
    Broken(Box<Diagnostic>),
    /// The address is none.
    Malformed,
}

impl Snapshot {
    /// Build `number`, of `prepared`, which puts what it makes among `pages`.
    pub fn new(
        number: u64,
        prepared: Prepared,
        pages: Arc<Pages>,
        before: Option<Arc<Snapshot>>,
    ) -> Snapshot {
        let shared = prepared.views().map(|views| Shared::of(&views));
        Snapshot { number, prepared, shared, pages, before, seen: Mutex::default(), beside: OnceLock::new() }
    }

    /// This build as one to fall back on, without those that it falls back on itself.
    pub fn good(self: &Arc<Snapshot>) -> Option<Arc<Snapshot>> {
        match (self.prepared.has_errors() || self.prepared.whole.is_none(), &self.before) {
            (false, _) => Some(self.clone()),
            (true, before) => before.clone(),
        }
    }

    /// What `path`, the path of an address as it is written in a request, leads to.
    pub fn answer(&self, path: &str) -> Answer {
        self.look_up(path, &|page| self.make(page))
    }

    /// The same, if everything that is needed for it was made before.
    pub fn answer_at_once(&self, path: &str) -> Option<Answer> {
        let held = |page: &Page| match self.pages.find(&page.route.output_path(), self.number) {
            Some(File { body: Body::Forgotten, .. }) | None => Err(None),
            Some(file) => Ok(file),
        };
        match self.look_up(path, &held) {
            Answer::Missing(None) | Answer::Broken(_) => None,
            answer => Some(answer),
        }
    }

    fn look_up(&self, path: &str, file: &dyn Fn(&Page) -> Made) -> Answer {
        let Some(decoded) = html::decode_path(path).filter(|decoded| decoded.starts_with('/')) else {
            return Answer::Malformed;
        };
        let decoded = text::nfc(&decoded).into_owned();
        let base = self.base_path();
        let route = match decoded.strip_prefix(base) {
            Some(route) if route.starts_with('/') => route,
            _ if !base.is_empty() && (decoded == "/" || decoded == base) => {
                return Answer::Elsewhere(format!("{base}/"));
            }
            _ => "",
        };
        let route = match route.strip_suffix("/index.html") {
            Some(folder) => format!("{folder}/"),
            None => route.to_owned(),
        };
        if let Some(page) = self.page(&route) {
            return match file(page) {
                Ok(file) => Answer::Found(page.route.output_path().to_string(), file),
                Err(Some(fault)) => Answer::Broken(fault),
                Err(None) => Answer::Missing(None),
            };
        }
        if self.page(&format!("{route}/")).is_some() {
            return Answer::Elsewhere(format!("{base}{}/", html::encode_path(&route)));
        }
        if let Some(before) = &self.before {
            return before.look_up(path, &|page| before.make(page));
        }
        Answer::Missing(self.page("/404.html").and_then(|page| file(page).ok()))
    }

    /// The folder of the site on its host, without a `/` at its end.
    fn base_path(&self) -> &str {
        self.prepared.whole.as_ref().map_or("", |whole| whole.site.settings.base_path())
    }

    fn page(&self, route: &str) -> Option<&Page> {
        self.prepared.whole.as_ref()?.plan.page(route)
    }

    /// The file of a page: as it was made before for this build, else made now.
    ///
    /// A page that cannot be made is as the last build that could made it.
    fn make(&self, page: &Page) -> Made {
        let path = page.route.output_path();
        let held = |file: &File| !matches!(file.body, Body::Forgotten);
        if let Some(file) = self.pages.find(&path, self.number).filter(held) {
            return Ok(file);
        }
        let turn = Turn { pages: &self.pages, number: self.number, stop: &|| false, pictures: Need::Bytes };
        // Without a memo: its key would cost as much again, while somebody waits. That of a picture costs nothing.
        let memo: Option<&dyn Memo> =
            matches!(page.kind, OutputKind::File(FileKind::Picture(..))).then_some(&turn);
        let fault = self.render(page, memo, &turn).err().flatten();
        if let Some(file) = self.pages.find(&path, self.number).filter(held) {
            return Ok(file);
        }
        let hand = Hand::default();
        if fault.is_none()
            && self.render(page, None, &hand).is_ok()
            && let Some(file) = hand.file()
        {
            return Ok(file);
        }
        let earlier = self.pages.find_any(&path).filter(held);
        earlier.or_else(|| self.before.as_ref()?.make_at(&page.route)).ok_or(fault)
    }

    fn make_at(&self, route: &str) -> Option<File> {
        self.make(self.page(route)?).ok()
    }

    fn render(
        &self,
        page: &Page,
        memo: Option<&dyn Memo>,
        shelf: &dyn Shelf,
    ) -> Result<(), Option<Box<Diagnostic>>> {
        let (views, shared) = (self.prepared.views().ok_or(None)?, self.shared.as_ref().ok_or(None)?);
        match render::one(&views, shared, page, memo, shelf) {
            Ok(made) => made.map_err(Some),
            Err(Refused) => Err(None),
        }
    }

    /// Checks the site and makes every page that is not as the builds before made it; everything that is wrong,
    /// in the order in which it is told. What is wrong with the content is given to `found` before any page is made.
    ///
    /// # Errors
    /// When `stop` says so, with some of the pages made.
    pub fn settle(
        &self,
        found: &dyn Fn(&[Diagnostic]),
        stop: &(dyn Fn() -> bool + Sync),
    ) -> Result<Vec<Diagnostic>, Refused> {
        let mut diagnostics = self.prepared.in_order(self.prepared.checked(Asked::Faults, stop)?);
        found(&diagnostics);
        let Some(views) = self.prepared.views() else { return Ok(diagnostics) };
        let turn = Turn { pages: &self.pages, number: self.number, stop, pictures: Need::Nothing };
        let Report { value: whole, diagnostics: faults } = render::each(&views, Some(&turn), &turn, &|| ())?;
        if whole.is_some() && !self.prepared.has_errors() {
            self.pages.forget_before(self.number);
        }
        diagnostics.extend(faults);
        Ok(self.prepared.in_order(diagnostics))
    }

    /// The paths of the files that this build made, in their order.
    pub fn made(&self) -> Vec<String> {
        self.pages.made_by(self.number)
    }

    /// The paths of all its files, in their order, once it is settled.
    pub fn paths(&self) -> Vec<String> {
        self.pages.paths(self.number)
    }

    /// What a reader of `path` sees.
    pub fn seen_at(&self, path: &str) -> Arc<Seen> {
        match self.answer(path) {
            Answer::Found(_, file) | Answer::Missing(Some(file)) => self.seen(&file),
            Answer::Missing(None) | Answer::Elsewhere(_) | Answer::Malformed | Answer::Broken(_) => {
                Arc::default()
            }
        }
    }

    /// By what `file`, a page, is known again.
    pub fn seen(&self, file: &File) -> Arc<Seen> {
        let known =
            self.seen.lock().expect("no thread panics while it holds this lock").get(&file.hash).cloned();
        known.unwrap_or_else(|| {
            let seen = Arc::new(match &file.body {
                Body::Bytes(bytes) => Seen::of(&String::from_utf8_lossy(bytes), self.beside()),
                Body::Disk(_) | Body::Forgotten => Seen { page: file.hash.short(), ..Seen::default() },
            });
            let mut seen_before = self.seen.lock().expect("no thread panics while it holds this lock");
            seen_before.insert(file.hash, seen.clone());
            seen
        })
    }

    /// The files that pages show.
    fn beside(&self) -> &HashMap<String, Beside> {
        self.beside.get_or_init(|| {
            let Some(Whole { site, plan, theme, .. }) = &self.prepared.whole else { return HashMap::new() };
            let base = site.settings.base_path();
            let copies = plan.pages.iter().filter_map(|page| match page.kind {
                OutputKind::File(FileKind::Copy(source) | FileKind::Picture(source, _)) => {
                    let source = self.prepared.scan.sources.find(source)?;
                    Some((format!("{base}{}", html::encode_path(&page.route)), Beside::Copied(source.hash)))
                }
                _ => None,
            });
            let own = theme.value.addresses.values().map(|address| (address.to_string(), Beside::OfTheme));
            copies.chain(own).collect()
        })
    }
}

/// A file that pages show.
enum Beside {
    /// Its name changes with its bytes.
    OfTheme,
    /// Its name stays when its bytes change.
    Copied(Hash),
}

/// By what a page that a browser shows is known again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Changes with everything that it shows but its style sheets.
    pub page: String,
    /// Changes with its style sheets.
    pub style: String,
    /// The addresses of its style sheets, each of which changes with its bytes.
    pub sheets: Vec<String>,
}

impl Seen {
    /// The form in which a page carries it.
    pub fn text(&self) -> String {
        format!("{}.{}", self.page, self.style)
    }

    /// Reads what [`Seen::text`] wrote; anything else is a page that never was.
    pub fn parse(text: &str) -> Seen {
        let (page, style) = text.split_once('.').unwrap_or_default();
        Seen { page: page.to_owned(), style: style.to_owned(), sheets: Vec::new() }
    }

    fn of(page: &str, beside: &HashMap<String, Beside>) -> Seen {
        let (mut rest, mut sheets) = (String::with_capacity(page.len()), Vec::new());
        for piece in page.split_inclusive(['"', '\'', ' ', ',', '(', ')']) {
            let address = piece.trim_end_matches(['"', '\'', ' ', ',', '(', ')']);
            let found = address.starts_with('/').then(|| beside.get(address)).flatten();
            match (found, address.ends_with(".css")) {
                (Some(Beside::OfTheme), true) => sheets.push(address.to_owned()),
                (Some(Beside::Copied(hash)), true) => sheets.push(format!("{address}?{}", hash.short())),
                (Some(Beside::Copied(hash)), false) => rest.push_str(&format!("{piece}{hash}")),
                (None | Some(Beside::OfTheme), _) => rest.push_str(piece),
            }
        }
        let [page, style] = [rest, sheets.join(" ")].map(|text| Hash::of(text.as_bytes()).short());
        Seen { page, style, sheets }
    }
}

/// The file of a page, or why there is none; `None` when its template was told to be faulty as it was compiled.
type Made = Result<File, Option<Box<Diagnostic>>>;

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Beside, Hash, Seen};

    /// A page is another when a picture in it is, and the same when only its style sheets are not.
    #[test]
    fn pages_are_known_again() {
        let page = |sheet: &str| {
            format!("<link href=\"/{sheet}.css\"><link href='/own.css'><img srcset=\"/a.jpg 1x, /b.jpg 2x\">")
        };
        let beside = |css: &[u8], picture: &[u8]| {
            HashMap::from([
                ("/x1.css".to_owned(), Beside::OfTheme),
                ("/x2.css".to_owned(), Beside::OfTheme),
                ("/own.css".to_owned(), Beside::Copied(Hash::of(css))),
                ("/b.jpg".to_owned(), Beside::Copied(Hash::of(picture))),
            ])
        };
        let first = Seen::of(&page("x1"), &beside(b"1", b"1"));
        assert_eq!(first.sheets[0], "/x1.css");
        assert!(first.sheets[1].starts_with("/own.css?"));
        for (other, page_same, style_same) in [
            (Seen::of(&page("x1"), &beside(b"1", b"1")), true, true),
            (Seen::of(&page("x2"), &beside(b"1", b"1")), true, false),
            (Seen::of(&page("x1"), &beside(b"2", b"1")), true, false),
            (Seen::of(&page("x1"), &beside(b"1", b"2")), false, true),
        ] {
            assert_eq!((first.page == other.page, first.style == other.style), (page_same, style_same));
        }
    }
}

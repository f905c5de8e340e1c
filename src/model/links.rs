//! Resolves the links of content files.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::html;
use crate::model::body::{BodyLink, Outline};
use crate::model::names::NameIndex;
use crate::model::route::Route;
use crate::model::settings::{PictureFile, Section, Settings};
use crate::model::site::{HiddenReason, LinkTarget, SitePictures};
use crate::source::{Source, SourceId, Sources, Span, Text};
use crate::text;

/// A Markdown file that links may name.
pub struct LinkableFile<'a> {
    /// The route of its page.
    pub route: Route,
    /// The outline, for its anchors.
    pub outline: &'a Outline,
    /// Why its page is not published; `None` when it is.
    pub hidden: Option<HiddenReason>,
}

/// Resolves links of content files and collects the files they refer to.
pub struct LinkLookup<'a> {
    sources: &'a Sources,
    settings: &'a Settings,
    sections: NameIndex<'a, Section>,
    destinations: FxHashMap<SourceId, LinkableFile<'a>>,
    unread_drafts: &'a [SourceId],
    /// The routes of the files that pages refer to.
    pub assets: BTreeMap<SourceId, Route>,
}

/// Endings of the names of hosts that no file has.
const HOST_ENDINGS: &[&str] = &["com", "edu", "gov", "info", "net", "org", "vn"];

/// The form of an address as written in a link.
enum AddressForm<'a> {
    /// An address of another site, or a mail or telephone address.
    External,
    /// An address with a scheme that links may not have.
    Unsafe(&'a str),
    /// A path of a local file system, such as `C:\…` or `file:…`.
    LocalPath,
    /// An anchor of the same page.
    Anchor(&'a str),
    /// A route of this site, from `/`.
    Route,
    /// A relative path, and an anchor without its `#`.
    File(&'a str, Option<&'a str>),
}

impl<'a> LinkLookup<'a> {
    /// Creates a lookup that knows the source files but no page yet.
    ///
    /// Links to `unread_drafts`, which have no page to add, are reported as links to drafts.
    pub fn new(
        sources: &'a Sources,
        settings: &'a Settings,
        unread_drafts: &'a [SourceId],
    ) -> LinkLookup<'a> {
        let sections = NameIndex::of_sections(&settings.sections);
        let (destinations, assets) = (FxHashMap::default(), BTreeMap::new());
        LinkLookup { sources, settings, sections, destinations, unread_drafts, assets }
    }

    /// Adds the page of `source`.
    pub fn add(&mut self, source: SourceId, destination: LinkableFile<'a>) {
        self.destinations.insert(source, destination);
    }

    /// Resolves every link of `outline`, the outline of `from`, and reports broken ones.
    pub fn resolve_all(
        &mut self,
        from: SourceId,
        outline: &Outline,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<LinkTarget> {
        let Some(source) = self.sources.find(from) else { return Vec::new() };
        let mut targets = Vec::with_capacity(outline.links.len());
        for link in &outline.links {
            targets.push(match self.resolve(link, source, outline) {
                Ok(target) => target,
                Err(error) => {
                    diagnostics.push(error);
                    LinkTarget::Nowhere
                }
            });
        }
        targets
    }

    /// Resolves the links of `outline` if all of them lead to other sites; `None` if one must be looked up or
    /// reported.
    pub fn resolve_external(outline: &Outline) -> Option<Vec<LinkTarget>> {
        let outside = |link: &BodyLink| match address_form(&link.target) {
            AddressForm::External if link.picture.is_none() => Some(external_target(link)),
            _ => None,
        };
        outline.links.iter().map(outside).collect()
    }

    /// Returns the route of the page of the file at `path`, which is relative to the content folder.
    ///
    /// # Errors
    /// If the page is hidden, or there is no such file.
    pub fn page_route(&self, path: &str, span: Span) -> Result<Text, Diagnostic> {
        let source = self.sources.at(&format!("content/{path}"));
        if source.is_some_and(|source| self.unread_drafts.contains(&source.id)) {
            return Err(hidden_link(path, HiddenReason::Draft, span));
        }
        match source.and_then(|source| self.destinations.get(&source.id)) {
            Some(LinkableFile { hidden: Some(reason), .. }) => Err(hidden_link(path, *reason, span)),
            Some(page) => Ok(page.route.clone().into()),
            None => Err(self.missing_file(path, TargetKind::Page, "content/", span)),
        }
    }

    /// Returns the file `name`, relative to the folder of `from`, or to `static/` when it begins with `/`.
    ///
    /// # Errors
    /// If there is no such file, or `name` is a path of a local file system.
    pub fn find_asset(&mut self, from: SourceId, name: &str, span: Span) -> Result<SourceId, Diagnostic> {
        let missing =
            |lookup: &LinkLookup<'_>, folder: &str| lookup.missing_file(name, TargetKind::File, folder, span);
        let Some(source) = self.sources.find(from) else { return Err(missing(self, "")) };
        match address_form(name) {
            AddressForm::File(path, None) => {
                let path = join(source.folder(), path).unwrap_or_default();
                self.add_asset(&path).ok_or_else(|| missing(self, source.folder()))
            }
            AddressForm::Route => {
                let path = format!("content/static{name}");
                self.add_asset(&path).ok_or_else(|| missing(self, source.folder()))
            }
            AddressForm::LocalPath => Err(Diagnostic::new(Code::LocalPath, span).arg("path", name)),
            _ => Err(missing(self, source.folder())),
        }
    }

    /// Resolves the pictures of the settings and reports missing ones.
    pub fn pictures(&mut self, diagnostics: &mut Vec<Diagnostic>) -> SitePictures {
        let appearance = &self.settings.appearance;
        let mut find = |picture: &Option<PictureFile>| {
            let file = &picture.as_ref()?.file;
            self.find_asset(file.span.source, &file.value, file.span)
                .map_err(|error| diagnostics.push(error))
                .ok()
        };
        SitePictures {
            logo: find(&appearance.logo),
            banner: find(&appearance.banner),
            share_image: find(&appearance.share_image),
        }
    }

    /// Returns the scan `name` below `content/static/`.
    ///
    /// # Errors
    /// If there is no such file.
    pub fn find_scan(&mut self, name: &str, span: Span) -> Result<SourceId, Diagnostic> {
        let path = format!("content/static/{}", name.trim_start_matches('/'));
        self.add_asset(&path).ok_or_else(|| {
            let files = self.sources.below("content/static/").map(|s| &s.path["content/static/".len()..]);
            Diagnostic::new(Code::MissingDocument, span).arg("file", name).help_nearest(name, files)
        })
    }

    /// Adds the file at `path` to the assets; `None` when there is none, or it is a record.
    fn add_asset(&mut self, path: &str) -> Option<SourceId> {
        let source = self.sources.at(path)?;
        if matches!(source.extension().as_str(), "md" | "yaml" | "yml")
            && !path.starts_with("content/static/")
        {
            return None;
        }
        let route = self.asset_route(source);
        self.assets.insert(source.id, route);
        Some(source.id)
    }

    /// Returns the route of a file: below the page whose folder it is in, else by its path in the content
    /// folder.
    fn asset_route(&self, source: &Source) -> Route {
        let mut folder = source.folder();
        while folder.len() > "content/".len() {
            let page = self.sources.at(&format!("{folder}index.md"));
            if let Some(page) = page.and_then(|page| self.destinations.get(&page.id)) {
                return Route::new(format!("{}{}", page.route, &source.path[folder.len()..]));
            }
            folder = &folder[..folder[..folder.len() - 1].rfind('/').map_or(0, |at| at + 1)];
        }
        let words = &self.settings.routes;
        let below = |prefix: &str| source.path.strip_prefix(prefix);
        let in_section = || {
            let (section, rest) = below("content/articles/")?.split_once('/')?;
            let id = self.sections.id(self.sections.find(section, None).one()?)?;
            Some(format!("/{id}/{rest}"))
        };
        let at_top = || below("content/articles/").or_else(|| below("content/static/"));
        let route = in_section()
            .or_else(|| at_top().or_else(|| below("content/pages/")).map(|rest| format!("/{rest}")))
            .or_else(|| below("content/registry/").map(|rest| format!("/{}/{rest}", words.people)))
            .or_else(|| below("content/movements/").map(|rest| format!("/{}/{rest}", words.movements)));
        Route::new(route.unwrap_or_else(|| format!("/{}", source.path)))
    }

    /// Resolves one link of `from`; `own` is the outline of `from`.
    fn resolve(&mut self, link: &BodyLink, from: &Source, own: &Outline) -> Result<LinkTarget, Diagnostic> {
        let written = &*link.target;
        match address_form(written) {
            AddressForm::External if link.picture.is_some() => {
                Err(Diagnostic::new(Code::OutsidePicture, link.span).arg("address", written))
            }
            AddressForm::External => Ok(external_target(link)),
            AddressForm::Unsafe(scheme) => {
                Err(Diagnostic::new(Code::UnsafeLink, link.span).arg("scheme", scheme))
            }
            AddressForm::LocalPath => Err(Diagnostic::new(Code::LocalPath, link.span).arg("path", written)),
            AddressForm::Anchor("") => Ok(LinkTarget::Address(link.target.clone())),
            AddressForm::Anchor(anchor) => {
                check_anchor(anchor, own, link.span)?;
                Ok(LinkTarget::Address(Text::from(format!("#{}", html::encode_path(anchor)))))
            }
            AddressForm::Route => self.resolve_route(written),
            AddressForm::File(path, anchor) => self.resolve_file(path, anchor, link, from),
        }
    }

    /// Resolves a route from `/`: a file below `static/`, else a page, which only the plan can check.
    fn resolve_route(&mut self, written: &str) -> Result<LinkTarget, Diagnostic> {
        let path = written.split(['#', '?']).next().unwrap_or(written);
        let decoded = html::decode_path(path).unwrap_or_default();
        match self.add_asset(&format!("content/static{}", text::nfc(&decoded))) {
            Some(id) => Ok(LinkTarget::File(id, self.address(&decoded, &written[path.len()..]))),
            None => Ok(LinkTarget::Route(Text::from(written))),
        }
    }

    /// Resolves a relative path to a page or a file.
    fn resolve_file(
        &mut self,
        path: &str,
        anchor: Option<&str>,
        link: &BodyLink,
        from: &Source,
    ) -> Result<LinkTarget, Diagnostic> {
        let decoded = html::decode_path(path).unwrap_or_else(|| path.to_owned());
        let full = join(from.folder(), &text::nfc(&decoded));
        let found = full.as_deref().and_then(|full| self.sources.at(full)).map(|source| source.id);
        let kind = link.picture.map_or(TargetKind::PageOrFile, |_| TargetKind::File);
        let Some(id) = found else {
            let typed = typed_address(&link.target).filter(|_| link.picture.is_none());
            return Err(match typed {
                Some((help, right)) => Diagnostic::new(Code::MissingFile, link.span)
                    .arg("path", &decoded)
                    .arg("what", "missing")
                    .arg("right", right)
                    .help(help),
                None => self.missing_file(&decoded, kind, from.folder(), link.span),
            });
        };
        if let Some(page) = self.destinations.get(&id).filter(|_| link.picture.is_none()) {
            if let Some(reason) = page.hidden {
                return Err(hidden_link(path, reason, link.span));
            }
            let end = match anchor {
                Some(anchor) => {
                    check_anchor(anchor, page.outline, link.span)?;
                    format!("#{}", html::encode_path(anchor))
                }
                None => String::new(),
            };
            return Ok(LinkTarget::Address(self.address(&page.route.clone(), &end)));
        }
        let full = full.unwrap_or_default();
        if full.ends_with(".md") && link.picture.is_none() {
            if self.unread_drafts.contains(&id) {
                return Err(hidden_link(path, HiddenReason::Draft, link.span));
            }
            // The page has diagnostics of its own, which are reported where they occur.
            return Ok(LinkTarget::Nowhere);
        }
        match self.add_asset(&full) {
            Some(id) => {
                let route = self.assets[&id].clone();
                let end = anchor.map_or(String::new(), |anchor| format!("#{anchor}"));
                Ok(LinkTarget::File(id, self.address(&route, &end)))
            }
            None => Err(self.missing_file(&decoded, kind, from.folder(), link.span)),
        }
    }

    /// Returns the address of `route` with `end`, an anchor or a query, after it.
    fn address(&self, route: &str, end: &str) -> Text {
        Text::from(format!("{}{end}", self.settings.href(&html::encode_path(route))))
    }

    /// Returns the error for a missing file, with a file of the same or nearly the same name as a proposal; or for one
    /// that is there, but is not of the kind `wanted`.
    fn missing_file(&self, path: &str, wanted: TargetKind, folder: &str, span: Span) -> Diagnostic {
        let error = Diagnostic::new(Code::MissingFile, span).arg("path", path);
        if join(folder, &text::nfc(path)).is_some_and(|full| self.sources.at(&full).is_some()) {
            return error.arg("what", wanted.word()).help(wanted.help());
        }
        let error = error.arg("what", "missing");
        let name = path.rsplit('/').next().unwrap_or(path);
        let files = || {
            let all = self.sources.below("content/").filter(|s| !s.path.starts_with("content/awards/"));
            all.filter(move |source| wanted.may_be(source))
        };
        let is_named = !name.is_empty() && name != "index.md";
        let same = files().find(|source| is_named && source.name() == name);
        // A file in the same folder is more likely than one elsewhere.
        let spelt = text::nfc(name).to_lowercase();
        let mut cased = files().filter(|source| is_named && source.name().to_lowercase() == spelt);
        let in_folder =
            files().find(|source| source.folder() == folder && source.name().to_lowercase() == spelt);
        if let Some(source) = same.or(in_folder).or_else(|| cased.next()) {
            return error.arg("nearest", relative(folder, &source.path)).help("help-nearest");
        }
        let near: Vec<String> = files().map(|source| relative(folder, &source.path)).collect();
        error.help_nearest(path, near.iter().map(String::as_str))
    }
}

/// What a link or a key may lead to.
#[derive(Clone, Copy)]
enum TargetKind {
    Page,
    File,
    PageOrFile,
}

impl TargetKind {
    /// Returns true if the file `source` may be meant.
    fn may_be(self, source: &Source) -> bool {
        let is_static = source.path.starts_with("content/static/");
        match source.extension().as_str() {
            "yaml" | "yml" => is_static,
            "md" => is_static || !matches!(self, TargetKind::File),
            _ => true,
        }
    }

    /// Returns the word of the message for a file of another kind.
    fn word(self) -> &'static str {
        match self {
            TargetKind::Page => "no-page",
            TargetKind::File | TargetKind::PageOrFile => "record",
        }
    }

    /// Returns the help for a file of another kind.
    fn help(self) -> &'static str {
        match self {
            TargetKind::Page => "help-page",
            TargetKind::File => "help-file",
            TargetKind::PageOrFile => "help-record",
        }
    }
}

impl HiddenReason {
    /// Returns the word for message arguments.
    pub fn word(self) -> &'static str {
        match self {
            HiddenReason::Draft => "draft",
            HiddenReason::Unapproved => "unapproved",
            HiddenReason::Future => "future",
            HiddenReason::Expired => "expired",
        }
    }
}

/// Returns the target of a link to another site, in ASCII.
fn external_target(link: &BodyLink) -> LinkTarget {
    match html::ascii_address(&link.target) {
        Cow::Borrowed(_) => LinkTarget::Address(link.target.clone()),
        Cow::Owned(address) => LinkTarget::Address(Text::from(address)),
    }
}

/// Returns the diagnostic for a link to the hidden page at `path`.
fn hidden_link(path: &str, reason: HiddenReason, span: Span) -> Diagnostic {
    Diagnostic::new(Code::LinkToHidden, span).arg("path", path).arg("reason", reason.word())
}

/// Classifies an address without looking anything up.
fn address_form(written: &str) -> AddressForm<'_> {
    let clean = written.trim_start_matches(|c: char| c.is_control() || c.is_whitespace());
    let end = clean.find([':', '/', '?', '#']).unwrap_or(clean.len());
    if clean[end..].starts_with(':') {
        let scheme = &clean[..end];
        let letters: String = scheme.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        return match letters.to_lowercase().as_str() {
            "http" | "https" | "mailto" | "tel" => AddressForm::External,
            "file" => AddressForm::LocalPath,
            drive if drive.len() == 1 => AddressForm::LocalPath,
            _ => AddressForm::Unsafe(scheme),
        };
    }
    if clean.contains('\\') {
        AddressForm::LocalPath
    } else if clean.starts_with("//") {
        AddressForm::External
    } else if let Some(anchor) = clean.strip_prefix('#') {
        AddressForm::Anchor(anchor)
    } else if clean.starts_with('/') {
        AddressForm::Route
    } else {
        let (rest, anchor) = match clean.split_once('#') {
            Some((rest, anchor)) => (rest, Some(anchor)),
            None => (clean, None),
        };
        AddressForm::File(rest.split('?').next().unwrap_or(rest), anchor)
    }
}

/// Returns the address that `written` is without its scheme, such as `0912345678` or `www.minhgiang.vn`, and the help
/// about it.
fn typed_address(written: &str) -> Option<(&'static str, String)> {
    let path = &written[..written.find(['?', '#']).unwrap_or(written.len())];
    if let Some(found) = text::bare_links(path).into_iter().find(|found| found.range == (0..path.len())) {
        let help = match found.address.split(':').next() {
            Some("mailto") => "help-mail",
            Some("tel") => "help-telephone",
            _ => "help-web",
        };
        return Some((help, found.address + &written[path.len()..]));
    }
    let digits: String = path.chars().filter(char::is_ascii_digit).collect();
    let is_number = path.bytes().all(|byte| byte.is_ascii_digit() || b"+.-()".contains(&byte));
    // Shorter ones are years and dates.
    let is_long = path.starts_with(['0', '+', '(']) && (10..=15).contains(&digits.len());
    if is_number && (is_long || digits.starts_with("1800") || digits.starts_with("1900")) && digits.len() >= 8
    {
        let plus = if path.starts_with('+') { "+" } else { "" };
        return Some(("help-telephone", format!("tel:{plus}{digits}")));
    }
    let host = path.split('/').next().unwrap_or(path).to_ascii_lowercase();
    let (name, ending) = host.rsplit_once('.')?;
    let is_host = !name.is_empty()
        && name.split('.').all(|label| !label.is_empty())
        && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte));
    let is_web = is_host && (host.starts_with("www.") || HOST_ENDINGS.contains(&ending));
    is_web.then(|| ("help-web", format!("https://{written}")))
}

/// Anchors of every page: two ids of the default theme, and the word that browsers take for the top of any page.
const PAGE_ANCHORS: &[&str] = &["page-main", "page-top", "top"];

/// Checks that `anchor` is that of a heading, a footnote, an element of raw HTML or a part of every page.
fn check_anchor(anchor: &str, outline: &Outline, span: Span) -> Result<(), Diagnostic> {
    let decoded = html::decode_path(anchor).unwrap_or_default();
    let ids =
        || outline.headings.iter().map(|heading| &*heading.id).chain(outline.ids.iter().map(|id| &**id));
    if PAGE_ANCHORS.contains(&&*decoded) || ids().any(|id| id == decoded) {
        return Ok(());
    }
    Err(Diagnostic::new(Code::MissingAnchor, span).arg("anchor", &decoded).help_nearest(&decoded, ids()))
}

/// Returns the path of a file within `written`, the address of a link: without query and anchor, and without leading blanks.
/// `None` if the address is none of a file, but a route or an address of another site.
pub fn file_path(written: &str) -> Option<&str> {
    match address_form(written) {
        AddressForm::File(path, _) if !path.is_empty() => Some(path),
        _ => None,
    }
}

/// Joins `folder` and `path` and removes `.` and `..`; `None` when the result is outside `content/`.
pub fn join(folder: &str, path: &str) -> Option<String> {
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop()?;
            }
            _ => names.push(name),
        }
    }
    (names.first() == Some(&"content")).then(|| names.join("/"))
}

/// Returns `path` relative to `folder`.
pub fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::{join, relative, typed_address};

    /// Addresses without a scheme are recognised; names of files, years and dates are none.
    #[test]
    fn addresses_without_a_scheme() {
        for (written, help, right) in [
            ("0912345678", "help-telephone", "tel:"),
            ("(024)3825-6789", "help-telephone", "tel:"),
            ("+84912345678", "help-telephone", "tel:+84912345678"),
            ("19001234", "help-telephone", "tel:19001234"),
            ("a@b.vn?subject=x", "help-mail", "mailto:a@b.vn?subject=x"),
            ("www.a.vn/b?c#d", "help-web", "https://www.a.vn/b?c#d"),
            ("facebook.com/minhgiang", "help-web", "https://facebook.com/minhgiang"),
        ] {
            let found = typed_address(written);
            let is_right = found.as_ref().is_some_and(|(by, found)| *by == help && found.starts_with(right));
            assert!(is_right, "{written}: {found:?}");
        }
        for other in ["bai.md", "a/b.vn", "2024", "2024-01-05", "01-05-2024", "anh.jpg", "", ".vn", "lời.vn"]
        {
            assert_eq!(typed_address(other), None, "{other}");
        }
    }

    /// Paths are joined without leaving the content folder, and made relative to a folder again.
    #[test]
    fn paths() {
        assert_eq!(
            join("content/articles/a/", "../../movements/b.md").as_deref(),
            Some("content/movements/b.md")
        );
        assert_eq!(join("content/articles/a/", "../../../../etc/passwd"), None);
        assert_eq!(join("content/pages/", "../../Cargo.toml"), None);
        assert_eq!(relative("content/articles/a/", "content/movements/b.md"), "../../movements/b.md");
        assert_eq!(relative("content/articles/a/", "content/articles/a/c.jpg"), "c.jpg");
    }
}

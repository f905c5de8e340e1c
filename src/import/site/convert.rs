//! Makes new pages of old ones, once it is decided into which folder each goes.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;

use jiff::civil::Date;

use crate::import::page::{NewCover, NewPage, PageFile, PageFileContent};
use crate::import::site::addresses::{OldAddresses, OldTarget};
use crate::import::site::edits::{EditRules, EditedMarkdown, MarkdownLoss, edited, without_attributes};
use crate::import::site::embeds::REFERENCE;
use crate::import::site::new_address::{AddressUse, NewAddress};
use crate::import::site::note::{SiteNote, SiteNoteKind};
use crate::import::site::old_files::OldFiles;
use crate::import::site::old_page::{OldLineBreaks, OldPage, OldPageKind, OldSite};
use crate::import::site::page_names::{ending, name_of};
use crate::model::body_events::BodyText;
use crate::model::date::ArticleDate;
use crate::model::route::Route;
use crate::read::file_name::to_folder_name;
use crate::read::is_route;
use crate::text;

/// The most letters of the name of a new folder.
const MAX_STEM_BYTES: usize = 80;

/// The most bytes of a file that is copied; a picture of the site has no more.
const MAX_FILE_BYTES: u64 = 200_000_000;

/// Endings of files that Markdown here shows as a picture or a film.
const SHOWN: &[&str] = &["jpg", "jpeg", "png", "webp", "gif", "svg", "avif", "mp4", "webm"];

/// What the new site decides about the pages.
pub struct SiteTarget<'t> {
    /// For each page the folder into which its own folder goes, such as `content/articles/tin-tuc`; `None` for pages
    /// that are left out.
    pub folders: &'t [Option<String>],
    /// The routes that the new site has already, in small letters.
    pub routes: &'t HashSet<String>,
    /// The titles of the sections of the new site, by the names of their folders.
    pub section_titles: &'t HashMap<String, String>,
    /// The path of the address of the new site without the last `/`, such as `/tin`; aliases are below it.
    pub base_path: &'t str,
    /// How the new site shows line breaks.
    pub line_breaks: OldLineBreaks,
    /// The day of the import, for pages without a date.
    pub today: Date,
}

/// A page that can be written.
#[derive(Debug)]
pub struct ConvertedPage {
    /// The place of the old page in the list of pages.
    pub old: usize,
    /// The folder into which its own folder goes.
    pub folder: String,
    /// What is written.
    pub page: NewPage,
}

/// The new pages of an old site.
#[derive(Debug, Default)]
pub struct ConvertedSite {
    /// The pages, in the order of the old ones.
    pub pages: Vec<ConvertedPage>,
    /// The paths of pages that the new site has already, which are left out.
    pub existing: Vec<String>,
    /// The files that go below `content/static/`, so that they keep their old addresses: by their new paths.
    pub static_files: BTreeMap<String, PathBuf>,
    /// What was lost or has changed, in the order of the pages.
    pub notes: Vec<SiteNote>,
}

/// Makes the new pages.
pub fn convert(site: &OldSite, files: &OldFiles, target: &SiteTarget<'_>) -> ConvertedSite {
    let converter = Converter {
        site,
        files,
        target,
        addresses: OldAddresses::new(site, files),
        stems: stems(&site.pages, target.folders),
        headings: site.pages.iter().map(HeadingIds::of).collect(),
    };
    let mut converted = ConvertedSite::default();
    for (at, page) in site.pages.iter().enumerate() {
        if let Some(folder) = &target.folders[at] {
            if target.routes.contains(&route(folder, &converter.stems[at])) {
                converted.existing.push(format!("{folder}/{}", converter.stems[at]));
                continue;
            }
            let page = converter.page(at, page, &mut converted);
            converted.pages.push(ConvertedPage { old: at, folder: folder.clone(), page });
        }
    }
    converter.add_aliases(&mut converted);
    converted
}

/// Returns the route of the page in the new folder `stem` of `folder`.
fn route(folder: &str, stem: &str) -> String {
    let section = folder.strip_prefix("content/articles/").map(|section| format!("/{section}"));
    format!("{}/{stem}/", section.unwrap_or_default())
}

/// Returns the name of the new folder of each page, different within a folder.
fn stems(pages: &[OldPage], folders: &[Option<String>]) -> Vec<String> {
    let mut taken: HashSet<(&str, String)> = HashSet::new();
    let mut found = Vec::with_capacity(pages.len());
    for (page, folder) in pages.iter().zip(folders) {
        let mut stem = text::slug(&page.stem);
        if stem.is_empty() {
            stem = text::slug(&page.title);
        }
        if stem.len() > MAX_STEM_BYTES {
            let end = stem[..=MAX_STEM_BYTES].rfind('-').unwrap_or(MAX_STEM_BYTES);
            stem.truncate(end);
        }
        let stem = to_folder_name(if stem.is_empty() { "bai".to_owned() } else { stem });
        let folder = folder.as_deref().unwrap_or("");
        let mut unique = stem.clone();
        let mut number = 2;
        while !taken.insert((folder, unique.clone())) {
            unique = format!("{stem}-{number}");
            number += 1;
        }
        found.push(unique);
    }
    found
}

/// The anchors of a page on the new site, and the ids of headings that had other ones on the old site.
struct HeadingIds {
    /// The new ids.
    new: HashSet<String>,
    /// The new ids by the old ones that an attribute had.
    old: HashMap<String, String>,
    /// The Markdown without attributes.
    edited: EditedMarkdown,
}

impl HeadingIds {
    fn of(page: &OldPage) -> HeadingIds {
        let edited = without_attributes(&page.markdown);
        let mut counts: HashMap<String, usize> = HashMap::new();
        let mut new = HashSet::new();
        let mut heading: Option<String> = None;
        for (event, _) in BodyText::new(&edited.text).events() {
            use pulldown_cmark::{Event, Tag, TagEnd};
            match (event, &mut heading) {
                (Event::Start(Tag::Heading { .. }), heading) => *heading = Some(String::new()),
                (Event::Text(text) | Event::Code(text), Some(heading)) => heading.push_str(&text),
                (Event::End(TagEnd::Heading(_)), heading) => {
                    let slug = text::slug(&heading.take().unwrap_or_default());
                    let slug = if slug.is_empty() { "muc".to_owned() } else { slug };
                    let count = counts.entry(slug.clone()).and_modify(|count| *count += 1).or_insert(1);
                    new.insert(if *count == 1 { slug } else { format!("{slug}-{count}") });
                }
                _ => {}
            }
        }
        let old = edited.heading_ids.iter().map(|(id, text)| (id.clone(), text::slug(text))).collect();
        HeadingIds { new, old, edited }
    }

    /// Returns the new anchor for an old one; `None` if there is no such heading.
    fn find(&self, old: &str) -> Option<String> {
        let decoded = crate::html::decode_path(old).unwrap_or_else(|| old.to_owned());
        let is_html = self.edited.text.contains(&format!("id=\"{decoded}\""));
        if is_html || decoded.starts_with("fn") {
            return Some(decoded);
        }
        let named = self.old.get(&decoded).cloned().unwrap_or_else(|| text::slug(&decoded));
        self.new.contains(&named).then_some(named)
    }
}

struct Converter<'c> {
    site: &'c OldSite,
    files: &'c OldFiles,
    target: &'c SiteTarget<'c>,
    addresses: OldAddresses<'c>,
    stems: Vec<String>,
    headings: Vec<HeadingIds>,
}

/// The files that go beside one page, and what happens to its addresses.
struct PageFiles {
    /// The names by the paths of the old files.
    names: BTreeMap<String, String>,
    /// The path of the first picture of the body.
    first: Option<String>,
}

impl Converter<'_> {
    fn page(&self, at: usize, old: &OldPage, converted: &mut ConvertedSite) -> NewPage {
        let mut files = PageFiles { names: BTreeMap::new(), first: None };
        let rules = EditRules { old_breaks: old.line_breaks, new_breaks: self.target.line_breaks };
        let headings = &self.headings[at];
        let mut notes = Vec::new();
        let mut statics = BTreeMap::new();
        let body = edited(&headings.edited.text, &rules, &mut |address, used| {
            let note = |kind| SiteNote {
                kind,
                place: old.place_of(address),
                text: shown_address(address),
                page: Some(at),
            };
            let (new, lost) = self.new_address(at, address, used, &mut files, &mut statics);
            notes.extend(lost.map(note));
            new
        });
        let cover = old.cover.as_ref().and_then(|cover| {
            let address = &cover.address;
            match self.addresses.find(address, old) {
                OldTarget::File(path) if is_shown(&path) => {
                    // The first picture is the main one without being named.
                    let is_first = files.first.as_ref() == Some(&path);
                    let file = files.name(&path);
                    let caption = Some(cover.caption.clone()).filter(|caption| !caption.is_empty());
                    (!is_first).then(|| NewCover { file, alt: cover.alt.clone(), caption })
                }
                found => {
                    let is_outside = found == OldTarget::Elsewhere;
                    let kind =
                        if is_outside { SiteNoteKind::PictureOutside } else { SiteNoteKind::PictureMissing };
                    notes.push(SiteNote {
                        kind,
                        place: format!("{}:1", old.path),
                        text: address.clone(),
                        page: Some(at),
                    });
                    None
                }
            }
        });
        for loss in headings.edited.losses.iter().chain(&body.losses) {
            let (kind, text) = match loss {
                MarkdownLoss::Attributes(text) => (SiteNoteKind::Attributes, text),
                MarkdownLoss::Html(name) => (SiteNoteKind::Html, name),
                MarkdownLoss::Math(text) => (SiteNoteKind::Math, text),
            };
            let sought = if kind == SiteNoteKind::Html { format!("<{text}") } else { text.clone() };
            notes.push(SiteNote { kind, place: old.place_of(&sought), text: text.clone(), page: Some(at) });
        }
        let files =
            files.names.iter().filter_map(|(path, name)| self.page_file(path, name, &mut notes)).collect();
        converted.static_files.extend(statics);
        let page = self.front_matter(at, old, &mut notes);
        converted.notes.append(&mut notes);
        NewPage { cover: cover.filter(|_| old.kind == OldPageKind::Article), body: body.text, files, ..page }
    }

    /// Returns the new page without its body.
    fn front_matter(&self, at: usize, old: &OldPage, notes: &mut Vec<SiteNote>) -> NewPage {
        let stem = self.stems[at].clone();
        let is_article = old.kind == OldPageKind::Article;
        let mut draft = old.draft;
        let date = old.date.or(old.publish);
        if is_article && date.is_none() {
            draft = true;
            notes.push(SiteNote {
                kind: SiteNoteKind::NoDate,
                place: old.path.clone(),
                text: old.title.clone(),
                page: Some(at),
            });
        }
        let date = date.unwrap_or(ArticleDate { day: self.target.today, time: None });
        let later = |other: Option<ArticleDate>| {
            other.filter(|other| other.moment() > date.moment()).map(written_date)
        };
        let own_section = self.target.folders[at].as_deref().map_or("", name_of);
        let mut tags: Vec<String> = Vec::new();
        let title = self.target.section_titles.get(own_section).map_or("", String::as_str);
        let is_section =
            |name: &str| [own_section, title].iter().any(|own| text::slug(name) == text::slug(own));
        let categories = old.categories.iter().filter(|name| !is_section(name));
        for tag in old.tags.iter().chain(categories) {
            let tag = one_line(tag);
            if !tag.is_empty()
                && !tags.iter().any(|known| text::canonical_name(known) == text::canonical_name(&tag))
            {
                tags.push(tag);
            }
        }
        NewPage {
            stem,
            title: one_line(&old.title),
            date: is_article.then(|| written_date(date)),
            updated: if is_article { later(old.updated) } else { None },
            publish: later(old.publish),
            expires: old.expires.filter(|_| is_article).map(|day| day.to_string()),
            lead: old.lead.as_deref().map(one_line).filter(|lead| !lead.is_empty()),
            author: old.author.as_deref().map(one_line).filter(|_| is_article),
            tags: if is_article { tags } else { Vec::new() },
            draft,
            ..NewPage::default()
        }
    }

    /// Returns what becomes of an address in a body, and what is lost.
    fn new_address(
        &self,
        at: usize,
        address: &str,
        used: AddressUse,
        files: &mut PageFiles,
        statics: &mut BTreeMap<String, PathBuf>,
    ) -> (NewAddress, Option<SiteNoteKind>) {
        let old = &self.site.pages[at];
        match (self.addresses.find(address, old), used) {
            (OldTarget::Elsewhere, AddressUse::Picture) => {
                let full =
                    if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
                match full.split(':').next() {
                    Some("http" | "https") => (NewAddress::LinkTo(full), Some(SiteNoteKind::PictureOutside)),
                    _ => (NewAddress::TextOnly, Some(SiteNoteKind::PictureMissing)),
                }
            }
            (OldTarget::Elsewhere, AddressUse::Link) => (NewAddress::Same, None),
            (OldTarget::Home, AddressUse::Link) => (NewAddress::Address("/".to_owned()), None),
            (OldTarget::Anchor(anchor), AddressUse::Link) => match self.headings[at].find(&anchor) {
                Some(new) if new == anchor => (NewAddress::Same, None),
                Some(new) => (NewAddress::Address(format!("#{new}")), None),
                None => (NewAddress::TextOnly, Some(SiteNoteKind::Anchor)),
            },
            (OldTarget::Page(to, anchor), AddressUse::Link) => self.page_address(at, to, &anchor),
            (OldTarget::File(path), AddressUse::Picture) if is_shown(&path) => {
                files.first.get_or_insert_with(|| path.clone());
                (NewAddress::Address(files.name(&path)), None)
            }
            (OldTarget::File(path), AddressUse::Link) => self.file_address(&path, address, files, statics),
            (_, AddressUse::Picture) => (NewAddress::TextOnly, Some(SiteNoteKind::PictureMissing)),
            (OldTarget::Nothing, AddressUse::Link) => (NewAddress::TextOnly, Some(SiteNoteKind::Link)),
        }
    }

    /// Returns the path from one page to another.
    fn page_address(&self, from: usize, to: usize, anchor: &str) -> (NewAddress, Option<SiteNoteKind>) {
        let folders = self.target.folders;
        let (Some(here), Some(there)) = (&folders[from], &folders[to]) else {
            return (NewAddress::TextOnly, Some(SiteNoteKind::Link));
        };
        let path = relative(
            &format!("{here}/{}", self.stems[from]),
            &format!("{there}/{}/index.md", self.stems[to]),
        );
        let page = |address| NewAddress::Page { address, title: self.site.pages[to].title.clone() };
        if anchor.is_empty() {
            return (page(path), None);
        }
        match self.headings[to].find(anchor) {
            Some(anchor) => (page(format!("{path}#{anchor}")), None),
            None => (page(path), Some(SiteNoteKind::Anchor)),
        }
    }

    /// Returns the address of a linked file: below `content/static/` with the address that it had, or beside the page if
    /// it had none.
    fn file_address(
        &self,
        path: &str,
        address: &str,
        files: &mut PageFiles,
        statics: &mut BTreeMap<String, PathBuf>,
    ) -> (NewAddress, Option<SiteNoteKind>) {
        let disk = self.files.disk(path);
        let Some(disk) = disk.filter(|disk| is_copied(disk)) else {
            return (NewAddress::TextOnly, Some(SiteNoteKind::FileNotCopied));
        };
        let published = self.addresses.published_address(path);
        let is_portable = |path: &&str| path.split('/').all(is_plain_name) && path.len() < 200;
        match published.filter(is_portable).filter(|_| !is_shown(path)) {
            Some(published) => {
                statics.insert(published.to_owned(), disk.to_owned());
                (NewAddress::Address(format!("/{published}")), None)
            }
            None if is_plain_name(name_of(path)) => {
                let name = files.name(path);
                (if name == address { NewAddress::Same } else { NewAddress::Address(name) }, None)
            }
            None => (NewAddress::TextOnly, Some(SiteNoteKind::FileNotCopied)),
        }
    }

    fn page_file(&self, path: &str, name: &str, notes: &mut Vec<SiteNote>) -> Option<PageFile> {
        let disk = self.files.disk(path).filter(|disk| is_copied(disk));
        if disk.is_none() {
            notes.push(SiteNote {
                kind: SiteNoteKind::FileNotCopied,
                place: path.to_owned(),
                text: name.to_owned(),
                page: None,
            });
        }
        Some(PageFile { name: name.to_owned(), content: PageFileContent::CopyOf(disk?.to_owned()) })
    }

    /// Gives each page its old addresses, where they are possible and no other page has them.
    fn add_aliases(&self, converted: &mut ConvertedSite) {
        let mut taken: HashSet<String> = self.target.routes.clone();
        taken.extend(converted.pages.iter().map(|one| route(&one.folder, &one.page.stem)));
        let mut notes = Vec::new();
        for one in &mut converted.pages {
            let old = &self.site.pages[one.old];
            let own = route(&one.folder, &one.page.stem);
            for address in
                std::iter::once(&old.address).chain(&old.aliases).filter(|address| !address.is_empty())
            {
                let note = |kind| SiteNote {
                    kind,
                    place: format!("{}:1", old.path),
                    text: address.clone(),
                    page: Some(one.old),
                };
                let path = self.addresses.host_path(address).map(|path| {
                    let path = path
                        .strip_prefix(self.target.base_path)
                        .filter(|rest| rest.starts_with('/'))
                        .unwrap_or(&path);
                    path.strip_suffix("index.html").unwrap_or(path).to_owned()
                });
                let Some(path) = path.filter(|path| is_route(path)) else {
                    notes.push(note(SiteNoteKind::Address));
                    continue;
                };
                let alias = Route::from_alias(&path).to_lowercase();
                if alias == own || one.page.aliases.contains(&path) {
                    continue;
                }
                if taken.insert(alias) {
                    one.page.aliases.push(path);
                } else {
                    notes.push(note(SiteNoteKind::SameAddress));
                }
            }
        }
        converted.notes.append(&mut notes);
    }
}

impl PageFiles {
    /// Returns the name beside the page of the old file `path`.
    fn name(&mut self, path: &str) -> String {
        if let Some(name) = self.names.get(path) {
            return name.clone();
        }
        let plain: String =
            name_of(path).chars().map(|letter| if is_name_letter(letter) { letter } else { '-' }).collect();
        let plain = plain.trim_matches(['.', ' ']).to_owned();
        let is_taken = |name: &str| {
            name.eq_ignore_ascii_case("index.md")
                || self.names.values().any(|known| known.eq_ignore_ascii_case(name))
        };
        let (stem, end) = plain.rsplit_once('.').unwrap_or((&plain, ""));
        let numbered = (2..).map(|number| format!("{stem}-{number}.{end}"));
        let name = std::iter::once(plain.clone()).chain(numbered).find(|name| !is_taken(name));
        let name = name.expect("the numbers do not end");
        self.names.insert(path.to_owned(), name.clone());
        name
    }
}

fn is_name_letter(letter: char) -> bool {
    !letter.is_control() && !"<>:\"\\|?*/%#".contains(letter)
}

fn is_plain_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with(['.', ' '])
        && name.chars().all(is_name_letter)
}

fn is_shown(path: &str) -> bool {
    SHOWN.contains(&ending(path).as_str())
}

/// Returns whether a file can be copied: a regular one that is not too large.
fn is_copied(disk: &std::path::Path) -> bool {
    std::fs::metadata(disk).is_ok_and(|facts| facts.is_file() && facts.len() <= MAX_FILE_BYTES)
}

/// Returns an address as notes show it.
fn shown_address(address: &str) -> String {
    address.strip_prefix(REFERENCE).unwrap_or(address).to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn written_date(date: ArticleDate) -> String {
    match date.time.filter(|time| !(time.hour() == 0 && time.minute() == 0)) {
        Some(time) => format!("{} {}", date.day, time.strftime("%H:%M")),
        None => date.day.to_string(),
    }
}

/// Returns the path of a file as it is written in a file of `folder`.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let common = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - common);
    up.chain(to[common..].iter().copied()).collect::<Vec<_>>().join("/")
}

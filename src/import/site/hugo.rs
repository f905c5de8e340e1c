//! Reads a site of Hugo: `content/` with its bundles, `static/`, `assets/`, and the configuration.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::import::site::front_matter::{DataFormat, OldValue, data, front_matter, line_at};
use crate::import::site::hugo_shortcodes::without_shortcodes;
use crate::import::site::keys::{self, NameLists};
use crate::import::site::note::{SiteError, SiteNoteKind};
use crate::import::site::old_files::OldFiles;
use crate::import::site::old_page::{OldLineBreaks, OldPage, OldPageKind, OldSite};
use crate::import::site::page_names::{dated_stem, ending, folder_of, name_of, stem_of, title_of_stem};
use crate::import::site::permalink::{PermalinkFacts, filled, urlized};

/// Endings of files that Hugo takes for pages and this program does not read.
const OTHER_PAGES: &[&str] = &["html", "htm", "adoc", "asciidoc", "ad", "org", "rst", "pandoc", "pdc"];

/// Reads the site below `root`; times are by the clock of `zone`.
///
/// # Errors
///
/// [`SiteError`] if the folder cannot be read or has no pages.
pub fn read_hugo(root: &Path, zone: &TimeZone) -> Result<(OldSite, OldFiles), SiteError> {
    let files = OldFiles::list(root)?;
    let mut site = OldSite::default();
    let config = configuration(&files, &mut site);
    let text = |key: &str| config.at(key).and_then(OldValue::text).map(str::to_owned);
    site.base = text("baseURL").unwrap_or_default().trim_end_matches('/').to_owned();
    let content = text("contentDir").unwrap_or_else(|| "content".to_owned());
    let content = format!("{}/", content.trim_matches('/'));
    for folder in ["assets/", "static/"] {
        let inner = files.below(folder).map(|path| (path[folder.len()..].to_owned(), path.to_owned()));
        site.published_files.extend(inner);
    }
    let reader = HugoReader { files: &files, content: &content, config: &config, zone };
    for path in files.below(&content) {
        reader.read(path, &mut site);
    }
    for folder in ["layouts/", "data/", "i18n/", "archetypes/"] {
        let count = files.below(folder).count();
        if count > 0 {
            site.note(SiteNoteKind::Entries, folder, count.to_string());
        }
    }
    if site.pages.is_empty() {
        return Err(SiteError::NoPages { folder: "content" });
    }
    Ok((site, files))
}

/// Returns the configuration, empty if there is none or it is damaged.
fn configuration(files: &OldFiles, site: &mut OldSite) -> OldValue {
    let endings = [
        ("toml", DataFormat::Toml),
        ("yaml", DataFormat::Yaml),
        ("yml", DataFormat::Yaml),
        ("json", DataFormat::Json),
    ];
    let mut read = |stem: &str| {
        let (path, format) = endings
            .iter()
            .map(|(end, format)| (format!("{stem}.{end}"), *format))
            .find(|(path, _)| files.has(path))?;
        let found = data(&files.text(&path)?, format);
        Some(found.unwrap_or_else(|(found, line)| {
            site.note(SiteNoteKind::FrontMatter, format!("{path}:{line}"), "");
            found
        }))
    };
    let stems = ["hugo", "config", "config/_default/hugo", "config/_default/config"];
    let main = stems.into_iter().find_map(&mut read);
    let permalinks = read("config/_default/permalinks");
    let mut entries = match main {
        Some(OldValue::Map(entries)) => entries,
        _ => Vec::new(),
    };
    entries.extend(permalinks.map(|value| ("permalinks".to_owned(), value)));
    OldValue::Map(entries)
}

struct HugoReader<'h> {
    files: &'h OldFiles,
    /// The folder of pages with `/` at its end.
    content: &'h str,
    config: &'h OldValue,
    zone: &'h TimeZone,
}

impl HugoReader<'_> {
    /// Reads one file below the folder of pages.
    fn read(&self, path: &str, site: &mut OldSite) {
        let end = ending(path);
        let is_page = matches!(end.as_str(), "md" | "markdown" | "mdown");
        let bundle = self.bundle(path);
        if !is_page {
            if OTHER_PAGES.contains(&end.as_str()) && bundle.is_none() {
                site.note(SiteNoteKind::NotRead, path, "");
            } else {
                site.published_files.insert(path[self.content.len()..].to_owned(), path.to_owned());
            }
            return;
        }
        let Some(stem) = self.language_stem(path) else {
            return site.note(SiteNoteKind::NotRead, path, "");
        };
        // A page within the folder of another page is one of its files.
        let is_inside = bundle.as_deref().is_some_and(|folder| folder != folder_of(path) || stem != "index");
        if is_inside {
            return site.note(SiteNoteKind::NotRead, path, "");
        }
        let Some(text) = self.files.text(path) else {
            return site.note(self.files.why_unread(path), path, "");
        };
        if stem == "_index" || folder_of(path) == self.content && stem == "index" {
            let body = front_matter(&text).map_or(&*text, |front| &text[front.body..]).trim();
            if !body.is_empty() {
                site.note(SiteNoteKind::NotRead, path, "");
            }
            return;
        }
        let page = self.page(path, &stem, &text, site);
        site.pages.push(page);
    }

    /// Returns the folder of the leaf bundle that a file is in, with `/` at its end.
    fn bundle(&self, path: &str) -> Option<String> {
        let mut folder = folder_of(path).to_owned();
        while folder.len() > self.content.len() {
            let is_bundle = ["index.md", "index.markdown", "index.html"]
                .iter()
                .any(|name| self.files.has(&format!("{folder}{name}")));
            if is_bundle {
                return Some(folder);
            }
            folder = folder_of(folder.trim_end_matches('/')).to_owned();
        }
        None
    }

    /// Returns the name of a page without its ending and the language of the site; `None` in another language.
    fn language_stem(&self, path: &str) -> Option<String> {
        let stem = stem_of(path);
        let Some((name, language)) = stem.rsplit_once('.') else { return Some(stem.to_owned()) };
        let main = self.config.at("defaultContentLanguage").and_then(OldValue::text).unwrap_or("en");
        if language.eq_ignore_ascii_case(main) {
            return Some(name.to_owned());
        }
        let is_language = self.config.at_path(&["languages", language]).is_some();
        (!is_language).then(|| stem.to_owned())
    }

    fn page(&self, path: &str, stem: &str, text: &str, site: &mut OldSite) -> OldPage {
        let own_folder = (stem == "index").then(|| folder_of(path).to_owned());
        let file = match &own_folder {
            Some(folder) => name_of(folder.trim_end_matches('/')).to_owned(),
            None => stem.to_owned(),
        };
        let place = own_folder.as_deref().unwrap_or(path).trim_end_matches('/');
        let folders: Vec<String> = folder_of(place)[self.content.len()..]
            .split('/')
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
        let front = front_matter(text);
        let body = front.as_ref().map_or(0, |front| front.body);
        let kind = if folders.is_empty() { OldPageKind::Standalone } else { OldPageKind::Article };
        let mut page = OldPage { kind, path: path.to_owned(), own_folder, ..OldPage::default() };
        if let Some(front) = &front {
            let notes = keys::take(&mut page, front, NameLists::Whole, self.zone);
            site.add_page_notes(notes);
        }
        let slug = page.stem.clone();
        if page.stem.is_empty() {
            page.stem.clone_from(&file);
        }
        if let (None, Some((day, _))) = (page.date, dated_stem(&file)) {
            page.date = Some(day);
        }
        if page.title.is_empty() {
            page.title = title_of_stem(&page.stem);
        }
        page.folder = folders.first().cloned();
        if page.address.is_empty() {
            page.address = self.address(&page, &file, &slug, &folders);
        }
        let above = page.address.trim_end_matches('/').rsplit_once('/').map_or("", |(above, _)| above);
        for alias in &mut page.aliases {
            if !alias.starts_with('/') && !alias.contains("://") {
                *alias = format!("{above}/{alias}");
            }
        }
        let is_hard = self.config.at_path(&["markup", "goldmark", "renderer", "hardWraps"]);
        if is_hard.is_some_and(OldValue::is_true) {
            page.line_breaks = OldLineBreaks::Breaks;
        }
        page.written = text[body..].to_owned();
        page.first_line = line_at(text, body);
        let translated = without_shortcodes(&page.written);
        for (line, shortcode) in translated.unknown {
            let place = format!("{path}:{}", page.first_line + line - 1);
            site.note_page(SiteNoteKind::Shortcode, place, shortcode);
        }
        page.markdown = translated.text;
        page
    }

    /// Returns the path of the address of a page without a `url`.
    fn address(&self, page: &OldPage, file: &str, slug: &str, folders: &[String]) -> String {
        let lower = |text: &str| urlized(text);
        let last = if slug.is_empty() { lower(file) } else { lower(slug) };
        let facts = PermalinkFacts {
            date: page.date.or(page.publish),
            title: urlized(&page.title),
            slug: if slug.is_empty() { urlized(&page.title) } else { last.clone() },
            slug_or_file: last.clone(),
            file: lower(file),
            folders: folders.iter().map(|folder| lower(folder)).collect(),
            ending: "/",
        };
        let section = folders.first().map_or("/", String::as_str);
        let pattern = self.config.at("permalinks").and_then(|all| {
            let of_pages = all.at_path(&["page", section]).and_then(OldValue::text);
            of_pages.or_else(|| all.at(section).and_then(OldValue::text))
        });
        let folders = facts.folders.iter().map(|folder| format!("{folder}/")).collect::<String>();
        let path = match pattern {
            // Without a date, or with a word that is not known, there is no certain address.
            Some(pattern) => match filled(pattern, &facts) {
                Some(path) => path,
                None => return String::new(),
            },
            None => format!("/{folders}{last}/"),
        };
        let is_ugly = self.config.at("uglyURLs").is_some_and(OldValue::is_true);
        if is_ugly && pattern.is_none() {
            return format!("{}.html", path.trim_end_matches('/'));
        }
        if path.ends_with('/') || path.ends_with(".html") { path } else { format!("{path}/") }
    }
}

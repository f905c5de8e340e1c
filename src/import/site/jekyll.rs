//! Reads a site of Jekyll: `_posts`, `_drafts`, pages with front matter, and the configuration.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::import::site::front_matter::{DataFormat, FrontMatter, OldValue, data, front_matter};
use crate::import::site::keys::{self, NameLists};
use crate::import::site::liquid::{TagDialect, without_tags};
use crate::import::site::note::{SiteError, SiteNoteKind};
use crate::import::site::old_files::OldFiles;
use crate::import::site::old_page::{OldLineBreaks, OldPage, OldPageKind, OldSite};
use crate::import::site::page_names::{dated_stem, ending, folder_of, stem_of, title_of_stem};
use crate::import::site::permalink::{PermalinkFacts, filled};

/// The patterns that have a name in `permalink:`.
const STYLES: &[(&str, &str)] = &[
    ("date", "/:categories/:year/:month/:day/:title:output_ext"),
    ("pretty", "/:categories/:year/:month/:day/:title/"),
    ("ordinal", "/:categories/:year/:y_day/:title:output_ext"),
    ("none", "/:categories/:title:output_ext"),
];

/// Reads the site below `root`; times are by the clock of `zone`.
///
/// # Errors
///
/// [`SiteError`] if the folder cannot be read or has no pages.
pub fn read_jekyll(root: &Path, zone: &TimeZone) -> Result<(OldSite, OldFiles), SiteError> {
    let files = OldFiles::list(root)?;
    let mut site = OldSite::default();
    let config = yaml_file(&files, &["_config.yml", "_config.yaml"], &mut site);
    let authors = yaml_file(&files, &["_data/authors.yml", "_data/authors.yaml"], &mut site);
    let text = |key: &str| config.at(key).and_then(OldValue::text).unwrap_or_default();
    site.base = format!("{}{}", text("url").trim_end_matches('/'), text("baseurl").trim_end_matches('/'));
    let reader = JekyllReader { config: &config, authors: &authors, zone };
    for path in files.below("") {
        reader.read(path, &files, &mut site);
    }
    for folder in ["_layouts/", "_includes/", "_data/", "_sass/", "_plugins/"] {
        let count = files.below(folder).count();
        if count > 0 {
            site.note(SiteNoteKind::Entries, folder, count.to_string());
        }
    }
    if config.at("defaults").is_some() {
        site.note(SiteNoteKind::Key, "_config.yml:1", "defaults");
    }
    if site.pages.is_empty() {
        return Err(SiteError::NoPages { folder: "_posts" });
    }
    Ok((site, files))
}

/// Reads the first of some files of YAML; empty if there is none.
pub fn yaml_file(files: &OldFiles, paths: &[&str], site: &mut OldSite) -> OldValue {
    let found = paths.iter().find_map(|path| Some((*path, files.text(path)?)));
    let Some((path, text)) = found else { return OldValue::Nothing };
    data(&text, DataFormat::Yaml).unwrap_or_else(|(found, line)| {
        site.note(SiteNoteKind::FrontMatter, format!("{path}:{line}"), "");
        found
    })
}

struct JekyllReader<'j> {
    config: &'j OldValue,
    /// The authors of `_data/authors.yml`.
    authors: &'j OldValue,
    zone: &'j TimeZone,
}

impl JekyllReader<'_> {
    /// Reads one file of the site.
    fn read(&self, path: &str, files: &OldFiles, site: &mut OldSite) {
        let folders: Vec<&str> = folder_of(path).split('/').filter(|name| !name.is_empty()).collect();
        let posts = folders.iter().position(|name| matches!(*name, "_posts" | "_drafts"));
        let is_page_folder =
            folders.first().is_none_or(|name| !name.starts_with(['_', '.']) || *name == "_pages");
        if posts.is_none() && (!is_page_folder || path.starts_with(['_', '.']) && folders.is_empty()) {
            return self.report_collection(path, site);
        }
        let is_page = matches!(ending(path).as_str(), "md" | "markdown" | "mkd" | "mkdown");
        let front = if is_page || ending(path) == "html" { files.text(path) } else { None };
        let front = front.and_then(|text| front_matter(&text).map(|front| (text, front)));
        match (front, posts) {
            (Some((text, front)), posts) if is_page => {
                if posts.is_none() && matches!(stem_of(path), "index" | "404") && folders.is_empty() {
                    if !text[front.body..].trim().is_empty() {
                        site.note(SiteNoteKind::NotRead, path, "");
                    }
                    return;
                }
                let page =
                    self.page(path, &text, &front, posts.map(|at| (&folders[..at], folders[at])), site);
                site.pages.push(page);
            }
            (None, Some(_)) if is_page => site.note(files.why_unread(path), path, ""),
            (Some(_), Some(_)) => site.note(SiteNoteKind::NotRead, path, ""),
            (Some(_), None) => {
                if !folders.is_empty() || !matches!(stem_of(path), "index" | "404") {
                    site.note(SiteNoteKind::NotRead, path, "");
                }
            }
            (None, _) => _ = site.published_files.insert(path.to_owned(), path.to_owned()),
        }
    }

    /// Reports a page of a collection, which has no equal; other files of such folders are parts of the design.
    fn report_collection(&self, path: &str, site: &mut OldSite) {
        let name = path.split('/').next().unwrap_or("").trim_start_matches('_');
        let is_collection = self.config.at_path(&["collections", name]).is_some();
        if is_collection && matches!(ending(path).as_str(), "md" | "markdown") {
            site.note(SiteNoteKind::NotRead, path, "");
        }
    }

    fn page(
        &self,
        path: &str,
        text: &str,
        front: &FrontMatter,
        post: Option<(&[&str], &str)>,
        site: &mut OldSite,
    ) -> OldPage {
        let mut page = OldPage { path: path.to_owned(), ..OldPage::default() };
        let notes = keys::take(&mut page, front, NameLists::Words, self.zone);
        site.add_page_notes(notes);
        let file = stem_of(path);
        let dated = dated_stem(file);
        let stem = dated.map_or(file, |(_, rest)| rest);
        if page.stem.is_empty() {
            page.stem = if stem == "index" { title_folder(path).to_owned() } else { stem.to_owned() };
        }
        if page.title.is_empty() {
            page.title = title_of_stem(&page.stem);
        }
        match post {
            Some((above, folder)) => {
                page.date = page.date.or(dated.map(|(day, _)| day));
                page.draft |= folder == "_drafts";
                page.categories.splice(0..0, above.iter().map(|name| (*name).to_owned())).for_each(drop);
            }
            None => page.kind = OldPageKind::Standalone,
        }
        if let Some(name) =
            page.author.as_deref().and_then(|key| self.authors.at_path(&[key, "name"])?.text())
        {
            page.author = Some(name.to_owned());
        }
        page.address = self.address(&page, path, post.is_some());
        if self.config.at_path(&["kramdown", "hard_wrap"]).is_some_and(OldValue::is_true) {
            page.line_breaks = OldLineBreaks::Breaks;
        }
        set_body(&mut page, text, front, TagDialect::Jekyll, site);
        page
    }

    /// Returns the path of the address of a page, with the folder in which the site is.
    fn address(&self, page: &OldPage, path: &str, is_post: bool) -> String {
        let written = self.config.at("permalink").and_then(OldValue::text).unwrap_or("date");
        let style = STYLES.iter().find(|(name, _)| *name == written).map(|(_, pattern)| *pattern);
        let is_pretty = written == "pretty" || style.is_none() && written.ends_with('/');
        let own = Some(page.address.as_str()).filter(|own| !own.is_empty());
        let ending = if is_pretty { "/" } else { ".html" };
        let facts = PermalinkFacts {
            date: page.date,
            title: page.stem.clone(),
            slug: crate::text::slug(&page.stem),
            slug_or_file: crate::text::slug(&page.stem),
            file: stem_of(path).to_owned(),
            folders: page.categories.iter().map(|name| name.to_lowercase()).collect(),
            ending: ".html",
        };
        let found = match (own, is_post) {
            (Some(own), _) => filled(own, &facts),
            (None, true) => filled(style.unwrap_or(written), &facts),
            (None, false) if path.starts_with('_') => None,
            (None, false) if stem_of(path) == "index" => Some(format!("/{}", folder_of(path))),
            (None, false) => Some(format!("/{}{}{ending}", folder_of(path), stem_of(path))),
        };
        found.unwrap_or_default()
    }
}

/// Returns the name of the folder of a page `index.md`.
fn title_folder(path: &str) -> &str {
    folder_of(path).trim_end_matches('/').rsplit('/').next().unwrap_or("index")
}

/// Sets the body of a page, with its tags replaced; notes those without an equal.
pub fn set_body(
    page: &mut OldPage,
    text: &str,
    front: &FrontMatter,
    dialect: TagDialect,
    site: &mut OldSite,
) {
    page.written = text[front.body..].to_owned();
    page.first_line = front.body_line;
    let translated = without_tags(&page.written, dialect, &page.title);
    for (line, tag) in translated.unknown {
        let place = format!("{}:{}", page.path, page.first_line + line - 1);
        site.note_page(SiteNoteKind::Shortcode, place, tag);
    }
    page.markdown = translated.text;
}

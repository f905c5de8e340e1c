//! Reads a site of Hexo: `source/_posts`, `source/_drafts`, pages, and the configuration.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::import::site::front_matter::{FrontMatter, OldValue, front_matter};
use crate::import::site::jekyll::{set_body, yaml_file};
use crate::import::site::keys::{self, NameLists};
use crate::import::site::liquid::TagDialect;
use crate::import::site::note::{SiteError, SiteNoteKind};
use crate::import::site::old_files::OldFiles;
use crate::import::site::old_page::{OldLineBreaks, OldPage, OldPageKind, OldSite};
use crate::import::site::page_names::{dated_stem, ending, folder_of, name_of, stem_of, title_of_stem};
use crate::import::site::permalink::{PermalinkFacts, filled};

/// Reads the site below `root`; times are by the clock of `zone`.
///
/// # Errors
///
/// [`SiteError`] if the folder cannot be read or has no pages.
pub fn read_hexo(root: &Path, zone: &TimeZone) -> Result<(OldSite, OldFiles), SiteError> {
    let files = OldFiles::list(root)?;
    let mut site = OldSite::default();
    let config = yaml_file(&files, &["_config.yml", "_config.yaml"], &mut site);
    site.base =
        config.at("url").and_then(OldValue::text).unwrap_or_default().trim_end_matches('/').to_owned();
    let source = config.at("source_dir").and_then(OldValue::text).unwrap_or("source");
    let source = format!("{}/", source.trim_matches('/'));
    let reader = HexoReader { config: &config, source: &source, zone };
    for path in files.below(&source) {
        reader.read(path, &files, &mut site);
    }
    for folder in ["themes/", "scaffolds/", "scripts/"] {
        let count = files.below(folder).count();
        if count > 0 {
            site.note(SiteNoteKind::Entries, folder, count.to_string());
        }
    }
    if site.pages.is_empty() {
        return Err(SiteError::NoPages { folder: "source" });
    }
    Ok((site, files))
}

struct HexoReader<'h> {
    config: &'h OldValue,
    /// The folder of pages with `/` at its end.
    source: &'h str,
    zone: &'h TimeZone,
}

impl HexoReader<'_> {
    /// Reads one file below the folder of pages.
    fn read(&self, path: &str, files: &OldFiles, site: &mut OldSite) {
        let below = &path[self.source.len()..];
        let is_page = matches!(ending(path).as_str(), "md" | "markdown");
        let post = ["_posts/", "_drafts/"].into_iter().find(|folder| below.starts_with(folder));
        match (is_page, post) {
            (true, _) if post.is_some() || !below.starts_with('_') => {
                let text = files.text(path).and_then(|text| front_matter(&text).map(|front| (text, front)));
                match text {
                    Some((text, front)) => {
                        let page = self.page(path, &text, &front, post, site);
                        site.pages.push(page);
                    }
                    None => site.note(files.why_unread(path), path, ""),
                }
            }
            (false, None) if !below.starts_with(['_', '.']) => {
                site.published_files.insert(below.to_owned(), path.to_owned());
            }
            // Files of a post are found in its folder.
            (false, Some(_)) => {}
            _ => site.note(SiteNoteKind::NotRead, path, ""),
        }
    }

    fn page(
        &self,
        path: &str,
        text: &str,
        front: &FrontMatter,
        post: Option<&str>,
        site: &mut OldSite,
    ) -> OldPage {
        let mut page = OldPage { path: path.to_owned(), ..OldPage::default() };
        let notes = keys::take(&mut page, front, NameLists::Whole, self.zone);
        site.add_page_notes(notes);
        let pattern = self.config.at("new_post_name").and_then(OldValue::text).unwrap_or(":title.md");
        let dated = dated_stem(stem_of(path)).filter(|_| pattern.starts_with(":year-:month-:day-"));
        let file = dated.map_or(stem_of(path), |(_, rest)| rest);
        let is_index = post.is_none() && file == "index";
        if page.stem.is_empty() {
            let folder = name_of(folder_of(path).trim_end_matches('/'));
            page.stem = if is_index { folder.to_owned() } else { file.to_owned() };
        }
        if page.title.is_empty() {
            page.title = title_of_stem(&page.stem);
        }
        match post {
            Some(folder) => {
                page.date = page.date.or(dated.map(|(day, _)| day));
                page.draft |= folder == "_drafts/";
                page.own_folder = Some(format!("{}{}/", folder_of(path), stem_of(path)));
            }
            None => page.kind = OldPageKind::Standalone,
        }
        page.address = self.address(&page, path, file, post);
        let is_joined = self.config.at_path(&["marked", "breaks"]).is_some_and(OldValue::is_false);
        page.line_breaks = if is_joined { OldLineBreaks::Spaces } else { OldLineBreaks::Breaks };
        set_body(&mut page, text, front, TagDialect::Hexo, site);
        page
    }

    /// Returns the path of the address of a page, with the folder in which the site is.
    fn address(&self, page: &OldPage, path: &str, file: &str, post: Option<&str>) -> String {
        let own = Some(page.address.as_str()).filter(|own| !own.is_empty());
        let below = &path[self.source.len()..];
        let Some(folder) = post else {
            let found =
                own.map_or_else(|| format!("{}{}.html", folder_of(below), stem_of(below)), str::to_owned);
            let found = found.strip_suffix("index.html").unwrap_or(&found);
            return format!("/{}", found.trim_start_matches('/'));
        };
        let names = self.config.at("category_map");
        let slug = |name: &String| {
            let mapped = names.and_then(|names| names.at(name)?.text().map(str::to_owned));
            mapped.unwrap_or_else(|| name.split_whitespace().collect::<Vec<_>>().join("-"))
        };
        let mut folders: Vec<String> = page.categories.iter().map(slug).collect();
        if folders.is_empty() {
            let default = self.config.at("default_category").and_then(OldValue::text);
            folders.push(default.unwrap_or("uncategorized").to_owned());
        }
        let facts = PermalinkFacts {
            date: page.date,
            title: format!("{}{file}", &folder_of(below)[folder.len()..]),
            slug: file.to_owned(),
            slug_or_file: file.to_owned(),
            file: file.to_owned(),
            folders,
            ending: ".html",
        };
        let pattern = self.config.at("permalink").and_then(OldValue::text);
        let pattern = own.or(pattern).unwrap_or(":year/:month/:day/:title/");
        filled(pattern, &facts).unwrap_or_default()
    }
}

//! Reads the export of a site of WordPress, and the copy of its uploads.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::tz::TimeZone;

use crate::html;
use crate::import::encoding;
use crate::import::page;
use crate::import::site::export_xml::{Entry, Export, read_export};
use crate::import::site::html_blocks::tidied;
use crate::import::site::html_events::{TextLines, html_events};
use crate::import::site::keys::moment;
use crate::import::site::note::{SiteError, SiteNoteKind};
use crate::import::site::old_files::{MAX_PAGE_BYTES, MAX_SITE_BYTES, OldFiles, read_limited};
use crate::import::site::old_page::{OldCover, OldLineBreaks, OldPage, OldPageKind, OldSite};
use crate::import::site::square_tags::{GalleryPicture, without_square_tags};
use crate::text;

/// Short names of the category that WordPress gives posts without one.
const NO_CATEGORY: &[&str] = &["uncategorized", "chua-phan-loai", "khong-phan-loai", "chua-duoc-phan-loai"];

/// Types of entries that are made by programs and are not missed by readers.
const SILENT_TYPES: &[&str] =
    &["revision", "customize_changeset", "oembed_cache", "user_request", "wp_font_face"];

/// Reads the export `file`; pictures are taken from `media`, a copy of `wp-content/uploads`. Times are by the clock of
/// `zone`, which WordPress does not name.
///
/// # Errors
///
/// [`SiteError`] if the file or the folder cannot be read, or is no export.
pub fn read_wordpress(
    file: &Path,
    media: Option<&Path>,
    zone: &TimeZone,
) -> Result<(OldSite, OldFiles), SiteError> {
    let bytes = read_limited(file, MAX_SITE_BYTES)?;
    let export = read_export(&text::nfc(&encoding::decode(&bytes)))?;
    drop(bytes);
    let files = media.map_or_else(|| Ok(OldFiles::default()), OldFiles::list)?;
    let mut site = OldSite { base: export.base.clone(), ..OldSite::default() };
    for path in files.below("") {
        // The copy may begin above the folders of the years.
        let below = path.rsplit_once("uploads/").map_or(path, |(_, below)| below);
        site.published_files.insert(format!("wp-content/uploads/{below}"), path.to_owned());
    }
    let name = file.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned());
    let attachments = export.entries.iter().filter(|entry| entry.text("wp:post_type") == "attachment");
    let reader = WordPressReader {
        export: &export,
        attachments: attachments.map(|entry| (entry.id(), entry)).collect(),
        name: &name,
        zone,
    };
    for entry in &export.entries {
        if matches!(entry.text("wp:post_type"), "post" | "page") {
            reader.read(entry, &mut site);
        }
    }
    reader.count_others(&mut site);
    if site.pages.is_empty() {
        return Err(SiteError::NoPosts);
    }
    Ok((site, files))
}

struct WordPressReader<'w> {
    export: &'w Export,
    /// The attachments by their numbers.
    attachments: HashMap<u64, &'w Entry>,
    /// The name of the file of the export.
    name: &'w str,
    zone: &'w TimeZone,
}

impl WordPressReader<'_> {
    fn read(&self, entry: &Entry, site: &mut OldSite) {
        let place = format!("{}:{}", self.name, entry.line);
        let title = plain(entry.text("title"));
        match entry.text("wp:status") {
            _ if entry.text("content:encoded").len() as u64 > MAX_PAGE_BYTES => {
                site.note(SiteNoteKind::TooLong, place, title);
            }
            "trash" | "auto-draft" | "inherit" => site.note(SiteNoteKind::NotRead, place, title),
            status => {
                let has_password = !entry.text("wp:post_password").is_empty();
                let reason = if has_password {
                    Some("password")
                } else {
                    Some(status).filter(|status| matches!(*status, "private" | "pending"))
                };
                if let Some(reason) = reason {
                    site.note_page(SiteNoteKind::NotPublic, place, format!("{title} ({reason})"));
                }
                let draft = has_password || !matches!(status, "publish" | "future");
                let page = self.page(entry, title, draft, site);
                site.pages.push(page);
            }
        }
    }

    fn page(&self, entry: &Entry, title: String, draft: bool, site: &mut OldSite) -> OldPage {
        let kind =
            if entry.text("wp:post_type") == "page" { OldPageKind::Standalone } else { OldPageKind::Article };
        let date = |name: &str| moment(entry.text(name), self.zone);
        let short = entry.text("wp:post_name");
        let stem = html::decode_path(short).unwrap_or_else(|| short.to_owned());
        let terms = |domain: &str| -> Vec<String> {
            let of_domain = entry
                .terms
                .iter()
                .filter(|(own, short, _)| own == domain && !NO_CATEGORY.contains(&&**short));
            of_domain.map(|(.., name)| plain(name)).collect()
        };
        let login = entry.text("dc:creator");
        let author = self.export.authors.get(login).map_or(login, String::as_str).trim();
        let id = entry.id();
        let link = entry.text("link");
        let mut page = OldPage {
            kind,
            path: self.name.to_owned(),
            title: if title.is_empty() { format!("Bài {id}") } else { title },
            stem,
            date: date("wp:post_date"),
            updated: date("wp:post_modified"),
            draft,
            lead: Some(plain(entry.text("excerpt:encoded"))).filter(|lead| !lead.is_empty()),
            author: Some(author.to_owned()).filter(|author| !author.is_empty()),
            tags: terms("post_tag"),
            categories: terms("category"),
            cover: self.cover(entry),
            // An address such as `/?p=12` cannot redirect, but links may have it.
            address: if link.contains('?') { String::new() } else { link.to_owned() },
            keys: vec![format!("?p={id}"), format!("?page_id={id}")],
            written: entry.texts.get("content:encoded").cloned().unwrap_or_default(),
            first_line: entry.content_line.max(1),
            line_breaks: OldLineBreaks::Breaks,
            ..OldPage::default()
        };
        page.markdown = self.markdown(entry, &page, site);
        page
    }

    /// Returns the body as Markdown; notes what has no equal.
    fn markdown(&self, entry: &Entry, page: &OldPage, site: &mut OldSite) -> String {
        let written = &page.written;
        let gallery = |ids: &[u64]| self.gallery(entry.id(), ids);
        let translated = without_square_tags(written, &gallery);
        for (line, shortcode) in translated.unknown {
            let place = format!("{}:{}", page.path, page.first_line + line - 1);
            site.note_page(SiteNoteKind::Shortcode, place, shortcode);
        }
        let lines = if written.contains("<!-- wp:") { TextLines::Spaces } else { TextLines::Paragraphs };
        let found = html_events(&translated.text, lines);
        for name in found.losses {
            site.note_page(SiteNoteKind::Html, page.place_of(&format!("<{name}")), name);
        }
        let markdown = page::markdown(&found.events);
        for lost in markdown.plain.iter().chain(&markdown.lost) {
            let words: String = lost.chars().take(60).collect();
            let start: String = lost.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            site.note_page(SiteNoteKind::Format, page.place_of(&start), words);
        }
        tidied(&markdown.text)
    }

    /// Returns the pictures of a gallery, without those that the export does not have.
    fn gallery(&self, post: u64, ids: &[u64]) -> Vec<GalleryPicture> {
        let of_post = || {
            let mut own: Vec<&Entry> = self
                .attachments
                .values()
                .filter(|entry| entry.text("wp:post_parent").parse() == Ok(post))
                .copied()
                .collect();
            own.sort_by_key(|entry| entry.id());
            own
        };
        let entries = match ids {
            [] => of_post(),
            ids => ids.iter().filter_map(|id| self.attachments.get(id).copied()).collect(),
        };
        let picture = |entry: &Entry| {
            let alt = entry.meta.get("_wp_attachment_image_alt").cloned().unwrap_or_default();
            GalleryPicture { address: entry.text("wp:attachment_url").to_owned(), alt }
        };
        entries.into_iter().map(picture).filter(|picture| !picture.address.is_empty()).collect()
    }

    fn cover(&self, entry: &Entry) -> Option<OldCover> {
        let id: u64 = entry.meta.get("_thumbnail_id")?.parse().ok()?;
        let picture = self.attachments.get(&id)?;
        let alt = picture.meta.get("_wp_attachment_image_alt").cloned().unwrap_or_default();
        let address = picture.text("wp:attachment_url").to_owned();
        Some(OldCover { address, alt, caption: plain(picture.text("excerpt:encoded")) })
    }

    /// Notes the numbers of comments and of entries of other types.
    fn count_others(&self, site: &mut OldSite) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.export.entries {
            let kind = entry.text("wp:post_type");
            if !matches!(kind, "post" | "page" | "attachment") && !SILENT_TYPES.contains(&kind) {
                *counts.entry(kind).or_default() += 1;
            }
        }
        if self.export.comments > 0 {
            counts.insert("comment", self.export.comments);
        }
        for (kind, count) in counts {
            site.note(SiteNoteKind::Entries, kind, count.to_string());
        }
    }
}

/// Returns a piece of HTML as plain text on one line.
fn plain(written: &str) -> String {
    let mut text = String::new();
    for token in html5gum::Tokenizer::new(written).flatten() {
        match token {
            html5gum::Token::String(words) => text.push_str(&String::from_utf8_lossy(&words.value)),
            html5gum::Token::StartTag(_) | html5gum::Token::EndTag(_) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

//! Takes the keys of front matter that Hugo, Jekyll and Hexo, and their themes, have in common.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::import::site::front_matter::{FrontMatter, OldValue};
use crate::import::site::note::{SiteNote, SiteNoteKind};
use crate::import::site::old_page::{OldCover, OldPage};
use crate::model::date::ArticleDate;
use crate::model::date_parser;

/// Keys that say how a page is drawn, or that repeat another one; nothing is lost without them.
const SILENT_KEYS: &[&str] = &["layout", "type", "comments", "comment", "toc", "showtoc", "mathjax", "lang"];

/// How a text with several names is divided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameLists {
    /// Hugo and Hexo: a text is one name.
    Whole,
    /// Jekyll: words with spaces between them.
    Words,
}

/// Reads the keys of a page into `page`; returns a note for each key that has no equal.
pub fn take(page: &mut OldPage, front: &FrontMatter, lists: NameLists, zone: &TimeZone) -> Vec<SiteNote> {
    let mut notes = Vec::new();
    for (key, line, value) in front.entries() {
        let plain = key.to_lowercase().replace(['_', '-'], "");
        let is_taken = take_text(page, &plain, value, lists) || take_date(page, &plain, value, zone);
        let is_empty = matches!(value, OldValue::Nothing) || value == &OldValue::Text(String::new());
        if !(is_taken || is_empty || SILENT_KEYS.contains(&plain.as_str())) {
            notes.push(SiteNote {
                kind: SiteNoteKind::Key,
                place: format!("{}:{line}", page.path),
                text: key.to_owned(),
                page: None,
            });
        }
    }
    if let Some(line) = front.error {
        let place = format!("{}:{line}", page.path);
        notes.push(SiteNote { kind: SiteNoteKind::FrontMatter, place, text: String::new(), page: None });
    }
    notes
}

/// Takes a key whose value is a text, a list or a truth value; returns whether it is one.
fn take_text(page: &mut OldPage, key: &str, value: &OldValue, lists: NameLists) -> bool {
    let text = value.text().map(str::to_owned);
    match key {
        "title" => page.title = text.unwrap_or_default(),
        "slug" => page.stem = text.unwrap_or_else(|| page.stem.clone()),
        "draft" => page.draft |= value.is_true(),
        "published" if value.is_true() => {}
        "published" if value.is_false() => page.draft = true,
        "description" | "summary" | "excerpt" | "subtitle" | "lead" => {
            if page.lead.is_some() && page.lead != text {
                return text.is_none();
            }
            page.lead = text;
        }
        "author" | "authors" => {
            let names = author_names(value);
            if names.is_empty() {
                return false;
            }
            page.author = Some(names.join(", "));
        }
        "tags" | "tag" => page.tags.extend(names(value, lists)),
        "categories" | "category" => page.categories.extend(names(value, lists)),
        "aliases" | "alias" | "redirectfrom" => page.aliases.extend(value.texts()),
        "url" | "permalink" => page.address = text.unwrap_or_default(),
        "cover" | "image" | "images" | "featuredimage" | "thumbnail" | "banner" | "header" | "teaser" => {
            let Some(cover) = cover(value) else { return false };
            let extra = value.texts().len() > 1;
            page.cover.get_or_insert(cover);
            return !extra;
        }
        "imagealt" | "coveralt" | "featuredimagealt" | "imagecaption" => {
            let (Some(cover), Some(text)) = (&mut page.cover, text) else { return false };
            if key == "imagecaption" { cover.caption = text } else { cover.alt = text }
        }
        _ => return false,
    }
    true
}

/// Takes a key whose value is a date; returns whether it is one.
fn take_date(page: &mut OldPage, key: &str, value: &OldValue, zone: &TimeZone) -> bool {
    let place = match key {
        "date" => &mut page.date,
        "lastmod" | "updated" | "modified" | "lastmodifiedat" => &mut page.updated,
        "publishdate" | "pubdate" | "published" => &mut page.publish,
        "expirydate" | "unpublishdate" => {
            let day = value.text().and_then(|text| moment(text, zone)).map(|date| date.day);
            page.expires = day;
            return day.is_some();
        }
        _ => return false,
    };
    *place = value.text().and_then(|text| moment(text, zone));
    place.is_some()
}

/// Reads a date with or without a time and an offset, such as `2021-05-20 08:30:00 +0700`; `None` for other forms.
pub fn moment(written: &str, zone: &TimeZone) -> Option<ArticleDate> {
    let written = written.trim();
    if let Ok(found) = date_parser::parse(written) {
        return Some(found.in_zone(zone));
    }
    // `2021-5-7 8:30` and `2021/05/07`, which Jekyll and Hexo read, and a zone by its name behind.
    let (day, rest) = written.split_once([' ', 'T']).unwrap_or((written, ""));
    let parts: Vec<&str> = day.split(['-', '/']).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<i8>().ok();
    let day =
        Date::new(year.parse().ok().filter(|year| *year >= 1900)?, number(month)?, number(day)?).ok()?;
    let clock = rest.split_whitespace().next().unwrap_or("");
    let clock = if clock.find(':') == Some(1) { format!("0{clock}") } else { clock.to_owned() };
    let offset = rest.split_whitespace().nth(1).unwrap_or("");
    let attempts = [format!("{day} {clock} {offset}"), format!("{day} {clock}"), day.to_string()];
    attempts.iter().find_map(|text| date_parser::parse(text.trim()).ok()).map(|found| found.in_zone(zone))
}

fn names(value: &OldValue, lists: NameLists) -> Vec<String> {
    match (value, lists) {
        (OldValue::Text(text), NameLists::Words) => text.split_whitespace().map(str::to_owned).collect(),
        _ => value.texts(),
    }
}

/// Returns the names of authors: texts, or mappings with `name`.
fn author_names(value: &OldValue) -> Vec<String> {
    match value {
        OldValue::List(items) => items.iter().flat_map(author_names).collect(),
        OldValue::Map(_) => value.at("name").map(OldValue::texts).unwrap_or_default(),
        OldValue::Text(_) | OldValue::Nothing => value.texts(),
    }
}

/// Returns the main picture: an address, the first of a list, or a mapping as themes have it.
fn cover(value: &OldValue) -> Option<OldCover> {
    let text = |key: &str| value.at(key).and_then(OldValue::text).unwrap_or_default().to_owned();
    match value {
        OldValue::Map(_) => {
            let keys = ["image", "src", "path", "url", "file", "teaser", "overlay_image", "img"];
            let address = keys.into_iter().map(text).find(|address| !address.is_empty())?;
            Some(OldCover { address, alt: text("alt"), caption: text("caption") })
        }
        OldValue::List(items) => cover(items.first()?),
        OldValue::Text(_) => {
            let address = value.text()?.to_owned();
            Some(OldCover { address, alt: String::new(), caption: String::new() })
        }
        OldValue::Nothing => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::{Offset, TimeZone};

    use super::moment;

    /// Dates as each generator writes them are read by the clock of the new site.
    #[test]
    fn dates() {
        let zone = TimeZone::fixed(Offset::constant(7));
        for (written, read) in [
            ("2021-05-20", "2021-05-20"),
            ("2021-05-20T01:30:00Z", "2021-05-20 08:30"),
            ("2021-05-20T08:30:00+07:00", "2021-05-20 08:30"),
            ("2021-05-20 08:30:00 +0700", "2021-05-20 08:30"),
            ("2021-5-7 8:30:00", "2021-05-07 08:30"),
            ("2021/05/07", "2021-05-07"),
        ] {
            let found = moment(written, &zone).map(|date| match date.time {
                Some(time) => format!("{} {}", date.day, time.strftime("%H:%M")),
                None => date.day.to_string(),
            });
            assert_eq!(found.as_deref(), Some(read), "{written}");
        }
        for other in ["hôm qua", "20/05/2021", "2021-02-30", ""] {
            assert_eq!(moment(other, &zone), None, "{other}");
        }
    }
}

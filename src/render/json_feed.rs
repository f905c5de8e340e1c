//! Generates JSON Feeds (jsonfeed.org, version 1.1).

use serde_json::{Value, json};

use crate::html;
use crate::model::settings::SectionId;
use crate::model::site::{Article, ArticleId};
use crate::render::image_html::HtmlContext;
use crate::render::markdown;
use crate::render::view::Views;

/// Returns a JSON Feed of `articles`, newest first: of a section, or of the whole site.
pub fn json_feed(
    views: &Views<'_>,
    route: &str,
    section: Option<SectionId>,
    articles: &[ArticleId],
) -> String {
    let settings = &views.site.settings;
    let section = section.map(|at| &settings.sections[at]);
    let title = match section {
        Some(section) => format!("{} – {}", section.title, settings.title),
        None => settings.title.to_string(),
    };
    let home = section.map_or_else(|| "/".to_owned(), |section| format!("/{}/", section.id.value));
    let items: Vec<Value> = articles.iter().map(|at| feed_item(views, &views.site.articles[*at])).collect();
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": views.permalink(&home),
        "feed_url": views.permalink(route),
        "language": settings.language.tag(),
        "authors": [{"name": settings.organisation, "url": views.permalink("/")}],
        "items": items,
    });
    let about = section.map_or(&settings.description, |section| &section.description);
    if let Some(about) = about {
        feed["description"] = json!(about);
    }
    let icons = views.screen_icons();
    let icon = |sizes: &str| icons.iter().find(|icon| icon.sizes == Some(sizes));
    if let Some(icon) = icon("512x512").or(icons.first()) {
        feed["icon"] = json!(absolute_url(views, &icon.href));
    }
    if let Some(icon) = icon("192x192").or(icons.first()) {
        feed["favicon"] = json!(absolute_url(views, &icon.href));
    }
    let mut text =
        serde_json::to_string_pretty(&feed).expect("a feed of texts and numbers can be serialized");
    text.push('\n');
    text
}

/// Returns the feed item of one article.
fn feed_item(views: &Views<'_>, article: &Article) -> Value {
    let (record, settings) = (&article.record, &views.site.settings);
    let address = views.permalink(&article.route);
    let content = markdown::render_html(views.links(), &record.body, &article.links, HtmlContext::Feed);
    let changed = record.updated.as_ref().unwrap_or(&record.date);
    let section = &settings.sections[article.section].title;
    let tags: Vec<_> = [section].into_iter().chain(record.tags.iter().map(|(_, tag)| &tag.value)).collect();
    let mut item = json!({
        "id": address,
        "url": address,
        "title": record.title.value,
        "summary": views.summary(article),
        "content_html": with_absolute_addresses(&content, origin(views), &address),
        "date_published": views.rfc_3339(&record.date.value),
        "date_modified": views.rfc_3339(&changed.value),
        "tags": tags,
    });
    if let Some(author) = &record.author {
        item["authors"] = json!([{"name": author}]);
    }
    if let Some(cover) = views.cover_view(article) {
        item["image"] = json!(absolute_url(views, &cover.src));
    }
    item
}

/// Returns the scheme and host of the site.
fn origin<'v>(views: &Views<'v>) -> &'v str {
    let settings = &views.site.settings;
    settings.base_url.strip_suffix(settings.base_path()).unwrap_or(&settings.base_url)
}

/// Returns the absolute form of an address that begins with `/`.
fn absolute_url(views: &Views<'_>, href: &str) -> String {
    format!("{}{href}", origin(views))
}

/// Returns `content` with absolute addresses in place of those from `/` or `#`, because feed readers know no
/// base URL.
fn with_absolute_addresses(content: &str, origin: &str, page: &str) -> String {
    let mut written = String::with_capacity(content.len());
    let mut done = 0;
    for tag in html::tags(content) {
        written.push_str(&content[done..tag.range.start]);
        let mut text = content[tag.range.clone()].to_owned();
        for (name, value) in
            tag.attributes.iter().filter(|(name, _)| ADDRESS_ATTRIBUTES.contains(&name.as_str()))
        {
            let absolute = match name.as_str() {
                "srcset" => value
                    .split(", ")
                    .map(|candidate| absolute_address(candidate, origin, page))
                    .collect::<Vec<_>>()
                    .join(", "),
                _ => absolute_address(value, origin, page),
            };
            text = text.replace(&format!(" {name}=\"{value}\""), &format!(" {name}=\"{absolute}\""));
        }
        written.push_str(&text);
        done = tag.range.end;
    }
    written.push_str(&content[done..]);
    written
}

/// The attributes that contain addresses.
const ADDRESS_ATTRIBUTES: &[&str] = &["href", "src", "srcset", "poster"];

/// Returns the absolute form of `address`; `page` is the page of an anchor.
fn absolute_address(address: &str, origin: &str, page: &str) -> String {
    match address.as_bytes() {
        [b'#', ..] => format!("{page}{address}"),
        [b'/', b'/', ..] => address.to_owned(),
        [b'/', ..] => format!("{origin}{address}"),
        _ => address.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::with_absolute_addresses;

    /// Addresses in tags become absolute; text that only looks like one is unchanged.
    #[test]
    fn addresses_become_absolute() {
        let html = r##"<a href="/a/" title="x">href="/b"</a> <a href="#c">c</a> <img src="/d.png" srcset="/d.png 1x, /e.png 2x"> <a href="https://khac.example/">f</a>"##;
        assert_eq!(
            with_absolute_addresses(html, "https://o", "https://o/p/"),
            r##"<a href="https://o/a/" title="x">href="/b"</a> <a href="https://o/p/#c">c</a> <img src="https://o/d.png" srcset="https://o/d.png 1x, https://o/e.png 2x"> <a href="https://khac.example/">f</a>"##
        );
    }
}

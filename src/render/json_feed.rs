//! Generates JSON Feeds (jsonfeed.org, version 1.1).

use serde_json::{Value, json};

use crate::model::settings::SectionId;
use crate::model::site::{Article, ArticleId};
use crate::render::feed_content::feed_content;
use crate::render::view::{Author, Views};

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
        "authors": [author(&views.site_author())],
        "items": items,
    });
    let about = section.map_or(&settings.description, |section| &section.description);
    if let Some(about) = about {
        feed["description"] = json!(about);
    }
    let icons = views.screen_icons();
    let icon = |sizes: &str| icons.iter().find(|icon| icon.sizes == Some(sizes));
    if let Some(icon) = icon("512x512").or(icons.first()) {
        feed["icon"] = json!(views.links().absolute(&icon.href));
    }
    if let Some(icon) = icon("192x192").or(icons.first()) {
        feed["favicon"] = json!(views.links().absolute(&icon.href));
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
    let changed = record.updated.as_ref().unwrap_or(&record.date);
    let section = &settings.sections[article.section].title;
    let tags: Vec<_> = [section].into_iter().chain(record.tags.iter().map(|(_, tag)| &tag.value)).collect();
    let mut item = json!({
        "id": address,
        "url": address,
        "title": record.title.value,
        "summary": views.summary(article),
        "content_html": feed_content(views, article),
        "date_published": views.rfc_3339(&record.date.value),
        "date_modified": views.rfc_3339(&changed.value),
        "tags": tags,
    });
    if record.author.is_some() {
        item["authors"] = views.authors(article).iter().map(author).collect();
    }
    if let Some(cover) = views.cover_view(article) {
        item["image"] = json!(views.links().absolute(&cover.src));
    }
    item
}

fn author(author: &Author) -> Value {
    let mut value = json!({"name": author.name});
    if let Some(url) = &author.url {
        value["url"] = json!(url);
    }
    value
}

//! Generates Atom feeds, sitemaps and `robots.txt`.

use std::fmt::Write;

use crate::html::escape;
use crate::model::route::Route;
use crate::model::settings::SectionId;
use crate::model::site::{Article, ArticleId};
use crate::plan::{OutputKind, PageKind};
use crate::render::feed_content::feed_content;
use crate::render::view::{Author, Views};
use crate::search::INDEX_FOLDERS;

/// Returns an Atom feed (RFC 4287) of `articles`, newest first: of a section, or of the whole site.
pub fn atom_feed(
    views: &Views<'_>,
    route: &str,
    section: Option<SectionId>,
    articles: &[ArticleId],
) -> String {
    let settings = &views.site.settings;
    let (title, home) = match section {
        Some(at) => {
            let section = &settings.sections[at];
            (format!("{} – {}", section.title, settings.title), format!("/{}/", section.id.value))
        }
        None => (settings.title.to_string(), "/".to_owned()),
    };
    let articles: Vec<&Article> = articles.iter().map(|at| &views.site.articles[*at]).collect();
    let updated = articles.iter().map(|article| last_change(views, article)).max();
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    let _ = write!(
        xml,
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{language}\">\n\
         <id>{own}</id>\n<title>{title}</title>\n<link rel=\"self\" type=\"application/atom+xml\" href=\"{own}\"/>\n\
         <link rel=\"alternate\" type=\"text/html\" href=\"{home}\"/>\n<updated>{updated}</updated>\n\
         {author}<generator>bangvang</generator>\n",
        language = settings.language.tag(),
        own = escape(&views.permalink(route)),
        home = escape(&views.permalink(&home)),
        title = escape(&title),
        updated = updated.unwrap_or_else(|| "1970-01-01T00:00:00Z".to_owned()),
        author = author(&views.site_author()),
    );
    for article in articles {
        write_entry(views, article, &mut xml);
    }
    xml.push_str("</feed>\n");
    xml
}

/// Appends the entry of one article.
fn write_entry(views: &Views<'_>, article: &Article, xml: &mut String) {
    let record = &article.record;
    let settings = &views.site.settings;
    // An entry without an author is by the author of the feed (RFC 4287 §4.1.2).
    let authors = record.author.iter().flat_map(|_| views.authors(article));
    let section = &settings.sections[article.section].title;
    let categories = [section].into_iter().chain(record.tags.iter().map(|(_, tag)| &tag.value));
    let _ = write!(
        xml,
        "<entry>\n<id>{address}</id>\n<title>{title}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{address}\"/>\n\
         <published>{published}</published>\n<updated>{updated}</updated>\n{authors}{categories}\
         <summary>{summary}</summary>\n<content type=\"html\">{content}</content>\n</entry>\n",
        address = escape(&views.permalink(&article.route)),
        title = escape(&record.title.value),
        published = views.rfc_3339(&record.date.value),
        updated = last_change(views, article),
        authors = authors.map(|one| author(&one)).collect::<String>(),
        categories = categories.map(|name| category(name)).collect::<String>(),
        summary = escape(&views.summary(article)),
        content = escape(&feed_content(views, article)),
    );
}

fn author(author: &Author) -> String {
    let url = author.url.as_ref().map_or_else(String::new, |url| format!("<uri>{}</uri>", escape(url)));
    format!("<author><name>{}</name>{url}</author>\n", escape(&author.name))
}

fn category(name: &str) -> String {
    format!("<category term=\"{}\"/>\n", escape(name))
}

/// Returns the time of the last change of an article, else of its publication (RFC 3339).
fn last_change(views: &Views<'_>, article: &Article) -> String {
    let record = &article.record;
    views.rfc_3339(&record.updated.as_ref().unwrap_or(&record.date).value)
}

/// Returns part `part` (from 0) of the sitemap (sitemaps.org 0.9), with the days of the last change of
/// articles.
pub fn sitemap(views: &Views<'_>, part: usize) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for page in views.plan.sitemap(part) {
        let changed = match page.kind {
            OutputKind::Page(PageKind::Article(at, _)) => {
                let record = &views.site.articles[at].record;
                let day = record.updated.as_ref().unwrap_or(&record.date).value.day;
                format!("<lastmod>{day}</lastmod>")
            }
            _ => String::new(),
        };
        let _ = writeln!(xml, "<url><loc>{}</loc>{changed}</url>", escape(&views.permalink(&page.route)));
    }
    xml.push_str("</urlset>\n");
    xml
}

/// Returns the index of the parts of a sitemap.
pub fn sitemap_index(views: &Views<'_>, parts: &[Route]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in parts {
        let _ = writeln!(xml, "<sitemap><loc>{}</loc></sitemap>", escape(&views.permalink(route)));
    }
    xml.push_str("</sitemapindex>\n");
    xml
}

/// Returns `robots.txt`, which allows all pages and names the sitemap.
///
/// The files of the search index are excluded: a search engine that had copied one would still list a name that the site
/// no longer has.
pub fn robots(views: &Views<'_>) -> String {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    let page = format!("/{}/", views.site.settings.routes.search);
    if views.plan.page(&format!("{page}index.json")).is_some() {
        for folder in INDEX_FOLDERS {
            let _ = writeln!(text, "Disallow: {}", views.href(&format!("{page}{folder}/")));
        }
    }
    let _ = writeln!(text, "Sitemap: {}", views.permalink("/sitemap.xml"));
    text
}

//! Files for machines: feeds, sitemaps, `robots.txt`.

use crate::diagnostic::Place;
use crate::plan::{Draft, What};
use crate::source::Text;

/// Articles in a feed.
const FEED_LENGTH: usize = 20;

/// Addresses in one sitemap (sitemaps.org protocol 0.9: 50,000 at most).
const SITEMAP_LENGTH: usize = 50_000;

/// Plans the feeds, and the sitemap of every page planned before.
pub fn plan(draft: &mut Draft<'_>) {
    let site = draft.site;
    if site.settings.pages.feeds {
        let newest = |section: Option<usize>| {
            let articles = (0..).zip(&site.articles);
            let of = articles.filter(|(_, article)| section.is_none_or(|section| article.section == section));
            of.take(FEED_LENGTH).map(|(at, _)| at).collect::<Vec<u32>>()
        };
        draft.add("/feed.xml", Place::Nowhere, What::Feed(None, newest(None)));
        for (at, section) in site.settings.sections.iter().enumerate() {
            let route = format!("/{}/feed.xml", section.id.value);
            draft.add(&route, section.id.span.into(), What::Feed(Some(at), newest(Some(at))));
        }
    }
    sitemaps(draft);
    draft.add("/robots.txt", Place::Nowhere, What::Robots);
}

fn sitemaps(draft: &mut Draft<'_>) {
    let mut addresses: Vec<(Text, Option<Text>)> = Vec::new();
    for page in &draft.pages {
        let changed = match &page.what {
            What::Article(at, _) => {
                let record = &draft.site.articles[*at].record;
                let changed = record.updated.as_ref().unwrap_or(&record.date);
                Some(Text::from(changed.value.day.to_string()))
            }
            What::NotFound
            | What::Gone
            | What::Redirect(_)
            | What::Feed(..)
            | What::Download(..)
            | What::Schema
            | What::Copy(_)
            | What::ThemeFile(_) => {
                continue;
            }
            _ => None,
        };
        addresses.push((page.route.clone(), changed));
    }
    addresses.sort();
    addresses.dedup_by(|a, b| a.0 == b.0);
    if addresses.len() <= SITEMAP_LENGTH {
        draft.add("/sitemap.xml", Place::Nowhere, What::Sitemap(addresses));
        return;
    }
    let mut parts = Vec::new();
    for (number, part) in (1..).zip(addresses.chunks(SITEMAP_LENGTH)) {
        let route = format!("/sitemap-{number}.xml");
        parts.push(Text::from(route.as_str()));
        draft.add(&route, Place::Nowhere, What::Sitemap(part.to_vec()));
    }
    draft.add("/sitemap.xml", Place::Nowhere, What::SitemapIndex(parts));
}

//! Files for machines: feeds, sitemaps, `robots.txt`.

use crate::diagnostic::Place;
use crate::plan::{Draft, Page, Plan, What};
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
    let parts = listed(&draft.pages).count().div_ceil(SITEMAP_LENGTH);
    if parts <= 1 {
        draft.add("/sitemap.xml", Place::Nowhere, What::Sitemap(0));
        return;
    }
    let route = |part: usize| format!("/sitemap-{}.xml", part + 1);
    for part in 0..parts {
        draft.add(&route(part), Place::Nowhere, What::Sitemap(part));
    }
    let routes = (0..parts).map(|part| Text::from(route(part))).collect();
    draft.add("/sitemap.xml", Place::Nowhere, What::SitemapIndex(routes));
}

/// The pages that a sitemap lists.
fn listed(pages: &[Page]) -> impl Iterator<Item = &Page> {
    pages.iter().filter(|page| {
        !matches!(
            page.what,
            What::NotFound
                | What::Gone
                | What::Redirect(_)
                | What::Feed(..)
                | What::Sitemap(_)
                | What::SitemapIndex(_)
                | What::Robots
                | What::Download(..)
                | What::Schema
                | What::Copy(_)
                | What::Picture(..)
                | What::ThemeFile(_)
        )
    })
}

impl Plan {
    /// The pages that part `part` of the sitemap lists, in order of their routes.
    pub fn sitemap(&self, part: usize) -> impl Iterator<Item = &Page> {
        listed(&self.pages).skip(part * SITEMAP_LENGTH).take(SITEMAP_LENGTH)
    }
}

//! Plans the files for machines: feeds, sitemaps, `robots.txt`.

use crate::diagnostic::Location;
use crate::model::route::Route;
use crate::model::settings::{SectionId, WebServer};
use crate::model::site::ArticleId;
use crate::plan::draft::Draft;
use crate::plan::files::{Plan, PlannedFile};
use crate::plan::kinds::{FeedForm, FileKind, OutputKind, WellKnown};

/// Articles in a feed.
const FEED_LENGTH: usize = 20;

/// Addresses in one sitemap (sitemaps.org protocol 0.9: 50,000 at most).
const SITEMAP_LENGTH: usize = 50_000;

/// Plans the feeds, and the sitemap of every page planned before.
pub fn plan(draft: &mut Draft<'_>) {
    let site = draft.site;
    if site.settings.pages.feeds {
        let newest = |section: Option<SectionId>| {
            let articles = site.articles.entries();
            let of = articles.filter(|(_, article)| section.is_none_or(|section| article.section == section));
            of.take(FEED_LENGTH).map(|(id, _)| id).collect::<Vec<ArticleId>>()
        };
        let mut add = |folder: &str, origin: Location, section: Option<SectionId>| {
            for form in [FeedForm::Atom, FeedForm::Json] {
                let feed = FileKind::Feed(form, section, newest(section));
                draft.add(format!("{folder}{}", form.file()), origin, feed);
            }
        };
        add("/", Location::Nowhere, None);
        for (id, section) in site.settings.sections.entries() {
            add(&format!("/{}/", section.id.value), section.id.span.into(), Some(id));
        }
    }
    sitemaps(draft);
    well_known(draft);
    draft.add("/robots.txt", Location::Nowhere, FileKind::Robots);
}

impl FeedForm {
    /// The name of its file, beside the page of its articles.
    pub fn file(self) -> &'static str {
        match self {
            FeedForm::Atom => "feed.xml",
            FeedForm::Json => "feed.json",
        }
    }
}

fn well_known(draft: &mut Draft<'_>) {
    let hosting = &draft.site.settings.hosting;
    let mut add =
        |route: &str, file: WellKnown| draft.add(route, Location::Nowhere, FileKind::WellKnown(file));
    add("/site.webmanifest", WellKnown::Manifest);
    if hosting.security.is_some() {
        add("/.well-known/security.txt", WellKnown::Security);
    }
    if hosting.humans.is_some() {
        add("/humans.txt", WellKnown::Humans);
    }
    let has = |server: WebServer| hosting.servers.contains(&server);
    if has(WebServer::Apache) {
        add("/.htaccess", WellKnown::Htaccess);
    }
    if has(WebServer::Netlify) || has(WebServer::Cloudflare) {
        add("/_headers", WellKnown::Headers);
        add("/_redirects", WellKnown::Redirects);
    }
    if has(WebServer::Iis) {
        add("/web.config", WellKnown::WebConfig);
    }
}

fn sitemaps(draft: &mut Draft<'_>) {
    let parts = listed(&draft.pages).count().div_ceil(SITEMAP_LENGTH);
    if parts <= 1 {
        draft.add("/sitemap.xml", Location::Nowhere, FileKind::Sitemap(0));
        return;
    }
    let route = |part: usize| Route::new(format!("/sitemap-{}.xml", part + 1));
    for part in 0..parts {
        draft.add(route(part), Location::Nowhere, FileKind::Sitemap(part));
    }
    let routes = (0..parts).map(route).collect();
    draft.add("/sitemap.xml", Location::Nowhere, FileKind::SitemapIndex(routes));
}

/// The pages that a sitemap lists.
fn listed(pages: &[PlannedFile]) -> impl Iterator<Item = &PlannedFile> {
    pages.iter().filter(|page| matches!(&page.kind, OutputKind::Page(kind) if kind.facts().listed))
}

impl Plan {
    /// The pages that part `part` of the sitemap lists, in order of their routes.
    pub fn sitemap(&self, part: usize) -> impl Iterator<Item = &PlannedFile> {
        listed(&self.pages).skip(part * SITEMAP_LENGTH).take(SITEMAP_LENGTH)
    }
}

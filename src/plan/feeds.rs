//! Plans feeds, sitemaps, `robots.txt` and files at well-known routes.

use crate::diagnostic::Location;
use crate::model::route::Route;
use crate::model::settings::{SectionId, WebServer};
use crate::model::site::ArticleId;
use crate::plan::builder::PlanBuilder;
use crate::plan::files::Plan;
use crate::plan::kinds::{FeedForm, FileKind, WellKnown};
use crate::plan::planned_file::PlannedFile;
use crate::plan::recipients::RecipientPages;

/// Number of articles in a feed.
const MAX_FEED_ARTICLES: usize = 20;

/// Maximum number of addresses in one sitemap (sitemaps.org protocol 0.9).
const MAX_SITEMAP_URLS: usize = 50_000;

/// Plans the feeds, and sitemaps of all pages planned before and of those of recipients.
pub fn plan(builder: &mut PlanBuilder<'_>, recipient_pages: &RecipientPages) {
    let site = builder.site;
    if site.settings.pages.feeds {
        let newest = |section: Option<SectionId>| {
            let articles = site.articles.entries();
            let of = articles.filter(|(_, article)| section.is_none_or(|section| article.section == section));
            of.take(MAX_FEED_ARTICLES).map(|(id, _)| id).collect::<Vec<ArticleId>>()
        };
        let mut add = |folder: &str, origin: Location, section: Option<SectionId>| {
            for form in [FeedForm::Atom, FeedForm::Json] {
                let feed = FileKind::Feed(form, section, newest(section));
                builder.add(format!("{folder}{}", form.file_name()), origin, feed);
            }
        };
        add("/", Location::Nowhere, None);
        for (id, section) in site.settings.sections.entries() {
            add(&format!("/{}/", section.id.value), section.id.span.into(), Some(id));
        }
    }
    plan_sitemaps(builder, recipient_pages);
    plan_well_known(builder);
    builder.add("/robots.txt", Location::Nowhere, FileKind::Robots);
}

impl FeedForm {
    /// Returns the name of the feed's file, in the folder of the list page.
    pub fn file_name(self) -> &'static str {
        match self {
            FeedForm::Atom => "feed.xml",
            FeedForm::Json => "feed.json",
        }
    }
}

/// Plans the web manifest and the files that the hosting settings ask for.
fn plan_well_known(builder: &mut PlanBuilder<'_>) {
    let hosting = &builder.site.settings.hosting;
    let mut add =
        |route: &str, file: WellKnown| builder.add(route, Location::Nowhere, FileKind::WellKnown(file));
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

/// Plans the sitemap, split into several with an index when it is too long.
fn plan_sitemaps(builder: &mut PlanBuilder<'_>, recipient_pages: &RecipientPages) {
    let count = builder.files().filter(|page| page.is_listed()).count() + recipient_pages.listed_count;
    let parts = count.div_ceil(MAX_SITEMAP_URLS);
    if parts <= 1 {
        builder.add("/sitemap.xml", Location::Nowhere, FileKind::Sitemap(0));
        return;
    }
    let route = |part: usize| Route::new(format!("/sitemap-{}.xml", part + 1));
    for part in 0..parts {
        builder.add(route(part), Location::Nowhere, FileKind::Sitemap(part));
    }
    let routes = (0..parts).map(route).collect();
    builder.add("/sitemap.xml", Location::Nowhere, FileKind::SitemapIndex(routes));
}

impl Plan {
    /// Returns the pages that part `part` (from 0) of the sitemap lists, in order of their routes.
    pub fn sitemap(&self, part: usize) -> impl Iterator<Item = &PlannedFile> {
        self.files().filter(|page| page.is_listed()).skip(part * MAX_SITEMAP_URLS).take(MAX_SITEMAP_URLS)
    }
}

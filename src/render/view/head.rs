//! The view `page.head`: metadata for search engines, shared links, feed readers and phones.

use crate::media;
use crate::model::colour::{Role, Scheme};
use crate::model::route::Route;
use crate::model::settings::PictureFile;
use crate::model::site::Article;
use crate::picture::{SHARE_HEIGHT_PX, SHARE_WIDTH_PX};
use crate::plan::{FeedForm, PageKind, PlannedFile, ShareFile, SiteShare};
use crate::render::href::Href;
use crate::render::view::data::{FeedLink, HeadView, IconView, PictureView, ShareView, ThemeColour};
use crate::render::view::views::Views;
use crate::source::{SourceId, Text};

/// An icon of a theme: file, `rel`, media type and `sizes`.
type Icon = (&'static str, &'static str, &'static str, &'static str);

const SVG_ICON: Icon = ("favicon.svg", "icon", "image/svg+xml", "any");

/// The icons that pages link to. Browsers without SVG take `/favicon.ico`, and devices of Apple `/apple-touch-icon.png`.
const ICONS: &[Icon] = &[SVG_ICON];

/// The icons for the home screen of a phone, in the web app manifest.
const SCREEN_ICONS: &[Icon] = &[
    SVG_ICON,
    ("icons/icon-192.png", "icon", "image/png", "192x192"),
    ("icons/icon-512.png", "icon", "image/png", "512x512"),
];

impl Views<'_> {
    /// Returns `page.head` of a page with this title and description; `parents` are the titles and routes of the pages
    /// above it, the home page first.
    pub fn head_view(
        &self,
        page: &PlannedFile,
        kind: &PageKind,
        title: &str,
        description: &str,
        parents: &[(String, &str)],
    ) -> HeadView {
        let settings = &self.site.settings;
        let facts = kind.facts();
        let article = match kind {
            PageKind::Article(at, _) => Some(&self.site.articles[*at]),
            _ => None,
        };
        let description = if description.trim().is_empty() {
            let site = settings.description.as_ref().unwrap_or(&settings.organisation);
            if matches!(kind, PageKind::Home) { site.to_string() } else { format!("{title} – {site}") }
        } else {
            description.to_owned()
        };
        let image = self.share_image(page, kind, title);
        let json_ld = self.json_ld(page, kind, title, image.as_ref(), parents);
        let stamp = |article: &Article| self.day_view(&article.record.date.value).iso;
        let changed = |article: &Article| Some(self.day_view(&article.record.updated.as_ref()?.value).iso);
        HeadView {
            description,
            canonical: facts.listed.then(|| self.permalink(&page.route)),
            kind: facts.open_graph,
            image,
            published: article.map(stamp),
            modified: article.and_then(changed),
            section: article.map(|article| settings.sections[article.section].title.clone()),
            feeds: self.feed_links(kind),
            json_ld,
        }
    }

    /// Returns the feeds of the page's section and of the site; none on the page of a recipient.
    fn feed_links(&self, kind: &PageKind) -> Vec<FeedLink> {
        let settings = &self.site.settings;
        if !settings.pages.feeds || matches!(kind, PageKind::Recipient(..)) {
            return Vec::new();
        }
        let section = match kind {
            PageKind::Section(at, _) => Some(*at),
            PageKind::Article(at, _) => Some(self.site.articles[*at].section),
            _ => None,
        };
        let section_feed = section.map(|at| &settings.sections[at]).map(|section| {
            (format!("{} – {}", section.title, settings.title), format!("/{}/", section.id.value))
        });
        let site_feed = (settings.title.to_string(), "/".to_owned());
        let feeds = section_feed.into_iter().chain([site_feed]);
        let links = feeds.flat_map(|(title, folder)| {
            [(FeedForm::Atom, "application/atom+xml"), (FeedForm::Json, "application/feed+json")].map(
                |(form, media)| FeedLink {
                    title: title.clone(),
                    href: self.href(&format!("{folder}{}", form.file_name())),
                    media,
                },
            )
        });
        links.collect()
    }

    /// Returns the picture for shared links: the cover of an article, else the picture drawn for the page, else
    /// that of the site, else (home page) the cover of the newest article that has one.
    fn share_image(&self, page: &PlannedFile, kind: &PageKind, title: &str) -> Option<ShareView> {
        let (articles, share) = (&self.site.articles, &self.plan.share);
        let cover = match kind {
            PageKind::Article(at, _) => self.share_cover(&articles[*at]),
            _ => None,
        };
        let drawn = || Some(self.drawn_share(share.of_page(&page.route)?, title));
        let newest = || match kind {
            PageKind::Home => articles.iter().find_map(|article| self.share_cover(article)),
            _ => None,
        };
        cover.or_else(drawn).or_else(|| self.site_share()).or_else(newest)
    }

    /// Returns the picture for pages without one of their own.
    fn site_share(&self) -> Option<ShareView> {
        let appearance = &self.site.settings.appearance;
        let alt =
            |picture: &Option<PictureFile>| picture.as_ref().map_or(Text::from(""), |it| it.alt.clone());
        match self.plan.share.site.as_ref()? {
            SiteShare::Image(file) => self.share_view(*file, alt(&appearance.share_image)),
            SiteShare::Banner(file) => self.share_view(*file, alt(&appearance.banner)),
            SiteShare::Drawn(route) => Some(self.drawn_share(route, &self.site.settings.title)),
        }
    }

    /// Returns the cover of an article as the picture for shared links.
    fn share_cover(&self, article: &Article) -> Option<ShareView> {
        let cover = article.cover.as_ref()?;
        self.share_view(cover.file, cover.alt.clone())
    }

    /// Returns the file of `picture` for shared links, if it has one.
    fn share_view(&self, picture: SourceId, alt: Text) -> Option<ShareView> {
        let ShareFile { route, width, height } = self.plan.pictures.get(&picture)?.share.as_ref()?;
        let (url, media) = (self.permalink(route), media::content_type(route));
        Some(ShareView { url, alt, width: *width, height: *height, media })
    }

    /// Returns the picture at `route`, which was drawn with `title`.
    fn drawn_share(&self, route: &Route, title: &str) -> ShareView {
        ShareView {
            url: self.permalink(route),
            alt: title.into(),
            width: SHARE_WIDTH_PX,
            height: SHARE_HEIGHT_PX,
            media: media::content_type(route),
        }
    }

    /// Returns the view of a picture in the settings.
    pub fn settings_picture(
        &self,
        file: Option<SourceId>,
        written: Option<&PictureFile>,
    ) -> Option<PictureView> {
        self.links().picture(file?, &written?.alt)
    }

    /// Returns the icons that pages link to: the logo, else those of the theme.
    pub fn page_icons(&self) -> Vec<IconView> {
        self.logo_or_icons(ICONS)
    }

    /// Returns the icons for the home screen of a phone: the logo, else those of the theme.
    pub fn screen_icons(&self) -> Vec<IconView> {
        self.logo_or_icons(SCREEN_ICONS)
    }

    fn logo_or_icons(&self, icons: &[Icon]) -> Vec<IconView> {
        if let Some(logo) = self.site.pictures.logo {
            return self.logo_icons(logo);
        }
        let icon = |&(file, rel, media, sizes): &Icon| {
            let href = Href::new(&**self.theme.addresses.get(file)?);
            Some(IconView { rel, href, media, sizes: Some(sizes) })
        };
        icons.iter().filter_map(icon).collect()
    }

    fn logo_icons(&self, logo: SourceId) -> Vec<IconView> {
        let form = self.sources.find(logo).map(|source| source.extension()).unwrap_or_default();
        let Some(href) = self.site.assets.get(&logo).map(|route| self.href(route)) else { return Vec::new() };
        let (media, sizes) = match form.as_str() {
            "svg" => ("image/svg+xml", Some("any")),
            "png" => ("image/png", None),
            "webp" => ("image/webp", None),
            "gif" => ("image/gif", None),
            "avif" => ("image/avif", None),
            _ => ("image/jpeg", None),
        };
        // Apple devices accept only PNG as home screen icons.
        let rels = if form == "png" { ["icon", "apple-touch-icon"].as_slice() } else { &["icon"] };
        rels.iter().map(|rel| IconView { rel, href: href.clone(), media, sizes }).collect()
    }

    /// Returns the colours of the browser's interface, which are those of the page background.
    pub fn theme_colour(&self) -> ThemeColour {
        let colours = &self.site.settings.appearance.colours;
        let paper = |scheme| colours.colour(Role::Paper, scheme, &self.site.palette).to_string();
        ThemeColour { light: paper(Scheme::Light), dark: paper(Scheme::Dark) }
    }
}

//! The settings of a site: `content/site.yaml`.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::messages::Language;
use crate::model::colour::Colours;
use crate::model::id::{Id, IdVec};
use crate::model::publish_target::PublishTarget;
use crate::source::{Span, Spanned, Text};
use crate::text::NameOrder;

/// Everything that `site.yaml` says, defaults filled in.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The title of the site.
    pub title: Text,
    /// Whose site it is.
    pub organisation: Text,
    /// A sentence about it.
    pub description: Option<Text>,
    /// Where it will be read: scheme, host and folder, without a `/` at the end.
    pub base_url: Text,
    /// Its language.
    pub language: Language,
    /// In which stamps are written.
    pub time_zone: TimeZone,
    /// The theme's folder name.
    pub theme: Spanned<Text>,
    /// The sections, in the order in which the site shows them.
    pub sections: IdVec<Section>,
    /// The entries of the menu; empty for one made from what there is.
    pub menu: Vec<MenuEntry>,
    /// How to reach the office.
    pub contact: Contact,
    /// What it looks like.
    pub look: Appearance,
    /// What its host needs.
    pub hosting: Hosting,
    /// The words that routes begin with.
    pub routes: RouteWords,
    /// Which families of pages are made.
    pub pages: PageFamilies,
    /// Articles on one page of a list.
    pub per_page: usize,
    /// How rolls are set.
    pub rolls: RollSettings,
    /// How pictures are made.
    pub pictures: PictureSettings,
    /// What editors are told.
    pub check: CheckSettings,
    /// The places to publish to, each name once, in the order in which they are written.
    pub publish: Vec<PublishTarget>,
    /// How many were written; those with a fault are left out.
    pub publish_written: usize,
}

impl Settings {
    /// The folder of the base URL, without a `/` at its end: empty, or `/congdoan`.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..].find('/').map_or("", |at| &self.base_url[after_scheme + at..])
    }

    /// The address of a route on any page of this site.
    pub fn href(&self, route: &str) -> String {
        format!("{}{route}", self.base_path())
    }

    /// The whole address of a route.
    pub fn permalink(&self, route: &str) -> String {
        format!("{}{route}", self.base_url)
    }
}

/// How rolls are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RollSettings {
    /// Awards on one page of a roll; 0 for one page, however long.
    pub per_page: usize,
    /// By which part of a name people stand.
    pub order: NameOrder,
    /// Whether kinds, levels, units, movements and recipients have pages of their own on a roll.
    pub parts: bool,
}

/// How pictures are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSettings {
    /// The widths in pixels in which each is offered, in rising order, none twice; at least one.
    pub widths: Vec<u32>,
    /// From 1 to 100.
    pub quality: u8,
    /// Whether pictures lead to themselves in their full size.
    pub original: bool,
}

impl Default for PictureSettings {
    fn default() -> PictureSettings {
        PictureSettings { widths: vec![480, 800, 1200, 1600], quality: 75, original: false }
    }
}

/// What editors of the site are told.
#[derive(Clone, Debug, Default)]
pub struct CheckSettings {
    /// Codes of diagnostics that are not told anywhere.
    pub ignore: Vec<Spanned<Text>>,
}

/// The position of a section in [`Settings::sections`].
pub type SectionId = Id<Section>;

/// A section of the news.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its folder below `articles/`, and its route.
    pub id: Spanned<Text>,
    /// Its title.
    pub title: Text,
    /// A sentence about it.
    pub description: Option<Text>,
}

/// An entry of the menu as written.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// What it says.
    pub title: Text,
    /// A content file, a section's folder, a route or an address.
    pub to: Spanned<Text>,
}

/// How to reach the office.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Street and town.
    pub address: Option<Text>,
    /// Telephone.
    pub phone: Option<Text>,
    /// E-mail.
    pub email: Option<Text>,
}

/// What a site looks like whatever its theme.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// A title for places with little room, such as the screen of a phone.
    pub short_title: Option<Text>,
    /// Its colours.
    pub colours: Colours,
    /// Its emblem.
    pub logo: Option<PictureFile>,
    /// A wide picture above its pages.
    pub banner: Option<PictureFile>,
    /// What stands for a shared page that has no picture.
    pub share_image: Option<PictureFile>,
}

/// A picture that the settings name.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// The file, from the content folder, or from `static/` when it begins with `/`.
    pub file: Spanned<Text>,
    /// What it shows, for those who cannot see it.
    pub alt: Text,
}

/// What the host of a site needs beside its pages.
#[derive(Clone, Debug, Default)]
pub struct Hosting {
    /// The servers for which files are made, each once.
    pub servers: Vec<WebServer>,
    /// Whom to tell of weaknesses of the site.
    pub security: Option<Security>,
    /// Who made the site, for `humans.txt`.
    pub humans: Option<Text>,
}

/// A web server, or a host that takes the settings of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WebServer {
    /// Apache httpd: `.htaccess`.
    Apache,
    /// Netlify: `_headers` and `_redirects`.
    Netlify,
    /// Cloudflare Pages: the same, but for how a redirect is written.
    Cloudflare,
    /// Internet Information Services: `web.config`.
    Iis,
}

/// Whom to tell of weaknesses of the site (RFC 9116).
#[derive(Clone, Debug)]
pub struct Security {
    /// Addresses, `mailto:`, `https:` or `tel:`, the one to try first at the head.
    pub contacts: Vec<Text>,
    /// The day after which this is to be looked at again.
    pub expires: Spanned<Date>,
    /// Where the rules for those who look for weaknesses stand.
    pub policy: Option<Text>,
}

/// The first word of the routes of each family of pages.
#[derive(Clone, Debug)]
pub struct RouteWords {
    /// Movements.
    pub movements: Text,
    /// Honor rolls.
    pub rolls: Text,
    /// Decisions.
    pub decisions: Text,
    /// Recipients.
    pub people: Text,
    /// Units.
    pub units: Text,
    /// Kinds of awards.
    pub kinds: Text,
    /// Tags.
    pub tags: Text,
    /// The archive.
    pub archive: Text,
    /// Further pages of a list: `trang/2`.
    pub page: Text,
    /// Parts of a roll by level: `cap/tinh`.
    pub levels: Text,
    /// Parts of a roll by kind of recipient: `doi-tuong/individual`.
    pub recipients: Text,
    /// Statistics, below the rolls.
    pub statistics: Text,
    /// The log of corrections and annulments, below the rolls.
    pub corrections: Text,
    /// Where they were set, for reports.
    pub span: Option<Span>,
}

impl RouteWords {
    /// The words of a language.
    pub fn of(language: Language) -> RouteWords {
        let words = match language {
            Language::Vi => [
                "phong-trao",
                "bang-vang",
                "quyet-dinh",
                "vinh-danh",
                "don-vi",
                "danh-hieu",
                "the",
                "luu-tru",
                "trang",
                "cap",
                "doi-tuong",
                "thong-ke",
                "dinh-chinh",
            ],
            Language::En => [
                "movements",
                "honors",
                "decisions",
                "recipients",
                "units",
                "awards",
                "tags",
                "archive",
                "page",
                "level",
                "to",
                "statistics",
                "corrections",
            ],
        };
        let words = words.map(Text::from);
        let [movements, rolls, decisions, people, units, kinds, tags, rest @ ..] = words;
        let [archive, page, levels, recipients, statistics, corrections] = rest;
        RouteWords {
            movements,
            rolls,
            decisions,
            people,
            units,
            kinds,
            tags,
            archive,
            page,
            levels,
            recipients,
            statistics,
            corrections,
            span: None,
        }
    }
}

/// Which families of pages are made; all unless switched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageFamilies {
    /// Recipients.
    pub people: bool,
    /// Units.
    pub units: bool,
    /// Decisions.
    pub decisions: bool,
    /// Kinds of awards.
    pub kinds: bool,
    /// Tags.
    pub tags: bool,
    /// The archive by year.
    pub archive: bool,
    /// Feeds.
    pub feeds: bool,
    /// Tables for spreadsheets and programs.
    pub downloads: bool,
    /// Statistics.
    pub statistics: bool,
}

impl Default for PageFamilies {
    fn default() -> PageFamilies {
        PageFamilies {
            people: true,
            units: true,
            decisions: true,
            kinds: true,
            tags: true,
            archive: true,
            feeds: true,
            downloads: true,
            statistics: true,
        }
    }
}

/// The time zone of a site that names none: that of Vietnam.
pub fn home_zone() -> TimeZone {
    TimeZoneDatabase::bundled().get("Asia/Ho_Chi_Minh").unwrap_or(TimeZone::UTC)
}

//! The settings of a site: `content/site.yaml`.

use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::messages::Language;
use crate::model::colour::Colours;
use crate::model::id::{Id, IdVec};
use crate::model::publish_target::PublishTarget;
use crate::source::{Span, Spanned, Text};
use crate::text::NameOrder;

/// The names of the organisation in a new site, which its owner replaces.
pub const EXAMPLE_ORGANISATIONS: [&str; 2] = ["Liên đoàn Lao động tỉnh của bạn", "Your federation of labour"];
/// The titles of the article in a new site, which its owner replaces.
pub const EXAMPLE_TITLES: [&str; 2] = ["Bài đầu tiên", "The first article"];
/// A recipient of the decision in a new site, which its owner replaces.
pub const EXAMPLE_RECIPIENT: &str = "Nguyễn Thị Mẫu";

/// The contents of `site.yaml`, with defaults filled in.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The title of the site.
    pub title: Text,
    /// The name of the organisation that publishes the site.
    pub organisation: Text,
    /// A sentence about the site, for metadata.
    pub description: Option<Text>,
    /// The public address in ASCII: scheme, host and percent-encoded folder, without a `/` at the end.
    pub base_url: Text,
    /// The language of the pages.
    pub language: Language,
    /// The time zone of dates and times; that of Vietnam by default.
    pub time_zone: TimeZone,
    /// The folder name of the theme.
    pub theme: Spanned<Text>,
    /// The sections, in the order in which the site shows them.
    pub sections: IdVec<Section>,
    /// The entries of the menu; empty for a menu generated from the site's pages.
    pub menu: Vec<MenuEntry>,
    /// The contact data of the office.
    pub contact: Contact,
    /// What the foot of every page says beside the contact data.
    pub footer: Footer,
    /// Title, colours and pictures that apply to any theme.
    pub appearance: Appearance,
    /// Files for web servers and their settings.
    pub hosting: Hosting,
    /// The first words of the routes.
    pub routes: RouteWords,
    /// The families of pages to generate.
    pub pages: PageFamilies,
    /// The number of articles on one page of a list.
    pub per_page: usize,
    /// Whether a line break within a paragraph of an article is one on the page too.
    pub line_breaks: bool,
    /// Whether an article is on the site only when it is approved.
    pub review: bool,
    /// The layout of rolls.
    pub rolls: RollSettings,
    /// The encoding of pictures.
    pub pictures: PictureSettings,
    /// The diagnostics to report.
    pub check: CheckSettings,
    /// The history of the files.
    pub history: HistorySettings,
    /// The publish targets, each name once, in the order written.
    pub publish: Vec<PublishTarget>,
    /// The number of publish targets written; invalid ones are counted but not in `publish`.
    pub publish_written: usize,
}

impl Settings {
    /// Returns the folder of the base URL, percent-encoded and without a `/` at its end: empty, or such as `/congdoan`.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.base_url.find("://").map_or(0, |at| at + 3);
        self.base_url[after_scheme..].find('/').map_or("", |at| &self.base_url[after_scheme + at..])
    }

    /// Returns the address of a route for links within this site.
    pub fn href(&self, route: &str) -> String {
        format!("{}{route}", self.base_path())
    }

    /// Returns the targets of all menu entries and of the items below them, as written.
    pub fn menu_targets(&self) -> impl Iterator<Item = &Spanned<Text>> {
        self.menu.iter().flat_map(|entry| entry.to.iter().chain(entry.items.iter().map(|item| &item.to)))
    }

    /// Returns the absolute URL of a route.
    pub fn permalink(&self, route: &str) -> String {
        format!("{}{route}", self.base_url)
    }
}

/// The layout of rolls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RollSettings {
    /// The number of awards on one page of a roll; 0 for a single page.
    pub per_page: usize,
    /// The part of a name by which people are sorted.
    pub order: NameOrder,
    /// Whether kinds, levels, units, movements and recipients have pages of their own on a roll.
    pub parts: bool,
}

/// The encoding of pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureSettings {
    /// The widths in pixels to generate, ascending, without duplicates; at least one.
    pub widths: Vec<u32>,
    /// The encoding quality, 1 to 100.
    pub quality: u8,
    /// Whether a picture links to its original file.
    pub original: bool,
}

impl Default for PictureSettings {
    fn default() -> PictureSettings {
        PictureSettings { widths: vec![480, 800, 1200, 1600], quality: 75, original: false }
    }
}

/// The diagnostics that editors of the site see.
#[derive(Clone, Debug, Default)]
pub struct CheckSettings {
    /// Codes of diagnostics that are never reported.
    pub ignore: Vec<Spanned<Text>>,
}

/// The history of the files of the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistorySettings {
    /// The maximum size of all versions together, in MiB.
    pub megabytes: u32,
}

impl HistorySettings {
    /// Returns the maximum size of all versions together, in bytes.
    pub fn max_bytes(self) -> u64 {
        u64::from(self.megabytes) * 1024 * 1024
    }
}

impl Default for HistorySettings {
    fn default() -> HistorySettings {
        HistorySettings { megabytes: 200 }
    }
}

/// The position of a section in [`Settings::sections`].
pub type SectionId = Id<Section>;

/// A section of the news.
#[derive(Clone, Debug)]
pub struct Section {
    /// The name of its folder below `articles/`, which is also its route.
    pub id: Spanned<Text>,
    /// The title of its list page.
    pub title: Text,
    /// A sentence about it, for the list page and for metadata.
    pub description: Option<Text>,
}

/// An entry of the menu, as written.
#[derive(Clone, Debug)]
pub struct MenuEntry {
    /// The text of the link.
    pub title: Text,
    /// The target: a content file, a section's folder, a route or an address. Absent only if there are `items`.
    pub to: Option<Spanned<Text>>,
    /// The entries of its sub-menu; empty for a single link.
    pub items: Vec<MenuItem>,
}

/// An entry of a sub-menu, as written.
#[derive(Clone, Debug)]
pub struct MenuItem {
    /// The text of the link.
    pub title: Text,
    /// The target, as for a [`MenuEntry`].
    pub to: Spanned<Text>,
}

/// What the foot of every page says beside the contact data of the office.
#[derive(Clone, Debug, Default)]
pub struct Footer {
    /// The person responsible for the content.
    pub responsible: Option<Text>,
    /// The number of the licence, without the word "licence". Absent if other words are before it in the settings; the
    /// whole is then the first line of `text`.
    pub licence: Option<Text>,
    /// One telephone number.
    pub hotline: Option<Text>,
    /// The pages of the office on social networks, in the order written.
    pub social: Vec<SocialPage>,
    /// Further lines, none of them blank.
    pub text: Vec<Text>,
}

/// A page of the office on a social network.
#[derive(Clone, Debug)]
pub struct SocialPage {
    /// The text of the link.
    pub title: Text,
    /// The address, which begins with `https://`.
    pub url: Text,
}

/// The contact data of the office.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Street and town.
    pub address: Option<Text>,
    /// Telephone number, as written.
    pub phone: Option<Text>,
    /// E-mail address.
    pub email: Option<Text>,
}

/// The appearance of a site, independent of its theme.
#[derive(Clone, Debug, Default)]
pub struct Appearance {
    /// A title for small spaces, such as the home screen of a phone.
    pub short_title: Option<Text>,
    /// The colours that override those of the theme.
    pub colours: Colours,
    /// The emblem of the organisation.
    pub logo: Option<PictureFile>,
    /// A wide picture above all pages.
    pub banner: Option<PictureFile>,
    /// The picture for shared links to pages without one of their own.
    pub share_image: Option<PictureFile>,
    /// Whether pictures for shared links are drawn; if absent, only without `share_image`.
    pub share_pictures: Option<bool>,
}

/// A picture that the settings name.
#[derive(Clone, Debug)]
pub struct PictureFile {
    /// The file, relative to the content folder, or to `static/` when it begins with `/`.
    pub file: Spanned<Text>,
    /// The text alternative for readers who do not see the picture.
    pub alt: Text,
}

/// Settings for the web host of a site.
#[derive(Clone, Debug, Default)]
pub struct Hosting {
    /// The web servers for which configuration files are generated, each once.
    pub servers: Vec<WebServer>,
    /// The contact for security reports.
    pub security: Option<Security>,
    /// The text of `humans.txt`: the people who built the site.
    pub humans: Option<Text>,
}

/// A web server, or a host that takes the settings of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WebServer {
    /// Apache httpd: `.htaccess`.
    Apache,
    /// Netlify: `_headers` and `_redirects`.
    Netlify,
    /// Cloudflare Pages: the same files, with another syntax for redirects.
    Cloudflare,
    /// Internet Information Services: `web.config`.
    Iis,
}

/// The contents of `security.txt` (RFC 9116).
#[derive(Clone, Debug)]
pub struct Security {
    /// Contact addresses (`mailto:`, `https:` or `tel:`), the preferred one first.
    pub contacts: Vec<Text>,
    /// The day after which the data must be reviewed.
    pub expires: Spanned<Date>,
    /// The address of the disclosure policy.
    pub policy: Option<Text>,
}

/// The first word of the routes of each family of pages.
#[derive(Clone, Debug)]
pub struct RouteWords {
    /// Movements: `phong-trao`.
    pub movements: Text,
    /// Honor rolls: `bang-vang`.
    pub rolls: Text,
    /// Decisions: `quyet-dinh`.
    pub decisions: Text,
    /// Recipients: `vinh-danh`.
    pub people: Text,
    /// Units: `don-vi`.
    pub units: Text,
    /// Kinds of awards: `danh-hieu`.
    pub kinds: Text,
    /// First part of the routes of tag pages: `the`.
    pub tags: Text,
    /// The news archive: `luu-tru`.
    pub archive: Text,
    /// Further pages of a list, before the number: `trang/2`.
    pub page: Text,
    /// Parts of a roll by level: `cap/tinh`.
    pub levels: Text,
    /// Parts of a roll by kind of recipient: `doi-tuong/ca-nhan`.
    pub recipients: Text,
    /// Statistics, below the rolls.
    pub statistics: Text,
    /// The log of corrections and annulments, below the rolls.
    pub corrections: Text,
    /// The search: `tim-kiem`.
    pub search: Text,
    /// The position of the setting, for diagnostics; absent for the defaults.
    pub span: Option<Span>,
}

impl RouteWords {
    /// Returns the default words of a language.
    pub fn for_language(language: Language) -> RouteWords {
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
                "tim-kiem",
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
                "search",
            ],
        };
        let words = words.map(Text::from);
        let [movements, rolls, decisions, people, units, kinds, tags, rest @ ..] = words;
        let [archive, page, levels, recipients, statistics, corrections, search] = rest;
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
            search,
            span: None,
        }
    }
}

/// The families of pages to generate; all by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageFamilies {
    /// Which recipients have pages.
    pub people: PeoplePages,
    /// Pages of units.
    pub units: bool,
    /// Pages of decisions.
    pub decisions: bool,
    /// Pages of kinds of awards.
    pub kinds: bool,
    /// Pages of tags.
    pub tags: bool,
    /// The news archive by year.
    pub archive: bool,
    /// Atom and JSON feeds.
    pub feeds: bool,
    /// Downloads of awards as CSV, XLSX and JSON.
    pub downloads: bool,
    /// The statistics page.
    pub statistics: bool,
    /// The search with its index.
    pub search: bool,
}

impl Default for PageFamilies {
    fn default() -> PageFamilies {
        PageFamilies {
            people: PeoplePages::All,
            units: true,
            decisions: true,
            kinds: true,
            tags: true,
            archive: true,
            feeds: true,
            downloads: true,
            statistics: true,
            search: true,
        }
    }
}

/// Which recipients have pages of their own, besides units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeoplePages {
    /// Every one whose name readers see.
    All,
    /// Those with at least two awards or an article; the others are rows of decisions and rolls.
    Several,
    /// No recipient.
    None,
}

/// Returns the default time zone: that of Vietnam.
pub fn default_time_zone() -> TimeZone {
    TimeZoneDatabase::bundled().get("Asia/Ho_Chi_Minh").unwrap_or(TimeZone::UTC)
}

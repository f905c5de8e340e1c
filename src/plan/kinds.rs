//! The kinds of files that a site has, with the facts about each in one place.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::recipients::RecipientId;
use crate::model::registry::{KindId, UnitId};
use crate::model::route::Route;
use crate::model::settings::SectionId;
use crate::model::site::{ArticleId, AwardId, DecisionId, MovementId, StandalonePageId};
use crate::plan::listing::{ListPage, Neighbours, TagId};
use crate::plan::picture_files::VariantKind;
use crate::plan::roll::{Roll, RollPart};
use crate::plan::theme::ThemeContent;
use crate::source::SourceId;

/// What a file of the site is.
#[derive(Clone, Debug)]
pub enum OutputKind {
    /// A page for readers, made by a template.
    Page(PageKind),
    /// Any other file.
    File(FileKind),
}

/// A kind of page, with what it is about.
#[derive(Clone, Debug)]
pub enum PageKind {
    /// The first page.
    Home,
    /// A list of a section's articles.
    Section(SectionId, ListPage<ArticleId>),
    /// An article.
    Article(ArticleId, Neighbours),
    /// All movements.
    Movements,
    /// A movement with its articles.
    Movement(MovementId, ListPage<ArticleId>),
    /// A standing page.
    Standing(StandalonePageId),
    /// All tags.
    Tags,
    /// The articles with a tag.
    Tag(TagId, ListPage<ArticleId>),
    /// The years that have articles.
    Archive,
    /// The articles of a year.
    ArchiveYear(i16, Vec<ArticleId>),
    /// The years that have a roll.
    Rolls,
    /// The roll of a year, or a part of it.
    Roll(Arc<Roll>, RollPart, ListPage<AwardId>),
    /// Numbers by year, kind, level and recipient.
    Statistics,
    /// The awards that a later decision changed, newest first.
    Corrections(Vec<AwardId>),
    /// All decisions.
    Decisions,
    /// A decision with its annex.
    Decision(DecisionId),
    /// The award guide: every kind.
    Kinds,
    /// A kind with all its awards.
    Kind(KindId, ListPage<AwardId>),
    /// All units.
    Units,
    /// A unit with its awards and those of its people.
    Unit(UnitId, ListPage<AwardId>),
    /// A recipient with all awards.
    Recipient(RecipientId),
    /// Where a recipient was who asked to be taken down.
    Gone,
    /// What a reader sees whose address leads nowhere.
    NotFound,
    /// An old address that leads to a route.
    Redirect(Route),
}

/// A kind of file that no template makes.
#[derive(Clone, Debug)]
pub enum FileKind {
    /// A table of the awards of a year, or of all years.
    Download(Table, Vec<AwardId>),
    /// The schema of the JSON tables.
    Schema,
    /// A feed of articles: of the site, or of a section.
    Feed(FeedForm, Option<SectionId>, Vec<ArticleId>),
    /// All addresses for search engines, or a part of them by its number from 0.
    Sitemap(usize),
    /// The parts of a sitemap that one file cannot hold.
    SitemapIndex(Vec<Route>),
    /// What search engines may read.
    Robots,
    /// A file that browsers, hosts or people look for at this very place.
    WellKnown(WellKnown),
    /// A file copied as it is.
    Copy(SourceId),
    /// A file that is made of a picture.
    Picture(SourceId, VariantKind),
    /// A file of the theme, under a name that changes with its bytes.
    ThemeFile(ThemeContent),
}

/// What a file is to those that refer to it, in the order in which files are sent to a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishClass {
    /// Styles, scripts, fonts and pictures, which pages show.
    Asset,
    /// Tables and scans, which pages lead to.
    Document,
    /// A page.
    Page,
    /// What leads to pages: the first page, lists, feeds, sitemaps, and the settings of the server.
    Front,
}

/// What holds for every page of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageFacts {
    /// The name of its template without `.html`, which templates see as `page.kind`.
    pub template: &'static str,
    /// Whether search engines may list it.
    pub listed: bool,
    /// What kind of thing it is in the words of Open Graph (`og:type`).
    pub open_graph: &'static str,
    /// When it is sent to a host.
    pub class: PublishClass,
}

impl PageFacts {
    const fn list(template: &'static str) -> PageFacts {
        PageFacts { template, listed: true, open_graph: "website", class: PublishClass::Front }
    }

    const fn single(template: &'static str, open_graph: &'static str) -> PageFacts {
        PageFacts { template, listed: true, open_graph, class: PublishClass::Page }
    }

    const fn unlisted(template: &'static str) -> PageFacts {
        PageFacts { template, listed: false, open_graph: "website", class: PublishClass::Page }
    }
}

/// The templates of all kinds of pages.
pub const TEMPLATES: [&str; 24] = [
    "home",
    "section",
    "article",
    "movements",
    "movement",
    "standing",
    "tags",
    "tag",
    "archive",
    "archive_year",
    "rolls",
    "roll",
    "statistics",
    "corrections",
    "decisions",
    "decision",
    "kinds",
    "kind",
    "units",
    "unit",
    "recipient",
    "gone",
    "404",
    "redirect",
];

impl PageKind {
    /// What holds for every page of this kind.
    pub const fn facts(&self) -> PageFacts {
        match self {
            PageKind::Home => PageFacts::list("home"),
            PageKind::Section(..) => PageFacts::list("section"),
            PageKind::Article(..) => PageFacts::single("article", "article"),
            PageKind::Movements => PageFacts::list("movements"),
            PageKind::Movement(..) => PageFacts::single("movement", "website"),
            PageKind::Standing(_) => PageFacts::single("standing", "website"),
            PageKind::Tags => PageFacts::list("tags"),
            PageKind::Tag(..) => PageFacts::list("tag"),
            PageKind::Archive => PageFacts::list("archive"),
            PageKind::ArchiveYear(..) => PageFacts::list("archive_year"),
            PageKind::Rolls => PageFacts::list("rolls"),
            PageKind::Roll(..) => PageFacts::list("roll"),
            PageKind::Statistics => PageFacts::list("statistics"),
            PageKind::Corrections(_) => PageFacts::list("corrections"),
            PageKind::Decisions => PageFacts::list("decisions"),
            PageKind::Decision(_) => PageFacts::single("decision", "website"),
            PageKind::Kinds => PageFacts::list("kinds"),
            PageKind::Kind(..) => PageFacts::list("kind"),
            PageKind::Units => PageFacts::list("units"),
            PageKind::Unit(..) => PageFacts::list("unit"),
            PageKind::Recipient(_) => PageFacts::single("recipient", "profile"),
            PageKind::Gone => PageFacts::unlisted("gone"),
            PageKind::NotFound => PageFacts::unlisted("404"),
            PageKind::Redirect(_) => PageFacts::unlisted("redirect"),
        }
    }

    /// Whether it is a page of the site's own, not the way from an old address to one.
    pub const fn is_own(&self) -> bool {
        !matches!(self, PageKind::Redirect(_))
    }
}

impl FileKind {
    /// When it is sent to a host; `None` for a copied file, whose name decides.
    pub const fn class(&self) -> Option<PublishClass> {
        match self {
            FileKind::Feed(..)
            | FileKind::Sitemap(_)
            | FileKind::SitemapIndex(_)
            | FileKind::Robots
            | FileKind::WellKnown(_) => Some(PublishClass::Front),
            FileKind::Download(..) | FileKind::Schema => Some(PublishClass::Document),
            FileKind::Picture(..) | FileKind::ThemeFile(_) => Some(PublishClass::Asset),
            FileKind::Copy(_) => None,
        }
    }
}

impl From<PageKind> for OutputKind {
    fn from(kind: PageKind) -> OutputKind {
        OutputKind::Page(kind)
    }
}

impl From<FileKind> for OutputKind {
    fn from(kind: FileKind) -> OutputKind {
        OutputKind::File(kind)
    }
}

/// A form of feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedForm {
    /// RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// A file that browsers, hosts or people look for at one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WellKnown {
    /// How the site looks on a screen of applications.
    Manifest,
    /// Whom to tell of weaknesses (RFC 9116).
    Security,
    /// Who made the site.
    Humans,
    /// The settings of Apache httpd.
    Htaccess,
    /// The heads that Netlify and Cloudflare Pages send.
    Headers,
    /// The old addresses for Netlify and Cloudflare Pages.
    Redirects,
    /// The settings of IIS.
    WebConfig,
}

/// A form of table to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// For any spreadsheet.
    Csv,
    /// For Excel and LibreOffice.
    Xlsx,
    /// For programs.
    Json,
}

impl Table {
    /// Every form.
    pub const ALL: [Table; 3] = [Table::Csv, Table::Xlsx, Table::Json];

    /// The end of its file's name.
    pub fn extension(self) -> &'static str {
        match self {
            Table::Csv => "csv",
            Table::Xlsx => "xlsx",
            Table::Json => "json",
        }
    }
}

//! The kinds of output files and their properties.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::recipients::RecipientId;
use crate::model::registry::{KindId, UnitId};
use crate::model::route::Route;
use crate::model::settings::SectionId;
use crate::model::site::{ArticleId, AwardId, DecisionId, MovementId, StandalonePageId};
use crate::model::tags::TagId;
use crate::picture::ShareText;
use crate::plan::listing::{ListPage, Namesakes, Neighbours};
use crate::plan::person_index::{GivenNameId, IndexLetterId, PersonIndex};
use crate::plan::picture_files::VariantKind;
use crate::plan::roll::{PartFamily, Roll, RollPart};
use crate::plan::theme::ThemeContent;
use crate::search::SearchFile;
use crate::source::SourceId;

/// The kind of an output file.
#[derive(Clone, Debug)]
pub enum OutputKind {
    /// A page for readers, rendered from a template.
    Page(PageKind),
    /// A file that is not rendered from a page template.
    File(FileKind),
}

/// A kind of page, with its contents.
#[derive(Clone, Debug)]
pub enum PageKind {
    /// The home page.
    Home,
    /// One page of the list of a section's articles.
    Section(SectionId, ListPage<ArticleId>),
    /// One news article with its text and its neighbours.
    Article(ArticleId, Neighbours),
    /// One page of the list of all movements.
    Movements(ListPage<MovementId>),
    /// A movement with its articles, by list page.
    Movement(MovementId, ListPage<ArticleId>),
    /// A standalone page.
    Standalone(StandalonePageId),
    /// One page of the list of all tags.
    Tags(ListPage<TagId>),
    /// One page of the list of articles with a tag.
    Tag(TagId, ListPage<ArticleId>),
    /// The list of the years that have articles.
    Archive,
    /// The articles of a year, newest first; the months of a long year have pages of their own.
    ArchiveYear(i16, Vec<ArticleId>),
    /// One page of the articles of a month (1 to 12) of a year.
    ArchiveMonth(i16, i8, ListPage<ArticleId>),
    /// The list of the years that have a roll.
    Rolls,
    /// One page of the roll of a year, or of a part of it.
    Roll(Arc<Roll>, RollPart, ListPage<AwardId>),
    /// One page of the list of a roll's parts by unit or by movement, when the roll has too many to list them itself.
    RollParts(Arc<Roll>, PartFamily, ListPage<RollPart>),
    /// One page of the index of the names on a roll.
    RollNames(Arc<Roll>, ListPage<AwardId>),
    /// Numbers of awards by year, kind, level and recipient.
    Statistics,
    /// One page of the awards that a later decision revoked or corrected, newest first.
    Corrections(ListPage<AwardId>),
    /// The list of all decisions; if they are many, of their years and the newest decisions.
    Decisions,
    /// One page of the decisions signed in a year, or on an unknown day.
    DecisionsYear(Option<i16>, ListPage<DecisionId>),
    /// A decision with one page of the awards that it changed and, after them, of its annex.
    Decision(DecisionId, ListPage<AwardId>),
    /// The award guide, with every kind of award.
    Kinds,
    /// A kind of award with all its awards, by list page.
    Kind(KindId, ListPage<AwardId>),
    /// One page of the list of all units: the existing ones, then the ended ones, each in order of precedence.
    Units(ListPage<UnitId>),
    /// One page of the existing units below a unit that has too many to list them itself.
    UnitChildren(UnitId, ListPage<UnitId>),
    /// A unit with its awards and those of its people, by list page.
    Unit(UnitId, ListPage<AwardId>),
    /// A recipient with its awards, newest first, by list page.
    Recipient(RecipientId, ListPage<AwardId>),
    /// One page of the recipients that an address could mean, because they have the same name.
    Namesakes(Arc<Namesakes>, ListPage<RecipientId>),
    /// The page of the search, with its box and its results.
    Search,
    /// One page of the given names with a letter, or the people with these names if they fit one page.
    SearchLetter(Arc<PersonIndex>, IndexLetterId, ListPage<GivenNameId>),
    /// One page of the people and families with a given name.
    GivenName(Arc<PersonIndex>, GivenNameId, ListPage<RecipientId>),
    /// The page that replaces the page of a recipient after a request for removal.
    Gone,
    /// The page shown for an unknown address.
    NotFound,
    /// A redirect from an old address to a route.
    Redirect(Route),
}

/// The awards for which readers get one set of tables.
#[derive(Clone, Debug)]
pub struct YearDownload {
    /// That of the roll, not of the signature.
    pub year: i16,
    /// In the order of the roll.
    pub awards: Vec<AwardId>,
}

/// A kind of file that is not rendered from a page template.
#[derive(Clone, Debug)]
pub enum FileKind {
    /// The awards of a year as a table.
    Download(Table, Vec<AwardId>),
    /// The tables of all years, packed.
    DownloadArchive(Vec<YearDownload>),
    /// The JSON Schema of the JSON downloads.
    Schema,
    /// A feed of articles, of the whole site or of a section.
    Feed(FeedForm, Option<SectionId>, Vec<ArticleId>),
    /// The sitemap, or one part of it by its number from 0.
    Sitemap(usize),
    /// The index of the parts of a sitemap that is too long for one file.
    SitemapIndex(Vec<Route>),
    /// `robots.txt`.
    Robots,
    /// The root file of the search index, as JSON.
    SearchRoot(String),
    /// A file that the root file of the search index names.
    SearchFile(Arc<SearchFile>),
    /// A file at a route that browsers, hosts or readers expect.
    WellKnown(WellKnown),
    /// A copy of a source file.
    Copy(SourceId),
    /// A file generated from a picture.
    Picture(SourceId, VariantKind),
    /// A picture with the title of a page, for shared links.
    SharePicture(Box<ShareText>),
    /// A file of the theme, with its hash in its name.
    ThemeFile(ThemeContent),
}

/// The class of a file for publishing; classes are uploaded in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PublishClass {
    /// Styles, scripts, fonts and pictures, which pages embed.
    Asset,
    /// Downloads and scans, which pages link to.
    Document,
    /// An HTML page: sent after the files that it refers to.
    Page,
    /// Files that lead to pages: the home page, lists, feeds, sitemaps, and server configuration.
    Front,
}

/// The properties of a kind of page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageFacts {
    /// The name of its template without `.html`; templates see it as `page.kind`.
    pub template: &'static str,
    /// Whether sitemaps list it and search engines may index it.
    pub listed: bool,
    /// The Open Graph type (`og:type`).
    pub open_graph: &'static str,
    /// The class that decides when it is uploaded.
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

/// The names of the templates of all kinds of pages, without `.html`.
pub const TEMPLATES: [&str; 33] = [
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
    "archive_month",
    "rolls",
    "roll",
    "roll_parts",
    "roll_names",
    "statistics",
    "corrections",
    "decisions",
    "decisions_year",
    "decision",
    "kinds",
    "kind",
    "units",
    "unit",
    "unit_children",
    "recipient",
    "namesakes",
    "search",
    "search_letter",
    "given_name",
    "gone",
    "404",
    "redirect",
];

impl PageKind {
    /// Returns the properties of this kind of page.
    pub const fn facts(&self) -> PageFacts {
        match self {
            PageKind::Home => PageFacts::list("home"),
            PageKind::Section(..) => PageFacts::list("section"),
            PageKind::Article(..) => PageFacts::single("article", "article"),
            PageKind::Movements(_) => PageFacts::list("movements"),
            PageKind::Movement(..) => PageFacts::single("movement", "website"),
            PageKind::Standalone(_) => PageFacts::single("standing", "website"),
            PageKind::Tags(_) => PageFacts::list("tags"),
            PageKind::Tag(..) => PageFacts::list("tag"),
            PageKind::Archive => PageFacts::list("archive"),
            PageKind::ArchiveYear(..) => PageFacts::list("archive_year"),
            PageKind::ArchiveMonth(..) => PageFacts::list("archive_month"),
            PageKind::Rolls => PageFacts::list("rolls"),
            PageKind::Roll(..) => PageFacts::list("roll"),
            PageKind::RollParts(..) => PageFacts::list("roll_parts"),
            PageKind::RollNames(..) => PageFacts::list("roll_names"),
            PageKind::Statistics => PageFacts::list("statistics"),
            PageKind::Corrections(_) => PageFacts::list("corrections"),
            PageKind::Decisions => PageFacts::list("decisions"),
            PageKind::DecisionsYear(..) => PageFacts::list("decisions_year"),
            PageKind::Decision(..) => PageFacts::single("decision", "website"),
            PageKind::Kinds => PageFacts::list("kinds"),
            PageKind::Kind(..) => PageFacts::list("kind"),
            PageKind::Units(_) => PageFacts::list("units"),
            PageKind::Unit(..) => PageFacts::list("unit"),
            PageKind::UnitChildren(..) => PageFacts::list("unit_children"),
            PageKind::Recipient(..) => PageFacts::single("recipient", "profile"),
            PageKind::Namesakes(..) => PageFacts::list("namesakes"),
            // Listed, so that readers find the search itself. Its address with a name in it is never a page of its
            // own for search engines, because the canonical address has no query.
            PageKind::Search => PageFacts::list("search"),
            PageKind::SearchLetter(..) => PageFacts::list("search_letter"),
            PageKind::GivenName(..) => PageFacts::list("given_name"),
            PageKind::Gone => PageFacts::unlisted("gone"),
            PageKind::NotFound => PageFacts::unlisted("404"),
            PageKind::Redirect(_) => PageFacts::unlisted("redirect"),
        }
    }

    /// Returns the number of this page in its list, from 1; 1 if it is not part of a list.
    pub const fn list_number(&self) -> usize {
        match self {
            PageKind::Section(_, list)
            | PageKind::Movement(_, list)
            | PageKind::Tag(_, list)
            | PageKind::ArchiveMonth(_, _, list) => list.number,
            PageKind::Roll(_, _, list)
            | PageKind::RollNames(_, list)
            | PageKind::Corrections(list)
            | PageKind::Decision(_, list)
            | PageKind::Kind(_, list)
            | PageKind::Unit(_, list)
            | PageKind::Recipient(_, list) => list.number,
            PageKind::Movements(list) => list.number,
            PageKind::Tags(list) => list.number,
            PageKind::RollParts(_, _, list) => list.number,
            PageKind::DecisionsYear(_, list) => list.number,
            PageKind::Units(list) | PageKind::UnitChildren(_, list) => list.number,
            PageKind::Namesakes(_, list) | PageKind::GivenName(_, _, list) => list.number,
            PageKind::SearchLetter(_, _, list) => list.number,
            PageKind::Home
            | PageKind::Article(..)
            | PageKind::Standalone(_)
            | PageKind::Archive
            | PageKind::ArchiveYear(..)
            | PageKind::Rolls
            | PageKind::Statistics
            | PageKind::Decisions
            | PageKind::Kinds
            | PageKind::Search
            | PageKind::Gone
            | PageKind::NotFound
            | PageKind::Redirect(_) => 1,
        }
    }

    /// Returns false for a redirect, true for every other kind.
    pub const fn is_for_readers(&self) -> bool {
        !matches!(self, PageKind::Redirect(_))
    }
}

impl FileKind {
    /// Returns the publish class; `None` for a copied file, whose class depends on its name.
    pub const fn class(&self) -> Option<PublishClass> {
        match self {
            FileKind::Feed(..)
            | FileKind::Sitemap(_)
            | FileKind::SitemapIndex(_)
            | FileKind::Robots
            | FileKind::SearchRoot(_)
            | FileKind::WellKnown(_) => Some(PublishClass::Front),
            FileKind::SearchFile(_) => Some(PublishClass::Page),
            FileKind::Download(..) | FileKind::DownloadArchive(_) | FileKind::Schema => {
                Some(PublishClass::Document)
            }
            FileKind::Picture(..) | FileKind::SharePicture(_) | FileKind::ThemeFile(_) => {
                Some(PublishClass::Asset)
            }
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

/// A feed format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedForm {
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// A file at a route that browsers, hosts or readers expect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WellKnown {
    /// The web app manifest.
    Manifest,
    /// `security.txt` (RFC 9116).
    Security,
    /// `humans.txt`.
    Humans,
    /// `.htaccess`, the configuration of Apache httpd.
    Htaccess,
    /// `_headers`, the response headers for Netlify and Cloudflare Pages.
    Headers,
    /// `_redirects`, the redirects for Netlify and Cloudflare Pages.
    Redirects,
    /// `web.config`, the configuration of IIS.
    WebConfig,
}

/// A file format of downloads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Table {
    /// CSV, for any spreadsheet program.
    Csv,
    /// XLSX, for Excel and LibreOffice.
    Xlsx,
    /// JSON, for programs.
    Json,
}

impl Table {
    /// All formats, in the order shown to readers.
    pub const ALL: [Table; 3] = [Table::Csv, Table::Xlsx, Table::Json];

    /// Returns true if the table can hold `rows` awards.
    pub fn fits(self, rows: usize) -> bool {
        /// Maximum number of rows of a sheet, the header row included (ECMA-376).
        const MAX_SHEET_ROWS: usize = 1_048_576;
        self != Table::Xlsx || rows < MAX_SHEET_ROWS
    }

    /// Returns the file extension, without a dot.
    pub fn extension(self) -> &'static str {
        match self {
            Table::Csv => "csv",
            Table::Xlsx => "xlsx",
            Table::Json => "json",
        }
    }
}

//! A [`Site`] in, a [`Plan`] out: every file that the site will have, in order of their routes.

mod feeds;
mod honors;
mod news;
mod pictures;
mod recipients;
mod registry;
mod routes;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::hash::Hash;
use crate::model::recipients::Recipients;
use crate::model::site::Site;
use crate::source::{SourceId, Sources, Text};

pub use honors::{Facts, Part, Roll, RollGroup, download_route, schema_route};
pub use news::Neighbours;
pub use pictures::{Form, PictureFiles, Variant, flawed};
pub use recipients::is_shown;
pub use routes::{output_path, parent_routes};

/// Every file of the site, in order of their routes; no two at one route.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The pages.
    pub pages: Vec<Page>,
    /// The years that have a roll, newest first.
    pub rolls: Vec<Arc<Roll>>,
    /// The tags, in order of their names, with how many articles carry them.
    pub tags: Vec<Tag>,
    /// The years that have articles, newest first, with how many.
    pub years: Vec<(i16, usize)>,
    /// For each movement the awards that came from it, by year, newest year first, by precedence.
    pub movement_awards: Vec<Vec<(i16, Vec<u32>)>>,
    /// For each decision its route; empty when decisions have no pages.
    pub decisions: Vec<Text>,
    /// The decisions by their numbers; of one number the newest.
    pub decision_numbers: HashMap<Text, usize>,
    /// The awards that decisions revoked or corrected, by the numbers of those decisions.
    pub changed_by: HashMap<Text, Vec<u32>>,
    /// For each kind its awards, newest year first, as they stand on the rolls.
    pub kind_awards: Vec<Vec<u32>>,
    /// For each unit its own awards and those of its people, likewise.
    pub unit_awards: Vec<Vec<u32>>,
    /// Who received which awards; nobody when recipients have no pages.
    pub recipients: Arc<Recipients>,
    /// The recipients of each canonical name, where there is more than one.
    pub namesakes: HashMap<Text, Vec<usize>>,
    /// For each recipient the route; empty for those without a page.
    pub recipient_routes: Vec<Text>,
    /// The files that are made of each picture.
    pub pictures: BTreeMap<SourceId, PictureFiles>,
    /// The day of the build.
    pub today: Date,
}

impl Plan {
    /// The page at `route`.
    pub fn page(&self, route: &str) -> Option<&Page> {
        self.pages.binary_search_by(|page| (*page.route).cmp(route)).ok().map(|at| &self.pages[at])
    }
}

/// One file of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its route, from `/`; a folder's ends with `/`.
    pub route: Text,
    /// The file that it comes from, for reports.
    pub origin: Place,
    /// What it is.
    pub what: What,
}

/// What a file of the site is; numbers are indices into the lists of the site.
#[derive(Clone, Debug)]
pub enum What {
    /// The first page.
    Home,
    /// A list of a section's articles.
    Section(usize, Listing),
    /// An article.
    Article(usize, Neighbours),
    /// All movements.
    Movements,
    /// A movement with its articles.
    Movement(usize, Listing),
    /// A standing page.
    Standing(usize),
    /// All tags.
    Tags,
    /// The articles with a tag, an index of [`Plan::tags`].
    Tag(usize, Listing),
    /// The years that have articles.
    Archive,
    /// The articles of a year.
    ArchiveYear(i16, Vec<u32>),
    /// The years that have a roll.
    Rolls,
    /// The roll of a year, or a part of it.
    Roll(Arc<Roll>, Part, Listing),
    /// Numbers by year, kind, level and recipient.
    Statistics,
    /// The awards that a later decision changed, newest first.
    Corrections(Vec<u32>),
    /// All decisions.
    Decisions,
    /// A decision with its annex.
    Decision(usize),
    /// The award guide: every kind.
    Kinds,
    /// A kind with all its awards.
    Kind(usize, Listing),
    /// All units.
    Units,
    /// A unit with its awards and those of its people.
    Unit(usize, Listing),
    /// A table of the awards of a year, or of all years.
    Download(Table, Vec<u32>),
    /// The schema of the JSON tables.
    Schema,
    /// A recipient with all awards, an index of [`Recipients::all`].
    Recipient(usize),
    /// Where a recipient was who asked to be taken down.
    Gone,
    /// What a reader sees whose address leads nowhere.
    NotFound,
    /// An old address that leads to a route.
    Redirect(Text),
    /// A feed of articles: of the site, or of a section.
    Feed(FeedForm, Option<usize>, Vec<u32>),
    /// All addresses for search engines, or a part of them by its number from 0.
    Sitemap(usize),
    /// The parts of a sitemap that one file cannot hold.
    SitemapIndex(Vec<Text>),
    /// What search engines may read.
    Robots,
    /// A file that browsers, hosts or people look for at this very place.
    WellKnown(WellKnown),
    /// A file copied as it is.
    Copy(SourceId),
    /// A file that is made of a picture.
    Picture(SourceId, Form),
    /// A file of the theme, under a name that changes with its bytes.
    ThemeFile(ThemeContent),
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

/// A piece of a list of articles or awards.
#[derive(Clone, Debug)]
pub struct Listing {
    /// Indices into the articles or the awards of the site, in the order of the list.
    pub items: Vec<u32>,
    /// Which page of the list this is, from 1.
    pub number: usize,
    /// How many pages the list has.
    pub count: usize,
    /// How many the whole list has.
    pub total: usize,
    /// The route of its first page.
    pub first: Text,
}

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The last part of its route.
    pub slug: Text,
    /// As it was first written.
    pub name: Text,
    /// The articles that carry it, newest first.
    pub articles: Vec<u32>,
}

/// A file of the theme that pages refer to.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// Its route, with its hash in the name.
    pub route: Text,
    /// What is in it.
    pub content: ThemeContent,
}

/// What is in a file of the theme.
#[derive(Clone, Debug)]
pub enum ThemeContent {
    /// These bytes, with their hash.
    Bytes(Arc<[u8]>, Hash),
    /// The file of this source, copied as it is.
    Source(SourceId),
}

/// Plans every file of `site`.
///
/// Reports routes that two pages claim, routes that the host's file system cannot hold, and links to
/// routes that do not exist.
///
/// What was planned for `previous`, an earlier site of the same project, is taken over where nothing that it was
/// planned from is different.
pub fn pages(
    site: &Site,
    sources: &Sources,
    theme_files: &[ThemeFile],
    previous: Option<(&Site, &Plan)>,
) -> Report<Plan> {
    let today = site.now.date();
    let empty = || Draft { site, sources, pages: Vec::new(), diagnostics: Vec::new() };
    let (mut draft, mut honors) = (empty(), empty());
    draft.add("/", Place::Nowhere, What::Home);
    let ((tags, years), (rolls, decisions)) = rayon::join(
        || (news::plan(&mut draft), news::archive(&mut draft)),
        || (honors::plan(&mut honors, previous), registry::decisions(&mut honors)),
    );
    draft.append(honors);
    // With the same awards everything that is known of them alone is the same.
    let same = previous.filter(|(before, _)| Arc::ptr_eq(&before.awards, &site.awards)).map(|(_, plan)| plan);
    let (kind_awards, unit_awards) = match same {
        Some(plan) => (plan.kind_awards.clone(), plan.unit_awards.clone()),
        None => rayon::join(|| registry::of_kinds(site, &rolls), || registry::of_units(site, &rolls)),
    };
    registry::kinds(&mut draft, &kind_awards);
    registry::units(&mut draft, &unit_awards);
    let recipients = match same.filter(|plan| plan.recipients.all.is_empty() != site.settings.pages.people) {
        Some(plan) => Arc::clone(&plan.recipients),
        None if site.settings.pages.people => Arc::new(Recipients::of(site)),
        None => Arc::default(),
    };
    let recipient_routes = recipients::plan(&mut draft, &recipients);
    draft.add("/404.html", Place::Nowhere, What::NotFound);
    let pictures = pictures::plan(&mut draft);
    for file in theme_files {
        draft.add(&file.route, Place::Nowhere, What::ThemeFile(file.content.clone()));
    }
    feeds::plan(&mut draft);
    let pages = routes::unique(draft.pages, sources, &mut draft.diagnostics);
    let movement_awards = honors::by_movement(site, &rolls);
    let plan = Plan {
        pages,
        rolls,
        tags,
        years,
        movement_awards,
        decisions,
        decision_numbers: registry::numbers(site),
        changed_by: same.map_or_else(|| registry::changed_by(site), |plan| plan.changed_by.clone()),
        kind_awards,
        unit_awards,
        namesakes: recipients::namesakes(&recipients),
        recipients,
        recipient_routes,
        pictures,
        today,
    };
    routes::check_links(site, &plan, &mut draft.diagnostics);
    Report::new(plan, draft.diagnostics)
}

/// A plan in the making.
struct Draft<'a> {
    site: &'a Site,
    sources: &'a Sources,
    pages: Vec<Page>,
    diagnostics: Vec<Diagnostic>,
}

impl Draft<'_> {
    /// Adds the pages of `other` behind those that are here: of two with one route the first stands.
    fn append(&mut self, mut other: Draft<'_>) {
        self.pages.append(&mut other.pages);
        self.diagnostics.append(&mut other.diagnostics);
    }

    fn add(&mut self, route: &str, origin: Place, what: What) {
        self.add_shared(Text::from(route), origin, what);
    }

    fn add_shared(&mut self, route: Text, origin: Place, what: What) {
        self.pages.push(Page { route, origin, what });
    }

    /// Adds the pages of a list of articles that begins at `first`; even an empty list has one.
    fn add_list(&mut self, first: &str, origin: Place, articles: &[u32], what: impl Fn(Listing) -> What) {
        self.add_pieces(first, origin, articles, self.site.settings.per_page, what);
    }

    /// Adds the pages of a list of awards; 0 in the settings is for one page, however long.
    fn add_awards(&mut self, first: &str, origin: Place, awards: &[u32], what: impl Fn(Listing) -> What) {
        let per_page = match self.site.settings.rolls.per_page {
            0 => usize::MAX,
            number => number,
        };
        self.add_pieces(first, origin, awards, per_page, what);
    }

    fn add_pieces(
        &mut self,
        first: &str,
        origin: Place,
        items: &[u32],
        per_page: usize,
        what: impl Fn(Listing) -> What,
    ) {
        let count = items.len().div_ceil(per_page).max(1);
        for number in 1..=count {
            let start = (number - 1).saturating_mul(per_page);
            let listing = Listing {
                items: items[start..start.saturating_add(per_page).min(items.len())].to_vec(),
                number,
                count,
                total: items.len(),
                first: Text::from(first),
            };
            let route = routes::list_page(first, number, &self.site.settings.routes.page);
            self.add(&route, origin, what(listing));
        }
    }
}

impl Listing {
    /// The route of page `number` of this list.
    pub fn route(&self, number: usize, word: &str) -> String {
        routes::list_page(&self.first, number, word)
    }
}

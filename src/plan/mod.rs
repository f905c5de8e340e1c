//! Plans every file that a site will have, in order of their routes.

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
use crate::model::id::{Id, IdVec};
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::{Kind, KindId, Unit, UnitId};
use crate::model::settings::SectionId;
use crate::model::site::{ArticleId, AwardId, Decision, DecisionId, Movement, MovementId, Site, StandingId};
use crate::reuse::{Inputs, Reuse};
use crate::source::{SourceId, Sources, Text};

pub use honors::{Facts, Part, Roll, RollGroup, download_route, schema_route};
pub use news::Neighbours;
pub use pictures::{Form, PictureFiles, Variant, flawed};
pub use routes::{output_path, parent_routes};

/// Every file of the site, in order of their routes; no two at one route.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The pages.
    pub pages: Vec<Page>,
    /// The years that have a roll, newest first.
    pub rolls: Vec<Arc<Roll>>,
    /// The tags, in order of their names, with how many articles carry them.
    pub tags: IdVec<Tag>,
    /// The years that have articles, newest first, with how many.
    pub years: Vec<(i16, usize)>,
    /// For each movement the awards that came from it, by year, newest year first, by precedence.
    pub movement_awards: IdVec<Movement, Vec<(i16, Vec<AwardId>)>>,
    /// For each decision its route; empty when decisions have no pages.
    pub decisions: IdVec<Decision, Text>,
    /// The decisions by their numbers; of one number the newest.
    pub decision_numbers: HashMap<Text, DecisionId>,
    /// The awards that decisions revoked or corrected, by the numbers of those decisions.
    pub changed_by: HashMap<Text, Vec<AwardId>>,
    /// For each kind its awards, newest year first, as they stand on the rolls.
    pub kind_awards: IdVec<Kind, Vec<AwardId>>,
    /// For each unit its own awards and those of its people, likewise.
    pub unit_awards: IdVec<Unit, Vec<AwardId>>,
    /// Who received which awards; nobody when recipients have no pages.
    pub recipients: Arc<Recipients>,
    /// The recipients of each canonical name, where there is more than one.
    pub namesakes: HashMap<Text, Vec<RecipientId>>,
    /// For each recipient the route; empty for those without a page.
    pub recipient_routes: IdVec<Recipient, Text>,
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

/// What a file of the site is.
#[derive(Clone, Debug)]
pub enum What {
    /// The first page.
    Home,
    /// A list of a section's articles.
    Section(SectionId, Listing<ArticleId>),
    /// An article.
    Article(ArticleId, Neighbours),
    /// All movements.
    Movements,
    /// A movement with its articles.
    Movement(MovementId, Listing<ArticleId>),
    /// A standing page.
    Standing(StandingId),
    /// All tags.
    Tags,
    /// The articles with a tag.
    Tag(TagId, Listing<ArticleId>),
    /// The years that have articles.
    Archive,
    /// The articles of a year.
    ArchiveYear(i16, Vec<ArticleId>),
    /// The years that have a roll.
    Rolls,
    /// The roll of a year, or a part of it.
    Roll(Arc<Roll>, Part, Listing<AwardId>),
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
    Kind(KindId, Listing<AwardId>),
    /// All units.
    Units,
    /// A unit with its awards and those of its people.
    Unit(UnitId, Listing<AwardId>),
    /// A table of the awards of a year, or of all years.
    Download(Table, Vec<AwardId>),
    /// The schema of the JSON tables.
    Schema,
    /// A recipient with all awards.
    Recipient(RecipientId),
    /// Where a recipient was who asked to be taken down.
    Gone,
    /// What a reader sees whose address leads nowhere.
    NotFound,
    /// An old address that leads to a route.
    Redirect(Text),
    /// A feed of articles: of the site, or of a section.
    Feed(FeedForm, Option<SectionId>, Vec<ArticleId>),
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

/// A page of a list of articles or awards.
#[derive(Clone, Debug)]
pub struct Listing<I> {
    /// What the page lists, in order.
    pub items: Vec<I>,
    /// Which page of the list this is, from 1.
    pub number: usize,
    /// How many pages the list has.
    pub count: usize,
    /// How many the whole list has.
    pub total: usize,
    /// The route of its first page.
    pub first: Text,
}

/// The position of a tag in [`Plan::tags`].
pub type TagId = Id<Tag>;

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The last part of its route.
    pub slug: Text,
    /// As it was first written.
    pub name: Text,
    /// The articles that carry it, newest first.
    pub articles: Vec<ArticleId>,
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
/// What the same inputs made before is taken from `reuse`.
pub fn pages(site: &Site, sources: &Sources, theme_files: &[ThemeFile], reuse: &PlanReuse) -> Report<Plan> {
    let today = site.now.date();
    let empty = || Draft { site, sources, pages: Vec::new(), diagnostics: Vec::new() };
    let (mut draft, mut honors) = (empty(), empty());
    draft.add("/", Place::Nowhere, What::Home);
    let ((tags, years), (rolls, decisions)) = rayon::join(
        || (news::plan(&mut draft), news::archive(&mut draft)),
        || (honors::plan(&mut honors, reuse), registry::decisions(&mut honors)),
    );
    draft.append(honors);
    let (kind_awards, unit_awards) =
        rayon::join(|| registry::of_kinds(site, &rolls), || registry::of_units(site, &rolls));
    registry::kinds(&mut draft, &kind_awards);
    registry::units(&mut draft, &unit_awards);
    let recipients = match site.settings.pages.people {
        true => reuse.recipients.value(awards_fingerprint(site), || Recipients::of(site)),
        false => Arc::default(),
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
        changed_by: registry::changed_by(site),
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

/// What a plan takes over from the build before.
#[derive(Debug, Default)]
pub struct PlanReuse {
    rolls: Reuse<Roll>,
    recipients: Reuse<Recipients>,
}

impl PlanReuse {
    /// Begins another build.
    pub fn begin(&mut self) {
        self.rolls.begin();
        self.recipients.begin();
    }
}

/// The fingerprint of all awards of `site` and of what they are linked and sorted by.
fn awards_fingerprint(site: &Site) -> Hash {
    let mut inputs = Inputs::default();
    inputs.hash(site.names);
    site.decisions.iter().for_each(|decision| _ = inputs.hash(decision.inputs));
    inputs.fingerprint()
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
    fn add_list(
        &mut self,
        first: &str,
        origin: Place,
        articles: &[ArticleId],
        what: impl Fn(Listing<ArticleId>) -> What,
    ) {
        self.add_pieces(first, origin, articles, self.site.settings.per_page, what);
    }

    /// Adds the pages of a list of awards; 0 in the settings is for one page, however long.
    fn add_awards(
        &mut self,
        first: &str,
        origin: Place,
        awards: &[AwardId],
        what: impl Fn(Listing<AwardId>) -> What,
    ) {
        let per_page = match self.site.settings.rolls.per_page {
            0 => usize::MAX,
            number => number,
        };
        self.add_pieces(first, origin, awards, per_page, what);
    }

    fn add_pieces<I: Copy>(
        &mut self,
        first: &str,
        origin: Place,
        items: &[I],
        per_page: usize,
        what: impl Fn(Listing<I>) -> What,
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

impl<I> Listing<I> {
    /// The route of page `number` of this list.
    pub fn route(&self, number: usize, word: &str) -> String {
        routes::list_page(&self.first, number, word)
    }
}

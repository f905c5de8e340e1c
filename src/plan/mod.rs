//! A [`Site`] in, a [`Plan`] out: every file that the site will have, in order of their routes.

mod feeds;
mod honors;
mod news;
mod routes;

use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Place, Report};
use crate::hash::Hash;
use crate::model::site::Site;
use crate::source::{SourceId, Sources, Text};

pub use honors::{Facts, Roll, RollGroup};
pub use news::Neighbours;
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
    /// The roll of a year.
    Roll(Arc<Roll>),
    /// What a reader sees whose address leads nowhere.
    NotFound,
    /// An old address that leads to a route.
    Redirect(Text),
    /// A feed of articles: of the site, or of a section.
    Feed(Option<usize>, Vec<u32>),
    /// All addresses for search engines, or a part of them.
    Sitemap(Vec<(Text, Option<Text>)>),
    /// The parts of a sitemap that one file cannot hold.
    SitemapIndex(Vec<Text>),
    /// What search engines may read.
    Robots,
    /// A file copied as it is.
    Copy(SourceId),
    /// A file of the theme, under a name that changes with its bytes.
    ThemeFile(ThemeContent),
}

/// A piece of a list of articles.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The articles, newest first.
    pub articles: Vec<u32>,
    /// Which page of the list this is, from 1.
    pub number: usize,
    /// How many pages the list has.
    pub count: usize,
    /// How many articles the whole list has.
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
pub fn pages(site: &Site, sources: &Sources, theme_files: &[ThemeFile], today: Date) -> Report<Plan> {
    let mut draft = Draft { site, pages: Vec::new(), diagnostics: Vec::new() };
    draft.add("/", Place::Nowhere, What::Home);
    let tags = news::plan(&mut draft);
    let years = news::archive(&mut draft);
    let rolls = honors::plan(&mut draft);
    draft.add("/404.html", Place::Nowhere, What::NotFound);
    for (&source, route) in &site.assets {
        draft.add(route, Place::File(source), What::Copy(source));
    }
    for file in theme_files {
        draft.add(&file.route, Place::Nowhere, What::ThemeFile(file.content.clone()));
    }
    feeds::plan(&mut draft);
    let pages = routes::unique(draft.pages, sources, &mut draft.diagnostics);
    let movement_awards = honors::by_movement(site, &rolls);
    let plan = Plan { pages, rolls, tags, years, movement_awards, today };
    routes::check_links(site, &plan, &mut draft.diagnostics);
    Report::new(plan, draft.diagnostics)
}

/// A plan in the making.
struct Draft<'a> {
    site: &'a Site,
    pages: Vec<Page>,
    diagnostics: Vec<Diagnostic>,
}

impl Draft<'_> {
    fn add(&mut self, route: &str, origin: Place, what: What) {
        self.pages.push(Page { route: Text::from(route), origin, what });
    }

    /// Adds the pages of a list that begins at `first`; even an empty list has one.
    fn add_list(&mut self, first: &str, origin: Place, articles: &[u32], what: impl Fn(Listing) -> What) {
        let per_page = self.site.settings.per_page;
        let count = articles.len().div_ceil(per_page).max(1);
        for number in 1..=count {
            let start = (number - 1) * per_page;
            let listing = Listing {
                articles: articles[start..(start + per_page).min(articles.len())].to_vec(),
                number,
                count,
                total: articles.len(),
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

//! Plans the search page and the files of its index.

use std::sync::Arc;

use crate::diagnostic::Location;
use crate::hash::Hash;
use crate::messages::Messages;
use crate::model::award::DecisionRecord;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::{AwardKind, KindId, Unit, UnitId};
use crate::model::route::Route;
use crate::model::settings::PeoplePages;
use crate::model::site::{AwardId, DecisionId, Site};
use crate::model::tags::Tags;
use crate::plan::award_rows::AwardRows;
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::{FileKind, OutputKind, PageKind};
use crate::plan::planned_file::PlannedFile;
use crate::plan::roll::Roll;
use crate::plan::theme::ThemeParts;
use crate::reuse::{InputHasher, Reuse};
use crate::search::{
    self, ARTICLES_FOLDER, ArticleIndex, EntryRoutes, INDEX_VERSION, IndexRoot, NAMES_FOLDER, NameFiles,
    NameTree, SearchFile, THINGS_FOLDER, ThingIndex, ThingInputs, relative_address,
};
use crate::source::Text;

/// The parts of the search index that the previous build computed.
#[derive(Debug, Default)]
pub struct SearchReuse {
    names: Reuse<NameFiles>,
    things: Reuse<ThingIndex>,
    articles: Reuse<ArticleIndex>,
}

impl SearchReuse {
    /// Starts a build; see [`crate::plan::PlanReuse::begin`].
    pub fn begin(&mut self) {
        self.names.begin();
        self.things.begin();
        self.articles.begin();
    }
}

/// Plans the search page and its index; nothing when the site has no search, or a page of its author at its address.
/// Returns whether the names of the index are divided among files.
///
/// `awards` is the fingerprint of all awards, and `recipient_inputs` that of everything that decides the pages of recipients.
/// The strings of the theme are for titles.
pub fn plan(
    builder: &mut PlanBuilder<'_>,
    recipients: &Recipients,
    unit_ranks: &IdVec<Unit, u32>,
    targets: &SearchTargets<'_>,
    (theme, tags): (&ThemeParts<'_>, &Tags),
    ([awards, recipient_inputs], reuse): ([Hash; 2], &SearchReuse),
) -> bool {
    let site = builder.site;
    let page = page_route(site);
    if !site.settings.pages.search || has_own_page(builder) {
        return false;
    }
    let has_people = site.settings.pages.people != PeoplePages::None;
    let folder = has_people.then(|| format!("{}/", site.settings.routes.people));
    // Without pages of decisions, names lead to rows of rolls, whose order each award decides.
    let rows = if site.settings.pages.decisions { recipient_inputs } else { awards };
    let mut inputs = InputHasher::default();
    let name_inputs = inputs.hash(recipient_inputs).hash(targets.fingerprint(rows)).fingerprint();
    let names = reuse.names.value(name_inputs, || {
        let people = search::people(site, recipients, unit_ranks, targets);
        NameFiles::of(&people, &search::unit_lines(site), folder.as_deref())
    });
    let (things, articles) = rayon::join(
        || {
            let inputs = ThingInputs { site, recipients, routes: targets, strings: theme.strings };
            let fingerprint = things_fingerprint(builder, targets, name_inputs, theme.fingerprint);
            reuse.things.value(fingerprint, || search::thing_index(&search::things(inputs)))
        },
        || {
            let fingerprint = search::articles_fingerprint(site, recipients, tags);
            let articles = || search::articles(site, recipients, tags);
            reuse.articles.value(fingerprint, || search::article_index(&articles()))
        },
    );
    add_files(builder, &page, NAMES_FOLDER, &names.files);
    add_files(builder, &page, THINGS_FOLDER, &things.files);
    add_files(builder, &page, ARTICLES_FOLDER, &articles.files);
    let root = IndexRoot {
        version: INDEX_VERSION,
        base: format!("{}/", site.settings.base_path()),
        people: folder,
        names: names.tree.as_ref(),
        things: things.keys.as_ref(),
        articles: articles.keys.as_ref(),
        short: search::short_forms(),
    };
    let root = serde_json::to_string(&root).expect("the root of the index has only text keys");
    builder.add(format!("{page}index.json"), Location::Nowhere, FileKind::SearchRoot(root));
    builder.add(page, Location::Nowhere, PageKind::Search);
    matches!(names.tree, Some(NameTree::Nodes(_)))
}

/// Returns the fingerprint of everything that decides the entries of things: the recipients, the registry and the settings
/// are part of `names`, the strings part of `theme`.
fn things_fingerprint(
    builder: &PlanBuilder<'_>,
    targets: &SearchTargets<'_>,
    names: Hash,
    theme: Hash,
) -> Hash {
    let site = builder.site;
    let mut inputs = InputHasher::default();
    inputs.hash(names).hash(theme).text(&site.now.date().to_string());
    for decision in &site.decisions {
        let DecisionRecord { number, undocumented, issuer, subject, .. } = &*decision.record;
        for text in [number, issuer] {
            inputs.optional(text.as_ref().map(|text| &*text.value));
        }
        inputs.optional(undocumented.as_deref()).optional(subject.as_deref());
    }
    for roll in targets.rows.rolls {
        inputs.number(roll.movements.len() as u64).text(&roll.year.to_string());
        roll.movements.keys().for_each(|movement| _ = inputs.number(movement.position() as u64));
    }
    for (title, address) in &targets.lists {
        inputs.text(title).text(address);
    }
    let movements = site.movements.iter().map(|movement| (movement.record.source, &movement.route));
    let pages = site.pages.iter().map(|page| (page.record.source, &page.route));
    for (source, route) in movements.chain(pages) {
        inputs.text(route);
        builder.sources.find(source).into_iter().for_each(|source| source.add_to(&mut inputs));
    }
    inputs.fingerprint()
}

/// Plans `files`, each with its name, in the folder `folder` of the index.
fn add_files(builder: &mut PlanBuilder<'_>, page: &Route, folder: &str, files: &[(String, Arc<SearchFile>)]) {
    for (name, file) in files {
        let route = format!("{page}{folder}/{name}.txt");
        builder.add(route, Location::Nowhere, FileKind::SearchFile(file.clone()));
    }
}

/// Returns the route of the search page.
fn page_route(site: &Site) -> Route {
    Route::new(format!("/{}/", site.settings.routes.search))
}

/// Returns true if a file of the author, planned before, has the address of the search page.
pub fn has_own_page(builder: &PlanBuilder<'_>) -> bool {
    let page = page_route(builder.site);
    let has_route = |route: &Route| {
        route.len() >= page.len()
            && route.to_lowercase().strip_prefix(&*page).is_some_and(|rest| matches!(rest, "" | "index.html"))
    };
    let own = builder.pages.iter().filter(|file| !matches!(file.origin, Location::Nowhere));
    own.map(|file| &file.route).any(has_route)
}

/// Returns the lists among `pages` that readers look for by their titles, each with its title and its address.
pub fn titled_lists<'p>(
    site: &Site,
    pages: impl Iterator<Item = &'p PlannedFile>,
    strings: &Messages,
) -> Vec<(Text, String)> {
    let list = |file: &PlannedFile| {
        let OutputKind::Page(page) = &file.kind else { return None };
        let string = match page {
            PageKind::Section(section, list) => {
                let title = site.settings.sections[*section].title.clone();
                return (list.number == 1).then(|| (title, relative_address(&file.route)));
            }
            PageKind::Movements(_) => "movements",
            PageKind::Tags(_) => "tags",
            PageKind::Archive => "archive",
            PageKind::Rolls => "rolls",
            PageKind::Statistics => "statistics",
            PageKind::Corrections(_) => "corrections",
            PageKind::Decisions => "decisions",
            PageKind::Kinds => "kinds",
            PageKind::Units(_) => "units",
            _ => return None,
        };
        (page.list_number() == 1).then(|| (strings.say(string, &[]).into(), relative_address(&file.route)))
    };
    pages.filter_map(list).collect()
}

/// The routes that entries of the index lead to.
pub struct SearchTargets<'a> {
    /// The linked site, for its settings and ids.
    pub site: &'a Site,
    /// The rows of awards, with the rolls and the pages of decisions.
    pub rows: AwardRows<'a>,
    /// For each kind its awards.
    pub kind_awards: &'a IdVec<AwardKind, Vec<AwardId>>,
    /// For each recipient the route of its page.
    pub recipient_routes: &'a IdVec<Recipient, Option<Route>>,
    /// The lists that have pages, each with its title and its address.
    pub lists: Vec<(Text, String)>,
}

impl SearchTargets<'_> {
    /// Returns the fingerprint of what has the fingerprint `rows` and of the slugs of decisions: what addresses of rows
    /// consist of.
    fn fingerprint(&self, rows: Hash) -> Hash {
        let mut inputs = InputHasher::default();
        inputs.hash(rows);
        self.rows.decisions.slugs.iter().for_each(|slug| _ = inputs.text(slug));
        inputs.fingerprint()
    }
}

impl EntryRoutes for SearchTargets<'_> {
    fn recipient(&self, recipient: RecipientId, newest: AwardId) -> String {
        if let Some(route) = &self.recipient_routes[recipient] {
            return relative_address(route);
        }
        self.row(newest)
    }

    fn row(&self, award: AwardId) -> String {
        let Some((route, anchor)) = self.rows.find(award) else { return String::new() };
        let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
        format!("{}{anchor}", relative_address(&route))
    }

    fn unit(&self, unit: UnitId) -> Option<String> {
        let words = &self.site.settings.routes;
        let route = || Route::new(format!("/{}/{}/", words.units, self.site.units[unit].id.value));
        self.site.settings.pages.units.then(|| relative_address(&route()))
    }

    fn decision(&self, decision: DecisionId) -> Option<String> {
        self.rows.decisions.routes[decision].as_ref().map(relative_address)
    }

    fn kind(&self, kind: KindId) -> Option<String> {
        let words = &self.site.settings.routes;
        let has = self.site.settings.pages.kinds && !self.kind_awards[kind].is_empty();
        let route = || Route::new(format!("/{}/{}/", words.kinds, self.site.kinds[kind].id.value));
        has.then(|| relative_address(&route()))
    }

    fn rolls(&self) -> Vec<(i16, String)> {
        let roll = |roll: &Arc<Roll>| (roll.year, relative_address(&roll.route(self.site)));
        self.rows.rolls.iter().map(roll).collect()
    }

    fn lists(&self) -> Vec<(Text, String)> {
        self.lists.clone()
    }
}

//! Plans every output file of a site, in order of their routes.

mod addresses;
mod award_pages;
mod award_rows;
mod builder;
mod collisions;
mod contents;
mod decision_pages;
mod feeds;
mod file_uses;
mod files;
mod home;
mod honors;
mod kinds;
mod listing;
mod nearby;
mod news;
mod output_facts;
mod person_index;
mod person_index_pages;
mod picture_files;
mod pictures;
mod planned_file;
mod recipients;
mod registry;
mod roll;
mod roll_names;
mod search;
mod search_entries;
mod share_files;
mod share_pictures;
mod theme;
mod unit_order;
mod units;

use std::sync::Arc;

use crate::diagnostic::{Location, Report};
use crate::hash::Hash;
use crate::model::recipients::Recipients;
use crate::model::route::Route;
use crate::model::settings::PeoplePages;
use crate::model::site::Site;
use crate::plan::addresses::Addresses;
use crate::plan::award_pages::AwardPages;
use crate::plan::award_rows::{AwardRows, RollPositions};
use crate::plan::builder::PlanBuilder;
use crate::plan::honors::RollPages;
use crate::plan::recipients::RecipientPages;
use crate::plan::search::{SearchReuse, SearchTargets};
use crate::reuse::{InputHasher, Reuse};
use crate::source::Sources;

pub use builder::awards_per_page;
pub use contents::{Listed, PageContents};
pub use decision_pages::DecisionPages;
pub use file_uses::{FileUse, UseKind, file_uses};
pub use files::Plan;
pub use home::HomeContents;
pub use honors::{archive_route, download_name, download_route, schema_route};
pub use kinds::{
    FeedForm, FileKind, OutputKind, PageFacts, PageKind, PublishClass, TEMPLATES, Table, WellKnown,
    YearDownload,
};
pub use listing::{
    ARCHIVED_PER_PAGE, DECISIONS_PER_PAGE, ListPage, MAX_CHILDREN, MAX_PARTS, NAMES_PER_PAGE, Namesakes,
    Neighbours, UNITS_PER_PAGE,
};
pub use output_facts::{is_switched_off, with_all_files};
pub use person_index::{GivenName, GivenNameId, IndexLetter, IndexLetterId, PersonIndex};
pub use picture_files::{PictureFiles, ShareFile, Variant, VariantKind};
pub use pictures::picture_error;
pub use planned_file::PlannedFile;
pub use recipients::shown_awards;
pub use registry::decisions_year_route;
pub use roll::{PartFamily, Roll, RollCounts, RollGroup, RollPart};
pub use roll_names::{NameLetter, RollNames};
pub use search_entries::SearchEntries;
pub use share_files::{ShareDesign, SharePictures, SiteShare};
pub use theme::{ThemeContent, ThemeFile, ThemeParts};
pub use unit_order::UnitOrder;
pub use units::children_route;

/// Plans every file of `site`.
///
/// Reports routes that two files claim, and links to routes that do not exist. Results whose inputs are
/// unchanged since the previous build are taken from `reuse`.
pub fn plan_site(site: &Site, sources: &Sources, theme: ThemeParts<'_>, reuse: &PlanReuse) -> Report<Plan> {
    let today = site.now.date();
    let mut builder = PlanBuilder::new(site, sources);
    builder.add(Route::home(), Location::Nowhere, PageKind::Home);
    let units = UnitOrder::of(site, today);
    let awards = awards_fingerprint(site);
    let ((tags, years), award_pages) = rayon::join(
        || (news::plan(&mut builder), news::plan_archive(&mut builder)),
        || {
            let plan = || AwardPages::plan(site, sources, &reuse.rolls, &units.ranks);
            reuse.award_pages.value(awards, plan)
        },
    );
    let (rolls, decisions) = (award_pages.rolls.clone(), award_pages.decisions.clone());
    builder.pages.extend_from_slice(&award_pages.files);
    let (kind_awards, unit_awards) =
        rayon::join(|| registry::awards_by_kind(site, &rolls), || registry::awards_by_unit(site, &rolls));
    registry::plan_kinds(&mut builder, &kind_awards);
    units::plan(&mut builder, &unit_awards, &units);
    let who = recipients_fingerprint(site);
    let (recipients, addresses) = linked_recipients(site, sources, who, reuse);
    let recipient_inputs = recipients::inputs(site, who);
    let recipient_pages = reuse
        .recipient_pages
        .value(recipient_inputs, || recipients::plan(site, sources, &recipients, &addresses, &units.ranks));
    builder.add("/404.html", Location::Nowhere, PageKind::NotFound);
    let pictures = pictures::plan(&mut builder, theme.shows_share_pictures);
    let person_index = person_index_pages::plan(
        &mut builder,
        (&reuse.person_index, who),
        &recipients,
        &addresses,
        &units.ranks,
    );
    let share = share_pictures::plan(&mut builder, theme, &pictures, &units, &unit_awards);
    for file in theme.files {
        builder.add(file.route.clone(), Location::Nowhere, FileKind::ThemeFile(file.content.clone()));
    }
    let roll_positions = RollPositions::default();
    let targets = SearchTargets {
        site,
        kind_awards: &kind_awards,
        recipient_routes: &recipient_pages.routes,
        rows: AwardRows { site, rolls: &rolls, decisions: &decisions, positions: &roll_positions },
        lists: search::titled_lists(site, builder.files(), theme.strings),
    };
    let has_divided_names = search::plan(
        &mut builder,
        &recipients,
        &units.ranks,
        &targets,
        (&theme, &tags),
        ([awards, recipient_inputs], &reuse.search),
    );
    feeds::plan(&mut builder, &recipient_pages);
    let pages =
        collisions::unique_routes(builder.pages, &recipient_pages.files, sources, &mut builder.diagnostics);
    let movement_awards = honors::awards_by_movement(site, &rolls);
    let plan = Plan {
        pages,
        rolls,
        tags,
        units,
        years,
        movement_awards,
        decisions,
        decision_numbers: registry::decisions_by_number(site),
        kind_awards,
        unit_awards,
        recipients,
        recipient_pages,
        person_index,
        roll_positions,
        has_divided_names,
        pictures,
        share,
        today,
    };
    collisions::check_links(site, &plan, &mut builder.diagnostics);
    Report::new(plan, builder.diagnostics)
}

/// Returns the recipients and their addresses; none where the site does not need them. `inputs` is the fingerprint of
/// everything that decides them.
fn linked_recipients(
    site: &Site,
    sources: &Sources,
    inputs: Hash,
    reuse: &PlanReuse,
) -> (Arc<Recipients>, Arc<Addresses>) {
    if !has_recipients(site) {
        return Default::default();
    }
    let recipients = reuse.recipients.value(inputs, || Recipients::from_site(site));
    if site.settings.pages.people == PeoplePages::None {
        return (recipients, Arc::default());
    }
    let slug = |id| registry::decision_slug(sources, &site.decisions[id]);
    let addresses = reuse.addresses.value(inputs, || Addresses::assign(site, &recipients, slug));
    (recipients, addresses)
}

/// The results of the previous build that a plan may reuse.
#[derive(Debug, Default)]
pub struct PlanReuse {
    rolls: Reuse<RollPages>,
    award_pages: Reuse<AwardPages>,
    recipients: Reuse<Recipients>,
    addresses: Reuse<Addresses>,
    recipient_pages: Reuse<RecipientPages>,
    search: SearchReuse,
    person_index: Reuse<PersonIndex>,
}

impl PlanReuse {
    /// Starts a build, which can reuse the results that the previous build used, and drops older ones.
    pub fn begin(&mut self) {
        self.rolls.begin();
        self.award_pages.begin();
        self.recipients.begin();
        self.addresses.begin();
        self.recipient_pages.begin();
        self.search.begin();
        self.person_index.begin();
    }
}

/// Returns true if the plan of `site` has its recipients.
pub fn has_recipients(site: &Site) -> bool {
    site.settings.pages.people != PeoplePages::None || site.settings.pages.search
}

/// Returns the fingerprint of all awards of `site` and of everything they are linked and sorted by: the settings, the
/// registry, and the names of movements and articles.
fn awards_fingerprint(site: &Site) -> Hash {
    let mut inputs = InputHasher::default();
    inputs.hash(site.names_fingerprint);
    site.decisions.iter().for_each(|decision| _ = inputs.hash(decision.inputs));
    inputs.fingerprint()
}

/// Returns the fingerprint of everything that decides who the recipients of `site` are, their addresses, and which of
/// their awards are shown in which order: a part of what [`awards_fingerprint`] has.
fn recipients_fingerprint(site: &Site) -> Hash {
    let mut inputs = InputHasher::default();
    inputs.hash(site.names_fingerprint);
    site.decisions.iter().for_each(|decision| _ = inputs.hash(decision.recipients));
    inputs.fingerprint()
}

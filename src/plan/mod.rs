//! Plans every file that a site will have, in order of their routes.

mod collisions;
mod draft;
mod feeds;
mod files;
mod honors;
mod kinds;
mod listing;
mod news;
mod picture_files;
mod pictures;
mod recipients;
mod registry;
mod roll;
mod theme;

use std::sync::Arc;

use crate::diagnostic::{Location, Report};
use crate::hash::Hash;
use crate::model::recipients::Recipients;
use crate::model::route::Route;
use crate::model::site::Site;
use crate::plan::draft::Draft;
use crate::reuse::{InputHasher, Reuse};
use crate::source::Sources;

pub use files::{Plan, PlannedFile};
pub use honors::{download_route, schema_route};
pub use kinds::{
    FeedForm, FileKind, OutputKind, PageFacts, PageKind, PublishClass, TEMPLATES, Table, WellKnown,
};
pub use listing::{ListPage, Neighbours, Tag, TagId};
pub use picture_files::{PictureFiles, Variant, VariantKind};
pub use pictures::flawed;
pub use roll::{Roll, RollCounts, RollGroup, RollPart};
pub use theme::{ThemeContent, ThemeFile};

/// Plans every file of `site`.
///
/// Reports routes that two pages claim, routes that the host's file system cannot hold, and links to
/// routes that do not exist.
///
/// What the same inputs made before is taken from `reuse`.
pub fn pages(site: &Site, sources: &Sources, theme_files: &[ThemeFile], reuse: &PlanReuse) -> Report<Plan> {
    let today = site.now.date();
    let (mut draft, mut honors) = (Draft::new(site, sources), Draft::new(site, sources));
    draft.add(Route::home(), Location::Nowhere, PageKind::Home);
    let ((tags, years), (rolls, decisions)) = rayon::join(
        || (news::plan(&mut draft), news::archive(&mut draft)),
        || (honors::plan(&mut honors, &reuse.rolls), registry::decisions(&mut honors)),
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
    draft.add("/404.html", Location::Nowhere, PageKind::NotFound);
    let pictures = pictures::plan(&mut draft);
    for file in theme_files {
        draft.add(file.route.clone(), Location::Nowhere, FileKind::ThemeFile(file.content.clone()));
    }
    feeds::plan(&mut draft);
    let pages = collisions::unique(draft.pages, sources, &mut draft.diagnostics);
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
    collisions::check_links(site, &plan, &mut draft.diagnostics);
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
    let mut inputs = InputHasher::default();
    inputs.hash(site.names);
    site.decisions.iter().for_each(|decision| _ = inputs.hash(decision.inputs));
    inputs.fingerprint()
}

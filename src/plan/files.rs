//! The plan of a site: all of its files.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::diagnostic::Location;
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::registry::{AwardKind, Unit};
use crate::model::route::Route;
use crate::model::site::{AwardId, Decision, DecisionId, Movement};
use crate::plan::kinds::OutputKind;
use crate::plan::listing::Tag;
use crate::plan::picture_files::PictureFiles;
use crate::plan::roll::Roll;
use crate::source::{SourceId, Text};

/// Every file of the site, in order of their routes; no two at one route.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The pages.
    pub pages: Vec<PlannedFile>,
    /// The years that have a roll, newest first.
    pub rolls: Vec<Arc<Roll>>,
    /// The tags, in order of their names, with how many articles carry them.
    pub tags: IdVec<Tag>,
    /// The years that have articles, newest first, with how many.
    pub years: Vec<(i16, usize)>,
    /// For each movement the awards that came from it, by year, newest year first, by precedence.
    pub movement_awards: IdVec<Movement, Vec<(i16, Vec<AwardId>)>>,
    /// For each decision its route, when decisions have pages.
    pub decisions: IdVec<Decision, Option<Route>>,
    /// The decisions by their numbers; of one number the newest.
    pub decision_numbers: HashMap<Text, DecisionId>,
    /// The awards that decisions revoked or corrected, by the numbers of those decisions.
    pub changed_by: HashMap<Text, Vec<AwardId>>,
    /// For each kind its awards, newest year first, as they stand on the rolls.
    pub kind_awards: IdVec<AwardKind, Vec<AwardId>>,
    /// For each unit its own awards and those of its people, likewise.
    pub unit_awards: IdVec<Unit, Vec<AwardId>>,
    /// Who received which awards; nobody when recipients have no pages.
    pub recipients: Arc<Recipients>,
    /// The recipients of each canonical name, where there is more than one.
    pub namesakes: HashMap<Text, Vec<RecipientId>>,
    /// For each recipient the route, when there is a page.
    pub recipient_routes: IdVec<Recipient, Option<Route>>,
    /// The files that are made of each picture.
    pub pictures: BTreeMap<SourceId, PictureFiles>,
    /// The day of the build.
    pub today: Date,
}

impl Plan {
    /// The page at `route`.
    pub fn page(&self, route: &str) -> Option<&PlannedFile> {
        self.pages.binary_search_by(|page| (*page.route).cmp(route)).ok().map(|at| &self.pages[at])
    }

    /// The number of pages that readers may open, without those that only lead from an old address to a new one.
    pub fn public_pages(&self) -> usize {
        let is_public = |page: &&PlannedFile| matches!(&page.kind, OutputKind::Page(kind) if kind.is_own());
        self.pages.iter().filter(is_public).count()
    }
}

/// One file of the site.
#[derive(Clone, Debug)]
pub struct PlannedFile {
    /// Its route.
    pub route: Route,
    /// The file that it comes from, for reports.
    pub origin: Location,
    /// What it is.
    pub kind: OutputKind,
}

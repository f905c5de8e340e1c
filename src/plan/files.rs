//! The plan of a site: every file of its output.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::id::IdVec;
use crate::model::recipients::Recipients;
use crate::model::registry::{AwardKind, Unit};
use crate::model::site::{AwardId, DecisionId, Movement, Site};
use crate::model::tags::Tags;
use crate::plan::award_rows::{AwardRows, RollPositions};
use crate::plan::decision_pages::DecisionPages;
use crate::plan::kinds::OutputKind;
use crate::plan::person_index::PersonIndex;
use crate::plan::picture_files::PictureFiles;
use crate::plan::planned_file::PlannedFile;
use crate::plan::recipients::RecipientPages;
use crate::plan::roll::Roll;
use crate::plan::share_files::SharePictures;
use crate::plan::unit_order::UnitOrder;
use crate::source::{SourceId, Text};

/// All files of a site, and the indexes that views need.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The files, in order of their routes; no two have the same route.
    pub pages: Vec<Arc<PlannedFile>>,
    /// The rolls, newest year first.
    pub rolls: Vec<Arc<Roll>>,
    /// The tags; empty when tags have no pages.
    pub tags: Tags,
    /// The units in the order in which readers see them.
    pub units: UnitOrder,
    /// The years of the archive with their numbers of articles, newest first.
    pub years: Vec<(i16, usize)>,
    /// For each movement its awards by year, newest year first, in the order of the rolls.
    pub movement_awards: IdVec<Movement, Vec<(i16, Vec<AwardId>)>>,
    /// The pages of decisions.
    pub decisions: Arc<DecisionPages>,
    /// The decisions by number; of decisions with the same number the newest.
    pub decision_numbers: HashMap<Text, DecisionId>,
    /// For each kind its awards, newest year first, in the order of the rolls.
    pub kind_awards: IdVec<AwardKind, Vec<AwardId>>,
    /// For each unit its own awards and those of its people, newest year first, in the order of the rolls.
    pub unit_awards: IdVec<Unit, Vec<AwardId>>,
    /// The recipients with their awards; empty when neither pages of recipients nor the search need them.
    pub recipients: Arc<Recipients>,
    /// The pages of people, families and groups that received awards, and their addresses.
    pub recipient_pages: Arc<RecipientPages>,
    /// The index of the names of people and families; empty when the search page has none.
    pub person_index: Arc<PersonIndex>,
    /// The positions of awards on the rolls.
    pub roll_positions: RollPositions,
    /// Whether the names of the search index are divided among files.
    pub has_divided_names: bool,
    /// The files generated from each picture.
    pub pictures: BTreeMap<SourceId, PictureFiles>,
    /// The pictures for shared links to pages without a photograph.
    pub share: SharePictures,
    /// The day of the build, in the site's time zone.
    pub today: Date,
}

impl Plan {
    /// Returns the files in order of their routes.
    pub fn files(&self) -> impl Iterator<Item = &PlannedFile> {
        self.pages.iter().map(|page| &**page)
    }

    /// Returns the file at `route`.
    pub fn page(&self, route: &str) -> Option<&PlannedFile> {
        self.pages.binary_search_by(|page| (*page.route).cmp(route)).ok().map(|at| &*self.pages[at])
    }

    /// Returns the rows of awards on pages of `site`, of which this is the plan.
    pub fn award_rows<'p>(&'p self, site: &'p Site) -> AwardRows<'p> {
        AwardRows { site, rolls: &self.rolls, decisions: &self.decisions, positions: &self.roll_positions }
    }

    /// Returns the number of pages for readers, without redirects.
    pub fn public_pages(&self) -> usize {
        let is_public =
            |page: &&PlannedFile| matches!(&page.kind, OutputKind::Page(kind) if kind.is_for_readers());
        self.files().filter(is_public).count()
    }
}

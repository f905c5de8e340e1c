//! Plans what depends on nothing but awards, the registry and the settings, so that it is planned once for many builds.

use std::sync::Arc;

use crate::model::id::IdVec;
use crate::model::registry::Unit;
use crate::model::site::Site;
use crate::plan::builder::PlanBuilder;
use crate::plan::decision_pages::DecisionPages;
use crate::plan::honors::RollPages;
use crate::plan::planned_file::PlannedFile;
use crate::plan::roll::Roll;
use crate::plan::{honors, registry};
use crate::reuse::Reuse;
use crate::source::Sources;

/// The pages of rolls and decisions.
#[derive(Debug)]
pub struct AwardPages {
    /// The files, in the order in which they were planned.
    pub files: Vec<Arc<PlannedFile>>,
    /// The rolls, newest year first.
    pub rolls: Vec<Arc<Roll>>,
    /// The routes of the decisions.
    pub decisions: Arc<DecisionPages>,
}

impl AwardPages {
    /// Plans the rolls and decisions of `site`.
    pub fn plan(
        site: &Site,
        sources: &Sources,
        reuse: &Reuse<RollPages>,
        unit_ranks: &IdVec<Unit, u32>,
    ) -> AwardPages {
        let mut builder = PlanBuilder::new(site, sources);
        let rolls = honors::plan(&mut builder, reuse, unit_ranks);
        let decisions = Arc::new(registry::plan_decisions(&mut builder));
        AwardPages { files: builder.pages, rolls, decisions }
    }
}

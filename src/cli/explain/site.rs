//! The site that is explained: as readers see it, and with everything that is hidden.

use std::path::Path;

use crate::cli::ExitStatus;
use crate::cli::build::{build_time, scan_files};
use crate::cli::report::Reporter;
use crate::model::site::{BuildOptions, HiddenPage, ShowHidden, Site};
use crate::pipeline::{self, NoBuildObserver, PlannedSite, PreparedBuild};
use crate::plan::{PageContents, Plan, PlannedFile};
use crate::source::{SourceId, Sources};

/// The site as readers see it now, and with everything that is hidden.
pub struct ExplainedSite {
    published: PreparedBuild,
    complete: PreparedBuild,
}

impl ExplainedSite {
    /// Reads, plans and checks the site below `root`.
    ///
    /// # Errors
    /// When there is no project, or no settings; reported to the user.
    pub fn read(root: &Path, reporter: &Reporter) -> Result<ExplainedSite, ExitStatus> {
        let now = build_time(None, reporter).ok_or(ExitStatus::Failure)?;
        let scan = scan_files(root, &NoBuildObserver, reporter).ok_or(ExitStatus::Failure)?;
        let prepare = |scan, shown| {
            let options = BuildOptions { now, shown, base_url: None };
            pipeline::plan_site(scan, &options, &NoBuildObserver)
        };
        let complete = prepare(scan.clone(), ShowHidden::All);
        let mut published = prepare(scan, ShowHidden::Published);
        published.check();
        if published.planned.is_none() || complete.planned.is_none() {
            reporter.diagnostics(&published.diagnostics, &published.scan.sources);
            return Err(ExitStatus::Errors);
        }
        Ok(ExplainedSite { published, complete })
    }

    /// The build of what readers see, with all diagnostics before rendering.
    pub fn published_build(&self) -> &PreparedBuild {
        &self.published
    }

    /// The build with everything that is hidden.
    pub fn complete_build(&self) -> &PreparedBuild {
        &self.complete
    }

    /// The site and the plan of what readers see.
    pub fn published(&self) -> &PlannedSite {
        planned(&self.published)
    }

    /// The site and the plan with everything that is hidden.
    pub fn complete(&self) -> &PlannedSite {
        planned(&self.complete)
    }

    /// Whether the site has a file at `route`, for readers or with everything that is hidden.
    pub fn has(&self, route: &str) -> bool {
        self.published().plan.page(route).is_some() || self.complete().plan.page(route).is_some()
    }

    /// The files of the project.
    pub fn sources(&self) -> &Sources {
        &self.published.scan.sources
    }

    /// Why readers do not see the file `source`, if it is hidden.
    pub fn hidden(&self, source: SourceId) -> Option<&HiddenPage> {
        self.published().site.hidden.iter().find(|page| page.source == source)
    }

    /// The path of `source` from the project folder; empty if its file is gone.
    pub fn path(&self, source: SourceId) -> &str {
        self.sources().find(source).map_or("", |source| &source.path)
    }
}

fn planned(build: &PreparedBuild) -> &PlannedSite {
    build.planned.as_ref().expect("a site without a plan is refused when it is read")
}

/// A place at which a file of the output shows a record.
pub struct ShownPlace<'p> {
    /// The file of the output.
    pub file: &'p PlannedFile,
    /// The place of the record in the list of the page, from 1, and the length of the list; absent if it has none.
    pub place: Option<(usize, usize)>,
    /// The number of awards of the record on the page.
    pub awards: usize,
}

/// Returns the files of `plan` that show records of the file `source` but do not come from it, in the order of their routes.
pub fn appearances<'p>(source: SourceId, site: &Site, plan: &'p Plan) -> Vec<ShownPlace<'p>> {
    let article =
        site.articles.entries().find(|(_, article)| article.record.source == source).map(|(id, _)| id);
    let movement = site.movements.entries().find(|(_, one)| one.record.source == source).map(|(id, _)| id);
    let decision = site.decisions.entries().find(|(_, one)| one.record.source == source).map(|(id, _)| id);
    let others = plan.files().filter(|file| file.origin.source() != Some(source));
    let appearance = |file: &'p PlannedFile| {
        let contents = PageContents::of(&file.kind, site, plan);
        let is_linked = article.is_some_and(|article| contents.linked.contains(&article));
        if !is_linked && !contents.sources(site, plan).contains(&source) {
            return None;
        }
        let place = article.and_then(|id| contents.place(&contents.articles, id));
        let place = place.or_else(|| movement.and_then(|id| contents.place(&contents.movements, id)));
        let place = place.or_else(|| decision.and_then(|id| contents.place(&contents.decisions, id)));
        let is_own = |award: &&_| Some(site.awards[**award].decision) == decision;
        let awards = contents.awards.iter().filter(is_own).count();
        Some(ShownPlace { file, place, awards })
    };
    others.filter_map(appearance).collect()
}

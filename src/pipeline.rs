//! The whole build on one page: read, assemble, check, plan, compile, render.

use std::cell::OnceCell;
use std::io;
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::check::{CheckContext, RuleSet, SilencedErrors, Silences};
use crate::diagnostic::{self, Diagnostic, Report, Severity};
use crate::hash::Hash;
use crate::model::linked_awards::LinkedAwards;
use crate::model::recipients::Recipients;
use crate::model::records::Records;
use crate::model::site::{BuildOptions, Site};
use crate::plan::{self, Plan, PlanReuse};
use crate::read::{self, Readings, scan, scan::Scan};
use crate::render::theme::Theme;
use crate::render::view::{ViewCache, Views};
use crate::render::{self, RenderedSite};
use crate::reuse::{InputHasher, Reuse};
use crate::sink::{Cancelled, NullSink, OutputSink};
use crate::source::Sources;

/// A site that was read and planned, and everything found wrong with it so far.
pub struct PreparedBuild {
    /// The files.
    pub scan: Scan,
    /// What there is to render; absent without settings.
    pub whole: Option<PlannedSite>,
    /// What was found wrong; in the order in which it is told once the site is checked.
    pub diagnostics: Vec<Diagnostic>,
    records: Records,
    silenced: SilencedErrors,
}

/// A linked site with its plan and its theme.
pub struct PlannedSite {
    /// The site.
    pub site: Site,
    /// Every file that it will have.
    pub plan: Plan,
    /// What renders it, and what is wrong with it.
    pub theme: Arc<Report<Theme>>,
    /// What many of its pages show.
    cache: ViewCache,
}

/// What a build takes over from the one before, where its inputs are the same.
#[derive(Default)]
pub struct BuildReuse {
    readings: Readings,
    awards: LinkedAwards,
    plan: PlanReuse,
    theme: Reuse<Report<Theme>>,
}

/// A part of the work of a build. `Check` and `Render` go on at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BuildStage {
    /// Files are found and read.
    Scan,
    /// Their records are read.
    Read,
    /// Records are linked into a site.
    Assemble,
    /// The theme is compiled.
    Theme,
    /// The files of the site are planned.
    Plan,
    /// Rules are asked.
    Check,
    /// Files are rendered, and those that differ are written beside the site.
    Render,
    /// What was written beside the site takes its place.
    Commit,
}

/// Told when a stage begins and when it ends; the build itself has no clock.
pub trait BuildObserver: Sync {
    /// `stage` begins.
    fn began(&self, stage: BuildStage);

    /// `stage` has ended.
    fn ended(&self, stage: BuildStage);
}

/// Nobody looks at a clock.
pub struct NoBuildObserver;

impl BuildObserver for NoBuildObserver {
    fn began(&self, _: BuildStage) {
        // Nobody wants to know.
    }

    fn ended(&self, _: BuildStage) {
        // Nor this.
    }
}

/// What `work` gives, its beginning and end told to `watch` as those of `stage`.
pub fn observed<T>(watch: &dyn BuildObserver, stage: BuildStage, work: impl FnOnce() -> T) -> T {
    watch.began(stage);
    let made = work();
    watch.ended(stage);
    made
}

/// Reads, plans and checks the site below `root`; nothing is rendered or written.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn prepare(root: &Path, options: &BuildOptions) -> io::Result<PreparedBuild> {
    let mut prepared = unchecked(scan(root, &NoBuildObserver)?, options, &NoBuildObserver);
    prepared.check();
    Ok(prepared)
}

/// Finds and reads the files below `root`.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn scan(root: &Path, watch: &dyn BuildObserver) -> io::Result<Scan> {
    observed(watch, BuildStage::Scan, || scan::scan(root, &Scan::default()))
}

/// The same, and waits for files that are just being written, by the times that `clock` gives.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn scan_settled(
    root: &Path,
    clock: &dyn Fn() -> SystemTime,
    watch: &dyn BuildObserver,
) -> io::Result<Scan> {
    observed(watch, BuildStage::Scan, || scan::scan_settled(root, clock))
}

/// Plans the site of the files in `scan`, which is not checked yet, once and for all.
pub fn unchecked(scan: Scan, options: &BuildOptions, watch: &dyn BuildObserver) -> PreparedBuild {
    assemble(scan, options, &mut BuildReuse::default(), watch)
}

/// Plans the site of the files in `scan`, which is not checked yet.
///
/// What the same inputs made before is taken from `reuse`, which afterwards holds what this build made.
pub fn assemble(
    scan: Scan,
    options: &BuildOptions,
    reuse: &mut BuildReuse,
    watch: &dyn BuildObserver,
) -> PreparedBuild {
    reuse.awards.begin();
    reuse.plan.begin();
    reuse.theme.begin();
    let sources = &scan.sources;
    let mut diagnostics = Vec::new();
    let records = observed(watch, BuildStage::Read, || read::records(&scan, &mut reuse.readings))
        .into_value(&mut diagnostics);
    let site =
        observed(watch, BuildStage::Assemble, || Site::assemble(&records, sources, options, &reuse.awards));
    let whole = site.into_value(&mut diagnostics).map(|site| {
        let theme = observed(watch, BuildStage::Theme, || {
            let compile = || Theme::compile(&site, sources);
            reuse.theme.value(theme_inputs(&site, sources), compile)
        });
        diagnostics.extend_from_slice(&theme.diagnostics);
        let files = &theme.value.files;
        let plan = observed(watch, BuildStage::Plan, || plan::plan_site(&site, sources, files, &reuse.plan));
        let plan = plan.into_value(&mut diagnostics);
        let cache = ViewCache::new(&site);
        PlannedSite { site, plan, theme, cache }
    });
    let silences = Silences::from_records(&records);
    let mut silenced = SilencedErrors::default();
    let mut diagnostics = silences.apply(diagnostics, &mut silenced);
    diagnostics.extend(silences.invalid_codes());
    PreparedBuild { scan, whole, diagnostics, records, silenced }
}

/// The fingerprint of what the theme of `site` is compiled from: its files, the settings, and the address of the site.
fn theme_inputs(site: &Site, sources: &Sources) -> Hash {
    let mut inputs = InputHasher::default();
    for file in sources.below("themes/").chain(sources.settings()) {
        file.add_to(&mut inputs);
    }
    inputs.text(&site.settings.base_url).fingerprint()
}

impl PreparedBuild {
    /// Adds what a careful editor says of the site, and leaves out what its authors do not want to be told.
    pub fn check(&mut self) {
        self.diagnostics = self.checked(RuleSet::Everything, &|| false).expect("nothing stops it");
    }

    /// Everything that is wrong with the site but for faults of templates, in the order in which it is told.
    ///
    /// # Errors
    /// When `stop` says so.
    pub fn checked(&self, asked: RuleSet, stop: &dyn Fn() -> bool) -> Result<Vec<Diagnostic>, Cancelled> {
        let sources = &self.scan.sources;
        let mut found = Vec::new();
        if let Some(PlannedSite { site, plan, .. }) = &self.whole {
            let own = OnceCell::new();
            let recipients = match site.settings.pages.people {
                true => &plan.recipients,
                false => own.get_or_init(|| Recipients::from_site(site)),
            };
            let context = CheckContext { site, sources, recipients, today: site.now.date() };
            for rule in asked.rules() {
                if stop() {
                    return Err(Cancelled);
                }
                found.extend(rule(context));
            }
        }
        let silences = Silences::from_records(&self.records);
        let mut silenced = self.silenced.clone();
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(silences.apply(found, &mut silenced));
        diagnostics.extend(silences.notes(&silenced));
        Ok(self.in_order(diagnostics))
    }

    /// `diagnostics` in the order in which they are told, each once.
    pub fn in_order(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostic::sort(&mut diagnostics, &self.scan.sources);
        diagnostics.dedup();
        diagnostics
    }

    /// Whether anything found so far, and not silenced, stops building.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What the pages are made from, when there is anything to render.
    pub fn views(&self) -> Option<Views<'_>> {
        let PlannedSite { site, plan, theme, cache } = self.whole.as_ref()?;
        Some(Views { site, plan, sources: &self.scan.sources, theme: &theme.value, cache })
    }

    /// Renders every file onto `shelf`, adding what is found wrong; `done` is called once for each file.
    ///
    /// Gives the proof that the site is whole, unless it has errors. Where errors were found before, nothing is put
    /// on the shelf: templates are only tried, so that their faults are reported together with the others.
    ///
    /// # Errors
    /// When the shelf takes nothing more.
    pub fn render(
        &mut self,
        shelf: &dyn OutputSink,
        done: &(dyn Fn() + Sync),
    ) -> Result<Option<RenderedSite>, Cancelled> {
        let rendered = self.rendered(shelf, done)?;
        Ok(self.add(rendered))
    }

    /// Checks the site by what is `asked`, which was not checked yet, and renders it as [`PreparedBuild::render`] does at the
    /// same time.
    ///
    /// # Errors
    /// When the shelf takes nothing more; the site is checked all the same.
    pub fn check_and_render(
        &mut self,
        asked: RuleSet,
        shelf: &dyn OutputSink,
        done: &(dyn Fn() + Sync),
        watch: &dyn BuildObserver,
    ) -> Result<Option<RenderedSite>, Cancelled> {
        let (checked, rendered) = rayon::join(
            || observed(watch, BuildStage::Check, || self.checked(asked, &|| false)),
            || observed(watch, BuildStage::Render, || self.rendered(shelf, done)),
        );
        self.diagnostics = checked.expect("nothing stops it");
        Ok(self.add(rendered?))
    }

    fn rendered(
        &self,
        shelf: &dyn OutputSink,
        done: &(dyn Fn() + Sync),
    ) -> Result<Report<Option<RenderedSite>>, Cancelled> {
        let shelf = if self.has_errors() { &NullSink } else { shelf };
        match self.views() {
            Some(views) => render::render_pages(&views, None, shelf, done),
            None => Ok(Report::new(None, Vec::new())),
        }
    }

    /// Adds what rendering found; gives its proof if the site has no errors at all.
    fn add(&mut self, rendered: Report<Option<RenderedSite>>) -> Option<RenderedSite> {
        let mut diagnostics = mem::take(&mut self.diagnostics);
        let whole = rendered.into_value(&mut diagnostics);
        self.diagnostics = self.in_order(diagnostics);
        whole.filter(|_| !self.has_errors())
    }
}

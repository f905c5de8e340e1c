//! The stages of a build in order: scan, read, assemble, theme, plan, check, render.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::io;
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::check::{self, CheckContext, HiddenDecisions, RuleSet, SilencedErrors, Silences, soften};
use crate::diagnostic::{self, Code, Diagnostic, Report, Severity};
use crate::hash::Hash;
use crate::model::linked_awards::LinkedAwards;
use crate::model::recipients::Recipients;
use crate::model::records::Records;
use crate::model::site::{BuildOptions, ShowHidden, Site};

use crate::plan::{self, Plan, PlanReuse};
use crate::read::{self, Readings, scan, scan::Scan};
use crate::render::theme::Theme;
use crate::render::view::{ViewCache, Views};
use crate::render::{self, RenderedSite};
use crate::reuse::{InputHasher, Reuse};
use crate::sink::{Cancelled, NullSink, OutputSink};
use crate::source::{SourceId, Sources};

/// A site that has been read and planned, and its diagnostics so far.
pub struct PreparedBuild {
    /// The files of the project.
    pub scan: Scan,
    /// The planned site; `None` without valid settings.
    pub planned: Option<PlannedSite>,
    /// The diagnostics so far; sorted once the site has been checked.
    pub diagnostics: Vec<Diagnostic>,
    records: Records,
    /// The site with its hidden decisions, for the rules; `None` if this build hides no decision.
    complete: Option<(HiddenDecisions, Site)>,
    silenced: SilencedErrors,
}

/// A linked site with its plan and its theme.
pub struct PlannedSite {
    /// The linked site.
    pub site: Site,
    /// All files that the site will have.
    pub plan: Plan,
    /// The compiled theme with its diagnostics.
    pub theme: Arc<Report<Theme>>,
    /// Parts of template contexts that many pages share.
    cache: ViewCache,
}

impl PlannedSite {
    /// Plans the site with every family of pages and every part of the rolls, whatever its settings switch off.
    pub fn plan_with_all_files(&self, sources: &Sources) -> Plan {
        let site = plan::with_all_files(&self.site);
        plan::plan_site(&site, sources, self.theme.value.parts(), &PlanReuse::default()).value
    }
}

/// Results of the previous build, reused where their inputs have not changed.
#[derive(Default)]
pub struct BuildReuse {
    readings: Readings,
    awards: LinkedAwards,
    plan: PlanReuse,
    theme: Reuse<Report<Theme>>,
}

/// A stage of a build. `Check` and `Render` run at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BuildStage {
    /// Lists and reads the files of the project.
    Scan,
    /// Parses the records.
    Read,
    /// Links the records into a site.
    Assemble,
    /// Compiles the theme.
    Theme,
    /// Plans the files of the site.
    Plan,
    /// Runs the rules of [`crate::check`].
    Check,
    /// Renders the files and stages those that differ.
    Render,
    /// Moves the staged files into the output.
    Commit,
}

/// Called when stages begin and end; the pipeline itself has no clock.
pub trait BuildObserver: Sync {
    /// Called before `stage` begins.
    fn stage_began(&self, stage: BuildStage);

    /// Called after `stage` has ended.
    fn stage_ended(&self, stage: BuildStage);
}

/// An observer that ignores all stages.
pub struct NoBuildObserver;

impl BuildObserver for NoBuildObserver {
    fn stage_began(&self, _: BuildStage) {
        // Nothing to observe.
    }

    fn stage_ended(&self, _: BuildStage) {
        // Nothing to observe.
    }
}

/// Runs `work` as `stage`, reporting its begin and end to `observer`, and returns its result.
pub fn observe<T>(observer: &dyn BuildObserver, stage: BuildStage, work: impl FnOnce() -> T) -> T {
    observer.stage_began(stage);
    let result = work();
    observer.stage_ended(stage);
    result
}

/// Reads, plans and checks the site below `root`; nothing is rendered or written.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn prepare(root: &Path, options: &BuildOptions) -> io::Result<PreparedBuild> {
    let mut prepared = plan_site(scan(root, &NoBuildObserver)?, options, &NoBuildObserver);
    prepared.check();
    Ok(prepared)
}

/// Finds and reads the files below `root`.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn scan(root: &Path, observer: &dyn BuildObserver) -> io::Result<Scan> {
    observe(observer, BuildStage::Scan, || scan::scan(root, &Scan::default()))
}

/// Like [`scan()`], but waits for files that another program is writing; `clock` returns the current time.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn scan_settled(
    root: &Path,
    clock: &dyn Fn() -> SystemTime,
    observer: &dyn BuildObserver,
) -> io::Result<Scan> {
    observe(observer, BuildStage::Scan, || scan::scan_settled(root, clock))
}

/// Plans the site of the files in `scan` without a previous build; it is not checked yet.
pub fn plan_site(scan: Scan, options: &BuildOptions, observer: &dyn BuildObserver) -> PreparedBuild {
    assemble(scan, options, &mut BuildReuse::default(), observer)
}

/// Plans the site of the files in `scan`; it is not checked yet.
///
/// Results with the same inputs are taken from `reuse`, which then holds the results of this build.
pub fn assemble(
    scan: Scan,
    options: &BuildOptions,
    reuse: &mut BuildReuse,
    observer: &dyn BuildObserver,
) -> PreparedBuild {
    reuse.awards.begin();
    reuse.plan.begin();
    reuse.theme.begin();
    let sources = &scan.sources;
    let mut diagnostics = Vec::new();
    let records = observe(observer, BuildStage::Read, || read::records(&scan, &mut reuse.readings))
        .into_value(&mut diagnostics);
    let records = without_copies(records, &mut diagnostics);
    let site =
        observe(observer, BuildStage::Assemble, || Site::assemble(&records, sources, options, &reuse.awards));
    let site = site.into_value(&mut diagnostics);
    let hidden = site.as_ref().and_then(|site| HiddenDecisions::of(site, &records));
    let complete = hidden.and_then(|hidden| {
        let options = BuildOptions { shown: ShowHidden::All, ..options.clone() };
        let complete = Site::assemble(&records, sources, &options, &reuse.awards);
        let own = hidden.own_diagnostics(complete.diagnostics, &diagnostics);
        diagnostics.extend(own);
        Some((hidden, complete.value?))
    });
    if let Some(site) = &site {
        soften(&mut diagnostics, site);
    }
    let planned = site.map(|site| {
        let theme = observe(observer, BuildStage::Theme, || {
            let compile = || Theme::compile(&site, sources);
            reuse.theme.value(theme_inputs(&site, sources), compile)
        });
        diagnostics.extend_from_slice(&theme.diagnostics);
        let parts = theme.value.parts();
        let plan =
            observe(observer, BuildStage::Plan, || plan::plan_site(&site, sources, parts, &reuse.plan));
        let plan = plan.into_value(&mut diagnostics);
        let cache = ViewCache::new(&site, &plan);
        PlannedSite { site, plan, theme, cache }
    });
    let silences = Silences::from_records(&records);
    let mut silenced = SilencedErrors::default();
    let mut diagnostics = silences.apply(diagnostics, &mut silenced);
    diagnostics.extend(silences.invalid_codes());
    PreparedBuild { scan, planned, diagnostics, records, complete, silenced }
}

/// Returns `records` without those of files that are reported as copies of another file with records, unless an author
/// silences that; what is reported about the content of these files is removed.
///
/// The awards of a copy would all be there twice.
fn without_copies(mut records: Records, diagnostics: &mut Vec<Diagnostic>) -> Records {
    let is_copy = |found: &&Diagnostic| found.code == Code::ConflictCopy && found.related.is_some();
    let copies: Vec<Diagnostic> = diagnostics.iter().filter(is_copy).cloned().collect();
    if copies.is_empty() {
        return records;
    }
    let copies = Silences::from_records(&records).apply(copies, &mut SilencedErrors::default());
    let copies: HashSet<SourceId> = copies.iter().filter_map(|copy| copy.place.source()).collect();
    records.articles.retain(|record| !copies.contains(&record.source));
    records.movements.retain(|record| !copies.contains(&record.source));
    records.pages.retain(|record| !copies.contains(&record.source));
    records.decisions.retain(|record| !copies.contains(&record.source));
    records.unread_drafts.retain(|source| !copies.contains(source));
    diagnostics.retain(|found| {
        found.code == Code::ConflictCopy
            || !found.place.source().is_some_and(|source| copies.contains(&source))
    });
    records
}

/// Returns the diagnostics of `rules`.
///
/// # Errors
/// When `stop` returns true.
fn apply_rules(
    rules: RuleSet,
    context: CheckContext<'_>,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<Diagnostic>, Cancelled> {
    let mut found = Vec::new();
    for rule in rules.rules() {
        if stop() {
            return Err(Cancelled);
        }
        found.extend(rule(context));
    }
    Ok(found)
}

/// The fingerprint of the inputs of the theme: its files, the settings and the base URL.
fn theme_inputs(site: &Site, sources: &Sources) -> Hash {
    let mut inputs = InputHasher::default();
    for file in sources.below("themes/").chain(sources.settings()) {
        file.add_to(&mut inputs);
    }
    inputs.text(&site.settings.base_url).fingerprint()
}

impl PreparedBuild {
    /// Runs all rules and adds their diagnostics, except those that the authors silenced.
    pub fn check(&mut self) {
        self.diagnostics =
            self.run_checks(RuleSet::Everything, &|| false).expect("this check is never cancelled");
    }

    /// Returns the diagnostics so far and those of `rules`, sorted; template errors are found by rendering
    /// only.
    ///
    /// # Errors
    /// When `stop` returns true.
    pub fn run_checks(&self, rules: RuleSet, stop: &dyn Fn() -> bool) -> Result<Vec<Diagnostic>, Cancelled> {
        let sources = &self.scan.sources;
        let mut found = Vec::new();
        if let Some(PlannedSite { site, plan, .. }) = &self.planned {
            let own = OnceCell::new();
            let recipients = if plan::has_recipients(site) {
                &plan.recipients
            } else {
                own.get_or_init(|| Recipients::from_site(site))
            };
            let context = CheckContext { site, sources, recipients, today: site.now.date() };
            found = apply_rules(rules, context, stop)?;
            if let Some((hidden, complete)) = &self.complete {
                let recipients = &Recipients::from_site(complete);
                let context = CheckContext { site: complete, recipients, ..context };
                let of_complete = apply_rules(rules, context, stop)?;
                let own = hidden.own_diagnostics(of_complete, &found);
                found.extend(own);
            }
            soften(&mut found, site);
            found.extend(check::too_many_files(&site.settings, plan.pages.len()));
        }
        let silences = Silences::from_records(&self.records);
        let mut silenced = self.silenced.clone();
        let mut diagnostics = self.diagnostics.clone();
        diagnostics.extend(silences.apply(found, &mut silenced));
        if diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
            // A note compares several records or files; one of them may be missing because of the error.
            diagnostics.retain(|diagnostic| diagnostic.severity != Severity::Note);
        }
        diagnostics.extend(silences.notes(&silenced));
        Ok(self.sorted(diagnostics))
    }

    /// Sorts `diagnostics` for printing and removes duplicates.
    pub fn sorted(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostic::sort(&mut diagnostics, &self.scan.sources);
        diagnostics.dedup();
        diagnostics
    }

    /// Returns whether there is an error, not silenced, that prevents the site from being written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The data that pages are rendered from; `None` without a planned site.
    pub fn views(&self) -> Option<Views<'_>> {
        let PlannedSite { site, plan, theme, cache } = self.planned.as_ref()?;
        Some(Views { site, plan, sources: &self.scan.sources, theme: &theme.value, cache })
    }

    /// Renders all files to `sink` and adds the diagnostics; calls `done` once for each file.
    ///
    /// Returns the evidence that all files were rendered, unless the site has errors. If it had errors
    /// before, nothing is written: templates are only tried, so that their errors are reported together with
    /// the others.
    ///
    /// # Errors
    /// When the sink accepts no more files.
    pub fn render(
        &mut self,
        sink: &dyn OutputSink,
        done: &(dyn Fn() + Sync),
    ) -> Result<Option<RenderedSite>, Cancelled> {
        let rendered = self.render_to(sink, done)?;
        Ok(self.add_report(rendered))
    }

    /// Runs `rules` on a site that has not been checked, and renders it at the same time as
    /// [`PreparedBuild::render`] does.
    ///
    /// # Errors
    /// When the sink accepts no more files; the diagnostics of the rules have been added then.
    pub fn check_and_render(
        &mut self,
        rules: RuleSet,
        sink: &dyn OutputSink,
        done: &(dyn Fn() + Sync),
        observer: &dyn BuildObserver,
    ) -> Result<Option<RenderedSite>, Cancelled> {
        let (checked, rendered) = rayon::join(
            || observe(observer, BuildStage::Check, || self.run_checks(rules, &|| false)),
            || observe(observer, BuildStage::Render, || self.render_to(sink, done)),
        );
        self.diagnostics = checked.expect("this check is never cancelled");
        Ok(self.add_report(rendered?))
    }

    fn render_to(
        &self,
        sink: &dyn OutputSink,
        done: &(dyn Fn() + Sync),
    ) -> Result<Report<Option<RenderedSite>>, Cancelled> {
        let sink = if self.has_errors() { &NullSink } else { sink };
        match self.views() {
            Some(views) => render::render_pages(&views, sink, done),
            None => Ok(Report::new(None, Vec::new())),
        }
    }

    /// Adds the diagnostics of rendering. Returns its evidence if the site has no errors at all.
    fn add_report(&mut self, rendered: Report<Option<RenderedSite>>) -> Option<RenderedSite> {
        let mut diagnostics = mem::take(&mut self.diagnostics);
        let evidence = rendered.into_value(&mut diagnostics);
        if let (Some(planned), Some(evidence)) = (&self.planned, &evidence) {
            let found = check::too_many_bytes(&planned.site.settings, evidence.bytes());
            let silences = Silences::from_records(&self.records);
            diagnostics.extend(silences.apply(found, &mut SilencedErrors::default()));
        }
        self.diagnostics = self.sorted(diagnostics);
        evidence.filter(|_| !self.has_errors())
    }
}

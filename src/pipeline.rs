//! The whole build on one page: read, assemble, check, plan, compile, render.

use std::cell::OnceCell;
use std::io;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use crate::check::{self, Asked, Desk};
use crate::diagnostic::{self, Diagnostic, Report, Severity};
use crate::model::recipients::Recipients;
use crate::model::records::Records;
use crate::model::site::{Options, Site};
use crate::plan::{self, Plan};
use crate::read::{self, Readings, scan, scan::Scan};
use crate::render;
use crate::render::theme::Theme;
use crate::render::view::{Store, Views};
use crate::shelf::{Refused, Shelf};
use crate::source::{Sources, Text};

/// A site that was read and planned, and everything found wrong with it so far.
pub struct Prepared {
    /// The files.
    pub scan: Scan,
    /// What there is to render; absent without settings.
    pub whole: Option<Whole>,
    /// What was found wrong; in the order in which it is told once the site is checked.
    pub diagnostics: Vec<Diagnostic>,
    records: Records,
}

/// A linked site with its plan and its theme.
pub struct Whole {
    /// The site.
    pub site: Site,
    /// Every file that it will have.
    pub plan: Plan,
    /// What renders it, and what is wrong with it.
    pub theme: Arc<Report<Theme>>,
    /// What many of its pages show.
    held: Store,
}

/// A part of the work of a build. `Check` and `Render` go on at the same time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
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
pub trait Watch: Sync {
    /// `stage` begins.
    fn began(&self, stage: Stage);

    /// `stage` has ended.
    fn ended(&self, stage: Stage);
}

/// Nobody looks at a clock.
pub struct Unwatched;

impl Watch for Unwatched {
    fn began(&self, _: Stage) {
        // Nobody wants to know.
    }

    fn ended(&self, _: Stage) {
        // Nor this.
    }
}

/// What `work` gives, its beginning and end told to `watch` as those of `stage`.
pub fn watched<T>(watch: &dyn Watch, stage: Stage, work: impl FnOnce() -> T) -> T {
    watch.began(stage);
    let made = work();
    watch.ended(stage);
    made
}

/// Reads, plans and checks the site below `root`; nothing is rendered or written.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn prepare(root: &Path, options: &Options) -> io::Result<Prepared> {
    let mut prepared = unchecked(look(root, &Unwatched)?, options, &Unwatched);
    prepared.check();
    Ok(prepared)
}

/// Finds and reads the files below `root`.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn look(root: &Path, watch: &dyn Watch) -> io::Result<Scan> {
    watched(watch, Stage::Scan, || scan::scan(root, &Scan::default()))
}

/// Plans the site of the files in `scan`, which is not checked yet, once and for all.
pub fn unchecked(scan: Scan, options: &Options, watch: &dyn Watch) -> Prepared {
    assemble(scan, options, &mut Readings::default(), None, watch)
}

/// Plans the site of the files in `scan`, which is not checked yet.
///
/// `readings` remembers what was read from which file, so that only files that changed are read again; of
/// `previous`, an earlier build of the same project, is taken what nothing made different.
pub fn assemble(
    scan: Scan,
    options: &Options,
    readings: &mut Readings,
    previous: Option<&Prepared>,
    watch: &dyn Watch,
) -> Prepared {
    let sources = &scan.sources;
    let mut diagnostics = Vec::new();
    let records = watched(watch, Stage::Read, || read::records(&scan, readings)).into(&mut diagnostics);
    let before = previous.and_then(|previous| previous.whole.as_ref());
    let site = watched(watch, Stage::Assemble, || {
        Site::assemble(&records, sources, options, before.map(|whole| &whole.site))
    });
    let whole = site.into(&mut diagnostics).map(|site| {
        let theme = watched(watch, Stage::Theme, || {
            let known = previous.and_then(|previous| previous.same_theme(&site, sources));
            known.unwrap_or_else(|| Arc::new(Theme::compile(&site.settings, sources)))
        });
        diagnostics.extend_from_slice(&theme.diagnostics);
        let before = before.map(|whole| (&whole.site, &whole.plan));
        let files = &theme.value.files;
        let plan = watched(watch, Stage::Plan, || plan::pages(&site, sources, files, before));
        let plan = plan.into(&mut diagnostics);
        let held = Store::of(&site);
        Whole { site, plan, theme, held }
    });
    Prepared { scan, whole, diagnostics, records }
}

impl Prepared {
    /// The theme, if none of the files and settings that it is compiled from is different now.
    fn same_theme(&self, site: &Site, sources: &Sources) -> Option<Arc<Report<Theme>>> {
        let whole = self.whole.as_ref()?;
        let of_theme = |path: &Text| path.starts_with("themes/") || path.starts_with("content/site.");
        let same = !sources.differing(&self.scan.sources).any(of_theme);
        (same && site.settings.base_url == whole.site.settings.base_url).then(|| whole.theme.clone())
    }

    /// Adds what a careful editor says of the site, and leaves out what its authors do not want to be told.
    pub fn check(&mut self) {
        self.diagnostics = self.checked(Asked::Everything, &|| false).expect("nothing stops it");
    }

    /// Everything that is wrong with the site but for faults of templates, in the order in which it is told.
    ///
    /// # Errors
    /// When `stop` says so.
    pub fn checked(&self, asked: Asked, stop: &dyn Fn() -> bool) -> Result<Vec<Diagnostic>, Refused> {
        let sources = &self.scan.sources;
        let mut diagnostics = self.diagnostics.clone();
        if let Some(Whole { site, plan, .. }) = &self.whole {
            let own = OnceCell::new();
            let recipients = match site.settings.pages.people {
                true => &plan.recipients,
                false => own.get_or_init(|| Recipients::of(site)),
            };
            let desk = Desk { site, sources, recipients, today: site.now.date() };
            for rule in asked.rules() {
                if stop() {
                    return Err(Refused);
                }
                diagnostics.extend(rule(desk));
            }
        }
        Ok(self.in_order(check::silenced(&self.records, diagnostics)))
    }

    /// `diagnostics` in the order in which they are told, each once.
    pub fn in_order(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        diagnostic::sort(&mut diagnostics, &self.scan.sources);
        diagnostics.dedup();
        diagnostics
    }

    /// Whether anything found so far stops building.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// What the pages are made from, when there is anything to render.
    pub fn views(&self) -> Option<Views<'_>> {
        let Whole { site, plan, theme, held } = self.whole.as_ref()?;
        Some(Views { site, plan, sources: &self.scan.sources, theme: &theme.value, held })
    }

    /// Renders every file onto `shelf`, adding what is found wrong; `done` is called once for each file.
    ///
    /// # Errors
    /// When the shelf takes nothing more.
    pub fn render(&mut self, shelf: &dyn Shelf, done: &(dyn Fn() + Sync)) -> Result<(), Refused> {
        let faults = self.rendered(shelf, done)?;
        self.add(faults);
        Ok(())
    }

    /// Checks the site by what is `asked`, which was not checked yet, and renders every file onto `shelf` at the same time.
    ///
    /// # Errors
    /// When the shelf takes nothing more; the site is checked all the same.
    pub fn check_and_render(
        &mut self,
        asked: Asked,
        shelf: &dyn Shelf,
        done: &(dyn Fn() + Sync),
        watch: &dyn Watch,
    ) -> Result<(), Refused> {
        let (checked, rendered) = rayon::join(
            || watched(watch, Stage::Check, || self.checked(asked, &|| false)),
            || watched(watch, Stage::Render, || self.rendered(shelf, done)),
        );
        self.diagnostics = checked.expect("nothing stops it");
        self.add(rendered?);
        Ok(())
    }

    fn rendered(&self, shelf: &dyn Shelf, done: &(dyn Fn() + Sync)) -> Result<Vec<Diagnostic>, Refused> {
        self.views().map_or(Ok(Vec::new()), |views| render::each(&views, None, shelf, done))
    }

    fn add(&mut self, faults: Vec<Diagnostic>) {
        let mut diagnostics = mem::take(&mut self.diagnostics);
        diagnostics.extend(faults);
        self.diagnostics = self.in_order(diagnostics);
    }
}

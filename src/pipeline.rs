//! The whole build on one page: read, assemble, check, plan, compile, render.

use std::io;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use crate::check::{self, Desk};
use crate::diagnostic::{self, Diagnostic, Report, Severity};
use crate::model::recipients::Recipients;
use crate::model::records::Records;
use crate::model::site::{Options, Site};
use crate::plan::{self, Plan};
use crate::read::{self, Readings, scan, scan::Scan};
use crate::render;
use crate::render::theme::Theme;
use crate::render::view::Views;
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
}

/// Reads, plans and checks the site below `root`; nothing is rendered or written.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn prepare(root: &Path, options: &Options) -> io::Result<Prepared> {
    let scan = scan::scan(root, &Scan::default())?;
    let mut prepared = assemble(scan, options, &mut Readings::default(), None);
    prepared.check();
    Ok(prepared)
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
) -> Prepared {
    let sources = &scan.sources;
    let mut diagnostics = Vec::new();
    let records = read::records(&scan, readings).into(&mut diagnostics);
    let before = previous.and_then(|previous| previous.whole.as_ref());
    let site = Site::assemble(&records, sources, options, before.map(|whole| &whole.site));
    let whole = site.into(&mut diagnostics).map(|site| {
        let theme = previous.and_then(|previous| previous.same_theme(&site, sources));
        let theme = theme.unwrap_or_else(|| Arc::new(Theme::compile(&site.settings, sources)));
        diagnostics.extend_from_slice(&theme.diagnostics);
        let before = before.map(|whole| (&whole.site, &whole.plan));
        let plan = plan::pages(&site, sources, &theme.value.files, before).into(&mut diagnostics);
        Whole { site, plan, theme }
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
        self.diagnostics = self.checked(&|| false).expect("nothing stops it");
    }

    /// Everything that is wrong with the site but for faults of templates, in the order in which it is told.
    ///
    /// # Errors
    /// When `stop` says so.
    pub fn checked(&self, stop: &dyn Fn() -> bool) -> Result<Vec<Diagnostic>, Refused> {
        let sources = &self.scan.sources;
        let mut diagnostics = self.diagnostics.clone();
        if let Some(Whole { site, .. }) = &self.whole {
            let recipients = Recipients::of(site);
            let desk = Desk { site, sources, recipients: &recipients, today: site.now.date() };
            for rule in check::RULES {
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
        let Whole { site, plan, theme } = self.whole.as_ref()?;
        Some(Views { site, plan, sources: &self.scan.sources, theme: &theme.value })
    }

    /// Renders every file onto `shelf`, adding what is found wrong; `done` is called once for each file.
    ///
    /// # Errors
    /// When the shelf takes nothing more.
    pub fn render(&mut self, shelf: &dyn Shelf, done: &(dyn Fn() + Sync)) -> Result<(), Refused> {
        let Some(views) = self.views() else { return Ok(()) };
        let faults = render::each(&views, None, shelf, done)?;
        self.diagnostics.extend(faults);
        let diagnostics = mem::take(&mut self.diagnostics);
        self.diagnostics = self.in_order(diagnostics);
        Ok(())
    }
}

//! The whole build on one page: read, assemble, check, plan, compile, render.

use std::io;
use std::mem;
use std::path::Path;

use crate::check::{self, Desk};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::model::recipients::Recipients;
use crate::model::records::Records;
use crate::model::site::{Options, Site};
use crate::plan::{self, Plan};
use crate::read::{self, Readings, scan, scan::Scan};
use crate::render;
use crate::render::theme::Theme;
use crate::render::view::Views;
use crate::shelf::{Refused, Shelf};

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
    /// What renders it.
    pub theme: Theme,
}

/// Reads, plans and checks the site below `root`; nothing is rendered or written.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn prepare(root: &Path, options: &Options) -> io::Result<Prepared> {
    let mut prepared = assemble(scan::scan(root, &Scan::default())?, options, &mut Readings::default());
    prepared.check();
    Ok(prepared)
}

/// Plans the site of the files in `scan`, which is not checked yet.
///
/// `readings` remembers what was read from which file, so that only files that changed are read again.
pub fn assemble(scan: Scan, options: &Options, readings: &mut Readings) -> Prepared {
    let sources = &scan.sources;
    let mut diagnostics = Vec::new();
    let records = read::records(&scan, readings).into(&mut diagnostics);
    let site = Site::assemble(&records, sources, options).into(&mut diagnostics);
    let whole = site.map(|site| {
        let theme = Theme::compile(&site.settings, sources).into(&mut diagnostics);
        let plan = plan::pages(&site, sources, &theme.files, site.now.date()).into(&mut diagnostics);
        Whole { site, plan, theme }
    });
    Prepared { scan, whole, diagnostics, records }
}

impl Prepared {
    /// Adds what a careful editor says of the site, and leaves out what its authors do not want to be told.
    pub fn check(&mut self) {
        self.diagnostics = self.checked();
    }

    /// Everything that is wrong with the site but for faults of templates, in the order in which it is told.
    pub fn checked(&self) -> Vec<Diagnostic> {
        let sources = &self.scan.sources;
        let mut diagnostics = self.diagnostics.clone();
        if let Some(Whole { site, .. }) = &self.whole {
            let recipients = Recipients::of(site);
            let desk = Desk { site, sources, recipients: &recipients, today: site.now.date() };
            diagnostics.extend(check::site(desk));
        }
        self.in_order(check::silenced(&self.records, diagnostics))
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
        Some(Views { site, plan, sources: &self.scan.sources, theme })
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

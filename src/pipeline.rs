//! The whole build on one page: read, assemble, check, plan, compile, render.

use std::io;
use std::path::Path;

use crate::check::{self, Desk};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::model::recipients::Recipients;
use crate::model::site::{Options, Site};
use crate::plan::{self, Plan};
use crate::read::{self, scan, scan::Scan};
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
    /// What was found wrong, in the order in which it is told.
    pub diagnostics: Vec<Diagnostic>,
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

/// Reads and plans the site below `root`; nothing is rendered or written.
///
/// `previous` is what was found there the last time, or nothing.
///
/// # Errors
/// When the content folder cannot be listed.
pub fn prepare(root: &Path, options: &Options, previous: &Scan) -> io::Result<Prepared> {
    let scan = scan::scan(root, previous)?;
    let sources = &scan.sources;
    let mut diagnostics = Vec::new();
    let records = read::records(&scan).into(&mut diagnostics);
    let site = Site::assemble(&records, sources, options).into(&mut diagnostics);
    let whole = site.map(|site| {
        let recipients = Recipients::of(&site);
        let today = site.now.date();
        let desk = Desk { site: &site, sources, recipients: &recipients, today };
        diagnostics.extend(check::site(desk));
        let theme = Theme::compile(&site.settings, sources).into(&mut diagnostics);
        let plan = plan::pages(&site, sources, &theme.files, today).into(&mut diagnostics);
        Whole { site, plan, theme }
    });
    let mut diagnostics = check::silenced(&records, diagnostics);
    diagnostic::sort(&mut diagnostics, sources);
    diagnostics.dedup();
    Ok(Prepared { scan, whole, diagnostics })
}

impl Prepared {
    /// Whether anything found so far stops building.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Renders every file onto `shelf`, adding what is found wrong; `done` is called once for each file.
    ///
    /// # Errors
    /// When the shelf takes nothing more.
    pub fn render(&mut self, shelf: &dyn Shelf, done: &(dyn Fn() + Sync)) -> Result<(), Refused> {
        let Some(Whole { site, plan, theme }) = &self.whole else { return Ok(()) };
        let views = Views { site, plan, sources: &self.scan.sources, theme };
        self.diagnostics.extend(render::each(&views, shelf, done)?);
        diagnostic::sort(&mut self.diagnostics, &self.scan.sources);
        self.diagnostics.dedup();
        Ok(())
    }
}

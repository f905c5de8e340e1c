//! Collects the files of a plan.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Location};
use crate::model::route::Route;
use crate::model::site::{ArticleId, AwardId, Site};
use crate::plan::kinds::{OutputKind, PageKind};
use crate::plan::listing::ListPage;
use crate::plan::planned_file::PlannedFile;
use crate::source::Sources;

/// The files planned so far, and what they are planned from.
pub struct PlanBuilder<'a> {
    /// The site to plan.
    pub site: &'a Site,
    /// The source files of the site.
    pub sources: &'a Sources,
    /// The files planned so far; two of them may still have the same route.
    pub pages: Vec<Arc<PlannedFile>>,
    /// The diagnostics found so far.
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> PlanBuilder<'a> {
    /// Creates a builder without files.
    pub fn new(site: &'a Site, sources: &'a Sources) -> PlanBuilder<'a> {
        PlanBuilder { site, sources, pages: Vec::new(), diagnostics: Vec::new() }
    }

    /// Returns the files planned so far.
    pub fn files(&self) -> impl Iterator<Item = &PlannedFile> {
        self.pages.iter().map(|page| &**page)
    }

    /// Adds a file at `route`.
    pub fn add(&mut self, route: impl Into<Route>, origin: Location, kind: impl Into<OutputKind>) {
        self.pages.push(Arc::new(PlannedFile { route: route.into(), origin, kind: kind.into() }));
    }

    /// Adds the pages of a list of articles whose first page is `first`; an empty list has one page too.
    pub fn add_articles(
        &mut self,
        first: impl Into<Route>,
        origin: Location,
        articles: &[ArticleId],
        kind: impl Fn(ListPage<ArticleId>) -> PageKind,
    ) {
        self.add_list(first, origin, articles, self.site.settings.per_page, kind);
    }

    /// Adds the pages of a list of awards; with 0 awards per page in the settings, the list is a single page.
    pub fn add_awards(
        &mut self,
        first: impl Into<Route>,
        origin: Location,
        awards: &[AwardId],
        kind: impl Fn(ListPage<AwardId>) -> PageKind,
    ) {
        self.add_list(first, origin, awards, awards_per_page(self.site), kind);
    }

    /// Adds the pages of a list with `per_page` items each; an empty list has one page too.
    pub fn add_list<I: Copy>(
        &mut self,
        first: impl Into<Route>,
        origin: Location,
        items: &[I],
        per_page: usize,
        kind: impl Fn(ListPage<I>) -> PageKind,
    ) {
        let first = first.into();
        let count = items.len().div_ceil(per_page).max(1);
        for number in 1..=count {
            let start = (number - 1).saturating_mul(per_page);
            let items_here = items[start..start.saturating_add(per_page).min(items.len())].to_vec();
            let (first, total) = (first.clone(), items.len());
            let route = first.list_page(number, &self.site.settings.routes.page);
            self.add(route, origin, kind(ListPage { items: items_here, number, count, total, first }));
        }
    }
}

/// Returns the maximum number of awards on a page.
pub fn awards_per_page(site: &Site) -> usize {
    match site.settings.rolls.per_page {
        0 => usize::MAX,
        number => number,
    }
}

//! Collects everything that readers can find on a planned site.

use std::sync::Arc;

use crate::messages::Messages;
use crate::model::id::IdVec;
use crate::model::recipients::Recipients;
use crate::model::site::Site;
use crate::plan::files::Plan;
use crate::plan::has_recipients;
use crate::plan::search::{SearchTargets, titled_lists};
use crate::search::{self, ArticleEntry, Entries, PersonEntry, ThingEntry, ThingInputs};

/// Everything that readers can find on a site: the entries of its search index.
pub struct SearchEntries {
    people: Vec<PersonEntry>,
    things: Vec<ThingEntry>,
    articles: Vec<ArticleEntry>,
}

impl SearchEntries {
    /// Collects the entries of `site`, also if it has no search page. The strings of the theme are for titles.
    pub fn of(site: &Site, plan: &Plan, strings: &Messages) -> SearchEntries {
        let (recipients, no_routes);
        let (recipients, recipient_routes) = if has_recipients(site) {
            (&plan.recipients, &plan.recipient_pages.routes)
        } else {
            recipients = Arc::new(Recipients::from_site(site));
            no_routes = IdVec::filled(None, recipients.all.len());
            (&recipients, &no_routes)
        };
        let targets = SearchTargets {
            site,
            rows: plan.award_rows(site),
            kind_awards: &plan.kind_awards,
            recipient_routes,
            lists: titled_lists(site, plan.files(), strings),
        };
        let inputs = ThingInputs { site, recipients, routes: &targets, strings };
        let (people, (things, articles)) = rayon::join(
            || search::people(site, recipients, &plan.units.ranks, &targets),
            || (search::things(inputs), search::articles(site, recipients, &plan.tags)),
        );
        SearchEntries { people, things, articles }
    }

    /// Returns the entries for searches on `site`, from which they were collected.
    pub fn entries<'e>(&'e self, site: &'e Site) -> Entries<'e> {
        Entries { site, people: &self.people, things: &self.things, articles: &self.articles }
    }
}

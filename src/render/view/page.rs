//! Builds `page`, which every template sees, and the values of one kind of page.
//!
//! A new kind of page needs a row in each `match` here, a row in [`PageKind::facts`] and a template.

use serde::Serialize;
use tera::Value;

use crate::plan::{OutputKind, PageKind, PlannedFile};
use crate::render::view::data::{LinkView, PageView};
use crate::render::view::views::Views;
use crate::source::Text;

impl Views<'_> {
    /// Returns `page` for a page of this kind.
    pub fn page_view(&self, page: &PlannedFile, kind: &PageKind) -> PageView {
        let (title, description) = (self.title(kind), self.description(kind));
        let crumbs = self
            .pages_above(page)
            .map(|(title, route)| LinkView { title: title.into(), href: self.href(route) });
        let feed = match kind {
            PageKind::Section(at, _) => {
                Some(format!("/{}/feed.xml", self.site.settings.sections[*at].id.value))
            }
            _ => None,
        };
        let head = self.head(page, kind, &title, &description);
        PageView {
            kind: kind.facts().template,
            href: self.href(&page.route),
            permalink: self.permalink(&page.route),
            crumbs: crumbs.collect(),
            feed: feed.filter(|_| self.site.settings.pages.feeds).map(|route| self.href(&route)),
            unlisted: head.canonical.is_none(),
            title,
            description,
            head,
        }
    }

    /// Returns the titles and routes of the parent pages of `page`, the home page first.
    pub fn pages_above<'p>(&self, page: &'p PlannedFile) -> impl Iterator<Item = (String, &'p str)> {
        page.route.parents().into_iter().filter_map(|route| {
            let OutputKind::Page(kind) = &self.plan.page(route)?.kind else { return None };
            Some((self.title(kind), route))
        })
    }

    /// Returns the title of a page, as plain text.
    pub fn title(&self, kind: &PageKind) -> String {
        let site = self.site;
        let say = |name: &str| self.say(name, &[]);
        match kind {
            PageKind::Home => site.settings.title.to_string(),
            PageKind::Section(at, _) => site.settings.sections[*at].title.to_string(),
            PageKind::Article(at, _) => site.articles[*at].record.title.value.to_string(),
            PageKind::Movements => say("movements"),
            PageKind::Movement(at, _) => site.movements[*at].record.title.value.to_string(),
            PageKind::Standalone(at) => site.pages[*at].record.title.value.to_string(),
            PageKind::Tags => say("tags"),
            PageKind::Tag(at, _) => self.plan.tags[*at].name.to_string(),
            PageKind::Archive => say("archive"),
            PageKind::ArchiveYear(year, _) => self.say("archive-year", &[("year", year.to_string())]),
            PageKind::Rolls => say("rolls"),
            PageKind::Roll(roll, part, _) => self.roll_title(roll, *part),
            PageKind::Statistics => say("statistics"),
            PageKind::Corrections(_) => say("corrections"),
            PageKind::Decisions => say("decisions"),
            PageKind::Decision(at) => self.decision_title(*at),
            PageKind::Kinds => say("kinds"),
            PageKind::Kind(at, _) => site.kinds[*at].name.to_string(),
            PageKind::Units => say("units"),
            PageKind::Unit(at, _) => site.units[*at].name().to_string(),
            PageKind::Recipient(at) => self.plan.recipients.all[*at].name.to_string(),
            PageKind::Gone => say("gone"),
            PageKind::NotFound => say("not-found"),
            PageKind::Redirect(_) => say("moved"),
        }
    }

    /// Returns a sentence about a page, for search engines and shared links; may be empty.
    fn description(&self, kind: &PageKind) -> String {
        let site = self.site;
        let say = |name: &str| self.say(name, &[]);
        let text = |text: Option<&Text>| text.map_or_else(String::new, |text| text.to_string());
        match kind {
            PageKind::Home => text(site.settings.description.as_ref()),
            PageKind::Section(at, _) => text(site.settings.sections[*at].description.as_ref()),
            PageKind::Article(at, _) => self.summary(&site.articles[*at]),
            PageKind::Movements => say("movements-about"),
            PageKind::Movement(at, _) => {
                let record = &site.movements[*at].record;
                text(record.lead.as_ref().or(record.audience.as_ref()))
            }
            PageKind::Standalone(at) => text(site.pages[*at].record.lead.as_ref()),
            PageKind::Rolls => say("rolls-about"),
            PageKind::Roll(roll, ..) => self.roll_about(roll),
            PageKind::Statistics => say("statistics-about"),
            PageKind::Corrections(_) => say("corrections-about"),
            PageKind::Decisions => say("decisions-about"),
            PageKind::Decision(at) => text(site.decisions[*at].record.subject.as_ref()),
            PageKind::Kinds => say("kinds-about"),
            PageKind::Kind(at, _) => text(site.kinds[*at].description.as_ref()),
            PageKind::Units => say("units-about"),
            PageKind::Recipient(at) => self.recipient_about(*at),
            PageKind::Tags
            | PageKind::Tag(..)
            | PageKind::Archive
            | PageKind::ArchiveYear(..)
            | PageKind::Unit(..)
            | PageKind::Gone
            | PageKind::NotFound
            | PageKind::Redirect(_) => String::new(),
        }
    }

    /// Returns the values for the template of this kind of page, by their names in the template context.
    pub fn page_values(&self, kind: &PageKind) -> Vec<(&'static str, Value)> {
        fn of(value: &impl Serialize) -> Value {
            Value::from_serializable(value)
        }
        match kind {
            PageKind::Home => vec![("home", of(&self.home()))],
            PageKind::Section(at, list) => {
                vec![("section", of(&self.section(*at))), ("list", of(&self.list(list)))]
            }
            PageKind::Article(at, neighbours) => vec![("article", of(&self.article(*at, neighbours)))],
            PageKind::Movements => vec![("movements", of(&self.movement_cards()))],
            PageKind::Movement(at, list) => vec![
                ("movement", of(&self.movement(*at))),
                ("list", of(&self.list(list))),
                ("honors", of(&self.movement_honors(*at))),
            ],
            PageKind::Standalone(at) => vec![("standing", of(&self.standing(*at)))],
            PageKind::Tags => vec![("tags", of(&self.tags()))],
            PageKind::Tag(at, list) => vec![("tag", of(&self.tag(*at))), ("list", of(&self.list(list)))],
            PageKind::Archive => vec![("years", of(&self.years()))],
            PageKind::ArchiveYear(year, articles) => {
                vec![("year", of(year)), ("months", of(&self.months(articles)))]
            }
            PageKind::Rolls => vec![
                ("rolls", of(&self.roll_links())),
                ("statistics", of(&self.statistics())),
                ("downloads", of(&self.downloads(None))),
            ],
            PageKind::Roll(roll, part, list) => vec![("roll", of(&self.roll(roll, *part, list)))],
            PageKind::Statistics => vec![("statistics", of(&self.statistics()))],
            PageKind::Corrections(awards) => vec![("awards", of(&self.awards(awards)))],
            PageKind::Decisions => vec![("years", of(&self.decisions()))],
            PageKind::Decision(at) => vec![("decision", of(&self.decision(*at)))],
            PageKind::Kinds => vec![("kinds", of(&self.kinds()))],
            PageKind::Kind(at, list) => vec![("kind", of(&self.kind_page(*at, list)))],
            PageKind::Units => vec![("units", of(&self.units()))],
            PageKind::Unit(at, list) => vec![("unit", of(&self.unit(*at, list)))],
            PageKind::Redirect(to) => vec![("to", of(&self.redirect(to)))],
            PageKind::Recipient(at) => vec![("recipient", of(&self.recipient(*at)))],
            PageKind::NotFound | PageKind::Gone => Vec::new(),
        }
    }
}

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
            .parent_pages(page)
            .map(|(title, route)| LinkView { title: title.into(), href: self.href(route) });
        let feed = match kind {
            PageKind::Section(at, _) => {
                Some(format!("/{}/feed.xml", self.site.settings.sections[*at].id.value))
            }
            _ => None,
        };
        let head = self.head_view(page, kind, &title, &description);
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
    pub fn parent_pages<'p>(&self, page: &'p PlannedFile) -> impl Iterator<Item = (String, &'p str)> {
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
            PageKind::Tag(at, _) => self.plan.tags.all[*at].name.to_string(),
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
            PageKind::Namesakes(list) => self.namesakes_title(list),
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
            PageKind::Namesakes(_) => say("namesakes-about"),
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
        fn to_value(value: &impl Serialize) -> Value {
            Value::from_serializable(value)
        }
        match kind {
            PageKind::Home => vec![("home", to_value(&self.home_view()))],
            PageKind::Section(at, list) => {
                vec![
                    ("section", to_value(&self.section_view(*at))),
                    ("list", to_value(&self.list_view(list))),
                ]
            }
            PageKind::Article(at, neighbours) => {
                vec![("article", to_value(&self.article_view(*at, neighbours)))]
            }
            PageKind::Movements => vec![("movements", to_value(&self.movement_cards()))],
            PageKind::Movement(at, list) => vec![
                ("movement", to_value(&self.movement_view(*at))),
                ("list", to_value(&self.list_view(list))),
                ("honors", to_value(&self.movement_honors(*at))),
            ],
            PageKind::Standalone(at) => vec![("standing", to_value(&self.standalone_page_view(*at)))],
            PageKind::Tags => vec![("tags", to_value(&self.tag_views()))],
            PageKind::Tag(at, list) => {
                vec![("tag", to_value(&self.tag_view(*at))), ("list", to_value(&self.list_view(list)))]
            }
            PageKind::Archive => vec![("years", to_value(&self.archive_years()))],
            PageKind::ArchiveYear(year, articles) => {
                vec![("year", to_value(year)), ("months", to_value(&self.archive_months(articles)))]
            }
            PageKind::Rolls => vec![
                ("rolls", to_value(&self.roll_links())),
                ("statistics", to_value(&self.statistics_view())),
                ("downloads", to_value(&self.download_links(None))),
            ],
            PageKind::Roll(roll, part, list) => vec![("roll", to_value(&self.roll_view(roll, *part, list)))],
            PageKind::Statistics => vec![("statistics", to_value(&self.statistics_view()))],
            PageKind::Corrections(awards) => vec![("awards", to_value(&self.award_views(awards)))],
            PageKind::Decisions => vec![("years", to_value(&self.decisions_by_year()))],
            PageKind::Decision(at) => vec![("decision", to_value(&self.decision_view(*at)))],
            PageKind::Kinds => vec![("kinds", to_value(&self.kind_cards()))],
            PageKind::Kind(at, list) => vec![("kind", to_value(&self.kind_page(*at, list)))],
            PageKind::Units => vec![("units", to_value(&self.units_by_type()))],
            PageKind::Unit(at, list) => vec![("unit", to_value(&self.unit_view(*at, list)))],
            PageKind::Redirect(to) => vec![("to", to_value(&self.redirect_view(to)))],
            PageKind::Recipient(at) => vec![("recipient", to_value(&self.recipient_view(*at)))],
            PageKind::Namesakes(list) => vec![("namesakes", to_value(&self.namesakes_view(list)))],
            PageKind::NotFound | PageKind::Gone => Vec::new(),
        }
    }
}

//! Builds `page`, which every template sees, and the values of one kind of page.
//!
//! A new kind of page needs a row in each `match` here, a row in [`PageKind::facts`] and a template.

use serde::Serialize;
use tera::Value;

use crate::plan::{ListPage, OutputKind, PageKind, PlannedFile, RollPart, decisions_year_route};
use crate::render::href::Href;
use crate::render::view::data::{LinkView, PageView};
use crate::render::view::views::Views;
use crate::source::Text;

impl<'a> Views<'a> {
    /// Returns `page` for a page of this kind.
    pub fn page_view(&self, page: &PlannedFile, kind: &PageKind) -> PageView {
        let (title, description) = (self.title(kind), self.description(kind));
        let parents = self.parents(page, kind);
        let crumb = |(title, route): &(String, &str)| LinkView {
            title: title.as_str().into(),
            href: self.href(route),
        };
        let feed = match kind {
            PageKind::Section(at, _) => {
                Some(format!("/{}/feed.xml", self.site.settings.sections[*at].id.value))
            }
            _ => None,
        };
        let head = self.head_view(page, kind, &title, &description, &parents);
        PageView {
            kind: kind.facts().template,
            href: self.href(&page.route),
            permalink: self.permalink(&page.route),
            crumbs: parents.iter().map(crumb).collect(),
            menu: self.menu_entry(page, kind, &parents),
            feed: feed.filter(|_| self.site.settings.pages.feeds).map(|route| self.href(&route)),
            unlisted: head.canonical.is_none(),
            title,
            number: kind.list_number(),
            description,
            head,
        }
    }

    /// Returns the titles and routes of the pages above `page`, the home page first.
    ///
    /// They are those of the folders of its route, with the list that leads to the page if no folder has it: the
    /// rolls above a recipient, and the year above a decision.
    fn parents(&self, page: &PlannedFile, kind: &PageKind) -> Vec<(String, &'a str)> {
        let plan = self.plan;
        let in_folder = |route: &str| plan.page(route);
        let mut parents: Vec<&'a PlannedFile> =
            page.route.parents().into_iter().filter_map(in_folder).collect();
        match kind {
            PageKind::Recipient(..) | PageKind::Namesakes(..) | PageKind::Gone => {
                let after_home = parents.len().min(1);
                parents.splice(after_home..after_home, plan.page(&self.rolls_route()));
            }
            PageKind::Decision(at, list) if plan.decisions.has_years => {
                let year = self.site.decisions[*at].record.signed.as_ref().map(|day| day.value.year());
                let before_decision = parents.len() - usize::from(list.number > 1);
                let year_page = plan.page(&decisions_year_route(self.site, year));
                parents.splice(before_decision..before_decision, year_page);
            }
            // A decision can have the route `/quyet-dinh/nam/`.
            PageKind::DecisionsYear(..) => {
                parents.retain(|parent| !matches!(parent.kind, OutputKind::Page(PageKind::Decision(..))));
            }
            // A given name can have the route `/tim-kiem/t/trang/`.
            PageKind::SearchLetter(..) => {
                parents.retain(|parent| !matches!(parent.kind, OutputKind::Page(PageKind::GivenName(..))));
            }
            _ => (),
        }
        let step = |page: &'a PlannedFile| match &page.kind {
            OutputKind::Page(kind) => Some((self.title(kind), &*page.route)),
            OutputKind::File(_) => None,
        };
        parents.into_iter().filter_map(step).collect()
    }

    /// Returns the address of the menu entry that leads to `page`, or else to the nearest list above it.
    fn menu_entry(&self, page: &PlannedFile, kind: &PageKind, parents: &[(String, &str)]) -> Option<Href> {
        if matches!(kind, PageKind::Home) {
            return self.is_in_menu("/").then(|| self.href("/"));
        }
        let wider = self.wider_list(kind);
        let lists = parents.iter().rev().map(|(_, route)| *route).chain(wider.as_deref());
        let mut routes = [&*page.route].into_iter().chain(lists).filter(|route| *route != "/");
        routes.find(|route| self.is_in_menu(route)).map(|route| self.href(route))
    }

    /// Returns the route of a list that includes what `kind` shows, if no list above the page is in the menu.
    fn wider_list(&self, kind: &PageKind) -> Option<String> {
        match kind {
            PageKind::Decisions
            | PageKind::DecisionsYear(..)
            | PageKind::Decision(..)
            | PageKind::Kinds
            | PageKind::Kind(..)
            | PageKind::Units(_)
            | PageKind::UnitChildren(..)
            | PageKind::Unit(..)
            | PageKind::Search
            | PageKind::SearchLetter(..)
            | PageKind::GivenName(..) => Some(self.rolls_route()),
            PageKind::Article(..) | PageKind::Section(..) | PageKind::Tags(_) | PageKind::Tag(..) => {
                Some(format!("/{}/", self.site.settings.routes.archive))
            }
            _ => None,
        }
    }

    fn rolls_route(&self) -> String {
        format!("/{}/", self.site.settings.routes.rolls)
    }

    /// Returns the title of a page, as plain text.
    pub fn title(&self, kind: &PageKind) -> String {
        let site = self.site;
        let say = |name: &str| self.say(name, &[]);
        match kind {
            PageKind::Home => site.settings.title.to_string(),
            PageKind::Section(at, _) => site.settings.sections[*at].title.to_string(),
            PageKind::Article(at, _) => site.articles[*at].record.title.value.to_string(),
            PageKind::Movements(_) => say("movements"),
            PageKind::Movement(at, _) => site.movements[*at].record.title.value.to_string(),
            PageKind::Standalone(at) => site.pages[*at].record.title.value.to_string(),
            PageKind::Tags(_) => say("tags"),
            PageKind::Tag(at, _) => self.plan.tags.all[*at].name.to_string(),
            PageKind::Archive => say("archive"),
            PageKind::ArchiveYear(year, _) => self.say("archive-year", &[("year", year.to_string())]),
            PageKind::ArchiveMonth(year, month, _) => self.archive_month_title(*year, *month),
            PageKind::Rolls => say("rolls"),
            PageKind::Roll(roll, part, _) => self.roll_title(roll, *part),
            PageKind::RollParts(roll, family, _) => self.roll_parts_title(roll, *family),
            PageKind::RollNames(roll, _) => self.roll_names_title(roll),
            PageKind::Statistics => say("statistics"),
            PageKind::Corrections(_) => say("corrections"),
            PageKind::Decisions => say("decisions"),
            PageKind::DecisionsYear(year, _) => self.decisions_year_title(*year),
            PageKind::Decision(at, _) => self.decision_title(*at),
            PageKind::Kinds => say("kinds"),
            PageKind::Kind(at, _) => site.kinds[*at].name.to_string(),
            PageKind::Units(_) => say("units"),
            PageKind::Unit(at, _) => site.units[*at].name().to_string(),
            PageKind::UnitChildren(at, _) => {
                self.say("unit-children-of", &[("unit", site.units[*at].name().to_string())])
            }
            PageKind::Recipient(at, _) => self.plan.recipients.all[*at].name.to_string(),
            PageKind::Namesakes(list, _) => self.namesakes_title(list),
            PageKind::Search => say("search"),
            PageKind::SearchLetter(index, letter, _) => self.search_letter_title(index, *letter),
            PageKind::GivenName(index, name, _) => {
                self.say("given-name", &[("name", index.given_names[*name].name.to_string())])
            }
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
            PageKind::Movements(_) => say("movements-about"),
            PageKind::Movement(at, _) => {
                let record = &site.movements[*at].record;
                text(record.lead.as_ref().or(record.audience.as_ref()))
            }
            PageKind::Standalone(at) => text(site.pages[*at].record.lead.as_ref()),
            PageKind::Rolls => say("rolls-about"),
            PageKind::Roll(roll, RollPart::Whole, _) | PageKind::RollNames(roll, _) => self.roll_about(roll),
            PageKind::Roll(roll, part, _) => {
                self.counted(&self.roll_title(roll, *part), roll.part_count(*part))
            }
            PageKind::Statistics => say("statistics-about"),
            PageKind::Corrections(_) => say("corrections-about"),
            PageKind::Decisions => say("decisions-about"),
            PageKind::Decision(at, _) => text(site.decisions[*at].record.subject.as_ref()),
            PageKind::Kinds => say("kinds-about"),
            PageKind::Kind(at, _) => text(site.kinds[*at].description.as_ref()),
            PageKind::Units(_) => say("units-about"),
            PageKind::Unit(at, _) if !self.plan.unit_awards[*at].is_empty() => {
                self.counted(site.units[*at].name(), self.count_awards(&self.plan.unit_awards[*at]))
            }
            PageKind::Recipient(at, _) => self.recipient_about(*at),
            PageKind::Namesakes(..) => say("namesakes-about"),
            PageKind::Search => say("search-about"),
            PageKind::GivenName(_, _, list) => self.say("given-name-about", &[("n", list.total.to_string())]),
            PageKind::Tags(_)
            | PageKind::Tag(..)
            | PageKind::Archive
            | PageKind::ArchiveYear(..)
            | PageKind::ArchiveMonth(..)
            | PageKind::RollParts(..)
            | PageKind::DecisionsYear(..)
            | PageKind::Unit(..)
            | PageKind::UnitChildren(..)
            | PageKind::SearchLetter(..)
            | PageKind::Gone
            | PageKind::NotFound
            | PageKind::Redirect(_) => String::new(),
        }
    }

    /// Returns a sentence with the number `count` of awards of what has this title.
    fn counted(&self, title: &str, count: usize) -> String {
        format!("{title}: {}.", self.say("count-awards", &[("n", count.to_string())]))
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
            PageKind::Movements(list) => {
                vec![("movements", to_value(&self.movement_cards(&list.items))), self.pager_value(list)]
            }
            PageKind::Movement(at, list) => vec![
                ("movement", to_value(&self.movement_view(*at))),
                ("list", to_value(&self.list_view(list))),
                ("honors", to_value(&self.movement_honors(*at))),
            ],
            PageKind::Standalone(at) => vec![("standing", to_value(&self.standalone_page_view(*at)))],
            PageKind::Tags(list) => {
                vec![("tags", to_value(&self.tag_views(&list.items))), self.pager_value(list)]
            }
            PageKind::Tag(at, list) => {
                vec![("tag", to_value(&self.tag_view(*at))), ("list", to_value(&self.list_view(list)))]
            }
            PageKind::Archive => vec![("years", to_value(&self.archive_years()))],
            PageKind::ArchiveYear(year, articles) => {
                vec![("year", to_value(year)), ("months", to_value(&self.archive_months(*year, articles)))]
            }
            PageKind::ArchiveMonth(year, month, list) => vec![
                ("year", to_value(year)),
                ("month", to_value(month)),
                ("list", to_value(&self.list_view(list))),
            ],
            PageKind::Rolls => vec![
                ("rolls", to_value(&self.roll_links())),
                ("statistics", to_value(&self.statistics_view())),
                ("downloads", to_value(&self.archive_links())),
            ],
            PageKind::Roll(roll, part, list) => vec![("roll", to_value(&self.roll_view(roll, *part, list)))],
            PageKind::Statistics => vec![("statistics", to_value(&self.statistics_view()))],
            PageKind::RollParts(roll, _, list) => {
                vec![("parts", to_value(&self.roll_parts_view(roll, list)))]
            }
            PageKind::RollNames(roll, list) => vec![("names", to_value(&self.roll_names_view(roll, list)))],
            PageKind::Corrections(list) => {
                vec![("awards", to_value(&self.award_views(&list.items))), self.pager_value(list)]
            }
            PageKind::Decisions => vec![
                ("years", to_value(&self.decisions_by_year())),
                ("newest", to_value(&self.newest_decisions())),
            ],
            PageKind::DecisionsYear(year, list) => {
                vec![("decisions", to_value(&self.decisions_page(*year, list)))]
            }
            PageKind::Decision(at, list) => vec![("decision", to_value(&self.decision_view(*at, list)))],
            PageKind::Kinds => vec![("kinds", to_value(&self.kind_cards()))],
            PageKind::Kind(at, list) => vec![("kind", to_value(&self.kind_page(*at, list)))],
            PageKind::Units(list) => vec![("units", to_value(&self.units_view(list)))],
            PageKind::Unit(at, list) => vec![("unit", to_value(&self.unit_view(*at, list)))],
            PageKind::UnitChildren(at, list) => {
                vec![("children", to_value(&self.unit_children_view(*at, list)))]
            }
            PageKind::Redirect(to) => vec![("to", to_value(&self.redirect_view(to)))],
            PageKind::Recipient(at, list) => {
                vec![("recipient", to_value(&self.recipient_view(*at, list)))]
            }
            PageKind::Namesakes(list, page) => {
                vec![("namesakes", to_value(&self.namesakes_view(list, page)))]
            }
            PageKind::Search | PageKind::SearchLetter(..) | PageKind::GivenName(..) => {
                self.search_values(kind)
            }
            PageKind::NotFound | PageKind::Gone => Vec::new(),
        }
    }

    /// Returns the value `pager` of a page of `list`.
    fn pager_value<I>(&self, list: &ListPage<I>) -> (&'static str, Value) {
        ("pager", Value::from_serializable(&self.pager_view(list)))
    }
}

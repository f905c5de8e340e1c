//! A page of the plan in, its *view* out: everything that its template may see, and nothing else.
//!
//! The fields are a contract with theme authors; `themes/README.md` lists them all, and a test holds
//! the list against these types.

pub mod head;
mod held;
pub mod honors;
pub mod news;
pub mod page;
pub mod picture;
pub mod recipients;
pub mod registry;
pub mod site;
pub mod statistics;

use serde::Serialize;

use crate::html;
use crate::model::date;
use crate::model::settings::SectionId;
use crate::model::site::{Article, ArticleId, Reason, Site};
use crate::plan::{Listing, Plan};
use crate::render::markdown;
use crate::render::theme::Theme;
use crate::source::{Sources, Text};

pub use held::{Held, Store};
pub use picture::{Picture, PictureSource};

/// What views are made from.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    /// The site.
    pub site: &'a Site,
    /// Its plan.
    pub plan: &'a Plan,
    /// The files.
    pub sources: &'a Sources,
    /// The theme, for titles that are sentences.
    pub theme: &'a Theme,
    /// What many pages show.
    pub held: &'a Store,
}

/// A text that leads somewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What it says.
    pub title: Text,
    /// Where it leads.
    pub href: String,
}

/// A day, with the time where there is one, in the forms that pages need.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    /// ISO 8601, with the offset of the site's time zone when there is a time.
    pub iso: String,
    /// `29/03/2022`.
    pub day: String,
    /// `(15:24 | 29/03/2022)`.
    pub stamp: String,
    /// The year.
    pub year: i16,
}

/// An article as it stands in lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Card {
    /// The headline.
    pub title: Text,
    /// Its address.
    pub href: String,
    /// The lead, or what stands for it, as plain text.
    pub summary: String,
    /// When it appeared.
    pub date: Day,
    /// Its section.
    pub section: Held<Link>,
    /// Its picture.
    pub cover: Option<Picture>,
    /// `draft`, `future` or `expired` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
}

/// A page of a list of articles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ListView {
    /// The articles of this page.
    pub articles: Vec<Held<Card>>,
    /// Which page this is, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// How many articles the whole list has.
    pub total: usize,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// The pages to choose from: the first, the last and those near this one.
    pub pages: Vec<PageNumber>,
}

/// Where in a list of awards a page stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PagerView {
    /// Which page this is, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// How many awards the whole list has.
    pub total: usize,
    /// The address of the page before.
    pub previous: Option<String>,
    /// The address of the page after.
    pub next: Option<String>,
    /// The pages to choose from: the first, the last and those near this one.
    pub pages: Vec<PageNumber>,
}

/// A page of a list to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageNumber {
    /// Its number.
    pub number: usize,
    /// Its address.
    pub href: String,
    /// Whether it is the one being read.
    pub current: bool,
    /// Whether numbers are left out before it.
    pub gap: bool,
}

impl<'a> Views<'a> {
    /// The address of a route on a page.
    pub fn href(&self, route: &str) -> String {
        self.site.settings.href(&html::encode_path(route))
    }

    /// The whole address of a route.
    pub fn permalink(&self, route: &str) -> String {
        self.site.settings.permalink(&html::encode_path(route))
    }

    /// A sentence of the theme.
    pub fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        self.theme.strings.say(name, arguments)
    }

    /// The forms of a stamp in the site's time zone.
    pub fn day(&self, stamp: &date::Stamp) -> Day {
        let iso = match stamp.time {
            Some(_) => self.rfc_3339(stamp),
            None => stamp.day.to_string(),
        };
        Day { iso, day: date::customary(stamp.day), stamp: stamp.customary(), year: stamp.day.year() }
    }

    /// RFC 3339 with the offset that the site's time zone has then.
    pub fn rfc_3339(&self, stamp: &date::Stamp) -> String {
        let moment = stamp.moment();
        let zone = &self.site.settings.time_zone;
        let seconds = zone.to_ambiguous_timestamp(moment).compatible().map_or(0, |timestamp| {
            let offset = zone.to_offset(timestamp);
            offset.seconds()
        });
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        format!("{}T{}{sign}{:02}:{:02}", moment.date(), moment.time(), minutes / 60, minutes % 60)
    }

    /// A day without a time.
    pub fn date(&self, day: jiff::civil::Date) -> Day {
        self.day(&date::Stamp { day, time: None })
    }

    /// The summary of an article: its lead, else what stands for it.
    pub fn summary(&self, article: &Article) -> String {
        let lead = article.record.lead.as_ref();
        lead.map_or_else(|| markdown::summary(&article.record.body), |lead| lead.to_string())
    }

    /// An article as it stands in lists.
    pub fn card(&self, id: ArticleId) -> Held<Card> {
        self.held.cards.view(id, || self.new_card(id))
    }

    fn new_card(&self, id: ArticleId) -> Card {
        let article = &self.site.articles[id];
        Card {
            title: article.record.title.value.clone(),
            href: self.href(&article.route),
            summary: self.summary(article),
            date: self.day(&article.record.date.value),
            section: self.section_link(article.section),
            cover: self.cover(article),
            hidden: article.shown_though.map(Reason::word),
        }
    }

    /// A section as a link.
    pub fn section_link(&self, id: SectionId) -> Held<Link> {
        self.held.section_links.view(id, || {
            let section = &self.site.settings.sections[id];
            Link { title: section.title.clone(), href: self.href(&format!("/{}/", section.id.value)) }
        })
    }

    /// A page of a list of articles.
    pub fn list(&self, list: &Listing<ArticleId>) -> ListView {
        let PagerView { number, count, total, previous, next, pages } = self.pager(list);
        let articles = list.items.iter().map(|at| self.card(*at)).collect();
        ListView { articles, number, count, total, previous, next, pages }
    }

    /// Where in a list a page stands.
    pub fn pager<I>(&self, list: &Listing<I>) -> PagerView {
        let word = &self.site.settings.routes.page;
        let address = |number: usize| self.href(&list.route(number, word));
        let near = |number: &usize| {
            *number == 1 || *number == list.count || number.abs_diff(list.number) <= 2 || list.count <= 9
        };
        let mut pages: Vec<PageNumber> = Vec::new();
        for number in (1..=list.count).filter(near) {
            let gap = pages.last().is_some_and(|last| last.number + 1 < number);
            pages.push(PageNumber { number, href: address(number), current: number == list.number, gap });
        }
        PagerView {
            number: list.number,
            count: list.count,
            total: list.total,
            previous: (list.number > 1).then(|| address(list.number - 1)),
            next: (list.number < list.count).then(|| address(list.number + 1)),
            pages,
        }
    }
}

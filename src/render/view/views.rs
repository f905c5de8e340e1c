//! The inputs of all views, and the views used by many pages.

use crate::model::date;
use crate::model::settings::SectionId;
use crate::model::site::{Article, ArticleId, HiddenReason, Site};
use crate::model::summary::summary;
use crate::plan::{ListPage, Plan};
use crate::render::href::Href;
use crate::render::links::LinkContext;
use crate::render::theme::Theme;
use crate::render::view::cache::ViewCache;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{ArticleCard, DayView, LinkView, ListView, PageNumber, PagerView};
use crate::source::Sources;
use crate::text;

/// The greatest length of a summary in a list, in Unicode scalar values: six lines on a phone.
const CARD_SUMMARY_CHARS: usize = 200;

/// The inputs from which views are built.
#[derive(Clone, Copy)]
pub struct Views<'a> {
    /// The linked site.
    pub site: &'a Site,
    /// The plan of the site.
    pub plan: &'a Plan,
    /// The source files of the site.
    pub sources: &'a Sources,
    /// The theme, for its strings and files.
    pub theme: &'a Theme,
    /// Views that many pages share.
    pub cache: &'a ViewCache,
}

impl<'a> Views<'a> {
    /// Returns the address of a route within this site.
    pub fn href(&self, route: &str) -> Href {
        self.links().href(route)
    }

    /// Returns the absolute address of a route.
    pub fn permalink(&self, route: &str) -> Href {
        self.links().permalink(route)
    }

    /// Returns the inputs of addresses and picture views.
    pub fn links(&self) -> LinkContext<'a> {
        LinkContext { site: self.site, plan: self.plan, sources: self.sources }
    }

    /// Returns a string of the theme.
    pub fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        self.theme.strings.say(name, arguments)
    }

    /// Returns the formats of a date in the site's time zone.
    pub fn day_view(&self, stamp: &date::ArticleDate) -> DayView {
        let iso = match stamp.time {
            Some(_) => self.rfc_3339(stamp),
            None => stamp.day.to_string(),
        };
        DayView {
            iso,
            day: date::format_date(stamp.day),
            stamp: stamp.format_stamp(),
            year: stamp.day.year(),
        }
    }

    /// Formats a date as RFC 3339 with the offset of the site's time zone at that time.
    pub fn rfc_3339(&self, stamp: &date::ArticleDate) -> String {
        let moment = stamp.moment();
        let zone = &self.site.settings.time_zone;
        let seconds = zone.to_ambiguous_timestamp(moment).compatible().map_or(0, |timestamp| {
            let offset = zone.to_offset(timestamp);
            offset.seconds()
        });
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        format!("{}T{}{sign}{:02}:{:02}", moment.date(), moment.time(), minutes / 60, minutes % 60)
    }

    /// Returns the formats of a day without a time.
    pub fn date_view(&self, day: jiff::civil::Date) -> DayView {
        self.day_view(&date::ArticleDate { day, time: None })
    }

    /// Returns the summary of an article: its lead, else the summary of its text.
    pub fn summary(&self, article: &Article) -> String {
        let lead = article.record.lead.as_ref();
        lead.map_or_else(|| summary(&article.record.body), |lead| lead.to_string())
    }

    /// Returns an article as shown in lists.
    pub fn article_card(&self, id: ArticleId) -> CachedView<ArticleCard> {
        self.cache.cards.view(id, || self.build_article_card(id))
    }

    fn build_article_card(&self, id: ArticleId) -> ArticleCard {
        let article = &self.site.articles[id];
        ArticleCard {
            title: article.record.title.value.clone(),
            href: self.href(&article.route),
            summary: card_summary(&self.summary(article)),
            date: self.day_view(&article.record.date.value),
            section: self.section_link(article.section),
            cover: self.cover_view(article),
            hidden: article.would_be_hidden.map(HiddenReason::word),
        }
    }

    /// Returns a section as a link.
    pub fn section_link(&self, id: SectionId) -> CachedView<LinkView> {
        self.cache.section_links.view(id, || {
            let section = &self.site.settings.sections[id];
            LinkView { title: section.title.clone(), href: self.href(&format!("/{}/", section.id.value)) }
        })
    }

    /// Returns one page of a list of articles.
    pub fn list_view(&self, list: &ListPage<ArticleId>) -> ListView {
        let PagerView { number, count, total, previous, next, pages } = self.pager_view(list);
        let articles = list.items.iter().map(|at| self.article_card(*at)).collect();
        ListView { articles, number, count, total, previous, next, pages }
    }

    /// Returns the position of a page in a list, with links to other pages.
    pub fn pager_view<I>(&self, list: &ListPage<I>) -> PagerView {
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

/// Returns a summary at the length that suits a list.
pub fn card_summary(summary: &str) -> String {
    text::excerpt(summary, CARD_SUMMARY_CHARS).into_owned()
}

//! The views of a site: what the templates of its pages see.

use crate::model::date;
use crate::model::settings::SectionId;
use crate::model::site::{Article, ArticleId, HiddenReason, Site};
use crate::plan::{ListPage, Plan};
use crate::render::href::Href;
use crate::render::links::LinkContext;
use crate::render::markdown;
use crate::render::theme::Theme;
use crate::render::view::cache::ViewCache;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{ArticleCard, DayView, LinkView, ListView, PageNumber, PagerView};
use crate::source::Sources;

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
    pub cache: &'a ViewCache,
}

impl<'a> Views<'a> {
    /// The address of a route on a page.
    pub fn href(&self, route: &str) -> Href {
        self.links().href(route)
    }

    /// The whole address of a route.
    pub fn permalink(&self, route: &str) -> Href {
        self.links().permalink(route)
    }

    /// What addresses and pictures on a page are made from.
    pub fn links(&self) -> LinkContext<'a> {
        LinkContext { site: self.site, plan: self.plan, sources: self.sources }
    }

    /// A sentence of the theme.
    pub fn say(&self, name: &str, arguments: &[(&str, String)]) -> String {
        self.theme.strings.say(name, arguments)
    }

    /// The forms of a stamp in the site's time zone.
    pub fn day(&self, stamp: &date::ArticleDate) -> DayView {
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

    /// RFC 3339 with the offset that the site's time zone has then.
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

    /// A day without a time.
    pub fn date(&self, day: jiff::civil::Date) -> DayView {
        self.day(&date::ArticleDate { day, time: None })
    }

    /// The summary of an article: its lead, else what stands for it.
    pub fn summary(&self, article: &Article) -> String {
        let lead = article.record.lead.as_ref();
        lead.map_or_else(|| markdown::summary(&article.record.body), |lead| lead.to_string())
    }

    /// An article as it stands in lists.
    pub fn card(&self, id: ArticleId) -> CachedView<ArticleCard> {
        self.cache.cards.view(id, || self.new_card(id))
    }

    fn new_card(&self, id: ArticleId) -> ArticleCard {
        let article = &self.site.articles[id];
        ArticleCard {
            title: article.record.title.value.clone(),
            href: self.href(&article.route),
            summary: self.summary(article),
            date: self.day(&article.record.date.value),
            section: self.section_link(article.section),
            cover: self.cover(article),
            hidden: article.shown_though.map(HiddenReason::word),
        }
    }

    /// A section as a link.
    pub fn section_link(&self, id: SectionId) -> CachedView<LinkView> {
        self.cache.section_links.view(id, || {
            let section = &self.site.settings.sections[id];
            LinkView { title: section.title.clone(), href: self.href(&format!("/{}/", section.id.value)) }
        })
    }

    /// A page of a list of articles.
    pub fn list(&self, list: &ListPage<ArticleId>) -> ListView {
        let PagerView { number, count, total, previous, next, pages } = self.pager(list);
        let articles = list.items.iter().map(|at| self.card(*at)).collect();
        ListView { articles, number, count, total, previous, next, pages }
    }

    /// Where in a list a page stands.
    pub fn pager<I>(&self, list: &ListPage<I>) -> PagerView {
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

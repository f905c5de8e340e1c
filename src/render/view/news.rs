//! Builds the views of articles, movements, standalone pages, tags and the archive.

use crate::model::article::Phase;
use crate::model::body::{Body, Heading, Outline};
use crate::model::id::IdVec;
use crate::model::settings::SectionId;
use crate::model::site::{
    Article, ArticleId, HiddenReason, LinkTarget, Movement, MovementId, StandalonePageId,
};
use crate::model::summary::summary;
use crate::model::tags::TagId;
use crate::plan::{ARCHIVED_PER_PAGE, HomeContents, Neighbours, OutputKind, PageKind};
use crate::render::href::Href;
use crate::render::image_html::HtmlContext;
use crate::render::markdown;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{
    ArticleView, HeadingView, HomeView, LatestView, LinkView, MonthView, MovementCard, MovementHonors,
    MovementLink, MovementView, PhaseView, RedirectView, SectionView, StandalonePageView, TagView, YearView,
};
use crate::render::view::views::{Views, card_summary};
use crate::source::Spanned;
use jiff::civil::Date;

impl Views<'_> {
    /// Returns the view of the home page.
    pub fn home_view(&self) -> HomeView {
        let HomeContents { lead, latest, movements } = HomeContents::of(self.site, self.plan.today);
        let latest = latest.into_iter().map(|(section, articles)| LatestView {
            section: self.section_link(section),
            articles: articles.into_iter().map(|id| self.article_card(id)).collect(),
        });
        HomeView {
            lead: lead.map(|id| self.article_card(id)),
            latest: latest.collect(),
            movements: self.movement_cards(&movements),
            roll: self.plan.rolls.first().map(|roll| self.roll_link(roll)),
            years: self.year_bars(),
        }
    }

    /// Returns the view of an article.
    pub fn article_view(&self, at: ArticleId, neighbours: &Neighbours) -> ArticleView {
        let article = &self.site.articles[at];
        let record = &article.record;
        let cover = self.head_cover_view(article);
        let link = |other: Option<ArticleId>| other.map(|other| self.article_link(other));
        ArticleView {
            title: record.title.value.clone(),
            lead: record.lead.clone(),
            date: self.day_view(&record.date.value),
            updated: record.updated.as_ref().map(|stamp| self.day_view(&stamp.value)),
            author: record.author.clone(),
            source: record.origin.clone(),
            section: self.section_link(article.section),
            content: markdown::render_html(
                self.links(),
                &record.body,
                &article.links,
                if cover.is_some() { HtmlContext::Below } else { HtmlContext::Top },
            ),
            cover,
            headings: heading_views(&record.body.outline),
            movements: article.movements.iter().map(|at| self.movement_link(*at)).collect(),
            people: article.people.iter().filter_map(|person| self.person_link(*person)).collect(),
            tags: self.tag_links(article),
            hidden: article.would_be_hidden.map(HiddenReason::word),
            newer: link(neighbours.newer),
            older: link(neighbours.older),
            related: neighbours.related.iter().map(|at| self.article_card(*at)).collect(),
        }
    }

    /// Returns the view of a section.
    pub fn section_view(&self, at: SectionId) -> SectionView {
        let section = &self.site.settings.sections[at];
        let href = self.href(&format!("/{}/", section.id.value));
        SectionView { title: section.title.clone(), href, description: section.description.clone() }
    }

    /// Returns the view of a redirect to `route`.
    pub fn redirect_view(&self, route: &str) -> RedirectView {
        RedirectView { href: self.href(route), permalink: self.permalink(route) }
    }

    fn article_link(&self, at: ArticleId) -> LinkView {
        let article = &self.site.articles[at];
        LinkView { title: article.record.title.value.clone(), href: self.href(&article.route) }
    }

    /// Returns a movement as a link.
    pub fn movement_link(&self, at: MovementId) -> CachedView<MovementLink> {
        self.cache.movement_links.view(at, || {
            let movement = &self.site.movements[at];
            let title = movement.record.title.value.clone();
            let label = self.say("of-movement", &[("title", title.to_string())]);
            MovementLink { title, href: self.href(&movement.route), label }
        })
    }

    fn tag_links(&self, article: &Article) -> Vec<LinkView> {
        let tags = article.record.tags.iter().filter_map(|(_, tag)| self.plan.tags.find(&tag.value));
        let link = |tag| LinkView { title: self.plan.tags.all[tag].name.clone(), href: self.tag_href(tag) };
        tags.map(link).collect()
    }

    fn tag_href(&self, at: TagId) -> Href {
        let slug = &self.plan.tags.all[at].slug;
        self.href(&format!("/{}/{slug}/", self.site.settings.routes.tags))
    }

    /// Returns movements as shown in lists.
    pub fn movement_cards(&self, movements: &[MovementId]) -> Vec<MovementCard> {
        let lists = self.plan.pages.iter().filter_map(|page| match &page.kind {
            OutputKind::Page(PageKind::Movement(at, list)) if list.number == 1 => Some((*at, list.total)),
            _ => None,
        });
        let mut articles: IdVec<Movement, usize> = IdVec::filled(0, self.site.movements.len());
        for (at, total) in lists {
            articles[at] = total;
        }
        let card = |&at: &MovementId| {
            let movement = &self.site.movements[at];
            let record = &movement.record;
            let lead = record.lead.as_ref().map(|lead| lead.to_string());
            MovementCard {
                title: record.title.value.clone(),
                href: self.href(&movement.route),
                summary: card_summary(&lead.unwrap_or_else(|| summary(&record.body))),
                starts: record.starts.as_ref().map(|day| self.date_view(day.value)),
                ends: record.ends.as_ref().map(|day| self.date_view(day.value)),
                articles: articles[at],
                awards: self.plan.movement_awards[at]
                    .iter()
                    .map(|(_, awards)| self.count_awards(awards))
                    .sum(),
            }
        };
        movements.iter().map(card).collect()
    }

    /// Returns the view of a movement.
    pub fn movement_view(&self, at: MovementId) -> CachedView<MovementView> {
        self.cache.movements.view(at, || self.build_movement(at))
    }

    fn build_movement(&self, at: MovementId) -> MovementView {
        let movement = &self.site.movements[at];
        let record = &movement.record;
        let day = |day: &Option<Spanned<Date>>| day.as_ref().map(|day| self.date_view(day.value));
        let then = record.starts.as_ref().map(|day| day.value);
        let phase = |phase: &Phase| PhaseView {
            title: phase.title.value.clone(),
            theme: phase.theme.clone(),
            starts: day(&phase.starts),
            ends: day(&phase.ends),
        };
        let children = self.site.movements.entries().filter(|(_, other)| other.parent == Some(at));
        MovementView {
            title: record.title.value.clone(),
            lead: record.lead.clone(),
            audience: record.audience.clone(),
            occasion: record.occasion.clone(),
            starts: day(&record.starts),
            ends: day(&record.ends),
            launched_by: movement.unit.map(|unit| self.site.unit_name(unit, then).clone()),
            document: record.launch.as_ref().and_then(|launch| launch.document.clone()),
            file: movement.file.and_then(|file| self.site.assets.get(&file)).map(|route| self.href(route)),
            file_note: self.scan_note(movement.file),
            phases: record.phases.iter().map(phase).collect(),
            parent: movement.parent.map(|parent| self.movement_link(parent)),
            children: children.map(|(at, _)| self.movement_link(at)).collect(),
            content: self.body_html(&record.body, &movement.links),
            hidden: movement.would_be_hidden.map(HiddenReason::word),
        }
    }

    fn body_html(&self, body: &Body, links: &[LinkTarget]) -> String {
        markdown::render_html(self.links(), body, links, HtmlContext::Top)
    }

    /// Returns the view of the awards of a movement.
    pub fn movement_honors(&self, at: MovementId) -> CachedView<MovementHonors> {
        self.cache
            .movement_honors
            .view(at, || MovementHonors::from_years(self, &self.plan.movement_awards[at]))
    }

    /// Returns the view of a standalone page.
    pub fn standalone_page_view(&self, at: StandalonePageId) -> StandalonePageView {
        let page = &self.site.pages[at];
        StandalonePageView {
            title: page.record.title.value.clone(),
            lead: page.record.lead.clone(),
            content: self.body_html(&page.record.body, &page.links),
            headings: heading_views(&page.record.body.outline),
            hidden: page.would_be_hidden.map(HiddenReason::word),
        }
    }

    /// Returns the views of `tags`.
    pub fn tag_views(&self, tags: &[TagId]) -> Vec<TagView> {
        tags.iter().map(|at| self.tag_view(*at)).collect()
    }

    /// Returns the view of a tag.
    pub fn tag_view(&self, at: TagId) -> TagView {
        let tag = &self.plan.tags.all[at];
        TagView { title: tag.name.clone(), href: self.tag_href(at), count: tag.articles.len() }
    }

    /// Returns the years of the archive, newest first.
    pub fn archive_years(&self) -> Vec<YearView> {
        let word = &self.site.settings.routes.archive;
        let view = |&(year, count): &(i16, usize)| YearView {
            year,
            href: self.href(&format!("/{word}/{year}/")),
            count,
        };
        self.plan.years.iter().map(view).collect()
    }

    /// Returns the months of a year of the archive, newest first; without articles if each month has a page.
    pub fn archive_months(&self, year: i16, articles: &[ArticleId]) -> Vec<MonthView> {
        let has_pages = articles.len() > ARCHIVED_PER_PAGE;
        let word = &self.site.settings.routes.archive;
        let cards = |articles: &[ArticleId]| articles.iter().map(|at| self.article_card(*at)).collect();
        let month = |id: &ArticleId| self.site.articles[*id].record.date.value.day.month();
        let chunks = articles.chunk_by(|a, b| month(a) == month(b));
        chunks
            .map(|chunk| MonthView {
                month: month(&chunk[0]),
                count: chunk.len(),
                href: has_pages.then(|| self.href(&format!("/{word}/{year}/{:02}/", month(&chunk[0])))),
                articles: cards(if has_pages { &[] } else { chunk }),
            })
            .collect()
    }

    /// Returns the title of a month of the archive.
    pub fn archive_month_title(&self, year: i16, month: i8) -> String {
        self.say("archive-month", &[("year", year.to_string()), ("month", month.to_string())])
    }
}

fn heading_views(outline: &Outline) -> Vec<HeadingView> {
    let view = |heading: &Heading| HeadingView {
        level: heading.level,
        text: heading.text.clone(),
        id: heading.id.clone(),
    };
    outline.headings.iter().map(view).collect()
}

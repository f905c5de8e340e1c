//! The views of news, movements and standing pages.

use jiff::civil::Date;
use serde::Serialize;

use crate::model::article::Phase;
use crate::model::body::{Body, Heading, Outline};
use crate::model::id::IdVec;
use crate::model::settings::SectionId;
use crate::model::site::{ArticleId, Movement, MovementId, Reason, StandingId, Target};
use crate::plan::{Neighbours, OutputKind, PageKind, TagId};
use crate::render::markdown::{self, Stand};
use crate::render::view::honors::{MovementHonors, RollLink};
use crate::render::view::statistics::YearBar;
use crate::render::view::{Card, Day, Held, Link, Picture, Views};
use crate::source::{Spanned, Text};

/// The first page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The newest article with a picture, else the newest.
    pub lead: Option<Held<Card>>,
    /// The newest articles of every section that has any, without the lead.
    pub latest: Vec<Latest>,
    /// The movements that run now, those that began last first.
    pub movements: Vec<MovementCard>,
    /// The newest roll.
    pub roll: Option<RollLink>,
    /// How many awards there were in the last years, the newest first.
    pub years: Vec<YearBar>,
}

/// A section with its newest articles.
#[derive(Clone, Debug, Serialize)]
pub struct Latest {
    /// The section.
    pub section: Held<Link>,
    /// Its articles.
    pub articles: Vec<Held<Card>>,
}

/// A section.
#[derive(Clone, Debug, Serialize)]
pub struct SectionView {
    /// Its title.
    pub title: Text,
    /// Its address.
    pub href: String,
    /// A sentence about it.
    pub description: Option<Text>,
}

/// Where an old address leads.
#[derive(Clone, Debug, Serialize)]
pub struct RedirectView {
    /// The address on this site.
    pub href: String,
    /// The whole address.
    pub permalink: String,
}

/// An article.
#[derive(Clone, Debug, Serialize)]
pub struct ArticleView {
    /// The headline.
    pub title: Text,
    /// The summary above the text.
    pub lead: Option<Text>,
    /// When it appeared.
    pub date: Day,
    /// When it was last changed.
    pub updated: Option<Day>,
    /// Who wrote it.
    pub author: Option<Text>,
    /// Where it was first published.
    pub source: Option<Text>,
    /// Its section.
    pub section: Held<Link>,
    /// The leading picture.
    pub cover: Option<Picture>,
    /// The text as HTML that is safe to show.
    pub content: String,
    /// Its headings, for a table of contents.
    pub headings: Vec<HeadingView>,
    /// The movements that it belongs to.
    pub movements: Vec<Held<Link>>,
    /// The people that it is about.
    pub people: Vec<Link>,
    /// Its tags.
    pub tags: Vec<Link>,
    /// `draft`, `future` or `expired` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
    /// The next newer of its section.
    pub newer: Option<Link>,
    /// The next older of its section.
    pub older: Option<Link>,
    /// Others that belong to it.
    pub related: Vec<Held<Card>>,
}

/// A heading of a text.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 1 to 6.
    pub level: u8,
    /// Without marks.
    pub text: Text,
    /// Its anchor.
    pub id: Text,
}

/// A movement as it stands in lists.
#[derive(Clone, Debug, Serialize)]
pub struct MovementCard {
    /// Its name.
    pub title: Text,
    /// Its address.
    pub href: String,
    /// A sentence about it.
    pub summary: String,
    /// Its first day.
    pub starts: Option<Day>,
    /// Its last day.
    pub ends: Option<Day>,
    /// How many articles belong to it.
    pub articles: usize,
    /// How many awards came from it.
    pub awards: usize,
}

/// A movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementView {
    /// Its name.
    pub title: Text,
    /// A sentence about it.
    pub lead: Option<Text>,
    /// Whom it addresses.
    pub audience: Option<Text>,
    /// On what occasion it was launched.
    pub occasion: Option<Text>,
    /// Its first day.
    pub starts: Option<Day>,
    /// Its last day.
    pub ends: Option<Day>,
    /// The unit that launched it, by its name then.
    pub launched_by: Option<Text>,
    /// The number of its plan.
    pub document: Option<Text>,
    /// The scan of its plan.
    pub file: Option<String>,
    /// What kind of file the scan is and how large: `PDF, 1,2 MB`.
    pub file_note: Option<String>,
    /// Its parts in time.
    pub phases: Vec<PhaseView>,
    /// The movement that it is part of.
    pub parent: Option<Held<Link>>,
    /// The movements that are part of it.
    pub children: Vec<Held<Link>>,
    /// The text as HTML that is safe to show.
    pub content: String,
    /// `draft` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
}

/// A part of a movement.
#[derive(Clone, Debug, Serialize)]
pub struct PhaseView {
    /// Its name.
    pub title: Text,
    /// Its motto.
    pub theme: Option<Text>,
    /// Its first day.
    pub starts: Option<Day>,
    /// Its last day.
    pub ends: Option<Day>,
}

/// A standing page.
#[derive(Clone, Debug, Serialize)]
pub struct StandingView {
    /// Its title.
    pub title: Text,
    /// A sentence about it.
    pub lead: Option<Text>,
    /// The text as HTML that is safe to show.
    pub content: String,
    /// Its headings, for a table of contents.
    pub headings: Vec<HeadingView>,
    /// `draft` when it is shown only in a preview.
    pub hidden: Option<&'static str>,
}

/// A tag with its number of articles.
#[derive(Clone, Debug, Serialize)]
pub struct TagView {
    /// The tag.
    pub title: Text,
    /// Its address.
    pub href: String,
    /// How many articles carry it.
    pub count: usize,
}

/// A year of the archive.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year.
    pub year: i16,
    /// Its address.
    pub href: String,
    /// How many articles it has.
    pub count: usize,
}

/// A month of the archive with its articles.
#[derive(Clone, Debug, Serialize)]
pub struct MonthView {
    /// 1 to 12.
    pub month: i8,
    /// Its articles, newest first.
    pub articles: Vec<Held<Card>>,
}

/// Articles of each section on the first page.
const LATEST: usize = 4;

impl Views<'_> {
    /// The first page.
    pub fn home(&self) -> HomeView {
        let site = self.site;
        let mut newest = site.articles.ids().take(LATEST * 4);
        let pictured = newest.find(|id| site.articles[*id].cover.is_some());
        let lead = pictured.or_else(|| site.articles.ids().next());
        let mut latest = Vec::new();
        for section in site.settings.sections.ids() {
            let articles = site.articles.entries();
            let of = articles.filter(|(id, article)| article.section == section && Some(*id) != lead);
            let articles: Vec<Held<Card>> = of.take(LATEST).map(|(id, _)| self.card(id)).collect();
            if !articles.is_empty() {
                latest.push(Latest { section: self.section_link(section), articles });
            }
        }
        let movements = self.movement_cards();
        let running =
            site.movements.iter().zip(movements).filter(|(movement, _)| runs(movement, self.plan.today));
        HomeView {
            lead: lead.map(|id| self.card(id)),
            latest,
            movements: running.map(|(_, card)| card).collect(),
            roll: self.plan.rolls.first().map(|roll| self.roll_link(roll)),
            years: self.year_bars(),
        }
    }

    /// An article.
    pub fn article(&self, at: ArticleId, neighbours: &Neighbours) -> ArticleView {
        let article = &self.site.articles[at];
        let record = &article.record;
        let link = |other: Option<ArticleId>| other.map(|other| self.article_link(other));
        ArticleView {
            title: record.title.value.clone(),
            lead: record.lead.clone(),
            date: self.day(&record.date.value),
            updated: record.updated.as_ref().map(|stamp| self.day(&stamp.value)),
            author: record.author.clone(),
            source: record.origin.clone(),
            section: self.section_link(article.section),
            cover: self.cover(article),
            content: markdown::html(
                self,
                &record.body,
                &article.links,
                if article.cover.is_some() { Stand::Below } else { Stand::Top },
            ),
            headings: headings(&record.body.outline),
            movements: article.movements.iter().map(|at| self.movement_link(*at)).collect(),
            people: article.people.iter().filter_map(|person| self.person_link(*person)).collect(),
            tags: self.tag_links(&article.record.tags),
            hidden: article.shown_though.map(Reason::word),
            newer: link(neighbours.newer),
            older: link(neighbours.older),
            related: neighbours.related.iter().map(|at| self.card(*at)).collect(),
        }
    }

    /// A section's title and what it is about.
    pub fn section(&self, at: SectionId) -> SectionView {
        let section = &self.site.settings.sections[at];
        let href = self.href(&format!("/{}/", section.id.value));
        SectionView { title: section.title.clone(), href, description: section.description.clone() }
    }

    /// Where an old address leads.
    pub fn redirect(&self, route: &str) -> RedirectView {
        RedirectView { href: self.href(route), permalink: self.permalink(route) }
    }

    fn article_link(&self, at: ArticleId) -> Link {
        let article = &self.site.articles[at];
        Link { title: article.record.title.value.clone(), href: self.href(&article.route) }
    }

    /// A movement as a link.
    pub fn movement_link(&self, at: MovementId) -> Held<Link> {
        self.held.movement_links.view(at, || {
            let movement = &self.site.movements[at];
            Link { title: movement.record.title.value.clone(), href: self.href(&movement.route) }
        })
    }

    fn tag_links(&self, tags: &[(Text, Text)]) -> Vec<Link> {
        if !self.site.settings.pages.tags {
            return Vec::new();
        }
        let word = &self.site.settings.routes.tags;
        let link = |(slug, name): &(Text, Text)| Link {
            title: name.clone(),
            href: self.href(&format!("/{word}/{slug}/")),
        };
        tags.iter().map(link).collect()
    }

    /// Every movement as it stands in lists, in the order of the site.
    pub fn movement_cards(&self) -> Vec<MovementCard> {
        let lists = self.plan.pages.iter().filter_map(|page| match &page.kind {
            OutputKind::Page(PageKind::Movement(at, list)) if list.number == 1 => Some((*at, list.total)),
            _ => None,
        });
        let mut articles: IdVec<Movement, usize> = IdVec::filled(0, self.site.movements.len());
        for (at, total) in lists {
            articles[at] = total;
        }
        let card = |(at, movement): (MovementId, &Movement)| {
            let record = &movement.record;
            let lead = record.lead.as_ref().map(|lead| lead.to_string());
            MovementCard {
                title: record.title.value.clone(),
                href: self.href(&movement.route),
                summary: lead.unwrap_or_else(|| markdown::summary(&record.body)),
                starts: record.starts.as_ref().map(|day| self.date(day.value)),
                ends: record.ends.as_ref().map(|day| self.date(day.value)),
                articles: articles[at],
                awards: self.plan.movement_awards[at].iter().map(|(_, awards)| self.counted(awards)).sum(),
            }
        };
        self.site.movements.entries().map(card).collect()
    }

    /// A movement.
    pub fn movement(&self, at: MovementId) -> Held<MovementView> {
        self.held.movements.view(at, || self.new_movement(at))
    }

    fn new_movement(&self, at: MovementId) -> MovementView {
        let movement = &self.site.movements[at];
        let record = &movement.record;
        let day = |day: &Option<Spanned<Date>>| day.as_ref().map(|day| self.date(day.value));
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
            content: self.content(&record.body, &movement.links),
            hidden: movement.shown_though.map(Reason::word),
        }
    }

    fn content(&self, body: &Body, links: &[Target]) -> String {
        markdown::html(self, body, links, Stand::Top)
    }

    /// The awards that came from a movement.
    pub fn movement_honors(&self, at: MovementId) -> Held<MovementHonors> {
        self.held.movement_honors.view(at, || MovementHonors::of(self, &self.plan.movement_awards[at]))
    }

    /// A standing page.
    pub fn standing(&self, at: StandingId) -> StandingView {
        let page = &self.site.pages[at];
        StandingView {
            title: page.record.title.value.clone(),
            lead: page.record.lead.clone(),
            content: self.content(&page.record.body, &page.links),
            headings: headings(&page.record.body.outline),
            hidden: page.shown_though.map(Reason::word),
        }
    }

    /// Every tag.
    pub fn tags(&self) -> Vec<TagView> {
        self.plan.tags.ids().map(|at| self.tag(at)).collect()
    }

    /// A tag.
    pub fn tag(&self, at: TagId) -> TagView {
        let tag = &self.plan.tags[at];
        let href = self.href(&format!("/{}/{}/", self.site.settings.routes.tags, tag.slug));
        TagView { title: tag.name.clone(), href, count: tag.articles.len() }
    }

    /// The years of the archive.
    pub fn years(&self) -> Vec<YearView> {
        let word = &self.site.settings.routes.archive;
        let view = |&(year, count): &(i16, usize)| YearView {
            year,
            href: self.href(&format!("/{word}/{year}/")),
            count,
        };
        self.plan.years.iter().map(view).collect()
    }

    /// The months of a year of the archive, newest first.
    pub fn months(&self, articles: &[ArticleId]) -> Vec<MonthView> {
        let month = |id: &ArticleId| self.site.articles[*id].record.date.value.day.month();
        let chunks = articles.chunk_by(|a, b| month(a) == month(b));
        chunks
            .map(|chunk| MonthView {
                month: month(&chunk[0]),
                articles: chunk.iter().map(|at| self.card(*at)).collect(),
            })
            .collect()
    }
}

/// Whether a movement runs on `today`.
fn runs(movement: &Movement, today: Date) -> bool {
    let record = &movement.record;
    record.starts.as_ref().is_none_or(|day| day.value <= today)
        && record.ends.as_ref().is_none_or(|day| today <= day.value)
}

fn headings(outline: &Outline) -> Vec<HeadingView> {
    let view = |heading: &Heading| HeadingView {
        level: heading.level,
        text: heading.text.clone(),
        id: heading.id.clone(),
    };
    outline.headings.iter().map(view).collect()
}

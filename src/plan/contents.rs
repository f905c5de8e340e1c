//! Finds the records that a page or another file of the output is made of.

use std::collections::BTreeSet;

use crate::model::id::Id;
use crate::model::recipients::RecipientId;
use crate::model::registry::{KindId, UnitId};
use crate::model::site::{ArticleId, AwardId, DecisionId, MovementId, Site, StandalonePageId};
use crate::plan::files::Plan;
use crate::plan::home::HomeContents;
use crate::plan::kinds::{FileKind, OutputKind, PageKind};
use crate::plan::listing::ListPage;
use crate::plan::theme::ThemeContent;
use crate::source::SourceId;

/// The records of a page, each in the order in which the page has them.
#[derive(Clone, Debug, Default)]
pub struct PageContents {
    /// The articles that it shows or lists.
    pub articles: Vec<ArticleId>,
    /// The articles that it only links to: neighbours and related ones.
    pub linked: Vec<ArticleId>,
    /// The movements that it shows, lists or names.
    pub movements: Vec<MovementId>,
    /// The standalone page that it shows.
    pub page: Option<StandalonePageId>,
    /// The decisions that it shows or lists.
    pub decisions: Vec<DecisionId>,
    /// The awards that it lists or counts.
    pub awards: Vec<AwardId>,
    /// The kinds of awards that it shows or lists.
    pub kinds: Vec<KindId>,
    /// The units that it shows or lists.
    pub units: Vec<UnitId>,
    /// The recipients that it shows or lists.
    pub recipients: Vec<RecipientId>,
    /// The file that it is a copy or a version of.
    pub file: Option<SourceId>,
    /// The list that the page is a part of; absent if it has none, or if its items are no records.
    pub list: Option<Listed>,
}

/// The place of a page in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The number of items on the pages before this one.
    pub before: usize,
    /// The number of items on this page.
    pub shown: usize,
    /// The number of items of the whole list.
    pub total: usize,
}

impl Listed {
    fn of<I>(list: &ListPage<I>) -> Option<Listed> {
        Some(Listed { before: list.before(), shown: list.items.len(), total: list.total })
    }

    fn whole<I>(items: &[I]) -> Option<Listed> {
        Some(Listed { before: 0, shown: items.len(), total: items.len() })
    }
}

impl PageContents {
    /// Finds the records of a file of `plan`, which is the plan of `site`.
    pub fn of(kind: &OutputKind, site: &Site, plan: &Plan) -> PageContents {
        match kind {
            OutputKind::Page(kind) => PageContents::of_page(kind, site, plan),
            OutputKind::File(kind) => PageContents::of_file(kind),
        }
    }

    fn of_page(kind: &PageKind, site: &Site, plan: &Plan) -> PageContents {
        let none = PageContents::default;
        let articles = |list: &ListPage<ArticleId>| PageContents {
            articles: list.items.clone(),
            list: Listed::of(list),
            ..none()
        };
        let awards = |list: &ListPage<AwardId>| PageContents {
            awards: list.items.clone(),
            list: Listed::of(list),
            ..none()
        };
        let all_awards = || PageContents { awards: site.awards.ids().collect(), ..none() };
        match kind {
            PageKind::Home => {
                let home = HomeContents::of(site, plan.today);
                let latest = home.latest.into_iter().flat_map(|(_, articles)| articles);
                PageContents {
                    articles: home.lead.into_iter().chain(latest).collect(),
                    movements: home.movements,
                    ..none()
                }
            }
            PageKind::Section(_, list) | PageKind::Tag(_, list) | PageKind::ArchiveMonth(_, _, list) => {
                articles(list)
            }
            PageKind::Article(id, neighbours) => PageContents {
                articles: vec![*id],
                linked: [neighbours.newer, neighbours.older]
                    .into_iter()
                    .flatten()
                    .chain(neighbours.related.iter().copied())
                    .collect(),
                movements: site.articles[*id].movements.clone(),
                ..none()
            },
            PageKind::Movements(list) => {
                PageContents { movements: list.items.clone(), list: Listed::of(list), ..none() }
            }
            PageKind::Movement(id, list) => {
                let of_years = plan.movement_awards[*id].iter().flat_map(|(_, awards)| awards);
                PageContents { movements: vec![*id], awards: of_years.copied().collect(), ..articles(list) }
            }
            PageKind::Standalone(id) => PageContents { page: Some(*id), ..none() },
            PageKind::ArchiveYear(_, all) => {
                PageContents { articles: all.clone(), list: Listed::whole(all), ..none() }
            }
            PageKind::Rolls | PageKind::Statistics => all_awards(),
            PageKind::Roll(_, _, list) | PageKind::RollNames(_, list) | PageKind::Corrections(list) => {
                awards(list)
            }
            PageKind::Decisions => PageContents::of_decisions(site, plan),
            PageKind::DecisionsYear(_, list) => {
                PageContents { decisions: list.items.clone(), list: Listed::of(list), ..none() }
            }
            PageKind::Decision(id, list) => PageContents { decisions: vec![*id], ..awards(list) },
            PageKind::Kinds => PageContents { kinds: site.kinds.ids().collect(), ..none() },
            PageKind::Kind(id, list) => PageContents { kinds: vec![*id], ..awards(list) },
            PageKind::Units(list) => {
                PageContents { units: list.items.clone(), list: Listed::of(list), ..none() }
            }
            PageKind::UnitChildren(id, list) => PageContents {
                units: [*id].into_iter().chain(list.items.iter().copied()).collect(),
                ..none()
            },
            PageKind::Unit(id, list) => PageContents { units: vec![*id], ..awards(list) },
            PageKind::Recipient(id, list) => PageContents { recipients: vec![*id], ..awards(list) },
            PageKind::Namesakes(_, list) | PageKind::GivenName(_, _, list) => {
                PageContents { recipients: list.items.clone(), list: Listed::of(list), ..none() }
            }
            PageKind::Tags(_)
            | PageKind::Archive
            | PageKind::RollParts(..)
            | PageKind::Search
            | PageKind::SearchLetter(..)
            | PageKind::Gone
            | PageKind::NotFound
            | PageKind::Redirect(_) => none(),
        }
    }

    fn of_decisions(site: &Site, plan: &Plan) -> PageContents {
        let newest = plan.decisions.newest(site);
        if plan.decisions.has_years {
            return PageContents { decisions: newest, ..PageContents::default() };
        }
        let decisions: Vec<DecisionId> = site.decisions.ids().collect();
        PageContents { list: Listed::whole(&decisions), decisions, ..PageContents::default() }
    }

    fn of_file(kind: &FileKind) -> PageContents {
        let none = PageContents::default;
        match kind {
            FileKind::Download(_, awards) => PageContents { awards: awards.clone(), ..none() },
            FileKind::DownloadArchive(years) => {
                PageContents { awards: years.iter().flat_map(|year| year.awards.clone()).collect(), ..none() }
            }
            FileKind::Feed(_, _, articles) => {
                PageContents { articles: articles.clone(), list: Listed::whole(articles), ..none() }
            }
            FileKind::Copy(source)
            | FileKind::Picture(source, _)
            | FileKind::ThemeFile(ThemeContent::Source(source)) => {
                PageContents { file: Some(*source), ..none() }
            }
            FileKind::Schema
            | FileKind::Sitemap(_)
            | FileKind::SitemapIndex(_)
            | FileKind::Robots
            | FileKind::SearchRoot(_)
            | FileKind::SearchFile(_)
            | FileKind::WellKnown(_)
            | FileKind::SharePicture(_)
            | FileKind::ThemeFile(ThemeContent::Bytes(..)) => none(),
        }
    }

    /// Returns the files of the records, except those of articles that are only linked to.
    pub fn sources(&self, site: &Site, plan: &Plan) -> BTreeSet<SourceId> {
        let articles = self.articles.iter().map(|id| site.articles[*id].record.source);
        let movements = self.movements.iter().map(|id| site.movements[*id].record.source);
        let page = self.page.iter().map(|id| site.pages[*id].record.source);
        let decisions = self.decisions.iter().map(|id| site.decisions[*id].record.source);
        let awards = self.awards.iter().map(|id| site.decisions[site.awards[*id].decision].record.source);
        let kinds = self.kinds.iter().map(|id| site.kinds[*id].id.span.source);
        let units = self.units.iter().map(|id| site.units[*id].id.span.source);
        let people = self.recipients.iter().filter_map(|id| plan.recipients.all[*id].person);
        let people = people.map(|id| site.people[id].id.span.source);
        let records = articles.chain(movements).chain(page).chain(decisions).chain(awards);
        records.chain(kinds).chain(units).chain(people).chain(self.file).collect()
    }

    /// Returns the place of the item `id` in the list of the page, from 1, and the length of the list. `items` are those
    /// of the page that the list is of.
    pub fn place<T>(&self, items: &[Id<T>], id: Id<T>) -> Option<(usize, usize)> {
        let Listed { before, total, .. } = self.list?;
        Some((before + items.iter().position(|item| *item == id)? + 1, total))
    }
}

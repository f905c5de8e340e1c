//! Plans the pages of sections, articles, movements, standalone pages, tags and the archive.

use crate::diagnostic::Location;
use crate::model::id::{Id, IdVec};
use crate::model::route::Route;
use crate::model::settings::Section;
use crate::model::site::{Article, ArticleId, Movement, MovementId};
use crate::model::tags::{TagId, Tags};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{ARCHIVED_PER_PAGE, MOVEMENTS_PER_PAGE, Neighbours, TAGS_PER_PAGE};
use crate::source::{Spanned, Text};

/// Maximum number of related articles below an article.
const MAX_RELATED: usize = 4;

/// Plans sections, articles, movements, standalone pages and tags; returns the tags.
pub fn plan(builder: &mut PlanBuilder<'_>) -> Tags {
    let site = builder.site;
    let by_section: IdVec<Section, _> =
        articles_by(&site.articles, site.settings.sections.len(), |article| vec![article.section]);
    let by_movement: IdVec<Movement, _> =
        articles_by(&site.articles, site.movements.len(), |article| article.movements.clone());
    for (id, section) in site.settings.sections.entries() {
        let first = format!("/{}/", section.id.value);
        builder
            .add_articles(first, section.id.span.into(), &by_section[id], |list| PageKind::Section(id, list));
    }
    let tags = Tags::of(&site.articles);
    plan_articles(builder, &by_section, &by_movement, &tags);
    plan_movements(builder, &by_movement);
    for (id, page) in site.pages.entries() {
        builder.add(page.route.clone(), page.record.source.into(), PageKind::Standalone(id));
        plan_redirects(builder, &page.record.aliases, &page.route);
    }
    if !site.settings.pages.tags {
        return Tags::default();
    }
    let word = format!("/{}/", site.settings.routes.tags);
    if !tags.all.is_empty() {
        let ids: Vec<TagId> = tags.all.ids().collect();
        builder.add_list(word.clone(), Location::Nowhere, &ids, TAGS_PER_PAGE, PageKind::Tags);
    }
    for (id, tag) in tags.all.entries() {
        let first = format!("{word}{}/", tag.slug);
        if let Some(alias) = &tag.alias {
            let redirect = PageKind::Redirect(Route::new(first.clone()));
            builder.add(format!("{word}{alias}/"), Location::Nowhere, redirect);
        }
        builder.add_articles(first, Location::Nowhere, &tag.articles, |list| PageKind::Tag(id, list));
    }
    tags
}

/// Plans the archive; returns its years with their numbers of articles, newest first.
pub fn plan_archive(builder: &mut PlanBuilder<'_>) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, Vec<ArticleId>)> = Vec::new();
    for (id, article) in builder.site.articles.entries() {
        let year = article.record.date.value.day.year();
        match years.last_mut() {
            Some((last, articles)) if *last == year => articles.push(id),
            _ => years.push((year, vec![id])),
        }
    }
    let counts = years.iter().map(|(year, articles)| (*year, articles.len())).collect();
    if !builder.site.settings.pages.archive || years.is_empty() {
        return Vec::new();
    }
    let word = format!("/{}/", builder.site.settings.routes.archive);
    builder.add(word.clone(), Location::Nowhere, PageKind::Archive);
    for (year, articles) in years {
        let route = format!("{word}{year}/");
        if articles.len() > ARCHIVED_PER_PAGE {
            let month = |id: &ArticleId| builder.site.articles[*id].record.date.value.day.month();
            for articles in articles.chunk_by(|a, b| month(a) == month(b)) {
                let month = month(&articles[0]);
                let route = format!("{route}{month:02}/");
                builder.add_list(route, Location::Nowhere, articles, ARCHIVED_PER_PAGE, |list| {
                    PageKind::ArchiveMonth(year, month, list)
                });
            }
        }
        builder.add(route, Location::Nowhere, PageKind::ArchiveYear(year, articles));
    }
    counts
}

/// Returns for each of `count` groups the articles that `names` puts into it, newest first.
fn articles_by<T>(
    articles: &IdVec<Article>,
    count: usize,
    names: impl Fn(&Article) -> Vec<Id<T>>,
) -> IdVec<T, Vec<ArticleId>> {
    let mut groups = IdVec::filled(Vec::new(), count);
    for (id, article) in articles.entries() {
        names(article).into_iter().for_each(|name| groups[name].push(id));
    }
    groups
}

/// Plans the pages of all articles.
fn plan_articles(
    builder: &mut PlanBuilder<'_>,
    by_section: &IdVec<Section, Vec<ArticleId>>,
    by_movement: &IdVec<Movement, Vec<ArticleId>>,
    tags: &Tags,
) {
    let site = builder.site;
    for (id, article) in site.articles.entries() {
        let section = &by_section[article.section];
        let place = section.partition_point(|other| *other < id);
        let mut neighbours = Neighbours {
            newer: place.checked_sub(1).map(|place| section[place]),
            older: section.get(place + 1).copied(),
            related: Vec::new(),
        };
        let groups = article.movements.iter().map(|movement| &by_movement[*movement]);
        let own_tags = article.record.tags.iter().filter_map(|(_, tag)| tags.find(&tag.value));
        let groups = groups.chain(own_tags.map(|tag| &tags.all[tag].articles));
        for group in groups {
            add_nearest(&mut neighbours, group, id);
        }
        builder.add(article.route.clone(), article.record.source.into(), PageKind::Article(id, neighbours));
        plan_redirects(builder, &article.record.aliases, &article.route);
    }
}

/// Adds the articles of `group` that are nearest to `article` in time, older and newer in turn.
///
/// Nearest, not newest, so that a new article changes only the pages next to it.
fn add_nearest(neighbours: &mut Neighbours, group: &[ArticleId], article: ArticleId) {
    let place = group.partition_point(|other| *other < article);
    let older = group[place..].iter().filter(|other| **other != article);
    let newer = group[..place].iter().rev();
    let mut turns = [older.take(MAX_RELATED + 2).collect::<Vec<_>>(), newer.take(MAX_RELATED + 2).collect()];
    turns.iter_mut().for_each(|turn| turn.reverse());
    while neighbours.related.len() < MAX_RELATED && turns.iter().any(|turn| !turn.is_empty()) {
        for turn in &mut turns {
            let Some(&other) = turn.pop() else { continue };
            let shown = neighbours.newer == Some(other) || neighbours.older == Some(other);
            if !shown && !neighbours.related.contains(&other) && neighbours.related.len() < MAX_RELATED {
                neighbours.related.push(other);
            }
        }
    }
}

/// Plans the list of movements and the page of each.
fn plan_movements(builder: &mut PlanBuilder<'_>, by_movement: &IdVec<Movement, Vec<ArticleId>>) {
    let site = builder.site;
    let word = format!("/{}/", site.settings.routes.movements);
    let ids: Vec<MovementId> = site.movements.ids().collect();
    builder.add_list(word, Location::Nowhere, &ids, MOVEMENTS_PER_PAGE, PageKind::Movements);
    for (id, movement) in site.movements.entries() {
        let source = movement.record.source;
        builder.add_articles(movement.route.clone(), source.into(), &by_movement[id], |list| {
            PageKind::Movement(id, list)
        });
        plan_redirects(builder, &movement.record.aliases, &movement.route);
    }
}

/// Plans redirects from `aliases` to `route`.
fn plan_redirects(builder: &mut PlanBuilder<'_>, aliases: &[Spanned<Text>], route: &Route) {
    for alias in aliases {
        builder.add(Route::from_alias(&alias.value), alias.span.into(), PageKind::Redirect(route.clone()));
    }
}

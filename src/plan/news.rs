//! Plans the pages of news, movements and standing texts.

use std::collections::HashMap;

use crate::diagnostic::Location;
use crate::model::id::{Id, IdVec};
use crate::model::route::{Route, Slug};
use crate::model::settings::Section;
use crate::model::site::{Article, ArticleId, Movement};
use crate::plan::draft::Draft;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{Neighbours, Tag, TagId};
use crate::source::{Spanned, Text};
use crate::text::Collator;

/// How many related articles stand below one.
const RELATED: usize = 4;

/// Plans sections, articles, movements, standing pages and tags; gives the tags.
pub fn plan(draft: &mut Draft<'_>) -> IdVec<Tag> {
    let site = draft.site;
    let by_section: IdVec<Section, _> =
        group(&site.articles, site.settings.sections.len(), |article| vec![article.section]);
    let by_movement: IdVec<Movement, _> =
        group(&site.articles, site.movements.len(), |article| article.movements.clone());
    for (id, section) in site.settings.sections.entries() {
        let first = format!("/{}/", section.id.value);
        draft
            .add_articles(first, section.id.span.into(), &by_section[id], |list| PageKind::Section(id, list));
    }
    let tags = tags(draft);
    articles(draft, &by_section, &by_movement, &tags);
    movements(draft, &by_movement);
    for (id, page) in site.pages.entries() {
        draft.add(page.route.clone(), page.record.source.into(), PageKind::Standing(id));
        aliases(draft, &page.record.aliases, &page.route);
    }
    if !site.settings.pages.tags {
        return IdVec::default();
    }
    let word = format!("/{}/", site.settings.routes.tags);
    if !tags.is_empty() {
        draft.add(word.clone(), Location::Nowhere, PageKind::Tags);
    }
    for (id, tag) in tags.entries() {
        let first = format!("{word}{}/", tag.slug);
        draft.add_articles(first, Location::Nowhere, &tag.articles, |list| PageKind::Tag(id, list));
    }
    tags
}

/// Plans the archive; gives its years with their numbers of articles, newest first.
pub fn archive(draft: &mut Draft<'_>) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, Vec<ArticleId>)> = Vec::new();
    for (id, article) in draft.site.articles.entries() {
        let year = article.record.date.value.day.year();
        match years.last_mut() {
            Some((last, articles)) if *last == year => articles.push(id),
            _ => years.push((year, vec![id])),
        }
    }
    let counts = years.iter().map(|(year, articles)| (*year, articles.len())).collect();
    if !draft.site.settings.pages.archive || years.is_empty() {
        return Vec::new();
    }
    let word = format!("/{}/", draft.site.settings.routes.archive);
    draft.add(word.clone(), Location::Nowhere, PageKind::Archive);
    for (year, articles) in years {
        draft.add(format!("{word}{year}/"), Location::Nowhere, PageKind::ArchiveYear(year, articles));
    }
    counts
}

/// For each of `count` groups the articles that name it, newest first.
fn group<T>(
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

/// Every tag with its articles, in Vietnamese order of the names.
fn tags(draft: &Draft<'_>) -> IdVec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut known: HashMap<Slug, usize> = HashMap::new();
    for (id, article) in draft.site.articles.entries() {
        for (slug, name) in &article.record.tags {
            let tag = *known.entry(slug.clone()).or_insert_with(|| {
                tags.push(Tag { slug: slug.clone(), name: name.clone(), articles: Vec::new() });
                tags.len() - 1
            });
            tags[tag].articles.push(id);
        }
    }
    let collator = Collator::new();
    tags.sort_by_cached_key(|tag| (collator.key(&tag.name), tag.slug.clone()));
    tags.into()
}

fn articles(
    draft: &mut Draft<'_>,
    by_section: &IdVec<Section, Vec<ArticleId>>,
    by_movement: &IdVec<Movement, Vec<ArticleId>>,
    tags: &IdVec<Tag>,
) {
    let site = draft.site;
    let tag_ids: HashMap<&Slug, TagId> = tags.entries().map(|(id, tag)| (&tag.slug, id)).collect();
    for (id, article) in site.articles.entries() {
        let section = &by_section[article.section];
        let place = section.partition_point(|other| *other < id);
        let mut neighbours = Neighbours {
            newer: place.checked_sub(1).map(|place| section[place]),
            older: section.get(place + 1).copied(),
            related: Vec::new(),
        };
        let groups = article.movements.iter().map(|movement| &by_movement[*movement]);
        let groups = groups.chain(article.record.tags.iter().map(|(slug, _)| &tags[tag_ids[slug]].articles));
        for group in groups {
            add_nearest(&mut neighbours, group, id);
        }
        draft.add(article.route.clone(), article.record.source.into(), PageKind::Article(id, neighbours));
        aliases(draft, &article.record.aliases, &article.route);
    }
}

/// Adds those of `group` that are nearest to `article` in time, older and newer in turn.
///
/// The nearest rather than the newest: so a new article changes the pages beside it, not all of them.
fn add_nearest(neighbours: &mut Neighbours, group: &[ArticleId], article: ArticleId) {
    let place = group.partition_point(|other| *other < article);
    let older = group[place..].iter().filter(|other| **other != article);
    let newer = group[..place].iter().rev();
    let mut turns = [older.take(RELATED + 2).collect::<Vec<_>>(), newer.take(RELATED + 2).collect()];
    turns.iter_mut().for_each(|turn| turn.reverse());
    while neighbours.related.len() < RELATED && turns.iter().any(|turn| !turn.is_empty()) {
        for turn in &mut turns {
            let Some(&other) = turn.pop() else { continue };
            let shown = neighbours.newer == Some(other) || neighbours.older == Some(other);
            if !shown && !neighbours.related.contains(&other) && neighbours.related.len() < RELATED {
                neighbours.related.push(other);
            }
        }
    }
}

fn movements(draft: &mut Draft<'_>, by_movement: &IdVec<Movement, Vec<ArticleId>>) {
    let site = draft.site;
    let word = format!("/{}/", site.settings.routes.movements);
    draft.add(word.clone(), Location::Nowhere, PageKind::Movements);
    for (id, movement) in site.movements.entries() {
        let source = movement.record.source;
        draft.add_articles(movement.route.clone(), source.into(), &by_movement[id], |list| {
            PageKind::Movement(id, list)
        });
        aliases(draft, &movement.record.aliases, &movement.route);
    }
}

fn aliases(draft: &mut Draft<'_>, aliases: &[Spanned<Text>], route: &Route) {
    for alias in aliases {
        draft.add(Route::of_alias(&alias.value), alias.span.into(), PageKind::Redirect(route.clone()));
    }
}

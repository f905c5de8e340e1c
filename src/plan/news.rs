//! The pages of news, movements and standing texts.

use std::collections::HashMap;

use crate::diagnostic::Place;
use crate::plan::{Draft, Tag, What, routes};
use crate::source::{Spanned, Text};
use crate::text::Collator;

/// How many related articles stand below one.
const RELATED: usize = 4;

/// The articles that an article leads on to.
#[derive(Clone, Debug, Default)]
pub struct Neighbours {
    /// The next newer of its section.
    pub newer: Option<u32>,
    /// The next older of its section.
    pub older: Option<u32>,
    /// Others of its movements, nearest in time first, then others with its tags.
    pub related: Vec<u32>,
}

/// Plans sections, articles, movements, standing pages and tags; gives the tags.
pub fn plan(draft: &mut Draft<'_>) -> Vec<Tag> {
    let site = draft.site;
    let by_section = group(site.settings.sections.len(), site.articles.iter().map(|a| vec![a.section]));
    let by_movement = group(site.movements.len(), site.articles.iter().map(|a| a.movements.clone()));
    for (at, section) in site.settings.sections.iter().enumerate() {
        let first = format!("/{}/", section.id.value);
        draft.add_list(&first, section.id.span.into(), &by_section[at], |list| What::Section(at, list));
    }
    let tags = tags(draft);
    articles(draft, &by_section, &by_movement, &tags);
    movements(draft, &by_movement);
    for (at, page) in site.pages.iter().enumerate() {
        draft.add_shared(page.route.clone(), page.record.source.into(), What::Standing(at));
        aliases(draft, &page.record.aliases, &page.route);
    }
    if !site.settings.pages.tags {
        return Vec::new();
    }
    let word = format!("/{}/", site.settings.routes.tags);
    if !tags.is_empty() {
        draft.add(&word, Place::Nowhere, What::Tags);
    }
    for (at, tag) in tags.iter().enumerate() {
        let first = format!("{word}{}/", tag.slug);
        draft.add_list(&first, Place::Nowhere, &tag.articles, |list| What::Tag(at, list));
    }
    tags
}

/// Plans the archive; gives its years with their numbers of articles, newest first.
pub fn archive(draft: &mut Draft<'_>) -> Vec<(i16, usize)> {
    let mut years: Vec<(i16, Vec<u32>)> = Vec::new();
    for (at, article) in (0..).zip(&draft.site.articles) {
        let year = article.record.date.value.day.year();
        match years.last_mut() {
            Some((last, articles)) if *last == year => articles.push(at),
            _ => years.push((year, vec![at])),
        }
    }
    let counts = years.iter().map(|(year, articles)| (*year, articles.len())).collect();
    if !draft.site.settings.pages.archive || years.is_empty() {
        return Vec::new();
    }
    let word = format!("/{}/", draft.site.settings.routes.archive);
    draft.add(&word, Place::Nowhere, What::Archive);
    for (year, articles) in years {
        draft.add(&format!("{word}{year}/"), Place::Nowhere, What::ArchiveYear(year, articles));
    }
    counts
}

/// For each of `count` groups the articles that name it, newest first.
fn group(count: usize, of_articles: impl Iterator<Item = Vec<usize>>) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); count];
    for (at, names) in (0..).zip(of_articles) {
        for name in names {
            groups[name].push(at);
        }
    }
    groups
}

/// Every tag with its articles, in Vietnamese order of the names.
fn tags(draft: &Draft<'_>) -> Vec<Tag> {
    let mut tags: Vec<Tag> = Vec::new();
    let mut known: HashMap<Text, usize> = HashMap::new();
    for (at, article) in (0..).zip(&draft.site.articles) {
        for (slug, name) in &article.record.tags {
            let tag = *known.entry(slug.clone()).or_insert_with(|| {
                tags.push(Tag { slug: slug.clone(), name: name.clone(), articles: Vec::new() });
                tags.len() - 1
            });
            tags[tag].articles.push(at);
        }
    }
    let collator = Collator::new();
    tags.sort_by_cached_key(|tag| (collator.key(&tag.name), tag.slug.clone()));
    tags
}

fn articles(draft: &mut Draft<'_>, by_section: &[Vec<u32>], by_movement: &[Vec<u32>], tags: &[Tag]) {
    let site = draft.site;
    let tag_at: HashMap<&Text, usize> = tags.iter().enumerate().map(|(at, tag)| (&tag.slug, at)).collect();
    for (at, article) in (0..).zip(&site.articles) {
        let section = &by_section[article.section];
        let place = section.partition_point(|other| *other < at);
        let mut neighbours = Neighbours {
            newer: place.checked_sub(1).map(|place| section[place]),
            older: section.get(place + 1).copied(),
            related: Vec::new(),
        };
        let groups = article.movements.iter().map(|movement| &by_movement[*movement]);
        let groups = groups.chain(article.record.tags.iter().map(|(slug, _)| &tags[tag_at[slug]].articles));
        for group in groups {
            add_nearest(&mut neighbours, group, at);
        }
        draft.add_shared(
            article.route.clone(),
            article.record.source.into(),
            What::Article(at as usize, neighbours),
        );
        aliases(draft, &article.record.aliases, &article.route);
    }
}

/// Adds those of `group` that stand nearest to article `at` in time, older and newer in turn.
///
/// The nearest rather than the newest: so a new article changes the pages beside it, not all of them.
fn add_nearest(neighbours: &mut Neighbours, group: &[u32], at: u32) {
    let place = group.partition_point(|other| *other < at);
    let older = group[place..].iter().filter(|other| **other != at);
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

fn movements(draft: &mut Draft<'_>, by_movement: &[Vec<u32>]) {
    let site = draft.site;
    let word = format!("/{}/", site.settings.routes.movements);
    draft.add(&word, Place::Nowhere, What::Movements);
    for (at, movement) in site.movements.iter().enumerate() {
        let source = movement.record.source;
        draft.add_list(&movement.route, source.into(), &by_movement[at], |list| What::Movement(at, list));
        aliases(draft, &movement.record.aliases, &movement.route);
    }
}

fn aliases(draft: &mut Draft<'_>, aliases: &[Spanned<Text>], route: &Text) {
    for alias in aliases {
        let old = routes::of_alias(&alias.value);
        draft.add(&old, alias.span.into(), What::Redirect(route.clone()));
    }
}

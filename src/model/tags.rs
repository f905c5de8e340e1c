//! The tags of articles, and their addresses.
//!
//! Spellings that differ only in case, spaces, Unicode form or the place of a tone mark are one tag. Tags that differ in
//! marks or signs, such as `công nhân` and `công nhận`, or `C++` and `C#`, are different tags, though their names give
//! the same slug. The tag with the oldest article has this slug as its address, so a newer article does not move it; the
//! address of the others ends with a hash of the tag.

use std::collections::HashMap;

use crate::hash::Hash;
use crate::model::id::{Id, IdVec};
use crate::model::route::Slug;
use crate::model::site::{Article, ArticleId};
use crate::source::{Span, Text};
use crate::text::{Collator, canonical_name};

/// Number of hexadecimal digits at the end of an address that distinguishes tags with the same slug, unless this is empty.
const HASH_DIGITS: usize = 6;

/// The position of a tag in [`Tags::all`].
pub type TagId = Id<Tag>;

/// A tag with its articles.
#[derive(Clone, Debug)]
pub struct Tag {
    /// The last part of its route.
    pub slug: Slug,
    /// The last part of a route that redirects to it: the address that it gets if another tag takes its own. Absent
    /// unless other tags have the same slug.
    pub alias: Option<Slug>,
    /// The tag whose address is the slug of both; absent if this tag has that address itself.
    pub namesake: Option<TagId>,
    /// The name, as the oldest article writes it.
    pub name: Text,
    /// The place of the name in the oldest article.
    pub place: Span,
    /// The articles with this tag, newest first.
    pub articles: Vec<ArticleId>,
}

/// All tags of a site.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// The tags, in Vietnamese order of their names.
    pub all: IdVec<Tag>,
    /// By the tag as [`canonical_name`] returns it.
    ids: HashMap<String, TagId>,
}

impl Tags {
    /// Returns the tags of `articles`, which are sorted from the newest to the oldest.
    pub fn of(articles: &IdVec<Article>) -> Tags {
        let mut known: HashMap<String, Tag> = HashMap::new();
        for (id, article) in articles.entries() {
            for (slug, written) in &article.record.tags {
                let new = || Tag {
                    slug: slug.clone(),
                    alias: None,
                    namesake: None,
                    name: written.value.clone(),
                    place: written.span,
                    articles: Vec::new(),
                };
                let tag = known.entry(canonical_name(&written.value)).or_insert_with(new);
                (tag.name, tag.place) = (written.value.clone(), written.span);
                tag.articles.push(id);
            }
        }
        let mut tags: Vec<(String, Tag)> = known.into_iter().collect();
        let collator = Collator::new();
        tags.sort_by_cached_key(|(key, tag)| (collator.key(&tag.name), key.clone()));
        let (keys, tags): (Vec<String>, Vec<Tag>) = tags.into_iter().unzip();
        let mut all: IdVec<Tag> = tags.into();
        separate(&mut all, &keys);
        let ids = keys.into_iter().zip(all.ids()).collect();
        Tags { all, ids }
    }

    /// Returns the tag that an article writes as `written`.
    pub fn find(&self, written: &str) -> Option<TagId> {
        self.ids.get(&canonical_name(written)).copied()
    }
}

/// Gives different addresses to tags with the same slug; `keys` are the tags as [`canonical_name`] returns them.
fn separate(tags: &mut IdVec<Tag>, keys: &[String]) {
    let distinct = |slug: &Slug, key: &str| {
        let hash = Hash::of(key.as_bytes()).short();
        // Alone, a hash has all its digits, because every tag in another script is compared with every other.
        Slug::new(if slug.is_empty() { hash } else { format!("{slug}-{}", &hash[..HASH_DIGITS]) })
    };
    let mut order: Vec<(TagId, &str)> = tags.ids().zip(keys.iter().map(String::as_str)).collect();
    // A greater position of an article means an older one.
    let age = |tag: &Tag| (std::cmp::Reverse(tag.articles.last().copied()), tag.place.start);
    order.sort_by_key(|(id, _)| (tags[*id].slug.clone(), age(&tags[*id])));
    let slugs: Vec<Slug> = order.iter().map(|(id, _)| tags[*id].slug.clone()).collect();
    let mut first = 0;
    for group in slugs.chunk_by(|a, b| a == b) {
        let members = &order[first..first + group.len()];
        first += group.len();
        let slug = &group[0];
        let owner = members[0].0;
        for (id, key) in members {
            if slug.is_empty() {
                tags[*id].slug = distinct(slug, key);
            } else if *id != owner {
                tags[*id].slug = distinct(slug, key);
                tags[*id].namesake = Some(owner);
            } else if members.len() > 1 {
                tags[*id].alias = Some(distinct(slug, key));
            }
        }
    }
}

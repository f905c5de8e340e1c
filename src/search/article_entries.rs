//! Collects the articles that readers can find, with the texts that find them.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::hash::Hash;
use crate::model::article::ArticleRecord;
use crate::model::recipients::Recipients;
use crate::model::registry::PersonId;
use crate::model::settings::PeoplePages;
use crate::model::site::{Article, ArticleId, Site};
use crate::model::summary::summary;
use crate::model::tags::Tags;
use crate::reuse::InputHasher;
use crate::search::entry::{ArticleEntry, EntryAward};
use crate::search::file::relative_address;
use crate::search::things::lead_or_summary;
use crate::source::Text;

/// Returns an entry for each article, by day and then by address: the newest last.
///
/// `tags` are empty when tags have no pages. An article names a person only if that person has a page.
pub fn articles(site: &Site, recipients: &Recipients, tags: &Tags) -> Vec<ArticleEntry> {
    let people = named_people(site, recipients);
    let ids: Vec<ArticleId> = site.articles.ids().collect();
    let mut entries: Vec<ArticleEntry> =
        ids.into_par_iter().map(|id| entry(site, &people, tags, id)).collect();
    entries.par_sort_by(|one, other| (one.day, &one.address).cmp(&(other.day, &other.address)));
    entries
}

/// Returns the fingerprint of everything that decides the entries of articles; takes a fraction of their time.
pub fn articles_fingerprint(site: &Site, recipients: &Recipients, tags: &Tags) -> Hash {
    let people = named_people(site, recipients);
    let ids: Vec<ArticleId> = site.articles.ids().collect();
    let of_chunk = |ids: &[ArticleId]| {
        let mut inputs = InputHasher::default();
        for article in ids.iter().map(|id| &site.articles[*id]) {
            let ArticleRecord { title, date, lead, body, .. } = &*article.record;
            inputs.text(&title.value).text(&article.route).text(&date.value.day.to_string());
            match lead {
                Some(lead) => inputs.number(0).text(lead),
                None => inputs.number(1).text(&summary(body)),
            };
            let fields: Vec<&Text> = fields(site, &people, tags, article).collect();
            inputs.number(fields.len() as u64);
            fields.into_iter().for_each(|field| _ = inputs.text(field));
        }
        inputs.fingerprint()
    };
    let chunks: Vec<Hash> = ids.par_chunks(256).map(of_chunk).collect();
    let mut inputs = InputHasher::default();
    chunks.into_iter().for_each(|chunk| _ = inputs.hash(chunk));
    inputs.fingerprint()
}

fn entry(site: &Site, people: &HashMap<PersonId, Text>, tags: &Tags, id: ArticleId) -> ArticleEntry {
    let article: &Article = &site.articles[id];
    let record = &article.record;
    ArticleEntry {
        article: id,
        title: record.title.value.clone(),
        day: record.date.value.day,
        lead: lead_or_summary(record.lead.as_ref(), &record.body),
        fields: fields(site, people, tags, article).cloned().collect(),
        address: relative_address(&article.route),
    }
}

/// Returns the texts besides title and lead that find an article: headings, tags, author, people, movements.
fn fields<'a>(
    site: &'a Site,
    people: &'a HashMap<PersonId, Text>,
    tags: &'a Tags,
    article: &'a Article,
) -> impl Iterator<Item = &'a Text> {
    let record = &article.record;
    let headings = record.body.outline.headings.iter().map(|heading| &heading.text);
    let tags = record.tags.iter().filter_map(|(_, tag)| Some(&tags.all[tags.find(&tag.value)?].name));
    let people = article.people.iter().filter_map(|person| people.get(person));
    let movements = article.movements.iter().map(|movement| &site.movements[*movement].record.title.value);
    headings.chain(tags).chain(&record.author).chain(people).chain(movements)
}

/// Returns the people of the registry whose pages readers see, with their names.
fn named_people(site: &Site, recipients: &Recipients) -> HashMap<PersonId, Text> {
    if site.settings.pages.people == PeoplePages::None || site.people.is_empty() {
        return HashMap::new();
    }
    let registered = recipients.all.iter().filter_map(|recipient| Some((recipient.person?, recipient)));
    let named = registered.filter(|(_, recipient)| !EntryAward::named(site, recipient).is_empty());
    named.map(|(person, recipient)| (person, recipient.name.clone())).collect()
}

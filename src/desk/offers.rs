//! The values that fields offer to choose from: movements, people, tags and authors of the site.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::desk::form::FieldView;
use crate::desk::state::site;
use crate::serve::snapshot::Snapshot;

/// A list of values.
#[derive(Serialize)]
pub struct OfferList {
    id: &'static str,
    offers: Vec<Offer>,
}

/// A value, and what it means if it is an id.
#[derive(Serialize)]
struct Offer {
    value: String,
    meaning: String,
}

/// The lists that [`offer`] refers to.
pub fn lists(snapshot: &Snapshot) -> Vec<OfferList> {
    let Some(site) = site(snapshot) else { return Vec::new() };
    let plain = |values: BTreeSet<String>| -> Vec<Offer> {
        values.into_iter().map(|value| Offer { value, meaning: String::new() }).collect()
    };
    let tags =
        site.articles.iter().flat_map(|article| &article.record.tags).map(|(_, tag)| tag.value.to_string());
    let authors =
        site.articles.iter().filter_map(|article| article.record.author.as_deref()).map(str::to_owned);
    let movements = site.movements.iter().map(|movement| movement.record.title.value.to_string());
    let people = site.people.iter().map(|person| Offer {
        value: person.id.value.to_string(),
        meaning: match &person.note {
            Some(note) => format!("{} ({note})", person.name.value),
            None => person.name.value.to_string(),
        },
    });
    vec![
        OfferList { id: "offer-movements", offers: plain(movements.collect()) },
        OfferList { id: "offer-people", offers: people.collect() },
        OfferList { id: "offer-tags", offers: plain(tags.collect()) },
        OfferList { id: "offer-authors", offers: plain(authors.collect()) },
    ]
}

/// Lets the fields for movements, people, tags and authors offer the values of their lists.
pub fn offer(fields: &mut [FieldView], snapshot: &Snapshot) {
    if site(snapshot).is_none() {
        return;
    }
    for field in fields {
        let list = match field.key() {
            "movements" | "parent" => "offer-movements",
            "people" => "offer-people",
            "tags" => "offer-tags",
            "author" => "offer-authors",
            _ => continue,
        };
        field.offer(list);
    }
}

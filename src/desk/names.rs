//! Finds units, kinds of awards, people and movements by parts of their names, for the fields that name them.

use serde::Serialize;

use crate::desk::answer::{Answer, Refused};
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site};
use crate::import::Registry;
use crate::model::registry::{AwardKind, Person, Unit};
use crate::model::site::Site;
use crate::text::{Collator, fold};

/// The most names that are suggested at once.
const MAX_NAMES: usize = 8;

/// A record that a field may name.
#[derive(Serialize)]
struct NameChoice {
    /// What the field of the file holds.
    value: String,
    name: String,
    /// What distinguishes it, such as the former name by which it was found; may be empty.
    note: String,
    /// Whether it is the only record that the words mean in a file.
    is_meant: bool,
}

/// A record with everything that it is found by.
struct FindableRecord<'s> {
    value: &'s str,
    name: &'s str,
    /// Its id and its other names.
    others: Vec<&'s str>,
    note: &'s str,
    /// Whether it does not exist any more.
    has_ended: bool,
}

/// The records of the list that `request` names whose names have the words of `q`, without marks; the best first.
///
/// # Errors
/// When there is no build in time.
pub fn names(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let snapshot = state.snapshot()?;
    let Some(site) = site(&snapshot) else { return Ok(Answer::json(&Vec::<NameChoice>::new())) };
    let (list, query) = (request.parameter("list"), request.parameter("q"));
    Ok(Answer::json(&best(&records(site, list), query, meant(site, list, query))))
}

/// The list of the names that the values of `key` in a decision are of; empty for other keys.
pub fn suggested(key: &str) -> &'static str {
    match key {
        "unit" | "issuer" => "units",
        "kind" => "kinds",
        "movement" => "movements",
        "person" => "people",
        "name" => "recipients",
        _ => "",
    }
}

/// The id of the only unit or kind that `words` mean in a file, also with abbreviations that no name has.
pub fn meant<'s>(site: &'s Site, list: &str, words: &str) -> Option<&'s str> {
    let key = match list {
        "units" => "unit",
        "kinds" => "kind",
        _ => return None,
    };
    Registry::of_site(site).id_of(key, words.trim(), None)
}

fn records<'s>(site: &'s Site, list: &str) -> Vec<FindableRecord<'s>> {
    match list {
        "units" => site.units.iter().map(|one| unit(one)).collect(),
        "kinds" => site.kinds.iter().map(|one| kind(one)).collect(),
        "people" => site.people.iter().map(|one| person(one)).collect(),
        // The name of a row, which a person of the registry may have.
        "recipients" => {
            site.people.iter().map(|one| FindableRecord { value: &one.name.value, ..person(one) }).collect()
        }
        "movements" => site.movements.iter().map(|one| titled(&one.record.title.value)).collect(),
        _ => Vec::new(),
    }
}

fn unit(unit: &Unit) -> FindableRecord<'_> {
    let names = unit.names.iter().rev().map(|name| &*name.value);
    FindableRecord {
        value: &unit.id.value,
        name: unit.name(),
        others: names.chain(unit.also.iter().map(|name| &**name)).chain([&*unit.id.value]).collect(),
        note: unit.note.as_deref().unwrap_or_default(),
        has_ended: unit.ended.is_some(),
    }
}

fn kind(kind: &AwardKind) -> FindableRecord<'_> {
    FindableRecord {
        others: kind.also.iter().map(|name| &**name).chain([&*kind.id.value]).collect(),
        value: &kind.id.value,
        ..titled(&kind.name)
    }
}

fn person(person: &Person) -> FindableRecord<'_> {
    FindableRecord {
        value: &person.id.value,
        others: vec![&person.id.value],
        note: person.note.as_deref().unwrap_or_default(),
        ..titled(&person.name.value)
    }
}

fn titled(title: &str) -> FindableRecord<'_> {
    FindableRecord { value: title, name: title, others: Vec::new(), note: "", has_ended: false }
}

/// The best of `records` that have all words of `query`, the one with the value `meant` first; none for an empty query.
fn best(records: &[FindableRecord<'_>], query: &str, meant: Option<&str>) -> Vec<NameChoice> {
    let query = words(query);
    if query.is_empty() {
        return Vec::new();
    }
    let collator = Collator::new();
    let found = records.iter().filter_map(|record| {
        let by_name = distance(&query, record.name);
        let by_other = record.others.iter().filter_map(|name| Some((distance(&query, name)?, *name))).min();
        let is_meant = meant == Some(record.value);
        let (distance, other) = match (by_name, by_other) {
            (None, None) if is_meant => (0, ""),
            (Some(distance), Some((other, _))) if distance <= other => (distance, ""),
            (Some(distance), None) => (distance, ""),
            (_, by_other) => by_other?,
        };
        let place = (!is_meant, record.has_ended, distance, collator.key(record.name), record.value);
        Some((place, record, other))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    found.truncate(MAX_NAMES);
    let choice = |(place, record, other): ((bool, _, _, _, _), &FindableRecord<'_>, &str)| {
        let notes = [other, record.note].into_iter().filter(|note| !note.is_empty() && *note != record.value);
        NameChoice {
            value: record.value.to_owned(),
            name: record.name.to_owned(),
            note: notes.collect::<Vec<_>>().join(" · "),
            is_meant: !place.0,
        }
    };
    found.into_iter().map(choice).collect()
}

/// The folded words of `text`; a hyphen ends a word as a blank does.
fn words(text: &str) -> Vec<String> {
    fold(text).split([' ', '-']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// How far `name` is from the words of `query`: 0 if it begins with them, 1 if it has them at the beginnings of its words,
/// 2 if it has them anywhere; `None` if it lacks one.
fn distance(query: &[String], name: &str) -> Option<u8> {
    let name = words(name);
    let whole = name.join(" ");
    if whole.starts_with(&query.join(" ")) {
        return Some(0);
    }
    let begins = |word: &String| name.iter().any(|part| part.starts_with(word.as_str()));
    if query.iter().all(begins) {
        return Some(1);
    }
    query.iter().all(|word| whole.contains(word.as_str())).then_some(2)
}

#[cfg(test)]
mod tests {
    use super::{FindableRecord, best, titled};

    fn unit<'s>(value: &'s str, name: &'s str, others: &[&'s str]) -> FindableRecord<'s> {
        FindableRecord { value, others: [others, &[value]].concat(), ..titled(name) }
    }

    fn found(records: &[FindableRecord<'_>], query: &str) -> Vec<(String, String)> {
        best(records, query, None).into_iter().map(|choice| (choice.value, choice.note)).collect()
    }

    /// Names are found by parts without marks, those that begin with the words first, ended units last.
    #[test]
    fn parts_of_names_are_found() {
        let records = [
            unit("a", "Công đoàn Công ty Thủy sản Sông Hậu", &[]),
            unit("b", "Thủy điện Sông Đà", &["Nhà máy Thủy sản"]),
            unit("c", "Thủy sản Ba Vì", &[]),
            FindableRecord { has_ended: true, ..unit("d", "Thủy sản Cũ", &[]) },
        ];
        let values = |query| found(&records, query).into_iter().map(|(value, _)| value).collect::<Vec<_>>();
        assert_eq!(values("THUY SAN"), ["c", "a", "b", "d"]);
        assert_eq!(values("song thủy"), ["a", "b"]);
        assert_eq!(values("ông hậ"), ["a"]);
        assert!(values("").is_empty() && values(" - ").is_empty() && values("khác").is_empty());
    }

    /// A unit that was found by another name says which; its id says nothing more.
    #[test]
    fn other_names_are_shown() {
        let records = [unit("ld-thu", "Liên đoàn Thử", &["Công đoàn Cũ"])];
        assert_eq!(found(&records, "cong doan"), [("ld-thu".to_owned(), "Công đoàn Cũ".to_owned())]);
        assert_eq!(found(&records, "ld thu"), [("ld-thu".to_owned(), String::new())]);
    }

    /// What the words mean comes first, also without one of them in its names.
    #[test]
    fn what_is_meant_comes_first() {
        let records = [unit("a", "CĐCS Thử", &[]), unit("b", "Công đoàn cơ sở Thử Hai", &[])];
        let found = best(&records, "cđcs thử", Some("b"));
        let found: Vec<_> = found.iter().map(|choice| (&*choice.value, choice.is_meant)).collect();
        assert_eq!(found, [("b", true), ("a", false)]);
    }

    /// At most eight names are suggested.
    #[test]
    fn suggestions_are_few() {
        let ids: Vec<String> = (0..20).map(|number| format!("to-{number}")).collect();
        let records: Vec<_> = ids.iter().map(|id| unit(id, id, &[])).collect();
        assert_eq!(found(&records, "to").len(), 8);
    }
}

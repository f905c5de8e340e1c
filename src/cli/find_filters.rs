//! Reads the filters of the command `find`, as people type them.

use crate::cli::ExitStatus;
use crate::cli::find_arguments::FindArguments;
use crate::cli::report::Reporter;
use crate::diagnostic::nearest;
use crate::messages::Language;
use crate::model::id::Id;
use crate::model::lineage::Lineage;
use crate::model::names::{NameIndex, NameMatch};
use crate::model::registry::UnitId;
use crate::model::site::Site;
use crate::search::{Filters, ResultClass, ThingClass, long_words};
use crate::text;

/// The largest number of records that an error proposes.
const MAX_PROPOSED: usize = 5;

/// The classes of results in English; those of [`ResultClass::WORDS`] are understood too.
const ENGLISH_CLASSES: &[(&str, ResultClass)] = &[
    ("person", ResultClass::Person),
    ("collective", ResultClass::Thing(ThingClass::Collective)),
    ("unit", ResultClass::Thing(ThingClass::Unit)),
    ("decision", ResultClass::Thing(ThingClass::Decision)),
    ("kind", ResultClass::Thing(ThingClass::Kind)),
    ("movement", ResultClass::Thing(ThingClass::Movement)),
    ("roll", ResultClass::Thing(ThingClass::Roll)),
    ("article", ResultClass::Article),
    ("page", ResultClass::Thing(ThingClass::Page)),
];

/// Reads the filters that were typed.
///
/// # Errors
/// When a filter means nothing on this site, or several records; the reason has been reported.
pub fn filters(find: &FindArguments, site: &Site, reporter: &Reporter) -> Result<Filters, ExitStatus> {
    let kind = |typed: &String| {
        let names: Vec<Named<'_>> = site.kinds.iter().map(|kind| (&*kind.id.value, &*kind.name)).collect();
        let found = matches(typed, &NameIndex::of_kinds(&site.kinds), &names);
        one("kind", typed, found, &names, reporter)
    };
    Ok(Filters {
        class: find.class.as_ref().map(|typed| class(typed, reporter)).transpose()?,
        year: find.year.as_ref().map(|typed| year(typed, reporter)).transpose()?,
        unit: find.unit.as_ref().map(|typed| unit(typed, site, reporter)).transpose()?,
        kind: find.kind.as_ref().map(kind).transpose()?,
    })
}

/// Returns the word of a class of results in English, for programs.
pub fn class_word(class: ResultClass) -> &'static str {
    ENGLISH_CLASSES.iter().find(|(_, other)| *other == class).map_or("", |(word, _)| word)
}

/// Reads a class of results in Vietnamese or English, with marks and spaces or without.
fn class(typed: &str, reporter: &Reporter) -> Result<ResultClass, ExitStatus> {
    let word = text::slug(typed);
    let known = || ResultClass::WORDS.iter().chain(ENGLISH_CLASSES);
    if let Some((_, class)) = known().find(|(known, _)| *known == word) {
        return Ok(*class);
    }
    let near = nearest(&word, known().map(|(word, _)| *word));
    let listed = match reporter.language {
        Language::Vi => ResultClass::WORDS,
        Language::En => ENGLISH_CLASSES,
    };
    let listed: Vec<&str> = listed.iter().map(|(word, _)| *word).collect();
    Err(unknown(
        "type",
        typed,
        near.map_or_else(|| listed.join(", "), |near| format!("`{near}`")),
        near.is_some(),
        reporter,
    ))
}

/// Reads a unit: an id, a name, or words of a name.
///
/// # Errors
/// When it means no unit, or several; the reason has been reported.
pub fn unit(typed: &str, site: &Site, reporter: &Reporter) -> Result<UnitId, ExitStatus> {
    let names: Vec<Named<'_>> = site.units.iter().map(|unit| (&*unit.id.value, &**unit.name())).collect();
    let found = matches(typed, &NameIndex::of_units(site.units.as_slice()), &names);
    one("unit", typed, without_predecessors(site, found), &names, reporter)
}

/// Reads a year of four digits.
///
/// # Errors
/// When it is none; the reason has been reported.
pub fn year(typed: &str, reporter: &Reporter) -> Result<i16, ExitStatus> {
    let is_year = |year: &i16| (1000..=9999).contains(year);
    typed.trim().parse().ok().filter(is_year).ok_or_else(|| {
        reporter.error("find-bad-year", &[("text", typed.to_owned())]);
        ExitStatus::Failure
    })
}

/// The id and the name of a record.
type Named<'s> = (&'s str, &'s str);

/// Returns the records with this id or name, else those that have all typed words in their names. `names` are the ids and
/// names of all records.
fn matches<T>(typed: &str, index: &NameIndex<'_, T>, names: &[Named<'_>]) -> Vec<Id<T>> {
    match index.find(typed, None) {
        NameMatch::One(id) => vec![id],
        NameMatch::Several(several) => several,
        NameMatch::None => {
            let words = long_words(typed);
            let has_words = |name: &str| {
                let own = long_words(name);
                !words.is_empty() && words.iter().all(|word| own.contains(word))
            };
            let found = (0..names.len()).filter(|position| has_words(names[*position].1));
            found.map(Id::new).collect()
        }
    }
}

/// Returns only the newest of `units` if they are of one lineage, because a filter includes predecessors.
fn without_predecessors(site: &Site, units: Vec<UnitId>) -> Vec<UnitId> {
    let lineage = Lineage::new(&site.units);
    let is_newest = |unit: &UnitId| {
        let older = lineage.ancestors(*unit);
        units.iter().all(|other| other == unit || older.contains(other))
    };
    let newest: Vec<UnitId> = units.iter().copied().filter(is_newest).collect();
    if newest.len() == 1 { newest } else { units }
}

/// Returns the only record that was `found`.
///
/// # Errors
/// When there is none, or several; the reason has been reported.
fn one<T>(
    what: &str,
    typed: &str,
    found: Vec<Id<T>>,
    names: &[Named<'_>],
    reporter: &Reporter,
) -> Result<Id<T>, ExitStatus> {
    let shown = |(id, name): &Named<'_>| format!("`{id}` ({name})");
    match found[..] {
        [] => {
            let near = nearest(typed, names.iter().flat_map(|(id, name)| [*id, *name]));
            let near = near.and_then(|near| names.iter().find(|(id, name)| *id == near || *name == near));
            Err(unknown(what, typed, near.map_or_else(String::new, shown), near.is_some(), reporter))
        }
        [one] => Ok(one),
        _ => {
            let listed = found.iter().take(MAX_PROPOSED).map(|id| shown(&names[id.position()]));
            let listed: Vec<String> = listed.collect();
            let more = if found.len() > MAX_PROPOSED { ", …" } else { "" };
            let arguments = [
                ("what", what.to_owned()),
                ("name", typed.to_owned()),
                ("count", found.len().to_string()),
                ("near", listed.join(", ") + more),
            ];
            reporter.error("find-ambiguous", &arguments);
            Err(ExitStatus::Failure)
        }
    }
}

/// Reports a filter that means nothing on this site, with a `proposal` that is a near name, or else what is possible.
fn unknown(what: &str, typed: &str, proposal: String, is_near: bool, reporter: &Reporter) -> ExitStatus {
    let message = match (is_near, what) {
        (true, _) => "find-unknown-near",
        (false, "type") => "find-unknown-type",
        (false, _) => "find-unknown",
    };
    let arguments = [("what", what.to_owned()), ("name", typed.to_owned()), ("near", proposal)];
    reporter.error(message, &arguments);
    ExitStatus::Failure
}

//! Rules for the names of people.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::check::context::CheckContext;
use crate::check::recipients::{has_same_citation, is_one_merit};
use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::model::award;
use crate::model::id::{Id, IdVec};
use crate::model::recipients::{Recipient, RecipientId};
use crate::model::registry::UnitId;
use crate::model::site::{AwardId, AwardRef};
use crate::source::{Spanned, Text};
use crate::text::{self, FlawKind, NamePlace};

/// Reports names in capitals and names with titles in them.
pub fn capitals_and_titles(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let registered =
        context.site.people.as_slice().par_iter().flat_map_iter(|person| name_flaws(&person.name));
    let signers = context.site.decisions.as_slice().par_iter().flat_map_iter(|decision| {
        let signer = decision.record.signer.as_ref();
        signer.into_iter().flat_map(|signer| name_flaws(&signer.name))
    });
    // Most names occur more than once and nearly all are well formed, so each name is checked once.
    let names: FxHashSet<&str> =
        context.site.all_awards().filter_map(|row| Some(&*row.individual_name()?.value)).collect();
    let malformed: FxHashSet<&str> =
        names.into_par_iter().filter(|name| !text::name_only_flaws(name).is_empty()).collect();
    let awarded = (0..context.site.awards.len()).into_par_iter().flat_map_iter(|at| {
        let row = context.site.award(AwardId::new(at));
        let own = row.individual_name().filter(|name| malformed.contains(&*name.value)).into_iter();
        own.chain(&row.record.shared_with).flat_map(name_flaws)
    });
    registered.chain(signers).chain(awarded).collect()
}

/// Maximum number of reported flaws of one name.
const MAX_REPORTED_FLAWS: usize = 20;

/// Returns the flaws of a name, each with the probable right form of the whole name.
fn name_flaws(name: &Spanned<Text>) -> Vec<Diagnostic> {
    let Spanned { value: name, span: place } = name;
    let place = *place;
    let flaws = text::name_only_flaws(name);
    // The proposal for a name in capitals has no titles either.
    let titled =
        flaws.iter().find(|flaw| flaw.kind == FlawKind::AllCaps).and_then(|flaw| flaw.proposal.clone());
    let is_damaged = LazyCell::new(|| !text::irreparable_flaws(name).is_empty());
    let mut found = Vec::new();
    for flaw in flaws.into_iter().take(MAX_REPORTED_FLAWS) {
        let written = name[flaw.range.clone()].trim();
        let without = || format!("{}{}", &name[..flaw.range.start], &name[flaw.range.end..]);
        let code = match flaw.kind {
            FlawKind::AllCaps => Code::AllCapsName,
            FlawKind::Title => Code::TitleInName,
            FlawKind::LostLetter if !*is_damaged => {
                found.push(Diagnostic::new(Code::LostLetters, place).arg("text", written));
                continue;
            }
            _ => continue,
        };
        let proposal = titled.clone().unwrap_or_else(without);
        let proposal = proposal.trim();
        let diagnostic = Diagnostic::new(code, place).arg("text", written).arg("proposal", proposal);
        // A title would be lost, and damaged letters would only look right.
        let is_whole = flaw.range == (0..name.len()) && !*is_damaged && text::is_plain_name(proposal);
        found.push(if code == Code::AllCapsName && is_whole {
            diagnostic.corrected_by(Correction::Value { span: place, value: Text::from(proposal) })
        } else {
            diagnostic
        });
    }
    found
}

/// The names that occur in each unit, by recipient.
struct Bearers<'s> {
    /// The different names, as printed.
    names: IdVec<&'s str>,
    /// The same names without tones and marks, and with i for y.
    folded: IdVec<&'s str, String>,
    /// The words of each name.
    words: IdVec<&'s str, NameWords>,
    all: IdVec<Bearer<'s>>,
}

/// A name of a recipient in a unit.
struct Bearer<'s> {
    name: Id<&'s str>,
    recipient: RecipientId,
    award: AwardId,
    unit: UnitId,
}

/// The words of a name in canonical form.
struct NameWords {
    canonical: String,
    /// For each word whether it is in general use or many names of the archive have it; bit 0 is the first word.
    common: u64,
}

/// The position of a bearer in [`Bearers::all`].
type BearerId<'s> = Id<Bearer<'s>>;

/// Reports names in one unit that differ by one letter, one tone or their spelling, because they may be one
/// name, unless the words in which they differ are both common.
pub fn similar_names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let bearers = Bearers::collect(context);
    let name = |bearer: &Bearer<'_>| bearers.names[bearer.name];
    let diagnostic = |(one, other): &(BearerId<'_>, BearerId<'_>)| {
        let (one, other) = (&bearers.all[*one], &bearers.all[*other]);
        let people = [one, other].map(|bearer| context.recipients.all[bearer.recipient].person);
        // The author has decided: two ids are two people, and one id is one person.
        let is_decided = people.iter().all(Option::is_some);
        // Two spellings of one name that the site joins already.
        let is_joined = one.recipient == other.recipient;
        if is_decided || is_joined || one.unit != other.unit || bearers.are_two_common_names(one, other) {
            return None;
        }
        if !text::is_near(name(one), name(other)) || is_in_capitals(name(one)) || is_in_capitals(name(other))
        {
            return None;
        }
        // The name with fewer awards is more likely to be the one with the slip, and then that of the newer award.
        let order =
            |bearer: &Bearer<'_>| (context.recipients.all[bearer.recipient].awards.len(), bearer.award);
        let (rare, other) = if order(one) < order(other) { (one, other) } else { (other, one) };
        let [place, related] = [rare, other].map(|one| context.site.award(one.award).report_span());
        let diagnostic = Diagnostic::new(Code::NearName, place).arg("name", name(rare));
        Some(diagnostic.arg("other", name(other)).related(related))
    };
    bearers.candidates().par_iter().filter_map(diagnostic).collect()
}

/// Whether a name is written in capitals, which is reported as such.
fn is_in_capitals(name: &str) -> bool {
    !name.chars().any(char::is_lowercase)
}

/// Maximum number of names, in one unit and with one different word, that a name is compared with: far more
/// than there are given names in use.
const MAX_COMPARED_NAMES: usize = 1000;

/// A word that so many different names of the archive have at the same place is no typing error.
const MIN_COMMON_NAMES: usize = 10;

/// Words of a name after these are not common.
const MAX_NAME_WORDS: usize = u64::BITS as usize;

/// Returns the words of every name, and which of them are common.
fn name_words<'s>(names: &IdVec<&'s str>) -> IdVec<&'s str, NameWords> {
    let canonical: Vec<String> = names.as_slice().par_iter().map(|name| text::canonical_name(name)).collect();
    let mut counts: FxHashMap<(NamePlace, &str), usize> = FxHashMap::default();
    // Spellings of one name count once.
    let different: FxHashSet<&str> = canonical.iter().map(String::as_str).collect();
    for place in different.iter().flat_map(|name| placed_words(name)) {
        *counts.entry(place).or_default() += 1;
    }
    let is_common = |(place, word): (NamePlace, &str)| {
        counts.get(&(place, word)).is_some_and(|count| *count >= MIN_COMMON_NAMES)
            || text::is_common_name(word, place)
    };
    let common: Vec<u64> = canonical
        .par_iter()
        .map(|name| {
            let words = placed_words(name).take(MAX_NAME_WORDS).enumerate();
            words.filter(|(_, word)| is_common(*word)).fold(0, |bits, (at, _)| bits | 1 << at)
        })
        .collect();
    let words = canonical.into_iter().zip(common);
    words.map(|(canonical, common)| NameWords { canonical, common }).collect::<Vec<_>>().into()
}

/// Returns the words of a name with their places.
fn placed_words(name: &str) -> impl Iterator<Item = (NamePlace, &str)> {
    let count = name.split(' ').count();
    name.split(' ').enumerate().map(move |(at, word)| (NamePlace::of(at, count), word))
}

impl<'s> Bearers<'s> {
    /// Collects every name printed in a unit, once for each recipient and spelling, at its newest award.
    fn collect(context: CheckContext<'s>) -> Bearers<'s> {
        let mut names: IdVec<&str> = IdVec::default();
        let mut known: FxHashMap<&str, Id<&str>> = FxHashMap::default();
        let mut all: Vec<Bearer<'_>> = Vec::with_capacity(context.recipients.all.len());
        let individuals = context.recipients.all.entries();
        for (id, recipient) in individuals.filter(|(_, one)| one.kind == award::RecipientKind::Individual) {
            let first = all.len();
            for award in &recipient.awards {
                let row = context.site.award(*award);
                let (Some(unit), Some(name)) = (row.award.unit, &row.record.name) else { continue };
                // A given name alone is too short to compare.
                if !name.value.contains(' ') {
                    continue;
                }
                let name = *known.entry(&name.value).or_insert_with(|| names.push(&name.value));
                if !all[first..].iter().any(|seen| (seen.unit, seen.name) == (unit, name)) {
                    all.push(Bearer { name, recipient: id, award: *award, unit });
                }
            }
        }
        let folded = names.as_slice().par_iter().map(|name| text::fold(name).replace('y', "i"));
        let folded: Vec<String> = folded.collect();
        let words = name_words(&names);
        Bearers { names, folded: folded.into(), words, all: all.into() }
    }

    /// Returns true if the names differ in one word, and both words are common: An and Ân are two people.
    fn are_two_common_names(&self, one: &Bearer<'_>, other: &Bearer<'_>) -> bool {
        let (one, other) = (&self.words[one.name], &self.words[other.name]);
        let both = one.common & other.common;
        let mut pairs = one.canonical.split(' ').zip(other.canonical.split(' ')).enumerate();
        let different = pairs.find(|(_, (one, other))| one != other);
        different.is_some_and(|(at, _)| at < MAX_NAME_WORDS && both & (1 << at) != 0)
    }

    /// Returns every two bearers whose folded names are equal or one edit apart, each pair once.
    fn candidates(&self) -> Vec<(BearerId<'s>, BearerId<'s>)> {
        let folded = |bearer: &BearerId<'s>| &*self.folded[self.all[*bearer].name];
        let all = self.all.as_slice().par_iter().enumerate();
        let mut keys: Vec<(u64, BearerId<'s>)> = all
            .flat_map_iter(|(at, bearer)| {
                let keys = bucket_keys(bearer.unit, &self.folded[bearer.name]);
                keys.into_iter().map(move |key| (key, BearerId::new(at)))
            })
            .collect();
        keys.par_sort_unstable();
        let pairs = keys.par_chunk_by(|a, b| a.0 == b.0).flat_map_iter(|alike| {
            alike.iter().enumerate().flat_map(move |(at, (_, one))| {
                let others = alike[at + 1..].iter().take(MAX_COMPARED_NAMES).map(|(_, other)| other);
                let near = others.filter(move |other| is_one_edit(folded(one), folded(other)));
                near.map(move |other| (*one, *other))
            })
        });
        let mut pairs: Vec<(BearerId<'s>, BearerId<'s>)> = pairs.collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// Returns true if the texts differ by at most one inserted, removed or changed letter, or by two neighbouring
/// letters that are exchanged.
fn is_one_edit(one: &str, other: &str) -> bool {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    // A fast path: most compared names have different lengths.
    if a.len().abs_diff(b.len()) > 1 && one.is_ascii() && other.is_ascii() {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);
    let is_exchange = matches!((a, b), (&[a, b], &[c, d]) if a == d && b == c);
    // A letter outside ASCII has several bytes, so the comparison of bytes is not exact.
    a.len().max(b.len()) <= 1 || is_exchange || !one.is_ascii() || !other.is_ascii()
}

/// Returns keys such that two similar names in one unit have at least one key in common.
///
/// One edit changes one word, so all other words are equal, and it never changes a word with digits. `folded`
/// has no tones and marks, and i for y.
fn bucket_keys(unit: UnitId, folded: &str) -> Vec<u64> {
    let words: Vec<u64> = folded.split(' ').enumerate().map(|word| hash(&word)).collect();
    let whole = words.iter().fold(0u64, |sum, word| sum.wrapping_add(*word));
    let has_letters = |word: &str| !word.contains(|letter: char| letter.is_ascii_digit());
    let changed = folded.split(' ').enumerate().filter(|(_, word)| has_letters(word));
    changed.map(|(at, _)| hash(&(unit, words.len(), at, whole.wrapping_sub(words[at])))).collect()
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Reports names of awards that are not, or nearly, those of the people of the registry that the awards name.
pub fn names_of_others(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let (Some(id), Some(name)) = (row.award.person, row.individual_name()) else { continue };
        let person = &context.site.people[id];
        let names = [&*name.value, &*person.name.value].map(text::canonical_name);
        let is_same = names[0] == names[1] || text::is_near(&name.value, &person.name.value);
        if !is_same {
            let diagnostic = Diagnostic::new(Code::OtherName, name.span).arg("name", &name.value);
            let diagnostic = diagnostic.arg("person", &person.id.value).arg("registered", &person.name.value);
            found.push(diagnostic.related(person.name.span));
        }
    }
    found
}

/// Reports equal names where the records do not show whether they are of one person: in unrelated units, or
/// with a person id in one record and without in another. Each name is reported once.
///
/// Also reports two rows of one decision that are counted as one person although their positions or kinds differ.
pub fn same_names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut alike: HashMap<&str, Vec<&Recipient>> = HashMap::new();
    let people = context.recipients.all.iter().filter(|one| one.kind == award::RecipientKind::Individual);
    let mut found = Vec::new();
    for one in people {
        alike.entry(&one.canonical).or_default().push(one);
        if one.person.is_none() && one.awards.len() > 1 {
            found.extend(joined_rows(context, one));
        }
    }
    for people in alike.into_values().filter(|people| people.iter().any(|one| one.person.is_none())) {
        let [newest, next, ..] = people.as_slice() else { continue };
        let [place, related] = [newest, next].map(|one| context.site.award(one.awards[0]).report_span());
        let diagnostic = Diagnostic::new(Code::SameName, place).arg("name", &newest.name);
        found.push(diagnostic.arg("count", people.len().to_string()).related(related));
    }
    found
}

/// Reports the rows of one decision that are joined to an earlier row of it with another position, or with another kind
/// if a position is missing.
///
/// Rows with the same position are not reported: many decisions grant a title and a form to one person. Rows of any
/// decisions are reported if one is of a man and one of a woman.
fn joined_rows<'d>(
    context: CheckContext<'d>,
    one: &'d Recipient,
) -> impl Iterator<Item = Diagnostic> + use<'d> {
    let row = move |at: usize| context.site.award(one.awards[at]);
    (1..one.awards.len()).filter_map(move |at| {
        let (earlier, later) = (row(at - 1), row(at));
        // A row that repeats another is reported as `same-row`, and one citation is of one person.
        let is_repeated = is_one_merit(context.site, earlier, later) || has_same_citation(earlier, later);
        let is_joined = earlier.award.decision == later.award.decision && !is_repeated;
        let differ = match have_one_position(earlier, later) {
            Some(is_one) => !is_one,
            None => earlier.award.kind != later.award.kind,
        };
        let is_doubtful = is_joined && differ || is_man_and_woman(earlier, later);
        if !is_doubtful {
            return None;
        }
        let diagnostic = Diagnostic::new(Code::SameName, later.report_span()).arg("name", &one.name);
        Some(diagnostic.arg("count", "1").related(earlier.report_span()))
    })
}

/// Returns true if one row has the form of address of a man and the other that of a woman.
fn is_man_and_woman(one: AwardRef<'_>, other: AwardRef<'_>) -> bool {
    let title = |row: AwardRef<'_>| row.record.honorific.as_ref().map(|title| text::fold(title));
    let (one, other) = (title(one), title(other));
    matches!((one.as_deref(), other.as_deref()), (Some("ong"), Some("ba")) | (Some("ba"), Some("ong")))
}

/// Returns whether the positions of two rows differ at most in marks and case; `None` if one has no position.
fn have_one_position(one: AwardRef<'_>, other: AwardRef<'_>) -> Option<bool> {
    let position =
        |row: AwardRef<'_>| row.record.position.as_ref().map(|position| text::fold(&position.value));
    position(one).zip(position(other)).map(|(one, other)| one == other)
}

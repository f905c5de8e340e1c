//! Rules for the names of people.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::model::award;
use crate::model::id::{Id, IdVec};
use crate::model::recipients::{Recipient, RecipientId};
use crate::model::registry::UnitId;
use crate::model::site::AwardId;
use crate::source::{Spanned, Text};
use crate::text::{self, FlawKind};

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
    all: IdVec<Bearer<'s>>,
}

/// A name of a recipient in a unit.
struct Bearer<'s> {
    name: Id<&'s str>,
    recipient: RecipientId,
    award: AwardId,
    unit: UnitId,
}

/// The position of a bearer in [`Bearers::all`].
type BearerId<'s> = Id<Bearer<'s>>;

/// Reports names in one unit that differ by one letter, one tone or their spelling, because they may be one
/// name.
pub fn similar_names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let bearers = Bearers::collect(context);
    let name = |bearer: &Bearer<'_>| bearers.names[bearer.name];
    let diagnostic = |(one, other): &(BearerId<'_>, BearerId<'_>)| {
        let (one, other) = (&bearers.all[*one], &bearers.all[*other]);
        let people = [one, other].map(|bearer| context.recipients.all[bearer.recipient].person);
        let is_distinguished = one.recipient != other.recipient && people.iter().all(Option::is_some);
        if is_distinguished || one.unit != other.unit || !text::is_near(name(one), name(other)) {
            return None;
        }
        let (newer, older) = if one.award < other.award { (one, other) } else { (other, one) };
        let [place, related] = [newer, older].map(|one| context.site.award(one.award).report_span());
        let diagnostic = Diagnostic::new(Code::NearName, place).arg("name", name(newer));
        Some(diagnostic.arg("other", name(older)).related(related))
    };
    bearers.candidates().par_iter().filter_map(diagnostic).collect()
}

/// Maximum number of names, in one unit and with one different word, that a name is compared with: far more
/// than there are given names in use.
const MAX_COMPARED_NAMES: usize = 1000;

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
        Bearers { names, folded: folded.into(), all: all.into() }
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

/// Returns true if the texts differ by at most one inserted, removed or changed letter.
fn is_one_edit(one: &str, other: &str) -> bool {
    let (a, b) = (one.as_bytes(), other.as_bytes());
    // A fast path: most compared names have different lengths.
    if a.len().abs_diff(b.len()) > 1 && one.is_ascii() && other.is_ascii() {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    // A letter outside ASCII has several bytes, so the comparison of bytes is not exact.
    (a.len() - tail).max(b.len() - tail) <= 1 || !one.is_ascii() || !other.is_ascii()
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

/// Reports equal names where the records do not show whether they are of one person: in unrelated units, or
/// with a person id in one record and without in another. Each name is reported once.
pub fn same_names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut alike: HashMap<&str, Vec<&Recipient>> = HashMap::new();
    let people = context.recipients.all.iter().filter(|one| one.kind == award::RecipientKind::Individual);
    for one in people {
        alike.entry(&one.canonical).or_default().push(one);
    }
    let mut found = Vec::new();
    for people in alike.into_values().filter(|people| people.iter().any(|one| one.person.is_none())) {
        let [newest, next, ..] = people.as_slice() else { continue };
        let [place, related] = [newest, next].map(|one| context.site.award(one.awards[0]).report_span());
        let diagnostic = Diagnostic::new(Code::SameName, place).arg("name", &newest.name);
        found.push(diagnostic.arg("count", people.len().to_string()).related(related));
    }
    found
}

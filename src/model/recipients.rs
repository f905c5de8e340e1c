//! Groups the awards of a site by recipient: one person, one collective, one household.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::award;
use crate::model::id::{Id, IdVec};
use crate::model::lineage::Lineage;
use crate::model::registry::{PersonId, UnitId};
use crate::model::site::{Award, AwardId, AwardRef, Site};
use crate::source::Text;
use crate::text;

/// The position of a recipient in [`Recipients::all`].
pub type RecipientId = Id<Recipient>;

/// A recipient of one or more awards.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// A person, a collective or a household.
    pub kind: award::RecipientKind,
    /// The name to show: from the registry of people, else as printed by the newest decision that shows it, else the
    /// unit's current name.
    pub name: Text,
    /// The canonical form of the name, for comparison only: as printed by the newest decision that shows it, else of
    /// the unit.
    pub canonical: Text,
    /// The person in the registry; absent when the awards have no person id.
    pub person: Option<PersonId>,
    /// The unit in the newest decision that shows the name, else in the newest; absent when that names none.
    pub unit: Option<UnitId>,
    /// The awards in the order of [`Site::awards`], the newest decision first. Never empty.
    pub awards: Box<[AwardId]>,
}

/// Every recipient of a site.
///
/// Awards are joined by person id; else by kind of recipient, canonical name and unit, where a unit and its
/// successors count as one. A collective without a name is its unit. Anything less certain is not joined: an
/// award with a person id never joins one without, and awards of several units join only if every two of
/// these units are of the same lineage.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// In the order of their newest awards in [`Site::awards`].
    pub all: IdVec<Recipient>,
    of_award: IdVec<Award, RecipientId>,
}

impl Recipients {
    /// Groups the awards of `site` by recipient.
    pub fn from_site(site: &Site) -> Recipients {
        let names = Names::from_site(site);
        let mut groups = group_awards(site, &names);
        groups.sort_unstable_by_key(|awards| awards[0]);
        let mut of_award = IdVec::filled(RecipientId::new(0), site.awards.len());
        for (position, awards) in groups.iter().enumerate() {
            awards.iter().for_each(|award| of_award[*award] = RecipientId::new(position));
        }
        let all = groups.into_iter().map(|awards| recipient(site, &names, awards)).collect();
        Recipients { all, of_award }
    }

    /// Returns true if readers see the name of the recipient in one of its awards.
    pub fn is_named(&self, site: &Site, id: RecipientId) -> bool {
        self.all[id].awards.iter().any(|award| site.award(*award).names_recipient())
    }

    /// Returns the recipient of `award`.
    pub fn of_award(&self, award: AwardId) -> RecipientId {
        self.of_award[award]
    }
}

/// The canonical names of the recipients of all awards, each stored once.
struct Names {
    canonical: IdVec<Text>,
    /// The name of each award; `None` for awards without a name.
    of_award: IdVec<Award, Option<NameId>>,
}

/// The position of a canonical name in [`Names::canonical`].
type NameId = Id<Text>;

impl Names {
    fn from_site(site: &Site) -> Names {
        let mut written: Vec<&str> = Vec::new();
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        let mut place = |name| {
            *places.entry(name).or_insert_with(|| {
                written.push(name);
                written.len() - 1
            })
        };
        let names = site.all_awards().map(|award| award.record.name.as_ref());
        let of_award: Vec<Option<usize>> = names.map(|name| name.map(|name| place(&*name.value))).collect();
        // Different spellings of one name have one canonical form.
        let spelt: Vec<String> = written.par_iter().map(|name| text::canonical_name(name)).collect();
        let mut canonical: IdVec<Text> = IdVec::default();
        let mut firsts: FxHashMap<&str, NameId> = FxHashMap::default();
        let first = |name| *firsts.entry(name).or_insert_with(|| canonical.push(Text::from(name)));
        let of_written: Vec<NameId> = spelt.iter().map(String::as_str).map(first).collect();
        let of_award = of_award.into_iter().map(|name| name.map(|name| of_written[name])).collect();
        Names { canonical, of_award }
    }

    fn find(&self, award: AwardId) -> Option<&Text> {
        self.of_award[award].map(|name| &self.canonical[name])
    }
}

/// What certainly identifies a recipient, before lineages are considered.
#[derive(PartialEq, Eq, Hash)]
enum IdentityKey {
    Person(PersonId),
    Unit(UnitId),
    /// Kind of recipient and canonical name; units are compared afterwards.
    Named(award::RecipientKind, Option<NameId>),
}

/// Returns the awards of each recipient; an award without person and unit is a group of its own.
fn group_awards(site: &Site, names: &Names) -> Vec<Vec<AwardId>> {
    let mut groups: Vec<Vec<AwardId>> = Vec::new();
    let mut places: FxHashMap<IdentityKey, usize> = FxHashMap::default();
    let mut named: Vec<usize> = Vec::new();
    for award_ref in site.all_awards() {
        let AwardRef { id, award, record, .. } = award_ref;
        let key = match (award.person, award.unit) {
            (Some(person), _) => IdentityKey::Person(person),
            (None, Some(unit)) if award_ref.is_to_unit_itself() => IdentityKey::Unit(unit),
            (None, Some(_)) => IdentityKey::Named(record.to.value, names.of_award[id]),
            (None, None) => {
                groups.push(vec![id]);
                continue;
            }
        };
        let is_named = matches!(key, IdentityKey::Named(..));
        let place = *places.entry(key).or_insert_with(|| {
            named.extend(is_named.then_some(groups.len()));
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(id);
    }
    let lineage = Lineage::new(&site.units);
    for place in named {
        let mut parts = group_by_lineage(site, &lineage, std::mem::take(&mut groups[place]));
        groups[place] = parts.pop().unwrap_or_default();
        groups.append(&mut parts);
    }
    groups
}

/// Splits awards of one name by unit, with the units of one lineage together.
///
/// Every award has a unit.
fn group_by_lineage(site: &Site, lineage: &Lineage, awards: Vec<AwardId>) -> Vec<Vec<AwardId>> {
    let unit = |award: AwardId| site.awards[award].unit;
    if awards[1..].iter().all(|at| unit(*at) == unit(awards[0])) {
        return vec![awards];
    }
    let mut parts: Vec<(Option<UnitId>, Vec<AwardId>)> = Vec::new();
    for at in awards {
        match parts.iter_mut().find(|(of, _)| *of == unit(at)) {
            Some((_, part)) => part.push(at),
            None => parts.push((unit(at), vec![at])),
        }
    }
    let is_related = |one: Option<UnitId>, other: Option<UnitId>| {
        one.zip(other).is_some_and(|(one, other)| lineage.is_same_lineage(one, other))
    };
    let mut joined: Vec<Vec<AwardId>> = Vec::new();
    while let Some((first, awards)) = parts.pop() {
        let mut line = vec![first];
        let mut together = vec![awards];
        let mut checked = 0;
        while let Some(current) = line.get(checked).copied() {
            for (other, awards) in parts.extract_if(.., |(other, _)| is_related(current, *other)) {
                line.push(other);
                together.push(awards);
            }
            checked += 1;
        }
        let sure = line.iter().all(|one| line.iter().all(|other| is_related(*one, *other)));
        if sure {
            let mut awards = together.concat();
            awards.sort_unstable();
            joined.push(awards);
        } else {
            joined.extend(together);
        }
    }
    joined
}

/// Builds the recipient of `awards`, which are not empty.
fn recipient(site: &Site, names: &Names, awards: Vec<AwardId>) -> Recipient {
    // A row that hides the name must not reveal its unit through another row.
    let shown = awards.iter().find(|award| site.award(**award).names_recipient()).unwrap_or(&awards[0]);
    let AwardRef { award: newest, record, .. } = site.award(*shown);
    let registered = newest.person.map(|person| site.people[person].name.value.clone());
    let printed = registered.or_else(|| record.name.as_ref().map(|name| name.value.clone()));
    let name = printed.or_else(|| newest.unit.map(|unit| site.units[unit].name().clone()));
    let name = name.unwrap_or_else(|| Text::from(""));
    let canonical = names.find(*shown).cloned().unwrap_or_else(|| text::canonical_name(&name).into());
    Recipient {
        kind: record.to.value,
        name,
        canonical,
        person: newest.person,
        unit: newest.unit,
        awards: awards.into(),
    }
}

//! The recipients of a site: which awards went to one person, one collective, one household.

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

/// Whoever received awards.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// A person, a collective or a household.
    pub kind: award::RecipientKind,
    /// The name to show: as the registry of people has it, else as the newest decision printed it, else the
    /// unit's name now.
    pub name: Text,
    /// The key of the name as the newest decision printed it, else of the unit's, for comparing only.
    pub canonical: Text,
    /// The person of the registry.
    pub person: Option<PersonId>,
    /// The unit in the newest decision.
    pub unit: Option<UnitId>,
    /// The awards in the order of [`Site::awards`]: the newest decision first. Never empty.
    pub awards: Box<[AwardId]>,
}

/// Every recipient of a site.
///
/// Awards are joined by the same person id; else by the same kind of recipient, the same canonical name and
/// the same unit or its lineage; a collective without a name is its unit. Nothing less sure is joined: an
/// award with an id never with one without, and units of one line only when every two of those in which
/// the name stands are of one line.
#[derive(Clone, Debug, Default)]
pub struct Recipients {
    /// In the order of their newest awards in [`Site::awards`].
    pub all: IdVec<Recipient>,
    of_award: IdVec<Award, RecipientId>,
}

impl Recipients {
    /// The recipients of `site`.
    pub fn of(site: &Site) -> Recipients {
        let names = Names::of(site);
        let mut groups = groups(site, &names);
        groups.sort_unstable_by_key(|awards| awards[0]);
        let mut of_award = IdVec::filled(RecipientId::new(0), site.awards.len());
        for (position, awards) in groups.iter().enumerate() {
            awards.iter().for_each(|award| of_award[*award] = RecipientId::new(position));
        }
        let all = groups.into_iter().map(|awards| recipient(site, &names, awards)).collect();
        Recipients { all, of_award }
    }

    /// The recipient of `award`.
    pub fn of_award(&self, award: AwardId) -> RecipientId {
        self.of_award[award]
    }
}

/// Whether an award is given to the unit itself.
fn is_unit(record: &award::AwardRecord) -> bool {
    record.to.value == award::RecipientKind::Collective && record.name.is_none()
}

/// The canonical names of the recipients of all awards, each held once.
struct Names {
    canonical: IdVec<Text>,
    /// Which of them is that of each award; `None` for those without a name.
    of_award: IdVec<Award, Option<NameId>>,
}

/// The position of a canonical name in [`Names::canonical`].
type NameId = Id<Text>;

impl Names {
    fn of(site: &Site) -> Names {
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
        // Spellings of one name become one.
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

/// What surely tells a recipient from others, before lineage.
#[derive(PartialEq, Eq, Hash)]
enum IdentityKey {
    Person(PersonId),
    Unit(UnitId),
    /// With the canonical name.
    Named(award::RecipientKind, Option<NameId>),
}

/// The awards of each recipient; those without person and unit stand alone.
fn groups(site: &Site, names: &Names) -> Vec<Vec<AwardId>> {
    let mut groups: Vec<Vec<AwardId>> = Vec::new();
    let mut places: FxHashMap<IdentityKey, usize> = FxHashMap::default();
    let mut named: Vec<usize> = Vec::new();
    for AwardRef { id, award, record, .. } in site.all_awards() {
        let key = match (award.person, award.unit) {
            (Some(person), _) => IdentityKey::Person(person),
            (None, Some(unit)) if is_unit(record) => IdentityKey::Unit(unit),
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
    let lineage = Lineage::of(&site.units);
    for place in named {
        let mut parts = by_line(site, &lineage, std::mem::take(&mut groups[place]));
        groups[place] = parts.pop().unwrap_or_default();
        groups.append(&mut parts);
    }
    groups
}

/// Awards of one name, parted by unit, those of one line together.
///
/// Each of them has a unit.
fn by_line(site: &Site, lineage: &Lineage, awards: Vec<AwardId>) -> Vec<Vec<AwardId>> {
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
        let mut looked = 0;
        while let Some(of) = line.get(looked).copied() {
            for (other, awards) in parts.extract_if(.., |(other, _)| is_related(of, *other)) {
                line.push(other);
                together.push(awards);
            }
            looked += 1;
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

fn recipient(site: &Site, names: &Names, awards: Vec<AwardId>) -> Recipient {
    let AwardRef { award: newest, record, .. } = site.award(awards[0]);
    let registered = newest.person.map(|person| site.people[person].name.value.clone());
    let printed = registered.or_else(|| record.name.as_ref().map(|name| name.value.clone()));
    let name = printed.or_else(|| newest.unit.map(|unit| site.units[unit].name().clone()));
    let name = name.unwrap_or_else(|| Text::from(""));
    let canonical = names.find(awards[0]).cloned().unwrap_or_else(|| text::canonical_name(&name).into());
    Recipient {
        kind: record.to.value,
        name,
        canonical,
        person: newest.person,
        unit: newest.unit,
        awards: awards.into(),
    }
}

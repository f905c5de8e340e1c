//! A [`Site`] in, its recipients out: which awards went to one person, one collective, one household.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::model::award;
use crate::model::lineage::Lineage;
use crate::model::site::Site;
use crate::source::Text;
use crate::text;

/// Whoever received awards. Numbers are indices into the lists of the [`Site`].
#[derive(Clone, Debug)]
pub struct Recipient {
    /// A person, a collective or a household.
    pub kind: award::Recipient,
    /// The name to show: as the registry of people has it, else as the newest decision printed it, else the
    /// unit's name now.
    pub name: Text,
    /// The key of the name as the newest decision printed it, else of the unit's, for comparing only.
    pub canonical: Text,
    /// The person of the registry.
    pub person: Option<u32>,
    /// The unit in the newest decision.
    pub unit: Option<u32>,
    /// The awards in the order of [`Site::awards`]: the newest decision first. Never empty.
    pub awards: Box<[u32]>,
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
    pub all: Vec<Recipient>,
    of_award: Vec<u32>,
}

impl Recipients {
    /// The recipients of `site`.
    pub fn of(site: &Site) -> Recipients {
        let names = Names::of(site);
        let mut groups = groups(site, &names);
        groups.sort_unstable_by_key(|awards| awards[0]);
        let mut of_award = vec![0; site.awards.len()];
        let mut all = Vec::with_capacity(groups.len());
        for awards in groups {
            let at = u32::try_from(all.len()).expect("fewer than four thousand million records");
            awards.iter().for_each(|award| of_award[*award as usize] = at);
            all.push(recipient(site, &names, awards));
        }
        Recipients { all, of_award }
    }

    /// The place in [`Recipients::all`] of whoever received `award`, an index into [`Site::awards`].
    pub fn of_award(&self, award: usize) -> usize {
        self.of_award[award] as usize
    }
}

/// Whether an award is given to the unit itself.
fn is_unit(record: &award::Award) -> bool {
    record.to.value == award::Recipient::Collective && record.name.is_none()
}

/// The canonical names of the recipients of all awards, each held once.
struct Names {
    canonical: Vec<Text>,
    /// Which of them is that of each award; `NAMELESS` for those without a name.
    of_award: Vec<u32>,
}

const NAMELESS: u32 = u32::MAX;

impl Names {
    fn of(site: &Site) -> Names {
        let mut written: Vec<&str> = Vec::new();
        let mut places: FxHashMap<&str, u32> = FxHashMap::default();
        let mut of_award = Vec::with_capacity(site.awards.len());
        for award in site.awards.iter() {
            let name = site.award(award).name.as_ref();
            of_award.push(name.map_or(NAMELESS, |name| {
                *places.entry(&name.value).or_insert_with(|| {
                    written.push(&name.value);
                    written.len() as u32 - 1
                })
            }));
        }
        // Spellings of one name become one.
        let spelt: Vec<String> = written.par_iter().map(|name| text::canonical_name(name)).collect();
        let mut canonical: Vec<Text> = Vec::new();
        let mut firsts: FxHashMap<&str, u32> = FxHashMap::default();
        let first = |name| {
            *firsts.entry(name).or_insert_with(|| {
                canonical.push(Text::from(name));
                canonical.len() as u32 - 1
            })
        };
        let of_written: Vec<u32> = spelt.iter().map(String::as_str).map(first).collect();
        of_award.iter_mut().filter(|at| **at != NAMELESS).for_each(|at| *at = of_written[*at as usize]);
        Names { canonical, of_award }
    }

    fn find(&self, award: u32) -> Option<&Text> {
        self.canonical.get(self.of_award[award as usize] as usize)
    }
}

/// What surely tells a recipient from others, before lineage.
#[derive(PartialEq, Eq, Hash)]
enum Key {
    Person(u32),
    Unit(u32),
    /// With the number of the canonical name.
    Named(award::Recipient, u32),
}

/// The awards of each recipient; those without person and unit stand alone.
fn groups(site: &Site, names: &Names) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut places: FxHashMap<Key, usize> = FxHashMap::default();
    let mut named: Vec<usize> = Vec::new();
    for (at, award) in (0..).zip(site.awards.iter()) {
        let record = site.award(award);
        let key = match (award.person, award.unit) {
            (Some(person), _) => Key::Person(person),
            (None, Some(unit)) if is_unit(record) => Key::Unit(unit),
            (None, Some(_)) => Key::Named(record.to.value, names.of_award[at as usize]),
            (None, None) => {
                groups.push(vec![at]);
                continue;
            }
        };
        let is_named = matches!(key, Key::Named(..));
        let place = *places.entry(key).or_insert_with(|| {
            named.extend(is_named.then_some(groups.len()));
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(at);
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
fn by_line(site: &Site, lineage: &Lineage, awards: Vec<u32>) -> Vec<Vec<u32>> {
    let unit = |at: u32| site.awards[at as usize].unit.unwrap_or(u32::MAX) as usize;
    if awards[1..].iter().all(|at| unit(*at) == unit(awards[0])) {
        return vec![awards];
    }
    let mut parts: Vec<(usize, Vec<u32>)> = Vec::new();
    for at in awards {
        match parts.iter_mut().find(|(of, _)| *of == unit(at)) {
            Some((_, part)) => part.push(at),
            None => parts.push((unit(at), vec![at])),
        }
    }
    let is_related = |one: usize, other: usize| lineage.are_of_one_line(one, other);
    let mut joined: Vec<Vec<u32>> = Vec::new();
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

fn recipient(site: &Site, names: &Names, awards: Vec<u32>) -> Recipient {
    let newest = &site.awards[awards[0] as usize];
    let record = site.award(newest);
    let registered = newest.person.map(|person| site.people[person as usize].name.value.clone());
    let printed = registered.or_else(|| record.name.as_ref().map(|name| name.value.clone()));
    let name = printed.or_else(|| newest.unit.map(|unit| site.units[unit as usize].name().clone()));
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

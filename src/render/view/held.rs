//! Views that many pages show, made into what templates see once for a whole build.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::id::{Id, IdVec};
use crate::model::registry::{Kind, Unit, UnitId};
use crate::model::settings::Section;
use crate::model::site::{Article, Decision, Movement, Site};
use crate::render::view::honors::{DecisionLink, KindView, MovementHonors};
use crate::render::view::news::MovementView;
use crate::render::view::{Card, Link};
use crate::source::Text;

/// The value of a view, shared by all who show it: templates are given the value itself, not a copy.
#[derive(Debug, PartialEq, Eq)]
pub struct Held<T>(Value, PhantomData<fn() -> T>);

impl<T: Serialize> Held<T> {
    /// Makes `view` into what templates see.
    pub fn of(view: T) -> Held<T> {
        Held(Value::from_serializable(&view), PhantomData)
    }
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Held<T> {
        Held(self.0.clone(), PhantomData)
    }
}

impl<T> Serialize for Held<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

/// One view for each `T` of the site, made when it is first asked for.
#[derive(Debug)]
pub struct Each<T, V>(IdVec<T, OnceLock<Held<V>>>);

impl<T, V: Serialize> Each<T, V> {
    fn of(count: usize) -> Each<T, V> {
        Each((0..count).map(|_| OnceLock::new()).collect())
    }

    /// The view of the entry at `id`, which `make` makes the first time.
    pub fn view(&self, id: Id<T>, make: impl FnOnce() -> V) -> Held<V> {
        self.0[id].get_or_init(|| Held::of(make())).clone()
    }
}

/// The units beside each unit, found once, in the order of the registry.
#[derive(Debug)]
pub struct UnitNeighbours {
    ids: HashMap<Text, UnitId>,
    /// Those that are or were under each unit.
    pub under: IdVec<Unit, Vec<UnitId>>,
    /// Those that each unit followed.
    pub predecessors: IdVec<Unit, Vec<UnitId>>,
}

impl UnitNeighbours {
    fn of(site: &Site) -> UnitNeighbours {
        let units = &site.units;
        let ids = units.entries().map(|(id, unit)| (unit.id.value.clone(), id)).collect();
        let empty = IdVec::filled(Vec::new(), units.len());
        let mut found = UnitNeighbours { ids, under: empty.clone(), predecessors: empty };
        for (id, unit) in units.entries() {
            for parent in unit.parents.iter().filter_map(|parent| found.ids.get(&parent.value.value)) {
                if found.under[*parent].last() != Some(&id) {
                    found.under[*parent].push(id);
                }
            }
            for next in unit.successors.iter().filter_map(|next| found.ids.get(&next.value)) {
                if found.predecessors[*next].last() != Some(&id) {
                    found.predecessors[*next].push(id);
                }
            }
        }
        found
    }

    /// The unit with the id `name` in the registry.
    pub fn unit(&self, name: &str) -> Option<UnitId> {
        self.ids.get(name).copied()
    }
}

/// What is held for one build of a site.
#[derive(Debug)]
pub struct Store {
    /// The units beside each unit.
    pub units: UnitNeighbours,
    /// Articles as they stand in lists.
    pub cards: Each<Article, Card>,
    /// Sections as links.
    pub section_links: Each<Section, Link>,
    /// Movements as links.
    pub movement_links: Each<Movement, Link>,
    /// Movements.
    pub movements: Each<Movement, MovementView>,
    /// What came from each movement.
    pub movement_honors: Each<Movement, MovementHonors>,
    /// Decisions as they stand beside awards.
    pub decisions: Each<Decision, DecisionLink>,
    /// Kinds as they stand beside awards.
    pub kinds: Each<Kind, KindView>,
}

impl Store {
    /// Nothing yet, for the lists of `site`.
    pub fn of(site: &Site) -> Store {
        Store {
            units: UnitNeighbours::of(site),
            cards: Each::of(site.articles.len()),
            section_links: Each::of(site.settings.sections.len()),
            movement_links: Each::of(site.movements.len()),
            movements: Each::of(site.movements.len()),
            movement_honors: Each::of(site.movements.len()),
            decisions: Each::of(site.decisions.len()),
            kinds: Each::of(site.kinds.len()),
        }
    }
}

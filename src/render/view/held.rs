//! Views that many pages show, made into what templates see once for a whole build.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::OnceLock;

use serde::{Serialize, Serializer};
use tera::Value;

use crate::model::site::Site;
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

/// One view for each of a list of the site, made when it is first asked for.
#[derive(Debug)]
pub struct Each<T>(Box<[OnceLock<Held<T>>]>);

impl<T: Serialize> Each<T> {
    fn of(count: usize) -> Each<T> {
        Each((0..count).map(|_| OnceLock::new()).collect())
    }

    /// The view of the entry `at`, which `make` makes the first time.
    pub fn view(&self, at: usize, make: impl FnOnce() -> T) -> Held<T> {
        self.0[at].get_or_init(|| Held::of(make())).clone()
    }
}

/// The units beside each unit, found once: numbers are their places in the registry, in its order.
#[derive(Debug)]
pub struct UnitNeighbours {
    places: HashMap<Text, usize>,
    /// Those that are or were under each unit.
    pub under: Vec<Vec<usize>>,
    /// Those that each unit followed.
    pub predecessors: Vec<Vec<usize>>,
}

impl UnitNeighbours {
    fn of(site: &Site) -> UnitNeighbours {
        let units = &site.units;
        let places = units.iter().enumerate().map(|(at, unit)| (unit.id.value.clone(), at)).collect();
        let empty = vec![Vec::new(); units.len()];
        let mut found = UnitNeighbours { places, under: empty.clone(), predecessors: empty };
        for (at, unit) in units.iter().enumerate() {
            for parent in unit.parents.iter().filter_map(|parent| found.places.get(&parent.value.value)) {
                if found.under[*parent].last() != Some(&at) {
                    found.under[*parent].push(at);
                }
            }
            for next in unit.successors.iter().filter_map(|next| found.places.get(&next.value)) {
                if found.predecessors[*next].last() != Some(&at) {
                    found.predecessors[*next].push(at);
                }
            }
        }
        found
    }

    /// The unit called `id`.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }
}

/// What is held for one build of a site.
#[derive(Debug)]
pub struct Store {
    /// The units beside each unit.
    pub units: UnitNeighbours,
    /// Articles as they stand in lists.
    pub cards: Each<Card>,
    /// Sections as links.
    pub section_links: Each<Link>,
    /// Movements as links.
    pub movement_links: Each<Link>,
    /// Movements.
    pub movements: Each<MovementView>,
    /// What came from each movement.
    pub movement_honors: Each<MovementHonors>,
    /// Decisions as they stand beside awards.
    pub decisions: Each<DecisionLink>,
    /// Kinds as they stand beside awards.
    pub kinds: Each<KindView>,
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

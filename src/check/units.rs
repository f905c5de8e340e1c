//! Rules for units and their history.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::registry::{Dated, UnitId};
use crate::source::Spanned;

/// A unit has one name at a time. A name without a last day lasts until the next one begins.
pub fn names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in &context.site.units {
        found.extend(unit.names.iter().filter_map(backwards));
        for pair in unit.names.windows(2) {
            let [earlier, later] = [&pair[0], &pair[1]];
            let overlap = match (earlier.to, later.from) {
                (Some(to), Some(from)) => from <= to,
                (None, Some(_)) => earlier.from == later.from,
                (_, None) => true,
            };
            if overlap {
                let fault = Diagnostic::new(Code::NamesOverlap, later.span).arg("name", &later.value);
                found.push(fault.arg("other", &earlier.value).related(earlier.span));
            }
        }
    }
    found
}

fn backwards<T>(dated: &Dated<T>) -> Option<Diagnostic> {
    let (Some(from), Some(to)) = (dated.from, dated.to) else { return None };
    let fault = Diagnostic::new(Code::EndsBeforeStart, dated.span).arg("start", from.to_string());
    (from > to).then(|| fault.arg("end", to.to_string()))
}

/// No unit is above itself, on any day; a circle is told of once.
pub fn parents(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let units = &context.site.units;
    let places: HashMap<&str, UnitId> = units.entries().map(|(id, unit)| (&*unit.id.value, id)).collect();
    let above = |unit: UnitId, day: Date| {
        let parents = units[unit].parents.iter().filter(move |parent| parent.holds(day));
        parents.filter_map(|parent| places.get(&*parent.value.value).copied())
    };
    let mut found = Vec::new();
    let mut told: HashSet<UnitId> = HashSet::new();
    for (id, unit) in units.entries() {
        found.extend(unit.parents.iter().filter_map(backwards));
        for parent in &unit.parents {
            // A circle is whole on the day on which the last of its links begins.
            let day = parent.from.unwrap_or(Date::MIN);
            let Some(first) = places.get(&*parent.value.value) else { continue };
            let mut reached = vec![*first];
            let mut known = HashSet::from([*first]);
            let mut looked = 0;
            while let Some(next) = reached.get(looked).copied().filter(|next| *next != id) {
                reached.extend(above(next, day).filter(|unit| known.insert(*unit)));
                looked += 1;
            }
            let circle = looked < reached.len();
            if circle && !reached.iter().any(|unit| told.contains(unit)) {
                told.extend(reached);
                let fault = Diagnostic::new(Code::ParentCircle, parent.span).arg("unit", &unit.id.value);
                found.push(fault.arg("parent", &parent.value.value));
            }
        }
    }
    found
}

/// A unit that ended has a successor, or a note that says why it has none.
pub fn endings(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in context.site.units.iter().filter(|unit| unit.successors.is_empty() && unit.note.is_none()) {
        if let Some(Spanned { value: day, span }) = unit.ended.as_ref().map(|ended| &ended.on) {
            let fault = Diagnostic::new(Code::EndedSilently, *span).arg("unit", unit.name());
            found.push(fault.arg("day", day.to_string()));
        }
    }
    found
}

//! Rules for units and their history.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::registry::{Dated, UnitId};
use crate::source::Spanned;

/// Reports names of a unit that overlap in time. A name without a last day lasts until the next one begins.
pub fn overlapping_names(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in &context.site.units {
        found.extend(unit.names.iter().filter_map(reversed_dates));
        for pair in unit.names.windows(2) {
            let [earlier, later] = [&pair[0], &pair[1]];
            let overlap = match (earlier.to, later.from) {
                (Some(to), Some(from)) => from <= to,
                (None, Some(_)) => earlier.from == later.from,
                (_, None) => true,
            };
            if overlap {
                let diagnostic = Diagnostic::new(Code::NamesOverlap, later.span).arg("name", &later.value);
                found.push(diagnostic.arg("other", &earlier.value).related(earlier.span));
            }
        }
    }
    found
}

/// Returns the error for a time that ends before it begins.
fn reversed_dates<T>(dated: &Dated<T>) -> Option<Diagnostic> {
    let (Some(from), Some(to)) = (dated.from, dated.to) else { return None };
    let diagnostic = Diagnostic::new(Code::EndsBeforeStart, dated.span).arg("start", from.to_string());
    (from > to).then(|| diagnostic.arg("end", to.to_string()))
}

/// Reports units that are above themselves on any day; each cycle is reported once.
pub fn parent_cycles(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let units = &context.site.units;
    let places: HashMap<&str, UnitId> = units.entries().map(|(id, unit)| (&*unit.id.value, id)).collect();
    let above = |unit: UnitId, day: Date| {
        let parents = units[unit].parents.iter().filter(move |parent| parent.is_valid_on(day));
        parents.filter_map(|parent| places.get(&*parent.value.value).copied())
    };
    let mut found = Vec::new();
    let mut reported: HashSet<UnitId> = HashSet::new();
    for (id, unit) in units.entries() {
        found.extend(unit.parents.iter().filter_map(reversed_dates));
        for parent in &unit.parents {
            // A cycle is complete on the day on which the last of its links begins.
            let day = parent.from.unwrap_or(Date::MIN);
            let Some(first) = places.get(&*parent.value.value) else { continue };
            let mut reached = vec![*first];
            let mut known = HashSet::from([*first]);
            let mut checked = 0;
            while let Some(next) = reached.get(checked).copied().filter(|next| *next != id) {
                reached.extend(above(next, day).filter(|unit| known.insert(*unit)));
                checked += 1;
            }
            let is_cycle = checked < reached.len();
            if is_cycle && !reached.iter().any(|unit| reported.contains(unit)) {
                reported.extend(reached);
                let diagnostic = Diagnostic::new(Code::ParentCircle, parent.span).arg("unit", &unit.id.value);
                found.push(diagnostic.arg("parent", &parent.value.value));
            }
        }
    }
    found
}

/// Reports units that ended without a successor and without a note that gives the reason.
pub fn missing_successors(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in context.site.units.iter().filter(|unit| unit.successors.is_empty() && unit.note.is_none()) {
        if let Some(Spanned { value: day, span }) = unit.ended.as_ref().map(|ended| &ended.on) {
            let diagnostic = Diagnostic::new(Code::EndedSilently, *span).arg("unit", unit.name());
            found.push(diagnostic.arg("day", day.to_string()));
        }
    }
    found
}

//! Rules for units and their history.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use crate::check::circles::closing_links;
use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::id::IdVec;
use crate::model::registry::{Dated, Unit, UnitId};
use crate::source::{Span, Spanned};

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
                let diagnostic = Diagnostic::new(Code::ParentCircle, parent.span).arg("what", "unit");
                let diagnostic = diagnostic.arg("unit", &unit.id.value);
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

/// Reports units that are among their own successors; each circle is reported once.
pub fn successor_circles(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let units = &context.site.units;
    let places: HashMap<&str, UnitId> = units.entries().map(|(id, unit)| (&*unit.id.value, id)).collect();
    let next =
        |unit: &Unit| unit.successors.iter().filter_map(|id| places.get(&*id.value).copied()).collect();
    let links: IdVec<Unit, Vec<UnitId>> = units.iter().map(|unit| next(unit)).collect();
    let circles = closing_links(&links).into_iter().map(|(from, to)| {
        let (unit, successor) = (&units[from], &units[to].id.value);
        let written = unit.successors.iter().find(|next| next.value == *successor);
        let place = written.map_or(unit.id.span, |next| next.span);
        let diagnostic = Diagnostic::new(Code::SuccessorCircle, place).arg("unit", &unit.id.value);
        diagnostic.arg("successor", successor)
    });
    circles.collect()
}

/// Reports units that ended before they got one of their names or superior units.
pub fn early_ends(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for unit in &context.site.units {
        let Some(ended) = &unit.ended else { continue };
        let names = unit.names.iter().map(|name| (name.from, name.span));
        let parents = unit.parents.iter().map(|parent| (parent.from, parent.span));
        let last: Option<(Date, Span)> =
            names.chain(parents).filter_map(|(from, span)| Some((from?, span))).max_by_key(|(from, _)| *from);
        if let Some((start, span)) = last.filter(|(start, _)| *start > ended.on.value) {
            let diagnostic =
                Diagnostic::new(Code::EndsBeforeStart, ended.on.span).arg("start", start.to_string());
            found.push(diagnostic.arg("end", ended.on.value.to_string()).related(span));
        }
    }
    found
}

//! Rules that compare the units of awards with the registry on the day of the decision.

use std::collections::HashSet;

use jiff::civil::Date;
use rustc_hash::FxHashSet;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::registry::{Dated, UnitId};
use crate::model::site::Site;
use crate::source::{Span, Spanned, Text};
use crate::text;

/// Reports units of awards and issuers that did not exist on the day of the decision.
pub fn absent_units(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decision in &context.site.decisions {
        if let (Some(issuer), Some(unit), Some(signed)) =
            (&decision.record.issuer, decision.issuer, &decision.record.signed)
        {
            found.extend(absent_unit(context.site, unit, signed.value, issuer.span));
        }
    }
    let mut seen: FxHashSet<Span> = FxHashSet::default();
    for row in context.site.all_awards() {
        let (Some(written), Some(unit), Some(signed)) = (&row.record.unit, row.award.unit, row.signed())
        else {
            continue;
        };
        if seen.insert(written.span) {
            found.extend(absent_unit(context.site, unit, signed, written.span));
        }
    }
    found
}

/// Returns the warning if `unit` did not exist on `day`, with its predecessors or successors as a proposal.
fn absent_unit(site: &Site, unit: UnitId, day: Date, place: Span) -> Option<Diagnostic> {
    let unit = &site.units[unit];
    let diagnostic = |when: &str, turn: Date| {
        let diagnostic = Diagnostic::new(Code::AbsentUnit, place).arg("day", day.to_string());
        diagnostic.arg("unit", unit.name()).arg("when", when).arg("turn", turn.to_string())
    };
    let founded = unit.names.iter().map(|name| name.from).min().flatten();
    if let Some(founded) = founded.filter(|founded| day < *founded) {
        let diagnostic = diagnostic("early", founded);
        let own = &unit.id.value;
        let before = site.units.iter().filter(|other| other.successors.iter().any(|next| next.value == *own));
        let before: Vec<&str> = before.map(|other| &*other.id.value).collect();
        return Some(with_units(diagnostic, &before, "help-early"));
    }
    let ended = unit.ended.as_ref().filter(|ended| day > ended.on.value)?;
    let after: Vec<&str> = unit.successors.iter().map(|next| &*next.value).collect();
    Some(with_units(diagnostic("late", ended.on.value).related(ended.on.span), &after, "help-late"))
}

/// Adds `units` as a proposal.
fn with_units(diagnostic: Diagnostic, units: &[&str], help: &'static str) -> Diagnostic {
    if units.is_empty() { diagnostic } else { diagnostic.arg("units", units.join(", ")).help(help) }
}

/// Reports units printed by a name that they had neither in the merit period nor on the day of the decision.
pub fn renamed_units(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: HashSet<Span> = HashSet::new();
    for row in context.site.all_awards() {
        let (Some(printed), Some(unit), Some(signed)) =
            (&row.record.unit_as_printed, row.award.unit, row.signed())
        else {
            continue;
        };
        let unit = &context.site.units[unit];
        if unit.names.len() < 2 {
            continue;
        }
        let Spanned { value: printed, span: place } = &**printed;
        let is_printed = |name: &str| bare_name(name) == bare_name(printed);
        let start =
            Date::new(row.record.period.value.start(), 1, 1).map_or(signed, |start| start.min(signed));
        let is_then = |name: &&Dated<Text>| {
            name.from.is_none_or(|from| from <= signed) && name.to.is_none_or(|to| start <= to)
        };
        let (then, other): (Vec<_>, Vec<_>) = unit.names.iter().partition(is_then);
        let Some(other) = other.into_iter().find(|name| is_printed(&name.value)) else { continue };
        if !then.is_empty() && !then.iter().any(|name| is_printed(&name.value)) && seen.insert(*place) {
            let diagnostic = Diagnostic::new(Code::RenamedUnit, *place).arg("printed", printed);
            let diagnostic = diagnostic.arg("day", signed.to_string()).arg("proposal", unit.name_on(signed));
            found.push(diagnostic.related(other.span));
        }
    }
    found
}

/// Returns the canonical name of a unit without the words for a union, so that a union and its enterprise
/// compare equal.
fn bare_name(name: &str) -> String {
    let name = text::canonical_name(name);
    let union = ["cđcs ", "công đoàn cơ sở ", "công đoàn "];
    union.iter().find_map(|union| name.strip_prefix(union)).unwrap_or(&name).to_owned()
}

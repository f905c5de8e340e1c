//! The records that read otherwise after an action on a unit.

use jiff::civil::Date;

use crate::desk::state::site;
use crate::desk::touched::{TouchedList, awards, decision_link, unit_link};
use crate::desk::units::action::UnitAction;
use crate::desk::units::plan::printing_rows;
use crate::model::registry::UnitId;
use crate::model::site::{Award, Decision};
use crate::serve::snapshot::Snapshot;

/// What reads otherwise after `action` on the unit `id` with `day`, without empty lists.
pub fn changing(snapshot: &Snapshot, id: UnitId, action: UnitAction, day: Date) -> Vec<TouchedList> {
    let Some(site) = site(snapshot) else { return Vec::new() };
    let signed = |decision: &Decision| decision.record.signed.as_ref().map(|signed| signed.value);
    let lists = match action {
        UnitAction::Rename => {
            let links = site.decisions.entries().filter(|(at, decision)| {
                let is_later = signed(decision).is_some_and(|signed| day <= signed);
                is_later && !printing_rows(site, *at, id).is_empty()
            });
            let links = links.map(|(_, decision)| decision_link(snapshot, decision)).collect();
            vec![TouchedList::new("new-name", links)]
        }
        UnitAction::Merge | UnitAction::Close => {
            let is_late = |decision: &Decision, award: &Award| {
                award.unit == Some(id) && signed(decision).is_some_and(|signed| day < signed)
            };
            let open = site.units.iter().filter(|unit| {
                let tomorrow = day.tomorrow().unwrap_or(day);
                let own = &*site.units[id].id.value;
                let mut parents = unit.parents.iter();
                unit.ended.is_none()
                    && parents.any(|parent| *parent.value.value == *own && parent.is_valid_on(tomorrow))
            });
            let open = open.map(|unit| unit_link(snapshot, unit));
            vec![awards(snapshot, site, "late", &is_late), TouchedList::new("left", open.collect())]
        }
    };
    lists.into_iter().filter(|list| list.count > 0).collect()
}

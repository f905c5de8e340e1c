//! Plans the list of units, the page of each, and the lists of the units below one.

use crate::diagnostic::Location;
use crate::model::id::IdVec;
use crate::model::registry::{Unit, UnitId};
use crate::model::route::Route;
use crate::model::site::{AwardId, Site};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::PageKind;
use crate::plan::listing::{MAX_CHILDREN, UNITS_PER_PAGE};
use crate::plan::unit_order::UnitOrder;

/// Returns the route of the list of the units below `unit`.
pub fn children_route(site: &Site, unit: UnitId) -> Route {
    let word = &site.settings.routes.units;
    Route::new(format!("/{word}/{}/{word}/", site.units[unit].id.value))
}

/// Plans the list of units, the page of each, and the lists of the units below one.
pub fn plan(builder: &mut PlanBuilder<'_>, awards: &IdVec<Unit, Vec<AwardId>>, order: &UnitOrder) {
    let site = builder.site;
    if !site.settings.pages.units || site.units.is_empty() {
        return;
    }
    let word = format!("/{}/", site.settings.routes.units);
    builder.add_list(word.clone(), Location::Nowhere, &order.all, UNITS_PER_PAGE, PageKind::Units);
    for (id, unit) in site.units.entries() {
        let route = format!("{word}{}/", unit.id.value);
        builder.add_awards(route, unit.id.span.into(), &awards[id], |list| PageKind::Unit(id, list));
        let children = &order.children[id];
        if children.len() > MAX_CHILDREN {
            let route = children_route(site, id);
            builder.add_list(route, unit.id.span.into(), children, UNITS_PER_PAGE, |list| {
                PageKind::UnitChildren(id, list)
            });
        }
    }
}

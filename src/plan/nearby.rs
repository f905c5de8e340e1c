//! Finds the addresses that are near an address that does not exist.

use crate::diagnostic::nearest;
use crate::model::route::Route;
use crate::plan::files::Plan;

impl Plan {
    /// Returns up to `most` routes that may be meant by `route`, which does not exist: the nearest one in spelling, then
    /// those with the same last part, then the nearest list above it.
    pub fn nearby(&self, route: &str, most: usize) -> Vec<&Route> {
        let routes = || self.files().map(|file| &file.route);
        let near = nearest(route, routes().map(|route| &**route));
        let near = near.and_then(|near| self.page(near)).map(|file| &file.route);
        let last = last_part(route);
        let same_end = routes().filter(|other| !last.is_empty() && last_part(other) == last);
        let asked = Route::new(route.to_owned());
        let above = asked.parents().into_iter().rev().find_map(|parent| self.page(parent));
        let above = above.map(|file| &file.route).filter(|above| ***above != *"/");
        let mut found: Vec<&Route> = Vec::new();
        for other in near.into_iter().chain(same_end.take(most)).chain(above) {
            if !found.contains(&other) {
                found.push(other);
            }
        }
        found.truncate(most);
        found
    }
}

fn last_part(route: &str) -> &str {
    route.trim_end_matches('/').rsplit('/').next().unwrap_or_default()
}

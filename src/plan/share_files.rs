//! The pictures for shared links that are drawn.

use std::collections::HashMap;
use std::fmt::Write;

use crate::hash::Hash;
use crate::model::route::Route;
use crate::picture::{ShareColours, ShareText};
use crate::plan::theme::ThemeContent;
use crate::source::SourceId;

/// The pictures for shared links that are drawn.
#[derive(Clone, Debug, Default)]
pub struct SharePictures {
    /// What all pictures have in common; absent when none is drawn.
    pub design: Option<ShareDesign>,
    /// The picture for pages without one of their own.
    pub site: Option<SiteShare>,
    /// For each page with a drawn picture the route of the picture.
    pub routes: HashMap<Route, Route>,
}

impl SharePictures {
    /// Returns the route of the picture drawn for the page at `page`.
    pub fn of_page(&self, page: &Route) -> Option<&Route> {
        self.routes.get(page)
    }
}

/// The picture for pages without one of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SiteShare {
    /// `share_image` of the settings.
    Image(SourceId),
    /// `banner` of the settings.
    Banner(SourceId),
    /// The picture drawn for the home page.
    Drawn(Route),
}

/// What all drawn pictures of a site have in common.
#[derive(Clone, Debug)]
pub struct ShareDesign {
    /// The colours of light pages.
    pub colours: ShareColours,
    /// A picture file: the logo of the settings, else the icon of the theme.
    pub emblem: Option<ThemeContent>,
    /// The hash of the colours, the emblem and the version of the drawing.
    pub fingerprint: Hash,
}

impl ShareDesign {
    /// Returns the route of the picture of the page at `page`, with a hash of everything drawn in its name.
    pub fn route(&self, page: &Route, text: &ShareText) -> Route {
        let mut inputs = self.fingerprint.to_string();
        text.lines().for_each(|line| _ = write!(inputs, "\n{line}"));
        Route::new(format!("{}share.{}.png", page, Hash::of(inputs.as_bytes()).short()))
    }

    /// Returns the cache key of the picture of `text`.
    pub fn cache_key(&self, text: &ShareText) -> Hash {
        let lines: Vec<&str> = text.lines().collect();
        Hash::of(format!("share picture {} {lines:?}", self.fingerprint).as_bytes())
    }
}

//! `site`, which every template sees.

use serde::Serialize;

use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::basic::LinkView;
use crate::render::view::data::head::{IconView, ThemeColour};
use crate::render::view::data::picture::PictureView;
use crate::source::Text;

/// `site`: the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Its title.
    pub title: Text,
    /// Whose it is.
    pub organisation: Text,
    /// A sentence about it.
    pub description: Option<Text>,
    /// `vi` or `en`.
    pub language: &'static str,
    /// Scheme, host and folder, without a `/` at the end.
    pub base_url: Text,
    /// The address of the first page.
    pub home: Href,
    /// The entries of the menu.
    pub menu: Vec<CachedView<LinkView>>,
    /// The sections.
    pub sections: Vec<CachedView<LinkView>>,
    /// How to reach the office.
    pub contact: ContactView,
    /// The index of the movements.
    pub movements: Href,
    /// The index of the rolls.
    pub rolls: Href,
    /// The statistics, when there are any.
    pub statistics: Option<Href>,
    /// The log of corrections and annulments, when there are any.
    pub corrections: Option<Href>,
    /// The index of the decisions, when they have pages.
    pub decisions: Option<Href>,
    /// The award guide, when there is one.
    pub kinds: Option<Href>,
    /// The index of the units, when they have pages.
    pub units: Option<Href>,
    /// The index of the tags, when there are any.
    pub tags: Option<Href>,
    /// The archive, when there is one.
    pub archive: Option<Href>,
    /// The feed of all articles, when feeds are made.
    pub feed: Option<Href>,
    /// Its title where there is little room.
    pub short_title: Text,
    /// Its emblem, when the settings name one.
    pub logo: Option<PictureView>,
    /// The wide picture above its pages, when the settings name one.
    pub banner: Option<PictureView>,
    /// The style sheet of the colours that the settings name, to stand behind that of the theme.
    pub colours: Option<Text>,
    /// The colour of what a browser draws around the pages.
    pub theme_colour: ThemeColour,
    /// The icons: the logo, else those of the theme.
    pub icons: Vec<IconView>,
    /// The web manifest.
    pub manifest: Href,
}

/// `site.contact`.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// Street and town.
    pub address: Option<Text>,
    /// Telephone.
    pub phone: Option<Text>,
    /// E-mail.
    pub email: Option<Text>,
}

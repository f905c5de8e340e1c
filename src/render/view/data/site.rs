//! The view `site`, which every template sees.

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
    /// The title of the site.
    pub title: Text,
    /// The name of the organisation that publishes it.
    pub organisation: Text,
    /// A sentence about the site; absent when the settings have none.
    pub description: Option<Text>,
    /// The language of the pages: `vi` or `en`.
    pub language: &'static str,
    /// The public address: scheme, host and folder, without a `/` at the end.
    pub base_url: Text,
    /// The address of the home page.
    pub home: Href,
    /// The entries of the menu, from the settings or generated.
    pub menu: Vec<MenuView>,
    /// The sections, in the order of the settings.
    pub sections: Vec<CachedView<LinkView>>,
    /// The contact data of the office.
    pub contact: ContactView,
    /// What the foot of every page says beside the contact data.
    pub footer: FooterView,
    /// The address of the list of movements.
    pub movements: Href,
    /// The address of the list of rolls.
    pub rolls: Href,
    /// The address of the search page; absent when there is none, or the site has its own page at that address.
    pub search: Option<Href>,
    /// Whether the search index has so many names that a search reads some of its files only.
    pub search_is_large: bool,
    /// The address of the statistics; absent when there are none.
    pub statistics: Option<Href>,
    /// The address of the log of corrections and annulments; absent when it is empty.
    pub corrections: Option<Href>,
    /// The address of the list of decisions; absent when decisions have no pages.
    pub decisions: Option<Href>,
    /// The address of the award guide; absent when kinds have no pages.
    pub kinds: Option<Href>,
    /// The address of the list of units; absent when units have no pages.
    pub units: Option<Href>,
    /// The address of the list of tags; absent when there are none.
    pub tags: Option<Href>,
    /// The address of the news archive; absent when there is none.
    pub archive: Option<Href>,
    /// The address of the Atom feed of all articles; absent when feeds are switched off.
    pub feed: Option<Href>,
    /// The title for small spaces; the title when the settings have none.
    pub short_title: Text,
    /// The emblem of the organisation; absent when the settings have none.
    pub logo: Option<PictureView>,
    /// The wide picture above all pages; absent when the settings have none.
    pub banner: Option<PictureView>,
    /// The address of the style sheet with the site's own colours, to be linked after that of the theme;
    /// absent when the settings have no colours.
    pub colours: Option<Text>,
    /// The colours for `<meta name="theme-color">`.
    pub theme_colour: ThemeColour,
    /// The icons for `<link>`: the logo, else those of the theme.
    pub icons: Vec<IconView>,
    /// The address of the web app manifest.
    pub manifest: Href,
}

/// An entry of the menu.
#[derive(Clone, Debug, Serialize)]
pub struct MenuView {
    /// The text of the entry.
    pub title: Text,
    /// The address; absent when the entry only opens its items.
    pub href: Option<Href>,
    /// The entries of its sub-menu; empty for a single link.
    pub items: Vec<LinkView>,
}

/// `site.footer`: what the foot of every page says beside the contact data.
#[derive(Clone, Debug, Serialize)]
pub struct FooterView {
    /// The person responsible for the content; absent when the settings name none.
    pub responsible: Option<Text>,
    /// The number of the licence, without the word "licence"; absent when the settings have none.
    pub licence: Option<Text>,
    /// Telephone number, as written; absent when the settings have none.
    pub hotline: Option<Text>,
    /// The pages of the office on social networks.
    pub social: Vec<LinkView>,
    /// Further lines.
    pub text: Vec<Text>,
}

/// `site.contact`: the contact data of the office.
#[derive(Clone, Debug, Serialize)]
pub struct ContactView {
    /// Street and town; absent when the settings have none.
    pub address: Option<Text>,
    /// Telephone number, as written; absent when the settings have none.
    pub phone: Option<Text>,
    /// E-mail address; absent when the settings have none.
    pub email: Option<Text>,
}

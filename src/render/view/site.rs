//! `site`, which every template sees.

use serde::Serialize;

use crate::model::settings::Settings;
use crate::render::view::head::{IconView, ThemeColour};
use crate::render::view::{Held, Link, Picture, Views};
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
    pub home: String,
    /// The entries of the menu.
    pub menu: Vec<Held<Link>>,
    /// The sections.
    pub sections: Vec<Held<Link>>,
    /// How to reach the office.
    pub contact: ContactView,
    /// The index of the movements.
    pub movements: String,
    /// The index of the rolls.
    pub rolls: String,
    /// The statistics, when there are any.
    pub statistics: Option<String>,
    /// The log of corrections and annulments, when there are any.
    pub corrections: Option<String>,
    /// The index of the decisions, when they have pages.
    pub decisions: Option<String>,
    /// The award guide, when there is one.
    pub kinds: Option<String>,
    /// The index of the units, when they have pages.
    pub units: Option<String>,
    /// The index of the tags, when there are any.
    pub tags: Option<String>,
    /// The archive, when there is one.
    pub archive: Option<String>,
    /// The feed of all articles, when feeds are made.
    pub feed: Option<String>,
    /// Its title where there is little room.
    pub short_title: Text,
    /// Its emblem, when the settings name one.
    pub logo: Option<Picture>,
    /// The wide picture above its pages, when the settings name one.
    pub banner: Option<Picture>,
    /// The style sheet of the colours that the settings name, to stand behind that of the theme.
    pub colours: Option<Text>,
    /// The colour of what a browser draws around the pages.
    pub theme_colour: ThemeColour,
    /// The icons: the logo, else those of the theme.
    pub icons: Vec<IconView>,
    /// The web manifest.
    pub manifest: String,
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

impl Views<'_> {
    /// `site`.
    pub fn site_view(&self) -> SiteView {
        let (settings, pictures) = (&self.site.settings, &self.site.pictures);
        let route = |word: &Text| self.href(&format!("/{word}/"));
        let planned = |word: &Text| self.plan.page(&format!("/{word}/")).map(|page| self.href(&page.route));
        let below_rolls = |word: &Text| {
            let page = self.plan.page(&format!("/{}/{word}/", settings.routes.rolls));
            page.map(|page| self.href(&page.route))
        };
        SiteView {
            title: settings.title.clone(),
            organisation: settings.organisation.clone(),
            description: settings.description.clone(),
            language: settings.language.tag(),
            base_url: settings.base_url.clone(),
            home: self.href("/"),
            menu: self.menu(),
            sections: self.sections(),
            contact: contact(settings),
            movements: route(&settings.routes.movements),
            rolls: route(&settings.routes.rolls),
            statistics: below_rolls(&settings.routes.statistics),
            corrections: below_rolls(&settings.routes.corrections),
            decisions: planned(&settings.routes.decisions),
            kinds: planned(&settings.routes.kinds),
            units: planned(&settings.routes.units),
            tags: planned(&settings.routes.tags),
            archive: planned(&settings.routes.archive),
            feed: settings.pages.feeds.then(|| self.href("/feed.xml")),
            short_title: settings.look.short_title.as_ref().unwrap_or(&settings.title).clone(),
            logo: self.settings_picture(pictures.logo, settings.look.logo.as_ref()),
            banner: self.settings_picture(pictures.banner, settings.look.banner.as_ref()),
            colours: self.theme.colours.clone(),
            theme_colour: self.theme_colour(),
            icons: self.icons(),
            manifest: self.href("/site.webmanifest"),
        }
    }

    fn sections(&self) -> Vec<Held<Link>> {
        self.site.settings.sections.ids().map(|id| self.section_link(id)).collect()
    }

    /// The menu of the settings, or one made of sections, movements, rolls and standing pages.
    fn menu(&self) -> Vec<Held<Link>> {
        let settings = &self.site.settings;
        if !settings.menu.is_empty() {
            let entries = settings.menu.iter().zip(&self.site.menu);
            let link = |title: &Text, href: String| Held::of(Link { title: title.clone(), href });
            return entries
                .filter_map(|(entry, route)| Some(link(&entry.title, self.menu_href(route.as_ref()?))))
                .collect();
        }
        let mut menu = self.sections();
        let mut add = |title: String, route: &str| {
            menu.push(Held::of(Link { title: title.into(), href: self.href(route) }));
        };
        add(self.say("movements", &[]), &format!("/{}/", settings.routes.movements));
        add(self.say("rolls", &[]), &format!("/{}/", settings.routes.rolls));
        for page in &self.site.pages {
            add(page.record.title.value.to_string(), &page.route);
        }
        menu
    }

    fn menu_href(&self, route: &Text) -> String {
        if route.starts_with('/') { self.href(route) } else { route.to_string() }
    }
}

fn contact(settings: &Settings) -> ContactView {
    let contact = &settings.contact;
    ContactView {
        address: contact.address.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
    }
}

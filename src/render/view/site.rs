//! Builds `site`, which every template sees.

use rustc_hash::FxHashSet;

use crate::model::settings::{Settings, SocialPage};
use crate::plan::{OutputKind, PageKind, PlannedFile};
use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{ContactView, FooterView, LinkView, MenuView, SiteView};
use crate::render::view::views::Views;
use crate::source::Text;

impl Views<'_> {
    /// Returns `site`.
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
            menu: self.menu_views(),
            sections: self.section_links(),
            contact: contact_view(settings),
            footer: footer_view(settings),
            movements: route(&settings.routes.movements),
            rolls: route(&settings.routes.rolls),
            search: self.search_href(),
            search_is_large: self.plan.has_divided_names,
            statistics: below_rolls(&settings.routes.statistics),
            corrections: below_rolls(&settings.routes.corrections),
            decisions: planned(&settings.routes.decisions),
            kinds: planned(&settings.routes.kinds),
            units: planned(&settings.routes.units),
            tags: planned(&settings.routes.tags),
            archive: planned(&settings.routes.archive),
            feed: settings.pages.feeds.then(|| self.href("/feed.xml")),
            short_title: settings.appearance.short_title.as_ref().unwrap_or(&settings.title).clone(),
            logo: self.settings_picture(pictures.logo, settings.appearance.logo.as_ref()),
            banner: self.settings_picture(pictures.banner, settings.appearance.banner.as_ref()),
            colours: self.theme.colours.clone(),
            theme_colour: self.theme_colour(),
            icons: self.page_icons(),
            manifest: self.href("/site.webmanifest"),
        }
    }

    /// Returns the address of the search page; `None` if the site has none, or a page of its own in its place.
    fn search_href(&self) -> Option<Href> {
        let page = self.plan.page(&format!("/{}/", self.site.settings.routes.search))?;
        matches!(page.kind, OutputKind::Page(PageKind::Search)).then(|| self.href(&page.route))
    }

    fn section_links(&self) -> Vec<CachedView<LinkView>> {
        self.site.settings.sections.ids().map(|id| self.section_link(id)).collect()
    }

    /// Returns the menu of the settings, or a menu of sections, movements, rolls and standalone pages.
    fn menu_views(&self) -> Vec<MenuView> {
        let link = |title: &Text, route: &Option<Text>| {
            route.as_ref().map(|route| LinkView { title: title.clone(), href: self.menu_href(route) })
        };
        let entries = self.site.settings.menu.iter().zip(&self.site.menu);
        let menu = entries.map(|(entry, targets)| {
            let items = entry.items.iter().zip(&targets.items);
            MenuView {
                title: entry.title.clone(),
                href: targets.to.as_ref().map(|route| self.menu_href(route)),
                items: items.filter_map(|(item, route)| link(&item.title, route)).collect(),
            }
        });
        let menu: Vec<MenuView> =
            menu.filter(|entry| entry.href.is_some() || !entry.items.is_empty()).collect();
        if !self.site.settings.menu.is_empty() {
            return menu;
        }
        let view = |page: &PlannedFile| match &page.kind {
            OutputKind::Page(kind) => Some(MenuView {
                title: self.title(kind).into(),
                href: Some(self.href(&page.route)),
                items: Vec::new(),
            }),
            OutputKind::File(_) => None,
        };
        self.default_menu().filter_map(|route| self.plan.page(&route)).filter_map(view).collect()
    }

    /// Returns the routes of the menu of a site whose settings have none.
    fn default_menu(&self) -> impl Iterator<Item = String> {
        let settings = &self.site.settings;
        let sections = settings.sections.iter().map(|section| format!("/{}/", section.id.value));
        let lists = [&settings.routes.movements, &settings.routes.rolls].map(|word| format!("/{word}/"));
        let pages = self.site.pages.iter().map(|page| page.route.to_string());
        sections.chain(lists).chain(pages)
    }

    /// Returns whether an entry of the menu, or an item of one, leads to `route`.
    pub fn is_in_menu(&self, route: &str) -> bool {
        self.cache.menu_routes.get_or_init(|| self.menu_routes()).contains(route)
    }

    fn menu_routes(&self) -> FxHashSet<Text> {
        if self.site.settings.menu.is_empty() {
            return self.default_menu().map(Text::from).collect();
        }
        let targets = self.site.menu.iter().flat_map(|entry| [&entry.to].into_iter().chain(&entry.items));
        targets.flatten().cloned().collect()
    }

    fn menu_href(&self, route: &Text) -> Href {
        if route.starts_with('/') { self.href(route) } else { Href::new(&**route) }
    }
}

fn contact_view(settings: &Settings) -> ContactView {
    let contact = &settings.contact;
    ContactView {
        address: contact.address.clone(),
        phone: contact.phone.clone(),
        email: contact.email.clone(),
    }
}

fn footer_view(settings: &Settings) -> FooterView {
    let footer = &settings.footer;
    let link = |page: &SocialPage| LinkView { title: page.title.clone(), href: Href::new(&*page.url) };
    FooterView {
        responsible: footer.responsible.clone(),
        licence: footer.licence.clone(),
        hotline: footer.hotline.clone(),
        social: footer.social.iter().map(link).collect(),
        text: footer.text.clone(),
    }
}

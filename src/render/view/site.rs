//! Builds `site`, which every template sees.

use crate::model::settings::Settings;
use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{ContactView, LinkView, SiteView};
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
            menu: self.menu_links(),
            sections: self.section_links(),
            contact: contact_view(settings),
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
            short_title: settings.appearance.short_title.as_ref().unwrap_or(&settings.title).clone(),
            logo: self.settings_picture(pictures.logo, settings.appearance.logo.as_ref()),
            banner: self.settings_picture(pictures.banner, settings.appearance.banner.as_ref()),
            colours: self.theme.colours.clone(),
            theme_colour: self.theme_colour(),
            icons: self.page_icons(),
            manifest: self.href("/site.webmanifest"),
        }
    }

    fn section_links(&self) -> Vec<CachedView<LinkView>> {
        self.site.settings.sections.ids().map(|id| self.section_link(id)).collect()
    }

    /// Returns the menu of the settings, or a menu of sections, movements, rolls and standalone pages.
    fn menu_links(&self) -> Vec<CachedView<LinkView>> {
        let settings = &self.site.settings;
        if !settings.menu.is_empty() {
            let entries = settings.menu.iter().zip(&self.site.menu);
            let link = |title: &Text, href: Href| CachedView::new(LinkView { title: title.clone(), href });
            return entries
                .filter_map(|(entry, route)| Some(link(&entry.title, self.menu_href(route.as_ref()?))))
                .collect();
        }
        let mut menu = self.section_links();
        let mut add = |title: String, route: &str| {
            menu.push(CachedView::new(LinkView { title: title.into(), href: self.href(route) }));
        };
        add(self.say("movements", &[]), &format!("/{}/", settings.routes.movements));
        add(self.say("rolls", &[]), &format!("/{}/", settings.routes.rolls));
        for page in &self.site.pages {
            add(page.record.title.value.to_string(), &page.route);
        }
        menu
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

//! What every template sees: `site`, `page` and `files`.

use serde::Serialize;

use crate::model::settings::Settings;
use crate::plan::{Page, What, parent_routes};
use crate::render::view::head::{HeadView, IconView, ThemeColour};
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

/// `page`: the page itself.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The name of its template without `.html`.
    pub kind: &'static str,
    /// Its address on this site.
    pub href: String,
    /// Its whole address.
    pub permalink: String,
    /// Its title.
    pub title: String,
    /// A sentence about it, for search engines and shared links.
    pub description: String,
    /// The pages above it, the first page first.
    pub crumbs: Vec<Link>,
    /// The feed that belongs to it.
    pub feed: Option<String>,
    /// Whether search engines shall leave it out.
    pub unlisted: bool,
    /// What it tells machines.
    pub head: HeadView,
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

    /// `page`.
    pub fn page_view(&self, page: &Page) -> PageView {
        let (kind, title, description) = self.naming(&page.what);
        let crumbs = parent_routes(&page.route).into_iter().filter_map(|route| {
            let parent = self.plan.page(route)?;
            Some(Link { title: self.naming(&parent.what).1.into(), href: self.href(route) })
        });
        let feed = match &page.what {
            What::Section(at, _) => Some(format!("/{}/feed.xml", self.site.settings.sections[*at].id.value)),
            _ => None,
        };
        let head = self.head(page, &title, &description);
        PageView {
            kind,
            href: self.href(&page.route),
            permalink: self.permalink(&page.route),
            title,
            description,
            crumbs: crumbs.collect(),
            feed: feed.filter(|_| self.site.settings.pages.feeds).map(|route| self.href(&route)),
            unlisted: head.canonical.is_none(),
            head,
        }
    }

    /// The title of a page.
    pub fn title(&self, what: &What) -> String {
        self.naming(what).1
    }

    /// The template, the title and the description of a page.
    fn naming(&self, what: &What) -> (&'static str, String, String) {
        let site = self.site;
        let settings = &site.settings;
        let about = |text: Option<&Text>| text.map_or_else(String::new, |text| text.to_string());
        let say = |name: &str| self.say(name, &[]);
        let year = |name: &str, year: i16| self.say(name, &[("year", year.to_string())]);
        match what {
            What::Home => ("home", settings.title.to_string(), about(settings.description.as_ref())),
            What::Section(at, _) => {
                let section = &settings.sections[*at];
                ("section", section.title.to_string(), about(section.description.as_ref()))
            }
            What::Article(at, _) => {
                let article = &site.articles[*at];
                ("article", article.record.title.value.to_string(), self.summary(article))
            }
            What::Movements => ("movements", say("movements"), say("movements-about")),
            What::Movement(at, _) => {
                let record = &site.movements[*at].record;
                let lead = record.lead.as_ref().or(record.audience.as_ref());
                ("movement", record.title.value.to_string(), about(lead))
            }
            What::Standing(at) => {
                let record = &site.pages[*at].record;
                ("standing", record.title.value.to_string(), about(record.lead.as_ref()))
            }
            What::Tags => ("tags", say("tags"), String::new()),
            What::Tag(at, _) => ("tag", self.plan.tags[*at].name.to_string(), String::new()),
            What::Archive => ("archive", say("archive"), String::new()),
            What::ArchiveYear(number, _) => ("archive_year", year("archive-year", *number), String::new()),
            What::Rolls => ("rolls", say("rolls"), say("rolls-about")),
            What::Roll(roll, part, _) => ("roll", self.roll_title(roll, *part), self.roll_about(roll)),
            What::Statistics => ("statistics", say("statistics"), say("statistics-about")),
            What::Corrections(_) => ("corrections", say("corrections"), say("corrections-about")),
            What::Decisions => ("decisions", say("decisions"), say("decisions-about")),
            What::Decision(at) => {
                let about = about(site.decisions[*at].record.subject.as_ref());
                ("decision", self.decision_title(*at), about)
            }
            What::Kinds => ("kinds", say("kinds"), say("kinds-about")),
            What::Kind(at, _) => {
                let kind = &site.kinds[*at];
                ("kind", kind.name.to_string(), about(kind.description.as_ref()))
            }
            What::Units => ("units", say("units"), say("units-about")),
            What::Unit(at, _) => ("unit", site.units[*at].name().to_string(), String::new()),
            What::Recipient(at) => {
                let recipient = &self.plan.recipients.all[*at];
                ("recipient", recipient.name.to_string(), self.recipient_about(*at))
            }
            What::Gone => ("gone", say("gone"), String::new()),
            What::NotFound => ("404", say("not-found"), String::new()),
            What::Redirect(_) => ("redirect", say("moved"), String::new()),
            What::Feed(..)
            | What::Download(..)
            | What::Schema
            | What::Sitemap(_)
            | What::SitemapIndex(_)
            | What::Robots
            | What::WellKnown(_)
            | What::Copy(_)
            | What::Picture(..)
            | What::ThemeFile(_) => ("", String::new(), String::new()),
        }
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

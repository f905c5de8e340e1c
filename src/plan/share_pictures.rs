//! Plans pictures with the titles of pages, for shared links to pages without a photograph.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::diagnostic::Location;
use crate::hash::Hash;
use crate::html::readable_url;
use crate::model::colour::{Role, Scheme};
use crate::model::date::format_date;
use crate::model::id::IdVec;
use crate::model::registry::{Unit, UnitId};
use crate::model::route::Route;
use crate::model::site::{Article, ArticleId, AwardId, Site};
use crate::picture::{SHARE_VERSION, ShareColours, ShareText};
use crate::plan::builder::PlanBuilder;
use crate::plan::kinds::{FileKind, OutputKind, PageKind};
use crate::plan::picture_files::{PictureFiles, ShareFile};
use crate::plan::roll::RollPart;
use crate::plan::share_files::{ShareDesign, SharePictures, SiteShare};
use crate::plan::theme::{ThemeContent, ThemeParts};
use crate::plan::unit_order::UnitOrder;
use crate::source::{SourceContent, SourceId, Sources};

/// The file of a theme that is its emblem, as PNG.
const THEME_EMBLEM: &str = "/assets/icons/icon-192.";

/// The size from which a banner is the picture of the site, in pixels; networks show smaller ones as a thumbnail.
const MIN_BANNER_PX: (u32, u32) = (600, 315);

/// The number of pages of one kind that can have a picture: drawing them takes time, and links to the others, such as
/// older articles, are rarely shared.
const MAX_PAGES: usize = 300;
/// The number of the newest decisions that can have a picture.
const MAX_DECISIONS: usize = 100;

/// Plans the pictures of all pages that have one.
///
/// Pages of recipients have none: a picture that another site has copied cannot be withdrawn when a person asks for
/// the removal of their name. For the same reason, articles about registered people or about the recipient of an award
/// have none, and pictures of decisions have only number and date.
///
/// `unit_awards` are the awards of each unit and its people.
pub fn plan(
    builder: &mut PlanBuilder<'_>,
    theme: ThemeParts<'_>,
    pictures: &BTreeMap<SourceId, PictureFiles>,
    order: &UnitOrder,
    unit_awards: &IdVec<Unit, Vec<AwardId>>,
) -> SharePictures {
    let site = builder.site;
    let appearance = &site.settings.appearance;
    let mut share = SharePictures { site: site_picture(site, pictures), ..SharePictures::default() };
    let draws = appearance.share_pictures.unwrap_or(appearance.share_image.is_none());
    if !theme.shows_share_pictures || !draws {
        return share;
    }
    let design = share_design(site, builder.sources, theme);
    let units = order.all.iter().copied().filter(|unit| !unit_awards[*unit].is_empty());
    let cards = SharedPages {
        site,
        theme,
        pictures,
        host: readable_host(&site.settings.base_url),
        units: units.take(MAX_PAGES).collect(),
        awarded: site.awards.iter().filter_map(|award| award.article).collect(),
        draws_home: share.site.is_none(),
    };
    let texts: Vec<(Route, Location, ShareText)> = builder
        .pages
        .iter()
        .filter_map(|page| match &page.kind {
            OutputKind::Page(kind) => Some((page.route.clone(), page.origin, cards.text(kind)?)),
            OutputKind::File(_) => None,
        })
        .collect();
    for (page, origin, text) in texts {
        let route = design.route(&page, &text);
        if share.routes.contains_key(&page) {
            continue;
        }
        share.routes.insert(page, route.clone());
        builder.add(route, origin, FileKind::SharePicture(Box::new(text)));
    }
    let home = share.of_page(&Route::home()).cloned();
    share.site = share.site.or_else(|| home.map(SiteShare::Drawn));
    share.design = Some(design);
    share
}

/// Returns the picture that the settings name for the whole site.
fn site_picture(site: &Site, pictures: &BTreeMap<SourceId, PictureFiles>) -> Option<SiteShare> {
    let file = |id: SourceId| pictures.get(&id)?.share.as_ref();
    let is_large = |file: &ShareFile| file.width >= MIN_BANNER_PX.0 && file.height >= MIN_BANNER_PX.1;
    let image = site.pictures.share_image.filter(|id| file(*id).is_some());
    let banner = || site.pictures.banner.filter(|id| file(*id).is_some_and(is_large));
    image.map(SiteShare::Image).or_else(|| banner().map(SiteShare::Banner))
}

/// Returns what all pictures have in common.
fn share_design(site: &Site, sources: &Sources, theme: ThemeParts<'_>) -> ShareDesign {
    let colour =
        |role| site.settings.appearance.colours.colour(role, Scheme::Light, &site.palette).channels();
    let colours = ShareColours {
        paper: colour(Role::Paper),
        ink: colour(Role::Ink),
        main: colour(Role::Main),
        muted: colour(Role::Muted),
        leaf: colour(Role::Leaf),
    };
    let emblem = emblem(site, sources, theme);
    let hash = emblem.as_ref().and_then(|emblem| match emblem {
        ThemeContent::Bytes(_, hash) => Some(*hash),
        ThemeContent::Source(id) => sources.find(*id).map(|source| source.hash),
    });
    let fingerprint = Hash::of(format!("{SHARE_VERSION} {colours:?} {hash:?}").as_bytes());
    ShareDesign { colours, emblem, fingerprint }
}

/// Returns the logo, or the icon of the theme if the site has no logo; `None` if it cannot be drawn.
fn emblem(site: &Site, sources: &Sources, theme: ThemeParts<'_>) -> Option<ThemeContent> {
    let Some(logo) = site.pictures.logo else {
        let icon = theme.files.iter().find(|file| file.route.starts_with(THEME_EMBLEM));
        return icon.map(|file| file.content.clone());
    };
    match &sources.find(logo)?.content {
        SourceContent::Picture(Ok(info)) if !info.format.is_copied() => Some(ThemeContent::Source(logo)),
        _ => None,
    }
}

/// The pages of a site, as their pictures show them.
struct SharedPages<'s> {
    site: &'s Site,
    theme: ThemeParts<'s>,
    pictures: &'s BTreeMap<SourceId, PictureFiles>,
    /// The host of the site, with its folder, as people write it.
    host: String,
    /// The units whose pages have a picture.
    units: FxHashSet<UnitId>,
    /// The articles that awards name: those about recipients.
    awarded: FxHashSet<ArticleId>,
    draws_home: bool,
}

impl SharedPages<'_> {
    /// Returns the text of the picture of a page; `None` if it has none.
    fn text(&self, kind: &PageKind) -> Option<ShareText> {
        let site = self.site;
        let say = |name: &str, key: &str, value: String| self.theme.strings.say(name, &[(key, value)]);
        match kind {
            PageKind::Home if self.draws_home => self.card(&site.settings.title, &self.host),
            PageKind::Section(at, list) if list.number == 1 => {
                self.card(&site.settings.sections[*at].title, &self.host)
            }
            PageKind::Article(at, _) if at.position() < MAX_PAGES && !self.awarded.contains(at) => {
                self.article(&site.articles[*at])
            }
            PageKind::Movement(at, list) if list.number == 1 && at.position() < MAX_PAGES => {
                let record = &site.movements[*at].record;
                let days =
                    [&record.starts, &record.ends].map(|at| at.as_ref().map(|at| format_date(at.value)));
                let days: Vec<String> = days.into_iter().flatten().collect();
                let note = if days.is_empty() { self.host.clone() } else { days.join(" – ") };
                self.card(&record.title.value, &note)
            }
            PageKind::Standalone(at) if at.position() < MAX_PAGES => {
                self.card(&site.pages[*at].record.title.value, &self.host)
            }
            PageKind::Roll(roll, RollPart::Whole, list) if list.number == 1 => {
                let awards = say("count-awards", "n", roll.counts.awards.to_string());
                self.card(&say("roll-year", "year", roll.year.to_string()), &awards)
            }
            PageKind::Decision(at, list) if list.number == 1 && at.position() < MAX_DECISIONS => {
                let decision = &site.decisions[*at];
                let (number, signed) = (decision.record.number.as_ref()?, decision.record.signed.as_ref()?);
                let issuer = site.unit_name(decision.issuer?, Some(signed.value));
                let title = say("decision-title", "number", number.value.to_string());
                ShareText::new(issuer, &title, &format!("{} · {}", format_date(signed.value), self.host))
            }
            PageKind::Kind(at, list) if list.number == 1 && at.position() < MAX_PAGES => {
                self.card(&site.kinds[*at].name, &self.host)
            }
            PageKind::Unit(at, list) if list.number == 1 && self.units.contains(at) => {
                self.card(site.units[*at].name(), &self.host)
            }
            _ => None,
        }
    }

    fn article(&self, article: &Article) -> Option<ShareText> {
        let record = &article.record;
        let has_photograph = article
            .cover
            .as_ref()
            .is_some_and(|cover| self.pictures.get(&cover.file).is_some_and(|files| files.share.is_some()));
        if has_photograph || !article.people.is_empty() {
            return None;
        }
        let section = &self.site.settings.sections[article.section].title;
        self.card(&record.title.value, &format!("{section} · {}", format_date(record.date.value.day)))
    }

    fn card(&self, title: &str, note: &str) -> Option<ShareText> {
        ShareText::new(&self.site.settings.organisation, title, note)
    }
}

/// Returns the host of `base_url`, with its folder, as people write it.
fn readable_host(base_url: &str) -> String {
    let url = readable_url(base_url);
    url.split_once("://").map_or(url.as_str(), |(_, host)| host).to_owned()
}

//! Finds the content that uses a picture or a document.

use crate::model::body::Outline;
use crate::model::route::Route;
use crate::model::site::{ArticleCover, LinkTarget, Site};
use crate::plan::files::Plan;
use crate::source::SourceId;

/// A use of a file by another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileUse {
    /// The file that uses it; absent for the settings.
    pub by: Option<SourceId>,
    /// The page on which it is used; absent if that has none, and for the settings.
    pub route: Option<Route>,
    /// How the file is used.
    pub kind: UseKind,
}

/// How a file is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UseKind {
    /// The cover of an article.
    Cover,
    /// A picture in the text.
    Shown,
    /// The target of a link in the text.
    Linked,
    /// The portrait of a person.
    Portrait,
    /// The scan of a decision.
    Scan,
    /// The plan that launched a movement.
    LaunchPlan,
    /// The emblem, the banner or the picture for shared links that the settings name.
    Settings,
}

impl UseKind {
    /// Returns the word for message arguments and programs.
    pub fn word(self) -> &'static str {
        match self {
            UseKind::Cover => "cover",
            UseKind::Shown => "shown",
            UseKind::Linked => "linked",
            UseKind::Portrait => "portrait",
            UseKind::Scan => "scan",
            UseKind::LaunchPlan => "launch-plan",
            UseKind::Settings => "settings",
        }
    }
}

/// Returns the uses of `file`: of articles first, then of movements, standalone pages, people, decisions and the settings.
pub fn file_uses(file: SourceId, site: &Site, plan: &Plan) -> Vec<FileUse> {
    let mut uses = Vec::new();
    let mut add = |by: SourceId, route: Option<&Route>, kind: UseKind| {
        uses.push(FileUse { by: Some(by), route: route.cloned(), kind });
    };
    for article in &site.articles {
        let (by, route) = (article.record.source, Some(&article.route));
        let is_cover = |cover: &ArticleCover| cover.file == file;
        if article.cover.as_ref().is_some_and(is_cover) {
            add(by, route, UseKind::Cover);
        }
        in_text(file, &article.record.body.outline, &article.links).for_each(|kind| add(by, route, kind));
    }
    for movement in &site.movements {
        let (by, route) = (movement.record.source, Some(&movement.route));
        if movement.file == Some(file) {
            add(by, route, UseKind::LaunchPlan);
        }
        in_text(file, &movement.record.body.outline, &movement.links).for_each(|kind| add(by, route, kind));
    }
    for page in &site.pages {
        let (by, route) = (page.record.source, Some(&page.route));
        in_text(file, &page.record.body.outline, &page.links).for_each(|kind| add(by, route, kind));
    }
    for (person, _) in site.photos.entries().filter(|(_, photo)| **photo == Some(file)) {
        let recipients = plan.recipients.all.entries();
        let own =
            recipients.filter(|(_, recipient)| recipient.person == Some(person)).map(|(id, _)| id).next();
        let route = own.and_then(|id| plan.recipient_pages.routes.as_slice().get(id.position())?.as_ref());
        add(site.people[person].id.span.source, route, UseKind::Portrait);
    }
    for (id, decision) in site.decisions.entries().filter(|(_, one)| one.document == Some(file)) {
        add(decision.record.source, plan.decisions.routes[id].as_ref(), UseKind::Scan);
    }
    let pictures = site.pictures;
    if [pictures.logo, pictures.banner, pictures.share_image].contains(&Some(file)) {
        uses.push(FileUse { by: None, route: None, kind: UseKind::Settings });
    }
    uses
}

/// Returns how a text uses `file`, each use once; `targets` are those of the links in `outline`.
fn in_text<'s>(
    file: SourceId,
    outline: &'s Outline,
    targets: &'s [LinkTarget],
) -> impl Iterator<Item = UseKind> + use<'s> {
    let uses = outline.links.iter().zip(targets).filter_map(move |(link, target)| match target {
        LinkTarget::File(source, _) if *source == file => Some(link.picture.is_some()),
        _ => None,
    });
    let is_picture: Vec<bool> = uses.collect();
    let kinds = [(true, UseKind::Shown), (false, UseKind::Linked)];
    kinds.into_iter().filter(move |(picture, _)| is_picture.contains(picture)).map(|(_, kind)| kind)
}

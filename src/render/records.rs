//! The files that are made of records alone, of which a large site has the most: while no record has changed, they are kept
//! without looking at each.

use crate::hash::Hash;
use crate::model::settings::PeoplePages;
use crate::plan::{FileKind, OutputKind, PageKind, PlannedFile};
use crate::render::view::Views;
use crate::reuse::InputHasher;

/// The folder of the files that are no part of [`fingerprint`].
const ARTICLES: &str = "content/articles/";

/// Returns the fingerprint of everything that decides the files for which [`is_made_of_records`] is true, besides what all
/// pages share: every file of the project but the articles, what awards show of articles, and the day.
pub fn fingerprint(views: &Views<'_>) -> Hash {
    let site = views.site;
    let mut inputs = InputHasher::default();
    inputs.text(&site.settings.base_url).text(&site.now.date().to_string());
    for source in views.sources.all().filter(|source| !source.path.starts_with(ARTICLES)) {
        inputs.text(&source.path).number(source.is_usable().into()).hash(source.hash);
    }
    // A record can be hidden until an hour of the day.
    inputs.number(site.decisions.len() as u64);
    for decision in &site.decisions {
        inputs.text(views.sources.find(decision.record.source).map_or("", |source| &source.path));
    }
    let movements = site.movements.iter().map(|movement| &movement.route);
    movements.chain(site.pages.iter().map(|page| &page.route)).for_each(|route| _ = inputs.text(route));
    for (id, award) in site.awards.entries() {
        let Some(article) = award.article.map(|article| &site.articles[article]) else { continue };
        inputs.number(id.position() as u64).text(&article.route).text(&article.record.title.value);
    }
    // Who has an article has a page.
    if site.settings.pages.people == PeoplePages::Several {
        let people = site.articles.iter().flat_map(|article| &article.people);
        people.for_each(|person| _ = inputs.text(&site.people[*person].id.value));
    }
    inputs.fingerprint()
}

/// Returns whether `file` shows records, and of articles no more than the titles that awards name.
pub fn is_made_of_records(views: &Views<'_>, file: &PlannedFile) -> bool {
    match &file.kind {
        OutputKind::File(file) => matches!(file, FileKind::Download(..) | FileKind::DownloadArchive(_)),
        OutputKind::Page(PageKind::Recipient(at, _)) => {
            let recipient = &views.plan.recipients.all[*at];
            let has_article = |award: &_| views.site.awards[*award].article.is_some();
            recipient.person.is_none() && !recipient.awards.iter().any(has_article)
        }
        OutputKind::Page(page) => matches!(
            page,
            PageKind::Roll(..)
                | PageKind::RollParts(..)
                | PageKind::RollNames(..)
                | PageKind::DecisionsYear(..)
                | PageKind::Decision(..)
                | PageKind::Kind(..)
                | PageKind::Unit(..)
                | PageKind::UnitChildren(..)
                | PageKind::Namesakes(..)
                | PageKind::SearchLetter(..)
                | PageKind::GivenName(..)
        ),
    }
}

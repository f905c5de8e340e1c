//! Rules for articles, movements and standalone pages.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::check::circles::closing_links;
use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::body::Body;
use crate::model::id::IdVec;
use crate::model::site::{Movement, MovementId, Site};
use crate::model::tags::{TagId, Tags};
use crate::source::{Span, Spanned};
use crate::text;

/// Returns the titles and Markdown bodies of all pages that have one.
fn bodies(site: &Site) -> impl Iterator<Item = (&str, &Body)> {
    let articles = site.articles.iter().map(|article| (&*article.record.title.value, &article.record.body));
    let movements =
        site.movements.iter().map(|movement| (&*movement.record.title.value, &movement.record.body));
    articles
        .chain(movements)
        .chain(site.pages.iter().map(|page| (&*page.record.title.value, &page.record.body)))
}

/// Reports headings of the first level, which the title is already, and skipped levels (WCAG 2.2, 1.3.1).
pub fn headings(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (title, body) in bodies(context.site) {
        let mut level = 1;
        for heading in &body.outline.headings {
            if heading.level == 1 {
                let is_title = text::fold(&heading.text) == text::fold(title);
                let help = if is_title { "help-title" } else { "help" };
                found.push(
                    Diagnostic::new(Code::SecondTitle, heading.span).arg("text", &heading.text).help(help),
                );
            } else if heading.level > level + 1 {
                let diagnostic = Diagnostic::new(Code::SkippedHeading, heading.span)
                    .arg("level", heading.level.to_string())
                    .arg("expected", (level + 1).to_string())
                    .arg("marks", "#".repeat(usize::from(level) + 1));
                found.push(diagnostic);
            }
            level = heading.level;
        }
    }
    found
}

/// Reports pictures without a text alternative (WCAG 2.2, 1.1.1).
pub fn missing_alt_texts(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let links = bodies(context.site).flat_map(|(_, body)| &body.outline.links);
    links
        .filter(|link| link.picture == Some(false))
        .map(|link| Diagnostic::new(Code::NoAltText, link.span))
        .collect()
}

/// Reports movements and phases that end before they begin.
pub fn movement_dates(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut check = |starts: &Option<Spanned<Date>>, ends: &Option<Spanned<Date>>| {
        if let (Some(starts), Some(ends)) = (starts, ends)
            && starts.value > ends.value
        {
            let diagnostic =
                Diagnostic::new(Code::EndsBeforeStart, ends.span).arg("start", starts.value.to_string());
            found.push(diagnostic.arg("end", ends.value.to_string()).related(starts.span));
        }
    };
    for movement in &context.site.movements {
        check(&movement.record.starts, &movement.record.ends);
        for phase in &movement.record.phases {
            check(&phase.starts, &phase.ends);
        }
    }
    found
}

/// Reports movements that are a part of themselves; each circle is reported once.
pub fn movement_circles(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let movements = &context.site.movements;
    let parents: IdVec<Movement, Vec<MovementId>> =
        movements.iter().map(|movement| movement.parent.into_iter().collect()).collect();
    let circles = closing_links(&parents).into_iter().filter_map(|(from, to)| {
        let record = &movements[from].record;
        let diagnostic = Diagnostic::new(Code::ParentCircle, record.parent.as_ref()?.span);
        let diagnostic = diagnostic.arg("what", "movement").arg("unit", &*record.slug);
        Some(diagnostic.arg("parent", &*movements[to].record.slug).help("help-movement"))
    });
    circles.collect()
}

/// Reports articles updated after today; a later publication date is no error, because it hides the article.
pub fn future_updates(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let updated = context.site.articles.iter().filter_map(|article| article.record.updated.as_ref());
    let future = updated.filter(|updated| updated.value.day > context.today);
    future
        .map(|day| Diagnostic::new(Code::FutureDate, day.span).arg("day", day.value.day.to_string()))
        .collect()
}

/// Reports tags that differ only in marks or signs, which may be one tag with a typing error.
pub fn similar_tags(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let tags = Tags::of(&context.site.articles);
    let similar = tags.all.iter().filter_map(|tag| Some((tag, &tags.all[tag.namesake?])));
    similar
        .map(|(tag, other)| {
            let diagnostic = Diagnostic::new(Code::SimilarTags, tag.place).arg("tag", &tag.name);
            diagnostic.arg("other", &other.name).related(other.place)
        })
        .collect()
}

/// Reports spellings of a tag that differ from the one that readers see: each once, in the newest article.
pub fn tag_spellings(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let tags = Tags::of(&context.site.articles);
    let shown = |text: &str| text::nfc(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let mut places: BTreeMap<(TagId, String), Span> = BTreeMap::new();
    for (_, written) in context.site.articles.iter().flat_map(|article| &article.record.tags) {
        let Some(tag) = tags.find(&written.value) else { continue };
        let spelling = shown(&written.value);
        if spelling != shown(&tags.all[tag].name) {
            places.entry((tag, spelling)).or_insert(written.span);
        }
    }
    let diagnostics = places.into_iter().map(|((tag, spelling), place)| {
        let tag = &tags.all[tag];
        Diagnostic::new(Code::TagSpelling, place)
            .arg("spelling", spelling)
            .arg("tag", &tag.name)
            .related(tag.place)
    });
    diagnostics.collect()
}

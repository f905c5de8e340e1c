//! Reads articles, movements and standalone pages: Markdown files with front matter.

use std::collections::HashSet;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::accepted::Accepted;
use crate::model::article::{
    ArticleRecord, Cover, CoverChoice, Launch, MovementRecord, Phase, ReviewState, StandalonePageRecord,
};
use crate::model::body::Body;
use crate::model::date::ArticleDate;
use crate::model::route::{Route, Slug};
use crate::read::fields::Fields;
use crate::read::yaml::Value;
use crate::read::{file_name, front_matter, outline};
use crate::source::{Source, SourceContent, Span, Spanned, Text};
use crate::text;

/// Reads the article in `source`, a file below `content/articles/<section>/`; `None`, after reporting why, if it has no
/// usable front matter, section or slug.
pub fn article(source: &Source, zone: &TimeZone, diagnostics: &mut Vec<Diagnostic>) -> Option<ArticleRecord> {
    let section = section(source, diagnostics)?;
    let (node, start) = front_matter::split(source, diagnostics)?;
    let mut fields = Fields::from_node(&node, diagnostics)?;
    let front_matter = front_matter(source, zone, &mut fields);
    let date = if fields.has_required("date") { fields.date_time("date", zone) } else { None };
    let updated = fields.date_time("updated", zone);
    let author = fields.text_value("author");
    let origin = fields.text_value("source");
    let cover = cover(&mut fields);
    let movements = fields.texts("movements");
    let people = fields.texts("people");
    let tags = tags(fields.texts("tags"));
    let expires = fields.date("expires").map(|day| day.value);
    let review = review(&mut fields, zone);
    fields.finish();
    let body = outline::body(&shared_text(source), start, source.id, diagnostics);
    report_empty(&body, source, diagnostics);
    let FrontMatter { slug, title, lead, draft, publish, aliases, accepted } = front_matter?;
    Some(ArticleRecord {
        source: source.id,
        route: Route::new(format!("/{}/{slug}/", section.value)),
        section,
        slug,
        title,
        date: date.unwrap_or_else(|| Spanned::new(PLACEHOLDER_DATE, Span::top(source.id))),
        updated,
        lead,
        author,
        origin,
        cover,
        movements,
        people,
        tags,
        draft,
        review,
        publish,
        expires,
        aliases,
        accepted,
        body,
    })
}

/// Returns the tags with their slugs, in the order written; of spellings of one tag, only the first.
fn tags(written: Vec<Spanned<Text>>) -> Vec<(Slug, Spanned<Text>)> {
    let mut known: HashSet<String> = HashSet::new();
    let mut is_new = |tag: &Spanned<Text>| {
        let key = text::canonical_name(&tag.value);
        !key.is_empty() && known.insert(key)
    };
    let slug = |tag: &Spanned<Text>| Slug::new(file_name::to_folder_name(text::slug(&tag.value)));
    written.into_iter().filter(|tag| is_new(tag)).map(|tag| (slug(&tag), tag)).collect()
}

/// Reads the movement in `source`, a file below `content/movements/`; `None`, after reporting why, if it has no usable
/// front matter or slug.
pub fn movement(
    source: &Source,
    zone: &TimeZone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<MovementRecord> {
    let (node, start) = front_matter::split(source, diagnostics)?;
    let mut fields = Fields::from_node(&node, diagnostics)?;
    let front_matter = front_matter(source, zone, &mut fields);
    let also = fields.texts("also").into_iter().map(|name| name.value).collect();
    let parent = fields.text("parent");
    let audience = fields.text_value("audience");
    let occasion = fields.text_value("occasion");
    let starts = fields.date("starts");
    let ends = fields.date("ends");
    let mut launch = None;
    if let Some(mut inner) = fields.mapping("launched_by") {
        let (unit, document, file) = (inner.text("unit"), inner.text_value("document"), inner.path("file"));
        launch = Some(Launch { unit, document, file });
        inner.finish();
    }
    let phases = phases(&mut fields);
    fields.finish();
    let body = outline::body(&shared_text(source), start, source.id, diagnostics);
    let FrontMatter { slug, title, lead, draft, publish, aliases, accepted } = front_matter?;
    let source = source.id;
    Some(MovementRecord {
        source,
        slug,
        title,
        also,
        lead,
        parent,
        audience,
        occasion,
        starts,
        ends,
        launch,
        phases,
        draft,
        publish,
        aliases,
        accepted,
        body,
    })
}

/// Reads the standalone page in `source`, a file below `content/pages/`; `None`, after reporting why, if it has no
/// usable front matter or slug.
pub fn standalone_page(
    source: &Source,
    zone: &TimeZone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<StandalonePageRecord> {
    let (node, start) = front_matter::split(source, diagnostics)?;
    let mut fields = Fields::from_node(&node, diagnostics)?;
    let front_matter = front_matter(source, zone, &mut fields);
    fields.finish();
    let body = outline::body(&shared_text(source), start, source.id, diagnostics);
    report_empty(&body, source, diagnostics);
    let FrontMatter { slug, title, lead, draft, publish, aliases, accepted } = front_matter?;
    Some(StandalonePageRecord {
        source: source.id,
        slug,
        title,
        lead,
        draft,
        publish,
        aliases,
        accepted,
        body,
    })
}

/// Replaces a date that could not be read, so that the rest of the article is still checked.
const PLACEHOLDER_DATE: ArticleDate = ArticleDate { day: Date::constant(1970, 1, 1), time: None };

/// The front matter that articles, movements and standalone pages have in common.
struct FrontMatter {
    slug: Slug,
    title: Spanned<Text>,
    lead: Option<Text>,
    draft: bool,
    publish: Option<ArticleDate>,
    aliases: Vec<Spanned<Text>>,
    accepted: Accepted,
}

/// Reads the keys that every page has; `None`, after reporting why, without a usable slug.
///
/// A missing title is reported and replaced by the slug, so that the rest of the page is still checked.
fn front_matter(source: &Source, zone: &TimeZone, fields: &mut Fields<'_, '_>) -> Option<FrontMatter> {
    let title = fields.required_text("title");
    let written = fields.text("slug");
    let lead = fields.text_value("lead");
    let draft = fields.flag("draft");
    let publish = fields.date_time("publish", zone).map(|publish| publish.value);
    let aliases = aliases(fields);
    let accepted = Accepted::in_file(source.id, fields.texts("accept"));
    let slug = Slug::new(front_matter::slug(source, written, fields.diagnostics)?);
    let title = title.unwrap_or_else(|| Spanned::new(slug.clone().into(), fields.span));
    Some(FrontMatter { slug, title, lead, draft, publish, aliases, accepted })
}

/// Reports a page that has front matter but no text.
fn report_empty(body: &Body, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let refused = body.start == body.text.len() && diagnostics.iter().any(|d| d.code == Code::MarkdownDeep);
    if body.markdown().trim().is_empty() && !refused {
        let line = source.text()[..body.start].trim_end().len();
        diagnostics.push(Diagnostic::new(Code::NoText, Span::new(source.id, line.saturating_sub(3), line)));
    }
}

/// Returns the text of `source` without copying it; empty if the source holds no text.
fn shared_text(source: &Source) -> Text {
    match &source.content {
        SourceContent::Text(text) => text.clone(),
        SourceContent::File
        | SourceContent::Picture(_)
        | SourceContent::BuiltIn(_)
        | SourceContent::Unusable(_) => Text::from(""),
    }
}

/// Returns the first folder below `content/articles/`; reports an article that lies in none.
fn section(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Spanned<Text>> {
    let below = source.path.strip_prefix("content/articles/").unwrap_or(&source.path);
    match below.split_once('/') {
        Some((section, _)) => Some(Spanned::new(Text::from(section), Span::top(source.id))),
        None => {
            diagnostics.push(Diagnostic::new(Code::NoSection, source.id).arg("file", &source.path));
            None
        }
    }
}

/// Reads the state of the approval. Who gave it, when and with which note is only checked: it is for colleagues, not for
/// the site.
fn review(fields: &mut Fields<'_, '_>, zone: &TimeZone) -> Option<ReviewState> {
    let mut inner = fields.mapping("review")?;
    let state = if inner.has_required("state") { inner.word("state", &ReviewState::WORDS) } else { None };
    inner.text_value("by");
    inner.date_time("on", zone);
    inner.text_value("note");
    inner.finish();
    state.map(|state| state.value)
}

/// Reads `cover`: a mapping, or the word `none`.
fn cover(fields: &mut Fields<'_, '_>) -> CoverChoice {
    let Some(node) = fields.node("cover") else { return CoverChoice::FirstPicture };
    if matches!(&node.value, Value::Scalar(word) if word.trim() == "none") {
        return CoverChoice::NoPicture;
    }
    let Some(mut inner) = fields.mapping("cover") else { return CoverChoice::NoPicture };
    let file = if inner.has_required("file") { inner.path("file") } else { None };
    let alt = inner.text_value("alt").unwrap_or_else(|| Text::from(""));
    let caption = inner.text_value("caption");
    let credit = inner.text_value("credit");
    if alt.is_empty() {
        inner.diagnostics.push(Diagnostic::new(Code::NoAltText, inner.span));
    }
    inner.finish();
    file.map_or(CoverChoice::NoPicture, |file| CoverChoice::Picture(Cover { file, alt, caption, credit }))
}

/// Returns the old routes under `aliases`; reports those that cannot be routes.
fn aliases(fields: &mut Fields<'_, '_>) -> Vec<Spanned<Text>> {
    let aliases = fields.texts("aliases");
    let (good, bad): (Vec<_>, Vec<_>) = aliases.into_iter().partition(|alias| is_route(&alias.value));
    for alias in bad {
        let diagnostic = Diagnostic::new(Code::BadAlias, alias.span).arg("alias", &alias.value);
        fields.diagnostics.push(match proposed_route(&alias.value) {
            Some(proposal) => diagnostic.arg("proposal", proposal).help("help-proposal"),
            None if alias.value.contains('?') => diagnostic.help("help-query"),
            None => diagnostic,
        });
    }
    good
}

/// Returns the route that an old address means: without scheme, host and anchor, from `/`. An address with a query means
/// none, because a redirect ignores queries.
fn proposed_route(written: &str) -> Option<String> {
    let path = match written.split_once("://") {
        Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
        None => written,
    };
    let path = path.split('#').next().unwrap_or(path).replace('\\', "/");
    let names: Vec<&str> = path.split('/').filter(|name| !name.is_empty()).collect();
    let end = if path.ends_with('/') { "/" } else { "" };
    Some(format!("/{}{end}", names.join("/"))).filter(|route| is_route(route))
}

/// Whether `text` can be a route of this site: it begins with `/` and has no hidden or empty part, query or scheme.
pub fn is_route(text: &str) -> bool {
    text.starts_with('/')
        && text.len() > 1
        && !text.contains(|c: char| c.is_control() || c.is_whitespace() || "\\?#%:*\"<>|".contains(c))
        && text[1..].trim_end_matches('/').split('/').all(|name| !name.is_empty() && !name.starts_with('.'))
}

fn phases(fields: &mut Fields<'_, '_>) -> Vec<Phase> {
    let mut phases = Vec::new();
    for node in fields.sequence("phases") {
        let Some(mut inner) = Fields::from_node(node, fields.diagnostics) else { continue };
        let title = inner.required_text("title");
        let (theme, starts, ends) = (inner.text_value("theme"), inner.date("starts"), inner.date("ends"));
        inner.finish();
        phases.extend(title.map(|title| Phase { title, theme, starts, ends }));
    }
    phases
}

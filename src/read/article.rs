//! Reads articles, movements and standing pages: Markdown files with front matter.

use std::collections::HashSet;

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::accepted::Accepted;
use crate::model::article::{ArticleRecord, Cover, Launch, MovementRecord, Phase, StandalonePageRecord};
use crate::model::body::Body;
use crate::model::date::ArticleDate;
use crate::model::route::{Route, Slug};
use crate::read::fields::Fields;
use crate::read::{file_name, front_matter, outline};
use crate::source::{Source, SourceContent, Span, Spanned, Text};
use crate::text;

/// Reads an article of `content/articles/<section>/…`.
pub fn article(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<ArticleRecord> {
    let section = section(source, diagnostics)?;
    let (node, start) = front_matter::split(source, diagnostics)?;
    let mut fields = Fields::of(&node, diagnostics)?;
    let head = head(source, &mut fields);
    let date = if fields.insist("date") { fields.stamp("date") } else { None };
    let updated = fields.stamp("updated");
    let author = fields.plain("author");
    let origin = fields.plain("source");
    let cover = cover(&mut fields);
    let movements = fields.texts("movements");
    let people = fields.texts("people");
    let tags = tags(&fields.texts("tags"));
    let expires = fields.date("expires").map(|day| day.value);
    fields.finish();
    let body = outline::body(&whole(source), start, source.id, diagnostics);
    report_empty(&body, source, diagnostics);
    let FrontMatter { slug, title, lead, draft, aliases, accepted } = head?;
    Some(ArticleRecord {
        source: source.id,
        route: Route::new(format!("/{}/{slug}/", section.value)),
        section,
        slug,
        title,
        date: date.unwrap_or_else(|| Spanned::new(NO_DATE, Span::top(source.id))),
        updated,
        lead,
        author,
        origin,
        cover,
        movements,
        people,
        tags,
        draft,
        expires,
        aliases,
        accepted,
        body,
    })
}

/// The tags with their slugs, each slug once.
fn tags(written: &[Spanned<Text>]) -> Vec<(Slug, Text)> {
    let mut tags: Vec<(Slug, Text)> = Vec::new();
    let mut known: HashSet<Slug> = HashSet::new();
    for tag in written {
        let slug = Slug::new(file_name::as_folder(text::slug(&tag.value)));
        if !slug.is_empty() && known.insert(slug.clone()) {
            tags.push((slug, tag.value.clone()));
        }
    }
    tags
}

/// Reads a movement of `content/movements/`.
pub fn movement(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<MovementRecord> {
    let (node, start) = front_matter::split(source, diagnostics)?;
    let mut fields = Fields::of(&node, diagnostics)?;
    let head = head(source, &mut fields);
    let parent = fields.text("parent");
    let audience = fields.plain("audience");
    let occasion = fields.plain("occasion");
    let starts = fields.date("starts");
    let ends = fields.date("ends");
    let mut launch = None;
    if let Some(mut inner) = fields.map("launched_by") {
        let (unit, document, file) = (inner.text("unit"), inner.plain("document"), inner.path("file"));
        launch = Some(Launch { unit, document, file });
        inner.finish();
    }
    let phases = phases(&mut fields);
    fields.finish();
    let body = outline::body(&whole(source), start, source.id, diagnostics);
    let FrontMatter { slug, title, lead, draft, aliases, accepted } = head?;
    let source = source.id;
    Some(MovementRecord {
        source,
        slug,
        title,
        lead,
        parent,
        audience,
        occasion,
        starts,
        ends,
        launch,
        phases,
        draft,
        aliases,
        accepted,
        body,
    })
}

/// Reads a standing page of `content/pages/`.
pub fn standing(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<StandalonePageRecord> {
    let (node, start) = front_matter::split(source, diagnostics)?;
    let mut fields = Fields::of(&node, diagnostics)?;
    let head = head(source, &mut fields);
    fields.finish();
    let body = outline::body(&whole(source), start, source.id, diagnostics);
    report_empty(&body, source, diagnostics);
    let FrontMatter { slug, title, lead, draft, aliases, accepted } = head?;
    Some(StandalonePageRecord { source: source.id, slug, title, lead, draft, aliases, accepted, body })
}

/// Stands for a date that could not be read, so that the rest of the article is still examined.
const NO_DATE: ArticleDate = ArticleDate { day: Date::constant(1970, 1, 1), time: None };

/// What every page of Markdown begins with.
struct FrontMatter {
    slug: Slug,
    title: Spanned<Text>,
    lead: Option<Text>,
    draft: bool,
    aliases: Vec<Spanned<Text>>,
    accepted: Accepted,
}

/// Reads the keys of every page; `None`, reported, without a slug. A missing title is told, and the slug
/// stands for it, so that the rest of the page is still examined.
fn head(source: &Source, fields: &mut Fields<'_, '_>) -> Option<FrontMatter> {
    let title = fields.required("title");
    let written = fields.text("slug");
    let lead = fields.plain("lead");
    let draft = fields.flag("draft");
    let aliases = aliases(fields);
    let accepted = Accepted::in_file(source.id, fields.texts("accept"));
    let slug = Slug::new(front_matter::slug(source, written, fields.diagnostics)?);
    let title = title.unwrap_or_else(|| Spanned::new(slug.clone().into(), fields.span));
    Some(FrontMatter { slug, title, lead, draft, aliases, accepted })
}

/// Tells that a page has nothing but its front matter.
fn report_empty(body: &Body, source: &Source, diagnostics: &mut Vec<Diagnostic>) {
    let refused = body.start == body.text.len() && diagnostics.iter().any(|d| d.code == Code::MarkdownDeep);
    if body.markdown().trim().is_empty() && !refused {
        let line = source.text()[..body.start].trim_end().len();
        diagnostics.push(Diagnostic::new(Code::NoText, Span::new(source.id, line.saturating_sub(3), line)));
    }
}

/// The text of `source` to share; records are only read from sources that hold text.
fn whole(source: &Source) -> Text {
    match &source.content {
        SourceContent::Text(text) => text.clone(),
        SourceContent::File
        | SourceContent::Picture(_)
        | SourceContent::BuiltIn(_)
        | SourceContent::Unusable(_) => Text::from(""),
    }
}

/// The first folder below `content/articles/`.
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

fn cover(fields: &mut Fields<'_, '_>) -> Option<Cover> {
    let mut inner = fields.map("cover")?;
    let file = if inner.insist("file") { inner.path("file") } else { None };
    let alt = inner.plain("alt").unwrap_or_else(|| Text::from(""));
    let caption = inner.plain("caption");
    let credit = inner.plain("credit");
    if alt.is_empty() {
        inner.diagnostics.push(Diagnostic::new(Code::NoAltText, inner.span));
    }
    inner.finish();
    Some(Cover { file: file?, alt, caption, credit })
}

/// Old routes; each must begin with `/`.
fn aliases(fields: &mut Fields<'_, '_>) -> Vec<Spanned<Text>> {
    let aliases = fields.texts("aliases");
    let (good, bad): (Vec<_>, Vec<_>) = aliases.into_iter().partition(|alias| is_route(&alias.value));
    for alias in bad {
        fields.diagnostics.push(Diagnostic::new(Code::BadAlias, alias.span).arg("alias", &alias.value));
    }
    good
}

/// Whether `text` can be a route of this site: from `/`, no `..`, no query, no scheme.
fn is_route(text: &str) -> bool {
    text.starts_with('/')
        && text.len() > 1
        && !text.contains(|c: char| c.is_control() || c.is_whitespace() || "\\?#%:*\"<>|".contains(c))
        && text[1..].trim_end_matches('/').split('/').all(|name| !name.is_empty() && !name.starts_with('.'))
}

fn phases(fields: &mut Fields<'_, '_>) -> Vec<Phase> {
    let mut phases = Vec::new();
    for node in fields.list("phases") {
        let Some(mut inner) = Fields::of(node, fields.diagnostics) else { continue };
        let title = inner.required("title");
        let (theme, starts, ends) = (inner.plain("theme"), inner.date("starts"), inner.date("ends"));
        inner.finish();
        phases.extend(title.map(|title| Phase { title, theme, starts, ends }));
    }
    phases
}

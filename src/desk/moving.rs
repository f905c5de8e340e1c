//! Moves an article to another section, with its pictures; the old address leads to the new one.

use hyper::StatusCode;
use serde::Deserialize;

use crate::desk::answer::{Answer, Refused};
use crate::desk::project_file::read_text;
use crate::desk::relocation::Relocation;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site};
use crate::edit::{KeyPath, MarkdownDocument, RecordKind, Wanted};
use crate::html;
use crate::serve::snapshot::Snapshot;

/// The folder of all sections.
const ARTICLES: &str = "content/articles/";

/// Moves the article that `request` names to another section, and answers with its page.
///
/// # Errors
/// When there is no such article or section, the article is not saved, or a file cannot be moved.
pub fn move_article(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Wish {
        file: String,
        section: String,
    }
    let wish: Wish = request.json()?;
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, &wish.file)?;
    let bad = |message| Refused::new(StatusCode::BAD_REQUEST, message).arg("file", &wish.file);
    let inner = source.path.strip_prefix(ARTICLES).and_then(|inner| inner.split_once('/'));
    let (old_section, rest) = inner.ok_or_else(|| bad("desk-no-section"))?;
    let mut sections = site(&snapshot).into_iter().flat_map(|site| site.settings.sections.iter());
    let section = sections.find(|section| *section.id.value == *wish.section);
    let section = section.ok_or_else(|| bad("desk-no-section"))?;
    if state.options.unsaved.find(&source.path).is_some() {
        return Err(bad("desk-save-first"));
    }
    let target = format!("{ARTICLES}{}/{rest}", section.id.value);
    let sources = &snapshot.prepared.scan.sources;
    let is_taken = sources.at(&target).is_some() || sources.at(&other_form(&target)).is_some();
    if is_taken {
        return Err(bad("desk-taken"));
    }
    if has_other_articles(&snapshot, &source.path) {
        return Err(bad("desk-folder-shared"));
    }
    let section = (format!("{ARTICLES}{old_section}/"), format!("{ARTICLES}{}/", section.id.value));
    let relocation = Relocation::new(state, &snapshot, moved_files(&snapshot, &source.path, &target));
    let relocation = relocation.with_companions(&source.path, &section.0, &section.1)?;
    match with_old_address(state, &snapshot, &source.path, &section.1)? {
        Some(text) => relocation.with_text(&source.path, text).apply()?,
        None => relocation.apply()?,
    };
    state.rescan(|snapshot| snapshot.prepared.scan.sources.at(&target).is_some())?;
    Ok(Answer::json(&format!("/edit?file={}", html::encode_query(&target))))
}

/// Whether the folder of the article at `path`, if it has one of its own, has other articles too.
fn has_other_articles(snapshot: &Snapshot, path: &str) -> bool {
    let Some(folder) = path.strip_suffix("index.md") else { return false };
    let mut files = snapshot.prepared.scan.sources.below(folder);
    files.any(|file| *file.path != *path && file.name().ends_with(".md"))
}

/// The path at which an article of the same address may be: with or without a folder of its own.
fn other_form(path: &str) -> String {
    match path.strip_suffix("/index.md") {
        Some(stem) => format!("{stem}.md"),
        None => format!("{}/index.md", path.trim_end_matches(".md")),
    }
}

/// The text of the article at `path` with its address among its old ones, as it is published now; `None` if it is not.
/// `section` is the folder of its new section.
fn with_old_address(
    state: &DeskState,
    snapshot: &Snapshot,
    path: &str,
    section: &str,
) -> Result<Option<Vec<u8>>, Refused> {
    let article = site(snapshot).and_then(|site| {
        let is_own =
            |source| snapshot.prepared.scan.sources.find(source).is_some_and(|found| *found.path == *path);
        site.articles.iter().find(|article| is_own(article.record.source))
    });
    let Some(article) = article.filter(|article| article.would_be_hidden.is_none()) else { return Ok(None) };
    let refused = || Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", path);
    let text = read_text(state, path)?;
    let document = MarkdownDocument::parse(RecordKind::Article, text.as_bytes()).map_err(|_| refused())?;
    // Back in an earlier section, its address there is the present one again.
    let new_address = format!("/{}{}/", &section[ARTICLES.len()..], article.record.slug);
    let aliases = article.record.aliases.iter().map(|alias| alias.value.to_string());
    let aliases = aliases.filter(|alias| alias.trim_end_matches('/') != new_address.trim_end_matches('/'));
    let aliases = aliases.chain([article.route.to_string()]).map(Wanted::Text).collect();
    let change = (KeyPath::new(["aliases"]), Some(Wanted::List(aliases)));
    document.with(&[change], None).map(Some).map_err(|_| refused())
}

/// The article, and the other files of its folder if it has one of its own: where each is, and where it is to be.
fn moved_files(snapshot: &Snapshot, from: &str, to: &str) -> Vec<(String, String)> {
    let mut moves = vec![(from.to_owned(), to.to_owned())];
    if let (Some(from), Some(to)) = (from.strip_suffix("index.md"), to.strip_suffix("index.md")) {
        let files = snapshot.prepared.scan.sources.below(from);
        let others = files.filter(|file| file.name() != "index.md" && !file.disk.as_os_str().is_empty());
        moves.extend(others.map(|file| (file.path.to_string(), format!("{to}{}", &file.path[from.len()..]))));
    }
    moves
}

//! Moves an article to another section, with its pictures; the old address leads to the new one.

use hyper::StatusCode;
use serde::Deserialize;

use crate::desk::answer::{Answer, Refused};
use crate::desk::project_file::read_text;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site};
use crate::edit::{EventKind, KeyPath, MarkdownDocument, RecordKind, SaveError, Wanted};
use crate::hash::Hash;
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
    let (_, rest) = inner.ok_or_else(|| bad("desk-no-section"))?;
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
    remember_address(state, &snapshot, &source.path)?;
    move_files(state, &snapshot, &source.path, &target)?;
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

/// Adds the address of a published article to its old addresses.
fn remember_address(state: &DeskState, snapshot: &Snapshot, path: &str) -> Result<(), Refused> {
    let article = site(snapshot).and_then(|site| {
        let is_own =
            |source| snapshot.prepared.scan.sources.find(source).is_some_and(|found| *found.path == *path);
        site.articles.iter().find(|article| is_own(article.record.source))
    });
    let Some(article) = article.filter(|article| article.would_be_hidden.is_none()) else { return Ok(()) };
    let refused = || Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", path);
    let text = read_text(state, path)?;
    let document = MarkdownDocument::parse(RecordKind::Article, text.as_bytes()).map_err(|_| refused())?;
    let aliases = article.record.aliases.iter().map(|alias| alias.value.to_string());
    let aliases = aliases.chain([article.route.to_string()]).map(Wanted::Text).collect();
    let change = (KeyPath::new(["aliases"]), Some(Wanted::List(aliases)));
    let bytes = document.with(&[change], None).map_err(|_| refused())?;
    let event = state.event(EventKind::Saved, "");
    let saved = state.files.save(path, Hash::of(text.as_bytes()), &bytes, &event);
    saved.map(|_| ()).map_err(|error| not_moved(path, &error))
}

/// Moves the article, and the other files of its folder if it has one of its own.
fn move_files(state: &DeskState, snapshot: &Snapshot, from: &str, to: &str) -> Result<(), Refused> {
    let event = state.event(EventKind::Saved, "");
    let move_file = |from: &str, to: &str| {
        let moved = state.files.read(from).and_then(|bytes| {
            let hash = Hash::of(&bytes.unwrap_or_default());
            state.files.rename(from, to, hash, &event)
        });
        moved.map_err(|error| not_moved(from, &error))
    };
    if let (Some(from), Some(to)) = (from.strip_suffix("index.md"), to.strip_suffix("index.md")) {
        let files = snapshot.prepared.scan.sources.below(from);
        for file in files.filter(|file| file.name() != "index.md" && !file.disk.as_os_str().is_empty()) {
            move_file(&file.path, &format!("{to}{}", &file.path[from.len()..]))?;
        }
    }
    move_file(from, to)
}

fn not_moved(path: &str, error: &SaveError) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-not-written").arg("file", path).arg("reason", error.reason())
}

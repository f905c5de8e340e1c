//! Makes new articles, deletes files and finds the pages that a text may link to.

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::desk::answer::{Answer, Refused};
use crate::desk::project_file::read_text;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, site, zone};
use crate::edit::{EventKind, KeyPath, MarkdownDocument, RecordKind, SaveError, Wanted};
use crate::hash::Hash;
use crate::html;
use crate::read::file_name::file_stem;
use crate::text;

/// The most names that are tried for a new article.
const MAX_NAMES: usize = 1000;
/// The most pages that a search for a link shows.
const MAX_LINKS: usize = 12;

/// Writes a new article, a draft of the present time, in a folder of its own.
///
/// # Errors
/// When the title has no letters, the section does not exist, or the file cannot be written.
pub fn create(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Wish {
        title: String,
        section: String,
    }
    let wish: Wish = request.json()?;
    let title = text::nfc(wish.title.trim());
    let snapshot = state.snapshot()?;
    let mut sections = site(&snapshot).into_iter().flat_map(|site| site.settings.sections.iter());
    let section = sections.find(|section| *section.id.value == *wish.section);
    let section = section.ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "desk-no-section"))?;
    let stem = file_stem(&title).ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "desk-no-title"))?;
    let now = zone(&snapshot).to_datetime(state.now()).strftime("%Y-%m-%d %H:%M").to_string();
    let text = |key: &str, value: &str| (KeyPath::new([key]), Some(Wanted::Text(value.to_owned())));
    let values = [text("title", &title), text("date", &now), text("draft", "true")];
    let bytes = MarkdownDocument::create(RecordKind::Article, &values, "");
    let bytes = bytes.map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "desk-no-title"))?;
    let folder = format!("content/articles/{}", section.id.value);
    for number in 1..MAX_NAMES {
        let name = if number == 1 { stem.clone() } else { format!("{stem}-{number}") };
        let (path, flat) = (format!("{folder}/{name}/index.md"), format!("{folder}/{name}.md"));
        let sources = &snapshot.prepared.scan.sources;
        // A folder with other files is not one of its own.
        let is_folder = sources.below(&format!("{folder}/{name}/")).next().is_some();
        if is_folder || sources.at(&flat).is_some() {
            continue;
        }
        match state.files.create(&path, &bytes, &state.event(EventKind::Saved, "")) {
            Ok(()) => {
                state.rescan(|snapshot| snapshot.prepared.scan.sources.at(&path).is_some())?;
                return Ok(Answer::json(&format!("/edit?file={}", html::encode_query(&path))));
            }
            Err(SaveError::Exists) => {}
            Err(error) => {
                let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
                return Err(refused.arg("file", path).arg("reason", error.reason()));
            }
        }
    }
    Err(Refused::new(StatusCode::CONFLICT, "desk-no-title"))
}

/// Deletes a file; the history keeps it.
///
/// # Errors
/// When the file was changed meanwhile, or cannot be deleted.
pub fn delete(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    #[derive(Deserialize)]
    struct Deleted {
        file: String,
    }
    let Deleted { file } = request.json()?;
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, &file)?;
    let text = read_text(state, &source.path)?;
    let event = state.event(EventKind::Deleted, "");
    let deleted = state.files.delete_with_folder(&source.path, Hash::of(text.as_bytes()), &event);
    deleted.map_err(|error| {
        let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
        refused.arg("file", &file).arg("reason", error.reason())
    })?;
    state.options.unsaved.remove(&file);
    state.rescan(|snapshot| snapshot.prepared.scan.sources.at(&file).is_none())?;
    Ok(Answer::json(&"/"))
}

/// A page that a text may link to.
#[derive(Serialize)]
struct LinkChoice {
    title: String,
    note: String,
    /// The destination of the link: the path of a file, or a route.
    address: String,
}

/// The pages whose titles have the words of `q`, the newest first.
///
/// # Errors
/// When there is no build in time.
pub fn links(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let snapshot = state.snapshot()?;
    let Some(site) = site(&snapshot) else { return Ok(Answer::json(&Vec::<LinkChoice>::new())) };
    let words: Vec<String> =
        text::fold(request.parameter("q")).split_whitespace().map(str::to_owned).collect();
    let articles = site.articles.iter().map(|article| {
        let note = article.record.date.value.day.to_string();
        (article.record.title.value.to_string(), note, article.route.to_string())
    });
    let movements = site.movements.iter().map(|movement| {
        let note = state.messages.say("desk-movements", &[]);
        (movement.record.title.value.to_string(), note, movement.route.to_string())
    });
    let pages = site.pages.iter().map(|page| {
        let note = state.messages.say("desk-pages", &[]);
        (page.record.title.value.to_string(), note, page.route.to_string())
    });
    let has_words = |title: &str| {
        let title = text::fold(title);
        words.iter().all(|word| title.contains(word.as_str()))
    };
    let found = movements.chain(pages).chain(articles).filter(|(title, ..)| has_words(title)).take(MAX_LINKS);
    let found: Vec<LinkChoice> =
        found.map(|(title, note, address)| LinkChoice { title, note, address }).collect();
    Ok(Answer::json(&found))
}

//! The files of a project as the desk finds them: their text, the kind of their record, their title and their page.

use std::sync::Arc;

use hyper::StatusCode;

use crate::desk::answer::Refused;
use crate::desk::registry_entry::{entry_address, entry_kind};
use crate::desk::state::{DeskState, site};
use crate::edit::RecordKind;
use crate::html;
use crate::serve::snapshot::Snapshot;
use crate::source::{Source, SourceId};

/// The extensions of the files that the desk edits.
const TEXT_EXTENSIONS: [&str; 7] = ["md", "yaml", "yml", "css", "html", "ftl", "txt"];

/// Maximum size of a file that the desk edits, in bytes.
const MAX_EDITED_BYTES: usize = 4_000_000;
/// The kind of record that the Markdown file at `path` describes; `None` for other files.
pub fn markdown_kind(path: &str) -> Option<RecordKind> {
    let path = path.strip_suffix(".md")?;
    let kinds = [
        ("content/articles/", RecordKind::Article),
        ("content/movements/", RecordKind::Movement),
        ("content/pages/", RecordKind::Page),
    ];
    kinds.into_iter().find(|(folder, _)| path.starts_with(folder)).map(|(_, kind)| kind)
}

/// The content of the file at `path` on the disk, with its byte order mark and line ends.
///
/// # Errors
/// When it cannot be read, is too large or is not UTF-8.
pub fn read_text(state: &DeskState, path: &str) -> Result<String, Refused> {
    let refused = |status, message| Refused::new(status, message).arg("file", path);
    let extension = path.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    if !TEXT_EXTENSIONS.contains(&extension.as_str()) {
        return Err(refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "desk-no-text"));
    }
    let bytes = state.files.read(path);
    let bytes = bytes
        .map_err(|error| refused(StatusCode::CONFLICT, "desk-unreadable").arg("reason", error.reason()))?;
    let bytes = bytes.ok_or_else(|| refused(StatusCode::NOT_FOUND, "desk-no-file"))?;
    if bytes.len() > MAX_EDITED_BYTES {
        return Err(refused(StatusCode::PAYLOAD_TOO_LARGE, "desk-no-text"));
    }
    String::from_utf8(bytes).map_err(|_| refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "desk-no-utf8"))
}

/// The title of the page of `source`; its path if it has no page.
pub fn title(snapshot: &Snapshot, source: &Arc<Source>) -> String {
    let Some(site) = site(snapshot) else { return source.path.to_string() };
    let article = site.articles.iter().find(|article| article.record.source == source.id);
    let movement = site.movements.iter().find(|movement| movement.record.source == source.id);
    let page = site.pages.iter().find(|page| page.record.source == source.id);
    let decision = site.decisions.iter().find(|decision| decision.record.source == source.id);
    if let Some(decision) = decision {
        let record = &decision.record;
        let number = record.number.as_ref().map(|number| &*number.value);
        let named = number.into_iter().chain(record.subject.as_deref()).collect::<Vec<&str>>().join(" · ");
        return if named.is_empty() { source.path.to_string() } else { named };
    }
    let found = article.map(|article| &article.record.title.value);
    let found = found.or_else(|| movement.map(|movement| &movement.record.title.value));
    let found = found.or_else(|| page.map(|page| &page.record.title.value));
    found.map_or_else(|| source.path.to_string(), |title| title.to_string())
}

/// The address of the page of `entry` of the file `source` in the preview; that of the file if the entry is empty or has no
/// page.
pub fn place_address(state: &DeskState, snapshot: &Snapshot, source: &Arc<Source>, entry: &str) -> String {
    let own = entry_kind(&source.path).and_then(|kind| entry_address(state, snapshot, kind, entry));
    own.unwrap_or_else(|| preview_address(state, snapshot, source.id))
}

/// The address of the page of the file `source` in the preview; the home page if it has none.
pub fn preview_address(state: &DeskState, snapshot: &Snapshot, source: SourceId) -> String {
    let top = format!("http://localhost:{}", state.options.port);
    let Some(planned) = &snapshot.prepared.planned else { return format!("{top}/") };
    let own = planned.plan.pages.iter().find(|page| page.origin.source() == Some(source));
    let route = own.map_or_else(|| "/".to_owned(), |page| html::encode_path(&page.route));
    format!("{top}{}{route}", planned.site.settings.base_path())
}

//! The pictures beside an article: lists them, shows them and adds new ones.

use std::sync::Arc;

use hyper::StatusCode;
use serde::Serialize;

use crate::desk::answer::{Answer, Refused};
use crate::desk::project_file::{markdown_kind, preview_address};
use crate::desk::relocation::Relocation;
use crate::desk::request::DeskRequest;
use crate::desk::state::DeskState;
use crate::edit::{EventKind, SaveError};
use crate::html;
use crate::media::content_type;
use crate::picture::{self, PictureError};
use crate::serve::snapshot::Snapshot;
use crate::source::{Source, SourceContent};
use crate::text;

/// The most names that are tried for a new picture.
const MAX_NAMES: usize = 1000;
/// The pictures that a browser may show from the desk; the policy of files keeps the scripts of an SVG from running.
const SHOWN_EXTENSIONS: [&str; 7] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"];

/// A picture beside an article.
#[derive(Serialize)]
pub struct ArticlePicture {
    /// The name of its file.
    name: String,
    /// The address of the picture in the desk.
    address: String,
}

/// The pictures beside the article at `path`, which has a folder of its own; none for one without.
pub fn pictures(snapshot: &Snapshot, path: &str) -> Vec<ArticlePicture> {
    let Some(folder) = path.strip_suffix("index.md") else { return Vec::new() };
    let below = snapshot.prepared.scan.sources.below(folder);
    let own = below.filter(|source| matches!(source.content, SourceContent::Picture(_)));
    own.map(|source| ArticlePicture {
        name: source.path[folder.len()..].to_owned(),
        address: address(source),
    })
    .collect()
}

fn address(source: &Source) -> String {
    format!("/picture?file={}", html::encode_query(&source.path))
}

/// The picture that `request` names.
///
/// # Errors
/// When there is no such picture.
pub fn show(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let path = request.parameter("file");
    let source: Arc<Source> = state.source(&*state.snapshot()?, path)?;
    if !SHOWN_EXTENSIONS.contains(&source.extension().as_str()) {
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "desk-no-picture").arg("file", path));
    }
    let bytes = state.files.read(path).ok().flatten();
    let bytes = bytes.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-file").arg("file", path))?;
    Ok(Answer::File(content_type(path), bytes))
}

/// A picture that was added.
#[derive(Serialize)]
struct AddedPicture {
    name: String,
    address: String,
    /// The path of the article, which is another one if the article got a folder of its own.
    file: String,
    /// Whether links in the text of the article, also in what is not saved, are written in another way there.
    is_rewritten: bool,
    preview: String,
}

/// Writes the picture in the body of `request` beside the article `file`, under a name made of `name`.
///
/// # Errors
/// When it is no picture that the site can show, or cannot be written.
pub fn add(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let (file, given_name) = (request.parameter("file"), request.parameter("name"));
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, file)?;
    if markdown_kind(&source.path).is_none() {
        return Err(Refused::new(StatusCode::BAD_REQUEST, "desk-no-picture-place").arg("file", file));
    }
    let extension = checked_extension(&request.body, given_name)?;
    let (file, is_rewritten) = with_folder(state, &snapshot, &source)?;
    let folder = file.trim_end_matches("index.md").to_owned();
    let given_stem = given_name.rsplit_once('.').map_or(given_name, |(stem, _)| stem);
    let stem =
        Some(text::slug(given_stem)).filter(|stem| !stem.is_empty()).unwrap_or_else(|| "anh".to_owned());
    let name = write_new(state, &folder, &stem, extension, &request.body)?;
    let path = format!("{folder}{name}");
    let snapshot = state.rescan(|snapshot| {
        let sources = &snapshot.prepared.scan.sources;
        sources.at(&path).is_some() && sources.at(&file).is_some()
    })?;
    let sources = &snapshot.prepared.scan.sources;
    let article = sources.at(&file).map(|source| source.id);
    Ok(Answer::json(&AddedPicture {
        address: sources.at(&path).map_or_else(String::new, |source| address(source)),
        preview: article.map_or_else(String::new, |article| preview_address(state, &snapshot, article)),
        name,
        file,
        is_rewritten,
    }))
}

/// The extension of the format of `bytes`.
fn checked_extension(bytes: &[u8], name: &str) -> Result<&'static str, Refused> {
    let refused = |message| Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message).arg("name", name);
    if bytes.len() as u64 > picture::MAX_PICTURE_BYTES {
        return Err(refused("desk-picture-too-large"));
    }
    // The name says nothing about the format; without it an SVG is no picture here.
    match picture::inspect(bytes, "") {
        Some(Ok(info)) => Ok(info.format.extension()),
        Some(Err(PictureError::Foreign(format))) => {
            Err(refused("desk-picture-foreign").arg("format", format))
        }
        Some(Err(PictureError::Pixels(..) | PictureError::Bytes)) => Err(refused("desk-picture-too-large")),
        Some(Err(PictureError::Notes(format))) => Err(refused("desk-picture-foreign").arg("format", format)),
        Some(Err(PictureError::Cut | PictureError::Broken)) | None => Err(refused("desk-picture-broken")),
    }
}

/// The path of the article of `source`, which is moved into a folder of its own if it has none, and whether its text was
/// changed then, so that its links lead to the same files.
fn with_folder(state: &DeskState, snapshot: &Snapshot, source: &Source) -> Result<(String, bool), Refused> {
    if source.name() == "index.md" {
        return Ok((source.path.to_string(), false));
    }
    let target = format!("{}/index.md", source.path.trim_end_matches(".md"));
    let moves = [(source.path.to_string(), target.clone())];
    let is_rewritten = Relocation::new(state, snapshot, moves).apply()?;
    Ok((target, is_rewritten))
}

/// Writes `bytes` under the first free name, or finds the file that already has them. Returns the name.
fn write_new(
    state: &DeskState,
    folder: &str,
    stem: &str,
    extension: &str,
    bytes: &[u8],
) -> Result<String, Refused> {
    for number in 1..MAX_NAMES {
        let name =
            if number == 1 { format!("{stem}.{extension}") } else { format!("{stem}-{number}.{extension}") };
        let path = format!("{folder}{name}");
        match state.files.create(&path, bytes, &state.event(EventKind::Saved, "")) {
            Ok(()) => return Ok(name),
            Err(SaveError::Exists) => {
                if state.files.read(&path).ok().flatten().is_some_and(|known| known == bytes) {
                    return Ok(name);
                }
            }
            Err(error) => return Err(not_written(&path, &error)),
        }
    }
    Err(not_written(folder, &SaveError::Exists))
}

fn not_written(path: &str, error: &SaveError) -> Refused {
    Refused::new(StatusCode::CONFLICT, "desk-not-written").arg("file", path).arg("reason", error.reason())
}

//! Makes new records of every kind: files of their own, and entries at the end of the files of the registry.

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::desk::addresses::edit_href;
use crate::desk::answer::{Answer, Refused};
use crate::desk::names::meant;
use crate::desk::project_file::read_text;
use crate::desk::registry_entry::{entries, id_of};
use crate::desk::request::DeskRequest;
use crate::desk::sections::{SectionChoice, sections};
use crate::desk::state::{DeskState, site, zone};
use crate::desk::{create, writing};
use crate::edit::{
    EventKind, FieldKind, FormWord, KeyPath, MarkdownDocument, RecordKind, SaveError, TextFile, Wanted,
    fields, patch,
};
use crate::import::Registry;
use crate::read::file_name::file_stem;
use crate::serve::snapshot::Snapshot;
use crate::text;

/// The kinds of records that can be made, in the order of the page.
const KINDS: [(&str, RecordKind); 7] = [
    ("article", RecordKind::Article),
    ("movement", RecordKind::Movement),
    ("page", RecordKind::Page),
    ("decision", RecordKind::Decision),
    ("unit", RecordKind::Unit),
    ("kind", RecordKind::AwardKind),
    ("person", RecordKind::Person),
];

/// The page for a new record.
#[derive(Serialize)]
pub struct NewView {
    /// The kind of the record.
    kind: &'static str,
    /// The title, number or name to begin with; mostly empty.
    title: String,
    kinds: Vec<&'static str>,
    sections: Vec<SectionChoice>,
    /// The types of units.
    types: Vec<TypeChoice>,
}

/// A type of units.
#[derive(Serialize)]
struct TypeChoice {
    word: String,
    meaning: String,
}

/// The page for a new record of the kind that `request` names; for an article if it names none.
///
/// # Errors
/// When there is no build in time.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<NewView, Refused> {
    let snapshot = state.snapshot()?;
    let wanted = request.parameter("kind");
    let kinds = KINDS.map(|(word, _)| word);
    let kind = kinds.into_iter().find(|word| *word == wanted).unwrap_or(kinds[0]);
    let types =
        fields(RecordKind::Unit, state.options.language).into_iter().find(|field| field.key == "type");
    let words = match types.map(|field| field.kind) {
        Some(FieldKind::Choice(words)) => words,
        _ => Vec::new(),
    };
    let choice = |FormWord { word, meaning }| TypeChoice { word, meaning };
    Ok(NewView {
        kind,
        title: request.parameter("title").to_owned(),
        kinds: kinds.into(),
        sections: sections(&snapshot, ""),
        types: words.into_iter().map(choice).collect(),
    })
}

/// What a new record is to have; which of the values depends on its kind.
#[derive(Deserialize)]
struct RecordWish {
    #[serde(default)]
    kind: String,
    /// The title of a page, the number of a decision, or the name of an entry.
    title: String,
    /// The day on which a decision was signed; empty for unknown.
    #[serde(default)]
    signed: String,
    #[serde(default)]
    issuer: String,
    #[serde(default)]
    id: String,
    /// The type of a unit.
    #[serde(default, rename = "type")]
    unit_type: String,
}

/// Makes a new record; the answer is the address of its form. No file is overwritten and no entry replaced.
///
/// # Errors
/// When something of the record is missing, exists already, or cannot be written.
pub fn create(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let mut wish: RecordWish = request.json()?;
    wish.title = text::nfc(wish.title.trim()).into_owned();
    let record = KINDS.into_iter().find(|(word, _)| *word == wish.kind).map(|(_, record)| record);
    match record {
        Some(RecordKind::Movement) => page(state, RecordKind::Movement, "content/movements", &wish),
        Some(RecordKind::Page) => page(state, RecordKind::Page, "content/pages", &wish),
        Some(RecordKind::Decision) => decision(state, &wish),
        Some(RecordKind::Unit) => {
            if wish.unit_type.is_empty() {
                return Err(Refused::new(StatusCode::BAD_REQUEST, "desk-no-type"));
            }
            let name = Wanted::Map(vec![("name".to_owned(), Wanted::Text(wish.title.clone()))]);
            let values =
                [("type", Wanted::Text(wish.unit_type.clone())), ("names", Wanted::List(vec![name]))];
            entry(state, "units", &wish, values.into())
        }
        Some(RecordKind::AwardKind) => entry(state, "kinds", &wish, vec![name(&wish)]),
        Some(RecordKind::Person) => entry(state, "people", &wish, vec![name(&wish)]),
        Some(RecordKind::Article | RecordKind::Settings) | None => create::create(state, request),
    }
}

fn name(wish: &RecordWish) -> (&'static str, Wanted) {
    ("name", Wanted::Text(wish.title.clone()))
}

/// The id that the name `title` of a new entry leads to; empty if it has no letters.
pub fn proposed_id(request: &DeskRequest) -> Answer {
    Answer::json(&file_stem(request.parameter("title")).unwrap_or_default())
}

fn stem(title: &str) -> Result<String, Refused> {
    file_stem(title).ok_or_else(|| Refused::new(StatusCode::BAD_REQUEST, "desk-no-title"))
}

/// Makes a movement or a page, a draft.
fn page(state: &DeskState, record: RecordKind, folder: &str, wish: &RecordWish) -> Result<Answer, Refused> {
    let path = format!("{folder}/{}.md", stem(&wish.title)?);
    let text = |key: &str, value: &str| (KeyPath::new([key]), Some(Wanted::Text(value.to_owned())));
    let values = [text("title", &wish.title), text("draft", "true")];
    let bytes = MarkdownDocument::create(record, &values, "");
    let bytes = bytes.map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "desk-no-title"))?;
    write_new(state, &path, &bytes)?;
    Ok(Answer::json(&edit_href(&path, "")))
}

/// Makes a decision without rows, a draft, in the folder of the year in which it was signed.
fn decision(state: &DeskState, wish: &RecordWish) -> Result<Answer, Refused> {
    let signed = match wish.signed.trim() {
        "" => None,
        day => Some(
            day.parse::<jiff::civil::Date>()
                .map_err(|_| Refused::new(StatusCode::BAD_REQUEST, "desk-bad-day").arg("day", day))?,
        ),
    };
    let snapshot = state.snapshot()?;
    let year = signed.unwrap_or_else(|| zone(&snapshot).to_datetime(state.now()).date()).year();
    let mut path = format!("content/awards/{year}/{}", stem(&wish.title)?);
    // Two units may have the same number in one year.
    if let Some(id) = issuer_beside(&snapshot, &path, wish.issuer.trim()) {
        path = format!("{path}-{id}");
    }
    let path = format!("{path}.yaml");
    let text = |key: &str, value: &str| (key.to_owned(), Wanted::Text(value.trim().to_owned()));
    let mut values = vec![text("number", &wish.title)];
    values.extend(signed.map(|day| text("signed", &day.to_string())));
    values.extend((!wish.issuer.trim().is_empty()).then(|| text("issuer", &wish.issuer)));
    values.push(text("draft", "true"));
    values.push(("awards".to_owned(), Wanted::List(Vec::new())));
    let text = patch("", &Wanted::Map(values));
    let text = text.map_err(|_| Refused::new(StatusCode::CONFLICT, "desk-no-change").arg("file", &path))?;
    write_new(state, &path, text.as_bytes())?;
    Ok(Answer::json(&edit_href(&path, "")))
}

/// The id of the unit that `issuer` means, if the file at `path`, without its ending, has a decision of another unit.
fn issuer_beside<'s>(snapshot: &'s Snapshot, path: &str, issuer: &str) -> Option<&'s str> {
    let (site, sources) = (site(snapshot)?, &snapshot.prepared.scan.sources);
    let source = [".yaml", ".yml"].iter().find_map(|end| sources.at(&format!("{path}{end}")))?;
    let decision = site.decisions.iter().find(|decision| decision.record.source == source.id)?;
    let own = &*site.units[decision.issuer?].id.value;
    Registry::of_site(site).id_of("issuer", issuer, None).filter(|id| *id != own)
}

/// Writes the new file at `path` and waits for the build that has it.
///
/// # Errors
/// When the file exists, in another format too, or cannot be written.
fn write_new(state: &DeskState, path: &str, bytes: &[u8]) -> Result<(), Refused> {
    let exists = || Refused::new(StatusCode::CONFLICT, "desk-new-exists").arg("file", path);
    let snapshot = state.snapshot()?;
    let sources = &snapshot.prepared.scan.sources;
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    if ["/index.md", ".md", ".yaml", ".yml"].iter().any(|end| sources.at(&format!("{stem}{end}")).is_some()) {
        return Err(exists());
    }
    state.files.create(path, bytes, &state.event(EventKind::Saved, "")).map_err(|error| match error {
        SaveError::Exists => exists(),
        error => {
            let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
            refused.arg("file", path).arg("reason", error.reason())
        }
    })?;
    state.rescan(|snapshot| snapshot.prepared.scan.sources.at(path).is_some()).map(|_| ())
}

/// Adds an entry with its id and `values` at the end of the registry file with the name `file`.
fn entry(
    state: &DeskState,
    file: &str,
    wish: &RecordWish,
    values: Vec<(&str, Wanted)>,
) -> Result<Answer, Refused> {
    stem(&wish.title)?;
    let id = wish.id.trim();
    if file_stem(id).as_deref() != Some(id) {
        return Err(Refused::new(StatusCode::BAD_REQUEST, "desk-bad-id"));
    }
    let snapshot = state.snapshot()?;
    let registered = ["yaml", "yml"].map(|end| format!("content/registry/{file}.{end}"));
    let path = registered.iter().find(|path| snapshot.prepared.scan.sources.at(path).is_some());
    let on_disk = path.map(|path| read_text(state, path)).transpose()?;
    let path = path.unwrap_or(&registered[0]);
    let refused = |message| Refused::new(StatusCode::CONFLICT, message).arg("file", path);
    let base = on_disk.as_deref().unwrap_or_default();
    let document = TextFile::parse(base.as_bytes()).map_err(|_| refused("desk-new-broken"))?;
    let mut items = entries(document.raw()).ok_or_else(|| refused("desk-new-broken"))?;
    if is_known(&snapshot, file, id) || items.iter().any(|item| id_of(item) == Some(id)) {
        return Err(refused("desk-id-exists").arg("id", id));
    }
    // Records that have these words go on to mean the same.
    let site = site(&snapshot);
    let has_ended = |id: &str| {
        let mut units = site.iter().flat_map(|site| site.units.iter());
        file == "units" && units.any(|unit| *unit.id.value == *id && unit.ended.is_some())
    };
    if let Some(known) = site.and_then(|site| meant(site, file, &wish.title)).filter(|id| !has_ended(id)) {
        return Err(refused("desk-name-known").arg("title", &wish.title).arg("id", known));
    }
    let values = values.into_iter().map(|(key, value)| (key.to_owned(), value));
    let id_entry = ("id".to_owned(), Wanted::Text(id.to_owned()));
    items.push(Wanted::Map(std::iter::once(id_entry).chain(values).collect()));
    let added = patch(document.raw(), &Wanted::List(items)).map_err(|_| refused("desk-no-change"))?;
    let added = String::from_utf8(document.bytes(&added)).map_err(|_| refused("desk-no-change"))?;
    match &on_disk {
        Some(on_disk) => {
            writing::write(state, path, on_disk, &added, "")?;
            writing::shown(state, path, &added)?;
        }
        None => write_new(state, path, added.as_bytes())?,
    }
    Ok(Answer::json(&edit_href(path, id)))
}

/// Whether the site has an entry with `id` already, for kinds also among those that every site has.
fn is_known(snapshot: &Snapshot, file: &str, id: &str) -> bool {
    site(snapshot).is_some_and(|site| match file {
        "units" => site.units.iter().any(|unit| *unit.id.value == *id),
        "kinds" => site.kinds.iter().any(|kind| *kind.id.value == *id),
        _ => site.people.iter().any(|person| *person.id.value == *id),
    })
}

//! The page on which the user chooses where both they and another person changed the same place of a file.

use std::collections::BTreeMap;

use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use crate::desk::addresses::edit_href;
use crate::desk::answer::{Answer, Refused};
use crate::desk::compare::common_lines;
use crate::desk::places::{PlaceNames, shown_value};
use crate::desk::project_file::{read_text, title};
use crate::desk::recovery::UnsavedCopy;
use crate::desk::request::DeskRequest;
use crate::desk::state::{DeskState, local_time};
use crate::desk::writing;
use crate::edit::{
    EventKind, FileConflicts, LinesChoice, MergeChoices, MergeOutcome, MergeSide, RecordConflict,
    TextConflict, Wanted, flow, merge_file_with, tree,
};
use crate::file::split;
use crate::hash::Hash;
use crate::read::copies::copy_name;
use crate::read::front_matter_range;
use crate::serve::snapshot::Snapshot;

/// What the user chose in each conflict, by its id: `mine`, `theirs` or `both`.
type Choices = BTreeMap<String, String>;

/// The page of a conflict.
#[derive(Serialize)]
pub struct MergeView {
    file: String,
    /// The path of the conflict copy that is merged into the file; empty if it is what was typed.
    from: String,
    /// The id of the entry whose form was typed into; empty for the whole file.
    entry: String,
    /// The id of the page that was typed into.
    page: String,
    title: String,
    /// The note of the save that met the conflict.
    note: String,
    /// When the unsaved text was typed; empty if there is none.
    typed: String,
    /// The hash of the content that the unsaved text was typed from.
    base: String,
    /// The hash of the unsaved text.
    mine: String,
    /// The hash of the file on the disk.
    theirs: String,
    conflicts: Vec<ConflictView>,
    /// The merged file, with `mine` where nothing is chosen.
    merged: String,
}

/// A place that both changed.
#[derive(Serialize)]
struct ConflictView {
    id: String,
    /// The name of the value; empty for lines of a text.
    place: String,
    /// The line in the unsaved text; 0 where there is none.
    line: usize,
    before: String,
    after: String,
    base: String,
    mine: String,
    theirs: String,
    /// Whether both may stay.
    can_be_both: bool,
    /// What was chosen already; empty for nothing.
    chosen: String,
}

/// The conflicts between what was typed into the file that `request` names and the file on the disk.
///
/// # Errors
/// When there is no such file, or it is no text.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<MergeView, Refused> {
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, request.parameter("file"))?;
    let on_disk = read_text(state, &source.path)?;
    let (from, entry) = (request.parameter("from"), request.parameter("entry"));
    let form = Form { path: &source.path, entry, page: request.parameter("page") };
    let copy = other_text(state, &snapshot, &form, from, &on_disk)?;
    let merge = Merge { path: &source.path, copy: copy.as_ref(), on_disk: &on_disk };
    let chosen = choices(request.parameter("chosen"));
    let (merged, conflicts) = merge.with(&chosen);
    let hash = |text: Option<&String>| text.map_or_else(String::new, |text| hash_of(text));
    Ok(MergeView {
        file: source.path.to_string(),
        from: from.to_owned(),
        entry: entry.to_owned(),
        page: form.page.to_owned(),
        title: title(&snapshot, &source),
        note: request.parameter("note").to_owned(),
        typed: copy.as_ref().map_or_else(String::new, |copy| local_time(&snapshot, copy.when)),
        base: hash(copy.as_ref().map(|copy| &copy.base)),
        mine: hash(copy.as_ref().map(|copy| &copy.text)),
        theirs: hash_of(&on_disk),
        conflicts: merge.views(state, conflicts.as_ref(), &chosen),
        merged,
    })
}

/// The form that was typed into.
struct Form<'m> {
    /// The path of its file.
    path: &'m str,
    /// The id of its entry; empty for the whole file.
    entry: &'m str,
    /// The id of its page; empty for the one that was typed into last.
    page: &'m str,
}

/// The text that was typed into `form` and not saved; or, if `from` is not empty, the content of that file, a conflict copy
/// of the file. Since the text before both is not known then, it is what both have.
///
/// # Errors
/// When `from` is no conflict copy of the file.
fn other_text(
    state: &DeskState,
    snapshot: &Snapshot,
    form: &Form<'_>,
    from: &str,
    on_disk: &str,
) -> Result<Option<UnsavedCopy>, Refused> {
    if from.is_empty() {
        return Ok(state.recovery.find_page(form.path, form.entry, form.page, on_disk));
    }
    let source = state.source(snapshot, from)?;
    if original_of(&source.path) != Some(form.path.to_lowercase()) {
        return Err(Refused::new(StatusCode::NOT_FOUND, "desk-no-file").arg("file", from));
    }
    let text = read_text(state, &source.path)?;
    let base = common_lines(&text, on_disk);
    Ok(Some(UnsavedCopy {
        path: form.path.to_owned(),
        entry: String::new(),
        page: String::new(),
        base,
        text,
        shown: String::new(),
        when: state.now(),
    }))
}

/// The path of the file that the one at `path` is a copy of by its name, in lower case.
fn original_of(path: &str) -> Option<String> {
    let (folder, name) = split(path);
    copy_name(name).map(|copy| format!("{}/{}", folder.to_lowercase(), copy.original))
}

/// The choices of an address: `ID:mine,ID:theirs`.
fn choices(text: &str) -> Choices {
    let pairs = text.split(',').filter_map(|pair| pair.split_once(':'));
    pairs.map(|(id, side)| (id.to_owned(), side.to_owned())).collect()
}

fn hash_of(text: &str) -> String {
    Hash::of(text.as_bytes()).to_string()
}

/// The merge of an unsaved text and the file on the disk.
struct Merge<'m> {
    path: &'m str,
    copy: Option<&'m UnsavedCopy>,
    on_disk: &'m str,
}

impl Merge<'_> {
    /// The merged file, and its conflicts if there are any.
    fn with(&self, chosen: &Choices) -> (String, Option<FileConflicts>) {
        let Some(copy) = self.copy else { return (self.on_disk.to_owned(), None) };
        let side = |id: &str| chosen.get(id).map(String::as_str);
        let value = |conflict: &RecordConflict| match side(&value_id(conflict)) {
            Some("theirs") => MergeSide::Theirs,
            _ => MergeSide::Mine,
        };
        let lines = |conflict: &TextConflict| match side(&lines_id(conflict)) {
            Some("theirs") => LinesChoice::Theirs,
            Some("both") => LinesChoice::Both,
            _ => LinesChoice::Mine,
        };
        let versions = [copy.base.as_bytes(), copy.text.as_bytes(), self.on_disk.as_bytes()];
        let merged = merge_file_with(self.path, versions, &MergeChoices { value: &value, lines: &lines });
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("three texts are merged to a text");
        match merged {
            MergeOutcome::Merged(bytes) => (text(bytes), None),
            MergeOutcome::Conflicts(conflicts) => (text(conflicts.bytes.clone()), Some(conflicts)),
            MergeOutcome::NotText => unreachable!("all three are UTF-8"),
        }
    }

    fn views(
        &self,
        state: &DeskState,
        conflicts: Option<&FileConflicts>,
        chosen: &Choices,
    ) -> Vec<ConflictView> {
        let Some(conflicts) = conflicts else { return Vec::new() };
        let names = PlaceNames::new(self.path, state.options.language, &state.messages);
        let mine = self.copy.and_then(|copy| values(self.path, &copy.text));
        let theirs = values(self.path, self.on_disk);
        let trees: Vec<&Wanted> = mine.iter().chain(&theirs).collect();
        let values = conflicts.values.iter().map(|conflict| {
            let shown = |value: &Option<Wanted>| shown_value(value.as_ref());
            let place = names.name(&conflict.path, &trees);
            let texts = [shown(&conflict.base), shown(&conflict.mine), shown(&conflict.theirs)];
            ConflictView { place, ..conflict_view(value_id(conflict), texts, chosen) }
        });
        let lines = conflicts.lines.iter().map(|conflict| {
            let texts = [&conflict.base, &conflict.mine, &conflict.theirs].map(String::clone);
            ConflictView {
                line: if conflict.has_place { conflict.mine_line } else { 0 },
                before: conflict.before.clone(),
                after: conflict.after.clone(),
                can_be_both: conflict.has_place,
                ..conflict_view(lines_id(conflict), texts, chosen)
            }
        });
        let all = values.chain(lines).map(|conflict| {
            let is_known = match &*conflict.chosen {
                "mine" | "theirs" => true,
                "both" => conflict.can_be_both,
                _ => false,
            };
            ConflictView { chosen: if is_known { conflict.chosen } else { String::new() }, ..conflict }
        });
        all.collect()
    }
}

fn conflict_view(id: String, texts: [String; 3], chosen: &Choices) -> ConflictView {
    let [base, mine, theirs] = texts;
    ConflictView {
        place: String::new(),
        line: 0,
        before: String::new(),
        after: String::new(),
        base,
        mine,
        theirs,
        can_be_both: false,
        chosen: chosen.get(&id).cloned().unwrap_or_default(),
        id,
    }
}

/// The values of the YAML of the file at `path`.
fn values(path: &str, text: &str) -> Option<Wanted> {
    let range = if path.ends_with(".md") { front_matter_range(text)? } else { 0..text.len() };
    tree(&text[range])
}

fn value_id(conflict: &RecordConflict) -> String {
    let value = |value: &Option<Wanted>| value.as_ref().map_or_else(|| "-".to_owned(), flow);
    let values = [&conflict.base, &conflict.mine, &conflict.theirs].map(value);
    Hash::of(format!("{}\n{}", conflict.path, values.join("\n")).as_bytes()).short()
}

fn lines_id(conflict: &TextConflict) -> String {
    let TextConflict { base, mine, theirs, mine_line, theirs_line, .. } = conflict;
    Hash::of(format!("{mine_line} {theirs_line}\n{base}\u{0}{mine}\u{0}{theirs}").as_bytes()).short()
}

/// What the user chose on the page of a conflict.
#[derive(Deserialize)]
struct MergeWish {
    file: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    entry: String,
    #[serde(default)]
    page: String,
    base: String,
    mine: String,
    theirs: String,
    choices: Choices,
    #[serde(default)]
    note: String,
}

/// Saves the merged file; the answer is the address of its form.
///
/// # Errors
/// `desk-changed` when the file or the unsaved text is no longer the one that was shown, `desk-merge-open` when a
/// conflict is not chosen, or why the file was not written. The unsaved text stays in its copy then.
pub fn save(state: &DeskState, request: &DeskRequest) -> Result<Answer, Refused> {
    let wish: MergeWish = request.json()?;
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, &wish.file)?;
    let on_disk = read_text(state, &source.path)?;
    let refused = |message| Refused::new(StatusCode::CONFLICT, message).arg("file", &wish.file);
    let is_shown = |copy: &UnsavedCopy| hash_of(&copy.base) == wish.base && hash_of(&copy.text) == wish.mine;
    let form = Form { path: &source.path, entry: &wish.entry, page: &wish.page };
    let copy = other_text(state, &snapshot, &form, &wish.from, &on_disk)?.filter(is_shown);
    let copy = copy.filter(|_| hash_of(&on_disk) == wish.theirs).ok_or_else(|| refused("desk-changed"))?;
    let merge = Merge { path: &source.path, copy: Some(&copy), on_disk: &on_disk };
    let (merged, conflicts) = merge.with(&wish.choices);
    if merge.views(state, conflicts.as_ref(), &wish.choices).iter().any(|conflict| conflict.chosen.is_empty())
    {
        return Err(refused("desk-merge-open"));
    }
    writing::write(state, &source.path, &on_disk, &merged, &wish.note)?;
    if wish.from.is_empty() {
        writing::remove_copy(state, &copy)?;
    } else {
        delete_copy(state, &wish.from, &copy.text)?;
    }
    writing::shown(state, &source.path, &merged)?;
    Ok(Answer::json(&edit_href(&source.path, &wish.entry)))
}

/// Moves the conflict copy at `path`, whose content `text` is merged now, to the bin.
///
/// # Errors
/// When it was changed meanwhile, or cannot be deleted.
fn delete_copy(state: &DeskState, path: &str, text: &str) -> Result<(), Refused> {
    let deleted = state.files.delete(path, Hash::of(text.as_bytes()), &state.event(EventKind::Deleted, ""));
    deleted.map_err(|error| {
        let refused = Refused::new(StatusCode::CONFLICT, "desk-not-written");
        refused.arg("file", path).arg("reason", error.reason())
    })
}

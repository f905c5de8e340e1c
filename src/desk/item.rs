//! The page that edits one file: its form, its text and its page of the site beside it.

use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::Refused;
use crate::desk::award_rows::AwardTable;
use crate::desk::form::{self, FieldView};
use crate::desk::moved::former_paths;
use crate::desk::offers::{self, OfferList};
use crate::desk::pictures::{ArticlePicture, pictures};
use crate::desk::problem::Problem;
use crate::desk::problems::problems_of;
use crate::desk::project_file::{markdown_kind, place_address, read_text, title};
use crate::desk::registry_entry::{RegistryEntry, entry_kind, entry_title};
use crate::desk::request::DeskRequest;
use crate::desk::review::{self, REVIEW_KEY, ReviewView};
use crate::desk::sections::{SectionChoice, sections};
use crate::desk::settings_form::{SettingsForm, is_settings};
use crate::desk::state::{DeskState, zone};
use crate::desk::yaml_form::{self, mapping_kind};
use crate::edit::{MarkdownDocument, RecordKind, TextFile, fields};
use crate::serve::snapshot::Snapshot;
use crate::source::Source;
use crate::threads::locked;

/// The keys that a form shows above the text.
const FIRST_KEYS: [&str; 2] = ["title", "lead"];
/// The keys that a form shows below the text; all others are below a heading that opens them.
const USUAL_KEYS: [&str; 11] = [
    "date",
    "draft",
    "author",
    "cover",
    "movements",
    "tags",
    "people",
    "starts",
    "ends",
    "parent",
    "occasion",
];

/// The keys of a decision that a form shows at once.
const HEAD_KEYS: [&str; 7] = ["number", "signed", "issuer", "signer", "subject", "totals", "defaults"];

/// The page of one file.
#[derive(Serialize)]
pub struct ItemView {
    /// The path of the file.
    file: String,
    /// The id of the entry of the file that the form shows; empty for the whole file.
    entry: String,
    /// The paths that the file had before, a line each.
    former: String,
    /// The id of the page; that of the copy which it goes on with.
    page: String,
    /// The hash of the content that the form shows.
    base: String,
    /// The hash of the content that the rows of the form are numbered by, if it is not the base.
    shown: String,
    title: String,
    /// Whether the text is Markdown behind a form.
    is_article: bool,
    /// Whether there is a form; else the text is the whole file.
    has_form: bool,
    /// The address of the whole file as text, where the form has no text; empty elsewhere.
    text_href: String,
    /// Whether it is a decision with a form and a table.
    is_decision: bool,
    /// The lines of the comment at the head of a decision, such as what an import left open.
    remarks: Vec<String>,
    /// The rows of a decision, if a table can show them.
    awards: Option<AwardTable>,
    /// Whether it is the form of a unit, which has actions.
    is_unit: bool,
    /// Why there is no form for a file that should have one; empty if there is none to give.
    why_no_form: &'static str,
    /// Its approval; absent where articles need none.
    review: Option<ReviewView>,
    first_fields: Vec<FieldView>,
    fields: Vec<FieldView>,
    more_fields: Vec<FieldView>,
    open_more: bool,
    offers: Vec<OfferList>,
    pictures: Vec<ArticlePicture>,
    /// The sections that the article may move to; empty for what is no article.
    sections: Vec<SectionChoice>,
    /// The text that is edited, with `\n` as line end.
    text: String,
    /// The address of its page in the preview.
    preview: String,
    problems: Vec<Problem>,
    /// The same for the script that marks the fields, as JSON.
    problem_data: String,
    /// Whether the form shows what was typed earlier, or an earlier version, which is not saved.
    is_copy: bool,
    /// What was typed earlier and not saved.
    recovered: Option<RecoveredText>,
    /// The line of the file to go to; 0 for none.
    line: usize,
    /// The line of the file at which the text begins, from 1.
    text_line: usize,
    /// The key of the field to go to; empty for none.
    field: String,
}

/// A text that was typed earlier.
#[derive(Serialize)]
struct RecoveredText {
    when: String,
    /// The id of the page that it was typed into.
    page: String,
    /// The whole file as it would have been saved.
    text: String,
}

/// The page of the file, or of the entry of it, that `request` names; with the parameter `copy`, with what was typed into
/// the page of this id and not saved.
///
/// # Errors
/// When there is no such file, or it is not editable text.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<ItemView, Refused> {
    let snapshot = state.snapshot()?;
    let source = state.source(&snapshot, request.parameter("file"))?;
    let on_disk = read_text(state, &source.path)?;
    locked(&state.opened).insert(source.path.to_string());
    let (entry, as_text) = (request.parameter("entry"), request.parameter("text") == "yes");
    let copy = state.recovery.find_page(&source.path, entry, request.parameter("copy"), &on_disk);
    let (shown, base, page, is_copy, recovered) = match copy {
        Some(copy) if !request.parameter("copy").is_empty() => (copy.text, copy.base, copy.page, true, None),
        copy => (on_disk.clone(), on_disk, state.recovery.new_page(state.now()), false, copy),
    };
    let recovered = recovered.map(|copy| RecoveredText {
        when: zone(&snapshot).to_datetime(copy.when).strftime("%H:%M %d/%m/%Y").to_string(),
        page: copy.page,
        text: copy.text,
    });
    let parts = Parts::of(state, &snapshot, (&source, entry, as_text, wanted_row(request)), &shown);
    let (first_fields, fields, more_fields) = if parts.is_article || parts.is_decision {
        let (first, others) = taken(parts.fields, &FIRST_KEYS);
        let keys = if parts.is_decision { &HEAD_KEYS[..] } else { &USUAL_KEYS[..] };
        let (usual, more) = taken(others, keys);
        (first, usual, more)
    } else {
        (Vec::new(), parts.fields, Vec::new())
    };
    let field = request.parameter("field").to_owned();
    let problems = problems_of(state, &snapshot, &source.path, entry);
    let top_key = field.split('.').next().unwrap_or_default();
    let former: Vec<String> = former_paths(state, &source.path).into_iter().map(|(path, _)| path).collect();
    Ok(ItemView {
        former: former.join("\n"),
        page,
        base: state.bases.put(&base),
        title: match entry_kind(&source.path) {
            Some(kind) if !entry.is_empty() => entry_title(&snapshot, kind, entry),
            _ => title(&snapshot, &source),
        },
        is_article: parts.is_article,
        has_form: parts.has_form,
        text_href: match (parts.has_form, parts.is_article) {
            (true, false) => format!("{}&text=yes", edit_href(&source.path, "")),
            _ => String::new(),
        },
        remarks: if parts.is_decision { head_comment(&shown) } else { Vec::new() },
        shown: if is_copy && parts.is_decision { state.bases.put(&shown) } else { String::new() },
        is_decision: parts.is_decision,
        is_unit: parts.has_form && matches!(entry_kind(&source.path), Some(RecordKind::Unit)),
        awards: parts.awards,
        why_no_form: parts.why_no_form,
        open_more: more_fields.iter().any(|field| field.key() == top_key),
        review: parts.review,
        first_fields,
        fields,
        more_fields,
        offers: if parts.is_article { offers::lists(&snapshot) } else { Vec::new() },
        pictures: if parts.is_article { pictures(&snapshot, &source.path) } else { Vec::new() },
        sections: if source.path.starts_with("content/articles/") {
            sections(&snapshot, &source.path)
        } else {
            Vec::new()
        },
        text: parts.text,
        text_line: parts.text_line,
        preview: place_address(state, &snapshot, &source, entry),
        problem_data: script_data(&problems),
        problems,
        is_copy,
        recovered,
        line: request.parameter("line").parse().unwrap_or_default(),
        field,
        entry: entry.to_owned(),
        file: source.path.to_string(),
    })
}

/// The lines of the comment that `text` begins with, without their signs.
fn head_comment(text: &str) -> Vec<String> {
    let lines = text.trim_start_matches('\u{feff}').lines().map_while(|line| line.strip_prefix('#'));
    let lines = lines.map(|line| line.trim_start_matches(['#', '-', ' ']).trim_end());
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// `problems` as JSON within a script element, which a `<` could end.
fn script_data(problems: &[Problem]) -> String {
    serde_json::json!(problems).to_string().replace('<', "\\u003c")
}

/// The index of the row that `request` goes to: that of the parameter `row`, or of the field `awards.3.unit`.
fn wanted_row(request: &DeskRequest) -> usize {
    let of_field = request.parameter("field").strip_prefix("awards.").and_then(|rest| rest.split('.').next());
    let row = if request.parameter("row").is_empty() { of_field } else { Some(request.parameter("row")) };
    row.and_then(|row| row.parse().ok()).unwrap_or_default()
}

/// The fields of `keys` in this order, and the others.
fn taken(fields: Vec<FieldView>, keys: &[&str]) -> (Vec<FieldView>, Vec<FieldView>) {
    let (mut taken, others) = fields.into_iter().partition::<Vec<_>, _>(|field| keys.contains(&field.key()));
    taken.sort_by_key(|field| keys.iter().position(|key| *key == field.key()));
    (taken, others)
}

/// A file as its page shows it.
struct Parts {
    is_article: bool,
    has_form: bool,
    is_decision: bool,
    awards: Option<AwardTable>,
    why_no_form: &'static str,
    review: Option<ReviewView>,
    fields: Vec<FieldView>,
    text: String,
    text_line: usize,
}

impl Parts {
    fn of(
        state: &DeskState,
        snapshot: &Snapshot,
        (source, entry, as_text, near): (&Source, &str, bool, usize),
        shown: &str,
    ) -> Parts {
        let plain = |why_no_form| {
            let text =
                TextFile::parse(shown.as_bytes()).map_or_else(|_| shown.to_owned(), |file| file.text());
            Parts {
                is_article: false,
                is_decision: false,
                has_form: false,
                awards: None,
                review: None,
                why_no_form,
                fields: Vec::new(),
                text,
                text_line: 1,
            }
        };
        let language = state.options.language;
        if let Some(record) = mapping_kind(&source.path).filter(|_| !as_text) {
            let Some(form) = yaml_form::view(record, language, shown, near) else {
                return plain("desk-no-form");
            };
            let (text, text_line) = (String::new(), shown.matches('\n').count() + 2);
            let yaml_form::YamlFormView { fields, awards } = form;
            return Parts { is_decision: true, has_form: true, awards, fields, text, text_line, ..plain("") };
        }
        if let Some(kind) = entry_kind(&source.path).filter(|_| !entry.is_empty()) {
            return match RegistryEntry::find(shown, entry) {
                Ok(entry) => Parts {
                    has_form: true,
                    fields: entry.views(kind, language),
                    text: String::new(),
                    text_line: 0,
                    ..plain("")
                },
                Err(why) => plain(why),
            };
        }
        if is_settings(&source.path) && !as_text {
            return match SettingsForm::parse(shown) {
                Some(form) => Parts {
                    has_form: true,
                    fields: form.views(language),
                    text: String::new(),
                    text_line: 0,
                    ..plain("")
                },
                None => plain("desk-no-entry-form"),
            };
        }
        let Some(record) = markdown_kind(&source.path) else { return plain("") };
        let Ok(document) = MarkdownDocument::parse(record, shown.as_bytes()) else {
            return plain("desk-no-form");
        };
        let mut fields = form::views(&fields(record, language), Some(document.values()), "");
        offers::offer(&mut fields, snapshot);
        let review = review::view(snapshot, &source.path, document.values());
        // Where articles are approved, the panel of the approval takes the place of its field.
        fields.retain(|field| review.is_none() || field.key() != REVIEW_KEY);
        let text_line =
            (shown.matches('\n').count() + 1).saturating_sub(document.body().matches('\n').count());
        Parts {
            is_article: true,
            has_form: true,
            review,
            fields,
            text: document.body().to_owned(),
            text_line,
            ..plain("")
        }
    }
}

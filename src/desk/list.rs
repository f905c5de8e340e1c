//! The lists of articles, decisions, movements, pages, units, kinds, people, pictures and settings.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use hyper::StatusCode;
use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::Refused;
use crate::desk::problem::Problem;
use crate::desk::problems::problems;
use crate::desk::request::DeskRequest;
use crate::desk::review::waiting_word;
use crate::desk::state::{DeskState, site};
use crate::diagnostic::Severity;
use crate::html;
use crate::model::site::{HiddenReason, Site};
use crate::serve::snapshot::Snapshot;
use crate::source::{Source, SourceContent, SourceId, Sources};
use crate::text;

/// The number of rows on one page of a list.
const ROWS_PER_PAGE: usize = 50;

/// The lists, in the order of the menu: the word in the address.
pub const LISTS: [&str; 9] =
    ["articles", "decisions", "movements", "pages", "units", "kinds", "people", "pictures", "settings"];

/// A record or file with its state, and a link to its page.
#[derive(Clone, Debug, Serialize)]
pub struct ListRow {
    /// The title or name.
    pub title: String,
    /// What it belongs to: a section, an issuer, a file.
    pub note: String,
    /// The day, `YYYY-MM-DD`; empty if it has none.
    pub day: String,
    /// The word of its state: `draft`, `waits`, `shown`, `expired`, `broken`, or that of its approval; empty for what is always shown.
    pub state: &'static str,
    /// The number of errors and warnings about its file.
    pub problems: usize,
    /// The page that shows it.
    pub href: String,
    /// The small picture of it; empty for what is no picture.
    pub picture: String,
}

/// A list as its page shows it.
#[derive(Serialize)]
pub struct RecordList {
    /// The word in the address.
    list: &'static str,
    /// The kind of a new record of the list; empty if none can be made.
    new_kind: &'static str,
    rows: Vec<ListRow>,
    /// The number of all rows that match.
    count: usize,
    query: String,
    state: String,
    sort: String,
    states: Vec<&'static str>,
    page: usize,
    pages: usize,
}

/// The list that `request` asks for.
///
/// # Errors
/// When there is no such list.
pub fn view(state: &DeskState, request: &DeskRequest) -> Result<RecordList, Refused> {
    let list = LISTS.into_iter().find(|list| *list == request.parameter("list"));
    let list = list.ok_or_else(|| Refused::new(StatusCode::NOT_FOUND, "desk-no-page"))?;
    let snapshot = state.snapshot()?;
    let mut rows = rows(&snapshot, list, &problem_counts(&problems(state, &snapshot)));
    let mut states: Vec<&'static str> =
        rows.iter().map(|row| row.state).filter(|state| !state.is_empty()).collect();
    states.sort_unstable();
    states.dedup();
    let query = request.parameter("q").trim().to_owned();
    let words: Vec<String> = text::fold(&query).split_whitespace().map(str::to_owned).collect();
    let wanted = request.parameter("state");
    rows.retain(|row| {
        let is_state = wanted.is_empty() || row.state == wanted || wanted == "problems" && row.problems > 0;
        let haystack = text::fold(&format!("{} {} {}", row.title, row.note, row.day));
        is_state && words.iter().all(|word| haystack.contains(word.as_str()))
    });
    let sort = request.parameter("sort");
    match sort {
        "title" => rows.sort_by_cached_key(|row| text::fold(&row.title)),
        "old" => rows.sort_by(|a, b| a.day.cmp(&b.day)),
        "problems" => rows.sort_by_key(|row| Reverse(row.problems)),
        _ => rows.sort_by(|a, b| b.day.cmp(&a.day)),
    }
    let count = rows.len();
    let pages = count.div_ceil(ROWS_PER_PAGE).max(1);
    let page = request.parameter("page").parse().unwrap_or(1).clamp(1, pages);
    let rows = rows.into_iter().skip((page - 1) * ROWS_PER_PAGE).take(ROWS_PER_PAGE).collect();
    Ok(RecordList {
        list,
        new_kind: new_kind(list),
        rows,
        count,
        query,
        state: wanted.to_owned(),
        sort: sort.to_owned(),
        states,
        page,
        pages,
    })
}

/// The kind of a new record of `list`; empty if none can be made.
fn new_kind(list: &str) -> &'static str {
    match list {
        "articles" => "article",
        "decisions" => "decision",
        "movements" => "movement",
        "pages" => "page",
        "units" => "unit",
        "kinds" => "kind",
        "people" => "person",
        _ => "",
    }
}

/// The number of errors and warnings about each file, by its path, and about each entry of a registry file, by its
/// address.
pub fn problem_counts(problems: &[Problem]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for problem in problems.iter().filter(|problem| problem.severity != Severity::Note) {
        *counts.entry(problem.file.clone()).or_default() += 1;
        if !problem.entry.is_empty() {
            *counts.entry(edit_href(&problem.file, &problem.entry)).or_default() += 1;
        }
    }
    counts
}

/// All rows of `list`, in the order of the site; `counts` has the number of problems of each file.
pub fn rows(snapshot: &Snapshot, list: &str, counts: &BTreeMap<String, usize>) -> Vec<ListRow> {
    let sources = &snapshot.prepared.scan.sources;
    let rows = Rows { sources, site: site(snapshot), counts };
    match list {
        "articles" => rows.articles(),
        "decisions" => rows.decisions(),
        "movements" => rows.movements(),
        "pages" => rows.pages(),
        "units" => rows.units(),
        "kinds" => rows.kinds(),
        "people" => rows.people(),
        "pictures" => rows.pictures(),
        _ => rows.settings(),
    }
}

/// Makes rows from a site.
struct Rows<'r> {
    sources: &'r Sources,
    site: Option<&'r Site>,
    /// The number of problems of each file.
    counts: &'r BTreeMap<String, usize>,
}

impl Rows<'_> {
    fn row(&self, source: SourceId, title: &str) -> ListRow {
        let path = self.sources.find(source).map_or_else(String::new, |source| source.path.to_string());
        ListRow {
            title: title.to_owned(),
            note: String::new(),
            day: String::new(),
            state: "",
            problems: self.counts.get(&path).copied().unwrap_or_default(),
            href: format!("/edit?file={}", html::encode_query(&path)),
            picture: String::new(),
        }
    }

    /// Adds the files below `folder` that are in no row, because they cannot be read as records.
    fn with_broken(&self, mut rows: Vec<ListRow>, folder: &str, extensions: &[&str]) -> Vec<ListRow> {
        let known: Vec<String> = rows.iter().map(|row| row.href.clone()).collect();
        let known: std::collections::BTreeSet<&str> = known.iter().map(String::as_str).collect();
        let is_text = |source: &&std::sync::Arc<Source>| {
            matches!(source.content, SourceContent::Text(_) | SourceContent::Unusable(_))
                && extensions.contains(&source.extension().as_str())
        };
        let broken = self.sources.below(folder).filter(is_text).map(|source| {
            let row = self.row(source.id, source.name());
            ListRow { note: source.folder().to_owned(), state: "broken", ..row }
        });
        let broken: Vec<ListRow> = broken.filter(|row| !known.contains(row.href.as_str())).collect();
        rows.extend(broken);
        rows
    }

    fn articles(&self) -> Vec<ListRow> {
        let rows = self.site.into_iter().flat_map(|site| {
            site.articles.iter().map(move |article| ListRow {
                note: site.settings.sections[article.section].title.to_string(),
                day: article.record.date.value.day.to_string(),
                state: waiting_word(article).unwrap_or_else(|| state_word(article.would_be_hidden)),
                ..self.row(article.record.source, &article.record.title.value)
            })
        });
        self.with_broken(rows.collect(), "content/articles/", &["md"])
    }

    fn movements(&self) -> Vec<ListRow> {
        let rows = self.site.into_iter().flat_map(|site| {
            site.movements.iter().map(|movement| ListRow {
                day: movement.record.starts.as_ref().map_or_else(String::new, |day| day.value.to_string()),
                state: state_word(movement.would_be_hidden),
                ..self.row(movement.record.source, &movement.record.title.value)
            })
        });
        self.with_broken(rows.collect(), "content/movements/", &["md"])
    }

    fn pages(&self) -> Vec<ListRow> {
        let rows = self.site.into_iter().flat_map(|site| {
            site.pages.iter().map(|page| ListRow {
                state: state_word(page.would_be_hidden),
                ..self.row(page.record.source, &page.record.title.value)
            })
        });
        self.with_broken(rows.collect(), "content/pages/", &["md"])
    }

    fn decisions(&self) -> Vec<ListRow> {
        let rows = self.site.into_iter().flat_map(|site| {
            site.decisions.iter().map(move |decision| {
                let record = &decision.record;
                let number = record.number.as_ref().map_or("", |number| &*number.value);
                let issuer =
                    decision.issuer.map_or_else(String::new, |unit| site.units[unit].name().to_string());
                let subject = record.subject.as_deref().unwrap_or_default();
                ListRow {
                    note: format!("{issuer} · {subject}"),
                    day: record.signed.as_ref().map_or_else(String::new, |day| day.value.to_string()),
                    state: state_word(decision.would_be_hidden),
                    ..self.row(record.source, number)
                }
            })
        });
        self.with_broken(rows.collect(), "content/awards/", &["yaml", "yml"])
    }

    /// A row of an entry of a registry file.
    fn entry(&self, id: &crate::source::Spanned<crate::source::Text>, title: &str) -> Option<ListRow> {
        let source =
            self.sources.find(id.span.source).filter(|source| !source.disk.as_os_str().is_empty())?;
        let row = self.row(source.id, title);
        Some(ListRow {
            note: id.value.to_string(),
            href: edit_href(&source.path, &id.value),
            problems: self.counts.get(&edit_href(&source.path, &id.value)).copied().unwrap_or_default(),
            ..row
        })
    }

    fn units(&self) -> Vec<ListRow> {
        let units = self.site.into_iter().flat_map(|site| site.units.iter());
        units.filter_map(|unit| self.entry(&unit.id, unit.name())).collect()
    }

    fn kinds(&self) -> Vec<ListRow> {
        let kinds = self.site.into_iter().flat_map(|site| site.kinds.iter());
        kinds.filter_map(|kind| self.entry(&kind.id, &kind.name)).collect()
    }

    fn people(&self) -> Vec<ListRow> {
        let people = self.site.into_iter().flat_map(|site| site.people.iter());
        people.filter_map(|person| self.entry(&person.id, &person.name.value)).collect()
    }

    fn pictures(&self) -> Vec<ListRow> {
        let is_picture =
            |source: &&std::sync::Arc<Source>| matches!(source.content, SourceContent::Picture(_));
        let pictures = self.sources.below("content/").filter(is_picture).map(|source| {
            let address = format!("/picture?file={}", html::encode_query(&source.path));
            let row = self.row(source.id, source.name());
            ListRow { note: source.folder().to_owned(), href: address.clone(), picture: address, ..row }
        });
        pictures.collect()
    }

    fn settings(&self) -> Vec<ListRow> {
        let files = self.sources.settings().chain(self.sources.registry());
        let files = files.filter(|source| matches!(source.extension().as_str(), "yaml" | "yml"));
        files.map(|source| self.row(source.id, &source.path)).collect()
    }
}

/// The word of the state of a page.
fn state_word(hidden: Option<HiddenReason>) -> &'static str {
    match hidden {
        None => "shown",
        Some(HiddenReason::Draft) => "draft",
        Some(HiddenReason::Unapproved) => "not-sent",
        Some(HiddenReason::Future) => "waits",
        Some(HiddenReason::Expired) => "expired",
    }
}

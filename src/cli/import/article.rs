//! Imports a Word file as an article: a draft with its pictures beside it.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::ExitStatus;
use crate::cli::create::{now, own_diagnostics, section_folder};
use crate::cli::import::confirm::{confirm, report_unread};
use crate::cli::import_arguments::{ImportArguments, ImportTask};
use crate::cli::report::Reporter;
use crate::diagnostic::{Location, Severity};
use crate::file;
use crate::import::page::{NewPage, page_text, write_page};
use crate::import::read_word_article;
use crate::import::word::article::{ArticleRemark, ArticleRemarkKind, WordArticle, WordPlace};
use crate::model::names::NameIndex;
use crate::model::site::Site;
use crate::read::file_name::file_stem;
use crate::source::Sources;

/// The most places that a line about a change of form names.
const MAX_PLACES: usize = 3;

/// The import of one Word file as an article.
pub struct ArticleImport<'r> {
    /// The project folder.
    pub root: &'r Path,
    /// The options of the command.
    pub import: &'r ImportArguments,
    /// The Word file.
    pub file: &'r Path,
    /// The id or title of the section, as typed.
    pub section: &'r str,
    /// The site that gets the article.
    pub site: &'r Site,
    /// Prints the report.
    pub reporter: &'r Reporter,
}

impl ArticleImport<'_> {
    /// Reads the file, reports what was taken and what was not, and writes the article after a yes.
    pub fn run(&self) -> ExitStatus {
        let section = match section_folder(&self.site.settings, self.section) {
            Ok(section) => section,
            Err(known) => {
                self.reporter.error("import-no-section", &known);
                return ExitStatus::Failure;
            }
        };
        let Some(movements) = self.movements() else { return ExitStatus::Failure };
        let article = match read_word_article(self.file) {
            Ok(article) => article,
            Err(error) => return report_unread(self.file, &error, self.reporter),
        };
        let name = self.file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let stem =
            file_stem(&article.title).or_else(|| file_stem(&name)).unwrap_or_else(|| "bai-viet".to_owned());
        let folder = format!("content/articles/{section}");
        let path = format!("{folder}/{stem}/index.md");
        self.show(&article, &path);
        let page = NewPage {
            stem,
            title: article.title,
            date: Some(now(&self.site.settings.time_zone)),
            lead: article.lead,
            author: article.author,
            movements,
            draft: true,
            body: article.body,
            files: article.files,
            ..NewPage::default()
        };
        self.write(&folder, &path, &page)
    }

    /// Returns the movement that was typed, if one was; `None` after reporting an unknown or ambiguous name.
    fn movements(&self) -> Option<Vec<String>> {
        let Some(typed) = self.import.typed.movement.as_deref() else { return Some(Vec::new()) };
        let movements = NameIndex::of_movements(self.site.movements.iter().map(|movement| &movement.record));
        let found = movements.find(typed, None);
        if let Some(error) = movements.error(typed, &found, Location::Nowhere) {
            self.reporter.diagnostics(&[error], &Sources::default());
        }
        found.one().and_then(|movement| movements.id(movement)).map(|id| vec![id.to_owned()])
    }

    fn write(&self, folder: &str, path: &str, page: &NewPage) -> ExitStatus {
        let shown = ("path", path.to_owned());
        let files: Vec<&str> = page.files.iter().map(|file| &*file.name).collect();
        if self.import.task == ImportTask::DryRun {
            let text = page_text(page);
            self.reporter.note(&text);
            if self.reporter.is_json() {
                let object = json!({"event": "import-text", "path": path, "text": text, "files": files});
                self.reporter.object(&object);
            }
            let arguments = [shown, ("count", files.len().to_string()), ("files", files.join(", "))];
            self.reporter.sentence("import-article-dry-run", &arguments);
            return ExitStatus::Clean;
        }
        let parent = file::below(self.root, folder);
        if parent.join(&page.stem).exists() || parent.join(format!("{}.md", page.stem)).exists() {
            self.reporter.error("import-article-exists", &[("path", format!("{folder}/{}", page.stem))]);
            return ExitStatus::Errors;
        }
        if let Err(status) =
            confirm(self.import.task, "import-ask", &[("path", path.to_owned())], self.reporter)
        {
            return status;
        }
        match write_page(self.root, folder, page) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                self.reporter.error("import-article-exists", &[("path", format!("{folder}/{}", page.stem))]);
                return ExitStatus::Errors;
            }
            Err(error) => {
                self.reporter.error("output-failed", &[shown, ("reason", file::reason(&error))]);
                return ExitStatus::Failure;
            }
        }
        let count = ("count", files.len().to_string());
        self.reporter.sentence("import-article-written", &[shown.clone(), count]);
        let found = own_diagnostics(self.root, &[path]);
        self.reporter.diagnostics(&found.diagnostics, &found.sources);
        self.reporter.note(&self.reporter.text("import-article-next", &[shown]));
        let has_errors = found.diagnostics.iter().any(|found| found.severity == Severity::Error);
        if has_errors { ExitStatus::Errors } else { ExitStatus::Clean }
    }

    /// Prints the report: lines for people, one object for programs.
    fn show(&self, article: &WordArticle, path: &str) {
        let file = self.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let counts = article.counts;
        let arguments = [
            ("file", file.clone()),
            ("title", article.title.clone()),
            ("paragraphs", counts.paragraphs.to_string()),
            ("headings", counts.headings.to_string()),
            ("items", counts.items.to_string()),
            ("tables", counts.tables.to_string()),
            ("pictures", counts.pictures.to_string()),
            ("notes", counts.notes.to_string()),
        ];
        let message = self.reporter.text("import-article-found", &arguments);
        if self.reporter.is_json() {
            let remarks = |is_loss: bool| -> Vec<Value> {
                let such = article.remarks.iter().filter(|remark| remark.kind.is_loss() == is_loss);
                such.map(|remark| self.remark_object(remark)).collect()
            };
            self.reporter.object(&json!({
                "event": "import-article-found", "message": message, "file": file, "path": path,
                "title": article.title, "lead": article.lead, "author": article.author,
                "paragraphs": counts.paragraphs, "headings": counts.headings, "items": counts.items,
                "tables": counts.tables, "pictures": counts.pictures, "notes": counts.notes,
                "left_out": remarks(true), "changed": remarks(false),
            }));
            return;
        }
        self.reporter.note(&message);
        for (name, value) in
            [("import-article-lead", &article.lead), ("import-article-author", &article.author)]
        {
            if let Some(text) = value {
                self.reporter.note(&format!("  {}", self.reporter.text(name, &[("text", text.clone())])));
            }
        }
        for line in self.remark_lines(&article.remarks) {
            self.reporter.note(&format!("  {line}"));
        }
    }

    /// Returns a line for each thing that is not taken, and one for each kind of change of form.
    fn remark_lines(&self, remarks: &[ArticleRemark]) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        let mut changes: BTreeMap<ArticleRemarkKind, Vec<String>> = BTreeMap::new();
        for remark in remarks {
            if remark.kind.is_loss() {
                let line = self.line(remark.kind, &remark.detail, &self.place(&remark.place));
                if !lines.contains(&line) {
                    lines.push(line);
                }
                continue;
            }
            let place = match self.place(&remark.place) {
                place if place.is_empty() => remark.detail.clone(),
                place => place,
            };
            changes.entry(remark.kind).or_default().push(place);
        }
        for (kind, mut places) in changes {
            let count = places.len();
            places.truncate(MAX_PLACES);
            if count > MAX_PLACES {
                places.push(format!("… ({count})"));
            }
            lines.push(self.line(kind, "", &places.join(", ")));
        }
        lines
    }

    fn line(&self, kind: ArticleRemarkKind, detail: &str, places: &str) -> String {
        let yes_or_no = |text: &str| (if text.is_empty() { "no" } else { "yes" }).to_owned();
        let name = if kind.is_loss() { "import-article-left-out" } else { "import-article-changed" };
        let arguments = [
            ("kind", kind.word().to_owned()),
            ("detailed", yes_or_no(detail)),
            ("detail", detail.to_owned()),
            ("placed", yes_or_no(places)),
            ("places", places.to_owned()),
        ];
        self.reporter.text(name, &arguments)
    }

    /// Returns a place as a person finds it; empty for the whole file.
    fn place(&self, place: &WordPlace) -> String {
        let what = match (place.number, place.is_table) {
            (0, _) if place.words.is_empty() => return String::new(),
            (0, _) => "note",
            (_, true) => "table",
            (_, false) => "paragraph",
        };
        let worded = if place.words.is_empty() { "no" } else { "yes" };
        let arguments = [
            ("what", what.to_owned()),
            ("number", place.number.to_string()),
            ("worded", worded.to_owned()),
            ("words", place.words.clone()),
        ];
        self.reporter.text("import-article-place", &arguments)
    }

    fn remark_object(&self, remark: &ArticleRemark) -> Value {
        json!({"kind": remark.kind.word(), "place": self.place(&remark.place), "detail": remark.detail})
    }
}

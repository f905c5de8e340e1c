//! The command `import`: reads lists of awards or articles from files, asks what is not certain, and writes decisions or
//! drafts.

mod article;
mod ask;
mod confirm;
pub mod prepared;
mod remember;
mod save;
mod show;
mod site_report;
mod sites;
mod target;
mod typed;
mod written;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Read};
use std::path::Path;
use std::slice;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::fix::diff;
use crate::cli::import_arguments::{ExistingDecision, ImportArguments, ImportTask};
use crate::cli::report::Reporter;
use crate::cli::user::{present_event, prune_history};
use crate::edit::{EventKind, PatchError, Workspace};
use crate::import::{
    self, DecisionUpdate, Document, ImportReport, NewSpelling, Proposal, ProposeOptions, Question, ReadError,
    Reader, Registry, RegistryNames, contradiction_arguments, decision_text, existing_decision,
    new_spellings, propose, update,
};
use crate::messages::Messages;
use crate::model::names::NameIndex;
use crate::model::printed_index::NameDays;
use crate::model::site::Site;
use crate::pipeline::PreparedBuild;
use crate::source::{Source, Sources};

pub use self::sites::import_site;

use self::article::ArticleImport;
use self::ask::Interview;
use self::confirm::{confirm, report_unread};
use self::prepared::{prepare, read_site};
use self::written::{WrittenFile, check_written};

/// Imports each of the files in turn.
pub fn import(arguments: &Arguments, import: &ImportArguments, reporter: &Reporter) -> ExitStatus {
    if let Some(section) = &import.section {
        return import_articles(arguments, import, section, reporter);
    }
    worst(import.files.iter().map(|file| import_decisions(arguments, import, file, reporter)))
}

/// Returns the worst of several results.
fn worst(statuses: impl Iterator<Item = ExitStatus>) -> ExitStatus {
    let mut worst = ExitStatus::Clean;
    for status in statuses {
        worst = match (worst, status) {
            (ExitStatus::Failure, _) | (_, ExitStatus::Failure) => ExitStatus::Failure,
            (ExitStatus::Errors, _) | (_, ExitStatus::Errors) => ExitStatus::Errors,
            (ExitStatus::Clean, ExitStatus::Clean) => ExitStatus::Clean,
        };
    }
    worst
}

/// Imports each file as an article of a section.
fn import_articles(
    arguments: &Arguments,
    import: &ImportArguments,
    section: &str,
    reporter: &Reporter,
) -> ExitStatus {
    let prepared = match prepare(&arguments.root, reporter) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let site = &prepared.planned.as_ref().expect("a prepared import has a planned site").site;
    let root = &arguments.root;
    let one = |file| ArticleImport { root, import, file, section, site, reporter }.run();
    worst(import.files.iter().map(|file| one(file)))
}

/// Imports the decisions of one file.
fn import_decisions(
    arguments: &Arguments,
    import: &ImportArguments,
    file: &Path,
    reporter: &Reporter,
) -> ExitStatus {
    let is_pasted = file == Path::new("-");
    let mut document = None;
    // The file does not depend on the site.
    let reading = rayon::in_place_scope(|scope| {
        if !is_pasted {
            scope.spawn(|_| document = Some(read(file)));
        }
        read_site(&arguments.root, reporter)
    });
    let reading = match reading {
        Ok(reading) => reading,
        Err(status) => return status,
    };
    let (status, written) = import_document(arguments, import, file, document, &reading.prepared, reporter);
    match (check_written(&written, reading, &arguments.root, reporter), status) {
        (ExitStatus::Errors, ExitStatus::Clean) => ExitStatus::Errors,
        _ => status,
    }
}

/// Imports the decisions of one file, which is read now unless it is `document`; returns the files that were written,
/// too.
fn import_document(
    arguments: &Arguments,
    import: &ImportArguments,
    file: &Path,
    document: Option<Result<Document, ReadError>>,
    prepared: &PreparedBuild,
    reporter: &Reporter,
) -> (ExitStatus, Vec<WrittenFile>) {
    let nothing = |status| (status, Vec::new());
    let site = &prepared.planned.as_ref().expect("a prepared import has a planned site").site;
    let names = RegistryNames {
        units: NameIndex::of_units(site.units.as_slice()),
        kinds: NameIndex::of_kinds(&site.kinds),
    };
    let Some(options) = typed::propose_options(import, site, &names, reporter) else {
        return nothing(ExitStatus::Failure);
    };
    if file == Path::new("-") && io::stdin().is_terminal() {
        reporter.note(&reporter.text("import-paste", &[]));
    }
    let document = match document.unwrap_or_else(|| read(file)) {
        Ok(document) => document,
        Err(error) => return nothing(report_unread(file, &error, reporter)),
    };
    let run = Run {
        arguments,
        import,
        file,
        site,
        names: &names,
        sources: &prepared.scan.sources,
        reporter,
        is_confirmed: Cell::default(),
        files: RefCell::default(),
        written: RefCell::default(),
    };
    let status = run.import(&document, &options);
    (status, run.written.into_inner())
}

/// Reads a file, or the standard input if its name is `-`.
fn read(file: &Path) -> Result<Document, ReadError> {
    if file != Path::new("-") {
        let program = std::env::current_exe().ok();
        return Reader { program }.read(file);
    }
    let mut bytes = Vec::new();
    let limit = MAX_PASTE_BYTES + 1;
    let read = io::stdin().lock().take(limit).read_to_end(&mut bytes);
    read.map_err(|source| ReadError::Io { path: file.to_owned(), source })?;
    if bytes.len() as u64 == limit {
        return Err(ReadError::TooLarge { limit: MAX_PASTE_BYTES });
    }
    import::read_text(&import::decode_text(&bytes))
}

/// The most bytes that are read from the standard input.
const MAX_PASTE_BYTES: u64 = 20 * 1024 * 1024;

/// The import of one file.
struct Run<'r> {
    arguments: &'r Arguments,
    import: &'r ImportArguments,
    file: &'r Path,
    site: &'r Site,
    names: &'r RegistryNames<'r>,
    sources: &'r Sources,
    reporter: &'r Reporter,
    /// Whether the user agreed to write all new decisions of the file.
    is_confirmed: Cell<bool>,
    /// The files of the decisions so far: two decisions of one import never go into the same file.
    files: RefCell<BTreeSet<String>>,
    /// The files that were written, which are checked together at the end.
    written: RefCell<Vec<WrittenFile>>,
}

impl Run<'_> {
    fn import(&self, document: &Document, options: &ProposeOptions) -> ExitStatus {
        let registry = Registry::of_site(self.site);
        let mut interview = Interview::default();
        let proposals = loop {
            let proposals = propose(document, &registry, options, &interview.answers);
            let asked = proposals.iter().flat_map(|proposal| proposal.questions.iter().cloned());
            let questions = interview.unmet(asked);
            if questions.is_empty() {
                break proposals;
            }
            if self.import.task == ImportTask::Ask && self.reporter.is_interactive() {
                interview.ask(questions, self.names, self.reporter);
            } else {
                questions.into_iter().for_each(|question| interview.leave_open(question));
                // An open question and one without an answer give the same proposal.
                break proposals;
            }
        };
        let file = ("file", self.name());
        if proposals.iter().all(Proposal::is_empty) {
            self.reporter.error("import-nothing-found", &[file]);
            return ExitStatus::Errors;
        }
        if proposals.len() > 1 && self.import.into.is_some() {
            self.reporter.error("import-into-several", &[file, ("count", proposals.len().to_string())]);
            return ExitStatus::Failure;
        }
        for proposal in &proposals {
            let open = proposal.open_questions(proposals.len(), &interview.open);
            let report =
                ImportReport { source: &self.name(), proposal, left_out: &document.left_out, open: &open };
            show::show(&report, self.reporter);
        }
        if let Err(status) = self.confirm_all(&proposals) {
            return status;
        }
        let mut status = ExitStatus::Clean;
        for proposal in &proposals {
            let open = proposal.open_questions(proposals.len(), &interview.open);
            match self.decision(proposal, &open, &interview) {
                ExitStatus::Clean => {}
                ExitStatus::Errors if status == ExitStatus::Failure => {}
                other => status = other,
            }
        }
        status
    }

    /// The name of the imported file as messages show it.
    fn name(&self) -> String {
        self.file.file_name().map_or_else(|| "-".to_owned(), |name| name.to_string_lossy().into_owned())
    }

    /// Asks once whether to write several decisions that the site does not have.
    ///
    /// # Errors
    /// The exit status, after reporting it, if nothing is to be written.
    fn confirm_all(&self, proposals: &[Proposal]) -> Result<(), ExitStatus> {
        let is_new = |proposal: &&Proposal| existing_decision(proposal, self.site, self.sources).is_none();
        let count = proposals.iter().filter(is_new).count();
        if count < 2 || self.import.task == ImportTask::DryRun {
            return Ok(());
        }
        let facts = [("count", count.to_string())];
        confirm(self.import.task, "import-ask-several", &facts, self.reporter)?;
        self.is_confirmed.set(true);
        Ok(())
    }

    /// Asks whether to write the new file `path`, unless the user agreed to all of them.
    ///
    /// # Errors
    /// The exit status, after reporting it, if nothing is to be written.
    fn confirm_new(&self, path: &str) -> Result<(), ExitStatus> {
        if self.is_confirmed.get() {
            return Ok(());
        }
        confirm(self.import.task, "import-ask", &[("path", path.to_owned())], self.reporter)
    }

    /// Writes a new decision, or updates the one that the site has.
    fn decision(&self, proposal: &Proposal, open: &[&Question], interview: &Interview) -> ExitStatus {
        if !proposal.contradictions.is_empty() {
            self.reporter.error("import-contradiction", &contradiction_arguments(proposal));
            return ExitStatus::Errors;
        }
        let target = (self.import.into.as_deref(), &*self.arguments.root);
        let Some(path) = target::path(proposal, self.file, target, self.reporter) else {
            return ExitStatus::Failure;
        };
        let existing =
            existing_decision(proposal, self.site, self.sources).or_else(|| self.sources.at(&path));
        let file = existing.map_or_else(|| path.clone(), |source| source.path.to_string());
        if !self.files.borrow_mut().insert(file.clone()) {
            let place = proposal.rows.first().map(|row| row.place.clone()).unwrap_or_default();
            self.reporter.error("import-file-twice", &[("path", file), ("place", place)]);
            return ExitStatus::Errors;
        }
        match (existing, self.import.existing) {
            (None, _) => self.write(&path, proposal, open, interview),
            (Some(source), ExistingDecision::Update) => self.update(source, proposal, interview),
            (Some(source), ExistingDecision::Refuse) => {
                self.reporter.error("import-exists", &[("path", source.path.to_string())]);
                ExitStatus::Errors
            }
        }
    }

    /// Shows and writes a new decision, and checks it.
    fn write(
        &self,
        path: &str,
        proposal: &Proposal,
        open: &[&Question],
        interview: &Interview,
    ) -> ExitStatus {
        let messages = Messages::built_in(self.site.settings.language);
        let text = decision_text(proposal, open, &self.name(), &messages);
        if self.import.task == ImportTask::DryRun {
            self.reporter.note(&text);
            if self.reporter.is_json() {
                self.reporter
                    .object(&serde_json::json!({"event": "import-text", "path": path, "text": text}));
            }
            self.reporter.sentence("import-dry-run", &[("path", path.to_owned())]);
            return if open.is_empty() { ExitStatus::Clean } else { ExitStatus::Errors };
        }
        let spellings = new_spellings(&interview.answered, self.names, self.sources);
        remember::announce(&spellings, &interview.new_units, self.reporter);
        if let Err(status) = self.confirm_new(path) {
            return status;
        }
        if let Err(error) = save::write_new(&self.arguments.root, path, text.as_bytes()) {
            save::report_write_error(path, &error, self.reporter);
            return ExitStatus::Failure;
        }
        let count = proposal.awards.len().to_string();
        self.reporter.sentence("import-written", &[("path", path.to_owned()), ("count", count)]);
        self.remember(&spellings, interview);
        let written = WrittenFile { path: path.to_owned(), is_draft: !open.is_empty() };
        self.written.borrow_mut().push(written);
        if proposal.has_unread_cells() { ExitStatus::Errors } else { ExitStatus::Clean }
    }

    /// Adds what was answered to the registry.
    fn remember(&self, spellings: &[NewSpelling], interview: &Interview) {
        let project = (&*self.arguments.root, self.sources);
        remember::remember(spellings, &interview.new_units, project, self.reporter);
    }

    /// Shows and saves what differs in the file of a decision that the site has.
    fn update(&self, source: &Source, proposal: &Proposal, interview: &Interview) -> ExitStatus {
        let path = ("path", source.path.to_string());
        let Ok(raw) = std::fs::read_to_string(&source.disk) else {
            self.reporter.error("import-not-patched", &[path]);
            return ExitStatus::Errors;
        };
        let days = proposal.head.signed.map(NameDays::of_award);
        let registry = Registry::of_site(self.site);
        let id_of = |key: &str, value: &str| registry.id_of(key, value, days).map(str::to_owned);
        let found = match update(&raw, proposal, &id_of) {
            Ok(found) => found,
            Err(PatchError::Unsound | PatchError::NoChange) => {
                self.reporter.error("import-not-patched", &[path]);
                return ExitStatus::Errors;
            }
        };
        self.show_update(source, &raw, &found);
        let status = if found.not_applied.is_empty() { ExitStatus::Clean } else { ExitStatus::Errors };
        if found.text == raw {
            return status;
        }
        if self.import.task == ImportTask::DryRun {
            self.reporter.sentence("import-dry-run", &[path]);
            return ExitStatus::Errors;
        }
        let spellings = new_spellings(&interview.answered, self.names, self.sources);
        remember::announce(&spellings, &interview.new_units, self.reporter);
        if let Err(status) =
            confirm(self.import.task, "import-ask-update", slice::from_ref(&path), self.reporter)
        {
            return status;
        }
        let workspace = Workspace::new(&self.arguments.root);
        let event = present_event(EventKind::Saved, "bangvang import --update");
        let saved = workspace.save(&source.path, source.hash, found.text.as_bytes(), &event);
        if let Err(error) = saved {
            save::report_save_error(&source.path, &error, self.reporter);
            return ExitStatus::Errors;
        }
        self.reporter.sentence("import-updated", &[path]);
        prune_history(&self.arguments.root);
        self.remember(&spellings, interview);
        let written = WrittenFile { path: source.path.to_string(), is_draft: false };
        self.written.borrow_mut().push(written);
        status
    }

    fn show_update(&self, source: &Source, raw: &str, found: &DecisionUpdate) {
        let path = ("path", source.path.to_string());
        for title in &found.gone {
            self.reporter.note(&self.reporter.text("import-gone", &[("row", title.clone())]));
        }
        if !found.not_applied.is_empty() {
            let places = found.not_applied.join(", ");
            self.reporter.error("import-not-applied", &[path.clone(), ("places", places)]);
        }
        if found.text == raw {
            self.reporter.sentence("import-unchanged", &[path]);
            return;
        }
        let counts = [
            path,
            ("new", found.new.len().to_string()),
            ("changed", found.changed.len().to_string()),
            ("gone", found.gone.len().to_string()),
        ];
        self.reporter.sentence("import-differs", &counts);
        self.reporter.styled_note(&diff(raw.as_bytes(), found.text.as_bytes()).lines);
    }
}

//! The commands `init` and `new`.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, NewFile};
use crate::cli::report::Reporter;
use crate::cli::starter::{self, NewSite, PossibleIssuers};
use crate::cli::theme_file::{self, ThemeFiles};
use crate::diagnostic::{Diagnostic, Location, Severity, nearest};
use crate::file;
use crate::messages::Language;
use crate::model::names::NameIndex;
use crate::model::registry::{Unit, UnitKind};
use crate::model::settings::{Settings, default_time_zone};
use crate::model::site::{BuildOptions, Now, ShowHidden};
use crate::pipeline::{self, PreparedBuild};
use crate::read::file_name::file_stem;
use crate::read::scan::{self, Scan};
use crate::read::{self, Record};
use crate::source::{SourceId, Sources, Span};
use crate::text;
use jiff::tz::TimeZone;

/// Creates a small site in a folder that is empty or does not exist. On a terminal, asks for its language, if it is not
/// given, its organisation and its address; otherwise they are those of the examples, in Vietnamese.
pub fn init(folder: &Path, language: Option<Language>, reporter: &Reporter) -> ExitStatus {
    let site = if reporter.is_interactive() && !is_occupied(folder) {
        let says_no = |address: &str| reporter.error("init-no-address", &[("address", address.to_owned())]);
        asked_site(language, &|question| reporter.answer(question, &[]), &says_no)
    } else {
        NewSite::example(language.unwrap_or(Language::Vi))
    };
    match write_site(folder, &site) {
        Ok(()) => {
            reporter.sentence("init-done", &[("path", folder.display().to_string())]);
            reporter.note(&reporter.text("init-done.help", &[("enter", enter_command(folder))]));
            ExitStatus::Clean
        }
        Err(NewSiteError::NotEmpty) => {
            reporter.error("init-not-empty", &[("path", folder.display().to_string())]);
            ExitStatus::Failure
        }
        Err(NewSiteError::Io(file, error)) => report_failure(&file, &error, reporter),
    }
}

/// Returns the site that the user describes: `answer` asks a question by the name of its message. An empty answer keeps
/// the example; an address that is none is asked for again, after `says_no`.
fn asked_site(
    language: Option<Language>,
    answer: &dyn Fn(&str) -> String,
    says_no: &dyn Fn(&str),
) -> NewSite {
    let line = |question: &str| Some(answer(question).trim().to_owned()).filter(|line| !line.is_empty());
    let language = language
        .or_else(|| Language::from_tag(&line("init-language")?.to_lowercase()))
        .unwrap_or(Language::Vi);
    let organisation = line("init-organisation");
    let mut base_url = None;
    while let Some(address) = line("init-address") {
        match read::parse_base_url(&address) {
            Ok(parsed) => {
                base_url = Some(parsed.to_string());
                break;
            }
            Err(_) => says_no(&address),
        }
    }
    NewSite { language, title: organisation.clone(), organisation, base_url }
}

/// Why no new site was written.
pub enum NewSiteError {
    /// The folder has files already, or is a file.
    NotEmpty,
    /// This file could not be written.
    Io(PathBuf, io::Error),
}

/// Returns whether `folder` has files, or is a file.
fn is_occupied(folder: &Path) -> bool {
    folder.is_file() || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Writes a small site into `folder`, which is empty or does not exist.
///
/// # Errors
/// Why nothing, or not everything, was written.
pub fn write_site(folder: &Path, site: &NewSite) -> Result<(), NewSiteError> {
    if is_occupied(folder) {
        return Err(NewSiteError::NotEmpty);
    }
    for (name, content) in starter::files(site, &today(&default_time_zone())) {
        let file = below(folder, name);
        create(&file, content.as_bytes()).map_err(|error| NewSiteError::Io(file, error))?;
    }
    Ok(())
}

/// The command that changes to `folder` in a terminal of this system.
fn enter_command(folder: &Path) -> String {
    let path = folder.display().to_string();
    let plain = |letter: char| letter.is_alphanumeric() || "/\\:._-".contains(letter);
    match (cfg!(windows), path.chars().all(plain)) {
        // `cd` does not change the drive, and PowerShell has no `cd /d`.
        (true, _) if folder.is_absolute() => format!("pushd \"{path}\""),
        (_, false) => format!("cd \"{path}\""),
        (_, true) => format!("cd {path}"),
    }
}

/// Creates a content file with the right name and front matter; never overwrites a file, and leaves none about which
/// `check` would report an error or a warning.
pub fn new(arguments: &Arguments, new: &NewFile, reporter: &Reporter) -> ExitStatus {
    let project = match ProjectFacts::read(&arguments.root) {
        Ok(project) => project,
        Err(error) => {
            let path = arguments.root.display().to_string();
            reporter.error("no-project", &[("path", path), ("reason", file::reason(&error))]);
            return ExitStatus::Failure;
        }
    };
    let settings = project.settings.as_ref();
    let language = settings.map_or(reporter.language, |settings| settings.language);
    let zone = settings.map_or_else(default_time_zone, |settings| settings.time_zone.clone());
    let (title, folder, end, content) = match new {
        NewFile::Article { section, title } => {
            let section = match settings.map(|settings| section_folder(settings, section)) {
                None => section.clone(),
                Some(Ok(section)) => section,
                Some(Err(known)) => {
                    reporter.error("new-no-section", &known);
                    return ExitStatus::Failure;
                }
            };
            (title, format!("articles/{section}"), "md", starter::article(language, title, &now(&zone)))
        }
        NewFile::Movement { title } => {
            (title, "movements".to_owned(), "md", starter::movement(language, title))
        }
        NewFile::Page { title } => (title, "pages".to_owned(), "md", starter::page(language, title)),
        NewFile::Decision { number } => {
            let folder = format!("awards/{}", &today(&zone)[..4]);
            (number, folder, "yaml", starter::decision(language, number, &project.issuers(number)))
        }
        NewFile::ThemeFile { name } => return new_theme_file(arguments, name, &project, reporter),
    };
    let Some(stem) = file_stem(title) else {
        reporter.error("new-empty-slug", &[("title", title.clone())]);
        return ExitStatus::Failure;
    };
    let name = format!("content/{folder}/{stem}.{end}");
    let path = below(&arguments.root, &name);
    let shown = ("path", display_path(&path));
    match create(&path, content.as_bytes()) {
        Ok(()) if is_refused(arguments, &name, reporter) => {
            let _ = fs::remove_file(&path);
            reporter.error("new-refused", &[shown]);
            ExitStatus::Failure
        }
        created => report_created(&path, created, reporter),
    }
}

/// Copies the file that a build finds as `name` in the theme, such as `article.html` or `site.css`, into the folder of the
/// site's theme; never overwrites a file.
fn new_theme_file(
    arguments: &Arguments,
    name: &str,
    project: &ProjectFacts,
    reporter: &Reporter,
) -> ExitStatus {
    let theme = project.settings.as_ref().map_or("default", |settings| &settings.theme.value);
    let name = name.replace('\\', "/");
    let files = ThemeFiles::of(theme, &project.sources);
    let Some((path, source)) = files.find(&name) else {
        let names = files.names();
        let near = nearest(&name, names.iter().copied()).unwrap_or_default().to_owned();
        let message = if near.is_empty() { "new-no-theme-file" } else { "new-no-theme-file-nearest" };
        reporter.error(message, &[("name", name), ("nearest", near)]);
        return ExitStatus::Failure;
    };
    let path = below(&arguments.root, &path);
    let created = theme_file::bytes(source).and_then(|bytes| create(&path, &bytes));
    report_created(&path, created, reporter)
}

/// Prints whether the file at `path` was created.
fn report_created(path: &Path, created: io::Result<()>, reporter: &Reporter) -> ExitStatus {
    match created {
        Ok(()) => {
            reporter.sentence("new-done", &[("path", display_path(path))]);
            ExitStatus::Clean
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            reporter.error("new-exists", &[("path", display_path(path))]);
            ExitStatus::Failure
        }
        Err(error) => report_failure(path, &error, reporter),
    }
}

/// What `check` reports about one file.
#[derive(Default)]
pub struct OwnDiagnostics {
    /// The errors and warnings about the file, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that they refer to.
    pub sources: Sources,
}

/// Returns the errors and warnings that `check` reports about the files `names`, from the project folder `root`; none if
/// the project cannot be read.
pub fn own_diagnostics(root: &Path, names: &[&str]) -> OwnDiagnostics {
    let now = Now::Instant(jiff::Timestamp::now());
    let options = BuildOptions { now, shown: ShowHidden::All, base_url: None };
    pipeline::prepare(root, &options)
        .map_or_else(|_| OwnDiagnostics::default(), |prepared| own_of(prepared, names))
}

/// Returns the errors and warnings of a site that has been checked about its files `names`.
pub fn own_of(prepared: PreparedBuild, names: &[&str]) -> OwnDiagnostics {
    let sources = prepared.scan.sources;
    let own: Vec<SourceId> =
        names.iter().filter_map(|name| sources.at(name)).map(|source| source.id).collect();
    let is_own = |found: &&Diagnostic| {
        let related = match found.related {
            Some(Location::File(source) | Location::Text(Span { source, .. })) => Some(source),
            Some(Location::Nowhere) | None => None,
        };
        let is_about = [found.source(), related].into_iter().flatten().any(|source| own.contains(&source));
        found.severity != Severity::Note && is_about
    };
    let diagnostics = prepared.diagnostics.iter().filter(is_own).cloned().collect();
    OwnDiagnostics { diagnostics, sources }
}

/// Whether `check` reports an error or a warning about the new file `name`; prints them.
fn is_refused(arguments: &Arguments, name: &str, reporter: &Reporter) -> bool {
    let OwnDiagnostics { diagnostics, sources } = own_diagnostics(&arguments.root, &[name]);
    reporter.diagnostics(&diagnostics, &sources);
    !diagnostics.is_empty()
}

/// Joins `path`, which has `/` between its names, to `folder`, with the separators of the system.
fn below(folder: &Path, path: &str) -> PathBuf {
    path.split('/').fold(folder.to_owned(), |folder, name| folder.join(name))
}

/// `path` without a leading `.`.
fn display_path(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn report_failure(path: &Path, error: &io::Error, reporter: &Reporter) -> ExitStatus {
    let path = display_path(path);
    reporter.error("output-failed", &[("path", path), ("reason", file::reason(error))]);
    ExitStatus::Failure
}

/// Writes a new file and creates the folders above it.
///
/// # Errors
/// `AlreadyExists` when the file exists, or why it cannot be written.
fn create(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content)
}

/// Returns the folder of the section with the id or the title `section`.
///
/// # Errors
/// Returns the arguments of a message about an unknown or ambiguous section.
pub fn section_folder(settings: &Settings, section: &str) -> Result<String, [(&'static str, String); 3]> {
    if let Some(found) = NameIndex::of_sections(&settings.sections).find(section, None).one() {
        return Ok(settings.sections[found].id.value.to_string());
    }
    let ids: Vec<&str> = settings.sections.iter().map(|section| &*section.id.value).collect();
    let first = ids.first().map_or_else(String::new, |id| (*id).to_owned());
    Err([("name", section.to_owned()), ("known", ids.join(", ")), ("first", first)])
}

/// What new files need to know about the project.
struct ProjectFacts {
    /// The settings; `None` when they are missing or invalid.
    settings: Option<Settings>,
    units: Vec<Arc<Unit>>,
    sources: Sources,
}

impl ProjectFacts {
    /// Reads the settings and the units of the project below `root`.
    ///
    /// # Errors
    /// When the content folder cannot be listed.
    fn read(root: &Path) -> io::Result<ProjectFacts> {
        let scan = scan::scan(root, &Scan::default())?;
        let find = |name: &str| {
            let source =
                ["yaml", "yml"].iter().find_map(|end| scan.sources.at(&format!("content/{name}.{end}")));
            source.and_then(|source| read::read_record(source, &default_time_zone()).value)
        };
        let settings = match find("site") {
            Some(Record::Settings(settings)) => Some(*settings),
            _ => None,
        };
        let units = match find("registry/units") {
            Some(Record::Units(units)) => units,
            _ => Vec::new(),
        };
        Ok(ProjectFacts { settings, units, sources: scan.sources })
    }

    /// Returns the federation that issued the decision `number`, if it is a number of a federation and only one is
    /// registered, not counting the confederation above it; else all federations.
    fn issuers(&self, number: &str) -> PossibleIssuers {
        let is_federation = |unit: &&Arc<Unit>| unit.kind == UnitKind::Federation && unit.ended.is_none();
        let federations: Vec<&Arc<Unit>> = self.units.iter().filter(is_federation).collect();
        let is_below = |unit: &&Arc<Unit>| {
            unit.parents.iter().any(|up| federations.iter().any(|other| other.id.value == up.value.value))
        };
        let below: Vec<&Arc<Unit>> = federations.iter().copied().filter(is_below).collect();
        let id = |unit: &Arc<Unit>| unit.id.value.to_string();
        let is_of_federation = text::slug(number).ends_with("-ldld");
        match (federations.as_slice(), below.as_slice()) {
            ([only], _) | (_, [only]) if is_of_federation => PossibleIssuers::Only(id(only)),
            _ => PossibleIssuers::Several(federations.into_iter().map(id).collect()),
        }
    }
}

/// The current local time as `2022-03-29 15:24`.
pub fn now(zone: &TimeZone) -> String {
    zone.to_datetime(jiff::Timestamp::now()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The current local date as `2022-03-29`.
fn today(zone: &TimeZone) -> String {
    now(zone)[..10].to_owned()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::{NewSite, asked_site, write_site};
    use crate::messages::Language;

    /// Answers are taken in their order; an address that is none is asked for again.
    #[test]
    fn a_site_is_asked_for() {
        let asked = |language, answers: &[&str]| {
            let left = RefCell::new(answers.iter().rev().collect::<Vec<_>>());
            let refused = RefCell::new(Vec::new());
            let answer =
                |_: &str| left.borrow_mut().pop().map_or_else(String::new, |line| format!("{line}\n"));
            let site =
                asked_site(language, &answer, &|address| refused.borrow_mut().push(address.to_owned()));
            assert!(left.borrow().is_empty());
            (site, refused.into_inner())
        };
        assert_eq!(asked(None, &[]), (NewSite::example(Language::Vi), vec![]));
        assert_eq!(asked(None, &["EN", "", ""]), (NewSite::example(Language::En), vec![]));
        let (site, refused) =
            asked(Some(Language::Vi), &[" LĐLĐ \"Thử\": mới ", "cong doan", "https://CongDoan.example/"]);
        assert_eq!(
            (site.title.as_deref(), site.base_url.as_deref()),
            (Some("LĐLĐ \"Thử\": mới"), Some("https://congdoan.example"))
        );
        assert_eq!(refused, ["cong doan"]);
        let folder = tempfile::tempdir().unwrap();
        assert!(write_site(folder.path(), &site).is_ok());
        for (file, line) in [
            ("content/site.yaml", "organisation: \"LĐLĐ \\\"Thử\\\": mới\"\n"),
            ("content/site.yaml", "base_url: \"https://congdoan.example\"\n"),
            ("content/registry/units.yaml", "names: [{name: \"LĐLĐ \\\"Thử\\\": mới\"}]"),
        ] {
            let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
            assert!(text.contains(line), "{text}");
        }
    }
}

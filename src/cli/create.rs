//! The commands `init` and `new`.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::cli::ExitStatus;
use crate::cli::arguments::{Arguments, NewFile};
use crate::cli::report::Reporter;
use crate::cli::starter;
use crate::file;
use crate::messages::Language;
use crate::model::names::NameIndex;
use crate::model::settings::{Settings, default_time_zone};
use crate::read::scan::{self, Scan};
use crate::read::{self, Record, file_name};
use crate::text;
use jiff::tz::TimeZone;

/// Creates a small site in `language`, in a folder that is empty or does not exist.
pub fn init(folder: &Path, language: Language, reporter: &Reporter) -> ExitStatus {
    let path = folder.display().to_string();
    let is_occupied = fs::read_dir(folder).map(|mut entries| entries.next().is_some());
    if folder.is_file() || is_occupied.unwrap_or(false) {
        reporter.error("init-not-empty", &[("path", path)]);
        return ExitStatus::Failure;
    }
    for (name, content) in starter::files(language, &today(&default_time_zone())) {
        let file = below(folder, name);
        if let Err(error) = create(&file, &content) {
            return report_failure(&file, &error, reporter);
        }
    }
    reporter.sentence("init-done", &[("path", path.clone())]);
    reporter.note(&reporter.text("init-done.help", &[("enter", enter_command(folder))]));
    ExitStatus::Clean
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

/// Creates a content file with the right name and front matter; never overwrites a file.
pub fn new(arguments: &Arguments, new: &NewFile, reporter: &Reporter) -> ExitStatus {
    let language = reporter.language;
    let zone = settings(&arguments.root)
        .ok()
        .flatten()
        .map_or_else(default_time_zone, |settings| settings.time_zone);
    let named =
        |title: &str| Some(file_name::to_folder_name(text::slug(title))).filter(|slug| !slug.is_empty());
    let (title, file) = match new {
        NewFile::Article { section, title } => {
            let section = match section_folder(arguments, section, reporter) {
                Ok(section) => section,
                Err(status) => return status,
            };
            let content = starter::article(language, title, &now(&zone));
            (title, named(title).map(|slug| (format!("articles/{section}/{slug}.md"), content)))
        }
        NewFile::Movement { title } => {
            let content = starter::movement(language, title, &today(&zone));
            (title, named(title).map(|slug| (format!("movements/{slug}.md"), content)))
        }
        NewFile::Page { title } => {
            let content = starter::page(language, title);
            (title, named(title).map(|slug| (format!("pages/{slug}.md"), content)))
        }
        NewFile::Decision { number } => {
            let content = starter::decision(language, number, &today(&zone));
            let year = today(&zone)[..4].to_owned();
            (number, named(number).map(|slug| (format!("awards/{year}/{slug}.yaml"), content)))
        }
    };
    let Some((name, content)) = file else {
        reporter.error("new-empty-slug", &[("title", title.clone())]);
        return ExitStatus::Failure;
    };
    let path = below(&arguments.root, &format!("content/{name}"));
    let shown = ("path", display_path(&path));
    match create(&path, &content) {
        Ok(()) => {
            reporter.sentence("new-done", &[shown]);
            ExitStatus::Clean
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            reporter.error("new-exists", &[shown]);
            ExitStatus::Failure
        }
        Err(error) => report_failure(&path, &error, reporter),
    }
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
fn create(path: &Path, content: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content.as_bytes())
}

/// Returns the folder of the section with the id or the title `section`; `section` itself if there are no settings.
///
/// # Errors
/// Reports an unknown or ambiguous section, or a project that cannot be read.
fn section_folder(arguments: &Arguments, section: &str, reporter: &Reporter) -> Result<String, ExitStatus> {
    let settings = match settings(&arguments.root) {
        Ok(Some(settings)) => settings,
        Ok(None) => return Ok(section.to_owned()),
        Err(error) => {
            let path = arguments.root.display().to_string();
            reporter.error("no-project", &[("path", path), ("reason", file::reason(&error))]);
            return Err(ExitStatus::Failure);
        }
    };
    if let Some(found) = NameIndex::of_sections(&settings.sections).find(section, None).one() {
        return Ok(settings.sections[found].id.value.to_string());
    }
    let ids: Vec<&str> = settings.sections.iter().map(|section| &*section.id.value).collect();
    let first = ids.first().map_or_else(String::new, |id| (*id).to_owned());
    reporter.error(
        "new-no-section",
        &[("name", section.to_owned()), ("known", ids.join(", ")), ("first", first)],
    );
    Err(ExitStatus::Failure)
}

/// The settings of the project; `None` when they are missing or invalid.
///
/// # Errors
/// When the content folder cannot be listed.
fn settings(root: &Path) -> io::Result<Option<Settings>> {
    let scan = scan::scan(root, &Scan::default())?;
    let source = scan.sources.at("content/site.yaml").or_else(|| scan.sources.at("content/site.yml"));
    let record = source.and_then(|source| read::read_record(source).value);
    Ok(match record {
        Some(Record::Settings(settings)) => Some(*settings),
        _ => None,
    })
}

/// The current local time as `2022-03-29 15:24`.
fn now(zone: &TimeZone) -> String {
    zone.to_datetime(jiff::Timestamp::now()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// The current local date as `2022-03-29`.
fn today(zone: &TimeZone) -> String {
    now(zone)[..10].to_owned()
}

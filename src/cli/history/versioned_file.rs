//! The file that the user named, with its versions.

use std::path::Path;

use jiff::tz::TimeZone;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::local_time::local_time;
use crate::cli::report::Reporter;
use crate::cli::site_settings::site_settings;
use crate::cli::typed_path::project_path;
use crate::edit::{FileVersion, SaveError, Workspace};
use crate::file;
use crate::hash::Hash;
use crate::model::settings::default_time_zone;

/// The site of the command, and how it is reported.
pub struct HistorySite<'s> {
    /// The files of the site and their history.
    pub workspace: Workspace,
    /// The time zone of the site.
    pub zone: TimeZone,
    /// Where messages are printed.
    pub reporter: &'s Reporter,
}

/// A file of the site with its versions.
pub struct VersionedFile {
    /// The path from the project folder, with `/`.
    pub path: String,
    /// The bytes that it has now; `None` if it does not exist.
    pub now: Option<Vec<u8>>,
    /// Its versions, the newest first.
    pub versions: Vec<FileVersion>,
}

impl<'s> HistorySite<'s> {
    /// Opens the site of the command.
    ///
    /// # Errors
    /// If there is no site; the error is reported.
    pub fn open(arguments: &Arguments, reporter: &'s Reporter) -> Result<HistorySite<'s>, ExitStatus> {
        let root = &arguments.root;
        if let Err(error) = std::fs::read_dir(root.join("content")) {
            let arguments = [("path", root.display().to_string()), ("reason", file::reason(&error))];
            reporter.error("no-project", &arguments);
            return Err(ExitStatus::Failure);
        }
        let zone = site_settings(root).map_or_else(default_time_zone, |settings| settings.time_zone);
        Ok(HistorySite { workspace: Workspace::new(root), zone, reporter })
    }

    /// Finds the file that was typed as `typed`, which need not exist.
    ///
    /// # Errors
    /// If it is not in the site, or cannot be read; the error is reported.
    pub fn file(&self, typed: &Path, root: &Path) -> Result<VersionedFile, ExitStatus> {
        let Some(path) = project_path(typed, root) else {
            return Err(self.refuse(&typed.display().to_string(), &SaveError::Outside));
        };
        let now = self.workspace.read(&path).map_err(|error| self.refuse(&path, &error))?;
        let versions = self.workspace.history().versions(&path);
        let versions = versions.map_err(|error| self.refuse(&path, &SaveError::History(error)))?;
        Ok(VersionedFile { path, now, versions })
    }

    /// Formats the time of a version.
    pub fn time(&self, version: &FileVersion) -> String {
        local_time(version.event.when, &self.zone, self.reporter.language)
    }

    /// Reports why the file at `path` is not read or changed.
    pub fn refuse(&self, path: &str, error: &SaveError) -> ExitStatus {
        let name = match error {
            SaveError::Outside => "history-outside",
            SaveError::History(_) => "history-failed",
            _ => "restore-failed",
        };
        self.reporter.error(name, &[("path", path.to_owned()), ("reason", error.reason())]);
        ExitStatus::Failure
    }
}

impl VersionedFile {
    /// Whether the file has the bytes of `version` now.
    pub fn is_now(&self, version: &FileVersion) -> bool {
        self.now.as_ref().is_some_and(|bytes| Hash::of(bytes) == version.hash)
    }
}

//! `new theme-file`: copies a file of the site's theme into the project, to be changed there.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::{fs, io};

use crate::model::settings::default_time_zone;
use crate::model::theme::Themes;
use crate::read::{self, Record};
use crate::source::{BUILT_IN, Source, SourceContent, Sources};

/// The folders of a theme whose files may be named by their paths in them, such as `article.html`.
const FOLDERS: [&str; 2] = ["templates/", "static/"];

/// The files of a theme that a project can replace.
pub struct ThemeFiles<'s> {
    sources: &'s Sources,
    /// The folder of the theme in the project, with a `/` at its end.
    own: String,
    /// The folders that the project's own one has priority over, by priority.
    inherited: Vec<String>,
}

impl ThemeFiles<'_> {
    /// Finds the folders of the theme called `name`.
    pub fn of<'s>(name: &str, sources: &'s Sources) -> ThemeFiles<'s> {
        let record = |source: &Arc<Source>| match read::read_record(source, &default_time_zone()).value {
            Some(Record::Theme(theme)) => Some(theme),
            _ => None,
        };
        let settings = sources.below("themes/").filter(|source| source.path.ends_with("/theme.yaml"));
        let themes = Themes(settings.filter_map(record).collect());
        let mut folders = themes.folders(name).into_iter();
        let own = folders.next().expect("every theme has a folder in the project");
        ThemeFiles { sources, own, inherited: folders.collect() }
    }

    /// Returns the path in the project of the copy of `name`, and the file to copy; `None` if there is no such file.
    pub fn find(&self, name: &str) -> Option<(String, &Arc<Source>)> {
        let paths = FOLDERS.iter().map(|folder| format!("{folder}{name}")).chain([name.to_owned()]);
        let mut files = paths.filter(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)));
        files.find_map(|path| {
            let source =
                self.inherited.iter().find_map(|folder| self.sources.at(&format!("{folder}{path}")))?;
            Some((format!("{}{path}", self.own), source))
        })
    }

    /// Returns the names of all files that can be copied.
    pub fn names(&self) -> BTreeSet<&str> {
        let folders = self
            .inherited
            .iter()
            .flat_map(|folder| FOLDERS.iter().map(move |part| format!("{folder}{part}")));
        folders
            .flat_map(|folder| self.sources.below(&folder).map(move |source| &source.path[folder.len()..]))
            .collect()
    }
}

/// Returns the bytes of `source`.
///
/// # Errors
/// If a file of the project cannot be read.
pub fn bytes(source: &Source) -> io::Result<Vec<u8>> {
    match &source.content {
        SourceContent::BuiltIn(bytes) => Ok(bytes.to_vec()),
        _ if source.path.starts_with(BUILT_IN) => Ok(source.text().as_bytes().to_vec()),
        _ => fs::read(&source.disk),
    }
}

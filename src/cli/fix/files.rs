//! The files that the command line names.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::typed_path::with_slashes;
use crate::source::{Source, Sources};

/// The chosen files and folders, by their paths from the project folder; all files if none was named.
pub struct ChosenFiles(Vec<String>);

impl ChosenFiles {
    /// Finds `files` in the project at `root`. A path may be relative to the current folder or to the project, and have
    /// `\` between its names.
    ///
    /// # Errors
    /// The first path that is neither a file of the project nor a folder with such files.
    pub fn find(files: &[PathBuf], root: &Path, sources: &Sources) -> Result<ChosenFiles, PathBuf> {
        let top = fs::canonicalize(root).ok();
        let mut chosen = Vec::new();
        for file in files {
            let real = fs::canonicalize(file).ok();
            let below = real.as_ref().zip(top.as_ref()).and_then(|(real, top)| real.strip_prefix(top).ok());
            let candidates = [below.map(with_slashes), Some(with_slashes(file))];
            let is_known = |path: &String| {
                sources.at(path).is_some() || sources.below(&format!("{path}/")).next().is_some()
            };
            match candidates.into_iter().flatten().find(is_known) {
                Some(path) => chosen.push(path),
                None => return Err(file.clone()),
            }
        }
        Ok(ChosenFiles(chosen))
    }

    /// Whether `source` was named, or a folder above it, or nothing at all.
    pub fn contains(&self, source: &Source) -> bool {
        let is_below = |path: &String| {
            source.path.strip_prefix(&**path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.is_empty() || self.0.iter().any(is_below)
    }
}

#[cfg(test)]
mod tests {
    use super::{ChosenFiles, Path, PathBuf, fs};
    use crate::read::scan::{Scan, scan};

    /// A file is found by its path from the project, with either separator, and by its whole path; a folder means the
    /// files below it; any other path is an error.
    #[test]
    fn files_are_found_as_they_are_typed() {
        let root = tempfile::tempdir().unwrap();
        let at = |path: &str| root.path().join("content").join(path);
        fs::create_dir_all(at("awards")).unwrap();
        fs::write(at("awards/Quyết định.yaml"), "no: 1\n").unwrap();
        fs::write(at("awards.yaml"), "no: 1\n").unwrap();
        let sources = scan(root.path(), &Scan::default()).unwrap().sources;
        let chosen = |path: &Path| {
            let chosen = ChosenFiles::find(&[path.to_owned()], root.path(), &sources)?;
            let content = sources.below("content/").filter(|source| chosen.contains(source));
            Ok::<_, PathBuf>(content.map(|source| source.path.to_string()).collect::<Vec<_>>())
        };
        let decision = vec!["content/awards/Quyết định.yaml".to_owned()];
        for path in [
            "content/awards/Quyết định.yaml",
            r"content\awards\Quyết định.yaml",
            r".\content\awards\Quyê\u{301}t đi\u{323}nh.yaml",
            "./content/awards/",
            "content/awards",
        ] {
            let path = path.replace(r"\u{301}", "\u{301}").replace(r"\u{323}", "\u{323}");
            assert_eq!(chosen(Path::new(&path)), Ok(decision.clone()), "{path}");
        }
        assert_eq!(chosen(&at("awards/Quyết định.yaml")), Ok(decision));
        assert_eq!(chosen(&at("awards.yaml")), Ok(vec!["content/awards.yaml".to_owned()]));
        for path in ["content/award", "../content", "/", "content/awards/x.yaml"] {
            assert!(chosen(Path::new(path)).is_err(), "{path}");
        }
    }
}

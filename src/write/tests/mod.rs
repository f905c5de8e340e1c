//! Shared by the tests of this module: a project in a temporary folder, sites as maps, and trees to compare.

mod changed;
mod commit;
mod exchanged;
mod failed;
mod folders;
mod guarded;
mod killed;
mod manifests;
mod random;
mod recovered;
mod volume;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{
    AdoptPolicy, CommitOutcome, Durability, OpenOptions, OutputFolder, ProtectedFolders, Staging, WriteError,
};
use crate::file::OWN;
use crate::file::OutputPath;
use crate::sink::OutputSink;

/// The bytes of each file by its path.
type Site = BTreeMap<String, Vec<u8>>;

/// A project with inputs and an output that does not exist yet; removed when dropped.
struct Sandbox {
    base: PathBuf,
}

impl Sandbox {
    fn new() -> Sandbox {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        let name = format!("bangvang-write-{}-{}", process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let base = fs::canonicalize(std::env::temp_dir()).unwrap().join(name);
        let sandbox = Sandbox { base };
        sandbox.write("home/project/content/news/a.md", "# A");
        sandbox.write("home/project/themes/plain/page.html", "{{ body }}");
        sandbox
    }

    fn at(&self, path: &str) -> PathBuf {
        self.base.join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let full = self.at(path);
        fs::create_dir_all(full.parent().unwrap()).unwrap();
        fs::write(full, text).unwrap();
    }

    fn root(&self) -> PathBuf {
        self.at("home/project")
    }

    fn out(&self) -> PathBuf {
        self.at("home/project/public")
    }

    fn protected(&self) -> ProtectedFolders {
        ProtectedFolders {
            root: self.root(),
            output_base: PathBuf::new(),
            inputs: vec!["content".into(), "themes".into()],
            home: Some(self.at("home")),
        }
    }

    fn open(&self) -> Result<OutputFolder, WriteError> {
        OutputFolder::open(&self.out(), &self.protected(), &OpenOptions::default())
    }

    fn adopt(&self, adopt: AdoptPolicy) -> Result<OutputFolder, WriteError> {
        OutputFolder::open(&self.out(), &self.protected(), &OpenOptions { adopt, ..OpenOptions::default() })
    }

    fn build(&self, site: &Site) -> Result<CommitOutcome, WriteError> {
        stage_and_commit(self.open()?.staging()?, site)
    }

    /// Opens the output without syncing to the volume, for tests with many builds.
    fn open_quickly(&self) -> Result<OutputFolder, WriteError> {
        let options = OpenOptions { durable: Durability::Kill, ..OpenOptions::default() };
        OutputFolder::open(&self.out(), &self.protected(), &options)
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.out().join(path)).unwrap()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        remove_all(&self.base);
    }
}

fn remove_all(path: &Path) {
    let is_folder = path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir());
    if is_folder {
        for entry in fs::read_dir(path).unwrap() {
            remove_all(&entry.unwrap().path());
        }
        fs::remove_dir(path).unwrap();
    } else {
        let _ = fs::remove_file(path);
    }
}

/// Stages and commits a whole site.
fn stage_and_commit(staging: Staging, site: &Site) -> Result<CommitOutcome, WriteError> {
    for (path, bytes) in site {
        if staging.write(&OutputPath::new(path.clone()), bytes).is_err() {
            break;
        }
    }
    staging.commit()
}

fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| (path.to_string(), text.as_bytes().to_vec())).collect()
}

/// Every file below `folder` with its bytes, and every folder and link by its kind; without `.bangvang`.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut tree = whole_tree(folder);
    tree.retain(|path, _| !path.split('/').any(|part| part == OWN));
    tree
}

fn whole_tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut tree = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(&next) else { continue };
        for entry in entries {
            let full = entry.unwrap().path();
            let path = full.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/");
            let kind = full.symlink_metadata().unwrap().file_type();
            if kind.is_symlink() {
                tree.insert(format!("{path} link"), Vec::new());
            } else if kind.is_dir() {
                tree.insert(format!("{path}/"), Vec::new());
                open.push(full);
            } else {
                tree.insert(path, fs::read(&full).unwrap());
            }
        }
    }
    tree
}

/// The tree of a site: its files and the folders above them.
fn expected(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let mut tree = site.clone();
    for path in site.keys() {
        for (end, _) in path.match_indices('/') {
            tree.insert(format!("{}/", &path[..end]), Vec::new());
        }
    }
    tree
}

/// Prints that a test is skipped on this machine.
#[expect(clippy::print_stderr, reason = "a silent skip would look like a pass")]
fn skipped(why: &str) {
    eprintln!("SKIPPED: {why}");
}

//! A throw-away project on the disk, and the real program run in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use bangvang::check::RuleSet;
use bangvang::diagnostic::Diagnostic;
use bangvang::file::OutputPath;
use bangvang::messages::{Language, Messages};
use bangvang::model::site::{BuildOptions, Now, ShowHidden};
use bangvang::pipeline::{self, NoBuildObserver, PreparedBuild};
use bangvang::sink::{Cancelled, NullSink, OutputSink};
use bangvang::{hash::Hash, source::Sources};

/// The smallest settings that make a site.
pub const SETTINGS: &str = "title: Công đoàn Thử\norganisation: LĐLĐ Thử\nbase_url: https://thu.example\n\
                            language: vi\nsections:\n  - {id: tin, title: Tin}\n";

/// A project that vanishes with this value.
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// A project with nothing in it.
    pub fn empty() -> Project {
        Project { folder: tempfile::tempdir().expect("the system has a place for temporary files") }
    }

    /// A project with [`SETTINGS`] and nothing else.
    pub fn new() -> Project {
        Project::empty().with("content/site.yaml", SETTINGS)
    }

    /// The same project with a file more.
    pub fn with(self, path: &str, content: impl AsRef<[u8]>) -> Project {
        self.write(path, content);
        self
    }

    /// The same project with a unit `cd-thu`, a movement `lao-dong-gioi` and one decision `rows` in it.
    pub fn with_awards(self, rows: &str) -> Project {
        self.with("content/registry/units.yaml", UNITS)
            .with("content/movements/lao-dong-gioi.md", "---\ntitle: Lao động giỏi\n---\nLời.\n")
            .with("content/awards/qd-1.yaml", format!("{DECISION}{rows}"))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The file at `path`, `/` between its names.
    pub fn at(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.path().to_owned(), |folder, name| folder.join(name))
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        fs::write(path, content).expect("files can be written");
    }

    /// Every file below `folder` with its bytes, but for our own bookkeeping.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.at(folder))
    }

    /// Runs the real program here, as on an English machine.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// The real program, ready to start here.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
        command.current_dir(self.path()).args(arguments).env("LC_ALL", "en_GB.UTF-8");
        command
    }

    /// The site as far as it can be prepared, on the day 2026-06-01.
    pub fn prepared(&self) -> PreparedBuild {
        pipeline::prepare(self.path(), &options()).expect("the content folder can be listed")
    }

    /// Everything that is wrong with the site, faults of templates too, in the order in which it is told.
    pub fn faults(&self) -> Faults {
        let mut prepared = self.prepared();
        prepared.render(&NullSink, &|| ()).expect("nowhere takes everything");
        Faults { diagnostics: prepared.diagnostics, sources: prepared.scan.sources }
    }
}

/// Every file below `folder`, `/` between the names, but for our own bookkeeping.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.expect("entries can be read").path();
            let name = path.strip_prefix(folder).expect("it lies below").to_string_lossy().replace('\\', "/");
            if name == ".bangvang" {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(name, fs::read(&path).expect("files can be read"));
            }
        }
    }
    files
}

/// What was found wrong.
pub struct Faults {
    /// In the order in which it is told.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that it points at.
    pub sources: Sources,
}

impl Faults {
    /// All of it as people see it in `language`.
    pub fn drawn(&self, language: Language) -> String {
        let messages = Messages::of_program(language);
        self.diagnostics.iter().map(|diagnostic| diagnostic.render(&self.sources, &messages)).collect()
    }
}

/// A whole build of a site, with nothing remembered.
pub struct Built {
    /// Every file by its path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// What was found wrong.
    pub faults: Faults,
}

impl Built {
    /// Builds the project below `root` as `build` and the preview do: without notes.
    pub fn of(root: &Path, options: &BuildOptions) -> Built {
        let scan = pipeline::scan(root, &NoBuildObserver).expect("the content folder can be listed");
        let mut prepared = pipeline::plan_site(scan, options, &NoBuildObserver);
        let shelf = Memory::default();
        let made = prepared.check_and_render(RuleSet::Faults, &shelf, &|| (), &NoBuildObserver);
        made.expect("memory takes everything");
        let faults = Faults { diagnostics: prepared.diagnostics, sources: prepared.scan.sources };
        Built { files: shelf.files.into_inner().expect("nobody panicked"), faults }
    }
}

/// A shelf that keeps everything.
#[derive(Default)]
pub struct Memory {
    /// The files by their paths.
    pub files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl OutputSink for Memory {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        let earlier = self.files.lock().unwrap().insert(path.to_string(), bytes.to_owned());
        assert!(earlier.is_none(), "{path} was given twice");
        Ok(())
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        let bytes = fs::read(from).unwrap();
        assert_eq!((bytes.len() as u64, Hash::of(&bytes)), (length, hash), "{path}");
        self.write(path, &bytes)
    }
}

/// The options of a build on the first of June 2026.
pub fn options() -> BuildOptions {
    let now = Now::At(jiff::civil::date(2026, 6, 1).at(12, 0, 0, 0));
    BuildOptions { now, shown: ShowHidden::Published, base_url: None }
}

/// The federation `ldld-thu` and its unit `cd-thu`.
pub const UNITS: &str = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n\
                     - {id: cd-thu, type: grassroots, names: [{name: CĐCS Thử}], parents: [{unit: ldld-thu}]}\n";

const DECISION: &str = "number: 1/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\n\
                        defaults: {kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n";

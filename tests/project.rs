//! A temporary project on the disk, and the real program run in it.

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

/// The smallest valid settings.
pub const SETTINGS: &str = "title: Công đoàn Thử\norganisation: LĐLĐ Thử\nbase_url: https://thu.example\n\
                            language: vi\nsections:\n  - {id: tin, title: Tin}\nshare_pictures: false\n";

/// A project in a temporary folder, removed when dropped.
pub struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    /// An empty project.
    pub fn empty() -> Project {
        Project { folder: tempfile::tempdir().expect("the system has a place for temporary files") }
    }

    /// A project with [`SETTINGS`] and nothing else.
    pub fn new() -> Project {
        Project::empty().with("content/site.yaml", SETTINGS)
    }

    /// Adds a file.
    pub fn with(self, path: &str, content: impl AsRef<[u8]>) -> Project {
        self.write(path, content);
        self
    }

    /// Adds a unit `cd-thu`, a movement `lao-dong-gioi` and a decision with the awards `rows`.
    pub fn with_awards(self, rows: &str) -> Project {
        self.with("content/registry/units.yaml", UNITS)
            .with("content/movements/lao-dong-gioi.md", "---\ntitle: Lao động giỏi\n---\nLời.\n")
            .with("content/awards/qd-1.yaml", format!("{DECISION}{rows}"))
    }

    /// The project folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The path of a file of the project; `path` has `/` between its names.
    pub fn at(&self, path: &str) -> PathBuf {
        path.split('/').fold(self.path().to_owned(), |folder, name| folder.join(name))
    }

    /// Writes a file and creates the folders above it.
    pub fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.at(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folders can be made");
        fs::write(path, content).expect("files can be written");
    }

    /// Every file below `folder` with its bytes, except `.bangvang`.
    pub fn tree(&self, folder: &str) -> BTreeMap<String, Vec<u8>> {
        tree(&self.at(folder))
    }

    /// Runs the real program in the project, with an English locale.
    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the program starts")
    }

    /// The command of [`Project::run`], for changes before it is started.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
        command.current_dir(self.path()).args(arguments).env("LC_ALL", "en_GB.UTF-8");
        command
    }

    /// The checked site on 2026-06-01, not rendered.
    pub fn prepared(&self) -> PreparedBuild {
        pipeline::prepare(self.path(), &options()).expect("the content folder can be listed")
    }

    /// All diagnostics of the site, those of templates included, sorted.
    pub fn reported(&self) -> Reported {
        let mut prepared = self.prepared();
        prepared.render(&NullSink, &|| ()).expect("a null sink accepts everything");
        Reported { diagnostics: prepared.diagnostics, sources: prepared.scan.sources }
    }
}

/// Every file below `folder` with its bytes, except `.bangvang`; paths have `/` between their names.
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

/// The diagnostics of a site.
pub struct Reported {
    /// The diagnostics, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that they refer to.
    pub sources: Sources,
}

impl Reported {
    /// The formatted diagnostics in `language`.
    pub fn drawn(&self, language: Language) -> String {
        let messages = Messages::built_in(language);
        self.diagnostics.iter().map(|diagnostic| diagnostic.render(&self.sources, &messages)).collect()
    }
}

/// A complete build without a previous one.
pub struct Built {
    /// The bytes of every file by its path.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Its diagnostics.
    pub reported: Reported,
}

impl Built {
    /// Builds the project at `root` as `build` and the preview do: without notes.
    pub fn of(root: &Path, options: &BuildOptions) -> Built {
        let scan = pipeline::scan(root, &NoBuildObserver).expect("the content folder can be listed");
        let mut prepared = pipeline::plan_site(scan, options, &NoBuildObserver);
        let sink = Memory::default();
        let rendered = prepared.check_and_render(RuleSet::ErrorsAndWarnings, &sink, &|| (), &NoBuildObserver);
        rendered.expect("a memory sink accepts everything");
        let reported = Reported { diagnostics: prepared.diagnostics, sources: prepared.scan.sources };
        Built { files: sink.files.into_inner().expect("no thread panicked"), reported }
    }
}

/// A sink that stores all files in memory.
#[derive(Default)]
pub struct Memory {
    /// The bytes of the files by their paths.
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

/// The options of a build on 1 June 2026 at noon.
pub fn options() -> BuildOptions {
    let now = Now::At(jiff::civil::date(2026, 6, 1).at(12, 0, 0, 0));
    BuildOptions { now, shown: ShowHidden::Published, base_url: None }
}

/// The federation `ldld-thu` and its unit `cd-thu`.
pub const UNITS: &str = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n\
                     - {id: cd-thu, type: grassroots, names: [{name: CĐCS Thử}], parents: [{unit: ldld-thu}]}\n";

const DECISION: &str = "number: 1/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\n\
                        defaults: {kind: bang-khen-ldld-tinh, period: 2022}\nawards:\n";

//! Builds over an earlier build: each equals a clean build, and makes only the files whose inputs have changed.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use bangvang::file::OutputPath;
use bangvang::hash::Hash;
use bangvang::model::site::BuildOptions;
use bangvang::pipeline;
use bangvang::sink::{Cancelled, Needs, OutputSink};
use bangvang::write::{OpenOptions, OutputFolder, ProtectedFolders, Staging};

use crate::project::{Built, Project, options};

/// A build into a folder, which records the files that are made from inputs with a key: pages and pictures.
struct RecordingSink {
    staging: Staging,
    made: Mutex<BTreeSet<String>>,
    /// The files that were kept because no record has changed.
    kept: Mutex<BTreeSet<String>>,
}

/// What a build did.
pub struct BuiltFiles {
    /// The files that were made from inputs with a key.
    pub made: BTreeSet<String>,
    /// The files that were kept because no record has changed.
    pub kept: BTreeSet<String>,
}

impl OutputSink for RecordingSink {
    fn write(&self, path: &OutputPath, bytes: &[u8]) -> Result<(), Cancelled> {
        self.staging.write(path, bytes)
    }

    fn write_file(&self, path: &OutputPath, from: &Path, length: u64, hash: Hash) -> Result<(), Cancelled> {
        self.staging.write_file(path, from, length, hash)
    }

    fn renderer(&self) -> Option<Hash> {
        self.staging.renderer()
    }

    fn begin_records(&self, key: Hash) -> bool {
        self.staging.begin_records(key)
    }

    fn keep(&self, path: &OutputPath) -> Result<Needs, Cancelled> {
        let needs = self.staging.keep(path)?;
        if let Needs::Stored(_) = needs {
            self.kept.lock().unwrap().insert(path.to_string());
        }
        Ok(needs)
    }

    fn needs(&self, path: &OutputPath, key: Hash) -> Result<Needs, Cancelled> {
        self.staging.needs(path, key)
    }

    fn write_with_key(&self, path: &OutputPath, bytes: &[u8], key: Hash) -> Result<(), Cancelled> {
        self.made.lock().unwrap().insert(path.to_string());
        self.staging.write_with_key(path, bytes, key)
    }
}

/// Builds the project into its folder `out` with the program `renderer`; `None` for a site with errors, which changes
/// nothing.
pub fn build(project: &Project, out: &str, options: &BuildOptions, renderer: &str) -> Option<BuiltFiles> {
    let around = ProtectedFolders {
        root: project.path().to_owned(),
        output_base: project.path().to_owned(),
        inputs: vec![project.at("content")],
        home: None,
    };
    let renderer = Some(Hash::of(renderer.as_bytes()));
    let open = OpenOptions { renderer, ..OpenOptions::default() };
    let output = OutputFolder::open(&project.at(out), &around, &open).unwrap();
    let sink =
        RecordingSink { staging: output.staging().unwrap(), made: Mutex::default(), kept: Mutex::default() };
    let mut prepared = pipeline::prepare(project.path(), options).unwrap();
    let whole = prepared.render(&sink, &|| ()).unwrap()?;
    sink.staging.prepare(&whole).unwrap().commit(None).unwrap();
    let [made, kept] = [sink.made, sink.kept].map(|files| files.into_inner().unwrap());
    Some(BuiltFiles { made, kept })
}

/// A page is rendered again if its inputs, its file or the program has changed, and only then.
#[test]
fn pages_are_made_once() {
    let row =
        "  - {no: 1, to: individual, name: Hoa Thị Mẫu}\n  - {no: 2, to: individual, name: Lê Văn Thử}\n";
    let project = Project::new().with_awards(row);
    let article = |title: &str| format!("---\ntitle: {title}\ndate: 2024-01-05\n---\nLời\n");
    project.write("content/articles/tin/mot.md", article("Một"));
    project.write("content/articles/tin/hai.md", article("Hai"));
    let one = "tin/mot/index.html";
    let (other, person) = ("tin/hai/index.html", "vinh-danh/hoa-thi-mau/index.html");
    let made = |renderer: &str| {
        let built = build(&project, "ra", &options(), renderer).expect("the site has no errors");
        assert_eq!(project.tree("ra"), Built::of(project.path(), &options()).files);
        built.made
    };
    let all = made("1");
    assert!([one, other, person].iter().all(|page| all.contains(*page)), "{all:?}");
    assert_eq!(made("1"), BTreeSet::new());
    project.write("content/articles/tin/mot.md", article("Một").replace("Lời", "Lời khác"));
    let after_edit = made("1");
    assert!(after_edit.contains(one) && !after_edit.contains(other) && !after_edit.contains(person));
    fs::remove_file(project.at("ra").join(other)).unwrap();
    assert_eq!(made("1"), BTreeSet::from([other.to_owned()]));
    assert_eq!(made("2"), all);
    project.write("themes/default/templates/recipient.html", "{{ recipient.name }}");
    let after_theme = made("2");
    assert!(after_theme.contains(person), "{after_theme:?}");
}

/// Pages of awards, people, units and kinds are kept without a look at each while no record has changed, nor what they show
/// of articles.
#[test]
fn pages_of_records_are_kept_together() {
    let rows = "  - {no: 1, to: individual, name: Hoa Thị Mẫu, article: tin/mot}\n  \
                - {no: 2, to: individual, name: Lê Văn Thử}\n";
    let project = Project::new().with_awards(rows);
    let article = |title: &str, text: &str| format!("---\ntitle: {title}\ndate: 2024-01-05\n---\n{text}\n");
    project.write("content/articles/tin/mot.md", article("Một", "Lời"));
    let named = "vinh-danh/hoa-thi-mau/index.html";
    let other = "vinh-danh/le-van-thu/index.html";
    let kept = |write: &dyn Fn()| {
        write();
        let built = build(&project, "ra", &options(), "1").expect("the site has no errors");
        assert_eq!(project.tree("ra"), Built::of(project.path(), &options()).files);
        built.kept
    };
    assert_eq!(kept(&|| ()), BTreeSet::new(), "nothing was built before");
    let edit = kept(&|| project.write("content/articles/tin/mot.md", article("Một", "Lời khác")));
    let with_new = kept(&|| project.write("content/articles/tin/ba.md", article("Ba", "Lời")));
    assert_eq!(edit, with_new);
    let roll = "bang-vang/2022/index.html";
    assert!(edit.contains(other) && edit.contains(roll) && !edit.contains(named), "{edit:?}");
    assert_eq!(
        kept(&|| fs::remove_file(project.at("ra").join(other)).unwrap()),
        &edit - &BTreeSet::from([other.to_owned()])
    );
    // The roll shows the title of the article that an award names.
    let title = || project.write("content/articles/tin/mot.md", article("Tên khác", "Lời khác"));
    assert_eq!(kept(&title), BTreeSet::new());
    assert_eq!(kept(&|| ()), edit);
    let units = fs::read_to_string(project.at("content/registry/units.yaml")).unwrap();
    let unit = || project.write("content/registry/units.yaml", format!("{units}# Thêm một dòng\n"));
    assert_eq!(kept(&unit), BTreeSet::new());
}

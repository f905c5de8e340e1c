//! Small complete sites: every file of a build is compared with one that is checked in.
//!
//! `UPDATE_EXPECT=1 cargo test sites` writes the results as the expected files; read the difference before
//! committing it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bangvang::messages::Language;

use crate::project::{Built, options, tree};

fn built(root: &Path) -> (BTreeMap<String, Vec<u8>>, String) {
    let built = Built::of(root, &options());
    (built.files, built.reported.drawn(Language::Vi))
}

/// Compares a build with the folder `expected/` and the file `diagnostics.txt`, or writes them if
/// `UPDATE_EXPECT` is set.
fn check(name: &str) {
    let root: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites").join(name);
    let (files, diagnostics) = built(&root);
    let expected = root.join("expected");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        for path in tree(&expected).keys().filter(|path| !files.contains_key(*path)) {
            fs::remove_file(expected.join(path)).unwrap();
        }
        for (path, bytes) in &files {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        fs::write(root.join("diagnostics.txt"), diagnostics).unwrap();
        return;
    }
    assert_eq!(diagnostics, fs::read_to_string(root.join("diagnostics.txt")).unwrap());
    let expected = tree(&expected);
    assert_eq!(files.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (path, bytes) in files {
        let (given, wanted) = (String::from_utf8_lossy(&bytes), String::from_utf8_lossy(&expected[&path]));
        assert_eq!(given, wanted, "{path}");
    }
}

/// News, movements, standalone pages, tags, archive, rolls, feeds, redirects, assets: every file of a small
/// site.
#[test]
fn small() {
    check("small");
}

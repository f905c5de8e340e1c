//! The manifest: its text, its faults, and how two differ.

use std::fs;
use std::path::Path;

use super::{Sandbox, Site, site, whole_tree};
use crate::write::{
    AdoptPolicy, FileChange, Hash, Manifest, ManifestEntry, WriteError, changes, read_manifest,
};

fn entry(text: &str) -> ManifestEntry {
    ManifestEntry { hash: Hash::of(text.as_bytes()), size: text.len() as u64, mtime_ns: -5 }
}

fn manifest(files: &[(&str, &str)]) -> Manifest {
    files.iter().map(|(path, text)| (path.to_string(), entry(text))).collect()
}

/// Changes are named in order of their paths, with what was and what must become; equal bytes are no change.
#[test]
fn changes_between_manifests() {
    let old = manifest(&[("a", "1"), ("b", "1"), ("d", "1")]);
    let new = manifest(&[("a", "1"), ("b", "2"), ("c", "3")]);
    let wanted = [
        FileChange::Changed { path: "b".into(), from: entry("1"), to: entry("2") },
        FileChange::New { path: "c".into(), to: entry("3") },
        FileChange::Removed { path: "d".into(), from: entry("1") },
    ];
    assert_eq!(changes(&old, &new), wanted);
    assert_eq!(changes(&new, &new), []);
}

/// The text is sorted, has a version and one line a file, and is read back the same, odd names included.
#[test]
fn text_and_back() {
    let mut written = manifest(&[("z\"quote.html", "1"), ("đ/ấ.html", "2"), ("a b.html", "")]);
    written.folders.insert("đ".into());
    let json = written.to_json();
    assert_eq!(json.lines().count(), 3 + 1 + 3);
    assert!(json.starts_with("{\"version\":1,\n"));
    assert_eq!(Manifest::from_json(json.as_bytes(), Path::new("m")).unwrap(), written);
    let empty = Manifest::default();
    assert_eq!(Manifest::from_json(empty.to_json().as_bytes(), Path::new("m")).unwrap(), empty);
}

/// A manifest that is cut, is no manifest or leads out of the output is reported as damaged, a later one as newer.
#[test]
fn faulty_texts() {
    let whole = manifest(&[("a", "1")]).to_json();
    let read = |text: &str| Manifest::from_json(text.as_bytes(), Path::new("m"));
    for end in 0..whole.trim_end().len() {
        assert!(matches!(read(&whole[..end]), Err(WriteError::DamagedManifest { .. })), "{end}");
    }
    for bad in
        [whole.replace("\"a\"", "\"../a\""), whole.replace("[]", "[\"/\"]"), whole.replace("size", "sizes")]
    {
        assert!(matches!(read(&bad), Err(WriteError::DamagedManifest { .. })), "{bad}");
    }
    let newer = whole.replace("\"version\":1", "\"version\":2");
    assert!(matches!(read(&newer), Err(WriteError::Newer { .. })));
}

/// With a damaged manifest the output is refused and not touched; one who adopts may go on.
#[test]
fn damaged_manifest_is_refused() {
    let sandbox = Sandbox::new();
    let pages = site(&[("a.html", "1"), ("b.html", "2")]);
    sandbox.build(&pages).unwrap();
    fs::write(sandbox.out().join(".bangvang/manifest.json"), "{\"version\":1,").unwrap();
    let before = whole_tree(&sandbox.out());
    assert!(matches!(sandbox.open(), Err(WriteError::DamagedManifest { .. })));
    assert!(matches!(sandbox.adopt(AdoptPolicy::Beside), Err(WriteError::DamagedManifest { .. })));
    assert_eq!(whole_tree(&sandbox.out()), before);
    assert_eq!(sandbox.adopt(AdoptPolicy::Over).unwrap().manifest().files().len(), 0);
}

/// Readers get the manifest of a whole site, an empty one where there is none, and a refusal while a journal stands.
#[test]
fn standing_manifest() {
    let sandbox = Sandbox::new();
    assert_eq!(read_manifest(&sandbox.out()).unwrap(), Manifest::default());
    sandbox.build(&site(&[("a.html", "1")])).unwrap();
    let found = read_manifest(&sandbox.out()).unwrap();
    assert_eq!(found.file("a.html").map(|file| file.hash), Some(Hash::of(b"1")));
    fs::write(sandbox.out().join(".bangvang/journal.json"), "").unwrap();
    assert!(matches!(read_manifest(&sandbox.out()), Err(WriteError::Pending { .. })));
}

/// A manifest that names a precious file does not make us delete it: its bytes must be ours too.
#[test]
fn forged_manifest_deletes_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.write("home/project/public/precious.txt", "precious");
    let forged = manifest(&[("precious.txt", "1")]).to_json();
    sandbox.write("home/project/public/.bangvang/manifest.json", &forged);
    assert_eq!(sandbox.build(&Site::new()).unwrap().left.len(), 1);
    assert_eq!(sandbox.page("precious.txt"), "precious");
}

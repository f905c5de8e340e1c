//! The manifest: its JSON, damaged manifests, and differences between two.

use std::fs;
use std::path::Path;

use super::{Sandbox, Site, site, whole_tree};
use crate::write::{
    AdoptPolicy, FileChange, Hash, Manifest, ManifestEntry, WriteError, changes, read_manifest,
};

fn entry(text: &str) -> ManifestEntry {
    ManifestEntry { hash: Hash::of(text.as_bytes()), size: text.len() as u64, mtime_ns: -5, inputs: None }
}

fn manifest(files: &[(&str, &str)]) -> Manifest {
    files.iter().map(|(path, text)| (path.to_string(), entry(text))).collect()
}

fn json(manifest: &Manifest) -> String {
    let mut json = Vec::new();
    manifest.write_json(&mut json).unwrap();
    String::from_utf8(json).unwrap()
}

/// Changes are sorted by path and have the old and the new entry; files with equal bytes are not reported.
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

/// The JSON is sorted, has a version and one line per file, and is parsed to the same manifest, odd names
/// included.
#[test]
fn json_round_trip() {
    let files = [("z\"quote.html", "1"), ("đ/ấ.html", "2"), ("đ/ầ.html", "3"), ("a b.html", "")];
    let mut written = manifest(&files);
    written.files.get_mut("đ/ấ.html").unwrap().inputs = Some(Hash::of(b"4").into());
    written.folders.insert("đ".into());
    written.records = Some(Hash::of(b"5").into());
    let text = json(&written);
    assert_eq!(text.lines().count(), 1 + (1 + 1) + (1 + 4));
    assert!(text.starts_with("{\"version\":4,\"records\":\""));
    assert_eq!(Manifest::from_json(text.as_bytes(), Path::new("m")).unwrap(), written);
    let empty = Manifest::default();
    assert_eq!(Manifest::from_json(json(&empty).as_bytes(), Path::new("m")).unwrap(), empty);
}

/// Manifests of versions 1 and 2, which earlier programs wrote, are read, without the hashes of inputs.
#[test]
fn earlier_manifests_are_read() {
    let hash = Hash::of(b"1");
    let json = format!(
        "{{\"version\":1,\n\"folders\":[\n\"đ\"],\n\"files\":{{\n\"đ/a.html\":\
         {{\"hash\":\"{hash}\",\"size\":1,\"mtime_ns\":-5}}}},\n\"made\":{{\n\"đ/a.html\":\"{hash}\"}}}}\n"
    );
    let mut expected = manifest(&[("đ/a.html", "1")]);
    expected.folders.insert("đ".into());
    assert_eq!(Manifest::from_json(json.as_bytes(), Path::new("m")).unwrap(), expected);
    let hash = hash.to_base64();
    let json = format!(
        "{{\"version\":2,\n\"folders\":[\n[0,\"đ\"]],\n\"files\":[\n[0,\"đ/a.html\",\"{hash}\",1,-5]],\n\"made\":[\n\
         [0,\"đ/a.html\",\"{hash}\"]]}}\n"
    );
    assert_eq!(Manifest::from_json(json.as_bytes(), Path::new("m")).unwrap(), expected);
}

/// A manifest that is cut, is not JSON or has a path outside the output is `DamagedManifest`; a later one is
/// `Newer`.
#[test]
fn damaged_json() {
    let complete = json(&manifest(&[("a", "1")]));
    let read = |text: &str| Manifest::from_json(text.as_bytes(), Path::new("m"));
    for end in 0..complete.trim_end().len() {
        assert!(matches!(read(&complete[..end]), Err(WriteError::DamagedManifest { .. })), "{end}");
    }
    for bad in [
        complete.replace("\"a\"", "\"../a\""),
        complete.replace("[0,", "[1,"),
        complete.replace("[],", "[[0,\"/\"]],"),
        complete.replace("\"folders\"", "\"folder\""),
        complete.replace(&Hash::of(b"1").to_base64(), "AAAA"),
    ] {
        assert!(matches!(read(&bad), Err(WriteError::DamagedManifest { .. })), "{bad}");
    }
    let newer = complete.replace("\"version\":4", "\"version\":5");
    assert!(matches!(read(&newer), Err(WriteError::Newer { .. })));
}

/// With a damaged manifest the output is refused and not changed, unless the caller adopts it.
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

/// `read_manifest` returns the manifest, an empty one if there is none, and `Pending` while a journal exists.
#[test]
fn manifest_of_an_output() {
    let sandbox = Sandbox::new();
    assert_eq!(read_manifest(&sandbox.out()).unwrap(), Manifest::default());
    sandbox.build(&site(&[("a.html", "1")])).unwrap();
    let found = read_manifest(&sandbox.out()).unwrap();
    assert_eq!(found.file("a.html").map(|file| file.hash), Some(Hash::of(b"1")));
    fs::write(sandbox.out().join(".bangvang/journal.json"), "").unwrap();
    assert!(matches!(read_manifest(&sandbox.out()), Err(WriteError::Pending { .. })));
}

/// A forged manifest does not delete a foreign file: its bytes must match the recorded hash.
#[test]
fn forged_manifest_deletes_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.write("home/project/public/precious.txt", "precious");
    let forged = json(&manifest(&[("precious.txt", "1")]));
    sandbox.write("home/project/public/.bangvang/manifest.json", &forged);
    assert_eq!(sandbox.build(&Site::new()).unwrap().left.len(), 1);
    assert_eq!(sandbox.page("precious.txt"), "precious");
}

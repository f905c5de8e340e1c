use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::{EventKind, FileEvent, History, ProjectEvent};

const PATH: &str = "content/awards/qd 1.yaml";

fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn event(when: &str, kind: EventKind) -> FileEvent {
    FileEvent { when: time(when), who: "mai".to_owned(), note: "sửa tên".to_owned(), kind }
}

/// The names of the copies of `path`.
fn names(root: &Path, path: &str) -> Vec<String> {
    let folder = root.join(".bangvang/history").join(path);
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "events.jsonl");
    names.sort();
    names
}

/// A version has the bytes of the file and the facts of its event; equal bytes are stored once.
#[test]
fn versions_are_plain_copies_with_their_events() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    assert!(history.versions(PATH).unwrap().is_empty());
    let copy = history.keep(PATH, b"no: 1\r\n", time("2026-01-02T03:04:05Z")).unwrap();
    assert_eq!(fs::read(&copy).unwrap(), b"no: 1\r\n");
    assert_eq!(fs::read(root.path().join(".bangvang/.gitignore")).unwrap(), b"*\n");
    history.add(PATH, b"no: 2\n", &event("2026-01-02T03:04:05Z", EventKind::Saved)).unwrap();
    history.add(PATH, b"no: 1\r\n", &event("2026-01-03T00:00:00Z", EventKind::Restored)).unwrap();
    let again = history.keep(PATH, b"no: 1\r\n", time("2026-01-03T00:00:01Z")).unwrap();
    assert!(again.ends_with(names(root.path(), PATH).last().unwrap()));
    assert!(again.to_str().unwrap().contains("20260103-000001Z-") && again.extension().unwrap() == "yaml");
    assert_eq!(names(root.path(), PATH).len(), 2);
    let versions = history.versions(PATH).unwrap();
    let read: Vec<Vec<u8>> = versions.iter().map(|version| history.read(PATH, version).unwrap()).collect();
    assert_eq!(read, [&b"no: 1\r\n"[..], b"no: 2\n", b"no: 1\r\n"]);
    let kinds: Vec<&str> = versions.iter().map(|version| version.event.kind.word()).collect();
    assert_eq!(kinds, ["restored", "saved", "found"]);
    assert_eq!((&*versions[0].event.who, &*versions[1].event.note, versions[2].bytes), ("mai", "sửa tên", 7));
}

/// Copies that earlier releases wrote without a log are versions with the time of their names.
#[test]
fn copies_without_events_are_versions() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    history.add(PATH, b"2", &event("2026-01-02T03:04:05Z", EventKind::Saved)).unwrap();
    let folder = root.path().join(".bangvang/history").join(PATH);
    let short = crate::hash::Hash::of(b"1").short();
    fs::write(folder.join(format!("20250102-030405Z-{short}.yaml")), "1").unwrap();
    fs::write(folder.join("ghi chú.txt"), "x").unwrap();
    let versions = history.versions(PATH).unwrap();
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[1].event.when, time("2025-01-02T03:04:05Z"));
    assert_eq!(history.read(PATH, &versions[1]).unwrap(), b"1");
}

/// A damaged copy is never returned, and does not prevent that the bytes are stored again.
#[test]
fn damaged_copies_are_noticed() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    let copy = history.keep(PATH, b"no: 1\n", time("2026-01-02T03:04:05Z")).unwrap();
    fs::write(&copy, b"no: 7\n").unwrap();
    let version = history.versions(PATH).unwrap().remove(0);
    assert_eq!(history.read(PATH, &version).unwrap_err().to_string(), "reason-damaged");
    history.keep(PATH, b"no: 1\n", time("2026-01-02T03:04:06Z")).unwrap();
    assert_eq!(history.read(PATH, &version).unwrap(), b"no: 1\n");
}

/// A large file is stored when it is replaced, and its last version can be read as long as the file has it.
#[test]
fn large_files_are_stored_before_they_change() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    let (path, photo) = ("content/a.jpg", vec![7; 2 << 20]);
    fs::create_dir_all(root.path().join("content")).unwrap();
    fs::write(root.path().join(path), &photo).unwrap();
    history.add(path, &photo, &event("2026-01-02T03:04:05Z", EventKind::Saved)).unwrap();
    assert_eq!(names(root.path(), path).len(), 0);
    let version = history.versions(path).unwrap().remove(0);
    assert_eq!(history.read(path, &version).unwrap(), photo);
    history.keep(path, &photo, time("2026-01-02T03:04:06Z")).unwrap();
    fs::write(root.path().join(path), "khác").unwrap();
    assert_eq!(history.versions(path).unwrap(), std::slice::from_ref(&version));
    assert_eq!(history.read(path, &version).unwrap(), photo);
}

/// The bin has the files that were deleted and are gone; one that came back, or was moved, is not in it.
#[test]
fn the_bin_has_what_is_gone() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    fs::create_dir_all(root.path().join("content")).unwrap();
    fs::write(root.path().join("content/back.md"), "2").unwrap();
    let moved = EventKind::MovedTo("content/new.md".to_owned());
    for (path, kind) in [
        ("content/a.md", EventKind::Deleted),
        ("content/b.md", EventKind::Deleted),
        ("content/back.md", EventKind::Deleted),
        ("content/moved.md", moved.clone()),
        ("content/saved.md", EventKind::Saved),
    ] {
        history.add(path, b"1", &event("2026-01-02T03:04:05Z", kind)).unwrap();
    }
    history.add("content/b.md", b"2", &event("2026-01-03T03:04:05Z", EventKind::Deleted)).unwrap();
    let deleted = history.deleted().unwrap();
    let paths: Vec<&str> = deleted.iter().map(|file| &*file.path).collect();
    assert_eq!(paths, ["content/b.md", "content/a.md"]);
    assert_eq!(history.read("content/b.md", &deleted[0].version).unwrap(), b"2");
    assert_eq!(history.versions("content/moved.md").unwrap()[0].event.kind, moved);
}

/// The last events of the project are those of all files and the publications, the newest first.
#[test]
fn events_of_the_project() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    for day in 1..=9 {
        let path = format!("content/{}.md", day % 3);
        let when = format!("2026-01-0{day}T00:00:00Z");
        history.add(&path, when.as_bytes(), &event(&when, EventKind::Saved)).unwrap();
    }
    history.mark_published(time("2026-01-08T12:00:00Z"), "mai", "web").unwrap();
    history.mark_published(time("2026-01-02T12:00:00Z"), "", "usb").unwrap();
    let events = history.events(4).unwrap();
    let days: Vec<String> = events.iter().map(|event| event.when().strftime("%d %H").to_string()).collect();
    assert_eq!(days, ["09 00", "08 12", "08 00", "07 00"]);
    assert!(matches!(&events[1], ProjectEvent::Published(found) if found.target == "web"));
    assert_eq!(history.publications().unwrap()[1].target, "usb");
    assert_eq!(history.events(100).unwrap().len(), 11);
}

/// Old copies are deleted by the time of their names, and nothing else is.
#[test]
fn pruning_deletes_copies_only() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    let first = history.keep(PATH, b"1", time("2020-01-02T03:04:05Z")).unwrap();
    let later = history.keep(PATH, b"2", time("2020-01-03T03:04:05Z")).unwrap();
    let own = first.with_file_name("ghi chú.txt");
    fs::write(&own, "x").unwrap();
    history.prune(time("2026-11-27T00:00:00Z"), 1 << 20);
    assert!(!first.exists() && later.exists() && own.exists());
    assert_eq!(history.versions(PATH).unwrap().len(), 1);
    history.prune(time("2026-11-27T00:00:00Z"), 0);
    assert!(!later.exists() && history.versions(PATH).unwrap().is_empty());
}

/// No path leads out of the history, neither by its names nor by a link in it.
#[test]
fn paths_stay_in_the_history() {
    let root = tempfile::tempdir().unwrap();
    let history = History::new(root.path());
    let saved = event("2026-01-02T03:04:05Z", EventKind::Saved);
    for path in ["../x", "/etc/x", "content/../../x", "", r"a\..\b", ".bangvang/x"] {
        assert!(history.add(path, b"1", &saved).is_err() && history.versions(path).is_err(), "{path}");
    }
    #[cfg(unix)]
    {
        let outside = tempfile::tempdir().unwrap();
        fs::create_dir_all(root.path().join(".bangvang/history")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join(".bangvang/history/content")).unwrap();
        assert!(history.add("content/a.md", b"1", &saved).is_err());
        assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 0);
    }
}

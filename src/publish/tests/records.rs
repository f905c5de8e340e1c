//! Tests of the files that are stored locally and on the host.

use std::collections::BTreeMap;
use std::fs;

use super::{Computer, files, small};
use crate::file::Durability;
use crate::hash::Hash;
use crate::publish::local_state::RunRecord;
use crate::publish::release::Release;

/// A release is parsed as it was written.
#[test]
fn release_round_trip() {
    let publisher = Computer::new("may-1").publisher();
    let mut local = files(&small());
    let first = local.values_mut().next().unwrap();
    first.title = Some("Ngoặc \"}, \\\" và {}".to_owned());
    local.values_mut().nth(1).unwrap().content_type = "text/khac".to_owned();
    let release = Release::next(local, Some("abc".to_owned()), None, &publisher);
    assert_eq!(Release::parse(&release.to_json()), Ok(release.clone()));
    assert_eq!(release.revision.len(), 12);
    assert!(release.to_json().iter().filter(|byte| **byte == b'\n').count() >= release.files.len() - 1);
}

/// A manifest of version 1, which earlier programs wrote, is read.
#[test]
fn earlier_manifests_are_read() {
    let hash = Hash::of(b"1");
    let json = format!(
        "{{\"version\":1,\"revision\":\"0123456789ab\",\"parent\":null,\"when\":\"2026-01-02T03:04:05Z\",\"by\":\"hoa@may-1\",\
         \"files\":{{\"tin/a.html\":{{\"hash\":\"{hash}\",\"size\":1,\"type\":\"text/html; charset=utf-8\",\
         \"kind\":\"page\",\"title\":\"Lời\"}}}}}}"
    );
    let release = Release::parse(json.as_bytes()).unwrap();
    assert_eq!((&*release.revision, release.files["tin/a.html"].hash), ("0123456789ab", hash));
    assert_eq!(Release::parse(&release.to_json()), Ok(release));
}

/// A manifest of version 2 is read, and its revision is known only from the whole.
#[test]
fn manifests_with_the_revision_first_are_read() {
    let hash = Hash::of(b"1").to_base64();
    let file = |at: usize| format!("\n[0,\"tin/{at:05}.html\",\"{hash}\",1,\"page\",\"\\\"revision\\\":\"]");
    let json = format!(
        "{{\"by\":\"hoa@may-1\",\"parent\":null,\"restores\":null,\"revision\":\"0123456789ab\",\"version\":2,\
         \"when\":\"2026-01-02T03:04:05Z\",\n\"files\":[{}]}}\n",
        (0..200).map(file).collect::<Vec<_>>().join(",")
    );
    let release = Release::parse(json.as_bytes()).unwrap();
    assert_eq!((&*release.revision, release.files.len()), ("0123456789ab", 200));
    assert_eq!(release.files["tin/00007.html"].title.as_deref(), Some("\"revision\":"));
    assert_eq!(Release::parse_hashes(json.as_bytes()).unwrap().len(), 1);
    let end = |json: &[u8]| json[json.len() - 4096..].to_vec();
    assert!(!Release::ends_with_revision(&end(json.as_bytes())));
    assert!(Release::ends_with_revision(&end(&release.to_json())));
    assert_eq!(Release::parse(&release.to_json()), Ok(release));
}

/// A log of uploaded files with an incomplete last line is read up to that line.
#[test]
fn incomplete_log_line() {
    let computer = Computer::new("may-1");
    let state = computer.state();
    let run = RunRecord { token: "t".to_owned(), parent: None, revision: "r".to_owned(), restores: None };
    let uploaded = BTreeMap::from([("a".to_owned(), Hash::of(b"a"))]);
    let upload_log = state.begin(&run, &uploaded).unwrap();
    upload_log.record("b", Hash::of(b"b")).unwrap();
    let path = computer.root().join(".bangvang/publish/may-chu/arrived");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("{\"path\":\"c\",\"ha");
    fs::write(&path, text).unwrap();
    let unfinished = state.unfinished();
    assert_eq!(unfinished.run, Some(run));
    assert_eq!(unfinished.uploaded.keys().collect::<Vec<_>>(), ["a", "b"]);
    state.finish().unwrap();
    assert_eq!(state.unfinished().run, None);
}

/// On one computer, only one run at a time can use a target.
#[test]
fn one_run_per_target() {
    let computer = Computer::new("may-1");
    let first = computer.state();
    let second = crate::publish::local_state::LocalState::open(computer.root(), "may-chu", Durability::Kill)
        .unwrap_err();
    assert_eq!(second.source.kind(), std::io::ErrorKind::WouldBlock);
    drop(first);
    computer.state();
}

/// A stored file that another program changed is detected and stored again.
#[test]
fn store_detects_changed_files() {
    let computer = Computer::new("may-1");
    let state = computer.state();
    let from = computer.root().join("trang.html");
    fs::write(&from, "lời").unwrap();
    let hash = Hash::of("lời".as_bytes());
    state.store().add(hash, &from).unwrap();
    state.store().verify(hash, None).unwrap();
    let stored = state.store().path(hash);
    fs::remove_file(&stored).unwrap();
    fs::write(&stored, "khác").unwrap();
    assert!(state.store().verify(hash, None).is_err());
    state.store().verify(hash, Some(&from)).unwrap();
    assert_eq!(fs::read_to_string(&stored).unwrap(), "lời");
}

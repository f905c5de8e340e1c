//! The files that are kept here and there.

use std::collections::BTreeMap;
use std::fs;

use super::{Computer, files, small};
use crate::file::Durability;
use crate::hash::Hash;
use crate::publish::local_state::RunRecord;
use crate::publish::release::Release;

/// A release is read as it was written.
#[test]
fn release_and_back() {
    let publisher = Computer::new("may-1").publisher();
    let mut local = files(&small());
    let first = local.values_mut().next().unwrap();
    first.title = Some("Ngoặc \"}, \\\" và {}".to_owned());
    let release = Release::next(local, Some("abc".to_owned()), None, &publisher);
    assert_eq!(Release::parse(&release.to_json()), Ok(release.clone()));
    assert_eq!(release.revision.len(), 12);
    assert!(release.to_json().iter().filter(|byte| **byte == b'\n').count() >= release.files.len() - 1);
}

/// A note of what arrived that was cut short in its last line is read up to there.
#[test]
fn half_a_line() {
    let computer = Computer::new("may-1");
    let state = computer.state();
    let run = RunRecord { token: "t".to_owned(), parent: None, revision: "r".to_owned(), restores: None };
    let arrived = BTreeMap::from([("a".to_owned(), Hash::of(b"a"))]);
    let arrivals = state.begin(&run, &arrived).unwrap();
    arrivals.note("b", Hash::of(b"b")).unwrap();
    let path = computer.root().join(".bangvang/publish/may-chu/arrived");
    let mut text = fs::read_to_string(&path).unwrap();
    text.push_str("{\"path\":\"c\",\"ha");
    fs::write(&path, text).unwrap();
    let unfinished = state.unfinished();
    assert_eq!(unfinished.run, Some(run));
    assert_eq!(unfinished.arrived.keys().collect::<Vec<_>>(), ["a", "b"]);
    state.finish().unwrap();
    assert_eq!(state.unfinished().run, None);
}

/// One project publishes to one target once at a time.
#[test]
fn one_run_here() {
    let computer = Computer::new("may-1");
    let held = computer.state();
    let second = crate::publish::local_state::LocalState::open(computer.root(), "may-chu", Durability::Kill)
        .unwrap_err();
    assert_eq!(second.source.kind(), std::io::ErrorKind::WouldBlock);
    drop(held);
    computer.state();
}

/// What is kept is given back, and what somebody wrote into is found out and taken anew.
#[test]
fn the_store_is_proved() {
    let computer = Computer::new("may-1");
    let state = computer.state();
    let from = computer.root().join("trang.html");
    fs::write(&from, "lời").unwrap();
    let hash = Hash::of("lời".as_bytes());
    state.store().keep(hash, &from).unwrap();
    state.store().prove(hash, None).unwrap();
    let kept = state.store().path(hash);
    fs::remove_file(&kept).unwrap();
    fs::write(&kept, "khác").unwrap();
    assert!(state.store().prove(hash, None).is_err());
    state.store().prove(hash, Some(&from)).unwrap();
    assert_eq!(fs::read_to_string(&kept).unwrap(), "lời");
}

//! Files that the host loses or changes between two runs, and hosts that confirm what they did not store.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::fake::{Cut, Fake, Lie, Tags};
use super::{AT_ONCE, Computer, Ended, Site, assert_holds, carry_out, desk, edited, files, small};
use crate::hash::Hash;
use crate::publish::MANIFEST;
use crate::publish::confirmation::Confirmation;
use crate::publish::publisher::{Inspect, Publisher};
use crate::publish::release::Release;
use crate::publish::session::PublishError;

/// Hosts that list folder by folder, and hosts that list everything at once.
fn hosts() -> [Fake; 2] {
    [Fake::new(), Fake { tags: Some(Tags::Checksums), ..Fake::new() }]
}

fn release(host: &Fake) -> Release {
    Release::parse(&host.file(MANIFEST).unwrap()).unwrap()
}

/// What is asked before the host, which has lost or changed something, gets `site` at the time `now`; it gets it then.
fn concerns_at(
    host: &Fake,
    computer: &Computer,
    site: &Site,
    now: SystemTime,
    inspect: Inspect,
) -> Vec<Confirmation> {
    let state = computer.state();
    site.values().for_each(|bytes| state.store().keep_bytes(bytes).unwrap());
    let clock = || now;
    let desk = Publisher { clock: &clock, inspect, ..desk(host, &state, AT_ONCE) };
    let ready = desk.ready(&files(site)).unwrap();
    let concerns = ready.confirmations.clone();
    carry_out(&desk, &ready, &files(site), &computer.publisher(), |_| true).unwrap();
    concerns
}

/// Files and whole folders that the host has lost are sent again without a question, and nothing else is; the release
/// stays the same, so that an undoing still brings back the one before it.
#[test]
fn lost_files_are_sent_again() {
    for host in hosts() {
        let computer = Computer::new("may-1");
        computer.publish(&host, &small()).unwrap();
        computer.publish(&host, &edited()).unwrap();
        let before = release(&host);
        for lost in ["index.html", "tin/a/index.html", "tin/a/anh.jpg", "assets/nen.aaaaaaaaaa.svg"] {
            host.delete(lost);
        }
        host.mend();
        let outcome = computer.publish(&host, &edited()).unwrap();
        assert_eq!((outcome.sent, outcome.removed), (4, 0));
        assert_eq!(host.sent().last().unwrap(), "index.html");
        assert_holds(&host, &edited());
        assert_eq!(release(&host), before);
        computer.undo(&host).unwrap();
        assert_holds(&host, &small());
    }
}

/// A run that sends lost files again and is cut off at any call is gone on with.
#[test]
fn a_repair_is_cut_anywhere() {
    for at in 0..30 {
        for cut in [Cut::Before(at), Cut::After(at)] {
            for host in hosts() {
                let computer = Computer::new("may-1");
                computer.publish(&host, &small()).unwrap();
                let lost = ["index.html", "tin/a/index.html", "assets/nen.0123456789.svg"];
                lost.iter().for_each(|path| host.delete(path));
                host.cut(cut);
                let _ = computer.publish(&host, &small());
                host.mend();
                computer.publish(&host, &small()).unwrap();
                assert_holds(&host, &small());
            }
        }
    }
}

/// A file that somebody changed on the host is told and written over only after a yes: one with another size wherever
/// sizes are listed, one with the same size wherever the host tells checksums.
#[test]
fn altered_files_are_asked_about() {
    for host in hosts() {
        let page = "tin/b/index.html";
        let same_size = vec![b'x'; small()[page].len()];
        let mut changes = vec![b"defaced".to_vec()];
        changes.extend(host.tags.map(|_| same_size));
        for change in changes {
            let computer = Computer::new("may-1");
            host.delete(MANIFEST);
            computer.publish_if(&host, &small(), AT_ONCE, |_| true).unwrap();
            host.set(page, &change);
            let asked = match computer.publish(&host, &small()) {
                Err(Ended::Asked(asked)) => asked,
                other => panic!("nobody was asked: {other:?}"),
            };
            assert_eq!(asked, [Confirmation::Edited { paths: vec![page.to_owned()] }]);
            assert_eq!(host.file(page).unwrap(), change);
            computer.publish_if(&host, &small(), AT_ONCE, |_| true).unwrap();
            assert_holds(&host, &small());
        }
    }
}

/// Of a host that lists folder by folder, only the folders of a change are looked at, but all once a day, when nothing is
/// to be sent, and when it is asked for.
#[test]
fn the_whole_host_once_a_day() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000);
    let hour = Duration::from_secs(60 * 60);
    let other = |site: &Site, text: &str| {
        let mut site = site.clone();
        site.insert("tin/c/index.html".to_owned(), text.as_bytes().to_vec());
        site
    };
    let lost = "assets/nen.0123456789.svg";
    for (later, inspect, is_back) in
        [(hour, Inspect::Daily, false), (hour, Inspect::Now, true), (25 * hour, Inspect::Daily, true)]
    {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        concerns_at(&host, &computer, &small(), start, Inspect::Daily);
        host.delete(lost);
        let next = other(&small(), "mới");
        assert_eq!(concerns_at(&host, &computer, &next, start + later, inspect), []);
        assert_eq!(host.file(lost).is_some(), is_back, "{later:?} {inspect:?}");
        // Nothing is to be sent any more.
        assert_eq!(concerns_at(&host, &computer, &next, start + later, Inspect::Daily), []);
        assert_holds(&host, &next);
    }
}

/// A file in a folder that is listed for a change is compared too.
#[test]
fn neighbours_of_a_change() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.delete("tin/a/anh.jpg");
    host.delete("feed.xml");
    let mut site = small();
    site.insert("tin/a/index.html".to_owned(), "<a href=\"/\">mới".into());
    assert_eq!(computer.publish(&host, &site).unwrap().sent, 3);
    assert_holds(&host, &site);
}

/// A storage that confirms a file and stores nothing, half of it or other bytes is found out before its manifest claims
/// that file; the next run sends it again and asks nothing.
#[test]
fn storages_that_lie() {
    for lie in [Lie::Drops, Lie::Truncates, Lie::Garbles] {
        for path in ["index.html", "tin/a/anh.jpg", MANIFEST] {
            for (before, after) in [(None, small()), (Some(small()), edited())] {
                let host = Fake { tags: Some(Tags::Checksums), ..Fake::new() };
                let computer = Computer::new("may-1");
                before.iter().for_each(|before| _ = computer.publish(&host, before).unwrap());
                let manifest = host.file(MANIFEST);
                *host.lie.lock().unwrap() = Some((path, lie));
                match computer.publish(&host, &after) {
                    Err(Ended::Error(PublishError::NotStored(paths))) => assert_eq!(paths, [path]),
                    other => panic!("{lie:?} {path}: {other:?}"),
                }
                assert!(path == MANIFEST || host.file(MANIFEST) == manifest, "{lie:?} {path}");
                *host.lie.lock().unwrap() = None;
                // A manifest that the host spoiled cannot be trusted, which is asked about as ever.
                let spoiled = |concern: &Confirmation| {
                    let asked =
                        matches!(concern, Confirmation::Damaged { .. } | Confirmation::Foreign { .. });
                    path == MANIFEST && lie != Lie::Drops && asked
                };
                computer.publish_if(&host, &after, AT_ONCE, spoiled).unwrap();
                assert!(host.site().iter().filter(|(path, _)| after.contains_key(*path)).eq(&after));
            }
        }
    }
}

/// Entity tags that are no checksums make nobody suspicious for long: a few files are read, and none is sent again.
#[test]
fn tags_that_are_no_checksums() {
    let host = Fake { tags: Some(Tags::Opaque), ..Fake::new() };
    let computer = Computer::new("may-1");
    computer.publish(&host, &small()).unwrap();
    host.mend();
    let state = computer.state();
    let ready = desk(&host, &state, AT_ONCE).ready(&files(&small())).unwrap();
    assert!(ready.plan.is_empty() && ready.confirmations.is_empty());
    assert_eq!(host.calls().iter().filter(|call| call.starts_with("read")).count(), 2 + 3);
}

/// A release is kept beside the host only when all its files are: one that the storage confirmed and dropped is sent with
/// the next publication.
#[test]
fn an_archive_that_lies() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    let hash = Hash::of(&small()["tin/a/anh.jpg"]).to_string();
    let object: &str = format!("bangvang-releases/objects/{}/{hash}", &hash[..2]).leak();
    let archive = Fake { lie: Mutex::new(Some((object, Lie::Truncates))), ..Fake::new() };
    let publish = |site: &Site| {
        let state = computer.state();
        site.values().for_each(|bytes| state.store().keep_bytes(bytes).unwrap());
        let beside = desk(&archive, &state, AT_ONCE).line;
        let desk = Publisher { archive: Some(beside), ..desk(&host, &state, AT_ONCE) };
        let ready = desk.ready(&files(site)).unwrap();
        desk.publish(&ready, &files(site), &computer.publisher(), None, None)
    };
    let told = publish(&small());
    assert!(matches!(told, Err(PublishError::Archive(_))), "{told:?}");
    assert!(archive.file("bangvang-releases/000001.json").is_none());
    *archive.lie.lock().unwrap() = None;
    publish(&small()).unwrap();
    assert_eq!(archive.file(object).unwrap(), small()["tin/a/anh.jpg"]);
    assert!(archive.file("bangvang-releases/000001.json").is_some());
}

//! Tests of what must not happen without consent, and of rollbacks.

use std::collections::BTreeMap;

use super::fake_host::FakeHost;
use super::{Computer, NO_RETRIES, PublishFailure, Site, assert_published, edited, reader, small};
use crate::publish::confirmation::Confirmation;
use crate::publish::publisher::Publisher;
use crate::publish::release::Release;
use crate::publish::{LOCK, MANIFEST, PROGRESS};

fn required_confirmations(ended: Result<super::PublishOutcome, PublishFailure>) -> Vec<Confirmation> {
    match ended {
        Err(PublishFailure::NeedsConsent(confirmations)) => confirmations,
        other => panic!("no confirmation was required: {other:?}"),
    }
}

/// Without a change the host is compared with its manifest, but nothing is uploaded, not even a lock.
#[test]
fn no_change_writes_nothing() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.restore();
    let state = computer.state();
    let pending = super::publisher(&host, &state, NO_RETRIES).prepare(&super::files(&small())).unwrap();
    assert!(pending.plan.is_empty() && pending.confirmations.is_empty());
    assert!(host.writes().is_empty());
    let records = [format!("read end {MANIFEST}"), format!("read {PROGRESS}")];
    let folders = ["", "assets", "tin", "tin/a", "tin/b", "tin/c"].map(|folder| format!("list {folder}"));
    assert_eq!(host.calls(), [&records[..], &folders[..]].concat());
}

/// Planning writes nothing to the host.
#[test]
fn planning_writes_nothing() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.restore();
    let state = computer.state();
    let pending = super::publisher(&host, &state, NO_RETRIES).prepare(&super::files(&edited())).unwrap();
    assert!(!pending.plan.is_empty());
    assert!(host.writes().is_empty(), "{:?}", host.writes());
}

/// After a change to one article, only its files are uploaded.
#[test]
fn one_change_uploads_one_file() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.restore();
    let mut site = small();
    site.insert("tin/c/index.html".to_owned(), b"<a href=\"/\">".to_vec());
    let outcome = computer.publish(&host, &site).unwrap();
    assert_eq!((outcome.sent, outcome.removed), (1, 0));
    assert_eq!(host.sent(), ["tin/c/index.html"]);
    assert_published(&host, &site);
}

/// Foreign files are never overwritten without consent, and never deleted or moved.
#[test]
fn foreign_files_need_consent() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    host.set("index.html", b"trang mac dinh");
    host.set("wp-config.php", b"cua nguoi khac");
    host.set("tin/c/ghi-chu.txt", b"cua nguoi khac");
    let confirmations = required_confirmations(computer.publish(&host, &small()));
    assert_eq!(confirmations, [Confirmation::Foreign { paths: vec!["index.html".to_owned()] }]);
    assert_eq!(host.writes(), Vec::<String>::new());
    assert_eq!(host.file("index.html").unwrap(), b"trang mac dinh");
    let consents = |confirmation: &Confirmation| matches!(confirmation, Confirmation::Foreign { .. });
    computer.publish_if(&host, &small(), NO_RETRIES, consents).unwrap();
    computer.publish(&host, &edited()).unwrap();
    assert_eq!(host.file("wp-config.php").unwrap(), b"cua nguoi khac");
    assert_eq!(host.file("tin/c/ghi-chu.txt").unwrap(), b"cua nguoi khac");
    assert!(host.folders().contains("tin/c"), "a folder with files of others stays");
    assert!(host.file("tin/c/index.html").is_none());
}

/// A foreign link or folder in place of a file blocks the upload, even with consent.
#[test]
fn foreign_entries_block_uploads() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    host.set("bang.xlsx/cua-toi.txt", b"cua toi");
    host.set("assets", b"cua toi");
    let state = computer.state();
    let pending = super::publisher(&host, &state, NO_RETRIES).prepare(&super::files(&small())).unwrap();
    assert_eq!(pending.plan.obstacles.blocked, ["assets", "bang.xlsx"]);
}

/// A page that was changed on the host is not overwritten without consent, and not deleted at all.
#[test]
fn edited_files_need_consent() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.set("tin/a/index.html", b"<a href=\"/\"> sua tay tren may chu, dai hon");
    host.set("tin/c/index.html", b"<a href=\"/\"> sua tay tren may chu, dai hon");
    let confirmations = required_confirmations(computer.publish(&host, &edited()));
    assert_eq!(confirmations, [Confirmation::Edited { paths: vec!["tin/a/index.html".to_owned()] }]);
    let outcome = computer.publish_if(&host, &edited(), NO_RETRIES, |_| true).unwrap();
    assert_eq!(outcome.skipped, ["tin/c/index.html"]);
    assert!(host.file("tin/c/index.html").is_some());
}

/// The same holds if the size is unchanged: a small number of files are read before they are overwritten or deleted.
#[test]
fn edited_files_of_the_same_size() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    for path in ["tin/a/index.html", "tin/c/index.html"] {
        let mut bytes = host.file(path).unwrap();
        bytes[1] = b'A';
        host.set(path, &bytes);
    }
    let confirmations = required_confirmations(computer.publish(&host, &edited()));
    assert_eq!(confirmations, [Confirmation::Edited { paths: vec!["tin/a/index.html".to_owned()] }]);
    let outcome = computer.publish_if(&host, &edited(), NO_RETRIES, |_| true).unwrap();
    assert_eq!(outcome.skipped, ["tin/c/index.html"]);
    assert!(host.file("tin/c/index.html").is_some());
}

/// With an archive, another computer can roll back, and five releases are archived; the public folder has nothing
/// of them.
#[test]
fn rollback_from_the_archive() {
    let host = FakeHost { reader: Some(reader::assert_links), max_parallel: 2, ..FakeHost::new() };
    let archive = FakeHost { max_parallel: 2, ..FakeHost::new() };
    let computers = [Computer::new("may-1"), Computer::new("may-2")];
    let run = |computer: &Computer, site: Option<&Site>| {
        let state = computer.state();
        let archive_connection = super::publisher(&archive, &state, NO_RETRIES).connection;
        let publisher =
            Publisher { archive: Some(archive_connection), ..super::publisher(&host, &state, NO_RETRIES) };
        let (local, restores) = match site {
            Some(site) => {
                site.values().for_each(|bytes| state.store().add_bytes(bytes).unwrap());
                (super::files(site), None)
            }
            None => {
                let before = publisher
                    .rollback_release(&publisher.remote_state().unwrap())
                    .unwrap()
                    .expect("an earlier release is archived");
                (before.files, Some(before.revision))
            }
        };
        let pending = publisher.prepare(&local).unwrap();
        publisher.publish(&pending, &local, &computer.publisher(), restores, None).unwrap();
    };
    for number in 0..7 {
        run(&computers[0], Some(&many(number)));
    }
    let manifests = || archive.site().keys().filter(|path| path.starts_with("bangvang-releases/0")).count();
    assert_eq!(manifests(), 5);
    run(&computers[1], None);
    assert!(host.site() == many(5));
    run(&computers[1], None);
    assert_published(&host, &many(4));
    assert_eq!(manifests(), 3);
}

fn many(count: usize) -> Site {
    let pages = (0..count).map(|n| (format!("bai/{n}/index.html"), format!("bài {n}").into_bytes()));
    small().into_iter().chain(pages).collect()
}

/// Deleting more than 25 files and more than a fifth of the site needs consent; fewer of either do not.
#[test]
fn many_deletions_need_consent() {
    for (before, after, needs_consent) in
        [(40, 15, false), (40, 14, true), (400, 330, false), (400, 300, true)]
    {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        computer.publish(&host, &many(before)).unwrap();
        let ended = computer.publish(&host, &many(after));
        if needs_consent {
            assert!(
                matches!(&required_confirmations(ended)[..], [Confirmation::ManyDeletions { count, .. }] if *count == before - after)
            );
            assert_published(&host, &many(before));
        } else {
            ended.unwrap();
            assert_published(&host, &many(after));
        }
    }
}

/// An empty output, or one without a home page, deletes nothing without consent.
#[test]
fn empty_site_needs_consent() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    assert!(required_confirmations(computer.publish(&host, &Site::new())).contains(&Confirmation::EmptySite));
    let mut without_home = small();
    without_home.remove("index.html");
    assert!(
        required_confirmations(computer.publish(&host, &without_home)).contains(&Confirmation::EmptySite)
    );
    assert_published(&host, &small());
    assert!(
        required_confirmations(computer.publish(&FakeHost::new(), &Site::new()))
            .contains(&Confirmation::EmptySite)
    );
}

/// A manifest that does not parse, or lists files outside the site, is reported and causes no deletions; with
/// consent all files are uploaded again.
#[test]
fn damaged_and_hostile_manifests() {
    let good = {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        computer.publish(&host, &small()).unwrap();
        String::from_utf8(host.file(MANIFEST).unwrap()).unwrap()
    };
    let hostile = |path: &str| good.replace("\"404.html\"", &serde_json::to_string(path).unwrap());
    for text in [
        String::new(),
        "{}".to_owned(),
        good[..good.len() / 2].to_owned(),
        hostile("../../.ssh/authorized_keys"),
        hostile("/etc/passwd"),
        hostile("a\\b.html"),
        hostile("C:/x"),
        hostile(".bangvang-lock"),
        hostile("tin/.~bangvang-0123456789.part"),
        hostile("tin//x"),
        hostile("tin/\u{1b}[2J"),
    ] {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        computer.publish(&host, &edited()).unwrap();
        host.set("cua-toi.txt", b"cua toi");
        host.set(MANIFEST, text.as_bytes());
        host.restore();
        let confirmations = required_confirmations(computer.publish(&host, &small()));
        assert!(matches!(confirmations[0], Confirmation::Damaged { .. }), "{text}: {confirmations:?}");
        assert!(host.writes().is_empty());
        let outcome = computer.publish_if(&host, &small(), NO_RETRIES, |_| true).unwrap();
        assert_eq!((outcome.sent, outcome.removed), (small().len(), 0));
        assert!(small().iter().all(|(path, bytes)| host.file(path).as_ref() == Some(bytes)));
        assert!(edited().keys().all(|path| host.file(path).is_some()), "nothing was deleted");
    }
}

/// A progress file that lists files outside the site causes no deletions either.
#[test]
fn hostile_progress() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.set(PROGRESS, b"{\"version\":1,\"token\":\"x\",\"revision\":\"y\",\"files\":{\"../a\":[1]}}");
    assert!(matches!(
        required_confirmations(computer.publish(&host, &edited()))[0],
        Confirmation::Damaged { .. }
    ));
}

/// The manifest of a later version is not overwritten.
#[test]
fn newer_manifest() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    host.set(MANIFEST, b"{\"version\":99,\"x\":1}");
    let ended = computer.publish_if(&host, &small(), NO_RETRIES, |_| true);
    assert!(matches!(ended, Err(PublishFailure::Error(super::PublishError::Newer))), "{ended:?}");
}

/// A rollback restores the release before the current one byte for byte, up to four times in a row.
#[test]
fn rollback() {
    let (host, computer) =
        (FakeHost { reader: Some(reader::assert_links), ..FakeHost::new() }, Computer::new("may-1"));
    let sites: Vec<Site> = (0..7).map(many).collect();
    for site in &sites {
        computer.publish(&host, site).unwrap();
    }
    assert_eq!(computer.state().releases().unwrap().len(), 5);
    for site in sites.iter().rev().skip(1).take(4) {
        computer.undo(&host).unwrap();
        assert_published(&host, site);
    }
    assert!(required_confirmations(computer.undo(&host)).is_empty(), "no earlier release is stored");
    // Deleted releases take no space.
    let stored: usize = count_files(computer.root().join(".bangvang/publish/objects").as_path());
    let needed: BTreeMap<_, _> = sites[2].values().map(|bytes| (crate::hash::Hash::of(bytes), ())).collect();
    assert_eq!(stored, needed.len());
}

fn count_files(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { count_files(&path) } else { 1 }).sum()
}

/// The manifest lists the publisher, the time, the parent, and every file with hash, size and type.
#[test]
fn manifest_content() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    let first = Release::parse(&host.file(MANIFEST).unwrap()).unwrap();
    assert_eq!((first.by.as_str(), first.parent.as_deref()), ("hoa@may-1", None));
    assert_eq!(first.files, super::files(&small()));
    computer.publish(&host, &edited()).unwrap();
    let second = Release::parse(&host.file(MANIFEST).unwrap()).unwrap();
    assert_eq!(second.parent.as_ref(), Some(&first.revision));
    assert!(host.file(LOCK).is_none() && host.file(PROGRESS).is_none());
}

/// Part files are removed by the next run.
#[test]
fn part_files_are_removed() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    host.set("index.html.~bangvang-0123456789.part", b"nua");
    host.set("tin/.~bangvang-0123456789.part", b"nua");
    host.set("tin/cua-toi.part", b"cua toi");
    computer.publish(&host, &small()).unwrap();
    let mut expected = small();
    expected.insert("tin/cua-toi.part".to_owned(), b"cua toi".to_vec());
    assert_published(&host, &expected);
}

/// On a case-insensitive host, a rename that changes only the case does not delete the new file.
#[test]
fn renamed_by_case() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    let mut capital = small();
    capital.insert("A.pdf".to_owned(), b"mot".to_vec());
    computer.publish(&host, &capital).unwrap();
    let mut lower = small();
    lower.insert("a.pdf".to_owned(), b"mot".to_vec());
    computer.publish(&host, &lower).unwrap();
    assert_published(&host, &lower);
}

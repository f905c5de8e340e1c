//! Tests of files that a host loses or changes between two runs, and of hosts that do not store what they confirm.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::fake_host::{Cut, FakeHost, StorageDefect, Tags};
use super::{
    Computer, NO_RETRIES, PublishFailure, Site, assert_published, carry_out, edited, files, publisher, small,
};
use crate::hash::Hash;
use crate::publish::MANIFEST;
use crate::publish::confirmation::Confirmation;
use crate::publish::publish_error::PublishError;
use crate::publish::publisher::{Inspect, Publisher};
use crate::publish::release::Release;

/// Returns a host that lists folder by folder, and one that lists everything at once.
fn hosts() -> [FakeHost; 2] {
    [FakeHost::new(), FakeHost { tags: Some(Tags::Checksums), ..FakeHost::new() }]
}

fn release(host: &FakeHost) -> Release {
    Release::parse(&host.file(MANIFEST).unwrap()).unwrap()
}

/// Publishes `site` to a host that has lost or changed files, at the time `now`, with every consent; returns what
/// had to be confirmed.
fn confirmations_at(
    host: &FakeHost,
    computer: &Computer,
    site: &Site,
    now: SystemTime,
    inspect: Inspect,
) -> Vec<Confirmation> {
    let state = computer.state();
    site.values().for_each(|bytes| state.store().add_bytes(bytes).unwrap());
    let clock = || now;
    let publisher = Publisher { clock: &clock, inspect, ..publisher(host, &state, NO_RETRIES) };
    let pending = publisher.prepare(&files(site)).unwrap();
    let confirmations = pending.confirmations.clone();
    carry_out(&publisher, &pending, &files(site), &computer.publisher(), |_| true).unwrap();
    confirmations
}

/// Files and folders that the host has lost are uploaded again without consent, and nothing else is; the release
/// stays the same, so that a rollback still restores the one before it.
#[test]
fn lost_files_are_uploaded_again() {
    for host in hosts() {
        let computer = Computer::new("may-1");
        computer.publish(&host, &small()).unwrap();
        computer.publish(&host, &edited()).unwrap();
        let before = release(&host);
        for lost in ["index.html", "tin/a/index.html", "tin/a/anh.jpg", "assets/nen.aaaaaaaaaa.svg"] {
            host.delete(lost);
        }
        host.restore();
        let outcome = computer.publish(&host, &edited()).unwrap();
        assert_eq!((outcome.sent, outcome.removed), (4, 0));
        assert_eq!(host.sent().last().unwrap(), "index.html");
        assert_published(&host, &edited());
        assert_eq!(release(&host), before);
        computer.undo(&host).unwrap();
        assert_published(&host, &small());
    }
}

/// A run that repairs lost files can be interrupted anywhere and resumed.
#[test]
fn interrupted_repair() {
    for at in 0..30 {
        for cut in [Cut::Before(at), Cut::After(at)] {
            for host in hosts() {
                let computer = Computer::new("may-1");
                computer.publish(&host, &small()).unwrap();
                let lost = ["index.html", "tin/a/index.html", "assets/nen.0123456789.svg"];
                lost.iter().for_each(|path| host.delete(path));
                host.cut(cut);
                let _ = computer.publish(&host, &small());
                host.restore();
                computer.publish(&host, &small()).unwrap();
                assert_published(&host, &small());
            }
        }
    }
}

/// A file that was changed on the host is overwritten only with consent: one of another size on any host, one of
/// the same size on hosts that list checksums.
#[test]
fn altered_files_need_consent() {
    for host in hosts() {
        let page = "tin/b/index.html";
        let same_size = vec![b'x'; small()[page].len()];
        let mut changes = vec![b"defaced".to_vec()];
        changes.extend(host.tags.map(|_| same_size));
        for change in changes {
            let computer = Computer::new("may-1");
            host.delete(MANIFEST);
            computer.publish_if(&host, &small(), NO_RETRIES, |_| true).unwrap();
            host.set(page, &change);
            let confirmations = match computer.publish(&host, &small()) {
                Err(PublishFailure::NeedsConsent(confirmations)) => confirmations,
                other => panic!("no confirmation was required: {other:?}"),
            };
            assert_eq!(confirmations, [Confirmation::Edited { paths: vec![page.to_owned()] }]);
            assert_eq!(host.file(page).unwrap(), change);
            computer.publish_if(&host, &small(), NO_RETRIES, |_| true).unwrap();
            assert_published(&host, &small());
        }
    }
}

/// On a host that lists folder by folder, only the folders of a change are compared, but all of them once a day, if
/// nothing has to be uploaded, and on request.
#[test]
fn whole_host_is_compared_daily() {
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
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        confirmations_at(&host, &computer, &small(), start, Inspect::Daily);
        host.delete(lost);
        let next = other(&small(), "mới");
        assert_eq!(confirmations_at(&host, &computer, &next, start + later, inspect), []);
        assert_eq!(host.file(lost).is_some(), is_back, "{later:?} {inspect:?}");
        // Nothing is left to upload, so the whole host is compared.
        assert_eq!(confirmations_at(&host, &computer, &next, start + later, Inspect::Daily), []);
        assert_published(&host, &next);
    }
}

/// A host that takes long to compare is compared in parts, one a day; what differs is found when its part comes, and then
/// everything is compared.
#[test]
fn large_host_is_compared_in_parts() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000);
    let day = Duration::from_secs(25 * 60 * 60);
    for looks_up in [false, true] {
        let host = FakeHost { compares_at_once: Some(2), looks_up, ..FakeHost::new() };
        let computer = Computer::new("may-1");
        let mut site: Site = ('a'..='i').map(|name| (format!("{name}/index.html"), "trang".into())).collect();
        site.insert("index.html".to_owned(), "0".into());
        confirmations_at(&host, &computer, &site, start, Inspect::Daily);
        host.delete("f/index.html");
        host.delete("b/index.html");
        host.set("c/index.html", b"longer than before");
        // The first day `b` is found missing, and with it everything.
        for (later, is_whole) in [(0, false), (1, true)] {
            site.insert("index.html".to_owned(), format!("{later}, mới").into_bytes());
            let found = confirmations_at(&host, &computer, &site, start + day * later, Inspect::Daily);
            assert_eq!(found.is_empty(), !is_whole, "{found:?}");
            assert_eq!(host.file("f/index.html").is_some(), is_whole, "{looks_up} {later}");
        }
        // From then on two files a day: `a` and `b`, `c` and `d`, `e` and `f`.
        host.delete("f/index.html");
        for (later, is_back) in [(2, false), (3, false), (4, true)] {
            host.restore();
            site.insert("index.html".to_owned(), format!("{later}, mới").into_bytes());
            assert_eq!(confirmations_at(&host, &computer, &site, start + day * later, Inspect::Daily), []);
            assert_eq!(host.file("f/index.html").is_some(), is_back, "{looks_up} {later}");
            let lists = host.calls().into_iter().filter(|call| call.starts_with("list")).count();
            assert!(is_back || lists <= 8, "{lists} {:?}", host.calls());
        }
        assert_published(&host, &site);
    }
}

/// If comparing the whole host would take too long, only the part that differs is uploaded again.
#[test]
fn huge_host_is_not_compared_at_once() {
    let start = SystemTime::UNIX_EPOCH + Duration::from_secs(1_780_000_000);
    let day = Duration::from_secs(25 * 60 * 60);
    let (host, computer) =
        (FakeHost { compares_at_once: Some(2), ..FakeHost::new() }, Computer::new("may-1"));
    let mut site: Site = (10..40).map(|name| (format!("{name}/index.html"), "trang".into())).collect();
    site.insert("index.html".to_owned(), "0".into());
    confirmations_at(&host, &computer, &site, start, Inspect::Daily);
    host.delete("11/index.html");
    host.delete("39/index.html");
    site.insert("index.html".to_owned(), "mới".into());
    assert_eq!(confirmations_at(&host, &computer, &site, start + day, Inspect::Daily), []);
    assert!(host.file("11/index.html").is_some() && host.file("39/index.html").is_none());
    assert_eq!(confirmations_at(&host, &computer, &site, start + day, Inspect::Now), []);
    assert_published(&host, &site);
}

/// While the manifest on the host is the one that this computer saw last, only its end is downloaded.
#[test]
fn known_manifest_is_not_downloaded() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    let downloads = |site: &Site, computer: &Computer| {
        host.restore();
        computer.publish_if(&host, site, NO_RETRIES, |_| true).unwrap();
        host.calls().into_iter().filter(|call| *call == format!("read {MANIFEST}")).count()
    };
    assert_eq!(downloads(&edited(), &computer), 0);
    assert_published(&host, &edited());
    // Another computer has not seen it yet.
    let other = Computer::new("may-2");
    assert_eq!(downloads(&small(), &other), 1);
    assert_eq!(downloads(&edited(), &computer), 1);
    assert_published(&host, &edited());
}

/// Other files in a folder that is listed for a change are compared too.
#[test]
fn neighbors_of_a_change_are_compared() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.delete("tin/a/anh.jpg");
    host.delete("feed.xml");
    let mut site = small();
    site.insert("tin/a/index.html".to_owned(), "<a href=\"/\">mới".into());
    assert_eq!(computer.publish(&host, &site).unwrap().sent, 3);
    assert_published(&host, &site);
}

/// A storage that confirms a file, but stores nothing, half of it or other bytes is detected before the manifest
/// lists that file; the next run uploads it again without consent.
#[test]
fn lost_uploads_are_detected() {
    for defect in [StorageDefect::Drops, StorageDefect::Truncates, StorageDefect::Garbles] {
        for path in ["index.html", "tin/a/anh.jpg", MANIFEST] {
            for (before, after) in [(None, small()), (Some(small()), edited())] {
                let host = FakeHost { tags: Some(Tags::Checksums), ..FakeHost::new() };
                let computer = Computer::new("may-1");
                before.iter().for_each(|before| _ = computer.publish(&host, before).unwrap());
                let manifest = host.file(MANIFEST);
                *host.defect.lock().unwrap() = Some((path, defect));
                match computer.publish(&host, &after) {
                    Err(PublishFailure::Error(PublishError::NotStored(paths))) => assert_eq!(paths, [path]),
                    other => panic!("{defect:?} {path}: {other:?}"),
                }
                assert!(path == MANIFEST || host.file(MANIFEST) == manifest, "{defect:?} {path}");
                *host.defect.lock().unwrap() = None;
                // A manifest that the host damaged is reported as usual.
                let damaged = |confirmation: &Confirmation| {
                    let needs_consent =
                        matches!(confirmation, Confirmation::Damaged { .. } | Confirmation::Foreign { .. });
                    path == MANIFEST && defect != StorageDefect::Drops && needs_consent
                };
                computer.publish_if(&host, &after, NO_RETRIES, damaged).unwrap();
                assert!(host.site().iter().filter(|(path, _)| after.contains_key(*path)).eq(&after));
            }
        }
    }
}

/// If entity tags are not checksums, a few files are read and none is uploaded again.
#[test]
fn opaque_entity_tags() {
    let host = FakeHost { tags: Some(Tags::Opaque), ..FakeHost::new() };
    let computer = Computer::new("may-1");
    computer.publish(&host, &small()).unwrap();
    host.restore();
    let state = computer.state();
    let pending = publisher(&host, &state, NO_RETRIES).prepare(&files(&small())).unwrap();
    assert!(pending.plan.is_empty() && pending.confirmations.is_empty());
    assert_eq!(host.calls().iter().filter(|call| call.starts_with("read")).count(), 2 + 3);
}

/// A release is archived only if all its files are: one that the archive confirmed and did not store is uploaded
/// with the next publication.
#[test]
fn lost_uploads_to_the_archive() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    let hash = Hash::of(&small()["tin/a/anh.jpg"]).to_string();
    let object: &str = format!("bangvang-releases/objects/{}/{hash}", &hash[..2]).leak();
    let archive =
        FakeHost { defect: Mutex::new(Some((object, StorageDefect::Truncates))), ..FakeHost::new() };
    let publish = |site: &Site| {
        let state = computer.state();
        site.values().for_each(|bytes| state.store().add_bytes(bytes).unwrap());
        let archive_connection = publisher(&archive, &state, NO_RETRIES).connection;
        let publisher =
            Publisher { archive: Some(archive_connection), ..publisher(&host, &state, NO_RETRIES) };
        let pending = publisher.prepare(&files(site)).unwrap();
        publisher.publish(&pending, &files(site), &computer.publisher(), None, None)
    };
    let result = publish(&small());
    assert!(matches!(result, Err(PublishError::Archive(_))), "{result:?}");
    assert!(archive.file("bangvang-releases/000001.json").is_none());
    *archive.defect.lock().unwrap() = None;
    publish(&small()).unwrap();
    assert_eq!(archive.file(object).unwrap(), small()["tin/a/anh.jpg"]);
    assert!(archive.file("bangvang-releases/000001.json").is_some());
}

//! What must never happen by mistake.

use std::collections::BTreeMap;

use super::fake::Fake;
use super::{AT_ONCE, Computer, Ended, Site, assert_holds, edited, oracle, small};
use crate::publish::confirmation::Confirmation;
use crate::publish::publisher::Publisher;
use crate::publish::release::Release;
use crate::publish::{LOCK, MANIFEST, PROGRESS};

fn asked(ended: Result<super::PublishOutcome, Ended>) -> Vec<Confirmation> {
    match ended {
        Err(Ended::Asked(concerns)) => concerns,
        other => panic!("nobody was asked: {other:?}"),
    }
}

/// Nothing changed: the host is compared with its manifest, but nothing is sent or written, not even a lock.
#[test]
fn no_change() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.mend();
    let state = computer.state();
    let ready = super::desk(&host, &state, AT_ONCE).ready(&super::files(&small())).unwrap();
    assert!(ready.plan.is_empty() && ready.confirmations.is_empty());
    assert!(host.writes().is_empty());
    let records = [format!("read {MANIFEST}"), format!("read {PROGRESS}")];
    let folders = ["", "assets", "tin", "tin/a", "tin/b", "tin/c"].map(|folder| format!("list {folder}"));
    assert_eq!(host.calls(), [&records[..], &folders[..]].concat());
}

/// Looking writes nothing, whatever there is to be done.
#[test]
fn a_look_writes_nothing() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.mend();
    let state = computer.state();
    let ready = super::desk(&host, &state, AT_ONCE).ready(&super::files(&edited())).unwrap();
    assert!(!ready.plan.is_empty());
    assert!(host.writes().is_empty(), "{:?}", host.writes());
}

/// One article changed: only what it touches is sent.
#[test]
fn one_change() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.mend();
    let mut site = small();
    site.insert("tin/c/index.html".to_owned(), b"<a href=\"/\">".to_vec());
    let outcome = computer.publish(&host, &site).unwrap();
    assert_eq!((outcome.sent, outcome.removed), (1, 0));
    assert_eq!(host.sent(), ["tin/c/index.html"]);
    assert_holds(&host, &site);
}

/// Files of others are never written over, deleted or moved; who wants to may be asked.
#[test]
fn foreign_files() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    host.set("index.html", b"trang mac dinh");
    host.set("wp-config.php", b"cua nguoi khac");
    host.set("tin/c/ghi-chu.txt", b"cua nguoi khac");
    let concerns = asked(computer.publish(&host, &small()));
    assert_eq!(concerns, [Confirmation::Foreign { paths: vec!["index.html".to_owned()] }]);
    assert_eq!(host.writes(), Vec::<String>::new());
    assert_eq!(host.file("index.html").unwrap(), b"trang mac dinh");
    let yes = |concern: &Confirmation| matches!(concern, Confirmation::Foreign { .. });
    computer.publish_if(&host, &small(), AT_ONCE, yes).unwrap();
    computer.publish(&host, &edited()).unwrap();
    assert_eq!(host.file("wp-config.php").unwrap(), b"cua nguoi khac");
    assert_eq!(host.file("tin/c/ghi-chu.txt").unwrap(), b"cua nguoi khac");
    assert!(host.folders().contains("tin/c"), "a folder with files of others stays");
    assert!(host.file("tin/c/index.html").is_none());
}

/// A link or a folder of others where a file has to go is in the way, and no yes helps.
#[test]
fn blocked() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    host.set("bang.xlsx/cua-toi.txt", b"cua toi");
    host.set("assets", b"cua toi");
    let state = computer.state();
    let ready = super::desk(&host, &state, AT_ONCE).ready(&super::files(&small())).unwrap();
    assert_eq!(ready.plan.obstacles.blocked, ["assets", "bang.xlsx"]);
}

/// A page that somebody edited on the host is not written over unasked, nor deleted.
#[test]
fn edited_on_the_host() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.set("tin/a/index.html", b"<a href=\"/\"> sua tay tren may chu, dai hon");
    host.set("tin/c/index.html", b"<a href=\"/\"> sua tay tren may chu, dai hon");
    let concerns = asked(computer.publish(&host, &edited()));
    assert_eq!(concerns, [Confirmation::Edited { paths: vec!["tin/a/index.html".to_owned()] }]);
    let outcome = computer.publish_if(&host, &edited(), AT_ONCE, |_| true).unwrap();
    assert_eq!(outcome.left, ["tin/c/index.html"]);
    assert!(host.file("tin/c/index.html").is_some());
}

/// The same where the size stayed: few files are read before they are written over or deleted.
#[test]
fn edited_without_a_trace() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    for path in ["tin/a/index.html", "tin/c/index.html"] {
        let mut bytes = host.file(path).unwrap();
        bytes[1] = b'A';
        host.set(path, &bytes);
    }
    let concerns = asked(computer.publish(&host, &edited()));
    assert_eq!(concerns, [Confirmation::Edited { paths: vec!["tin/a/index.html".to_owned()] }]);
    let outcome = computer.publish_if(&host, &edited(), AT_ONCE, |_| true).unwrap();
    assert_eq!(outcome.left, ["tin/c/index.html"]);
    assert!(host.file("tin/c/index.html").is_some());
}

/// Where releases are kept beside the host, another computer brings the one before back, and five are kept; what readers
/// can come to holds nothing of them.
#[test]
fn kept_beside_the_host() {
    let host = Fake { reader: Some(oracle::look), lanes: 2, ..Fake::new() };
    let archive = Fake { lanes: 2, ..Fake::new() };
    let computers = [Computer::new("may-1"), Computer::new("may-2")];
    let run = |computer: &Computer, site: Option<&Site>| {
        let state = computer.state();
        let beside = super::desk(&archive, &state, AT_ONCE).line;
        let desk = Publisher { archive: Some(beside), ..super::desk(&host, &state, AT_ONCE) };
        let (local, restores) = match site {
            Some(site) => {
                site.values().for_each(|bytes| state.store().keep_bytes(bytes).unwrap());
                (super::files(site), None)
            }
            None => {
                let before = desk.before(&desk.standing().unwrap()).unwrap().expect("it is kept");
                (before.files, Some(before.revision))
            }
        };
        let ready = desk.ready(&local).unwrap();
        desk.publish(&ready, &local, &computer.publisher(), restores, None).unwrap();
    };
    for number in 0..7 {
        run(&computers[0], Some(&many(number)));
    }
    let manifests = || archive.site().keys().filter(|path| path.starts_with("bangvang-releases/0")).count();
    assert_eq!(manifests(), 5);
    run(&computers[1], None);
    assert!(host.site() == many(5));
    run(&computers[1], None);
    assert_holds(&host, &many(4));
    assert_eq!(manifests(), 3);
}

fn many(count: usize) -> Site {
    let pages = (0..count).map(|n| (format!("bai/{n}/index.html"), format!("bài {n}").into_bytes()));
    small().into_iter().chain(pages).collect()
}

/// More than 25 files and a fifth of the site are not deleted unasked; fewer of either are.
#[test]
fn many_deletions() {
    for (there, left, asks) in [(40, 15, false), (40, 14, true), (400, 330, false), (400, 300, true)] {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        computer.publish(&host, &many(there)).unwrap();
        let ended = computer.publish(&host, &many(left));
        if asks {
            assert!(
                matches!(&asked(ended)[..], [Confirmation::ManyDeletions { count, .. }] if *count == there - left)
            );
            assert_holds(&host, &many(there));
        } else {
            ended.unwrap();
            assert_holds(&host, &many(left));
        }
    }
}

/// An output emptied by mistake, or one without a first page, deletes nothing.
#[test]
fn emptied() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    assert!(asked(computer.publish(&host, &Site::new())).contains(&Confirmation::Emptied));
    let mut headless = small();
    headless.remove("index.html");
    assert!(asked(computer.publish(&host, &headless)).contains(&Confirmation::Emptied));
    assert_holds(&host, &small());
    assert!(asked(computer.publish(&Fake::new(), &Site::new())).contains(&Confirmation::Emptied));
}

/// A manifest that cannot be read, or that wants files outside of the site, leads to no deletion and is told; a yes
/// begins anew.
#[test]
fn damaged_and_hostile_manifests() {
    let good = {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
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
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        computer.publish(&host, &edited()).unwrap();
        host.set("cua-toi.txt", b"cua toi");
        host.set(MANIFEST, text.as_bytes());
        host.mend();
        let concerns = asked(computer.publish(&host, &small()));
        assert!(matches!(concerns[0], Confirmation::Damaged { .. }), "{text}: {concerns:?}");
        assert!(host.writes().is_empty());
        let outcome = computer.publish_if(&host, &small(), AT_ONCE, |_| true).unwrap();
        assert_eq!((outcome.sent, outcome.removed), (small().len(), 0));
        assert!(small().iter().all(|(path, bytes)| host.file(path).as_ref() == Some(bytes)));
        assert!(edited().keys().all(|path| host.file(path).is_some()), "nothing was deleted");
    }
}

/// A hostile record of an unfinished run deletes nothing either.
#[test]
fn hostile_progress() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    host.set(PROGRESS, b"{\"version\":1,\"token\":\"x\",\"revision\":\"y\",\"files\":{\"../a\":[1]}}");
    assert!(matches!(asked(computer.publish(&host, &edited()))[0], Confirmation::Damaged { .. }));
}

/// The manifest of a later version is let alone.
#[test]
fn newer_manifest() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    host.set(MANIFEST, b"{\"version\":2,\"x\":1}");
    let ended = computer.publish_if(&host, &small(), AT_ONCE, |_| true);
    assert!(matches!(ended, Err(Ended::Error(super::PublishError::Newer))), "{ended:?}");
}

/// Undoing brings the release before back, byte for byte, and again the one before that; four times at most.
#[test]
fn undoing() {
    let (host, computer) = (Fake { reader: Some(oracle::look), ..Fake::new() }, Computer::new("may-1"));
    let sites: Vec<Site> = (0..7).map(many).collect();
    for site in &sites {
        computer.publish(&host, site).unwrap();
    }
    assert_eq!(computer.state().releases().unwrap().len(), 5);
    for site in sites.iter().rev().skip(1).take(4) {
        computer.undo(&host).unwrap();
        assert_holds(&host, site);
    }
    assert!(asked(computer.undo(&host)).is_empty(), "no earlier release is kept");
    // What is forgotten takes no room.
    let kept: usize = walk(computer.root().join(".bangvang/publish/objects").as_path());
    let needed: BTreeMap<_, _> = sites[2].values().map(|bytes| (crate::hash::Hash::of(bytes), ())).collect();
    assert_eq!(kept, needed.len());
}

fn walk(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

/// The manifest names who published when, what came before, and every file with hash, size and type.
#[test]
fn the_manifest_tells() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    let first = Release::parse(&host.file(MANIFEST).unwrap()).unwrap();
    assert_eq!((first.by.as_str(), first.parent.as_deref()), ("hoa@may-1", None));
    assert_eq!(first.files, super::files(&small()));
    computer.publish(&host, &edited()).unwrap();
    let second = Release::parse(&host.file(MANIFEST).unwrap()).unwrap();
    assert_eq!(second.parent.as_ref(), Some(&first.revision));
    assert!(host.file(LOCK).is_none() && host.file(PROGRESS).is_none());
}

/// What never became whole is removed by the next run that comes by.
#[test]
fn halves_are_removed() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    host.set("index.html.~bangvang-0123456789.part", b"nua");
    host.set("tin/.~bangvang-0123456789.part", b"nua");
    host.set("tin/cua-toi.part", b"cua toi");
    computer.publish(&host, &small()).unwrap();
    let mut wanted = small();
    wanted.insert("tin/cua-toi.part".to_owned(), b"cua toi".to_vec());
    assert_holds(&host, &wanted);
}

/// Where names are one whatever their case, a rename by case alone does not delete what was just sent.
#[test]
fn renamed_by_case() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    let mut capital = small();
    capital.insert("A.pdf".to_owned(), b"mot".to_vec());
    computer.publish(&host, &capital).unwrap();
    let mut lower = small();
    lower.insert("a.pdf".to_owned(), b"mot".to_vec());
    computer.publish(&host, &lower).unwrap();
    assert_holds(&host, &lower);
}

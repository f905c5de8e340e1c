//! Tests of changes by others between two runs, while the user is asked, or while a run is suspended.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::fake_host::{Cut, FakeHost};
use super::{
    Computer, NO_RETRIES, PublishFailure, Site, assert_published, edited, files, publisher, site, small,
};
use crate::hash::Hash;
use crate::publish::confirmation::Confirmation;
use crate::publish::listing::ListedSizes;
use crate::publish::local_state::LocalState;
use crate::publish::publish_error::PublishError;
use crate::publish::publisher::Publisher;

fn stored_state(computer: &Computer, site: &Site) -> LocalState {
    let state = computer.state();
    site.values().for_each(|bytes| state.store().add_bytes(bytes).unwrap());
    state
}

fn required_confirmations<T: std::fmt::Debug>(result: Result<T, PublishFailure>) -> Vec<Confirmation> {
    let Err(PublishFailure::NeedsConsent(confirmations)) = result else {
        panic!("no confirmation was required: {result:?}")
    };
    confirmations
}

/// A page that was changed on the host and is no longer part of the site is not deleted, even if that run is
/// interrupted.
#[test]
fn edited_file_and_interrupted_run() {
    for at in 8..24 {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        computer.publish(&host, &small()).unwrap();
        let changed = Hash::of(&small()["tin/c/index.html"]).to_string().into_bytes();
        let changed = &changed[..small()["tin/c/index.html"].len()];
        host.set("tin/c/index.html", changed);
        let mut without = edited();
        without.remove("tin/c/index.html");
        host.cut(Cut::Before(at));
        let first = computer.publish(&host, &without);
        host.restore();
        if first.is_err() {
            computer.publish(&host, &without).unwrap();
        }
        assert_eq!(host.file("tin/c/index.html").as_deref(), Some(changed), "cut at {at}");
    }
}

/// A file that was changed on the host is not deleted to make room for a folder.
#[test]
fn edited_file_blocks_a_folder() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    let with = |path: &str, text: &str| {
        let mut site = small();
        site.insert(path.to_owned(), text.as_bytes().to_vec());
        site
    };
    computer.publish(&host, &with("k", "abcd")).unwrap();
    host.set("k", b"ABCD");
    let state = stored_state(&computer, &with("k/trong.txt", "x"));
    let pending = publisher(&host, &state, NO_RETRIES).prepare(&files(&with("k/trong.txt", "x"))).unwrap();
    assert_eq!(pending.plan.obstacles.blocked, ["k"]);
}

/// A run that finds its lock taken over stops before the next file.
#[test]
fn lock_is_lost_during_suspend() {
    for at in 10..20 {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        computer.publish(&host, &small()).unwrap();
        let state = stored_state(&computer, &edited());
        let local = files(&edited());
        // Each reading of the clock is a minute later, as after a suspend.
        let now = Mutex::new(SystemTime::UNIX_EPOCH);
        let clock = || {
            let mut now = now.lock().unwrap();
            *now += Duration::from_secs(60);
            *now
        };
        let publisher = Publisher { clock: &clock, ..publisher(&host, &state, NO_RETRIES) };
        let pending = publisher.prepare(&local).unwrap();
        host.take_lock_over_at(at);
        let result = publisher.publish(&pending, &local, &computer.publisher(), None, None);
        assert!(matches!(result, Err(PublishError::LockLost)), "{result:?}");
        let after: Vec<String> = host.calls().split_off(at + 1);
        let changes = |call: &&String| !call.starts_with("read") && !call.starts_with("list");
        assert!(after.iter().filter(changes).count() <= 1, "{after:?}");
    }
}

/// A file that is changed while the user is asked is not overwritten.
#[test]
fn edited_while_the_user_is_asked() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    let state = stored_state(&computer, &edited());
    let (publisher, local) = (publisher(&host, &state, NO_RETRIES), files(&edited()));
    let pending = publisher.prepare(&local).unwrap();
    host.set("index.html", b"sua trong luc hoi, dai hon nhieu");
    let result = publisher.publish(&pending, &local, &computer.publisher(), None, None);
    assert!(matches!(result, Err(PublishError::RemoteChanged)), "{result:?}");
    assert_eq!(host.file("index.html").as_deref(), Some(&b"sua trong luc hoi, dai hon nhieu"[..]));
}

/// A foreign file whose name differs only by case needs consent, in any folder; one of ours does not.
#[test]
fn foreign_names_that_differ_by_case() {
    for (foreign, reported) in [("Index.html", "Index.html"), ("Assets/logo.png", "Assets")] {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        host.set(foreign, b"cua nguoi khac");
        let confirmations = required_confirmations(computer.publish(&host, &small()));
        assert_eq!(confirmations, [Confirmation::Foreign { paths: vec![reported.to_owned()] }]);
    }
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    let with = |path: &str| {
        let mut site = small();
        site.insert(path.to_owned(), b"mot".to_vec());
        site
    };
    computer.publish(&host, &with("Tep/quyet-dinh.pdf")).unwrap();
    computer.publish(&host, &with("tep/quyet-dinh.pdf")).unwrap();
    assert_published(&host, &with("tep/quyet-dinh.pdf"));
}

/// If listed sizes say nothing about text files, files are read no matter how many are replaced.
#[test]
fn edited_file_among_many_compressed() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    let many = |text: &str| -> Site {
        let pages = (0..80).map(|n| (format!("bai/{n}/index.html"), format!("{text} {n}").into_bytes()));
        small().into_iter().chain(pages).collect()
    };
    computer.publish(&host, &many("cũ")).unwrap();
    host.set("bai/7/index.html", b"sua tren may chu");
    let state = stored_state(&computer, &many("mới"));
    let publisher = Publisher { sizes: ListedSizes::OfPacked, ..publisher(&host, &state, NO_RETRIES) };
    let pending = publisher.prepare(&files(&many("mới"))).unwrap();
    assert_eq!(pending.confirmations, [Confirmation::Edited { paths: vec!["bai/7/index.html".to_owned()] }]);
}

/// A changed file is not deleted to make room for a folder, even if it grew; nor is one in a folder that should
/// become a file.
#[test]
fn longer_edited_file_blocks_a_folder() {
    let with = |path: &str| {
        let mut site = small();
        site.insert(path.to_owned(), b"abcd".to_vec());
        site
    };
    for (before, after, expected) in [("k", "k/trong.txt", "k"), ("k/trong.txt", "k", "k")] {
        let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
        computer.publish(&host, &with(before)).unwrap();
        host.set(before, b"nguoi khac viet dai hon");
        let state = stored_state(&computer, &with(after));
        let pending = publisher(&host, &state, NO_RETRIES).prepare(&files(&with(after))).unwrap();
        assert!(pending.plan.obstacles.blocked.iter().any(|blocked| blocked == expected));
    }
}

/// A case-insensitive host that lists a folder of ours by its old name causes no confirmation.
#[test]
fn own_folder_in_another_case() {
    let (host, computer) = (FakeHost::new(), Computer::new("may-1"));
    let with = |text: &str| {
        let mut site = small();
        site.insert("tep/a.txt".to_owned(), text.as_bytes().to_vec());
        site
    };
    computer.publish(&host, &with("mot")).unwrap();
    host.rename_folder("tep", "Tep");
    let state = stored_state(&computer, &with("hai"));
    let pending = publisher(&host, &state, NO_RETRIES).prepare(&files(&with("hai"))).unwrap();
    assert_eq!(pending.confirmations, []);
}

/// A host with a release archive.
#[derive(Default)]
struct ArchivedHost {
    host: FakeHost,
    archive: FakeHost,
}

impl ArchivedHost {
    fn publish(&self, computer: &Computer, text: &str) -> Result<(), PublishError> {
        let state = stored_state(computer, &page(text));
        let publisher = self.publisher(&state);
        let pending = publisher.prepare(&files(&page(text))).unwrap();
        publisher.publish(&pending, &files(&page(text)), &computer.publisher(), None, None).map(|_| ())
    }

    fn undo(&self, computer: &Computer) -> Result<(), PublishError> {
        let state = computer.state();
        let publisher = self.publisher(&state);
        let before = publisher.rollback_release(&publisher.remote_state()?)?.unwrap();
        let pending = publisher.prepare(&before.files)?;
        let restores = Some(before.revision);
        publisher.publish(&pending, &before.files, &computer.publisher(), restores, None).map(|_| ())
    }

    fn publisher<'a>(&'a self, state: &'a LocalState) -> Publisher<'a> {
        let archive_connection = publisher(&self.archive, state, NO_RETRIES).connection;
        Publisher { archive: Some(archive_connection), ..publisher(&self.host, state, NO_RETRIES) }
    }

    fn assert_page(&self, text: &str) {
        assert_eq!(self.host.file("index.html").as_deref(), Some(text.as_bytes()));
    }
}

fn page(text: &str) -> Site {
    site(&[("index.html", text)])
}

/// Content that was removed by a rollback never returns, wherever the archive fails.
#[test]
fn removed_content_stays_removed() {
    for at in 0..40 {
        let (host, computer) = (ArchivedHost::default(), Computer::new("may-1"));
        for text in ["mot", "hai", "xau"] {
            host.publish(&computer, text).unwrap();
        }
        host.archive.cut(Cut::After(at));
        let rolled_back = host.undo(&computer);
        host.archive.restore();
        if rolled_back.is_err() {
            host.undo(&computer).unwrap();
        }
        host.assert_page("hai");
        // Roll back further after another publication.
        host.publish(&computer, "sua").unwrap();
        host.undo(&computer).unwrap();
        host.assert_page("hai");
        host.undo(&computer).unwrap();
        host.assert_page("mot");
    }
}

/// A release that could not be archived is archived with the next one, so that another computer does not skip it.
#[test]
fn missing_release_is_archived_with_the_next() {
    let (host, computer) = (ArchivedHost::default(), Computer::new("may-1"));
    host.publish(&computer, "mot").unwrap();
    host.archive.cut(Cut::Before(1));
    host.publish(&computer, "hai").unwrap_err();
    host.archive.restore();
    host.publish(&computer, "ba").unwrap();
    host.undo(&Computer::new("may-2")).unwrap();
    host.assert_page("hai");
}

/// A release that could not be archived is reported as published, and archived by the next run.
#[test]
fn failed_archiving_is_repeated() {
    let (host, archive, computer) =
        (FakeHost::new(), FakeHost { max_parallel: 3, ..FakeHost::new() }, Computer::new("may-1"));
    let equal_files = |text: &str| {
        let mut site = site(&[("index.html", text)]);
        site.extend((0..9).map(|n| (format!("giong/{n}.txt"), b"giong nhau".to_vec())));
        site
    };
    let publish = |computer: &Computer, site: &Site| {
        let state = stored_state(computer, site);
        let archive_connection = publisher(&archive, &state, NO_RETRIES).connection;
        let publisher =
            Publisher { archive: Some(archive_connection), ..publisher(&host, &state, NO_RETRIES) };
        let pending = publisher.prepare(&files(site)).unwrap();
        publisher.publish(&pending, &files(site), &computer.publisher(), None, None)
    };
    publish(&computer, &equal_files("mot")).unwrap();
    archive.cut(Cut::Before(1));
    let result = publish(&computer, &equal_files("hai"));
    assert!(matches!(result, Err(PublishError::Archive(_))), "{result:?}");
    assert!(host.site() == equal_files("hai"));
    archive.restore();
    publish(&computer, &equal_files("hai")).unwrap();
    publish(&computer, &equal_files("ba")).unwrap();
    // Another computer, which has no files, downloads each of the equal files once.
    let other = Computer::new("may-2");
    let state = other.state();
    let archive_connection = publisher(&archive, &state, NO_RETRIES).connection;
    archive.restore();
    let other_publisher =
        Publisher { archive: Some(archive_connection), ..publisher(&host, &state, NO_RETRIES) };
    let before = other_publisher.rollback_release(&other_publisher.remote_state().unwrap()).unwrap().unwrap();
    assert_eq!(before.files, files(&equal_files("hai")));
    let objects: Vec<String> = archive
        .calls()
        .into_iter()
        .filter(|call| call.starts_with("read") && call.contains("objects"))
        .collect();
    assert_eq!(objects.len(), objects.iter().collect::<BTreeSet<_>>().len(), "{objects:?}");
}

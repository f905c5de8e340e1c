//! Interrupts the connection at every call, before and after its effect: readers always have a complete site, and the
//! next run completes the new one.

use super::fake_host::{Cut, FakeHost};
use super::{
    Computer, NO_RETRIES, PublishFailure, Site, WITH_RETRIES, assert_published, edited, reader, small,
};
use crate::publish::publish_error::PublishError;

/// Publishes, interrupted at every call in turn, and then again without interruption.
fn interrupted_at_every_call(
    before: Option<&Site>,
    after: &Site,
    max_parallel: usize,
    effects: &[fn(usize) -> Cut],
) {
    for effect in effects {
        for at in 0.. {
            let computer = Computer::new("may-1");
            let host = FakeHost { max_parallel, reader: Some(reader::assert_links), ..FakeHost::new() };
            host.set("cua-toi.txt", b"cua toi");
            host.set("tin/cua-toi.txt", b"cua toi");
            if let Some(before) = before {
                computer.publish(&host, before).unwrap();
            }
            host.cut(effect(at));
            let interrupted = computer.publish(&host, after);
            let calls = host.calls().len();
            host.restore();
            match interrupted {
                Err(PublishFailure::Error(PublishError::Remote(error))) => assert!(error.is_transient()),
                Err(other) => panic!("cut at {at}: {other:?}"),
                Ok(_) if calls <= at + 1 => break,
                // Only the last response was lost, or only the lock could not be released.
                Ok(_) => {}
            }
            // Confirmed files are not uploaded again, except one whose response was lost.
            let resumed = computer.publish(&host, after);
            resumed.unwrap_or_else(|error| panic!("{at}: {error:?}"));
            let mut expected = after.clone();
            expected.insert("cua-toi.txt".to_owned(), b"cua toi".to_vec());
            expected.insert("tin/cua-toi.txt".to_owned(), b"cua toi".to_vec());
            assert_published(&host, &expected);
        }
    }
}

/// The first publication can be interrupted anywhere.
#[test]
fn first_publication() {
    interrupted_at_every_call(None, &small(), 1, &[Cut::Before, Cut::After]);
}

/// An edit can be interrupted anywhere: new pages that link to each other, changed pages, a replaced image, a
/// removed page.
#[test]
fn edit() {
    interrupted_at_every_call(Some(&small()), &edited(), 1, &[Cut::Before, Cut::After]);
    interrupted_at_every_call(Some(&edited()), &small(), 1, &[Cut::After]);
}

/// An edit with parallel calls can be interrupted anywhere.
#[test]
fn parallel_calls() {
    interrupted_at_every_call(Some(&small()), &edited(), 4, &[Cut::After]);
}

/// A file is replaced by a folder, and a folder by a file.
#[test]
fn file_becomes_folder_and_back() {
    let mut other = small();
    other.remove("tin/c/index.html");
    other.insert("tin/c".to_owned(), b"mot tep".to_vec());
    other.insert("tin/index.html".to_owned(), b"<a href=\"/tin/a/\">".to_vec());
    let computer = Computer::new("may-1");
    let host = FakeHost::new();
    computer.publish(&host, &small()).unwrap();
    computer.publish(&host, &other).unwrap();
    assert_published(&host, &other);
    computer.publish(&host, &small()).unwrap();
    assert_published(&host, &small());
}

/// An interrupted run is resumed after another edit: nothing of the first edit remains.
#[test]
fn edit_after_interruption() {
    for at in (0..60).step_by(3) {
        for third in [small(), edited()] {
            let computer = Computer::new("may-1");
            let host = FakeHost { reader: Some(reader::assert_links), ..FakeHost::new() };
            computer.publish(&host, &small()).unwrap();
            host.cut(Cut::After(at));
            let _ = computer.publish(&host, &edited());
            host.cut(Cut::Before(at / 2 + 6));
            let mut second = edited();
            second.insert("tin/e/index.html".to_owned(), b"<a href=\"/tin/b/\">".to_vec());
            second.insert(
                "tin/b/index.html".to_owned(),
                b"<a href=\"/tin/e/\"><a href=\"/bang.xlsx\">".to_vec(),
            );
            let _ = computer.publish(&host, &second);
            host.restore();
            computer.publish(&host, &third).unwrap();
            assert_published(&host, &third);
        }
    }
}

/// After a run that was killed, another computer can publish.
#[test]
fn another_computer_continues() {
    for at in (0..60).step_by(2) {
        let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
        let host = FakeHost { reader: Some(reader::assert_links), ..FakeHost::new() };
        first.publish(&host, &small()).unwrap();
        host.cut(Cut::After(at));
        let _ = first.publish(&host, &edited());
        host.restore();
        // The killed run left its lock behind, which the user breaks.
        host.delete(crate::publish::LOCK);
        second.publish_if(&host, &small(), NO_RETRIES, |_| true).unwrap();
        assert_published(&host, &small());
    }
}

/// An interrupted rollback is resumed by the next one.
#[test]
fn interrupted_rollback() {
    for at in 0..80 {
        let computer = Computer::new("may-1");
        let host = FakeHost { reader: Some(reader::assert_links), ..FakeHost::new() };
        computer.publish(&host, &small()).unwrap();
        computer.publish(&host, &edited()).unwrap();
        host.cut(Cut::After(at));
        let interrupted = computer.undo(&host);
        host.restore();
        if interrupted.is_err() {
            // The same rollback is resumed, and does not go back further.
            computer.undo(&host).unwrap();
        }
        assert_published(&host, &small());
    }
}

/// Rolling back an interrupted publication restores the release before it.
#[test]
fn rollback_of_interrupted_publication() {
    for at in (0..60).step_by(3) {
        let computer = Computer::new("may-1");
        let host = FakeHost { reader: Some(reader::assert_links), ..FakeHost::new() };
        let mut first = small();
        first.insert("tin/c/index.html".to_owned(), b"<a href=\"/tin/a/\">".to_vec());
        computer.publish(&host, &first).unwrap();
        computer.publish(&host, &small()).unwrap();
        host.cut(Cut::After(at));
        let interrupted = computer.publish(&host, &edited());
        host.restore();
        // If no upload began, a rollback would undo the current release instead.
        let begun = host.file(crate::publish::PROGRESS).is_some();
        if interrupted.is_err() && begun {
            computer.undo(&host).unwrap();
            assert_published(&host, &small());
        }
    }
}

/// With an unreliable connection every call is retried until it succeeds.
#[test]
fn unreliable_connection() {
    for every in 2..9 {
        let computer = Computer::new("may-1");
        let host = FakeHost { reader: Some(reader::assert_links), max_parallel: 3, ..FakeHost::new() };
        host.flaky(every);
        computer.publish_if(&host, &small(), WITH_RETRIES, |_| false).unwrap();
        computer.publish_if(&host, &edited(), WITH_RETRIES, |_| false).unwrap();
        assert_published(&host, &edited());
    }
}

/// Files that were confirmed before the connection was lost are not uploaded again.
#[test]
fn confirmed_files_are_not_uploaded_again() {
    let computer = Computer::new("may-1");
    let host = FakeHost::new();
    let all = small().len();
    for at in 8..8 + all {
        host.cut(Cut::Before(at + 4));
        let _ = computer.publish(&host, &small());
    }
    host.restore();
    let last = computer.publish(&host, &small()).unwrap();
    assert!(last.sent < all, "{} of {all} were sent again", last.sent);
    assert_published(&host, &small());
}

/// An error that is not transient is not retried.
#[test]
fn full_host_is_not_retried() {
    let computer = Computer::new("may-1");
    let mut host = FakeHost { reader: Some(reader::assert_links), ..FakeHost::new() };
    computer.publish(&host, &small()).unwrap();
    host.room = Some(host.site().values().map(|file| file.len() as u64).sum::<u64>() + 8_000);
    host.restore();
    let mut large = edited();
    large.insert("tin/d/anh.jpg".to_owned(), vec![7; 9_000]);
    let full = computer.publish_if(&host, &large, WITH_RETRIES, |_| false);
    assert!(
        matches!(&full, Err(PublishFailure::Error(PublishError::Remote(error))) if !error.is_transient()),
        "{full:?}"
    );
    assert_eq!(host.sent().iter().filter(|path| *path == "tin/d/anh.jpg").count(), 1);
    assert!(host.site().get("tin/a/index.html") == small().get("tin/a/index.html"));
    host.room = None;
    computer.publish(&host, &large).unwrap();
    assert_published(&host, &large);
}

//! The line is cut at every call, before and after it took effect: readers have a whole site each time, and the next
//! run makes it the new one.

use super::fake::{Cut, Fake};
use super::{AT_ONCE, Computer, Ended, PATIENT, Site, assert_holds, edited, oracle, small};
use crate::publish::session::PublishError;

/// Publishes, cut at every call in turn, and again until all is well.
fn at_every_call(before: Option<&Site>, after: &Site, lanes: usize, effects: &[fn(usize) -> Cut]) {
    for effect in effects {
        for at in 0.. {
            let computer = Computer::new("may-1");
            let host = Fake { lanes, reader: Some(oracle::look), ..Fake::new() };
            host.set("cua-toi.txt", b"cua toi");
            host.set("tin/cua-toi.txt", b"cua toi");
            if let Some(before) = before {
                computer.publish(&host, before).unwrap();
            }
            host.cut(effect(at));
            let cut = computer.publish(&host, after);
            let calls = host.calls().len();
            host.mend();
            match cut {
                Err(Ended::Error(PublishError::Remote(fault))) => assert!(fault.is_transient()),
                Err(other) => panic!("cut at {at}: {other:?}"),
                Ok(_) if calls <= at + 1 => break,
                // The last answer alone was lost, or the lock could not be given back and nothing more.
                Ok(_) => {}
            }
            // What arrived is not sent again, but for the one whose answer was lost.
            let resumed = computer.publish(&host, after);
            resumed.unwrap_or_else(|fault| panic!("{at}: {fault:?}"));
            let mut whole = after.clone();
            whole.insert("cua-toi.txt".to_owned(), b"cua toi".to_vec());
            whole.insert("tin/cua-toi.txt".to_owned(), b"cua toi".to_vec());
            assert_holds(&host, &whole);
        }
    }
}

/// A first publication.
#[test]
fn from_nothing() {
    at_every_call(None, &small(), 1, &[Cut::Before, Cut::After]);
}

/// An edit: new pages that lead to each other, changed ones, a replaced picture, a removed page.
#[test]
fn an_edit() {
    at_every_call(Some(&small()), &edited(), 1, &[Cut::Before, Cut::After]);
    at_every_call(Some(&edited()), &small(), 1, &[Cut::After]);
}

/// The same with several calls at once.
#[test]
fn several_at_once() {
    at_every_call(Some(&small()), &edited(), 4, &[Cut::After]);
}

/// A file becomes a folder, and a folder a file.
#[test]
fn files_and_folders_change_places() {
    let mut other = small();
    other.remove("tin/c/index.html");
    other.insert("tin/c".to_owned(), b"mot tep".to_vec());
    other.insert("tin/index.html".to_owned(), b"<a href=\"/tin/a/\">".to_vec());
    let computer = Computer::new("may-1");
    let host = Fake::new();
    computer.publish(&host, &small()).unwrap();
    computer.publish(&host, &other).unwrap();
    assert_holds(&host, &other);
    computer.publish(&host, &small()).unwrap();
    assert_holds(&host, &small());
}

/// A run that was cut off is gone on with after another edit: nothing of the first edit stays.
#[test]
fn another_edit_in_between() {
    for at in (0..60).step_by(3) {
        for third in [small(), edited()] {
            let computer = Computer::new("may-1");
            let host = Fake { reader: Some(oracle::look), ..Fake::new() };
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
            host.mend();
            computer.publish(&host, &third).unwrap();
            assert_holds(&host, &third);
        }
    }
}

/// A computer that died in the middle does no harm to the next person, on another computer.
#[test]
fn another_computer_goes_on() {
    for at in (0..60).step_by(2) {
        let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
        let host = Fake { reader: Some(oracle::look), ..Fake::new() };
        first.publish(&host, &small()).unwrap();
        host.cut(Cut::After(at));
        let _ = first.publish(&host, &edited());
        host.mend();
        // Its lock is left behind; whoever knows that takes it away.
        host.delete(crate::publish::LOCK);
        second.publish_if(&host, &small(), AT_ONCE, |_| true).unwrap();
        assert_holds(&host, &small());
    }
}

/// An undoing that is cut anywhere is gone on with by the next.
#[test]
fn an_undoing() {
    for at in 0..80 {
        let computer = Computer::new("may-1");
        let host = Fake { reader: Some(oracle::look), ..Fake::new() };
        computer.publish(&host, &small()).unwrap();
        computer.publish(&host, &edited()).unwrap();
        host.cut(Cut::After(at));
        let cut = computer.undo(&host);
        host.mend();
        if cut.is_err() {
            // It is gone on with, and goes back no further.
            computer.undo(&host).unwrap();
        }
        assert_holds(&host, &small());
    }
}

/// Undoing a publication that was cut off brings back what stood there before it.
#[test]
fn undoing_what_is_half_done() {
    for at in (0..60).step_by(3) {
        let computer = Computer::new("may-1");
        let host = Fake { reader: Some(oracle::look), ..Fake::new() };
        let mut first = small();
        first.insert("tin/c/index.html".to_owned(), b"<a href=\"/tin/a/\">".to_vec());
        computer.publish(&host, &first).unwrap();
        computer.publish(&host, &small()).unwrap();
        host.cut(Cut::After(at));
        let cut = computer.publish(&host, &edited());
        host.mend();
        // What never began to be sent leaves nothing to be undone but the release itself.
        let begun = host.file(crate::publish::PROGRESS).is_some();
        if cut.is_err() && begun {
            computer.undo(&host).unwrap();
            assert_holds(&host, &small());
        }
    }
}

/// A line that breaks all the time is borne: every call is made again until it goes well.
#[test]
fn a_flaky_line() {
    for every in 2..9 {
        let computer = Computer::new("may-1");
        let host = Fake { reader: Some(oracle::look), lanes: 3, ..Fake::new() };
        host.flaky(every);
        computer.publish_if(&host, &small(), PATIENT, |_| false).unwrap();
        computer.publish_if(&host, &edited(), PATIENT, |_| false).unwrap();
        assert_holds(&host, &edited());
    }
}

/// What arrived before the line broke is not sent again.
#[test]
fn nothing_is_sent_twice() {
    let computer = Computer::new("may-1");
    let host = Fake::new();
    let all = small().len();
    for at in 8..8 + all {
        host.cut(Cut::Before(at + 4));
        let _ = computer.publish(&host, &small());
    }
    host.mend();
    let last = computer.publish(&host, &small()).unwrap();
    assert!(last.sent < all, "{} of {all} were sent again", last.sent);
    assert_holds(&host, &small());
}

/// A fault that does not pass by itself is not tried again.
#[test]
fn a_full_host() {
    let computer = Computer::new("may-1");
    let mut host = Fake { reader: Some(oracle::look), ..Fake::new() };
    computer.publish(&host, &small()).unwrap();
    host.room = Some(host.site().values().map(|file| file.len() as u64).sum::<u64>() + 8_000);
    host.mend();
    let mut large = edited();
    large.insert("tin/d/anh.jpg".to_owned(), vec![7; 9_000]);
    let full = computer.publish_if(&host, &large, PATIENT, |_| false);
    assert!(
        matches!(&full, Err(Ended::Error(PublishError::Remote(fault))) if !fault.is_transient()),
        "{full:?}"
    );
    assert_eq!(host.sent().iter().filter(|path| *path == "tin/d/anh.jpg").count(), 1);
    assert!(host.site().get("tin/a/index.html") == small().get("tin/a/index.html"));
    host.room = None;
    computer.publish(&host, &large).unwrap();
    assert_holds(&host, &large);
}

//! Tests of two computers that publish to one host.

use std::thread;
use std::time::Duration;

use super::fake_host::{Cut, FakeHost};
use super::{Computer, NO_RETRIES, PublishFailure, assert_published, edited, reader, small};
use crate::publish::confirmation::Confirmation;
use crate::publish::publish_error::PublishError;

/// Of two parallel runs exactly one proceeds, and the host has its complete site.
#[test]
fn parallel_runs() {
    for round in 0..20_u64 {
        let host = FakeHost {
            slow: Duration::from_micros(200),
            reader: Some(reader::assert_links),
            max_parallel: 2,
            ..FakeHost::new()
        };
        let computers = [Computer::new("may-1"), Computer::new("may-2")];
        let sites = [small(), edited()];
        let results = thread::scope(|scope| {
            let run = |at: usize| {
                thread::sleep(Duration::from_micros(300 * at as u64 * round));
                computers[at].publish_if(&host, &sites[at], NO_RETRIES, |_| false)
            };
            let threads = [0, 1].map(|at| scope.spawn(move || run(at)));
            threads.map(|thread| thread.join().unwrap())
        });
        let successful: Vec<usize> = (0..2).filter(|at| results[*at].is_ok()).collect();
        assert_eq!(successful.len(), 1, "{results:?}");
        assert_published(&host, &sites[successful[0]]);
    }
}

/// A run after one of another computer needs consent, and reports both releases.
#[test]
fn runs_in_turn() {
    let host = FakeHost::new();
    let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
    first.publish(&host, &small()).unwrap();
    let Err(PublishFailure::NeedsConsent(confirmations)) = second.publish(&host, &edited()) else {
        panic!("expected confirmations")
    };
    assert!(
        matches!(&confirmations[..], [Confirmation::ConcurrentPublish { last_seen: None, current: Some(current) }] if current.by == "hoa@may-1")
    );
    assert_published(&host, &small());
    second
        .publish_if(&host, &edited(), NO_RETRIES, |confirmation| {
            matches!(confirmation, Confirmation::ConcurrentPublish { .. })
        })
        .unwrap();
    assert_published(&host, &edited());
    let Err(PublishFailure::NeedsConsent(confirmations)) = first.publish(&host, &small()) else {
        panic!("expected confirmations")
    };
    assert!(
        matches!(&confirmations[..], [Confirmation::ConcurrentPublish { last_seen: Some(last_seen), current: Some(current) }]
        if last_seen.by == "hoa@may-1" && current.by == "hoa@may-2")
    );
}

/// The lock of another run stops a run before it changes anything; the error has the content of the lock file.
#[test]
fn lock_of_another_run() {
    let host = FakeHost::new();
    let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
    host.cut(Cut::Before(12));
    first.publish(&host, &small()).unwrap_err();
    host.restore();
    assert!(host.file(crate::publish::LOCK).is_some());
    let Err(PublishFailure::Error(PublishError::Locked(lock_file))) =
        second.publish_if(&host, &small(), NO_RETRIES, |_| true)
    else {
        panic!("the lock was ignored")
    };
    assert_eq!(lock_file.by, "hoa@may-1");
    assert!(host.sent().is_empty());
    // The interrupted computer resumes with its own lock.
    first.publish(&host, &small()).unwrap();
    assert_published(&host, &small());
}

/// A run with consent takes over an abandoned lock.
#[test]
fn abandoned_lock_is_taken_over() {
    let host = FakeHost::new();
    let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
    host.cut(Cut::Before(12));
    first.publish(&host, &small()).unwrap_err();
    host.restore();
    let state = second.state();
    for bytes in edited().values() {
        state.store().add_bytes(bytes).unwrap();
    }
    let publisher = super::publisher(&host, &state, NO_RETRIES);
    let local = super::files(&edited());
    let pending = publisher.prepare(&local).unwrap();
    let token = first.publisher().token;
    let result = publisher.publish(&pending, &local, &second.publisher(), None, Some("khac"));
    assert!(matches!(result, Err(PublishError::Locked(_))), "{result:?}");
    publisher.publish(&pending, &local, &second.publisher(), None, Some(&token)).unwrap();
    assert_published(&host, &edited());
}

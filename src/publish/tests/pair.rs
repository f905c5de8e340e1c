//! Two people at one host.

use std::thread;
use std::time::Duration;

use super::fake::{Cut, Fake};
use super::{AT_ONCE, Computer, Ended, assert_holds, edited, oracle, small};
use crate::publish::confirmation::Confirmation;
use crate::publish::session::PublishError;

/// Of two who publish at once exactly one proceeds, and what stands there is the one's site, whole.
#[test]
fn two_at_once() {
    for round in 0..20_u64 {
        let host =
            Fake { slow: Duration::from_micros(200), reader: Some(oracle::look), lanes: 2, ..Fake::new() };
        let computers = [Computer::new("may-1"), Computer::new("may-2")];
        let sites = [small(), edited()];
        let ended = thread::scope(|scope| {
            let run = |at: usize| {
                thread::sleep(Duration::from_micros(300 * at as u64 * round));
                computers[at].publish_if(&host, &sites[at], AT_ONCE, |_| false)
            };
            let threads = [0, 1].map(|at| scope.spawn(move || run(at)));
            threads.map(|thread| thread.join().unwrap())
        });
        let won: Vec<usize> = (0..2).filter(|at| ended[*at].is_ok()).collect();
        assert_eq!(won.len(), 1, "{ended:?}");
        assert_holds(&host, &sites[won[0]]);
    }
}

/// Who publishes after somebody else is asked first, and told both.
#[test]
fn one_after_the_other() {
    let host = Fake::new();
    let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
    first.publish(&host, &small()).unwrap();
    let Err(Ended::Asked(asked)) = second.publish(&host, &edited()) else { panic!("nobody was asked") };
    assert!(
        matches!(&asked[..], [Confirmation::Others { seen: None, there: Some(there) }] if there.by == "hoa@may-1")
    );
    assert_holds(&host, &small());
    second
        .publish_if(&host, &edited(), AT_ONCE, |concern| matches!(concern, Confirmation::Others { .. }))
        .unwrap();
    assert_holds(&host, &edited());
    let Err(Ended::Asked(asked)) = first.publish(&host, &small()) else { panic!("nobody was asked") };
    assert!(matches!(&asked[..], [Confirmation::Others { seen: Some(seen), there: Some(there) }]
        if seen.by == "hoa@may-1" && there.by == "hoa@may-2"));
}

/// The lock of somebody else stops a run before it touches anything, and says whose it is.
#[test]
fn locked() {
    let host = Fake::new();
    let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
    host.cut(Cut::Before(12));
    first.publish(&host, &small()).unwrap_err();
    host.mend();
    assert!(host.file(crate::publish::LOCK).is_some());
    let Err(Ended::Error(PublishError::Locked(note))) = second.publish_if(&host, &small(), AT_ONCE, |_| true)
    else {
        panic!("nobody was stopped")
    };
    assert_eq!(note.by, "hoa@may-1");
    assert!(host.sent().is_empty());
    // The computer that was cut off goes on with its own lock.
    first.publish(&host, &small()).unwrap();
    assert_holds(&host, &small());
}

/// Whoever takes over a given-up lock publishes; the one who was thought dead stops before the next group of files.
#[test]
fn taken_over() {
    let host = Fake::new();
    let (first, second) = (Computer::new("may-1"), Computer::new("may-2"));
    host.cut(Cut::Before(12));
    first.publish(&host, &small()).unwrap_err();
    host.mend();
    let state = second.state();
    for bytes in edited().values() {
        state.store().keep_bytes(bytes).unwrap();
    }
    let desk = super::desk(&host, &state, AT_ONCE);
    let local = super::files(&edited());
    let ready = desk.ready(&local).unwrap();
    let token = first.publisher().token;
    let wrong = desk.publish(&ready, &local, &second.publisher(), None, Some("khac"));
    assert!(matches!(wrong, Err(PublishError::Locked(_))), "{wrong:?}");
    desk.publish(&ready, &local, &second.publisher(), None, Some(&token)).unwrap();
    assert_holds(&host, &edited());
}

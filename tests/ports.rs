//! Ports for the servers of tests.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below those that the system gives out by itself: one of these it would give to somebody else before a server that
/// takes seconds to start has it.
const FIRST: u16 = 31_000;
const COUNT: u16 = 1_700;
static GIVEN: AtomicU16 = AtomicU16::new(0);

/// A port that nobody listens at and no other test of this program is given.
pub fn free_port() -> u16 {
    let start = std::process::id() as u16 % 17 * 100;
    let given = std::iter::repeat_with(|| GIVEN.fetch_add(1, Ordering::SeqCst)).take(COUNT.into());
    let mut ports = given.map(|nth| FIRST + (start + nth) % COUNT);
    ports.find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("one of many ports is free")
}

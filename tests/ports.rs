//! Ports for test servers.

use std::net::TcpListener;
use std::sync::atomic::{AtomicU16, Ordering};

/// Below the range from which the system assigns ports by itself: a port of that range could be taken before a
/// server that starts slowly listens on it.
const FIRST: u16 = 31_000;
const COUNT: u16 = 1_700;
static NEXT: AtomicU16 = AtomicU16::new(0);

/// Returns a port that is not in use, and that no other test of this process gets.
pub fn free_port() -> u16 {
    let start = std::process::id() as u16 % 17 * 100;
    let numbers = std::iter::repeat_with(|| NEXT.fetch_add(1, Ordering::SeqCst)).take(COUNT.into());
    let mut ports = numbers.map(|nth| FIRST + (start + nth) % COUNT);
    ports
        .find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok())
        .expect("at least one port of the range is free")
}

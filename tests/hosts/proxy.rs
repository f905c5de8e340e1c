//! A TCP proxy that can delay, stall or cut connections between a client and a server on this computer.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// The failures of a proxy; can be changed at any time.
#[derive(Default)]
pub struct Faults {
    delay: AtomicU64,
    remaining: Mutex<Option<i64>>,
    moved: AtomicI64,
    silent: AtomicBool,
    rate: AtomicU64,
    /// The open streams by number; closed ones are removed, because a test may open more than the system allows.
    open: Mutex<BTreeMap<u64, TcpStream>>,
    opened: AtomicU64,
    rejections: AtomicU64,
}

impl Faults {
    /// Delays bytes in each direction by `delay`, which is half the round-trip time.
    pub fn delay(&self, delay: Duration) {
        self.delay.store(delay.as_micros() as u64, Ordering::SeqCst);
    }

    /// Cuts all connections after this many more bytes in both directions together; later connections are not
    /// affected.
    pub fn cut_after(&self, bytes: i64) {
        *self.remaining.lock().unwrap() = Some(bytes);
    }

    /// Returns true if the cut has not happened yet.
    pub fn is_cut_pending(&self) -> bool {
        self.remaining.lock().unwrap().is_some()
    }

    /// Returns the number of bytes transferred so far.
    pub fn moved(&self) -> i64 {
        self.moved.load(Ordering::SeqCst)
    }

    /// Stalls all connections without closing them, or resumes them.
    pub fn stall(&self, silent: bool) {
        self.silent.store(silent, Ordering::SeqCst);
    }

    /// Limits each direction of each connection to `bytes` bytes per second.
    pub fn limit_rate(&self, bytes: u64) {
        self.rate.store(bytes, Ordering::SeqCst);
    }

    /// Closes the next `count` connections at once.
    pub fn reject(&self, count: u64) {
        self.rejections.store(count, Ordering::SeqCst);
    }

    /// Cuts all connections now.
    pub fn cut(&self) {
        for stream in std::mem::take(&mut *self.open.lock().unwrap()).into_values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// Counts `bytes` more bytes and returns how many of them may be sent before the cut.
    fn granted(&self, bytes: usize) -> usize {
        let mut remaining = self.remaining.lock().unwrap();
        let granted = remaining.map_or(bytes, |remaining| bytes.min(remaining.max(0) as usize));
        self.moved.fetch_add(granted as i64, Ordering::SeqCst);
        *remaining = remaining.map(|remaining| remaining - bytes as i64).filter(|remaining| *remaining > 0);
        granted
    }
}

/// A proxy in front of a server.
pub struct Proxy {
    /// The address that clients connect to.
    pub address: SocketAddr,
    /// Its failures, which may be shared with other proxies.
    pub faults: Arc<Faults>,
    closed: Arc<AtomicBool>,
}

impl Proxy {
    /// Starts a proxy in front of `server`, without failures.
    pub fn to(server: SocketAddr) -> Proxy {
        Proxy::at(IpAddr::V4(Ipv4Addr::LOCALHOST), 0, server, Arc::default())
    }

    /// Starts a proxy at `port` of another address of this computer; several can share `faults`.
    pub fn at(ip: IpAddr, port: u16, server: SocketAddr, faults: Arc<Faults>) -> Proxy {
        let listener = TcpListener::bind((ip, port)).unwrap();
        let address = listener.local_addr().unwrap();
        let closed = Arc::new(AtomicBool::new(false));
        let (shared, is_closed) = (Arc::clone(&faults), Arc::clone(&closed));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if is_closed.load(Ordering::SeqCst) {
                    break;
                }
                let rejections = &shared.rejections;
                let decremented = |left: u64| left.checked_sub(1);
                if rejections.fetch_update(Ordering::SeqCst, Ordering::SeqCst, decremented).is_err() {
                    forward(client, server, &shared);
                }
            }
        });
        Proxy { address, faults, closed }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(self.address);
        self.faults.cut();
    }
}

/// Forwards bytes between a client and a new connection to the server, in two threads for each direction.
fn forward(client: TcpStream, server: SocketAddr, faults: &Arc<Faults>) {
    let Ok(server) = TcpStream::connect(server) else { return };
    let mut open = faults.open.lock().unwrap();
    for (from, to) in [(&client, &server), (&server, &client)] {
        let _ = from.set_nodelay(true);
        let (Ok(registered), Ok(back)) = (from.try_clone(), from.try_clone()) else { return };
        let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) else { return };
        let number = faults.opened.fetch_add(1, Ordering::SeqCst);
        open.insert(number, registered);
        let (sender, receiver) = channel();
        let (reading, writing) = (Arc::clone(faults), Arc::clone(faults));
        thread::spawn(move || read_from(from, &sender, &reading));
        thread::spawn(move || {
            write_to(to, &back, &receiver, &writing);
            writing.open.lock().unwrap().remove(&number);
        });
    }
}

/// Reads from a stream and passes each chunk on with the time at which it is due.
fn read_from(mut from: TcpStream, sender: &Sender<(Instant, Vec<u8>)>, faults: &Faults) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let due = Instant::now() + Duration::from_micros(faults.delay.load(Ordering::SeqCst));
        if sender.send((due, buffer[..read].to_vec())).is_err() {
            break;
        }
    }
}

/// Writes each chunk when it is due, within the configured failures.
fn write_to(mut to: TcpStream, from: &TcpStream, receiver: &Receiver<(Instant, Vec<u8>)>, faults: &Faults) {
    while let Ok((due, bytes)) = receiver.recv() {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        while faults.silent.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(20));
        }
        let rate = faults.rate.load(Ordering::SeqCst);
        if rate > 0 {
            thread::sleep(Duration::from_secs_f64(bytes.len() as f64 / rate as f64));
        }
        let granted = faults.granted(bytes.len());
        let written = to.write_all(&bytes[..granted]);
        if granted < bytes.len() {
            faults.cut();
        }
        if written.is_err() {
            let _ = from.shutdown(Shutdown::Both);
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

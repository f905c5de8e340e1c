//! A line that can be slow, silent or cut: stands between a client and a server, both on this computer.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// What is wrong with a line, to be changed at any time.
#[derive(Default)]
pub struct Faults {
    delay: AtomicU64,
    left: Mutex<Option<i64>>,
    moved: AtomicI64,
    silent: AtomicBool,
    pace: AtomicU64,
    /// By their numbers, as long as they are open: a test may have more than the system lets it keep.
    open: Mutex<BTreeMap<u64, TcpStream>>,
    opened: AtomicU64,
    turned_away: AtomicU64,
}

impl Faults {
    /// How long bytes take in each direction; half of what an answer takes.
    pub fn delay(&self, delay: Duration) {
        self.delay.store(delay.as_micros() as u64, Ordering::SeqCst);
    }

    /// Cuts all connections when so many more bytes have moved, in both directions together; those after are whole.
    pub fn cut_after(&self, bytes: i64) {
        *self.left.lock().unwrap() = Some(bytes);
    }

    /// Whether the cut is still to come.
    pub fn is_to_be_cut(&self) -> bool {
        self.left.lock().unwrap().is_some()
    }

    /// Bytes that moved so far.
    pub fn moved(&self) -> i64 {
        self.moved.load(Ordering::SeqCst)
    }

    /// Whether nothing moves any more, though all connections stay.
    pub fn silent(&self, silent: bool) {
        self.silent.store(silent, Ordering::SeqCst);
    }

    /// Most bytes a second in each direction of each connection.
    pub fn pace(&self, bytes: u64) {
        self.pace.store(bytes, Ordering::SeqCst);
    }

    /// Hangs up on so many of those who come next.
    pub fn turn_away(&self, visitors: u64) {
        self.turned_away.store(visitors, Ordering::SeqCst);
    }

    /// Cuts all connections now.
    pub fn cut(&self) {
        for stream in std::mem::take(&mut *self.open.lock().unwrap()).into_values() {
            let _ = stream.shutdown(Shutdown::Both);
        }
    }

    /// How many of `bytes` may still move.
    fn granted(&self, bytes: usize) -> usize {
        let mut left = self.left.lock().unwrap();
        let granted = left.map_or(bytes, |left| bytes.min(left.max(0) as usize));
        self.moved.fetch_add(granted as i64, Ordering::SeqCst);
        *left = left.map(|left| left - bytes as i64).filter(|left| *left > 0);
        granted
    }
}

/// A line to a server.
pub struct Proxy {
    /// Where a client connects.
    pub address: SocketAddr,
    /// What is wrong with it.
    pub faults: Arc<Faults>,
    closed: Arc<AtomicBool>,
}

impl Proxy {
    /// A line to `server`, with nothing wrong.
    pub fn to(server: SocketAddr) -> Proxy {
        Proxy::at(IpAddr::V4(Ipv4Addr::LOCALHOST), 0, server, Arc::default())
    }

    /// A line that starts at `port` of another address of this computer, sharing its `faults` with others.
    pub fn at(ip: IpAddr, port: u16, server: SocketAddr, faults: Arc<Faults>) -> Proxy {
        let listener = TcpListener::bind((ip, port)).unwrap();
        let address = listener.local_addr().unwrap();
        let closed = Arc::new(AtomicBool::new(false));
        let (known, over) = (Arc::clone(&faults), Arc::clone(&closed));
        thread::spawn(move || {
            for client in listener.incoming().map_while(Result::ok) {
                if over.load(Ordering::SeqCst) {
                    break;
                }
                let turned_away = &known.turned_away;
                let one_less = |left: u64| left.checked_sub(1);
                if turned_away.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_err() {
                    join(client, server, &known);
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

fn join(client: TcpStream, server: SocketAddr, faults: &Arc<Faults>) {
    let Ok(server) = TcpStream::connect(server) else { return };
    let mut open = faults.open.lock().unwrap();
    for (from, to) in [(&client, &server), (&server, &client)] {
        let _ = from.set_nodelay(true);
        let (Ok(kept), Ok(back)) = (from.try_clone(), from.try_clone()) else { return };
        let (Ok(from), Ok(to)) = (from.try_clone(), to.try_clone()) else { return };
        let number = faults.opened.fetch_add(1, Ordering::SeqCst);
        open.insert(number, kept);
        let (sender, receiver) = channel();
        let (reading, writing) = (Arc::clone(faults), Arc::clone(faults));
        thread::spawn(move || listen(from, &sender, &reading));
        thread::spawn(move || {
            speak(to, &back, &receiver, &writing);
            writing.open.lock().unwrap().remove(&number);
        });
    }
}

fn listen(mut from: TcpStream, sender: &Sender<(Instant, Vec<u8>)>, faults: &Faults) {
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read @ 1..) = from.read(&mut buffer) {
        let due = Instant::now() + Duration::from_micros(faults.delay.load(Ordering::SeqCst));
        if sender.send((due, buffer[..read].to_vec())).is_err() {
            break;
        }
    }
}

fn speak(mut to: TcpStream, from: &TcpStream, receiver: &Receiver<(Instant, Vec<u8>)>, faults: &Faults) {
    while let Ok((due, bytes)) = receiver.recv() {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        while faults.silent.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(20));
        }
        let pace = faults.pace.load(Ordering::SeqCst);
        if pace > 0 {
            thread::sleep(Duration::from_secs_f64(bytes.len() as f64 / pace as f64));
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

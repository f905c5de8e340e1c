//! Tests of publishing with real servers on this computer, over connections that fail.

mod benchmark;
#[cfg(unix)]
mod command;
mod desk;
mod ftps;
mod proxy;
mod publications;
mod requirements;
mod s3;
mod s3_server;
mod sandbox;
mod sftp;
mod sshd;
mod test_host;
pub mod vsftpd;

use std::sync::Mutex;

use bangvang::hash::Hash;
use bangvang::publish::remote::{LoginPrompt, Secret, SecretQuestion, Upload, UploadBody};

/// Servers that stop responding or are killed; in parallel, because it takes two minutes.
#[test]
fn unresponsive_and_killed_servers() {
    std::thread::scope(|scope| {
        scope.spawn(sftp::unresponsive_and_killed_server);
        scope.spawn(sftp::not_an_ssh_server);
        scope.spawn(ftps::unresponsive_and_killed_server);
        scope.spawn(s3::unresponsive_and_killed_server);
        scope.spawn(publications::unresponsive_and_killed_server);
    });
}

/// Reports that a test is skipped for lack of `what`; in CI that is a failure.
pub fn missing(what: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "not available: {what}");
    eprintln!("skipped: not available: {what}");
}

/// A simulated user.
#[derive(Default)]
struct Person {
    trusting: bool,
    secret: Option<&'static str>,
    shown: Mutex<Vec<String>>,
}

impl LoginPrompt for Person {
    fn trusts(&self, host: &str, fingerprint: &str) -> bool {
        self.shown.lock().unwrap().push(format!("{host} {fingerprint}"));
        self.trusting
    }

    fn secret(&self, question: &SecretQuestion<'_>) -> Option<Secret> {
        self.shown.lock().unwrap().push(format!("{question:?}"));
        self.secret.map(|secret| Secret::new(secret.to_owned()))
    }
}

fn upload(bytes: &[u8]) -> Upload<'_> {
    Upload {
        body: UploadBody::Bytes(bytes),
        size: bytes.len() as u64,
        hash: Hash::of(bytes),
        content_type: "text/html; charset=utf-8",
        cache_control: "max-age=60",
    }
}

/// Returns `count` bytes of a sequence without repetition, different for every `seed`.
fn bytes(count: usize, seed: u64) -> Vec<u8> {
    let words = (1..).map(|at: u64| (at ^ seed << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    words.flat_map(u64::to_le_bytes).take(count).collect()
}

/// Returns the `nth` of a sequence of numbers between 0 and 1 that is always evenly spread: multiples of the golden
/// ratio.
pub fn spread(nth: u64) -> f64 {
    (nth as f64 * 0.618_033_988_749_895).fract()
}

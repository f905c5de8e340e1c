//! Publishing, tried against real servers on this computer, over lines that break.

#[cfg(unix)]
mod command;
mod ftps;
mod holds;
mod jail;
mod measure;
mod place;
mod proxy;
mod s3;
mod s3_server;
mod sftp;
mod sshd;
pub mod vsftpd;
mod whole;

use std::sync::Mutex;

use bangvang::hash::Hash;
use bangvang::publish::remote::{LoginPrompt, Question, Secret, Upload, UploadBody};

/// Servers that fall silent or die are given up, and reached again; all at once, for it takes two minutes.
#[test]
fn silence_and_death() {
    std::thread::scope(|scope| {
        scope.spawn(sftp::silence_and_death);
        scope.spawn(sftp::no_server_of_ssh);
        scope.spawn(ftps::silence_and_death);
        scope.spawn(s3::silence_and_death);
        scope.spawn(whole::silence_and_death);
    });
}

/// Says that a test cannot be made here; on the machine that decides, everything must be there.
pub fn missing(what: &str) {
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "not here: {what}");
    eprintln!("skipped: not here: {what}");
}

/// A person in front of the computer.
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

    fn secret(&self, question: &Question<'_>) -> Option<Secret> {
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

/// So many bytes that tell where they are, other ones for every `seed`.
fn bytes(count: usize, seed: u64) -> Vec<u8> {
    let words = (1..).map(|at: u64| (at ^ seed << 32).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    words.flat_map(u64::to_le_bytes).take(count).collect()
}

/// The `nth` of numbers between 0 and 1 that lie evenly, however many are taken: multiples of the golden ratio.
pub fn spread(nth: u64) -> f64 {
    (nth as f64 * 0.618_033_988_749_895).fract()
}

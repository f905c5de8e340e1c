//! Random sequences of builds against a model.

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::{Duration, SystemTime};

use super::{Sandbox, Site, expected, shelve, tree};
use crate::shelf::Shelf;
use crate::write::{changes, standing};

/// Xorshift64 (Marsaglia 2003): the same numbers on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    /// A short path; few names, so that files and folders meet.
    fn path(&mut self) -> String {
        let depth = 1 + self.roll(4);
        let names = ["a", "b", "c", "index.html", "feed.xml", "đ ü"];
        let parts: Vec<_> = (0..depth).map(|_| names[self.roll(6) as usize]).collect();
        parts.join("/")
    }

    fn site(&mut self, before: &Site) -> Site {
        let mut site = before.clone();
        site.retain(|_, _| self.roll(4) > 0);
        for _ in 0..self.roll(12) {
            let path = self.path();
            let text = vec![b'x'; self.roll(3) as usize + 1];
            let below = format!("{path}/");
            site.retain(|other, _| !other.starts_with(&below) && !path.starts_with(&format!("{other}/")));
            site.insert(path, text);
        }
        site
    }
}

/// What people do to an output without changing a page: touch files, delete files.
fn meddle(sandbox: &Sandbox, site: &Site, dice: &mut Dice) {
    for path in site.keys() {
        let full = sandbox.out().join(path);
        match dice.roll(12) {
            0 => fs::remove_file(full).unwrap(),
            1 => {
                let time = SystemTime::UNIX_EPOCH + Duration::from_secs(dice.roll(2_000_000_000));
                fs::File::options().write(true).open(full).unwrap().set_modified(time).unwrap();
            }
            _ => {}
        }
    }
}

fn build_in_parallel(sandbox: &Sandbox, site: &Site) {
    let staging = sandbox.open_quickly().unwrap().staging().unwrap();
    let files: Vec<_> = site.iter().collect();
    thread::scope(|scope| {
        for part in files.chunks(1 + files.len() / 3) {
            let staging = &staging;
            scope.spawn(move || part.iter().for_each(|(path, bytes)| staging.put(path, bytes).unwrap()));
        }
    });
    let outcome = staging.commit().unwrap();
    assert_eq!(outcome.written + outcome.kept, site.len());
    assert_eq!(outcome.left, []);
}

/// After each of some builds in 200 sequences, with foreign files beside and people meddling, the folder is what a
/// fresh build makes, plus the foreign files.
#[test]
fn sequences_equal_a_fresh_build() {
    let foreign: BTreeMap<String, Vec<u8>> =
        [("CNAME".to_owned(), b"example.vn".to_vec()), ("mine/a".to_owned(), b"mine".to_vec())].into();
    for seed in 1..=200 {
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(seed));
        let sandbox = Sandbox::new();
        let mut site = Site::new();
        sandbox.build(&site).unwrap();
        for (path, bytes) in &foreign {
            sandbox.write(&format!("home/project/public/{path}"), std::str::from_utf8(bytes).unwrap());
        }
        for _ in 0..6 {
            meddle(&sandbox, &site, &mut dice);
            site = dice.site(&site);
            build_in_parallel(&sandbox, &site);
            let mut wanted = site.clone();
            wanted.extend(foreign.clone());
            assert_eq!(tree(&sandbox.out()), expected(&wanted), "seed {seed}");
        }
        let fresh = Sandbox::new();
        shelve(fresh.open_quickly().unwrap().staging().unwrap(), &site).unwrap();
        let manifests = (standing(&sandbox.out()).unwrap(), standing(&fresh.out()).unwrap());
        assert_eq!(changes(&manifests.0, &manifests.1), [], "seed {seed}");
        assert_eq!(manifests.0.folders, manifests.1.folders, "seed {seed}");
    }
}

//! Random sequences of builds, compared with a model.

use std::collections::BTreeMap;
use std::fs;
use std::thread;
use std::time::{Duration, SystemTime};

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Strategy, any};
use proptest::sample::{Index, select};

use super::{Sandbox, Site, expected, stage_and_commit, tree};
use crate::file::OutputPath;
use crate::sink::OutputSink;
use crate::trials;
use crate::write::{changes, read_manifest};

/// The changes before a build.
#[derive(Clone, Debug)]
struct Step {
    /// Files of the output that a user touches, setting a time in seconds, or deletes (`None`).
    touched: Vec<(Index, Option<u64>)>,
    /// Files removed from the site.
    removed: Vec<Index>,
    /// Files added to the site, and their lengths.
    added: Vec<(String, usize)>,
}

fn step() -> impl Strategy<Value = Step> {
    // Few names, so that files and folders have the same paths often.
    let names = select(&["a", "b", "c", "index.html", "feed.xml", "đ ü"][..]);
    let path = vec(names, 1..5).prop_map(|names| names.join("/"));
    let touched = vec((any::<Index>(), option::of(0..2_000_000_000_u64)), 0..3);
    let changes = (touched, vec(any::<Index>(), 0..6), vec((path, 1..4_usize), 0..12));
    changes.prop_map(|(touched, removed, added)| Step { touched, removed, added })
}

impl Step {
    /// Touches and deletes files of the output, as users do, without changing their bytes.
    fn touch_or_delete(&self, sandbox: &Sandbox, site: &Site) {
        for (file, time) in self.touched.iter().filter(|_| !site.is_empty()) {
            let full = sandbox.out().join(file.get(&site.keys().collect::<Vec<_>>()));
            match time {
                None => drop(fs::remove_file(full)),
                Some(time) => {
                    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(*time);
                    if let Ok(file) = fs::File::options().write(true).open(full) {
                        file.set_modified(time).unwrap();
                    }
                }
            }
        }
    }

    /// Removes and adds files; a file replaces a folder of its name, and the other way round.
    fn change(&self, site: &mut Site) {
        for file in &self.removed {
            if let Some(path) = site.keys().nth(file.index(site.len().max(1))).cloned() {
                site.remove(&path);
            }
        }
        for (path, length) in &self.added {
            let below = format!("{path}/");
            site.retain(|other, _| !other.starts_with(&below) && !path.starts_with(&format!("{other}/")));
            site.insert(path.clone(), b"x".repeat(*length));
        }
    }
}

fn build_in_parallel(sandbox: &Sandbox, site: &Site) {
    let staging = sandbox.open_quickly().unwrap().staging().unwrap();
    let files: Vec<_> = site.iter().collect();
    thread::scope(|scope| {
        for part in files.chunks(1 + files.len() / 3) {
            let staging = &staging;
            scope.spawn(move || {
                part.iter()
                    .for_each(|(path, bytes)| staging.write(&OutputPath::new(path.as_str()), bytes).unwrap())
            });
        }
    });
    let outcome = staging.commit().unwrap();
    assert_eq!(outcome.written + outcome.unchanged, site.len());
    assert_eq!(outcome.left, []);
}

/// After a random sequence of builds, with foreign files and touched and deleted ones, the folder equals that
/// of a fresh build plus the foreign files.
#[test]
fn sequences_equal_a_fresh_build() {
    let foreign: BTreeMap<String, Vec<u8>> =
        [("CNAME".to_owned(), b"example.vn".to_vec()), ("mine/a".to_owned(), b"mine".to_vec())].into();
    trials::run(100, vec(step(), 1..12), |steps| {
        let sandbox = Sandbox::new();
        let mut site = Site::new();
        sandbox.build(&site).unwrap();
        for (path, bytes) in &foreign {
            sandbox.write(&format!("home/project/public/{path}"), std::str::from_utf8(bytes).unwrap());
        }
        for step in steps {
            step.touch_or_delete(&sandbox, &site);
            step.change(&mut site);
            build_in_parallel(&sandbox, &site);
            let mut wanted = site.clone();
            wanted.extend(foreign.clone());
            assert_eq!(tree(&sandbox.out()), expected(&wanted));
        }
        let fresh = Sandbox::new();
        stage_and_commit(fresh.open_quickly().unwrap().staging().unwrap(), &site).unwrap();
        let manifests = (read_manifest(&sandbox.out()).unwrap(), read_manifest(&fresh.out()).unwrap());
        assert_eq!(changes(&manifests.0, &manifests.1), []);
        assert_eq!(manifests.0.folders, manifests.1.folders);
    });
}

//! Requirements that every host must meet, for all protocols.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use bangvang::file::is_part;
use bangvang::hash::Hash;
use bangvang::publish::remote::{Remote, RemoteError, Upload, UploadBody};

use crate::hosts::proxy::Faults;
use crate::hosts::{bytes, spread, upload};

/// Unusual file names, as editors use them.
pub const NAMES: &[&str] = &[
    "index.html",
    "tin/bài viết có dấu.html",
    "tin/sâu/hơn nữa/100% & 'nháy' \"kép\".html",
    "tin/%2e%2e/a+b#c?d=e.html",
    "tin/~tạm [1] {2}.txt",
    " đầu trống",
];

/// Upper limit for detecting a host that does not respond.
pub const SILENCE: Duration = Duration::from_secs(40);

/// Calls every method; `server_path` is the folder in which the server stores the site.
pub fn every_call(remote: &dyn Remote, server_path: &Path) {
    for (at, name) in NAMES.iter().enumerate() {
        for round in 0..2 {
            let content = bytes(3000 + at * 40_000 * round, (at + round * 10) as u64);
            let reported = AtomicU64::new(0);
            let sent = |bytes| {
                reported.fetch_add(bytes, Ordering::Relaxed);
            };
            remote.put(name, &upload(&content), &sent).unwrap();
            assert_eq!(reported.load(Ordering::Relaxed), content.len() as u64);
            assert!(fs::read(server_path.join(name)).unwrap() == content, "{name}");
            assert_eq!(remote.read(name, 1 << 20).unwrap().as_deref(), Some(&content[..]));
        }
    }
    remote.put("trống.txt", &upload(b""), &|_| ()).unwrap();
    assert_eq!(remote.read("trống.txt", 0).unwrap().as_deref(), Some(&b""[..]));
    assert_eq!(remote.read("không có", 10).unwrap(), None);
    assert_eq!(remote.read("không/có", 10).unwrap(), None);
    assert!(remote.read("index.html", 10).is_err(), "a file longer than the limit is read");

    let mut listed = remote.list("").unwrap();
    listed.sort();
    let entries: Vec<_> =
        listed.iter().map(|entry| (entry.name.as_str(), entry.is_folder, entry.size)).collect();
    let size = Some(3000);
    assert_eq!(entries[0], (" đầu trống", false, Some(3000 + 5 * 40_000)), "{entries:?}");
    assert_eq!(entries[1], ("index.html", false, size));
    assert_eq!(entries[2], ("tin", true, None));
    assert_eq!(entries[3], ("trống.txt", false, Some(0)));
    let mut deep: Vec<String> =
        remote.list("tin/sâu/hơn nữa").unwrap().into_iter().map(|entry| entry.name).collect();
    deep.sort();
    assert_eq!(deep, ["100% & 'nháy' \"kép\".html"]);
    assert_eq!(remote.list("không có").unwrap(), []);

    assert!(remote.create(".bangvang/khóa.json", b"mot").unwrap());
    assert!(!remote.create(".bangvang/khóa.json", b"hai").unwrap());
    assert_eq!(remote.read(".bangvang/khóa.json", 10).unwrap().as_deref(), Some(&b"mot"[..]));
    remote.remove(".bangvang/khóa.json").unwrap();
    remote.remove(".bangvang/khóa.json").unwrap();
    assert!(remote.create(".bangvang/khóa.json", b"hai").unwrap());

    remote.remove_folder("tin").unwrap();
    for name in NAMES {
        assert!(remote.read(name, 1 << 20).unwrap().is_some(), "{name} is removed with its folder");
        remote.remove(name).unwrap();
        assert_eq!(remote.read(name, 1 << 20).unwrap(), None);
    }
    for folder in ["tin/sâu/hơn nữa", "tin/sâu", "tin/%2e%2e", "tin", "tin"] {
        remote.remove_folder(folder).unwrap();
    }
    assert_eq!(remote.list("tin").unwrap(), []);
    remote.put("tin/lại.html", &upload(b"moi"), &|_| ()).unwrap();
    assert_eq!(remote.read("tin/lại.html", 9).unwrap().as_deref(), Some(&b"moi"[..]));
    assert_no_part_files(server_path);
}

/// A local file that differs from the announced size or hash is never uploaded under its name.
pub fn changed_files_are_refused(remote: &dyn Remote, server_path: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bai.html");
    let content = bytes(200_000, 5);
    fs::write(&file, &content).unwrap();
    let good = Upload { body: UploadBody::File(&file), ..upload(&content) };
    remote.put("bai.html", &good, &|_| ()).unwrap();
    let mut changed = [good; 3];
    changed[0].size += 1;
    changed[1].size -= 1;
    changed[2].hash = Hash::of(b"khac");
    for changed in changed {
        let error = remote.put("bai.html", &changed, &|_| ()).unwrap_err();
        assert!(matches!(&error, RemoteError::Local { path, .. } if *path == file), "{error:?}");
        assert!(fs::read(server_path.join("bai.html")).unwrap() == content);
    }
    let missing = folder.path().join("khong-co");
    let error = remote
        .put("x.html", &Upload { body: UploadBody::File(&missing), ..upload(b"") }, &|_| ())
        .unwrap_err();
    assert!(matches!(&error, RemoteError::Local { path, .. } if *path == missing), "{error:?}");
    assert!(!server_path.join("x.html").exists());
    assert_no_part_files(server_path);
}

/// Of many parallel calls that create the same file, exactly one returns true.
pub fn one_caller_creates(remote: &dyn Remote) {
    let winners = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for number in 0..8 {
            let winners = &winners;
            scope.spawn(move || {
                let token = format!("so {number}");
                if remote.create("khoa.json", token.as_bytes()).unwrap() {
                    winners.lock().unwrap().push(token);
                }
            });
        }
    });
    let winners = winners.into_inner().unwrap();
    assert_eq!(winners.len(), 1, "{winners:?}");
    assert_eq!(remote.read("khoa.json", 99).unwrap().unwrap(), winners[0].as_bytes());
    remote.remove("khoa.json").unwrap();
}

/// A reader of a file that is being overwritten always sees one complete version.
pub fn overwriting_is_atomic(remote: &dyn Remote, server_path: &Path, rounds: u64) {
    let versions: Vec<Vec<u8>> = (0..4).map(|seed| bytes(150_000 + seed as usize * 70_001, seed)).collect();
    remote.put("đọc.html", &upload(&versions[0]), &|_| ()).unwrap();
    let is_over = AtomicBool::new(false);
    let path = server_path.join("đọc.html");
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !is_over.load(Ordering::SeqCst) {
                let now = fs::read(&path).unwrap();
                assert!(versions.contains(&now), "an incomplete file of {} bytes is read", now.len());
                reads += 1;
            }
            reads
        });
        for round in 1..=rounds {
            remote.put("đọc.html", &upload(&versions[(round % 4) as usize]), &|_| ()).unwrap();
        }
        is_over.store(true, Ordering::SeqCst);
        assert!(reader.join().unwrap() > rounds);
    });
}

/// Wherever the connection is interrupted, files are complete, and a later call uploads them.
pub fn interruptions_anywhere(remote: &dyn Remote, server_path: &Path, faults: &Faults, cuts: u64) {
    let files: Vec<String> = (0..6).map(|number| format!("cắt/{}/tệp {number}.html", number % 2)).collect();
    let mut versions: BTreeMap<&str, Vec<Vec<u8>>> = BTreeMap::new();
    let start = faults.moved();
    put_all(remote, &files, 1000, &mut versions);
    let total = faults.moved() - start;
    let mut broken = 0;
    for round in 0..cuts {
        // Some interruptions happen during a reconnection, others at the very end.
        faults.cut_after(((spread(round) * 2.0 - 1.0) * total as f64 * 1.25) as i64);
        let mut failed = put_all(remote, &files, 2000 + round * 10, &mut versions);
        for (name, possible) in &versions {
            let now = fs::read(server_path.join(name)).unwrap_or_else(|_| possible[0].clone());
            assert!(possible.contains(&now), "{name} has {} bytes of no version", now.len());
        }
        if faults.is_cut_pending() {
            faults.cut_after(i64::MAX);
        }
        if failed == 0 {
            // If only the last byte was lost, the next call detects it.
            failed = put_all(remote, &files, 2000 + round * 10, &mut versions);
        }
        broken += failed;
        assert_eq!(put_all(remote, &files, 2000 + round * 10, &mut versions), 0, "after cut {round}");
        for (name, possible) in &mut versions {
            let last = possible.pop().unwrap();
            assert!(fs::read(server_path.join(name)).unwrap() == last, "{name} after cut {round}");
            *possible = vec![last];
        }
    }
    assert!(broken as u64 >= cuts / 3, "only {broken} calls were cut");
    assert_no_part_files(server_path);
}

/// Uploads all files in parallel; returns how many calls failed.
fn put_all<'a>(
    remote: &dyn Remote,
    files: &'a [String],
    seed: u64,
    versions: &mut BTreeMap<&'a str, Vec<Vec<u8>>>,
) -> usize {
    let contents: Vec<Vec<u8>> =
        (0..files.len()).map(|at| bytes(20_000 + at * 30_011, seed + at as u64)).collect();
    for (file, content) in files.iter().zip(&contents) {
        let possible = versions.entry(file).or_default();
        if possible.last() != Some(content) {
            possible.push(content.clone());
        }
    }
    let failed = AtomicU64::new(0);
    thread::scope(|scope| {
        for (file, content) in files.iter().zip(&contents) {
            let failed = &failed;
            scope.spawn(move || {
                if let Err(error) = remote.put(file, &upload(content), &|_| ()) {
                    assert!(error.is_transient(), "{error:?}");
                    failed.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
    });
    failed.load(Ordering::SeqCst) as usize
}

/// A host that stops responding is given up, and used again when it responds.
pub fn stalled_connection_ends(remote: &dyn Remote, faults: &Arc<Faults>) {
    let content = bytes(400_000, 9);
    remote.put("im.html", &upload(&content), &|_| ()).unwrap();
    faults.stall(true);
    let start = Instant::now();
    let error = remote.put("im.html", &upload(&bytes(400_000, 10)), &|_| ()).unwrap_err();
    assert!(error.is_transient(), "{error:?}");
    assert!(start.elapsed() < SILENCE, "no error for {:?}", start.elapsed());
    faults.cut();
    faults.stall(false);
    assert!(remote.read("im.html", 1 << 20).unwrap().unwrap() == content);
    remote.put("im.html", &upload(b"lai noi"), &|_| ()).unwrap();
}

/// Asserts that there is no part file below `server_path`.
pub fn assert_no_part_files(server_path: &Path) {
    let mut folders = vec![server_path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(!is_part(&name), "{} is left", entry.path().display());
            if entry.file_type().unwrap().is_dir() {
                folders.push(entry.path());
            }
        }
    }
}

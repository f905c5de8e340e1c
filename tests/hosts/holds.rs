//! What every host must do, whatever protocol it speaks.

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

/// Names as editors give them.
pub const NAMES: &[&str] = &[
    "index.html",
    "tin/bài viết có dấu.html",
    "tin/sâu/hơn nữa/100% & 'nháy' \"kép\".html",
    "tin/%2e%2e/a+b#c?d=e.html",
    "tin/~tạm [1] {2}.txt",
    " đầu trống",
];

/// The longest wait for a host that says nothing.
pub const SILENCE: Duration = Duration::from_secs(40);

/// Puts, reads, lists, creates and removes; `seen` is where the server keeps the site.
pub fn every_call(remote: &dyn Remote, seen: &Path) {
    for (at, name) in NAMES.iter().enumerate() {
        for round in 0..2 {
            let content = bytes(3000 + at * 40_000 * round, (at + round * 10) as u64);
            let told = AtomicU64::new(0);
            let sent = |bytes| {
                told.fetch_add(bytes, Ordering::Relaxed);
            };
            remote.put(name, &upload(&content), &sent).unwrap();
            assert_eq!(told.load(Ordering::Relaxed), content.len() as u64);
            assert!(fs::read(seen.join(name)).unwrap() == content, "{name}");
            assert_eq!(remote.read(name, 1 << 20).unwrap().as_deref(), Some(&content[..]));
        }
    }
    remote.put("trống.txt", &upload(b""), &|_| ()).unwrap();
    assert_eq!(remote.read("trống.txt", 0).unwrap().as_deref(), Some(&b""[..]));
    assert_eq!(remote.read("không có", 10).unwrap(), None);
    assert_eq!(remote.read("không/có", 10).unwrap(), None);
    assert!(remote.read("index.html", 10).is_err(), "a file longer than it may be is not read");

    let mut listed = remote.list("").unwrap();
    listed.sort();
    let told: Vec<_> = listed.iter().map(|entry| (entry.name.as_str(), entry.folder, entry.size)).collect();
    let size = Some(3000);
    assert_eq!(told[0], (" đầu trống", false, Some(3000 + 5 * 40_000)), "{told:?}");
    assert_eq!(told[1], ("index.html", false, size));
    assert_eq!(told[2], ("tin", true, None));
    assert_eq!(told[3], ("trống.txt", false, Some(0)));
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
        assert!(remote.read(name, 1 << 20).unwrap().is_some(), "{name} is gone with its folder");
        remote.remove(name).unwrap();
        assert_eq!(remote.read(name, 1 << 20).unwrap(), None);
    }
    for folder in ["tin/sâu/hơn nữa", "tin/sâu", "tin/%2e%2e", "tin", "tin"] {
        remote.remove_folder(folder).unwrap();
    }
    assert_eq!(remote.list("tin").unwrap(), []);
    remote.put("tin/lại.html", &upload(b"moi"), &|_| ()).unwrap();
    assert_eq!(remote.read("tin/lại.html", 9).unwrap().as_deref(), Some(&b"moi"[..]));
    assert_no_parts(seen);
}

/// A file of this computer that is not what was promised never gets its name on the host.
pub fn other_bytes_are_refused(remote: &dyn Remote, seen: &Path) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bai.html");
    let content = bytes(200_000, 5);
    fs::write(&file, &content).unwrap();
    let good = Upload { body: UploadBody::File(&file), ..upload(&content) };
    remote.put("bai.html", &good, &|_| ()).unwrap();
    let mut others = [good; 3];
    others[0].size += 1;
    others[1].size -= 1;
    others[2].hash = Hash::of(b"khac");
    for other in others {
        let told = remote.put("bai.html", &other, &|_| ()).unwrap_err();
        assert!(matches!(&told, RemoteError::Local { path, .. } if *path == file), "{told:?}");
        assert!(fs::read(seen.join("bai.html")).unwrap() == content);
    }
    let gone = folder.path().join("khong-co");
    let told =
        remote.put("x.html", &Upload { body: UploadBody::File(&gone), ..upload(b"") }, &|_| ()).unwrap_err();
    assert!(matches!(&told, RemoteError::Local { path, .. } if *path == gone), "{told:?}");
    assert!(!seen.join("x.html").exists());
    assert_no_parts(seen);
}

/// Of many that create the same file at once, one is told that it did.
pub fn one_creates(remote: &dyn Remote) {
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

/// Whoever reads a file while it is written over sees one whole version or another.
pub fn overwriting_is_whole(remote: &dyn Remote, seen: &Path, rounds: u64) {
    let versions: Vec<Vec<u8>> = (0..4).map(|seed| bytes(150_000 + seed as usize * 70_001, seed)).collect();
    remote.put("đọc.html", &upload(&versions[0]), &|_| ()).unwrap();
    let over = AtomicBool::new(false);
    let path = seen.join("đọc.html");
    thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            while !over.load(Ordering::SeqCst) {
                let now = fs::read(&path).unwrap();
                assert!(versions.contains(&now), "half a file of {} bytes is read", now.len());
                reads += 1;
            }
            reads
        });
        for round in 1..=rounds {
            remote.put("đọc.html", &upload(&versions[(round % 4) as usize]), &|_| ()).unwrap();
        }
        over.store(true, Ordering::SeqCst);
        assert!(reader.join().unwrap() > rounds);
    });
}

/// However the line is cut, what stands under a name is whole, and a little later everything arrives.
pub fn cut_anywhere(remote: &dyn Remote, seen: &Path, faults: &Faults, cuts: u64) {
    let files: Vec<String> = (0..6).map(|number| format!("cắt/{}/tệp {number}.html", number % 2)).collect();
    let mut versions: BTreeMap<&str, Vec<Vec<u8>>> = BTreeMap::new();
    let start = faults.moved();
    put_all(remote, &files, 1000, &mut versions);
    let whole = faults.moved() - start;
    let mut broken = 0;
    for round in 0..cuts {
        // Some cuts come when a connection is made again, others at the very end.
        faults.cut_after(((spread(round) * 2.0 - 1.0) * whole as f64 * 1.25) as i64);
        let mut failed = put_all(remote, &files, 2000 + round * 10, &mut versions);
        for (name, known) in &versions {
            let now = fs::read(seen.join(name)).unwrap_or_else(|_| known[0].clone());
            assert!(known.contains(&now), "{name} has {} bytes of no version", now.len());
        }
        if faults.is_to_be_cut() {
            faults.cut_after(i64::MAX);
        }
        if failed == 0 {
            // The very last byte may have been cut, which only the next calls find out.
            failed = put_all(remote, &files, 2000 + round * 10, &mut versions);
        }
        broken += failed;
        assert_eq!(put_all(remote, &files, 2000 + round * 10, &mut versions), 0, "after cut {round}");
        for (name, known) in &mut versions {
            let last = known.pop().unwrap();
            assert!(fs::read(seen.join(name)).unwrap() == last, "{name} after cut {round}");
            *known = vec![last];
        }
    }
    assert!(broken as u64 >= cuts / 3, "only {broken} calls were cut");
    assert_no_parts(seen);
}

/// Puts all files at once, each again until the line is there; how many calls failed.
fn put_all<'a>(
    remote: &dyn Remote,
    files: &'a [String],
    seed: u64,
    versions: &mut BTreeMap<&'a str, Vec<Vec<u8>>>,
) -> usize {
    let contents: Vec<Vec<u8>> =
        (0..files.len()).map(|at| bytes(20_000 + at * 30_011, seed + at as u64)).collect();
    for (file, content) in files.iter().zip(&contents) {
        let known = versions.entry(file).or_default();
        if known.last() != Some(content) {
            known.push(content.clone());
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

/// A host that falls silent is given up, and reached again when it speaks.
pub fn silence_ends(remote: &dyn Remote, faults: &Arc<Faults>) {
    let content = bytes(400_000, 9);
    remote.put("im.html", &upload(&content), &|_| ()).unwrap();
    faults.silent(true);
    let start = Instant::now();
    let told = remote.put("im.html", &upload(&bytes(400_000, 10)), &|_| ()).unwrap_err();
    assert!(told.is_transient(), "{told:?}");
    assert!(start.elapsed() < SILENCE, "silent for {:?}", start.elapsed());
    faults.cut();
    faults.silent(false);
    assert!(remote.read("im.html", 1 << 20).unwrap().unwrap() == content);
    remote.put("im.html", &upload(b"lai noi"), &|_| ()).unwrap();
}

/// Nothing unfinished is left anywhere below `seen`.
pub fn assert_no_parts(seen: &Path) {
    let mut folders = vec![seen.to_owned()];
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

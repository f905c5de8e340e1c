//! Guarantees about the output folder, tested with the real program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::hosts::spread;
use crate::project::{Project, tree};
use crate::trials;

type Tree = BTreeMap<String, Vec<u8>>;

/// A site of `count` articles whose texts contain `word`.
fn site(count: usize, word: &str) -> Project {
    let project = Project::new();
    fill(&project, count, word);
    project
}

fn fill(project: &Project, count: usize, word: &str) {
    for number in 0..count {
        let text = format!(
            "---\ntitle: Bài {number}\ndate: 2024-01-{:02}\n---\n{word} {number}.\n",
            number % 28 + 1
        );
        project.write(&format!("content/articles/tin/bai-{number}.md"), text);
    }
}

/// The files of a clean build of the project.
fn clean(project: &Project) -> Tree {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("public");
    let built = project.command(&["build", "--out"]).arg(&out).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    tree(&out)
}

/// Asserts that two trees are equal; names the paths that differ.
fn assert_same(now: &Tree, wanted: &Tree, when: &str) {
    let paths = now.keys().chain(wanted.keys());
    let other: std::collections::BTreeSet<&String> =
        paths.filter(|path| now.get(*path) != wanted.get(*path)).collect();
    assert!(other.is_empty(), "{when}: these files differ: {other:?}");
}

/// Asserts that every file of `now` has the bytes of the old site or of the new one.
fn assert_no_torn_file(now: &Tree, old: &Tree, new: &Tree) {
    for (path, bytes) in now {
        let is_complete = old.get(path) == Some(bytes) || new.get(path) == Some(bytes);
        assert!(is_complete, "{path} is neither the old nor the new file");
    }
    for path in old.keys().filter(|path| new.contains_key(*path)) {
        assert!(now.contains_key(path), "{path} vanished");
    }
}

/// Killed at forty moments between two sites, or as many as `BANGVANG_TRIALS` says, no file is torn or lost,
/// and the next build completes the new site.
///
/// The number of kills that left files of both sites is printed, not checked: it depends on the disk and its
/// load.
#[test]
fn killed_at_random_moments() {
    let project = site(150, "Lời cũ");
    let sites = ["Lời cũ", "Lời mới"].map(|word| {
        fill(&project, 150, word);
        let mut tree = clean(&project);
        tree.insert("cua-toi.txt".into(), "của tôi".into());
        (word, tree)
    });
    let differing: Vec<&String> = sites[0]
        .1
        .iter()
        .filter(|(path, bytes)| sites[1].1.get(*path) != Some(bytes))
        .map(|(path, _)| path)
        .collect();
    assert!(differing.len() > 150, "{}", differing.len());
    let begin = Instant::now();
    clean(&project);
    let duration = begin.elapsed();
    project.run(&["build"]);
    project.write("public/cua-toi.txt", "của tôi");
    let start = Instant::now();
    let (mut kills, mut mixed, mut pending) = (0, 0, 0);
    let rounds = trials::count(40);
    while kills < rounds && (rounds > 40 || start.elapsed() < Duration::from_secs(150)) {
        let [(_, old), (word, new)] =
            if kills % 2 == 0 { [&sites[1], &sites[0]] } else { [&sites[0], &sites[1]] };
        fill(&project, 150, word);
        let mut build =
            project.command(&["build"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        sleep(duration.mul_f64(spread(kills.into()) * 1.05));
        let _ = build.kill();
        build.wait().unwrap();
        let left = project.tree("public");
        assert_no_torn_file(&left, old, new);
        let arrived = differing.iter().filter(|path| left.get(**path) == new.get(**path)).count();
        mixed += usize::from(arrived > 0 && arrived < differing.len());
        pending += usize::from(project.at("public/.bangvang/journal.json").exists());
        assert!(project.run(&["build"]).status.success());
        assert_same(&project.tree("public"), new, "after the next build");
        kills += 1;
    }
    let count = differing.len();
    eprintln!(
        "{kills} kills, {count} files differ: 0 torn, {mixed} mixed, {pending} resumed by the next build"
    );
}

/// Killed at any step of a commit, the next build yields the new site.
#[test]
fn killed_at_every_step() {
    if !cfg!(debug_assertions) {
        eprintln!("skipped: only a debug build of the program can fail at a step");
        return;
    }
    let once = ["JournalWritten", "ManifestWritten", "JournalDropped"];
    let mut hit = once.iter().filter(|step| is_reached(step)).count();
    for step in ["StageWritten", "Renamed", "Deleted", "FolderRemoved"] {
        hit += (0..).take_while(|number| is_reached(&format!("{step}({number})"))).count();
    }
    assert!(hit >= 28, "only {hit} steps were reached");
}

/// Kills a build at `step` and checks the output. Returns false if the build ends without such a step.
fn is_reached(step: &str) -> bool {
    let project = site(6, "Lời cũ");
    project.run(&["build"]);
    project.write("public/cua-toi.txt", "của tôi");
    let old = project.tree("public");
    fill(&project, 3, "Lời mới");
    fs::remove_file(project.at("content/articles/tin/bai-4.md")).unwrap();
    fs::remove_file(project.at("content/articles/tin/bai-5.md")).unwrap();
    project.write("content/articles/tin/them.md", "---\ntitle: Thêm\ndate: 2024-02-02\n---\nLời.\n");
    let mut new = clean(&project);
    new.insert("cua-toi.txt".into(), "của tôi".into());
    let killed = project.command(&["build"]).env("BANGVANG_FAIL_AT", step).output().unwrap();
    assert_no_torn_file(&project.tree("public"), &old, &new);
    let next = project.run(&["build"]);
    assert!(next.status.success(), "{step}: {}", String::from_utf8_lossy(&next.stderr));
    assert_same(&project.tree("public"), &new, step);
    assert!(!project.at("public/.bangvang/journal.json").exists(), "{step}");
    !killed.status.success()
}

/// Several builds into one folder at once: the site is complete, and a refused build reports why.
#[test]
fn two_builds_at_once() {
    let project = site(60, "Lời");
    let expected = clean(&project);
    let mut refused = 0;
    for round in 0..20 {
        if round % 5 == 0 {
            let _ = fs::remove_file(project.at("public/index.html"));
        }
        let start = || {
            let mut command = project.command(&["build", "--lang", "en"]);
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
        };
        let builds = [start(), start(), start()];
        for build in builds {
            let output = build.wait_with_output().unwrap();
            if !output.status.success() {
                refused += 1;
                let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(stderr.contains("another bangvang"), "{stderr}");
                assert_eq!(output.status.code(), Some(2));
            }
        }
        assert_same(&project.tree("public"), &expected, "after builds at once");
    }
    assert!(refused > 0, "the builds never met");
}

/// A dangerous output is refused, and no byte around it changes.
#[test]
fn dangerous_outputs_are_refused() {
    let home = tempfile::tempdir().unwrap();
    fs::create_dir(home.path().join("Documents")).unwrap();
    fs::write(home.path().join("thu.txt"), "thư").unwrap();
    let project = site(3, "Lời");
    project.write("themes/rieng/theme.yaml", "name: Riêng\n");
    project.write("day/cua-toi.txt", "của tôi");
    project.write("mot-tep", "một tệp");
    let absolute = |path: &str| project.at(path).display().to_string();
    let mut outs: Vec<String> = [
        "/",
        "..",
        ".",
        "./.",
        "content",
        "content/",
        "./content",
        "content/articles",
        "content/new",
        "themes",
        "themes/default",
        "content/../content",
        "public/../content",
        "day",
        "mot-tep",
        "mot-tep/public",
        "~",
        "src",
        ".git",
        "CONTENT",
        "/etc",
        if cfg!(windows) { r"C:\Windows" } else { "/usr/share" },
        "../..",
        "content/static/../..",
        "",
    ]
    .map(str::to_owned)
    .into();
    outs.push(absolute("content"));
    outs.push(absolute("."));
    outs.push(home.path().display().to_string());
    outs.push(home.path().join("Documents").display().to_string());
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(home.path(), project.at("lien-ket")).unwrap();
        std::os::unix::fs::symlink(project.at("content"), project.at("vao-trong")).unwrap();
        outs.extend(["lien-ket".to_owned(), "vao-trong".to_owned(), "lien-ket/Documents".to_owned()]);
    }
    let before = (tree(project.path()), tree(home.path()));
    for out in outs {
        let output = project
            .command(&["build", "--out", &out])
            .env("HOME", home.path())
            .env("USERPROFILE", home.path())
            .output()
            .unwrap();
        assert_eq!(
            output.status.code(),
            Some(2),
            "--out {out:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        assert!(!output.stderr.is_empty());
        assert!((tree(project.path()), tree(home.path())) == before, "--out {out:?} changed something");
    }
}

/// Files that bangvang did not write are never overwritten, even at the path of a page.
#[test]
fn foreign_files_are_not_overwritten() {
    let project = site(2, "Lời");
    project.run(&["build"]);
    project.write("public/tin/them/index.html", "của người khác");
    project.write("content/articles/tin/them.md", "---\ntitle: Thêm\ndate: 2024-02-02\n---\nLời.\n");
    let before = project.tree("public");
    let refused = project.run(&["build"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("index.html"));
    assert_same(&project.tree("public"), &before, "after a refused build");
    fs::remove_file(project.at("content/articles/tin/them.md")).unwrap();
    project.write("public/tin/bai-1/index.html", "sửa tay");
    fs::remove_file(project.at("content/articles/tin/bai-1.md")).unwrap();
    let built = project.run(&["build"]);
    assert!(built.status.success());
    assert_eq!(fs::read_to_string(project.at("public/tin/bai-1/index.html")).unwrap(), "sửa tay");
}

/// Returns whether the test runs as root on Linux, which can mount small volumes; prints that it is skipped
/// otherwise.
fn can_mount(name: &str) -> bool {
    let root = cfg!(target_os = "linux") && fs::metadata("/proc/self").is_ok_and(|m| owner(&m) == 0);
    let probe = tempfile::tempdir().unwrap();
    let can = root && mount(probe.path(), 1 << 20);
    if can {
        unmount(probe.path());
    } else {
        eprintln!("skipped: {name} needs root on Linux, to mount small disks");
    }
    can
}

#[cfg(unix)]
fn owner(metadata: &fs::Metadata) -> u32 {
    std::os::unix::fs::MetadataExt::uid(metadata)
}

#[cfg(not(unix))]
fn owner(_: &fs::Metadata) -> u32 {
    1
}

fn mount(at: &Path, bytes: u64) -> bool {
    let size = format!("size={bytes}");
    Command::new("mount")
        .args(["-t", "tmpfs", "-o", &size, "tmpfs"])
        .arg(at)
        .status()
        .is_ok_and(|s| s.success())
}

fn unmount(at: &Path) {
    assert!(Command::new("umount").arg(at).status().unwrap().success());
}

/// On volumes of twenty sizes that are all too small, the old site is unchanged and no staged file is left.
#[test]
fn full_disks() {
    if !can_mount("full_disks") {
        return;
    }
    let project = site(40, "Lời cũ");
    let disk = tempfile::tempdir().unwrap();
    for kilobytes in (1..=20).map(|step| step * 24) {
        let old_size = 800 * 1024;
        assert!(mount(disk.path(), old_size + kilobytes * 1024));
        let out = disk.path().join("public");
        fill(&project, 40, "Lời cũ");
        let build = || project.command(&["build", "--lang", "en", "--out"]).arg(&out).output().unwrap();
        assert!(build().status.success(), "the old site fits");
        let old = tree(&out);
        fill(&project, 40, &"Lời mới dài hơn nhiều ".repeat(400));
        let full = build();
        assert_eq!(full.status.code(), Some(2), "{}", String::from_utf8_lossy(&full.stderr));
        let stderr = String::from_utf8_lossy(&full.stderr).into_owned();
        assert!(stderr.contains("disk is full") && stderr.contains("bytes"), "{stderr}");
        assert_same(&tree(&out), &old, "after a refused build");
        let staged = fs::read_dir(out.join(".bangvang/stage")).map_or(0, Iterator::count);
        assert_eq!(staged, 0, "files are left on the stage");
        unmount(disk.path());
    }
}

/// An output on a read-only volume is refused and does not change.
#[test]
fn read_only_output() {
    if !can_mount("read_only_output") {
        return;
    }
    let project = site(5, "Lời cũ");
    let disk = tempfile::tempdir().unwrap();
    assert!(mount(disk.path(), 4 << 20));
    let out = disk.path().join("public");
    let build = || project.command(&["build", "--out"]).arg(&out).output().unwrap();
    assert!(build().status.success());
    let old = tree(&out);
    fill(&project, 5, "Lời mới");
    let remounted = Command::new("mount").args(["-o", "remount,ro"]).arg(disk.path()).status().unwrap();
    assert!(remounted.success());
    let refused = build();
    assert_eq!(refused.status.code(), Some(2));
    assert!(!refused.stderr.is_empty());
    assert_same(&tree(&out), &old, "after a refused build");
    unmount(disk.path());
}

/// The same sources give the same bytes: with any number of threads, in any place and environment, and
/// whether the output existed before or not.
#[test]
fn same_bytes() {
    let demonstration = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let build = |name: &str, threads: &str, zone: &str, language: &str| {
        let out = folder.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
        command.args(["build", "--today", "2026-11-23", "--root"]).arg(demonstration).arg("--out").arg(&out);
        command
            .env("RAYON_NUM_THREADS", threads)
            .env("TZ", zone)
            .env("LANG", language)
            .env("LC_ALL", language);
        let built = command.output().unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        tree(&out)
    };
    let first = build("a", "1", "UTC", "C");
    assert!(first.len() > 90);
    for round in 0..6 {
        let name = format!("nơi khác {round}");
        assert!(build(&name, "2", "Asia/Kolkata", "tr_TR.UTF-8") == first);
        assert!(build(&name, "8", "America/New_York", "vi_VN.UTF-8") == first);
    }
}

/// If no input has changed, the build is skipped and its warnings are printed again; a missing file, another
/// day or another text lead to a build.
#[test]
fn unchanged_builds_are_skipped() {
    let project = site(3, "Lời");
    project.write("content/articles/tin/trong.md", "---\ntitle: Trống\ndate: 2024-01-05\n---\n");
    let build = |day: &str| {
        let built = project.run(&["--lang", "en", "build", "--today", day, "--timings=json"]);
        assert!(built.status.success());
        let stdout = String::from_utf8(built.stdout).unwrap();
        (stdout.contains("\"render\""), String::from_utf8(built.stderr).unwrap())
    };
    let (was_rendered, stderr) = build("2026-06-01");
    assert!(was_rendered && stderr.contains("[no-text]"), "{stderr}");
    assert_eq!(build("2026-06-01"), (false, stderr.clone()));
    fs::remove_file(project.at("public/tin/bai-1/index.html")).unwrap();
    assert_eq!(build("2026-06-01"), (true, stderr.clone()));
    assert!(project.at("public/tin/bai-1/index.html").exists());
    assert_eq!(build("2026-06-01"), (false, stderr.clone()));
    assert_eq!(build("2026-06-02"), (true, stderr.clone()));
    project.write("content/articles/tin/bai-1.md", "---\ntitle: Khác\ndate: 2024-01-05\n---\nKhác.\n");
    assert_eq!(build("2026-06-02"), (true, stderr.clone()));
    assert_eq!(build("2026-06-02"), (false, stderr));
    assert_same(&tree(&project.at("public")), &clean(&project), "after all");
}

/// A file that cannot be replaced is found before the first change, and the message says that the site is
/// unchanged.
#[test]
fn a_page_that_cannot_be_replaced() {
    let project = site(8, "Lời cũ");
    assert!(project.run(&["build"]).status.success());
    let old = project.tree("public");
    let page = project.at("public/index.html");
    let chattr = |attribute: &str| {
        let done = Command::new("chattr").arg(attribute).arg(&page).output();
        cfg!(target_os = "linux") && done.is_ok_and(|output| output.status.success())
    };
    if !chattr("+i") {
        assert!(
            std::env::var_os("CI").is_none() || !cfg!(target_os = "linux"),
            "CI must be able to set attributes"
        );
        eprintln!("skipped: file attributes cannot be set here");
        return;
    }
    fill(&project, 8, "Lời mới");
    let settings = fs::read_to_string(project.at("content/site.yaml")).unwrap();
    project.write("content/site.yaml", settings.replacen("title: ", "title: Mới ", 1));
    let refused = project.run(&["build", "--lang", "en"]);
    let left = project.tree("public");
    assert!(chattr("-i"));
    let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{stderr}");
    assert!(
        stderr.contains("index.html is not writable") && stderr.contains("the site is unchanged"),
        "{stderr}"
    );
    assert_same(&left, &old, "after the refusal");
    assert!(project.run(&["build"]).status.success());
    assert_same(&project.tree("public"), &clean(&project), "after the next build");
}

/// Where the system cannot create threads, the program says so and ends with 2.
#[cfg(unix)]
#[test]
fn no_threads() {
    let project = site(1, "Lời");
    // A stack larger than the address space of a process, for each thread.
    let refused =
        project.command(&["build", "--lang", "en"]).env("RUST_MIN_STACK", "1000000000000000").output();
    let refused = refused.unwrap();
    let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert_eq!(refused.status.code(), Some(2), "{stderr}");
    assert!(stderr.contains("the system cannot create threads") && !stderr.contains("panicked"), "{stderr}");
}

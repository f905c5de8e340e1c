//! Publishing with the real program, to folders and ZIP files: what people are told, and what is on the host after.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

use bangvang::publish::release::Release;

use crate::project::{Project, SETTINGS, tree};

/// Files by their paths.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The manifest of a host.
pub const MANIFEST: &str = ".bangvang-manifest.json";

/// All that the program said.
pub fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// How it ended.
pub fn ending(output: &Output) -> i32 {
    output.status.code().expect("the program ends by itself")
}

/// A project that publishes to the folder `host/web` beside its site.
pub fn project() -> Project {
    let project = Project::new();
    set(&project, "may-chu: {kind: folder, path: host/web}");
    fs::create_dir(project.at("host")).unwrap();
    article(&project, "a", "Lễ phát động");
    article(&project, "b", "Hội nghị");
    project
}

/// Gives `project` these places to publish to.
pub fn set(project: &Project, targets: &str) {
    project.write("content/site.yaml", format!("{SETTINGS}publish:\n  {targets}\n"));
}

/// Writes an article of it.
pub fn article(project: &Project, slug: &str, title: &str) {
    let text = format!("---\ntitle: {title}\ndate: 2026-01-02\n---\nLời.\n");
    project.write(&format!("content/articles/tin/{slug}.md"), text);
}

fn publish(project: &Project, more: &[&str]) -> Output {
    project.run(&[&["publish", "--no-verify"], more].concat())
}

fn published(project: &Project, more: &[&str]) -> String {
    let output = publish(project, &[&["--yes"], more].concat());
    assert_eq!(ending(&output), 0, "{}", said(&output));
    said(&output)
}

fn refused(project: &Project, more: &[&str]) -> String {
    let output = publish(project, more);
    assert_eq!(ending(&output), 2, "{}", said(&output));
    said(&output)
}

/// What is on the host, but for the manifest.
fn host(project: &Project) -> Tree {
    let mut host = project.tree("host/web");
    host.remove(MANIFEST);
    host
}

/// Asserts that both hold the same files with the same bytes.
pub fn assert_same(one: &Tree, other: &Tree) {
    let paths: BTreeSet<_> =
        one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).collect();
    assert!(paths.is_empty(), "{paths:?}");
}

/// First all of it, then nothing, then only what changed; then the release before, byte for byte.
#[test]
fn a_folder_from_first_to_undone() {
    let project = project();
    let looked = publish(&project, &["--dry-run"]);
    assert!(said(&looked).contains("Lễ phát động") && !project.at("host/web/index.html").exists());
    published(&project, &[]);
    let first = host(&project);
    assert_same(&first, &project.tree("public"));
    assert!(published(&project, &[]).contains("không phải làm gì"));
    article(&project, "b", "Hội nghị lần hai");
    fs::remove_file(project.at("content/articles/tin/a.md")).unwrap();
    let told = published(&project, &[]);
    assert!(told.contains("Hội nghị lần hai") && told.contains("gỡ xuống: Lễ phát động"), "{told}");
    assert_same(&host(&project), &project.tree("public"));
    let undone = published(&project, &["--undo"]);
    assert!(undone.contains("khôi phục bản"), "{undone}");
    assert_same(&host(&project), &first);
    assert!(refused(&project, &["--undo", "--yes"]).contains("không lưu bản nào"));
    published(&project, &[]);
    assert_same(&host(&project), &project.tree("public"));
    let manifest = fs::read(project.at("host/web").join(MANIFEST)).unwrap();
    assert!(
        Release::parse(&manifest).unwrap().files["tin/b/index.html"].title.as_deref()
            == Some("Hội nghị lần hai")
    );
}

/// A site with errors is not published; the one that stands there stays.
#[test]
fn errors_are_refused() {
    let project = project();
    published(&project, &[]);
    let before = project.tree("host/web");
    project.write("content/articles/tin/c.md", "---\ntittle: C\n---\n");
    let output = publish(&project, &["--yes"]);
    assert_eq!(ending(&output), 1, "{}", said(&output));
    assert_same(&project.tree("host/web"), &before);
    // What is wrong with the content keeps nobody from going back.
    fs::remove_file(project.at("content/articles/tin/c.md")).unwrap();
    article(&project, "a", "Lễ tổng kết");
    published(&project, &[]);
    project.write("content/articles/tin/c.md", "---\ntittle: C\n---\n");
    published(&project, &["--undo"]);
    assert_same(&project.tree("host/web").into_iter().filter(|(path, _)| path != MANIFEST).collect(), &{
        let mut first = before;
        first.remove(MANIFEST);
        first
    });
}

/// Without a terminal nothing is published unasked, and dangers need a yes of their own.
#[test]
fn nothing_unasked() {
    let project = project();
    assert!(refused(&project, &[]).contains("--yes"));
    fs::create_dir(project.at("host/web")).unwrap();
    project.write("host/web/index.html", "trang của người khác");
    assert!(refused(&project, &["--yes"]).contains("--adopt"));
    assert_eq!(fs::read_to_string(project.at("host/web/index.html")).unwrap(), "trang của người khác");
    published(&project, &["--adopt"]);
    for number in 0..40 {
        article(&project, &format!("bai-{number}"), "Bài");
    }
    published(&project, &[]);
    for number in 0..40 {
        fs::remove_file(project.at(&format!("content/articles/tin/bai-{number}.md"))).unwrap();
    }
    let before = project.tree("host/web");
    assert!(refused(&project, &["--yes"]).contains("--allow-many-deletes"));
    assert_same(&project.tree("host/web"), &before);
    published(&project, &["--allow-many-deletes"]);
    assert_same(&host(&project), &project.tree("public"));
}

/// Only looking tells the dangers too, and changes nothing, not even to try the connection.
#[test]
fn a_dry_run_tells_dangers() {
    let project = project();
    project.write("host/web/index.html", "trang của người khác");
    let before = project.tree("host");
    let output = publish(&project, &["--dry-run"]);
    assert_eq!(ending(&output), 0, "{}", said(&output));
    assert!(said(&output).contains("không phải của bangvang sẽ bị ghi đè: index.html"), "{}", said(&output));
    assert_eq!(ending(&publish(&project, &["--dry-run", "--check-connection"])), 2);
    assert_same(&project.tree("host"), &before);
}

/// Two computers: the second is told who was first, and what a lock is for.
#[test]
fn two_computers() {
    let (first, second) = (project(), project());
    published(&first, &[]);
    let path = first.at("host/web").display().to_string();
    set(&second, &format!("may-chu: {{kind: folder, path: '{path}'}}"));
    assert!(published(&second, &[]).contains("không phải làm gì"));
    article(&second, "c", "Tin của máy hai");
    let third = project();
    set(&third, &format!("may-chu: {{kind: folder, path: '{path}'}}"));
    article(&third, "d", "Tin của máy ba");
    assert!(refused(&third, &["--yes"]).contains("--after-others"));
    published(&second, &[]);
    article(&first, "c", "Tin mới");
    assert!(refused(&first, &["--yes"]).contains("--after-others"));
    first.write(
        "host/web/.bangvang-lock",
        "{\"version\":1,\"token\":\"x\",\"by\":\"lan@may-3\",\"since\":\"2026-01-01T00:00:00Z\"}",
    );
    let locked = refused(&first, &["--yes", "--after-others"]);
    assert!(locked.contains("lan@may-3") && locked.contains("--take-lock"), "{locked}");
    published(&first, &["--after-others", "--take-lock"]);
    assert_same(&host(&first), &first.tree("public"));
}

/// Earlier releases are kept in a folder beside, from which another computer brings one back, and never where readers
/// come, by whatever way that folder is reached.
#[test]
fn releases_are_kept_apart() {
    let (first, second) = (project(), project());
    let [web, kept] = ["host/web", "host/cu"].map(|path| first.at(path).display().to_string());
    for project in [&first, &second] {
        set(project, &format!("may-chu: {{kind: folder, path: '{web}', releases: '{kept}'}}"));
    }
    published(&first, &[]);
    let before = host(&first);
    article(&first, "a", "Lễ tổng kết");
    published(&first, &[]);
    assert!(first.tree("host/cu").keys().any(|path| path.starts_with("bangvang-releases/0")));
    published(&second, &["--undo", "--after-others"]);
    assert_same(&host(&first), &before);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(first.at("host/web"), first.at("host/loi-tat")).unwrap();
        let hidden = first.at("host/loi-tat/cu").display().to_string();
        set(&first, &format!("may-chu: {{kind: folder, path: '{web}', releases: '{hidden}'}}"));
        assert!(refused(&first, &["--yes"]).contains("nơi bạn đọc mở xem được"));
    }
}

/// The other targets and faults of targets are told with what to write instead.
#[test]
fn targets_are_told() {
    let project = project();
    assert!(refused(&project, &["khac"]).contains("may-chu"));
    set(&project, "a: {kind: folder, path: host/a}\n  b: {kind: zip, path: host/b.zip}");
    assert!(refused(&project, &[]).contains("a, b"));
    published(&project, &["a"]);
    // One with a fault may be the one that is meant.
    set(&project, "a: {kind: folder, path: host/a}\n  b: {kind: zip, pth: host/b.zip}");
    assert!(refused(&project, &["--undo", "--yes"]).contains("`pth`"));
    project.write("content/site.yaml", SETTINGS);
    assert!(refused(&project, &[]).contains("publish:"));
    for path in ["content", ".", "public", "public/web", "..", "/", "khong/co"] {
        set(&project, &format!("x: {{kind: folder, path: '{path}'}}"));
        assert_eq!(ending(&publish(&project, &["--yes"])), 2, "{path}");
    }
    for path in ["content/a.zip", "public/a.zip", "khong/co.zip", "host"] {
        set(&project, &format!("x: {{kind: zip, path: '{path}'}}"));
        assert_eq!(ending(&publish(&project, &["--yes"])), 2, "{path}");
    }
}

/// What is wrong in the settings of a target is told by every task, none of which uses the rest of them; a path of which
/// YAML made something else is told as that, and a key may be written as Windows shows it.
#[test]
fn settings_of_a_target_are_used_whole() {
    let project = project();
    for (target, told) in [
        ("{kind: sftp, host: thu.example, user: hoa, folder: www, key: khoa}", "[key-in-project]"),
        ("{kind: folder, path: \"D:\\new\\trang\"}", "[yaml-backslash]"),
        ("{kind: folder, path: host/web, releases: \"D:\\new\"}", "[yaml-backslash]"),
    ] {
        set(&project, &format!("may-chu: {target}"));
        for task in ["--check-connection", "--undo", "--yes"] {
            let output = publish(&project, &[task]);
            assert_ne!(ending(&output), 0, "{target} {task}");
            assert!(said(&output).contains(told), "{target} {task}: {}", said(&output));
            assert!(!said(&output).contains('\u{7}') && !said(&output).contains("thu.example/www"));
        }
    }
    set(&project, "may-chu: {kind: sftp, host: thu.example, user: hoa, folder: www, key: ~\\.ssh\\id}");
    let checked = project.run(&["check"]);
    assert!(!said(&checked).contains("key-in-project"), "{}", said(&checked));
}

/// A ZIP file holds the site, is the same each time it is made, and replaces none that was not made here.
#[test]
fn a_zip_file() {
    let project = project();
    set(&project, "usb: {kind: zip, path: host/web.zip}");
    published(&project, &[]);
    let first = fs::read(project.at("host/web.zip")).unwrap();
    let names: BTreeSet<String> =
        zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap().file_names().map(str::to_owned).collect();
    assert_eq!(names, project.tree("public").into_keys().collect());
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(&first)).unwrap();
    for (path, bytes) in project.tree("public") {
        let mut found = Vec::new();
        archive.by_name(&path).unwrap().read_to_end(&mut found).unwrap();
        assert!(found == bytes, "{path}");
    }
    assert!(published(&project, &[]).contains("không phải làm gì"));
    fs::remove_file(project.at("host/web.zip")).unwrap();
    published(&project, &[]);
    assert!(fs::read(project.at("host/web.zip")).unwrap() == first);
    article(&project, "a", "Lễ tổng kết");
    published(&project, &[]);
    published(&project, &["--undo"]);
    assert!(fs::read(project.at("host/web.zip")).unwrap() == first);
    project.write("host/web.zip", "của người khác");
    assert!(refused(&project, &["--yes"]).contains("--adopt"));
    assert_eq!(fs::read_to_string(project.at("host/web.zip")).unwrap(), "của người khác");
}

/// A scheduled run publishes only when an article has become due, and says so.
#[test]
fn due() {
    let project = project();
    assert!(refused(&project, &["--due", "--yes"]).contains("publish may-chu"));
    project.write("content/articles/tin/sau.md", "---\ntitle: Bài hẹn giờ\ndate: 2096-01-02\n---\nLời.\n");
    project.write(
        "content/articles/tin/het.md",
        "---\ntitle: Bài có hạn\ndate: 2020-01-02\nexpires: 2096-03-01\n---\nLời.\n",
    );
    published(&project, &[]);
    article(&project, "a", "Sửa dở dang");
    let nothing = published(&project, &["--due"]);
    assert!(nothing.contains("chưa có bài nào đến hạn"), "{nothing}");
    assert!(!project.at("host/web/tin/sau").exists());
    let one = published(&project, &["--due", "--today", "2096-01-02"]);
    assert!(one.contains("đến ngày đăng: Bài hẹn giờ"), "{one}");
    assert!(project.at("host/web/tin/sau/index.html").is_file());
    let other = published(&project, &["--due", "--today", "2096-03-01"]);
    assert!(other.contains("hết hạn đăng: Bài có hạn"), "{other}");
    assert!(!project.at("host/web/tin/het").exists());
    published(&project, &["--undo"]);
    let undone = refused(&project, &["--due", "--yes", "--today", "2096-03-01"]);
    assert!(undone.contains("đăng một lần bằng tay"), "{undone}");
}

/// For programs everything is one object a line, every file that changes too.
#[test]
fn json_for_programs() {
    let project = project();
    let output = publish(&project, &["--yes", "--format", "json"]);
    assert_eq!(ending(&output), 0, "{}", said(&output));
    let objects: Vec<serde_json::Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let events: Vec<&str> = objects.iter().filter_map(|object| object["event"].as_str()).collect();
    for event in ["built", "publish-new", "publish-plan", "publish-sending", "publish-done-here"] {
        assert!(events.contains(&event), "{event}: {events:?}");
    }
    let plan = objects.iter().find(|object| object["event"] == "publish-plan").unwrap();
    let count = events.iter().filter(|event| **event == "publish-new").count();
    assert_eq!(plan["facts"]["files"], count);
}

/// Nothing is written through links: neither a folder nor a file of the host that is one.
#[cfg(unix)]
#[test]
fn links_lead_nowhere() {
    use std::os::unix::fs::symlink;
    let project = project();
    published(&project, &[]);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("index.html"), "của người khác").unwrap();
    let folder = project.at("host/web/tin/a");
    fs::remove_file(folder.join("index.html")).unwrap();
    fs::remove_dir(&folder).unwrap();
    symlink(elsewhere.path(), &folder).unwrap();
    article(&project, "a", "Lễ tổng kết");
    let told = refused(&project, &["--yes"]);
    assert!(told.contains("tin/a"), "{told}");
    assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "của người khác");
    fs::remove_file(project.at("content/articles/tin/a.md")).unwrap();
    published(&project, &[]);
    assert_eq!(tree(elsewhere.path()).len(), 1);
}

/// A folder that may not be written to, or a drive that is not there, is told; nothing is half done.
#[cfg(unix)]
#[test]
fn a_drive_that_is_not_there() {
    let project = project();
    set(&project, "may-chu: {kind: folder, path: host/o-dia/web}");
    let told = refused(&project, &["--yes"]);
    assert!(told.contains("không kết nối được tới"), "{told}");
    assert!(!project.at("host/o-dia").exists());
}

/// Killed at any moment, the program leaves readers a whole site on the host, and the next run makes it the new one.
#[test]
fn killed_at_any_moment() {
    let project = project();
    published(&project, &[]);
    project.write("host/web/cua-toi.txt", "của tôi");
    for round in 0..24_u64 {
        for number in 0..12 {
            article(&project, &format!("bai-{number}-{}", round % 3), &format!("Bài {round}"));
            let old = project.at(&format!("content/articles/tin/bai-{number}-{}.md", (round + 1) % 3));
            let _ = fs::remove_file(old);
        }
        assert!(project.run(&["build"]).status.success());
        let mut child = project
            .command(&["publish", "--no-verify", "--yes", "--allow-many-deletes"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // It is killed while it publishes, not while it builds: that begins when the plan is told.
        let mut output = child.stdout.take().unwrap();
        let (mut told, mut piece) = (String::new(), [0; 512]);
        while !told.contains("lên host/web") {
            match output.read(&mut piece).unwrap() {
                0 => break,
                read => told.push_str(&String::from_utf8_lossy(&piece[..read])),
            }
        }
        thread::sleep(Duration::from_micros(round * 1_700 % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_whole(&project.tree("host/web"));
        published(&project, &["--allow-many-deletes"]);
        let mut wanted = project.tree("public");
        wanted.insert("cua-toi.txt".to_owned(), "của tôi".into());
        assert_same(&host(&project), &wanted);
    }
}

/// Asserts that every link and picture of every page that readers can come to is there: from the first page, and from
/// those that the manifest names.
pub fn assert_whole(host: &Tree) {
    let manifest = host.get(MANIFEST).map(|json| Release::parse(json).expect("the manifest is whole"));
    assert!(manifest.is_none() || host.contains_key("index.html"), "there is no first page");
    let named = manifest.iter().flat_map(|manifest| manifest.files.keys().map(String::as_str));
    let mut next: Vec<String> = named
        .chain(["index.html"])
        .filter(|path| path.ends_with(".html") && host.contains_key(*path))
        .map(str::to_owned)
        .collect();
    let mut seen: BTreeSet<String> = next.iter().cloned().collect();
    while let Some(path) = next.pop() {
        let text = String::from_utf8_lossy(&host[&path]);
        for link in text
            .split(" href=\"")
            .chain(text.split(" src=\""))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            let Some(route) = link.strip_prefix('/').filter(|route| !route.starts_with('/')) else {
                continue;
            };
            let route = route.split(['#', '?']).next().unwrap_or("");
            let target = crate::readers::file_of(&bangvang::html::decode_path(route).unwrap());
            assert!(host.contains_key(&target), "{path} leads to {target}");
            if target.ends_with(".html") && seen.insert(target.clone()) {
                next.push(target);
            }
        }
    }
}

/// A password in a file that others can read is refused, and no secret is ever printed.
#[cfg(unix)]
#[test]
fn secrets_stay_secret() {
    use std::os::unix::fs::PermissionsExt;
    let project = project();
    set(&project, "may-chu: {kind: ftps, host: 127.0.0.1, port: 1, user: hoa, folder: www}");
    project.write("mat-khau", "rat-bi-mat\n");
    let run = |mode: u32| {
        fs::set_permissions(project.at("mat-khau"), fs::Permissions::from_mode(mode)).unwrap();
        let mut command = project.command(&["publish", "--yes", "--no-verify"]);
        command.env("BANGVANG_MAY_CHU_PASSWORD_FILE", project.at("mat-khau")).output().unwrap()
    };
    let open = run(0o644);
    assert!(ending(&open) == 2 && said(&open).contains("người khác cũng đọc được"), "{}", said(&open));
    let closed = run(0o600);
    assert!(ending(&closed) == 2 && !said(&closed).contains("rat-bi-mat"), "{}", said(&closed));
    let kept: Tree = tree(&project.at(".bangvang"));
    assert!(kept.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("rat-bi-mat")));
}

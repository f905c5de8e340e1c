//! Tests of publishing with the real program, to folders and ZIP files: its output, and the published files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::process::{Output, Stdio};
use std::thread;
use std::time::Duration;

use bangvang::publish::release::Release;

use crate::project::{Project, SETTINGS, tree};

/// Files by path.
pub type Tree = BTreeMap<String, Vec<u8>>;

/// The path of the manifest on a host.
pub const MANIFEST: &str = ".bangvang-manifest.json";

/// Returns the output of the program, standard output first.
pub fn output_text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// Returns the exit code.
pub fn exit_code(output: &Output) -> i32 {
    output.status.code().expect("the program is not killed by a signal")
}

/// Returns a project that publishes to the folder `host/web` beside its site.
pub fn project() -> Project {
    let project = Project::new();
    set(&project, "may-chu: {kind: folder, path: host/web}");
    fs::create_dir(project.at("host")).unwrap();
    article(&project, "a", "Lễ phát động");
    article(&project, "b", "Hội nghị");
    project
}

/// Sets the publish targets of `project`.
pub fn set(project: &Project, targets: &str) {
    project.write("content/site.yaml", format!("{SETTINGS}publish:\n  {targets}\n"));
}

/// Writes an article of `project`.
pub fn article(project: &Project, slug: &str, title: &str) {
    let text = format!("---\ntitle: {title}\ndate: 2026-01-02\n---\nLời.\n");
    project.write(&format!("content/articles/tin/{slug}.md"), text);
}

fn publish(project: &Project, more: &[&str]) -> Output {
    project.run(&[&["publish", "--no-verify"], more].concat())
}

fn published(project: &Project, more: &[&str]) -> String {
    let output = publish(project, &[&["--yes"], more].concat());
    assert_eq!(exit_code(&output), 0, "{}", output_text(&output));
    output_text(&output)
}

fn refused(project: &Project, more: &[&str]) -> String {
    let output = publish(project, more);
    assert_eq!(exit_code(&output), 2, "{}", output_text(&output));
    output_text(&output)
}

/// Returns the published files without the manifest.
fn host(project: &Project) -> Tree {
    let mut host = project.tree("host/web");
    host.remove(MANIFEST);
    host
}

/// Asserts that both have the same files with the same bytes.
pub fn assert_same(left: &Tree, right: &Tree) {
    let paths: BTreeSet<_> =
        left.keys().chain(right.keys()).filter(|path| left.get(*path) != right.get(*path)).collect();
    assert!(paths.is_empty(), "{paths:?}");
}

/// The first run publishes all files, the next nothing, the third only changes; a rollback restores the site byte
/// for byte.
#[test]
fn folder_from_first_publication_to_rollback() {
    let project = project();
    let planned = publish(&project, &["--dry-run"]);
    assert!(output_text(&planned).contains("Lễ phát động") && !project.at("host/web/index.html").exists());
    published(&project, &[]);
    let first = host(&project);
    assert_same(&first, &project.tree("public"));
    assert!(published(&project, &[]).contains("không phải làm gì"));
    article(&project, "b", "Hội nghị lần hai");
    fs::remove_file(project.at("content/articles/tin/a.md")).unwrap();
    let output = published(&project, &[]);
    assert!(output.contains("Hội nghị lần hai") && output.contains("gỡ xuống: Lễ phát động"), "{output}");
    assert_same(&host(&project), &project.tree("public"));
    let rolled_back = published(&project, &["--undo"]);
    assert!(rolled_back.contains("khôi phục bản"), "{rolled_back}");
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

/// A site with errors is not published; the published one stays.
#[test]
fn errors_are_refused() {
    let project = project();
    published(&project, &[]);
    let before = project.tree("host/web");
    project.write("content/articles/tin/c.md", "---\ntittle: C\n---\n");
    let output = publish(&project, &["--yes"]);
    assert_eq!(exit_code(&output), 1, "{}", output_text(&output));
    assert_same(&project.tree("host/web"), &before);
    // Errors in the content do not prevent a rollback.
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

/// Without a terminal nothing is published without consent, and risky changes need an option of their own.
#[test]
fn consent_is_required() {
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

/// A dry run reports risky changes too, and writes nothing to the host.
#[test]
fn dry_run_reports_risky_changes() {
    let project = project();
    project.write("host/web/index.html", "trang của người khác");
    let before = project.tree("host");
    let output = publish(&project, &["--dry-run"]);
    assert_eq!(exit_code(&output), 0, "{}", output_text(&output));
    assert!(
        output_text(&output).contains("không phải của bangvang sẽ bị ghi đè: index.html"),
        "{}",
        output_text(&output)
    );
    assert_eq!(exit_code(&publish(&project, &["--dry-run", "--check-connection"])), 2);
    assert_same(&project.tree("host"), &before);
}

/// A second computer needs consent to publish after the first, and to take over a lock.
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

/// With an archive folder, another computer can roll back; an archive inside the published folder is refused, even
/// through a link.
#[test]
fn release_archive() {
    let (first, second) = (project(), project());
    let [web, archive] = ["host/web", "host/cu"].map(|path| first.at(path).display().to_string());
    for project in [&first, &second] {
        set(project, &format!("may-chu: {{kind: folder, path: '{web}', releases: '{archive}'}}"));
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

/// Unknown targets and errors in targets are reported with the alternatives.
#[test]
fn errors_in_targets() {
    let project = project();
    assert!(refused(&project, &["khac"]).contains("may-chu"));
    set(&project, "a: {kind: folder, path: host/a}\n  b: {kind: zip, path: host/b.zip}");
    assert!(refused(&project, &[]).contains("a, b"));
    published(&project, &["a"]);
    // A target with an error counts too, because the user may mean that one.
    set(&project, "a: {kind: folder, path: host/a}\n  b: {kind: zip, pth: host/b.zip}");
    assert!(refused(&project, &["--undo", "--yes"]).contains("`pth`"));
    project.write("content/site.yaml", SETTINGS);
    assert!(refused(&project, &[]).contains("publish:"));
    for path in ["content", ".", "public", "public/web", "..", "/", "khong/co"] {
        set(&project, &format!("x: {{kind: folder, path: '{path}'}}"));
        assert_eq!(exit_code(&publish(&project, &["--yes"])), 2, "{path}");
    }
    for path in ["content/a.zip", "public/a.zip", "khong/co.zip", "host"] {
        set(&project, &format!("x: {{kind: zip, path: '{path}'}}"));
        assert_eq!(exit_code(&publish(&project, &["--yes"])), 2, "{path}");
    }
}

/// Every task reports errors in the settings of a target and then does not use it; a path with YAML escapes is
/// reported, and a key path with backslashes is accepted.
#[test]
fn targets_with_errors_are_not_used() {
    let project = project();
    for (target, code) in [
        ("{kind: sftp, host: thu.example, user: hoa, folder: www, key: khoa}", "[key-in-project]"),
        ("{kind: folder, path: \"D:\\new\\trang\"}", "[yaml-backslash]"),
        ("{kind: folder, path: host/web, releases: \"D:\\new\"}", "[yaml-backslash]"),
    ] {
        set(&project, &format!("may-chu: {target}"));
        for task in ["--check-connection", "--undo", "--yes"] {
            let output = publish(&project, &[task]);
            assert_ne!(exit_code(&output), 0, "{target} {task}");
            assert!(output_text(&output).contains(code), "{target} {task}: {}", output_text(&output));
            assert!(
                !output_text(&output).contains('\u{7}') && !output_text(&output).contains("thu.example/www")
            );
        }
    }
    set(&project, "may-chu: {kind: sftp, host: thu.example, user: hoa, folder: www, key: ~\\.ssh\\id}");
    let checked = project.run(&["check"]);
    assert!(!output_text(&checked).contains("key-in-project"), "{}", output_text(&checked));
}

/// A ZIP file has the files of the site, is the same each time, and does not replace a file of another program.
#[test]
fn zip_file() {
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

/// A scheduled run publishes only if an article has become due, and reports it.
#[test]
fn due_articles() {
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
    let appeared = published(&project, &["--due", "--today", "2096-01-02"]);
    assert!(appeared.contains("đến ngày đăng: Bài hẹn giờ"), "{appeared}");
    assert!(project.at("host/web/tin/sau/index.html").is_file());
    let expired = published(&project, &["--due", "--today", "2096-03-01"]);
    assert!(expired.contains("hết hạn đăng: Bài có hạn"), "{expired}");
    assert!(!project.at("host/web/tin/het").exists());
    published(&project, &["--undo"]);
    let after_rollback = refused(&project, &["--due", "--yes", "--today", "2096-03-01"]);
    assert!(after_rollback.contains("đăng một lần bằng tay"), "{after_rollback}");
}

/// JSON output has one object per line, and an event for each changed file.
#[test]
fn json_for_programs() {
    let project = project();
    let output = publish(&project, &["--yes", "--format", "json"]);
    assert_eq!(exit_code(&output), 0, "{}", output_text(&output));
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

/// Nothing is written through links on the host.
#[cfg(unix)]
#[test]
fn links_are_not_followed() {
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
    let output = refused(&project, &["--yes"]);
    assert!(output.contains("tin/a"), "{output}");
    assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "của người khác");
    fs::remove_file(project.at("content/articles/tin/a.md")).unwrap();
    published(&project, &[]);
    assert_eq!(tree(elsewhere.path()).len(), 1);
}

/// A missing drive is reported, and no folder is created in its place.
#[cfg(unix)]
#[test]
fn missing_drive() {
    let project = project();
    set(&project, "may-chu: {kind: folder, path: host/o-dia/web}");
    let output = refused(&project, &["--yes"]);
    assert!(output.contains("không mở được thư mục"), "{output}");
    assert!(!project.at("host/o-dia").exists());
}

/// When the program is killed at any time, the published site is complete, and the next run publishes the new one.
#[test]
fn killed_at_any_time() {
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
        // Kill it while it publishes, which begins after it has printed the plan.
        let mut stdout = child.stdout.take().unwrap();
        let (mut printed, mut chunk) = (String::new(), [0; 512]);
        while !printed.contains("lên host/web") {
            match stdout.read(&mut chunk).unwrap() {
                0 => break,
                read => printed.push_str(&String::from_utf8_lossy(&chunk[..read])),
            }
        }
        thread::sleep(Duration::from_micros(round * 1_700 % 40_000));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_whole(&project.tree("host/web"));
        published(&project, &["--allow-many-deletes"]);
        let mut expected = project.tree("public");
        expected.insert("cua-toi.txt".to_owned(), "của tôi".into());
        assert_same(&host(&project), &expected);
    }
}

/// Asserts that every link and image that readers can reach from the home page, or from a page in the manifest,
/// exists.
pub fn assert_whole(host: &Tree) {
    let manifest =
        host.get(MANIFEST).map(|json| Release::parse(json).expect("the manifest is never partial"));
    assert!(manifest.is_none() || host.contains_key("index.html"), "there is no home page");
    let listed = manifest.iter().flat_map(|manifest| manifest.files.keys().map(String::as_str));
    let mut next: Vec<String> = listed
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
            assert!(host.contains_key(&target), "{path} links to {target}");
            if target.ends_with(".html") && seen.insert(target.clone()) {
                next.push(target);
            }
        }
    }
}

/// A password file that other users can read is refused, and no secret is ever printed or stored.
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
    assert!(
        exit_code(&open) == 2 && output_text(&open).contains("người khác cũng đọc được"),
        "{}",
        output_text(&open)
    );
    let closed = run(0o600);
    assert!(
        exit_code(&closed) == 2 && !output_text(&closed).contains("rat-bi-mat"),
        "{}",
        output_text(&closed)
    );
    let stored: Tree = tree(&project.at(".bangvang"));
    assert!(stored.values().all(|bytes| !String::from_utf8_lossy(bytes).contains("rat-bi-mat")));
}

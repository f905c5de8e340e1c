//! Tests of the command `publish` with the real program and real servers: its output, and the files on the server.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Output, Stdio};
use std::thread;

use serde_json::Value;

use crate::hosts::bytes;
use crate::hosts::proxy::Proxy;
use crate::hosts::requirements::assert_no_part_files;
use crate::hosts::s3_server::{ARCHIVE, KEY, Oddity, S3Server, SECRET};
use crate::hosts::sandbox::PASSWORD;
use crate::hosts::test_host::{KINDS, Kind, Server, TestHost};
use crate::project::{Project, tree};
use crate::publishing::{MANIFEST, article, assert_same, exit_code, output_text, set};

/// A project that publishes to a test host.
struct Publisher {
    project: Project,
    environment: Vec<(&'static str, String)>,
}

impl Publisher {
    fn new(host: &TestHost) -> Publisher {
        let project = Project::new();
        set(&project, &format!("may-chu: {}", host.yaml()));
        article(&project, "a", "Lễ phát động");
        article(&project, "b", "Hội nghị");
        let environment = host.write_credentials(&project);
        Publisher { project, environment }
    }

    fn command(&self, more: &[&str]) -> std::process::Command {
        let mut command = self.project.command(&[&["publish", "--no-verify"], more].concat());
        command.envs(self.environment.iter().map(|(name, value)| (*name, value.as_str())));
        command.env_remove("SSH_AUTH_SOCK").stdin(Stdio::null());
        command
    }

    fn publish(&self, more: &[&str]) -> Output {
        let output = self.command(&[&["--yes"], more].concat()).output().unwrap();
        for secret in [PASSWORD, SECRET] {
            assert!(!output_text(&output).contains(secret), "a secret is printed");
        }
        output
    }

    fn published(&self, more: &[&str]) -> String {
        let output = self.publish(more);
        assert_eq!(exit_code(&output), 0, "{}", output_text(&output));
        output_text(&output)
    }

    /// Asserts that the command fails with `sentence` in its output and changes nothing on the host.
    fn refused(&self, host: &TestHost, more: &[&str], sentence: &str) {
        let before = host.tree();
        let output = self.publish(more);
        assert_eq!(exit_code(&output), 2, "{}", output_text(&output));
        assert!(output_text(&output).contains(sentence), "{}", output_text(&output));
        assert_same(&host.tree(), &before);
    }
}

/// Runs `work` with hosts of all kinds in parallel.
fn against_all(work: impl Fn(TestHost, Kind) + Sync) {
    let work = &work;
    thread::scope(|scope| {
        for kind in KINDS {
            scope.spawn(move || {
                if let Some(host) = TestHost::start(kind) {
                    work(host, kind);
                }
            });
        }
    });
}

/// The first run uploads all files, the next nothing, the third only changes; a rollback restores the site byte for
/// byte.
#[test]
fn first_publication_to_rollback() {
    against_all(|host, kind| {
        let publisher = Publisher::new(&host);
        let public = || publisher.project.tree("public");
        host.write("cua-toi/anh.txt", b"cua toi");
        let with_foreign = |mut tree: crate::publishing::Tree| {
            tree.insert("cua-toi/anh.txt".to_owned(), b"cua toi".to_vec());
            tree
        };
        let before = host.tree();
        assert!(publisher.published(&["--dry-run"]).contains("Lễ phát động"));
        assert!(publisher.published(&["--check-connection"]).contains("chưa đăng gì"), "{kind:?}");
        assert_same(&host.tree(), &before);
        publisher.published(&[]);
        let first = public();
        assert_same(&host.site(), &with_foreign(first.clone()));
        assert!(publisher.published(&[]).contains("không phải làm gì"), "{kind:?}");

        article(&publisher.project, "b", "Hội nghị lần hai");
        article(&publisher.project, "c", "Bài mới");
        fs::remove_file(publisher.project.at("content/articles/tin/a.md")).unwrap();
        let output = publisher.published(&["--format", "json"]);
        let events: Vec<Value> = output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let paths = |name: &str| -> BTreeSet<String> {
            let matching = events.iter().filter(|event| event["event"] == name);
            matching.map(|event| event["facts"]["path"].as_str().unwrap().to_owned()).collect()
        };
        let second = public();
        let sent: BTreeSet<String> = second
            .iter()
            .filter(|(path, bytes)| first.get(*path) != Some(bytes))
            .map(|(path, _)| path.clone())
            .collect();
        let removed: BTreeSet<String> =
            first.keys().filter(|path| !second.contains_key(*path)).cloned().collect();
        assert_eq!(&paths("publish-new") | &paths("publish-changed"), sent, "{kind:?}");
        assert_eq!(paths("publish-removed"), removed, "{kind:?}");
        let done = events.iter().find(|event| event["event"] == "publish-done").unwrap();
        assert_eq!(done["facts"]["sent"], sent.len(), "{kind:?}");
        assert_eq!(done["facts"]["removed"], removed.len(), "{kind:?}");
        assert_same(&host.site(), &with_foreign(second));

        assert!(publisher.published(&["--undo"]).contains("khôi phục bản"), "{kind:?}");
        assert_same(&host.site(), &with_foreign(first));
        assert_no_part_files(&host.server_path());
    });
}

/// Foreign and changed files are reported and not overwritten; damaged and missing records cause no deletions.
#[test]
fn foreign_files_and_damaged_records() {
    against_all(|host, kind| {
        let publisher = Publisher::new(&host);
        host.write("index.html", b"trang cua nguoi khac");
        publisher.refused(&host, &[], "--adopt");
        publisher.published(&["--adopt"]);
        host.write("tin/a/index.html", b"sua tren may chu");
        article(&publisher.project, "a", "Lễ tổng kết");
        publisher.refused(&host, &[], "--adopt");
        publisher.published(&["--adopt"]);
        assert_same(&host.site(), &publisher.project.tree("public"));

        fs::remove_file(publisher.project.at("content/articles/tin/a.md")).unwrap();
        let manifest = host.tree().remove(MANIFEST).unwrap();
        host.write(MANIFEST, &manifest[..manifest.len() / 2]);
        publisher.refused(&host, &[], "--adopt");
        host.write(MANIFEST, b"{\"version\":1,\"files\":{\"../x\":1}}");
        publisher.refused(&host, &[], "--adopt");
        fs::remove_file(host.server_path().join(MANIFEST)).unwrap();
        publisher.refused(&host, &[], "--after-others");
        publisher.published(&["--adopt", "--after-others"]);
        // Without a manifest it is unknown whether that page was ours.
        let mut expected = publisher.project.tree("public");
        let remaining = host.site().into_iter().filter(|(path, _)| !expected.contains_key(path));
        let remaining: crate::publishing::Tree = remaining.collect();
        assert!(
            remaining.keys().all(|path| path.contains("tin/a")) && !remaining.is_empty(),
            "{kind:?}: {:?}",
            remaining.keys()
        );
        expected.extend(remaining);
        assert_same(&host.site(), &expected);
    });
}

/// Of two parallel runs one publishes and the other fails; afterwards it needs consent.
#[test]
fn parallel_programs() {
    against_all(|host, kind| {
        let publishers = [Publisher::new(&host), Publisher::new(&host)];
        article(&publishers[1].project, "c", "Tin của máy hai");
        for publisher in &publishers {
            assert!(publisher.project.run(&["build"]).status.success());
        }
        let results: Vec<Output> = thread::scope(|scope| {
            let threads: Vec<_> =
                publishers.iter().map(|publisher| scope.spawn(|| publisher.publish(&[]))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let successful: Vec<usize> = (0..2).filter(|at| exit_code(&results[*at]) == 0).collect();
        let outputs: Vec<String> = results.iter().map(output_text).collect();
        assert_eq!(successful.len(), 1, "{kind:?}: {outputs:#?}");
        let successful = successful[0];
        assert_eq!(exit_code(&results[1 - successful]), 2, "{kind:?}: {outputs:#?}");
        assert_same(&host.site(), &publishers[successful].project.tree("public"));
        publishers[1 - successful].refused(&host, &[], "--after-others");
        publishers[1 - successful].published(&["--after-others"]);
        assert_same(&host.site(), &publishers[1 - successful].project.tree("public"));
    });
}

/// A full disk and missing permission are reported; the earlier site stays complete, and a later run publishes.
#[test]
fn full_disk_and_missing_permission() {
    thread::scope(|scope| {
        for kind in [Kind::Sftp, Kind::Ftps] {
            scope.spawn(move || {
                let Some(host) = TestHost::start(kind) else { return };
                let host = host.on_the_small_disk();
                let publisher = Publisher::new(&host);
                publisher.published(&[]);
                let before = host.site();
                publisher.project.write("content/static/lon.pdf", bytes(1_500_000, 3));
                article(&publisher.project, "a", "Lễ tổng kết");
                let output = publisher.publish(&[]);
                assert!(
                    exit_code(&output) == 2 && output_text(&output).contains("không còn chỗ"),
                    "{}",
                    output_text(&output)
                );
                crate::publishing::assert_whole(&host.tree());
                for (path, bytes) in before.iter().filter(|(path, _)| path.ends_with(".html")) {
                    assert!(host.site().get(path) == Some(bytes), "{path}");
                }
                fs::remove_file(publisher.project.at("content/static/lon.pdf")).unwrap();
                publisher.published(&[]);
                assert_same(&host.site(), &publisher.project.tree("public"));
            });
            scope.spawn(move || {
                let Some(host) = TestHost::start(kind) else { return };
                let publisher = Publisher::new(&host);
                publisher.published(&[]);
                let set_mode =
                    |mode| fs::set_permissions(host.server_path(), fs::Permissions::from_mode(mode)).unwrap();
                set_mode(0o555);
                article(&publisher.project, "a", "Lễ tổng kết");
                publisher.refused(&host, &[], "không cho");
                set_mode(0o755);
                publisher.published(&[]);
                assert_same(&host.site(), &publisher.project.tree("public"));
            });
        }
    });
}

/// A refused login and a changed host are reported; nothing is uploaded and no secret is printed.
#[test]
fn refused_logins_and_changed_hosts() {
    against_all(|mut host, kind| {
        let mut publisher = Publisher::new(&host);
        publisher.published(&[]);
        article(&publisher.project, "a", "Lễ tổng kết");
        let good = publisher.environment.clone();
        match kind {
            Kind::Sftp => {
                let yaml = host.yaml();
                let (without, _) = yaml.split_once(", key").unwrap();
                set(&publisher.project, &format!("may-chu: {without}}}"));
                publisher.environment.push(("BANGVANG_MAY_CHU_PASSWORD", "sai mật khẩu".to_owned()));
                publisher.refused(&host, &[], "bien-tap");
                publisher.environment.pop();
                publisher.environment.push(("BANGVANG_MAY_CHU_PASSWORD", PASSWORD.to_owned()));
                publisher.published(&[]);
                fs::remove_file(publisher.project.at("home/.ssh/known_hosts")).unwrap();
                publisher.refused(&host, &[], "SHA256:");
                let Server::Sftp(server, address) = &mut host.server else { unreachable!() };
                server.record_key(&publisher.project.at("home/.ssh/known_hosts"), "host-ed25519", *address);
                server.change_key();
                article(&publisher.project, "a", "Lễ tổng kết lần hai");
                publisher.refused(&host, &[], "SHA256:");
            }
            Kind::Ftps => {
                publisher.environment.retain(|(name, _)| *name == "HOME");
                publisher.refused(&host, &[], "bien-tap");
                publisher.environment.push(("BANGVANG_MAY_CHU_PASSWORD", "sai mật khẩu".to_owned()));
                publisher.refused(&host, &[], "bien-tap");
                publisher.environment = good;
                for certificate in ["het-han.pem", "ten-khac.pem", "tu-ky.pem"] {
                    let Server::Ftps(server) = &mut host.server else { unreachable!() };
                    server.show(certificate);
                    publisher.refused(&host, &[], "chứng chỉ");
                }
            }
            Kind::S3 => {
                publisher.environment.retain(|(name, _)| *name != "BANGVANG_MAY_CHU_SECRET_ACCESS_KEY");
                publisher.environment.push(("BANGVANG_MAY_CHU_SECRET_ACCESS_KEY", "sai".to_owned()));
                publisher.refused(&host, &[], "KHOATHU");
                // The key of this target is in files; `AWS_*` variables do not apply to it.
                publisher.environment.retain(|(name, _)| *name == "HOME");
                for (name, text) in [("ACCESS_KEY_ID", KEY), ("SECRET_ACCESS_KEY", SECRET)] {
                    publisher.project.write(name, text);
                    let path = publisher.project.at(name);
                    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
                    let variable: &str = format!("BANGVANG_MAY_CHU_{name}_FILE").leak();
                    publisher.environment.push((variable, path.display().to_string()));
                }
                for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
                    publisher.environment.push((name, "cua noi khac".to_owned()));
                }
                publisher.published(&[]);
            }
        }
    });
}

/// Earlier releases are archived in another bucket, from which another computer rolls back.
#[test]
fn archive_in_another_bucket() {
    let Some(host) = TestHost::start(Kind::S3) else { return };
    let Server::S3(server, _) = &host.server else { unreachable!() };
    let publishers = [Publisher::new(&host), Publisher::new(&host)];
    for publisher in &publishers {
        let yaml =
            host.yaml().replace("bucket: thu", &format!("bucket: thu, compress: true, releases: {ARCHIVE}"));
        set(&publisher.project, &format!("may-chu: {yaml}"));
    }
    publishers[0].published(&[]);
    let first = host.site();
    article(&publishers[0].project, "a", "Lễ tổng kết");
    publishers[0].published(&[]);
    assert!(host.tree().keys().all(|path| !path.contains("releases")));
    assert!(tree(&server.archive()).keys().any(|path| path.starts_with("bangvang-releases/0")));
    publishers[1].published(&["--undo", "--after-others"]);
    assert_same(&host.site(), &first);
}

/// On every kind of server, lost files are uploaded again, and changed files are reported and overwritten with
/// consent; `--check-host` compares every folder, and so does a run that has nothing to upload.
#[test]
fn lost_and_changed_on_the_host() {
    against_all(|host, kind| {
        let publisher = Publisher::new(&host);
        publisher.published(&[]);
        let public = || publisher.project.tree("public");
        let delete = |path: &str| fs::remove_file(host.server_path().join(path)).unwrap();
        delete("tin/b/index.html");
        delete("index.html");
        let output = publisher.published(&[]);
        assert!(output.contains("bị mất 2 tệp"), "{kind:?}: {output}");
        assert_same(&host.site(), &public());
        delete("tin/b/index.html");
        article(&publisher.project, "a", "Lễ tổng kết");
        publisher.published(&["--check-host"]);
        assert_same(&host.site(), &public());
        host.write("tin/b/index.html", b"defaced");
        publisher.refused(&host, &[], "tin/b/index.html");
        publisher.published(&["--adopt"]);
        assert_same(&host.site(), &public());
        assert!(publisher.published(&[]).contains("không phải làm gì"), "{kind:?}");
        // A rollback still restores the release before the current one.
        publisher.published(&["--undo"]);
        assert!(host.site() != public(), "{kind:?}");
    });
}

/// A storage that confirms a page, but stores half of it or nothing, is detected before the manifest lists the
/// page; the next run uploads it again without consent.
#[test]
fn lost_uploads_are_detected() {
    for oddity in [Oddity::KeepsHalf, Oddity::KeepsNothing] {
        let server = S3Server::start(oddity);
        let proxy = Proxy::to(server.address);
        let host = TestHost::with_s3_server(server, proxy);
        let publisher = Publisher::new(&host);
        let output = publisher.publish(&[]);
        assert_eq!(exit_code(&output), 2, "{}", output_text(&output));
        assert!(output_text(&output).contains("tin/a/index.html"), "{}", output_text(&output));
        assert!(!host.tree().contains_key(MANIFEST));
        let Server::S3(server, _) = &host.server else { unreachable!() };
        server.be_honest();
        publisher.published(&[]);
        assert_same(&host.site(), &publisher.project.tree("public"));
    }
}

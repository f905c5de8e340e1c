//! The command `publish` with the real program and real servers: what people are told, and what stands there after.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Output, Stdio};
use std::thread;

use serde_json::Value;

use crate::hosts::bytes;
use crate::hosts::holds::assert_no_parts;
use crate::hosts::jail::PASSWORD;
use crate::hosts::place::{KINDS, Kind, Place, Server};
use crate::hosts::proxy::Proxy;
use crate::hosts::s3_server::{ARCHIVE, KEY, Oddity, S3Server, SECRET};
use crate::project::{Project, tree};
use crate::publishing::{MANIFEST, article, assert_same, ending, said, set};

/// A project that publishes to a place.
struct Office {
    project: Project,
    environment: Vec<(&'static str, String)>,
}

impl Office {
    fn new(place: &Place) -> Office {
        let project = Project::new();
        set(&project, &format!("may-chu: {}", place.yaml()));
        article(&project, "a", "Lễ phát động");
        article(&project, "b", "Hội nghị");
        let environment = place.introduce(&project);
        Office { project, environment }
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
            assert!(!said(&output).contains(secret), "a secret is told");
        }
        output
    }

    fn published(&self, more: &[&str]) -> String {
        let output = self.publish(more);
        assert_eq!(ending(&output), 0, "{}", said(&output));
        said(&output)
    }

    /// Nothing is done, and what is told has `sentence` in it.
    fn refused(&self, place: &Place, more: &[&str], sentence: &str) {
        let before = place.tree();
        let output = self.publish(more);
        assert_eq!(ending(&output), 2, "{}", said(&output));
        assert!(said(&output).contains(sentence), "{}", said(&output));
        assert_same(&place.tree(), &before);
    }
}

/// Tries the same against all kinds of servers at once.
fn against_all(work: impl Fn(Place, Kind) + Sync) {
    let work = &work;
    thread::scope(|scope| {
        for kind in KINDS {
            scope.spawn(move || {
                if let Some(place) = Place::start(kind) {
                    work(place, kind);
                }
            });
        }
    });
}

/// First all of it, then nothing, then only what changed, then the release before, to the byte.
#[test]
fn from_first_to_undone() {
    against_all(|place, kind| {
        let office = Office::new(&place);
        let public = || office.project.tree("public");
        place.write("cua-toi/anh.txt", b"cua toi");
        let with_mine = |mut tree: crate::publishing::Tree| {
            tree.insert("cua-toi/anh.txt".to_owned(), b"cua toi".to_vec());
            tree
        };
        let before = place.tree();
        assert!(office.published(&["--dry-run"]).contains("Lễ phát động"));
        assert!(office.published(&["--check-connection"]).contains("chưa đăng gì"), "{kind:?}");
        assert_same(&place.tree(), &before);
        office.published(&[]);
        let first = public();
        assert_same(&place.site(), &with_mine(first.clone()));
        assert!(office.published(&[]).contains("không phải làm gì"), "{kind:?}");

        article(&office.project, "b", "Hội nghị lần hai");
        article(&office.project, "c", "Bài mới");
        fs::remove_file(office.project.at("content/articles/tin/a.md")).unwrap();
        let told = office.published(&["--format", "json"]);
        let events: Vec<Value> = told.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
        let paths = |name: &str| -> BTreeSet<String> {
            let those = events.iter().filter(|event| event["event"] == name);
            those.map(|event| event["facts"]["path"].as_str().unwrap().to_owned()).collect()
        };
        let second = public();
        let sent: BTreeSet<String> = second
            .iter()
            .filter(|(path, bytes)| first.get(*path) != Some(bytes))
            .map(|(path, _)| path.clone())
            .collect();
        let gone: BTreeSet<String> =
            first.keys().filter(|path| !second.contains_key(*path)).cloned().collect();
        assert_eq!(&paths("publish-new") | &paths("publish-changed"), sent, "{kind:?}");
        assert_eq!(paths("publish-removed"), gone, "{kind:?}");
        let done = events.iter().find(|event| event["event"] == "publish-done").unwrap();
        assert_eq!(done["facts"]["sent"], sent.len(), "{kind:?}");
        assert_eq!(done["facts"]["removed"], gone.len(), "{kind:?}");
        assert_same(&place.site(), &with_mine(second));

        assert!(office.published(&["--undo"]).contains("khôi phục bản"), "{kind:?}");
        assert_same(&place.site(), &with_mine(first));
        assert_no_parts(&place.seen());
    });
}

/// What is not ours, or not as we left it, is told and stays; damaged and missing records delete nothing.
#[test]
fn others_and_damage() {
    against_all(|place, kind| {
        let office = Office::new(&place);
        place.write("index.html", b"trang cua nguoi khac");
        office.refused(&place, &[], "--adopt");
        office.published(&["--adopt"]);
        place.write("tin/a/index.html", b"sua tren may chu");
        article(&office.project, "a", "Lễ tổng kết");
        office.refused(&place, &[], "--adopt");
        office.published(&["--adopt"]);
        assert_same(&place.site(), &office.project.tree("public"));

        fs::remove_file(office.project.at("content/articles/tin/a.md")).unwrap();
        let manifest = place.tree().remove(MANIFEST).unwrap();
        place.write(MANIFEST, &manifest[..manifest.len() / 2]);
        office.refused(&place, &[], "--adopt");
        place.write(MANIFEST, b"{\"version\":1,\"files\":{\"../x\":1}}");
        office.refused(&place, &[], "--adopt");
        fs::remove_file(place.seen().join(MANIFEST)).unwrap();
        office.refused(&place, &[], "--after-others");
        office.published(&["--adopt", "--after-others"]);
        // Nobody knows any more whether that page was ours.
        let mut wanted = office.project.tree("public");
        let left = place.site().into_iter().filter(|(path, _)| !wanted.contains_key(path));
        let left: crate::publishing::Tree = left.collect();
        assert!(
            left.keys().all(|path| path.contains("tin/a")) && !left.is_empty(),
            "{kind:?}: {:?}",
            left.keys()
        );
        wanted.extend(left);
        assert_same(&place.site(), &wanted);
    });
}

/// Of two programs at once one publishes and the other says why it does not; afterwards it is asked.
#[test]
fn two_programs() {
    against_all(|place, kind| {
        let offices = [Office::new(&place), Office::new(&place)];
        article(&offices[1].project, "c", "Tin của máy hai");
        for office in &offices {
            assert!(office.project.run(&["build"]).status.success());
        }
        let ended: Vec<Output> = thread::scope(|scope| {
            let threads: Vec<_> = offices.iter().map(|office| scope.spawn(|| office.publish(&[]))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        let won: Vec<usize> = (0..2).filter(|at| ending(&ended[*at]) == 0).collect();
        let told: Vec<String> = ended.iter().map(said).collect();
        assert_eq!(won.len(), 1, "{kind:?}: {told:#?}");
        let won = won[0];
        assert_eq!(ending(&ended[1 - won]), 2, "{kind:?}: {told:#?}");
        assert_same(&place.site(), &offices[won].project.tree("public"));
        offices[1 - won].refused(&place, &[], "--after-others");
        offices[1 - won].published(&["--after-others"]);
        assert_same(&place.site(), &offices[1 - won].project.tree("public"));
    });
}

/// A full disk and a folder that may not be written to are told; the site of before stays whole, and goes on later.
#[test]
fn no_room_and_no_right() {
    thread::scope(|scope| {
        for kind in [Kind::Sftp, Kind::Ftps] {
            scope.spawn(move || {
                let Some(place) = Place::start(kind) else { return };
                let place = place.on_the_small_disk();
                let office = Office::new(&place);
                office.published(&[]);
                let before = place.site();
                office.project.write("content/static/lon.pdf", bytes(1_500_000, 3));
                article(&office.project, "a", "Lễ tổng kết");
                let output = office.publish(&[]);
                assert!(ending(&output) == 2 && said(&output).contains("không còn chỗ"), "{}", said(&output));
                crate::publishing::assert_whole(&place.tree());
                for (path, bytes) in before.iter().filter(|(path, _)| path.ends_with(".html")) {
                    assert!(place.site().get(path) == Some(bytes), "{path}");
                }
                fs::remove_file(office.project.at("content/static/lon.pdf")).unwrap();
                office.published(&[]);
                assert_same(&place.site(), &office.project.tree("public"));
            });
            scope.spawn(move || {
                let Some(place) = Place::start(kind) else { return };
                let office = Office::new(&place);
                office.published(&[]);
                let rights =
                    |mode| fs::set_permissions(place.seen(), fs::Permissions::from_mode(mode)).unwrap();
                rights(0o555);
                article(&office.project, "a", "Lễ tổng kết");
                office.refused(&place, &[], "không cho");
                rights(0o755);
                office.published(&[]);
                assert_same(&place.site(), &office.project.tree("public"));
            });
        }
    });
}

/// Who is not let in, and who is not the host that it was, is told; nothing is sent and no secret is shown.
#[test]
fn who_is_let_in() {
    against_all(|mut place, kind| {
        let mut office = Office::new(&place);
        office.published(&[]);
        article(&office.project, "a", "Lễ tổng kết");
        let good = office.environment.clone();
        match kind {
            Kind::Sftp => {
                let yaml = place.yaml();
                let (without, _) = yaml.split_once(", key").unwrap();
                set(&office.project, &format!("may-chu: {without}}}"));
                office.environment.push(("BANGVANG_MAY_CHU_PASSWORD", "sai mật khẩu".to_owned()));
                office.refused(&place, &[], "bien-tap");
                office.environment.pop();
                office.environment.push(("BANGVANG_MAY_CHU_PASSWORD", PASSWORD.to_owned()));
                office.published(&[]);
                fs::remove_file(office.project.at("home/.ssh/known_hosts")).unwrap();
                office.refused(&place, &[], "SHA256:");
                let Server::Sftp(server, address) = &mut place.server else { unreachable!() };
                server.record_key(&office.project.at("home/.ssh/known_hosts"), "host-ed25519", *address);
                server.change_key();
                article(&office.project, "a", "Lễ tổng kết lần hai");
                office.refused(&place, &[], "SHA256:");
            }
            Kind::Ftps => {
                office.environment.retain(|(name, _)| *name == "HOME");
                office.refused(&place, &[], "bien-tap");
                office.environment.push(("BANGVANG_MAY_CHU_PASSWORD", "sai mật khẩu".to_owned()));
                office.refused(&place, &[], "bien-tap");
                office.environment = good;
                for certificate in ["het-han.pem", "ten-khac.pem", "tu-ky.pem"] {
                    let Server::Ftps(server) = &mut place.server else { unreachable!() };
                    server.show(certificate);
                    office.refused(&place, &[], "chứng chỉ");
                }
            }
            Kind::S3 => {
                office.environment.retain(|(name, _)| *name != "BANGVANG_MAY_CHU_SECRET_ACCESS_KEY");
                office.environment.push(("BANGVANG_MAY_CHU_SECRET_ACCESS_KEY", "sai".to_owned()));
                office.refused(&place, &[], "KHOATHU");
                // The own key of this place is in files; what is of AWS is no matter of it.
                office.environment.retain(|(name, _)| *name == "HOME");
                for (name, text) in [("ACCESS_KEY_ID", KEY), ("SECRET_ACCESS_KEY", SECRET)] {
                    office.project.write(name, text);
                    let path = office.project.at(name);
                    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
                    let variable: &str = format!("BANGVANG_MAY_CHU_{name}_FILE").leak();
                    office.environment.push((variable, path.display().to_string()));
                }
                for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"] {
                    office.environment.push((name, "cua noi khac".to_owned()));
                }
                office.published(&[]);
            }
        }
    });
}

/// A storage keeps earlier releases in a bucket of their own, from which another computer brings one back.
#[test]
fn kept_in_another_bucket() {
    let Some(place) = Place::start(Kind::S3) else { return };
    let Server::S3(server, _) = &place.server else { unreachable!() };
    let offices = [Office::new(&place), Office::new(&place)];
    for office in &offices {
        let yaml =
            place.yaml().replace("bucket: thu", &format!("bucket: thu, compress: true, releases: {ARCHIVE}"));
        set(&office.project, &format!("may-chu: {yaml}"));
    }
    offices[0].published(&[]);
    let first = place.site();
    article(&offices[0].project, "a", "Lễ tổng kết");
    offices[0].published(&[]);
    assert!(place.tree().keys().all(|path| !path.contains("releases")));
    assert!(tree(&server.archive()).keys().any(|path| path.starts_with("bangvang-releases/0")));
    offices[1].published(&["--undo", "--after-others"]);
    assert_same(&place.site(), &first);
}

/// What a real host lost is sent again, and what was changed there is told and written over after a yes, on every kind of
/// server; `--check-host` looks at every folder, and so does a run that has nothing to send.
#[test]
fn lost_and_changed_on_the_host() {
    against_all(|place, kind| {
        let office = Office::new(&place);
        office.published(&[]);
        let public = || office.project.tree("public");
        let lose = |path: &str| fs::remove_file(place.seen().join(path)).unwrap();
        lose("tin/b/index.html");
        lose("index.html");
        let told = office.published(&[]);
        assert!(told.contains("bị mất 2 tệp"), "{kind:?}: {told}");
        assert_same(&place.site(), &public());
        lose("tin/b/index.html");
        article(&office.project, "a", "Lễ tổng kết");
        office.published(&["--check-host"]);
        assert_same(&place.site(), &public());
        place.write("tin/b/index.html", b"defaced");
        office.refused(&place, &[], "tin/b/index.html");
        office.published(&["--adopt"]);
        assert_same(&place.site(), &public());
        assert!(office.published(&[]).contains("không phải làm gì"), "{kind:?}");
        // The release before is still the one that an undoing brings back.
        office.published(&["--undo"]);
        assert!(place.site() != public(), "{kind:?}");
    });
}

/// A storage that confirms a page and keeps half of it, or nothing, is found out before its manifest claims the page; the
/// next run sends it again without a question.
#[test]
fn a_storage_that_lies() {
    for oddity in [Oddity::KeepsHalf, Oddity::KeepsNothing] {
        let server = S3Server::start(oddity);
        let line = Proxy::to(server.address);
        let place = Place::of_storage(server, line);
        let office = Office::new(&place);
        let output = office.publish(&[]);
        assert_eq!(ending(&output), 2, "{}", said(&output));
        assert!(said(&output).contains("tin/a/index.html"), "{}", said(&output));
        assert!(!place.tree().contains_key(MANIFEST));
        let Server::S3(server, _) = &place.server else { unreachable!() };
        server.be_honest();
        office.published(&[]);
        assert_same(&place.site(), &office.project.tree("public"));
    }
}

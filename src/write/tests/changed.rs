//! Files in the output that another program or the user created or changed.

use std::fs;

use super::{Sandbox, Site, expected, site, stage_and_commit, tree};
use crate::write::{AdoptPolicy, LeftFile, LeftReason, WriteError};

fn assert_foreign(
    result: Result<crate::write::CommitOutcome, WriteError>,
    sandbox: &Sandbox,
    expected: &[&str],
) {
    match result {
        Err(WriteError::Foreign { paths }) => {
            let wanted: Vec<_> = expected.iter().map(|path| sandbox.out().join(path)).collect();
            assert_eq!(paths, wanted);
        }
        other => panic!("{other:?}"),
    }
}

/// Foreign files are preserved by every build, also in our folders.
#[test]
fn foreign_files_stay() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a/b.html", "1")])).unwrap();
    sandbox.write("home/project/public/CNAME", "example.vn");
    sandbox.write("home/project/public/a/notes.txt", "mine");
    sandbox.build(&site(&[("c.html", "2")])).unwrap();
    let all = site(&[("CNAME", "example.vn"), ("a/notes.txt", "mine"), ("c.html", "2")]);
    assert_eq!(tree(&sandbox.out()), expected(&all));
}

/// All foreign files in the way are reported at once, and nothing changes.
#[test]
fn foreign_files_in_the_way_are_named() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1")])).unwrap();
    sandbox.write("home/project/public/b.html", "by hand");
    sandbox.write("home/project/public/c.html", "same");
    let before = super::whole_tree(&sandbox.out());
    let pages = site(&[("a.html", "2"), ("b.html", "x"), ("c.html", "same"), ("d/e.html", "y")]);
    assert_foreign(sandbox.build(&pages), &sandbox, &["b.html", "c.html"]);
    assert_eq!(super::whole_tree(&sandbox.out()), before);
}

/// A page that was edited after the last build is neither replaced nor adopted.
#[test]
fn edited_page_is_not_replaced() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1"), ("b.html", "1")])).unwrap();
    sandbox.write("home/project/public/a.html", "edited");
    assert_foreign(sandbox.build(&site(&[("a.html", "1"), ("b.html", "2")])), &sandbox, &["a.html"]);
    assert_eq!((sandbox.page("a.html").as_str(), sandbox.page("b.html").as_str()), ("edited", "1"));
}

/// An edited page that already has the bytes of the new one counts as unchanged.
#[test]
fn edit_with_the_new_bytes_is_unchanged() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1")])).unwrap();
    sandbox.write("home/project/public/a.html", "the next");
    assert_eq!(sandbox.build(&site(&[("a.html", "the next")])).unwrap().unchanged, 1);
}

/// With `AdoptPolicy::Over`, edited and foreign files are replaced and are ours from then on.
#[test]
fn adopting_replaces() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1")])).unwrap();
    sandbox.write("home/project/public/a.html", "edited");
    sandbox.write("home/project/public/b.html", "by hand");
    let pages = site(&[("a.html", "2"), ("b.html", "3")]);
    assert_foreign(
        stage_and_commit(sandbox.adopt(AdoptPolicy::Beside).unwrap().staging().unwrap(), &pages),
        &sandbox,
        &["a.html", "b.html"],
    );
    stage_and_commit(sandbox.adopt(AdoptPolicy::Over).unwrap().staging().unwrap(), &pages).unwrap();
    assert_eq!(tree(&sandbox.out()), expected(&pages));
    assert_eq!(sandbox.build(&Site::new()).unwrap().removed, 2);
    assert!(tree(&sandbox.out()).is_empty());
}

/// An edited page that the new site does not have is not deleted, is reported once, and is foreign from then
/// on.
#[test]
fn edited_page_is_not_deleted() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1"), ("b/c.html", "2"), ("d.html", "3")])).unwrap();
    sandbox.write("home/project/public/b/c.html", "edited");
    fs::remove_file(sandbox.out().join("d.html")).unwrap();
    let outcome = sandbox.build(&Site::new()).unwrap();
    assert_eq!(outcome.removed, 1);
    assert_eq!(outcome.left, [LeftFile { path: "b/c.html".into(), why: LeftReason::Edited }]);
    assert_eq!(sandbox.build(&Site::new()).unwrap().left, []);
    assert_foreign(sandbox.build(&site(&[("b/c.html", "3")])), &sandbox, &["b/c.html"]);
    assert_eq!(sandbox.page("b/c.html"), "edited");
}

/// A folder at the path of a former page is not deleted.
#[test]
fn folder_at_the_path_of_a_page_is_not_deleted() {
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a", "1")])).unwrap();
    fs::remove_file(sandbox.out().join("a")).unwrap();
    sandbox.write("home/project/public/a/precious.txt", "mine");
    let outcome = sandbox.build(&Site::new()).unwrap();
    assert_eq!(outcome.left, [LeftFile { path: "a".into(), why: LeftReason::NotFile }]);
    assert_eq!(tree(&sandbox.out()), expected(&site(&[("a/precious.txt", "mine")])));
}

/// Links are never followed: not to write a page, not to write below one, not to delete, whatever the adopt
/// policy.
#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    use std::os::unix::fs::symlink;
    let sandbox = Sandbox::new();
    sandbox.build(&site(&[("a.html", "1"), ("news/b.html", "2")])).unwrap();
    sandbox.write("precious/b.html", "2");
    sandbox.write("precious/a.html", "1");
    fs::remove_file(sandbox.out().join("a.html")).unwrap();
    super::remove_all(&sandbox.out().join("news"));
    symlink(sandbox.at("precious/a.html"), sandbox.out().join("a.html")).unwrap();
    symlink(sandbox.at("precious"), sandbox.out().join("news")).unwrap();
    let before = super::whole_tree(&sandbox.at("precious"));
    let pages = site(&[("a.html", "3"), ("news/b.html", "4"), ("news/c.html", "5")]);
    assert_foreign(sandbox.build(&pages), &sandbox, &["a.html", "news"]);
    assert_foreign(
        stage_and_commit(sandbox.adopt(AdoptPolicy::Over).unwrap().staging().unwrap(), &pages),
        &sandbox,
        &["a.html", "news"],
    );
    let left = sandbox.build(&Site::new()).unwrap().left;
    let why: Vec<_> = left.iter().map(|left| left.why).collect();
    assert_eq!(why, [LeftReason::NotFile, LeftReason::BehindLink]);
    assert_eq!(super::whole_tree(&sandbox.at("precious")), before);
}

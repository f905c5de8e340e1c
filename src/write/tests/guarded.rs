//! Folders that are refused as outputs.

#[cfg(unix)]
use std::fs;
use std::path::{Path, PathBuf};

use super::{Sandbox, whole_tree};
use crate::write::{AdoptPolicy, Danger, OpenOptions, OutputFolder, ProtectedFolders, WriteError, guard};

fn refusal(out: &Path, protected: &ProtectedFolders) -> Option<Danger> {
    let options = OpenOptions { adopt: AdoptPolicy::Over, ..OpenOptions::default() };
    match OutputFolder::open(out, protected, &options) {
        Err(WriteError::Unsafe { why, .. }) => Some(why),
        Err(other) => panic!("{}: {other}", out.display()),
        Ok(_) => None,
    }
}

fn dangerous_sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    for path in
        ["Documents/letter.txt", "Desktop/x.txt", ".ssh/key", "OneDrive/Documents/y.txt", "Tài liệu/z.txt"]
    {
        sandbox.write(&format!("home/{path}"), "precious");
    }
    for path in [".git/HEAD", "src/main.rs", "tests/a.rs", "file.txt", "public/.bangvang/manifest.json"] {
        sandbox.write(&format!("home/project/{path}"), "precious");
    }
    sandbox
}

/// More than thirty dangerous settings are refused even with `AdoptPolicy::Over`, and nothing on the disk
/// changes.
#[test]
fn dangerous_outputs_are_refused() {
    let sandbox = dangerous_sandbox();
    let base = sandbox.base.display().to_string();
    let cases: Vec<(String, Danger)> = [
        ("/", Danger::Root),
        ("///", Danger::Root),
        ("/..", Danger::Root),
        ("", Danger::Project),
        (".", Danger::Project),
        ("./", Danger::Project),
        ("content/..", Danger::Project),
        ("missing/..", Danger::Project),
        ("..", Danger::Home),
        ("../.", Danger::Home),
        ("../..", Danger::Above),
        ("~", Danger::Notation),
        ("~/public", Danger::Notation),
        ("content", Danger::Input),
        ("./content/", Danger::Input),
        ("CONTENT", Danger::Input),
        ("Content/News", Danger::Input),
        ("content/news", Danger::Input),
        ("content/new/deep", Danger::Input),
        ("public/../content", Danger::Input),
        ("missing/../content/out", Danger::Input),
        ("themes", Danger::Input),
        ("themes/plain", Danger::Input),
        ("../Documents", Danger::Personal),
        ("../documents/", Danger::Personal),
        ("../Desktop", Danger::Personal),
        ("../Tài liệu", Danger::Personal),
        ("../Downloads", Danger::Personal),
        ("../.ssh", Danger::Personal),
        ("../OneDrive", Danger::Personal),
        ("../OneDrive/Documents", Danger::Personal),
        (".git", Danger::Hidden),
        (".git/site", Danger::Hidden),
        (".GIT/site", Danger::Hidden),
        ("public/.bangvang", Danger::Hidden),
        ("src", Danger::Sources),
        ("src/site", Danger::Sources),
        ("tests", Danger::Sources),
        ("benches", Danger::Sources),
        ("file.txt", Danger::NotFolder),
        ("file.txt/below", Danger::NotFolder),
    ]
    .map(|(out, why)| (out.to_owned(), why))
    .into();
    let before = whole_tree(&sandbox.base);
    for (out, why) in cases {
        assert_eq!(refusal(Path::new(&out), &sandbox.protected()), Some(why), "{out:?} in {base}");
    }
    assert_eq!(whole_tree(&sandbox.base), before);
}

/// Drives and shares are refused: on Windows as roots, elsewhere because they would become plain file names.
#[test]
fn drives_and_shares_are_refused() {
    let sandbox = dangerous_sandbox();
    let before = whole_tree(&sandbox.base);
    let mut outs = vec!["C:\\", "C:", "D:/", "\\\\server\\share"];
    // On Windows it is a valid path: the folder beside the current one.
    outs.extend(cfg!(unix).then_some("..\\content"));
    for out in outs {
        assert!(refusal(Path::new(out), &sandbox.protected()).is_some(), "{out}");
    }
    assert_eq!(whole_tree(&sandbox.base), before);
}

/// On Windows, a name that no folder can have, or that Explorer cannot delete, is refused; elsewhere it is
/// accepted.
#[test]
fn impossible_names() {
    let sandbox = Sandbox::new();
    for out in ["public.", "public ", "aux", "nul/site", "site/Con.x", "a<b"] {
        let wanted = cfg!(windows).then_some(Danger::Notation);
        assert_eq!(refusal(Path::new(out), &sandbox.protected()), wanted, "{out}");
        crate::write::tests::remove_all(&sandbox.root().join(out));
    }
}

/// Folders of the system and folders that hold a home folder are refused.
#[cfg(unix)]
#[test]
fn system_folders_are_refused() {
    let sandbox = Sandbox::new();
    let mut protected = sandbox.protected();
    for out in ["/etc", "/usr", "/USR", "/var", "/home", "/proc", "/tmp", "/dev"] {
        assert_eq!(guard_refusal(out, &protected), Some(Danger::System), "{out}");
    }
    protected.home = Some(PathBuf::from("/home/hoa"));
    assert!(guard_refusal("/home", &protected).is_some());
    assert_eq!(guard_refusal("/home/hoa", &protected), Some(Danger::Home));
    assert_eq!(guard_refusal("/home/hoa/Desktop", &protected), Some(Danger::Personal));
    assert_eq!(guard_refusal("/home/hoa/site/public", &protected), None);
    assert_eq!(guard_refusal("/var/www/html", &protected), None);
}

#[cfg(unix)]
fn guard_refusal(out: &str, protected: &ProtectedFolders) -> Option<Danger> {
    match guard(Path::new(out), protected) {
        Err(WriteError::Unsafe { why, .. }) => Some(why),
        Err(other) => panic!("{other}"),
        Ok(_) => None,
    }
}

/// A link as output, a dangling link and a link into the inputs are refused; a link to another place is
/// followed.
#[cfg(unix)]
#[test]
fn links_are_refused_or_followed() {
    use std::os::unix::fs::symlink;
    let sandbox = dangerous_sandbox();
    let root = sandbox.root();
    symlink(sandbox.at("home/Documents"), root.join("link")).unwrap();
    symlink(root.join("nowhere"), root.join("dangling")).unwrap();
    symlink(root.join("content"), root.join("detour")).unwrap();
    fs::create_dir(sandbox.at("elsewhere")).unwrap();
    symlink(sandbox.at("elsewhere"), root.join("away")).unwrap();
    let before = whole_tree(&sandbox.base);
    let protected = sandbox.protected();
    let cases = [
        ("link", Danger::Link),
        ("link/", Danger::Link),
        ("./link/.", Danger::Link),
        ("content/../link", Danger::Link),
        ("dangling", Danger::Link),
        ("dangling/below", Danger::Link),
        ("detour", Danger::Link),
        ("detour/news", Danger::Input),
        ("detour/new", Danger::Input),
        ("away/..", Danger::Above),
    ];
    for (out, why) in cases {
        assert_eq!(refusal(Path::new(out), &protected), Some(why), "{out}");
    }
    assert_eq!(whole_tree(&sandbox.base), before);
    assert_eq!(guard(Path::new("away/public"), &protected).unwrap(), sandbox.at("elsewhere/public"));
}

/// A `.bangvang` that is a link, or contains links, is refused before anything is written through it.
#[cfg(unix)]
#[test]
fn links_in_our_own_folder_are_refused() {
    use std::os::unix::fs::symlink;
    for name in ["", "/held", "/lock", "/stage", "/stage/tree", "/manifest.json", "/journal.json"] {
        let sandbox = Sandbox::new();
        sandbox.write("target/precious", "precious");
        let link = sandbox.out().join(format!(".bangvang{name}"));
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(sandbox.at("target/precious"), &link).unwrap();
        let before = whole_tree(&sandbox.base);
        assert_eq!(refusal(&sandbox.out(), &sandbox.protected()), Some(Danger::Link), "{name}");
        assert_eq!(whole_tree(&sandbox.base), before);
    }
}

/// Ordinary outputs are accepted whether they exist or not, and are returned as canonical paths.
#[test]
fn ordinary_outputs_are_accepted() {
    let sandbox = Sandbox::new();
    let protected = sandbox.protected();
    for (out, canonical) in [
        ("public", "home/project/public"),
        ("./build/../public/", "home/project/public"),
        ("contents", "home/project/contents"),
        ("a/b/c", "home/project/a/b/c"),
        ("../site with ü ☺", "home/site with ü ☺"),
        ("../../outside", "outside"),
    ] {
        assert_eq!(guard(Path::new(out), &protected).unwrap(), sandbox.at(canonical), "{out}");
    }
}

/// An empty home or `/` as home, as in containers, does not forbid the project's own `public`.
#[test]
fn odd_homes_do_not_forbid_the_project() {
    let sandbox = Sandbox::new();
    for home in [PathBuf::new(), PathBuf::from("/"), sandbox.root(), PathBuf::from("/nonexistent")] {
        let protected = ProtectedFolders { home: Some(home.clone()), ..sandbox.protected() };
        assert!(guard(Path::new("public"), &protected).is_ok(), "{}", home.display());
    }
}

/// A folder with files and without our manifest is refused and not changed, until the caller adopts it.
#[test]
fn foreign_folders_are_refused_until_adopted() {
    let sandbox = Sandbox::new();
    sandbox.write("home/project/public/index.html", "by hand");
    let before = whole_tree(&sandbox.base);
    assert!(matches!(sandbox.open(), Err(WriteError::NotEmpty { .. })));
    assert_eq!(whole_tree(&sandbox.base), before);
    assert!(sandbox.adopt(AdoptPolicy::Beside).is_ok());
}

/// A folder that holds only files of a file manager counts as empty.
#[test]
fn files_of_file_managers_are_ignored() {
    let sandbox = Sandbox::new();
    sandbox.write("home/project/public/.DS_Store", "litter");
    sandbox.write("home/project/public/.gitkeep", "");
    sandbox.write("home/project/public/Desktop.ini", "litter");
    assert!(sandbox.open().is_ok());
}

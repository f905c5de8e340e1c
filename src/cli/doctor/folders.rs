//! Checks the project folder, the output folder and the disk.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::doctor::finding::Finding;
use crate::cli::write_errors::display_path;
use crate::diagnostic::Code;
use crate::file::{self, OWN};
use crate::pipeline::{self, NoBuildObserver};

/// Below this, a build of a large site may not fit, in bytes.
const LITTLE_SPACE_BYTES: u64 = 1_000_000_000;

/// Below this, the next build or the next saved version may not fit, in bytes.
const NO_SPACE_BYTES: u64 = 100_000_000;

/// The longest path that programs of Windows without long paths can open, in characters.
const MAX_WINDOWS_PATH_CHARS: usize = 259;

/// Checks the project at `root`, its folder for output `out`, and the disk that they are on.
pub fn findings(root: &Path, out: &Path) -> Vec<Finding> {
    let mut findings = vec![project(root)];
    let own = root.join(OWN);
    for (name, folder) in [("doctor-write", root), ("doctor-output", out), ("doctor-own", own.as_path())] {
        findings.push(writable(name, folder));
    }
    findings.push(disk_space(root));
    findings.extend(longest_path(root).filter(|_| cfg!(windows)));
    findings
}

/// Checks whether all files of the project can be read.
fn project(root: &Path) -> Finding {
    let path = display_path(root);
    if let Err(error) = fs::read_dir(root.join("content")) {
        return Finding::problem("doctor-no-project").arg("path", path).arg("reason", file::reason(&error));
    }
    let settings = ["site.yaml", "site.yml"].map(|name| root.join("content").join(name));
    if !settings.iter().any(|path| path.is_file()) {
        return Finding::problem("doctor-no-settings").arg("path", path);
    }
    match pipeline::scan(root, &NoBuildObserver) {
        Err(error) => {
            Finding::problem("doctor-no-project").arg("path", path).arg("reason", file::reason(&error))
        }
        Ok(scan) => {
            let unreadable = scan.diagnostics().filter(|found| found.code == Code::Unreadable).count();
            let files = scan.sources.below("content/").chain(scan.sources.below("themes/")).count();
            let finding = match unreadable {
                0 => Finding::good("doctor-project"),
                _ => Finding::problem("doctor-unreadable").arg("count", unreadable.to_string()),
            };
            finding.arg("path", path).arg("files", files.to_string())
        }
    }
}

/// Checks whether a file can be created and deleted in `folder`, or in the nearest folder above it that exists.
/// `name` is the message when it can; that with `-refused` at its end is the one when it cannot.
fn writable(name: &'static str, folder: &Path) -> Finding {
    let existing = existing_folder(folder);
    let result = existing
        .as_deref()
        .map_err(file::reason)
        .and_then(|existing| probe(existing).map_err(|error| file::reason(&error)));
    let refused = match name {
        "doctor-write" => "doctor-write-refused",
        "doctor-output" => "doctor-output-refused",
        _ => "doctor-own-refused",
    };
    let finding = match result {
        Ok(()) => Finding::good(name),
        Err(reason) => Finding::problem(refused).arg("reason", reason),
    };
    finding.arg("path", display_path(folder))
}

/// Returns the nearest of `folder` and the folders above it that exists.
///
/// # Errors
/// When a file has the place of one of them.
fn existing_folder(folder: &Path) -> io::Result<PathBuf> {
    for path in folder.ancestors() {
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_dir() => return Ok(path.to_owned()),
            Ok(_) => return Err(ErrorKind::NotADirectory.into()),
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::NotFound.into())
}

/// Creates a file in `folder`, writes to it and deletes it.
fn probe(folder: &Path) -> io::Result<()> {
    let path = probe_path(folder);
    let written = OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| {
        file.write_all(b"bangvang doctor")?;
        file.sync_all()
    });
    let removed = if path.exists() { fs::remove_file(&path) } else { Ok(()) };
    written.and(removed)
}

/// The path of a file that nothing else has; the scan ignores it.
fn probe_path(folder: &Path) -> PathBuf {
    folder.join(format!(".bangvang-doctor-{}.tmp", std::process::id()))
}

/// Checks how much space the disk of the project has.
fn disk_space(root: &Path) -> Finding {
    match existing_folder(root).and_then(|folder| free_bytes(&folder)) {
        Ok(bytes) => space_finding(bytes),
        Err(error) => Finding::warning("doctor-space-unknown").arg("reason", file::reason(&error)),
    }
}

/// Returns the finding for a disk with `bytes` of free space.
fn space_finding(bytes: u64) -> Finding {
    let finding = match bytes {
        0..NO_SPACE_BYTES => Finding::problem("doctor-no-space"),
        NO_SPACE_BYTES..LITTLE_SPACE_BYTES => Finding::warning("doctor-little-space"),
        _ => Finding::good("doctor-space"),
    };
    finding.arg("megabytes", (bytes / 1_000_000).to_string())
}

/// Returns the free space of the disk of `folder` that this user may use, in bytes.
#[cfg(unix)]
fn free_bytes(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// Returns the free space of the disk of `folder`, in bytes, at most [`LITTLE_SPACE_BYTES`].
///
/// The standard library has no call for it, but NTFS reserves the space of a file when its length is set.
#[cfg(not(unix))]
fn free_bytes(folder: &Path) -> io::Result<u64> {
    let path = probe_path(folder);
    let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
    let fits = |bytes: &u64| file.set_len(*bytes).is_ok();
    let free = [LITTLE_SPACE_BYTES, NO_SPACE_BYTES].into_iter().find(fits).unwrap_or_default();
    drop(file);
    fs::remove_file(&path)?;
    Ok(free)
}

/// Checks the longest path of the project, which other programs of Windows may not be able to open.
fn longest_path(root: &Path) -> Option<Finding> {
    let scan = pipeline::scan(root, &NoBuildObserver).ok()?;
    let longest = scan.sources.below("content/").max_by_key(|source| source.path.chars().count())?;
    Some(length_finding(&display_path(root), &longest.path))
}

/// Returns the finding for the file at `path` of the project at `root`.
fn length_finding(root: &str, path: &str) -> Finding {
    let length = root.chars().count() + 1 + path.chars().count();
    let is_long = length > MAX_WINDOWS_PATH_CHARS;
    let finding =
        if is_long { Finding::warning("doctor-long-path") } else { Finding::good("doctor-path-length") };
    finding.arg("path", path).arg("length", length.to_string())
}

#[cfg(test)]
mod tests {
    use super::{existing_folder, length_finding, space_finding, writable};
    use crate::cli::doctor::finding::FindingState;

    /// A full disk is a problem, a nearly full one a warning.
    #[test]
    fn space() {
        let state = |megabytes: u64| space_finding(megabytes * 1_000_000).state;
        assert_eq!(state(99), FindingState::Problem);
        assert_eq!(state(100), FindingState::Warning);
        assert_eq!(state(999), FindingState::Warning);
        assert_eq!(state(1000), FindingState::Good);
        assert_eq!(space_finding(0).state, FindingState::Problem);
    }

    /// The path of a file has the project folder before it.
    #[test]
    fn path_length() {
        let state = |length: usize| length_finding(r"C:\web", &"a".repeat(length)).state;
        assert_eq!(state(252), FindingState::Good);
        assert_eq!(state(253), FindingState::Warning);
    }

    /// A folder that does not exist is checked by the one above it; a check leaves nothing behind.
    #[test]
    fn folders_are_tried() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("a/b");
        assert_eq!(existing_folder(&inner).unwrap(), root.path());
        assert_eq!(writable("doctor-output", &inner).state, FindingState::Good);
        assert_eq!(std::fs::read_dir(root.path()).unwrap().count(), 0);
        std::fs::write(root.path().join("a"), "x").unwrap();
        let refused = writable("doctor-output", &inner);
        assert_eq!((refused.state, refused.name), (FindingState::Problem, "doctor-output-refused"));
    }
}

//! The path of a file of the site: relative, with `/` between the names on every system.

use std::fmt;
use std::ops::Deref;
use std::path::{Path, PathBuf};

use super::is_part;

/// The folder of our own records in an output or a project; also the prefix of the names of our files on a
/// host.
pub const OWN: &str = ".bangvang";

/// Maximum length of a path in bytes: the limit of S3 keys and of paths on macOS.
const MAX_PATH_BYTES: usize = 1024;

/// The path of a planned file relative to the output folder. It has not been validated yet ([`is_site_path`]).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// Wraps `path`, which has `/` between the names.
    pub fn new(path: impl Into<String>) -> OutputPath {
        OutputPath(path.into())
    }
}

impl Deref for OutputPath {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Returns whether `path` can only mean a file or folder of the site: relative on every system, and not in
/// `.bangvang`.
///
/// All paths from a plan, a manifest or a journal are validated with this function.
pub fn is_site_path(path: &str) -> bool {
    let is_drive = |name: &str| name.as_bytes().get(1) == Some(&b':');
    let is_strange = |c: char| c == '\\' || c.is_control();
    let first = path.split('/').next().unwrap_or("");
    !first.eq_ignore_ascii_case(OWN)
        && !path.contains(is_strange)
        && path.split('/').all(|name| !matches!(name, "" | "." | "..") && !is_drive(name))
}

/// Returns whether `path` is a site path that a host can store: none of our records, no unfinished file, and
/// not longer than 1024 bytes.
pub fn is_host_path(path: &str) -> bool {
    let is_own = |name: &str| name.get(..OWN.len()).is_some_and(|start| start.eq_ignore_ascii_case(OWN));
    is_site_path(path)
        && path.len() <= MAX_PATH_BYTES
        && !path.split('/').any(|name| is_own(name) || is_part(name))
}

/// Returns whether `name` is a single file name without control characters or undecodable bytes.
pub fn is_plain_name(name: &str) -> bool {
    let is_strange = |c: char| matches!(c, '/' | '\\' | char::REPLACEMENT_CHARACTER) || c.is_control();
    !matches!(name, "" | "." | "..") && !name.contains(is_strange)
}

/// Iterates over the folders above `path`, the topmost first.
pub fn ancestors(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(end, _)| &path[..end])
}

/// Splits `path` into its folder (empty for the top) and its name.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Joins the site path `path` to `folder`.
pub fn below(folder: &Path, path: &str) -> PathBuf {
    let mut full = PathBuf::with_capacity(folder.as_os_str().len() + path.len() + 1);
    full.push(folder);
    // Name by name: a verbatim path of Windows (`\\?\C:\…`) takes `/` for a part of a name.
    full.extend(path.split('/'));
    full
}

#[cfg(test)]
mod tests {
    use super::{ancestors, below, is_host_path, is_site_path, split};
    use std::path::Path;

    /// Paths of pages and files are accepted; paths that lead out of the site, to our own records or to an
    /// unfinished file are refused.
    #[test]
    fn paths_of_the_site() {
        let longest = "a".repeat(1024);
        let longer = format!("{longest}a");
        for path in [
            "index.html",
            "tin/bài viết/index.html",
            ".htaccess",
            ".well-known/security.txt",
            "_headers",
            "...",
            "a b",
            "bangvang",
            "tin/my.bangvang",
            "cua-toi.part",
            "a/\u{fffd}",
            &longest,
        ] {
            assert!(is_site_path(path) && is_host_path(path), "{path}");
        }
        for path in [
            "a/.bangvang/x",
            ".bangvang-lock",
            "a/.BANGVANG-manifest.json",
            "a.html.~bangvang-0123456789.part",
            "x.~bangvang-0123456789.part/a",
            &longer,
        ] {
            assert!(is_site_path(path) && !is_host_path(path), "{path}");
        }
        for path in [
            "",
            "/",
            "/etc/passwd",
            "tin/",
            "a//b",
            ".",
            "..",
            "a/./b",
            "../b",
            "a/../../b",
            r"a\..\b",
            r"\\may\chu",
            "C:/x",
            "c:x",
            "a/C:",
            "a\0b",
            "a\nb",
            "a/\u{85}",
            ".bangvang",
            ".bangvang/manifest.json",
            ".BangVang/x",
        ] {
            assert!(!is_site_path(path) && !is_host_path(path), "{path:?}");
        }
    }

    /// Paths are split and joined name by name.
    #[test]
    fn parts_of_paths() {
        assert_eq!(ancestors("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
        assert_eq!(ancestors("c.html").count(), 0);
        assert_eq!((split("a/b/c.html"), split("c.html")), (("a/b", "c.html"), ("", "c.html")));
        assert_eq!(below(Path::new("out"), "a/b"), Path::new("out").join("a").join("b"));
    }
}

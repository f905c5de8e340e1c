//! Names of files that are not completely written yet, on this computer or on a host.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};

use crate::hash::Hash;

const MARK: &str = ".~bangvang-";
const END: &str = ".part";

/// Maximum length of the original name in bytes. Common file systems allow 255; the rest is for the suffix.
const MAX_NAME_BYTES: usize = 180;

/// The temporary path of the file at `path`, in the same folder, so that renaming moves no bytes.
///
/// It is the same for the same `run`, connection (`nth`) and content, so that a resumed run overwrites what
/// it left. It differs between two runs, so that neither renames a file that the other is still writing.
pub fn part_path(path: &str, hash: &Hash, run: &str, nth: u64) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let mut short = name;
    if name.len() > MAX_NAME_BYTES {
        let cut = (0..=MAX_NAME_BYTES).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
        short = &name[..cut];
    }
    let id = Hash::of(format!("{run}\n{nth}\n{path}\n{hash}").as_bytes()).short();
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}{short}{MARK}{id}{END}")
}

/// The temporary path as [`part_path`] gives it, but another one each time: for a file that two processes may write at
/// the same time.
pub fn unique_part_path(path: &str, hash: &Hash, run: &str) -> String {
    // `RandomState` has random keys, and others for each call.
    part_path(path, hash, run, RandomState::new().build_hasher().finish())
}

/// Returns whether `name` is that of an unfinished file, of any run.
pub fn is_part(name: &str) -> bool {
    let id = name.strip_suffix(END).and_then(|rest| rest.rsplit_once(MARK)).map_or("", |(_, id)| id);
    id.len() == 10 && id.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::{is_part, part_path, unique_part_path};
    use crate::hash::Hash;

    /// Unfinished files are in the folder of the file, differ by run, connection and content, and are
    /// recognised.
    #[test]
    fn names_of_parts() {
        let hash = Hash::of(b"tin");
        let one = part_path("tin/bài viết.html", &hash, "a", 0);
        assert!(one.starts_with("tin/bài viết.html.~bangvang-"), "{one}");
        assert_eq!(one, part_path("tin/bài viết.html", &hash, "a", 0));
        assert_ne!(one, part_path("tin/bài viết.html", &hash, "b", 0));
        assert_ne!(one, part_path("tin/bài viết.html", &hash, "a", 1));
        assert_ne!(one, part_path("tin/bài viết.html", &Hash::of(b"khac"), "a", 0));
        let unique = unique_part_path("tin/bài viết.html", &hash, "a");
        assert!(unique != unique_part_path("tin/bài viết.html", &hash, "a") && is_part(&unique[4..]));
        assert!(is_part(one.rsplit('/').next().unwrap()));
        let long = part_path(&"ệ".repeat(85), &hash, "a", 0);
        assert!(long.len() <= 255 && is_part(&long), "{long}");
        assert!(!is_part("index.html") && !is_part("x.~bangvang-.part") && !is_part("cua-toi.part"));
    }
}

//! What is odd about the names in a path.

use crate::diagnostic::Code;

/// Names that Windows keeps for devices, whatever follows the first dot.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Whether the last name of `path` is litter of an editor, an office program or a file manager.
///
/// Hidden files are litter too, but not below `content/static/`, where `.htaccess` and `.well-known` belong.
pub fn is_ignored(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    let litter = matches!(lower.as_str(), ".ds_store" | "thumbs.db" | "desktop.ini" | ".git" | "4913")
        || lower.starts_with("~$")
        || lower.starts_with(".~")
        || lower.starts_with("._")
        || [".tmp", ".swp", ".swx", ".bak", ".crdownload", ".part", "~"]
            .iter()
            .any(|end| lower.ends_with(end));
    litter || (name.starts_with('.') && !path.starts_with("content/static/"))
}

/// The code of the error that the last name of `path`, or its length, would cause on some computer.
pub fn flaw(path: &str) -> Option<Code> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    if name.len() > 255 || path.chars().count() > 240 {
        Some(Code::FileNameLong)
    } else if name.contains(|c: char| c.is_control() || "<>:\"\\|?*".contains(c)) {
        Some(Code::FileNameCharacter)
    } else if DEVICES.contains(&stem.as_str()) || name.ends_with(['.', ' ']) {
        Some(Code::FileNameReserved)
    } else {
        None
    }
}

/// The longest slug, in letters.
const MAX_SLUG_BYTES: usize = 100;

/// Whether every computer can make a folder called `slug`; at most 100 letters, and no name of a device.
pub fn can_be_a_folder(slug: &str) -> bool {
    slug.len() <= MAX_SLUG_BYTES && !DEVICES.contains(&slug)
}

/// `slug` as a name that every computer can give a folder or a file: cut when it is too long, and `con-0` for `con`,
/// which is a word of Vietnamese and a device of Windows.
pub fn as_folder(mut slug: String) -> String {
    if slug.len() > MAX_SLUG_BYTES {
        slug.truncate(MAX_SLUG_BYTES);
        slug.truncate(slug.trim_end_matches('-').len());
    }
    if DEVICES.contains(&slug.as_str()) {
        slug.push_str("-0");
    }
    slug
}

/// Whether a cloud drive or a browser made the file beside the one that was meant.
pub fn is_conflict_copy(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let lower = stem.to_lowercase();
    let numbered = stem
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once(" ("))
        .is_some_and(|(_, number)| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    let computer = stem.rsplit_once('-').is_some_and(|(_, end)| is_computer_name(end))
        || stem.contains("-DESKTOP-")
        || stem.contains("-LAPTOP-");
    numbered || computer || lower.contains("conflicted copy") || lower.ends_with(" - copy")
}

/// `PC7`, `PC-7`: how OneDrive marks whose copy it is.
fn is_computer_name(end: &str) -> bool {
    end.strip_prefix("PC")
        .is_some_and(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Code, as_folder, can_be_a_folder, flaw, is_conflict_copy, is_ignored};

    /// What is made of any slug can be a folder everywhere, and a slug that can is left as it is.
    #[test]
    fn folders_of_slugs() {
        for slug in ["con", "nul", "com1", &"a".repeat(300), &"ab-".repeat(99)] {
            let folder = as_folder(slug.to_owned());
            assert!(can_be_a_folder(&folder) && crate::text::is_slug(&folder), "{folder}");
        }
        assert_eq!(as_folder("con".to_owned()), "con-0");
        assert_eq!(as_folder("cong-doan".to_owned()), "cong-doan");
    }

    /// Litter is passed over, but what a host needs in the static folder is not.
    #[test]
    fn litter_is_ignored() {
        for path in ["content/.DS_Store", "content/a/~$bai.docx", "content/x.tmp", "content/.git"] {
            assert!(is_ignored(path), "{path}");
        }
        assert!(!is_ignored("content/static/.htaccess"));
        assert!(!is_ignored("content/articles/a/bai.md"));
    }

    /// Names that Windows could not hold are told on every system.
    #[test]
    fn names_for_windows() {
        assert_eq!(flaw("content/pages/aux.md"), Some(Code::FileNameReserved));
        assert_eq!(flaw("content/pages/a:b?.md"), Some(Code::FileNameCharacter));
        assert_eq!(flaw(&format!("content/{}.md", "a".repeat(240))), Some(Code::FileNameLong));
        assert_eq!(flaw("content/pages/lien-he.md"), None);
    }

    /// Copies that a cloud drive leaves are told apart from files that merely have a number.
    #[test]
    fn copies_of_cloud_drives() {
        for path in ["content/x-PC7.md", "content/x (1).md", "content/x (An's conflicted copy).md"] {
            assert!(is_conflict_copy(path), "{path}");
        }
        assert!(!is_conflict_copy("content/qd-27.yaml"));
    }
}

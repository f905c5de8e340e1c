//! Checks file names: ignored files, and names that are invalid on some system.

use crate::diagnostic::Code;
use crate::text;

/// Names that Windows reserves for devices, with any extension.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
    "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Whether the last name of `path` is a temporary file of an editor, an office program or a file manager.
///
/// Hidden files are ignored too, except below `content/static/`, where `.htaccess` and `.well-known` belong.
pub fn is_ignored(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let lower = name.to_lowercase();
    let is_temporary = matches!(lower.as_str(), ".ds_store" | "thumbs.db" | "desktop.ini" | ".git" | "4913")
        || lower.starts_with("~$")
        || lower.starts_with(".~")
        || lower.starts_with("._")
        || [".tmp", ".swp", ".swx", ".bak", ".crdownload", ".part", "~"]
            .iter()
            .any(|end| lower.ends_with(end));
    is_temporary || (name.starts_with('.') && !path.starts_with("content/static/"))
}

/// Returns the code of the error if the last name of `path`, or the length of the path, is invalid on some system.
pub fn portability_error(path: &str) -> Option<Code> {
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

/// Maximum length of a slug, in bytes; a slug is ASCII.
const MAX_SLUG_BYTES: usize = 100;

/// Whether `slug` can be the name of a folder on every system: at most 100 bytes, and not the name of a device.
pub fn is_folder_name(slug: &str) -> bool {
    slug.len() <= MAX_SLUG_BYTES && !DEVICES.contains(&slug)
}

/// Changes `slug` so that it can be the name of a folder on every system: truncates a long one, and appends `-0` to the
/// name of a device, such as `con`, which is also a Vietnamese word.
pub fn to_folder_name(mut slug: String) -> String {
    if slug.len() > MAX_SLUG_BYTES {
        slug.truncate(MAX_SLUG_BYTES);
        slug.truncate(slug.trim_end_matches('-').len());
    }
    if DEVICES.contains(&slug.as_str()) {
        slug.push_str("-0");
    }
    slug
}

/// Maximum length of a new file name without its extension, in letters.
const MAX_STEM_CHARS: usize = 80;

/// Returns the file name for `title`, without extension: whole words of at most 80 letters in all. `None` if `title` has
/// no letter or digit.
pub fn file_stem(title: &str) -> Option<String> {
    let mut slug = text::slug(title);
    if slug.len() > MAX_STEM_CHARS {
        let end = slug[..=MAX_STEM_CHARS].rfind('-').unwrap_or(MAX_STEM_CHARS);
        slug.truncate(end);
    }
    (!slug.is_empty()).then(|| to_folder_name(slug))
}

#[cfg(test)]
mod tests {
    use super::{Code, is_folder_name, is_ignored, portability_error, to_folder_name};

    /// Every slug becomes a valid folder name, and a slug that is one stays unchanged.
    #[test]
    fn folders_of_slugs() {
        for slug in ["con", "nul", "com1", &"a".repeat(300), &"ab-".repeat(99)] {
            let folder = to_folder_name(slug.to_owned());
            assert!(is_folder_name(&folder) && crate::text::is_slug(&folder), "{folder}");
        }
        assert_eq!(to_folder_name("con".to_owned()), "con-0");
        assert_eq!(to_folder_name("cong-doan".to_owned()), "cong-doan");
    }

    /// Temporary files are ignored, but not the hidden files below the static folder that a host needs.
    #[test]
    fn temporary_files_are_ignored() {
        for path in ["content/.DS_Store", "content/a/~$bai.docx", "content/x.tmp", "content/.git"] {
            assert!(is_ignored(path), "{path}");
        }
        assert!(!is_ignored("content/static/.htaccess"));
        assert!(!is_ignored("content/articles/a/bai.md"));
    }

    /// Names that are invalid on Windows are reported on every system.
    #[test]
    fn names_for_windows() {
        assert_eq!(portability_error("content/pages/aux.md"), Some(Code::FileNameReserved));
        assert_eq!(portability_error("content/pages/a:b?.md"), Some(Code::FileNameCharacter));
        assert_eq!(portability_error(&format!("content/{}.md", "a".repeat(240))), Some(Code::FileNameLong));
        assert_eq!(portability_error("content/pages/lien-he.md"), None);
    }
}

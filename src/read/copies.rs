//! Recognises second copies of a file by their names, as file managers, cloud drives and browsers make them.

/// The name of a copy, split.
#[derive(Debug, PartialEq, Eq)]
pub struct CopyName {
    /// The name of the original, in lower case and with its extension.
    pub original: String,
    /// Whether the name alone shows that it is a copy, even without the original.
    pub is_certain: bool,
}

/// Words behind the name of the original; the second part is whether they are unmistakable.
const ENDS: &[(&str, bool)] = &[
    (" - sao chép", true),
    (" - sao chep", true),
    (" - copy", true),
    (" - bản sao", true),
    (" copy", false),
    (" bản sao", false),
    ("_copy", false),
    ("-copy", false),
];

/// Words before the name of the original.
const STARTS: &[(&str, bool)] =
    &[("bản sao của ", true), ("copy of ", true), ("bản sao - ", true), ("bản sao ", false)];

/// Words in parentheses behind the name of the original, of cloud drives.
const CONFLICTS: &[&str] =
    &["conflicted copy", "conflict", "xung đột", "bản sao xung đột", "phiên bản xung đột", "case conflict"];

/// Endings of pictures: phones and browsers number them, so a number shows nothing.
const PICTURES: &[&str] = &[
    "jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "heic", "heif", "svg", "bmp", "tif", "tiff",
    "mp4", "mov",
];

/// Splits `name`, the last part of a path in NFC, if it is that of a copy; `None` for pictures.
pub fn copy_name(name: &str) -> Option<CopyName> {
    let lower = name.to_lowercase();
    let (stem, extension) = lower.rsplit_once('.').map_or((&*lower, ""), |(stem, end)| (stem, end));
    if PICTURES.contains(&extension) {
        return None;
    }
    let (original, is_certain) = computer_copy(name, stem)
        .or_else(|| conflict_copy(stem))
        .or_else(|| worded_copy(stem))
        .or_else(|| numbered(stem).map(|original| (original, false)))?;
    let original = original.trim();
    let original = if extension.is_empty() { original.to_owned() } else { format!("{original}.{extension}") };
    (!original.starts_with('.') && !original.is_empty()).then_some(CopyName { original, is_certain })
}

/// Returns the original of `stem (2)` or `stem(2)`.
fn numbered(stem: &str) -> Option<&str> {
    let (original, number) = stem.strip_suffix(')')?.rsplit_once('(')?;
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| original.trim_end())
}

fn worded_copy(stem: &str) -> Option<(&str, bool)> {
    let bare = numbered(stem).unwrap_or(stem);
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let ends = [stem, bare];
    let end = ENDS.iter().find_map(|(words, is_certain)| {
        ends.iter().find_map(|stem| stem.strip_suffix(words)).map(|original| (original, *is_certain))
    });
    let start =
        || STARTS.iter().find_map(|(words, is_certain)| Some((stem.strip_prefix(words)?, *is_certain)));
    end.or_else(start)
}

/// Returns the original of `stem (… conflicted copy …)`.
fn conflict_copy(stem: &str) -> Option<(&str, bool)> {
    if let Some((original, _)) = stem.split_once(".sync-conflict-") {
        return Some((original, true));
    }
    let (original, words) = stem.strip_suffix(')')?.split_once('(')?;
    CONFLICTS.iter().any(|conflict| words.contains(conflict)).then_some((original, true))
}

/// Returns the original of `stem-DESKTOP-AB12`, as OneDrive names it after the computer.
fn computer_copy<'s>(name: &str, stem: &'s str) -> Option<(&'s str, bool)> {
    for words in ["-desktop-", "-laptop-"] {
        if let Some((original, computer)) = stem.split_once(words) {
            let is_computer =
                computer.len() >= 4 && computer.bytes().all(|byte| byte.is_ascii_alphanumeric());
            return is_computer.then_some((original, true));
        }
    }
    let (original, number) = stem.rsplit_once("-pc")?;
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && name.contains("-PC")).then_some((original, true))
}

#[cfg(test)]
mod tests {
    use super::copy_name;

    /// Copies of every system are recognised, with the name of the original.
    #[test]
    fn copies_are_recognised() {
        for (name, is_certain) in [
            ("Bài - Sao chép.md", true),
            ("Bài - Sao chép (2).md", true),
            ("Bài - Copy.md", true),
            ("Bài - Copy (3).md", true),
            ("Bản sao của bài.md", true),
            ("Copy of bài.md", true),
            ("Bản sao bài.md", false),
            ("bài copy.md", false),
            ("bài copy 2.md", false),
            ("bài bản sao 2.md", false),
            ("bài (1).md", false),
            ("bài(1).md", false),
            ("bài-DESKTOP-AB12CD3.md", true),
            ("bài-LAPTOP-9XK2.md", true),
            ("bài-PC7.md", true),
            ("bài (xung đột 2026-01-02).md", true),
            ("bài (conflicted copy 2026-01-02).md", true),
            ("bài (Nguyễn An's conflicted copy 2026-01-02).md", true),
            ("bài.sync-conflict-20260102-101010-ABCDEF.md", true),
        ] {
            let found = copy_name(name).expect(name);
            assert_eq!((found.original.as_str(), found.is_certain), ("bài.md", is_certain), "{name}");
        }
    }

    /// Pictures, and names in which the words mean something else, are no copies.
    #[test]
    fn other_names_are_no_copies() {
        for name in [
            "anh (1).jpg",
            "Ảnh lễ - Sao chép.png",
            "qd-27.yaml",
            "le-ra-quan-2024.md",
            "ke-hoach (2024-2025).md",
            "an-ninh-desktop-x.md",
            "(1).md",
            "copy.md",
        ] {
            assert_eq!(copy_name(name), None, "{name}");
        }
    }
}

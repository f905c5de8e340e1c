//! Recognises keys of other programs, and Vietnamese words, that are written in place of the keys of this one.

use crate::diagnostic::Diagnostic;
use crate::model::date_parser;
use crate::read::yaml::{MappingEntry, Value};
use crate::text;

/// Keys of Hugo, Jekyll, WordPress, Obsidian and others in lower case without `_` and `-`, and Vietnamese words without
/// marks, each with the keys that may be meant.
const FOREIGN_KEYS: &[(&str, &[&str])] = &[
    ("abstract", &["lead"]),
    ("authors", &["author"]),
    ("banner", &["cover"]),
    ("categories", &["tags"]),
    ("category", &["tags"]),
    ("chuc vu", &["position"]),
    ("coverimage", &["cover"]),
    ("createdat", &["date"]),
    ("danh hieu", &["kind"]),
    ("datemodified", &["updated"]),
    ("datepublished", &["date"]),
    ("description", &["lead"]),
    ("don vi", &["unit"]),
    ("excerpt", &["lead"]),
    ("expirydate", &["expires"]),
    ("featuredimage", &["cover"]),
    ("heroimage", &["cover"]),
    ("ho ten", &["name"]),
    ("ho va ten", &["name"]),
    ("image", &["cover", "photo"]),
    ("keywords", &["tags"]),
    ("lastmod", &["updated"]),
    ("lastmodifiedat", &["updated"]),
    ("modified", &["updated"]),
    ("ngay", &["date"]),
    ("ngay dang", &["date"]),
    ("ngay ky", &["signed"]),
    ("noi dung", &["citation", "lead"]),
    ("permalink", &["aliases"]),
    ("phong trao", &["movement", "movements"]),
    ("pubdate", &["date"]),
    ("publishdate", &["publish", "date"]),
    ("publishedat", &["date"]),
    ("redirectfrom", &["aliases"]),
    ("so quyet dinh", &["number"]),
    ("stt", &["no"]),
    ("summary", &["lead"]),
    ("tac gia", &["author"]),
    ("thanh tich", &["citation"]),
    ("thumbnail", &["cover"]),
    ("tieu de", &["title"]),
    ("tom tat", &["lead"]),
    ("tt", &["no"]),
    ("updatedat", &["updated"]),
    ("url", &["aliases"]),
];

/// Keys of other programs in articles that mean nothing here, in the form of [`FOREIGN_KEYS`].
const UNUSED_KEYS: &[&str] = &[
    "comments",
    "commentstatus",
    "cssclasses",
    "guid",
    "iscjklanguage",
    "layout",
    "linktitle",
    "math",
    "pingstatus",
    "postid",
    "sharingbuttons",
    "showtoc",
    "template",
    "toc",
    "type",
    "weight",
];

/// Returns the key among `known` that another program, or a Vietnamese word, calls `key`.
pub fn meant_key<'k>(key: &str, known: &[&'k str]) -> Option<&'k str> {
    let names = [joined(key), text::fold(key).replace(['_', '-'], " ")];
    let (_, meant) = FOREIGN_KEYS.iter().find(|(foreign, _)| names.iter().any(|name| name == foreign))?;
    known.iter().find(|known| meant.contains(*known)).copied()
}

/// Returns `diagnostic`, about the unknown key of `entry`, with the help for a key of another program whose value has to
/// change too, or that has no effect here; `None` for other keys. `meant` is the key that is meant, and `known` has the
/// keys of the mapping.
pub fn with_help(
    diagnostic: &Diagnostic,
    entry: &MappingEntry,
    meant: Option<&str>,
    known: &[&str],
) -> Option<Diagnostic> {
    let value = match &entry.node.value {
        Value::Scalar(value) => value.trim(),
        _ => "",
    };
    let is_foreign = || meant_key(&entry.key.value, known) == Some("cover");
    if meant == Some("cover") && !value.is_empty() && is_foreign() {
        let name = value.rsplit('/').next().unwrap_or(value);
        return Some(diagnostic.clone().arg("file", name).help("help-cover"));
    }
    if !known.contains(&"draft") || !known.contains(&"lead") {
        return None;
    }
    let key = joined(&entry.key.value);
    let is_shown = match (key.as_str(), value.to_ascii_lowercase().as_str()) {
        ("published", "false" | "no") | ("status", "draft" | "pending" | "private") => Some(false),
        ("published", "true" | "yes") | ("status", "publish" | "published") => Some(true),
        _ => None,
    };
    match is_shown {
        Some(false) => Some(diagnostic.clone().help("help-draft")),
        Some(true) => Some(diagnostic.clone().help("help-delete")),
        None if key == "published" && known.contains(&"date") && date_parser::parse(value).is_ok() => {
            Some(diagnostic.clone().arg("nearest", "date").help("help-nearest"))
        }
        None if UNUSED_KEYS.contains(&key.as_str()) => Some(diagnostic.clone().help("help-delete")),
        None => None,
    }
}

/// Returns `key` in lower case, without `_` and `-`.
fn joined(key: &str) -> String {
    key.to_lowercase().replace(['_', '-'], "")
}

#[cfg(test)]
mod tests {
    use super::meant_key;

    /// Keys of other programs are recognised however they join words, if the mapping has the key that is meant.
    #[test]
    fn keys_of_other_programs() {
        let article = ["title", "lead", "publish", "aliases", "date", "updated", "author", "cover", "tags"];
        for (foreign, meant) in [
            ("description", Some("lead")),
            ("featured_image", Some("cover")),
            ("featuredImage", Some("cover")),
            ("cover-image", Some("cover")),
            ("lastmod", Some("updated")),
            ("last_modified_at", Some("updated")),
            ("publishDate", Some("publish")),
            ("permalink", Some("aliases")),
            ("Tóm tắt", Some("lead")),
            ("tieu_de", Some("title")),
            ("chuc vu", None),
            ("layout", None),
        ] {
            assert_eq!(meant_key(foreign, &article), meant, "{foreign}");
        }
    }
}

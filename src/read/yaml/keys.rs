//! The names of the keys that the files of a project can have, to recognise a key whose colon is missing.

/// The keys of all files, in alphabetical order.
const KEYS: &[&str] = &[
    "accent",
    "accept",
    "address",
    "aliases",
    "also",
    "alt",
    "archive",
    "article",
    "audience",
    "author",
    "awards",
    "banner",
    "base_url",
    "bucket",
    "by",
    "caption",
    "card",
    "category",
    "certificate",
    "check",
    "citation",
    "class",
    "classes",
    "collectives",
    "colours",
    "compress",
    "connections",
    "contact",
    "corrections",
    "cover",
    "credit",
    "dark",
    "date",
    "decisions",
    "defaults",
    "description",
    "document",
    "downloads",
    "draft",
    "email",
    "encryption",
    "ended",
    "endpoint",
    "ends",
    "expires",
    "family",
    "feeds",
    "file",
    "folder",
    "footer",
    "formula",
    "from",
    "history",
    "honor",
    "honorific",
    "host",
    "host_files",
    "hotline",
    "households",
    "how",
    "humans",
    "id",
    "ignore",
    "individuals",
    "ink",
    "insecure",
    "issuer",
    "items",
    "key",
    "kind",
    "kinds",
    "language",
    "launched_by",
    "law",
    "lead",
    "leaf",
    "level",
    "levels",
    "licence",
    "line_breaks",
    "logo",
    "main",
    "megabytes",
    "menu",
    "most_bytes",
    "most_files",
    "movement",
    "movements",
    "muted",
    "name",
    "names",
    "no",
    "note",
    "number",
    "occasion",
    "on",
    "once",
    "order",
    "organisation",
    "original",
    "page",
    "pages",
    "paper",
    "parent",
    "parents",
    "parts",
    "path",
    "people",
    "per_page",
    "period",
    "person",
    "phases",
    "phone",
    "photo",
    "pictures",
    "policy",
    "port",
    "position",
    "posthumous",
    "publish",
    "quality",
    "rank",
    "recipients",
    "region",
    "releases",
    "responsible",
    "review",
    "rolls",
    "routes",
    "rule",
    "search",
    "sections",
    "security",
    "share_image",
    "share_pictures",
    "shared_with",
    "short_title",
    "signed",
    "signer",
    "slug",
    "social",
    "source",
    "starts",
    "state",
    "statistics",
    "status",
    "subject",
    "successors",
    "tags",
    "text",
    "theme",
    "time_zone",
    "title",
    "to",
    "totals",
    "type",
    "undocumented",
    "unit",
    "unit_as_printed",
    "units",
    "updated",
    "url",
    "user",
    "valid",
    "verify",
    "visibility",
    "widths",
    "years",
];

/// Whether `word` is the name of a key in any file of a project.
pub fn is_key(word: &str) -> bool {
    KEYS.binary_search(&word).is_ok()
}

/// Whether `word` has the form of a key: at least two lowercase letters of ASCII, digits and underscores.
pub fn is_key_like(word: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    word.len() >= 2 && word.as_bytes()[0].is_ascii_lowercase() && word.bytes().all(is_part)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::KEYS;

    fn collect(schema: &Value, keys: &mut BTreeSet<String>) {
        match schema {
            Value::Object(object) => {
                if let Some(Value::Object(properties)) = object.get("properties") {
                    keys.extend(properties.keys().cloned());
                }
                object.values().for_each(|inner| collect(inner, keys));
            }
            Value::Array(items) => items.iter().for_each(|inner| collect(inner, keys)),
            _ => {}
        }
    }

    /// The list has every key of the schemas, in order, and no others.
    #[test]
    fn the_keys_are_those_of_the_schemas() {
        let mut keys = BTreeSet::new();
        for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/guide/schemas")).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            collect(&serde_json::from_str(&text).unwrap(), &mut keys);
        }
        assert_eq!(keys.iter().map(String::as_str).collect::<Vec<_>>(), KEYS);
    }
}

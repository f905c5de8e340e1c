//! Decides from the path and the content of a file what it is read as.

use crate::source::{BUILT_IN, Source, SourceContent};

/// What a file of the project is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceRole {
    /// The settings of the site.
    Settings,
    /// An article: Markdown below `content/articles/`.
    Article,
    /// A movement: Markdown below `content/movements/`.
    Movement,
    /// A standalone page: Markdown below `content/pages/`.
    StandalonePage,
    /// A decision: YAML below `content/awards/`.
    Decision,
    /// The kinds of awards of the registry.
    Kinds,
    /// The units of the registry.
    Units,
    /// The people of the registry.
    People,
    /// The `theme.yaml` of a theme.
    ThemeSettings,
    /// Another file of a theme: a template, its strings, or a file that pages load.
    ThemePart,
    /// A file below `content/static/`, which is published under the same path.
    Static,
    /// A picture or a document beside a content file, which is published if a page uses it.
    Attachment,
    /// A file in a place where files of its form are not read.
    Misplaced,
}

impl SourceRole {
    /// Returns the role of `source`; for a file that cannot be read, the role that it would have.
    pub fn of(source: &Source) -> SourceRole {
        match source.content {
            SourceContent::File | SourceContent::Picture(_) if is_misplaced(source) => SourceRole::Misplaced,
            SourceContent::File | SourceContent::Picture(_) => SourceRole::of_copied(&source.path),
            SourceContent::Text(_) | SourceContent::BuiltIn(_) | SourceContent::Unusable(_) => {
                SourceRole::of_text(&source.path)
            }
        }
    }

    /// Returns the role of the text file at `path`.
    pub(super) fn of_text(path: &str) -> SourceRole {
        if path.strip_prefix(BUILT_IN) == Some("kinds.yaml") {
            return SourceRole::Kinds;
        }
        let lower = path.to_lowercase();
        let parts: Vec<&str> = lower.split('/').collect();
        let is_markdown = lower.ends_with(".md");
        match parts.as_slice() {
            ["content", "articles", ..] if is_markdown => SourceRole::Article,
            ["content", "movements", _, ..] if is_markdown => SourceRole::Movement,
            ["content", "pages", _, ..] if is_markdown => SourceRole::StandalonePage,
            ["content", name] if is_yaml(name, "site") => SourceRole::Settings,
            ["content", "awards", .., name] if has_yaml_end(name) => SourceRole::Decision,
            ["content", "registry", name] if is_yaml(name, "kinds") => SourceRole::Kinds,
            ["content", "registry", name] if is_yaml(name, "units") => SourceRole::Units,
            ["content", "registry", name] if is_yaml(name, "people") => SourceRole::People,
            ["content", "static", ..] => SourceRole::Static,
            ["content", ..] => SourceRole::Misplaced,
            _ if is_theme_settings(path) => SourceRole::ThemeSettings,
            _ => SourceRole::ThemePart,
        }
    }

    fn of_copied(path: &str) -> SourceRole {
        let lower = path.to_lowercase();
        match lower.split('/').collect::<Vec<&str>>().as_slice() {
            ["content", "static", ..] => SourceRole::Static,
            ["content", ..] => SourceRole::Attachment,
            _ => SourceRole::ThemePart,
        }
    }

    /// Returns the word for message arguments and programs.
    pub fn word(self) -> &'static str {
        match self {
            SourceRole::Settings => "settings",
            SourceRole::Article => "article",
            SourceRole::Movement => "movement",
            SourceRole::StandalonePage => "page",
            SourceRole::Decision => "decision",
            SourceRole::Kinds => "kinds",
            SourceRole::Units => "units",
            SourceRole::People => "people",
            SourceRole::ThemeSettings => "theme",
            SourceRole::ThemePart => "theme-file",
            SourceRole::Static => "static",
            SourceRole::Attachment => "attachment",
            SourceRole::Misplaced => "misplaced",
        }
    }
}

/// Whether `source` was meant as a record, such as `qd-27.yaml.txt` or `bai.docx`, but would not be read as one.
pub fn is_misplaced(source: &Source) -> bool {
    let is_photo =
        source.path.starts_with("content/registry/") && matches!(source.content, SourceContent::Picture(_));
    let data = ["content/awards/", "content/registry/"].iter().any(|folder| source.path.starts_with(folder));
    let data = data && !is_photo;
    let text = ["txt", "doc", "docx", "odt", "rtf", "markdown", "mdx", "htm", "html", "toml", "json"];
    let is_meant_as_record = data || text.contains(&source.extension().as_str());
    let is_copied = source.path.starts_with("themes/") || source.path.starts_with("content/static/");
    is_meant_as_record && !is_copied
}

/// Whether the file called `name`, in lower case, is YAML and called `stem`.
fn is_yaml(name: &str, stem: &str) -> bool {
    name.strip_prefix(stem).is_some_and(|end| end == ".yaml" || end == ".yml")
}

fn has_yaml_end(name: &str) -> bool {
    name.ends_with(".yaml") || name.ends_with(".yml")
}

/// Whether `path` is that of the `theme.yaml` of a theme, built-in or of the project.
fn is_theme_settings(path: &str) -> bool {
    let path = path.strip_prefix(BUILT_IN).unwrap_or(path);
    let name = path.strip_prefix("themes/").and_then(|path| path.strip_suffix("/theme.yaml"));
    name.is_some_and(|name| !name.contains('/'))
}

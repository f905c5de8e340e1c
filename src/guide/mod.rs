//! The guide: one chapter for each topic, shown here and printed by `bangvang guide TOPIC`.
//!
//! Each chapter is a Markdown file of this folder. The tables of keys in them are generated from the descriptions below
//! `src/guide/schemas`, which also become the JSON Schemas that `bangvang schema` writes.

pub mod diagnostics;
pub mod schemas;

/// A chapter of the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chapter {
    /// The name by which `bangvang guide` prints it: lower-case ASCII letters and hyphens.
    pub topic: &'static str,
    /// The path of its file from `src/guide/`.
    pub file: &'static str,
    /// The Markdown of the file, with the marks of generated tables and the definitions of links.
    pub text: &'static str,
}

impl Chapter {
    /// The Markdown as a terminal shows it: without marks of generated tables and without definitions of links, and with
    /// the description of a picture in parentheses in its place.
    pub fn printed(&self) -> String {
        let mut is_code = false;
        let printed = |line: &str| {
            is_code ^= line.trim_start().starts_with("```");
            if line.starts_with("<!-- keys") || is_link_definition(line) {
                return None;
            }
            let description = picture_description(line).filter(|_| !is_code);
            Some(description.map_or_else(|| line.to_owned(), |description| format!("({description})")))
        };
        let lines: Vec<String> = self.text.trim_end().lines().filter_map(printed).collect();
        lines.join("\n").trim_end().to_owned()
    }

    /// The Markdown without marks of generated tables, for a reader that follows links.
    pub fn printed_with_links(&self) -> String {
        let is_shown = |line: &&str| !line.starts_with("<!-- keys");
        self.text.lines().filter(is_shown).collect::<Vec<_>>().join("\n")
    }
}

/// Whether `line` is a definition such as `[settings]: settings.md`.
fn is_link_definition(line: &str) -> bool {
    line.starts_with('[') && line.contains("]: ")
}

/// The alternative text of the picture that `line` shows, if there is nothing else on it.
fn picture_description(line: &str) -> Option<&str> {
    let (description, target) = line.strip_prefix("![")?.split_once("](")?;
    target.ends_with(')').then_some(description)
}

/// Declares a module and an entry of [`CHAPTERS`] for each chapter.
///
/// The files link to each other by their names, for readers of the repository. In rustdoc the definitions that are put
/// before a file win (CommonMark 0.31 §4.7: of several definitions the first one counts), so the same links lead to modules.
macro_rules! chapters {
    ($($module:ident $topic:literal $file:literal;)*) => {
        chapters! {
            @with concat!($("[", $topic, "]: crate::guide::", stringify!($module), "\n"),*, "\n");
            $($module $topic $file;)*
        }
    };
    (@with $links:expr; $($module:ident $topic:literal $file:literal;)*) => {
        $(
            #[doc = $links]
            #[doc = include_str!($file)]
            pub mod $module {}
        )*

        /// Every chapter, in the order in which a newcomer would read them.
        pub const CHAPTERS: &[Chapter] =
            &[$(Chapter { topic: $topic, file: $file, text: include_str!($file) }),*];
    };
}

chapters! {
    settings "settings" "settings.md";
    articles "articles" "articles.md";
    pictures "pictures" "pictures.md";
    records "records" "records.md";
    units "units" "units.md";
    kinds "kinds" "kinds.md";
    import "import" "import.md";
    privacy "privacy" "privacy.md";
    take_down "take-down" "take-down.md";
    search "search" "search.md";
    checks "checks" "checks.md";
    preview "preview" "preview.md";
    desk "desk" "desk.md";
    sharing "sharing" "sharing.md";
    hosting "hosting" "hosting.md";
    publishing "publishing" "publishing.md";
    sftp "sftp" "sftp.md";
    ftps "ftps" "ftps.md";
    s3 "s3" "s3.md";
    folder "folder" "folder.md";
    zip "zip" "zip.md";
    web_server "web-server" "web-server.md";
    themes "themes" "themes.md";
    commands "commands" "commands.md";
    speed "speed" "speed.md";
    glossary "glossary" "glossary.md";
    design "design" "design.md";
    so_tay "so-tay" "so-tay.md";
}

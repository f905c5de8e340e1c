//! Every diagnostic: why it is reported, an example, and the right form.
//!
//! The chapters are [`files`], [`yaml`], [`markdown`], [`site`] and [`themes`]. `bangvang explain CODE` prints one
//! section of them, in Vietnamese or in English, with the severity of the code and the way to silence it.
//! `tests/explain.rs` tries every example on a small site.
//!
//! The heading of a section is the code. Its first paragraph is the meaning, on one line; the next paragraphs are the
//! reason. `Wrong` and `Right` begin the two halves of the example. A block belongs to the path in the line above it,
//! and its form says how much of that file it shows:
//!
//! | Form | The block is |
//! | --- | --- |
//! | `yaml` | some keys of a YAML file or a front matter, or some entries of a list |
//! | `markdown` | the text below the front matter |
//! | `text` | a whole file |
//! | `files` | the paths of files, one on each line |
//! | `sh` | what is done with a file, for causes that no text shows |
//!
//! `<U+200B>` in a block is the invisible character with that number. The Vietnamese texts have the same codes in the
//! same order, without the examples.

#[doc = include_str!("diagnostics/files.md")]
pub mod files {}

#[doc = include_str!("diagnostics/yaml.md")]
pub mod yaml {}

#[doc = include_str!("diagnostics/markdown.md")]
pub mod markdown {}

#[doc = include_str!("diagnostics/site.md")]
pub mod site {}

#[doc = include_str!("diagnostics/themes.md")]
pub mod themes {}

/// The chapters, each in English with examples and in Vietnamese.
const CHAPTERS: [[&str; 2]; 5] = [
    [include_str!("diagnostics/files.md"), include_str!("diagnostics/files.vi.md")],
    [include_str!("diagnostics/yaml.md"), include_str!("diagnostics/yaml.vi.md")],
    [include_str!("diagnostics/markdown.md"), include_str!("diagnostics/markdown.vi.md")],
    [include_str!("diagnostics/site.md"), include_str!("diagnostics/site.vi.md")],
    [include_str!("diagnostics/themes.md"), include_str!("diagnostics/themes.vi.md")],
];

/// What the guide says about one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code, such as `unknown-unit`.
    pub code: &'static str,
    /// The text in English.
    pub english: Prose,
    /// The text in Vietnamese; empty when a translation is missing.
    pub vietnamese: Prose,
    /// The wrong half of the example.
    pub wrong: Vec<Snippet>,
    /// The right half of the example.
    pub right: Vec<Snippet>,
}

/// The text of an explanation in one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prose {
    /// What the code means, in one line without a full stop.
    pub meaning: &'static str,
    /// Why it is reported: paragraphs with empty lines between them, in lines of at most 80 letters.
    pub reason: &'static str,
}

/// A part of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Snippet {
    /// The file that it is a part of, from the project folder; empty when it is about no single file.
    pub path: &'static str,
    /// How much of the file it shows: one of the forms in the module's table.
    pub form: &'static str,
    /// The lines, the last one with its line end.
    pub text: &'static str,
}

impl Explanation {
    /// Every explanation, in the order of the chapters.
    pub fn all() -> impl Iterator<Item = Explanation> {
        CHAPTERS.iter().flat_map(|[english, vietnamese]| {
            sections(english).map(|(code, body)| {
                let translated = sections(vietnamese).find(|(other, _)| *other == code);
                let (prose, example) = body.split_once("\nWrong").unwrap_or((body, ""));
                let (wrong, right) = example.split_once("\nRight").unwrap_or((example, ""));
                Explanation {
                    code,
                    english: prose_of(prose),
                    vietnamese: translated.map_or_else(Prose::default, |(_, body)| prose_of(body)),
                    wrong: snippets(wrong, ""),
                    right: snippets(right, snippets(wrong, "").last().map_or("", |snippet| snippet.path)),
                }
            })
        })
    }

    /// The explanation of `code`; `None` when the guide has none.
    pub fn of(code: &str) -> Option<Explanation> {
        Explanation::all().find(|explanation| explanation.code == code)
    }
}

/// The codes of a chapter, each with the text below its heading.
fn sections(chapter: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let parts = chapter.split("\n## `").skip(1);
    parts.filter_map(|part| part.split_once("`\n"))
}

fn prose_of(text: &'static str) -> Prose {
    let (meaning, reason) = text.trim().split_once('\n').unwrap_or((text.trim(), ""));
    Prose { meaning, reason: reason.trim() }
}

/// The blocks in `text`; those with no path above them belong to `path`.
fn snippets(text: &'static str, mut path: &'static str) -> Vec<Snippet> {
    let mut snippets = Vec::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        let bare = line.trim_start_matches(['`', '~']);
        let fence = &line[..line.len() - bare.len()];
        if fence.len() >= 3 {
            let end = after.match_indices(fence).map(|(at, _)| at).find(|at| is_line_start(after, *at));
            let end = end.unwrap_or(after.len());
            snippets.push(Snippet { path, form: bare, text: &after[..end] });
            rest = after[end..].split_once('\n').map_or("", |(_, rest)| rest);
        } else if let Some(named) = line.split('`').nth(1) {
            path = named;
        }
    }
    snippets
}

fn is_line_start(text: &str, at: usize) -> bool {
    at == 0 || text.as_bytes()[at - 1] == b'\n'
}

#[cfg(test)]
mod tests {
    use super::{CHAPTERS, Snippet, sections, snippets};

    /// Both languages explain the same codes in the same order.
    #[test]
    fn translations_are_whole() {
        for [english, vietnamese] in CHAPTERS {
            let codes = |chapter| sections(chapter).map(|(code, _)| code).collect::<Vec<_>>();
            assert_eq!(codes(vietnamese), codes(english));
        }
    }

    /// A block belongs to the path above it, and a longer fence may hold a shorter one.
    #[test]
    fn blocks_of_an_example() {
        let text = ", in `a.md`:\n\n~~~~markdown\n```\nx\n~~~~\n\nand in `b.yaml`:\n\n```yaml\nk: v\n```\n";
        let expected = [
            Snippet { path: "a.md", form: "markdown", text: "```\nx\n" },
            Snippet { path: "b.yaml", form: "yaml", text: "k: v\n" },
        ];
        assert_eq!(snippets(text, ""), expected);
        assert_eq!(snippets(":\n\n```sh\nls\n```\n", "c"), [Snippet { path: "c", form: "sh", text: "ls\n" }]);
    }
}

//! What the import of a site reports: the things that were not taken or that changed, with their places.

use std::io;
use std::path::PathBuf;

use crate::file;

/// One thing that was not taken as it was.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SiteNote {
    /// What happened.
    pub kind: SiteNoteKind,
    /// Where: `content/posts/le-hoi.md:12`.
    pub place: String,
    /// The key, shortcode, address or name.
    pub text: String,
    /// The place of the page in the list of pages, if it is about a page that is read.
    pub page: Option<usize>,
}

/// What happened to a part of an old site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteNoteKind {
    /// A file or an entry that is no page, or that could not be read.
    NotRead,
    /// A page that is too long, or too much for the rest of the site.
    TooLong,
    /// Front matter with an error at this line; what could be read of it was taken.
    FrontMatter,
    /// A key of front matter without an equal.
    Key,
    /// A shortcode or a tag without an equal; it is in the Markdown as a comment.
    Shortcode,
    /// A link that leads to nothing that was imported; its text was kept.
    Link,
    /// A link to a heading that does not exist; it leads to the page now.
    Anchor,
    /// A picture that is not there; its text was kept.
    PictureMissing,
    /// A picture of another host; it is a link now.
    PictureOutside,
    /// A file that could not be copied.
    FileNotCopied,
    /// HTML that the site does not show.
    Html,
    /// Bold, italic or struck words, or a block, that no Markdown has.
    Format,
    /// Attributes of Markdown, such as `{.red}`, which were removed.
    Attributes,
    /// Formulas, which are shown as they are written.
    Math,
    /// An old address that cannot be an alias.
    Address,
    /// An old address that another page has.
    SameAddress,
    /// A page without a date; it is a draft with the day of the import.
    NoDate,
    /// A page that was not public, and is a draft.
    NotPublic,
    /// Entries of a kind that has no equal, counted.
    Entries,
}

impl SiteNoteKind {
    /// Returns the word by which messages and programs know it.
    pub fn word(self) -> &'static str {
        match self {
            SiteNoteKind::NotRead => "not-read",
            SiteNoteKind::TooLong => "too-long",
            SiteNoteKind::FrontMatter => "front-matter",
            SiteNoteKind::Key => "key",
            SiteNoteKind::Shortcode => "shortcode",
            SiteNoteKind::Link => "link",
            SiteNoteKind::Anchor => "anchor",
            SiteNoteKind::PictureMissing => "picture-missing",
            SiteNoteKind::PictureOutside => "picture-outside",
            SiteNoteKind::FileNotCopied => "file-not-copied",
            SiteNoteKind::Html => "html",
            SiteNoteKind::Format => "format",
            SiteNoteKind::Attributes => "attributes",
            SiteNoteKind::Math => "math",
            SiteNoteKind::Address => "address",
            SiteNoteKind::SameAddress => "same-address",
            SiteNoteKind::NoDate => "no-date",
            SiteNoteKind::NotPublic => "not-public",
            SiteNoteKind::Entries => "entries",
        }
    }
}

/// Why a site could not be read at all.
#[derive(Debug)]
pub enum SiteError {
    /// A file or folder could not be opened or read.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The error of the system.
        source: io::Error,
    },
    /// The folder has more files than the limit.
    TooManyFiles {
        /// The most files.
        limit: usize,
    },
    /// The file is larger than the limit in bytes.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The folder has no pages where this generator has them.
    NoPages {
        /// The folder that is missing or empty, such as `content`.
        folder: &'static str,
    },
    /// The export has neither posts nor pages.
    NoPosts,
    /// The file is no export of WordPress.
    NotAnExport,
    /// The export is damaged at this line, from 1.
    Damaged {
        /// The line, from 1.
        line: usize,
    },
}

impl SiteError {
    /// Returns the name of the sentence and its arguments.
    pub fn message(&self) -> (&'static str, Vec<(&'static str, String)>) {
        match self {
            SiteError::Io { path, source } => {
                let path = ("path", path.display().to_string());
                ("import-read-failed", vec![path, ("reason", file::reason(source))])
            }
            SiteError::TooManyFiles { limit } => {
                ("import-site-too-many-files", vec![("limit", limit.to_string())])
            }
            SiteError::TooLarge { limit } => {
                ("import-read-too-large", vec![("limit", (limit / 1_000_000).to_string())])
            }
            SiteError::NoPages { folder } => ("import-site-no-pages", vec![("folder", (*folder).to_owned())]),
            SiteError::NoPosts => ("import-site-no-posts", Vec::new()),
            SiteError::NotAnExport => ("import-site-not-an-export", Vec::new()),
            SiteError::Damaged { line } => ("import-site-damaged", vec![("line", line.to_string())]),
        }
    }
}

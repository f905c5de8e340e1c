//! Articles and standalone pages to be written: front matter, Markdown, and the files beside it.

mod front_matter;
mod markdown;
mod write;

use std::path::PathBuf;

pub use front_matter::page_text;
pub(in crate::import) use markdown::blocks;
pub use markdown::{Markdown, markdown};
pub use write::write_page;

/// An article or a standalone page that the site does not have yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPage {
    /// The name of its folder, and the last part of its address without a `slug`.
    pub stem: String,
    /// The headline, as plain text.
    pub title: String,
    /// The last part of its address, if it differs from `stem`.
    pub slug: Option<String>,
    /// The day of publication, perhaps with a time: `2022-03-29 15:24`. Pages have none.
    pub date: Option<String>,
    /// The day of the last change, perhaps with a time.
    pub updated: Option<String>,
    /// The summary above the text, as plain text.
    pub lead: Option<String>,
    /// The author's name, as printed.
    pub author: Option<String>,
    /// The name or address of the first publisher.
    pub origin: Option<String>,
    /// The picture above the text.
    pub cover: Option<NewCover>,
    /// Ids or names of movements.
    pub movements: Vec<String>,
    /// Tags as they were written.
    pub tags: Vec<String>,
    /// Whether it is hidden as a draft.
    pub draft: bool,
    /// The day, perhaps with a time, from which it is published.
    pub publish: Option<String>,
    /// The first day on which it is hidden again.
    pub expires: Option<String>,
    /// Old addresses that redirect to it; each begins with `/`.
    pub aliases: Vec<String>,
    /// The Markdown below the front matter.
    pub body: String,
    /// The pictures and other files beside it.
    pub files: Vec<PageFile>,
}

/// The leading picture of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCover {
    /// The name of one of the files beside the page.
    pub file: String,
    /// The text alternative; may be empty.
    pub alt: String,
    /// The caption below the picture.
    pub caption: Option<String>,
}

/// A file beside a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageFile {
    /// Its name, without a folder.
    pub name: String,
    /// What is written into it.
    pub content: PageFileContent,
}

/// Where the bytes of a new file come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageFileContent {
    /// These bytes.
    Bytes(Vec<u8>),
    /// A copy of this file.
    CopyOf(PathBuf),
}

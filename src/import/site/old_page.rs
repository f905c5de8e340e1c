//! The pages of an old site, before it is decided where they go.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::import::site::note::{SiteNote, SiteNoteKind};
use crate::model::date::ArticleDate;

/// A site of another generator, as far as it is read.
#[derive(Debug, Default)]
pub struct OldSite {
    /// The pages, in the order of their files.
    pub pages: Vec<OldPage>,
    /// What was not taken so far.
    pub notes: Vec<SiteNote>,
    /// The files that have an address of their own, such as those of `static/`: by the address without the first `/`,
    /// the path that [`OldFiles`](super::OldFiles) knows.
    pub published_files: BTreeMap<String, String>,
    /// The address of the site, such as `https://thu.example/blog`, without the last `/`; empty if it is not known.
    pub base: String,
}

impl OldSite {
    /// Adds a note about something that is no page.
    pub fn note(&mut self, kind: SiteNoteKind, place: impl Into<String>, text: impl Into<String>) {
        self.notes.push(SiteNote { kind, place: place.into(), text: text.into(), page: None });
    }

    /// Adds a note about the page that is added next.
    pub fn note_page(&mut self, kind: SiteNoteKind, place: impl Into<String>, text: impl Into<String>) {
        let page = Some(self.pages.len());
        self.notes.push(SiteNote { kind, place: place.into(), text: text.into(), page });
    }

    /// Adds notes about the page that is added next.
    pub fn add_page_notes(&mut self, notes: Vec<SiteNote>) {
        let page = Some(self.pages.len());
        self.notes.extend(notes.into_iter().map(|note| SiteNote { page, ..note }));
    }
}

/// What an old page becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OldPageKind {
    /// An article, in a section.
    #[default]
    Article,
    /// A standalone page.
    Standalone,
}

/// How the old generator shows a line break within a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum OldLineBreaks {
    /// The words before and after it are on one line.
    #[default]
    Spaces,
    /// The words after it begin a line.
    Breaks,
}

/// The main picture of an old page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OldCover {
    /// The address as it is written.
    pub address: String,
    /// The text alternative; empty if there is none.
    pub alt: String,
    /// The caption; empty if there is none.
    pub caption: String,
}

/// A page of an old site.
#[derive(Clone, Debug, Default)]
pub struct OldPage {
    /// What it becomes.
    pub kind: OldPageKind,
    /// Its file, as notes name it.
    pub path: String,
    /// The headline, as plain text; never empty.
    pub title: String,
    /// The name from which its folder and its new address are made.
    pub stem: String,
    /// The day of publication.
    pub date: Option<ArticleDate>,
    /// The day of the last change.
    pub updated: Option<ArticleDate>,
    /// The day from which it is published.
    pub publish: Option<ArticleDate>,
    /// The first day on which it is no longer published.
    pub expires: Option<Date>,
    /// Whether it is not published.
    pub draft: bool,
    /// The summary.
    pub lead: Option<String>,
    /// The authors, joined by commas.
    pub author: Option<String>,
    /// The keywords, in the order written.
    pub tags: Vec<String>,
    /// The folder that was its section on the old site.
    pub folder: Option<String>,
    /// The categories, in order.
    pub categories: Vec<String>,
    /// The main picture.
    pub cover: Option<OldCover>,
    /// The path of its old address; empty until it is known.
    pub address: String,
    /// The paths that led to it before that.
    pub aliases: Vec<String>,
    /// Addresses that links to it may have, and that cannot redirect, such as `?p=12`.
    pub keys: Vec<String>,
    /// The body as it was written, in which the lines of notes are counted.
    pub written: String,
    /// The line of the file at which that body begins, from 1.
    pub first_line: usize,
    /// The body as Markdown; links still lead to old addresses.
    pub markdown: String,
    /// How line breaks were shown.
    pub line_breaks: OldLineBreaks,
    /// The folder with the files that belong to this page only, with `/` at its end.
    pub own_folder: Option<String>,
}

impl OldPage {
    /// Returns the names that can say to which section of the new site it belongs, the first before the others.
    pub fn section_names(&self) -> impl Iterator<Item = &str> {
        self.folder.iter().chain(&self.categories).map(String::as_str)
    }

    /// Returns the place of the first `text` of the body, such as `content/a.md:12`.
    pub fn place_of(&self, text: &str) -> String {
        let at = if text.is_empty() { None } else { self.written.find(text) };
        match at {
            Some(at) => self.place_at(at),
            None => format!("{}:{}", self.path, self.first_line),
        }
    }

    /// Returns the place of a byte of the body as it was written.
    pub fn place_at(&self, at: usize) -> String {
        let line = self.first_line + super::front_matter::line_at(&self.written, at) - 1;
        format!("{}:{line}", self.path)
    }
}

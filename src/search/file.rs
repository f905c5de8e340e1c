//! The files of the search index, and what is the same in all of them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Serialize;

use crate::html;
use crate::model::registry::KindId;
use crate::model::route::Route;
use crate::search::entry::EntryAward;

/// The version of the format of the index files.
pub const INDEX_VERSION: u8 = 3;

/// The folder of the files of names, below the search page.
pub const NAMES_FOLDER: &str = "names";

/// The folder of the files of things, below the search page.
pub const THINGS_FOLDER: &str = "things";

/// The folder of the files of articles, below the search page.
pub const ARTICLES_FOLDER: &str = "articles";

/// The folders of all files of the index but the root file, below the search page.
pub const INDEX_FOLDERS: [&str; 3] = [NAMES_FOLDER, THINGS_FOLDER, ARTICLES_FOLDER];

/// The root file: everything that a script must know before the first search.
#[derive(Debug, Serialize)]
pub struct IndexRoot<'a> {
    /// The version of the format, [`INDEX_VERSION`].
    pub version: u8,
    /// The path of the base URL with `/` at its end; addresses in the index are relative to it.
    pub base: String,
    /// The folder of the pages of recipients with `/` at its end; absent without such pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub people: Option<String>,
    /// The files of names; absent when there are no names.
    pub names: Option<&'a NameTree>,
    /// The files of things; absent when there are no things.
    pub things: Option<&'a KeyFiles>,
    /// The files of postings of articles; absent when there are no articles.
    pub articles: Option<&'a KeyFiles>,
    /// The abbreviations of one word, each with its long form.
    pub short: &'a BTreeMap<String, String>,
}

/// The files in which keys are listed: words and pairs of neighbouring words, by their hashes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct KeyFiles {
    /// The binary logarithm of the number of files.
    pub bits: u32,
    /// The words that lead to some of their entries only, or to none, separated by spaces. Those of things are in order:
    /// the rarest first.
    pub frequent: String,
}

/// The tree of the files of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum NameTree {
    /// One file has all names: this one.
    One(&'static str),
    /// Every head and every divided file, each with the number of its parts; 0 for a head that is not divided. The
    /// number of a file that is divided by last words is negative.
    Nodes(BTreeMap<String, i32>),
}

/// A file of the index, in sections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchFile {
    /// The sections. In the file, an empty line separates two of them.
    pub sections: Vec<SearchSection>,
}

/// A section of a file of the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SearchSection {
    /// Lines with line feeds between them; may be empty.
    Lines(String),
    /// A line for each of these kinds and classes, in order. Their words are strings of the theme.
    Titles(Vec<AwardTitle>),
}

/// A kind of award with one of its classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AwardTitle {
    /// The position among the kinds of the site, in order of precedence.
    pub kind: KindId,
    /// The position of the class among the classes of the kind; absent for an award without a class.
    pub class: Option<u8>,
}

impl AwardTitle {
    /// Returns the kind and class of an award.
    pub fn of(award: &EntryAward) -> AwardTitle {
        AwardTitle { kind: award.kind, class: award.class }
    }

    /// Returns the place in the order of precedence: by kind, then the highest class first, and without a class last.
    pub fn precedence(self) -> (KindId, u8) {
        (self.kind, self.class.unwrap_or(u8::MAX))
    }
}

/// Returns the name of a file of keys, without folder and extension: its number and the binary logarithm of the number of
/// files.
///
/// So a script with an older root file does not read another file in its place when there are more files now.
pub fn numbered(number: usize, bits: u32) -> String {
    format!("{bits}-{number}")
}

/// Returns `text` as a cell of a line: a tab or a line break would end it, and is a space.
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.contains(['\t', '\n', '\r']) {
        Cow::Owned(text.replace(['\t', '\n', '\r'], " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns the address of a route as entries have it: percent-encoded, relative to the base path, without a slash at
/// the start.
pub fn relative_address(route: &Route) -> String {
    html::encode_path(route.trim_start_matches('/'))
}

/// Appends awards as cells of the index have them: `2023:0 -2021:4`, each with its year, its position in `titles`, and
/// `-` before it when it was revoked.
pub fn write_awards(awards: &[EntryAward], titles: &[AwardTitle], into: &mut String) {
    for (at, award) in awards.iter().enumerate() {
        let title = AwardTitle::of(award).precedence();
        let number = titles.binary_search_by_key(&title, |title| title.precedence()).unwrap_or(0);
        let (gap, sign) = (if at == 0 { "" } else { " " }, if award.is_revoked { "-" } else { "" });
        let _ = write!(into, "{gap}{sign}{}:{number}", award.year);
    }
}

/// Returns the kinds and classes of `awards`, each once, in order of precedence.
pub fn award_titles<'a>(awards: impl Iterator<Item = &'a EntryAward>) -> Vec<AwardTitle> {
    let mut titles: Vec<AwardTitle> = awards.map(AwardTitle::of).collect();
    titles.sort_unstable_by_key(|title| title.precedence());
    titles.dedup();
    titles
}

//! Reads a Word file as an article: its title, lead and author, its text as events of Markdown, and its pictures.

pub(in crate::import) mod blocks;
mod convert;
mod front;
pub(in crate::import) mod inline;
pub(in crate::import) mod lists;
mod pictures;
mod remarks;
pub(in crate::import) mod segments;
pub(in crate::import) mod spans;
pub(in crate::import) mod table;

use std::collections::HashMap;

pub use convert::ArticleCounts;
pub use remarks::{ArticleRemark, ArticleRemarkKind, WordPlace};

use self::blocks::{blocks, first_words};
use self::convert::Converter;
use self::front::take_front;
use self::pictures::PictureStore;
use self::spans::{plain_text, spans};
use super::body::{Content, LeftOutPart, Part, RunContent, WordParagraph};
use super::content::content;
use super::numbering::{ItemCounter, Numbering};
use super::package::Package;
use super::styles::Parts;
use crate::import::ReadError;
use crate::import::page::{PageFile, markdown};

/// The most bytes of text; the file of an article may not be larger.
const MAX_ARTICLE_BYTES: usize = 2_000_000;
/// The most paragraphs, lines and stretches of text; a book has some 30,000.
const MAX_ARTICLE_PIECES: usize = 60_000;

/// An article as a Word file has it.
#[derive(Debug, Default)]
pub struct WordArticle {
    /// The headline, as plain text.
    pub title: String,
    /// The summary below the headline, as plain text.
    pub lead: Option<String>,
    /// The author, if words such as *Tin, ảnh:* mark one at the end.
    pub author: Option<String>,
    /// The Markdown of the text.
    pub body: String,
    /// The pictures in the text.
    pub files: Vec<PageFile>,
    /// What was taken.
    pub counts: ArticleCounts,
    /// What was not taken, and what is not as in Word: for the whole file, for paragraphs, for tables.
    pub remarks: Vec<ArticleRemark>,
}

/// Reads the article of a Word file; `file_name` is its title if the text begins without one.
///
/// # Errors
/// The file is damaged, has no text, or exceeds a limit.
pub fn read_article(bytes: &[u8], file_name: &str) -> Result<WordArticle, ReadError> {
    let mut package = Package::open(bytes)?;
    let parts = Parts::read(&mut package)?;
    let numbering = Numbering::read(&mut package)?;
    let xml = package.document()?;
    let body = content(&xml, &parts)?;
    drop(xml);
    check_length(&body)?;
    let mut remarks = whole_file_remarks(&mut package, &parts)?;
    let mut notes = HashMap::new();
    for name in ["footnotes", "endnotes"] {
        read_notes(&mut package, &parts, name, &mut notes, &mut remarks)?;
    }

    let mut counter = ItemCounter::new(&numbering);
    let (mut blocks, places) = blocks(&body.parts, &mut counter);
    if blocks.is_empty() {
        return Err(ReadError::Empty);
    }
    for part in &body.omissions {
        let place = places.get(part.before).or(places.last()).cloned().unwrap_or_default();
        remarks.push(omitted(part, place));
    }
    let front = take_front(&mut blocks, file_name);
    remarks.extend(front.remarks);
    let mut converter = Converter::new(PictureStore::new(&mut package, &parts), notes, counter);
    converter.convert(blocks)?;
    let converted = converter.finish()?;
    remarks.extend(converted.remarks);
    let written = markdown(&converted.events);
    let texts = [(ArticleRemarkKind::Format, &written.plain), (ArticleRemarkKind::LostBlock, &written.lost)];
    for (kind, texts) in texts {
        let remark =
            |text: &String| ArticleRemark { kind, place: WordPlace::default(), detail: first_words(text) };
        remarks.extend(texts.iter().map(remark));
    }
    // First the whole file, then the paragraphs in their order, then the tables.
    remarks.sort_by_key(|remark| (remark.place.is_table, remark.place.number));
    Ok(WordArticle {
        title: front.title,
        lead: front.lead,
        author: front.author,
        body: written.text,
        files: converted.files,
        counts: converted.counts,
        remarks,
    })
}

/// Adds the paragraphs of the footnotes or endnotes by the ids that runs have, and what was left out of them.
fn read_notes(
    package: &mut Package<'_>,
    parts: &Parts,
    name: &str,
    notes: &mut HashMap<String, Vec<WordParagraph>>,
    remarks: &mut Vec<ArticleRemark>,
) -> Result<(), ReadError> {
    let part = format!("word/{name}.xml");
    let Some(xml) = package.part(&part)? else { return Ok(()) };
    let parts = parts.clone().with_relationships(package, &part)?;
    let content = content(&xml, &parts)?;
    for part in &content.omissions {
        // A note begins before what it contains.
        let note = part.before.checked_sub(1).and_then(|at| content.notes.get(at));
        let words = note.map_or_else(String::new, |(_, paragraphs)| note_words(paragraphs));
        remarks.push(omitted(part, WordPlace { words, ..WordPlace::default() }));
    }
    let start = &name[..1];
    notes.extend(content.notes.into_iter().map(|(id, paragraphs)| (format!("{start}{id}"), paragraphs)));
    Ok(())
}

fn note_words(paragraphs: &[WordParagraph]) -> String {
    let text: Vec<String> = paragraphs.iter().map(|paragraph| plain_text(&spans(&paragraph.runs))).collect();
    first_words(text.join(" ").trim())
}

fn omitted(part: &LeftOutPart, place: WordPlace) -> ArticleRemark {
    let detail = first_words(&part.text);
    ArticleRemark { kind: ArticleRemarkKind::Omitted(part.omission), place, detail }
}

/// Returns what is to be said about the file as a whole: macros, and text in headers or footers.
fn whole_file_remarks(package: &mut Package<'_>, parts: &Parts) -> Result<Vec<ArticleRemark>, ReadError> {
    let mut remarks = Vec::new();
    let mut add = |kind, detail| remarks.push(ArticleRemark { kind, place: WordPlace::default(), detail });
    if package.has_part("word/vbaProject") {
        add(ArticleRemarkKind::Macros, String::new());
    }
    let mut seen = Vec::new();
    for name in package.parts_like(&["word/header", "word/footer"]) {
        let Some(xml) = package.part(&name)? else { continue };
        let content = content(&xml, parts)?;
        let text: Vec<String> = content.parts.iter().filter_map(part_text).collect();
        let text = text.join(" ");
        if text.contains(char::is_alphabetic) && !seen.contains(&text) {
            add(ArticleRemarkKind::HeaderOrFooter, first_words(&text));
            seen.push(text);
        }
    }
    Ok(remarks)
}

fn part_text(part: &Part) -> Option<String> {
    let Part::Paragraph(paragraph) = part else { return None };
    Some(plain_text(&spans(&paragraph.runs))).filter(|text| !text.is_empty())
}

/// Checks that the text is not longer than an article may be, and has no more pieces.
fn check_length(body: &Content) -> Result<(), ReadError> {
    let (mut bytes, mut pieces) = (0, 0);
    let mut count = |paragraph: &WordParagraph| {
        pieces += 1 + paragraph.runs.len();
        for run in &paragraph.runs {
            if let RunContent::Text(text) = &run.content {
                bytes += text.len();
                pieces += text.matches('\n').count();
            }
        }
    };
    for part in &body.parts {
        match part {
            Part::Paragraph(paragraph) => count(paragraph),
            Part::Table(rows) => {
                rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.paragraphs).for_each(&mut count);
            }
        }
    }
    let is_long = bytes > MAX_ARTICLE_BYTES || pieces > MAX_ARTICLE_PIECES;
    if is_long { Err(ReadError::LongArticle { limit: MAX_ARTICLE_BYTES as u64 }) } else { Ok(()) }
}

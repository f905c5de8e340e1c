//! Finds the title, the lead and the author of an article from Word.

use super::blocks::{ArticleBlock, TextBlock};
use super::remarks::{ArticleRemark, ArticleRemarkKind, WordPlace};
use super::spans::TextSpan;
use crate::text;

/// How many paragraphs at the beginning may have the title.
const TITLE_PARAGRAPHS: usize = 6;
/// Longest title, in letters.
const MAX_TITLE_CHARS: usize = 200;
/// Longest second line of a title, in letters.
const MAX_SECOND_LINE_CHARS: usize = 120;
/// From this length on, in letters, a paragraph with a full stop is no title.
const MIN_SENTENCE_CHARS: usize = 80;
/// Shortest and longest lead, in letters; a shorter line may be a name or a date.
const LEAD_CHARS: std::ops::RangeInclusive<usize> = 50..=700;
/// Longest author, in letters.
const MAX_AUTHOR_CHARS: usize = 80;
/// How many paragraphs at the end may have the author.
const AUTHOR_PARAGRAPHS: usize = 3;

/// What is written before the text of an article.
#[derive(Default)]
pub(super) struct Front {
    pub(super) title: String,
    pub(super) lead: Option<String>,
    pub(super) author: Option<String>,
    pub(super) remarks: Vec<ArticleRemark>,
}

/// Takes the title, the lead and the author out of `blocks`; `file_name` is the title of a text that begins without one.
pub(super) fn take_front(blocks: &mut Vec<ArticleBlock>, file_name: &str) -> Front {
    let mut front = Front { author: take_author(blocks), ..Front::default() };
    let Some(at) = title_index(blocks) else {
        front.title = file_name.to_owned();
        front.remarks.push(remark(ArticleRemarkKind::NoTitle, WordPlace::default(), file_name));
        return front;
    };
    if let Some(ArticleBlock::Text(first)) = blocks[..at].iter().find(|block| has_text(block)) {
        front.remarks.push(remark(ArticleRemarkKind::AboveTitle, first.place.clone(), ""));
    }
    let title = take_text(blocks, at, &mut front.remarks);
    front.title = title.text();
    while let Some(ArticleBlock::Text(next)) = blocks.get(at)
        && is_second_line(&title, next)
        && front.title.chars().count() + next.text().chars().count() <= MAX_TITLE_CHARS
    {
        let next = take_text(blocks, at, &mut front.remarks);
        front.title = format!("{} {}", front.title, next.text());
    }
    if let Some(ArticleBlock::Text(next)) = blocks.get(at).filter(|block| is_lead(block)) {
        front.lead = Some(next.text());
        blocks.remove(at);
    }
    front
}

fn remark(kind: ArticleRemarkKind, place: WordPlace, detail: &str) -> ArticleRemark {
    ArticleRemark { kind, place, detail: detail.to_owned() }
}

/// Takes the text of a paragraph out of `blocks`; its pictures stay, and its notes are reported.
fn take_text(blocks: &mut Vec<ArticleBlock>, at: usize, remarks: &mut Vec<ArticleRemark>) -> TextBlock {
    let ArticleBlock::Text(block) = blocks.remove(at) else { unreachable!("the block is a paragraph") };
    if block.spans.iter().any(|span| matches!(span, TextSpan::Note(_))) {
        remarks.push(remark(ArticleRemarkKind::LostNote, block.place.clone(), ""));
    }
    if block.has_picture() {
        let spans: Vec<TextSpan> =
            block.spans.iter().filter(|span| matches!(span, TextSpan::Picture(_))).cloned().collect();
        let pictures = TextBlock { spans, marker: None, style: Default::default(), ..block.clone() };
        blocks.insert(at, ArticleBlock::Text(pictures));
    }
    block
}

fn has_text(block: &ArticleBlock) -> bool {
    matches!(block, ArticleBlock::Text(text) if !text.text().is_empty())
}

/// Returns the place of the title, which is above the first sentence: the paragraph with that style, else the first that
/// is a heading, bold or larger than others, else the first that is centred, else the first if it is short.
fn title_index(blocks: &[ArticleBlock]) -> Option<usize> {
    let mut candidates: Vec<(usize, &TextBlock)> = Vec::new();
    let is_sentence = |text: &str| text.chars().count() >= MIN_SENTENCE_CHARS && text.ends_with('.');
    for (at, block) in blocks.iter().enumerate() {
        let ArticleBlock::Text(text) = block else { break };
        if text.text().is_empty() {
            continue;
        }
        let words = text.text();
        let is_long = words.chars().count() > MAX_TITLE_CHARS || is_sentence(&words);
        if is_long || candidates.len() == TITLE_PARAGRAPHS {
            break;
        }
        candidates.push((at, text));
    }
    let usual = usual_size(blocks);
    let is_large = |text: &TextBlock| matches!((text.size, usual), (Some(size), Some(usual)) if size > usual);
    let first = |is_such: &dyn Fn(&TextBlock) -> bool| {
        candidates.iter().find(|(_, text)| is_such(text)).map(|(at, _)| *at)
    };
    first(&|text| text.style.name == "title")
        .or_else(|| first(&|text| text.outline().is_some() || text.is_bold() || is_large(text)))
        .or_else(|| first(&|text| text.is_centred() && !text.is_italic()))
        .or_else(|| first(&|text| text.marker.is_none() && author_line(&text.text()).is_none()))
}

/// Returns the size of most letters in half points.
fn usual_size(blocks: &[ArticleBlock]) -> Option<u16> {
    let mut letters: std::collections::BTreeMap<u16, usize> = std::collections::BTreeMap::new();
    for block in blocks {
        if let ArticleBlock::Text(text) = block
            && let Some(size) = text.size
        {
            *letters.entry(size).or_default() += text.text().len();
        }
    }
    letters.into_iter().max_by_key(|(_, count)| *count).map(|(size, _)| size)
}

/// Returns whether `next` continues a title that is written in two lines.
fn is_second_line(title: &TextBlock, next: &TextBlock) -> bool {
    let (is_title, next_is_title) = (title.style.name == "title", next.style.name == "title");
    let is_centred = title.is_centred() && next.is_centred() && title.is_bold() && next.is_bold();
    let is_short = next.text().chars().count() <= MAX_SECOND_LINE_CHARS && !next.text().ends_with('.');
    let is_heading = title.outline().is_some() || next.outline().is_some();
    let is_same = title.size == next.size && capitals(&title.text()) == capitals(&next.text());
    let is_text = !next.text().is_empty() && next.marker.is_none();
    is_text
        && ((is_title && next_is_title) || (is_centred && is_short && is_same && !is_heading && !is_title))
}

fn capitals(text: &str) -> bool {
    !text.contains(char::is_lowercase)
}

/// Returns whether the paragraph below a title is the lead: bold or italic throughout, without links and notes.
fn is_lead(block: &ArticleBlock) -> bool {
    let ArticleBlock::Text(text) = block else { return false };
    let is_plain = text.spans.iter().all(|span| match span {
        TextSpan::Text(_, marks) => marks.link.is_none() && marks.script.is_none() && !marks.is_struck,
        TextSpan::Break => true,
        TextSpan::Note(_) | TextSpan::Picture(_) | TextSpan::Image(_) => false,
    });
    let is_subtitle = text.style.name == "subtitle";
    let length = text.text().chars().count();
    let is_marked = text.is_bold() || text.is_italic() || is_subtitle;
    let fits = LEAD_CHARS.contains(&length) || (is_subtitle && length <= *LEAD_CHARS.end());
    let is_text = text.marker.is_none() && text.outline().is_none() && author_line(&text.text()).is_none();
    is_plain && is_marked && fits && is_text
}

/// Takes the author out of the last paragraphs, if words mark one there.
fn take_author(blocks: &mut Vec<ArticleBlock>) -> Option<String> {
    let last = blocks.iter().enumerate().rev().filter(|(_, block)| has_text(block)).take(AUTHOR_PARAGRAPHS);
    let (at, author) = last
        .filter_map(|(at, block)| match block {
            ArticleBlock::Text(text) if text.spans.iter().all(|span| matches!(span, TextSpan::Text(..))) => {
                Some((at, author_line(&text.text())?))
            }
            ArticleBlock::Text(_) | ArticleBlock::Table(_) => None,
        })
        .next()?;
    blocks.remove(at);
    Some(author)
}

/// Returns the author of a line such as `Tin, ảnh: Ngọc Mẫu`; `None` if it has several parts or is about pictures only.
fn author_line(line: &str) -> Option<String> {
    const WORDS: [&str; 4] = ["tin", "bai", "anh", "va"];
    const WHOLE: [&str; 2] = ["tac gia", "nguoi viet"];
    let line = line.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']', '.']);
    let (words, name) = line.split_once(':')?;
    let words = text::fold(words);
    let parts: Vec<&str> =
        words.split(|letter: char| !letter.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let is_of_text = parts.iter().any(|part| matches!(*part, "tin" | "bai"));
    let is_list = is_of_text && parts.iter().all(|part| WORDS.contains(part));
    let name = name.trim();
    let is_name = !name.is_empty()
        && name.chars().count() <= MAX_AUTHOR_CHARS
        && !name.contains([':', ';', '/', '|'])
        && !name.contains(|letter: char| letter.is_ascii_digit());
    let is_author = is_list || WHOLE.contains(&parts.join(" ").as_str());
    (is_author && is_name).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::author_line;

    /// Only words make a name an author, and a line about several people or about pictures stays in the text.
    #[test]
    fn authors_are_marked_by_words() {
        for (line, author) in [
            ("Tin, ảnh: Ngọc Mẫu", Some("Ngọc Mẫu")),
            ("(Bài và ảnh: Ban Tuyên giáo – Nữ công)", Some("Ban Tuyên giáo – Nữ công")),
            ("TIN: NGỌC MẪU.", Some("NGỌC MẪU")),
            ("Tác giả: Lê Thử", Some("Lê Thử")),
            ("Ảnh: Ngọc Mẫu", None),
            ("Tin: Ngọc Mẫu; ảnh: Lê Thử", None),
            ("Ngọc Mẫu", None),
            ("Bài học: đoàn kết", None),
            ("Tin: số 12", None),
        ] {
            assert_eq!(author_line(line).as_deref(), author, "{line}");
        }
    }
}

//! Compares two versions of a file for the pages of the desk.

use std::time::Duration;

use serde::Serialize;
use similar::{ChangeTag, TextDiff};

use crate::desk::places::{PlaceNames, shown_value};
use crate::edit::{Wanted, tree, value_differences};
use crate::messages::{Language, Messages};
use crate::read::front_matter_range;

/// How long two texts are compared at most; after that, larger parts count as changed.
const TIMEOUT: Duration = Duration::from_secs(2);
/// Maximum length of an unchanged part that is shown as a whole, in characters.
const MAX_UNCHANGED_CHARS: usize = 400;
/// The length of each end of a longer one.
const SHOWN_END_CHARS: usize = 150;

/// The difference between two versions of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct FileDifference {
    /// The values of its YAML that differ.
    pub values: Vec<ValueChange>,
    /// Its text with what was removed and added; empty if that is the same.
    pub text: Vec<TextSegment>,
    /// Whether the text is YAML, all of whose differences are also among the values.
    pub is_yaml: bool,
}

/// A value that two versions have differently.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ValueChange {
    /// The name of the value.
    pub place: String,
    /// The old value; empty if there was none.
    pub before: String,
    /// The new value; empty if it was removed.
    pub after: String,
}

/// A part of a compared text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TextSegment {
    /// `same`, `removed`, `added`, or `skipped` for unchanged text that is not shown.
    pub kind: &'static str,
    /// The text; removed and added line ends are marked.
    pub text: String,
}

/// What changed from `old` to `new`, two versions of the file at `path`.
pub fn file_difference(
    path: &str,
    old: &str,
    new: &str,
    language: Language,
    messages: &Messages,
) -> FileDifference {
    let names = PlaceNames::new(path, language, messages);
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let values = |old: &str, new: &str| Some(value_changes(&tree(old)?, &tree(new)?, &names));
    match extension.as_str() {
        "yaml" | "yml" => {
            let values = values(old, new);
            FileDifference {
                is_yaml: values.is_some(),
                values: values.unwrap_or_default(),
                text: lines(old, new),
            }
        }
        "md" => {
            let ranges = [old, new].map(|text| front_matter_range(text).unwrap_or_default());
            let heads = values(&old[ranges[0].clone()], &new[ranges[1].clone()]);
            match heads {
                Some(values) => {
                    let text = words(body(old), body(new));
                    FileDifference { values, text, is_yaml: false }
                }
                None => FileDifference { text: words(old, new), ..FileDifference::default() },
            }
        }
        _ => FileDifference { text: lines(old, new), ..FileDifference::default() },
    }
}

/// The text behind the front matter; the whole text if there is none.
fn body(text: &str) -> &str {
    let Some(range) = front_matter_range(text) else { return text };
    text[range.end..].split_once('\n').map_or("", |(_, body)| body)
}

fn value_changes(old: &Wanted, new: &Wanted, names: &PlaceNames<'_>) -> Vec<ValueChange> {
    let differences = value_differences(old, new).into_iter();
    let changes = differences.map(|difference| {
        let is_removed_row = difference.path.ends_with(']') && difference.after.is_none();
        let trees = if is_removed_row { [old, new] } else { [new, old] };
        ValueChange {
            place: names.name(&difference.path, &trees),
            before: shown_value(difference.before.as_ref()),
            after: shown_value(difference.after.as_ref()),
        }
    });
    changes.collect()
}

/// The words of two texts.
fn words(old: &str, new: &str) -> Vec<TextSegment> {
    segments(&TextDiff::configure().timeout(TIMEOUT).diff_words(old, new))
}

/// The lines of two texts.
fn lines(old: &str, new: &str) -> Vec<TextSegment> {
    segments(&TextDiff::configure().timeout(TIMEOUT).diff_lines(old, new))
}

/// The lines that both texts have, in order.
pub fn common_lines(one: &str, other: &str) -> String {
    let difference = TextDiff::configure().timeout(TIMEOUT).diff_lines(one, other);
    let same = difference.iter_all_changes().filter(|change| change.tag() == ChangeTag::Equal);
    same.map(|change| change.value()).collect()
}

/// The parts of `difference`; neighbours of one kind are joined, and long unchanged ones cut. Empty if nothing differs.
fn segments(difference: &TextDiff<'_, '_, str>) -> Vec<TextSegment> {
    let mut joined: Vec<TextSegment> = Vec::new();
    for change in difference.iter_all_changes() {
        let kind = match change.tag() {
            ChangeTag::Equal => "same",
            ChangeTag::Delete => "removed",
            ChangeTag::Insert => "added",
        };
        match joined.last_mut() {
            Some(last) if last.kind == kind => last.text.push_str(change.value()),
            _ => joined.push(TextSegment { kind, text: change.value().to_owned() }),
        }
    }
    if joined.iter().all(|segment| segment.kind == "same") {
        return Vec::new();
    }
    let last = joined.len() - 1;
    let mut shown = Vec::new();
    for (at, segment) in joined.into_iter().enumerate() {
        if segment.kind == "same" {
            shown.extend(cut(segment, at > 0, at < last));
        } else {
            let text = segment.text.replace("\r\n", "\n").replace('\n', "↵\n");
            shown.push(TextSegment { text, ..segment });
        }
    }
    shown
}

/// An unchanged part, without the middle of a long one; the ends beside changes are shown.
fn cut(segment: TextSegment, follows_change: bool, precedes_change: bool) -> Vec<TextSegment> {
    let length = segment.text.chars().count();
    if length <= MAX_UNCHANGED_CHARS {
        return vec![segment];
    }
    let offset =
        |chars: usize| segment.text.char_indices().nth(chars).map_or(segment.text.len(), |(at, _)| at);
    let start = if follows_change { offset(SHOWN_END_CHARS) } else { 0 };
    let end = if precedes_change { offset(length - SHOWN_END_CHARS) } else { segment.text.len() };
    let part = |kind, text: &str| TextSegment { kind, text: text.to_owned() };
    let parts =
        [part("same", &segment.text[..start]), part("skipped", "…"), part("same", &segment.text[end..])];
    parts.into_iter().filter(|part| !part.text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{FileDifference, Language, Messages, file_difference};

    fn difference(path: &str, old: &str, new: &str) -> FileDifference {
        file_difference(path, old, new, Language::Vi, &Messages::built_in(Language::Vi))
    }

    fn marked(difference: &FileDifference) -> String {
        let mark = |segment: &super::TextSegment| match segment.kind {
            "removed" => format!("[-{}-]", segment.text),
            "added" => format!("[+{}+]", segment.text),
            _ => segment.text.clone(),
        };
        difference.text.iter().map(mark).collect()
    }

    /// The text of an article is compared by words, its front matter by values.
    #[test]
    fn articles_are_compared_by_words() {
        let old = "---\ntitle: Lễ cũ\n---\nMột hai ba.\n\nBốn.\n";
        let new = "---\ntitle: Lễ mới\n---\nMột hai năm.\nBốn.\n";
        let found = difference("content/articles/tin/a.md", old, new);
        assert_eq!((&*found.values[0].before, &*found.values[0].after), ("Lễ cũ", "Lễ mới"));
        assert_eq!(marked(&found), "Một hai [-ba.↵\n↵\n-][+năm.↵\n+]Bốn.\n");
        assert_eq!(difference("content/articles/tin/a.md", old, old), FileDifference::default());
    }

    /// A decision is compared by the values of its rows, and its text by lines.
    #[test]
    fn decisions_are_compared_by_rows() {
        let old = "awards:\n- {no: 12, name: Mai, unit: a}\n- {no: 13, name: Lan, unit: a}\n";
        let new = "awards:\n- {no: 13, name: Lan, unit: b}\n";
        let found = difference("content/awards/qd.yaml", old, new);
        assert_eq!(found.values.len(), 2);
        assert!(found.values[0].place.starts_with("STT 13 Lan: "));
        assert_eq!((&*found.values[0].before, &*found.values[0].after), ("a", "b"));
        assert_eq!(found.values[1].place, "STT 12 Mai");
        assert!(found.is_yaml && marked(&found).contains("[-- {no: 12, name: Mai, unit: a}↵\n"));
    }

    /// Long unchanged parts are cut between characters, and everything that changed is shown.
    #[test]
    fn long_unchanged_parts_are_cut() {
        let same = "đường ".repeat(500);
        let found = difference(
            "content/pages/a.txt",
            &format!("{same}\ncũ\n{same}"),
            &format!("{same}\nmới\n{same}"),
        );
        assert!(found.text.iter().any(|segment| segment.kind == "skipped"));
        let text = marked(&found);
        assert!(text.contains("[-cũ↵\n-][+mới↵\n+]") && text.chars().count() < 1000, "{text}");
    }
}

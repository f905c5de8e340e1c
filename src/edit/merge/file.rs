//! Merges files: YAML by key and row, articles by the keys of their front matter and the lines of their text, and other
//! texts by line.

use crate::edit::merge::record::{RecordConflict, merge_record_with};
use crate::edit::merge::side::{LinesChoice, MergeSide};
use crate::edit::merge::text::{MergedText, TextConflict, merge_text};
use crate::edit::patch::{patch, tree};
use crate::read::front_matter_range;

const BYTE_ORDER_MARK: char = '\u{feff}';

/// The merge of two edits of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeOutcome {
    /// The changes do not meet; the bytes with both.
    Merged(Vec<u8>),
    /// Both changed the same place, and not to the same.
    Conflicts(FileConflicts),
    /// One of them is not UTF-8 text, such as a picture, so that one must be chosen as a whole.
    NotText,
}

/// What both edits of a file changed differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileConflicts {
    /// The values of the YAML, in order.
    pub values: Vec<RecordConflict>,
    /// The lines of the text, and lines with comments of the YAML, in order.
    pub lines: Vec<TextConflict>,
    /// The merged bytes, with what was chosen where there is a conflict.
    pub bytes: Vec<u8>,
}

/// Which edit is taken in a conflict.
pub struct MergeChoices<'c> {
    /// Called for each conflict of a YAML value.
    pub value: &'c dyn Fn(&RecordConflict) -> MergeSide,
    /// Called for each conflict of a text, and for comments of YAML that cannot all stay.
    pub lines: &'c dyn Fn(&TextConflict) -> LinesChoice,
}

/// Merges two edits of the bytes `base` of the file at `path`, whose extension says how it is merged. In conflicts,
/// `mine` is taken.
///
/// Comments, line ends and the byte order mark are kept. The result is read as the merged values are.
pub fn merge_file(path: &str, base: &[u8], mine: &[u8], theirs: &[u8]) -> MergeOutcome {
    let choices = MergeChoices { value: &|_| MergeSide::Mine, lines: &|_| LinesChoice::Mine };
    merge_file_with(path, [base, mine, theirs], &choices)
}

/// Merges two edits as [`merge_file`] does; in conflicts, takes what `choices` says. The three are the base, mine and
/// theirs.
pub fn merge_file_with(path: &str, versions: [&[u8]; 3], choices: &MergeChoices<'_>) -> MergeOutcome {
    let [base, mine, theirs] = versions;
    if mine == theirs || theirs == base {
        return MergeOutcome::Merged(mine.to_vec());
    }
    if mine == base {
        return MergeOutcome::Merged(theirs.to_vec());
    }
    let (Ok(base), Ok(mine), Ok(theirs)) =
        (std::str::from_utf8(base), std::str::from_utf8(mine), std::str::from_utf8(theirs))
    else {
        return MergeOutcome::NotText;
    };
    let texts = Texts { base, mine, theirs };
    let plain = texts.map(|text| text.trim_start_matches(BYTE_ORDER_MARK));
    let mut merger = FileMerger { choices, values: Vec::new(), lines: Vec::new() };
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    let merged = match extension.to_ascii_lowercase().as_str() {
        "yaml" | "yml" => merger.yaml(plain),
        "md" => merger.article(plain),
        _ => merger.text(plain),
    };
    let marks = texts.map(|text| if text.starts_with(BYTE_ORDER_MARK) { "\u{feff}" } else { "" });
    let bytes = format!("{}{merged}", marks.changed()).into_bytes();
    if merger.values.is_empty() && merger.lines.is_empty() {
        return MergeOutcome::Merged(bytes);
    }
    MergeOutcome::Conflicts(FileConflicts { values: merger.values, lines: merger.lines, bytes })
}

/// The three versions of a text.
#[derive(Clone, Copy)]
struct Texts<'t> {
    base: &'t str,
    mine: &'t str,
    theirs: &'t str,
}

impl<'t> Texts<'t> {
    fn map(self, part: impl Fn(&'t str) -> &'t str) -> Texts<'t> {
        Texts { base: part(self.base), mine: part(self.mine), theirs: part(self.theirs) }
    }

    /// The text of the edit that changed it.
    fn changed(self) -> &'t str {
        if self.mine == self.base { self.theirs } else { self.mine }
    }

    fn merged(self) -> MergedText {
        merge_text(self.base, self.mine, self.theirs)
    }
}

struct FileMerger<'c> {
    choices: &'c MergeChoices<'c>,
    values: Vec<RecordConflict>,
    lines: Vec<TextConflict>,
}

impl FileMerger<'_> {
    /// Merges by lines.
    fn text(&mut self, texts: Texts<'_>) -> String {
        let merged = texts.merged();
        self.lines.extend(merged.conflicts().cloned());
        merged.resolved(&|conflict| match (self.choices.lines)(conflict) {
            LinesChoice::Mine => conflict.mine.clone(),
            LinesChoice::Theirs => conflict.theirs.clone(),
            LinesChoice::Both => format!("{}{}", conflict.mine, conflict.theirs),
        })
    }

    /// Merges a Markdown file; by lines as a whole if one has no front matter.
    fn article(&mut self, texts: Texts<'_>) -> String {
        let ranges = [texts.base, texts.mine, texts.theirs].map(front_matter_range);
        if ranges.iter().any(Option::is_none) {
            return self.text(texts);
        }
        let range = |text: &str| front_matter_range(text).unwrap_or_default();
        let head = texts.map(|text| &text[..range(text).start]).changed();
        let yaml = self.yaml(texts.map(|text| &text[range(text)]));
        let body = self.text(texts.map(|text| &text[range(text).end..]));
        format!("{head}{yaml}{body}")
    }

    /// Merges YAML by its values; by lines if one has an error of syntax.
    fn yaml(&mut self, texts: Texts<'_>) -> String {
        let trees = [texts.base, texts.mine, texts.theirs].map(tree);
        let [Some(base), Some(mine), Some(theirs)] = trees else { return self.text(texts) };
        let record = merge_record_with(&base, &mine, &theirs, self.choices.value);
        let by_lines = texts.merged().text();
        let is_wanted = |text: &String| tree(text).as_ref() == Some(&record.value);
        if let Some(text) = by_lines.filter(is_wanted).filter(|_| record.conflicts.is_empty()) {
            return text;
        }
        // The text of one edit, with the values of the other. Comments of the other, and those of values that are
        // deleted, may be lost.
        let patched = |start: &str| patch(start, &record.value).ok().map(|text| with_line_ends(text, texts));
        let (Some(on_theirs), Some(on_mine)) = (patched(texts.theirs), patched(texts.mine)) else {
            return self.whole(texts);
        };
        self.values.extend(record.conflicts);
        let lost = |from: &str, result: &str| lost_comments(texts.base, from, result);
        let is_whole =
            |result: &&String| [texts.mine, texts.theirs].iter().all(|from| lost(from, result).is_empty());
        if let Some(whole) = [&on_theirs, &on_mine].into_iter().find(is_whole) {
            return whole.clone();
        }
        let (mine, theirs) = (lost(texts.mine, &on_theirs), lost(texts.theirs, &on_mine));
        match self.side_of(String::new(), mine, theirs) {
            LinesChoice::Mine | LinesChoice::Both => on_mine,
            LinesChoice::Theirs => on_theirs,
        }
    }

    /// Takes one of the texts as a whole.
    fn whole(&mut self, texts: Texts<'_>) -> String {
        let [base, mine, theirs] = [texts.base, texts.mine, texts.theirs].map(str::to_owned);
        match self.side_of(base, mine, theirs) {
            LinesChoice::Mine | LinesChoice::Both => texts.mine.to_owned(),
            LinesChoice::Theirs => texts.theirs.to_owned(),
        }
    }

    /// Reports a conflict of lines that have no place of their own, and returns which are taken.
    fn side_of(&mut self, base: String, mine: String, theirs: String) -> LinesChoice {
        let (before, after) = (String::new(), String::new());
        let conflict = TextConflict {
            base,
            mine,
            theirs,
            has_place: false,
            mine_line: 1,
            theirs_line: 1,
            before,
            after,
        };
        let side = (self.choices.lines)(&conflict);
        self.lines.push(conflict);
        side
    }
}

/// Returns `text` with the line ends of the edit that changed them, if all are alike there.
fn with_line_ends(text: String, texts: Texts<'_>) -> String {
    let is_windows = |text: &str| text.contains("\r\n");
    let is_changed = texts.map(|text| if is_windows(text) { "\r\n" } else { "\n" }).changed();
    let plain = text.replace("\r\n", "\n");
    let has_mixed = plain.matches('\n').count() != text.matches("\r\n").count() && is_windows(&text);
    match is_changed {
        _ if has_mixed => text,
        "\r\n" => plain.replace('\n', "\r\n"),
        _ => plain,
    }
}

/// Returns the lines with comments that `from` has, but neither `base` nor `result`.
fn lost_comments(base: &str, from: &str, result: &str) -> String {
    let comment = |line: &'_ str| -> Option<String> {
        let at = line.match_indices('#').map(|(at, _)| at);
        let mut starts = at.filter(|at| line[..*at].is_empty() || line[..*at].ends_with([' ', '\t']));
        starts.next().map(|at| line[at..].trim_end().to_owned())
    };
    let is_lost = |line: &&str| {
        comment(line).is_some_and(|comment| !base.contains(&comment) && !result.contains(&comment))
    };
    from.lines().filter(is_lost).map(|line| format!("{line}\n")).collect()
}

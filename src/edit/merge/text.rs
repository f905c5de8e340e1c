//! Merges texts by lines.

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The number of lines shown before and after a conflict.
const CONTEXT_LINES: usize = 3;

/// The merge of two edits of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergedText {
    parts: Vec<TextPart>,
    style: TextStyle,
}

/// A place that both edits changed, and not to the same lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextConflict {
    /// The lines before both edits, each with `\n`; empty if both inserted lines.
    pub base: String,
    /// The lines of the first edit, each with `\n`.
    pub mine: String,
    /// The lines of the second edit, each with `\n`.
    pub theirs: String,
    /// Whether the lines have a place in the text, so that those of both can stay; else one edit is taken as a whole.
    pub has_place: bool,
    /// The number of the first of `mine` in its text, counted from 1.
    pub mine_line: usize,
    /// The number of the first of `theirs` in its text, counted from 1.
    pub theirs_line: usize,
    /// Up to three lines before the conflict.
    pub before: String,
    /// Up to three lines after the conflict.
    pub after: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum TextPart {
    Merged(Vec<TextLine>),
    Conflict(TextConflict),
}

/// A line without its end, and the end: `\n`, `\r\n`, or nothing for the last line.
#[derive(Clone, Debug, PartialEq, Eq)]
struct TextLine {
    content: String,
    end: &'static str,
}

/// What a text has beside its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct TextStyle {
    has_byte_order_mark: bool,
    /// The end of all lines; `None` if they differ, or if there is none.
    line_end: Option<&'static str>,
    ends_with_line_end: bool,
}

impl MergedText {
    /// Returns the merged text; `None` if there are conflicts.
    pub fn text(&self) -> Option<String> {
        let is_clean = self.conflicts().next().is_none();
        is_clean.then(|| self.resolved(&|_| String::new()))
    }

    /// Returns the conflicts, in order.
    pub fn conflicts(&self) -> impl Iterator<Item = &TextConflict> {
        self.parts.iter().filter_map(|part| match part {
            TextPart::Merged(_) => None,
            TextPart::Conflict(conflict) => Some(conflict),
        })
    }

    /// Returns the merged text with the lines that `choose` returns for each conflict, such as its `mine`.
    pub fn resolved(&self, choose: &dyn Fn(&TextConflict) -> String) -> String {
        let default = self.style.line_end.or_else(|| self.first_end()).unwrap_or("\n");
        let mut lines: Vec<TextLine> = Vec::new();
        for part in &self.parts {
            match part {
                TextPart::Merged(merged) => lines.extend(merged.iter().cloned()),
                TextPart::Conflict(conflict) => {
                    let chosen = choose(conflict);
                    let (_, chosen) = split(&chosen);
                    lines.extend(chosen.into_iter().map(|line| TextLine { end: default, ..line }));
                }
            }
        }
        let mut text = String::from(if self.style.has_byte_order_mark { "\u{feff}" } else { "" });
        for (at, line) in lines.iter().enumerate() {
            text.push_str(&line.content);
            let own = if line.end.is_empty() { default } else { line.end };
            let is_last = at + 1 == lines.len();
            let end = self.style.line_end.unwrap_or(own);
            text.push_str(if is_last && !self.style.ends_with_line_end { "" } else { end });
        }
        text
    }

    /// The end of the first line that has one.
    fn first_end(&self) -> Option<&'static str> {
        let lines = self.parts.iter().filter_map(|part| match part {
            TextPart::Merged(lines) => Some(lines),
            TextPart::Conflict(_) => None,
        });
        lines.flatten().map(|line| line.end).find(|end| !end.is_empty())
    }
}

/// Merges two edits of the text `base` by lines: `mine` and `theirs`.
///
/// Lines are equal whatever their ends are. Line ends, the byte order mark and the end of the last line are those of the
/// edit that changed them.
pub fn merge_text(base: &str, mine: &str, theirs: &str) -> MergedText {
    if theirs == base || mine == theirs {
        return unmerged(mine);
    }
    if mine == base {
        return unmerged(theirs);
    }
    let texts = [split(base), split(mine), split(theirs)];
    let style = TextStyle::merge(texts.each_ref().map(|(style, _)| *style));
    let [base, mine, theirs] = texts.map(|(_, lines)| lines);
    let mut merge = Merge { base: &base, mine: &mine, theirs: &theirs, parts: Vec::new() };
    merge.run();
    let mut parts = merge.parts;
    add_context(&mut parts);
    MergedText { parts, style }
}

/// A text that is the result as it is.
fn unmerged(text: &str) -> MergedText {
    let (style, lines) = split(text);
    MergedText { parts: vec![TextPart::Merged(lines)], style: TextStyle { line_end: None, ..style } }
}

/// Returns the style and the lines of a text.
fn split(text: &str) -> (TextStyle, Vec<TextLine>) {
    let plain = text.strip_prefix('\u{feff}');
    let lines: Vec<TextLine> = plain
        .unwrap_or(text)
        .split_inclusive('\n')
        .map(|line| {
            let (content, end) = match (line.strip_suffix("\r\n"), line.strip_suffix('\n')) {
                (Some(content), _) => (content, "\r\n"),
                (None, Some(content)) => (content, "\n"),
                (None, None) => (line, ""),
            };
            TextLine { content: content.to_owned(), end }
        })
        .collect();
    let mut ends = lines.iter().map(|line| line.end).filter(|end| !end.is_empty());
    let first = ends.next();
    let line_end = first.filter(|first| ends.all(|end| end == *first));
    let ends_with_line_end = lines.last().is_none_or(|line| !line.end.is_empty());
    (TextStyle { has_byte_order_mark: plain.is_some(), line_end, ends_with_line_end }, lines)
}

/// Returns the value of the edit that changed it.
fn changed<T: PartialEq>(base: T, mine: T, theirs: T) -> T {
    if mine == base { theirs } else { mine }
}

impl TextStyle {
    fn merge([base, mine, theirs]: [TextStyle; 3]) -> TextStyle {
        // A text of one line without an end has no line end to keep.
        let mine_end = mine.line_end.or(base.line_end);
        let theirs_end = theirs.line_end.or(base.line_end);
        TextStyle {
            has_byte_order_mark: changed(
                base.has_byte_order_mark,
                mine.has_byte_order_mark,
                theirs.has_byte_order_mark,
            ),
            line_end: changed(base.line_end, mine_end, theirs_end),
            ends_with_line_end: changed(
                base.ends_with_line_end,
                mine.ends_with_line_end,
                theirs.ends_with_line_end,
            ),
        }
    }
}

/// A changed place: lines of the base, and the lines of an edit that took their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Hunk {
    base: (usize, usize),
    side: (usize, usize),
}

impl Hunk {
    fn has_grown(&self) -> bool {
        self.side.1 - self.side.0 > self.base.1 - self.base.0
    }

    /// Whether two changes cannot both be made: they share a line, or it is not certain which lines come first.
    fn meets(&self, other: &Hunk) -> bool {
        let ((start, end), (other_start, other_end)) = (self.base, other.base);
        let is_insertion = start == end || other_start == other_end;
        let touches = start == other_end || other_start == end;
        let shares = start.max(other_start) < end.min(other_end);
        let is_inside = is_insertion && start.max(other_start) <= end.min(other_end) && !touches;
        shares || is_inside || is_insertion && touches && self.has_grown() && other.has_grown()
    }

    fn joined(self, other: Hunk) -> Hunk {
        let join = |a: (usize, usize), b: (usize, usize)| (a.0.min(b.0), a.1.max(b.1));
        Hunk { base: join(self.base, other.base), side: join(self.side, other.side) }
    }
}

/// Returns the changes from `base` to `side`, in order.
fn hunks(base: &[TextLine], side: &[TextLine]) -> Vec<Hunk> {
    let contents = |lines: &'_ [TextLine]| lines.iter().map(|line| line.content.clone()).collect::<Vec<_>>();
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, &contents(base), &contents(side)) {
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        let hunk = Hunk { base: (old.start, old.end), side: (new.start, new.end) };
        match hunks.last_mut().filter(|last| last.base.1 == hunk.base.0 && last.side.1 == hunk.side.0) {
            Some(last) => *last = last.joined(hunk),
            None => hunks.push(hunk),
        }
    }
    hunks
}

struct Merge<'l> {
    base: &'l [TextLine],
    mine: &'l [TextLine],
    theirs: &'l [TextLine],
    parts: Vec<TextPart>,
}

impl Merge<'_> {
    fn run(&mut self) {
        let (mine, theirs) = (hunks(self.base, self.mine), hunks(self.base, self.theirs));
        // The next line of the base, of mine and of theirs, and the next change of both.
        let mut at = (0, 0, 0);
        let (mut next_mine, mut next_theirs) = (0, 0);
        while next_mine < mine.len() || next_theirs < theirs.len() {
            let start = (next_mine, next_theirs);
            // A cluster begins with the first change, and has all that meet it.
            let is_mine = match (mine.get(next_mine), theirs.get(next_theirs)) {
                (Some(mine), Some(theirs)) => mine.base <= theirs.base,
                (mine, _) => mine.is_some(),
            };
            if is_mine {
                next_mine += 1
            } else {
                next_theirs += 1
            }
            loop {
                let inside = (&mine[start.0..next_mine], &theirs[start.1..next_theirs]);
                let meets = |hunk: Option<&Hunk>, others: &[Hunk]| {
                    hunk.is_some_and(|hunk| others.iter().any(|other| other.meets(hunk)))
                };
                if meets(theirs.get(next_theirs), inside.0) {
                    next_theirs += 1;
                } else if meets(mine.get(next_mine), inside.1) {
                    next_mine += 1;
                } else {
                    break;
                }
            }
            at = self.cluster(at, &mine[start.0..next_mine], &theirs[start.1..next_theirs]);
        }
        self.unchanged(at, self.base.len());
    }

    /// Adds the lines before a cluster and the cluster; returns the lines that follow it.
    fn cluster(
        &mut self,
        at: (usize, usize, usize),
        mine: &[Hunk],
        theirs: &[Hunk],
    ) -> (usize, usize, usize) {
        let all = mine.iter().chain(theirs);
        let start = all.clone().map(|hunk| hunk.base.0).min().unwrap_or(at.0);
        let end = all.map(|hunk| hunk.base.1).max().unwrap_or(at.0);
        let at = self.unchanged(at, start);
        let length = |hunks: &[Hunk]| {
            let grown: usize = hunks.iter().map(|hunk| hunk.side.1 - hunk.side.0).sum();
            let replaced: usize = hunks.iter().map(|hunk| hunk.base.1 - hunk.base.0).sum();
            end - start + grown - replaced
        };
        let next = (end, at.1 + length(mine), at.2 + length(theirs));
        let (base, own, other) =
            (&self.base[start..end], &self.mine[at.1..next.1], &self.theirs[at.2..next.2]);
        if theirs.is_empty() || contents(own) == contents(other) {
            self.merged(own.to_vec());
        } else if mine.is_empty() {
            self.merged(other.to_vec());
        } else {
            self.conflict(base, own, other, at);
        }
        next
    }

    fn conflict(
        &mut self,
        base: &[TextLine],
        mine: &[TextLine],
        theirs: &[TextLine],
        at: (usize, usize, usize),
    ) {
        // Of two insertions that begin alike, one may only be longer.
        let alike = mine.iter().zip(theirs).take_while(|(a, b)| a.content == b.content).count();
        if base.is_empty() && alike == mine.len().min(theirs.len()) {
            self.merged(if mine.len() > theirs.len() { mine.to_vec() } else { theirs.to_vec() });
            return;
        }
        self.parts.push(TextPart::Conflict(TextConflict {
            base: joined(base),
            mine: joined(mine),
            theirs: joined(theirs),
            has_place: true,
            mine_line: at.1 + 1,
            theirs_line: at.2 + 1,
            before: String::new(),
            after: String::new(),
        }));
    }

    /// Adds the lines of the base up to `end`, which both edits have; returns the lines that follow.
    fn unchanged(&mut self, at: (usize, usize, usize), end: usize) -> (usize, usize, usize) {
        let count = end.saturating_sub(at.0);
        let line = |offset: usize| {
            let (base, mine) = (&self.base[at.0 + offset], &self.mine[at.1 + offset]);
            let end = changed(base.end, mine.end, self.theirs[at.2 + offset].end);
            TextLine { content: base.content.clone(), end }
        };
        let lines = (0..count).map(line).collect();
        self.merged(lines);
        (at.0 + count, at.1 + count, at.2 + count)
    }

    fn merged(&mut self, lines: Vec<TextLine>) {
        match self.parts.last_mut() {
            Some(TextPart::Merged(last)) => last.extend(lines),
            _ if lines.is_empty() => {}
            _ => self.parts.push(TextPart::Merged(lines)),
        }
    }
}

fn contents(lines: &[TextLine]) -> Vec<&str> {
    lines.iter().map(|line| &*line.content).collect()
}

/// The lines, each with `\n`.
fn joined(lines: &[TextLine]) -> String {
    lines.iter().map(|line| format!("{}\n", line.content)).collect()
}

/// Gives the conflicts the lines around them.
fn add_context(parts: &mut [TextPart]) {
    let lines_of = |part: Option<&TextPart>| match part {
        Some(TextPart::Merged(lines)) => lines.clone(),
        Some(TextPart::Conflict(_)) | None => Vec::new(),
    };
    for at in 0..parts.len() {
        let before = at.checked_sub(1).map(|before| lines_of(parts.get(before))).unwrap_or_default();
        let after = lines_of(parts.get(at + 1));
        if let TextPart::Conflict(conflict) = &mut parts[at] {
            conflict.before = joined(&before[before.len().saturating_sub(CONTEXT_LINES)..]);
            conflict.after = joined(&after[..after.len().min(CONTEXT_LINES)]);
        }
    }
}

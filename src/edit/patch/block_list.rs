//! Changes a list that has a line, or several, for each item.

use crate::edit::patch::patch;
use crate::edit::patch::patcher::{Patcher, Place};
use crate::edit::rows::Origin;
use crate::edit::scalar::{self, Context};
use crate::edit::wanted::Wanted;
use crate::read::yaml::{Node, Value};

/// The lines of an item of a block list.
struct RowLines {
    start: usize,
    /// Behind the line end of its last line.
    end: usize,
    /// Where its dash is.
    column: usize,
}

impl Patcher<'_> {
    /// The list with `items` is to have those of `wanted`.
    pub fn block_list(&mut self, items: &[Node], wanted: &[Wanted], depth: usize) -> Option<()> {
        let old: Vec<Wanted> = items.iter().map(Wanted::of).collect();
        let origins = self.origins(&old, wanted);
        let rows = self.rows(items)?;
        let mut new_of = vec![None; items.len()];
        for (new, origin) in origins.iter().enumerate() {
            if let Some(old) = origin.kept() {
                new_of[old] = Some(new);
            }
        }
        for (at, item) in items.iter().enumerate() {
            if let Some(new) = new_of[at] {
                self.value(item, &wanted[new], Place::Item(Context::Block), depth + 1)?;
            } else {
                self.splices.replace(rows[at].start, rows[at].end, "");
            }
        }
        let style = items.iter().find(|item| matches!(item.value, Value::Mapping(_)));
        let in_block = style.is_some_and(|item| !self.is_flow(item));
        let mut at = rows[new_of.iter().position(Option::is_some)?].start;
        for (origin, value) in origins.iter().zip(wanted) {
            let moved = match origin {
                Origin::Kept(old) => {
                    at = rows[*old].end;
                    continue;
                }
                Origin::Moved(old) => self.moved_row(&rows[*old], value),
                Origin::New => None,
            };
            let row = match (moved, value) {
                (Some(row), _) => row,
                (None, Wanted::Map(entries)) if in_block => self.new_row(entries, rows[0].column),
                (None, _) => format!("{}- {}", " ".repeat(rows[0].column), scalar::block_item(value)),
            };
            let is_open = at > 0 && !self.text[..at].ends_with('\n');
            let row = if is_open { format!("\n{row}") } else { format!("{row}\n") };
            self.splices.insert(at, row);
        }
        Some(())
    }

    /// The lines of a row that moved, with its comments; it says `value` now.
    fn moved_row(&self, lines: &RowLines, value: &Wanted) -> Option<String> {
        let row = patch(&self.text[lines.start..lines.end], &Wanted::List(vec![value.clone()])).ok()?;
        Some(row.trim_end_matches('\n').to_owned())
    }

    /// The lines of a new row with a line for each key; its dash is at `column`.
    fn new_row(&self, entries: &[(String, Wanted)], column: usize) -> String {
        let indent = " ".repeat(column);
        if entries.is_empty() {
            return format!("{indent}- {{}}");
        }
        let lines = self.map_lines(entries, column + 2);
        format!("{indent}- {}", lines.join(&format!("\n{indent}  ")))
    }

    /// Whether each of `items` has lines of its own: the first one is not behind the dash of another list.
    pub fn has_lines(&self, items: &[Node]) -> bool {
        self.rows(items).is_some()
    }

    /// The lines of each item of a block list, with the comment lines directly above it; those above the first item are
    /// the list's.
    fn rows(&self, items: &[Node]) -> Option<Vec<RowLines>> {
        let mut rows: Vec<RowLines> = Vec::new();
        for item in items {
            let (dash, item_end) = self.dash_and_end(item)?;
            let line = self.line_start(dash);
            let column = dash - line;
            if !self.text[line..dash].bytes().all(|byte| byte == b' ') {
                return None;
            }
            let lowest = rows.last().map_or(line, |row| row.end);
            let mut start = line;
            while start > lowest {
                let above = self.line_start(start - 1);
                let text = &self.text[above..start - 1];
                if above < lowest || !text.trim_start().starts_with('#') {
                    break;
                }
                start = above;
            }
            let end = (self.line_end(item_end) + 1).min(self.text.len());
            rows.push(RowLines { start, end, column });
        }
        Some(rows)
    }

    /// Where the dash of a block list's `item` is, and where the item ends; an empty one ends behind its dash.
    pub fn dash_and_end(&self, item: &Node) -> Option<(usize, usize)> {
        let dash = self.dash_before(self.start(item))?;
        let is_empty = item.value == Value::Null && item.span.start == item.span.end;
        Some((dash, if is_empty { dash + 1 } else { self.end(item) }))
    }

    /// Where the dash of the item is that begins at `start`: in its line, or above blank and comment lines.
    fn dash_before(&self, start: usize) -> Option<usize> {
        let mut end = start;
        loop {
            let line = self.line_start(end);
            let text = &self.text[line..end];
            let comment = text.find(" #").or_else(|| text.starts_with('#').then_some(0));
            let content = text[..comment.unwrap_or(text.len())].trim_end();
            if let Some(before) = content.strip_suffix('-') {
                return Some(line + before.len());
            }
            if !content.is_empty() {
                return None;
            }
            end = line.checked_sub(1)?;
        }
    }
}

//! Changes a mapping that has a line for each key.

use crate::edit::patch::patcher::{Grain, Patcher, Place};
use crate::edit::scalar::Context;
use crate::edit::wanted::Wanted;
use crate::read::yaml::MappingEntry;

impl Patcher<'_> {
    /// The mapping with `entries` is to have those of `wanted`.
    pub fn block_map(
        &mut self,
        entries: &[MappingEntry],
        wanted: &[(String, Wanted)],
        depth: usize,
    ) -> Option<()> {
        let kept = |entry: &MappingEntry| wanted.iter().find(|(key, _)| **key == *entry.key.value);
        let column = self.column(entries[0].key.span.start as usize);
        let indent = " ".repeat(column);
        let Some(first_kept) = entries.iter().find(|entry| kept(entry).is_some()) else {
            return self.replace_block_entries(entries, wanted);
        };
        for (at, entry) in entries.iter().enumerate() {
            match kept(entry) {
                Some((_, value)) => {
                    self.value(&entry.node, value, Place::Entry(entry, Context::Block), depth + 1)?;
                }
                None => self.remove_block_entry(entries, at)?,
            }
        }
        let mut previous: Option<&MappingEntry> = None;
        for (key, value) in wanted {
            if let Some(entry) = entries.iter().find(|entry| *entry.key.value == **key) {
                previous = Some(entry);
                continue;
            }
            let line = self.entry_lines(key, value, column);
            match previous {
                Some(entry) => {
                    let end = self.line_end(self.entry_end(entry));
                    if end < self.text.len() {
                        self.splices.insert(end + 1, format!("{indent}{line}\n"));
                    } else {
                        self.splices.insert(end, format!("\n{indent}{line}"));
                    }
                }
                None => {
                    self.splices.insert(first_kept.key.span.start as usize, format!("{line}\n{indent}"));
                }
            }
        }
        Some(())
    }

    /// Puts `wanted` in place of the first entry, and takes out the others.
    fn replace_block_entries(&mut self, entries: &[MappingEntry], wanted: &[(String, Wanted)]) -> Option<()> {
        let (first, column) = (&entries[0], self.column(entries[0].key.span.start as usize));
        let lines = self.map_lines(wanted, column).join(&format!("\n{}", " ".repeat(column)));
        let end = self.line_end(self.entry_end(first));
        self.splices.replace(first.key.span.start as usize, end, lines);
        (1..entries.len()).try_for_each(|at| self.remove_block_entry(entries, at))
    }

    /// Takes the lines of an entry out; comment lines above it stay.
    pub fn remove_block_entry(&mut self, entries: &[MappingEntry], at: usize) -> Option<()> {
        let start = entries[at].key.span.start as usize;
        let line = self.line_start(start);
        let end = self.line_end(self.entry_end(&entries[at]));
        if self.text[line..start].trim().is_empty() {
            let end = (end + 1).min(self.text.len());
            self.splices.replace(line, end, "");
            if matches!(self.grain, Grain::Apart | Grain::Row) {
                self.separate(end, start - line);
            }
            return Some(());
        }
        // The first key of a row, behind its dash: the next key takes its place.
        let next = entries.get(at + 1)?.key.span.start as usize;
        if self.text[end..next].contains('#') {
            let dash = line + self.text[line..start].trim_end().len();
            self.splices.replace(dash, end, "");
        } else {
            self.splices.replace(start, next, "");
        }
        Some(())
    }

    /// Takes blank lines from `at` on out and moves comment lines to `column`, so that they do not become a part of a
    /// block scalar before them.
    fn separate(&mut self, mut at: usize, column: usize) {
        while at < self.text.len() {
            let end = (self.line_end(at) + 1).min(self.text.len());
            let line = &self.text[at..end];
            let indent = line.len() - line.trim_start().len();
            match line.trim_start() {
                "" => self.splices.replace(at, end, ""),
                comment if comment.starts_with('#') => {
                    self.splices.replace(at, at + indent, " ".repeat(column.min(indent)));
                }
                _ => return,
            }
            at = end;
        }
    }
}

//! Finds where values, entries and lines begin and end in a text.

use std::ops::Range;

use crate::edit::patch::patcher::Patcher;
use crate::read::yaml::{MappingEntry, Node, Value};

impl Patcher<'_> {
    /// Whether `node` is a list or mapping between brackets.
    pub fn is_flow(&self, node: &Node) -> bool {
        let sign = self.text.as_bytes().get(node.span.start as usize);
        match &node.value {
            // A list whose dashes are below its key begins with its first item for the parser.
            Value::Sequence(items) => {
                sign == Some(&b'[') && items.first().is_none_or(|first| first.span.start > node.span.start)
            }
            _ => sign == Some(&b'{'),
        }
    }

    /// Where the text of `node` begins; for a block scalar, its header.
    pub fn start(&self, node: &Node) -> usize {
        self.block_header(node).map_or(node.span.start as usize, |header| header.start)
    }

    /// Where the header of a block scalar is, such as `|` or `>-`; `None` for other nodes.
    pub fn block_header(&self, node: &Node) -> Option<Range<usize>> {
        if !matches!(node.value, Value::Scalar(_)) {
            return None;
        }
        let before = self.text[..node.span.start as usize].trim_end();
        let line = self.line_start(before.len());
        let comment = before[line..].find(" #").unwrap_or(before.len() - line);
        let before = before[..line + comment].trim_end();
        let start = line + before[line..].rfind([' ', '\t']).map_or(0, |at| at + 1);
        if is_block_header(&before[start..]) {
            return Some(start..before.len());
        }
        // An empty block scalar at the end of a text begins with its header.
        let start = node.span.start as usize;
        let length = self.text[start..].find([' ', '\t', '\n']).unwrap_or(self.text.len() - start);
        is_block_header(&self.text[start..start + length]).then_some(start..start + length)
    }

    /// Where the text of `node` ends, without the blanks and comments behind it.
    pub fn end(&self, node: &Node) -> usize {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        match &node.value {
            Value::Sequence(items) if !self.is_flow(node) => items.last().map_or(end, |item| self.end(item)),
            Value::Mapping(entries) if !self.is_flow(node) => {
                entries.last().map_or(end, |entry| self.entry_end(entry))
            }
            _ => {
                let content = &self.text[start..end];
                let Some(header) = self.block_header(node) else { return start + content.trim_end().len() };
                // An empty block scalar ends with the line of its header, wherever the parser puts it.
                let is_empty = content.trim().is_empty() || start == header.start;
                let header_end = self.line_end(header.end);
                // A line of spaces may be a part of the text; the indentation of what follows is not.
                let last = content.rfind('\n').filter(|at| content[*at..].trim().is_empty());
                let content = content[..last.unwrap_or(content.len())].trim_end_matches('\n');
                let end = if is_empty { header_end } else { start + content.len() };
                // Blank lines behind it may be a part of it.
                if self.text[header].contains('+') { self.blank_lines_end(end) } else { end }
            }
        }
    }

    /// The end of the last of the blank lines behind the line that has the byte at `at`.
    fn blank_lines_end(&self, at: usize) -> usize {
        let mut end = at;
        let mut next = self.line_end(at);
        while next < self.text.len() {
            let line_end = self.line_end(next + 1);
            if next + 1 >= self.text.len() || !self.text[next + 1..line_end].trim().is_empty() {
                break;
            }
            (end, next) = (line_end, line_end);
        }
        end
    }

    /// Where the value of `entry` ends; one without a value ends behind its colon.
    pub fn entry_end(&self, entry: &MappingEntry) -> usize {
        let key_end = entry.key.span.end as usize;
        let colon = self.text[key_end..].find(':').map_or(key_end, |at| key_end + at + 1);
        let is_empty = entry.node.value == Value::Null && entry.node.span.start == entry.node.span.end;
        if is_empty { colon } else { self.end(&entry.node).max(colon) }
    }

    /// Where the line of the byte at `at` begins.
    pub fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    /// Where the line of the byte at `at` ends, before its line end.
    pub fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// How far the byte at `at` is from the start of its line.
    pub fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }
}

/// Whether `token` is the header of a block scalar, such as `|` or `>-2`.
fn is_block_header(token: &str) -> bool {
    token.starts_with(['|', '>'])
        && token[1..].bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
}

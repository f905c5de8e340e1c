//! Collects the changes that lead from a tree to a wanted one, value by value.

use crate::edit::rows::{Origin, origins};
use crate::edit::scalar::{self, Context, Quotes};
use crate::edit::splice::Splices;
use crate::edit::wanted::Wanted;
use crate::read::yaml::{MappingEntry, Node, Value};

/// How large a piece is written when something in it differs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// A value, a key, a row.
    Value,
    /// The same, with every text on one line, so that no comment behind it can become a part of it.
    Quoted,
    /// The same, with nothing left behind a removed entry that could become a part of the one before.
    Apart,
    /// The whole row of a list, or the whole entry of the outermost mapping.
    Row,
}

/// How the rows of a list before and after an edit belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Pairing {
    /// Rows may be added, removed and moved: those with the same values are the same row.
    ByContent,
    /// Every row stays where it is, also if it becomes equal to another.
    ByPosition,
}

/// Collects the changes of a text. A method gives `None` when it finds no sound change.
pub(super) struct Patcher<'t> {
    pub text: &'t str,
    pub grain: Grain,
    pub pairing: Pairing,
    pub splices: Splices,
}

/// Where a value is written.
#[derive(Clone, Copy)]
pub(super) enum Place<'n> {
    /// The value of an entry of a mapping.
    Entry(&'n MappingEntry, Context),
    /// An item of a list, or the whole text.
    Item(Context),
}

impl Place<'_> {
    fn context(self) -> Context {
        match self {
            Place::Entry(_, context) | Place::Item(context) => context,
        }
    }
}

impl Patcher<'_> {
    /// The whole text, whose tree is `node` or which has no entries, is to say `wanted`.
    pub fn document(&mut self, node: Option<&Node>, wanted: &Wanted) -> Option<()> {
        let lines = match wanted {
            Wanted::Map(entries) => self.map_lines(entries, 0),
            Wanted::List(items) => {
                items.iter().map(|item| format!("- {}", scalar::block_item(item))).collect()
            }
            Wanted::Nothing | Wanted::Text(_) => Vec::new(),
        };
        match (node, wanted) {
            (None, Wanted::List(items)) if items.is_empty() => self.append("[]\n"),
            (None, Wanted::Map(_) | Wanted::List(_)) => self.append(&format!("{}\n", lines.join("\n"))),
            (None, Wanted::Nothing | Wanted::Text(_)) => return None,
            (Some(node), wanted) => match (&node.value, wanted) {
                (Value::Mapping(entries), Wanted::Map(wanted))
                    if wanted.is_empty() && !self.is_flow(node) =>
                {
                    for at in 0..entries.len() {
                        self.remove_block_entry(entries, at)?;
                    }
                }
                (Value::Mapping(_) | Value::Sequence(_), Wanted::Map(_) | Wanted::List(_))
                    if self.is_flow(node)
                        && self.text[node.span.start as usize + 1..].trim() == "]"
                        && !lines.is_empty() =>
                {
                    self.splices.replace(node.span.start as usize, self.end(node), lines.join("\n"));
                }
                _ => return self.value(node, wanted, Place::Item(Context::Block), 0),
            },
        }
        Some(())
    }

    /// Puts `lines` behind the end of the text.
    fn append(&mut self, lines: &str) {
        let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
        self.splices.insert(self.text.len(), format!("{gap}{lines}"));
    }

    /// `node` is to say `wanted`; `depth` counts the mappings and lists around it.
    pub fn value(&mut self, node: &Node, wanted: &Wanted, place: Place<'_>, depth: usize) -> Option<()> {
        if Wanted::of(node) == *wanted {
            return Some(());
        }
        let is_row = matches!(place, Place::Item(_)) && depth > 0 || depth == 1;
        if self.grain == Grain::Row && is_row && !matches!(wanted, Wanted::List(_)) {
            return self.rewrite(node, wanted, place);
        }
        match (&node.value, wanted) {
            (Value::Scalar(_), Wanted::Text(text)) => self.scalar(node, text, place),
            (Value::Mapping(entries), Wanted::Map(wanted)) if !entries.is_empty() && !wanted.is_empty() => {
                if self.is_flow(node) {
                    self.flow_map(entries, wanted, depth)
                } else {
                    self.block_map(entries, wanted, depth)
                }
            }
            (Value::Sequence(items), Wanted::List(wanted)) if !items.is_empty() && !wanted.is_empty() => {
                if self.is_flow(node) {
                    self.flow_list(items, wanted, depth)
                } else if self.grain == Grain::Row && !self.has_lines(items) {
                    self.rewrite(node, &Wanted::List(wanted.clone()), place)
                } else {
                    self.block_list(items, wanted, depth)
                }
            }
            _ => self.rewrite(node, wanted, place),
        }
    }

    /// Replaces a value as a whole, in the style of the generated files.
    fn rewrite(&mut self, node: &Node, wanted: &Wanted, place: Place<'_>) -> Option<()> {
        match place {
            Place::Entry(entry, Context::Block) => {
                let (start, mut end) = (entry.key.span.start as usize, self.entry_end(entry));
                let written = self.entry_lines("key", wanted, self.column(start));
                let key = self.text.get(start..entry.key.span.end as usize)?;
                // The key stays as it is written, with its quotes.
                let behind = written.split_once(':').map(|(_, behind)| behind)?;
                let (line, lines) = behind.split_at(behind.find('\n').unwrap_or(behind.len()));
                let mut comment = self.header_comment(node);
                if !lines.is_empty() {
                    // Behind a literal block, a comment would be a part of it; it stays in the line of the key.
                    let rest = end..self.line_end(end);
                    comment = if comment.is_empty() { self.text[rest.clone()].trim_end() } else { comment };
                    end = rest.end;
                }
                self.splices.replace(start, end, format!("{key}:{line}{comment}{lines}"));
            }
            Place::Entry(entry, Context::Flow) => {
                let (start, end) = (entry.key.span.start as usize, self.entry_end(entry));
                self.splices.replace(start, end, scalar::flow_entry(&entry.key.value, wanted));
            }
            Place::Item(Context::Block) if node.value == Value::Null && node.span.start == node.span.end => {
                let (_, end) = self.dash_and_end(node)?;
                self.splices.insert(end, format!(" {}", scalar::block_item(wanted)));
            }
            Place::Item(Context::Block) => {
                let written = scalar::block_item(wanted);
                self.splices.replace(self.start(node), self.end(node), written);
            }
            Place::Item(Context::Flow) => {
                self.splices.replace(node.span.start as usize, self.end(node), scalar::flow_item(wanted));
            }
        }
        Some(())
    }

    /// Another text in place of a scalar, with the same quotes where they will do.
    fn scalar(&mut self, node: &Node, text: &str, place: Place<'_>) -> Option<()> {
        let (start, end) = (node.span.start as usize, self.end(node));
        if let Some(header) = self.block_header(node) {
            self.block_scalar(node, header.start, text, place);
            return Some(());
        }
        let quotes = match self.text[start..].bytes().next() {
            Some(b'"') => Quotes::Double,
            Some(b'\'') => Quotes::Single,
            _ => Quotes::None,
        };
        if quotes == Quotes::None && text.contains('\n') {
            return self.rewrite(node, &Wanted::Text(text.to_owned()), place);
        }
        self.splices.replace(start, end, scalar::scalar(text, quotes, place.context()));
        Some(())
    }

    /// What follows the header of a block scalar in its line: nothing or a comment.
    fn header_comment(&self, node: &Node) -> &str {
        let header = self.block_header(node);
        header.map_or("", |header| self.text[header.end..self.line_end(header.end)].trim_end())
    }

    /// Another text in place of a block scalar whose header begins at `start`; a comment behind the header stays.
    fn block_scalar(&mut self, node: &Node, start: usize, text: &str, place: Place<'_>) {
        let comment = self.header_comment(node);
        let written = match place {
            Place::Entry(entry, Context::Block) if self.grain == Grain::Value && scalar::is_literal(text) => {
                let column = self.column(entry.key.span.start as usize) + 2;
                scalar::literal(text, column, "\n").replacen('\n', &format!("{comment}\n"), 1)
            }
            _ => format!("{}{comment}", scalar::scalar(text, Quotes::None, place.context())),
        };
        self.splices.replace(start, self.end(node), written);
    }

    /// Returns, for each of the items `new` of a list, where it comes from among the `old` ones; one at least is kept.
    pub fn origins(&self, old: &[Wanted], new: &[Wanted]) -> Vec<Origin> {
        let mut origins = match self.pairing {
            Pairing::ByPosition if old.len() == new.len() => (0..new.len()).map(Origin::Kept).collect(),
            Pairing::ByPosition | Pairing::ByContent => origins(old, new),
        };
        if origins.iter().all(|origin| *origin == Origin::New) {
            origins.iter_mut().take(1).for_each(|first| *first = Origin::Kept(0));
        }
        origins
    }

    /// The lines of an entry at `column`, without its indentation.
    pub fn entry_lines(&self, key: &str, value: &Wanted, column: usize) -> String {
        match value {
            Wanted::Text(text) if self.grain != Grain::Value => {
                let key = scalar::scalar(key, Quotes::None, Context::Block);
                format!("{key}: {}", scalar::scalar(text, Quotes::None, Context::Block))
            }
            value => scalar::block_entry(key, value, column, "\n"),
        }
    }

    /// The lines of each of `entries` in a block at `column`, without the indentation of the first.
    pub fn map_lines(&self, entries: &[(String, Wanted)], column: usize) -> Vec<String> {
        entries.iter().map(|(key, value)| self.entry_lines(key, value, column)).collect()
    }
}

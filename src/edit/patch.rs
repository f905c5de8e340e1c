//! Changes a YAML text to a wanted tree by the smallest change of bytes: comments, order, quotes and spaces outside the
//! changed values stay as their author wrote them.
//!
//! The text is parsed with the reader of the build, compared with the wanted tree, and spliced where the two differ. The
//! result is parsed again and compared with the wanted tree. If they differ, whole rows are written instead of values; if
//! they still differ, the text stays unchanged.

use std::collections::HashMap;
use std::collections::VecDeque;

use crate::diagnostic::Severity;
use crate::edit::rows::pair_rows;
use crate::edit::scalar::{self, Context, Quotes};
use crate::edit::splice::{LineEnds, Splices};
use crate::edit::wanted::Wanted;
use crate::read::yaml::{self, MappingEntry, Node, Value, Yaml};
use crate::source::Sources;

/// Why a text was not changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatchError {
    /// The text has an error of syntax, which must be corrected first.
    Unsound,
    /// No change was found after which the text is read as wanted.
    NoChange,
}

/// How large a piece is written when something in it differs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grain {
    /// A value, a key, a row.
    Value,
    /// The whole row of a list, or the whole entry of the outermost mapping.
    Row,
}

/// How the rows of a list before and after an edit belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pairing {
    /// Rows may be added, removed and moved: those with the same values are the same row.
    ByContent,
    /// Every row stays where it is, also if it becomes equal to another.
    ByPosition,
}

/// Returns `raw` with the smallest change after which it is read as `wanted`.
///
/// # Errors
/// [`PatchError::Unsound`] if `raw` has an error of syntax, [`PatchError::NoChange`] if no change leads to `wanted`.
pub fn patch(raw: &str, wanted: &Wanted) -> Result<String, PatchError> {
    patch_with(raw, wanted, Pairing::ByContent)
}

/// Returns `raw` with other texts in place of some of its own, so that it is read as `wanted`, which has the same
/// mappings and lists: no row moves, no row is rewritten as a whole, and all comments stay.
///
/// # Errors
/// As [`patch`].
pub(super) fn patch_texts(raw: &str, wanted: &Wanted) -> Result<String, PatchError> {
    patch_with(raw, wanted, Pairing::ByPosition)
}

fn patch_with(raw: &str, wanted: &Wanted, pairing: Pairing) -> Result<String, PatchError> {
    let (text, line_ends) = LineEnds::split(raw);
    let wanted = wanted.cleaned();
    let node = parse(&text).ok_or(PatchError::Unsound)?;
    if says(node.as_ref(), &wanted) {
        return Ok(raw.to_owned());
    }
    let grains = match pairing {
        Pairing::ByContent => &[Grain::Value, Grain::Row][..],
        Pairing::ByPosition => &[Grain::Value],
    };
    for &grain in grains {
        let mut patcher = Patcher { text: &text, grain, pairing, splices: Splices::default() };
        if patcher.document(node.as_ref(), &wanted).is_none() {
            continue;
        }
        let Some(patched) = patcher.splices.apply(raw, &line_ends) else { continue };
        let again = parse(&patched.replace("\r\n", "\n"));
        if again.is_some_and(|again| says(again.as_ref(), &wanted)) {
            return Ok(patched);
        }
    }
    Err(PatchError::NoChange)
}

/// Returns the tree that `raw` says, an empty mapping if it has no entries; `None` if it has an error of syntax.
pub fn tree(raw: &str) -> Option<Wanted> {
    let node = parse(&raw.replace("\r\n", "\n"))?;
    Some(node.map_or_else(|| Wanted::Map(Vec::new()), |node| Wanted::of(&node)))
}

/// Returns the tree of a text, `None` for one without entries; no tree if the text has an error of syntax.
#[allow(clippy::option_option)]
fn parse(text: &str) -> Option<Option<Node>> {
    let mut diagnostics = Vec::new();
    let yaml = Yaml { text, source: Sources::default().assign_id(""), offset: 0 };
    let node = yaml::parse(yaml, &mut diagnostics);
    let is_sound = diagnostics.iter().all(|found| found.severity != Severity::Error);
    is_sound.then_some(node)
}

/// Whether a text with the tree `node` says `wanted`; one without entries says an empty mapping.
fn says(node: Option<&Node>, wanted: &Wanted) -> bool {
    match node.map(Wanted::of) {
        Some(said) => said == *wanted,
        None => matches!(wanted, Wanted::Nothing) || *wanted == Wanted::Map(Vec::new()),
    }
}

/// Collects the changes of a text. A method gives `None` when it finds no sound change.
struct Patcher<'t> {
    text: &'t str,
    grain: Grain,
    pairing: Pairing,
    splices: Splices,
}

/// Where a value is written.
#[derive(Clone, Copy)]
enum Place<'n> {
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

impl<'t> Patcher<'t> {
    fn document(&mut self, node: Option<&Node>, wanted: &Wanted) -> Option<()> {
        match (node, wanted) {
            (Some(node), wanted) => self.value(node, wanted, Place::Item(Context::Block), 0),
            (None, Wanted::Map(entries)) => {
                let lines: String = entries
                    .iter()
                    .map(|(key, value)| format!("{}\n", scalar::block_entry(key, value, 0, "\n")))
                    .collect();
                let gap = if self.text.is_empty() || self.text.ends_with('\n') { "" } else { "\n" };
                self.splices.insert(self.text.len(), format!("{gap}{lines}"));
                Some(())
            }
            (None, Wanted::Nothing | Wanted::Text(_) | Wanted::List(_)) => None,
        }
    }

    /// `node` is to say `wanted`; `depth` counts the mappings and lists around it.
    fn value(&mut self, node: &Node, wanted: &Wanted, place: Place<'_>, depth: usize) -> Option<()> {
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
                let (start, end) = (entry.key.span.start as usize, self.entry_end(entry));
                let column = self.column(start);
                let is_last = self.text[end..self.line_end(end)].trim().is_empty();
                let written = match wanted {
                    // A comment behind a literal block would be part of it.
                    Wanted::Text(text) if !is_last => {
                        format!("key: {}", scalar::scalar(text, Quotes::None, Context::Block))
                    }
                    wanted => scalar::block_entry("key", wanted, column, "\n"),
                };
                let key = self.text.get(start..entry.key.span.end as usize)?;
                // The key stays as it is written, with its quotes.
                let behind = written.split_once(':').map(|(_, behind)| behind)?;
                self.splices.replace(start, end, format!("{key}:{behind}"));
            }
            Place::Entry(entry, Context::Flow) => {
                let (start, end) = (entry.key.span.start as usize, self.entry_end(entry));
                self.splices.replace(start, end, scalar::flow_entry(&entry.key.value, wanted));
            }
            Place::Item(Context::Block) => {
                let written = scalar::block_item(wanted);
                self.splices.replace(node.span.start as usize, self.end(node), written);
            }
            Place::Item(Context::Flow) => {
                let written = scalar::flow(wanted);
                let written = if written.is_empty() { "~".to_owned() } else { written };
                self.splices.replace(node.span.start as usize, self.end(node), written);
            }
        }
        Some(())
    }

    /// Another text in place of a scalar, with the same quotes where they will do.
    fn scalar(&mut self, node: &Node, text: &str, place: Place<'_>) -> Option<()> {
        let (start, end) = (node.span.start as usize, self.end(node));
        let quotes = match self.text[start..].bytes().next() {
            Some(b'"') => Quotes::Double,
            Some(b'\'') => Quotes::Single,
            Some(b'|' | b'>') => return self.rewrite(node, &Wanted::Text(text.to_owned()), place),
            _ => Quotes::None,
        };
        if quotes == Quotes::None && text.contains('\n') {
            return self.rewrite(node, &Wanted::Text(text.to_owned()), place);
        }
        self.splices.replace(start, end, scalar::scalar(text, quotes, place.context()));
        Some(())
    }

    /// Returns, for each of the items `new` of a list, the position of the old one that it is or was.
    fn pairs(&self, old: &[Wanted], new: &[Wanted]) -> Vec<Option<usize>> {
        match self.pairing {
            Pairing::ByPosition if old.len() == new.len() => (0..new.len()).map(Some).collect(),
            Pairing::ByPosition | Pairing::ByContent => pair_rows(old, new),
        }
    }

    fn block_map(
        &mut self,
        entries: &[MappingEntry],
        wanted: &[(String, Wanted)],
        depth: usize,
    ) -> Option<()> {
        let kept = |entry: &MappingEntry| wanted.iter().find(|(key, _)| **key == *entry.key.value);
        if !entries.iter().any(|entry| kept(entry).is_some()) {
            // Nothing of it stays, so nothing says where a key belongs.
            return None;
        }
        for (at, entry) in entries.iter().enumerate() {
            match kept(entry) {
                Some((_, value)) => {
                    self.value(&entry.node, value, Place::Entry(entry, Context::Block), depth + 1)?;
                }
                None => self.remove_block_entry(entries, at)?,
            }
        }
        let column = self.column(entries[0].key.span.start as usize);
        let indent = " ".repeat(column);
        let mut previous: Option<&MappingEntry> = None;
        for (key, value) in wanted {
            if let Some(entry) = entries.iter().find(|entry| *entry.key.value == **key) {
                previous = Some(entry);
                continue;
            }
            let line = scalar::block_entry(key, value, column, "\n");
            match previous {
                Some(entry) => {
                    let at = self.line_end(self.entry_end(entry));
                    self.splices.insert(at, format!("\n{indent}{line}"));
                }
                None => {
                    let first = entries.iter().find(|entry| kept(entry).is_some())?;
                    self.splices.insert(first.key.span.start as usize, format!("{line}\n{indent}"));
                }
            }
        }
        Some(())
    }

    /// Takes the lines of an entry out; comment lines above it stay.
    fn remove_block_entry(&mut self, entries: &[MappingEntry], at: usize) -> Option<()> {
        let start = entries[at].key.span.start as usize;
        let line = self.line_start(start);
        if self.text[line..start].trim().is_empty() {
            let end = self.line_end(self.entry_end(&entries[at]));
            self.splices.replace(line, (end + 1).min(self.text.len()), "");
        } else {
            // The first key of a row, behind its dash: the next key takes its place.
            let next = entries.get(at + 1)?.key.span.start as usize;
            self.splices.replace(start, next, "");
        }
        Some(())
    }

    fn flow_map(
        &mut self,
        entries: &[MappingEntry],
        wanted: &[(String, Wanted)],
        depth: usize,
    ) -> Option<()> {
        let mut elements = Vec::new();
        for entry in entries {
            let kept = wanted.iter().find(|(key, _)| **key == *entry.key.value);
            elements.push(Element {
                start: entry.key.span.start as usize,
                end: self.entry_end(entry),
                kept: kept.is_some(),
            });
            if let Some((_, value)) = kept {
                self.value(&entry.node, value, Place::Entry(entry, Context::Flow), depth + 1)?;
            }
        }
        let mut inserted = Vec::new();
        let mut previous = None;
        for (key, value) in wanted {
            match entries.iter().position(|entry| *entry.key.value == **key) {
                Some(at) => previous = Some(at),
                None => inserted.push((previous, scalar::flow_entry(key, value))),
            }
        }
        self.flow_elements(&elements, inserted)
    }

    fn flow_list(&mut self, items: &[Node], wanted: &[Wanted], depth: usize) -> Option<()> {
        let old: Vec<Wanted> = items.iter().map(Wanted::of).collect();
        let pairs = self.pairs(&old, wanted);
        let mut elements = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let new = pairs.iter().position(|pair| *pair == Some(at));
            if let Some(new) = new {
                self.value(item, &wanted[new], Place::Item(Context::Flow), depth + 1)?;
            }
            let start = item.span.start as usize;
            elements.push(Element { start, end: self.end(item), kept: new.is_some() });
        }
        let mut inserted = Vec::new();
        let mut previous = None;
        for (new, value) in wanted.iter().enumerate() {
            match pairs[new] {
                Some(at) => previous = Some(at),
                None => {
                    let written = scalar::flow(value);
                    let written = if written.is_empty() { "~".to_owned() } else { written };
                    inserted.push((previous, written));
                }
            }
        }
        self.flow_elements(&elements, inserted)
    }

    /// Takes out the elements of a list or mapping between brackets that do not stay, and puts the new ones behind those
    /// that they follow.
    fn flow_elements(&mut self, elements: &[Element], inserted: Vec<(Option<usize>, String)>) -> Option<()> {
        let first_kept = elements.iter().position(|element| element.kept)?;
        for (at, element) in elements.iter().enumerate().filter(|(_, element)| !element.kept) {
            if at < first_kept {
                self.splices.replace(element.start, elements[at + 1].start, "");
            } else {
                self.splices.replace(elements[at - 1].end, element.end, "");
            }
        }
        for (previous, text) in inserted {
            match previous {
                Some(at) => self.splices.insert(elements[at].end, format!(", {text}")),
                None => self.splices.insert(elements[first_kept].start, format!("{text}, ")),
            }
        }
        Some(())
    }

    fn block_list(&mut self, items: &[Node], wanted: &[Wanted], depth: usize) -> Option<()> {
        let old: Vec<Wanted> = items.iter().map(Wanted::of).collect();
        let pairs = self.pairs(&old, wanted);
        let rows: Vec<Row> = self.rows(items)?;
        let mut new_of = vec![None; items.len()];
        for (new, pair) in pairs.iter().enumerate() {
            if let Some(old) = pair {
                new_of[*old] = Some(new);
            }
        }
        if new_of.iter().all(Option::is_none) {
            return None;
        }
        // Rows that only moved are taken along with their comments.
        let mut moved: HashMap<&Wanted, VecDeque<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            if let Some(new) = new_of[at] {
                self.value(item, &wanted[new], Place::Item(Context::Block), depth + 1)?;
            } else {
                moved.entry(&old[at]).or_default().push_back(at);
                self.splices.replace(rows[at].start, rows[at].end, "");
            }
        }
        let style = items.iter().find(|item| matches!(item.value, Value::Mapping(_)));
        let in_block = style.is_some_and(|item| !self.is_flow(item));
        let indent = " ".repeat(rows[0].column);
        let mut at = rows[new_of.iter().position(Option::is_some)?].start;
        for (new, value) in wanted.iter().enumerate() {
            if let Some(old) = pairs[new] {
                at = rows[old].end;
                continue;
            }
            let known = moved.get_mut(value).and_then(VecDeque::pop_front);
            let row = match (known, value) {
                (Some(old), _) => self.text[rows[old].start..rows[old].end].trim_end_matches('\n').to_owned(),
                (None, Wanted::Map(entries)) if in_block && !entries.is_empty() => {
                    let column = rows[0].column + 2;
                    let lines: Vec<String> = entries
                        .iter()
                        .map(|(key, value)| scalar::block_entry(key, value, column, "\n"))
                        .collect();
                    format!("{indent}- {}", lines.join(&format!("\n{}", " ".repeat(column))))
                }
                (None, _) => format!("{indent}- {}", scalar::block_item(value)),
            };
            let is_open = at > 0 && !self.text[..at].ends_with('\n');
            let row = if is_open { format!("\n{row}") } else { format!("{row}\n") };
            self.splices.insert(at, row);
        }
        Some(())
    }

    /// The lines of each item of a block list, with the comment lines directly above it; those above the first item are
    /// the list's.
    fn rows(&self, items: &[Node]) -> Option<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        for item in items {
            let before = self.text[..item.span.start as usize].trim_end_matches([' ', '\n']);
            let dash = before.strip_suffix('-')?.len();
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
            let end = (self.line_end(self.end(item)) + 1).min(self.text.len());
            rows.push(Row { start, end, column });
        }
        Some(rows)
    }

    fn is_flow(&self, node: &Node) -> bool {
        matches!(self.text.as_bytes().get(node.span.start as usize), Some(b'{' | b'['))
    }

    /// Where the text of `node` ends, without the blanks and comments behind it.
    fn end(&self, node: &Node) -> usize {
        let (start, end) = (node.span.start as usize, node.span.end as usize);
        match &node.value {
            Value::Sequence(items) if !self.is_flow(node) => items.last().map_or(end, |item| self.end(item)),
            Value::Mapping(entries) if !self.is_flow(node) => {
                entries.last().map_or(end, |entry| self.entry_end(entry))
            }
            _ => start + self.text[start..end].trim_end().len(),
        }
    }

    /// Where the value of `entry` ends; one without a value ends behind its colon.
    fn entry_end(&self, entry: &MappingEntry) -> usize {
        let key_end = entry.key.span.end as usize;
        let colon = self.text[key_end..].find(':').map_or(key_end, |at| key_end + at + 1);
        let is_empty = entry.node.value == Value::Null && entry.node.span.start == entry.node.span.end;
        if is_empty { colon } else { self.end(&entry.node).max(colon) }
    }

    fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |end| end + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |end| at + end)
    }

    /// How far the byte at `at` is from the start of its line.
    fn column(&self, at: usize) -> usize {
        at - self.line_start(at)
    }
}

/// An element of a list or mapping between brackets.
struct Element {
    start: usize,
    end: usize,
    /// Whether it stays, changed or not.
    kept: bool,
}

/// The lines of an item of a block list.
struct Row {
    start: usize,
    /// Behind the line end of its last line.
    end: usize,
    /// Where its dash is.
    column: usize,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PatchError, parse, patch, patch_texts};
    use crate::edit::wanted::Wanted;

    const DECISION: &str = "\
# Quyết định tháng một
number: 27/QĐ-LĐLĐ   # theo sổ
signed: 2023-01-16
subject: 'Về việc tặng Bằng khen'
defaults: {kind: bang-khen, period: 2022}
note: |
  Dòng một

  Dòng ba
awards:
  # tập thể
  - {no: 1, to: collective, unit: cong-ty-song-xanh, citation: \"Có thành tích, xuất sắc\"}
  # cá nhân
  - {no: 2, to: individual, name: Trần Thị Hoa Mai, unit: cong-ty-song-xanh} # xem lại
  - no: 3
    to: individual
    name: Lê Văn Bình   # thợ hàn
    accept: [same-name, near-name]

  - {no: 4, to: household}
# hết
";

    fn wanted(text: &str) -> Wanted {
        Wanted::of(&parse(text).unwrap().unwrap())
    }

    fn entries(wanted: &mut Wanted) -> &mut Vec<(String, Wanted)> {
        let Wanted::Map(entries) = wanted else { panic!("a mapping") };
        entries
    }

    fn at<'w>(wanted: &'w mut Wanted, key: &str) -> &'w mut Wanted {
        &mut entries(wanted).iter_mut().find(|(name, _)| name == key).unwrap().1
    }

    fn rows(wanted: &mut Wanted) -> &mut Vec<Wanted> {
        let Wanted::List(rows) = at(wanted, "awards") else { panic!("a list") };
        rows
    }

    fn text(text: &str) -> Wanted {
        Wanted::Text(text.to_owned())
    }

    /// The lines that `change` makes different, as a diff without context.
    fn changed(source: &str, change: impl FnOnce(&mut Wanted)) -> String {
        let mut goal = wanted(source);
        change(&mut goal);
        let patched = patch(source, &goal).unwrap();
        let (old, new): (Vec<&str>, Vec<&str>) = (source.lines().collect(), patched.lines().collect());
        let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
        let end =
            old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(a, b)| a == b).count();
        let removed = old[start..old.len() - end].iter().map(|line| format!("-{line}\n"));
        let added = new[start..new.len() - end].iter().map(|line| format!("+{line}\n"));
        removed.chain(added).collect()
    }

    #[test]
    fn a_value_changes_alone() {
        let diff = changed(DECISION, |goal| *at(goal, "number") = text("28/QĐ-LĐLĐ"));
        assert_eq!(diff, "-number: 27/QĐ-LĐLĐ   # theo sổ\n+number: 28/QĐ-LĐLĐ   # theo sổ\n");
        let diff = changed(DECISION, |goal| *at(goal, "subject") = text("Về việc 'khen'"));
        assert!(diff.ends_with("+subject: 'Về việc ''khen'''\n"), "{diff}");
        let diff = changed(DECISION, |goal| *at(&mut rows(goal)[1], "name") = text("Mai, Hoa"));
        assert!(diff.ends_with("name: \"Mai, Hoa\", unit: cong-ty-song-xanh} # xem lại\n"), "{diff}");
        let diff = changed(DECISION, |goal| *at(&mut rows(goal)[2], "name") = text("Lê Bình"));
        assert_eq!(diff, "-    name: Lê Văn Bình   # thợ hàn\n+    name: Lê Bình   # thợ hàn\n");
    }

    #[test]
    fn keys_come_and_go() {
        let diff =
            changed(DECISION, |goal| entries(&mut rows(goal)[0]).insert(2, ("name".into(), text("Tổ 1"))));
        assert!(diff.contains("+  - {no: 1, to: collective, name: Tổ 1, unit: cong-ty-song-xanh,"), "{diff}");
        let diff = changed(DECISION, |goal| entries(goal).insert(2, ("draft".into(), text("true"))));
        assert_eq!(diff, "+draft: true\n");
        let diff = changed(DECISION, |goal| entries(&mut rows(goal)[2]).retain(|(key, _)| key != "to"));
        assert_eq!(diff, "-    to: individual\n");
        let diff =
            changed(DECISION, |goal| entries(&mut rows(goal)[3]).push(("name".into(), text("Hộ bà Lan"))));
        assert_eq!(diff, "-  - {no: 4, to: household}\n+  - {no: 4, to: household, name: Hộ bà Lan}\n");
        let diff = changed("a:\nb: 1\n", |goal| *at(goal, "a") = text("x"));
        assert_eq!(diff, "-a:\n+a: x\n");
        let diff = changed("a: x\nb: 1\n", |goal| *at(goal, "a") = Wanted::Nothing);
        assert_eq!(diff, "-a: x\n+a:\n");
    }

    #[test]
    fn rows_come_go_and_move_with_their_comments() {
        let diff = changed(DECISION, |goal| drop(rows(goal).remove(1)));
        assert_eq!(
            diff,
            "-  # cá nhân\n-  - {no: 2, to: individual, name: Trần Thị Hoa Mai, unit: cong-ty-song-xanh} # xem lại\n"
        );
        let mut goal = wanted(DECISION);
        let row = rows(&mut goal).remove(1);
        rows(&mut goal).push(row);
        let patched = patch(DECISION, &goal).unwrap();
        assert!(patched.contains("household}\n  # cá nhân\n  - {no: 2"), "{patched}");
        assert!(patched.ends_with("# xem lại\n# hết\n"), "{patched}");
        let new = Wanted::Map(vec![("no".into(), text("5")), ("name".into(), text("Tổ: một"))]);
        let diff = changed(DECISION, |goal| rows(goal).push(new));
        assert_eq!(diff, "+  - {no: 5, name: \"Tổ: một\"}\n");
    }

    #[test]
    fn an_empty_list_gets_rows() {
        let new = Wanted::List(vec![Wanted::Map(vec![("no".into(), text("1"))])]);
        let diff = changed("a: 1\nawards: []\n", |goal| *at(goal, "awards") = new);
        assert_eq!(diff, "-awards: []\n+awards:\n+  - {no: 1}\n");
        let diff = changed("a: 1\nb: [x]\n", |goal| *at(goal, "b") = Wanted::List(Vec::new()));
        assert_eq!(diff, "-b: [x]\n+b: []\n");
        let first = Wanted::Map(vec![("a".into(), text("1"))]);
        assert_eq!(patch("# trống\n", &first).unwrap(), "# trống\na: 1\n");
    }

    #[test]
    fn line_ends_stay() {
        let crlf = DECISION.replace('\n', "\r\n");
        let mut goal = wanted(DECISION);
        entries(&mut goal).push(("draft".into(), text("true")));
        rows(&mut goal).remove(0);
        let (lf, patched) = (patch(DECISION, &goal).unwrap(), patch(&crlf, &goal).unwrap());
        assert_eq!(patched, lf.replace('\n', "\r\n"));
    }

    /// A row that becomes equal to another stays where it is, with its comment.
    #[test]
    fn equal_rows_stay_apart() {
        let source = "rows:\n  # một\n  - {name: HOA}  # a\n  # hai\n  - {name: Hoa}  # b\n";
        let goal = wanted("rows:\n  - {name: Hoa}\n  - {name: Hoa}\n");
        assert_eq!(patch_texts(source, &goal), Ok(source.replace("HOA", "Hoa")));
    }

    #[test]
    fn an_unsound_text_stays() {
        assert_eq!(patch("a: [1\nb: 2\n", &Wanted::Nothing), Err(PatchError::Unsound));
        assert_eq!(patch("a: 1\na: 2\n", &Wanted::Nothing), Err(PatchError::Unsound));
    }

    /// Values that need care: signs of YAML, several lines, controls, other scripts.
    fn value() -> impl Strategy<Value = String> {
        let odd = prop::sample::select(vec![
            "",
            "~",
            "null",
            "no",
            "0012",
            "12:30",
            "2023-01-16",
            "-",
            "- a",
            "a: b",
            "a:",
            "#a",
            "a #b",
            "{a}",
            "[a",
            "a]",
            "a,b",
            "'a",
            "\"a\"",
            "a\\b",
            "|",
            ">",
            "%a",
            "@a",
            "`a",
            "&a",
            "*a",
            "!a",
            "?",
            "? a",
            " a",
            "a ",
            "a\nb",
            "a\n\nb\n",
            "\na",
            "a\tb",
            "\ta",
            "Trần Thị Hoa",
            "a\u{a0}b",
            "a:\u{a0}b",
            "\u{feff}a",
            "\u{7}a",
            "a\u{2028}b",
            "---",
            "--- a",
            "...",
            "=",
            "<<",
            "“a”",
            "a\u{85}b",
            "😀",
            "a: b # c",
            "key: [1, 2]",
        ]);
        prop_oneof![3 => odd.prop_map(str::to_owned), 1 => "[a-z ,:#'\"\\[\\]{}-]{0,12}"]
    }

    /// An edit of a tree, made of numbers that are taken modulo what is there.
    #[derive(Clone, Debug)]
    struct Edit {
        row: usize,
        key: usize,
        kind: u8,
        value: String,
    }

    fn edit() -> impl Strategy<Value = Edit> {
        (any::<usize>(), any::<usize>(), 0..9_u8, value()).prop_map(|(row, key, kind, value)| Edit {
            row,
            key,
            kind,
            value,
        })
    }

    fn apply(goal: &mut Wanted, edit: &Edit) {
        let Edit { row, key, kind, value } = edit;
        let count = rows(goal).len();
        match kind {
            0..3 if count > 0 => {
                let row = &mut rows(goal)[row % count];
                let fields = entries(row);
                let at = key % fields.len();
                match kind {
                    0 => fields[at].1 = text(value),
                    1 if fields.len() > 1 => drop(fields.remove(at)),
                    _ => fields.insert(at, (format!("new-{key}"), text(value))),
                }
            }
            3 if count > 1 => drop(rows(goal).remove(row % count)),
            4 if count > 1 => {
                let taken = rows(goal).remove(row % count);
                rows(goal).insert(key % count, taken);
            }
            5 => {
                let new = Wanted::Map(vec![("no".into(), text("9")), ("name".into(), text(value))]);
                rows(goal).insert(row % (count + 1), new);
            }
            6 => *at(goal, ["number", "signed", "subject", "note"][key % 4]) = text(value),
            7 => {
                let place = key % entries(goal).len();
                entries(goal).insert(place, (format!("top-{row}"), text(value)));
            }
            _ => *at(at(goal, "defaults"), "kind") = text(value),
        }
    }

    proptest! {
        /// Whatever is edited: what comes out says what was wanted, and comments of what stays are there.
        #[test]
        fn random_edits_say_what_was_wanted(edits in prop::collection::vec(edit(), 1..6), crlf in any::<bool>()) {
            let mut source = if crlf { DECISION.replace('\n', "\r\n") } else { DECISION.to_owned() };
            for edit in &edits {
                let mut goal = wanted(&source.replace("\r\n", "\n"));
                apply(&mut goal, edit);
                let patched = patch(&source, &goal);
                prop_assert!(patched.is_ok(), "{edit:?}\n{source}");
                source = patched.unwrap();
                prop_assert_eq!(wanted(&source.replace("\r\n", "\n")), goal.cleaned());
            }
            for comment in ["# Quyết định tháng một", "# theo sổ", "# hết"] {
                prop_assert!(source.contains(comment), "{comment} is lost:\n{source}");
            }
        }
    }
}

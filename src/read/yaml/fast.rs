//! A fast parser for the YAML that nearly every record is written in.
//!
//! `granit-parser` hands over each token as an event of its own, which is a large part of the time that a site with many
//! awards takes. Records use little of YAML: keys of ASCII letters, values on one line, lists and mappings in blocks or in
//! brackets. A text of only that kind that deserves no diagnostic is read here in one pass. At the first byte of any
//! other kind the whole text is left to `parse`, so this parser may always be taken out. Tests compare the two.
//!
//! Of 10,000 articles and 100,000 awards, reading takes 0.17 s on two cores, and 0.40 s without it; the whole build with
//! few pages takes 0.9 s.

use crate::read::yaml::tree::{
    MAX_LINEAR_KEYS, MAX_NODES, MappingEntry, Node, TextInterner, Value, Yaml, free_surplus,
};
use crate::source::{Spanned, Text};

/// The longest key, in bytes; the parser takes no key above 1,024 characters.
const MAX_KEY_BYTES: usize = 64;
/// The longest text, in bytes: far below what the parser refuses.
const MAX_FAST_TEXT_BYTES: usize = 64 * 1024;
/// Mappings and lists inside one another: fewer than the parser refuses.
const MAX_FAST_DEPTH: usize = 16;

/// The tree of `yaml`, the same as the parser gives; `None` when it may be of another kind, or deserves a diagnostic.
pub fn parse_fast(yaml: Yaml<'_>) -> Option<Node> {
    // A node takes two bytes at least, a sign and what sets it apart.
    if yaml.text.len() / 2 >= MAX_NODES || !only_usual_letters(yaml.text.as_bytes()) {
        return None;
    }
    let bytes = yaml.text.as_bytes();
    let mut reader = FastParser { yaml, bytes, at: 0, line: 0, depth: 0, texts: TextInterner::default() };
    reader.next_line();
    let root = reader.block(0)?;
    (reader.at == bytes.len()).then_some(root)
}

/// Whether there is no tab, no no-break space, and nothing that YAML does not take for text.
fn only_usual_letters(bytes: &[u8]) -> bool {
    // 0xC2 begins the second row of controls and the no-break space, 0xEF the byte order mark and what is no letter.
    memchr::memchr3_iter(b'\t', 0xc2, 0xef, bytes)
        .all(|at| bytes[at] == 0xc2 && bytes.get(at + 1).is_some_and(|next| *next > 0xa0))
}

struct FastParser<'a> {
    yaml: Yaml<'a>,
    bytes: &'a [u8],
    /// The byte that is looked at.
    at: usize,
    /// Where its line begins.
    line: usize,
    depth: usize,
    texts: TextInterner,
}

impl FastParser<'_> {
    /// The byte that is looked at; a line end behind the last.
    fn byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    fn byte_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b'\n')
    }

    fn node(&self, value: Value, start: usize, end: usize) -> Node {
        Node::new(value, self.yaml.span(start, end))
    }

    /// From a line end to the first letter of the next line that is not blank or a comment.
    fn next_line(&mut self) {
        loop {
            self.line = self.at;
            self.pass_blanks();
            match self.byte() {
                b'\n' | b'#' => self.at = self.line_end(),
                _ => return,
            }
            if self.at == self.bytes.len() {
                return;
            }
            self.at += 1;
        }
    }

    fn pass_blanks(&mut self) {
        self.at += self.bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
    }

    fn line_end(&self) -> usize {
        memchr::memchr(b'\n', &self.bytes[self.at..]).map_or(self.bytes.len(), |found| self.at + found)
    }

    /// Past the line end that only blanks are before; `None` when something stands there, or the next line is
    /// deeper than `column` and so continues this one.
    fn end_line(&mut self, column: usize) -> Option<()> {
        self.pass_blanks();
        if self.byte() != b'\n' {
            return None;
        }
        if self.at < self.bytes.len() {
            self.at += 1;
        }
        self.next_line();
        (!self.is_deeper(column)).then_some(())
    }

    /// Whether what is looked at is the first letter of its line, at `column`.
    fn is_at(&self, column: usize) -> bool {
        self.at < self.bytes.len() && self.at - self.line == column
    }

    fn is_deeper(&self, column: usize) -> bool {
        self.at < self.bytes.len() && self.at - self.line > column
    }

    fn is_item(&self) -> bool {
        self.byte() == b'-' && self.byte_at(self.at + 1) == b' '
    }

    /// A list or a mapping whose lines begin at `column`.
    fn block(&mut self, column: usize) -> Option<Node> {
        if !self.is_at(column) || self.depth == MAX_FAST_DEPTH {
            return None;
        }
        self.depth += 1;
        let node = if self.is_item() { self.list(column) } else { self.map(column) };
        self.depth -= 1;
        node
    }

    fn list(&mut self, column: usize) -> Option<Node> {
        let start = self.at;
        let mut items = Vec::new();
        while self.is_at(column) && self.is_item() {
            self.at += 1;
            self.pass_blanks();
            if self.key_length().is_some() {
                items.push(self.map(self.at - self.line)?);
            } else {
                items.push(self.value(column, false)?);
                self.end_line(column)?;
            }
        }
        Some(self.node(Value::List(items), start, self.at))
    }

    /// A mapping at whose first key the reader stands, which need not be the first letter of its line.
    fn map(&mut self, column: usize) -> Option<Node> {
        let start = self.at;
        let mut entries = Vec::new();
        loop {
            let key = self.key()?;
            let node = if let b' ' = self.byte() {
                self.pass_blanks();
                let node = self.value(column, false)?;
                self.end_line(column)?;
                node
            } else {
                self.below(column)?
            };
            add(&mut entries, key, node)?;
            if !self.is_at(column) {
                free_surplus(&mut entries);
                return Some(self.node(Value::Map(entries), start, self.at));
            }
        }
    }

    /// What stands in the lines below a key at `column`: a list may stand as far left as the key.
    fn below(&mut self, column: usize) -> Option<Node> {
        if self.at == self.bytes.len() {
            return None;
        }
        self.at += 1;
        self.next_line();
        if self.is_deeper(column) {
            return self.block(self.at - self.line);
        }
        if !self.is_at(column) || !self.is_item() {
            return None;
        }
        let mut list = self.block(column)?;
        if let Value::List(items) = &list.value {
            // The parser lets a list that stands as far left as its key begin with its first item.
            list.span.start = items[0].span.start;
        }
        Some(list)
    }

    /// The length of the key that is looked at, which a colon and a blank or line end are behind.
    fn key_length(&self) -> Option<usize> {
        let rest = &self.bytes[self.at..];
        let is_of_key = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = rest.iter().take_while(is_of_key).count();
        let is_key = (1..=MAX_KEY_BYTES).contains(&length)
            && rest[0].is_ascii_alphanumeric()
            && self.byte_at(self.at + length) == b':'
            && matches!(self.byte_at(self.at + length + 1), b' ' | b'\n')
            && !is_null(&rest[..length]);
        is_key.then_some(length)
    }

    /// The key that is looked at; afterwards, what is behind its colon is looked at.
    fn key(&mut self) -> Option<Spanned<Text>> {
        let (start, end) = (self.at, self.at + self.key_length()?);
        self.at = end + 1;
        Some(Spanned::new(self.texts.held(&self.yaml.text[start..end]), self.yaml.span(start, end)))
    }

    /// A value that begins on this line, inside the block at `column` and perhaps inside brackets.
    fn value(&mut self, column: usize, in_brackets: bool) -> Option<Node> {
        match self.byte() {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            open @ (b'{' | b'[') => {
                self.depth += 1;
                let node = if self.depth > MAX_FAST_DEPTH { None } else { self.brackets(open, column) };
                self.depth -= 1;
                node
            }
            b'a'..=b'z'
            | b'A'..=b'Z'
            | b'0'..=b'9'
            | b'('
            | b'+'
            | b'/'
            | 0x80..=0xc1
            | 0xc3..=0xe1
            | 0xe3.. => {
                let end = if in_brackets { self.plain_end_in_brackets()? } else { self.plain_end()? };
                self.plain(end)
            }
            _ => None,
        }
    }

    /// A text in quotes on one line, without escapes.
    fn quoted(&mut self, quote: u8) -> Option<Node> {
        let start = self.at;
        let end = start + 1 + memchr::memchr(quote, &self.bytes[start + 1..])?;
        let inside = &self.yaml.text[start + 1..end];
        let escapes = if quote == b'"' { inside.contains('\\') } else { self.byte_at(end + 1) == b'\'' };
        if escapes || inside.len() > MAX_FAST_TEXT_BYTES || memchr::memchr(b'\n', inside.as_bytes()).is_some()
        {
            return None;
        }
        self.at = end + 1;
        let text = self.texts.held(inside);
        Some(self.node(Value::Text(text), start, end + 1))
    }

    /// A text without quotes up to `end` and the blanks before it.
    fn plain(&mut self, end: usize) -> Option<Node> {
        let start = self.at;
        let text = self.yaml.text[start..end].trim_end_matches(' ');
        if text.len() > MAX_FAST_TEXT_BYTES || is_null(text.as_bytes()) {
            return None;
        }
        self.at = end;
        let held = self.texts.held(text);
        Some(self.node(Value::Text(held), start, start + text.len()))
    }

    /// Where the line ends, unless it holds what YAML takes for a key or a comment.
    fn plain_end(&self) -> Option<usize> {
        let end = self.line_end();
        let means_more = |found: usize| match self.bytes[self.at + found] {
            b':' => matches!(self.byte_at(self.at + found + 1), b' ' | b'\n'),
            _ => self.bytes[self.at + found - 1] == b' ',
        };
        let mut signs = memchr::memchr2_iter(b':', b'#', &self.bytes[self.at..end]);
        (!signs.any(means_more)).then_some(end)
    }

    /// The comma, the bracket or the line end behind a text.
    fn plain_end_in_brackets(&self) -> Option<usize> {
        let mut at = self.at;
        loop {
            match self.byte_at(at) {
                b',' | b'}' | b']' | b'\n' => return Some(at),
                b'{' | b'[' => return None,
                b':' if matches!(self.byte_at(at + 1), b' ' | b'\n' | b',' | b'[' | b']' | b'{' | b'}') => {
                    return None;
                }
                b'#' if self.bytes[at - 1] == b' ' => return None,
                _ => at += 1,
            }
        }
    }

    /// A list or a mapping in brackets, inside the block at `column`.
    fn brackets(&mut self, open: u8, column: usize) -> Option<Node> {
        let start = self.at;
        let close = if open == b'{' { b'}' } else { b']' };
        let (mut entries, mut items) = (Vec::new(), Vec::new());
        self.at += 1;
        self.blanks(column)?;
        if self.byte() != close {
            loop {
                if open == b'{' {
                    let key = self.key()?;
                    self.blanks(column)?;
                    add(&mut entries, key, self.value(column, true)?)?;
                } else {
                    items.push(self.value(column, true)?);
                }
                self.blanks(column)?;
                match self.byte() {
                    b',' => self.at += 1,
                    byte if byte == close => break,
                    _ => return None,
                }
                self.blanks(column)?;
            }
        }
        self.at += 1;
        free_surplus(&mut entries);
        let value = if open == b'{' { Value::Map(entries) } else { Value::List(items) };
        Some(self.node(value, start, self.at))
    }

    /// Past blanks and line ends inside brackets; `None` when a line is not deeper than `column`.
    fn blanks(&mut self, column: usize) -> Option<()> {
        let mut lines = false;
        while self.at < self.bytes.len() {
            match self.byte() {
                b' ' => self.at += 1,
                b'\n' => {
                    self.at += 1;
                    self.line = self.at;
                    lines = true;
                }
                _ => break,
            }
        }
        (!lines || self.is_deeper(column)).then_some(())
    }
}

/// Adds an entry to a mapping; `None` when its key stands there already, or there are too many to compare.
fn add(entries: &mut Vec<MappingEntry>, key: Spanned<Text>, node: Node) -> Option<()> {
    if entries.len() == MAX_LINEAR_KEYS || entries.iter().any(|entry| entry.key.value == key.value) {
        return None;
    }
    entries.push(MappingEntry { key, node });
    Some(())
}

fn is_null(text: &[u8]) -> bool {
    matches!(text, b"null" | b"Null" | b"NULL")
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::collection::vec;
    use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};
    use proptest::sample::{Index, select};

    use super::parse_fast;
    use crate::read::yaml::parse::attempt;
    use crate::read::yaml::tree::Yaml;
    use crate::source::Sources;
    use crate::trials;

    const KEYS: &[&str] = &["no", "name", "unit_id", "2021", "a-b", "nullable", "period", "awards"];
    const TEXTS: &[&str] = &[
        "Lý Thị Hoa",
        "2020-12-28",
        "\"Đặng #1: {Hà}\"",
        "'Võ, An'",
        "12/QĐ-LĐLĐ",
        "a:b",
        "x#y",
        "nullify",
        "(2)",
        "1.5",
        "“Ấm”",
        "[]",
        "{}",
        "''",
        "http://a.vn/b",
        "a \"b\"",
        "TM. BAN",
        "Kiên – Hà",
    ];
    const SIGNS: &[&str] = &[
        " ", "  ", "\n", "\n  ", "#", " # x", ":", ": ", "- ", "-", ",", "{", "}", "[", "]", "\"", "'",
        "&a ", "*a", "!t ", "|", ">", "?", "~", "null", "%", "@", "`", "\\", "---\n", "...\n", "\t",
        "\u{a0}", "é", "<<",
    ];

    /// A value in brackets or on one line.
    fn inline() -> impl Strategy<Value = String> {
        let text = || select(TEXTS).prop_map(str::to_owned);
        text().prop_recursive(3, 12, 4, move |inner| {
            let entry = (select(KEYS), inner.clone()).prop_map(|(key, value)| format!("{key}: {value}"));
            let between = || select(&[", ", ",", ",\n            "][..]);
            prop_oneof![
                4 => text(),
                1 => (vec(inner, 0..4), between()).prop_map(|(items, comma)| format!("[{}]", items.join(comma))),
                1 => (vec(entry, 0..4), between()).prop_map(|(all, comma)| format!("{{{}}}", all.join(comma))),
            ]
        })
    }

    /// Lines at `column` that are a mapping or a list.
    fn block(column: usize) -> BoxedStrategy<String> {
        let lead = || select(&["", "", "", "\n", "# chú thích\n", "   \n"][..]);
        let indent = " ".repeat(column);
        let dash = indent.clone();
        let pair = (select(KEYS), inline(), select(KEYS)).prop_map({
            let indent = indent.clone();
            move |(key, value, next)| format!(" {key}: {value}\n{indent}  {next}: x\n")
        });
        let item = prop_oneof![2 => inline().prop_map(|value| format!(" {value}\n")), 1 => pair];
        let item = (lead(), item).prop_map(move |(lead, item)| format!("{lead}{dash}-{item}"));
        let value = inline().prop_map(|value| format!(" {value}\n"));
        let value = match column {
            0..6 => {
                let deeper = (0..3_usize).prop_flat_map(move |deeper| block(column + deeper));
                prop_oneof![2 => value, 1 => deeper.prop_map(|lines| format!("\n{lines}"))].boxed()
            }
            _ => value.boxed(),
        };
        let entry = (lead(), select(KEYS), value);
        let entry = entry.prop_map(move |(lead, key, value)| format!("{lead}{indent}{key}:{value}"));
        prop_oneof![1 => vec(item, 1..5), 2 => vec(entry, 1..5)].prop_map(|lines| lines.concat()).boxed()
    }

    /// What spoils a text at a place: a sign that is put there, a letter that is taken away, or the end.
    #[derive(Clone, Debug)]
    enum Fault {
        Sign(&'static str),
        Missing,
        End,
    }

    fn fault() -> impl Strategy<Value = (Index, Fault)> {
        let kind = prop_oneof![select(SIGNS).prop_map(Fault::Sign), Just(Fault::Missing), Just(Fault::End)];
        (any::<Index>(), kind)
    }

    fn spoil(text: &mut String, (at, fault): &(Index, Fault)) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let Some(at) = (!places.is_empty()).then(|| *at.get(&places)) else { return };
        match fault {
            Fault::Sign(sign) => text.insert_str(at, sign),
            Fault::Missing => drop(text.remove(at)),
            Fault::End => text.truncate(at),
        }
    }

    /// Whether the fast parser reads `text`; panics unless `parse` then reads the same at the same places, without a
    /// diagnostic.
    fn is_read_alike(text: &str) -> bool {
        let source = Sources::default().name("a.yaml");
        let yaml = Yaml { text, source, offset: 7 };
        let Some(node) = parse_fast(yaml) else { return false };
        let mut diagnostics = Vec::new();
        let parsed = attempt(yaml, &mut diagnostics);
        let Ok(Some(parsed)) = parsed else { panic!("refused by the parser:\n{text}") };
        assert_eq!(node, parsed, "{text}");
        assert!(diagnostics.is_empty(), "{diagnostics:?}:\n{text}");
        true
    }

    /// Random records, most with a few random edits.
    #[test]
    fn random_records_are_read_alike() {
        let (all, read) = (Cell::new(0), Cell::new(0));
        trials::run(20_000, (block(0), vec(fault(), 0..4)), |(mut text, faults)| {
            faults.iter().for_each(|fault| spoil(&mut text, fault));
            all.set(all.get() + 1);
            read.set(read.get() + usize::from(is_read_alike(&text)));
        });
        let (all, read) = (all.get(), read.get());
        assert!(read > all / 4, "the fast parser read only {read} of {all}");
    }

    /// Every record that is one edit away from one of these: a character less, a sign more, the end cut off.
    #[test]
    fn every_edit_is_read_alike() {
        let records = [
            "number: 27/QĐ-LĐLĐ\nsigned: 2022-12-05\ndefaults: {period: 2022, to: individual}\n",
            "awards:\n- {no: 1, name: \"Trần Thị Hoa Mai\",\n   unit: may-song-hau}\n- no: 2\n  citation: 'Vá lò: 2'\n",
            "a:\n  - b: [x, 'y', \"z\"]\n    c: d\n\n  # e\n  - f\n",
            "- a\n- b: c\n  d:\n    e: {f: [], g: {}}\n- [h,i]\n",
            "k1:\n - x: 1\n   y:\n   - z\nk2: \"“Ấm” – Hà\"",
        ];
        let mut read = 0;
        for record in records {
            assert!(is_read_alike(record), "{record}");
            for (at, letter) in record.char_indices() {
                let (before, rest) = record.split_at(at);
                read += usize::from(is_read_alike(&format!("{before}{}", &rest[letter.len_utf8()..])));
                read += usize::from(is_read_alike(before));
                for sign in SIGNS {
                    read += usize::from(is_read_alike(&format!("{before}{sign}{rest}")));
                }
            }
        }
        assert!(read > 1_000, "the fast parser read only {read}");
    }

    /// The files that every build reads.
    #[test]
    fn built_in_files_are_read_alike() {
        let files = [
            include_str!("../../model/catalogue.yaml"),
            include_str!("../../../themes/default/theme.yaml"),
            include_str!("../../../themes/plain/theme.yaml"),
        ];
        for file in files {
            is_read_alike(file);
        }
    }

    /// The fast parser reads records as the guide shows them, and leaves what is rarer to `parse`.
    #[test]
    fn records_are_usual() {
        let source = Sources::default().name("a.yaml");
        let is_usual = |text: &str| parse_fast(Yaml { text, source, offset: 0 }).is_some();
        let decision = "number: 27/QĐ-LĐLĐ\nsigned: 2022-12-05\n# Điều 1\ndefaults: {period: 2022}\nawards:\n\
            - {no: 1, to: individual, name: \"Trần Thị Hoa Mai\",\n   unit: cdcs-may-song-hau}\n\
            - no: 2\n  to: collective\n  citation: 'Vá lò: 2 ngày'\n";
        assert!(is_usual(decision));
        for rare in [
            "a: |\n  b\n",
            "a: b\n  c\n",
            "a:\n",
            "a: b # c\n",
            "a: *b\n",
            "\ta: b\n",
            "a: b\na: c\n",
            "a: \"\\n\"\n",
        ] {
            assert!(!is_usual(rare), "{rare:?}");
        }
    }
}

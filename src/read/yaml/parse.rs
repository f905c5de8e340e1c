//! Parses YAML with `granit-parser`, and recovers from invalid entries.
//!
//! Every scalar stays the text its author wrote (`0012`, `1e3` and `NO` are texts); `fields` interprets it. Anchors,
//! aliases, tags, merge keys and second documents are refused, because staff would use them only by accident. An
//! invalid entry is reported and removed, and the rest is parsed again, so that two errors give two diagnostics.

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::{Code, Diagnostic};
use crate::read::yaml::error::{self, YamlError};
use crate::read::yaml::fast::parse_fast;
use crate::read::yaml::pasted::has_conflict_marks;
use crate::read::yaml::tree::{
    MAX_LINEAR_KEYS, MAX_NODES, MappingEntry, Node, TextInterner, Value, Yaml, shrink_mapping,
};
use crate::read::yaml::{broken, commas, slip};
use crate::source::{Span, Spanned, Text};

/// Maximum depth of nested mappings and sequences.
const MAX_DEPTH: usize = 32;
/// Maximum length of a scalar, in bytes.
const MAX_SCALAR_BYTES: usize = 1024 * 1024;
/// Maximum number of invalid entries that are reported of one file, before the rest of it is given up.
const MAX_SYNTAX_ERRORS: usize = 20;

/// Parses `yaml`; slips and invalid entries are reported, and everything else is read. `None` if nothing is left.
///
/// An entry that could not be read is in the tree as [`Value::Broken`], so that nothing is reported that may be in it.
pub fn parse(yaml: Yaml<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    if let Some(node) = parse_fast(yaml) {
        return Some(node);
    }
    let mut found = Vec::new();
    let first = parse_tree(yaml, &mut found);
    let needs_repair = match &first {
        Ok((_, is_suspicious)) => *is_suspicious || has_conflict_marks(yaml.text),
        Err(_) => true,
    };
    let draft = if needs_repair { slip::repair(yaml) } else { None };
    match (draft, first) {
        (None, Ok((node, _))) => {
            diagnostics.append(&mut found);
            node
        }
        (None, Err(_)) => recover(yaml, diagnostics),
        (Some(mut draft), _) => {
            let mut found = Vec::new();
            let mut node = recover(Yaml { text: &draft.text, ..yaml }, &mut found);
            // The depth that a tab was meant to give is a guess.
            if draft
                .diagnostics
                .iter()
                .any(|slip| matches!(slip.code, Code::YamlTab | Code::YamlNoBreakSpace))
            {
                found.retain(|diagnostic| diagnostic.code != Code::YamlIndent);
            }
            diagnostics.append(&mut draft.diagnostics);
            found.iter_mut().for_each(|diagnostic| draft.map_diagnostic(diagnostic, yaml.offset));
            if let Some(node) = &mut node {
                draft.map_node(node, yaml.offset);
                if draft.has_blanked_lines {
                    broken::mark_emptied(node);
                }
            }
            diagnostics.append(&mut found);
            node
        }
    }
}

/// Parses `yaml` again and again without the entries that cannot be parsed.
fn recover(yaml: Yaml<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Node> {
    let mut remaining = String::new();
    let mut holes = Vec::new();
    for _ in 0..MAX_SYNTAX_ERRORS {
        let text = if remaining.is_empty() { yaml.text } else { &remaining };
        let (diagnostic, at) = match parse_full(Yaml { text, ..yaml }, diagnostics) {
            Ok(node) if remaining.is_empty() => return node,
            Ok(node) => return broken::with_broken(node, &holes, yaml),
            Err(error) => error,
        };
        diagnostics.push(diagnostic);
        let (rest, hole) = error::without_entry(text, at)?;
        holes.push(hole);
        remaining = rest;
    }
    None
}

/// Parses `yaml` with the full parser.
///
/// # Errors
/// Returns the first error, and then adds nothing to `diagnostics`.
pub fn parse_full(yaml: Yaml<'_>, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Node>, YamlError> {
    parse_tree(yaml, diagnostics).map(|(node, _)| node)
}

/// Parses as [`parse_full`] does; returns also whether a text in the tree looks like a slip.
fn parse_tree(yaml: Yaml<'_>, diagnostics: &mut Vec<Diagnostic>) -> Result<(Option<Node>, bool), YamlError> {
    if let Some(error) = error::tab_indent(yaml) {
        return Err(error);
    }
    let options = granit_parser::options! {
        flow_nesting_limit: MAX_DEPTH, block_nesting_limit: MAX_DEPTH, disallow_directives: true,
        simple_key_max_lookahead: 1024, emit_unresolved_aliases: true,
    };
    let mut found = Vec::new();
    let mut tree = TreeBuilder {
        yaml,
        events: Parser::new_from_str_with_options(yaml.text, options),
        nodes: 0,
        last_scalar: 0..0,
        texts: TextInterner::default(),
        is_suspicious: false,
        diagnostics: &mut found,
    };
    let node = tree.document()?;
    let is_suspicious = tree.is_suspicious;
    diagnostics.append(&mut found);
    Ok((node, is_suspicious))
}

struct TreeBuilder<'a, 'd, P> {
    yaml: Yaml<'a>,
    events: P,
    nodes: usize,
    last_scalar: std::ops::Range<usize>,
    texts: TextInterner,
    /// Whether a plain scalar looks like a slip.
    is_suspicious: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

type SpannedEvent<'a> = (Event<'a>, granit_parser::Span);

impl<'a, P: Iterator<Item = Result<SpannedEvent<'a>, ScanError>>> TreeBuilder<'a, '_, P> {
    fn document(&mut self) -> Result<Option<Node>, YamlError> {
        let mut root = None;
        loop {
            let (event, span) = self.next()?;
            match event {
                Event::StreamEnd => return Ok(root),
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if root.is_some() => {
                    let (start, end) = range(&span);
                    let diagnostic = Diagnostic::new(Code::YamlTwoDocuments, self.yaml.span(start, end));
                    return Err((diagnostic, usize::MAX));
                }
                Event::DocumentStart(..) => {}
                event => root = Some(self.node(event, span)?),
            }
        }
    }

    /// Returns the next event that is not a comment.
    fn next(&mut self) -> Result<SpannedEvent<'a>, YamlError> {
        loop {
            match self.events.next() {
                Some(Ok((Event::Comment(text, _), span))) => self.report_comment(&text, &span),
                Some(Ok(event)) => return Ok(event),
                Some(Err(error)) => {
                    return Err(error::from_scan_error(self.yaml, &error, &self.last_scalar));
                }
                None => return Ok((Event::StreamEnd, granit_parser::Span::default())),
            }
        }
    }

    /// Reports a comment that was probably meant as text: YAML drops the end of `title: Award #1 winner`.
    fn report_comment(&mut self, text: &str, span: &granit_parser::Span) {
        let (start, end) = range(span);
        let follows_scalar = !self.last_scalar.is_empty()
            && start == self.last_scalar.end + 1
            && self.yaml.text[..start].ends_with(' ');
        let is_text = text.starts_with(|c: char| !c.is_whitespace() && c != '#');
        if follows_scalar && is_text {
            let diagnostic = Diagnostic::new(Code::YamlComment, self.yaml.span(start, end));
            self.diagnostics.push(diagnostic.arg("text", format!("#{text}")));
        }
    }

    fn node(&mut self, event: Event<'a>, span: granit_parser::Span) -> Result<Node, YamlError> {
        let (start, end) = range(&span);
        self.count(start)?;
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), start)?;
                self.last_scalar = start..end;
                self.scalar(&text, style, start, end)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), start)?;
                self.sequence(start)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_properties(anchor, tag.is_some(), start)?;
                self.mapping(start)
            }
            _ => Err(self.special(start, end)),
        }
    }

    fn count(&mut self, at: usize) -> Result<(), YamlError> {
        self.nodes += 1;
        if self.nodes <= MAX_NODES {
            return Ok(());
        }
        let diagnostic = Diagnostic::new(Code::YamlTooMany, self.yaml.span(at, at));
        Err((diagnostic.arg("limit", MAX_NODES.to_string()), usize::MAX))
    }

    /// Refuses anchors, aliases and tags: `&co`, `*name` and `!tag` begin values that staff meant as text.
    fn refuse_properties(&self, anchor: usize, tagged: bool, at: usize) -> Result<(), YamlError> {
        if anchor == 0 && !tagged {
            return Ok(());
        }
        let before = self.last_scalar.end.min(at);
        let written = &self.yaml.text[before..at];
        let from = written.find(['&', '!']).map_or(at, |found| before + found);
        Err(self.special(from, at.max(from + 1)))
    }

    fn special(&self, start: usize, end: usize) -> YamlError {
        let written = self.yaml.text.get(start..end).unwrap_or("").trim_end();
        let sign = written.chars().next().map_or(String::new(), String::from);
        let diagnostic = Diagnostic::new(Code::YamlSpecial, self.yaml.span(start, start + written.len()));
        (diagnostic.arg("sign", sign), start)
    }

    fn scalar(
        &mut self,
        text: &str,
        style: ScalarStyle,
        start: usize,
        end: usize,
    ) -> Result<Node, YamlError> {
        let span = self.yaml.span(start, end);
        if text.len() > MAX_SCALAR_BYTES {
            return Err((Diagnostic::new(Code::YamlLong, span).arg("limit", "1"), start));
        }
        let plain = style == ScalarStyle::Plain;
        if plain && matches!(text, "" | "~" | "null" | "Null" | "NULL") {
            return Ok(Node::new(Value::Null, span));
        }
        if plain && text.contains('\u{a0}') && text.contains(":\u{a0}") {
            let diagnostic = Diagnostic::new(Code::YamlNoBreakSpace, span).arg("where", "colon");
            return Err(match error::plain_space(self.yaml, start, end) {
                Some(correction) => (diagnostic.corrected_by(correction), start),
                None => (diagnostic, start),
            });
        }
        if plain && text.starts_with(['“', '”', '„', '«']) && text.ends_with(['”', '“', '»']) {
            self.diagnostics.push(Diagnostic::new(Code::TypographicQuotes, span).arg("text", text));
        }
        self.is_suspicious |= plain && slip::is_suspicious(text);
        Ok(Node::new(Value::Scalar(self.texts.intern(text)), span))
    }

    fn sequence(&mut self, start: usize) -> Result<Node, YamlError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                (Event::SequenceEnd, span) => {
                    return Ok(Node::new(Value::Sequence(items), self.yaml.span(start, range(&span).1)));
                }
                (event, span) => items.push(self.node(event, span)?),
            }
        }
    }

    fn mapping(&mut self, start: usize) -> Result<Node, YamlError> {
        let mut entries: Vec<MappingEntry> = Vec::new();
        let mut without_colon = Vec::new();
        loop {
            let (event, span) = self.next()?;
            if event == Event::MappingEnd {
                if commas::may_be_split(&entries, &without_colon) {
                    entries = commas::joined(self.yaml, entries, &without_colon, self.diagnostics);
                }
                if entries.len() > MAX_LINEAR_KEYS {
                    self.drop_duplicates(&mut entries);
                }
                shrink_mapping(&mut entries);
                return Ok(Node::new(Value::Mapping(entries), self.yaml.span(start, range(&span).1)));
            }
            let key = self.key(event, span)?;
            let (event, span) = self.next()?;
            let node = self.node(event, span)?;
            if node.value == Value::Null && commas::lacks_colon(self.yaml, key.span) {
                without_colon.push(entries.len());
                entries.push(MappingEntry { key, node });
                continue;
            }
            // In a large mapping, compare keys only once it is complete.
            let compared = if entries.len() < MAX_LINEAR_KEYS { &entries[..] } else { &[] };
            match compared.iter().find(|entry| entry.key.value == key.value) {
                Some(first) => self.diagnostics.push(duplicate(&key, first.key.span)),
                None => entries.push(MappingEntry { key, node }),
            }
        }
    }

    /// Reports every key of a large mapping that occurs a second time, and removes its entry.
    fn drop_duplicates(&mut self, entries: &mut Vec<MappingEntry>) {
        // A hash table of all keys would take more memory than the mapping.
        let mut order: Vec<u32> = (0..entries.len() as u32).collect();
        let key = |at: u32| &entries[at as usize].key;
        order.sort_unstable_by(|a, b| key(*a).value.cmp(&key(*b).value).then(a.cmp(b)));
        let mut again: Vec<u32> = Vec::new();
        for same in order.chunk_by(|a, b| key(*a).value == key(*b).value) {
            let later = same.iter().skip(1);
            again.extend(later.inspect(|at| self.diagnostics.push(duplicate(key(**at), key(same[0]).span))));
        }
        again.sort_unstable();
        let mut at = 0;
        entries.retain(|_| {
            at += 1;
            again.binary_search(&(at - 1)).is_err()
        });
    }

    fn key(&mut self, event: Event<'a>, span: granit_parser::Span) -> Result<Spanned<Text>, YamlError> {
        let (start, end) = range(&span);
        let Node { value, span } = self.node(event, span)?;
        match value {
            Value::Scalar(text) if &*text == "<<" => Err((Diagnostic::new(Code::YamlMerge, span), start)),
            Value::Scalar(text) => Ok(Spanned::new(text, span)),
            Value::Null | Value::Sequence(_) | Value::Mapping(_) | Value::Broken => {
                Err((Diagnostic::new(Code::YamlKey, self.yaml.span(start, end)), start))
            }
        }
    }
}

fn duplicate(key: &Spanned<Text>, first: Span) -> Diagnostic {
    Diagnostic::new(Code::DuplicateKey, key.span).arg("key", &key.value).related(first)
}

/// Returns the byte range of an event; the parser of a `&str` always gives one.
fn range(span: &granit_parser::Span) -> (usize, usize) {
    span.byte_range().map_or((0, 0), |range| (range.start, range.end))
}

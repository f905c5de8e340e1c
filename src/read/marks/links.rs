//! Finds marks within lines: links and notes that are none, and marks of other programs.

use std::ops::Range;

use crate::diagnostic::Code;
use crate::html;
use crate::model::callout;
use crate::read::marks::findings::{Findings, shortened};
use crate::read::marks::lines::Line;
use crate::read::marks::surroundings::{before, rest_of_line};
use crate::read::marks::visible::{BlockKind, ESCAPED, REFERENCE, VisibleText};

/// Shortcodes of WordPress that need no attributes.
const SHORTCODES: &[&str] = &["audio", "caption", "embed", "gallery", "playlist", "video", "youtube"];
/// Names of marks that are replaced by a table of contents elsewhere.
const CONTENTS: &[&str] = &["toc", "_toc_", "contents"];
/// References that are visible when the text was escaped twice.
const REFERENCES: &[&str] = &["amp", "gt", "lt", "nbsp", "quot"];
/// Elements that are recognised although a blank makes their tag ineffective.
const TAGS: &[&str] = &["br", "div", "em", "hr", "p", "span", "strong"];

/// Maximum length of the word in the mark of a box, in characters.
const MAX_BOX_WORD_CHARS: usize = 30;

/// What was found at a place: the diagnostic, and the bytes that it is about.
struct Finding {
    covered: Range<usize>,
    code: Code,
    place: Range<usize>,
    help: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Finding {
    /// A mark without effect in `covered`, with the right form.
    fn mark(covered: Range<usize>, help: &'static str, text: &str, right: &str) -> Finding {
        let arguments = vec![("text", shortened(text)), ("right", shortened(right))];
        Finding { place: covered.clone(), covered, code: Code::MarkWithoutEffect, help, arguments }
    }

    /// Restricts the place of the diagnostic.
    fn at(mut self, place: Range<usize>) -> Finding {
        self.place = place;
        self
    }
}

/// Reports the marks in `lines`.
pub fn report(lines: &[Line], visible: &mut VisibleText<'_>, findings: &mut Findings<'_>) {
    let mut in_formula = false;
    for line in lines {
        let mut at = line.range.start;
        let mut last_repeated = "";
        while at < line.range.end {
            let next = at + 1;
            let Some(found) = finding(visible, line, at) else {
                at = next;
                continue;
            };
            at = found.covered.end.max(next);
            visible.hide(found.covered.clone());
            // A formula may begin and end on lines of their own.
            if found.help == "help-formula" && found.covered.len() == 2 {
                in_formula = !in_formula;
                if !in_formula {
                    continue;
                }
            }
            // These come in numbers, by one mistake.
            let repeats = matches!(found.help, "help-backslash" | "help-reference-sign" | "help-line-feed");
            if repeats && last_repeated == found.help {
                continue;
            }
            if repeats {
                last_repeated = found.help;
            }
            let arguments: Vec<(&'static str, &str)> =
                found.arguments.iter().map(|(key, value)| (*key, value.as_str())).collect();
            findings.push(found.code, found.place, found.help, &arguments);
        }
    }
}

/// Returns what is found at byte `at` of `line`.
fn finding(visible: &VisibleText<'_>, line: &Line, at: usize) -> Option<Finding> {
    let markdown = visible.markdown();
    let byte = visible.bytes()[at];
    if !markdown.is_char_boundary(at) {
        return None;
    }
    if matches!(byte, ESCAPED | REFERENCE) {
        return escaped_twice(markdown, byte, at);
    }
    if !matches!(byte, b'[' | b']' | b'=' | b'^' | b'$' | b'{' | b'\\' | b'<') {
        return None;
    }
    let rest = rest_of_line(markdown, at);
    let rest = &rest[..rest.len().min(line.range.end - at)];
    match byte {
        b'[' if line.kind == BlockKind::Text && line.is_start && at == line.range.start => {
            box_mark(at, rest).or_else(|| bracket(visible, at, rest))
        }
        b'[' => bracket(visible, at, rest),
        b']' => link(visible, line, at, rest),
        b'=' => highlight(markdown, at, rest),
        b'^' if rest.starts_with("^[") => {
            let end = rest.find(']')?;
            Some(Finding::mark(at..at + end + 1, "help-note-below", &rest[..=end], rest[2..end].trim()))
        }
        b'$' => formula(line, at, rest),
        b'{' => attributes(markdown, line, at, rest),
        b'\\' => line_feed(markdown, at, rest),
        _ => tag(at, rest),
    }
}

/// Finds the mark of a box, such as `[!INFO]`, that is not in the first line of a quote, or that has another word.
fn box_mark(at: usize, rest: &str) -> Option<Finding> {
    let (word, behind) = rest.strip_prefix("[!")?.split_once(']')?;
    let is_word = word.trim_start().starts_with(char::is_alphabetic)
        && word.chars().all(|letter| letter.is_alphanumeric() || " -_".contains(letter))
        && word.chars().count() <= MAX_BOX_WORD_CHARS;
    if !is_word || behind.starts_with(['(', '[', ':']) {
        return None;
    }
    let text = &rest[..word.len() + "[!]".len()];
    let covered = at..at + text.len();
    if callout::is_word(word) {
        return Some(Finding::mark(covered, "help-box-place", text, &format!("> {text}")));
    }
    let mut found = Finding::mark(covered, "help-box-word", text, "");
    found.arguments.push(("words", callout::words()));
    Some(found)
}

/// Finds `[[…]]`, `![[…]]`, `[TOC]`, `[^…]` and shortcodes of WordPress.
fn bracket(visible: &VisibleText<'_>, at: usize, rest: &str) -> Option<Finding> {
    if let Some(inner) = rest.strip_prefix("[[") {
        let inner = &inner[..inner.find("]]")?];
        let covered = at..at + inner.len() + 4;
        if inner.trim().is_empty() || inner.chars().all(|c| c.is_ascii_digit() || ", ".contains(c)) {
            return None;
        }
        let text = &rest[..inner.len() + 4];
        if is_contents(inner) {
            return Some(Finding::mark(covered, "help-contents", text, ""));
        }
        let (target, words) = inner.split_once('|').unwrap_or((inner, inner));
        if at > 0 && visible.bytes()[at - 1] == b'!' {
            let right = format!("![…]({})", right_address(target));
            return Some(Finding::mark(at - 1..covered.end, "help-picture", &format!("!{text}"), &right));
        }
        return Some(Finding::mark(covered, "help-wiki", text, &format!("[{}](…)", words.trim())));
    }
    let inner = &rest[1..rest.find(']')?];
    let covered = at..at + inner.len() + 2;
    let text = &rest[..inner.len() + 2];
    if let Some(label) = inner.strip_prefix('^') {
        let is_label = !label.is_empty() && !label.contains([' ', '[']);
        let mut found = Finding::mark(covered, "help-mark", text, "");
        found.code = Code::LoneFootnote;
        found.arguments.push(("side", "mark".to_owned()));
        return is_label.then_some(found);
    }
    if is_contents(inner) {
        return Some(Finding::mark(covered, "help-contents", text, ""));
    }
    shortcode(visible.markdown(), at, inner)
}

fn is_contents(inner: &str) -> bool {
    CONTENTS.contains(&inner.trim().to_ascii_lowercase().as_str())
}

/// Finds `[name …]` with attributes, and `[/name]` without its beginning; covers both of a pair within one line.
fn shortcode(markdown: &str, at: usize, inner: &str) -> Option<Finding> {
    let closing = inner.strip_prefix('/');
    let word = closing.unwrap_or(inner);
    let name = &word[..word
        .find(|c: char| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_'))
        .unwrap_or(word.len())];
    let attributes = &word[name.len()..];
    let has_attributes = attributes.starts_with(' ') && attributes.contains('=');
    let is_known = SHORTCODES.contains(&name) && attributes.trim_matches(['/', ' ']).is_empty();
    if name.len() < 3 || !(is_known || has_attributes) {
        return None;
    }
    let length = inner.len() + 2;
    let end = format!("[/{name}]");
    if closing.is_some() && before(markdown, at).contains(&format!("[{name}")) {
        return None;
    }
    let behind = rest_of_line(markdown, at + length);
    let covered = behind.find(&end).map_or(length, |found| length + found + end.len());
    Some(Finding {
        covered: at..at + covered,
        code: Code::Shortcode,
        place: at..at + length,
        help: "help",
        arguments: vec![("text", markdown[at..at + length].to_owned())],
    })
}

/// Finds `](…` and `] (…` and `][…` at the `]` at `at`.
fn link(visible: &VisibleText<'_>, line: &Line, at: usize, rest: &str) -> Option<Finding> {
    let markdown = visible.markdown();
    let behind = &rest[1..];
    let gap = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let from = line.range.start;
    let open = open_bracket(markdown, from, at);
    if let Some(inner) = behind[gap..].strip_prefix('(') {
        let address = balanced(inner);
        if gap > 0 {
            let (open, address) = (open?, address?);
            let end = at + 1 + gap + address.len() + 2;
            let right = format!("{}({})", &markdown[open..=at], right_address(address));
            return is_address(address)
                .then(|| Finding::mark(open..end, "help-link", &markdown[open..end], &right));
        }
        let (Some(open), Some(address)) = (open, address.filter(|address| !address.trim().is_empty())) else {
            return Some(Finding::mark(at..at + 2, "help-brackets", "](", ""));
        };
        let end = at + 2 + address.len() + 1;
        let right = format!("{}({})", &markdown[open..=at], right_address(address));
        return Some(Finding::mark(open..end, "help-address", "](", &right).at(at..at + 2));
    }
    let label = behind.strip_prefix('[').filter(|_| gap == 0)?;
    let label = &label[..label.find(']')?];
    let is_number = label.chars().all(|c| c.is_ascii_digit());
    let open = open.filter(|_| !is_number && !label.starts_with('^'))?;
    let end = at + 1 + label.len() + 2;
    let right = format!("{}(…)", &markdown[open..=at]);
    Some(Finding::mark(open..end, "help-reference", &markdown[open..end], &right))
}

/// Returns the place of the `[` or `![` before the `]` at `at`, in the line that begins at `from`.
fn open_bracket(markdown: &str, from: usize, at: usize) -> Option<usize> {
    let before = before(markdown, at);
    let before = &before[before.len().saturating_sub(at - from)..];
    let open = at - before.len() + before.rfind('[')?;
    Some(open - usize::from(open > from && markdown.as_bytes()[open - 1] == b'!'))
}

/// Returns the text before the `)` that closes the bracket in front of `text`.
fn balanced(text: &str) -> Option<&str> {
    let mut depth = 0;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(&text[..at]),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether `text` is an address of a page or the name of a file.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let has_scheme = ["http:", "https:", "mailto:", "tel:", "www.", "/", "#", "./", "../"];
    let ending = text.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_file = (2..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    !text.is_empty() && (has_scheme.iter().any(|scheme| text.starts_with(scheme)) || is_file)
}

/// Returns `address` as it is written in a link: with `< >` around it if it has blanks or brackets.
fn right_address(address: &str) -> String {
    let address = address.trim();
    if address.contains([' ', '(', ')']) && !address.contains(['<', '>', '"']) {
        format!("<{address}>")
    } else {
        address.to_owned()
    }
}

/// Finds `==words==`.
fn highlight(markdown: &str, at: usize, rest: &str) -> Option<Finding> {
    let inner = rest.strip_prefix("==")?;
    let inner = &inner[..inner.find("==")?];
    let is_run = at > 0 && markdown.as_bytes()[at - 1] == b'=' || inner.starts_with('=');
    if is_run || inner.is_empty() || inner.trim() != inner {
        return None;
    }
    let end = at + inner.len() + 4;
    Some(
        Finding::mark(at..end, "help-highlight", &rest[..inner.len() + 4], &format!("**{inner}**"))
            .at(at..at + 2),
    )
}

/// Finds `$$` around a formula.
fn formula(line: &Line, at: usize, rest: &str) -> Option<Finding> {
    let inner = rest.strip_prefix("$$")?;
    let length = match inner.find("$$") {
        Some(0) => return None,
        Some(end) => end + 4,
        None if inner.trim().is_empty() && line.is_start && at == line.range.start => 2,
        None => return None,
    };
    Some(Finding::mark(at..at + length, "help-formula", "$$", "").at(at..at + 2))
}

/// Finds `{#id}`, `{.class}` and `{: …}`.
fn attributes(markdown: &str, line: &Line, at: usize, rest: &str) -> Option<Finding> {
    let inner = &rest[1..rest.find('}')?];
    let name = inner.trim_start_matches(':').trim_start();
    let is_name = name.strip_prefix(['#', '.']).and_then(|name| name.chars().next());
    let is_outer = at > 0 && markdown.as_bytes()[at - 1] == b'{';
    if is_outer || !is_name.is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_') {
        return None;
    }
    let help = if line.kind == BlockKind::Heading { "help-anchor" } else { "help-delete" };
    Some(Finding::mark(at..at + inner.len() + 2, help, &rest[..inner.len() + 2], ""))
}

/// Finds `\n` between lines.
fn line_feed(markdown: &str, at: usize, rest: &str) -> Option<Finding> {
    let behind = rest.strip_prefix("\\r").filter(|rest| rest.starts_with("\\n")).unwrap_or(rest);
    let behind = behind.strip_prefix("\\n")?;
    let word = before(markdown, at).rsplit(char::is_whitespace).next().unwrap_or("");
    let is_path =
        word.contains(":\\") || word.contains('/') || word.starts_with('\\') && !word.starts_with("\\n");
    let ends_line = behind.chars().next().is_none_or(|letter| !letter.is_lowercase());
    let length = rest.len() - behind.len();
    (ends_line && !is_path).then(|| Finding::mark(at..at + length, "help-line-feed", &rest[..length], ""))
}

/// Finds tags that a blank makes ineffective, and comments that do not end.
fn tag(at: usize, rest: &str) -> Option<Finding> {
    if rest.starts_with("<!--") {
        return Some(Finding::mark(at..at + 4, "help-comment", "<!--", ""));
    }
    let inner = &rest[1..rest.find('>')?];
    let name = inner.trim_matches([' ', '/', '\\']);
    let is_known = TAGS.contains(&name) || html::ELEMENTS.contains(&name) && inner.contains('/');
    let is_tag = is_known && !name.is_empty() && inner.len() < name.len() + 4;
    let right = if inner.trim_start().starts_with('/') { format!("</{name}>") } else { format!("<{name}>") };
    is_tag.then(|| Finding::mark(at..at + inner.len() + 2, "help-tag", &rest[..inner.len() + 2], &right))
}

/// Finds `\\*` and `&amp;nbsp;`, which show `\*` and `&nbsp;`.
fn escaped_twice(markdown: &str, byte: u8, at: usize) -> Option<Finding> {
    if byte == ESCAPED {
        // The escaped character is a backslash, and the next character would need one.
        let rest = markdown[at..].strip_prefix('\\')?;
        let mark = rest.chars().next().filter(|mark| "*_#[]~-+>!`".contains(*mark))?;
        return Some(Finding::mark(
            at - 1..at + 2,
            "help-backslash",
            &format!("\\{mark}"),
            &mark.to_string(),
        ));
    }
    let rest = rest_of_line(markdown, at).strip_prefix("&amp;")?;
    let name = &rest[..rest.find(';').filter(|end| *end <= 4)?];
    let end = at + "&amp;".len() + name.len() + 1;
    REFERENCES
        .contains(&name)
        .then(|| Finding::mark(at..end, "help-reference-sign", &format!("&{name};"), ""))
}

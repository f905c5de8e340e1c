//! Finds lines that are no YAML: conflict marks of Git with the second version between them, and rows pasted from a
//! spreadsheet.

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::yaml::tree::Yaml;

/// The beginnings of the lines with which Git marks a conflict, in their order.
const MARKS: [&str; 4] = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"];

/// Returns the offsets of the lines to leave out, and reports each block of them once.
///
/// Of a conflict, the version above `=======` is left.
pub fn blanked_lines(yaml: Yaml<'_>, diagnostics: &mut Vec<Diagnostic>) -> HashSet<usize> {
    let lines: Vec<Range<usize>> = line_ranges(yaml.text).collect();
    let mut blanked = conflict_lines(yaml, &lines, diagnostics);
    pasted_lines(yaml, &lines, &mut blanked, diagnostics);
    blanked
}

/// Whether `text` has a line with which Git begins or ends a conflict.
pub fn has_conflict_marks(text: &str) -> bool {
    text.split('\n').any(|line| mark(line).is_some_and(|mark| matches!(mark, "<<<<<<<" | ">>>>>>>")))
}

fn line_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_inclusive('\n').scan(0, |start, line| {
        let range = *start..*start + line.trim_end().len();
        *start += line.len();
        Some(range)
    })
}

/// Returns the mark at which `line` begins, if it is a line of Git.
fn mark(line: &str) -> Option<&'static str> {
    let of_line = |mark: &&&str| {
        line.strip_prefix(**mark).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\r']))
    };
    MARKS.iter().find(of_line).copied()
}

fn conflict_lines(
    yaml: Yaml<'_>,
    lines: &[Range<usize>],
    diagnostics: &mut Vec<Diagnostic>,
) -> HashSet<usize> {
    let mut blanked = HashSet::new();
    if !has_conflict_marks(yaml.text) {
        return blanked;
    }
    let marked: Vec<&Range<usize>> =
        lines.iter().filter(|line| mark(&yaml.text[(*line).clone()]).is_some()).collect();
    let [first, rest @ ..] = &marked[..] else { return blanked };
    let found = Diagnostic::new(Code::ConflictMarks, yaml.span(first.start, first.end));
    diagnostics.push(match rest.last() {
        Some(last) => found.related(yaml.span(last.start, last.end)),
        None => found,
    });
    let mut is_second = false;
    for line in lines {
        match mark(&yaml.text[line.clone()]) {
            Some(sign) => {
                is_second = matches!(sign, "|||||||" | "=======");
                blanked.insert(line.start);
            }
            None if is_second => _ = blanked.insert(line.start),
            None => {}
        }
    }
    blanked
}

/// Reports the rows of a spreadsheet at the first of them.
fn pasted_lines(
    yaml: Yaml<'_>,
    lines: &[Range<usize>],
    blanked: &mut HashSet<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let rows: Vec<&Range<usize>> = lines
        .iter()
        .filter(|line| !blanked.contains(&line.start) && cells(&yaml.text[(*line).clone()]) > 1)
        .collect();
    let [first, rest @ ..] = &rows[..] else { return };
    if rest.is_empty() && cells(&yaml.text[(*first).clone()]) < 3 {
        return;
    }
    let indent = yaml.text[(*first).clone()].len() - yaml.text[(*first).clone()].trim_start().len();
    let found = Diagnostic::new(Code::YamlPastedRows, yaml.span(first.start + indent, first.end));
    diagnostics.push(found.arg("count", rows.len().to_string()));
    blanked.extend(rows.iter().map(|row| row.start));
}

/// Returns the number of cells that tabs separate in `line`; 0 if it is a comment, or has a key or brackets.
fn cells(line: &str) -> usize {
    let line = line.trim();
    let row = line.strip_prefix("- ").unwrap_or(line);
    let is_structure =
        row.starts_with(['#', '{', '[', '"', '\'']) || row.contains(": ") || row.contains(":\t");
    if is_structure { 0 } else { row.split('\t').filter(|cell| !cell.trim().is_empty()).count() }
}

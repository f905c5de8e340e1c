//! Finds the marks that Git writes around two versions of the same lines.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::read::marks::findings::Findings;
use crate::source::SourceId;

/// The lines of a conflict, marks included.
#[derive(Debug)]
struct Conflict {
    first_line: Range<usize>,
    end: usize,
}

/// Reports the conflicts in `text`, which begins at byte `start` of `source`; returns whether there are any.
pub fn report(text: &str, source: SourceId, start: usize, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let mut findings = Findings { source, start, diagnostics };
    !report_outside(text, &[], &mut findings).is_empty()
}

/// Reports the conflicts in `markdown` that do not begin in one of `code_blocks`; returns their bytes.
pub fn report_outside(
    markdown: &str,
    code_blocks: &[Range<usize>],
    findings: &mut Findings<'_>,
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for Conflict { first_line, end } in conflicts(markdown) {
        let next = code_blocks.partition_point(|block| block.end <= first_line.start);
        if code_blocks.get(next).is_some_and(|block| block.contains(&first_line.start)) {
            continue;
        }
        findings.push(Code::ConflictMarks, first_line.clone(), "help", &[]);
        found.push(first_line.start..end);
    }
    found
}

/// Returns the conflicts in `text`; a mark without its counterpart is one of a single line.
fn conflicts(text: &str) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    let mut open: Option<Conflict> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        let range = at..at + written.len();
        at += line.len();
        if is_mark(written, "<<<<<<<") {
            found.extend(open.replace(Conflict { end: range.end, first_line: range }));
        } else if written.len() > 8 && is_mark(written, ">>>>>>>") {
            let mut conflict =
                open.take().unwrap_or_else(|| Conflict { end: range.end, first_line: range.clone() });
            conflict.end = range.end;
            found.push(conflict);
        }
    }
    found.extend(open);
    found
}

/// Whether `line` is `mark`, alone or before the name of a version.
fn is_mark(line: &str, mark: &str) -> bool {
    line.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

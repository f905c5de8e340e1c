//! Finds tables without a rule line, and rows pasted from a spreadsheet.

use crate::diagnostic::Code;
use crate::read::marks::findings::Findings;
use crate::read::marks::lines::Line;
use crate::read::marks::visible::{BlockKind, VisibleText, cells};

/// Maximum number of cells of the row that a help line proposes.
const MAX_PROPOSED_CELLS: usize = 8;

/// A line that looks like a row of a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind {
    /// Cells between vertical bars.
    Bars,
    /// Cells with tabs between them.
    Tabs,
}

/// Reports every group of rows once, at its first row, and hides all of them.
pub fn report(lines: &[Line], visible: &mut VisibleText<'_>, findings: &mut Findings<'_>) {
    let kinds: Vec<Option<RowKind>> = lines.iter().map(|line| row_kind(line, visible)).collect();
    let mut next = 0;
    while let Some(kind) = kinds.get(next).copied() {
        let first = next;
        next += 1;
        let Some(kind) = kind else { continue };
        while kinds.get(next) == Some(&Some(kind)) && continues(lines, next) {
            next += 1;
        }
        let rows = &lines[first..next];
        let markdown = visible.markdown();
        let head = &markdown[rows[0].range.clone()];
        match kind {
            RowKind::Bars => {
                let after_table =
                    first.checked_sub(1).is_some_and(|before| lines[before].kind == BlockKind::Cell);
                let is_rule = |row: &Line| is_rule(&markdown[row.range.clone()]);
                let help = match rows.iter().any(is_rule) {
                    false if after_table => "help-table-gap",
                    true => "help-table-rule",
                    false => "help-table",
                };
                findings.push_mark(rows[0].range.clone(), help, "|", &rule(cells(head).count()));
            }
            RowKind::Tabs if rows.len() > 1 || is_long_row(head) => {
                let cells: Vec<&str> = head.split('\t').map(str::trim).take(MAX_PROPOSED_CELLS).collect();
                let (row, rule) = (format!("| {} |", cells.join(" | ")), rule(cells.len()));
                let arguments = [("row", row.as_str()), ("rule", rule.as_str())];
                findings.push(Code::PastedTable, rows[0].range.clone(), "help", &arguments);
            }
            RowKind::Tabs => continue,
        }
        for row in rows {
            visible.hide(row.range.clone());
        }
    }
}

/// Whether the row `at` belongs to the same table as the row before: in one block, or each of the two alone in its block.
fn continues(lines: &[Line], at: usize) -> bool {
    let same_block =
        |at: usize| at > 0 && lines.get(at).is_some_and(|line| line.block == lines[at - 1].block);
    same_block(at) || !(same_block(at - 1) || same_block(at + 1))
}

fn row_kind(line: &Line, visible: &VisibleText<'_>) -> Option<RowKind> {
    if line.kind != BlockKind::Text || !line.is_start {
        return None;
    }
    let text = visible.text(line.range.clone()).trim_end();
    if text.starts_with('|') && text[1..].contains('|') || (text.contains('|') && is_rule(text)) {
        Some(RowKind::Bars)
    } else if text.trim().contains('\t') && !is_word_bullet_only(text) {
        Some(RowKind::Tabs)
    } else {
        None
    }
}

/// Whether the only tab of `text` is behind a bullet or a number of Word.
fn is_word_bullet_only(text: &str) -> bool {
    let Some((head, rest)) = text.split_once('\t') else { return false };
    let is_number = head.trim_end_matches(['.', ')']).chars().all(|letter| letter.is_ascii_digit());
    let is_numbered = is_number && head.ends_with(['.', ')']);
    !rest.contains('\t') && (head.chars().count() == 1 && !is_number || is_numbered)
}

/// Whether a row alone is long enough to be one of a table.
fn is_long_row(row: &str) -> bool {
    row.split('\t').filter(|cell| !cell.trim().is_empty()).count() > 2
}

/// Whether `text` consists of hyphens, colons and bars, as the second line of a table.
fn is_rule(text: &str) -> bool {
    text.contains("--") && text.chars().all(|letter| "-:| \t".contains(letter))
}

/// Returns the second line of a table with `count` columns.
fn rule(count: usize) -> String {
    format!("|{}", " --- |".repeat(count.min(MAX_PROPOSED_CELLS)))
}

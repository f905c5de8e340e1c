//! What the cells of a row mean beside their own field.

use super::grid::Grid;
use super::group::{Groups, recipients};
use super::head_words::Field;
use super::layout::Column;
use super::row_cells::RowCells;
use crate::model::award::RecipientKind;
use crate::text::fold;

/// Returns the kind of recipient that a column, the group, the head or the name of the sheet says, and whether it is
/// more than the customary head *Họ và tên*.
pub fn declared(
    cells: &mut RowCells<'_>,
    groups: &Groups,
    name_field: Field,
) -> (Option<RecipientKind>, bool) {
    let column = cells.text_of(|field| field == Field::Recipients).and_then(|(_, _, text)| {
        let folded: String = fold(&text).chars().filter(|letter| letter.is_alphabetic()).collect();
        match &*folded {
            "tapthe" | "tt" | "collectives" => Some(RecipientKind::Collective),
            "canhan" | "cn" | "individuals" => Some(RecipientKind::Individual),
            "hogiadinh" | "giadinh" | "ho" | "hgd" | "households" => Some(RecipientKind::Household),
            _ => recipients(&text),
        }
    });
    let head = match name_field {
        Field::Name(to) => to,
        _ => None,
    };
    match column.or(groups.to()).or(cells.table.to) {
        Some(to) => (Some(to), true),
        None => (head, head.is_some_and(|to| to != RecipientKind::Individual)),
    }
}

/// Returns whether a cell marks its column.
pub fn is_mark(text: &str) -> bool {
    matches!(&*fold(text), "x" | "xx" | "v" | "✓" | "✔" | "√" | "1" | "01" | "+" | "co" | "☑" | "☒")
}

/// Returns whether a lone cell is below the head of a value such as the kind of award, and not merged over other columns.
pub fn is_value_cell(grid: &Grid, columns: &[Column], row: u32, index: u32) -> bool {
    let is_value = |field: Field| !matches!(field, Field::No | Field::Name(_) | Field::Honorific);
    let is_wide = grid.merge_at(row, index).is_some_and(|merge| merge.right > merge.left);
    let at = columns.iter().position(|column| column.index == index);
    let has_name_before =
        at.is_some_and(|at| columns[..at].iter().any(|column| matches!(column.field, Field::Name(_))));
    has_name_before && !is_wide && at.is_some_and(|at| is_value(columns[at].field))
}

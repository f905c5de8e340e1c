//! Marks that mean the text of the cell above: *nt*, *như trên*, `"`.

use super::grid::Grid;
use crate::text::fold;

/// The most rows above a mark that are compared.
const MAX_ROWS_ABOVE: u32 = 1000;

/// Returns whether a text means that of the cell above.
pub fn is_ditto(text: &str) -> bool {
    const WORDS: [&str; 4] = ["nt", "n t", "nhu tren", "nhu tren nt"];
    const SIGNS: [&str; 5] = ["//", "-//-", "—//—", "..", ",,"];
    let text = text.trim();
    let is_quotes = text.chars().all(|letter| "\"'“”„‟″〃’‘ ".contains(letter));
    if !text.is_empty() && (is_quotes || SIGNS.contains(&text)) {
        return true;
    }
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    WORDS.contains(&&*words.collect::<Vec<&str>>().join(" "))
}

/// Returns whether a text has *như trên* among other words, so that it refers to the cell above in part.
pub fn refers_above(text: &str) -> bool {
    fold(text).contains("nhu tren")
}

/// Returns the text that a mark in this cell means: that of the nearest cell above without a mark, if each row between
/// has one. `first` is the first row below the head.
pub fn text_above(grid: &Grid, first: u32, row: u32, index: u32) -> Option<String> {
    for above in (first..row).rev().take(MAX_ROWS_ABOVE as usize) {
        let cell = match grid.merge_at(above, index) {
            Some(merge) if merge.left < merge.right => None,
            Some(merge) => grid.cell(merge.top, merge.left),
            None => grid.cell(above, index),
        };
        let text = cell?.value.text().into_owned();
        if !is_ditto(&text) {
            return Some(text);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::is_ditto;

    #[test]
    fn marks_mean_the_cell_above() {
        for mark in ["nt", "NT", "n.t", "-nt-", "„", "\"", "''", "〃", "Như trên", "-//-", ".."] {
            assert!(is_ditto(mark), "{mark}");
        }
        for text in ["", "-", "An", "Nhà trẻ", "...", "1", "Nt Hoa"] {
            assert!(!is_ditto(text), "{text}");
        }
    }
}

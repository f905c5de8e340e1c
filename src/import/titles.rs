//! The words by which a title above a list is known, and those of letterheads.

use super::markers::marker;
use crate::text::fold;

/// The beginnings of titles that announce a list, in folded form.
const ANNOUNCING: &[&str] = &["danh sach", "kem theo", "phu luc", "ban hanh kem"];

/// The beginnings of letterheads, in folded form.
const LETTERHEADS: &[&str] = &["lien doan", "ldld", "tong lien doan", "cong hoa"];

/// Words of titles about awards, in folded form.
const AWARDING: &[&str] =
    &["khen", "tang", "danh hieu", "thi dua", "ky niem chuong", "huan chuong", "giai thuong", "vinh danh"];

/// Words of titles about people who get no award, in folded form.
const REFUSING: &[&str] = &["khong", "chua"];

/// Returns whether a line announces a list: *Danh sách …*, *(Kèm theo …)*.
pub fn announces(text: &str) -> bool {
    begins(text, ANNOUNCING)
}

/// Returns whether a line is the first of a letterhead.
pub fn is_letterhead(text: &str) -> bool {
    begins(text, LETTERHEADS)
}

/// Returns whether a line without a number is about awards, as titles are.
pub fn is_about_awards(text: &str) -> bool {
    marker(text).is_none() && has_one(text, AWARDING)
}

/// Returns whether a line begins with a word of titles about awards.
pub fn begins_about_awards(text: &str) -> bool {
    begins(text, AWARDING)
}

/// Returns whether a title may be that of a list of people who get no award: *Danh sách không đủ điều kiện*.
pub fn may_refuse(title: &str) -> bool {
    has_one(title, REFUSING)
}

fn begins(text: &str, words: &[&str]) -> bool {
    let folded = fold(text);
    let folded = folded.trim_start_matches(['(', '-', ' ']);
    words.iter().any(|word| folded.starts_with(word))
}

/// Returns whether a text has one of `phrases` as whole words.
fn has_one(text: &str, phrases: &[&str]) -> bool {
    let folded = fold(text).replace(|letter: char| !letter.is_alphanumeric(), " ");
    let words = format!(" {} ", folded.split_whitespace().collect::<Vec<&str>>().join(" "));
    phrases.iter().any(|phrase| words.contains(&format!(" {phrase} ")))
}

//! Takes the names of old files apart: folder, name, ending, and the date before a name.

use jiff::civil::Date;

use crate::model::date::ArticleDate;

/// Returns the folder of a path with `/` at its end; empty at the top.
pub fn folder_of(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// Returns the name of a file with its ending.
pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns the name of a file without its ending.
pub fn stem_of(path: &str) -> &str {
    let name = name_of(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Returns the ending of a file in small letters, without its point; empty if it has none.
pub fn ending(path: &str) -> String {
    name_of(path).rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_ascii_lowercase())
}

/// Divides a name such as `2021-05-07-le-hoi` into its day and the rest.
pub fn dated_stem(stem: &str) -> Option<(ArticleDate, &str)> {
    let mut parts = stem.splitn(4, '-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| (1..=digits).contains(&part.len()))?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok())?
    };
    let (year, month, day) = (number(4).filter(|year| *year >= 1900)?, number(2)?, number(2)?);
    let day = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let rest = parts.next().filter(|rest| !rest.is_empty())?;
    Some((ArticleDate { day, time: None }, rest))
}

/// Returns a title for a page that has none: the words of its name.
pub fn title_of_stem(stem: &str) -> String {
    let words = stem.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

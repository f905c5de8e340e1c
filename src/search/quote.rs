//! Decisions as officers quote them: `Quyết định số 27/QĐ-LĐLĐ ngày 16/01/2023`.

use crate::search::marks::MarkedWord;
use crate::search::words::has_digit;

/// Words that quotations have around the number and the day of a decision.
const AROUND: [&str; 6] = ["ngay", "thang", "nam", "ky", "so", "cua"];

/// The day of a decision as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedDay {
    /// The day as `YYYY-MM-DD`.
    pub date: String,
    /// The words of the day, the month and the year.
    pub words: [String; 3],
}

/// Returns whether `words` have the number of a decision: `27 qd`, `so 27`.
pub fn has_decision_number(words: &[MarkedWord]) -> bool {
    words.windows(2).any(|pair| {
        let [one, other] = [&*pair[0].folded, &*pair[1].folded];
        has_digit(one) && other == "qd" || has_digit(other) && matches!(one, "so" | "qd")
    })
}

/// Removes from the quotation `words` what is no part of the number: words such as `ngay` and `nam`, and the day, which is
/// returned.
pub fn take_day(words: &mut Vec<MarkedWord>) -> Option<TypedDay> {
    let is_short = words.windows(2).any(|pair| has_digit(&pair[0].folded) && pair[1].folded == "qd");
    words.retain(|word| {
        !(AROUND.contains(&&*word.folded) || is_short && matches!(&*word.folded, "quyet" | "dinh"))
    });
    let number = words.iter().position(|word| has_digit(&word.folded))?;
    let day_at = |at: &usize| date(&words[*at..*at + 3]);
    let at = (number + 1..words.len().saturating_sub(2)).find(|at| day_at(at).is_some())?;
    let date = date(&words[at..at + 3])?;
    let mut parts = words.drain(at..at + 3).map(|word| word.folded);
    let words = [parts.next()?, parts.next()?, parts.next()?];
    Some(TypedDay { date, words })
}

/// Returns the date of the three words of a day, a month and a year.
fn date(words: &[MarkedWord]) -> Option<String> {
    let [day, month, year] = words else { return None };
    let number = |word: &MarkedWord, lengths: std::ops::RangeInclusive<usize>| {
        let is_number = word.folded.bytes().all(|byte| byte.is_ascii_digit());
        word.folded.parse::<i16>().ok().filter(|_| is_number && lengths.contains(&word.folded.len()))
    };
    let (day, month, year) = (number(day, 1..=2)?, number(month, 1..=2)?, number(year, 4..=4)?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::{has_decision_number, take_day};
    use crate::search::marks::marked_words;

    /// The number remains, the day is recognised, and words around them are left out.
    #[test]
    fn the_day_is_recognised() {
        let read = |text: &str| {
            let mut words = marked_words(text);
            let day = has_decision_number(&words).then(|| take_day(&mut words)).flatten();
            let words: Vec<String> = words.into_iter().map(|word| word.folded).collect();
            (words.join(" "), day.map(|day| day.date))
        };
        let day = Some("2023-01-16".to_owned());
        assert_eq!(read("27/QĐ-LĐLĐ ngày 16/01/2023"), ("27 qd ldld".to_owned(), day.clone()));
        assert_eq!(
            read("Quyết định số 27/QĐ-LĐLĐ ngày 16 tháng 1 năm 2023"),
            ("27 qd ldld".to_owned(), day.clone())
        );
        assert_eq!(read("quyết định số 27 ngày 16.1.2023"), ("quyet dinh 27".to_owned(), day));
        assert_eq!(read("27/QĐ-LĐLĐ năm 2024"), ("27 qd ldld 2024".to_owned(), None));
        assert_eq!(read("Hồ Năm 2023"), ("ho nam 2023".to_owned(), None));
        assert_eq!(read("ngày 16/01/2023"), ("ngay 16 01 2023".to_owned(), None));
    }
}

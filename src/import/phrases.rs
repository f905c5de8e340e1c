//! Numbers, dates, periods and counts in sentences of decisions.

use jiff::civil::Date;

use crate::model::date::Period;
use crate::text::fold;

/// Number words up to ten, in folded form.
const NUMBER_WORDS: &[&str] =
    &["khong", "mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"];

/// Further words of numbers written out, in folded form.
const NUMBER_PARTS: &[&str] = &["muoi", "mot", "lam", "tram", "linh", "le", "nghin", "tu"];

/// Returns the words of a text in folded form, without punctuation.
pub fn folded_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Returns the number of the decision that a line states as its own: after *Số* or *Quyết định số* at its start, or after
/// *kèm theo Quyết định số*.
pub fn decision_number(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let start = lower.trim_start().trim_start_matches(['(', '*', '-', ' ']);
    let is_own = ["số", "quyết định số", "theo quyết định số"].iter().any(|words| start.starts_with(words));
    let refers = fold(line).contains("kem theo");
    if !is_own && !refers {
        return None;
    }
    let mut from = 0;
    while let Some(at) = lower[from..].find("số") {
        from += at + "số".len();
        // Lower case may have another length in bytes; Vietnamese letters keep theirs.
        let after = line.get(from..)?.trim_start_matches([':', ' ', '\u{a0}', '.']);
        if let Some(number) = leading_number(after) {
            return Some(number);
        }
        if is_own {
            return None;
        }
    }
    None
}

/// Returns the number such as `07/QĐ-LĐLĐ` with which a text begins.
fn leading_number(text: &str) -> Option<String> {
    let joined = text.replace(" /", "/").replace("/ ", "/").replace(" -", "-").replace("- ", "-");
    let end = joined.find(|letter: char| letter.is_whitespace() || ",;)".contains(letter));
    let number = joined[..end.unwrap_or(joined.len())].trim_end_matches('.');
    let is_number = number.starts_with(|letter: char| letter.is_ascii_digit()) && number.contains("QĐ");
    (is_number && number.contains('/')).then(|| number.to_owned())
}

/// Returns the first day that a text has after *ngày*: `ngày 05 tháng 02 năm 2024`, `ngày 05/02/2024`.
pub fn day(text: &str) -> Option<Date> {
    let words = folded_words(text);
    (0..words.len()).filter(|at| words[*at] == "ngay").find_map(|at| {
        let mut numbers = words[at + 1..].iter().filter(|word| !matches!(&***word, "thang" | "nam")).take(3);
        let mut number = || numbers.next()?.parse::<i16>().ok();
        let (day, month, year) = (number()?, number()?, number()?);
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
            .ok()
            .filter(|_| (1900..=2100).contains(&year))
    })
}

/// Returns the period that a text has, as YAML has it: `năm 2023`, `năm học 2023-2024`, `giai đoạn 2020 - 2025`.
pub fn period(text: &str) -> Option<String> {
    let words = folded_words(text);
    let year = |at: usize| words.get(at).filter(|word| word.len() == 4 && Period::parse(word).is_some());
    for at in 0..words.len() {
        let is_span = match &*words[at] {
            "hoc" | "doan" | "ky" => true,
            "nam" => at < 2 || words[at - 2] != "thang",
            _ => continue,
        };
        let Some(first) = year(at + 1).filter(|_| is_span) else { continue };
        let last = year(at + 2).or_else(|| {
            let joins = ["den", "nam"];
            let skipped = words[at + 2..].iter().take_while(|word| joins.contains(&&***word)).count();
            year(at + 2 + skipped).filter(|_| skipped > 0 && words[at + 2] == "den")
        });
        return Some(last.map_or_else(|| first.clone(), |last| format!("{first}-{last}")));
    }
    None
}

/// Returns the numbers of collectives, individuals and households that a text states; `None` if it states none.
pub fn counts(text: &str) -> Option<[u32; 3]> {
    let mut counts = [None; 3];
    text.split([',', ';', '\n']).for_each(|clause| add_counts(clause, &mut counts));
    counts.iter().any(Option::is_some).then(|| counts.map(|count| count.unwrap_or(0)))
}

/// Adds the numbers that a clause states.
fn add_counts(clause: &str, counts: &mut [Option<u32>; 3]) {
    let words = folded_words(clause);
    for at in 0..words.len() {
        let place = match (&*words[at], words.get(at + 1).map(|word| &**word)) {
            ("tap", Some("the")) => 0,
            ("ca", Some("nhan")) => 1,
            ("ho", Some("gia")) | ("gia", Some("dinh")) => 2,
            _ => continue,
        };
        if place == 2 && words[at] == "gia" && at > 0 && words[at - 1] == "ho" {
            continue;
        }
        if let Some(count) = count_before(&words[..at]).or_else(|| count_after(&words, at + 2)) {
            counts[place] = Some(counts[place].unwrap_or(0) + count);
        }
    }
}

/// Returns the number with which words end: `01`, `01 mot`, `mot`.
fn count_before(words: &[String]) -> Option<u32> {
    let is_word = |word: &&String| NUMBER_WORDS.contains(&&***word) || NUMBER_PARTS.contains(&&***word);
    let written = words.iter().rev().take_while(is_word).count();
    let digits = words.len().checked_sub(written + 1).and_then(|at| words[at].parse().ok());
    digits.or_else(|| {
        let word = words.last().filter(|_| written == 1)?;
        NUMBER_WORDS.iter().position(|number| number == word).and_then(|at| u32::try_from(at).ok())
    })
}

/// Returns the number after a word if nothing else follows: `tập thể: 01`.
fn count_after(words: &[String], at: usize) -> Option<u32> {
    let count = words.get(at)?.parse().ok()?;
    let next = words.get(at + 1).map(|word| &**word);
    matches!(next, None | Some("tap" | "ca" | "ho")).then_some(count).filter(|_| !is_unit_of(words, at + 1))
}

/// Returns whether the number before `at` belongs to the noun that follows: `02 cá nhân`.
fn is_unit_of(words: &[String], at: usize) -> bool {
    let pair = (words.get(at).map(|word| &**word), words.get(at + 1).map(|word| &**word));
    matches!(pair, (Some("tap"), Some("the")) | (Some("ca"), Some("nhan")) | (Some("ho"), Some("gia")))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{counts, day, decision_number, period};

    #[test]
    fn decisions_are_identified() {
        for (line, number) in [
            ("Số: 07/QĐ-LĐLĐ", Some("07/QĐ-LĐLĐ")),
            ("Số:  07 /QĐ-LĐLĐ", Some("07/QĐ-LĐLĐ")),
            ("(Kèm theo Quyết định số 07/QĐ-LĐLĐ ngày 05/02/2024 của LĐLĐ tỉnh)", Some("07/QĐ-LĐLĐ")),
            ("Theo Quyết định số 07/QĐ-LĐLĐ ngày 05/02/2024", Some("07/QĐ-LĐLĐ")),
            ("Căn cứ Quyết định số 12/QĐ-TLĐ ngày 01/01/2020", None),
            ("Số:      /QĐ-LĐLĐ", None),
        ] {
            assert_eq!(decision_number(line).as_deref(), number, "{line}");
        }
        assert_eq!(day("Minh Giang, ngày 05 tháng 02 năm 2024"), Some(date(2024, 2, 5)));
        assert_eq!(day("ngày 5-2-2024 của"), Some(date(2024, 2, 5)));
        assert_eq!(day("ngày   tháng   năm 2024"), None);
    }

    #[test]
    fn periods_and_counts_are_found() {
        for (text, found) in [
            ("có thành tích xuất sắc năm 2023", Some("2023")),
            ("trong năm học 2023 - 2024", Some("2023-2024")),
            ("giai đoạn 2020-2025", Some("2020-2025")),
            ("từ năm 2020 đến năm 2025", Some("2020-2025")),
            ("ngày 05 tháng 02 năm 2024", None),
        ] {
            assert_eq!(period(text).as_deref(), found, "{text}");
        }
        for (text, found) in [
            ("Tặng Bằng khen cho 01 tập thể và 02 cá nhân", Some([1, 2, 0])),
            ("cho 01 (một) tập thể, 15 (mười lăm) cá nhân và 03 hộ gia đình", Some([1, 15, 3])),
            ("Tổng cộng: một tập thể", Some([1, 0, 0])),
            ("Tập thể: 05; cá nhân: 10", Some([5, 10, 0])),
            ("DANH SÁCH TẬP THỂ, CÁ NHÂN", None),
        ] {
            assert_eq!(counts(text), found, "{text}");
        }
    }
}

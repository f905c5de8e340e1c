//! Rules for personal data that readers must not see (Law 91/2025/QH15).

use std::ops::{Range, RangeInclusive};

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};

/// Reports identity, telephone and account numbers and dates of birth in the visible texts of awards. In names and
/// positions, a date is one of birth if the recipient was of working age when the decision was signed.
pub fn personal_data(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let record = row.record;
        let year = row.signed().unwrap_or(context.today).year();
        for text in record.name.iter().chain(&record.position).chain(&record.shared_with) {
            for range in find_lone_births(&text.value, year).into_iter().take(MAX_REPORTED_NUMBERS) {
                let place = context.span_of(text, range);
                found.push(Diagnostic::new(Code::PersonalData, place).arg("what", "birth"));
            }
        }
        let printed = record.unit_as_printed.as_deref();
        let fields = [record.name.as_ref(), record.position.as_ref(), printed, record.citation.as_ref()];
        let texts = fields.into_iter().flatten().chain(&record.shared_with);
        let numbers = texts
            .flat_map(|text| find_personal_numbers(&text.value).into_iter().map(move |found| (text, found)));
        for (text, (what, range)) in numbers.take(MAX_REPORTED_NUMBERS) {
            found.push(Diagnostic::new(Code::PersonalData, context.span_of(text, range)).arg("what", what));
        }
    }
    found
}

/// Returns whether a text has an identity, telephone or account number, or a date of birth.
pub fn has_personal_number(text: &str) -> bool {
    !find_personal_numbers(text).is_empty()
}

/// Maximum number of reported numbers of one award.
const MAX_REPORTED_NUMBERS: usize = 20;

/// The fewest digits of a number of a person: those of `1/1/1990`, or of an account.
const MIN_DIGITS: usize = 6;

/// The fewest digits of a date: those of `1/2/80`.
const MIN_DATE_DIGITS: usize = 4;

/// The ages of recipients, in whole years.
const RECIPIENT_AGES: RangeInclusive<i16> = 15..=100;

/// Returns the personal numbers in `text`: the word for the message and the byte range, in order.
fn find_personal_numbers(text: &str) -> Vec<(&'static str, Range<usize>)> {
    if text.bytes().filter(u8::is_ascii_digit).count() < MIN_DATE_DIGITS {
        return Vec::new();
    }
    let clusters = digit_clusters(text);
    clusters.into_iter().filter_map(|range| Some((number_kind(text, &range)?, range))).collect()
}

/// Returns the dates in `text` on which a recipient of the year `signed` may have been born, without those that a word
/// before them says to be one, which [`find_personal_numbers`] returns.
fn find_lone_births(text: &str, signed: i16) -> Vec<Range<usize>> {
    if text.bytes().filter(u8::is_ascii_digit).count() < MIN_DATE_DIGITS {
        return Vec::new();
    }
    let is_lone_birth = |range: &Range<usize>| {
        let groups: Vec<&str> = text[range.clone()].split(['.', '-', '/']).collect();
        let number = |digits: &str| digits.parse::<i16>().unwrap_or(0);
        let year = groups.last().map_or(0, |year| number(year));
        let is_age = |year: i16| RECIPIENT_AGES.contains(&(signed - year));
        let is_year = if year < 100 { is_age(1900 + year) || is_age(2000 + year) } else { is_age(year) };
        is_day(&groups) && is_year && !is_birth(&words_before(text, range))
    };
    digit_clusters(text).into_iter().filter(is_lone_birth).collect()
}

/// Returns the longest runs of digits with at most one of ` .-/` between two digits, including a `+` before
/// 8.
fn digit_clusters(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut clusters: Vec<Range<usize>> = Vec::new();
    for (at, byte) in bytes.iter().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        match clusters.last_mut() {
            Some(last) if last.end == at || (last.end + 1 == at && b" .-/".contains(&bytes[at - 1])) => {
                last.end = at + 1;
            }
            _ => {
                let plus = *byte == b'8' && at > 0 && bytes[at - 1] == b'+';
                clusters.push(at - usize::from(plus)..at + 1);
            }
        }
    }
    clusters
}

/// Number of letters beside a number that are checked: more than any word that identifies the kind of number.
const MAX_CONTEXT_CHARS: usize = 64;

/// Returns the last [`MAX_CONTEXT_CHARS`] letters of `text`.
fn last_letters(text: &str) -> &str {
    let first = text.char_indices().rev().take(MAX_CONTEXT_CHARS).last();
    first.map_or("", |(at, _)| &text[at..])
}

/// Returns the words before `range`, in lowercase, without the signs between them and it.
fn words_before(text: &str, range: &Range<usize>) -> String {
    last_letters(text[..range.start].trim_end_matches([' ', ':', '.', ',', '('])).to_lowercase()
}

/// Returns the kind of the number at `range`, as the word for the message; `None` if it is not personal.
fn number_kind(text: &str, range: &Range<usize>) -> Option<&'static str> {
    let written = &text[range.clone()];
    let groups: Vec<&str> = written.split([' ', '.', '-', '/']).collect();
    let digits = groups.concat();
    let before = words_before(text, range);
    if is_day(&groups) {
        return is_birth(&before).then_some("birth");
    }
    if digits.len() < MIN_DIGITS {
        return None;
    }
    let behind =
        text[range.end..].trim_start().chars().take(MAX_CONTEXT_CHARS).collect::<String>().to_lowercase();
    let is_account = ["tài khoản", "stk", "số tk"].iter().any(|word| before.ends_with(word));
    let is_named =
        ["cccd", "cmnd", "cmt", "căn cước", "căn cước công dân", "chứng minh nhân dân", "định danh"];
    let is_named = is_named.iter().any(|word| before.trim_end_matches(" số").ends_with(word));
    let is_money = ["đồng", "đ", "vnđ", "vnd", "usd", "triệu", "tỷ"]
        .iter()
        .any(|unit| behind.strip_prefix(unit).is_some_and(|rest| !rest.starts_with(char::is_alphabetic)));
    let whole = groups.len() == 1 && !is_money;
    let card = digits.starts_with('0') && digits.len() == 12 && groups.iter().all(|group| group.len() == 3);
    let is_identity = matches!(digits.len(), 9 | 12) && (is_named || whole || card);
    if is_account && digits.len() >= 6 {
        Some("account")
    } else if is_telephone(&digits, &groups) {
        Some("telephone")
    } else {
        is_identity.then_some("identity")
    }
}

/// Returns true for day, month and year, in this order; the year may be one of two digits.
fn is_day(groups: &[&str]) -> bool {
    let number = |text: &str| text.parse::<u16>().unwrap_or(0);
    match groups {
        [day, month, year] => {
            let written = day.len() <= 2 && month.len() <= 2;
            let day = (1..=31).contains(&number(day)) && (1..=12).contains(&number(month));
            let is_year = year.len() == 2 || year.len() == 4 && (1900..=2100).contains(&number(year));
            written && day && is_year
        }
        _ => false,
    }
}

/// Returns true if `before`, in lowercase, ends with words for a date of birth, not with another word in
/// `sinh`.
fn is_birth(before: &str) -> bool {
    const OTHER: &[&str] = &["học", "vệ", "phát", "hy", "hi", "tái", "thí", "khai", "môn", "ký"];
    let said = before.strip_suffix("ngày").unwrap_or(before).trim_end();
    let Some(rest) = said.strip_suffix("sinh") else { return said.ends_with("ngày tháng năm sinh") };
    let word = rest.split_whitespace().next_back().unwrap_or("");
    (rest.is_empty() || rest.ends_with([' ', '(', ','])) && !OTHER.contains(&word)
}

/// Returns true for ten digits of a mobile number or eleven of a landline number, from 0 or +84.
///
/// The digits must be grouped as in telephone numbers, not as a month and two years.
fn is_telephone(digits: &str, groups: &[&str]) -> bool {
    let national = match digits.strip_prefix("+84") {
        Some(rest) => format!("0{rest}"),
        None => digits.to_owned(),
    };
    let begins = match national.len() {
        10 => ["02", "03", "05", "07", "08", "09"].iter().any(|code| national.starts_with(code)),
        11 => national.starts_with("02"),
        _ => false,
    };
    let is_year = |group: &&str| group.len() == 4 && matches!(group.parse(), Ok(1900..=2100));
    begins && !groups.iter().skip(1).any(is_year) && groups.iter().all(|group| group.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::{find_lone_births, find_personal_numbers};

    /// Personal numbers are found in any grouping.
    #[test]
    fn personal_numbers() {
        for (text, what, place) in [
            ("Công nhân, CCCD 079123456789", "identity", "079123456789"),
            ("CMND số 271234567", "identity", "271234567"),
            ("CCCD: 079 123 456 789", "identity", "079 123 456 789"),
            ("Tổ trưởng (0912345678)", "telephone", "0912345678"),
            ("ĐT 0912.345.678", "telephone", "0912.345.678"),
            ("0912-345-678", "telephone", "0912-345-678"),
            ("liên hệ +84 912 345 678", "telephone", "+84 912 345 678"),
            ("ĐT: 0297 3812 345", "telephone", "0297 3812 345"),
            ("sinh ngày 02/03/1985", "birth", "02/03/1985"),
            ("Tổ trưởng, sinh 1/2/80", "birth", "1/2/80"),
            ("Công nhân (sinh 2-3-1985)", "birth", "2-3-1985"),
            ("Ngày sinh: 02/03/1985", "birth", "02/03/1985"),
            ("STK 1234567890123", "account", "1234567890123"),
        ] {
            let found: Vec<(&str, &str)> =
                find_personal_numbers(text).into_iter().map(|(what, range)| (what, &text[range])).collect();
            assert_eq!(found, [(what, place)], "{text}");
        }
    }

    /// A date in a name or a position is one of birth if the recipient was of working age.
    #[test]
    fn lone_births() {
        for (text, places) in [
            ("Trần Thị Hoa (1/2/80)", &["1/2/80"][..]),
            ("Trần Thị Hoa 01-02-1980", &["01-02-1980"]),
            ("Công nhân, 5.6.2005", &["5.6.2005"]),
            ("Giám đốc từ 01/02/2020", &[]),
            ("Giám đốc từ 1/2/20", &[]),
            ("Tổ trưởng, sinh ngày 1/2/80", &[]),
            ("Tổ 1/2, ca 1 2 80", &[]),
            ("Đội 10/80/1", &[]),
        ] {
            let found: Vec<&str> =
                find_lone_births(text, 2023).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, places, "{text}");
        }
    }

    /// Figures, years, amounts of money, dates and decision numbers are not personal numbers.
    #[test]
    fn other_numbers() {
        for text in [
            "Làm lợi 1.700.000.000 đồng, 1.700 lượt đoàn viên, 501,5 triệu",
            "giai đoạn 2020-2025, năm học 2021–2022, 2021-2022 và 2022-2023",
            "Tiết kiệm 150000000 đồng, 123456789đ",
            "Đại hội ngày 16/01/2023, học sinh ngày 20/11/2022, vệ sinh lao động 28/04/2023",
            "Quyết định 1689/QĐ-TLĐ ngày 12/11/2019, 31/2020/QĐ-UBND",
            "Giảm 12% hao hụt, 5 m², 30 °C, 3.460 đoàn viên, 17 điều khoản",
            "tháng 08 2023-2024, ngày 01.02.2023",
            "sinh hoạt chuyên đề ngày 12/3/2023, phát sinh 12/03/2023",
            "Máy số 2000123, mã SP-123456",
        ] {
            assert_eq!(find_personal_numbers(text), [], "{text}");
        }
    }
}

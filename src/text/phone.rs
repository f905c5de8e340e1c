//! Finds Vietnamese telephone numbers in plain text.

use std::ops::Range;

/// Number of characters before a number in which words decide what kind of number it is.
const CONTEXT_CHARS: usize = 48;

/// Words before numbers that are not telephone numbers, in lower case.
const OTHER_NUMBERS: &[&str] = &[
    "tài khoản",
    "stk",
    "số tk",
    "mã",
    "mst",
    "cccd",
    "cmnd",
    "căn cước",
    "chứng minh nhân dân",
    "định danh",
    "bhxh",
    "bhyt",
    "thẻ",
    "sổ",
    "hợp đồng",
    "hóa đơn",
    "biên lai",
    "biên bản",
    "văn bản",
    "công văn",
    "quyết định",
    "seri",
    "số hiệu",
    "số khung",
    "số máy",
    "fax",
];

/// Words before telephone numbers, in lower case.
const TELEPHONES: &[&str] = &[
    "điện thoại",
    "đt",
    "sđt",
    "đtdđ",
    "di động",
    "hotline",
    "đường dây nóng",
    "tổng đài",
    "zalo",
    "tel",
    "gọi",
    "liên hệ",
    "liên lạc",
    "viber",
    "nhắn tin",
    "phone",
    "call",
];

/// Words after figures that count or measure something, in lower case.
const UNITS: &[&str] = &[
    "đồng",
    "đ",
    "vnđ",
    "vnd",
    "usd",
    "triệu",
    "tỷ",
    "tỉ",
    "nghìn",
    "ngàn",
    "tấn",
    "tạ",
    "kg",
    "g",
    "km",
    "m",
    "m2",
    "m3",
    "ha",
    "lít",
    "người",
    "lượt",
    "suất",
    "sản phẩm",
    "chiếc",
    "bộ",
    "%",
];

/// Returns the place of each Vietnamese telephone number in `text` and its address (`tel:`, RFC 3966).
///
/// A number is left out where it may be something else: an account, a document, money or a date.
pub fn numbers(text: &str) -> Vec<(Range<usize>, String)> {
    if text.bytes().filter(u8::is_ascii_digit).count() < 8 {
        return Vec::new();
    }
    digit_runs(text).into_iter().filter_map(|run| number(text, run)).collect()
}

/// Returns the longest runs of digits with at most one separator between two of them: a space, `.` or `-`.
fn digit_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for (at, _) in text.char_indices().filter(|(_, letter)| letter.is_ascii_digit()) {
        match runs.last_mut() {
            Some(last)
                if matches!(
                    &text[last.end..at],
                    "" | " " | "\u{a0}" | "." | "-" | ")" | ") " | ")\u{a0}"
                ) =>
            {
                last.end = at + 1;
            }
            _ => runs.push(at..at + 1),
        }
    }
    runs
}

/// Returns the place and the address of the number at `run`; `None` if it is not a telephone number.
fn number(text: &str, run: Range<usize>) -> Option<(Range<usize>, String)> {
    let range = with_prefix(text, run)?;
    let written = &text[range.clone()];
    let groups: Vec<&str> =
        written.split(|letter: char| !letter.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let digits = groups.concat();
    let before = last_letters(&text[..range.start]).to_lowercase();
    if !is_alone(text, &range) || has_unit(&text[range.end..]) || is_other_number(&before) {
        return None;
    }
    let is_called = TELEPHONES.iter().any(|word| contains_word(&before, word).is_some());
    let address = if written.contains('+') {
        is_abroad(&digits).then(|| format!("tel:+{digits}"))
    } else if matches!(digits.get(..4), Some("1800" | "1900")) {
        let is_grouped =
            groups[0].len() == 4 && groups.len() > 1 && !written.contains('-') && !is_year(groups[1]);
        (matches!(digits.len(), 8 | 10) && (is_called || is_grouped)).then(|| format!("tel:{digits}"))
    } else {
        is_national(&digits, &groups).then(|| format!("tel:+84{}", &digits[1..]))
    };
    address.map(|address| (range, address))
}

/// Returns `run` with a `(` or `+` before it; `None` if brackets in it are not those of an area code.
fn with_prefix(text: &str, run: Range<usize>) -> Option<Range<usize>> {
    let before = &text[..run.start];
    let plus = if before.ends_with('+') { 1 } else { 0 };
    match text[run.clone()].matches(')').count() {
        0 => Some(run.start - plus..run.end),
        1 => before[..before.len() - plus].ends_with('(').then(|| run.start - plus - 1..run.end),
        _ => None,
    }
}

/// Whether neither a letter nor a sign of a longer number is next to the number at `range`.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let before = text[..range.start].chars().next_back();
    let is_joined = before.is_some_and(|letter| letter.is_alphanumeric() || "/.,-_=#+@".contains(letter));
    let mut behind = text[range.end..].chars();
    let (next, after) = (behind.next(), behind.next());
    let is_continued = match next {
        Some(',') => after.is_some_and(|letter| letter.is_ascii_digit()),
        Some(letter) => letter.is_alphanumeric() || "/_=@".contains(letter),
        None => false,
    };
    !is_joined && !is_continued
}

/// Whether `behind` begins with a unit, so that the figure before it counts or measures.
fn has_unit(behind: &str) -> bool {
    let behind: String = behind.trim_start().chars().take(CONTEXT_CHARS).collect::<String>().to_lowercase();
    let is_unit =
        |unit: &&str| behind.strip_prefix(*unit).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    UNITS.iter().any(is_unit)
}

/// Whether the last word before a number that says what it is names another kind of number; `before` is in lower case.
fn is_other_number(before: &str) -> bool {
    let last = |words: &[&str]| words.iter().filter_map(|word| contains_word(before, word)).max();
    match (last(OTHER_NUMBERS), last(TELEPHONES)) {
        (Some(other), Some(telephone)) => other > telephone,
        (other, _) => other.is_some(),
    }
}

/// Returns the place of the last `word` in `text` with no letter next to it.
fn contains_word(text: &str, word: &str) -> Option<usize> {
    text.rmatch_indices(word).map(|(at, _)| at).find(|at| {
        let is_letter = |letter: char| letter.is_alphanumeric();
        !text[..*at].ends_with(is_letter) && !text[at + word.len()..].starts_with(is_letter)
    })
}

/// Returns the last [`CONTEXT_CHARS`] characters of `text`, from the start of their sentence.
fn last_letters(text: &str) -> &str {
    let first = text.char_indices().rev().take(CONTEXT_CHARS).last().map_or(0, |(at, _)| at);
    let near = &text[first..];
    let sentence = near.rfind(['\n', ';', '!', '?']).map_or(0, |at| at + 1);
    &near[sentence..]
}

/// Whether `digits` are a number behind `+`: 84, then nine digits of a mobile or ten of a landline number.
fn is_abroad(digits: &str) -> bool {
    match digits.strip_prefix("84") {
        Some(rest) => is_subscriber(rest),
        None => false,
    }
}

/// Whether `digits` are a number from 0, in groups as telephone numbers have them, unlike dates.
fn is_national(digits: &str, groups: &[&str]) -> bool {
    let is_grouped = match groups {
        [_] => true,
        [first, rest @ ..] => first.len() >= 3 && rest.iter().all(|group| group.len() > 1),
        [] => false,
    };
    is_grouped && digits.strip_prefix('0').is_some_and(is_subscriber)
}

/// Whether `digits` are a number without its trunk prefix: nine digits of a mobile or ten of a landline number.
fn is_subscriber(digits: &str) -> bool {
    match digits.len() {
        9 => digits.starts_with(['3', '5', '7', '8', '9']),
        10 => digits.starts_with('2'),
        _ => false,
    }
}

fn is_year(group: &str) -> bool {
    group.len() == 4 && matches!(group.parse(), Ok(1800..=2100))
}

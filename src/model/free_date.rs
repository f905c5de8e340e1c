//! Reads dates in the forms in which people write them, to propose the right form.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::model::written_date::{DateError, ProposedDate, WrittenDate, iso_offset, numbered_day};
use crate::text;

/// Maximum length of a text in which a date is looked for, in bytes.
const MAX_DATE_BYTES: usize = 120;

/// A part of a date in free form.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A number, and how many digits it has.
    Number(i16, usize),
    /// A word without marks, in lower case.
    Word(String),
    /// A sign, and whether a blank follows it.
    Sign(char, bool),
}

impl Token {
    fn is_sign(&self, signs: &[char]) -> bool {
        matches!(self, Token::Sign(sign, _) if signs.contains(sign))
    }

    fn is_word(&self, words: &[&str]) -> bool {
        matches!(self, Token::Word(word) if words.contains(&word.as_str()))
    }
}

/// Returns the tokens of `text`; `None` if a number is too long to be part of a date.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let folded = text::fold(text);
    let mut letters = folded.chars().peekable();
    let mut tokens = Vec::new();
    while let Some(letter) = letters.next() {
        let same_kind =
            |next: &char| next.is_ascii_digit() == letter.is_ascii_digit() && next.is_alphanumeric();
        if letter.is_alphanumeric() {
            let mut run = String::from(letter);
            while let Some(next) = letters.next_if(same_kind) {
                run.push(next);
            }
            tokens.push(if letter.is_ascii_digit() {
                Token::Number(run.parse().ok()?, run.len())
            } else {
                Token::Word(run)
            });
        } else if letter != ' ' {
            tokens.push(Token::Sign(letter, letters.peek().is_none_or(|next| *next == ' ')));
        }
    }
    Some(tokens)
}

/// Looks for one day and perhaps a time of day in `text`, which is in no form of ISO 8601. Nothing is
/// proposed if any part of the text is not understood.
pub fn read_freely(text: &str) -> DateError {
    if text.len() > MAX_DATE_BYTES {
        return DateError::Form(None);
    }
    let Some(mut tokens) = tokens(text) else { return DateError::Form(None) };
    let clock = match take_clock(&mut tokens) {
        Ok(clock) => clock,
        Err(NotAClock) => return DateError::Form(None),
    };
    remove_weekday(&mut tokens);
    tokens.retain(|token| !token.is_word(NOISE) && !token.is_sign(&[',', '|', '(', ')', ';']));
    trim_signs(&mut tokens);
    let (with_clock, midnight) = match clock {
        Some(Clock { hour: 24, minute: 0, second: 0, offset }) => (Some((Time::midnight(), offset)), true),
        Some(Clock { hour, minute, second, offset }) => match Time::new(hour, minute, second, 0) {
            Ok(time) => (Some((time, offset)), false),
            Err(_) => return DateError::Form(None),
        },
        None => (None, false),
    };
    let whole = |day: Date| {
        let day = if midnight { day.tomorrow().unwrap_or(day) } else { day };
        WrittenDate { day, time: with_clock.map(|(time, _)| time), offset: with_clock.and_then(|(_, o)| o) }
    };
    match free_day(&tokens) {
        FreeDay::One(day, certain) => {
            DateError::Form(Some(ProposedDate { date: whole(day), certain: certain && !midnight }))
        }
        FreeDay::Two(first, second) => DateError::Ambiguous(whole(first), whole(second)),
        FreeDay::Missing => DateError::NoSuchDay,
        FreeDay::Year => DateError::Year,
        FreeDay::None => DateError::Form(None),
    }
}

/// Words beside a date that say nothing about it.
const NOISE: &[&str] = &["ngay", "luc", "vao", "hoi", "t", "at", "on"];

/// Removes the signs at the ends, such as the hyphen in `15:24 - 29/03/2022`.
fn trim_signs(tokens: &mut Vec<Token>) {
    while tokens.last().is_some_and(|token| token.is_sign(&['-', '–', '.', '/'])) {
        tokens.pop();
    }
    let signs = tokens.iter().take_while(|token| token.is_sign(&['-', '–', '.'])).count();
    tokens.drain(..signs);
}

/// Removes a day of the week, such as `Thứ Hai` or `Sun`.
fn remove_weekday(tokens: &mut Vec<Token>) {
    const ORDINALS: &[&str] = &["hai", "ba", "tu", "nam", "sau", "bay"];
    const DAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let thu = tokens.iter().zip(tokens.iter().skip(1)).position(|(thu, next)| {
        thu.is_word(&["thu"]) && (next.is_word(ORDINALS) || matches!(next, Token::Number(2..=7, 1)))
    });
    let chu_nhat = tokens.windows(2).position(|pair| pair[0].is_word(&["chu"]) && pair[1].is_word(&["nhat"]));
    if let Some(at) = thu.or(chu_nhat) {
        tokens.drain(at..at + 2);
        return;
    }
    let is_day = |token: &Token| match token {
        Token::Word(word) => {
            DAYS.contains(&word.as_str())
                || DAYS.iter().any(|day| word.starts_with(day) && word.ends_with("day"))
        }
        _ => false,
    };
    if let Some(at) = tokens.iter().position(is_day) {
        tokens.remove(at);
    }
}

/// A time of day as written; the hour may be 24.
struct Clock {
    hour: i8,
    minute: i8,
    second: i8,
    offset: Option<Offset>,
}

/// A time of day that is not understood, or more than one.
struct NotAClock;

/// Removes the time of day from `tokens` and returns it; `None` if there is none.
fn take_clock(tokens: &mut Vec<Token>) -> Result<Option<Clock>, NotAClock> {
    let Some(start) = (0..tokens.len()).find(|at| clock_length(&tokens[*at..]).is_some()) else {
        return Ok(None);
    };
    let (length, [hour, minute, second]) = clock_length(&tokens[start..]).ok_or(NotAClock)?;
    let mut end = start + length;
    let hour = match tokens.get(end) {
        Some(Token::Word(half)) => match half_of_day(half, hour) {
            Some(hour) => {
                end += 1;
                hour.ok_or(NotAClock)?
            }
            None => hour,
        },
        _ => hour,
    };
    let offset = offset_length(&tokens[end..]);
    end += offset.map_or(0, |(length, _)| length);
    tokens.drain(start..end);
    if (0..tokens.len()).any(|at| clock_length(&tokens[at..]).is_some()) {
        return Err(NotAClock);
    }
    let small = |number: i16| i8::try_from(number).map_err(|_| NotAClock);
    let (hour, minute, second) = (small(hour)?, small(minute)?, small(second)?);
    Ok(Some(Clock { hour, minute, second, offset: offset.map(|(_, offset)| offset) }))
}

/// Returns the length of the time of day that `tokens` begins with, and its hour, minute and second.
fn clock_length(tokens: &[Token]) -> Option<(usize, [i16; 3])> {
    let &Token::Number(hour, 1 | 2) = tokens.first()? else { return None };
    let number = |at: usize| match tokens.get(at) {
        Some(&Token::Number(number, 1 | 2)) => Some(number),
        _ => None,
    };
    let mark = tokens.get(1)?;
    if mark.is_sign(&[':']) {
        let minute = number(2)?;
        if !tokens.get(3).is_some_and(|token| token.is_sign(&[':'])) {
            return Some((3, [hour, minute, 0]));
        }
        let second = number(4)?;
        let has_fraction = tokens.get(5).is_some_and(|token| matches!(token, Token::Sign('.' | ',', false)))
            && matches!(tokens.get(6), Some(Token::Number(..)));
        return Some((if has_fraction { 7 } else { 5 }, [hour, minute, second]));
    }
    if !mark.is_word(&["h", "g", "gio"]) {
        return None;
    }
    // In `8h 5/3/2025` the 5 begins the day.
    let begins_day =
        tokens.get(3).is_some_and(|token| token.is_sign(&['/', '-', '.']) || token.is_word(&["thang"]));
    let Some(minute) = number(2).filter(|_| !begins_day) else { return Some((2, [hour, 0, 0])) };
    let has_unit = tokens.get(3).is_some_and(|token| token.is_word(&["phut", "ph", "p", "m"]));
    Some((if has_unit { 4 } else { 3 }, [hour, minute, 0]))
}

/// Returns the hour of the day for `hour` in the half of the day that the word `half` names, `Some(None)` if they do not
/// fit together, and `None` if the word names none.
fn half_of_day(half: &str, hour: i16) -> Option<Option<i16>> {
    let afternoon = |least: i16| match hour {
        12..=23 => Some(hour),
        _ if (least..12).contains(&hour) => Some(hour + 12),
        _ => None,
    };
    Some(match half {
        "am" | "sa" => (1..=12).contains(&hour).then_some(hour % 12),
        "pm" | "ch" => (1..=12).contains(&hour).then_some(hour % 12 + 12),
        "sang" => (1..12).contains(&hour).then_some(hour),
        "trua" => match hour {
            10..=13 => Some(hour),
            1 => Some(13),
            _ => None,
        },
        "chieu" => afternoon(1),
        "toi" => afternoon(5),
        _ => return None,
    })
}

/// Returns the length of the offset that `tokens` begins with, and the offset.
fn offset_length(tokens: &[Token]) -> Option<(usize, Offset)> {
    if tokens.first()?.is_word(&["z", "utc", "gmt"]) {
        return Some((1, Offset::UTC));
    }
    let &Token::Sign(sign @ ('+' | '-'), false) = tokens.first()? else { return None };
    match (tokens.get(1), tokens.get(2), tokens.get(3)) {
        (Some(Token::Number(number, 4)), ..) => Some((2, iso_offset(&format!("{sign}{number:04}"))?)),
        (Some(Token::Number(hours, 2)), Some(Token::Sign(':', _)), Some(Token::Number(minutes, 2))) => {
            Some((4, iso_offset(&format!("{sign}{hours:02}{minutes:02}"))?))
        }
        _ => None,
    }
}

/// The day that a text in free form names.
enum FreeDay {
    /// One day, and whether it is certain.
    One(Date, bool),
    /// Two days: day first and month first.
    Two(Date, Date),
    /// A day that the calendar does not have.
    Missing,
    /// A year that is not from 1900 to 2100, or has fewer than four digits.
    Year,
    /// No day, or other text beside it.
    None,
}

/// Returns the day of `tokens`, which hold nothing else.
fn free_day(tokens: &[Token]) -> FreeDay {
    use Token::{Number, Sign, Word};
    let sure = |year: i16, month: i16, day: i16| match numbered_day(year, month, day) {
        Ok(day) => FreeDay::One(day, true),
        Err(DateError::Year) => FreeDay::Year,
        Err(_) => FreeDay::Missing,
    };
    match tokens {
        [Number(a, a_digits), Sign(first, _), Number(b, _), Sign(second, _), Number(c, c_digits)]
            if first == second && matches!(first, '/' | '.' | '-') =>
        {
            numeric_day([(*a, *a_digits), (*b, 2), (*c, *c_digits)], *first)
        }
        [Number(day, 1 | 2), Word(thang), Number(month, 1 | 2), Word(nam), Number(year, 4)]
            if thang == "thang" && nam == "nam" =>
        {
            sure(*year, *month, *day)
        }
        [Number(day, 1 | 2), Word(thang), Number(month, 1 | 2), Number(year, 4)] if thang == "thang" => {
            sure(*year, *month, *day)
        }
        [Number(day, 1 | 2), Word(word), Number(year, 4)]
        | [Number(day, 1 | 2), Sign('-' | '/', _), Word(word), Sign('-' | '/', _), Number(year, 4)]
        | [Word(word), Number(day, 1 | 2), Number(year, 4)] => {
            english_month(word).map_or(FreeDay::None, |month| sure(*year, month, *day))
        }
        _ => FreeDay::None,
    }
}

/// Returns the day of three numbers, each with its digits, that `sign` separates.
fn numeric_day(numbers: [(i16, usize); 3], sign: char) -> FreeDay {
    let [(a, a_digits), (b, _), (c, c_digits)] = numbers;
    let day = |year: i16, month: i16, day: i16| numbered_day(year, month, day);
    match (a_digits, c_digits) {
        (4, 1 | 2) => match day(a, b, c) {
            Ok(day) => FreeDay::One(day, true),
            Err(DateError::Year) => FreeDay::Year,
            Err(_) => FreeDay::Missing,
        },
        (1 | 2, 4) => match (day(c, b, a), day(c, a, b)) {
            (Ok(first), Ok(second)) if first != second => FreeDay::Two(first, second),
            (Ok(day), _) => FreeDay::One(day, true),
            (_, Ok(day)) => FreeDay::One(day, false),
            (Err(DateError::Year), _) => FreeDay::Year,
            _ => FreeDay::Missing,
        },
        // `15/1/23` is the 15th of January: with `-` or `.` it may be the year 2015, and 25/12/82 may be any century.
        (1 | 2, 2) if sign == '/' && a > 12 && c < 50 => match day(2000 + c, b, a) {
            Ok(day) => FreeDay::One(day, false),
            Err(_) => FreeDay::Year,
        },
        (1 | 2, 2) | (3 | 5.., _) | (_, 3 | 5..) => FreeDay::Year,
        _ => FreeDay::None,
    }
}

/// Returns the month that `word` begins, from 1 to 12: `jan`, `sept`, `january`.
fn english_month(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let at = MONTHS.iter().position(|month| word.len() >= 3 && month.starts_with(word))?;
    i16::try_from(at + 1).ok()
}

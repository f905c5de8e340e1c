//! Dates of articles and merit periods of awards.

use std::fmt;

use jiff::civil::{Date, DateTime, Time};

/// A day with or without a time of day, in the site's time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleDate {
    /// The calendar day.
    pub day: Date,
    /// The time of day; absent when the author gave none.
    pub time: Option<Time>,
}

impl ArticleDate {
    /// Returns the day and time; midnight when no time was given.
    pub fn moment(&self) -> DateTime {
        self.day.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// Formats the stamp above an article: `(15:24 | 29/03/2022)`.
    pub fn format_stamp(&self) -> String {
        match self.time {
            Some(time) => format!("({:02}:{:02} | {})", time.hour(), time.minute(), format_date(self.day)),
            None => format!("({})", format_date(self.day)),
        }
    }
}

/// Formats a day as `29/03/2022`.
pub fn format_date(day: Date) -> String {
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Not `YYYY-MM-DD`; with the date that was probably meant, in that form.
    Form(Option<String>),
    /// Two readings of a date such as `03/04/2024`, day first and month first.
    Ambiguous(String, String),
    /// A day that the calendar does not have, such as `2024-02-30`.
    NoSuchDay,
    /// A year before 1900 or after 2100.
    Year,
    /// The part after the day is not `HH:MM`.
    Time,
}

/// Parses `2023-01-16`.
///
/// # Errors
/// If the text has another form, the day does not exist, or the year is before 1900 or after 2100.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return Err(DateError::Form(guess_date(text)?)) };
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.bytes().all(|b| b.is_ascii_digit()));
    let (Some(y), Some(m), Some(d)) = (number(year), number(month), number(day)) else {
        let digits = parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
        return Err(if digits { DateError::Year } else { DateError::Form(None) });
    };
    if !(1900..=2100).contains(&y) {
        return Err(if d > 31 { DateError::Form(guess_date(text)?) } else { DateError::Year });
    }
    let small = |number: i16| i8::try_from(number).map_err(|_| DateError::NoSuchDay);
    let date = Date::new(y, small(m)?, small(d)?).map_err(|_| DateError::NoSuchDay)?;
    if year.len() == 4 && month.len() == 2 && day.len() == 2 {
        Ok(date)
    } else {
        Err(DateError::Form(Some(date.to_string())))
    }
}

/// Guesses the day written with slashes or dots; an error when two days are possible.
fn guess_date(text: &str) -> Result<Option<String>, DateError> {
    let parts: Vec<i16> = text.split(['/', '.', '-']).filter_map(|part| part.parse().ok()).collect();
    let day = |y: i16, m: i16, d: i16| {
        let small = i8::try_from(m).ok().zip(i8::try_from(d).ok());
        small.and_then(|(m, d)| Date::new(y, m, d).ok()).map(|date| date.to_string())
    };
    match *parts.as_slice() {
        [first, second, year] if year > 1900 => match (day(year, second, first), day(year, first, second)) {
            (Some(a), Some(b)) if a != b => Err(DateError::Ambiguous(a, b)),
            (a, b) => Ok(a.or(b)),
        },
        [year, month, day_of_month] if year > 1900 => Ok(day(year, month, day_of_month)),
        _ => Ok(None),
    }
}

/// The time for which an award is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Period {
    /// A calendar year, `2022`.
    Year(i16),
    /// A school year, `2021-2022`, by its first year.
    School(i16),
    /// Several years, first and last, both included.
    Span(i16, i16),
}

impl Period {
    /// Returns the last year, under which an award is filed.
    pub fn end(&self) -> i16 {
        match *self {
            Period::Year(year) => year,
            Period::School(first) => first + 1,
            Period::Span(_, last) => last,
        }
    }

    /// Returns the first year.
    pub fn start(&self) -> i16 {
        match *self {
            Period::Year(year) | Period::School(year) | Period::Span(year, _) => year,
        }
    }

    /// Parses `2022` or `2021-2022`; `None` for anything else.
    ///
    /// Two years that do not follow each other are a span, also for awards by school year: the rules report
    /// those.
    pub fn parse(text: &str) -> Option<Period> {
        let year = |text: &str| {
            let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
            text.parse::<i16>().ok().filter(|year| digits && (1900..=2100).contains(year))
        };
        match text.split_once(['-', '–']) {
            None => year(text).map(Period::Year),
            Some((first, last)) => {
                let (first, last) = (year(first.trim())?, year(last.trim())?);
                Some(if last == first + 1 { Period::School(first) } else { Period::Span(first, last) })
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Period::Year(year) => write!(f, "{year}"),
            Period::School(first) => write!(f, "{first}–{}", first + 1),
            Period::Span(first, last) => write!(f, "{first}–{last}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DateError, Period, parse_date};

    /// A date in nearly the right form is proposed; one with two readings is not guessed.
    #[test]
    fn dates() {
        assert_eq!(parse_date("2024-01-05").map(|day| day.to_string()), Ok("2024-01-05".into()));
        assert_eq!(parse_date("2024-1-5"), Err(DateError::Form(Some("2024-01-05".into()))));
        assert_eq!(parse_date("29/03/2022"), Err(DateError::Form(Some("2022-03-29".into()))));
        assert_eq!(
            parse_date("03/04/2024"),
            Err(DateError::Ambiguous("2024-04-03".into(), "2024-03-04".into()))
        );
        assert_eq!(parse_date("2024-02-30"), Err(DateError::NoSuchDay));
        assert_eq!(parse_date("0024-01-01"), Err(DateError::Year));
        assert_eq!(parse_date("20224-01-01"), Err(DateError::Year));
        assert_eq!(parse_date("hôm nay"), Err(DateError::Form(None)));
    }

    /// A period is filed under its last year.
    #[test]
    fn periods() {
        assert_eq!(Period::parse("2022").map(|p| p.end()), Some(2022));
        assert_eq!(Period::parse("2021-2022"), Some(Period::School(2021)));
        assert_eq!(Period::parse("2020-2025").map(|p| (p.start(), p.end())), Some((2020, 2025)));
        assert_eq!(Period::parse("2O22"), None);
    }
}

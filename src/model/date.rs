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
    use super::Period;

    /// A period is filed under its last year.
    #[test]
    fn periods() {
        assert_eq!(Period::parse("2022").map(|p| p.end()), Some(2022));
        assert_eq!(Period::parse("2021-2022"), Some(Period::School(2021)));
        assert_eq!(Period::parse("2020-2025").map(|p| (p.start(), p.end())), Some((2020, 2025)));
        assert_eq!(Period::parse("2O22"), None);
    }
}

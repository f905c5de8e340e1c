//! A date as it is written in a file, and why a text is none.

use jiff::civil::{Date, Time};
use jiff::tz::{Offset, TimeZone};

use crate::model::date::ArticleDate;

/// A day as it is written, with the time of day and the offset from UTC that are written beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// The calendar day.
    pub day: Date,
    /// The time of day, without fractions of a second.
    pub time: Option<Time>,
    /// The offset of the day and time from UTC; `None` means the site's time zone.
    pub offset: Option<Offset>,
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// Another form than `YYYY-MM-DD`, with what was probably meant.
    Form(Option<ProposedDate>),
    /// Two readings of a date such as `03/04/2024`: day first and month first.
    Ambiguous(WrittenDate, WrittenDate),
    /// A moment where only a day can be written: its day as written, and its day in Vietnam.
    OtherDay(Date, Date),
    /// A day that the calendar does not have, such as `2024-02-30`.
    NoSuchDay,
    /// A year before 1900 or after 2100, or with fewer than four digits.
    Year,
    /// The part after the day is not a time of day; with what was probably meant.
    Time(Option<ProposedDate>),
}

/// A date that was probably meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProposedDate {
    /// Its day, and the time that the text has beside it.
    pub date: WrittenDate,
    /// Whether the text can mean nothing else.
    pub certain: bool,
}

impl WrittenDate {
    /// Returns the same moment by the clocks of `zone`; the day may be another.
    pub fn in_zone(self, zone: &TimeZone) -> ArticleDate {
        let WrittenDate { day, time, offset } = self;
        let moment =
            time.zip(offset).and_then(|(time, offset)| offset.to_timestamp(day.to_datetime(time)).ok());
        match moment.map(|moment| zone.to_datetime(moment)) {
            Some(local) => ArticleDate { day: local.date(), time: Some(local.time()) },
            None => ArticleDate { day, time },
        }
    }

    /// Returns the date in the form that is read again.
    pub fn format(self) -> String {
        let WrittenDate { day, time, offset } = self;
        let Some(time) = time else { return day.to_string() };
        let mut clock = format!("{:02}:{:02}", time.hour(), time.minute());
        if time.second() > 0 {
            clock.push_str(&format!(":{:02}", time.second()));
        }
        match offset.map(Offset::seconds) {
            None => format!("{day} {clock}"),
            Some(0) => format!("{day}T{clock}Z"),
            Some(seconds) => {
                let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
                format!("{day}T{clock}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }

    /// Returns the day that the author meant where a time of day has no place.
    ///
    /// The day is that of Vietnam and not of the site's time zone: such days are on Vietnamese documents, and they must
    /// not change with a setting.
    ///
    /// # Errors
    /// [`DateError::OtherDay`] if that moment is on another day in Vietnam, and [`DateError::Form`] with the day if a
    /// time is written.
    pub fn only_day(self, certain: bool) -> Result<Date, DateError> {
        if self.time.is_none() {
            return Ok(self.day);
        }
        let vietnam = self.in_zone(&TimeZone::fixed(Offset::constant(7))).day;
        if vietnam != self.day {
            return Err(DateError::OtherDay(self.day, vietnam));
        }
        let date = WrittenDate { time: None, offset: None, ..self };
        Err(DateError::Form(Some(ProposedDate { date, certain })))
    }
}

/// Returns the day of three numbers.
///
/// # Errors
/// If the year is not from 1900 to 2100, or the calendar has no such day.
pub fn numbered_day(year: i16, month: i16, day: i16) -> Result<Date, DateError> {
    if !(1900..=2100).contains(&year) {
        return Err(DateError::Year);
    }
    let small = |number: i16| i8::try_from(number).map_err(|_| DateError::NoSuchDay);
    Date::new(year, small(month)?, small(day)?).map_err(|_| DateError::NoSuchDay)
}

/// Parses an offset from UTC: `Z`, `UTC`, `+07`, `+0700` or `+07:00`.
pub fn iso_offset(text: &str) -> Option<Offset> {
    if ["Z", "UTC", "GMT"].iter().any(|zero| text.eq_ignore_ascii_case(zero)) {
        return Some(Offset::UTC);
    }
    let (sign, digits) = match text.as_bytes().first()? {
        b'+' => (1, &text[1..]),
        b'-' => (-1, &text[1..]),
        _ => return None,
    };
    let digits = match digits.split_once(':') {
        Some((hours, minutes)) if hours.len() == 2 && minutes.len() == 2 => format!("{hours}{minutes}"),
        Some(_) => return None,
        None => digits.to_owned(),
    };
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    let is_valid = minutes < 60 && hours * 60 + minutes <= 14 * 60;
    is_valid.then(|| Offset::from_seconds(sign * (hours * 60 + minutes) * 60).ok())?
}

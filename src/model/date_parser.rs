//! Parses dates: in the form of this program, and in those that other programs write.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::model::free_date::read_freely;
use crate::model::written_date::{DateError, ProposedDate, WrittenDate, iso_offset, numbered_day};

/// Parses a day, `2023-01-16`.
///
/// # Errors
/// If the text has another form, the day does not exist, or the year is before 1900 or after 2100.
pub fn parse_day(text: &str) -> Result<Date, DateError> {
    let without_time = |date: WrittenDate| WrittenDate { time: None, offset: None, ..date };
    match parse(text) {
        Ok(date) => date.only_day(true),
        // 24:00 is proposed as 0:00 of the next day.
        Err(DateError::Form(Some(found)) | DateError::Time(Some(found)))
            if !found.certain && found.date.time == Some(Time::midnight()) =>
        {
            Err(DateError::Form(None))
        }
        Err(DateError::Form(Some(found)) | DateError::Time(Some(found))) => {
            let day = found.date.only_day(found.certain)?;
            let date = WrittenDate { day, time: None, offset: None };
            Err(DateError::Form(Some(ProposedDate { date, certain: found.certain })))
        }
        Err(DateError::Time(None)) => Err(DateError::Form(None)),
        Err(DateError::Ambiguous(first, second)) => {
            Err(DateError::Ambiguous(without_time(first), without_time(second)))
        }
        Err(error) => Err(error),
    }
}

/// Parses a day with or without a time of day: `2023-01-16`, `2023-01-16 08:30`, and the forms of ISO 8601 that other
/// programs write, such as `2023-01-16T01:30:00.000Z` and `2023-01-16 08:30:00 +0700`.
///
/// # Errors
/// If the text has another form, the day does not exist, or the year is before 1900 or after 2100.
pub fn parse(text: &str) -> Result<WrittenDate, DateError> {
    let Some((numbers, rest)) = split_iso_day(text) else { return Err(read_freely(text)) };
    let day = numbered_day(numbers[0], numbers[1], numbers[2])?;
    if rest.is_empty() {
        return Ok(WrittenDate { day, time: None, offset: None });
    }
    let clock = rest.strip_prefix([' ', 'T', 't']).and_then(|rest| iso_time(rest.trim_start()));
    match clock {
        Some((time, offset)) => Ok(WrittenDate { day, time: Some(time), offset }),
        None => Err(match read_freely(text) {
            DateError::Form(found) | DateError::Time(found) => DateError::Time(found),
            _ => DateError::Time(None),
        }),
    }
}

/// Splits `2023-01-16…` into its three numbers and what follows them.
fn split_iso_day(text: &str) -> Option<([i16; 3], &str)> {
    let (day, rest) = text.split_at_checked(10)?;
    let mut parts = day.split('-');
    let mut number = |digits: usize| {
        let part = parts.next().filter(|part| part.len() == digits)?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())?
    };
    let numbers = [number(4)?, number(2)?, number(2)?];
    let ends = rest.chars().next().is_none_or(|next| matches!(next, ' ' | 'T' | 't'));
    ends.then_some((numbers, rest))
}

/// Parses `HH:MM`, perhaps with seconds, a fraction of them and an offset: `08:30:00.000+07:00`.
fn iso_time(text: &str) -> Option<(Time, Option<Offset>)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.' | ',')).unwrap_or(text.len());
    let (clock, offset) = text.split_at(end);
    let (clock, fraction) = clock.split_once(['.', ',']).map_or((clock, None), |(a, b)| (a, Some(b)));
    if fraction.is_some_and(|digits| digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let mut parts = clock.split(':');
    let mut part = || parts.next().filter(|part| part.len() == 2)?.parse::<i8>().ok();
    let (hour, minute) = (part()?, part()?);
    // A fraction of a minute is valid ISO 8601, but no program writes it.
    let second = if clock.len() > 5 || fraction.is_some() { part()? } else { 0 };
    if parts.next().is_some() {
        return None;
    }
    let time = Time::new(hour, minute, second, 0).ok()?;
    let offset = offset.trim_start();
    if offset.is_empty() {
        return Some((time, None));
    }
    Some((time, Some(iso_offset(offset)?)))
}

#[cfg(test)]
mod tests {
    use jiff::tz::{Offset, TimeZone};

    use super::{DateError, parse, parse_day};
    use crate::model::date::ArticleDate;

    /// What is made of a text: the date, or `? ` and a proposal that is certain, or `?? ` and one that is not.
    fn outcome<T>(result: Result<T, DateError>, format: impl Fn(T) -> String) -> String {
        match result {
            Ok(date) => format(date),
            Err(DateError::Form(Some(found)) | DateError::Time(Some(found))) => {
                format!("{} {}", if found.certain { "?" } else { "??" }, found.date.format())
            }
            Err(DateError::Ambiguous(first, second)) => format!("{} or {}", first.format(), second.format()),
            Err(DateError::OtherDay(first, second)) => format!("{first} or {second}"),
            Err(DateError::Form(None)) => "form".to_owned(),
            Err(DateError::Time(None)) => "time".to_owned(),
            Err(DateError::NoSuchDay) => "no such day".to_owned(),
            Err(DateError::Year) => "year".to_owned(),
        }
    }

    fn local(text: &str) -> String {
        outcome(parse(text), |date| {
            let ArticleDate { day, time } = date.in_zone(&TimeZone::fixed(Offset::constant(7)));
            time.map_or_else(|| day.to_string(), |time| format!("{day} {time}"))
        })
    }

    /// The moments that other programs write are read into the time zone of the site.
    #[test]
    fn dates_of_other_programs() {
        for (written, read) in [
            ("2023-01-15", "2023-01-15"),
            ("2023-01-15 08:30", "2023-01-15 08:30:00"),
            ("2023-01-15T08:30:15", "2023-01-15 08:30:15"),
            ("2024-05-15T07:40:00.000Z", "2024-05-15 14:40:00"),
            ("2024-05-15t17:40:00z", "2024-05-16 00:40:00"),
            ("2023-01-15T17:52:52+08:00", "2023-01-15 16:52:52"),
            ("2023-01-15 17:52:52 +0700", "2023-01-15 17:52:52"),
            ("2023-01-15 17:52:52 UTC", "2023-01-16 00:52:52"),
            ("2023-01-01T00:30:00+14:00", "2022-12-31 17:30:00"),
            ("2023-01-15T17:52-05", "2023-01-16 05:52:00"),
            ("2024-02-29T23:59:59,999999999Z", "2024-03-01 06:59:59"),
            ("2024-05-15T07:40+25:00", "time"),
            ("2024-05-15T07:40+0760", "time"),
            ("2024-05-15T07:40:00.Z", "time"),
            ("2024-05-15T07:40 Asia/Ho_Chi_Minh", "time"),
            ("2024-05-15 25:00", "time"),
            ("2024-05-15 24:00", "?? 2024-05-16 00:00"),
            ("2024-12-31T24:00Z", "?? 2025-01-01T00:00Z"),
            ("2024-05-15 8h30", "? 2024-05-15 08:30"),
            ("2024-05-15 8:30", "? 2024-05-15 08:30"),
            ("2024-02-30T07:40:00Z", "no such day"),
            ("0024-01-01", "year"),
            ("1899-12-31T00:00:00Z", "year"),
            ("2101-01-01", "year"),
            ("20224-01-01", "year"),
        ] {
            assert_eq!(local(written), read, "{written}");
        }
    }

    /// A date in another form is proposed with its time; one with two readings, or with other text beside it, is not.
    #[test]
    fn dates_in_free_form() {
        for (written, read) in [
            ("2024-1-5", "? 2024-01-05"),
            ("2023/01/15 08:30", "? 2023-01-15 08:30"),
            ("15/01/2023 08:30", "? 2023-01-15 08:30"),
            ("15/01/2023 8:30:15", "? 2023-01-15 08:30:15"),
            ("15-1-2023", "? 2023-01-15"),
            ("15.01.2023", "? 2023-01-15"),
            ("05/05/2023", "? 2023-05-05"),
            ("15:24 | 29/03/2022", "? 2022-03-29 15:24"),
            ("29/03/2022 - 15:24", "? 2022-03-29 15:24"),
            ("ngày 16 tháng 01 năm 2026", "? 2026-01-16"),
            ("NGÀY 16 THÁNG 01 NĂM 2026", "? 2026-01-16"),
            ("ngày 5 tháng 3 năm 2025 8 giờ 30", "? 2025-03-05 08:30"),
            ("8 giờ 30 phút, ngày 5 tháng 3 năm 2025", "? 2025-03-05 08:30"),
            ("Thứ năm, 5 tháng 3, 2026", "? 2026-03-05"),
            ("8h30 ngày 15/01/2023", "? 2023-01-15 08:30"),
            ("8h ngày 15/01/2023", "? 2023-01-15 08:00"),
            ("15h 15/01/2023", "? 2023-01-15 15:00"),
            ("15/01/2023 3:30 CH", "? 2023-01-15 15:30"),
            ("15/01/2023 12:30 SA", "? 2023-01-15 00:30"),
            ("3 giờ chiều ngày 15/1/2023", "? 2023-01-15 15:00"),
            ("Jan 15, 2023", "? 2023-01-15"),
            ("15 January 2023 8:30 pm", "? 2023-01-15 20:30"),
            ("Sun, 15 Jan 2023 08:30:00 +0700", "? 2023-01-15T08:30+07:00"),
            ("Thu, 05 Jan 2023 08:30:00 GMT", "? 2023-01-05T08:30Z"),
            ("1/15/2023", "?? 2023-01-15"),
            ("15/1/23", "?? 2023-01-15"),
            ("03/04/2025", "2025-04-03 or 2025-03-04"),
            ("03/04/2025 08:30", "2025-04-03 08:30 or 2025-03-04 08:30"),
            ("3/4/25", "year"),
            ("25/12/82", "year"),
            ("15-01-23", "year"),
            ("29/02/2023", "no such day"),
            ("31/12/1899", "year"),
            ("2023/13/45", "no such day"),
            ("2024-257-01", "no such day"),
            ("hôm nay", "form"),
            ("2023", "form"),
            ("01/2023", "form"),
            ("2023-01", "form"),
            ("15/01/2023 3 giờ kém 5", "form"),
            ("15/01/2023 25:00", "form"),
            ("15/01/2023 13:00 SA", "form"),
            ("8h30 và 9h30 ngày 15/01/2023", "form"),
            ("ngày 16 tháng Chạp năm 2026", "form"),
            ("khoảng 15/01/2023", "form"),
            ("99999999999", "form"),
            ("", "form"),
        ] {
            assert_eq!(local(written), read, "{written}");
        }
    }

    /// Where only a day can be written, a time is left out if it cannot change the day.
    #[test]
    fn days_only() {
        for (written, read) in [
            ("2024-01-05", "2024-01-05"),
            ("2024-01-05 00:00", "? 2024-01-05"),
            ("2024-05-15T00:00:00.000Z", "? 2024-05-15"),
            ("2024-05-14T17:00:00.000Z", "2024-05-14 or 2024-05-15"),
            ("2024-05-15T00:00:00+07:00", "? 2024-05-15"),
            ("2024-01-05 8h30", "? 2024-01-05"),
            ("2024-01-05 sớm", "form"),
            ("2024-01-05 24:00", "form"),
            ("ngày 16 tháng 01 năm 2026", "? 2026-01-16"),
            ("03/04/2025 08:30", "2025-04-03 or 2025-03-04"),
            ("Sun, 15 Jan 2023 20:30:00 GMT", "2023-01-15 or 2023-01-16"),
        ] {
            assert_eq!(outcome(parse_day(written), |day| day.to_string()), read, "{written}");
        }
    }
}

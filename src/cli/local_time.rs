//! Formats times for people.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::messages::Language;

/// Formats `when` in `zone` as the language writes it, to the minute.
pub fn local_time(when: Timestamp, zone: &TimeZone, language: Language) -> String {
    let form = match language {
        Language::Vi => "%H:%M ngày %d/%m/%Y",
        Language::En => "%Y-%m-%d %H:%M",
    };
    zone.to_datetime(when).strftime(form).to_string()
}

/// Returns the last instant that `text` can mean in `zone`: a time as [`local_time`] formats it in either language, with
/// seconds or without, a day, or a time with its offset from UTC. `None` for anything else.
pub fn parse_local_time(text: &str, zone: &TimeZone) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Some(instant);
    }
    let words: Vec<&str> = text.split([' ', 'T']).filter(|word| !matches!(*word, "" | "ngày")).collect();
    let (day, time) = match *words {
        [day] => (day, "23:59:59"),
        [time, day] if time.contains(':') => (day, time),
        [day, time] => (day, time),
        _ => return None,
    };
    let day = Date::strptime("%Y-%m-%d", day).or_else(|_| Date::strptime("%d/%m/%Y", day)).ok()?;
    let time = if time.matches(':').count() == 1 { format!("{time}:59") } else { time.to_owned() };
    let time = DateTime::strptime("%Y-%m-%d %H:%M:%S", format!("{day} {time}")).ok()?;
    let end = zone.to_timestamp(time).ok()?;
    // Fractions of the second belong to it.
    end.checked_add(jiff::SignedDuration::from_nanos(999_999_999)).ok()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::{Language, local_time, parse_local_time};

    /// What is printed can be typed, and means the end of that minute, second or day.
    #[test]
    fn times_are_read_as_they_are_printed() {
        let zone = TimeZone::get("Asia/Ho_Chi_Minh").unwrap();
        let when = "2026-06-01T01:15:20.5Z".parse().unwrap();
        for language in [Language::Vi, Language::En] {
            let read = parse_local_time(&local_time(when, &zone, language), &zone).unwrap();
            assert_eq!(read.to_string(), "2026-06-01T01:15:59.999999999Z");
        }
        let read = |text: &str| parse_local_time(text, &zone).map(|read| read.as_second());
        assert_eq!(read("2026-06-01T08:15:20"), Some(1_780_276_520));
        assert_eq!(read("2026-06-01T01:15:20.5Z"), Some(1_780_276_520));
        assert_eq!(read("1/6/2026"), read("2026-06-01 23:59:59"));
        for text in ["", "hôm qua", "8:15", "2026-06-01 25:00", "2026-13-01"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

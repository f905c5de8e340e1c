//! Reads a day that a person typed.

use jiff::civil::Date;

use crate::model::date_parser::parse_day;

/// Returns the day that a person typed: `2024-02-05`, or the day before the month as documents have it, `5/2/2024`.
pub fn read_day(typed: &str) -> Option<Date> {
    let parts: Vec<&str> = typed.trim().split(['/', '-', '.']).collect();
    match parts.as_slice() {
        [day, month, year] if year.len() == 4 => {
            Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
                .ok()
                .filter(|day| (1900..=2100).contains(&day.year()))
        }
        _ => parse_day(typed.trim()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::read_day;

    #[test]
    fn days_are_read_with_the_day_first() {
        let day = |typed: &str| read_day(typed).map(|day| day.to_string());
        for typed in ["2024-02-05", "5/2/2024", "05.02.2024", " 05-02-2024\n"] {
            assert_eq!(day(typed).as_deref(), Some("2024-02-05"), "{typed}");
        }
        assert_eq!([day("31/2/2024"), day("hôm nay"), day("5/2/24")], [None, None, None]);
    }
}

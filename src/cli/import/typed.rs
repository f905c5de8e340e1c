//! Reads what the user typed about a decision on the command line.

use jiff::civil::Date;

use crate::cli::import::ask::RegistryNames;
use crate::cli::import_arguments::{ImportArguments, TypedDecision};
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Location};
use crate::import::ProposeOptions;
use crate::model::date::Period;
use crate::model::date_parser::parse_day;
use crate::model::names::NameIndex;
use crate::model::site::Site;
use crate::source::Sources;

/// Returns the options of the proposal, with ids in place of names. Returns `None`, after reporting it, when something
/// typed is not valid.
pub fn propose_options(
    import: &ImportArguments,
    site: &Site,
    names: &RegistryNames<'_>,
    reporter: &Reporter,
) -> Option<ProposeOptions> {
    let TypedDecision { number, signed, issuer, kind, period, movement } = &import.typed;
    let day = signed.as_deref().map(read_day);
    if day == Some(None) {
        reporter.error("import-bad-date", &[("text", signed.clone().unwrap_or_default())]);
        return None;
    }
    if let Some(text) = period.as_ref().filter(|text| Period::parse(text).is_none()) {
        reporter.error("import-bad-period", &[("text", text.clone())]);
        return None;
    }
    let movements = NameIndex::of_movements(site.movements.iter().map(|movement| &movement.record));
    Some(ProposeOptions {
        number: number.clone(),
        signed: day.flatten(),
        issuer: id(issuer.as_deref(), &names.units, reporter)?,
        kind: id(kind.as_deref(), &names.kinds, reporter)?,
        period: period.clone(),
        movement: id(movement.as_deref(), &movements, reporter)?,
        sheet: import.sheet.clone(),
        ..ProposeOptions::default()
    })
}

/// Returns the id of the record that was typed, if one was. The outer `None` follows a report of an unknown or ambiguous
/// name.
#[allow(clippy::option_option)]
fn id<T>(typed: Option<&str>, names: &NameIndex<'_, T>, reporter: &Reporter) -> Option<Option<String>> {
    let Some(typed) = typed else { return Some(None) };
    let found = names.find(typed, None);
    let error: Vec<Diagnostic> = names.error(typed, &found, Location::Nowhere).into_iter().collect();
    reporter.diagnostics(&error, &Sources::default());
    found.one().and_then(|record| names.id(record)).map(|id| Some(id.to_owned()))
}

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

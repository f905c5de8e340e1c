//! Reads what the user typed about a decision on the command line.

use crate::cli::import_arguments::{ImportArguments, TypedDecision};
use crate::cli::report::Reporter;
use crate::diagnostic::{Diagnostic, Location};
use crate::import::{ProposeOptions, RegistryNames, read_day};
use crate::model::date::Period;
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

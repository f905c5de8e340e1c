//! The command `export`: writes awards to a table for staff, which `import` reads back.

use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::export_arguments::{ExistingFile, ExportArguments};
use crate::cli::find_filters::{unit, year};
use crate::cli::import::prepared::prepare;
use crate::cli::report::Reporter;
use crate::file::{self, Durability, PartFile, part_path};
use crate::hash::Hash;
use crate::import::{StaffChoice, StaffTable, staff_table};
use crate::messages::Messages;
use crate::model::registry::UnitId;
use crate::model::site::{AwardRef, Decision, Site};
use crate::source::Sources;
use crate::text;

/// The form of the file.
#[derive(Clone, Copy)]
enum TableFormat {
    Xlsx,
    Csv,
}

/// Writes the awards that the options choose.
pub fn export(arguments: &Arguments, export: &ExportArguments, reporter: &Reporter) -> ExitStatus {
    let path = ("path", export.file.display().to_string());
    let ending = export.file.extension().map(|end| end.to_string_lossy().to_ascii_lowercase());
    let format = match ending.as_deref() {
        Some("xlsx") => TableFormat::Xlsx,
        Some("csv") => TableFormat::Csv,
        _ => {
            reporter.error("export-ending", &[path]);
            return ExitStatus::Failure;
        }
    };
    if is_inside(&export.file, &arguments.root) {
        reporter.error("export-inside", &[path]);
        return ExitStatus::Failure;
    }
    if export.existing == ExistingFile::Refuse && export.file.exists() {
        reporter.error("export-exists", &[path]);
        return ExitStatus::Failure;
    }
    let prepared = match prepare(&arguments.root, reporter) {
        Ok(prepared) => prepared,
        Err(status) => return status,
    };
    let site = &prepared.planned.as_ref().expect("a prepared site is planned").site;
    let table = match table(export, site, &prepared.scan.sources, reporter) {
        Ok(table) => table,
        Err(status) => return status,
    };
    if table.rows.is_empty() {
        reporter.error("export-nothing", &[]);
        return ExitStatus::Failure;
    }
    let bytes = match format {
        TableFormat::Csv => table.csv(),
        TableFormat::Xlsx => match table.xlsx() {
            Ok(bytes) => bytes,
            Err(_) => {
                reporter.error("export-too-long", &[path]);
                return ExitStatus::Failure;
            }
        },
    };
    if let Err(error) = write(&export.file, &bytes, export.existing) {
        reporter.error("output-failed", &[path, ("reason", file::reason(&error))]);
        return ExitStatus::Failure;
    }
    reporter.sentence("export-written", &[path, ("count", table.awards.to_string())]);
    reporter.note(&reporter.text("export-internal", &[]));
    report_left_out(&table, reporter)
}

/// Reports the awards and decisions that are not in the table although they may be meant.
fn report_left_out(table: &StaffTable, reporter: &Reporter) -> ExitStatus {
    for (name, places) in [("export-left-out", &table.left_out), ("export-unread", &table.unread)] {
        if !places.is_empty() {
            let facts = [("count", places.len().to_string()), ("places", places.join(", "))];
            reporter.error(name, &facts);
        }
    }
    let is_complete = table.left_out.is_empty() && table.unread.is_empty();
    if is_complete { ExitStatus::Clean } else { ExitStatus::Errors }
}

/// Returns the table of what was chosen.
///
/// # Errors
/// When an option means nothing on this site; the reason has been reported.
fn table(
    export: &ExportArguments,
    site: &Site,
    sources: &Sources,
    reporter: &Reporter,
) -> Result<StaffTable, ExitStatus> {
    let chosen_year = export.year.as_ref().map(|typed| year(typed, reporter)).transpose()?;
    let chosen_unit = export.unit.as_ref().map(|typed| unit(typed, site, reporter)).transpose()?;
    let units = chosen_unit.map(|unit| with_units_below(site, unit));
    let number = export.decision.as_deref().map(text::slug);
    let is_number = |decision: &Option<String>| match (&number, decision) {
        (None, _) => true,
        (Some(number), Some(own)) => text::slug(own) == *number,
        (Some(_), None) => false,
    };
    let is_chosen = |award: AwardRef<'_>| {
        let number = award.decision.number.as_ref().map(|number| number.value.to_string());
        chosen_year.is_none_or(|year| award.award.year == year)
            && units.as_ref().is_none_or(|units| award.award.unit.is_some_and(|unit| units.contains(&unit)))
            && is_number(&number)
    };
    let is_named = |decision: &Decision| {
        is_number(&decision.record.number.as_ref().map(|number| number.value.to_string()))
    };
    // The year and the unit of an award of which something is open are not known.
    let is_whole = |decision: &Decision| chosen_year.is_none() && units.is_none() && is_named(decision);
    let choice = StaffChoice { award: &is_chosen, decision: &is_named, whole: &is_whole };
    let messages = Messages::built_in(site.settings.language);
    Ok(staff_table(site, sources, choice, &messages))
}

/// Returns a unit and those that belong or belonged to it, directly or not.
fn with_units_below(site: &Site, unit: UnitId) -> Vec<UnitId> {
    let mut units = vec![unit];
    let mut at = 0;
    while let Some(above) = units.get(at).copied() {
        let id = &site.units[above].id.value;
        for (below, record) in site.units.entries() {
            let is_below = record.parents.iter().any(|parent| parent.value.value == *id);
            if is_below && !units.contains(&below) {
                units.push(below);
            }
        }
        at += 1;
    }
    units
}

/// Returns whether the site would publish or read the file.
fn is_inside(file: &Path, root: &Path) -> bool {
    let real =
        |path: &Path| fs::canonicalize(if path.as_os_str().is_empty() { Path::new(".") } else { path });
    let folder = file.parent().map(real);
    let Some(Ok(folder)) = folder else { return false };
    ["content", "themes"].iter().any(|name| real(&root.join(name)).is_ok_and(|top| folder.starts_with(top)))
}

/// Writes the file; readers see the whole file or none.
///
/// # Errors
/// `AlreadyExists` if there is a file that is not to be replaced, or why it cannot be written.
fn write(target: &Path, bytes: &[u8], existing: ExistingFile) -> io::Result<()> {
    let folder = target.parent().map(PathBuf::from).unwrap_or_default();
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut part = PartFile::create(folder.join(part_path(&name, &Hash::of(bytes), "export", 0)))?;
    part.file().write_all(bytes)?;
    if existing == ExistingFile::Refuse && target.exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    part.finish(target, Durability::PowerCut)
}

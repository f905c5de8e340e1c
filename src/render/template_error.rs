//! Converts errors of Tera into diagnostics with positions in the theme.

use std::collections::BTreeMap;

use tera::ErrorKind;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{SourceId, Sources, Span};

/// The source files of templates, by the names that Tera knows.
pub type TemplateSources = BTreeMap<String, SourceId>;

/// Returns the diagnostics for `error`; at least one.
pub fn diagnostics(error: &tera::Error, templates: &TemplateSources, sources: &Sources) -> Vec<Diagnostic> {
    let at = |name: &str| templates.get(name).map_or(Location::Nowhere, |id| Span::top(*id).into());
    let single = |place: Location, reason: &str| vec![template_diagnostic(place, reason)];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let place = templates.get(report.filename());
            let place = place.map_or(Location::Nowhere, |id| Span::new(*id, range.start, range.end).into());
            single(place, report.message())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            single(at(tpl), &error.to_string())
        }
        ErrorKind::MissingParent { current, .. } => single(at(current), &error.to_string()),
        ErrorKind::Msg(reports) => {
            let parsed: Vec<Diagnostic> =
                reports.split("\n\n").filter_map(|report| parse_report(report, templates, sources)).collect();
            if parsed.is_empty() { single(Location::Nowhere, reports) } else { parsed }
        }
        other => single(Location::Nowhere, &other.to_string()),
    }
}

/// Returns the diagnostic for the first line of `reason`.
fn template_diagnostic(place: Location, reason: &str) -> Diagnostic {
    let reason = reason.lines().next().unwrap_or("").trim().trim_start_matches("error: ");
    Diagnostic::new(Code::TemplateFault, place).arg("reason", reason)
}

/// Parses a report that Tera has formatted already: `error: reason`, then `--> name:line:column`.
fn parse_report(report: &str, templates: &TemplateSources, sources: &Sources) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let reason = lines.next()?.strip_prefix("error: ")?;
    let mut parts = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let source = sources.find(*templates.get(name)?)?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let text = source.text();
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let within = source.line(line)?.char_indices().nth(column - 1).map_or(0, |(at, _)| at);
    Some(template_diagnostic(Span::new(source.id, start + within, start + within + 1).into(), reason))
}

//! An error of Tera in, our diagnostics at their places in the theme out.

use std::collections::BTreeMap;

use tera::ErrorKind;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::{SourceId, Sources, Span};

/// Templates by the names under which Tera knows them.
pub type Templates = BTreeMap<String, SourceId>;

/// Everything that `error` tells; at least one diagnostic.
pub fn faults(error: &tera::Error, templates: &Templates, sources: &Sources) -> Vec<Diagnostic> {
    let at = |name: &str| templates.get(name).map_or(Location::Nowhere, |id| Span::top(*id).into());
    let one = |place: Location, reason: &str| vec![fault(place, reason)];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let place = templates.get(report.filename());
            let place = place.map_or(Location::Nowhere, |id| Span::new(*id, range.start, range.end).into());
            one(place, report.message())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            one(at(tpl), &error.to_string())
        }
        ErrorKind::MissingParent { current, .. } => one(at(current), &error.to_string()),
        ErrorKind::Msg(reports) => {
            let told: Vec<Diagnostic> =
                reports.split("\n\n").filter_map(|report| drawn(report, templates, sources)).collect();
            if told.is_empty() { one(Location::Nowhere, reports) } else { told }
        }
        other => one(Location::Nowhere, &other.to_string()),
    }
}

fn fault(place: Location, reason: &str) -> Diagnostic {
    let reason = reason.lines().next().unwrap_or("").trim().trim_start_matches("error: ");
    Diagnostic::new(Code::TemplateFault, place).arg("reason", reason)
}

/// The diagnostic for a report that Tera has drawn already: `error: reason`, then `--> name:line:column`.
fn drawn(report: &str, templates: &Templates, sources: &Sources) -> Option<Diagnostic> {
    let mut lines = report.lines();
    let reason = lines.next()?.strip_prefix("error: ")?;
    let mut parts = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
    let source = sources.find(*templates.get(name)?)?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let text = source.text();
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let within = source.line(line)?.char_indices().nth(column - 1).map_or(0, |(at, _)| at);
    Some(fault(Span::new(source.id, start + within, start + within + 1).into(), reason))
}

//! Converts errors of Tera into diagnostics with positions in the theme.

use std::collections::{BTreeMap, BTreeSet};

use tera::ErrorKind;

use crate::diagnostic::{Code, Diagnostic, Location, nearest};
use crate::render::template_reason::TemplateReason;
use crate::source::{SourceId, Sources, Span};

/// The longest list of known names that a diagnostic shows, in bytes.
const MAX_LIST_BYTES: usize = 110;

/// The source files of templates, by the names that Tera knows.
pub type TemplateSources = BTreeMap<String, SourceId>;

/// Returns the diagnostics for `error`; at least one.
///
/// The argument `name` of each is the name in question, such as that of a template that does not exist.
pub fn diagnostics(error: &tera::Error, templates: &TemplateSources, sources: &Sources) -> Vec<Diagnostic> {
    let reporter = Reporter { templates, sources };
    let at = |name: &str| templates.get(name).map_or(Location::Nowhere, |id| Span::top(*id).into());
    let single = |place: Location, reason: TemplateReason| vec![reporter.diagnostic(place, reason)];
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let range = report.span().range.clone();
            let place = templates.get(report.filename());
            let place = place.map_or(Location::Nowhere, |id| Span::new(*id, range.start, range.end).into());
            single(place, TemplateReason::parse(report.message()))
        }
        ErrorKind::CircularExtend { tpl, .. } => single(at(tpl), TemplateReason::new("extends-circle", tpl)),
        ErrorKind::CircularInclude { tpl, .. } => single(at(tpl), TemplateReason::new("include-circle", tpl)),
        ErrorKind::MissingParent { current, parent } => {
            let place = reporter.quoted(current, parent).unwrap_or_else(|| at(current));
            single(place, TemplateReason::new("template", parent))
        }
        ErrorKind::Msg(reports) => {
            let parsed: Vec<Diagnostic> =
                reports.split("\n\n").filter_map(|report| reporter.parse(report)).collect();
            if parsed.is_empty() { single(Location::Nowhere, TemplateReason::parse(reports)) } else { parsed }
        }
        other => single(Location::Nowhere, TemplateReason::parse(&other.to_string())),
    }
}

/// The files that errors point to.
struct Reporter<'r> {
    templates: &'r TemplateSources,
    sources: &'r Sources,
}

impl Reporter<'_> {
    /// Returns the diagnostic for `reason`, with the nearest or all names that may be used instead.
    fn diagnostic(&self, place: Location, reason: TemplateReason) -> Diagnostic {
        let known: BTreeSet<String> = match reason.what {
            "template" => self.short_names(),
            "block" => self.blocks(),
            _ => reason.known.into_iter().collect(),
        };
        let diagnostic = Diagnostic::new(Code::TemplateFault, place)
            .arg("what", reason.what)
            .arg("name", &reason.name)
            .arg("other", reason.other);
        let known = known.iter().map(String::as_str).filter(|name| *name != reason.name);
        if let Some(nearest) = nearest(&reason.name, known.clone()) {
            return diagnostic.arg("nearest", nearest).help("help-nearest");
        }
        match joined(known) {
            list if list.is_empty() => diagnostic,
            list => diagnostic.arg("known", list).help("help-known"),
        }
    }

    /// Parses a report that Tera has formatted already: `error: reason`, then `--> name:line:column`.
    fn parse(&self, report: &str) -> Option<Diagnostic> {
        let mut lines = report.lines();
        let reason = TemplateReason::parse(lines.next()?.strip_prefix("error: ")?);
        let mut parts = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
        let (column, line, name) = (parts.next()?, parts.next()?, parts.next()?);
        let source = self.sources.find(*self.templates.get(name)?)?;
        let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
        let text = source.text();
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let start = start + source.line(line)?.char_indices().nth(column - 1).map_or(0, |(at, _)| at);
        let rest = &text[start..];
        // The place of a tag or of a call begins before the name.
        let (start, length) = match rest.split('\n').next().and_then(|line| line.find(&reason.name)) {
            Some(at) => (start + at, reason.name.len().max(1)),
            None => (start, 1),
        };
        Some(self.diagnostic(Span::new(source.id, start, start + length).into(), reason))
    }

    /// Returns the place in the template `template` where `name` is written, in quotes.
    fn quoted(&self, template: &str, name: &str) -> Option<Location> {
        let source = self.sources.find(*self.templates.get(template)?)?;
        let at =
            ['"', '\''].into_iter().find_map(|quote| source.text().find(&format!("{quote}{name}{quote}")))?;
        Some(Span::new(source.id, at + 1, at + 1 + name.len()).into())
    }

    /// Returns the names by which templates refer to one another, without the name of their theme.
    fn short_names(&self) -> BTreeSet<String> {
        let path = |id: &SourceId| self.sources.find(*id).map(|source| source.path.to_string());
        let paths = self.templates.values().filter_map(path);
        paths.filter_map(|path| path.split_once("/templates/").map(|(_, name)| name.to_owned())).collect()
    }

    /// Returns the names of the blocks of all templates.
    fn blocks(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        for source in self.templates.values().filter_map(|id| self.sources.find(*id)) {
            for tag in source.text().split("{%").skip(1) {
                let mut words = tag.trim_start_matches('-').split_whitespace();
                if words.next() == Some("block") {
                    names.extend(words.next().map(|name| name.trim_end_matches("%}").to_owned()));
                }
            }
        }
        names
    }
}

/// Joins as many of `names` as a line has room for.
fn joined<'n>(names: impl Iterator<Item = &'n str>) -> String {
    let mut list = String::new();
    for name in names {
        if list.len() + name.len() > MAX_LIST_BYTES {
            list.push_str(", …");
            break;
        }
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(name);
    }
    list
}

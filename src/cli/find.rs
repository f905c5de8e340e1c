//! The command `find`: searches the site as its readers do, and shows files and lines.

use serde_json::{Value, json};

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::build::{build_time, scan_files};
use crate::cli::find_arguments::{FindArguments, FindLength};
use crate::cli::find_filters::{class_word, filters};
use crate::cli::report::{Reporter, SeverityCounts};
use crate::diagnostic::Location;
use crate::messages::Language;
use crate::model::date::format_date;
use crate::model::site::{BuildOptions, HiddenReason, ShowHidden};
use crate::pipeline::{self, NoBuildObserver, PlannedSite, PreparedBuild};
use crate::plan::SearchEntries;
use crate::search::{ArticleEntry, EntryAward, Found, FoundPerson, FoundThing, Query, ResultClass};
use crate::source::{BUILT_IN, Sources};

/// The number of results that are printed for people without `--all`.
const MAX_RESULTS: usize = 20;

/// Searches the site for the words that were typed, and prints what is found.
pub fn find(arguments: &Arguments, find: &FindArguments, reporter: &Reporter) -> ExitStatus {
    let Some(now) = build_time(find.today.as_deref(), reporter) else { return ExitStatus::Failure };
    let shown = if find.drafts { ShowHidden::All } else { ShowHidden::Published };
    let options = BuildOptions { now, shown, base_url: None };
    let Some(scan) = scan_files(&arguments.root, &NoBuildObserver, reporter) else {
        return ExitStatus::Failure;
    };
    let prepared = pipeline::plan_site(scan, &options, &NoBuildObserver);
    let Some(planned) = &prepared.planned else {
        reporter.diagnostics(&prepared.sorted(prepared.diagnostics.clone()), &prepared.scan.sources);
        return ExitStatus::Errors;
    };
    let filters = match filters(find, &planned.site, reporter) {
        Ok(filters) => filters,
        Err(status) => return status,
    };
    let index = SearchEntries::of(&planned.site, &planned.plan, &planned.theme.value.strings);
    let query = Query::parse(&find.words);
    let found = index.entries(&planned.site).find(&query, &filters);
    let printer = Printer { planned, sources: &prepared.scan.sources, reporter };
    if reporter.is_json() {
        printer.print_objects(&found);
    } else {
        printer.print_lines(&found, find.length);
    }
    printer.print_summary(&found, find, &prepared);
    ExitStatus::Clean
}

/// A result of any class.
#[derive(Clone, Copy)]
enum FoundEntry<'f, 'e> {
    Person(&'f FoundPerson<'e>),
    Thing(&'f FoundThing<'e>),
    Article(&'f ArticleEntry),
}

impl<'f, 'e> FoundEntry<'f, 'e> {
    /// Returns all results in the order in which they are printed: similar names are last.
    fn all(found: &'f Found<'e>) -> Vec<FoundEntry<'f, 'e>> {
        let people = || found.people.iter().map(FoundEntry::Person);
        let things = found.things.iter().map(FoundEntry::Thing);
        let others = things.chain(found.articles.iter().map(|article| FoundEntry::Article(article)));
        if found.is_similar { others.chain(people()).collect() } else { people().chain(others).collect() }
    }

    fn class(self) -> ResultClass {
        match self {
            FoundEntry::Person(_) => ResultClass::Person,
            FoundEntry::Thing(thing) => ResultClass::Thing(thing.entry.class),
            FoundEntry::Article(_) => ResultClass::Article,
        }
    }

    fn title(self) -> &'f str {
        match self {
            FoundEntry::Person(person) => &person.entry.name,
            FoundEntry::Thing(thing) => &thing.entry.title,
            FoundEntry::Article(article) => &article.title,
        }
    }

    fn address(self) -> &'f str {
        match self {
            FoundEntry::Person(person) => &person.entry.address,
            FoundEntry::Thing(thing) => &thing.entry.address,
            FoundEntry::Article(article) => &article.address,
        }
    }

    fn awards(self) -> &'f [EntryAward] {
        match self {
            FoundEntry::Person(person) => &person.awards,
            FoundEntry::Thing(thing) => &thing.awards,
            FoundEntry::Article(_) => &[],
        }
    }

    fn count(self) -> usize {
        self.awards().iter().filter(|award| !award.is_revoked).count()
    }
}

/// Prints results.
struct Printer<'p> {
    planned: &'p PlannedSite,
    sources: &'p Sources,
    reporter: &'p Reporter,
}

impl Printer<'_> {
    /// Prints a line for each result, and below it the places of its awards or of its record.
    fn print_lines(&self, found: &Found<'_>, length: FindLength) {
        let most = if length == FindLength::Short { MAX_RESULTS } else { usize::MAX };
        let mut is_announced = !found.is_similar;
        for entry in FoundEntry::all(found).into_iter().take(most) {
            if !is_announced && matches!(entry, FoundEntry::Person(_)) {
                self.reporter.note(&self.reporter.text("find-similar", &[]));
                is_announced = true;
            }
            let newest = match entry {
                FoundEntry::Person(person) => person.newest(),
                FoundEntry::Thing(thing) => thing.newest(),
                FoundEntry::Article(_) => None,
            };
            let awards = newest.map(|newest| {
                let arguments = [
                    ("count", entry.count().to_string()),
                    ("shown", self.number(entry.count())),
                    ("year", newest.year.to_string()),
                    ("kind", self.award_title(newest)),
                ];
                self.reporter.text("find-awards", &arguments)
            });
            let parts = [Some(entry.title().to_owned()), self.detail(entry), awards];
            let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            self.reporter.note(&format!("{}{}", parts.join(" · "), self.hidden_mark(self.hidden(entry))));
            for award in entry.awards() {
                let place = self.place(self.award_place(award)).unwrap_or_default();
                let revoked = if award.is_revoked { self.mark("find-revoked", &[]) } else { String::new() };
                let hidden = self.hidden_mark(self.hidden_award(award));
                let title = self.award_title(award);
                self.reporter.note(&format!("  {place}: {} {title}{revoked}{hidden}", award.year));
            }
            if entry.awards().is_empty()
                && let Some(place) = self.place(self.record_place(entry))
            {
                self.reporter.note(&format!("  {place}"));
            }
        }
    }

    /// Prints a JSON object for each result.
    fn print_objects(&self, found: &Found<'_>) {
        for entry in FoundEntry::all(found) {
            let awards: Vec<Value> = entry.awards().iter().map(|award| self.award_object(award)).collect();
            let (file, line, column) = self.position(self.record_place(entry));
            let mut object = json!({
                "type": class_word(entry.class()),
                "title": entry.title(),
                "detail": self.detail(entry),
                "address": entry.address(),
                "similar": found.is_similar && matches!(entry, FoundEntry::Person(_)),
                "count": entry.count(),
                "awards": awards,
                "hidden": self.hidden(entry).map(HiddenReason::word),
                "file": file,
                "line": line,
                "column": column,
            });
            if let Some(fields) = object.as_object_mut()
                && matches!(entry, FoundEntry::Person(_))
            {
                ["file", "line", "column"].into_iter().for_each(|name| _ = fields.remove(name));
            }
            self.reporter.object(&object);
        }
    }

    fn award_object(&self, award: &EntryAward) -> Value {
        let (file, line, column) = self.position(self.award_place(award));
        json!({
            "year": award.year,
            "title": self.award_title(award),
            "revoked": award.is_revoked,
            "hidden": self.hidden_award(award).map(HiddenReason::word),
            "file": file,
            "line": line,
            "column": column,
        })
    }

    /// Prints how much was found, and what was not searched.
    fn print_summary(&self, found: &Found<'_>, find: &FindArguments, prepared: &PreparedBuild) {
        let count = found.people.len() + found.things.len() + found.articles.len();
        if count == 0 {
            self.reporter.sentence("find-nothing", &[("query", find.words.clone())]);
        } else {
            let number = [("count", count.to_string()), ("shown", self.number(count))];
            self.reporter.sentence("find-found", &number);
        }
        if find.length == FindLength::Short && count > MAX_RESULTS {
            let more = [("more", self.number(count - MAX_RESULTS))];
            self.reporter.note(&self.reporter.text("find-more", &more));
        }
        let hidden = self.planned.site.hidden.len();
        if hidden > 0 {
            self.reporter.sentence("find-hidden", &[("count", hidden.to_string())]);
        }
        let errors = SeverityCounts::count(&prepared.diagnostics).errors;
        if errors > 0 {
            self.reporter.sentence("find-site-errors", &[("count", errors.to_string())]);
        }
    }

    /// Returns what is shown beside the title: the unit of a person, the date of an article.
    fn detail(&self, entry: FoundEntry<'_, '_>) -> Option<String> {
        match entry {
            FoundEntry::Person(person) => {
                person.entry.unit.map(|unit| self.planned.site.units[unit].name().to_string())
            }
            FoundEntry::Thing(thing) => Some(thing.entry.detail.clone()),
            FoundEntry::Article(article) => Some(format_date(article.day)),
        }
    }

    /// Returns the kind of an award with its class, as pages show it.
    fn award_title(&self, award: &EntryAward) -> String {
        let kind = &self.planned.site.kinds[award.kind];
        let Some(word) = award.class.and_then(|class| kind.classes.word(class)) else {
            return kind.name.to_string();
        };
        let class = kind
            .classes
            .message(word)
            .map_or_else(|| word.to_string(), |message| self.planned.theme.value.strings.say(&message, &[]));
        format!("{} {class}", kind.name)
    }

    fn award_place(&self, award: &EntryAward) -> Location {
        let record = self.planned.site.award(award.award).record;
        record.name.as_ref().map_or(record.start.span, |name| name.span).into()
    }

    fn record_place(&self, entry: FoundEntry<'_, '_>) -> Location {
        match entry {
            FoundEntry::Person(_) => Location::Nowhere,
            FoundEntry::Thing(thing) => thing.entry.place,
            FoundEntry::Article(article) => {
                self.planned.site.articles[article.article].record.title.span.into()
            }
        }
    }

    /// Returns the file, line and column of a place; nothing for a built-in file.
    fn position(&self, place: Location) -> (Option<&str>, Option<usize>, Option<usize>) {
        let source = place.source().and_then(|source| self.sources.find(source));
        let Some(source) = source.filter(|source| !source.path.starts_with(BUILT_IN)) else {
            return (None, None, None);
        };
        match place {
            Location::Text(span) => {
                let (line, column) = source.position(span.start);
                (Some(&source.path), Some(line), Some(column))
            }
            _ => (Some(&source.path), None, None),
        }
    }

    /// Returns a place as diagnostics print it.
    fn place(&self, place: Location) -> Option<String> {
        let (file, line, column) = self.position(place);
        let file = file?;
        Some(match (line, column) {
            (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
            _ => file.to_owned(),
        })
    }

    /// Returns why the record of a result is not published.
    fn hidden(&self, entry: FoundEntry<'_, '_>) -> Option<HiddenReason> {
        match entry {
            FoundEntry::Person(_) => None,
            FoundEntry::Thing(thing) if !thing.entry.awards.is_empty() => None,
            FoundEntry::Thing(thing) => {
                self.planned.site.hidden_sources.get(&thing.entry.place.source()?).copied()
            }
            FoundEntry::Article(article) => self.planned.site.articles[article.article].would_be_hidden,
        }
    }

    /// Returns why the decision of an award is not published.
    fn hidden_award(&self, award: &EntryAward) -> Option<HiddenReason> {
        let site = &self.planned.site;
        site.decisions[site.awards[award.award].decision].would_be_hidden
    }

    /// Returns the mark behind a line about a record that is not published.
    fn hidden_mark(&self, reason: Option<HiddenReason>) -> String {
        reason.map_or_else(String::new, |reason| {
            self.mark("find-not-published", &[("reason", reason.word().to_owned())])
        })
    }

    /// Returns a message in brackets, to be put behind a line.
    fn mark(&self, name: &str, arguments: &[(&str, String)]) -> String {
        format!(" ({})", self.reporter.text(name, arguments))
    }

    /// Formats a number with the separator of the language: 1.181 in Vietnamese.
    fn number(&self, number: usize) -> String {
        let separator = match self.reporter.language {
            Language::Vi => '.',
            Language::En => ',',
        };
        let digits = number.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }
}

//! The command `list`: prints the ids and names of what other files refer to.

use serde_json::json;

use crate::cli::ExitStatus;
use crate::cli::arguments::Arguments;
use crate::cli::build::{build_time, scan_files};
use crate::cli::list_arguments::{ListArguments, ListedRecords};
use crate::cli::report::Reporter;
use crate::model::site::{BuildOptions, ShowHidden, Site};
use crate::pipeline::{self, NoBuildObserver};
use crate::source::{SourceId, Sources};
use crate::text;

/// An entry of the list.
struct Entry {
    /// What other files write to refer to it: an id, or the path of an article.
    id: String,
    name: String,
    /// Other names by which it is found.
    also: Vec<String>,
}

/// Prints the id and the name of each entry that has all words, typed with or without marks, in its id or its names;
/// drafts and files that are not yet published too.
pub fn list(arguments: &Arguments, list: &ListArguments, reporter: &Reporter) -> ExitStatus {
    let Some(now) = build_time(None, reporter) else { return ExitStatus::Failure };
    let options = BuildOptions { now, shown: ShowHidden::All, base_url: None };
    let Some(scan) = scan_files(&arguments.root, &NoBuildObserver, reporter) else {
        return ExitStatus::Failure;
    };
    let prepared = pipeline::plan_site(scan, &options, &NoBuildObserver);
    let sources = &prepared.scan.sources;
    let Some(planned) = &prepared.planned else {
        reporter.diagnostics(&prepared.sorted(prepared.diagnostics.clone()), sources);
        return ExitStatus::Errors;
    };
    let words = text::fold(&list.words);
    let words: Vec<&str> = words.split_whitespace().collect();
    let entries: Vec<Entry> = entries(list.records, &planned.site, sources)
        .into_iter()
        .filter(|entry| entry.has_all(&words))
        .collect();
    let width = entries.iter().map(|entry| entry.id.chars().count()).max().unwrap_or_default();
    for Entry { id, name, .. } in &entries {
        if reporter.is_json() {
            reporter.object(&json!({"id": id, "name": name}));
        } else {
            reporter.note(&format!("{id:width$}  {name}"));
        }
    }
    if entries.is_empty() && !reporter.is_json() {
        reporter.sentence("list-nothing", &[("words", list.words.clone())]);
    }
    ExitStatus::Clean
}

impl Entry {
    fn has_all(&self, words: &[&str]) -> bool {
        let texts = [&self.id, &self.name].into_iter().chain(&self.also);
        let folded: String = texts.map(|text| text::fold(text) + "\n").collect();
        words.iter().all(|word| folded.contains(word))
    }
}

/// Returns all entries: units and kinds in the order of the registry, movements and articles in that of the site.
fn entries(records: ListedRecords, site: &Site, sources: &Sources) -> Vec<Entry> {
    let texts = |texts: &[_]| texts.iter().map(ToString::to_string).collect::<Vec<String>>();
    match records {
        ListedRecords::Units => {
            let units = site.units.iter().map(|unit| Entry {
                id: unit.id.value.to_string(),
                name: unit.name().to_string(),
                also: unit.names.iter().map(|name| name.value.to_string()).chain(texts(&unit.also)).collect(),
            });
            units.collect()
        }
        ListedRecords::Kinds => {
            let kinds = site.kinds.iter().map(|kind| Entry {
                id: kind.id.value.to_string(),
                name: kind.name.to_string(),
                also: texts(&kind.also),
            });
            kinds.collect()
        }
        ListedRecords::Movements => {
            let movements = site.movements.iter().map(|movement| Entry {
                id: movement.record.slug.to_string(),
                name: movement.record.title.value.to_string(),
                also: texts(&movement.record.also),
            });
            movements.collect()
        }
        ListedRecords::Articles => {
            let articles = site.articles.iter().map(|article| Entry {
                id: path(article.record.source, sources),
                name: article.record.title.value.to_string(),
                also: Vec::new(),
            });
            articles.collect()
        }
    }
}

fn path(source: SourceId, sources: &Sources) -> String {
    sources.find(source).map_or_else(String::new, |source| source.path.to_string())
}

//! Runs every case below `tests/cases` as a test of its own: `cargo test --test cases bad-date` runs those whose names
//! contain `bad-date`, and `UPDATE_EXPECT=1` replaces the expected diagnostics by the ones that were reported.

// A failing test panics.
#![allow(clippy::unwrap_used)]

mod case;
// Most of it is used by the suite only.
#[allow(dead_code)]
mod project;

use std::fmt::Write as _;
use std::process::ExitCode;

use bangvang::messages::Language;
use bangvang::pipeline::PreparedBuild;
use libtest_mimic::{Arguments, Failed, Trial};

use case::{Case, has_neighbour};
use project::{Memory, Reported};

fn main() -> ExitCode {
    let cases = Case::all();
    assert!(cases.len() > 300, "only {} cases were found", cases.len());
    let trials = cases.into_iter().map(|case| {
        let is_ignored = case.has("unix") && !cfg!(unix);
        Trial::test(case.name.clone(), move || run(&case)).with_ignored_flag(is_ignored)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// The file of the decision to which the conditions of a case refer.
const DECISION: &str = "content/awards/qd-2.yaml";

/// Builds the project of a case. Checks that nothing panics, that exactly the expected diagnostics are reported in both
/// languages, and that the conditions of the case hold.
fn run(case: &Case) -> Result<(), Failed> {
    let project = case.project();
    let mut prepared = project.prepared();
    let pages = Memory::default();
    prepared.render(&pages, &|| ()).expect("writing to memory does not fail");
    let mut failures = String::new();
    for condition in case.conditions() {
        let holds = match condition.split_once(' ') {
            None => ["alone", "bare", "unix"].contains(&condition),
            Some(("page", rest)) => has_page(&pages, rest),
            Some(_) => has_value(&prepared, condition),
        };
        if !holds {
            writeln!(failures, "the condition does not hold: {condition}")?;
        }
    }
    if !case.has("alone") && !case.has("bare") && !has_neighbour(&prepared) {
        writeln!(failures, "the article beside the error is missing")?;
    }
    let reported = Reported { diagnostics: prepared.diagnostics, sources: prepared.scan.sources };
    let codes: Vec<&str> = reported.diagnostics.iter().map(|diagnostic| diagnostic.code.name()).collect();
    if case.code().is_some_and(|code| codes != [code]) {
        writeln!(failures, "it must report only its own code, not {codes:?}")?;
    }
    let [vietnamese, english] = [Language::Vi, Language::En].map(|language| reported.drawn(language));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        case.update(&vietnamese, &english);
    }
    for (language, reported) in [(Language::Vi, &vietnamese), (Language::En, &english)] {
        let expected = case.expected(language);
        if *reported != expected && std::env::var_os("UPDATE_EXPECT").is_none() {
            writeln!(failures, "--- expected\n{expected}--- reported\n{reported}---")?;
        }
        if reported.contains("{$") {
            writeln!(failures, "a sentence has an argument without a value:\n{reported}")?;
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.into()) }
}

/// Whether a condition on a page holds: `PATH has TEXT`, `PATH lacks TEXT`, or `PATH` alone, for which it must exist.
fn has_page(pages: &Memory, condition: &str) -> bool {
    let (path, rest) = condition.split_once(' ').unwrap_or((condition, ""));
    let files = pages.files.lock().unwrap();
    let Some(page) = files.get(path).map(|bytes| String::from_utf8_lossy(bytes)) else { return false };
    match rest.split_once(' ') {
        Some(("has", text)) => page.contains(text),
        Some(("lacks", text)) => !page.contains(text),
        _ => rest.is_empty(),
    }
}

/// Whether `NAME = VALUE` holds for the settings, the article `a`, or the decision in [`DECISION`].
fn has_value(prepared: &PreparedBuild, condition: &str) -> bool {
    let Some(site) = prepared.planned.as_ref().map(|whole| &whole.site) else { return false };
    let Some((name, expected)) = condition.split_once(" = ") else { return false };
    let article = || site.articles.iter().map(|article| &article.record).find(|record| &*record.slug == "a");
    let source = prepared.scan.sources.at(DECISION).map(|source| source.id);
    let decision = || {
        site.decisions.iter().map(|decision| &decision.record).find(|record| Some(record.source) == source)
    };
    let value = match name {
        "title" => article().map(|article| article.title.value.to_string()),
        "author" => article().and_then(|article| Some(article.author.as_ref()?.to_string())),
        "tags" => article().map(|article| article.tags.len().to_string()),
        "headings" => article().map(|article| {
            let ids = article.body.outline.headings.iter().map(|heading| &*heading.id);
            ids.collect::<Vec<_>>().join(" ")
        }),
        "number" => decision().and_then(|decision| Some(decision.number.as_ref()?.value.to_string())),
        "awards" => decision().map(|decision| decision.awards.len().to_string()),
        "citation" => decision()
            .and_then(|decision| Some(decision.awards.first()?.citation.as_ref()?.value.to_string())),
        "phone" => site.settings.contact.phone.as_ref().map(|phone| phone.to_string()),
        _ => None,
    };
    value.as_deref() == Some(expected)
}

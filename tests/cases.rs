//! Every case below `tests/cases` as a test of its own: `cargo test --test cases bad-date` runs those whose name has
//! `bad-date` in it, and `UPDATE_EXPECT=1` writes what is reported as what is expected.

// A test that cannot go on says so by panicking.
#![allow(clippy::unwrap_used)]

mod case;
// Most of it is for the suite.
#[allow(dead_code)]
mod project;

use std::fmt::Write as _;
use std::process::ExitCode;

use bangvang::messages::Language;
use bangvang::pipeline::PreparedBuild;
use libtest_mimic::{Arguments, Failed, Trial};

use case::{Case, has_neighbour};
use project::{Faults, Memory};

fn main() -> ExitCode {
    let cases = Case::all();
    assert!(cases.len() > 300, "only {} cases were found", cases.len());
    let trials = cases.into_iter().map(|case| {
        let is_ignored = case.has("unix") && !cfg!(unix);
        Trial::test(case.name.clone(), move || run(&case)).with_ignored_flag(is_ignored)
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

/// The file whose record is the decision of a case.
const DECISION: &str = "content/awards/qd-2.yaml";

/// Builds the project of a case: nothing panics, exactly the expected diagnostics are reported in both languages, and
/// the conditions of the case hold.
fn run(case: &Case) -> Result<(), Failed> {
    let project = case.project();
    let mut prepared = project.prepared();
    let pages = Memory::default();
    prepared.render(&pages, &|| ()).expect("memory takes everything");
    let mut wrong = String::new();
    for condition in case.conditions() {
        let holds = match condition.split_once(' ') {
            None => ["alone", "bare", "unix"].contains(&condition),
            Some(("page", rest)) => has_page(&pages, rest),
            Some(_) => has_fact(&prepared, condition),
        };
        if !holds {
            writeln!(wrong, "not so: {condition}")?;
        }
    }
    if !case.has("alone") && !case.has("bare") && !has_neighbour(&prepared) {
        writeln!(wrong, "the article beside the fault is gone")?;
    }
    let faults = Faults { diagnostics: prepared.diagnostics, sources: prepared.scan.sources };
    let codes: Vec<&str> = faults.diagnostics.iter().map(|fault| fault.code.name()).collect();
    if case.code().is_some_and(|code| codes != [code]) {
        writeln!(wrong, "it must report its own code alone, not {codes:?}")?;
    }
    let [vietnamese, english] = [Language::Vi, Language::En].map(|language| faults.drawn(language));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        case.update(&vietnamese, &english);
    }
    for (language, reported) in [(Language::Vi, &vietnamese), (Language::En, &english)] {
        let expected = case.expected(language);
        if *reported != expected && std::env::var_os("UPDATE_EXPECT").is_none() {
            writeln!(wrong, "--- expected\n{expected}--- reported\n{reported}---")?;
        }
        if reported.contains("{$") {
            writeln!(wrong, "a sentence has a name without a value:\n{reported}")?;
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

/// Whether `PATH has TEXT`, `PATH lacks TEXT`, or `PATH` alone: that the file is there.
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

/// Whether `NAME = VALUE` is so of the settings, of the article `a` or of the decision in [`DECISION`].
fn has_fact(prepared: &PreparedBuild, condition: &str) -> bool {
    let Some(site) = prepared.planned.as_ref().map(|whole| &whole.site) else { return false };
    let Some((name, expected)) = condition.split_once(" = ") else { return false };
    let article = || site.articles.iter().map(|one| &one.record).find(|one| &*one.slug == "a");
    let source = prepared.scan.sources.at(DECISION).map(|source| source.id);
    let decision = || site.decisions.iter().map(|one| &one.record).find(|one| Some(one.source) == source);
    let value = match name {
        "title" => article().map(|one| one.title.value.to_string()),
        "author" => article().and_then(|one| Some(one.author.as_ref()?.to_string())),
        "tags" => article().map(|one| one.tags.len().to_string()),
        "headings" => article().map(|one| {
            let ids = one.body.outline.headings.iter().map(|heading| &*heading.id);
            ids.collect::<Vec<_>>().join(" ")
        }),
        "number" => decision().and_then(|one| Some(one.number.as_ref()?.value.to_string())),
        "awards" => decision().map(|one| one.awards.len().to_string()),
        "citation" => {
            decision().and_then(|one| Some(one.awards.first()?.citation.as_ref()?.value.to_string()))
        }
        "phone" => site.settings.contact.phone.as_ref().map(|phone| phone.to_string()),
        _ => None,
    };
    value.as_deref() == Some(expected)
}

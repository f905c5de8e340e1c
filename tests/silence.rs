//! Silencing a diagnostic either leaves the site complete or is refused.
//!
//! `cargo test --test suite silence -- --nocapture` prints the outcome for every code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use bangvang::diagnostic::{Code, Location, Severity};
use bangvang::model::site::{DecisionId, Site};

use crate::case::Case;
use crate::project::{Built, Project, SETTINGS, options};

/// The head of a decision, before its rows.
const HEAD: &str = "number: 2/QĐ-LĐLĐ\nsigned: 2023-02-16\nissuer: ldld-thu\n\
                    defaults: {to: individual, kind: bang-khen-ldld-tinh, period: 2022, unit: cd-thu}\nawards:\n";
/// The head of a decision equal to the first one of every site.
const SAME: &str = "number: 1/QĐ-LĐLĐ\nsigned: 2023-01-16\nissuer: ldld-thu\n\
                    defaults: {to: individual, kind: bang-khen-ldld-tinh, period: 2022, unit: cd-thu}\nawards:\n";

/// Returns a site for each error that rules report; `rules.rs` tests all their cases.
fn rule_sites() -> Vec<(&'static str, Project)> {
    let decision = |text: String| project().with("content/awards/qd-2.yaml", text);
    let row = |row: &str| decision(format!("{HEAD}  - {row}\n"));
    let article = |front: &str, body: &str| {
        let text = format!("---\ntitle: Bài\ndate: 2024-01-05\n{front}---\n{body}\n");
        project().with("content/articles/tin/bai.md", text)
    };
    let units = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n\
                 - {id: cd-thu, type: grassroots, names: [{name: CĐCS Thử}], parents: [{unit: ldld-thu}]}\n";
    let unit = |unit: &str| project().with("content/registry/units.yaml", format!("{units}{unit}\n"));
    vec![
        ("same-decision", decision(format!("{SAME}  - {{name: Lê Lan}}\n"))),
        ("same-row", decision(format!("{HEAD}  - {{name: Lê Lan}}\n  - {{name: Lê Lan}}\n"))),
        ("by-without-status", row("{name: Lê Lan, by: 9/QĐ-LĐLĐ}")),
        ("unexplained-status", row("{name: Lê Lan, status: revoked}")),
        ("lost-letters", row("{name: Lê Nguy?n Lan}")),
        ("lost-letters", article("", "Ông Nguy?n ở đây.")),
        ("legacy-encoding", row("{name: Lê Lan, citation: Nguyeãn Vaên An}")),
        ("personal-data", row("{name: Lê Lan, citation: CCCD 079123456789}")),
        ("recipient-kind", row("{name: Lê Lan, kind: co-thi-dua-chinh-phu}")),
        ("period-after-signing", row("{name: Lê Lan, period: 2025}")),
        (
            "future-date",
            decision(format!("{}  - {{name: Lê Lan}}\n", HEAD.replace("2023-02-16", "2027-02-16"))),
        ),
        ("future-date", article("updated: 2027-01-01\n", "Lời.")),
        (
            "names-overlap",
            unit(
                "- {id: ten, type: grassroots, names: [{name: A, to: 2020-01-01}, {name: B, from: 2019-01-01}]}",
            ),
        ),
        (
            "ends-before-start",
            project().with(
                "content/movements/b.md",
                "---\ntitle: B\nstarts: 2024-02-01\nends: 2024-01-01\n---\nLời.\n",
            ),
        ),
        (
            "parent-circle",
            unit(
                "- {id: a, type: upper, names: [{name: A}], parents: [{unit: b}]}\n\
                 - {id: b, type: upper, names: [{name: B}], parents: [{unit: a}]}",
            ),
        ),
        (
            "successor-circle",
            unit("- {id: a, type: upper, names: [{name: A}], ended: {on: 2020-01-01}, successors: [a]}"),
        ),
        ("missing-anchor", article("", "[a](#khong-co)")),
        ("missing-file", article("", "[a](khong-co.pdf)")),
        ("missing-route", article("", "[a](/khong-co/)")),
        ("shortcode", article("", "{{< youtube abc >}}")),
        (
            "missing-document",
            decision(HEAD.replace("defaults", "document: khong-co.pdf\ndefaults") + "  - {name: Lê Lan}\n"),
        ),
    ]
}

fn project() -> Project {
    Project::new().with_awards("  - {to: individual, name: Trần Thị Hoa, unit: cd-thu}\n")
}

/// The outcome of a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It was built, and nothing is missing.
    Complete,
    /// It was built, and something is missing.
    Incomplete,
    /// It failed because the code cannot be silenced.
    Refused,
    /// It failed because of other errors.
    OtherErrors,
}

/// Returns the records of a site, by kind of record.
fn records(site: &Site) -> BTreeMap<&'static str, BTreeSet<String>> {
    let rows = |at: usize| {
        let decision = &site.decisions[DecisionId::new(at)];
        decision
            .record
            .awards
            .iter()
            .map(move |award| format!("{at} {:?}", award.start.span))
            .collect::<Vec<_>>()
    };
    BTreeMap::from([
        ("articles", site.articles.iter().map(|record| record.route.to_string()).collect()),
        ("movements", site.movements.iter().map(|record| record.route.to_string()).collect()),
        ("pages", site.pages.iter().map(|record| record.route.to_string()).collect()),
        ("units", site.units.iter().map(|record| record.id.value.to_string()).collect()),
        ("people", site.people.iter().map(|record| record.id.value.to_string()).collect()),
        ("awards", (0..site.decisions.len()).flat_map(rows).collect()),
    ])
}

/// Returns the records and pages of `project` that are missing from the built site.
fn missing(project: &Project, built: &Built) -> Vec<String> {
    let prepared = project.prepared();
    let Some(whole) = &prepared.planned else { return vec!["everything".to_owned()] };
    let site = &whole.site;
    let found = records(site);
    let hidden = site.hidden.len();
    let written = |folder: &str, end: &str| {
        let files = project.tree(folder).into_keys();
        files.filter(|name| name.to_lowercase().ends_with(end) && !name.starts_with('.')).count()
    };
    let mut missing = Vec::new();
    let mut compare = |what: &str, written: usize, found: usize| {
        if found < written {
            missing.push(format!("{} of {written} {what}", written - found));
        }
    };
    let texts = ["articles", "movements", "pages"];
    let of_texts = texts.iter().map(|folder| written(&format!("content/{folder}"), ".md")).sum();
    compare("texts", of_texts, texts.iter().map(|what| found[what].len()).sum::<usize>() + hidden);
    compare("decisions", written("content/awards", ".yaml"), site.decisions.len());
    let lines = |folder: &str, start: &str| {
        let count = |text: &[u8]| {
            String::from_utf8_lossy(text).lines().filter(|line| line.starts_with(start)).count()
        };
        project.tree(folder).values().map(|text| count(text)).sum()
    };
    compare("rows", lines("content/awards", "  - "), found["awards"].len());
    compare("awards", found["awards"].len(), site.awards.len());
    let registered = found["units"].len() + found["people"].len();
    compare("units and people", lines("content/registry", "- {id"), registered);
    for route in texts.iter().flat_map(|what| &found[what]) {
        if !built.files.contains_key(&format!("{}index.html", route.trim_start_matches('/'))) {
            missing.push(format!("the page {route}"));
        }
    }
    let routes = &site.settings.routes;
    for (what, word, count) in
        [("decisions", &routes.decisions, site.decisions.len()), ("units", &routes.units, site.units.len())]
    {
        let is_page = |path: &&String| {
            path.strip_prefix(&format!("{word}/")).is_some_and(|rest| rest.ends_with("/index.html"))
        };
        let pages = built.files.keys().filter(is_page).count();
        if pages < count {
            missing.push(format!("pages of {} {what}", count - pages));
        }
    }
    missing
}

/// Builds `project`, in which `code` is silenced.
fn outcome(code: Code, project: &Project) -> (Outcome, String) {
    let built = Built::of(project.path(), &options());
    let errors =
        built.reported.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let errors: BTreeSet<&str> = errors.map(|diagnostic| diagnostic.code.name()).collect();
    if errors.contains("not-silenceable") {
        assert!(built.files.is_empty(), "{code}: files were written although the code cannot be silenced");
        return (Outcome::Refused, String::new());
    }
    if !errors.is_empty() {
        return (Outcome::OtherErrors, errors.into_iter().collect::<Vec<_>>().join(" "));
    }
    match missing(project, &built) {
        missing if missing.is_empty() => (Outcome::Complete, format!("{} files", built.files.len())),
        missing => (Outcome::Incomplete, missing.join(", ")),
    }
}

/// Silences `code` in the settings; returns false if the project has no readable settings.
fn ignore(project: &Project, code: Code) -> bool {
    let path = project.at("content/site.yaml");
    let Ok(settings) = fs::read_to_string(&path) else { return false };
    let request = format!("check: {{ignore: [{code}]}}\n");
    fs::write(path, format!("{}\n{request}", settings.trim_end())).is_ok() && !settings.contains("check:")
}

/// Silences `code` in the record it is reported for; returns false if that record takes no `accept`.
fn accept(project: &Project, code: Code) -> bool {
    let reported = project.reported();
    let Some(diagnostic) = reported.diagnostics.iter().find(|diagnostic| diagnostic.code == code) else {
        return false;
    };
    let (Location::File(_) | Location::Text(_)) = diagnostic.place else { return false };
    let Some(source) = diagnostic.source().and_then(|id| reported.sources.find(id)) else { return false };
    let Ok(text) = fs::read_to_string(project.at(&source.path)) else { return false };
    let request = format!("accept: [{code}]");
    let accepted = match &*source.path {
        path if path.ends_with(".md") && text.starts_with("---\n") => {
            text.replacen("---\n", &format!("---\n{request}\n"), 1)
        }
        path if path.starts_with("content/awards/") => format!("{request}\n{text}"),
        "content/registry/units.yaml" => text.replace("- {id", &format!("- {{{request}, id")),
        _ => return false,
    };
    fs::write(project.at(&source.path), accepted).is_ok()
}

/// Returns the projects of every case in `messages/` and of the rules, written again for each call.
fn sites() -> Vec<(Code, Project)> {
    let cases =
        Case::all().into_iter().filter_map(|case| Some((Code::from_name(case.code()?)?, case.project())));
    let rules = rule_sites().into_iter().map(|(code, project)| (Code::from_name(code).unwrap(), project));
    cases.chain(rules).collect()
}

/// A function that silences a code in a project; returns false if the project has no place for that.
type Silence = fn(&Project, Code) -> bool;

/// Silencing a code that may be silenced leaves the site complete, by `ignore` and by `accept`; silencing
/// another code is an error, and no file is written.
#[test]
fn nothing_is_missing() {
    let ways = [("ignore", ignore as Silence), ("accept", accept)];
    let mut table: BTreeMap<&str, [Vec<String>; 2]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (way, (name, silence)) in ways.iter().enumerate() {
        for (code, project) in sites() {
            if !silence(&project, code) {
                continue;
            }
            let (outcome, more) = outcome(code, &project);
            let good = if code.may_be_silenced() {
                outcome == Outcome::Complete
                    || (outcome == Outcome::OtherErrors && !more.contains(code.name()))
            } else {
                matches!(outcome, Outcome::Refused | Outcome::OtherErrors)
            };
            if !good {
                wrong.push(format!("{code} by {name}: {outcome:?} {more}"));
            }
            table.entry(code.name()).or_default()[way].push(format!("{outcome:?} {more}").trim().to_owned());
        }
    }
    for (code, [ignored, accepted]) in &table {
        eprintln!("{code}: ignore {}; accept {}", ignored.join(" / "), accepted.join(" / "));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let tried: BTreeSet<&str> = table.into_keys().collect();
    let errors = Code::all().filter(|code| code.severity() == Severity::Error && code.may_be_silenced());
    let untried: Vec<&str> = errors.map(Code::name).filter(|name| !tried.contains(name)).collect();
    assert!(untried.is_empty(), "add a site for {untried:?}");
}

/// A failed build leaves the output of an earlier build unchanged, byte for byte.
#[test]
fn earlier_output_is_unchanged() {
    for (code, invalid) in [
        ("missing-key", "- {id: cd-moi}\n"),
        ("bad-slug", "- {id: Mới, type: upper, names: [{name: A}]}\n"),
        ("parent-circle", "- {id: a, type: upper, names: [{name: A}], parents: [{unit: a}]}\n"),
        ("yaml-quote", "- {id: \"a}\n"),
    ] {
        let project = project();
        assert!(project.run(&["build"]).status.success());
        let before = project.tree("public");
        let units = fs::read_to_string(project.at("content/registry/units.yaml")).unwrap();
        project.write("content/registry/units.yaml", units + invalid);
        project.write("content/site.yaml", format!("{SETTINGS}check: {{ignore: [{code}]}}\n"));
        let output = project.run(&["build"]);
        let said =
            String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{code}: {said}");
        assert!(said.contains("[not-silenceable]"), "{code}: {said}");
        assert!(before == project.tree("public"), "{code}: the site changed");
    }
}

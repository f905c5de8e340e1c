//! The tables that the site publishes, and those that it exports for staff, are read back to the same awards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use bangvang::edit::{self, Wanted};
use bangvang::model::award::{Status, Visibility};
use bangvang::model::site::{AwardRef, BuildOptions, ShowHidden, Site};
use bangvang::pipeline::{self, NoBuildObserver};
use serde_json::Value;

use crate::pages::DEMONSTRATION;
use crate::project::{Project, options, tree};

/// The demonstration without its decisions.
fn without_awards() -> Project {
    let project = Project::empty();
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content")) {
        let is_text = path.ends_with(".yaml") || path.ends_with(".md");
        if is_text && !path.starts_with("awards/") {
            project.write(&format!("content/{path}"), bytes);
        }
    }
    project
}

/// Calls `read` with the site of `project`, with all that is hidden.
fn with_site<T>(root: &Path, read: impl FnOnce(&Site) -> T) -> T {
    let scan = pipeline::scan(root, &NoBuildObserver).unwrap();
    let options = BuildOptions { shown: ShowHidden::All, ..options() };
    let prepared = pipeline::plan_site(scan, &options, &NoBuildObserver);
    read(&prepared.planned.as_ref().expect("the settings are valid").site)
}

/// What a published table has of an award, by the number of the decision, its issuer and the row.
fn published(award: AwardRef<'_>, site: &Site) -> (String, String) {
    let record = award.record;
    let decision = &site.decisions[award.award.decision];
    let id = |unit| site.units[unit].id.value.to_string();
    let day = award.decision.signed.as_ref().map(|day| day.value);
    let unit = award.award.unit.map(|unit| {
        let name = day.map_or_else(|| site.units[unit].name(), |day| site.units[unit].name_on(day));
        let printed = record.unit_as_printed.as_ref().map_or(name, |printed| &printed.value);
        format!("{} {printed}", id(unit))
    });
    let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let key = format!(
        "{} {} {:?}",
        text(
            award
                .decision
                .number
                .as_ref()
                .map(|number| &*number.value)
                .or(award.decision.undocumented.as_deref())
        ),
        text(decision.issuer.map(id).as_deref()),
        record.no.as_ref().map(|no| no.value),
    );
    let movement =
        award.award.movement.map(|movement| site.movements[movement].record.title.value.to_string());
    let value = [
        day.map_or_else(String::new, |day| day.to_string()),
        record.to.value.word().to_owned(),
        text(record.name.as_ref().map(|name| &*name.value)),
        text(record.honorific.as_deref()),
        text(record.position.as_ref().map(|position| &*position.value)),
        text(unit.as_deref()),
        site.kinds[award.award.kind].id.value.to_string(),
        format!("{:?}", award.award.class),
        text(record.category.map(|category| category.word())),
        text(movement.as_deref()),
        record.period.value.to_string(),
        text(record.citation.as_ref().map(|citation| &*citation.value)),
        format!("{:?} {:?}", record.status, record.by.as_ref().map(|by| by.value.to_string())),
    ];
    (key, value.join(" | "))
}

fn is_named(award: AwardRef<'_>) -> bool {
    award.record.status != Status::Withdrawn && award.record.visibility == Visibility::Full
}

/// Runs `import` for a file without a terminal; returns the objects that it prints.
fn import(project: &Project, file: &str) -> Vec<Value> {
    let output = project.run(&["import", file, "--yes", "--format", "json"]);
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// The table of each year, as CSV and as XLSX, is read back to the same decisions and awards without a question. Rows
/// whose name readers do not see are reported.
#[test]
fn published_tables_are_read_back() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut named, mut withheld): (BTreeMap<i16, BTreeMap<String, String>>, BTreeMap<i16, usize>) =
        Default::default();
    with_site(root, |site| {
        for award in site.all_awards() {
            let year = award.award.year;
            if is_named(award) {
                let (key, value) = published(award, site);
                assert!(named.entry(year).or_default().insert(key.clone(), value).is_none(), "{key}");
            } else {
                *withheld.entry(year).or_default() += 1;
            }
        }
    });
    let mut compared = 0;
    for (year, expected) in &named {
        for end in ["csv", "xlsx"] {
            let name = format!("bang-vang-{year}.{end}");
            let Some(bytes) = DEMONSTRATION.get(&format!("bang-vang/{year}/{name}")) else { continue };
            let project = without_awards();
            project.write(&name, bytes);
            let printed = import(&project, &name);
            let reports: Vec<&Value> = printed.iter().filter(|one| one["event"] == "import-found").collect();
            // The name of a unit as a decision printed it may differ from those that the registry knows.
            let open: Vec<&Value> =
                reports.iter().flat_map(|report| report["open"].as_array().unwrap()).collect();
            assert!(open.iter().all(|one| one["subject"] == "unit"), "{name}: {open:?}");
            let asked: usize = open.iter().map(|one| one["places"].as_array().unwrap().len()).sum();
            assert!(asked <= 2, "{name}: {open:?}");
            let rows = reports.iter().flat_map(|report| report["not_taken"].as_array().unwrap());
            let reported = rows.filter(|row| row["outcome"] == "not-understood").count();
            assert_eq!(reported, withheld.get(year).copied().unwrap_or(0), "{name}");
            let found: BTreeMap<String, String> = with_site(project.path(), |site| {
                site.all_awards().map(|award| published(award, site)).collect()
            });
            let wrong: Vec<_> =
                expected.iter().filter(|(key, value)| found.get(*key) != Some(value)).collect();
            assert_eq!(wrong.len(), asked, "{name}: {wrong:?}");
            assert_eq!(found.len(), expected.len(), "{name}");
            compared += found.len();
        }
    }
    assert!(compared > 2_000, "{compared}");
}

/// A decision with what the demonstration lacks: a draft, a row without a shared value, and a text like a formula.
const DRAFT: &str = "number: 5/QĐ-LĐLĐ\nsigned: 2026-03-02\nissuer: ldld-minh-giang\ndraft: true\n\
    document: qd-5.pdf\ndefaults: {kind: giay-khen, period: 2025, category: dot-xuat}\nawards:\n  \
    - {no: 1, to: individual, name: Lê Văn Mẫu, unit: cdcs-may-phu-an, citation: '- Cứu người', visibility: hidden}\n  \
    - {no: 2, to: collective, unit: cdcs-may-phu-an, name: 'Tổ 1', period: {from: 2020, to: 2025}, accept: [near-name]}\n";

/// A decision that only changes others.
const CHANGES: &str =
    "number: 6/QĐ-LĐLĐ\nsigned: 2026-03-03\nissuer: ldld-minh-giang\nsubject: Về việc hủy bỏ\nawards: []\n";

/// The keys of each decision, and of each row with the defaults of its decision.
fn decisions(root: &Path) -> BTreeMap<String, Vec<BTreeMap<String, Wanted>>> {
    let folder = root.join("content/awards");
    let files = tree(&folder).into_iter().filter(|(path, _)| path.ends_with(".yaml"));
    let decision = |(path, bytes): (String, Vec<u8>)| {
        let Some(Wanted::Map(entries)) = edit::tree(std::str::from_utf8(&bytes).unwrap()) else {
            panic!("{path}");
        };
        let mut head: BTreeMap<String, Wanted> = entries.into_iter().collect();
        let defaults = head.remove("defaults");
        let rows = match head.remove("awards") {
            Some(Wanted::List(rows)) => rows,
            _ => Vec::new(),
        };
        let row = |row| {
            let (Wanted::Map(own), defaults) = (row, defaults.clone()) else { panic!("{path}") };
            let mut entries: BTreeMap<String, Wanted> = match defaults {
                Some(Wanted::Map(defaults)) => defaults.into_iter().collect(),
                _ => BTreeMap::new(),
            };
            entries.extend(own);
            entries
        };
        let rows: Vec<BTreeMap<String, Wanted>> = rows.into_iter().map(row).collect();
        let all = std::iter::once(head).chain(rows).collect();
        (path.clone(), all)
    };
    files.map(decision).collect()
}

/// What is exported for staff is read back, without a question, to the same decisions in the same files: drafts, hidden
/// names, and everything that no column shows.
#[test]
fn exported_tables_are_read_back() {
    let full = without_awards();
    for (path, bytes) in tree(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content/awards")) {
        full.write(&format!("content/awards/{path}"), bytes);
    }
    full.write("content/awards/2026/qd-05.yaml", DRAFT);
    full.write("content/awards/2026/qd-06.yaml", CHANGES);
    let expected = decisions(full.path());
    for name in ["tat-ca.xlsx", "tat-ca.csv"] {
        let output = full.run(&["export", name]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let empty = without_awards();
        empty.write(name, fs::read(full.at(name)).unwrap());
        let printed = import(&empty, name);
        for report in printed.iter().filter(|one| one["event"] == "import-found") {
            assert_eq!(report["open"].as_array().map(Vec::len), Some(0), "{report}");
        }
        let found = decisions(empty.path());
        assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "{name}");
        for (path, decision) in &expected {
            assert_eq!(found[path].len(), decision.len(), "{name} {path}");
            for (found, expected) in found[path].iter().zip(decision) {
                assert_eq!(found, expected, "{name} {path}");
            }
        }
    }
}

/// A file that exists is not overwritten, and no internal table is written where the site would publish it.
#[test]
fn exports_overwrite_nothing() {
    let project = Project::new().with_awards("  - {no: 1, to: individual, name: Lê Văn Mẫu, unit: cd-thu}\n");
    let project = project.with("co-san.csv", "cũ");
    for (arguments, code, word) in [
        (&["export", "co-san.csv"][..], 2, "--overwrite"),
        (&["export", "content/static/a.csv"], 2, "outside"),
        (&["export", "a.pdf"], 2, ".xlsx"),
        (&["export", "a.csv", "--year", "1999"], 2, "no such award"),
        (&["export", "a.csv", "--decision", "9/QĐ-LĐLĐ"], 2, "no such award"),
        (
            &["export", "a.csv", "--unit", "LĐLĐ Thử", "--year", "2022", "--decision", "1/QĐ-LĐLĐ"],
            0,
            "one award",
        ),
        (&["export", "co-san.csv", "--overwrite"], 0, "one award"),
    ] {
        fs::create_dir_all(project.at("content/static")).unwrap();
        let output = project.run(&[&["--lang", "en"], arguments].concat());
        let text = [&*output.stdout, &*output.stderr].map(String::from_utf8_lossy).concat();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {text}");
        assert!(text.contains(word), "{arguments:?}: {text}");
    }
    assert!(!project.at("content/static/a.csv").exists());
    assert!(fs::read_to_string(project.at("co-san.csv")).unwrap().contains("Lê Văn Mẫu"));
}

/// A row of an exported table that was changed is read by what it shows; what no column shows is kept for the same person
/// only.
#[test]
fn changed_rows_are_read_by_what_they_show() {
    let rows = "  - {no: 1, to: individual, name: Lê Văn Mẫu, person: mau, unit: cd-thu, article: tin/bai, visibility: initials}\n  \
        - {no: 2, to: individual, name: Trần Thị Mẫu, person: tran, unit: cd-thu, shared_with: [Lê Thị Hai]}\n";
    let project = Project::new().with_awards(rows).with(
        "content/registry/people.yaml",
        "- {id: mau, name: Lê Văn Mẫu}\n- {id: tran, name: Trần Thị Mẫu}\n",
    );
    assert_eq!(project.run(&["export", "a.csv"]).status.code(), Some(0));
    let table = fs::read_to_string(project.at("a.csv")).unwrap();
    let table = table.replacen(",Trần Thị Mẫu,", ",Trần Thị Mẫu Hai,", 1).replacen(
        "Lê Văn Mẫu,,",
        "Lê Văn Mẫu,Công nhân,",
        1,
    );
    project.write("a.csv", table);
    fs::remove_file(project.at("content/awards/qd-1.yaml")).unwrap();
    import(&project, "a.csv");
    let found = &decisions(project.path())["qd-1.yaml"];
    let text = |row: usize, key: &str| match found[row].get(key) {
        Some(Wanted::Text(text)) => text.clone(),
        other => format!("{other:?}"),
    };
    assert_eq!([text(1, "position"), text(1, "person"), text(1, "article")], ["Công nhân", "mau", "tin/bai"]);
    assert_eq!([text(1, "visibility"), text(1, "unit")], ["initials", "cd-thu"]);
    assert_eq!([text(2, "name"), text(2, "person")], ["Trần Thị Mẫu Hai", "None"]);
    assert!(!found[2].contains_key("shared_with"));
}

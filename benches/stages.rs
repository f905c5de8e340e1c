//! Benchmarks of the stages of a build, with an invented site of 1,000 articles and 10,000 awards.
//!
//! `cargo bench --bench stages`

#[path = "whole/corpus.rs"]
mod corpus;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bangvang::check::RuleSet;
use bangvang::model::linked_awards::LinkedAwards;
use bangvang::model::site::{BuildOptions, Now, ShowHidden, Site};
use bangvang::pipeline::{self, NoBuildObserver, PreparedBuild};
use bangvang::plan::{self, PlanReuse};
use bangvang::read::{self, Readings, scan};
use bangvang::render::theme::Theme;
use bangvang::serve::preview::{Preview, RefreshOutcome};
use bangvang::sink::NullSink;
use bangvang::write::{Durability, OpenOptions, OutputFolder, ProtectedFolders};
use divan::Bencher;
use jiff::civil::date;

fn main() {
    divan::main();
}

/// The project folder of the corpus, which is generated once.
fn site() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus-1000-10000");
    corpus::write(&folder, corpus::Pages::Usual, 1_000, 10_000).expect("the corpus can be written");
    folder.join("bangvang")
}

fn options() -> BuildOptions {
    BuildOptions {
        now: Now::At(date(2026, 6, 1).at(12, 0, 0, 0)),
        shown: ShowHidden::Published,
        base_url: None,
    }
}

fn prepared() -> PreparedBuild {
    let scan = pipeline::scan(&site(), &NoBuildObserver).expect("the corpus can be read");
    pipeline::plan_site(scan, &options(), &NoBuildObserver)
}

#[divan::bench]
fn scan(bencher: Bencher<'_, '_>) {
    let site = site();
    bencher.bench(|| scan::scan(&site, &scan::Scan::default()).expect("the corpus can be read"));
}

#[divan::bench]
fn records(bencher: Bencher<'_, '_>) {
    let scan = prepared().scan;
    bencher.bench(|| read::records(&scan, &mut Readings::default()));
}

#[divan::bench]
fn assemble(bencher: Bencher<'_, '_>) {
    let scan = prepared().scan;
    let records = read::records(&scan, &mut Readings::default()).value;
    bencher.bench(|| Site::assemble(&records, &scan.sources, &options(), &LinkedAwards::default()));
}

#[divan::bench]
fn theme(bencher: Bencher<'_, '_>) {
    let prepared = prepared();
    let site = prepared.views().expect("the corpus has no errors").site;
    bencher.bench(|| Theme::compile(site, &prepared.scan.sources));
}

#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    let prepared = prepared();
    let views = prepared.views().expect("the corpus has no errors");
    bencher.bench(|| plan::plan_site(views.site, views.sources, views.theme.parts(), &PlanReuse::default()));
}

#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let prepared = prepared();
    bencher.bench(|| prepared.run_checks(RuleSet::Everything, &|| false));
}

#[divan::bench]
fn render(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(prepared).bench_values(|mut prepared| prepared.render(&NullSink, &|| ()));
}

/// A file, and the text after which a number is inserted.
const EDITS: [(&str, &str); 3] = [
    ("articles/posts/2024/bai-000014.md", "\n---\n\n"),
    ("awards/2024/1.yaml", "name: \""),
    ("registry/units.yaml", "name: "),
];

/// A rebuild of the preview after one file changed: an article, a decision with 50 awards, the units.
#[divan::bench(args = EDITS)]
fn rebuild(bencher: Bencher<'_, '_>, (file, behind): (&str, &str)) {
    let site = site();
    let path = site.join("content").join(file);
    let before = fs::read_to_string(&path).expect("the corpus has this file");
    let mut preview = Preview::new(&site, Box::new(options), Arc::default());
    preview.refresh(None);
    let hint = BTreeSet::from([path.clone()]);
    let mut number = 0;
    bencher.bench_local(|| {
        number += 1;
        let edited = before.replacen(behind, &format!("{behind}{number} "), 1);
        fs::write(&path, edited).expect("the corpus can be edited");
        assert!(matches!(preview.refresh(Some(&hint)), RefreshOutcome::Changed(_)));
    });
    fs::write(&path, before).expect("the corpus can be restored");
}

#[divan::bench]
fn commit(bencher: Bencher<'_, '_>) {
    let open = |folder: &Path| {
        let protected =
            ProtectedFolders { root: site(), output_base: folder.to_owned(), inputs: Vec::new(), home: None };
        let options = OpenOptions { durable: Durability::Kill, ..OpenOptions::default() };
        OutputFolder::open(&folder.join("public"), &protected, &options)
            .expect("an empty folder can be opened")
    };
    let staged = || {
        let folder = tempfile::tempdir().expect("the system has a place for temporary files");
        let staging = open(folder.path()).staging().expect("an empty folder can be staged to");
        let evidence = prepared().render(&staging, &|| ()).expect("the volume has space");
        (folder, staging, evidence.expect("the corpus has no errors"))
    };
    bencher.with_inputs(staged).bench_values(|(folder, staging, evidence)| {
        staging.prepare(&evidence).and_then(|prepared| prepared.commit(None)).expect("the commit succeeds");
        folder
    });
}

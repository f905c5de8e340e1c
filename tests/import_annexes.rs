//! 60 annexes whose truth is known, in twelve layouts, as `.xlsx`, `.docx` and `.csv`: no award is read wrongly.

mod layouts;
mod sheet;
mod truth;
mod twelve;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use bangvang::import::{
    Answers, Document, Proposal, ProposeOptions, ProposedAward, QuestionSubject, Reader, Reference, Registry,
    RowOutcome, propose, row_place,
};
use bangvang::model::id::IdVec;
use bangvang::model::records::Records;
use bangvang::model::registry::AwardKind;
use bangvang::read;

use crate::trials::count;

use self::sheet::AnnexFile;
use self::truth::{Expected, Reading, Truth};

/// The rows of awards of the annexes of each seed; the last is long in three layouts.
const ROWS: [u32; 5] = [10, 24, 60, 150, 400];

/// The records of the demonstration.
static RECORDS: LazyLock<Records> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scan = read::scan::scan(root, &read::scan::Scan::default()).expect("the demonstration can be read");
    read::records(&scan, &mut read::Readings::default()).into_value(&mut Vec::new())
});

static KINDS: LazyLock<IdVec<AwardKind, Arc<AwardKind>>> = LazyLock::new(|| {
    let mut kinds = RECORDS.kinds.clone();
    kinds.sort_by_key(|kind| kind.rank);
    IdVec::from(kinds)
});

/// What became of the rows of awards.
#[derive(Debug, Default)]
struct Score {
    rows: usize,
    /// The rows that need no question.
    readable: usize,
    right: usize,
    asked: usize,
    left_out: usize,
    wrong: Vec<String>,
}

/// Every row of an award is right, or asked, or reported as not understood; none is wrong, and no other row becomes an
/// award.
#[test]
fn no_award_is_read_wrongly() {
    let mut total = Score::default();
    for layout in 1..=12 {
        let mut score = Score::default();
        for seed in 0..u64::from(count(ROWS.len() as u32)) {
            let rows = ROWS.get(seed as usize).copied().unwrap_or(80);
            let rows = if seed == 4 && [1, 4, 8].contains(&layout) { 2_000 } else { rows };
            let name = format!("{layout}-{seed}");
            let sheets = twelve::annex(layout, seed, rows);
            // A text has no sheet of codes: people save each sheet by itself.
            let lists = &sheets[..sheets.len().min(2)];
            let mut files =
                vec![sheet::xlsx(&name, &sheets), sheet::docx(&name, &sheets), sheet::csv(&name, lists)];
            if layout == 12 {
                let lines = twelve::decision(seed, rows);
                files.extend([sheet::paragraphs(&name, &lines), sheet::text(&name, &lines)]);
            }
            files.iter().for_each(|file| score.add(file, &document(file)));
        }
        eprintln!(
            "layout {layout}: {} rows, {} right, {} asked, {} left out, {} wrong",
            score.rows,
            score.right,
            score.asked,
            score.left_out,
            score.wrong.len()
        );
        total.rows += score.rows;
        total.readable += score.readable;
        total.right += score.right;
        total.asked += score.asked;
        total.left_out += score.left_out;
        total.wrong.extend(score.wrong);
    }
    eprintln!(
        "{} rows, of which {} need no question: {} right, {} asked, {} left out",
        total.rows, total.readable, total.right, total.asked, total.left_out
    );
    let right_percent = total.right * 100 / total.readable;
    assert!(right_percent >= 97, "only {right_percent} % of the rows that need no question are right");
    assert!(
        total.wrong.is_empty(),
        "{} wrong:\n{}",
        total.wrong.len(),
        total.wrong[..total.wrong.len().min(40)].join("\n")
    );
}

fn document(file: &AnnexFile) -> Document {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(&file.name);
    fs::write(&path, &file.bytes).unwrap();
    if let Ok(kept) = std::env::var("BANGVANG_ANNEXES") {
        fs::write(Path::new(&kept).join(&file.name), &file.bytes).unwrap();
    }
    Reader::default().read(&path).unwrap_or_else(|error| panic!("{}: {error:?}", file.name))
}

/// Annexes that LibreOffice 7.4 converted (`soffice --headless --convert-to`) are read as before: the same awards, notes and
/// questions. Installing it would cost every run of the checks minutes, so the files are kept.
#[test]
fn converted_annexes_are_read_as_before() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import/converted");
    let reader = Reader { program: Some(env!("CARGO_BIN_EXE_bangvang").into()) };
    let read = |name: &str| {
        let document = reader.read(&folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        let proposals = proposals(&document);
        let awards: Vec<Expected> =
            proposals.iter().flat_map(|proposal| &proposal.awards).map(read_as).collect();
        let questions = proposals.iter().flat_map(|proposal| &proposal.questions);
        let asked: Vec<(String, usize)> =
            questions.map(|question| (question.printed.clone(), question.places.len())).collect();
        (awards, asked)
    };
    for (original, converted, awards) in [
        ("two-line-head.xlsx", "two-line-head.xls", 60),
        ("groups.xlsx", "groups.ods", 64),
        ("merged.docx", "merged-through-odt.docx", 61),
    ] {
        let expected = read(original);
        assert_eq!(expected.0.len(), awards, "{original}");
        assert_eq!(read(converted), expected, "{converted}");
    }
}

/// Returns the proposals of a document, with all questions open.
fn proposals(document: &Document) -> Vec<Proposal> {
    let registry = Registry::new(&RECORDS.units, &KINDS, RECORDS.movements.iter());
    let options = ProposeOptions {
        number: Some("88/QĐ-LĐLĐ".to_owned()),
        signed: Some(jiff::civil::date(2024, 2, 5)),
        issuer: Some("ldld-minh-giang".to_owned()),
        period: Some("2023".to_owned()),
        ..ProposeOptions::default()
    };
    propose(document, &registry, &options, &Answers::default())
}

impl Score {
    fn add(&mut self, file: &AnnexFile, document: &Document) {
        let proposals = proposals(document);
        let mut awards: BTreeMap<(usize, u32), Vec<&ProposedAward>> = BTreeMap::new();
        for award in proposals.iter().flat_map(|proposal| &proposal.awards) {
            awards.entry((award.table, award.row)).or_default().push(award);
        }
        let mut subjects: BTreeMap<String, BTreeSet<QuestionSubject>> = BTreeMap::new();
        for question in proposals.iter().flat_map(|proposal| &proposal.questions) {
            for place in &question.places {
                subjects.entry(row_place(place)).or_default().insert(question.key.subject);
            }
        }
        let none = BTreeSet::new();
        for (place, truth) in &file.truth {
            self.rows += 1;
            self.readable += usize::from(truth.reading == Reading::Readable);
            let found = awards.remove(place).unwrap_or_default();
            let row = found.first().map_or_else(String::new, |award| award.place.clone());
            let open = subjects.get(&row).unwrap_or(&none);
            match verdict(&found, truth, open) {
                Ok(true) => self.right += 1,
                Ok(false) => self.asked += 1,
                Err(_) if found.is_empty() && is_reported(&proposals, *place, document) => self.left_out += 1,
                Err(reason) => self.wrong.push(format!("{} {place:?}: {reason}", file.name)),
            }
        }
        for (place, found) in awards {
            self.wrong.push(format!("{} {place:?}: no award, but {found:?}", file.name));
        }
    }
}

/// Whether the report lists the row as one that was not understood.
fn is_reported(proposals: &[Proposal], (table, row): (usize, u32), document: &Document) -> bool {
    let tables = document.blocks.iter().filter_map(|block| match block {
        bangvang::import::Block::Table(grid) => Some(grid.place(row, None)),
        bangvang::import::Block::Paragraph(_) => None,
    });
    let place = tables.into_iter().nth(table).unwrap_or_else(|| (row + 1).to_string());
    let mut rows = proposals.iter().flat_map(|proposal| &proposal.rows);
    rows.any(|found| {
        found.table == table && found.place == place && found.outcome == RowOutcome::NotUnderstood
    })
}

/// Whether a row is right without a question, or right as far as it is not asked.
///
/// # Errors
/// What is wrong.
fn verdict(
    found: &[&ProposedAward],
    truth: &Truth,
    open: &BTreeSet<QuestionSubject>,
) -> Result<bool, String> {
    let is_open = !open.is_empty() || found.iter().any(|award| has_open(award));
    if truth.reading == Reading::Unreadable {
        return Err(format!("it has no recipient, but {found:?}"));
    }
    if truth.reading == Reading::Ask && !is_open {
        return Err(format!("not asked: {found:?} {truth:?}"));
    }
    if found.len() != truth.awards.len() && !(is_open && found.len() == 1) {
        return Err(format!("{} awards in place of {truth:?}", found.len()));
    }
    for (award, expected) in found.iter().zip(&truth.awards) {
        let read = read_as(award);
        let compared = as_far_as_decided(&read, expected, award, open);
        if read != compared {
            return Err(format!("\n   read     {read:?}\n   expected {compared:?}\n   open {open:?}"));
        }
    }
    Ok(!is_open)
}

fn has_open(award: &ProposedAward) -> bool {
    let references = [&award.unit, &award.kind];
    references.into_iter().flatten().any(|reference| matches!(reference, Reference::Open { .. }))
}

fn read_as(award: &ProposedAward) -> Expected {
    let id = |reference: &Option<Reference>| match reference {
        Some(Reference::Known { id, .. }) => Some(id.clone()),
        _ => None,
    };
    let kind = id(&award.kind).map(|kind| &*Box::leak(kind.into_boxed_str()));
    Expected {
        no: award.no,
        to: award.to.map_or("", |to| to.word()),
        name: award.name.clone(),
        honorific: award.honorific.as_deref().map(|word| if word == "Bà" { "Bà" } else { "Ông" }),
        position: award.position.clone(),
        unit: id(&award.unit),
        kind,
        posthumous: award.posthumous,
        shared_with: award.shared_with.clone(),
        citation: award.citation.clone(),
    }
}

/// Returns the truth, with what was read in place of the fields that questions are about.
fn as_far_as_decided(
    read: &Expected,
    expected: &Expected,
    award: &ProposedAward,
    open: &BTreeSet<QuestionSubject>,
) -> Expected {
    let mut compared = expected.clone();
    if open.contains(&QuestionSubject::RecipientKind) || open.contains(&QuestionSubject::Row) {
        let Expected { to, name, honorific, shared_with, unit, posthumous, position, .. } = read.clone();
        compared = Expected { to, name, honorific, shared_with, posthumous, position, ..compared };
        compared.unit = if unit.is_none() { None } else { compared.unit };
    }
    if open.contains(&QuestionSubject::PositionAndUnit) {
        compared.position.clone_from(&read.position);
        compared.unit = None;
    }
    if matches!(award.unit, Some(Reference::Open { .. })) {
        compared.unit = None;
    }
    if matches!(award.kind, Some(Reference::Open { .. })) {
        compared.kind = None;
    }
    compared
}

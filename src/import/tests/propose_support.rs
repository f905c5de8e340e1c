//! Tables written as text, the registry of the demonstration, and proposals as short lines.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use crate::import::{
    Answers, Block, Cell, CellValue, Document, Grid, GridKind, Merge, Paragraph, Proposal, ProposeOptions,
    ProposedAward, Reference, Registry, RowOutcome, propose,
};
use crate::model::id::IdVec;
use crate::model::records::Records;
use crate::model::registry::AwardKind;
use crate::read;

/// The records of the demonstration.
static RECORDS: LazyLock<Records> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let scan = read::scan::scan(root, &read::scan::Scan::default()).expect("the demonstration can be read");
    let report = read::records(&scan, &mut read::Readings::default());
    report.into_value(&mut Vec::new())
});

static KINDS: LazyLock<IdVec<AwardKind, Arc<AwardKind>>> = LazyLock::new(|| {
    let mut kinds = RECORDS.kinds.clone();
    kinds.sort_by_key(|kind| kind.rank);
    IdVec::from(kinds)
});

/// Returns the registry of the demonstration.
pub fn registry() -> Registry<'static> {
    Registry::new(&RECORDS.units, &KINDS, RECORDS.movements.iter())
}

/// Returns a sheet: each line is a row, `|` divides its cells, and a number is a number.
pub fn sheet(text: &str) -> Grid {
    merged(text, &[])
}

/// Returns a sheet with merged cells: the first row and column, the last row and column.
pub fn merged(text: &str, merges: &[(u32, u32, u32, u32)]) -> Grid {
    let merges = merges.iter().map(|(top, left, bottom, right)| Merge {
        top: *top,
        left: *left,
        bottom: *bottom,
        right: *right,
    });
    Grid::new("Sheet1", GridKind::Sheet, cells(text), merges.collect())
}

/// Returns the cells of a table; `#N/A` is an error value, and `\n` a line break.
pub fn cells(text: &str) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (row, line) in text.trim_matches('\n').lines().enumerate() {
        for (column, text) in line.split('|').enumerate() {
            let text = text.trim().replace("\\n", "\n");
            let value = match text.parse() {
                _ if text.is_empty() => continue,
                Ok(number) => CellValue::Number(number),
                Err(_) if text.starts_with('#') => CellValue::Error(text),
                Err(_) => CellValue::Text(text),
            };
            let place = |number: usize| u32::try_from(number).expect("tests are small");
            cells.push(Cell { row: place(row), column: place(column), value });
        }
    }
    cells
}

/// Returns the options with which a table needs no question about the decision itself.
pub fn options() -> ProposeOptions {
    ProposeOptions {
        number: Some("88/QĐ-LĐLĐ".to_owned()),
        signed: Some(jiff::civil::date(2024, 2, 5)),
        issuer: Some("ldld-minh-giang".to_owned()),
        period: Some("2023".to_owned()),
        ..ProposeOptions::default()
    }
}

/// Returns a document of tables.
pub fn document(grids: impl IntoIterator<Item = Grid>) -> Document {
    Document { blocks: grids.into_iter().map(Block::Table).collect(), left_out: Vec::new() }
}

/// Returns the paragraphs of a text, one a line.
pub fn paragraphs(text: &str) -> Vec<Block> {
    let lines = text.trim_matches('\n').lines().zip(1..);
    lines.map(|(text, number)| Block::Paragraph(Paragraph { text: text.trim().to_owned(), number })).collect()
}

/// Returns the only decision of a document.
pub fn proposal(document: &Document, options: &ProposeOptions, answers: &Answers) -> Proposal {
    let mut proposals = propose(document, &registry(), options, answers);
    assert_eq!(proposals.len(), 1);
    proposals.remove(0)
}

/// Returns the only decision of a table, with [`options`].
pub fn of_table(grid: Grid) -> Proposal {
    proposal(&document([grid]), &options(), &Answers::default())
}

/// Returns an award as `kind of recipient; name; position; unit; kind of award`.
pub fn line(award: &ProposedAward) -> String {
    let reference = |reference: &Option<Reference>| match reference {
        Some(Reference::Known { id, .. }) => id.clone(),
        Some(Reference::Open { printed }) => format!("?{printed}"),
        None => "-".to_owned(),
    };
    let honorific = award.honorific.as_ref().map_or_else(String::new, |honorific| format!("{honorific} "));
    let name = award.name.as_ref().map_or_else(|| "-".to_owned(), |name| format!("{honorific}{name}"));
    let class = award.class.as_ref().map_or_else(String::new, |class| format!(" {class}"));
    format!(
        "{}; {name}; {}; {}; {}{class}",
        award.to.map_or("?", |to| to.word()),
        award.position.as_deref().unwrap_or("-"),
        reference(&award.unit),
        reference(&award.kind),
    )
}

/// Asserts the awards of a proposal, as [`line`] writes them.
#[track_caller]
pub fn assert_awards(proposal: &Proposal, expected: &[&str]) {
    let found: Vec<String> = proposal.awards.iter().map(line).collect();
    assert_eq!(found, expected, "questions: {:#?}", proposal.questions);
}

/// Asserts that a proposal has these awards, and no question.
#[track_caller]
pub fn assert_certain(proposal: &Proposal, expected: &[&str]) {
    assert_awards(proposal, expected);
    assert!(proposal.questions.is_empty(), "{:#?}", proposal.questions);
}

/// Returns what became of the rows, one letter each: `t`itle, `h`ead, `n`umbers, `g`roup, `a`ward, `q`uestion, `s`um,
/// `f`ooter, `p`hantom, `?`.
pub fn outcomes(proposal: &Proposal) -> String {
    let places: BTreeSet<&str> = proposal.rows.iter().map(|row| &*row.place).collect();
    assert_eq!(places.len(), proposal.rows.len(), "every row has one outcome");
    let letter = |outcome: RowOutcome| match outcome {
        RowOutcome::Title => 't',
        RowOutcome::Head => 'h',
        RowOutcome::ColumnNumbers => 'n',
        RowOutcome::Group => 'g',
        RowOutcome::Taken => 'a',
        RowOutcome::Asked => 'q',
        RowOutcome::Total => 's',
        RowOutcome::Footer => 'f',
        RowOutcome::Phantom => 'p',
        RowOutcome::NotUnderstood => '?',
    };
    proposal.rows.iter().map(|row| letter(row.outcome)).collect()
}

//! Random edits of records in hostile files.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::edit::tests::documents::ENTRIES;
use crate::edit::tests::records::{assert_edited, edit};
use crate::edit::{TextFile, Wanted, patch, tree};
use crate::trials;

/// Rows of a list; `NO` is the number of the row.
const ROWS: &[&str] = &[
    "- {no: NO, name: Trần Thị Hoa}  # ghi chú NO",
    "- {no: NO,\n   name: \"Hoa, Mai\", # trong NO\n   unit: to-1}",
    "- { \"no\" : NO , 'name' : 'nó ''ổn''' }",
    "- {no: NO, accept: [a, \"b, c\"], more: {a: 1, b: [2]}}",
    "- no: NO\n  name: 'Hoa ''Mai'''  # thợ NO\n  accept: [a, b]",
    "- no: NO\n\n  # giữa NO\n  citation: |\n    dòng một\n    # không phải\n\n    dòng ba\n  unit: b",
    "-   no: NO\n    to: individual",
    "- # đầu NO\n  no: NO\n  name: dòng một\n    dòng hai",
    "- no: NO\n  shared_with:\n  - Hoa\n  # trong NO\n  - Mai # cuối NO\n  more:\n      a: 1",
    "- chữ NO # ghi chú NO",
    "- \"NO: a\"",
    "- [NO, a, {b: c}]",
    "- - NO\n  - hai # NO",
    "- >-\n  gập NO\n  lại",
    "-",
    "- {}",
];

/// Lines between rows.
const GAPS: &[&str] = &["", "", "", "\n", "# dòng NO: [a\n", "\n# NO\n\n"];

/// A list of rows, all lines after `indent`.
fn list() -> impl Strategy<Value = String> {
    let indent = select(vec!["", "  ", "      "]);
    (indent, vec((select(GAPS), select(ROWS)), 1..6)).prop_map(|(indent, rows)| {
        let rows = rows
            .iter()
            .zip(1..)
            .map(|((gap, row), no)| format!("{gap}{row}\n").replace("NO", &format!("{no}")));
        let text: String = rows.collect();
        let lines = text.split_inclusive('\n');
        lines.map(|line| if line == "\n" { line.to_owned() } else { format!("{indent}{line}") }).collect()
    })
}

/// A YAML file: the rows alone, or between other entries.
fn hostile() -> impl Strategy<Value = String> {
    let entries = |prefix: &'static str| {
        vec(select(ENTRIES), 0..3).prop_map(move |entries| {
            let named = entries.iter().zip(0..);
            named.map(|(entry, at)| format!("{}\n", entry.replace("KEY", &format!("{prefix}{at}")))).collect()
        })
    };
    let record = (entries("a"), list(), entries("z"))
        .prop_map(|(first, list, last): (String, _, String)| format!("{first}awards: # rows\n{list}{last}"));
    prop_oneof![1 => list(), 4 => record]
}

/// Whatever is edited in hostile files, one change after the other, only the edited entry changes; line ends and byte
/// order mark stay.
#[test]
fn edits_of_hostile_records_change_only_their_lines() {
    let edits = (hostile(), vec(edit(), 1..4), any::<bool>(), any::<bool>());
    trials::run(300, edits, |(text, edits, is_windows, has_mark)| {
        let text = if is_windows { text.replace('\n', "\r\n") } else { text };
        let bytes = if has_mark { format!("\u{feff}{text}") } else { text }.into_bytes();
        let file = TextFile::parse(&bytes).unwrap();
        let patched = edits.iter().fold(file.raw().to_owned(), |source, edit| assert_edited(&source, edit));
        assert_eq!(file.bytes(&patched).starts_with("\u{feff}".as_bytes()), has_mark);
        assert_eq!(
            patched.matches("\r\n").count(),
            if is_windows { patched.matches('\n').count() } else { 0 }
        );
    });
}

fn row() -> Wanted {
    Wanted::Map(vec![("no".to_owned(), Wanted::Text("2".to_owned()))])
}

/// Rows whose dashes are below the key of their list come and go like others; an empty row can be filled.
#[test]
fn rows_need_no_indentation() {
    let source = "awards: # rows\n- {no: 1} # a\n-\n- {no: 3} # c\nnote: x\n";
    let edited = |change: fn(&mut Vec<Wanted>)| {
        let mut goal = tree(source).unwrap();
        let Wanted::Map(entries) = &mut goal else { panic!() };
        let Wanted::List(rows) = &mut entries[0].1 else { panic!() };
        change(rows);
        patch(source, &goal).unwrap()
    };
    assert_eq!(edited(|rows| drop(rows.remove(2))), source.replace("- {no: 3} # c\n", ""));
    assert_eq!(edited(|rows| drop(rows.remove(1))), source.replace("-\n", ""));
    assert_eq!(edited(|rows| rows[1] = row()), source.replace("-\n", "- {no: 2}\n"));
    assert_eq!(edited(|rows| rows.insert(1, row())), source.replace("-\n", "- {no: 2}\n-\n"));
}

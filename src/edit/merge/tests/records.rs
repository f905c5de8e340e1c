use proptest::prelude::*;

use crate::edit::merge::{MergeSide, merge_record, merge_record_with};
use crate::edit::patch::tree;
use crate::edit::wanted::Wanted;

fn yaml(text: &str) -> Wanted {
    tree(text).expect("the text is YAML")
}

/// The conflicts, each as `path: base / mine / theirs`.
fn conflicts(base: &str, mine: &str, theirs: &str) -> Vec<String> {
    let said = |value: &Option<Wanted>| match value {
        None => "-".to_owned(),
        Some(Wanted::Text(text)) => text.clone(),
        Some(_) => "…".to_owned(),
    };
    let merged = merge_record(&yaml(base), &yaml(mine), &yaml(theirs));
    let line = |found: &crate::edit::merge::RecordConflict| {
        format!("{}: {} / {} / {}", found.path, said(&found.base), said(&found.mine), said(&found.theirs))
    };
    merged.conflicts.iter().map(line).collect()
}

fn clean(base: &str, mine: &str, theirs: &str) -> Wanted {
    let merged = merge_record(&yaml(base), &yaml(mine), &yaml(theirs));
    assert_eq!(merged.conflicts, []);
    merged.value
}

const ROWS: &str = "no: 1/QĐ\nawards:\n- {no: 1, name: An, unit: a}\n- {no: 2, name: Bình, unit: b}\n- {no: 3, name: Chi, unit: c}\n";

/// Keys of different rows, new rows, deleted rows and moved rows are merged.
#[test]
fn rows_are_merged_by_identity() {
    let mine = "no: 1/QĐ\nawards:\n- {no: 1, name: An, unit: a}\n- {no: 2, name: Bình, unit: x}\n- {no: 3, name: Chi, unit: c}\n- {no: 4, name: Dũng}\n";
    let theirs =
        "no: 2/QĐ\nawards:\n- {no: 3, name: Chi, unit: c}\n- {no: 2, name: Bình, unit: b, class: 1}\n";
    let wanted = "no: 2/QĐ\nawards:\n- {no: 3, name: Chi, unit: c}\n- {no: 4, name: Dũng}\n- {no: 2, name: Bình, unit: x, class: 1}\n";
    assert_eq!(clean(ROWS, mine, theirs), yaml(wanted));
    // A corrected name and a changed number are still the same row.
    let mine = ROWS.replace("name: Bình", "name: Bính");
    let theirs = ROWS.replace("no: 2, name: Bình, unit: b", "no: 2, name: Bình, unit: y");
    assert_eq!(clean(ROWS, &mine, &theirs), yaml(&mine.replace("unit: b", "unit: y")));
}

/// Different values of one key are a conflict with the row's position, and one can be chosen.
#[test]
fn the_same_key_is_a_conflict() {
    let (mine, theirs) = (ROWS.replace("unit: b", "unit: x"), ROWS.replace("unit: b", "unit: y"));
    assert_eq!(conflicts(ROWS, &mine, &theirs), ["awards[1].unit: b / x / y"]);
    assert_eq!(merge_record(&yaml(ROWS), &yaml(&mine), &yaml(&theirs)).value, yaml(&mine));
    let chosen = merge_record_with(&yaml(ROWS), &yaml(&mine), &yaml(&theirs), &|_| MergeSide::Theirs);
    assert_eq!(chosen.value, yaml(&theirs));
    // A row that one deleted and the other changed.
    let deleted = ROWS.replace("- {no: 2, name: Bình, unit: b}\n", "");
    assert_eq!(conflicts(ROWS, &deleted, &theirs), ["awards[1]: … / - / …"]);
    // Both added a row of the same number and name.
    let (mine, theirs) = (
        format!("{ROWS}- {{no: 4, name: Dũng, unit: d}}\n"),
        format!("{ROWS}- {{no: 4, name: Dũng, unit: e, class: 1}}\n"),
    );
    assert_eq!(conflicts(ROWS, &mine, &theirs), ["awards[3].unit: - / d / e"]);
    assert_eq!(conflicts("a: [1, 2, 3]\n", "a: [3, 1, 2]\n", "a: [2, 1, 3]\n"), ["a: … / … / …"]);
}

/// A row of another person with the same number does not take over what was changed for the first one.
#[test]
fn another_person_is_another_row() {
    let mine = ROWS.replace("no: 2, name: Bình, unit: b", "no: 2, name: Lan, unit: l");
    let theirs = ROWS.replace("unit: b", "unit: y");
    let merged = merge_record(&yaml(ROWS), &yaml(&mine), &yaml(&theirs));
    assert_eq!(merged.value, yaml(&mine));
    assert_eq!(merged.conflicts.len(), 1, "{merged:?}");
}

/// Lists of words take the words of both; texts of several lines are merged by line.
#[test]
fn words_and_texts_are_merged() {
    assert_eq!(clean("tags: [a, b]\n", "tags: [a, b, m]\n", "tags: [t, b]\n"), yaml("tags: [t, b, m]\n"));
    let text = |one: &str, two: &str| format!("note: |\n  {one}\n  giữa\n  {two}\n");
    assert_eq!(clean(&text("a", "b"), &text("x", "b"), &text("a", "y")), yaml(&text("x", "y")));
    assert_eq!(conflicts(&text("a", "b"), &text("x", "b"), &text("y", "b")).len(), 1);
    assert_eq!(clean("a: 1\n", "a: 1\nb: 2\n", "c: 3\na: 1\n"), yaml("c: 3\na: 1\nb: 2\n"));
}

/// A record of five rows; each of 15 values has the number of its edits behind it.
fn record(edits: &[u8; 15], gone: &[bool; 5], new: Option<&str>) -> Wanted {
    let text = |value: String| Wanted::Text(value);
    let mut rows: Vec<Wanted> = (0..5)
        .filter(|row| !gone[*row])
        .map(|row| {
            let keys = ["unit", "class", "citation"].iter().enumerate();
            let values =
                keys.map(|(at, key)| ((*key).to_owned(), text(format!("{key} {}", edits[row * 3 + at]))));
            let number = [("no", format!("{row}")), ("name", format!("Người {row}"))];
            let number = number.map(|(key, value)| (key.to_owned(), text(value)));
            Wanted::Map(number.into_iter().chain(values).collect())
        })
        .collect();
    rows.extend(new.map(|name| Wanted::Map(vec![("name".to_owned(), text(name.to_owned()))])));
    Wanted::Map(vec![("awards".to_owned(), Wanted::List(rows))])
}

proptest! {
    /// Changes of different values, deleted rows and new rows are all in the result; a change on one side alone is the
    /// result.
    #[test]
    fn distinct_values_are_merged(
        owners in prop::array::uniform15(0_u8..3),
        gone in prop::array::uniform5(0_u8..6),
    ) {
        let base = record(&[0; 15], &[false; 5], None);
        let side = |who: u8, new: &str| {
            let edits = std::array::from_fn(|at| {
                // A row that one deletes is changed by neither.
                u8::from(owners[at] == who && gone[at / 3] > 2)
            });
            record(&edits, &gone.map(|of| of == who), Some(new).filter(|_| gone[0] != 5))
        };
        let (mine, theirs) = (side(1, "Mới một"), side(2, "Mới hai"));
        let edits = std::array::from_fn(|at| u8::from(owners[at] > 0 && gone[at / 3] > 2));
        let all = record(&edits, &gone.map(|of| of == 1 || of == 2), None);
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let merged = merge_record(&base, one, other);
            prop_assert_eq!(&merged.conflicts, &[]);
            let Some(Wanted::List(mut rows)) = merged.value.value("awards").cloned() else { panic!() };
            let is_new = |row: &Wanted| row.value("no").is_none();
            prop_assert_eq!(rows.iter().filter(|row| is_new(row)).count(), if gone[0] == 5 { 0 } else { 2 });
            rows.retain(|row| !is_new(row));
            prop_assert_eq!(Some(&Wanted::List(rows)), all.value("awards"));
            prop_assert_eq!(&merge_record(&base, one, &base).value, one);
            prop_assert_eq!(&merge_record(&base, &base, one).value, one);
            prop_assert_eq!(&merge_record(&base, one, one).value, one);
        }
    }
}

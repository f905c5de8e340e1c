use proptest::prelude::*;

use crate::edit::merge::{MergeOutcome, merge_file};
use crate::edit::patch::{patch, tree};
use crate::edit::wanted::Wanted;

const DECISION: &str = "# Quyết định tháng một\nnumber: 27/QĐ\nsigned: 2023-01-16\nawards: # theo sổ\n  - {no: 1, to: individual, name: Lê Văn An, unit: a}\n  - no: 2\n    to: individual\n    name: Trần Thị Bình # viết đúng\n    unit: b\n  - {no: 3, to: individual, name: Phạm Chi,\n     unit: c}\n  - {no: 4, to: individual, name: Đỗ Dũng, unit: d} # hết\n";

const ARTICLE: &str = "---\ntitle: Một tin\ndate: 2023-01-16\ntags: [a]\n---\nĐoạn một.\n\nĐoạn hai.\n";

fn merged(path: &str, base: &str, mine: &str, theirs: &str) -> String {
    match merge_file(path, base.as_bytes(), mine.as_bytes(), theirs.as_bytes()) {
        MergeOutcome::Merged(bytes) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// Front matter is merged by key, also on one line, and the text by lines.
#[test]
fn articles_are_merged() {
    let mine = ARTICLE.replace("tags: [a]", "tags: [a, m]").replace("Đoạn một.", "Đoạn một, dài hơn.");
    let theirs =
        ARTICLE.replace("tags: [a]", "tags: [t, a]\ndraft: true").replace("Đoạn hai.", "Đoạn hai, khác.");
    let wanted = "---\ntitle: Một tin\ndate: 2023-01-16\ntags: [t, a, m]\ndraft: true\n---\nĐoạn một, dài hơn.\n\nĐoạn hai, khác.\n";
    assert_eq!(merged("content/articles/tin/a.md", ARTICLE, &mine, &theirs), wanted);
    let windows = format!("\u{feff}{}", theirs.replace('\n', "\r\n"));
    let wanted = format!("\u{feff}{}", wanted.replace('\n', "\r\n"));
    assert_eq!(merged("content/articles/tin/a.md", ARTICLE, &mine, &windows), wanted);
    assert_eq!(merged("content/articles/tin/a.md", ARTICLE, &windows, &mine), wanted);
}

/// Both kinds of conflicts of an article are listed; the result has the changes that do not meet.
#[test]
fn conflicts_of_articles() {
    let mine = ARTICLE.replace("Một tin", "Tin của tôi").replace("Đoạn hai.", "Đoạn của tôi.");
    let theirs =
        ARTICLE.replace("Một tin", "Tin khác").replace("Đoạn hai.", "Đoạn khác.").replace("[a]", "[b]");
    let outcome = merge_file("a.md", ARTICLE.as_bytes(), mine.as_bytes(), theirs.as_bytes());
    let MergeOutcome::Conflicts(found) = outcome else { panic!("{outcome:?}") };
    assert_eq!((&*found.values[0].path, found.values.len(), found.lines.len()), ("title", 1, 1));
    assert_eq!(found.lines[0].theirs, "Đoạn khác.\n");
    assert_eq!(String::from_utf8(found.bytes).unwrap(), mine.replace("[a]", "[b]"));
}

/// Two changes in one line of YAML are merged, and the comments of both stay; comments that cannot stay are a conflict.
#[test]
fn comments_survive() {
    let mine = DECISION.replace("name: Lê Văn An", "name: Lê Văn Ân");
    let theirs = DECISION.replace("unit: a}", "unit: x} # đã sửa").replace("# hết", "# hết sổ");
    let wanted = theirs.replace("name: Lê Văn An", "name: Lê Văn Ân");
    assert_eq!(merged("content/awards/a.yaml", DECISION, &mine, &theirs), wanted);
    assert_eq!(merged("content/awards/a.yaml", DECISION, &theirs, &mine), wanted);
    let mine = mine.replace("unit: a}", "unit: a} # của tôi");
    let outcome = merge_file("a.yaml", DECISION.as_bytes(), mine.as_bytes(), theirs.as_bytes());
    let MergeOutcome::Conflicts(found) = outcome else { panic!("{outcome:?}") };
    assert!(found.values.is_empty() && found.lines[0].mine.contains("# của tôi"), "{found:?}");
}

/// Files that are not text, or YAML with errors of syntax, are never mixed by value.
#[test]
fn what_cannot_be_read_is_not_mixed() {
    assert_eq!(merge_file("a.jpg", b"\xff1", b"\xff2", b"\xff3"), MergeOutcome::NotText);
    assert_eq!(merge_file("a.jpg", b"\xff1", b"\xff2", b"\xff1"), MergeOutcome::Merged(b"\xff2".to_vec()));
    let (base, mine, theirs) = ("a: [1\nb: 2\nc: 3\n", "a: [1\nb: 2\nc: 4\n", "a: [0\nb: 2\nc: 3\n");
    assert_eq!(merged("a.yaml", base, mine, theirs), "a: [0\nb: 2\nc: 4\n");
}

/// Sets a value of a row of `text`, or deletes the row.
fn edited(text: &str, edits: &[(usize, u8)], who: &str) -> String {
    let plain = text.trim_start_matches('\u{feff}');
    let mut wanted = tree(plain).unwrap();
    let Wanted::Map(entries) = &mut wanted else { panic!() };
    let Some((_, Wanted::List(rows))) = entries.iter_mut().find(|(key, _)| key == "awards") else { panic!() };
    let mut gone = Vec::new();
    for (row, edit) in edits {
        let Wanted::Map(values) = &mut rows[*row] else { panic!() };
        match edit {
            0 => gone.push(*row),
            1 => values.push(("citation".to_owned(), Wanted::Text(format!("Có công: {who}")))),
            _ => values.iter_mut().filter(|(key, _)| key == "unit").for_each(|(_, unit)| {
                *unit = Wanted::Text(who.to_owned());
            }),
        }
    }
    gone.sort_unstable();
    gone.into_iter().rev().for_each(|row| drop(rows.remove(row)));
    patch(plain, &wanted).unwrap()
}

proptest! {
    /// Changes of different rows of a file are all in the merged file, with the line ends of the one that changed them,
    /// and all comments of rows that stay.
    #[test]
    fn rows_of_files_are_merged(edits in prop::collection::vec(0_u8..4, 4), owners in prop::collection::vec(any::<bool>(), 4), windows in any::<bool>()) {
        let of = |is_mine: bool| -> Vec<(usize, u8)> {
            (0..4).filter(|at| owners[*at] == is_mine && edits[*at] < 3).map(|at| (at, edits[at])).collect()
        };
        let all: Vec<(usize, u8)> = (0..4).filter(|at| edits[*at] < 3).map(|at| (at, edits[at])).collect();
        prop_assume!(all.iter().filter(|(_, edit)| *edit == 0).count() < 4);
        let mine = edited(DECISION, &of(true), "x");
        let theirs = edited(DECISION, &of(false), "x");
        let theirs = if windows { format!("\u{feff}{}", theirs.replace('\n', "\r\n")) } else { theirs };
        for (one, other) in [(&mine, &theirs), (&theirs, &mine)] {
            let result = merged("content/awards/a.yaml", DECISION, one, other);
            let plain = result.trim_start_matches('\u{feff}').replace("\r\n", "\n");
            prop_assert_eq!(tree(&plain), tree(&edited(DECISION, &all, "x")));
            prop_assert!(plain.contains("# Quyết định tháng một") && plain.contains("# theo sổ"));
            prop_assert_eq!(result.starts_with('\u{feff}'), windows);
            prop_assert_eq!(result.matches("\r\n").count(), if windows { plain.lines().count() } else { 0 });
        }
    }
}

//! Random edits of the records of the demonstration content.

use std::fs;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use walkdir::WalkDir;

use crate::edit::tests::values;
use crate::edit::{Wanted, patch, tree};
use crate::trials;

/// The YAML files of the demonstration content.
fn records() -> Vec<String> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/content");
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "yaml"));
    files.map(|file| fs::read_to_string(file.path()).unwrap()).collect()
}

/// An edit of one mapping or list of a record.
#[derive(Clone, Debug)]
pub struct Edit {
    /// Which of the mappings and lists, in order from the top.
    place: Index,
    /// Which of its keys or items.
    at: Index,
    /// Where a row moves.
    to: Index,
    act: Act,
    text: String,
}

#[derive(Clone, Copy, Debug)]
enum Act {
    Set,
    Remove,
    Add,
    Move,
}

/// An edit of any kind, anywhere.
pub fn edit() -> impl Strategy<Value = Edit> {
    let act = select(vec![Act::Set, Act::Set, Act::Remove, Act::Add, Act::Move]);
    (any::<Index>(), any::<Index>(), any::<Index>(), act, values::text())
        .prop_map(|(place, at, to, act, text)| Edit { place, at, to, act, text })
}

/// All mappings and lists of `tree` that have entries.
fn places(tree: &mut Wanted, path: &mut Vec<usize>, found: &mut Vec<Vec<usize>>) {
    let inner: Vec<&mut Wanted> = match tree {
        Wanted::Nothing | Wanted::Text(_) => return,
        Wanted::List(items) => items.iter_mut().collect(),
        Wanted::Map(entries) => entries.iter_mut().map(|(_, value)| value).collect(),
    };
    if !inner.is_empty() {
        found.push(path.clone());
    }
    for (at, value) in inner.into_iter().enumerate() {
        path.push(at);
        places(value, path, found);
        path.pop();
    }
}

fn at_path<'t>(tree: &'t mut Wanted, path: &[usize]) -> &'t mut Wanted {
    path.iter().fold(tree, |tree, at| match tree {
        Wanted::List(items) => &mut items[*at],
        Wanted::Map(entries) => &mut entries[*at].1,
        Wanted::Nothing | Wanted::Text(_) => panic!("no structure"),
    })
}

/// Makes the edit and returns how many keys and items it may concern: those of the value before.
fn apply(goal: &mut Wanted, edit: &Edit) -> usize {
    let mut found = Vec::new();
    places(goal, &mut Vec::new(), &mut found);
    if found.is_empty() {
        return 0;
    }
    let text = || Wanted::Text(edit.text.clone());
    match at_path(goal, &edit.place.get(&found).clone()) {
        Wanted::Map(entries) => {
            let at = edit.at.index(entries.len());
            let concerned = weight(&entries[at].1);
            match edit.act {
                Act::Set => entries[at].1 = text(),
                Act::Remove => drop(entries.remove(at)),
                Act::Add | Act::Move => {
                    let key = format!("khóa-{}", edit.to.index(1000));
                    if !entries.iter().any(|(name, _)| *name == key) {
                        entries.insert(edit.to.index(entries.len() + 1), (key, text()));
                    }
                }
            }
            concerned
        }
        Wanted::List(items) => {
            let at = edit.at.index(items.len());
            let concerned = weight(&items[at]);
            match (edit.act, items[at].clone()) {
                (Act::Set, Wanted::Map(mut entries)) if !entries.is_empty() => {
                    let last = entries.len() - 1;
                    entries[last].1 = text();
                    items[at] = Wanted::Map(entries);
                }
                (Act::Set, _) => items[at] = text(),
                (Act::Remove, _) => drop(items.remove(at)),
                (Act::Add, Wanted::Map(mut entries)) => {
                    entries.retain(|(name, _)| name != "mới");
                    entries.push(("mới".to_owned(), text()));
                    items.insert(edit.to.index(items.len() + 1), Wanted::Map(entries));
                }
                (Act::Add, _) => items.insert(edit.to.index(items.len() + 1), text()),
                (Act::Move, item) => {
                    items.remove(at);
                    items.insert(edit.to.index(items.len() + 1), item);
                }
            }
            concerned
        }
        Wanted::Nothing | Wanted::Text(_) => 0,
    }
}

/// The number of lines between the first and the last difference, before and after.
fn changed_lines(old: &str, new: &str) -> usize {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let end =
        old[start..].iter().rev().zip(new[start..].iter().rev()).take_while(|(old, new)| old == new).count();
    old.len() + new.len() - 2 * (start + end)
}

/// The number of keys and items in `tree`, also in its mappings and lists.
fn weight(tree: &Wanted) -> usize {
    match tree {
        Wanted::Nothing => 1,
        Wanted::Text(text) => 1 + text.lines().count(),
        Wanted::List(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Wanted::Map(entries) => 1 + entries.iter().map(|(_, value)| weight(value)).sum::<usize>(),
    }
}

/// All texts in `tree`.
fn texts(tree: &Wanted) -> String {
    match tree {
        Wanted::Nothing => String::new(),
        Wanted::Text(text) => format!("{text}\n"),
        Wanted::List(items) => items.iter().map(texts).collect(),
        Wanted::Map(entries) => entries.iter().map(|(_, value)| texts(value)).collect(),
    }
}

/// The comment lines of `source`, without their indentation; a line of a text may look like one.
fn comments(source: &str) -> Vec<&str> {
    let texts = texts(&tree(source).unwrap());
    source.lines().map(str::trim).filter(|line| line.starts_with('#') && !texts.contains(line)).collect()
}

/// The number of mappings and lists in `tree`.
fn structures(tree: &mut Wanted) -> usize {
    let mut found = Vec::new();
    places(tree, &mut Vec::new(), &mut found);
    found.len()
}

/// Makes the edit in `source` and returns the patched text: it is read as wanted, all lines outside the edited entry stay,
/// and so do the comments of everything but removed, moved and replaced rows.
pub fn assert_edited(source: &str, edit: &Edit) -> String {
    let mut goal = tree(source).unwrap();
    let before = structures(&mut goal);
    let concerned = apply(&mut goal, edit);
    let patched = patch(source, &goal).unwrap_or_else(|error| panic!("{edit:?}: {error:?}\n{source}"));
    assert_eq!(tree(&patched).unwrap(), goal.cleaned(), "{edit:?}\n{source}");
    if matches!(edit.act, Act::Set | Act::Add) && structures(&mut goal) >= before {
        let kept = comments(&patched);
        let lost = comments(source).into_iter().find(|line| !kept.contains(line));
        assert_eq!(lost, None, "{edit:?}\n{source}\n{patched}");
    }
    if !matches!(edit.act, Act::Move) {
        let (lines, most) = (changed_lines(source, &patched), 8 + concerned + edit.text.lines().count());
        assert!(lines <= most, "{edit:?}: {lines} lines, at most {most}\n{source}\n{patched}");
    }
    patched
}

/// Whatever is edited in the records, one change after the other, only the edited entry changes.
#[test]
fn edits_of_records_change_only_their_lines() {
    let records = records();
    assert!(records.len() > 20, "{}", records.len());
    let edits = (any::<Index>(), proptest::collection::vec(edit(), 1..6), any::<bool>());
    trials::run(60, edits, |(record, edits, is_windows)| {
        let text = record.get(&records);
        let source = if is_windows { text.replace('\n', "\r\n") } else { text.clone() };
        let patched = edits.iter().fold(source, |source, edit| assert_edited(&source, edit));
        assert_eq!(patched.matches('\n').count() == patched.matches("\r\n").count(), is_windows);
    });
}

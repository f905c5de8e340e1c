//! Reads files of names as a script does.

use std::collections::BTreeMap;

use crate::search::words::{fnv1a, head, words};
use crate::search::{AwardTitle, NameFiles, NameTree, SearchFile, SearchSection};

/// Returns the file that a script reads for the typed words of a whole name, or of the end of one: down the tree as far as
/// words are typed.
pub fn file_for(tree: &NameTree, typed: &str) -> String {
    let nodes = match tree {
        NameTree::One(file) => return (*file).to_owned(),
        NameTree::Nodes(nodes) => nodes,
    };
    let mut words = words(typed);
    let last = words.pop().unwrap_or_default();
    let mut node = head(&last);
    while let Some(number) = nodes.get(&node).filter(|number| **number != 0) {
        let next = if *number < 0 { Some(last.clone()) } else { words.pop() };
        let Some(word) = next else { break };
        let count = number.unsigned_abs();
        node = format!("{node}-{count}{}-{}", sign(*number), fnv1a(&word) % count);
    }
    node
}

/// Returns true if the divided node `name` has a file of its own, with the best of its people: not if it is a head or directly
/// below one and has two or three parts, none of them divided.
pub fn has_list(tree: &NameTree, name: &str) -> bool {
    let NameTree::Nodes(nodes) = tree else { return false };
    let parts = leaves(tree, name).len();
    nodes[name] < 0
        || parts > 3
        || parts != nodes[name].unsigned_abs() as usize
        || name.matches('-').count() > 2
}

/// Returns the names of all files below `file` that have each person once.
pub fn leaves(tree: &NameTree, file: &str) -> Vec<String> {
    let number = match tree {
        NameTree::Nodes(nodes) => nodes.get(file).copied().unwrap_or(0),
        NameTree::One(_) => 0,
    };
    if number == 0 {
        return vec![file.to_owned()];
    }
    let (parts, sign) = (number.unsigned_abs(), sign(number));
    (0..parts).flat_map(|part| leaves(tree, &format!("{file}-{parts}{sign}-{part}"))).collect()
}

/// Returns the letter in the names of the parts of a node that is divided by the last word.
fn sign(number: i32) -> &'static str {
    if number < 0 { "w" } else { "" }
}

/// Returns the text of `file`; the words of all kinds and classes are the same.
pub fn text(file: &SearchFile) -> String {
    let title = |title: &AwardTitle| {
        let rank = 10 * title.kind.position() + title.class.map_or(9, usize::from);
        format!("kind-{}\t{rank}\tBằng khen của Liên đoàn Lao động tỉnh", title.kind.position())
    };
    let section = |section: &SearchSection| match section {
        SearchSection::Lines(lines) => lines.clone(),
        SearchSection::Titles(titles) => titles.iter().map(title).collect::<Vec<_>>().join("\n"),
    };
    file.sections.iter().map(section).collect::<Vec<_>>().join("\n\n")
}

/// A file of names as a script reads it.
#[derive(Debug)]
pub struct NamesRead {
    /// The ends of names with their numbers of people.
    pub counts: BTreeMap<String, usize>,
    /// Name, unit and address of each person.
    pub rows: Vec<(String, String, String)>,
}

/// Reads the file `name` of `index`, whose pages of recipients are below `vinh-danh/`.
pub fn read(index: &NameFiles, name: &str) -> NamesRead {
    let is_divided = matches!(&index.tree, Some(NameTree::Nodes(nodes)) if nodes.get(name).is_some_and(|number| *number != 0));
    let name = if is_divided { format!("{name}-") } else { name.to_owned() };
    let at = index.files.binary_search_by(|(file, _)| file.cmp(&name));
    let text = text(&index.files[at.unwrap_or_else(|_| panic!("there is no file {name}"))].1);
    let lines = |section: &'static str| section.split('\n').filter(|line| !line.is_empty());
    // Tests end soon: so that lines can be borrowed.
    let text: &'static str = Box::leak(text.into_boxed_str());
    let sections: Vec<&str> = text.split("\n\n").collect();
    let [units, _, counts, rows] = sections[..] else { panic!("{} sections", sections.len()) };
    let units: Vec<&str> = lines(units).collect();
    let count = |line: &str| {
        let (end, number) = line.split_once('\t').unwrap();
        (end.to_owned(), number.parse().unwrap())
    };
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let unit = cells[1].parse::<usize>().map_or_else(|_| String::new(), |number| unit_id(units[number]));
        let own = words(cells[0]).join("-");
        let address = match cells[3] {
            "" => format!("vinh-danh/{own}/"),
            "-" => format!("vinh-danh/{own}-{unit}/"),
            other => other.to_owned(),
        };
        (cells[0].to_owned(), unit, address)
    };
    NamesRead { counts: lines(counts).map(count).collect(), rows: lines(rows).map(row).collect() }
}

/// Returns the id in a line of a unit.
fn unit_id(line: &str) -> String {
    let mut cells = line.split('\t');
    let (id, name) = (cells.next().unwrap(), cells.next().unwrap());
    match id.split_once('~') {
        Some((start, number)) => {
            let words = words(name);
            format!("{start}{}", words[words.len() - number.parse::<usize>().unwrap()..].join("-"))
        }
        None => id.to_owned(),
    }
}

//! Changes the value of one key in a tree, however deep it is.

use crate::edit::wanted::Wanted;

/// The keys that lead to a value: one for each mapping around it, the outermost first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct KeyPath(Vec<String>);

impl KeyPath {
    /// The path through `keys`, which may have any characters.
    pub fn new<K: Into<String>>(keys: impl IntoIterator<Item = K>) -> KeyPath {
        KeyPath(keys.into_iter().map(Into::into).collect())
    }

    /// The path that a form writes with dots between the keys: `cover.file`.
    pub fn dotted(path: &str) -> KeyPath {
        KeyPath::new(path.split('.'))
    }

    /// Puts `value` at this path into `tree`, or removes the key; mappings without any key left are removed too.
    ///
    /// A new key of the outermost mapping comes behind those that are before it in `order`, every other key behind
    /// those that are there. A text in place of a mapping around the value is replaced.
    pub fn set(&self, tree: &mut Wanted, value: Option<&Wanted>, order: &[String]) {
        match value {
            Some(value) => insert(tree, &self.0, value, order),
            None => remove(tree, &self.0),
        }
    }
}

fn insert(tree: &mut Wanted, path: &[String], value: &Wanted, order: &[String]) {
    let Some((key, rest)) = path.split_first() else {
        value.clone_into(tree);
        return;
    };
    if !matches!(tree, Wanted::Map(_)) {
        *tree = Wanted::Map(Vec::new());
    }
    let Wanted::Map(entries) = tree else { return };
    let at = entries.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
        let at = place(entries, key, order);
        entries.insert(at, (key.clone(), Wanted::Nothing));
        at
    });
    insert(&mut entries[at].1, rest, value, &[]);
}

/// Where a new `key` belongs: behind the last of `entries` that is before it in `order`.
fn place(entries: &[(String, Wanted)], key: &str, order: &[String]) -> usize {
    let Some(own) = order.iter().position(|name| name == key) else { return entries.len() };
    let is_before = |(name, _): &(String, Wanted)| order[..own].contains(name);
    entries.iter().rposition(is_before).map_or(0, |at| at + 1)
}

fn remove(tree: &mut Wanted, path: &[String]) {
    let (Wanted::Map(entries), Some((key, rest))) = (tree, path.split_first()) else { return };
    let Some(at) = entries.iter().position(|(name, _)| name == key) else { return };
    if !rest.is_empty() {
        let was_empty = entries[at].1 == Wanted::Map(Vec::new());
        remove(&mut entries[at].1, rest);
        if was_empty || entries[at].1 != Wanted::Map(Vec::new()) {
            return;
        }
    }
    entries.remove(at);
}

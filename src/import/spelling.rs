//! Remembers the words of a source as another spelling of a record, in a file of the registry.

use crate::edit::{PatchError, Wanted, patch, tree};

/// Returns `raw`, a file such as `units.yaml`, in which the record `id` also has the spelling `printed`.
///
/// Returns `raw` itself if the record has the spelling already.
///
/// # Errors
/// [`PatchError::Unsound`] if `raw` is not a list in valid YAML, [`PatchError::NoChange`] if it has no record with this
/// id or cannot be changed.
pub fn with_spelling(raw: &str, id: &str, printed: &str) -> Result<String, PatchError> {
    let Some(Wanted::List(mut records)) = tree(raw) else { return Err(PatchError::Unsound) };
    let is_meant = |record: &&mut Wanted| record.value("id") == Some(&Wanted::Text(id.to_owned()));
    let Some(Wanted::Map(entries)) = records.iter_mut().find(is_meant) else {
        return Err(PatchError::NoChange);
    };
    let spelling = Wanted::Text(printed.to_owned());
    match entries.iter_mut().find(|(key, _)| key == "also") {
        Some((_, Wanted::List(known))) if known.contains(&spelling) => {}
        Some((_, Wanted::List(known))) => known.push(spelling),
        Some((_, known)) if *known == spelling => {}
        Some((_, known)) => {
            let before = match known {
                Wanted::Text(_) => vec![known.clone()],
                _ => Vec::new(),
            };
            *known = Wanted::List(before.into_iter().chain([spelling]).collect());
        }
        None => {
            let names = entries.iter().position(|(key, _)| matches!(&**key, "names" | "name"));
            let place = names.map_or(entries.len(), |at| at + 1);
            entries.insert(place, ("also".to_owned(), Wanted::List(vec![spelling])));
        }
    }
    patch(raw, &Wanted::List(records))
}

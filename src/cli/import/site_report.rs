//! Prints what an import of a site has read, and what it has not taken, line by line.

use std::collections::{BTreeMap, HashSet};

use serde_json::json;

use crate::cli::report::Reporter;
use crate::import::site::{ConvertedSite, OldPageKind, OldSite, SiteNote, SiteNoteKind};

/// Prints the report of the site `name`.
pub fn report(name: &str, old: &OldSite, converted: &ConvertedSite, reporter: &Reporter) {
    let articles = old.pages.iter().filter(|page| page.kind == OldPageKind::Article).count();
    let pictures: usize = converted.pages.iter().map(|one| one.page.files.len()).sum();
    let aliases: usize = converted.pages.iter().map(|one| one.page.aliases.len()).sum();
    let arguments = [
        ("site", name.to_owned()),
        ("articles", articles.to_string()),
        ("pages", (old.pages.len() - articles).to_string()),
        ("new", converted.pages.len().to_string()),
        ("files", (pictures + converted.static_files.len()).to_string()),
        ("aliases", aliases.to_string()),
        ("drafts", converted.pages.iter().filter(|one| one.page.draft).count().to_string()),
    ];
    reporter.sentence("import-site-found", &arguments);
    // What is left out as a whole has no losses.
    let taken: HashSet<usize> = converted.pages.iter().map(|one| one.old).collect();
    let mut notes: Vec<&SiteNote> = old.notes.iter().chain(&converted.notes).collect();
    notes.retain(|note| note.page.is_none_or(|page| taken.contains(&page)));
    if reporter.is_json() {
        for note in &notes {
            let object = json!({
                "event": "import-site-note", "kind": note.kind.word(), "place": note.place, "text": note.text,
                "message": text(note, 1, reporter),
            });
            reporter.object(&object);
        }
        for path in &converted.existing {
            reporter.object(&json!({"event": "import-site-existing", "path": path}));
        }
        return;
    }
    let mut keys: BTreeMap<&str, (&SiteNote, usize)> = BTreeMap::new();
    for note in &notes {
        if note.kind == SiteNoteKind::Key {
            keys.entry(&note.text).or_insert((note, 0)).1 += 1;
        } else {
            reporter.note(&format!("  {}", text(note, 1, reporter)));
        }
    }
    for (note, count) in keys.values() {
        reporter.note(&format!("  {}", text(note, *count, reporter)));
    }
    for path in &converted.existing {
        reporter.note(&format!("  {}", reporter.text("import-site-existing", &[("path", path.clone())])));
    }
}

/// Returns the line about a note, which counts for `count` of them.
fn text(note: &SiteNote, count: usize, reporter: &Reporter) -> String {
    let arguments = [
        ("kind", note.kind.word().to_owned()),
        ("place", note.place.clone()),
        ("text", note.text.clone()),
        ("count", count.to_string()),
    ];
    reporter.text("import-site-note", &arguments)
}

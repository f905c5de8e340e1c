//! Finds what can be corrected, by correcting the project in memory until nothing certain is left.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fs;
use std::sync::Arc;

use crate::check::RuleSet;
use crate::diagnostic::{Code, Correction, Diagnostic, Severity};
use crate::edit::{Corrected, correct};
use crate::hash::Hash;
use crate::model::site::BuildOptions;
use crate::pipeline::{self, BuildReuse, NoBuildObserver};
use crate::read::scan::Scan;
use crate::source::{Source, SourceId, Sources};

/// How often a corrected project is read again: a corrected error may uncover a value that can be corrected too.
const MAX_ROUNDS: usize = 10;

/// A file with corrections that are not written yet.
pub struct FileFix {
    /// The file as it is on the disk.
    pub source: Arc<Source>,
    /// Its bytes on the disk.
    pub before: Vec<u8>,
    /// Its bytes after the corrections.
    pub after: Vec<u8>,
    /// The number of corrections of each code.
    pub codes: BTreeMap<&'static str, usize>,
}

impl FileFix {
    /// The number of its corrections.
    pub fn count(&self) -> usize {
        self.codes.values().sum()
    }
}

/// The corrections of a project that are certain.
pub struct CertainCorrections {
    /// The files with corrections, in the order of their paths.
    pub files: Vec<FileFix>,
    /// The number of errors and warnings of the site that are left after all corrections.
    pub left: usize,
    /// The diagnostics that have a correction which cannot be applied, and the files they point to.
    pub failed: (Vec<Diagnostic>, Sources),
}

/// Corrects the diagnostics that `is_chosen` selects in memory; the disk is not changed.
pub fn certain_corrections(
    mut scan: Scan,
    options: &BuildOptions,
    is_chosen: &dyn Fn(&Source, Code) -> bool,
) -> CertainCorrections {
    let original = scan.sources.clone();
    let mut reuse = BuildReuse::default();
    let mut fixes: BTreeMap<SourceId, FileFix> = BTreeMap::new();
    let mut round = 0;
    loop {
        let prepared = pipeline::assemble(scan, options, &mut reuse, &NoBuildObserver);
        let checked = prepared.run_checks(RuleSet::ErrorsAndWarnings, &|| false);
        let diagnostics = checked.expect("this check is never cancelled");
        scan = prepared.scan;
        let mut by_file: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
        for diagnostic in diagnostics.iter().filter(|found| found.correction.is_some()) {
            let source = diagnostic.source().and_then(|id| scan.sources.find(id));
            if let Some(source) = source.filter(|source| is_chosen(source, diagnostic.code)) {
                by_file.entry(source.id).or_default().push(diagnostic);
            }
        }
        let mut has_changed = false;
        for (id, found) in by_file.iter().filter(|_| round < MAX_ROUNDS) {
            let Some(fix) = opened(&mut fixes, *id, &original) else { continue };
            let Some(source) = scan.sources.find(*id).cloned() else { continue };
            let corrections: Vec<&Correction> =
                found.iter().filter_map(|diagnostic| diagnostic.correction.as_deref()).collect();
            let Corrected { bytes, applied } = correct(&source, &fix.after, &corrections);
            if bytes == fix.after {
                continue;
            }
            for (diagnostic, _) in found.iter().zip(&applied).filter(|(_, applied)| **applied) {
                *fix.codes.entry(diagnostic.code.name()).or_default() += 1;
            }
            scan.replace_content(&source, &bytes);
            fix.after = bytes;
            has_changed = true;
        }
        if !has_changed {
            return finish(fixes, &diagnostics, &by_file, scan.sources);
        }
        round += 1;
    }
}

/// Returns the fix of the file `id`, after reading its bytes from the disk; `None` if they are not those of the scan.
fn opened<'f>(
    fixes: &'f mut BTreeMap<SourceId, FileFix>,
    id: SourceId,
    original: &Sources,
) -> Option<&'f mut FileFix> {
    Some(match fixes.entry(id) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(new) => {
            let source = original.find(id)?.clone();
            let before = fs::read(&source.disk).ok().filter(|bytes| Hash::of(bytes) == source.hash)?;
            let (after, codes) = (before.clone(), BTreeMap::new());
            new.insert(FileFix { source, before, after, codes })
        }
    })
}

fn finish(
    fixes: BTreeMap<SourceId, FileFix>,
    diagnostics: &[Diagnostic],
    by_file: &BTreeMap<SourceId, Vec<&Diagnostic>>,
    sources: Sources,
) -> CertainCorrections {
    let mut files: Vec<FileFix> = fixes.into_values().filter(|fix| fix.before != fix.after).collect();
    files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
    let failed: Vec<Diagnostic> = by_file.values().flatten().map(|found| (*found).clone()).collect();
    let left = diagnostics.iter().filter(|found| found.severity != Severity::Note).count();
    CertainCorrections { files, left, failed: (failed, sources) }
}

//! A release in, a ZIP file out: for an office that hands its site on to others.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::Ending;
use crate::file::below;
use crate::hash::Hash;
use crate::publish::difference::difference;
use crate::publish::look::{Known, Standing};
use crate::publish::plan::{Plan, plan};
use crate::publish::release::Release;
use crate::publish::session::Outcome;
use crate::publish::survey::Survey;
use crate::publish::zip;

use super::{Run, Wanted, bar::Bar, consent, faults, is_within, show};

/// Where the ZIP file is; refuses a folder in its place, and one that is not there above it.
pub fn place(run: &Run<'_>, path: &str) -> Result<PathBuf, Ending> {
    let to = run.arguments.root.join(path);
    let above = to.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // In the output it would be a file of the site, and in the content too.
    let inputs = ["content", "themes"].map(|name| run.arguments.root.join(name));
    let inside = inputs.iter().chain([&run.publish.out]).any(|folder| is_within(above, folder));
    if inside || to.is_dir() || to.is_symlink() || !above.is_dir() {
        run.reporter.fault("publish-zip-place", &[("path", to.display().to_string())]);
        return Err(Ending::Fault);
    }
    Ok(to)
}

/// Makes the ZIP file of what is wanted, unless it is there already.
pub fn bring(run: &Run<'_>, path: &str, wanted: &Wanted, out: Option<&Path>) -> Result<(), Ending> {
    let start = Instant::now();
    let to = place(run, path)?;
    let seen = run.state.seen();
    let made = run.state.zip();
    let there = File::open(&to).and_then(Hash::of_reader).ok().map(|(hash, _)| hash);
    // What is not the file that was made from here counts as none.
    let ours = there.is_some() && there == made;
    let plan = compared(seen.as_ref().filter(|_| ours), wanted);
    show::plan(&plan, &wanted.files, run.target, run.reporter);
    if plan.is_empty() && ours {
        return Ok(());
    }
    if there.is_some() && !ours {
        consent::foreign_zip(&to, run)?;
    }
    if run.publish.dry_run {
        run.reporter.sentence("publish-dry-run", &[]);
        return Ok(());
    }
    consent::changes(&plan, run)?;
    let notes = |fault| faults::state(&fault, run.reporter);
    for (path, file) in &wanted.files {
        let from = out.map(|out| below(out, path));
        run.state.store().prove(file.hash, from.as_deref()).map_err(notes)?;
    }
    let bar = Bar::new(run.reporter);
    bar.begin(wanted.files.values().map(|file| file.size).sum());
    let packed = zip::pack(&to, &wanted.files, run.state.store(), &bar);
    bar.end();
    packed.map_err(notes)?;
    let parent = seen.map(|seen| seen.revision);
    let release = Release::next(wanted.files.clone(), parent, wanted.restores.clone(), &run.publisher);
    let hash = File::open(&to).and_then(Hash::of_reader).map(|(hash, _)| hash);
    run.state.note_zip(hash.unwrap_or_else(|_| Hash::of(b""))).map_err(notes)?;
    run.state.remember(&release).map_err(notes)?;
    run.state.prune().map_err(notes)?;
    let sent = wanted.files.len();
    let outcome = Outcome { release: Some(release), sent, removed: 0, left: Vec::new() };
    show::outcome(&outcome, 0, start.elapsed(), run);
    Ok(())
}

/// What the ZIP file would have that the one before had not.
fn compared(seen: Option<&Release>, wanted: &Wanted) -> Plan {
    let release = seen.map_or(Known::Absent, |seen| Known::Sound(seen.clone()));
    let standing = Standing { release, progress: Known::Absent, seal: Hash::of(b"") };
    let difference = difference(&wanted.files, &standing, &Default::default());
    plan(&wanted.files, &standing, &difference, &Survey::default(), crate::publish::survey::Sizes::Exact)
}

//! The project folder in, [`Sources`] out: the only reading of the disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Cursor, Read};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use include_dir::{Dir, include_dir};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use walkdir::{DirEntry, WalkDir};

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::Hash;
use crate::picture;
use crate::read::decode::decode;
use crate::read::file_name;
use crate::source::{Content, Lines, Source, SourceId, Sources, Span, Text};
use crate::text;

static BUILT_IN_THEMES: [(&str, Dir<'static>); 2] = [
    ("default", include_dir!("$CARGO_MANIFEST_DIR/themes/default")),
    ("plain", include_dir!("$CARGO_MANIFEST_DIR/themes/plain")),
];
const CATALOGUE: &str = include_str!("../model/catalogue.yaml");

/// Where built-in files stand among the sources.
pub const BUILT_IN: &str = "<built-in>/";

/// The largest text that is read: an article of bytes.
const LARGEST_ARTICLE: u64 = 2 * 1024 * 1024;
/// The largest YAML file in bytes; 60,000 awards take about four million.
const LARGEST_RECORDS: u64 = 16 * 1024 * 1024;

/// Files that a thread takes up at a time: they are of all sizes, and none shall wait for one that has the large ones.
pub const MOST_AT_ONCE: usize = 16;

type Faults = BTreeMap<SourceId, Vec<Diagnostic>>;

/// Everything that one look at the project found.
#[derive(Clone, Debug, Default)]
pub struct Scan {
    /// The files.
    pub sources: Sources,
    /// What is wrong with finding files where they are.
    faults: Faults,
    /// What was wrong when they were read.
    unreadable: Faults,
    /// Files that had just changed. A second change within one tick of the file system's clock shows neither in
    /// their size nor in their time, so the next look reads them once more.
    fresh: BTreeSet<SourceId>,
}

impl Scan {
    /// What was wrong with the files themselves, in order of their names.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.values().chain(self.unreadable.values()).flatten()
    }

    /// The paths of the files that are not as they were in `previous`, an earlier look at the same project.
    pub fn changes(&self, previous: &Scan) -> BTreeSet<Text> {
        let path = |id| self.sources.find(id).or_else(|| previous.sources.find(id));
        let pairs = [(&self.faults, &previous.faults), (&self.unreadable, &previous.unreadable)];
        let told = pairs.into_iter().flat_map(|(now, then)| {
            let ids: BTreeSet<SourceId> = now.keys().chain(then.keys()).copied().collect();
            ids.into_iter().filter(|id| now.get(id) != then.get(id))
        });
        let told = told.filter_map(|id| Some(path(id)?.path.clone()));
        self.sources.differing(&previous.sources).cloned().chain(told).collect()
    }
}

/// Looks at `content/` and `themes/` below `root`, and adds the built-in files.
///
/// Only files whose size or time changed since `previous` are read again, and those that had changed there.
/// Files that cannot be read are reported and unusable.
///
/// # Errors
/// When `root` holds no `content` folder that can be listed.
pub fn scan(root: &Path, previous: &Scan) -> io::Result<Scan> {
    let mut scan = nothing(previous);
    let content = root.join("content");
    fs::read_dir(&content)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", content.display())))?;
    let mut found = Vec::new();
    for folder in ["content", "themes"] {
        walk(root, folder, &mut scan, &mut found);
    }
    drop_twins(&mut found, &mut scan);
    let first = previous.sources.below("content/").next().is_none();
    let look = |spot: Spot| match fs::metadata(&spot.disk) {
        Ok(metadata) => Ok(take(&Found { spot, metadata }, previous)),
        Err(fault) => Err((spot.path, fault)),
    };
    let taken: Vec<_> = found.into_par_iter().with_max_len(MOST_AT_ONCE).map(look).collect();
    for taken in taken {
        match taken {
            Ok(taken) => scan.put(taken, first),
            Err((path, fault)) => report(&path, Code::Unreadable, &fault.to_string(), &mut scan),
        }
    }
    Ok(scan)
}

/// What there is when the content folder cannot be listed: the built-in files alone.
pub fn nothing(previous: &Scan) -> Scan {
    let mut scan = Scan { sources: previous.sources.emptied(), ..Scan::default() };
    add_built_in(&mut scan.sources, &previous.sources);
    scan
}

/// Looks again at the files `paths`, and at nothing else; `None` when a look at the whole project is needed.
///
/// That is so when one of them appeared, vanished, is a folder or lies elsewhere. The files are read whatever
/// their size and time say.
pub fn again(root: &Path, previous: &Scan, paths: &BTreeSet<PathBuf>) -> Option<Scan> {
    let mut found = Vec::new();
    for disk in paths {
        let path = project_path(root, disk)?;
        if file_name::is_ignored(&path) {
            continue;
        }
        let known = previous.sources.at(&path);
        match fs::symlink_metadata(disk) {
            Ok(metadata) if metadata.is_file() => {
                let source = known.filter(|source| source.disk == *disk)?;
                let path = source.path.clone();
                found.push(Found { spot: Spot { id: source.id, path, disk: disk.clone() }, metadata });
            }
            // What came and went between two looks, as editors make it, was never there.
            Err(fault) if fault.kind() == io::ErrorKind::NotFound && known.is_none() => {
                let below = previous.sources.below(&format!("{path}/")).next();
                below.is_none().then_some(())?;
            }
            _ => return None,
        }
    }
    let mut scan = previous.clone();
    found.iter().for_each(|file| scan.put(renewed(file, previous), false));
    Some(scan)
}

/// A source, what was wrong with its file, and whether it was read just now.
struct Taken {
    source: Arc<Source>,
    faults: Vec<Diagnostic>,
    read: bool,
}

impl Scan {
    /// Puts what was taken; at the `first` look nothing counts as having just changed.
    fn put(&mut self, taken: Taken, first: bool) {
        let Taken { source, faults, read } = taken;
        if read && !first {
            self.fresh.insert(source.id);
        }
        match faults.is_empty() {
            true => _ = self.unreadable.remove(&source.id),
            false => _ = self.unreadable.insert(source.id, faults),
        }
        self.sources.put(source);
    }
}

/// Where a file is that shall be read.
struct Spot {
    id: SourceId,
    path: Text,
    disk: PathBuf,
}

/// A file that was found and shall be read.
struct Found {
    spot: Spot,
    metadata: Metadata,
}

impl Deref for Found {
    type Target = Spot;

    fn deref(&self) -> &Spot {
        &self.spot
    }
}

fn add_built_in(sources: &mut Sources, previous: &Sources) {
    for source in previous.below(BUILT_IN) {
        sources.put(source.clone());
    }
    if sources.below(BUILT_IN).next().is_some() {
        return;
    }
    let mut add = |path: String, bytes: &'static [u8], held: bool| {
        let content = match std::str::from_utf8(bytes) {
            Ok(text) if held => Content::Text(Text::from(text)),
            _ => Content::BuiltIn(bytes),
        };
        sources.put_new(&path, content, bytes);
    };
    add(format!("{BUILT_IN}kinds.yaml"), CATALOGUE.as_bytes(), true);
    for (name, theme) in &BUILT_IN_THEMES {
        let mut folders = vec![theme];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let held = !path.starts_with("static/");
                add(format!("{BUILT_IN}themes/{name}/{path}"), file.contents(), held);
            }
        }
    }
}

fn walk(root: &Path, folder: &str, scan: &mut Scan, found: &mut Vec<Spot>) {
    let top = root.join(folder);
    let inside = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let mut entries = WalkDir::new(&top).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = entries.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(fault) => {
                if fault.depth() > 0 || top.exists() {
                    report_walk(root, &fault, scan);
                }
                continue;
            }
        };
        let keep = examine(root, &inside, &entry, scan, found);
        if !keep && entry.file_type().is_dir() {
            entries.skip_current_dir();
        }
    }
}

/// Takes up one entry of a folder; false when what lies below it must not be looked at.
fn examine(root: &Path, inside: &Path, entry: &DirEntry, scan: &mut Scan, found: &mut Vec<Spot>) -> bool {
    let Some(path) = project_path(root, entry.path()) else {
        let shown = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_string_lossy().into_owned();
        report(&shown, Code::FileNameEncoding, "", scan);
        return false;
    };
    if entry.depth() > 0 && file_name::is_ignored(&path) {
        return false;
    }
    if let Some(flaw) = file_name::flaw(&path).filter(|_| entry.depth() > 0) {
        report(&path, flaw, "", scan);
        return false;
    }
    if entry.path_is_symlink() {
        let target = fs::canonicalize(entry.path()).unwrap_or_default();
        if !target.starts_with(inside) {
            report(&path, Code::LinkOutside, &target.to_string_lossy(), scan);
            return false;
        }
    }
    if entry.file_type().is_dir() {
        return true;
    }
    if !entry.file_type().is_file() {
        report(&path, Code::NotAFile, "", scan);
        return false;
    }
    let id = scan.sources.name(&path);
    if file_name::is_conflict_copy(&path) {
        let fault = Diagnostic::new(Code::ConflictCopy, id).arg("file", &path);
        scan.faults.entry(id).or_default().push(fault);
    }
    found.push(Spot { id, path: Text::from(path), disk: entry.path().to_owned() });
    true
}

/// The path from `root` in NFC with `/`; `None` when it is not Unicode.
fn project_path(root: &Path, path: &Path) -> Option<String> {
    let relative = path.strip_prefix(root).ok()?;
    let names: Option<Vec<&str>> = relative.components().map(|part| part.as_os_str().to_str()).collect();
    Some(text::nfc(&names?.join("/")).into_owned())
}

fn report_walk(root: &Path, fault: &walkdir::Error, scan: &mut Scan) {
    let path = fault.path().and_then(|path| project_path(root, path)).unwrap_or_default();
    match fault.loop_ancestor() {
        Some(_) => report(&path, Code::LinkLoop, "", scan),
        None => {
            let reason = fault.io_error().map_or_else(String::new, io::Error::to_string);
            report(&path, Code::Unreadable, &reason, scan);
        }
    }
}

/// Reports a file that will not be read, under its own name.
fn report(path: &str, code: Code, reason: &str, scan: &mut Scan) {
    let id = scan.sources.put_new(path, Content::Unusable(Text::from("")), b"");
    let fault = Diagnostic::new(code, id).arg("file", path).arg("reason", reason);
    scan.faults.entry(id).or_default().push(fault);
}

/// Takes out files whose paths are the same to a computer that does not tell case or normal forms apart.
fn drop_twins(found: &mut Vec<Spot>, scan: &mut Scan) {
    let mut seen: FxHashMap<String, (SourceId, Text)> = FxHashMap::default();
    found.retain(|file| {
        let key = file.path.to_lowercase();
        match seen.get(&key) {
            None => {
                seen.insert(key, (file.id, file.path.clone()));
                true
            }
            Some((first, _)) if *first == file.id => {
                let fault = Diagnostic::new(Code::SameLetters, file.id).arg("file", &file.path);
                scan.faults.entry(file.id).or_default().push(fault);
                false
            }
            Some((first, path)) => {
                scan.sources.put_new(&file.path, Content::Unusable(Text::from("")), b"");
                let fault = Diagnostic::new(Code::SameFileName, file.id)
                    .arg("file", &file.path)
                    .arg("other", path)
                    .related(*first);
                scan.faults.entry(file.id).or_default().push(fault);
                false
            }
        }
    });
}

fn modified(metadata: &Metadata) -> u128 {
    let time = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    time.map_or(0, |since| since.as_nanos())
}

/// The source as it was read before, when neither size nor time says that it changed, else as it is now.
fn take(file: &Found, previous: &Scan) -> Taken {
    match previous.sources.at(&file.path) {
        Some(source) if is_as_it_was(file, source) && !previous.fresh.contains(&source.id) => {
            let faults = previous.unreadable.get(&source.id).cloned().unwrap_or_default();
            Taken { source: source.clone(), faults, read: false }
        }
        _ => renewed(file, previous),
    }
}

/// The source read now; when it turns out not to have changed, it is the one that was known.
fn renewed(file: &Found, previous: &Scan) -> Taken {
    let (source, faults) = read(file);
    match previous.sources.at(&file.path) {
        Some(known) if is_as_it_was(file, known) && known.holds_the_same(&source) => {
            Taken { source: known.clone(), faults, read: false }
        }
        _ => Taken { source, faults, read: true },
    }
}

fn is_as_it_was(file: &Found, source: &Source) -> bool {
    source.length == file.metadata.len()
        && source.modified == modified(&file.metadata)
        && source.disk == file.disk
}

fn read(file: &Found) -> (Arc<Source>, Vec<Diagnostic>) {
    let (hash, content, faults) = match largest(&file.path) {
        Some(limit) if file.metadata.len() > limit => {
            let fault = Diagnostic::new(Code::TooLarge, file.id)
                .arg("size", file.metadata.len().div_ceil(1 << 20).to_string())
                .arg("limit", (limit >> 20).to_string());
            (Hash::of(b""), Content::Unusable(Text::from("")), vec![fault])
        }
        Some(_) => read_text(file),
        None => hash_file(file),
    };
    let source = Source {
        id: file.id,
        path: file.path.clone(),
        disk: file.disk.clone(),
        length: file.metadata.len(),
        modified: modified(&file.metadata),
        hash,
        content,
        lines: Lines::default(),
    };
    (Arc::new(source), faults)
}

/// The largest size in bytes of a file that is held as text; `None` for files that are only copied.
fn largest(path: &str) -> Option<u64> {
    let path = &path.to_lowercase();
    let parts: Vec<&str> = path.split('/').collect();
    let text = match parts.as_slice() {
        ["content", "static", ..] => false,
        ["content", ..] => [".md", ".yaml", ".yml"].iter().any(|end| path.ends_with(end)),
        ["themes", _, "static", ..] => path.ends_with(".css"),
        ["themes", _, _, ..] => true,
        _ => false,
    };
    text.then_some(if path.ends_with(".md") { LARGEST_ARTICLE } else { LARGEST_RECORDS })
}

fn read_text(file: &Found) -> (Hash, Content, Vec<Diagnostic>) {
    match fs::read(&file.disk).or_else(|_| fs::read(&file.disk)) {
        Ok(bytes) => {
            let decoded = decode(&bytes, &file.path, file.id);
            let content =
                if decoded.usable { Content::Text(decoded.text) } else { Content::Unusable(decoded.text) };
            (Hash::of(&bytes), content, decoded.diagnostics)
        }
        Err(fault) => unreadable(file, &fault),
    }
}

fn hash_file(file: &Found) -> (Hash, Content, Vec<Diagnostic>) {
    match hashed(file) {
        Ok((hash, content)) => (hash, content, Vec::new()),
        Err(fault) => unreadable(file, &fault),
    }
}

/// The hash of a file that is no text, and what it is. Only pictures of authors are looked into.
fn hashed(file: &Found) -> io::Result<(Hash, Content)> {
    let mut opened = File::open(&file.disk)?;
    if !file.path.starts_with("content/") {
        return Ok((Hash::of_reader(opened)?.0, Content::File));
    }
    let mut start = Vec::with_capacity(picture::PEEK);
    opened.by_ref().take(picture::PEEK as u64).read_to_end(&mut start)?;
    let extension = file.path.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    if !picture::is_one(&start, &extension) {
        return Ok((Hash::of_reader(Cursor::new(start).chain(opened))?.0, Content::File));
    }
    if file.metadata.len() > picture::MOST_BYTES {
        let (hash, _) = Hash::of_reader(Cursor::new(start).chain(opened))?;
        return Ok((hash, Content::Picture(Err(picture::Flaw::Bytes))));
    }
    let mut bytes = start;
    opened.take(picture::MOST_BYTES).read_to_end(&mut bytes)?;
    let content = picture::head(&bytes, &extension).map_or(Content::File, Content::Picture);
    Ok((Hash::of(&bytes), content))
}

/// The bytes of a picture as they were when `source` was read.
///
/// # Errors
/// When the file cannot be read, or changed since.
pub fn picture_bytes(source: &Source) -> io::Result<Vec<u8>> {
    let bytes = fs::read(&source.disk)?;
    match Hash::of(&bytes) == source.hash {
        true => Ok(bytes),
        false => Err(io::Error::other("the file changed meanwhile")),
    }
}

fn unreadable(file: &Found, fault: &io::Error) -> (Hash, Content, Vec<Diagnostic>) {
    let diagnostic = Diagnostic::new(Code::Unreadable, Span::top(file.id))
        .arg("file", &file.path)
        .arg("reason", fault.to_string());
    (Hash::of(b""), Content::Unusable(Text::from("")), vec![diagnostic])
}

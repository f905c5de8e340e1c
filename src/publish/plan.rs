//! Plans what is sent and what is deleted, in order.

use std::collections::{BTreeMap, BTreeSet};

use crate::file::split;
use crate::hash::Hash;
use crate::publish::difference::Difference;
use crate::publish::listing::{EntryKind, ListedSizes, RemoteListing};
use crate::publish::release::{Kind, ReleaseFiles};
use crate::publish::remote_state::RemoteState;

/// What a publication does, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PublishPlan {
    /// The files of the site in groups; all of one has to arrive before the next begins. None is empty.
    pub batches: Vec<Vec<String>>,
    /// How many of the groups go before anything that readers can reach is replaced.
    pub fresh: usize,
    /// Our files that stand where a folder is needed, or below what becomes a file: deleted after those groups.
    pub cleared: Vec<String>,
    /// The files that are no longer part of the site, deleted at the end.
    pub doomed: BTreeMap<String, BTreeSet<u64>>,
    /// Files that are no longer part of the site, but that somebody else changed: they stay.
    pub left: Vec<String>,
    /// Files that never became whole, left by a run that was cut off.
    pub partial: Vec<String>,
    /// Files of a run that was cut off that are there already, with their hashes.
    pub arrived: BTreeMap<String, Hash>,
    /// The sizes in bytes that a file of ours may have at every path that this touches, whatever becomes of it.
    pub touched: BTreeMap<String, BTreeSet<u64>>,
    /// What stood at the path of every file that is sent; what differs when the lock is ours was changed meanwhile.
    pub found: BTreeMap<String, EntryKind>,
    /// Files of the site that the host has lost; they are sent again.
    pub lost: BTreeSet<String>,
    /// Whether the manifest there is not that of the site, or is not true.
    pub commits: bool,
    /// What stands in the way.
    pub obstacles: Obstacles,
    /// What is new, changed and removed for readers.
    pub changes: Vec<PageChange>,
}

/// What is not as our records say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// Files that are not ours, where ours have to go.
    pub foreign: Vec<String>,
    /// Our files that somebody else has changed since.
    pub edited: Vec<String>,
    /// Folders, links and files that are not ours and cannot be written over.
    pub blocked: Vec<String>,
}

/// How a file differs for readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageChange {
    /// Its path.
    pub path: String,
    /// How.
    pub how: PageChangeKind,
    /// Bytes to be sent.
    pub bytes: u64,
    /// What readers call it, if it is a page.
    pub title: Option<String>,
    /// What it is.
    pub kind: Kind,
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageChangeKind {
    /// It was not there.
    New,
    /// It had other bytes.
    Changed,
    /// It was there, but the host has lost it.
    Lost,
    /// It goes.
    Removed,
}

/// Plans the way from what stands on the host to `local`.
pub fn plan(
    local: &ReleaseFiles,
    standing: &RemoteState,
    difference: &Difference,
    survey: &RemoteListing,
    sizes: ListedSizes,
) -> PublishPlan {
    let mut plan =
        PublishPlan { doomed: difference.doomed.clone(), touched: BTreeMap::new(), ..PublishPlan::default() };
    let mut send = difference.send.clone();
    for path in &difference.arrived {
        let size = BTreeSet::from([local[path].size]);
        match survey.at(path) {
            EntryKind::File(listed) if sizes.fit(path, &size, listed) => {
                plan.arrived.insert(path.clone(), local[path].hash);
            }
            _ => _ = send.insert(path.clone()),
        }
    }
    for path in &send {
        plan.examine(path, difference, survey, sizes);
    }
    let unseen = difference.altered.iter().filter(|path| matches!(survey.at(path), EntryKind::File(_)));
    let unseen = unseen.filter(|path| !plan.obstacles.edited.contains(path)).cloned();
    let unseen: Vec<String> = unseen.collect();
    plan.obstacles.edited.extend(unseen);
    plan.lost.clone_from(&difference.lost);
    plan.clear(&send, survey);
    plan.order(&send, local, survey);
    let sizes_of = |path: &String| {
        let mut sizes = difference.ours.get(path).cloned().unwrap_or_default();
        sizes.extend(local.get(path).map(|file| file.size));
        (path.clone(), sizes)
    };
    plan.touched =
        send.iter().chain(&difference.arrived).chain(difference.doomed.keys()).map(sizes_of).collect();
    plan.changes = changes(local, standing, difference);
    if !standing.is_damaged() {
        plan.partial = survey.partial();
    }
    let told = |path: &String| standing.files().is_some_and(|files| files.contains_key(path));
    plan.commits = !plan.batches.is_empty() || !plan.arrived.is_empty() || plan.doomed.keys().any(told);
    plan
}

impl PublishPlan {
    /// Whether nothing has to be sent or deleted.
    pub fn is_empty(&self) -> bool {
        !self.commits && self.doomed.is_empty()
    }

    /// Bytes and number of the files to be sent.
    pub fn weight(&self, local: &ReleaseFiles) -> (u64, usize) {
        let sent = self.batches.iter().flatten();
        sent.fold((0, 0), |(bytes, count), path| (bytes + local[path].size, count + 1))
    }

    /// Notes what stands at `path`, where a file of ours has to go, and in the folders above it.
    fn examine(&mut self, path: &str, difference: &Difference, survey: &RemoteListing, sizes: ListedSizes) {
        let ours = difference.ours.get(path);
        let at = survey.at(path);
        self.found.insert(path.to_owned(), at);
        match at {
            EntryKind::Nothing => self.beware_of_twins(path, difference, survey),
            EntryKind::File(size) => match ours {
                Some(known) if sizes.fit(path, known, size) => {}
                Some(_) => self.obstacles.edited.push(path.to_owned()),
                None => self.obstacles.foreign.push(path.to_owned()),
            },
            // What is ours below it is cleared first.
            EntryKind::Folder if survey.holds_only(path, &difference.doomed, sizes) => {}
            EntryKind::Folder | EntryKind::Other => self.obstacles.blocked.push(path.to_owned()),
        }
        let is_ours = |barrier: &str| match (survey.at(barrier), self.doomed.get(barrier)) {
            (EntryKind::File(size), Some(known)) => sizes.fit(barrier, known, size),
            _ => false,
        };
        if let Some(barrier) = survey.barrier(path)
            && !is_ours(barrier)
            && !self.obstacles.blocked.iter().any(|blocked| blocked == barrier)
        {
            self.obstacles.blocked.push(barrier.to_owned());
        }
    }

    /// Where cases are one, a file of others called `A` would be written over by `a`.
    fn beware_of_twins(&mut self, path: &str, difference: &Difference, survey: &RemoteListing) {
        let Some((called, twin)) = survey.twin(path) else { return };
        // A host that takes both for one may go on listing the other.
        let is_ours =
            |path: &str| difference.ours.contains_key(path) || below(path, &difference.ours).next().is_some();
        let ours = is_ours(&twin) || is_ours(called);
        if !ours && !self.obstacles.foreign.contains(&twin) {
            self.obstacles.foreign.push(twin);
        }
    }

    /// Notes that the file at `path` stays, wherever it stands in the way.
    pub fn block(&mut self, path: &str) {
        let is_above =
            |folder: &str, path: &str| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let in_the_way = |sent: &String| is_above(path, sent) || is_above(sent, path);
        let told = self.obstacles.blocked.iter().any(|blocked| blocked == path);
        if !told && self.batches.iter().flatten().any(in_the_way) {
            self.obstacles.blocked.push(path.to_owned());
        }
    }

    /// Moves the deletions without which a file cannot be sent to before it.
    fn clear(&mut self, send: &BTreeSet<String>, survey: &RemoteListing) {
        let mut cleared = BTreeSet::new();
        for path in send {
            cleared.extend(
                survey.barrier(path).filter(|barrier| self.doomed.contains_key(*barrier)).map(str::to_owned),
            );
            if survey.at(path) == EntryKind::Folder {
                cleared.extend(below(path, &self.doomed).cloned());
            }
        }
        self.cleared = cleared.into_iter().collect();
    }

    /// Whatever is new before what replaces something, each by its kind; the first page behind all others.
    fn order(&mut self, send: &BTreeSet<String>, local: &ReleaseFiles, survey: &RemoteListing) {
        let mut groups: BTreeMap<(bool, Kind, bool), Vec<String>> = BTreeMap::new();
        for path in send {
            let kind = local[path].kind;
            let home = path == HOME;
            let replaces = survey.at(path) != EntryKind::Nothing || survey.barrier(path).is_some();
            groups.entry((replaces || home, kind, home)).or_default().push(path.clone());
        }
        self.fresh = groups.keys().filter(|(late, ..)| !late).count();
        self.batches = groups.into_values().collect();
    }
}

/// The first page.
pub const HOME: &str = "index.html";

fn below<'d>(path: &str, doomed: &'d BTreeMap<String, BTreeSet<u64>>) -> impl Iterator<Item = &'d String> {
    let folder = format!("{path}/");
    doomed.range(folder.clone()..).map(|(path, _)| path).take_while(move |path| path.starts_with(&folder))
}

/// What readers will find new, changed and gone: pages first, by path.
fn changes(local: &ReleaseFiles, standing: &RemoteState, difference: &Difference) -> Vec<PageChange> {
    let none = ReleaseFiles::new();
    let there = standing.files().unwrap_or(&none);
    let mut changes = Vec::new();
    for path in difference.send.iter().chain(&difference.arrived) {
        let file = &local[path];
        let how = match there.contains_key(path) {
            _ if difference.lost.contains(path) => PageChangeKind::Lost,
            true => PageChangeKind::Changed,
            false => PageChangeKind::New,
        };
        let bytes = if difference.send.contains(path) { file.size } else { 0 };
        let title = file.title.clone();
        changes.push(PageChange { path: path.clone(), how, bytes, title, kind: file.kind });
    }
    for path in difference.doomed.keys() {
        let (title, kind) = match there.get(path) {
            Some(file) => (file.title.clone(), file.kind),
            None => (None, Kind::Asset),
        };
        changes.push(PageChange { path: path.clone(), how: PageChangeKind::Removed, bytes: 0, title, kind });
    }
    changes.sort_by_key(|change| (change.title.is_none(), change.how, change.kind, change.path.clone()));
    changes
}

/// The folders that may be empty once `doomed` are gone, the deepest first; none that `local` needs.
pub fn emptied<'d>(doomed: impl Iterator<Item = &'d str>, local: &ReleaseFiles) -> Vec<String> {
    let mut folders = BTreeSet::new();
    for path in doomed {
        let (mut folder, _) = split(path);
        while !folder.is_empty() {
            folders.insert(folder.to_owned());
            (folder, _) = split(folder);
        }
    }
    let needed = |folder: &String| {
        let prefix = format!("{folder}/");
        local.range(prefix.clone()..).next().is_some_and(|(path, _)| path.starts_with(&prefix))
    };
    folders.into_iter().rev().filter(|folder| !needed(folder)).collect()
}

//! A host in memory, small sites, and readers who look at every moment whether all leads somewhere.

mod cut;
mod fake;
mod guarded;
mod integrity;
mod meanwhile;
mod oracle;
mod order;
mod pair;
mod records;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;

use crate::file::Durability;
use crate::hash::Hash;
use crate::media;
use crate::publish::confirmation::Confirmation;
use crate::publish::listing::ListedSizes;
use crate::publish::local_state::LocalState;
use crate::publish::publisher::{Inspect, PendingPublication, Publisher};
use crate::publish::release::{FileEntry, Kind, PublisherInfo, ReleaseFiles};
use crate::publish::remote::Remote;
use crate::publish::retry::{Connection, NoPublishObserver, RetryPolicy};
use crate::publish::session::{PublishError, PublishOutcome};

use fake::Fake;

/// A site by its paths.
type Site = BTreeMap<String, Vec<u8>>;

/// No patience at all.
const AT_ONCE: RetryPolicy = RetryPolicy { calls: 1, first: Duration::ZERO, most: Duration::ZERO };
/// Patience that takes no time.
const PATIENT: RetryPolicy = RetryPolicy { calls: 6, first: Duration::ZERO, most: Duration::ZERO };

fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// A site of three articles, two of which lead to each other, with a picture, a table, lists and a feed.
fn small() -> Site {
    site(&[
        ("index.html", "<a href=\"/tin/\"><a href=\"/tin/a/\"><img src=\"/assets/nen.0123456789.svg\">"),
        ("404.html", "<a href=\"/\">"),
        ("tin/index.html", "<a href=\"/\"><a href=\"/tin/a/\"><a href=\"/tin/b/\"><a href=\"/tin/c/\">"),
        ("tin/a/index.html", "<a href=\"/\"><a href=\"/tin/b/\"><img src=\"/tin/a/anh.jpg\">"),
        ("tin/a/anh.jpg", "ảnh một"),
        ("tin/b/index.html", "<a href=\"/tin/a/\"><a href=\"/bang.xlsx\">"),
        ("tin/c/index.html", "<a href=\"/tin/\">"),
        ("bang.xlsx", "bảng"),
        ("assets/nen.0123456789.svg", "nền"),
        ("feed.xml", "<link href=\"/tin/a/\"/>"),
    ])
}

/// The same after an edit: a new article with a new picture and table, old ones changed, a picture replaced.
fn edited() -> Site {
    let mut site = small();
    let set =
        |site: &mut Site, path: &str, text: &str| site.insert(path.to_owned(), text.as_bytes().to_vec());
    set(
        &mut site,
        "index.html",
        "<a href=\"/tin/\"><a href=\"/tin/d/\"><img src=\"/assets/nen.aaaaaaaaaa.svg\">",
    );
    set(&mut site, "assets/nen.aaaaaaaaaa.svg", "nền mới");
    site.remove("assets/nen.0123456789.svg");
    set(
        &mut site,
        "tin/index.html",
        "<a href=\"/tin/d/\"><a href=\"/tin/a/\"><a href=\"/tin/b/\"><a href=\"/the/moi/\">",
    );
    set(
        &mut site,
        "tin/d/index.html",
        "<a href=\"/tin/a/\"><a href=\"/the/moi/\"><img src=\"/tin/d/anh.jpg\"><a href=\"/d.pdf\">",
    );
    set(&mut site, "tin/d/anh.jpg", "ảnh mới");
    set(&mut site, "d.pdf", "quyết định");
    set(&mut site, "the/moi/index.html", "<a href=\"/tin/d/\">");
    set(&mut site, "tin/a/index.html", "<a href=\"/tin/d/\"><img src=\"/tin/a/anh.jpg\">");
    set(&mut site, "tin/a/anh.jpg", "ảnh khác hẳn");
    site.remove("tin/c/index.html");
    set(&mut site, "feed.xml", "<link href=\"/tin/d/\"/>");
    site
}

fn kind(path: &str) -> Kind {
    match path {
        "index.html" | "tin/index.html" | "the/moi/index.html" | "feed.xml" => Kind::Front,
        path if path.ends_with(".html") => Kind::Page,
        path if path.ends_with(".pdf") || path.ends_with(".xlsx") => Kind::Document,
        _ => Kind::Asset,
    }
}

fn files(site: &Site) -> ReleaseFiles {
    let filed = |(path, bytes): (&String, &Vec<u8>)| {
        let file = FileEntry {
            hash: Hash::of(bytes),
            size: bytes.len() as u64,
            content_type: media::content_type(path).to_owned(),
            kind: kind(path),
            title: path.ends_with(".html").then(|| format!("Trang {path}")),
        };
        (path.clone(), file)
    };
    site.iter().map(filed).collect()
}

/// A computer with a project on it.
struct Computer {
    name: &'static str,
    folder: tempfile::TempDir,
}

impl Computer {
    fn new(name: &'static str) -> Computer {
        Computer { name, folder: tempfile::tempdir().unwrap() }
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn publisher(&self) -> PublisherInfo {
        let when = Timestamp::from_second(1_780_000_000).unwrap();
        let token = Hash::of(self.root().as_os_str().as_encoded_bytes()).short();
        PublisherInfo { by: format!("hoa@{}", self.name), when, token }
    }

    fn state(&self) -> LocalState {
        LocalState::open(self.root(), "may-chu", Durability::Kill).unwrap()
    }

    /// Publishes `site`, with yes to every question that `yes` allows.
    fn publish_if(
        &self,
        host: &dyn Remote,
        site: &Site,
        pace: RetryPolicy,
        yes: impl Fn(&Confirmation) -> bool,
    ) -> Result<PublishOutcome, Ended> {
        let state = self.state();
        for bytes in site.values() {
            state.store().keep_bytes(bytes).unwrap();
        }
        let local = files(site);
        let desk = desk(host, &state, pace);
        let ready = desk.ready(&local)?;
        carry_out(&desk, &ready, &local, &self.publisher(), yes)
    }

    /// Publishes `site` without anything to be asked.
    fn publish(&self, host: &dyn Remote, site: &Site) -> Result<PublishOutcome, Ended> {
        self.publish_if(host, site, AT_ONCE, |_| false)
    }

    /// Brings the release before back.
    fn undo(&self, host: &dyn Remote) -> Result<PublishOutcome, Ended> {
        let state = self.state();
        let desk = desk(host, &state, AT_ONCE);
        let standing = desk.standing()?;
        let before = desk.before(&standing)?.ok_or(Ended::Asked(Vec::new()))?;
        let ready = desk.ready(&before.files)?;
        let outcome = desk.publish(&ready, &before.files, &self.publisher(), Some(before.revision), None);
        Ok(outcome?)
    }
}

fn desk<'a>(host: &'a dyn Remote, state: &'a LocalState, pace: RetryPolicy) -> Publisher<'a> {
    let line = Connection { remote: host, pace, watch: &NoPublishObserver };
    let clock = &SystemTime::now;
    Publisher { line, state, sizes: ListedSizes::Exact, archive: None, clock, inspect: Inspect::Daily }
}

fn carry_out(
    desk: &Publisher<'_>,
    ready: &PendingPublication,
    local: &ReleaseFiles,
    publisher: &PublisherInfo,
    yes: impl Fn(&Confirmation) -> bool,
) -> Result<PublishOutcome, Ended> {
    let open: Vec<Confirmation> =
        ready.confirmations.iter().filter(|concern| !yes(concern)).cloned().collect();
    if !open.is_empty() {
        return Err(Ended::Asked(open));
    }
    assert!(ready.plan.obstacles.blocked.is_empty(), "{:?}", ready.plan.obstacles);
    Ok(desk.publish(ready, local, publisher, None, None)?)
}

/// Why a publication did not happen.
#[derive(Debug)]
enum Ended {
    Asked(Vec<Confirmation>),
    Error(PublishError),
}

impl From<PublishError> for Ended {
    fn from(error: PublishError) -> Ended {
        Ended::Error(error)
    }
}

/// The host holds `site` and nothing else of ours.
fn assert_holds(host: &Fake, site: &Site) {
    let there = host.site();
    let paths = |site: &Site| site.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&there), paths(site));
    assert!(there == *site, "the bytes of a file differ");
    assert_eq!(host.records(), [crate::publish::MANIFEST]);
}

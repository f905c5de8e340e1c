//! Tests of publishing, with a host in memory and simulated readers who follow all links at every moment.

mod concurrent_changes;
mod consent;
mod fake_host;
mod integrity;
mod interruptions;
mod order;
mod reader;
mod records;
mod two_computers;

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
use crate::publish::publish_error::PublishError;
use crate::publish::publisher::{Inspect, PendingPublication, Publisher};
use crate::publish::release::{FileEntry, Kind, PublisherInfo, ReleaseFiles};
use crate::publish::remote::Remote;
use crate::publish::retry::{Connection, NoPublishObserver, RetryPolicy};
use crate::publish::session::PublishOutcome;

use fake_host::FakeHost;

/// The files of a site by path.
type Site = BTreeMap<String, Vec<u8>>;

/// No retries.
const NO_RETRIES: RetryPolicy =
    RetryPolicy { max_attempts: 1, initial_delay: Duration::ZERO, max_delay: Duration::ZERO };
/// Retries without delays.
const WITH_RETRIES: RetryPolicy =
    RetryPolicy { max_attempts: 6, initial_delay: Duration::ZERO, max_delay: Duration::ZERO };

fn site(files: &[(&str, &str)]) -> Site {
    files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect()
}

/// Returns a site of three articles, two of which link to each other, with an image, a table, lists and a feed.
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

/// Returns the same site after an edit: a new article with an image and a document, changed pages, a replaced image.
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
    let entry = |(path, bytes): (&String, &Vec<u8>)| {
        let file = FileEntry {
            hash: Hash::of(bytes),
            size: bytes.len() as u64,
            content_type: media::content_type(path).to_owned(),
            kind: kind(path),
            title: path.ends_with(".html").then(|| format!("Trang {path}")),
        };
        (path.clone(), file)
    };
    site.iter().map(entry).collect()
}

/// A computer with a project.
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

    /// Publishes `site` with consent to every confirmation for which `consents` returns true.
    fn publish_if(
        &self,
        host: &dyn Remote,
        site: &Site,
        retry: RetryPolicy,
        consents: impl Fn(&Confirmation) -> bool,
    ) -> Result<PublishOutcome, PublishFailure> {
        let state = self.state();
        for bytes in site.values() {
            state.store().add_bytes(bytes).unwrap();
        }
        let local = files(site);
        let publisher = publisher(host, &state, retry);
        let pending = publisher.prepare(&local)?;
        carry_out(&publisher, &pending, &local, &self.publisher(), consents)
    }

    /// Publishes `site` without any consent.
    fn publish(&self, host: &dyn Remote, site: &Site) -> Result<PublishOutcome, PublishFailure> {
        self.publish_if(host, site, NO_RETRIES, |_| false)
    }

    /// Rolls back to the release before the current one.
    fn undo(&self, host: &dyn Remote) -> Result<PublishOutcome, PublishFailure> {
        let state = self.state();
        let publisher = publisher(host, &state, NO_RETRIES);
        let remote_state = publisher.remote_state()?;
        let before =
            publisher.rollback_release(&remote_state)?.ok_or(PublishFailure::NeedsConsent(Vec::new()))?;
        let pending = publisher.prepare(&before.files)?;
        let outcome =
            publisher.publish(&pending, &before.files, &self.publisher(), Some(before.revision), None);
        Ok(outcome?)
    }
}

fn publisher<'a>(host: &'a dyn Remote, state: &'a LocalState, retry: RetryPolicy) -> Publisher<'a> {
    let connection = Connection { remote: host, retry, observer: &NoPublishObserver };
    let clock = &SystemTime::now;
    Publisher { connection, state, sizes: ListedSizes::Exact, archive: None, clock, inspect: Inspect::Daily }
}

fn carry_out(
    publisher: &Publisher<'_>,
    pending: &PendingPublication,
    local: &ReleaseFiles,
    info: &PublisherInfo,
    consents: impl Fn(&Confirmation) -> bool,
) -> Result<PublishOutcome, PublishFailure> {
    let missing: Vec<Confirmation> =
        pending.confirmations.iter().filter(|confirmation| !consents(confirmation)).cloned().collect();
    if !missing.is_empty() {
        return Err(PublishFailure::NeedsConsent(missing));
    }
    assert!(pending.plan.obstacles.blocked.is_empty(), "{:?}", pending.plan.obstacles);
    Ok(publisher.publish(pending, local, info, None, None)?)
}

/// Why a publication failed in a test.
#[derive(Debug)]
enum PublishFailure {
    NeedsConsent(Vec<Confirmation>),
    Error(PublishError),
}

impl From<PublishError> for PublishFailure {
    fn from(error: PublishError) -> PublishFailure {
        PublishFailure::Error(error)
    }
}

/// Asserts that the host has exactly the files of `site` and the manifest.
fn assert_published(host: &FakeHost, site: &Site) {
    let stored = host.site();
    let paths = |site: &Site| site.keys().cloned().collect::<Vec<_>>();
    assert_eq!(paths(&stored), paths(site));
    assert!(stored == *site, "the bytes of a file differ");
    assert_eq!(host.records(), [crate::publish::MANIFEST]);
}

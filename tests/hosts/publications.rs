//! Tests of whole publications to real servers: interrupted at many points, with servers that are killed or stop
//! responding, and by two runs at once. The site is complete at each of these points, and is the new one at the
//! end.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use bangvang::publish::confirmation::Confirmation;
use bangvang::publish::listing::ListedSizes;
use bangvang::publish::local_state::LocalState;
use bangvang::publish::publish_error::PublishError;
use bangvang::publish::publisher::{Inspect, Publisher};
use bangvang::publish::release::{PublisherInfo, Release, ReleaseFiles};
use bangvang::publish::remote::Remote;
use bangvang::publish::retry::{Connection, NoPublishObserver, RetryPolicy};
use bangvang::write::Durability;

use crate::hosts::requirements::assert_no_part_files;
use crate::hosts::test_host::{KINDS, Kind, TestHost};
use crate::project::Project;
use crate::publishing::{MANIFEST, Tree, article, assert_same, assert_whole, set};

/// No retries: a failed call ends the run, and the next run continues.
const ONCE: RetryPolicy =
    RetryPolicy { max_attempts: 1, initial_delay: Duration::ZERO, max_delay: Duration::ZERO };

/// Short retries, for runs that nothing interrupts.
const PATIENT: RetryPolicy = RetryPolicy {
    max_attempts: 4,
    initial_delay: Duration::from_millis(100),
    max_delay: Duration::from_secs(1),
};

/// A version of a site, as the program builds it.
#[derive(Default)]
pub struct Site {
    /// Its files with their content.
    pub tree: Tree,
    /// The same files as in the manifest.
    pub files: ReleaseFiles,
}

/// Returns two versions of a site, between which pages and files are added, changed and removed. A folder becomes a
/// file, but not on S3: the test server stores objects as files, in folders that it never removes.
fn sites(kind: Kind) -> [Site; 2] {
    let project = Project::new();
    set(&project, "thu: {kind: folder, path: host}");
    let publish = || {
        let output = project.run(&["publish", "--yes", "--no-verify", "--allow-many-deletes"]);
        assert!(output.status.success(), "{}", crate::publishing::output_text(&output));
        let mut tree = project.tree("host");
        let manifest = tree.remove(MANIFEST).unwrap();
        Site { tree, files: Release::parse(&manifest).unwrap().files }
    };
    for number in 0..6 {
        article(&project, &format!("bai-{number}"), &format!("Bài {number}"));
    }
    project.write("content/static/bang/so.csv", "so\n1\n");
    project.write("content/static/bieu/a.pdf", [b'a'; 30_000]);
    let first = publish();
    for number in 3..10 {
        article(&project, &format!("bai-{number}"), &format!("Bài {number}, sửa lại"));
    }
    for number in 0..2 {
        fs::remove_file(project.at(&format!("content/articles/tin/bai-{number}.md"))).unwrap();
    }
    fs::remove_file(project.at("content/static/bang/so.csv")).unwrap();
    fs::remove_dir(project.at("content/static/bang")).unwrap();
    if kind != Kind::S3 {
        project.write("content/static/bang", "nay la tep");
    }
    project.write("content/static/bieu/a.pdf", [b'b'; 30_000]);
    project.write("content/static/bieu/b.pdf", [b'b'; 60_000]);
    [first, publish()]
}

/// A computer with its local state.
pub struct Computer {
    folder: tempfile::TempDir,
    name: &'static str,
    /// The retry policy of its runs.
    pub retry: RetryPolicy,
}

impl Computer {
    /// Returns a computer without local state.
    pub fn new(name: &'static str) -> Computer {
        Computer { folder: tempfile::tempdir().unwrap(), name, retry: ONCE }
    }

    /// Stores the files of `site` locally and returns the state.
    pub fn store(&self, site: &Site) -> LocalState {
        let state = LocalState::open(self.folder.path(), "thu", Durability::Kill).unwrap();
        site.tree.values().for_each(|bytes| state.store().add_bytes(bytes).unwrap());
        state
    }

    /// Publishes over this connection; returns the confirmations instead if there are any.
    pub fn publish_over(&self, remote: &dyn Remote, site: &Site) -> Result<Vec<Confirmation>, PublishError> {
        self.publish_with(self.retry, remote, site)
    }

    /// Publishes over a new connection; returns the confirmations instead if there are any.
    fn publish(&self, host: &TestHost, site: &Site) -> Result<Vec<Confirmation>, PublishError> {
        self.publish_with(PATIENT, &*host.connect(self.name), site)
    }

    fn publish_with(
        &self,
        retry: RetryPolicy,
        remote: &dyn Remote,
        site: &Site,
    ) -> Result<Vec<Confirmation>, PublishError> {
        let state = self.store(site);
        let connection = Connection { remote, retry, observer: &NoPublishObserver };
        let (clock, inspect) = (&SystemTime::now, Inspect::Daily);
        let publication =
            Publisher { connection, state: &state, sizes: ListedSizes::Exact, archive: None, clock, inspect };
        let pending = publication.prepare(&site.files)?;
        if !pending.confirmations.is_empty() {
            return Ok(pending.confirmations);
        }
        let publisher = PublisherInfo {
            by: format!("hoa@{}", self.name),
            when: jiff::Timestamp::now(),
            token: self.name.to_owned(),
        };
        publication.publish(&pending, &site.files, &publisher, None, None).map(|_| Vec::new())
    }

    /// Publishes over a new connection and asserts that the server has exactly this site.
    ///
    /// It tries again as the program does: on a busy machine, vsftpd once sent bytes that were not encrypted.
    fn assert_publishes(&self, host: &TestHost, site: &Site) {
        let confirmations = self.publish(host, site).unwrap();
        assert_eq!(confirmations, []);
        assert_same(&host.site(), &site.tree);
        assert_no_part_files(&host.server_path());
    }
}

/// Runs `work` with hosts of all kinds in parallel.
fn against_all(work: impl Fn(TestHost, &[Site; 2], Kind) + Sync) {
    let work = &work;
    thread::scope(|scope| {
        for kind in KINDS {
            scope.spawn(move || {
                if let Some(host) = TestHost::start(kind) {
                    work(host, &sites(kind), kind);
                }
            });
        }
    });
}

/// A run can be interrupted after any number of bytes, during the first publication and during changes: the site is
/// always complete, and the next run publishes the new one.
#[test]
fn interruptions_anywhere() {
    const FIRST: i64 = 8;
    const LATER: i64 = 12;
    against_all(|host, sites, kind| {
        let computer = Computer::new("may-1");
        let transferred_bytes = |site: &Site| {
            let before = host.faults.moved();
            computer.assert_publishes(&host, site);
            host.faults.moved() - before
        };
        let first = transferred_bytes(&sites[0]);
        let changes = [transferred_bytes(&sites[1]), transferred_bytes(&sites[0])];
        let mut cut = 0;
        let mut cut_at = |computer: &Computer, site: &Site, bytes: i64| {
            host.faults.cut_after(bytes);
            let is_complete = publish_until_cut(computer, &host, site);
            // All connections of this run are closed before the next one.
            host.faults.cut_after(i64::MAX);
            assert_whole(&host.tree());
            cut += i32::from(!is_complete);
            computer.assert_publishes(&host, site);
        };
        for step in 0..LATER {
            for (at, total) in changes.iter().enumerate() {
                cut_at(&computer, &sites[1 - at], total * (2 * step + 1) / (2 * LATER));
            }
        }
        for step in 0..FIRST {
            host.empty();
            let computer = Computer::new("may-2");
            cut_at(&computer, &sites[0], first * (2 * step + 1) / (2 * FIRST));
        }
        assert!(i64::from(cut) >= (FIRST + 2 * LATER) * 3 / 4, "{kind:?}: only {cut} runs were cut");
    });
}

/// Publishes over a connection that will be cut; returns true if the run succeeded nevertheless.
fn publish_until_cut(computer: &Computer, host: &TestHost, site: &Site) -> bool {
    let Some(remote) = host.try_connect(computer.name) else { return false };
    match computer.publish_over(&*remote, site) {
        Ok(confirmations) => {
            assert_eq!(confirmations, []);
            true
        }
        Err(PublishError::Remote(error)) => {
            assert!(error.is_transient(), "{error:?}");
            false
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// A server that is killed or stops responding during a run has a complete site; the next run continues.
pub fn unresponsive_and_killed_server() {
    against_all(|mut host, sites, kind| {
        let computer = Computer::new("may-1");
        computer.assert_publishes(&host, &sites[0]);
        let before = host.faults.moved();
        computer.assert_publishes(&host, &sites[1]);
        let half_of_bytes = (host.faults.moved() - before) / 2;
        for (site, silent) in [(&sites[0], false), (&sites[1], true)] {
            let remote = host.connect("may-1");
            let is_over = AtomicBool::new(false);
            let from = host.faults.moved();
            let result = thread::scope(|scope| {
                let run = scope.spawn(|| {
                    let result = computer.publish_over(&*remote, site);
                    is_over.store(true, Ordering::SeqCst);
                    result
                });
                while host.faults.moved() < from + half_of_bytes && !is_over.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_micros(100));
                }
                if silent {
                    host.faults.stall(true);
                } else {
                    host.kill();
                }
                run.join().unwrap()
            });
            let error = result.expect_err("the run was interrupted in the middle");
            assert!(
                matches!(&error, PublishError::Remote(error) if error.is_transient()),
                "{kind:?}: {error:?}"
            );
            drop(remote);
            if silent {
                host.faults.cut();
                host.faults.stall(false);
            } else {
                host.restart();
            }
            assert_whole(&host.tree());
            computer.assert_publishes(&host, site);
        }
    });
}

/// Of two parallel runs one publishes, and the server has its site; an empty site deletes nothing, and the other
/// run needs consent.
#[test]
fn two_computers() {
    against_all(|host, sites, kind| {
        for round in 0..4 {
            host.empty();
            let computers = [Computer::new("may-1"), Computer::new("may-2")];
            let remotes = ["may-1", "may-2"].map(|name| host.connect(name));
            let results: Vec<bool> = thread::scope(|scope| {
                let run = |at: usize| {
                    thread::sleep(Duration::from_millis(7 * round * at as u64));
                    match computers[at].publish_over(&*remotes[at], &sites[at]) {
                        Ok(confirmations) => confirmations.is_empty(),
                        Err(
                            PublishError::Locked(_)
                            | PublishError::UnreadableLock
                            | PublishError::LockLost
                            | PublishError::RemoteChanged,
                        ) => false,
                        Err(error) => panic!("{kind:?}: {error:?}"),
                    }
                };
                let threads = [0, 1].map(|at| scope.spawn(move || run(at)));
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let successful: BTreeSet<usize> = (0..2).filter(|at| results[*at]).collect();
            assert_eq!(successful.len(), 1, "{kind:?}: {results:?}");
            let successful = *successful.first().unwrap();
            assert_same(&host.site(), &sites[successful].tree);
            let confirmations = computers[1 - successful].publish(&host, &sites[1 - successful]).unwrap();
            assert!(
                confirmations
                    .iter()
                    .any(|confirmation| matches!(confirmation, Confirmation::ConcurrentPublish { .. })),
                "{confirmations:?}"
            );
            let confirmations = computers[successful].publish(&host, &Site::default()).unwrap();
            assert!(confirmations.contains(&Confirmation::EmptySite), "{confirmations:?}");
            assert_same(&host.site(), &sites[successful].tree);
        }
    });
}

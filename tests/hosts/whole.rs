//! Whole publications to real servers: cut at many points, at servers that die or fall silent, by two people at once.
//! What stands there is a whole site at each of these points, and the new one at the end.

use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, SystemTime};

use bangvang::publish::confirmation::Confirmation;
use bangvang::publish::listing::ListedSizes;
use bangvang::publish::local_state::LocalState;
use bangvang::publish::publisher::{Inspect, Publisher};
use bangvang::publish::release::{PublisherInfo, Release, ReleaseFiles};
use bangvang::publish::remote::Remote;
use bangvang::publish::retry::{Connection, NoPublishObserver, RetryPolicy};
use bangvang::publish::session::PublishError;
use bangvang::write::Durability;

use crate::hosts::holds::assert_no_parts;
use crate::hosts::place::{KINDS, Kind, Place};
use crate::project::Project;
use crate::publishing::{MANIFEST, Tree, article, assert_same, assert_whole, set};

/// A call that fails ends the run: what comes after is for the next.
const ONCE: RetryPolicy = RetryPolicy { calls: 1, first: Duration::ZERO, most: Duration::ZERO };

/// A state of a site, as the program makes it.
#[derive(Default)]
pub struct Site {
    /// Its files with their bytes.
    pub tree: Tree,
    /// The same, as the manifest has them.
    pub files: ReleaseFiles,
}

/// Two states of a site: pages and files that stay, come, go and change. A folder becomes a file too, but not where the
/// server of objects keeps them as files, in folders that it never removes.
fn sites(kind: Kind) -> [Site; 2] {
    let project = Project::new();
    set(&project, "thu: {kind: folder, path: host}");
    let state = || {
        let told = project.run(&["publish", "--yes", "--no-verify", "--allow-many-deletes"]);
        assert!(told.status.success(), "{}", crate::publishing::said(&told));
        let mut tree = project.tree("host");
        let manifest = tree.remove(MANIFEST).unwrap();
        Site { tree, files: Release::parse(&manifest).unwrap().files }
    };
    for number in 0..6 {
        article(&project, &format!("bai-{number}"), &format!("Bài {number}"));
    }
    project.write("content/static/bang/so.csv", "so\n1\n");
    project.write("content/static/bieu/a.pdf", [b'a'; 30_000]);
    let first = state();
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
    [first, state()]
}

/// A computer, and what it knows of its publications.
pub struct Computer {
    folder: tempfile::TempDir,
    name: &'static str,
    /// How often a call is made again that fails.
    pub pace: RetryPolicy,
}

impl Computer {
    /// A computer that knows nothing yet.
    pub fn new(name: &'static str) -> Computer {
        Computer { folder: tempfile::tempdir().unwrap(), name, pace: ONCE }
    }

    /// Keeps the files of `site`, as they are kept before they are sent.
    pub fn keep(&self, site: &Site) -> LocalState {
        let state = LocalState::open(self.folder.path(), "thu", Durability::Kill).unwrap();
        site.tree.values().for_each(|bytes| state.store().keep_bytes(bytes).unwrap());
        state
    }

    /// Publishes over a connection of its own, unless something would have to be asked about, which it gives then.
    fn publish(&self, place: &Place, site: &Site) -> Result<Vec<Confirmation>, PublishError> {
        self.publish_over(&*place.connect(self.name), site)
    }

    /// Publishes over this connection, unless something would have to be asked about, which it gives then.
    pub fn publish_over(&self, remote: &dyn Remote, site: &Site) -> Result<Vec<Confirmation>, PublishError> {
        let state = self.keep(site);
        let line = Connection { remote, pace: self.pace, watch: &NoPublishObserver };
        let (clock, inspect) = (&SystemTime::now, Inspect::Daily);
        let desk =
            Publisher { line, state: &state, sizes: ListedSizes::Exact, archive: None, clock, inspect };
        let ready = desk.ready(&site.files)?;
        if !ready.confirmations.is_empty() {
            return Ok(ready.confirmations);
        }
        let publisher = PublisherInfo {
            by: format!("hoa@{}", self.name),
            when: jiff::Timestamp::now(),
            token: self.name.to_owned(),
        };
        desk.publish(&ready, &site.files, &publisher, None, None).map(|_| Vec::new())
    }

    /// Publishes, and the place holds exactly that.
    fn publishes(&self, place: &Place, site: &Site) {
        let asked = self.publish(place, site).unwrap();
        assert_eq!(asked, []);
        assert_same(&place.site(), &site.tree);
        assert_no_parts(&place.seen());
    }
}

/// Tries the same against all kinds of servers at once.
fn against_all(work: impl Fn(Place, &[Site; 2], Kind) + Sync) {
    let work = &work;
    thread::scope(|scope| {
        for kind in KINDS {
            scope.spawn(move || {
                if let Some(place) = Place::start(kind) {
                    work(place, &sites(kind), kind);
                }
            });
        }
    });
}

/// Cut after any number of bytes, while a site first goes up and while one becomes another and back, what stands there
/// is whole; the next run goes on, and what stands there then is the new site to the byte.
#[test]
fn cut_anywhere() {
    const FIRST: i64 = 8;
    const LATER: i64 = 12;
    against_all(|place, sites, kind| {
        let computer = Computer::new("may-1");
        let weigh = |site: &Site| {
            let before = place.faults.moved();
            computer.publishes(&place, site);
            place.faults.moved() - before
        };
        let first = weigh(&sites[0]);
        let changes = [weigh(&sites[1]), weigh(&sites[0])];
        let mut cut = 0;
        let mut cut_at = |computer: &Computer, site: &Site, bytes: i64| {
            place.faults.cut_after(bytes);
            let ended = place_or_cut(computer, &place, site);
            // Nobody is left on the line when the next comes.
            place.faults.cut_after(i64::MAX);
            assert_whole(&place.tree());
            cut += i32::from(!ended);
            computer.publishes(&place, site);
        };
        for step in 0..LATER {
            for (way, whole) in changes.iter().enumerate() {
                cut_at(&computer, &sites[1 - way], whole * (2 * step + 1) / (2 * LATER));
            }
        }
        for step in 0..FIRST {
            place.empty();
            let computer = Computer::new("may-2");
            cut_at(&computer, &sites[0], first * (2 * step + 1) / (2 * FIRST));
        }
        assert!(i64::from(cut) >= (FIRST + 2 * LATER) * 3 / 4, "{kind:?}: only {cut} runs were cut");
    });
}

/// Publishes over a line that is about to be cut; whether it came to its end all the same.
fn place_or_cut(computer: &Computer, place: &Place, site: &Site) -> bool {
    let Some(remote) = place.try_connect(computer.name) else { return false };
    match computer.publish_over(&*remote, site) {
        Ok(asked) => {
            assert_eq!(asked, []);
            true
        }
        Err(PublishError::Remote(fault)) => {
            assert!(fault.is_transient(), "{fault:?}");
            false
        }
        Err(error) => panic!("{error:?}"),
    }
}

/// A server that is killed in the middle of a file, or falls silent there, leaves a whole site; the next run goes on.
pub fn silence_and_death() {
    against_all(|mut place, sites, kind| {
        let computer = Computer::new("may-1");
        computer.publishes(&place, &sites[0]);
        let before = place.faults.moved();
        computer.publishes(&place, &sites[1]);
        let half = (place.faults.moved() - before) / 2;
        for (site, silent) in [(&sites[0], false), (&sites[1], true)] {
            let remote = place.connect("may-1");
            let over = AtomicBool::new(false);
            let from = place.faults.moved();
            let ended = thread::scope(|scope| {
                let run = scope.spawn(|| {
                    let ended = computer.publish_over(&*remote, site);
                    over.store(true, Ordering::SeqCst);
                    ended
                });
                while place.faults.moved() < from + half && !over.load(Ordering::SeqCst) {
                    thread::sleep(Duration::from_micros(100));
                }
                match silent {
                    true => place.faults.silent(true),
                    false => place.kill(),
                }
                run.join().unwrap()
            });
            let told = ended.expect_err("it was in the middle");
            assert!(
                matches!(&told, PublishError::Remote(fault) if fault.is_transient()),
                "{kind:?}: {told:?}"
            );
            drop(remote);
            if silent {
                place.faults.cut();
                place.faults.silent(false);
            } else {
                place.start_again();
            }
            assert_whole(&place.tree());
            computer.publishes(&place, site);
        }
    });
}

/// Of two people at once one publishes, and what stands there is that one's site; an output that was emptied by mistake
/// deletes nothing; who comes second is asked.
#[test]
fn two_people() {
    against_all(|place, sites, kind| {
        for round in 0..4 {
            place.empty();
            let computers = [Computer::new("may-1"), Computer::new("may-2")];
            let remotes = ["may-1", "may-2"].map(|name| place.connect(name));
            let ended: Vec<bool> = thread::scope(|scope| {
                let run = |at: usize| {
                    thread::sleep(Duration::from_millis(7 * round * at as u64));
                    match computers[at].publish_over(&*remotes[at], &sites[at]) {
                        Ok(asked) => asked.is_empty(),
                        Err(
                            PublishError::Locked(_)
                            | PublishError::LockedByNobody
                            | PublishError::LockLost
                            | PublishError::Moved,
                        ) => false,
                        Err(error) => panic!("{kind:?}: {error:?}"),
                    }
                };
                let threads = [0, 1].map(|at| scope.spawn(move || run(at)));
                threads.into_iter().map(|thread| thread.join().unwrap()).collect()
            });
            let won: BTreeSet<usize> = (0..2).filter(|at| ended[*at]).collect();
            assert_eq!(won.len(), 1, "{kind:?}: {ended:?}");
            let won = *won.first().unwrap();
            assert_same(&place.site(), &sites[won].tree);
            let asked = computers[1 - won].publish(&place, &sites[1 - won]).unwrap();
            assert!(asked.iter().any(|concern| matches!(concern, Confirmation::Others { .. })), "{asked:?}");
            let asked = computers[won].publish(&place, &Site::default()).unwrap();
            assert!(asked.contains(&Confirmation::Emptied), "{asked:?}");
            assert_same(&place.site(), &sites[won].tree);
        }
    });
}

//! What others do on a host between two runs, while a person reads, or while a run sleeps.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::fake::{Cut, Fake};
use super::{AT_ONCE, Computer, Ended, Site, assert_holds, desk, edited, files, site, small};
use crate::hash::Hash;
use crate::publish::confirmation::Confirmation;
use crate::publish::listing::ListedSizes;
use crate::publish::local_state::LocalState;
use crate::publish::publisher::Publisher;
use crate::publish::session::PublishError;

fn kept(computer: &Computer, site: &Site) -> LocalState {
    let state = computer.state();
    site.values().for_each(|bytes| state.store().keep_bytes(bytes).unwrap());
    state
}

fn asked<T: std::fmt::Debug>(ended: Result<T, Ended>) -> Vec<Confirmation> {
    let Err(Ended::Asked(asked)) = ended else { panic!("nobody was asked: {ended:?}") };
    asked
}

/// A page that was edited on the host and is no longer part of the site stays, though the run that saw it was cut off.
#[test]
fn edited_and_cut_off() {
    for at in 8..24 {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        computer.publish(&host, &small()).unwrap();
        let mine = Hash::of(&small()["tin/c/index.html"]).to_string().into_bytes();
        let mine = &mine[..small()["tin/c/index.html"].len()];
        host.set("tin/c/index.html", mine);
        let mut without = edited();
        without.remove("tin/c/index.html");
        host.cut(Cut::Before(at));
        let first = computer.publish(&host, &without);
        host.mend();
        if first.is_err() {
            computer.publish(&host, &without).unwrap();
        }
        assert_eq!(host.file("tin/c/index.html").as_deref(), Some(mine), "cut at {at}");
    }
}

/// A file that was edited on the host keeps its place when a folder should be there.
#[test]
fn edited_in_the_way() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    let with = |path: &str, text: &str| {
        let mut site = small();
        site.insert(path.to_owned(), text.as_bytes().to_vec());
        site
    };
    computer.publish(&host, &with("k", "abcd")).unwrap();
    host.set("k", b"ABCD");
    let state = kept(&computer, &with("k/trong.txt", "x"));
    let ready = desk(&host, &state, AT_ONCE).ready(&files(&with("k/trong.txt", "x"))).unwrap();
    assert_eq!(ready.plan.obstacles.blocked, ["k"]);
}

/// Whoever finds its lock taken over stops before the next file.
#[test]
fn asleep_while_taken_over() {
    for at in 10..20 {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        computer.publish(&host, &small()).unwrap();
        let state = kept(&computer, &edited());
        let local = files(&edited());
        // It falls asleep again and again.
        let now = Mutex::new(SystemTime::UNIX_EPOCH);
        let clock = || {
            let mut now = now.lock().unwrap();
            *now += Duration::from_secs(60);
            *now
        };
        let desk = Publisher { clock: &clock, ..desk(&host, &state, AT_ONCE) };
        let ready = desk.ready(&local).unwrap();
        host.steal(at);
        let told = desk.publish(&ready, &local, &computer.publisher(), None, None);
        assert!(matches!(told, Err(PublishError::LockLost)), "{told:?}");
        let after: Vec<String> = host.calls().split_off(at + 1);
        let changes = |call: &&String| !call.starts_with("read") && !call.starts_with("list");
        assert!(after.iter().filter(changes).count() <= 1, "{after:?}");
    }
}

/// What is edited while the question is read is not written over.
#[test]
fn edited_while_asked() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    computer.publish(&host, &small()).unwrap();
    let state = kept(&computer, &edited());
    let (desk, local) = (desk(&host, &state, AT_ONCE), files(&edited()));
    let ready = desk.ready(&local).unwrap();
    host.set("index.html", b"sua trong luc hoi, dai hon nhieu");
    let told = desk.publish(&ready, &local, &computer.publisher(), None, None);
    assert!(matches!(told, Err(PublishError::Moved)), "{told:?}");
    assert_eq!(host.file("index.html").as_deref(), Some(&b"sua trong luc hoi, dai hon nhieu"[..]));
}

/// A file of others whose name differs by case alone is asked about, in whatever folder; one of ours is not.
#[test]
fn names_that_some_hosts_take_for_one() {
    for (theirs, told) in [("Index.html", "Index.html"), ("Assets/logo.png", "Assets")] {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        host.set(theirs, b"cua nguoi khac");
        let asked = asked(computer.publish(&host, &small()));
        assert_eq!(asked, [Confirmation::Foreign { paths: vec![told.to_owned()] }]);
    }
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    let with = |path: &str| {
        let mut site = small();
        site.insert(path.to_owned(), b"mot".to_vec());
        site
    };
    computer.publish(&host, &with("Tep/quyet-dinh.pdf")).unwrap();
    computer.publish(&host, &with("tep/quyet-dinh.pdf")).unwrap();
    assert_holds(&host, &with("tep/quyet-dinh.pdf"));
}

/// Where texts lie packed, sizes tell nothing, so bytes are read however many files are replaced.
#[test]
fn edited_among_many_packed() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    let many = |text: &str| -> Site {
        let pages = (0..80).map(|n| (format!("bai/{n}/index.html"), format!("{text} {n}").into_bytes()));
        small().into_iter().chain(pages).collect()
    };
    computer.publish(&host, &many("cũ")).unwrap();
    host.set("bai/7/index.html", b"sua tren may chu");
    let state = kept(&computer, &many("mới"));
    let desk = Publisher { sizes: ListedSizes::OfPacked, ..desk(&host, &state, AT_ONCE) };
    let ready = desk.ready(&files(&many("mới"))).unwrap();
    assert_eq!(ready.confirmations, [Confirmation::Edited { paths: vec!["bai/7/index.html".to_owned()] }]);
}

/// An edited file keeps its place, however long it is now, when a folder should be there; so does one in a folder that
/// should become a file.
#[test]
fn longer_and_in_the_way() {
    let with = |path: &str| {
        let mut site = small();
        site.insert(path.to_owned(), b"abcd".to_vec());
        site
    };
    for (before, after, told) in [("k", "k/trong.txt", "k"), ("k/trong.txt", "k", "k")] {
        let (host, computer) = (Fake::new(), Computer::new("may-1"));
        computer.publish(&host, &with(before)).unwrap();
        host.set(before, b"nguoi khac viet dai hon");
        let state = kept(&computer, &with(after));
        let ready = desk(&host, &state, AT_ONCE).ready(&files(&with(after))).unwrap();
        assert!(ready.plan.obstacles.blocked.iter().any(|blocked| blocked == told));
    }
}

/// A host that takes cases for one and goes on listing a folder of ours by its old name is not asked about.
#[test]
fn ours_by_another_case() {
    let (host, computer) = (Fake::new(), Computer::new("may-1"));
    let with = |text: &str| {
        let mut site = small();
        site.insert("tep/a.txt".to_owned(), text.as_bytes().to_vec());
        site
    };
    computer.publish(&host, &with("mot")).unwrap();
    host.rename_folder("tep", "Tep");
    let state = kept(&computer, &with("hai"));
    let ready = desk(&host, &state, AT_ONCE).ready(&files(&with("hai"))).unwrap();
    assert_eq!(ready.confirmations, []);
}

/// A host with a place beside it where releases are kept, and what a computer publishes and undoes there.
#[derive(Default)]
struct Kept {
    host: Fake,
    archive: Fake,
}

impl Kept {
    fn publish(&self, computer: &Computer, text: &str) -> Result<(), PublishError> {
        let state = kept(computer, &page(text));
        let desk = self.desk(&state);
        let ready = desk.ready(&files(&page(text))).unwrap();
        desk.publish(&ready, &files(&page(text)), &computer.publisher(), None, None).map(|_| ())
    }

    fn undo(&self, computer: &Computer) -> Result<(), PublishError> {
        let state = computer.state();
        let desk = self.desk(&state);
        let before = desk.before(&desk.standing()?)?.unwrap();
        let ready = desk.ready(&before.files)?;
        let restores = Some(before.revision);
        desk.publish(&ready, &before.files, &computer.publisher(), restores, None).map(|_| ())
    }

    fn desk<'a>(&'a self, state: &'a LocalState) -> Publisher<'a> {
        let beside = desk(&self.archive, state, AT_ONCE).line;
        Publisher { archive: Some(beside), ..desk(&self.host, state, AT_ONCE) }
    }

    fn holds(&self, text: &str) {
        assert_eq!(self.host.file("index.html").as_deref(), Some(text.as_bytes()));
    }
}

fn page(text: &str) -> Site {
    site(&[("index.html", text)])
}

/// What was taken off never comes back, however the place where releases are kept fails meanwhile.
#[test]
fn what_was_taken_off_stays_off() {
    for at in 0..40 {
        let (place, computer) = (Kept::default(), Computer::new("may-1"));
        for text in ["mot", "hai", "xau"] {
            place.publish(&computer, text).unwrap();
        }
        place.archive.cut(Cut::After(at));
        let undone = place.undo(&computer);
        place.archive.mend();
        if undone.is_err() {
            place.undo(&computer).unwrap();
        }
        place.holds("hai");
        // The one before that again, and then another after it, and back.
        place.publish(&computer, "sua").unwrap();
        place.undo(&computer).unwrap();
        place.holds("hai");
        place.undo(&computer).unwrap();
        place.holds("mot");
    }
}

/// A release that was not kept is kept with the next, so that another computer skips none.
#[test]
fn none_is_skipped() {
    let (place, computer) = (Kept::default(), Computer::new("may-1"));
    place.publish(&computer, "mot").unwrap();
    place.archive.cut(Cut::Before(1));
    place.publish(&computer, "hai").unwrap_err();
    place.archive.mend();
    place.publish(&computer, "ba").unwrap();
    place.undo(&Computer::new("may-2")).unwrap();
    place.holds("hai");
}

/// A release that could not be kept beside the host is told as published, and kept by the next run.
#[test]
fn kept_later() {
    let (host, archive, computer) = (Fake::new(), Fake { lanes: 3, ..Fake::new() }, Computer::new("may-1"));
    let twins = |text: &str| {
        let mut site = site(&[("index.html", text)]);
        site.extend((0..9).map(|n| (format!("giong/{n}.txt"), b"giong nhau".to_vec())));
        site
    };
    let publish = |computer: &Computer, site: &Site| {
        let state = kept(computer, site);
        let beside = desk(&archive, &state, AT_ONCE).line;
        let desk = Publisher { archive: Some(beside), ..desk(&host, &state, AT_ONCE) };
        let ready = desk.ready(&files(site)).unwrap();
        desk.publish(&ready, &files(site), &computer.publisher(), None, None)
    };
    publish(&computer, &twins("mot")).unwrap();
    archive.cut(Cut::Before(1));
    let told = publish(&computer, &twins("hai"));
    assert!(matches!(told, Err(PublishError::Archive(_))), "{told:?}");
    assert!(host.site() == twins("hai"));
    archive.mend();
    publish(&computer, &twins("hai")).unwrap();
    publish(&computer, &twins("ba")).unwrap();
    // Another computer, which has nothing, fetches each of the equal files once.
    let other = Computer::new("may-2");
    let state = other.state();
    let beside = desk(&archive, &state, AT_ONCE).line;
    archive.mend();
    let other_desk = Publisher { archive: Some(beside), ..desk(&host, &state, AT_ONCE) };
    let before = other_desk.before(&other_desk.standing().unwrap()).unwrap().unwrap();
    assert_eq!(before.files, files(&twins("hai")));
    let objects: Vec<String> = archive
        .calls()
        .into_iter()
        .filter(|call| call.starts_with("read") && call.contains("objects"))
        .collect();
    assert_eq!(objects.len(), objects.iter().collect::<BTreeSet<_>>().len(), "{objects:?}");
}

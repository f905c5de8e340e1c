//! Volumes that are full or read-only.

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::{Sandbox, Site, expected, remove_all, skipped, stage_and_commit, tree, whole_tree};
use crate::write::{CommitOutcome, Danger, OpenOptions, OutputFolder, WriteError, guard};

/// A small volume in memory, unmounted when dropped.
struct Volume {
    sandbox: Sandbox,
    mount: PathBuf,
}

impl Volume {
    /// Mounts the volume. Returns `None`, and prints that the test is skipped, without the permission.
    fn new(options: &str) -> Option<Volume> {
        let sandbox = Sandbox::new();
        let mount = sandbox.at("volume");
        fs::create_dir(&mount).unwrap();
        let done = cfg!(target_os = "linux")
            && Command::new("mount")
                .args(["-t", "tmpfs", "-o", options, "tmpfs"])
                .arg(&mount)
                .output()
                .is_ok_and(|output| output.status.success());
        if !done {
            skipped("a small tmpfs cannot be mounted here");
            return None;
        }
        Some(Volume { sandbox, mount })
    }

    fn out(&self) -> PathBuf {
        self.mount.join("public")
    }

    fn build(&self, site: &Site) -> Result<CommitOutcome, WriteError> {
        let output = OutputFolder::open(&self.out(), &self.sandbox.protected(), &OpenOptions::default())?;
        stage_and_commit(output.staging()?, site)
    }

    fn remount(&self, options: &str) {
        let remounted =
            || Command::new("mount").args(["-o", options]).arg(&self.mount).status().unwrap().success();
        // A child that another test starts has the open files of this process for a moment, and the volume is busy.
        let is_done = (0..50).any(|_| {
            remounted() || {
                thread::sleep(Duration::from_millis(20));
                false
            }
        });
        assert!(is_done, "the volume stays busy");
    }
}

impl Drop for Volume {
    fn drop(&mut self) {
        // Lazily: a child that another test starts may have the descriptors of this process for a moment.
        let status = Command::new("umount").arg("--lazy").arg(&self.mount).status().unwrap();
        assert!(status.success());
        remove_all(&self.mount);
    }
}

fn pages(letter: u8, count: usize, folder: &str) -> Site {
    (0..count).map(|n| (format!("{folder}{n}/index.html"), vec![letter; 8_000])).collect()
}

/// If the volume gets full anywhere between the first page and the last, the old site remains and no file is
/// left over.
#[test]
fn full_volume_changes_nothing() {
    let Some(volume) = Volume::new("size=2m") else { return };
    let (old, new) = (pages(b'1', 40, "p"), pages(b'2', 40, "p"));
    volume.build(&old).unwrap();
    let before = whole_tree(&volume.out());
    let mut refused = 0;
    for filler in (0..1_700_000).step_by(40_000).rev() {
        if fs::write(volume.mount.join("filler"), vec![0; filler]).is_err() {
            continue;
        }
        match volume.build(&new) {
            Err(WriteError::Full { needed, .. }) => assert!(needed > 0),
            Ok(_) => break,
            Err(other) => panic!("{other}"),
        }
        refused += 1;
        assert_eq!(whole_tree(&volume.out()), before, "filler {filler}");
    }
    assert!(refused > 5, "{refused}");
    assert_eq!(tree(&volume.out()), expected(&new));
}

/// If the volume takes no more files or folders, the build reports it, the old site remains, and folders that
/// were created are removed.
#[test]
fn volume_without_room_for_folders() {
    let mut outcomes = [0, 0];
    for inodes in (40..100).step_by(2) {
        let Some(volume) = Volume::new(&format!("size=8m,nr_inodes={inodes}")) else { return };
        let (old, new) = (pages(b'1', 10, "old"), pages(b'2', 20, "new"));
        volume.build(&old).unwrap();
        let before = whole_tree(&volume.out());
        match volume.build(&new) {
            Ok(_) => {
                outcomes[0] += 1;
                assert_eq!(tree(&volume.out()), expected(&new));
            }
            Err(WriteError::NoMoreFiles { .. }) => {
                outcomes[1] += 1;
                assert_eq!(whole_tree(&volume.out()), before);
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert!(outcomes.iter().all(|count| *count > 0), "{outcomes:?}");
}

/// On a read-only volume the build fails and changes nothing.
#[test]
fn read_only_volume() {
    let Some(volume) = Volume::new("size=1m") else { return };
    let old = pages(b'1', 4, "p");
    volume.build(&old).unwrap();
    let before = whole_tree(&volume.out());
    volume.remount("remount,ro");
    assert!(matches!(volume.build(&pages(b'2', 4, "p")), Err(WriteError::ReadOnly { .. })));
    assert_eq!(whole_tree(&volume.out()), before);
}

/// A second mount of the inputs is refused, whatever its path.
#[test]
fn second_mount_of_the_inputs_is_refused() {
    let Some(volume) = Volume::new("size=1m") else { return };
    let content = volume.sandbox.root().join("content");
    let status = Command::new("mount").arg("--bind").args([&content, &volume.mount]).status().unwrap();
    assert!(status.success());
    let refusals = ["volume", "volume/news", "volume/new"].map(|out| {
        let out = volume.sandbox.at(out);
        matches!(guard(&out, &volume.sandbox.protected()), Err(WriteError::Unsafe { why: Danger::Input, .. }))
    });
    assert!(Command::new("umount").arg(&volume.mount).status().unwrap().success());
    assert_eq!(refusals, [true; 3]);
}

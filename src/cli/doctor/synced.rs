//! Checks whether folders are in a folder of a sync program or on a network drive.

use std::env;
use std::fs;
use std::path::{Component, Path, PathBuf, Prefix};

use crate::cli::doctor::finding::Finding;
use crate::cli::write_errors::display_path;

/// Sync programs, with what the names of their folders begin with, in lower case.
const SYNC_FOLDERS: [(&str, &str); 9] = [
    ("OneDrive", "onedrive"),
    ("Google Drive", "google drive"),
    ("Google Drive", "googledrive"),
    ("Google Drive", "my drive"),
    ("Dropbox", "dropbox"),
    ("iCloud Drive", "icloud"),
    ("iCloud Drive", "com~apple~clouddocs"),
    ("Nextcloud", "nextcloud"),
    ("MEGA", "megasync"),
];

/// Environment variables in which OneDrive has the path of its folder.
const ONEDRIVE_VARIABLES: [&str; 3] = ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"];

/// File systems of other computers, as Linux lists them.
const NETWORK_FILE_SYSTEMS: [&str; 10] =
    ["nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "fuse.rclone", "davfs", "fuse.davfs2", "afs"];

/// Checks the project folder and the output folder.
pub fn findings(root: &Path, out: &Path) -> Vec<Finding> {
    let real = |path: &Path| real_path(path);
    let (root, out) = (real(root), real(out));
    let mounts = fs::read_to_string("/proc/self/mounts").unwrap_or_default();
    let program = |path: &Path| sync_program(path, &onedrive_folders());
    let finding = match (program(&root), program(&out)) {
        (_, Some(program)) => Finding::warning("doctor-synced-output").arg("program", program),
        (Some(program), None) => Finding::good("doctor-synced-project").arg("program", program),
        (None, None) => Finding::good("doctor-not-synced"),
    };
    let is_remote = |path: &Path| is_network_share(path) || is_network_mount(path, &mounts);
    let network = match (is_remote(&root), is_remote(&out)) {
        (false, false) => Finding::good("doctor-local-disk"),
        (true, _) => Finding::warning("doctor-network-drive").arg("path", display_path(&root)),
        (false, true) => Finding::warning("doctor-network-drive").arg("path", display_path(&out)),
    };
    vec![finding, network]
}

/// Returns `path` without links, as far as it exists.
fn real_path(path: &Path) -> PathBuf {
    let real = path.ancestors().find_map(|folder| Some((folder, fs::canonicalize(folder).ok()?)));
    let joined = real.and_then(|(folder, real)| Some(real.join(path.strip_prefix(folder).ok()?)));
    joined.unwrap_or_else(|| path.to_owned())
}

fn onedrive_folders() -> Vec<PathBuf> {
    let set = ONEDRIVE_VARIABLES.iter().filter_map(env::var_os);
    set.filter(|value| !value.is_empty()).map(|value| real_path(Path::new(&value))).collect()
}

/// Returns the name of the sync program whose folder `path` is in; `onedrive` are folders that OneDrive names itself.
fn sync_program(path: &Path, onedrive: &[PathBuf]) -> Option<&'static str> {
    if onedrive.iter().any(|folder| path.starts_with(folder)) {
        return Some("OneDrive");
    }
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().to_lowercase()),
        _ => None,
    });
    let program = |name: String| {
        let found = SYNC_FOLDERS.iter().find(|(_, start)| {
            // `OneDrive - Company`, `Dropbox (Team)` and `GoogleDrive-a@b.vn` are such folders too.
            let rest = name.strip_prefix(start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '-', '(']))
        });
        found.map(|(program, _)| *program)
    };
    names.into_iter().find_map(program)
}

/// Whether `path` is on a share of Windows; a drive letter of a share has been resolved to it.
fn is_network_share(path: &Path) -> bool {
    let Some(Component::Prefix(prefix)) = path.components().next() else { return false };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
}

/// Whether `path` is on another computer according to `mounts`, which has the form of `/proc/self/mounts`.
fn is_network_mount(path: &Path, mounts: &str) -> bool {
    let entry = |line: &str| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?.replace("\\040", " "), words.next()?.to_owned()))
    };
    let above = mounts.lines().filter_map(entry).filter(|(place, _)| path.starts_with(place));
    // Of mounts at the same place, the last one is seen.
    let nearest = above.max_by_key(|(place, _)| Path::new(place).components().count());
    nearest.is_some_and(|(_, kind)| NETWORK_FILE_SYSTEMS.contains(&&*kind))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{is_network_mount, sync_program};

    /// Folders of sync programs are recognised by their names, also with the name of an account, and by no part of one.
    #[test]
    fn folders_of_sync_programs() {
        let program = |path: &str| sync_program(Path::new(path), &[]);
        assert_eq!(program("/home/mai/OneDrive/trang"), Some("OneDrive"));
        assert_eq!(program("/home/mai/OneDrive - Công đoàn/trang"), Some("OneDrive"));
        assert_eq!(
            program("/Users/mai/Library/CloudStorage/GoogleDrive-mai@cd.vn/My Drive/trang"),
            Some("Google Drive")
        );
        assert_eq!(program("/home/mai/Dropbox (LĐLĐ)/trang"), Some("Dropbox"));
        assert_eq!(program("/home/mai/dropboxes/trang"), None);
        assert_eq!(program("/home/mai/trang"), None);
        let named = [PathBuf::from("/srv/dong-bo")];
        assert_eq!(sync_program(Path::new("/srv/dong-bo/trang"), &named), Some("OneDrive"));
    }

    /// The mount that is nearest to the folder decides.
    #[test]
    fn network_mounts() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\nsrv:/x /mnt/chung nfs4 rw 0 0\n/dev/sdb /mnt/chung/o-rieng ext4 rw 0 0\n\
                      //srv/y /mnt/Hai\\040Ba cifs rw 0 0\n";
        let is_remote = |path: &str| is_network_mount(Path::new(path), mounts);
        assert!(is_remote("/mnt/chung/trang") && is_remote("/mnt/Hai Ba"));
        assert!(
            !is_remote("/mnt/chung/o-rieng/trang") && !is_remote("/home/mai") && !is_remote("/mnt/chungx")
        );
    }
}

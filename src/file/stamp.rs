//! File stamps: metadata that shows, without reading a file, whether it has changed.

use std::fs::Metadata;
use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Metadata of a file. If the stamp is equal at a later time, the bytes are most likely equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// Length in bytes.
    pub length: u64,
    /// Time of the last change of the bytes, in nanoseconds since 1970; programs can set it freely.
    modified: u128,
    /// Time of the last change of bytes, name or rights, in nanoseconds since 1970; only the system sets it.
    /// On Windows the standard library does not provide it, and this is the creation time.
    changed: u128,
    /// Device and inode; zero on Windows, where a file must be opened to get them.
    pub(super) identity: (u64, u64),
}

impl FileStamp {
    /// Reads the stamp from `metadata`.
    pub fn from_metadata(metadata: &Metadata) -> FileStamp {
        let modified = metadata.modified().map_or(0, nanoseconds);
        let (changed, identity) = system_stamp(metadata);
        FileStamp { length: metadata.len(), modified, changed, identity }
    }

    /// The stamp of a text of `length` bytes that is not a file on the disk.
    pub fn without_file(length: u64) -> FileStamp {
        FileStamp { length, ..FileStamp::default() }
    }

    /// Returns whether the file changed during a `scan`, given as its start and end, or less than `window`
    /// before it, so that another program may still be writing it.
    ///
    /// A time in whole seconds may come from a volume with a resolution of two seconds (FAT).
    pub fn is_recent(&self, scan: Range<SystemTime>, window: Duration) -> bool {
        const COARSE_STEP: Duration = Duration::from_secs(2);
        let (begun, ended) = (nanoseconds(scan.start), nanoseconds(scan.end));
        [self.modified, self.changed].into_iter().any(|time| {
            let coarse = time % 1_000_000_000 == 0;
            let window = (if coarse { window + COARSE_STEP } else { window }).as_nanos();
            time + window > begun && time < ended + window
        })
    }
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}

#[cfg(unix)]
fn system_stamp(metadata: &Metadata) -> (u128, (u64, u64)) {
    use std::os::unix::fs::MetadataExt;
    let seconds = u128::try_from(metadata.ctime()).unwrap_or(0);
    let nanoseconds = u128::try_from(metadata.ctime_nsec()).unwrap_or(0);
    (seconds * 1_000_000_000 + nanoseconds, (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn system_stamp(metadata: &Metadata) -> (u128, (u64, u64)) {
    (metadata.created().map_or(0, nanoseconds), (0, 0))
}

#[cfg(test)]
mod tests {
    use super::FileStamp;
    use std::time::{Duration, UNIX_EPOCH};

    /// A file is recent for `window`, and longer if its time is in whole seconds.
    #[test]
    fn recent_files() {
        let window = Duration::from_millis(100);
        let at = |nanoseconds: u64| UNIX_EPOCH + Duration::from_nanos(nanoseconds);
        let stamp = |modified: u128| FileStamp { modified, changed: 1, ..FileStamp::default() };
        let scan = at(5_000_000_000)..at(9_000_000_000);
        for (modified, recent) in [
            (4_950_000_001, true),
            (4_850_000_001, false),
            (7_000_000_001, true),
            (9_500_000_001, false),
            (3_000_000_000, true),
            (2_000_000_000, false),
        ] {
            assert_eq!(stamp(modified).is_recent(scan.clone(), window), recent, "{modified}");
        }
    }
}

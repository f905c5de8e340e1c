//! Tells, without reading a file, whether it is still the same.

use std::fs::Metadata;
use std::ops::Range;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the file system says of a file without opening it. The same stamp at a later look: most likely the same bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileStamp {
    /// Bytes.
    pub length: u64,
    /// Nanoseconds from 1970 to the last change of the bytes; programs can set it to anything.
    modified: u128,
    /// Nanoseconds from 1970 to the last change of bytes, name or rights, which only the system sets. On Windows the
    /// standard library does not tell it, and this is the time of creation.
    changed: u128,
    /// The volume and the file's number on it; zero on Windows, where a file has to be opened for them.
    pub(super) identity: (u64, u64),
}

impl FileStamp {
    /// The stamp in `metadata`.
    pub fn of(metadata: &Metadata) -> FileStamp {
        let modified = metadata.modified().map_or(0, nanoseconds);
        let (changed, identity) = system_stamp(metadata);
        FileStamp { length: metadata.len(), modified, changed, identity }
    }

    /// The stamp of something of `length` bytes that is no file on the disk.
    pub fn without_file(length: u64) -> FileStamp {
        FileStamp { length, ..FileStamp::default() }
    }

    /// Whether the file changed during a look, given by its beginning and its end, or less than `window` before, so that
    /// another program may still be writing it.
    ///
    /// Times in whole seconds come from volumes that count in steps of up to two seconds (FAT).
    pub fn is_recent(&self, look: Range<SystemTime>, window: Duration) -> bool {
        const COARSE_STEP: Duration = Duration::from_secs(2);
        let (begun, ended) = (nanoseconds(look.start), nanoseconds(look.end));
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

    /// A file is recent for the time asked, and longer where the volume counts whole seconds.
    #[test]
    fn recent_files() {
        let window = Duration::from_millis(100);
        let at = |nanoseconds: u64| UNIX_EPOCH + Duration::from_nanos(nanoseconds);
        let stamp = |modified: u128| FileStamp { modified, changed: 1, ..FileStamp::default() };
        let look = at(5_000_000_000)..at(9_000_000_000);
        for (modified, recent) in [
            (4_950_000_001, true),
            (4_850_000_001, false),
            (7_000_000_001, true),
            (9_500_000_001, false),
            (3_000_000_000, true),
            (2_000_000_000, false),
        ] {
            assert_eq!(stamp(modified).is_recent(look.clone(), window), recent, "{modified}");
        }
    }
}

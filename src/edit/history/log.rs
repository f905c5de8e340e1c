//! Append-only logs with one JSON object a line, to which several processes may append at the same time.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::file::open_regular;

/// Appends `entry` as a line to the log at `path`, which is created if necessary; the line is on the volume afterwards.
///
/// A line that another process could not complete is closed, so that it does not spoil the new one.
///
/// # Errors
/// If the log cannot be written, or is no regular file.
pub fn append(path: &Path, entry: &impl Serialize) -> io::Result<()> {
    if path.is_symlink() {
        return Err(io::Error::new(ErrorKind::InvalidInput, "reason-not-regular"));
    }
    let mut log = OpenOptions::new().create(true).append(true).read(true).open(path)?;
    let mut line = serde_json::to_string(entry)?;
    line.push('\n');
    if !ends_with_line_end(&mut log)? {
        line.insert(0, '\n');
    }
    // A single write at the end of the file: the lines of two processes do not mix.
    log.write_all(line.as_bytes())?;
    log.sync_data()
}

fn ends_with_line_end(log: &mut File) -> io::Result<bool> {
    if log.metadata()?.len() == 0 {
        return Ok(true);
    }
    let mut last = [0];
    log.seek(SeekFrom::End(-1))?;
    log.read_exact(&mut last)?;
    Ok(last == *b"\n")
}

/// Returns the entries of the log at `path` in order; none if there is no log. A line that is incomplete or not
/// understood is skipped.
///
/// # Errors
/// If the log cannot be read, or is no regular file.
pub fn entries<T: DeserializeOwned>(path: &Path) -> io::Result<Vec<T>> {
    let mut bytes = Vec::new();
    match open_regular(path) {
        Ok(mut log) => log.read_to_end(&mut bytes)?,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    Ok(bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::thread;

    use super::{append, entries};

    /// A line that was cut off is skipped, and the next one is not lost with it.
    #[test]
    fn torn_lines_are_skipped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        assert!(entries::<u32>(&path).unwrap().is_empty());
        append(&path, &1).unwrap();
        fs::write(&path, "1\n\"2").unwrap();
        append(&path, &3).unwrap();
        fs::write(&path, [&fs::read(&path).unwrap(), &b"\xff\n{}\n4\n5\n6"[..]].concat()).unwrap();
        assert_eq!(entries::<u32>(&path).unwrap(), [1, 3, 4, 5, 6]);
    }

    /// Lines that are appended at the same time are all there.
    #[test]
    fn several_writers_append() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("events.jsonl");
        thread::scope(|scope| {
            for writer in 0..4 {
                let path = &path;
                scope.spawn(move || (0..25).for_each(|at| append(path, &(writer * 100 + at)).unwrap()));
            }
        });
        let mut found = entries::<u32>(&path).unwrap();
        found.sort_unstable();
        let wanted: Vec<u32> = (0..4).flat_map(|writer| (0..25).map(move |at| writer * 100 + at)).collect();
        assert_eq!(found, wanted);
    }
}

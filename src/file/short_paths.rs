//! Sorted paths in records of many files.

use std::io::{self, Write};

/// Writes and reads sorted paths without the beginning that each shares with the one before it.
#[derive(Default)]
pub struct ShortPaths {
    previous: String,
}

impl ShortPaths {
    /// Writes, on a line of its own, `[` and the path: the number of its first bytes that are those of the path before
    /// it, and the rest. The caller adds what belongs to the path, and `]`.
    ///
    /// # Errors
    /// Those of `json`.
    pub fn write(&mut self, json: &mut dyn Write, path: &str) -> io::Result<()> {
        let equal = path.bytes().zip(self.previous.bytes()).take_while(|(one, other)| one == other).count();
        let shared = path.floor_char_boundary(equal);
        let comma = if self.previous.is_empty() { "" } else { "," };
        write!(json, "{comma}\n[{shared},{}", serde_json::json!(&path[shared..]))?;
        path.clone_into(&mut self.previous);
        Ok(())
    }

    /// Returns the path with the first `shared` bytes of the path before it; `None` if that is shorter.
    pub fn read(&mut self, shared: usize, rest: &str) -> Option<String> {
        self.previous.truncate(self.previous.get(..shared)?.len());
        self.previous.push_str(rest);
        Some(self.previous.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::ShortPaths;

    /// Paths are read as they were written, also where the shared bytes end within a letter; a number of shared bytes
    /// that is too large, or ends within a letter, is refused.
    #[test]
    fn round_trip() {
        let paths = ["a", "a/b", "đ/ấ.html", "đ/ầ.html", "đ/ầ\"x", "z"];
        let (mut json, mut written) = (Vec::new(), ShortPaths::default());
        for path in paths {
            written.write(&mut json, path).unwrap();
            json.push(b']');
        }
        let text = format!("[{}]", String::from_utf8(json).unwrap());
        let stored: Vec<(usize, String)> = serde_json::from_str(&text).unwrap();
        let mut read = ShortPaths::default();
        let found: Vec<_> = stored.iter().map(|(shared, rest)| read.read(*shared, rest)).collect();
        assert_eq!(found, paths.map(|path| Some(path.to_owned())));
        assert_eq!(ShortPaths::default().read(1, "a"), None);
        let mut read = ShortPaths::default();
        read.read(0, "đ").unwrap();
        assert_eq!(read.read(1, "a"), None);
    }
}

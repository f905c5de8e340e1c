//! Replaces ranges of a text, and leaves every byte outside them as it was.

/// Ranges of a text with what takes their place.
///
/// Ranges do not overlap. Several insertions at one place keep their order, and come before a range that begins there.
#[derive(Debug, Default)]
pub struct Splices(Vec<Splice>);

#[derive(Debug)]
struct Splice {
    start: usize,
    end: usize,
    text: String,
}

impl Splices {
    /// Puts `text` in place of the bytes `start..end`.
    pub fn replace(&mut self, start: usize, end: usize, text: impl Into<String>) {
        self.0.push(Splice { start, end, text: text.into() });
    }

    /// Puts `text` before the byte at `at`.
    pub fn insert(&mut self, at: usize, text: impl Into<String>) {
        self.replace(at, at, text);
    }

    /// `raw` with the changes made; `offsets` leads from the text in which the ranges are counted to `raw`.
    ///
    /// `None` if two ranges overlap.
    pub fn apply(mut self, raw: &str, offsets: &LineEnds) -> Option<String> {
        self.0.sort_by_key(|splice| (splice.start, splice.end));
        let mut written = String::with_capacity(raw.len() + 256);
        let mut at = 0;
        for splice in &self.0 {
            let (start, end) = (offsets.raw(splice.start), offsets.raw(splice.end));
            if start < at {
                return None;
            }
            written.push_str(raw.get(at..start)?);
            written.push_str(&offsets.with_line_ends(&splice.text));
            at = end;
        }
        written.push_str(raw.get(at..)?);
        Some(written)
    }
}

/// Where a text has `\r\n`, so that a copy with `\n` alone can be worked on.
pub struct LineEnds {
    /// For each `\r` before a `\n`: the offset of that `\n` in the copy, in ascending order.
    carriage_returns: Vec<usize>,
    /// Whether new lines end with `\r\n`: most lines of the text do.
    crlf: bool,
}

impl LineEnds {
    /// The copy of `raw` whose lines end with `\n`, and where `raw` differs.
    pub fn split(raw: &str) -> (String, LineEnds) {
        let copy = raw.replace("\r\n", "\n");
        let mut carriage_returns = Vec::new();
        for (count, (at, _)) in raw.match_indices("\r\n").enumerate() {
            carriage_returns.push(at - count);
        }
        let lines = copy.matches('\n').count();
        let crlf = carriage_returns.len() * 2 > lines;
        (copy, LineEnds { carriage_returns, crlf })
    }

    /// The offset in the raw text of the byte at `offset` of the copy; at a line end, of its `\r`.
    fn raw(&self, offset: usize) -> usize {
        offset + self.carriage_returns.partition_point(|at| *at < offset)
    }

    fn with_line_ends(&self, text: &str) -> String {
        if self.crlf { text.replace('\n', "\r\n") } else { text.to_owned() }
    }
}

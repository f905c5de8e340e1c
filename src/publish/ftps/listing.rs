//! Parses FTP folder listings.
//!
//! `MLSD` is meant for programs (RFC 3659 §7); `LIST` is meant for people, in the format of `ls -l` or of DOS.

use crate::file::is_plain_name;
use crate::publish::remote::ListedEntry;

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Parses a line of `MLSD`; `None` for the folder itself and its parent.
pub(super) fn parse_mlsd(line: &str) -> Option<ListedEntry> {
    let (facts, name) = line.split_once(' ')?;
    let fact = |wanted: &str| {
        let mut facts = facts.split(';').filter_map(|fact| fact.split_once('='));
        facts.find(|(key, _)| key.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    };
    let kind = fact("type")?.to_ascii_lowercase();
    let size = fact("size").and_then(|size| size.parse().ok()).filter(|_| kind == "file");
    let listed = ListedEntry { name: name.to_owned(), size, is_folder: kind == "dir", etag: None };
    (is_plain_name(name) && kind != "cdir" && kind != "pdir").then_some(listed)
}

/// Parses a line of `LIST`; `None` for lines that describe no entry, such as `total 12`.
pub(super) fn parse_list(line: &str) -> Option<ListedEntry> {
    let listed =
        if line.starts_with(|c: char| c.is_ascii_digit()) { parse_dos(line) } else { parse_unix(line) }?;
    is_plain_name(&listed.name).then_some(listed)
}

/// Parses `drwxr-xr-x  2 ann staff  4096 Nov  5 13:46 a name`; some servers omit the group or the number of links.
fn parse_unix(line: &str) -> Option<ListedEntry> {
    let kind = line.chars().next()?;
    let words = words(line);
    let is_size = |at: usize| words[at].1.bytes().all(|byte| byte.is_ascii_digit());
    let date = (2..words.len()).find(|at| is_size(at - 1) && words_of_date(&words[*at..]).is_some())?;
    let last = date + words_of_date(&words[date..])? - 1;
    let (start, word) = words[last];
    // One space separates the date from the name; any further spaces belong to the name.
    let name = line.get(start + word.len() + 1..)?;
    let name = if kind == 'l' { name.split(" -> ").next()? } else { name };
    let size = words[date - 1].1.parse().ok().filter(|_| kind == '-');
    Some(ListedEntry { name: name.to_owned(), size, is_folder: kind == 'd', etag: None })
}

/// Returns how many of the first words are a date: `Nov 5 13:46`, `Nov 5 2024` or `2024-11-05 13:46`.
fn words_of_date(words: &[(usize, &str)]) -> Option<usize> {
    let digits =
        |at: usize| words.get(at).is_some_and(|(_, word)| word.starts_with(|c: char| c.is_ascii_digit()));
    let first = words.first()?.1;
    if MONTHS.contains(&first.to_ascii_lowercase().as_str()) && digits(1) && digits(2) {
        return Some(3);
    }
    let dashes = first.match_indices('-').map(|(at, _)| at);
    (dashes.eq([4, 7]) && digits(0) && digits(1)).then_some(2)
}

/// Parses `11-25-24  01:27PM  <DIR>  a name`; files have a size in place of `<DIR>`.
fn parse_dos(line: &str) -> Option<ListedEntry> {
    let words = words(line);
    let (start, word) = *words.get(2)?;
    let is_folder = word == "<DIR>";
    let size = word.parse().ok();
    if !words[1].1.contains(':') || (size.is_none() && !is_folder) {
        return None;
    }
    let rest = line.get(start + word.len()..)?;
    let name = if is_folder { rest.trim_start() } else { rest.strip_prefix(' ')? };
    Some(ListedEntry { name: name.to_owned(), size, is_folder, etag: None })
}

/// Splits a line at spaces into words, each with the byte offset at which it begins.
fn words(line: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut at = 0;
    for word in line.split(' ') {
        if !word.is_empty() {
            words.push((at, word));
        }
        at += word.len() + 1;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{parse_list, parse_mlsd};

    fn parsed(line: &str) -> Option<(String, Option<u64>, bool)> {
        parse_list(line).map(|listed| (listed.name, listed.size, listed.is_folder))
    }

    /// `LIST` listings of many servers are parsed, with all spaces of a name.
    #[test]
    fn list_lines() {
        let file = |name: &str, size| Some((name.to_owned(), Some(size), false));
        let folder = |name: &str| Some((name.to_owned(), None, true));
        assert_eq!(parsed("-rw-r--r--    1 0   0    3000 Nov 25 13:27  đầu trống"), file(" đầu trống", 3000));
        assert_eq!(parsed("drwxr-xr-x    2 1000 1000 4096 Nov  5  2024 tin tức"), folder("tin tức"));
        assert_eq!(
            parsed("-rw-r--r-- 1 an staff 12 2024-01-02 10:11 Nov 5 13:00.html"),
            file("Nov 5 13:00.html", 12)
        );
        assert_eq!(parsed("-rw-r--r--   1 an   7 Jan 01 10:11 x"), file("x", 7));
        assert_eq!(parsed("lrwxrwxrwx 1 0 0 4 Nov 25 13:27 a -> /etc"), Some(("a".into(), None, false)));
        assert_eq!(parsed("11-25-24  01:27PM       <DIR>          App Data"), folder("App Data"));
        assert_eq!(
            parsed("11-25-2024  01:27PM                 3000 trang 1.html"),
            file("trang 1.html", 3000)
        );
        for nothing in
            ["total 12", "", "drwxr-xr-x 2 0 0 4096 Nov 25 13:27 ..", "-rw 1 0 0 5 Nov 25 13:27 a\\b"]
        {
            assert_eq!(parsed(nothing), None, "{nothing}");
        }
    }

    /// `MLSD` listings are parsed.
    #[test]
    fn mlsd_lines() {
        let file = parse_mlsd("type=file;size=12;modify=20241125132700;  hai dấu").unwrap();
        assert_eq!((file.name.as_str(), file.size, file.is_folder), (" hai dấu", Some(12), false));
        let folder = parse_mlsd("Type=dir;Modify=20241125132700; tin").unwrap();
        assert_eq!((folder.name.as_str(), folder.size, folder.is_folder), ("tin", None, true));
        assert_eq!(parse_mlsd("type=cdir; ."), None);
        assert_eq!(parse_mlsd("type=pdir; /tin"), None);
    }
}

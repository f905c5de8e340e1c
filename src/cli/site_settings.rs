//! Reads the settings of a site without the rest of it, for commands that need no more.

use std::fs;
use std::io::Read;
use std::path::Path;

use crate::file::{open_below, open_regular};
use crate::model::settings::{Settings, default_time_zone};
use crate::read::{Record, plain_text, read_record};
use crate::source::{SourceContent, Sources, Text};

/// Returns the settings of the site at `root`, with defaults for those that are missing or invalid; `None` if the file
/// cannot be read. Nothing is reported, since `check` does that.
pub fn site_settings(root: &Path) -> Option<Box<Settings>> {
    let top = fs::canonicalize(root).ok();
    let mut bytes = Vec::new();
    let open = |name: &str| {
        let path = root.join("content").join(name);
        if top.is_some() { open_below(&path, top.as_deref()) } else { open_regular(&path) }
    };
    open("site.yaml").or_else(|_| open("site.yml")).ok()?.read_to_end(&mut bytes).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let text = Text::from(&*plain_text(text.trim_start_matches('\u{feff}')));
    let mut sources = Sources::default();
    let id = sources.insert_new("content/site.yaml", SourceContent::Text(text), &bytes);
    match read_record(sources.find(id)?, &default_time_zone()).value? {
        Record::Settings(settings) => Some(settings),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::site_settings;

    /// Settings are read from a file with errors too; without a file, there are none.
    #[test]
    fn settings_of_a_site() {
        let root = tempfile::tempdir().unwrap();
        assert!(site_settings(root.path()).is_none());
        fs::create_dir(root.path().join("content")).unwrap();
        let text = "\u{feff}title: A\r\nla: 1\r\ntime_zone: Asia/Tokyo\r\nhistory: {megabytes: 50}\r\n";
        fs::write(root.path().join("content/site.yaml"), text).unwrap();
        let settings = site_settings(root.path()).unwrap();
        assert_eq!(settings.time_zone.iana_name(), Some("Asia/Tokyo"));
        assert_eq!(settings.history.max_bytes(), 50 * 1024 * 1024);
    }
}

//! Checks the language, the text encoding, the clock and the browser of the system.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::cli::doctor::finding::Finding;
use crate::cli::local_time::local_time;
use crate::cli::system_language::system_language;
use crate::messages::Language;
use crate::model::settings::Settings;
use crate::pipeline::{self, NoBuildObserver};

/// The first year in which this program was published; an earlier clock is wrong.
const FIRST_YEAR: i16 = 2026;

/// A clock that is further behind the newest file than this is wrong, in seconds.
const MAX_BEHIND_SECONDS: i64 = 86_400;

/// Checks the system; `root` is the project folder, and `settings` are those of the site if it has any.
pub fn findings(root: &Path, settings: Option<&Settings>, language: Language) -> Vec<Finding> {
    let now = Timestamp::now();
    let zone = TimeZone::try_system().ok();
    vec![
        system_language_finding(system_language()),
        encoding(&["LC_ALL", "LC_CTYPE", "LANG"].map(|name| env::var(name).unwrap_or_default())),
        clock(now, newest_file(root), &|time| shown_time(time, zone.as_ref(), language)),
        time_zone(now, zone.as_ref(), settings),
        browser(),
    ]
}

fn system_language_finding(system: Option<Language>) -> Finding {
    match system {
        Some(language) => Finding::good("doctor-language").arg("language", language.tag()),
        None => Finding::warning("doctor-other-language"),
    }
}

/// Checks whether the terminal shows Vietnamese letters; `set` are the values of `LC_ALL`, `LC_CTYPE` and `LANG`.
///
/// Windows and macOS need none of these variables.
fn encoding(set: &[String]) -> Finding {
    if cfg!(windows) {
        return Finding::good("doctor-encoding-windows");
    }
    let value = set.iter().find(|value| !value.is_empty());
    let is_unicode = |value: &String| {
        let lower = value.to_lowercase();
        lower.contains("utf-8") || lower.contains("utf8")
    };
    match value {
        Some(value) if is_unicode(value) => Finding::good("doctor-encoding").arg("value", value),
        None if cfg!(target_os = "macos") => Finding::good("doctor-encoding").arg("value", "UTF-8"),
        _ => {
            let value = value.map_or("C", String::as_str);
            Finding::warning("doctor-no-unicode").arg("value", value)
        }
    }
}

/// Returns when a file of the project at `root` was last changed.
fn newest_file(root: &Path) -> Option<SystemTime> {
    let scan = pipeline::scan(root, &NoBuildObserver).ok()?;
    let files =
        scan.sources.below("content/").filter_map(|source| source.disk.metadata().ok()?.modified().ok());
    files.max()
}

/// Checks whether the clock is right: not before this program, and not long before the newest file was changed.
fn clock(now: Timestamp, newest: Option<SystemTime>, shown: &dyn Fn(Timestamp) -> String) -> Finding {
    let newest = newest.and_then(|time| Timestamp::try_from(time).ok());
    let behind = newest.filter(|newest| newest.as_second() - now.as_second() > MAX_BEHIND_SECONDS);
    let year = TimeZone::UTC.to_datetime(now).year();
    let finding = match behind {
        _ if year < FIRST_YEAR => Finding::problem("doctor-clock-wrong"),
        Some(newest) => Finding::warning("doctor-clock-behind").arg("newest", shown(newest)),
        None => Finding::good("doctor-clock"),
    };
    finding.arg("now", shown(now))
}

fn shown_time(time: Timestamp, zone: Option<&TimeZone>, language: Language) -> String {
    local_time(time, zone.unwrap_or(&TimeZone::UTC), language)
}

/// Compares the time zone of the computer with that of the site.
fn time_zone(now: Timestamp, system: Option<&TimeZone>, settings: Option<&Settings>) -> Finding {
    let name = |zone: &TimeZone| zone.iana_name().unwrap_or("?").to_owned();
    let Some(system) = system else { return Finding::warning("doctor-no-time-zone") };
    let site = settings.map(|settings| &settings.time_zone);
    match site.filter(|site| site.to_offset(now) != system.to_offset(now)) {
        Some(site) => {
            Finding::warning("doctor-other-time-zone").arg("zone", name(system)).arg("site", name(site))
        }
        None => Finding::good("doctor-time-zone").arg("zone", name(system)),
    }
}

/// Checks whether a program that opens the browser is found.
fn browser() -> Finding {
    if cfg!(any(windows, target_os = "macos")) {
        return Finding::good("doctor-browser");
    }
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map_or_else(Vec::new, |path| env::split_paths(&path).collect());
    let programs: Vec<OsString> =
        open::commands("http://localhost/").iter().map(|command| command.get_program().to_owned()).collect();
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER"]
        .iter()
        .any(|name| env::var_os(name).is_some_and(|set| !set.is_empty()));
    match programs.iter().find(|program| is_program(program, &folders)) {
        None => {
            let names: Vec<_> = programs.iter().map(|name| name.to_string_lossy().into_owned()).collect();
            Finding::warning("doctor-no-browser").arg("programs", names.join(", "))
        }
        Some(_) if !has_screen => Finding::warning("doctor-no-screen"),
        Some(_) => Finding::good("doctor-browser"),
    }
}

/// Whether `program` is a file, by its own path or in one of `folders`.
fn is_program(program: &OsStr, folders: &[PathBuf]) -> bool {
    let path = Path::new(program);
    path.is_absolute() && path.is_file() || folders.iter().any(|folder| folder.join(path).is_file())
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use jiff::Timestamp;
    use jiff::tz::{TimeZone, TimeZoneDatabase};

    use super::{clock, encoding, system_language_finding, time_zone};
    use crate::cli::doctor::finding::FindingState;
    use crate::messages::Language;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A clock before the program, or more than a day before the newest file, is reported.
    #[test]
    fn clocks() {
        let now = at("2026-06-01T00:00:00Z");
        let file = |hours: u64| {
            UNIX_EPOCH.checked_add(Duration::from_secs(now.as_second().unsigned_abs() + hours * 3600))
        };
        let state = |now, newest| clock(now, newest, &|time| time.to_string()).state;
        assert_eq!(state(now, None), FindingState::Good);
        assert_eq!(state(now, file(23)), FindingState::Good);
        assert_eq!(state(now, file(25)), FindingState::Warning);
        assert_eq!(state(at("2025-12-31T23:00:00Z"), None), FindingState::Problem);
    }

    /// A zone with the same time is as good as that of the site.
    #[test]
    fn time_zones() {
        let now = at("2026-06-01T00:00:00Z");
        let zone = |name| TimeZoneDatabase::bundled().get(name).unwrap();
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("content")).unwrap();
        std::fs::write(root.path().join("content/site.yaml"), "title: A\n").unwrap();
        let settings = crate::cli::site_settings::site_settings(root.path());
        let name = |zone: &TimeZone| time_zone(now, Some(zone), settings.as_deref()).name;
        assert_eq!(name(&zone("Asia/Bangkok")), "doctor-time-zone");
        assert_eq!(name(&zone("Europe/Paris")), "doctor-other-time-zone");
        assert_eq!(time_zone(now, None, settings.as_deref()).name, "doctor-no-time-zone");
        assert_eq!(time_zone(now, Some(&zone("Europe/Paris")), None).name, "doctor-time-zone");
    }

    /// The first variable that is set decides whether the terminal shows Vietnamese letters.
    #[cfg(target_os = "linux")]
    #[test]
    fn encodings() {
        let state = |set: [&str; 3]| encoding(&set.map(str::to_owned)).state;
        assert_eq!(state(["", "", "vi_VN.UTF-8"]), FindingState::Good);
        assert_eq!(state(["C.utf8", "", ""]), FindingState::Good);
        assert_eq!(state(["C", "", "vi_VN.UTF-8"]), FindingState::Warning);
        assert_eq!(state(["", "", ""]), FindingState::Warning);
    }

    /// A system in another language is reported, because messages are in Vietnamese there.
    #[test]
    fn languages() {
        assert_eq!(system_language_finding(Some(Language::Vi)).state, FindingState::Good);
        assert_eq!(system_language_finding(None).state, FindingState::Warning);
    }
}

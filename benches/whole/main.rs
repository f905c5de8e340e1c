//! Builds a large invented site with bangvang, with a floor of bare loops over the same crates, and with Hugo
//! if it is on the `PATH`, in turn, and prints medians and ratios.
//!
//! ```text
//! cargo bench --bench whole                         1,000 + 10,000 and 10,000 + 100,000, five rounds each
//! cargo bench --bench whole -- 100000 1000000 1     articles, awards, rounds; no Hugo above 20,000 articles
//! cargo bench --bench whole -- --families           with every family of pages, as `init` sets it
//! ```
//!
//! After several sizes (three numbers each), it also prints the exponent with which time and memory grew from
//! one to the next.

// Printing is the purpose of a benchmark.
#![allow(clippy::print_stdout)]

mod corpus;
mod families;
mod floor;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use bangvang::model::site::{BuildOptions, Now, ShowHidden};
use corpus::Pages;
use jiff::civil::date;
use mimalloc::MiMalloc;
use wait4::Wait4;
use walkdir::WalkDir;

// The same allocator as in the program, for a fair comparison with the floor.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The argument with which this program runs the floor.
const FLOOR: &str = "--floor";
/// The argument with which this program runs the floor of a site with every family of pages, and prints its seconds.
const FLOOR_OF_FAMILIES: &str = "--floor-of-families";
/// The argument for a site with every family of pages.
const FAMILIES: &str = "--families";
/// Hugo takes minutes with more articles and is left out.
const MAX_HUGO_ARTICLES: usize = 20_000;

/// Time and memory of one run.
#[derive(Clone, Copy)]
struct Run {
    wall: Duration,
    /// Absent if not all of it was for the site.
    processor: Option<Duration>,
    /// Peak memory in bytes.
    memory: u64,
}

/// A program to measure.
struct Contender {
    name: &'static str,
    /// Whether it builds into the output of the previous run.
    again: bool,
    /// The pages of the sites that it is measured with.
    pages: &'static [Pages],
    command: fn(&Path, &Path) -> Command,
}

const CONTENDERS: &[Contender] = &[
    Contender { name: "bangvang", again: false, pages: BOTH, command: bangvang },
    Contender { name: "bangvang, nothing changed", again: true, pages: BOTH, command: bangvang },
    Contender { name: "floor", again: false, pages: &[Pages::Usual], command: floor },
    Contender { name: "floor", again: false, pages: &[Pages::AllFamilies], command: floor_of_families },
    Contender { name: "hugo", again: false, pages: BOTH, command: hugo },
];

const BOTH: &[Pages] = &[Pages::Usual, Pages::AllFamilies];

fn bangvang(site: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bangvang"));
    command.arg("--root").arg(site.join("bangvang")).args(["build", "--out"]).arg(out);
    command
}

fn floor(site: &Path, out: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("the path of this program is known"));
    command.arg(FLOOR).arg(site.join("bangvang")).arg(out);
    command
}

fn floor_of_families(site: &Path, out: &Path) -> Command {
    let mut command = Command::new(env::current_exe().expect("the path of this program is known"));
    command.arg(FLOOR_OF_FAMILIES).arg(site.join("bangvang")).arg(out);
    command
}

fn hugo(site: &Path, out: &Path) -> Command {
    let mut command = Command::new("hugo");
    command.arg("--quiet").arg("-s").arg(site.join("hugo")).arg("-d").arg(out);
    command
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if let [mode, site, out] = arguments.as_slice()
        && mode == FLOOR
    {
        floor::build(Path::new(site), Path::new(out));
        return Ok(());
    }
    if let [mode, site, out] = arguments.as_slice()
        && mode == FLOOR_OF_FAMILIES
    {
        let options = BuildOptions {
            now: Now::At(date(2026, 6, 1).at(12, 0, 0, 0)),
            shown: ShowHidden::Published,
            base_url: None,
        };
        let taken = families::build(Path::new(site), &options, Path::new(out));
        println!("{}", taken.as_secs_f64());
        return Ok(());
    }
    let pages =
        if arguments.iter().any(|argument| argument == FAMILIES) { Pages::AllFamilies } else { Pages::Usual };
    let numbers: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let usual: &[usize] = match pages {
        Pages::Usual => &[1_000, 10_000, 5, 10_000, 100_000, 5],
        Pages::AllFamilies => &[1_000, 10_000, 5, 10_000, 100_000, 3],
    };
    let numbers = if numbers.is_empty() { usual } else { &numbers };
    let mut before = None;
    for size in numbers.chunks_exact(3) {
        let now = (size[0], compare(pages, size[0], size[1], size[2])?);
        if let Some(before) = before.replace(now) {
            print_growth(before, now);
        }
    }
    Ok(())
}

/// Prints the exponents of the number of articles with which wall time, processor time and memory grew.
fn print_growth((few, then): (usize, [f64; 3]), (many, now): (usize, [f64; 3])) {
    let growth = (many as f64 / few as f64).ln();
    let power = |at: usize| (now[at] / then[at]).ln() / growth;
    println!(
        "\nfrom {few} to {many} articles: wall {:.2}, processor {:.2}, memory {:.2}",
        power(0),
        power(1),
        power(2)
    );
}

/// Measures all contenders on a site of this size. Returns wall and processor seconds and MiB of bangvang.
fn compare(pages: Pages, articles: usize, awards: usize, rounds: usize) -> io::Result<[f64; 3]> {
    let name = if pages == Pages::Usual { "corpus" } else { "families" };
    let site = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{articles}-{awards}"));
    corpus::write(&site, pages, articles, awards)?;
    read_once(&site)?;
    let has_hugo = articles <= MAX_HUGO_ARTICLES && Command::new("hugo").arg("version").output().is_ok();
    let mut runs: BTreeMap<&str, Vec<Run>> = BTreeMap::new();
    let contenders = || {
        let measured = CONTENDERS.iter().filter(move |contender| contender.pages.contains(&pages));
        measured.filter(|contender| contender.name != "hugo" || has_hugo)
    };
    let mut sizes: BTreeMap<&str, (usize, u64)> = BTreeMap::new();
    for _ in 0..rounds {
        let mut out = None;
        for contender in contenders() {
            let folder = match out.take() {
                Some(folder) if contender.again => folder,
                _ => empty_folder()?,
            };
            runs.entry(contender.name).or_default().push(time((contender.command)(&site, folder.path()))?);
            if !sizes.contains_key(contender.name) {
                sizes.insert(contender.name, output_size(folder.path())?);
            }
            out = Some(folder);
        }
    }
    println!("\n{articles} articles + {awards} awards, median of {rounds} runs in turn\n");
    println!(
        "| | wall | of floor | processor | of floor | memory | files | bytes |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- |"
    );
    let median = |name: &str| {
        let runs = &runs[name];
        let median_of = |value: fn(&Run) -> f64| {
            let mut values: Vec<f64> = runs.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        [
            median_of(|run| run.wall.as_secs_f64()),
            median_of(|run| run.processor.map_or(f64::NAN, |processor| processor.as_secs_f64())),
            median_of(|run| run.memory as f64 / 1024.0 / 1024.0),
        ]
    };
    let [floor_wall, floor_processor, _] = median("floor");
    for name in contenders().map(|contender| contender.name) {
        let [wall, processor, memory] = median(name);
        let (files, bytes) = sizes[name];
        println!(
            "| {name} | {wall:.2} s | {:.2} | {processor:.2} s | {:.2} | {memory:.0} MiB | {files} | {:.0} MB |",
            wall / floor_wall,
            processor / floor_processor,
            bytes as f64 / 1e6
        );
    }
    if has_hugo {
        println!(
            "\nbangvang takes {:.2} of the wall time of Hugo",
            median("bangvang")[0] / median("hugo")[0]
        );
    }
    Ok(median("bangvang"))
}

/// Returns the number of files in `out` and of their bytes.
fn output_size(out: &Path) -> io::Result<(usize, u64)> {
    let mut size = (0, 0);
    for entry in WalkDir::new(out) {
        let entry = entry?;
        if entry.file_type().is_file() {
            size.0 += 1;
            size.1 += entry.metadata()?.len();
        }
    }
    Ok(size)
}

/// Reads the files of the site, so that the first contender does not wait for the disk while the others find
/// them in the cache of the system.
fn read_once(site: &Path) -> io::Result<()> {
    for entry in WalkDir::new(site) {
        let entry = entry?;
        if entry.file_type().is_file() {
            fs::read(entry.path())?;
        }
    }
    Ok(())
}

/// A folder in memory where the system has one, so that programs are measured and not disks.
fn empty_folder() -> io::Result<tempfile::TempDir> {
    let memory = PathBuf::from("/dev/shm");
    match fs::metadata(&memory) {
        Ok(metadata) if metadata.is_dir() => tempfile::tempdir_in(memory),
        _ => tempfile::tempdir(),
    }
}

fn time(mut command: Command) -> io::Result<Run> {
    let start = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut printed = String::new();
    child.stdout.take().expect("the output is piped").read_to_string(&mut printed)?;
    let ended = child.wait4()?;
    let wall = start.elapsed();
    assert!(ended.status.success(), "{command:?} failed");
    let used = ended.rusage;
    let processor = used.utime + used.stime;
    // A floor that prepares something while its clock is stopped prints its own time.
    Ok(match printed.trim().parse() {
        Ok(seconds) => Run { wall: Duration::from_secs_f64(seconds), processor: None, memory: used.maxrss },
        Err(_) => Run { wall, processor: Some(processor), memory: used.maxrss },
    })
}

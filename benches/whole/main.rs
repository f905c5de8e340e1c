//! Builds a large invented site with bangvang, with a floor of bare loops over the same crates, and with Hugo
//! if it is on the `PATH`, in turn, and prints medians and ratios.
//!
//! ```text
//! cargo bench --bench whole                         1,000 + 10,000 and 10,000 + 100,000, five rounds each
//! cargo bench --bench whole -- 100000 1000000 1     articles, awards, rounds; no Hugo above 20,000 articles
//! ```
//!
//! After several sizes (three numbers each), it also prints the exponent with which time and memory grew from
//! one to the next.

// Printing is the purpose of a benchmark.
#![allow(clippy::print_stdout)]

mod corpus;
mod floor;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use mimalloc::MiMalloc;
use wait4::Wait4;
use walkdir::WalkDir;

// The same allocator as in the program, for a fair comparison with the floor.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// The argument with which this program runs the floor.
const FLOOR: &str = "--floor";
/// Hugo takes minutes with more articles and is left out.
const MAX_HUGO_ARTICLES: usize = 20_000;

/// Time and memory of one run.
#[derive(Clone, Copy)]
struct Run {
    wall: Duration,
    processor: Duration,
    /// Peak memory in bytes.
    memory: u64,
}

/// A program to measure.
struct Contender {
    name: &'static str,
    /// Whether it builds into the output of the previous run.
    again: bool,
    command: fn(&Path, &Path) -> Command,
}

const CONTENDERS: &[Contender] = &[
    Contender { name: "bangvang", again: false, command: bangvang },
    Contender { name: "bangvang, nothing changed", again: true, command: bangvang },
    Contender { name: "floor", again: false, command: floor },
    Contender { name: "hugo", again: false, command: hugo },
];

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
    let numbers: Vec<usize> = arguments.iter().filter_map(|argument| argument.parse().ok()).collect();
    let usual = [1_000, 10_000, 5, 10_000, 100_000, 5];
    let numbers = if numbers.is_empty() { &usual[..] } else { &numbers };
    let mut before = None;
    for size in numbers.chunks_exact(3) {
        let now = (size[0], compare(size[0], size[1], size[2])?);
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
fn compare(articles: usize, awards: usize, rounds: usize) -> io::Result<[f64; 3]> {
    let site = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{articles}-{awards}"));
    corpus::write(&site, articles, awards)?;
    read_once(&site)?;
    let has_hugo = articles <= MAX_HUGO_ARTICLES && Command::new("hugo").arg("version").output().is_ok();
    let mut runs: BTreeMap<&str, Vec<Run>> = BTreeMap::new();
    let contenders = || CONTENDERS.iter().filter(|contender| contender.name != "hugo" || has_hugo);
    for _ in 0..rounds {
        let mut out = None;
        for contender in contenders() {
            let folder = match out.take() {
                Some(folder) if contender.again => folder,
                _ => empty_folder()?,
            };
            runs.entry(contender.name).or_default().push(time((contender.command)(&site, folder.path()))?);
            out = Some(folder);
        }
    }
    println!("\n{articles} articles + {awards} awards, median of {rounds} runs in turn\n");
    println!("| | wall | of floor | processor | of floor | memory |\n| --- | --- | --- | --- | --- | --- |");
    let median = |name: &str| {
        let runs = &runs[name];
        let median_of = |value: fn(&Run) -> f64| {
            let mut values: Vec<f64> = runs.iter().map(value).collect();
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        [
            median_of(|run| run.wall.as_secs_f64()),
            median_of(|run| run.processor.as_secs_f64()),
            median_of(|run| run.memory as f64 / 1024.0 / 1024.0),
        ]
    };
    let [floor_wall, floor_processor, _] = median("floor");
    for name in contenders().map(|contender| contender.name) {
        let [wall, processor, memory] = median(name);
        println!(
            "| {name} | {wall:.2} s | {:.2} | {processor:.2} s | {:.2} | {memory:.0} MiB |",
            wall / floor_wall,
            processor / floor_processor
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
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let ended = child.wait4()?;
    let wall = start.elapsed();
    assert!(ended.status.success(), "{command:?} failed");
    let used = ended.rusage;
    Ok(Run { wall, processor: used.utime + used.stime, memory: used.maxrss })
}

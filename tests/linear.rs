//! The time for a hostile text grows with its length, not with the square of it.
//!
//! `BANGVANG_TRIALS=10` uses texts ten times as long. The processor time of the thread is measured where the
//! system provides it.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::sync::{Arc, LazyLock};
use std::thread;
use std::time::{Duration, Instant};

use bangvang::file::FileStamp;
use bangvang::hash::Hash;
use bangvang::messages::{Language, Messages};
use bangvang::model::colour::Colour;
use bangvang::model::date::Period;
use bangvang::model::date_parser;
use bangvang::model::settings::default_time_zone;
use bangvang::source::{Lines, Source, SourceContent, Sources};
use bangvang::{html, read, search, text};
use proptest::collection::vec;
use proptest::sample::select;
use proptest::strategy::{Strategy, ValueTree};
use wait4::Wait4;

use crate::project::{Project, SETTINGS};
use crate::trials;

/// Each of these is repeated to a hostile text.
const UNITS: &[&str] = &[
    // Single characters.
    "?",
    "\u{fffd}",
    "'",
    "\"",
    "“",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "&",
    "*",
    "_",
    "`",
    "~",
    "#",
    "|",
    "-",
    "+",
    ".",
    ",",
    ":",
    ";",
    "!",
    "@",
    "%",
    "^",
    "=",
    "/",
    "\\",
    "$",
    " ",
    "\t",
    "\n",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "0",
    "9",
    // Marks and letters.
    "\u{301}",
    "\u{323}\u{302}",
    "e\u{302}",
    "\u{1dca}\u{300}",
    "ệ",
    "oà",
    "ý",
    "uýu",
    "Ð",
    "ð",
    "Ðа",
    "а",
    "аa",
    "한",
    "ᄒ",
    "ﷺ",
    "İ",
    "ß",
    "ឃ្មែ",
    "a",
    "A",
    "aE",
    "\u{202e}",
    "\u{2067}",
    "\u{2069}",
    "\u{202a}\u{2066}",
    // Words that lost letters, or are in legacy encodings.
    "k?x",
    "?a ",
    "a?",
    "h?t?r",
    "Nguy?n ",
    "n?h?",
    "Nguyeãn ",
    "Mêng Kh¬ng\n",
    "Kh¬ng а ",
    "¬",
    "aâ",
    "eãa ",
    "µm ",
    "\u{feff}¬",
    // Names and numbers.
    "PGS.TS. ",
    "TS, ",
    "ông ",
    "Đ/c ",
    "đồng chí ",
    "TS-",
    "A. ",
    "(TS",
    "12/QĐ-",
    "-QĐ",
    "12/",
    "1-",
    "1.",
    "0912345678 ",
    "sinh 02/03/1985 ",
    "số ",
    "https://a@",
    "a@b.",
    "2022-",
    "%41",
    "%",
    // Markdown.
    "[a](",
    "![",
    "![a](",
    "[a][",
    "[a]: b\n",
    "[^1]",
    "[^1]: a\n",
    "](",
    "**a",
    "*a_",
    "a*",
    "~~a",
    "``",
    "`a",
    "``` \n",
    "> ",
    ">\n",
    "- ",
    "- a\n",
    "1. ",
    "# a\n",
    "a\n",
    "a\n===\n",
    "| a ",
    "|a|\n|-|\n",
    "| a | b\n",
    "* * *\n",
    "    a\n",
    "a  \n",
    "\\\\",
    "\\[",
    "&amp;",
    "&#x202e;",
    "&a",
    "{{",
    "{{&",
    "{%*a*",
    "http://a.b ",
    "<http://a> ",
    "<a@b.c> ",
    // Marks without an effect.
    "**a ** ",
    "*a:*b ",
    "##A\n",
    "-A\n",
    "1.A\n\n",
    "•A\n\n",
    "A\tA\n",
    "| A\n\n",
    "|a|\n|-|\n|a|a|\n",
    ":::\n",
    "[A] (",
    "[[A",
    "[A][a",
    "[^a",
    "^[",
    "==a",
    "$$a",
    "{#a",
    "[a a=",
    "\\nA",
    "\\\\*",
    "&amp;nbsp;",
    "<!-- ",
    "<<<<<<< \n",
    ">>>>>>> a\n# A\n",
    "---\na: b\n---\n",
    // HTML.
    "<a ",
    "<a b",
    "<a b=",
    "<a b=\"",
    "<a b='c' ",
    "<!--",
    "<!-",
    "<b>",
    "</b>",
    "<p>",
    "<div>",
    "<div></div>",
    "</div><div>",
    "<b><p>",
    "<b></p>",
    "<table><tr><td>",
    "<td>",
    "<li>",
    "<script></script>",
    "<style>",
    "</script",
    "<![CDATA[",
    "<?",
    "<!a",
    "<svg/>",
    "<br>\n\n",
    "<b class=a>x</b>",
    "<img src=a>",
    "<a href=\"#a\">",
    // YAML, templates and style sheets.
    "a: ",
    "a: b\n",
    "- a: b\n",
    "&a ",
    "*a ",
    "!a ",
    "? a\n",
    "---\n",
    "[a, ",
    "{a: ",
    "'a'",
    "\"a\"",
    "\\n",
    "|\n",
    "#a\n",
    "<<: ",
    "={{",
    "<a b={{",
    "{{ a }}",
    "{% if a %}",
    "{# a",
    "url(",
    "url(a)",
    "/*",
    "a = { $b }\n",
    ".a = b\n",
];

/// Each of these pairs is nested to a hostile text.
const PAIRS: &[(&str, &str)] = &[
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("<", ">"),
    ("*", "*"),
    ("_a", "a_"),
    ("`", "`"),
    ("[", "](a)"),
    ("![", "](a)"),
    ("\"", "\""),
    ("<b>", "</b>"),
    ("<div>", "</div>"),
    ("<!--", "-->"),
    ("\u{2067}", "\u{2069}"),
    ("\u{202b}", "\u{202c}"),
    ("{{", "}}"),
    ("> ", "\n"),
    ("<x", "/>"),
    ("[a: ", "]"),
    ("a?", "?b"),
];

/// Generates a text of about the given number of bytes.
type Writer = Box<dyn Fn(usize) -> String>;

/// A function of a text and its name.
type Named<'f> = (&'f str, &'f dyn Fn(&str));

/// Paths and texts of the files of a site.
type Files = Vec<(&'static str, String)>;

/// Generates a site with about the given number of bytes of something.
type SiteWriter = Box<dyn Fn(usize) -> Files>;

/// Generators of all hostile texts, with a description of each.
fn hostile() -> Vec<(String, Writer)> {
    let mut all: Vec<(String, Writer)> = Vec::new();
    for unit in UNITS {
        all.push((format!("{unit:?}"), Box::new(|length| unit.repeat(length / unit.len() + 1))));
    }
    for (open, close) in PAIRS {
        let nested = |length: usize| {
            let count = length / (open.len() + close.len()) + 1;
            [open.repeat(count), close.repeat(count)].concat()
        };
        all.push((format!("{open:?} and {close:?}"), Box::new(nested)));
    }
    let mut runner = trials::runner(1);
    for (name, units) in [("signs", &UNITS[..42]), ("all", UNITS)] {
        // Short and long texts have the same mixture.
        let mixed = vec(select(units), 200).new_tree(&mut runner).unwrap().current().concat();
        all.push((
            format!("a mixture of {name}"),
            Box::new(move |length| mixed.repeat(length / mixed.len() + 1)),
        ));
    }
    all
}

/// The processor time of this thread; `None` where the system does not provide it.
fn processor_time() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    text.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}

/// The duration of `run`.
pub fn timed(run: &mut dyn FnMut()) -> Duration {
    let (clock, before) = (Instant::now(), processor_time());
    run();
    match (before, processor_time()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => clock.elapsed(),
    }
}

fn best_time(times: usize, run: &mut dyn FnMut()) -> Duration {
    (0..times).map(|_| timed(run)).min().unwrap_or_default()
}

/// The largest allowed factor of time for a text of twice the length.
const MAX_GROWTH_PER_DOUBLING: f64 = 2.5;
/// Shorter times are too inaccurate to judge growth.
const MIN_TIME: Duration = Duration::from_millis(2);
/// How often a text and a function are measured before they count as slow, each time at twice the length, so
/// that the influence of other programs decreases.
const MEASUREMENTS: usize = 6;

/// The length in bytes up to which texts are extended while the time is too short; four times as long is
/// measured too.
fn max_extended_length() -> usize {
    8 * 1024 * trials::count(1) as usize
}

/// Describes how the time of `run` grows with four times the text, if that is too much.
fn excessive_growth(shortest: usize, write: &dyn Fn(usize) -> String, run: &dyn Fn(&str)) -> Option<String> {
    let mut growths = Vec::new();
    let mut length = shortest;
    let allowed = MAX_GROWTH_PER_DOUBLING * MAX_GROWTH_PER_DOUBLING;
    while growths.len() < MEASUREMENTS {
        let (short, long) = (write(length), write(length * 4));
        let time = timed(&mut || run(&short));
        if time < MIN_TIME && length < max_extended_length() {
            length *= 4;
            continue;
        }
        let later = timed(&mut || run(&long));
        if later < MIN_TIME || later <= time.mul_f64(allowed) {
            return None;
        }
        let (time, later) = (best_time(3, &mut || run(&short)), later.min(best_time(2, &mut || run(&long))));
        let growth = later.as_secs_f64() / time.max(Duration::from_micros(50)).as_secs_f64();
        if growth <= allowed {
            return None;
        }
        growths.push(format!("{growth:.1} from {} bytes and {time:?}", short.len()));
        // A longer text shows growth more clearly.
        length *= 2;
    }
    Some(growths.join(", "))
}

/// Runs all `functions` on hostile texts, from `shortest` bytes on. Only one of `every` texts is used, other
/// ones for each function, unless `BANGVANG_TRIALS` is set.
fn assert_linear(shortest: usize, every: usize, functions: &[Named<'_>]) {
    let mut slow = Vec::new();
    let every = if std::env::var_os("BANGVANG_TRIALS").is_some() { 1 } else { every };
    for (first, (name, run)) in functions.iter().enumerate() {
        for (made_of, write) in hostile().into_iter().skip(first % every).step_by(every) {
            if let Some(growth) = excessive_growth(shortest, &*write, run) {
                slow.push(format!("{name} of {made_of}: {growth}"));
            }
        }
    }
    assert!(
        slow.is_empty(),
        "four times the text takes more than {MAX_GROWTH_PER_DOUBLING}² times the time:\n{}",
        slow.join("\n")
    );
}

/// Every function of `text` takes time in proportion to the length of its text.
#[test]
fn texts() {
    let collator = text::Collator::new();
    assert_linear(
        512,
        3,
        &[
            ("nfc", &|text| _ = black_box(text::nfc(text))),
            ("isolated", &|text| _ = black_box(text::isolated(text))),
            ("fold", &|text| _ = black_box(text::fold(text))),
            ("canonical_tone", &|text| _ = black_box(text::canonical_tone(text))),
            ("canonical_name", &|text| _ = black_box(text::canonical_name(text))),
            ("name_flaws", &|text| _ = black_box(text::name_flaws(text))),
            ("name_only_flaws", &|text| _ = black_box(text::name_only_flaws(text))),
            ("near", &|text| _ = black_box(text::is_near(text, &format!("{text}a")))),
            ("irreparable_flaws", &|text| _ = black_box(text::irreparable_flaws(text))),
            ("flaws", &|text| _ = black_box(text::flaws(text))),
            ("is_clean", &|text| _ = black_box(text::is_clean(text))),
            ("repaired", &|text| _ = black_box(text::repaired(text))),
            ("slug", &|text| _ = black_box(text::slug(text))),
            ("bare_links", &|text| _ = black_box(text::bare_links(text))),
            ("is_slug", &|text| _ = black_box(text::is_slug(text))),
            ("key", &|text| _ = black_box(collator.key(text))),
            ("name_key", &|text| _ = black_box(collator.name_key(text, text::NameOrder::GivenFirst))),
        ],
    );
}

/// Every function of `html` and every parser of a single value takes time in proportion to the length of its
/// text.
#[test]
fn words() {
    assert_linear(
        512,
        1,
        &[
            ("tags", &|text| _ = black_box(html::tags(text))),
            ("escape", &|text| _ = black_box(html::escape(text))),
            ("encode_query", &|text| _ = black_box(html::encode_query(text))),
            ("encode_path", &|text| _ = black_box(html::encode_path(text))),
            ("decode_path", &|text| _ = black_box(html::decode_path(text))),
            ("is_safe_address", &|text| _ = black_box(html::is_safe_address(text))),
            ("written_date", &|text| _ = black_box(date_parser::parse(text))),
            ("period", &|text| _ = black_box(Period::parse(text))),
            ("colour", &|text| _ = black_box(Colour::parse(text))),
            ("base_url", &|text| _ = black_box(read::parse_base_url(text))),
            ("file name", &|text| _ = black_box(read::file_name::portability_error(text))),
            ("ignored file", &|text| _ = black_box(read::file_name::is_ignored(text))),
            ("conflict copy", &|text| _ = black_box(read::copies::copy_name(text))),
            ("query", &|text| _ = black_box(search::Query::parse(text))),
            ("sentences", &|text| _ = black_box(Messages::empty(Language::Vi).add(text))),
        ],
    );
}

/// Creates a source file at `path` with `text`.
fn source(sources: &mut Sources, path: &str, text: &str) -> Source {
    Source {
        id: sources.assign_id(path),
        path: path.into(),
        disk: PathBuf::new(),
        length: text.len() as u64,
        stamp: FileStamp::without_file(text.len() as u64),
        hash: Hash::of(text.as_bytes()),
        content: SourceContent::Text(text.into()),
        lines: Lines::default(),
    }
}

static MESSAGES: LazyLock<Messages> = LazyLock::new(|| Messages::built_in(Language::Vi));

/// Reads `text` as the file at `path`, and formats its diagnostics.
fn read_as(path: &str, text: &str) {
    let mut sources = Sources::default();
    let source = source(&mut sources, path, text);
    let reading = read::read_record(&source, &default_time_zone());
    sources.insert(Arc::new(source));
    for diagnostic in reading.diagnostics.iter().take(20) {
        black_box(diagnostic.render(&sources, &MESSAGES));
    }
}

/// `text` as a quoted YAML string.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Every reader of a file takes time in proportion to its length.
#[test]
fn files() {
    let list = |text: &str| quoted(text).split(' ').map(str::to_owned).collect::<Vec<_>>().join("\", \"");
    assert_linear(
        2048,
        6,
        &[
            ("a body", &|text| {
                read_as("content/articles/tin/a.md", &format!("---\ntitle: A\ndate: 2024-01-05\n---\n{text}"))
            }),
            ("front matter", &|text| {
                read_as("content/articles/tin/a.md", &format!("---\n{text}\n---\nLời.\n"))
            }),
            ("an article", &|text| read_as("content/articles/tin/a.md", text)),
            ("values of an article", &|text| {
                let value = quoted(text);
                let front = format!(
                    "title: {value}\nlead: {value}\ndate: {value}\nslug: {value}\ntags: [{}]\naliases: [{value}]\nvideo: {value}\n",
                    list(text)
                );
                read_as("content/articles/tin/a.md", &format!("---\n{front}---\nLời.\n"));
            }),
            ("a decision", &|text| read_as("content/awards/a.yaml", text)),
            ("values of a decision", &|text| {
                let value = quoted(text);
                let head = format!(
                    "number: {value}\nsigned: {value}\nissuer: {value}\nsigner: {value}\nsubject: {value}\n"
                );
                let row = format!(
                    "name: {value}, period: {value}, to: {value}, kind: {value}, citation: {value}, no: {value}"
                );
                read_as("content/awards/a.yaml", &format!("{head}awards:\n  - {{{row}}}\n"));
            }),
            ("units", &|text| read_as("content/registry/units.yaml", text)),
            ("values of settings", &|text| {
                let value = quoted(text);
                let contact = format!("contact: {{address: {value}, email: {value}, phone: {value}}}\n");
                let appearance = format!(
                    "colours: {{main: {value}}}\nlogo: {value}\ntime_zone: {value}\ntheme: {value}\n"
                );
                let host = format!(
                    "security: {{contact: {value}, expires: {value}}}\ncheck: {{ignore: [{}]}}\n",
                    list(text)
                );
                let target = format!(
                    "publish: {{a: {{kind: sftp, host: {value}, user: {value}, folder: {value}, key: {value}}}}}\n"
                );
                let sections = format!(
                    "title: {value}\nbase_url: {value}\nsections: [{{id: {value}, title: {value}}}]\n"
                );
                read_as("content/site.yaml", &[sections, contact, appearance, host, target].concat());
            }),
            ("settings", &|text| read_as("content/site.yaml", text)),
        ],
    );
}

/// Texts for whole sites: rules, links, plans, views, templates.
const UNITS_OF_SITES: &[&str] = &[
    "Nguy?n ",
    "\u{301}",
    "\u{202e}",
    "0912345678 ",
    "sinh 02/03/1985 ",
    "A ",
    "TS, ",
    "<",
    "a\n",
    "[a](#a)",
    "{{&",
    "<b class=a>x</b>",
];

/// A site that has `text` wherever readers see texts.
fn site_of(text: &str) -> Files {
    let value = quoted(text);
    let article =
        format!("---\ntitle: {value}\nlead: {value}\ndate: 2024-01-05\ntags: [{value}, a]\n---\n{text}\n");
    let row = format!(
        "  - {{to: individual, name: {value}, unit: cd-thu, position: {value}, unit_as_printed: {value}, citation: {value}, \
         shared_with: [{value}], by: {value}, status: corrected}}\n"
    );
    let head = "signed: 2023-01-16\nissuer: ldld-thu\n";
    let decision = format!(
        "number: {value}\n{head}subject: {value}\nsigner: {value}\n\
         defaults: {{kind: bang-khen-ldld-tinh, period: 2022, citation: {value}}}\nawards:\n{row}  - {{to: collective, unit: cd-thu}}\n"
    );
    vec![
        ("content/articles/tin/a.md", article.clone()),
        (
            "content/movements/b.md",
            article.replace("date: 2024-01-05\n", "").replace(&format!("tags: [{value}, a]\n"), ""),
        ),
        ("content/awards/a.yaml", decision),
        ("content/registry/people.yaml", format!("- {{id: a, name: {value}}}\n")),
        (
            "content/site.yaml",
            SETTINGS.replace("title: Công đoàn Thử", &format!("title: {value}"))
                + &format!("contact: {{address: {value}}}\n"),
        ),
    ]
}

/// Generators of sites with about `length` bytes of one thing.
fn growing_sites() -> Vec<(&'static str, SiteWriter)> {
    let lines = |length: usize, line: fn(usize) -> String| {
        let mut text = String::new();
        for at in 0.. {
            if text.len() >= length {
                break;
            }
            text.push_str(&line(at));
        }
        text
    };
    let decision = move |length, defaults: &str, line: fn(usize) -> String| {
        let head = "number: 2/QĐ-LĐLĐ\nsigned: 2023-02-16\nissuer: ldld-thu\n";
        let shared = "to: individual, unit: cd-thu, kind: bang-khen-ldld-tinh, period: 2022";
        let rows = lines(length, line);
        vec![("content/awards/b.yaml", format!("{head}defaults: {{{shared}{defaults}}}\nawards:\n{rows}"))]
    };
    let settings = move |length, line: fn(usize) -> String| {
        vec![("content/site.yaml", format!("{SETTINGS}{}", lines(length, line)))]
    };
    let body = move |length, line: fn(usize) -> String| {
        vec![(
            "content/articles/tin/a.md",
            format!("---\ntitle: A\ndate: 2024-01-05\n---\n{}", lines(length, line)),
        )]
    };
    let units = move |length, line: fn(usize) -> String| {
        let own = "- {id: ldld-thu, type: federation, names: [{name: LĐLĐ Thử}]}\n\
                   - {id: cd-thu, type: grassroots, names: [{name: CĐCS Thử}], parents: [{unit: ldld-thu}]}\n";
        vec![("content/registry/units.yaml", format!("{own}{}", lines(length, line)))]
    };
    vec![
        ("unknown keys", Box::new(move |length| settings(length, |at| format!("k{at}: 1\n")))),
        (
            "names of one shape",
            Box::new(move |length| decision(length, "", |at| format!("  - {{name: Trần Văn A{at}}}\n"))),
        ),
        ("one name", Box::new(move |length| decision(length, "", |_| "  - {name: Trần Văn A}\n".to_owned()))),
        (
            "numbers of people in a default",
            Box::new(move |length| {
                decision(length, ", citation: \"Số \\u0030912345678\"", |at| {
                    format!("  - {{name: Trần Văn Hoa{at}}}\n")
                })
            }),
        ),
        (
            "names that share an award",
            Box::new(move |length| {
                let names = lines(length, |at| format!("TS. TRẦN VĂN A{at}, "));
                let mut files = decision(0, "", |_| String::new());
                files[0].1.push_str(&format!("  - {{name: Lê Lan, shared_with: [{names}]}}\n"));
                files
            }),
        ),
        ("headings of one name", Box::new(move |length| body(length, |_| "## A\n\n".to_owned()))),
        ("links to anchors", Box::new(move |length| body(length, |at| format!("[a](#a{at})\n")))),
        (
            "links to files",
            Box::new(move |length| body(length, |at| format!("[a](a{at}.pdf) ![b](b{at}.jpg)\n"))),
        ),
        ("footnotes", Box::new(move |length| body(length, |at| format!("a[^{at}]\n\n[^{at}]: b\n\n")))),
        ("definitions", Box::new(move |length| body(length, |at| format!("[a{at}]: b\n\n[a{at}]\n\n")))),
        (
            "columns",
            Box::new(move |length| {
                body(length, |at| {
                    if at % 200 == 1 { format!("|{}\n", "-|".repeat(200)) } else { "|a|b|c\n".to_owned() }
                })
            }),
        ),
        (
            "units under one",
            Box::new(move |length| {
                units(length, |at| {
                    format!(
                        "- {{id: u{at}, type: grassroots, names: [{{name: CĐCS {at}}}], parents: [{{unit: ldld-thu}}]}}\n"
                    )
                })
            }),
        ),
        (
            "names of one unit",
            Box::new(move |length| {
                let names =
                    lines(length, |at| format!("{{name: CĐCS {at}, from: {:04}-01-01}}, ", 1900 + at % 200));
                units(1, |_| "- {id: ten, type: grassroots, names: [".to_owned())
                    .into_iter()
                    .map(|(path, text)| (path, format!("{text}{names}]}}\n")))
                    .collect()
            }),
        ),
    ]
}

/// A single thread for sites, whose processor time is that of the whole build.
static THREAD: LazyLock<rayon::ThreadPool> =
    LazyLock::new(|| rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap());

/// The duration of a build with `files` in one thread.
fn site_time(files: &[(&str, String)]) -> Duration {
    let project = Project::new().with_awards("  - {to: individual, name: Trần Thị Hoa, unit: cd-thu}\n");
    files.iter().for_each(|(path, text)| project.write(path, text));
    THREAD.install(|| timed(&mut || _ = black_box(project.reported())))
}

/// Rules, plans, views and templates take time in proportion to the texts of a site and the number of its
/// records.
#[test]
fn sites() {
    let length = max_extended_length();
    let mut all = growing_sites();
    for unit in UNITS_OF_SITES {
        all.push((unit, Box::new(move |length: usize| site_of(&unit.repeat(length / 8 / unit.len() + 1)))));
    }
    let usual = site_time(&[]);
    let mut slow = Vec::new();
    for (name, files) in all {
        let grows = |length: usize| {
            let (time, later) = (site_time(&files(length)), site_time(&files(length * 4)));
            let least = usual / 4;
            let growth = later.saturating_sub(usual).as_secs_f64()
                / time.saturating_sub(usual).max(least).as_secs_f64();
            let allowed = MAX_GROWTH_PER_DOUBLING * MAX_GROWTH_PER_DOUBLING;
            (growth > allowed).then(|| format!("{growth:.1} from {time:?} to {later:?}"))
        };
        let growths: Vec<String> =
            (0..MEASUREMENTS).map_while(|doublings| grows(length << doublings)).collect();
        if growths.len() == MEASUREMENTS {
            slow.push(format!("{name:?}: {}", growths.join(", ")));
        }
    }
    assert!(
        slow.is_empty(),
        "a site of four times the text takes more than {MAX_GROWTH_PER_DOUBLING}² times the time:\n{}",
        slow.join("\n")
    );
}

/// The files of a theme take time in proportion to their length.
#[test]
fn themes() {
    let theme_time = |path: &str, text: &str| {
        let settings = format!("{SETTINGS}theme: nha\n");
        site_time(&[("content/site.yaml", settings), (path, text.to_owned())])
    };
    let theme_units = [
        "<a b={{ ",
        "={{",
        "<a b='",
        "url(",
        "url(a)",
        "a = { $b }\n",
        "a = {\n",
        "{{ a",
        "{% if a %}",
        "{# a #}",
        "a: b\n",
        "{",
    ];
    let usual = theme_time("themes/nha/strings/vi.ftl", "");
    let mut slow = Vec::new();
    for path in [
        "themes/nha/templates/a.html",
        "themes/nha/static/a.css",
        "themes/nha/strings/vi.ftl",
        "themes/nha/theme.yaml",
    ] {
        for unit in theme_units {
            let time = |length: usize| theme_time(path, &unit.repeat(length / unit.len()));
            let grows = |length: usize| {
                let (time, later) = (time(length), time(length * 4));
                let growth = later.saturating_sub(usual).as_secs_f64()
                    / time.saturating_sub(usual).max(usual / 4).as_secs_f64();
                let allowed = MAX_GROWTH_PER_DOUBLING * MAX_GROWTH_PER_DOUBLING;
                (growth > allowed).then(|| format!("{growth:.1} from {time:?} to {later:?}"))
            };
            let growths: Vec<String> = (0..MEASUREMENTS)
                .map_while(|doublings| grows((max_extended_length() * 4) << doublings))
                .collect();
            if growths.len() == MEASUREMENTS {
                slow.push(format!("{path} of {unit:?}: {}", growths.join(", ")));
            }
        }
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// The largest memory of `child` until it ends, in bytes. On Linux, the system counts a child from the peak of the process
/// that starts it, here the tests; so its own peak is read while it runs.
fn peak_memory(mut child: Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let own_peak = || {
        let status = fs::read_to_string(&status).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
        line.trim().strip_suffix(" kB")?.parse::<u64>().ok().map(|kilobytes| kilobytes << 10)
    };
    let mut peak = None;
    while cfg!(target_os = "linux") && child.try_wait().unwrap().is_none() {
        peak = own_peak().max(peak);
        thread::sleep(Duration::from_millis(1));
    }
    peak.unwrap_or_else(|| child.wait4().unwrap().rusage.maxrss)
}

/// A file with a million keys, in one mapping or one each, takes less than 300 MiB of memory.
#[test]
fn memory_of_many_keys() {
    let one: String = (0..1_000_000).map(|at| format!("k{at:x}: 1\n")).collect();
    let each = "- {a: 1}\n".repeat(1_000_000);
    for (name, rows) in [("one mapping", one), ("a mapping each", format!("awards:\n{each}"))] {
        let project = Project::new().with("content/awards/a.yaml", rows);
        let mut command = project.command(&["check"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let memory = peak_memory(child);
        assert!(memory < 300 << 20, "{name}: {memory} bytes");
    }
}

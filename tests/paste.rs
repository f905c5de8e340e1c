//! Clipboards of programs: the Markdown that the desk makes of them.
//!
//! Each `tests/fixtures/paste/*.html` is one clipboard, and the `.md` beside it is its Markdown, with what is missing in a
//! comment at the end. `UPDATE_EXPECT=1 cargo test paste` writes these; read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bangvang::import::paste::{Loss, MAX_PASTED_BYTES, Pasted, paste, paste_into, plain};
use bangvang::import::{Block, Grid, read_text};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{Event, Options, Parser, TagEnd};

use crate::linear::timed;

fn clipboards() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/paste");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut clipboards: Vec<PathBuf> =
        files.filter(|path| path.extension().is_some_and(|end| end == "html")).collect();
    clipboards.sort();
    clipboards
}

/// Every clipboard of the collection gives the Markdown that is written down beside it.
#[test]
fn clipboards_become_markdown() {
    let clipboards = clipboards();
    assert!(clipboards.len() >= 12);
    let mut wrong = Vec::new();
    for path in clipboards {
        let pasted = paste(&fs::read_to_string(&path).unwrap());
        let mut found = format!("{}\n", pasted.markdown);
        if !pasted.losses.is_empty() {
            found.push_str(&format!("\n<!-- {:?} -->\n", pasted.losses));
        }
        let expected = path.with_extension("md");
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&expected, &found).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != found {
            wrong.push(format!("{}:\n{found}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// Returns the words that a reader of the Markdown sees.
fn words(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut text = String::new();
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak | Event::InlineHtml(_) | Event::Html(_) => text.push(' '),
            Event::Start(tag) if !is_inline(&tag.to_end()) => text.push(' '),
            Event::End(tag) if !is_inline(&tag) => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().map(str::to_owned).collect()
}

fn is_inline(tag: &TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// A piece of HTML, and the text that people see in it; blocks have blanks around their text.
#[derive(Clone, Debug)]
struct Piece {
    html: String,
    text: String,
}

/// Words with and without the signs of Markdown, and the blanks of sources.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zđôờA-Z]{1,6}",
        "[a-z*_#>|~`!()\\[\\]+=:\\\\.-]{1,6}",
        "[0-9]{1,3}[.)]",
        Just("-".to_owned()),
        Just("<b>&amp;".to_owned()),
        Just("[^1]:".to_owned()),
        Just("[x](y z.pdf)".to_owned()),
        Just("https://thu.example/a_b*c".to_owned()),
    ]
}

fn text_piece() -> impl Strategy<Value = Piece> {
    let blank = prop_oneof![Just(""), Just(" "), Just("\n"), Just("&nbsp;"), Just(" \t ")];
    (word(), blank.clone(), blank).prop_map(|(word, before, after)| {
        let shown = |blank: &str| if blank.is_empty() { "" } else { " " };
        let text = format!("{}{word}{}", shown(before), shown(after));
        let escaped = word.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        Piece { html: format!("{before}{escaped}{after}"), text }
    })
}

fn joined(pieces: Vec<Piece>) -> Piece {
    let html = pieces.iter().map(|piece| piece.html.as_str()).collect();
    Piece { html, text: pieces.iter().map(|piece| piece.text.as_str()).collect() }
}

fn line_piece() -> impl Strategy<Value = Piece> {
    let leaf = prop_oneof![
        8 => text_piece(),
        1 => Just(Piece { html: "<br>".to_owned(), text: " ".to_owned() }),
        1 => Just(Piece { html: "<script>x</script> <!-- y -->".to_owned(), text: " ".to_owned() }),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let tags = prop_oneof![
            Just(("<b>", "</b>")),
            Just(("<i>", "</i>")),
            Just(("<s>", "</s>")),
            Just(("<u>", "</u>")),
            Just(("<span style='font-weight:700'>", "</span>")),
            Just(("<span style='font-weight:normal;font-style:italic'>", "</span>")),
            Just(("<a href='https://thu.example/x'>", "</a>")),
            Just(("<a href='/x'>", "</a>")),
            Just(("<o:p>", "</o:p>")),
        ];
        (tags, vec(inner, 1..4)).prop_map(|((start, end), pieces)| {
            let Piece { html, text } = joined(pieces);
            Piece { html: format!("{start}{html}{end}"), text }
        })
    })
}

fn block_piece() -> impl Strategy<Value = Piece> {
    let leaf = vec(line_piece(), 1..5).prop_map(joined);
    leaf.prop_recursive(4, 40, 5, |inner| {
        let wrap = |start: &'static str, end: &'static str| {
            move |piece: Piece| Piece {
                html: format!("{start}{}{end}", piece.html),
                text: format!(" {} ", piece.text),
            }
        };
        let block = prop_oneof![
            inner.clone().prop_map(wrap("<div>", "</div>")),
            inner.clone().prop_map(wrap("<blockquote>", "</blockquote>")),
            inner.clone().prop_map(wrap("<ul><li>", "</li></ul>")),
            inner.clone().prop_map(wrap("<ol start=4><li>", "</ol>")),
            inner.clone().prop_map(wrap("<h2>", "</h2>")),
            vec(line_piece(), 1..4).prop_map(joined).prop_map(wrap("<p>", "</p>")),
            vec(line_piece(), 1..4).prop_map(joined).prop_map(wrap("<p>", "")),
            vec(line_piece(), 1..4).prop_map(joined).prop_map(wrap("<p class=MsoQuote>", "</p>")),
            vec(line_piece(), 1..4).prop_map(joined).prop_map(wrap(
                "<p style='mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·&nbsp;</span><![endif]>",
                "</p>",
            )),
        ];
        let cell = inner.prop_map(wrap("<td>", "</td>"));
        let row = vec(cell, 1..4).prop_map(joined).prop_map(wrap("<tr>", "</tr>"));
        let table = vec(row, 1..4).prop_map(joined).prop_map(wrap("<table>", "</table>"));
        let part = prop_oneof![3 => block, 1 => table];
        vec(part, 1..4).prop_map(joined)
    })
}

/// Returns words without those that have no letter or digit: marks of lists in cells are text there.
fn seen(words: Vec<String>) -> Vec<String> {
    words.into_iter().filter(|word| word.contains(char::is_alphabetic)).collect()
}

proptest! {
    /// The words of the Markdown are those that the HTML shows, none fused and none lost.
    #[test]
    fn words_are_kept(piece in block_piece()) {
        let pasted = paste(&piece.html);
        let wanted = seen(piece.text.split_whitespace().map(str::to_owned).collect());
        prop_assert_eq!(seen(words(&pasted.markdown)), wanted, "{}\n{}", piece.html, pasted.markdown);
        prop_assert_eq!(pasted.losses, vec![]);
    }

    /// A text without format is read back as itself, whatever signs it has.
    #[test]
    fn plain_text_is_read_back(lines in vec(vec(word(), 0..6), 0..8)) {
        let lines: Vec<String> = lines.iter().map(|words| words.join(" ")).collect();
        let text = lines.join("\r\n");
        let wanted: Vec<&str> = text.split_whitespace().collect();
        prop_assert_eq!(words(&plain(&text)), wanted, "{}", plain(&text));
    }

    /// No text breaks the reader.
    #[test]
    fn any_text_is_read(html in "\\PC{0,200}", parts in vec(select(TAGS), 0..40)) {
        paste(&html);
        plain(&html);
        let html: String = parts.iter().flat_map(|part| [part, html.get(..8).unwrap_or("x")]).collect();
        paste(&html);
        paste_into(&html, &html);
    }
}

/// Tags whose order matters.
const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<ul>",
    "</ul>",
    "<ol type=a>",
    "</ol>",
    "<li>",
    "</li>",
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "<td colspan=3 rowspan=0>",
    "</td>",
    "<th>",
    "<caption>",
    "</caption>",
    "<br>",
    "<hr>",
    "<blockquote>",
    "</blockquote>",
    "<div id=ftn1>",
    "<div id=sdfootnote2>",
    "</div>",
    "<a href='#_ftn1'>",
    "<a href='#_ftnref1'>",
    "<a href='https://x.example'>",
    "</a>",
    "<img>",
    "<iframe>",
    "</iframe>",
    "<h1>",
    "</h1>",
    "<![if !supportLists]>",
    "<![endif]>",
    "<!--StartFragment-->",
    "<!--EndFragment-->",
    "<style>",
    "</style>",
    "<p style='mso-list:l0 level3 lfo1'>",
    "<span style='display:block'>",
    "<span style='mso-list:Ignore'>",
    "</span>",
    "<p class=MsoListParagraph>",
    "<p class=MsoQuote>",
    "<sup>2</sup>",
    "<q>",
    "</q>",
    "<xml>",
    "</xml>",
    "<pre>\n\n",
];

/// The most processor time for a clipboard. The slowest takes about a second without optimisation, and a tenth with it;
/// what grows with the square of the length takes minutes.
const LIMIT: Duration = Duration::from_secs(4);

/// Hostile clipboards take no more time than their length needs.
#[test]
fn hostile_clipboards_are_read_at_once() {
    let mut slow = Vec::new();
    let mut measure = |name: &str, html: &str| {
        let mut pasted = Pasted::default();
        let time = timed(&mut || pasted = paste(html));
        if std::env::var_os("PASTE_TIMES").is_some() {
            eprintln!("{time:?} {name} {} -> {}", html.len(), pasted.markdown.len());
        }
        if time > LIMIT {
            slow.push(format!("{name}: {time:?}"));
        }
    };
    // The first run of a process reads tables.
    paste("<p>Lời");
    measure(
        "cells",
        &format!("<table>{}</table>", format!("<tr>{}</tr>", "<td>ô số 1</td>".repeat(10)).repeat(10_000)),
    );
    measure("cells of one row", &format!("<table><tr>{}</tr></table>", "<td>ô số 1</td>".repeat(100_000)));
    for part in TAGS {
        measure(&format!("{part} x"), &format!("{part}x ").repeat(10_000));
    }
    for (at, part) in TAGS.iter().enumerate() {
        let other = TAGS[(at * 7 + 3) % TAGS.len()];
        measure(&format!("{part} {other}"), &format!("{part}x{other}y").repeat(2_000));
    }
    for sign in [
        "[", "*", "_", "`", "<", "&", "\\", "~", "|", "(", "> ", "- ", "1. ", "#", "a*b_", "![", "](", "&lt;",
    ] {
        measure(sign, &sign.repeat(30_000));
        measure(&format!("p {sign}"), &format!("<p>{sign}").repeat(5_000));
    }
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

/// What is behind the limit is missing and reported; the bytes of pictures do not count.
#[test]
fn long_clipboards_are_cut() {
    let pasted = paste(&"<p>chữ</p>".repeat(MAX_PASTED_BYTES / 8));
    assert_eq!(pasted.losses, [Loss::Rest]);
    let picture =
        format!("<p>Lời</p><img src=\"data:image/png;base64,{}\"><p>Cuối</p>", "A".repeat(MAX_PASTED_BYTES));
    let pasted = paste(&picture);
    assert_eq!((pasted.markdown.as_str(), &pasted.losses[..]), ("Lời\n\nCuối", &[Loss::Pictures(1)][..]));
}

/// Footnotes get labels that the article does not have.
#[test]
fn footnotes_are_numbered_after_those_of_the_article() {
    let html =
        fs::read_to_string(clipboards().iter().find(|path| path.ends_with("libreoffice.html")).unwrap())
            .unwrap();
    let pasted = paste_into("Lời[^1] và[^nguon].\n\n[^1]: Một.\n\n[^nguon]: Hai.", &html);
    assert!(
        pasted.markdown.contains("sáng kiến[^2]") && pasted.markdown.contains("\n\n[^2]: Theo"),
        "{}",
        pasted.markdown
    );
}

/// Plain text keeps its words, its empty lines and, if Word has copied it, its paragraphs.
#[test]
fn plain_text() {
    let long = "Công đoàn cơ sở tổ chức hội nghị người lao động với sự tham gia của toàn thể đoàn viên trong đơn vị năm nay.";
    for (text, markdown) in [
        ("1. Một\r\n2. Hai", "1\\. Một\n2\\. Hai".to_owned()),
        ("Một\n\n\n# Hai *ba*\n", "Một\n\n\\# Hai \\*ba\\*".to_owned()),
        ("To\u{302} \u{a0} may", "Tô may".to_owned()),
        ("QĐ số 27/QĐ-LĐLĐ & 10.000.000 đồng (50%)", "QĐ số 27/QĐ-LĐLĐ & 10.000.000 đồng (50%)".to_owned()),
        (&format!("{long}\r\n- Hết\r\n"), format!("{long}\n\n\\- Hết")),
    ] {
        assert_eq!(plain(text), markdown, "{text}");
    }
}

/// Returns the only table that the import of a decision reads in a clipboard.
fn grid(name: &str) -> Grid {
    let html = fs::read_to_string(clipboards().iter().find(|path| path.ends_with(name)).unwrap()).unwrap();
    let document = read_text(&html).unwrap();
    let mut tables = document.blocks.into_iter().filter_map(|block| match block {
        Block::Table(grid) => Some(grid),
        Block::Paragraph(_) => None,
    });
    let grid = tables.next().unwrap();
    assert!(tables.next().is_none());
    grid
}

/// The rows of a decision are read from the same clipboards: cells have their places, and hidden rows are known.
#[test]
fn tables_are_grids_for_decisions() {
    let excel = grid("excel-danh-sach.html");
    let text = |grid: &Grid, row, column| grid.cell(row, column).map(|cell| cell.value.text().to_string());
    assert_eq!(text(&excel, 0, 0).as_deref(), Some("DANH SÁCH KHEN THƯỞNG QUÝ I"));
    assert_eq!(excel.merge_at(0, 3).map(|merge| (merge.left, merge.right)), Some((0, 3)));
    assert_eq!(text(&excel, 2, 1).as_deref(), Some("Ngô Thị Thanh Trà"));
    assert_eq!(text(&excel, 2, 2).as_deref(), Some("Tổ bốc xếp\nca 2"));
    assert!(excel.is_hidden_row(3) && !excel.is_hidden_row(2));
    let word = grid("word-bai-viet.html");
    assert_eq!(text(&word, 0, 1).as_deref(), Some("Họ và tên"));
    assert_eq!(text(&word, 1, 1).as_deref(), Some("Trần Thị Kim Liên\nTổ may 2"));
}

//! The Markdown of an article has the text of the Word file, whatever its letters mean in Markdown.

use proptest::prelude::*;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::article::{WordFile, item, paragraph, plain, run, title};
use crate::model::body_events::BodyText;

/// A block of a generated document.
#[derive(Clone, Debug)]
struct GeneratedBlock {
    shape: u8,
    runs: Vec<(String, u8)>,
}

fn text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "Nguyễn",
        "ễn",
        "đoàn viên",
        "1.",
        "12)",
        "-",
        "+",
        "*",
        "_",
        "__",
        "**",
        "#",
        "##",
        ">",
        "<b>",
        "</b>",
        "&",
        "&amp;",
        "[x]",
        "](y.jpg)",
        "[^1]",
        "!",
        "[!NOTE]",
        "|",
        "`",
        "```",
        "~~~",
        "~~",
        "\\",
        "===",
        "---",
        "https://thu.example/a_b_c",
        "www.thu.example",
        "0912.345.678",
        "(a)",
        "\"trích\"",
        "“trích”",
        "'",
        ":",
        ".",
        ",",
        "  ",
        " ",
        "<!-- more -->",
        "{{< x >}}",
        "a*b",
        "5 * 3",
        "$",
    ]);
    prop::collection::vec(words, 1..5).prop_map(|words| words.concat())
}

fn generated() -> impl Strategy<Value = Vec<GeneratedBlock>> {
    let block = (0_u8..9, prop::collection::vec((text(), 0_u8..8), 1..5));
    prop::collection::vec(block.prop_map(|(shape, runs)| GeneratedBlock { shape, runs }), 1..6)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn xml(block: &GeneratedBlock) -> String {
    let format = |bits: u8| {
        let marks = ["<w:b/>", "<w:i/>", "<w:strike/>"];
        (0..3).filter(|bit| bits & (1 << bit) != 0).map(|bit| marks[bit]).collect::<String>()
    };
    let runs: String = block.runs.iter().map(|(text, bits)| run(&format(*bits), &escaped(text))).collect();
    let cell = |runs: &str| format!("<w:tc><w:p>{runs}</w:p></w:tc>");
    match block.shape {
        0 => paragraph("Heading1", "", &runs),
        1 => item(1, 0, "").replace(&run("", ""), &runs),
        2 => item(2, 0, "").replace(&run("", ""), &runs),
        3 => item(2, 1, "").replace(&run("", ""), &runs),
        4 => paragraph("Quote", "", &runs),
        5 => {
            let row = format!("<w:tr>{}{}</w:tr>", cell(&runs), cell(&runs));
            format!("<w:tbl>{row}{row}</w:tbl>")
        }
        6 => format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", cell(&runs)),
        _ => paragraph("Normal", "", &runs),
    }
}

/// Returns the letters of `text`, without white space.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Returns the text of Markdown as the site reads it.
fn markdown_text(markdown: &str) -> String {
    let body = BodyText::new(markdown);
    let mut text = String::new();
    for (event, _) in body.events() {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(&words),
            Event::Html(html) if html.trim() != "<!-- -->" => text.push_str(&format!("HTML {html}")),
            Event::InlineHtml(html) if !["<br>", "<wbr>"].contains(&&*html) => {
                text.push_str(&format!("HTML {html}"))
            }
            Event::FootnoteReference(label) => text.push_str(&format!("NOTE {label}")),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                text.push_str(&format!("LINK {dest_url}"))
            }
            Event::Start(Tag::CodeBlock(_)) => text.push_str("CODE"),
            Event::Start(Tag::BlockQuote(Some(_))) => text.push_str("BOX"),
            Event::Rule => text.push_str("RULE"),
            Event::End(TagEnd::Paragraph) => text.push('\n'),
            _ => {}
        }
    }
    text
}

/// The number of random documents: that in the environment variable `BANGVANG_TRIALS`, or `few`.
fn trials(few: u32) -> u32 {
    std::env::var("BANGVANG_TRIALS").ok().and_then(|count| count.parse().ok()).unwrap_or(few)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(trials(120)))]

    #[test]
    fn text_is_the_same(blocks in generated()) {
        let body: String = blocks.iter().map(xml).collect();
        let article = WordFile::new(title("Bài") + &plain("Lời.") + &body).read();
        let mut counts = [0, 0];
        let mut expected = String::from("Lời.");
        for block in &blocks {
            let text: String = block.runs.iter().map(|(text, _)| text.as_str()).collect();
            let is_blank = text.trim().is_empty();
            if block.shape == 3 && !is_blank {
                let letter = char::from(b'a' + counts[1]);
                expected.push_str(&format!("{letter})"));
            }
            // Blank items are counted by Word too.
            match block.shape {
                2 => counts = [counts[0] + 1, 0],
                3 => counts[1] += 1,
                _ => {}
            }
            let times = if block.shape == 5 { 4 } else { 1 };
            expected.push_str(&text.repeat(times));
        }
        let lost: Vec<_> = article.remarks.iter().filter(|remark| remark.kind.word() == "lost-block").collect();
        prop_assert!(lost.is_empty(), "{lost:?}");
        prop_assert!(article.lead.is_none() && article.author.is_none());
        prop_assert_eq!(letters(&markdown_text(&article.body)), letters(&expected), "{}", article.body);
    }
}

//! `guide`: prints a chapter of the guide, or the list of its topics.

use std::io::{self, IsTerminal, Write};

use anstyle::Style;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::diagnostic::nearest;
use crate::guide::CHAPTERS;

/// Prints the chapter called `topic`, or all topics with a sentence for each when there is none.
pub fn guide(topic: Option<&str>, reporter: &Reporter) -> ExitStatus {
    let Some(topic) = topic else {
        reporter.note(&reporter.text("guide-topics", &[]));
        for chapter in CHAPTERS {
            let about = reporter.text(&format!("guide-{}", chapter.topic), &[]);
            reporter.note(&format!("  {:11} {about}", chapter.topic));
        }
        return ExitStatus::Clean;
    };
    if let Some(chapter) = CHAPTERS.iter().find(|chapter| chapter.topic == topic) {
        print(&chapter.printed(), reporter);
        return ExitStatus::Clean;
    }
    let topics = || CHAPTERS.iter().map(|chapter| chapter.topic);
    let (name, meant) = match nearest(topic, topics()) {
        Some(meant) => ("guide-unknown-nearest", meant.to_owned()),
        None => ("guide-unknown", String::new()),
    };
    let topics: Vec<&str> = topics().collect();
    reporter.error(name, &[("topic", topic.to_owned()), ("nearest", meant), ("topics", topics.join(", "))]);
    ExitStatus::Failure
}

/// Prints a chapter: as Markdown into a file or a pipe, and in a form for reading on a terminal.
fn print(chapter: &str, reporter: &Reporter) {
    if io::stdout().is_terminal() && !reporter.is_json() {
        // A closed pipe is not an error: the user does not need the rest.
        let _ = writeln!(anstream::stdout(), "{}", for_terminal(chapter));
    } else {
        reporter.note(chapter);
    }
}

/// Returns `markdown` with headings and strong words in bold, code indented, and without fences and the targets of links.
fn for_terminal(markdown: &str) -> String {
    let bold = Style::new().bold();
    let mut text = String::new();
    let mut is_code = false;
    for line in markdown.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            continue;
        }
        if line.starts_with('|') && line.chars().all(|letter| "|-: ".contains(letter)) {
            continue;
        }
        let heading = line.trim_start_matches('#');
        if is_code {
            text.push_str(format!("    {line}").trim_end());
        } else if heading.len() < line.len() && heading.starts_with(' ') {
            text.push_str(&format!("{bold}{}{bold:#}", heading.trim_start()));
        } else {
            push_inline(&mut text, line, bold);
        }
        text.push('\n');
    }
    text
}

/// Appends a line of prose: `**words**` in `bold`, links as their text; code between backticks is unchanged.
fn push_inline(text: &mut String, line: &str, bold: Style) {
    let mut is_bold = false;
    for (at, part) in line.split('`').enumerate() {
        if at % 2 == 1 {
            text.push_str(&format!("`{part}`"));
            continue;
        }
        for (at, piece) in without_targets(part).split("**").enumerate() {
            if at > 0 {
                text.push_str(&if is_bold { format!("{bold:#}") } else { bold.to_string() });
                is_bold = !is_bold;
            }
            text.push_str(piece);
        }
    }
}

/// Returns `text` with `[words](target)` and `[words]` as `words`; the box of a list to tick, `[ ]`, stays.
fn without_targets(text: &str) -> String {
    let mut shown = String::new();
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let Some(end) = rest[start..].find(']').map(|end| start + end) else { break };
        let words = &rest[start + 1..end];
        shown.push_str(&rest[..start]);
        shown.push_str(if words.trim().is_empty() { &rest[start..=end] } else { words });
        rest = &rest[end + 1..];
        if let Some(target) = rest.strip_prefix('(').and_then(|after| after.find(')')) {
            rest = &rest[target + 2..];
        }
    }
    shown + rest
}

#[cfg(test)]
mod tests {
    use super::for_terminal;

    /// A chapter on a terminal has no signs of Markdown that a reader does not need.
    #[test]
    fn markdown_for_terminals() {
        let shown = for_terminal(
            "# Sổ tay\n\nXem [lệnh](commands.md) và **đọc kỹ** `a[0] **b**`.\n```sh\nbangvang check\n```\n\
             | a | b |\n| --- | --- |\n| 1 | 2 |\n- [ ] xong",
        );
        assert_eq!(
            shown,
            "\u{1b}[1mSổ tay\u{1b}[0m\n\nXem lệnh và \u{1b}[1mđọc kỹ\u{1b}[0m `a[0] **b**`.\n    bangvang check\n\
             | a | b |\n| 1 | 2 |\n- [ ] xong\n"
        );
    }
}

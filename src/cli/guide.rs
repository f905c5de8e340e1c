//! `guide`: prints a chapter of the guide, or the list of its topics.

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
        reporter.note(&chapter.printed());
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

//! Measures and prints how long each stage of a build takes.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::cli::arguments::OutputFormat;
use crate::cli::report::Reporter;
use crate::pipeline::{BuildObserver, BuildStage};
use crate::threads::locked;

/// A stage that has begun, and its duration once it has ended.
struct StageTime {
    stage: BuildStage,
    began: Instant,
    duration: Option<Duration>,
}

/// Records when stages begin and end.
#[derive(Default)]
pub struct Stopwatch(Mutex<Vec<StageTime>>);

impl BuildObserver for Stopwatch {
    fn stage_began(&self, stage: BuildStage) {
        let mut laps = locked(&self.0);
        laps.push(StageTime { stage, began: Instant::now(), duration: None });
    }

    fn stage_ended(&self, stage: BuildStage) {
        let mut laps = locked(&self.0);
        if let Some(lap) = laps.iter_mut().find(|lap| lap.stage == stage) {
            lap.duration = Some(lap.began.elapsed());
        }
    }
}

impl Stopwatch {
    /// Prints how long each stage took, and the `total`, if `form` is given. As JSON, one object with
    /// milliseconds by stage.
    pub fn report(&self, form: Option<OutputFormat>, total: Duration, reporter: &Reporter) {
        let Some(form) = form else { return };
        let laps = locked(&self.0);
        let took = laps.iter().filter_map(|lap| Some((lap.stage, lap.duration?)));
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        match form {
            OutputFormat::Json => {
                let stages: serde_json::Map<String, serde_json::Value> = took
                    .map(|(stage, time)| (stage_word(stage).to_owned(), json!(milliseconds(time))))
                    .collect();
                reporter.object(&json!({"event": "timings", "stages": stages, "whole": milliseconds(total)}));
            }
            OutputFormat::Human => {
                let line = |name: &str, time: Duration| {
                    let time = reporter.decimal(milliseconds(time), 1);
                    reporter.note(&format!("{time:>10} ms  {}", reporter.text(name, &[])));
                };
                took.for_each(|(stage, time)| line(&format!("stage-{}", stage_word(stage)), time));
                line("stage-whole", total);
            }
        }
    }
}

fn stage_word(stage: BuildStage) -> &'static str {
    match stage {
        BuildStage::Scan => "scan",
        BuildStage::Read => "read",
        BuildStage::Assemble => "assemble",
        BuildStage::Theme => "theme",
        BuildStage::Plan => "plan",
        BuildStage::Check => "check",
        BuildStage::Render => "render",
        BuildStage::Commit => "commit",
    }
}

//! When the stages of a build begin and end in, a table of where the time went out.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::cli::arguments::OutputFormat;
use crate::cli::report::Reporter;
use crate::pipeline::{BuildObserver, BuildStage};
use crate::threads::locked;

/// What was seen of a stage.
struct Lap {
    stage: BuildStage,
    began: Instant,
    took: Option<Duration>,
}

/// Looks at the clock when stages begin and end.
#[derive(Default)]
pub struct Stopwatch(Mutex<Vec<Lap>>);

impl BuildObserver for Stopwatch {
    fn began(&self, stage: BuildStage) {
        let mut laps = locked(&self.0);
        laps.push(Lap { stage, began: Instant::now(), took: None });
    }

    fn ended(&self, stage: BuildStage) {
        let mut laps = locked(&self.0);
        if let Some(lap) = laps.iter_mut().find(|lap| lap.stage == stage) {
            lap.took = Some(lap.began.elapsed());
        }
    }
}

impl Stopwatch {
    /// Prints how long each stage took of `whole`, if anybody asks for it; as JSON, milliseconds by stage in one object on one line.
    pub fn tell(&self, form: Option<OutputFormat>, whole: Duration, reporter: &Reporter) {
        let Some(form) = form else { return };
        let laps = locked(&self.0);
        let took = laps.iter().filter_map(|lap| Some((lap.stage, lap.took?)));
        let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
        match form {
            OutputFormat::Json => {
                let stages: serde_json::Map<String, serde_json::Value> =
                    took.map(|(stage, time)| (word(stage).to_owned(), json!(milliseconds(time)))).collect();
                reporter.object(&json!({"event": "timings", "stages": stages, "whole": milliseconds(whole)}));
            }
            OutputFormat::Human => {
                let line = |name: &str, time: Duration| {
                    let time = reporter.decimal(milliseconds(time), 1);
                    reporter.note(&format!("{time:>10} ms  {}", reporter.text(name, &[])));
                };
                took.for_each(|(stage, time)| line(&format!("stage-{}", word(stage)), time));
                line("stage-whole", whole);
            }
        }
    }
}

fn word(stage: BuildStage) -> &'static str {
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

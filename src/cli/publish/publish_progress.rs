//! Shows the progress of a publication, and takes Ctrl+C as a wish to stop after the file under way.

use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::cli::report::Reporter;
use crate::publish::remote::RemoteError;
use crate::publish::retry::{PublishObserver, PublishStage};

/// Nothing is under way that could be left half done.
const IDLE: u8 = 0;
/// Files are on their way.
const SENDING: u8 = 1;
/// Somebody pressed Ctrl+C.
const STOPPING: u8 = 2;

static STATE: AtomicU8 = AtomicU8::new(IDLE);

/// Shows how a publication goes.
pub struct PublishProgress<'a> {
    reporter: &'a Reporter,
    bar: ProgressBar,
    moved: AtomicU64,
}

impl<'a> PublishProgress<'a> {
    /// Shows nothing yet.
    pub fn new(reporter: &'a Reporter) -> PublishProgress<'a> {
        static ONCE: Once = Once::new();
        // Without it Ctrl+C ends the process at once, which does no harm either.
        ONCE.call_once(|| _ = ctrlc::set_handler(stop));
        PublishProgress { reporter, bar: ProgressBar::hidden(), moved: AtomicU64::new(0) }
    }

    /// Shows from now on how many of so many bytes are sent.
    pub fn begin(&self, bytes: u64) {
        STATE.store(SENDING, Ordering::Relaxed);
        if !self.reporter.may_draw_progress() {
            return;
        }
        let language = self.reporter.language;
        let left = self.reporter.text("publish-left-time", &[]);
        let style = ProgressStyle::with_template("{msg} {bar:28} {percent:>3}%  {done}  {rate}  {left}");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        let style = style
            .with_key("done", move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let all = state.len().unwrap_or(0);
                let _ = write!(text, "{} / {}", language.file_size(state.pos()), language.file_size(all));
            })
            .with_key("rate", move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let _ = write!(text, "{}/s", language.file_size(state.per_sec() as u64));
            })
            .with_key("left", move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let seconds = state.eta().as_secs();
                let _ = write!(text, "{left} {}:{:02}", seconds / 60, seconds % 60);
            });
        self.bar.reset();
        self.moved.store(0, Ordering::Relaxed);
        self.bar.set_style(style);
        self.bar.set_length(bytes);
        self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
    }

    /// Shows nothing more.
    pub fn end(&self) {
        STATE.store(IDLE, Ordering::Relaxed);
        self.bar.finish_and_clear();
    }
}

/// The first time at the next file, the second time at once.
fn stop() {
    if STATE.swap(STOPPING, Ordering::Relaxed) != SENDING {
        process::exit(130);
    }
}

impl PublishObserver for PublishProgress<'_> {
    fn stage(&self, stage: PublishStage) {
        let name = match stage {
            PublishStage::Looking => "publish-looking",
            PublishStage::Sending => "publish-sending",
            PublishStage::Checking => "publish-checking",
            PublishStage::Committing => "publish-committing",
            PublishStage::Clearing => "publish-clearing",
        };
        self.bar.set_message(self.reporter.text(name, &[]));
        if self.reporter.is_json() {
            self.reporter.sentence(name, &[]);
        }
    }

    fn moved(&self, bytes: i64) {
        let moved = match bytes {
            0.. => self.moved.fetch_add(bytes.unsigned_abs(), Ordering::Relaxed) + bytes.unsigned_abs(),
            _ => self.moved.fetch_sub(bytes.unsigned_abs(), Ordering::Relaxed) - bytes.unsigned_abs(),
        };
        self.bar.set_position(moved);
    }

    fn waits(&self, fault: &RemoteError, pause: Duration) {
        let told = [("reason", fault.to_string()), ("seconds", pause.as_secs().to_string())];
        match self.reporter.is_json() {
            true => self.reporter.sentence("publish-waits", &told),
            false => self.bar.suspend(|| self.reporter.note(&self.reporter.text("publish-waits", &told))),
        }
    }

    fn stops(&self) -> bool {
        STATE.load(Ordering::Relaxed) == STOPPING
    }
}

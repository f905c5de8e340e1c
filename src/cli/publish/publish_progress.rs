//! Shows the progress of a publication, and stops it after the current file when the user presses Ctrl+C.

use std::process;
use std::sync::Once;
use std::sync::atomic::{AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::cli::report::Reporter;
use crate::desk::{TaskObserver, UploadProgress};
use crate::publish::release::FileEntry;
use crate::publish::remote::RemoteError;
use crate::publish::retry::{PublishObserver, PublishStage};

use super::errors;

/// Nothing is in progress.
const IDLE: u8 = 0;
/// Files are being uploaded.
const SENDING: u8 = 1;
/// The user pressed Ctrl+C.
const STOPPING: u8 = 2;

static STATE: AtomicU8 = AtomicU8::new(IDLE);

/// A progress bar for the terminal.
pub struct PublishProgress<'a> {
    reporter: &'a Reporter,
    bar: ProgressBar,
    sent: AtomicU64,
    all: AtomicU64,
    files: AtomicUsize,
}

impl<'a> PublishProgress<'a> {
    /// Returns a progress bar that is not visible yet, and handles Ctrl+C from now on.
    pub fn new(reporter: &'a Reporter) -> PublishProgress<'a> {
        static ONCE: Once = Once::new();
        // Without the handler, Ctrl+C ends the process at once, which is safe too.
        ONCE.call_once(|| _ = ctrlc::set_handler(stop));
        let (sent, all, files) = (AtomicU64::new(0), AtomicU64::new(0), AtomicUsize::new(0));
        PublishProgress { reporter, bar: ProgressBar::hidden(), sent, all, files }
    }

    /// Shows the progress of uploading `bytes` bytes.
    pub fn begin(&self, bytes: u64) {
        STATE.store(SENDING, Ordering::Relaxed);
        self.sent.store(0, Ordering::Relaxed);
        self.all.store(bytes, Ordering::Relaxed);
        self.files.store(0, Ordering::Relaxed);
        self.report_progress();
        if !self.reporter.may_draw_progress() {
            return;
        }
        let language = self.reporter.language;
        let style = self
            .bar_style("{msg} {bar:28} {percent:>3}%  {done}  {rate}  {left}")
            .with_key("done", move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let all = state.len().unwrap_or(0);
                let _ = write!(text, "{} / {}", language.file_size(state.pos()), language.file_size(all));
            })
            .with_key("rate", move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
                let _ = write!(text, "{}/s", language.file_size(state.per_sec() as u64));
            });
        self.show_bar(style, bytes);
    }

    /// Returns the style of a bar of this form, in which `{left}` is the remaining time.
    fn bar_style(&self, form: &str) -> ProgressStyle {
        let left = self.reporter.text("publish-left-time", &[]);
        let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
        style.with_key("left", move |state: &ProgressState, text: &mut dyn std::fmt::Write| {
            let seconds = state.eta().as_secs();
            let _ = write!(text, "{left} {}:{:02}", seconds / 60, seconds % 60);
        })
    }

    fn show_bar(&self, style: ProgressStyle, length: u64) {
        self.bar.reset();
        self.bar.set_style(style);
        self.bar.set_length(length);
        self.bar.set_draw_target(indicatif::ProgressDrawTarget::stderr());
    }

    /// Passes the progress to the desk.
    fn report_progress(&self) {
        if let Some(observer) = self.reporter.observer() {
            observer.progress(UploadProgress {
                bytes: self.sent.load(Ordering::Relaxed),
                all_bytes: self.all.load(Ordering::Relaxed),
                files: self.files.load(Ordering::Relaxed),
            });
        }
    }

    /// Hides the progress bar.
    pub fn end(&self) {
        STATE.store(IDLE, Ordering::Relaxed);
        self.bar.finish_and_clear();
    }
}

/// Handles Ctrl+C: during an upload the first one stops before the next file, the second one exits.
fn stop() {
    if STATE.swap(STOPPING, Ordering::Relaxed) != SENDING {
        process::exit(130);
    }
}

impl PublishObserver for PublishProgress<'_> {
    fn stage(&self, stage: PublishStage) {
        let name = match stage {
            PublishStage::Listing => "publish-looking",
            PublishStage::Uploading => "publish-sending",
            PublishStage::Verifying => "publish-checking",
            PublishStage::Committing => "publish-committing",
            PublishStage::Deleting => "publish-clearing",
        };
        self.bar.set_message(self.reporter.text(name, &[]));
        if self.reporter.is_json() {
            self.reporter.sentence(name, &[]);
        }
    }

    fn files_compared(&self, compared: usize, all: usize) {
        if compared == 0 && self.reporter.may_draw_progress() {
            self.bar.set_message(self.reporter.text("publish-looking", &[]));
            self.show_bar(self.bar_style("{msg} {bar:28} {percent:>3}%  {left}"), all as u64);
        }
        self.bar.set_position(compared as u64);
    }

    fn bytes_sent(&self, bytes: i64) {
        let position = match bytes {
            0.. => self.sent.fetch_add(bytes.unsigned_abs(), Ordering::Relaxed) + bytes.unsigned_abs(),
            _ => self.sent.fetch_sub(bytes.unsigned_abs(), Ordering::Relaxed) - bytes.unsigned_abs(),
        };
        self.bar.set_position(position);
        self.report_progress();
    }

    fn file_uploaded(&self, _: &str, _: &FileEntry) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.report_progress();
    }

    fn retrying(&self, error: &RemoteError, pause: Duration) {
        let arguments =
            [("reason", errors::short(error, self.reporter)), ("seconds", pause.as_secs().to_string())];
        if self.reporter.is_json() {
            self.reporter.sentence("publish-waits", &arguments);
        } else {
            self.bar.suspend(|| self.reporter.note(&self.reporter.text("publish-waits", &arguments)));
        }
    }

    fn should_stop(&self) -> bool {
        STATE.load(Ordering::Relaxed) == STOPPING
            || self.reporter.observer().is_some_and(TaskObserver::should_stop)
    }
}

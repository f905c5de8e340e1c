//! Checks the clock and starts the worker threads before a command runs.

use std::io;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::ThreadPoolBuilder;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::file;

/// 1 January 9999 UTC in seconds since 1970; dates are calculated up to the end of that year.
const YEAR_9999_SECONDS: u64 = 253_370_764_800;

/// Checks the system clock and starts the threads that all stages share.
///
/// # Errors
/// When the clock shows no usable date or the system cannot create threads; reported to the user.
pub fn prepare(reporter: &Reporter) -> Result<(), ExitStatus> {
    if !is_usable(SystemTime::now()) {
        reporter.error("bad-clock", &[]);
        return Err(ExitStatus::Failure);
    }
    // Without a source, the error only means that the threads have been started before.
    let started = ThreadPoolBuilder::new().build_global();
    let refused = started.as_ref().err().and_then(|error| std::error::Error::source(error));
    if let Some(refused) = refused {
        let reason = match refused.downcast_ref::<io::Error>() {
            Some(error) => file::reason(error),
            None => file::other_reason(&refused.to_string()),
        };
        reporter.error("no-threads", &[("reason", reason)]);
        return Err(ExitStatus::Failure);
    }
    Ok(())
}

/// Returns whether dates can be calculated from `now`.
fn is_usable(now: SystemTime) -> bool {
    now.duration_since(UNIX_EPOCH).is_ok_and(|since| since < Duration::from_secs(YEAR_9999_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::{Duration, UNIX_EPOCH, YEAR_9999_SECONDS, is_usable};

    /// A clock before 1970 or after 9998 is refused; any other is accepted.
    #[test]
    fn clocks() {
        let at = |seconds| UNIX_EPOCH + Duration::from_secs(seconds);
        assert!(is_usable(at(0)) && is_usable(at(1_800_000_000)) && is_usable(at(YEAR_9999_SECONDS - 1)));
        assert!(!is_usable(at(YEAR_9999_SECONDS)) && !is_usable(at(YEAR_9999_SECONDS * 2)));
        assert!(!is_usable(UNIX_EPOCH - Duration::from_secs(1)));
    }
}

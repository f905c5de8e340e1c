//! Reports what readers see of the site after publishing.

use crate::cli::Ending;
use crate::publish::plan::Change;
use crate::publish::release::{Files, Release};
use crate::publish::verify::{Sight, expected, sights};

use super::faults;
use super::run::Run;

/// Looks at the site as readers do, and says what they see.
///
/// # Errors
/// When they do not see what was published, and no cache is the reason. That the address cannot be reached from here is
/// told, but is no error.
pub fn verify(run: &Run<'_>, changes: &[Change], files: &Files, earlier: &[Release]) -> Result<(), Ending> {
    let reporter = run.reporter;
    let home = ("address", format!("{}/", run.base_url));
    if !run.publish.verify || !run.target.verify {
        return Ok(());
    }
    let Some(revision) = run.state.seen().map(|seen| seen.revision) else { return Ok(()) };
    reporter.aside(&reporter.say("verify-looking", std::slice::from_ref(&home)));
    let pages = expected(files, changes, earlier, &revision);
    let sights = sights(run.base_url, &pages, &revision);
    let right = sights.iter().filter(|(_, sight)| *sight == Sight::Right).count();
    for (address, sight) in &sights {
        let address = ("address", address.clone());
        match sight {
            Sight::Right | Sight::Unreachable(_) => {}
            Sight::Stale { told } if told.is_empty() => reporter.sentence("verify-stale", &[address]),
            Sight::Stale { told } => {
                reporter.sentence("verify-stale-told", &[address, ("told", told.clone())])
            }
            Sight::Kept => reporter.sentence("verify-kept", &[address]),
            Sight::Left => reporter.sentence("verify-left", &[address]),
            Sight::Old => reporter.sentence("verify-old", &[address]),
            Sight::Other => reporter.sentence("verify-other", &[address]),
            Sight::Missing(status) => {
                reporter.sentence("verify-missing", &[address, ("status", status.to_string())])
            }
        }
    }
    let fine = |sight: &Sight| {
        matches!(sight, Sight::Right | Sight::Stale { .. } | Sight::Kept | Sight::Unreachable(_))
    };
    let wrong = sights.iter().any(|(_, sight)| !fine(sight));
    let unreachable = sights.iter().find_map(|(_, sight)| match sight {
        Sight::Unreachable(reason) => Some(reason.clone()),
        _ => None,
    });
    if let Some(reason) = unreachable.filter(|_| !wrong) {
        reporter.sentence("verify-unreachable", &[home, ("reason", reason)]);
        return Ok(());
    }
    let counts = [("right", right.to_string()), ("count", sights.len().to_string())];
    let stale = sights.iter().any(|(_, sight)| matches!(sight, Sight::Stale { .. } | Sight::Kept));
    let name = match (wrong, stale) {
        (true, _) => {
            // The next run compares every file on the host, even if it has little to send.
            run.state.forget_inspection().map_err(|fault| faults::state(&fault, reporter))?;
            reporter.fault("verify-wrong", &[&[home], counts.as_slice()].concat());
            return Err(Ending::Fault);
        }
        (false, true) => "verify-soon",
        (false, false) => "verify-right",
    };
    reporter.sentence(name, &[&[home], counts.as_slice()].concat());
    Ok(())
}

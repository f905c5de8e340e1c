//! What was published in, what readers see of it out, in plain words.

use crate::cli::Ending;
use crate::model::target::Host;
use crate::publish::plan::Change;
use crate::publish::release::{Files, Release};
use crate::publish::verify::{Sight, expected, sights};

use super::Run;

/// Looks at the site as readers do, and says what they see; what is wrong there does not undo what was published.
pub fn verify(run: &Run<'_>, changes: &[Change], files: &Files, earlier: &[Release]) -> Result<(), Ending> {
    let reporter = run.reporter;
    let home = ("address", format!("{}/", run.base_url));
    if !run.publish.verify || !run.target.verify || matches!(run.target.host, Host::Zip { .. }) {
        return Ok(());
    }
    let Some(revision) = run.state.seen().map(|seen| seen.revision) else { return Ok(()) };
    reporter.aside(&reporter.say("verify-looking", std::slice::from_ref(&home)));
    let pages = expected(files, changes, earlier, &revision);
    let sights = sights(run.base_url, &pages, &revision);
    if let Some((_, Sight::Unreachable(reason))) = sights.last() {
        reporter.sentence("verify-unreachable", &[home, ("reason", reason.clone())]);
        return Ok(());
    }
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
    let counts = [("right", right.to_string()), ("count", sights.len().to_string())];
    let stale = sights.iter().any(|(_, sight)| matches!(sight, Sight::Stale { .. } | Sight::Kept));
    let fine = |sight: &Sight| matches!(sight, Sight::Right | Sight::Stale { .. } | Sight::Kept);
    let wrong = sights.iter().any(|(_, sight)| !fine(sight));
    let name = match (wrong, stale) {
        (true, _) => "verify-wrong",
        (false, true) => "verify-soon",
        (false, false) => "verify-right",
    };
    reporter.sentence(name, &[&[home], counts.as_slice()].concat());
    Ok(())
}

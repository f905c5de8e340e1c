//! Reports what readers see of the site after publishing.

use crate::cli::ExitStatus;
use crate::publish::plan::PageChange;
use crate::publish::release::{Release, ReleaseFiles};
use crate::publish::verify::{FetchResult, expected, fetch_pages};

use super::errors;
use super::run::PublishRun;

/// Looks at the site as readers do, and says what they see.
///
/// # Errors
/// When they do not see what was published, and no cache is the reason. That the address cannot be reached from here is
/// told, but is no error.
pub fn verify(
    run: &PublishRun<'_>,
    changes: &[PageChange],
    files: &ReleaseFiles,
    earlier: &[Release],
) -> Result<(), ExitStatus> {
    let reporter = run.reporter;
    let home = ("address", format!("{}/", run.base_url));
    if !run.publish.verify || !run.target.verify {
        return Ok(());
    }
    let Some(revision) = run.state.seen().map(|seen| seen.revision) else { return Ok(()) };
    reporter.note(&reporter.text("verify-looking", std::slice::from_ref(&home)));
    let pages = expected(files, changes, earlier, &revision);
    let results = fetch_pages(run.base_url, &pages, &revision);
    let right = results.iter().filter(|(_, result)| *result == FetchResult::Right).count();
    for (address, result) in &results {
        let address = ("address", address.clone());
        match result {
            FetchResult::Right | FetchResult::Unreachable(_) => {}
            FetchResult::Stale { told } if told.is_empty() => reporter.sentence("verify-stale", &[address]),
            FetchResult::Stale { told } => {
                reporter.sentence("verify-stale-told", &[address, ("told", told.clone())])
            }
            FetchResult::Kept => reporter.sentence("verify-kept", &[address]),
            FetchResult::Left => reporter.sentence("verify-left", &[address]),
            FetchResult::Old => reporter.sentence("verify-old", &[address]),
            FetchResult::Other => reporter.sentence("verify-other", &[address]),
            FetchResult::Missing(status) => {
                reporter.sentence("verify-missing", &[address, ("status", status.to_string())])
            }
        }
    }
    let fine = |result: &FetchResult| {
        matches!(
            result,
            FetchResult::Right | FetchResult::Stale { .. } | FetchResult::Kept | FetchResult::Unreachable(_)
        )
    };
    let wrong = results.iter().any(|(_, result)| !fine(result));
    let unreachable = results.iter().find_map(|(_, result)| match result {
        FetchResult::Unreachable(reason) => Some(reason.clone()),
        _ => None,
    });
    if let Some(reason) = unreachable.filter(|_| !wrong) {
        reporter.sentence("verify-unreachable", &[home, ("reason", reason)]);
        return Ok(());
    }
    let counts = [("right", right.to_string()), ("count", results.len().to_string())];
    let stale =
        results.iter().any(|(_, result)| matches!(result, FetchResult::Stale { .. } | FetchResult::Kept));
    let name = match (wrong, stale) {
        (true, _) => {
            // The next run compares every file on the host, even if it has little to send.
            run.state.forget_inspection().map_err(|fault| errors::state(&fault, reporter))?;
            reporter.error("verify-wrong", &[&[home], counts.as_slice()].concat());
            return Err(ExitStatus::Fault);
        }
        (false, true) => "verify-soon",
        (false, false) => "verify-right",
    };
    reporter.sentence(name, &[&[home], counts.as_slice()].concat());
    Ok(())
}

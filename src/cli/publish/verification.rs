//! Reports what readers see of the site after publishing.

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::html;
use crate::publish::plan::PageChange;
use crate::publish::release::{Release, ReleaseFiles};
use crate::publish::verify::{FetchResult, expected_pages, fetch_pages};

use super::errors;
use super::run::PublishRun;

/// Fetches pages as readers do and reports the results.
///
/// # Errors
/// If readers do not get what was published and no cache explains it. An address that cannot be reached from this
/// computer is reported, but is no error.
pub fn verify(
    run: &PublishRun<'_>,
    changes: &[PageChange],
    files: &ReleaseFiles,
    earlier: &[Release],
) -> Result<(), ExitStatus> {
    let reporter = run.reporter;
    let home = ("address", format!("{}/", html::readable_url(run.base_url)));
    if !run.publish.verify || !run.target.verify {
        return Ok(());
    }
    let Some(revision) = run.state.last_seen().map(|seen| seen.revision) else { return Ok(()) };
    reporter.remark("verify-looking", std::slice::from_ref(&home));
    let pages = expected_pages(files, changes, earlier, &revision);
    let results = fetch_pages(run.base_url, &pages, &revision);
    let current = results.iter().filter(|(_, result)| *result == FetchResult::Current).count();
    for (address, result) in &results {
        report_page(address, result, reporter);
    }
    let is_acceptable = |result: &FetchResult| {
        matches!(
            result,
            FetchResult::Current
                | FetchResult::Stale { .. }
                | FetchResult::RemovedButCached
                | FetchResult::Unreachable(_)
        )
    };
    let has_wrong_pages = results.iter().any(|(_, result)| !is_acceptable(result));
    let unreachable = results.iter().find_map(|(_, result)| match result {
        FetchResult::Unreachable(reason) => Some(reason.clone()),
        _ => None,
    });
    if let Some(reason) = unreachable.filter(|_| !has_wrong_pages) {
        reporter.sentence("verify-unreachable", &[home, ("reason", reason)]);
        return Ok(());
    }
    let counts = [("right", current.to_string()), ("count", results.len().to_string())];
    if has_wrong_pages {
        // Make the next run compare every file on the host, even if it has little to upload.
        run.state.forget_inspection().map_err(|error| errors::disk(&error, reporter))?;
        reporter.error("verify-wrong", &[&[home], counts.as_slice()].concat());
        return Err(ExitStatus::Failure);
    }
    let is_cached =
        |result: &FetchResult| matches!(result, FetchResult::Stale { .. } | FetchResult::RemovedButCached);
    let is_stale = results.iter().any(|(_, result)| is_cached(result));
    let name = if is_stale { "verify-soon" } else { "verify-right" };
    reporter.sentence(name, &[&[home], counts.as_slice()].concat());
    Ok(())
}

/// Reports the page at `address` unless it is the published one; a page that cannot be reached is reported once for
/// all.
fn report_page(address: &str, result: &FetchResult, reporter: &Reporter) {
    let address = ("address", html::readable_url(address));
    match result {
        FetchResult::Current | FetchResult::Unreachable(_) => {}
        FetchResult::Stale { cache_status } if cache_status.is_empty() => {
            reporter.sentence("verify-stale", &[address]);
        }
        FetchResult::Stale { cache_status } => {
            reporter.sentence("verify-stale-cached", &[address, ("headers", cache_status.clone())]);
        }
        FetchResult::RemovedButCached => reporter.sentence("verify-kept", &[address]),
        FetchResult::RemovedButServed => reporter.sentence("verify-left", &[address]),
        FetchResult::Outdated => reporter.sentence("verify-old", &[address]),
        FetchResult::Different => reporter.sentence("verify-other", &[address]),
        FetchResult::Missing(status) => {
            reporter.sentence("verify-missing", &[address, ("status", status.to_string())]);
        }
    }
}

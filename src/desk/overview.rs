//! The first page of the desk: what there is, what is wrong and what is not saved.

use serde::Serialize;

use crate::desk::addresses::edit_href;
use crate::desk::answer::Refused;
use crate::desk::author_name::AuthorNameView;
use crate::desk::history::{SincePublication, since_publication};
use crate::desk::list::{LISTS, ListRow, problem_counts, rows};
use crate::desk::problem::Problem;
use crate::desk::problems::problems;
use crate::desk::state::{DeskState, site, zone};
use crate::diagnostic::Severity;
use crate::model::settings::{EXAMPLE_ORGANISATIONS, EXAMPLE_RECIPIENT, EXAMPLE_TITLES};
use crate::model::site::{Article, AwardId, Decision, Site};

/// The number of problems that the first page lists.
const MAX_SHOWN_PROBLEMS: usize = 30;
/// The number of articles that the first page lists.
const MAX_SHOWN_ARTICLES: usize = 8;
/// The number of files changed since the last publication that the first page lists.
const MAX_SHOWN_CHANGES: usize = 30;

/// The first page.
#[derive(Serialize)]
pub struct Overview {
    title: String,
    lists: Vec<ListCount>,
    articles: Vec<ListRow>,
    /// The number of articles that were sent for approval.
    waiting: usize,
    errors: usize,
    warnings: usize,
    problems: Vec<Problem>,
    unsaved: Vec<UnsavedRow>,
    /// The first steps of a newcomer; empty when all are done.
    steps: Vec<Step>,
    since: SincePublication,
    preview: String,
    author: AuthorNameView,
}

/// A step from an empty site to a published one.
#[derive(Serialize)]
struct Step {
    /// The name of the message with what is to be done.
    title: &'static str,
    href: &'static str,
    is_done: bool,
}

/// A list with the number of its rows.
#[derive(Serialize)]
struct ListCount {
    list: &'static str,
    count: usize,
}

/// A text that was typed and not saved.
#[derive(Serialize)]
struct UnsavedRow {
    file: String,
    href: String,
    when: String,
}

/// The first page for the newest build.
///
/// # Errors
/// When there is no build in time.
pub fn view(state: &DeskState) -> Result<Overview, Refused> {
    let snapshot = state.snapshot()?;
    let found = problems(state, &snapshot);
    let counts = problem_counts(&found);
    let count = |severity| found.iter().filter(|problem| problem.severity == severity).count();
    let lists = LISTS.map(|list| ListCount { list, count: rows(&snapshot, list, &counts).len() });
    let mut articles = rows(&snapshot, "articles", &counts);
    let waiting = articles.iter().filter(|row| row.state == "sent").count();
    articles.truncate(MAX_SHOWN_ARTICLES);
    let zone = zone(&snapshot);
    let unsaved = state.recovery.find("").into_iter().map(|copy| UnsavedRow {
        href: edit_href(&copy.path, &copy.entry),
        file: copy.path,
        when: zone.to_datetime(copy.when).strftime("%H:%M %d/%m/%Y").to_string(),
    });
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    Ok(Overview {
        title: site(&snapshot).map_or_else(String::new, |site| site.settings.title.to_string()),
        lists: lists.into(),
        articles,
        waiting,
        errors,
        warnings,
        unsaved: unsaved.collect(),
        steps: site(&snapshot).map(first_steps).unwrap_or_default(),
        since: since_publication(state, &snapshot, MAX_SHOWN_CHANGES),
        problems: found.iter().take(MAX_SHOWN_PROBLEMS).cloned().collect(),
        preview: format!("http://localhost:{}/", state.options.port),
        author: state.author.view(),
    })
}

/// The steps from a new site to a published one; none when all are done. The examples of a new site are no step.
fn first_steps(site: &Site) -> Vec<Step> {
    let step = |title, href, is_done| Step { title, href, is_done };
    let is_own_article = |article: &Article| {
        article.would_be_hidden.is_none() && !EXAMPLE_TITLES.contains(&&*article.record.title.value)
    };
    let is_example = |id: AwardId| {
        let name = site.award(id).record.name.as_ref();
        name.is_some_and(|name| &*name.value == EXAMPLE_RECIPIENT)
    };
    let is_own_decision = |decision: &Decision| !decision.awards().any(is_example);
    let steps = vec![
        step(
            "desk-step-settings",
            "/list?list=settings",
            !EXAMPLE_ORGANISATIONS.contains(&&*site.settings.organisation),
        ),
        step("desk-step-article", "/new", site.articles.iter().any(is_own_article)),
        step("desk-step-decision", "/list?list=decisions", site.decisions.iter().any(is_own_decision)),
        step("desk-step-publish", "/publish", !site.settings.publish.is_empty()),
    ];
    if steps.iter().all(|step| step.is_done) { Vec::new() } else { steps }
}

//! Reports marks in Markdown that have no effect, so that readers would see them, and marks of other programs.

mod conflicts;
mod emphasis;
mod findings;
mod line_marks;
mod lines;
mod links;
mod surroundings;
mod tables;
mod visible;

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::model::body::Outline;
use crate::source::SourceId;

use self::findings::Findings;

pub use self::conflicts::report as report_conflicts;
pub use self::visible::VisibleText;

/// Reports the marks without effect in `markdown`, which begins at byte `start` of `source`.
///
/// `visible` has read every event of the parser. Headings of `outline` that the lines of a conflict make get another
/// level, so that nothing else is reported about them.
pub fn report(
    markdown: &str,
    (source, start): (SourceId, usize),
    mut visible: VisibleText<'_>,
    outline: &mut Outline,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut findings = Findings { source, start, diagnostics };
    let conflicts = conflicts::report_outside(markdown, visible.code_blocks(), &mut findings);
    for conflict in &conflicts {
        visible.hide(conflict.clone());
    }
    level_headings(outline, start, &conflicts);
    visible.report_blocks(&mut findings);
    let lines = lines::lines(&visible);
    tables::report(&lines, &mut visible, &mut findings);
    line_marks::report(&lines, &mut visible, &mut findings);
    links::report(&lines, &mut visible, &mut findings);
    emphasis::report(&lines, &mut visible, &mut findings);
}

/// Gives the headings within `conflicts` the level of the heading before, because `=======` underlines them.
fn level_headings(outline: &mut Outline, start: usize, conflicts: &[Range<usize>]) {
    let mut level = 2;
    for heading in &mut outline.headings {
        let at = (heading.span.start as usize).saturating_sub(start);
        let next = conflicts.partition_point(|conflict| conflict.end <= at);
        if heading.level == 1 && conflicts.get(next).is_some_and(|conflict| conflict.contains(&at)) {
            heading.level = level;
        }
        level = heading.level.max(2);
    }
}

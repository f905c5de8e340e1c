//! Rules for all awards of one recipient. Of two awards the newer one is reported.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::{Category, RecipientKind};
use crate::model::date::Period;
use crate::model::registry::{AwardKind, KindFamily};
use crate::model::site::{AwardRef, Site};
use crate::text;

/// Returns the awards in force of each recipient with several awards, in the order of the site.
fn awards_by_recipient<'d>(context: CheckContext<'d>) -> impl Iterator<Item = Vec<AwardRef<'d>>> {
    let several = context.recipients.all.iter().filter(|recipient| recipient.awards.len() > 1);
    several.map(move |recipient| {
        let rows = recipient.awards.iter().map(|award| context.site.award(*award));
        rows.filter(|row| row.is_in_force()).collect()
    })
}

/// Maximum number of awards that one award is compared with, the nearest in time: keeps the work linear for a
/// unit with thousands of awards.
const MAX_COMPARED_AWARDS: usize = 100;

/// Returns each of `rows` that matches a later one, paired with the nearest such.
///
/// The award to report comes first: within one decision the later row, else the one of the newer decision.
fn matching_pairs<'d>(
    rows: &[AwardRef<'d>],
    is_like: impl Fn(AwardRef<'d>, AwardRef<'d>) -> bool,
) -> Vec<(AwardRef<'d>, AwardRef<'d>)> {
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut later = rows[at + 1..].iter().take(MAX_COMPARED_AWARDS);
        if let Some(other) = later.find(|other| is_like(*row, **other)) {
            let one_decision = row.award.decision == other.award.decision;
            found.push(if one_decision { (*other, *row) } else { (*row, *other) });
        }
    }
    found
}

/// Reports kinds granted twice for one period. Awards of two movements, or for two sudden deeds, are
/// two merits.
pub fn granted_twice(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rows in awards_by_recipient(context) {
        for (row, other) in matching_pairs(&rows, |row, other| is_one_merit(context.site, row, other)) {
            let kind = &context.site.kinds[row.award.kind].name;
            let diagnostic = if row.award.decision == other.award.decision {
                Diagnostic::new(Code::SameRow, row.report_span())
            } else {
                Diagnostic::new(Code::SameAward, row.report_span()).arg("number", other.decision_label())
            };
            found.push(diagnostic.arg("kind", kind).related(other.report_span()));
        }
    }
    found
}

/// Reports units that one decision rewards twice for one merit: once by the unit alone, once by its name as well, which
/// looks like two recipients.
pub fn named_again(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let site = context.site;
    let mut found = Vec::new();
    for decision in &site.decisions {
        let rows = decision.awards().map(|award| site.award(award)).filter(|row| row.is_in_force());
        let collectives = rows.filter(|row| row.record.to.value == RecipientKind::Collective);
        let (units, named): (Vec<_>, Vec<_>) = collectives.partition(|row| row.is_to_unit_itself());
        if named.is_empty() {
            continue;
        }
        let mut by_name: FxHashMap<String, Vec<AwardRef<'_>>> = FxHashMap::default();
        for row in units {
            let names: BTreeSet<String> =
                site.unit_names(row).map(|name| text::printed_name(name).marked).collect();
            for name in names {
                by_name.entry(name).or_default().push(row);
            }
        }
        for row in named.into_iter().filter(|_| !by_name.is_empty()) {
            let name = row.record.name.as_ref().map(|name| text::printed_name(&name.value).marked);
            let others = name.and_then(|name| by_name.get(&name)).map_or(&[][..], Vec::as_slice);
            let is_same = |other: &&AwardRef<'_>| {
                (row.award.unit.is_none() || row.award.unit == other.award.unit)
                    && is_one_merit(site, row, **other)
            };
            if let Some(other) = others.iter().take(MAX_COMPARED_AWARDS).find(is_same) {
                let (row, other) = if row.id > other.id { (row, *other) } else { (*other, row) };
                let diagnostic = Diagnostic::new(Code::SameRow, row.report_span()).help("help-unit");
                let diagnostic = diagnostic.arg("kind", &site.kinds[row.award.kind].name);
                found.push(diagnostic.related(other.report_span()));
            }
        }
    }
    found
}

/// Returns true if two awards reward the same merit.
pub fn is_one_merit(site: &Site, one: AwardRef<'_>, other: AwardRef<'_>) -> bool {
    let (a, b) = (one.record, other.record);
    let same_class = one.award.class == other.award.class;
    let same = one.award.kind == other.award.kind && same_class && a.period.value == b.period.value;
    let is_other_movement =
        a.movement.is_some() && b.movement.is_some() && one.award.movement != other.award.movement;
    let is_other_deed = a.category == Some(Category::Sudden) && citation(one) != citation(other);
    same && !is_other_movement && !is_other_deed && is_thematic(site, one) == is_thematic(site, other)
}

/// Returns true if an award rewards one piece of work, false if it rewards the work as a whole.
fn is_thematic(site: &Site, row: AwardRef<'_>) -> bool {
    let category = matches!(row.record.category, Some(Category::Movement | Category::Sudden));
    category || row.record.movement.is_some() || kind_id(site, row).ends_with("-chuyen-de")
}

/// Returns the id of the kind of an award, which its row may name by a printed name.
fn kind_id<'s>(site: &'s Site, row: AwardRef<'_>) -> &'s str {
    &site.kinds[row.award.kind].id.value
}

/// Reports kinds granted again that a recipient may receive only once.
pub fn granted_again(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rows in awards_by_recipient(context) {
        let kind = |row: AwardRef<'_>| &*context.site.kinds[row.award.kind];
        let again = |row: AwardRef<'_>, other: AwardRef<'_>| {
            kind(row).once && row.award.kind == other.award.kind && !is_one_merit(context.site, row, other)
        };
        for (row, other) in matching_pairs(&rows, again) {
            let diagnostic =
                Diagnostic::new(Code::GrantedAgain, row.report_span()).arg("kind", &kind(row).name);
            found.push(diagnostic.arg("number", other.decision_label()).related(other.report_span()));
        }
    }
    found
}

/// Reports equal citations of two awards of one recipient, if their periods overlap or the citation has
/// figures.
pub fn repeated_citations(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_again = |row: AwardRef<'_>, other: AwardRef<'_>| {
        let one_time = overlap(row.record.period.value, other.record.period.value);
        has_same_citation(row, other)
            && !is_one_merit(context.site, row, other)
            && (one_time || citation(row).is_some_and(has_figures))
    };
    for rows in awards_by_recipient(context) {
        for (row, other) in matching_pairs(&rows, is_again) {
            let place = |row: AwardRef<'_>| {
                row.record.citation.as_ref().map_or(row.report_span(), |citation| citation.span)
            };
            let diagnostic = Diagnostic::new(Code::SameCitation, place(row));
            found.push(diagnostic.arg("number", other.decision_label()).related(place(other)));
        }
    }
    found
}

/// Returns the citation of an award.
fn citation(row: AwardRef<'_>) -> Option<&str> {
    row.record.citation.as_ref().map(|citation| &*citation.value)
}

/// Returns true if both awards have a citation, and they differ at most in their marks, case and spacing.
pub fn has_same_citation(one: AwardRef<'_>, other: AwardRef<'_>) -> bool {
    citation(one).zip(citation(other)).is_some_and(|(one, other)| is_same_text(one, other))
}

/// Returns true if two texts differ at most in their marks, case and spacing.
fn is_same_text(one: &str, other: &str) -> bool {
    one == other || (one.chars().count() == other.chars().count() && text::fold(one) == text::fold(other))
}

fn overlap(one: Period, other: Period) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

/// Returns true if a text has numbers other than years.
fn has_figures(text: &str) -> bool {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.into_iter().any(|digits| digits.len() != 4 || !matches!(digits.parse(), Ok(1900..=2100)))
}

/// Reports a general and a thematic certificate of the same level in the same year.
pub fn general_and_thematic(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let kind = |row: AwardRef<'_>| &*context.site.kinds[row.award.kind];
    let is_beside = |row: AwardRef<'_>, other: AwardRef<'_>| {
        let certificates = is_certificate(kind(row)) && is_certificate(kind(other));
        let one_year = row.award.year == other.award.year && kind(row).level == kind(other).level;
        certificates && one_year && is_thematic(context.site, row) != is_thematic(context.site, other)
    };
    for rows in awards_by_recipient(context) {
        for (row, other) in matching_pairs(&rows, is_beside) {
            let diagnostic = Diagnostic::new(Code::GeneralAndThematic, row.report_span());
            let diagnostic = diagnostic.arg("kind", &kind(row).name).arg("year", row.award.year.to_string());
            found.push(diagnostic.arg("number", other.decision_label()).related(other.report_span()));
        }
    }
    found
}

fn is_certificate(kind: &AwardKind) -> bool {
    kind.family == KindFamily::Form && kind.id.value.starts_with("bang-khen")
}

/// Titles that require others before them: the title, the number of years, the required titles (Law
/// 06/2022/QH15, articles 21 and 22).
const REQUIRED_TITLES: &[(&str, usize, &[&str])] = &[
    ("chien-si-thi-dua-tinh", 3, &["chien-si-thi-dua-co-so"]),
    ("chien-si-thi-dua-bo", 3, &["chien-si-thi-dua-co-so"]),
    ("chien-si-thi-dua-toan-quoc", 2, &["chien-si-thi-dua-tinh", "chien-si-thi-dua-bo"]),
];

/// Reports emulation titles for which the recipient lacks the required earlier titles.
pub fn required_titles(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards().filter(|row| row.is_in_force()) {
        let step = REQUIRED_TITLES.iter().find(|(kind, ..)| kind_id(context.site, row) == *kind);
        let Some((_, needed, before)) = step else { continue };
        let recipient = context.recipients.of_award(row.id);
        let career = context.recipients.all[recipient].awards.iter().map(|award| context.site.award(*award));
        let earlier = career.filter(|other| other.is_in_force() && other.award.year <= row.award.year);
        let earlier = earlier.filter(|other| before.contains(&kind_id(context.site, *other)));
        let mut years: Vec<i16> = earlier.map(|other| other.award.year).collect();
        years.sort_unstable();
        years.dedup();
        if years.len() < *needed {
            let kind = |id: &str| context.site.kinds.iter().find(|kind| *kind.id.value == *id);
            let named = before.first().and_then(|id| kind(id)).map_or("", |kind| &kind.name);
            let diagnostic = Diagnostic::new(Code::MissingSteps, row.record.kind.span).arg("before", named);
            found.push(diagnostic.arg("found", years.len().to_string()).arg("needed", needed.to_string()));
        }
    }
    found
}

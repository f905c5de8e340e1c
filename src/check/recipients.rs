//! Rules for what one recipient has received over the years. Of two awards the newer one is told of.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::Category;
use crate::model::date::Period;
use crate::model::registry::{AwardKind, KindFamily};
use crate::model::site::AwardRef;
use crate::text;

/// The awards that stand of everyone who has several, in the order of the site.
fn careers<'d>(context: CheckContext<'d>) -> impl Iterator<Item = Vec<AwardRef<'d>>> {
    let several = context.recipients.all.iter().filter(|recipient| recipient.awards.len() > 1);
    several.map(move |recipient| {
        let rows = recipient.awards.iter().map(|award| context.site.award(*award));
        rows.filter(|row| row.is_in_force()).collect()
    })
}

/// Awards of one recipient that one award is compared with: the nearest in time, so that a unit with thousands
/// takes no thousands of thousands of looks.
const LOOKS: usize = 100;

/// Each of `rows` that is like a later one, with the nearest such; the one that is told of stands first: of
/// one decision the later row, else the newer decision.
fn alike<'d>(
    rows: &[AwardRef<'d>],
    is_like: impl Fn(AwardRef<'d>, AwardRef<'d>) -> bool,
) -> Vec<(AwardRef<'d>, AwardRef<'d>)> {
    let mut found = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut later = rows[at + 1..].iter().take(LOOKS);
        if let Some(other) = later.find(|other| is_like(*row, **other)) {
            let one_decision = row.award.decision == other.award.decision;
            found.push(if one_decision { (*other, *row) } else { (*row, *other) });
        }
    }
    found
}

/// Nobody receives one kind twice for one period. Two movements, or two sudden deeds, are two merits.
pub fn twice(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rows in careers(context) {
        for (row, other) in alike(&rows, is_one_merit) {
            let kind = &context.site.kinds[row.award.kind].name;
            let fault = match row.award.decision == other.award.decision {
                true => Diagnostic::new(Code::SameRow, row.head()),
                false => Diagnostic::new(Code::SameAward, row.head()).arg("number", other.number()),
            };
            found.push(fault.arg("kind", kind).related(other.head()));
        }
    }
    found
}

fn is_one_merit(one: AwardRef<'_>, other: AwardRef<'_>) -> bool {
    let (a, b) = (one.record, other.record);
    let same = one.award.kind == other.award.kind && a.class == b.class && a.period.value == b.period.value;
    let parted = a.movement.is_some() && b.movement.is_some() && one.award.movement != other.award.movement;
    let deeds = a.category == Some(Category::Sudden) && words(one) != words(other);
    same && !parted && !deeds && is_thematic(one) == is_thematic(other)
}

/// Whether an award rewards one piece of work, not all that was done.
fn is_thematic(row: AwardRef<'_>) -> bool {
    let category = matches!(row.record.category, Some(Category::Movement | Category::Sudden));
    category || row.record.movement.is_some() || row.record.kind.value.ends_with("-chuyen-de")
}

/// What is granted once in a life is not granted again.
pub fn once(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for rows in careers(context) {
        let kind = |row: AwardRef<'_>| &*context.site.kinds[row.award.kind];
        let again = |row: AwardRef<'_>, other: AwardRef<'_>| {
            kind(row).once && row.award.kind == other.award.kind && !is_one_merit(row, other)
        };
        for (row, other) in alike(&rows, again) {
            let fault = Diagnostic::new(Code::GrantedAgain, row.head()).arg("kind", &kind(row).name);
            found.push(fault.arg("number", other.number()).related(other.head()));
        }
    }
    found
}

/// One merit is rewarded once: the same words under two awards of one recipient deserve a look, when they
/// are of one time, or name figures.
pub fn citations(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let is_again = |row: AwardRef<'_>, other: AwardRef<'_>| {
        let same = words(row).zip(words(other)).is_some_and(|(a, b)| is_same_text(a, b));
        let one_time = overlap(row.record.period.value, other.record.period.value);
        same && !is_one_merit(row, other) && (one_time || words(row).is_some_and(has_figures))
    };
    for rows in careers(context) {
        for (row, other) in alike(&rows, is_again) {
            let place =
                |row: AwardRef<'_>| row.record.citation.as_ref().map_or(row.head(), |citation| citation.span);
            let fault = Diagnostic::new(Code::SameCitation, place(row));
            found.push(fault.arg("number", other.number()).related(place(other)));
        }
    }
    found
}

/// The citation of an award.
fn words(row: AwardRef<'_>) -> Option<&str> {
    row.record.citation.as_ref().map(|citation| &*citation.value)
}

/// Whether two texts differ at most in their marks, case and spacing.
fn is_same_text(one: &str, other: &str) -> bool {
    one == other || (one.chars().count() == other.chars().count() && text::fold(one) == text::fold(other))
}

fn overlap(one: Period, other: Period) -> bool {
    one.start() <= other.end() && other.start() <= one.end()
}

/// Whether a text has numbers that are no years.
fn has_figures(text: &str) -> bool {
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.into_iter().any(|digits| digits.len() != 4 || !matches!(digits.parse(), Ok(1900..=2100)))
}

/// A general and a thematic certificate of one level in one year deserve a look.
pub fn general_and_thematic(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let kind = |row: AwardRef<'_>| &*context.site.kinds[row.award.kind];
    let is_beside = |row: AwardRef<'_>, other: AwardRef<'_>| {
        let certificates = is_certificate(kind(row)) && is_certificate(kind(other));
        let one_year = row.award.year == other.award.year && kind(row).level == kind(other).level;
        certificates && one_year && is_thematic(row) != is_thematic(other)
    };
    for rows in careers(context) {
        for (row, other) in alike(&rows, is_beside) {
            let fault = Diagnostic::new(Code::GeneralAndThematic, row.head());
            let fault = fault.arg("kind", &kind(row).name).arg("year", row.award.year.to_string());
            found.push(fault.arg("number", other.number()).related(other.head()));
        }
    }
    found
}

fn is_certificate(kind: &AwardKind) -> bool {
    kind.family == KindFamily::Form && kind.id.value.starts_with("bang-khen")
}

/// Titles that need others before them: how many years of which (Law 06/2022/QH15, articles 21 and 22).
const STEPS: &[(&str, usize, &[&str])] = &[
    ("chien-si-thi-dua-tinh", 3, &["chien-si-thi-dua-co-so"]),
    ("chien-si-thi-dua-bo", 3, &["chien-si-thi-dua-co-so"]),
    ("chien-si-thi-dua-toan-quoc", 2, &["chien-si-thi-dua-tinh", "chien-si-thi-dua-bo"]),
];

/// An emulation fighter of a province was one at the grassroots in three years, a national one of a province
/// or ministry in two.
pub fn steps(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards().filter(|row| row.is_in_force()) {
        let step = STEPS.iter().find(|(kind, ..)| *row.record.kind.value == **kind);
        let Some((_, needed, before)) = step else { continue };
        let recipient = context.recipients.of_award(row.id);
        let career = context.recipients.all[recipient].awards.iter().map(|award| context.site.award(*award));
        let earlier = career.filter(|other| other.is_in_force() && other.award.year <= row.award.year);
        let earlier = earlier.filter(|other| before.contains(&&*other.record.kind.value));
        let mut years: Vec<i16> = earlier.map(|other| other.award.year).collect();
        years.sort_unstable();
        years.dedup();
        if years.len() < *needed {
            let kind = |id: &str| context.site.kinds.iter().find(|kind| *kind.id.value == *id);
            let named = before.first().and_then(|id| kind(id)).map_or("", |kind| &kind.name);
            let fault = Diagnostic::new(Code::MissingSteps, row.record.kind.span).arg("before", named);
            found.push(fault.arg("found", years.len().to_string()).arg("needed", needed.to_string()));
        }
    }
    found
}

//! Rules that compare awards with their kinds: recipients, issuers and dates.

use std::collections::HashSet;
use std::sync::Arc;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::RecipientKind;
use crate::model::id::IdVec;
use crate::model::registry::{Issuer, Unit, UnitKind};
use crate::source::Span;

/// Reports kinds granted to a recipient of another kind, such as a flag to a person.
pub fn allowed_recipients(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let kind = &context.site.kinds[row.award.kind];
        if !kind.to.contains(&row.record.to.value) {
            let to: Vec<&str> = kind.to.iter().map(|to| RecipientKind::word(*to)).collect();
            let written =
                [row.record.to.span, row.record.kind.span].into_iter().find(|span| row.contains(*span));
            let diagnostic = Diagnostic::new(Code::RecipientKind, written.unwrap_or(row.record.to.span))
                .arg("kind", &kind.name)
                .arg("to", RecipientKind::word(row.record.to.value))
                .arg("allowed", to.join(", "));
            found.push(diagnostic);
        }
    }
    found
}

/// Reports kinds granted by a body that may not, such as a certificate of the federation by a grassroots
/// union.
pub fn allowed_issuers(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let site = context.site;
    let powers: IdVec<Unit, Vec<Issuer>> =
        site.units.iter().map(|unit| possible_issuers(site.units.as_slice(), unit)).collect();
    let mut found = Vec::new();
    let mut reported: HashSet<Span> = HashSet::new();
    for row in context.site.all_awards() {
        let Some(issuer) = site.decisions[row.award.decision].issuer else { continue };
        let kind = &site.kinds[row.award.kind];
        let may = kind.issuers.is_empty() || kind.issuers.iter().any(|by| powers[issuer].contains(by));
        if may || !reported.insert(row.record.kind.span) {
            continue;
        }
        let allowed: Vec<&str> = kind.issuers.iter().map(|issuer| issuer.word()).collect();
        let diagnostic = Diagnostic::new(Code::WrongIssuer, row.record.kind.span)
            .arg("kind", &kind.name)
            .arg("issuer", site.unit_name(issuer, row.signed()))
            .arg("issuers", allowed.join(", "));
        found.push(match &row.decision.issuer {
            Some(issuer) => diagnostic.related(issuer.span),
            None => diagnostic,
        });
    }
    found
}

/// Returns the issuers as which the unit `record` among `units` may grant awards.
///
/// Where the type of the unit leaves that open, all possible ones are returned: an agency may be any state
/// body, a professional union national or provincial, and the only federation of a registry either federation
/// or confederation.
pub fn possible_issuers(units: &[Arc<Unit>], record: &Unit) -> Vec<Issuer> {
    use Issuer::{
        Commune, Confederation, Federation, Government, Ministry, President, PrimeMinister, Province, Upper,
    };
    let is_federation =
        |id: &str| units.iter().any(|other| *other.id.value == *id && other.kind == UnitKind::Federation);
    match record.kind {
        UnitKind::Agency => {
            vec![President, Government, PrimeMinister, Ministry, Province, Commune, Issuer::Unit]
        }
        UnitKind::Federation if record.parents.iter().any(|parent| is_federation(&parent.value.value)) => {
            vec![Federation]
        }
        UnitKind::Federation => {
            let below = units.iter().filter(|other| other.kind == UnitKind::Federation);
            let mut parents = below.flat_map(|other| &other.parents);
            if parents.any(|parent| parent.value.value == record.id.value) {
                vec![Confederation]
            } else {
                vec![Confederation, Federation]
            }
        }
        UnitKind::Professional => vec![Federation, Upper],
        UnitKind::Upper => vec![Upper],
        UnitKind::Grassroots | UnitKind::Enterprise | UnitKind::Team => vec![Issuer::Unit],
    }
}

/// Reports awards of a kind that is granted only in certain years, outside these years.
pub fn allowed_years(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let kind = &context.site.kinds[row.award.kind];
        let signed = row.signed().map(|day| day.year());
        if kind.years.is_empty()
            || kind.years.iter().any(|year| *year == row.award.year || Some(*year) == signed)
        {
            continue;
        }
        let years: Vec<String> = kind.years.iter().map(i16::to_string).collect();
        let diagnostic = Diagnostic::new(Code::KindYear, row.record.kind.span).arg("kind", &kind.name);
        found.push(diagnostic.arg("year", row.award.year.to_string()).arg("years", years.join(", ")));
    }
    found
}

/// Reports awards granted before the rules of their kind came into force or after they ended.
pub fn valid_dates(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let kind = &context.site.kinds[row.award.kind];
        let Some(signed) = row.signed() else { continue };
        let (from, to) = kind.valid;
        let early = from.filter(|from| signed < *from).map(|from| ("early", from));
        let late = to.filter(|to| signed > *to).map(|to| ("late", to));
        if let Some((when, day)) = early.or(late) {
            let diagnostic =
                Diagnostic::new(Code::KindValidity, row.record.kind.span).arg("kind", &kind.name);
            let diagnostic = diagnostic.arg("signed", signed.to_string());
            found.push(diagnostic.arg("when", when).arg("day", day.to_string()));
        }
    }
    found
}

/// Reports awards without a class, of a kind that is granted in classes.
pub fn missing_classes(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards().filter(|row| row.record.class.is_none()) {
        let kind = &context.site.kinds[row.award.kind];
        if !kind.classes.is_empty() {
            let classes: Vec<&str> = kind.classes.words().iter().map(|word| &**word).collect();
            let diagnostic = Diagnostic::new(Code::MissingClass, row.report_span()).arg("kind", &kind.name);
            found.push(diagnostic.arg("classes", classes.join(", ")));
        }
    }
    found
}

//! Rules for awards against their kinds: to whom, by whom and when one is granted.

use std::collections::HashSet;

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::RecipientKind;
use crate::model::id::IdVec;
use crate::model::registry::{self, Issuer, UnitId, UnitKind};
use crate::model::site::Site;
use crate::source::Span;

/// A kind goes only to the recipients that it is made for: no flag to a person.
pub fn recipient(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let kind = &context.site.kinds[row.award.kind];
        if !kind.to.contains(&row.record.to.value) {
            let to: Vec<&str> = kind.to.iter().map(|to| RecipientKind::word(*to)).collect();
            let own =
                [row.record.to.span, row.record.kind.span].into_iter().find(|span| row.holds_place(*span));
            let fault = Diagnostic::new(Code::RecipientKind, own.unwrap_or(row.record.to.span))
                .arg("kind", &kind.name)
                .arg("to", RecipientKind::word(row.record.to.value))
                .arg("allowed", to.join(", "));
            found.push(fault);
        }
    }
    found
}

/// A kind is granted only by those who may: no certificate of the federation from a grassroots union.
pub fn issuer(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let site = context.site;
    let powers: IdVec<registry::Unit, Vec<Issuer>> =
        site.units.ids().map(|unit| powers(site, unit)).collect();
    let mut found = Vec::new();
    let mut told: HashSet<Span> = HashSet::new();
    for row in context.site.all_awards() {
        let Some(issuer) = site.decisions[row.award.decision].issuer else { continue };
        let kind = &site.kinds[row.award.kind];
        let may = kind.issuers.is_empty() || kind.issuers.iter().any(|by| powers[issuer].contains(by));
        if may || !told.insert(row.record.kind.span) {
            continue;
        }
        let allowed: Vec<&str> = kind.issuers.iter().map(|issuer| issuer.word()).collect();
        let fault = Diagnostic::new(Code::WrongIssuer, row.record.kind.span)
            .arg("kind", &kind.name)
            .arg("issuer", site.unit_name(issuer, row.signed()))
            .arg("allowed", allowed.join(", "));
        found.push(match &row.decision.issuer {
            Some(issuer) => fault.related(issuer.span),
            None => fault,
        });
    }
    found
}

/// As whom a unit may grant awards. Where its type leaves it open, as everyone that it may be: an agency is
/// anything of the state, a trade union national or provincial, a federation alone in its registry either.
fn powers(site: &Site, unit: UnitId) -> Vec<Issuer> {
    use Issuer::{
        Commune, Confederation, Federation, Government, Ministry, President, PrimeMinister, Province, Unit,
        Upper,
    };
    let is_federation = |id: &str| {
        site.units.iter().any(|other| *other.id.value == *id && other.kind == UnitKind::Federation)
    };
    let own = &site.units[unit];
    match own.kind {
        UnitKind::Agency => vec![President, Government, PrimeMinister, Ministry, Province, Commune, Unit],
        UnitKind::Federation if own.parents.iter().any(|parent| is_federation(&parent.value.value)) => {
            vec![Federation]
        }
        UnitKind::Federation => {
            let below = site.units.iter().filter(|other| other.kind == UnitKind::Federation);
            let mut parents = below.flat_map(|other| &other.parents);
            match parents.any(|parent| parent.value.value == own.id.value) {
                true => vec![Confederation],
                false => vec![Confederation, Federation],
            }
        }
        UnitKind::Professional => vec![Federation, Upper],
        UnitKind::Upper => vec![Upper],
        UnitKind::Grassroots | UnitKind::Enterprise | UnitKind::Team => vec![Unit],
    }
}

/// A prize that is granted in some years only is granted in one of them.
pub fn years(context: CheckContext<'_>) -> Vec<Diagnostic> {
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
        let fault = Diagnostic::new(Code::KindYear, row.record.kind.span).arg("kind", &kind.name);
        found.push(fault.arg("year", row.award.year.to_string()).arg("years", years.join(", ")));
    }
    found
}

/// A kind is granted only while its rules are in force.
pub fn validity(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        let kind = &context.site.kinds[row.award.kind];
        let Some(signed) = row.signed() else { continue };
        let (from, to) = kind.valid;
        let early = from.filter(|from| signed < *from).map(|from| ("early", from));
        let late = to.filter(|to| signed > *to).map(|to| ("late", to));
        if let Some((when, day)) = early.or(late) {
            let fault = Diagnostic::new(Code::KindValidity, row.record.kind.span).arg("kind", &kind.name);
            let fault = fault.arg("signed", signed.to_string());
            found.push(fault.arg("when", when).arg("day", day.to_string()));
        }
    }
    found
}

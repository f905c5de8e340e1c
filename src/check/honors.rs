//! Rules for decisions and awards.

use std::collections::HashMap;

use crate::diagnostic::Diagnostic;
use crate::model::award::Recipient;
use crate::model::date::Period;
use crate::model::site::Site;
use crate::source::{Sources, Span, Text};

/// A decision has a number, a day and an issuer, unless it says where else its awards are known from.
pub fn incomplete_decision(site: &Site, _: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for decision in &site.decisions {
        let record = &decision.record;
        let absent = [
            ("number", record.number.is_none() && record.undocumented.is_none()),
            ("signed", record.signed.is_none() && record.undocumented.is_none()),
            ("issuer", record.issuer.is_none()),
        ];
        for (key, _) in absent.into_iter().filter(|(_, absent)| *absent) {
            found.push(Diagnostic::error("incomplete-decision", Span::top(record.source)).arg("key", key));
        }
    }
    found
}

/// A kind goes only to the recipients that it is made for: no flag to a person.
pub fn recipient_kind(site: &Site, _: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for award in &site.awards {
        let record = site.award(award);
        let kind = &site.kinds[award.kind as usize];
        if !kind.to.contains(&record.to.value) {
            let to: Vec<&str> = kind.to.iter().map(|to| Recipient::word(*to)).collect();
            let fault = Diagnostic::error("recipient-kind", record.to.span)
                .arg("kind", &kind.name)
                .arg("to", Recipient::word(record.to.value))
                .arg("allowed", to.join(", "));
            found.push(fault);
        }
    }
    found
}

/// A merit period ends after it begins, and not after the decision was signed.
pub fn periods(site: &Site, _: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut told: Option<Span> = None;
    for award in &site.awards {
        let record = site.award(award);
        let signed = site.decisions[award.decision as usize].record.signed.as_ref();
        let span = record.period.span;
        if told == Some(span) {
            continue;
        }
        if let Period::Span(from, to) = record.period.value
            && from > to
        {
            let fault = Diagnostic::error("ends-before-start", span).arg("start", from.to_string());
            found.push(fault.arg("end", to.to_string()));
            told = Some(span);
        } else if let Some(signed) = signed.filter(|signed| award.year > signed.value.year()) {
            let fault = Diagnostic::error("period-after-signing", span)
                .arg("year", award.year.to_string())
                .arg("signed", signed.value.to_string());
            found.push(fault.related(signed.span));
            told = Some(span);
        }
    }
    found
}

/// No two decisions have the same number, issuer and year.
pub fn same_decision(site: &Site, _: &Sources) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut seen: HashMap<(&Text, Option<usize>, i16), Span> = HashMap::new();
    for decision in site.decisions.iter().rev() {
        let record = &decision.record;
        let (Some(number), Some(signed)) = (&record.number, &record.signed) else { continue };
        match seen.get(&(&number.value, decision.issuer, signed.value.year())) {
            Some(first) => found.push(
                Diagnostic::error("same-decision", number.span).arg("number", &number.value).related(*first),
            ),
            None => {
                seen.insert((&number.value, decision.issuer, signed.value.year()), number.span);
            }
        }
    }
    found
}

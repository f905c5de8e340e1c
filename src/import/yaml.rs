//! Writes a proposed decision as the YAML file that a person would write by hand.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::edit::{Wanted, block_entry, flow_entry};
use crate::import::{DecisionHead, NoteKind, Proposal, ProposedAward, Question, Reference};
use crate::messages::Messages;
use crate::model::award::RecipientKind;
use crate::model::date::Period;

/// The width up to which a row between braces is written on one line, in characters.
const MAX_LINE_CHARS: usize = 118;

/// How many rows a thread writes at once.
const ROWS_PER_JOB: usize = 512;

/// The most places of a question that the comment at the head of a file lists.
const MAX_PLACES: usize = 5;

/// The values that most rows of a decision share; they are written once, under `defaults`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedValues {
    /// The kind of award; absent if no row has one.
    pub kind: Option<String>,
    /// The time for which the awards are granted; absent if no row has one.
    pub period: Option<String>,
    /// The grounds and the movement that all rows of a table of decisions state.
    pub others: Vec<(String, Wanted)>,
}

impl SharedValues {
    /// Returns the values of the decision itself, or else those that most rows have. Where a row has none, no other row gives
    /// it one.
    pub fn of(proposal: &Proposal) -> SharedValues {
        let head = &proposal.head;
        let awards = &proposal.awards;
        let has_known = awards.iter().any(|award| matches!(award.kind, Some(Reference::Known { .. })));
        let kinds = most_frequent(awards.iter().map(|award| kind_of(award, has_known)));
        let periods = most_frequent(awards.iter().map(period_of));
        SharedValues {
            kind: head.kind.as_ref().map(|kind| kind.written().to_owned()).or(kinds),
            period: head.period.clone().or(periods),
            others: ["category", "movement"].iter().filter_map(|key| of_all(proposal, key)).collect(),
        }
    }
}

/// What a row says about a value that rows may share.
enum RowValue<'a> {
    /// Nothing: then no row may share it.
    Absent,
    /// A value for this row only.
    Own,
    /// A value that other rows may have too.
    Shareable(&'a str),
}

/// Returns what an award says about its kind. The words of an open question are no value to share if another kind is known.
fn kind_of(award: &ProposedAward, has_known: bool) -> RowValue<'_> {
    match &award.kind {
        None => RowValue::Absent,
        Some(Reference::Open { .. }) if has_known => RowValue::Own,
        Some(kind) => RowValue::Shareable(kind.written()),
    }
}

/// Returns what an award says about its period. Words that are no period stay in their rows.
fn period_of(award: &ProposedAward) -> RowValue<'_> {
    match award.period.as_deref() {
        None => RowValue::Absent,
        Some(period) if Period::parse(period).is_none() => RowValue::Own,
        Some(period) => RowValue::Shareable(period),
    }
}

impl Reference {
    /// Returns the id of the record, or the words of the source if it is open.
    pub fn written(&self) -> &str {
        match self {
            Reference::Known { id, .. } => id,
            Reference::Open { printed } => printed,
        }
    }
}

/// Returns the entry that all rows of a table of decisions have.
fn of_all(proposal: &Proposal, key: &str) -> Option<(String, Wanted)> {
    let entry = |award: &ProposedAward| award.kept.entries.iter().find(|(name, _)| name == key).cloned();
    let mut entries = proposal.awards.iter().map(entry);
    let first = entries.next()??;
    entries.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

/// Returns the value that occurs most often; of several, the first in the order of their letters. Returns `None` if one is
/// absent.
fn most_frequent<'a>(values: impl Iterator<Item = RowValue<'a>>) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for value in values {
        match value {
            RowValue::Absent => return None,
            RowValue::Own => {}
            RowValue::Shareable(value) => *counts.entry(value).or_default() += 1,
        }
    }
    let most = counts.values().max().copied()?;
    counts.into_iter().find(|(_, count)| *count == most).map(|(value, _)| value.to_owned())
}

/// Returns the text of a new file for `proposal`, which was read from the file `source`.
///
/// With questions in `open`, the file is a draft, and a comment at its head lists them. Comments are in the language of
/// `messages`.
pub fn decision_text(proposal: &Proposal, open: &[&Question], source: &str, messages: &Messages) -> String {
    let shared = SharedValues::of(proposal);
    let mut text = head_comment(open, source, messages);
    for (key, value) in head_entries(&proposal.head) {
        text.push_str(&match &value {
            Wanted::Map(_) => flow_entry(&key, &value),
            _ => block_entry(&key, &value, 0, "\n"),
        });
        text.push('\n');
    }
    text.push_str(&defaults(proposal, &shared));
    if proposal.awards.is_empty() {
        text.push_str("awards: []\n");
    } else {
        text.push_str("awards:\n");
    }
    let row = |award: &ProposedAward| {
        let remarks = award.notes.iter().filter(|note| note.kind == NoteKind::Remark);
        let remarks: Vec<String> = remarks.map(|note| one_line(&note.printed)).collect();
        row_text(&award_entries(award, &proposal.head, &shared), &remarks.join(" | "))
    };
    let parts = proposal.awards.par_chunks(ROWS_PER_JOB);
    let parts: Vec<String> = parts.map(|awards| awards.iter().map(row).collect()).collect();
    text.push_str(&parts.concat());
    text
}

/// Returns the comment that lists the open questions, and the line that makes the file a draft; empty without any.
fn head_comment(open: &[&Question], source: &str, messages: &Messages) -> String {
    if open.is_empty() {
        return String::new();
    }
    let title = [("file", one_line(source)), ("count", open.len().to_string())];
    let mut text = format!("# {}\n", messages.say("import-draft-comment", &title));
    for question in open {
        let arguments = question.arguments(MAX_PLACES);
        text.push_str(&format!("# - {}\n", one_line(&messages.say("import-draft-open", &arguments))));
    }
    text.push_str("draft: true\n");
    text
}

/// Returns `text` on one line, without control characters.
fn one_line(text: &str) -> String {
    let is_break = |sign: char| sign.is_whitespace() || sign.is_control();
    if !text.contains(|sign: char| sign != ' ' && is_break(sign)) && !text.contains("  ") {
        return text.trim_matches(' ').to_owned();
    }
    text.split(is_break).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn text(value: impl Into<String>) -> Wanted {
    Wanted::Text(value.into())
}

/// Returns a period as people write it: several years have a first and a last one, because `2018-2023` could be a school
/// year that was mistyped.
fn period_value(period: String) -> Wanted {
    match Period::parse(&period) {
        Some(Period::Span(from, to)) => Wanted::Map(vec![
            ("from".to_owned(), text(from.to_string())),
            ("to".to_owned(), text(to.to_string())),
        ]),
        _ => Wanted::Text(period),
    }
}

/// Returns the entries above `defaults`, in the order of the file. Those that every decision needs have no value if they
/// are open, so that `check` asks for them.
pub fn head_entries(head: &DecisionHead) -> Vec<(String, Wanted)> {
    if let Some(kept) = head.kept.as_ref().filter(|kept| kept.has("issuer")) {
        return kept.entries.clone();
    }
    let needed = |value: Option<String>| value.map_or(Wanted::Nothing, Wanted::Text);
    let mut entries = vec![
        ("number".to_owned(), needed(head.number.clone())),
        ("signed".to_owned(), needed(head.signed.map(|day| day.to_string()))),
        ("issuer".to_owned(), needed(head.issuer.as_ref().map(|issuer| issuer.written().to_owned()))),
    ];
    if let Some(kept) = &head.kept {
        let is_undocumented = kept.has("undocumented");
        entries.retain(|(_, value)| *value != Wanted::Nothing || !is_undocumented);
        entries.extend(kept.entries.iter().cloned());
        return entries;
    }
    if let Some(name) = &head.signer {
        let others = [("position", &head.signer_position), ("formula", &head.signer_formula)];
        let mut signer = vec![("name".to_owned(), text(name))];
        signer.extend(
            others.into_iter().filter_map(|(key, value)| Some((key.to_owned(), text(value.as_ref()?)))),
        );
        entries.push(("signer".to_owned(), Wanted::Map(signer)));
    }
    entries.extend(head.subject.as_ref().map(|subject| ("subject".to_owned(), text(one_line(subject)))));
    entries.extend(head.totals.map(|totals| {
        let keys = ["collectives", "individuals", "households"];
        let counts =
            keys.into_iter().zip(totals).map(|(key, count)| (key.to_owned(), text(count.to_string())));
        ("totals".to_owned(), Wanted::Map(counts.collect()))
    }));
    entries
}

/// Returns the lines of `defaults`. A kind or period that a row lacks has a line without a value there, so that `check`
/// asks for it once.
fn defaults(proposal: &Proposal, shared: &SharedValues) -> String {
    let head = &proposal.head;
    let values = [
        ("kind", shared.kind.clone()),
        ("category", head.category.map(|category| category.word().to_owned())),
        ("movement", head.movement.as_ref().map(|movement| movement.written().to_owned())),
        ("period", shared.period.clone()),
    ];
    let is_kept = |key: &str| {
        let has = |award: &ProposedAward| award.kept.entries.iter().any(|(name, _)| name == key);
        proposal.awards.iter().all(has)
    };
    let is_open = |key: &str, value: &Option<String>| {
        value.is_none() && matches!(key, "kind" | "period") && !is_kept(key)
    };
    let has_open = !proposal.awards.is_empty() && values.iter().any(|(key, value)| is_open(key, value));
    let mut entries: Vec<(String, Wanted)> = values
        .into_iter()
        .filter(|(key, value)| value.is_some() || has_open && is_open(key, value))
        .map(|(key, value)| {
            let written = |value| if key == "period" { period_value(value) } else { Wanted::Text(value) };
            (key.to_owned(), value.map_or(Wanted::Nothing, written))
        })
        .collect();
    entries.extend(shared.others.iter().cloned());
    match (entries.is_empty(), has_open) {
        (true, _) => String::new(),
        (false, true) => format!("{}\n", block_entry("defaults", &Wanted::Map(entries), 0, "\n")),
        (false, false) => format!("{}\n", flow_entry("defaults", &Wanted::Map(entries))),
    }
}

/// Returns the entries of the row of `award`, in the order of the file, without the values of `shared`.
pub fn award_entries(
    award: &ProposedAward,
    head: &DecisionHead,
    shared: &SharedValues,
) -> Vec<(String, Wanted)> {
    if award.kept.is_whole {
        let is_shared = |key: &str, value: &Wanted| match key {
            "kind" => Some(value) == shared.kind.clone().map(text).as_ref(),
            "period" => Some(value) == shared.period.clone().map(text).as_ref(),
            _ => shared.others.iter().any(|(name, other)| name == key && other == value),
        };
        return award.kept.entries.iter().filter(|(key, value)| !is_shared(key, value)).cloned().collect();
    }
    let kind = award.kind.as_ref().or(head.kind.as_ref()).map(|kind| kind.written().to_owned());
    let period = award.period.clone().or_else(|| head.period.clone());
    let shared_with: Vec<Wanted> = award.shared_with.iter().map(|name| text(one_line(name))).collect();
    let values = [
        ("no", award.no.map(|no| text(no.to_string()))),
        ("to", award.to.map(RecipientKind::word).map(text)),
        ("kind", kind.filter(|kind| Some(kind) != shared.kind.as_ref()).map(text)),
        ("class", award.class.clone().map(text)),
        ("name", award.name.as_deref().map(one_line).map(text)),
        ("honorific", award.honorific.as_deref().map(one_line).map(text)),
        ("position", award.position.as_deref().map(one_line).map(text)),
        ("unit", award.unit.as_ref().map(|unit| text(unit.written()))),
        ("unit_as_printed", award.unit_as_printed.as_deref().map(one_line).map(text)),
        ("citation", award.citation.as_deref().map(one_line).map(text)),
        ("period", period.filter(|period| Some(period) != shared.period.as_ref()).map(period_value)),
        ("shared_with", (!shared_with.is_empty()).then_some(Wanted::List(shared_with))),
        ("posthumous", award.posthumous.then(|| text("true"))),
    ];
    let mut entries: Vec<(String, Wanted)> =
        values.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect();
    for (key, value) in &award.kept.entries {
        let is_shared = shared.others.iter().any(|(name, other)| name == key && other == value);
        if !is_shared && !entries.iter().any(|(name, _)| name == key) {
            entries.push((key.clone(), value.clone()));
        }
    }
    entries
}

/// Returns the lines of a row: between braces, or one line for each entry if one of them is wider than a line.
fn row_text(entries: &[(String, Wanted)], remark: &str) -> String {
    let remark = if remark.is_empty() { String::new() } else { format!(" # {remark}") };
    if entries.is_empty() {
        return format!("  - {{}}{remark}\n");
    }
    let parts: Vec<String> = entries.iter().map(|(key, value)| flow_entry(key, value)).collect();
    if parts.iter().any(|part| part.chars().count() + 7 > MAX_LINE_CHARS) {
        let mut lines: Vec<String> =
            entries.iter().map(|(key, value)| block_entry(key, value, 4, "\n")).collect();
        lines[0].push_str(&remark);
        return format!("  - {}\n", lines.join("\n    "));
    }
    let mut text = "  - {".to_owned();
    let mut width = text.len();
    for (at, part) in parts.iter().enumerate() {
        let length = part.chars().count();
        if at > 0 && width + 2 + length + 1 > MAX_LINE_CHARS {
            text.push_str(",\n     ");
            width = 5;
        } else if at > 0 {
            text.push_str(", ");
            width += 2;
        }
        text.push_str(part);
        width += length;
    }
    text.push_str(&format!("}}{remark}\n"));
    text
}

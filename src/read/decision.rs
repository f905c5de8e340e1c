//! Reads a decision with its awards, row by row, from its YAML file.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::accepted::Accepted;
use crate::model::award::{
    AwardClass, AwardRecord, Category, DecisionRecord, NameOrderKey, RecipientKind, Signer, Status, Totals,
    Visibility,
};
use crate::model::date::Period;
use crate::read::fields::{Fields, forget_surplus, wrong_kind};
use crate::read::yaml::{Node, Value};
use crate::source::{SourceId, Span, Spanned, Text};

/// Reads the decision in `node`, the whole of `source`.
///
/// A row that cannot be read is reported and absent; the others stand.
pub fn decision(node: &Node, source: SourceId, diagnostics: &mut Vec<Diagnostic>) -> Option<DecisionRecord> {
    let mut fields = Fields::of(node, diagnostics)?;
    let number = fields.text("number");
    let undocumented = fields.plain("undocumented");
    let signed = fields.date("signed");
    let issuer = fields.text("issuer");
    let signer = signer(&mut fields);
    let subject = fields.plain("subject");
    let document = fields.path("document");
    let totals = totals(&mut fields);
    let defaults = fields.map("defaults").map(|mut inner| {
        let shared = RowDefaults::of(&mut inner);
        inner.finish();
        shared
    });
    let defaults = defaults.unwrap_or_default();
    // `awards: []` is an answer: a decision may only revoke others.
    if fields.node("awards").is_none() {
        fields.insist("awards");
    }
    let rows = fields.list("awards");
    let accepted = Accepted::in_file(source, fields.texts("accept"));
    let absent = absent(&fields);
    fields.finish();
    for key in absent {
        diagnostics.push(Diagnostic::new(Code::IncompleteDecision, Span::top(source)).arg("key", key));
    }
    let mut awards = Vec::with_capacity(rows.len());
    for row in rows {
        awards.extend(award(row, &defaults, diagnostics));
        forget_surplus(diagnostics);
    }
    let has_changed = awards.iter().any(|award| award.status != Status::default() || award.by.is_some());
    Some(DecisionRecord {
        source,
        number,
        undocumented,
        signed,
        issuer,
        signer,
        subject,
        document,
        totals,
        awards,
        has_changed,
        accepted,
    })
}

/// What is missing: a decision has a number, a day and an issuer, unless it says where else its awards are known from.
///
/// What is written but wrong is told where it stands.
fn absent(fields: &Fields<'_, '_>) -> Vec<&'static str> {
    let needed =
        if fields.is_written("undocumented") { &["issuer"][..] } else { &["number", "signed", "issuer"] };
    needed.iter().copied().filter(|key| !fields.is_written(key)).collect()
}

fn signer(fields: &mut Fields<'_, '_>) -> Option<Signer> {
    if let Some(Node { value: Value::Text(_), .. }) = fields.node("signer") {
        return fields.text("signer").map(|name| Signer { name, position: None, formula: None });
    }
    let mut inner = fields.map("signer")?;
    let name = inner.required("name");
    let (position, formula) = (inner.plain("position"), inner.plain("formula"));
    inner.finish();
    Some(Signer { name: name?, position, formula })
}

fn totals(fields: &mut Fields<'_, '_>) -> Option<Spanned<Totals>> {
    let mut inner = fields.map("totals")?;
    let span = inner.span;
    let mut count = |key| {
        let number = inner.number(key, 0, 1_000_000)?;
        Some(Spanned::new(number.value as u32, number.span))
    };
    let totals = Totals {
        collectives: count("collectives"),
        individuals: count("individuals"),
        households: count("households"),
    };
    inner.finish();
    Some(Spanned::new(totals, span))
}

/// What a decision may say once for all its rows.
#[derive(Clone, Default)]
struct RowDefaults {
    to: Option<Spanned<RecipientKind>>,
    unit: Option<Spanned<Text>>,
    unit_as_printed: Option<Spanned<Text>>,
    kind: Option<Spanned<Text>>,
    class: Option<Spanned<AwardClass>>,
    category: Option<Spanned<Category>>,
    movement: Option<Spanned<Text>>,
    period: Option<Spanned<Period>>,
    citation: Option<Spanned<Text>>,
    position: Option<Spanned<Text>>,
    article: Option<Spanned<Text>>,
}

impl RowDefaults {
    fn of(fields: &mut Fields<'_, '_>) -> RowDefaults {
        RowDefaults {
            to: fields.word("to", RecipientKind::WORDS),
            unit: fields.text("unit"),
            unit_as_printed: fields.text("unit_as_printed"),
            kind: fields.text("kind"),
            class: fields.word("class", AwardClass::WORDS),
            category: fields.word("category", Category::WORDS),
            movement: fields.text("movement"),
            period: period(fields),
            citation: fields.text("citation"),
            position: fields.text("position"),
            article: fields.text("article"),
        }
    }
}

fn award(row: &Node, defaults: &RowDefaults, diagnostics: &mut Vec<Diagnostic>) -> Option<AwardRecord> {
    let mut fields = Fields::of(row, diagnostics)?;
    let place = Spanned::new((), fields.span);
    let own = RowDefaults::of(&mut fields);
    let to = own.to.or_else(|| defaults.to.clone());
    let kind = own.kind.or_else(|| defaults.kind.clone());
    let period = own.period.or_else(|| defaults.period.clone());
    for (key, absent) in [("to", to.is_none()), ("kind", kind.is_none()), ("period", period.is_none())] {
        if absent {
            fields.insist(key);
        }
    }
    let name = fields.text("name");
    let unit = own.unit.or_else(|| defaults.unit.clone());
    let needs_name = to.as_ref().is_some_and(|to| to.value != RecipientKind::Collective) || unit.is_none();
    if needs_name && name.is_none() && to.is_some() {
        fields.required("name");
    }
    let visibility = fields.word("visibility", Visibility::WORDS);
    let status = fields.word("status", Status::WORDS);
    let changed = status.as_ref().filter(|status| status.value != Status::default());
    let no = fields.number("no", 1, 1_000_000).map(|no| Spanned::new(no.value as u32, no.span));
    let (person, honorific) = (fields.text("person"), fields.plain("honorific"));
    let (by, posthumous) = (fields.text("by"), fields.flag("posthumous"));
    let shared_with = fields.texts("shared_with").into();
    let accepted = fields.accepted();
    fields.finish();
    if needs_name && name.is_none() {
        return None;
    }
    Some(AwardRecord {
        start: place,
        no,
        to: to?,
        name,
        person: person.map(Box::new),
        honorific,
        position: own.position.or_else(|| defaults.position.clone()),
        unit,
        unit_as_printed: own.unit_as_printed.or_else(|| defaults.unit_as_printed.clone()).map(Box::new),
        kind: kind?,
        class: own.class.or_else(|| defaults.class.clone()).map(|class| class.value),
        category: own.category.or_else(|| defaults.category.clone()).map(|category| category.value),
        movement: own.movement.or_else(|| defaults.movement.clone()),
        period: period?,
        citation: own.citation.or_else(|| defaults.citation.clone()),
        article: own.article.or_else(|| defaults.article.clone()).map(Box::new),
        status_span: changed.map(|status| Box::new(status.span)),
        status: status.map_or_else(Status::default, |status| status.value),
        by: by.map(Box::new),
        visibility: visibility.map_or_else(Visibility::default, |visibility| visibility.value),
        posthumous,
        shared_with,
        accepted,
        name_order_key: NameOrderKey::default(),
    })
}

/// `2022`, `2021-2022` or `{from: 2020, to: 2025}`.
fn period(fields: &mut Fields<'_, '_>) -> Option<Spanned<Period>> {
    let node = fields.node("period")?;
    match &node.value {
        Value::Text(text) => match Period::parse(text.trim()) {
            Some(period) => Some(Spanned::new(period, node.span)),
            None => {
                fields.diagnostics.push(Diagnostic::new(Code::BadPeriod, node.span).arg("text", text));
                None
            }
        },
        Value::Map(_) => {
            let mut inner = Fields::of(node, fields.diagnostics)?;
            let mut year = |key| if inner.insist(key) { inner.number(key, 1900, 2100) } else { None };
            let (from, to) = (year("from"), year("to"));
            inner.finish();
            let (from, to) = (from?.value as i16, to?.value as i16);
            Some(Spanned::new(Period::Span(from, to), node.span))
        }
        Value::Nothing | Value::List(_) | Value::Broken => {
            fields.diagnostics.push(wrong_kind(node, "period"));
            None
        }
    }
}

//! Reads a decision and its awards from its YAML file.

use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::accepted::Accepted;
use crate::model::award::{
    AwardRecord, Category, DecisionRecord, NameOrderKey, RecipientKind, Signer, Status, Totals, Visibility,
};
use crate::model::date::Period;
use crate::read::fields::{Fields, truncate_diagnostics, wrong_kind};
use crate::read::yaml::{Node, Value};
use crate::source::{SourceId, Span, Spanned, Text};

/// The keys of a decision, for those who write them in a row.
const DECISION_KEYS: &[&str] = &[
    "number",
    "undocumented",
    "draft",
    "publish",
    "signed",
    "issuer",
    "signer",
    "subject",
    "document",
    "totals",
];

/// The keys of rows that a decision may not give once for all its rows.
const ROW_KEYS: &[&str] =
    &["no", "name", "person", "honorific", "visibility", "status", "by", "posthumous", "shared_with"];

/// The keys of rows that a decision may give once for all its rows.
const DEFAULT_KEYS: &[&str] = &[
    "to",
    "unit",
    "unit_as_printed",
    "kind",
    "class",
    "category",
    "movement",
    "period",
    "citation",
    "position",
    "article",
];

/// Reads the decision in `node`, the root of `source`.
///
/// A row that cannot be read is reported and left out; the others are read.
pub fn decision(
    node: &Node,
    source: SourceId,
    zone: &TimeZone,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<DecisionRecord> {
    // An error of syntax may have removed rows.
    let is_whole = !diagnostics.iter().any(|found| found.severity == Severity::Error);
    let mut fields = Fields::from_node(node, diagnostics)?;
    fields.elsewhere = &[("help-defaults", DEFAULT_KEYS), ("help-row", ROW_KEYS)];
    let number = fields.text("number");
    let undocumented = fields.text_value("undocumented");
    let draft = fields.flag("draft");
    let publish = fields.date_time("publish", zone).map(|publish| publish.value);
    let signed = fields.date("signed");
    let issuer = fields.text("issuer");
    let signer = signer(&mut fields);
    let subject = fields.text_value("subject");
    let document = fields.path("document");
    let totals = totals(&mut fields);
    let (defaults, blank) = row_defaults(&mut fields);
    // `awards: []` is complete: a decision may only revoke others.
    if fields.node("awards").is_none() {
        fields.has_required("awards");
    }
    let rows = fields.sequence("awards");
    let accepted = Accepted::in_file(source, fields.texts("accept"));
    let missing_keys = missing_keys(&mut fields);
    fields.finish();
    for key in missing_keys {
        let incomplete = Diagnostic::new(Code::IncompleteDecision, Span::top(source)).arg("key", key);
        // A source in place of the document does not say who granted the awards.
        diagnostics.push(if key == "issuer" { incomplete.help("help-issuer") } else { incomplete });
    }
    let mut awards = Vec::with_capacity(rows.len());
    for row in rows {
        awards.extend(award(row, &defaults, &blank, diagnostics));
        truncate_diagnostics(diagnostics);
    }
    let has_changed = awards.iter().any(|award| award.status != Status::default() || award.by.is_some());
    let has_all_rows = is_whole && awards.len() == rows.len();
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
        draft,
        publish,
        awards,
        has_all_rows,
        has_changed,
        accepted,
    })
}

/// Returns the required keys that are missing, and reports those without a value.
///
/// A decision needs a number, a day of signing and an issuer; with `undocumented`, which gives another source of its
/// awards, only an issuer. A key with an invalid value counts as present, because its value is reported already.
fn missing_keys(fields: &mut Fields<'_, '_>) -> Vec<&'static str> {
    if fields.has_broken_entry() {
        return Vec::new();
    }
    let needed =
        if fields.is_written("undocumented") { &["issuer"][..] } else { &["number", "signed", "issuer"] };
    let (blank, missing): (Vec<&str>, Vec<&str>) =
        needed.iter().filter(|key| !fields.is_written(key)).partition(|key| fields.has_key(key));
    blank.into_iter().for_each(|key| _ = fields.has_required(key));
    missing
}

fn signer(fields: &mut Fields<'_, '_>) -> Option<Signer> {
    if let Some(Node { value: Value::Scalar(_), .. }) = fields.node("signer") {
        return fields.text("signer").map(|name| Signer { name, position: None, formula: None });
    }
    let mut inner = fields.mapping("signer")?;
    let name = inner.required_text("name");
    let (position, formula) = (inner.text_value("position"), inner.text_value("formula"));
    inner.finish();
    Some(Signer { name: name?, position, formula })
}

fn totals(fields: &mut Fields<'_, '_>) -> Option<Spanned<Totals>> {
    let span = fields.key_span("totals");
    let mut inner = fields.mapping("totals")?;
    let span = span.unwrap_or(inner.span);
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

/// The values that a decision may give once for all its rows.
#[derive(Clone, Default)]
struct RowDefaults {
    to: Option<Spanned<RecipientKind>>,
    unit: Option<Spanned<Text>>,
    unit_as_printed: Option<Spanned<Text>>,
    kind: Option<Spanned<Text>>,
    class: Option<Spanned<Text>>,
    category: Option<Spanned<Category>>,
    movement: Option<Spanned<Text>>,
    period: Option<Spanned<Period>>,
    citation: Option<Spanned<Text>>,
    position: Option<Spanned<Text>>,
    article: Option<Spanned<Text>>,
    /// Whether a value was reported as invalid, so that the keys that rows lack may be meant.
    is_broken: bool,
}

/// Returns the values under `defaults`.
fn row_defaults(fields: &mut Fields<'_, '_>) -> (RowDefaults, BlankDefaults) {
    let is_written = fields.is_written("defaults");
    let before = fields.diagnostics.len();
    let defaults = fields.mapping("defaults").map(|mut inner| {
        inner.elsewhere = &[("help-row", ROW_KEYS), ("help-decision", DECISION_KEYS)];
        let defaults = RowDefaults::read(&mut inner);
        let blank = BlankDefaults::read(&mut inner);
        inner.finish();
        (defaults, blank)
    });
    let is_broken = fields.diagnostics[before..].iter().any(|found| found.severity == Severity::Error)
        || defaults.is_none() && is_written;
    let (defaults, blank) = defaults.unwrap_or_default();
    (RowDefaults { is_broken, ..defaults }, blank)
}

impl RowDefaults {
    fn read(fields: &mut Fields<'_, '_>) -> RowDefaults {
        RowDefaults {
            to: fields.word("to", RecipientKind::WORDS),
            unit: fields.text("unit"),
            unit_as_printed: fields.text("unit_as_printed"),
            kind: fields.text("kind"),
            class: fields.text("class"),
            category: fields.word("category", Category::WORDS),
            movement: fields.text("movement"),
            period: period(fields),
            citation: fields.text("citation"),
            position: fields.text("position"),
            article: fields.text("article"),
            is_broken: false,
        }
    }
}

/// The required keys of rows that `defaults` has without a value.
#[derive(Default)]
struct BlankDefaults(Vec<(&'static str, Span)>);

impl BlankDefaults {
    fn read(fields: &mut Fields<'_, '_>) -> BlankDefaults {
        let keys = ["to", "kind", "period"].into_iter();
        BlankDefaults(keys.filter_map(|key| Some((key, fields.empty_key(key)?))).collect())
    }

    /// Reports `key` at its place in `defaults`, for the first row that lacks it too; returns false if `defaults` does
    /// not have the key.
    fn report(&self, key: &str, diagnostics: &mut Vec<Diagnostic>) -> bool {
        let Some((key, span)) = self.0.iter().find(|(blank, _)| *blank == key) else { return false };
        let blank = Diagnostic::new(Code::EmptyValue, *span).arg("key", key);
        if !diagnostics.contains(&blank) {
            diagnostics.push(blank);
        }
        true
    }
}

fn award(
    row: &Node,
    defaults: &RowDefaults,
    blank: &BlankDefaults,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<AwardRecord> {
    let mut fields = Fields::from_node(row, diagnostics)?;
    fields.elsewhere = &[("help-decision", DECISION_KEYS)];
    let place = Spanned::new((), fields.span);
    let row_values = RowDefaults::read(&mut fields);
    let to = row_values.to.or_else(|| defaults.to.clone());
    let kind = row_values.kind.or_else(|| defaults.kind.clone());
    let period = row_values.period.or_else(|| defaults.period.clone());
    for (key, absent) in [("to", to.is_none()), ("kind", kind.is_none()), ("period", period.is_none())] {
        let is_reported = |diagnostics| defaults.is_broken || blank.report(key, diagnostics);
        if absent && (fields.has_key(key) || !is_reported(fields.diagnostics)) {
            fields.has_required(key);
        }
    }
    let is_name = |name: &Spanned<Text>| name.value.contains(char::is_alphanumeric);
    let (name, nameless) = match fields.text("name") {
        Some(name) if is_name(&name) => (Some(name), None),
        nameless => (None, nameless.filter(|text| !text.value.is_empty())),
    };
    let unit = row_values.unit.or_else(|| defaults.unit.clone());
    let needs_name = to.as_ref().is_some_and(|to| to.value != RecipientKind::Collective) || unit.is_none();
    let is_blank = unit.is_none() && fields.has_key("name");
    let may_have_unit = unit.is_none() && defaults.is_broken;
    if let Some(nameless) = nameless {
        fields.diagnostics.push(Diagnostic::new(Code::EmptyValue, nameless.span).arg("key", "name"));
    } else if name.is_none() && ((needs_name && to.is_some() && !may_have_unit) || is_blank) {
        fields.has_required("name");
    }
    let visibility = fields.word("visibility", Visibility::WORDS);
    let status = fields.word("status", Status::WORDS);
    let changed = status.as_ref().filter(|status| status.value != Status::default());
    let no = fields.number("no", 1, 1_000_000).map(|no| Spanned::new(no.value as u32, no.span));
    let (person, honorific) = (fields.text("person"), fields.text_value("honorific"));
    let (by, posthumous) = (fields.text("by"), fields.flag("posthumous"));
    verify_status(&mut fields, status.as_ref(), by.as_ref());
    let shared_with = fields.texts("shared_with").into();
    let accepted = fields.accepted();
    let is_broken = fields.has_broken_entry();
    fields.finish();
    if is_broken || needs_name && name.is_none() {
        return None;
    }
    Some(AwardRecord {
        start: place,
        no,
        to: to?,
        name,
        person: person.map(Box::new),
        honorific,
        position: row_values.position.or_else(|| defaults.position.clone()),
        unit,
        unit_as_printed: row_values
            .unit_as_printed
            .or_else(|| defaults.unit_as_printed.clone())
            .map(Box::new),
        kind: kind?,
        class: row_values.class.or_else(|| defaults.class.clone()).map(Box::new),
        category: row_values.category.or_else(|| defaults.category.clone()).map(|category| category.value),
        movement: row_values.movement.or_else(|| defaults.movement.clone()),
        period: period?,
        citation: row_values.citation.or_else(|| defaults.citation.clone()),
        article: row_values.article.or_else(|| defaults.article.clone()).map(Box::new),
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

/// Reports a `by` in a row whose award no decision changed.
fn verify_status(fields: &mut Fields<'_, '_>, status: Option<&Spanned<Status>>, by: Option<&Spanned<Text>>) {
    // A status with an invalid value is reported already.
    let is_default = status.map_or(!fields.is_written("status"), |status| status.value == Status::default());
    if let Some(by) = by.filter(|_| is_default) {
        fields.diagnostics.push(Diagnostic::new(Code::ByWithoutStatus, by.span).arg("number", &by.value));
    }
}

/// `2022`, `2021-2022` or `{from: 2020, to: 2025}`.
fn period(fields: &mut Fields<'_, '_>) -> Option<Spanned<Period>> {
    let node = fields.node("period")?;
    match &node.value {
        Value::Scalar(text) => match Period::parse(text.trim()) {
            Some(period) => Some(Spanned::new(period, node.span)),
            None => {
                fields.diagnostics.push(Diagnostic::new(Code::BadPeriod, node.span).arg("text", text));
                None
            }
        },
        Value::Mapping(_) => {
            let mut inner = Fields::from_node(node, fields.diagnostics)?;
            let mut year = |key| if inner.has_required(key) { inner.number(key, 1900, 2100) } else { None };
            let (from, to) = (year("from"), year("to"));
            inner.finish();
            let (from, to) = (from?.value as i16, to?.value as i16);
            Some(Spanned::new(Period::Span(from, to), node.span))
        }
        Value::Null | Value::Sequence(_) | Value::Broken => {
            fields.diagnostics.push(wrong_kind(node, "period"));
            None
        }
    }
}

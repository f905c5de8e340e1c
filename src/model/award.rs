//! Records of decisions and of the awards in their annexes.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::model::accepted::Accepted;
use crate::model::date::{ArticleDate, Period};
use crate::source::{SourceId, Span, Spanned, Text};
use crate::text::{Collator, NameOrder, SortKey};

/// A signed decision with the awards of its annex.
#[derive(Clone, Debug)]
pub struct DecisionRecord {
    /// The YAML file of the record.
    pub source: SourceId,
    /// Its number, such as `27/QĐ-LĐLĐ`; absent only when `undocumented` says why.
    pub number: Option<Spanned<Text>>,
    /// The source of the awards when the decision itself is lost.
    pub undocumented: Option<Text>,
    /// The day it was signed.
    pub signed: Option<Spanned<Date>>,
    /// The id or a name of the unit that issued it.
    pub issuer: Option<Spanned<Text>>,
    /// The person who signed it.
    pub signer: Option<Signer>,
    /// Its subject, as printed.
    pub subject: Option<Text>,
    /// Its scan, relative to `static/`.
    pub document: Option<Spanned<Text>>,
    /// The numbers of recipients that article 1 of the decision states.
    pub totals: Option<Spanned<Totals>>,
    /// Whether it is hidden as a draft.
    pub draft: bool,
    /// The day, perhaps with a time, from which it is published.
    pub publish: Option<ArticleDate>,
    /// The rows of the annex, in the order written.
    pub awards: Vec<AwardRecord>,
    /// Whether every row of the file was read; a row with an error is reported and left out.
    pub has_all_rows: bool,
    /// Whether any row has the status revoked or corrected, or names a decision in `by`.
    pub has_changed: bool,
    /// The diagnostics that the author accepts for this file.
    pub accepted: Accepted,
}

/// The person who signed a decision.
#[derive(Clone, Debug)]
pub struct Signer {
    /// The name, as printed.
    pub name: Spanned<Text>,
    /// The position at the time, as printed.
    pub position: Option<Text>,
    /// The formula before the signature, such as `TM. BAN THƯỜNG VỤ`: on whose behalf the person signed.
    pub formula: Option<Text>,
}

/// Stated numbers of recipients, by kind of recipient; absent where the decision states none.
#[derive(Clone, Debug)]
pub struct Totals {
    /// The number of units and teams.
    pub collectives: Option<Spanned<u32>>,
    /// The number of people.
    pub individuals: Option<Spanned<u32>>,
    /// The number of families.
    pub households: Option<Spanned<u32>>,
}

impl Totals {
    /// The numbers of collectives, individuals and households; 0 where none is written.
    pub fn by_kind(&self) -> [u32; 3] {
        let totals = [&self.collectives, &self.individuals, &self.households];
        totals.map(|total| total.as_ref().map_or(0, |total| total.value))
    }
}

/// Whether a person, a collective or a household receives an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RecipientKind {
    /// A unit or a team.
    Collective,
    /// A person.
    Individual,
    /// A family.
    Household,
}

impl RecipientKind {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, RecipientKind)] = &[
        ("individual", RecipientKind::Individual),
        ("collective", RecipientKind::Collective),
        ("household", RecipientKind::Household),
    ];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        match self {
            RecipientKind::Collective => "collective",
            RecipientKind::Individual => "individual",
            RecipientKind::Household => "household",
        }
    }
}

/// The grounds of an award (Law 06/2022/QH15, article 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Category {
    /// Công trạng: results of the work.
    Merit,
    /// Phong trào: a movement.
    Movement,
    /// Đột xuất: a single outstanding deed.
    Sudden,
    /// Quá trình cống hiến: a life's work.
    Service,
    /// Niên hạn: years served.
    Seniority,
    /// Đối ngoại: foreign relations.
    Foreign,
}

impl Category {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, Category)] = &[
        ("cong-trang", Category::Merit),
        ("phong-trao", Category::Movement),
        ("dot-xuat", Category::Sudden),
        ("cong-hien", Category::Service),
        ("nien-han", Category::Seniority),
        ("doi-ngoai", Category::Foreign),
    ];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        Category::WORDS.iter().find(|(_, category)| *category == self).map_or("", |(word, _)| word)
    }
}

/// The legal state of an award.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// The award is valid as first granted.
    #[default]
    InForce,
    /// The award is valid as a later decision corrected it.
    Corrected,
    /// A later decision revoked it; the row is shown with a notice and is not counted.
    Revoked,
    /// The person asked for removal; the row is shown without the name.
    Withdrawn,
}

impl Status {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, Status)] = &[
        ("in-force", Status::InForce),
        ("corrected", Status::Corrected),
        ("revoked", Status::Revoked),
        ("withdrawn", Status::Withdrawn),
    ];
}

/// How much of a recipient's name readers see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// The whole name, as printed.
    #[default]
    Full,
    /// The initials, such as `T. T. H. M.`.
    Initials,
    /// Neither name nor initials.
    Hidden,
}

impl Visibility {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, Visibility)] =
        &[("full", Visibility::Full), ("initials", Visibility::Initials), ("hidden", Visibility::Hidden)];
}

/// One row of the annex of a decision, with the decision's defaults filled in.
///
/// A site may have a million rows, so rare fields are boxed.
#[derive(Clone, Debug)]
pub struct AwardRecord {
    /// The position of the row in its file.
    pub start: Spanned<()>,
    /// The row number, as printed.
    pub no: Option<Spanned<u32>>,
    /// The kind of recipient.
    pub to: Spanned<RecipientKind>,
    /// The name, as printed; a collective without a name is its unit.
    pub name: Option<Spanned<Text>>,
    /// The id of a person, where the name alone would join or split records wrongly.
    pub person: Option<Box<Spanned<Text>>>,
    /// The form of address before the name: Ông or Bà.
    pub honorific: Option<Text>,
    /// The position at the time, as printed.
    pub position: Option<Spanned<Text>>,
    /// The id or a name of the recipient's unit.
    pub unit: Option<Spanned<Text>>,
    /// The unit's name as printed, when it differs from the registry; pages show this one.
    pub unit_as_printed: Option<Box<Spanned<Text>>>,
    /// The id or a name of the kind of award.
    pub kind: Spanned<Text>,
    /// The class as written, a word that its kind declares.
    pub class: Option<Box<Spanned<Text>>>,
    /// The grounds of the award.
    pub category: Option<Category>,
    /// The slug or a name of the movement that it belongs to.
    pub movement: Option<Spanned<Text>>,
    /// The time for which it is granted.
    pub period: Spanned<Period>,
    /// The citation, as printed.
    pub citation: Option<Spanned<Text>>,
    /// The article about the recipient: `section/slug`.
    pub article: Option<Box<Spanned<Text>>>,
    /// Whether it is in force, corrected, revoked or withdrawn.
    pub status: Status,
    /// The span of `status`; absent when the status is the default.
    pub status_span: Option<Box<Span>>,
    /// The number of the decision that revoked or corrected it.
    pub by: Option<Box<Spanned<Text>>>,
    /// How much of the name readers see.
    pub visibility: Visibility,
    /// Whether it was granted after the recipient's death.
    pub posthumous: bool,
    /// Names of the people who share it, as printed.
    pub shared_with: Box<[Spanned<Text>]>,
    /// The diagnostics that the author accepts for this row.
    pub accepted: Accepted,
    /// The sort key of the name, computed on first use.
    pub name_order_key: NameOrderKey,
}

/// A sort key that is computed once, with the name order it was computed for.
#[derive(Clone, Debug, Default)]
pub struct NameOrderKey(OnceLock<(NameOrder, SortKey)>);

impl AwardRecord {
    /// Returns true if readers see the whole name of the recipient.
    pub fn names_recipient(&self) -> bool {
        self.status != Status::Withdrawn && self.visibility == Visibility::Full
    }

    /// Returns true if readers see the recipient, by its whole name or by initials, and its unit.
    pub fn shows_recipient(&self) -> bool {
        self.status != Status::Withdrawn && self.visibility != Visibility::Hidden
    }

    /// The sort key of the name; `order` applies to people only. `None` when there is no name.
    pub fn name_key(&self, collator: &Collator, order: NameOrder) -> Option<SortKey> {
        let name = &self.name.as_ref()?.value;
        let find = || match self.to.value {
            RecipientKind::Individual => collator.name_key(name, order),
            RecipientKind::Collective | RecipientKind::Household => collator.key(name),
        };
        let (known, key) = self.name_order_key.0.get_or_init(|| (order, find()));
        Some(if *known == order { key.clone() } else { find() })
    }
}

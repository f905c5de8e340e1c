//! Decisions and the awards in them, as the office wrote them.

use std::sync::OnceLock;

use jiff::civil::Date;

use crate::model::accepted::Accepted;
use crate::model::date::Period;
use crate::source::{SourceId, Span, Spanned, Text};
use crate::text::{Collator, NameOrder, SortKey};

/// A signed decision with the awards of its annex.
#[derive(Clone, Debug)]
pub struct DecisionRecord {
    /// The file.
    pub source: SourceId,
    /// Its number, such as `27/QĐ-LĐLĐ`; absent only when `undocumented` says why.
    pub number: Option<Spanned<Text>>,
    /// Where the awards are known from when the decision is lost.
    pub undocumented: Option<Text>,
    /// The day it was signed.
    pub signed: Option<Spanned<Date>>,
    /// The id of the unit that issued it.
    pub issuer: Option<Spanned<Text>>,
    /// Who signed it.
    pub signer: Option<Signer>,
    /// What it is about.
    pub subject: Option<Text>,
    /// Its scan, below `static/`.
    pub document: Option<Spanned<Text>>,
    /// How many recipients article 1 names.
    pub totals: Option<Spanned<Totals>>,
    /// The rows of the annex, in the order written.
    pub awards: Vec<AwardRecord>,
    /// Whether any of its rows says that it was revoked or corrected, or by what.
    pub has_changed: bool,
    /// What need not be told of the file.
    pub accepted: Accepted,
}

/// Who signed a decision.
#[derive(Clone, Debug)]
pub struct Signer {
    /// The name.
    pub name: Spanned<Text>,
    /// The office held.
    pub position: Option<Text>,
    /// On whose behalf, such as `TM. BAN THƯỜNG VỤ`.
    pub formula: Option<Text>,
}

/// Numbers of recipients by their kind, where they are written.
#[derive(Clone, Debug)]
pub struct Totals {
    /// Units and teams.
    pub collectives: Option<Spanned<u32>>,
    /// People.
    pub individuals: Option<Spanned<u32>>,
    /// Families.
    pub households: Option<Spanned<u32>>,
}

impl Totals {
    /// The numbers of collectives, individuals and households; 0 where none is written.
    pub fn numbers(&self) -> [u32; 3] {
        let totals = [&self.collectives, &self.individuals, &self.households];
        totals.map(|total| total.as_ref().map_or(0, |total| total.value))
    }
}

/// What kind of recipient an award goes to.
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
    /// The words of the YAML files.
    pub const WORDS: &[(&str, RecipientKind)] = &[
        ("individual", RecipientKind::Individual),
        ("collective", RecipientKind::Collective),
        ("household", RecipientKind::Household),
    ];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        match self {
            RecipientKind::Collective => "collective",
            RecipientKind::Individual => "individual",
            RecipientKind::Household => "household",
        }
    }
}

/// What an award rewards (Law 06/2022/QH15, article 8).
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
    /// The words of the YAML files.
    pub const WORDS: &[(&str, Category)] = &[
        ("cong-trang", Category::Merit),
        ("phong-trao", Category::Movement),
        ("dot-xuat", Category::Sudden),
        ("cong-hien", Category::Service),
        ("nien-han", Category::Seniority),
        ("doi-ngoai", Category::Foreign),
    ];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        Category::WORDS.iter().find(|(_, category)| *category == self).map_or("", |(word, _)| word)
    }
}

/// Whether an award stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It stands.
    #[default]
    InForce,
    /// It stands as a later decision corrected it.
    Corrected,
    /// A later decision annulled it; the row stays with its notice and is not counted.
    Revoked,
    /// The person asked to be taken down; the row stays without a name.
    Withdrawn,
}

impl Status {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, Status)] = &[
        ("in-force", Status::InForce),
        ("corrected", Status::Corrected),
        ("revoked", Status::Revoked),
        ("withdrawn", Status::Withdrawn),
    ];
}

/// How much of a recipient readers see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Visibility {
    /// The name as printed.
    #[default]
    Full,
    /// The first letters of the name.
    Initials,
    /// No name.
    Hidden,
}

impl Visibility {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, Visibility)] =
        &[("full", Visibility::Full), ("initials", Visibility::Initials), ("hidden", Visibility::Hidden)];
}

/// A class of an award, where its kind has classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AwardClass {
    /// Hạng nhất.
    First,
    /// Hạng nhì.
    Second,
    /// Hạng ba.
    Third,
}

impl AwardClass {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, AwardClass)] =
        &[("nhat", AwardClass::First), ("nhi", AwardClass::Second), ("ba", AwardClass::Third)];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        match self {
            AwardClass::First => "nhat",
            AwardClass::Second => "nhi",
            AwardClass::Third => "ba",
        }
    }
}

/// One row of the annex of a decision, with the decision's defaults filled in. There may be a million: what few rows
/// have is boxed.
#[derive(Clone, Debug)]
pub struct AwardRecord {
    /// Where the row begins.
    pub place: Spanned<()>,
    /// The number of the row.
    pub no: Option<Spanned<u32>>,
    /// What kind of recipient.
    pub to: Spanned<RecipientKind>,
    /// The name as printed; a collective without one is its unit.
    pub name: Option<Spanned<Text>>,
    /// The id of a person, where one joins or splits records.
    pub person: Option<Box<Spanned<Text>>>,
    /// Ông, Bà.
    pub honorific: Option<Text>,
    /// The position at the time.
    pub position: Option<Spanned<Text>>,
    /// The id of the unit.
    pub unit: Option<Spanned<Text>>,
    /// The unit's name as printed; it wins on the page.
    pub unit_as_printed: Option<Box<Spanned<Text>>>,
    /// The id of the kind of award.
    pub kind: Spanned<Text>,
    /// The class, where the kind has classes.
    pub class: Option<AwardClass>,
    /// What it rewards.
    pub category: Option<Category>,
    /// The slug of the movement it came from.
    pub movement: Option<Spanned<Text>>,
    /// The time it honors.
    pub period: Spanned<Period>,
    /// The reason as printed.
    pub citation: Option<Spanned<Text>>,
    /// The article about the recipient: `section/slug`.
    pub article: Option<Box<Spanned<Text>>>,
    /// Whether it stands.
    pub status: Status,
    /// Where `status` is written, unless it says what every award without it is.
    pub status_span: Option<Box<Span>>,
    /// The decision that revoked or corrected it.
    pub by: Option<Box<Spanned<Text>>>,
    /// How much readers see.
    pub visibility: Visibility,
    /// Given after death.
    pub posthumous: bool,
    /// Names of those who share it.
    pub shared_with: Box<[Spanned<Text>]>,
    /// What need not be told of the row.
    pub accepted: Accepted,
    /// Where its name stands among others.
    pub place_of_name: NameOrderKey,
}

/// The order of a name, which is costly to find and found once.
#[derive(Clone, Debug, Default)]
pub struct NameOrderKey(OnceLock<(NameOrder, SortKey)>);

impl AwardRecord {
    /// Where its name stands among others, those of people by `order`; nothing when it has none.
    pub fn name_key(&self, collator: &Collator, order: NameOrder) -> Option<SortKey> {
        let name = &self.name.as_ref()?.value;
        let find = || match self.to.value {
            RecipientKind::Individual => collator.name_key(name, order),
            RecipientKind::Collective | RecipientKind::Household => collator.key(name),
        };
        let (known, key) = self.place_of_name.0.get_or_init(|| (order, find()));
        Some(if *known == order { key.clone() } else { find() })
    }
}

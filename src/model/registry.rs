//! Records of the registry: kinds of awards, units and people.

use jiff::civil::Date;

use crate::model::accepted::Accepted;
use crate::model::award::RecipientKind;
use crate::model::class::Classes;
use crate::model::id::Id;
use crate::source::{Span, Spanned, Text};

/// The position of a kind in [`Site::kinds`](crate::model::site::Site::kinds).
pub type KindId = Id<AwardKind>;

/// A title or a form of commendation.
#[derive(Clone, Debug)]
pub struct AwardKind {
    /// The id by which awards refer to it.
    pub id: Spanned<Text>,
    /// Its full name, as pages show it.
    pub name: Text,
    /// Other spellings by which awards may name it.
    pub also: Vec<Text>,
    /// Its rank in the order of precedence: smaller ranks first.
    pub rank: i64,
    /// Whether it is a title or a form of commendation.
    pub family: KindFamily,
    /// The level of the body that grants it.
    pub level: Level,
    /// The bodies that may grant it.
    pub issuers: Vec<Issuer>,
    /// The kinds of recipients that may receive it.
    pub to: Vec<RecipientKind>,
    /// The classes in which it is granted.
    pub classes: Classes,
    /// Whether a recipient may receive it only once.
    pub once: bool,
    /// The only years in which it is granted; empty when it is granted every year.
    pub years: Vec<i16>,
    /// The first and the last day on which it may be granted; open when absent.
    pub valid: (Option<Date>, Option<Date>),
    /// The law or regulation that defines it, as a citation.
    pub law: Option<Text>,
    /// A sentence that explains it.
    pub description: Option<Text>,
}

/// The two families of award kinds; they have no common ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KindFamily {
    /// Danh hiệu thi đua.
    Title,
    /// Hình thức khen thưởng.
    Form,
}

impl KindFamily {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, KindFamily)] = &[("title", KindFamily::Title), ("form", KindFamily::Form)];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        match self {
            KindFamily::Title => "title",
            KindFamily::Form => "form",
        }
    }
}

/// The level of the body that grants a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The state: president, government, prime minister.
    State,
    /// *Cấp bộ*: ministries, and central bodies of their rank.
    Ministry,
    /// *Cấp tỉnh*: a province or a city of its rank.
    Province,
    /// The national confederation.
    Confederation,
    /// The provincial federation.
    Federation,
    /// Upper-level unions, units, communes.
    Grassroots,
}

impl Level {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, Level)] = &[
        ("state", Level::State),
        ("ministry", Level::Ministry),
        ("province", Level::Province),
        ("confederation", Level::Confederation),
        ("federation", Level::Federation),
        ("grassroots", Level::Grassroots),
    ];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        Level::WORDS.iter().find(|(_, level)| *level == self).map_or("", |(word, _)| word)
    }

    /// Returns the word of the message `candidate` for a kind of this level.
    pub fn candidate_word(self) -> &'static str {
        match self {
            Level::State => "level-state",
            Level::Ministry => "level-ministry",
            Level::Province => "level-province",
            Level::Confederation => "level-confederation",
            Level::Federation => "level-federation",
            Level::Grassroots => "level-grassroots",
        }
    }
}

/// A body that grants awards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Issuer {
    /// The president of the state.
    President,
    /// *Chính phủ*.
    Government,
    /// *Thủ tướng Chính phủ*.
    PrimeMinister,
    /// The national confederation.
    Confederation,
    /// A ministry or central body.
    Ministry,
    /// A province's people's committee.
    Province,
    /// A provincial federation.
    Federation,
    /// A union above the grassroots.
    Upper,
    /// The head of a unit, or a grassroots union.
    Unit,
    /// *Ủy ban nhân dân cấp xã*.
    Commune,
}

impl Issuer {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, Issuer)] = &[
        ("president", Issuer::President),
        ("government", Issuer::Government),
        ("prime-minister", Issuer::PrimeMinister),
        ("confederation", Issuer::Confederation),
        ("ministry", Issuer::Ministry),
        ("province", Issuer::Province),
        ("federation", Issuer::Federation),
        ("upper", Issuer::Upper),
        ("unit", Issuer::Unit),
        ("commune", Issuer::Commune),
    ];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        Issuer::WORDS.iter().find(|(_, issuer)| *issuer == self).map_or("", |(word, _)| word)
    }
}

/// The position of a unit in [`Site::units`](crate::model::site::Site::units).
pub type UnitId = Id<Unit>;

/// A union, an enterprise, an agency or a team, with its history.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The id by which other records refer to it.
    pub id: Spanned<Text>,
    /// The kind of organisation.
    pub kind: UnitKind,
    /// Its names over time, oldest first.
    pub names: Vec<Dated<Text>>,
    /// Other spellings by which records may name it.
    pub also: Vec<Text>,
    /// Its parent units over time, oldest first: ids or printed names in a record, ids in a site.
    pub parents: Vec<Dated<Spanned<Text>>>,
    /// The end of the unit; absent while it exists.
    pub ended: Option<UnitEnd>,
    /// Its successors, in the order written: ids or printed names in a record, ids in a site.
    pub successors: Vec<Spanned<Text>>,
    /// A note for readers.
    pub note: Option<Text>,
    /// The diagnostics that the author accepts for this entry.
    pub accepted: Accepted,
}

impl Unit {
    /// Returns the name valid on `day`, else the latest that began before `day`, else the first.
    pub fn name_on(&self, day: Date) -> &Text {
        let holds = self.names.iter().rev().find(|name| name.is_valid_on(day));
        let before = || self.names.iter().rev().find(|name| name.from.is_none_or(|from| from <= day));
        let name = holds.or_else(before).or(self.names.first());
        name.map_or(&self.id.value, |name| &name.value)
    }

    /// Returns the current or last name.
    pub fn name(&self) -> &Text {
        self.names.last().map_or(&self.id.value, |name| &name.value)
    }
}

/// The kinds of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitKind {
    /// A federation, or the confederation.
    Federation,
    /// A union above the grassroots.
    Upper,
    /// A grassroots union.
    Grassroots,
    /// A union of a trade.
    Professional,
    /// A *doanh nghiệp*, private or of the state.
    Enterprise,
    /// An agency of the state.
    Agency,
    /// A *tổ* or *đội* within another unit.
    Team,
}

impl UnitKind {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, UnitKind)] = &[
        ("federation", UnitKind::Federation),
        ("upper", UnitKind::Upper),
        ("grassroots", UnitKind::Grassroots),
        ("professional", UnitKind::Professional),
        ("enterprise", UnitKind::Enterprise),
        ("agency", UnitKind::Agency),
        ("team", UnitKind::Team),
    ];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        UnitKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// Returns the word of the message `candidate` for a unit of this type.
    pub fn candidate_word(self) -> &'static str {
        match self {
            UnitKind::Federation => "unit-federation",
            UnitKind::Upper => "unit-upper",
            UnitKind::Grassroots => "unit-grassroots",
            UnitKind::Professional => "unit-professional",
            UnitKind::Enterprise => "unit-enterprise",
            UnitKind::Agency => "unit-agency",
            UnitKind::Team => "unit-team",
        }
    }
}

/// A value that is valid from one day to another, both included.
#[derive(Clone, Debug)]
pub struct Dated<T> {
    /// What holds from `from` to `to`.
    pub value: T,
    /// The first day; open when absent.
    pub from: Option<Date>,
    /// The last day; open when absent.
    pub to: Option<Date>,
    /// The position in its file.
    pub span: Span,
}

impl<T> Dated<T> {
    /// Returns true if the value is valid on `day`.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// When and how a unit ceased to exist.
#[derive(Clone, Debug)]
pub struct UnitEnd {
    /// The last day on which it existed.
    pub on: Spanned<Date>,
    /// The reason; absent when the record has none.
    pub how: Option<UnitEndReason>,
    /// The decision that ended it, as a citation.
    pub document: Option<Text>,
}

/// The reason for which a unit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitEndReason {
    /// Giải thể: dissolved.
    Dissolved,
    /// Sáp nhập: merged into another unit.
    Merged,
    /// Hợp nhất: united with another into a new unit.
    United,
    /// Chia or tách: split into several units.
    Split,
}

impl UnitEndReason {
    /// Each variant with its word in YAML files.
    pub const WORDS: &[(&str, UnitEndReason)] = &[
        ("dissolved", UnitEndReason::Dissolved),
        ("merged", UnitEndReason::Merged),
        ("united", UnitEndReason::United),
        ("split", UnitEndReason::Split),
    ];

    /// Returns the word in YAML files.
    pub fn word(self) -> &'static str {
        UnitEndReason::WORDS.iter().find(|(_, ending)| *ending == self).map_or("", |(word, _)| word)
    }
}

/// The position of a person in [`Site::people`](crate::model::site::Site::people).
pub type PersonId = Id<Person>;

/// A person with an id, because the name alone would join or split records wrongly.
#[derive(Clone, Debug)]
pub struct Person {
    /// The id by which other records refer to the person.
    pub id: Spanned<Text>,
    /// The name; the id when the record has none.
    pub name: Spanned<Text>,
    /// A note that distinguishes the person from others of the same name.
    pub note: Option<Text>,
    /// The portrait for the person's page.
    pub photo: Option<Photo>,
}

/// A portrait of a person.
#[derive(Clone, Debug)]
pub struct Photo {
    /// The file, relative to the registry.
    pub file: Spanned<Text>,
    /// The text alternative for readers who do not see the picture; by default it names the person.
    pub alt: Option<Text>,
    /// The photographer or owner.
    pub credit: Option<Text>,
}

//! Kinds of awards, units and people, as the registry has them.

use jiff::civil::Date;

use crate::model::accepted::Accepted;
use crate::model::award::RecipientKind;
use crate::model::id::Id;
use crate::source::{Span, Spanned, Text};

/// The position of a kind in [`Site::kinds`](crate::model::site::Site::kinds).
pub type KindId = Id<AwardKind>;

/// A title or a form of commendation.
#[derive(Clone, Debug)]
pub struct AwardKind {
    /// What awards call it.
    pub id: Spanned<Text>,
    /// Its name.
    pub name: Text,
    /// Its place in the order of precedence: smaller stands higher.
    pub rank: i64,
    /// Title or form.
    pub family: KindFamily,
    /// How high it is granted.
    pub level: Level,
    /// Who grants it.
    pub issuers: Vec<Issuer>,
    /// What kinds of recipients it goes to.
    pub to: Vec<RecipientKind>,
    /// Whether it is granted in three classes.
    pub classes: bool,
    /// Granted once in a life.
    pub once: bool,
    /// The only years in which it is granted, when not every year.
    pub years: Vec<i16>,
    /// The first and the last day on which it may be granted.
    pub valid: (Option<Date>, Option<Date>),
    /// The law or regulation behind it.
    pub law: Option<Text>,
    /// What it is, in a sentence.
    pub description: Option<Text>,
}

/// The two families of award kinds; they are not one ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KindFamily {
    /// Danh hiệu thi đua.
    Title,
    /// Hình thức khen thưởng.
    Form,
}

impl KindFamily {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, KindFamily)] = &[("title", KindFamily::Title), ("form", KindFamily::Form)];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        match self {
            KindFamily::Title => "title",
            KindFamily::Form => "form",
        }
    }
}

/// How high a kind is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    /// The state: president, government, prime minister.
    State,
    /// A ministry.
    Ministry,
    /// A province.
    Province,
    /// The national confederation.
    Confederation,
    /// The provincial federation.
    Federation,
    /// Upper-level unions, units, communes.
    Grassroots,
}

impl Level {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, Level)] = &[
        ("state", Level::State),
        ("ministry", Level::Ministry),
        ("province", Level::Province),
        ("confederation", Level::Confederation),
        ("federation", Level::Federation),
        ("grassroots", Level::Grassroots),
    ];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        Level::WORDS.iter().find(|(_, level)| *level == self).map_or("", |(word, _)| word)
    }
}

/// Who grants a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Issuer {
    /// The president of the state.
    President,
    /// The government.
    Government,
    /// The prime minister.
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
    /// A commune.
    Commune,
}

impl Issuer {
    /// The words of the YAML files.
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

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        Issuer::WORDS.iter().find(|(_, issuer)| *issuer == self).map_or("", |(word, _)| word)
    }
}

/// The position of a unit in [`Site::units`](crate::model::site::Site::units).
pub type UnitId = Id<Unit>;

/// A union, an enterprise, an agency or a team, with its history.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What records call it.
    pub id: Spanned<Text>,
    /// What it is.
    pub kind: UnitKind,
    /// Its names over time, oldest first.
    pub names: Vec<Dated<Text>>,
    /// The ids of the units above it over time.
    pub parents: Vec<Dated<Spanned<Text>>>,
    /// How it ended.
    pub ended: Option<UnitEnd>,
    /// The ids of the units that follow it.
    pub successors: Vec<Spanned<Text>>,
    /// Anything else that readers should know.
    pub note: Option<Text>,
    /// What need not be told of the entry.
    pub accepted: Accepted,
}

impl Unit {
    /// The name on `day`: the one whose time holds it, else the nearest before, else the first.
    pub fn name_on(&self, day: Date) -> &Text {
        let holds = self.names.iter().rev().find(|name| name.holds(day));
        let before = || self.names.iter().rev().find(|name| name.from.is_none_or(|from| from <= day));
        let name = holds.or_else(before).or(self.names.first());
        name.map_or(&self.id.value, |name| &name.value)
    }

    /// The name it has now, or had last.
    pub fn name(&self) -> &Text {
        self.names.last().map_or(&self.id.value, |name| &name.value)
    }
}

/// What a unit is.
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
    /// An enterprise.
    Enterprise,
    /// An agency of the state.
    Agency,
    /// A team.
    Team,
}

impl UnitKind {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, UnitKind)] = &[
        ("federation", UnitKind::Federation),
        ("upper", UnitKind::Upper),
        ("grassroots", UnitKind::Grassroots),
        ("professional", UnitKind::Professional),
        ("enterprise", UnitKind::Enterprise),
        ("agency", UnitKind::Agency),
        ("team", UnitKind::Team),
    ];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        UnitKind::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// Something that holds from one day to another, both included.
#[derive(Clone, Debug)]
pub struct Dated<T> {
    /// What holds.
    pub value: T,
    /// The first day; open when absent.
    pub from: Option<Date>,
    /// The last day; open when absent.
    pub to: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

impl<T> Dated<T> {
    /// Whether `day` lies in its time.
    pub fn holds(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// How a unit ended.
#[derive(Clone, Debug)]
pub struct UnitEnd {
    /// Its last day.
    pub on: Spanned<Date>,
    /// In what way.
    pub how: Option<UnitEndReason>,
    /// The decision that ended it.
    pub document: Option<Text>,
}

/// In what way a unit ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UnitEndReason {
    /// Giải thể.
    Dissolved,
    /// Sáp nhập into another.
    Merged,
    /// Hợp nhất with another into a new one.
    United,
    /// Chia, tách.
    Split,
}

impl UnitEndReason {
    /// The words of the YAML files.
    pub const WORDS: &[(&str, UnitEndReason)] = &[
        ("dissolved", UnitEndReason::Dissolved),
        ("merged", UnitEndReason::Merged),
        ("united", UnitEndReason::United),
        ("split", UnitEndReason::Split),
    ];

    /// The word of the YAML files.
    pub fn word(self) -> &'static str {
        UnitEndReason::WORDS.iter().find(|(_, ending)| *ending == self).map_or("", |(word, _)| word)
    }
}

/// The position of a person in [`Site::people`](crate::model::site::Site::people).
pub type PersonId = Id<Person>;

/// A person who needs an id because the name alone would join or split records wrongly.
#[derive(Clone, Debug)]
pub struct Person {
    /// What records call the person.
    pub id: Spanned<Text>,
    /// The name; where there is none, the id.
    pub name: Spanned<Text>,
    /// What tells the person from others of the same name.
    pub note: Option<Text>,
}

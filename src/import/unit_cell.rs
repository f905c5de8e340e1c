//! Finds the unit that a cell names.

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::proposal::{AnswerCandidate, QuestionSubject, Reference};
use super::questions::Questions;
use super::registry::Registry;
use crate::model::id::Id;
use crate::model::names::NameMatch;
use crate::model::printed_index::NameDays;
use crate::model::registry::Unit;
use crate::text::canonical_name;

/// What the words of a cell mean among the units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitMeaning {
    /// The only unit with this name.
    Unit(Id<Unit>),
    /// The only grassroots union of the workplace with this name.
    UnionOf(Id<Unit>),
    /// Several units have the name.
    Several(Vec<Id<Unit>>),
    /// No unit has the name.
    Unknown,
}

impl UnitMeaning {
    /// Returns the only unit that is meant.
    pub fn unit(&self) -> Option<Id<Unit>> {
        match self {
            UnitMeaning::Unit(unit) | UnitMeaning::UnionOf(unit) => Some(*unit),
            UnitMeaning::Several(_) | UnitMeaning::Unknown => None,
        }
    }
}

/// The words with which names of units begin, in the form of [`canonical_name`].
const FIRST_WORDS: &[&str] = &[
    "bảo hiểm",
    "ban quản lý",
    "bệnh viện",
    "bộ ",
    "bưu điện",
    "bv",
    "cảng ",
    "cđ ",
    "cđcs",
    "chi cục",
    "chi nhánh",
    "công đoàn",
    "công ty",
    "cục ",
    "cty",
    "ctcp",
    "đài ",
    "đại học",
    "điện lực",
    "doanh nghiệp",
    "hợp tác xã",
    "htx",
    "học viện",
    "hội ",
    "kho bạc",
    "lđlđ",
    "liên đoàn",
    "ngân hàng",
    "nghiệp đoàn",
    "nhà máy",
    "nông trường",
    "phòng ",
    "sở ",
    "tập đoàn",
    "tòa án",
    "tổng công ty",
    "tổng liên đoàn",
    "trạm ",
    "trung tâm",
    "trường ",
    "ttyt",
    "ubnd",
    "ủy ban",
    "văn phòng",
    "viễn thông",
    "viện ",
    "xí nghiệp",
];

/// Words before the name of a unit that do not belong to it, in the form of [`canonical_name`].
const LEADING: &[&str] = &["tập thể ", "ban chấp hành ", "bch ", "ban thường vụ "];

/// Returns whether a text begins as names of units do.
pub fn is_unit_like(text: &str) -> bool {
    let name = canonical_name(text);
    let name = LEADING.iter().find_map(|lead| name.strip_prefix(lead)).unwrap_or(&name);
    FIRST_WORDS.iter().any(|word| {
        name.strip_prefix(word)
            .is_some_and(|rest| word.ends_with(' ') || !rest.starts_with(char::is_alphanumeric))
    })
}

/// Finds units by the words of cells; each distinct text is looked up once.
#[derive(Clone)]
pub struct UnitFinder<'c, 'r> {
    registry: &'c Registry<'r>,
    /// The day of the decision.
    day: Option<Date>,
    known: FxHashMap<String, UnitMeaning>,
}

impl<'c, 'r> UnitFinder<'c, 'r> {
    /// Creates the finder for a decision signed on `day`.
    pub fn new(registry: &'c Registry<'r>, day: Option<Date>) -> UnitFinder<'c, 'r> {
        UnitFinder { registry, day, known: FxHashMap::default() }
    }

    /// Returns what a text means among the units.
    pub fn meaning(&mut self, text: &str) -> UnitMeaning {
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let meaning = self.look_up(text);
        self.known.insert(text.to_owned(), meaning.clone());
        meaning
    }

    /// Returns whether a text names exactly one unit.
    pub fn is_unit(&mut self, text: &str) -> bool {
        matches!(self.meaning(text), UnitMeaning::Unit(_) | UnitMeaning::UnionOf(_))
    }

    fn look_up(&self, text: &str) -> UnitMeaning {
        let days = self.day.map(NameDays::of_award);
        let find = |name: &str| self.registry.unit_names.find(name, days);
        let name = canonical_name(text);
        if name.chars().count() < 3 {
            return UnitMeaning::Unknown;
        }
        match find(text) {
            NameMatch::One(unit) => return UnitMeaning::Unit(unit),
            NameMatch::Several(units) => return UnitMeaning::Several(units),
            NameMatch::None => {}
        }
        let bare = LEADING.iter().find_map(|lead| name.strip_prefix(lead)).unwrap_or(&name);
        if bare != name
            && let NameMatch::One(unit) = find(bare)
        {
            return UnitMeaning::UnionOf(unit);
        }
        let workplace = ["công đoàn ", "cđ "].iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
        match find(&format!("CĐCS {workplace}")) {
            NameMatch::One(unit) => UnitMeaning::UnionOf(unit),
            NameMatch::Several(units) => UnitMeaning::Several(units),
            NameMatch::None => UnitMeaning::Unknown,
        }
    }

    /// Returns the reference for a text, with the unit if it is known; asks for it otherwise.
    pub fn reference(
        &mut self,
        text: &str,
        subject: QuestionSubject,
        place: impl FnOnce() -> String,
        questions: &mut Questions<'_>,
    ) -> (Reference, Option<Id<Unit>>) {
        let meaning = self.meaning(text);
        let open = || Reference::Open { printed: text.to_owned() };
        let units = match meaning {
            UnitMeaning::Unit(unit) | UnitMeaning::UnionOf(unit) => {
                return (self.known_reference(unit, text), Some(unit));
            }
            UnitMeaning::Several(units) => Some(units),
            UnitMeaning::Unknown => None,
        };
        let registry = self.registry;
        let candidates = || {
            let units = units.unwrap_or_else(|| registry.unit_names.similar(text));
            units.into_iter().map(|unit| candidate(registry.unit(unit))).collect()
        };
        match questions.ask(subject, text, place, candidates) {
            Some(answer) => match registry.unit_names.find(answer, None) {
                NameMatch::One(unit) if !answer.is_empty() => (self.known_reference(unit, text), Some(unit)),
                _ => (open(), None),
            },
            None => (open(), None),
        }
    }

    fn known_reference(&self, unit: Id<Unit>, text: &str) -> Reference {
        Reference::Known { id: self.registry.unit(unit).id.value.to_string(), printed: text.to_owned() }
    }

    /// Returns whether a text differs from the name of the unit on the day of the decision.
    pub fn differs(&self, unit: Id<Unit>, text: &str) -> bool {
        let unit = self.registry.unit(unit);
        let name = self.day.map_or_else(|| unit.name(), |day| unit.name_on(day));
        **name != *text
    }
}

/// Returns the answer that chooses a unit.
pub fn candidate(unit: &Unit) -> AnswerCandidate {
    AnswerCandidate { value: unit.id.value.to_string(), title: unit.name().to_string() }
}

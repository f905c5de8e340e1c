//! Decides whether a name is that of a person, a collective or a household.

use super::markers::marker;
use super::person_cell::{PersonName, is_possible_name, person_name};
use super::proposal::QuestionSubject;
use super::questions::{Questions, word_candidates};
use super::unit_cell::{UnitFinder, is_unit_like};
use crate::model::award::RecipientKind;
use crate::text::{canonical_name, has_family_name};

/// The recipient that a row names.
pub enum RowRecipient {
    /// A person, or a household by the name of a person.
    Person(RecipientKind, PersonName),
    /// A unit or a team.
    Collective {
        /// Its name; absent if it is a unit of the registry.
        name: Option<String>,
        /// The words of the unit that the name has.
        unit: Option<String>,
    },
    /// A question is open.
    Open,
    /// The row is not for a recipient.
    Nothing,
}

/// What a row says about its recipient.
pub struct RecipientWords<'w> {
    /// The words in the column of names.
    pub name: &'w str,
    /// Whether they are in several columns of names.
    pub is_of_several_columns: bool,
    /// The kind of recipient that a column, a group, a sheet or a head says.
    pub declared: Option<RecipientKind>,
    /// Whether more than the customary head *Họ và tên* says it.
    pub is_certain: bool,
    /// What the column of units has.
    pub unit: Option<&'w str>,
    /// Whether the row has a position or a form of address.
    pub has_position: bool,
}

/// The first words of names of collectives that are no units of the registry, in the form of [`canonical_name`].
const COLLECTIVES: &[&str] =
    &["ban ", "đội ", "khoa ", "nhóm ", "phân xưởng ", "tập thể ", "tổ ", "bộ phận ", "ca "];

impl RecipientWords<'_> {
    /// Returns the recipient; asks if the words leave it open.
    pub fn recipient(
        &self,
        units: &mut UnitFinder<'_, '_>,
        questions: &mut Questions<'_>,
        place: &dyn Fn() -> String,
    ) -> RowRecipient {
        if self.is_of_several_columns {
            let candidates = || word_candidates(["none"]);
            return match questions.ask(QuestionSubject::Row, self.name, place, candidates) {
                Some("none") => RowRecipient::Nothing,
                _ => RowRecipient::Open,
            };
        }
        let mut person = person_name(self.name);
        let Some(to) = self.kind(&person, units, questions, place) else { return RowRecipient::Open };
        if to == RecipientKind::Collective {
            return self.collective(units);
        }
        let is_whole = is_possible_name(&person.name) && !person.has_several;
        let without_address = person.name_without_address.clone();
        if without_address.is_none() && (to == RecipientKind::Household || is_whole) {
            return RowRecipient::Person(to, person);
        }
        let words: &[&str] = match () {
            () if person.has_several => &["individual", "shared", "none"],
            () if without_address.is_some() => &["addressed", "individual", "none"],
            () => &["individual", "collective", "none"],
        };
        let candidates = || word_candidates(words.iter().copied());
        match questions.ask(QuestionSubject::Row, self.name, place, candidates) {
            Some("none") => RowRecipient::Nothing,
            Some("addressed") => {
                person.name = without_address.unwrap_or(person.name);
                person.honorific = Some("Ông");
                RowRecipient::Person(to, person)
            }
            Some("collective") => self.collective(units),
            Some("shared") => RowRecipient::Person(to, person),
            Some("individual") => {
                if without_address.is_none() {
                    person.name = self.name.split_whitespace().collect::<Vec<&str>>().join(" ");
                }
                person.shared_with.clear();
                RowRecipient::Person(to, person)
            }
            _ => RowRecipient::Open,
        }
    }

    fn kind(
        &self,
        person: &PersonName,
        units: &mut UnitFinder<'_, '_>,
        questions: &mut Questions<'_>,
        place: &dyn Fn() -> String,
    ) -> Option<RecipientKind> {
        let is_unit = units.is_unit(self.name);
        let is_like_unit = is_unit || is_unit_like(self.name);
        let is_addressed = person.honorific.is_some();
        let by_content = match () {
            () if person.is_household && is_possible_name(&person.name) => Some(RecipientKind::Household),
            () if is_unit && !self.has_position => Some(RecipientKind::Collective),
            () if is_like_unit || is_team(self.name) => {
                (!self.has_position && !has_middle_name(person)).then_some(RecipientKind::Collective)
            }
            () if person.is_certain() && (self.has_position || is_addressed) => {
                Some(RecipientKind::Individual)
            }
            () => None,
        };
        let is_contradicted = match self.declared {
            Some(RecipientKind::Collective) => is_addressed && !is_like_unit,
            Some(RecipientKind::Individual) => {
                is_like_unit || (!self.is_certain && (person.is_household || self.may_be_team(person)))
            }
            Some(RecipientKind::Household) => is_like_unit,
            None => false,
        };
        match (self.declared, is_contradicted) {
            (Some(declared), false) => return Some(declared),
            // The head "Họ và tên" of a list that has collectives too.
            (Some(_), true)
                if !self.is_certain && (is_unit || person.is_household) && by_content.is_some() =>
            {
                return by_content;
            }
            (None, _) if by_content.is_some() => return by_content,
            _ => {}
        }
        let words = || word_candidates(RecipientKind::WORDS.iter().map(|(word, _)| *word));
        let answer = questions.ask(QuestionSubject::RecipientKind, self.name, place, words)?;
        RecipientKind::WORDS.iter().find(|(word, _)| *word == answer).map(|(_, kind)| *kind)
    }

    /// Returns whether a name in a list of people may be that of a team: `Đội xe`, `Hoa Mai`.
    fn may_be_team(&self, person: &PersonName) -> bool {
        let is_person = self.has_position || person.honorific.is_some();
        let has_form = has_family_name(&person.name) || has_middle_name(person);
        !is_person && (is_team(self.name) || !has_form)
    }

    /// Returns the collective of the name: a unit, a team before the name of its unit, or a name of its own.
    fn collective(&self, units: &mut UnitFinder<'_, '_>) -> RowRecipient {
        let name = self.name.split_whitespace().collect::<Vec<&str>>().join(" ");
        let name = marker(&name).map_or(&*name, |marker| marker.rest).trim_end_matches([';', ',', '.']);
        if units.is_unit(name) {
            return RowRecipient::Collective { name: None, unit: Some(name.to_owned()) };
        }
        let split = [", ", " - ", " – "].iter().find_map(|separator| {
            let (team, unit) = name.rsplit_once(separator)?;
            units.is_unit(unit).then(|| (team.to_owned(), unit.to_owned()))
        });
        if let Some((team, unit)) = split {
            return RowRecipient::Collective { name: Some(team), unit: Some(unit) };
        }
        // "Phòng Kế toán" is a part of the unit in the column of units; a union is a unit of its own.
        let is_part = !is_union(name) && self.unit.is_some_and(|unit| unit != self.name);
        if is_team(name) || !is_unit_like(name) || is_part {
            RowRecipient::Collective { name: Some(name.to_owned()), unit: None }
        } else {
            RowRecipient::Collective { name: None, unit: Some(name.to_owned()) }
        }
    }
}

/// Returns whether *Thị* or *Văn* is the second of at least three words: `Phòng Thị Lan`.
fn has_middle_name(person: &PersonName) -> bool {
    let second = person.name.split(' ').nth(1).map(canonical_name).unwrap_or_default();
    is_possible_name(&person.name) && matches!(&*second, "thị" | "văn")
}

fn is_team(name: &str) -> bool {
    let name = canonical_name(name);
    COLLECTIVES.iter().any(|word| name.starts_with(word))
}

/// Returns whether a name begins as those of unions and companies do, which are units of their own.
fn is_union(name: &str) -> bool {
    let name = canonical_name(name);
    ["cđcs", "cđ ", "công đoàn", "nghiệp đoàn", "lđlđ", "liên đoàn", "công ty", "cty", "ctcp"]
        .iter()
        .any(|word| name.starts_with(word))
}

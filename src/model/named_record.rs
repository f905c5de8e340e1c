//! What a reference to a record is compared with: its id and its printed names.

use jiff::civil::Date;

use crate::diagnostic::Candidate;
use crate::model::article::MovementRecord;
use crate::model::registry::{AwardKind, Person, Unit};
use crate::model::settings::Section;

/// A record that other records name.
#[derive(Clone, Debug)]
pub struct NamedRecord<'n> {
    /// The id, exactly as references write it.
    pub id: &'n str,
    /// The name that proposals show.
    pub title: &'n str,
    /// The printed names that a reference may have instead of the id; empty if it must be the id.
    pub spellings: Vec<Spelling<'n>>,
    /// The level of a kind or the type of a unit: a word of the message `candidate`.
    pub level: Option<&'static str>,
    /// A text that distinguishes the record from others of the same name.
    pub note: Option<&'n str>,
    /// Of equally similar records, those with the smallest number are proposed first.
    pub precedence: usize,
}

/// A printed name of a record, and when the record had it.
#[derive(Clone, Copy, Debug)]
pub struct Spelling<'n> {
    /// The name, as the registry has it.
    pub name: &'n str,
    /// The first day; open when absent.
    pub from: Option<Date>,
    /// The last day; open when absent.
    pub to: Option<Date>,
    /// Whether it is an entry of `also`.
    pub is_spelling: bool,
}

impl<'n> Spelling<'n> {
    fn undated(name: &'n str) -> Spelling<'n> {
        Spelling { name, from: None, to: None, is_spelling: false }
    }
}

impl<'n> NamedRecord<'n> {
    /// Describes a record that is named by its id only.
    pub fn by_id(id: &'n str, title: &'n str, precedence: usize) -> NamedRecord<'n> {
        NamedRecord { id, title, spellings: Vec::new(), level: None, note: None, precedence }
    }

    /// Describes a unit at `position` of the registry, with each of its names over time.
    ///
    /// A name without a last day ends when the next one begins, and every name ends with the unit.
    pub fn of_unit(unit: &'n Unit, position: usize) -> NamedRecord<'n> {
        let end = unit.ended.as_ref().map(|ended| ended.on.value);
        let earlier = |one: Option<Date>, other: Option<Date>| one.into_iter().chain(other).min();
        let next = |at: usize| unit.names.get(at + 1)?.from?.yesterday().ok();
        let mut spellings: Vec<Spelling<'n>> = Vec::with_capacity(unit.names.len() + unit.also.len());
        for (at, name) in unit.names.iter().enumerate() {
            let to = earlier(name.to.or_else(|| next(at)), end);
            spellings.push(Spelling { name: &name.value, from: name.from, to, is_spelling: false });
        }
        let from = unit.names.first().and_then(|name| name.from);
        spellings.extend(unit.also.iter().map(|name| Spelling { name, from, to: end, is_spelling: true }));
        let level = Some(unit.kind.candidate_word());
        NamedRecord { spellings, level, ..NamedRecord::by_id(&unit.id.value, unit.name(), position) }
    }

    /// Describes a kind of award at `position` of the order of precedence.
    ///
    /// Of similar kinds the lowest is proposed first.
    pub fn of_kind(kind: &'n AwardKind, position: usize) -> NamedRecord<'n> {
        let spellings = [&kind.name].into_iter().chain(&kind.also);
        let spellings = spellings.map(|name| Spelling::undated(name)).collect();
        let level = Some(kind.level.candidate_word());
        let precedence = usize::MAX - position;
        NamedRecord { spellings, level, ..NamedRecord::by_id(&kind.id.value, &kind.name, precedence) }
    }

    /// Describes a movement at `position` of the site.
    pub fn of_movement(movement: &'n MovementRecord, position: usize) -> NamedRecord<'n> {
        let spellings = [&movement.title.value].into_iter().chain(&movement.also);
        let spellings = spellings.map(|name| Spelling::undated(name)).collect();
        NamedRecord { spellings, ..NamedRecord::by_id(&movement.slug, &movement.title.value, position) }
    }

    /// Describes a section at `position` of the settings.
    pub fn of_section(section: &'n Section, position: usize) -> NamedRecord<'n> {
        let spellings = vec![Spelling::undated(&section.title)];
        NamedRecord { spellings, ..NamedRecord::by_id(&section.id.value, &section.title, position) }
    }

    /// Describes a person at `position` of the registry.
    ///
    /// A person is named by the id only: the registry exists because people share names.
    pub fn of_person(person: &'n Person, position: usize) -> NamedRecord<'n> {
        let note = person.note.as_deref();
        NamedRecord { note, ..NamedRecord::by_id(&person.id.value, &person.name.value, position) }
    }

    /// Returns the record as a proposal of a diagnostic.
    pub fn candidate(&self) -> Candidate {
        Candidate::new(self.id, self.title, self.level, self.note)
    }
}

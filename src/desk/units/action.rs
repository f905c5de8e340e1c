//! What the user asks for: an action on a unit, its day and its words.

use hyper::StatusCode;
use jiff::civil::Date;
use serde::Deserialize;

use crate::desk::answer::Refused;
use crate::desk::request::DeskRequest;
use crate::edit::{KeyPath, Wanted};
use crate::import::read_day;
use crate::model::lineage::Lineage;
use crate::model::names::NameIndex;
use crate::model::printed_index::NameDays;
use crate::model::registry::{Unit, UnitId};
use crate::model::site::Site;
use crate::text;

/// What happened to a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitAction {
    /// It has another name from a day on.
    Rename,
    /// It ends and another unit succeeds it.
    Merge,
    /// It ends without a successor.
    Close,
}

impl UnitAction {
    /// Each variant with its word in addresses and messages.
    pub const WORDS: [(&str, UnitAction); 3] =
        [("rename", UnitAction::Rename), ("merge", UnitAction::Merge), ("close", UnitAction::Close)];

    /// The word in addresses and messages.
    pub fn word(self) -> &'static str {
        UnitAction::WORDS.into_iter().find(|(_, action)| *action == self).map_or("", |(word, _)| word)
    }
}

/// An action on a unit as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct UnitWish {
    /// The path of the file of the registry.
    pub file: String,
    /// The id of the unit.
    pub entry: String,
    /// The word of the action.
    pub action: String,
    /// The new name.
    #[serde(default)]
    pub name: String,
    /// The first day of the new name, or the last day of the unit.
    #[serde(default)]
    pub day: String,
    /// The id or a name of the unit that succeeds it.
    #[serde(default)]
    pub into: String,
    /// The decision that ended the unit, as a citation.
    #[serde(default)]
    pub document: String,
    /// What readers learn about the end.
    #[serde(default)]
    pub note: String,
    /// A hash of what was shown.
    #[serde(default)]
    pub stamp: String,
}

impl UnitWish {
    /// The action in the address of a page.
    pub fn of(request: &DeskRequest) -> UnitWish {
        let typed = |key| request.parameter(key).trim().to_owned();
        UnitWish {
            file: typed("file"),
            entry: typed("entry"),
            action: typed("action"),
            name: typed("name"),
            day: typed("day"),
            into: typed("into"),
            document: typed("document"),
            note: typed("note"),
            stamp: String::new(),
        }
    }

    /// The action that is asked for; to rename if it is none.
    pub fn action(&self) -> UnitAction {
        let found = UnitAction::WORDS.into_iter().find(|(word, _)| *word == self.action);
        found.map_or(UnitAction::Rename, |(_, action)| action)
    }

    /// The day that was typed.
    ///
    /// # Errors
    /// When it is none.
    pub fn day(&self) -> Result<Date, Refused> {
        read_day(&self.day).ok_or_else(|| bad("desk-unit-no-day").arg("day", &self.day))
    }

    /// What the action changes in the entry `values` of the unit at `id` of `site`.
    ///
    /// # Errors
    /// When a day or a name is wrong, or the unit ended already.
    pub fn changes(
        &self,
        site: &Site,
        id: UnitId,
        values: &Wanted,
    ) -> Result<Vec<(KeyPath, Option<Wanted>)>, Refused> {
        let unit = &site.units[id];
        verify_open(unit)?;
        let day = self.day()?;
        verify_after_last_name(unit, day)?;
        match self.action() {
            UnitAction::Rename => self.renamed(unit, day, values),
            UnitAction::Merge => {
                let successor = self.successor(site, id, day)?;
                let next = Wanted::List(vec![Wanted::Text(successor)]);
                Ok(vec![self.ended(day, "merged"), (KeyPath::new(["successors"]), Some(next))])
            }
            UnitAction::Close => {
                let note = self.note.trim();
                if note.is_empty() && unit.note.is_none() {
                    return Err(bad("desk-unit-no-note"));
                }
                let note = (!note.is_empty()).then(|| {
                    let note = unit.note.iter().map(|known| &**known).chain([note]).collect::<Vec<&str>>();
                    (KeyPath::new(["note"]), Some(Wanted::Text(note.join(" "))))
                });
                Ok([self.ended(day, "dissolved")].into_iter().chain(note).collect())
            }
        }
    }

    fn renamed(
        &self,
        unit: &Unit,
        day: Date,
        values: &Wanted,
    ) -> Result<Vec<(KeyPath, Option<Wanted>)>, Refused> {
        let name = &*text::nfc(self.name.trim());
        if name.is_empty() {
            return Err(bad("desk-unit-no-name"));
        }
        if unit.names.last().is_some_and(|last| *last.value == *name) {
            return Err(bad("desk-unit-same-name").arg("name", name));
        }
        let Some(Wanted::List(mut names)) = values.value("names").cloned() else {
            return Err(bad("desk-unit-names"));
        };
        let text = |key: &str, value: &str| (key.to_owned(), Wanted::Text(value.to_owned()));
        names.push(Wanted::Map(vec![text("name", name), text("from", &day.to_string())]));
        Ok(vec![(KeyPath::new(["names"]), Some(Wanted::List(names)))])
    }

    /// The end of the unit after `day`.
    fn ended(&self, day: Date, how: &str) -> (KeyPath, Option<Wanted>) {
        let document = self.document.trim().to_owned();
        let values = [("on", day.to_string()), ("how", how.to_owned()), ("document", document)];
        let values = values.into_iter().filter(|(_, text)| !text.is_empty());
        let values = values.map(|(key, text)| (key.to_owned(), Wanted::Text(text)));
        (KeyPath::new(["ended"]), Some(Wanted::Map(values.collect())))
    }

    /// The id of the unit that succeeds the one at `id` on the day after `day`.
    ///
    /// # Errors
    /// When no unit, or several, have the name, or it cannot succeed this one.
    fn successor(&self, site: &Site, id: UnitId, day: Date) -> Result<String, Refused> {
        let typed = self.into.trim();
        let first = day.tomorrow().unwrap_or(day);
        let index = NameIndex::of_units(site.units.as_slice());
        let found = index.find(typed, Some(NameDays::on(first))).one();
        let next = found.ok_or_else(|| bad("desk-unit-unknown").arg("name", typed))?;
        let unit = &site.units[next];
        let refused = |message| bad(message).arg("name", &**unit.name());
        if next == id {
            return Err(refused("desk-unit-itself"));
        }
        if Lineage::new(&site.units).descendants(next).contains(&id) {
            return Err(refused("desk-unit-circle"));
        }
        if let Some(ended) = unit.ended.as_ref().filter(|ended| ended.on.value <= day) {
            return Err(refused("desk-unit-gone").arg("day", shown(ended.on.value)));
        }
        match unit.names.first().and_then(|name| name.from).filter(|from| *from > first) {
            Some(from) => Err(refused("desk-unit-later").arg("day", shown(from))),
            None => Ok(unit.id.value.to_string()),
        }
    }
}

/// Whether an action on `unit` is possible at all.
///
/// # Errors
/// When it ended already.
pub fn verify_open(unit: &Unit) -> Result<(), Refused> {
    match &unit.ended {
        Some(ended) => Err(bad("desk-unit-closed").arg("day", shown(ended.on.value))),
        None => Ok(()),
    }
}

/// Whether `unit` can change on `day`: only after its last name began, and not while a name has a later last day.
fn verify_after_last_name(unit: &Unit, day: Date) -> Result<(), Refused> {
    let Some(last) = unit.names.last() else { return Ok(()) };
    let refused = |message, day| Err(bad(message).arg("name", &*last.value).arg("day", shown(day)));
    match (last.from, last.to) {
        (Some(from), _) if day <= from => refused("desk-unit-before-name", from),
        (_, Some(to)) if day <= to => refused("desk-unit-name-lasts", to),
        _ => Ok(()),
    }
}

fn bad(message: &'static str) -> Refused {
    Refused::new(StatusCode::BAD_REQUEST, message)
}

/// A day as both languages write it in a sentence.
fn shown(day: Date) -> String {
    crate::model::date::format_date(day)
}

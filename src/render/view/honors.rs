//! The views of honor rolls and awards.

use serde::Serialize;

use crate::model::award::{Class, Recipient, Status, Visibility};
use crate::model::registry::Issuer;
use crate::plan::{Facts, Roll};
use crate::render::view::{Day, Link, Views};
use crate::source::Text;

/// A roll as it stands in lists.
#[derive(Clone, Debug, Serialize)]
pub struct RollLink {
    /// The year.
    pub year: i16,
    /// Its address.
    pub href: String,
    /// Its numbers.
    pub facts: FactsView,
    /// The awards that stand highest on it.
    pub highest: Vec<AwardView>,
}

/// The roll of a year.
#[derive(Clone, Debug, Serialize)]
pub struct RollView {
    /// The year.
    pub year: i16,
    /// Its numbers.
    pub facts: FactsView,
    /// The awards by kind, in order of precedence.
    pub groups: Vec<GroupView>,
    /// The roll of the next newer year.
    pub newer: Option<YearLink>,
    /// The roll of the next older year.
    pub older: Option<YearLink>,
}

/// A year that leads somewhere.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub year: i16,
    /// Its address.
    pub href: String,
}

/// Numbers of a roll; revoked awards are not counted.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct FactsView {
    /// Decisions.
    pub decisions: usize,
    /// Awards.
    pub awards: usize,
    /// Of them, to people.
    pub individuals: usize,
    /// Of them, to units and teams.
    pub collectives: usize,
    /// Of them, to families.
    pub households: usize,
}

/// The awards of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct GroupView {
    /// The kind.
    pub kind: KindView,
    /// How many there are.
    pub count: usize,
    /// The awards, by unit, then name.
    pub awards: Vec<AwardView>,
}

/// A kind of award.
#[derive(Clone, Debug, Serialize)]
pub struct KindView {
    /// Its id; unique on a page, so it can be an anchor.
    pub id: Text,
    /// Its name.
    pub name: Text,
    /// Who grants it, as words for `t`: `president`, `federation`, …
    pub issuers: Vec<&'static str>,
    /// What it is, in a sentence.
    pub description: Option<Text>,
}

/// One award as readers may see it.
#[derive(Clone, Debug, Serialize)]
pub struct AwardView {
    /// The name; absent when the recipient is not shown.
    pub name: Option<String>,
    /// `individual`, `collective` or `household`.
    pub to: &'static str,
    /// Ông, Bà.
    pub honorific: Option<Text>,
    /// The position at the time.
    pub position: Option<Text>,
    /// The unit as it was named then.
    pub unit: Option<Text>,
    /// The name of the kind.
    pub kind: Text,
    /// `nhat`, `nhi` or `ba`.
    pub class: Option<&'static str>,
    /// The reason as printed.
    pub citation: Option<Text>,
    /// The movement it came from.
    pub movement: Option<Link>,
    /// The article about the recipient.
    pub article: Option<Link>,
    /// The decision.
    pub decision: DecisionLink,
    /// The number of the row in the decision.
    pub no: Option<i64>,
    /// `corrected`, `revoked` or `withdrawn` when it does not simply stand.
    pub status: Option<&'static str>,
    /// The decision that revoked or corrected it.
    pub by: Option<Text>,
    /// Given after death.
    pub posthumous: bool,
    /// Names of those who share it.
    pub shared_with: Vec<Text>,
}

/// A decision as it stands beside an award.
#[derive(Clone, Debug, Serialize)]
pub struct DecisionLink {
    /// Its number, or where the award is known from.
    pub number: Option<Text>,
    /// When it was signed.
    pub signed: Option<Day>,
    /// Whether the number is that of a decision; else it says where the award is known from.
    pub documented: bool,
}

/// The awards that came from a movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementHonors {
    /// How many there are.
    pub total: usize,
    /// By year, newest first.
    pub years: Vec<MovementYear>,
}

/// The awards of a year that came from a movement.
#[derive(Clone, Debug, Serialize)]
pub struct MovementYear {
    /// The year.
    pub year: i16,
    /// The roll of the year.
    pub href: String,
    /// How many there are.
    pub count: usize,
    /// Those that stand highest.
    pub highest: Vec<AwardView>,
}

/// Awards shown where a roll or a movement is only announced.
const HIGHEST: usize = 3;

impl MovementHonors {
    /// The view of awards by year.
    pub fn of(views: &Views<'_>, years: &[(i16, Vec<u32>)]) -> MovementHonors {
        let year = |(year, awards): &(i16, Vec<u32>)| MovementYear {
            year: *year,
            href: views.roll_href(*year),
            count: views.counted(awards),
            highest: views.highest(awards.iter().copied()),
        };
        let years: Vec<MovementYear> = years.iter().map(year).collect();
        MovementHonors { total: years.iter().map(|year| year.count).sum(), years }
    }
}

impl Views<'_> {
    /// The address of the roll of a year.
    pub fn roll_href(&self, year: i16) -> String {
        self.href(&format!("/{}/{year}/", self.site.settings.routes.rolls))
    }

    /// How many of `awards` are counted: all but the revoked ones.
    pub fn counted(&self, awards: &[u32]) -> usize {
        Facts::of(self.site, awards).awards
    }

    fn highest(&self, awards: impl Iterator<Item = u32>) -> Vec<AwardView> {
        let stands = |at: &u32| {
            let record = self.site.award(&self.site.awards[*at as usize]);
            matches!(record.status, Status::InForce | Status::Corrected)
                && record.visibility == Visibility::Full
        };
        awards.filter(stands).take(HIGHEST).map(|at| self.award(at)).collect()
    }

    /// A roll as it stands in lists.
    pub fn roll_link(&self, roll: &Roll) -> RollLink {
        let awards = roll.groups.iter().flat_map(|group| group.awards.iter().copied());
        RollLink {
            year: roll.year,
            href: self.roll_href(roll.year),
            facts: roll.facts.into(),
            highest: self.highest(awards),
        }
    }

    /// A sentence about a roll, for search engines.
    pub fn roll_about(&self, roll: &Roll) -> String {
        let facts = roll.facts;
        self.say(
            "roll-about",
            &[
                ("year", roll.year.to_string()),
                ("awards", facts.awards.to_string()),
                ("decisions", facts.decisions.to_string()),
            ],
        )
    }

    /// The roll of a year.
    pub fn roll(&self, roll: &Roll) -> RollView {
        let link = |year: Option<i16>| year.map(|year| YearLink { year, href: self.roll_href(year) });
        let group = |group: &crate::plan::RollGroup| GroupView {
            kind: self.kind(group.kind),
            count: self.counted(&group.awards),
            awards: group.awards.iter().map(|at| self.award(*at)).collect(),
        };
        RollView {
            year: roll.year,
            facts: roll.facts.into(),
            groups: roll.groups.iter().map(group).collect(),
            newer: link(roll.newer),
            older: link(roll.older),
        }
    }

    fn kind(&self, at: usize) -> KindView {
        let kind = &self.site.kinds[at];
        KindView {
            id: kind.id.value.clone(),
            name: kind.name.clone(),
            issuers: kind.issuers.iter().map(|issuer| Issuer::word(*issuer)).collect(),
            description: kind.description.clone(),
        }
    }

    /// One award as readers may see it.
    pub fn award(&self, at: u32) -> AwardView {
        let award = &self.site.awards[at as usize];
        let record = self.site.award(award);
        let decision = &self.site.decisions[award.decision as usize].record;
        let signed = decision.signed.as_ref().map(|day| day.value);
        let registered = award.unit.map(|unit| self.site.unit_name(unit as usize, signed).clone());
        let unit = record.unit_as_printed.clone().or(registered);
        let shown = record.status != Status::Withdrawn && record.visibility != Visibility::Hidden;
        let own_name = record.name.is_some();
        let plain = shown && (record.visibility == Visibility::Full || !own_name);
        let name = record.name.as_ref().map(|name| name.value.clone()).or_else(|| unit.clone());
        let article = award.article.filter(|_| plain).map(|at| {
            let article = &self.site.articles[at as usize];
            Link { title: article.record.title.value.clone(), href: self.href(&article.route) }
        });
        AwardView {
            name: name.filter(|_| shown).map(|name| if plain { name.to_string() } else { initials(&name) }),
            to: Recipient::word(record.to.value),
            honorific: record.honorific.clone().filter(|_| shown),
            position: record.position.clone().filter(|_| plain),
            unit: unit.filter(|_| own_name && shown),
            kind: self.site.kinds[award.kind as usize].name.clone(),
            class: record.class.map(Class::word),
            citation: record.citation.clone().filter(|_| plain),
            movement: award.movement.map(|at| self.movement_link(at as usize)),
            article,
            decision: DecisionLink {
                number: decision
                    .number
                    .as_ref()
                    .map(|n| n.value.clone())
                    .or_else(|| decision.undocumented.clone()),
                signed: signed.map(|day| self.date(day)),
                documented: decision.number.is_some(),
            },
            no: record.no.as_ref().map(|no| no.value),
            status: match record.status {
                Status::InForce => None,
                Status::Corrected => Some("corrected"),
                Status::Revoked => Some("revoked"),
                Status::Withdrawn => Some("withdrawn"),
            },
            by: record.by.as_ref().map(|by| by.value.clone()),
            posthumous: record.posthumous,
            shared_with: if plain { record.shared_with.clone() } else { Vec::new() },
        }
    }
}

impl From<Facts> for FactsView {
    fn from(facts: Facts) -> FactsView {
        let Facts { decisions, awards, individuals, collectives, households } = facts;
        FactsView { decisions, awards, individuals, collectives, households }
    }
}

/// `T. T. H. M.` for `Trần Thị Hoa Mai`.
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().next());
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::initials;

    /// A person who asks for initials is shown by the first letter of each word.
    #[test]
    fn initials_of_a_name() {
        assert_eq!(initials("Trần Thị Hoa Mai"), "T. T. H. M.");
        assert_eq!(initials("Đặng Ánh"), "Đ. Á.");
    }
}

//! Assigns addresses to recipients, such that an address of one never leads to another.
//!
//! An address depends only on the content, so two computers agree on it. A recipient claims every address that some
//! of its awards alone would give it, so an award that is added only adds claims. An address that one recipient claims
//! leads there; an address that several claim is a list of them.

use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::award::{Status, Visibility};
use crate::model::id::IdVec;
use crate::model::recipients::{Recipient, RecipientId, Recipients};
use crate::model::site::{AwardId, AwardRef, DecisionId, Site};
use crate::read::file_name;
use crate::source::Text;
use crate::text;

/// The addresses of recipients: the last part of each route.
#[derive(Debug, Default)]
pub struct Addresses {
    /// For each recipient the address of its page; `None` for a unit, which has a page of its own, and for a
    /// recipient whose name was never public.
    pub pages: IdVec<Recipient, Option<Text>>,
    /// Further addresses that lead to one recipient, in order.
    pub redirects: Vec<(Text, RecipientId)>,
    /// The addresses that several recipients claim, in order, with these recipients.
    pub lists: Vec<(Text, Vec<RecipientId>)>,
}

/// How exactly an address names a recipient.
///
/// An award claims an address of one level if its address of the level before is claimed by several recipients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// The id of a person, the name, or name and unit; always claimed.
    Certain,
    /// Name, unit, and the marks of the last word of the name: Hùng and Hưng have the same slug.
    Spelling,
    /// Name, unit and kind of recipient.
    Kind,
    /// Name and decision.
    Decision,
    /// Name, decision and row.
    Row,
}

/// A recipient that claims addresses.
struct Claimant {
    recipient: RecipientId,
    /// The slug of the name; empty for a name without Latin letters.
    name: String,
    /// The last word of the name with its marks, as letters; see [`text::telex`].
    spelling: String,
    /// The claimed addresses, the preferred one first.
    claimed: Vec<Text>,
    /// Whether all public awards are of one unit and none has the id of a person.
    is_simple: bool,
    /// The public awards, the earliest first, each with its most exact address.
    awards: Vec<(AwardId, Text)>,
}

/// The claimants of one address.
struct Claim {
    level: Level,
    first: RecipientId,
    others: Vec<RecipientId>,
}

/// The claims of all recipients, by address.
#[derive(Default)]
struct Claims(FxHashMap<Text, Claim>);

impl Claims {
    /// Adds a claim; returns false if the address is empty or is claimed on a less exact level.
    fn add(&mut self, address: &Text, level: Level, by: RecipientId) -> bool {
        if address.is_empty() {
            return false;
        }
        let new = || Claim { level, first: by, others: Vec::new() };
        let claim = self.0.entry(address.clone()).or_insert_with(new);
        if claim.level == level && claim.first != by && claim.others.last() != Some(&by) {
            claim.others.push(by);
        }
        claim.level == level
    }

    /// Returns true if exactly one recipient claims the address.
    fn is_certain(&self, address: &Text) -> bool {
        self.0.get(address).is_some_and(|claim| claim.others.is_empty())
    }
}

impl Addresses {
    /// Assigns the addresses of `recipients`; `decision_slug` returns the slug of a decision.
    pub fn assign(
        site: &Site,
        recipients: &Recipients,
        decision_slug: impl Fn(DecisionId) -> String,
    ) -> Addresses {
        let entries: Vec<(RecipientId, &Recipient)> = recipients.all.entries().collect();
        let claimants = entries.par_iter().filter_map(|(id, recipient)| claimant(site, *id, recipient));
        let mut claimants: Vec<Claimant> = claimants.collect();
        let mut claims = Claims::default();
        for one in &claimants {
            one.claimed.iter().for_each(|address| _ = claims.add(address, Level::Certain, one.recipient));
        }
        for level in [Level::Spelling, Level::Kind, Level::Decision, Level::Row] {
            refine(site, &mut claimants, &mut claims, level, &decision_slug);
        }
        let mut addresses = choose_pages(recipients, claimants, &claims);
        let shared = claims.0.into_iter().filter(|(_, claim)| !claim.others.is_empty());
        let list = |(address, claim): (Text, Claim)| {
            (address, [claim.first].into_iter().chain(claim.others).collect())
        };
        addresses.lists = shared.map(list).collect();
        addresses.lists.sort_unstable();
        addresses
    }
}

/// Returns the claims that a recipient always has; `None` for a recipient without an address.
fn claimant(site: &Site, id: RecipientId, recipient: &Recipient) -> Option<Claimant> {
    let public = recipient.awards.iter().map(|award| site.award(*award)).filter(is_public);
    let mut awards: Vec<AwardRef<'_>> = public.collect();
    if awards.is_empty() || awards[0].is_to_unit_itself() {
        return None;
    }
    awards.sort_by_key(|award| precedence(site, award));
    let is_simple =
        recipient.person.is_none() && awards.iter().all(|award| award.award.unit == awards[0].award.unit);
    let name = file_name::to_folder_name(text::slug(&recipient.name));
    let person = recipient.person.map(|person| site.people[person].id.value.clone());
    let mut claimed: Vec<Text> = person.into_iter().chain([Text::from(&*name)]).collect();
    let mut addressed: Vec<(AwardId, Text)> = Vec::with_capacity(awards.len());
    for AwardRef { id, award, .. } in awards {
        let address = match award.unit {
            Some(unit) if !name.is_empty() => format!("{name}-{}", site.units[unit].id.value),
            _ => name.clone(),
        };
        // The awards of a unit share its address.
        let known = claimed.iter().find(|known| ***known == *address).cloned();
        let address = known.unwrap_or_else(|| {
            claimed.push(Text::from(address));
            claimed[claimed.len() - 1].clone()
        });
        addressed.push((id, address));
    }
    let last = recipient.name.split_whitespace().next_back().unwrap_or("");
    let spelling = text::telex(last);
    Some(Claimant { recipient: id, name, spelling, claimed, is_simple, awards: addressed })
}

/// Returns true if readers see, or once saw, the name of the recipient.
fn is_public(award: &AwardRef<'_>) -> bool {
    let was_named = award.record.visibility == Visibility::Full;
    award.names_recipient() || (award.record.status == Status::Withdrawn && was_named)
}

/// Sorts awards by the day of signing, then by the number of the decision, then by unit: never by the order in
/// which they were typed. Awards without a day come last.
fn precedence<'s>(site: &'s Site, award: &AwardRef<'s>) -> (bool, Option<Date>, u32, &'s str, &'s str) {
    let number = award.decision.number.as_ref().map_or("", |number| &*number.value);
    let digits: String = number.chars().take_while(char::is_ascii_digit).collect();
    let unit = award.award.unit.map_or("", |unit| &*site.units[unit].id.value);
    (award.signed().is_none(), award.signed(), digits.parse().unwrap_or(u32::MAX), number, unit)
}

/// Claims addresses of `level` for the awards whose address so far is claimed by several recipients.
fn refine(
    site: &Site,
    claimants: &mut [Claimant],
    claims: &mut Claims,
    level: Level,
    decision_slug: &impl Fn(DecisionId) -> String,
) {
    let mut refined: Vec<(usize, usize, Text)> = Vec::new();
    for (at, one) in claimants.iter().enumerate() {
        for (place, (award, address)) in one.awards.iter().enumerate() {
            if claims.is_certain(address) {
                continue;
            }
            let AwardRef { award, record, .. } = site.award(*award);
            let name = &one.name;
            let unit = award.unit.map(|unit| &site.units[unit].id.value).filter(|_| !name.is_empty());
            let row = record.no.as_ref().map_or(award.row.position() + 1, |no| no.value as usize);
            let exact = match (level, unit) {
                (Level::Spelling, Some(unit)) => format!("{name}-{unit}-{}", one.spelling),
                (Level::Kind, Some(unit)) => format!("{name}-{unit}-{}", record.to.value.word()),
                (Level::Decision, _) if !name.is_empty() => {
                    format!("{name}-{}", decision_slug(award.decision))
                }
                (Level::Row, _) if name.is_empty() => format!("{}-{row}", decision_slug(award.decision)),
                (Level::Row, _) => format!("{name}-{}-{row}", decision_slug(award.decision)),
                _ => continue,
            };
            refined.push((at, place, exact.into()));
        }
    }
    for (at, place, address) in refined {
        let one = &mut claimants[at];
        if claims.add(&address, level, one.recipient) {
            one.claimed.push(address.clone());
            one.awards[place].1 = address;
        }
    }
}

/// Chooses the page of each recipient among the addresses that only it claims; the others become redirects.
fn choose_pages(recipients: &Recipients, claimants: Vec<Claimant>, claims: &Claims) -> Addresses {
    let mut addresses =
        Addresses { pages: IdVec::filled(None, recipients.all.len()), ..Addresses::default() };
    let mut numbered: FxHashSet<Text> = FxHashSet::default();
    for Claimant { recipient, name, mut claimed, is_simple, awards, .. } in claimants {
        claimed.retain(|address| claims.is_certain(address));
        let mut own = claimed.into_iter();
        let page = own.next().unwrap_or_else(|| {
            // Two recipients of one row number in one decision: only their order is left.
            let base = awards.first().map_or(&*name, |(_, address)| address);
            let mut candidates = (2..).map(|number| Text::from(format!("{base}-{number}")));
            let is_free = |address: &Text| !claims.0.contains_key(address) && !numbered.contains(address);
            candidates.find(is_free).expect("the range of numbers has no end")
        });
        numbered.extend((!claims.0.contains_key(&page)).then(|| page.clone()));
        // A redirect from name and unit for every unique name would double the files of a large archive, and
        // no reader has such an address before a second recipient of the name comes.
        if !is_simple || *page != *name {
            addresses.redirects.extend(own.filter(|other| *other != page).map(|other| (other, recipient)));
        }
        addresses.pages[recipient] = Some(page);
    }
    addresses.redirects.sort_unstable();
    addresses.redirects.dedup();
    addresses
}

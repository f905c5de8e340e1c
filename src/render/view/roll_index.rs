//! Builds the index of names of a roll, and the lists of its parts.

use crate::model::award::Status;
use crate::model::site::AwardId;
use crate::plan::{ListPage, NAMES_PER_PAGE, NameLetter, PartFamily, Roll, RollPart, awards_per_page};
use crate::render::href::Href;
use crate::render::view::data::{
    GroupView, LetterGroup, LetterLink, NameEntry, RollNamesView, RollPartsView,
};
use crate::render::view::views::Views;
use crate::text;

impl Views<'_> {
    /// Returns the awards of a page of a roll by kind, each with its anchor.
    pub fn roll_groups(&self, awards: &[AwardId]) -> Vec<GroupView> {
        let mut groups = self.group_by_kind(awards);
        let views = groups.iter_mut().flat_map(|group| &mut group.awards);
        for (view, id) in views.zip(awards) {
            view.id = Some(self.plan.decisions.roll_anchor(self.site, *id));
        }
        groups
    }

    /// Returns the title of the index of names of a roll.
    pub fn roll_names_title(&self, roll: &Roll) -> String {
        self.say("roll-names", &[("year", roll.year.to_string())])
    }

    /// Returns the title of a list of parts of a roll.
    pub fn roll_parts_title(&self, roll: &Roll, family: PartFamily) -> String {
        let name = match family {
            PartFamily::Units => "roll-units",
            PartFamily::Movements => "roll-movements",
        };
        self.say(name, &[("year", roll.year.to_string())])
    }

    /// Returns one page of the parts of a roll.
    pub fn roll_parts_view(&self, roll: &Roll, list: &ListPage<RollPart>) -> RollPartsView {
        RollPartsView {
            year: roll.year,
            whole: self.href(&roll.route(self.site)),
            parts: self.part_links(roll, &list.items, RollPart::Whole),
            pager: self.pager_view(list),
        }
    }

    /// Returns the letters of the index of names of a roll.
    pub fn roll_letters(&self, roll: &Roll) -> Vec<LetterLink> {
        let (first, word) = (roll.names_route(self.site), &self.site.settings.routes.page);
        let link = |one: &NameLetter| {
            let page = self.href(&first.list_page(one.start / NAMES_PER_PAGE + 1, word));
            LetterLink {
                letter: one.letter.map(String::from),
                count: one.count,
                href: Href::new(format!("{page}#{}", letter_id(one.letter))),
            }
        };
        roll.names.letters.iter().map(link).collect()
    }

    /// Returns one page of the index of names of a roll.
    pub fn roll_names_view(&self, roll: &Roll, list: &ListPage<AwardId>) -> RollNamesView {
        let route = roll.route(self.site);
        let word = &self.site.settings.routes.page;
        let per_page = awards_per_page(self.site);
        let entry = |(id, position): (&AwardId, &usize)| {
            let view = self.award_view(*id);
            let page = self.href(&route.list_page(position / per_page + 1, word));
            NameEntry {
                name: view.name.unwrap_or_default(),
                unit: view.unit,
                kind: Some(view.kind),
                href: Href::new(format!("{page}#{}", self.plan.decisions.roll_anchor(self.site, *id))),
                revoked: self.site.award(*id).record.status == Status::Revoked,
            }
        };
        let start = (list.number - 1) * NAMES_PER_PAGE;
        let end = start + list.items.len();
        let on_page = |one: &&NameLetter| one.start < end && start < one.start + one.count;
        let group = |one: &NameLetter| {
            let (from, to) = (one.start.max(start), (one.start + one.count).min(end));
            let awards = roll.names.awards[from..to].iter().zip(&roll.names.positions[from..to]);
            let mut names: Vec<NameEntry> = awards.map(entry).collect();
            for alike in names.chunk_by_mut(|a, b| a.name == b.name && a.unit == b.unit) {
                if let [only] = alike {
                    only.kind = None;
                }
            }
            LetterGroup { letter: one.letter.map(String::from), id: letter_id(one.letter), names }
        };
        RollNamesView {
            year: roll.year,
            whole: self.href(&route),
            letters: self.roll_letters(roll),
            groups: roll.names.letters.iter().filter(on_page).map(group).collect(),
            pager: self.pager_view(list),
        }
    }
}

/// Returns the anchor of a letter in the index of names: `chu-dd` for Đ, the code point for a letter that Vietnamese names
/// do not have (`chu-ud8` for Ø), `tap-the` for units and teams.
fn letter_id(letter: Option<char>) -> String {
    let Some(letter) = letter else { return "tap-the".to_owned() };
    format!("chu-{}", text::letter_slug(letter))
}

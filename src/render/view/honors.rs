//! Builds the views of honor rolls and awards.

use crate::model::award::{Category, RecipientKind, Status, Visibility};
use crate::model::registry::{Issuer, KindId, UnitId};
use crate::model::route::Route;
use crate::model::site::{AwardId, AwardRef, DecisionId};
use crate::plan::{
    ListPage, MAX_PARTS, PartFamily, Roll, RollCounts, RollPart, Table, archive_route, download_route,
};
use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{
    AwardView, GroupView, KindView, LinkView, MovementHonors, MovementYear, PartLink, RollCountsView,
    RollLink, RollView, YearLink,
};
use crate::render::view::views::Views;

/// Maximum number of awards shown where a roll or a movement is announced.
const MAX_HIGHEST_AWARDS: usize = 3;

impl MovementHonors {
    /// Builds the view of the awards of a movement, which are given by year.
    pub fn from_years(views: &Views<'_>, years: &[(i16, Vec<AwardId>)]) -> MovementHonors {
        let year = |(year, awards): &(i16, Vec<AwardId>)| MovementYear {
            year: *year,
            href: views.movement_roll_href(*year, awards),
            count: views.count_awards(awards),
            highest: views.highest_awards(awards.iter().copied()),
        };
        let years: Vec<MovementYear> = years.iter().map(year).collect();
        MovementHonors { total: years.iter().map(|year| year.count).sum(), years }
    }
}

impl Views<'_> {
    /// Returns the address of the roll of a year.
    pub fn roll_href(&self, year: i16) -> Href {
        self.href(&format!("/{}/{year}/", self.site.settings.routes.rolls))
    }

    /// Returns the address of a movement's awards in a year: its part of the roll, else the whole roll.
    fn movement_roll_href(&self, year: i16, awards: &[AwardId]) -> Href {
        let movement = awards.first().and_then(|id| self.site.awards[*id].movement);
        let part = movement.map_or(RollPart::Whole, RollPart::Movement);
        let route = format!("/{}/{year}/{}", self.site.settings.routes.rolls, part.route(self.site));
        let planned = self.plan.page(&route).is_some();
        if planned { self.href(&route) } else { self.roll_href(year) }
    }

    /// Returns how many of `awards` are counted: all but the revoked ones.
    pub fn count_awards(&self, awards: &[AwardId]) -> usize {
        RollCounts::count(self.site, awards)
    }

    /// Returns the first awards in force with visible names, at most [`MAX_HIGHEST_AWARDS`].
    fn highest_awards(&self, awards: impl Iterator<Item = AwardId>) -> Vec<AwardView> {
        let is_shown = |id: &AwardId| {
            let award = self.site.award(*id);
            award.is_in_force() && award.names_recipient()
        };
        awards.filter(is_shown).take(MAX_HIGHEST_AWARDS).map(|at| self.award_view(at)).collect()
    }

    /// Returns a roll as shown in lists.
    pub fn roll_link(&self, roll: &Roll) -> RollLink {
        let awards = roll.groups.iter().flat_map(|group| group.awards.iter().copied());
        RollLink {
            year: roll.year,
            href: self.roll_href(roll.year),
            facts: roll.counts.into(),
            highest: self.highest_awards(awards),
            data: self.roll_json_href(roll.year),
        }
    }

    /// Returns every roll as shown in lists, newest first.
    pub fn roll_links(&self) -> Vec<RollLink> {
        self.plan.rolls.iter().map(|roll| self.roll_link(roll)).collect()
    }

    /// Returns a sentence about a roll, for search engines.
    pub fn roll_about(&self, roll: &Roll) -> String {
        let counts = roll.counts;
        self.say(
            "roll-about",
            &[
                ("year", roll.year.to_string()),
                ("awards", counts.awards.to_string()),
                ("decisions", counts.decisions.to_string()),
            ],
        )
    }

    /// Returns one page of the roll of a year, or of a part of it.
    pub fn roll_view(&self, roll: &Roll, part: RollPart, list: &ListPage<AwardId>) -> RollView {
        let link = |year: Option<i16>| year.map(|year| YearLink { year, href: self.roll_href(year) });
        let links = |wanted: fn(&RollPart) -> bool| {
            let parts = roll.parts.iter().map(|of| of.part).filter(wanted);
            parts.map(|other| self.part_link(roll, other, other == part)).collect()
        };
        let family = |family: PartFamily| {
            if roll.parts.iter().filter(|of| family.has(&of.part)).count() > MAX_PARTS {
                return (Vec::new(), Some(self.href(&family.route(self.site, roll))));
            }
            let parts = roll.parts_in(family, &self.plan.units.ranks);
            (self.part_links(roll, &parts, part), None)
        };
        let (units, units_list) = family(PartFamily::Units);
        let (movements, movements_list) = family(PartFamily::Movements);
        let is_whole = part == RollPart::Whole;
        RollView {
            year: roll.year,
            part: self.part_title(part),
            whole: self.roll_href(roll.year),
            count: if is_whole { roll.counts.awards } else { roll.part_count(part) },
            facts: roll.counts.into(),
            groups: self.roll_groups(&list.items),
            pager: self.pager_view(list),
            letters: if is_whole { self.roll_letters(roll) } else { Vec::new() },
            kinds: links(|part| matches!(part, RollPart::Kind(_))),
            levels: links(|part| matches!(part, RollPart::Level(_))),
            units,
            units_list,
            movements,
            movements_list,
            recipients: links(|part| matches!(part, RollPart::To(_))),
            downloads: self.download_links(roll.year),
            data: self.roll_json_href(roll.year),
            newer: link(roll.newer),
            older: link(roll.older),
        }
    }

    /// Returns links to the downloads of a year.
    fn download_links(&self, year: i16) -> Vec<LinkView> {
        let route = |table| download_route(self.site, year, table);
        Table::ALL
            .into_iter()
            .filter_map(|table| self.download_link(table.extension(), &route(table)))
            .collect()
    }

    /// Returns the link to the downloads of all years; none when downloads are switched off.
    pub fn archive_links(&self) -> Vec<LinkView> {
        self.download_link("zip", &archive_route(self.site)).into_iter().collect()
    }

    fn download_link(&self, format: &str, route: &Route) -> Option<LinkView> {
        self.plan.page(route)?;
        Some(LinkView { title: format.to_uppercase().into(), href: self.href(route) })
    }

    /// Returns the address of the JSON download of a year.
    fn roll_json_href(&self, year: i16) -> Option<Href> {
        let route = download_route(self.site, year, Table::Json);
        self.plan.page(&route).is_some().then(|| self.href(&route))
    }

    /// Returns links to `parts` of a roll, of which `current` is being read.
    pub fn part_links(&self, roll: &Roll, parts: &[RollPart], current: RollPart) -> Vec<PartLink> {
        parts.iter().map(|part| self.part_link(roll, *part, *part == current)).collect()
    }

    fn part_link(&self, roll: &Roll, part: RollPart, current: bool) -> PartLink {
        let count = roll.part_count(part);
        let route = format!("/{}/{}/{}", self.site.settings.routes.rolls, roll.year, part.route(self.site));
        PartLink { title: self.part_title(part).unwrap_or_default(), href: self.href(&route), count, current }
    }

    /// Returns the title of a part of a roll; `None` for the whole roll.
    fn part_title(&self, part: RollPart) -> Option<String> {
        Some(match part {
            RollPart::Whole => return None,
            RollPart::Kind(at) => self.site.kinds[at].name.to_string(),
            RollPart::Level(level) => self.say(&format!("level-{}", level.word()), &[]),
            RollPart::Unit(at) => self.site.units[at].name().to_string(),
            RollPart::Movement(at) => self.site.movements[at].record.title.value.to_string(),
            RollPart::To(to) => self.say(&format!("to-{}", to.word()), &[]),
        })
    }

    /// Returns the title of the page of a roll or of a part of it.
    pub fn roll_title(&self, roll: &Roll, part: RollPart) -> String {
        let whole = self.say("roll-year", &[("year", roll.year.to_string())]);
        self.part_title(part).map_or(whole.clone(), |part| format!("{whole}: {part}"))
    }

    /// Groups consecutive awards of the same kind.
    pub fn group_by_kind(&self, awards: &[AwardId]) -> Vec<GroupView> {
        let kind = |id: &AwardId| self.site.awards[*id].kind;
        let group = |awards: &[AwardId]| GroupView {
            kind: self.kind_view(kind(&awards[0])),
            count: self.count_awards(awards),
            awards: awards.iter().map(|at| self.award_view(*at)).collect(),
        };
        awards.chunk_by(|a, b| kind(a) == kind(b)).map(group).collect()
    }

    /// Returns a kind as shown beside awards.
    pub fn kind_view(&self, at: KindId) -> CachedView<KindView> {
        self.cache.kinds.view(at, || {
            let kind = &self.site.kinds[at];
            KindView {
                id: kind.id.value.clone(),
                name: kind.name.clone(),
                issuers: kind.issuers.iter().map(|issuer| Issuer::word(*issuer)).collect(),
                description: kind.description.clone(),
                href: self.kind_href(at),
            }
        })
    }

    /// Returns the address of a kind's page; `None` when it has none.
    pub fn kind_href(&self, at: KindId) -> Option<Href> {
        let has = self.site.settings.pages.kinds && !self.plan.kind_awards[at].is_empty();
        let route = || format!("/{}/{}/", self.site.settings.routes.kinds, self.site.kinds[at].id.value);
        has.then(|| self.href(&route()))
    }

    /// Returns the address of a unit's page; `None` when units have no pages.
    pub fn unit_href(&self, at: UnitId) -> Option<Href> {
        let route = || format!("/{}/{}/", self.site.settings.routes.units, self.site.units[at].id.value);
        self.site.settings.pages.units.then(|| self.href(&route()))
    }

    /// Returns the address of a decision's page; `None` when decisions have no pages.
    pub fn decision_href(&self, at: DecisionId) -> Option<Href> {
        self.plan.decisions.routes[at].as_ref().map(|route| self.href(route))
    }

    /// Returns the address of an award on the page of its decision that has its row; `None` when decisions have no
    /// pages.
    pub fn row_href(&self, id: AwardId) -> Option<Href> {
        let (route, anchor) = self.plan.decisions.row(self.site, id)?;
        Some(self.anchored_href(&route, anchor.as_deref()))
    }

    /// Returns the address of the place `anchor` of a page, or of the page.
    pub fn anchored_href(&self, route: &Route, anchor: Option<&str>) -> Href {
        let page = self.href(route);
        anchor.map_or_else(|| page.clone(), |anchor| Href::new(format!("{page}#{anchor}")))
    }

    /// Returns awards with only what readers may see.
    pub fn award_views(&self, awards: &[AwardId]) -> Vec<AwardView> {
        awards.iter().map(|id| self.award_view(*id)).collect()
    }

    /// Returns one award with only what readers may see.
    pub fn award_view(&self, id: AwardId) -> AwardView {
        let found = self.site.award(id);
        let AwardRef { award, record, .. } = found;
        let registered = award.unit.map(|unit| self.site.unit_name(unit, found.signed()).clone());
        let unit = record.unit_as_printed.as_ref().map(|printed| printed.value.clone()).or(registered);
        let shown = record.shows_recipient();
        let own_name = record.name.is_some();
        let plain = shown && (record.visibility == Visibility::Full || !own_name);
        let name = record.name.as_ref().map(|name| name.value.clone()).or_else(|| unit.clone());
        let article = award.article.filter(|_| plain).map(|at| {
            let article = &self.site.articles[at];
            LinkView { title: article.record.title.value.clone(), href: self.href(&article.route) }
        });
        let kind = &self.site.kinds[award.kind];
        let class = award.class.and_then(|at| kind.classes.word(at)).cloned();
        AwardView {
            name: name.filter(|_| shown).map(|name| if plain { name } else { initials(&name).into() }),
            href: self.recipient_href(id).filter(|_| plain),
            to: RecipientKind::word(record.to.value),
            honorific: record.honorific.clone().filter(|_| shown),
            position: record.position.as_ref().filter(|_| plain).map(|position| position.value.clone()),
            unit: unit.filter(|_| own_name && shown),
            unit_href: found.shown_unit().and_then(|at| self.unit_href(at)),
            anchor: record.no.as_ref().map(|no| no.value.to_string()),
            row_href: self.row_href(id),
            id: None,
            kind: kind.name.clone(),
            class_name: class.as_ref().map(|class| self.class_name(award.kind, class)),
            class,
            category: record.category.map(Category::word),
            year: award.year,
            period: record.period.value.to_string(),
            citation: record.citation.as_ref().filter(|_| plain).map(|citation| citation.value.clone()),
            movement: award.movement.map(|at| self.movement_link(at)),
            article,
            decision: self.decision_link(award.decision),
            decision_row: self.decision_row(found),
            no: record.no.as_ref().map(|no| no.value),
            status: match record.status {
                Status::InForce => None,
                Status::Corrected => Some("corrected"),
                Status::Revoked => Some("revoked"),
                Status::Withdrawn => Some("withdrawn"),
            },
            by: record.by.as_ref().map(|by| by.value.clone()),
            by_href: record
                .by
                .as_ref()
                .and_then(|by| self.plan.decision_numbers.get(&by.value))
                .and_then(|at| self.decision_href(*at)),
            posthumous: record.posthumous,
            shared_with: record.shared_with.iter().filter(|_| plain).map(|name| name.value.clone()).collect(),
        }
    }
}

impl From<RollCounts> for RollCountsView {
    fn from(counts: RollCounts) -> RollCountsView {
        let RollCounts { decisions, awards, individuals, collectives, households, titles } = counts;
        RollCountsView {
            decisions,
            awards,
            individuals,
            collectives,
            households,
            titles,
            forms: awards - titles,
        }
    }
}

/// Returns the initials of a name: `T. T. H. M.` for `Trần Thị Hoa Mai`.
fn initials(name: &str) -> String {
    let letters = name.split_whitespace().filter_map(|word| word.chars().next());
    letters.map(|letter| format!("{letter}.")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::initials;

    /// The initials are the first letter of each word.
    #[test]
    fn initials_of_a_name() {
        assert_eq!(initials("Trần Thị Hoa Mai"), "T. T. H. M.");
        assert_eq!(initials("Đặng Ánh"), "Đ. Á.");
    }
}

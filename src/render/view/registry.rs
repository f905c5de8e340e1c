//! Builds the views of decisions, kinds of awards and units.

use std::collections::HashSet;

use crate::model::award::{RecipientKind, Status, Totals};
use crate::model::date;
use crate::model::registry::{AwardKind, Dated, KindId, UnitId, UnitKind};
use crate::model::site::{AwardId, AwardRef, DecisionId, HiddenReason};
use crate::plan::{ListPage, MAX_CHILDREN, UNITS_PER_PAGE, children_route, decisions_year_route};
use crate::render::view::cached::CachedView;
use crate::render::view::data::{
    CommonFacts, DatedLink, DatedName, DecisionCard, DecisionLink, DecisionView, DecisionsPage,
    DecisionsYear, KindCard, KindPage, LinkView, NameRange, RollCountsView, SignerView, TotalsView, UnitCard,
    UnitChildrenView, UnitGroup, UnitKindLink, UnitView, UnitsView, YearGroup, YearLink,
};
use crate::render::view::views::Views;
use crate::source::{Spanned, Text};
use jiff::civil::Date;

impl Views<'_> {
    /// Returns the decisions by year, newest first; without the decisions if each year has a page.
    pub fn decisions_by_year(&self) -> Vec<DecisionsYear> {
        let pages = &self.plan.decisions;
        let year = |(year, decisions): &(Option<i16>, Vec<DecisionId>)| DecisionsYear {
            year: *year,
            count: decisions.len(),
            href: pages.has_years.then(|| self.href(&decisions_year_route(self.site, *year))),
            decisions: if pages.has_years { Vec::new() } else { self.decision_cards(decisions) },
        };
        pages.years.iter().map(year).collect()
    }

    /// Returns the newest decisions if each year has a page; else none.
    pub fn newest_decisions(&self) -> Vec<DecisionCard> {
        self.decision_cards(&self.plan.decisions.newest(self.site))
    }

    /// Returns one page of the decisions of a year.
    pub fn decisions_page(&self, year: Option<i16>, list: &ListPage<DecisionId>) -> DecisionsPage {
        let years = &self.plan.decisions.years;
        let link = |at: Option<usize>| {
            let (year, _) = years.get(at?)?;
            let href = self.href(&decisions_year_route(self.site, *year));
            year.map(|year| YearLink { year, href })
        };
        let at = years.iter().position(|(other, _)| *other == year);
        DecisionsPage {
            year,
            decisions: self.decision_cards(&list.items),
            pager: self.pager_view(list),
            newer: link(at.and_then(|at| at.checked_sub(1))),
            older: link(at.map(|at| at + 1)),
        }
    }

    /// Returns the title of the decisions of a year, or of unknown days.
    pub fn decisions_year_title(&self, year: Option<i16>) -> String {
        match year {
            Some(year) => self.say("decisions-year", &[("year", year.to_string())]),
            None => self.say("decisions-undated", &[]),
        }
    }

    fn decision_cards(&self, decisions: &[DecisionId]) -> Vec<DecisionCard> {
        let card = |at: &DecisionId| {
            let decision = &self.site.decisions[*at];
            DecisionCard {
                decision: self.decision_link(*at),
                issuer: self.issuer(*at),
                subject: decision.record.subject.clone(),
                awards: self.count_awards(&decision.awards().collect::<Vec<AwardId>>()),
                hidden: decision.would_be_hidden.map(HiddenReason::word),
            }
        };
        decisions.iter().map(card).collect()
    }

    /// Returns a decision as shown beside an award.
    pub fn decision_link(&self, at: DecisionId) -> CachedView<DecisionLink> {
        self.cache.decisions.view(at, || DecisionLink {
            number: self.decision_number(at),
            signed: self.decision_signed(at).map(|day| self.date_view(day)),
            documented: self.site.decisions[at].record.number.is_some(),
            words: self.decision_words(at, false),
            href: self.decision_href(at),
        })
    }

    /// Returns the number and the day of a decision, or the source of its awards; in rows without the word for a decision.
    fn decision_words(&self, at: DecisionId, in_row: bool) -> String {
        let day = self.decision_signed(at).map(date::format_date);
        let Some(number) = self.decision_number(at) else {
            return day.map_or_else(String::new, |day| format!("{} {day}", self.say("decision-day", &[])));
        };
        let say = |name: &str| self.say(name, &[("number", number.to_string())]);
        match day {
            _ if self.site.decisions[at].record.number.is_none() => number.to_string(),
            Some(day) => format!("{} {day}", say(if in_row { "decision-row" } else { "decision-of" })),
            None if in_row => number.to_string(),
            None => say("decision"),
        }
    }

    /// Returns the decision of an award and its row there, as rows of a roll show them; empty when unknown.
    pub fn decision_row(&self, award: AwardRef<'_>) -> String {
        let at = award.award.decision;
        let words = self.cache.row_words[at].get_or_init(|| self.decision_words(at, true));
        match &award.record.no {
            Some(no) if !words.is_empty() => {
                format!("{words}, {}", self.say("row", &[("no", no.value.to_string())]))
            }
            _ => words.clone(),
        }
    }

    /// Returns the number of a decision, or the source of its awards when it is lost.
    pub fn decision_number(&self, at: DecisionId) -> Option<Text> {
        let record = &self.site.decisions[at].record;
        let number = record.number.as_ref().map(|number| number.value.clone());
        number.or_else(|| record.undocumented.clone())
    }

    /// Returns the day on which a decision was signed.
    pub fn decision_signed(&self, at: DecisionId) -> Option<Date> {
        self.site.decisions[at].record.signed.as_ref().map(|day| day.value)
    }

    /// Returns the name of the issuer of a decision, as on the day of signing.
    pub fn issuer(&self, at: DecisionId) -> Option<Text> {
        let decision = &self.site.decisions[at];
        let then = self.decision_signed(at);
        decision.issuer.map(|unit| self.site.unit_name(unit, then).clone())
    }

    /// Returns the title of a decision's page.
    pub fn decision_title(&self, at: DecisionId) -> String {
        match (&self.decision_number(at), self.site.decisions[at].record.number.is_some()) {
            (Some(number), true) => self.say("decision-title", &[("number", number.to_string())]),
            (Some(source), false) => source.to_string(),
            (None, _) => self.say("decisions", &[]),
        }
    }

    /// Returns the view of a decision with one page of the awards that it changed and of its annex.
    pub fn decision_view(&self, at: DecisionId, list: &ListPage<AwardId>) -> DecisionView {
        let decision = &self.site.decisions[at];
        let record = &decision.record;
        let awards: Vec<AwardId> = decision.awards().collect();
        let is_changed = |id: &&AwardId| self.site.award(**id).record.status != Status::InForce;
        let is_own = |id: &AwardId| self.site.awards[*id].decision == at;
        let (rows, affected): (Vec<AwardId>, Vec<AwardId>) = list.items.iter().copied().partition(is_own);
        DecisionView {
            hidden: decision.would_be_hidden.map(HiddenReason::word),
            number: self.decision_number(at),
            documented: record.number.is_some(),
            signed: self.decision_signed(at).map(|day| self.date_view(day)),
            issuer: self.issuer(at),
            issuer_href: decision.issuer.and_then(|unit| self.unit_href(unit)),
            signer: record.signer.as_ref().map(|signer| SignerView {
                name: signer.name.value.clone(),
                position: signer.position.clone(),
                formula: signer.formula.clone(),
            }),
            subject: record.subject.clone(),
            document: decision
                .document
                .and_then(|file| self.site.assets.get(&file))
                .map(|route| self.href(route)),
            document_note: self.scan_note(decision.document),
            totals: record.totals.as_ref().map(|totals| (&totals.value).into()),
            facts: self.counts(&awards),
            affects: self.award_views(&affected),
            changed: awards.iter().filter(is_changed).count(),
            common: self.cache.common_facts.view(at, || self.common_facts(&awards)),
            awards: self.award_views(&rows),
            pager: self.pager_view(list),
        }
    }

    /// Returns the facts that all `awards` share.
    fn common_facts(&self, awards: &[AwardId]) -> CommonFacts {
        if awards.len() < 2 {
            return CommonFacts::default();
        }
        let views = &self.award_views(awards);
        let kind = shared(awards, |id| Some(self.site.awards[*id].kind));
        let movement_of = |id: &AwardId| self.site.awards[*id].movement;
        let movement = usual(awards.iter().map(movement_of));
        let unit = shared(views, |award| Some((award.unit.clone()?, award.unit_href.clone())));
        let (unit, unit_href) = unit.map_or((None, None), |(name, href)| (Some(name), href));
        CommonFacts {
            kind: kind.map(|at| self.kind_view(at)),
            class_name: kind.and(shared(views, |award| award.class_name.clone())),
            unit,
            unit_href,
            citation: shared(views, |award| award.citation.clone()),
            movement: movement.map(|at| self.movement_link(at)),
            has_other_movements: movement.is_some() && awards.iter().any(|id| movement_of(id) != movement),
        }
    }

    /// Returns the award guide: every kind, in order of precedence.
    pub fn kind_cards(&self) -> Vec<KindCard> {
        self.site.kinds.ids().map(|at| self.kind_card(at)).collect()
    }

    /// Returns the class `word` of `kind` as readers see it.
    pub fn class_name(&self, kind: KindId, word: &Text) -> Text {
        let message = self.site.kinds[kind].classes.message(word);
        message.map_or_else(|| word.clone(), |message| self.say(&message, &[]).into())
    }

    /// Returns the names of the classes of a kind, the highest first, as one text.
    fn class_names(&self, kind: KindId) -> String {
        let words = self.site.kinds[kind].classes.words();
        words.iter().map(|word| self.class_name(kind, word).to_string()).collect::<Vec<_>>().join(", ")
    }

    fn kind_card(&self, at: KindId) -> KindCard {
        let kind: &AwardKind = &self.site.kinds[at];
        KindCard {
            id: kind.id.value.clone(),
            name: kind.name.clone(),
            href: self.kind_href(at),
            family: kind.family.word(),
            level: kind.level.word(),
            issuers: kind.issuers.iter().map(|issuer| issuer.word()).collect(),
            to: kind.to.iter().map(|to| RecipientKind::word(*to)).collect(),
            classes: (!kind.classes.is_empty()).then(|| self.class_names(at)),
            once: kind.once,
            law: kind.law.clone(),
            description: kind.description.clone(),
            count: self.count_awards(&self.plan.kind_awards[at]),
        }
    }

    /// Returns a kind with one page of its awards.
    pub fn kind_page(&self, at: KindId, list: &ListPage<AwardId>) -> KindPage {
        let mut years: Vec<i16> =
            self.plan.kind_awards[at].iter().map(|id| self.site.awards[*id].year).collect();
        years.dedup();
        KindPage {
            kind: self.kind_card(at),
            years: years.into_iter().map(|year| YearLink { year, href: self.roll_href(year) }).collect(),
            groups: self.group_by_year(&list.items),
            pager: self.pager_view(list),
        }
    }

    /// Groups consecutive awards of the same year.
    pub fn group_by_year(&self, awards: &[AwardId]) -> Vec<YearGroup> {
        let year = |id: &AwardId| self.site.awards[*id].year;
        let group = |awards: &[AwardId]| YearGroup {
            year: year(&awards[0]),
            href: self.roll_href(year(&awards[0])),
            groups: self.group_by_kind(awards),
        };
        awards.chunk_by(|a, b| year(a) == year(b)).map(group).collect()
    }

    /// Returns one page of the list of units.
    pub fn units_view(&self, list: &ListPage<UnitId>) -> UnitsView {
        let (mut groups, mut ended) = (Vec::new(), Vec::new());
        for chunk in list.items.chunk_by(|a, b| self.unit_group(*a) == self.unit_group(*b)) {
            let (has_ended, kind) = self.unit_group(chunk[0]);
            let units = chunk.iter().map(|at| self.unit_card(*at)).collect();
            let group = UnitGroup { kind: kind.word(), units };
            if has_ended { ended.push(group) } else { groups.push(group) }
        }
        UnitsView {
            groups,
            ended,
            kinds: self.unit_kind_links(list),
            pages: self.name_ranges(list, &self.plan.units.all),
            pager: self.pager_view(list),
        }
    }

    /// Returns one page of the list of the units below a unit.
    pub fn unit_children_view(&self, at: UnitId, list: &ListPage<UnitId>) -> UnitChildrenView {
        UnitChildrenView {
            unit: LinkView {
                title: self.site.units[at].name().clone(),
                href: self.unit_href(at).unwrap_or_default(),
            },
            units: list.items.iter().map(|at| self.unit_card(*at)).collect(),
            pages: self.name_ranges(list, &self.plan.units.children[at]),
            pager: self.pager_view(list),
        }
    }

    fn unit_card(&self, at: UnitId) -> UnitCard {
        UnitCard {
            name: self.site.units[at].name().clone(),
            href: self.unit_href(at).unwrap_or_default(),
            ended: self.site.units[at].ended.is_some(),
            count: self.count_awards(&self.plan.unit_awards[at]),
        }
    }

    /// Returns the group of a unit in the list of units: whether it has ended, and its type.
    fn unit_group(&self, at: UnitId) -> (bool, UnitKind) {
        (self.site.units[at].ended.is_some(), self.site.units[at].kind)
    }

    /// Returns the groups of the list of units, each with the address of its beginning.
    fn unit_kind_links(&self, list: &ListPage<UnitId>) -> Vec<UnitKindLink> {
        let word = &self.site.settings.routes.page;
        let mut start = 0;
        let mut links = Vec::new();
        for chunk in self.plan.units.all.chunk_by(|a, b| self.unit_group(*a) == self.unit_group(*b)) {
            let (ended, kind) = self.unit_group(chunk[0]);
            let page = self.href(&list.route(start / UNITS_PER_PAGE + 1, word));
            links.push(UnitKindLink { kind: kind.word(), ended, count: chunk.len(), page });
            start += chunk.len();
        }
        links
    }

    /// Returns the first and last name of each page of a list of `units`; none for a list of one page.
    fn name_ranges(&self, list: &ListPage<UnitId>, units: &[UnitId]) -> Vec<NameRange> {
        if list.count == 1 {
            return Vec::new();
        }
        let word = &self.site.settings.routes.page;
        let name = |at: &UnitId| self.site.units[*at].name().clone();
        let range = |(number, units): (usize, &[UnitId])| NameRange {
            number,
            href: self.href(&list.route(number, word)),
            first: name(&units[0]),
            last: name(&units[units.len() - 1]),
            current: number == list.number,
        };
        (1..).zip(units.chunks(UNITS_PER_PAGE)).map(range).collect()
    }

    /// Returns a unit with its history and one page of its awards.
    pub fn unit_view(&self, at: UnitId, list: &ListPage<AwardId>) -> UnitView {
        let unit = &self.site.units[at];
        let day = |day: Option<Date>| day.map(|day| self.date_view(day));
        let former = unit.names.iter().rev().skip(1).rev().map(|name| DatedName {
            name: name.value.clone(),
            from: day(name.from),
            to: day(name.to),
        });
        let neighbours = &self.cache.units;
        let links = |units: &[UnitId]| -> Vec<LinkView> {
            units.iter().filter_map(|at| self.unit_link(*at, self.site.units[*at].name())).collect()
        };
        let children = &self.plan.units.children[at];
        let has_list = children.len() > MAX_CHILDREN;
        let mut predecessors = neighbours.predecessors[at].clone();
        self.plan.units.sort(&mut predecessors);
        let mut successors: Vec<UnitId> =
            unit.successors.iter().filter_map(|next| neighbours.unit(&next.value)).collect();
        self.plan.units.sort(&mut successors);
        UnitView {
            name: unit.name().clone(),
            kind: unit.kind.word(),
            former: former.collect(),
            parents: unit.parents.iter().map(|parent| self.dated_link(parent)).collect(),
            children: links(if has_list { &[] } else { children }),
            children_count: children.len(),
            children_list: has_list.then(|| self.href(&children_route(self.site, at))),
            beneath: self.descendant_counts(at),
            ended: unit.ended.as_ref().map(|ended| self.date_view(ended.on.value)),
            ending: unit.ended.as_ref().and_then(|ended| ended.how).map(|how| how.word()),
            ending_document: unit.ended.as_ref().and_then(|ended| ended.document.clone()),
            successors: links(&successors),
            predecessors: links(&predecessors),
            note: unit.note.clone(),
            facts: self.counts(&self.plan.unit_awards[at]),
            groups: self.group_by_year(&list.items),
            pager: self.pager_view(list),
        }
    }

    /// Returns the numbers of all current and former descendants of a unit, each award counted once.
    fn descendant_counts(&self, at: UnitId) -> RollCountsView {
        let mut found = vec![at];
        let mut known = HashSet::from([at]);
        let mut checked = 0;
        while let Some(unit) = found.get(checked) {
            let under = self.cache.units.children[*unit].iter().copied();
            let new: Vec<UnitId> = under.filter(|other| known.insert(*other)).collect();
            found.extend(new);
            checked += 1;
        }
        let awards: Vec<AwardId> =
            found[1..].iter().flat_map(|unit| self.plan.unit_awards[*unit].iter().copied()).collect();
        self.counts(&awards)
    }

    fn unit_link(&self, at: UnitId, name: &Text) -> Option<LinkView> {
        Some(LinkView { title: name.clone(), href: self.unit_href(at)? })
    }

    /// Returns a parent unit by its name on the last day of that time, else on the first.
    fn dated_link(&self, parent: &Dated<Spanned<Text>>) -> DatedLink {
        let at = self.cache.units.unit(&parent.value.value);
        let then = parent.to.or(parent.from);
        let name = at.map_or_else(|| parent.value.value.clone(), |at| self.site.unit_name(at, then).clone());
        DatedLink {
            name,
            href: at.and_then(|at| self.unit_href(at)),
            from: parent.from.map(|day| self.date_view(day)),
            to: parent.to.map(|day| self.date_view(day)),
        }
    }

    /// Returns the numbers of `awards`.
    pub fn counts(&self, awards: &[AwardId]) -> RollCountsView {
        crate::plan::RollCounts::from_awards(self.site, awards).into()
    }
}

/// Returns the value that all `rows` have; `None` if a row has another value or none.
fn shared<R, V: PartialEq>(rows: &[R], value: impl Fn(&R) -> Option<V>) -> Option<V> {
    let first = value(rows.first()?);
    rows.iter().all(|row| value(row) == first).then_some(first).flatten()
}

/// Returns the value of more than half of the rows; `None` if a row has none.
fn usual<V: Copy + Ord>(values: impl Iterator<Item = Option<V>>) -> Option<V> {
    let mut values: Vec<V> = values.collect::<Option<_>>()?;
    values.sort_unstable();
    let middle = *values.get(values.len() / 2)?;
    let count = values.iter().filter(|value| **value == middle).count();
    (count * 2 > values.len()).then_some(middle)
}

impl From<&Totals> for TotalsView {
    fn from(totals: &Totals) -> TotalsView {
        let [collectives, individuals, households] = totals.by_kind();
        TotalsView { collectives, individuals, households }
    }
}

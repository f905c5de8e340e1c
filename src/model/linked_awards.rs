//! Links the awards of decisions, and takes over those of the build before.

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::hash::Hash;
use crate::model::award;
use crate::model::id::{Id, IdVec};
use crate::model::names::{NameIndex, UnknownName};
use crate::model::registry::{AwardKind, Person, Unit, UnitId};
use crate::model::site::{Article, Award, DecisionId, Movement};
use crate::reuse::{InputHasher, Reuse};
use crate::source::Sources;
use crate::text::{Collator, NameOrder, SortKey};

/// The awards that the build before linked.
#[derive(Debug, Default)]
pub struct LinkedAwards {
    of_decisions: Reuse<Vec<Award>>,
    all: Reuse<IdVec<Award>>,
}

/// The awards of a site.
pub struct AwardList {
    /// Decision by decision.
    pub awards: Arc<IdVec<Award>>,
    /// For each decision the positions of its awards, and the fingerprint of what they are made from.
    pub decisions: Vec<(Range<usize>, Hash)>,
}

impl LinkedAwards {
    /// Begins another build.
    pub fn begin(&mut self) {
        self.of_decisions.begin();
        self.all.begin();
    }

    /// Links the awards of `decisions` by `names`; reports unknown names.
    pub fn link(
        &self,
        decisions: &[Arc<award::DecisionRecord>],
        names: &AwardNames<'_>,
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> AwardList {
        let link = |(at, decision): (usize, &Arc<award::DecisionRecord>)| {
            let mut inputs = InputHasher::default();
            inputs.hash(names.inputs);
            sources.find(decision.source).into_iter().for_each(|file| file.add_to(&mut inputs));
            let inputs = inputs.fingerprint();
            let awards = || names.awards(decision, DecisionId::new(at));
            (inputs, self.of_decisions.value_if_any(inputs, awards))
        };
        let sound: Vec<(Hash, Option<Arc<Vec<Award>>>)> =
            decisions.par_iter().enumerate().map(link).collect();
        let mut inputs = InputHasher::default();
        sound.iter().for_each(|(decision, _)| _ = inputs.hash(*decision));
        // Of a decision with unknown names the other awards; these names are reported in each build.
        let mut faulty: Vec<Vec<Award>> = vec![Vec::new(); decisions.len()];
        for (at, decision) in decisions.iter().enumerate().filter(|(at, _)| sound[*at].1.is_none()) {
            faulty[at] = names.known_awards(decision, DecisionId::new(at), diagnostics);
        }
        let of_decision = |at: usize| sound[at].1.as_deref().unwrap_or(&faulty[at]);
        let awards = self.all.value(inputs.fingerprint(), || {
            let all = (0..decisions.len()).flat_map(|at| {
                of_decision(at).iter().map(move |award| award.of_decision(DecisionId::new(at)))
            });
            all.collect()
        });
        let mut end = 0;
        let range = |(at, (inputs, _)): (usize, &(Hash, _))| {
            let start = end;
            end += of_decision(at).len();
            (start..end, *inputs)
        };
        AwardList { decisions: sound.iter().enumerate().map(range).collect(), awards }
    }
}

/// The names that an award may use, and what its place among others depends on.
pub struct AwardNames<'n> {
    /// The kinds.
    pub kinds: NameIndex<'n, AwardKind>,
    /// The units.
    pub units: NameIndex<'n, Unit>,
    /// The movements.
    pub movements: NameIndex<'n, Movement>,
    /// The people.
    pub people: NameIndex<'n, Person>,
    /// The articles, by section and slug.
    pub articles: NameIndex<'n, Article>,
    /// The units with the names they have now.
    pub registry: &'n IdVec<Unit, Arc<Unit>>,
    /// How names are compared.
    pub collator: Collator,
    /// By which part of a name people are sorted.
    pub order: NameOrder,
    /// The fingerprint of all of these.
    pub inputs: Hash,
}

impl AwardNames<'_> {
    /// The awards of `decision`, which is at `at`; `None` when a name in it is unknown.
    fn awards(&self, decision: &award::DecisionRecord, at: DecisionId) -> Option<Vec<Award>> {
        let award = |(row, record): (usize, &award::AwardRecord)| {
            let unit = self.units.optional(record.unit.as_ref())?;
            Ok(Award {
                decision: at,
                row: Id::new(row),
                kind: self.kinds.required(&record.kind)?,
                unit,
                movement: self.movements.optional(record.movement.as_ref())?,
                article: self.articles.optional(record.article.as_deref())?,
                person: self.people.optional(record.person.as_deref())?,
                year: record.period.value.end(),
                name_key: self.key(record, unit),
            })
        };
        decision.awards.iter().enumerate().map(award).collect::<Result<Vec<Award>, UnknownName>>().ok()
    }

    /// The awards of `decision`, which is at `at`; reports unknown names.
    ///
    /// An award of an unknown kind is left out.
    fn known_awards(
        &self,
        decision: &award::DecisionRecord,
        at: DecisionId,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Award> {
        let award = |(row, record): (usize, &award::AwardRecord)| {
            let kind = self.kinds.find(&record.kind, diagnostics);
            let unit = self.units.find_optional(record.unit.as_ref(), diagnostics);
            let movement = self.movements.find_optional(record.movement.as_ref(), diagnostics);
            let person = self.people.find_optional(record.person.as_deref(), diagnostics);
            let article = self.articles.find_optional(record.article.as_deref(), diagnostics);
            let (year, name_key) = (record.period.value.end(), self.key(record, unit));
            let row = Id::new(row);
            Some(Award { decision: at, row, kind: kind?, unit, movement, article, person, year, name_key })
        };
        decision.awards.iter().enumerate().filter_map(award).collect()
    }

    /// The place of an award among others: by its name, else by that of its unit.
    fn key(&self, record: &award::AwardRecord, unit: Option<UnitId>) -> SortKey {
        let key = record.name_key(&self.collator, self.order);
        key.unwrap_or_else(|| self.collator.key(unit.map_or("", |unit| self.registry[unit].name())))
    }
}

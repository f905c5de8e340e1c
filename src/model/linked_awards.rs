//! Links the awards of decisions and reuses those linked by the previous build.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic};
use crate::hash::Hash;
use crate::model::award;
use crate::model::id::{Id, IdVec};
use crate::model::names::{NameIndex, UnknownName};
use crate::model::printed_index::NameDays;
use crate::model::recipient_inputs;
use crate::model::registry::{AwardKind, KindId, Person, Unit, UnitId};
use crate::model::settings::Section;
use crate::model::site::{Article, Award, DecisionId, Movement};
use crate::reuse::{InputHasher, Reuse};
use crate::source::{Sources, Spanned, Text};
use crate::text::{Collator, NameOrder, SortKey};

/// The linked awards of the previous build, by fingerprint of their inputs.
#[derive(Debug, Default)]
pub struct LinkedAwards {
    by_decision: Reuse<LinkedDecision>,
    all: Reuse<IdVec<Award>>,
}

/// The awards of a decision, all of whose names are known.
#[derive(Debug)]
struct LinkedDecision {
    awards: Vec<Award>,
    /// The fingerprint of what it says about its recipients.
    recipients: Hash,
}

/// The awards of a site.
pub struct AwardList {
    /// The awards, decision by decision.
    pub awards: Arc<IdVec<Award>>,
    /// For each decision the positions of its awards and the fingerprints of their inputs.
    pub decisions: Vec<AwardsOfDecision>,
}

/// The positions of the awards of a decision, and the fingerprints of their inputs.
pub struct AwardsOfDecision {
    /// The positions among the awards of the site.
    pub awards: Range<usize>,
    /// The fingerprint of everything that they are linked from.
    pub inputs: Hash,
    /// The fingerprint of what the decision says about its recipients; see [`recipient_inputs`].
    pub recipients: Hash,
}

impl LinkedAwards {
    /// Starts a build, which can reuse the results that the previous build used, and drops older ones.
    pub fn begin(&mut self) {
        self.by_decision.begin();
        self.all.begin();
    }

    /// Links the awards of `decisions` by `names` and reports unknown names.
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
            let linked = || {
                let awards = names.link_all(decision, DecisionId::new(at))?;
                let path = sources.find(decision.source).map_or("", |file| &file.path);
                let recipients = recipient_inputs::fingerprint(decision, path, names.inputs);
                Some(LinkedDecision { awards, recipients })
            };
            (inputs, self.by_decision.value_if_any(inputs, linked))
        };
        let complete: Vec<(Hash, Option<Arc<LinkedDecision>>)> =
            decisions.par_iter().enumerate().map(link).collect();
        let mut inputs = InputHasher::default();
        complete.iter().for_each(|(decision, _)| _ = inputs.hash(*decision));
        // A decision with unknown names keeps its other awards; it is not cached, so each build reports the
        // names.
        let mut partial: Vec<Vec<Award>> = vec![Vec::new(); decisions.len()];
        for (at, decision) in decisions.iter().enumerate().filter(|(at, _)| complete[*at].1.is_none()) {
            partial[at] = names.link_known(decision, DecisionId::new(at), diagnostics);
        }
        let of_decision = |at: usize| complete[at].1.as_ref().map_or(&partial[at], |linked| &linked.awards);
        let awards = self.all.value(inputs.fingerprint(), || {
            let all = (0..decisions.len()).into_par_iter().flat_map_iter(|at| {
                of_decision(at).iter().map(move |award| award.with_decision(DecisionId::new(at)))
            });
            all.collect::<Vec<Award>>().into()
        });
        let mut end = 0;
        let place = |(at, (inputs, linked)): (usize, &(Hash, Option<Arc<LinkedDecision>>))| {
            let start = end;
            end += of_decision(at).len();
            // What is said about recipients by a decision with unknown names can be anything in its file.
            let recipients = linked.as_ref().map_or(*inputs, |linked| linked.recipients);
            AwardsOfDecision { awards: start..end, inputs: *inputs, recipients }
        };
        AwardList { decisions: complete.iter().enumerate().map(place).collect(), awards }
    }
}

/// The names that an award may refer to, and everything else that its sort key depends on.
pub struct AwardNames<'n> {
    /// The kinds of awards, by id and by name.
    pub kinds: NameIndex<'n, AwardKind>,
    /// The kinds themselves, for their classes.
    pub kind_records: &'n IdVec<AwardKind, Arc<AwardKind>>,
    /// The units of the registry, by id and by name.
    pub units: NameIndex<'n, Unit>,
    /// The published movements, by slug and by title.
    pub movements: NameIndex<'n, Movement>,
    /// The people, by id.
    pub people: NameIndex<'n, Person>,
    /// The articles, by `section/slug`.
    pub articles: NameIndex<'n, Article>,
    /// The sections, for articles named by the title of their section.
    pub sections: NameIndex<'n, Section>,
    /// The units themselves, for their current names.
    pub registry: &'n IdVec<Unit, Arc<Unit>>,
    /// The collation of names.
    pub collator: Collator,
    /// The part of a name by which people are sorted.
    pub order: NameOrder,
    /// The fingerprint of all of these.
    pub inputs: Hash,
}

impl AwardNames<'_> {
    /// Links the awards of `decision`, whose position is `at`; `None` when a name in it is unknown.
    fn link_all(&self, decision: &award::DecisionRecord, at: DecisionId) -> Option<Vec<Award>> {
        let signed = decision.signed.as_ref().map(|signed| NameDays::of_award(signed.value));
        let award = |(row, record): (usize, &award::AwardRecord)| {
            let unit = self.units.lookup_optional(record.unit.as_ref(), signed)?;
            let article = record.article.as_deref().map(|article| self.article_name(article));
            let kind = self.kinds.lookup(&record.kind, None)?;
            let class = record.class.as_deref().map(|class| self.find_class(kind, class)).transpose()?;
            Ok(Award {
                decision: at,
                row: Id::new(row),
                kind,
                class,
                unit,
                movement: self.movements.lookup_optional(record.movement.as_ref(), None)?,
                article: self.articles.lookup_optional(article.as_deref(), None)?,
                person: self.people.lookup_optional(record.person.as_deref(), None)?,
                year: record.period.value.end(),
                name_key: self.sort_key(record, unit),
            })
        };
        decision.awards.iter().enumerate().map(award).collect::<Result<Vec<Award>, UnknownName>>().ok()
    }

    /// Links the awards of `decision`, whose position is `at`, and reports unknown names.
    ///
    /// An award of an unknown kind is left out.
    fn link_known(
        &self,
        decision: &award::DecisionRecord,
        at: DecisionId,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Award> {
        let signed = decision.signed.as_ref().map(|signed| NameDays::of_award(signed.value));
        let award = |(row, record): (usize, &award::AwardRecord)| {
            let kind = self.kinds.find_or_report(&record.kind, None, diagnostics);
            let unit = self.units.find_optional_or_report(record.unit.as_ref(), signed, diagnostics);
            let movement =
                self.movements.find_optional_or_report(record.movement.as_ref(), None, diagnostics);
            let person = self.people.find_optional_or_report(record.person.as_deref(), None, diagnostics);
            let article = record.article.as_deref().map(|article| self.article_name(article));
            let article = self.articles.find_optional_or_report(article.as_deref(), None, diagnostics);
            let class = record.class.as_deref().zip(kind).and_then(|(class, kind)| {
                self.find_class(kind, class)
                    .map_err(|UnknownName| self.report_class(kind, class, diagnostics))
                    .ok()
            });
            let (year, name_key) = (record.period.value.end(), self.sort_key(record, unit));
            let row = Id::new(row);
            Some(Award {
                decision: at,
                row,
                kind: kind?,
                class,
                unit,
                movement,
                article,
                person,
                year,
                name_key,
            })
        };
        decision.awards.iter().enumerate().filter_map(award).collect()
    }

    /// Returns `written` with the id of its section, if it has the title of a section instead.
    fn article_name<'w>(&self, written: &'w Spanned<Text>) -> Cow<'w, Spanned<Text>> {
        let section = |title| self.sections.id(self.sections.find(title, None).one()?);
        match written.value.split_once('/').map(|(title, slug)| (title, section(title), slug)) {
            Some((title, Some(id), slug)) if id != title => {
                Cow::Owned(Spanned::new(Text::from(format!("{id}/{slug}")), written.span))
            }
            _ => Cow::Borrowed(written),
        }
    }

    /// Returns the position of the class `written` of an award of `kind`.
    ///
    /// # Errors
    /// If the kind does not declare the class.
    fn find_class(&self, kind: KindId, written: &Spanned<Text>) -> Result<u8, UnknownName> {
        self.kind_records[kind].classes.find(&written.value).ok_or(UnknownName)
    }

    /// Reports the class `written`, which `kind` does not declare. The same diagnostic may be added for several rows.
    fn report_class(&self, kind: KindId, written: &Spanned<Text>, diagnostics: &mut Vec<Diagnostic>) {
        let kind = &self.kind_records[kind];
        let words: Vec<&str> = kind.classes.words().iter().map(|word| &**word).collect();
        let error = Diagnostic::new(Code::UnknownClass, written.span)
            .arg("class", &written.value)
            .arg("kind", &kind.name)
            .arg("id", &kind.id.value)
            .arg("classes", words.join(", "));
        let error = if words.is_empty() { error.help("help-none") } else { error };
        if diagnostics.last() != Some(&error) {
            diagnostics.push(error);
        }
    }

    /// Returns the sort key of an award: by its name, else by the name of its unit.
    fn sort_key(&self, record: &award::AwardRecord, unit: Option<UnitId>) -> SortKey {
        let key = record.name_key(&self.collator, self.order);
        key.unwrap_or_else(|| self.collator.key(unit.map_or("", |unit| self.registry[unit].name())))
    }
}

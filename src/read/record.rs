//! What one source holds.

use std::sync::Arc;

use crate::model::article::{ArticleRecord, MovementRecord, StandalonePageRecord};
use crate::model::award::DecisionRecord;
use crate::model::registry::{AwardKind, Person, Unit};
use crate::model::settings::Settings;
use crate::model::theme::ThemeRecord;
use crate::source::SourceId;

/// The content of one source.
#[derive(Clone, Debug)]
pub enum Record {
    /// A draft of which nothing could be read; its diagnostics are reported.
    UnreadDraft(SourceId),
    /// The settings, from `content/site.yaml`.
    Settings(Box<Settings>),
    /// An article of `content/articles/`.
    Article(Arc<ArticleRecord>),
    /// A movement of `content/movements/`.
    Movement(Arc<MovementRecord>),
    /// A standalone page of `content/pages/`.
    StandalonePage(Arc<StandalonePageRecord>),
    /// A decision of `content/awards/`, with its awards.
    Decision(Arc<DecisionRecord>),
    /// The award kinds of `kinds.yaml`, in the order written.
    Kinds(Vec<Arc<AwardKind>>),
    /// The units of `units.yaml`, in the order written.
    Units(Vec<Arc<Unit>>),
    /// The people of `people.yaml`, in the order written.
    People(Vec<Arc<Person>>),
    /// The `theme.yaml` of a theme.
    Theme(Arc<ThemeRecord>),
}

impl Record {
    /// Whether it is a draft.
    pub fn is_draft(&self) -> bool {
        match self {
            Record::Article(record) => record.draft,
            Record::Movement(record) => record.draft,
            Record::StandalonePage(record) => record.draft,
            Record::Decision(record) => record.draft,
            Record::UnreadDraft(_) => true,
            Record::Settings(_)
            | Record::Kinds(_)
            | Record::Units(_)
            | Record::People(_)
            | Record::Theme(_) => false,
        }
    }

    /// Marks it as a draft, if it is of a kind that can be one.
    pub fn mark_draft(&mut self) {
        match self {
            Record::Article(record) => Arc::make_mut(record).draft = true,
            Record::Movement(record) => Arc::make_mut(record).draft = true,
            Record::StandalonePage(record) => Arc::make_mut(record).draft = true,
            Record::Decision(record) => Arc::make_mut(record).draft = true,
            Record::UnreadDraft(_)
            | Record::Settings(_)
            | Record::Kinds(_)
            | Record::Units(_)
            | Record::People(_)
            | Record::Theme(_) => {}
        }
    }
}

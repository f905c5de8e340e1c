//! All records of a project, before names are resolved.

use std::sync::Arc;

use crate::model::article::{ArticleRecord, MovementRecord, StandalonePageRecord};
use crate::model::award::DecisionRecord;
use crate::model::registry::{AwardKind, Person, Unit};
use crate::model::settings::Settings;
use crate::model::theme::Themes;
use crate::source::SourceId;

/// The records of a project, in the order of their files.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The settings; absent when they could not be read.
    pub settings: Option<Settings>,
    /// The articles, hidden ones included.
    pub articles: Vec<Arc<ArticleRecord>>,
    /// The movements, hidden ones included.
    pub movements: Vec<Arc<MovementRecord>>,
    /// The standalone pages, hidden ones included.
    pub pages: Vec<Arc<StandalonePageRecord>>,
    /// The decisions with their awards.
    pub decisions: Vec<Arc<DecisionRecord>>,
    /// The drafts of which nothing could be read.
    pub unread_drafts: Vec<SourceId>,
    /// The kinds of awards: the built-in catalogue first, then the site's own.
    pub kinds: Vec<Arc<AwardKind>>,
    /// The units of the registry.
    pub units: Vec<Arc<Unit>>,
    /// The people of the registry.
    pub people: Vec<Arc<Person>>,
    /// The themes, the built-in ones included.
    pub themes: Themes,
}

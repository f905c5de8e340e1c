//! Everything that authors wrote, before any name is looked up.

use std::sync::Arc;

use crate::model::article::{ArticleRecord, MovementRecord, StandalonePageRecord};
use crate::model::award::DecisionRecord;
use crate::model::registry::{AwardKind, Person, Unit};
use crate::model::settings::Settings;
use crate::model::theme::Themes;

/// The records of a project, in the order of their files.
#[derive(Clone, Debug, Default)]
pub struct Records {
    /// The settings; absent when they could not be read.
    pub settings: Option<Settings>,
    /// The articles.
    pub articles: Vec<Arc<ArticleRecord>>,
    /// The movements.
    pub movements: Vec<Arc<MovementRecord>>,
    /// The standing pages.
    pub pages: Vec<Arc<StandalonePageRecord>>,
    /// The decisions with their awards.
    pub decisions: Vec<Arc<DecisionRecord>>,
    /// The kinds of awards: the built-in catalogue first, then the site's own.
    pub kinds: Vec<Arc<AwardKind>>,
    /// The units.
    pub units: Vec<Arc<Unit>>,
    /// The people.
    pub people: Vec<Arc<Person>>,
    /// The themes.
    pub themes: Themes,
}

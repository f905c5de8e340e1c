//! Finds the answers that the registry can remember, so that the same words are not asked for again.

use crate::import::proposal::{Question, QuestionSubject};
use crate::import::spelling::with_spelling;
use crate::import::typed_answer::RegistryNames;
use crate::model::names::{NameIndex, NameMatch};
use crate::source::Sources;

/// Words that become another spelling of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSpelling {
    /// The file of the registry, from the project folder.
    pub path: &'static str,
    /// The id of the record.
    pub id: String,
    /// The words of the source.
    pub printed: String,
}

/// The file of the units, from the project folder.
pub const UNITS_FILE: &str = "content/registry/units.yaml";

/// Returns the answers that can be remembered: about a unit or kind, with words that no record has yet.
///
/// A kind of the built-in catalogue has no entry in the project that could have another spelling.
pub fn new_spellings(
    answered: &[(Question, String)],
    names: &RegistryNames<'_>,
    sources: &Sources,
) -> Vec<NewSpelling> {
    let mut spellings: Vec<NewSpelling> = Vec::new();
    for (question, id) in answered {
        let path = match question.key.subject {
            QuestionSubject::Unit | QuestionSubject::Issuer if is_free(&question.printed, &names.units) => {
                UNITS_FILE
            }
            QuestionSubject::Kind if is_free(&question.printed, &names.kinds) => {
                "content/registry/kinds.yaml"
            }
            _ => continue,
        };
        let spelling = NewSpelling { path, id: id.clone(), printed: question.printed.clone() };
        let has_record = sources
            .at(path)
            .is_some_and(|source| with_spelling(source.text(), id, &question.printed).is_ok());
        if has_record && !spellings.contains(&spelling) {
            spellings.push(spelling);
        }
    }
    spellings
}

/// Whether `printed` are words, and no record has them as a name. A question about the whole decision may have none.
fn is_free<T>(printed: &str, names: &NameIndex<'_, T>) -> bool {
    !printed.trim().is_empty() && matches!(names.find(printed, None), NameMatch::None)
}

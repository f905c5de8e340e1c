//! Signatures of the readers and of the proposal until they are merged.
use crate::import::*;
/// Options.
#[derive(Clone, Debug, Default)]
pub struct ProposeOptions {
    pub number: Option<String>,
    pub signed: Option<jiff::civil::Date>,
    pub issuer: Option<String>,
    pub kind: Option<String>,
    pub period: Option<String>,
    pub movement: Option<String>,
    pub category: Option<crate::model::award::Category>,
    pub sheet: Option<String>,
}
/// Registry.
pub struct Registry<'r>(&'r crate::model::site::Site);
impl<'r> Registry<'r> {
    pub fn of_site(site: &'r crate::model::site::Site) -> Registry<'r> {
        Registry(site)
    }
}
pub fn propose(_d: &Document, _r: &Registry<'_>, _o: &ProposeOptions, _a: &Answers) -> Vec<Proposal> {
    Vec::new()
}

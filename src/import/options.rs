//! What the user gives with the command instead of the document.

use jiff::civil::Date;

use crate::model::award::Category;

/// What the user gives for a decision; it takes precedence over what the document has.
#[derive(Clone, Debug, Default)]
pub struct ProposeOptions {
    /// The number, such as `27/QĐ-LĐLĐ`.
    pub number: Option<String>,
    /// The day it was signed.
    pub signed: Option<Date>,
    /// The id or a name of the unit that issued it.
    pub issuer: Option<String>,
    /// The id or a name of the kind of award for rows that have none.
    pub kind: Option<String>,
    /// The time for which the awards are granted, as YAML has it.
    pub period: Option<String>,
    /// The slug or a name of the movement.
    pub movement: Option<String>,
    /// The grounds of the awards.
    pub category: Option<Category>,
    /// The name of the only sheet to read.
    pub sheet: Option<String>,
}

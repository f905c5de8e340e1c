//! The descriptions of all files that a project has, from which the JSON Schemas, the forms and the tables of the guide
//! are made.

/// The descriptions of all files, each with the name of its schema.
///
/// A description is a JSON Schema with a `title` (a label) and a `description` for each key, and `enumDescriptions` (the
/// meanings) for words of an `enum`. Each of them has an English line beside it: `title_en`, `description_en`,
/// `enumDescriptions_en`. A line `default_en` says a default that cannot be written as a value. A text whose
/// `contentMediaType` is `text/plain` may have several lines. The guide is made from the English lines.
pub const DESCRIPTIONS: [(&str, &str); 8] = [
    ("site.schema.json", include_str!("schemas/site.schema.json")),
    ("article.schema.json", include_str!("schemas/article.schema.json")),
    ("movement.schema.json", include_str!("schemas/movement.schema.json")),
    ("page.schema.json", include_str!("schemas/page.schema.json")),
    ("decision.schema.json", include_str!("schemas/decision.schema.json")),
    ("units.schema.json", include_str!("schemas/units.schema.json")),
    ("kinds.schema.json", include_str!("schemas/kinds.schema.json")),
    ("people.schema.json", include_str!("schemas/people.schema.json")),
];

/// The schemas that editors read: the descriptions without their English lines, in the same order.
pub fn schemas() -> impl Iterator<Item = (&'static str, String)> {
    let is_english = |line: &&str| line.contains("_en\": ");
    DESCRIPTIONS.into_iter().map(move |(name, description)| {
        (name, description.split_inclusive('\n').filter(|line| !is_english(line)).collect())
    })
}

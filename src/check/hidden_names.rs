//! Rules for articles and decisions that name people whom the records no longer name.

use std::collections::HashMap;
use std::ops::Range;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::award::{AwardRecord, RecipientKind, Status, Visibility};
use crate::model::registry::PersonId;
use crate::model::site::AwardRef;
use crate::source::{SourceId, Span, Spanned, Text};
use crate::text::{self, canonical_name};

/// Reports articles that name people whose awards are hidden, withdrawn or revoked.
pub fn hidden_in_articles(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let mut careers: HashMap<PersonId, Vec<&AwardRecord>> = HashMap::new();
    let mut found = Vec::new();
    for row in context.site.all_awards() {
        if let Some(person) = row.award.person {
            careers.entry(person).or_default().push(row.record);
        }
        if let (Some(article), Some(_), Some(reason)) =
            (&row.record.article, row.award.article, hidden_reason(row.record))
        {
            found.push(hidden_name(article.span, "article", &article.value, reason).help("help-award"));
        }
    }
    let people: HashMap<&str, PersonId> =
        context.site.people.entries().map(|(id, person)| (&*person.id.value, id)).collect();
    for article in &context.site.articles {
        for person in &article.record.people {
            let career = people.get(&*person.value).and_then(|id| careers.get(id));
            if let Some(reason) = career.and_then(|awards| person_hidden_reason(awards)) {
                found.push(hidden_name(person.span, "article", &person.value, reason));
            }
        }
    }
    found
}

/// Returns why readers should not see the recipient of an award, as the word for the message.
fn hidden_reason(award: &AwardRecord) -> Option<&'static str> {
    match (award.status, award.visibility) {
        (Status::Withdrawn, _) => Some("withdrawn"),
        (_, Visibility::Hidden) => Some("hidden"),
        (Status::Revoked, _) => Some("revoked"),
        (Status::InForce | Status::Corrected, Visibility::Full | Visibility::Initials) => None,
    }
}

/// Returns the hidden and withdrawn awards, each with the reason as the word for the message.
fn hidden_rows(context: CheckContext<'_>) -> impl Iterator<Item = (AwardRef<'_>, &'static str)> {
    context.site.all_awards().filter_map(|row| {
        let reason = hidden_reason(row.record).filter(|reason| *reason != "revoked")?;
        Some((row, reason))
    })
}

/// Returns why a person should not be named, as the word for the message.
///
/// A hidden or withdrawn award counts for every article; a revoked one only if the person has no other award.
fn person_hidden_reason(awards: &[&AwardRecord]) -> Option<&'static str> {
    let reasons: Vec<Option<&'static str>> = awards.iter().map(|award| hidden_reason(award)).collect();
    let unseen = reasons.iter().flatten().copied().find(|reason| *reason != "revoked");
    unseen.or_else(|| reasons.iter().all(Option::is_some).then_some("revoked"))
}

/// Reports articles, movements, standalone pages and decisions whose texts have the name of a recipient whose award
/// is hidden or withdrawn: once for each name and text.
///
/// It may be another person of the same name: this is for the author to know.
pub fn hidden_in_texts(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let people = HiddenNames::of_people(context);
    let names = people.clone().with_collectives(context);
    if names.reasons.is_empty() {
        return Vec::new();
    }
    let site = context.site;
    let articles = site.articles.iter().map(|article| (article.record.source, &article.record.body.text));
    let movements =
        site.movements.iter().map(|movement| (movement.record.source, &movement.record.body.text));
    let pages = site.pages.iter().map(|page| (page.record.source, &page.record.body.text));
    let texts: Vec<(SourceId, &Text)> = articles.chain(movements).chain(pages).collect();
    let in_texts = texts.par_iter().flat_map_iter(|(source, text)| {
        let names = names.find(text).into_iter();
        names.map(|(place, reason)| {
            let span = Span::new(*source, place.start, place.end);
            hidden_name(span, "article", &text[place], reason).help("help-text")
        })
    });
    let mut found: Vec<Diagnostic> = in_texts.collect();
    found.extend(in_decisions(context, &names, &people));
    found
}

/// Returns a diagnostic about `name` at `span`, in a text of the kind `place`.
fn hidden_name(span: Span, place: &'static str, name: &str, reason: &'static str) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::HiddenInArticle, span).arg("place", place).arg("reason", reason);
    diagnostic.arg("name", name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Reports decisions whose subject, or a citation or `shared_with` of a row that readers see, has one of `names`, or
/// whose signer, or a position or printed unit of such a row, has one of `people`.
///
/// A text among the defaults of a decision is reported once.
fn in_decisions(context: CheckContext<'_>, names: &HiddenNames, people: &HiddenNames) -> Vec<Diagnostic> {
    let report =
        |span: Span, name: &str, reason| hidden_name(span, "decision", name, reason).help("help-decision");
    let mut found = Vec::new();
    let in_text = |names: &HiddenNames, text: &Spanned<Text>, found: &mut Vec<Diagnostic>| {
        for (place, reason) in names.find(&text.value) {
            let name = text.value[place.clone()].to_owned();
            found.push(report(context.span_of(text, place), &name, reason));
        }
    };
    for decision in &context.site.decisions {
        if let Some(signer) = &decision.record.signer {
            in_text(people, &signer.name, &mut found);
        }
        let Some(subject) = &decision.record.subject else { continue };
        for (place, reason) in names.find(subject) {
            let source = decision.record.source;
            let whole = context.sources.find(source).map_or("", |source| source.text());
            // The subject may be written over several lines, or with escapes.
            let start = whole.find(&**subject).map_or(0, |start| start + place.start);
            let length = if start == 0 { 0 } else { place.len() };
            found.push(report(Span::new(source, start, start + length), &subject[place], reason));
        }
    }
    let mut seen: FxHashSet<Span> = FxHashSet::default();
    for row in context.site.all_awards().filter(|row| row.names_recipient()) {
        for text in row.record.citation.iter().chain(&row.record.shared_with) {
            if seen.insert(text.span) {
                in_text(names, text, &mut found);
            }
        }
        for text in row.record.position.iter().chain(row.record.unit_as_printed.as_deref()) {
            if seen.insert(text.span) {
                in_text(people, text, &mut found);
            }
        }
    }
    found
}

/// The names that readers should not see, in words as [`canonical_name`] returns them.
#[derive(Clone)]
struct HiddenNames {
    /// By the whole name, why readers should not see it, as the word for the message.
    reasons: FxHashMap<String, &'static str>,
    first_words: FxHashSet<String>,
    /// The greatest number of words of a name.
    longest: usize,
}

impl HiddenNames {
    /// Collects the names of hidden and withdrawn people and families, as printed and as registered.
    fn of_people(context: CheckContext<'_>) -> HiddenNames {
        let rows = hidden_rows(context).filter(|(row, _)| row.record.to.value != RecipientKind::Collective);
        let names = rows.flat_map(|(row, reason)| {
            let registered = row.award.person.map(|person| &context.site.people[person].name.value);
            let printed = row.record.name.as_ref().map(|name| &name.value);
            printed.into_iter().chain(registered).map(move |name| (canonical_name(name), reason))
        });
        HiddenNames::from_names(names)
    }

    /// Adds the names of hidden and withdrawn collectives; one without a name has those of its unit.
    fn with_collectives(mut self, context: CheckContext<'_>) -> HiddenNames {
        let rows = hidden_rows(context).filter(|(row, _)| row.record.to.value == RecipientKind::Collective);
        for (row, reason) in rows {
            match &row.record.name {
                Some(name) => self.add(&canonical_name(&name.value), reason),
                None => {
                    let names = context.site.unit_names(row);
                    names.for_each(|name| self.add(&canonical_name(name), reason));
                }
            }
        }
        self
    }

    fn from_names(names: impl IntoIterator<Item = (String, &'static str)>) -> HiddenNames {
        let mut all =
            HiddenNames { reasons: FxHashMap::default(), first_words: FxHashSet::default(), longest: 0 };
        names.into_iter().for_each(|(name, reason)| all.add(&name, reason));
        all
    }

    /// Adds a name. A name of one word is left out, because it is a word of any text.
    fn add(&mut self, name: &str, reason: &'static str) {
        let words: Vec<&str> = words(name).map(|word| &name[word]).collect();
        if let [first, _, ..] = words[..] {
            self.first_words.insert(first.to_owned());
            self.longest = self.longest.max(words.len());
            self.reasons.entry(words.join(" ")).or_insert(reason);
        }
    }

    /// Returns the first place of each name in `text`, as byte offsets, and why readers should not see it.
    fn find(&self, text: &str) -> Vec<(Range<usize>, &'static str)> {
        let mut found = Vec::new();
        let mut seen: FxHashSet<String> = FxHashSet::default();
        let mut rest = words(text);
        while let Some(first) = rest.next() {
            // Names begin with a capital letter, and most words do not.
            if !text[first.clone()].starts_with(char::is_uppercase) {
                continue;
            }
            let mut name = canonical_name(&text[first.clone()]);
            if !self.first_words.contains(&name) {
                continue;
            }
            let mut end = first.end;
            for word in rest.clone().take(self.longest - 1) {
                if !text[end..word.start].chars().all(is_within_name) {
                    break;
                }
                end = word.end;
                name.push(' ');
                name.push_str(&canonical_name(&text[word]));
                if let Some(reason) = self.reasons.get(&name)
                    && seen.insert(name.clone())
                {
                    found.push((first.start..end, *reason));
                }
            }
        }
        found
    }
}

/// Returns the runs of letters, digits and combining marks in `text`.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    text::words(text, |letter| letter.is_alphanumeric() || matches!(letter, '\u{300}'..='\u{36f}'))
}

/// Returns true for what may be between two words of one name: white space, hyphens, apostrophes, emphasis of Markdown.
fn is_within_name(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '\'' | '’' | '*' | '_')
}

#[cfg(test)]
mod tests {
    use super::HiddenNames;

    /// A name is found in capitals, over the end of a line and with either place of its tone, once in a text.
    #[test]
    fn names_in_texts() {
        let names = ["lâm thị hòa", "lâm thị hòa bình an", "mai"].map(|name| (name.to_owned(), "hidden"));
        let names = HiddenNames::from_names(names);
        for (text, found) in [
            ("Chị Lâm Thị Hòa, tổ trưởng; Lâm Thị Hòa", Some("Lâm Thị Hòa")),
            ("LÂM THỊ HOÀ", Some("LÂM THỊ HOÀ")),
            ("chị **Lâm\nThị** Hòa", Some("Lâm\nThị** Hòa")),
            ("La\u{302}m Thi\u{323} Hòa", Some("La\u{302}m Thi\u{323} Hòa")),
            ("Lâm Thị Hòa Bình", Some("Lâm Thị Hòa")),
            ("Lâm Thị", None),
            ("Mai", None),
            ("", None),
            ("Lâm. Thị Hòa", None),
            ("Lâm Thị Hoa", None),
            ("lâm thị hòa", None),
        ] {
            let places: Vec<&str> = names.find(text).into_iter().map(|(place, _)| &text[place]).collect();
            assert_eq!(places, Vec::from_iter(found), "{text}");
        }
    }
}

//! Says what the record of a content file is made of.

use std::collections::BTreeSet;

use crate::cli::explain::facts::FactPrinter;
use crate::cli::explain::site::ExplainedSite;
use crate::model::article::ReviewState;
use crate::model::date::{ArticleDate, format_date};
use crate::model::registry::UnitId;
use crate::model::site::{Article, Decision, Movement, Site, StandalonePage};
use crate::source::{SourceId, Spanned, Text};

/// Maximum number of items of a list that is printed for people.
const MAX_ITEMS: usize = 10;

/// Prints the title, the dates and the parts of the record of `source`; nothing for a file without one.
pub fn print_record(printer: &FactPrinter<'_>, source: SourceId, explained: &ExplainedSite) {
    let site = &explained.complete().site;
    let record = RecordPrinter { printer, explained, site };
    if let Some(article) = site.articles.iter().find(|article| article.record.source == source) {
        record.print_article(article);
    } else if let Some(movement) = site.movements.iter().find(|movement| movement.record.source == source) {
        record.print_movement(movement);
    } else if let Some(page) = site.pages.iter().find(|page| page.record.source == source) {
        record.print_page(page);
    } else if let Some(decision) = site.decisions.iter().find(|decision| decision.record.source == source) {
        record.print_decision(decision);
    } else {
        record.print_entries(source);
    }
}

struct RecordPrinter<'p> {
    printer: &'p FactPrinter<'p>,
    explained: &'p ExplainedSite,
    site: &'p Site,
}

impl RecordPrinter<'_> {
    fn print_article(&self, article: &Article) {
        let record = &article.record;
        self.title(&record.title.value);
        let section = &self.site.settings.sections[article.section];
        let path = self.explained.path(record.source);
        let folder = path.split('/').take(3).collect::<Vec<_>>().join("/");
        let arguments =
            [("title", section.title.to_string()), ("id", section.id.value.to_string()), ("folder", folder)];
        self.printer.fact("explain-section", &arguments);
        self.day("explain-date", Some(record.date.value));
        self.day("explain-updated", record.updated.as_ref().map(|updated| updated.value));
        self.day("explain-publish", record.publish);
        self.day("explain-expires", record.expires.map(|day| ArticleDate { day, time: None }));
        if self.site.settings.review {
            let state = record.review.map_or("none", |state| match state {
                ReviewState::Sent => "sent",
                ReviewState::Approved => "approved",
                ReviewState::Returned => "returned",
            });
            self.printer.fact("explain-review", &[("state", state.to_owned())]);
        }
        for movement in &article.movements {
            let movement = &self.site.movements[*movement].record;
            self.part("movement", &movement.title.value, movement.source);
        }
        for person in &article.people {
            let person = &self.site.people[*person];
            self.part("person", &person.name.value, person.id.span.source);
        }
        for (_, tag) in &record.tags {
            self.printer.fact("explain-tag", &[("name", tag.value.to_string())]);
        }
        if let Some(cover) = &article.cover {
            self.file("cover", cover.file);
        }
        let named = self.site.articles.entries().find(|(_, other)| other.record.source == record.source);
        let rows = self.site.awards.iter().filter(|award| award.article == named.map(|(id, _)| id)).count();
        if rows > 0 {
            self.printer.fact("explain-article-awards", &[("count", rows.to_string())]);
        }
    }

    fn print_movement(&self, movement: &Movement) {
        let record = &movement.record;
        self.title(&record.title.value);
        let day = |day: &Option<Spanned<jiff::civil::Date>>| {
            day.as_ref().map(|day| ArticleDate { day: day.value, time: None })
        };
        self.day("explain-starts", day(&record.starts));
        self.day("explain-ends", day(&record.ends));
        self.day("explain-publish", record.publish);
        if let Some(parent) = movement.parent {
            let parent = &self.site.movements[parent].record;
            self.part("parent", &parent.title.value, parent.source);
        }
        if let Some(unit) = movement.unit {
            self.unit("launched-by", unit);
        }
        if let Some(file) = movement.file {
            self.file("launch-plan", file);
        }
    }

    fn print_page(&self, page: &StandalonePage) {
        self.title(&page.record.title.value);
        self.day("explain-publish", page.record.publish);
    }

    fn print_decision(&self, decision: &Decision) {
        let record = &decision.record;
        if let Some(number) = &record.number {
            self.printer.fact("explain-number", &[("number", number.value.to_string())]);
        }
        let signed = record.signed.as_ref().map(|signed| ArticleDate { day: signed.value, time: None });
        self.day("explain-signed", signed);
        self.day("explain-publish", record.publish);
        if let Some(issuer) = decision.issuer {
            self.unit("issuer", issuer);
        }
        if let Some(document) = decision.document {
            self.file("scan", document);
        }
        let awards: Vec<_> = decision.awards().map(|id| &self.site.awards[id]).collect();
        let years: BTreeSet<i16> = awards.iter().map(|award| award.year).collect();
        let years: Vec<String> = years.iter().rev().map(ToString::to_string).collect();
        let years = if years.is_empty() { "none".to_owned() } else { years.join(", ") };
        let arguments = [("count", awards.len().to_string()), ("years", years)];
        self.printer.fact("explain-awards", &arguments);
        let movements: BTreeSet<_> = awards.iter().filter_map(|award| award.movement).collect();
        let movements: Vec<_> = movements.into_iter().map(|id| &self.site.movements[id].record).collect();
        self.printer.facts(&movements, MAX_ITEMS, |movement| {
            self.part("movement", &movement.title.value, movement.source);
        });
        let kinds: BTreeSet<_> = awards.iter().map(|award| award.kind).collect();
        let kinds: Vec<_> = kinds.into_iter().map(|id| &self.site.kinds[id]).collect();
        self.printer.facts(&kinds, MAX_ITEMS, |kind| {
            self.part("kind", &kind.name, kind.id.span.source);
        });
        let units: BTreeSet<UnitId> = awards.iter().filter_map(|award| award.unit).collect();
        let units: Vec<UnitId> = units.into_iter().collect();
        self.printer.facts(&units, MAX_ITEMS, |unit| self.unit("unit", *unit));
    }

    /// Prints how many entries a file of the registry has.
    fn print_entries(&self, source: SourceId) {
        let kinds = self.site.kinds.iter().filter(|kind| kind.id.span.source == source).count();
        let units = self.site.units.iter().filter(|unit| unit.id.span.source == source).count();
        let people = self.site.people.iter().filter(|person| person.id.span.source == source).count();
        let count = kinds + units + people;
        if count > 0 {
            self.printer.fact("explain-entries", &[("count", count.to_string())]);
        }
    }

    fn title(&self, title: &Text) {
        self.printer.fact("explain-title", &[("title", title.to_string())]);
    }

    fn day(&self, name: &str, day: Option<ArticleDate>) {
        let Some(day) = day else { return };
        let time =
            day.time.map_or_else(String::new, |time| format!(" {:02}:{:02}", time.hour(), time.minute()));
        self.printer.fact(name, &[("day", format!("{}{time}", format_date(day.day)))]);
    }

    fn unit(&self, part: &str, unit: UnitId) {
        let unit = &self.site.units[unit];
        self.part(part, unit.name(), unit.id.span.source);
    }

    fn file(&self, part: &str, file: SourceId) {
        let path = self.explained.path(file).to_owned();
        self.printer.fact("explain-file-part", &[("part", part.to_owned()), ("path", path)]);
    }

    fn part(&self, part: &str, name: &str, source: SourceId) {
        let path = self.explained.path(source);
        let place = if path.starts_with(crate::source::BUILT_IN) { "built-in" } else { "project" };
        let arguments = [
            ("part", part.to_owned()),
            ("name", name.to_owned()),
            ("place", place.to_owned()),
            ("path", path.to_owned()),
        ];
        self.printer.fact("explain-part", &arguments);
    }
}

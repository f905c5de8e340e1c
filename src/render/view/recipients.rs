//! The view of a recipient.

use serde::Serialize;
use serde_json::json;

use crate::model::award;
use crate::plan::is_shown;
use crate::render::view::head;
use crate::render::view::registry::YearGroup;
use crate::render::view::{Card, Held, Link, Views};
use crate::source::Text;

/// A person, a team or a family with all awards.
#[derive(Clone, Debug, Serialize)]
pub struct RecipientView {
    /// The name.
    pub name: Text,
    /// `individual`, `collective` or `household`.
    pub to: &'static str,
    /// Ông, Bà, as in the newest award.
    pub honorific: Option<Text>,
    /// The position in the newest award.
    pub position: Option<Text>,
    /// The unit in the newest award, by its name now.
    pub unit: Option<Link>,
    /// How many awards there are; revoked ones are not counted.
    pub count: usize,
    /// The awards by year, newest first.
    pub years: Vec<YearGroup>,
    /// Articles about the recipient, newest first.
    pub articles: Vec<Held<Card>>,
    /// Others of the same name, with their units.
    pub namesakes: Vec<Link>,
    /// The same facts for search engines (schema.org), safe inside a script element.
    pub json_ld: String,
}

impl Views<'_> {
    /// The address of whoever received an award, when there is a page.
    pub fn recipient_href(&self, award: usize) -> Option<String> {
        if self.plan.recipient_routes.is_empty() {
            return None;
        }
        let at = self.plan.recipients.of_award(award);
        let route = &self.plan.recipient_routes[at];
        (!route.is_empty()).then(|| self.href(route))
    }

    /// The page of a person of the registry, as a link.
    pub fn person_link(&self, person: usize) -> Option<Link> {
        let at =
            self.plan.recipients.all.iter().position(|recipient| recipient.person == Some(person as u32))?;
        let route = &self.plan.recipient_routes[at];
        let title = self.plan.recipients.all[at].name.clone();
        (!route.is_empty()).then(|| Link { title, href: self.href(route) })
    }

    /// The awards of a recipient that readers see with the name, newest first.
    fn shown_awards(&self, at: usize) -> Vec<u32> {
        let site = self.site;
        let awards = self.plan.recipients.all[at].awards.iter().copied();
        let mut awards: Vec<u32> = awards.filter(|award| is_shown(site, *award)).collect();
        let award = |at: u32| &site.awards[at as usize];
        awards.sort_by_key(|at| (std::cmp::Reverse(award(*at).year), award(*at).kind, *at));
        awards
    }

    /// A sentence about a recipient, for search engines.
    pub fn recipient_about(&self, at: usize) -> String {
        let count = self.counted(&self.shown_awards(at));
        let unit =
            self.plan.recipients.all[at].unit.map(|unit| self.site.units[unit as usize].name().to_string());
        self.say("recipient-about", &[("n", count.to_string()), ("unit", unit.unwrap_or_default())])
    }

    /// A person, a team or a family with all awards.
    pub fn recipient(&self, at: usize) -> RecipientView {
        let recipient = &self.plan.recipients.all[at];
        let awards = self.shown_awards(at);
        let newest = self.site.award(&self.site.awards[awards[0] as usize]);
        let unit = recipient.unit.map(|unit| Link {
            title: self.site.units[unit as usize].name().clone(),
            href: self.unit_href(unit as usize).unwrap_or_default(),
        });
        RecipientView {
            name: recipient.name.clone(),
            to: recipient.kind.word(),
            honorific: newest.honorific.clone(),
            position: newest.position.as_ref().map(|position| position.value.clone()),
            unit,
            count: self.counted(&awards),
            years: self.by_year(&awards),
            articles: self.articles_about(at, &awards),
            namesakes: self.namesakes(at),
            json_ld: self.json_ld(at, &awards),
        }
    }

    fn articles_about(&self, at: usize, awards: &[u32]) -> Vec<Held<Card>> {
        let person = self.plan.recipients.all[at].person;
        let told = awards.iter().filter_map(|award| self.site.awards[*award as usize].article);
        let mut articles: Vec<u32> = told.collect();
        if let Some(person) = person {
            let about = (0..)
                .zip(&self.site.articles)
                .filter(|(_, article)| article.people.contains(&(person as usize)));
            articles.extend(about.map(|(at, _)| at));
        }
        articles.sort_unstable();
        articles.dedup();
        articles.into_iter().map(|at| self.card(at)).collect()
    }

    /// Others of the same name and kind.
    fn namesakes(&self, at: usize) -> Vec<Link> {
        let all = &self.plan.recipients.all;
        let bearers = self.plan.namesakes.get(&all[at].canonical).into_iter().flatten().copied();
        let others = bearers.filter(|other| *other != at && all[*other].kind == all[at].kind);
        let link = |other: usize| {
            let route = &self.plan.recipient_routes[other];
            let unit = all[other].unit.map_or("", |unit| self.site.units[unit as usize].name());
            let title = Text::from(format!("{} – {unit}", all[other].name));
            (!route.is_empty()).then(|| Link { title, href: self.href(route) })
        };
        others.filter_map(link).collect()
    }

    fn json_ld(&self, at: usize, awards: &[u32]) -> String {
        let recipient = &self.plan.recipients.all[at];
        let individual = recipient.kind == award::Recipient::Individual;
        let titles: Vec<String> = awards
            .iter()
            .map(|at| {
                let award = self.award(*at);
                format!("{} ({})", award.kind, award.period)
            })
            .collect();
        let unit = recipient
            .unit
            .map(|unit| json!({"@type": "Organization", "name": self.site.units[unit as usize].name()}));
        let mut value = json!({
            "@context": "https://schema.org",
            "@type": if individual { "Person" } else { "Organization" },
            "name": recipient.name,
            "url": self.permalink(&self.plan.recipient_routes[at]),
            "award": titles,
        });
        if let Some(unit) = unit {
            value[if individual { "affiliation" } else { "parentOrganization" }] = unit;
        }
        head::in_script(&value.to_string())
    }
}

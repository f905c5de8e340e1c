//! Structured data for search engines: schema.org, as JSON-LD 1.1.
//!
//! Every listed page has one script, with one item or a `@graph` of several, and nothing in it that its `<meta>` elements
//! say. A person or collective, of whose pages a site has the most, has no breadcrumbs: the only page above it is the list
//! of rolls.

use serde_json::{Value, json};

use crate::model::award::RecipientKind;
use crate::model::recipients::RecipientId;
use crate::model::site::{Article, AwardId, AwardRef};
use crate::plan::{PageKind, PlannedFile};
use crate::render::view::authors::Author;
use crate::render::view::data::ShareView;
use crate::render::view::views::Views;

impl Views<'_> {
    /// Returns the structured data of a page, escaped for a script element; `None` for pages that search engines do
    /// not index. `parents` are the titles and routes of the pages above it, the home page first.
    pub fn json_ld(
        &self,
        page: &PlannedFile,
        kind: &PageKind,
        title: &str,
        image: Option<&ShareView>,
        parents: &[(String, &str)],
    ) -> Option<String> {
        if !kind.facts().listed {
            return None;
        }
        let breadcrumbs = || self.breadcrumbs_node(page, title, parents);
        let mut graph = match kind {
            PageKind::Home => vec![self.organisation_node(), self.web_site_node()],
            PageKind::Article(at, _) => {
                vec![self.news_article_node(&self.site.articles[*at], image), breadcrumbs()]
            }
            PageKind::Recipient(at, list) => {
                vec![self.recipient_node(*at, &list.items).unwrap_or_else(breadcrumbs)]
            }
            _ => vec![breadcrumbs()],
        };
        let data = if graph.len() == 1 {
            let mut item = graph.remove(0);
            item["@context"] = json!("https://schema.org");
            item
        } else {
            json!({"@context": "https://schema.org", "@graph": graph})
        };
        Some(escape_script(&data.to_string()))
    }

    /// Returns the `@id` of the organisation, the same on every page.
    fn organisation_id(&self) -> String {
        format!("{}#organization", self.permalink("/"))
    }

    /// Returns the organisation without its contact data.
    fn publisher_node(&self) -> Value {
        let mut node = author_node(&self.site_author());
        node["@id"] = json!(self.organisation_id());
        if let Some(route) = self.site.pictures.logo.and_then(|logo| self.site.assets.get(&logo)) {
            node["logo"] = json!(self.permalink(route));
        }
        node
    }

    /// Returns the organisation with its contact data.
    fn organisation_node(&self) -> Value {
        let contact = &self.site.settings.contact;
        let mut node = self.publisher_node();
        for (name, text) in
            [("address", &contact.address), ("telephone", &contact.phone), ("email", &contact.email)]
        {
            if let Some(text) = text {
                node[name] = json!(text);
            }
        }
        node
    }

    fn web_site_node(&self) -> Value {
        let settings = &self.site.settings;
        let mut node = json!({
            "@type": "WebSite",
            "name": settings.title,
            "url": self.permalink("/"),
            "inLanguage": settings.language.tag(),
            "publisher": {"@id": self.organisation_id()},
        });
        if let Some(short) = &settings.appearance.short_title {
            node["alternateName"] = json!(short);
        }
        node
    }

    fn news_article_node(&self, article: &Article, image: Option<&ShareView>) -> Value {
        let (record, settings) = (&article.record, &self.site.settings);
        let changed = record.updated.as_ref().unwrap_or(&record.date);
        let mut authors: Vec<Value> = self.authors(article).iter().map(author_node).collect();
        let mut node = json!({
            "@type": "NewsArticle",
            "articleSection": settings.sections[article.section].title,
            "author": if authors.len() == 1 { authors.remove(0) } else { json!(authors) },
            "dateModified": self.rfc_3339(&changed.value),
            "datePublished": self.rfc_3339(&record.date.value),
            "headline": record.title.value,
            "inLanguage": settings.language.tag(),
            "mainEntityOfPage": self.permalink(&article.route),
            "publisher": self.publisher_node(),
        });
        if let Some(image) = image {
            node["image"] = json!([image.url]);
        }
        node
    }

    /// Returns a recipient with the `awards` of a page; `None` for a household, for which schema.org has no type.
    fn recipient_node(&self, at: RecipientId, awards: &[AwardId]) -> Option<Value> {
        let recipient = &self.plan.recipients.all[at];
        let (kind, parent) = match recipient.kind {
            RecipientKind::Individual => ("Person", "affiliation"),
            RecipientKind::Collective => ("Organization", "parentOrganization"),
            RecipientKind::Household => return None,
        };
        let titles: Vec<String> = awards
            .iter()
            .map(|at| {
                let AwardRef { award, record, .. } = self.site.award(*at);
                format!("{} ({})", self.site.kinds[award.kind].name, record.period.value)
            })
            .collect();
        let mut node = json!({"@type": kind, "name": recipient.name, "award": titles});
        if let Some(unit) = recipient.unit {
            node[parent] = json!({"@type": "Organization", "name": self.site.units[unit].name()});
            if let Some(href) = self.unit_href(unit) {
                node[parent]["url"] = json!(self.links().absolute(&href));
            }
        }
        Some(node)
    }

    /// Returns the parent pages and, last, the page itself.
    fn breadcrumbs_node(&self, page: &PlannedFile, title: &str, parents: &[(String, &str)]) -> Value {
        let steps = parents.iter().map(|(name, route)| (name.as_str(), *route));
        let steps = steps.chain([(title, &*page.route)]);
        let item = |(position, (name, route)): (usize, (&str, &str))| json!({"@type": "ListItem", "item": self.permalink(route), "name": name, "position": position});
        json!({"@type": "BreadcrumbList", "itemListElement": (1..).zip(steps).map(item).collect::<Vec<_>>()})
    }
}

fn author_node(author: &Author) -> Value {
    let mut node = json!({"@type": author.kind.schema_type(), "name": author.name});
    if let Some(url) = &author.url {
        node["url"] = json!(url);
    }
    node
}

/// Escapes JSON so that it cannot end the script element around it and contains no line ends of JavaScript.
fn escape_script(json: &str) -> String {
    let may_end = |byte: &u8| matches!(byte, b'<' | b'>' | b'&' | 0xe2);
    if !json.as_bytes().iter().any(may_end) {
        return json.to_owned();
    }
    let mut safe = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(letter)))
            }
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::escape_script;

    /// A name cannot end the script element that contains it.
    #[test]
    fn scripts_stay_closed() {
        assert_eq!(escape_script(r#"{"name":"</script>"}"#), r#"{"name":"\u003c/script\u003e"}"#);
    }
}

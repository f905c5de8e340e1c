//! Builds the views of recipients.

use crate::model::recipients::RecipientId;
use crate::model::registry::PersonId;
use crate::model::route::Route;
use crate::model::site::{ArticleId, AwardId};
use crate::plan::{ListPage, Namesakes, OutputKind, PageKind, shown_awards};
use crate::read::file_name;
use crate::render::href::Href;
use crate::render::view::cached::CachedView;
use crate::render::view::data::{ArticleCard, LinkView, NamesakeView, NamesakesView, RecipientView};
use crate::render::view::views::Views;
use crate::source::Text;
use crate::text::{self, Collator};

/// Maximum number of namesakes that the page of a recipient links to.
const MAX_NAMESAKE_LINKS: usize = 3;

impl Views<'_> {
    /// Returns the address of the page of an award's recipient; `None` when there is none.
    pub fn recipient_href(&self, award: AwardId) -> Option<Href> {
        if self.plan.recipient_pages.routes.is_empty() {
            return None;
        }
        let at = self.plan.recipients.of_award(award);
        self.plan.recipient_pages.routes[at].as_ref().map(|route| self.href(route))
    }

    /// Returns a link to the page of a person of the registry; `None` when there is none.
    pub fn person_link(&self, person: PersonId) -> Option<LinkView> {
        let mut recipients = self.plan.recipients.all.entries();
        let (id, recipient) = recipients.find(|(_, recipient)| recipient.person == Some(person))?;
        let route = self.plan.recipient_pages.routes[id].as_ref()?;
        Some(LinkView { title: recipient.name.clone(), href: self.href(route) })
    }

    /// Returns the address of the page of a recipient whose name readers see, or of the row of its newest award when it has
    /// no page.
    pub fn recipient_or_row_href(&self, at: RecipientId) -> Option<Href> {
        if let Some(route) = &self.plan.recipient_pages.routes[at] {
            return Some(self.href(route));
        }
        let (route, anchor) = self.plan.award_rows(self.site).find(*self.shown_awards(at).first()?)?;
        Some(self.anchored_href(&route, anchor.as_deref()))
    }

    /// Returns the awards that readers see with the recipient's name, newest first.
    pub fn shown_awards(&self, at: RecipientId) -> &[AwardId] {
        self.cache.shown_awards[at].get_or_init(|| shown_awards(self.site, &self.plan.recipients, at))
    }

    /// Returns a sentence about a recipient, for search engines.
    pub fn recipient_about(&self, at: RecipientId) -> String {
        let count = self.count_awards(self.shown_awards(at));
        let unit = self.plan.recipients.all[at].unit.map(|unit| self.site.units[unit].name().to_string());
        self.say("recipient-about", &[("n", count.to_string()), ("unit", unit.unwrap_or_default())])
    }

    /// Returns the view of a recipient that has a page, with one page of its awards.
    ///
    /// # Panics
    /// If no award of the recipient is shown with the name; the plan has no page for such a recipient.
    pub fn recipient_view(&self, at: RecipientId, list: &ListPage<AwardId>) -> RecipientView {
        let recipient = &self.plan.recipients.all[at];
        let awards = self.shown_awards(at);
        let newest = self.site.award(awards[0]).record;
        let unit = recipient.unit.map(|unit| LinkView {
            title: self.site.units[unit].name().clone(),
            href: self.unit_href(unit).unwrap_or_default(),
        });
        let namesakes_list = self.namesakes_list(at);
        RecipientView {
            name: recipient.name.clone(),
            photo: recipient.person.and_then(|person| self.photo_view(person)),
            to: recipient.kind.word(),
            honorific: newest.honorific.clone(),
            position: newest.position.as_ref().map(|position| position.value.clone()),
            unit,
            count: self.count_awards(awards),
            years: self.group_by_year(&list.items),
            pager: self.pager_view(list),
            articles: self.articles_about(at, awards),
            namesakes: if namesakes_list.is_none() { self.namesake_links(at) } else { Vec::new() },
            namesakes_list,
        }
    }

    /// Returns the title of a list of namesakes, with their names.
    pub fn namesakes_title(&self, list: &Namesakes) -> String {
        let all = &self.plan.recipients.all;
        let mut names: Vec<&str> = list.recipients.iter().map(|id| &*all[*id].name).collect();
        let collator = Collator::new();
        names.sort_by_cached_key(|name| (collator.key(name), *name));
        names.dedup();
        let first = all[list.recipients[0]].kind;
        let is_one_kind = list.recipients.iter().all(|id| all[*id].kind == first);
        let to = if is_one_kind { first.word() } else { "mixed" };
        self.say("namesakes-title", &[("to", to.to_owned()), ("names", names.join(", "))])
    }

    /// Returns the view of one page of a list of namesakes.
    pub fn namesakes_view(&self, list: &Namesakes, page: &ListPage<RecipientId>) -> NamesakesView {
        NamesakesView {
            recipients: page.items.iter().filter_map(|id| self.namesake_view(*id)).collect(),
            has_removed: list.has_removed,
            pager: self.pager_view(page),
        }
    }

    /// Returns a recipient as shown in a list of namesakes; `None` if readers do not see its name.
    fn namesake_view(&self, at: RecipientId) -> Option<NamesakeView> {
        let recipient = &self.plan.recipients.all[at];
        let awards = self.shown_awards(at);
        let newest = self.site.award(*awards.first()?);
        Some(NamesakeView {
            name: recipient.name.clone(),
            href: self.recipient_or_row_href(at)?,
            position: newest.record.position.as_ref().map(|position| position.value.clone()),
            unit: recipient.unit.map(|unit| self.site.units[unit].name().clone()),
            kind: self.site.kinds[newest.award.kind].name.clone(),
            period: newest.record.period.value.to_string(),
            count: self.count_awards(awards),
        })
    }

    /// Returns the articles about a recipient, newest first.
    fn articles_about(&self, at: RecipientId, awards: &[AwardId]) -> Vec<CachedView<ArticleCard>> {
        let person = self.plan.recipients.all[at].person;
        let named = awards.iter().filter_map(|award| self.site.awards[*award].article);
        let mut articles: Vec<ArticleId> = named.collect();
        if let Some(person) = person {
            let about = self.site.articles.entries().filter(|(_, article)| article.people.contains(&person));
            articles.extend(about.map(|(id, _)| id));
        }
        articles.sort_unstable();
        articles.dedup();
        articles.into_iter().map(|at| self.article_card(at)).collect()
    }

    /// Returns the other recipients of the same name and kind that have a page, with its route.
    fn namesakes_of(&self, at: RecipientId) -> impl Iterator<Item = (RecipientId, &Route)> {
        let all = &self.plan.recipients.all;
        let bearers =
            self.plan.recipient_pages.namesakes.get(&all[at].canonical).into_iter().flatten().copied();
        let others = bearers.filter(move |other| *other != at && all[*other].kind == all[at].kind);
        others.filter_map(|other| Some((other, self.plan.recipient_pages.routes[other].as_ref()?)))
    }

    /// Returns links to the first of these recipients, at most [`MAX_NAMESAKE_LINKS`].
    fn namesake_links(&self, at: RecipientId) -> Vec<LinkView> {
        let all = &self.plan.recipients.all;
        let link = |(other, route): (RecipientId, &Route)| {
            let unit = all[other].unit.map_or("", |unit| self.site.units[unit].name());
            let title = Text::from(format!("{} – {unit}", all[other].name));
            LinkView { title, href: self.href(route) }
        };
        self.namesakes_of(at).take(MAX_NAMESAKE_LINKS).map(link).collect()
    }

    /// Returns the address of the list of all recipients with a name that is written like this one without marks, if
    /// they are more than [`MAX_NAMESAKE_LINKS`].
    fn namesakes_list(&self, at: RecipientId) -> Option<Href> {
        self.namesakes_of(at).nth(MAX_NAMESAKE_LINKS)?;
        let all = &self.plan.recipients.all;
        let slug = file_name::to_folder_name(text::slug(&all[at].name));
        let route = format!("/{}/{slug}/", self.site.settings.routes.people);
        let page = self.plan.page(&route)?;
        let is_list = matches!(page.kind, OutputKind::Page(PageKind::Namesakes(..)));
        is_list.then(|| self.href(&page.route))
    }
}

//! Builds the index of people and families, below the search page.

use tera::Value;

use crate::model::award::Status;
use crate::model::recipients::RecipientId;
use crate::plan::{GivenNameId, IndexLetterId, ListPage, PageKind, PersonIndex};
use crate::render::view::data::{
    GivenNameLink, GivenNameView, IndexLetterView, IndexedPerson, PersonIndexView, SearchLetterView,
};
use crate::render::view::views::Views;

impl Views<'_> {
    /// Returns the title of the page of a letter.
    pub fn search_letter_title(&self, index: &PersonIndex, letter: IndexLetterId) -> String {
        match index.letters[letter].letter {
            '#' => self.say("search-letter-other", &[]),
            letter => self.say("search-letter", &[("letter", letter.to_string())]),
        }
    }

    /// Returns the values of the search page, or of a page of the index; none for other kinds of pages.
    pub fn search_values(&self, kind: &PageKind) -> Vec<(&'static str, Value)> {
        match kind {
            PageKind::Search => vec![
                ("rolls", Value::from_serializable(&self.roll_links())),
                ("index", Value::from_serializable(&self.person_index_view())),
            ],
            PageKind::SearchLetter(index, at, list) => {
                vec![("letter", Value::from_serializable(&self.search_letter_view(index, *at, list)))]
            }
            PageKind::GivenName(index, at, list) => {
                vec![("given", Value::from_serializable(&self.given_name_view(index, *at, list)))]
            }
            _ => Vec::new(),
        }
    }

    /// Returns the index for the search page.
    fn person_index_view(&self) -> PersonIndexView {
        let index = &self.plan.person_index;
        let is_whole = index.is_on_search_page();
        let letters = index.letters.entries().map(|(id, letter)| IndexLetterView {
            letter: letter.letter.to_string(),
            href: (!is_whole).then(|| self.href(&index.letter_route(self.site, id))),
            people: if is_whole { self.indexed_persons(index.people_of(id)) } else { Vec::new() },
        });
        PersonIndexView { letters: letters.collect() }
    }

    /// Returns one page of a letter.
    fn search_letter_view(
        &self,
        index: &PersonIndex,
        at: IndexLetterId,
        list: &ListPage<GivenNameId>,
    ) -> SearchLetterView {
        let letter = &index.letters[at];
        let link = |id: &GivenNameId| GivenNameLink {
            name: index.given_names[*id].name.clone(),
            count: index.given_names[*id].people.len(),
            href: self.href(&index.given_name_route(self.site, at, *id)),
        };
        let (given_names, people) = if letter.lists_people() {
            (Vec::new(), self.indexed_persons(index.people_of(at)))
        } else {
            (list.items.iter().map(link).collect(), Vec::new())
        };
        SearchLetterView {
            letter: letter.letter.to_string(),
            given_names,
            people,
            pager: self.pager_view(list),
        }
    }

    /// Returns one page of a given name.
    fn given_name_view(
        &self,
        index: &PersonIndex,
        at: GivenNameId,
        list: &ListPage<RecipientId>,
    ) -> GivenNameView {
        GivenNameView {
            name: index.given_names[at].name.clone(),
            people: self.indexed_persons(list.items.iter().copied()),
            pager: self.pager_view(list),
        }
    }

    fn indexed_persons(&self, people: impl Iterator<Item = RecipientId>) -> Vec<IndexedPerson> {
        people.filter_map(|id| self.indexed_person(id)).collect()
    }

    /// Returns a recipient as the index lists it; `None` if readers do not see its name.
    fn indexed_person(&self, at: RecipientId) -> Option<IndexedPerson> {
        let recipient = &self.plan.recipients.all[at];
        let awards = self.shown_awards(at);
        let mut valid = awards.iter().map(|id| self.site.award(*id));
        let newest = valid.find(|award| award.record.status != Status::Revoked);
        Some(IndexedPerson {
            name: recipient.name.clone(),
            href: self.recipient_or_row_href(at)?,
            unit: recipient.unit.map(|unit| self.site.units[unit].name().clone()),
            kind: newest.map(|newest| self.site.kinds[newest.award.kind].name.clone()),
            period: newest.map(|newest| newest.record.period.value.to_string()),
            count: self.count_awards(awards),
        })
    }
}

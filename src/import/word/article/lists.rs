//! Builds lists from items that Word only indents.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::import::word::numbering::{ItemPlace, ListMarker};

/// A list that is being built, with its items.
pub(in crate::import) struct ListTree {
    place: ItemPlace,
    /// The number of the first item; `None` for bullets.
    first: Option<u64>,
    items: Vec<Item>,
}

#[derive(Default)]
struct Item {
    parts: Vec<ItemPart>,
}

enum ItemPart {
    Text(Vec<Event<'static>>),
    List(ListTree),
}

impl ListTree {
    /// Begins a list with its first item.
    ///
    /// # Errors
    /// Returns `text` if Markdown has no lists with such a marker.
    pub(in crate::import) fn begin(
        marker: &ListMarker,
        place: &ItemPlace,
        text: Vec<Event<'static>>,
    ) -> Result<ListTree, Vec<Event<'static>>> {
        match marker {
            ListMarker::Bullet => Ok(ListTree::new(None, place, text)),
            ListMarker::Number(number) => Ok(ListTree::new(Some(u64::from(*number)), place, text)),
            ListMarker::Label(_) => Err(text),
        }
    }

    fn new(first: Option<u64>, place: &ItemPlace, text: Vec<Event<'static>>) -> ListTree {
        ListTree { place: place.clone(), first, items: vec![Item { parts: vec![ItemPart::Text(text)] }] }
    }

    /// Adds an item to this list, or to one within it.
    ///
    /// # Errors
    /// Returns `text` if the item does not continue this list.
    pub(in crate::import) fn push(
        &mut self,
        marker: &ListMarker,
        place: &ItemPlace,
        text: Vec<Event<'static>>,
    ) -> Result<(), Vec<Event<'static>>> {
        if place.is_within(&self.place) {
            let item = self.items.last_mut().expect("a list has an item");
            let text = match item.parts.last_mut() {
                Some(ItemPart::List(inner)) => match inner.push(marker, place, text) {
                    Ok(()) => return Ok(()),
                    Err(text) => text,
                },
                _ => text,
            };
            // Two lists of one kind after each other would be one.
            let is_same_kind = matches!(item.parts.last(), Some(ItemPart::List(list))
                if list.first.is_none() == (*marker == ListMarker::Bullet));
            match marker {
                ListMarker::Bullet | ListMarker::Number(_) if is_same_kind => return Err(text),
                ListMarker::Bullet => item.parts.push(ItemPart::List(ListTree::new(None, place, text))),
                ListMarker::Number(number) => {
                    let list = ListTree::new(Some(u64::from(*number)), place, text);
                    item.parts.push(ItemPart::List(list));
                }
                ListMarker::Label(_) => item.parts.push(ItemPart::Text(text)),
            }
            return Ok(());
        }
        let next = self.first.map(|first| first + self.items.len() as u64);
        let continues = match marker {
            ListMarker::Bullet => next.is_none(),
            ListMarker::Number(number) => next == Some(u64::from(*number)),
            ListMarker::Label(_) => false,
        };
        if !place.is_beside(&self.place) || !continues {
            return Err(text);
        }
        self.items.push(Item { parts: vec![ItemPart::Text(text)] });
        Ok(())
    }

    /// Appends the events of the list.
    pub(in crate::import) fn write(self, events: &mut Vec<Event<'static>>) {
        let is_ordered = self.first.is_some();
        let texts = |item: &Item| item.parts.iter().filter(|part| matches!(part, ItemPart::Text(_))).count();
        // In a list with a blank line between two parts, all texts are paragraphs.
        let is_loose = self.items.iter().any(|item| texts(item) > 1);
        events.push(Event::Start(Tag::List(self.first)));
        for item in self.items {
            events.push(Event::Start(Tag::Item));
            for part in item.parts {
                match part {
                    ItemPart::List(list) => list.write(events),
                    ItemPart::Text(text) if is_loose => {
                        events.push(Event::Start(Tag::Paragraph));
                        events.extend(text);
                        events.push(Event::End(TagEnd::Paragraph));
                    }
                    ItemPart::Text(text) => events.extend(text),
                }
            }
            events.push(Event::End(TagEnd::Item));
        }
        events.push(Event::End(TagEnd::List(is_ordered)));
    }
}

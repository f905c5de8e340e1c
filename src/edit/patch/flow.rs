//! Changes a list or mapping between brackets.

use crate::edit::patch::patcher::{Patcher, Place};
use crate::edit::rows::Origin;
use crate::edit::scalar::{self, Context};
use crate::edit::wanted::Wanted;
use crate::read::yaml::{MappingEntry, Node};

/// An element of a list or mapping between brackets.
struct FlowElement {
    start: usize,
    end: usize,
    /// Whether it stays, changed or not.
    kept: bool,
}

impl Patcher<'_> {
    /// The mapping with `entries` is to have those of `wanted`.
    pub fn flow_map(
        &mut self,
        entries: &[MappingEntry],
        wanted: &[(String, Wanted)],
        depth: usize,
    ) -> Option<()> {
        let mut elements = Vec::new();
        for entry in entries {
            let kept = wanted.iter().find(|(key, _)| **key == *entry.key.value);
            elements.push(FlowElement {
                start: entry.key.span.start as usize,
                end: self.entry_end(entry),
                kept: kept.is_some(),
            });
            if let Some((_, value)) = kept {
                self.value(&entry.node, value, Place::Entry(entry, Context::Flow), depth + 1)?;
            }
        }
        let mut inserted = Vec::new();
        let mut previous = None;
        for (key, value) in wanted {
            match entries.iter().position(|entry| *entry.key.value == **key) {
                Some(at) => previous = Some(at),
                None => inserted.push((previous, scalar::flow_entry(key, value))),
            }
        }
        self.flow_elements(&elements, inserted)
    }

    /// The list with `items` is to have those of `wanted`.
    pub fn flow_list(&mut self, items: &[Node], wanted: &[Wanted], depth: usize) -> Option<()> {
        let old: Vec<Wanted> = items.iter().map(Wanted::of).collect();
        let kept: Vec<Option<usize>> = self.origins(&old, wanted).into_iter().map(Origin::kept).collect();
        let mut elements = Vec::new();
        for (at, item) in items.iter().enumerate() {
            let new = kept.iter().position(|old| *old == Some(at));
            if let Some(new) = new {
                self.value(item, &wanted[new], Place::Item(Context::Flow), depth + 1)?;
            }
            let start = item.span.start as usize;
            elements.push(FlowElement { start, end: self.end(item), kept: new.is_some() });
        }
        let mut inserted = Vec::new();
        let mut previous = None;
        for (new, value) in wanted.iter().enumerate() {
            match kept[new] {
                Some(at) => previous = Some(at),
                None => inserted.push((previous, scalar::flow_item(value))),
            }
        }
        self.flow_elements(&elements, inserted)
    }

    /// Takes out the elements of a list or mapping between brackets that do not stay, and puts the new ones behind those
    /// that they follow.
    fn flow_elements(
        &mut self,
        elements: &[FlowElement],
        inserted: Vec<(Option<usize>, String)>,
    ) -> Option<()> {
        let Some(first_kept) = elements.iter().position(|element| element.kept) else {
            let texts: Vec<String> = inserted.into_iter().map(|(_, text)| text).collect();
            self.splices.replace(elements.first()?.start, elements.last()?.end, texts.join(", "));
            return Some(());
        };
        for (at, element) in elements.iter().enumerate().filter(|(_, element)| !element.kept) {
            let (start, end) = if at < first_kept {
                (element.start, elements[at + 1].start)
            } else {
                (elements[at - 1].end, element.end)
            };
            let gap = if at < first_kept { element.end..end } else { start..element.start };
            match self.text[gap.clone()].find('#') {
                None => self.splices.replace(start, end, ""),
                // A comment between the elements stays; the comma before it goes.
                Some(comment) => {
                    let comma = gap.start + self.text[gap.clone()][..comment].find(',')?;
                    self.splices.replace(comma, comma + 1, "");
                    self.splices.replace(element.start, element.end, "");
                }
            }
        }
        for (previous, text) in inserted {
            match previous {
                Some(at) => self.splices.insert(elements[at].end, format!(", {text}")),
                None => self.splices.insert(elements[first_kept].start, format!("{text}, ")),
            }
        }
        Some(())
    }
}

//! The elements of a clipboard that are open, and which of them a tag closes.

use std::rc::Rc;

use super::declared::Declared;
use super::elements::Kind;
use super::look::{Look, ParagraphStyle};

/// An element between its tags, with what it gives to the text in it.
pub(super) struct OpenElement {
    pub(super) name: Box<str>,
    pub(super) kind: Kind,
    pub(super) look: Look,
    /// What its style sets, and the link that it is.
    pub(super) declared: Rc<Declared>,
    pub(super) link: Option<Rc<str>>,
    pub(super) is_left_out: bool,
    pub(super) paragraph: Rc<ParagraphStyle>,
    /// How many containers it has opened.
    pub(super) containers: usize,
    pub(super) content: PartsTarget,
    /// The marks of the items of a list, if Markdown has no such marks.
    pub(super) labels: Option<Labels>,
}

/// Where the parts of an element go.
#[derive(Clone, PartialEq)]
pub(super) enum PartsTarget {
    /// To the element around it.
    Around,
    Cell,
    Caption,
    /// The text of the note with this id.
    Note(Rc<str>),
}

/// The marks of the items of a list.
#[derive(Clone, Copy)]
pub(super) struct Labels {
    /// Writes a number.
    pub(super) written: fn(u32) -> String,
    /// The number of the next item.
    pub(super) next: u32,
}

impl OpenElement {
    /// Returns whether end tags within this element do not end what is around it.
    fn is_border(&self) -> bool {
        matches!(self.kind, Kind::Table | Kind::Cell | Kind::Caption) || self.content != PartsTarget::Around
    }
}

/// The elements that are open, from the outermost.
#[derive(Default)]
pub(super) struct ElementStack(pub(super) Vec<OpenElement>);

impl ElementStack {
    /// Returns the look of a text here.
    pub(super) fn look(&self) -> Look {
        self.0.last().map_or_else(Look::default, |open| open.look.clone())
    }

    pub(super) fn is_hidden(&self) -> bool {
        self.0.last().is_some_and(|open| open.look.is_hidden)
    }

    /// Returns the style of a paragraph here.
    pub(super) fn paragraph(&self) -> Rc<ParagraphStyle> {
        self.0.last().map(|open| open.paragraph.clone()).unwrap_or_default()
    }

    /// Returns the element that was opened last.
    pub(super) fn last(&mut self) -> &mut OpenElement {
        self.0.last_mut().expect("the caller has opened an element")
    }

    /// Returns the list to which a new item belongs.
    pub(super) fn list(&mut self) -> Option<&mut OpenElement> {
        self.0.iter_mut().rev().find(|open| matches!(open.kind, Kind::List(_)))
    }

    /// Returns the place of the element that the end tag `name` closes.
    pub(super) fn ended_by(&self, name: &str, kind: Kind) -> Option<usize> {
        let is_part = matches!(kind, Kind::Table | Kind::RowGroup | Kind::Row | Kind::Cell);
        for (at, open) in self.0.iter().enumerate().rev() {
            if *open.name == *name {
                return Some(at);
            }
            // An end tag within a cell does not end what is around the table.
            if open.kind == Kind::Table || (!is_part && open.is_border()) {
                return None;
            }
        }
        None
    }

    /// Returns the place of the outermost element that ends where one of this kind begins (HTML §13.1.2.4).
    pub(super) fn ended_by_start(&self, kind: Kind) -> Option<usize> {
        let ends = |open: Kind| match kind {
            Kind::Item => open == Kind::Item,
            Kind::Cell => open == Kind::Cell,
            Kind::Row => matches!(open, Kind::Cell | Kind::Row | Kind::Caption),
            Kind::RowGroup => matches!(open, Kind::Cell | Kind::Row | Kind::RowGroup | Kind::Caption),
            _ => open == Kind::Paragraph,
        };
        let is_part = matches!(kind, Kind::Cell | Kind::Row | Kind::RowGroup);
        let mut place = None;
        for (at, open) in self.0.iter().enumerate().rev() {
            if ends(open.kind) {
                place = Some(at);
            }
            let is_list = kind == Kind::Item && matches!(open.kind, Kind::List(_));
            let is_end = open.kind == Kind::Table || is_list;
            if is_end || (!is_part && (open.is_border() || place.is_some())) {
                break;
            }
        }
        place
    }

    /// Removes the element within a line at `place`; those that were opened in it stay.
    pub(super) fn remove_within(&mut self, place: usize) -> OpenElement {
        let removed = self.0.remove(place);
        let before = place.checked_sub(1).and_then(|at| self.0.get(at));
        let mut look = before.map_or_else(Look::default, |open| open.look.clone());
        for open in &mut self.0[place..] {
            look.apply(&open.declared);
            look.is_hidden |= open.is_left_out;
            look.link = open.link.clone().or(look.link.take());
            open.look = look.clone();
        }
        removed
    }
}

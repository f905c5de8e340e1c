//! The parts of a pasted text in their order, and the flow that collects them.

use crate::import::word::article::spans::TextSpan;
use crate::import::word::numbering::{ItemPlace, ListMarker};

/// The most lists and quotations around a text; deeper ones count as one.
const MAX_CONTAINERS: usize = 24;

/// A part of a pasted text.
pub(super) enum PastedPart {
    Paragraph(Vec<TextSpan>),
    /// A heading, with its level from 0.
    Heading(u8, Vec<TextSpan>),
    /// A paragraph that Word shows as an item of a list.
    Item(ListMarker, ItemPlace, Vec<TextSpan>),
    /// A paragraph that Word shows as a quotation.
    Quoted(Vec<TextSpan>),
    Start(Container),
    /// The end of the container that was begun last.
    End(Container),
    Rule,
    Table(PastedTable),
}

/// A table as it is read.
#[derive(Default)]
pub(super) struct PastedTable {
    pub(super) rows: Vec<Vec<PastedCell>>,
    /// Whether its author says that it only arranges the page.
    pub(super) is_arrangement: bool,
}

/// A cell as it is read.
#[derive(Default)]
pub(super) struct PastedCell {
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Whether it is a head of a column or a row.
    pub(super) is_head: bool,
    /// Whether all its text is bold.
    pub(super) is_bold: bool,
    /// Whether it is wide only because its text is long.
    pub(super) is_overflow: bool,
    pub(super) parts: Vec<PastedPart>,
}

/// What has other parts in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Quote,
    /// A list, with the number of its first item.
    List(Option<u64>),
    Item,
}

/// The parts of a page, a cell or a note while it is read.
#[derive(Default)]
pub(super) struct Flow {
    parts: Vec<PastedPart>,
    containers: Vec<Container>,
    /// Whether a paragraph had text that is not bold.
    pub(super) has_usual_text: bool,
}

impl Flow {
    /// Adds a part. Directly in a list it belongs to the last item.
    pub(super) fn push(&mut self, part: PastedPart) {
        self.append(vec![part]);
    }

    /// Adds parts whose containers are all closed.
    pub(super) fn append(&mut self, mut parts: Vec<PastedPart>) {
        let is_in_list = matches!(self.containers.last(), Some(Container::List(_)));
        if is_in_list && !parts.is_empty() {
            self.reopen_item();
        }
        self.parts.append(&mut parts);
        if is_in_list {
            self.close();
        }
    }

    /// Opens the last item of the list again, or a first one.
    fn reopen_item(&mut self) {
        self.containers.push(Container::Item);
        if matches!(self.parts.last(), Some(PastedPart::End(Container::Item))) {
            self.parts.pop();
        } else {
            self.parts.push(PastedPart::Start(Container::Item));
        }
    }

    /// Opens a container; returns how many containers [`Flow::close`] has to close for it.
    pub(super) fn open(&mut self, container: Container) -> usize {
        if self.containers.len() >= MAX_CONTAINERS {
            return 0;
        }
        let before = self.containers.len();
        let is_in_list = matches!(self.containers.last(), Some(Container::List(_)));
        match container {
            Container::Item if !is_in_list => self.begin(Container::List(None)),
            Container::List(_) | Container::Quote if is_in_list => self.reopen_item(),
            _ => {}
        }
        self.begin(container);
        self.containers.len() - before
    }

    /// Begins a container. A list that goes on with the list before it is one with that.
    fn begin(&mut self, container: Container) {
        self.containers.push(container);
        let continues = match (self.parts.last(), container) {
            (Some(PastedPart::End(Container::List(None))), Container::List(None)) => true,
            (Some(PastedPart::End(Container::List(Some(first)))), Container::List(Some(next))) => {
                next > 1 && next == first + self.items_of_last_list()
            }
            _ => false,
        };
        match self.parts.last() {
            Some(PastedPart::End(Container::List(first))) if continues => {
                // The list that ends here later is the one that began before.
                if let Some(last) = self.containers.last_mut() {
                    *last = Container::List(*first);
                }
                self.parts.pop();
            }
            _ => self.parts.push(PastedPart::Start(container)),
        }
    }

    /// Returns the number of items of the list that has ended just now.
    fn items_of_last_list(&self) -> u64 {
        let (mut depth, mut items) = (0_usize, 0);
        for part in self.parts.iter().rev().take(10_000) {
            match part {
                PastedPart::End(_) => depth += 1,
                PastedPart::Start(container) => {
                    depth = depth.saturating_sub(1);
                    items += u64::from(depth == 1 && *container == Container::Item);
                    if depth == 0 {
                        break;
                    }
                }
                _ => {}
            }
        }
        items
    }

    /// Closes the container that was opened last; one without content is forgotten.
    pub(super) fn close(&mut self) {
        let Some(container) = self.containers.pop() else { return };
        match self.parts.last() {
            Some(PastedPart::Start(_)) => _ = self.parts.pop(),
            _ => self.parts.push(PastedPart::End(container)),
        }
    }

    /// Closes all containers and returns the parts.
    pub(super) fn finish(mut self) -> Vec<PastedPart> {
        while !self.containers.is_empty() {
            self.close();
        }
        self.parts
    }
}

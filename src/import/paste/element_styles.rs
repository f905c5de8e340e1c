//! What style sheets, its own attributes and browsers set for an element.

use std::collections::HashMap;
use std::rc::Rc;

use html5gum::StartTag;

use super::declared::{Declared, first_font};
use super::elements::usual;
use super::sheet::StyleSheet;
use super::tag::PastedTag;

/// The most styles that are kept after they were read.
const MAX_STYLES: usize = 10_000;

/// The longest attributes of an element whose style is kept, in bytes.
const MAX_KEY_BYTES: usize = 2_000;

/// The style sheets of a page, and the styles of its elements so far.
#[derive(Debug, Default)]
pub struct ElementStyles {
    sheet: StyleSheet,
    known: HashMap<String, Rc<Declared>>,
}

impl ElementStyles {
    /// Adds the text of an element `style`.
    pub fn add(&mut self, css: &str) {
        self.sheet.add(css);
        self.known.clear();
    }

    /// Returns whether the element strikes its text through.
    pub fn is_struck(&mut self, tag: &StartTag<()>) -> bool {
        self.declared(&PastedTag::new(tag)).struck == Some(true)
    }

    /// Returns what the element, its classes and its own style set.
    pub(super) fn declared(&mut self, tag: &PastedTag) -> Rc<Declared> {
        let (classes, style, face) = (tag.attribute("class"), tag.attribute("style"), tag.attribute("face"));
        let key = [tag.name.as_str(), classes, style, face].join("\n");
        if let Some(declared) = self.known.get(&key) {
            return declared.clone();
        }
        let mut declared = usual(&tag.name);
        declared.add(&self.sheet.declared(&tag.name, classes));
        declared.font = first_font(face).or(declared.font);
        declared.add(&Declared::read(style));
        let declared = Rc::new(declared);
        if self.known.len() < MAX_STYLES && key.len() < MAX_KEY_BYTES {
            self.known.insert(key, declared.clone());
        }
        declared
    }
}

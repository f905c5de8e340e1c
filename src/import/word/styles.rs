//! Reads the styles and the relationships of a Word file.

use std::collections::HashMap;
use std::rc::Rc;

use quick_xml::events::BytesStart;

use super::package::{Package, XmlEvent, attribute, is_on, scan};
use crate::import::ReadError;
use crate::import::archive::damaged;

/// Longest chain of styles that are based on each other.
const MAX_STYLE_DEPTH: usize = 20;

/// What a style says; `None` where the style it is based on decides.
#[derive(Clone, Debug, Default)]
pub(super) struct Style {
    /// The name in lower case, which is English in every language of Word, except for styles of people.
    pub(super) name: String,
    based_on: String,
    pub(super) bold: Option<bool>,
    pub(super) italic: Option<bool>,
    pub(super) font: Option<String>,
    /// The size of the letters in half points.
    pub(super) size: Option<u16>,
    /// The level of a heading, from 0.
    pub(super) outline: Option<u8>,
    pub(super) centred: Option<bool>,
    /// The list and the level in it.
    pub(super) list: Option<(String, u8)>,
    /// The distance from the left margin in twentieths of a point.
    pub(super) indent: Option<i32>,
}

/// What the parts beside the text say.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    styles: HashMap<String, Rc<Style>>,
    /// The style of paragraphs that name none.
    default_style: String,
    /// The target of each relationship, and whether it is outside of the file.
    targets: HashMap<String, (String, bool)>,
}

impl Parts {
    /// Reads the styles and the relationships of the document; those that the file lacks are empty.
    ///
    /// # Errors
    /// If a part is damaged, or larger than the limits.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Parts, ReadError> {
        let mut reading = Reading::default();
        reading.read(package, "word/styles.xml")?;
        let mut parts = reading.parts;
        let resolved: Vec<(String, Rc<Style>)> =
            parts.styles.keys().map(|id| (id.clone(), Rc::new(parts.inherited(id)))).collect();
        parts.styles = resolved.into_iter().collect();
        let name = package.document_name().unwrap_or_default();
        parts.with_relationships(package, &name)
    }

    /// Returns the same styles with the relationships of another part of the text, such as `word/footnotes.xml`.
    ///
    /// # Errors
    /// If the relationships are damaged, or larger than the limits.
    pub(super) fn with_relationships(
        mut self,
        package: &mut Package<'_>,
        name: &str,
    ) -> Result<Parts, ReadError> {
        self.targets.clear();
        let mut reading = Reading { parts: self, style: None };
        let file = name.rsplit('/').next().unwrap_or(name);
        reading.read(package, &format!("word/_rels/{file}.rels"))?;
        Ok(reading.parts)
    }

    /// Returns a style with what it inherits; the default style for an empty id.
    pub(super) fn style(&self, id: &str) -> Rc<Style> {
        let id = if id.is_empty() { &self.default_style } else { id };
        self.styles.get(id).cloned().unwrap_or_default()
    }

    /// Returns the target of a relationship outside of the file.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        self.targets.get(id).filter(|(_, is_outside)| *is_outside).map(|(target, _)| &**target)
    }

    /// Returns the name in the archive of the part that a relationship has as its target.
    pub(super) fn part_name(&self, id: &str) -> Option<String> {
        let (target, _) = self.targets.get(id).filter(|(_, is_outside)| !is_outside)?;
        Some(match (target.strip_prefix('/'), target.strip_prefix("../")) {
            (Some(from_top), _) => from_top.to_owned(),
            (None, Some(above)) => above.to_owned(),
            (None, None) => format!("word/{target}"),
        })
    }

    fn inherited(&self, id: &str) -> Style {
        let mut style = self.styles.get(id).map(|style| Style::clone(style)).unwrap_or_default();
        for _ in 0..MAX_STYLE_DEPTH {
            let Some(base) = self.styles.get(&style.based_on) else { break };
            style.bold = style.bold.or(base.bold);
            style.italic = style.italic.or(base.italic);
            style.font = style.font.or_else(|| base.font.clone());
            style.size = style.size.or(base.size);
            style.indent = style.indent.or(base.indent);
            style.outline = style.outline.or(base.outline);
            style.centred = style.centred.or(base.centred);
            style.list = style.list.or_else(|| base.list.clone());
            style.based_on.clone_from(&base.based_on);
        }
        style
    }
}

/// Whether an element has the state before a tracked change.
fn is_change(_: &mut Reading, start: &BytesStart<'_>) -> bool {
    matches!(start.local_name().as_ref(), b"pPrChange" | b"rPrChange" | b"tblStylePr")
}

#[derive(Default)]
struct Reading {
    parts: Parts,
    style: Option<(String, Style)>,
}

impl Reading {
    fn read(&mut self, package: &mut Package<'_>, name: &str) -> Result<(), ReadError> {
        match package.part(name)? {
            Some(xml) => scan(&xml, self, is_change, Reading::visit),
            None => Ok(()),
        }
    }

    fn visit(&mut self, event: XmlEvent<'_>) -> Result<(), ReadError> {
        match event {
            XmlEvent::Open(start) => self.open(&start),
            XmlEvent::Close(b"style") => {
                if let Some((id, style)) = self.style.take() {
                    self.parts.styles.insert(id, Rc::new(style));
                }
                Ok(())
            }
            XmlEvent::Close(_) | XmlEvent::Text(_) => Ok(()),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), ReadError> {
        match start.local_name().as_ref() {
            b"style" => {
                let id = attribute(start, "styleId").ok_or_else(|| damaged("a style has no id"))?;
                let is_default = matches!(attribute(start, "default").as_deref(), Some("1" | "true"));
                if is_default && attribute(start, "type").as_deref() == Some("paragraph") {
                    self.parts.default_style.clone_from(&id);
                }
                self.style = Some((id, Style::default()));
            }
            b"Relationship" => {
                let [id, target] = ["Id", "Target"].map(|name| attribute(start, name).unwrap_or_default());
                let is_outside = attribute(start, "TargetMode").as_deref() == Some("External");
                self.parts.targets.insert(id, (target, is_outside));
            }
            _ => self.style_property(start),
        }
        Ok(())
    }

    fn style_property(&mut self, start: &BytesStart<'_>) {
        let Some((_, style)) = &mut self.style else { return };
        let val = || attribute(start, "val").unwrap_or_default();
        match start.local_name().as_ref() {
            b"name" => style.name = val().to_lowercase(),
            b"basedOn" => style.based_on = val(),
            b"b" => style.bold = Some(is_on(start)),
            b"i" => style.italic = Some(is_on(start)),
            b"rFonts" => style.font = font(start),
            b"ind" => style.indent = indent(start),
            b"sz" => style.size = val().parse().ok(),
            b"outlineLvl" => style.outline = val().parse().ok(),
            b"jc" => style.centred = Some(val() == "center"),
            b"numId" => style.list = Some((val(), style.list.as_ref().map_or(0, |(_, level)| *level))),
            b"ilvl" => {
                let list = style.list.take().map_or_else(String::new, |(list, _)| list);
                style.list = Some((list, val().parse().unwrap_or(0)));
            }
            _ => {}
        }
    }
}

/// Returns the distance from the left margin that an element `w:ind` sets, in twentieths of a point.
pub(super) fn indent(start: &BytesStart<'_>) -> Option<i32> {
    attribute(start, "left").or_else(|| attribute(start, "start"))?.parse().ok()
}

/// Returns the font that an element `w:rFonts` sets for Latin letters.
pub(super) fn font(start: &BytesStart<'_>) -> Option<String> {
    attribute(start, "ascii").or_else(|| attribute(start, "hAnsi"))
}

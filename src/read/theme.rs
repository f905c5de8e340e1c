//! Reads `theme.yaml`: the parent theme, and the colours.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::colour::{Palette, Role, Swatch};
use crate::model::theme::ThemeRecord;
use crate::read::appearance::{colour, written_key};
use crate::read::fields::Fields;
use crate::read::yaml::Node;
use crate::source::{Source, Text};

/// Reads the theme in `source`, a `theme.yaml`; `node` is its tree, and `diagnostics` are those from parsing it.
pub fn theme(source: &Source, node: Option<&Node>, mut diagnostics: Vec<Diagnostic>) -> ThemeRecord {
    let fields = node.and_then(|node| Fields::from_node(node, &mut diagnostics));
    let (extends, palette) = fields.map_or_else(Default::default, |mut fields| {
        for key in ["name", "description", "author", "licence"] {
            fields.text_value(key);
        }
        let (extends, palette) = (fields.text("extends"), palette(&mut fields));
        fields.finish();
        (extends, palette)
    });
    ThemeRecord { folder: Text::from(source.folder()), extends, palette, diagnostics }
}

fn palette(fields: &mut Fields<'_, '_>) -> Palette {
    let Some(mut inner) = fields.mapping("colours") else { return Palette::default() };
    let roles = Role::OF_SETTINGS.into_iter().chain(Role::DERIVED);
    let swatch = |role| {
        let key = written_key(&inner, role);
        Some((role, swatch(&mut inner, key)?))
    };
    let palette = roles.filter_map(swatch).collect();
    inner.finish();
    palette
}

fn swatch(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Swatch> {
    let mut inner = fields.mapping(key)?;
    let property = property(&mut inner);
    let [light, dark] = ["light", "dark"].map(|key| {
        if inner.empty_key(key).is_none() {
            inner.has_required(key);
        }
        colour(&mut inner, key)
    });
    inner.finish();
    Some(Swatch { property: property?, light: light?.value, dark: dark?.value })
}

/// Returns the name of a custom property: two hyphens, then ASCII letters, digits, `-` and `_`.
fn property(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = fields.required_text("property")?;
    let is_of_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if written.value.strip_prefix("--").is_some_and(|name| !name.is_empty() && name.bytes().all(is_of_name)) {
        return Some(written.value);
    }
    let diagnostic = Diagnostic::new(Code::UnknownWord, written.span).arg("key", "property");
    fields.diagnostics.push(diagnostic.arg("word", &written.value).arg("words", "--paper, --card, …"));
    None
}

#[cfg(test)]
mod tests {
    use crate::model::colour::{Colours, MIN_TEXT_CONTRAST, Palette, Role, Scheme};
    use crate::model::settings::default_time_zone;
    use crate::read::scan::{self, Scan};
    use crate::read::{Record, read_record};
    use crate::source::BUILT_IN;

    fn palette() -> Palette {
        let Scan { sources, .. } = scan::built_in_only(&Scan::default());
        let source = sources.at(&format!("{BUILT_IN}themes/default/theme.yaml")).expect("it is built in");
        match read_record(source, &default_time_zone()).value {
            Some(Record::Theme(theme)) if theme.diagnostics.is_empty() => theme.palette.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// Text in the default theme has enough contrast on its paper and its cards, light and dark.
    #[test]
    fn the_default_theme_has_contrast() {
        let (colours, theme) = (Colours::default(), palette());
        for scheme in [Scheme::Light, Scheme::Dark] {
            for role in Role::OF_SETTINGS.into_iter().filter(|role| role.is_text()) {
                for ground in [Role::Paper, Role::Card] {
                    let ratio =
                        colours.colour(role, scheme, &theme).contrast(colours.colour(ground, scheme, &theme));
                    assert!(ratio >= MIN_TEXT_CONTRAST, "{role:?} on {ground:?}: {ratio}");
                }
            }
        }
    }

    /// `theme.yaml` of the default theme has the same colours as its style sheet.
    #[test]
    fn the_default_theme_matches_its_style_sheet() {
        let css = include_str!("../../themes/default/static/site.css");
        let (colours, theme) = (Colours::default(), palette());
        for role in Role::OF_SETTINGS.into_iter().chain(Role::DERIVED) {
            let property = theme.property(role).expect("every role has a property");
            for scheme in [Scheme::Light, Scheme::Dark] {
                let colour = colours.colour(role, scheme, &theme).to_string();
                let short = if colour == "#ffffff" { "#fff" } else { &colour };
                assert!(css.contains(&format!("{property}: {short}")), "{property}: {short}");
            }
        }
    }
}

//! Records of themes: `theme.yaml`.

use std::iter;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::model::colour::Palette;
use crate::source::{BUILT_IN, Spanned, Text};

/// Maximum length of a chain of themes that extend each other.
pub const MAX_PARENT_THEMES: usize = 8;

/// The `theme.yaml` of one theme.
#[derive(Clone, Debug)]
pub struct ThemeRecord {
    /// The folder of the theme, with a `/` at its end.
    pub folder: Text,
    /// The name of the theme that it extends.
    pub extends: Option<Spanned<Text>>,
    /// The colours that it sets.
    pub palette: Palette,
    /// The diagnostics of the file, reported only for a theme that the site uses.
    pub diagnostics: Vec<Diagnostic>,
}

/// Returns the folders that may hold files of the theme `name`, by priority: the site's own, then the
/// built-in one.
pub fn folders(name: &str) -> [String; 2] {
    [format!("themes/{name}/"), format!("{BUILT_IN}themes/{name}/")]
}

/// Every theme of a project, the built-in ones included.
#[derive(Clone, Debug, Default)]
pub struct Themes(pub Vec<Arc<ThemeRecord>>);

impl Themes {
    /// Returns the record of the theme in `folder`.
    pub fn find(&self, folder: &str) -> Option<&ThemeRecord> {
        self.0.iter().find(|theme| &*theme.folder == folder).map(|theme| &**theme)
    }

    /// Returns the colours of the theme `name`; those that it lacks come from the theme that it extends, and
    /// at last from the default theme.
    pub fn palette(&self, name: &str) -> Palette {
        let mut palette = Palette::default();
        for folder in self.folders(name) {
            self.find(&folder).into_iter().for_each(|theme| palette.complete_from(&theme.palette));
        }
        palette
    }

    /// Returns the folders that may hold files of the theme `name`, of the themes that it extends and of the default theme,
    /// by priority.
    pub fn folders(&self, name: &str) -> Vec<String> {
        let names = iter::successors(Some(name), |name| self.parent(name)).take(MAX_PARENT_THEMES);
        names.chain(["default"]).flat_map(folders).collect()
    }

    /// Returns the name of the theme that the site's own theme `name` extends.
    fn parent(&self, name: &str) -> Option<&str> {
        let [own, _] = folders(name);
        self.find(&own)?.extends.as_ref().map(|parent| &*parent.value)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{ThemeRecord, Themes};
    use crate::model::colour::{Colour, Colours, Palette, Role, Scheme, Swatch};
    use crate::source::{Sources, Span, Spanned, Text};

    /// Colours come from the theme, then from those that it extends, and at last from the default theme; a
    /// cycle ends.
    #[test]
    fn colours_of_parents() {
        let source = Sources::default().assign_id("a");
        let theme = |folder: &str, extends: Option<&str>, colours: &[(Role, &str)]| {
            let colour = |text: &str| Colour::parse(text).unwrap();
            let swatch = |text| Swatch { property: "--x".into(), light: colour(text), dark: colour(text) };
            let palette: Palette = colours.iter().map(|(role, text)| (*role, swatch(*text))).collect();
            let extends = extends.map(|name| Spanned::new(Text::from(name), Span::top(source)));
            Arc::new(ThemeRecord { folder: folder.into(), extends, palette, diagnostics: Vec::new() })
        };
        let themes = Themes(vec![
            theme("themes/a/", Some("b"), &[(Role::Main, "#a00")]),
            theme("themes/b/", Some("a"), &[(Role::Main, "#b00"), (Role::Ink, "#b00")]),
            theme("<built-in>/themes/default/", None, &[(Role::Ink, "#d00"), (Role::Leaf, "#d00")]),
        ]);
        let of = |name: &str, role| {
            Colours::default().colour(role, Scheme::Light, &themes.palette(name)).to_string()
        };
        assert_eq!(of("a", Role::Main), "#aa0000");
        assert_eq!(of("a", Role::Ink), "#bb0000");
        assert_eq!(of("a", Role::Leaf), "#dd0000");
        assert_eq!(of("c", Role::Ink), "#dd0000");
    }
}

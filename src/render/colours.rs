//! Generates the style sheet with a site's own colours.

use std::fmt::Write;

use crate::model::colour::{Colours, Palette, Role, Scheme};

/// Returns the style sheet, which overrides that of the theme; `None` when the site sets no colours.
pub fn style_sheet(colours: &Colours, theme: &Palette) -> Option<String> {
    if colours.is_empty() {
        return None;
    }
    let mut sheet = String::new();
    let light = custom_properties(colours, theme, Scheme::Light);
    if !light.is_empty() {
        let _ = writeln!(sheet, ":root {{ {light} }}");
    }
    let dark = custom_properties(colours, theme, Scheme::Dark);
    if !dark.is_empty() {
        let _ = writeln!(
            sheet,
            "@media (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{ {dark} }} }}\n\
             :root[data-theme=\"dark\"] {{ {dark} }}"
        );
    }
    Some(sheet)
}

/// Returns the custom properties of one scheme: the colours that the site sets, and those computed from them.
fn custom_properties(colours: &Colours, theme: &Palette, scheme: Scheme) -> String {
    let roles = Role::OF_SETTINGS.into_iter().chain(Role::DERIVED);
    let rules = roles.filter_map(|role| {
        let colour = colours.site_colour(role, scheme, theme)?;
        Some(format!("{}: {colour}", theme.property(role)?))
    });
    rules.collect::<Vec<_>>().join("; ")
}

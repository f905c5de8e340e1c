//! The style sheet that lays the colours of a site over those of its theme.

use std::fmt::Write;

use crate::model::colour::{Colours, Palette, Role, Scheme};

/// The sheet; `None` when the site sets no colours.
pub fn sheet(colours: &Colours, theme: &Palette) -> Option<String> {
    if colours.is_empty() {
        return None;
    }
    let mut sheet = String::new();
    let light = rules(colours, theme, Scheme::Light);
    if !light.is_empty() {
        let _ = writeln!(sheet, ":root {{ {light} }}");
    }
    let dark = rules(colours, theme, Scheme::Dark);
    if !dark.is_empty() {
        let _ = writeln!(
            sheet,
            "@media (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{ {dark} }} }}\n\
             :root[data-theme=\"dark\"] {{ {dark} }}"
        );
    }
    Some(sheet)
}

/// What is set for one scheme, and what follows from it.
fn rules(colours: &Colours, theme: &Palette, scheme: Scheme) -> String {
    let roles = Role::SETTABLE.into_iter().chain(Role::DERIVED);
    let rules = roles.filter_map(|role| {
        let colour = colours.site_colour(role, scheme, theme)?;
        Some(format!("{}: {colour}", theme.property(role)?))
    });
    rules.collect::<Vec<_>>().join("; ")
}

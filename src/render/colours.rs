//! The colours that a site sets in, a style sheet that lays them over those of the theme out.

use std::fmt::Write;

use crate::model::colour::{Colours, Role, Scheme};

/// How much of the leaf colour the ground of what honours takes.
const TINT: u16 = 10;

/// The sheet; `None` when the site sets no colours.
pub fn sheet(colours: &Colours) -> Option<String> {
    if colours.is_empty() {
        return None;
    }
    let mut sheet = String::new();
    let light = rules(colours, Scheme::Light);
    if !light.is_empty() {
        let _ = writeln!(sheet, ":root {{ {light} }}");
    }
    let dark = rules(colours, Scheme::Dark);
    if !dark.is_empty() {
        let _ = writeln!(
            sheet,
            "@media (prefers-color-scheme: dark) {{ :root:not([data-theme=\"light\"]) {{ {dark} }} }}\n\
             :root[data-theme=\"dark\"] {{ {dark} }}"
        );
    }
    Some(sheet)
}

/// What is set for one scheme, and what follows from it: the text on the main colour, the ground of what honours.
fn rules(colours: &Colours, scheme: Scheme) -> String {
    let set = |role: Role| colours.set(role, scheme);
    let mut rules = Vec::new();
    for role in Role::ALL {
        rules.extend(set(role).map(|colour| format!("{}: {colour}", role.property())));
    }
    if set(Role::Main).is_some() {
        rules.push(format!("--on-blue: {}", colours.on_main(scheme)));
    }
    if set(Role::Paper).is_some() || set(Role::Leaf).is_some() {
        let ground = colours.of(Role::Paper, scheme).mixed(colours.of(Role::Leaf, scheme), TINT);
        rules.push(format!("--honor: {ground}"));
    }
    rules.join("; ")
}

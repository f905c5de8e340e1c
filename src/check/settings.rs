//! Rules for what stands in `site.yaml`.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::colour::{MIN_TEXT_CONTRAST, Role, Scheme};

/// Text that can hardly be read on the paper, light or dark, when the site set one of the two colours.
///
/// It is told where the colour of the text was written, else where that of the paper was.
pub fn contrast(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let (colours, theme) = (&context.site.settings.look.colours, &context.site.palette);
    let mut found = Vec::new();
    for scheme in [Scheme::Light, Scheme::Dark] {
        let paper = colours.colour(Role::Paper, scheme, theme);
        for role in Role::SETTABLE.into_iter().filter(|role| role.is_text()) {
            let written = colours.written(role, scheme).or(colours.written(Role::Paper, scheme));
            let text = colours.colour(role, scheme, theme);
            let ratio = text.contrast(paper);
            let Some(written) = written.filter(|_| ratio < MIN_TEXT_CONTRAST) else { continue };
            found.push(
                Diagnostic::new(Code::LowContrast, written.span)
                    .arg("colour", text.to_string())
                    .arg("paper", paper.to_string())
                    .arg("key", role.key())
                    .arg("scheme", scheme.word())
                    // Cut, not rounded: 4.498 is not enough, and 4.50 would not say so.
                    .arg("ratio", format!("{:.2}", (ratio * 100.0).floor() / 100.0))
                    .arg("proposal", text.readable_on(paper).to_string())
                    .help(if scheme == Scheme::Dark { "help-dark" } else { "help" }),
            );
        }
    }
    found
}

/// A `security.txt` whose day is over is to be ignored by those who read it (RFC 9116 §2.5.5).
pub fn security_expired(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let expires = context.site.settings.hosting.security.as_ref().map(|security| &security.expires);
    let over = expires.filter(|expires| expires.value < context.today);
    over.map(|day| Diagnostic::new(Code::SecurityExpired, day.span).arg("day", day.value.to_string()))
        .into_iter()
        .collect()
}

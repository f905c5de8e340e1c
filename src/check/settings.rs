//! Rules for the settings in `site.yaml`.

use crate::check::context::CheckContext;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::colour::{MIN_TEXT_CONTRAST, Role, Scheme};
use crate::model::publish_target::PublishTarget;
use crate::model::settings::Settings;
use crate::source::Spanned;

/// Reports low contrast of text on the page background, if the site sets one of the two colours.
///
/// The diagnostic is placed at the colour of the text if the site sets it, else at the background.
pub fn low_contrast(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let (colours, theme) = (&context.site.settings.appearance.colours, &context.site.palette);
    let mut found = Vec::new();
    for scheme in [Scheme::Light, Scheme::Dark] {
        let paper = colours.colour(Role::Paper, scheme, theme);
        for role in Role::OF_SETTINGS.into_iter().filter(|role| role.is_text()) {
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
                    // Rounded down, because a ratio of 4.498 would be shown as 4.50, which is enough.
                    .arg("ratio", format!("{:.2}", (ratio * 100.0).floor() / 100.0))
                    .arg("proposal", text.readable_on(paper).to_string())
                    .help(if scheme == Scheme::Dark { "help-dark" } else { "help" }),
            );
        }
    }
    found
}

/// Reports targets whose hosts allow fewer files than the site has.
pub fn too_many_files(settings: &Settings, files: usize) -> Vec<Diagnostic> {
    over_limit(settings, "files", files as u64, |target| target.most_files.as_ref())
}

/// Reports targets whose hosts allow fewer bytes than the site has.
pub fn too_many_bytes(settings: &Settings, bytes: u64) -> Vec<Diagnostic> {
    over_limit(settings, "bytes", bytes, |target| target.most_bytes.as_ref())
}

/// Reports targets whose `limit` is below `count`; `what` is counted.
fn over_limit(
    settings: &Settings,
    what: &str,
    count: u64,
    limit: impl Fn(&PublishTarget) -> Option<&Spanned<i64>>,
) -> Vec<Diagnostic> {
    let limits = settings.publish.iter().filter_map(|target| Some((target, limit(target)?)));
    let over = limits.filter(|(_, limit)| u64::try_from(limit.value).is_ok_and(|most| count > most));
    let report = |(target, limit): (&PublishTarget, &Spanned<i64>)| {
        Diagnostic::new(Code::HostLimit, limit.span)
            .arg("what", what)
            .arg("target", &target.name.value)
            .arg("count", count.to_string())
            .arg("most", limit.value.to_string())
    };
    over.map(report).collect()
}

/// Reports a `security.txt` that has expired, because readers must ignore it then (RFC 9116 §2.5.5).
pub fn security_expired(context: CheckContext<'_>) -> Vec<Diagnostic> {
    let expires = context.site.settings.hosting.security.as_ref().map(|security| &security.expires);
    let over = expires.filter(|expires| expires.value < context.today);
    over.map(|day| Diagnostic::new(Code::SecurityExpired, day.span).arg("day", day.value.to_string()))
        .into_iter()
        .collect()
}

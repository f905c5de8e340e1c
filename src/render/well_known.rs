//! Generates the web app manifest and `security.txt`.

use std::fmt::Write;

use jiff::civil::time;
use serde_json::{Value, json};

use crate::model::date::ArticleDate;
use crate::model::settings::Security;
use crate::render::view::Views;

/// Returns the web app manifest (W3C), which phones use for an icon on the home screen.
pub fn manifest(views: &Views<'_>) -> String {
    let settings = &views.site.settings;
    let paper = views.theme_colour().light;
    let icons = views.screen_icons().into_iter().filter(|icon| icon.rel == "icon").map(|icon| {
        let mut value = json!({"src": icon.href, "type": icon.media});
        if let Some(sizes) = icon.sizes {
            value["sizes"] = json!(sizes);
        }
        value
    });
    let mut manifest = json!({
        "name": settings.title,
        "short_name": settings.appearance.short_title.as_ref().unwrap_or(&settings.title),
        "lang": settings.language.tag(),
        "dir": "ltr",
        "id": views.href("/"),
        "start_url": views.href("/"),
        "scope": views.href("/"),
        "display": "minimal-ui",
        "background_color": paper,
        "theme_color": paper,
        "icons": icons.collect::<Vec<Value>>(),
    });
    if let Some(description) = &settings.description {
        manifest["description"] = json!(description);
    }
    let mut text = serde_json::to_string_pretty(&manifest).expect("a manifest of texts can be serialized");
    text.push('\n');
    text
}

/// Returns `security.txt` (RFC 9116), which expires at the end of the day in the settings.
pub fn security(views: &Views<'_>, security: &Security) -> String {
    let settings = &views.site.settings;
    let mut text = String::new();
    for contact in &security.contacts {
        let _ = writeln!(text, "Contact: {contact}");
    }
    let last = ArticleDate { day: security.expires.value, time: Some(time(23, 59, 59, 0)) };
    let _ = writeln!(text, "Expires: {}", views.rfc_3339(&last));
    let languages = if settings.language.tag() == "vi" { "vi, en" } else { "en" };
    let _ = writeln!(text, "Preferred-Languages: {languages}");
    let _ = writeln!(text, "Canonical: {}", views.permalink("/.well-known/security.txt"));
    if let Some(policy) = &security.policy {
        let _ = writeln!(text, "Policy: {policy}");
    }
    text
}

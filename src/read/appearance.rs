//! Reads the colours and pictures that `site.yaml` sets for the site.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Correction, Diagnostic};
use crate::model::colour::{Colour, Colours, Role};
use crate::model::settings::{Appearance, PictureFile};
use crate::read::fields::Fields;
use crate::read::yaml::Value;
use crate::source::{Spanned, Text};

/// File extensions of the picture formats that browsers display.
const DISPLAYED_FORMATS: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "gif", "avif"];

/// File extensions for the picture that social networks show beside a shared link; none of them accepts SVG.
const SHARE_IMAGE_FORMATS: &[&str] = &["png", "jpg", "jpeg", "webp", "gif"];

/// Reads the short title, colours, logo, banner and share image, and whether pictures for shared links are drawn.
pub fn appearance(fields: &mut Fields<'_, '_>) -> Appearance {
    Appearance {
        short_title: fields.text_value("short_title"),
        colours: colours(fields),
        logo: picture(fields, "logo", DISPLAYED_FORMATS),
        banner: picture(fields, "banner", DISPLAYED_FORMATS),
        share_image: picture(fields, "share_image", SHARE_IMAGE_FORMATS),
        share_pictures: fields.boolean("share_pictures"),
    }
}

fn colours(fields: &mut Fields<'_, '_>) -> Colours {
    let Some(mut inner) = fields.mapping("colours") else { return Colours::default() };
    let light = roles(&mut inner);
    let dark = inner.mapping("dark").map(|mut dark| {
        let roles = roles(&mut dark);
        dark.finish();
        roles
    });
    inner.finish();
    Colours { light, dark: dark.unwrap_or_default() }
}

fn roles(fields: &mut Fields<'_, '_>) -> BTreeMap<Role, Spanned<Colour>> {
    let written = |role| {
        let key = written_key(fields, role);
        Some((role, colour(fields, key)?))
    };
    Role::OF_SETTINGS.into_iter().filter_map(written).collect()
}

/// The key of `role` as the file spells it: its former spelling only if the file has just that one.
pub fn written_key(fields: &Fields<'_, '_>, role: Role) -> &'static str {
    let key = role.key();
    role.former_key().filter(|former| fields.has_key(former) && !fields.has_key(key)).unwrap_or(key)
}

/// Returns the colour under `key`; reports a value that is not a colour.
pub fn colour(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<Colour>> {
    if let Some(place) = fields.empty_key(key) {
        fields.diagnostics.push(Diagnostic::new(Code::UnquotedColour, place).arg("key", key));
        return None;
    }
    let written = fields.text(key)?;
    let found = Colour::parse(&written.value);
    if found.is_none() {
        let diagnostic = Diagnostic::new(Code::BadColour, written.span).arg("text", &written.value);
        let with_sign = format!("#{}", written.value);
        fields.diagnostics.push(match Colour::parse(&with_sign) {
            Some(_) => diagnostic
                .arg("proposal", &with_sign)
                .help("help-proposal")
                .corrected_by(Correction::Value { span: written.span, value: Text::from(with_sign) }),
            None => diagnostic,
        });
    }
    Some(Spanned::new(found?, written.span))
}

/// Returns the picture under `key`, written as a path or as a mapping of `file` and `alt`; reports a file whose
/// extension is not in `forms`.
fn picture(fields: &mut Fields<'_, '_>, key: &'static str, forms: &[&str]) -> Option<PictureFile> {
    let (file, alt) = match &fields.node(key)?.value {
        Value::Mapping(_) => {
            let mut inner = fields.mapping(key)?;
            let file = if inner.has_required("file") { inner.path("file") } else { None };
            let alt = inner.text_value("alt");
            inner.finish();
            (file?, alt)
        }
        _ => (fields.path(key)?, None),
    };
    let form = file.value.rsplit_once('.').map_or(String::new(), |(_, form)| form.to_lowercase());
    if !forms.contains(&form.as_str()) {
        let diagnostic =
            Diagnostic::new(Code::PictureForm, file.span).arg("file", &file.value).arg("key", key);
        fields.diagnostics.push(diagnostic.arg("forms", forms.join(", ")));
        return None;
    }
    Some(PictureFile { file, alt: alt.unwrap_or_else(|| Text::from("")) })
}

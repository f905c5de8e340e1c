//! Reads what `site.yaml` says of colours and pictures.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::colour::{Colour, Colours, Role};
use crate::model::settings::{Appearance, PictureFile};
use crate::read::fields::Fields;
use crate::read::yaml::Value;
use crate::source::{Spanned, Text};

/// Forms of pictures that browsers show.
const SHOWN: &[&str] = &["svg", "png", "jpg", "jpeg", "webp", "gif", "avif"];

/// Forms of pictures that those who show shared links take; none of them takes SVG.
const SHARED: &[&str] = &["png", "jpg", "jpeg", "webp", "gif"];

/// What the settings say of the look of the site.
pub fn look(fields: &mut Fields<'_, '_>) -> Appearance {
    Appearance {
        short_title: fields.plain("short_title"),
        colours: colours(fields),
        logo: picture(fields, "logo", SHOWN),
        banner: picture(fields, "banner", SHOWN),
        share_image: picture(fields, "share_image", SHARED),
    }
}

fn colours(fields: &mut Fields<'_, '_>) -> Colours {
    let Some(mut inner) = fields.map("colours") else { return Colours::default() };
    let light = roles(&mut inner);
    let dark = inner.map("dark").map(|mut dark| {
        let roles = roles(&mut dark);
        dark.finish();
        roles
    });
    inner.finish();
    Colours { light, dark: dark.unwrap_or_default() }
}

fn roles(fields: &mut Fields<'_, '_>) -> BTreeMap<Role, Spanned<Colour>> {
    Role::OF_SETTINGS.into_iter().filter_map(|role| Some((role, colour(fields, role.key())?))).collect()
}

/// The colour under `key`; reported when it is none.
pub fn colour(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<Colour>> {
    if let Some(place) = fields.empty(key) {
        fields.diagnostics.push(Diagnostic::new(Code::UnquotedColour, place).arg("key", key));
        return None;
    }
    let written = fields.text(key)?;
    let found = Colour::parse(&written.value);
    if found.is_none() {
        let fault = Diagnostic::new(Code::BadColour, written.span).arg("text", &written.value);
        let meant = format!("#{}", written.value);
        fields.diagnostics.push(match Colour::parse(&meant) {
            Some(_) => fault.arg("proposal", meant).help("help-proposal"),
            None => fault,
        });
    }
    Some(Spanned::new(found?, written.span))
}

/// The picture under `key`: its file, or a mapping of `file` and `alt`; reports one of another form than `forms`.
fn picture(fields: &mut Fields<'_, '_>, key: &'static str, forms: &[&str]) -> Option<PictureFile> {
    let (file, alt) = match &fields.node(key)?.value {
        Value::Map(_) => {
            let mut inner = fields.map(key)?;
            let file = if inner.insist("file") { inner.path("file") } else { None };
            let alt = inner.plain("alt");
            inner.finish();
            (file?, alt)
        }
        _ => (fields.path(key)?, None),
    };
    let form = file.value.rsplit_once('.').map_or(String::new(), |(_, form)| form.to_lowercase());
    if !forms.contains(&form.as_str()) {
        let fault = Diagnostic::new(Code::PictureForm, file.span).arg("file", &file.value).arg("key", key);
        fields.diagnostics.push(fault.arg("forms", forms.join(", ")));
        return None;
    }
    Some(PictureFile { file, alt: alt.unwrap_or_else(|| Text::from("")) })
}

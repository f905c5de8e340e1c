//! Functions and filters for templates: pure functions of their arguments and the theme's strings.

use std::borrow::Cow;
use std::sync::Arc;

use fluent_bundle::FluentArgs;
use tera::{Kwargs, State, Tera, TeraResult, Value};

use crate::html;
use crate::messages::{Language, Messages};

/// Registers the function `t(id="…", …)` and the filters `urlencode` and `number`.
///
/// `t` returns a string of the theme; `number` formats a whole number in the site's language.
pub fn register(tera: &mut Tera, language: Language, strings: Arc<Messages>) {
    tera.register_function("t", move |arguments: Kwargs, _: &State<'_>| translate(&strings, &arguments));
    tera.register_filter("urlencode", |text: &str, _: Kwargs, _: &State<'_>| html::encode_query(text));
    tera.register_filter("number", move |number: i64, _: Kwargs, _: &State<'_>| language.number(number));
}

/// Returns the string `id` of the theme with all other arguments filled in.
fn translate(strings: &Messages, arguments: &Kwargs) -> TeraResult<String> {
    let id = arguments.must_get::<Cow<'_, str>>("id")?;
    let mut values = FluentArgs::new();
    for (key, value) in arguments.iter() {
        let Some(key) = key.as_str().filter(|key| *key != "id") else { continue };
        match value.as_i64() {
            Some(number) => values.set(key, number),
            None => values.set(key, to_text(value)),
        }
    }
    strings.find(&id, &values).ok_or_else(|| tera::Error::message(format!("no string `{id}` in this theme")))
}

fn to_text(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

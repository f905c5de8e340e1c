//! Renders the pages of the desk from templates of its own.

use std::sync::Arc;

use hyper::StatusCode;
use serde::Serialize;
use tera::{Context, Kwargs, State, Tera};

use crate::desk::answer::{Answer, Refused};
use crate::messages::{Language, Messages};
use crate::model::date::format_date;
use crate::render::functions;

/// The templates, each with its name.
const TEMPLATES: &[(&str, &str)] = &[
    ("layout.html", include_str!("templates/layout.html")),
    ("problems.html", include_str!("templates/problems.html")),
    ("overview.html", include_str!("templates/overview.html")),
    ("list.html", include_str!("templates/list.html")),
    ("item.html", include_str!("templates/item.html")),
    ("author_name.html", include_str!("templates/author_name.html")),
    ("awards.html", include_str!("templates/awards.html")),
    ("award_row.html", include_str!("templates/award_row.html")),
    ("review.html", include_str!("templates/review.html")),
    ("toolbar.html", include_str!("templates/toolbar.html")),
    ("link_dialog.html", include_str!("templates/link_dialog.html")),
    ("pictures.html", include_str!("templates/pictures.html")),
    ("help.html", include_str!("templates/help.html")),
    ("start.html", include_str!("templates/start.html")),
    ("history.html", include_str!("templates/history.html")),
    ("gone.html", include_str!("templates/gone.html")),
    ("version.html", include_str!("templates/version.html")),
    ("bin.html", include_str!("templates/bin.html")),
    ("merge.html", include_str!("templates/merge.html")),
    ("import.html", include_str!("templates/import.html")),
    ("new.html", include_str!("templates/new.html")),
    ("publish.html", include_str!("templates/publish.html")),
    ("touched.html", include_str!("templates/touched.html")),
    ("removal.html", include_str!("templates/removal.html")),
    ("unit.html", include_str!("templates/unit.html")),
];

/// How deep groups and rows are within each other; fields below are not shown.
const MAX_FIELD_DEPTH: usize = 4;

/// The compiled templates with the sentences of one language.
pub struct Pages {
    tera: Tera,
    language: Language,
    strings: Arc<str>,
}

/// What every page shows.
#[derive(Serialize)]
struct Frame<'f> {
    lang: &'static str,
    token: &'f str,
    /// The path of the entry of the menu that is marked as current.
    current: &'f str,
    strings: Arc<str>,
}

impl Pages {
    /// Compiles the templates.
    ///
    /// # Panics
    /// When a template has an error, which a test finds.
    pub fn new(language: Language) -> Pages {
        let mut tera = Tera::new();
        let messages = Arc::new(Messages::built_in(language));
        let strings = script_strings(&messages);
        functions::register(&mut tera, language, messages);
        tera.register_filter("day", move |day: &str, _: Kwargs, _: &State<'_>| shown_day(day, language));
        let templates = TEMPLATES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        let templates: Vec<(String, String)> = templates.chain(field_templates()).collect();
        tera.add_raw_templates(templates).expect("the templates of the desk are valid");
        Pages { tera, language, strings }
    }

    /// Renders `template` with `view`; `current` is the entry of the menu that it belongs to.
    ///
    /// # Errors
    /// When the template uses a value that `view` does not have.
    pub fn page(
        &self,
        token: &str,
        template: &str,
        current: &str,
        view: &impl Serialize,
    ) -> Result<Answer, Refused> {
        let frame = Frame { lang: self.language.tag(), token, current, strings: self.strings.clone() };
        let mut context = Context::new();
        context.insert("frame", &frame);
        context.insert("view", view);
        self.tera.render(template, &context).map(Answer::Page).map_err(|error| {
            let refused = Refused::new(StatusCode::INTERNAL_SERVER_ERROR, "desk-page-failed");
            refused.arg("detail", error.to_string())
        })
    }
}

/// The templates of a field for each depth of groups and rows: a template must not include itself.
fn field_templates() -> impl Iterator<Item = (String, String)> {
    let name =
        |depth: usize| if depth == 0 { "field.html".to_owned() } else { format!("field-{depth}.html") };
    (0..=MAX_FIELD_DEPTH).map(move |depth| {
        let inner = match depth {
            MAX_FIELD_DEPTH => String::new(),
            _ => format!("{{% include \"{}\" %}}", name(depth + 1)),
        };
        (name(depth), include_str!("templates/field.html").replace("{% include \"field.html\" %}", &inner))
    })
}

/// The day `YYYY-MM-DD` as people write it: `29/03/2022` in Vietnamese; other texts stay as they are.
fn shown_day(day: &str, language: Language) -> String {
    match (day.parse(), language) {
        (Ok(day), Language::Vi) => format_date(day),
        _ => day.to_owned(),
    }
}

/// The sentences that scripts show, as a JSON object. Arguments are written as `{name}`.
fn script_strings(messages: &Messages) -> Arc<str> {
    let sentence = |name: &str| {
        let arguments = ["file", "name", "time", "count", "detail", "line"];
        let arguments = arguments.map(|key| (key, format!("{{{key}}}")));
        let id = name.trim_start_matches("desk-").trim_start_matches("js-").to_owned();
        (id, serde_json::Value::String(messages.say(name, &arguments)))
    };
    let all: serde_json::Map<String, serde_json::Value> =
        SCRIPT_STRINGS.iter().map(|name| sentence(name)).collect();
    // Within a script element, a `<` could end it.
    Arc::from(serde_json::Value::Object(all).to_string().replace('<', "\\u003c"))
}

/// The names of the messages that scripts show.
const SCRIPT_STRINGS: &[&str] = &[
    "desk-js-discard",
    "desk-js-saved",
    "desk-js-unsaved",
    "desk-js-unchanged",
    "desk-js-saving",
    "desk-js-offline",
    "desk-js-changed-elsewhere",
    "desk-js-changed-by",
    "desk-js-gone-moved",
    "desk-js-gone-moved-open",
    "desk-js-gone-deleted",
    "desk-js-gone-deleted-open",
    "desk-js-merged",
    "desk-js-no-problems",
    "desk-js-link-none",
    "desk-js-uploading",
    "desk-js-uploaded",
    "desk-js-delete-sure",
    "desk-js-paste-losses",
    "desk-js-bold-sample",
    "desk-js-link-sample",
    "desk-js-table-sample",
    "desk-js-video-address",
    "desk-js-picture-needs-alt",
    "desk-js-paste-plain",
    "desk-js-merge-again",
    "desk-js-merge-more",
    "desk-js-import-reading",
    "desk-js-import-empty",
    "desk-js-import-kept",
    "desk-js-accept",
    "desk-js-awards-added",
    "desk-js-awards-moved",
    "desk-js-awards-deleted",
    "desk-js-awards-filled",
    "desk-js-awards-pasted",
    "desk-js-awards-rest",
    "desk-js-awards-undone",
    "desk-js-awards-sorted",
    "desk-js-awards-collectives",
    "desk-js-awards-individuals",
    "desk-js-awards-households",
    "desk-js-names",
    "desk-js-names-found",
    "desk-js-names-new",
    "desk-picture-put",
    "desk-start-opening",
    "desk-picture-alt",
    "desk-picture-caption",
    "desk-js-publish-running",
    "desk-js-publish-files",
    "desk-js-publish-done-check",
    "desk-js-publish-done-plan",
    "desk-js-publish-done-publish",
    "desk-js-publish-done-undo",
    "desk-js-publish-done-remember",
    "desk-js-publish-not-done",
    "desk-js-publish-more",
    "desk-js-publish-agree",
    "desk-change-new",
    "desk-change-changed",
    "desk-change-lost",
    "desk-change-removed",
    "desk-error",
    "desk-warning",
    "desk-line",
    "desk-js-review-needs-note",
];

#[cfg(test)]
mod tests {
    use super::{Language, Messages, Pages, SCRIPT_STRINGS};

    /// The templates compile in both languages, and every sentence of the scripts exists.
    #[test]
    fn templates_and_sentences_are_complete() {
        for language in [Language::Vi, Language::En] {
            let _pages = Pages::new(language);
            let messages = Messages::built_in(language);
            for name in SCRIPT_STRINGS {
                assert!(messages.has(name), "{name}");
            }
        }
    }
}

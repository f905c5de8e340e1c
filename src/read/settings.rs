//! Reads `content/site.yaml` into [`Settings`].

use std::collections::HashMap;

use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::diagnostic::{Code, Diagnostic};
use crate::messages::Language;
use crate::model::id::IdVec;
use crate::model::settings::{
    CheckSettings, Contact, HistorySettings, MenuEntry, MenuItem, PageFamilies, PeoplePages, PictureSettings,
    RollSettings, RouteWords, Section, Settings, default_time_zone,
};
use crate::read::base_url::{InvalidBaseUrl, parse_base_url};
use crate::read::fields::{Fields, is_secret, is_secret_text};
use crate::read::yaml::Node;
use crate::read::{appearance, file_name, footer, hosting, targets};
use crate::source::{Span, Spanned, Text};
use crate::text::NameOrder;

/// Reads the settings. Values that are missing are reported and replaced by defaults, so that the rest of the site is
/// still checked; `None`, after reporting why, if the file is not a mapping.
pub fn settings(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<Settings> {
    refuse_secrets(node, diagnostics);
    let mut fields = Fields::from_node(node, diagnostics)?;
    let title = fields.required_text("title");
    let organisation = fields.required_text("organisation");
    let description = fields.text_value("description");
    let base_url = base_url(&mut fields);
    let language = language(&mut fields);
    let time_zone = time_zone(&mut fields);
    let written = fields.text("theme");
    let theme = written.unwrap_or_else(|| Spanned::new(Text::from("default"), fields.span));
    let sections = sections(&mut fields);
    let menu = menu(&mut fields);
    let contact = contact(&mut fields);
    let footer = footer::footer(&mut fields);
    let appearance = appearance::appearance(&mut fields);
    let hosting = hosting::hosting(&mut fields);
    let routes = routes(&mut fields, language);
    let pages = families(&mut fields);
    let per_page = fields.number("per_page", 1, 1000).map_or(20, |number| number.value as usize);
    let line_breaks = fields.flag("line_breaks");
    let review = fields.flag("review");
    let rolls = rolls(&mut fields);
    let pictures = pictures(&mut fields);
    let check = check(&mut fields);
    let history = history(&mut fields);
    let (publish, publish_written) = targets::targets(&mut fields);
    fields.finish();
    Some(Settings {
        title: title.map_or_else(|| Text::from(""), |title| title.value),
        organisation: organisation.map_or_else(|| Text::from(""), |name| name.value),
        description,
        base_url: base_url.unwrap_or_else(|| Text::from("https://example.org")),
        language,
        time_zone,
        theme,
        sections,
        menu,
        contact,
        footer,
        appearance,
        hosting,
        routes,
        pages,
        per_page,
        line_breaks,
        review,
        rolls,
        pictures,
        check,
        history,
        publish,
        publish_written,
    })
}

/// Reports secrets anywhere in the file, by their keys and by their form.
fn refuse_secrets(node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    use crate::read::yaml::Value;
    match &node.value {
        Value::Mapping(entries) => {
            for entry in entries {
                if is_secret(&entry.key.value) {
                    let diagnostic = Diagnostic::new(Code::SecretInSettings, entry.key.span);
                    diagnostics.push(diagnostic.arg("key", &entry.key.value));
                }
                refuse_secrets(&entry.node, diagnostics);
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| refuse_secrets(item, diagnostics)),
        Value::Scalar(text) if is_secret_text(text) => {
            // Leave the text out of the message, because other people may read it.
            let diagnostic = Diagnostic::new(Code::SecretInSettings, node.span);
            diagnostics.push(diagnostic.arg("key", "…"));
        }
        Value::Scalar(_) | Value::Null | Value::Broken => {}
    }
}

fn base_url(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = fields.required_text("base_url")?;
    match parse_base_url(&written.value) {
        Ok(url) => Some(url),
        // Reported as a secret.
        Err(_) if is_secret_text(&written.value) => None,
        Err(InvalidBaseUrl { proposal }) => {
            let diagnostic = Diagnostic::new(Code::BadBaseUrl, written.span).arg("text", &written.value);
            fields.diagnostics.push(match proposal {
                Some(proposal) => diagnostic.arg("proposal", proposal).help("help-proposal"),
                None => diagnostic,
            });
            None
        }
    }
}

fn language(fields: &mut Fields<'_, '_>) -> Language {
    let words = [("vi", Language::Vi), ("en", Language::En)];
    fields.word("language", &words).map_or(Language::Vi, |language| language.value)
}

fn time_zone(fields: &mut Fields<'_, '_>) -> TimeZone {
    let zones = TimeZoneDatabase::bundled();
    if let Some(written) = fields.text("time_zone") {
        match zones.get(&written.value) {
            Ok(zone) => return zone,
            Err(_) => {
                let diagnostic =
                    Diagnostic::new(Code::UnknownTimeZone, written.span).arg("name", &written.value);
                fields.diagnostics.push(diagnostic);
            }
        }
    }
    default_time_zone()
}

fn sections(fields: &mut Fields<'_, '_>) -> IdVec<Section> {
    let mut sections = IdVec::default();
    let mut places: HashMap<Text, Span> = HashMap::new();
    for node in fields.sequence("sections") {
        let Some(mut inner) = Fields::from_node(node, fields.diagnostics) else { continue };
        let (id, title) = (inner.required_text("id"), inner.required_text("title"));
        let description = inner.text_value("description");
        inner.finish();
        let (Some(id), Some(title)) = (id, title) else { continue };
        if !is_route_part(&id.value) {
            fields.diagnostics.push(Diagnostic::new(Code::BadSlug, id.span).arg("slug", &id.value));
        } else if let Some(first) = places.get(&id.value) {
            let diagnostic = Diagnostic::new(Code::SameId, id.span).arg("id", &id.value).related(*first);
            fields.diagnostics.push(diagnostic);
        } else {
            places.insert(id.value.clone(), id.span);
            sections.push(Section { id, title: title.value, description });
        }
    }
    sections
}

/// Whether `text` can be a part of a URL and the name of a folder on every system.
fn is_route_part(text: &str) -> bool {
    crate::text::is_slug(text) && file_name::is_folder_name(text)
}

fn menu(fields: &mut Fields<'_, '_>) -> Vec<MenuEntry> {
    let mut menu = Vec::new();
    for node in fields.sequence("menu") {
        let Some(mut inner) = Fields::from_node(node, fields.diagnostics) else { continue };
        let title = inner.required_text("title");
        let items = menu_items(&mut inner);
        let to = if inner.has_key("items") { inner.text("to") } else { inner.required_text("to") };
        inner.finish();
        if let Some(title) = title.filter(|_| to.is_some() || !items.is_empty()) {
            menu.push(MenuEntry { title: title.value, to, items });
        }
    }
    menu
}

/// Reads the entries of the sub-menu of `entry`, if it has one; reports one that is empty.
fn menu_items(entry: &mut Fields<'_, '_>) -> Vec<MenuItem> {
    if entry.has_key("items") && !entry.has_required("items") {
        return Vec::new();
    }
    let items = entry.sequence("items").iter();
    items.filter_map(|node| menu_item(node, entry.diagnostics)).collect()
}

fn menu_item(node: &Node, diagnostics: &mut Vec<Diagnostic>) -> Option<MenuItem> {
    let mut fields = Fields::from_node(node, diagnostics)?;
    let (title, to) = (fields.required_text("title"), fields.required_text("to"));
    fields.finish();
    Some(MenuItem { title: title?.value, to: to? })
}

fn contact(fields: &mut Fields<'_, '_>) -> Contact {
    let Some(mut inner) = fields.mapping("contact") else { return Contact::default() };
    let address = inner.text_value("address");
    let phone = inner.checked("phone", Code::BadPhone, hosting::is_phone);
    let email = inner.checked("email", Code::BadEmail, hosting::is_email);
    inner.finish();
    Contact { address, phone, email }
}

fn check(fields: &mut Fields<'_, '_>) -> CheckSettings {
    let Some(mut inner) = fields.mapping("check") else { return CheckSettings::default() };
    let check = CheckSettings { ignore: inner.texts("ignore") };
    inner.finish();
    check
}

fn history(fields: &mut Fields<'_, '_>) -> HistorySettings {
    let mut history = HistorySettings::default();
    let Some(mut inner) = fields.mapping("history") else { return history };
    if let Some(number) = inner.number("megabytes", 1, 1_000_000) {
        history.megabytes = number.value as u32;
    }
    inner.finish();
    history
}

fn routes(fields: &mut Fields<'_, '_>, language: Language) -> RouteWords {
    let mut words = RouteWords::for_language(language);
    let Some(mut inner) = fields.mapping("routes") else { return words };
    words.span = Some(inner.span);
    for (key, word) in [
        ("movements", &mut words.movements),
        ("rolls", &mut words.rolls),
        ("decisions", &mut words.decisions),
        ("people", &mut words.people),
        ("units", &mut words.units),
        ("kinds", &mut words.kinds),
        ("tags", &mut words.tags),
        ("archive", &mut words.archive),
        ("page", &mut words.page),
        ("levels", &mut words.levels),
        ("recipients", &mut words.recipients),
        ("statistics", &mut words.statistics),
        ("corrections", &mut words.corrections),
        ("search", &mut words.search),
    ] {
        let Some(written) = inner.text(key) else { continue };
        if is_route_part(&written.value) {
            *word = written.value;
        } else {
            let diagnostic = Diagnostic::new(Code::BadSlug, written.span).arg("slug", &written.value);
            inner.diagnostics.push(diagnostic);
        }
    }
    inner.finish();
    words
}

fn rolls(fields: &mut Fields<'_, '_>) -> RollSettings {
    let mut rolls = RollSettings { per_page: 180, order: NameOrder::GivenFirst, parts: true };
    let Some(mut inner) = fields.mapping("rolls") else { return rolls };
    if let Some(number) = inner.number("per_page", 0, 100_000) {
        rolls.per_page = number.value as usize;
    }
    let words = [("given-first", NameOrder::GivenFirst), ("family-first", NameOrder::FamilyFirst)];
    if let Some(order) = inner.word("order", &words) {
        rolls.order = order.value;
    }
    rolls.parts = inner.boolean("parts").unwrap_or(true);
    inner.finish();
    rolls
}

fn pictures(fields: &mut Fields<'_, '_>) -> PictureSettings {
    let mut pictures = PictureSettings::default();
    let Some(mut inner) = fields.mapping("pictures") else { return pictures };
    let mut widths = inner.numbers("widths", 100, 4000);
    widths.sort_unstable();
    widths.dedup();
    if !widths.is_empty() {
        pictures.widths = widths.into_iter().map(|width| width as u32).collect();
    }
    if let Some(quality) = inner.number("quality", 1, 100) {
        pictures.quality = quality.value as u8;
    }
    pictures.original = inner.flag("original");
    inner.finish();
    pictures
}

fn families(fields: &mut Fields<'_, '_>) -> PageFamilies {
    let mut families = PageFamilies::default();
    let Some(mut inner) = fields.mapping("pages") else { return families };
    let words = [("true", PeoplePages::All), ("several", PeoplePages::Several), ("false", PeoplePages::None)];
    if let Some(people) = inner.word("people", &words) {
        families.people = people.value;
    }
    for (key, family) in [
        ("units", &mut families.units),
        ("decisions", &mut families.decisions),
        ("kinds", &mut families.kinds),
        ("tags", &mut families.tags),
        ("archive", &mut families.archive),
        ("feeds", &mut families.feeds),
        ("downloads", &mut families.downloads),
        ("statistics", &mut families.statistics),
        ("search", &mut families.search),
    ] {
        *family = inner.boolean(key).unwrap_or(*family);
    }
    inner.finish();
    families
}

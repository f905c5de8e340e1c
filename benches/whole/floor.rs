//! The floor: reads, renders and writes the pages of the corpus in bare loops over the same crates, and does
//! nothing else.
//!
//! It has no diagnostics, no source positions, no link checks, no collation, and no data from an earlier build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Parser, html};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use tera::{Context, Tera, Value};
use walkdir::WalkDir;

#[derive(Deserialize)]
struct FrontMatter {
    title: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    movements: Vec<String>,
    #[serde(default)]
    lead: String,
}

#[derive(Serialize)]
struct Article {
    href: String,
    title: String,
    stamp: String,
    date: String,
    lead: String,
    movements: Vec<Link>,
    content: String,
}

#[derive(Clone, Serialize)]
struct Link {
    href: String,
    title: String,
}

#[derive(Deserialize)]
struct Unit {
    id: String,
    names: Vec<Name>,
}

#[derive(Deserialize)]
struct Name {
    name: String,
}

#[derive(Deserialize)]
struct Decision {
    number: String,
    defaults: Defaults,
    awards: Vec<Row>,
}

#[derive(Deserialize)]
struct Defaults {
    period: i16,
}

#[derive(Deserialize)]
struct Row {
    no: i64,
    name: String,
    unit: String,
    kind: String,
    movement: String,
}

#[derive(Serialize)]
struct Award<'a> {
    no: i64,
    name: &'a str,
    unit: &'a str,
    kind: &'a str,
    movement: &'a Link,
    decision: &'a str,
}

const PER_PAGE: usize = 20;

const BASE: &str = "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>{% block title %}{% endblock title %}</title>\
    <meta name=\"description\" content=\"{% block about %}{% endblock about %}\"><link rel=\"stylesheet\" href=\"/site.css\"></head><body>\
    <header><a href=\"/\">Liên đoàn Lao động</a><nav><a href=\"/posts/\">Tin tức</a> <a href=\"/movements/\">Phong trào</a> \
    <a href=\"/rolls/\">Bảng vàng</a></nav></header><main>{% block main %}{% endblock main %}</main><footer>© LĐLĐ</footer></body></html>";
const ARTICLE: &str = "{% extends \"base.html\" %}{% block title %}{{ article.title }}{% endblock title %}{% block about %}{{ article.lead }}\
    {% endblock about %}{% block main %}<article><h1>{{ article.title }}</h1><p class=\"date\">{{ article.stamp }}</p>\
    <p class=\"lead\">{{ article.lead }}</p>{{ article.content | safe }}<p>{% for m in article.movements %}<a href=\"{{ m.href }}\">{{ m.title }}\
    </a> {% endfor %}</p><nav>{% if newer %}<a href=\"{{ newer.href }}\">{{ newer.title }}</a>{% endif %}{% if older %}\
    <a href=\"{{ older.href }}\">{{ older.title }}</a>{% endif %}</nav></article>{% endblock main %}";
const LIST: &str = "{% extends \"base.html\" %}{% block title %}{{ title }}{% endblock title %}{% block main %}<h1>{{ title }}</h1><ul>\
    {% for a in articles %}<li><a href=\"{{ a.href }}\">{{ a.title }}</a> {{ a.stamp }}<p>{{ a.lead }}</p></li>{% endfor %}</ul>\
    {% endblock main %}";
const ROLL: &str = "{% extends \"base.html\" %}{% block title %}{{ title }}{% endblock title %}{% block main %}<h1>{{ title }}</h1><table>\
    {% for r in awards %}<tr><td>{{ r.no }}</td><td>{{ r.name }}</td><td>{{ r.unit }}</td><td>{{ r.kind }}</td><td>\
    <a href=\"{{ r.movement.href }}\">{{ r.movement.title }}</a></td><td>{{ r.decision }}</td></tr>{% endfor %}</table>{% endblock main %}";

/// The records of a site.
pub struct Records {
    articles: Vec<Article>,
    movements: BTreeMap<String, Link>,
    units: BTreeMap<String, String>,
    decisions: Vec<Decision>,
}

/// Builds `site` into `out`, an empty folder.
///
/// # Panics
/// On any error.
pub fn build(site: &Path, out: &Path) {
    let Records { articles, movements, units, decisions } = read(site);
    let mut years: BTreeMap<i16, Vec<&Decision>> = BTreeMap::new();
    for decision in &decisions {
        years.entry(decision.defaults.period).or_default().push(decision);
    }
    render(out, &articles, &movements, &units, &years);
}

/// Reads the files of `site`, with the text of articles as HTML.
///
/// # Panics
/// On any error.
pub fn read(site: &Path) -> Records {
    let mut files: Vec<PathBuf> = WalkDir::new(site.join("content"))
        .into_iter()
        .map(|entry| entry.expect("the corpus can be listed"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.into_path())
        .collect();
    files.sort();
    let below = |folder: &str| {
        let folder = site.join("content").join(folder);
        files.iter().filter(|path| path.starts_with(&folder)).collect::<Vec<_>>()
    };
    let movements: BTreeMap<String, Link> =
        below("movements").into_iter().map(|path| movement(path)).collect();
    let mut articles: Vec<Article> =
        below("articles").into_par_iter().map(|path| article(path, &movements)).collect();
    articles.sort_by(|a, b| b.date.cmp(&a.date));
    let units = fs::read_to_string(site.join("content/registry/units.yaml")).expect("the corpus has units");
    let units: Vec<Unit> = serde_saphyr::from_str(&units).expect("units can be read");
    let units: BTreeMap<String, String> =
        units.into_iter().map(|unit| (unit.id, unit.names[0].name.clone())).collect();
    let decisions: Vec<Decision> = below("awards").into_par_iter().map(|path| decision(path)).collect();
    Records { articles, movements, units, decisions }
}

fn movement(path: &Path) -> (String, Link) {
    let text = fs::read_to_string(path).expect("the corpus can be read");
    let slug = path.file_stem().expect("files have names").to_string_lossy().into_owned();
    let link = Link { href: format!("/movements/{slug}/"), title: front_matter(&text).0.title };
    (slug, link)
}

fn front_matter(text: &str) -> (FrontMatter, &str) {
    let (front, body) = text[4..].split_once("---\n").expect("the corpus has front matter");
    (serde_saphyr::from_str(front).expect("front matter can be read"), body)
}

fn article(path: &Path, movements: &BTreeMap<String, Link>) -> Article {
    let text = fs::read_to_string(path).expect("the corpus can be read");
    let (front, body) = front_matter(&text);
    let mut content = String::with_capacity(body.len() * 5 / 4);
    html::push_html(&mut content, Parser::new(body));
    let slug = path.file_stem().expect("files have names").to_string_lossy();
    let (day, time) = front.date.split_once(' ').expect("articles have stamps");
    let day: Vec<&str> = day.split('-').collect();
    Article {
        href: format!("/posts/{slug}/"),
        title: front.title,
        stamp: format!("({time} | {}/{}/{})", day[2], day[1], day[0]),
        date: front.date,
        lead: front.lead,
        movements: front.movements.iter().map(|slug| movements[slug].clone()).collect(),
        content,
    }
}

fn decision(path: &Path) -> Decision {
    let text = fs::read_to_string(path).expect("the corpus can be read");
    serde_saphyr::from_str(&text).expect("decisions can be read")
}

fn render(
    out: &Path,
    articles: &[Article],
    movements: &BTreeMap<String, Link>,
    units: &BTreeMap<String, String>,
    years: &BTreeMap<i16, Vec<&Decision>>,
) {
    let mut tera = Tera::default();
    let templates =
        [("base.html", BASE), ("article.html", ARTICLE), ("list.html", LIST), ("roll.html", ROLL)];
    tera.add_raw_templates(templates).expect("these templates are valid");
    let values: Vec<Value> = articles.par_iter().map(Value::from_serializable).collect();
    let page = |template: &str, route: &str, values: &[(&'static str, Value)]| {
        let mut context = Context::new();
        for (name, value) in values {
            context.insert_value(*name, value.clone());
        }
        write_page(out, route, &tera.render(template, &context).expect("these templates render"));
    };
    (0..values.len()).into_par_iter().for_each(|at| {
        let mut values_of_page = vec![("article", values[at].clone())];
        values_of_page.extend(at.checked_sub(1).map(|newer| ("newer", values[newer].clone())));
        values_of_page.extend(values.get(at + 1).map(|older| ("older", older.clone())));
        page("article.html", &articles[at].href, &values_of_page);
    });
    let list = |title: &str, route: &str, articles: &[Value]| {
        articles.par_chunks(PER_PAGE).enumerate().for_each(|(at, piece)| {
            let route = if at == 0 { route.to_owned() } else { format!("{route}page/{}/", at + 1) };
            page(
                "list.html",
                &route,
                &[("title", Value::from(title)), ("articles", Value::from(piece.to_vec()))],
            );
        });
    };
    list("Tin tức", "/posts/", &values);
    for link in movements.values() {
        let is_of_movement =
            |at: &usize| articles[*at].movements.iter().any(|movement| movement.href == link.href);
        let own_articles: Vec<Value> =
            (0..articles.len()).filter(is_of_movement).map(|at| values[at].clone()).collect();
        list(&link.title, &link.href, &own_articles);
    }
    years.par_iter().for_each(|(year, decisions)| {
        let rows =
            decisions.iter().flat_map(|decision| decision.awards.iter().map(move |row| (decision, row)));
        let awards: Vec<Award<'_>> = rows
            .map(|(decision, row)| Award {
                no: row.no,
                name: &row.name,
                unit: &units[&row.unit],
                kind: &row.kind,
                movement: &movements[&row.movement],
                decision: &decision.number,
            })
            .collect();
        let title = Value::from(format!("Bảng vàng {year}"));
        page(
            "roll.html",
            &format!("/rolls/{year}/"),
            &[("title", title), ("awards", Value::from_serializable(&awards))],
        );
    });
    let latest = values.iter().take(PER_PAGE).cloned().collect::<Vec<_>>();
    page("list.html", "/", &[("title", Value::from("LĐLĐ")), ("articles", Value::from(latest))]);
    let addresses: String = articles
        .iter()
        .map(|article| format!("<url><loc>https://example.org{}</loc></url>", article.href))
        .collect();
    fs::write(out.join("sitemap.xml"), format!("<urlset>{addresses}</urlset>"))
        .expect("files can be written");
}

fn write_page(out: &Path, route: &str, html: &str) {
    let folder = out.join(&route[1..]);
    fs::create_dir_all(&folder).expect("folders can be made");
    fs::write(folder.join("index.html"), html).expect("files can be written");
}

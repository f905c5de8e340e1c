//! Templates of new content files and of a new site.

use crate::cli::schema::{EDITOR_SETTINGS, schemas};
use crate::messages::Language;

/// The files of a new site: paths relative to the project folder, and contents.
pub fn files(language: Language, today: &str) -> Vec<(&'static str, String)> {
    let article = match language {
        Language::Vi => ARTICLE_VI,
        Language::En => ARTICLE_EN,
    };
    let (settings, movement, page, decision, units) = match language {
        Language::Vi => (SETTINGS_VI, MOVEMENT_VI, PAGE_VI, DECISION_VI, UNITS_VI),
        Language::En => (SETTINGS_EN, MOVEMENT_EN, PAGE_EN, DECISION_EN, UNITS_EN),
    };
    let year = &today[..4];
    let first = match language {
        Language::Vi => "content/articles/tin-tuc/bai-dau-tien.md",
        Language::En => "content/articles/news/first-article.md",
    };
    let filled = |text: &str| text.replace("{today}", today).replace("{year}", year);
    let mut files = vec![
        ("content/site.yaml", filled(settings)),
        (first, filled(article)),
        ("content/movements/lao-dong-gioi.md", filled(movement)),
        ("content/pages/gioi-thieu.md", filled(page)),
        ("content/awards/1-qd-ldld.yaml", filled(decision)),
        ("content/registry/units.yaml", filled(units)),
        (".gitignore", "/public\n/.bangvang\n".to_owned()),
        (".vscode/settings.json", EDITOR_SETTINGS.to_owned()),
    ];
    files.extend(SCHEMA_PATHS.into_iter().zip(schemas()).map(|(path, (_, content))| (path, content)));
    files
}

/// Where the schemas stand in a project, in the order of [`schemas`].
const SCHEMA_PATHS: [&str; 8] = [
    ".vscode/site.schema.json",
    ".vscode/article.schema.json",
    ".vscode/movement.schema.json",
    ".vscode/page.schema.json",
    ".vscode/decision.schema.json",
    ".vscode/units.schema.json",
    ".vscode/kinds.schema.json",
    ".vscode/people.schema.json",
];

/// A new article, as a draft dated `now`.
pub fn article(language: Language, title: &str, now: &str) -> String {
    let (lead, text) = match language {
        Language::Vi => ("Tóm tắt bài trong một, hai câu.", "Nội dung bài."),
        Language::En => ("A summary in one or two sentences.", "The body of the article."),
    };
    format!(
        "---\ntitle: {}\ndate: {now}\nlead: {lead}\ntags: []\ndraft: true\n---\n\n{text}\n",
        yaml_string(title)
    )
}

/// A new movement that starts `today`.
pub fn movement(language: Language, title: &str, today: &str) -> String {
    let (audience, text) = match language {
        Language::Vi => ("Đoàn viên, người lao động", "## Mục tiêu\n\n## Nội dung"),
        Language::En => ("Members and workers", "## Aims\n\n## Plan"),
    };
    format!("---\ntitle: {}\naudience: {audience}\nstarts: {today}\n---\n\n{text}\n", yaml_string(title))
}

/// A new standalone page.
pub fn page(language: Language, title: &str) -> String {
    let text = match language {
        Language::Vi => "Nội dung trang.",
        Language::En => "The content of the page.",
    };
    format!("---\ntitle: {}\n---\n\n{text}\n", yaml_string(title))
}

/// A new decision signed `today`, without awards.
pub fn decision(language: Language, number: &str, today: &str) -> String {
    let year = &today[..4];
    let (subject, remark) = match language {
        Language::Vi => {
            ("Về việc tặng Bằng khen cho tập thể, cá nhân", "# điền từng dòng của danh sách kèm theo")
        }
        Language::En => {
            ("Certificates for collectives and individuals", "# one line for each row of the annex")
        }
    };
    format!(
        "number: {}\nsigned: {today}\nissuer: \nsubject: {subject}\n\
         totals: {{collectives: 0, individuals: 0, households: 0}}\n\
         defaults: {{kind: bang-khen-ldld-tinh, category: phong-trao, period: {year}}}\n\
         awards: []\n{remark}\n#  - {{no: 1, to: individual, name: , honorific: , position: , unit: , citation: }}\n",
        yaml_string(number)
    )
}

/// `text` as a quoted YAML string; titles may contain colons and other syntax.
fn yaml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\t'], " "))
}

const SETTINGS_VI: &str = "title: Công đoàn cơ sở của bạn
organisation: Liên đoàn Lao động tỉnh của bạn
description: Tin tức phong trào và bảng vàng khen thưởng
base_url: https://example.org
language: vi
time_zone: Asia/Ho_Chi_Minh
line_breaks: true
sections:
  - {id: tin-tuc, title: Tin tức}
";

const SETTINGS_EN: &str = "title: Your union
organisation: Your federation of labour
description: Campaign news and honor rolls
base_url: https://example.org
language: en
time_zone: Asia/Ho_Chi_Minh
line_breaks: true
sections:
  - {id: news, title: News}
";

const ARTICLE_VI: &str = "---
title: Bài đầu tiên
date: {today}
lead: Trang tin vừa được tạo. Sửa bài này, lưu lại, rồi chạy bangvang build.
movements: [lao-dong-gioi]
tags: [thông báo]
---

Viết nội dung ở đây bằng **Markdown**.

## Đề mục

Liên kết tới [phong trào Lao động giỏi](../../movements/lao-dong-gioi.md).
";

const ARTICLE_EN: &str = "---
title: The first article
date: {today}
lead: Your site has been created. Edit this article, save it, and run bangvang build.
movements: [lao-dong-gioi]
tags: [notice]
---

Write the body here in **Markdown**.

## A heading

A link to [the movement](../../movements/lao-dong-gioi.md).
";

const MOVEMENT_VI: &str = "---
title: Lao động giỏi
audience: Đoàn viên, người lao động
starts: {year}-01-01
---

## Mục tiêu

Nâng cao năng suất, chất lượng, hiệu quả công việc.
";

const MOVEMENT_EN: &str = "---
title: Good work
audience: Members and workers
starts: {year}-01-01
---

## Aims

Better work, and better conditions for it.
";

const PAGE_VI: &str = "---
title: Giới thiệu
---

Vài dòng về đơn vị.
";

const PAGE_EN: &str = "---
title: About
---

A few lines about the union.
";

const DECISION_VI: &str = "number: 1/QĐ-LĐLĐ
signed: {today}
issuer: ldld-tinh
subject: Về việc tặng Bằng khen cho tập thể, cá nhân
totals: {collectives: 1, individuals: 1, households: 0}
defaults: {kind: bang-khen-ldld-tinh, category: phong-trao, movement: lao-dong-gioi, period: {year}}
awards:
  - {no: 1, to: collective, unit: cdcs-mau, citation: Hoàn thành xuất sắc nhiệm vụ}
  - {no: 2, to: individual, name: Nguyễn Thị Mẫu, honorific: Bà, position: Công nhân, unit: cdcs-mau,
     citation: Có nhiều sáng kiến trong lao động}
";

const DECISION_EN: &str = "number: 1/QĐ-LĐLĐ
signed: {today}
issuer: ldld-tinh
subject: Certificates for collectives and individuals
totals: {collectives: 1, individuals: 1, households: 0}
defaults: {kind: bang-khen-ldld-tinh, category: phong-trao, movement: lao-dong-gioi, period: {year}}
awards:
  - {no: 1, to: collective, unit: cdcs-mau, citation: Excellent results}
  - {no: 2, to: individual, name: Nguyễn Thị Mẫu, honorific: Ms, position: Worker, unit: cdcs-mau,
     citation: Many good ideas at work}
";

const UNITS_VI: &str = "- {id: ldld-tinh, type: federation, names: [{name: Liên đoàn Lao động tỉnh của bạn}]}
- {id: cdcs-mau, type: grassroots, names: [{name: CĐCS Công ty Mẫu}], parents: [{unit: ldld-tinh}]}
";

const UNITS_EN: &str = "- {id: ldld-tinh, type: federation, names: [{name: Your federation of labour}]}
- {id: cdcs-mau, type: grassroots, names: [{name: Sample Company Union}], parents: [{unit: ldld-tinh}]}
";

//! Templates of new content files and of a new site.

use crate::cli::schema::{EDITOR_EXTENSIONS, EDITOR_SETTINGS};
use crate::guide::schemas::schemas;
use crate::messages::Language;
use crate::model::settings::EXAMPLE_ORGANISATIONS;

/// What is known of a new site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSite {
    /// The language of its pages and examples.
    pub language: Language,
    /// Its title; that of the examples if it is `None`.
    pub title: Option<String>,
    /// The organisation that publishes it; that of the examples if it is `None`.
    pub organisation: Option<String>,
    /// Its address, as [`parse_base_url`](crate::read::parse_base_url) returns it; that of the examples if it is `None`.
    pub base_url: Option<String>,
}

impl NewSite {
    /// The site of the examples in `language`.
    pub fn example(language: Language) -> NewSite {
        NewSite { language, title: None, organisation: None, base_url: None }
    }
}

/// The files of a new site: paths relative to the project folder, and contents.
pub fn files(site: &NewSite, today: &str) -> Vec<(&'static str, String)> {
    let language = site.language;
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
    let [organisation_vi, organisation_en] = EXAMPLE_ORGANISATIONS;
    let (title, organisation) = match language {
        Language::Vi => ("Công đoàn cơ sở của bạn", organisation_vi),
        Language::En => ("Your union", organisation_en),
    };
    let value = |own: &Option<String>, example: &str| {
        own.as_ref().map_or_else(|| example.to_owned(), |own| yaml_string(own))
    };
    let organisation = value(&site.organisation, organisation);
    let title = value(&site.title, title);
    let base_url = value(&site.base_url, "https://example.org");
    let named = |text: &str| {
        let parts = text
            .split("{organisation}")
            .map(|part| part.replace("{title}", &title).replace("{base_url}", &base_url));
        parts.collect::<Vec<_>>().join(&organisation)
    };
    let mut files = vec![
        ("content/site.yaml", named(settings)),
        (first, filled(article)),
        ("content/movements/lao-dong-gioi.md", filled(movement)),
        ("content/pages/gioi-thieu.md", filled(page)),
        ("content/awards/1-qd-ldld.yaml", filled(decision)),
        ("content/registry/units.yaml", named(units)),
        (".gitignore", "/public\n/.bangvang\n".to_owned()),
        (".vscode/settings.json", EDITOR_SETTINGS.to_owned()),
        (".vscode/extensions.json", EDITOR_EXTENSIONS.to_owned()),
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
    let (remark, lead) = match language {
        Language::Vi => (DRAFT_PAGE_VI, "tóm tắt trong một, hai câu"),
        Language::En => (DRAFT_PAGE_EN, "a summary in one or two sentences"),
    };
    let title = yaml_string(title);
    format!("---\n{remark}draft: true\ntitle: {title}\ndate: {now}\nlead:   # {lead}\ntags: []\n---\n")
}

/// A new movement, as a draft.
pub fn movement(language: Language, title: &str) -> String {
    let (remark, audience, starts) = match language {
        Language::Vi => (
            DRAFT_PAGE_VI,
            "đối tượng tham gia, ví dụ Đoàn viên, người lao động",
            "ngày bắt đầu, ví dụ 2026-03-01",
        ),
        Language::En => (
            DRAFT_PAGE_EN,
            "the participants, such as Members and workers",
            "the first day, such as 2026-03-01",
        ),
    };
    let title = yaml_string(title);
    format!(
        "---\n{remark}draft: true\ntitle: {title}\naudience:   # {audience}\nstarts:     # {starts}\n---\n"
    )
}

/// A new standalone page, as a draft.
pub fn page(language: Language, title: &str) -> String {
    let remark = match language {
        Language::Vi => DRAFT_PAGE_VI,
        Language::En => DRAFT_PAGE_EN,
    };
    format!("---\n{remark}draft: true\ntitle: {}\n---\n", yaml_string(title))
}

/// The units that may have issued a new decision.
pub enum PossibleIssuers {
    /// The id of the only federation.
    Only(String),
    /// The ids of several federations; empty if none is registered.
    Several(Vec<String>),
}

/// A new decision with one row, as a draft. Only what cannot be false has a value.
pub fn decision(language: Language, number: &str, issuers: &PossibleIssuers) -> String {
    let text = match language {
        Language::Vi => NEW_DECISION_VI,
        Language::En => NEW_DECISION_EN,
    };
    let issuer = match (issuers, language) {
        (PossibleIssuers::Only(id), Language::Vi) => {
            format!(" {id}   # cơ quan ban hành; sửa lại nếu không phải")
        }
        (PossibleIssuers::Only(id), Language::En) => {
            format!(" {id}   # correct it if another unit issued it")
        }
        (PossibleIssuers::Several(ids), Language::Vi) if ids.is_empty() => {
            "      # tên hoặc mã cơ quan ban hành trong content/registry/units.yaml".to_owned()
        }
        (PossibleIssuers::Several(ids), Language::En) if ids.is_empty() => {
            "      # the name or id of the unit that issued it, from content/registry/units.yaml".to_owned()
        }
        (PossibleIssuers::Several(ids), Language::Vi) => {
            format!("      # tên hoặc mã cơ quan ban hành, ví dụ {}", ids.join(", "))
        }
        (PossibleIssuers::Several(ids), Language::En) => {
            format!("      # the name or id of the unit that issued it, such as {}", ids.join(", "))
        }
    };
    text.replace("{number}", &yaml_string(number)).replace("{issuer}", &issuer)
}

/// `text` as a quoted YAML string; titles may contain colons and other syntax.
fn yaml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\t'], " "))
}

const SETTINGS_VI: &str = "title: {title}
organisation: {organisation}
description: Tin tức phong trào và bảng vàng khen thưởng
base_url: {base_url}
language: vi
time_zone: Asia/Ho_Chi_Minh
line_breaks: true
sections:
  - {id: tin-tuc, title: Tin tức}
# true: mỗi người được khen thưởng có một trang riêng, 100.000 lượt khen thưởng cần khoảng 100.000 tệp;
# several: chỉ người có từ hai lần hoặc có bài viết, những người khác là một dòng trong quyết định.
# Chọn trước khi đăng lần đầu. Máy chủ thường cho 250.000 tệp.
pages: {people: true}
";

const SETTINGS_EN: &str = "title: {title}
organisation: {organisation}
description: Campaign news and honor rolls
base_url: {base_url}
language: en
time_zone: Asia/Ho_Chi_Minh
line_breaks: true
sections:
  - {id: news, title: News}
# true: each recipient has a page, and 100,000 awards need about 100,000 files;
# several: only those with two awards or an article, the others are a row of a decision.
# Choose before you publish for the first time. Hosts often allow 250,000 files.
pages: {people: true}
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

const UNITS_VI: &str = "- {id: ldld-tinh, type: federation, names: [{name: {organisation}}]}
- {id: cdcs-mau, type: grassroots, names: [{name: CĐCS Công ty Mẫu}], parents: [{unit: ldld-tinh}]}
";

const UNITS_EN: &str = "- {id: ldld-tinh, type: federation, names: [{name: {organisation}}]}
- {id: cdcs-mau, type: grassroots, names: [{name: Sample Company Union}], parents: [{unit: ldld-tinh}]}
";

const DRAFT_PAGE_VI: &str = "\
# Bản nháp, chưa đăng. Viết nội dung dưới dòng --- thứ hai; viết xong thì xóa dòng draft: true.
";

const DRAFT_PAGE_EN: &str = "\
# A draft, not published yet. Write below the second line ---, then delete the line draft: true.
";

const NEW_DECISION_VI: &str = "\
# Bản nháp, chưa đăng. Điền xong thì xóa dòng draft: true rồi chạy bangvang check.
draft: true
number: {number}
signed:      # ngày ký, ví dụ 2026-01-16
issuer:{issuer}
signer:      # họ tên người ký
subject:     # trích yếu, chép nguyên văn
document:    # tệp bản chụp quyết định trong content/static/, nếu có
# Số ghi ở Điều 1, để chương trình đếm lại; bỏ dấu thăng rồi sửa số:
#totals: {collectives: 0, individuals: 0, households: 0}
defaults:    # những điều giống nhau ở mọi dòng, ghi một lần ở đây
  kind:      # tên hoặc mã danh hiệu, hình thức khen thưởng, ví dụ bang-khen-ldld-tinh; xem: bangvang list kinds
  period:    # thời gian lập thành tích, ví dụ 2025 hoặc năm học 2024-2025
awards:
  # Mỗi dòng của danh sách kèm theo là một khối, từ dấu gạch đến citation. Chép cả khối cho dòng tiếp theo.
  - no: 1
    to:          # individual (cá nhân), collective (tập thể) hoặc household (hộ gia đình)
    name:        # họ tên; tập thể là cả một đơn vị thì để trống
    honorific:   # Ông hoặc Bà
    position:    # chức vụ, công việc
    unit:        # tên hoặc mã đơn vị trong content/registry/units.yaml
    citation:    # thành tích, chép nguyên văn
";

const NEW_DECISION_EN: &str = "\
# A draft, not published yet. Fill it in, delete the line draft: true, and run bangvang check.
draft: true
number: {number}
signed:      # the day of signature, such as 2026-01-16
issuer:{issuer}
signer:      # the name of the signatory
subject:     # as printed
document:    # the scan in content/static/, if there is one
# The totals of article 1, which are compared with the rows; remove the number sign and correct them:
#totals: {collectives: 0, individuals: 0, households: 0}
defaults:    # what is the same in every row
  kind:      # the name or id of the kind of award, such as bang-khen-ldld-tinh; see: bangvang guide kinds
  period:    # the merit period, such as 2025 or the school year 2024-2025
awards:
  # Each row of the annex is one block, from the hyphen to citation. Copy the whole block for the next row.
  - no: 1
    to:          # individual, collective or household
    name:        # without a form of address; empty if the recipient is a whole unit
    honorific:   # the form of address
    position:    # the position or job
    unit:        # the name or id of the unit, from content/registry/units.yaml
    citation:    # as printed
";

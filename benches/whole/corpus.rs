//! Generates a large invented site of two given sizes, for bangvang and for Hugo: equal texts, equal pages,
//! equal markup.
//!
//! It has every article, a paginated list of them, a page and a paginated list for each movement, a roll for
//! each year as one table, the home page and a sitemap; everything else is off in both. The same sizes give
//! the same bytes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

const WORDS: &str = "công đoàn cơ sở phong trào thi đua lao động giỏi sáng tạo người lao động đoàn viên doanh nghiệp tỉnh huyện \
     xã phường năng suất chất lượng hiệu quả tham mưu phục vụ đổi mới khen thưởng tuyên dương điển hình tiên tiến gương sáng kế \
     hoạch nghị quyết hội nghị tổng kết phát động hưởng ứng chào mừng kỷ niệm đại hội nhiệm kỳ ban chấp hành thường vụ chủ tịch \
     phó trưởng ban cán bộ công chức viên chức công nhân nhà máy xí nghiệp trường học bệnh viện cơ quan đơn vị sản xuất kinh \
     doanh an toàn vệ sinh môi trường xanh sạch đẹp dân vận khéo dạy tốt học tốt giải pháp cải tiến kỹ thuật hợp lý hóa tiết \
     kiệm vật tư nguyên liệu thời gian giá trị làm lợi triệu đồng tập thể cá nhân hộ gia đình xuất sắc hoàn thành nhiệm vụ chỉ \
     tiêu vượt mức quyết tâm đoàn kết kỷ cương trách nhiệm";
const FAMILY: &str = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Danh Thị";
const MIDDLE: &str = "Văn Thị Minh Ngọc Thanh Hữu Đức Quốc Kim Thu Hồng Bảo Gia Xuân";
const GIVEN: &str = "An Bình Châu Dũng Đạt Em Giang Hà Hải Hạnh Hòa Hùng Khánh Lan Linh Long Mai Nam Nga Oanh Phúc Quân Sơn \
     Tâm Thảo Thủy Trang Tú Uyên Vinh Yến";
const MOVEMENTS: [(&str, &str); 8] = [
    ("lao-dong-gioi", "Lao động giỏi"),
    ("lao-dong-sang-tao", "Lao động sáng tạo"),
    ("nang-suat-cao-hon", "Năng suất cao hơn, chất lượng tốt hơn"),
    ("tham-muu-gioi", "Tham mưu giỏi, phục vụ tốt"),
    ("doi-moi-sang-tao", "Đổi mới, sáng tạo, hiệu quả"),
    ("dan-van-kheo", "Dân vận khéo"),
    ("day-tot-hoc-tot", "Dạy tốt, học tốt"),
    ("xanh-sach-dep", "Xanh, sạch, đẹp"),
];
const KINDS: [(&str, &str); 4] = [
    ("bang-khen-ldld-tinh", "Bằng khen LĐLĐ tỉnh"),
    ("giay-khen", "Giấy khen"),
    ("lao-dong-tien-tien", "Lao động tiên tiến"),
    ("chien-si-thi-dua-co-so", "Chiến sĩ thi đua cơ sở"),
];
const FIRST_YEAR: usize = 2010;
const YEARS: usize = 16;
const UNITS: usize = 300;
const ROWS: usize = 50;

/// The pages of a generated site.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pages {
    /// Articles, movements and one page for each roll: what other generators have.
    Usual,
    /// Those of the settings that `init` writes: also of people, units, decisions and kinds of awards.
    AllFamilies,
}

/// Settings that switch off all pages that Hugo does not have here.
const PAGES_OF_HUGO_ONLY: &str = "theme: plain\nrolls: {per_page: 0, parts: false}\n\
     pages: {people: false, units: false, decisions: false, kinds: false, downloads: false, statistics: false, \
     tags: false, archive: false, feeds: false}\n";

/// A pseudo-random number generator (SplitMix64), with the same numbers on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn between(&mut self, min: usize, max: usize) -> usize {
        min + self.below(max - min + 1)
    }

    fn choose<'a, T>(&mut self, values: &'a [T]) -> &'a T {
        &values[self.below(values.len())]
    }
}

struct Post {
    slug: String,
    year: usize,
    title: String,
    day: String,
    time: String,
    movement: &'static str,
    lead: String,
    body: String,
}

struct Row {
    name: String,
    unit: usize,
    kind: usize,
    movement: usize,
}

/// A decision: its year, its number within the year, and its rows.
struct Decision {
    year: usize,
    number: usize,
    rows: Vec<Row>,
}

/// Writes `folder/bangvang` and `folder/hugo`, unless they exist.
///
/// # Errors
/// When a file cannot be written.
pub fn write(folder: &Path, pages: Pages, articles: usize, awards: usize) -> io::Result<()> {
    if folder.join("complete").exists() {
        return Ok(());
    }
    let mut random = Random(7);
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let posts: Vec<Post> = (0..articles).map(|at| post(&mut random, &words, at)).collect();
    let decisions = decisions(&mut random, awards);
    bangvang(&folder.join("bangvang/content"), pages, &posts, &decisions)?;
    hugo(&folder.join("hugo"), &posts, &decisions)?;
    if pages == Pages::AllFamilies {
        hugo_families(&folder.join("hugo"), &decisions)?;
    }
    write_file(&folder.join("complete"), "")
}

fn write_file(path: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(path.parent().expect("every file is in a folder"))?;
    fs::write(path, text)
}

fn sentence(random: &mut Random, words: &[&str], count: usize) -> String {
    let picked: Vec<&str> = (0..count).map(|_| *random.choose(words)).collect();
    picked.join(" ")
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn post(random: &mut Random, words: &[&str], at: usize) -> Post {
    let year = FIRST_YEAR + at % YEARS;
    Post {
        slug: format!("bai-{at:06}"),
        year,
        title: capitalised(&sentence(random, words, 10)),
        day: format!("{year}-{:02}-{:02}", random.between(1, 12), random.between(1, 28)),
        time: format!("{:02}:{:02}", random.below(24), random.below(60)),
        movement: random.choose(&MOVEMENTS).0,
        lead: capitalised(&sentence(random, words, 30)),
        body: body(random, words),
    }
}

fn body(random: &mut Random, words: &[&str]) -> String {
    let mut parts = Vec::new();
    for at in 0..6 {
        let count = random.between(40, 110);
        parts.push(format!("{}.", capitalised(&sentence(random, words, count))));
        if at == 2 {
            parts.push(format!("## {}", sentence(random, words, 6)));
            parts.push(format!(
                "- {}\n- **{}** {}\n- [liên kết](https://example.org/{}) {}",
                sentence(random, words, 10),
                sentence(random, words, 3),
                sentence(random, words, 8),
                random.between(1, 999),
                sentence(random, words, 6)
            ));
        }
        if at == 4 {
            parts.push(format!("> {}", sentence(random, words, 30)));
        }
    }
    parts.join("\n\n")
}

fn decisions(random: &mut Random, awards: usize) -> Vec<Decision> {
    let [family, middle, given] =
        [FAMILY, MIDDLE, GIVEN].map(|names| names.split_whitespace().collect::<Vec<_>>());
    let mut years: Vec<Vec<Row>> = (0..YEARS).map(|_| Vec::new()).collect();
    for at in 0..awards {
        let name = format!("{} {} {}", random.choose(&family), random.choose(&middle), random.choose(&given));
        let (unit, kind) = (random.below(UNITS), random.below(KINDS.len()));
        years[at % YEARS].push(Row { name, unit, kind, movement: random.below(MOVEMENTS.len()) });
    }
    let mut decisions = Vec::new();
    for (at, rows) in years.into_iter().enumerate() {
        let mut rows = rows.into_iter().peekable();
        let mut number = 1;
        while rows.peek().is_some() {
            let rows = rows.by_ref().take(ROWS).collect();
            decisions.push(Decision { year: FIRST_YEAR + at, number, rows });
            number += 1;
        }
    }
    decisions
}

fn bangvang(content: &Path, pages: Pages, posts: &[Post], decisions: &[Decision]) -> io::Result<()> {
    let settings = "title: LĐLĐ\norganisation: Liên đoàn Lao động\nbase_url: https://example.org\nlanguage: vi\n\
                    time_zone: Asia/Ho_Chi_Minh\nsections:\n  - {id: posts, title: Tin tức}\n";
    let families = if pages == Pages::Usual { PAGES_OF_HUGO_ONLY } else { "" };
    write_file(&content.join("site.yaml"), &format!("{settings}{families}"))?;
    for post in posts {
        let Post { slug, year, title, day, time, movement, lead, body } = post;
        let text = format!(
            "---\ntitle: \"{title}\"\ndate: {day} {time}\nmovements: [{movement}]\nlead: \"{lead}\"\n---\n\n{body}\n"
        );
        write_file(&content.join(format!("articles/posts/{year}/{slug}.md")), &text)?;
    }
    for (slug, title) in MOVEMENTS {
        write_file(
            &content.join(format!("movements/{slug}.md")),
            &format!("---\ntitle: \"{title}\"\n---\n"),
        )?;
    }
    let mut units = String::from(
        "- {id: ldld, type: federation, names: [{name: Liên đoàn Lao động, from: 1990-01-01}]}\n",
    );
    for unit in 0..UNITS {
        let name = unit_name(unit);
        let _ = writeln!(
            units,
            "- {{id: cdcs-{unit:03}, type: grassroots, names: [{{name: {name}, from: 1990-01-01}}]}}"
        );
    }
    write_file(&content.join("registry/units.yaml"), &units)?;
    for Decision { year, number, rows } in decisions {
        let mut text = format!(
            "number: {number}/QĐ-LĐLĐ\nsigned: {year}-12-28\nissuer: ldld\ndefaults: {{period: {year}}}\nawards:\n"
        );
        for (at, Row { name, unit, kind, movement }) in rows.iter().enumerate() {
            let (kind, movement) = (KINDS[*kind].0, MOVEMENTS[*movement].0);
            let _ = writeln!(
                text,
                "  - {{no: {}, to: individual, name: \"{name}\", unit: cdcs-{unit:03}, kind: {kind}, movement: {movement}}}",
                at + 1
            );
        }
        write_file(&content.join(format!("awards/{year}/{number}.yaml")), &text)?;
    }
    Ok(())
}

fn unit_name(unit: usize) -> String {
    format!("Công đoàn cơ sở {unit:03}")
}

const HEAD: &str = "<!doctype html><html lang=\"vi\"><head><meta charset=\"utf-8\"><title>TITLE</title><meta name=\"description\" \
     content=\"ABOUT\"><link rel=\"stylesheet\" href=\"/site.css\"></head><body><header><a href=\"/\">Liên đoàn Lao động</a><nav>\
     <a href=\"/posts/\">Tin tức</a> <a href=\"/movements/\">Phong trào</a> <a href=\"/rolls/\">Bảng vàng</a></nav></header>\
     <main>MAIN</main><footer>© LĐLĐ</footer></body></html>";

fn hugo(root: &Path, posts: &[Post], decisions: &[Decision]) -> io::Result<()> {
    write_file(
        &root.join("hugo.toml"),
        "baseURL=\"https://example.org/\"\ntitle=\"LĐLĐ\"\ndisableKinds=[\"rss\"]\n[taxonomies]\nmovement=\"movements\"\n\
         [pagination]\npagerSize=20\n",
    )?;
    for post in posts {
        let Post { slug, year, title, day, time, movement, lead, body } = post;
        let text = format!(
            "---\ntitle: \"{title}\"\ndate: {day}T{time}:00+07:00\nmovements: [{movement}]\nlead: \"{lead}\"\n---\n\n{body}\n"
        );
        write_file(&root.join(format!("content/posts/{year}/{slug}.md")), &text)?;
    }
    for year in FIRST_YEAR..FIRST_YEAR + YEARS {
        let text = format!("---\ntitle: \"Bảng vàng {year}\"\nyear: {year}\nlayout: roll\n---\n");
        write_file(&root.join(format!("content/rolls/{year}.md")), &text)?;
        write_file(&root.join(format!("data/awards/y{year}.json")), &rows_of(year, decisions))?;
    }
    write_file(&root.join("static/site.css"), "body{}")?;
    layouts(&root.join("layouts"))
}

/// Adds pages of people, decisions, units and kinds of awards to the site of Hugo, made by content adapters from data files.
fn hugo_families(root: &Path, decisions: &[Decision]) -> io::Result<()> {
    let mut groups: [BTreeMap<String, Vec<String>>; 4] = Default::default();
    for Decision { year, number, rows } in decisions {
        for Row { name, unit, kind, movement } in rows {
            let (unit, kind) = (unit_name(*unit), KINDS[*kind].1);
            let decision = format!("{number}/QĐ-LĐLĐ {year}");
            let row = format!(
                "{{\"name\":\"{name}\",\"unit\":\"{unit}\",\"award\":\"{kind}\",\"mv\":\"{}\",\"dec\":\"{decision}\",\"year\":{year}}}",
                MOVEMENTS[*movement].0,
            );
            let titles = [format!("{name} – {unit}"), decision, unit, kind.to_owned()];
            for (group, title) in groups.iter_mut().zip(titles) {
                group.entry(title).or_default().push(row.clone());
            }
        }
    }
    for (family, group) in ["people", "decisions", "units", "kinds"].into_iter().zip(groups) {
        let pages = group.iter().enumerate().map(|(at, (title, rows))| {
            format!("{{\"path\":\"{at:06}\",\"title\":\"{title}\",\"rows\":[{}]}}", rows.join(","))
        });
        let pages = pages.collect::<Vec<_>>().join(",");
        write_file(&root.join(format!("data/{family}.json")), &format!("[{pages}]"))?;
        let adapter = format!(
            "{{{{ range hugo.Data.{family} }}}}{{{{ $.AddPage (dict \"path\" .path \"title\" .title \"layout\" \"family\" \
             \"params\" (dict \"rows\" .rows)) }}}}{{{{ end }}}}"
        );
        write_file(&root.join(format!("content/{family}/_content.gotmpl")), &adapter)?;
    }
    let rows = "<h1>{{ .Title }}</h1><table>{{ range .Params.rows }}<tr><td>{{ .name }}</td><td>{{ .unit }}</td><td>{{ .award }}</td>\
                <td><a href=\"/movements/{{ .mv }}/\">{{ .mv }}</a></td><td>{{ .dec }}</td><td>{{ .year }}</td></tr>{{ end }}</table>";
    let page = HEAD.replace("TITLE", "{{ .Title }}").replace("ABOUT", "").replace("MAIN", rows);
    write_file(&root.join("layouts/_default/family.html"), &page)
}

/// The awards of a year as Hugo's users store them: one JSON file.
fn rows_of(year: usize, decisions: &[Decision]) -> String {
    let mut rows = Vec::new();
    for decision in decisions.iter().filter(|decision| decision.year == year) {
        for Row { name, unit, kind, movement } in &decision.rows {
            rows.push(format!(
                "{{\"name\":\"{name}\",\"unit\":\"{}\",\"award\":\"{}\",\"mv\":\"{}\",\"dec\":\"{}/QĐ-LĐLĐ\"}}",
                unit_name(*unit),
                KINDS[*kind].1,
                MOVEMENTS[*movement].0,
                decision.number
            ));
        }
    }
    format!("[{}]", rows.join(","))
}

fn layouts(layouts: &Path) -> io::Result<()> {
    let page = |title: &str, about: &str, main: &str| {
        HEAD.replace("TITLE", title).replace("ABOUT", about).replace("MAIN", main)
    };
    let stamp = "({{ .Date.Format \"15:04 | 02/01/2006\" }})";
    let single = format!(
        "<article><h1>{{{{ .Title }}}}</h1><p class=\"date\">{stamp}</p><p class=\"lead\">{{{{ .Params.lead }}}}</p>{{{{ .Content }}}}\
         <p>{{{{ range .Params.movements }}}}<a href=\"/movements/{{{{ . }}}}/\">{{{{ . }}}}</a> {{{{ end }}}}</p>\
         <nav>{{{{ with .PrevInSection }}}}<a href=\"{{{{ .RelPermalink }}}}\">{{{{ .Title }}}}</a>{{{{ end }}}}\
         {{{{ with .NextInSection }}}}<a href=\"{{{{ .RelPermalink }}}}\">{{{{ .Title }}}}</a>{{{{ end }}}}</nav></article>"
    );
    write_file(&layouts.join("_default/single.html"), &page("{{ .Title }}", "{{ .Params.lead }}", &single))?;
    let roll = "<h1>{{ .Title }}</h1>{{ $y := printf \"y%v\" .Params.year }}<table><tr><th>STT</th><th>Họ tên</th><th>Đơn vị</th>\
                <th>Danh hiệu</th><th>Phong trào</th><th>Quyết định</th></tr>{{ range $i, $r := index hugo.Data.awards $y }}<tr>\
                <td>{{ add $i 1 }}</td><td>{{ $r.name }}</td><td>{{ $r.unit }}</td><td>{{ $r.award }}</td>\
                <td><a href=\"/movements/{{ $r.mv }}/\">{{ $r.mv }}</a></td><td>{{ $r.dec }}</td></tr>{{ end }}</table>";
    write_file(&layouts.join("_default/roll.html"), &page("{{ .Title }}", "", roll))?;
    let list = format!(
        "<h1>{{{{ .Title }}}}</h1>{{{{ $p := .Paginator }}}}<ul>{{{{ range $p.Pages }}}}<li><a href=\"{{{{ .RelPermalink }}}}\">\
         {{{{ .Title }}}}</a> {stamp}<p>{{{{ .Params.lead }}}}</p></li>{{{{ end }}}}</ul>\
         {{{{ with $p.Prev }}}}<a href=\"{{{{ .URL }}}}\">‹</a>{{{{ end }}}}{{{{ with $p.Next }}}}<a href=\"{{{{ .URL }}}}\">›</a>{{{{ end }}}}"
    );
    write_file(&layouts.join("_default/list.html"), &page("{{ .Title }}", "", &list))?;
    let terms = "<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>";
    write_file(&layouts.join("_default/terms.html"), &page("{{ .Title }}", "", terms))?;
    let home = "<h1>{{ .Site.Title }}</h1><ul>{{ range first 20 (where .Site.RegularPages \"Section\" \"posts\") }}<li>\
                <a href=\"{{ .RelPermalink }}\">{{ .Title }}</a></li>{{ end }}</ul>";
    write_file(&layouts.join("index.html"), &page("{{ .Site.Title }}", "", home))
}

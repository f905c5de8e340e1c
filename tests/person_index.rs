//! The index of names below the search page, for readers without JavaScript.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::project::{Built, Project, options};

const FAMILIES: &str = "Bùi Cao Đinh Đỗ Hà Hồ Kim La Lâm Lê Lý Mai Ngô Phan Tạ Tô Vi Võ Vũ Vương";

fn files(project: &Project) -> BTreeMap<String, Vec<u8>> {
    let built = Built::of(project.path(), &options());
    let reported = built.reported.drawn(bangvang::messages::Language::En);
    assert!(!reported.contains("error: "), "{reported}");
    built.files
}

/// The pages of the search and of the index of people, by their paths.
fn pages(files: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = &String> {
    files.keys().filter(|path| path.starts_with("tim-kiem/") && path.ends_with(".html"))
}

fn text<'f>(files: &'f BTreeMap<String, Vec<u8>>, path: &str) -> &'f str {
    let bytes = files.get(path).unwrap_or_else(|| panic!("{path} is not on the site"));
    std::str::from_utf8(bytes).unwrap()
}

/// The content of a page, without the links above it.
fn content(page: &str) -> &str {
    page.split("<header class=\"page-head\">").nth(1).and_then(|rest| rest.split("</main>").next()).unwrap()
}

/// The addresses in `text` that begin with `start`.
fn addresses<'t>(text: &'t str, start: &str) -> Vec<&'t str> {
    let address = |rest: &'t str| rest.split('"').next().unwrap();
    let all = text.split(" href=\"").skip(1).map(address);
    all.filter(|address| address.starts_with(start)).collect()
}

fn row(no: usize, name: &str, more: &str) -> String {
    format!("  - {{no: {no}, to: individual, name: {name}, unit: cd-thu{more}}}\n")
}

/// The search page of a small site lists its people and families itself, by the last word of their names; names that
/// readers do not see, teams and people with the same name in another spelling are no entries of their own.
#[test]
fn a_small_site_has_no_pages_of_letters() {
    let names = ["Vũ Ân", "Lê ÁNH", "Lê “Ánh”", "Trần Thị Hoa (Năm)", "Đỗ Đạt", "Bùi Ødegaard", "Lê 12"];
    let mut rows: String = names.iter().zip(1..).map(|(name, no)| row(no, name, "")).collect();
    rows += &row(8, "Lý Thị Kín", ", visibility: initials");
    rows += &row(9, "Lý Thị Rút", ", status: withdrawn");
    rows += "  - {no: 10, to: collective, name: Tổ Hoa, unit: cd-thu}\n\
             \x20 - {no: 11, to: household, name: Hộ ông Lý Đăng, unit: cd-thu, kind: giay-khen}\n";
    let files = files(&Project::new().with_awards(&rows));
    let page = text(&files, "tim-kiem/index.html");
    let index = page.split("id=\"search-names\"").nth(1).unwrap();
    let entries = index.split("<h3>").skip(1).map(|rest| {
        let people = addresses(rest, "/vinh-danh/");
        let people: Vec<&str> = people.iter().map(|one| &one["/vinh-danh/".len()..one.len() - 1]).collect();
        format!("{} {}", rest.split('<').next().unwrap(), people.join(" "))
    });
    let expected = [
        "# le-12",
        "A le-anh-cd-thu-anh-s le-anh-cd-thu-anhs",
        "Â vu-an",
        "Đ do-dat ho-ong-ly-dang",
        "H tran-thi-hoa-nam",
        "Ø bui-odegaard",
    ];
    assert_eq!(entries.collect::<Vec<_>>(), expected);
    assert_eq!(pages(&files).count(), 1, "the search page lists them itself");
}

/// A project with `others` people whose given names begin with T, all different, and with 310 people named Trang, whose
/// names and whose unit have the greatest usual lengths.
fn many(others: usize) -> Project {
    let mut rows = String::new();
    for at in 0..others {
        let [first, second, third] =
            [at / 100, at / 10 % 10, at % 10].map(|digit| &"aeioubdghk"[digit..=digit]);
        rows += &row(at + 1, &format!("Lê T{first}n{second}n{third}"), "");
    }
    rows += &row(others + 1, "Lê Tô", "");
    rows += &row(others + 2, "Lê Too", "");
    let middles = ["Nghiêm", "Thương", "Hường", "Phượng", "Khương", "Giang", "Hoàng", "Nhung"];
    let mut people = String::new();
    for (at, family) in (0..310).zip(FAMILIES.split(' ').cycle()) {
        let name = format!("{family} Nguyễn Phước Quỳnh {} Trang", middles[at / 20 % 8]);
        rows += &row(others + 3 + at, &name, &format!(", person: trang-{at}"));
        let _ = writeln!(people, "- {{id: trang-{at}, name: {name}}}");
    }
    let long = "Công đoàn cơ sở Công ty trách nhiệm hữu hạn một thành viên Thương mại, Dịch vụ, Xuất nhập khẩu và \
                Chế biến thực phẩm Hương Giang – Chi nhánh Khu công nghiệp Tân Thượng, tỉnh Minh Giang";
    let units = crate::project::UNITS.replace("CĐCS Thử", &format!("'{long}'"));
    let project = Project::new().with_awards(&rows).with("content/registry/people.yaml", people);
    project.write("content/registry/units.yaml", units);
    project
}

/// A letter with many people leads to a page of each given name; every person is on exactly one page of the index, and no
/// page has more than 300 KB.
#[test]
fn every_person_is_found_once() {
    let files = files(&many(520));
    let letter = text(&files, "tim-kiem/t/index.html");
    assert_eq!(
        addresses(content(letter), "/tim-kiem/t/").iter().filter(|one| !one.contains("/trang/")).count(),
        500
    );
    let mut listed = Vec::new();
    for path in pages(&files) {
        let page = text(&files, path);
        assert!(page.len() < 300 * 1024, "{path} has {} bytes", page.len());
        listed.extend(addresses(content(page), "/vinh-danh/"));
    }
    let mut pages: Vec<String> = Vec::new();
    for (path, page) in files.iter().filter(|(path, _)| path.starts_with("vinh-danh/")) {
        if String::from_utf8_lossy(page).contains("<body class=\"kind-recipient\"") {
            pages.push(format!("/{}", path.trim_end_matches("index.html")));
        }
    }
    listed.sort_unstable();
    pages.sort_unstable();
    assert_eq!(listed, pages);
    assert_eq!(pages.len(), 520 + 2 + 310);
}

/// Two given names that are typed the same have different addresses. The second page of the names with T is not below the
/// name Trang, though its address is.
#[test]
fn addresses_of_given_names_differ() {
    let files = files(&many(520));
    let [one, two] =
        ["tim-kiem/t/too/index.html", "tim-kiem/t/too-2/index.html"].map(|path| text(&files, path));
    let people = [one, two].map(|page| addresses(content(page), "/vinh-danh/").len());
    assert_eq!(people, [1, 1]);
    assert!(one != two);
    let crumbs = |path: &str| {
        let page =
            text(&files, path).split("class=\"crumbs\"").nth(1).unwrap().split("</nav>").next().unwrap();
        addresses(page, "/").join(" ")
    };
    assert_eq!(crumbs("tim-kiem/t/trang/2/index.html"), "/ /tim-kiem/ /tim-kiem/t/");
    assert_eq!(crumbs("tim-kiem/t/trang/trang/2/index.html"), "/ /tim-kiem/ /tim-kiem/t/ /tim-kiem/t/trang/");
}

/// Without pages of people, or without the search, there is no index.
#[test]
fn no_index_without_people_or_search() {
    for pages in ["pages: {people: false}\n", "pages: {search: false}\n"] {
        let project = many(0);
        project.write("content/site.yaml", format!("{}{pages}", crate::project::SETTINGS));
        let files = files(&project);
        assert!(files.keys().all(|path| !path.starts_with("tim-kiem/t/")), "{pages}");
    }
}

/// With `people: several`, pages are of people with two awards or an article; the index leads to the rows of the others. A
/// name has a list of namesakes only when one of them has a page, and a removed name keeps its page.
#[test]
fn people_with_one_award_are_rows() {
    let article = "---\ntitle: Gương sáng\ndate: 2023-05-01\npeople: [kha]\n---\nLời.\n";
    let rows = [
        row(1, "Lê Văn Một", ""),
        row(2, "Lê Văn Hai", ""),
        row(3, "Lê Văn Hai", ", kind: giay-khen"),
        row(4, "Danh Sóc Kha", ", person: kha"),
        row(5, "Lý Thị Bài", ", article: tin/guong-sang"),
        row(6, "Lý Thị Rút", ", status: withdrawn"),
        row(7, "Trần Văn Trùng", ""),
        row(8, "Trần Văn Trùng", "").replace("cd-thu", "cd-khac"),
        row(9, "Võ Thị Chung", ""),
        row(10, "Võ Thị Chung", ", kind: giay-khen"),
        row(11, "Võ Thị Chung", "").replace("cd-thu", "cd-khac"),
    ];
    let more = "\n- {id: cd-khac, type: grassroots, names: [{name: CĐCS Khác}]}\n";
    let project = Project::new()
        .with_awards(&rows.concat())
        .with("content/registry/units.yaml", format!("{}{more}", crate::project::UNITS))
        .with("content/registry/people.yaml", "- {id: kha, name: Danh Sóc Kha}\n")
        .with("content/articles/tin/guong-sang.md", article);
    let people = |setting: &str| {
        let settings = format!("{}pages: {{people: {setting}}}\n", crate::project::SETTINGS);
        project.write("content/site.yaml", settings);
        let files = files(&project);
        let paths =
            files.keys().filter_map(|path| path.strip_prefix("vinh-danh/")?.strip_suffix("/index.html"));
        let mut paths: Vec<String> = paths.map(str::to_owned).collect();
        paths.sort_unstable();
        (files, paths)
    };
    let (files, pages) = people("several");
    let of_kha = ["danh-soc-kha", "danh-soc-kha-cd-thu", "kha"];
    let others = ["le-van-hai", "ly-thi-bai", "ly-thi-rut", "vo-thi-chung", "vo-thi-chung-cd-thu"];
    assert_eq!(
        pages,
        [&of_kha[..], &others[..]].concat(),
        "with the other addresses of a person of the registry"
    );
    let index = text(&files, "tim-kiem/index.html");
    let rows = addresses(content(index), "/quyet-dinh/");
    let rows: Vec<&str> = rows.iter().filter_map(|address| Some(address.split_once('#')?.1)).collect();
    assert_eq!(rows, ["11", "1", "8", "7"], "by given name: Chung, Một, Trùng of Khác, Trùng of Thử");
    let namesakes = content(text(&files, "vinh-danh/vo-thi-chung/index.html"));
    assert_eq!(addresses(namesakes, "/vinh-danh/"), ["/vinh-danh/vo-thi-chung-cd-thu/"]);
    assert_eq!(addresses(namesakes, "/quyet-dinh/").len(), 1);
    let (_, all) = people("true");
    assert!(
        pages.iter().all(|page| all.contains(page)),
        "a page has the same address with every setting: {all:?}"
    );
    let new: Vec<&String> = all.iter().filter(|page| !pages.contains(page)).collect();
    let trung = ["tran-van-trung", "tran-van-trung-cd-khac", "tran-van-trung-cd-thu"];
    assert_eq!(new, [&["le-van-mot"][..], &trung, &["vo-thi-chung-cd-khac"]].concat());
    assert!(people("false").1.is_empty());
}

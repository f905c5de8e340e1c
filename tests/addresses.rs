//! Addresses of recipients: an address that was a recipient's page never leads to another recipient.

use std::collections::{BTreeMap, BTreeSet};

use bangvang::model::site::AwardRef;
use bangvang::plan::{OutputKind, PageKind, PlannedFile};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy};
use proptest::sample::select;

use crate::project::Project;
use crate::trials;

/// What readers find at an address: the awards, by decision and row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// The page of one recipient, or a redirect to it.
    Recipient(BTreeSet<String>),
    /// A list of recipients, with the awards of each.
    List(Vec<BTreeSet<String>>),
    /// The notice that a page was removed.
    Removed,
}

const UNITS: &str = "- {id: ld, type: federation, names: [{name: LĐLĐ Thử}]}\n\
    - {id: mot, type: grassroots, names: [{name: CĐCS Một}], ended: {on: 2021-12-31}, successors: [hai]}\n\
    - {id: hai, type: grassroots, names: [{name: CĐCS Hai}]}\n\
    - {id: ba, type: grassroots, names: [{name: CĐCS Ba}]}\n\
    - {id: binh, type: grassroots, names: [{name: CĐCS Bình}]}\n";

/// Ids of people that look like addresses of other people.
const PEOPLE: &str = "- {id: nguyen-an, name: Nguyễn An}\n- {id: nguyen-an-2, name: Nguyễn An}\n\
    - {id: nguyen-an-ba, name: Nguyễn Ân}\n";

/// A decision without its number: the day of signing, and its rows.
type WrittenDecision = (String, Vec<String>);

fn row() -> impl Strategy<Value = String> {
    let names = ["Nguyễn An", "Nguyễn Ân", "Nguyễn An Bình", "Lê Na", "阮安"];
    let units = ["mot", "hai", "ba", "binh"];
    let more = ["", "", "", ", person: nguyen-an", ", person: nguyen-an-2", ", person: nguyen-an-ba"];
    let status = ["", "", "", "", ", status: withdrawn", ", visibility: hidden", ", visibility: initials"];
    let to = ["individual", "individual", "individual", "collective"];
    (
        select(names.to_vec()),
        select(units.to_vec()),
        select(more.to_vec()),
        select(status.to_vec()),
        select(to.to_vec()),
    )
        .prop_map(|(name, unit, more, status, to)| {
            let more = if to == "individual" { more } else { "" };
            format!("  - {{to: {to}, name: {name}, unit: {unit}{more}{status}}}\n")
        })
}

fn decisions() -> impl Strategy<Value = Vec<WrittenDecision>> {
    let signed = (2018..2024, 1..13).prop_map(|(year, month)| format!("{year}-{month:02}-05"));
    vec((signed, vec(row(), 1..4)), 2..7)
}

/// Writes a decision as the file `place` of the folder.
fn write(project: &Project, place: usize, number: usize, (signed, rows): &WrittenDecision) {
    let head = format!(
        "number: {number}/QĐ-LĐLĐ\nsigned: {signed}\nissuer: ld\n\
         defaults: {{kind: bang-khen-ldld-tinh, period: 2017}}\nawards:\n"
    );
    project.write(&format!("content/awards/{place}.yaml"), head + &rows.concat());
}

/// Returns what readers find at every address of recipients.
fn addresses(project: &Project) -> BTreeMap<String, Found> {
    let planned = project.prepared().planned.expect("the site can be planned");
    let (site, plan) = (&planned.site, &planned.plan);
    let awards = |id| -> BTreeSet<String> {
        let awards = plan.recipients.all[id].awards.iter().map(|award| site.award(*award));
        let shown = awards.filter(|award| award.names_recipient());
        let number = |one: AwardRef<'_>| one.decision.number.as_ref().expect("it is written").value.clone();
        shown.map(|one| format!("{} {}", number(one), one.award.row.position())).collect()
    };
    let mut found = BTreeMap::new();
    for page in plan.pages.iter().filter(|page| page.route.starts_with("/vinh-danh/")) {
        let OutputKind::Page(kind) = &page.kind else { continue };
        let target = match kind {
            PageKind::Redirect(to) => &plan.page(to).expect("a redirect leads to a page").kind,
            _ => &page.kind,
        };
        let value = match target {
            OutputKind::Page(PageKind::Recipient(id, _)) => Found::Recipient(awards(*id)),
            OutputKind::Page(PageKind::Namesakes(list, _)) => {
                Found::List(list.recipients.iter().map(|id| awards(*id)).collect())
            }
            OutputKind::Page(PageKind::Gone) => Found::Removed,
            other => panic!("{other:?} at {}", page.route),
        };
        found.insert(page.route.to_string(), value);
    }
    found
}

/// In any order in which decisions are typed, an address that was the page of a recipient stays its page, redirects to
/// it, or is a list with that recipient. The order does not matter in the end, and hidden recipients are on no list.
#[test]
fn no_address_leads_to_another_recipient() {
    let orders = decisions().prop_flat_map(|decisions| {
        let order: Vec<usize> = (0..decisions.len()).collect();
        (Just(decisions), Just(order.clone()).prop_shuffle(), Just(order).prop_shuffle())
    });
    trials::run(24, orders, |(decisions, first, second)| {
        let mut ends = Vec::new();
        for order in [first, second] {
            let project = Project::new()
                .with("content/registry/units.yaml", UNITS)
                .with("content/registry/people.yaml", PEOPLE);
            let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
            let mut now = BTreeMap::new();
            for (place, number) in order.iter().enumerate() {
                write(&project, place, *number, &decisions[*number]);
                now = addresses(&project);
                for (address, awards) in &known {
                    let holds = |found: &BTreeSet<String>| awards.is_subset(found);
                    let is_right = match now.get(address) {
                        Some(Found::Recipient(found)) => holds(found),
                        Some(Found::List(lists)) => lists.iter().any(holds),
                        Some(Found::Removed) | None => false,
                    };
                    assert!(is_right, "{address} of {awards:?} is now {:?}", now.get(address));
                }
                for (address, found) in &now {
                    match found {
                        Found::Recipient(awards) => _ = known.insert(address.clone(), awards.clone()),
                        Found::List(lists) => assert!(lists.iter().all(|awards| !awards.is_empty())),
                        Found::Removed => {}
                    }
                }
            }
            ends.push(now);
        }
        assert_eq!(ends[0].keys().collect::<Vec<_>>(), ends[1].keys().collect::<Vec<_>>());
        for (address, found) in &ends[0] {
            let (Found::Recipient(one), Found::Recipient(other)) = (found, &ends[1][address]) else {
                continue;
            };
            assert_eq!(one, other, "{address}");
        }
    });
}

/// A second recipient of a name moves the first one's page to name and unit, and the short address lists both; an
/// older decision that is typed in later moves neither to the other.
#[test]
fn namesakes_share_the_short_address() {
    let project = Project::new().with("content/registry/units.yaml", UNITS);
    let decision = |number: usize, signed: &str, unit: &str| {
        let row = format!("  - {{to: individual, name: Nguyễn An, unit: {unit}, kind: giay-khen}}\n");
        write(&project, number, number, &(signed.to_owned(), vec![row]));
    };
    let page = |number: usize| Found::Recipient(BTreeSet::from([format!("{number}/QĐ-LĐLĐ 0")]));
    decision(1, "2023-01-05", "ba");
    assert_eq!(addresses(&project), BTreeMap::from([("/vinh-danh/nguyen-an/".to_owned(), page(1))]));
    decision(2, "2019-01-05", "binh");
    let now = addresses(&project);
    assert!(matches!(&now["/vinh-danh/nguyen-an/"], Found::List(list) if list.len() == 2));
    assert_eq!(now["/vinh-danh/nguyen-an-ba/"], page(1));
    assert_eq!(now["/vinh-danh/nguyen-an-binh/"], page(2));
}

/// A person in two units has one page, and name with either unit leads there.
#[test]
fn every_unit_of_a_person_leads_to_the_person() {
    let rows =
        "  - {to: individual, name: Nguyễn An, unit: mot}\n  - {to: individual, name: Nguyễn An, unit: ba}\n";
    let project = Project::new().with("content/registry/units.yaml", UNITS);
    write(&project, 1, 1, &("2018-01-05".to_owned(), vec![rows.to_owned()]));
    let later = "  - {to: individual, name: Nguyễn An, unit: hai}\n".to_owned();
    write(&project, 2, 2, &("2023-01-05".to_owned(), vec![later]));
    let now = addresses(&project);
    let person = Found::Recipient(BTreeSet::from(["1/QĐ-LĐLĐ 0".to_owned(), "2/QĐ-LĐLĐ 0".to_owned()]));
    assert_eq!(now["/vinh-danh/nguyen-an-mot/"], person);
    assert_eq!(now["/vinh-danh/nguyen-an-hai/"], person);
    let planned = project.prepared().planned.expect("the site can be planned");
    let page = planned.plan.page("/vinh-danh/nguyen-an-hai/").expect("it leads to a page");
    assert!(matches!(&page.kind, OutputKind::Page(PageKind::Redirect(_))), "the earliest unit has the page");
}

/// A list names no recipient that was removed on request, but says that one was; a hidden one leaves no trace.
#[test]
fn removed_recipients_are_on_no_list() {
    let rows = |more: &str| {
        format!(
            "  - {{to: individual, name: Nguyễn An, unit: ba{more}}}\n\
             \x20 - {{to: individual, name: Nguyễn An, unit: binh}}\n"
        )
    };
    let project = Project::new().with("content/registry/units.yaml", UNITS);
    write(&project, 1, 1, &("2019-01-05".to_owned(), vec![rows(", status: withdrawn")]));
    let output = project.run(&["build", "--today", "2026-06-01"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let list = std::fs::read_to_string(project.at("public/vinh-danh/nguyen-an/index.html")).unwrap();
    assert!(list.contains("nguyen-an-binh/") && !list.contains("nguyen-an-ba/"), "{list}");
    assert!(list.contains("đã được gỡ theo yêu cầu"), "{list}");
    write(&project, 1, 1, &("2019-01-05".to_owned(), vec![rows(", visibility: initials")]));
    let keys: Vec<String> = addresses(&project).into_keys().collect();
    assert_eq!(keys, ["/vinh-danh/nguyen-an/"]);
}

/// Tags that differ in marks or signs have pages of their own, and spellings of one tag share one. A newer article never
/// moves the page of an older tag; after an older one, the addresses so far still lead to a page.
#[test]
fn a_newer_tag_does_not_move_an_older_one() {
    let project = Project::new();
    let write = |name: &str, date: &str, tags: &str| {
        let article = format!("---\ntitle: Bài {name}\ndate: {date}\ntags: [{tags}]\n---\nLời.\n");
        project.write(&format!("content/articles/tin/{name}.md"), article);
    };
    let routes = || -> BTreeMap<String, String> {
        let plan = project.prepared().planned.expect("the site can be planned").plan;
        let named = |page: &PlannedFile| match &page.kind {
            OutputKind::Page(PageKind::Tag(tag, _)) => Some(plan.tags.all[*tag].name.to_string()),
            OutputKind::Page(PageKind::Redirect(to)) => Some(format!("→ {to}")),
            _ => None,
        };
        plan.pages.iter().filter_map(|page| Some((page.route.to_string(), named(page)?))).collect()
    };
    let found = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(route, name)| ((*route).to_owned(), (*name).to_owned())).collect()
    };
    write("cu", "2024-01-05", "công nhân, C++");
    assert_eq!(routes(), found(&[("/the/cong-nhan/", "công nhân"), ("/the/c/", "C++")]));
    write("moi", "2024-01-06", "công nhận, C#, CÔNG  NHÂN, 한국");
    let mut after = found(&[
        ("/the/cong-nhan/", "công nhân"),
        ("/the/cong-nhan-1aa9ac/", "công nhận"),
        ("/the/cong-nhan-343622/", "→ /the/cong-nhan/"),
        ("/the/c/", "C++"),
        ("/the/c-951a4d/", "C#"),
        ("/the/c-cedb1b/", "→ /the/c/"),
        ("/the/1eb7da6d56/", "한국"),
    ]);
    assert_eq!(routes(), after);
    write("xua", "2020-01-01", "công nhận");
    after.insert("/the/cong-nhan/".into(), "công nhận".into());
    after.insert("/the/cong-nhan-1aa9ac/".into(), "→ /the/cong-nhan/".into());
    after.insert("/the/cong-nhan-343622/".into(), "công nhân".into());
    assert_eq!(routes(), after);
}

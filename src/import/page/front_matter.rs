//! Writes a page as the file that a person would write by hand.

use crate::edit::{Wanted, block_entry};
use crate::import::page::NewPage;

/// Returns the text of the file of `page`: the front matter and the Markdown.
pub fn page_text(page: &NewPage) -> String {
    let mut text = String::from("---\n");
    for (key, value) in entries(page) {
        text.push_str(&block_entry(key, &value, 0, "\n"));
        text.push('\n');
    }
    text.push_str("---\n");
    let body = page.body.trim_matches('\n');
    if !body.is_empty() {
        text.push('\n');
        text.push_str(body);
        text.push('\n');
    }
    text
}

/// Returns the keys that have a value, in the order in which the guide lists them.
fn entries(page: &NewPage) -> Vec<(&'static str, Wanted)> {
    let texts = |texts: &[String]| match texts {
        [] => None,
        texts => Some(Wanted::List(texts.iter().cloned().map(Wanted::Text).collect())),
    };
    let text = |text: &Option<String>| text.clone().map(Wanted::Text);
    let cover = page.cover.as_ref().map(|cover| {
        let mut entries = vec![("file", cover.file.clone()), ("alt", cover.alt.clone())];
        entries.extend(cover.caption.clone().map(|caption| ("caption", caption)));
        let entry = |(key, value): (&str, String)| (key.to_owned(), Wanted::Text(value));
        Wanted::Map(entries.into_iter().filter(|(_, value)| !value.is_empty()).map(entry).collect())
    });
    let draft = page.draft.then(|| Wanted::Text("true".to_owned()));
    let all = [
        ("draft", draft),
        ("title", Some(Wanted::Text(page.title.clone()))),
        ("slug", text(&page.slug)),
        ("date", text(&page.date)),
        ("updated", text(&page.updated)),
        ("publish", text(&page.publish)),
        ("expires", text(&page.expires)),
        ("lead", text(&page.lead)),
        ("author", text(&page.author)),
        ("source", text(&page.origin)),
        ("cover", cover),
        ("movements", texts(&page.movements)),
        ("tags", texts(&page.tags)),
        ("aliases", texts(&page.aliases)),
    ];
    all.into_iter().filter_map(|(key, value)| Some((key, value?))).collect()
}

#[cfg(test)]
mod tests {
    use super::page_text;
    use crate::import::page::{NewCover, NewPage};

    #[test]
    fn a_page_is_written_as_by_hand() {
        let page = NewPage {
            stem: "le-phat-dong".to_owned(),
            title: "Phát động: \"Tháng công nhân\"".to_owned(),
            date: Some("2022-03-29 15:24".to_owned()),
            lead: Some("Sáng 29/3, hơn 200 đoàn viên dự lễ.".to_owned()),
            cover: Some(NewCover { file: "anh.jpg".to_owned(), alt: String::new(), caption: None }),
            tags: vec!["thi đua".to_owned(), "nữ, công nhân".to_owned()],
            draft: true,
            aliases: vec!["/2022/03/le-phat-dong/".to_owned()],
            body: "\nMột **đoạn**.\n\n".to_owned(),
            ..NewPage::default()
        };
        let expected = "---
draft: true
title: \"Phát động: \\\"Tháng công nhân\\\"\"
date: 2022-03-29 15:24
lead: Sáng 29/3, hơn 200 đoàn viên dự lễ.
cover:
  file: anh.jpg
tags: [thi đua, \"nữ, công nhân\"]
aliases: [/2022/03/le-phat-dong/]
---

Một **đoạn**.
";
        assert_eq!(page_text(&page), expected);
    }
}

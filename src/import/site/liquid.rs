//! Replaces the tags of Liquid, which Jekyll has, and those of Hexo, which look alike, by Markdown.

use std::ops::Range;

use crate::import::site::code_tags::{
    CodeTag, Parameters, SHOWN_OPEN, TagMeaning, Translated, code_ranges, fence, find_near, is_within,
    translate,
};
use crate::import::site::embeds;

/// Whose tags they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagDialect {
    /// Tags and filters of Jekyll, also in code.
    Jekyll,
    /// Tags of Hexo, not in code.
    Hexo,
}

/// Replaces the tags of a body; `title` is the title of its page.
pub fn without_tags(body: &str, dialect: TagDialect, title: &str) -> Translated {
    let code = joined(code_ranges(body).into_iter().chain(highlighted(body)).collect());
    let shown = without_raw(body, &code);
    let code = code_ranges(&shown);
    let mut tags = tags(&shown);
    if dialect == TagDialect::Hexo {
        tags.retain(|tag| !is_within(&code, tag.range.start));
    }
    translate(&shown, &tags, &code, &|tag, inner| {
        let before = &shown[..tag.range.start];
        match (tag.name.as_str(), dialect) {
            _ if tag.closing => TagMeaning::Unknown,
            ("", _) => output(&tag.parameters.written, title),
            (_, TagDialect::Jekyll) => jekyll(tag, inner, before),
            (_, TagDialect::Hexo) => hexo(tag, inner, before),
        }
    })
}

/// Returns ranges in order, with those that overlap joined.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match found.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => found.push(range),
        }
    }
    found
}

/// Returns the ranges of code between tags, such as `{% highlight ruby %}` and its end.
fn highlighted(body: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = None;
    for tag in
        tags(body).into_iter().filter(|tag| matches!(tag.name.as_str(), "highlight" | "codeblock" | "code"))
    {
        match (tag.closing, start) {
            (false, None) => start = Some(tag.range.start),
            (true, Some(from)) => {
                found.push(from..tag.range.end);
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Replaces the parts between `{% raw %}` and `{% endraw %}` by code, so that nothing in them is a tag.
fn without_raw(body: &str, code: &[Range<usize>]) -> String {
    let mut text = String::with_capacity(body.len());
    let mut at = 0;
    while let Some((open, inner)) = raw_part(body, at) {
        text.push_str(&body[at..open.start]);
        let raw = &body[inner.clone()];
        let has_signs = raw.contains("{{") || raw.contains("{%");
        let shown = raw.replace("{{", SHOWN_OPEN).replace("{%", "{\u{e000}%");
        let is_in_code = is_within(code, open.start) || raw.contains("```") || raw.trim().starts_with('`');
        text.push_str(&match (has_signs && !is_in_code, shown.trim().contains('\n')) {
            (false, _) => shown,
            (true, false) => format!("`{}`", shown.trim()),
            (true, true) => format!("\n{}\n", fence("", &shown)),
        });
        at = open.end;
    }
    text.push_str(&body[at..]);
    text
}

/// Returns the range of the next raw part from `from` on, and that of its text.
fn raw_part(body: &str, from: usize) -> Option<(Range<usize>, Range<usize>)> {
    let open = find_tag(body, from, "raw")?;
    let close = find_tag(body, open.end, "endraw")?;
    Some((open.start..close.end, open.end..close.start))
}

/// Returns the range of the next tag `{% name %}`.
fn find_tag(body: &str, from: usize, name: &str) -> Option<Range<usize>> {
    let mut at = from;
    loop {
        let start = at + body[at..].find("{%")?;
        at = start + 2;
        if let Some(end) = find_near(body, at, "%}").filter(|end| inner(&body[start..end + 2]) == name) {
            return Some(start..end + 2);
        }
    }
}

/// Returns what is between the signs of a tag.
fn inner(tag: &str) -> &str {
    tag[2..tag.len() - 2].trim_start_matches('-').trim_end_matches('-').trim()
}

/// Finds the tags `{% … %}` and the outputs `{{ … }}`, which have no name, in order.
fn tags(body: &str) -> Vec<CodeTag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find('{').map(|place| at + place) {
        let close = match body.as_bytes().get(start + 1) {
            Some(b'%') => "%}",
            Some(b'{') => "}}",
            _ => {
                at = start + 1;
                continue;
            }
        };
        let Some(end) = find_near(body, start + 2, close) else {
            at = start + 2;
            continue;
        };
        at = end + 2;
        let text = inner(&body[start..at]);
        if close == "}}" {
            let parameters = Parameters { written: text.to_owned(), ..Parameters::default() };
            found.push(CodeTag {
                range: start..at,
                name: String::new(),
                closing: false,
                self_closing: true,
                parameters,
            });
            continue;
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let name = text[..end].to_lowercase();
        let (name, closing) = match name.strip_prefix("end") {
            Some(opened) if !opened.is_empty() => (opened.to_owned(), true),
            _ => (name, false),
        };
        let parameters = Parameters::read(&text[end..]);
        found.push(CodeTag { range: start..at, name, closing, self_closing: false, parameters });
    }
    found
}

/// Returns what an output such as `{{ site.baseurl }}` or `{{ "/a.jpg" | relative_url }}` is.
fn output(written: &str, title: &str) -> TagMeaning {
    let (value, filters) = written.split_once('|').unwrap_or((written, ""));
    let value = value.trim();
    let is_address = filters.split('|').map(str::trim).all(|filter| {
        matches!(filter, "" | "relative_url" | "absolute_url" | "escape" | "uri_escape")
            || filter.starts_with("prepend:") && filter.contains("site.")
    });
    let quoted = |quote: char| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    match value {
        _ if !is_address => TagMeaning::Unknown,
        "site.baseurl" | "site.url" | "site.github.url" => TagMeaning::Inline(String::new()),
        "page.title" | "title" => TagMeaning::Inline(embeds::plain(title)),
        _ => match quoted('"').or_else(|| quoted('\'')) {
            Some(text) => TagMeaning::Inline(text.to_owned()),
            None => TagMeaning::Unknown,
        },
    }
}

fn jekyll(tag: &CodeTag, inner: Option<&str>, before: &str) -> TagMeaning {
    let parameters = &tag.parameters;
    let first = parameters.positional.first().map(String::as_str).unwrap_or("");
    match (tag.name.as_str(), inner) {
        ("highlight", Some(_)) => TagMeaning::Code(first.to_owned()),
        ("comment", Some(_)) => TagMeaning::Nothing,
        ("link", _) if !first.is_empty() => TagMeaning::Inline(embeds::reference(first, before)),
        ("post_url", _) if !first.is_empty() => {
            TagMeaning::Inline(embeds::reference(&format!("_posts/{first}"), before))
        }
        ("include" | "include_relative", _) => included(first, parameters),
        (name, _) => match embeds::address(name, parameters) {
            Some(address) => TagMeaning::Block(embeds::address_block(&address, None)),
            None => TagMeaning::Unknown,
        },
    }
}

/// Returns what an include is by its name: a film or a picture; others are unknown.
fn included(file: &str, parameters: &Parameters) -> TagMeaning {
    let name = file.rsplit('/').next().unwrap_or(file);
    let name = name.split('.').next().unwrap_or(name).to_lowercase();
    let kinds = ["youtube", "vimeo", "gist", "tweet", "instagram"];
    let own = Parameters { positional: Vec::new(), ..parameters.clone() };
    if let Some(kind) = kinds.into_iter().find(|kind| name.contains(kind))
        && let Some(address) = embeds::address(kind, &own)
    {
        return TagMeaning::Block(embeds::address_block(&address, own.named(&["title"])));
    }
    let is_picture = ["figure", "image", "img", "picture"].iter().any(|word| name.contains(word));
    match embeds::figure(&own).filter(|_| is_picture) {
        Some(figure) => TagMeaning::Block(figure),
        None => TagMeaning::Unknown,
    }
}

fn hexo(tag: &CodeTag, inner: Option<&str>, before: &str) -> TagMeaning {
    let parameters = &tag.parameters;
    let first = parameters.positional.first().map(String::as_str).unwrap_or("");
    match (tag.name.as_str(), inner) {
        ("asset_img" | "img", _) => picture(parameters),
        ("asset_link", _) if !first.is_empty() => {
            let text = parameters.positional.get(1).map_or(first, String::as_str);
            TagMeaning::Inline(format!("[{}](<{first}>)", embeds::plain(text)))
        }
        ("asset_path", _) if !first.is_empty() => TagMeaning::Inline(first.to_owned()),
        ("post_path", _) if !first.is_empty() => {
            TagMeaning::Inline(embeds::reference(&format!("source/_posts/{first}"), before))
        }
        ("post_link", _) if !first.is_empty() => {
            let address = embeds::reference(&format!("source/_posts/{first}"), "(");
            TagMeaning::Inline(match parameters.positional.get(1) {
                Some(text) => format!("[{}]({address})", embeds::plain(text)),
                None => format!("<{address}>"),
            })
        }
        ("link", _) => match parameters.positional.iter().find(|word| word.contains("://")) {
            Some(address) => {
                let text: Vec<&str> = parameters
                    .positional
                    .iter()
                    .map(String::as_str)
                    .take_while(|word| word != address)
                    .collect();
                TagMeaning::Inline(format!("[{}](<{address}>)", embeds::plain(&text.join(" "))))
            }
            None => TagMeaning::Unknown,
        },
        ("codeblock" | "code", Some(_)) => {
            let language = parameters.written.split_whitespace().find_map(|word| word.strip_prefix("lang:"));
            TagMeaning::Code(language.unwrap_or("").to_owned())
        }
        ("blockquote" | "quote" | "pullquote" | "centerquote" | "cq", Some(_)) => quotation(parameters),
        ("note" | "alert" | "callout", Some(_)) => {
            let known = Parameters { positional: vec![first.to_owned()], ..Parameters::default() };
            let first = format!("[!{}]", embeds::box_word("notice", &known).unwrap_or("NOTE"));
            TagMeaning::Quote(first, String::new())
        }
        ("iframe", _) if first.starts_with("http") => {
            let address = crate::html::embedded_video(first).unwrap_or_else(|| first.to_owned());
            TagMeaning::Block(embeds::address_block(&address, None))
        }
        (name, _) => match embeds::address(name, parameters) {
            Some(address) => TagMeaning::Block(embeds::address_block(&address, None)),
            None => TagMeaning::Unknown,
        },
    }
}

/// Returns the picture of `{% img class anh.jpg 600 400 "tên" "mô tả" %}`: the first word with an ending is its file.
fn picture(parameters: &Parameters) -> TagMeaning {
    let words = &parameters.positional;
    let is_file = |word: &String| {
        let end = word.rsplit_once('.').map_or("", |(_, end)| end);
        (3..=4).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let Some(file) = words.iter().position(is_file) else { return TagMeaning::Unknown };
    let texts: Vec<&String> = words[file + 1..].iter().filter(|word| word.parse::<u32>().is_err()).collect();
    // Hexo takes a text in quotes within quotes: `"'tên' 'mô tả'"`.
    let (title, alt) = match texts.as_slice() {
        [only] if only.starts_with('\'') && only.matches('\'').count() == 4 => {
            let parts: Vec<&str> = only.split('\'').collect();
            (parts[1], parts[3])
        }
        [title] => (title.as_str(), title.as_str()),
        [title, alt, ..] => (title.as_str(), alt.as_str()),
        [] => ("", ""),
    };
    TagMeaning::Block(embeds::picture(&words[file], alt, title))
}

/// Returns a quotation with its author and source below it.
fn quotation(parameters: &Parameters) -> TagMeaning {
    let source = parameters.written.trim().trim_matches('"');
    let source = if source.is_empty() { String::new() } else { format!("— {}", embeds::plain(source)) };
    TagMeaning::Quote(String::new(), source)
}

#[cfg(test)]
mod tests {
    use super::{TagDialect, without_tags};

    fn translated(body: &str, dialect: TagDialect) -> (String, Vec<String>) {
        let found = without_tags(body, dialect, "Bài một");
        (found.text.trim().to_owned(), found.unknown.into_iter().map(|(_, text)| text).collect())
    }

    /// The tags of Jekyll's documentation with an equal have it.
    #[test]
    fn tags_of_jekyll() {
        for (written, wanted) in [
            ("{% highlight ruby linenos %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
            ("[a]({% post_url 2021-05-20-le-hoi %})", "[a](old-page:_posts/2021-05-20-le-hoi)"),
            ("[a]({{ site.baseurl }}{% link _pages/a.md %})", "[a](<old-page:_pages/a.md>)"),
            ("![b]({{ '/assets/b.jpg' | relative_url }})", "![b](/assets/b.jpg)"),
            ("![b]({{ site.url }}/b.jpg)", "![b](/b.jpg)"),
            ("{% comment %}x{% endcomment %}y", "y"),
            ("{% raw %}{{ a }}{% endraw %}", "`{\u{e000}{ a }}`"),
            (
                "{%- include youtube.html id=\"vi-du-12345\" -%}",
                "<https://www.youtube.com/watch?v=vi-du-12345>",
            ),
            ("{% include figure.html src=\"a.jpg\" alt=\"B\" %}", "![B](<a.jpg>)"),
            ("Tên: {{ page.title }}", "Tên: Bài một"),
        ] {
            assert_eq!(translated(written, TagDialect::Jekyll), (wanted.to_owned(), Vec::new()), "{written}");
        }
        let (text, unknown) =
            translated("a {% include form.html %} b\n{{ site.data.x | join: ',' }}", TagDialect::Jekyll);
        assert_eq!(text, "a <!-- {% include form.html %} --> b\n<!-- {{ site.data.x | join: ',' }} -->");
        assert_eq!(unknown.len(), 2);
    }

    /// The tags of Hexo's documentation with an equal have it; in code they are text.
    #[test]
    fn tags_of_hexo() {
        for (written, wanted) in [
            ("{% asset_img anh.jpg Lễ hội %}", "![hội](<anh.jpg> \"Lễ\")"),
            (
                "{% asset_img left anh.jpg 600 400 \"Lễ hội\" \"Đoàn người\" %}",
                "![Đoàn người](<anh.jpg> \"Lễ hội\")",
            ),
            ("{% asset_img anh.jpg \"'Lễ hội' 'Đoàn người'\" %}", "![Đoàn người](<anh.jpg> \"Lễ hội\")"),
            ("{% youtube vi-du-12345 %}", "<https://www.youtube.com/watch?v=vi-du-12345>"),
            ("{% codeblock Tên lang:js %}\nlet a;\n{% endcodeblock %}", "```js\nlet a;\n```"),
            ("{% blockquote %}\nLời\n{% endblockquote %}", "> Lời"),
            ("{% post_link le-hoi 'Lễ hội' %}", "[Lễ hội](old-page:source/_posts/le-hoi)"),
            ("`{% asset_img a.jpg %}`", "`{% asset_img a.jpg %}`"),
            ("{% note warning %}\nCẩn thận\n{% endnote %}", "> [!WARNING]\n> Cẩn thận"),
        ] {
            assert_eq!(translated(written, TagDialect::Hexo), (wanted.to_owned(), Vec::new()), "{written}");
        }
    }

    /// Damaged tags are text.
    #[test]
    fn damaged_tags() {
        for written in ["{%", "{% %}", "{% raw %}", "{{", "{%}", "{%-%}", "{{}}", "{% end %}", "%} {"] {
            for dialect in [TagDialect::Jekyll, TagDialect::Hexo] {
                translated(written, dialect);
            }
        }
    }
}

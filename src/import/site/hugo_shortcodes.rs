//! Replaces the shortcodes of Hugo by Markdown.

use std::ops::Range;

use crate::import::site::code_tags::{
    CodeTag, Parameters, SHOWN_OPEN, TagMeaning, Translated, code_ranges, find_near, is_within, translate,
};
use crate::import::site::embeds;

/// Replaces the shortcodes of a body.
pub fn without_shortcodes(body: &str) -> Translated {
    let code = code_ranges(body);
    let body_without = without_escapes(body, &code);
    let code = if body_without == body { code } else { code_ranges(&body_without) };
    let tags = tags(&body_without);
    translate(&body_without, &tags, &code, &|tag, inner| meaning(tag, inner, &body_without))
}

/// Replaces shortcodes that are only shown, such as `{{</* figure */>}}`, by code.
fn without_escapes(body: &str, code: &[Range<usize>]) -> String {
    let mut text = String::with_capacity(body.len());
    let (mut done, mut at) = (0, 0);
    while let Some(start) = body[at..].find("{{").map(|place| at + place) {
        at = start + 2;
        let (open, close) = match body.get(start..start + 5) {
            Some("{{</*") => ("{{<", "*/>}}"),
            Some("{{%/*") => ("{{%", "*/%}}"),
            _ => continue,
        };
        let Some(end) = find_near(body, start + 5, close) else { continue };
        let shown =
            format!("{open} {} {}", body[start + 5..end].trim(), &close[2..]).replace("{{", SHOWN_OPEN);
        text.push_str(&body[done..start]);
        text.push_str(&if is_within(code, start) { shown } else { format!("`{shown}`") });
        done = end + close.len();
        at = done;
    }
    text.push_str(&body[done..]);
    text
}

/// Finds the shortcodes of a body, in order.
fn tags(body: &str) -> Vec<CodeTag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = body[at..].find("{{").map(|place| at + place) {
        let (open, close) = match body[start..].get(..3) {
            Some("{{<") => ("{{<", ">}}"),
            Some("{{%") => ("{{%", "%}}"),
            _ => {
                at = start + 2;
                continue;
            }
        };
        let from = start + open.len();
        let Some(end) = inner_end(body, from, close) else {
            at = from;
            continue;
        };
        let inner = body[from..end].trim();
        at = end + close.len();
        let closing = inner.starts_with('/');
        let self_closing = inner.ends_with('/') && !closing;
        let inner = inner.trim_start_matches('/').trim_end_matches('/').trim();
        let end = inner.find(char::is_whitespace).unwrap_or(inner.len());
        found.push(CodeTag {
            range: start..at,
            name: inner[..end].to_lowercase(),
            closing,
            self_closing,
            parameters: Parameters::read(&inner[end..]),
        });
    }
    found
}

/// Returns the offset of the closing sign of a shortcode; the sign may also occur in quotes before.
fn inner_end(body: &str, from: usize, close: &str) -> Option<usize> {
    let first = find_near(body, from, close)?;
    let mut end = first;
    // A quote that is not closed does not hide the end.
    while is_in_quotes(&body[from..end]) {
        match find_near(body, end + 1, close) {
            Some(next) if next - from < 8000 => end = next,
            _ => return Some(first),
        }
    }
    Some(end)
}

/// Returns whether a text in quotes or backticks is open at the end of `text`.
fn is_in_quotes(text: &str) -> bool {
    let mut quote = None;
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match quote {
            Some('"') if letter == '\\' => _ = letters.next(),
            Some(open) if letter == open => quote = None,
            None if letter == '"' || letter == '`' => quote = Some(letter),
            _ => {}
        }
    }
    quote.is_some()
}

fn meaning(tag: &CodeTag, inner: Option<&str>, body: &str) -> TagMeaning {
    let parameters = &tag.parameters;
    if tag.closing {
        // Its opening one is missing, or was replaced together with it.
        return TagMeaning::Unknown;
    }
    match (tag.name.as_str(), inner) {
        ("figure" | "img" | "image", _) => match embeds::figure(parameters) {
            Some(figure) => TagMeaning::Block(figure),
            None => TagMeaning::Unknown,
        },
        ("video" | "audio", _) => embeds::film(parameters),
        ("ref" | "relref", _) => match parameters.value(&["path"], 0) {
            Some(path) => TagMeaning::Inline(embeds::reference(path, &body[..tag.range.start])),
            None => TagMeaning::Unknown,
        },
        ("highlight" | "code", Some(_)) => {
            TagMeaning::Code(parameters.value(&["lang", "language"], 0).unwrap_or("").to_owned())
        }
        ("details" | "expand" | "collapse", Some(_)) => {
            let summary = parameters.value(&["summary", "title"], 0).unwrap_or("…");
            embeds::details(summary)
        }
        ("quote" | "blockquote", Some(_)) => TagMeaning::Quote(String::new(), String::new()),
        ("rawhtml" | "html" | "raw" | "gallery" | "center" | "lead", Some(_)) => TagMeaning::Inner,
        ("comment", Some(_)) => TagMeaning::Nothing,
        ("button", Some(_)) => match parameters.value(&["href", "url", "link", "relref"], 0) {
            Some(address) => TagMeaning::Around("[".to_owned(), format!("](<{address}>)")),
            None => TagMeaning::Inner,
        },
        (name, Some(_)) if embeds::box_word(name, parameters).is_some() => {
            let word = embeds::box_word(name, parameters).unwrap_or("NOTE");
            let title = parameters.named(&["title"]).map_or(String::new(), |title| format!(" {title}"));
            TagMeaning::Quote(format!("[!{word}]{title}"), String::new())
        }
        (name, _) => match embeds::address(name, parameters) {
            Some(address) => TagMeaning::Block(embeds::address_block(&address, parameters.named(&["title"]))),
            None => TagMeaning::Unknown,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::without_shortcodes;

    fn translated(body: &str) -> (String, Vec<String>) {
        let found = without_shortcodes(body);
        (found.text, found.unknown.into_iter().map(|(_, text)| text).collect())
    }

    /// Each shortcode of Hugo's documentation with an equal has it.
    #[test]
    fn shortcodes_with_an_equal() {
        for (written, wanted) in [
            (
                "{{< figure src=\"anh.jpg\" alt=\"Lớp học\" caption=\"Buổi \\\"khai giảng\\\"\" >}}",
                "![Lớp học](<anh.jpg> \"Buổi \\\"khai giảng\\\"\")",
            ),
            ("{{< youtube vi-du-12345 >}}", "<https://www.youtube.com/watch?v=vi-du-12345>"),
            (
                "{{< youtube id=\"vi-du-12345\" title=\"Phóng sự\" >}}",
                "[Phóng sự](https://www.youtube.com/watch?v=vi-du-12345)",
            ),
            ("{{< vimeo 123 >}}", "<https://vimeo.com/123>"),
            ("{{< x user=\"vidu\" id=\"12\" >}}", "<https://x.com/vidu/status/12>"),
            ("{{< gist vidu 12ab >}}", "<https://gist.github.com/vidu/12ab>"),
            ("{{< instagram AbC >}}", "<https://www.instagram.com/p/AbC/>"),
            ("{{< highlight go \"linenos=table\" >}}\nx := 1\n{{< /highlight >}}", "```go\nx := 1\n```"),
            ("[đây]({{< ref \"posts/a.md#b\" >}})", "[đây](old-page:posts/a.md#b)"),
            (
                "{{% notice warning %}}\nChú **ý**\n\nHai\n{{% /notice %}}",
                "> [!WARNING]\n> Chú **ý**\n>\n> Hai",
            ),
            ("{{< quote >}}Lời{{< /quote >}}", "> Lời"),
            ("{{< comment >}}ẩn{{< /comment >}}Hiện", "Hiện"),
            ("`{{</* figure src=\"x\" */>}}`", "`{\u{e000}{< figure src=\"x\" >}}`"),
        ] {
            let (text, unknown) = translated(written);
            assert_eq!(text.trim(), wanted, "{written}");
            assert!(unknown.is_empty(), "{written}: {unknown:?}");
        }
    }

    /// A shortcode without an equal is a comment, and what is between it and its end stays.
    #[test]
    fn unknown_shortcodes() {
        let (text, unknown) = translated(
            "Trước {{< gia 12 >}} sau.\n\n{{% hop mau=\"do\" %}}\n**Đậm** {{< youtube a1 >}}\n{{% /hop %}}\n",
        );
        assert!(
            text.starts_with(
                "Trước <!-- {{< gia 12 >}} --> sau.\n\n<!-- {{% hop mau=\"do\" %}} -->\n**Đậm**"
            ),
            "{text}"
        );
        assert!(text.contains("watch?v=a1") && text.contains("<!-- {{% /hop %}} -->"), "{text}");
        assert_eq!(unknown, ["{{< gia 12 >}}", "{{% hop mau=\"do\" %}}", "{{% /hop %}}"]);
    }

    /// Damaged shortcodes and very many of them are text.
    #[test]
    fn damaged_shortcodes() {
        for written in
            ["{{<", "{{< figure", "{{< \"a >}}", "{{%%}}", "}} {{ a }}", "{{< / >}}", "{{</*", "{{</* a"]
        {
            let (text, _) = translated(written);
            assert!(!text.is_empty(), "{written}");
        }
        let (text, unknown) = translated(&"{{< a >}}".repeat(30_000));
        assert!(unknown.len() == 20_000 && text.ends_with("{{< a >}}"));
    }
}

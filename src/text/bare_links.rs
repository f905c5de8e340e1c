//! Finds web addresses, e-mail addresses and telephone numbers in plain text.

use std::ops::Range;

use crate::text::phone;

/// An address or a number in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BareLink {
    /// Its place in the text, in bytes, without punctuation behind it.
    pub range: Range<usize>,
    /// The address to link to: `https:`, `http:`, `mailto:` or `tel:`.
    pub address: String,
}

/// Maximum length of the part of an e-mail address before the `@`, in bytes (RFC 5321 §4.5.3.1.1).
const MAX_LOCAL_BYTES: usize = 64;
/// Maximum length of the name of a host, in bytes (RFC 1035 §2.3.4).
const MAX_HOST_BYTES: usize = 253;

/// Returns the web addresses, e-mail addresses and Vietnamese telephone numbers in `text`, in order, without overlaps.
pub fn bare_links(text: &str) -> Vec<BareLink> {
    let mut found = Vec::new();
    if text.contains("://") || contains_www(text) {
        found = web_addresses(text);
    }
    if text.contains('@') {
        add_free(&mut found, emails(text).collect());
    }
    let numbers = phone::numbers(text).into_iter();
    add_free(&mut found, numbers.map(|(range, address)| BareLink { range, address }).collect());
    found
}

/// Adds those of `others` that overlap none of `found`; both are in order.
fn add_free(found: &mut Vec<BareLink>, others: Vec<BareLink>) {
    let is_free = |other: &BareLink| {
        let next = found.partition_point(|link| link.range.end <= other.range.start);
        found.get(next).is_none_or(|link| other.range.end <= link.range.start)
    };
    let free: Vec<BareLink> = others.into_iter().filter(is_free).collect();
    found.extend(free);
    found.sort_by_key(|link| link.range.start);
}

fn contains_www(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| window.eq_ignore_ascii_case(b"www."))
}

/// Whether a link may begin at byte `at` of `text`: at its start, or behind a character that is no part of a word.
fn begins_word(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .next_back()
        .is_none_or(|before| !before.is_alphanumeric() && !"/.@_-=&%+:#".contains(before))
}

/// Returns the addresses that begin with `http://`, `https://` or `www.`.
fn web_addresses(text: &str) -> Vec<BareLink> {
    let bytes = text.as_bytes();
    let begins = |at: usize, start: &str| {
        bytes.get(at..at + start.len()).is_some_and(|found| found.eq_ignore_ascii_case(start.as_bytes()))
    };
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let start = ["https://", "http://", "www."].into_iter().find(|start| begins(at, start));
        let Some(start) = start.filter(|_| begins_word(text, at)) else {
            at += 1;
            continue;
        };
        let end = at + address_length(&text[at..]);
        let host = text[at + start.len()..end.max(at + start.len())]
            .split(['/', '?', '#', ':'])
            .next()
            .unwrap_or("");
        if is_host(host, start == "www.") {
            let scheme = if start == "www." { "https://" } else { "" };
            found.push(BareLink { range: at..end, address: format!("{scheme}{}", &text[at..end]) });
        }
        at = end.max(at + start.len());
    }
    found
}

/// Whether `host` is the name of a host; behind `www.` it needs a dot of its own.
fn is_host(host: &str, is_behind_www: bool) -> bool {
    let mut labels = host.split('.');
    let is_label = |label: &str| {
        label.starts_with(char::is_alphanumeric)
            && label.chars().all(|letter| letter.is_alphanumeric() || letter == '-')
    };
    host.len() <= MAX_HOST_BYTES && labels.all(is_label) && (!is_behind_www || host.contains('.'))
}

/// Returns the length of the address at the start of `text`, without punctuation that belongs to the sentence.
fn address_length(text: &str) -> usize {
    let ends =
        |letter: char| letter.is_whitespace() || letter.is_control() || "<>\"“”„‘’«»`|^\\…".contains(letter);
    let mut address = &text[..text.find(ends).unwrap_or(text.len())];
    let (mut round, mut square) = (surplus(address, '(', ')'), surplus(address, '[', ']'));
    loop {
        let Some(last) = address.chars().next_back() else { return 0 };
        match last {
            '.' | ',' | ';' | ':' | '!' | '?' | '*' | '_' | '~' | '\'' | '–' | '—' => {}
            ')' if round > 0 => round -= 1,
            ']' if square > 0 => square -= 1,
            _ => return address.len(),
        }
        address = &address[..address.len() - last.len_utf8()];
    }
}

/// Returns how many more of `close` than of `open` are in `text`; 0 if there are none.
fn surplus(text: &str, open: char, close: char) -> usize {
    let count = |mark: char| text.matches(mark).count();
    count(close).saturating_sub(count(open))
}

/// Returns the e-mail addresses in `text`.
fn emails(text: &str) -> impl Iterator<Item = BareLink> {
    let bytes = text.as_bytes();
    text.match_indices('@').filter_map(move |(at, _)| {
        let is_local = |byte: &&u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+-_~".contains(byte);
        let length = bytes[..at].iter().rev().take(MAX_LOCAL_BYTES + 1).take_while(is_local).count();
        let local = text[at - length..at].trim_start_matches(|letter: char| !letter.is_ascii_alphanumeric());
        let start = at - local.len();
        let is_domain = |byte: &&u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
        let length = bytes[at + 1..].iter().take(MAX_HOST_BYTES + 1).take_while(is_domain).count();
        let domain = text[at + 1..at + 1 + length].trim_end_matches(['.', '-']);
        let end = at + 1 + domain.len();
        let (_, ending) = domain.rsplit_once('.')?;
        let is_ending = ending.len() >= 2 && ending.bytes().all(|byte| byte.is_ascii_alphabetic());
        let labels = domain.split('.').all(|label| !label.is_empty() && !label.starts_with('-'));
        let is_whole = !local.is_empty()
            && local.len() <= MAX_LOCAL_BYTES
            && !local.ends_with('.')
            && !local.contains("..");
        let is_alone = begins_word(text, start)
            && !text[end..].starts_with(|letter: char| letter.is_alphanumeric() || "@_".contains(letter));
        (is_ending && labels && is_whole && is_alone && domain.len() <= MAX_HOST_BYTES)
            .then(|| BareLink { range: start..end, address: format!("mailto:{}", &text[start..end]) })
    })
}

#[cfg(test)]
mod tests {
    use super::bare_links;

    /// Returns the links in `text` as they are written, with their addresses.
    fn links(text: &str) -> Vec<(&str, String)> {
        bare_links(text).into_iter().map(|link| (&text[link.range], link.address)).collect()
    }

    /// Addresses and numbers are found, without the punctuation around them.
    #[test]
    fn links_are_found() {
        for (text, written, address) in [
            ("Xem https://minhgiang.example/tin?a=1&b=2.", "https://minhgiang.example/tin?a=1&b=2", ""),
            ("(http://minhgiang.example/a_(b))", "http://minhgiang.example/a_(b)", ""),
            ("“https://minhgiang.example”, tin", "https://minhgiang.example", ""),
            ("https://minhgiang.example/bài-viết…", "https://minhgiang.example/bài-viết", ""),
            (
                "Trang www.minhgiang.example/tin; rồi",
                "www.minhgiang.example/tin",
                "https://www.minhgiang.example/tin",
            ),
            ("WWW.Minhgiang.example", "WWW.Minhgiang.example", "https://WWW.Minhgiang.example"),
            (
                "Thư: van-phong@minhgiang.example.",
                "van-phong@minhgiang.example",
                "mailto:van-phong@minhgiang.example",
            ),
            ("(a.b+c@d.minhgiang.example)", "a.b+c@d.minhgiang.example", "mailto:a.b+c@d.minhgiang.example"),
            ("Điện thoại: 0212 385 1234", "0212 385 1234", "tel:+842123851234"),
            ("(0212) 3851.234", "(0212) 3851.234", "tel:+842123851234"),
            ("(0212)3851234", "(0212)3851234", "tel:+842123851234"),
            ("ĐT 024 3851 1234, gặp anh An", "024 3851 1234", "tel:+842438511234"),
            ("Gọi 0912.345.678.", "0912.345.678", "tel:+84912345678"),
            ("0912345678", "0912345678", "tel:+84912345678"),
            ("0912-345-678 (giờ hành chính)", "0912-345-678", "tel:+84912345678"),
            ("0912\u{a0}345\u{a0}678", "0912\u{a0}345\u{a0}678", "tel:+84912345678"),
            ("+84 912 345 678", "+84 912 345 678", "tel:+84912345678"),
            ("(+84) 212 385 1234", "(+84) 212 385 1234", "tel:+842123851234"),
            ("+84912345678", "+84912345678", "tel:+84912345678"),
            ("Tổng đài 1900 1234", "1900 1234", "tel:19001234"),
            ("hotline: 18001234", "18001234", "tel:18001234"),
            ("1900 1234", "1900 1234", "tel:19001234"),
            ("1900.54.54.69", "1900.54.54.69", "tel:1900545469"),
            ("Zalo 0387654321 (chị Mai)", "0387654321", "tel:+84387654321"),
        ] {
            let address = if address.is_empty() { written } else { address };
            assert_eq!(links(text), [(written, address.to_owned())], "{text}");
        }
    }

    /// Several links in a text are found in order, and a number within an address is a part of it.
    #[test]
    fn several_links() {
        let text = "0299 300 0000, a@minhgiang.example, https://minhgiang.example/0912345678 và 0912 345 678";
        let written: Vec<&str> = links(text).into_iter().map(|(written, _)| written).collect();
        let expected =
            ["0299 300 0000", "a@minhgiang.example", "https://minhgiang.example/0912345678", "0912 345 678"];
        assert_eq!(written, expected);
    }

    /// Numbers of documents and accounts, money, dates, years and other figures are not links.
    #[test]
    fn innocent_lines() {
        for text in [
            "Kế hoạch 18/KH-LĐLĐ ngày 20.10.2023",
            "Quyết định số 0912/QĐ-UBND và 1234/QĐ-TLĐ",
            "Công văn 0212385123/CV-LĐLĐ",
            "Số tiền 1.500.000 đồng, 15.000.000.000 đồng",
            "Làm lợi 0912345678 đồng",
            "Số tài khoản 0912345678 tại Ngân hàng Minh Giang",
            "STK: 0912 345 678",
            "Tài khoản 02123851234, chủ tài khoản Công đoàn tỉnh",
            "Mã số thuế 0312345678",
            "MST: 0901234567",
            "Sổ BHXH số 0912345678",
            "Thẻ BHYT 0987654321",
            "CCCD 079123456789",
            "CMND số 0271234567",
            "Hợp đồng số 0912345678",
            "Mã đơn hàng 0912345678",
            "Fax: 0212 385 1235",
            "Ngày 03.05.2023, 3-5-2023, 20.10.2023",
            "Năm học 2022-2023, giai đoạn 2021-2025",
            "tháng 08 2023-2024",
            "Từ năm 1800 1900 đến nay",
            "giai đoạn 1900-1975 và 1800–1900",
            "1900 2000 là hai năm",
            "Sản lượng 18001234 tấn",
            "Gọi 113, 114 hoặc 115; đường dây nóng 111",
            "Tọa độ 10.0345678, 105.7812345",
            "Xe biển số 67A-123.45",
            "QCVN 01:2008/BXD, TCVN 5308-91, ISO 45001:2018",
            "Lớp 09, tổ 07, ca 03, phòng 0305",
            "Tỷ lệ 95,5% (1.234/1.292 phiếu)",
            "Điểm 08 09 10 07 09",
            "Số seri 0912345678X",
            "mã SP-0912345678",
            "tên tệp anh_0912345678.jpg",
            "phiên bản 0912.345.678.901",
            "dãy 0912 345 6789",
            "Câu này hết.Câu sau bắt đầu",
            "Thư gửi @minhgiang và a@b, tên@ minhgiang",
            "www. và www.minhgiang, wwwminhgiang.example",
            "https:// rồi http://. và https://-",
            "xhttps://minhgiang.example",
            "Bài của Ban Tuyên giáo – Nữ công (tr.12)",
            "Thời gian: 7 giờ 30 đến 11 giờ 30, 13h30–17h00",
            "Căn cước công dân 0912345678",
            "08.00-17.00, 07.30.00-11.30.00",
            "IP 192.168.100.200, cổng 8080",
        ] {
            assert_eq!(links(text), [], "{text}");
        }
    }
}

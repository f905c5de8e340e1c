//! Reads `publish:` of `site.yaml` into [`PublishTarget`]s.

use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::publish_target::{Encryption, Ftps, HostSettings, PublishTarget, S3, Sftp, TargetKind};
use crate::read::base_url::parse_base_url;
use crate::read::fields::{Fields, is_secret, is_secret_text, wrong_kind};
use crate::read::yaml::{MappingEntry, Value};
use crate::source::{Spanned, Text};

/// A file costs FTPS about eight answers, one after the other: over a line on which each takes 50 ms, so many connections
/// send more than 20 files a second. A host that lets in fewer is served by those.
const CONNECTIONS: usize = 12;

#[derive(Clone, Copy)]
enum Protocol {
    Sftp,
    Ftps,
    S3,
    Folder,
    Zip,
}

const KINDS: &[(&str, Protocol)] = &[
    ("sftp", Protocol::Sftp),
    ("ftps", Protocol::Ftps),
    ("s3", Protocol::S3),
    ("folder", Protocol::Folder),
    ("zip", Protocol::Zip),
];

/// The places to publish to, and how many were written; one with a fault is reported and left out.
pub fn targets(fields: &mut Fields<'_, '_>) -> (Vec<PublishTarget>, usize) {
    let Some(node) = fields.node("publish") else { return (Vec::new(), 0) };
    let Value::Map(entries) = &node.value else {
        fields.diagnostics.push(wrong_kind(node, "mapping"));
        return (Vec::new(), 0);
    };
    // Secrets were reported wherever they stand.
    let entries = entries.iter().filter(|entry| !is_secret(&entry.key.value));
    let targets: Vec<Option<PublishTarget>> =
        entries.map(|entry| target(entry, fields.diagnostics)).collect();
    let written = targets.len();
    (targets.into_iter().flatten().collect(), written)
}

fn target(entry: &MappingEntry, diagnostics: &mut Vec<Diagnostic>) -> Option<PublishTarget> {
    let name = &entry.key;
    let sound = crate::text::is_slug(&name.value) && name.value.len() <= 40;
    if !sound {
        diagnostics.push(Diagnostic::new(Code::BadTargetName, name.span).arg("name", &name.value));
    }
    let reported = diagnostics.len();
    let mut fields = Fields::of(&entry.node, diagnostics)?;
    let written = if fields.insist("kind") { fields.word("kind", KINDS) } else { None };
    let verify = fields.switch("verify").unwrap_or(true);
    let Some(kind) = written else {
        // Which keys belong here is not known; those that are missing are told.
        fields.finish_knowing_nothing();
        return None;
    };
    let destination = match kind.value {
        Protocol::Sftp => sftp(&mut fields).map(HostSettings::Sftp).map(TargetKind::Host),
        Protocol::Ftps => ftps(&mut fields).map(HostSettings::Ftps).map(TargetKind::Host),
        Protocol::S3 => s3(&mut fields).map(HostSettings::S3).map(TargetKind::Host),
        Protocol::Folder => folder(&mut fields).map(TargetKind::Host),
        Protocol::Zip => local_path(&mut fields).map(|path| TargetKind::Zip { path }),
    };
    fields.finish();
    // A target is used as a whole: without a key that was mistyped, another login would be tried.
    let is_sound = diagnostics[reported..].iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let destination = destination.filter(|_| is_sound && sound)?;
    Some(PublishTarget { name: name.clone(), destination, verify })
}

fn sftp(fields: &mut Fields<'_, '_>) -> Option<Sftp> {
    let (host, port) = (host(fields), port(fields));
    let (user, folder) = (user(fields), remote_folder(fields));
    let key = key(fields);
    Some(Sftp { host: host?, port: port.unwrap_or(22), user: user?, folder: folder?, key })
}

fn ftps(fields: &mut Fields<'_, '_>) -> Option<Ftps> {
    let (host, port) = (host(fields), port(fields));
    let (user, folder) = (user(fields), remote_folder(fields));
    let encryption = encryption(fields);
    let certificate = plain_path(fields, "certificate").map(|path| path.value);
    let connections = fields.number("connections", 1, 16).map_or(CONNECTIONS, |n| n.value as usize);
    let usual = if encryption == Encryption::Implicit { 990 } else { 21 };
    Some(Ftps {
        host: host?,
        port: port.unwrap_or(usual),
        user: user?,
        folder: folder?,
        encryption,
        certificate,
        connections,
    })
}

fn s3(fields: &mut Fields<'_, '_>) -> Option<S3> {
    let bucket = checked(fields, "bucket", Code::BadBucket, is_bucket);
    let region = fields.plain("region").unwrap_or_else(|| Text::from("us-east-1"));
    let endpoint = fields.text("endpoint").filter(|text| !is_secret_text(&text.value));
    let good = endpoint.as_ref().is_none_or(|text| parse_base_url(&text.value).is_some());
    if let Some(text) = endpoint.as_ref().filter(|_| !good) {
        let fault = Diagnostic::new(Code::BadEndpoint, text.span).arg("text", &text.value);
        fields.diagnostics.push(fault);
    }
    let folder = match fields.is_written("folder") {
        true => remote_folder(fields),
        false => {
            fields.node("folder");
            Some(Text::from(""))
        }
    };
    let compress = fields.flag("compress");
    let releases = match fields.node("releases") {
        Some(_) => checked(fields, "releases", Code::BadBucket, is_bucket),
        None => None,
    };
    apart(fields, releases.as_ref().zip(bucket.as_ref()), |releases, bucket| releases == bucket);
    let endpoint = endpoint.filter(|_| good).map(|text| Text::from(text.value.trim_end_matches('/')));
    Some(S3 {
        bucket: bucket?,
        region,
        endpoint,
        folder: Text::from(folder?.trim_matches('/')),
        compress,
        releases,
    })
    .filter(|_| good)
}

fn folder(fields: &mut Fields<'_, '_>) -> Option<HostSettings> {
    let (path, releases) = (local_path(fields), plain_path(fields, "releases").map(|path| path.value));
    let beneath = |inner: &str, outer: &str| Path::new(inner).starts_with(outer);
    apart(fields, releases.as_ref().zip(path.as_ref()), beneath);
    Some(HostSettings::Folder { path: path?, releases })
}

/// Reports earlier releases that would lie where readers come: what was withdrawn is still in them.
fn apart(fields: &mut Fields<'_, '_>, places: Option<(&Text, &Text)>, open: fn(&str, &str) -> bool) {
    if let Some((releases, _)) = places.filter(|(releases, place)| open(releases, place))
        && let Some(node) = fields.node("releases")
    {
        fields.diagnostics.push(Diagnostic::new(Code::OpenReleases, node.span).arg("text", releases));
    }
}

fn local_path(fields: &mut Fields<'_, '_>) -> Option<Text> {
    if fields.insist("path") { plain_path(fields, "path").map(|path| path.value) } else { None }
}

/// The path under `key`. A path with a control character is refused: between double quotes, YAML reads the `\n` of
/// `"D:\new"` as the end of a line.
fn plain_path(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<Text>> {
    let written = fields.path(key)?;
    if written.value.contains(char::is_control) {
        fields.diagnostics.push(Diagnostic::new(Code::YamlBackslash, written.span));
        return None;
    }
    Some(written)
}

/// The text under `key`, which must be there and `sound`; reported under `code` when it is not.
fn checked(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    code: Code,
    sound: fn(&str) -> bool,
) -> Option<Text> {
    let written = fields.required(key).filter(|text| !is_secret_text(&text.value))?;
    if !sound(&written.value) {
        fields.diagnostics.push(Diagnostic::new(code, written.span).arg("text", &written.value));
        return None;
    }
    Some(written.value)
}

fn host(fields: &mut Fields<'_, '_>) -> Option<Text> {
    checked(fields, "host", Code::BadHost, is_host)
}

fn user(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = fields.required("user")?;
    (!is_secret_text(&written.value)).then_some(written.value)
}

fn port(fields: &mut Fields<'_, '_>) -> Option<u16> {
    let number = fields.number("port", 1, 65_535)?;
    u16::try_from(number.value).ok()
}

fn remote_folder(fields: &mut Fields<'_, '_>) -> Option<Text> {
    if !fields.insist("folder") {
        return None;
    }
    let written = plain_path(fields, "folder")?;
    if !is_folder(&written.value) {
        fields.diagnostics.push(Diagnostic::new(Code::BadFolder, written.span).arg("text", &written.value));
        return None;
    }
    Some(written.value)
}

/// A key file lies outside the project: what is in it goes around with it.
fn key(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = plain_path(fields, "key").filter(|text| !is_secret_text(&text.value))?;
    // Windows shows `~\.ssh\id`; the same project is opened on other systems too.
    let text = &match written.value.strip_prefix("~\\") {
        Some(rest) => Text::from(format!("~/{}", rest.replace('\\', "/"))),
        None => written.value.clone(),
    };
    let drive = text.as_bytes().get(1) == Some(&b':');
    if text.starts_with("~/") || text.starts_with('/') || drive {
        return Some(text.clone());
    }
    fields.diagnostics.push(Diagnostic::new(Code::KeyInProject, written.span).arg("path", text));
    None
}

fn encryption(fields: &mut Fields<'_, '_>) -> Encryption {
    let words = [("explicit", Encryption::Explicit), ("implicit", Encryption::Implicit)];
    let written = fields.word("encryption", &words);
    let Some(open) = fields.text("insecure") else {
        return written.map_or(Encryption::Explicit, |encryption| encryption.value);
    };
    if !fields.flag("insecure") {
        return written.map_or(Encryption::Explicit, |encryption| encryption.value);
    }
    let fault = match &written {
        Some(Spanned { span, .. }) => Diagnostic::new(Code::InsecureEncryption, open.span).related(*span),
        None => Diagnostic::new(Code::PlainFtp, open.span),
    };
    fields.diagnostics.push(fault);
    Encryption::Nothing
}

/// A name or a number of a computer: neither an address with a scheme or a folder, nor with a user or a port.
fn is_host(text: &str) -> bool {
    let number = text.parse::<std::net::IpAddr>().is_ok();
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    number || (!text.is_empty() && text.trim_end_matches('.').split('.').all(part))
}

/// A folder on a host, from its root or from the user's folder, without `.` and `..`.
fn is_folder(text: &str) -> bool {
    let inner = text.strip_prefix('/').unwrap_or(text);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let part = |part: &str| !matches!(part, "" | ".." | "." | "~");
    (inner.is_empty() || inner.split('/').all(part))
        && !text.contains(|c: char| c.is_control() || c == '\\')
        && !text.is_empty()
}

/// General-purpose buckets as AWS names them, which other servers follow.
fn is_bucket(text: &str) -> bool {
    let letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (3..=63).contains(&text.len())
        && text.bytes().all(|b| letter(b) || b == b'-' || b == b'.')
        && text.bytes().next().is_some_and(letter)
        && text.bytes().next_back().is_some_and(letter)
        && !text.contains("..")
}

#[cfg(test)]
mod tests {
    use super::{is_bucket, is_folder, is_host};

    /// Hosts are names or numbers alone.
    #[test]
    fn hosts() {
        for host in ["ftp.minhgiang.example", "127.0.0.1", "::1", "may-chu", "máy.example", "a.example."] {
            assert!(is_host(host), "{host}");
        }
        for wrong in ["ftp://a.example", "a.example/www", "hoa@a.example", "a.example:22", "a b", "", "a..b"]
        {
            assert!(!is_host(wrong), "{wrong}");
        }
    }

    /// Folders never climb.
    #[test]
    fn folders() {
        for folder in ["/", "public_html", "/var/www/site", "www/", "trang web"] {
            assert!(is_folder(folder), "{folder}");
        }
        for wrong in ["", "..", "www/../etc", "~/www", "a//b", "C:\\www", "a\nb", "./www"] {
            assert!(!is_folder(wrong), "{wrong}");
        }
    }

    /// Buckets have the names that AWS allows.
    #[test]
    fn buckets() {
        for bucket in ["minh-giang", "a.b.c", "123"] {
            assert!(is_bucket(bucket), "{bucket}");
        }
        for wrong in ["ab", "Minh", "-abc", "abc-", "a..b", "a_b", &"a".repeat(64)] {
            assert!(!is_bucket(wrong), "{wrong}");
        }
    }
}

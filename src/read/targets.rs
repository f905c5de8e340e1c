//! Reads `publish:` of `site.yaml` into [`PublishTarget`]s.

use std::path::Path;

use url::Host;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::publish_target::{Encryption, Ftps, HostSettings, PublishTarget, S3, Sftp, TargetKind};
use crate::read::base_url::{InvalidBaseUrl, parse_base_url};
use crate::read::fields::{Fields, is_secret, is_secret_text, wrong_kind};
use crate::read::yaml::{MappingEntry, Value};
use crate::source::{Spanned, Text};

/// Uploading a file over FTPS waits for about eight replies, one after the other. With 50 ms each, so many connections
/// upload more than 20 files a second. Where the server allows fewer, publishing uses fewer.
const DEFAULT_FTPS_CONNECTIONS: usize = 12;

/// The values of `kind`.
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

/// Returns the valid targets, and how many targets were written; those with errors are reported and left out.
pub fn targets(fields: &mut Fields<'_, '_>) -> (Vec<PublishTarget>, usize) {
    let Some(node) = fields.node("publish") else { return (Vec::new(), 0) };
    let Value::Mapping(entries) = &node.value else {
        fields.diagnostics.push(wrong_kind(node, "mapping"));
        return (Vec::new(), 0);
    };
    // `settings` has reported secrets already.
    let entries = entries.iter().filter(|entry| !is_secret(&entry.key.value));
    let targets: Vec<Option<PublishTarget>> =
        entries.map(|entry| target(entry, fields.diagnostics)).collect();
    let written = targets.len();
    (targets.into_iter().flatten().collect(), written)
}

fn target(entry: &MappingEntry, diagnostics: &mut Vec<Diagnostic>) -> Option<PublishTarget> {
    let name = &entry.key;
    let is_valid = crate::text::is_slug(&name.value) && name.value.len() <= 40;
    if !is_valid {
        diagnostics.push(Diagnostic::new(Code::BadTargetName, name.span).arg("name", &name.value));
    }
    let reported = diagnostics.len();
    let mut fields = Fields::from_node(&entry.node, diagnostics)?;
    let written = if fields.has_required("kind") { fields.word("kind", KINDS) } else { None };
    let verify = fields.boolean("verify").unwrap_or(true);
    let most_files = fields.number("most_files", 1, i64::MAX);
    let most_bytes = fields.number("most_bytes", 1, i64::MAX);
    let Some(kind) = written else {
        // Without the kind, the allowed keys are unknown; only report the missing ones.
        fields.finish_missing_only();
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
    // Use a target only if it has no error: without a misspelt key, publishing would try another login.
    let is_sound = diagnostics[reported..].iter().all(|diagnostic| diagnostic.severity != Severity::Error);
    let destination = destination.filter(|_| is_sound && is_valid)?;
    Some(PublishTarget { name: name.clone(), destination, most_files, most_bytes, verify })
}

fn sftp(fields: &mut Fields<'_, '_>) -> Option<Sftp> {
    let (host, port) = (host(fields), port(fields));
    let (user, folder) = (user(fields), remote_folder(fields));
    let key = key_file(fields);
    Some(Sftp { host: host?, port: port.unwrap_or(22), user: user?, folder: folder?, key })
}

fn ftps(fields: &mut Fields<'_, '_>) -> Option<Ftps> {
    let (host, port) = (host(fields), port(fields));
    let (user, folder) = (user(fields), remote_folder(fields));
    let encryption = encryption(fields);
    let certificate = plain_path(fields, "certificate").map(|path| path.value);
    let connections =
        fields.number("connections", 1, 16).map_or(DEFAULT_FTPS_CONNECTIONS, |n| n.value as usize);
    let default_port = if encryption == Encryption::Implicit { 990 } else { 21 };
    Some(Ftps {
        host: host?,
        port: port.unwrap_or(default_port),
        user: user?,
        folder: folder?,
        encryption,
        certificate,
        connections,
    })
}

fn s3(fields: &mut Fields<'_, '_>) -> Option<S3> {
    let bucket = checked(fields, "bucket", Code::BadBucket, is_bucket);
    let region = fields.text_value("region").unwrap_or_else(|| Text::from("us-east-1"));
    let endpoint = fields.text("endpoint").filter(|text| !is_secret_text(&text.value));
    let endpoint = match endpoint.map(|text| (parse_base_url(&text.value), text)) {
        None => Ok(None),
        Some((Ok(url), _)) => Ok(Some(url)),
        Some((Err(InvalidBaseUrl { proposal }), text)) => {
            let diagnostic = Diagnostic::new(Code::BadEndpoint, text.span).arg("text", &text.value);
            fields.diagnostics.push(match proposal {
                Some(proposal) => diagnostic.arg("proposal", proposal).help("help-proposal"),
                None => diagnostic,
            });
            Err(text)
        }
    };
    let folder = if fields.is_written("folder") {
        remote_folder(fields)
    } else {
        fields.node("folder");
        Some(Text::from(""))
    };
    let compress = fields.flag("compress");
    let releases = match fields.node("releases") {
        Some(_) => checked(fields, "releases", Code::BadBucket, is_bucket),
        None => None,
    };
    report_public_releases(fields, releases.as_ref().zip(bucket.as_ref()), |releases, bucket| {
        releases == bucket
    });
    Some(S3 {
        bucket: bucket?,
        region,
        endpoint: endpoint.ok()?,
        folder: Text::from(folder?.trim_matches('/')),
        compress,
        releases,
    })
}

fn folder(fields: &mut Fields<'_, '_>) -> Option<HostSettings> {
    let (path, releases) = (local_path(fields), plain_path(fields, "releases").map(|path| path.value));
    let is_below = |inner: &str, outer: &str| Path::new(inner).starts_with(outer);
    report_public_releases(fields, releases.as_ref().zip(path.as_ref()), is_below);
    Some(HostSettings::Folder { path: path?, releases })
}

/// Reports a place of earlier releases that visitors can reach, because withdrawn pages are still in them.
fn report_public_releases(
    fields: &mut Fields<'_, '_>,
    places: Option<(&Text, &Text)>,
    is_public: fn(&str, &str) -> bool,
) {
    if let Some((releases, _)) = places.filter(|(releases, place)| is_public(releases, place))
        && let Some(node) = fields.node("releases")
    {
        fields.diagnostics.push(Diagnostic::new(Code::OpenReleases, node.span).arg("text", releases));
    }
}

fn local_path(fields: &mut Fields<'_, '_>) -> Option<Text> {
    if fields.has_required("path") { plain_path(fields, "path").map(|path| path.value) } else { None }
}

/// Returns the path under `key`. Reports a path with a control character: between double quotes, YAML reads the `\n` of
/// `"D:\new"` as a line end.
fn plain_path(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Spanned<Text>> {
    let written = fields.path(key)?;
    if written.value.contains(char::is_control) {
        fields.diagnostics.push(Diagnostic::new(Code::YamlBackslash, written.span));
        return None;
    }
    Some(written)
}

/// Returns the text under `key`; reports a key that is missing, and under `code` a text that is not valid.
fn checked(
    fields: &mut Fields<'_, '_>,
    key: &'static str,
    code: Code,
    is_valid: fn(&str) -> bool,
) -> Option<Text> {
    let written = fields.required_text(key).filter(|text| !is_secret_text(&text.value))?;
    if !is_valid(&written.value) {
        fields.diagnostics.push(Diagnostic::new(code, written.span).arg("text", &written.value));
        return None;
    }
    Some(written.value)
}

fn host(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = checked(fields, "host", Code::BadHost, is_host)?;
    // Names beyond ASCII are looked up in Punycode (RFC 3492).
    match Host::parse(&written) {
        Ok(Host::Domain(name)) if !written.is_ascii() => Some(Text::from(name)),
        _ => Some(written),
    }
}

fn user(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = fields.required_text("user")?;
    (!is_secret_text(&written.value)).then_some(written.value)
}

fn port(fields: &mut Fields<'_, '_>) -> Option<u16> {
    let number = fields.number("port", 1, 65_535)?;
    u16::try_from(number.value).ok()
}

fn remote_folder(fields: &mut Fields<'_, '_>) -> Option<Text> {
    if !fields.has_required("folder") {
        return None;
    }
    let written = plain_path(fields, "folder")?;
    if !is_folder(&written.value) {
        fields.diagnostics.push(Diagnostic::new(Code::BadFolder, written.span).arg("text", &written.value));
        return None;
    }
    Some(written.value)
}

/// Returns the path of the key file; reports one inside the project, because it would be shared with the project.
fn key_file(fields: &mut Fields<'_, '_>) -> Option<Text> {
    let written = plain_path(fields, "key").filter(|text| !is_secret_text(&text.value))?;
    // Windows shows `~\.ssh\id`, but the project may be opened on other systems too.
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
    let Some(insecure) = fields.text("insecure") else {
        return written.map_or(Encryption::Explicit, |encryption| encryption.value);
    };
    if !fields.flag("insecure") {
        return written.map_or(Encryption::Explicit, |encryption| encryption.value);
    }
    let diagnostic = match &written {
        Some(Spanned { span, .. }) => Diagnostic::new(Code::InsecureEncryption, insecure.span).related(*span),
        None => Diagnostic::new(Code::PlainFtp, insecure.span),
    };
    fields.diagnostics.push(diagnostic);
    Encryption::Nothing
}

/// Whether `text` is a host name or an IP address, without scheme, user, port or folder.
fn is_host(text: &str) -> bool {
    let number = text.parse::<std::net::IpAddr>().is_ok();
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || "-_".contains(c));
    let is_known = text.is_ascii() || Host::parse(text).is_ok();
    number || (is_known && !text.is_empty() && text.trim_end_matches('.').split('.').all(part))
}

/// Whether `text` is a folder on a host, from its root or from the user's folder, without `.` and `..`.
fn is_folder(text: &str) -> bool {
    let inner = text.strip_prefix('/').unwrap_or(text);
    let inner = inner.strip_suffix('/').unwrap_or(inner);
    let part = |part: &str| !matches!(part, "" | ".." | "." | "~");
    (inner.is_empty() || inner.split('/').all(part))
        && !text.contains(|c: char| c.is_control() || c == '\\')
        && !text.is_empty()
}

/// Whether `text` is a valid name of a general-purpose bucket of AWS; other services have the same rules.
fn is_bucket(text: &str) -> bool {
    let is_letter_or_digit = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    (3..=63).contains(&text.len())
        && text.bytes().all(|b| is_letter_or_digit(b) || b == b'-' || b == b'.')
        && text.bytes().next().is_some_and(is_letter_or_digit)
        && text.bytes().next_back().is_some_and(is_letter_or_digit)
        && !text.contains("..")
}

#[cfg(test)]
mod tests {
    use super::{is_bucket, is_folder, is_host};

    /// Hosts are names or IP addresses only.
    #[test]
    fn hosts() {
        for host in ["ftp.minhgiang.example", "127.0.0.1", "::1", "may-chu", "máy.example", "a.example."] {
            assert!(is_host(host), "{host}");
        }
        for invalid in
            ["ftp://a.example", "a.example/www", "hoa@a.example", "a.example:22", "a b", "", "a..b"]
        {
            assert!(!is_host(invalid), "{invalid}");
        }
    }

    /// Folders have no `..`.
    #[test]
    fn folders() {
        for folder in ["/", "public_html", "/var/www/site", "www/", "trang web"] {
            assert!(is_folder(folder), "{folder}");
        }
        for invalid in ["", "..", "www/../etc", "~/www", "a//b", "C:\\www", "a\nb", "./www"] {
            assert!(!is_folder(invalid), "{invalid}");
        }
    }

    /// Buckets have the names that AWS allows.
    #[test]
    fn buckets() {
        for bucket in ["minh-giang", "a.b.c", "123"] {
            assert!(is_bucket(bucket), "{bucket}");
        }
        for invalid in ["ab", "Minh", "-abc", "abc-", "a..b", "a_b", &"a".repeat(64)] {
            assert!(!is_bucket(invalid), "{invalid}");
        }
    }
}

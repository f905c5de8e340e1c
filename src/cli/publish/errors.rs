//! Reports errors of hosts, of publishing and of the local state.

use std::io::ErrorKind;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::file;
use crate::model::publish_target::{HostSettings, PublishTarget};
use crate::publish::connect;
use crate::publish::disk::DiskError;
use crate::publish::folder::is_open_elsewhere;
use crate::publish::publish_error::PublishError;
use crate::publish::remote::{CertificateProblem, RemoteError};

use super::run::PublishRun;
use super::{consent, show};

/// Reports why publishing failed. If another run holds the lock, says how to break it.
pub fn publish(error: &PublishError, host: &HostSettings, run: &PublishRun<'_>) -> ExitStatus {
    let reporter = run.reporter;
    match error {
        PublishError::Remote(error) => return remote(error, host, run.target, reporter),
        PublishError::Archive(error) => {
            let archive = connect::archive_host(host);
            let place = archive.as_ref().map_or_else(String::new, connect::display_address);
            let arguments = [("place", place), ("reason", short(error, reporter))];
            reporter.error("publish-archive", &arguments);
        }
        PublishError::Disk(error) => return disk(error, reporter),
        PublishError::Locked(lock_file) => _ = consent::lock(lock_file, run),
        PublishError::UnreadableLock => reporter.error("publish-lock-unreadable", &[]),
        PublishError::Stopped => reporter.error("publish-stopped", &[]),
        PublishError::LockLost => reporter.error("publish-lock-lost", &[]),
        PublishError::NotStored(paths) => {
            let arguments = [
                ("place", run.place.clone()),
                ("count", paths.len().to_string()),
                ("paths", show::list_paths(paths, reporter)),
                ("target", run.target.name.value.to_string()),
            ];
            reporter.error("publish-not-stored", &arguments);
        }
        PublishError::Newer => reporter.error("publish-newer", &[]),
        PublishError::RemoteChanged => reporter.error("publish-moved", &[]),
    }
    ExitStatus::Failure
}

/// Reports an error of a host of `target` or of the connection to it.
pub fn remote(
    error: &RemoteError,
    host: &HostSettings,
    target: &PublishTarget,
    reporter: &Reporter,
) -> ExitStatus {
    let place = ("place", connect::display_address(host));
    let variable = ("variable", super::secrets::variable(target, "PASSWORD"));
    let name = ("target", target.name.value.to_string());
    let reason = |reason: &str| ("reason", reason.to_owned());
    let path = |path: &str| ("path", path.to_owned());
    match error {
        RemoteError::Unreachable { reason: why } => {
            let is_folder = matches!(host, HostSettings::Folder { .. });
            let message = if is_folder { "remote-folder" } else { "remote-unreachable" };
            reporter.error(message, &[place, reason(why)]);
        }
        RemoteError::ConnectionLost { reason: why } => {
            reporter.error("remote-broken", &[place, reason(why), name])
        }
        RemoteError::LoginRefused { user } => {
            reporter.error("remote-refused", &[place, ("user", user.clone()), variable, name]);
        }
        RemoteError::UnknownHost { host, fingerprint } => {
            reporter.error(
                "remote-unknown",
                &[("host", host.clone()), ("fingerprint", fingerprint.clone()), name],
            );
        }
        RemoteError::ChangedHost { host, shown, recorded, file } => reporter.error(
            "remote-changed",
            &[
                ("host", host.clone()),
                ("shown", shown.clone()),
                ("recorded", recorded.join(", ")),
                ("file", file.display().to_string()),
            ],
        ),
        RemoteError::Certificate { problem } => {
            let why = certificate_problem(problem, reporter);
            reporter.error("remote-certificate", &[place, ("reason", why)]);
        }
        RemoteError::Unusable { path: file, reason: why } => {
            reporter.error("remote-unusable", &[path(&file.display().to_string()), reason(why)]);
        }
        RemoteError::Full { path: file } => reporter.error("remote-full", &[place, path(file)]),
        RemoteError::Denied { path: file, reason: why } => {
            reporter.error("remote-denied", &[place, path(file), reason(why)]);
        }
        RemoteError::InUse { path: file } => reporter.error("remote-held", &[place, path(file)]),
        RemoteError::Unsupported { reason: why } => reporter.error("remote-unable", &[place, reason(why)]),
        RemoteError::Local { path: file, source } => {
            let error = DiskError {
                path: file.clone(),
                source: std::io::Error::new(source.kind(), source.to_string()),
            };
            return disk(&error, reporter);
        }
        RemoteError::Other { path: file, reason: why } => {
            reporter.error("remote-other", &[place, path(file), reason(why)]);
        }
    }
    ExitStatus::Failure
}

/// Describes `error` in a few words, without the place: for sentences about several attempts or places.
pub fn short(error: &RemoteError, reporter: &Reporter) -> String {
    let said = |name: &str, path: &str, reason: &str| {
        reporter.text(name, &[("path", path.to_owned()), ("reason", reason.to_owned())])
    };
    match error {
        RemoteError::Unreachable { reason }
        | RemoteError::ConnectionLost { reason }
        | RemoteError::Unsupported { reason } => said("remote-short", "", reason),
        RemoteError::LoginRefused { .. } => reporter.text("remote-short-refused", &[]),
        RemoteError::UnknownHost { .. } | RemoteError::ChangedHost { .. } => {
            reporter.text("remote-short-host", &[])
        }
        RemoteError::Certificate { problem } => {
            said("remote-short-certificate", "", &certificate_problem(problem, reporter))
        }
        RemoteError::Full { path } => said("remote-short-path", path, "reason-full"),
        RemoteError::InUse { path } => said("remote-short-path", path, "reason-in-use"),
        RemoteError::Denied { path, reason } | RemoteError::Other { path, reason } if !path.is_empty() => {
            said("remote-short-path", path, reason)
        }
        RemoteError::Denied { reason, .. } | RemoteError::Other { reason, .. } => {
            said("remote-short", "", reason)
        }
        RemoteError::Unusable { path, reason } => {
            said("remote-short-path", &path.display().to_string(), reason)
        }
        RemoteError::Local { path, source } => {
            said("remote-short-path", &path.display().to_string(), &file::reason(source))
        }
    }
}

/// Returns why a certificate is not trusted, in the language of the reporter.
fn certificate_problem(problem: &CertificateProblem, reporter: &Reporter) -> String {
    match problem {
        CertificateProblem::Expired => reporter.text("doubt-expired", &[]),
        CertificateProblem::NotYetValid => reporter.text("doubt-early", &[]),
        CertificateProblem::WrongName => reporter.text("doubt-other-name", &[]),
        CertificateProblem::UnknownIssuer => reporter.text("doubt-unknown", &[]),
        CertificateProblem::Missing => reporter.text("doubt-absent", &[]),
        CertificateProblem::Other(reason) => reporter.text("remote-short", &[("reason", reason.clone())]),
    }
}

/// Reports an error of a local file.
pub fn disk(error: &DiskError, reporter: &Reporter) -> ExitStatus {
    let path = ("path", error.path.display().to_string());
    match error.source.kind() {
        ErrorKind::WouldBlock => reporter.error("publish-busy", &[]),
        ErrorKind::InvalidData => reporter.error("publish-file-changed", &[path]),
        _ if is_open_elsewhere(&error.path, &error.source) => reporter.error("publish-held", &[path]),
        _ => reporter.error("publish-notes", &[path, ("reason", file::reason(&error.source))]),
    }
    ExitStatus::Failure
}

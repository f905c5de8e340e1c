//! Reports the errors of hosts, of runs and of this computer's notes.

use std::io::ErrorKind;

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::model::publish_target::{HostSettings, PublishTarget};
use crate::publish::connect;
use crate::publish::disk::DiskError;
use crate::publish::folder::is_open_elsewhere;
use crate::publish::remote::{CertificateProblem, RemoteError};
use crate::publish::session::PublishError;

use super::run::PublishRun;
use super::{consent, show};

/// Tells why a run ended before it was done.
pub fn publishing(error: &PublishError, host: &HostSettings, run: &PublishRun<'_>) -> ExitStatus {
    let reporter = run.reporter;
    match error {
        PublishError::Remote(fault) => return remote(fault, host, run.target, reporter),
        PublishError::Archive(fault) => {
            let archive = connect::archive(host);
            let place = archive.as_ref().map_or_else(String::new, connect::address);
            let told = [("place", place), ("reason", fault.to_string())];
            reporter.error("publish-archive", &told);
        }
        PublishError::State(fault) => return state(fault, reporter),
        PublishError::Locked(note) => _ = consent::lock(note, run),
        PublishError::LockedByNobody => reporter.error("publish-locked-by-nobody", &[]),
        PublishError::Stopped => reporter.error("publish-stopped", &[]),
        PublishError::LockLost => reporter.error("publish-lock-lost", &[]),
        PublishError::NotStored(paths) => {
            let told = [
                ("place", run.place.clone()),
                ("count", paths.len().to_string()),
                ("paths", show::some(paths, reporter)),
                ("target", run.target.name.value.to_string()),
            ];
            reporter.error("publish-not-stored", &told);
        }
        PublishError::Newer => reporter.error("publish-newer", &[]),
        PublishError::Moved => reporter.error("publish-moved", &[]),
    }
    ExitStatus::Fault
}

/// Tells what is wrong with a host of `target`, or with the way to it.
pub fn remote(
    fault: &RemoteError,
    host: &HostSettings,
    target: &PublishTarget,
    reporter: &Reporter,
) -> ExitStatus {
    let place = ("place", connect::address(host));
    let variable = ("variable", super::secrets::variable(target, "PASSWORD"));
    let name = ("target", target.name.value.to_string());
    let reason = |reason: &str| ("reason", reason.to_owned());
    let path = |path: &str| ("path", path.to_owned());
    match fault {
        RemoteError::Unreachable { reason: why } => {
            reporter.error("remote-unreachable", &[place, reason(why)])
        }
        RemoteError::Broken { reason: why } => reporter.error("remote-broken", &[place, reason(why), name]),
        RemoteError::Refused { user } => {
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
        RemoteError::Certificate { doubt } => {
            let why = match doubt {
                CertificateProblem::Expired => reporter.text("doubt-expired", &[]),
                CertificateProblem::Early => reporter.text("doubt-early", &[]),
                CertificateProblem::OtherName => reporter.text("doubt-other-name", &[]),
                CertificateProblem::Unknown => reporter.text("doubt-unknown", &[]),
                CertificateProblem::Absent => reporter.text("doubt-absent", &[]),
                CertificateProblem::Other(why) => why.clone(),
            };
            reporter.error("remote-certificate", &[place, ("reason", why)]);
        }
        RemoteError::Unusable { path: file, reason: why } => {
            reporter.error("remote-unusable", &[path(&file.display().to_string()), reason(why)]);
        }
        RemoteError::Full { path: file } => reporter.error("remote-full", &[place, path(file)]),
        RemoteError::Denied { path: file, reason: why } => {
            reporter.error("remote-denied", &[place, path(file), reason(why)]);
        }
        RemoteError::Held { path: file } => reporter.error("remote-held", &[place, path(file)]),
        RemoteError::Unable { reason: why } => reporter.error("remote-unable", &[place, reason(why)]),
        RemoteError::Local { path: file, source } => {
            let fault = DiskError {
                path: file.clone(),
                source: std::io::Error::new(source.kind(), source.to_string()),
            };
            return state(&fault, reporter);
        }
        RemoteError::Other { path: file, reason: why } => {
            reporter.error("remote-other", &[place, path(file), reason(why)]);
        }
    }
    ExitStatus::Fault
}

/// Tells what is wrong with a file of this computer.
pub fn state(fault: &DiskError, reporter: &Reporter) -> ExitStatus {
    let path = ("path", fault.path.display().to_string());
    match fault.source.kind() {
        ErrorKind::WouldBlock => reporter.error("publish-busy", &[]),
        ErrorKind::InvalidData => reporter.error("publish-file-changed", &[path]),
        _ if is_open_elsewhere(&fault.path, &fault.source) => reporter.error("publish-held", &[path]),
        _ => reporter.error("publish-notes", &[path, ("reason", fault.source.to_string())]),
    }
    ExitStatus::Fault
}

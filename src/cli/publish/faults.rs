//! Reports the errors of hosts, of runs and of this computer's notes.

use std::io::ErrorKind;

use crate::cli::Ending;
use crate::cli::report::Reporter;
use crate::model::target::{Host, Target};
use crate::publish::connect;
use crate::publish::disk::Fault;
use crate::publish::folder::is_open_elsewhere;
use crate::publish::remote::{Doubt, RemoteError};
use crate::publish::session::PublishError;

use super::run::Run;
use super::{consent, show};

/// Tells why a run ended before it was done.
pub fn publishing(error: &PublishError, host: &Host, run: &Run<'_>) -> Ending {
    let reporter = run.reporter;
    match error {
        PublishError::Remote(fault) => return remote(fault, host, run.target, reporter),
        PublishError::Archive(fault) => {
            let archive = connect::archive(host);
            let place = archive.as_ref().map_or_else(String::new, connect::address);
            let told = [("place", place), ("reason", fault.to_string())];
            reporter.fault("publish-archive", &told);
        }
        PublishError::State(fault) => return state(fault, reporter),
        PublishError::Locked(note) => _ = consent::lock(note, run),
        PublishError::LockedByNobody => reporter.fault("publish-locked-by-nobody", &[]),
        PublishError::Stopped => reporter.fault("publish-stopped", &[]),
        PublishError::LockLost => reporter.fault("publish-lock-lost", &[]),
        PublishError::NotStored(paths) => {
            let told = [
                ("place", run.place.clone()),
                ("count", paths.len().to_string()),
                ("paths", show::some(paths, reporter)),
                ("target", run.target.name.value.to_string()),
            ];
            reporter.fault("publish-not-stored", &told);
        }
        PublishError::Newer => reporter.fault("publish-newer", &[]),
        PublishError::Moved => reporter.fault("publish-moved", &[]),
    }
    Ending::Fault
}

/// Tells what is wrong with a host of `target`, or with the way to it.
pub fn remote(fault: &RemoteError, host: &Host, target: &Target, reporter: &Reporter) -> Ending {
    let place = ("place", connect::address(host));
    let variable = ("variable", super::secrets::variable(target, "PASSWORD"));
    let name = ("target", target.name.value.to_string());
    let reason = |reason: &str| ("reason", reason.to_owned());
    let path = |path: &str| ("path", path.to_owned());
    match fault {
        RemoteError::Unreachable { reason: why } => {
            reporter.fault("remote-unreachable", &[place, reason(why)])
        }
        RemoteError::Broken { reason: why } => reporter.fault("remote-broken", &[place, reason(why), name]),
        RemoteError::Refused { user } => {
            reporter.fault("remote-refused", &[place, ("user", user.clone()), variable, name]);
        }
        RemoteError::UnknownHost { host, fingerprint } => {
            reporter.fault(
                "remote-unknown",
                &[("host", host.clone()), ("fingerprint", fingerprint.clone()), name],
            );
        }
        RemoteError::ChangedHost { host, shown, recorded, file } => reporter.fault(
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
                Doubt::Expired => reporter.say("doubt-expired", &[]),
                Doubt::Early => reporter.say("doubt-early", &[]),
                Doubt::OtherName => reporter.say("doubt-other-name", &[]),
                Doubt::Unknown => reporter.say("doubt-unknown", &[]),
                Doubt::Absent => reporter.say("doubt-absent", &[]),
                Doubt::Other(why) => why.clone(),
            };
            reporter.fault("remote-certificate", &[place, ("reason", why)]);
        }
        RemoteError::Unusable { path: file, reason: why } => {
            reporter.fault("remote-unusable", &[path(&file.display().to_string()), reason(why)]);
        }
        RemoteError::Full { path: file } => reporter.fault("remote-full", &[place, path(file)]),
        RemoteError::Denied { path: file, reason: why } => {
            reporter.fault("remote-denied", &[place, path(file), reason(why)]);
        }
        RemoteError::Held { path: file } => reporter.fault("remote-held", &[place, path(file)]),
        RemoteError::Unable { reason: why } => reporter.fault("remote-unable", &[place, reason(why)]),
        RemoteError::Local { path: file, source } => {
            let fault =
                Fault { path: file.clone(), source: std::io::Error::new(source.kind(), source.to_string()) };
            return state(&fault, reporter);
        }
        RemoteError::Other { path: file, reason: why } => {
            reporter.fault("remote-other", &[place, path(file), reason(why)]);
        }
    }
    Ending::Fault
}

/// Tells what is wrong with a file of this computer.
pub fn state(fault: &Fault, reporter: &Reporter) -> Ending {
    let path = ("path", fault.path.display().to_string());
    match fault.source.kind() {
        ErrorKind::WouldBlock => reporter.fault("publish-busy", &[]),
        ErrorKind::InvalidData => reporter.fault("publish-file-changed", &[path]),
        _ if is_open_elsewhere(&fault.path, &fault.source) => reporter.fault("publish-held", &[path]),
        _ => reporter.fault("publish-notes", &[path, ("reason", fault.source.to_string())]),
    }
    Ending::Fault
}

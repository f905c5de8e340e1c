//! Finds the secrets of a target: in the environment, in a file that only its owner can read, in the system's keychain,
//! or by asking. They are never on the command line and never written anywhere else.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::model::publish_target::{Ftps, HostSettings, PublishTarget, S3, Sftp, TargetKind};
use crate::publish::connect;
use crate::publish::login::Login;
use crate::publish::remote::{LoginPrompt, Question, Secret};

use super::keychain;
use super::run::PublishRun;

/// The environment variable of a secret of `target`: `BANGVANG_MAY_CHU_PASSWORD`.
pub fn variable(target: &PublishTarget, what: &str) -> String {
    format!("BANGVANG_{}_{what}", target.name.value.to_uppercase().replace('-', "_"))
}

/// What is known of `host` before anybody is asked, and what everybody is asked for anyway.
///
/// # Errors
/// When a file of a secret can be read by others, which is told.
pub fn login(host: &HostSettings, run: &PublishRun<'_>) -> Result<Login, ExitStatus> {
    let (target, reporter) = (run.target, run.reporter);
    let home = env::home_dir().filter(|home| home.is_absolute());
    let of_user = home.iter().map(|home| home.join(".ssh").join("known_hosts"));
    let variable_path = |name: &str| env::var_os(name).map(PathBuf::from);
    let mut login = Login {
        project: run.arguments.root.clone(),
        agent: agent(cfg!(windows), variable_path("SSH_AUTH_SOCK")),
        known_hosts: of_user
            .chain(known_hosts_of_system(cfg!(windows), variable_path("ProgramData")))
            .collect(),
        run: run.publisher.token.clone(),
        home,
        ..Login::default()
    };
    let ask = |question: Question<'_>| TerminalPrompt { reporter }.secret(&question);
    match host {
        // A key or the agent may let the user in; who is needed for more is asked then.
        HostSettings::Sftp(_) => login.password = find(target, "PASSWORD", reporter)?,
        HostSettings::Ftps(Ftps { user, host, .. }) => {
            let known = find(target, "PASSWORD", reporter)?;
            login.password = known.or_else(|| ask(Question::Password { user, host }));
        }
        HostSettings::S3(S3 { bucket, .. }) => {
            let id = find(target, "ACCESS_KEY_ID", reporter)?;
            let key = find(target, "SECRET_ACCESS_KEY", reporter)?;
            let token = of_environment(&variable(target, "SESSION_TOKEN"));
            let own = id.is_some() || key.is_some();
            // Halves of two keys belong to nobody, and what is of AWS alone is no matter of another storage.
            let [id, key, token] = match own {
                true => [id, key, token],
                false => {
                    ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map(of_environment)
                }
            };
            login.access_key = id.or_else(|| ask(Question::KeyId { bucket }));
            login.secret_key = key.or_else(|| ask(Question::Key { bucket }));
            login.session_token = token;
        }
        HostSettings::Folder { .. } => {}
    }
    Ok(login)
}

/// The socket of the SSH agent; that of Windows listens at the same pipe everywhere.
fn agent(windows: bool, set: Option<PathBuf>) -> Option<PathBuf> {
    set.or_else(|| windows.then(|| PathBuf::from(r"\\.\pipe\openssh-ssh-agent")))
}

/// The hosts that the administrator of this computer vouches for. On Windows, anybody may make `C:\etc`.
fn known_hosts_of_system(windows: bool, program_data: Option<PathBuf>) -> Option<PathBuf> {
    if windows {
        program_data.map(|folder| folder.join("ssh").join("ssh_known_hosts"))
    } else {
        Some(PathBuf::from("/etc/ssh/ssh_known_hosts"))
    }
}

fn find(target: &PublishTarget, what: &str, reporter: &Reporter) -> Result<Option<Secret>, ExitStatus> {
    if let Some(secret) = of_environment(&variable(target, what)) {
        return Ok(Some(secret));
    }
    if let Some(path) = env::var_os(variable(target, &format!("{what}_FILE"))) {
        return of_file(Path::new(&path), reporter).map(Some);
    }
    Ok(keychain::find(&account(target, what)).map(Secret::new))
}

fn of_environment(variable: &str) -> Option<Secret> {
    env::var(variable).ok().filter(|text| !text.is_empty()).map(Secret::new)
}

fn of_file(path: &Path, reporter: &Reporter) -> Result<Secret, ExitStatus> {
    let told = |reason: String| {
        reporter.error("publish-secret-file", &[("path", path.display().to_string()), ("reason", reason)]);
        ExitStatus::Fault
    };
    let text = fs::read_to_string(path).map_err(|fault| told(fault.to_string()))?;
    if is_open_to_others(path) {
        return Err(told(reporter.text("publish-secret-open", &[])));
    }
    Ok(Secret::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.mode() & 0o077 != 0)
}

/// Rights are kept otherwise here, and a folder of a person is its own by default.
#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

/// The name of a secret in the keychain.
fn account(target: &PublishTarget, what: &str) -> String {
    format!("{} {what}", connect::place(&target.destination))
}

/// Asks for the secrets of `target` and gives them to the keychain.
pub fn remember(target: &PublishTarget, reporter: &Reporter) -> Result<(), ExitStatus> {
    let wanted = match &target.destination {
        TargetKind::Host(
            HostSettings::Sftp(Sftp { user, host, .. }) | HostSettings::Ftps(Ftps { user, host, .. }),
        ) => {
            vec![("PASSWORD", Question::Password { user, host })]
        }
        TargetKind::Host(HostSettings::S3(S3 { bucket, .. })) => {
            let (id, key) = (Question::KeyId { bucket }, Question::Key { bucket });
            vec![("ACCESS_KEY_ID", id), ("SECRET_ACCESS_KEY", key)]
        }
        TargetKind::Host(HostSettings::Folder { .. }) | TargetKind::Zip { .. } => Vec::new(),
    };
    let place = ("place", connect::place(&target.destination));
    for (what, question) in &wanted {
        let Some(secret) = (TerminalPrompt { reporter }).secret(question) else {
            reporter.error("publish-remember-unasked", &[]);
            return Err(ExitStatus::Fault);
        };
        if let Err(reason) = keychain::store(&account(target, what), secret.reveal()) {
            let variable = ("variable", variable(target, what));
            reporter.error("publish-no-keychain", &[("reason", reason), variable]);
            return Err(ExitStatus::Fault);
        }
    }
    let name = if wanted.is_empty() { "publish-remember-nothing" } else { "publish-remembered" };
    reporter.sentence(name, &[place]);
    Ok(())
}

/// Whoever sits in front of the terminal, if anybody does.
pub struct TerminalPrompt<'a> {
    /// How it is spoken to.
    pub reporter: &'a Reporter,
}

impl LoginPrompt for TerminalPrompt<'_> {
    fn trusts(&self, host: &str, fingerprint: &str) -> bool {
        let told = [("host", host.to_owned()), ("fingerprint", fingerprint.to_owned())];
        self.reporter.is_interactive() && {
            self.reporter.note(&self.reporter.text("remote-unknown", &told));
            self.reporter.ask("remote-unknown.ask", &told)
        }
    }

    fn secret(&self, question: &Question<'_>) -> Option<Secret> {
        if !self.reporter.is_interactive() {
            return None;
        }
        let own = |text: &str| text.to_owned();
        let prompt = match question {
            Question::Password { user, host } => {
                self.reporter.text("publish-ask-password", &[("user", own(user)), ("host", own(host))])
            }
            Question::Passphrase { key } => {
                self.reporter.text("publish-ask-passphrase", &[("path", key.display().to_string())])
            }
            Question::KeyId { bucket } => {
                self.reporter.text("publish-ask-key-id", &[("bucket", own(bucket))])
            }
            Question::Key { bucket } => self.reporter.text("publish-ask-key", &[("bucket", own(bucket))]),
            Question::Own(text) => own(text),
        };
        // The console of Windows reads what `rpassword` prompts in an old code page; standard error knows its letters.
        let answer = if cfg!(windows) {
            self.reporter.prompt(&prompt);
            rpassword::read_password()
        } else {
            rpassword::prompt_password(format!("{prompt} "))
        };
        let answer = answer.ok()?;
        (!answer.is_empty()).then(|| Secret::new(answer))
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{agent, known_hosts_of_system};

    /// The agent that is set counts everywhere; without one, Windows has its usual pipe. What is known of hosts comes from
    /// folders that only an administrator writes to.
    #[test]
    fn where_ssh_looks() {
        let set = || Some(PathBuf::from("/run/agent"));
        assert_eq!(agent(true, set()), set());
        assert_eq!(agent(false, None), None);
        assert_eq!(agent(true, None).as_deref(), Some(Path::new(r"\\.\pipe\openssh-ssh-agent")));
        let data = PathBuf::from("ProgramData");
        let of_windows = known_hosts_of_system(true, Some(data.clone())).unwrap();
        assert!(of_windows.starts_with(&data) && of_windows.ends_with("ssh/ssh_known_hosts"));
        assert_eq!(known_hosts_of_system(true, None), None);
        assert_eq!(known_hosts_of_system(false, Some(data)), Some("/etc/ssh/ssh_known_hosts".into()));
    }
}

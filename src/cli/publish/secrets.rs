//! Finds the secrets of a target in the environment, in a file that only its owner can read, or in the system's
//! keychain, or asks for them. They are never accepted on the command line and never stored anywhere else.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::ExitStatus;
use crate::cli::report::Reporter;
use crate::file;
use crate::model::publish_target::{Ftps, HostSettings, PublishTarget, S3};
use crate::publish::connect;
use crate::publish::login::Login;
use crate::publish::needed_secrets::{NeededSecret, needed_secrets, secret_account};
use crate::publish::remote::{LoginPrompt, Secret, SecretQuestion};

use super::keychain;
use super::run::PublishRun;

/// Returns the environment variable for a secret of `target`, such as `BANGVANG_MAY_CHU_PASSWORD`.
pub fn variable(target: &PublishTarget, suffix: &str) -> String {
    format!("BANGVANG_{}_{suffix}", target.name.value.to_uppercase().replace('-', "_"))
}

/// Returns the login data for `host`, asking for secrets that every login needs.
///
/// # Errors
/// If a secret file cannot be read, or can be read by other users; the reason is reported.
pub fn login(host: &HostSettings, run: &PublishRun<'_>) -> Result<Login, ExitStatus> {
    let (target, reporter) = (run.target, run.reporter);
    let home = env::home_dir().filter(|home| home.is_absolute());
    let user_known_hosts = home.iter().map(|home| home.join(".ssh").join("known_hosts"));
    let variable_path = |name: &str| env::var_os(name).map(PathBuf::from);
    let mut login = Login {
        project: run.root.to_owned(),
        agent: agent(cfg!(windows), variable_path("SSH_AUTH_SOCK")),
        known_hosts: user_known_hosts
            .chain(system_known_hosts(cfg!(windows), variable_path("ProgramData")))
            .collect(),
        run: run.publisher.token.clone(),
        home,
        ..Login::default()
    };
    let ask = |question: SecretQuestion<'_>| TerminalPrompt { reporter }.secret(&question);
    match host {
        // A key or the agent may suffice; a password is asked for only if the host requires it.
        HostSettings::Sftp(_) => login.password = find(target, "PASSWORD", reporter)?,
        HostSettings::Ftps(Ftps { user, host, .. }) => {
            let known = find(target, "PASSWORD", reporter)?;
            login.password = known.or_else(|| ask(SecretQuestion::Password { user, host }));
        }
        HostSettings::S3(S3 { bucket, .. }) => {
            let id = find(target, "ACCESS_KEY_ID", reporter)?;
            let key = find(target, "SECRET_ACCESS_KEY", reporter)?;
            let token = from_environment(&variable(target, "SESSION_TOKEN"));
            let is_set_for_target = id.is_some() || key.is_some();
            // Never combine an ID and a secret from different sources.
            let [id, key, token] = if is_set_for_target {
                [id, key, token]
            } else {
                ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map(from_environment)
            };
            login.access_key = id.or_else(|| ask(SecretQuestion::KeyId { bucket }));
            login.secret_key = key.or_else(|| ask(SecretQuestion::Key { bucket }));
            login.session_token = token;
        }
        HostSettings::Folder { .. } => {}
    }
    Ok(login)
}

/// Returns the socket of the SSH agent; on Windows its default is a fixed pipe.
fn agent(windows: bool, set: Option<PathBuf>) -> Option<PathBuf> {
    set.or_else(|| windows.then(|| PathBuf::from(r"\\.\pipe\openssh-ssh-agent")))
}

/// Returns the system-wide known hosts file. Not `C:\etc` on Windows, because every user may create it.
fn system_known_hosts(windows: bool, program_data: Option<PathBuf>) -> Option<PathBuf> {
    if windows {
        program_data.map(|folder| folder.join("ssh").join("ssh_known_hosts"))
    } else {
        Some(PathBuf::from("/etc/ssh/ssh_known_hosts"))
    }
}

/// Returns a secret from the environment, a file named in the environment, or the keychain.
fn find(target: &PublishTarget, suffix: &str, reporter: &Reporter) -> Result<Option<Secret>, ExitStatus> {
    if let Some(secret) = from_environment(&variable(target, suffix)) {
        return Ok(Some(secret));
    }
    if let Some(path) = env::var_os(variable(target, &format!("{suffix}_FILE"))) {
        return from_file(Path::new(&path), reporter).map(Some);
    }
    let account = secret_account(&target.destination, suffix);
    // What was typed in the desk is newer than what the keychain has.
    Ok(typed_secret(&account, reporter).or_else(|| keychain::find(&account).map(Secret::new)))
}

/// Returns the secret that was typed in the desk for `account` and is not in the keychain.
fn typed_secret(account: &str, reporter: &Reporter) -> Option<Secret> {
    reporter.observer()?.typed_secret(account)
}

fn from_environment(variable: &str) -> Option<Secret> {
    env::var(variable).ok().filter(|text| !text.is_empty()).map(Secret::new)
}

fn from_file(path: &Path, reporter: &Reporter) -> Result<Secret, ExitStatus> {
    let report = |reason: String| {
        reporter.error("publish-secret-file", &[("path", path.display().to_string()), ("reason", reason)]);
        ExitStatus::Failure
    };
    let text = fs::read_to_string(path).map_err(|error| report(file::reason(&error)))?;
    if is_open_to_others(path) {
        return Err(report(reporter.text("publish-secret-open", &[])));
    }
    Ok(Secret::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}

#[cfg(unix)]
fn is_open_to_others(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).is_ok_and(|metadata| metadata.mode() & 0o077 != 0)
}

/// Permissions have another form on other systems, where a user's folder is private by default.
#[cfg(not(unix))]
fn is_open_to_others(_: &Path) -> bool {
    false
}

/// Asks for the secrets of `target` and stores them in the keychain.
///
/// # Errors
/// If there is no user to ask or no keychain; the reason is reported.
pub fn remember(target: &PublishTarget, reporter: &Reporter) -> Result<(), ExitStatus> {
    let secrets = needed_secrets(&target.destination);
    let place = ("place", connect::display_target(&target.destination));
    for NeededSecret { suffix, question } in &secrets {
        let account = secret_account(&target.destination, suffix);
        let typed = typed_secret(&account, reporter);
        let Some(secret) = typed.or_else(|| (TerminalPrompt { reporter }).secret(question)) else {
            reporter.error("publish-remember-unasked", &[]);
            return Err(ExitStatus::Failure);
        };
        if let Err(reason) = keychain::store(&account, secret.reveal()) {
            let variable = ("variable", variable(target, suffix));
            reporter.error("publish-no-keychain", &[("reason", reason), variable]);
            return Err(ExitStatus::Failure);
        }
    }
    let name = if secrets.is_empty() { "publish-remember-nothing" } else { "publish-remembered" };
    reporter.sentence(name, &[place]);
    Ok(())
}

/// Asks the user at the terminal.
pub struct TerminalPrompt<'a> {
    /// Asks questions and reads answers.
    pub reporter: &'a Reporter,
}

impl LoginPrompt for TerminalPrompt<'_> {
    fn trusts(&self, host: &str, fingerprint: &str) -> bool {
        let arguments = [("host", host.to_owned()), ("fingerprint", fingerprint.to_owned())];
        self.reporter.is_interactive() && {
            self.reporter.note(&self.reporter.text("remote-unknown", &arguments));
            self.reporter.ask("remote-unknown.ask", &arguments)
        }
    }

    fn secret(&self, question: &SecretQuestion<'_>) -> Option<Secret> {
        if self.reporter.observer().is_some() || !self.reporter.is_interactive() {
            return None;
        }
        let owned = |text: &str| text.to_owned();
        let prompt = match question {
            SecretQuestion::Password { user, host } => {
                self.reporter.text("publish-ask-password", &[("user", owned(user)), ("host", owned(host))])
            }
            SecretQuestion::Passphrase { key } => {
                self.reporter.text("publish-ask-passphrase", &[("path", key.display().to_string())])
            }
            SecretQuestion::KeyId { bucket } => {
                self.reporter.text("publish-ask-key-id", &[("bucket", owned(bucket))])
            }
            SecretQuestion::Key { bucket } => {
                self.reporter.text("publish-ask-key", &[("bucket", owned(bucket))])
            }
            SecretQuestion::ServerPrompt(text) => owned(text),
        };
        // The Windows console shows what `rpassword` prompts in a legacy code page; our own prompt is shown
        // correctly.
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

    use super::{agent, system_known_hosts};

    /// The configured agent is used on every system; without one, Windows has a default pipe. Known hosts files are
    /// in folders that only an administrator can write to.
    #[test]
    fn agent_and_known_hosts() {
        let set = || Some(PathBuf::from("/run/agent"));
        assert_eq!(agent(true, set()), set());
        assert_eq!(agent(false, None), None);
        assert_eq!(agent(true, None).as_deref(), Some(Path::new(r"\\.\pipe\openssh-ssh-agent")));
        let data = PathBuf::from("ProgramData");
        let on_windows = system_known_hosts(true, Some(data.clone())).unwrap();
        assert!(on_windows.starts_with(&data) && on_windows.ends_with("ssh/ssh_known_hosts"));
        assert_eq!(system_known_hosts(true, None), None);
        assert_eq!(system_known_hosts(false, Some(data)), Some("/etc/ssh/ssh_known_hosts".into()));
    }
}

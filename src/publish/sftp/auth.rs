//! Authenticates the user of an SSH connection.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use russh::client::{AuthResult, Handle, KeyboardInteractiveAuthResponse as Reply, Prompt};
use russh::keys::agent::AgentIdentity;
use russh::keys::agent::client::{AgentClient, AgentStream};
use russh::keys::{self, HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKey};
use russh::{MethodKind, MethodSet};
use tokio::time::timeout;

use super::connection::HostKeyVerifier;
use super::error;
use crate::file;
use crate::model::publish_target::Sftp;
use crate::publish::login::Login;
use crate::publish::remote::{LoginPrompt, RemoteError, Secret, SecretQuestion};

/// Servers that delay password checks on purpose take a few seconds.
const RESPONSE_TIMEOUT: Duration = Duration::from_secs(30);

/// OpenSSH closes the connection at the sixth failure.
const MAX_AGENT_KEYS: usize = 4;

/// Maximum rounds of keyboard-interactive prompts.
const MAX_PROMPT_ROUNDS: usize = 8;

/// The keys that OpenSSH tries too, in order of preference.
const DEFAULT_KEYS: &[&str] = &["id_ed25519", "id_ecdsa", "id_rsa"];

/// A method that logs in the user; kept, so that a lost connection can be opened again without asking.
#[derive(Clone)]
pub(super) enum AuthMethod {
    Nothing,
    Password(Secret),
    Answers(Vec<Secret>),
    Key(Arc<PrivateKey>),
    Agent(PathBuf, PublicKey),
}

/// The result of one authentication request.
enum AuthOutcome {
    Success,
    /// The method succeeded; one of these must follow.
    Partial(MethodSet),
    /// The method failed or is not supported; these are.
    Failure(MethodSet),
}

/// Authentication in progress on one connection.
pub(super) struct Authenticator<'a> {
    pub(super) handle: &'a mut Handle<HostKeyVerifier>,
    pub(super) target: &'a Sftp,
    pub(super) login: &'a Login,
}

impl Authenticator<'_> {
    /// Tries the methods that the server supports, and returns those that succeeded, in order.
    ///
    /// A key named by the target is tried alone; otherwise a known password; otherwise the agent, the usual keys,
    /// and a password from the user. A password is tried once, because servers lock out users after repeated
    /// failures.
    ///
    /// # Errors
    /// If all methods fail, a named key cannot be used, or the connection is lost.
    pub(super) async fn authenticate(
        &mut self,
        prompt: &dyn LoginPrompt,
    ) -> Result<Vec<AuthMethod>, RemoteError> {
        let mut accepted = Vec::new();
        let mut offered = match self.try_method(&AuthMethod::Nothing).await? {
            AuthOutcome::Success => return Ok(vec![AuthMethod::Nothing]),
            AuthOutcome::Partial(methods) | AuthOutcome::Failure(methods) => methods,
        };
        let mut tried = Vec::new();
        while let Some(kind) = self.next_kind(&offered, &tried, !accepted.is_empty()) {
            tried.push(kind);
            let Some((method, outcome)) = self.try_kind(kind, prompt).await? else { continue };
            match outcome {
                AuthOutcome::Success => {
                    accepted.push(method);
                    return Ok(accepted);
                }
                AuthOutcome::Partial(methods) => {
                    accepted.push(method);
                    offered = methods;
                }
                AuthOutcome::Failure(_) if kind != MethodKind::PublicKey => break,
                AuthOutcome::Failure(_) => {}
            }
        }
        Err(self.login_refused())
    }

    /// Logs in with the methods that succeeded before.
    ///
    /// # Errors
    /// If a method fails or the connection is lost.
    pub(super) async fn reauthenticate(&mut self, methods: &[AuthMethod]) -> Result<(), RemoteError> {
        for method in methods {
            match self.try_method(method).await? {
                AuthOutcome::Success => return Ok(()),
                AuthOutcome::Partial(_) => {}
                AuthOutcome::Failure(_) => break,
            }
        }
        Err(self.login_refused())
    }

    /// Returns the next kind of method to try; `has_succeeded` is true after one has succeeded.
    fn next_kind(
        &self,
        offered: &MethodSet,
        tried: &[MethodKind],
        has_succeeded: bool,
    ) -> Option<MethodKind> {
        let order: &[MethodKind] = match (&self.target.key, &self.login.password) {
            (Some(_), _) if !has_succeeded => &[MethodKind::PublicKey],
            (None, Some(_)) => {
                &[MethodKind::Password, MethodKind::KeyboardInteractive, MethodKind::PublicKey]
            }
            _ => &[MethodKind::PublicKey, MethodKind::Password, MethodKind::KeyboardInteractive],
        };
        order.iter().find(|kind| offered.contains(kind) && !tried.contains(kind)).copied()
    }

    /// Tries all methods of one kind, up to the first that succeeds; `None` if there is none of this kind.
    async fn try_kind(
        &mut self,
        kind: MethodKind,
        prompt: &dyn LoginPrompt,
    ) -> Result<Option<(AuthMethod, AuthOutcome)>, RemoteError> {
        if kind == MethodKind::KeyboardInteractive {
            let mut known = self.login.password.clone();
            let answer = &mut |question: &Prompt| {
                let known_answer = if question.echo { None } else { known.take() };
                known_answer
                    .or_else(|| prompt.secret(&SecretQuestion::ServerPrompt(&printable(&question.prompt))))
            };
            let (answers, outcome) = self.answer_prompts(answer).await?;
            return Ok(Some((AuthMethod::Answers(answers), outcome)));
        }
        let methods = match kind {
            MethodKind::PublicKey => self.keys(prompt).await?,
            _ => vec![AuthMethod::Password(self.password(prompt).ok_or_else(|| self.login_refused())?)],
        };
        let mut last = None;
        for method in methods {
            let outcome = self.try_method(&method).await?;
            let refused = matches!(outcome, AuthOutcome::Failure(_));
            last = Some((method, outcome));
            if !refused {
                break;
            }
        }
        Ok(last)
    }

    async fn try_method(&mut self, method: &AuthMethod) -> Result<AuthOutcome, RemoteError> {
        let user = self.target.user.to_string();
        match method {
            AuthMethod::Nothing => {
                let answer = response_in_time(self.handle.authenticate_none(user)).await?;
                self.outcome(answer)
            }
            AuthMethod::Password(secret) => {
                let answer =
                    response_in_time(self.handle.authenticate_password(user, secret.reveal())).await?;
                self.outcome(answer)
            }
            AuthMethod::Answers(answers) => {
                let mut answers = answers.iter();
                let (_, outcome) = self.answer_prompts(&mut |_| answers.next().cloned()).await?;
                Ok(outcome)
            }
            AuthMethod::Key(key) => {
                let key = PrivateKeyWithHashAlg::new(Arc::clone(key), self.rsa_hash(key.public_key()).await?);
                let answer = response_in_time(self.handle.authenticate_publickey(user, key)).await?;
                self.outcome(answer)
            }
            AuthMethod::Agent(socket, key) => self.try_agent(socket, key).await,
        }
    }

    async fn try_agent(&mut self, socket: &Path, key: &PublicKey) -> Result<AuthOutcome, RemoteError> {
        let local =
            |reason: String| RemoteError::Local { path: socket.into(), source: io::Error::other(reason) };
        let hash = self.rsa_hash(key).await?;
        let mut agent = agent(socket).await.map_err(|error| local(file::other_reason(&error.to_string())))?;
        let user = self.target.user.to_string();
        let tried = self.handle.authenticate_publickey_with(user, key.clone(), hash, &mut agent);
        // The user may have to touch a token or confirm at the agent, which takes longer.
        let answer = timeout(4 * RESPONSE_TIMEOUT, tried).await.map_err(|_| error::timed_out())?;
        self.outcome(answer.map_err(|error| local(file::other_reason(&error.to_string())))?)
    }

    async fn rsa_hash(&self, key: &PublicKey) -> Result<Option<HashAlg>, RemoteError> {
        if !key.algorithm().is_rsa() {
            return Ok(None);
        }
        Ok(response_in_time(self.handle.best_supported_rsa_hash()).await?.flatten())
    }

    /// Answers all prompts of keyboard-interactive authentication, round by round; PAM ends with a round without
    /// prompts.
    async fn answer_prompts(
        &mut self,
        answer: &mut dyn FnMut(&Prompt) -> Option<Secret>,
    ) -> Result<(Vec<Secret>, AuthOutcome), RemoteError> {
        let user = self.target.user.to_string();
        let mut all_answers = Vec::new();
        let mut reply =
            response_in_time(self.handle.authenticate_keyboard_interactive_start(user, None)).await?;
        for _ in 0..MAX_PROMPT_ROUNDS {
            let prompts = match reply {
                Reply::Success => return Ok((all_answers, AuthOutcome::Success)),
                Reply::Failure { remaining_methods, partial_success } => {
                    let answer = AuthResult::Failure { remaining_methods, partial_success };
                    return Ok((all_answers, self.outcome(answer)?));
                }
                Reply::InfoRequest { prompts, .. } => prompts,
            };
            let answers: Option<Vec<Secret>> = prompts.iter().map(&mut *answer).collect();
            let answers = answers.ok_or_else(|| self.login_refused())?;
            let texts = answers.iter().map(|answer| answer.reveal().to_owned()).collect();
            all_answers.extend(answers);
            reply = response_in_time(self.handle.authenticate_keyboard_interactive_respond(texts)).await?;
        }
        Err(RemoteError::Unsupported { reason: "reason-asks-on".into() })
    }

    /// Converts a result of `russh`, which reports an empty failure if the connection is lost.
    fn outcome(&self, answer: AuthResult) -> Result<AuthOutcome, RemoteError> {
        match answer {
            AuthResult::Success => Ok(AuthOutcome::Success),
            AuthResult::Failure { remaining_methods, partial_success: true } => {
                Ok(AuthOutcome::Partial(remaining_methods))
            }
            AuthResult::Failure { remaining_methods, .. } => {
                if remaining_methods.is_empty() && self.handle.is_closed() {
                    let reason = "reason-disconnected".into();
                    return Err(RemoteError::ConnectionLost { reason });
                }
                Ok(AuthOutcome::Failure(remaining_methods))
            }
        }
    }

    fn login_refused(&self) -> RemoteError {
        RemoteError::LoginRefused { user: self.target.user.to_string() }
    }

    /// Returns the password, from the login or from the user.
    fn password(&self, prompt: &dyn LoginPrompt) -> Option<Secret> {
        let question = SecretQuestion::Password { user: &self.target.user, host: &self.target.host };
        self.login.password.clone().or_else(|| prompt.secret(&question))
    }

    /// Returns the keys to try, in this order.
    async fn keys(&self, prompt: &dyn LoginPrompt) -> Result<Vec<AuthMethod>, RemoteError> {
        let agent_keys = self.agent_keys().await;
        if let Some(named) = &self.target.key {
            return Ok(vec![self.named_key(named, &agent_keys, prompt)?]);
        }
        let mut methods: Vec<AuthMethod> = agent_keys.into_iter().take(MAX_AGENT_KEYS).collect();
        let folder = self.login.home.as_ref().map(|home| home.join(".ssh"));
        for name in DEFAULT_KEYS {
            let text = folder.as_ref().and_then(|folder| fs::read_to_string(folder.join(name)).ok());
            // A default key with a passphrase is skipped: it may not belong to this host, so the user is not asked
            // for it.
            let key = text.and_then(|text| keys::decode_secret_key(&text, None).ok());
            methods.extend(key.map(|key| AuthMethod::Key(Arc::new(key))));
        }
        methods.truncate(MAX_AGENT_KEYS);
        Ok(methods)
    }

    /// Returns the key that the target names; uses the agent if the file is encrypted and the agent has the key.
    fn named_key(
        &self,
        named: &str,
        agent_keys: &[AuthMethod],
        prompt: &dyn LoginPrompt,
    ) -> Result<AuthMethod, RemoteError> {
        let path = match (named.strip_prefix("~/"), &self.login.home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(named),
        };
        let unusable = |reason: String| RemoteError::Unusable { path: path.clone(), reason };
        let text = fs::read_to_string(&path).map_err(|error| unusable(file::reason(&error)))?;
        let public = PrivateKey::from_openssh(&text).map(|key| key.public_key().clone());
        match keys::decode_secret_key(&text, None) {
            Ok(key) => return Ok(AuthMethod::Key(Arc::new(key))),
            Err(keys::Error::KeyIsEncrypted) => {}
            Err(error) => return Err(unusable(file::other_reason(&error.to_string()))),
        }
        let is_named_key = |method: &&AuthMethod| match (method, &public) {
            (AuthMethod::Agent(_, key), Ok(public)) => key.key_data() == public.key_data(),
            _ => false,
        };
        if let Some(method) = agent_keys.iter().find(is_named_key) {
            return Ok(method.clone());
        }
        let secret =
            self.login.password.clone().or_else(|| prompt.secret(&SecretQuestion::Passphrase { key: &path }));
        let secret = secret.ok_or_else(|| self.login_refused())?;
        let wrong_passphrase = |_| unusable("reason-passphrase".to_owned());
        keys::decode_secret_key(&text, Some(secret.reveal()))
            .map(|key| AuthMethod::Key(Arc::new(key)))
            .map_err(wrong_passphrase)
    }

    /// Returns the keys of the agent, without certificates; empty if there is no agent.
    async fn agent_keys(&self) -> Vec<AuthMethod> {
        let Some(socket) = &self.login.agent else { return Vec::new() };
        let identities = async { agent(socket).await?.request_identities().await };
        let Ok(Ok(identities)) = timeout(RESPONSE_TIMEOUT, identities).await else { return Vec::new() };
        let plain = identities.into_iter().filter_map(|identity| match identity {
            AgentIdentity::PublicKey { key, .. } => Some(AuthMethod::Agent(socket.clone(), key)),
            AgentIdentity::Certificate { .. } => None,
        });
        plain.collect()
    }
}

type Agent = AgentClient<Box<dyn AgentStream + Send + Unpin>>;

#[cfg(unix)]
async fn agent(socket: &Path) -> Result<Agent, keys::Error> {
    Ok(AgentClient::connect_uds(socket).await?.dynamic())
}

#[cfg(windows)]
async fn agent(socket: &Path) -> Result<Agent, keys::Error> {
    Ok(AgentClient::connect_named_pipe(socket).await?.dynamic())
}

/// Waits for a response of the server, at most [`RESPONSE_TIMEOUT`].
async fn response_in_time<T>(
    answer: impl Future<Output = Result<T, russh::Error>>,
) -> Result<T, RemoteError> {
    timeout(RESPONSE_TIMEOUT, answer).await.map_err(|_| error::timed_out())?.map_err(error::ssh_error)
}

/// Returns the server's prompt without control characters, at most 200 letters.
fn printable(prompt: &str) -> String {
    prompt.chars().filter(|c| !c.is_control()).take(200).collect::<String>().trim().to_owned()
}

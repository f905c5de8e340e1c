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
use crate::model::publish_target::Sftp;
use crate::publish::login::Login;
use crate::publish::remote::{LoginPrompt, Question, RemoteError, Secret};

/// Servers that check passwords slowly on purpose take a few seconds.
const ANSWER: Duration = Duration::from_secs(30);

/// OpenSSH hangs up at the sixth failure.
const MAX_AGENT_KEYS: usize = 4;

/// Rounds of questions; a host that asks for ever is left.
const MAX_PROMPT_ROUNDS: usize = 8;

/// The keys that OpenSSH tries too, best first.
const USUAL_KEYS: &[&str] = &["id_ed25519", "id_ecdsa", "id_rsa"];

/// How a user is let in; kept, so that a broken connection can be made again without asking.
#[derive(Clone)]
pub(super) enum AuthMethod {
    Nothing,
    Password(Secret),
    Answers(Vec<Secret>),
    Key(Arc<PrivateKey>),
    Agent(PathBuf, PublicKey),
}

/// What the host answered.
enum AuthOutcome {
    In,
    /// That was right, and these may follow.
    Further(MethodSet),
    /// That was wrong, or not taken; these are.
    Refused(MethodSet),
}

/// Who wants in, at a door.
pub(super) struct Authenticator<'a> {
    pub(super) handle: &'a mut Handle<HostKeyVerifier>,
    pub(super) target: &'a Sftp,
    pub(super) login: &'a Login,
}

impl Authenticator<'_> {
    /// Tries what the host takes: a named key alone; else a known password; else the agent, the usual keys, and a
    /// password that is asked for. A password is tried once, for hosts lock out who tries often.
    pub(super) async fn authenticate(
        &mut self,
        asked: &dyn LoginPrompt,
    ) -> Result<Vec<AuthMethod>, RemoteError> {
        let mut ways = Vec::new();
        let mut offered = match self.try_way(&AuthMethod::Nothing).await? {
            AuthOutcome::In => return Ok(vec![AuthMethod::Nothing]),
            AuthOutcome::Further(methods) | AuthOutcome::Refused(methods) => methods,
        };
        let mut tried = Vec::new();
        while let Some(kind) = self.next(&offered, &tried, !ways.is_empty()) {
            tried.push(kind);
            let Some((way, outcome)) = self.try_kind(kind, asked).await? else { continue };
            match outcome {
                AuthOutcome::In => {
                    ways.push(way);
                    return Ok(ways);
                }
                AuthOutcome::Further(methods) => {
                    ways.push(way);
                    offered = methods;
                }
                AuthOutcome::Refused(_) if kind != MethodKind::PublicKey => break,
                AuthOutcome::Refused(_) => {}
            }
        }
        Err(self.refused())
    }

    /// Goes the ways again that led in before.
    pub(super) async fn reauthenticate(&mut self, ways: &[AuthMethod]) -> Result<(), RemoteError> {
        for way in ways {
            match self.try_way(way).await? {
                AuthOutcome::In => return Ok(()),
                AuthOutcome::Further(_) => {}
                AuthOutcome::Refused(_) => break,
            }
        }
        Err(self.refused())
    }

    fn next(&self, offered: &MethodSet, tried: &[MethodKind], further: bool) -> Option<MethodKind> {
        let order: &[MethodKind] = match (&self.target.key, &self.login.password) {
            (Some(_), _) if !further => &[MethodKind::PublicKey],
            (None, Some(_)) => {
                &[MethodKind::Password, MethodKind::KeyboardInteractive, MethodKind::PublicKey]
            }
            _ => &[MethodKind::PublicKey, MethodKind::Password, MethodKind::KeyboardInteractive],
        };
        order.iter().find(|kind| offered.contains(kind) && !tried.contains(kind)).copied()
    }

    async fn try_kind(
        &mut self,
        kind: MethodKind,
        asked: &dyn LoginPrompt,
    ) -> Result<Option<(AuthMethod, AuthOutcome)>, RemoteError> {
        if kind == MethodKind::KeyboardInteractive {
            let mut known = self.login.password.clone();
            let answer = &mut |prompt: &Prompt| {
                let hidden = if prompt.echo { None } else { known.take() };
                hidden.or_else(|| asked.secret(&Question::Own(&plain(&prompt.prompt))))
            };
            let (answers, outcome) = self.converse(answer).await?;
            return Ok(Some((AuthMethod::Answers(answers), outcome)));
        }
        let ways = match kind {
            MethodKind::PublicKey => self.keys(asked).await?,
            _ => vec![AuthMethod::Password(self.password(asked).ok_or_else(|| self.refused())?)],
        };
        let mut last = None;
        for way in ways {
            let outcome = self.try_way(&way).await?;
            let refused = matches!(outcome, AuthOutcome::Refused(_));
            last = Some((way, outcome));
            if !refused {
                break;
            }
        }
        Ok(last)
    }

    async fn try_way(&mut self, way: &AuthMethod) -> Result<AuthOutcome, RemoteError> {
        let user = self.target.user.to_string();
        match way {
            AuthMethod::Nothing => {
                let answer = answered(self.handle.authenticate_none(user)).await?;
                self.outcome(answer)
            }
            AuthMethod::Password(secret) => {
                let answer = answered(self.handle.authenticate_password(user, secret.reveal())).await?;
                self.outcome(answer)
            }
            AuthMethod::Answers(answers) => {
                let mut answers = answers.iter();
                let (_, outcome) = self.converse(&mut |_| answers.next().cloned()).await?;
                Ok(outcome)
            }
            AuthMethod::Key(key) => {
                let key = PrivateKeyWithHashAlg::new(Arc::clone(key), self.rsa_hash(key.public_key()).await?);
                let answer = answered(self.handle.authenticate_publickey(user, key)).await?;
                self.outcome(answer)
            }
            AuthMethod::Agent(socket, key) => self.try_agent(socket, key).await,
        }
    }

    async fn try_agent(&mut self, socket: &Path, key: &PublicKey) -> Result<AuthOutcome, RemoteError> {
        let local =
            |reason: String| RemoteError::Local { path: socket.into(), source: io::Error::other(reason) };
        let hash = self.rsa_hash(key).await?;
        let mut agent = agent(socket).await.map_err(|error| local(error.to_string()))?;
        let user = self.target.user.to_string();
        let tried = self.handle.authenticate_publickey_with(user, key.clone(), hash, &mut agent);
        // A person may have to touch a token or type at the agent, which takes its time.
        let answer = timeout(4 * ANSWER, tried).await.map_err(|_| error::silent())?;
        self.outcome(answer.map_err(|error| local(error.to_string()))?)
    }

    async fn rsa_hash(&self, key: &PublicKey) -> Result<Option<HashAlg>, RemoteError> {
        if !key.algorithm().is_rsa() {
            return Ok(None);
        }
        Ok(answered(self.handle.best_supported_rsa_hash()).await?.flatten())
    }

    /// Answers whatever is asked, round by round; PAM ends with a round that asks nothing.
    async fn converse(
        &mut self,
        answer: &mut dyn FnMut(&Prompt) -> Option<Secret>,
    ) -> Result<(Vec<Secret>, AuthOutcome), RemoteError> {
        let user = self.target.user.to_string();
        let mut given = Vec::new();
        let mut reply = answered(self.handle.authenticate_keyboard_interactive_start(user, None)).await?;
        for _ in 0..MAX_PROMPT_ROUNDS {
            let prompts = match reply {
                Reply::Success => return Ok((given, AuthOutcome::In)),
                Reply::Failure { remaining_methods, partial_success } => {
                    let answer = AuthResult::Failure { remaining_methods, partial_success };
                    return Ok((given, self.outcome(answer)?));
                }
                Reply::InfoRequest { prompts, .. } => prompts,
            };
            let answers: Option<Vec<Secret>> = prompts.iter().map(&mut *answer).collect();
            let answers = answers.ok_or_else(|| self.refused())?;
            let told = answers.iter().map(|answer| answer.reveal().to_owned()).collect();
            given.extend(answers);
            reply = answered(self.handle.authenticate_keyboard_interactive_respond(told)).await?;
        }
        Err(RemoteError::Unable { reason: "the host asks for ever".into() })
    }

    /// The connection gives an empty failure when it ends, which says nothing about the user.
    fn outcome(&self, answer: AuthResult) -> Result<AuthOutcome, RemoteError> {
        match answer {
            AuthResult::Success => Ok(AuthOutcome::In),
            AuthResult::Failure { remaining_methods, partial_success: true } => {
                Ok(AuthOutcome::Further(remaining_methods))
            }
            AuthResult::Failure { remaining_methods, .. } => {
                if remaining_methods.is_empty() && self.handle.is_closed() {
                    let reason = "the host hung up while the user logged in".into();
                    return Err(RemoteError::Broken { reason });
                }
                Ok(AuthOutcome::Refused(remaining_methods))
            }
        }
    }

    fn refused(&self) -> RemoteError {
        RemoteError::Refused { user: self.target.user.to_string() }
    }

    fn password(&self, asked: &dyn LoginPrompt) -> Option<Secret> {
        let question = Question::Password { user: &self.target.user, host: &self.target.host };
        self.login.password.clone().or_else(|| asked.secret(&question))
    }

    /// The keys to try, in their order.
    async fn keys(&self, asked: &dyn LoginPrompt) -> Result<Vec<AuthMethod>, RemoteError> {
        let held = self.held_by_agent().await;
        if let Some(named) = &self.target.key {
            return Ok(vec![self.named_key(named, &held, asked)?]);
        }
        let mut ways: Vec<AuthMethod> = held.into_iter().take(MAX_AGENT_KEYS).collect();
        let folder = self.login.home.as_ref().map(|home| home.join(".ssh"));
        for name in USUAL_KEYS {
            let text = folder.as_ref().and_then(|folder| fs::read_to_string(folder.join(name)).ok());
            // A usual key with a passphrase is left to the agent: nobody said that it belongs to this host.
            let key = text.and_then(|text| keys::decode_secret_key(&text, None).ok());
            ways.extend(key.map(|key| AuthMethod::Key(Arc::new(key))));
        }
        ways.truncate(MAX_AGENT_KEYS);
        Ok(ways)
    }

    /// The key that the target names; from the agent when it is locked in the file and open there.
    fn named_key(
        &self,
        named: &str,
        held: &[AuthMethod],
        asked: &dyn LoginPrompt,
    ) -> Result<AuthMethod, RemoteError> {
        let path = match (named.strip_prefix("~/"), &self.login.home) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(named),
        };
        let unusable = |reason: String| RemoteError::Unusable { path: path.clone(), reason };
        let text = fs::read_to_string(&path).map_err(|error| unusable(error.to_string()))?;
        let public = PrivateKey::from_openssh(&text).map(|key| key.public_key().clone());
        match keys::decode_secret_key(&text, None) {
            Ok(key) => return Ok(AuthMethod::Key(Arc::new(key))),
            Err(keys::Error::KeyIsEncrypted) => {}
            Err(error) => return Err(unusable(error.to_string())),
        }
        let same = |way: &&AuthMethod| match (way, &public) {
            (AuthMethod::Agent(_, key), Ok(public)) => key.key_data() == public.key_data(),
            _ => false,
        };
        if let Some(way) = held.iter().find(same) {
            return Ok(way.clone());
        }
        let secret =
            self.login.password.clone().or_else(|| asked.secret(&Question::Passphrase { key: &path }));
        let secret = secret.ok_or_else(|| self.refused())?;
        let wrong = |_| unusable("the passphrase does not open it".to_owned());
        keys::decode_secret_key(&text, Some(secret.reveal()))
            .map(|key| AuthMethod::Key(Arc::new(key)))
            .map_err(wrong)
    }

    /// The plain keys of the agent; none when there is no agent.
    async fn held_by_agent(&self) -> Vec<AuthMethod> {
        let Some(socket) = &self.login.agent else { return Vec::new() };
        let listed = async { agent(socket).await?.request_identities().await };
        let Ok(Ok(listed)) = timeout(ANSWER, listed).await else { return Vec::new() };
        let plain = listed.into_iter().filter_map(|identity| match identity {
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

/// Waits for an answer of the host, but not for ever.
async fn answered<T>(answer: impl Future<Output = Result<T, russh::Error>>) -> Result<T, RemoteError> {
    timeout(ANSWER, answer).await.map_err(|_| error::silent())?.map_err(error::of_ssh)
}

/// What a host asks, without what could play with a terminal.
fn plain(prompt: &str) -> String {
    prompt.chars().filter(|c| !c.is_control()).take(200).collect::<String>().trim().to_owned()
}

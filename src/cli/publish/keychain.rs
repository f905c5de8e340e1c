//! The system's keychain: Credential Manager on Windows, Keychain Services on macOS, the Secret Service elsewhere.

use crate::file;

/// The service under which passwords are stored.
const SERVICE: &str = "bangvang";

/// Returns the password of `account`; `None` if there is none, or no keychain, as on a server.
pub fn find(account: &str) -> Option<String> {
    native::find(account).ok().flatten()
}

/// Stores the password of `account` in place of an earlier one.
///
/// # Errors
/// The error of the system, if there is no keychain or it stays locked.
pub fn store(account: &str, password: &str) -> Result<(), String> {
    native::store(account, password).map_err(|error| file::other_reason(&error.to_string()))
}

/// Checks whether there is a keychain, without asking for one of its passwords.
///
/// # Errors
/// The error of the system, if there is none, as on a server.
pub fn is_available() -> Result<(), String> {
    native::open().map_err(|error| file::other_reason(&error.to_string()))
}

#[cfg(any(windows, target_os = "macos"))]
mod native {
    #[cfg(target_os = "macos")]
    use apple_native_keyring_store::keychain::Store;
    use keyring_core::api::CredentialStoreApi;
    use keyring_core::{Entry, Error, Result};
    #[cfg(windows)]
    use windows_native_keyring_store::Store;

    fn entry(account: &str) -> Result<Entry> {
        Store::new()?.build(crate::cli::publish::keychain::SERVICE, account, None)
    }

    pub fn open() -> Result<()> {
        Store::new().map(drop)
    }

    pub fn find(account: &str) -> Result<Option<String>> {
        match entry(account)?.get_password() {
            Err(Error::NoEntry) => Ok(None),
            found => found.map(Some),
        }
    }

    pub fn store(account: &str, password: &str) -> Result<()> {
        entry(account)?.set_password(password)
    }
}

#[cfg(not(any(windows, target_os = "macos")))]
mod native {
    use std::collections::HashMap;

    use dbus_secret_service::{EncryptionType, Error, Item, SecretService};

    /// Connects without encryption: the session bus is a socket of this user, and every process of this user may
    /// request the same password.
    fn connect() -> Result<SecretService, Error> {
        SecretService::connect(EncryptionType::Plain)
    }

    /// Returns the attributes that the crate `keyring` uses, so that other programs find the entry too.
    fn attributes(account: &str) -> HashMap<&str, &str> {
        HashMap::from([("service", crate::cli::publish::keychain::SERVICE), ("username", account)])
    }

    pub fn open() -> Result<(), Error> {
        connect()?.get_default_collection().map(drop)
    }

    pub fn find(account: &str) -> Result<Option<String>, Error> {
        let service = connect()?;
        let found = service.search_items(attributes(account))?;
        let locked: Vec<&Item<'_>> = found.locked.iter().collect();
        if found.unlocked.is_empty() && !locked.is_empty() {
            service.unlock_all(&locked)?;
        }
        let first = found.unlocked.first().or(found.locked.first());
        let password = first.map(Item::get_secret).transpose()?;
        Ok(password.and_then(|password| String::from_utf8(password).ok()))
    }

    pub fn store(account: &str, password: &str) -> Result<(), Error> {
        let service = connect()?;
        let collection = service.get_default_collection()?;
        collection.ensure_unlocked()?;
        let label = format!("{}: {account}", crate::cli::publish::keychain::SERVICE);
        collection.create_item(&label, attributes(account), password.as_bytes(), true, "text/plain")?;
        Ok(())
    }
}

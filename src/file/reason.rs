//! Names the sentence that says why the system refused something, so that every language can say it.

use std::io::{self, ErrorKind};

/// Begins the name of every sentence that is a reason.
const PREFIX: &str = "reason-";

/// Returns the name of the message that says why `error` happened, such as `reason-not-found`.
///
/// [`crate::messages::Messages::say`] replaces it by the sentence where it is the argument `reason`. An error without
/// a sentence of its own gives `reason-other` and the text of the system in brackets. An error whose own text is the
/// name of such a message gives that name.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    if text.starts_with(PREFIX) {
        return text;
    }
    let name = error.raw_os_error().and_then(|code| code_reason(code, cfg!(windows)));
    match name.or_else(|| kind_reason(error.kind())) {
        Some(name) => name.to_owned(),
        // The library of Rust gives an unknown host no kind of its own on Unix.
        None if text.starts_with("failed to lookup address") => "reason-no-host".to_owned(),
        None => other_reason(&text),
    }
}

/// Returns the reason for an error of which only the English `text` of a library is known.
pub fn other_reason(text: &str) -> String {
    match text {
        "" => format!("{PREFIX}other"),
        text if text.starts_with(PREFIX) => text.to_owned(),
        text => format!("{PREFIX}other ({text})"),
    }
}

/// The reasons of codes to which Rust gives no kind, or one that says less.
fn code_reason(code: i32, is_windows: bool) -> Option<&'static str> {
    if is_windows {
        return Some(match code {
            4 => "reason-too-many-open",
            15 | 21 | 1112 | 1167 => "reason-not-ready",
            23 | 1117 | 1392 | 1393 => "reason-device",
            32 | 33 | 1224 => "reason-in-use",
            53 | 59 | 64 | 67 | 1231 | 1236 | 2250 => "reason-share",
            206 => "reason-path-long",
            225 | 226 => "reason-virus",
            // Error codes of cloud files, such as of OneDrive.
            358..=398 | 404 | 426 => "reason-cloud",
            1921 => "reason-loop",
            11001..=11004 => "reason-no-host",
            _ => return None,
        });
    }
    const EIO: i32 = 5;
    const ENXIO: i32 = 6;
    const ENODEV: i32 = 19;
    const ENFILE: i32 = 23;
    const EMFILE: i32 = 24;
    const ELOOP: i32 = if cfg!(target_os = "linux") { 40 } else { 62 };
    const ENAMETOOLONG: i32 = if cfg!(target_os = "linux") { 36 } else { 63 };
    match code {
        EIO => Some("reason-device"),
        ENXIO | ENODEV => Some("reason-not-ready"),
        ENFILE | EMFILE => Some("reason-too-many-open"),
        ELOOP => Some("reason-loop"),
        ENAMETOOLONG => Some("reason-path-long"),
        _ => None,
    }
}

fn kind_reason(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "reason-not-found",
        ErrorKind::PermissionDenied => "reason-denied",
        ErrorKind::ConnectionRefused => "reason-refused",
        ErrorKind::ConnectionReset
        | ErrorKind::ConnectionAborted
        | ErrorKind::NotConnected
        | ErrorKind::BrokenPipe => "reason-disconnected",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => {
            "reason-unreachable"
        }
        ErrorKind::TimedOut => "reason-timed-out",
        ErrorKind::AddrInUse => "reason-port-taken",
        ErrorKind::AddrNotAvailable => "reason-no-address",
        ErrorKind::AlreadyExists => "reason-exists",
        ErrorKind::NotADirectory => "reason-not-folder",
        ErrorKind::IsADirectory => "reason-is-folder",
        ErrorKind::DirectoryNotEmpty => "reason-folder-not-empty",
        ErrorKind::ReadOnlyFilesystem => "reason-read-only",
        ErrorKind::StaleNetworkFileHandle => "reason-share",
        ErrorKind::StorageFull | ErrorKind::WriteZero => "reason-full",
        ErrorKind::QuotaExceeded => "reason-quota",
        ErrorKind::FileTooLarge => "reason-too-large",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy | ErrorKind::WouldBlock => "reason-in-use",
        ErrorKind::InvalidFilename => "reason-file-name",
        ErrorKind::CrossesDevices => "reason-other-disk",
        ErrorKind::InvalidData => "reason-not-text",
        ErrorKind::UnexpectedEof => "reason-cut-off",
        ErrorKind::OutOfMemory => "reason-no-memory",
        ErrorKind::Unsupported => "reason-unsupported",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::{code_reason, other_reason, reason};
    use crate::messages::{Language, Messages};

    /// Errors of every system have a sentence; the text of the system is only shown for those without.
    #[test]
    fn reasons_are_sentences() {
        let errors = [
            (Error::from(ErrorKind::NotFound), "không tìm thấy"),
            (Error::from(ErrorKind::PermissionDenied), "quyền"),
            (Error::from(ErrorKind::StorageFull), "đầy"),
            (Error::from(ErrorKind::ConnectionRefused), "từ chối"),
            (Error::new(ErrorKind::TimedOut, "operation timed out"), "quá lâu"),
            (Error::other("failed to lookup address information: Name or service not known"), "máy chủ nào"),
            (Error::other("reason-outside"), "ngoài thư mục của trang"),
            (Error::other("the cat sat on it"), "(the cat sat on it)"),
        ];
        let messages = Messages::built_in(Language::Vi);
        for (error, words) in errors {
            let said = messages.say("serve-deaf", &[("reason", reason(&error))]);
            assert!(said.contains(words) && !said.contains("reason-"), "{error}: {said}");
        }
    }

    /// Codes of Windows are recognised, and every name is that of a sentence.
    #[test]
    fn codes_of_windows() {
        let messages = Messages::built_in(Language::En);
        for code in [4, 21, 23, 32, 33, 53, 206, 225, 362, 1921, 11001] {
            let name = code_reason(code, true).expect("the code is known");
            assert!(messages.has(name), "{name}");
        }
        for code in [5, 6, 24, 40] {
            assert!(code_reason(code, false).is_none_or(|name| messages.has(name)), "{code}");
        }
        assert_eq!(code_reason(2, true), None);
        assert_eq!(other_reason("reason-full"), "reason-full");
    }

    /// A real error of the system is recognised.
    #[test]
    fn missing_file() {
        let error = std::fs::read("khong/co/tep").expect_err("there is no such file");
        assert_eq!(reason(&error), "reason-not-found");
    }
}

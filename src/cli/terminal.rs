//! Prints lines with colours on terminals that have them.

use std::io::Write;

use anstyle::AnsiColor;

use crate::diagnostic::Severity;

/// Prints to standard error, with colours if it is a terminal that supports them and `NO_COLOR` is not set.
pub fn error_line(text: &str) {
    let _ = writeln!(anstream::stderr(), "{}", text.trim_end_matches('\n'));
}

/// Prints an error that is rendered already; its first line gets the colour of errors.
pub fn print_error(text: &str) {
    error_line(&with_coloured_first_line(Severity::Error, text));
}

/// `drawing` with its first line bold and in the colour of its severity.
pub fn with_coloured_first_line(severity: Severity, drawing: &str) -> String {
    let colour = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    let style = colour.on_default().bold();
    match drawing.split_once('\n') {
        Some((first, rest)) => format!("{style}{first}{style:#}\n{rest}"),
        None => drawing.to_owned(),
    }
}

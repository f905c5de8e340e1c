//! Describes errors of the command line, which clap writes in English only, in the language of the user.

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::diagnostic::nearest as near;
use crate::messages::Messages;

/// The sentences about one error of the command line.
struct Sentences {
    /// The name of the message.
    name: &'static str,
    /// The attribute of the message with the help; empty without one.
    help: &'static str,
    arguments: Vec<(&'static str, String)>,
}

impl Sentences {
    fn new(name: &'static str, arguments: Vec<(&'static str, String)>) -> Sentences {
        Sentences { name, help: "", arguments }
    }

    /// Adds the help `attribute` about `value`, if there is a value.
    fn help(mut self, attribute: &'static str, key: &'static str, value: Option<String>) -> Sentences {
        if let Some(value) = value.filter(|value| !value.is_empty() && self.help.is_empty()) {
            self.help = attribute;
            self.arguments.push((key, value));
        }
        self
    }
}

/// Returns the text to print about `error`: the error, a help line, the usage of the command, and the option that
/// shows its help.
///
/// `command` is the whole command line in the language of `messages`, which may have been built.
pub fn text(error: &Error, command: &Command, messages: &Messages) -> String {
    let say = |name: &str| messages.say(name, &[]);
    let Sentences { name, help, arguments } = sentences(error, command);
    let mut text = format!("{}: {}\n", say("severity-error"), messages.say(name, &arguments));
    if !help.is_empty() {
        text += &format!("{}: {}\n", say("help"), messages.say(&format!("{name}.{help}"), &arguments));
    }
    if let Some(usage) = usage(error) {
        text += &format!("\n{}: {usage}\n", say("cli-usage"));
    }
    text + &format!("{}\n", say("usage-hint"))
}

fn sentences(error: &Error, command: &Command) -> Sentences {
    let first = |kind: ContextKind| values(error, kind).into_iter().next().unwrap_or_default();
    let listed = |kind: ContextKind| values(error, kind).join(", ");
    let nearest = |kind: ContextKind| values(error, kind).into_iter().next();
    let argument = first(ContextKind::InvalidArg);
    let value = first(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            let owners = owners(&argument, command).join(", ");
            Sentences::new("usage-unknown-option", vec![("argument", argument)])
                .help("help-elsewhere", "commands", Some(owners))
                .help("help-nearest", "nearest", nearest(ContextKind::SuggestedArg))
        }
        ErrorKind::UnknownArgument => Sentences::new("usage-extra-argument", vec![("argument", argument)]),
        ErrorKind::InvalidSubcommand => {
            let name = first(ContextKind::InvalidSubcommand);
            if name.starts_with('-') {
                // The command `help` takes names of commands only.
                return Sentences::new("usage-unknown-option", vec![("argument", name)]);
            }
            let command = command_in_question(error, command);
            let meant = nearest(ContextKind::SuggestedSubcommand)
                .or_else(|| near(&name, command.get_subcommands().map(Command::get_name)).map(str::to_owned));
            let known = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
            Sentences::new("usage-unknown-command", vec![("command", name)])
                .help("help-nearest", "nearest", meant)
                .help("help", "known", Some(without_help(known)))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let name = first(ContextKind::InvalidSubcommand);
            Sentences::new("usage-missing-command", vec![("command", name)]).help(
                "help",
                "known",
                Some(without_help(values(error, ContextKind::ValidSubcommand))),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = listed(ContextKind::InvalidArg);
            Sentences::new("usage-missing-argument", vec![("arguments", missing)])
        }
        ErrorKind::InvalidValue if value.is_empty() => Sentences::new(
            "usage-missing-value",
            vec![("argument", argument)],
        )
        .help("help", "known", Some(listed(ContextKind::ValidValue))),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let is_port = argument.starts_with("--port");
            Sentences::new("usage-bad-value", vec![("argument", argument), ("value", value)])
                .help("help-nearest", "nearest", nearest(ContextKind::SuggestedValue))
                .help("help", "known", Some(listed(ContextKind::ValidValue)))
                .help("help-number", "most", is_port.then(|| u16::MAX.to_string()))
        }
        ErrorKind::NoEquals => Sentences::new("usage-no-equals", vec![("argument", argument)]),
        ErrorKind::TooManyValues => {
            Sentences::new("usage-extra-value", vec![("argument", argument), ("value", value)])
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            Sentences::new("usage-missing-value", vec![("argument", argument)])
        }
        ErrorKind::ArgumentConflict => {
            let others: Vec<String> =
                values(error, ContextKind::PriorArg).into_iter().filter(|other| *other != argument).collect();
            if others.is_empty() {
                Sentences::new("usage-repeated", vec![("argument", argument)])
            } else {
                Sentences::new(
                    "usage-conflict",
                    vec![("argument", argument), ("others", others.join("`, `"))],
                )
            }
        }
        ErrorKind::InvalidUtf8 => Sentences::new("usage-not-unicode", Vec::new()),
        _ => Sentences::new("usage-other", Vec::new()),
    }
}

/// Returns the texts of the context `kind` of `error`.
fn values(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(value)) => vec![value.clone()],
        Some(ContextValue::Strings(values)) => values.clone(),
        _ => Vec::new(),
    }
}

/// Returns the usage of the command in question, without a heading.
fn usage(error: &Error) -> Option<String> {
    let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) else { return None };
    Some(usage.to_string().trim_start_matches("Usage: ").trim().to_owned())
}

/// Returns the command in question, whose usage begins with the names of the commands above it.
fn command_in_question<'c>(error: &Error, command: &'c Command) -> &'c Command {
    let usage = usage(error).unwrap_or_default();
    let names = usage.split_whitespace().skip(1);
    names.map_while(|name| command.find_subcommand(name)).last().unwrap_or(command)
}

/// Joins `names` except that of the command `help`.
fn without_help(mut names: Vec<String>) -> String {
    names.retain(|name| name != "help");
    names.join(", ")
}

/// Returns the commands that have the option `argument`, such as `--drafts` or `--out=public`, in order.
fn owners(argument: &str, command: &Command) -> Vec<String> {
    let name = argument.trim_start_matches('-').split('=').next().unwrap_or_default();
    let has_option = |inner: &&Command| inner.get_arguments().any(|option| option.get_long() == Some(name));
    let inner = command.get_subcommands().filter(has_option);
    inner.map(|inner| format!("{} {}", command.get_name(), inner.get_name())).collect()
}

#[cfg(test)]
mod tests {
    use clap::error::ErrorKind;

    use super::text;
    use crate::cli::{command_line, help};
    use crate::messages::{Language, Messages};

    /// The text and the kind of the error of `arguments`, which are separated by spaces.
    fn reported(arguments: &str, language: Language) -> (ErrorKind, String) {
        let messages = Messages::built_in(language);
        let command = help::translated(command_line(&messages), &messages);
        let words = ["bangvang"].into_iter().chain(arguments.split_whitespace());
        let error = command.clone().try_get_matches_from(words).expect_err(arguments);
        (error.kind(), text(&error, &command, &messages))
    }

    /// Command lines with an error, and parts of the texts about them in Vietnamese and English.
    const CASES: [(&str, ErrorKind, &[&str], &[&str]); 20] = [
        ("bild", ErrorKind::InvalidSubcommand, &["không có lệnh `bild`", "`build`"], &["`bild`", "`build`"]),
        ("new artcle x y", ErrorKind::InvalidSubcommand, &["`artcle`", "`article`"], &["`article`"]),
        ("help bild", ErrorKind::InvalidSubcommand, &["`bild`", "`build`"], &["`bild`", "`build`"]),
        (
            "xuat-ban",
            ErrorKind::InvalidSubcommand,
            &["check, export, find, fix, list, history"],
            &["check, export, find, fix, list, history"],
        ),
        ("help new --lang", ErrorKind::InvalidSubcommand, &["tùy chọn `--lang`"], &["option `--lang`"]),
        ("new tin", ErrorKind::InvalidSubcommand, &["article, movement"], &["article, movement"]),
        (
            "new",
            ErrorKind::MissingSubcommand,
            &["thiếu", "article, movement"],
            &["missing", "article, movement"],
        ),
        ("build --draft", ErrorKind::UnknownArgument, &["`--draft`", "`--drafts`"], &["`--drafts`"]),
        ("build --strict", ErrorKind::UnknownArgument, &["bangvang check"], &["bangvang check"]),
        ("build public", ErrorKind::UnknownArgument, &["thừa `public`"], &["`public` is one"]),
        ("new article tin", ErrorKind::MissingRequiredArgument, &["<TÊN>"], &["<TITLE>"]),
        ("init", ErrorKind::MissingRequiredArgument, &["<THƯ MỤC>"], &["<DIR>"]),
        ("check --root", ErrorKind::InvalidValue, &["--root <THƯ MỤC>", "thiếu"], &["--root <DIR>"]),
        ("check --lang fr", ErrorKind::InvalidValue, &["`fr`", "vi, en"], &["`fr`", "vi, en"]),
        ("check --format jsno", ErrorKind::InvalidValue, &["`jsno`", "`json`"], &["`json`"]),
        ("serve --port abc", ErrorKind::ValueValidation, &["`abc`", "65535"], &["`abc`", "65535"]),
        ("serve --port 70000", ErrorKind::ValueValidation, &["`70000`", "65535"], &["`70000`"]),
        ("build --drafts=x", ErrorKind::TooManyValues, &["`x`", "`--drafts`"], &["`x`", "`--drafts`"]),
        ("publish --undo --due", ErrorKind::ArgumentConflict, &["`--undo`", "--due"], &["--due"]),
        ("check --root a --root b", ErrorKind::ArgumentConflict, &["một lần"], &["once"]),
    ];

    /// Every error that the command line can have is described in the language of the user, without clap's words.
    #[test]
    fn errors_are_in_one_language() {
        let english =
            ["error:", "tip:", "Usage", "OPTIONS", "COMMAND", "invalid", "unexpected", "required", "try '"];
        for (arguments, kind, vietnamese, in_english) in CASES {
            let (found, text) = reported(arguments, Language::Vi);
            assert_eq!(found, kind, "{arguments}: {text}");
            assert!(vietnamese.iter().all(|part| text.contains(part)), "{arguments}: {text}");
            assert!(!english.iter().any(|word| text.contains(word)), "{arguments}: {text}");
            let (_, text) = reported(arguments, Language::En);
            assert!(in_english.iter().all(|part| text.contains(part)), "{arguments}: {text}");
            assert!(!text.contains("usage-"), "a sentence is missing: {text}");
        }
    }

    /// An argument that is not UTF-8 is described too.
    #[cfg(unix)]
    #[test]
    fn arguments_that_are_not_unicode() {
        use std::os::unix::ffi::OsStringExt;

        let messages = Messages::built_in(Language::Vi);
        let command = help::translated(command_line(&messages), &messages);
        let broken = std::ffi::OsString::from_vec(b"b\xe0i".to_vec());
        let words = ["bangvang".into(), "explain".into(), broken];
        let error = command.clone().try_get_matches_from(words).expect_err("not Unicode");
        assert_eq!(error.kind(), ErrorKind::InvalidUtf8);
        assert!(text(&error, &command, &messages).contains("Unicode"));
    }
}

//! Translates what clap writes into `--help` in English only: headings, standard options and the command `help`.

use clap::{Arg, ArgAction, Command};

use crate::messages::Messages;

/// The place of the options that every command has, after its own.
const LAST: usize = 1000;

/// The whole `command` with its help in the language of `messages`.
///
/// Possible values are hidden because the sentences of the options name them.
pub fn translated(command: Command, messages: &Messages) -> Command {
    let mut command = standard(command, messages);
    // Only this adds the command `help`, which has no setting for its sentence.
    command.build();
    named(command, messages)
}

/// `command` and its subcommands with headings, `--help` and `--version` in the language of `messages`.
fn standard(command: Command, messages: &Messages) -> Command {
    let say = |name: &str| messages.say(name, &[]);
    let flag = |name: &'static str, short: char, action: ArgAction, order: usize, about: &str| {
        Arg::new(name).short(short).long(name).action(action).display_order(LAST + order).help(say(about))
    };
    let command = command
        .mut_args(|argument| {
            let order = argument.get_display_order();
            let order = if argument.is_global_set() { LAST + order } else { order };
            let names = argument.get_value_names().unwrap_or_default();
            let names: Vec<String> =
                names.iter().map(|name| say(&format!("cli-value-{}", name.to_lowercase()))).collect();
            let argument = argument.display_order(order);
            if names.is_empty() { argument } else { argument.value_names(names) }
        })
        .subcommand_value_name(say("cli-value-command"))
        .mut_subcommands(|inner| standard(inner, messages))
        .hide_possible_values(true)
        .disable_help_flag(true)
        .arg(flag("help", 'h', ArgAction::Help, 100, "cli-help-flag"));
    let command = if command.get_version().is_some() {
        let version = flag("version", 'V', ArgAction::Version, 101, "cli-version-flag");
        command.disable_version_flag(true).arg(version)
    } else {
        command
    };
    let template = template(&command, messages);
    command.help_template(template)
}

/// The parts of the help of `command`, each under its heading in the style of clap.
fn template(command: &Command, messages: &Messages) -> String {
    let style = command.get_styles().get_header();
    let heading = |name: &str| format!("{style}{}:{style:#}", messages.say(name, &[]));
    let mut template = format!("{{about-with-newline}}\n{} {{usage}}\n", heading("cli-usage"));
    let parts = [
        (command.has_subcommands(), "cli-commands", "{subcommands}"),
        (command.get_positionals().next().is_some(), "cli-arguments", "{positionals}"),
        (true, "cli-options", "{options}"),
    ];
    for (_, name, part) in parts.into_iter().filter(|(is_there, _, _)| *is_there) {
        template += &format!("\n{}\n{part}\n", heading(name));
    }
    template
}

/// `command` and its subcommands, which have been built, with their usage and the sentence of every subcommand
/// `help` in the language of `messages`.
fn named(mut command: Command, messages: &Messages) -> Command {
    let options = format!("[{}]", messages.say("cli-value-options", &[]));
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", &options);
    let command = command.override_usage(usage);
    command.mut_subcommands(|inner| match inner.get_name() {
        "help" => named(inner.about(messages.say("cli-help", &[])), messages),
        _ => named(inner, messages),
    })
}

#[cfg(test)]
mod tests {
    use super::translated;
    use crate::cli::command_line;
    use crate::messages::{Language, Messages};

    /// The help of every command says nothing in English to a Vietnamese reader.
    #[test]
    fn help_is_in_one_language() {
        fn check(command: &mut clap::Command) {
            let help = command.render_help().to_string();
            for word in [
                "Usage",
                "Commands:",
                "Options:",
                "Arguments:",
                "possible values",
                "Print",
                "OPTIONS",
                "<COMMAND>",
            ] {
                assert!(!help.contains(word), "{word}: {help}");
            }
            assert!(!help.contains("cli-value-"), "a value has no name: {help}");
            assert!(help.contains("--help") && help.contains("--lang"), "{help}");
            let inner = command.get_subcommands_mut();
            inner.filter(|inner| inner.get_name() != "help").for_each(check);
        }
        let messages = Messages::built_in(Language::Vi);
        check(&mut translated(command_line(&messages), &messages));
    }
}

//! The command line in the reader's language: `locales/*/help.ftl` says what each command and argument is for, and what was wrong with
//! those given. A command's words are `help-<path>`, with `-more` below them in the long help; an argument's are `help-<path>-<name>`,
//! or `help-any-<name>` where they are the same everywhere.

use super::Cli;
use crate::terminal::Terminal;
use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, CommandFactory, FromArgMatches};
use kunye_kernel::language::Language;
use std::ffi::OsString;

/// Reads the command line; `Err` is the exit status after help was shown, or a complaint.
pub fn parse(terminal: &Terminal, args: impl Iterator<Item = OsString>) -> Result<Cli, i32> {
    let matches = in_words(terminal).try_get_matches_from(asked_for_help(args.collect()));
    let cli = matches.and_then(|matches| Cli::from_arg_matches(&matches));
    cli.map_err(|error| {
        if is_wrong(&error) {
            eprintln!("{}", wrong(terminal, &error));
        } else {
            // Whoever has stopped reading (`| head`) has read enough.
            let _ = error.print();
        }
        error.exit_code()
    })
}

/// Help is an error to clap, and no mistake to people.
fn is_wrong(error: &clap::Error) -> bool {
    error.use_stderr() && error.kind() != ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
}

/// The language asked for, before anything else is read: help and complaints are in it too.
pub fn language(args: impl Iterator<Item = OsString>) -> Option<Language> {
    let args: Vec<String> = args.map(|arg| arg.to_string_lossy().into_owned()).collect();
    let after = args.windows(2).filter(|two| two[0] == "--language").map(|two| two[1].as_str());
    after.chain(args.iter().filter_map(|arg| arg.strip_prefix("--language="))).last().and_then(Language::parse)
}

/// `kunye help import` is `kunye import --help`.
fn asked_for_help(mut args: Vec<OsString>) -> Vec<OsString> {
    if args.get(1).is_some_and(|first| first == "help") {
        args.remove(1);
        args.push("--help".into());
    }
    args
}

fn in_words(terminal: &Terminal) -> Command {
    let flag = |name: &'static str, short, action| {
        Arg::new(name).long(name).short(short).action(action).help(terminal.word(&format!("help-any-{name}")))
    };
    let command = Cli::command().disable_help_flag(true).disable_version_flag(true).disable_help_subcommand(true);
    let command = command
        .arg(flag("help", 'h', ArgAction::Help).global(true))
        .arg(flag("version", 'V', ArgAction::Version))
        .after_long_help(terminal.word("help-kunye-after"));
    of_command(terminal, command, "kunye", "")
}

/// `above` is the path of what it is a command of, with a hyphen at the end.
fn of_command(terminal: &Terminal, command: Command, name: &str, above: &str) -> Command {
    let word = |key: &str| terminal.word(key);
    let path = format!("{above}{name}");
    let about = word(&format!("help-{path}"));
    let template =
        format!("{{before-help}}{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", word("help-usage"));
    let mut command = command.help_template(template).subcommand_help_heading(word("help-commands"));
    if let Some(more) = found(terminal, &[format!("help-{path}-more")]) {
        command = command.long_about(format!("{about}\n\n{more}"));
    }
    let names: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    // What stands below `kunye` itself needs no mention of it.
    let below = if name == "kunye" { String::new() } else { format!("{path}-") };
    for name in &names {
        command = command.mut_subcommand(name, |command| of_command(terminal, command, name, &below));
    }
    command.about(about).mut_args(|arg| of_argument(terminal, arg, &path))
}

fn of_argument(terminal: &Terminal, arg: Arg, path: &str) -> Arg {
    let id = arg.get_id().as_str().replace('_', "-");
    let mut help = found(terminal, &argument_keys(&id, path)).unwrap_or_default();
    let mut add = |key: &str, values: String| help.push_str(&format!(" [{}: {values}]", terminal.word(key)));
    let choices = arg.get_possible_values();
    if !choices.is_empty() && !arg.is_hide_possible_values_set() {
        add("help-choices", choices.iter().map(|choice| of_choice(terminal, choice)).collect::<Vec<_>>().join(", "));
    }
    if !arg.get_default_values().is_empty() {
        let values = arg.get_default_values().iter().map(|value| value.to_string_lossy());
        add("help-default", values.collect::<Vec<_>>().join(", "));
    }
    if let Some(variable) = arg.get_env() {
        add("help-variable", variable.to_string_lossy().into_owned());
    }
    let heading = if arg.is_global_set() || id == "version" {
        "help-everywhere"
    } else if arg.is_positional() {
        "help-arguments"
    } else {
        "help-options"
    };
    let names: Vec<String> = match arg.get_value_names() {
        Some(names) => names.iter().map(ToString::to_string).collect(),
        None => vec![id.to_uppercase()],
    };
    let takes_value = matches!(arg.get_action(), ArgAction::Set | ArgAction::Append);
    let arg = arg.help(help.trim_start().to_owned()).help_heading(terminal.word(heading));
    let arg = arg.hide_possible_values(true).hide_default_value(true).hide_env(true);
    if takes_value { arg.value_names(names.iter().map(|name| of_value(terminal, name)).collect::<Vec<_>>()) } else { arg }
}

/// A choice, with its name where people know it by one.
fn of_choice(terminal: &Terminal, choice: &PossibleValue) -> String {
    let name = choice.get_name();
    match found(terminal, &[format!("duty-kind-{name}")]) {
        Some(word) => format!("{name} ({word})"),
        None => name.to_owned(),
    }
}

/// What stands in angle brackets: `FILE`; names that are the same in every language have no words.
fn of_value(terminal: &Terminal, name: &str) -> String {
    let key = name.to_lowercase().replace([':', '|', '_'], "-");
    found(terminal, &[format!("help-value-{key}")]).unwrap_or_else(|| name.to_owned())
}

fn argument_keys(id: &str, path: &str) -> [String; 2] {
    [format!("help-{path}-{id}"), format!("help-any-{id}")]
}

fn found(terminal: &Terminal, keys: &[String]) -> Option<String> {
    keys.iter().find(|key| terminal.texts.has(terminal.language, key)).map(|key| terminal.word(key))
}

/// What was wrong, how it is used, and where to read more.
fn wrong(terminal: &Terminal, error: &clap::Error) -> String {
    let told = |kind| match error.get(kind) {
        Some(ContextValue::String(one)) => one.clone(),
        Some(ContextValue::Strings(all)) => all.join(", "),
        _ => String::new(),
    };
    let detail = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let detail = found(terminal, std::slice::from_ref(&detail)).unwrap_or(detail);
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "help-wrong-unknown",
        ErrorKind::InvalidSubcommand => "help-wrong-command",
        ErrorKind::MissingSubcommand => "help-wrong-no-command",
        ErrorKind::MissingRequiredArgument => "help-wrong-missing",
        ErrorKind::InvalidValue if told(ContextKind::InvalidValue).is_empty() => "help-wrong-no-value",
        ErrorKind::InvalidValue => "help-wrong-choice",
        ErrorKind::ValueValidation => "help-wrong-value",
        ErrorKind::ArgumentConflict => "help-wrong-twice",
        _ => "help-wrong-other",
    };
    let args = [
        ("argument", told(ContextKind::InvalidArg)),
        ("command", told(ContextKind::InvalidSubcommand)),
        ("value", told(ContextKind::InvalidValue)),
        ("choices", [ContextKind::ValidValue, ContextKind::ValidSubcommand].map(told).concat()),
        ("detail", detail),
    ];
    let mut text = format!("{} {}", terminal.word("cli-error"), terminal.text(key, &args));
    let meant = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue].map(told).concat();
    if !meant.is_empty() {
        text.push_str(&format!("\n  {}", terminal.text("help-wrong-meant", &[("meant", meant)])));
    }
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        let usage = usage.to_string();
        let usage = usage.strip_prefix("Usage:").unwrap_or(&usage).trim();
        text.push_str(&format!("\n\n{} {usage}", terminal.word("help-usage")));
    }
    text.push_str(&format!("\n\n{}", terminal.word("help-wrong-read")));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use kunye_core::texts::{Texts, keys};
    use std::collections::BTreeSet;
    use std::sync::Arc;

    fn terminal(language: Language) -> Terminal {
        Terminal { texts: Arc::new(Texts::load().unwrap()), language }
    }

    fn said(language: Language, line: &str) -> String {
        let error =
            in_words(&terminal(language)).try_get_matches_from(asked_for_help(line.split(' ').map(OsString::from).collect()));
        let error = error.unwrap_err();
        let text = if is_wrong(&error) { wrong(&terminal(language), &error) } else { error.to_string() };
        // However the lines are broken.
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Every path of a command, and of an argument the keys of which one must be there.
    fn walk(command: &Command, name: &str, above: &str, found: &mut Vec<Vec<String>>) {
        let path = format!("{above}{name}");
        found.push(vec![format!("help-{path}")]);
        for arg in command.get_arguments() {
            found.push(argument_keys(&arg.get_id().as_str().replace('_', "-"), &path).into());
        }
        let below = if name == "kunye" { String::new() } else { format!("{path}-") };
        command.get_subcommands().for_each(|command| walk(command, command.get_name(), &below, found));
    }

    #[test]
    fn everything_is_explained_and_nothing_else() {
        let mut needed = Vec::new();
        walk(&Cli::command(), "kunye", "", &mut needed);
        assert!(needed.len() > 100);
        let there = keys(Language::Tr);
        let missing: Vec<_> = needed.iter().filter(|keys| !keys.iter().any(|key| there.contains(key))).collect();
        assert!(missing.is_empty(), "{missing:#?}");
        let needed: BTreeSet<String> = needed.into_iter().flatten().collect();
        let apart = ["help-wrong-", "help-value-", "help-kunye-after", "help-any-help", "help-any-version"];
        let headings = ["usage", "commands", "arguments", "options", "everywhere", "choices", "default", "variable"];
        let headings: BTreeSet<String> = headings.iter().map(|heading| format!("help-{heading}")).collect();
        let unused: Vec<_> = there
            .iter()
            .filter(|key| key.starts_with("help-") && !apart.iter().any(|one| key.starts_with(one)))
            .filter(|key| !headings.contains(*key) && !needed.contains(key.trim_end_matches("-more")))
            .collect();
        assert!(unused.is_empty(), "{unused:#?}");
    }

    #[test]
    fn help_is_in_the_readers_language_from_heading_to_default() {
        let help = said(Language::Tr, "kunye help officer add");
        for told in [
            "Kullanım: kunye officer add",
            "Seçenekler",
            "--unit <DETSİS>",
            "deputy (Vekil)",
            "[varsayılan: officer]",
            "Her yerde",
        ] {
            assert!(help.contains(told), "{told}: {help}");
        }
        for foreign in ["Usage", "Options", "Print", "possible values", "default:"] {
            assert!(!help.contains(foreign), "{foreign}: {help}");
        }
        assert!(said(Language::En, "kunye import --help").contains("Usage: kunye import"));
    }

    #[test]
    fn what_was_wrong_is_told_in_the_readers_language() {
        for (line, told) in [
            ("kunye imprt", "“imprt” diye bir komut yok"),
            ("kunye import staff a.csv", "“staff” olamaz. Seçenekler: units, people"),
            ("kunye import people", "Eksik: <DOSYA>"),
            ("kunye serve --lisen 1", "--listen"),
            ("kunye officer add --unit 1 --person 10000000147", "on bir rakam"),
            ("kunye policy set a 1 --reason b --from 31.02.2027", "22.11.2026"),
            ("kunye bench --rounds 0", "0"),
            ("kunye policy", "Kullanım: kunye policy"),
        ] {
            let text = said(Language::Tr, line);
            assert!(text.contains(told), "{line}: {text}");
        }
    }

    #[test]
    fn the_language_is_known_before_the_rest_is_read() {
        let of = |line: &str| language(line.split(' ').map(OsString::from));
        assert_eq!(of("kunye import --language tr people"), Some(Language::Tr));
        assert_eq!(of("kunye --language=en"), Some(Language::En));
        assert_eq!(of("kunye --language de"), None);
        assert_eq!(of("kunye"), None);
    }
}

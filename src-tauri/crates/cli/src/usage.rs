//! 用法 — help in the clerk's language, and what is wrong with a command line.

use std::io::Write as _;

use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command, CommandFactory as _, Error, FromArgMatches as _};
use shebao_desk::{Code, Failure};

use crate::args::Arguments;

/// Reads the command line; gives its verb too, such as `roster list`. Help and version are not failures: they are printed,
/// and the program ends.
pub(crate) fn arguments() -> Result<(Arguments, String), Failure> {
    let read = chinese(Arguments::command()).try_get_matches();
    let read = read.and_then(|found| Ok((Arguments::from_arg_matches(&found)?, verb(&found))));
    read.map_err(|error| {
        if matches!(
            error.kind(),
            ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
        ) {
            help(&error);
        }
        Failure::new(Code::WrongArguments).with("reason", reason(&error))
    })
}

/// The names of the subcommands from the outermost in.
fn verb(found: &ArgMatches) -> String {
    let (mut names, mut at) = (Vec::new(), found);
    while let Some((name, inner)) = at.subcommand() {
        names.push(name);
        at = inner;
    }
    names.join(" ")
}

/// Whether the caller wants JSON, told before the command line could be read.
pub(crate) fn wants_json() -> bool {
    std::env::args().any(|argument| argument == "--json")
}

fn help(error: &Error) -> ! {
    let text = worded(&error.render().to_string());
    let written = if error.use_stderr() {
        std::io::stderr().write_all(text.as_bytes())
    } else {
        std::io::stdout().write_all(text.as_bytes())
    };
    // Help piped into a pager that was closed is no failure of the command line.
    drop(written);
    std::process::exit(error.exit_code())
}

fn chinese(command: Command) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本");
    let command =
        if command.get_version().is_some() { command.disable_version_flag(true).arg(version) } else { command };
    spoken(command)
}

fn spoken(command: Command) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示用法");
    let template = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
    let command = command.disable_help_flag(true).disable_help_subcommand(true).arg(help).help_template(template);
    let command = command.subcommand_help_heading("命令").subcommand_value_name("命令");
    let headed = |argument: Arg| {
        let heading = if argument.is_positional() { "参数" } else { "选项" };
        argument.help_heading(heading)
    };
    command.mut_args(headed).mut_subcommands(spoken)
}

/// What the library composes itself comes in English.
fn worded(help: &str) -> String {
    let words = [
        ("[OPTIONS]", "[选项]"),
        ("[default: ", "[默认："),
        ("[possible values: ", "[可选："),
        ("[env: ", "[环境变量："),
    ];
    words.iter().fold(help.to_owned(), |text, (english, chinese)| text.replace(english, chinese))
}

fn reason(error: &Error) -> String {
    let told = |kind: ContextKind| error.get(kind).map(ToString::to_string);
    let argument = told(ContextKind::InvalidArg).unwrap_or_default();
    let value = told(ContextKind::InvalidValue).unwrap_or_default();
    match error.kind() {
        ErrorKind::InvalidSubcommand => {
            format!("没有命令“{}”", told(ContextKind::InvalidSubcommand).unwrap_or_default())
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::UnknownArgument => format!("没有参数“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => {
            format!("参数 {argument} 后面没有写值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("参数 {argument} 的值“{value}”不对"),
        ErrorKind::ArgumentConflict => format!("参数 {argument} 写了两次，或与另一个参数冲突"),
        _ => "写法不对".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use shebao_desk::access::RULES;

    use super::*;

    fn verbs(command: &Command, before: &str, found: &mut BTreeSet<String>) {
        for inner in command.get_subcommands() {
            let name = format!("{before} {}", inner.get_name()).trim().to_owned();
            if inner.has_subcommands() {
                verbs(inner, &name, found);
            } else {
                found.insert(name);
            }
        }
    }

    /// A verb without a row in the table of rights is refused; a row without a verb speaks of nothing.
    #[test]
    fn every_verb_has_its_row_in_the_table_of_rights() {
        let mut written = BTreeSet::new();
        verbs(&Arguments::command(), "", &mut written);
        let ruled: BTreeSet<String> = RULES.iter().flat_map(|rule| rule.verbs).map(|verb| (*verb).to_owned()).collect();
        assert_eq!(written, ruled, "verbs of the command line and src-tauri/crates/desk/src/access/table.rs");
    }

    #[test]
    fn a_verb_is_named_by_its_subcommands() {
        let found =
            Arguments::command().try_get_matches_from(["shebao", "exchange", "inbox", "list", "--json"]).unwrap();
        assert_eq!(verb(&found), "exchange inbox list");
    }

    /// Every page of help, the command's own names and placeholders apart, is in the clerk's language.
    #[test]
    fn no_page_of_help_speaks_english() {
        let mut root = chinese(Arguments::command());
        root.build();
        let mut waiting = vec![root];
        let mut pages = 0;
        while let Some(mut command) = waiting.pop() {
            let page = worded(&command.render_long_help().to_string());
            for english in
                ["Options", "[OPTIONS]", "Arguments", "Commands", "Usage", "Print", "[default:", "[possible", "[env:"]
            {
                assert!(!page.contains(english), "“{english}” in\n{page}");
            }
            pages += 1;
            waiting.extend(command.get_subcommands().cloned());
        }
        assert!(pages > 80, "only {pages} pages of help were read");
    }
}

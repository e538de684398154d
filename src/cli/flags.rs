//! Flags that several commands have, before and after the name of the command, and the refusal of one that has no effect.

use clap::{
    Arg, ArgMatches, Args, Command,
    error::{ContextKind, ContextValue, ErrorKind},
    parser::ValueSource,
};

use super::overrides::{LookFlags, Overrides};

/// Flags of every command that opens a meeting.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct MeetingFlags {
    /// As a dialogue, line by line, for screen readers and plain terminals
    #[arg(long)]
    pub(super) plain: bool,
    /// This screen is the facilitator's own, and `pledge wall` is on the projector
    #[arg(long)]
    pub(super) desk: bool,
    #[command(flatten)]
    pub(super) overrides: Overrides,
}

impl MeetingFlags {
    /// Both: those before the name of the command, and those after it.
    pub(super) fn or(&self, own: impl Into<Self>) -> Self {
        let own = own.into();
        Self {
            plain: self.plain || own.plain,
            desk: self.desk || own.desk,
            overrides: self.overrides.clone().or(&own.overrides),
        }
    }
}

impl From<Overrides> for MeetingFlags {
    fn from(overrides: Overrides) -> Self {
        Self {
            overrides,
            ..Self::default()
        }
    }
}

impl From<LookFlags> for MeetingFlags {
    fn from(look: LookFlags) -> Self {
        Overrides::from(look).into()
    }
}

/// Flags of every other command with a full screen that can be a dialogue.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct ScreenFlags {
    /// As a dialogue, line by line, for screen readers and plain terminals
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    look: LookFlags,
}

impl From<ScreenFlags> for MeetingFlags {
    fn from(flags: ScreenFlags) -> Self {
        Self {
            plain: flags.plain,
            ..flags.look.into()
        }
    }
}

/// Flags of the commands that follow a meeting.
#[derive(Args, Clone, Debug, Default)]
pub(super) struct FollowFlags {
    /// Line by line, only what is new, for screen readers and plain terminals
    #[arg(long)]
    plain: bool,
    #[command(flatten)]
    overrides: Overrides,
}

impl From<FollowFlags> for MeetingFlags {
    fn from(flags: FollowFlags) -> Self {
        Self {
            plain: flags.plain,
            ..flags.overrides.into()
        }
    }
}

/// Refuses a flag before the name of a command on which it has no effect.
pub(super) fn have_effect(program: &Command, given: &ArgMatches) -> Result<(), clap::Error> {
    let Some(command) = given.subcommand_name() else {
        return Ok(());
    };
    let useless = shared(program).find(|flag| {
        let source = given.value_source(flag.get_id().as_str());
        source == Some(ValueSource::CommandLine) && !takes(program, command, flag)
    });
    useless.map_or(Ok(()), |flag| Err(no_effect(program, command, flag)))
}

/// Puts the refusal above in the place of "unexpected argument" where the flag stands after the name of the command.
pub(super) fn explained(error: clap::Error, program: &Command, words: &[String]) -> clap::Error {
    let known = (error.kind() == ErrorKind::UnknownArgument)
        .then(|| error.get(ContextKind::InvalidArg))
        .flatten();
    let flag = match known {
        Some(ContextValue::String(written)) => shared(program).find(|flag| {
            let long = flag.get_long().unwrap_or_default();
            written.split('=').next().and_then(|w| w.strip_prefix("--")) == Some(long)
        }),
        _ => None,
    };
    let command = words
        .iter()
        .find(|word| program.find_subcommand(word.as_str()).is_some());
    match (flag, command) {
        (Some(flag), Some(command)) => no_effect(program, command, flag),
        _ => error,
    }
}

/// The flags that stand before the name of a command.
fn shared(program: &Command) -> impl Iterator<Item = &Arg> {
    let named = |arg: &&Arg| {
        arg.get_long()
            .is_some_and(|l| l != "help" && l != "version")
    };
    program.get_arguments().filter(named)
}

fn takes(program: &Command, command: &str, flag: &Arg) -> bool {
    let command = program.find_subcommand(command);
    command.is_some_and(|c| c.get_arguments().any(|a| a.get_id() == flag.get_id()))
}

fn no_effect(program: &Command, command: &str, flag: &Arg) -> clap::Error {
    let names = program.get_subcommands().map(Command::get_name);
    let names = names.filter(|name| takes(program, name, flag));
    let names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    let flag = flag.get_long().unwrap_or_default();
    let sentence = format!(
        "--{flag} has no effect on `{command}`: it is for `pledge PATH`, {}",
        names.join(", ")
    );
    program.clone().error(ErrorKind::UnknownArgument, sentence)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::super::{Arguments, parse};

    /// The commands of each flag.
    const TABLE: &[(&str, &[&str])] = &[
        (
            "--plain",
            &[
                "demo",
                "prepare",
                "meet",
                "wall",
                "notes",
                "import",
                "review",
                "programme",
            ],
        ),
        ("--desk", &["demo", "meet", "review"]),
        ("--palette=mono", SCREENS),
        ("--no-mouse", SCREENS),
        ("--ascii", SCREENS),
        (
            "--reduced-motion",
            &["demo", "meet", "wall", "notes", "settings", "review"],
        ),
    ];

    const SCREENS: &[&str] = &[
        "demo",
        "prepare",
        "meet",
        "wall",
        "notes",
        "settings",
        "import",
        "review",
        "programme",
    ];

    /// The least arguments with which each command is taken.
    fn least(command: &str) -> Vec<&str> {
        let rest: &[&str] = match command {
            "wall" | "notes" | "check" | "tally" | "import" | "new" | "man" | "programme"
            | "due" => &["PATH"],
            "export" => &["PATH", "--to", "md"],
            "forget" => &["PATH", "ID"],
            "merge" => &["PATH", "OTHER"],
            "completions" => &["bash"],
            "schema" => &["findings"],
            _ => &[],
        };
        [&[command][..], rest].concat()
    }

    #[test]
    fn a_flag_is_in_the_help_of_each_command_that_it_is_for_and_refused_by_the_others() {
        let mut program = Arguments::command();
        program.build();
        let commands: Vec<String> = program
            .get_subcommands()
            .map(|c| c.get_name().to_owned())
            .collect();
        assert!(commands.len() > 20, "{commands:?}");
        for (flag, places) in TABLE {
            let long = flag.split('=').next().unwrap();
            for place in *places {
                assert!(commands.iter().any(|c| c == place), "{place}");
            }
            assert!(parse(["pledge", *flag, "PATH"]).is_ok() && parse(["pledge", *flag]).is_ok());
            assert!(parse(["pledge", "PATH", *flag]).is_ok(), "{flag}");
            for command in &commands {
                let belongs = places.contains(&command.as_str());
                let help = program
                    .find_subcommand_mut(command)
                    .unwrap()
                    .render_long_help()
                    .to_string();
                let listed = help
                    .lines()
                    .any(|l| l.trim_start().split([' ', '=']).next() == Some(long));
                assert_eq!(listed, belongs, "{command} {flag}:\n{help}");
                let least = least(command);
                assert!(
                    parse([&["pledge"][..], &least[..]].concat()).is_ok(),
                    "{least:?}"
                );
                for words in [
                    [&["pledge", *flag][..], &least[..]].concat(),
                    [&["pledge"][..], &least[..], &[*flag]].concat(),
                ] {
                    match parse(&words) {
                        Ok(_) => assert!(belongs, "{words:?} is taken"),
                        Err(error) => {
                            let said = error.to_string();
                            assert!(!belongs, "{words:?}: {said}");
                            assert_eq!(error.exit_code(), 2);
                            let sentence =
                                format!("{long} has no effect on `{command}`: it is for");
                            assert!(said.contains(&sentence), "{words:?}: {said}");
                            assert!(said.contains("`meet`"), "{said}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn flags_before_and_after_the_name_of_the_command_add_up() {
        let words = [
            "pledge",
            "--plain",
            "--ascii",
            "meet",
            "--palette",
            "mono",
            "PATH",
        ];
        let arguments = parse(words).unwrap();
        let Some(super::super::Sub::Meet { flags: own, .. }) = arguments.command else {
            panic!("{arguments:?}");
        };
        let all = arguments.flags.or(own);
        let said = all.overrides.said();
        assert!(all.plain && !all.desk);
        assert_eq!((said.ascii, said.mouse), (Some(true), None));
        assert_eq!(said.palette, Some(crate::domain::settings::Palette::Mono));
    }

    #[test]
    fn another_unknown_flag_is_refused_as_ever() {
        let error = parse(["pledge", "check", "--jsn", "PATH"])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("unexpected argument '--jsn'") && error.contains("--json"),
            "{error}"
        );
    }
}

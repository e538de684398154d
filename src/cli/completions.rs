//! `pledge completions`: the script that completes commands and options in a shell.

use std::{io, process::ExitCode};

use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::{Arguments, failure::put_on};

/// Prints the script for a shell.
pub(super) fn run(shell: Shell) -> ExitCode {
    put_on(&mut io::stdout().lock(), &script(shell));
    ExitCode::SUCCESS
}

fn script(shell: Shell) -> String {
    // Into memory first: `generate` panics where its output cannot be written, and a pipe may be closed.
    let mut bytes = Vec::new();
    generate(shell, &mut Arguments::command(), "pledge", &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;

    use super::*;

    #[test]
    fn each_script_names_every_command_and_every_option() {
        let mut command = Arguments::command();
        command.build();
        for shell in Shell::value_variants() {
            let script = script(*shell);
            for sub in command.get_subcommands() {
                let name = sub.get_name();
                assert!(script.contains(name), "{shell}: {name}");
                for long in sub.get_arguments().filter_map(|a| a.get_long()) {
                    // fish writes an option without its hyphens.
                    assert!(script.contains(long), "{shell}: {name} --{long}");
                }
            }
        }
    }
}

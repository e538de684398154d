//! `pledge help`: the handbook without a network, a page at a time, and the help of each command.

use std::{fmt::Write as _, io, process::ExitCode};

use clap::CommandFactory as _;

use super::{
    Arguments,
    failure::{Failure, say_on},
};
use crate::domain::near;

/// A page: what it is asked for by, what it is about, and its text as Markdown.
struct Topic {
    name: &'static str,
    about: &'static str,
    text: &'static str,
}

/// Every page of the handbook.
const TOPICS: &[Topic] = &[
    Topic {
        name: "another-computer",
        about: "when the laptop dies in the middle of a meeting",
        text: include_str!("../manual/another-computer.md"),
    },
    Topic {
        name: "faults",
        about: "what has to hold when things break, and how to try it",
        text: include_str!("../manual/faults.md"),
    },
    Topic {
        name: "threat-model",
        about: "what is protected from whom, and what is not",
        text: include_str!("../manual/threat-model.md"),
    },
];

/// Says a page, the help of a command, or what there is.
pub(super) fn run(topic: Option<&str>) -> Result<ExitCode, Failure> {
    let mut arguments = Arguments::command();
    arguments.build();
    let text = match topic {
        None => all(&mut arguments),
        Some(name) => match TOPICS.iter().find(|t| t.name == name) {
            Some(topic) => topic.text.to_owned(),
            None => match arguments.find_subcommand_mut(name) {
                Some(command) => command.render_long_help().to_string(),
                None => return Err(unknown(&arguments, name)),
            },
        },
    };
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}

fn all(arguments: &mut clap::Command) -> String {
    let mut text = arguments.render_long_help().to_string();
    text.push_str("\nThe handbook, with `pledge help TOPIC`:\n");
    for topic in TOPICS {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {:18} {}", topic.name, topic.about);
    }
    text
}

fn unknown(arguments: &clap::Command, name: &str) -> Failure {
    let commands = arguments.get_subcommands().map(clap::Command::get_name);
    let names = commands.chain(TOPICS.iter().map(|t| t.name));
    let failure = Failure::new(format!("there is no help on {name}"));
    match near::nearest(name, names) {
        Some(near) => failure.hint(format!("is it {near}?")),
        None => failure.hint("`pledge help` lists what there is"),
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use super::TOPICS;

    #[test]
    fn every_page_of_the_handbook_is_a_topic() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/manual");
        let pages: BTreeSet<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
            .collect();
        let topics: BTreeSet<String> = TOPICS.iter().map(|t| t.name.to_owned()).collect();
        assert_eq!(pages, topics);
    }
}

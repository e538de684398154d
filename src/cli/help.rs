//! `pledge help`: the handbook without a network, a page at a time, and the help of each command.

use std::{fmt::Write as _, io, process::ExitCode};

use clap::CommandFactory as _;

use super::{
    Arguments,
    failure::{Failure, say_on},
};
use crate::domain::did_you_mean;

/// A page of the handbook.
pub(super) struct Topic {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) text: &'static str,
}

/// Rows of the table below: the page's file name, and its content in a few words.
// `include_str!` takes literals only, so a loop or a function cannot do it.
macro_rules! topics {
    ($($name:literal: $about:literal,)*) => {
        &[$(Topic { name: $name, about: $about, text: include_str!(concat!("../manual/", $name, ".md")) },)*]
    };
}

/// Every page of the handbook, in the order of the list.
pub(super) const TOPICS: &[Topic] = topics! {
    "facilitator": "leading the meeting, stage by stage; one screen or two",
    "pledge-lead": "the year from start to finish, a command a step",
    "importing": "from a survey's export, interviews or results to findings",
    "evidence": "the figures on the wall: likely ranges, change, small numbers",
    "voting": "methods, secrecy, what fits, counting again",
    "code-cards": "a secret vote by telephone or from a video call",
    "papers": "booklet, minutes, action log, calendar and the rest",
    "plain": "everything without a full screen, for screen readers",
    "files": "every file, and what is on one computer only",
    "editors": "help, completion and faults while a file is typed in an editor",
    "settings": "defaults for every meeting on this computer",
    "keys": "every key",
    "shells": "completions, manual pages, scripts",
    "limits": "sizes, lengths and counts",
    "information-governance": "whose data is where, for how long, and how it goes",
    "threat-model": "what is protected from whom, and what is not",
    "platform": "many units as a dataset for Spark, DuckDB and others; eight questions",
    "it-department": "packages, silent installation, where things are, policies",
    "another-computer": "when the laptop dies in the middle of a meeting",
    "faults": "what has to hold when things break, and how to try it",
};

/// Prints a page, the help of a command, both where a page has a command's name, or the list of everything there is.
pub(super) fn run(topic: Option<&str>) -> Result<ExitCode, Failure> {
    let mut arguments = Arguments::command();
    // Before this a subcommand knows neither the program's name nor the options that all commands
    // have.
    arguments.build();
    let text = match topic {
        None => all(&mut arguments),
        Some(name) => {
            let command = arguments.find_subcommand_mut(name);
            let usage = command.map(|c| c.render_long_help().to_string());
            let page = TOPICS.iter().find(|t| t.name == name).map(shown);
            match (usage, page) {
                (Some(usage), Some(page)) => format!("{usage}\n{page}"),
                (Some(text), None) | (None, Some(text)) => text,
                (None, None) => return Err(unknown(&arguments, name)),
            }
        }
    };
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}

/// A page for a terminal: without its pictures, which are of the web.
fn shown(topic: &Topic) -> String {
    let lines = topic.text.lines().filter(|l| !l.starts_with("!["));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

fn all(arguments: &mut clap::Command) -> String {
    let mut text = arguments.render_long_help().to_string();
    text.push_str("\nThe handbook, with `pledge help TOPIC`:\n");
    for topic in TOPICS {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  {:24} {}", topic.name, topic.about);
    }
    text
}

fn unknown(arguments: &clap::Command, name: &str) -> Failure {
    let commands = arguments.get_subcommands().map(clap::Command::get_name);
    let names = commands.chain(TOPICS.iter().map(|t| t.name));
    let failure = Failure::new(format!("there is no help on {name}"));
    match did_you_mean::nearest(name, names) {
        Some(near) => failure.hint(format!("is it {near}?")),
        None => failure.hint("`pledge help` lists what there is"),
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use clap::error::ErrorKind;

    use super::{super::parse, TOPICS};

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

    /// The commands of a page: lines of its fenced blocks without their remarks, and code in its sentences.
    fn commands(text: &str) -> Vec<String> {
        let pieces: Vec<&str> = text.split("```").collect();
        let blocks = pieces.iter().skip(1).step_by(2).flat_map(|b| b.lines());
        let blocks = blocks.map(|l| l.split("  ").next().unwrap());
        let sentences = pieces.iter().step_by(2);
        let spans = sentences.flat_map(|s| s.split('`').skip(1).step_by(2));
        // A name of several alternatives is no command, nor is one with its flag left open.
        let spans = spans.filter(|s| !s.contains(['|', '\u{2026}']) && !s.contains("..."));
        let all = blocks.chain(spans).map(|line| {
            let line = line.replace('\n', " ");
            match line.split_once(" -- ") {
                Some((cargo, rest)) if cargo.starts_with("cargo run") => format!("pledge {rest}"),
                _ => line,
            }
        });
        all.filter(|l| l.starts_with("pledge ")).collect()
    }

    #[test]
    fn every_command_of_the_handbook_is_one_that_the_program_takes() {
        let top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(|name| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
            (name, fs::read_to_string(path).unwrap())
        });
        let top = top.iter().map(|(name, text)| (*name, text.as_str()));
        let pages = TOPICS.iter().map(|t| (t.name, t.text)).chain(top);
        let mut count = 0;
        for (name, text) in pages {
            for command in commands(text) {
                // What follows is the shell's.
                let command = command.split(['>', '|', '#']).next().unwrap();
                let mut words = Vec::new();
                for (nth, part) in command.split('"').enumerate() {
                    match nth % 2 {
                        1 => words.push(part),
                        _ => words.extend(part.split_whitespace()),
                    }
                }
                let parsed = parse(&words).map_err(|e| e.kind());
                // A sentence may name a command without its folder.
                let is_short = matches!(
                    parsed,
                    Err(ErrorKind::DisplayVersion
                        | ErrorKind::DisplayHelp
                        | ErrorKind::MissingRequiredArgument)
                );
                assert!(parsed.is_ok() || is_short, "{name}: {command}: {parsed:?}");
                count += 1;
            }
        }
        assert!(count > 80, "{count}");
    }
}

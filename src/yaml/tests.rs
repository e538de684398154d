//! Tests of the file formats, as a reader of their description would try them.

mod limits;
mod problems;
mod quirks;
mod remember;
mod results;
mod roundtrip;
mod rules;
mod samples;
mod schema;
mod settings;

use super::{AgendaFile, Problem, Read};
use crate::domain::{findings::Findings, outcome::Outcome, settings::PartialSettings};

/// All problems as `check` would print them.
fn told(problems: &[Problem]) -> String {
    let all: Vec<String> = problems.iter().map(ToString::to_string).collect();
    all.join("\n\n")
}

fn findings(text: &str) -> Read<Findings> {
    super::read_findings("findings.yaml", text)
}

fn agenda(text: &str) -> Read<AgendaFile> {
    super::read_agenda("agenda.yaml", text)
}

fn outcome(text: &str) -> Read<Outcome> {
    super::read_outcome("outcome.yaml", text)
}

fn settings(text: &str) -> Read<PartialSettings> {
    super::read_settings("settings.yaml", text)
}

/// The first line of each problem.
fn heads(problems: &[Problem]) -> Vec<String> {
    problems
        .iter()
        .map(|p| p.to_string().lines().next().unwrap_or_default().to_owned())
        .collect()
}

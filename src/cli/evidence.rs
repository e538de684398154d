//! `pledge evidence`: the figures, changes and charts of the evidence cards, as data.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    failure::Failure,
    files::{self, UnitFolder, name},
    output,
};
use crate::{
    domain::{findings::Findings, period::period_name},
    publish::evidence_data::{EvidenceData, csv, evidence_data},
    yaml::{self, FileKind, Severity},
};

/// The arguments of the command.
#[derive(clap::Args, Debug)]
pub(super) struct Args {
    /// A unit folder, or its findings.yaml; the current folder where it is left out
    path: Option<PathBuf>,
    /// As JSON, for a program to read
    #[arg(long, conflicts_with = "csv")]
    json: bool,
    /// As comma-separated values, for R or a spreadsheet: a row a result
    #[arg(long)]
    csv: bool,
    /// The file that is written; standard output where it is left out or `-`
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<ExitCode, Failure> {
    let unit = UnitFolder::at(args.path.as_deref().unwrap_or(Path::new(".")))?;
    let findings = findings(&unit)?;
    let data = evidence_data(&findings);
    let text = if args.json {
        serde_json::to_string_pretty(&data).map_err(Failure::internal)? + "\n"
    } else if args.csv {
        csv(&data).map_err(|e| Failure::new(e.to_string()))?
    } else {
        told(&findings, &data)
    };
    output::put(args.output.as_deref(), &text)?;
    Ok(ExitCode::SUCCESS)
}

/// The findings of a unit: those that its agenda names, else its `findings.yaml`.
fn findings(unit: &UnitFolder) -> Result<Findings, Failure> {
    let agenda = files::optional(&unit.agenda)?;
    let agenda = agenda.and_then(|text| yaml::read_agenda(&name(&unit.agenda), &text).value);
    let named = agenda.and_then(|agenda| agenda.findings);
    let path = named
        .as_ref()
        .map_or_else(|| unit.findings.clone(), |path| unit.named(path));
    let Some(text) = files::optional(&path)? else {
        return Err(
            Failure::new(format!("{}: there is no such file", path.display())).hint(
                "a unit folder holds findings.yaml; `pledge import` makes one from the export of a survey",
            ),
        );
    };
    if named.is_some() {
        files::is_one(&path, &text, FileKind::Findings)?;
    }
    let read = yaml::read_findings(&name(&path), &text);
    let mut errors = read.problems;
    // A warning keeps no figure from being read. `pledge check` shows them.
    errors.retain(|p| p.severity == Severity::Error);
    match read.value {
        Some(findings) if errors.is_empty() => Ok(findings),
        _ => {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            Err(Failure::new(format!(
                "{}: its figures cannot be read\n\n{}",
                name(&path),
                errors.join("\n")
            )))
        }
    }
}

/// A block for each question, a line for each strand.
fn told(findings: &Findings, data: &[EvidenceData<'_>]) -> String {
    let mut text = String::new();
    let (mut theme, mut finding) = ("", "");
    for one in data {
        // Writing to a String cannot fail.
        if theme != one.theme {
            let title = findings.theme(one.theme).map_or("", |t| t.title.as_str());
            let gap = if theme.is_empty() { "" } else { "\n" };
            let _ = writeln!(text, "{gap}{title}");
            theme = one.theme;
        }
        if finding != one.finding {
            let _ = writeln!(text, "  {}", one.question);
            finding = one.finding;
        }
        let words = one.words.join(" ");
        let words = match (&one.chart, now(findings, one)) {
            (Some(_), _) | (None, None) => words,
            (None, Some(now)) => format!("{now} {words}"),
        };
        if !words.trim().is_empty() {
            let _ = writeln!(text, "    {}: {}", one.strand, words.trim_end());
        }
    }
    text
}

/// The result of the current period as a sentence.
fn now(findings: &Findings, one: &EvidenceData<'_>) -> Option<String> {
    let (_, finding) = findings.finding(one.finding)?;
    let mut current = finding.results_in(&findings.survey.period).into_iter();
    let current = current.find(|r| r.strand == one.strand)?;
    let mut results = one.results.iter();
    let result = results.find(|r| r.period == current.period)?;
    let period = period_name(result.period);
    let (Some(positive), Some(scored), Some(percent)) =
        (result.positive, result.scored, result.percent)
    else {
        return Some(format!("{period}: too few answers to show."));
    };
    let (low, high) = (result.low?, result.high?);
    Some(format!(
        "{period}: {percent:.0}%, {positive} of {scored}, most likely between {low:.0}% and {high:.0}%."
    ))
}

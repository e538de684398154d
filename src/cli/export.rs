//! `pledge export`: what a meeting came to, in a form that another program reads.

use std::{io, path::Path, process::ExitCode};

use clap::ValueEnum;

use super::{
    failure::{Failure, say_on},
    files::Unit,
};
use crate::{
    domain::{
        meeting::Meeting,
        vote::{choose::Election, tally::Exact},
    },
    publish::pb::{self, About},
    store::{
        disk::{Disk, RealDisk},
        journal::Journal,
    },
};

/// What can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The last round's ballots as a Pabulib file, without names and groups, to be counted elsewhere
    Pb,
}

/// Writes it to a file, or to standard output where that is `-` or left out.
pub(super) fn run(
    path: &Path,
    format: Format,
    hours: bool,
    out: Option<&Path>,
) -> Result<ExitCode, Failure> {
    let unit = Unit::at(path)?;
    let text = match format {
        Format::Pb => ballots(&unit, hours)?,
    };
    match out.filter(|o| *o != Path::new("-")) {
        Some(out) => {
            RealDisk
                .replace(out, text.as_bytes(), true)
                .map_err(|e| Failure::file(out, &e))?;
            say_on(
                &mut io::stderr().lock(),
                &format!("Written: {}\n", out.display()),
            );
        }
        None => say_on(&mut io::stdout().lock(), &text),
    }
    Ok(ExitCode::SUCCESS)
}

/// The meeting as its journal has it; nothing is locked or written.
fn meeting(unit: &Unit) -> Result<Journal<Meeting>, Failure> {
    let path = unit.folder.join("meeting.journal");
    let none = || {
        Failure::new(format!("{}: there is no such file", path.display()))
            .hint("a meeting that was held leaves it; `pledge demo` has one in northbrook-finished")
    };
    let bytes = RealDisk
        .read(&path)
        .map_err(|e| Failure::file(&path, &e))?
        .ok_or_else(none)?;
    let opened = Journal::open(&bytes)
        .map_err(|damage| Failure::new(format!("{}: {damage}", path.display())))?;
    opened.map(|(journal, _)| journal).ok_or_else(none)
}

fn ballots(unit: &Unit, hours: bool) -> Result<String, Failure> {
    let journal = meeting(unit)?;
    let meeting = journal.state();
    let Some((round, (mut election, mut names))) = meeting
        .rounds()
        .iter()
        .rev()
        .find_map(|r| Some((r, meeting.ballots_as_election(r)?)))
    else {
        return Err(
            Failure::new("no round with ballots was counted in this meeting")
                .hint("a show of hands has none; the round must be closed"),
        );
    };
    // Where a group is too small to be shown apart, a ballot could be told from the others by what it says.
    let small = round
        .tally()
        .is_some_and(|t| t.results.iter().any(|c| c.withheld));
    if small {
        return Err(Failure::new(format!(
            "round {} had a group of fewer than {} ballots: they are not written out",
            round.number, round.apart_from
        )));
    }
    let left_out = fit_the_format(&mut election, &mut names, hours);
    if !left_out.is_empty() {
        let said = format!(
            "Left out, since they cost more than there is: {}\n",
            left_out.join("; ")
        );
        say_on(&mut io::stderr().lock(), &said);
    }
    let day = round.opened.date();
    let date = format!("{:02}.{:02}.{}", day.day(), day.month(), day.year());
    let unit = &meeting.findings().unit;
    let about = About {
        description: format!(
            "Round {} of a meeting on goals for patients; costs in hundredths, 1 stands for nothing",
            round.number
        ),
        country: "GB".to_owned(),
        unit: unit.name.clone(),
        instance: day.year().to_string(),
        date_begin: date.clone(),
        date_end: date,
        currency: meeting
            .agenda()
            .capacity
            .currency
            .clone()
            .unwrap_or_else(|| "GBP".to_owned()),
        language: "en".to_owned(),
    };
    pb::write(&election, &about, &names, None).map_err(|e| {
        Failure::new(format!("this cannot be said in a ballot file: {e}"))
            .hint("agenda.yaml needs a capacity in money; hours may come beside it")
    })
}

/// Makes of a meeting's election what the format's own checker accepts: one limit, in money; no project without a cost, so
/// that a penny stands for nothing; none that costs more than there is. Gives what was left out.
fn fit_the_format(election: &mut Election, names: &mut Vec<String>, hours: bool) -> Vec<String> {
    let limits = if hours { 2 } else { 1 };
    election.limits.truncate(limits);
    // In hundredths, such as pence: a penny is the least that can stand for nothing.
    if let Some(money) = election.limits.first_mut() {
        money.budget *= 100;
    }
    let budget = election.limits.first().map(|l| l.budget);
    let mut kept = Vec::new();
    let mut left_out = Vec::new();
    for (place, project) in election.projects.iter_mut().enumerate() {
        project.costs.truncate(limits);
        if let Some(cost) = project.costs.first_mut() {
            *cost = (*cost * 100).max(Exact::from_integer(1));
        }
        if project.costs.first().copied() > budget {
            left_out.extend(names.get(place).cloned());
        } else {
            kept.push(place);
        }
    }
    let place_of = |old: usize| kept.iter().position(|k| *k == old);
    for ballot in &mut election.ballots {
        ballot.marks = ballot
            .marks
            .iter()
            .filter_map(|(old, mark)| Some((place_of(*old)?, *mark)))
            .collect();
    }
    let mut nth = 0;
    election.projects.retain(|_| {
        nth += 1;
        kept.contains(&(nth - 1))
    });
    let mut nth = 0;
    names.retain(|_| {
        nth += 1;
        kept.contains(&(nth - 1))
    });
    left_out
}

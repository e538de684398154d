//! The last round's ballots for other programs, as far as the format's own checker lets them.

use std::io;

use super::super::failure::{Failure, say_on};
use crate::{
    domain::{
        meeting::Meeting,
        vote::{choose::Election, exact::Exact},
    },
    publish::pb::{self, PbMeta},
};

/// The text of the ballot file; goals that had to be left out are listed on standard error.
pub(super) fn ballots(meeting: &Meeting, hours: bool) -> Result<String, Failure> {
    let Some((round, (mut election, mut names))) = meeting
        .rounds()
        .iter()
        .rev()
        .find_map(|r| Some((r, meeting.ballots_as_election(r)?)))
    else {
        return Err(
            Failure::new("this meeting has no round whose ballots may be written out")
                .hint("a show of hands has none, and of a round with a group of fewer than five they are not kept: a ballot could be told from the others by what it says"),
        );
    };
    say_on(
        &mut io::stderr().lock(),
        "Whoever has the minutes as well may work out which ballots are of which group: keep the two apart.\n",
    );
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
    let about = PbMeta {
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

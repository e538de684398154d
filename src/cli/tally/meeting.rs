//! A round of a meeting as data: results as far as they may be shown, and what fits by a rule, with a reason for each goal.
//!
//! It is worked out by the same functions as the wall and the minutes, so that no two of them can differ.

use std::{collections::BTreeMap, io, path::Path, process::ExitCode};

use serde::Serialize;

use super::{
    super::{
        failure::{Failure, say_on},
        files::{self, UnitFolder},
    },
    Count, Named, word,
};
use crate::{
    domain::{
        meeting::{
            Meeting,
            fits::{Fits, GoalReason, Limit},
        },
        outcome::{Outcome, RoundResult},
        vote::room_rule::RoomRule,
    },
    yaml::{self, Severity},
};

/// A round of a meeting.
#[derive(Serialize)]
struct RoundReport<'a> {
    round: &'a str,
    method: &'static str,
    weight: &'static str,
    voted: &'a BTreeMap<String, u32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    places: bool,
    results: Vec<GoalReport<'a>>,
    fits: Option<FitsReport>,
}

/// The result of one goal.
#[derive(Serialize)]
struct GoalReport<'a> {
    goal: &'a str,
    title: &'a str,
    result: Option<f64>,
    groups: &'a BTreeMap<String, f64>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    ranges: &'a BTreeMap<String, [f64; 2]>,
    withheld: bool,
    parted: bool,
}

/// The goals that fit, as JSON.
#[derive(Serialize)]
struct FitsReport {
    rule: &'static str,
    limits: Amounts,
    agreed_before: Vec<String>,
    selected: Vec<String>,
    spent: Amounts,
    goals: Vec<PlacedReport>,
    level: Vec<Vec<String>>,
}

/// Money, hours and goals; left out where there is no such limit.
#[derive(Serialize)]
struct Amounts {
    #[serde(skip_serializing_if = "Option::is_none")]
    money: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    goals: Option<u64>,
}

/// A goal and why it is in or out.
#[derive(Serialize)]
struct PlacedReport {
    goal: String,
    #[serde(rename = "in")]
    inside: bool,
    why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    goals: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    strand: Option<String>,
}

/// The rule of a meeting that is asked for.
fn rule(count: &Count) -> Result<RoomRule, Failure> {
    for (given, option) in [
        (count.complete.is_some(), "complete"),
        (count.value.is_some(), "value"),
        (count.hours.is_some(), "hours"),
    ] {
        if given {
            return Err(Failure::new(format!(
                "--{option} goes with a ballot file, and this is a meeting"
            )));
        }
    }
    match count.rule {
        None | Some(Named::Greedy) => Ok(RoomRule::BestFirst),
        Some(Named::EqualShares) => Ok(RoomRule::GroupHalves),
        Some(Named::Phragmen) => Ok(RoomRule::EvenLoad),
        Some(Named::Best) => Ok(RoomRule::BestSet),
        Some(other @ (Named::GreedyPerCost | Named::EqualSharesCardinality)) => Err(Failure::new(
            format!("a meeting is not counted by --rule {}", word(other)),
        )
        .hint("the rules of a meeting are greedy, equal-shares, phragmen and best")),
    }
}

pub(super) fn run(path: &Path, count: &Count) -> Result<ExitCode, Failure> {
    let rule = rule(count)?;
    let unit = UnitFolder::at(path)?;
    // The journal first: an outcome holds no ballots, and without them nothing can be said of what
    // fits.
    let text = match files::meeting(&unit)? {
        Some(journal) => of_meeting(journal.state(), count, rule)?,
        None => of_outcome(&outcome(&unit)?, count)?,
    };
    say_on(&mut io::stdout().lock(), &text);
    Ok(ExitCode::SUCCESS)
}

fn of_meeting(meeting: &Meeting, count: &Count, rule: RoomRule) -> Result<String, Failure> {
    let rounds = meeting.rounds().iter().filter(|r| r.counts());
    let rounds = rounds.filter_map(|r| Some((r.number, meeting.round_result(r)?)));
    let rounds: Vec<(usize, RoundResult)> = rounds.collect();
    let result = chosen(&rounds, count)?;
    let round = meeting.rounds().iter().find(|r| r.id == result.id);
    let fits = match round.map(|r| meeting.fits(r, rule)) {
        Some(Ok(fits)) => Some(fits_report(meeting, rule, fits)),
        // The plain rule says nothing only where there is no capacity; any other was asked for by name.
        Some(Err(why)) if count.rule.is_some() => return Err(Failure::new(why)),
        Some(Err(_)) | None => None,
    };
    let title = |id: &str| meeting.goal(id).map_or("", |g| g.title.as_str());
    said(&report(result, title, fits), count)
}

/// A round of a meeting whose journal is gone: its results, and nothing of what fits.
fn of_outcome(outcome: &Outcome, count: &Count) -> Result<String, Failure> {
    if count.rule.is_some_and(|rule| rule != Named::Greedy) {
        return Err(
            Failure::new("there is no meeting.journal here, so only results can be said")
                .hint("leave --rule out"),
        );
    }
    let rounds: Vec<(usize, RoundResult)> = (1..).zip(outcome.rounds.iter().cloned()).collect();
    let title = |id: &str| {
        let goal = outcome.goals.iter().find(|g| g.id == id);
        goal.map_or("", |g| g.title.as_str())
    };
    said(&report(chosen(&rounds, count)?, title, None), count)
}

fn outcome(unit: &UnitFolder) -> Result<Outcome, Failure> {
    let path = unit.folder.join("outcome.yaml");
    if files::thing(&path)?.is_none() {
        return Err(no_round());
    }
    let read = yaml::read_outcome(&files::name(&path), &files::text(&path)?);
    read.value.ok_or_else(|| {
        let errors = read
            .problems
            .iter()
            .filter(|p| p.severity == Severity::Error);
        let errors: Vec<String> = errors
            .map(|p| p.to_string().trim_end().to_owned())
            .collect();
        Failure::new(errors.join("\n\n"))
    })
}

fn no_round() -> Failure {
    Failure::new("no round was counted in this meeting")
        .hint("a round counts when it is closed, and until it is begun anew")
}

/// The round that is asked for, by its number or its id, or the last one.
fn chosen<'a>(
    rounds: &'a [(usize, RoundResult)],
    count: &Count,
) -> Result<&'a RoundResult, Failure> {
    let (_, last) = rounds.last().ok_or_else(no_round)?;
    let Some(asked) = &count.round else {
        return Ok(last);
    };
    let number = asked.parse::<usize>().ok();
    let found = rounds
        .iter()
        .find(|(n, r)| r.id == *asked || Some(*n) == number);
    found.map(|(_, r)| r).ok_or_else(|| {
        let known: Vec<String> = rounds
            .iter()
            .map(|(n, r)| format!("{n} ({})", r.id))
            .collect();
        Failure::new(format!("there is no counted round {asked} in this meeting"))
            .hint(format!("there is {}", known.join(", ")))
    })
}

fn report<'a>(
    round: &'a RoundResult,
    title: impl Fn(&str) -> &'a str,
    fits: Option<FitsReport>,
) -> RoundReport<'a> {
    RoundReport {
        round: &round.id,
        method: round.method.word(),
        weight: round.weight.word(),
        voted: &round.voted,
        places: round.places,
        results: round
            .results
            .iter()
            .map(|r| GoalReport {
                goal: &r.goal,
                title: title(&r.goal),
                result: r.balanced,
                groups: &r.groups,
                ranges: &r.ranges,
                withheld: r.withheld,
                parted: r.parted == Some(true),
            })
            .collect(),
        fits,
    }
}

fn fits_report(meeting: &Meeting, rule: RoomRule, fits: Fits) -> FitsReport {
    let load = meeting.load_with(&fits.selected);
    let limits = fits.limits;
    FitsReport {
        rule: rule.word(),
        limits: Amounts {
            money: limits.money,
            hours: limits.hours,
            goals: limits.goals,
        },
        spent: Amounts {
            money: Some(load.money),
            hours: Some(load.hours),
            goals: Some(load.goals),
        },
        goals: fits
            .goals
            .into_iter()
            .filter(|placed| placed.why != GoalReason::NotInRound)
            .map(|placed| placed_report(placed.goal, placed.why))
            .collect(),
        agreed_before: fits.agreed_before,
        selected: fits.selected,
        level: fits.level,
    }
}

fn placed_report(goal: String, why: GoalReason) -> PlacedReport {
    let mut report = PlacedReport {
        goal,
        inside: why.is_in(),
        why: code(&why),
        limit: None,
        by: None,
        goals: Vec::new(),
        strand: None,
    };
    match why {
        GoalReason::Short(limit, by) => {
            report.limit = Some(match limit {
                Limit::Money => "money",
                Limit::Hours => "hours",
                Limit::Goals => "goals",
            });
            report.by = Some(by);
        }
        GoalReason::LevelWith(goals) | GoalReason::WaitsFor(goals) => report.goals = goals,
        GoalReason::Stopped(goal) => report.goals = vec![goal],
        GoalReason::StrandPromise(strand) => report.strand = Some(strand),
        _ => {}
    }
    report
}

/// The word that programs read. A goal that waits for a tie before it is `level_with` those goals: it may come in or not.
fn code(why: &GoalReason) -> &'static str {
    match why {
        GoalReason::BestResult => "best_result",
        GoalReason::NextThatFits => "next_that_fits",
        GoalReason::StrandPromise(_) => "strand_promise",
        GoalReason::PaidBySupporters => "paid_by_supporters",
        GoalReason::BestSet => "best_set",
        GoalReason::Settled => "settled",
        GoalReason::Short(..) => "short",
        GoalReason::LevelWith(_) | GoalReason::WaitsFor(_) => "level_with",
        GoalReason::NotCovered | GoalReason::NotChosen => "not_covered",
        GoalReason::Stopped(_) => "stopped",
        GoalReason::BelowMiddle => "below_middle",
        GoalReason::NotKnown(..) => "not_known",
        GoalReason::OutOfReach => "out_of_reach",
        GoalReason::AgreedBefore => "agreed_before",
        GoalReason::Decided => "decided",
        GoalReason::NoSupport | GoalReason::Unsupported => "no_support",
        GoalReason::NotInRound => "not_in_round",
    }
}

/// The report as JSON, or a line a goal: those that fit, or all results if it is unknown what fits.
fn said(report: &RoundReport<'_>, count: &Count) -> Result<String, Failure> {
    if count.json {
        let text = serde_json::to_string(report).map_err(Failure::internal)?;
        return Ok(format!("{text}\n"));
    }
    let ids: Vec<&str> = match &report.fits {
        Some(fits) => fits.selected.iter().map(String::as_str).collect(),
        None => report.results.iter().map(|r| r.goal).collect(),
    };
    let mut lines = ids.join("\n");
    if !lines.is_empty() {
        lines.push('\n');
    }
    Ok(lines)
}

//! `pledge tally`: counts a ballot file by one rule, or gives the result of a round of a meeting.

mod meeting;

use std::{fmt::Write as _, io, path::Path, process::ExitCode};

use clap::{Args, ValueEnum};
use num_bigint::BigInt;
use num_traits::{One, Signed, Zero};
use serde::Serialize;

use super::{
    failure::{Failure, say_on},
    files::{self, name, text},
};
use crate::{
    domain::vote::choose::{self, Big, Completion, Election, Objective, Rule, Unusable},
    intake::pb::{self, HoursColumn, NotExact},
    store::disk::Thing,
    yaml::Severity,
};

/// The most warnings that are printed one by one.
const WARNINGS: usize = 5;

/// The differences to the counts of other programs.
const DIFFERENCES: &str = "\
Where the count differs from pabutools:
  Equal shares takes every project that costs nothing and has a vote; with the cost as utility pabutools takes none of them.
  raise and add1 no longer raise the shares once no project with a vote fits into what is left; pabutools goes on while one
  that nobody voted for would fit.
  An amount such as 1,000 or 1.000 is refused, since it may be a thousand or 1; pabutools reads 1.";

/// The arguments of a count.
#[derive(Debug, Args)]
#[command(after_help = DIFFERENCES)]
pub(super) struct Count {
    /// The rule; of a meeting, greedy where it is left out
    #[arg(long, value_enum)]
    rule: Option<Named>,
    /// Of a meeting: which round, by its number or id; the last one where it is left out
    #[arg(long, value_name = "N")]
    round: Option<String>,
    /// The use of money that equal shares or Phragmén leave over; raise-and-greedy and none where it is left out
    #[arg(long, value_enum)]
    complete: Option<Complete>,
    /// The measure that the best set maximises
    #[arg(long, value_enum)]
    value: Option<Most>,
    /// The column of PROJECTS that holds a second limit, such as hours
    #[arg(long, value_name = "COLUMN")]
    hours: Option<String>,
    /// The hours there are; the key `COLUMN_budget` of META where it is left out
    #[arg(long, value_name = "N", requires = "hours")]
    hours_budget: Option<String>,
    /// As JSON, for a program to read
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Named {
    /// Most votes first, skip what does not fit; on points and ranks, most points for the cost
    Greedy,
    /// Most votes for the cost first, skip what does not fit
    GreedyPerCost,
    /// Everyone holds the same part of the budget; utility is the cost, or points, or Borda scores
    EqualShares,
    /// The same with utility 1 for each project
    EqualSharesCardinality,
    /// Costs spread evenly over supporters, the least loaded first; approvals only
    Phragmen,
    /// The exact optimum
    Best,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Complete {
    /// Left as it is
    None,
    /// Filled by votes
    Greedy,
    /// Shares raised by a hundredth at a time, while the result fits
    Raise,
    /// Raised, then filled by votes
    RaiseAndGreedy,
    /// Shares raised by one unit of money at a time
    Add1,
    /// Raised by one unit, then filled by votes
    Add1AndGreedy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Most {
    /// Votes times cost
    Cost,
    /// Votes
    Votes,
}

/// The word of a value on the command line.
fn word(value: impl ValueEnum + Copy) -> String {
    let value = value.to_possible_value();
    value.map_or_else(String::new, |v| v.get_name().to_owned())
}

impl Count {
    fn rule(&self) -> Result<(Named, Rule, Option<Complete>), Failure> {
        let Some(rule) = self.rule else {
            return Err(Failure::new("a ballot file is counted by a rule: `--rule RULE` is missing")
                .hint("the rules are greedy, greedy-per-cost, equal-shares, equal-shares-cardinality, phragmen and best"));
        };
        if self.round.is_some() {
            return Err(Failure::new(
                "--round goes with a meeting, and this is a ballot file",
            ));
        }
        let completion = |complete: Complete| {
            let word = word(complete);
            let words = Completion::WORDS.iter();
            let found = words.copied().find(|(w, _)| *w == word);
            found.map(|(_, c)| c).unwrap_or_default()
        };
        let refused = |option: &str| {
            Failure::new(format!("--{option} does not go with --rule {}", word(rule)))
        };
        if self.value.is_some() && rule != Named::Best {
            return Err(refused("value").hint("it says what --rule best has most of"));
        }
        let shares = self.complete.unwrap_or(Complete::RaiseAndGreedy);
        let (counted, complete) = match (rule, self.complete) {
            (Named::EqualShares, _) => (Rule::EqualShares(completion(shares)), Some(shares)),
            (Named::EqualSharesCardinality, _) => (
                Rule::EqualSharesCardinality(completion(shares)),
                Some(shares),
            ),
            (Named::Phragmen, None | Some(Complete::None)) => {
                (Rule::Phragmen { greedy: false }, Some(Complete::None))
            }
            (Named::Phragmen, Some(Complete::Greedy)) => {
                (Rule::Phragmen { greedy: true }, Some(Complete::Greedy))
            }
            (Named::Phragmen, Some(_)) => {
                return Err(refused("complete").hint("Phragmén takes none or greedy"));
            }
            (_, Some(complete)) if complete != Complete::None => {
                return Err(refused("complete").hint("it leaves nothing to complete"));
            }
            (Named::Greedy, _) => (Rule::Greedy, None),
            (Named::GreedyPerCost, _) => (Rule::GreedyPerCost, None),
            (Named::Best, _) => (
                Rule::Best(match self.value {
                    Some(Most::Votes) => Objective::Votes,
                    Some(Most::Cost) | None => Objective::Cost,
                }),
                None,
            ),
        };
        Ok((rule, counted, complete))
    }

    fn hours(&self) -> Result<Option<HoursColumn>, Failure> {
        let Some(column) = &self.hours else {
            return Ok(None);
        };
        let budget = match &self.hours_budget {
            None => None,
            Some(text) => match pb::amount(text) {
                Ok(number) if !number.is_negative() => Some(number),
                no => {
                    let why = no.err().unwrap_or(NotExact::NoNumber);
                    let failure = Failure::new(format!(
                        "--hours-budget `{text}`{}: a number is needed, 0 or more",
                        why.about()
                    ));
                    let help = why.help(text);
                    return Err(if help.is_empty() {
                        failure
                    } else {
                        failure.hint(help)
                    });
                }
            },
        };
        let column = column.clone();
        Ok(Some(HoursColumn { column, budget }))
    }
}

/// The JSON of a count.
#[derive(Serialize)]
struct CountJson<'a> {
    rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    complete: Option<String>,
    selected: Vec<&'a str>,
    cost: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    /// The tied sets; `None` if they were not looked for, or were too many.
    tied: Option<Vec<Vec<&'a str>>>,
}

pub(super) fn run(path: &Path, count: &Count) -> Result<ExitCode, Failure> {
    if files::thing(path)? == Some(Thing::Folder)
        // Every other command takes an agenda for the folder that it is in.
        || path.file_name().is_some_and(|n| n == "agenda.yaml")
    {
        return meeting::run(path, count);
    }
    let (named, rule, complete) = count.rule()?;
    let hours = count.hours()?;
    let election = election(path, hours.as_ref())?;
    let unusable = |e: Unusable| Failure::new(format!("{}: {e}", path.display()));
    let outcome = choose::choose(&election, rule).map_err(unusable)?;
    let selected = ids(&election, &outcome.selected);
    if !count.json {
        let mut out = String::new();
        for id in selected {
            out.push_str(id);
            out.push('\n');
        }
        say_on(&mut io::stdout().lock(), &out);
        return Ok(ExitCode::SUCCESS);
    }
    // For JSON only: to find ties the election is counted again and again, and a list of ids has no
    // place for them.
    let level = choose::tied(&election, rule).map_err(unusable)?;
    let tied = level.filter(|t| t.complete).map(|t| {
        let mut sets: Vec<Vec<&str>> = t.sets.iter().map(|s| ids(&election, s)).collect();
        sets.sort();
        sets
    });
    let mut spent = outcome.spent.iter().map(said);
    let text = CountJson {
        rule: word(named),
        complete: complete.map(word),
        selected,
        cost: spent.next().unwrap_or_default(),
        hours: spent.next(),
        value: outcome.value.as_ref().map(said),
        tied,
    };
    let text = serde_json::to_string(&text).map_err(Failure::internal)?;
    say_on(&mut io::stdout().lock(), &format!("{text}\n"));
    Ok(ExitCode::SUCCESS)
}

/// The election of a file; warnings about it go to standard error.
fn election(path: &Path, hours: Option<&HoursColumn>) -> Result<Election, Failure> {
    let read = pb::read(&name(path), &text(path)?, hours);
    let said = |p: &crate::yaml::Problem| p.to_string().trim_end().to_owned();
    let Some(file) = read.file else {
        let errors = read
            .problems
            .iter()
            .filter(|p| p.severity == Severity::Error);
        let errors: Vec<String> = errors.map(said).collect();
        return Err(Failure::new(format!(
            "the file cannot be counted\n\n{}",
            errors.join("\n\n")
        )));
    };
    let mut out = String::new();
    for problem in read.problems.iter().take(WARNINGS) {
        out.push_str(&said(problem));
        out.push('\n');
    }
    let more = read.problems.len().saturating_sub(WARNINGS);
    if more > 0 {
        let _ = writeln!(out, "and {more} more warnings");
    }
    say_on(&mut io::stderr().lock(), &out);
    Ok(file.election)
}

/// The ids of a set, sorted as strings.
fn ids<'a>(election: &'a Election, set: &[usize]) -> Vec<&'a str> {
    let mut ids: Vec<&str> = set
        .iter()
        .filter_map(|p| election.projects.get(*p))
        .map(|p| p.id.as_str())
        .collect();
    ids.sort_unstable();
    ids
}

/// A number with all its decimals, or as a fraction where they would not end.
fn said(number: &Big) -> String {
    let ten = BigInt::from(10);
    let (mut reached, mut places) = (BigInt::one(), 0_usize);
    while !(&reached % number.denom()).is_zero() {
        reached *= &ten;
        places += 1;
        // A third has no last decimal. Amounts of money have two.
        if places > 30 {
            return number.to_string();
        }
    }
    if places == 0 {
        return number.to_string();
    }
    let digits = (number.numer() * (reached / number.denom())).abs();
    let digits = format!("{:0>width$}", digits.to_string(), width = places + 1);
    let (whole, part) = digits.split_at(digits.len() - places);
    let sign = if number.is_negative() { "-" } else { "" };
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_said_with_all_their_decimals() {
        let number = |a: i64, b: i64| said(&Big::new(a.into(), b.into()));
        assert_eq!(number(60_700, 1), "60700");
        assert_eq!(number(1, 8), "0.125");
        assert_eq!(number(-5, 2), "-2.5");
        assert_eq!(number(1, 3), "1/3");
    }
}

//! Wording of proposals: rules, reasons of goals, and claims about a set of goals.

use super::{capital, count, group, strand, voters};
use crate::domain::{
    capacity::Load,
    goal::Decision,
    meeting::{
        Meeting,
        fits::{Claim, GoalReason, Limit},
    },
    vote::{
        exact::{Exact, one_decimal},
        method::{FigureUnit, Method},
        room_rule::RoomRule,
        round::Round,
    },
};

/// Name of a rule.
pub fn room_rule(rule: RoomRule) -> &'static str {
    match rule {
        RoomRule::BestFirst => "best first",
        RoomRule::GroupHalves => "each group\u{2019}s half",
        RoomRule::EvenLoad => "even load",
        RoomRule::BestSet => "best set",
    }
}

/// Explanation of a rule, for the method of a round.
pub fn room_rule_means(rule: RoomRule, method: Method) -> String {
    match rule {
        RoomRule::BestFirst => "The best result first; what does not fit is skipped.".to_owned(),
        RoomRule::GroupHalves => {
            "Each group holds half of what we have, shared equally within it. A goal is in when those who want it can pay for it.".to_owned()
        }
        RoomRule::EvenLoad => format!(
            "Goals are taken so that the cost is spread as evenly as can be over those who support them. {} counts as support.",
            capital(method.row().words.support)
        ),
        RoomRule::BestSet => "Of all sets that fit, the one with the most points in it.".to_owned(),
    }
}

/// Formats a result: `4.4 of 5`, `67 in 100 in favour`.
fn result(method: Method, value: Exact) -> String {
    let row = method.row();
    let number = match row.unit {
        FigureUnit::Percent => value.round().to_integer().to_string(),
        FigureUnit::Points | FigureUnit::Place => one_decimal(value),
    };
    format!("{number} {}", row.words.of).trim().to_owned()
}

/// The distance between the groups' results: `2.1`, `40 in 100`, `2 places`.
pub fn gap(method: Method, gap: Exact) -> String {
    match method.row().unit {
        FigureUnit::Percent => format!("{} in 100", gap.round().to_integer()),
        FigureUnit::Place => count(
            u64::try_from(gap.round().to_integer()).unwrap_or(0),
            "place",
            "places",
        ),
        FigureUnit::Points => one_decimal(gap),
    }
}

/// The limits that a set exceeds, by how much: `28 hours over`, `£150 and 28 hours over`, `2 goals more than 5`. Empty if it fits.
pub fn beyond(meeting: &Meeting, load: &Load) -> String {
    let capacity = &meeting.agenda().capacity;
    let over = |sum: u64, limit: Option<u64>| limit.map_or(0, |limit| sum.saturating_sub(limit));
    let mut parts = Vec::new();
    match over(load.money, capacity.money) {
        0 => {}
        by => parts.push(capacity.money_text(by)),
    }
    match over(load.hours, capacity.hours) {
        0 => {}
        by => parts.push(count(by, "hour", "hours")),
    }
    let mut said = listed(&parts);
    if !said.is_empty() {
        said.push_str(" over");
    }
    if let (by @ 1.., Some(limit)) = (over(load.goals, capacity.goals), capacity.goals) {
        let more = format!("{} more than {limit}", count(by, "goal", "goals"));
        said = if said.is_empty() {
            more
        } else {
            format!("{said}, {more}")
        };
    }
    said
}

/// Limit that a goal exceeds: `28 hours over`, `no place left`.
pub fn over(meeting: &Meeting, limit: Limit, by: u64) -> String {
    match limit {
        Limit::Money => format!("{} over", meeting.agenda().capacity.money_text(by)),
        Limit::Hours => format!("{} over", count(by, "hour", "hours")),
        // Without a number: a goal takes one place, so it is one too many at most.
        Limit::Goals => "no place left".to_owned(),
    }
}

/// Reason why a goal is in or out of a proposal, in a few words.
pub fn why(meeting: &Meeting, goal: &str, why: &GoalReason) -> String {
    match why {
        GoalReason::BestResult
        | GoalReason::NextThatFits
        | GoalReason::PaidBySupporters
        | GoalReason::BestSet => "fits".to_owned(),
        GoalReason::StrandPromise(of) => format!("for {}", strand(of)),
        GoalReason::Settled => "level, goes first".to_owned(),
        GoalReason::Short(limit, by) => over(meeting, *limit, *by),
        GoalReason::LevelWith(others) => match others.as_slice() {
            [other] => format!("level with \u{201c}{}\u{201d}", short_title(meeting, other)),
            _ => format!("level with {} others", others.len()),
        },
        GoalReason::WaitsFor(_) => "waits for the tie".to_owned(),
        GoalReason::NotCovered => "its supporters cannot pay".to_owned(),
        GoalReason::Unsupported => "nobody supports it".to_owned(),
        GoalReason::NotChosen => "not in this rule\u{2019}s set".to_owned(),
        GoalReason::Stopped(_) => "after one that does not fit".to_owned(),
        GoalReason::BelowMiddle => "below the middle".to_owned(),
        GoalReason::NotKnown(true, true) => "no money, no hours known".to_owned(),
        GoalReason::NotKnown(true, false) => "no money known".to_owned(),
        GoalReason::NotKnown(false, _) => "no hours known".to_owned(),
        GoalReason::OutOfReach => "beyond us".to_owned(),
        GoalReason::AgreedBefore => "agreed before".to_owned(),
        GoalReason::Decided => match meeting.goal(goal).and_then(|g| g.decision.as_ref()) {
            Some(Decision::Ask { .. }) => "we ask for it".to_owned(),
            Some(Decision::NotThisTime { .. }) => "put off".to_owned(),
            _ => "left for later".to_owned(),
        },
        GoalReason::NoSupport => "nobody judged it".to_owned(),
        GoalReason::NotInRound => "not in the round".to_owned(),
    }
}

fn title(meeting: &Meeting, id: &str) -> String {
    let title = meeting.goal(id).map_or(id, |g| g.title.as_str());
    format!("\u{201c}{title}\u{201d}")
}

/// The first 12 characters of a title, for a column of reasons.
fn short_title(meeting: &Meeting, id: &str) -> String {
    let title = meeting.goal(id).map_or(id, |g| g.title.as_str());
    let short: String = title.chars().take(12).collect();
    if short.len() < title.len() {
        format!("{}\u{2026}", short.trim_end())
    } else {
        short
    }
}

fn titles(meeting: &Meeting, ids: &[String]) -> String {
    let titles: Vec<String> = ids.iter().map(|id| title(meeting, id)).collect();
    listed(&titles)
}

/// Joins a list: `a`, `a and b`, `a, b and c`.
pub fn listed(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn of_groups(groups: &[(String, u64)]) -> String {
    let parts: Vec<String> = groups
        .iter()
        // "0 patients gave it points" would read as if they had been asked and refused.
        .filter(|(_, n)| *n > 0)
        .map(|(g, n)| voters(g, u32::try_from(*n).unwrap_or(u32::MAX)))
        .collect();
    listed(&parts)
}

// Only numbers of the claim itself: `tests/claims` recomputes each of them from the ballots, and holds the sentence to it.
/// A claim as a sentence.
#[expect(
    clippy::too_many_lines,
    reason = "a table: one sentence a claim, so that the list is whole"
)]
pub fn claim(meeting: &Meeting, round: &Round, claim: &Claim) -> String {
    let capacity = &meeting.agenda().capacity;
    match claim {
        Claim::AgreedBefore {
            goals,
            money,
            hours,
            unknown,
        } => {
            let said = format!(
                "Agreed before: {}. {} {} and {}, and that is spent first.",
                count(*goals, "goal", "goals"),
                if *goals == 1 { "It takes" } else { "They take" },
                capacity.money_text(*money),
                count(*hours, "hour", "hours")
            );
            match unknown {
                0 => said,
                1 => format!("{said} Of one goal not everything is known yet."),
                n => format!("{said} Of {n} goals not everything is known yet."),
            }
        }
        Claim::Promise { strand: of, goal } => format!(
            "{} is in because a goal was promised for {}. Of their goals that fit, none that is out has a better result.",
            title(meeting, goal),
            strand(of)
        ),
        Claim::PromiseUnmet { strand: of, has: 0 } => format!(
            "A goal was promised for {}, and none of theirs is above the middle and fits beside what is agreed and promised: talk about it.",
            strand(of)
        ),
        Claim::PromiseUnmet { strand: of, has } => format!(
            "More goals than {has} were promised for {}, and no other of theirs is above the middle and fits beside what is agreed and promised: talk about it.",
            strand(of)
        ),
        Claim::PromiseLevel { strand: of, goals } => format!(
            "A goal was promised for {}, and {} stand level. Which goes first has to be settled.",
            strand(of),
            titles(meeting, goals)
        ),
        Claim::BestLeft { goal } => format!(
            "{} is in: no goal that can be proposed has a better result and was left out.",
            title(meeting, goal)
        ),
        Claim::NextThatFits { goal, skipped } => format!(
            "{} is in: it fits. {} {} a better result and {} left out.",
            title(meeting, goal),
            titles(meeting, skipped),
            if skipped.len() == 1 { "has" } else { "have" },
            if skipped.len() == 1 { "is" } else { "are" }
        ),
        Claim::Settled { goal } => format!(
            "{} is in: it stood level with others, and it was settled that it goes first.",
            title(meeting, goal)
        ),
        Claim::Level { goals } => format!(
            "{} stand level. Each of them fits, but not all together.",
            titles(meeting, goals)
        ),
        Claim::Short {
            goal,
            limit,
            by,
            or_more,
        } => {
            let goal = title(meeting, goal);
            // Under the other rules a goal may exceed a limit by different amounts, depending on how ties end.
            let least = if *or_more { "at least " } else { "" };
            match limit {
                Limit::Money => format!(
                    "{goal} is out: with it, {least}{} more would be spent than there is.",
                    capacity.money_text(*by)
                ),
                Limit::Hours => format!(
                    "{goal} is out: with it, {least}{} more would be needed than there are.",
                    count(*by, "hour", "hours")
                ),
                Limit::Goals => format!("{goal} is out: there is no place left for another goal."),
            }
        }
        Claim::BelowMiddle {
            goal,
            result: value,
            middle,
        } => {
            if round.settings.method.row().unit == FigureUnit::Place {
                format!(
                    "{} is out: it has less than an even part of the points.",
                    title(meeting, goal)
                )
            } else {
                let (own, of) = (
                    result(round.settings.method, *value),
                    result(round.settings.method, *middle),
                );
                // Rounded, the two may look the same, and "4.2 is below 4.2" would look like an error.
                let just = if own == of { "just " } else { "" };
                format!(
                    "{} is out: its result, {own}, is {just}below the middle, {of}.",
                    title(meeting, goal)
                )
            }
        }
        Claim::NotKnown { goal } => format!(
            "{} is out: somebody has to find out first what it costs and how many hours it takes.",
            title(meeting, goal)
        ),
        Claim::Out { goal, why: reason } => format!(
            "{} is out: {}.",
            title(meeting, goal),
            why(meeting, goal, reason)
        ),
        Claim::Halves { groups } => {
            let each: Vec<String> = groups
                .iter()
                .map(|(g, n)| format!("the {} share theirs among {n}", group(g)))
                .collect();
            format!(
                "Each group holds the same part of what is left: {}.",
                listed(&each)
            )
        }
        Claim::EqualParts { people } => {
            format!("Each of {people} people holds the same part of what is left.")
        }
        Claim::Backers { goal, groups } => format!(
            "{} is in: {} gave it points, and together they can pay for it.",
            title(meeting, goal),
            of_groups(groups)
        ),
        Claim::Support => format!(
            "{} counts as support.",
            capital(round.settings.method.row().words.support)
        ),
        Claim::NoSetHasMore { beside, .. } if beside.is_empty() => {
            "Every set that fits was looked at: none has more points in it.".to_owned()
        }
        Claim::NoSetHasMore { beside, .. } => format!(
            "Every set that fits beside {} was looked at: none has more points in it.",
            titles(meeting, beside)
        ),
        Claim::Tied { goals } => format!(
            "Which of {} are in depends on how a tie is settled.",
            titles(meeting, goals)
        ),
    }
}

//! The explanation of a proposal as claims: statements that anybody with the round's results, costs and limits can check.
//! Sentences are made of claims and of nothing else, and a test works each claim out again.

use super::{Fits, GoalReason, Limit};
use crate::domain::vote::room_rule::RoomRule;
use crate::domain::{
    meeting::Meeting,
    vote::{disclosure::Shown, exact::Exact, round::Round, tally::Tally},
};

/// A statement about a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// Some goals are agreed already and take so much.
    AgreedBefore {
        /// The number of goals.
        goals: u64,
        /// Their cost together, in whole units of currency.
        money: u64,
        /// The hours they take together.
        hours: u64,
        /// Of them, goals whose money or hours are not known.
        unknown: u64,
    },
    /// The strand was promised a goal, and had too few without this one. None of its other goals that fit and lie above the middle
    /// has a better result.
    Promise {
        /// The strand.
        strand: String,
        /// The goal that is in for it.
        goal: String,
    },
    /// The strand was promised more goals than it has, and none of its others fits and lies above the middle.
    PromiseUnmet {
        /// The strand.
        strand: String,
        /// The number of goals that it has.
        has: u64,
    },
    /// The strand was promised a goal, and these of its goals have the same result.
    PromiseLevel {
        /// The strand.
        strand: String,
        /// The goals.
        goals: Vec<String>,
    },
    /// No goal that can be proposed and is out has a better result.
    BestLeft {
        /// The goal.
        goal: String,
    },
    /// These goals have a better result and are out; no other goal that is out has one.
    NextThatFits {
        /// The goal.
        goal: String,
        /// Goals with a better result that are out.
        skipped: Vec<String>,
    },
    /// It had the same result as others, and the room settled that it goes first.
    Settled {
        /// The goal.
        goal: String,
    },
    /// These have the same result, each fits, and together they do not.
    Level {
        /// The goals.
        goals: Vec<String>,
    },
    /// Beside the goals that are in it exceeds a limit by so much, or by at least so much however ties are settled.
    Short {
        /// The goal.
        goal: String,
        /// The limit.
        limit: Limit,
        /// The amount beyond the limit.
        by: u64,
        /// A tie is not settled yet, and may make it more.
        or_more: bool,
    },
    /// Its result is below the middle of the scale.
    BelowMiddle {
        /// The goal.
        goal: String,
        /// Its result.
        result: Exact,
        /// The middle.
        middle: Exact,
    },
    /// Its money or hours are not known.
    NotKnown {
        /// The goal.
        goal: String,
    },
    /// It is out for a reason that needs no numbers: out of reach, decided, not voted on, waiting for a tie.
    Out {
        /// The goal.
        goal: String,
        /// The reason.
        why: GoalReason,
    },
    /// Each group holds the same part of the capacity that is left, shared equally among its people.
    Halves {
        /// Groups and their ballots.
        groups: Vec<(String, u64)>,
    },
    /// Each person holds the same part of the capacity that is left.
    EqualParts {
        /// The number of ballots.
        people: u64,
    },
    /// The number of people in each group who gave the goal a mark above the least.
    Backers {
        /// The goal.
        goal: String,
        /// The groups with their numbers.
        groups: Vec<(String, u64)>,
    },
    /// The marks that count as support are those of the method.
    Support,
    /// Of all sets of the other candidates that fit beside the goals that are in for their strands, none has more points than this
    /// one.
    NoSetHasMore {
        /// The set.
        goals: Vec<String>,
        /// Goals that are in for their strands.
        beside: Vec<String>,
    },
    /// The rule has several sets on these votes, with these goals in some of them and not in others.
    Tied {
        /// The goals.
        goals: Vec<String>,
    },
}

impl Meeting {
    /// The claims of a proposal: what is agreed before, the rule's own, and why each other goal is out.
    pub(super) fn claims(
        &self,
        round: &Round,
        tally: &Tally,
        rule: RoomRule,
        fits: &Fits,
        steps: Vec<Claim>,
    ) -> Vec<Claim> {
        let mut claims = Vec::new();
        if !fits.agreed_before.is_empty() {
            let load = self.load_with(&[]);
            let agreed = fits.agreed_before.iter().filter_map(|id| self.goal(id));
            let unknown = agreed.filter(|g| g.cost.is_none() || g.hours.is_none());
            claims.push(Claim::AgreedBefore {
                goals: load.goals,
                money: load.money,
                hours: load.hours,
                unknown: u64::try_from(unknown.count()).unwrap_or(u64::MAX),
            });
        }
        claims.extend(steps);
        for goals in &fits.level {
            // A tie within a promise has its own claim, with the strand; stated twice it would look like two ties.
            let said = claims
                .iter()
                .any(|c| matches!(c, Claim::PromiseLevel { goals: level, .. } if level == goals));
            let goals = goals.clone();
            if said {
                continue;
            }
            claims.push(if rule == RoomRule::BestFirst {
                Claim::Level { goals }
            } else {
                Claim::Tied { goals }
            });
        }
        let middle = tally.middle(round.settings.method);
        for placed in &fits.goals {
            let goal = placed.goal.clone();
            claims.push(match &placed.why {
                why if why.is_in() => continue,
                // Both have a claim already: at the beginning, and with the tie.
                GoalReason::AgreedBefore | GoalReason::LevelWith(_) => continue,
                GoalReason::Short(limit, by) => Claim::Short {
                    goal,
                    limit: *limit,
                    by: *by,
                    or_more: !fits.level.is_empty(),
                },
                GoalReason::BelowMiddle => Claim::BelowMiddle {
                    result: tally.of(&goal).and_then(|c| c.result).unwrap_or(middle),
                    goal,
                    middle,
                },
                GoalReason::NotKnown(..) => Claim::NotKnown { goal },
                why => Claim::Out {
                    goal,
                    why: why.clone(),
                },
            });
        }
        claims
    }

    /// The parts that voters hold and the backers of each proposed goal, under equal shares. Empty if ballots may not be counted.
    pub(super) fn shares(round: &Round, open: &[String], selected: &[String]) -> Vec<Claim> {
        use crate::domain::vote::settings::Weight;
        // With a small group, numbers of payers and their parts give single ballots away: "1 patient pays" is one patient's ballot.
        if round.tally().is_none_or(|t| t.shown() != Shown::Open) || round.lacks_ballots() {
            return Vec::new();
        }
        let ballots = round.ballots();
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        // Ballots and not voters: who did not vote holds no part of the budget.
        let of = |group: &&str| count(ballots.iter().filter(|b| b.group == **group).count());
        let groups: Vec<(String, u64)> = round
            .groups()
            .iter()
            .map(|g| ((*g).to_owned(), of(g)))
            // A group without a ballot has no share; "each group holds half" would be false with it.
            .filter(|(_, n)| *n > 0)
            .collect();
        let mut claims = vec![match round.settings.weight {
            Weight::Balanced => Claim::Halves {
                groups: groups.clone(),
            },
            Weight::Head => Claim::EqualParts {
                people: count(ballots.len()),
            },
        }];
        let row = round.settings.method.row();
        for goal in open.iter().filter(|g| selected.contains(g)) {
            let Some(place) = round.settings.goals.iter().position(|g| g == goal) else {
                continue;
            };
            let backs = |group: &str| {
                let own = ballots.iter().filter(|b| b.group == group);
                let marks = own.filter_map(|b| b.answers.mark(place));
                count(
                    marks
                        .filter(|m| row.points(*m, round.settings.allowed.top) > 0)
                        .count(),
                )
            };
            claims.push(Claim::Backers {
                goal: goal.clone(),
                groups: groups.iter().map(|(g, _)| (g.clone(), backs(g))).collect(),
            });
        }
        claims
    }
}

//! How a proposal came about, as claims: each a statement about the round that anybody with its results, costs and limits can
//! check. Sentences are made of claims and of nothing else.

use super::{Fits, Limit, Why};
use crate::domain::vote::room_rule::RoomRule;
use crate::domain::{
    meeting::Meeting,
    vote::{disclosure::Shown, exact::Exact, round::Round, tally::Tally},
};

/// A statement about a proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// These goals are agreed already and take so much.
    AgreedBefore {
        /// How many goals.
        goals: u64,
        /// What they cost together, in whole units of currency.
        money: u64,
        /// The hours they take together.
        hours: u64,
        /// Of them, goals whose money or hours are not known.
        unknown: u64,
    },
    /// The strand was promised a goal, and had too few without this one. Of its goals that fit beside those before and lie above the
    /// middle, none has a better result.
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
        /// How many it has.
        has: u64,
    },
    /// The strand was promised a goal, and these of its goals stand level.
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
    /// These have a better result and are out; of the others, none has.
    NextThatFits {
        /// The goal.
        goal: String,
        /// Goals with a better result that are out.
        skipped: Vec<String>,
    },
    /// It stood level with others, and the room settled that it goes first.
    Settled {
        /// The goal.
        goal: String,
    },
    /// These have the same result, each fits, and together they do not.
    Level {
        /// The goals.
        goals: Vec<String>,
    },
    /// Beside the goals that are in it takes so much more of a limit than there is, or at least so much whichever of those that
    /// stand level go first.
    Short {
        /// The goal.
        goal: String,
        /// The limit.
        limit: Limit,
        /// How much more.
        by: u64,
        /// Some stand level, and which of them go first may make it more.
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
    /// It is out for a reason that says all there is to say: out of reach, decided, not voted on, waiting for a tie.
    Out {
        /// The goal.
        goal: String,
        /// The reason.
        why: Why,
    },
    /// Each of so many groups holds the same part of what is left, shared equally among so many of its people.
    Halves {
        /// Groups and their ballots.
        groups: Vec<(String, u64)>,
    },
    /// So many people hold the same part of what is left each.
    EqualParts {
        /// All ballots.
        people: u64,
    },
    /// So many of each group gave the goal a mark above the least.
    Backers {
        /// The goal.
        goal: String,
        /// Groups and how many of them.
        groups: Vec<(String, u64)>,
    },
    /// Which marks count as support.
    Support,
    /// Of all sets of the other candidates that fit beside the goals that are in for their strands, none has more points than this
    /// one.
    NoSetHasMore {
        /// The set.
        goals: Vec<String>,
        /// Goals that are in for their strands.
        beside: Vec<String>,
    },
    /// The rule comes to several sets on these votes, with these goals in some of them and not in others.
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
            // Goals of a strand that was promised one have their own claim.
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
                // Said at the beginning, and with the goals that stand level.
                Why::AgreedBefore | Why::LevelWith(_) => continue,
                Why::Short(limit, by) => Claim::Short {
                    goal,
                    limit: *limit,
                    by: *by,
                    or_more: !fits.level.is_empty(),
                },
                Why::BelowMiddle => Claim::BelowMiddle {
                    result: tally.of(&goal).and_then(|c| c.result).unwrap_or(middle),
                    goal,
                    middle,
                },
                Why::NotKnown(..) => Claim::NotKnown { goal },
                why => Claim::Out {
                    goal,
                    why: why.clone(),
                },
            });
        }
        claims
    }

    /// Who holds what, and who backs the goals that are in, where supporters pay. Only of a round whose ballots may be counted.
    pub(super) fn shares(round: &Round, open: &[String], selected: &[String]) -> Vec<Claim> {
        use crate::domain::vote::settings::Weight;
        if round.tally().is_none_or(|t| t.shown() != Shown::Open) || round.lacks_ballots() {
            return Vec::new();
        }
        let ballots = round.ballots();
        let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
        let of = |group: &&str| count(ballots.iter().filter(|b| b.group == **group).count());
        let groups: Vec<(String, u64)> = round
            .groups()
            .iter()
            .map(|g| ((*g).to_owned(), of(g)))
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

//! Second opinions: the rules that read ballots, for rounds whose ballots are kept and may be shown.

use std::collections::BTreeSet;

use super::{Claim, GoalReason, Placed, RuleChoice};
use crate::domain::vote::room_rule::RoomRule;
use crate::domain::{
    goal::Goal,
    meeting::Meeting,
    refusal::Refusal,
    vote::{
        ballot,
        choose::{
            self, BallotKind, Completion, CostLimit, Election, ElectionOutcome, Objective, Project,
            Rule, Unusable, UtilityBallot, WhyOut,
        },
        disclosure::OPEN_FROM,
        exact::Exact,
        method::Keys,
        round::Round,
    },
};

/// Every possible set of a rule, as goals' ids; more than one if there are ties.
pub(super) type PossibleSets = BTreeSet<BTreeSet<String>>;

fn rule_of(rule: RoomRule) -> Rule {
    match rule {
        RoomRule::EvenLoad => Rule::Phragmen { greedy: false },
        RoomRule::BestSet => Rule::Best(Objective::Votes),
        // Neither raised nor filled up: raised until nothing fits any more, equal shares fill the purse with goals that nobody wants,
        // and the sentence "its supporters can pay for it" is no longer true of them. `BestFirst` does not come here.
        RoomRule::GroupHalves | RoomRule::BestFirst => Rule::EqualShares(Completion::default()),
    }
}

/// The reason for which an outcome leaves a project out.
fn because(outcome: &ElectionOutcome, place: usize) -> Option<&WhyOut> {
    match outcome.why.get(place)? {
        choose::ProjectReason::Out { because, .. } => Some(because),
        choose::ProjectReason::In(_) => None,
    }
}

fn refusal(why: &Unusable) -> Refusal {
    Refusal::new(format!("Nothing can be worked out: {why}."))
}

impl Meeting {
    /// A rule's choice from the ballots of a round that is shown exactly.
    pub(super) fn second_opinion(
        &self,
        round: &Round,
        rule: RoomRule,
        open: &[String],
        taken: &[String],
    ) -> Result<RuleChoice, Refusal> {
        let election = self.rule_election(round, round.ballots(), rule, open, taken);
        let outcome = choose::choose(&election, rule_of(rule)).map_err(|e| refusal(&e))?;
        // Every set and not the outcome's alone: which goal wins a tie is for the room to settle.
        let sets = self.sets_of(&election, rule, open)?;
        let sets = self.settled(round, sets);
        let id = |place: &usize| open.get(*place).cloned().unwrap_or_default();
        let order: Vec<String> = outcome.selected.iter().map(id).collect();
        let in_all = |goal: &String| sets.iter().all(|set| set.contains(goal));
        let in_some = |goal: &String| sets.iter().any(|set| set.contains(goal));
        let level: Vec<String> = open
            .iter()
            .filter(|g| in_some(g) && !in_all(g))
            .cloned()
            .collect();
        let mut selected: Vec<String> = order.into_iter().filter(&in_all).collect();
        let more = open.iter().filter(|g| in_all(g) && !selected.contains(g));
        let more: Vec<String> = more.cloned().collect();
        selected.extend(more);
        let ends = self.loads(taken, sets.iter().map(|set| set.iter()));
        // The outcome breaks ties by the smallest id, of which the room knows nothing. Its reasons hold only where there was no tie.
        let only = sets.len() == 1 && outcome.steps.iter().all(|step| step.tied.is_empty());
        let why = open.iter().enumerate().map(|(place, goal)| Placed {
            goal: goal.clone(),
            why: if selected.contains(goal) {
                match rule {
                    RoomRule::BestSet => GoalReason::BestSet,
                    RoomRule::BestFirst | RoomRule::GroupHalves | RoomRule::EvenLoad => {
                        GoalReason::PaidBySupporters
                    }
                }
            } else if level.contains(goal) {
                GoalReason::LevelWith(level.iter().filter(|g| *g != goal).cloned().collect())
            } else if let Some((limit, by)) = self.short_of(&ends, goal) {
                GoalReason::Short(limit, by)
            } else {
                match because(&outcome, place) {
                    Some(WhyOut::NoSupport) => GoalReason::Unsupported,
                    // Without the amount that is missing: it would have to name what single supporters have left.
                    _ if rule == RoomRule::GroupHalves => GoalReason::NotCovered,
                    Some(WhyOut::Stopped { at }) if only => {
                        GoalReason::Stopped(open.get(*at).cloned().unwrap_or_default())
                    }
                    _ if level.is_empty() => GoalReason::NotChosen,
                    _ => GoalReason::WaitsFor(level.clone()),
                }
            },
        });
        let why = why.collect();
        let claims = match rule {
            RoomRule::GroupHalves => Self::shares(round, open, &selected),
            RoomRule::EvenLoad => vec![Claim::Support],
            RoomRule::BestSet if level.is_empty() => vec![Claim::NoSetHasMore {
                goals: selected.clone(),
                beside: taken.to_vec(),
            }],
            RoomRule::BestSet | RoomRule::BestFirst => Vec::new(),
        };
        Ok(RuleChoice {
            selected,
            why,
            level: if level.is_empty() {
                Vec::new()
            } else {
                vec![level]
            },
            claims,
        })
    }

    /// Every possible set of a rule on these ballots, however ties are broken.
    pub(super) fn rule_sets(
        &self,
        round: &Round,
        ballots: &[ballot::Ballot],
        rule: RoomRule,
        open: &[String],
        taken: &[String],
    ) -> Result<PossibleSets, Refusal> {
        let election = self.rule_election(round, ballots, rule, open, taken);
        self.sets_of(&election, rule, open)
    }

    #[expect(
        clippy::unused_self,
        reason = "it is one of the meeting's ways to look at a round"
    )]
    fn sets_of(
        &self,
        election: &Election,
        rule: RoomRule,
        open: &[String],
    ) -> Result<PossibleSets, Refusal> {
        let ties = choose::tied(election, rule_of(rule))
            .map_err(|e| refusal(&e))?
            // An incomplete list could miss the set in which a goal is out, and call it certain.
            .filter(|t| t.complete)
            .ok_or("There are too many ties to say what this rule comes to.")?;
        let named = |set: &Vec<usize>| set.iter().filter_map(|p| open.get(*p).cloned()).collect();
        Ok(ties.sets.iter().map(named).collect())
    }

    /// The sets that are left once ties are settled as the room did: those without the goal that goes first, but with another of
    /// the tie, are removed.
    fn settled(&self, round: &Round, mut sets: PossibleSets) -> PossibleSets {
        for lot in self.lots.iter().filter(|l| l.round == round.id) {
            let chosen = |set: &BTreeSet<String>| set.contains(&lot.taken);
            let passed = |set: &BTreeSet<String>| {
                let mut others = lot.between.iter().filter(|g| **g != lot.taken);
                !chosen(set) && others.any(|g| set.contains(g))
            };
            // A lot for a goal that no set has any more is passed over, or nothing would be left.
            if sets.iter().any(chosen) {
                sets.retain(|set| !passed(set));
            }
        }
        sets
    }

    /// The election of a rule: approvals for Phragmén and for ballots of yes and no, points otherwise.
    fn rule_election(
        &self,
        round: &Round,
        ballots: &[ballot::Ballot],
        rule: RoomRule,
        open: &[String],
        taken: &[String],
    ) -> Election {
        let goals: Vec<&Goal> = open.iter().filter_map(|id| self.goal(id)).collect();
        let approvals =
            rule == RoomRule::EvenLoad || round.settings.method.row().keys == Keys::YesNo;
        self.election(round, ballots, &goals, taken, approvals)
    }

    /// These goals and ballots as an election under what is left beside goals that are in already.
    pub(super) fn election(
        &self,
        round: &Round,
        ballots: &[ballot::Ballot],
        goals: &[&Goal],
        taken: &[String],
        approvals: bool,
    ) -> Election {
        let left = self.left(taken);
        let exact = |n: u64| Exact::from_integer(i64::try_from(n).unwrap_or(i64::MAX));
        let mut limits = Vec::new();
        for (name, left) in [("money", left.money), ("hours", left.hours)] {
            // A limit that the agenda does not set is left out and not made very large: all limits are brought to one denominator.
            limits.extend(left.map(|left| CostLimit {
                name: name.to_owned(),
                budget: exact(left),
            }));
        }
        let costs = |goal: &Goal| {
            let money = left.money.map(|_| exact(goal.cost.unwrap_or(0)));
            let hours = left.hours.map(|_| exact(goal.hours.unwrap_or(0)));
            money.into_iter().chain(hours).collect()
        };
        let row = round.settings.method.row();
        Election {
            kind: if approvals {
                BallotKind::Approval
            } else {
                BallotKind::Points
            },
            projects: goals
                .iter()
                .map(|g| Project {
                    id: g.id.clone(),
                    costs: costs(g),
                })
                .collect(),
            limits,
            at_most: left.goals,
            weight: round.settings.weight,
            ballots: ballots
                .iter()
                .map(|ballot| {
                    let marks = goals.iter().enumerate().filter_map(|(place, goal)| {
                        // The ballot's order is that of the round, the election's that of the results.
                        let on_ballot = round.settings.goals.iter().position(|g| *g == goal.id)?;
                        let mark = ballot.answers.mark(on_ballot)?;
                        let worth = if approvals {
                            i64::from(row.supports(mark))
                        } else {
                            row.points(mark, round.settings.allowed.top)
                        };
                        (worth > 0).then(|| (place, Exact::from_integer(worth)))
                    });
                    UtilityBallot::points(marks).of(ballot.group.clone())
                })
                .collect(),
        }
    }

    /// A counted round whose ballots are kept, with every goal on the list that it voted on, as an election under the whole
    /// capacity; for other programs to read. `None` if it has no ballots that may be written.
    pub fn ballots_as_election(&self, round: &Round) -> Option<(Election, Vec<String>)> {
        // From unlabelled ballots and the published means of the groups it can be worked out whose are whose: of 10 ballots with the
        // means of 4 patients, one subset fitted. Journals from before there were levels still hold such ballots.
        let small = |n: &u32| (1..OPEN_FROM).contains(n);
        if round.ballots().is_empty() || round.tally()?.voted.values().any(small) {
            return None;
        }
        let goals: Vec<&Goal> = round
            .settings
            .goals
            .iter()
            .filter_map(|id| self.goal(id))
            .filter(|g| g.is_live())
            .collect();
        let approvals = round.settings.method.row().keys == Keys::YesNo;
        let mut election = self.election(round, round.ballots(), &goals, &[], approvals);
        let whole = self.limits();
        for limit in &mut election.limits {
            let there_is = match limit.name.as_str() {
                "money" => whole.money,
                _ => whole.hours,
            };
            // Other programs compare with the whole budget; what is agreed since is no part of the vote.
            limit.budget = Exact::from_integer(i64::try_from(there_is.unwrap_or(0)).unwrap_or(0));
        }
        election.at_most = whole.goals;
        let names = goals.iter().map(|g| g.title.clone()).collect();
        Some((election, names))
    }
}

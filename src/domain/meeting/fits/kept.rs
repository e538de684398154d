//! Sets for rounds with a small group: worked out at the close while there are ballots, and shown only as long as they hold.
//!
//! A set that turns on one ballot would say something about that ballot, so it is not kept at all. Everything else that it
//! depends on is written beside it, so that a changed cost or decision does not leave an old set standing.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{GoalReason, Placed, RuleChoice};
use crate::domain::vote::room_rule::RoomRule;
use crate::domain::{
    meeting::Meeting,
    refusal::{Refusal, refuse},
    vote::{
        ballot::Ballot,
        disclosure::Shown,
        round::Round,
        tally::{Counted, KeptSet, Tally},
    },
};

impl Meeting {
    /// The sets of the rules that need ballots, for a round that is being closed and whose ballots are not kept.
    pub(in crate::domain::meeting) fn sets_to_keep(
        &self,
        round: &Round,
        tally: &Tally,
        ballots: &[Ballot],
    ) -> Vec<KeptSet> {
        if tally.shown() != Shown::Small || self.limits() == super::Limits::default() {
            return Vec::new();
        }
        let open = self.candidates(round, tally).open;
        let mut kept = Vec::new();
        for rule in RoomRule::ALL {
            if rule == RoomRule::BestFirst {
                continue;
            }
            // A promise to a strand asks for another set beside the forced goal, so each set that comes up on the way is kept, with its
            // own basis. Without ballots none of them can be worked out later.
            let mut run = |open: &[String], taken: &[String]| {
                let set = self.set_to_keep(round, tally, ballots, rule, (open, taken));
                let chosen = self.told_of_kept(&set, rule, open, taken);
                kept.push(set);
                chosen
            };
            // Only the sets are wanted: a refusal now is worked out again, and shown, when the room asks.
            let _ = self.choose(round, tally, &open, &mut run);
        }
        kept
    }

    /// The set of a rule on these candidates beside these goals; none where it turns on one ballot of a small group.
    fn set_to_keep(
        &self,
        round: &Round,
        tally: &Tally,
        ballots: &[Ballot],
        rule: RoomRule,
        (open, taken): (&[String], &[String]),
    ) -> KeptSet {
        let small = |group: &str| {
            let ranges = |c: &Counted| c.ranges.contains_key(group);
            tally.results.iter().any(ranges)
        };
        let sets = |ballots: &[Ballot]| self.rule_sets(round, ballots, rule, open, taken);
        let all = sets(ballots).ok();
        // Only ballots of small groups are left out one by one: those of an open group are many enough to hide in.
        let turns = || {
            (0..ballots.len()).any(|left_out| {
                let mut others = ballots.to_vec();
                let is_small = small(&others.remove(left_out).group);
                is_small && sets(&others).ok() != all
            })
        };
        // A tie would have to be settled later, and that takes the ballots.
        let one = all.as_ref().filter(|sets| sets.len() == 1);
        let set = one.and_then(|sets| sets.first()).filter(|_| !turns());
        let ordered = |set: &BTreeSet<String>| {
            let inside = open.iter().filter(|id| set.contains(*id));
            inside.cloned().collect()
        };
        KeptSet {
            rule: rule.word().to_owned(),
            basis: self.basis(open, taken),
            set: set.map(ordered),
        }
    }

    /// The basis of a set: everything but ballots that it depends on, which is the capacity left and the costs of each candidate.
    fn basis(&self, open: &[String], taken: &[String]) -> String {
        let left = self.left(taken);
        let number = |n: Option<u64>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        let mut basis = format!(
            "{} {} {}",
            number(left.money),
            number(left.hours),
            number(left.goals)
        );
        let mut goals: Vec<&String> = open.iter().collect();
        // Sorted by id, because the order of candidates follows results and would differ for the same set of goals.
        goals.sort_unstable();
        for goal in goals {
            let costs = self.goal(goal).map(|g| (g.cost, g.hours));
            let (money, hours) = costs.unwrap_or_default();
            let _ = write!(basis, "; {goal} {} {}", number(money), number(hours));
        }
        basis
    }

    /// The kept set of a rule, as a choice.
    pub(super) fn kept_set(
        &self,
        tally: &Tally,
        rule: RoomRule,
        open: &[String],
        taken: &[String],
    ) -> Result<RuleChoice, Refusal> {
        let of_rule = || tally.sets.iter().filter(|kept| kept.rule == rule.word());
        if of_rule().next().is_none() {
            return refuse(
                "This was not worked out when the round was closed, and its ballots are not kept.",
            );
        }
        let basis = self.basis(open, taken);
        let kept = of_rule().find(|kept| kept.basis == basis).ok_or(
            "What goals take, what is left or what goes first has changed since the round was closed, and its ballots are not kept. Another round can be opened.",
        )?;
        self.told_of_kept(kept, rule, open, taken)
    }

    /// A kept set as a choice.
    fn told_of_kept(
        &self,
        kept: &KeptSet,
        rule: RoomRule,
        open: &[String],
        taken: &[String],
    ) -> Result<RuleChoice, Refusal> {
        let set = kept.set.as_ref().ok_or(
            "This turns on one vote of a small group, so it is not said: it would tell something about that vote.",
        )?;
        let beside = [self.load_with(&[taken, set.as_slice()].concat())];
        let why = open.iter().map(|goal| Placed {
            goal: goal.clone(),
            why: if set.contains(goal) {
                match rule {
                    RoomRule::BestSet => GoalReason::BestSet,
                    RoomRule::BestFirst | RoomRule::GroupHalves | RoomRule::EvenLoad => {
                        GoalReason::PaidBySupporters
                    }
                }
            } else {
                match self.short_of(&beside, goal) {
                    Some((limit, by)) => GoalReason::Short(limit, by),
                    None if rule == RoomRule::GroupHalves => GoalReason::NotCovered,
                    // The exact reason would have to be counted from the ballots, which are gone.
                    None => GoalReason::NotChosen,
                }
            },
        });
        Ok(RuleChoice {
            selected: set.clone(),
            why: why.collect(),
            ..RuleChoice::default()
        })
    }
}

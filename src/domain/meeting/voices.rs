//! Measures of whose voice carried: goals that began with a patient's words, and agreed goals that both groups were for.

use super::{Meeting, airtime::Voice};
use crate::domain::vote::{disclosure::Shown, round::Round};

/// A part of a whole, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PartOf {
    /// The part.
    pub part: u64,
    /// The whole.
    pub of: u64,
}

impl PartOf {
    /// The part in 100, rounded; `None` where the whole is nothing.
    pub fn in_100(self) -> Option<u64> {
        // Half a part is added before the division, so that it is rounded and not cut.
        (self.of > 0).then(|| (self.part.saturating_mul(200) + self.of) / (2 * self.of))
    }
}

/// The agreed goals that both groups put above the middle of the scale, or the reason why they are not counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BothAbove {
    /// Counted, in the round of this number.
    Counted {
        /// The number of the round.
        round: usize,
        /// Goals that both groups put above the middle, of the agreed goals that were voted on in this form.
        goals: PartOf,
    },
    /// The groups of the last round, which has this number, are withheld.
    Withheld(usize),
    /// Only one group voted in the last round, which has this number.
    OneGroup(usize),
    /// No round was counted.
    NoRound,
}

impl Meeting {
    /// The goals that rest on a patient's comment, of all on the list.
    // By the evidence and not by who proposed a goal: that is not recorded, so that a name cannot weigh on the vote.
    pub fn goals_from_patients_words(&self) -> PartOf {
        let is_comment = |id: &String| self.findings().comment(id).is_some();
        let mut goals = PartOf::default();
        for goal in self.live_goals() {
            goals.of += 1;
            goals.part += u64::from(goal.evidence.iter().any(is_comment));
        }
        goals
    }

    /// The group of which one person alone came. Its time would be that person's, so no file has it.
    pub fn group_of_one(&self) -> Option<&'static str> {
        let groups = [Voice::Patient.group(), Voice::Team.group()];
        let came = |group: &&str| {
            let people = self.people().iter();
            people
                .filter(|a| a.was_here() && a.group() == Some(*group))
                .count()
        };
        groups.into_iter().find(|group| came(group) == 1)
    }

    /// The agreed goals that both groups put above the middle of the scale in the last vote of the room.
    pub fn agreed_above_for_both(&self) -> BothAbove {
        // Small tables have no groups, and what they propose is no vote of the room.
        let votes = self.rounds().iter().rev();
        let mut last = votes.filter(|r| r.counts() && !r.settings.method.is_tables());
        let Some((round, tally)) = last.find_map(|r| Some((r, r.tally()?))) else {
            return BothAbove::NoRound;
        };
        if tally.shown() == Shown::Withheld {
            return BothAbove::Withheld(round.number);
        }
        let groups: Vec<&String> = tally.voted.keys().collect();
        if groups.len() < 2 {
            return BothAbove::OneGroup(round.number);
        }
        let method = round.settings.method;
        let above = |goal: &str| {
            tally.of(goal).is_some_and(|counted| {
                groups.iter().all(|group| {
                    let figure = counted.groups.get(*group);
                    // As shown: of a range that lies across the middle nobody knows on which side the group is.
                    figure.is_some_and(|f| *f > tally.middle_of(method, group))
                })
            })
        };
        let mut goals = PartOf::default();
        for goal in self.live_goals().filter(|g| g.is_agreed()) {
            if self.was_voted_on(round, &goal.id) {
                goals.of += 1;
                goals.part += u64::from(above(&goal.id));
            }
        }
        BothAbove::Counted {
            round: round.number,
            goals,
        }
    }

    /// True if a round was about a goal as it reads now.
    fn was_voted_on(&self, round: &Round, goal: &str) -> bool {
        round.settings.goals.iter().any(|g| g == goal) && !self.changed_since(round, goal)
    }
}

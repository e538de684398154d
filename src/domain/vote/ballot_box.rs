//! The ballot box of an open round.
//!
//! Voters and ballots are two lists, both sorted at each ballot, so that nothing in the box tells which ballot is whose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    ballot::{Answers, Ballot, check},
    channels::{self, Channels},
    round::Round,
};
use crate::domain::refusal::Refusal;

/// The ballot box of an open round: its ballots, and apart from them the voters who have handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotBox {
    /// The round it belongs to.
    pub round: String,
    /// Ids of those who handed in by the keyboard, sorted.
    pub voted: Vec<String>,
    /// Slips of paper typed in so far, by group.
    pub slips: BTreeMap<String, u32>,
    /// Ballots that came by code card. Their voters are among those who have `voted`.
    // A number and no names: who votes by telephone is known, and the box has to tell no more than the room knows.
    #[serde(default, skip_serializing_if = "channels::is_zero")]
    pub codes: u32,
    /// Every ballot, sorted.
    pub ballots: Vec<Ballot>,
}

impl BallotBox {
    /// An empty box for a round.
    pub fn new(round: &str) -> Self {
        Self {
            round: round.to_owned(),
            ..Self::default()
        }
    }

    /// Takes in a voter's ballot. The voter is added to `voted`, apart from the ballot.
    pub fn cast(&mut self, round: &Round, voter: &str, answers: Answers) -> Result<(), Refusal> {
        let Some(group) = round.group_of(voter) else {
            return Err(Refusal::new(
                "Only people with a vote in this round can vote.",
            ));
        };
        if self.voted.iter().any(|v| v == voter) {
            return Err(Refusal::new("This person has handed in already."));
        }
        // Before the ballot is looked at: slips may have used up the group's votes, and then no ballot of it can be taken.
        self.takes(round, group)?;
        check(&round.settings, &answers)?;
        self.voted.push(voter.to_owned());
        self.voted.sort_unstable();
        self.put(Ballot {
            group: group.to_owned(),
            answers,
        });
        Ok(())
    }

    /// Takes in the ballot of a voter with a code card. It is sealed like any other.
    ///
    /// # Errors
    /// As for [`Self::cast`].
    pub fn cast_by_code(
        &mut self,
        round: &Round,
        voter: &str,
        answers: Answers,
    ) -> Result<(), Refusal> {
        self.cast(round, voter, answers)?;
        self.codes += 1;
        Ok(())
    }

    /// Takes in a paper slip. It has no name, only the group it counts in.
    pub fn cast_slip(
        &mut self,
        round: &Round,
        group: &str,
        answers: Answers,
    ) -> Result<(), Refusal> {
        self.takes(round, group)?;
        check(&round.settings, &answers)?;
        // Counted by group: as long as there are slips, nobody knows who has voted, and no one of the group may change to another.
        *self.slips.entry(group.to_owned()).or_insert(0) += 1;
        self.put(Ballot {
            group: group.to_owned(),
            answers,
        });
        Ok(())
    }

    /// The numbers of ballots by the way they came in.
    pub fn channels(&self) -> Channels {
        let voted = u32::try_from(self.voted.len()).unwrap_or(u32::MAX);
        Channels {
            keys: voted.saturating_sub(self.codes),
            slips: self.slips.values().sum(),
            codes: self.codes,
        }
    }

    /// The number of ballots of a group so far.
    pub fn count(&self, group: &str) -> usize {
        self.ballots.iter().filter(|b| b.group == group).count()
    }

    fn put(&mut self, ballot: Ballot) {
        self.ballots.push(ballot);
        self.ballots.sort_unstable();
    }

    /// Checks that one more ballot of a group can be handed in.
    ///
    /// # Errors
    /// A sentence, where the group has no vote, or where all its votes are in.
    pub fn takes(&self, round: &Round, group: &str) -> Result<(), Refusal> {
        let voters = round.voters.iter().filter(|v| v.group == group).count();
        if voters == 0 {
            return Err(Refusal::new(
                "Nobody of that group has a vote in this round.",
            ));
        }
        // A slip typed twice can only be noticed by the number of ballots, since slips have no names.
        if self.count(group) >= voters {
            return Err(Refusal::new(format!(
                "All {voters} votes of this group are in. A slip may have been typed twice, or somebody came late: let them in first."
            )));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vote::{
        allowed::Allowed,
        method::Method,
        round::{RoundState, Voter},
        settings::{RoundSettings, Weight},
    };

    fn round() -> Round {
        let voter = |(person, group): (&str, &str)| Voter {
            person: person.into(),
            group: group.into(),
            proxy: false,
        };
        Round {
            id: "r1".into(),
            number: 1,
            opened: "2026-11-24T14:00:00+00:00".parse().unwrap(),
            settings: RoundSettings {
                method: Method::Score,
                weight: Weight::Balanced,
                apart_from: 3,
                allowed: Allowed::default(),
                goals: vec!["g1".into(), "g2".into()],
            },
            versions: vec![0, 0],
            voters: [("pat", "patient"), ("una", "patient"), ("mo", "mdt")]
                .map(voter)
                .to_vec(),
            hands: BTreeMap::new(),
            tables: Vec::new(),
            instead_of: Vec::new(),
            set_aside: false,
            void: false,
            state: RoundState::Open,
        }
    }

    fn scores(scores: &[Option<u8>]) -> Answers {
        Answers::Marks(scores.to_vec())
    }

    fn sentence(result: Result<(), Refusal>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn nobody_hands_in_twice() {
        let (round, mut ballots) = (round(), BallotBox::new("r1"));
        let five = || scores(&[Some(5), None]);
        ballots.cast(&round, "pat", five()).unwrap();
        let before = ballots.clone();
        assert_eq!(
            sentence(ballots.cast(&round, "pat", five())),
            "This person has handed in already."
        );
        assert_eq!(ballots, before);
    }

    #[test]
    fn every_way_to_vote_is_counted_and_none_is_in_the_ballots() {
        let (round, mut ballots) = (round(), BallotBox::new("r1"));
        let marks = || scores(&[Some(3), None]);
        ballots.cast_by_code(&round, "pat", marks()).unwrap();
        ballots.cast(&round, "mo", marks()).unwrap();
        ballots.cast_slip(&round, "patient", marks()).unwrap();
        let by = ballots.channels();
        assert_eq!((by.keys, by.slips, by.codes), (1, 1, 1));
        assert_eq!(by.total(), 3);
        // The ballot by code and the one on paper are the same bytes.
        let patients: Vec<_> = ballots
            .ballots
            .iter()
            .filter(|b| b.group == "patient")
            .collect();
        assert_eq!(patients[0], patients[1]);
        assert_eq!(
            sentence(ballots.cast_by_code(&round, "pat", marks())),
            "This person has handed in already."
        );
        assert_eq!(ballots.codes, 1);
        // Boxes of earlier versions have no such number.
        let text = serde_json::to_string(&BallotBox::new("r1")).unwrap();
        assert!(!text.contains("codes"), "{text}");
    }

    #[test]
    fn who_has_no_vote_in_the_round_cannot_vote() {
        let (round, mut ballots) = (round(), BallotBox::new("r1"));
        let refused = sentence(ballots.cast(&round, "fay", scores(&[Some(1), Some(1)])));
        assert_eq!(refused, "Only people with a vote in this round can vote.");
        let refused = sentence(ballots.cast_slip(&round, "carers", scores(&[Some(1), Some(1)])));
        assert_eq!(refused, "Nobody of that group has a vote in this round.");
        assert_eq!(ballots, BallotBox::new("r1"));
    }

    #[test]
    fn a_group_cannot_hand_in_more_ballots_than_it_has_votes() {
        let (round, mut ballots) = (round(), BallotBox::new("r1"));
        let one = || scores(&[Some(1), Some(1)]);
        ballots.cast_slip(&round, "patient", one()).unwrap();
        ballots.cast(&round, "pat", one()).unwrap();
        let refused = sentence(ballots.cast_slip(&round, "patient", one()));
        assert!(refused.starts_with("All 2 votes of this group are in."));
        let refused = sentence(ballots.cast(&round, "una", one()));
        assert!(refused.starts_with("All 2 votes of this group are in."));
        assert_eq!(ballots.slips["patient"], 1);
        assert_eq!((ballots.count("patient"), ballots.count("mdt")), (2, 0));
    }

    #[test]
    fn a_ballot_of_the_wrong_length_or_with_a_six_is_refused() {
        let (round, mut ballots) = (round(), BallotBox::new("r1"));
        for wrong in [&[][..], &[Some(1)], &[None, None, None]] {
            let refused = sentence(ballots.cast(&round, "pat", scores(wrong)));
            assert!(refused.starts_with("Every goal needs a mark"), "{wrong:?}");
        }
        let six = || scores(&[Some(0), Some(6)]);
        assert_eq!(
            sentence(ballots.cast(&round, "pat", six())),
            "A score is 0 to 5."
        );
        assert_eq!(
            sentence(ballots.cast_slip(&round, "mdt", six())),
            "A score is 0 to 5."
        );
        assert_eq!(ballots, BallotBox::new("r1"));
    }

    #[test]
    fn both_lists_are_sorted_and_no_ballot_has_a_name() {
        let (round, mut ballots) = (round(), BallotBox::new("r1"));
        for (who, score) in [("una", 5), ("pat", 1), ("mo", 3)] {
            ballots
                .cast(&round, who, scores(&[Some(score), None]))
                .unwrap();
        }
        assert_eq!(ballots.voted, ["mo", "pat", "una"]);
        assert!(ballots.ballots.is_sorted());
        let text = serde_json::to_string(&ballots.ballots).unwrap();
        for name in ["mo", "pat\"", "una"] {
            assert!(!text.contains(name), "{text}");
        }
    }
}

//! A sealed vote, and the box it waits in while its round is open.
//!
//! Both lists of the box are sorted whenever one is added, so that nothing in it tells which ballot is whose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::round::{Allowed, Round};
use crate::domain::{agenda::Method, refusal::Refusal};

/// The highest score a goal can be given.
pub const TOP_SCORE: u8 = 5;
/// The highest rating a goal can be given; the lowest is 1.
pub const TOP_RATING: u8 = 9;

/// One person's sealed vote. It carries the group, never the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ballot {
    /// The group it counts in.
    pub group: String,
    /// What it says, in the order of the round's goals.
    pub answers: Answers,
}

/// What a ballot says; one kind for each sealed method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answers {
    /// 0 to 5 for each goal; `None` is "cannot judge".
    Scores(Vec<Option<u8>>),
    /// Yes or no to each goal; `None` is "cannot judge".
    Approvals(Vec<Option<bool>>),
    /// Dots on each goal.
    Dots(Vec<u8>),
    /// 1 to 9 for each goal; `None` is "cannot judge".
    Rates(Vec<Option<u8>>),
    /// The place of each goal, from 1; 0 is none.
    Ranks(Vec<u8>),
    /// Handed in, and says nothing.
    Abstain,
}

impl Answers {
    /// What one key a goal says, in the order of the ballot: a score, a rating, dots or a place, 1 for yes and 0 for no;
    /// `None` is "cannot judge", and no dots and no place.
    pub fn of(method: Method, marks: &[Option<u8>]) -> Self {
        let some = || marks.iter().map(|m| m.unwrap_or(0)).collect();
        match method {
            Method::Score | Method::Hands => Self::Scores(marks.to_vec()),
            Method::Approve => Self::Approvals(marks.iter().map(|m| m.map(|m| m > 0)).collect()),
            Method::Dots => Self::Dots(some()),
            Method::Rate => Self::Rates(marks.to_vec()),
            Method::Rank => Self::Ranks(some()),
        }
    }

    /// What it says of the goal at a place of the ballot, as a number; `None` where it does not judge it.
    pub fn mark(&self, place: usize) -> Option<u8> {
        match self {
            Self::Scores(marks) | Self::Rates(marks) => marks.get(place).copied().flatten(),
            Self::Approvals(marks) => marks.get(place).copied().flatten().map(u8::from),
            Self::Dots(marks) | Self::Ranks(marks) => marks.get(place).copied(),
            Self::Abstain => None,
        }
    }
}

/// Where the ballots of an open round wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotBox {
    /// The round it belongs to.
    pub round: String,
    /// Ids of those who handed in by the keyboard, sorted.
    pub voted: Vec<String>,
    /// Slips of paper typed in so far, by group.
    pub slips: BTreeMap<String, u32>,
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

    /// Takes a voter's ballot in. The voter is kept in the list of who has voted, apart from the ballot.
    pub fn cast(&mut self, round: &Round, voter: &str, answers: Answers) -> Result<(), Refusal> {
        let Some(group) = round.group_of(voter) else {
            return Err(Refusal::new(
                "Only people with a vote in this round can vote.",
            ));
        };
        if self.voted.iter().any(|v| v == voter) {
            return Err(Refusal::new("This person has handed in already."));
        }
        self.room_for(round, group)?;
        check(round, &answers)?;
        self.voted.push(voter.to_owned());
        self.voted.sort_unstable();
        self.put(Ballot {
            group: group.to_owned(),
            answers,
        });
        Ok(())
    }

    /// Takes in a slip of paper. It has no name on it, only the group it counts in.
    pub fn cast_slip(
        &mut self,
        round: &Round,
        group: &str,
        answers: Answers,
    ) -> Result<(), Refusal> {
        self.room_for(round, group)?;
        check(round, &answers)?;
        *self.slips.entry(group.to_owned()).or_insert(0) += 1;
        self.put(Ballot {
            group: group.to_owned(),
            answers,
        });
        Ok(())
    }

    /// Ballots of a group so far.
    pub fn count(&self, group: &str) -> usize {
        self.ballots.iter().filter(|b| b.group == group).count()
    }

    fn put(&mut self, ballot: Ballot) {
        self.ballots.push(ballot);
        self.ballots.sort_unstable();
    }

    fn room_for(&self, round: &Round, group: &str) -> Result<(), Refusal> {
        let voters = round.voters.iter().filter(|v| v.group == group).count();
        if voters == 0 {
            return Err(Refusal::new(
                "Nobody of that group has a vote in this round.",
            ));
        }
        if self.count(group) >= voters {
            return Err(Refusal::new(format!(
                "All {voters} votes of this group are in. A slip may have been typed twice, or somebody came late: let them in first."
            )));
        }
        Ok(())
    }
}

/// Whether a ballot is one of the round's method, and keeps its rules.
pub fn check(round: &Round, answers: &Answers) -> Result<(), Refusal> {
    let no = |sentence: String| Err(Refusal::new(sentence));
    let goals = round.goals.len();
    let whole = |marks: usize, keys: &str| {
        if marks == goals {
            Ok(())
        } else {
            no(format!(
                "Every goal needs a key: {keys}, or - for \u{201c}cannot judge\u{201d}."
            ))
        }
    };
    match (round.method, answers) {
        (_, Answers::Abstain) => Ok(()),
        (Method::Score, Answers::Scores(scores)) => {
            whole(scores.len(), "0 to 5")?;
            if scores.iter().flatten().any(|s| *s > TOP_SCORE) {
                return no("A score is 0 to 5.".to_owned());
            }
            Ok(())
        }
        (Method::Approve, Answers::Approvals(marks)) => whole(marks.len(), "y or n"),
        (Method::Rate, Answers::Rates(ratings)) => {
            whole(ratings.len(), "1 to 9")?;
            let wrong = |r: &u8| !(1..=TOP_RATING).contains(r);
            if ratings.iter().flatten().any(wrong) {
                return no("A rating is 1 to 9.".to_owned());
            }
            Ok(())
        }
        (Method::Dots, Answers::Dots(dots)) => {
            let Allowed {
                dots: each, most, ..
            } = round.allowed;
            whole(dots.len(), "how many dots")?;
            if dots.iter().any(|d| *d > most) {
                return no(format!("At most {most} dots can stand on one goal."));
            }
            if dots.iter().map(|d| u32::from(*d)).sum::<u32>() > u32::from(each) {
                return no(format!(
                    "That is more than {each} dots. Backspace starts over."
                ));
            }
            Ok(())
        }
        (Method::Rank, Answers::Ranks(ranks)) => {
            let top = usize::from(round.allowed.top).min(goals);
            whole(ranks.len(), "its place")?;
            let mut given: Vec<u8> = ranks.iter().copied().filter(|r| *r > 0).collect();
            given.sort_unstable();
            let in_order = given
                .iter()
                .enumerate()
                .all(|(i, r)| usize::from(*r) == i + 1);
            if !in_order || given.len() > top {
                return no(format!(
                    "Each place from 1 to {top} can be given once, without leaving one out. Backspace starts over."
                ));
            }
            Ok(())
        }
        (
            Method::Hands
            | Method::Score
            | Method::Approve
            | Method::Rate
            | Method::Dots
            | Method::Rank,
            _,
        ) => no("That is a ballot of another kind of vote.".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        agenda::{Method, Weight},
        vote::round::{RoundState, Voter},
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
            method: Method::Score,
            weight: Weight::Balanced,
            apart_from: 3,
            allowed: Allowed::default(),
            goals: vec!["g1".into(), "g2".into()],
            versions: vec![0, 0],
            voters: [("pat", "patient"), ("una", "patient"), ("mo", "mdt")]
                .map(voter)
                .to_vec(),
            hands: BTreeMap::new(),
            state: RoundState::Open,
        }
    }

    fn scores(scores: &[Option<u8>]) -> Answers {
        Answers::Scores(scores.to_vec())
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
            assert!(refused.starts_with("Every goal needs a key"), "{wrong:?}");
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
    fn each_method_has_its_ballot_and_its_rules() {
        let with = |method, allowed| Round {
            method,
            allowed,
            ..round()
        };
        let few = Allowed {
            dots: 4,
            most: 3,
            top: 2,
        };
        let good = [
            (Method::Approve, vec![Some(1), None]),
            (Method::Dots, vec![Some(3), Some(1)]),
            (Method::Dots, vec![None, Some(1)]),
            (Method::Rate, vec![Some(9), None]),
            (Method::Rank, vec![Some(2), Some(1)]),
            (Method::Rank, vec![None, Some(1)]),
        ];
        for (method, marks) in good {
            let answers = Answers::of(method, &marks);
            assert_eq!(check(&with(method, few), &answers), Ok(()), "{answers:?}");
            assert_eq!(check(&with(method, few), &Answers::Abstain), Ok(()));
            // One of another kind is none of this.
            assert!(check(&with(Method::Hands, few), &answers).is_err());
        }
        let bad = [
            (Method::Dots, vec![Some(4), Some(0)], "At most 3 dots"),
            (Method::Dots, vec![Some(3), Some(2)], "more than 4 dots"),
            (Method::Rate, vec![Some(0), None], "A rating is 1 to 9."),
            (Method::Rank, vec![Some(1), Some(1)], "can be given once"),
            (Method::Rank, vec![Some(2), None], "without leaving one out"),
            (Method::Approve, vec![Some(1)], "Every goal needs a key"),
        ];
        for (method, marks, said) in bad {
            let refused = sentence(check(&with(method, few), &Answers::of(method, &marks)));
            assert!(refused.contains(said), "{method:?} {marks:?}: {refused}");
        }
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

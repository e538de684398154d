//! A sealed vote, and the box it waits in while its round is open.
//!
//! Both lists of the box are sorted whenever one is added, so that nothing in it tells which ballot is whose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    method::{Keys, Method},
    round::{Allowed, Round},
};
use crate::domain::refusal::Refusal;

/// One person's sealed vote. It carries the group, never the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ballot {
    /// The group it counts in.
    pub group: String,
    /// What it says, in the order of the round's goals.
    pub answers: Answers,
}

/// The answers of a ballot, in the same shape for every sealed method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "Written", into = "Written")]
pub enum Answers {
    /// A mark for each goal; `None` is "cannot judge".
    Marks(Vec<Option<u8>>),
    /// Handed in, and says nothing.
    Abstain,
}

/// Answers as files have them. Files of before say them in a shape of their own for each method; they are read for ever.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Written {
    Marks(Vec<Option<u8>>),
    Scores(Vec<Option<u8>>),
    Approvals(Vec<Option<bool>>),
    Dots(Vec<u8>),
    Rates(Vec<Option<u8>>),
    Ranks(Vec<u8>),
    Abstain,
}

impl From<Written> for Answers {
    fn from(written: Written) -> Self {
        match written {
            Written::Marks(marks) | Written::Scores(marks) | Written::Rates(marks) => {
                Self::Marks(marks)
            }
            Written::Approvals(marks) => {
                Self::Marks(marks.into_iter().map(|m| m.map(u8::from)).collect())
            }
            Written::Dots(marks) | Written::Ranks(marks) => {
                Self::Marks(marks.into_iter().map(Some).collect())
            }
            Written::Abstain => Self::Abstain,
        }
    }
}

impl From<Answers> for Written {
    fn from(answers: Answers) -> Self {
        match answers {
            Answers::Marks(marks) => Self::Marks(marks),
            Answers::Abstain => Self::Abstain,
        }
    }
}

impl Answers {
    /// The answers that one key a goal gives, in the order of the ballot: a digit, 1 for yes and 0 for no, dots, or a place;
    /// `None` is "cannot judge", or no dots and no place.
    pub fn of(method: Method, marks: &[Option<u8>]) -> Self {
        let blank_is_zero = method.row().keys.blank_is_zero();
        Self::Marks(
            marks
                .iter()
                .map(|mark| mark.or(blank_is_zero.then_some(0)))
                .collect(),
        )
    }

    /// The mark of the goal at a place of the ballot; `None` where the ballot does not judge it.
    pub fn mark(&self, place: usize) -> Option<u8> {
        match self {
            Self::Marks(marks) => marks.get(place).copied().flatten(),
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

/// The way out of a ballot that breaks a rule.
const START_OVER: &str = "{StartOver} starts over.";

/// Whether a ballot keeps the rules of the round's method.
///
/// # Errors
/// A sentence that says which rule it breaks.
pub fn check(round: &Round, answers: &Answers) -> Result<(), Refusal> {
    let no = |sentence: String| Err(Refusal::new(sentence));
    let row = round.method.row();
    let marks = match answers {
        _ if round.method.is_open() => return no(row.words.wrong.to_owned()),
        Answers::Abstain => return Ok(()),
        Answers::Marks(marks) => marks,
    };
    if marks.len() != round.goals.len() {
        return no(format!("Every goal needs a mark: {}.", row.words.keys));
    }
    let given = || marks.iter().flatten().copied();
    match row.keys {
        Keys::Digits(low, high) if given().any(|m| m < low || m > high) => {
            no(row.words.wrong.to_owned())
        }
        Keys::YesNo if given().any(|m| m > 1) => no(row.words.wrong.to_owned()),
        Keys::Dots => {
            let Allowed { dots, most, .. } = round.allowed;
            if given().any(|d| d > most) {
                return no(format!("At most {most} dots can stand on one goal."));
            }
            if given().map(u32::from).sum::<u32>() > u32::from(dots) {
                let sentence = format!("That is more than {dots} dots.");
                return Err(Refusal::new(sentence).with_hint(START_OVER));
            }
            Ok(())
        }
        Keys::Places => {
            let top = usize::from(round.allowed.top).min(round.goals.len());
            let mut places: Vec<u8> = given().filter(|place| *place > 0).collect();
            places.sort_unstable();
            let mut in_order = (1..)
                .zip(&places)
                .map(|(n, place)| n == usize::from(*place));
            if places.len() > top || !in_order.all(|is| is) {
                let sentence = format!(
                    "Each place from 1 to {top} can be given once, without leaving one out."
                );
                return Err(Refusal::new(sentence).with_hint(START_OVER));
            }
            Ok(())
        }
        Keys::Digits(..) | Keys::YesNo => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        agenda::Weight,
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
            instead_of: Vec::new(),
            set_aside: false,
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
            // A show of hands has no ballots.
            assert!(check(&with(Method::Hands, few), &answers).is_err());
        }
        let bad = [
            (Method::Dots, vec![Some(4), Some(0)], "At most 3 dots"),
            (Method::Dots, vec![Some(3), Some(2)], "more than 4 dots"),
            (Method::Rate, vec![Some(0), None], "A rating is 1 to 9."),
            (Method::Rank, vec![Some(1), Some(1)], "can be given once"),
            (Method::Rank, vec![Some(2), None], "without leaving one out"),
            (Method::Approve, vec![Some(1)], "Every goal needs a mark"),
        ];
        for (method, marks, said) in bad {
            let refused = sentence(check(&with(method, few), &Answers::of(method, &marks)));
            assert!(refused.contains(said), "{method:?} {marks:?}: {refused}");
        }
    }

    #[test]
    fn answers_that_were_written_before_are_read() {
        let read = |text: &str| -> Answers { serde_json::from_str(text).unwrap() };
        let marks = |marks: &[Option<u8>]| Answers::Marks(marks.to_vec());
        for (text, answers) in [
            (r#"{"scores":[5,null]}"#, marks(&[Some(5), None])),
            (
                r#"{"approvals":[true,false,null]}"#,
                marks(&[Some(1), Some(0), None]),
            ),
            (r#"{"dots":[0,3]}"#, marks(&[Some(0), Some(3)])),
            (r#"{"rates":[9,null]}"#, marks(&[Some(9), None])),
            (r#"{"ranks":[2,0]}"#, marks(&[Some(2), Some(0)])),
            (r#"{"marks":[1,null]}"#, marks(&[Some(1), None])),
            (r#""abstain""#, Answers::Abstain),
        ] {
            assert_eq!(read(text), answers, "{text}");
            assert_eq!(read(&serde_json::to_string(&answers).unwrap()), answers);
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

//! A sealed ballot: its shape on disk, and the rules of its method.

use serde::{Deserialize, Serialize};

use super::{
    allowed::Allowed,
    method::{Keys, Method},
    settings::RoundSettings,
};
use crate::domain::refusal::Refusal;

/// One person's sealed vote. It carries the group, never the person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Ballot {
    /// The group it counts in.
    pub group: String,
    /// The answers, in the order of the round's goals.
    pub answers: Answers,
}

/// The answers of a ballot, in the same shape for every sealed method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "StoredAnswers", into = "StoredAnswers")]
pub enum Answers {
    /// A mark for each goal; `None` is "cannot judge".
    Marks(Vec<Option<u8>>),
    /// Handed in without any mark.
    // A ballot and not the lack of one: the voter has voted, the number of ballots is right, and nobody can tell it from others.
    Abstain,
}

/// The file form of answers. Older journals have a form for each method; all of them are read for ever, and one is written.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StoredAnswers {
    Marks(Vec<Option<u8>>),
    Scores(Vec<Option<u8>>),
    Approvals(Vec<Option<bool>>),
    Dots(Vec<u8>),
    Rates(Vec<Option<u8>>),
    Ranks(Vec<u8>),
    Abstain,
}

impl From<StoredAnswers> for Answers {
    fn from(written: StoredAnswers) -> Self {
        match written {
            StoredAnswers::Marks(marks)
            | StoredAnswers::Scores(marks)
            | StoredAnswers::Rates(marks) => Self::Marks(marks),
            StoredAnswers::Approvals(marks) => {
                Self::Marks(marks.into_iter().map(|m| m.map(u8::from)).collect())
            }
            StoredAnswers::Dots(marks) | StoredAnswers::Ranks(marks) => {
                Self::Marks(marks.into_iter().map(Some).collect())
            }
            StoredAnswers::Abstain => Self::Abstain,
        }
    }
}

impl From<Answers> for StoredAnswers {
    fn from(answers: Answers) -> Self {
        match answers {
            Answers::Marks(marks) => Self::Marks(marks),
            Answers::Abstain => Self::Abstain,
        }
    }
}

impl Answers {
    /// Answers from marks in the order of the ballot: a digit, 1 for yes and 0 for no, a number of dots, or a place. `None` is
    /// "cannot judge", or no dots and no place.
    pub fn of(method: Method, marks: &[Option<u8>]) -> Self {
        // With dots and places an empty goal is an answer. Taken as "cannot judge", a goal without dots would have no result.
        let blank_is_zero = method.row().keys.blank_is_zero();
        Self::Marks(
            marks
                .iter()
                .map(|mark| mark.or(blank_is_zero.then_some(0)))
                .collect(),
        )
    }

    /// The mark of the goal at a place of the ballot; `None` if the ballot does not judge it.
    pub fn mark(&self, place: usize) -> Option<u8> {
        match self {
            Self::Marks(marks) => marks.get(place).copied().flatten(),
            Self::Abstain => None,
        }
    }
}

/// The hint with a refusal that no single mark can mend.
const START_OVER: &str = "{HandIn.Up} goes back, {HandIn.StartOver} begins again.";

/// Checks a ballot against the rules of the round's method.
///
/// # Errors
/// A sentence that says which rule it breaks.
pub fn check(settings: &RoundSettings, answers: &Answers) -> Result<(), Refusal> {
    let no = |sentence: String| Err(Refusal::new(sentence));
    let row = settings.method.row();
    let marks = match answers {
        _ if settings.method.is_open() => return no(row.words.wrong.to_owned()),
        Answers::Abstain => return Ok(()),
        Answers::Marks(marks) => marks,
    };
    // Marks have no goal ids: one mark too few would shift all the others to a wrong goal.
    if marks.len() != settings.goals.len() {
        let (one, _) = settings.method.marked();
        return no(format!("Every {one} needs a mark: {}.", row.words.keys));
    }
    let given = || marks.iter().flatten().copied();
    match row.keys {
        Keys::Digits(low, high) if given().any(|m| m < low || m > high) => {
            no(row.words.wrong.to_owned())
        }
        Keys::YesNo if given().any(|m| m > 1) => no(row.words.wrong.to_owned()),
        Keys::Dots => {
            let Allowed { dots, most, .. } = settings.allowed;
            if given().any(|d| d > most) {
                let sentence = match most {
                    1 => "At most 1 dot can stand on one goal.".to_owned(),
                    n => format!("At most {n} dots can stand on one goal."),
                };
                return Err(Refusal::new(sentence).with_hint(START_OVER));
            }
            let over = given()
                .map(u32::from)
                .sum::<u32>()
                .saturating_sub(dots.into());
            if over > 0 {
                let sentence = match over {
                    1 => "1 dot too many.".to_owned(),
                    n => format!("{n} dots too many."),
                };
                return Err(Refusal::new(sentence).with_hint(START_OVER));
            }
            Ok(())
        }
        Keys::Places => {
            // A ballot of two goals cannot give three places.
            let top = usize::from(settings.allowed.top).min(settings.goals.len());
            let mut places: Vec<u8> = given().filter(|place| *place > 0).collect();
            places.sort_unstable();
            // Places 1 and 3 without a 2 may be a slip of the finger, and the points of the third are not what the voter meant.
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
    use crate::domain::vote::settings::Weight;

    fn settings() -> RoundSettings {
        RoundSettings {
            method: Method::Score,
            weight: Weight::Balanced,
            apart_from: 3,
            allowed: Allowed::default(),
            goals: vec!["g1".into(), "g2".into()],
        }
    }

    fn sentence(result: Result<(), Refusal>) -> String {
        result.unwrap_err().to_string()
    }

    #[test]
    fn each_method_has_its_ballot_and_its_rules() {
        let with = |method, allowed| RoundSettings {
            method,
            allowed,
            ..settings()
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
            (Method::Dots, vec![Some(3), Some(2)], "1 dot too many."),
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
}

//! The questions about the meeting itself, which the room answers in secret at its end.
//!
//! They are asked in our own words: a published instrument would need a licence, and asks about treatment, not about a meeting.

use jiff::civil::Date;

use super::{
    outcome::Evaluation,
    vote::{
        allowed::Allowed,
        method::Method,
        settings::{RoundSettings, Weight},
    },
};

/// A question about the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// Its word in files.
    pub id: &'static str,
    /// The question as it is asked.
    pub asked: &'static str,
    /// It in a word or two, for a list.
    pub short: &'static str,
}

/// The questions, in the order in which they are asked.
// The same four at every meeting: with other questions a unit could not see whether its meetings get better.
pub const QUESTIONS: [Question; 4] = [
    Question {
        id: "heard",
        asked: "Were you heard today?",
        short: "heard",
    },
    Question {
        id: "understood",
        asked: "Did you understand what was said?",
        short: "understood",
    },
    Question {
        id: "change",
        asked: "Will something change because of today?",
        short: "something will change",
    },
    Question {
        id: "again",
        asked: "Would you come to such a meeting again?",
        short: "would come again",
    },
];

/// The question of a word in files.
pub fn question(id: &str) -> Option<&'static Question> {
    QUESTIONS.iter().find(|q| q.id == id)
}

/// The settings of a round of the questions, in which groups of fewer ballots than `apart_from` are not shown apart.
pub fn settings(apart_from: u32) -> RoundSettings {
    RoundSettings {
        method: Method::Evaluation,
        // Whatever the goals were voted on with: ten of the team would drown out the two patients whom it is about.
        weight: Weight::Balanced,
        apart_from: apart_from.max(1),
        allowed: Allowed::default(),
        goals: QUESTIONS.iter().map(|q| q.id.to_owned()).collect(),
    }
}

/// The answers about a meeting that was held.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeldEvaluation {
    /// The day of the meeting.
    pub day: Option<Date>,
    /// The answers.
    pub evaluation: Evaluation,
}

/// The answers of several meetings, a line a question: `heard  2024 3.9, 2025 4.2`. Questions that were never answered have no
/// line, and a meeting whose groups are withheld has no number.
pub fn trend(held: &[HeldEvaluation]) -> Vec<(&'static str, String)> {
    // The year alone, unless two meetings were in one.
    let years: Vec<i16> = held.iter().filter_map(|h| h.day).map(Date::year).collect();
    let is_twice = |year: i16| years.iter().filter(|y| **y == year).count() > 1;
    let when = |day: Option<Date>| match day {
        None => "once".to_owned(),
        Some(day) if is_twice(day.year()) => format!("{:04}-{:02}", day.year(), day.month()),
        Some(day) => day.year().to_string(),
    };
    let line = |question: &Question| {
        let said: Vec<String> = held
            .iter()
            .filter_map(|held| {
                let mut results = held.evaluation.results.iter();
                let result = results.find(|r| r.question == question.id)?;
                let figure = result.balanced?;
                let figure = if result.withheld {
                    "not shown".to_owned()
                } else {
                    format!("{figure:.1}")
                };
                Some(format!("{} {figure}", when(held.day)))
            })
            .collect();
        (!said.is_empty()).then(|| (question.short, said.join(", ")))
    };
    QUESTIONS.iter().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use proptest::{array::uniform4, collection::vec, option::of, prelude::*};

    use super::*;
    use crate::domain::{
        outcome::QuestionResult,
        reading::{Jargon, read},
        vote::{
            ballot::{Answers, Ballot},
            disclosure::Shown,
            exact::Exact,
            tally::Tally,
        },
    };

    #[test]
    fn each_question_is_one_short_sentence_in_plain_words() {
        for question in QUESTIONS {
            assert!(question.asked.split(' ').count() <= 10, "{question:?}");
            assert!(question.asked.ends_with('?'));
            let read = read(
                question.asked,
                &Jargon::with(&std::collections::BTreeMap::new()),
            );
            assert!(read.jargon.is_empty() && read.long.is_empty(), "{read:?}");
        }
    }

    #[test]
    fn a_trend_names_years_and_shows_nothing_that_is_withheld() {
        let held = |day: &str, figure, withheld| HeldEvaluation {
            day: day.parse().ok(),
            evaluation: Evaluation {
                results: vec![QuestionResult {
                    question: "heard".into(),
                    balanced: Some(figure),
                    withheld,
                    ..QuestionResult::default()
                }],
                ..Evaluation::default()
            },
        };
        let all = [
            held("2024-05-01", 3.9, false),
            held("2025-05-01", 4.5, true),
            held("2026-01-10", 4.2, false),
            held("2026-11-24", 4.0, false),
        ];
        let lines = trend(&all);
        assert_eq!(
            lines,
            [(
                "heard",
                "2024 3.9, 2025 not shown, 2026-01 4.2, 2026-11 4.0".to_owned()
            )]
        );
        assert!(trend(&[]).is_empty());
    }

    /// Ballots of a group, one a person.
    fn ballots(group: &str, marks: Vec<[Option<u8>; 4]>) -> Vec<Ballot> {
        let ballot = |marks: [Option<u8>; 4]| Ballot {
            group: group.to_owned(),
            answers: Answers::Marks(marks.to_vec()),
        };
        marks.into_iter().map(ballot).collect()
    }

    proptest! {
        /// The same rules as for votes on goals, on this scale: nothing finer than a range of a small group, and of a group that is
        /// withheld nothing but a result that keeps away from the ends.
        #[test]
        fn no_answer_of_a_small_group_can_be_read_off_a_figure(
            patients in vec(uniform4(of(1_u8..=5)), 0..8),
            team in vec(uniform4(of(1_u8..=5)), 1..8),
        ) {
            let mut all = ballots("patient", patients);
            all.extend(ballots("mdt", team));
            let settings = settings(3);
            let tally = Tally::of_ballots(&settings, &all);
            let (low, high) = (Exact::new(3, 2), Exact::new(9, 2));
            for counted in &tally.results {
                match tally.shown() {
                    Shown::Withheld => {
                        prop_assert!(counted.withheld);
                        prop_assert!(counted.groups.is_empty() && counted.ranges.is_empty());
                        let coarse = |r: Exact| (r * 2).is_integer() && (low..=high).contains(&r);
                        prop_assert!(counted.result.is_none_or(coarse), "{counted:?}");
                    }
                    Shown::Small => {
                        prop_assert!(!counted.ranges.is_empty() || counted.groups.len() < 2);
                        for (group, (from, to)) in &counted.ranges {
                            prop_assert_eq!(*to - *from, Exact::from_integer(1));
                            prop_assert_eq!(counted.groups[group], (*from + *to) / 2);
                        }
                        prop_assert!(counted.result.is_none_or(|r| (r * 2).is_integer()));
                    }
                    Shown::Open => prop_assert!(counted.ranges.is_empty()),
                }
            }
        }
    }
}

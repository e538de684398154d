//! The questions about the meeting itself, which the room answers in secret at its end.
//!
//! They are asked in our own words: a published instrument would need a licence, and asks about treatment, not about a meeting.

use super::vote::{
    allowed::Allowed,
    method::Method,
    settings::{RoundSettings, Weight},
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reading::{Jargon, read};

    #[test]
    fn each_question_is_one_short_sentence_in_plain_words() {
        for question in QUESTIONS {
            assert!(question.asked.split(' ').count() <= 10, "{question:?}");
            assert!(question.asked.ends_with('?'));
            let read = read(question.asked, &Jargon::with(&std::collections::BTreeMap::new()));
            assert!(read.jargon.is_empty() && read.long.is_empty(), "{read:?}");
        }
    }
}

//! Patients' words, countdowns, the speaking round, and the desk.

use super::{Visible, begun};
use crate::harness::Play;

/// Everybody is there, and the screen is the facilitator's own.
fn desk() -> Play {
    begun().reopen_at_the_desk()
}

pub(super) const PLACES: &[Visible] = &[
    Visible {
        name: "a short comment",
        begin: begun,
        keys: "3 c",
        seen: &[
            "Waiting in clinic",
            "comment 1 of 4",
            "next comment",
            "x hold back",
            "g propose a goal",
            "t read in silence",
            "? help",
        ],
        small: &["Waiting in clinic", "comment 1 of 4", "x hold back"],
    },
    Visible {
        name: "a long comment, read in silence",
        begin: begun,
        keys: "3 tab c j j t",
        seen: &[
            "It is never a big thing you want to ask.",
            "interview, primary",
            "Read in silence ━",
            "1:00",
        ],
        small: &["It is never a big thing", "Read in silence ━", "1:00"],
    },
    Visible {
        name: "a comment with the field for its goal",
        begin: begun,
        keys: "3 tab c j j g",
        seen: &["It is never a big thing you want to ask.", "comment 3 of 4"],
        small: &["It is never a big thing", "comment 3 of 4"],
    },
    Visible {
        name: "writing in silence",
        begin: begun,
        keys: "4 w",
        seen: &["Write in silence ━", "2:00"],
        small: &["Write in silence ━", "2:00"],
    },
    Visible {
        name: "a speaker's time",
        begin: begun,
        keys: "3 r s",
        seen: &["have been heard", "Time to speak ━", "2:00"],
        small: &["Time to speak ━", "2:00"],
    },
    Visible {
        name: "a starred comment at the desk",
        begin: desk,
        keys: "3 c s",
        seen: &["* starred", "comment 1 of 4"],
        small: &["* starred"],
    },
    Visible {
        name: "the notes at the desk",
        begin: desk,
        keys: "3 r enter f",
        seen: &[
            "Ask: who has not spoken yet?",
            "Next in the round: Bernadette",
            "left of 8 minutes",
            "Sam Hart leads",
        ],
        small: &["Ask: who has not spoken yet?", "left of 8 minutes"],
    },
];

//! Parts that must be visible on the page of what fits and on the themes.

use super::{Visible, begun};
use crate::fits::counted;

pub(super) const PLACES: &[Visible] = &[
    Visible {
        name: "what fits, with a tie",
        begin: counted,
        keys: "5 w",
        seen: &[
            "round 1, the best result first",
            "£700 of £2,000",
            "84 of 160",
            "4 of 5 goals",
            "> 1 [x] Wait goal",
            "8 [ ] Room goal",
            "w|level with 6",
            "below the middle",
            "taken by all 4 ways",
            "s|5 and 6 stand level, one place is left",
        ],
        small: &[
            "£700",
            "84 of 160",
            "4 of 5 goals",
            "> 1 [x] Wait goal",
            "s|5 and 6 stand level",
        ],
    },
    Visible {
        name: "what fits, too much of it",
        begin: counted,
        keys: "5 w down down down down down down space",
        seen: &[
            "a|changed by you",
            "b|188 of 160",
            "b|28 over",
            "> 7 [x] Clinic goal",
            "no place left",
            "b|28 hours over.",
            "s|The cheapest swap: without 2 (40 hours) it fits.",
        ],
        small: &[
            "b|188 of 160",
            "b|28 over",
            "> 7 [x] Clinic goal",
            "s|Without 2 (40 hours) it fits.",
        ],
    },
    Visible {
        name: "a finding",
        begin: begun,
        keys: "3",
        seen: &[
            "Waiting in clinic",
            "We will tell you how long you will wait, and why.",
            "finding 1 of 4",
            "Were you told how long you would wait?",
            "England 2025 61%",
            "s|41%",
            "of 131 people",
            "s|27%",
            "b|\u{25bc} Lower than in 2023, by more than chance.",
            "58% of 118 then",
            "Few people: most likely between 13% and 48%.",
            "I sat in a gown for two hours",
        ],
        small: &[
            "finding 1 of 4",
            "Were you told how long you would wait?",
            "England 2025 61%",
            "41%",
            "27%",
            "by more than chance.",
            "Few people: most likely",
        ],
    },
];

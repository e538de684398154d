//! Results and the review.

use super::{Visible, begun};
use crate::reveal::{one_round, two_rounds};

pub(super) const PLACES: &[Visible] = &[
    Visible {
        name: "a result that nobody has seen",
        begin: one_round,
        keys: "",
        seen: &["Round 1", "3 patients and 6 of the team", "m|· · ·"],
        small: &["Round 1", "· · ·"],
    },
    Visible {
        name: "a result",
        begin: one_round,
        keys: "a",
        seen: &[
            "Round 1",
            "#|█ patients",
            "◇ hospital team",
            "result",
            "Say how long",
            "Drop-in clinic",
            "A new waiting room",
            "B|at least 2.3 apart",
            "money not known, 104 hours",
            "agreed: £0 of £2,000",
            "0 of 160 h",
            "0 of 5",
        ],
        small: &[
            "Round 1",
            "█ patients",
            "Say how long",
            "Drop-in clinic",
            "A new waiting room",
            "at least 2.3 apart",
            "agreed: £0 of £2,000",
        ],
    },
    Visible {
        name: "a second result",
        begin: two_rounds,
        keys: "a",
        seen: &["Round 2", "○ round 1", "since round 1", "›◇", "agreed: £0"],
        small: &["Round 2", "○ round 1", "›◇"],
    },
    Visible {
        name: "the review",
        begin: begun,
        keys: "2",
        seen: &[
            "What we pledged in November 2023",
            "2 done, 2 stuck, 1 dropped, 3 to look at",
            "┃ we said",
            "B|58% to 41%",
            "g|56% to 74%",
            "m|18% to 41%",
            "B|! stuck",
            "g|✓ done",
            "m|- dropped",
            "a|? asked",
            "Dorothy Finch",
        ],
        small: &["58% to 41%", "18% to 41%", "! stuck", "✓ done", "? asked"],
    },
    Visible {
        name: "a history",
        begin: begun,
        keys: "2 enter",
        seen: &[
            "1 of 6",
            "Dorothy Finch, with Bernadette Quigley",
            "b|58% to 41%: lower, by more than chance",
            "● pledged",
            "19 Nov 2024",
            "b|! stuck",
            "today",
        ],
        small: &["1 of 6", "58% to 41%"],
    },
];

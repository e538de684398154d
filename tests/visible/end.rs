//! Parts that must be visible on Owners and at the end of a meeting.

use super::{Visible, begun};
use crate::{harness::Play, sample::the_finished_meeting};

/// The places, with what must be in sight there.
pub(super) const PLACES: &[Visible] = &[
    Visible {
        name: "an owner's form",
        begin: finished,
        keys: "6 home enter",
        seen: &[
            "Who will do it, and by when",
            "goal 1 of 5",
            "s|Say how long the wait is, and why, at the desk and on the screen",
            "£0 and 12 hours in the first year",
            "Lee Whitcombe",
            "▓ this goal",
            "Jo Ellis",
            "now 41%, we want above 61%",
            "Sunday 28 February 2027",
            "w|a Sunday: Friday is the 26th",
            "agreed to it",
        ],
        small: &[
            "Who will do it, and by when",
            "Lee Whitcombe",
            "28 of 40 hours left",
        ],
    },
    Visible {
        name: "an owner's form at its first empty field",
        begin: agreed,
        keys: "6 home enter",
        seen: &[
            "> owner",
            "nobody yet",
            "with",
            "first step",
            "we look at",
            "no day yet",
        ],
        small: &["> owner"],
    },
    Visible {
        name: "the pledge",
        begin: finished,
        keys: "7 o",
        seen: &[
            "Northbrook Breast Unit",
            "24 November 2026",
            "Lee Whitcombe with Jo Ellis",
            "Siân Llŷr with Jo Ellis",
            "28 February 2027",
            "Agreed in the room: 6 of the team, 3",
        ],
        small: &["Our pledge", "Lee Whitcombe"],
    },
    Visible {
        name: "one goal of the pledge",
        begin: finished,
        keys: "7 o z",
        seen: &[
            "1 of 5",
            "s|Say how long the wait is",
            "Lee Whitcombe",
            "by Sunday 28 February 2027",
            "Point a telephone at the square",
        ],
        small: &["1 of 5", "Lee Whitcombe", "by Sunday 28 February 2027"],
    },
    Visible {
        name: "after saving",
        begin: finished,
        keys: "7",
        seen: &["Saved at", "Still open"],
        small: &["Saved at"],
    },
];

fn finished() -> Play {
    let mut play = the_finished_meeting();
    play.press("esc");
    play
}

/// A meeting in which a goal has just been agreed.
fn agreed() -> Play {
    let mut play = begun();
    play.press("5 home d enter");
    play
}

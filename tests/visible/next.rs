//! Goals, and the way on.

use super::{Visible, before, begun};

/// The way on of a place, which no window may lose.
const fn way_on(
    name: &'static str,
    begin: fn() -> crate::harness::Play,
    keys: &'static str,
    words: &'static [&'static str],
) -> Visible {
    Visible {
        name,
        begin,
        keys,
        seen: words,
        small: words,
    }
}

pub(super) const PLACES: &[Visible] = &[
    way_on(
        "welcome, to the start",
        before,
        "1",
        &["Space here or not", "s start the meeting", "? help"],
    ),
    way_on(
        "after the start",
        before,
        "s",
        &["The meeting has begun.", "PgDn on to Review", "? help"],
    ),
    way_on(
        "review, to the next stage",
        begun,
        "2",
        &["Enter", "PgDn on", "? help"],
    ),
    way_on(
        "a goal of last time, to the next one",
        begun,
        "2 home enter",
        &["\u{2192} next goal", "d done", "? help"],
    ),
    way_on(
        "themes, to the next finding",
        begun,
        "3",
        &["\u{2192} next finding 2 of 4", "g propose a goal", "? help"],
    ),
    way_on(
        "themes, to the next theme",
        begun,
        "3 end",
        &["\u{2192} next theme: Access to a nurse", "? help"],
    ),
    way_on(
        "a comment, to the next one",
        begun,
        "3 c",
        &["\u{2193} next comment", "comment 1 of 4", "? help"],
    ),
    way_on(
        "a finding, large, to the next one",
        begun,
        "3 z",
        &["\u{2193} next finding 2 of 4", "? help"],
    ),
    way_on(
        "goals, to the vote",
        begun,
        "4",
        &["PgDn on to Vote", "g propose a goal", "? help"],
    ),
    way_on(
        "a goal, to the next one",
        begun,
        "4 enter",
        &["Enter change", "Ctrl-N next goal 2 of 3"],
    ),
    way_on(
        "vote, to the next stage",
        begun,
        "5",
        &["PgDn on", "? help"],
    ),
    way_on("owners, to the close", begun, "6", &["PgDn on", "? help"]),
    way_on(
        "an earlier stage, back to the vote",
        begun,
        "5 1",
        &["PgDn back to Vote", "? help"],
    ),
    Visible {
        name: "the board of goals with its sums",
        begin: begun,
        keys: "4",
        seen: &[
            "Say how long the wait is",
            "A new waiting room",
            "Drop-in clinic",
            "money",
            "hours",
            "Together   \u{a3}0 of \u{a3}2,000",
            "116 of 160 hours",
            "2 of 5 goals",
            "Not in it: 1 goal beyond us. Not known yet: money of 1 goal.",
        ],
        small: &["money", "hours", "116 of 160 hours", "2 of 5 goals"],
    },
    Visible {
        name: "a long board with its sums",
        begin: || {
            let mut play = begun();
            for nth in 1..9 {
                play.press("4 g")
                    .text(&format!("Goal number {nth} of many"))
                    .press("enter");
            }
            play
        },
        keys: "4 home",
        seen: &[
            "> Say how long the wait is",
            "116 of 160 hours",
            "10 of 5 goals, 5 too many",
        ],
        small: &["> Say how long the wait is", "116 of 160 hours"],
    },
];

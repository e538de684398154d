//! Welcome, and prompts beside what they are about.

use super::{Visible, before, begun};

pub(super) const PLACES: &[Visible] = &[
    Visible {
        name: "welcome before anybody came",
        begin: before,
        keys: "1",
        seen: &[
            "0 of 10 here",
            "Patients  0 of 3",
            "Hospital team  0 of 6",
            "Does not vote  0 of 1",
            "[ ] Jo Ellis",
            "[ ] Parveen Aslam",
            "[ ] Lee Whitcombe",
            "[ ] Sam Hart",
            "Missing",
            "a radiographer",
            "One person speaks at a time",
            "Names stay in this room",
            "Say it in words everybody knows",
            "Anybody may step out",
            "without saying why",
        ],
        small: &[
            "0 of 10 here",
            "Patients  0 of 3",
            "Hospital team  0 of 6",
            "[ ] Jo Ellis",
            "[ ] Lee Whitcombe",
            "a radiographer",
            "One person speaks at a time",
            "Names stay in this room",
            "Say it in words everybody knows",
            "Anybody may step out",
        ],
    },
    Visible {
        name: "welcome, somebody late and somebody gone",
        begin: || {
            let mut play = begun();
            play.wait(600);
            play.press("1 home x right down down x");
            play
        },
        keys: "1",
        seen: &["left 13:08", "Names stay in this room", "Patients  2 of 3"],
        small: &["left", "Names stay in this room", "Patients  2 of 3"],
    },
    Visible {
        name: "a goal under a finding",
        begin: begun,
        keys: "3 g T e l l",
        seen: &[
            "Were you told how long you would wait?",
            "41%",
            "27%",
            "> Tell",
            "for the theme: Waiting in clinic",
        ],
        small: &["Were you told how long you would wait?", "41%", "> Tell"],
    },
    Visible {
        name: "a goal under a comment",
        begin: begun,
        keys: "3 c g T e l l",
        // In a bigger window the words stay in large letters.
        seen: &["comment 1 of 4", "> Tell"],
        small: &["I sat in a gown for two hours", "> Tell"],
    },
    Visible {
        name: "a reason under a reviewed goal",
        begin: begun,
        keys: "2 j j j s",
        seen: &["> Make the case for a nurse", "stuck on?"],
        small: &["> Make the case for a nurse", "stuck on?"],
    },
    Visible {
        name: "a decision under its goal",
        begin: begun,
        keys: "5 j j d",
        seen: &[
            "> Drop-in clinic with a nurse",
            "> We do it",
            "Not this time",
        ],
        small: &["> Drop-in clinic with a nurse", "> We do it"],
    },
];

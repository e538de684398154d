//! Synonyms: words for an action that its label does not use, for the menu of actions and the dialogue.
//!
//! Beside the key table and not in it: an action has rows in several scopes, and its synonyms are the same in all of them.

use crate::{app::action::Action, domain::meeting::mark::CountdownKind};

/// The other words for an action; empty for most.
pub fn synonyms(action: Action) -> &'static [&'static str] {
    let row = SYNONYMS.iter().find(|(of, _)| *of == action);
    row.map_or(&[], |(_, words)| words)
}

/// The words by action, in the order of the key table. Each is what a nurse would type, not what a program calls it.
const SYNONYMS: &[(Action, &[&str])] = &[
    (
        Action::Park,
        &["later", "postpone", "car park", "off topic"],
    ),
    (
        Action::Timer,
        &["time", "clock", "stopwatch", "pause", "stop"],
    ),
    (
        Action::AddMinute,
        &["time", "clock", "longer", "more time", "extend"],
    ),
    (
        Action::Blank,
        &["black", "dark", "hide", "off", "projector", "screen"],
    ),
    (
        Action::Present,
        &["big", "slide", "full screen", "projector"],
    ),
    (
        Action::Clock,
        &["time", "timer", "watch", "countdown", "break", "pace"],
    ),
    (
        Action::Glossary,
        &["glossary", "jargon", "explain", "dictionary"],
    ),
    (Action::Notes, &["private", "desk", "prompts"]),
    (Action::Tour, &["introduction", "how it works", "beginner"]),
    (
        Action::Steps,
        &["history", "log", "journal", "steps", "mistake"],
    ),
    (Action::TakeInFindings, &["reload", "new results", "update"]),
    (Action::Help, &["keys", "shortcuts", "what can i do"]),
    (
        Action::Undo,
        &["back", "mistake", "wrong", "take back", "revert"],
    ),
    (Action::Redo, &["again", "redo"]),
    (
        Action::Colours,
        &["palette", "contrast", "light", "dark", "brightness"],
    ),
    (Action::Quit, &["exit", "leave", "end", "close the program"]),
    (Action::Find, &["search", "look for"]),
    (Action::Start, &["begin", "open the meeting"]),
    (
        Action::WalkIn,
        &["guest", "visitor", "new person", "add", "walk-in"],
    ),
    (
        Action::Telephone,
        &["phone", "phones", "call", "calls", "zoom", "teams"],
    ),
    (Action::Leave, &["goes", "gone", "away"]),
    (
        Action::Correct,
        &["name", "spelling", "role", "group", "wrong"],
    ),
    (Action::HereFor, &["why", "purpose", "introductions"]),
    (
        Action::Propose,
        &["idea", "suggestion", "add", "new goal", "could do"],
    ),
    (
        Action::Comments,
        &["quotes", "quotations", "what patients said", "words"],
    ),
    (
        Action::RewordStandard,
        &["promise", "edit the standard", "words"],
    ),
    (Action::Note, &["write down", "minutes", "remember"]),
    (
        Action::HoldBack,
        &["hide", "private", "remove", "name", "off the wall"],
    ),
    (Action::Everything, &["more comments", "fewer comments"]),
    (Action::Star, &["favourite", "mark", "remember"]),
    (Action::Group, &["tag", "bundle", "together"]),
    (
        Action::CountDown(CountdownKind::Reading),
        &["silence", "quiet", "countdown"],
    ),
    (
        Action::CountDown(CountdownKind::Writing),
        &["silence", "quiet", "countdown", "ideas"],
    ),
    (
        Action::CountDown(CountdownKind::Speaking),
        &["countdown", "speaker"],
    ),
    (Action::Voice, &["talk", "speaks", "time", "voice"]),
    (
        Action::HandOverMeeting,
        &["facilitator", "chair", "leader", "hand over"],
    ),
    (
        Action::AsNumbers,
        &[
            "chart",
            "figures",
            "results",
            "table",
            "over time",
            "trend",
            "month",
        ],
    ),
    (Action::Zoom, &["big", "slide", "projector"]),
    (
        Action::Speaking,
        &["talk", "turn", "heard", "who has spoken"],
    ),
    (Action::Reword, &["edit", "change", "words", "spelling"]),
    (Action::Merge, &["join", "combine", "the same"]),
    (Action::Split, &["divide", "two goals", "separate"]),
    (Action::Sort, &["order", "rank", "sort"]),
    (Action::Drop, &["delete", "remove", "off the list"]),
    (
        Action::Figures,
        &["money", "cost", "price", "hours", "time it takes"],
    ),
    (
        Action::OpenRound,
        &["vote", "ballot", "poll", "show of hands"],
    ),
    (
        Action::ChangeMethod,
        &["dots", "scores", "hands", "ranking"],
    ),
    (Action::Proxy, &["phone", "telephone", "absent", "proxy"]),
    (
        Action::Fits,
        &["budget", "money", "hours", "capacity", "afford"],
    ),
    (Action::Explain, &["why", "reason", "calculation"]),
    (Action::Ties, &["draw", "lot", "level"]),
    (Action::Slips, &["paper", "cards", "post"]),
    (Action::LetIn, &["late", "latecomer"]),
    (Action::CloseRound, &["count", "finish", "end of the vote"]),
    (Action::GiveUpRound, &["cancel", "abandon"]),
    (Action::Decide, &["agree", "yes", "refuse", "not this time"]),
    (Action::Save, &["finish", "outcome", "end of the meeting"]),
    (
        Action::Papers,
        &[
            "print",
            "paper",
            "booklet",
            "minutes",
            "pdf",
            "calendar",
            "action log",
            "email",
            "export",
        ],
    ),
    (Action::Voices, &["talk", "time", "share", "speaks"]),
    (
        Action::Evaluate,
        &["survey", "feedback", "questions", "how was it"],
    ),
    (
        Action::ReadBack,
        &["read aloud", "confirm", "check", "agreed"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::app::keymap::KEYS;

    #[test]
    fn every_synonym_is_of_a_row_and_says_what_its_label_does_not() {
        let mut seen = HashSet::new();
        for (action, words) in SYNONYMS {
            assert!(seen.insert(action), "{action:?} has two rows");
            assert!(KEYS.iter().any(|row| row.action == *action), "{action:?}");
            let mut own = HashSet::new();
            for word in *words {
                assert_eq!(*word, word.to_lowercase(), "letters are compared small");
                assert!(own.insert(word), "{word} twice for {action:?}");
            }
        }
    }
}

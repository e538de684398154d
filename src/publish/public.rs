//! Parts of an outcome as patients read them: names as roles, owners, reasons, and a finding as a statement.
//!
//! The booklet has its own forms of these for its facts; posters, slides and news have room for one sentence each.

use super::{
    PaperSource, booklet,
    square::SquareGoal,
    words::{PaperWords, fill},
};
use crate::domain::{
    booklet::Booklet,
    goal::{Owner, Reason},
    names::NameRedactor,
    outcome::{Outcome, OutcomeGoal, Verdict},
    people::REMOVED,
    phrase::capital,
    stats::DisclosedResult,
};

// In free text as well: "Ama prints the board" would name a person who has not agreed to be printed.
/// The outcome with roles in the place of names, except those that booklet and person agree to print.
pub(super) fn redacted(source: &PaperSource<'_>, words: &PaperWords) -> Outcome {
    let names = source.wishes.names;
    let unnamed = source.outcome.people.iter();
    let unnamed = unnamed.filter(|p| !(names && p.consent)).map(|p| {
        let role = booklet::called(p, false);
        let role = if role.is_empty() {
            words.somebody.to_owned()
        } else {
            role
        };
        (p, role)
    });
    let mut outcome = source.outcome.clone();
    NameRedactor::of(unnamed).clear(&mut outcome);
    outcome
}

/// Goals with a decision, in the order of the outcome.
pub(super) fn decided(outcome: &Outcome, verdict: Verdict) -> impl Iterator<Item = &OutcomeGoal> {
    let goals = outcome.goals.iter();
    goals.filter(move |g| g.decision == verdict)
}

/// Present owner of a goal, by role or, where booklet and person agree, by name; `None` without one.
pub(super) fn owner(
    outcome: &Outcome,
    goal: &OutcomeGoal,
    wishes: &Booklet,
    words: &PaperWords,
) -> Option<String> {
    let owner = match outcome.owner_now(goal)? {
        Owner::Person(id) => person(outcome, &id, wishes)
            .filter(|called| !called.is_empty())
            .unwrap_or_else(|| words.somebody.to_owned()),
        Owner::Role(role) => role,
    };
    Some(if goal.owner_to_ask() {
        fill(words.to_be_asked, &[("owner", &owner)])
    } else {
        owner
    })
}

/// A person by role or, where booklet and person agree, by name.
pub(super) fn person(outcome: &Outcome, id: &str, wishes: &Booklet) -> Option<String> {
    let person = outcome.person(id).filter(|p| p.name != REMOVED)?;
    Some(booklet::called(person, wishes.names))
}

/// A goal for a QR code.
pub(super) fn square_goal(
    outcome: &Outcome,
    goal: &OutcomeGoal,
    wishes: &Booklet,
    words: &PaperWords,
) -> SquareGoal {
    SquareGoal {
        title: goal.title.clone(),
        owner: owner(outcome, goal, wishes, words),
        due: goal.due,
    }
}

/// Reason why a goal does not go ahead, with the room's note; empty without one.
pub(super) fn why(goal: &OutcomeGoal, words: &PaperWords) -> String {
    let reason = match goal.reason {
        Some(Reason::Money) => words.money,
        Some(Reason::Time) => words.time,
        Some(Reason::BeyondControl) => words.beyond_control,
        Some(Reason::AlreadyDone) => words.already_done,
        Some(Reason::Other) | None => "",
    };
    let note = goal.note.as_deref().map_or_else(String::new, sentence);
    let said: Vec<&str> = [reason, note.as_str()]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect();
    said.join(" ")
}

/// Adds a full stop, unless the text ends a sentence already.
pub(super) fn sentence(text: &str) -> String {
    let text = text.trim();
    let ends = text.ends_with(['.', '!', '?', '\u{2026}', '\u{201D}', '"']);
    if text.is_empty() || ends {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

/// A result as a statement, from the finding's `said:`; `None` for a hidden result.
pub(super) fn statement(
    said: &str,
    strand: &str,
    disclosed: DisclosedResult,
    words: &PaperWords,
) -> Option<String> {
    let people = words.people(strand);
    let said = said.trim().trim_end_matches('.');
    match disclosed {
        DisclosedResult::Numbers(share) => {
            let n = share.whole_percent().to_string();
            let values = [("n", n.as_str()), ("people", &people), ("said", said)];
            Some(fill(words.poster.said, &values))
        }
        DisclosedResult::Words(band) => {
            let band = capital(words.results.band(band));
            let values = [("band", band.as_str()), ("people", &people), ("said", said)];
            Some(fill(words.poster.said_band, &values))
        }
        DisclosedResult::TooFew(_) => None,
    }
}

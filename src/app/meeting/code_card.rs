//! Code cards in a meeting: whose card can be used in a round, and the sentences about those that cannot.

use super::context::Context;
use crate::{
    app::words,
    domain::{
        people::Attendee,
        refusal::{Refusal, refuse},
        vote::{
            code_card::{CodeCard, LINES, works_with},
            settings::RoundSettings,
        },
    },
};

/// The card of somebody on the telephone and the part of it for a round; `round` is the round's key, empty before it opens.
///
/// # Errors
/// A sentence that says why they have no vote by code card in this round.
pub(super) fn usable<'a>(
    room: &Context<'a>,
    person: &Attendee,
    settings: &RoundSettings,
    round: &str,
) -> Result<(&'a CodeCard, usize), Refusal> {
    let name = &person.person.name;
    let id = &person.person.id;
    let listed = room.cards.and_then(|cards| cards.listed(id));
    let Some(listed) = listed else {
        return refuse(format!("{name} is on the telephone and has no code card."));
    };
    if !works_with(listed.method, settings.method) {
        return refuse(format!(
            "{name}\u{2019}s code card is for {}: it does not work with {}.",
            words::method_short(listed.method),
            words::method_short(settings.method)
        ));
    }
    let Some(card) = room.cards.and_then(|cards| cards.card(id)) else {
        return refuse(format!(
            "The key of {name}\u{2019}s code card is not on this computer."
        ));
    };
    match card.part_for(round) {
        Some(part) => Ok((card, part)),
        None => refuse(format!("{name}\u{2019}s code card is used up.")),
    }
}

/// The sentence for somebody who joins by telephone and cannot vote by code card here, before any round; empty for the others.
pub(super) fn lack(room: &Context, person: &Attendee) -> &'static str {
    let id = &person.person.id;
    let is_listed = room.cards.is_some_and(|cards| cards.listed(id).is_some());
    let is_here = room.cards.is_some_and(|cards| cards.card(id).is_some());
    match (person.group(), is_listed, is_here) {
        (None, ..) | (_, true, true) => "",
        (_, true, false) => " The key of their code card is not on this computer.",
        // Said at once: while somebody waits on the line, nobody wants to learn it from the round.
        (_, false, _) => " They have no code card.",
    }
}

/// The sentences of a setup about those on the telephone, each with `true` if it is a warning.
pub(super) fn announced(room: &Context, settings: &RoundSettings) -> Vec<(String, bool)> {
    if settings.method.is_open() {
        return Vec::new();
    }
    let people = room.meeting.people().iter();
    let callers = people.filter(|a| a.is_by_telephone() && a.group().is_some());
    let mut said: Vec<(String, bool)> = callers
        .map(|a| match usable(room, a, settings, "") {
            Ok((_, part)) => {
                let name = &a.person.name;
                (
                    format!("{name} votes by code card, part {}.", part + 1),
                    false,
                )
            }
            Err(why) => (format!("{why} {PROXY}"), true),
        })
        .collect();
    let votes = said.iter().any(|(_, is_warning)| !is_warning);
    if votes && settings.goals.len() > LINES {
        said.push((
            format!("A code card has {LINES} lines: its voter cannot mark the goals after them."),
            true,
        ));
    }
    said
}

/// The way out for somebody whose card cannot be used.
pub(super) const PROXY: &str = "{Proxy} hands in for them, and is not secret.";

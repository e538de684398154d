//! Parts that must be visible on each screen at 80 by 22, the projected size; a shorter list at 60 by 18; and bigger windows show at
//! least as much as 80 by 22.
//!
//! Each room of the meeting has its rows in a file of its own. A row is a place, and the words that must be in sight there
//! without a key being pressed.

mod ballot;
mod end;
mod fits;
mod next;
mod prepare;
mod reveal;
mod room;
mod words;

use crate::{
    harness::{Play, northbrook},
    walkthrough::welcome,
};

/// A place in a meeting, and what must be in sight there.
pub(crate) struct Visible {
    /// Name of the place.
    pub name: &'static str,
    /// The meeting.
    pub begin: fn() -> Play,
    /// The keys that lead there, pressed in a window of the tested size.
    pub keys: &'static str,
    /// Words in sight at 80 by 22 and in all larger windows. A letter of a role before `|` also asks for the role of the first
    /// of them, as `role_grid` draws it: `b|3 steps` is in the role of failures.
    pub seen: &'static [&'static str],
    /// Words in sight at 60 by 18 too.
    pub small: &'static [&'static str],
}

/// The sample meeting before anybody has come.
pub(crate) fn before() -> Play {
    Play::new(northbrook())
}

/// The sample meeting with everybody there.
pub(crate) fn begun() -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play
}

/// The reasons why some of the words are not in sight.
fn out_of_sight(place: &Visible, size: (u16, u16), words: &[&str]) -> Vec<String> {
    let mut play = (place.begin)();
    play.resize(size.0, size.1);
    play.press(place.keys);
    let screen = play.screen();
    let roles = play.roles();
    let mut faults = Vec::new();
    for wanted in words {
        let (role, text) = match wanted.split_once('|') {
            Some((role, text)) if role.chars().count() == 1 => (role.chars().next(), text),
            _ => (None, *wanted),
        };
        let found: Vec<char> = screen
            .lines()
            .zip(roles.lines())
            .filter_map(|(line, roles)| {
                let at = line.split_once(text)?.0.chars().count();
                Some(roles.chars().nth(at).unwrap_or(' '))
            })
            .collect();
        if found.is_empty() {
            faults.push(format!("{text:?} is not in sight"));
        } else if let Some(role) = role
            && !found.contains(&role)
        {
            faults.push(format!(
                "{text:?} is in the roles {found:?}, not in {role:?}"
            ));
        }
    }
    let head = format!("{}, {} x {}", place.name, size.0, size.1);
    let mut all: Vec<String> = faults
        .iter()
        .map(|fault| format!("{head}: {fault}"))
        .collect();
    if !all.is_empty() {
        all.push(screen);
    }
    all
}

fn places() -> impl Iterator<Item = &'static Visible> {
    [
        room::PLACES,
        ballot::PLACES,
        end::PLACES,
        fits::PLACES,
        next::PLACES,
        reveal::PLACES,
        words::PLACES,
    ]
    .into_iter()
    .flatten()
}

#[test]
fn what_must_be_seen_is_seen_at_the_projected_size() {
    let faults: Vec<String> = places()
        .flat_map(|place| out_of_sight(place, (80, 22), place.seen))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_small_window_shows_what_nobody_can_do_without() {
    let faults: Vec<String> = places()
        .flat_map(|place| out_of_sight(place, (60, 18), place.small))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_bigger_window_never_shows_less() {
    let faults: Vec<String> = places()
        .flat_map(|place| {
            [(100, 30), (120, 40), (160, 45)]
                .into_iter()
                .flat_map(|size| out_of_sight(place, size, place.seen))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

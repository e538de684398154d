//! The texts that a square carries home: the whole pledge, or one goal as words or as a calendar entry.
//!
//! Names of patients are not in them: a photograph of the wall goes further than the room. An owner who is a patient is
//! named by their role.

use crate::{
    app::meeting::context::Context,
    domain::{
        dates,
        goal::{Goal, Owner},
    },
};

/// Longest titles in characters, for squares that do not hold the whole ones.
const SHORT: [usize; 2] = [48, 32];
/// Words that no title ends with, since they promise more.
const JOINING: [&str; 14] = [
    "a", "and", "at", "by", "for", "from", "in", "of", "on", "or", "so", "the", "to", "with",
];

/// The texts of all goals, the fullest first.
pub(super) fn all(room: &Context, goals: &[&Goal]) -> Vec<String> {
    let unit = &room.meeting.findings().unit.name;
    let day = room.meeting.date(room.now);
    let whole = goals.iter().enumerate().map(|(nth, goal)| {
        let due = goal.due.map(dates::say);
        format!("{}. {}", nth + 1, of_goal(room, goal, &goal.title, due))
    });
    let whole: Vec<String> = whole.collect();
    let whole = format!(
        "Our pledge, {unit}, {}\n{}",
        dates::say(day),
        whole.join("\n")
    );
    let short = SHORT.map(|most| {
        let goals = goals.iter().enumerate().map(|(nth, goal)| {
            let due = goal.due.map(dates::short);
            let title = shortened(&goal.title, most);
            format!("{}. {}", nth + 1, of_goal(room, goal, &title, due))
        });
        let goals: Vec<String> = goals.collect();
        format!("Our pledge, {unit}\n{}", goals.join("\n"))
    });
    [whole].into_iter().chain(short).collect()
}

/// The texts of one goal, the fullest first, each with whether it is a calendar entry.
pub(super) fn one(room: &Context, goal: &Goal) -> Vec<(String, bool)> {
    let words = |title: &str| of_goal(room, goal, title, goal.due.map(dates::say));
    let short = SHORT.map(|most| words(&shortened(&goal.title, most)));
    let short = short.into_iter().map(|text| (text, false));
    entry(room, goal)
        .map(|text| (text, true))
        .into_iter()
        .chain([(words(&goal.title), false)])
        .chain(short)
        .collect()
}

/// A goal in words: title, owner, day.
fn of_goal(room: &Context, goal: &Goal, title: &str, due: Option<String>) -> String {
    let due = due.map(|day| format!("by {day}"));
    let parts: Vec<String> = owner(room, goal).into_iter().chain(due).collect();
    if parts.is_empty() {
        return title.to_owned();
    }
    format!("{title}\n{}", parts.join(", "))
}

/// A goal as a calendar entry on its day (RFC 5545, 3.6.1); `None` without a day.
// Without the properties that a calendar file must have, such as a stamp: telephones do not ask for them, and each byte
// makes the square larger.
fn entry(room: &Context, goal: &Goal) -> Option<String> {
    let due = goal.due?;
    let unit = &room.meeting.findings().unit.name;
    let who = owner(room, goal).map_or_else(String::new, |owner| format!(". {owner}"));
    let about = format!("Our pledge, {unit}{who}");
    Some(format!(
        "BEGIN:VEVENT\nSUMMARY:{}\nDESCRIPTION:{}\nDTSTART;VALUE=DATE:{:04}{:02}{:02}\nEND:VEVENT",
        escaped(&goal.title),
        escaped(&about),
        due.year(),
        due.month(),
        due.day(),
    ))
}

/// A text value of a calendar entry (RFC 5545, 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// The owner by name; a patient by role.
fn owner(room: &Context, goal: &Goal) -> Option<String> {
    match room.meeting.owner_now(goal)? {
        Owner::Role(role) => Some(role),
        Owner::Person(id) => {
            let attendee = room.meeting.attendee(&id)?;
            let is_patient = attendee.group() == Some("patient");
            Some(match attendee.person.role.as_str() {
                "" if is_patient => "a patient representative".to_owned(),
                role if is_patient => role.to_owned(),
                _ => attendee.person.name.clone(),
            })
        }
    }
}

/// A title of at most `most` characters, cut between words and never after a joining one.
fn shortened(title: &str, most: usize) -> String {
    if title.chars().count() <= most {
        return title.to_owned();
    }
    let mut words: Vec<&str> = Vec::new();
    let mut long = 0;
    for word in title.split_whitespace() {
        long += word.chars().count() + usize::from(!words.is_empty());
        if long > most {
            break;
        }
        words.push(word);
    }
    while words.len() > 1
        && words.last().is_some_and(|word| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            JOINING.contains(&bare.to_lowercase().as_str())
        })
    {
        words.pop();
    }
    let cut = words.join(" ");
    cut.trim_end_matches([',', ';', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_between_words_and_never_after_a_joining_one() {
        for (title, most, cut) in [
            ("Ring back", 32, "Ring back"),
            (
                "Say how long the wait is, and why, at the desk and on the screen",
                48,
                "Say how long the wait is, and why, at the desk",
            ),
            (
                "Say how long the wait is, and why, at the desk and on the screen",
                32,
                "Say how long the wait is",
            ),
            (
                "Photographs of surgery and reconstruction, chosen by patients",
                48,
                "Photographs of surgery and reconstruction",
            ),
        ] {
            assert_eq!(shortened(title, most), cut);
        }
    }

    #[test]
    fn a_text_of_a_calendar_cannot_end_its_line() {
        assert_eq!(escaped("a, b; c\\d\ne\u{1b}"), "a\\, b\\; c\\\\d\\ne");
    }
}

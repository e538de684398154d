//! Text being written: what is understood of it while it is typed, and what becomes of it when it is done.

use jiff::civil::Date;

use super::{figures, person};
use crate::{
    app::{
        action::Action,
        cards::{Block, Edit, Page, Role, line},
        meeting::{
            effect::Effect,
            room::Room,
            screen::review,
            ui::{Draft, Layer, Purpose, Ui, Writing},
        },
        wording, words,
    },
    domain::{
        amount::{self, Amount, AmountProblem},
        capacity::Capacity,
        command::Command,
        dates,
        goal::{Decision, Owner},
        meeting::decide::LONGEST_TEXT,
        reading,
        vote::hands::Hands,
    },
};

pub(super) fn page(ui: &Ui, room: &Room, writing: &Writing) -> Page {
    let text = writing.field.text();
    let (role, note) = match &writing.refused {
        Some(refused) => (Role::Bad, refused.clone()),
        None => understood(ui, room, &writing.purpose, &text),
    };
    Page {
        blocks: vec![Block::Edit(Edit {
            label: writing.label.clone(),
            lines: writing.field.lines(),
            cursor: writing.field.cursor(),
            several: writing.field.is_several(),
            note: line(role, note),
        })],
        ..Page::default()
    }
}

/// What a text is understood as, while it is typed.
fn understood(ui: &Ui, room: &Room, purpose: &Purpose, text: &str) -> (Role, String) {
    if text.trim().is_empty() {
        return (Role::Muted, String::new());
    }
    let told = |result: Result<String, String>| match result {
        Ok(words) => (Role::Good, words),
        Err(words) => (Role::Warn, words),
    };
    let today = room.meeting.date(room.now);
    match purpose {
        Purpose::Cost(_) | Purpose::MissingCost(_) => told(
            amount::money(text)
                .map(|n| understood_as(n, |n| money(room, n)))
                .map_err(|e| e.to_string()),
        ),
        Purpose::Hours(_) | Purpose::MissingHours(_) => told(
            amount::hours(text)
                .map(|n| {
                    understood_as(n, |n| {
                        format!("{} a year", words::count(n, "hour", "hours"))
                    })
                })
                .map_err(|e| e.to_string()),
        ),
        Purpose::Due(_) | Purpose::MoveDue(_) | Purpose::SettledUntil { .. } => told(
            dates::understand(text, today)
                .map(dates::say)
                .map_err(|e| e.to_string()),
        ),
        Purpose::Reviews(_) => told(days(text, today).map(|days| {
            days.into_iter()
                .map(dates::short)
                .collect::<Vec<_>>()
                .join(", ")
        })),
        Purpose::Hands { .. } => told(
            hands(text)
                .map(|h| format!("{} for, {} against, {} abstained", h.yes, h.no, h.abstain)),
        ),
        Purpose::Goal { .. } | Purpose::RewordGoal(_) | Purpose::Standard(_) => wording(ui, text),
        _ => length(text),
    }
}

/// How much room is left, once that matters.
fn length(text: &str) -> (Role, String) {
    let long = text.trim().chars().count();
    if long > LONGEST_TEXT {
        let over = words::count((long - LONGEST_TEXT) as u64, "character", "characters");
        return (Role::Warn, format!("{over} too long"));
    }
    if long * 5 >= LONGEST_TEXT * 4 {
        return (
            Role::Muted,
            format!(
                "{} left",
                words::count((LONGEST_TEXT - long) as u64, "character", "characters")
            ),
        );
    }
    (Role::Muted, String::new())
}

/// How a wording reads, unless it is the room left that matters.
fn wording(ui: &Ui, text: &str) -> (Role, String) {
    let jargon = ui.settings.jargon();
    let (role, said) = wording::line(&reading::read(text, &jargon), ui.size.0);
    match length(text) {
        long if role == Role::Muted && !long.1.is_empty() => long,
        _ => (role, said),
    }
}

/// An amount as it was understood.
fn understood_as(amount: Option<Amount>, say: impl FnOnce(u64) -> String) -> String {
    let Some(Amount { units, rounded }) = amount else {
        return "understood: not known yet".to_owned();
    };
    let rounded = if rounded { ", rounded up" } else { "" };
    format!("understood: {}{rounded}", say(units))
}

fn money(room: &Room, amount: u64) -> String {
    let capacity: &Capacity = &room.meeting.agenda().capacity;
    capacity.money_text(amount)
}

fn units(read: Result<Option<Amount>, AmountProblem>) -> Result<Option<u64>, String> {
    read.map(|amount| amount.map(|a| a.units))
        .map_err(|e| e.to_string())
}

fn days(text: &str, today: Date) -> Result<Vec<Date>, String> {
    text.split([',', ';'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| dates::understand(t, today).map_err(|e| e.to_string()))
        .collect()
}

fn hands(text: &str) -> Result<Hands, String> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|t| !t.is_empty())
        .filter_map(|t| t.parse().ok())
        .collect();
    match numbers.as_slice() {
        [yes, no] => Ok(Hands {
            yes: *yes,
            no: *no,
            abstain: 0,
        }),
        [yes, no, abstain] => Ok(Hands {
            yes: *yes,
            no: *no,
            abstain: *abstain,
        }),
        _ => Err("Two or three numbers: for, against, abstained; such as 5 1 2.".to_owned()),
    }
}

pub(super) fn act(ui: &mut Ui, room: &Room, writing: Box<Writing>, action: Action) -> Vec<Effect> {
    let text = writing.field.text();
    if action != Action::Done {
        // Left without being done: it is there again when one comes back.
        if !text.trim().is_empty() {
            ui.kept.push(Draft {
                purpose: writing.purpose,
                text,
            });
        }
        return vec![Effect::Keep(None)];
    }
    match done(ui, room, &writing.purpose, text.trim()) {
        Ok((Some(command), say)) => {
            vec![
                Effect::Keep(None),
                Effect::Do {
                    command,
                    say,
                    or: Some(Box::new(Layer::Write(writing))),
                },
            ]
        }
        Ok((None, _)) => vec![Effect::Keep(None)],
        Err(refused) => {
            let mut writing = writing;
            writing.refused = Some(refused);
            ui.push(Layer::Write(writing));
            Vec::new()
        }
    }
}

type Then = (Option<Command>, Option<String>);

/// What becomes of a text: a command with what to say, or another layer on top.
#[expect(
    clippy::too_many_lines,
    reason = "one arm a purpose, so that the list is whole"
)]
fn done(ui: &mut Ui, room: &Room, purpose: &Purpose, text: &str) -> Result<Then, String> {
    let text_owned = || text.to_owned();
    let today = room.meeting.date(room.now);
    let day = |text: &str| -> Result<Option<Date>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        dates::understand(text, today)
            .map(Some)
            .map_err(|e| e.to_string())
    };
    let quiet = |command| Ok((Some(command), None));
    let loud = |command, say: String| Ok((Some(command), Some(say)));
    match purpose.clone() {
        Purpose::Goal { themes, evidence } => {
            let title = text_owned();
            loud(
                Command::ProposeGoal {
                    title,
                    themes,
                    evidence,
                    strand: None,
                },
                format!("On the list: {text}"),
            )
        }
        Purpose::RewordGoal(goal) => quiet(Command::RewordGoal {
            goal,
            title: text_owned(),
        }),
        Purpose::Standard(theme) => quiet(Command::RewordStandard {
            theme,
            text: text_owned(),
        }),
        Purpose::Note(theme) => loud(
            Command::TakeNote {
                theme,
                text: text_owned(),
            },
            "Noted.".into(),
        ),
        Purpose::RewordNote(id) => quiet(Command::RewordNote {
            id,
            text: text_owned(),
        }),
        Purpose::WalkInName => {
            if text.is_empty() {
                return Err("A name needs some words.".into());
            }
            ui.write(
                Purpose::WalkInRole { name: text_owned() },
                "What do they do? Empty is fine",
                "",
                false,
            );
            Ok((None, None))
        }
        Purpose::WalkInRole { name } => {
            person::ask_group(ui, room, name, text_owned());
            Ok((None, None))
        }
        Purpose::PersonName(person) => {
            let name = text_owned();
            loud(
                Command::RenamePerson { person, name },
                format!("Corrected: {text}."),
            )
        }
        Purpose::PersonRole(person) => {
            let name = room.meeting.name_of(&person);
            let said = if text.is_empty() { "no role" } else { text };
            let role = text_owned();
            loud(
                Command::SetPersonRole { person, role },
                format!("Corrected: {name}, {said}."),
            )
        }
        Purpose::Park => loud(
            Command::Park {
                text: text_owned(),
                stage: room.stage(),
            },
            format!("Parked: {text}"),
        ),
        Purpose::Why { goal, status } => quiet(review::said(room, &goal, status, text_owned())),
        Purpose::NextStep(goal) => quiet(Command::SetNextStep {
            goal,
            text: text_owned(),
        }),
        Purpose::MoveDue(goal) => match day(text)? {
            Some(due) => quiet(Command::MoveDue { goal, due }),
            None => Ok((None, None)),
        },
        Purpose::Cost(goal) => quiet(Command::SetGoalCost {
            goal,
            cost: units(amount::money(text))?,
        }),
        Purpose::Hours(goal) => quiet(Command::SetGoalHours {
            goal,
            hours: units(amount::hours(text))?,
        }),
        Purpose::MissingCost(goal) => {
            let cost = units(amount::money(text))?;
            let said = figures::after_cost(ui, room, &goal, cost);
            Ok((Some(Command::SetGoalCost { goal, cost }), said))
        }
        Purpose::MissingHours(goal) => {
            let hours = units(amount::hours(text))?;
            let said = figures::after_hours(ui, room, &goal, hours);
            Ok((Some(Command::SetGoalHours { goal, hours }), said))
        }
        Purpose::OwnerRole(goal) => quiet(Command::Assign {
            goal,
            owner: Some(Owner::Role(text_owned())),
        }),
        Purpose::FirstStep(goal) => quiet(Command::SetFirstStep {
            goal,
            text: text_owned(),
        }),
        Purpose::Measure(goal) => quiet(Command::SetMeasure {
            goal,
            text: text_owned(),
        }),
        Purpose::Due(goal) => quiet(Command::SetDue {
            goal,
            due: day(text)?,
        }),
        Purpose::Reviews(goal) => {
            let reviews = days(text, today)?;
            if reviews.is_empty() {
                return Err("At least one day.".into());
            }
            quiet(Command::SetReviews { goal, reviews })
        }
        Purpose::AgreeAllTheSame(goal) => quiet(Command::Decide {
            goal,
            decision: Decision::Agreed { note: text_owned() },
        }),
        Purpose::AskOf { goal, reason } => {
            if text.is_empty() {
                return Err("Say whom the unit asks.".into());
            }
            ui.write(
                Purpose::AskNote {
                    goal,
                    reason,
                    of: text_owned(),
                },
                "What do we ask for, and why? Empty is fine",
                "",
                false,
            );
            Ok((None, None))
        }
        Purpose::AskNote { goal, reason, of } => quiet(Command::Decide {
            goal,
            decision: Decision::Ask {
                of,
                reason,
                note: text_owned(),
            },
        }),
        Purpose::NotThisTimeNote { goal, reason } => quiet(Command::Decide {
            goal,
            decision: Decision::NotThisTime {
                reason,
                note: text_owned(),
            },
        }),
        Purpose::SettledBy(goal) => {
            if text.is_empty() {
                return Err("Say who settles it.".into());
            }
            ui.write(
                Purpose::SettledUntil {
                    goal,
                    by_whom: text_owned(),
                },
                "By when? Empty is fine",
                "",
                false,
            );
            Ok((None, None))
        }
        Purpose::SettledUntil { goal, by_whom } => {
            let decision = Decision::Undecided {
                by_whom,
                until: day(text)?,
            };
            quiet(Command::Decide { goal, decision })
        }
        Purpose::Hands { goal, group } => {
            let round = room
                .meeting
                .open_round()
                .map_or_else(String::new, |r| r.id.clone());
            quiet(Command::CountHands {
                round,
                goal,
                group,
                hands: hands(text)?,
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_is_said_once_it_matters() {
        let said = |n: usize| length(&"a".repeat(n)).1;
        assert_eq!(said(3_199), "");
        assert_eq!(said(3_999), "1 character left");
        assert_eq!(said(4_002), "2 characters too long");
    }

    #[test]
    fn hands_are_two_or_three_numbers() {
        assert_eq!(
            hands("5 1 2"),
            Ok(Hands {
                yes: 5,
                no: 1,
                abstain: 2
            })
        );
        assert_eq!(
            hands("5,1"),
            Ok(Hands {
                yes: 5,
                no: 1,
                abstain: 0
            })
        );
        assert!(hands("5").is_err());
        assert!(hands("1 2 3 4").is_err());
    }
}

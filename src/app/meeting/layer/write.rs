//! Text being written: one row a purpose says its question, how it is understood while it is typed, and what becomes of it.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{figures, person};
use crate::{
    app::{
        cards::{Line, Role, line},
        meeting::{
            effect::Effect,
            room::Room,
            screen::review,
            ui::{Draft, Purpose, Ui},
        },
        wording, words,
    },
    domain::{
        amount::{self, Amount, AmountError},
        command::Command,
        dates,
        goal::{Decision, Owner, Reason},
        meeting::decide::LONGEST_TEXT,
        reading,
        refusal::Refusal,
        vote::hands::Hands,
    },
};

/// A line under the text: how it is understood.
type Hint = (Role, String);

/// The step after a text that is done.
enum Then {
    Do(Command),
    DoAndSay(Command, String),
    /// The next text is asked for.
    Write(Purpose),
    /// The group of somebody who walked in is asked for.
    AskGroup {
        name: String,
        role: String,
    },
    /// A goal has its money, and the next missing figure is asked for.
    Cost(String, Option<u64>),
    /// A goal has its hours, likewise.
    Hours(String, Option<u64>),
    Nothing,
    Refuse(&'static str),
}

/// Reads a text that is done, and says what comes next; a text that cannot be read is refused.
type Commit<'a> = Box<dyn FnOnce(&Room, &str) -> Result<Then, String> + 'a>;

/// A purpose of writing.
struct Row<'a> {
    label: Cow<'static, str>,
    several: bool,
    hint: fn(&Ui, &Room, &str) -> Hint,
    commit: Commit<'a>,
}

/// A text as a value of some kind. Which kind a row reads follows from what its commit takes.
trait Value: Sized {
    fn parse(room: &Room, text: &str) -> Result<Self, String>;

    /// The way in which a text that is not empty is understood while it is typed.
    fn hint(ui: &Ui, room: &Room, text: &str) -> Hint;
}

/// Any words.
struct Text(String);
/// A goal or a standard, which patients will read.
struct Wording(String);
/// Money, or not known yet.
struct Money(Option<u64>);
/// Hours of staff, or not known yet.
struct Hours(Option<u64>);
/// A day, or none.
struct Day(Option<Date>);
/// Days with commas between, at least one.
struct Days(Vec<Date>);

/// A row for a line of text.
fn row<'a, V: Value>(
    label: impl Into<Cow<'static, str>>,
    commit: impl FnOnce(V) -> Then + 'a,
) -> Row<'a> {
    Row {
        label: label.into(),
        several: false,
        hint: V::hint,
        commit: Box::new(|room, text| Ok(commit(V::parse(room, text)?))),
    }
}

/// A row for several lines.
fn lines<'a>(label: &'static str, commit: impl FnOnce(Text) -> Then + 'a) -> Row<'a> {
    Row {
        several: true,
        ..row(label, commit)
    }
}

const GOAL: &str = "The goal in one sentence";
const MORE_MONEY: &str = "Money in the first year?";
const MORE_HOURS: &str = "Staff hours in the first year?";

/// The row of a purpose.
#[expect(
    clippy::too_many_lines,
    reason = "one row a purpose, so that the list is complete"
)]
fn row_of<'a>(ui: &Ui, room: &'a Room, purpose: Purpose) -> Row<'a> {
    use Then::{Do, DoAndSay, Nothing, Refuse};
    match purpose {
        Purpose::Goal { themes, evidence } => {
            row("What could we do? One sentence", |Wording(title)| {
                let say = format!("On the list: {title}");
                let strand = None;
                DoAndSay(
                    Command::ProposeGoal {
                        title,
                        themes,
                        evidence,
                        strand,
                    },
                    say,
                )
            })
        }
        Purpose::RewordGoal(goal) => row(GOAL, |Wording(title)| {
            Do(Command::RewordGoal { goal, title })
        }),
        Purpose::Standard(theme) => row(
            "Our standard: a promise in one sentence",
            |Wording(text)| Do(Command::RewordStandard { theme, text }),
        ),
        Purpose::Note(theme) => lines("Note", |Text(text)| {
            DoAndSay(Command::TakeNote { theme, text }, "Noted.".to_owned())
        }),
        Purpose::RewordNote(id) => lines("Note; empty removes it", |Text(text)| {
            Do(Command::RewordNote { id, text })
        }),
        Purpose::WalkInName => row("Who is here?", |Text(name)| match name.as_str() {
            "" => Refuse("A name needs some words."),
            _ => Then::Write(Purpose::WalkInRole { name }),
        }),
        Purpose::WalkInRole { name } => row("What do they do? Empty is fine", |Text(role)| {
            Then::AskGroup { name, role }
        }),
        Purpose::PersonName(person) => row("What do they want to be called?", |Text(name)| {
            let say = format!("Corrected: {name}.");
            DoAndSay(Command::RenamePerson { person, name }, say)
        }),
        Purpose::PersonRole(person) => {
            let name = room.meeting.name_of(&person);
            row("What do they do? Empty is fine", move |Text(role)| {
                let shown = if role.is_empty() { "no role" } else { &role };
                let say = format!("Corrected: {name}, {shown}.");
                DoAndSay(Command::SetPersonRole { person, role }, say)
            })
        }
        Purpose::Park => row("Park for another time", move |Text(text)| {
            let say = format!("Parked: {text}");
            let stage = room.stage();
            DoAndSay(Command::Park { text, stage }, say)
        }),
        Purpose::Why { goal, status } => row(review::why_label(status), move |Text(note)| {
            Do(review::review_command(room, &goal, status, note))
        }),
        Purpose::NextStep(goal) => row("What happens next?", |Text(text)| {
            Do(Command::SetNextStep { goal, text })
        }),
        Purpose::MoveDue(goal) => {
            let label = review::due_label(room, &goal);
            row(label, |Day(due)| match due {
                Some(due) => Do(Command::MoveDue { goal, due }),
                None => Nothing,
            })
        }
        Purpose::Cost(goal) => row(
            "Money in the first year; empty is not known yet",
            |Money(cost)| Do(Command::SetGoalCost { goal, cost }),
        ),
        Purpose::Hours(goal) => row(
            "Staff hours in the first year; empty is not known yet",
            |Hours(hours)| Do(Command::SetGoalHours { goal, hours }),
        ),
        Purpose::MissingCost(goal) => {
            let label = figures::label(ui, room, &goal, MORE_MONEY);
            row(label, |Money(cost)| Then::Cost(goal, cost))
        }
        Purpose::MissingHours(goal) => {
            let label = figures::label(ui, room, &goal, MORE_HOURS);
            row(label, |Hours(hours)| Then::Hours(goal, hours))
        }
        Purpose::OwnerRole(goal) => row(
            "Who, by name or role? They are asked after the meeting",
            |Text(text)| {
                let owner = Some(Owner::Role(text));
                Do(Command::Assign { goal, owner })
            },
        ),
        Purpose::FirstStep(goal) => row("What happens first?", |Text(text)| {
            Do(Command::SetFirstStep { goal, text })
        }),
        Purpose::Measure(goal) => row("How will anybody know?", |Text(text)| {
            Do(Command::SetMeasure { goal, text })
        }),
        Purpose::Due(goal) => row("By when? 28 feb, in 6 weeks, end march", |Day(due)| {
            Do(Command::SetDue { goal, due })
        }),
        Purpose::Reviews(goal) => row(
            "When do we look again? Days with commas between",
            |Days(reviews)| Do(Command::SetReviews { goal, reviews }),
        ),
        Purpose::AgreeAllTheSame(goal) => {
            let over = room.meeting.beyond_with(&goal).join(", ");
            let label = format!("That is {over}. Why do we agree all the same?");
            row(label, |Text(note)| decide(goal, Decision::Agreed { note }))
        }
        Purpose::AskOf { goal, reason } => {
            row("Whom do we ask?", move |Text(of)| match of.as_str() {
                "" => Refuse("Say whom the unit asks."),
                _ => Then::Write(Purpose::AskNote { goal, reason, of }),
            })
        }
        Purpose::AskNote { goal, reason, of } => row(
            "What do we ask for, and why? Empty is fine",
            move |Text(note)| decide(goal, Decision::Ask { of, reason, note }),
        ),
        Purpose::NotThisTimeNote { goal, reason } => {
            row("In the room's words; empty is fine", move |Text(note)| {
                not_this_time(goal, reason, note)
            })
        }
        Purpose::SettledBy(goal) => {
            row(
                "Who settles it after the meeting?",
                |Text(by_whom)| match by_whom.as_str() {
                    "" => Refuse("Say who settles it."),
                    _ => Then::Write(Purpose::SettledUntil { goal, by_whom }),
                },
            )
        }
        Purpose::SettledUntil { goal, by_whom } => row("By when? Empty is fine", |Day(until)| {
            decide(goal, Decision::Undecided { by_whom, until })
        }),
        Purpose::Hands { goal, group } => {
            let whose = words::group(&group);
            let label = format!("Hands of the {whose}: for, against, abstained");
            let round = room.meeting.open_round();
            let round = round.map_or_else(String::new, |round| round.id.clone());
            row(label, |hands| {
                Do(Command::CountHands {
                    round,
                    goal,
                    group,
                    hands,
                })
            })
        }
    }
}

fn decide(goal: String, decision: Decision) -> Then {
    Then::Do(Command::Decide { goal, decision })
}

fn not_this_time(goal: String, reason: Reason, note: String) -> Then {
    decide(goal, Decision::NotThisTime { reason, note })
}

/// Asks for a text, which begins as what was left unfinished there, else as `text`.
pub(in crate::app::meeting) fn open(ui: &mut Ui, room: &Room, purpose: Purpose, text: &str) {
    let Row { label, several, .. } = row_of(ui, room, purpose.clone());
    let label = label.into_owned();
    ui.write(purpose, label, text, several);
}

/// Shows a text that was being written when the program ended.
pub(in crate::app::meeting) fn offer(ui: &mut Ui, room: &Room, draft: Draft) {
    let several = row_of(ui, room, draft.purpose.clone()).several;
    let label = "This was being written when the program ended".to_owned();
    ui.write(draft.purpose, label, &draft.text, several);
}

/// The way in which a text is understood while it is typed.
pub(in crate::app::meeting) fn hint(ui: &Ui, room: &Room, purpose: &Purpose, text: &str) -> Line {
    if text.trim().is_empty() {
        return Line::new();
    }
    let (role, note) = (row_of(ui, room, purpose.clone()).hint)(ui, room, text);
    line(role, note)
}

/// A text was left without being done: it is there again when a person comes back to it.
pub(in crate::app::meeting) fn left(ui: &mut Ui, purpose: Purpose, text: &str) -> Vec<Effect> {
    if !text.trim().is_empty() {
        let text = text.to_owned();
        ui.kept.push(Draft { purpose, text });
    }
    vec![Effect::Keep(None)]
}

/// Takes a text: a command, or the next question.
pub(in crate::app::meeting) fn typed(
    ui: &mut Ui,
    room: &Room,
    purpose: &Purpose,
    text: &str,
) -> Result<Vec<Effect>, Refusal> {
    let row = row_of(ui, room, purpose.clone());
    let then = (row.commit)(room, text).and_then(refused)?;
    let (command, say) = match then {
        Then::Do(command) => (command, None),
        Then::DoAndSay(command, say) => (command, Some(say)),
        Then::Cost(goal, cost) => {
            let say = figures::after_cost(ui, room, &goal, cost);
            (Command::SetGoalCost { goal, cost }, say)
        }
        Then::Hours(goal, hours) => {
            let say = figures::after_hours(ui, room, &goal, hours);
            (Command::SetGoalHours { goal, hours }, say)
        }
        Then::Write(next) => {
            open(ui, room, next, "");
            return Ok(vec![Effect::Keep(None)]);
        }
        Then::AskGroup { name, role } => {
            person::ask_group(ui, room, name, &role);
            return Ok(vec![Effect::Keep(None)]);
        }
        Then::Nothing | Then::Refuse(_) => return Ok(vec![Effect::Keep(None)]),
    };
    let or = None;
    Ok(vec![Effect::Keep(None), Effect::Do { command, say, or }])
}

fn refused(then: Then) -> Result<Then, String> {
    match then {
        Then::Refuse(why) => Err(why.to_owned()),
        then => Ok(then),
    }
}

/// The hint for a text that was understood, or was not.
fn told(read: Result<String, String>) -> Hint {
    match read {
        Ok(words) => (Role::Good, words),
        Err(words) => (Role::Warn, words),
    }
}

impl Value for Text {
    fn parse(_: &Room, text: &str) -> Result<Self, String> {
        Ok(Self(text.to_owned()))
    }

    fn hint(_: &Ui, _: &Room, text: &str) -> Hint {
        length(text)
    }
}

impl Value for Wording {
    fn parse(_: &Room, text: &str) -> Result<Self, String> {
        Ok(Self(text.to_owned()))
    }

    /// The readability of it, unless the length is what matters.
    fn hint(ui: &Ui, _: &Room, text: &str) -> Hint {
        let jargon = ui.settings.jargon();
        let (role, said) = wording::line(&reading::read(text, &jargon), ui.shell.size.0);
        match length(text) {
            long if role == Role::Muted && !long.1.is_empty() => long,
            _ => (role, said),
        }
    }
}

impl Value for Money {
    fn parse(_: &Room, text: &str) -> Result<Self, String> {
        units(amount::money(text)).map(Self)
    }

    fn hint(_: &Ui, room: &Room, text: &str) -> Hint {
        let capacity = &room.meeting.agenda().capacity;
        understood(amount::money(text), |n| capacity.money_text(n))
    }
}

impl Value for Hours {
    fn parse(_: &Room, text: &str) -> Result<Self, String> {
        units(amount::hours(text)).map(Self)
    }

    fn hint(_: &Ui, _: &Room, text: &str) -> Hint {
        understood(amount::hours(text), |n| {
            format!("{} a year", words::count(n, "hour", "hours"))
        })
    }
}

impl Value for Day {
    fn parse(room: &Room, text: &str) -> Result<Self, String> {
        match text {
            "" => Ok(Self(None)),
            _ => day(room, text).map(|day| Self(Some(day))),
        }
    }

    fn hint(_: &Ui, room: &Room, text: &str) -> Hint {
        told(day(room, text).map(dates::say))
    }
}

impl Value for Days {
    fn parse(room: &Room, text: &str) -> Result<Self, String> {
        let days = days(room, text)?;
        if days.is_empty() {
            return Err("At least one day.".to_owned());
        }
        Ok(Self(days))
    }

    fn hint(_: &Ui, room: &Room, text: &str) -> Hint {
        let short = |days: Vec<Date>| days.into_iter().map(dates::short).collect::<Vec<_>>();
        told(days(room, text).map(|days| short(days).join(", ")))
    }
}

impl Value for Hands {
    fn parse(_: &Room, text: &str) -> Result<Self, String> {
        hands(text)
    }

    fn hint(_: &Ui, _: &Room, text: &str) -> Hint {
        told(
            hands(text)
                .map(|h| format!("{} for, {} against, {} abstained", h.yes, h.no, h.abstain)),
        )
    }
}

/// The characters that are left, once that matters.
fn length(text: &str) -> Hint {
    let long = text.trim().chars().count();
    if long > LONGEST_TEXT {
        let over = words::count((long - LONGEST_TEXT) as u64, "character", "characters");
        return (Role::Warn, format!("{over} too long"));
    }
    if long * 5 >= LONGEST_TEXT * 4 {
        let left = words::count((LONGEST_TEXT - long) as u64, "character", "characters");
        return (Role::Muted, format!("{left} left"));
    }
    (Role::Muted, String::new())
}

/// An amount as it was understood.
fn understood(read: Result<Option<Amount>, AmountError>, say: impl FnOnce(u64) -> String) -> Hint {
    let words = |amount: Option<Amount>| match amount {
        None => "understood: not known yet".to_owned(),
        Some(Amount { units, rounded }) => {
            let rounded = if rounded { ", rounded up" } else { "" };
            format!("understood: {}{rounded}", say(units))
        }
    };
    told(read.map(words).map_err(|e| e.to_string()))
}

fn units(read: Result<Option<Amount>, AmountError>) -> Result<Option<u64>, String> {
    read.map(|amount| amount.map(|a| a.units))
        .map_err(|e| e.to_string())
}

fn day(room: &Room, text: &str) -> Result<Date, String> {
    dates::understand(text, room.meeting.date(room.now)).map_err(|e| e.to_string())
}

fn days(room: &Room, text: &str) -> Result<Vec<Date>, String> {
    text.split([',', ';'])
        .map(str::trim)
        .filter(|t| !t.is_empty())
        .map(|t| day(room, t))
        .collect()
}

fn hands(text: &str) -> Result<Hands, String> {
    let numbers: Vec<u32> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|t| !t.is_empty())
        .filter_map(|t| t.parse().ok())
        .collect();
    match *numbers.as_slice() {
        [yes, no] => Ok(Hands {
            yes,
            no,
            abstain: 0,
        }),
        [yes, no, abstain] => Ok(Hands { yes, no, abstain }),
        _ => Err("Two or three numbers: for, against, abstained; such as 5 1 2.".to_owned()),
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

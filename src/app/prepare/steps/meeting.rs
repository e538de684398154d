//! The first step: when and where, what there is to spend, how the room votes, and what it agrees to.

use jiff::civil::Time;

use super::{hours, money, whole};
use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, Row, line, muted},
        meeting::ui::choice,
        prepare::{
            Preparing,
            standing::{Field, Which},
        },
    },
    domain::{
        agenda::{Method, Weight},
        dates, named_path,
        preparation::{Change, Preparation},
        words,
    },
    store::disk::Disk,
};

/// The fields, from top to bottom.
pub(super) const FIELDS: [Field; 16] = [
    Field::Title,
    Field::Day,
    Field::Start,
    Field::Minutes,
    Field::Place,
    Field::Money,
    Field::Hours,
    Field::Goals,
    Field::PerStrand,
    Field::Currency,
    Field::Method,
    Field::Weight,
    Field::ApartFrom,
    Field::Expected,
    Field::Rules,
    Field::Previous,
];

fn label(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Day => "day",
        Field::Start => "begins",
        Field::Minutes => "minutes",
        Field::Place => "place",
        Field::Money => "money",
        Field::Hours => "hours",
        Field::Goals => "goals",
        Field::PerStrand => "each strand",
        Field::Currency => "currency",
        Field::Method => "people vote",
        Field::Weight => "groups",
        Field::ApartFrom => "shown apart",
        Field::Expected => "expected",
        Field::Rules => "ground rules",
        Field::Previous => "last pledge",
    }
}

/// What a field says, as it is typed; empty where it says nothing.
fn typed(state: &Preparation, field: Field) -> String {
    let (meeting, capacity) = (&state.agenda.meeting, &state.agenda.capacity);
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match field {
        Field::Title => meeting.title.clone(),
        Field::Day => meeting.date.map_or_else(String::new, dates::say),
        Field::Start => meeting.start.map_or_else(String::new, dates::hm),
        Field::Minutes => number(meeting.minutes.map(u64::from)),
        Field::Place => meeting.place.clone(),
        Field::Money => number(capacity.money),
        Field::Hours => number(capacity.hours),
        Field::Goals => number(capacity.goals),
        Field::PerStrand => number(capacity.per_strand),
        Field::Currency => capacity.currency.clone().unwrap_or_default(),
        Field::Method => words::method_short(state.agenda.vote.method).to_owned(),
        Field::Weight => words::weight(state.agenda.vote.weight).to_owned(),
        Field::ApartFrom => state.agenda.vote.apart_from.to_string(),
        Field::Expected => state.agenda.expected.join(", "),
        Field::Rules => state.agenda.ground_rules.join("\n"),
        Field::Previous => state.previous.clone().unwrap_or_default(),
    }
}

/// What a field says, as a sentence has it.
fn said(state: &Preparation, field: Field) -> String {
    let text = typed(state, field);
    if text.is_empty() {
        return text;
    }
    let capacity = &state.agenda.capacity;
    match field {
        Field::Money => capacity.money.map_or(text, |m| {
            format!("{} in the first year", capacity.money_text(m))
        }),
        Field::Hours => format!("{text} hours of staff in the first year"),
        Field::Goals => format!("at most {text}"),
        Field::PerStrand => format!("at least {text} of them"),
        Field::ApartFrom => format!("groups of {text} votes and more"),
        Field::Rules => text.replace('\n', "; "),
        _ => text,
    }
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
    let at = p.at.row(FIELDS.len());
    let rows = FIELDS.iter().enumerate().map(|(i, field)| {
        let text = said(state, *field);
        let value = if text.is_empty() {
            line(Role::Muted, "not said yet")
        } else {
            line(Role::Ink, text)
        };
        Row {
            cells: vec![line(Role::Muted, label(*field)), value],
            selected: i == at,
        }
    });
    let mut blocks = vec![Block::Fields(rows.collect())];
    let missing = state.missing().len();
    blocks.push(Block::Gap);
    blocks.push(muted(match missing {
        0 => "Nothing is missing. {Prepare.Save} saves.".to_owned(),
        n => format!(
            "{}: {{Prepare(Step(7))}} lists them.",
            words::count(n as u64, "thing is missing", "things are missing")
        ),
    }));
    Page {
        blocks,
        ..Page::default()
    }
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action != Action::Open {
        return;
    }
    let Some(field) = FIELDS.get(p.at.row(FIELDS.len())).copied() else {
        return;
    };
    let which = Which::Field(field);
    let text = typed(p.state(), field);
    match field {
        Field::Method => {
            let choices = Method::all()
                .map(|m| {
                    let about = words::needs(m).unwrap_or_else(|| words::scale(m).to_owned());
                    choice(m.word(), words::method_short(m), about)
                })
                .collect();
            let method = p.state().agenda.vote.method;
            let at = Method::all().position(|m| m == method);
            p.choose(which, "How do people vote?", choices, at.unwrap_or(0));
        }
        Field::Weight => {
            let choices = Weight::WORDS.iter();
            let choices = choices
                .map(|(word, w)| choice(*word, words::weight(*w), ""))
                .collect();
            let weight = p.state().agenda.vote.weight;
            let at = Weight::WORDS.iter().position(|(_, w)| *w == weight);
            p.choose(
                which,
                "Whose votes count how much?",
                choices,
                at.unwrap_or(0),
            );
        }
        Field::Rules => p.write_lines(which, "Ground rules, one a line", &text),
        Field::Expected => p.write(
            which,
            "Roles that should be there, with commas between",
            &text,
        ),
        Field::Day => p.write(
            which,
            "Which day? Such as 24 november, or in 3 weeks",
            &text,
        ),
        Field::Start => p.write(which, "When does it begin? Such as 13:00", &text),
        Field::Minutes => p.write(which, "How many minutes?", &text),
        Field::Money => p.write(
            which,
            "How much money in the first year? Empty is not known",
            &text,
        ),
        Field::Hours => p.write(which, "How many hours of staff in the first year?", &text),
        Field::Goals => p.write(which, "How many goals at most?", &text),
        Field::PerStrand => p.write(which, "How many for each strand at least?", &text),
        Field::Currency => p.write(which, "Which currency? Such as GBP", &text),
        Field::ApartFrom => p.write(
            which,
            "From how many votes on is a group shown apart?",
            &text,
        ),
        Field::Previous => p.write(
            which,
            "Where is the last pledge? The path of its outcome.yaml",
            &text,
        ),
        Field::Title | Field::Place => p.write(which, label(field), &text),
    }
}

pub(super) fn written<D: Disk>(
    p: &mut Preparing<D>,
    field: Field,
    text: &str,
) -> Result<(), String> {
    let state = p.state();
    let mut meeting = state.agenda.meeting.clone();
    let mut capacity = state.agenda.capacity.clone();
    let mut vote = state.agenda.vote.clone();
    let some = || (!text.is_empty()).then(|| text.to_owned());
    let small = |text: &str| -> Result<Option<u32>, String> {
        whole(text)?
            .map(|n| u32::try_from(n).map_err(|_| "That is too many.".to_owned()))
            .transpose()
    };
    let change = match field {
        Field::Title => {
            text.clone_into(&mut meeting.title);
            Change::MeetingSet { meeting }
        }
        Field::Day => {
            let today = p.now.date();
            meeting.date = match text {
                "" => None,
                text => Some(dates::understand(text, today).map_err(|e| e.to_string())?),
            };
            Change::MeetingSet { meeting }
        }
        Field::Start => {
            meeting.start = match text {
                "" => None,
                text => Some(time(text)?),
            };
            Change::MeetingSet { meeting }
        }
        Field::Minutes => {
            meeting.minutes = small(text)?;
            Change::MeetingSet { meeting }
        }
        Field::Place => {
            text.clone_into(&mut meeting.place);
            Change::MeetingSet { meeting }
        }
        Field::Money => {
            capacity.money = money(text)?;
            Change::CapacitySet { capacity }
        }
        Field::Hours => {
            capacity.hours = hours(text)?;
            Change::CapacitySet { capacity }
        }
        Field::Goals => {
            capacity.goals = whole(text)?;
            Change::CapacitySet { capacity }
        }
        Field::PerStrand => {
            capacity.per_strand = whole(text)?;
            Change::CapacitySet { capacity }
        }
        Field::Currency => {
            let code = text.to_uppercase();
            if !code.is_empty()
                && (code.len() != 3 || !code.chars().all(|c| c.is_ascii_alphabetic()))
            {
                return Err("Three letters, such as GBP or EUR.".to_owned());
            }
            capacity.currency = (!code.is_empty()).then_some(code);
            Change::CapacitySet { capacity }
        }
        Field::ApartFrom => {
            vote.apart_from = small(text)?.ok_or("A number, such as 3.")?;
            Change::VoteSet { vote }
        }
        Field::Expected => Change::ExpectedSet {
            expected: parts(text, ','),
        },
        Field::Rules => Change::RulesSet {
            rules: parts(text, '\n'),
        },
        Field::Previous => {
            if !named_path::stays_near(text) {
                return Err("A file in this folder, or in a folder beside it.".to_owned());
            }
            Change::PreviousSet { previous: some() }
        }
        Field::Method | Field::Weight => return Ok(()),
    };
    p.try_change(change)
}

/// Parts of a text that say something.
fn parts(text: &str, between: char) -> Vec<String> {
    let parts = text.split(between).map(str::trim);
    parts.filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// `13:00`, `13.00`, `1300`, `1pm`, `1:30 pm`, `9`.
fn time(text: &str) -> Result<Time, String> {
    let wrong = || "A time, such as 13:00 or 1:30 pm.".to_owned();
    let text = text.to_lowercase().replace(' ', "");
    let (text, half) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(text), _) => (text.to_owned(), Some(12)),
        (_, Some(text)) => (text.to_owned(), Some(0)),
        _ => (text, None),
    };
    let (hour, minute) = match text.split_once([':', '.']) {
        Some((hour, minute)) => (hour.to_owned(), minute.to_owned()),
        None if text.len() > 2 => {
            let at = text.len() - 2;
            let parts = text.get(..at).zip(text.get(at..)).ok_or_else(wrong)?;
            (parts.0.to_owned(), parts.1.to_owned())
        }
        None => (text, "0".to_owned()),
    };
    let hour: i8 = hour.parse().map_err(|_| wrong())?;
    let minute: i8 = minute.parse().map_err(|_| wrong())?;
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return Err(wrong()),
        Some(half) => hour % 12 + half,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

pub(super) fn chosen<D: Disk>(p: &mut Preparing<D>, field: Field, key: &str) {
    let mut vote = p.state().agenda.vote.clone();
    match field {
        Field::Method => {
            if let Some((_, method)) = Method::WORDS.iter().find(|(word, _)| *word == key) {
                vote.method = *method;
            }
        }
        Field::Weight => {
            if let Some((_, weight)) = Weight::WORDS.iter().find(|(word, _)| *word == key) {
                vote.weight = *weight;
            }
        }
        _ => return,
    }
    p.change(Change::VoteSet { vote });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_understood_as_people_type_it() {
        for (text, means) in [
            ("13:00", "13:00"),
            ("13.30", "13:30"),
            ("1330", "13:30"),
            ("1pm", "13:00"),
            ("12 pm", "12:00"),
            ("12am", "00:00"),
            ("1:30 PM", "13:30"),
            ("9", "09:00"),
            ("930", "09:30"),
        ] {
            assert_eq!(dates::hm(time(text).unwrap()), means, "{text}");
        }
        for text in ["", "noon", "25", "13:60", "13pm", "0pm", "1:2:3", "x9"] {
            assert!(time(text).is_err(), "{text}");
        }
    }
}

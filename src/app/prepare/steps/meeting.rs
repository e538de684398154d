//! The first step: names of unit and hospital, date and place, capacity, voting method, and ground rules.

use jiff::civil::Time;

use super::{hours, money, parts, whole};
use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, Row, line, muted},
        prepare::{PreparePick, PreparePrompt, Preparing},
        shell::{Choice, Picker},
    },
    domain::{
        dates,
        findings::Unit,
        named_path,
        preparation::{Preparation, change::Change},
        refusal::{Refusal, refuse},
        vote::{method::Method, settings::Weight},
        words,
    },
    store::disk::Disk,
};

/// A field of the meeting that takes a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingField {
    Unit,
    Hospital,
    Title,
    Day,
    Start,
    Minutes,
    Place,
    Money,
    Hours,
    Goals,
    PerStrand,
    Currency,
    ApartFrom,
    Expected,
    Rules,
    Previous,
}

/// A row of the form: a text field or a choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MeetingRow {
    Text(MeetingField),
    Method,
    Weight,
}

/// The rows, from top to bottom.
pub(super) const ROWS: [MeetingRow; 18] = [
    MeetingRow::Text(MeetingField::Unit),
    MeetingRow::Text(MeetingField::Hospital),
    MeetingRow::Text(MeetingField::Title),
    MeetingRow::Text(MeetingField::Day),
    MeetingRow::Text(MeetingField::Start),
    MeetingRow::Text(MeetingField::Minutes),
    MeetingRow::Text(MeetingField::Place),
    MeetingRow::Text(MeetingField::Money),
    MeetingRow::Text(MeetingField::Hours),
    MeetingRow::Text(MeetingField::Goals),
    MeetingRow::Text(MeetingField::PerStrand),
    MeetingRow::Text(MeetingField::Currency),
    MeetingRow::Method,
    MeetingRow::Weight,
    MeetingRow::Text(MeetingField::ApartFrom),
    MeetingRow::Text(MeetingField::Expected),
    MeetingRow::Text(MeetingField::Rules),
    MeetingRow::Text(MeetingField::Previous),
];

fn label(row: MeetingRow) -> &'static str {
    match row {
        MeetingRow::Text(field) => match field {
            MeetingField::Unit => "unit",
            MeetingField::Hospital => "hospital",
            MeetingField::Title => "title",
            MeetingField::Day => "day",
            MeetingField::Start => "begins",
            MeetingField::Minutes => "minutes",
            MeetingField::Place => "place",
            MeetingField::Money => "money",
            MeetingField::Hours => "hours",
            MeetingField::Goals => "goals",
            MeetingField::PerStrand => "each strand",
            MeetingField::Currency => "currency",
            MeetingField::ApartFrom => "shown apart",
            MeetingField::Expected => "expected",
            MeetingField::Rules => "ground rules",
            MeetingField::Previous => "last pledge",
        },
        MeetingRow::Method => "people vote",
        MeetingRow::Weight => "groups",
    }
}

/// The current text of a field, as it would be typed; may be empty.
fn typed_text(state: &Preparation, field: MeetingField) -> String {
    let (meeting, capacity) = (&state.agenda.meeting, &state.agenda.capacity);
    // Without units, unlike `shown`: a person changes the number, not the sentence.
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match field {
        MeetingField::Unit => state.findings.unit.name.clone(),
        MeetingField::Hospital => state.findings.unit.organisation.clone(),
        MeetingField::Title => meeting.title.clone(),
        MeetingField::Day => meeting.date.map_or_else(String::new, dates::say),
        MeetingField::Start => meeting.start.map_or_else(String::new, dates::hm),
        MeetingField::Minutes => number(meeting.minutes.map(u64::from)),
        MeetingField::Place => meeting.place.clone(),
        MeetingField::Money => number(capacity.money),
        MeetingField::Hours => number(capacity.hours),
        MeetingField::Goals => number(capacity.goals),
        MeetingField::PerStrand => number(capacity.per_strand),
        MeetingField::Currency => capacity.currency.clone().unwrap_or_default(),
        MeetingField::ApartFrom => state.agenda.vote.apart_from.to_string(),
        MeetingField::Expected => state.agenda.expected.join(", "),
        MeetingField::Rules => state.agenda.ground_rules.join("\n"),
        MeetingField::Previous => state.previous.clone().unwrap_or_default(),
    }
}

/// The value of a row as it is shown.
fn shown(state: &Preparation, row: MeetingRow) -> String {
    let field = match row {
        MeetingRow::Method => return words::method_short(state.agenda.vote.method).to_owned(),
        MeetingRow::Weight => return words::weight(state.agenda.vote.weight).to_owned(),
        MeetingRow::Text(field) => field,
    };
    let text = typed_text(state, field);
    if text.is_empty() {
        return text;
    }
    let capacity = &state.agenda.capacity;
    match field {
        MeetingField::Money => capacity.money.map_or(text, |m| {
            format!("{} in the first year", capacity.money_text(m))
        }),
        MeetingField::Hours => format!("{text} hours of staff in the first year"),
        MeetingField::Goals => format!("at most {text}"),
        MeetingField::PerStrand => format!("at least {text} of them"),
        MeetingField::ApartFrom => format!("groups of {text} votes and more"),
        MeetingField::Rules => text.replace('\n', "; "),
        _ => text,
    }
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let state = p.state();
    let at = p.row(ROWS.len());
    let rows = ROWS.iter().enumerate().map(|(i, row)| {
        let text = shown(state, *row);
        let is_name = matches!(
            row,
            MeetingRow::Text(MeetingField::Unit | MeetingField::Hospital)
        );
        let value = if text.is_empty() {
            line(Role::Muted, "not said yet")
        } else if is_name && Unit::is_placeholder(&text) {
            line(
                Role::Warn,
                format!("{text}  still the template\u{2019}s name"),
            )
        } else {
            line(Role::Ink, text)
        };
        Row {
            cells: vec![line(Role::Muted, label(*row)), value],
            selected: i == at,
        }
    });
    let mut blocks = vec![Block::Fields(rows.collect())];
    let missing = p.missing().len();
    blocks.push(Block::Gap);
    blocks.push(muted(match missing {
        0 => "Nothing is missing. {Prepare.Save} saves.".to_owned(),
        n => format!(
            "{}: {{Prepare(Step(8))}} lists them.",
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
    match ROWS.get(p.row(ROWS.len())) {
        Some(MeetingRow::Method) => choose_method(p),
        Some(MeetingRow::Weight) => choose_weight(p),
        Some(MeetingRow::Text(field)) => write(p, *field),
        None => {}
    }
}

fn choose_method<D: Disk>(p: &mut Preparing<D>) {
    let choices = Method::all().map(|m| {
        let about = words::needs(m).unwrap_or_else(|| words::scale(m).to_owned());
        Choice::new(PreparePick::Method(m), words::method_short(m), about)
    });
    let now = PreparePick::Method(p.state().agenda.vote.method);
    let picker = Picker::new("How do people vote?", choices.collect());
    p.pick(picker.on(|pick| *pick == now));
}

fn choose_weight<D: Disk>(p: &mut Preparing<D>) {
    let choices = Weight::WORDS
        .iter()
        .map(|(_, w)| Choice::new(PreparePick::Weight(*w), words::weight(*w), ""));
    let now = PreparePick::Weight(p.state().agenda.vote.weight);
    let picker = Picker::new("Whose votes count how much?", choices.collect());
    p.pick(picker.on(|pick| *pick == now));
}

fn write<D: Disk>(p: &mut Preparing<D>, field: MeetingField) {
    let question = match field {
        MeetingField::Unit => "What is the unit called? As patients know it",
        MeetingField::Hospital => "Which hospital or trust does it belong to? Empty is none",
        MeetingField::Rules => "Ground rules, one a line",
        MeetingField::Expected => "Roles that should be there, with commas between",
        MeetingField::Day => "Which day? Such as 24 november, or in 3 weeks",
        MeetingField::Start => "When does it begin? Such as 13:00",
        MeetingField::Minutes => "How many minutes?",
        MeetingField::Money => "How much money in the first year? Empty is not known",
        MeetingField::Hours => "How many hours of staff in the first year?",
        MeetingField::Goals => "How many goals at most?",
        MeetingField::PerStrand => "How many for each strand at least?",
        MeetingField::Currency => "Which currency? Such as GBP",
        MeetingField::ApartFrom => "From how many votes on is a group shown apart?",
        MeetingField::Previous => "Where is the last pledge? The path of its outcome.yaml",
        MeetingField::Title | MeetingField::Place => label(MeetingRow::Text(field)),
    };
    let prompt = PreparePrompt::Meeting(field);
    let text = typed_text(p.state(), field);
    if field == MeetingField::Rules {
        p.write_lines(prompt, question, &text);
    } else {
        p.write(prompt, question, &text);
    }
}

pub(super) fn typed<D: Disk>(
    p: &mut Preparing<D>,
    field: MeetingField,
    text: &str,
) -> Result<(), Refusal> {
    let state = p.state();
    let mut meeting = state.agenda.meeting.clone();
    let mut capacity = state.agenda.capacity.clone();
    let mut vote = state.agenda.vote.clone();
    let some = || (!text.is_empty()).then(|| text.to_owned());
    let small = |text: &str| -> Result<Option<u32>, Refusal> {
        whole(text)?
            .map(|n| u32::try_from(n).map_err(|_| Refusal::new("That is too many.")))
            .transpose()
    };
    let mut unit = state.findings.unit.clone();
    let change = match field {
        MeetingField::Unit => {
            text.clone_into(&mut unit.name);
            Change::UnitSet { unit }
        }
        MeetingField::Hospital => {
            text.clone_into(&mut unit.organisation);
            Change::UnitSet { unit }
        }
        MeetingField::Title => {
            text.clone_into(&mut meeting.title);
            Change::MeetingSet { meeting }
        }
        MeetingField::Day => {
            let today = p.shell.now.date();
            meeting.date = match text {
                "" => None,
                text => {
                    Some(dates::understand(text, today).map_err(|e| Refusal::new(e.to_string()))?)
                }
            };
            Change::MeetingSet { meeting }
        }
        MeetingField::Start => {
            meeting.start = match text {
                "" => None,
                text => Some(time(text)?),
            };
            Change::MeetingSet { meeting }
        }
        MeetingField::Minutes => {
            meeting.minutes = small(text)?;
            Change::MeetingSet { meeting }
        }
        MeetingField::Place => {
            text.clone_into(&mut meeting.place);
            Change::MeetingSet { meeting }
        }
        MeetingField::Money => {
            capacity.money = money(text)?;
            Change::CapacitySet { capacity }
        }
        MeetingField::Hours => {
            capacity.hours = hours(text)?;
            Change::CapacitySet { capacity }
        }
        MeetingField::Goals => {
            capacity.goals = whole(text)?;
            Change::CapacitySet { capacity }
        }
        MeetingField::PerStrand => {
            capacity.per_strand = whole(text)?;
            Change::CapacitySet { capacity }
        }
        MeetingField::Currency => {
            let code = text.to_uppercase();
            if !code.is_empty()
                && (code.len() != 3 || !code.chars().all(|c| c.is_ascii_alphabetic()))
            {
                // A code, because $ and kr are the money of several countries.
                return refuse("Three letters, such as GBP or EUR.");
            }
            capacity.currency = (!code.is_empty()).then_some(code);
            Change::CapacitySet { capacity }
        }
        MeetingField::ApartFrom => {
            // Not allowed to be empty: without a least number the marks of a single voter would be shown as those of a
            // group.
            vote.apart_from = small(text)?.ok_or("A number, such as 3.")?;
            Change::VoteSet { vote }
        }
        MeetingField::Expected => Change::ExpectedSet {
            expected: parts(text, ','),
        },
        MeetingField::Rules => Change::RulesSet {
            rules: parts(text, '\n'),
        },
        MeetingField::Previous => {
            // A path elsewhere breaks as soon as the folder is moved, and a file from somebody else could point
            // anywhere.
            if !named_path::stays_near(text) {
                return refuse("A file in this folder, or in a folder beside it.");
            }
            Change::PreviousSet { previous: some() }
        }
    };
    p.try_change(change)
}

/// Reads a time of day: `13:00`, `13.00`, `1300`, `1pm`, `1:30 pm` or `9`.
fn time(text: &str) -> Result<Time, Refusal> {
    let wrong = || Refusal::new("A time, such as 13:00 or 1:30 pm.");
    let text = text.to_lowercase().replace(' ', "");
    let (text, half) = match (text.strip_suffix("pm"), text.strip_suffix("am")) {
        (Some(text), _) => (text.to_owned(), Some(12)),
        (_, Some(text)) => (text.to_owned(), Some(0)),
        _ => (text, None),
    };
    let (hour, minute) = match text.split_once([':', '.']) {
        Some((hour, minute)) => (hour.to_owned(), minute.to_owned()),
        // Number pads have no colon: 930 and 1330.
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
        // 12 am is midnight, and 12 pm is noon.
        Some(half) => hour % 12 + half,
        None => hour,
    };
    Time::new(hour, minute, 0, 0).map_err(|_| wrong())
}

pub(super) fn set_method<D: Disk>(p: &mut Preparing<D>, method: Method) {
    let mut vote = p.state().agenda.vote.clone();
    vote.method = method;
    p.change(Change::VoteSet { vote });
}

pub(super) fn set_weight<D: Disk>(p: &mut Preparing<D>, weight: Weight) {
    let mut vote = p.state().agenda.vote.clone();
    vote.weight = weight;
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

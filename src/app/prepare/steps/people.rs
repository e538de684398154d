//! The second step: who comes, in which group their vote counts, for whom a representative speaks, and what hours they have.

use super::{hours, shift};
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Page, Role, Row, line, muted},
        meeting::ui::{Choice, choice},
        prepare::{
            Preparing,
            standing::{Of, Which},
        },
    },
    domain::{
        people::Person,
        preparation::{Change, Preparation, checklist::is_unnamed},
        words,
    },
    store::disk::Disk,
};

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(usize, &Person)> {
    let people = &p.state().agenda.people;
    let at = p.at.row(people.len());
    people.get(at).map(|person| (at, person))
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let agenda = &p.state().agenda;
    let at = p.at.row(agenda.people.len());
    let count = |group: Option<&str>| {
        let of = agenda.people.iter();
        of.filter(|p| p.group.as_deref() == group).count() as u64
    };
    let mut blocks = vec![
        Block::Pair(
            line(
                Role::Ink,
                format!(
                    "{}, {} of the hospital team, {}",
                    words::count(count(Some("patient")), "patient", "patients"),
                    count(Some("mdt")),
                    words::count(count(None), "who does not vote", "who do not vote")
                ),
            ),
            line(Role::Muted, ""),
        ),
        Block::Gap,
    ];
    let rows: Vec<Row> = agenda
        .people
        .iter()
        .enumerate()
        .map(|(i, person)| Row {
            cells: vec![
                line(
                    if is_unnamed(person) {
                        Role::Warn
                    } else {
                        Role::Ink
                    },
                    person.name.clone(),
                ),
                line(Role::Muted, person.role.clone()),
                line(Role::Muted, group(person)),
                line(Role::Muted, person.strand.clone().unwrap_or_default()),
                line(
                    Role::Muted,
                    person.hours.map_or_else(String::new, |h| h.to_string()),
                ),
                line(Role::Muted, notes(person)),
            ],
            selected: i == at,
        })
        .collect();
    if rows.is_empty() {
        blocks.push(muted(
            "Nobody is on the list yet. {Prepare(Add)} adds somebody.",
        ));
    } else {
        blocks.push(Block::Table {
            columns: vec![
                Column::fill("name"),
                Column::words("role", 22, 0),
                Column::words("votes with", 13, 0),
                Column::words("speaks for", 10, 3),
                Column::number("hours", 2),
                Column::words("", 15, 1),
            ],
            rows,
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn group(person: &Person) -> String {
    match person.group.as_deref() {
        Some("patient") => "patients".to_owned(),
        Some("mdt") => "hospital team".to_owned(),
        Some(other) => other.to_owned(),
        None => "does not vote".to_owned(),
    }
}

fn notes(person: &Person) -> String {
    let mut notes = Vec::new();
    if person.lead {
        notes.push("lead");
    }
    if person.consent {
        notes.push("may print");
    }
    notes.join(", ")
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), String> {
    let needs_one = matches!(
        action,
        Action::Open
            | Action::Prepare(
                Wish::Name
                    | Wish::Role
                    | Wish::Group
                    | Wish::Strand
                    | Wish::Hours
                    | Wish::Lead
                    | Wish::Consent
                    | Wish::Remove
                    | Wish::Higher
                    | Wish::Lower
            )
    );
    if needs_one && p.state().agenda.people.is_empty() {
        return Err("Nobody is on the list yet: {Prepare(Add)} adds somebody.".to_owned());
    }
    Ok(())
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Prepare(Wish::Add) {
        return p.write(
            Which::NewPerson,
            "Who? The name, as they want to be called",
            "",
        );
    }
    let Some((at, person)) = marked(p).map(|(at, person)| (at, person.clone())) else {
        return;
    };
    let of = |of| Which::Person(person.id.clone(), of);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match action {
        Action::Open | Action::Prepare(Wish::Name) => {
            // A name that is only a role is nothing to change: it is to be put in.
            let there = if is_unnamed(&person) {
                ""
            } else {
                &person.name
            };
            p.write(of(Of::Name), "What do they want to be called?", there);
        }
        Action::Prepare(Wish::Role) => p.write(of(Of::Role), "What do they do?", &person.role),
        Action::Prepare(Wish::Group) => {
            let at = groups()
                .iter()
                .position(|g| Some(g.key.as_str()) == person.group.as_deref());
            let title = format!("With whom does {} vote?", person.name);
            p.choose(of(Of::Group), title, groups(), at.unwrap_or(2));
        }
        Action::Prepare(Wish::Strand) => p.write(
            of(Of::Strand),
            "For which patients do they speak? Such as secondary; empty is for all",
            &text(&person.strand),
        ),
        Action::Prepare(Wish::Hours) => {
            let hours = person.hours.map_or_else(String::new, |h| h.to_string());
            p.write(
                of(Of::Hours),
                "How many hours can they give in the first year?",
                &hours,
            );
        }
        Action::Prepare(Wish::Lead) => set(p, &person.id, |q| q.lead = !q.lead),
        Action::Prepare(Wish::Consent) => set(p, &person.id, |q| q.consent = !q.consent),
        Action::Prepare(Wish::Remove) => {
            let mut people = p.state().agenda.people.clone();
            people.retain(|q| q.id != person.id);
            if p.change(Change::PeopleSet { people }) {
                p.tell(
                    Role::Ink,
                    format!("{} is off the list. {{Undo}} takes that back.", person.name),
                );
            }
        }
        Action::Prepare(wish @ (Wish::Higher | Wish::Lower)) => {
            let mut people = p.state().agenda.people.clone();
            if let Some(to) = shift(&mut people, at, wish == Wish::Higher)
                && p.change(Change::PeopleSet { people })
            {
                p.at.go_to_row(to);
            }
        }
        _ => {}
    }
}

fn groups() -> Vec<Choice> {
    vec![
        choice(
            "patient",
            "patients",
            "patient representatives, advocates, carers",
        ),
        choice("mdt", "hospital team", "everybody who works there"),
        choice("", "does not vote", "the facilitator, and guests"),
    ]
}

/// Changes one person.
fn set<D: Disk>(p: &mut Preparing<D>, id: &str, change: impl FnOnce(&mut Person)) {
    let mut people = p.state().agenda.people.clone();
    if let Some(person) = people.iter_mut().find(|q| q.id == id) {
        change(person);
    }
    p.change(Change::PeopleSet { people });
}

/// What a role usually votes with: whoever represents or speaks for patients with them, a facilitator with nobody.
fn usual_group(role: &str) -> &'static str {
    let role = role.to_lowercase();
    let is = |word: &str| role.contains(word);
    if is("patient") || is("carer") || is("advocate") {
        "patient"
    } else if is("facilitator") || is("guest") || is("observer") {
        ""
    } else {
        "mdt"
    }
}

pub(super) fn written<D: Disk>(
    p: &mut Preparing<D>,
    what: &Which,
    text: &str,
) -> Result<(), String> {
    match what {
        Which::NewPerson => {
            if text.is_empty() {
                return Err("A person needs a name.".to_owned());
            }
            p.write(
                Which::NewRole(text.to_owned()),
                "What do they do? Such as Radiographer, or Patient representative",
                "",
            );
            Ok(())
        }
        Which::NewRole(name) => {
            let mut people = p.state().agenda.people.clone();
            let taken = people.iter().map(|q| q.id.as_str());
            let group = usual_group(text);
            let person = Person {
                id: Preparation::fresh_id(name, taken),
                name: name.clone(),
                role: text.to_owned(),
                group: (!group.is_empty()).then(|| group.to_owned()),
                ..Person::default()
            };
            people.push(person);
            let last = people.len() - 1;
            p.try_change(Change::PeopleSet { people })?;
            p.at.go_to_row(last);
            p.tell(
                Role::Ink,
                "{Prepare(Group)} says with whom they vote, {Prepare(Strand)} for whom they speak.",
            );
            Ok(())
        }
        Which::Person(id, of) => {
            let mut people = p.state().agenda.people.clone();
            let Some(person) = people.iter_mut().find(|q| q.id == *id) else {
                return Ok(());
            };
            match of {
                Of::Name => text.clone_into(&mut person.name),
                Of::Role => text.clone_into(&mut person.role),
                Of::Strand => person.strand = (!text.is_empty()).then(|| text.to_owned()),
                Of::Hours => person.hours = hours(text)?,
                Of::Group => {}
            }
            p.try_change(Change::PeopleSet { people })
        }
        _ => Ok(()),
    }
}

pub(super) fn chosen<D: Disk>(p: &mut Preparing<D>, what: &Which, key: &str) {
    if let Which::Person(id, Of::Group) = what {
        let group = (!key.is_empty()).then(|| key.to_owned());
        set(p, id, |person| person.group = group);
    }
}

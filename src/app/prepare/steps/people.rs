//! The second step: invited people, their groups, the strands that representatives speak for, and their hours.

use super::{hours, parts, shift, whole};
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Page, Role, Row, line, muted},
        prepare::{PreparePick, PreparePrompt, Preparing, dialogs::PersonField},
        shell::{Choice, Picker},
    },
    domain::{
        people::{LAST_SEAT, Person},
        preparation::{Preparation, change::Change, checklist::is_unnamed},
        refusal::{Refusal, allow_if, refuse},
        words,
    },
    store::disk::Disk,
    text::quotation::quoted,
};

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(usize, &Person)> {
    let people = &p.state().agenda.people;
    let at = p.row(people.len());
    people.get(at).map(|person| (at, person))
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let agenda = &p.state().agenda;
    let at = p.row(agenda.people.len());
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
                line(
                    Role::Muted,
                    person.seat.map_or_else(String::new, |s| s.to_string()),
                ),
                line(Role::Muted, person.access.join(", ")),
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
                Column::words("role", 22, 2),
                // Never left out in a narrow window: with groups that count the same, the group decides how much a vote
                // weighs.
                Column::words("votes with", 10, 0),
                Column::words("speaks for", 10, 4),
                Column::number("hours", 1),
                Column::words("", 11, 1),
                Column::number("seat", 5),
                Column::words("access needs", 24, 6),
            ],
            rows,
        });
    }
    if let Some(needs) = to_see_to(p.state()) {
        blocks.extend([Block::Gap, muted(needs)]);
    }
    let mut pinned = (0, 0);
    // All of it stands here for the person under the mark, since a narrow window has no room for all columns.
    if let Some((_, person)) = marked(p) {
        let about = about(person);
        pinned.1 = about.len();
        blocks.extend(about);
    }
    Page {
        blocks,
        pinned,
        ..Page::default()
    }
}

/// The access needs that no paper and no agenda answers, in a sentence; `None` where there are none.
pub(super) fn to_see_to(state: &Preparation) -> Option<String> {
    let needs = state.to_see_to().into_iter();
    let needs = needs.map(|(need, people)| match people {
        1 => need,
        n => format!("{need} ({n} people)"),
    });
    let needs: Vec<String> = needs.collect();
    (!needs.is_empty()).then(|| format!("For somebody to see to: {}.", needs.join(", ")))
}

/// Everything about a person in sentences.
fn about(person: &Person) -> Vec<Block> {
    let mut said = vec![format!("{}:", person.name)];
    said.extend((!person.role.is_empty()).then(|| format!("{}.", person.role)));
    said.extend((person.strand.as_ref()).map(|strand| format!("Speaks for {strand}.")));
    said.push(match person.hours {
        Some(1) => "1 hour in the first year.".to_owned(),
        Some(hours) => format!("{hours} hours in the first year."),
        None => "{Prepare(Hours)} says how many hours.".to_owned(),
    });
    said.extend(person.seat.map(|seat| format!("Seat {seat}.")));
    let access = if person.access.is_empty() {
        "{PreparePeople.Prepare(Access)} notes what they need to take part, such as a hearing loop."
            .to_owned()
    } else {
        format!("Needs: {}.", person.access.join(", "))
    };
    let here_for = if person.here_for.is_empty() {
        "{PreparePeople.Prepare(HereFor)} notes what they are here for, in their own words."
            .to_owned()
    } else {
        format!("Here for: {}", quoted(&person.here_for))
    };
    vec![
        Block::Gap,
        muted(said.join(" ")),
        muted(access),
        muted(here_for),
    ]
}

fn group(person: &Person) -> String {
    match person.group.as_deref() {
        Some("patient") => "patients".to_owned(),
        // Short, because the role beside it has to fit too; the line above the list has the whole words.
        Some("mdt") => "team".to_owned(),
        Some(other) => other.to_owned(),
        None => "no vote".to_owned(),
    }
}

fn notes(person: &Person) -> String {
    let mut notes = Vec::new();
    if person.lead {
        notes.push("lead");
    }
    if person.consent {
        notes.push("print");
    }
    notes.join(", ")
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), Refusal> {
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
                    | Wish::Seat
                    | Wish::Access
                    | Wish::HereFor
                    | Wish::Remove
                    | Wish::Higher
                    | Wish::Lower
            )
    );
    if needs_one && p.state().agenda.people.is_empty() {
        return refuse("Nobody is on the list yet: {Prepare(Add)} adds somebody.");
    }
    Ok(())
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Prepare(Wish::Add) {
        return p.write(
            PreparePrompt::NewPerson,
            "Who? The name, as they want to be called",
            "",
        );
    }
    let Some((at, person)) = marked(p).map(|(at, person)| (at, person.clone())) else {
        return;
    };
    let of = |field| PreparePrompt::Person(person.id.clone(), field);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    match action {
        Action::Open | Action::Prepare(Wish::Name) => {
            // A person created from an expected role has the role as a name; the field starts empty, so that it is replaced.
            let there = if is_unnamed(&person) {
                ""
            } else {
                &person.name
            };
            p.write(
                of(PersonField::Name),
                "What do they want to be called?",
                there,
            );
        }
        Action::Prepare(Wish::Role) => {
            p.write(of(PersonField::Role), "What do they do?", &person.role);
        }
        Action::Prepare(Wish::Group) => {
            let title = format!("With whom does {} vote?", person.name);
            p.pick(choose_group(&person, title));
        }
        Action::Prepare(Wish::Strand) => p.write(
            of(PersonField::Strand),
            "For which patients do they speak? Such as secondary; empty is for all",
            &text(&person.strand),
        ),
        Action::Prepare(Wish::Hours) => {
            let hours = person.hours.map_or_else(String::new, |h| h.to_string());
            p.write(
                of(PersonField::Hours),
                "How many hours can they give in the first year?",
                &hours,
            );
        }
        Action::Prepare(Wish::Seat) => {
            let seat = person.seat.map_or_else(String::new, |s| s.to_string());
            p.write(
                of(PersonField::Seat),
                "Which seat do they vote from? Empty is the next free one",
                &seat,
            );
        }
        Action::Prepare(Wish::Access) => p.write(
            of(PersonField::Access),
            "What do they need to take part? Such as large print, hearing loop",
            &person.access.join(", "),
        ),
        Action::Prepare(Wish::HereFor) => p.write(
            of(PersonField::HereFor),
            "What are they here for? A sentence in their own words, for the first page",
            &person.here_for,
        ),
        Action::Prepare(Wish::Lead) => set(p, &person.id, |q| q.lead = !q.lead),
        Action::Prepare(Wish::Consent) => set(p, &person.id, |q| q.consent = !q.consent),
        Action::Prepare(Wish::Remove) => {
            let mut people = p.state().agenda.people.clone();
            people.retain(|q| q.id != person.id);
            if p.change(Change::PeopleSet { people }) {
                p.say(
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
                p.mark_row(to);
            }
        }
        _ => {}
    }
}

fn choose_group(person: &Person, title: String) -> Picker<PreparePick> {
    let groups = [
        (
            Some("patient"),
            "patients",
            "patient representatives, advocates, carers",
        ),
        (Some("mdt"), "hospital team", "everybody who works there"),
        (None, "does not vote", "the facilitator, and guests"),
    ];
    let place = groups
        .iter()
        .position(|(group, ..)| *group == person.group.as_deref());
    let choices = groups.iter().map(|(group, label, note)| {
        let pick = PreparePick::Group {
            person: person.id.clone(),
            group: group.map(str::to_owned),
        };
        Choice::new(pick, *label, *note)
    });
    // A group that only the file knows opens at the choice without a vote, the safest one to confirm by mistake.
    let last = groups.len() - 1;
    Picker::new(title, choices.collect()).at(place.unwrap_or(last))
}

/// Applies a change to one person.
fn set<D: Disk>(p: &mut Preparing<D>, id: &str, change: impl FnOnce(&mut Person)) {
    let mut people = p.state().agenda.people.clone();
    if let Some(person) = people.iter_mut().find(|q| q.id == id) {
        change(person);
    }
    p.change(Change::PeopleSet { people });
}

/// The usual group of a role: patients for those who represent them, none for a facilitator, else the team.
fn usual_group(role: &str) -> &'static str {
    // Worth a guess and a message: among three patients, a radiographer entered as a patient has a quarter of their
    // voice.
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

pub(super) fn typed_name<D: Disk>(p: &mut Preparing<D>, name: &str) -> Result<(), Refusal> {
    allow_if(!name.is_empty(), "A person needs a name.")?;
    p.write(
        PreparePrompt::NewRole {
            name: name.to_owned(),
        },
        "What do they do? Such as Radiographer, or Patient representative",
        "",
    );
    Ok(())
}

/// Adds a person with the typed role.
pub(super) fn typed_role<D: Disk>(
    p: &mut Preparing<D>,
    name: &str,
    role: &str,
) -> Result<(), Refusal> {
    let mut people = p.state().agenda.people.clone();
    let taken = people.iter().map(|q| q.id.as_str());
    let group = usual_group(role);
    let person = Person {
        id: Preparation::fresh_id(name, taken),
        name: name.to_owned(),
        role: role.to_owned(),
        group: (!group.is_empty()).then(|| group.to_owned()),
        ..Person::default()
    };
    people.push(person);
    let last = people.len() - 1;
    p.try_change(Change::PeopleSet { people })?;
    p.mark_row(last);
    p.say(
        Role::Ink,
        "{Prepare(Group)} says with whom they vote, {Prepare(Strand)} for whom they speak.",
    );
    Ok(())
}

pub(super) fn typed<D: Disk>(
    p: &mut Preparing<D>,
    id: &str,
    field: PersonField,
    text: &str,
) -> Result<(), Refusal> {
    let mut people = p.state().agenda.people.clone();
    let Some(person) = people.iter_mut().find(|q| q.id == id) else {
        return Ok(());
    };
    match field {
        PersonField::Name => text.clone_into(&mut person.name),
        PersonField::Role => text.clone_into(&mut person.role),
        PersonField::Strand => person.strand = (!text.is_empty()).then(|| text.to_owned()),
        PersonField::Hours => person.hours = hours(text)?,
        PersonField::Seat => person.seat = seat(text)?,
        PersonField::Access => person.access = parts(text, ','),
        PersonField::HereFor => text.clone_into(&mut person.here_for),
    }
    p.try_change(Change::PeopleSet { people })
}

/// Reads a seat number; `None` if the text is empty.
fn seat(text: &str) -> Result<Option<u32>, Refusal> {
    let Some(seat) = whole(text)? else {
        return Ok(None);
    };
    let seat = u32::try_from(seat)
        .ok()
        .filter(|s| (1..=LAST_SEAT).contains(s));
    seat.map(Some)
        .ok_or_else(|| Refusal::new(format!("A seat from 1 to {LAST_SEAT}.")))
}

pub(super) fn set_group<D: Disk>(p: &mut Preparing<D>, id: &str, group: Option<String>) {
    set(p, id, |person| person.group = group);
}

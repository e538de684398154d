//! `agenda.yaml`: its keys, and the rules that hold within it.
//!
//! It is written the evening before: a speaker who is not on the list or minutes that do not add up should show then, and not in the room.

use super::{
    chars::{any_of, quoted},
    reader::{
        At, FieldSpec, Fields,
        ids::{Once, PERSON},
        may, need,
    },
};
use crate::domain::{
    agenda::{
        APART_FROM, Activity, Agenda, AgendaItem, Occasion, PartialVoteSettings, Stage,
        VoteSettings,
    },
    capacity::Capacity,
    named_path,
    people::{LAST_SEAT, Person, REMOVED},
    vote::{method::Method, settings::Weight},
};

/// Everything in `agenda.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AgendaFile {
    /// The path of the findings, as the file gives it.
    pub findings: Option<String>,
    /// The path of the outcome of the meeting before, as the file gives it.
    pub previous: Option<String>,
    /// The vote settings that the file has; `agenda.vote` holds these and, for the rest, the defaults.
    pub vote: PartialVoteSettings,
    /// The rest.
    pub agenda: Agenda,
}

pub(super) const FIELDS: &[FieldSpec] = &[
    may("pledge"),
    may("findings"),
    may("previous"),
    need(
        "meeting",
        "when and where the room meets: `{title: ..., date: ..., minutes: ...}`",
    ),
    may("people"),
    may("ground_rules"),
    may("capacity"),
    may("vote"),
    may("expected"),
    need(
        "items",
        "what the room does, in order: `- {stage: welcome, minutes: 5}`",
    ),
];
pub(super) const MEETING: &[FieldSpec] = &[
    need("title", "what the meeting is called"),
    may("date"),
    may("start"),
    may("minutes"),
    may("place"),
];
pub(super) const PERSON_FIELDS: &[FieldSpec] = &[
    need("id", "what items and goals call the person, such as `ama`"),
    need("name", "what the person wants to be called"),
    may("role"),
    may("group"),
    may("strand"),
    may("lead"),
    may("hours"),
    may("consent"),
    may("seat"),
    may("access"),
    may("here_for"),
];
pub(super) const CAPACITY: &[FieldSpec] = &[
    may("currency"),
    may("money"),
    may("hours"),
    may("goals"),
    may("per_strand"),
];
pub(super) const VOTE: &[FieldSpec] =
    &[may("method"), may("weight"), may("apart_from"), may("dots")];
pub(super) const ITEM: &[FieldSpec] = &[
    may("stage"),
    may("theme"),
    may("break"),
    need("minutes", "how long the room takes for it"),
    may("speaker"),
];

/// Minutes of a day.
pub(super) const DAY: u32 = 24 * 60;

pub(super) fn read(file: &Fields<'_>) -> Option<AgendaFile> {
    let meeting = file.one("meeting", read_meeting);
    // Two people may share a name, so this is a warning: ids tell them apart in files, but the room
    // sees names.
    let mut names = Once::new();
    let mut seats = Once::new();
    let people = file.each("people", |at| {
        let person = read_person(at)?;
        // Several people may have been forgotten: nobody is to say who is who.
        if person.name != REMOVED
            && let Some(line) = names.before(person.name.trim().to_lowercase(), at)
        {
            at.warn(
                format!("{} again, first in line {line}", quoted(&person.name)),
                "each person once",
                "delete one, or say who is who: the room sees the names",
            );
        }
        // An error: a vote would be handed in under another name.
        if let (Some(seat), Some(at)) = (person.seat, at.child("seat"))
            && let Some(line) = seats.before(seat, &at)
        {
            at.error(
                format!("seat {seat} again, first in line {line}"),
                "a seat that no other person has",
                "give one of them another number, or leave it out",
            );
        }
        Some(person)
    });
    let mut review = None;
    let items = file.each("items", |at| {
        let item = read_item(at)?;
        if item.what == Activity::Stage(Stage::Review) {
            // The first one only: one missing outcome is one message.
            review.get_or_insert(at.clone());
        }
        Some(item)
    });
    if let Some(at) = file.get("items")
        && at.len() == Some(0)
    {
        let help = "add a line such as `- {stage: welcome, minutes: 5}`";
        at.error("no items", "what the room does, in order", help);
    }
    // A sum needs all items, so it comes after them, whatever the order of the file.
    check_minutes(file, meeting.as_ref(), &items);
    if let Some(at) = review
        && file.get("previous").is_none()
    {
        at.warn(
            "a review without an outcome to look back at",
            "`previous: ` and the path of an outcome",
            "add it at the top, or delete this item",
        );
    }
    let vote = file.one("vote", read_vote).unwrap_or_default();
    Some(AgendaFile {
        findings: file.one("findings", read_path),
        previous: file.one("previous", read_path),
        agenda: Agenda {
            people,
            ground_rules: file.each("ground_rules", At::name),
            capacity: file.one("capacity", read_capacity).unwrap_or_default(),
            vote: vote.or(&VoteSettings::default()),
            expected: file.each("expected", At::name),
            items,
            meeting: meeting?,
        },
        vote,
    })
}

fn read_meeting(at: &At<'_>) -> Option<Occasion> {
    let map = at.map(MEETING)?;
    let title = map.name("title");
    Some(Occasion {
        date: map.one("date", At::date),
        start: map.one("start", At::time),
        minutes: map.one("minutes", minutes),
        place: map.text("place").unwrap_or_default(),
        title: title?,
    })
}

fn minutes(at: &At<'_>) -> Option<u32> {
    let minutes = at.at_least_one()?;
    if minutes > DAY {
        let help = "write minutes, such as 90 for an hour and a half";
        at.error(at.found(), format!("at most {DAY} minutes"), help);
        return None;
    }
    Some(minutes)
}

fn read_person(at: &At<'_>) -> Option<Person> {
    let map = at.map(PERSON_FIELDS)?;
    let (id, name) = (map.one("id", |at| at.new_id(PERSON)), map.name("name"));
    Some(Person {
        role: map.text("role").unwrap_or_default(),
        group: map.one("group", At::group),
        strand: map.name("strand"),
        lead: map.flag("lead"),
        hours: map.amount("hours"),
        consent: map.flag("consent"),
        seat: map.one("seat", seat),
        access: map.each("access", At::name),
        here_for: map.text("here_for").unwrap_or_default(),
        id: id?,
        name: name?,
    })
}

/// A seat number, which no other person of the file may have.
fn seat(at: &At<'_>) -> Option<u32> {
    let seat = at.at_least_one()?;
    if seat > LAST_SEAT {
        let help = "number the seats from 1, or leave them out: then they go by the list";
        at.error(at.found(), format!("a seat from 1 to {LAST_SEAT}"), help);
        return None;
    }
    Some(seat)
}

fn read_capacity(at: &At<'_>) -> Option<Capacity> {
    let map = at.map(CAPACITY)?;
    Some(Capacity {
        currency: map.one("currency", read_currency),
        money: map.amount("money"),
        hours: map.amount("hours"),
        goals: map.amount("goals"),
        per_strand: map.amount("per_strand"),
    })
}

/// A currency. Settings have one too.
pub(super) fn read_currency(at: &At<'_>) -> Option<String> {
    let text = at.name()?;
    // By its shape and not from a list of ISO 4217: codes change, and an unknown one does no harm
    // on the wall.
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(text);
    }
    let help = match text.to_lowercase().as_str() {
        "£" | "gbp" | "pound" | "pounds" => "write `GBP`",
        "€" | "eur" | "euro" | "euros" => "write `EUR`",
        "$" | "usd" | "dollar" | "dollars" => "write `USD`, `AUD`, `CAD` or `NZD`",
        _ => "write the code that banks use, such as `GBP`",
    };
    at.error(at.found(), "a currency in three capital letters", help);
    None
}

/// Reads the vote settings that a file has. Settings have the same keys.
pub(super) fn read_vote(at: &At<'_>) -> Option<PartialVoteSettings> {
    let map = at.map(VOTE)?;
    let method = map.one("method", |at| at.word(Method::WORDS));
    let apart_from = map.one("apart_from", At::at_least_one);
    // A warning and no error: a team may agree to open votes, as with a show of hands.
    if let Some(few) = apart_from.filter(|n| *n < APART_FROM) {
        map.get_or_here("apart_from").warn(
            format!("groups of {few} shown apart"),
            format!("{APART_FROM} or more ({APART_FROM} where nothing is said)"),
            if few == 1 {
                "the result of a group of one is that person's ballot"
            } else {
                "of two people each knows the other's vote from the result of both"
            },
        );
    }
    Some(PartialVoteSettings {
        method,
        weight: map.word("weight", Weight::WORDS),
        apart_from,
        dots: map.one("dots", At::at_least_one),
    })
}

/// The path of a file in this folder or in one beside it. Opening a shared folder opens the files that it names.
fn read_path(at: &At<'_>) -> Option<String> {
    let path = at.name()?;
    // A shared folder may hold an agenda that somebody planted: `/etc/passwd` or a path up and away
    // must not be opened and shown on a wall.
    if !named_path::stays_near(&path) {
        at.error(
            quoted(&path),
            "a file in this folder, or in a folder beside it",
            "copy the file here, and name it without the way to it",
        );
        return None;
    }
    Some(path)
}

fn read_item(at: &At<'_>) -> Option<AgendaItem> {
    let map = at.map(ITEM)?;
    // All keys are read before the first `?`, so that one that is wrong does not hide the problems
    // of the others.
    let what = read_what(&map);
    let minutes = map.one("minutes", minutes);
    let speaker = map.one("speaker", |at| at.known_id(PERSON));
    Some(AgendaItem {
        what: what?,
        minutes: minutes?,
        speaker,
    })
}

/// The one of `stage`, `theme` and `break` that an item gives; outcomes have such items too.
pub(super) fn read_what(map: &Fields<'_>) -> Option<Activity> {
    const KINDS: [&str; 3] = ["stage", "theme", "break"];
    let given: Vec<&str> = KINDS
        .into_iter()
        .filter(|kind| map.get(kind).is_some())
        .collect();
    match given.as_slice() {
        ["stage"] => map.word("stage", Stage::WORDS).map(Activity::Stage),
        ["theme"] => map.one("theme", At::id).map(Activity::Theme),
        ["break"] => map.name("break").map(Activity::Break),
        [] => {
            let help = "write `stage: welcome`, `theme: ` and an id, or `break: Tea`";
            map.at.error("an item that is nothing", any_of(KINDS), help);
            None
        }
        several => {
            let found = format!("{} in one item", several.join(" and "));
            map.at.error(found, any_of(KINDS), "make an item of each");
            None
        }
    }
}

fn check_minutes(file: &Fields<'_>, meeting: Option<&Occasion>, items: &[AgendaItem]) {
    let Some(planned) = meeting.and_then(|m| m.minutes) else {
        return;
    };
    // An item that could not be read would make this a second message about the same slip.
    let given = file.get("items").and_then(|at| at.len());
    let sum: u64 = items.iter().map(|i| u64::from(i.minutes)).sum();
    let planned = u64::from(planned);
    if given != Some(items.len()) || sum == planned {
        return;
    }
    let help = if sum > planned {
        format!("the items take {} minutes more", sum - planned)
    } else {
        format!("{} minutes are not spoken for", planned - sum)
    };
    if let Some(at) = file.get("meeting").and_then(|at| at.child("minutes")) {
        at.warn(
            format!("{planned} minutes for items of {sum}"),
            "the minutes of the items together",
            help,
        );
    }
}

//! Checkpoints: the state from one equals the state from line 1, and an unreliable one is ignored.

use proptest::{collection::vec, prelude::*};
use service_pledge::{
    domain::{
        command::Command,
        event_sourced::EventSourced as _,
        findings::{Comment, Findings},
        meeting::Meeting,
    },
    store::{
        follower::Follower,
        journal::Journal,
        line::{self, Entry, LineContent},
    },
};

use super::room::{Act, Room, began, disk_with, note, places, script, stamp, thrown};

type Held = Journal<Meeting>;

fn open(bytes: &[u8]) -> Held {
    Held::open(bytes).unwrap().unwrap().0
}

fn open_from_line_1(bytes: &[u8]) -> Held {
    Held::open_from_line_1(bytes).unwrap().unwrap().0
}

/// Everything that a journal knows of itself.
fn all(journal: &Held) -> String {
    format!(
        "{:?} {:?} {} {:?} {:?} {:?} {}",
        journal.state(),
        journal.mark(),
        journal.next(),
        journal.last_step(),
        journal.last_undone(),
        journal.last_projected(),
        journal.went_on(),
    )
}

/// The findings with another comment, so that a checkpoint has to hold what is different.
fn other_findings(words: &str) -> Findings {
    let mut findings = began().findings;
    let comment = findings.themes[1].comments[0].clone();
    findings.themes[1].comments.push(Comment {
        id: format!("c-{words}"),
        text: words.to_owned(),
        ..comment
    });
    words.clone_into(&mut findings.themes[0].standard);
    findings
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn the_state_from_a_checkpoint_is_the_state_from_line_1(
        dice in vec((any::<(u8, u8, u8)>(), 0_u8..12), 1..60),
    ) {
        let mut room = Room::new();
        for (throw, more) in dice {
            let act = thrown(&mut room, throw);
            room.act(&act);
            let at = stamp(room.session.next());
            match more {
                0 | 1 => room.session.checkpoint(at),
                2 => {
                    let findings = Box::new(other_findings(&format!("words {}", throw.1)));
                    room.act(&Act::Do(Command::TakeInFindings { findings }));
                }
                _ => {}
            }
        }
        let bytes = room.journal();
        prop_assert_eq!(&bytes, room.session.text().as_bytes());
        let (mut aided, mut whole) = (open(&bytes), open_from_line_1(&bytes));
        prop_assert!(!aided.has_unfit_checkpoint());
        prop_assert_eq!(all(&aided), all(&whole));
        prop_assert_eq!(format!("{:?}", aided.state()), format!("{:?}", room.session.state()));
        // Every step taken back, over all checkpoints, and every one done again.
        for back in [true, false] {
            loop {
                let number = |journal: &Held| {
                    let step = if back { journal.last_step() } else { journal.last_undone() };
                    step.map(|(n, _)| n)
                };
                let kind = |n| if back { LineContent::Undid(n) } else { LineContent::Redid(n) };
                prop_assert_eq!(number(&aided), number(&whole));
                let Ok(n) = number(&aided) else { break };
                aided.add(kind(n), stamp(1)).unwrap();
                whole.add(kind(n), stamp(1)).unwrap();
                prop_assert_eq!(all(&aided), all(&whole));
            }
        }
    }
}

#[test]
fn a_long_meeting_writes_checkpoints_and_opens_from_the_last_one() {
    let mut room = Room::new();
    room.done(note("Words"));
    let id = room.session.state().notes()[0].id.clone();
    for n in 0..2_600 {
        room.done(Command::RewordNote {
            id: id.clone(),
            text: format!("Words {n}"),
        });
    }
    let text = room.session.text().to_owned();
    let checkpoints = text.matches("\"checkpoint\":").count();
    assert_eq!(checkpoints, 2);
    let live = room.all();
    let again = room.reopened();
    assert_eq!(again.all(), live);
    let replayed = again.session.replayed();
    assert!(replayed < 1_000, "{replayed} of 2,601 applied again");
    assert!(again.session.notices().is_empty());
}

/// A journal with two checkpoints, and more steps after them.
fn with_two() -> Vec<u8> {
    let mut room = Room::after_script();
    room.session.checkpoint(stamp(40));
    room.done(note("Between"));
    room.session.checkpoint(stamp(41));
    room.done(note("After"));
    room.journal()
}

/// The same with a line of it changed; the sum is made to fit again.
fn changed(
    bytes: &[u8],
    which: impl Fn(&LineContent<Meeting>) -> Option<LineContent<Meeting>>,
) -> Vec<u8> {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut new = String::new();
    for line in text.lines() {
        let entry: Entry<Meeting> = line::read(line.as_bytes()).unwrap();
        let kind = which(&entry.kind).unwrap_or(entry.kind);
        new.push_str(&line::write(&Entry { kind, ..entry }).unwrap());
    }
    assert_ne!(new.as_bytes(), bytes, "nothing was changed");
    new.into_bytes()
}

fn content(kind: &LineContent<Meeting>) -> Option<&str> {
    match kind {
        LineContent::Checkpoint(content) => Some(content),
        _ => None,
    }
}

#[test]
fn a_checkpoint_of_another_form_or_none_at_all_is_passed_over_without_a_word() {
    let form = format!("\"form\":\"{}\"", Meeting::SNAPSHOT_VERSION);
    let older = changed(&with_two(), |kind| {
        Some(LineContent::Checkpoint(
            content(kind)?.replace(&form, "\"form\":\"0\""),
        ))
    });
    let emptied = changed(&with_two(), |kind| {
        content(kind).map(|_| LineContent::Checkpoint("{}".to_owned()))
    });
    for bytes in [older, emptied] {
        let (aided, whole) = (open(&bytes), open_from_line_1(&bytes));
        assert_eq!(all(&aided), all(&whole));
        assert_eq!(aided.replayed(), whole.replayed());
        assert!(!aided.has_unfit_checkpoint());
        assert!(Room::on(&disk_with(&bytes)).session.notices().is_empty());
    }
}

#[test]
fn a_checkpoint_that_does_not_fit_the_lines_before_it_is_passed_over_and_said() {
    // Somebody else's words in a line before it.
    let stale = changed(&with_two(), |kind| match kind {
        LineContent::Did(events) => {
            let text = serde_json::to_string(events).unwrap();
            let new = text.replace("Chairs are hard", "Chairs are soft");
            (new != text).then(|| LineContent::Did(serde_json::from_str(&new).unwrap()))
        }
        _ => None,
    });
    // A state that cannot be read.
    let unread = changed(&with_two(), |kind| {
        Some(LineContent::Checkpoint(
            content(kind)?.replace("\"notes\":", "\"remarks\":"),
        ))
    });
    // A bit that fell over in its state, or in its sum.
    let flipped = |find: &str| {
        let mut bytes = with_two();
        let text = String::from_utf8(bytes.clone()).unwrap();
        let line = text.find("\"checkpoint\":").unwrap();
        let at = line + text[line..].find(find).unwrap() + find.len();
        bytes[at] ^= 1;
        bytes
    };
    let damaged = flipped("\"notes\":[");
    let sum = flipped(",\"sum\":\"");
    for (what, bytes) in [
        ("stale", stale),
        ("unread", unread),
        ("damaged", damaged),
        ("sum", sum),
    ] {
        let (aided, whole) = (open(&bytes), open_from_line_1(&bytes));
        assert_eq!(all(&aided), all(&whole), "{what}");
        assert!(aided.has_unfit_checkpoint(), "{what}");
        let room = Room::on(&disk_with(&bytes));
        assert!(
            room.session.notices().join(" ").contains("did not fit"),
            "{what}: {:?}",
            room.session.notices()
        );
        // The file stays as it was, and the meeting goes on in it.
        assert_eq!(room.journal(), bytes, "{what}");
        let mut room = room;
        room.done(note("It goes on"));
        let live = room.all();
        assert_eq!(room.reopened().all(), live, "{what}");
    }
}

#[test]
fn a_checkpoint_that_was_torn_is_set_aside_as_every_torn_line_is() {
    let bytes = with_two();
    let text = String::from_utf8(bytes.clone()).unwrap();
    let line = text.rfind("\"checkpoint\":").unwrap();
    let whole = text[..line].rfind('\n').unwrap() + 1;
    for cut in [line + 40, whole + 5] {
        let room = Room::on(&disk_with(&bytes[..cut]));
        assert_eq!(room.journal(), &bytes[..whole]);
        assert!(room.session.notices()[0].contains("in the middle of a write"));
        assert!(
            room.session
                .state()
                .notes()
                .iter()
                .any(|n| n.text == "Between")
        );
    }
}

#[test]
fn whoever_follows_takes_checkpoints_in_as_they_come() {
    let mut room = Room::new();
    let mut follower = Follower::<Meeting, _>::new(room.disk.clone(), places());
    for (nth, act) in script().iter().enumerate() {
        room.act(act);
        if nth % 3 == 0 {
            room.session.checkpoint(stamp(room.session.next()));
        }
        follower.poll();
        let seen = follower.journal().unwrap();
        assert_eq!(follower.trouble(), None);
        assert_eq!(seen.text(), room.session.text());
        assert_eq!(
            format!("{:?}", seen.state()),
            format!("{:?}", room.session.state())
        );
    }
    let mut late = Follower::<Meeting, _>::new(room.disk.clone(), places());
    late.poll();
    let late = late.journal().unwrap();
    assert_eq!(
        format!("{:?}", late.state()),
        format!("{:?}", room.session.state())
    );
}

/// The names of all fields in a value, with those they stand in.
fn fields(value: &serde_json::Value, at: &str, names: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(inside) => {
            for (name, value) in inside {
                // What goes by ids has any names.
                let name = if name.starts_with(|c: char| c.is_ascii_lowercase()) && at != "id" {
                    name.clone()
                } else {
                    "_".to_owned()
                };
                names.push(format!("{at}{name}"));
                fields(value, &format!("{at}{name}."), names);
            }
        }
        serde_json::Value::Array(items) => {
            for item in items {
                fields(item, at, names);
            }
        }
        _ => {}
    }
}

#[test]
fn the_form_of_checkpoints_is_raised_when_their_fields_change() {
    let room = Room::after_script();
    let snapshot = room.session.state().snapshot(room.session.began()).unwrap();
    let mut names = Vec::new();
    fields(&serde_json::to_value(&snapshot).unwrap(), "", &mut names);
    names.sort();
    names.dedup();
    // Where this changes, `meeting::snapshot::FORM` has to be raised: an older checkpoint is not to be read as a newer one.
    let form = Meeting::SNAPSHOT_VERSION;
    insta::assert_snapshot!(format!("form {form}\n{}", names.join("\n")));
}

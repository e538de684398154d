//! The calendar of a meeting over its years: whatever is done, taken back, done again or merged, a calendar that imports each file
//! has the last one.

use std::{collections::BTreeMap, path::PathBuf};

use jiff::civil::{Date, date};
use proptest::{collection::vec, prelude::*};
use service_pledge::{
    domain::{
        booklet::Booklet,
        command::{Command, Now},
        goal::{Decision, Owner, Reason},
        meeting::{Meeting, OpenMeeting},
        outcome::{Outcome, Status},
        stamp::Stamp,
    },
    publish::{PaperSource, calendar, words::ENGLISH},
    store::{memory::MemoryDisk, session::Session},
    yaml,
};

use crate::harness::{Outside, northbrook, places, requires};

/// An event: its number, its stamp, and everything else that it says.
type Event = (u64, String, String);

/// Events of a calendar by id.
fn events(text: &str) -> BTreeMap<String, Event> {
    let mut events = BTreeMap::new();
    for event in text.split("BEGIN:VEVENT").skip(1) {
        let value = |name: &str| {
            let line = event.lines().find_map(|l| l.strip_prefix(name));
            line.unwrap_or_else(|| panic!("{name} in {event}"))
                .to_owned()
        };
        let rest: Vec<&str> = event
            .lines()
            .filter(|l| !l.starts_with("SEQUENCE:") && !l.starts_with("DTSTAMP:"))
            .collect();
        let read = (
            value("SEQUENCE:").parse().unwrap(),
            value("DTSTAMP:"),
            rest.join("\n"),
        );
        assert!(events.insert(value("UID:"), read).is_none());
    }
    events
}

fn exported(outcome: &Outcome) -> BTreeMap<String, Event> {
    let wishes = Booklet::default();
    let source = PaperSource {
        outcome,
        findings: None,
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let now = "2026-01-01T00:00:00+00:00".parse().unwrap();
    events(&calendar::calendar(&source, &ENGLISH, now))
}

/// A record that is open, and its clock.
struct Record {
    disk: MemoryDisk,
    session: Session<Meeting, MemoryDisk>,
    now: Stamp,
}

impl Record {
    fn open(disk: MemoryDisk, now: Stamp) -> Self {
        let session = Session::open(disk.clone(), places(), "us", now, || Ok(northbrook()));
        Self {
            session: session.unwrap(),
            disk,
            now,
        }
    }

    fn reopened(self) -> Self {
        let Self { disk, session, now } = self;
        drop(session);
        disk.restart();
        Self::open(disk, now)
    }

    /// False where it was refused or changes nothing.
    fn does(&mut self, command: Command) -> bool {
        let now = Now {
            at: self.now,
            n: self.session.next(),
        };
        match self.session.state().decide(command, now) {
            Ok(events) if !events.is_empty() => {
                self.session.record(events, self.now);
                true
            }
            _ => false,
        }
    }

    /// The outcome as it is read from its file.
    fn outcome(&self) -> Outcome {
        let open = OpenMeeting {
            meeting: self.session.state(),
            mark: self.session.marked(),
            changed: self.session.changed(),
        };
        let text = yaml::write_outcome(&open.outcome(self.now));
        yaml::read_outcome("outcome.yaml", &text).value.unwrap()
    }

    fn clock(&mut self, seconds: i64) {
        let at = jiff::Timestamp::from_second(self.now.seconds() + seconds).unwrap();
        self.now = Stamp::new(jiff::tz::Offset::UTC.to_datetime(at), 0);
    }
}

fn agreed(goal: &str) -> Command {
    Command::Decide {
        goal: goal.into(),
        decision: Decision::Agreed {
            note: String::new(),
        },
    }
}

/// A day of the years after the meeting.
fn day(n: u8) -> Date {
    let days = jiff::Span::new().days(i64::from(n) * 4);
    date(2026, 12, 1).checked_add(days).unwrap()
}

/// A saved meeting with two agreed goals, and their ids.
fn saved() -> (Record, Vec<String>) {
    let mut record = Record::open(
        MemoryDisk::default(),
        "2026-11-24T13:00:00+00:00".parse().unwrap(),
    );
    assert!(record.does(Command::StartMeeting));
    assert!(record.does(Command::Arrive {
        person: "ama".into()
    }));
    let live = record.session.state().live_goals();
    let live: Vec<String> = live.map(|g| g.id.clone()).collect();
    // One that the team cannot do alone is refused.
    let goals: Vec<String> = live
        .into_iter()
        .filter(|goal| record.does(agreed(goal)))
        .take(2)
        .collect();
    assert_eq!(goals.len(), 2);
    for goal in &goals {
        assert!(record.does(Command::Assign {
            goal: goal.clone(),
            owner: Some(Owner::Person("ama".into())),
        }));
        assert!(record.does(Command::SetFirstStep {
            goal: goal.clone(),
            text: "Print it".into(),
        }));
        assert!(record.does(Command::SetDue {
            goal: goal.clone(),
            due: Some(date(2027, 2, 28)),
        }));
    }
    assert!(record.does(Command::Save));
    (record, goals)
}

/// Four numbers thrown make a step that may or may not be allowed now.
fn thrown(record: &mut Record, goals: &[String], (kind, a, b): (u8, u8, u8)) -> bool {
    let goal = goals[usize::from(a) % goals.len()].clone();
    match kind % 16 {
        0..=2 => record.session.undo(record.now).is_ok(),
        3 | 4 => record.session.redo(record.now).is_ok(),
        5 => record.does(Command::SetDue {
            goal,
            due: (b > 20).then(|| day(b)),
        }),
        6 => record.does(Command::SetReviews {
            goal,
            reviews: vec![day(b), day(b.saturating_add(40))],
        }),
        7 => record.does(Command::RewordGoal {
            goal,
            title: format!("Words {}", b % 4),
        }),
        8 | 9 => record.does(Command::RecordFollowUp {
            goal,
            status: [
                Status::Done,
                Status::OnTrack,
                Status::Stuck,
                Status::Dropped,
            ][usize::from(b) % 4],
            note: "No time".into(),
            noticed: String::new(),
            figures: Vec::new(),
        }),
        10 => record.does(Command::MoveDue { goal, due: day(b) }),
        11 if b > 128 => record.does(agreed(&goal)),
        11 => record.does(Command::Decide {
            goal,
            decision: Decision::NotThisTime {
                reason: Reason::Time,
                note: String::new(),
            },
        }),
        12 => record.does(Command::Assign {
            goal,
            owner: Some(Owner::Role(format!("Role {}", b % 3))),
        }),
        13 => record.does(Command::SetFirstStep {
            goal,
            text: format!("Step {}", b % 3),
        }),
        14 => record.does(Command::Save),
        _ => record.does(Command::DropGoal { goal }),
    }
}

/// Seconds that a clock goes on, or is set back.
fn clock() -> impl Strategy<Value = i64> {
    prop_oneof![
        4 => Just(0_i64),
        4 => 1_i64..90,
        3 => 86_400_i64..20_000_000,
        1 => -7_200_i64..0,
    ]
}

/// Steps: three numbers, and the time before it.
fn steps() -> impl Strategy<Value = Vec<((u8, u8, u8), i64)>> {
    vec((any::<(u8, u8, u8)>(), clock()), 1..24)
}

/// A calendar into which every export is imported.
#[derive(Default)]
struct Imported(BTreeMap<String, Event>);

impl Imported {
    /// Takes an export in as calendars do: nothing of it may be older than what they have, and what changed is newer.
    fn import(&mut self, export: BTreeMap<String, Event>) -> Result<(), TestCaseError> {
        for (id, event) in export {
            if let Some(there) = self.0.get(&id) {
                prop_assert!(event.0 >= there.0, "{} fell: {there:?} to {event:?}", id);
                prop_assert!(event.1 >= there.1, "{} is older", id);
                let moved = event.2 != there.2;
                prop_assert!(
                    !moved || (event.0 > there.0 && event.1 > there.1),
                    "{} changed and is not newer: {there:?} to {event:?}",
                    id
                );
            }
            self.0.insert(id, event);
        }
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn the_last_export_is_what_a_calendar_has(steps in steps()) {
        let (mut record, goals) = saved();
        let mut calendar = Imported::default();
        calendar.import(exported(&record.outcome()))?;
        for (nth, (throw, seconds)) in steps.into_iter().enumerate() {
            record.clock(seconds);
            thrown(&mut record, &goals, throw);
            if nth % 5 == 4 {
                let before = record.session.changed();
                record = record.reopened();
                prop_assert_eq!(record.session.changed(), before);
            }
            calendar.import(exported(&record.outcome()))?;
        }
    }

    /// Two laptops go on from the same record, with clocks of their own; the one is merged into the other.
    #[test]
    fn a_merge_is_newer_than_either(ours in steps(), theirs in steps()) {
        let (record, goals) = saved();
        let bytes = record.session.text().as_bytes().to_vec();
        let disk = || {
            let disk = MemoryDisk::default();
            disk.put(&places().journal(), &bytes);
            disk
        };
        let mut calendar = Imported::default();
        let (mut here, mut there) = (Record::open(disk(), record.now), Record::open(disk(), record.now));
        for (record, steps) in [(&mut here, ours), (&mut there, theirs)] {
            for (throw, seconds) in steps {
                record.clock(seconds);
                thrown(record, &goals, throw);
            }
        }
        let copy = PathBuf::from("/unit/meeting (copy).journal");
        here.disk.put(&copy, there.session.text().as_bytes());
        let Ok(plan) = here.session.plan_merge(&copy) else { return Ok(()); };
        let before = [here.session.changed().unwrap(), there.session.changed().unwrap()];
        calendar.import(exported(&here.outcome()))?;
        if here.session.merge(&plan, here.now).unwrap().added == 0 {
            return Ok(());
        }
        for before in before {
            prop_assert!(here.session.changed().unwrap().seconds() >= before.seconds());
        }
        calendar.import(exported(&here.outcome()))?;
    }
}

/// A meeting before and after a review, in files from before the moment of the last change was kept.
#[test]
fn in_older_files_a_review_moves_its_event_and_a_dropped_goal_is_cancelled() {
    let Some(cases) = requires(Outside::Reference) else {
        return;
    };
    let read = |name: &str| {
        let path = cases.join("cases/calendar").join(name).join("outcome.yaml");
        let text = std::fs::read_to_string(path).unwrap();
        exported(&yaml::read_outcome("outcome.yaml", &text).value.unwrap())
    };
    let (before, after) = (read("before"), read("after"));
    let mut calendar = Imported::default();
    calendar.import(before.clone()).unwrap();
    calendar.import(after.clone()).unwrap();
    let on = |events: &BTreeMap<String, Event>, day: &str| -> Vec<String> {
        let line = format!("DTSTART;VALUE=DATE:{day}");
        let found = events.iter().filter(|(_, e)| e.2.contains(&line));
        found.map(|(id, _)| id.clone()).collect()
    };
    let moved = on(&before, "20270131");
    assert_eq!(moved.len(), 1);
    assert_eq!(on(&after, "20270901"), moved);
    assert_eq!(on(&after, "20270131"), Vec::<String>::new());
    let cancelled = after
        .values()
        .filter(|e| e.2.contains("STATUS:CANCELLED"))
        .count();
    assert!(cancelled >= 1);
    let outcome = cases.join("cases/calendar/after/outcome.yaml");
    let text = std::fs::read_to_string(outcome).unwrap();
    let outcome = yaml::read_outcome("outcome.yaml", &text).value.unwrap();
    let dropped: Vec<&str> = outcome
        .goals
        .iter()
        .filter(|g| g.last_review().and_then(|r| r.status) == Some(Status::Dropped))
        .map(|g| g.title.as_str())
        .collect();
    assert!(!dropped.is_empty());
    for event in after.values() {
        let text = event.2.replace("\n ", "").replace("\\,", ",");
        for title in &dropped {
            // Names of events that hold it: the cancelled ones, and the review at which it was dropped.
            let is_over =
                text.contains("STATUS:CANCELLED") || text.contains("Reviewed on this day");
            assert!(!text.contains(title) || is_over, "{text}");
        }
    }
}

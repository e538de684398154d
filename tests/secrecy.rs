//! Secrecy of ballots: all that is written and shown after a close follows from the disclosed count and from nothing else, and a
//! meeting goes on after reopening as it would have.

mod insider;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use proptest::{collection::vec, prelude::*};
use service_pledge::{
    app::meeting::App,
    domain::{
        booklet::Booklet,
        command::{Command, Now},
        meeting::{Mark, Meeting},
        vote::{
            disclosure::Shown,
            room_rule::RoomRule,
            tally::{Counted, KeptSet, Tally},
        },
    },
    publish::{PaperSource, markdown, minutes::minutes, page::PaperSize, words::ENGLISH},
    store::{memory::MemoryDisk, session::Session},
    yaml,
};

use crate::{
    claims::world::{BYTES, Bytes, Does, World, at},
    harness::{Play, nothing, places},
};

type Open = Session<Meeting, MemoryDisk>;

impl Does for Open {
    #[track_caller]
    fn does(&mut self, command: Command) {
        let now = Now {
            at: at(),
            n: self.next(),
        };
        match self.state().decide(command.clone(), now) {
            Ok(events) if events.is_empty() => {}
            Ok(events) => self.record(events, at()),
            Err(refusal) => panic!("{refusal}: {command:?}"),
        }
    }

    fn meeting(&self) -> &Meeting {
        self.state()
    }
}

fn open(disk: &MemoryDisk, world: Option<&World>) -> Open {
    let began = world.map_or_else(nothing, World::began);
    Session::open(disk.clone(), places(), "Fay", at(), || Ok(began)).unwrap()
}

/// A round that was played and closed on a disk, and is still open on the screen; and the disk as it was before the close.
fn played(world: &World) -> (Open, MemoryDisk) {
    let disk = MemoryDisk::default();
    let mut session = open(&disk, Some(world));
    world.up_to_the_close(&mut session);
    (session, disk)
}

/// The program on a meeting that is open.
fn shown(session: Open, disk: &MemoryDisk) -> Play {
    let outcome = PathBuf::from("/unit/outcome.yaml");
    let mut play = Play {
        app: App::new(session, outcome, yaml::write_outcome, at()),
        disk: disk.clone(),
        now: at(),
        size: (100, 40),
    };
    play.resize(100, 40);
    play
}

/// Every page that says something of the last round: the results with each goal selected and explained, each group's list, the
/// marks, and what fits with how it came about by each rule.
fn pages(mut play: Play) -> Vec<String> {
    let goals = play.meeting().live_goals().count();
    let mut pages = Vec::new();
    let mut look = |keys: &str| {
        play.press_unseen(keys);
        pages.push(play.screen());
    };
    look("5 home");
    for _ in 0..goals {
        look("e");
        look("esc j");
    }
    look("l");
    look("esc y");
    look("esc w");
    for _ in RoomRule::ALL {
        look("e");
        look("esc right");
    }
    pages
}

/// Fails with what differs where two of the same are not the same.
#[track_caller]
fn same(one: &[String], other: &[String]) {
    assert_eq!(one.len(), other.len());
    for (one, other) in one.iter().zip(other) {
        for (one, other) in one.lines().zip(other.lines()) {
            assert_eq!(one, other);
        }
        assert_eq!(one, other);
    }
}

/// Papers of the meeting.
fn papers(meeting: &Meeting) -> [String; 2] {
    let outcome = meeting.outcome(&Mark::default(), at());
    let source = PaperSource {
        outcome: &outcome,
        findings: Some(meeting.findings()),
        previous: None,
        wishes: &Booklet::default(),
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let minutes = markdown::write(&minutes(&source, &ENGLISH, PaperSize::A4, false));
    [yaml::write_outcome(&outcome), minutes]
}

/// Answers of every rule.
fn fits(meeting: &Meeting) -> Vec<String> {
    let round = meeting.last_count().unwrap();
    let said = |rule| format!("{:?}", meeting.fits(round, rule));
    RoomRule::ALL.into_iter().map(said).collect()
}

fn tally(meeting: &Meeting) -> &Tally {
    meeting.last_count().unwrap().tally().unwrap()
}

/// The files of a disk.
fn files(disk: &MemoryDisk) -> BTreeMap<PathBuf, String> {
    let text = |path: &PathBuf| String::from_utf8(disk.file(path).unwrap()).unwrap();
    disk.paths()
        .into_iter()
        .map(|p| (p.clone(), text(&p)))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..ProptestConfig::with_cases(16) })]

    #[test]
    fn a_meeting_goes_on_after_reopening_as_it_would_have(bytes in vec(any::<u8>(), BYTES)) {
        let world = World::thrown(&bytes);
        let (live, disk) = played(&world);
        let (closed, disk_again) = played(&world);
        drop(closed);
        disk_again.restart();
        let again = open(&disk_again, None);
        same(&goes_on(&world, live, &disk), &goes_on(&world, again, &disk_again));
    }
}

/// Everything that a meeting comes to from the close of its round on.
fn goes_on(world: &World, mut session: Open, disk: &MemoryDisk) -> Vec<String> {
    let mut all = fits(session.state());
    all.extend(papers(session.state()));
    world.after_the_close(&mut session);
    all.push(format!("{:?}", session.state()));
    all.extend(fits(session.state()));
    all.extend(papers(session.state()));
    let outcome = Path::new("/unit/outcome.yaml");
    let text = papers(session.state())[0].clone();
    session.project(outcome, text.as_bytes(), at()).unwrap();
    all.extend(files(disk).into_values());
    all.extend(pages(shown(session, disk)));
    all
}

/// Disclosed part of a count: results, groups and ranges, differences of the groups, numbers of voters and the kept sets; and for
/// each group whether everybody marked every goal, or how few did if it is large enough to be shown exactly.
#[derive(Debug, PartialEq)]
struct Public {
    level: Shown,
    results: Vec<Counted>,
    voted: BTreeMap<String, u32>,
    sets: Vec<KeptSet>,
    marked: [Result<usize, bool>; 2],
}

fn public(world: &World) -> Public {
    let meeting = world.at_close().meeting();
    let tally = tally(&meeting);
    let exact = world.apart_from.max(world.method.row().shown_from).max(5);
    let marked = |group: usize| {
        let own = || world.votes.iter().filter(|v| v.group == group);
        let marks = |place: usize| {
            own()
                .filter(|v| v.marks.as_ref().is_some_and(|m| m[place].is_some()))
                .count()
        };
        let marks: Vec<usize> = (0..world.ballot.len()).map(marks).collect();
        let fewest = marks.iter().copied().filter(|n| *n > 0).min().unwrap_or(0);
        if fewest >= usize::try_from(exact).unwrap() {
            Ok(fewest)
        } else {
            Err(fewest == own().count())
        }
    };
    Public {
        level: tally.shown(),
        results: tally.results.clone(),
        voted: tally.voted.clone(),
        sets: tally.sets.clone(),
        marked: [0, 1].map(marked),
    }
}

/// Other ballots of which the same is shown: a mark is exchanged between two people of a group, raised, lowered or left out, again and
/// again, as long as nothing is seen of it.
fn disguised(world: &World, bytes: &mut Bytes) -> World {
    let before = public(world);
    let mut other = world.clone();
    for _ in 0..12 {
        let mut next = other.clone();
        let (one, two) = (bytes.below(next.votes.len()), bytes.below(next.votes.len()));
        let place = bytes.below(next.ballot.len());
        let kind = bytes.below(4);
        let mark = next.votes[two].marks.as_ref().and_then(|m| m[place]);
        let same_group = next.votes[one].group == next.votes[two].group;
        let Some(marks) = next.votes[one].marks.as_mut() else {
            continue;
        };
        let digits =
            marks[place].is_some_and(|m| m > 1 && m < 5) && world.method.row().range.is_some();
        match kind {
            0 if digits => marks[place] = marks[place].map(|m| m + 1),
            1 if digits => marks[place] = marks[place].map(|m| m - 1),
            2 if world.method.row().range.is_some() => marks[place] = None,
            // A whole ballot of dots or places has to keep its rules: none of its marks is exchanged.
            _ if same_group && one != two && world.method.row().scale.is_some() => {
                let own = std::mem::replace(&mut marks[place], mark);
                if let Some(marks) = next.votes[two].marks.as_mut() {
                    marks[place] = own;
                }
            }
            _ => {}
        }
        if next.votes != other.votes && public(&next) == before {
            other = next;
        }
    }
    other
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn ballots_of_which_the_same_is_shown_leave_the_same_bytes(
        bytes in vec(any::<u8>(), BYTES),
        more in vec(any::<u8>(), 48),
    ) {
        let world = World::thrown(&bytes);
        prop_assume!(world.hands.is_empty());
        prop_assume!(public(&world).level != Shown::Open);
        let other = disguised(&world, &mut Bytes::new(&more));
        let ballots = |world: &World| world.ballots("r").ballots;
        prop_assume!(ballots(&world) != ballots(&other));
        let [one, other] = [world, other].map(|world| {
            let (session, disk) = played(&world);
            let all = goes_on(&world, session, &disk);
            (all, files(&disk))
        });
        for text in one.1.values() {
            prop_assert!(!text.contains("answers"), "a ballot stands in {}", text);
        }
        same(&one.0, &other.0);
        prop_assert_eq!(one.1, other.1);
    }
}

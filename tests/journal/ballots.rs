//! The ballot box: sorted, without time stamps, on this computer only, and deleted after the count.

use service_pledge::{
    domain::{
        command::Command,
        vote::{ballot_box::BallotBox, method::Method, round::Round},
    },
    store::{
        ballot_box::BoxFile,
        memory::{Fault, MemoryDisk},
    },
};

use super::room::{Room, arrive, open_round, places, scores, stamp};
use crate::{
    harness::{Play, northbrook, nothing},
    walkthrough::welcome,
};

fn voting() -> (Round, BoxFile) {
    let mut room = Room::new();
    for person in ["pat", "una", "mo", "nell"] {
        room.done(arrive(person));
    }
    room.done(open_round(Method::Score, vec!["board".into()]));
    let round = room.session.state().open_round().unwrap().clone();
    let file = BoxFile::new(&places(), room.session.id(), &round.id);
    (round, file)
}

const VOTES: [(&str, Option<u8>); 4] = [
    ("una", Some(5)),
    ("pat", None),
    ("nell", Some(0)),
    ("mo", Some(3)),
];

fn orders() -> Vec<[usize; 4]> {
    let mut orders = Vec::new();
    for code in 0..256_usize {
        let order = [code & 3, code >> 2 & 3, code >> 4 & 3, code >> 6 & 3];
        if (0..4).all(|i| order.contains(&i)) {
            orders.push(order);
        }
    }
    orders
}

#[test]
fn the_same_ballots_leave_the_same_bytes_in_whatever_order_they_were_cast() {
    let (round, file) = voting();
    let path = places().ballots("m1", &round.id);
    let mut bytes = Vec::new();
    assert_eq!(orders().len(), 24);
    for order in orders() {
        let disk = MemoryDisk::default();
        let mut ballots = BallotBox::new(&round.id);
        for i in order {
            let (who, score) = VOTES[i];
            ballots.cast(&round, who, scores(&[score])).unwrap();
            file.put(&disk, &ballots, round.opened).unwrap();
        }
        let age = u64::try_from(round.opened.seconds()).unwrap();
        assert_eq!(disk.modified(&path), Some(age));
        assert_eq!(disk.paths(), std::slice::from_ref(&path));
        bytes.push(disk.file(&path).unwrap());
    }
    bytes.dedup();
    assert_eq!(bytes.len(), 1);
}

#[test]
fn both_lists_are_sorted_on_disk_after_every_ballot() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    let mut ballots = BallotBox::new(&round.id);
    for (who, score) in VOTES {
        ballots.cast(&round, who, scores(&[score])).unwrap();
        file.put(&disk, &ballots, round.opened).unwrap();
        let found: BallotBox = file.get(&disk).unwrap().unwrap();
        assert_eq!(found, ballots);
        assert!(found.voted.is_sorted() && found.ballots.is_sorted());
    }
}

#[test]
fn a_box_is_written_on_this_computer_and_never_in_the_journal() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    let ballots = BallotBox::new(&round.id);
    assert_eq!(file.put(&disk, &ballots, round.opened).unwrap(), None);
    let paths = disk.paths();
    assert!(paths.iter().all(|p| p.starts_with("/local")), "{paths:?}");
}

#[test]
fn a_box_falls_back_to_the_folder_and_says_so() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    disk.fail_at(0, Fault::Refused);
    let mut ballots = BallotBox::new(&round.id);
    ballots.cast(&round, "pat", scores(&[Some(4)])).unwrap();
    let said = file.put(&disk, &ballots, round.opened).unwrap().unwrap();
    assert!(said.contains("the votes wait in the unit\u{2019}s folder"));
    let folder = places().ballots_in_folder(&round.id);
    assert_eq!(disk.paths(), std::slice::from_ref(&folder));
    let age = u64::try_from(round.opened.seconds()).unwrap();
    assert_eq!(disk.modified(&folder), Some(age));
    assert_eq!(file.get(&disk).unwrap(), Some(ballots.clone()));
    // The next ballot finds this computer's own folder again, and takes the box out of the unit's.
    ballots.cast(&round, "mo", scores(&[Some(1)])).unwrap();
    assert_eq!(file.put(&disk, &ballots, round.opened).unwrap(), None);
    assert_eq!(disk.paths(), [places().ballots("m1", &round.id)]);
    assert_eq!(file.get(&disk).unwrap(), Some(ballots));
}

#[test]
fn a_box_that_had_to_move_is_not_hidden_by_the_older_one_it_left_behind() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    let mut ballots = BallotBox::new(&round.id);
    ballots.cast(&round, "pat", scores(&[Some(4)])).unwrap();
    file.put(&disk, &ballots, round.opened).unwrap();
    ballots.cast(&round, "mo", scores(&[Some(1)])).unwrap();
    disk.fail_at(0, Fault::Refused);
    assert!(file.put(&disk, &ballots, round.opened).unwrap().is_some());
    assert_eq!(file.get(&disk).unwrap(), Some(ballots));
}

#[test]
fn where_neither_place_takes_the_ballots_the_caller_is_told() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    disk.refuse_writes(true);
    let ballots = BallotBox::new(&round.id);
    assert!(file.put(&disk, &ballots, round.opened).is_err());
    assert_eq!(file.get::<_, BallotBox>(&disk).unwrap(), None);
}

#[test]
fn a_box_is_gone_from_both_places_once_it_is_deleted() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    let ballots = BallotBox::new(&round.id);
    file.put(&disk, &ballots, round.opened).unwrap();
    disk.put(&places().ballots_in_folder(&round.id), b"old");
    file.delete(&disk).unwrap();
    assert!(disk.paths().is_empty());
    assert_eq!(file.get::<_, BallotBox>(&disk).unwrap(), None);
    file.delete(&disk).unwrap();
}

#[test]
fn a_box_that_cannot_be_deleted_here_is_deleted_in_the_folder_all_the_same() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    disk.put(&places().ballots_in_folder(&round.id), b"old");
    disk.fail_at(0, Fault::Refused);
    assert!(file.delete(&disk).is_err());
    assert!(disk.paths().is_empty());
}

#[test]
fn a_damaged_box_is_an_error_and_not_an_empty_one() {
    let (round, file) = voting();
    let disk = MemoryDisk::default();
    let mut ballots = BallotBox::new(&round.id);
    ballots.cast(&round, "pat", scores(&[Some(4)])).unwrap();
    file.put(&disk, &ballots, round.opened).unwrap();
    let path = places().ballots("m1", &round.id);
    let good = disk.file(&path).unwrap();
    for at in 0..good.len() - 1 {
        let mut bad = good.clone();
        bad[at] ^= 0x01;
        disk.put(&path, &bad);
        assert!(file.get::<_, BallotBox>(&disk).is_err(), "{at}");
    }
    disk.put(&path, b"");
    assert!(file.get::<_, BallotBox>(&disk).is_err());
}

#[test]
fn boxes_of_two_meetings_or_rounds_never_share_a_file() {
    let disk = MemoryDisk::default();
    for (meeting, round) in [("m1", "r2"), ("m1", "r3"), ("m2", "r2")] {
        let file = BoxFile::new(&places(), meeting, round);
        file.put(&disk, &BallotBox::new(round), stamp(2)).unwrap();
    }
    assert_eq!(disk.paths().len(), 3);
}

#[test]
fn a_box_with_more_votes_than_people_handed_in_is_not_counted() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter 7 enter 5 4 3 enter");
    let round = play.meeting().open_round().unwrap().clone();
    let file = BoxFile::new(&places(), "m-northbrook", &round.box_key());
    let mut ballots: BallotBox = file.get(&play.disk).unwrap().unwrap();
    assert_eq!(ballots.ballots.len(), 1);
    ballots.ballots.push(ballots.ballots[0].clone());
    file.put(&play.disk, &ballots, round.opened).unwrap();
    let mut play = play.reopen();
    play.sees("The ballot box holds more votes than people handed in");
}

#[test]
fn an_opening_asks_a_share_for_the_boxes_that_are_there_and_not_for_each_round() {
    let mut room = Room::new();
    room.done(arrive("pat"));
    let mut rounds = Vec::new();
    for _ in 0..3 {
        let round = format!("r{}", room.session.next());
        room.done(open_round(Method::Score, vec!["board".into()]));
        rounds.push(room.session.state().open_round().unwrap().box_key());
        room.done(Command::AbandonRound { round, ballots: 0 });
    }
    let disk = room.disk.clone();
    drop(room);
    // One box outlived its round.
    let left = places().ballots_in_folder(&rounds[1]);
    disk.put(&left, b"left");
    let before = disk.calls().len();
    let play = Play::on(disk, nothing(), "2026-11-24T15:00:00+00:00");
    assert_eq!(play.meeting().rounds().len(), 3);
    assert_eq!(play.disk.file(&left), None);
    let calls = play.disk.calls().split_off(before);
    let asked = calls
        .iter()
        .filter(|c| c.starts_with("remove /unit/meeting.r"));
    assert_eq!(asked.count(), 1, "{calls:?}");
}

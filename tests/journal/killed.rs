//! Kills between any two writes: all acknowledged steps are there, and at most the step in flight is missing.

use service_pledge::{
    domain::vote::ballot_box::BallotBox,
    store::{
        ballot_box::BoxFile,
        memory::{Fault, MemoryDisk},
        session::Session,
    },
};

use super::room::{Act, Room, began, places, scores, script, stamp, try_open};

pub(super) const FAULTS: [Fault; 4] = [
    Fault::Refused,
    Fault::Torn,
    Fault::DoneButSaysNo,
    Fault::Killed,
];

/// Writes of an undisturbed run.
fn writes(run: impl Fn(&MemoryDisk)) -> usize {
    let disk = MemoryDisk::default();
    run(&disk);
    disk.writes()
}

fn undisturbed() -> String {
    Room::after_script().session.text().to_owned()
}

#[test]
fn killed_at_any_write_every_acknowledged_step_is_there_and_at_most_one_more() {
    let whole = undisturbed();
    let all = writes(|disk| {
        let mut room = Room::on(disk);
        for act in script() {
            assert!(room.act(&act));
        }
    });
    for fault in FAULTS {
        for nth in 0..all {
            let disk = MemoryDisk::default();
            disk.fail_at(nth, fault);
            let mut acknowledged = 0;
            if let Ok(session) = try_open(&disk) {
                let mut room = Room {
                    disk: disk.clone(),
                    session,
                    ballots: BallotBox::default(),
                };
                if room.session.unsaved() == 0 {
                    acknowledged = room.session.text().len();
                }
                for act in script() {
                    assert!(room.act(&act));
                    if room.session.unsaved() > 0 {
                        break;
                    }
                    if !matches!(act, Act::Mark(_)) {
                        acknowledged = room.session.text().len();
                    }
                }
            }
            disk.restart();
            let room = Room::on(&disk);
            let text = room.session.text();
            assert!(whole.starts_with(text), "{fault:?} {nth}");
            assert!(text.len() >= acknowledged, "{fault:?} {nth}");
            let marks = 1;
            let extra = text[acknowledged..].lines().count();
            assert!(extra <= 1 + marks, "{fault:?} {nth}: {extra} more");
            assert_eq!(room.journal(), text.as_bytes(), "{fault:?} {nth}");
            assert_eq!(room.session.unsaved(), 0, "{fault:?} {nth}");
        }
    }
}

#[test]
fn a_run_that_failed_once_and_was_tried_again_leaves_the_same_bytes() {
    let whole = undisturbed();
    for fault in [Fault::Refused, Fault::Torn, Fault::DoneButSaysNo] {
        for nth in 0..script().len() {
            let disk = MemoryDisk::default();
            disk.fail_at(nth, fault);
            let mut room = Room::on(&disk);
            for act in script() {
                assert!(room.act(&act));
            }
            room.session.retry().unwrap();
            assert_eq!(room.session.unsaved(), 0, "{fault:?} {nth}");
            assert_eq!(room.journal(), whole.as_bytes(), "{fault:?} {nth}");
        }
    }
}

#[test]
fn killed_while_a_torn_end_is_set_aside_the_end_is_kept_all_the_same() {
    let whole = undisturbed();
    let torn = &whole.as_bytes()[..whole.len() - 5];
    let good = whole[..whole.len() - 1].rfind('\n').unwrap() + 1;
    for fault in FAULTS {
        for nth in 0..2 {
            let disk = super::room::disk_with(torn);
            disk.fail_at(nth, fault);
            drop(
                Session::<service_pledge::domain::meeting::Meeting, _>::open(
                    disk.clone(),
                    places(),
                    "Fay",
                    stamp(1),
                    || Ok(began()),
                ),
            );
            disk.restart();
            let room = Room::on(&disk);
            assert_eq!(room.session.text(), &whole[..good], "{fault:?} {nth}");
            assert_eq!(room.journal(), &whole.as_bytes()[..good]);
            let broken = room.file(&places().broken());
            let kept = broken
                .windows(torn.len() - good)
                .any(|w| w == &torn[good..]);
            assert!(kept, "{fault:?} {nth}");
        }
    }
}

#[test]
fn killed_at_any_write_of_the_ballot_box_no_acknowledged_ballot_is_lost() {
    let mut room = Room::new();
    for act in script().into_iter().take(8) {
        assert!(room.act(&act));
    }
    let round = room.session.state().open_round().unwrap().clone();
    let file = BoxFile::new(&places(), "m1", &round.id);
    // Each put is one write and one removal, twice that where the first place refuses.
    for fault in FAULTS {
        for nth in 0..10 {
            let disk = MemoryDisk::default();
            disk.fail_at(nth, fault);
            let mut ballots = BallotBox::new(&round.id);
            let mut acknowledged = 0;
            let mut cast = 0;
            for (who, score) in [("pat", 5), ("mo", 2)] {
                ballots.cast(&round, who, scores(&[Some(score)])).unwrap();
                cast += 1;
                if file.put(&disk, &ballots, round.opened).is_err() {
                    break;
                }
                acknowledged = cast;
            }
            disk.restart();
            let found: Option<BallotBox> = file.get(&disk).unwrap();
            let found = found.map_or(0, |b| b.ballots.len());
            assert!(
                (acknowledged..=cast).contains(&found),
                "{fault:?} {nth}: {found} of {acknowledged}"
            );
        }
    }
}

//! Damaged journals: torn or flipped at every byte, and valid lines with nonsense.

use service_pledge::{
    domain::{event_sourced::EventSourced, meeting::Meeting},
    store::{
        hash::hash,
        journal::{Journal, JournalError},
        session::SessionError,
    },
};

use super::room::{Room, disk_with, note, places, try_open};

/// The end of every line, and the beginning of the file.
fn ends(bytes: &[u8]) -> Vec<usize> {
    let feeds = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n');
    [0].into_iter().chain(feeds.map(|(i, _)| i + 1)).collect()
}

fn damage(trouble: Result<impl Sized, SessionError>) -> JournalError {
    match trouble.err() {
        Some(SessionError::Damaged { error, .. }) => error,
        other => panic!("{other:?}"),
    }
}

/// Opens a journal that must be refused, and checks that every file is untouched.
fn refused(journal: &[u8]) -> JournalError {
    let disk = disk_with(journal);
    let damage = damage(try_open(&disk));
    assert_eq!(disk.file(&places().journal()).unwrap(), journal);
    assert_eq!(disk.paths(), [places().journal()]);
    assert_eq!(disk.writes(), 0);
    damage
}

/// A line with this inside and a good checksum.
fn line(inside: &str) -> String {
    let covered = format!("{{{inside},\"sum\":\"");
    let sum = hash(covered.as_bytes());
    let covered = covered.trim_end_matches(",\"sum\":\"").to_owned();
    format!("{covered},\"sum\":\"{sum}\"}}\n")
}

#[test]
fn a_journal_cut_at_any_byte_opens_with_the_whole_lines_before_the_cut() {
    let whole = Room::after_script().journal();
    let ends = ends(&whole);
    let states: Vec<String> = ends
        .iter()
        .map(|end| Room::on(&disk_with(&whole[..*end])).all())
        .collect();
    for cut in 0..=whole.len() {
        let lines = ends.iter().rposition(|end| *end <= cut).unwrap();
        let (kept, torn) = whole[..cut].split_at(ends[lines]);
        let room = Room::on(&disk_with(&whole[..cut]));
        assert_eq!(room.all(), states[lines], "cut at {cut}");
        // Without a first line the meeting begins.
        if lines > 0 {
            assert_eq!(room.journal(), kept, "cut at {cut}");
        } else {
            assert_eq!(room.journal(), &whole[..ends[1]], "cut at {cut}");
        }
        let mut files = vec![places().journal()];
        if torn.is_empty() {
            assert!(room.session.notices().is_empty(), "cut at {cut}");
        } else {
            assert_eq!(room.file(&places().broken()), [torn, b"\n"].concat());
            assert_eq!(room.session.notices().len(), 1, "cut at {cut}");
            files.push(places().broken());
        }
        assert_eq!(room.disk.paths(), files, "cut at {cut}");
    }
}

#[test]
fn a_journal_goes_on_after_a_torn_end() {
    let whole = Room::after_script().journal();
    let mut room = Room::on(&disk_with(&whole[..whole.len() - 5]));
    room.done(note("On we go"));
    let live = room.all();
    let again = room.reopened();
    assert_eq!(again.all(), live);
    assert!(again.session.notices().is_empty());
}

#[test]
fn a_torn_end_that_cannot_be_set_aside_yet_does_not_swallow_the_next_step() {
    let whole = Room::after_script().journal();
    let torn = &whole[..whole.len() - 5];
    for nth in 0..3 {
        let disk = disk_with(torn);
        disk.fail_at(nth, service_pledge::store::memory::Fault::Refused);
        let mut room = Room::on(&disk);
        room.done(note("On we go"));
        let _ = room.session.retry();
        assert_eq!(room.session.unsaved(), 0, "{nth}");
        let live = room.all();
        let again = room.reopened();
        assert_eq!(again.all(), live, "{nth}");
        let tail = &torn[ends(torn).pop().unwrap()..];
        let broken = again.file(&places().broken());
        assert!(broken.starts_with(tail), "{nth}");
    }
}

#[test]
fn a_flip_anywhere_is_refused_with_its_line_or_the_rest_is_set_aside() {
    let whole = Room::after_script().journal();
    let ends = ends(&whole);
    let last = ends.len() - 2;
    for at in 0..whole.len() {
        let hit = ends.iter().rposition(|end| *end <= at).unwrap();
        for flip in [0x01, 0x20, 0x80, whole[at] ^ b'\n'] {
            if flip == 0 {
                continue;
            }
            let mut bytes = whole.clone();
            bytes[at] ^= flip;
            // A line feed that is gone takes the next line with it.
            let reach = if at + 1 == ends[hit + 1] {
                hit + 1
            } else {
                hit
            };
            match Journal::<Meeting>::open(&bytes) {
                Err(damage) => {
                    assert_eq!(damage.line, hit + 1, "{at} {flip}");
                    // A line feed in the last line makes two bad lines of it: no torn write looks like that.
                    assert!(reach < last || bytes[at] == b'\n', "{at} {flip}");
                }
                Ok(opened) => {
                    assert!(reach >= last, "{at} {flip}");
                    let (journal, tail) = opened.unwrap();
                    assert_eq!(journal.text().as_bytes(), &whole[..ends[hit]]);
                    assert_eq!(tail, &bytes[ends[hit]..]);
                }
            }
        }
    }
}

#[test]
fn a_flipped_line_that_good_lines_follow_is_refused_and_the_file_left_untouched() {
    let whole = Room::after_script().journal();
    let ends = ends(&whole);
    for hit in 0..ends.len() - 2 {
        let mut bytes = whole.clone();
        bytes[ends[hit] + 20] ^= 0x01;
        let damage = refused(&bytes);
        assert_eq!(damage.line, hit + 1);
        assert!(
            damage
                .fault
                .to_string()
                .contains("its checksum does not fit")
        );
    }
}

#[test]
fn a_flip_in_the_last_line_sets_that_line_aside() {
    let whole = Room::after_script().journal();
    let last = ends(&whole)[ends(&whole).len() - 2];
    let mut bytes = whole.clone();
    bytes[last + 20] ^= 0x01;
    let room = Room::on(&disk_with(&bytes));
    assert_eq!(room.journal(), &whole[..last]);
    let broken = room.file(&places().broken());
    assert_eq!(broken, [&bytes[last..], b"\n"].concat());
}

#[test]
fn an_unknown_event_with_a_good_checksum_was_written_by_a_newer_program() {
    let mut journal = Room::new().journal();
    let at = "\"at\":\"2026-11-24T13:00:02+00:00\"";
    for inside in [
        format!("\"n\":2,{at},\"did\":[{{\"RoomSang\":{{\"song\":\"x\"}}}}]"),
        format!("\"n\":2,{at},\"sang\":\"x\""),
        format!("\"n\":2,{at}"),
    ] {
        let mut bytes = journal.clone();
        bytes.extend_from_slice(line(&inside).as_bytes());
        let damage = refused(&bytes);
        assert_eq!(damage.line, 2, "{inside}");
        assert!(
            damage
                .fault
                .to_string()
                .starts_with("this was written by a newer pledge"),
            "{damage}"
        );
    }
    // The line of this test is one that the program would read.
    let known = format!("\"n\":2,{at},\"did\":[{{\"NoteRemoved\":{{\"id\":\"n9\"}}}}]");
    journal.extend_from_slice(line(&known).as_bytes());
    assert_eq!(
        refused(&journal).fault.to_string(),
        "it names a note `n9` that is not known"
    );
}

#[test]
fn a_first_line_of_another_format_is_newer_too() {
    let first = String::from_utf8(Room::new().journal()).unwrap();
    let body = first.split_once(",\"sum\"").unwrap().0;
    let other = body.replacen(Meeting::FORMAT, "journal/2", 1);
    let damage = refused(line(&other[1..]).as_bytes());
    assert_eq!(
        damage.fault.to_string(),
        "this was written by a newer pledge (journal/2). Open it with that one"
    );
}

#[test]
fn an_event_that_names_an_unknown_goal_is_damage_and_not_skipped() {
    let journal = Room::after_script().journal();
    let n = ends(&journal).len();
    let at = "\"at\":\"2026-11-24T13:00:30+00:00\"";
    let dropped = "{\"GoalDropped\":{\"goal\":\"g99\"}}";
    let known = "{\"GoalDropped\":{\"goal\":\"board\"}}";
    for events in [dropped.to_owned(), format!("{known},{dropped}")] {
        let bytes = [
            &journal[..],
            line(&format!("\"n\":{n},{at},\"did\":[{events}]")).as_bytes(),
        ]
        .concat();
        let damage = refused(&bytes);
        assert_eq!(damage.line, n);
        assert_eq!(
            damage.fault.to_string(),
            "it names a goal `g99` that is not known"
        );
    }
}

#[test]
fn a_doubled_or_missing_line_is_refused_wherever_it_is() {
    let whole = Room::after_script().journal();
    let ends = ends(&whole);
    for i in 0..ends.len() - 1 {
        let (from, to) = (ends[i], ends[i + 1]);
        let doubled = [&whole[..to], &whole[from..]].concat();
        assert_eq!(refused(&doubled).line, i + 2, "doubled {i}");
        if i + 2 < ends.len() {
            let missing = [&whole[..from], &whole[to..]].concat();
            assert_eq!(refused(&missing).line, i + 1, "missing {i}");
        }
    }
}

#[test]
fn taking_back_what_is_not_the_last_step_is_refused() {
    let journal = Room::after_script().journal();
    let n = ends(&journal).len();
    let at = "\"at\":\"2026-11-24T13:00:30+00:00\"";
    for (inside, what) in [
        (
            "\"undid\":2",
            "it takes back line 2, which is not the last step",
        ),
        (
            "\"redid\":2",
            "it does line 2 again, which was not taken back last",
        ),
    ] {
        let more = line(&format!("\"n\":{n},{at},{inside}"));
        let damage = refused(&[&journal[..], more.as_bytes()].concat());
        assert_eq!((damage.line, damage.fault.to_string().as_str()), (n, what));
    }
}

//! Merging two records of one meeting that diverged.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use proptest::{collection::vec, prelude::*};
use service_pledge::{
    domain::{
        command::Command,
        evaluation,
        goal::Decision,
        meeting::{Meeting, merge::Fate},
        people::Person,
        vote::{ballot_box::BallotBox, method::Method, round::RoundState},
    },
    store::{
        journal::Journal,
        memory::{Fault, MemoryDisk},
        session::merge::MergePlan,
    },
};

use super::room::{Act, Room, arrive, disk_with, note, open_round, places, scores, stamp, thrown};

fn copy() -> PathBuf {
    places().folder.join("meeting (conflicted copy).journal")
}

fn kept() -> PathBuf {
    places()
        .folder
        .join("meeting (conflicted copy).merged-1.journal")
}

/// Two windows that both go on from what one of them has done.
fn forked(before: &[Command]) -> (Room, Room) {
    let mut room = Room::new();
    for command in before {
        room.done(command.clone());
    }
    let bytes = room.journal();
    (room, Room::on(&disk_with(&bytes)))
}

impl Room {
    /// Lays the other record beside ours and says what merging it would do.
    fn plan(&self, other: &Room) -> MergePlan {
        self.disk.put(&copy(), &other.journal());
        self.session.plan_merge(&copy()).unwrap()
    }

    /// Merges the other record, and says how many steps came.
    fn merge(&mut self, other: &Room) -> usize {
        let plan = self.plan(other);
        let merged = self.session.merge(&plan, stamp(99)).unwrap();
        assert_eq!(merged.left, None);
        merged.added
    }

    fn state(&self) -> String {
        format!("{:?}", self.session.state())
    }

    fn titles(&self) -> Vec<String> {
        let goals = self.session.state().live_goals();
        goals.map(|g| g.title.clone()).collect()
    }
}

fn reasons(plan: &MergePlan) -> Vec<&str> {
    plan.refused().map(|(_, why)| why).collect()
}

fn propose(title: &str) -> Command {
    Command::ProposeGoal {
        title: title.into(),
        themes: vec!["waiting".into()],
        evidence: Vec::new(),
        strand: None,
    }
}

fn last_goal(room: &Room) -> String {
    room.session.state().goals().last().unwrap().id.clone()
}

fn walk_in(name: &str) -> Command {
    Command::WalkIn {
        person: Person {
            name: name.into(),
            group: Some("patient".into()),
            ..Person::default()
        },
    }
}

#[test]
fn what_was_made_on_both_sides_stands_side_by_side_under_ids_of_its_own() {
    let (mut ours, mut theirs) = forked(&[arrive("pat")]);
    ours.done(propose("Warmer chairs"));
    ours.done(walk_in("Gwen"));
    theirs.done(propose("A phone line"));
    let goal = last_goal(&theirs);
    assert_eq!(goal, last_goal(&ours), "the same number on both sides");
    theirs.done(walk_in("Ines"));
    theirs.done(Command::RewordGoal {
        goal: goal.clone(),
        title: "A phone line until six".into(),
    });
    theirs.done(Command::SetGoalCost {
        goal,
        cost: Some(700),
    });
    let before = ours.state();
    assert_eq!(ours.merge(&theirs), 4);
    assert_eq!(
        ours.titles(),
        [
            "A board with waiting times",
            "Warmer chairs",
            "A phone line until six"
        ]
    );
    let meeting = ours.session.state();
    let costs: Vec<_> = meeting.goals().iter().map(|g| g.cost).collect();
    assert_eq!(costs, [Some(300), None, Some(700)]);
    let names: BTreeSet<_> = meeting.people().iter().map(|a| &a.person.name).collect();
    assert!(names.contains(&"Gwen".to_owned()) && names.contains(&"Ines".to_owned()));
    // On disk, and each is a step of its own.
    assert_eq!(ours.journal(), ours.session.text().as_bytes());
    for _ in 0..4 {
        ours.session.undo(stamp(99)).unwrap();
    }
    assert_eq!(ours.state(), before);
}

#[test]
fn the_other_file_is_kept_and_merging_it_again_adds_nothing() {
    let (mut ours, mut theirs) = forked(&[]);
    ours.done(note("Here"));
    theirs.done(note("There"));
    ours.disk.put(&copy(), &theirs.journal());
    let offered = ours.session.mergeable();
    assert_eq!(offered.len(), 1);
    assert_eq!(offered[0].path, copy());
    assert_eq!(ours.merge(&theirs), 1);
    assert_eq!(ours.disk.paths(), [kept(), places().journal()]);
    assert_eq!(ours.file(&kept()), theirs.journal());
    assert!(ours.session.mergeable().is_empty());
    let text = ours.session.text().to_owned();
    let plan = ours.session.plan_merge(&kept()).unwrap();
    assert_eq!(plan.coming().count(), 0);
    let merged = ours.session.merge(&plan, stamp(99)).unwrap();
    assert_eq!((merged.added, merged.kept), (0, kept()));
    assert_eq!(ours.session.text(), text);
    // What was taken back here afterwards stays so.
    ours.session.undo(stamp(99)).unwrap();
    assert_eq!(
        ours.session.plan_merge(&kept()).unwrap().coming().count(),
        0
    );
    // What was done there since comes, and finds what came before.
    ours.session.redo(stamp(99)).unwrap();
    theirs.done(Command::RewordNote {
        id: theirs.session.state().notes()[0].id.clone(),
        text: "There, later".into(),
    });
    assert_eq!(ours.merge(&theirs), 1);
    let notes = ours.session.state().notes();
    let notes: Vec<&str> = notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(notes, ["Here", "There, later"]);
}

#[test]
fn two_that_have_merged_each_other_have_nothing_more_to_give() {
    let (mut ours, mut theirs) = forked(&[]);
    ours.done(propose("Warmer chairs"));
    theirs.done(propose("A phone line"));
    let (mine, yours) = (ours.journal(), theirs.journal());
    ours.merge(&Room::on(&disk_with(&yours)));
    theirs.merge(&Room::on(&disk_with(&mine)));
    assert_eq!(ours.plan(&theirs).coming().count(), 0);
    assert_eq!(theirs.plan(&ours).coming().count(), 0);
    assert_eq!(ours.titles().len(), 3);
}

#[test]
fn a_record_that_only_goes_on_comes_as_it_is() {
    let (mut ours, mut theirs) = forked(&[note("Both")]);
    theirs.done(note("There"));
    theirs.done(arrive("pat"));
    assert_eq!(ours.merge(&theirs), 2);
    assert_eq!(ours.session.text(), theirs.session.text());
    assert_eq!(ours.journal(), theirs.journal());
}

#[test]
fn what_is_refused_now_is_named_with_its_reason_and_nothing_else_is_lost() {
    let (mut ours, mut theirs) = forked(&[propose("A phone line")]);
    let goal = last_goal(&ours);
    ours.done(Command::DropGoal { goal: goal.clone() });
    theirs.done(Command::SetGoalCost {
        goal,
        cost: Some(5),
    });
    theirs.done(note("There"));
    let plan = ours.plan(&theirs);
    assert_eq!(reasons(&plan), ["That goal is not on the list any more."]);
    assert_eq!(plan.headline(), "1 step of 13:00: 1 note");
    assert_eq!(ours.merge(&theirs), 1);
    let again = ours.session.plan_merge(&kept()).unwrap();
    assert_eq!(reasons(&again), reasons(&plan));
    assert_eq!(again.coming().count(), 0);
}

#[test]
fn nobody_leaves_before_they_came_and_a_note_is_found_under_its_new_id() {
    let (mut ours, mut theirs) = forked(&[]);
    ours.done(note("Here"));
    ours.done(note("Here, later"));
    theirs.done(arrive("pat"));
    theirs.done(Command::Leave {
        person: "pat".into(),
    });
    ours.done(arrive("pat"));
    let plan = ours.plan(&theirs);
    assert_eq!(
        reasons(&plan),
        ["Here they came in later than they left there."]
    );
    let (mut ours, mut theirs) = forked(&[]);
    ours.done(note("Here"));
    theirs.done(note("There"));
    theirs.done(Command::RewordNote {
        id: theirs.session.state().notes()[0].id.clone(),
        text: "There, again".into(),
    });
    assert_eq!(ours.merge(&theirs), 2);
    let notes = ours.session.state().notes();
    let notes: Vec<&str> = notes.iter().map(|n| n.text.as_str()).collect();
    assert_eq!(notes, ["Here", "There, again"]);
}

#[test]
fn somebody_on_the_telephone_there_is_on_the_telephone_here_and_not_in_two_places() {
    let telephone = |person: &str| Command::JoinByTelephone {
        person: person.into(),
    };
    let (mut ours, mut theirs) = forked(&[arrive("mo")]);
    theirs.done(telephone("pat"));
    theirs.done(telephone("una"));
    ours.done(arrive("una"));
    let plan = ours.plan(&theirs);
    let said = reasons(&plan);
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("take that tick away"), "{said:?}");
    assert_eq!(ours.merge(&theirs), 1);
    let here = |person: &str| {
        ours.session
            .state()
            .attendee(person)
            .unwrap()
            .is_by_telephone()
    };
    assert_eq!([here("pat"), here("una"), here("mo")], [true, false, false]);
}

#[test]
fn what_was_said_of_other_words_does_not_come() {
    let (mut ours, mut theirs) = forked(&[propose("A phone line"), arrive("pat")]);
    let goal = last_goal(&ours);
    ours.done(Command::RewordGoal {
        goal: goal.clone(),
        title: "A letter".into(),
    });
    ours.done(Command::RewordStandard {
        theme: "waiting".into(),
        text: "Nobody waits.".into(),
    });
    ours.done(Command::HoldComment {
        comment: "c1".into(),
    });
    theirs.done(Command::Decide {
        goal,
        decision: Decision::Agreed {
            note: String::new(),
        },
    });
    theirs.done(Command::AgreeStandard {
        theme: "waiting".into(),
    });
    theirs.done(Command::ConfirmReadBack {
        line: "standard:waiting".into(),
    });
    theirs.done(Command::HoldComment {
        comment: "c1".into(),
    });
    theirs.done(Command::ReleaseComment {
        comment: "c1".into(),
    });
    let plan = ours.plan(&theirs);
    assert_eq!(plan.coming().count(), 0, "{plan:?}");
    assert_eq!(
        reasons(&plan),
        [
            "The goal reads differently here: what was decided there was about other words.",
            "The standard reads differently here: what was agreed to there were other words.",
            "It reads differently here: the yes there was to other words.",
            "This comment was held back here, and stays so.",
        ]
    );
}

#[test]
fn both_changed_the_same_thing_and_that_is_said() {
    let (mut ours, mut theirs) = forked(&[]);
    let cost = |cost| Command::SetGoalCost {
        goal: "board".into(),
        cost: Some(cost),
    };
    ours.done(cost(5));
    theirs.done(cost(7));
    theirs.done(note("There"));
    let plan = ours.plan(&theirs);
    let replaces: Vec<bool> = plan
        .coming()
        .map(|s| matches!(s.judged.fate, Fate::Comes { replaces: true, .. }))
        .collect();
    assert_eq!(replaces, [true, false]);
    ours.merge(&theirs);
    assert_eq!(ours.session.state().goal("board").unwrap().cost, Some(7));
}

/// Everybody is here, and a round is open on the one goal.
fn round_of(room: &mut Room) -> String {
    room.done(open_round(Method::Score, vec!["board".into()]));
    room.session.state().open_round().unwrap().id.clone()
}

fn close(room: &mut Room, round: &str, marks: &[(&str, u8)]) {
    let ballots = marks
        .iter()
        .map(
            |(group, mark)| service_pledge::domain::vote::ballot::Ballot {
                group: (*group).into(),
                answers: scores(&[Some(*mark)]),
            },
        )
        .collect();
    let ballots = BallotBox {
        round: round.into(),
        ballots,
        ..BallotBox::default()
    };
    room.done(Command::CloseRound {
        round: round.into(),
        ballots,
    });
}

fn all_here() -> Vec<Command> {
    ["pat", "una", "mo", "nell"].map(arrive).into()
}

const FOUR: [(&str, u8); 4] = [("mdt", 3), ("mdt", 4), ("patient", 4), ("patient", 5)];

#[test]
fn a_round_that_was_counted_there_comes_as_a_result_without_ballots_and_can_be_taken_back() {
    let (mut ours, mut theirs) = forked(&all_here());
    ours.done(note("Here"));
    theirs.done(walk_in("Gwen"));
    let round = round_of(&mut theirs);
    let mut marks = FOUR.to_vec();
    marks.push(("patient", 5));
    close(&mut theirs, &round, &marks);
    let result = theirs.session.state().rounds()[0].tally().unwrap().clone();
    assert_eq!(
        ours.plan(&theirs).headline(),
        "2 steps of 13:00: 1 counted round and 1 arrival"
    );
    assert_eq!(ours.merge(&theirs), 2);
    let brought = &ours.session.state().rounds()[0];
    assert_eq!(brought.tally(), Some(&result));
    assert!(brought.counts() && brought.ballots().is_empty());
    assert_eq!(
        brought.versions,
        [ours.session.state().goal("board").unwrap().version]
    );
    // Whoever came in there has the vote under the id that they have here.
    let gwen = &ours.session.state().people().last().unwrap().person.id;
    assert_eq!(brought.group_of(gwen), Some("patient"));
    let again = Room::on(&disk_with(&ours.journal()));
    assert_eq!(again.all(), ours.all());
    assert!(ours.act(&Act::Undo) && ours.session.state().rounds().is_empty());
}

#[test]
fn the_lists_of_small_tables_come_with_their_goals_under_the_ids_that_they_have_here() {
    let (mut ours, mut theirs) = forked(&all_here());
    ours.done(propose("Ours"));
    theirs.done(propose("Theirs"));
    let there = last_goal(&theirs);
    theirs.done(open_round(
        Method::Tables,
        vec!["board".into(), there.clone()],
    ));
    let round = theirs.session.state().open_round().unwrap().id.clone();
    for (table, order) in [(1, vec![there.clone(), "board".into()]), (3, vec![there])] {
        theirs.done(Command::RankTable {
            round: round.clone(),
            table,
            order,
        });
    }
    close(&mut theirs, &round, &[]);
    ours.merge(&theirs);
    let here = last_goal(&ours);
    let brought = &ours.session.state().rounds()[0];
    let tally = brought.tally().unwrap();
    assert_eq!(
        tally.tables,
        [
            vec![here.clone(), "board".into()],
            vec![],
            vec![here.clone()]
        ]
    );
    assert_eq!(tally.place(None, &here), Some(1));
    let title = |id: &str| ours.session.state().goal(id).unwrap().title.clone();
    assert_eq!(title(&here), "Theirs");
    assert_eq!(brought.lists_in(), 2);
    let again = Room::on(&disk_with(&ours.journal()));
    assert_eq!(again.all(), ours.all());
}

/// Everybody here is asked about the meeting, and gives each question the mark.
fn evaluate(room: &mut Room, mark: u8) {
    let settings = evaluation::settings(3);
    room.done(Command::OpenRound { settings });
    let round = room.session.state().open_round().unwrap().clone();
    let mut ballots = BallotBox::new(&round.id);
    for voter in &round.voters {
        let answers = scores(&[Some(mark); 4]);
        ballots.cast(&round, &voter.person, answers).unwrap();
    }
    let round = round.id;
    room.done(Command::CloseRound { round, ballots });
}

#[test]
fn the_answers_about_the_meeting_come_from_one_record_and_not_from_both() {
    let (mut ours, mut theirs) = forked(&all_here());
    ours.done(note("Here"));
    evaluate(&mut theirs, 4);
    let result = theirs
        .session
        .state()
        .evaluation()
        .unwrap()
        .tally()
        .cloned();
    assert_eq!(ours.merge(&theirs), 1);
    let meeting = ours.session.state();
    assert_eq!(meeting.evaluation().unwrap().tally().cloned(), result);
    // It is no round of goals, here or there.
    assert!(meeting.rounds().is_empty() && meeting.last_count().is_none());
    let again = Room::on(&disk_with(&ours.journal()));
    assert_eq!(again.all(), ours.all());
    // Asked on both sides: two counts of nearly the same people would be somebody's answer.
    let (mut ours, mut theirs) = forked(&all_here());
    ours.done(note("Here"));
    evaluate(&mut ours, 5);
    evaluate(&mut theirs, 4);
    let plan = ours.plan(&theirs);
    let why = reasons(&plan);
    assert!(why[0].contains("they are asked once"), "{why:?}");
    assert_eq!(plan.coming().count(), 0);
}

#[test]
fn a_round_that_is_open_there_does_not_come_and_none_comes_into_one_that_is_open_here() {
    let (mut ours, mut theirs) = forked(&all_here());
    ours.done(note("Here"));
    round_of(&mut theirs);
    let plan = ours.plan(&theirs);
    assert_eq!(
        reasons(&plan),
        ["This round is still open there, and its votes are in no record."]
    );
    assert_eq!(plan.coming().count(), 0);
    // A round that was given up there is nobody's concern here.
    let round = theirs.session.state().open_round().unwrap().id.clone();
    theirs.done(Command::AbandonRound { round, ballots: 0 });
    let plan = ours.plan(&theirs);
    assert!(
        plan.steps.iter().all(|s| s.judged.fate == Fate::Part),
        "{plan:?}"
    );
    round_of(&mut ours);
    theirs.done(note("There"));
    ours.disk.put(&copy(), &theirs.journal());
    assert_eq!(
        ours.session.plan_merge(&copy()).unwrap_err().to_string(),
        "Round 1 is open here: close it, or give it up, before another record is merged."
    );
    assert!(ours.session.mergeable().is_empty());
}

#[test]
fn two_counts_that_together_could_tell_a_vote_do_not_come_together() {
    // The same round, counted on both sides.
    let mut room = Room::new();
    for command in all_here() {
        room.done(command);
    }
    let round = round_of(&mut room);
    let mut other = Room::on(&disk_with(&room.journal()));
    close(&mut room, &round, &FOUR);
    close(&mut other, &round, &FOUR[..3]);
    assert_eq!(
        reasons(&room.plan(&other)),
        [
            "Round 1 was counted here as well: two counts of one round could tell somebody\u{2019}s vote."
        ]
    );
    // Two rounds of nearly the same people: Nell left there before.
    let (mut ours, mut theirs) = forked(&all_here());
    let round = round_of(&mut ours);
    close(&mut ours, &round, &FOUR);
    theirs.done(walk_in("Gwen"));
    let round = round_of(&mut theirs);
    let mut marks = FOUR.to_vec();
    marks.push(("patient", 5));
    close(&mut theirs, &round, &marks);
    let plan = ours.plan(&theirs);
    assert_eq!(
        reasons(&plan),
        [
            "Nearly the same people voted on it in round 1: the two results together could tell somebody\u{2019}s vote."
        ]
    );
    assert_eq!(ours.merge(&theirs), 1);
    assert_eq!(ours.session.state().rounds().len(), 1);
}

#[test]
fn another_meeting_is_no_record_of_this_one() {
    let (mut ours, theirs) = forked(&[]);
    ours.done(note("Here"));
    let text = String::from_utf8(theirs.journal()).unwrap();
    ours.disk.put(&copy(), b"{}\n{}\n");
    assert!(ours.session.plan_merge(&copy()).is_err());
    ours.disk.put(&copy(), &text.as_bytes()[..text.len() - 9]);
    assert!(ours.session.plan_merge(&copy()).is_err());
    let missing = places().folder.join("no such.journal");
    assert!(ours.session.plan_merge(&missing).is_err());
    let mut began = super::room::began();
    began.id = "m2".into();
    let journal = Journal::<Meeting>::begin(began, stamp(1)).unwrap();
    ours.disk.put(&copy(), journal.text().as_bytes());
    assert_eq!(
        ours.session.plan_merge(&copy()).unwrap_err().to_string(),
        "That is the record of another meeting."
    );
    assert!(ours.session.mergeable().is_empty());
}

#[test]
fn whatever_write_fails_the_record_is_what_it_was_or_all_of_it() {
    let faults = [
        Fault::Refused,
        Fault::Torn,
        Fault::DoneButSaysNo,
        Fault::Killed,
    ];
    for (nth, fault) in (0..3).flat_map(|n| faults.map(|f| (n, f))) {
        let (mut ours, mut theirs) = forked(&[arrive("pat")]);
        ours.done(propose("Warmer chairs"));
        theirs.done(propose("A phone line"));
        theirs.done(note("There"));
        let plan = ours.plan(&theirs);
        let before = ours.journal();
        ours.disk.fail_at(nth, fault);
        let merged = ours.session.merge(&plan, stamp(99));
        let shown = ours.titles();
        let again = ours.reopened();
        let said = format!("{nth} {fault:?} {merged:?}");
        if let Ok(merged) = &merged {
            assert_eq!(merged.added, 2);
            assert_eq!(again.titles().len(), 3, "{said}");
        } else {
            assert_eq!(shown.len(), 2, "{said}");
            // What the disk did and did not tell of is there as a whole.
            assert!(
                again.journal() == before || again.titles().len() == 3,
                "{said}"
            );
        }
        // The other record is somewhere, whole.
        let there = [copy(), kept()].map(|p| again.file(&p));
        assert!(there.contains(&theirs.journal()), "{said}");
        // And a second try comes to the same.
        let mut again = again;
        let path = if again.file(&copy()).is_empty() {
            kept()
        } else {
            copy()
        };
        let plan = again.session.plan_merge(&path).unwrap();
        again.session.merge(&plan, stamp(99)).unwrap();
        assert_eq!(again.titles().len(), 3, "{said}");
        assert_eq!(again.session.state().notes().len(), 1, "{said}");
    }
}

#[test]
fn what_changes_between_the_question_and_the_answer_stops_it() {
    let (mut ours, mut theirs) = forked(&[]);
    theirs.done(note("There"));
    ours.done(note("Here"));
    let plan = ours.plan(&theirs);
    ours.done(note("Here, later"));
    assert!(ours.session.merge(&plan, stamp(99)).is_err());
    let plan = ours.plan(&theirs);
    theirs.done(note("There, later"));
    ours.disk.put(&copy(), &theirs.journal());
    assert!(ours.session.merge(&plan, stamp(99)).is_err());
    assert_eq!(ours.merge(&theirs), 2);
}

#[test]
fn a_record_that_another_window_has_open_is_left_alone() {
    let (mut ours, mut theirs) = forked(&[]);
    theirs.done(note("There"));
    ours.done(note("Here"));
    let elsewhere = Path::new("/stick/meeting.journal");
    ours.disk.put(elsewhere, &theirs.journal());
    let plan = ours.session.plan_merge(elsewhere).unwrap();
    let lock = {
        use service_pledge::store::disk::Disk as _;
        ours.disk
            .lock(Path::new("/stick/meeting.lock"), "Jo")
            .unwrap()
    };
    let why = ours
        .session
        .merge(&plan, stamp(99))
        .unwrap_err()
        .to_string();
    assert!(why.contains("open in another window (Jo)"), "{why}");
    drop(lock);
    assert_eq!(ours.session.merge(&plan, stamp(99)).unwrap().added, 1);
    // It stays where it is, or the stick would hold no meeting; a copy is kept beside ours.
    assert!(ours.disk.file(elsewhere).is_some());
    let kept = places().folder.join("meeting.merged-1.journal");
    assert!(ours.disk.file(&kept).is_some());
    assert_eq!(ours.session.mergeable().len(), 0);
}

#[test]
fn steps_without_a_lock_carry_their_writers_mark_and_others_none() {
    let mut first = Room::new();
    first.done(note("With a lock"));
    let disk = MemoryDisk::default();
    disk.put(&places().journal(), &first.journal());
    disk.refuse_locks(true);
    let mut second = Room::on(&disk);
    second.session.go_on_alone().unwrap();
    second.done(note("Without one"));
    second.act(&Act::Undo);
    second.done(note("Without one"));
    let text = String::from_utf8(second.journal()).unwrap();
    let marked: Vec<bool> = text.lines().map(|l| l.contains("\"by\":\"Fay-")).collect();
    assert_eq!(marked, [false, false, true, true, true]);
    let again = Room::on(&disk_with(text.as_bytes()));
    assert_eq!(again.all(), second.all());
    // Who it was is said where it is merged.
    first.done(note("Meanwhile"));
    let line = first.plan(&second).headline();
    assert!(
        line.starts_with("1 step of 13:00 by Fay-") && line.ends_with(": 1 note"),
        "{line}"
    );
}

fn dice() -> impl Strategy<Value = Vec<(u8, u8, u8)>> {
    vec(any::<(u8, u8, u8)>(), 0..30)
}

fn throw(room: &mut Room, dice: &[(u8, u8, u8)]) {
    for throw in dice {
        let act = thrown(room, *throw);
        room.act(&act);
    }
}

fn give_up_open(room: &mut Room) {
    if let Some(round) = room.session.state().open_round() {
        let round = round.id.clone();
        room.done(Command::AbandonRound { round, ballots: 0 });
    }
}

/// Every id that something was given, but for notes and topics, which have numbers of their own.
fn ids(meeting: &Meeting) -> Vec<String> {
    let goals = meeting.goals().iter().map(|g| &g.id);
    let people = meeting.people().iter().map(|a| &a.person.id);
    let rounds = meeting.rounds().iter().map(|r| &r.id);
    let notes = meeting.notes().iter().map(|n| &n.id);
    let parked = meeting.parked().iter().map(|p| &p.id);
    goals
        .chain(people)
        .chain(rounds)
        .chain(notes)
        .chain(parked)
        .cloned()
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn a_record_merged_with_itself_or_with_a_beginning_of_itself_adds_nothing(
        dice in dice(), cut in 0..40_usize,
    ) {
        let mut room = Room::new();
        throw(&mut room, &dice);
        give_up_open(&mut room);
        let text = room.session.text().to_owned();
        let lines = text.lines().count();
        let beginning: String = text.split_inclusive('\n').take(1 + cut % lines).collect();
        for bytes in [text.clone(), beginning] {
            room.disk.put(&copy(), bytes.as_bytes());
            let plan = room.session.plan_merge(&copy()).unwrap();
            prop_assert_eq!(plan.coming().count(), 0, "{:?}", plan);
            let merged = room.session.merge(&plan, stamp(99)).unwrap();
            prop_assert_eq!(merged.added, 0);
            prop_assert_eq!(room.session.text(), text.as_str());
            prop_assert!(room.session.mergeable().is_empty());
        }
    }

    #[test]
    fn a_merged_meeting_holds_all_of_ours_and_every_step_of_theirs_that_was_not_refused(
        both in dice(), mine in dice(), yours in dice(),
    ) {
        let mut ours = Room::new();
        throw(&mut ours, &both);
        let mut theirs = Room::on(&disk_with(&ours.journal()));
        theirs.ballots = ours.ballots.clone();
        throw(&mut ours, &mine);
        give_up_open(&mut ours);
        throw(&mut theirs, &yours);
        let (before, state) = (ours.session.text().to_owned(), ours.state());
        let had = ids(ours.session.state());
        let plan = ours.plan(&theirs);
        let coming: Vec<_> = plan.coming().cloned().collect();
        let merged = ours.session.merge(&plan, stamp(99)).unwrap();
        prop_assert_eq!(merged.added, coming.len());
        // Ours is there line by line, and every step that came is one line after it.
        let after = ours.session.text().to_owned();
        prop_assert!(after.starts_with(&before));
        let as_it_is = after == theirs.session.text();
        if !as_it_is {
            prop_assert_eq!(after.lines().count() - before.lines().count(), coming.len());
        }
        prop_assert_eq!(ours.journal(), after.as_bytes());
        let meeting = ours.session.state().clone();
        // No open round comes, no id stands for two things, and nothing of ours lost its own.
        prop_assert!(meeting.rounds().iter().all(|r| r.state != RoundState::Open));
        let now = ids(&meeting);
        prop_assert_eq!(now.iter().collect::<BTreeSet<_>>().len(), now.len());
        let notes: BTreeSet<_> = had.iter().filter(|id| id.starts_with(['n', 'p']) && !now.contains(id)).collect();
        for id in &had {
            // A note may have been removed there. A record that only goes on comes as it is, with what was taken back there.
            prop_assert!(now.contains(id) || notes.contains(id) || as_it_is, "{}", id);
        }
        // What is read back is what is live.
        let again = Room::on(&disk_with(after.as_bytes()));
        prop_assert_eq!(again.all(), ours.all());
        // A second time there is nothing to add.
        if merged.added > 0 {
            let again = ours.session.plan_merge(&kept()).unwrap();
            prop_assert_eq!(again.coming().count(), 0, "{:?}", again);
        }
        // Each is a step that can be taken back.
        if !as_it_is {
            for _ in &coming {
                let undone = ours.session.undo(stamp(99));
                prop_assert!(undone.is_ok(), "{:?}", undone);
            }
            prop_assert_eq!(ours.state(), state);
        }
    }
}

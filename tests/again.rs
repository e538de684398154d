//! Reviews months after the meeting: goals are reviewed, and the findings are stored with their date.

use std::path::Path;

use service_pledge::{
    domain::{
        due::{Matter, due},
        findings::Findings,
        meeting::Began,
        outcome::{Outcome, Status},
        stamp::Stamp,
    },
    store::{disk::Disk, memory::MemoryDisk},
    yaml,
};

use crate::harness::{Play, sample};

const MAY: &str = "2027-05-27T10:00:00+00:00";
const NOVEMBER: &str = "2027-11-25T10:00:00+00:00";

fn outcome(text: &str) -> Outcome {
    let read = yaml::read_outcome("outcome.yaml", text);
    assert!(read.problems.is_empty(), "{}", read.problems[0]);
    read.value.unwrap()
}

/// Findings of the next survey: the first question improved, the others were not asked again.
fn next_survey() -> Findings {
    let text = sample("northbrook-finished/findings.yaml")
        .replace("period: \"2026\"\n  hide", "period: \"2027\"\n  hide")
        .replace(
            "          - {strand: primary, period: \"2026\", positive: 54, scored: 131}\n",
            "          - {strand: primary, period: \"2027\", positive: 88, scored: 140}\n          - {strand: secondary, period: \"2027\", positive: 4, scored: 9}\n          - {strand: primary, period: \"2026\", positive: 54, scored: 131}\n",
        );
    let read = yaml::read_findings("findings.yaml", &text);
    let findings = read.value.unwrap_or_else(|| panic!("{}", read.problems[0]));
    assert_eq!(findings.survey.period, "2027");
    findings
}

/// The finished sample's folder, opened on a later day.
fn finished(at: &str, with_journal: bool) -> Play {
    let disk = MemoryDisk::default();
    let mut files = vec!["outcome.yaml"];
    if with_journal {
        files.push("meeting.journal");
    }
    for name in files {
        let text = sample(&format!("northbrook-finished/{name}"));
        let path = Path::new("/unit").join(name);
        disk.replace(&path, text.as_bytes(), true).unwrap();
    }
    let findings = yaml::read_findings("f", &sample("northbrook-finished/findings.yaml"));
    let began = Began::from_outcome(
        "m-again".to_owned(),
        outcome(&sample("northbrook-finished/outcome.yaml")),
        findings.value,
    );
    let mut play = Play::on(disk, began, at);
    play.app.open_follow_up();
    play
}

fn saved(play: &Play) -> Outcome {
    outcome(&play.file("/unit/outcome.yaml").unwrap())
}

#[test]
fn half_a_year_later_each_goal_is_looked_at() {
    let mut play = finished(MAY, true);
    insta::assert_snapshot!("1 opened in May", play.screen());
    play.app.findings_changed(next_survey());
    play.press("enter");
    insta::assert_snapshot!("2 a goal then and now", play.screen());
    // What is said while one goal is looked at closely stays on it.
    play.press("o").sees("What will patients notice?");
    play.text("The desk tells you how long the wait is")
        .press("enter")
        .sees("On track")
        .press("e");
    play.text("Print it in large letters as well")
        .press("enter");
    play.press("m").text("end of july").press("enter");
    play.press("esc");
    // The next one is stuck, and that needs a reason.
    play.press("j s").press("enter").sees("why it is stuck");
    play.text("One of the two left in March").press("enter");
    play.press("j x").text("The studio closed").press("enter");
    play.press("j d").press("enter");
    // What was asked for: they said no. What was put off: still so.
    play.press("j j n").text("Not before 2029").press("enter");
    play.press("j y");
    insta::assert_snapshot!("3 all looked at", play.screen());
    play.press("u").press("y");

    let now = saved(&play);
    let found: Vec<(&str, Vec<Status>)> = now
        .goals
        .iter()
        .map(|g| {
            let found = g.reviews.iter().filter_map(|r| r.status);
            (g.id.as_str(), found.collect())
        })
        .collect();
    assert_eq!(
        found,
        [
            ("tell-waits", vec![Status::OnTrack]),
            ("new-waiting-room", vec![Status::Refused]),
            ("drop-in", vec![Status::StillTrue]),
            ("g29", vec![Status::Stuck]),
            ("g32", vec![Status::Dropped]),
            ("g37", vec![Status::Done]),
            ("g40", vec![]),
        ]
    );
    let first = &now.goals[0];
    assert_eq!(first.due, Some("2027-07-31".parse().unwrap()));
    let look = &first.reviews[0];
    assert_eq!(look.due, Some("2027-05-24".parse().unwrap()));
    assert_eq!(look.on, Some("2027-05-27".parse().unwrap()));
    assert_eq!(
        look.next_step.as_deref(),
        Some("Print it in large letters as well")
    );
    // What it scored by then is kept; what rests on nine answers is not.
    let figures: Vec<_> = look
        .figures
        .iter()
        .map(|f| (f.strand.as_deref(), f.positive, f.withheld))
        .collect();
    assert_eq!(
        figures,
        [
            (Some("primary"), Some(88), false),
            (Some("secondary"), None, true)
        ]
    );
    // What it rested on when it was agreed is what it was.
    assert_eq!(
        first.evidence,
        outcome(&sample("northbrook-finished/outcome.yaml")).goals[0].evidence
    );
}

#[test]
fn a_year_later_what_was_found_before_is_there_still() {
    let mut play = finished(MAY, true);
    play.press("s").text("No printer").press("enter");
    play.now = NOVEMBER.parse().unwrap();
    let mut play = play.reopen();
    play.app.open_follow_up();
    play.press("d enter").press("enter");
    insta::assert_snapshot!("4 the history of a goal", play.screen());
    let now = saved(&play);
    let looks: Vec<_> = now.goals[0]
        .reviews
        .iter()
        .map(|r| (r.on.map(|d| d.to_string()), r.status))
        .collect();
    assert_eq!(
        looks,
        [
            (Some("2027-05-27".to_owned()), Some(Status::Stuck)),
            (Some("2027-11-25".to_owned()), Some(Status::Done)),
            (None, None)
        ]
    );
}

#[test]
fn an_outcome_without_its_journal_is_taken_up_and_only_what_is_new_changes() {
    let before = sample("northbrook-finished/outcome.yaml");
    let mut play = finished(MAY, false);
    assert!(play.file("/unit/meeting.journal").is_some());
    play.sees("What became of our pledge").press("d enter");
    let after = play.file("/unit/outcome.yaml").unwrap();
    let gone: Vec<&str> = before.lines().filter(|l| !after.contains(l)).collect();
    let new: Vec<&str> = after.lines().filter(|l| !before.contains(l)).collect();
    // The moment of the last change is the meeting's own until something is said in a review.
    assert_eq!(gone, ["  changed: \"2026-11-24T14:25:21+00:00\""]);
    assert_eq!(
        new,
        [
            "  changed: \"2027-05-27T10:00:00+00:00\"",
            "    reviews: [{due: \"2027-05-24\", \"on\": \"2027-05-27\", status: done}, {due: \"2027-11-24\"}, {due: \"2028-05-24\"}]"
        ]
    );
    // It is the record from now on, and is opened again as it was left.
    let play = play.reopen();
    assert_eq!(saved(&play), outcome(&after));
    assert_eq!(play.meeting().follow_ups("tell-waits").len(), 1);
    assert_eq!(play.meeting().live_goals().count(), 7);
}

#[test]
fn an_edited_outcome_is_kept_beside_the_one_that_is_written() {
    let mut play = finished(MAY, true);
    let edited = sample("northbrook-finished/outcome.yaml").replace("parked:", "# mine\nparked:");
    play.disk
        .replace(Path::new("/unit/outcome.yaml"), edited.as_bytes(), true)
        .unwrap();
    play.press("d enter");
    assert_eq!(play.file("/unit/outcome.edited-1.yaml"), Some(edited));
}

#[test]
fn the_time_of_the_meeting_stays_as_it_was() {
    let before = outcome(&sample("northbrook-finished/outcome.yaml")).agenda;
    let mut play = finished(MAY, true);
    for stage in ["1", "3", "7", "2"] {
        play.press(stage).wait(3600);
    }
    play.press("d enter");
    assert_eq!(saved(&play).agenda, before);
}

#[test]
fn undo_takes_a_look_back_and_the_file_with_it() {
    let mut play = finished(MAY, true);
    let changed = |outcome: &Outcome| outcome.meeting.changed.map(Stamp::seconds);
    play.press("d enter");
    let said = saved(&play);
    play.press("u").sees("Undone: how");
    let undone = saved(&play);
    // Everything but the moment of the last change, which the undo is.
    let mut before = outcome(&sample("northbrook-finished/outcome.yaml"));
    before.meeting.changed = undone.meeting.changed;
    assert_eq!(undone, before);
    // A calendar takes what is later, so that each change has a moment of its own.
    assert!(changed(&undone) > changed(&said));
    play.press("U").sees("Done again");
    let again = saved(&play);
    assert_eq!(again.goals[0].reviews[0].status, Some(Status::Done));
    assert!(changed(&again) > changed(&undone));
}

#[test]
fn what_is_overdue_is_what_nobody_looked_at() {
    let today = "2027-06-01".parse().unwrap();
    let all = |outcome: &Outcome| {
        let due = due(outcome, today, 0);
        let overdue = due.into_iter().filter(|d| d.overdue);
        overdue
            .filter(|d| d.matter == Matter::Review)
            .map(|d| d.goal)
            .collect::<Vec<_>>()
    };
    let mut play = finished(MAY, true);
    assert_eq!(all(&saved_or_sample(&play)).len(), 5);
    play.press("d enter");
    assert_eq!(all(&saved(&play)), ["g29", "g32", "g37", "g40"]);
}

fn saved_or_sample(play: &Play) -> Outcome {
    play.file("/unit/outcome.yaml").map_or_else(
        || outcome(&sample("northbrook-finished/outcome.yaml")),
        |t| outcome(&t),
    )
}

#[test]
fn on_the_day_of_the_meeting_its_own_goals_are_not_looked_at_by_chance() {
    let disk = MemoryDisk::default();
    let text = sample("northbrook-finished/meeting.journal");
    disk.replace(Path::new("/unit/meeting.journal"), text.as_bytes(), true)
        .unwrap();
    let mut play = Play::on(disk, Began::default(), "2026-11-24T16:00:00+00:00");
    play.press("2").sees("What we pledged in November 2023");
}

fn lacks(play: &Play, words: &[&str]) {
    let screen = play.screen();
    for words in words {
        assert!(!screen.contains(words), "{words:?} is on\n{screen}");
    }
}

#[test]
fn a_review_wears_its_own_clothes() {
    let mut play = finished(MAY, true);
    // No item of an agenda, no clock of it, and no stage of the meeting.
    play.sees("0 of 7 looked at");
    lacks(&play, &["paused", "of 12", "Welcome", "Owners"]);
    play.press("]");
    insta::assert_snapshot!("5 the close of a review, before", play.screen());
    lacks(&play, &["read back", "not reached"]);
    // Enter goes to the goal that is to be looked at, and a stage that is looked back at joins the two.
    play.press("down enter").sees("What became of our pledge");
    play.press("s").text("One of the two left").press("enter");
    play.press("5").sees("Vote").sees("Close").press("]");
    play.press("r").sees("a review reads nothing back");
    play.press("t")
        .sees("The meeting is over, and so is its clock.");
    let before = saved(&play);
    play.press("s")
        .sees("This review is saved. 6 goals are not looked at yet.");
    // The end of the meeting is not moved to the day of its review.
    assert_eq!(saved(&play).meeting, before.meeting);
    insta::assert_snapshot!("6 the close of a review", play.screen());
}

#[test]
fn what_patients_notice_is_asked_and_kept() {
    let mut play = finished(MAY, true);
    play.press("o").sees("What will patients notice?");
    // Going back says nothing at all.
    play.press("esc");
    assert!(play.meeting().follow_ups("tell-waits").is_empty());
    play.press("o")
        .text("The desk tells you how long the wait is");
    insta::assert_snapshot!("7 what patients notice", play.screen());
    play.press("enter").sees("On track: Say how long");
    let noticed = |play: &Play| {
        let goal = saved(play).goals[0].clone();
        goal.last_review().unwrap().noticed.clone()
    };
    let line = Some("The desk tells you how long the wait is".to_owned());
    assert_eq!(noticed(&play), line);
    // Half a year later the line stands in the field, and Enter keeps it.
    play.now = NOVEMBER.parse().unwrap();
    play.press("d enter").sees("Done: Say how long");
    assert_eq!(noticed(&play), line);
    // It is of what patients can notice: a goal that is stuck after all has none.
    play.press("s").text("The board went dark").press("enter");
    assert_eq!(noticed(&play), None);
}

#[test]
fn a_goal_is_given_to_another_owner_and_the_history_keeps_the_one_before() {
    let mut play = finished(MAY, true);
    play.press("g").sees("Say first how it stands today.");
    play.press("s").text("Lee has left").press("enter");
    play.press("g");
    insta::assert_snapshot!("8 who has it now", play.screen());
    // Somebody who is not on the list is typed, and then stands in the list for the next goal.
    play.text("somebody")
        .press("enter")
        .text("Priya Nair")
        .press("enter");
    play.sees("Priya Nair has it now: Say how long");
    play.press("j s").text("Lee has left").press("enter");
    play.press("g").text("priya").press("enter");
    play.sees("Priya Nair has it now:");
    let now = saved(&play);
    let first = now.goals.iter().find(|g| g.id == "tell-waits").unwrap();
    assert_eq!(first.owner.as_deref(), Some("lee"), "of the meeting");
    assert_eq!(now.owner_of(first), "Priya Nair");
    let listed = due(&now, "2027-12-01".parse().unwrap(), 0);
    let of_first = |d: &&service_pledge::domain::due::Due| d.goal == "tell-waits";
    assert!(
        listed
            .iter()
            .filter(of_first)
            .all(|d| d.who == "Priya Nair")
    );
    play.press("k enter");
    insta::assert_snapshot!("9 the owner of before", play.screen());
    // A step each: the second goal first.
    play.press("u").sees("Undone");
    let owner = |play: &Play| {
        let now = saved(play);
        now.owner_of(&now.goals[0])
    };
    assert_eq!(owner(&play), "Priya Nair");
    play.press("u u").sees("Undone");
    assert_eq!(owner(&play), "Lee Whitcombe");
}

#[test]
fn a_goal_that_was_dropped_is_in_no_later_review() {
    let mut play = finished(MAY, true);
    play.press("x").text("The studio closed").press("enter");
    // On the day itself it stays in sight, since somebody may have hit the wrong key.
    play.sees("Say how long");
    play.now = NOVEMBER.parse().unwrap();
    let mut play = play.reopen();
    play.app.open_follow_up();
    play.press("home").sees("What became of our pledge");
    lacks(&play, &["Say how long"]);
}

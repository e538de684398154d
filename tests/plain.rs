//! The dialogue of `--plain`: a whole meeting by the numbers that it reads out, and content that must never be heard.

mod programs;
pub(crate) mod talk;
#[cfg(unix)]
mod terminal;

use std::{
    io::{Cursor, Write as _},
    process::{Command, Stdio},
};

use service_pledge::{
    app::{action::Action, keymap::Scope, meeting::ui::MeetingLayer, shell::menu},
    plain::{self, DialogueEnd, NoEcho},
};

use self::talk::{Talk, assert_speakable, word};
use crate::{
    harness::{Play, northbrook, nothing, sample},
    sample::the_finished_meeting,
    tables::{four_tables, full_room},
    walkthrough::{self, Room, welcome},
};

/// The screen, whose looks are held to elsewhere.
struct Keys(Play);

impl Room for Keys {
    fn press(&mut self, keys: &str) -> &mut Self {
        self.0.press(keys);
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.0.text(text);
        self
    }

    fn wait(&mut self, seconds: i64) -> &mut Self {
        self.0.wait(seconds);
        self
    }

    fn sees(&mut self, words: &str) -> &mut Self {
        self.0.sees(words);
        self
    }

    fn picture(&mut self, _: &str) -> &mut Self {
        self
    }
}

#[test]
fn a_whole_meeting_by_its_numbers_is_the_meeting_by_its_keys() {
    let mut keys = Keys(Play::new(northbrook()));
    walkthrough::meeting(&mut keys);
    let keys = keys.0;
    let mut talk = Talk::new(Play::new(northbrook()));
    walkthrough::meeting(&mut talk);
    for file in ["/unit/outcome.yaml", "/unit/meeting.journal"] {
        let (one, other) = (keys.file(file).unwrap(), talk.play.file(file).unwrap());
        assert!(one == other, "{file} is another one:\n{other}");
    }
    // No clock: the time is said only where it is when the meeting is, and when it was saved.
    let heard = &talk.said;
    assert!(heard.contains("Saved at 13:02"), "{heard}");
    for time in ["12:58", "13:01", "00:30", "01:00", "02:00", " of 8,"] {
        assert!(!heard.contains(time), "{time}");
    }
}

#[test]
fn every_stage_can_be_gone_to_and_everything_that_can_be_done_there_is_offered() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.wait(60);
    for (key, heading) in [
        ("2", "Stage 2 of 7: Review."),
        ("3", "Stage 3 of 7: Themes."),
        ("4", "Stage 4 of 7: Goals."),
        ("5", "Stage 5 of 7: Vote."),
        ("6", "Stage 6 of 7: Owners."),
        ("7", "Stage 7 of 7: Close."),
        ("1", "Stage 1 of 7: Welcome."),
    ] {
        talk.press(key).sees(heading);
        talk.latest.clear();
        talk.type_in("?");
        let all = talk.latest.clone();
        for entry in menu(&talk.play.app) {
            let own = matches!(
                entry.row.action,
                Action::Help
                    | Action::Blank
                    | Action::Actions
                    | Action::Colours
                    | Action::Clock
                    | Action::Present
                    | Action::Zoom
                    | Action::Further
                    | Action::Higher
                    | Action::Lower
                    | Action::Up
                    | Action::Down
                    | Action::First
                    | Action::Last
            ) || (entry.row.scope == Scope::Welcome
                // The lists that are side by side are read as one.
                && matches!(entry.row.action, Action::Left | Action::Right));
            let offered = talk.choices[0].contains_key(&word(entry.row));
            assert!(
                own || offered == entry.can.is_ok(),
                "{}:\n{all}",
                entry.row.label
            );
        }
    }
}

#[test]
fn with_nothing_each_stage_says_what_will_be_there() {
    let mut talk = Talk::new(Play::new(nothing()));
    for (stage, words) in [
        ("welcome", "The people of this meeting will stand here."),
        ("themes", "The themes of findings.yaml will stand here"),
        ("goals", "Goals will stand here."),
        (
            "vote",
            "the word \u{201c}goals\u{201d} goes to Goals, where g proposes one.",
        ),
        ("owners", "Agreed goals will stand here"),
        ("close", "Nothing is open."),
    ] {
        talk.type_in(stage);
        talk.sees(words);
        talk.latest.clear();
    }
    talk.type_in("review")
        .sees("The agenda names no meeting before, so there is nothing to review.");
}

#[test]
fn one_tick_is_said_in_few_lines() {
    let mut talk = Talk::new(Play::new(northbrook()));
    talk.press("space");
    assert_eq!(
        talk.latest,
        "Jo Ellis is here.\n1 of 10 here.\nPatients, 1 of 3\nNot here yet. All of the hospital team.\nYou are at 2: Bernadette Quigley.\n"
    );
    talk.latest.clear();
    talk.type_in("5 11");
    assert_eq!(
        talk.latest,
        "Ama Boateng is here.\n2 of 10 here.\nHospital team, 1 of 6\nYou are at 6: Siân Llŷr.\n"
    );
}

#[test]
fn a_mark_is_heard_by_nobody() {
    let heard = |marks: [&str; 2]| {
        let mut talk = Talk::new(Play::new(northbrook()));
        welcome(&mut talk);
        talk.press("5 o enter /").text("jo").press("enter enter");
        talk.latest.clear();
        talk.type_in(marks[0]);
        talk.type_in("");
        talk.type_in(marks[1]);
        talk.type_in("");
        talk.type_in("?");
        talk.type_in("9 of 9, and 4, and 2");
        talk.press("enter").sees("Handed in: 1 of 9 have voted.");
        talk.said
    };
    let one = heard(["5 5", "5"]);
    assert_eq!(one, heard(["0 .", "3"]));
    assert!(one.contains("Every goal is marked."), "{one}");
}

#[test]
fn marks_that_cannot_be_meant_are_not_taken() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.press("5 o enter");
    talk.type_in("7").sees("Seat 7: Jo Ellis");
    talk.type_in("enter").sees("Goal 1 of 3");
    talk.type_in("5 4 3 2 1")
        .sees("3 to mark from here. Nothing was marked.");
    talk.type_in("5 9").sees("nothing was marked");
    talk.type_in("3 4 5").sees("Every goal is marked.");
    talk.type_in("1").sees("That was the last goal.");
    talk.type_in("begin")
        .sees("Begun again: nothing is marked.");
    talk.type_in("abstain").sees("Every goal is marked.");
    talk.type_in("*");
    talk.type_in("enter").sees("A new waiting room");
    talk.type_in(". 0")
        .sees("1 goal is not marked: it counts as")
        .press("esc")
        .sees("Esc again leaves this vote")
        .press("esc")
        .sees("Nothing was handed in.");
}

#[test]
fn a_seat_is_typed_as_its_number_and_no_choice_has_that_number() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.press("5 o enter").sees("0 of 9 have voted");
    talk.sees("Seat 9: Parveen Aslam.");
    talk.type_in("10").sees("Sam Hart has no vote.");
    talk.type_in("4")
        .sees("Seat 4: Nikhil Rao, oncologist. Enter: that is me.");
    talk.type_in("9").sees("Seat 9: Parveen Aslam");
    talk.type_in("enter").sees("Seat 9, Parveen Aslam");
    talk.type_in("1 2 3");
    talk.type_in("enter")
        .sees("Thank you. Handed in: 1 of 9 have voted.")
        .sees("Seat 9: Parveen Aslam, has voted.");
    talk.type_in("9").sees("Parveen Aslam has voted already.");
}

#[test]
fn a_ballot_is_read_back_to_somebody_with_headphones_only() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.press("5 o enter");
    talk.type_in("7");
    talk.type_in("enter");
    talk.type_in("4 .").sees("Goal 3 of 3");
    talk.latest.clear();
    talk.type_in("hear").sees("Put headphones on");
    assert!(!talk.latest.contains("cannot judge"), "{}", talk.latest);
    // Anything else in between takes the request back.
    talk.type_in("");
    talk.latest.clear();
    talk.type_in("hear").sees("Put headphones on");
    talk.type_in("HEAR")
        .sees("Goal 1: 4. Say how long the wait is");
    talk.sees("Goal 2: cannot judge. A new waiting room");
    talk.sees("Goal 3: not marked. Drop-in clinic");
    talk.type_in("5").sees("Every goal is marked.");
    talk.type_in("enter").sees("1 of 9 have voted");
    talk.latest.clear();
    talk.type_in("hear").type_in("hear");
    assert!(!talk.latest.contains("Goal 1: 4"), "{}", talk.latest);
}

#[test]
fn keys_of_a_pad_without_number_lock_are_its_digits() {
    const OFF: &str = "Num Lock is off: the keys of the number pad count as their digits.";
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.press("5 o enter");
    // The 7 as a terminal sends it, then marks, the last ones of a pad in application mode.
    talk.type_in("\u{1b}[H").sees(OFF).sees("Seat 7: Jo Ellis");
    talk.type_in("enter").sees("Goal 1 of 3");
    talk.latest.clear();
    talk.type_in("\u{1b}[E").sees("Goal 2 of 3");
    assert!(!talk.latest.contains(OFF), "{}", talk.latest);
    talk.type_in("\u{1b}Ot \u{1b}Or")
        .sees("Every goal is marked.");
}

#[test]
fn small_tables_are_typed_in_and_each_list_is_heard_beside_the_combined_one() {
    let mut talk = Talk::new(Play::new(full_room()));
    four_tables(&mut talk);
    insta::assert_snapshot!("small tables in sentences", talk.latest);
    let round = talk.play.meeting().last_count().unwrap();
    assert_eq!(round.tally().unwrap().place(None, "g2"), Some(1));
    assert_eq!(round.lists_in(), 4);
}

#[test]
fn the_first_page_and_the_questions_at_the_end_are_heard() {
    let mut began = northbrook();
    let jo = began.agenda.people.iter_mut().find(|p| p.id == "jo");
    "Nobody should wait alone.".clone_into(&mut jo.unwrap().here_for);
    let mut talk = Talk::new(Play::new(began));
    for _ in 0..10 {
        talk.press("space");
    }
    talk.press("s").sees("Nobody should wait alone.");
    talk.press("enter");
    talk.press("7 e").sees("Were you heard today?");
    talk.press("enter").sees("0 of 9 have voted");
    for seat in ["7", "8", "9", "1", "2", "3", "4", "5", "6"] {
        talk.type_in(seat);
        talk.latest.clear();
        talk.type_in("enter").sees("uestion 1 of 4");
        talk.sees("in the order of the questions");
        talk.type_in("5 4 3 . 2").sees("4 to mark from here");
        talk.type_in("6").sees("nothing was marked");
        talk.type_in("5 4 3 .").sees("Every question is marked.");
        talk.type_in("enter");
    }
    talk.sees("All have voted");
    talk.latest.clear();
    talk.press("c y").sees("Was it a good meeting?");
    talk.sees("Were you heard today?");
    talk.press("esc h").sees("nobody noted who spoke");
}

#[test]
fn what_is_held_back_is_never_heard() {
    let began = northbrook();
    let held: Vec<String> = began
        .findings
        .themes
        .iter()
        .flat_map(|t| &t.comments)
        .filter(|c| c.hold)
        .map(|c| c.text.chars().take(30).collect())
        .collect();
    assert!(held.len() > 3);
    let mut talk = Talk::new(Play::new(began));
    talk.press("3");
    for _ in 0..6 {
        talk.press("c m");
        for _ in 0..10 {
            talk.press("j");
        }
        talk.press("esc tab");
    }
    // What a goal may rest on is everything that may be heard.
    talk.press("4 enter down down enter");
    let heard = talk.said.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(heard.contains("You watch the door."), "{heard}");
    for words in held {
        assert!(!heard.contains(&words), "{words}");
    }
}

#[test]
fn wrong_answers_get_a_sentence_and_change_nothing() {
    let mut talk = Talk::new(Play::new(northbrook()));
    talk.press("4");
    let before = talk.play.file("/unit/meeting.journal");
    for (answer, sentence) in [
        (
            "99",
            "\u{201c}99\u{201d} is no choice here. Type a number from 1 to",
        ),
        ("banana", "\u{201c}banana\u{201d} is no choice here."),
        ("\u{1b}[31m", "\u{201c}[31m\u{201d} is no choice here."),
        ("re", "More than one choice begins with \u{201c}re\u{201d}"),
        ("~", "~ does nothing here."),
        (":", "Not now:"),
        ("!", "Everything is saved."),
        ("2 99", "\u{201c}99\u{201d} is no choice here."),
        ("ctrl-", "is no choice here."),
    ] {
        talk.latest.clear();
        talk.type_in(answer).sees(sentence);
    }
    assert_eq!(talk.play.file("/unit/meeting.journal"), before);
    talk.press("6");
    talk.press("enter");
    // On the screen a letter begins the text of a field.
    talk.type_in("k")
        .sees("\u{201c}k\u{201d} is no choice here.");
    talk.press("down down down down enter");
    talk.latest.clear();
    talk.type_in("some day").sees("Not taken: ");
    assert!(matches!(
        talk.play.app.ui.shell.layers.last(),
        Some(MeetingLayer::Prompt(_))
    ));
    talk.type_in("/leave");
    assert_eq!(talk.play.meeting().live_goals().next().unwrap().due, None);
}

#[test]
fn an_empty_line_says_again_where_one_is() {
    let mut talk = Talk::new(Play::new(northbrook()));
    talk.press("4 j");
    talk.latest.clear();
    talk.type_in("");
    talk.sees("Stage 4 of 7: Goals.")
        .sees("What could change. 3 goals")
        .sees("You are at 2: A new waiting room")
        .sees("You can: 4. on to Vote (pgdn) 5. propose a goal (g)");
}

#[test]
fn a_stage_is_said_as_a_whole_when_one_comes_back_from_another() {
    let mut talk = Talk::new(the_finished_meeting());
    talk.sees("Stage 7 of 7: Close.")
        .sees("Agreed in the room: 6 of the team, 3 patients.");
    talk.press("esc").sees("Before we go. 12 of 12 read back.");
    talk.press("r down down down down down down")
        .sees("AGREED Say how long the wait is")
        .sees("The room said yes. 7 of 12");
    talk.press("n")
        .sees("Owners: change who does it, and by when.")
        .sees("Stage 6 of 7: Owners.")
        .sees("Goal 1 of 5. Say how long the wait is")
        .sees("1. owner: Lee Whitcombe, 28 of 40 hours left. 2. with: Jo Ellis.");
    talk.press("esc 7")
        .sees("Stage 7 of 7: Close.")
        .sees("12 of 12 read back");
    talk.press("3 c").sees("Comment 1 of");
    talk.press("esc")
        .sees("Back at: Going home and afterwards.");
    assert!(!talk.latest.contains("Our standard"), "{}", talk.latest);
}

#[test]
fn a_text_is_kept_emptied_or_left() {
    let mut talk = Talk::new(Play::new(northbrook()));
    let standard = |talk: &Talk| talk.play.meeting().standard("waiting").text;
    talk.press("3 s");
    let old = standard(&talk);
    talk.type_in("").sees("Back at: Waiting in clinic.");
    assert_eq!(standard(&talk), old);
    talk.press("s");
    talk.type_in("/leave");
    assert_eq!(standard(&talk), old);
    talk.press("s");
    talk.type_in("We will say how long").sees("5 words.");
    assert_eq!(standard(&talk), "We will say how long");
    talk.press("n");
    for line in ["one", "", "two", "."] {
        talk.type_in(line);
    }
    assert_eq!(talk.play.meeting().notes()[0].text, "one\n\ntwo");
    talk.press("enter").sees("There now: one two");
    talk.type_in("/clear").sees("Nothing stands there now.");
    talk.type_in("");
    assert_eq!(talk.play.meeting().notes().len(), 0);
}

#[test]
fn the_end_of_what_is_typed_is_a_hang_up_and_everything_is_saved() {
    let mut play = Play::new(northbrook());
    let now = play.now;
    let mut from = Cursor::new("11\n11\nthemes\nn\nThe board is dark\nsince Ma");
    let mut to = Vec::new();
    let ending = plain::run(&mut play.app, &mut from, &mut to, &mut NoEcho, "", || now);
    assert_eq!(ending, DialogueEnd::HangUp);
    assert_speakable(&String::from_utf8(to).unwrap());
    let play = play.reopen();
    let here = play.meeting().people().iter().filter(|a| a.is_here());
    assert_eq!(here.count(), 2);
    // What was being written is there again.
    let mut talk = Talk::new(play);
    talk.sees(
        "This was being written when the program ended: There now: The board is dark since Ma",
    );
    talk.type_in("").sees("Noted.");
    assert_eq!(
        talk.play.meeting().notes()[0].text,
        "The board is dark\nsince Ma"
    );
}

#[test]
fn a_meeting_that_is_left_is_over_and_nothing_more_is_read() {
    let mut play = Play::new(northbrook());
    let now = play.now;
    let mut from = Cursor::new("quit\n11\n");
    let ending = plain::run(
        &mut play.app,
        &mut from,
        &mut Vec::new(),
        &mut NoEcho,
        "> ",
        || now,
    );
    assert_eq!(ending, DialogueEnd::Over);
    assert_eq!(from.position(), 5);
}

#[test]
fn steps_that_are_not_saved_are_said_once_and_tried_again() {
    let mut talk = Talk::new(Play::new(northbrook()));
    talk.play.disk.refuse_writes(true);
    talk.press("space").sees("1 step not saved.");
    talk.press("space").sees("2 steps not saved.");
    talk.latest.clear();
    talk.type_in("");
    assert!(!talk.latest.contains("not saved"), "{}", talk.latest);
    talk.play.disk.refuse_writes(false);
    talk.latest.clear();
    talk.type_in("").sees("Everything is saved.");
    assert!(!talk.said.contains("Everything is saved.\nEverything"));
}

#[test]
fn how_themes_and_a_vote_sound() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.transcript.clear();
    talk.press("3 down c j x u esc a tab n")
        .text("A nurse rang back on a Sunday.")
        .press("ctrl-s");
    talk.press("g")
        .text("Two nurses on the telephone rota")
        .press("enter");
    insta::assert_snapshot!("themes", talk.transcript);
    talk.transcript.clear();
    talk.press("5 o j space enter");
    insta::assert_snapshot!("a round opens", talk.transcript);
    talk.transcript.clear();
    for (name, marks) in [
        ("jo", "5 4 3"),
        ("bern", "4 . 3"),
        ("parv", "4 4 4"),
        ("ama", "2 2 1"),
    ] {
        talk.press("/")
            .text(name)
            .press("enter enter")
            .press(marks)
            .press("enter");
    }
    insta::assert_snapshot!("vote", talk.transcript);
    talk.transcript.clear();
    talk.press("c y space a j d enter");
    insta::assert_snapshot!("result", talk.transcript);
}

/// The built program with lines from a pipe: exit code, output, errors.
fn piped(arguments: &[&str], lines: &str) -> (i32, String, String) {
    let home = tempfile::TempDir::new().unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_pledge"))
        .args(arguments)
        .env("HOME", home.path())
        .env("TMPDIR", home.path())
        .env_remove("XDG_DATA_HOME")
        .current_dir(home.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Where the program refuses at once there is nobody to read.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let out = child.wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (
        out.status.code().unwrap(),
        text(out.stdout),
        text(out.stderr),
    )
}

#[test]
fn the_demo_can_be_talked_through_from_a_pipe() {
    let (code, out, error) = piped(&["demo", "--plain"], "11\nthemes\n");
    assert_eq!((code, error.as_str()), (0, ""));
    assert!(out.contains("Jo Ellis is here."), "{out}");
    assert!(out.contains("Stage 3 of 7: Themes."), "{out}");
    assert!(out.contains("The sample meeting is in "), "{out}");
    for line in out.lines() {
        assert!(!line.contains('\u{1b}'), "{line:?}");
    }
}

#[test]
fn without_a_terminal_the_dialogue_is_what_is_offered() {
    let (code, out, error) = piped(&["demo"], "");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(error.contains("hint: `--plain`"), "{error}");
}

#[test]
fn a_meeting_goes_on_from_pipe_to_pipe() {
    let home = tempfile::TempDir::new().unwrap();
    for name in ["findings.yaml", "agenda.yaml"] {
        let text = sample(&format!("northbrook/{name}")).replace("previous:", "# previous:");
        std::fs::write(home.path().join(name), text).unwrap();
    }
    let unit = home.path().display().to_string();
    let calls: [&[&str]; 3] = [
        &["meet", "--plain", &unit],
        &["meet", &unit, "--plain"],
        &["--plain", &unit],
    ];
    for (nth, arguments) in (1..).zip(calls) {
        let (code, out, error) = piped(arguments, &format!("{nth}\n11\n"));
        assert_eq!((code, error.as_str()), (0, ""), "{arguments:?}");
        assert!(out.contains(&format!("{nth} of 10 here.")), "{out}");
    }
}

#[test]
fn a_walk_in_and_corrections_by_their_numbers() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.transcript.clear();
    talk.press("w")
        .text("Grace Oby")
        .press("enter")
        .text("Chaplain")
        .press("enter");
    talk.sees("Which group does Grace Oby vote with?");
    // Nothing tells, so the number of the first row is no answer either.
    talk.type_in("1").sees("Choose one of the groups.");
    assert_eq!(talk.play.meeting().people().len(), 10);
    talk.type_in("patients").type_in("1");
    talk.press("w")
        .text("Ida Kern")
        .press("enter")
        .text("Radiographer")
        .press("enter")
        .sees("You are at 2: hospital team.");
    talk.press("enter");
    // The last of the patients.
    talk.type_in("4").type_in("e");
    talk.sees("What should be corrected for Grace Oby?");
    talk.type_in("1").type_in("Grace Obi");
    talk.sees("Corrected: Grace Obi.");
    talk.type_in("e").type_in("3").type_in("2");
    talk.sees("Corrected: Grace Obi votes with the hospital team.");
    talk.type_in("end").type_in("e");
    insta::assert_snapshot!("people", talk.transcript);
    let people = talk.play.meeting().people();
    let last: Vec<_> = people
        .iter()
        .rev()
        .take(2)
        .map(|a| (a.person.name.as_str(), a.group()))
        .collect();
    assert_eq!(
        last,
        [("Ida Kern", Some("mdt")), ("Grace Obi", Some("mdt"))]
    );
}

#[test]
fn figures_before_a_vote_by_their_numbers() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.press("4 g")
        .text("Ring people the week after")
        .press("enter")
        .sees("You are at 4: Ring people the week after.");
    talk.press("5");
    talk.transcript.clear();
    talk.press("o")
        .sees("2 goals have no money or hours yet: they cannot be proposed.");
    talk.type_in("c").type_in("about 200");
    talk.sees("Understood: £200 in the first year.");
    talk.type_in("£1.2k").type_in("two hours a week");
    talk.sees("Understood: £1,200 in the first year.")
        .sees("Understood: 104 hours in the first year.")
        .sees("Every goal has its money and hours now.");
    insta::assert_snapshot!("figures", talk.transcript);
    let last = talk.play.meeting().live_goals().last().unwrap();
    assert_eq!((last.cost, last.hours), (Some(1_200), Some(104)));
}

#[test]
fn a_search_asks_for_letters_first_and_synonyms_are_understood() {
    let mut talk = Talk::new(Play::new(northbrook()));
    welcome(&mut talk);
    talk.press("3");
    talk.latest.clear();
    talk.type_in("/");
    assert!(
        talk.latest.contains("Type a few letters of it"),
        "{}",
        talk.latest
    );
    assert!(talk.latest.lines().count() < 8, "{}", talk.latest);
    talk.latest.clear();
    talk.type_in("gown");
    assert!(talk.latest.contains("I sat in a gown"), "{}", talk.latest);
    talk.latest.clear();
    talk.type_in("esc");
    assert!(
        talk.latest.contains("Nothing was chosen."),
        "{}",
        talk.latest
    );
    talk.latest.clear();
    talk.type_in("clock");
    let latest = &talk.latest;
    assert!(latest.contains("may be:"), "{latest}");
    // The sentence wraps where the dialogue ends a line.
    let flat = latest.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(flat.contains("the clock, large (T)"), "{latest}");
    talk.latest.clear();
    talk.type_in("?");
    assert!(
        talk.latest.contains("the clock, large (T)"),
        "{}",
        talk.latest
    );
}

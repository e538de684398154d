//! Everybody's voice: what each is here for, who speaks, access needs, and whether it was a good meeting.

use service_pledge::{
    app::{follow::Following, program::Program as _},
    domain::{
        meeting::{Began, voices::PartOf},
        outcome::{Evaluation, Outcome},
        people::Person,
        settings::Settings,
    },
    publish::{PaperSource, markdown, minutes, page::PaperSize, words::ENGLISH},
    store::{follower::Follower, memory::MemoryDisk},
    yaml,
};

use crate::{
    harness::{Play, crowd, northbrook, places, screen_of},
    walkthrough::welcome,
};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 22), (120, 40)];

/// The sample meeting in which some people have said what they are here for.
fn with_words() -> Began {
    let mut began = northbrook();
    for (id, words) in [
        (
            "ama",
            "To hear what we do not see from our side of the desk.",
        ),
        ("jo", "I waited alone. Nobody should have to."),
        (
            "parveen",
            "So that women who do not speak English are asked too.",
        ),
        ("sam", "So that everybody gets a turn."),
    ] {
        let mut people = began.agenda.people.iter_mut();
        let person = people.find(|p| p.id == id).unwrap();
        words.clone_into(&mut person.here_for);
    }
    began
}

fn saved(play: &Play) -> Outcome {
    let app = &play.app;
    app.meeting().outcome(app.session().marked(), play.now)
}

#[test]
fn the_first_page_has_patients_words_first_and_one_key_leaves_it() {
    let mut play = Play::new(with_words());
    welcome(&mut play);
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("here for at {columns}x{rows}"), play.screen());
    }
    let screen = play.screen();
    let place = |words: &str| screen.find(words).unwrap();
    assert!(place("Jo Ellis") < place("Ama Boateng"));
    assert!(place("Ama Boateng") < place("Sam Hart"));
    play.resize(80, 22);
    for key in ["enter", "esc", "q", "pgdn"] {
        play.press("1 a").sees("What each of us is here for");
        play.press(key).does_not_see("What each of us is here for");
    }
    // No file of the meeting's results has it, in no form.
    let outcome = yaml::write_outcome(&saved(&play));
    assert!(!outcome.contains("waited alone"), "{outcome}");
}

#[test]
fn without_words_the_meeting_begins_as_it_did_and_who_is_away_is_not_read_out() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.does_not_see("What each of us is here for");
    play.press("a")
        .sees("Nobody has said what they are here for");
    let mut play = Play::new(with_words());
    // Only the first is ticked: the others' words wait for them.
    play.press("space s");
    let first = play.meeting().people().iter().find(|a| a.is_here());
    let first = first.unwrap().person.name.clone();
    play.does_not_see("Sam Hart");
    assert!(
        ["Jo Ellis", "Bernadette Quigley"].contains(&first.as_str()),
        "{first}"
    );
}

/// Everybody answers the questions with the marks of their group.
fn answer(play: &mut Play, patient: &str, team: &str) {
    play.press("7 e")
        .sees("Were you heard today?")
        .press("enter");
    let seats: Vec<(usize, bool)> = {
        let meeting = play.meeting();
        let round = meeting.open_round().unwrap();
        let voters = round.voters.iter();
        voters
            .map(|v| (meeting.seat_of(&v.person).unwrap(), v.group == "patient"))
            .collect()
    };
    for (seat, is_patient) in seats {
        let digits: Vec<String> = seat.to_string().chars().map(String::from).collect();
        play.press(&digits.join(" ")).press("enter");
        play.press(if is_patient { patient } else { team });
        play.sees("Every question is marked.").press("enter");
    }
    play.press("c y");
}

fn evaluation(play: &Play) -> Evaluation {
    saved(play).evaluation.unwrap()
}

#[test]
fn the_room_says_in_secret_whether_it_was_a_good_meeting() {
    let mut play = Play::new(crowd());
    for _ in 0..15 {
        play.press("space");
    }
    play.press("s 7").sees("e was it a good meeting?");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        play.press("e");
        insta::assert_snapshot!(
            format!("questions about the meeting at {columns}x{rows}"),
            play.screen()
        );
        play.press("enter");
        insta::assert_snapshot!(
            format!("the questions are open at {columns}x{rows}"),
            play.screen()
        );
        play.press("1 enter 4");
        insta::assert_snapshot!(
            format!("a ballot about the meeting at {columns}x{rows}"),
            play.screen()
        );
        play.press("esc esc x y").sees("Before we go");
    }
    // A 0 and a 6 are no answers.
    play.press("e enter 1 enter 0").sees("1 to 5");
    play.press("6").sees("question 1 of 4");
    play.press("esc x y");
    answer(&mut play, "5 4 3 5", "4 4 2 .");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(
            format!("answers about the meeting at {columns}x{rows}"),
            play.screen()
        );
    }
    let said = evaluation(&play);
    assert_eq!(said.voted["patient"], 6);
    let heard = &said.results[0];
    assert_eq!(
        (heard.question.as_str(), heard.balanced),
        ("heard", Some(4.5))
    );
    assert_eq!((heard.groups["patient"], heard.groups["mdt"]), (5.0, 4.0));
    // All of the team passed the last one: it is the patients' alone.
    assert_eq!(said.results[3].groups.len(), 1);
    // It is no round of goals: no number is used, and nothing of it is a result of the vote.
    assert!(saved(&play).rounds.is_empty());
    play.press("esc 5 o").sees("Round 1").press("esc");
    // Asked once: two counts of nearly the same people would be somebody's answer.
    play.press("7 e enter").sees("they are asked once");
    play.press("u").sees("cannot be undone");
    // No single answer is in the record, although every group is large.
    let journal = play.file("/unit/meeting.journal").unwrap();
    let close = journal.lines().find(|l| l.contains("RoundClosed")).unwrap();
    assert!(close.contains(r#""ballots":[]"#), "{close}");
    let again = play.reopen();
    assert_eq!(evaluation(&again), said);
}

#[test]
fn a_small_group_is_a_range_and_a_smaller_one_is_not_shown() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    answer(&mut play, "5 5 5 5", "4 4 4 4");
    let said = evaluation(&play);
    assert_eq!(
        format!("{:?}", said.results[0].ranges["patient"]),
        "[4.0, 5.0]"
    );
    play.sees("patients 4 to 5, team 4.0");
    let mut began = northbrook();
    began.agenda.people.retain(|p| p.id != "jo");
    let mut play = Play::new(began);
    for _ in 0..9 {
        play.press("space");
    }
    play.press("s");
    answer(&mut play, "5 5 5 5", "5 5 5 5");
    let said = evaluation(&play);
    for result in &said.results {
        assert!(result.withheld && result.groups.is_empty(), "{result:?}");
        // Not 5.0: that would be everybody's answer.
        assert_eq!(result.balanced, Some(4.5));
    }
    play.sees("Only 2 patients voted");
}

#[test]
fn the_wall_shows_the_turnout_and_the_answers_only_once_they_are_counted() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    let mut play = play.reopen_at_the_desk();
    let follower = Follower::new(play.disk.clone(), places());
    let mut wall = Following::new(follower, false, Settings::default());
    let mut seen = |play: &Play| {
        wall.input(service_pledge::app::input::Input::Tick, play.now);
        screen_of(&wall, play.now, (80, 22))
    };
    play.press("7 e enter");
    assert!(seen(&play).contains("Type your seat number."));
    play.press("7 enter 1 1 1");
    let screen = seen(&play);
    assert!(!screen.contains("question 4 of 4"), "{screen}");
    play.press("1 enter");
    let screen = seen(&play);
    assert!(
        screen.contains("● 7 Jo Ellis") && !screen.contains("1.5"),
        "{screen}"
    );
    play.press("c y");
    let screen = seen(&play);
    // One patient alone: the figure is that person's.
    assert!(screen.contains("Were you heard today?"), "{screen}");
    assert!(
        screen.contains("not shown") && !screen.contains("1.0"),
        "{screen}"
    );
}

#[test]
fn groups_that_differ_about_the_meeting_raise_no_alarm() {
    let mut play = Play::new(crowd());
    for _ in 0..15 {
        play.press("space");
    }
    play.press("s");
    answer(&mut play, "1 1 1 1", "5 5 5 5");
    play.sees("patients 1.0, team 5.0")
        .does_not_see("talk about");
    let page = service_pledge::app::shell::top_page(&play.app);
    let rows = page.list();
    let said: Vec<&str> = rows
        .iter()
        .flat_map(|row| row.cells.iter().flatten())
        .map(|span| span.text.as_str())
        .collect();
    assert!(said.contains(&"Were you heard today?"), "{said:?}");
    assert!(
        said.iter().all(|words| !words.contains("talk about")),
        "{said:?}"
    );
}

#[test]
fn the_questions_may_be_left_and_the_meeting_saved_without_them() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("7 e enter s");
    // While they are open nothing else of Close is done.
    play.press("esc").sees("Type your seat number");
    play.press("1 enter 5 5 5 5 enter x y");
    play.press("s").sees("Saved at");
    assert_eq!(saved(&play).evaluation, None);
    let outcome = play.file("/unit/outcome.yaml").unwrap();
    assert!(!outcome.contains("evaluation"), "{outcome}");
}

#[test]
fn a_power_cut_in_the_middle_loses_no_answer() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("7 e enter 1 enter 5 4 3 2 enter");
    let mut play = play.reopen();
    play.sees("with 1 vote handed in")
        .press("2 enter 5 4 3 2 enter");
    play.sees("2 of 9 have voted");
    play.press("c y");
    assert_eq!(evaluation(&play).voted["mdt"], 2);
}

/// The meeting at the desk, on Themes.
fn at_the_desk() -> Play {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    let mut play = play.reopen_at_the_desk();
    play.resize(120, 40);
    play.press("3");
    play
}

#[test]
fn the_desk_notes_who_speaks_and_the_wall_shows_nothing_of_it() {
    let mut play = at_the_desk();
    play.press("o").sees("A patient speaks.");
    let mut wall: Following<MemoryDisk> = Following::new(
        Follower::new(play.disk.clone(), places()),
        false,
        Settings::default(),
    );
    play.wait(90).press("o").sees("The team speaks.");
    play.wait(30).press("o").wait(30);
    play.sees("Here: patients 80%, 2");
    play.press("O").wait(600);
    insta::assert_snapshot!("who spoke, at the desk at 120x40", play.screen());
    wall.input(service_pledge::app::input::Input::Tick, play.now);
    let seen = screen_of(&wall, play.now, (120, 40));
    for word in ["speaks", "80%", "Whose voice"] {
        assert!(!seen.contains(word), "{word}:\n{seen}");
    }
    let spoken = saved(&play).airtime;
    let spoken: Vec<_> = spoken
        .iter()
        .map(|a| (a.theme.as_str(), a.patient, a.mdt))
        .collect();
    assert_eq!(spoken, [("waiting", 120, 30)]);
}

#[test]
fn the_clock_of_a_voice_stops_with_the_theme_the_pause_and_the_program() {
    let all = |play: &Play| play.app.session().marked().airtime.in_all(play.now).both();
    // Another theme, another stage, the pause.
    for key in ["tab", "4", "t"] {
        let mut play = at_the_desk();
        play.press("o").wait(60).press(key).wait(60);
        assert_eq!(all(&play), 60, "{key}");
    }
    let mut play = at_the_desk();
    play.press("o").wait(60);
    // A step on the wall is written, and with it what was spoken so far.
    play.press("right").wait(45);
    let mut play = play.reopen_at_the_desk();
    play.wait(300);
    assert_eq!(all(&play), 60);
    assert_eq!(saved(&play).airtime[0].patient, 60);
}

#[test]
fn the_time_of_a_group_of_one_is_in_no_file() {
    let mut began = northbrook();
    let patients = |p: &Person| p.group.as_deref() != Some("patient") || p.id == "jo";
    began.agenda.people.retain(patients);
    let mut play = Play::new(began);
    for _ in 0..8 {
        play.press("space");
    }
    play.press("s");
    let mut play = play.reopen_at_the_desk();
    play.resize(120, 40);
    play.press("3 o").wait(90).press("o").wait(90).press("O");
    play.sees("Only 1 patient came:");
    assert!(saved(&play).airtime.is_empty());
}

#[test]
fn with_one_screen_nobody_is_timed() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("3 o").sees("at the desk only");
    assert!(play.app.session().marked().airtime.is_empty());
}

#[test]
fn whose_voice_was_heard_is_one_picture_at_close() {
    let mut play = at_the_desk();
    play.press("o").wait(120).press("o").wait(180).press("O");
    play.press("4 g").text("Ring people").press("enter");
    play.press("7 h");
    play.sees("40%").sees("no round was counted");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(
            format!("whose voice was heard at {columns}x{rows}"),
            play.screen()
        );
    }
    let goals = play.meeting().goals_from_patients_words();
    assert!(goals.of >= 3 && goals.part < goals.of, "{goals:?}");
    assert_eq!(PartOf { part: 1, of: 3 }.in_100(), Some(33));
}

#[test]
fn a_withheld_round_is_not_counted_in_the_picture_and_it_says_so() {
    let mut began = northbrook();
    began.agenda.people.retain(|p| p.id != "jo");
    let mut play = Play::new(began);
    for _ in 0..9 {
        play.press("space");
    }
    play.press("s 5 o enter 1 enter 5 5 5 enter 7 enter 5 5 5 enter c y a d enter");
    play.press("7 h");
    play.sees("not counted: round 1 shows no group apart");
}

#[test]
fn the_minutes_have_the_answers_and_the_time_by_group() {
    let mut play = at_the_desk();
    play.press("o")
        .wait(120)
        .press("o")
        .wait(60)
        .press("O tab o")
        .wait(20);
    play.press("O");
    answer(&mut play, "5 5 4 5", "4 4 4 4");
    let outcome = saved(&play);
    let read = yaml::read_outcome("o", &yaml::write_outcome(&outcome));
    assert_eq!(read.value.as_ref(), Some(&outcome));
    let wishes = service_pledge::domain::booklet::Booklet::default();
    let findings = play.meeting().findings();
    let source = PaperSource {
        outcome: &outcome,
        findings: Some(findings),
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let paper = minutes::minutes(&source, &ENGLISH, PaperSize::A4, false);
    let text = markdown::write(&paper);
    let from = text.find("Was it a good meeting").unwrap();
    let to = text.find("How long it took").unwrap();
    insta::assert_snapshot!("answers and time in the minutes", &text[from..to]);
    for person in &outcome.people {
        assert!(!text[from..to].contains(&person.name), "{}", person.name);
    }
}

#[test]
fn access_needs_are_in_no_paper_no_outcome_and_on_no_wall() {
    use service_pledge::publish::set;

    const NEED: &str = "a chair by the door zzz";
    let mut began = with_words();
    for person in &mut began.agenda.people {
        person.access = vec![NEED.to_owned()];
    }
    let mut play = Play::new(began);
    play.resize(120, 40);
    welcome(&mut play);
    let not_seen = |play: &Play| {
        let screen = play.screen();
        assert!(!screen.contains("zzz"), "{screen}");
    };
    not_seen(&play);
    for keys in [
        "1", "2", "3", "3 c", "3 r", "4", "5", "6", "7", "7 h", "7 e", "esc f",
    ] {
        play.press(keys);
        not_seen(&play);
        play.press("esc");
    }
    let wall: Following<MemoryDisk> = Following::new(
        Follower::new(play.disk.clone(), places()),
        false,
        Settings::default(),
    );
    assert!(!screen_of(&wall, play.now, (120, 60)).contains("zzz"));
    let outcome = saved(&play);
    assert!(!yaml::write_outcome(&outcome).contains("zzz"));
    let (agenda, findings) = (play.meeting().agenda(), play.meeting().findings());
    assert!(agenda.people.iter().all(|p: &Person| p.access == [NEED]));
    let wishes = service_pledge::domain::booklet::Booklet::default();
    let before = service_pledge::publish::pack::PackSource {
        findings,
        agenda,
        wishes: &wishes,
        previous: true,
    };
    let slip = service_pledge::publish::ballots::Slip {
        unit: &findings.unit,
        vote: &agenda.vote,
        goals: &["A goal".to_owned()],
        colour: wishes.colour(),
    };
    let source = PaperSource {
        outcome: &outcome,
        findings: Some(findings),
        previous: play.meeting().previous(),
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let sets = [
        set::before(&before, &slip, &ENGLISH),
        set::after(&source, &ENGLISH, play.now),
    ];
    let files = || sets.iter().flat_map(|set| &set.files);
    assert!(files().count() > 10);
    for file in files() {
        let text = String::from_utf8_lossy(&file.bytes);
        for secret in ["zzz", "waited alone"] {
            assert!(!text.contains(secret), "{} has {secret}", file.name);
        }
    }
}

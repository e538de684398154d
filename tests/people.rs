//! People on Welcome: walk-ins, their group, corrections, and moving through the list.

use service_pledge::{
    domain::{booklet::Booklet, event_sourced::EventSourced as _},
    publish::{PaperSource, markdown, minutes, page::PaperSize},
    yaml,
};

use crate::{
    harness::{Play, northbrook},
    walkthrough::welcome,
};

const SIZES: [(u16, u16); 3] = [(60, 18), (80, 22), (120, 40)];

/// Somebody whose name, role and group are given as they are typed; the group by keys in its list.
fn walk_in(play: &mut Play, name: &str, role: &str, group: &str) {
    play.press("w").text(name).press("enter");
    play.text(role).press("enter").press(group);
}

fn person(play: &Play, name: &str) -> (String, Option<String>) {
    let people = play.meeting().people();
    let a = people.iter().find(|a| a.person.name == name).unwrap();
    (a.person.role.clone(), a.person.group.clone())
}

/// The screen's words without its lines and columns.
fn words(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_walk_in_is_proposed_the_group_of_the_role() {
    let mut play = Play::new(northbrook());
    play.press("w").text("Grace Obi").press("enter");
    // Nobody on the list is one, and the agenda expects one.
    play.text("Radiographer").press("enter");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(
            format!("a group proposed at {columns}x{rows}"),
            play.screen()
        );
    }
    play.press("enter").sees("Grace Obi is here.");
    assert_eq!(person(&play, "Grace Obi").1.as_deref(), Some("mdt"));
    walk_in(&mut play, "Stan", "patient representative", "");
    play.sees("as Jo Ellis does").press("enter");
    assert_eq!(person(&play, "Stan").1.as_deref(), Some("patient"));
    walk_in(&mut play, "Ida", "facilitator", "enter");
    assert_eq!(person(&play, "Ida").1, None);
}

#[test]
fn where_nothing_tells_the_group_enter_alone_makes_nobody_a_patient() {
    let mut play = Play::new(northbrook());
    for role in ["", "Chaplain", "Carer", "Patient experience manager"] {
        walk_in(&mut play, "Grace", role, "");
        play.sees("Which group does Grace vote with?")
            .sees("> not said yet");
        play.press("enter enter enter")
            .sees("Choose one of the groups.")
            .sees("Which group does Grace vote with?");
        assert_eq!(play.meeting().people().len(), 10);
        play.press("esc").sees("Grace is not on the list.");
    }
    insta::assert_snapshot!("a group not said", {
        walk_in(&mut play, "Grace", "Chaplain", "");
        play.screen()
    });
    play.press("down enter").sees("Grace is here.");
    assert_eq!(person(&play, "Grace").1.as_deref(), Some("patient"));
    // A letter of the group will do as well.
    walk_in(&mut play, "Hal", "Chaplain", "h o s enter");
    assert_eq!(person(&play, "Hal").1.as_deref(), Some("mdt"));
}

#[test]
fn the_group_stands_beside_everybody_whoever_came_late_or_left() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.wait(600);
    walk_in(&mut play, "Grace Obi", "Radiographer", "enter");
    play.press("home j j j j j j j j j x")
        .sees("Lee Whitcombe leaves at 13:08.");
    play.app.ui.shell.toast = None;
    for (columns, rows) in SIZES.into_iter().chain([(100, 30), (110, 30)]) {
        play.resize(columns, rows);
        let screen = play.screen();
        insta::assert_snapshot!(format!("late and left at {columns}x{rows}"), screen);
        for (name, time, narrow, team) in [
            ("Grace Obi", "came 13:08", "late", true),
            ("Lee Whitcombe", "left 13:08", "left", true),
            ("Jo Ellis", "", "", false),
        ] {
            play.press("home");
            let found = (0..20).find_map(|_| {
                let screen = play.screen();
                let column = |text: &str| {
                    let line = screen.lines().find(|l| l.contains(text))?;
                    Some((line.find(text)?, line.to_owned()))
                };
                let found = column(name).zip(column("Hospital team"));
                if found.is_none() {
                    play.press("j");
                }
                found
            });
            let ((at, line), (heading, _)) = found.unwrap_or_else(|| panic!("{name} is nowhere"));
            let time = if columns < 76 { narrow } else { time };
            assert!(line.contains(time), "{line}");
            // The place is the group.
            assert_eq!(at > heading, team, "{}", play.screen());
        }
        play.press("home j j j j j j j j j");
    }
}

#[test]
fn every_ground_rule_and_every_item_can_be_seen_by_moving() {
    for (columns, rows) in SIZES {
        let mut play = Play::new(northbrook());
        play.resize(columns, rows);
        let rules = play.meeting().agenda().ground_rules.clone();
        assert_eq!(rules.len(), 4);
        let mut seen = vec![words(&play.screen())];
        for _ in 0..10 + 4 + 13 {
            play.press("down");
            seen.push(words(&play.screen()));
        }
        for text in rules.iter().map(String::as_str).chain([
            "a radiographer",
            "Waiting in clinic",
            "Close",
            "the end",
        ]) {
            assert!(
                seen.iter().any(|s| s.contains(text)),
                "{text} at {columns}x{rows}"
            );
        }
        // The mark is always on something, and the way back is as long.
        assert!(play.screen().contains("> "), "{}", play.screen());
        play.press("home").sees("> 7  [ ] Jo Ellis");
    }
}

#[test]
fn below_the_people_their_keys_say_how_to_get_back() {
    let mut play = Play::new(northbrook());
    play.press("end");
    insta::assert_snapshot!("the end of welcome", play.screen());
    for key in ["space", "x", "e"] {
        play.press(key).sees("Home goes back to the people.");
    }
    assert!(!play.screen().contains("here or not"), "{}", play.screen());
    play.press("home space").sees("Jo Ellis is here.");
    // A click on an item of the agenda marks it.
    play.press("end").sees("> 14:26   Close");
    play.click("Being told").sees("> 13:39   Being told");
    play.press("home")
        .click("Ruth")
        .sees("> 3  [ ] Ruth Calder");
}

#[test]
fn whoever_left_is_no_longer_here_and_not_still_to_come() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.wait(60).press("home j j j j j j j j j x");
    let said = |play: &Play| words(&play.screen());
    let screen = said(&play);
    assert!(
        screen.contains("Missing a radiographer. Nobody is on the list."),
        "{screen}"
    );
    assert!(screen.contains("Lee Whitcombe left 12:59"), "{screen}");
    for absent in ["Not here yet", "No longer here"] {
        assert!(!screen.contains(absent), "{screen}");
    }
    play.press("home x j x j x");
    let screen = said(&play);
    assert!(screen.contains("No longer here all patients"), "{screen}");
    play.press("home space");
    let screen = said(&play);
    assert!(!screen.contains("No longer here"), "{screen}");
}

#[test]
fn arrows_go_across_the_lists_at_the_same_height() {
    let mut play = Play::new(northbrook());
    for (keys, name) in [
        ("home", "Jo Ellis"),
        ("right", "Ama Boateng"),
        ("down down", "Ruth Calder"),
        ("left", "Parveen Aslam"),
        ("down", "Sam Hart"),
        ("right", "Lee Whitcombe"),
        ("left", "Sam Hart"),
        ("down", "Ama Boateng"),
        ("up", "Sam Hart"),
        ("left", "Sam Hart"),
    ] {
        play.press(keys);
        let screen = play.screen();
        let marked = screen.split("> ").nth(1).unwrap();
        let marked = marked.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        assert!(
            marked.starts_with(&format!("[ ] {name}")),
            "{name}\n{screen}"
        );
    }
}

#[test]
fn name_role_and_group_can_be_corrected_and_the_corrections_undone() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    walk_in(&mut play, "Grace Oby", "Patient representative", "enter");
    // Somebody who has just come in is the marked one.
    play.sees("[x] Grace Oby").press("e");
    for (columns, rows) in SIZES {
        play.resize(columns, rows);
        insta::assert_snapshot!(format!("correcting at {columns}x{rows}"), play.screen());
    }
    play.resize(80, 22);
    play.press("enter").sees("What do they want to be called?");
    play.press("bs").text("i").press("enter");
    play.sees("Corrected: Grace Obi.").sees("[x] Grace Obi");
    play.press("e down enter ctrl-u")
        .text("Radiographer")
        .press("enter")
        .sees("Corrected: Grace Obi, Radiographer.");
    play.press("e down down enter")
        .sees("Which group does Grace Obi vote with?")
        .sees("> patients")
        .press("down enter")
        .sees("Corrected: Grace Obi votes with the hospital team.");
    let corrected = ("Radiographer".to_owned(), Some("mdt".to_owned()));
    assert_eq!(person(&play, "Grace Obi"), corrected);
    let mut play = play.reopen();
    assert_eq!(person(&play, "Grace Obi"), corrected);
    play.press("u")
        .sees("Undone: the group of Grace Obi.")
        .press("u")
        .sees("Undone: the role of Grace Obi.")
        .press("u")
        .sees("Undone: the name \u{201c}Grace Obi\u{201d}.");
    assert_eq!(
        person(&play, "Grace Oby"),
        ("Patient representative".into(), Some("patient".into()))
    );
    play.press("U U U");
    assert_eq!(person(&play, "Grace Obi"), corrected);
    // What undo leaves is what the journal tells.
    let play = play.reopen();
    assert_eq!(person(&play, "Grace Obi"), corrected);
}

#[test]
fn a_correction_that_is_refused_says_why_and_keeps_what_was_typed() {
    let mut play = Play::new(northbrook());
    play.press("e enter ctrl-u")
        .text("ruth calder")
        .press("enter")
        .sees("Ruth Calder is on the list already.")
        .sees("ruth calder");
    play.press("ctrl-u enter").sees("A name needs some words.");
    play.press("esc esc");
    assert_eq!(play.meeting().name_of("jo"), "Jo Ellis");
}

#[test]
fn after_a_vote_name_and_role_can_be_corrected_and_the_group_says_why_not() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    play.press("5 o enter /")
        .text("jo")
        .press("enter enter 5 4 3 enter")
        .sees("Handed in");
    // In the open round: Jo has voted, and Ruth has not.
    play.press("[ [ [ [ /")
        .text("jo")
        .press("enter e down down enter")
        .sees("Jo Ellis has voted in round 1: the group stays as it was.");
    play.press("esc /")
        .text("ruth")
        .press("enter e down down enter down down enter")
        .sees("Corrected: Ruth Calder does not vote.");
    play.press("5 c").sees("1 of 8 have voted").press("y");
    play.press("1 /")
        .text("ama")
        .press("enter e down down enter")
        .sees("Ama Boateng had a vote in round 1, which is counted");
    insta::assert_snapshot!("a group that stays", play.screen());
    play.press("up up enter")
        .press("ctrl-u")
        .text("Ama Mensah")
        .press("enter")
        .sees("Corrected: Ama Mensah.");
    play.press("e down enter")
        .press("ctrl-u")
        .text("Lead nurse")
        .press("enter");
    assert_eq!(
        person(&play, "Ama Mensah"),
        ("Lead nurse".into(), Some("mdt".into()))
    );
    play.press("u u")
        .sees("Undone: the name \u{201c}Ama Mensah\u{201d}.");
}

#[test]
fn outcome_and_minutes_have_the_corrected_values() {
    let mut play = Play::new(northbrook());
    welcome(&mut play);
    walk_in(&mut play, "Grace Oby", "Patient representative", "enter");
    play.press("e enter bs").text("i").press("enter");
    play.press("e down enter ctrl-u")
        .text("Radiographer")
        .press("enter");
    play.press("e down down enter down enter 7 s");
    let file = play.file("/unit/outcome.yaml").unwrap();
    assert!(
        file.contains("name: Grace Obi, role: Radiographer, group: mdt"),
        "{file}"
    );
    assert!(!file.contains("Grace Oby"));
    let outcome = yaml::read_outcome("outcome.yaml", &file).value.unwrap();
    let wishes = Booklet::default();
    let source = PaperSource {
        outcome: &outcome,
        findings: None,
        previous: None,
        wishes: &wishes,
        logo: None,
        picture: None,
        currency: "GBP",
        draft: false,
    };
    let minutes = markdown::write(&minutes::minutes(
        &source,
        &service_pledge::publish::words::ENGLISH,
        PaperSize::A4,
        false,
    ));
    assert!(
        minutes.contains("| Grace Obi | Radiographer | hospital team |"),
        "{minutes}"
    );
}

#[test]
fn a_journal_of_corrections_is_read_by_whoever_opens_it_from_the_beginning() {
    let mut play = Play::new(northbrook());
    play.press("e enter ctrl-u")
        .text("Jo Mensah")
        .press("enter");
    let journal = play.file("/unit/meeting.journal").unwrap();
    let line = journal.lines().find(|l| l.contains("PersonRenamed"));
    let value: serde_json::Value = serde_json::from_str(line.unwrap()).unwrap();
    assert_eq!(
        value["did"],
        serde_json::json!([{"PersonRenamed": {"person": "jo", "name": "Jo Mensah"}}])
    );
    let events: Vec<service_pledge::domain::event::Event> =
        serde_json::from_value(value["did"].clone()).unwrap();
    let mut meeting = service_pledge::domain::meeting::Meeting::begin(&northbrook());
    for event in &events {
        meeting.validate(event).unwrap();
        meeting.apply(event);
    }
    assert_eq!(meeting.name_of("jo"), "Jo Mensah");
}

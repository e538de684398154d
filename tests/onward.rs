//! The way on: the key that goes on stands first in the footer of each page, and says where it goes.

use service_pledge::domain::{
    agenda::{Activity, AgendaItem, Stage},
    meeting::Mark,
};

use crate::{
    harness::{Play, northbrook},
    sample::the_finished_meeting,
    walkthrough::welcome,
};

const SIZES: [(u16, u16); 2] = [(80, 22), (60, 18)];

/// The line of key hints.
fn footer(play: &Play) -> String {
    let screen = play.screen();
    let lines = screen.lines().rev();
    let last = lines.map(str::trim).find(|line| !line.is_empty());
    last.unwrap_or_default().to_owned()
}

#[track_caller]
fn leads(play: &Play, first: &str) {
    let footer = footer(play);
    assert!(
        footer.starts_with(first),
        "{first:?} is not first: {footer}"
    );
    assert!(footer.ends_with("? help"), "{footer}");
}

/// A meeting that has begun, at a size.
fn begun((columns, rows): (u16, u16)) -> Play {
    let mut play = Play::new(northbrook());
    play.resize(columns, rows);
    welcome(&mut play);
    play
}

#[test]
fn the_right_key_goes_through_the_themes_as_the_agenda_has_them() {
    let mut began = northbrook();
    // The preparation has ordered the themes otherwise than the survey.
    let place = |id: &str| {
        let items = &began.agenda.items;
        let is = |item: &AgendaItem| item.what == Activity::Theme(id.to_owned());
        items.iter().position(is).unwrap()
    };
    let (waiting, secondary) = (place("waiting"), place("secondary"));
    began.agenda.items.swap(waiting, secondary);
    let order: Vec<String> = began
        .agenda
        .items
        .iter()
        .filter_map(|item| match &item.what {
            Activity::Theme(id) => Some(id.clone()),
            Activity::Stage(_) | Activity::Break(_) => None,
        })
        .collect();
    assert_eq!(order.first().map(String::as_str), Some("secondary"));
    let walked = |key: &str, begin: &str| {
        let mut play = Play::new(began.clone());
        let mut breaks = 0;
        play.press(begin);
        let mut walked: Vec<String> = Vec::new();
        for _ in 0..60 {
            let mark = play.app.session().marked().clone();
            if mark.stage != Stage::Themes {
                break;
            }
            // Before anybody has gone anywhere the mark names no theme, and the first one is shown.
            let theme = match mark.theme.as_str() {
                "" => play.meeting().themes()[0].id.clone(),
                theme => theme.to_owned(),
            };
            if walked.last() != Some(&theme) {
                walked.push(theme);
            }
            // The page of the tea is the clock. No finding is ahead on it, so that its footer leads on by the clicker's key.
            let is_break = key == "right" && footer(&play).starts_with("PgDn next theme:");
            breaks += usize::from(is_break);
            play.press(if is_break { "pgdn" } else { key });
        }
        assert_eq!(breaks, usize::from(key == "right"), "{key}");
        walked
    };
    for (key, begin) in [("right", "3"), ("pgdn", "3"), ("tab", "3")] {
        let walked = walked(key, begin);
        assert_eq!(walked.first(), order.first(), "{key}");
        let of_order: Vec<&String> = order.iter().filter(|id| walked.contains(id)).collect();
        assert_eq!(walked.iter().collect::<Vec<_>>(), of_order, "{key}");
    }
    assert_eq!(walked("right", "3"), order);
}

#[test]
fn after_the_start_the_room_reads_what_is_next() {
    for size in SIZES {
        let mut play = Play::new(northbrook());
        play.resize(size.0, size.1);
        leads(&play, "Space here or not");
        assert!(
            footer(&play).contains("s start the meeting"),
            "{}",
            footer(&play)
        );
        welcome(&mut play);
        play.sees("The meeting has begun. PgDn goes on to Review.");
        leads(&play, "PgDn on to Review");
    }
}

#[test]
fn the_arrow_goes_on_through_all_findings_and_the_tea() {
    for size in SIZES {
        let mut play = begun(size);
        play.press("3");
        leads(&play, "\u{2192} next finding 2 of 4");
        play.press("right right right");
        leads(&play, "\u{2192} next theme: Access to a nurse");
        play.press("right");
        play.sees("Access to a nurse");
        leads(&play, "\u{2192} next finding 2 of");
        // Back to the finding that was on the wall, and to the theme before.
        play.press("left");
        leads(&play, "\u{2192} next theme: Access to a nurse");
        play.press("tab tab");
        while !footer(&play).starts_with("\u{2192} on to") {
            assert!(
                footer(&play).starts_with("\u{2192} next finding"),
                "{}",
                footer(&play)
            );
            play.press("right");
        }
        leads(&play, "\u{2192} on to the break: Tea");
        play.press("right");
        leads(&play, "PgDn next theme:");
    }
}

#[test]
fn from_the_last_finding_of_all_the_arrow_goes_to_the_next_stage() {
    let mut play = begun(SIZES[0]);
    play.press("3 tab tab tab tab tab end");
    leads(&play, "\u{2192} on to Goals");
    play.press("right").sees("What could change");
}

#[test]
fn comments_and_slides_say_what_is_next() {
    for size in SIZES {
        let mut play = begun(size);
        play.press("3 c");
        leads(&play, "\u{2193} next comment");
        play.press("end");
        leads(&play, "PgDn next theme: Access to a nurse");
        play.press("esc home z");
        leads(&play, "\u{2193} next finding 2 of 4");
        play.press("end");
        leads(&play, "PgDn on to comment 4 of 4");
    }
}

#[test]
fn every_stage_keeps_its_way_on_in_every_window() {
    for size in SIZES {
        let mut play = begun(size);
        for (keys, on, main) in [
            ("2", "PgDn on", "Enter"),
            ("3", "\u{2192} next finding", "g propose a goal"),
            ("4", "PgDn on to Vote", "g propose a goal"),
            ("5", "PgDn on", "o "),
            ("6", "PgDn on", "Enter"),
            ("7", "s save what was agreed", "s save what was agreed"),
        ] {
            play.press(keys);
            let footer = footer(&play);
            assert!(footer.contains(on), "{keys}: {footer}");
            assert!(footer.contains(main), "{keys}: {footer}");
            assert!(footer.ends_with("? help"), "{keys}: {footer}");
        }
    }
}

#[test]
fn the_end_of_the_agenda_says_so() {
    let mut play = begun(SIZES[0]);
    play.press("7 pgdn").sees("That is the end of the agenda.");
    assert!(!footer(&play).contains("PgDn"), "{}", footer(&play));
    play.press("1 pgup");
    let mut early = Play::new(northbrook());
    early
        .press("pgup")
        .sees("That is the beginning of the agenda.");
}

#[test]
fn a_label_that_depends_on_the_state_is_in_the_help_page_too() {
    let mut play = begun(SIZES[0]);
    play.press("3 ?").sees("next finding 2 of 4");
    play.press("esc :")
        .text("next find")
        .sees("next finding 2 of 4");
}

#[test]
fn looking_back_does_not_charge_the_time_of_an_earlier_item() {
    let mut play = begun(SIZES[0]);
    play.press("5").wait(60);
    play.press("1").wait(60);
    let mark: Mark = play.app.session().marked().clone();
    assert_eq!(mark.taken(0, play.now), 0, "Welcome was not charged");
    assert_eq!(mark.taken(10, play.now), 120, "the vote was");
    leads(&play, "PgDn back to Vote");
    play.press("pgdn").sees("What is worth it");
    // The clicker goes back in the agenda, and the clock with it.
    play.press("pgup").wait(60);
    assert_eq!(play.app.session().marked().item, 9);
}

#[test]
fn a_page_that_fits_does_not_offer_to_go_further_down() {
    let mut play = begun((80, 40));
    play.press("f2");
    assert!(!footer(&play).contains("further down"), "{}", footer(&play));
    let mut low = begun((60, 18));
    low.press("i");
    assert!(footer(&low).contains("further down"), "{}", footer(&low));
}

#[test]
fn goals_are_sorted_on_the_screen_only_and_the_marked_one_stays() {
    let mut play = begun((120, 40));
    play.press("4 end");
    let titles = |play: &Play| -> Vec<String> {
        let goals = play.meeting().live_goals();
        goals.map(|g| g.title.clone()).collect()
    };
    let before = titles(&play);
    let marked = |play: &Play| {
        let screen = play.screen();
        let line = screen.lines().find(|l| l.trim_start().starts_with('>'));
        line.unwrap_or_default()
            .chars()
            .skip(4)
            .take(20)
            .collect::<String>()
    };
    let goal = marked(&play);
    assert!(
        footer(&play).contains("o sort by money"),
        "{}",
        footer(&play)
    );
    play.press("o")
        .sees("money \u{25bc}")
        .sees("sorted by money");
    assert_eq!(marked(&play), goal);
    play.press("home");
    assert!(
        marked(&play).starts_with("A new waiting room"),
        "{}",
        marked(&play)
    );
    // A goal proposed while the board is sorted is the marked one all the same.
    play.press("g")
        .text("Zebra crossings in the car park")
        .press("enter");
    assert!(
        marked(&play).starts_with("Zebra crossings"),
        "{}",
        marked(&play)
    );
    play.press("u o").sees("hours \u{25bc}");
    play.press("o").sees("from \u{25bc}");
    play.press("o").does_not_see("\u{25bc}");
    assert_eq!(titles(&play), before);
}

#[test]
fn a_goal_is_split_in_two_with_words_for_each() {
    let mut play = begun(SIZES[0]);
    play.press("4 s").sees("What stays in this goal?");
    play.press("ctrl-u")
        .text("Say how long the wait is")
        .press("enter");
    play.sees("what is the second goal");
    play.text("Say why there is a wait").press("enter");
    play.sees("Two goals now.");
    let goals: Vec<_> = play.meeting().live_goals().collect();
    assert_eq!(goals[0].title, "Say how long the wait is");
    assert_eq!(goals[1].title, "Say why there is a wait");
    assert_eq!(goals[1].split_from.as_deref(), Some(goals[0].id.as_str()));
    assert_eq!((goals[1].cost, goals[1].hours), (None, None));
    // The new one is the marked one.
    play.press("enter")
        .sees("Say why there is a wait")
        .sees("Split off");
    play.press("esc u").sees("Undone");
    assert_eq!(play.meeting().live_goals().count(), 3);
    let outcome = play.outcome();
    assert!(outcome.goals.iter().all(|g| g.split_from.is_none()));
}

#[test]
fn going_back_from_a_goal_leads_to_the_goal_that_was_shown() {
    let mut play = begun(SIZES[0]);
    play.press("4 home enter");
    assert!(footer(&play).starts_with("Enter change"));
    assert!(
        footer(&play).contains("next goal 2 of 3"),
        "{}",
        footer(&play)
    );
    play.press("right right");
    play.sees("goal 3 of 3")
        .press("esc x")
        .sees("Off the list: Drop-in clinic");
}

#[test]
fn what_undo_takes_back_is_listed_down_to_the_closed_round() {
    let mut play = the_finished_meeting();
    play.press("ctrl-u")
        .sees("What undo would take back")
        .sees("the saving of the meeting");
    play.press("end")
        .sees("Undo stops at: the count of a round.")
        .sees("A closed round cannot be undone")
        .does_not_see("the opening of a round");
    // Undo works on the list, which follows it.
    play.press("home u")
        .sees("Undone: the saving of the meeting.");
    play.sees("at the read-back")
        .press("esc")
        .does_not_see("What undo would take back");
}

#[test]
fn the_menu_of_actions_knows_what_people_call_things() {
    let mut play = begun(SIZES[0]);
    for (word, finds) in [
        ("clock", "the clock, large"),
        ("time", "the clock, large"),
        ("time", "add a minute"),
        ("print", "write the papers"),
        ("booklet", "write the papers"),
        ("history", "what undo would take back"),
    ] {
        play.press(":").text(word).sees(finds).press("esc");
    }
    play.press(":")
        .text("cloc")
        .sees("cloc\u{258f}")
        .press("ctrl-u")
        .does_not_see("cloc\u{258f}");
    play.press("esc").sees("Nothing was chosen.");
}

#[test]
fn a_search_counts_its_hits_and_shows_the_words_around_the_letters() {
    let mut play = begun(SIZES[0]);
    play.press("3 /")
        .text("gown")
        .sees("gown")
        .sees("2 of 73")
        .sees("I sat in a gown")
        .sees("\u{2026} Last time I was holding my gown shut");
}

#[test]
fn the_glossary_begins_with_the_words_of_the_page() {
    let mut play = begun((80, 40));
    play.press("3 i")
        .sees("Words on this page")
        .sees("our standard");
    // Pictures have words as well: the sentence under a bar is what people ask about.
    let screen = play.screen();
    let here = screen.find("more than chance").unwrap();
    let other = screen.find("Other words on the wall").unwrap();
    assert!(here < other, "{screen}");
    play.press("esc 4 i");
    let screen = play.screen();
    let here = screen.find("goal").unwrap();
    let other = screen.find("Other words on the wall").unwrap();
    assert!(here < other, "{screen}");
}

#[test]
fn a_status_with_its_reason_says_what_was_recorded() {
    let mut play = begun(SIZES[0]);
    play.press("2 home s")
        .text("Nobody mended it")
        .press("enter");
    play.sees("Stuck: Put up a board");
}

#[test]
fn a_theme_that_was_not_reached_stands_once_on_close() {
    let mut play = begun((100, 40));
    play.press("7").sees("not reached, standard not agreed");
    let screen = play.screen();
    assert_eq!(
        screen.matches("Going home and afterwards").count(),
        1,
        "{screen}"
    );
    // From its row one comes to the theme.
    while !play
        .screen()
        .lines()
        .any(|l| l.trim_start().starts_with("> Going home"))
    {
        play.press("down");
    }
    play.press("enter")
        .sees("Going home and afterwards")
        .sees("finding 1 of");
}

#[test]
fn a_goal_beyond_us_is_first_asked_for() {
    let mut play = begun(SIZES[0]);
    play.press("5");
    while !play
        .screen()
        .lines()
        .any(|l| l.trim_start().starts_with("> A new waiting room"))
    {
        play.press("down");
    }
    play.press("d");
    let screen = play.screen();
    assert!(
        screen.lines().any(|l| l.contains("> We ask for it")),
        "{screen}"
    );
}

//! A panic in the middle of a meeting: the terminal is given back, the meeting is whole, and the report has no word of it.
#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use crate::terminal::{Place, Screen};

/// Words of a patient and a name, as a formatted panic message quotes them.
const MESSAGE: &str = "byte index 9 is inside of \"The waiting room was cold, says Parveen Aslam\"";

fn reports(place: &Place) -> PathBuf {
    place.home.path().join(".local/share/pledge/crash-reports")
}

/// A meeting with an open round and a ballot in its box, which panics; the screen after its end, and all that was written.
fn panics(place: &Place, message: &str) -> (Screen, String) {
    let trigger = place.home.path().join("panic-now");
    let variable = trigger.display().to_string();
    let arguments = ["meet", "northbrook"];
    let mut screen = Screen::run(place, (80, 22), &arguments, &[("PLEDGE_PANIC", &variable)]);
    for (sees, press) in [
        ("Service Pledge meeting", "         "),
        ("Eilidh Munro is here.", "5"),
        ("What is worth it", "o"),
        ("Goals in this round", "\r"),
        ("Round 1 is open", "7"),
        ("Seat 7\u{258f}   Jo Ellis", "\r"),
        ("goal 1 of 3", "543"),
        ("3 of 3 marked", "\r"),
    ] {
        screen.sees(sees).press(press);
    }
    screen.sees("Thank you. Handed in: 1 of 8 have voted.");
    fs::write(&trigger, message).unwrap();
    // Any key is the next look at the clock.
    screen.press("b");
    assert_eq!(screen.ended(), 101);
    let all = screen.all();
    screen.is_restored();
    fs::remove_file(trigger).unwrap();
    (screen, all)
}

/// The meeting opens again with the ballot in its box, and takes another step: nobody else has its lock.
fn goes_on(place: &Place) {
    let mut screen = Screen::open_with(place, 80, 22, &[]);
    screen
        .sees("A round is open, with 1 vote handed in.")
        .press("c")
        .sees("1 of 8 have voted")
        .press("y")
        .sees("The round is closed.")
        .press("\u{11}");
    assert_eq!(screen.ended(), 0);
}

#[test]
fn after_a_panic_the_meeting_goes_on_and_the_report_has_no_word_of_it() {
    for (thread, named) in [("", "main"), ("thread: ", "a worker")] {
        let place = Place::new();
        let (_screen, all) = panics(&place, &format!("{thread}{MESSAGE}"));
        for words in [
            "pledge stopped by a fault of its own (src/cli/crash.rs:",
            "It goes on where it was with: pledge ",
            "A report is in ",
            "no words of the meeting and no names",
        ] {
            assert!(all.contains(words), "{words}: {all}");
        }
        let written: Vec<PathBuf> = fs::read_dir(reports(&place))
            .unwrap()
            .map(|e| e.unwrap().path())
            .collect();
        let [report] = written.as_slice() else {
            panic!("{written:?}");
        };
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(report), mode(&reports(&place))), (0o600, 0o700));
        let report = fs::read_to_string(report).unwrap();
        for line in [
            "\nversion: ",
            "\ncommit: ",
            "\ntarget: ",
            "\nfeatures: ",
            "\ncommand: meet\n",
            "\nplace: src/cli/crash.rs:",
            "\nmessage: not kept",
            "\nTERM: xterm-256color\n",
            "\nwindow: 80 x 22\n",
            "\nbacktrace:\n",
        ] {
            assert!(report.contains(line), "{line:?}: {report}");
        }
        assert!(report.contains(&format!("\nthread: {named}\n")), "{report}");
        let home = place.home.path().display().to_string();
        for secret in [
            "waiting",
            "Parveen",
            "northbrook",
            "Jo Ellis",
            home.as_str(),
        ] {
            assert!(!report.contains(secret), "{secret}: {report}");
        }
        goes_on(&place);
    }
}

#[test]
fn where_the_report_cannot_be_written_that_is_said_and_the_meeting_goes_on() {
    let place = Place::new();
    // A file where the folder would be.
    fs::write(reports(&place), "").unwrap();
    let (_screen, all) = panics(&place, MESSAGE);
    assert!(all.contains("The report could not be written"), "{all}");
    assert!(all.contains("place: src/cli/crash.rs:"), "{all}");
    goes_on(&place);
}

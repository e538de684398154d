//! Preparation of a new unit's meeting, key by key, and its treatment of files that were written by hand.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use service_pledge::{
    app::{
        input::{Input, Key},
        keymap::{Binding, KEYS, Scope},
        prepare::{PictureFile, Planned, Preparing, fingerprint},
        program::Program,
    },
    domain::{
        agenda::Activity,
        findings::SourceKind,
        preparation::{Preparation, PreparationBegan},
        refusal::Refusal,
        settings::Palette,
        stamp::Stamp,
    },
    store::{disk::Disk, memory::MemoryDisk, session::Session},
    yaml,
};

use crate::harness::{key, places, sample, screen_of};

const NOW: &str = "2026-10-01T09:00:00+00:00";
const FINDINGS: &str = "/unit/findings.yaml";
const AGENDA: &str = "/unit/agenda.yaml";
const BOOKLET: &str = "/unit/booklet.yaml";

/// A preparation on a disk in memory.
pub(crate) struct Desk {
    pub(crate) disk: MemoryDisk,
    pub(crate) preparing: Preparing<MemoryDisk>,
    pub(crate) now: Stamp,
    size: (u16, u16),
}

fn text(disk: &MemoryDisk, path: &str) -> Option<String> {
    let bytes = disk.file(Path::new(path))?;
    Some(String::from_utf8(bytes).unwrap())
}

impl Desk {
    fn with(findings: &str, agenda: &str) -> Self {
        Self::with_booklet(findings, agenda, &sample("northbrook/booklet.yaml"))
    }

    fn with_booklet(findings: &str, agenda: &str, booklet: &str) -> Self {
        let disk = MemoryDisk::default();
        for (path, text) in [(FINDINGS, findings), (AGENDA, agenda), (BOOKLET, booklet)] {
            disk.replace(Path::new(path), text.as_bytes(), true)
                .unwrap();
        }
        Self::open(disk)
    }

    /// A unit as `pledge new` makes it.
    pub(crate) fn of_template(name: &str) -> Self {
        Self::with_booklet(
            &sample(&format!("templates/{name}/findings.yaml")),
            &sample(&format!("templates/{name}/agenda.yaml")),
            &sample(&format!("templates/{name}/booklet.yaml")),
        )
    }

    pub(crate) fn northbrook() -> Self {
        // As it was before anybody had read its comments.
        Self::with(
            &sample("northbrook/findings.yaml").replace("read: true, ", ""),
            &sample("northbrook/agenda.yaml"),
        )
    }

    fn open(disk: MemoryDisk) -> Self {
        let now: Stamp = NOW.parse().unwrap();
        let findings = yaml::read_findings("f", &text(&disk, FINDINGS).unwrap());
        let file = yaml::read_agenda("a", &text(&disk, AGENDA).unwrap());
        let file = file.value.unwrap();
        let began = PreparationBegan {
            id: "p1".into(),
            findings: findings.value.unwrap(),
            agenda: file.agenda,
            previous: file.previous,
            booklet: yaml::read_booklet("b", &text(&disk, BOOKLET).unwrap())
                .value
                .unwrap(),
            ..PreparationBegan::default()
        };
        let mut session =
            Session::<Preparation, _>::open(disk.clone(), places(), "a test", now, || Ok(began))
                .unwrap();
        for path in [FINDINGS, AGENDA, BOOKLET] {
            session.knows(&disk.file(Path::new(path)).unwrap(), now);
        }
        let reads = disk.clone();
        let plan = move |state: &Preparation| -> Result<Vec<Planned>, Refusal> {
            let old = text(&reads, AGENDA).unwrap();
            let before = yaml::read_agenda("a", &old).value.unwrap();
            let file = yaml::AgendaFile {
                agenda: state.agenda.clone(),
                previous: state.previous.clone(),
                ..before
            };
            let agenda = yaml::keep_agenda(&old, &file);
            let old_findings = text(&reads, FINDINGS).unwrap();
            let findings = yaml::keep_findings(&old_findings, &state.findings);
            let planned = |path: &str, kept: yaml::UpdatedFile, old: String| Planned {
                path: PathBuf::from(path),
                bytes: kept.text.into_bytes(),
                before: Some(old.into_bytes()),
                lost: kept.lost,
            };
            let old_booklet = text(&reads, BOOKLET).unwrap();
            let booklet = yaml::keep_booklet(&old_booklet, &state.booklet);
            Ok(vec![
                planned(FINDINGS, findings, old_findings),
                planned(AGENDA, agenda, old),
                planned(BOOKLET, booklet, old_booklet),
            ])
        };
        let hooks: (
            service_pledge::app::prepare::PlanSave,
            service_pledge::app::prepare::TakeIn,
        ) = (Box::new(plan), Box::new(|_, _| Ok(None)));
        let folder = "the folder".to_owned();
        let pictures = || {
            let file = |name: &str, fault: Option<&str>| PictureFile {
                name: name.to_owned(),
                fault: fault.map(str::to_owned),
            };
            vec![
                file("logo.png", None),
                file(
                    "ward.png",
                    Some("it has 3000 kB, and 1000 at most are printed"),
                ),
            ]
        };
        let preparing = Preparing::new(session, folder, Palette::RoomLight, hooks, now)
            .with_pictures(Box::new(pictures));
        let mut opened = Self {
            disk,
            preparing,
            now,
            size: (80, 22),
        };
        opened.input(Input::Resize(80, 22));
        opened
    }

    /// Closes the program and opens it again.
    fn reopen(self) -> Self {
        let Self {
            disk, preparing, ..
        } = self;
        drop(preparing);
        disk.restart();
        Self::open(disk)
    }

    fn input(&mut self, input: Input) {
        self.preparing.input(input, self.now);
    }

    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.input(Input::Key(key(name)));
        }
        self
    }

    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.input(Input::Key(Key::char(c)));
        }
        self
    }

    /// A field or a list's text: what stood there is taken away, then this is typed and done.
    fn write(&mut self, text: &str) -> &mut Self {
        self.press("end");
        for _ in 0..200 {
            self.input(Input::Key(key("bs")));
        }
        self.text(text).press("enter")
    }

    /// The same in a window of another size.
    pub(crate) fn resized(mut self, (columns, rows): (u16, u16)) -> Self {
        self.size = (columns, rows);
        self.input(Input::Resize(columns, rows));
        self
    }

    pub(crate) fn screen(&self) -> String {
        screen_of(&self.preparing, self.now, self.size)
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(screen.contains(words), "{words:?} is not there:\n{screen}");
        self
    }

    fn state(&self) -> &Preparation {
        self.preparing.state()
    }

    fn missing(&self) -> Vec<String> {
        self.state().missing().into_iter().map(|m| m.what).collect()
    }
}

#[test]
fn a_new_unit_becomes_a_prepared_meeting() {
    let mut desk = Desk::of_template("primary");
    insta::assert_snapshot!("1 a new unit", desk.screen());
    desk.press("8");
    insta::assert_snapshot!("2 what a new unit lacks", desk.screen());

    // When, where, and with what.
    desk.press("1 enter").write("Harbour Breast Unit");
    desk.press("j enter").write("Harbour Hospitals");
    desk.press("j j enter").write("24 november 2026");
    desk.press("j j j enter").write("Seminar room 2");
    desk.press("j enter").write("2,000");
    desk.press("j enter").write("160");

    // Who comes: names for roles, and one more patient for the room.
    desk.press("2 enter").write("Ama Boateng");
    desk.press("h").write("40").press("c");
    for name in [
        "Jo Ellis",
        "Lee Quill",
        "Parveen Aslam",
        "Ruth Calder",
        "Nikhil Rao",
        "Eilidh Munro",
    ] {
        desk.press("j enter").write(name);
    }
    desk.press("j x").sees("Radiographer is off the list");
    desk.press("u");
    desk.press("enter").write("Dot Finch");
    desk.press("j enter")
        .write("Femi Adeyemi")
        .press("j enter")
        .write("Kay Marsh");
    desk.press("j enter").write("Sam Hart");
    desk.press("a")
        .text("Wyn Abbott")
        .press("enter")
        .text("Patient representative")
        .press("enter");
    desk.press("s").write("secondary");
    insta::assert_snapshot!("3 the people", desk.screen());

    // What is talked about.
    desk.press("3 a").text("Parking").press("enter").press("s");
    desk.text("We will tell you where you can park.")
        .press("enter");
    desk.press("y").write("2019").press("K K");
    insta::assert_snapshot!("4 the themes", desk.screen());

    // A goal that is brought along.
    desk.press("5 a enter")
        .text("Say where there is room")
        .press("enter");
    desk.press("c up up up enter m")
        .write("0")
        .press("h")
        .write("12");
    insta::assert_snapshot!("5 a goal", desk.screen());

    // The agenda: the new theme, who opens it, and all of it made to fit.
    desk.press("6 j a enter + + s").text("Wyn").press("enter");
    desk.sees("too many").press("f").sees("90 minutes of 90");
    insta::assert_snapshot!("6 the agenda", desk.screen());

    // The booklet: what patients need to know.
    desk.press("7 enter")
        .text("Nurses: 01632 960 123")
        .press("ctrl-s");
    desk.press("j enter").write("10 working days");
    desk.press("j j j j enter")
        .write("Harbour Hospitals Charity");

    desk.press("8");
    insta::assert_snapshot!("7 before saving", desk.screen());
    desk.press("s").sees("Saved in the folder.");
    assert_eq!(
        desk.missing(),
        ["nothing that patients said: `pledge import` brings it in"]
    );
    let agenda = text(&desk.disk, AGENDA).unwrap();
    let findings = text(&desk.disk, FINDINGS).unwrap();
    // What the template's author wrote beside the values is there still.
    assert!(agenda.contains("# Put the names in."), "{agenda}");
    assert!(findings.contains("# results that rest on fewer answers are never shown"));
    let read = yaml::read_agenda("a", &agenda);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    let file = read.value.unwrap();
    assert_eq!(file.agenda, desk.state().agenda);
    assert_eq!(file.agenda.people[0].name, "Ama Boateng");
    assert_eq!(
        yaml::read_findings("f", &findings).value.unwrap(),
        *desk.state().findings
    );
}

#[test]
fn what_was_changed_is_there_after_the_program_ended() {
    let mut desk = Desk::northbrook();
    desk.press("1 j j enter").write("Autumn meeting");
    assert!(desk.preparing.is_unsaved());
    let mut desk = desk.reopen();
    assert_eq!(desk.state().agenda.meeting.title, "Autumn meeting");
    desk.sees("not in the files yet");
    desk.press("u").sees("Undone: when and where");
    assert_eq!(desk.state().agenda.meeting.title, "Service Pledge meeting");
    assert!(!desk.preparing.is_unsaved());
    desk.press("U ctrl-s").sees("Saved");
    let mut desk = desk.reopen();
    assert!(!desk.preparing.is_unsaved());
    // Even what was saved can be taken back.
    desk.press("u ctrl-s").sees("Saved");
    assert_eq!(
        text(&desk.disk, AGENDA).unwrap(),
        sample("northbrook/agenda.yaml")
    );
}

#[test]
fn remarks_that_would_go_are_named_first_and_the_old_file_is_kept() {
    let agenda = sample("northbrook/agenda.yaml").replace(
        "{stage: welcome, minutes: 4}",
        "{stage: welcome, minutes: 4}   # tea first",
    );
    assert!(agenda.contains("# tea first"));
    let mut desk = Desk::with(&sample("northbrook/findings.yaml"), &agenda);
    desk.press("6 x 8")
        .sees("1 remark of agenda.yaml would go with it");
    insta::assert_snapshot!("8 a remark would go", desk.screen());
    desk.press("s").sees("agenda.before-1.yaml");
    assert_eq!(text(&desk.disk, "/unit/agenda.before-1.yaml"), Some(agenda));
    assert!(!text(&desk.disk, AGENDA).unwrap().contains("tea first"));
    assert_eq!(text(&desk.disk, "/unit/findings.before-1.yaml"), None);
}

#[test]
fn a_file_edited_meanwhile_is_kept_beside_the_one_that_is_written() {
    let mut desk = Desk::northbrook();
    desk.press("1 j j enter").write("Autumn meeting");
    let edited = sample("northbrook/agenda.yaml") + "# a word from the ward\n";
    desk.disk
        .replace(Path::new(AGENDA), edited.as_bytes(), true)
        .unwrap();
    desk.press("ctrl-s").sees("edited by hand");
    assert_eq!(text(&desk.disk, "/unit/agenda.edited-1.yaml"), Some(edited));
    // The remark is in the new file as well.
    let new = text(&desk.disk, AGENDA).unwrap();
    assert!(new.contains("# a word from the ward") && new.contains("Autumn meeting"));
}

#[test]
fn comments_are_read_held_chosen_and_moved() {
    let mut desk = Desk::northbrook();
    desk.press("4");
    insta::assert_snapshot!("9 comments", desk.screen());
    let before = desk.state().unread().count();
    assert_eq!(before, 11);
    desk.press("f")
        .sees("only those nobody has read")
        .press("enter");
    insta::assert_snapshot!("10 one comment", desk.screen());
    desk.press("w p").sees("wall 5, print");
    assert_eq!(desk.state().unread().count(), before - 1);
    desk.press("right h").sees("held").press("esc");
    assert_eq!(desk.state().unread().count(), before - 2);
    desk.press("u u u u");
    assert_eq!(desk.state().unread().count(), before - 1);

    // The order on the wall, and another theme.
    desk.press("f f f home K").sees("wall 1");
    desk.press("J");
    let wall = desk.state().wall("waiting");
    assert_eq!(wall[..2], ["c28".to_owned(), "c31".to_owned()]);
    desk.press("m down enter");
    let theme = desk.state().findings.comment("c31").unwrap().0.id.clone();
    assert_ne!(theme, "waiting");
    let comment = desk.state().findings.comment("c31").unwrap().1;
    assert_eq!(comment.wall, None);
    // What a patient said is in the file as it was.
    desk.press("ctrl-s").sees("Saved");
    let new = text(&desk.disk, FINDINGS).unwrap();
    assert!(new.contains("I sat in a gown for two hours and nobody told me why."));
    assert!(new.contains("# Fictional."));
}

#[test]
fn words_are_blacked_out_and_mended_and_a_quotation_is_typed_in() {
    let mut desk = Desk::northbrook();
    desk.press("4 enter").sees("I sat in a gown");
    desk.press("b end n").sees("Blacked out");
    desk.press("esc e end")
        .text(" Nobody at all.")
        .press("ctrl-s");
    let of = |desk: &Desk| {
        let (_, comment) = desk.state().findings.comment("c31").unwrap();
        (comment.text.clone(), comment.edited, comment.was.clone())
    };
    let (words, edited, was) = of(&desk);
    assert_eq!(
        words,
        "I sat in a gown for two hours and nobody told me [name]. Nobody at all."
    );
    // The hash is of the words as they came, however often they were changed.
    let came = "I sat in a gown for two hours and nobody told me why.";
    let came = service_pledge::store::hash::hash(came.as_bytes());
    assert!(edited && was == Some(came));
    assert!(of(&desk).1);
    desk.press("u u");
    assert_eq!(
        of(&desk),
        (
            "I sat in a gown for two hours and nobody told me why.".to_owned(),
            false,
            None
        )
    );
    desk.press("esc a down enter");
    desk.text("Nobody rang me back after the scan.")
        .press("ctrl-s");
    desk.text("secondary, interview").press("enter");
    desk.sees("Nobody rang me back after the scan.");
    let (theme, said) = desk.state().findings.comment("said").unwrap();
    assert_eq!(theme.id, desk.state().findings.themes[1].id);
    assert_eq!(
        (said.strand.as_str(), said.read, said.hold),
        ("secondary", true, false)
    );
    assert_eq!(said.source, SourceKind::Interview);
    desk.press("ctrl-s").sees("Saved");
    let new = text(&desk.disk, FINDINGS).unwrap();
    let back = yaml::read_findings("f", &new).value.unwrap();
    assert_eq!(back.comment("said"), desk.state().findings.comment("said"));
    desk.press("u");
    assert!(desk.state().findings.comment("said").is_none());
}

#[test]
fn a_finding_is_added_and_its_results_are_corrected_by_hand() {
    let mut desk = Desk::northbrook();
    desk.press("3")
        .sees("Were you told how long you would wait?");
    desk.press("home f").sees("What were patients asked?");
    desk.write("Was the waiting room warm?");
    // The line begins with whose result it is, and the current period.
    desk.sees("primary, 2026,").text("54 of 131").press("enter");
    let added = |desk: &Desk| {
        let theme = &desk.state().findings.themes[0];
        theme.findings.last().unwrap().clone()
    };
    let warm = added(&desk);
    assert_eq!(warm.question, "Was the waiting room warm?");
    let result = &warm.results[0];
    assert_eq!(
        (
            result.strand.as_str(),
            result.period.as_str(),
            result.positive,
            result.scored
        ),
        ("primary", "2026", 54, 131)
    );
    // Another one, which cannot be, is refused where it is typed.
    desk.press("r").sees("Which result?").press("down enter");
    desk.write("primary, 2026, 60 of 131");
    desk.sees("already");
    desk.write("secondary, 2026, 41.3% of 22");
    desk.sees("No whole number of 22 people gives 41.3%");
    desk.write("secondary, 2026, weighted 41.3% of 22");
    assert_eq!(added(&desk).results[1].weighted, Some(4_130));
    desk.press("r enter").sees("primary, 2026, 54 of 131");
    desk.write("primary, 2026, 55 of 131");
    assert_eq!(added(&desk).results[0].positive, 55);
    desk.press("enter").write("Was it warm?");
    assert_eq!(added(&desk).question, "Was it warm?");
    // With results it stays; without any it goes, and comes back.
    desk.press("x")
        .sees("nothing that patients said is thrown away");
    desk.press("r enter").write("").press("r enter").write("");
    assert!(added(&desk).results.is_empty());
    desk.press("x").sees("Taken off: Was it warm?").press("u");
    assert_eq!(added(&desk).question, "Was it warm?");
    desk.press("8 s");
    let written = text(&desk.disk, FINDINGS).unwrap();
    assert!(written.contains("Was it warm?"), "{written}");
}

#[test]
fn a_theme_that_holds_something_is_not_taken_away() {
    let mut desk = Desk::northbrook();
    desk.press("3 x")
        .sees("Move its findings and comments and goals");
    assert_eq!(desk.state().findings.themes.len(), 6);
    // A finding moves, and stays under the mark.
    desk.press("j m down enter");
    assert_eq!(
        desk.state().findings.finding("q14").unwrap().0.id,
        desk.state().findings.themes[1].id
    );
    desk.sees("> ");
}

#[test]
fn the_booklet_is_written_with_its_pages_in_sight() {
    let mut desk = Desk::northbrook();
    desk.press("7")
        .sees("Breast care nurses: 01632 960 123, Monday")
        .sees("Tell us what could be better");
    insta::assert_snapshot!("14 the booklet", desk.screen());
    // What is typed is on the page at once, and what cannot be printed is said in the field.
    desk.press("j enter ctrl-u").text("5 working days");
    insta::assert_snapshot!("15 a reply time is typed", desk.screen());
    desk.press("enter");
    desk.press("end up up up up up up up up up up up up up up up up up");
    desk.sees("> title").press("enter").text("Our word to you");
    desk.sees("Our word to you").press("enter");
    assert_eq!(
        desk.state().booklet.title.as_deref(),
        Some("Our word to you")
    );
    desk.press("j j j enter").text("another").press("enter");
    desk.text("#FFCC00")
        .sees("Too pale for words on white paper");
    desk.press("enter").sees("Too pale");
    desk.write("#330072").sees("NHS purple");
    // A picture is chosen out of the folder's own.
    desk.press("j enter")
        .sees("logo.png")
        .press("up enter")
        .sees("1000 at most are printed");
    desk.press("up enter")
        .sees("[logo.png: Northbrook Hospitals");
    // The words of a patient are chosen out of those that may be printed.
    desk.press("up up enter up enter");
    let cited = desk.state().booklet.epigraph.clone().unwrap();
    assert!(desk.state().findings.comment(&cited).unwrap().1.publish);
    // A section is hidden, and has words of its own.
    desk.press("end up enter")
        .text("heading")
        .press("enter")
        .write("Talk to us");
    desk.sees("\u{201c}Talk to us\u{201d}").press("v");
    insta::assert_snapshot!("16 what the booklet will say", desk.screen());
    desk.press("esc up enter enter").sees("not printed");
    desk.press("ctrl-s").sees("Saved");
    let written = text(&desk.disk, BOOKLET).unwrap();
    assert!(written.contains("# Fictional."), "{written}");
    assert!(written.contains("# colour: \"#00468C\""), "{written}");
    let read = yaml::read_booklet("b", &written);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    assert_eq!(read.value.as_ref(), Some(&desk.state().booklet));
    for _ in 0..8 {
        desk.press("u");
    }
    desk.press("ctrl-s");
    // A line that was changed and changed back is the program's own, which quotes what begins with a digit.
    let before = sample("northbrook/booklet.yaml").replace(
        "reply_within: 10 working days",
        "reply_within: \"10 working days\"",
    );
    assert_eq!(text(&desk.disk, BOOKLET).unwrap(), before);
}

#[test]
fn a_logo_that_is_not_in_the_folder_is_said_beside_its_name() {
    let booklet = "pledge: booklet/1\nlogo: gone.png\n";
    let mut desk = Desk::with_booklet(
        &sample("northbrook/findings.yaml"),
        &sample("northbrook/agenda.yaml"),
        booklet,
    );
    desk.size = (110, 40);
    desk.input(Input::Resize(110, 40));
    desk.press("7").sees("gone.png: there is no such picture");
    for wanted in [
        "no contact, where patients could say what could be better",
        "nobody has said when people who write get an answer",
        "nobody has said who pays for the booklet",
    ] {
        assert!(desk.missing().contains(&wanted.to_owned()), "{wanted}");
    }
}

#[test]
fn seats_and_access_needs_are_fields_of_a_person() {
    let mut desk = Desk::northbrook();
    desk.press("2 j e").write("large print, hearing loop");
    desk.sees("Needs: large print, hearing loop.");
    desk.press("n").write("7").sees("Seat 7.");
    desk.press("j n")
        .write("7")
        .sees("Seat 7 has somebody already");
    desk.press("esc n").write("100").sees("A seat from 1 to 99");
    desk.press("esc ctrl-s").sees("Saved");
    let agenda = text(&desk.disk, AGENDA).unwrap();
    let read = yaml::read_agenda("a", &agenda).value.unwrap();
    assert_eq!(read.agenda, desk.state().agenda);
    let person = &read.agenda.people[1];
    assert_eq!(
        (person.seat, person.access.join("; ")),
        (Some(7), "large print; hearing loop".to_owned())
    );
    desk.press("u u ctrl-s");
    assert_eq!(
        text(&desk.disk, AGENDA).unwrap(),
        sample("northbrook/agenda.yaml")
    );
}

#[test]
fn what_somebody_is_here_for_is_a_field_and_their_needs_are_asked_about() {
    let mut desk = Desk::northbrook();
    desk.press("2 j w").write("To hear patients.");
    desk.sees("Here for: \u{201c}To hear patients.\u{201d}");
    let lacks = |desk: &Desk, words: &str| {
        let missing = desk.preparing.missing();
        missing.iter().any(|m| m.what.contains(words))
    };
    assert!(!lacks(&desk, "reading pack"));
    desk.press("e").write("plain text, braille");
    desk.press("j e").write("Braille, a break each half hour");
    assert!(lacks(&desk, "no reading pack as plain text"));
    desk.press("8")
        .sees("For somebody to see to: braille (2 people).");
    // The sample has tea on its agenda.
    assert!(!lacks(&desk, "needs breaks"));
    let mut items = desk.state().agenda.items.clone();
    items.retain(|i| !matches!(i.what, Activity::Break(_)));
    let mut preparation = desk.state().clone();
    preparation.agenda.items = items;
    let missing = preparation.missing_beside(&["pack.txt".to_owned()]);
    let said = |words: &str| missing.iter().any(|m| m.what.contains(words));
    assert!(said("no break, and somebody needs breaks"));
    assert!(!said("reading pack"));
}

#[test]
fn a_goal_rests_on_its_theme_until_somebody_says_otherwise() {
    let mut desk = Desk::northbrook();
    desk.press("5 a enter").write("Ring people");
    desk.sees("(its theme\u{2019}s findings)");
    let ring = |desk: &Desk| desk.state().goal("ring-people").unwrap().1.evidence.clone();
    assert_eq!(ring(&desk), None);
    // Confirmed as it is, the file still says nothing.
    desk.press("e").sees("What does it rest on?").press("enter");
    assert_eq!(ring(&desk), None);
    desk.press("e space down down down down down down space enter");
    let chosen = ring(&desk).unwrap();
    let of_theme = desk
        .state()
        .goal("ring-people")
        .unwrap()
        .0
        .default_evidence();
    assert!(!chosen.contains(&of_theme[0]), "{chosen:?}");
    desk.press("ctrl-s");
    let findings = yaml::read_findings("f", &text(&desk.disk, FINDINGS).unwrap());
    let findings = findings.value.unwrap();
    assert_eq!(findings, *desk.state().findings);
    // In the meeting a goal without the key has the theme's, and one with an empty list has none.
    desk.press("u");
    let meeting = (*desk.state().findings).clone().for_meeting();
    let goals = meeting.themes.iter().flat_map(|t| &t.goals);
    let of = |goal: &str| {
        let mut goals = goals.clone();
        goals.find(|g| g.id == goal).unwrap().evidence.clone()
    };
    assert_eq!(of("ring-people"), Some(of_theme));
}

#[test]
fn a_theme_that_is_removed_is_remembered_until_it_comes_back() {
    let mut desk = Desk::of_template("primary");
    let theme = desk.state().findings.themes[0].clone();
    desk.press("3 x").sees("is gone");
    assert_eq!(
        desk.state().findings.removed_themes,
        std::slice::from_ref(&theme.id)
    );
    desk.press("ctrl-s");
    let written = text(&desk.disk, FINDINGS).unwrap();
    let read = yaml::read_findings("f", &written).value.unwrap();
    assert_eq!(read, *desk.state().findings);
    desk.press("u");
    assert!(desk.state().findings.removed_themes.is_empty());
    desk.press("U");
    assert_eq!(desk.state().findings.removed_themes, [theme.id]);
}

#[test]
fn after_the_meeting_only_the_booklet_can_be_changed() {
    let mut desk = Desk::northbrook();
    desk.preparing = {
        let mut fresh = Desk::northbrook();
        // Steps from before the meeting.
        fresh.press("6 + +");
        fresh
            .preparing
            .with_booklet_only("The meeting is over: only the booklet can be changed.".into())
    };
    desk.sees("How patients reach you");
    let before = desk.state().clone();
    for keys in [
        "1 enter",
        "2 x",
        "3 s",
        "4 h",
        "4 enter w esc",
        "5 m",
        "6 +",
    ] {
        desk.press(keys);
        desk.press("esc");
        assert_eq!(*desk.state(), before, "{keys}");
    }
    desk.press("2 x").sees("only the booklet can be changed");
    // Help and quit are no keys of a step.
    desk.press("?")
        .sees(Scope::PreparePeople.title())
        .press("esc");
    desk.press("7 j enter").write("5 working days");
    assert_eq!(
        desk.state().booklet.reply_within.as_deref(),
        Some("5 working days")
    );
    // A step of the booklet is taken back and done again; one of the agenda is not.
    desk.press("u");
    assert_eq!(*desk.state(), before);
    desk.press("u").sees("only the booklet can be changed");
    assert_eq!(*desk.state(), before);
    desk.press("2 ctrl-q");
    assert!(desk.preparing.is_over());
}

#[test]
fn suggestions_follow_what_patients_said_and_can_be_taken_back() {
    let mut desk = Desk::northbrook();
    let items = desk.state().agenda.items.clone();
    desk.press("6 o").sees("What patients rate lowest");
    insta::assert_snapshot!("11 the order suggested", desk.screen());
    desk.press("j j + + w")
        .sees("Minutes go by what patients said");
    assert_eq!(desk.state().agenda.planned(), 90);
    desk.press("u u u u");
    assert_eq!(desk.state().agenda.items, items);
}

#[test]
fn what_cannot_be_is_refused_in_a_sentence() {
    let mut desk = Desk::northbrook();
    desk.press("2 enter")
        .write("Jo Ellis")
        .sees("Jo Ellis is on the list already");
    desk.press("esc 1 j j j j enter")
        .write("quarter past")
        .sees("A time, such as 13:00");
    desk.press("esc 6 enter")
        .write("0")
        .sees("0 minutes are no time");
    desk.press("esc 5 m")
        .write("much")
        .sees("That is not an amount");
    assert_eq!(
        fingerprint(desk.state()),
        fingerprint(Desk::northbrook().state())
    );
}

#[test]
fn every_step_fits_every_size() {
    for size in [(60, 18), (80, 22), (110, 30), (40, 10), (20, 5)] {
        for step in 1..=8 {
            let mut desk = Desk::northbrook();
            desk.size = size;
            desk.input(Input::Resize(size.0, size.1));
            desk.press(&step.to_string());
            let screen = desk.screen();
            assert_eq!(screen.lines().count(), usize::from(size.1), "{screen}");
        }
    }
    let mut desk = Desk::northbrook();
    desk.size = (60, 18);
    desk.press("6");
    insta::assert_snapshot!("12 the agenda at 60x18", desk.screen());
    desk.size = (110, 30);
    desk.press("2");
    insta::assert_snapshot!("13 people at 110x30", desk.screen());
}

#[test]
fn help_names_every_key_of_a_step_and_runs_it() {
    let mut desk = Desk::northbrook();
    desk.press("6 ?")
        .sees("Preparing: the agenda")
        .sees("order by what patients said");
    desk.press("esc ?");
    // The first row is the first key of the step: longer.
    let before = desk.state().agenda.items[0].minutes;
    desk.press("enter");
    assert_eq!(desk.state().agenda.items[0].minutes, before + 1);
}

#[test]
fn every_key_can_be_pressed_on_every_step() {
    const PLACES: &[(Scope, &str)] = &[
        (Scope::Prepare, "1"),
        (Scope::PrepareMeeting, "1"),
        (Scope::PreparePeople, "2"),
        (Scope::PrepareThemes, "3"),
        (Scope::PrepareComments, "4"),
        (Scope::PrepareComment, "4 enter"),
        (Scope::PrepareGoals, "5"),
        (Scope::PrepareAgenda, "6"),
        (Scope::PrepareBooklet, "7"),
        (Scope::PreparePreview, "7 v"),
        (Scope::PrepareSave, "8"),
    ];
    let mut reached = BTreeSet::new();
    for (scope, keys) in PLACES {
        let mut desk = Desk::northbrook();
        desk.size = (110, 200);
        desk.press(keys).press("?").sees(scope.title());
        reached.insert(scope.title());
        for row in preparing() {
            for key in row.keys {
                let mut desk = Desk::northbrook();
                desk.press(keys).input(Input::Key(*key));
                let screen = desk.screen();
                assert_eq!(text_of(&screen), screen, "{keys}, then {}", key.name());
            }
        }
    }
    let all: BTreeSet<_> = preparing().map(|row| row.scope.title()).collect();
    assert_eq!(reached, all);
}

/// The rows that no other program has.
fn preparing() -> impl Iterator<Item = &'static Binding> {
    KEYS.iter()
        .filter(|row| row.scope.title().starts_with("Preparing"))
}

/// Text of a screen, after checking that every character may be on a terminal.
fn text_of(screen: &str) -> String {
    let lines: Vec<_> = screen
        .split('\n')
        .map(service_pledge::text::clean)
        .collect();
    lines.join("\n")
}

#[test]
fn a_second_window_can_only_look() {
    let desk = Desk::northbrook();
    let mut second = Desk::open(desk.disk.clone());
    second.press("6 +").sees("another window");
    assert_eq!(second.state().agenda, desk.state().agenda);
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn keys_in_any_order_are_borne_and_what_is_saved_is_read_back(
            keys in prop::collection::vec(prop::sample::select(vec![
                "1", "2", "3", "4", "5", "6", "7", "8", "[", "]", "up", "down", "home", "end", "left", "right", "enter", "esc", "u", "U", "?", "a", "c",
                "f", "g", "h", "i", "j", "k", "K", "J", "l", "m", "n", "o", "p", "r", "s", "t", "w", "x", "y", "z", "v", "/", "+", "-", "<", ">", "space",
                "bs", "tab", "q", "ctrl-s", "0", "9", "pgdn", "pgup",
            ]), 0..150),
            size in prop::sample::select(vec![(80, 22), (60, 18), (20, 5), (110, 30), (1, 1)]),
            northbrook in any::<bool>(),
        ) {
            let mut desk = if northbrook { Desk::northbrook() } else { Desk::of_template("general") };
            desk.size = size;
            for key in keys {
                desk.press(key);
                desk.screen();
            }
            // Whatever was done can be saved, and stands in the files then.
            for _ in 0..4 {
                desk.press("esc");
            }
            desk.press("8 ctrl-s");
            let state = desk.state().clone();
            let agenda = yaml::read_agenda("a", &text(&desk.disk, AGENDA).unwrap());
            let findings = yaml::read_findings("f", &text(&desk.disk, FINDINGS).unwrap());
            prop_assert_eq!(&agenda.value.as_ref().unwrap().agenda, &state.agenda);
            prop_assert_eq!(findings.value.as_ref(), Some(&*state.findings));
            let booklet = yaml::read_booklet("b", &text(&desk.disk, BOOKLET).unwrap());
            prop_assert_eq!(booklet.value.as_ref(), Some(&state.booklet));
            // And all of it can be taken back.
            for _ in 0..300 {
                desk.press("u");
            }
            let begun = if northbrook { Desk::northbrook() } else { Desk::of_template("general") };
            prop_assert_eq!(fingerprint(desk.state()), fingerprint(begun.state()));
        }
    }
}

#[test]
fn where_no_lock_can_be_had_it_is_looked_at_until_somebody_goes_on() {
    let mut desk = Desk::northbrook();
    let memory = desk.disk.clone();
    desk.press("2 enter").write("Ama B");
    drop(desk);
    memory.restart();
    memory.refuse_locks(true);
    let mut desk = Desk::open(memory.clone());
    let written = memory.file(&places().journal_of("preparation"));
    desk.sees("Nobody can tell whether this is open elsewhere");
    desk.press("2 x").sees("! goes on all the same.");
    desk.press("!")
        .sees("Has nobody else this preparation open?");
    desk.press("enter x").sees("! goes on all the same.");
    assert_eq!(memory.file(&places().journal_of("preparation")), written);
    let people = desk.state().agenda.people.len();
    desk.press("! down enter")
        .sees("What you change is kept from now on.");
    desk.press("2 x");
    assert_eq!(desk.state().agenda.people.len(), people - 1);
    let text = text(&memory, "/unit/preparation.journal").unwrap();
    // Whoever goes on without a lock signs what they change.
    assert!(text.lines().last().unwrap().contains("\"by\":\""), "{text}");
    desk.press("!").sees("Nothing waits to be saved.");
}

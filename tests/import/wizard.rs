//! The import in the full screen, key by key: from the export of a survey tool to findings for a meeting.

#![allow(
    clippy::format_collect,
    clippy::format_push_string,
    reason = "exports are put together row by row, where one sees them"
)]

use std::{cell::RefCell, fmt::Write as _, path::Path, rc::Rc, sync::Arc};

use service_pledge::{
    app::{
        import::{ImportStep, Importing},
        input::{Input, Key},
        program::Program as _,
    },
    domain::{
        agenda::{Activity, Agenda},
        codebook::{Codebook, PeriodLength, RowLabel},
        findings::{Findings, UNSORTED},
        settings::Palette,
        stamp::Stamp,
    },
    intake::{comments, export::ExportContent, open, propose, read, score},
    yaml,
};

use crate::harness::{key, sample, screen_of};

const SURVEY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/sample-data/northbrook-survey.csv"
);

/// An import that is played; what it keeps and saves is in memory.
pub(crate) struct Play {
    pub(crate) wizard: Importing,
    pub(crate) now: Stamp,
    size: (u16, u16),
    kept: Rc<RefCell<Vec<Codebook>>>,
    pub(crate) saved: Rc<RefCell<Option<Findings>>>,
}

impl Play {
    pub(crate) fn new() -> Self {
        Self::with(None)
    }

    /// With a codebook that was kept before.
    fn with(book: Option<Codebook>) -> Self {
        Self::of(SURVEY.as_ref(), book, None)
    }

    /// Of another export, with findings that are there already.
    fn of(path: &Path, book: Option<Codebook>, existing: Option<Findings>) -> Self {
        let open = |sheet: Option<String>| {
            let options = read::ReadOptions {
                sheet,
                ..read::ReadOptions::default()
            };
            open::open(path, options).map(|e| Arc::new(vec![e]))
        };
        let exports = open(None).unwrap();
        let path = path.to_owned();
        let book = book.unwrap_or_else(|| propose::codebook(&exports, existing.as_ref()));
        let (kept, saved) = (
            Rc::new(RefCell::new(Vec::new())),
            Rc::new(RefCell::new(None)),
        );
        let keep = {
            let kept = Rc::clone(&kept);
            Box::new(move |book: &Arc<Codebook>| {
                kept.borrow_mut().push(Codebook::clone(book));
                Ok(())
            })
        };
        let save = {
            let (saved, exports) = (Rc::clone(&saved), Arc::clone(&exports));
            Box::new(move |book: &Codebook, hands: &comments::ManualEdits| {
                match score::findings_with_edits(&exports, book, None, hands) {
                    Ok(imported) => {
                        *saved.borrow_mut() = Some(imported.findings);
                        Ok(imported.notes)
                    }
                    Err(unfit) => Err(unfit.iter().map(ToString::to_string).collect()),
                }
            })
        };
        let reopen = Box::new(move |_: &str, sheet: &str, holds: ExportContent| {
            let sheet = Some(sheet.to_owned()).filter(|s| !s.is_empty());
            let options = read::ReadOptions {
                sheet,
                holds: Some(holds),
                ..read::ReadOptions::default()
            };
            let read = open::open(&path, options).map_err(|e| e.to_string())?;
            Ok(Arc::new(vec![read]))
        });
        let wizard = Importing::new(
            exports,
            book,
            existing,
            "northbrook".into(),
            Palette::RoomLight,
            (keep, save),
        )
        .with_reopen(reopen);
        let mut play = Self {
            wizard,
            now: "2026-11-24T12:58:00+00:00".parse().unwrap(),
            size: (80, 22),
            kept,
            saved,
        };
        play.resize(80, 22);
        play
    }

    fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.wizard.input(Input::Resize(columns, rows), self.now);
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.wizard.input(Input::Key(key(name)), self.now);
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.wizard.input(Input::Key(Key::char(c)), self.now);
        }
        self
    }

    fn screen(&self) -> String {
        let screen = screen_of(&self.wizard, self.now, self.size);
        screen
            .lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(words),
            "the screen does not say {words:?}:\n{screen}"
        );
        self
    }

    fn book(&self) -> &Codebook {
        self.wizard.codebook()
    }
}

macro_rules! shot {
    ($play:expr, $name:literal) => {
        insta::assert_snapshot!(concat!("import ", $name), $play.screen())
    };
}

/// Fills the first step in.
fn about(play: &mut Play) {
    play.press("enter")
        .text("Northbrook Breast Unit")
        .press("enter down down enter");
    play.text("Patient survey 2026").press("enter");
    // The strand is by a column already; who is not sure is left out.
    play.press("down down enter")
        .text("describes")
        .press("enter");
    play.sees("Which patients does each answer mean?")
        .press("down down x esc");
}

#[test]
fn from_an_export_to_findings() {
    let mut play = Play::new();
    shot!(play, "1 the export");
    about(&mut play);
    shot!(play, "2 the export, filled in");
    play.press("2");
    shot!(play, "3 its columns");
    play.press("3");
    shot!(play, "4 answers to sort");
    // "I did not mind" is the last: it does not count.
    play.press("a").sees("Some answers are not sorted yet");
    play.press("end x").sees("x does not count");
    shot!(play, "5 an answer sorted, and the card");
    play.press("a A a a").sees("Every question is agreed");
    play.press("4 n")
        .text("Waiting in clinic")
        .press("enter")
        .text("");
    play.press("home down m").text("wait").press("enter");
    shot!(play, "6 themes");
    play.press("5");
    shot!(play, "7 comments");
    play.press("/").text("rang back").press("enter enter");
    shot!(play, "8 a comment that is held");
    play.press("r").sees("[phone]");
    play.press("h").sees("Released").press("esc / esc 6");
    shot!(play, "9 ready to save");
    play.press("s").sees("The findings are saved");
    let findings = play.saved.borrow().clone().unwrap();
    let text = yaml::write_findings(&findings);
    assert_eq!(
        yaml::read_findings("findings.yaml", &text).value,
        Some(findings)
    );
    insta::assert_snapshot!("import the findings", text);
    assert!(
        !text.contains("192.0.2.") && text.contains("[phone]"),
        "{text}"
    );
}

#[test]
fn it_fits_a_small_window_and_uses_a_large_one() {
    for (columns, rows) in [(60, 18), (110, 30)] {
        let mut play = Play::new();
        play.resize(columns, rows);
        for step in ["1", "2", "3", "4", "5", "6"] {
            play.press(step);
            let name = format!("import at {columns}x{rows}, step {step}");
            insta::assert_snapshot!(name, play.screen());
        }
    }
}

#[test]
fn each_change_is_kept_and_can_be_taken_back_and_taken_up_by_the_other() {
    let mut play = Play::new();
    let before = play.book().clone();
    about(&mut play);
    let after = play.book().clone();
    assert_eq!(play.kept.borrow().last(), Some(&after));
    // An editor reads what was kept, and what it writes is taken up.
    let text = yaml::write_codebook(&after, &yaml::Remarks::default());
    let mut edited = yaml::read_codebook("codebook.yaml", &text).value.unwrap();
    assert_eq!(edited, after);
    let changes = play.kept.borrow().len();
    for _ in 0..changes {
        play.press("u");
    }
    assert_eq!(*play.book(), before);
    for _ in 0..changes {
        play.press("U");
    }
    assert_eq!(*play.book(), after);
    edited.unit.name = "By hand".into();
    let mut play = Play::with(Some(edited));
    play.sees("By hand").press("ctrl-q");
    assert!(play.wizard.is_over());
}

#[test]
fn who_answered_is_never_shown() {
    let mut play = Play::new();
    play.press("2").press("f").sees("says who answered");
    play.press("enter").sees("says who answered");
    for step in ["1", "2", "3", "4", "5", "6"] {
        play.press(step);
        for _ in 0..20 {
            let screen = play.screen();
            assert!(
                !screen.contains("192.0.2.") && !screen.contains("1148000"),
                "{screen}"
            );
            play.press("down");
        }
    }
    assert!(play.book().questions.iter().all(|q| q.column != "q5"));
}

#[test]
fn what_is_open_is_said_and_is_the_way_there() {
    let mut play = Play::new();
    play.press("6 s").sees("Something is still open");
    assert!(play.saved.borrow().is_none());
    play.press("end up up enter");
    assert_ne!(play.wizard.step(), ImportStep::Save);
    let mut play = Play::new();
    play.press("6 enter");
    assert_eq!(play.wizard.step(), ImportStep::Export);
}

#[test]
fn the_way_to_held_comments_shows_those_and_no_filter_from_before() {
    let mut play = Play::new();
    about(&mut play);
    play.press("3 a A a a 4 n").text("Waiting").press("enter");
    play.press("5 /")
        .text("xyz")
        .press("enter")
        .sees("No comment is left");
    play.press("6 home").sees("not sorted, and stay out");
    for _ in 0..10 {
        let on_held = |l: &str| l.contains("> ") && l.contains(" held ");
        if play.screen().lines().any(on_held) {
            break;
        }
        play.press("down");
    }
    play.press("enter").sees("only held ones: 1 of");
}

#[test]
fn how_many_were_interviewed_is_asked_where_nothing_tells_people_apart() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let notes = "WAITING\n\nI waited three weeks for my results.\n\nNobody told me who to ring.\n";
    std::fs::write(&path, notes).unwrap();
    let mut play = Play::of(&path, None, None);
    play.sees("people         not said yet: how many were interviewed");
    play.press("6")
        .sees("how many people were interviewed in notes.txt");
    for _ in 0..10 {
        let on_it = |l: &str| l.contains("> ") && l.contains("how many people");
        if play.screen().lines().any(on_it) {
            break;
        }
        play.press("down");
    }
    play.press("enter").sees("> people");
    // Everybody, so that no strand need be said with the number.
    play.press("up enter enter down enter");
    play.text("5").press("enter").sees("> people         5");
    assert!(!play.press("6").screen().contains("how many people"));
}

#[test]
fn a_suggestion_is_by_words_in_common() {
    let mut play = Play::new();
    play.press("4 n")
        .text("Waiting in clinic")
        .press("enter home down m")
        .text("wait")
        .press("enter");
    play.press("5 /")
        .text("how long the wait")
        .press("enter enter")
        .sees("suggested");
    play.press("y").sees("It belongs to Waiting in clinic");
    assert_eq!(play.book().placed.len(), 1);
}

/// A theme of its own, and the comments' step.
fn with_a_theme(play: &mut Play) {
    play.press("4 n")
        .text("Waiting in clinic")
        .press("enter home down m")
        .text("wait")
        .press("enter 5");
}

#[test]
fn a_new_theme_is_made_where_a_theme_is_asked_for() {
    let mut play = Play::new();
    about(&mut play);
    let before = play.book().clone();
    play.press("4 down m").sees("To which theme?");
    play.text("a new theme").press("enter");
    play.text("Being told").press("enter");
    let theme = play.book().themes.last().unwrap().clone();
    assert_eq!(theme.title, "Being told");
    assert!(play.book().questions.iter().any(|q| q.theme == theme.id));
    // One step: undo leaves no empty theme.
    play.press("u");
    assert_eq!(*play.book(), before);
}

#[test]
fn all_that_a_filter_shows_moves_with_one_key() {
    let mut play = Play::new();
    with_a_theme(&mut play);
    play.press("/").text("nurse").press("enter M");
    play.text("waiting").press("enter");
    play.sees("belong to Waiting in clinic");
    let moved = play.book().placed.len();
    assert!(moved > 1, "{moved}");
    assert!(
        play.book()
            .placed
            .iter()
            .all(|p| p.theme.as_deref() == Some("waiting-in-clinic"))
    );
    // One step takes all of it back.
    play.press("u");
    assert!(play.book().placed.is_empty());
    play.press("M").text("not sorted").press("enter");
    assert_eq!(play.book().placed.len(), moved);
}

#[test]
fn all_suggestions_are_gone_through_and_taken_with_one_key() {
    let mut play = Play::new();
    with_a_theme(&mut play);
    play.press("f f f f").sees("only those with a suggestion");
    play.press("enter").sees("suggested").press("right esc Y");
    play.sees("took the suggestion");
    let taken = play.book().placed.len();
    assert!(taken > 2, "{taken}");
    // What was taken teaches: others are near enough now.
    play.press("Y");
    assert!(play.book().placed.len() > taken);
    play.press("u u");
    assert!(play.book().placed.is_empty());
}

#[test]
fn what_nobody_has_sorted_never_comes_into_the_meeting() {
    let mut play = Play::new();
    about(&mut play);
    play.press("3 a end x a A a a")
        .sees("Every question is agreed");
    play.press("5 f f f").sees("only those not sorted");
    play.press("6 s").sees("are not sorted");
    let findings = play.saved.borrow().clone().unwrap();
    let unsorted = findings.theme(UNSORTED).unwrap();
    assert_eq!(unsorted.comments.len(), 26);
    let agenda = Agenda::from_findings(&findings);
    let items = || agenda.items.iter().map(|i| &i.what);
    assert!(items().any(|w| matches!(w, Activity::Theme(_))));
    assert!(!items().any(|w| *w == Activity::Theme(UNSORTED.to_owned())));
    let room = findings.clone().without_unsorted();
    assert!(room.theme(UNSORTED).is_none());
    assert_eq!(room.themes.len() + 1, findings.themes.len());
    let text = yaml::write_findings(&findings);
    assert_eq!(yaml::read_findings("f", &text).value, Some(findings));
}

#[test]
fn a_hand_reaches_every_word_and_it_is_kept_when_the_export_is_taken_in_again() {
    let mut play = Play::new();
    about(&mut play);
    play.press("3 a end x a A a a")
        .sees("Every question is agreed");
    play.press("5 /")
        .text("none has this")
        .press("esc /")
        .text("lovely")
        .press("enter enter");
    play.sees("Everybody was lovely");
    // The first word, and the two after it, are picked; the mark is where they were.
    play.press("b space space n").sees("Blacked out");
    play.sees("\u{203a}[name]\u{2039} lovely from the front desk on.");
    play.press("u").sees("\u{203a}Everybody\u{2039} was lovely");
    play.press("space space n end d esc");
    play.sees("[name] lovely from the front desk [detail]");
    play.sees("changed; nothing is marked any more");
    play.press("r").sees("changed by hand");
    play.press("e end").text(" Thanks.").press("ctrl-s");
    play.sees("[detail]. Thanks.");
    // Leaving would lose it, since a codebook holds no words.
    play.press("ctrl-q").sees("are not saved");
    assert!(!play.wizard.is_over());
    let book = yaml::write_codebook(play.book(), &yaml::Remarks::default());
    assert!(!book.contains("front desk"));
    play.press("esc 6 s").sees("The findings are saved");
    let findings = play.saved.borrow().clone().unwrap();
    let edited: Vec<_> = findings
        .themes
        .iter()
        .flat_map(|t| &t.comments)
        .filter(|c| c.edited)
        .collect();
    assert_eq!(edited.len(), 1);
    assert!(edited[0].read && edited[0].was.is_some());
    assert_eq!(
        edited[0].text,
        "[name] lovely from the front desk [detail]. Thanks."
    );
    // The same export again, with the findings that are there.
    let exports = [open::open(SURVEY.as_ref(), read::ReadOptions::default()).unwrap()];
    let mut book = play.book().clone();
    let drafts = comments::drafts(&exports, &book);
    score::sync_codebook(&mut book, &drafts, &findings);
    let again = score::findings(&exports, &book, Some(&findings)).unwrap();
    assert_eq!(again.findings, findings);
}

#[test]
fn themes_that_somebody_gave_before_are_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sorted.csv");
    let mut text = String::from("Comment,Theme\n");
    for n in 0..8 {
        // Writing to a text cannot fail.
        let _ = writeln!(text, "We waited {n} hours in the clinic and more,Waiting");
        let _ = writeln!(text, "The nurse was kind to me {n} times over,Kindness");
    }
    text.push_str(
        "Nobody has said what this one is about,\nDid not answer,Waiting\n[PERSON],Kindness\n",
    );
    std::fs::write(&path, text).unwrap();
    let exports = [open::open(&path, read::ReadOptions::default()).unwrap()];
    let book = propose::codebook(&exports, None);
    let titles: Vec<&str> = book.themes.iter().map(|t| t.title.as_str()).collect();
    assert_eq!(titles, ["To sort", "Waiting", "Kindness"]);
    let text = yaml::write_codebook(&book, &yaml::Remarks::default());
    assert!(
        text.contains("theme: {column: Theme, values: {Waiting: waiting, Kindness: kindness}}"),
        "{text}"
    );
    assert_eq!(yaml::read_codebook("c", &text).value.as_ref(), Some(&book));
    let drafts = comments::drafts(&exports, &book);
    let of = |theme: &str| {
        drafts
            .iter()
            .filter(|d| d.theme == theme && !d.left_out)
            .count()
    };
    assert_eq!((of("waiting"), of("kindness"), of(UNSORTED)), (8, 8, 1));
}

#[test]
fn a_question_goes_to_the_theme_that_promises_something_about_it() {
    let template = sample("templates/primary/findings.yaml");
    let template = yaml::read_findings("f", &template).value.unwrap();
    let export = open::open(SURVEY.as_ref(), read::ReadOptions::default()).unwrap();
    let book = propose::codebook(&[export], Some(&template));
    let themes: Vec<_> = book
        .questions
        .iter()
        .map(|q| (q.question.as_str(), q.theme.as_str()))
        .collect();
    assert_eq!(
        themes,
        [
            ("Were you told how long you would wait?", "waiting"),
            (
                "Did you have a nurse to ring between appointments?",
                "nurse-access"
            ),
            // Nothing tells one theme from another: it stands where questions are sorted from.
            (
                "Was the information about your treatment easy to understand?",
                "diagnosis"
            ),
            (
                "Overall, how was your experience of our service?",
                "diagnosis"
            ),
        ]
    );
}

/// An export of made-up answers, and the folder that it lives as long as.
fn made(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("made.csv");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

#[test]
fn a_question_worded_the_other_way_round_is_asked_about_and_never_agreed_to_in_passing() {
    let rows: String = (0..12)
        .map(|n| {
            format!(
                "{n},{a},{a},{a}\n",
                a = ["Always", "Sometimes", "Never"][n % 3]
            )
        })
        .collect();
    let (_folder, path) = made(&format!(
        "id,Did staff listen to you?,Did you feel ignored by staff?,Did staff explain things?\n{rows}"
    ));
    let mut play = Play::of(&path, None, None);
    play.press("3 A")
        .sees("Agreed to 2 questions of this scale");
    play.sees("Is \u{201c}Never\u{201d} the good answer here?");
    shot!(play, "10 which way is good");
    play.press("a").sees("Some answers are not sorted yet");
    play.press("y").sees("the other way round, to agree to");
    let good = |play: &Play| play.book().questions[1].positive.clone();
    assert_eq!(good(&play), ["Never"]);
    play.press("u n").sees("proposed by the scale");
    assert_eq!(good(&play), ["Always"]);
    play.press("u y a").sees("Every question is agreed");
    let question = &play.book().questions[1];
    assert!(question.agreed && question.reversed);
    // By hand it comes to the same.
    let mut play = Play::of(&path, None, None);
    play.press("3 right home - - + a");
    let question = &play.book().questions[1];
    assert_eq!(
        (question.positive.as_slice(), question.reversed),
        (&["Never".to_owned()][..], true)
    );
    assert!(!play.book().questions[0].agreed);
}

#[test]
fn which_patients_answered_opens_on_what_is_chosen_and_knows_the_findings_strands() {
    let (_folder, path) = made(
        "id,site,Were you told?\n1,North,Always\n2,South,Never\n3,North,Always\n4,South,Never\n",
    );
    let mut play = Play::of(&path, None, None);
    play.press("down down down down enter")
        .sees("everybody, all of them");
    assert!(!play.screen().contains("breast"), "{}", play.screen());
    play.press("enter").sees("everybody");
    let findings = "pledge: findings/1\nunit: {name: Harbour Breast Unit}\nsurvey:\n  title: S\n  period: \"2026\"\n  sources:\n    \
        - {strand: young adults, kind: survey, answered: 12}\nthemes: [{id: t, title: T}]\n";
    let findings = yaml::read_findings("f", findings).value;
    let mut play = Play::of(&path, None, findings);
    play.press("down down down down enter")
        .sees("young adults, all of them")
        .sees("breast cancer");
    play.text("by the")
        .press("enter")
        .sees("Which patients does each answer mean?");
    play.press("enter")
        .text("north")
        .press("enter")
        .press("enter")
        .text("south")
        .press("enter esc");
    // It opens on the column that was chosen: Enter changes nothing.
    play.press("enter enter esc");
    assert!(
        matches!(&play.book().exports[0].strand, RowLabel::Column { column, values, .. } if column == "site" && values.len() == 2)
    );
}

#[test]
fn a_column_of_days_makes_a_period_of_each_month() {
    let mut rows = String::new();
    for month in 1..=4 {
        for n in 0..6 {
            rows += &format!(
                "{n}{month},{:02}/{month:02}/2026,{},They were kind in month {month}\n",
                n + 10,
                ["Always", "Never"][n % 2]
            );
        }
    }
    let (_folder, path) = made(&format!(
        "Ref no,Visited,Were you told?,Anything else?\n{rows}"
    ));
    let mut play = Play::of(&path, None, None);
    play.press("enter")
        .text("Unit")
        .press("enter down down enter")
        .text("Survey")
        .press("enter down down enter")
        .text("everybody")
        .press("enter");
    play.press("end up enter")
        .sees("When did these people answer?");
    shot!(play, "11 periods by a column of days");
    play.text("each month")
        .press("enter")
        .sees("The current period is 2026-04 now");
    assert_eq!(
        play.book().exports[0].period,
        RowLabel::Days {
            column: "Visited".into(),
            each: PeriodLength::Month
        }
    );
    play.press("3 a 6 s").sees("The findings are saved");
    let findings = play.saved.borrow().clone().unwrap();
    let (_, finding) = findings.finding("q3").unwrap();
    let periods: Vec<_> = finding
        .results
        .iter()
        .map(|r| (r.period.as_str(), r.positive, r.scored))
        .collect();
    assert_eq!(
        periods,
        [
            ("2026-01", 3, 6),
            ("2026-02", 3, 6),
            ("2026-03", 3, 6),
            ("2026-04", 3, 6)
        ]
    );
    assert_eq!(findings.survey.sources[0].answered, 6);
    let comments: usize = findings.themes.iter().map(|t| t.comments.len()).sum();
    assert_eq!(comments, 6);
}

#[test]
fn a_codebook_of_another_year_says_what_would_go_and_asks() {
    let (_folder, path) = made(
        "id,When,Were you told?,Anything else?\n1,2024-03-01,Always,They were kind to me\n2,2024-04-01,Never,It took far too long\n",
    );
    let mut book = propose::codebook(
        &[open::open(&path, read::ReadOptions::default()).unwrap()],
        None,
    );
    book.unit.name = "Unit".into();
    book.survey.title = "Survey".into();
    book.survey.period = "2022".into();
    book.exports[0].strand = RowLabel::Is("everybody".into());
    book.exports[0].period = RowLabel::Is("2024".into());
    book.questions[0].agreed = true;
    let mut play = Play::of(&path, Some(book), None);
    play.press("6").sees("2 comments would not be taken in");
    play.press("s")
        .sees("Something is still open")
        .press("enter")
        .sees("the current period is 2024");
    shot!(play, "12 a period of another year");
    play.press("down enter s").sees("The findings are saved");
    let kept = play.saved.borrow().clone().unwrap();
    assert!(kept.themes.iter().all(|t| t.comments.is_empty()));
    play.press("u enter")
        .press("6")
        .press("1 down down down enter")
        .press("bs bs bs bs")
        .text("2024")
        .press("enter 6 s")
        .sees("The findings are saved");
    let kept = play.saved.borrow().clone().unwrap();
    assert_eq!(
        kept.themes.iter().map(|t| t.comments.len()).sum::<usize>(),
        2
    );
}

#[test]
fn another_sheet_of_a_workbook_is_read_and_that_can_be_taken_back() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/import/cases/cover-sheet-first.xlsx"
    );
    let mut play = Play::of(path.as_ref(), None, None);
    shot!(play, "13 the sheets of a workbook");
    play.sees("Data, of 3")
        .press("down down down down enter")
        .sees("Which sheet has the answers?");
    play.press("up enter").sees("Contents, of 3");
    assert_eq!(play.book().exports[0].sheet, "Contents");
    assert!(play.book().questions.is_empty());
    play.press("u").sees("Data, of 3");
    assert_eq!(play.book().questions.len(), 1);
    play.press("U").sees("Contents, of 3").press("u");
    let text = yaml::write_codebook(play.book(), &yaml::Remarks::default());
    assert_eq!(
        yaml::read_codebook("codebook.yaml", &text).value.as_ref(),
        Some(play.book())
    );
}

mod any {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn keys_in_any_order_at_any_size_are_borne(
            keys in prop::collection::vec(prop::sample::select(vec![
                "1", "2", "3", "4", "5", "6", "[", "]", "up", "down", "home", "end", "left", "right", "enter", "esc", "u", "U", "?", "f", "c",
                "n", "a", "A", "+", "-", "x", "e", "/", "m", "M", "<", ">", "J", "K", "y", "Y", "b", "d", "p", "h", "r", "s", "v", "space", "bs", "tab", "q", "g", "z",
            ]), 0..120),
            size in prop::sample::select(vec![(80, 22), (60, 18), (20, 5), (110, 30), (1, 1)]),
        ) {
            let mut play = Play::new();
            play.resize(size.0, size.1);
            for key in keys {
                play.press(key);
                play.screen();
            }
            // What is kept can always be read again.
            let text = yaml::write_codebook(play.book(), &yaml::Remarks::default());
            let read = yaml::read_codebook("codebook.yaml", &text);
            prop_assert_eq!(read.value.as_ref(), Some(play.book()), "{:#?}", read.problems);
        }
    }
}

/// A report with strands over its columns, in a folder that lives as long as it is looked at.
fn report(text: &str) -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("report.csv");
    std::fs::write(&path, text).unwrap();
    (folder, path)
}

const REPORT: &str = "\
,Primary,,Secondary,,
Question,n,%,n,%,England 2025
Were you told how long you would wait?,131,41%,22,27%,61%
Were you seen on time?,130,90%,20,*,85%
";

#[test]
fn a_table_of_results_is_recognised_and_becomes_findings() {
    let (_folder, path) = report(REPORT);
    let mut play = Play::of(&path, None, None);
    play.sees("a table of results, 2 rows")
        .sees("not said yet: are its percentages weighted or adjusted?")
        .sees("by its columns: primary, secondary");
    shot!(play, "14 a table of results");
    play.press("enter")
        .text("Northbrook Breast Unit")
        .press("enter down down enter");
    play.text("Patient survey 2026").press("enter down enter");
    play.text("2026")
        .press("enter down enter")
        .sees("Is the table weighted or adjusted?");
    play.press("enter")
        .sees("no: shares of the people who answered");
    play.press("2")
        .sees("the percentage, secondary")
        .sees("a published figure");
    shot!(play, "15 the columns of a table of results");
    play.press("3").sees("counted already").sees("41%");
    shot!(play, "16 a question that was counted already");
    play.press("6 s").sees("The findings are saved");
    let findings = play.saved.borrow().clone().unwrap();
    let told = &findings.themes[0].findings[0];
    assert_eq!(
        (told.results[0].positive, told.results[1].positive),
        (54, 6)
    );
    assert_eq!(told.benchmark.as_ref().unwrap().percent, Some(61.0));
    assert!(findings.themes[0].findings[1].results[1].withheld);
    let text = yaml::write_codebook(play.book(), &yaml::Remarks::default());
    assert_eq!(
        yaml::read_codebook("c", &text).value.as_ref(),
        Some(play.book())
    );
}

#[test]
fn a_file_that_was_taken_for_something_else_is_read_anew() {
    let (_folder, path) =
        report("Question,Base,%\nWere you told?,131,41%\nWere you seen?,130,90%\n");
    let mut play = Play::of(&path, None, None);
    let results = play.book().clone();
    // Above the periods and the names.
    play.press("end up up enter")
        .sees("What does the file hold?");
    play.text("answers")
        .press("enter")
        .sees("answers, a person a row");
    assert!(play.book().exports[0].results.is_none());
    play.press("u").sees("a table of results, 2 rows");
    assert_eq!(*play.book(), results);
}

#[test]
fn a_column_of_a_table_is_given_another_role() {
    let (_folder, path) = report(
        "Question,Base,Score A,Score B\nWere you told?,131,41%,27%\nWere you seen?,130,90%,80%\n",
    );
    let mut play = Play::of(&path, None, None);
    play.press("2 end enter").sees("not used");
    play.text("percentage")
        .press("enter")
        .sees("Whose and of when");
    play.text("secondary 2026")
        .press("enter")
        .sees("the percentage, secondary 2026");
    let role = |play: &Play, column: &str| {
        let columns = &play.book().exports[0].columns;
        let of = columns.iter().find(|(_, of)| of == column);
        of.map(|(role, _)| role.clone())
    };
    let given = role(&play, "Score_B");
    assert_eq!(given.as_deref(), Some("percentage secondary 2026"));
    play.press("n").sees("not used");
    assert_eq!(role(&play, "Score_B"), None);
}

#[test]
fn of_a_table_of_hospitals_one_is_chosen() {
    let (_folder, path) = report(
        "Hospital,Question,Base,%\nNorthbrook,Were you told?,131,41%\nSouthbrook,Were you told?,22,27%\n",
    );
    let mut play = Play::of(&path, None, None);
    play.sees("which of its 2 hospitals is yours");
    play.press("6")
        .sees("which hospital of report.csv is yours");
    play.press("1 home down down down down down enter")
        .sees("Which hospital is yours?");
    play.press("down enter").sees("Southbrook, of 2");
    assert_eq!(play.book().exports[0].hospital, "Southbrook");
}

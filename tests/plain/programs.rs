//! The other programs as dialogues: each by the numbers that are read out, beside the same by keys.

use std::{cell::RefCell, collections::HashMap, path::PathBuf, rc::Rc};

use jiff::civil::date;
use service_pledge::{
    app::{
        action::Action,
        follow::Following,
        input::{Input, Key},
        keymap::Scope,
        program::Program as _,
        programme::{Browsing, SavedTable},
        shell::{Layer, menu},
        start::{KnownUnit, NewUnit, NextProgram, Starting},
    },
    domain::{
        meeting::Meeting,
        settings::{Palette, Settings},
        stamp::Stamp,
    },
    plain::{Dialogue, Reading, Spoken},
    programme::browse::{Browse, BrowsePart},
    store::{follower::Follower, memory::MemoryDisk},
    yaml,
};

use super::{
    piped,
    talk::{assert_speakable, list, word},
};
use crate::{
    harness::{Play, key, northbrook, places, sample},
    import::wizard,
    key_names::assert_filled,
    prepare::Desk,
    walkthrough::welcome,
};

/// A person who works with a program, by keys or by lines.
trait Hands {
    /// Presses keys, or types the numbers that were read out for them.
    fn press(&mut self, keys: &str) -> &mut Self;
    /// Replaces the text of the open field, and is done.
    fn write(&mut self, text: &str) -> &mut Self;
    /// Takes the first row that has these letters.
    fn pick(&mut self, letters: &str) -> &mut Self;
    /// Lists what has these words.
    fn filter(&mut self, words: &str) -> &mut Self;
    /// Lists everything again.
    fn unfilter(&mut self) -> &mut Self;
}

/// The same at a keyboard.
struct Keyboard<S: Spoken> {
    program: S,
    now: Stamp,
}

impl<S: Spoken> Keyboard<S> {
    fn text(&mut self, text: &str) {
        for c in text.chars() {
            self.program.input(Input::Key(Key::char(c)), self.now);
        }
    }
}

/// `true` for a text of several lines, in which Enter is a new line.
fn is_several<S: Spoken>(program: &S) -> bool {
    matches!(program.shell().layers.last(), Some(Layer::Prompt(w)) if w.field.is_several())
}

impl<S: Spoken> Hands for Keyboard<S> {
    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.program.input(Input::Key(key(name)), self.now);
        }
        self
    }

    fn write(&mut self, text: &str) -> &mut Self {
        self.press("end").press(&"bs ".repeat(200));
        self.text(text);
        let done = if is_several(&self.program) {
            "ctrl-s"
        } else {
            "enter"
        };
        self.press(done)
    }

    fn pick(&mut self, letters: &str) -> &mut Self {
        self.text(letters);
        self.press("enter")
    }

    fn filter(&mut self, words: &str) -> &mut Self {
        self.press("/");
        self.text(words);
        self.press("enter")
    }

    fn unfilter(&mut self) -> &mut Self {
        self.press("/ esc")
    }
}

/// A person at a dialogue, who types only numbers that were read out, and text.
struct Voice<S: Spoken> {
    program: S,
    dialogue: Dialogue,
    now: Stamp,
    said: String,
    latest: String,
    /// The numbers that were read out, by the word after them and by how many layers they stood on.
    choices: Vec<HashMap<String, usize>>,
}

impl<S: Spoken> Voice<S> {
    fn new(program: S, now: Stamp) -> Self {
        let mut voice = Self {
            program,
            dialogue: Dialogue::default(),
            now,
            said: String::new(),
            latest: String::new(),
            choices: Vec::new(),
        };
        let words = voice.dialogue.open(&mut voice.program, now);
        voice.hear(&words);
        voice
    }

    fn hear(&mut self, words: &str) {
        assert_speakable(words);
        assert_filled(words);
        self.said.push_str(words);
        self.latest.push_str(words);
        let depth = self.program.shell().layers.len();
        self.choices.truncate(depth + 1);
        self.choices.resize_with(depth + 1, HashMap::new);
        let list = words.rsplit_once("You can:\n").map(|(_, list)| list);
        if list.is_some() {
            self.choices[depth].clear();
        }
        for line in list.unwrap_or(words).lines() {
            if let Some((number, rest)) = line.split_once(". ")
                && let Ok(number) = number.parse()
            {
                let word = match rest.rsplit_once('(') {
                    Some((_, word)) => word.trim_end_matches(')').to_owned(),
                    None => rest.to_lowercase(),
                };
                self.choices[depth].insert(word, number);
            }
        }
    }

    fn type_in(&mut self, line: &str) -> &mut Self {
        self.latest.clear();
        let mut words = self.dialogue.tick(&mut self.program, self.now);
        words.push_str(&self.dialogue.answer(&mut self.program, line, self.now));
        self.hear(&words);
        self
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let heard = self.latest.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(heard.contains(words), "{words:?} was not said:\n{heard}");
        self
    }

    /// Rows and the row under the mark, in the whole list.
    fn list(&self) -> Option<(usize, usize)> {
        let (rows, at) = list(&self.program.view(self.now))?;
        Some(match self.program.long_list() {
            Some((first, all)) => (all, first + at),
            None => (rows, at),
        })
    }

    #[track_caller]
    fn press_one(&mut self, name: &str) {
        if matches!(self.program.shell().layers.last(), Some(Layer::Prompt(_))) {
            self.type_in(match name {
                "enter" | "ctrl-s" => "",
                "esc" => "/leave",
                other => panic!("{other} is no key for a text"),
            });
            return;
        }
        let scope = self.program.shell().layers.last();
        let scope = scope.and_then(|l| l.scopes().last().copied());
        let menu = menu(&self.program);
        let pressed = menu.iter().find(|e| e.row.keys.contains(&key(name)));
        let action = pressed
            .unwrap_or_else(|| panic!("{name} does nothing here:\n{}", self.latest))
            .row
            .action;
        let line = match (action, self.list(), scope) {
            (Action::Open, Some((_, at)), Some(Scope::Choose)) => at + 1,
            (Action::Up, Some((_, at)), _) => at.max(1),
            (Action::Down, Some((rows, at)), _) => (at + 2).min(rows),
            (Action::First, Some(_), _) => 1,
            (Action::Last, Some((rows, _)), _) => rows,
            _ => {
                let row = menu.iter().find(|e| e.row.action == action).unwrap().row;
                self.number_of(&word(row))
            }
        };
        self.type_in(&line.to_string());
    }

    #[track_caller]
    fn number_of(&mut self, word: &str) -> usize {
        let depth = self.program.shell().layers.len();
        if !self.choices[depth].contains_key(word) {
            self.type_in("0");
        }
        *self.choices[depth]
            .get(word)
            .unwrap_or_else(|| panic!("{word:?} is not offered:\n{}", self.said))
    }
}

impl<S: Spoken> Hands for Voice<S> {
    #[track_caller]
    fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.press_one(name);
        }
        self
    }

    fn write(&mut self, text: &str) -> &mut Self {
        let several = is_several(&self.program);
        self.type_in(text);
        if several {
            self.type_in(".");
        }
        self
    }

    fn pick(&mut self, letters: &str) -> &mut Self {
        self.type_in(letters).type_in("1")
    }

    fn filter(&mut self, words: &str) -> &mut Self {
        let number = self.number_of("/");
        self.type_in(&number.to_string());
        assert!(self.latest.lines().count() < 8, "{}", self.latest);
        self.type_in(words)
    }

    fn unfilter(&mut self) -> &mut Self {
        let number = self.number_of("/");
        self.type_in(&number.to_string()).type_in("esc")
    }
}

fn prepared(hands: &mut impl Hands) {
    hands.press("1 enter").write("Harbour Breast Unit");
    hands
        .press("down down down enter")
        .write("24 november 2026");
    hands.press("2 enter").write("Ama Boateng");
    hands.press("down enter").write("Jo Ellis");
    hands.press("3 a").write("Parking");
    hands
        .press("s")
        .write("We will tell you where you can park.");
    hands.press("y").write("2019").press("K K");
    hands.press("5 a enter").write("Say where there is room");
    hands.press("6 down a enter + f");
    hands.press("7 enter").write("Nurses: 01632 960 123");
    hands.press("down enter").write("10 working days");
    hands.press("8 s");
}

#[test]
fn a_preparation_by_its_numbers_is_the_preparation_by_its_keys() {
    let files = [
        "/unit/findings.yaml",
        "/unit/agenda.yaml",
        "/unit/booklet.yaml",
    ];
    let of = |disk: &MemoryDisk| files.map(|path| disk.file(path.as_ref()).unwrap());
    let desk = Desk::of_template("primary");
    let before = of(&desk.disk);
    let mut keys = Keyboard {
        program: desk.preparing,
        now: desk.now,
    };
    prepared(&mut keys);
    let by_keys = of(&desk.disk);
    let desk = Desk::of_template("primary");
    let mut voice = Voice::new(desk.preparing, desk.now);
    voice.sees("Step 1 of 8: Meeting.");
    prepared(&mut voice);
    voice.sees("Saved in the folder.");
    let by_voice = of(&desk.disk);
    for ((path, one), (other, before)) in files
        .iter()
        .zip(by_keys)
        .zip(by_voice.into_iter().zip(before))
    {
        assert!(one == other, "{path} is another one");
        assert!(one != before, "{path} is as it was");
    }
}

fn imported(hands: &mut impl Hands) {
    hands.press("enter").write("Northbrook Breast Unit");
    hands.press("down down enter").write("Patient survey 2026");
    hands.press("down down enter").pick("describes");
    hands.press("down down x esc");
    hands.press("3 end x a A a a");
    hands.press("4 n").write("Waiting in clinic");
    hands.press("home down m").pick("wait");
    hands.press("5").filter("rang back");
    hands.press("enter r h esc").unfilter();
    hands.press("6 s");
}

#[test]
fn an_import_by_its_numbers_is_the_import_by_its_keys() {
    let play = wizard::Play::new();
    let mut keys = Keyboard {
        program: play.wizard,
        now: play.now,
    };
    imported(&mut keys);
    let by_keys = play.saved.borrow().clone().unwrap();
    let play = wizard::Play::new();
    let mut voice = Voice::new(play.wizard, play.now);
    voice.sees("Step 1 of 6: Export.");
    imported(&mut voice);
    voice.sees("The findings are saved");
    assert_eq!(play.saved.borrow().as_ref(), Some(&by_keys));
    assert_eq!(voice.program.codebook(), keys.program.codebook());
    // Cells of columns that say who answered are in no sentence either.
    assert!(!voice.said.contains("192.0.2."), "{}", voice.said);
}

type Written = Rc<RefCell<Vec<(String, SavedTable)>>>;

fn browsing() -> (Browsing, Written) {
    let parts = [
        "northbrook-2023/outcome.yaml",
        "northbrook-finished/outcome.yaml",
    ]
    .map(|path| {
        let outcome = yaml::read_outcome(path, &sample(path)).value.unwrap();
        BrowsePart::of(path, &outcome, date(2027, 7, 1), 60)
    });
    // Often enough that the list is long.
    let parts = (0..3).flat_map(|_| parts.clone());
    let written = Written::default();
    let hook = {
        let written = Rc::clone(&written);
        Box::new(move |name: &str, table: &SavedTable| {
            written.borrow_mut().push((name.to_owned(), table.clone()));
            Ok(name.to_owned())
        })
    };
    let title = "Service Pledge, North".to_owned();
    let browse = Browse::of(parts);
    let browsing = Browsing::new(title, browse, Vec::new(), Palette::RoomLight, hook);
    (browsing, written)
}

fn browsed(hands: &mut impl Hands) {
    hands.press("2 end up").filter("ring");
    hands.press("s r down enter esc e").write("ring.csv");
    hands.press("esc e").write("all.csv");
}

#[test]
fn a_programme_by_its_numbers_is_the_programme_by_its_keys() {
    let now = "2027-07-01T09:00:00+00:00".parse().unwrap();
    let (program, by_keys) = browsing();
    let mut keys = Keyboard { program, now };
    browsed(&mut keys);
    let (program, by_voice) = browsing();
    let mut voice = Voice::new(program, now);
    voice.sees("Table 1 of 5: Units.");
    browsed(&mut voice);
    voice.sees("saved in all.csv.");
    assert_eq!(by_keys, by_voice);
    let written = by_voice.borrow();
    assert!(written[0].1.rows.len() < written[1].1.rows.len());
    // A part of a long list at a time, and the number of any row goes there.
    voice.type_in("goals").type_in("");
    voice.sees("Rows 1 to 20 of ");
    voice.type_in("25").sees("Rows 21 to 40 of ");
    voice.sees("You are at 25: ");
    assert!(!voice.latest.contains("\n1. "), "{}", voice.latest);
}

fn first() -> (Starting, Rc<RefCell<Vec<NewUnit>>>) {
    let made = Rc::new(RefCell::new(Vec::new()));
    let hook = {
        let made = Rc::clone(&made);
        Box::new(move |new: &NewUnit| {
            made.borrow_mut().push(new.clone());
            Ok(KnownUnit {
                folder: new.folder.clone(),
                name: new.name.clone(),
                state: "being prepared".to_owned(),
                ..KnownUnit::default()
            })
        })
    };
    let templates = ["primary", "general"].map(|name| (name.to_owned(), String::new()));
    let starting = Starting::new(Vec::new(), &templates, Palette::RoomLight, hook);
    (starting, made)
}

fn started(hands: &mut impl Hands) {
    hands.press("n").pick("gen").write("Harbour");
    hands.write("/units/harbour").press("enter");
    hands.press("p");
}

#[test]
fn the_first_page_by_its_numbers_is_the_first_page_by_its_keys() {
    let now = "2027-06-01T09:00:00+00:00".parse().unwrap();
    let (program, by_keys) = first();
    let mut keys = Keyboard { program, now };
    started(&mut keys);
    let (program, by_voice) = first();
    let mut voice = Voice::new(program, now);
    voice.sees("What would you like to open?");
    started(&mut voice);
    assert_eq!(by_keys, by_voice);
    assert_eq!(by_voice.borrow()[0].name, "Harbour");
    let chosen = Some(NextProgram::Prepare(PathBuf::from("/units/harbour")));
    assert_eq!(voice.program.chosen(), chosen.as_ref());
    assert_eq!(keys.program.chosen(), chosen.as_ref());
}

/// A follower that is read out.
struct Heard {
    following: Following<MemoryDisk>,
    reading: Reading,
    said: String,
}

impl Heard {
    fn of(play: &Play, desk: bool) -> Self {
        let follower = Follower::<Meeting, _>::new(play.disk.clone(), places());
        let mut heard = Self {
            following: Following::new(follower, desk, Settings::default()),
            reading: Reading::default(),
            said: String::new(),
        };
        heard.said = heard.reading.open(&mut heard.following, play.now);
        heard
    }

    /// News since the last page.
    fn news(&mut self, play: &Play) -> String {
        let news = self.reading.tick(&mut self.following, play.now);
        assert_speakable(&news);
        assert_filled(&news);
        self.said.push_str(&news);
        news
    }
}

#[test]
fn a_wall_and_notes_say_what_is_new_and_never_the_clock_alone() {
    let mut play = Play::new(northbrook());
    let (mut wall, mut notes) = (Heard::of(&play, false), Heard::of(&play, true));
    let first = wall.news(&play);
    assert!(first.contains("Stage 1 of 7: Welcome."), "{first}");
    assert!(first.contains("0 of 10 here."), "{first}");
    assert!(!first.contains("You are at"), "{first}");
    let first = notes.news(&play);
    assert!(first.contains("10 people are not here yet."), "{first}");
    play.press("space");
    let news = wall.news(&play);
    assert!(news.contains("1 of 10 here."), "{news}");
    assert!(news.contains("Jo Ellis. Ticked."), "{news}");
    assert!(news.lines().count() < 6, "{news}");
    let news = notes.news(&play);
    assert!(news.contains("9 people are not here yet."), "{news}");
    welcome(&mut play);
    wall.news(&play);
    notes.news(&play);
    play.wait(61);
    assert_eq!([wall.news(&play), notes.news(&play)], ["", ""]);
    // What is typed is read once it is there.
    play.press("3 g").text("Two nurses on the tele");
    wall.news(&play);
    play.text("phone rota").press("enter");
    wall.news(&play);
    assert!(
        !wall.said.contains("Two nurses on the tele\n"),
        "{}",
        wall.said
    );
    notes.news(&play);
    play.press("b");
    assert_eq!(wall.news(&play), "The wall is blank.\n");
    assert_eq!(notes.news(&play), "");
    play.press("esc");
    assert!(wall.news(&play).contains("Waiting in clinic"));
}

#[test]
fn what_is_held_back_is_heard_of_the_notes_and_never_of_the_wall() {
    let began = northbrook();
    let held = began.findings.themes.iter().flat_map(|t| &t.comments);
    let held: Vec<String> = held
        .filter(|c| c.hold)
        .map(|c| c.text.chars().take(30).collect())
        .collect();
    let mut play = Play::new(began);
    let (mut wall, mut notes) = (Heard::of(&play, false), Heard::of(&play, true));
    play.press("3");
    for _ in 0..6 {
        for key in ["c", "j", "j", "j", "j", "esc", "tab"] {
            play.press(key);
            wall.news(&play);
            notes.news(&play);
        }
    }
    let flat = |said: &str| said.split_whitespace().collect::<Vec<_>>().join(" ");
    let (wall, notes) = (flat(&wall.said), flat(&notes.said));
    assert!(held.iter().any(|words| notes.contains(words)), "{notes}");
    assert!(held.iter().all(|words| !wall.contains(words)), "{wall}");
}

/// A copy of the sample's unit that is prepared.
fn unit() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    for name in ["findings.yaml", "agenda.yaml", "booklet.yaml"] {
        let text = sample(&format!("northbrook/{name}")).replace("previous:", "# previous:");
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

#[test]
fn every_program_is_a_dialogue_from_a_pipe() {
    let folder = unit();
    let unit = folder.path().display().to_string();
    let into = folder.path().join("new").display().to_string();
    let export = format!(
        "{}/sample-data/northbrook-survey.csv",
        env!("CARGO_MANIFEST_DIR")
    );
    let finished = format!(
        "{}/sample-data/northbrook-finished",
        env!("CARGO_MANIFEST_DIR")
    );
    let calls: [(&[&str], &str, &str); 6] = [
        (
            &["--plain"],
            "sample\nthemes\nquit\n",
            "Stage 3 of 7: Themes.",
        ),
        (
            &["prepare", "--plain", &unit],
            "3\nenter\nAutumn meeting\nctrl-s\nquit\n",
            "Saved in ",
        ),
        (
            &["import", "--plain", &export, "-o", &into],
            "enter\nHarbour\ncolumns\nquit\n",
            "Step 2 of 6: Columns.",
        ),
        (
            &["programme", "--plain", &finished],
            "due\nquit\n",
            "Table 3 of 5: Due.",
        ),
        (&["wall", "--plain", &unit], "", "Waiting for the meeting"),
        (&["notes", "--plain", &unit], "", "Waiting for the meeting"),
    ];
    for (arguments, lines, heard) in calls {
        let (code, out, error) = piped(arguments, lines);
        assert_eq!((code, error.as_str()), (0, ""), "{arguments:?}\n{out}");
        assert!(out.contains(heard), "{arguments:?}\n{out}");
        assert!(!out.contains('\u{1b}'), "{out}");
    }
    let agenda = std::fs::read_to_string(folder.path().join("agenda.yaml")).unwrap();
    assert!(agenda.contains("Autumn meeting"), "{agenda}");
    assert!(folder.path().join("new/codebook.yaml").exists());
}

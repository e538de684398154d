//! Test harness of a meeting without a terminal: keys in, screens out, on a disk in memory and with a fake clock.

pub(crate) mod outside;

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
};
use service_pledge::{
    app::{
        input::{Code, Input, Key},
        meeting::App,
        program::Program,
    },
    domain::{
        findings::Findings,
        meeting::{Began, Mark, Meeting},
        outcome::Outcome,
        people::Person,
        stamp::Stamp,
    },
    store::{memory::MemoryDisk, places::Places, session::Session},
    tui::{self, Appearance},
    yaml,
};

pub(crate) use self::outside::{Outside, reference, requires, wine};
use crate::key_names::assert_filled;

/// A sample file's text.
pub(crate) fn sample(name: &str) -> String {
    let path = format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// Beginning of the sample meeting.
pub(crate) fn northbrook() -> Began {
    static READ: OnceLock<Began> = OnceLock::new();
    READ.get_or_init(read_northbrook).clone()
}

fn read_northbrook() -> Began {
    let findings = yaml::read_findings("findings.yaml", &sample("northbrook/findings.yaml"));
    let agenda = yaml::read_agenda("agenda.yaml", &sample("northbrook/agenda.yaml"));
    let previous = yaml::read_outcome("outcome.yaml", &sample("northbrook-2023/outcome.yaml"));
    Began {
        id: "m-northbrook".into(),
        findings: findings.value.expect("the sample's findings are read"),
        agenda: agenda.value.expect("the sample's agenda is read").agenda,
        previous: Some(previous.value.expect("the sample's outcome is read")),
        outcome: None,
    }
}

/// The sample meeting with more people: six patients and eight of the team, so that every group can be shown exactly.
pub(crate) fn crowd() -> Began {
    let mut began = northbrook();
    let more = [
        ("tess", "Tess Adair", "patient"),
        ("una", "Una Birch", "patient"),
        ("vi", "Vi Crane", "patient"),
        ("omar", "Omar Finch", "mdt"),
        ("pia", "Pia Grant", "mdt"),
    ];
    began
        .agenda
        .people
        .extend(more.map(|(id, name, group)| Person {
            id: id.into(),
            name: name.into(),
            group: Some(group.into()),
            ..Person::default()
        }));
    began
}

/// A meeting of a unit that has nothing yet.
pub(crate) fn nothing() -> Began {
    Began {
        id: "m-nothing".into(),
        findings: Findings::default(),
        ..Began::default()
    }
}

pub(crate) fn places() -> Places {
    Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    }
}

/// A meeting being played.
pub(crate) struct Play {
    pub app: App<MemoryDisk>,
    pub disk: MemoryDisk,
    pub now: Stamp,
    pub size: (u16, u16),
}

impl Play {
    /// A meeting that begins at 13:00 on the sample's day, at 80 by 22.
    pub(crate) fn new(began: Began) -> Self {
        Self::on(MemoryDisk::default(), began, "2026-11-24T12:58:00+00:00")
    }

    /// A meeting that is opened, or begins, on a disk.
    pub(crate) fn on(disk: MemoryDisk, began: Began, at: &str) -> Self {
        let now: Stamp = at.parse().unwrap();
        let app = Self::opened(&disk, began, now);
        let mut play = Self {
            app,
            disk,
            now,
            size: (80, 22),
        };
        play.resize(80, 22);
        play
    }

    fn opened(disk: &MemoryDisk, began: Began, now: Stamp) -> App<MemoryDisk> {
        let session =
            Session::<Meeting, _>::open(disk.clone(), places(), "a test", now, || Ok(began))
                .unwrap();
        App::new(
            session,
            PathBuf::from("/unit/outcome.yaml"),
            yaml::write_outcome,
            now,
        )
        .with_random(Box::new(|| Ok(4)))
    }

    /// Closes the program and opens it again.
    pub(crate) fn reopen(self) -> Self {
        self.opened_again(false)
    }

    /// The same, on the facilitator's own screen.
    pub(crate) fn reopen_at_the_desk(self) -> Self {
        self.opened_again(true)
    }

    fn opened_again(self, desk: bool) -> Self {
        let Self {
            app,
            disk,
            now,
            size,
        } = self;
        drop(app);
        disk.restart();
        let app = Self::opened(&disk, nothing(), now);
        let mut play = Self {
            app,
            disk,
            now,
            size,
        };
        if desk {
            play.app.at_the_desk();
        }
        play.resize(size.0, size.1);
        play
    }

    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.input(Input::Resize(columns, rows));
    }

    /// Advances the clock.
    pub(crate) fn wait(&mut self, seconds: i64) -> &mut Self {
        let total = self.now.seconds() + seconds;
        let local = jiff::Timestamp::from_second(total)
            .unwrap()
            .to_zoned_datetime(jiff::tz::TimeZone::UTC);
        self.now = Stamp::new(local.datetime(), 0);
        self.app.input(Input::Tick, self.now);
        self
    }

    /// Presses keys, written with blanks between: `j`, `space`, `enter`, `esc`, `pgdn`, `ctrl-s`.
    pub(crate) fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.input(Input::Key(key(name)));
        }
        self
    }

    /// Presses keys without drawing.
    pub(crate) fn press_unseen(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            self.app.input(Input::Key(key(name)), self.now);
        }
        self
    }

    /// Report of the last drawing.
    pub(crate) fn drawn(&self) -> tui::DrawReport {
        self.draw().1
    }

    /// Handles an input and draws.
    pub(crate) fn input(&mut self, input: Input) -> &mut Self {
        self.app.input(input, self.now);
        let drawn = self.draw().1;
        self.app.drawn(drawn.scroll_max, drawn.page_height);
        self
    }

    /// Clicks on the first occurrence of a text.
    #[track_caller]
    pub(crate) fn click(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        let found = screen.lines().enumerate().find_map(|(y, line)| {
            let x = line.find(words)?;
            Some((line[..x].chars().count(), y))
        });
        let (x, y) = found.unwrap_or_else(|| panic!("{words:?} is not there:\n{screen}"));
        let target = self
            .draw()
            .1
            .target(u16::try_from(x).unwrap(), u16::try_from(y).unwrap());
        if let Some(target) = target {
            self.input(Input::Click(target));
        }
        self
    }

    /// Types a text, one key a character; drawn once, after the last.
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.app.input(Input::Key(Key::char(c)), self.now);
        }
        let drawn = self.draw().1;
        self.app.drawn(drawn.scroll_max, drawn.page_height);
        self
    }

    /// The screen as text, without trailing blanks.
    pub(crate) fn screen(&self) -> String {
        let grid = tui::text_grid(&self.buffer());
        assert_filled(&grid);
        let lines: Vec<_> = grid.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    /// Roles of the screen, a letter for each cell.
    pub(crate) fn roles(&self) -> String {
        tui::role_grid(&self.buffer(), Appearance::default())
    }

    pub(crate) fn buffer(&self) -> Buffer {
        self.draw().0
    }

    fn draw(&self) -> (Buffer, tui::DrawReport) {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        let drawn = tui::draw(&mut buffer, &self.app.view(self.now), Appearance::default());
        (buffer, drawn)
    }

    /// Fails unless the screen contains the text.
    #[track_caller]
    pub(crate) fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(words),
            "the screen does not say {words:?}:\n{screen}"
        );
        self
    }

    /// Fails if the screen contains the text.
    #[track_caller]
    pub(crate) fn does_not_see(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(words),
            "the screen says {words:?}:\n{screen}"
        );
        self
    }

    /// Outcome of the meeting as it stands.
    pub(crate) fn outcome(&self) -> Outcome {
        self.meeting().outcome(&Mark::default(), self.now)
    }

    pub(crate) fn meeting(&self) -> &Meeting {
        self.app.meeting()
    }

    /// A file on the disk, as text.
    pub(crate) fn file(&self, path: &str) -> Option<String> {
        self.disk
            .file(Path::new(path))
            .map(|b| String::from_utf8(b).unwrap())
    }
}

/// The different symbols of a screen: few beside its cells, so that a test can look at each.
pub(crate) fn symbols(buffer: &Buffer) -> HashSet<&str> {
    buffer.content().iter().map(Cell::symbol).collect()
}

/// The key of a name in a script.
pub(crate) fn key(name: &str) -> Key {
    if let Some(c) = name.strip_prefix("ctrl-") {
        return Key::ctrl(c.chars().next().unwrap());
    }
    let code = match name {
        "space" => Code::Char(' '),
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "bs" => Code::Backspace,
        "delete" => Code::Delete,
        "insert" => Code::Insert,
        "begin" => Code::Begin,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        f if f.len() == 2 && f.starts_with('f') => Code::F(f[1..].parse().unwrap()),
        one if one.chars().count() == 1 => Code::Char(one.chars().next().unwrap()),
        other => panic!("no key is called {other}"),
    };
    Key::plain(code)
}

/// Any program's screen as text.
pub(crate) fn screen_of(program: &impl Program, now: Stamp, size: (u16, u16)) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    tui::draw(&mut buffer, &program.view(now), Appearance::default());
    let grid = tui::text_grid(&buffer);
    assert_filled(&grid);
    grid
}

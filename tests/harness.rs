//! A meeting without a terminal: keys in, screens out, on a disk in memory and a clock that is told the time.

use std::path::{Path, PathBuf};

use ratatui::{buffer::Buffer, layout::Rect};
use service_pledge::{
    app::{
        App,
        input::{Code, Input, Key},
        program::Program,
    },
    domain::{
        findings::Findings,
        meeting::{Began, Meeting},
        stamp::Stamp,
    },
    store::{memory::MemoryDisk, places::Places, session::Session},
    tui::{self, Look},
    yaml,
};

/// A sample file's text.
pub fn sample(name: &str) -> String {
    let path = format!("{}/sample-data/{name}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{path}: {e}"))
}

/// What the sample meeting begins with.
pub fn northbrook() -> Began {
    let findings = yaml::read_findings("findings.yaml", &sample("northbrook/findings.yaml"));
    let agenda = yaml::read_agenda("agenda.yaml", &sample("northbrook/agenda.yaml"));
    let previous = yaml::read_outcome("outcome.yaml", &sample("northbrook-2023/outcome.yaml"));
    Began {
        id: "m-northbrook".into(),
        findings: findings.value.expect("the sample's findings are read"),
        agenda: agenda.value.expect("the sample's agenda is read").agenda,
        previous: Some(previous.value.expect("the sample's outcome is read")),
    }
}

/// A meeting of a unit that has nothing yet.
pub fn nothing() -> Began {
    Began {
        id: "m-nothing".into(),
        findings: Findings::default(),
        ..Began::default()
    }
}

pub fn places() -> Places {
    Places {
        folder: PathBuf::from("/unit"),
        local: PathBuf::from("/local"),
    }
}

/// A meeting being played.
pub struct Play {
    pub app: App<MemoryDisk>,
    pub disk: MemoryDisk,
    pub now: Stamp,
    pub size: (u16, u16),
}

impl Play {
    /// A meeting that begins at 13:00 on the sample's day, at 80 by 22.
    pub fn new(began: Began) -> Self {
        Self::on(MemoryDisk::default(), began, "2026-11-24T12:58:00+00:00")
    }

    /// A meeting that is opened, or begins, on a disk.
    pub fn on(disk: MemoryDisk, began: Began, at: &str) -> Self {
        let now: Stamp = at.parse().unwrap();
        let session =
            Session::<Meeting, _>::open(disk.clone(), places(), "a test", now, || Ok(began))
                .unwrap();
        let app = App::new(
            session,
            PathBuf::from("/unit/outcome.yaml"),
            yaml::write_outcome,
            now,
        );
        let mut play = Self {
            app,
            disk,
            now,
            size: (80, 22),
        };
        play.resize(80, 22);
        play
    }

    /// The program is gone, and is opened again.
    pub fn reopen(self) -> Self {
        let Self {
            app,
            disk,
            now,
            size,
        } = self;
        drop(app);
        disk.restart();
        let mut play = Self::on(disk, nothing(), &now.to_string());
        play.resize(size.0, size.1);
        play
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.size = (columns, rows);
        self.app.input(Input::Resize(columns, rows), self.now);
    }

    /// Time goes by.
    pub fn wait(&mut self, seconds: i64) -> &mut Self {
        let total = self.now.seconds() + seconds;
        let local = jiff::Timestamp::from_second(total)
            .unwrap()
            .to_zoned(jiff::tz::TimeZone::UTC);
        self.now = Stamp::new(local.datetime(), 0);
        self.app.input(Input::Tick, self.now);
        self
    }

    /// Presses keys, written with blanks between: `j`, `space`, `enter`, `esc`, `pgdn`, `ctrl-s`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            let key = key(name);
            self.app.input(Input::Key(key), self.now);
        }
        self
    }

    /// Types a text, one key a character.
    pub fn text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.app.input(Input::Key(Key::char(c)), self.now);
        }
        self
    }

    /// The screen as text, without blanks at the ends of lines.
    pub fn screen(&self) -> String {
        tui::text_grid(&self.buffer())
            .lines()
            .map(str::trim_end)
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The screen's roles, a letter a cell.
    pub fn roles(&self) -> String {
        tui::role_grid(&self.buffer(), Look::default())
    }

    pub fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        tui::draw(&mut buffer, &self.app.view(self.now), Look::default());
        buffer
    }

    /// Fails unless the screen says this.
    #[track_caller]
    pub fn sees(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            screen.contains(words),
            "the screen does not say {words:?}:\n{screen}"
        );
        self
    }

    /// Fails where the screen says this.
    #[track_caller]
    pub fn does_not_see(&mut self, words: &str) -> &mut Self {
        let screen = self.screen();
        assert!(
            !screen.contains(words),
            "the screen says {words:?}:\n{screen}"
        );
        self
    }

    pub fn meeting(&self) -> &Meeting {
        self.app.meeting()
    }

    /// A file on the disk, as text.
    pub fn file(&self, path: &str) -> Option<String> {
        self.disk
            .file(Path::new(path))
            .map(|b| String::from_utf8(b).unwrap())
    }
}

fn key(name: &str) -> Key {
    if let Some(c) = name.strip_prefix("ctrl-") {
        return Key::ctrl(c.chars().next().unwrap());
    }
    let code = match name {
        "space" => Code::Char(' '),
        "enter" => Code::Enter,
        "esc" => Code::Esc,
        "tab" => Code::Tab,
        "bs" => Code::Backspace,
        "up" => Code::Up,
        "down" => Code::Down,
        "left" => Code::Left,
        "right" => Code::Right,
        "home" => Code::Home,
        "end" => Code::End,
        "pgup" => Code::PageUp,
        "pgdn" => Code::PageDown,
        "f1" => Code::F(1),
        one if one.chars().count() == 1 => Code::Char(one.chars().next().unwrap()),
        other => panic!("no key is called {other}"),
    };
    Key::plain(code)
}

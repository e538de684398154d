//! Driver of the dialogue, which types the keys of a script as the numbers that were read out for them.

use std::collections::HashMap;

use service_pledge::{
    app::{
        action::Action,
        cards::{Block, View, leaves},
        input::{Code, Key},
        keymap::{Binding, Scope},
        meeting::ui::{MeetingLayer, Sheet},
        program::Program as _,
        shell::menu,
    },
    plain::Dialogue,
};

use crate::{
    harness::{Play, key},
    key_names::assert_filled,
    walkthrough::Room,
};

/// A person at a dialogue who knows the script's keys, and types only what was read out: numbers, and text.
pub(crate) struct Talk {
    pub(super) play: Play,
    dialogue: Dialogue,
    /// Everything that was said.
    pub(super) said: String,
    /// With what was typed before it, for people to read.
    pub(super) transcript: String,
    /// Every line that was typed.
    pub(crate) typed: Vec<String>,
    /// Text since the last request of the script.
    pub(super) latest: String,
    /// The numbers that were read out, by the word after them and by how many layers they stood on.
    pub(super) choices: Vec<HashMap<String, usize>>,
    /// Text that the script has typed and not ended yet.
    pending: Option<String>,
    /// Ballots so far.
    ballots: usize,
}

impl Talk {
    pub(crate) fn new(play: Play) -> Self {
        let mut talk = Self {
            play,
            dialogue: Dialogue::default(),
            said: String::new(),
            transcript: String::new(),
            typed: Vec::new(),
            latest: String::new(),
            choices: Vec::new(),
            pending: None,
            ballots: 0,
        };
        let words = talk.dialogue.open(&mut talk.play.app, talk.play.now);
        talk.hear(&words);
        talk
    }

    /// Types a line.
    pub(super) fn type_in(&mut self, line: &str) -> &mut Self {
        let now = self.play.now;
        self.typed.push(line.to_owned());
        let mut words = self.dialogue.tick(&mut self.play.app, now);
        let shown = if Dialogue::is_private(&self.play.app) {
            "(not shown)"
        } else {
            line
        };
        self.transcript.extend(["\n> ", shown, "\n"]);
        words.push_str(&self.dialogue.answer(&mut self.play.app, line, now));
        self.hear(&words);
        self
    }

    fn hear(&mut self, words: &str) {
        assert_speakable(words);
        assert_filled(words);
        self.said.push_str(words);
        self.transcript.push_str(words);
        self.latest.push_str(words);
        let depth = self.play.app.ui.shell.layers.len();
        self.choices.truncate(depth + 1);
        self.choices.resize_with(depth + 1, HashMap::new);
        let list = match words.rsplit_once("You can:\n") {
            Some((_, list)) => {
                self.choices[depth].clear();
                list
            }
            None => words,
        };
        for line in list.lines() {
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

    /// The row that a key is of where one stands.
    fn row(&self, key: Key) -> &'static Binding {
        let menu = menu(&self.play.app);
        let action = menu
            .iter()
            .find(|e| e.row.keys.contains(&key))
            .unwrap_or_else(|| panic!("{key:?} does nothing here:\n{}", self.said))
            .row
            .action;
        // What several rows ask for is read out once.
        menu.iter().find(|e| e.row.action == action).unwrap().row
    }

    /// Types the number that was read out for a row.
    #[track_caller]
    fn choose(&mut self, row: &Binding) {
        let word = word(row);
        let depth = self.play.app.ui.shell.layers.len();
        if !self.choices[depth].contains_key(&word) {
            self.type_in("0");
        }
        let number = *self.choices[depth].get(&word).unwrap_or_else(|| {
            panic!(
                "{:?} ({word}) is not offered:\n{}",
                row.label, self.transcript
            )
        });
        self.type_in(&number.to_string());
    }

    fn submit(&mut self, several: bool) {
        match self.pending.take() {
            None => {
                self.type_in("");
            }
            Some(text) if several => {
                for line in text.lines().chain(["."]) {
                    self.type_in(line);
                }
            }
            Some(text) => {
                self.type_in(&text);
            }
        }
    }

    #[track_caller]
    fn press_one(&mut self, name: &str) {
        let top = self.play.app.ui.shell.layers.last();
        if let Some(MeetingLayer::Prompt(writing)) = top {
            let several = writing.field.is_several();
            match name {
                "enter" | "ctrl-s" => self.submit(several),
                "esc" => {
                    self.pending = None;
                    self.type_in("/leave");
                }
                "end" => {}
                "ctrl-u" => self.pending = Some(String::new()),
                other => panic!("{other} is no key for a text"),
            }
            return;
        }
        let scope = top.and_then(|l| l.scopes().last().copied());
        let list = list(&self.play.app.view(self.play.now));
        let row = self.row(key(name));
        match (row.action, list, scope) {
            // A seat is typed as its number, and confirmed by the word that the page says.
            (Action::Seat(_), ..) | (Action::Up | Action::Down, _, Some(Scope::Choose)) => {
                self.type_in(name);
            }
            (Action::TakeSeat, ..) => {
                self.type_in("enter");
            }
            (Action::Open, Some((_, at)), Some(Scope::Choose))
            | (Action::Toggle, Some((_, at)), Some(Scope::ChooseMany)) => {
                self.type_in(&(at + 1).to_string());
            }
            (Action::Up, Some((_, at)), _) => {
                self.type_in(&at.max(1).to_string());
            }
            (Action::Down, Some((rows, at)), _) => {
                self.type_in(&(at + 2).min(rows).to_string());
            }
            (Action::First, Some(_), _) => {
                self.type_in("1");
            }
            (Action::Last, Some((rows, _)), _) => {
                self.type_in(&rows.to_string());
            }
            _ => self.choose(row),
        }
    }
}

impl Room for Talk {
    #[track_caller]
    fn press(&mut self, keys: &str) -> &mut Self {
        self.latest.clear();
        let mut keys = keys.split_whitespace().peekable();
        while let Some(name) = keys.next() {
            let ballot = matches!(
                self.play.app.ui.shell.layers.last(),
                Some(MeetingLayer::Own(Sheet::Ballot(_)))
            );
            if !ballot || !is_mark(name) {
                self.press_one(name);
                continue;
            }
            // Every other ballot is marked in one go.
            self.ballots += 1;
            let mut marks = vec![name];
            while let Some(mark) = keys.next_if(|k| is_mark(k)) {
                marks.push(mark);
            }
            if self.ballots.is_multiple_of(2) {
                self.type_in(&marks.join(" "));
            } else {
                for mark in marks {
                    self.type_in(mark);
                }
            }
        }
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.latest.clear();
        if let Some(MeetingLayer::Prompt(writing)) = self.play.app.ui.shell.layers.last() {
            // What is typed takes the place of what stands there.
            let there = writing.field.text();
            let old = self.pending.take().unwrap_or(there);
            self.pending = Some(format!("{old}{text}"));
        } else {
            self.type_in(text);
        }
        self
    }

    fn wait(&mut self, seconds: i64) -> &mut Self {
        self.play.wait(seconds);
        self
    }

    #[track_caller]
    fn sees(&mut self, words: &str) -> &mut Self {
        let heard = self.latest.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(heard.contains(words), "{words:?} was not said:\n{heard}");
        self
    }

    fn picture(&mut self, _: &str) -> &mut Self {
        self
    }
}

fn is_mark(name: &str) -> bool {
    matches!(name, "0" | "1" | "2" | "3" | "4" | "5" | ".")
}

/// The word that is read out after a row's number.
pub(super) fn word(row: &Binding) -> String {
    let key = row.keys[0];
    let base = match key.code {
        Code::Char(' ') => "space".into(),
        Code::Char(c) if c.is_ascii_digit() => row.label.to_lowercase(),
        Code::Char(c) => c.to_string(),
        Code::F(n) => format!("f{n}"),
        Code::PageUp => "pgup".into(),
        Code::PageDown => "pgdn".into(),
        code => format!("{code:?}").to_lowercase(),
    };
    if key.ctrl {
        format!("ctrl-{base}")
    } else {
        base
    }
}

/// Number of rows to choose from on a page, and the row under the mark.
pub(super) fn list(view: &View) -> Option<(usize, usize)> {
    let docked = view.dock.as_ref().map(|dock| &dock.page);
    let page = docked.or(view.overlay.as_ref()).unwrap_or(&view.page);
    leaves(&page.blocks).into_iter().find_map(|block| {
        let rows: Vec<_> = match block {
            Block::Table { rows, .. } | Block::Fields(rows) => rows.iter().collect(),
            Block::Strips(strips) => strips.rows().collect(),
            _ => return None,
        };
        Some((rows.len(), rows.iter().position(|r| r.selected)?))
    })
}

/// Nothing acts on a terminal or draws on it, and every line is short.
#[track_caller]
pub(super) fn assert_speakable(words: &str) {
    for line in words.lines() {
        let odd = line
            .chars()
            .find(|c| c.is_control() || ('\u{2190}'..='\u{25ff}').contains(c));
        assert_eq!(odd, None, "{line:?}");
        assert_eq!(service_pledge::text::clean(line), line);
        assert!(service_pledge::text::width(line) <= 78, "{line:?}");
        assert!(
            !line.contains("[x]") && !line.contains("[ ]") && !line.contains("  "),
            "{line:?}"
        );
    }
    assert!(words.is_empty() || words.ends_with('\n'), "{words:?}");
}

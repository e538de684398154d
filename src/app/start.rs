//! The first screen, where nothing was asked for: the units opened last, the sample, and a unit to start.
//!
//! Whoever opens the program twice a year should not need a command line for it.

use std::{path::PathBuf, time::Duration};

use super::{
    action::{Action, Begin},
    cards::{Block, Column, Page, Role, Row, Toast, View, line, muted, told},
    dialog::{self, Came, Dialog},
    input::{Code, Input, Key, Target},
    keymap::{self, Binding, Scope},
    meeting::{
        screen::moved,
        ui::{Choice, choice},
    },
    menu::Entry,
    program::Program,
};
use crate::domain::{refusal::Refusal, settings::Palette, stamp::Stamp};

/// A unit that was opened before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Its folder.
    pub folder: PathBuf,
    /// What the unit is called.
    pub name: String,
    /// How its pledge stands, in a few words.
    pub state: String,
    /// Something is overdue.
    pub overdue: bool,
    /// Its meeting is over: it can be looked at again, and pledged again.
    pub over: bool,
}

/// Votes of a round that are still on this computer, although their meeting is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftVotes {
    /// Their box.
    pub file: PathBuf,
    /// The folder of their meeting, where the box says it.
    pub folder: Option<PathBuf>,
    /// How old they are, in a few words.
    pub age: String,
}

impl LeftVotes {
    /// What the row is called: by the folder's own name, since its path has no room.
    fn title(&self) -> String {
        let name = self.folder.as_ref().and_then(|f| f.file_name());
        match name {
            Some(name) => format!("Votes from {}", name.to_string_lossy()),
            None => "Votes left behind".to_owned(),
        }
    }
}

/// A unit to be started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct New {
    /// The template's name; empty where it goes on from a pledge.
    pub template: String,
    /// The folder of the pledge it goes on from.
    pub previous: Option<PathBuf>,
    /// What the unit is called.
    pub name: String,
    /// Where it is to be.
    pub folder: PathBuf,
    /// How long the meeting is to be.
    pub minutes: u32,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// Open a unit's meeting.
    Open(PathBuf),
    /// Prepare it.
    Prepare(PathBuf),
    /// Hold it on a copy.
    Rehearse(PathBuf),
    /// Look at it again.
    Review(PathBuf),
    /// Open the sample.
    Sample,
}

/// Makes a unit's folder; gives it as it is known from then on. Where folders are made is not the app's.
pub type Make = Box<dyn FnMut(&New) -> Result<Known, Refusal>>;

/// Deletes votes that were left behind.
pub type DeleteVotes = Box<dyn FnMut(&LeftVotes) -> Result<(), Refusal>>;

/// Something that was found out beside the screen, which waits for no folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// The units that were opened last, by their folders.
    Units(Vec<PathBuf>),
    /// The state of the unit in a folder; nothing where it is gone.
    Unit(PathBuf, Option<Known>),
    /// A folder that does not answer, and why.
    Silent(PathBuf, String),
    /// Votes that were left behind.
    Votes(Vec<LeftVotes>),
}

/// Gives the next thing that was found out; nothing where there is none by now.
pub type Ask = Box<dyn FnMut() -> Option<News>>;

/// What a text or a list is for; what was said so far comes along.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    Template,
    Name(New),
    Folder(New),
    Minutes(New),
    Delete(LeftVotes),
}

/// The key of a choice that says yes; letters choose, so that any other would do.
const YES: &str = "yes";

/// The first screen.
pub struct Starting {
    units: Vec<Known>,
    left: Vec<LeftVotes>,
    delete: Option<DeleteVotes>,
    templates: Vec<Choice>,
    make: Make,
    /// The rows that are still being read.
    ask: Option<Ask>,
    /// The units that were opened last are not known yet.
    looking: bool,
    /// A key was pressed: the mark stays on what it is on.
    touched: bool,
    at: usize,
    layers: Vec<Dialog<Which>>,
    toast: Option<Toast>,
    palette: Palette,
    over: bool,
    chosen: Option<Chosen>,
}

/// A unit of which only the folder is known.
fn being_read(folder: PathBuf) -> Known {
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    Known {
        name: name.to_string_lossy().into_owned(),
        state: "being looked at".to_owned(),
        folder,
        ..Known::default()
    }
}

impl Starting {
    /// The screen with what is known.
    pub fn new(
        units: Vec<Known>,
        templates: &[(String, String)],
        palette: Palette,
        make: Make,
    ) -> Self {
        Self {
            units,
            left: Vec::new(),
            delete: None,
            templates: templates
                .iter()
                .map(|(name, about)| choice(name.clone(), name.clone(), about.clone()))
                .collect(),
            make,
            ask: None,
            looking: false,
            touched: false,
            at: 0,
            layers: Vec::new(),
            toast: None,
            palette,
            over: false,
            chosen: None,
        }
    }

    /// The same with votes that were left behind, and what deletes them after a yes.
    #[must_use]
    pub fn with_votes(self, left: Vec<LeftVotes>, delete: DeleteVotes) -> Self {
        Self {
            left,
            delete: Some(delete),
            ..self
        }
    }

    /// The same, drawn before anything is read: what `ask` gives at each tick comes in.
    #[must_use]
    pub fn asking(self, ask: Ask) -> Self {
        Self {
            ask: Some(ask),
            looking: true,
            ..self
        }
    }

    /// Takes in what was found out by now.
    fn listen(&mut self) {
        while let Some(news) = self.ask.as_mut().and_then(|ask| ask()) {
            match news {
                News::Units(folders) => {
                    self.looking = false;
                    let before = self.units.len();
                    self.units.extend(folders.into_iter().map(being_read));
                    if self.touched && self.at >= before {
                        self.at += self.units.len() - before;
                    }
                }
                News::Unit(folder, Some(known)) => {
                    if let Some(unit) = self.units.iter_mut().find(|u| u.folder == folder) {
                        *unit = known;
                    }
                }
                News::Unit(folder, None) => {
                    let at = self.units.iter().position(|u| u.folder == folder);
                    if let Some(at) = at {
                        self.units.remove(at);
                        self.at -= usize::from(self.at > at);
                    }
                }
                News::Silent(folder, why) => {
                    if let Some(unit) = self.units.iter_mut().find(|u| u.folder == folder) {
                        unit.state = why;
                    }
                }
                News::Votes(left) => {
                    if self.touched && self.at >= self.own_rows() {
                        self.at += left.len();
                    }
                    self.left.extend(left);
                }
            }
        }
    }

    /// What was chosen; nothing where the screen was left.
    pub fn chosen(&self) -> Option<&Chosen> {
        self.chosen.as_ref()
    }

    fn scopes(&self) -> Vec<Scope> {
        let nearest = match self.layers.last() {
            Some(top) => top.scope(),
            None => Scope::Start,
        };
        keymap::reach(&[nearest], &[])
    }

    fn entries(&self, scopes: &[Scope]) -> Vec<Entry> {
        dialog::entries(scopes, |action| self.available(action))
    }

    fn unit(&self) -> Option<&Known> {
        self.units.get(self.at)
    }

    /// The votes left behind that the mark is on.
    fn votes(&self) -> Option<&LeftVotes> {
        self.left.get(self.at.checked_sub(self.units.len())?)
    }

    /// Where the rows begin that are always there.
    fn own_rows(&self) -> usize {
        self.units.len() + self.left.len()
    }

    /// Units, votes left behind, then the two that are always there.
    fn rows(&self) -> usize {
        self.own_rows() + 2
    }

    fn available(&self, action: Action) -> Result<(), String> {
        let rule = |ok: bool, why: &str| if ok { Ok(()) } else { Err(why.to_owned()) };
        let unit = self.unit();
        match action {
            Action::Begin(Begin::Prepare | Begin::Rehearse) => rule(
                unit.is_some_and(|u| !u.over),
                "Put the mark on a unit whose meeting is still to come.",
            ),
            Action::Begin(Begin::Review | Begin::Again) => rule(
                unit.is_some_and(|u| u.over),
                "Put the mark on a unit whose meeting is over.",
            ),
            // What is done here is begun, and what was begun is not undone from here.
            Action::Undo => rule(false, "There is nothing to undo."),
            Action::Redo => rule(false, "There is nothing to do again."),
            Action::Begin(Begin::DeleteVotes) => rule(
                self.votes().is_some(),
                "Put the mark on votes that were left behind.",
            ),
            _ => Ok(()),
        }
    }

    fn tell(&mut self, role: Role, text: impl Into<String>) {
        self.toast = Some(Toast {
            text: text.into(),
            role,
        });
    }

    fn press(&mut self, key: Key) {
        self.toast = None;
        self.touched = true;
        if key == Key::ctrl('q') || key == Key::ctrl('c') {
            self.over = true;
            return;
        }
        let scopes = self.scopes();
        match (self.layers.last_mut(), keymap::lookup(&scopes, key)) {
            (Some(top), None) => top.key(key),
            (None, None) => {}
            (_, Some(row)) => self.run(row),
        }
    }

    fn run(&mut self, row: &Binding) {
        match self.available(row.action) {
            Ok(()) => self.act(row.action),
            Err(why) => self.tell(Role::Warn, why),
        }
    }

    fn act(&mut self, action: Action) {
        if action == Action::Quit {
            self.over = true;
            return;
        }
        if !self.layers.is_empty() {
            return self.act_over(action);
        }
        let folder = self.unit().map(|u| u.folder.clone());
        match action {
            Action::Help => {
                let scopes = self.scopes();
                self.layers.push(Dialog::Help { at: 0, scopes });
            }
            Action::Colours => self.palette = self.palette.next(),
            Action::Up | Action::Down | Action::First | Action::Last => {
                self.at = moved(self.at, self.rows(), action);
            }
            Action::Open => match folder {
                Some(folder) if self.unit().is_some_and(|u| u.over) => {
                    self.choose(Chosen::Review(folder));
                }
                Some(folder) => self.choose(Chosen::Open(folder)),
                None if self.votes().is_some() => self.ask_to_delete(),
                None if self.at == self.own_rows() => self.start(),
                None => self.choose(Chosen::Sample),
            },
            Action::Begin(Begin::New) => self.start(),
            Action::Begin(Begin::DeleteVotes) => self.ask_to_delete(),
            Action::Begin(Begin::Sample) => self.choose(Chosen::Sample),
            Action::Begin(Begin::Prepare) => self.take(folder, Chosen::Prepare),
            Action::Begin(Begin::Rehearse) => self.take(folder, Chosen::Rehearse),
            Action::Begin(Begin::Review) => self.take(folder, Chosen::Review),
            Action::Begin(Begin::Again) => {
                let name = self.unit().map(|u| u.name.clone()).unwrap_or_default();
                self.ask_where(New {
                    previous: folder,
                    name,
                    ..New::default()
                });
            }
            _ => {}
        }
    }

    fn choose(&mut self, chosen: Chosen) {
        self.chosen = Some(chosen);
        self.over = true;
    }

    fn take(&mut self, folder: Option<PathBuf>, chosen: fn(PathBuf) -> Chosen) {
        if let Some(folder) = folder {
            self.choose(chosen(folder));
        }
    }

    /// Asks what a unit is started from.
    fn start(&mut self) {
        let templates = self.templates.clone();
        self.layers.push(Dialog::choose(
            Which::Template,
            "What is the unit started from?",
            templates,
            0,
        ));
    }

    /// Asks before votes are deleted: their folder may only be away for today.
    fn ask_to_delete(&mut self) {
        let Some(votes) = self.votes().cloned() else {
            return;
        };
        let choices = vec![
            choice("no", "No", "keep them: their folder may come back"),
            choice(YES, "Yes", "delete them: nobody can count them any more"),
        ];
        let title = votes.title();
        self.layers.push(Dialog::choose(
            Which::Delete(votes),
            format!("{title}: delete them for good?"),
            choices,
            0,
        ));
    }

    fn delete(&mut self, votes: &LeftVotes) {
        let Some(delete) = &mut self.delete else {
            return;
        };
        match delete(votes) {
            Ok(()) => {
                self.left.retain(|v| v != votes);
                self.tell(Role::Good, "The votes are deleted.");
            }
            Err(why) => self.tell(Role::Bad, format!("The votes could not be deleted: {why}")),
        }
    }

    /// Asks where a unit is to be: proposed is a folder of its name here.
    fn ask_where(&mut self, new: New) {
        let year = if new.previous.is_some() { "-next" } else { "" };
        let id = crate::domain::preparation::Preparation::fresh_id(&new.name, std::iter::empty());
        self.layers.push(Dialog::write(
            Which::Folder(new),
            "In which folder? It is made where it is not there",
            &format!("{id}{year}"),
            false,
        ));
    }

    fn act_over(&mut self, action: Action) {
        let Some(top) = self.layers.pop() else { return };
        let came = top.act(action, |scopes| self.entries(scopes));
        match came {
            Came::Stays(top) => self.layers.push(top),
            Came::Gone => {}
            Came::Run(row) => self.run(row),
            Came::Written(back, what, text) => match what {
                _ if text.is_empty() => self
                    .layers
                    .push(back.refused("It needs some words.".to_owned())),
                Which::Name(new) => self.ask_where(New { name: text, ..new }),
                Which::Folder(new) => {
                    let folder = PathBuf::from(text);
                    self.layers.push(Dialog::choose(
                        Which::Minutes(New { folder, ..new }),
                        "How long is the meeting to be?",
                        ["60", "90", "120"]
                            .map(|m| choice(m, format!("{m} minutes"), ""))
                            .to_vec(),
                        1,
                    ));
                }
                Which::Template | Which::Minutes(_) | Which::Delete(_) => {}
            },
            Came::Chosen(what, key) => match what {
                Which::Template => self.layers.push(Dialog::write(
                    Which::Name(New {
                        template: key,
                        ..New::default()
                    }),
                    "What is the unit called?",
                    "",
                    false,
                )),
                Which::Minutes(new) => {
                    let minutes = key.parse().unwrap_or(90);
                    self.make(&New { minutes, ..new });
                }
                Which::Delete(votes) => {
                    if key == YES {
                        self.delete(&votes);
                    }
                }
                Which::Name(_) | Which::Folder(_) => {}
            },
        }
    }

    fn make(&mut self, new: &New) {
        match (self.make)(new) {
            Ok(unit) => {
                let text = format!(
                    "{} is there. `pledge import` brings in what patients said; {{Begin(Prepare)}} prepares the meeting.",
                    unit.folder.display()
                );
                self.units.insert(0, unit);
                self.at = 0;
                self.tell(Role::Good, text);
            }
            Err(why) => self.tell(Role::Bad, why),
        }
    }

    fn page(&self) -> Page {
        let mut rows: Vec<Row> = self
            .units
            .iter()
            .enumerate()
            .map(|(i, unit)| Row {
                cells: vec![
                    line(Role::Ink, unit.name.clone()),
                    line(
                        if unit.overdue {
                            Role::Warn
                        } else {
                            Role::Muted
                        },
                        unit.state.clone(),
                    ),
                    line(Role::Muted, unit.folder.display().to_string()),
                ],
                selected: i == self.at,
            })
            .collect();
        for (nth, votes) in self.left.iter().enumerate() {
            let folder = votes.folder.as_ref();
            let folder = folder.map_or_else(
                || "of a meeting that is not known here".to_owned(),
                |f| f.display().to_string(),
            );
            rows.push(Row {
                cells: vec![
                    line(Role::Ink, votes.title()),
                    line(Role::Warn, votes.age.clone()),
                    line(Role::Muted, folder),
                ],
                selected: self.units.len() + nth == self.at,
            });
        }
        let own = self.own_rows();
        for (nth, (what, about)) in [
            ("Start a unit", "out of a template"),
            ("The sample meeting", "of a unit that does not exist"),
        ]
        .into_iter()
        .enumerate()
        {
            rows.push(Row {
                cells: vec![
                    line(Role::Ink, what),
                    line(Role::Muted, about),
                    line(Role::Muted, ""),
                ],
                selected: own + nth == self.at,
            });
        }
        let mut blocks = vec![
            Block::Heading("What would you like to open?".into()),
            Block::Gap,
        ];
        if self.looking {
            blocks.push(muted("Looking for the units that were opened last."));
            blocks.push(Block::Gap);
        } else if self.units.is_empty() {
            blocks.push(muted(
                "No unit was opened on this computer yet. The sample shows a whole meeting in five minutes.",
            ));
            blocks.push(Block::Gap);
        }
        if !self.left.is_empty() {
            blocks.push(told(
                Role::Warn,
                "Votes of a round are still on this computer, but their meeting is not where it was, or the round is closed.",
            ));
            blocks.push(Block::Gap);
        }
        blocks.push(Block::Table {
            columns: vec![
                Column::fill(""),
                Column::words("", 30, 0),
                Column::words("", 34, 1),
            ],
            rows,
        });
        // Below the rows, so that none of them moves with the mark.
        if let Some(folder) = self.votes().and_then(|v| v.folder.as_ref()) {
            blocks.push(Block::Gap);
            blocks.push(muted(format!(
                "These votes were for the meeting in {}.",
                folder.display()
            )));
        }
        Page {
            blocks,
            ..Page::default()
        }
    }
}

impl Program for Starting {
    fn input(&mut self, input: Input, _: Stamp) {
        match input {
            Input::Key(key) | Input::Click(Target::Key(key)) => self.press(key),
            Input::Paste(text) => {
                if let Some(top) = self.layers.last_mut() {
                    top.paste(&text);
                }
            }
            Input::Click(Target::Row(nth)) => self.click(nth),
            Input::Wheel { down } => {
                let code = if down { Code::Down } else { Code::Up };
                self.press(Key::plain(code));
            }
            Input::Signal(_) | Input::HangUp => self.over = true,
            Input::Tick => self.listen(),
            Input::Click(Target::Tab(_)) | Input::Resize(..) | Input::Resumed => {}
        }
    }

    fn view(&self, now: Stamp) -> View {
        let overlay = self
            .layers
            .last()
            .map(|l| l.page(|scopes| self.entries(scopes)));
        View {
            unit: "pledge".to_owned(),
            clock: now.hm(),
            page: self.page(),
            overlay,
            footer: dialog::footer(&self.scopes(), 6, &[], |action| self.available(action)),
            toast: self.toast.clone(),
            palette: self.palette,
            ..View::default()
        }
        .with_keys(keymap::key_name)
    }

    fn rest(&self, _: Stamp) -> Option<Duration> {
        None
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

impl Starting {
    /// A click goes to a row, and a second one on it is as good as Enter.
    fn click(&mut self, nth: usize) {
        let page = match self.layers.last() {
            Some(top) => top.page(|scopes| self.entries(scopes)),
            None => self.page(),
        };
        let rows = page.list();
        if nth >= rows.len() {
            return;
        }
        if rows.iter().position(|r| r.selected) == Some(nth) {
            return self.press(Key::plain(Code::Enter));
        }
        match self.layers.last_mut() {
            Some(top) => top.go_to_row(nth),
            None => self.at = nth,
        }
    }
}

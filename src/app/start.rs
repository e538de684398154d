//! The first screen, shown without a subcommand: units opened before, the sample meeting, and a new unit.
//!
//! People who open the program twice a year should not need its command line.

mod page;

use std::{convert::Infallible, path::PathBuf};

use self::page::StartRow;
use super::{
    action::{Action, Begin},
    cards::{Page, Role, View},
    input::{Input, Target},
    keymap::{Binding, Scope},
    shell::{Choice, Kinds, Picker, Prompt, Scene, State, moved},
};
use crate::domain::{
    preparation::Preparation,
    refusal::{Refusal, allow_if},
    settings::Palette,
    stamp::Stamp,
};

/// A unit that was opened before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownUnit {
    /// Its folder.
    pub folder: PathBuf,
    /// The unit's name.
    pub name: String,
    /// The state of its pledge, in a few words.
    pub state: String,
    /// A goal or a review of its pledge is overdue.
    pub overdue: bool,
    /// Its meeting is over, so it can be reviewed and can pledge again.
    pub over: bool,
}

/// A ballot box that is still on this computer although its meeting is gone.
// Votes are sealed and must not stay on a shared laptop, and no other screen would ever delete these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftVotes {
    /// The file of the ballot box.
    pub file: PathBuf,
    /// The folder of the meeting, if the box names it.
    pub folder: Option<PathBuf>,
    /// The age of the box, in a few words.
    pub age: String,
    /// It is the key of a code card, and holds no votes.
    pub is_key: bool,
}

impl LeftVotes {
    /// The title of the row, with the folder's name.
    fn title(&self) -> String {
        // Without the path, which does not fit a row at 80 columns.
        let name = self.folder.as_ref().and_then(|f| f.file_name());
        let what = if self.is_key { "Codes" } else { "Votes" };
        match name {
            Some(name) => format!("{what} from {}", name.to_string_lossy()),
            None => format!("{what} left behind"),
        }
    }
}

/// A new unit to be created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewUnit {
    /// The template's name; empty if the unit continues an earlier pledge.
    pub template: String,
    /// The folder of the earlier pledge.
    pub previous: Option<PathBuf>,
    /// The unit's name.
    pub name: String,
    /// The folder to create it in.
    pub folder: PathBuf,
    /// The length of the meeting, in minutes.
    pub minutes: u32,
}

/// The program to run after the first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextProgram {
    /// Open a unit's meeting.
    Open(PathBuf),
    /// Prepare it.
    Prepare(PathBuf),
    /// Rehearse it on a copy.
    Rehearse(PathBuf),
    /// Review its pledge.
    Review(PathBuf),
    /// Open the sample.
    Sample,
}

/// Creates a unit's folder and returns the unit for the list. Injected, because `app` touches no disk.
pub type MakeUnit = Box<dyn FnMut(&NewUnit) -> Result<KnownUnit, Refusal>>;

/// Deletes votes that were left behind.
pub type DeleteVotes = Box<dyn FnMut(&LeftVotes) -> Result<(), Refusal>>;

/// A result of the search for units, which runs in threads of its own.
// A network share can hang for a minute. The screen waits for no folder, and each folder holds up its own row only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discovery {
    /// The folders of the units opened before.
    Units(Vec<PathBuf>),
    /// The unit in a folder; `None` if it is gone.
    Unit(PathBuf, Option<KnownUnit>),
    /// A folder that does not answer, with the reason.
    Silent(PathBuf, String),
    /// Ballot boxes whose meeting is gone.
    Votes(Vec<LeftVotes>),
}

/// Returns the next discovery; `None` if there is none yet.
pub type NextDiscovery = Box<dyn FnMut() -> Option<Discovery>>;

/// The types of the first screen's dialogs.
#[derive(Clone, Copy, Debug)]
pub enum StartKinds {}

impl Kinds for StartKinds {
    type Layer = Infallible;
    type Pick = StartPick;
    type Prompt = StartPrompt;
    type Checklist = Infallible;
}

/// A choice on the first screen, with the details of a new unit entered so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartPick {
    /// The template of a new unit.
    Template(String),
    /// The unit, with the length of its meeting.
    Minutes(NewUnit),
    /// Delete these votes.
    Delete(LeftVotes),
    /// Delete nothing.
    Keep,
}

/// A text on the first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartPrompt {
    /// The name of a new unit.
    Name(NewUnit),
    /// Its folder.
    Folder(NewUnit),
}

/// An effect of the first screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StartEffect {
    /// Create a unit's folder.
    Make(NewUnit),
    /// Delete votes.
    Delete(LeftVotes),
}

/// Lengths of a meeting to choose from, in minutes.
const MINUTES: [u32; 3] = [60, 90, 120];

/// The state of the first screen.
pub struct Starting {
    shell: State<StartKinds>,
    units: Vec<KnownUnit>,
    left: Vec<LeftVotes>,
    /// Templates: name and purpose.
    templates: Vec<(String, String)>,
    make: MakeUnit,
    delete: Option<DeleteVotes>,
    discoveries: Option<NextDiscovery>,
    /// The list of units opened before has not arrived yet.
    searching: bool,
    /// A key was pressed, so the selection has to stay on its row.
    touched: bool,
    at: usize,
    chosen: Option<NextProgram>,
}

/// The row of a unit whose folder has not answered yet.
fn being_read(folder: PathBuf) -> KnownUnit {
    // Named by its folder, so that a share that hangs can be recognised.
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    KnownUnit {
        name: name.to_string_lossy().into_owned(),
        state: "being looked at".to_owned(),
        folder,
        ..KnownUnit::default()
    }
}

impl Starting {
    /// The screen with the units known so far.
    pub fn new(
        units: Vec<KnownUnit>,
        templates: &[(String, String)],
        palette: Palette,
        make: MakeUnit,
    ) -> Self {
        Self {
            shell: State::new(palette),
            units,
            left: Vec::new(),
            templates: templates.to_vec(),
            make,
            delete: None,
            discoveries: None,
            searching: false,
            touched: false,
            at: 0,
            chosen: None,
        }
    }

    /// Adds ballot boxes whose meeting is gone, and the function that deletes them.
    #[must_use]
    pub fn with_votes(self, left: Vec<LeftVotes>, delete: DeleteVotes) -> Self {
        Self {
            left,
            delete: Some(delete),
            ..self
        }
    }

    /// Adds the search for units: its discoveries come in at each tick.
    #[must_use]
    pub fn discovering(self, discoveries: NextDiscovery) -> Self {
        Self {
            discoveries: Some(discoveries),
            searching: true,
            ..self
        }
    }

    /// The chosen program; `None` if the screen was left.
    pub fn chosen(&self) -> Option<&NextProgram> {
        self.chosen.as_ref()
    }

    fn take(&mut self, discovery: Discovery) {
        match discovery {
            Discovery::Units(folders) => {
                self.searching = false;
                let before = self.units.len();
                self.units.extend(folders.into_iter().map(being_read));
                // New rows go above the selected one. Without a correction a key pressed at this moment would open
                // another row; before the first key the selection stays at the top, on the unit opened last.
                if self.touched && self.at >= before {
                    self.at += self.units.len() - before;
                }
            }
            Discovery::Unit(folder, Some(known)) => {
                if let Some(unit) = self.units.iter_mut().find(|u| u.folder == folder) {
                    *unit = known;
                }
            }
            Discovery::Unit(folder, None) => {
                // Only a folder that answers and holds no unit any more loses its row. A silent one stays, since a
                // share may be away for today.
                let at = self.units.iter().position(|u| u.folder == folder);
                if let Some(at) = at {
                    self.units.remove(at);
                    self.at -= usize::from(self.at > at);
                }
            }
            Discovery::Silent(folder, why) => {
                if let Some(unit) = self.units.iter_mut().find(|u| u.folder == folder) {
                    unit.state = why;
                }
            }
            Discovery::Votes(left) => {
                if self.touched && self.at >= self.units.len() + self.left.len() {
                    self.at += left.len();
                }
                self.left.extend(left);
            }
        }
    }

    fn leave_for(&mut self, next: NextProgram) {
        self.chosen = Some(next);
        self.shell.is_over = true;
    }

    fn leave_with(&mut self, next: fn(PathBuf) -> NextProgram) {
        if let Some(unit) = self.marked_unit() {
            let next = next(unit.folder.clone());
            self.leave_for(next);
        }
    }

    fn open(&mut self) {
        match self.marked() {
            // A meeting that is over opens at its review, so that nobody holds it a second time by mistake.
            StartRow::Unit(unit) if unit.over => self.leave_with(NextProgram::Review),
            StartRow::Unit(_) => self.leave_with(NextProgram::Open),
            StartRow::Votes(_) => self.ask_to_delete(),
            StartRow::New => self.ask_for_template(),
            StartRow::Sample => self.leave_for(NextProgram::Sample),
        }
    }

    fn ask_for_template(&mut self) {
        let choices = self.templates.iter().map(|(name, about)| {
            Choice::new(
                StartPick::Template(name.clone()),
                name.clone(),
                about.clone(),
            )
        });
        let picker = Picker::new("What is the unit started from?", choices.collect());
        self.shell.pick(picker);
    }

    /// Asks whether to delete votes.
    fn ask_to_delete(&mut self) {
        let StartRow::Votes(votes) = self.marked() else {
            return;
        };
        let votes = votes.clone();
        // Their folder may be on a share that is not connected today, so the first choice keeps them.
        let title = format!("{}: delete them for good?", votes.title());
        let choices = vec![
            Choice::new(
                StartPick::Keep,
                "No",
                "keep them: their folder may come back",
            ),
            Choice::new(
                StartPick::Delete(votes.clone()),
                "Yes",
                if votes.is_key {
                    "delete them: the printed page stops working"
                } else {
                    "delete them: nobody can count them any more"
                },
            ),
        ];
        self.shell.pick(Picker::new(title, choices));
    }

    /// Asks for the folder of a new unit, proposed from its name.
    fn ask_for_folder(&mut self, new: NewUnit) {
        let year = if new.previous.is_some() { "-next" } else { "" };
        let id = Preparation::fresh_id(&new.name, std::iter::empty());
        self.shell.prompt(Prompt::new(
            StartPrompt::Folder(new),
            "In which folder? It is made where it is not there",
            &format!("{id}{year}"),
        ));
    }

    fn make(&mut self, new: &NewUnit) {
        match (self.make)(new) {
            Ok(unit) => {
                let text = format!(
                    "{} is there. `pledge import` brings in what patients said; {{Begin(Prepare)}} prepares the meeting.",
                    unit.folder.display()
                );
                // First and selected, because the next key prepares it.
                self.units.insert(0, unit);
                self.at = 0;
                self.shell.say(Role::Good, text);
            }
            Err(why) => self.shell.say(Role::Bad, why),
        }
    }

    fn delete(&mut self, votes: &LeftVotes) {
        let Some(delete) = &mut self.delete else {
            return;
        };
        match delete(votes) {
            Ok(()) => {
                self.left.retain(|v| v != votes);
                let what = if votes.is_key { "codes" } else { "votes" };
                self.shell
                    .say(Role::Good, format!("The {what} are deleted."));
            }
            Err(why) => {
                let text = format!("The votes could not be deleted: {why}");
                self.shell.say(Role::Bad, text);
            }
        }
    }
}

impl Scene for Starting {
    type Kinds = StartKinds;
    type Effect = StartEffect;

    fn shell(&self) -> &State<StartKinds> {
        &self.shell
    }

    fn shell_mut(&mut self) -> &mut State<StartKinds> {
        &mut self.shell
    }

    fn page_scopes(&self) -> Vec<Scope> {
        vec![Scope::Start]
    }

    fn available(&self, row: &Binding) -> Result<(), Refusal> {
        let unit = self.marked_unit();
        match row.action {
            Action::Begin(Begin::Prepare | Begin::Rehearse) => allow_if(
                unit.is_some_and(|u| !u.over),
                "Put the mark on a unit whose meeting is still to come.",
            ),
            Action::Begin(Begin::Review | Begin::Again) => allow_if(
                unit.is_some_and(|u| u.over),
                "Put the mark on a unit whose meeting is over.",
            ),
            Action::Begin(Begin::DeleteVotes) => allow_if(
                matches!(self.marked(), StartRow::Votes(_)),
                "Put the mark on votes that were left behind.",
            ),
            // Folders and deletions are not undone, and a common key must say so.
            Action::Undo => allow_if(false, "There is nothing to undo."),
            Action::Redo => allow_if(false, "There is nothing to do again."),
            _ => Ok(()),
        }
    }

    fn page(&self, _: Stamp) -> Page {
        page::page(self)
    }

    fn layer_page(&self, layer: &Infallible, _: Stamp) -> Page {
        match *layer {}
    }

    fn chrome(&self, _: &Page, now: Stamp) -> View {
        View {
            unit: "pledge".to_owned(),
            clock: now.hm(),
            ..View::default()
        }
    }

    fn act(&mut self, action: Action) -> Vec<StartEffect> {
        match action {
            Action::Up | Action::Down | Action::First | Action::Last => {
                self.at = moved(self.at, self.rows().len(), action);
            }
            Action::Open => self.open(),
            Action::Begin(Begin::New) => self.ask_for_template(),
            Action::Begin(Begin::DeleteVotes) => self.ask_to_delete(),
            Action::Begin(Begin::Sample) => self.leave_for(NextProgram::Sample),
            Action::Begin(Begin::Prepare) => self.leave_with(NextProgram::Prepare),
            Action::Begin(Begin::Rehearse) => self.leave_with(NextProgram::Rehearse),
            Action::Begin(Begin::Review) => self.leave_with(NextProgram::Review),
            Action::Begin(Begin::Again) => {
                if let Some(unit) = self.marked_unit() {
                    let new = NewUnit {
                        previous: Some(unit.folder.clone()),
                        name: unit.name.clone(),
                        ..NewUnit::default()
                    };
                    self.ask_for_folder(new);
                }
            }
            _ => {}
        }
        Vec::new()
    }

    fn picked(&mut self, pick: StartPick) -> Vec<StartEffect> {
        match pick {
            StartPick::Template(template) => {
                let new = NewUnit {
                    template,
                    ..NewUnit::default()
                };
                let prompt = Prompt::new(StartPrompt::Name(new), "What is the unit called?", "");
                self.shell.prompt(prompt);
                Vec::new()
            }
            StartPick::Minutes(new) => vec![StartEffect::Make(new)],
            StartPick::Delete(votes) => vec![StartEffect::Delete(votes)],
            StartPick::Keep => Vec::new(),
        }
    }

    fn checked(&mut self, what: Infallible, _: Vec<String>, _: &[String]) -> Vec<StartEffect> {
        match what {}
    }

    fn typed(&mut self, prompt: &StartPrompt, text: &str) -> Result<Vec<StartEffect>, Refusal> {
        allow_if(!text.is_empty(), "It needs some words.")?;
        match prompt {
            StartPrompt::Name(new) => self.ask_for_folder(NewUnit {
                name: text.to_owned(),
                ..new.clone()
            }),
            StartPrompt::Folder(new) => {
                let choices = MINUTES.map(|minutes| {
                    let new = NewUnit {
                        folder: PathBuf::from(text),
                        minutes,
                        ..new.clone()
                    };
                    Choice::new(StartPick::Minutes(new), format!("{minutes} minutes"), "")
                });
                let title = "How long is the meeting to be?";
                self.shell.pick(Picker::new(title, choices.to_vec()).at(1));
            }
        }
        Ok(Vec::new())
    }

    fn go_to_row(&mut self, row: usize) {
        self.at = row;
    }

    fn perform(&mut self, effect: StartEffect) -> Result<(), Refusal> {
        match effect {
            StartEffect::Make(new) => self.make(&new),
            StartEffect::Delete(votes) => self.delete(&votes),
        }
        Ok(())
    }

    fn undo(&mut self) {}

    fn redo(&mut self) {}

    fn begin(&mut self, input: &Input) {
        let is_key = matches!(
            input,
            Input::Key(_) | Input::Click(Target::Key(_)) | Input::Wheel { .. }
        );
        self.touched |= is_key;
    }

    fn tick(&mut self) {
        // All that are there: one a tick, and a list of units would fill in over seconds.
        while let Some(discovery) = self.discoveries.as_mut().and_then(|next| next()) {
            self.take(discovery);
        }
    }

    fn footer_length(&self) -> usize {
        6
    }
}

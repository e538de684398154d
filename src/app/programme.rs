//! The screen of a programme: units, goals, what is due, named questions, and the files that do not count, as tables that sort and filter.

mod layer;
mod page;
mod table;
mod tabs;

use std::{collections::BTreeMap, convert::Infallible};

pub use self::{layer::ProgrammeLayer, tabs::Tab};
use self::{
    table::{Sorting, Value, has_words},
    tabs::{count, unit_of, values},
};
use super::{
    action::{Action, ProgrammeAction},
    cards::{Page, Role, View},
    keymap::{Binding, Scope},
    shell::{Kinds, Marks, Prompt, Scene, State, Step as _, Typing, moved, steps},
};
use crate::{
    domain::{
        refusal::{Refusal, allow_if},
        settings::Palette,
        stamp::Stamp,
        words,
    },
    programme::{
        browse::{Browse, BrowsedGoal},
        question::{Answer, Question},
    },
};

/// Writes a table to a file and returns the path that was written. Injected, because `app` touches no disk.
pub type WriteTable = Box<dyn FnMut(&str, &SavedTable) -> Result<String, Refusal>>;

/// Answers a question about the programme.
pub type AnswerQuestion = Box<dyn FnMut(Question) -> Result<Answer, Refusal>>;

/// A table as a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedTable {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, one text a column.
    pub rows: Vec<Vec<String>>,
}

/// The types of the dialogs.
#[derive(Clone, Copy, Debug)]
pub enum ProgrammeKinds {}

impl Kinds for ProgrammeKinds {
    type Layer = ProgrammeLayer;
    type Pick = Infallible;
    type Prompt = ProgrammePrompt;
    type Checklist = Infallible;
}

/// A text that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgrammePrompt {
    /// The name of the file that the table is saved in.
    File,
}

/// An effect of the screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProgrammeEffect {
    /// Write a table to a file.
    Write(String, SavedTable),
    /// Answer a question.
    Answer(Question),
}

/// Tab, filter, unit and order of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ListKey {
    tab: Tab,
    filter: String,
    only: Option<usize>,
    sorting: Sorting,
}

/// The state of the screen.
pub struct Browsing {
    shell: State<ProgrammeKinds>,
    browse: Browse,
    /// Files that do not count, and why.
    unread: Vec<(String, String)>,
    title: String,
    tab: Tab,
    marks: Marks<Tab>,
    filters: BTreeMap<Tab, String>,
    /// The unit whose rows are listed.
    only: Option<usize>,
    sorting: BTreeMap<Tab, Sorting>,
    /// Rows in small letters, by tab, once a filter was typed there.
    texts: BTreeMap<Tab, Vec<String>>,
    listed: Vec<usize>,
    listed_for: Option<ListKey>,
    write: WriteTable,
    answer: AnswerQuestion,
}

impl Browsing {
    /// The screen of a folder's units. `unread` are files that do not count, with the reason.
    pub fn new(
        title: String,
        browse: Browse,
        unread: Vec<(String, String)>,
        palette: Palette,
        write: WriteTable,
    ) -> Self {
        let mut browsing = Self {
            shell: State::new(palette),
            browse,
            unread,
            title,
            tab: Tab::default(),
            marks: Marks::default(),
            filters: BTreeMap::new(),
            only: None,
            sorting: BTreeMap::new(),
            texts: BTreeMap::new(),
            listed: Vec::new(),
            listed_for: None,
            write,
            answer: Box::new(|_| Err("No question can be answered here.".into())),
        };
        browsing.list();
        browsing
    }

    /// Adds the function that answers questions.
    #[must_use]
    pub fn with_questions(self, answer: AnswerQuestion) -> Self {
        Self { answer, ..self }
    }

    fn unit_name(&self, unit: usize) -> &str {
        self.browse.unit(unit).map_or("", |u| u.name.as_str())
    }

    fn filter(&self) -> &str {
        self.filters.get(&self.tab).map_or("", String::as_str)
    }

    fn sorting(&self) -> Sorting {
        self.sorting.get(&self.tab).copied().unwrap_or_default()
    }

    fn is_filtering(&self) -> bool {
        matches!(self.shell.own_on_top(), Some(ProgrammeLayer::Filter))
    }

    /// The mark among the listed rows.
    fn at(&self) -> usize {
        self.marks.row(self.tab, self.listed.len())
    }

    /// The row of the data under the mark.
    fn selected(&self) -> Option<usize> {
        self.listed.get(self.at()).copied()
    }

    fn selected_goal(&self) -> Option<&BrowsedGoal> {
        let nth = self.selected()?;
        match self.tab {
            Tab::Goals => self.browse.goals.get(nth),
            Tab::Due => {
                let due = self.browse.due.get(nth)?;
                let mut goals = self.browse.goals.iter();
                // The latest pledge is added last, and only its goals are due.
                goals.rfind(|g| g.unit == due.unit && g.title == due.title)
            }
            Tab::Units | Tab::Questions | Tab::Files => None,
        }
    }

    /// Works out the listed rows, if something that they depend on has changed.
    fn list(&mut self) {
        let key = ListKey {
            tab: self.tab,
            filter: self.filter().to_lowercase(),
            only: self.only,
            sorting: self.sorting(),
        };
        if self.listed_for.as_ref() == Some(&key) {
            return;
        }
        let words: Vec<String> = key.filter.split_whitespace().map(str::to_owned).collect();
        if !words.is_empty() && !self.texts.contains_key(&self.tab) {
            let texts = (0..count(self, self.tab)).map(|nth| {
                let values = values(self, self.tab, nth);
                let texts: Vec<String> = values.iter().map(Value::text).collect();
                texts.join("\n").to_lowercase()
            });
            let texts = texts.collect();
            self.texts.insert(self.tab, texts);
        }
        let texts = self.texts.get(&self.tab);
        let is_in = |nth: &usize| {
            let of_unit = match (key.only, unit_of(self, self.tab, *nth)) {
                (Some(only), Some(unit)) if self.tab != Tab::Units => only == unit,
                _ => true,
            };
            let text = texts.and_then(|texts| texts.get(*nth));
            of_unit && (words.is_empty() || text.is_some_and(|text| has_words(text, &words)))
        };
        let mut listed: Vec<usize> = (0..count(self, self.tab)).filter(is_in).collect();
        if let Some(column) = key.sorting.column {
            let none = Value::Words(String::new());
            let mut keyed: Vec<(Value, usize)> = listed
                .iter()
                .map(|nth| {
                    let value = values(self, self.tab, *nth).into_iter().nth(column);
                    (value.unwrap_or_else(|| none.clone()), *nth)
                })
                .collect();
            // Stable, so that rows of one value keep the order of the data.
            keyed.sort_by(|(a, _), (b, _)| a.order(b, key.sorting.reversed));
            listed = keyed.into_iter().map(|(_, nth)| nth).collect();
        }
        self.listed = listed;
        self.listed_for = Some(key);
    }

    fn go(&mut self, tab: Tab) {
        self.shell.layers.clear();
        self.shell.scroll = 0;
        self.tab = tab;
    }

    fn go_by(&mut self, by: isize) {
        if let Some(tab) = self.tab.beside(by) {
            self.go(tab);
        }
    }

    fn open(&mut self) -> Vec<ProgrammeEffect> {
        match (self.tab, self.selected()) {
            (Tab::Units, Some(unit)) => {
                self.only = Some(unit);
                self.filters.remove(&Tab::Goals);
                self.go(Tab::Goals);
                self.marks.go_to(Tab::Goals, 0);
            }
            (Tab::Goals | Tab::Due, Some(_)) => self.shell.push(ProgrammeLayer::History),
            (Tab::Questions, Some(nth)) => {
                if let Some(question) = Question::ALL.get(nth) {
                    return vec![ProgrammeEffect::Answer(*question)];
                }
            }
            (Tab::Files, _) | (_, None) => {}
        }
        Vec::new()
    }

    fn act_in_layer(&mut self, top: &ProgrammeLayer, action: Action) {
        match (top, action) {
            (ProgrammeLayer::Filter, Action::Up | Action::Down)
            | (ProgrammeLayer::History, Action::Left | Action::Right) => {
                let action = match action {
                    Action::Left => Action::Up,
                    Action::Right => Action::Down,
                    other => other,
                };
                let at = moved(self.at(), self.listed.len(), action);
                self.marks.go_to(self.tab, at);
            }
            (_, Action::Programme(ProgrammeAction::Export)) => self.ask_for_file(),
            (ProgrammeLayer::Filter, _) => {
                if action == Action::Back {
                    self.filters.remove(&self.tab);
                }
                self.shell.pop_own();
            }
            (ProgrammeLayer::History | ProgrammeLayer::Answer(_), Action::Back) => {
                self.shell.pop_own();
            }
            (ProgrammeLayer::History | ProgrammeLayer::Answer(_), _) => {}
        }
    }

    fn ask_for_file(&mut self) {
        let name = match self.shell.own_on_top() {
            Some(ProgrammeLayer::Answer(answer)) => answer.question.name().to_owned(),
            _ => self.tab.title().to_lowercase(),
        };
        self.shell.prompt(Prompt::new(
            ProgrammePrompt::File,
            "Save what is listed as",
            &format!("{name}.csv"),
        ));
    }

    /// The table that is seen, with all its columns and rows.
    fn seen(&self) -> SavedTable {
        let answer = self.shell.layers.iter().rev().find_map(|l| match l.own() {
            Some(ProgrammeLayer::Answer(answer)) => Some(answer),
            _ => None,
        });
        if let Some(answer) = answer {
            let columns = answer.question.columns();
            return SavedTable {
                columns: columns.iter().map(|c| (*c).to_owned()).collect(),
                rows: answer.rows.iter().map(|row| layer::cells(row)).collect(),
            };
        }
        let heads = self.tab.heads();
        let row = |nth: &usize| {
            let values = values(self, self.tab, *nth);
            values.iter().map(Value::plain).collect()
        };
        SavedTable {
            columns: heads.iter().map(|h| h.name.to_owned()).collect(),
            rows: self.listed.iter().map(row).collect(),
        }
    }
}

impl Scene for Browsing {
    type Kinds = ProgrammeKinds;
    type Effect = ProgrammeEffect;

    fn shell(&self) -> &State<ProgrammeKinds> {
        &self.shell
    }

    fn shell_mut(&mut self) -> &mut State<ProgrammeKinds> {
        &mut self.shell
    }

    fn page_scopes(&self) -> Vec<Scope> {
        vec![Scope::Programme]
    }

    fn available(&self, row: &Binding) -> Result<(), Refusal> {
        match row.action {
            // It only reads, and a common key must say so.
            Action::Undo => allow_if(false, "There is nothing to undo."),
            Action::Redo => allow_if(false, "There is nothing to do again."),
            Action::Open => allow_if(
                self.tab != Tab::Files && !self.listed.is_empty(),
                "There is no row to open.",
            ),
            Action::Back if self.shell.layers.is_empty() => allow_if(
                self.only.is_some() || !self.filter().is_empty(),
                "All rows are listed.",
            ),
            Action::Programme(ProgrammeAction::Reverse) => allow_if(
                self.sorting().column.is_some(),
                "{Programme(Sort)} sorts first.",
            ),
            Action::Programme(ProgrammeAction::Export) => {
                allow_if(!self.seen().rows.is_empty(), "There is no row to save.")
            }
            _ => Ok(()),
        }
    }

    fn label(&self, row: &Binding) -> Option<String> {
        let label = match (row.action, self.tab) {
            (Action::Open, Tab::Units) => "its goals",
            (Action::Open, Tab::Goals | Tab::Due) => "its history",
            (Action::Open, Tab::Questions) => "the answer",
            _ => return None,
        };
        Some(label.to_owned())
    }

    fn page(&self, _: Stamp) -> Page {
        page::table(self)
    }

    fn layer_page(&self, layer: &ProgrammeLayer, _: Stamp) -> Page {
        match layer {
            ProgrammeLayer::Filter => page::table(self),
            ProgrammeLayer::History => layer::history(self),
            ProgrammeLayer::Answer(answer) => layer::answer(answer),
        }
    }

    fn chrome(&self, _: &Page, now: Stamp) -> View {
        View {
            unit: self.title.clone(),
            clock: now.hm(),
            stages: steps::tabs(self.tab),
            ..View::default()
        }
    }

    fn act(&mut self, action: Action) -> Vec<ProgrammeEffect> {
        let top = self.shell.own_on_top().cloned();
        match action {
            Action::Programme(ProgrammeAction::Step(number)) => {
                if let Some(tab) = Tab::numbered(usize::from(number)) {
                    self.go(tab);
                }
            }
            Action::NextStage => self.go_by(1),
            Action::PreviousStage => self.go_by(-1),
            _ => match (top, action) {
                (Some(top), _) => self.act_in_layer(&top, action),
                (None, Action::Up | Action::Down | Action::First | Action::Last) => {
                    let at = moved(self.at(), self.listed.len(), action);
                    self.marks.go_to(self.tab, at);
                }
                (None, Action::Open) => return self.open(),
                (None, Action::Find) => self.shell.push(ProgrammeLayer::Filter),
                (None, Action::Back) => {
                    self.only = None;
                    self.filters.remove(&self.tab);
                }
                (None, Action::Programme(ProgrammeAction::Sort)) => {
                    let columns = self.tab.heads();
                    let columns = columns.iter().filter(|h| h.column.is_some()).count();
                    self.sorting.insert(self.tab, self.sorting().next(columns));
                    self.marks.go_to(self.tab, 0);
                }
                (None, Action::Programme(ProgrammeAction::Reverse)) => {
                    let sorting = self.sorting();
                    let reversed = !sorting.reversed;
                    self.sorting.insert(
                        self.tab,
                        Sorting {
                            reversed,
                            ..sorting
                        },
                    );
                    self.marks.go_to(self.tab, 0);
                }
                (None, Action::Programme(ProgrammeAction::Export)) => self.ask_for_file(),
                (None, _) => {}
            },
        }
        Vec::new()
    }

    fn picked(&mut self, pick: Infallible) -> Vec<ProgrammeEffect> {
        match pick {}
    }

    fn checked(&mut self, what: Infallible, _: Vec<String>, _: &[String]) -> Vec<ProgrammeEffect> {
        match what {}
    }

    fn typed(
        &mut self,
        prompt: &ProgrammePrompt,
        text: &str,
    ) -> Result<Vec<ProgrammeEffect>, Refusal> {
        match prompt {
            ProgrammePrompt::File => {
                allow_if(!text.trim().is_empty(), "It needs the name of a file.")?;
                let effect = ProgrammeEffect::Write(text.trim().to_owned(), self.seen());
                Ok(vec![effect])
            }
        }
    }

    fn type_in(&mut self, typing: Typing<'_>) -> bool {
        let filters = self.is_filtering();
        if filters {
            typing.apply(self.filters.entry(self.tab).or_default());
            // After each letter it is another list, in which the old row means nothing.
            self.marks.go_to(self.tab, 0);
        }
        filters
    }

    fn go_to_row(&mut self, row: usize) {
        if self.shell.layers.is_empty() || self.is_filtering() {
            // A click counts rows of the window that was laid out, a mark counts rows of the whole list.
            let first = steps::window(self.at(), self.listed.len()).start;
            self.marks.go_to(self.tab, first + row);
        }
    }

    fn long_list(&self) -> Option<(usize, usize)> {
        let first = steps::window(self.at(), self.listed.len()).start;
        self.shell
            .layers
            .is_empty()
            .then_some((first, self.listed.len()))
    }

    fn open_filter(&self) -> Option<&str> {
        self.is_filtering().then(|| self.filter())
    }

    fn tab(&self, nth: usize) -> Option<Action> {
        let number = u8::try_from(nth + 1).ok()?;
        Some(Action::Programme(ProgrammeAction::Step(number)))
    }

    fn perform(&mut self, effect: ProgrammeEffect) -> Result<(), Refusal> {
        match effect {
            ProgrammeEffect::Write(name, table) => {
                let rows = words::count(table.rows.len() as u64, "row", "rows");
                let path = (self.write)(&name, &table)?;
                self.shell
                    .say(Role::Good, format!("{rows} saved in {path}."));
            }
            ProgrammeEffect::Answer(question) => {
                let answer = (self.answer)(question)?;
                self.shell.push(ProgrammeLayer::Answer(Box::new(answer)));
            }
        }
        Ok(())
    }

    fn undo(&mut self) {}

    fn redo(&mut self) {}

    fn settle(&mut self) {
        self.list();
    }
}

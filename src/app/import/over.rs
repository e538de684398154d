//! What lies over a step: a text being written, a list to choose from, one comment looked at closely, the page of keys.

use super::{Wizard, steps};
use crate::app::{
    action::Action,
    cards::{Block, Edit, Page, Role, line},
    field::Field,
    keymap::Scope,
    layer,
    screen::moved,
    ui::{Choice, Choosing, Pick},
};

/// What a text is written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Text {
    Unit,
    Organisation,
    Title,
    Period,
    Names,
    /// The strand of a whole file.
    Strand(usize),
    /// What an answer of the strand's column means.
    Means {
        export: usize,
        answer: String,
    },
    /// The period of a whole file.
    FilePeriod(usize),
    Invited(usize),
    Wording(usize),
    NewTheme,
    ThemeTitle(usize),
}

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Where a file's strand is from.
    StrandOf(usize),
    Becomes(usize),
    Question,
    ThemeOfQuestion(usize),
    ThemeOfColumn(usize),
    ThemeOfComment(String),
}

/// One thing over a step.
pub(super) enum Over {
    Write {
        what: Text,
        label: String,
        field: Box<Field>,
        refused: Option<String>,
    },
    Choose {
        what: List,
        choosing: Box<Choosing>,
    },
    Help {
        at: usize,
        scopes: Vec<Scope>,
    },
    Filter,
    Comment,
    Strands {
        export: usize,
        at: usize,
    },
}

impl Over {
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Write { .. } => Scope::Text,
            Self::Choose { .. } => Scope::Choose,
            Self::Help { .. } => Scope::Help,
            Self::Filter => Scope::ImportFilter,
            Self::Comment => Scope::ImportComment,
            Self::Strands { .. } => Scope::ImportStrands,
        }
    }

    /// Whether it stands over the step instead of in its place.
    pub(super) fn is_overlay(&self) -> bool {
        matches!(
            self,
            Self::Write { .. } | Self::Choose { .. } | Self::Help { .. }
        )
    }
}

/// The page of what lies on top.
pub(super) fn page(wizard: &Wizard, over: &Over) -> Page {
    match over {
        Over::Write {
            label,
            field,
            refused,
            ..
        } => Page {
            blocks: vec![Block::Edit(Edit {
                label: label.clone(),
                lines: field.lines(),
                cursor: field.cursor(),
                several: field.is_several(),
                note: line(Role::Bad, refused.clone().unwrap_or_default()),
            })],
            ..Page::default()
        },
        Over::Choose { choosing, .. } => layer::choose::page(choosing),
        Over::Help { at, scopes } => layer::help::table(&wizard.entries(scopes), scopes, *at),
        Over::Filter => steps::comments::page(wizard),
        Over::Comment => steps::comments::one(wizard),
        Over::Strands { export, at } => steps::strands::page(wizard, *export, *at),
    }
}

impl Wizard {
    /// Puts a text on top to be written.
    pub(super) fn write(&mut self, what: Text, label: &str, text: &str) {
        self.at.layers.push(Over::Write {
            what,
            label: label.to_owned(),
            field: Box::new(Field::new(text, false)),
            refused: None,
        });
    }

    /// Puts a list on top to choose one from.
    pub(super) fn choose(&mut self, what: List, title: &str, choices: Vec<Choice>, at: usize) {
        let choosing = Box::new(Choosing {
            // As a row that is looked for: letters may stand apart.
            pick: Pick::Find,
            title: title.to_owned(),
            at: at.min(choices.len().saturating_sub(1)),
            choices,
            filter: String::new(),
            many: None,
        });
        self.at.layers.push(Over::Choose { what, choosing });
    }

    /// What a key asks of what lies on top.
    pub(super) fn act_over(&mut self, action: Action) {
        let Some(top) = self.at.layers.pop() else {
            return;
        };
        match top {
            Over::Write {
                what, label, field, ..
            } => {
                if action == Action::Done
                    && let Err(why) = steps::written(self, &what, field.text().trim())
                {
                    self.at.layers.push(Over::Write {
                        what,
                        label,
                        field,
                        refused: Some(why),
                    });
                }
            }
            Over::Choose { what, mut choosing } => match action {
                Action::Open => {
                    let shown = choosing.shown();
                    let at = choosing.at.min(shown.len().saturating_sub(1));
                    match shown.get(at).map(|c| c.key.clone()) {
                        Some(key) => steps::chosen(self, &what, &key),
                        None => self.at.layers.push(Over::Choose { what, choosing }),
                    }
                }
                Action::Back => {}
                _ => {
                    choosing.at = moved(choosing.at, choosing.shown().len(), action);
                    self.at.layers.push(Over::Choose { what, choosing });
                }
            },
            Over::Help { at, scopes } => {
                let entries = self.entries(&scopes);
                match action {
                    Action::Open => {
                        if let Some(row) = entries.get(at).map(|e| e.row) {
                            self.run(row);
                        }
                    }
                    Action::Back | Action::Help => {}
                    _ => {
                        let at = moved(at, entries.len(), action);
                        self.at.layers.push(Over::Help { at, scopes });
                    }
                }
            }
            Over::Filter => match action {
                Action::Done => {}
                Action::Back => self.at.filter.clear(),
                _ => self.at.layers.push(Over::Filter),
            },
            Over::Comment => {
                if action != Action::Back {
                    self.at.layers.push(Over::Comment);
                    steps::comments::act(self, action);
                }
            }
            Over::Strands { export, at } => {
                if action != Action::Back {
                    steps::strands::act(self, export, at, action);
                }
            }
        }
    }
}

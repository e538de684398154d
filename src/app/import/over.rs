//! What lies over a step: a text being written, a list to choose from, one comment looked at closely, the page of keys.

use super::{Wizard, steps};
use crate::app::{
    action::Action,
    cards::Page,
    dialog::{Came, Dialog},
    keymap::Scope,
    meeting::ui::Choice,
    picking::Picking,
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
    /// The words of a comment, by its id.
    Words(String),
    /// Whose numbers a column of a table of results has, which has this role.
    WhoseOf {
        export: usize,
        column: usize,
        role: String,
    },
}

/// What is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum List {
    /// Where a file's strand is from.
    StrandOf(usize),
    /// Where a file's periods are from.
    PeriodOf(usize),
    /// Which sheet of a file is read.
    SheetOf(usize),
    /// The content of a file: answers, results or interviews.
    HoldsOf(usize),
    /// Whether a table of results is weighted.
    WeightedOf(usize),
    /// Which hospital of a table is the unit's.
    HospitalOf(usize),
    /// The role of a column of a table of results.
    RoleOf {
        export: usize,
        column: usize,
    },
    /// Whether to go on where nobody answered in the current period.
    OtherPeriod,
    Becomes(usize),
    Question,
    ThemeOfQuestion(usize),
    ThemeOfColumn(usize),
    ThemeOfComment(String),
    /// All comments that are listed.
    ThemeOfListed,
}

/// What a text or a list is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Text(Text),
    List(List),
}

/// One thing over a step.
pub(super) enum Over {
    Dialog(Dialog<Which>),
    Filter,
    Comment,
    /// Words of the comment that are picked, to be blacked out.
    Pick(Picking),
    Strands {
        export: usize,
        at: usize,
    },
}

impl Over {
    pub(super) fn scope(&self) -> Scope {
        match self {
            Self::Dialog(dialog) => dialog.scope(),
            Self::Filter => Scope::ImportFilter,
            Self::Comment => Scope::ImportComment,
            Self::Pick(_) => Scope::Pick,
            Self::Strands { .. } => Scope::ImportStrands,
        }
    }

    /// Whether it stands over the step instead of in its place.
    pub(super) fn is_overlay(&self) -> bool {
        matches!(self, Self::Dialog(_))
    }
}

/// The page of what lies on top.
pub(super) fn page(wizard: &Wizard, over: &Over) -> Page {
    match over {
        Over::Dialog(dialog) => dialog.page(|scopes| wizard.entries(scopes)),
        Over::Filter => steps::comments::page(wizard),
        Over::Comment => steps::comments::one(wizard, None),
        Over::Pick(picking) => steps::comments::one(wizard, Some(picking)),
        Over::Strands { export, at } => steps::strands::page(wizard, *export, *at),
    }
}

impl Wizard {
    /// Puts a text on top to be written.
    pub(super) fn write(&mut self, what: Text, label: &str, text: &str) {
        let dialog = Dialog::write(Which::Text(what), label, text, false);
        self.at.layers.push(Over::Dialog(dialog));
    }

    /// Puts a list on top to choose one from.
    pub(super) fn choose(&mut self, what: List, title: &str, choices: Vec<Choice>, at: usize) {
        let dialog = Dialog::choose(Which::List(what), title, choices, at);
        self.at.layers.push(Over::Dialog(dialog));
    }

    /// What a key asks of what lies on top.
    pub(super) fn act_over(&mut self, action: Action) {
        let Some(top) = self.at.layers.pop() else {
            return;
        };
        match top {
            Over::Dialog(dialog) => {
                let came = dialog.act(action, |scopes| self.entries(scopes));
                self.came(came);
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
            Over::Pick(mut picking) => {
                if action != Action::Back {
                    steps::comments::pick(self, &mut picking, action);
                    self.at.layers.push(Over::Pick(picking));
                }
            }
            Over::Strands { export, at } => {
                if action != Action::Back {
                    steps::strands::act(self, export, at, action);
                }
            }
        }
    }

    fn came(&mut self, came: Came<Which>) {
        match came {
            Came::Stays(dialog) => self.at.layers.push(Over::Dialog(dialog)),
            Came::Gone | Came::Written(_, Which::List(_), _) | Came::Chosen(Which::Text(_), _) => {}
            Came::Written(back, Which::Text(what), text) => {
                if let Err(why) = steps::written(self, &what, &text) {
                    self.at.layers.push(Over::Dialog(back.refused(why)));
                }
            }
            Came::Chosen(Which::List(what), key) => steps::chosen(self, &what, &key),
            Came::Run(row) => self.run(row),
        }
    }
}

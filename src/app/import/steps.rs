//! The six steps, each with its page and what its keys do.

pub(super) mod choices;
pub(super) mod columns;
pub(super) mod comments;
pub(super) mod export;
pub(super) mod save;
pub(super) mod scoring;
pub(super) mod strands;
pub(super) mod tables;
pub(super) mod themes;

use super::{
    Step, Wizard,
    over::{List, Text},
};
use crate::app::{action::Action, cards::Page};

/// The page of the step on the screen.
pub(super) fn page(wizard: &Wizard) -> Page {
    match wizard.at.step {
        Step::Export => export::page(wizard),
        Step::Columns => columns::page(wizard),
        Step::Scoring => scoring::page(wizard),
        Step::Themes => themes::page(wizard),
        Step::Comments => comments::page(wizard),
        Step::Save => save::page(wizard),
    }
}

/// How many rows the mark can stand on.
pub(super) fn rows(wizard: &Wizard) -> usize {
    match wizard.at.step {
        Step::Export => export::rows(wizard).len(),
        Step::Columns => columns::number(wizard),
        Step::Scoring => scoring::rows(wizard),
        Step::Themes => themes::rows(wizard).len(),
        Step::Comments => wizard.seen.listed.len(),
        Step::Save => save::rows(wizard).len(),
    }
}

/// The row that stands first in the list on the screen: only some of the comments are drawn.
pub(super) fn first_listed(wizard: &Wizard) -> usize {
    match wizard.at.step {
        Step::Comments => comments::window(wizard).start,
        _ => 0,
    }
}

/// What a key asks of the step.
pub(super) fn act(wizard: &mut Wizard, action: Action) {
    match wizard.at.step {
        Step::Export => export::act(wizard, action),
        Step::Columns => columns::act(wizard, action),
        Step::Scoring => scoring::act(wizard, action),
        Step::Themes => themes::act(wizard, action),
        Step::Comments => comments::act(wizard, action),
        Step::Save => save::act(wizard, action),
    }
}

/// Whether an action can be done on the step.
pub(super) fn available(wizard: &Wizard, action: Action) -> Result<(), String> {
    match wizard.at.step {
        Step::Scoring => scoring::available(wizard, action),
        Step::Themes => themes::available(wizard, action),
        Step::Comments => comments::available(wizard, action),
        Step::Save => save::available(wizard, action),
        Step::Columns => columns::available(wizard, action),
        Step::Export => Ok(()),
    }
}

/// Takes a text in that was written; else why not.
pub(super) fn written(wizard: &mut Wizard, what: &Text, text: &str) -> Result<(), String> {
    match what {
        Text::Wording(_) => scoring::written(wizard, what, text),
        Text::NewTheme | Text::ThemeTitle(_) => themes::written(wizard, what, text),
        Text::WhoseOf { .. } => tables::written(wizard, what, text),
        Text::Words(id) => comments::reworded(wizard, id, text),
        _ => export::written(wizard, what, text),
    }
}

/// Takes in what was chosen from a list.
pub(super) fn chosen(wizard: &mut Wizard, what: &List, key: &str) {
    match what {
        List::StrandOf(_) | List::PeriodOf(_) | List::SheetOf(_) => {
            choices::chosen(wizard, what, key);
        }
        List::HoldsOf(_) | List::WeightedOf(_) | List::HospitalOf(_) | List::RoleOf { .. } => {
            tables::chosen(wizard, what, key);
        }
        List::OtherPeriod => save::chosen(wizard, key),
        List::Becomes(_) => columns::chosen(wizard, what, key),
        List::Question => scoring::chosen(wizard, key),
        List::ThemeOfQuestion(_) | List::ThemeOfColumn(_) => themes::chosen(wizard, what, key),
        List::ThemeOfComment(id) => comments::to_theme(wizard, id, key),
        List::ThemeOfListed => comments::listed_to_theme(wizard, key),
    }
}

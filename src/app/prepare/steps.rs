//! The seven steps, each with its page and what its keys do.

mod agenda;
mod comments;
mod findings;
mod goals;
mod meeting;
mod people;
mod save;
mod themes;

use super::{Preparing, Step, standing::Which};
use crate::{
    app::{
        action::Action,
        cards::Page,
        meeting::ui::{Choice, choice},
    },
    domain::{amount, findings::Findings},
    store::disk::Disk,
};

/// The page of the step on the screen.
pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    match p.at.step {
        Step::Meeting => meeting::page(p),
        Step::People => people::page(p),
        Step::Themes => themes::page(p),
        Step::Comments => comments::page(p),
        Step::Goals => goals::page(p),
        Step::Agenda => agenda::page(p),
        Step::Save => save::page(p),
    }
}

/// How many rows the mark can stand on.
pub(super) fn rows<D: Disk>(p: &Preparing<D>) -> usize {
    match p.at.step {
        Step::Meeting => meeting::FIELDS.len(),
        Step::People => p.state().agenda.people.len(),
        Step::Themes => themes::rows(p).len(),
        Step::Comments => p.listing.len(),
        Step::Goals => goals::rows(p).len(),
        Step::Agenda => p.state().agenda.items.len(),
        Step::Save => p.state().missing().len(),
    }
}

/// The row that stands first in the list on the screen: only some of the comments are drawn.
pub(super) fn first_listed<D: Disk>(p: &Preparing<D>) -> usize {
    match p.at.step {
        Step::Comments => comments::window(p).start,
        _ => 0,
    }
}

/// What a key asks of the step.
pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    match p.at.step {
        Step::Meeting => meeting::act(p, action),
        Step::People => people::act(p, action),
        Step::Themes => themes::act(p, action),
        Step::Comments => comments::act(p, action),
        Step::Goals => goals::act(p, action),
        Step::Agenda => agenda::act(p, action),
        Step::Save => save::act(p, action),
    }
}

/// Whether an action can be done on the step.
pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), String> {
    if action == Action::TryAgain {
        let session = p.session();
        return if session.is_unsure() || session.unsaved() > 0 {
            Ok(())
        } else {
            Err("Nothing waits to be saved.".to_owned())
        };
    }
    if p.session().is_read_only() && matches!(action, Action::Prepare(_) | Action::Save) {
        let step = matches!(action, Action::Prepare(crate::app::action::Wish::Step(_)));
        if !step && p.session().is_unsure() {
            return Err(
                "Here it can only be looked at. {TryAgain} goes on all the same.".to_owned(),
            );
        }
        if !step {
            return Err("It is open in another window: here it can only be looked at.".to_owned());
        }
    }
    match p.at.step {
        Step::Meeting => Ok(()),
        Step::People => people::available(p, action),
        Step::Themes => themes::available(p, action),
        Step::Comments => comments::available(p, action),
        Step::Goals => goals::available(p, action),
        Step::Agenda => agenda::available(p, action),
        Step::Save => save::available(p, action),
    }
}

/// Takes a text in that was written; else why not.
pub(super) fn written<D: Disk>(
    p: &mut Preparing<D>,
    what: &Which,
    text: &str,
) -> Result<(), String> {
    match what {
        Which::Field(field) => meeting::written(p, *field, text),
        Which::Person(..) | Which::NewPerson | Which::NewRole(_) => people::written(p, what, text),
        Which::NewTheme | Which::ThemeTitle(_) | Which::Standard(_) | Which::KnownSince(_) => {
            themes::written(p, what, text)
        }
        Which::NewFinding(_) | Which::FindingAsked(_) | Which::Result { .. } => {
            findings::written(p, what, text)
        }
        Which::NewGoal(_)
        | Which::GoalTitle(_)
        | Which::GoalMoney(_)
        | Which::GoalHours(_)
        | Which::GoalStrand(_) => goals::written(p, what, text),
        Which::Words(_) | Which::QuoteText(_) => comments::written(p, what, text),
        Which::NewBreak(_) | Which::Minutes(_) => agenda::written(p, what, text),
        Which::FindingTo(_)
        | Which::ResultOf(_)
        | Which::CommentTo(_)
        | Which::QuoteTheme
        | Which::QuoteFrom { .. }
        | Which::GoalUnder
        | Which::GoalControl(_)
        | Which::GoalTo(_)
        | Which::Speaker(_)
        | Which::AddItem(_)
        | Which::GoOn => Ok(()),
    }
}

/// Takes in what was chosen from a list.
pub(super) fn chosen<D: Disk>(p: &mut Preparing<D>, what: &Which, key: &str) {
    match what {
        Which::Field(field) => meeting::chosen(p, *field, key),
        Which::Person(..) | Which::NewRole(_) => people::chosen(p, what, key),
        Which::FindingTo(_) => themes::chosen(p, what, key),
        Which::ResultOf(finding) => findings::chosen(p, finding, key),
        Which::CommentTo(id) => comments::to_theme(p, id, key),
        Which::QuoteTheme | Which::QuoteFrom { .. } => comments::chosen(p, what, key),
        Which::GoalUnder | Which::GoalControl(_) | Which::GoalTo(_) => {
            goals::chosen(p, what, key);
        }
        Which::Speaker(_) | Which::AddItem(_) => agenda::chosen(p, what, key),
        Which::GoOn if key == GO_ON => p.go_on(),
        _ => {}
    }
}

/// The choice that goes on.
const GO_ON: &str = "go on";

/// The answers to whether nobody else has it open.
pub(super) fn whether_to_go_on() -> Vec<Choice> {
    vec![
        choice("look", "I do not know: only look", ""),
        choice(GO_ON, "Nobody has: go on here", ""),
    ]
}

/// The themes as a list to choose from.
fn themes_to_choose(findings: &Findings) -> Vec<Choice> {
    findings
        .talked_about()
        .map(|t| choice(t.id.clone(), t.title.clone(), ""))
        .collect()
}

/// Whole units of currency as people say them; none where they are not known.
fn money(text: &str) -> Result<Option<u64>, String> {
    let read = amount::money(text).map_err(|e| e.to_string())?;
    Ok(read.map(|amount| amount.units))
}

/// Hours of a year as people say them; none where they are not known.
fn hours(text: &str) -> Result<Option<u64>, String> {
    let read = amount::hours(text).map_err(|e| e.to_string())?;
    Ok(read.map(|amount| amount.units))
}

/// A whole number, or none where nothing is typed.
fn whole(text: &str) -> Result<Option<u64>, String> {
    amount::whole(text).map_err(|e| e.to_string())
}

/// Moves an entry of a list up or down; gives where it is then.
fn shift<T>(list: &mut [T], at: usize, up: bool) -> Option<usize> {
    let to = if up { at.checked_sub(1)? } else { at + 1 };
    if to >= list.len() {
        return None;
    }
    list.swap(at, to);
    Some(to)
}

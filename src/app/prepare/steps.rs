//! The eight steps of the preparation, each with its page and the actions of its keys.

mod agenda;
pub(super) mod booklet;
pub(super) mod comments;
mod findings;
mod goals;
pub(super) mod meeting;
mod people;
mod save;
mod themes;

use super::{
    PrepareChecklist, PreparePick, PreparePrompt, PrepareStep, Preparing, effect::PrepareEffect,
    position::MarkOn,
};
use crate::{
    app::{
        action::{Action, Wish},
        cards::Page,
        keymap::{Binding, Scope},
        shell::Choice,
    },
    domain::{
        amount,
        findings::Findings,
        preparation::change::Change,
        refusal::{Refusal, allow_if, refuse},
    },
    store::disk::Disk,
};

/// The page of the current step.
pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    match p.at.step {
        PrepareStep::Meeting => meeting::page(p),
        PrepareStep::People => people::page(p),
        PrepareStep::Themes => themes::page(p),
        PrepareStep::Comments => comments::page(p),
        PrepareStep::Goals => goals::page(p),
        PrepareStep::Agenda => agenda::page(p),
        PrepareStep::Booklet => booklet::page(p),
        PrepareStep::Save => save::page(p),
    }
}

/// The number of selectable rows.
pub(super) fn rows<D: Disk>(p: &Preparing<D>) -> usize {
    match p.at.step {
        PrepareStep::Meeting => meeting::ROWS.len(),
        PrepareStep::People => p.state().agenda.people.len(),
        PrepareStep::Themes => themes::rows(p).len(),
        PrepareStep::Comments => p.listing.len(),
        PrepareStep::Goals => goals::rows(p).len(),
        PrepareStep::Agenda => p.state().agenda.items.len(),
        PrepareStep::Booklet => booklet::rows(),
        PrepareStep::Save => p.missing().len(),
    }
}

/// The row of an entry on the step that lists it.
pub(super) fn row_of<D: Disk>(p: &Preparing<D>, what: &MarkOn) -> Option<usize> {
    match what {
        MarkOn::Theme(id) => themes::row_of_theme(p, id),
        MarkOn::Finding(id) => themes::row_of_finding(p, id),
        MarkOn::Comment(id) => {
            let near = p.row(p.listing.len());
            p.listing.position(p.state(), id, near)
        }
        // Goals are few, so they are searched; comments are thousands, and begin near the old row.
        MarkOn::Goal(id) => goals::rows(p).iter().position(|(_, g)| g.id == *id),
    }
}

/// The index of the first row on the page; only a window of the comments is laid out.
pub(super) fn first_listed<D: Disk>(p: &Preparing<D>) -> usize {
    match p.at.step {
        PrepareStep::Comments => comments::window(p).start,
        _ => 0,
    }
}

/// Performs an action on the current step.
pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    match p.at.step {
        PrepareStep::Meeting => meeting::act(p, action),
        PrepareStep::People => people::act(p, action),
        PrepareStep::Themes => themes::act(p, action),
        PrepareStep::Comments => comments::act(p, action),
        PrepareStep::Goals => goals::act(p, action),
        PrepareStep::Agenda => agenda::act(p, action),
        PrepareStep::Booklet => booklet::act(p, action),
        PrepareStep::Save => save::act(p, action),
    }
}

/// Checks that a row of the key table is available on the current step; fails with the reason why not.
pub(super) fn available<D: Disk>(p: &Preparing<D>, row: &Binding) -> Result<(), Refusal> {
    let action = row.action;
    let session = p.session();
    // Before the check for read-only: where no lock could be had, this is the way out of it.
    if action == Action::TryAgain {
        return allow_if(
            session.is_unsure() || session.unsaved() > 0,
            "Nothing waits to be saved.",
        );
    }
    // A window that only looks can still turn to every step.
    let is_step = matches!(action, Action::Prepare(Wish::Step(_)));
    let writes = matches!(action, Action::Prepare(_) | Action::Save) && !is_step;
    if session.is_read_only() && writes {
        return refuse(if session.is_unsure() {
            "Here it can only be looked at. {TryAgain} goes on all the same."
        } else {
            "It is open in another window: here it can only be looked at."
        });
    }
    // The step before the keys of a step: Enter on a person would open a name that can no longer be changed.
    let of_booklet = matches!(p.at.step, PrepareStep::Booklet | PrepareStep::Save);
    let only_moves = matches!(
        action,
        Action::Prepare(Wish::Step(_) | Wish::Only)
            | Action::NextStage
            | Action::PreviousStage
            | Action::Up
            | Action::Down
            | Action::First
            | Action::Last
            | Action::Left
            | Action::Right
            | Action::Back
    );
    // What every program has is no key of a step: help must open, and quitting must end the program, on each of them.
    let of_program = matches!(row.scope, Scope::Common | Scope::Always) && !row.changes;
    if let Some(why) = &p.over
        && of_other_files(p, action)
    {
        return Err(why.clone());
    }
    if let Some(why) = &p.over
        && !of_booklet
        && !only_moves
        && !of_program
        && row.scope != Scope::Prepare
    {
        return Err(why.clone());
    }
    match p.at.step {
        PrepareStep::Meeting | PrepareStep::Booklet => Ok(()),
        PrepareStep::People => people::available(p, action),
        PrepareStep::Themes => themes::available(p, action),
        PrepareStep::Comments => comments::available(p, action),
        PrepareStep::Goals => goals::available(p, action),
        PrepareStep::Agenda => agenda::available(p, action),
        PrepareStep::Save => save::available(p, action),
    }
}

/// True for undo and redo of a step that changes more than the booklet.
fn of_other_files<D: Disk>(p: &Preparing<D>, action: Action) -> bool {
    let step = match action {
        Action::Undo => p.session.undoable(1).pop().map(|step| step.events),
        Action::Redo => p.session.redoable(),
        _ => None,
    };
    let of_booklet = |change: &Change| matches!(change, Change::BookletSet { .. });
    step.is_some_and(|changes| !changes.iter().all(of_booklet))
}

/// Handles a typed text.
pub(super) fn typed<D: Disk>(
    p: &mut Preparing<D>,
    prompt: &PreparePrompt,
    text: &str,
) -> Result<(), Refusal> {
    match prompt {
        PreparePrompt::Meeting(field) => meeting::typed(p, *field, text),
        PreparePrompt::NewPerson => people::typed_name(p, text),
        PreparePrompt::NewRole { name } => people::typed_role(p, name, text),
        PreparePrompt::Person(id, field) => people::typed(p, id, *field, text),
        PreparePrompt::NewTheme => themes::typed_new(p, text),
        PreparePrompt::Theme(id, field) => themes::typed(p, id, *field, text),
        PreparePrompt::NewFinding { theme } => findings::typed_new(p, theme, text),
        PreparePrompt::FindingQuestion(id) => findings::typed_question(p, id, text),
        PreparePrompt::Result { finding, at } => findings::typed_result(p, finding, *at, text),
        PreparePrompt::CommentWords(id) => comments::typed_words(p, id, text),
        PreparePrompt::QuoteText { theme } => comments::typed_quote(p, theme, text),
        PreparePrompt::NewGoal { theme } => goals::typed_new(p, theme, text),
        PreparePrompt::Goal(id, field) => goals::typed(p, id, *field, text),
        PreparePrompt::NewBreak { after } => {
            agenda::add_break(p, *after, text);
            Ok(())
        }
        PreparePrompt::Minutes { item } => agenda::typed_minutes(p, *item, text),
        PreparePrompt::Booklet(field) => booklet::typed(p, *field, text),
        PreparePrompt::SectionHeading(section) => booklet::typed_heading(p, *section, text),
        PreparePrompt::SectionText(section) => booklet::typed_words(p, *section, text),
    }
}

/// Handles a choice.
pub(super) fn picked<D: Disk>(p: &mut Preparing<D>, pick: PreparePick) {
    match pick {
        PreparePick::Method(method) => meeting::set_method(p, method),
        PreparePick::Weight(weight) => meeting::set_weight(p, weight),
        PreparePick::Group { person, group } => people::set_group(p, &person, group),
        PreparePick::FindingTo { finding, theme } => themes::move_to(p, finding, theme),
        PreparePick::Result { finding, at } => findings::picked(p, &finding, at),
        PreparePick::CommentTo { comment, theme } => comments::move_to(p, comment, theme),
        PreparePick::QuoteTheme(theme) => comments::ask_for_quote(p, theme),
        PreparePick::QuoteFrom {
            theme,
            text,
            strand,
            source,
        } => comments::add_quote(p, theme, text, strand, source),
        PreparePick::GoalUnder(theme) => goals::ask_for_new(p, theme),
        PreparePick::GoalControl { goal, control } => goals::set_control(p, &goal, control),
        PreparePick::GoalTo { goal, theme } => goals::move_to(p, goal, theme),
        PreparePick::Speaker { item, person } => agenda::set_speaker(p, item, person),
        PreparePick::AddItem { after, what } => agenda::add(p, after, what, 10),
        PreparePick::AddBreak { after } => agenda::ask_for_break(p, after),
        PreparePick::BookletField(field) => booklet::ask(p, field),
        PreparePick::BookletColour(colour) => booklet::set_colour(p, colour),
        PreparePick::BookletEpigraph(comment) => booklet::set_epigraph(p, comment),
        PreparePick::BookletPicture { field, name } => {
            booklet::set_picture(p, field, name.as_deref());
        }
        PreparePick::BookletSection { section, what } => booklet::for_section(p, section, what),
        PreparePick::LookOnly => {}
        PreparePick::GoOn => p.effects.push(PrepareEffect::GoOn),
    }
}

/// Handles the ticks of a checklist; `offered` are all ids that were on it.
pub(super) fn checked<D: Disk>(
    p: &mut Preparing<D>,
    what: PrepareChecklist,
    ids: Vec<String>,
    offered: &[String],
) {
    match what {
        PrepareChecklist::Evidence { goal } => goals::set_evidence(p, &goal, ids, offered),
    }
}

/// The themes as choices.
fn themes_to_choose(
    findings: &Findings,
    pick: impl Fn(String) -> PreparePick,
) -> Vec<Choice<PreparePick>> {
    findings
        .discussed_themes()
        .map(|t| Choice::new(pick(t.id.clone()), t.title.clone(), ""))
        .collect()
}

/// The index of a theme in that list; 0 if it is not there.
fn place_of_theme(findings: &Findings, id: &str) -> usize {
    let found = findings.discussed_themes().position(|t| t.id == id);
    found.unwrap_or(0)
}

/// Reads an amount of money in whole units of the currency; `None` if the text is empty.
fn money(text: &str) -> Result<Option<u64>, Refusal> {
    let read = amount::money(text).map_err(|e| Refusal::new(e.to_string()))?;
    Ok(read.map(|amount| amount.units))
}

/// Reads hours in a year, also from `2 a week`; `None` if the text is empty.
fn hours(text: &str) -> Result<Option<u64>, Refusal> {
    let read = amount::hours(text).map_err(|e| Refusal::new(e.to_string()))?;
    Ok(read.map(|amount| amount.units))
}

/// Reads a whole number; `None` if the text is empty.
fn whole(text: &str) -> Result<Option<u64>, Refusal> {
    amount::whole(text).map_err(|e| Refusal::new(e.to_string()))
}

/// The non-empty parts of a text, trimmed.
fn parts(text: &str, between: char) -> Vec<String> {
    let parts = text.split(between).map(str::trim);
    parts.filter(|t| !t.is_empty()).map(str::to_owned).collect()
}

/// Moves an entry of a list up or down, and gives its new index; `None` at the list's end.
fn shift<T>(list: &mut [T], at: usize, up: bool) -> Option<usize> {
    let to = if up { at.checked_sub(1)? } else { at + 1 };
    if to >= list.len() {
        return None;
    }
    list.swap(at, to);
    Some(to)
}

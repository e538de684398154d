//! The third step: the scoring of each answer, one question at a time, with the resulting evidence card below.
//!
//! A proposed scoring stays a proposal until a person agrees to it. The card follows each change, so that the effect of
//! a decision is seen before it is made.

use super::tables;
use crate::{
    app::{
        action::{Action, ImportAction},
        cards::{Block, Column, Page, Role, Row, Span, line, muted, span, told},
        import::{ImportPick, ImportPrompt, ImportStep, Importing},
        meeting::{context::Context, screen::themes},
        shell::{Choice, Picker},
        words,
    },
    domain::{
        codebook::QuestionColumn,
        refusal::{Refusal, allow_if, refuse},
        stamp::Stamp,
    },
    intake::{
        propose::{self, Direction},
        rows, scale,
        score::folded,
        table::Answer,
    },
};

/// The scoring of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CountsAs {
    Good,
    NotGood,
    Out,
}

/// The current question with its index.
fn question(import: &Importing) -> Option<(usize, &QuestionColumn)> {
    let all = &import.book.questions;
    let at = import.at.question.min(all.len().saturating_sub(1));
    all.get(at).map(|q| (at, q))
}

/// The answers of a question in all exports, in the order of their scale, with the number of people who gave each.
fn answers(import: &Importing, question: &QuestionColumn) -> Vec<Answer> {
    let mut all: Vec<Answer> = Vec::new();
    // A table of results holds shares and no people, so its answers have no counts.
    let asked = tables::question(import, &question.column);
    for text in asked.map_or(&[][..], |a| &a.answers) {
        all.push(Answer {
            text: text.clone(),
            count: 0,
        });
    }
    for export in import.exports.iter().filter(|e| !e.is_results()) {
        let rule = import.book.exports.iter().find(|r| r.file == export.name);
        let theirs = rule.and_then(|r| r.columns.iter().find(|(ours, _)| *ours == question.column));
        let id = theirs.map_or(question.column.as_str(), |(_, theirs)| theirs.as_str());
        let answers = export
            .column(id)
            .and_then(|(nth, _)| rows::answers_of_people(export, nth));
        for answer in answers.unwrap_or_default() {
            match all
                .iter_mut()
                // Files of two years may differ in capitals; as two answers they could be scored in two ways.
                .find(|a| folded(&a.text) == folded(&answer.text))
            {
                Some(there) => there.count += answer.count,
                None => all.push(answer),
            }
        }
    }
    // By frequency first: answers that no scale knows keep this order.
    all.sort_by_key(|a| std::cmp::Reverse(a.count));
    scale::in_order(&mut all);
    all
}

/// The question about the direction of a scale that may be reversed; `None` once its answers are sorted.
fn asks(question: &QuestionColumn, answers: &[Answer]) -> Option<Direction> {
    let sorted = question.positive.is_empty() && question.other.is_empty();
    // Asked until it is answered and not again, so that nobody begins to doubt the answer.
    propose::direction(&question.question, answers).filter(|_| sorted && !question.agreed)
}

fn how(question: &QuestionColumn, answer: &str) -> Option<CountsAs> {
    let is_in = |list: &[String]| list.iter().any(|a| folded(a) == folded(answer));
    match () {
        () if is_in(&question.positive) => Some(CountsAs::Good),
        () if is_in(&question.other) => Some(CountsAs::NotGood),
        () if is_in(&question.leave_out) => Some(CountsAs::Out),
        () => None,
    }
}

/// The number of answers without a scoring.
pub(in crate::app::import) fn open(import: &Importing, question: &QuestionColumn) -> usize {
    answers(import, question)
        .iter()
        .filter(|a| how(question, &a.text).is_none())
        .count()
}

pub(in crate::app::import) fn rows(import: &Importing) -> usize {
    question(import).map_or(0, |(_, q)| answers(import, q).len())
}

pub(in crate::app::import) fn page(import: &Importing) -> Page {
    let Some((nth, question)) = question(import) else {
        return Page {
            blocks: vec![
                Block::Heading("No column becomes a finding yet".into()),
                Block::Gap,
                muted(
                    "On step 2, {Import(Finding)} makes a column a finding. Its answers are sorted here.",
                ),
            ],
            ..Page::default()
        };
    };
    let answers = answers(import, question);
    let at = import.at.marks.row(ImportStep::Scoring, answers.len());
    let of = import.book.questions.len();
    let of_table = tables::question(import, &question.column).is_some();
    if answers.is_empty() && of_table {
        return counted(import, nth);
    }
    let state = state(question, &answers);
    let table = answers.iter().enumerate().map(|(row, answer)| {
        let (role, said) = match how(question, &answer.text) {
            Some(CountsAs::Good) => (Role::Good, "{Import(Good)} good"),
            Some(CountsAs::NotGood) => (Role::Ink, "{Import(NotGood)} counts, not good"),
            Some(CountsAs::Out) => (Role::Muted, "{Import(DoesNotCount)} does not count"),
            None => (Role::Warn, "? not sorted"),
        };
        Row {
            cells: vec![
                line(Role::Ink, answer.text.clone()),
                line(
                    Role::Muted,
                    if of_table {
                        String::new()
                    } else {
                        answer.count.to_string()
                    },
                ),
                line(role, said),
            ],
            selected: row == at,
        }
    });
    let mut blocks = vec![
        Block::Pair(
            vec![state],
            line(Role::Muted, format!("question {} of {of}", nth + 1)),
        ),
        Block::Gap,
        Block::Table {
            columns: vec![
                Column::fill("answer"),
                Column::number("people", 1),
                Column::words("how it counts", 19, 0),
            ],
            rows: table.collect(),
        },
        Block::Rule("as the wall will show it".into()),
    ];
    card(import, &mut blocks);
    Page {
        blocks,
        ..Page::default()
    }
}

/// The state of a question: open, proposed, or agreed.
fn state(question: &QuestionColumn, answers: &[Answer]) -> Span {
    let unsorted = answers
        .iter()
        .filter(|a| how(question, &a.text).is_none())
        .count();
    if let Some(direction) = asks(question, answers) {
        let good: Vec<String> = direction
            .good
            .iter()
            .map(|a| format!("\u{201c}{a}\u{201d}"))
            .collect();
        let are = match good.len() {
            1 => "the good answer",
            _ => "the good answers",
        };
        span(
            Role::Warn,
            format!(
                "Is {} {are} here? {{Import(Reversed)}} or {{Import(Direct)}}",
                good.join(" and ")
            ),
        )
    } else if unsorted > 0 {
        span(
            Role::Warn,
            words::count(unsorted as u64, "answer to sort", "answers to sort"),
        )
    } else if question.agreed {
        let how = if question.reversed {
            "agreed, the other way round"
        } else {
            "agreed"
        };
        span(Role::Good, how)
    } else if question.reversed {
        span(Role::Warn, "the other way round, to agree to")
    } else {
        let scale = scale::partial(&question.question, answers).map_or("", |p| p.known.name);
        let said = if scale.is_empty() {
            "proposed".to_owned()
        } else {
            format!("proposed by the scale \u{201c}{scale}\u{201d}")
        };
        span(Role::Warn, said)
    }
}

/// The page of a question from a table of results, which has no answers to sort.
fn counted(import: &Importing, nth: usize) -> Page {
    let of = import.book.questions.len();
    let mut blocks = vec![
        Block::Pair(
            vec![span(Role::Good, "counted already")],
            line(Role::Muted, format!("question {} of {of}", nth + 1)),
        ),
        Block::Gap,
        told(
            Role::Ink,
            "Somebody has counted it already: there is no answer to sort.",
        ),
        Block::Gap,
        Block::Rule("as the wall will show it".into()),
    ];
    card(import, &mut blocks);
    Page {
        blocks,
        ..Page::default()
    }
}

/// Adds the evidence card of the current question.
fn card(import: &Importing, blocks: &mut Vec<Block>) {
    let Some(meeting) = import.derived.card() else {
        return;
    };
    let room = Context {
        meeting,
        mark: &import.derived.mark,
        ballots: &import.derived.ballots,
        cards: None,
        turnout_known: true,
        box_lost: false,
        // A card shows no time, and a fixed one keeps the page a function of the codebook.
        now: Stamp::new(jiff::civil::date(2000, 1, 1).at(0, 0, 0, 0), 0),
        read_only: true,
        unsaved: 0,
        behind: false,
        replacing: false,
        unsure: false,
        findings_changed: false,
        changed_findings: None,
        follow_up: false,
        desk: true,
    };
    let finding = meeting
        .findings()
        .themes
        .first()
        .and_then(|t| t.findings.first());
    if let Some(finding) = finding {
        themes::card(&room, finding, themes::Detail::Figures, blocks);
        if finding.results.iter().all(|r| r.scored == 0) {
            blocks.push(told(Role::Muted, "No answer counts yet."));
        }
    }
}

pub(in crate::app::import) fn available(import: &Importing, action: Action) -> Result<(), Refusal> {
    let Some((nth, question)) = question(import) else {
        return match action {
            Action::Import(ImportAction::Step(_)) | Action::NextStage | Action::PreviousStage => {
                Ok(())
            }
            Action::Import(_)
            | Action::Open
            | Action::Left
            | Action::Right
            | Action::Reword
            | Action::Find => refuse("No column becomes a finding yet: choose some on step 2."),
            _ => Ok(()),
        };
    };
    let counted = tables::question(import, &question.column).is_some_and(|a| a.answers.is_empty());
    match action {
        Action::Import(ImportAction::Good | ImportAction::NotGood | ImportAction::DoesNotCount)
            if counted =>
        {
            refuse("Somebody has counted it already: there is no answer to sort.")
        }
        Action::Right => allow_if(
            nth + 1 < import.book.questions.len(),
            "This is the last question. ] goes on to the themes.",
        ),
        Action::Left => allow_if(nth > 0, "This is the first question."),
        Action::Import(ImportAction::Agree | ImportAction::AgreeAll) if question.agreed => {
            refuse("This question is agreed already.")
        }
        Action::Import(ImportAction::Reversed | ImportAction::Direct) => allow_if(
            asks(question, &answers(import, question)).is_some(),
            "Nothing is asked here: {Import(Good)} good, {Import(NotGood)} counts and is not good, {Import(DoesNotCount)} does not count.",
        ),
        // An answer without a scoring stops the whole import later on, far from the question that it belongs to.
        Action::Import(ImportAction::Agree | ImportAction::AgreeAll) => allow_if(
            open(import, question) == 0,
            "Some answers are not sorted yet: {Import(Good)} good, {Import(NotGood)} counts and is not good, {Import(DoesNotCount)} does not count.",
        ),
        _ => Ok(()),
    }
}

pub(in crate::app::import) fn act(import: &mut Importing, action: Action) {
    let Some((nth, question)) = question(import) else {
        return;
    };
    let question = question.clone();
    match action {
        Action::Right => go_to(import, nth + 1),
        Action::Left => go_to(import, nth.saturating_sub(1)),
        Action::Reword => import.write(
            ImportPrompt::Wording(nth),
            "As patients were asked it",
            &question.question,
        ),
        Action::Find => {
            let choices = import.book.questions.iter().enumerate().map(|(n, q)| {
                let note = if q.agreed { "agreed" } else { "to look at" };
                Choice::new(ImportPick::Question(n), q.question.clone(), note)
            });
            let title = "Which question? Type a few letters";
            import.pick(Picker::new(title, choices.collect()).at(nth));
        }
        Action::Import(ImportAction::Agree) => {
            // Recorded with the yes, because answers sorted by hand against their scale look like a mistake to the next
            // reader of the codebook.
            let reversed = is_turned(import, &question);
            import.change(|book| {
                if let Some(q) = book.questions.get_mut(nth) {
                    q.agreed = true;
                    q.reversed = reversed;
                }
            });
            next_to_agree(import, nth);
        }
        Action::Import(ImportAction::AgreeAll) => agree_all(import, nth, &question),
        Action::Import(ImportAction::Reversed) => turn(import, nth, &question, true),
        Action::Import(ImportAction::Direct) => turn(import, nth, &question, false),
        Action::Import(ImportAction::Good) => sort(import, nth, &question, CountsAs::Good),
        Action::Import(ImportAction::NotGood) => sort(import, nth, &question, CountsAs::NotGood),
        Action::Import(ImportAction::DoesNotCount) => sort(import, nth, &question, CountsAs::Out),
        Action::Open => {
            let answers = answers(import, &question);
            let at = import.row(answers.len());
            if let Some(answer) = answers.get(at) {
                let next = match how(&question, &answer.text) {
                    None | Some(CountsAs::Out) => CountsAs::Good,
                    Some(CountsAs::Good) => CountsAs::NotGood,
                    Some(CountsAs::NotGood) => CountsAs::Out,
                };
                set(import, nth, &answer.text, next);
            }
        }
        _ => {}
    }
}

/// Goes to question `nth`.
pub(super) fn go_to(import: &mut Importing, nth: usize) {
    import.at.question = nth;
    import.mark_row(0);
}

/// Goes to the next question that is not agreed; a message says when there is none.
fn next_to_agree(import: &mut Importing, nth: usize) {
    let all = &import.book.questions;
    let open = |q: &&QuestionColumn| !q.agreed;
    let after = all
        .iter()
        .skip(nth + 1)
        .position(|q| open(&q))
        .map(|n| nth + 1 + n);
    // From the first question again, so that those passed over on the way are not forgotten.
    match after.or_else(|| all.iter().position(|q| open(&q))) {
        Some(next) => go_to(import, next),
        None => import.say(
            Role::Good,
            "Every question is agreed. ] goes on to the themes.",
        ),
    }
}

/// Sorts the answers of a question whose scale may be reversed, in the given direction.
fn turn(import: &mut Importing, nth: usize, question: &QuestionColumn, reversed: bool) {
    let Some(direction) = asks(question, &answers(import, question)) else {
        return;
    };
    let sorted = if reversed {
        direction.reversed
    } else {
        direction.direct
    };
    import.change(|book| {
        if let Some(q) = book.questions.get_mut(nth) {
            q.positive = sorted.positive;
            q.other = sorted.other;
            q.leave_out = sorted.leave_out;
            q.reversed = reversed;
        }
    });
    // Sorted but not agreed: the card shows the effect first.
    import.say(Role::Ink, "Sorted. {Import(Agree)} agrees to it.");
}

/// `true` if a question counts as positive the answers that its scale counts as negative.
fn is_turned(import: &Importing, question: &QuestionColumn) -> bool {
    let answers = answers(import, question);
    let Some(known) = scale::propose_for(&question.question, &answers) else {
        return question.reversed;
    };
    let is = |list: &[String], wanted| list.iter().all(|a| how(question, a) == Some(wanted));
    let turned = scale::reversed(&known);
    !known.positive.is_empty()
        && is(&known.positive, CountsAs::NotGood)
        && is(&turned.positive, CountsAs::Good)
}

/// Agrees to all questions with the same answers and the same scoring.
// Questions with a possibly reversed scale are left out: one agreed in passing would turn its result upside down.
fn agree_all(import: &mut Importing, nth: usize, question: &QuestionColumn) {
    let name = |import: &Importing, q: &QuestionColumn| {
        scale::is_plausible(&q.question, &answers(import, q))
            .filter(|_| !q.reversed)
            .map(|p| p.name)
    };
    let wanted = name(import, question);
    let reversed = is_turned(import, question);
    let same: Vec<usize> = import
        .book
        .questions
        .iter()
        .enumerate()
        .filter(|(n, q)| {
            let proposed = !q.agreed && open(import, q) == 0;
            *n == nth
                || (proposed
                    && wanted.is_some()
                    && name(import, q) == wanted
                    // A question that somebody sorted by hand waits for a yes of its own.
                    && as_proposed(import, q))
        })
        .map(|(n, _)| n)
        .collect();
    let n = same.len();
    import.change(|book| {
        for nth in same {
            if let Some(q) = book.questions.get_mut(nth) {
                q.agreed = true;
            }
        }
        if let Some(q) = book.questions.get_mut(nth) {
            q.reversed = reversed;
        }
    });
    next_to_agree(import, nth);
    import.say(
        Role::Good,
        format!(
            "Agreed to {}.",
            words::count(n as u64, "question", "questions of this scale")
        ),
    );
}

/// `true` if the answers are sorted as the scale proposes, with no change by hand.
fn as_proposed(import: &Importing, question: &QuestionColumn) -> bool {
    let known = scale::partial(&question.question, &answers(import, question)).map(|p| p.known);
    known.is_some_and(|known| {
        known
            .positive
            .iter()
            .all(|a| how(question, a) == Some(CountsAs::Good))
            && known
                .other
                .iter()
                .all(|a| how(question, a) == Some(CountsAs::NotGood))
    })
}

/// Sets the scoring of the selected answer, and moves to the next one without a scoring.
fn sort(import: &mut Importing, nth: usize, question: &QuestionColumn, to: CountsAs) {
    let answers = answers(import, question);
    let at = import.row(answers.len());
    let Some(answer) = answers.get(at) else {
        return;
    };
    set(import, nth, &answer.text, to);
    let open = |a: &&Answer| how(question, &a.text).is_none();
    let next = answers
        .iter()
        .skip(at + 1)
        .position(|a| open(&a))
        .map(|n| at + 1 + n);
    let next = next.unwrap_or((at + 1).min(answers.len().saturating_sub(1)));
    import.mark_row(next);
}

fn set(import: &mut Importing, nth: usize, answer: &str, to: CountsAs) {
    import.change(|book| {
        let Some(question) = book.questions.get_mut(nth) else {
            return;
        };
        for list in [
            &mut question.positive,
            &mut question.other,
            &mut question.leave_out,
        ] {
            list.retain(|a| folded(a) != folded(answer));
        }
        let list = match to {
            CountsAs::Good => &mut question.positive,
            CountsAs::NotGood => &mut question.other,
            CountsAs::Out => &mut question.leave_out,
        };
        list.push(answer.to_owned());
        // The agreement was to the earlier scoring, so the question has to be agreed again.
        question.agreed = false;
    });
}

pub(super) fn typed_wording(import: &mut Importing, nth: usize, text: &str) -> Result<(), Refusal> {
    allow_if(!text.is_empty(), "Write what patients were asked.")?;
    import.change(|book| {
        if let Some(q) = book.questions.get_mut(nth) {
            // The name of the column stays: it is the key to the export.
            text.clone_into(&mut q.question);
        }
    });
    Ok(())
}

//! The last step: what is still open, each with the way there; then the findings.

use std::sync::Arc;

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        import::{Step, Wizard, over::List, standing::Only},
        meeting::ui::choice,
        words,
    },
    domain::{codebook::RowLabel, findings::UNSORTED},
};

/// Something that is open.
pub(in crate::app::import) struct Open {
    step: Step,
    what: String,
    /// Nothing is saved before it is settled.
    blocks: bool,
    /// It is asked about here.
    asked: bool,
    /// The comments that it is about, where it is about some.
    only: Option<Only>,
    /// The row of its step, where it is about one.
    row: Option<usize>,
}

/// What is still open, in the order of the steps; what keeps the findings from being saved first.
pub(in crate::app::import) fn rows(wizard: &Wizard) -> Vec<Open> {
    let book = &wizard.book;
    let mut open = Vec::new();
    let mut say = |step: Step, blocks: bool, what: String| {
        open.push(Open {
            step,
            what,
            blocks,
            asked: false,
            only: None,
            row: None,
        });
    };
    let missing = [
        (book.unit.name.trim().is_empty(), "the unit\u{2019}s name"),
        (
            book.survey.title.trim().is_empty(),
            "what the survey is called",
        ),
        (book.survey.period.trim().is_empty(), "the period"),
    ];
    for (is_missing, what) in missing {
        if is_missing {
            say(Step::Export, true, format!("not said yet: {what}"));
        }
    }
    for what in of_files(wizard) {
        say(Step::Export, true, what);
    }
    if book.questions.is_empty() && book.comments.is_empty() {
        say(
            Step::Columns,
            true,
            "no column becomes a finding or a comment".to_owned(),
        );
    }
    let unsorted: usize = book
        .questions
        .iter()
        .map(|q| super::scoring::open(wizard, q))
        .sum();
    if unsorted > 0 {
        say(
            Step::Scoring,
            true,
            words::count(unsorted as u64, "answer to sort", "answers to sort"),
        );
    }
    let proposed = book.questions.iter().filter(|q| !q.agreed).count();
    if proposed > 0 {
        say(
            Step::Scoring,
            true,
            words::count(
                proposed as u64,
                "question is only proposed",
                "questions are only proposed",
            ),
        );
    }
    open.extend(without_people(wizard));
    let known = open.len();
    for unfit in &wizard.seen.unfit {
        // What was said above in other words is not said again.
        if known == 0 {
            // Of a table of results it is a row or a column, and no answer to sort.
            let of_table = wizard
                .exports
                .iter()
                .any(|e| e.is_results() && Some(&e.name) == unfit.file.as_ref());
            open.push(Open {
                step: if of_table && unfit.answers.is_empty() {
                    Step::Columns
                } else {
                    Step::Scoring
                },
                what: unfit.to_string(),
                blocks: true,
                asked: false,
                only: None,
                row: None,
            });
        }
    }
    if let Some(other) = &wizard.seen.other_period
        && wizard.at.let_past.as_ref() != Some(&other.current)
    {
        open.push(Open {
            step: Step::Save,
            what: other.to_string(),
            blocks: true,
            asked: true,
            only: None,
            row: None,
        });
    }
    open.extend(to_look_at(wizard));
    open
}

/// The questions about a file that are still open.
fn of_files(wizard: &Wizard) -> Vec<String> {
    let mut open = Vec::new();
    for (nth, rule) in wizard.book.exports.iter().enumerate() {
        match &rule.strand {
            RowLabel::Is(text) if text.trim().is_empty() && super::tables::says_strand(rule) => {}
            RowLabel::Is(text) if text.trim().is_empty() => {
                open.push(format!(
                    "not said yet: which patients answered in {}",
                    rule.file
                ));
            }
            RowLabel::Column { column, .. } => {
                let unnamed = super::strands::unnamed(wizard, nth).len();
                if unnamed > 0 {
                    let answers = words::count(unnamed as u64, "answer", "answers");
                    open.push(format!("{answers} of {column} without a strand"));
                }
            }
            RowLabel::Is(_) | RowLabel::Days { .. } => {}
        }
        open.extend(super::tables::open(wizard, nth));
    }
    open
}

/// Files of interviews of which nothing says how many people spoke.
fn without_people(wizard: &Wizard) -> impl Iterator<Item = Open> {
    let rows = super::export::rows_without_people(wizard);
    rows.into_iter().map(|(row, nth)| {
        let file = wizard.book.exports.get(nth).map_or("", |r| r.file.as_str());
        Open {
            step: Step::Export,
            what: format!("not said yet: how many people were interviewed in {file}"),
            blocks: true,
            asked: false,
            only: None,
            row: Some(row),
        }
    })
}

/// What keeps nothing from being saved, and wants a look.
fn to_look_at(wizard: &Wizard) -> Vec<Open> {
    let book = &wizard.book;
    let mut open = Vec::new();
    let mut say = |step: Step, only: Option<Only>, what: String| {
        open.push(Open {
            step,
            what,
            blocks: false,
            asked: false,
            only,
            row: None,
        });
    };
    for theme in &book.themes {
        let used = book.questions.iter().any(|q| q.theme == theme.id)
            || wizard.seen.taken().any(|d| d.theme == theme.id);
        if !used {
            say(
                Step::Themes,
                None,
                format!("the theme \u{201c}{}\u{201d} is empty", theme.title),
            );
        }
    }
    let held = wizard.seen.taken().filter(|d| d.hold).count();
    if held > 0 {
        say(
            Step::Comments,
            Some(Only::Held),
            format!(
                "{} held",
                words::count(held as u64, "comment is", "comments are")
            ),
        );
    }
    let unsorted = wizard.seen.taken().filter(|d| d.theme == UNSORTED).count();
    if unsorted > 0 {
        say(
            Step::Comments,
            Some(Only::Unsorted),
            format!(
                "{} not sorted, and stay out",
                words::count(unsorted as u64, "comment is", "comments are")
            ),
        );
    }
    open
}

pub(in crate::app::import) fn page(wizard: &Wizard) -> Page {
    let open = rows(wizard);
    let at = wizard.at.row_of(Step::Save, open.len());
    let mut blocks = Vec::new();
    if !wizard.at.saved.is_empty() {
        blocks.push(Block::Heading("Saved".into()));
        blocks.extend(
            wizard
                .at
                .saved
                .iter()
                .map(|said| told(Role::Ink, said.clone())),
        );
        blocks.push(Block::Gap);
        blocks.push(muted(
            "{Always.Quit} leaves. What you chose stays in codebook.yaml for the next time.",
        ));
        blocks.push(Block::Gap);
    }
    for why in &wizard.at.refused {
        blocks.push(told(Role::Bad, why.clone()));
    }
    if open.iter().any(|o| o.blocks) {
        blocks.push(Block::Heading("Still open".into()));
    } else if wizard.at.saved.is_empty() {
        blocks.push(Block::Heading("Ready to save".into()));
        let book = &wizard.book;
        let comments = wizard.seen.taken().count();
        blocks.push(told(
            Role::Ink,
            format!(
                "{} and {} in {} become findings.yaml in {}.",
                words::count(book.questions.len() as u64, "question", "questions"),
                words::count(comments as u64, "comment", "comments"),
                words::count(book.themes.len() as u64, "theme", "themes"),
                wizard.folder
            ),
        ));
        if wizard.existing.is_some() {
            blocks.push(muted("Findings are there already: results are brought up to date, and what people wrote stays."));
        }
        blocks.push(muted("{ImportSave.Save} saves."));
    }
    if !open.is_empty() {
        blocks.push(Block::Gap);
        let table = open.iter().enumerate().map(|(nth, open)| Row {
            cells: vec![
                line(
                    if open.blocks { Role::Warn } else { Role::Muted },
                    open.what.clone(),
                ),
                line(
                    Role::Muted,
                    format!("{} {}", open.step.number(), open.step.title()),
                ),
            ],
            selected: nth == at,
        });
        blocks.push(Block::Table {
            columns: vec![Column::fill(""), Column::words("", 12, 0)],
            rows: table.collect(),
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

pub(in crate::app::import) fn available(wizard: &Wizard, action: Action) -> Result<(), String> {
    let open = rows(wizard);
    match action {
        Action::Save if open.iter().any(|o| o.blocks) => {
            Err("Something is still open: {Open} goes there.".to_owned())
        }
        Action::Open if open.is_empty() => {
            Err("Nothing is open. {ImportSave.Save} saves.".to_owned())
        }
        _ => Ok(()),
    }
}

/// Asks whether the codebook's period is another year's, or the answers are.
fn ask_period(wizard: &mut Wizard) {
    let Some(other) = wizard.seen.other_period.clone() else {
        return;
    };
    let mut choices: Vec<_> = other
        .periods
        .iter()
        .rev()
        .map(|p| choice(format!("is:{p}"), format!("the current period is {p}"), ""))
        .collect();
    let note = format!(
        "without {}",
        words::count(other.comments as u64, "comment", "comments")
    );
    let label = format!("it is {}: go on all the same", other.current);
    choices.push(choice("go on", label, note));
    wizard.choose(
        List::OtherPeriod,
        "Which period is the current one?",
        choices,
        0,
    );
}

pub(in crate::app::import) fn chosen(wizard: &mut Wizard, key: &str) {
    match key.strip_prefix("is:") {
        Some(period) => {
            let period = period.to_owned();
            wizard.change(|book| book.survey.period = period);
        }
        None => wizard.at.let_past = Some(wizard.book.survey.period.clone()),
    }
}

pub(in crate::app::import) fn act(wizard: &mut Wizard, action: Action) {
    match action {
        Action::Open => {
            let open = rows(wizard);
            let at = wizard.at.row_of(Step::Save, open.len());
            if open.get(at).is_some_and(|o| o.asked) {
                return ask_period(wizard);
            }
            if let Some(only) = open.get(at).and_then(|o| o.only) {
                wizard.at.only = only;
                wizard.at.filter.clear();
            }
            if let Some((step, row)) = open.get(at).map(|o| (o.step, o.row)) {
                if step == Step::Scoring
                    && let Some(nth) = wizard
                        .book
                        .questions
                        .iter()
                        .position(|q| !q.agreed || super::scoring::open(wizard, q) > 0)
                {
                    wizard.at.question = nth;
                }
                wizard.go(step.number());
                if let Some(row) = row {
                    wizard.at.go_to_row(row);
                }
            }
        }
        Action::Save => {
            let hands = wizard.hands();
            match (wizard.save)(&wizard.book, &hands) {
                Ok(said) => {
                    wizard.words_saved = Arc::clone(&wizard.words);
                    wizard.at.refused.clear();
                    wizard.at.saved = said;
                    wizard.tell(Role::Good, "The findings are saved.");
                }
                Err(why) => {
                    wizard.at.refused = why;
                    wizard.tell(Role::Bad, "Nothing was saved.");
                }
            }
        }
        _ => {}
    }
}

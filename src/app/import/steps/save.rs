//! The last step: open points, each with a link to its step, and saving the findings.

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, line, muted, told},
        import::{ImportEffect, ImportPick, ImportStep, Importing, position::DraftFilter},
        shell::{Choice, Picker, Step as _},
        words,
    },
    domain::{
        codebook::RowLabel,
        findings::UNSORTED,
        refusal::{Refusal, refuse},
    },
};

/// An open point.
pub(in crate::app::import) struct OpenPoint {
    step: ImportStep,
    what: String,
    /// Saving is refused until it is settled.
    blocks: bool,
    /// It is settled by a question on this step.
    asked: bool,
    /// The filter that lists its comments, if it is about comments.
    only: Option<DraftFilter>,
    /// Its row on the other step, if it is about one row.
    row: Option<usize>,
}

/// The open points: first those that block saving, then the others; each in the order of the steps.
pub(in crate::app::import) fn rows(import: &Importing) -> Vec<OpenPoint> {
    let book = &import.book;
    let mut open = Vec::new();
    let mut say = |step: ImportStep, blocks: bool, what: String| {
        open.push(OpenPoint {
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
            say(ImportStep::Export, true, format!("not said yet: {what}"));
        }
    }
    for what in of_files(import) {
        say(ImportStep::Export, true, what);
    }
    if book.questions.is_empty() && book.comments.is_empty() {
        say(
            ImportStep::Columns,
            true,
            "no column becomes a finding or a comment".to_owned(),
        );
    }
    let unsorted: usize = book
        .questions
        .iter()
        .map(|q| super::scoring::open(import, q))
        .sum();
    if unsorted > 0 {
        say(
            ImportStep::Scoring,
            true,
            words::count(unsorted as u64, "answer to sort", "answers to sort"),
        );
    }
    let proposed = book.questions.iter().filter(|q| !q.agreed).count();
    if proposed > 0 {
        say(
            ImportStep::Scoring,
            true,
            words::count(
                proposed as u64,
                "question is only proposed",
                "questions are only proposed",
            ),
        );
    }
    open.extend(without_people(import));
    let known = open.len();
    for unfit in &import.derived.unfit {
        // A question counted as open above would otherwise be listed a second time for its unsorted answers.
        if known == 0 {
            // A table of results has rows and columns to settle instead of answers.
            let of_table = import
                .exports
                .iter()
                .any(|e| e.is_results() && Some(&e.name) == unfit.file.as_ref());
            open.push(OpenPoint {
                step: if of_table && unfit.answers.is_empty() {
                    ImportStep::Columns
                } else {
                    ImportStep::Scoring
                },
                what: unfit.to_string(),
                blocks: true,
                asked: false,
                only: None,
                row: None,
            });
        }
    }
    if let Some(other) = &import.derived.other_period
        && import.at.let_past.as_ref() != Some(&other.current)
    {
        open.push(OpenPoint {
            step: ImportStep::Save,
            what: other.to_string(),
            blocks: true,
            asked: true,
            only: None,
            row: None,
        });
    }
    open.extend(to_look_at(import));
    open
}

/// The open points of files, as sentences.
fn of_files(import: &Importing) -> Vec<String> {
    let mut open = Vec::new();
    for (nth, rule) in import.book.exports.iter().enumerate() {
        match &rule.strand {
            RowLabel::Is(text) if text.trim().is_empty() && super::tables::says_strand(rule) => {}
            RowLabel::Is(text) if text.trim().is_empty() => {
                open.push(format!(
                    "not said yet: which patients answered in {}",
                    rule.file
                ));
            }
            RowLabel::Column { column, .. } => {
                let unnamed = super::strands::unnamed(import, nth).len();
                if unnamed > 0 {
                    let answers = words::count(unnamed as u64, "answer", "answers");
                    open.push(format!("{answers} of {column} without a strand"));
                }
            }
            RowLabel::Is(_) | RowLabel::Days { .. } => {}
        }
        open.extend(super::tables::open(import, nth));
    }
    open
}

/// An open point for each file of interviews without a number of people.
fn without_people(import: &Importing) -> impl Iterator<Item = OpenPoint> {
    let rows = super::export::rows_without_people(import);
    rows.into_iter().map(|(row, nth)| {
        let file = import.book.exports.get(nth).map_or("", |r| r.file.as_str());
        OpenPoint {
            step: ImportStep::Export,
            what: format!("not said yet: how many people were interviewed in {file}"),
            blocks: true,
            asked: false,
            only: None,
            row: Some(row),
        }
    })
}

/// The open points that do not block saving: empty themes, held and unsorted comments.
fn to_look_at(import: &Importing) -> Vec<OpenPoint> {
    let book = &import.book;
    let mut open = Vec::new();
    let mut say = |step: ImportStep, only: Option<DraftFilter>, what: String| {
        open.push(OpenPoint {
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
            || import.derived.taken().any(|d| d.theme == theme.id);
        if !used {
            say(
                ImportStep::Themes,
                None,
                format!("the theme \u{201c}{}\u{201d} is empty", theme.title),
            );
        }
    }
    let held = import.derived.taken().filter(|d| d.hold).count();
    if held > 0 {
        say(
            ImportStep::Comments,
            Some(DraftFilter::Held),
            format!(
                "{} held",
                words::count(held as u64, "comment is", "comments are")
            ),
        );
    }
    let unsorted = import
        .derived
        .taken()
        .filter(|d| d.theme == UNSORTED)
        .count();
    if unsorted > 0 {
        say(
            ImportStep::Comments,
            Some(DraftFilter::Unsorted),
            format!(
                "{} not sorted, and stay out",
                words::count(unsorted as u64, "comment is", "comments are")
            ),
        );
    }
    open
}

pub(in crate::app::import) fn page(import: &Importing) -> Page {
    let open = rows(import);
    let at = import.at.marks.row(ImportStep::Save, open.len());
    let mut blocks = Vec::new();
    if !import.at.saved.is_empty() {
        blocks.push(Block::Heading("Saved".into()));
        blocks.extend(
            import
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
    for why in &import.at.refused {
        blocks.push(told(Role::Bad, why.clone()));
    }
    if open.iter().any(|o| o.blocks) {
        blocks.push(Block::Heading("Still open".into()));
    } else if import.at.saved.is_empty() {
        blocks.push(Block::Heading("Ready to save".into()));
        let book = &import.book;
        let comments = import.derived.taken().count();
        blocks.push(told(
            Role::Ink,
            format!(
                "{} and {} in {} become findings.yaml in {}.",
                words::count(book.questions.len() as u64, "question", "questions"),
                words::count(comments as u64, "comment", "comments"),
                words::count(book.themes.len() as u64, "theme", "themes"),
                import.folder
            ),
        ));
        if import.existing.is_some() {
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

pub(in crate::app::import) fn available(import: &Importing, action: Action) -> Result<(), Refusal> {
    let open = rows(import);
    match action {
        Action::Save if open.iter().any(|o| o.blocks) => {
            refuse("Something is still open: {Open} goes there.")
        }
        Action::Open if open.is_empty() => refuse("Nothing is open. {ImportSave.Save} saves."),
        _ => Ok(()),
    }
}

/// Asks for the current period, where the answers are all from another one than the codebook's.
fn ask_period(import: &mut Importing) {
    let Some(other) = import.derived.other_period.clone() else {
        return;
    };
    let mut choices: Vec<_> = other
        .periods
        .iter()
        .rev()
        .map(|p| {
            let pick = ImportPick::CurrentPeriod(p.clone());
            Choice::new(pick, format!("the current period is {p}"), "")
        })
        .collect();
    let note = format!(
        "without {}",
        words::count(other.comments as u64, "comment", "comments")
    );
    let label = format!("it is {}: go on all the same", other.current);
    choices.push(Choice::new(ImportPick::GoOn, label, note));
    import.pick(Picker::new("Which period is the current one?", choices));
}

pub(in crate::app::import) fn act(import: &mut Importing, action: Action) {
    match action {
        Action::Open => {
            let open = rows(import);
            let at = import.at.marks.row(ImportStep::Save, open.len());
            if open.get(at).is_some_and(|o| o.asked) {
                return ask_period(import);
            }
            if let Some(only) = open.get(at).and_then(|o| o.only) {
                import.at.only = only;
                import.at.filter.clear();
            }
            if let Some((step, row)) = open.get(at).map(|o| (o.step, o.row)) {
                if step == ImportStep::Scoring
                    && let Some(nth) = import
                        .book
                        .questions
                        .iter()
                        .position(|q| !q.agreed || super::scoring::open(import, q) > 0)
                {
                    import.at.question = nth;
                }
                import.go(step);
                if let Some(row) = row {
                    import.mark_row(row);
                }
            }
        }
        Action::Save => import.effects.push(ImportEffect::Save),
        _ => {}
    }
}

//! The six steps of the import, each with its page and the actions of its keys.

mod choices;
pub(super) mod columns;
pub(super) mod comments;
pub(super) mod export;
pub(super) mod save;
pub(super) mod scoring;
pub(super) mod strands;
pub(super) mod tables;
pub(super) mod themes;

use super::{ImportPick, ImportPrompt, ImportStep, Importing};
use crate::{
    app::{action::Action, cards::Page},
    domain::refusal::Refusal,
};

/// The page of the current step.
pub(super) fn page(import: &Importing) -> Page {
    match import.at.step {
        ImportStep::Export => export::page(import),
        ImportStep::Columns => columns::page(import),
        ImportStep::Scoring => scoring::page(import),
        ImportStep::Themes => themes::page(import),
        ImportStep::Comments => comments::page(import),
        ImportStep::Save => save::page(import),
    }
}

/// The number of selectable rows.
pub(super) fn rows(import: &Importing) -> usize {
    match import.at.step {
        ImportStep::Export => export::rows(import).len(),
        ImportStep::Columns => columns::number(import),
        ImportStep::Scoring => scoring::rows(import),
        ImportStep::Themes => themes::rows(import).len(),
        ImportStep::Comments => import.derived.listed.len(),
        ImportStep::Save => save::rows(import).len(),
    }
}

/// The index of the first row on the page; only a window of the comments is laid out.
pub(super) fn first_listed(import: &Importing) -> usize {
    match import.at.step {
        ImportStep::Comments => comments::window(import).start,
        _ => 0,
    }
}

/// Performs an action on the current step.
pub(super) fn act(import: &mut Importing, action: Action) {
    match import.at.step {
        ImportStep::Export => export::act(import, action),
        ImportStep::Columns => columns::act(import, action),
        ImportStep::Scoring => scoring::act(import, action),
        ImportStep::Themes => themes::act(import, action),
        ImportStep::Comments => comments::act(import, action),
        ImportStep::Save => save::act(import, action),
    }
}

/// Checks that an action is available on the current step; fails with the reason why not.
pub(super) fn available(import: &Importing, action: Action) -> Result<(), Refusal> {
    match import.at.step {
        ImportStep::Scoring => scoring::available(import, action),
        ImportStep::Themes => themes::available(import, action),
        ImportStep::Comments => comments::available(import, action),
        ImportStep::Save => save::available(import, action),
        ImportStep::Columns => columns::available(import, action),
        ImportStep::Export => Ok(()),
    }
}

/// Handles a typed text.
pub(super) fn typed(
    import: &mut Importing,
    prompt: &ImportPrompt,
    text: &str,
) -> Result<(), Refusal> {
    match prompt {
        ImportPrompt::Unit => export::set(import, |book| &mut book.unit.name, text),
        ImportPrompt::Organisation => {
            export::set(import, |book| &mut book.unit.organisation, text);
        }
        ImportPrompt::Title => export::set(import, |book| &mut book.survey.title, text),
        ImportPrompt::Period => export::set(import, |book| &mut book.survey.period, text),
        ImportPrompt::Names => export::set_names(import, text),
        ImportPrompt::Strand(nth) => choices::set_strand_of_file(import, *nth, text),
        ImportPrompt::Means { export, answer } => {
            return strands::typed(import, *export, answer, text);
        }
        ImportPrompt::FilePeriod(nth) => choices::set_period_of_file(import, *nth, text),
        ImportPrompt::Invited(nth) => return export::typed_invited(import, *nth, text),
        ImportPrompt::Wording(nth) => return scoring::typed_wording(import, *nth, text),
        ImportPrompt::NewThemeFor(row) => return themes::typed_new_for(import, *row, text),
        ImportPrompt::NewTheme => return themes::typed_new(import, text),
        ImportPrompt::ThemeTitle(nth) => return themes::typed_title(import, *nth, text),
        ImportPrompt::CommentWords(id) => return comments::typed_words(import, id, text),
        ImportPrompt::WhoseOf {
            export,
            column,
            role,
        } => return tables::typed_whose(import, *export, *column, *role, text),
    }
    Ok(())
}

/// Handles a choice.
pub(super) fn picked(import: &mut Importing, pick: ImportPick) {
    match pick {
        ImportPick::Strand(nth, pick) => choices::picked_strand(import, nth, pick),
        ImportPick::Period(nth, pick) => choices::picked_period(import, nth, pick),
        ImportPick::Sheet(nth, sheet) => choices::picked_sheet(import, nth, &sheet),
        ImportPick::Content(nth, content) => tables::picked_content(import, nth, content),
        ImportPick::Weighted(nth, weighting) => tables::set_weighting(import, nth, weighting),
        ImportPick::Hospital(nth, hospital) => tables::set_hospital(import, nth, hospital),
        ImportPick::Role {
            export,
            column,
            role,
        } => tables::picked_use(import, export, column, role),
        ImportPick::CurrentPeriod(period) => {
            import.change(|book| book.survey.period = period);
        }
        // Kept on the screen and not in the codebook, so that the next import with this codebook asks again.
        ImportPick::GoOn => import.at.let_past = Some(import.book.survey.period.clone()),
        ImportPick::Becomes(row, what) => columns::set(import, row, what),
        ImportPick::Question(nth) => scoring::go_to(import, nth),
        ImportPick::ThemeOfQuestion { question, theme } => {
            themes::move_to_theme(import, themes::ThemeRow::Question(question), theme);
        }
        ImportPick::ThemeOfColumn { column, theme } => {
            themes::move_to_theme(import, themes::ThemeRow::Comments(column), theme);
        }
        ImportPick::LabelsOfColumn { column, labels } => {
            themes::by_labels(import, column, &labels);
        }
        ImportPick::ThemeOfComment { comment, theme } => {
            comments::to_theme(import, &comment, theme);
        }
        ImportPick::NewThemeFor(row) => themes::ask_for_new(import, row),
        ImportPick::ThemeOfListed(theme) => comments::listed_to_theme(import, &theme),
    }
}

//! Copies decisions that people made in the findings back to the codebook.

use super::{merge::has_new_marks, summary::count_noun};
use crate::{
    domain::{
        alike::folded,
        codebook::{Codebook, CodebookTheme, CommentDecision, ThemeOf},
        findings::{Findings, Theme, UNSORTED, Unit},
    },
    intake::comments::{self, CommentDraft},
};

/// Copies decisions from findings to a codebook: themes of questions, themes and holds of comments, which people may have
/// changed in an editor. Returns a note for each place where the findings prevailed.
pub fn sync_codebook(
    codebook: &mut Codebook,
    drafts: &[CommentDraft],
    existing: &Findings,
) -> Vec<String> {
    let mut notes = Vec::new();
    for theme in existing.discussed_themes() {
        // Themes are added in the preparation as well, without the codebook.
        if !codebook.themes.iter().any(|t| t.id == theme.id) {
            codebook.themes.push(CodebookTheme {
                id: theme.id.clone(),
                title: theme.title.clone(),
            });
        }
    }
    for question in &mut codebook.questions {
        if let Some((theme, _)) = existing.finding(&question.finding)
            && question.theme != theme.id
        {
            notes.push(format!(
                "{} stays in \u{201c}{}\u{201d}, where findings.yaml has it.",
                question.finding, theme.title
            ));
            question.theme.clone_from(&theme.id);
        }
    }
    // Comments without a decision of their own follow the majority of their column once the column's theme is gone.
    for column in &mut codebook.comments {
        let of_column = |d: &&CommentDraft| d.column == column.column;
        match &mut column.theme {
            ThemeOf::Is(theme) => follow_comments(theme, drafts.iter().filter(of_column), existing),
            ThemeOf::Column { values, .. } => {
                for (label, theme) in values {
                    let label = folded(label);
                    let labelled = |d: &&CommentDraft| of_column(d) && folded(&d.label) == label;
                    follow_comments(theme, drafts.iter().filter(labelled), existing);
                }
            }
        }
    }
    drop_removed_themes(codebook, existing);
    notes.extend(sync_unit(codebook, existing));
    let marker = comments::marker(drafts, codebook);
    let mut still_held = 0;
    for draft in drafts {
        let Some((theme, comment)) = existing.comment(&draft.id) else {
            continue;
        };
        // A theme in the codebook is newer than "not sorted" in the findings.
        let moved = draft.theme != theme.id && !theme.is_unsorted();
        // Where one of the two holds a comment and the other releases it, it stays held: the safe side for a patient.
        let hold = comment.hold || draft.decided == Some(true) || has_new_marks(comment, &marker);
        still_held += usize::from(comment.hold && draft.decided == Some(false));
        if !moved && hold == draft.hold {
            continue;
        }
        let at = codebook.placed.iter().position(|p| p.comment == draft.id);
        let at = at.unwrap_or_else(|| {
            codebook.placed.push(CommentDecision {
                comment: draft.id.clone(),
                ..CommentDecision::default()
            });
            codebook.placed.len() - 1
        });
        if let Some(placed) = codebook.placed.get_mut(at) {
            if moved {
                placed.theme = Some(theme.id.clone());
            }
            if hold != draft.hold {
                placed.hold = Some(hold);
            }
        }
    }
    if still_held > 0 {
        notes.push(format!(
            "{} held, as findings.yaml has {}, though the codebook releases {}: take `hold: true` out there.",
            count_noun(still_held, "comment stays", "comments stay"),
            if still_held == 1 { "it" } else { "them" },
            if still_held == 1 { "it" } else { "them" },
        ));
    }
    notes
}

/// Takes themes off the codebook that were removed in the preparation and that nothing in it belongs to.
// They would be suggested for new comments otherwise, and come back with the first of them, without their standard.
fn drop_removed_themes(codebook: &mut Codebook, existing: &Findings) {
    let Codebook {
        themes,
        questions,
        comments,
        placed,
        ..
    } = codebook;
    let is_used = |id: &str| {
        questions.iter().any(|q| q.theme == id)
            || comments.iter().any(|c| c.theme.names(id))
            || placed.iter().any(|p| p.theme.as_deref() == Some(id))
    };
    let stays = |theme: &CodebookTheme| {
        !existing.removed_themes.contains(&theme.id)
            || existing.theme(&theme.id).is_some()
            || is_used(&theme.id)
    };
    // The last theme stays: questions need one.
    if themes.iter().any(stays) {
        themes.retain(stays);
    }
}

/// Takes over the names of unit and organisation that somebody has written into the findings in place of a template's.
fn sync_unit(codebook: &mut Codebook, existing: &Findings) -> Option<String> {
    let mut is_new = false;
    for (name, theirs) in [
        (&mut codebook.unit.name, &existing.unit.name),
        (&mut codebook.unit.organisation, &existing.unit.organisation),
    ] {
        if !Unit::is_placeholder(theirs) && !name.is_empty() && name != theirs {
            name.clone_from(theirs);
            is_new = true;
        }
    }
    is_new.then(|| {
        format!(
            "The unit is called \u{201c}{}\u{201d}, as findings.yaml has it.",
            existing.unit.name
        )
    })
}

/// Replaces a theme that the findings dropped by the theme of most of its comments.
fn follow_comments<'d>(
    theme: &mut String,
    drafts: impl Iterator<Item = &'d CommentDraft>,
    existing: &Findings,
) {
    if theme == UNSORTED || existing.theme(theme).is_some() {
        return;
    }
    let mut places: Vec<(&Theme, usize)> = Vec::new();
    for draft in drafts {
        let Some((of, _)) = existing.comment(&draft.id) else {
            continue;
        };
        match places.iter_mut().find(|(there, _)| there.id == of.id) {
            Some((_, n)) => *n += 1,
            None => places.push((of, 1)),
        }
    }
    if let Some((most, _)) = places.iter().max_by_key(|(_, n)| *n)
        // "Not sorted" never replaces a theme: the codebook may have sorted these comments since.
        && !most.is_unsorted()
    {
        theme.clone_from(&most.id);
    }
}

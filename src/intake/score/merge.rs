//! Merges new results into earlier findings without touching what people wrote.
//!
//! A survey is imported again when more answers arrived or an answer was sorted wrongly. By then titles are written,
//! comments released and benchmarks typed in.

use std::collections::HashSet;

use super::{
    Imported, ResultsByFinding, Unfit,
    summary::{MergeCounts, summary},
};
use crate::{
    domain::{
        codebook::Codebook,
        findings::{
            Comment, CommentMark, Finding, Findings, HIDE_BELOW, Survey, SurveySource, Theme,
            UNSORTED, UNSORTED_TITLE, Unit,
        },
    },
    intake::{
        comments::{self, CommentDraft, ManualEdits},
        privacy::{self, Marker},
    },
};

/// Maximum number of comments in a findings file. People are to read every one.
pub(super) const MOST_COMMENTS: usize = 20_000;

/// Refuses more comments than people can read.
pub(super) fn refuse_too_many(
    drafts: &[CommentDraft],
    existing: Option<&Findings>,
) -> Option<Unfit> {
    let known: HashSet<&str> = existing
        .into_iter()
        .flat_map(|f| f.themes.iter().flat_map(|t| &t.comments))
        .map(|c| c.id.as_str())
        .collect();
    let there = known.len();
    let is_new = |d: &&CommentDraft| !d.left_out && !known.contains(d.id.as_str());
    let new = drafts.iter().filter(is_new).count();
    (there + new > MOST_COMMENTS).then(|| {
        Unfit::new(
            format!(
                "{} comments, and a file holds at most {MOST_COMMENTS}",
                there + new
            ),
            "choose fewer columns for comments, or export a part of the people at a time",
        )
    })
}

/// True if a reviewed comment holds a passage that was not marked then, because the list of names has grown.
pub(super) fn has_new_marks(comment: &Comment, marker: &Marker) -> bool {
    marker
        .marks(&comment.text)
        .iter()
        .any(|m| m.holds && !comment.marks.contains(&m.mark))
}

pub(super) fn merge(
    codebook: &Codebook,
    mut results: ResultsByFinding,
    sources: Vec<SurveySource>,
    (drafts, hands): (Vec<CommentDraft>, &ManualEdits),
    existing: Option<&Findings>,
) -> Imported {
    let mut done = MergeCounts::default();
    let mut findings = existing.cloned().unwrap_or_else(|| Findings {
        survey: Survey {
            hide_below: HIDE_BELOW,
            ..Survey::default()
        },
        ..Findings::default()
    });
    let is_used = |theme: &str| {
        codebook.questions.iter().any(|q| q.theme == theme)
            || drafts.iter().any(|d| !d.left_out && d.theme == theme)
    };
    merge_survey(&mut findings, codebook, existing.is_some(), is_used);
    for source in sources {
        let same = |s: &&mut SurveySource| s.strand == source.strand && s.kind == source.kind;
        match findings.survey.sources.iter_mut().find(same) {
            Some(there) => {
                there.answered = source.answered;
                // `invited` may have been typed into the findings only.
                there.invited = source.invited.or(there.invited);
            }
            None => findings.survey.sources.push(source),
        }
    }
    for question in &codebook.questions {
        let new = results.remove(&question.finding);
        let mut finding = cloned_finding(&mut findings, &question.finding).unwrap_or_else(|| {
            done.new_findings += 1;
            Finding {
                id: question.finding.clone(),
                question: question.question.clone(),
                said: None,
                wall: None,
                results: Vec::new(),
                benchmark: None,
                comparable: true,
                rebase: Vec::new(),
            }
        });
        done.updated += 1;
        if let Some(figure) = results.benchmarks.remove(&question.finding) {
            // A benchmark that somebody typed in is kept.
            let same = finding.benchmark.as_ref();
            if same.is_none_or(|there| there.label == figure.label) {
                finding.benchmark = Some(figure);
            }
        }
        for result in new {
            let same = |r: &&mut crate::domain::findings::StrandResult| {
                r.strand == result.strand && r.period == result.period
            };
            match finding.results.iter_mut().find(same) {
                // Replaced and not added: importing the same export again must not double its results.
                Some(there) => *there = result,
                None => finding.results.push(result),
            }
        }
        insert_finding(&mut findings, &question.theme, finding);
    }
    done.updated -= done.new_findings;
    let marker = comments::marker(&drafts, codebook);
    merge_comments(&mut findings, (drafts, hands), &marker, &mut done);
    findings
        .themes
        // The theme of unsorted comments exists only while it has any.
        .retain(|t| !(t.is_unsorted() && t.comments.is_empty() && t.findings.is_empty()));
    let Findings {
        themes,
        removed_themes,
        ..
    } = &mut findings;
    // One that came back has something in it, and is removed no longer.
    removed_themes.retain(|id| !themes.iter().any(|t| t.id == *id));
    let notes = summary(&done, &findings, codebook, existing);
    Imported { findings, notes }
}

/// Sets unit and survey from the codebook, which is where they are asked for; empty fields keep the old value.
///
/// A theme without content that the findings lack was deleted by somebody, and is not created again.
fn merge_survey(
    findings: &mut Findings,
    codebook: &Codebook,
    is_there: bool,
    is_used: impl Fn(&str) -> bool,
) {
    let said = |new: &str, old: &str| {
        if new.trim().is_empty() {
            old.to_owned()
        } else {
            new.to_owned()
        }
    };
    findings.unit = Unit {
        name: said(&codebook.unit.name, &findings.unit.name),
        organisation: said(&codebook.unit.organisation, &findings.unit.organisation),
    };
    let survey = &mut findings.survey;
    survey.title = said(&codebook.survey.title, &survey.title);
    survey.period = said(&codebook.survey.period, &survey.period);
    if !is_there {
        survey.hide_below = codebook.survey.hide_below;
    }
    for said in &codebook.themes {
        if findings.theme(&said.id).is_none() && (!is_there || is_used(&said.id)) {
            findings.themes.push(Theme {
                id: said.id.clone(),
                title: said.title.clone(),
                ..Theme::default()
            });
        }
    }
}

/// Copies a finding by its id; its place in the theme stays occupied.
fn cloned_finding(findings: &mut Findings, id: &str) -> Option<Finding> {
    findings
        .themes
        .iter()
        .flat_map(|t| &t.findings)
        .find(|f| f.id == id)
        .cloned()
}

/// Puts a finding back in its place, or at the end of its new theme.
fn insert_finding(findings: &mut Findings, theme: &str, finding: Finding) {
    for there in &mut findings.themes {
        let at = there.findings.iter().position(|f| f.id == finding.id);
        if let Some(at) = at {
            if there.id == theme {
                if let Some(place) = there.findings.get_mut(at) {
                    *place = finding;
                }
                return;
            }
            there.findings.remove(at);
        }
    }
    // It moved to another theme, whose order is somebody's choice, so it goes to the end.
    if let Some(theme) = findings.themes.iter_mut().find(|t| t.id == theme) {
        theme.findings.push(finding);
    }
}

fn merge_comments(
    findings: &mut Findings,
    (drafts, hands): (Vec<CommentDraft>, &ManualEdits),
    marker: &Marker,
    done: &mut MergeCounts,
) {
    let forgotten: HashSet<String> = findings.forgotten.iter().cloned().collect();
    for draft in drafts {
        // A patient asked for this comment to be removed; the export still has it.
        if forgotten.contains(&draft.id) {
            done.forgotten += 1;
            continue;
        }
        let there = findings.themes.iter_mut().find_map(|theme| {
            let at = theme.comments.iter().position(|c| c.id == draft.id)?;
            let stays = theme.id == draft.theme && !draft.left_out;
            if stays {
                return theme.comments.get(at).cloned().map(|c| (c, Some(at)));
            }
            Some((theme.comments.remove(at), None))
        });
        if draft.left_out {
            done.left_out += 1;
            continue;
        }
        let (mut comment, place) = match there {
            Some((mut comment, place)) => {
                done.kept += 1;
                // The stored words may have been shortened or redacted by hand, so they are marked and not the export's.
                let mut marks = marker.marks(&comment.text);
                if draft.redact {
                    comment.text = privacy::redact(&comment.text, &marks);
                    marks = marker.marks(&comment.text);
                }
                // An undecided comment keeps its hold: releasing one takes a person.
                comment.hold = match draft.decided {
                    Some(hold) => hold,
                    None => comment.hold || has_new_marks(&comment, marker),
                };
                comment.marks = distinct_marks(&marks);
                (comment, place)
            }
            None => {
                done.new_comments += 1;
                (new_comment(&draft, marker), None)
            }
        };
        apply_manual_edits(&mut comment, &draft, hands, marker);
        done.held += usize::from(comment.hold);
        if draft.theme == UNSORTED {
            done.unsorted += 1;
            if findings.theme(UNSORTED).is_none() {
                findings.themes.push(Theme {
                    id: UNSORTED.to_owned(),
                    title: UNSORTED_TITLE.to_owned(),
                    ..Theme::default()
                });
            }
        }
        let Some(of) = findings.themes.iter_mut().find(|t| t.id == draft.theme) else {
            continue;
        };
        match place.and_then(|at| of.comments.get_mut(at)) {
            Some(place) => *place = comment,
            None => of.comments.push(comment),
        }
    }
}

/// Applies edits by hand to a comment.
fn apply_manual_edits(
    comment: &mut Comment,
    draft: &CommentDraft,
    hands: &ManualEdits,
    marker: &Marker,
) {
    comment.read |= hands.read.contains(&draft.id);
    let came = comments::words_hash(&draft.text);
    // If the export now has other words than those that were edited, somebody must review the comment again.
    if comment.was.as_ref().is_some_and(|was| *was != came) {
        comment.hold = true;
        comment.read = false;
    }
    let Some(text) = hands.words.get(&draft.id) else {
        return;
    };
    // Nothing was edited since the last import; `edited` must not be set by a mere look.
    if *text == comment.text {
        return;
    }
    let marks = marker.marks(text);
    comment.text.clone_from(text);
    comment.edited = true;
    comment.was.get_or_insert(came);
    comment.hold = draft
        .decided
        .unwrap_or(comment.hold || privacy::holds(&marks));
    comment.marks = distinct_marks(&marks);
}

/// Kinds of marks, without repeats.
fn distinct_marks(marks: &[privacy::Marked]) -> Vec<CommentMark> {
    let mut kinds: Vec<CommentMark> = marks.iter().map(|m| m.mark).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn new_comment(draft: &CommentDraft, marker: &Marker) -> Comment {
    let (text, marks) = if draft.redact {
        // Marks are taken anew after redaction, because a second name is easier to find once the first is gone.
        let text = privacy::redact(&draft.text, &draft.marks);
        let marks = distinct_marks(&marker.marks(&text));
        (text, marks)
    } else {
        (draft.text.clone(), distinct_marks(&draft.marks))
    };
    Comment {
        id: draft.id.clone(),
        strand: draft.strand.clone(),
        source: draft.kind,
        wall: None,
        publish: false,
        hold: draft.hold,
        read: false,
        edited: false,
        was: None,
        marks,
        text,
    }
}

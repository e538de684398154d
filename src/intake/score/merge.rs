//! New results into earlier findings: what people wrote stays as they wrote it.
//!
//! A survey is imported again when more answers came in, or when somebody sorted an answer wrongly. By then titles are
//! written, comments are released, and a benchmark was typed in.

use std::collections::HashSet;

use super::{Imported, Results, Unfit};
use crate::{
    domain::{
        codebook::{Codebook, CodebookTheme, CommentDecision, ThemeOf},
        findings::{
            Comment, CommentMark, Finding, Findings, HIDE_BELOW, Survey, SurveySource, Theme,
            UNSORTED, UNSORTED_TITLE, Unit,
        },
    },
    intake::{
        comments::{self, CommentDraft, ManualEdits},
        privacy::{self, Marker},
        score::folded,
    },
};

/// Comments of one file at most. `findings.yaml` is read by people, and every one of them should be.
pub(super) const MOST_COMMENTS: usize = 20_000;

/// Refuses more comments than people can read.
pub(super) fn too_many(drafts: &[CommentDraft], existing: Option<&Findings>) -> Option<Unfit> {
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

/// Makes a codebook say what findings say: where a question stands, and what was decided of a comment. Somebody may have moved
/// them there, in an editor or on another day. Of a comment that one of the two holds and the other releases, it is held. Says
/// where the findings went before the codebook.
pub fn sync_codebook(
    codebook: &mut Codebook,
    drafts: &[CommentDraft],
    existing: &Findings,
) -> Vec<String> {
    let mut notes = Vec::new();
    for theme in existing.talked_about() {
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
    // Words that have no place of their own go where most of their column's are, once the column's theme is gone.
    for column in &mut codebook.comments {
        let of_column = |d: &&CommentDraft| d.column == column.column;
        match &mut column.theme {
            ThemeOf::Is(theme) => follow(theme, drafts.iter().filter(of_column), existing),
            ThemeOf::Column { values, .. } => {
                for (label, theme) in values {
                    let label = folded(label);
                    let labelled = |d: &&CommentDraft| of_column(d) && folded(&d.label) == label;
                    follow(theme, drafts.iter().filter(labelled), existing);
                }
            }
        }
    }
    let marker = comments::marker(drafts, codebook);
    let mut still_held = 0;
    for draft in drafts {
        let Some((theme, comment)) = existing.comment(&draft.id) else {
            continue;
        };
        // What findings have not sorted, the codebook may have sorted since.
        let moved = draft.theme != theme.id && !theme.is_unsorted();
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
            counted(still_held, "comment stays", "comments stay"),
            if still_held == 1 { "it" } else { "them" },
            if still_held == 1 { "it" } else { "them" },
        ));
    }
    notes
}

/// Puts a theme that findings do not have any more where most of its comments are. What most are not sorted stays: the codebook may
/// have sorted them since.
fn follow<'d>(
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
        && !most.is_unsorted()
    {
        theme.clone_from(&most.id);
    }
}

/// Whether a comment that was looked at holds something that nobody had marked then: the list of names has grown.
fn has_new_marks(comment: &Comment, marker: &Marker) -> bool {
    marker
        .marks(&comment.text)
        .iter()
        .any(|m| m.holds && !comment.marks.contains(&m.mark))
}

/// What was done, counted.
#[derive(Default)]
struct Done {
    new_findings: usize,
    updated: usize,
    new_comments: usize,
    held: usize,
    kept: usize,
    left_out: usize,
    forgotten: usize,
    unsorted: usize,
}

pub(super) fn merge(
    codebook: &Codebook,
    mut results: Results,
    sources: Vec<SurveySource>,
    (drafts, hands): (Vec<CommentDraft>, &ManualEdits),
    existing: Option<&Findings>,
) -> Imported {
    let mut done = Done::default();
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
    head(&mut findings, codebook, existing.is_some(), is_used);
    for source in sources {
        let same = |s: &&mut SurveySource| s.strand == source.strand && s.kind == source.kind;
        match findings.survey.sources.iter_mut().find(same) {
            Some(there) => {
                there.answered = source.answered;
                // Somebody may have written it into the findings only.
                there.invited = source.invited.or(there.invited);
            }
            None => findings.survey.sources.push(source),
        }
    }
    for question in &codebook.questions {
        let new = results.take(&question.finding);
        let mut finding = take_finding(&mut findings, &question.finding).unwrap_or_else(|| {
            done.new_findings += 1;
            Finding {
                id: question.finding.clone(),
                question: question.question.clone(),
                wall: None,
                results: Vec::new(),
                benchmark: None,
                comparable: true,
            }
        });
        done.updated += 1;
        if let Some(figure) = results.benchmarks.remove(&question.finding) {
            // One that somebody typed in stays.
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
                Some(there) => *there = result,
                None => finding.results.push(result),
            }
        }
        put_finding(&mut findings, &question.theme, finding);
    }
    done.updated -= done.new_findings;
    let marker = comments::marker(&drafts, codebook);
    put_comments(&mut findings, (drafts, hands), &marker, &mut done);
    findings
        .themes
        .retain(|t| !(t.is_unsorted() && t.comments.is_empty() && t.findings.is_empty()));
    let notes = notes(&done, &findings, codebook, existing);
    Imported { findings, notes }
}

/// The unit and the survey: as the codebook has them, which is where they are asked for; where it says nothing, as they were.
/// A theme that findings do not have any more, and to which nothing belongs, was taken out by somebody and does not come back.
fn head(
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

/// A finding by its id, with its theme and place left for it.
fn take_finding(findings: &mut Findings, id: &str) -> Option<Finding> {
    findings
        .themes
        .iter()
        .flat_map(|t| &t.findings)
        .find(|f| f.id == id)
        .cloned()
}

/// Puts a finding where it stood, or, where it belongs to another theme now, at that one's end.
fn put_finding(findings: &mut Findings, theme: &str, finding: Finding) {
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
    if let Some(theme) = findings.themes.iter_mut().find(|t| t.id == theme) {
        theme.findings.push(finding);
    }
}

fn put_comments(
    findings: &mut Findings,
    (drafts, hands): (Vec<CommentDraft>, &ManualEdits),
    marker: &Marker,
    done: &mut Done,
) {
    let forgotten: HashSet<String> = findings.forgotten.iter().cloned().collect();
    for draft in drafts {
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
                // The words may have been shortened or redacted by hand.
                let mut marks = marker.marks(&comment.text);
                if draft.redact {
                    comment.text = privacy::redact(&comment.text, &marks);
                    marks = marker.marks(&comment.text);
                }
                comment.hold = match draft.decided {
                    Some(hold) => hold,
                    None => comment.hold || has_new_marks(&comment, marker),
                };
                comment.marks = kinds(&marks);
                (comment, place)
            }
            None => {
                done.new_comments += 1;
                (new_comment(&draft, marker), None)
            }
        };
        by_hand(&mut comment, &draft, hands, marker);
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

/// What hands did to a comment: it is read, its words are theirs. Words that came otherwise than those that were edited are looked at
/// again.
fn by_hand(comment: &mut Comment, draft: &CommentDraft, hands: &ManualEdits, marker: &Marker) {
    comment.read |= hands.read.contains(&draft.id);
    let came = comments::words_hash(&draft.text);
    if comment.was.as_ref().is_some_and(|was| *was != came) {
        comment.hold = true;
        comment.read = false;
    }
    let Some(text) = hands.words.get(&draft.id) else {
        return;
    };
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
    comment.marks = kinds(&marks);
}

/// What is marked, each once.
fn kinds(marks: &[privacy::Marked]) -> Vec<CommentMark> {
    let mut kinds: Vec<CommentMark> = marks.iter().map(|m| m.mark).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds
}

fn new_comment(draft: &CommentDraft, marker: &Marker) -> Comment {
    let (text, marks) = if draft.redact {
        // What is left is marked again: a second name is seen best beside the first.
        let text = privacy::redact(&draft.text, &draft.marks);
        let marks = kinds(&marker.marks(&text));
        (text, marks)
    } else {
        (draft.text.clone(), kinds(&draft.marks))
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

fn counted(n: usize, one: &str, many: &str) -> String {
    if n == 1 {
        format!("1 {one}")
    } else {
        format!("{n} {many}")
    }
}

fn notes(
    done: &Done,
    findings: &Findings,
    codebook: &Codebook,
    existing: Option<&Findings>,
) -> Vec<String> {
    let mut notes = Vec::new();
    let asked = |n: usize| counted(n, "finding", "findings");
    if existing.is_none() {
        notes.push(format!(
            "{} in {}.",
            asked(done.new_findings),
            counted(codebook.themes.len(), "theme", "themes")
        ));
    } else {
        notes.push(format!(
            "{} new, {} with new results; titles, standards, goals, benchmarks and everything else that was written stay.",
            asked(done.new_findings),
            asked(done.updated)
        ));
    }
    for source in &findings.survey.sources {
        notes.push(format!(
            "{}, {}: {} answered.",
            source.strand,
            source.kind.word(),
            counted(source.answered as usize, "person", "people")
        ));
    }
    let comments = done.new_comments + done.kept;
    if comments > 0 || done.left_out > 0 {
        notes.push(format!(
            "{} ({} new), {} held until somebody releases {}.",
            counted(comments, "comment", "comments"),
            done.new_comments,
            done.held,
            if done.held == 1 { "it" } else { "them" },
        ));
    }
    if done.unsorted > 0 {
        notes.push(format!(
            "{} not sorted: {} the meeting until somebody puts {} to a theme.",
            counted(done.unsorted, "comment is", "comments are"),
            if done.unsorted == 1 {
                "it stays out of"
            } else {
                "they stay out of"
            },
            if done.unsorted == 1 { "it" } else { "them" },
        ));
    }
    if done.left_out > 0 {
        notes.push(format!(
            "{} that say nothing, or were left out by hand.",
            counted(done.left_out, "comment", "comments")
        ));
    }
    if done.forgotten > 0 {
        notes.push(format!(
            "{} forgotten on request: not taken in again.",
            counted(done.forgotten, "comment was", "comments were")
        ));
    }
    let imported: HashSet<&str> = codebook
        .questions
        .iter()
        .map(|q| q.finding.as_str())
        .collect();
    let others = findings
        .themes
        .iter()
        .flat_map(|t| &t.findings)
        .filter(|f| !imported.contains(f.id.as_str()))
        .count();
    if others > 0 {
        notes.push(format!(
            "{} of earlier stay as they are: the codebook does not know them.",
            asked(others)
        ));
    }
    notes
}

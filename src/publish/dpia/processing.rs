//! Step 2: nature, scope, context and purposes of the processing.

use super::{
    DpiaSource, MeetingState, cells, facts,
    figures::{Figures, GroupCounts},
    form, or_none, table,
};
use crate::{
    domain::{stats, words},
    publish::{
        page::Element,
        words::{ENGLISH, dpia::processing as w, fill},
    },
};

/// The step.
pub(super) fn step(source: &DpiaSource<'_>, figures: &Figures) -> Vec<Element> {
    let mut blocks = vec![
        Element::Heading(1, w::STEP_2.into()),
        Element::Heading(2, w::NATURE.into()),
        table(
            w::FLOW,
            &w::FLOW_HEAD,
            &[],
            w::FLOW_ROWS.iter().map(|r| cells(r)).collect(),
        ),
        Element::Text(w::NATURE_SHARING.into()),
        form(w::NATURE_FORM, &w::NATURE_ROWS),
        Element::Heading(2, w::SCOPE.into()),
        Element::Text(w::SCOPE_LENGTH.into()),
        table(
            w::CATEGORIES,
            &w::CATEGORIES_HEAD,
            &[],
            w::CATEGORIES_ROWS.iter().map(|r| cells(r)).collect(),
        ),
        survey(source),
        asked(source),
    ];
    blocks.push(comments(source, figures));
    blocks.push(people(source, figures));
    blocks.extend([
        Element::Heading(2, w::CONTEXT.into()),
        Element::Text(w::CONTEXT_TEXT.into()),
        meeting(source),
        form(w::CONTEXT_FORM, &w::CONTEXT_ROWS),
        Element::Heading(2, w::PURPOSES.into()),
        Element::List(w::PURPOSES_TEXT.map(str::to_owned).to_vec()),
        Element::Text(w::PURPOSES_NOT.into()),
    ]);
    blocks
}

/// Title and period of the survey.
fn survey(source: &DpiaSource<'_>) -> Element {
    let survey = source.findings.map(|f| &f.survey);
    let said = |text: Option<&String>| {
        let text = text.map_or("", String::as_str);
        or_none(text, w::NOT_SAID).to_owned()
    };
    facts(
        w::SURVEY,
        [
            said(survey.map(|s| &s.title)),
            said(survey.map(|s| &s.period)),
        ],
    )
}

/// Patients who were asked, a row a source.
fn asked(source: &DpiaSource<'_>) -> Element {
    let sources = source.findings.map_or(&[][..], |f| &f.survey.sources);
    if sources.is_empty() {
        return Element::Text(w::ASKED_NONE.into());
    }
    let rows = sources.iter().map(|source| {
        let invited = source.invited;
        let rate = invited.and_then(|n| stats::response_rate(source.answered, n));
        vec![
            words::capital(&ENGLISH.people(&source.strand)),
            source.kind.word().to_owned(),
            invited.map_or_else(|| w::NOT_SAID.to_owned(), |n| n.to_string()),
            source.answered.to_string(),
            rate.map_or_else(
                || w::NOT_SAID.to_owned(),
                |rate| format!("{}%", stats::whole_percent(rate)),
            ),
        ]
    });
    table(w::ASKED, &w::ASKED_HEAD, &[2, 3, 4], rows.collect())
}

/// Comments by state.
fn comments(source: &DpiaSource<'_>, figures: &Figures) -> Element {
    if source.findings.is_none() {
        return Element::Text(w::COMMENTS_NONE.into());
    }
    let c = &figures.comments;
    let numbers = [
        c.all,
        c.read,
        c.unread,
        c.held,
        c.marked,
        c.wall,
        c.released,
        c.edited,
        c.unsorted,
        c.forgotten,
    ];
    let rows = w::COMMENTS_ROWS.iter().zip(numbers);
    table(
        w::COMMENTS,
        &w::COMMENTS_HEAD,
        &[1],
        rows.map(|(state, n)| vec![(*state).to_owned(), n.to_string()])
            .collect(),
    )
}

/// People on the list, by group.
fn people(source: &DpiaSource<'_>, figures: &Figures) -> Element {
    if figures.listed() == 0 && source.outcome.is_none() {
        return Element::Text(w::PEOPLE_NONE.into());
    }
    let row = |(group, counts): (&str, GroupCounts)| {
        vec![
            group.to_owned(),
            counts.listed.to_string(),
            counts.consent.to_string(),
            counts
                .present
                .map_or_else(|| w::NOT_YET.to_owned(), |n| n.to_string()),
        ]
    };
    let groups = [
        (w::PATIENTS, figures.patients),
        (w::TEAM, figures.team),
        (w::NO_VOTE, figures.others),
    ];
    table(
        w::PEOPLE,
        &w::PEOPLE_HEAD,
        &[1, 2, 3],
        groups.map(row).to_vec(),
    )
}

/// State of the meeting in words.
pub(super) fn state(source: &DpiaSource<'_>) -> &'static str {
    match source.state {
        MeetingState::NotHeld => w::MEETING_BEFORE,
        MeetingState::Open => w::MEETING_OPEN,
        MeetingState::Saved if source.inventory.has("meeting.journal") => w::MEETING_OVER,
        MeetingState::Saved => w::MEETING_OVER_ALONE,
    }
}

/// Day of the meeting in words: the one on which it was held, else the planned one.
pub(super) fn day(source: &DpiaSource<'_>) -> String {
    let held = source.outcome.and_then(|o| o.meeting.date);
    let planned = source.agenda.and_then(|a| a.meeting.date);
    held.or(planned)
        .map_or_else(|| w::DAY_OPEN.to_owned(), |day| ENGLISH.say(day))
}

/// A vote setting in words, with a remark where it is not set in this folder.
pub(super) fn vote_setting(source: &DpiaSource<'_>, value: &str) -> String {
    let value = words::capital(value);
    if source.agenda.is_some() {
        value
    } else {
        fill(w::VOTE_USUAL, &[("value", &value)])
    }
}

fn meeting(source: &DpiaSource<'_>) -> Element {
    let vote = source.vote;
    let apart = fill(w::APART, &[("n", &vote.apart_from.to_string())]);
    let rounds = source.outcome.map_or(0, |o| o.rounds.len());
    facts(
        w::MEETING,
        [
            state(source).to_owned(),
            day(source),
            vote_setting(source, words::method_short(vote.method)),
            vote_setting(source, words::weight(vote.weight)),
            vote_setting(source, &apart),
            rounds.to_string(),
            source.language.to_owned(),
        ],
    )
}

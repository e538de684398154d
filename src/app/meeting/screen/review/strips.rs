//! The picture of a review: each goal's result then and now on one strip, with what was promised and what became of it.
//!
//! The arrow is the figure and its role the test of the change; the word at the right is the status. A goal can be stuck while
//! its figure rises.

use super::{
    ReviewScope, can_come_along, findings_now, known_status, question, result_now, status_line,
    waits,
};
use crate::{
    app::{
        cards::{
            Align, Line, Role, line, span,
            strip::{Glyph, Strip, StripMark, StripNote, Strips, along},
        },
        meeting::{context::Context, screen::themes::over_time},
    },
    domain::{
        aim::Aim,
        dates::{self, MONTHS},
        findings::{Finding, Findings},
        measures,
        outcome::{Evidence, OutcomeGoal, Status, Verdict},
        run_chart::{RunChart, SpellKind},
        stats::{ChangeCode, DisclosedResult, change},
        words::{
            chart::CHART,
            results::{NOT_COMPARABLE, RESULTS},
        },
    },
};

/// The result of a goal when it was made and now, as far as both may be shown.
pub(super) struct ThenNow {
    pub(super) then: DisclosedResult,
    pub(super) now: Option<DisclosedResult>,
    /// The question changed in between.
    reworded: bool,
    /// Verdict of the whole series, where there is a chart over time: forms of its words, the longest first, and the direction of
    /// what is more than chance.
    series: Option<(Vec<String>, Option<SpellKind>)>,
}

impl ThenNow {
    /// Of the goal's evidence the result that it aims at, else the first one with a figure.
    pub(super) fn of(room: &Context, goal: &OutcomeGoal) -> Option<Self> {
        let aim = aim_of(goal);
        let aimed = |e: &&Evidence| {
            aim.as_ref().is_some_and(|aim| {
                e.finding.as_ref() == Some(&aim.finding)
                    && aim
                        .strand
                        .as_ref()
                        .is_none_or(|s| e.strand.as_ref() == Some(s))
            })
        };
        let (first, others): (Vec<_>, Vec<_>) = goal.evidence.iter().partition(aimed);
        let mut all = first.into_iter().chain(others);
        all.find_map(|e| Self::of_evidence(room, e))
    }

    /// The results of one piece of evidence; `None` if nothing of the earlier one may be shown.
    pub(super) fn of_evidence(room: &Context, e: &Evidence) -> Option<Self> {
        let findings = findings_now(room);
        let then = e
            .disclosed(Some(findings))
            .filter(|then| text(*then).is_some())?;
        let found = result_now(room, e);
        Some(Self {
            then,
            now: found
                .map(|(_, r)| findings.disclosed(r))
                .filter(|now| text(*now).is_some()),
            reworded: found.is_some_and(|(f, _)| !f.comparable),
            series: found.and_then(|(f, r)| series(findings, f, &r.strand)),
        })
    }

    fn change(&self) -> ChangeCode {
        let shares = self
            .then
            .share()
            .zip(self.now.and_then(DisclosedResult::share));
        match shares {
            Some((then, now)) if !self.reworded => change(now, then),
            _ => ChangeCode::None,
        }
    }

    /// The role of the change: only a change beyond chance is good or bad.
    pub(super) fn role(&self) -> Role {
        if let Some((_, kind)) = &self.series {
            return kind.map_or(Role::Muted, over_time::role);
        }
        match self.change() {
            ChangeCode::Higher => Role::Good,
            ChangeCode::Lower => Role::Bad,
            _ => Role::Muted,
        }
    }

    /// The marks on a scale of 0 to 100%.
    pub(super) fn marks(&self) -> Vec<StripMark> {
        let at = |result: DisclosedResult| {
            let share = result.share()?;
            Some(along(i64::from(share.whole_percent()), 0, 100))
        };
        let mark = |at: u32, from: Option<u32>, glyph: Glyph, role: Role| StripMark {
            at,
            from,
            glyph,
            role,
        };
        match (at(self.then), self.now.and_then(at)) {
            (Some(then), Some(now)) if self.reworded => vec![
                mark(then, None, Glyph::Before, Role::Muted),
                mark(now, None, Glyph::Now, Role::Muted),
            ],
            (Some(then), Some(now)) => vec![mark(now, Some(then), Glyph::Arrow, self.role())],
            (Some(then), None) => vec![mark(then, None, Glyph::Before, Role::Muted)],
            (None, Some(now)) => vec![mark(now, None, Glyph::Now, Role::Muted)],
            (None, None) => Vec::new(),
        }
    }

    /// Both figures and their change in words, in several lengths.
    pub(super) fn words(&self) -> Vec<String> {
        let then = text(self.then).unwrap_or_default();
        let Some(now) = self.now.and_then(text) else {
            return vec![
                format!("{then} then, no newer figure"),
                format!("{then} then"),
            ];
        };
        let both = format!("{then} to {now}");
        if self.reworded {
            return vec![
                format!("{both}: {NOT_COMPARABLE}"),
                format!("{both}: another question"),
                both,
            ];
        }
        if let Some((series, _)) = &self.series {
            let forms = series.iter().map(|words| format!("{both}: {words}"));
            return forms.chain([both.clone()]).collect();
        }
        let change = RESULTS.wall(self.change());
        if change.is_empty() {
            return vec![both];
        }
        let short = match self.change() {
            ChangeCode::TooFewToSay => "too few to be sure".to_owned(),
            _ => change
                .replace("but it could be", "could be")
                .replace("by more than", "more than"),
        };
        vec![
            format!("{both}: {change}"),
            format!("{both}: {short}"),
            both,
        ]
    }
}

/// Verdict of a series on its newest result; `None` with too few results for a chart.
fn series(
    findings: &Findings,
    finding: &Finding,
    strand: &str,
) -> Option<(Vec<String>, Option<SpellKind>)> {
    let chart = RunChart::of(findings, finding, strand)?;
    let spell = chart.spells().pop().filter(|spell| spell.is_open);
    Some(match spell {
        Some(spell) => {
            let said = CHART.sentence(&spell, &MONTHS);
            let said = over_time::lower_first(said.trim_end_matches('.'));
            let short = said.replace("by more than", "more than");
            let shortest = format!("{}, more than chance", CHART.verdict(spell.kind));
            (vec![said, short, shortest], Some(spell.kind))
        }
        None if chart.last_segment().is_some_and(|s| s.limits.is_some()) => {
            let said = "as usual, it could be chance";
            (vec![said.to_owned(), "could be chance".to_owned()], None)
        }
        None => {
            let said = "too few results to tell from chance";
            (vec![said.to_owned(), "too early to tell".to_owned()], None)
        }
    })
}

/// A result in a word: `41%`, or the word that stands for numbers that may not be shown.
pub(super) fn text(disclosed: DisclosedResult) -> Option<String> {
    match disclosed {
        DisclosedResult::Numbers(share) => Some(format!("{}%", share.whole_percent())),
        DisclosedResult::Words(band) => Some(RESULTS.band(band).to_owned()),
        DisclosedResult::TooFew(_) => None,
    }
}

/// The strips of a review.
pub(super) fn strips(
    room: &Context,
    scope: &ReviewScope,
    goals: &[&OutcomeGoal],
    at: usize,
) -> Strips {
    let rows = goals
        .iter()
        .enumerate()
        .map(|(nth, goal)| strip(room, scope, goal, nth == at));
    let strips: Vec<Strip> = rows.collect();
    let when = scope.outcome.meeting.date.map(dates::say);
    // The day of the month is of no use on the wall, and the month is.
    let month = when
        .as_ref()
        .and_then(|when| when.split_once(' '))
        .map(|(_, month)| month.to_owned());
    let title = match (&month, scope.own) {
        (Some(month), false) => format!("What we pledged in {month}"),
        (None, false) => "What we pledged last time".to_owned(),
        (_, true) => "What became of our pledge".to_owned(),
    };
    let counted = counts(room, scope, goals);
    let mut notes = Vec::new();
    if let Some(goal) = goals.get(at) {
        notes.push(StripNote::Title);
        notes.extend(about(room, scope, goal));
    }
    if !scope.own && goals.iter().any(|g| can_come_along(room, g)) {
        notes.push(note(
            line(
                Role::Muted,
                "{CarryOver} carries a goal over to today\u{2019}s list, where the room decides on it anew.",
            ),
            true,
        ));
    }
    Strips {
        title: vec![line(Role::Strong, title)],
        about: counted.first().cloned().unwrap_or_default(),
        right: counted
            .iter()
            .map(|words| line(Role::Muted, words.as_str()))
            .collect(),
        aside: vec![
            legend("○ then  ", "▶ now  ", "┃ we said"),
            legend("○ then ", "▶ now ", "┃ said"),
            Line::new(),
        ],
        axis: [(0, "0"), (5_000, "50%"), (10_000, "100")]
            .map(|(at, word)| (at, word.to_owned()))
            .to_vec(),
        steps: 2,
        lines: Vec::new(),
        figure: String::new(),
        side: Align::Left,
        keeps_figures: true,
        part: 45,
        strips,
        notes,
    }
}

fn legend(then: &str, now: &str, said: &str) -> Line {
    vec![
        span(Role::Muted, then),
        span(Role::Ink, now),
        span(Role::Muted, said),
    ]
}

/// The number of goals of each status, and of those that the room has yet to look at, in several lengths.
fn counts(room: &Context, scope: &ReviewScope, goals: &[&OutcomeGoal]) -> Vec<String> {
    let known: Vec<Status> = goals
        .iter()
        .filter_map(|g| known_status(room, scope, g))
        .collect();
    let each = found(&known);
    let short = each.iter().take(2).cloned().collect::<Vec<_>>().join(", ");
    let left = goals.iter().filter(|g| waits(room, scope, g)).count();
    let all = each.join(", ");
    let mut long = each;
    if left > 0 {
        long.push(format!("{left} to look at"));
    }
    vec![long.join(", "), all, short]
}

/// The number of each status: `2 done`, `1 stuck`.
pub(super) fn found(known: &[Status]) -> Vec<String> {
    let order = [
        Status::Done,
        Status::OnTrack,
        Status::Stuck,
        Status::Dropped,
        Status::Granted,
        Status::Refused,
        Status::Waiting,
        Status::StillTrue,
        Status::NoLongerTrue,
    ];
    let each = order.into_iter().filter_map(|status| {
        let n = known.iter().filter(|s| **s == status).count();
        (n > 0).then(|| format!("{n} {}", status.words()))
    });
    each.collect()
}

fn strip(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal, selected: bool) -> Strip {
    let known = known_status(room, scope, goal);
    let figure = status_line(room, scope, goal);
    let owner = scope.outcome.owner_of(goal);
    let found = ThenNow::of(room, goal);
    let aim = aim_of(goal);
    let aim = aim.as_ref();
    let words = found.as_ref().map(ThenNow::words).unwrap_or_default();
    let role = found.as_ref().map_or(Role::Muted, ThenNow::role);
    let mut texts: Vec<Line> = Vec::new();
    if let (Some(longest), Some(aim)) = (words.first(), aim) {
        texts.push(vec![
            span(role, longest.clone()),
            span(Role::Muted, format!(". We said above {}%.", aim.above)),
        ]);
    }
    texts.extend(words.iter().map(|w| line(role, w.as_str())));
    let mut strip = Strip {
        tall: true,
        // Goals that want talk keep both lines, whatever the height.
        folds: known != Some(Status::Stuck),
        under: line(
            Role::Muted,
            match (owner.is_empty(), goal.decision) {
                (true, Verdict::Ask) => "we asked for it".to_owned(),
                _ => owner.clone(),
            },
        ),
        marks: found.as_ref().map(ThenNow::marks).unwrap_or_default(),
        limit: aim.map(|aim| along(i64::from(aim.above), 0, 100)),
        figure: figure.clone(),
        words: texts,
        ..Strip::default()
    };
    if waits(room, scope, goal) {
        strip.signs.push(span(Role::Accent, "?"));
    }
    if strip.marks.is_empty() {
        strip.limit = None;
        strip.instead = line(
            Role::Muted,
            if found.is_some() {
                "no numbers to show"
            } else {
                "no figure to compare"
            },
        );
    }
    let mut cells = vec![line(Role::Ink, goal.title.clone())];
    if !owner.is_empty() {
        cells.push(line(Role::Ink, format!("owner {owner}")));
    }
    cells.extend(words.first().map(|w| line(Role::Ink, w.as_str())));
    if let Some(aim) = aim {
        cells.push(line(Role::Ink, format!("we said above {}%", aim.above)));
    }
    let status: String = figure.iter().map(|s| s.text.as_str()).collect();
    let status = status.trim_start_matches(['!', '?', '-', '✓', '●', ' ']);
    let waits = waits(room, scope, goal) && known.is_some();
    cells.push(line(
        Role::Ink,
        if waits {
            format!("before: {status}")
        } else {
            status.to_owned()
        },
    ));
    strip.row.cells = cells;
    strip.row.selected = selected;
    strip
}

fn note(left: Line, spare: bool) -> StripNote {
    StripNote::Text {
        left: vec![left],
        right: vec![Line::new()],
        spare,
    }
}

/// The lines about the marked goal.
fn about(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) -> Vec<StripNote> {
    let owner = scope.outcome.owner_of(goal);
    let owner = (!owner.is_empty()).then(|| span(Role::Ink, format!("{owner}.  ")));
    if scope.own {
        let mut lines = question(room, goal);
        if let Some(first) = lines
            .first_mut()
            .filter(|_| goal.decision == Verdict::Agreed)
        {
            first.splice(0..0, owner);
        }
        return lines.into_iter().map(|l| note(l, false)).collect();
    }
    if goal.decision == Verdict::Ask {
        let of = goal
            .ask_of
            .as_deref()
            .unwrap_or("somebody above or outside");
        return vec![note(
            line(
                Role::Ink,
                format!(
                    "We asked: {of}. Did they say yes? {{Answer(true)}} yes, {{Answer(false)}} no, {{Look(Waiting)}} no answer yet."
                ),
            ),
            false,
        )];
    }
    let words: Line = owner
        .into_iter()
        .chain(promised(room, goal).into_iter().flatten())
        .collect();
    if words.is_empty() {
        return Vec::new();
    }
    vec![note(words, true)]
}

/// The aim of a goal. A journal of an earlier version has only the measure that it was written as.
pub(super) fn aim_of(goal: &OutcomeGoal) -> Option<Aim> {
    goal.aim.clone().or_else(|| {
        let findings: Vec<String> = goal
            .evidence
            .iter()
            .filter_map(|e| e.finding.clone())
            .collect();
        Aim::from_measure(goal.measure.as_deref()?, &findings, goal.strand.as_deref())
    })
}

/// The measure of a goal in words.
pub(super) fn promised(room: &Context, goal: &OutcomeGoal) -> Option<Line> {
    let findings = findings_now(room);
    let said = match (aim_of(goal), &goal.measure) {
        (Some(aim), _) => measures::aim(&aim, findings),
        (None, Some(measure)) => measures::measure(measure, Some(findings)),
        (None, None) => return None,
    };
    Some(line(
        Role::Muted,
        format!("We said: {}.", said.trim_end_matches('.')),
    ))
}

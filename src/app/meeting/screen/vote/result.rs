//! The results of a round: both groups side by side, movement since another round, divergence, decisions.

use crate::{
    app::{
        cards::{Align, Block, Column, Line, Page, Role, Row, line, muted, span, text, told},
        meeting::{
            context::Context,
            screen::goals::{hours, money, spent},
            ui::Ui,
        },
        words,
    },
    domain::{
        agenda::Stage,
        goal::Goal,
        meeting::Meeting,
        vote::{
            disclosure::Shown,
            exact::{Exact, one_decimal},
            method::FigureUnit,
            round::Round,
            settings::Weight,
            tally::Counted,
        },
    },
};

pub(super) fn results_page(ui: &Ui, room: &Context) -> Page {
    let goals = room.goals_by_result(ui.back);
    if goals.is_empty() {
        let blocks = vec![
            Block::Heading("What is worth it, and realistic".into()),
            Block::Gap,
            muted(
                "Results will stand here. There is no goal to vote on yet: {Go(Goals)} goes to Goals, where {Propose} proposes one.",
            ),
        ];
        return Page {
            blocks,
            ..Page::default()
        };
    }
    let round = room.count(ui.back);
    let mut blocks = vec![
        heading(room, round),
        Block::Gap,
        table(ui, room, &goals, round),
    ];
    let at = ui.row(Stage::Vote, goals.len());
    if let Some(goal) = goals.get(at) {
        blocks.push(Block::Gap);
        blocks.extend(remarks(room, round, goal));
    }
    blocks.push(Block::Gap);
    blocks.push(Block::Text {
        line: spent(
            "agreed so far",
            &room.meeting.agreed_load(),
            &room.meeting.agenda().capacity,
        ),
        side: Align::Left,
        indent: 0,
    });
    if round.is_none() {
        blocks.push(muted("No vote yet: {Vote.OpenRound} opens a round."));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn heading(room: &Context, round: Option<&Round>) -> Block {
    match round {
        None => Block::Pair(
            line(Role::Strong, "What is worth it, and realistic"),
            line(
                Role::Muted,
                words::count(room.goals().len() as u64, "goal", "goals"),
            ),
        ),
        Some(round) => {
            let voted = round.tally().map(|t| &t.voted);
            let voted: Vec<String> = voted
                .into_iter()
                .flatten()
                .map(|(g, n)| words::voters(g, *n))
                .collect();
            Block::Pair(
                line(
                    Role::Strong,
                    format!(
                        "Round {}, {}",
                        round.number,
                        words::method_short(round.settings.method)
                    ),
                ),
                line(Role::Muted, format!("{} voted", voted.join(", "))),
            )
        }
    }
}

fn table(ui: &Ui, room: &Context, goals: &[&Goal], round: Option<&Round>) -> Block {
    let at = ui.row(Stage::Vote, goals.len());
    let groups = round.map_or_else(Vec::new, Round::groups);
    let capacity = &room.meeting.agenda().capacity;
    let mut columns = vec![Column::fill("goal")];
    if let Some(round) = round {
        let head = if round.settings.weight == Weight::Balanced {
            "both"
        } else {
            "all"
        };
        columns.push(Column::number(head, 0));
        columns.extend(
            groups
                .iter()
                // They go after money, hours and movement: with one group left out the table tells half of a disagreement.
                .map(|g| Column::number(words::group_short(g), 2)),
        );
        // The sign of a disagreement is never left out, for it is what the room should talk about first.
        columns.push(Column::words("", 1, 0));
        if compared(ui, room.meeting, round).is_some() {
            columns.push(Column::number("moved", 3));
        }
    }
    columns.push(Column::number("money", 4));
    columns.push(Column::number("hours", 4));
    columns.push(Column::words("decided", 14, 0));
    let rows = goals.iter().enumerate().map(|(i, goal)| {
        let mut cells = vec![line(Role::Ink, goal.title.clone())];
        if let Some(round) = round {
            cells.extend(result_cells(ui, room.meeting, round, goal, &groups));
        }
        cells.push(money(goal, capacity));
        cells.push(hours(goal));
        let role = match &goal.decision {
            Some(d) if d.is_agreed() => Role::Good,
            _ => Role::Ink,
        };
        cells.push(line(role, words::decision(goal.decision.as_ref())));
        Row {
            cells,
            selected: i == at,
        }
    });
    let rows = rows.collect();
    Block::Table { columns, rows }
}

fn result_cells(
    ui: &Ui,
    meeting: &Meeting,
    round: &Round,
    goal: &Goal,
    groups: &[&str],
) -> Vec<Line> {
    let tally = round.tally();
    let counted = tally.and_then(|t| t.of(&goal.id));
    let said = |group: Option<&str>, role: Role| {
        let said = tally.and_then(|t| t.said(round.settings.method, group, &goal.id));
        said.map_or_else(|| line(Role::Muted, "-"), |said| line(role, said))
    };
    let mut cells = vec![said(None, Role::Strong)];
    cells.extend(groups.iter().map(|g| said(Some(g), Role::Ink)));
    let parted = counted.is_some_and(|c| c.parted.is_some());
    cells.push(line(Role::Warn, if parted { "!" } else { "" }));
    if let Some(before) = compared(ui, meeting, round) {
        cells.push(moved(before, round, goal, counted));
    }
    cells
}

/// The round to compare with: the chosen one, else the last earlier one with the same method.
fn compared<'a>(ui: &Ui, meeting: &'a Meeting, round: &Round) -> Option<&'a Round> {
    let counted = || meeting.rounds().iter().filter(|r| r.counts());
    let chosen = ui
        .against
        .as_ref()
        .and_then(|id| counted().find(|r| r.id == *id && r.id != round.id));
    let shares_a_goal = |r: &&Round| {
        r.tally()
            .is_some_and(|t| round.settings.goals.iter().any(|g| t.of(g).is_some()))
    };
    chosen.or_else(|| {
        counted()
            .filter(|r| r.number < round.number && r.settings.method == round.settings.method)
            // Of the same method, since the numbers of two methods do not share a scale.
            .rfind(shares_a_goal)
    })
}

/// The movement of a result since another round: in its unit for the same method, else in places of the ranking.
fn moved(before: &Round, round: &Round, goal: &Goal, counted: Option<&Counted>) -> Line {
    let then = before.tally().and_then(|t| t.of(&goal.id));
    let both = counted
        .and_then(|c| c.result)
        .zip(then.and_then(|c| c.result));
    let Some((now, was)) = both else {
        return line(Role::Muted, "-");
    };
    let unit = round.settings.method.row().unit;
    // Chosen by hand, another method can be compared in places, which every method has.
    let places = unit == FigureUnit::Place || before.settings.method != round.settings.method;
    if places {
        let place = |round: &Round, value: Exact| -> i64 {
            let better = |c: &&Counted| c.result > Some(value);
            let n = round
                .tally()
                .map_or(0, |t| t.results.iter().filter(better).count());
            i64::try_from(n).unwrap_or(0)
        };
        let up = place(before, was) - place(round, now);
        return match up {
            0 => line(Role::Muted, "same"),
            _ => line(
                Role::Ink,
                format!("{} {}", up.abs(), if up > 0 { "up" } else { "down" }),
            ),
        };
    }
    if now == was {
        return line(Role::Muted, "same");
    }
    let by = now - was;
    let sign = if by > Exact::from_integer(0) { "+" } else { "" };
    let text = match unit {
        FigureUnit::Points | FigureUnit::Place => one_decimal(by),
        FigureUnit::Percent => format!("{}%", by.round().to_integer()),
    };
    line(Role::Ink, format!("{sign}{text}"))
}

fn remarks(room: &Context, round: Option<&Round>, goal: &Goal) -> Vec<Block> {
    let mut blocks = Vec::new();
    let counted = round.and_then(|r| r.tally()).and_then(|t| t.of(&goal.id));
    if let (Some(round), Some(counted)) = (round, counted) {
        // First among the remarks: a combined list can drop what matters to one group alone.
        if let Some(gap) = counted.parted {
            let by = match round.settings.method.row().unit {
                FigureUnit::Percent => format!("{} in 100", gap.round().to_integer()),
                FigureUnit::Place => format!("{} places", gap.round().to_integer()),
                FigureUnit::Points => one_decimal(gap),
            };
            let differ = if counted.ranges.is_empty() {
                format!("differ by {by}")
            } else {
                // From ranges only the least distance is certain, and the wall says nothing that is not.
                format!("are at least {by} apart")
            };
            blocks.push(told(
                Role::Warn,
                format!("! The groups {differ}: talk about this one before deciding."),
            ));
        }
        if let Some(rated) = &counted.rated {
            blocks.push(text(words::rated(rated)));
        }
        if round.tally().is_some_and(|t| t.shown() != Shown::Open) {
            blocks.push(muted(words::hidden(round)));
        }
        // The old result stays as history. Dropped silently, a rewording would be a way to get rid of a vote.
        if room.meeting.changed_since(round, &goal.id) {
            blocks.push(told(
                Role::Warn,
                "Not voted on in this form: it was changed after the vote.",
            ));
        }
        if let Some(before) = room.meeting.earlier_count(round, &goal.id)
            // A movement between other voters is no change of mind.
            && before.voters != round.voters
        {
            blocks.push(muted("Not the same people voted as in the round before."));
        }
    } else if let Some(round) = round {
        blocks.push(muted(format!("Not in round {}.", round.number)));
    }
    if let Some(words) = decided(goal) {
        blocks.push(Block::Text {
            line: words,
            side: Align::Left,
            indent: 0,
        });
    }
    blocks
}

/// The decision on a goal as a sentence.
pub fn decided(goal: &Goal) -> Option<Line> {
    use crate::domain::goal::Decision;
    let note = |note: &str| {
        if note.is_empty() {
            String::new()
        } else {
            format!(" {note}")
        }
    };
    Some(match goal.decision.as_ref()? {
        Decision::Agreed { note: n } => vec![span(Role::Good, "Agreed."), span(Role::Ink, note(n))],
        Decision::Ask {
            of,
            reason,
            note: n,
        } => vec![
            span(Role::Strong, format!("We ask {of}")),
            span(
                Role::Ink,
                format!(" ({}).{}", words::reason(*reason), note(n)),
            ),
        ],
        Decision::NotThisTime { reason, note: n } => vec![
            span(Role::Strong, "Not this time"),
            span(
                Role::Ink,
                format!(" ({}).{}", words::reason(*reason), note(n)),
            ),
        ],
        Decision::Undecided { by_whom, until } => {
            let until = until.map_or_else(String::new, |d| {
                format!(" by {}", crate::domain::dates::say(d))
            });
            vec![
                span(Role::Strong, "Not settled yet."),
                span(Role::Ink, format!(" It is up to {by_whom}{until}.")),
            ]
        }
    })
}

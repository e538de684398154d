//! The results of a round: a strip a goal with both groups on it, their movement, and the decisions.

use super::{picture::Picture, reveal, tables};
use crate::{
    app::{
        cards::{
            Block, Column, Line, Page, Role, Row, line, muted, span,
            strip::{StripNote, Strips},
        },
        meeting::{
            context::Context,
            screen::goals::{hours, money, spent},
            ui::Ui,
        },
        words,
    },
    domain::{
        agenda::Stage,
        capacity::{Capacity, grouped},
        goal::Goal,
        meeting::Meeting,
        vote::{disclosure::Shown, round::Round},
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
    if let Some(round) = round.filter(|r| r.settings.method.is_tables()) {
        return tables::result_page(ui, room, &goals, round);
    }
    let picture = round.and_then(|round| {
        let before = compared(ui, room.meeting, round);
        Some((round, Picture::of(round, before)?))
    });
    let blocks = match picture {
        Some((round, picture)) => {
            vec![Block::Strips(Box::new(strips(
                ui, room, &goals, round, &picture,
            )))]
        }
        None => before_the_vote(ui, room, &goals),
    };
    Page {
        blocks,
        ..Page::default()
    }
}

/// The goals before there is any result.
fn before_the_vote(ui: &Ui, room: &Context, goals: &[&Goal]) -> Vec<Block> {
    let at = ui.row(Stage::Vote, goals.len());
    let capacity = &room.meeting.agenda().capacity;
    let rows = goals.iter().enumerate().map(|(i, goal)| {
        let role = match &goal.decision {
            Some(d) if d.is_agreed() => Role::Good,
            _ => Role::Ink,
        };
        Row {
            cells: vec![
                line(Role::Ink, goal.title.clone()),
                money(goal, capacity),
                hours(goal),
                line(role, words::decision(goal.decision.as_ref())),
            ],
            selected: i == at,
        }
    });
    let mut blocks = vec![
        Block::Pair(
            line(Role::Strong, "What is worth it, and realistic"),
            line(
                Role::Muted,
                words::count(room.goals().len() as u64, "goal", "goals"),
            ),
        ),
        Block::Gap,
        Block::Table {
            columns: vec![
                Column::fill("goal"),
                Column::number("money", 4),
                Column::number("hours", 4),
                Column::words("decided", 14, 0),
            ],
            rows: rows.collect(),
        },
        Block::Gap,
    ];
    blocks.extend(decided_and_spent(room, goals.get(at).copied()));
    blocks.push(muted("No vote yet: {Vote.OpenRound} opens a round."));
    blocks
}

/// The decision on a goal, and the sums of what is agreed.
pub(super) fn decided_and_spent(room: &Context, goal: Option<&Goal>) -> Vec<Block> {
    let capacity = &room.meeting.agenda().capacity;
    let sums = spent("agreed so far", &room.meeting.agreed_load(), capacity);
    let lines = goal.and_then(decided).into_iter().chain([sums]);
    lines
        .map(|line| Block::Text {
            line,
            side: crate::text::Align::Left,
            indent: 0,
        })
        .collect()
}

fn strips(ui: &Ui, room: &Context, goals: &[&Goal], round: &Round, picture: &Picture) -> Strips {
    let hidden = reveal::unshown(ui, room);
    let at = reveal::marked(ui, room, goals.len());
    let strips = goals.iter().enumerate().map(|(nth, goal)| {
        let selected = at == Some(nth);
        let mut strip = picture.strip(room.meeting, &goal.id, selected);
        strip.row.selected = selected;
        strip
            .row
            .cells
            .insert(0, line(Role::Ink, goal.title.clone()));
        if room.meeting.changed_since(round, &goal.id) {
            strip.row.cells.push(line(Role::Ink, CHANGED));
        }
        strip.signs.extend(sign(goal));
        if !words::decision(goal.decision.as_ref()).is_empty() {
            let said = words::decision(goal.decision.as_ref());
            strip.row.cells.push(line(Role::Ink, said));
        }
        if nth < hidden {
            strip.hidden = true;
            // A search over the list would find a title that the room is waiting for.
            strip.row.cells = vec![line(Role::Muted, "not shown yet")];
        }
        strip
    });
    let strips = strips.collect();
    let method = words::method_short(round.settings.method);
    let turnout = turnout(round);
    Strips {
        title: vec![
            line(Role::Strong, format!("Round {}, {method}", round.number)),
            line(Role::Strong, format!("Round {}", round.number)),
        ],
        right: picture.legend(),
        about: turnout
            .first()
            .map(|t| format!("{t} voted"))
            .unwrap_or_default(),
        aside: turnout
            .iter()
            .map(|t| line(Role::Muted, t.as_str()))
            .collect(),
        strips,
        notes: notes(
            room,
            round,
            picture,
            at.and_then(|at| goals.get(at)).copied(),
        ),
        ..picture.frame()
    }
}

/// The sentence about a goal that was changed after its vote.
// Dropped silently with its result, a rewording would be a way to get rid of a vote.
pub(super) const CHANGED: &str = "not voted on in this form: it was changed after the vote";

/// The sign of a decision.
fn sign(goal: &Goal) -> Line {
    use crate::domain::goal::Decision;
    match &goal.decision {
        None => Line::new(),
        Some(Decision::Agreed { .. }) => line(Role::Good, "✓"),
        Some(Decision::Ask { .. }) => line(Role::Accent, "?"),
        Some(Decision::NotThisTime { .. }) => line(Role::Muted, "-"),
        Some(Decision::Undecided { .. }) => line(Role::Muted, "…"),
    }
}

/// The turnout of each group, in two lengths.
pub(super) fn turnout(round: &Round) -> Vec<String> {
    let Some(tally) = round.tally() else {
        return Vec::new();
    };
    let mut voted: Vec<(&str, u32)> = tally.voted.iter().map(|(g, n)| (g.as_str(), *n)).collect();
    voted.sort_by_key(|(group, _)| *group != "patient");
    let each = |say: &dyn Fn(&str, u32) -> String| -> String {
        let all: Vec<String> = voted.iter().map(|(g, n)| say(g, *n)).collect();
        all.join(" and ")
    };
    vec![
        each(&|group, n| match group {
            "mdt" if voted.len() > 1 => format!("{n} of the team"),
            group => words::voters(group, n),
        }),
        format!("{} voted", each(&|_, n| n.to_string())),
    ]
}

/// The lines below the strips: the reason why groups are hidden, then the marked goal and the sums.
fn notes(room: &Context, round: &Round, picture: &Picture, goal: Option<&Goal>) -> Vec<StripNote> {
    let text = |left: Line, spare: bool| StripNote::Text {
        left: vec![left],
        right: vec![Line::new()],
        spare,
    };
    let mut notes = Vec::new();
    match round.tally().map(crate::domain::vote::tally::Tally::shown) {
        Some(Shown::Withheld) => notes.push(text(line(Role::Muted, words::withheld(round)), false)),
        Some(Shown::Small) => notes.push(text(line(Role::Muted, words::ranged(round)), true)),
        Some(Shown::Open) | None => {}
    }
    if let Some(by) = round.tally().and_then(|t| t.by).filter(|by| by.is_mixed()) {
        let said = format!("Handed in: {}.", words::channels(by));
        notes.push(text(line(Role::Muted, said), true));
    }
    if let Some(before) = picture.other_people() {
        let said = format!(
            "Not the same people voted in round {}, so no movement is shown.",
            before.number
        );
        notes.push(text(line(Role::Muted, said), false));
    }
    notes.push(StripNote::Title);
    if let Some(goal) = goal {
        let counted = round.tally().and_then(|t| t.of(&goal.id));
        if let Some(rated) = counted.and_then(|c| c.rated.as_ref()) {
            notes.push(text(line(Role::Ink, words::rated(rated)), true));
        }
        // "Agreed." alone stands in the facts below.
        let says_more = |words: &Line| words.iter().skip(1).any(|part| !part.text.is_empty());
        if let Some(decided) = decided(goal).filter(says_more) {
            notes.push(text(decided, true));
        }
    }
    let capacity = &room.meeting.agenda().capacity;
    notes.push(StripNote::Text {
        left: goal.map(|goal| facts(goal, room)).unwrap_or_default(),
        right: spent_shortly(room.meeting, capacity),
        spare: false,
    });
    notes
}

/// Money, hours and decision of a goal, in two lengths.
fn facts(goal: &Goal, room: &Context) -> Vec<Line> {
    let capacity = &room.meeting.agenda().capacity;
    let money = goal.cost.map_or_else(
        || "money not known".to_owned(),
        |cost| capacity.money_text(cost),
    );
    let hours = goal.hours.map_or_else(
        || "hours not known".to_owned(),
        |hours| format!("{} hours", grouped(hours)),
    );
    let (role, said) = match &goal.decision {
        None => (Role::Muted, "not decided"),
        Some(d) if d.is_agreed() => (Role::Good, "agreed"),
        decision => (Role::Strong, words::decision(decision.as_ref())),
    };
    let facts = format!("{money}, {hours}");
    let long = vec![span(Role::Ink, format!("{facts}, ")), span(role, said)];
    if goal.decision.is_some() {
        return vec![long];
    }
    // A goal that is not decided yet is what a round is about, and need not be said.
    vec![long, line(Role::Ink, facts)]
}

/// The sums of the agreed goals beside the limits, the longest wording first.
fn spent_shortly(meeting: &Meeting, capacity: &Capacity) -> Vec<Line> {
    let load = meeting.agreed_load();
    let role = |have: u64, limit: Option<u64>| {
        if limit.is_some_and(|l| have > l) {
            Role::Bad
        } else {
            Role::Ink
        }
    };
    let of = |have: String, limit: Option<String>| match limit {
        Some(limit) => format!("{have} of {limit}"),
        None => have,
    };
    let with = |hours: &str, goals: &str| {
        vec![
            span(Role::Muted, "agreed: "),
            span(
                role(load.money, capacity.money),
                of(
                    capacity.money_text(load.money),
                    capacity.money.map(|m| capacity.money_text(m)),
                ),
            ),
            span(Role::Muted, ", "),
            span(
                role(load.hours, capacity.hours),
                of(grouped(load.hours), capacity.hours.map(grouped)) + hours,
            ),
            span(Role::Muted, ", "),
            span(
                role(load.goals, capacity.goals),
                of(grouped(load.goals), capacity.goals.map(grouped)) + goals,
            ),
        ]
    };
    vec![
        with(" hours", " goals"),
        with(" h", " goals"),
        with(" h", ""),
    ]
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

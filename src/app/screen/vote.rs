//! Vote: rounds, who has handed in, what came out of it, and the decision on each goal.

use super::{
    goals::{hours, money, spent},
    moves,
};
use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Line, Page, Role, Row, Side, centred, line, muted, span, told},
        effect::Effect,
        layer::choose,
        room::Room,
        ui::{Layer, Pick, Question, Ui, choice},
        words,
    },
    domain::{
        agenda::{Method, Stage, Weight},
        capacity::grouped,
        goal::Goal,
        meeting::Meeting,
        vote::{
            round::{Round, RoundSettings},
            tally::{Counted, Exact, one_decimal},
        },
    },
};

pub(super) fn page(ui: &Ui, room: &Room) -> Page {
    match room.meeting.open_round() {
        Some(round) if round.method == Method::Hands => hands_page(ui, room, round),
        Some(round) => sealed_page(room, round),
        None => results_page(ui, room),
    }
}

/// What is announced while a round is open, and before it opens.
pub fn rules(meeting: &Meeting, method: Method, weight: Weight, apart_from: u32) -> Vec<Block> {
    let mut blocks = vec![centred(
        Role::Ink,
        format!(
            "{}.  {}",
            words::capital(words::method(method)),
            words::capital(words::weight(weight))
        ),
    )];
    if method != Method::Hands {
        blocks.push(centred(
            Role::Muted,
            format!("A group of fewer than {apart_from} is never shown apart. The facilitator does not vote."),
        ));
        let small: Vec<&str> = meeting
            .groups()
            .into_iter()
            .filter(|g| {
                let n = meeting
                    .voters_here()
                    .iter()
                    .filter(|v| v.group == *g)
                    .count();
                n > 0 && n < apart_from as usize
            })
            .map(words::group)
            .collect();
        if !small.is_empty() {
            blocks.push(centred(
                Role::Warn,
                format!(
                    "Too few {} are here: only the result of all will be shown.",
                    small.join(" and ")
                ),
            ));
        }
    }
    blocks
}

fn sealed_page(room: &Room, round: &Round) -> Page {
    let turnout = room.meeting.turnout(round, room.ballots);
    let left = turnout.of.saturating_sub(turnout.voted);
    let minutes = Meeting::minutes_for(round.goals.len(), left);
    let mut blocks = vec![
        centred(Role::Strong, format!("Round {}", round.number)),
        Block::Gap,
    ];
    if !room.turnout_known {
        blocks.push(centred(Role::Accent, "A vote is open."));
        blocks.push(Block::Gap);
        blocks.extend(rules(
            room.meeting,
            round.method,
            round.weight,
            round.apart_from,
        ));
        return Page {
            blocks,
            slide: true,
            ..Page::default()
        };
    }
    blocks.extend([
        Block::Big(format!("{} of {}", turnout.voted, turnout.of), Role::Accent),
        centred(Role::Ink, "have voted"),
        Block::Gap,
    ]);
    blocks.push(if left == 0 {
        centred(Role::Good, "Everybody has voted: c closes the round.")
    } else {
        centred(
            Role::Muted,
            format!(
                "about {} more",
                words::count(minutes as u64, "minute", "minutes")
            ),
        )
    });
    blocks.push(Block::Gap);
    blocks.extend(rules(
        room.meeting,
        round.method,
        round.weight,
        round.apart_from,
    ));
    blocks.push(centred(
        Role::Muted,
        "The keyboard goes round: \u{201c}I am Jo\u{201d}, one key a goal. A dot shows that it was marked, never what.",
    ));
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

fn hands_page(ui: &Ui, room: &Room, round: &Round) -> Page {
    let at = ui.row(Stage::Vote, round.goals.len());
    let groups = round.groups();
    let mut columns = vec![Column::fill("goal")];
    columns.extend(groups.iter().map(|g| Column::words(words::group(g), 22, 0)));
    let rows =
        round.goals.iter().enumerate().map(|(i, id)| {
            let title = room
                .meeting
                .goal(id)
                .map_or_else(|| id.clone(), |g| g.title.clone());
            let mut cells = vec![line(Role::Ink, title)];
            cells.extend(groups.iter().map(
                |g| match round.hands.get(id).and_then(|h| h.get(*g)) {
                    Some(h) => line(
                        Role::Ink,
                        format!("{} for, {} not, {} -", h.yes, h.no, h.abstain),
                    ),
                    None => line(Role::Muted, "not counted"),
                },
            ));
            Row {
                cells,
                selected: i == at,
            }
        });
    let rows = rows.collect();
    let blocks = vec![
        Block::Pair(
            line(
                Role::Strong,
                format!("Round {}: show of hands", round.number),
            ),
            line(Role::Muted, words::weight(round.weight)),
        ),
        Block::Gap,
        Block::Table { columns, rows },
        Block::Gap,
        muted("Enter counts the hands of a group on this goal: for, against, abstained."),
    ];
    Page {
        blocks,
        ..Page::default()
    }
}

fn results_page(ui: &Ui, room: &Room) -> Page {
    let goals = room.goals_by_result(ui.back);
    if goals.is_empty() {
        let blocks = vec![
            Block::Heading("What is worth it, and realistic".into()),
            Block::Gap,
            muted(
                "Results will stand here. There is no goal to vote on yet: 4 goes to Goals, where g proposes one.",
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
        side: Side::Left,
        indent: 0,
    });
    if round.is_none() {
        blocks.push(muted("No vote yet: o opens a round."));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn heading(room: &Room, round: Option<&Round>) -> Block {
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
                        words::method_short(round.method)
                    ),
                ),
                line(Role::Muted, format!("{} voted", voted.join(", "))),
            )
        }
    }
}

fn table(ui: &Ui, room: &Room, goals: &[&Goal], round: Option<&Round>) -> Block {
    let at = ui.row(Stage::Vote, goals.len());
    let groups = round.map_or_else(Vec::new, Round::groups);
    let capacity = &room.meeting.agenda().capacity;
    let mut columns = vec![Column::fill("goal")];
    if let Some(round) = round {
        let head = if round.weight == Weight::Balanced {
            "both"
        } else {
            "all"
        };
        columns.push(Column::number(head, 0));
        columns.extend(
            groups
                .iter()
                .map(|g| Column::number(words::group_short(g), 2)),
        );
        columns.push(Column::words("", 1, 0));
        if has_moved(room.meeting, round) {
            columns.push(Column::number("moved", 3));
        }
    }
    columns.push(Column::number("money", 4));
    columns.push(Column::number("hours", 4));
    columns.push(Column::words("decided", 14, 0));
    let rows = goals.iter().enumerate().map(|(i, goal)| {
        let mut cells = vec![line(Role::Ink, goal.title.clone())];
        if let Some(round) = round {
            cells.extend(result_cells(room.meeting, round, goal, &groups));
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

fn result_cells(meeting: &Meeting, round: &Round, goal: &Goal, groups: &[&str]) -> Vec<Line> {
    let counted = round.tally().and_then(|t| t.of(&goal.id));
    let figure = |value: Option<Exact>, role: Role| match value {
        Some(value) if round.method == Method::Hands => {
            line(role, format!("{}%", value.round().to_integer()))
        }
        Some(value) => line(role, one_decimal(value)),
        None => line(Role::Muted, "-"),
    };
    let mut cells = vec![figure(counted.and_then(|c| c.result), Role::Strong)];
    cells.extend(
        groups
            .iter()
            .map(|g| figure(counted.and_then(|c| c.groups.get(*g).copied()), Role::Ink)),
    );
    let parted = counted.is_some_and(|c| c.parted.is_some());
    cells.push(line(Role::Warn, if parted { "!" } else { "" }));
    if has_moved(meeting, round) {
        cells.push(moved(meeting, round, goal, counted));
    }
    cells
}

/// Whether any goal of a round was counted before.
fn has_moved(meeting: &Meeting, round: &Round) -> bool {
    round
        .goals
        .iter()
        .any(|g| meeting.earlier_count(round, g).is_some())
}

/// How far a result moved since the round that counted the goal before.
fn moved(meeting: &Meeting, round: &Round, goal: &Goal, counted: Option<&Counted>) -> Line {
    let before = meeting
        .earlier_count(round, &goal.id)
        .and_then(|r| r.tally())
        .and_then(|t| t.of(&goal.id));
    let both = counted
        .and_then(|c| c.result)
        .zip(before.and_then(|c| c.result));
    match both {
        None => line(Role::Muted, "-"),
        Some((now, then)) if now == then => line(Role::Muted, "same"),
        Some((now, then)) => {
            let by = now - then;
            let sign = if by > Exact::from_integer(0) { "+" } else { "" };
            let text = if round.method == Method::Hands {
                format!("{}%", by.round().to_integer())
            } else {
                one_decimal(by)
            };
            line(Role::Ink, format!("{sign}{text}"))
        }
    }
}

fn remarks(room: &Room, round: Option<&Round>, goal: &Goal) -> Vec<Block> {
    let mut blocks = Vec::new();
    let counted = round.and_then(|r| r.tally()).and_then(|t| t.of(&goal.id));
    if let (Some(round), Some(counted)) = (round, counted) {
        if let Some(gap) = counted.parted {
            let by = if round.method == Method::Hands {
                format!("{} in 100", gap.round().to_integer())
            } else {
                one_decimal(gap)
            };
            blocks.push(told(
                Role::Warn,
                format!("! The groups differ by {by}: talk about this one before deciding."),
            ));
        }
        if counted.withheld {
            blocks.push(muted(format!(
                "A group gave fewer than {} votes, so no group is shown apart. Their votes count all the same.",
                round.apart_from
            )));
        }
        if room.meeting.changed_since(round, &goal.id) {
            blocks.push(told(
                Role::Warn,
                "Not voted on in this form: it was changed after the vote.",
            ));
        }
        if let Some(before) = room.meeting.earlier_count(round, &goal.id)
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
            side: Side::Left,
            indent: 0,
        });
    }
    blocks
}

/// The decision on a goal in a sentence.
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

/// The settings that the next round starts from: the agenda's, on every goal that is not decided.
fn settings(room: &Room) -> RoundSettings {
    let vote = &room.meeting.agenda().vote;
    let method = if Method::COUNTED.contains(&vote.method) {
        vote.method
    } else {
        Method::Score
    };
    let open: Vec<String> = room
        .goals()
        .iter()
        .filter(|g| g.decision.is_none())
        .map(|g| g.id.clone())
        .collect();
    let goals = if open.is_empty() {
        room.goals().iter().map(|g| g.id.clone()).collect()
    } else {
        open
    };
    RoundSettings {
        method,
        weight: vote.weight,
        apart_from: vote.apart_from.max(1),
        goals,
    }
}

pub(super) fn act(ui: &mut Ui, room: &Room, action: Action) -> Vec<Effect> {
    match room.meeting.open_round() {
        Some(round) => act_open(ui, room, round, action),
        None => act_closed(ui, room, action),
    }
    Vec::new()
}

fn act_open(ui: &mut Ui, room: &Room, round: &Round, action: Action) {
    if round.method == Method::Hands && moves(ui, Stage::Vote, round.goals.len(), action) {
        return;
    }
    match action {
        Action::HandOver => {
            let voters = round.voters.iter().filter(|v| {
                room.meeting
                    .attendee(&v.person)
                    .is_some_and(crate::domain::people::Attendee::is_here)
            });
            let mut choices: Vec<_> = voters
                .map(|v| {
                    choice(
                        v.person.clone(),
                        room.meeting.name_of(&v.person),
                        words::group(&v.group),
                    )
                })
                .collect();
            choices.sort_by(|a, b| a.label.cmp(&b.label));
            ui.choose(
                Pick::Voter,
                "Who has the keyboard? Type a few letters of your name",
                choices,
                0,
            );
        }
        Action::Slips => {
            let choices = round
                .groups()
                .into_iter()
                .map(|g| choice(g, words::group(g), ""))
                .collect();
            ui.choose(Pick::SlipGroup, "Whose slips of paper?", choices, 0);
        }
        Action::LetIn => {
            let choices: Vec<_> = room
                .meeting
                .voters_here()
                .into_iter()
                .filter(|v| round.group_of(&v.person).is_none())
                .map(|v| {
                    choice(
                        v.person.clone(),
                        room.meeting.name_of(&v.person),
                        words::group(&v.group),
                    )
                })
                .collect();
            if choices.is_empty() {
                crate::app::update::say(
                    ui,
                    Role::Warn,
                    "Everybody who is ticked as here and in a group has a vote already. 1 goes to Welcome to tick who came.",
                );
            } else {
                ui.choose(Pick::LetIn, "Who came late?", choices, 0);
            }
        }
        Action::CloseRound => ui.push(Layer::Ask(Question::Close(round.id.clone()))),
        Action::GiveUpRound => {
            let ballots = u32::try_from(room.ballots.ballots.len()).unwrap_or(u32::MAX);
            ui.push(Layer::Ask(Question::GiveUp(round.id.clone(), ballots)));
        }
        Action::Open if round.method == Method::Hands => {
            if let Some(goal) = round.goals.get(ui.row(Stage::Vote, round.goals.len())) {
                choose::hands_group(ui, round, goal);
            }
        }
        _ => {}
    }
}

fn act_closed(ui: &mut Ui, room: &Room, action: Action) {
    let goals = room.goals_by_result(ui.back);
    if moves(ui, Stage::Vote, goals.len(), action) {
        return;
    }
    match action {
        Action::OpenRound => ui.push(Layer::Setup {
            settings: settings(room),
            at: 0,
        }),
        Action::Decide => {
            if let Some(goal) = goals.get(ui.row(Stage::Vote, goals.len())) {
                choose::decision(ui, goal);
            }
        }
        Action::Earlier => {
            let counts = room
                .meeting
                .rounds()
                .iter()
                .filter(|r| r.tally().is_some())
                .count();
            ui.back = if ui.back + 1 < counts { ui.back + 1 } else { 0 };
        }
        _ => {}
    }
}

/// The minutes that a round takes, as it is announced.
pub fn minutes_line(room: &Room, settings: &RoundSettings) -> String {
    let voters = room.meeting.voters_here().len();
    let goals = settings.goals.len() as u64;
    let who = words::count(voters as u64, "person", "people");
    match settings.method {
        Method::Hands => format!("{} on {}", who, words::count(goals, "goal", "goals")),
        _ => {
            let minutes = Meeting::minutes_for(settings.goals.len(), voters);
            format!(
                "{who}, {}: about {} minutes",
                words::count(goals, "goal", "goals"),
                grouped(minutes as u64)
            )
        }
    }
}

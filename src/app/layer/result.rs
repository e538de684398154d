//! A result looked at closely: how a goal's figure came about, each group's own list, the votes without names.

use crate::{
    app::{
        cards::{Block, Column, Page, Role, Row, line, muted, text},
        room::Room,
        screen::vote::figure,
        words,
    },
    domain::{
        agenda::{Method, Weight},
        vote::{
            ballot::Ballot,
            measure::ratings,
            rating::{median, percentile},
            round::{Round, RoundState},
            tally::one_decimal,
        },
    },
};

fn round<'a>(room: &Room<'a>, id: &str) -> Option<&'a Round> {
    room.meeting.rounds().iter().find(|r| r.id == id)
}

fn ballots(round: &Round) -> &[Ballot] {
    match &round.state {
        RoundState::Closed { ballots, .. } => ballots,
        RoundState::Open | RoundState::Abandoned => &[],
    }
}

/// Whether every group can be shown apart.
fn apart(round: &Round) -> bool {
    round
        .tally()
        .is_some_and(|t| t.results.iter().all(|c| !c.withheld))
}

fn title(room: &Room, id: &str) -> String {
    room.meeting
        .goal(id)
        .map_or_else(|| id.to_owned(), |g| g.title.clone())
}

fn withheld(round: &Round) -> Block {
    muted(format!(
        "A group gave fewer than {} votes, so no group and no vote is shown apart. Their votes count all the same.",
        round.apart_from
    ))
}

/// How a goal's figure came about, in the numbers of this round.
pub(super) fn explained(room: &Room, round_id: &str, goal: &str) -> Page {
    let mut blocks = Vec::new();
    if let Some(round) = round(room, round_id) {
        blocks.push(Block::Heading(title(room, goal)));
        blocks.push(muted(format!(
            "Round {}, {}. {}.",
            round.number,
            words::method(round.method, round.allowed),
            words::capital(words::weight(round.weight))
        )));
        blocks.push(Block::Gap);
        blocks.extend(steps(round, goal));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn steps(round: &Round, goal: &str) -> Vec<Block> {
    let Some(counted) = round.tally().and_then(|t| t.of(goal)) else {
        return vec![muted(format!("It was not in round {}.", round.number))];
    };
    let Some(place) = round.goals.iter().position(|g| g == goal) else {
        return Vec::new();
    };
    let mut blocks = Vec::new();
    let said = |group: Option<&str>, value| figure(round, group, value);
    if counted.withheld {
        blocks.push(withheld(round));
    } else if round.method == Method::Hands {
        for (group, h) in &counted.hands {
            blocks.push(text(format!(
                "{}: {} for, {} against, {} abstained.",
                words::capital(words::group(group)),
                h.yes,
                h.no,
                h.abstain
            )));
        }
    } else {
        let mut rows = Vec::new();
        for group in round.groups() {
            let answers: Vec<_> = ballots(round)
                .iter()
                .filter(|b| b.group == group)
                .map(|b| &b.answers)
                .collect();
            let marks = ratings(&answers, place);
            if answers.is_empty() {
                continue;
            }
            let value = counted.groups.get(group).copied();
            rows.push(Row {
                cells: vec![
                    line(Role::Ink, words::capital(words::group(group))),
                    line(Role::Ink, spread(round.method, &marks)),
                    line(
                        Role::Strong,
                        value.map_or_else(|| "-".to_owned(), |v| said(Some(group), v)),
                    ),
                ],
                selected: false,
            });
        }
        blocks.push(Block::Table {
            columns: vec![
                Column::words("group", 16, 0),
                Column::fill(how_marks(round.method)),
                Column::number(what(round.method), 0),
            ],
            rows,
        });
    }
    blocks.push(Block::Gap);
    let end = match (counted.result, round.weight, round.method) {
        (None, _, _) => "Nobody judged it.".to_owned(),
        (Some(value), Weight::Balanced, Method::Rank) => format!(
            "In each group the goals are put in order by their points, and the places of the groups are added: place {} of {}.",
            said(None, value),
            round.goals.len()
        ),
        (Some(value), Weight::Balanced, _) => format!(
            "Both groups count the same: the figures of the groups, added and divided by their number, are {}.",
            said(None, value)
        ),
        (Some(value), Weight::Head, _) => {
            format!(
                "Every person counts the same: together {}.",
                said(None, value)
            )
        }
    };
    blocks.push(text(end));
    if round.method == Method::Rate {
        blocks.extend(rate_steps(round, place));
    }
    if let Some(rated) = &counted.rated {
        blocks.push(text(words::rated(rated)));
    }
    blocks
}

/// The spread of all ratings, as the method of RAND and UCLA looks at it.
fn rate_steps(round: &Round, place: usize) -> Vec<Block> {
    let all: Vec<_> = ballots(round).iter().map(|b| &b.answers).collect();
    let marks = ratings(&all, place);
    let (Some(middle), Some(low), Some(high)) =
        (median(&marks), percentile(&marks, 3), percentile(&marks, 7))
    else {
        return Vec::new();
    };
    vec![text(format!(
        "All together: the middle rating is {}, and the middle part of the ratings goes from {} to {}. The wider it is, the more people disagree.",
        one_decimal(middle),
        one_decimal(low),
        one_decimal(high)
    ))]
}

fn how_marks(method: Method) -> &'static str {
    match method {
        Method::Approve => "yes and no",
        Method::Dots => "dots",
        Method::Rank => "places",
        Method::Score | Method::Rate | Method::Hands => "marks",
    }
}

fn what(method: Method) -> &'static str {
    match method {
        Method::Score => "mean",
        Method::Rate => "middle",
        Method::Approve | Method::Hands => "yes",
        Method::Dots => "of its dots",
        Method::Rank => "place",
    }
}

/// How often each mark was given: `3 x 5, 1 x 4`.
fn spread(method: Method, marks: &[u8]) -> String {
    let mut parts = Vec::new();
    let mut rest = marks;
    while let Some(first) = rest.first() {
        let n = rest.iter().take_while(|m| *m == first).count();
        let mark = match (method, first) {
            (Method::Approve, 0) => "no".to_owned(),
            (Method::Approve, _) => "yes".to_owned(),
            (Method::Rank, 0) => "no place".to_owned(),
            (Method::Rank, n) => format!("place {n}"),
            (Method::Dots, 0) => "none".to_owned(),
            (_, n) => n.to_string(),
        };
        parts.push(format!("{n} x {mark}"));
        rest = rest.get(n..).unwrap_or_default();
    }
    if parts.is_empty() {
        return "nobody judged it".to_owned();
    }
    parts.join(", ")
}

/// Each group's own list, the best first, beside the others'.
pub(super) fn lists(room: &Room, round_id: &str) -> Page {
    let mut blocks = vec![
        Block::Heading("Each group\u{2019}s own list".into()),
        Block::Gap,
    ];
    if let Some(round) = round(room, round_id) {
        if apart(round) {
            for (nth, group) in round.groups().into_iter().enumerate() {
                if nth > 0 {
                    blocks.push(Block::Gap);
                }
                blocks.push(list(room, round, group));
            }
        } else {
            blocks.push(withheld(round));
        }
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn list(room: &Room, round: &Round, group: &str) -> Block {
    let results = round.tally().map_or(&[][..], |t| &t.results);
    let mut own: Vec<_> = results
        .iter()
        .filter_map(|c| Some((*c.groups.get(group)?, c)))
        .collect();
    own.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
    let rows = own
        .into_iter()
        .map(|(value, c)| Row {
            cells: vec![
                line(Role::Strong, figure(round, Some(group), value)),
                line(Role::Ink, title(room, &c.goal)),
            ],
            selected: false,
        })
        .collect();
    Block::Table {
        columns: vec![
            Column::number("", 0),
            Column::fill(&words::capital(words::group(group))),
        ],
        rows,
    }
}

/// Every vote of a round, in no order and without names, to be counted again by hand.
pub(super) fn votes(room: &Room, round_id: &str) -> Page {
    let mut blocks = vec![Block::Heading("The votes, without names".into())];
    let Some(round) = round(room, round_id) else {
        return Page::default();
    };
    if round.method == Method::Hands {
        blocks.push(muted("A show of hands has no ballots."));
    } else if !apart(round) {
        blocks.push(Block::Gap);
        blocks.push(withheld(round));
    } else {
        blocks.push(muted(format!(
            "Round {}, {}. A column a goal, in the order below; they are sorted, so that their order says nothing.",
            round.number,
            words::method(round.method, round.allowed)
        )));
        blocks.push(Block::Gap);
        for (nth, goal) in round.goals.iter().enumerate() {
            blocks.push(text(format!("{} {}", letter(nth), title(room, goal))));
        }
        blocks.push(Block::Gap);
        let mut columns = vec![Column::words("group", 16, 0)];
        columns.extend((0..round.goals.len()).map(|n| Column::number(&letter(n), 0)));
        let rows = ballots(round)
            .iter()
            .map(|ballot| {
                let marks = (0..round.goals.len()).map(|place| {
                    let mark = ballot.answers.mark(place);
                    line(
                        Role::Ink,
                        mark.map_or_else(|| "-".to_owned(), |m| m.to_string()),
                    )
                });
                Row {
                    cells: std::iter::once(line(Role::Muted, words::group(&ballot.group)))
                        .chain(marks)
                        .collect(),
                    selected: false,
                }
            })
            .collect();
        blocks.push(Block::Table { columns, rows });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// `A`, `B`, ..., and numbers where the letters end.
fn letter(nth: usize) -> String {
    u8::try_from(nth).ok().filter(|n| *n < 26).map_or_else(
        || (nth + 1).to_string(),
        |n| char::from(b'A' + n).to_string(),
    )
}

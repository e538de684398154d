//! Details of a result: the explanation of a goal's figure, each group's ranking, the votes without names.

use crate::{
    app::{
        cards::{Block, Column, Page, Role, Row, line, muted, text},
        meeting::context::Context,
        words,
    },
    domain::vote::{
        disclosure::Shown,
        exact::{Exact, one_decimal},
        measure::ratings,
        method::{FigureUnit, Fold},
        rating::{median, percentile},
        round::Round,
        settings::Weight,
        tables,
        tally::{Counted, Tally},
    },
};

fn round<'a>(room: &Context<'a>, id: &str) -> Option<&'a Round> {
    room.meeting.rounds().iter().find(|r| r.id == id)
}

/// The level of detail that the round's smallest group allows.
fn disclosure(round: &Round) -> Shown {
    // Without a count nothing is known about the groups, so the safest level holds.
    round.tally().map_or(Shown::Withheld, Tally::shown)
}

fn title(room: &Context, id: &str) -> String {
    room.meeting
        .goal(id)
        .map_or_else(|| id.to_owned(), |g| g.title.clone())
}

/// The reason why the groups are not shown separately.
fn hidden_text(round: &Round) -> Block {
    muted(words::hidden(round))
}

/// The explanation of a goal's figure, in the numbers of this round.
pub(super) fn explained(room: &Context, round_id: &str, goal: &str) -> Page {
    let mut blocks = Vec::new();
    if let Some(round) = round(room, round_id) {
        blocks.push(Block::Heading(title(room, goal)));
        blocks.push(muted(format!(
            "Round {}, {}. {}.",
            round.number,
            words::method(round.settings.method, round.settings.allowed),
            words::capital(words::weight_of(
                round.settings.method,
                round.settings.weight
            ))
        )));
        blocks.push(Block::Gap);
        blocks.extend(steps(round, goal));
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The note for a round that was merged from another journal.
const ELSEWHERE: &str =
    "This round was counted on another computer: its result is here, its ballots are not.";

fn steps(round: &Round, goal: &str) -> Vec<Block> {
    let Some((tally, counted)) = round.tally().and_then(|t| Some((t, t.of(goal)?))) else {
        return vec![muted(format!("It was not in round {}.", round.number))];
    };
    let mut blocks = Vec::new();
    let said = |group: Option<&str>| {
        tally
            .said(round.settings.method, group, goal)
            .unwrap_or_default()
    };
    match tally.shown() {
        Shown::Withheld => blocks.push(hidden_text(round)),
        Shown::Small => {
            blocks.push(hidden_text(round));
            for group in counted.groups.keys() {
                blocks.push(text(format!(
                    "{}: {}.",
                    words::capital(words::group(group)),
                    said(Some(group))
                )));
            }
        }
        Shown::Open if round.settings.method.is_tables() => {
            return table_points(round, tally, goal);
        }
        // Hands were counted before everybody's eyes, so there is nothing to hide.
        Shown::Open if round.settings.method.is_open() => {
            for (group, h) in &counted.hands {
                blocks.push(text(format!(
                    "{}: {} for, {} against, {} abstained.",
                    words::capital(words::group(group)),
                    h.yes,
                    h.no,
                    h.abstain
                )));
            }
        }
        Shown::Open if round.lacks_ballots() => {
            blocks.push(muted(ELSEWHERE));
            for group in counted.groups.keys() {
                blocks.push(text(format!(
                    "{}: {}.",
                    words::capital(words::group(group)),
                    said(Some(group))
                )));
            }
        }
        Shown::Open => blocks.push(marks_of_groups(round, tally, goal)),
    }
    blocks.push(Block::Gap);
    blocks.push(text(together(round, tally, counted, &said(None))));
    // Only per head: the class of all ratings together goes by the larger group, which would contradict a balanced result.
    if tally.shown() == Shown::Open && round.settings.weight == Weight::Head {
        blocks.extend(rate_steps(round, goal));
    }
    if let Some(rated) = &counted.rated {
        blocks.push(text(words::rated(rated)));
    }
    blocks
}

/// The points of a goal from each table, and their sum.
fn table_points(round: &Round, tally: &Tally, goal: &str) -> Vec<Block> {
    let goals = &round.settings.goals;
    let at = goals.iter().position(|g| g == goal);
    let lists = tally.tables.iter().enumerate();
    let lists = lists.filter(|(_, list)| !list.is_empty());
    let points = lists.map(|(nth, list)| {
        let points = tables::points(goals, list);
        let points = amount(
            at.and_then(|at| points.get(at).copied())
                .unwrap_or_default(),
        );
        let place = tables::place_in(list, goal).map_or_else(
            || "no place, so it shares the lowest".to_owned(),
            |place| format!("place {place}"),
        );
        text(format!("Table {}: {place}, {points} points.", nth + 1))
    });
    let mut blocks: Vec<Block> = points.collect();
    let sum = tally.of(goal).and_then(|c| c.result).unwrap_or_default();
    let place = tally.place(None, goal).unwrap_or_default();
    let of = goals.len();
    blocks.push(Block::Gap);
    blocks.push(text(format!(
        "Together {} points: place {place} of {of}.",
        amount(sum)
    )));
    blocks.push(muted(format!(
        "The first of {of} goals gets {of} points, the last 1."
    )));
    blocks
}

/// Points without a decimal where they are whole.
fn amount(points: Exact) -> String {
    if points.is_integer() {
        points.to_integer().to_string()
    } else {
        one_decimal(points)
    }
}

/// The derivation of the result from the groups' figures, as a sentence.
fn together(round: &Round, tally: &Tally, counted: &Counted, result: &str) -> String {
    let unit = round.settings.method.row().unit;
    match (counted.result, round.settings.weight, unit, tally.shown()) {
        // Both reasons in one sentence, because telling them apart would tell how a small group voted.
        (None, ..) => "Nobody judged it, or only a group that is too small.".to_owned(),
        (Some(_), _, FigureUnit::Place, Shown::Withheld) => {
            format!(
                "Together: place {result} of {}.",
                round.settings.goals.len()
            )
        }
        (Some(_), _, _, Shown::Withheld) => format!("Together: about {result}."),
        (Some(_), Weight::Balanced, _, Shown::Small) => format!(
            "Both groups count the same: halfway between what is shown of them is about {result}."
        ),
        (Some(_), Weight::Head, _, Shown::Small) => {
            format!("Every person counts the same: together, from what is shown, about {result}.")
        }
        (Some(_), Weight::Balanced, FigureUnit::Place, Shown::Open) => format!(
            "In each group the goals are put in order by their points, and the places of the groups are added: place {result} of {}.",
            round.settings.goals.len()
        ),
        (Some(_), Weight::Balanced, _, Shown::Open) if counted.groups.len() == 2 => {
            format!("Both groups count the same: halfway between the two groups is {result}.")
        }
        (Some(_), Weight::Balanced, _, Shown::Open) => {
            format!("Each group counts the same: together {result}.")
        }
        (Some(_), Weight::Head, FigureUnit::Place, Shown::Open) => format!(
            "Every person counts the same: place {result} of {}.",
            round.settings.goals.len()
        ),
        (Some(_), Weight::Head, _, Shown::Open) => {
            format!("Every person counts the same: together {result}.")
        }
    }
}

/// Each group's marks of a goal and its figure, in a round whose ballots may be shown.
fn marks_of_groups(round: &Round, tally: &Tally, goal: &str) -> Block {
    let place = round.settings.goals.iter().position(|g| g == goal);
    let row = round.settings.method.row();
    let mut rows = Vec::new();
    for group in round.groups() {
        let answers: Vec<_> = round
            .ballots()
            .iter()
            .filter(|b| b.group == group)
            .map(|b| &b.answers)
            .collect();
        if answers.is_empty() {
            continue;
        }
        let marks = place.map_or_else(Vec::new, |place| ratings(&answers, place));
        let figure = tally.said(round.settings.method, Some(group), goal);
        rows.push(Row {
            cells: vec![
                line(Role::Ink, words::capital(words::group(group))),
                line(Role::Ink, spread(round, &marks)),
                line(Role::Strong, figure.unwrap_or_else(|| "-".to_owned())),
            ],
            selected: false,
        });
    }
    Block::Table {
        columns: vec![
            Column::words("group", 16, 0),
            Column::fill(row.words.marks),
            Column::number(row.words.figure, 0),
        ],
        rows,
    }
}

/// The median and the 30th and 70th percentile of all ratings, as in the RAND/UCLA appropriateness method.
fn rate_steps(round: &Round, goal: &str) -> Vec<Block> {
    let all: Vec<_> = round.ballots().iter().map(|b| &b.answers).collect();
    let place = round.settings.goals.iter().position(|g| g == goal);
    let marks = place
        .filter(|_| round.settings.method.row().fold == Fold::Median)
        .map_or_else(Vec::new, |place| ratings(&all, place));
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

/// The number of times each mark was given, such as `3 x 5, 1 x 4`; `marks` must be sorted.
fn spread(round: &Round, marks: &[u8]) -> String {
    let parts: Vec<String> = marks
        .chunk_by(|a, b| a == b)
        .filter_map(|same| {
            let mark = round.settings.method.row().mark(*same.first()?);
            Some(format!("{} x {mark}", same.len()))
        })
        .collect();
    if parts.is_empty() {
        return "nobody judged it".to_owned();
    }
    parts.join(", ")
}

/// The list of each small table, best goal first.
fn table_lists(room: &Context, round: &Round) -> Page {
    let mut blocks = vec![Block::Heading("Each table\u{2019}s own list".into())];
    let lists = round.tally().map_or(&[][..], |t| &t.tables);
    for (nth, list) in lists
        .iter()
        .enumerate()
        .filter(|(_, list)| !list.is_empty())
    {
        let rows = list.iter().enumerate().map(|(place, goal)| Row {
            cells: vec![
                line(Role::Strong, (place + 1).to_string()),
                line(Role::Ink, title(room, goal)),
            ],
            selected: false,
        });
        blocks.push(Block::Gap);
        blocks.push(Block::Table {
            columns: vec![
                Column::number("", 0),
                Column::fill(&format!("Table {}", nth + 1)),
            ],
            rows: rows.collect(),
        });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// The ranking of each group, best goal first.
pub(super) fn lists(room: &Context, round_id: &str) -> Page {
    if let Some(round) = round(room, round_id).filter(|r| r.settings.method.is_tables()) {
        return table_lists(room, round);
    }
    let mut blocks = vec![
        Block::Heading("Each group\u{2019}s own list".into()),
        Block::Gap,
    ];
    if let Some(round) = round(room, round_id) {
        // The order of a small group's list can be enough to tell a ballot, so withheld means no list at all.
        if disclosure(round) == Shown::Withheld {
            blocks.push(hidden_text(round));
        } else {
            for (nth, group) in round.groups().into_iter().enumerate() {
                if nth > 0 {
                    blocks.push(Block::Gap);
                }
                blocks.push(group_list(room, round, group));
            }
        }
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn group_list(room: &Context, round: &Round, group: &str) -> Block {
    let results = round.tally().map_or(&[][..], |t| &t.results);
    let mut own: Vec<_> = results
        .iter()
        .filter_map(|c| Some((*c.groups.get(group)?, c)))
        .collect();
    own.sort_by_key(|(value, _)| std::cmp::Reverse(*value));
    let rows = own
        .into_iter()
        .map(|(_, c)| Row {
            cells: vec![
                line(
                    Role::Strong,
                    round
                        .tally()
                        .and_then(|t| t.said(round.settings.method, Some(group), &c.goal))
                        .unwrap_or_default(),
                ),
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

/// The marks of a round, for a count by hand; at the desk complete votes without names.
// On the wall each goal's marks are sorted on their own. A row would be one person's complete vote, and people
// recognise each other by such patterns.
pub(super) fn votes(room: &Context, round_id: &str) -> Page {
    let mut blocks = vec![Block::Heading("The marks, without names".into())];
    let Some(round) = round(room, round_id) else {
        return Page::default();
    };
    if round.settings.method.is_tables() {
        blocks.push(muted("Small tables have no ballots: each gave one list."));
    } else if round.settings.method.is_open() {
        blocks.push(muted("A show of hands has no ballots."));
    } else if round.lacks_ballots() {
        blocks.push(muted(ELSEWHERE));
    } else if disclosure(round) != Shown::Open {
        blocks.push(Block::Gap);
        blocks.push(hidden_text(round));
    } else {
        let how = if room.desk {
            "A column a goal, a row a vote, in the order below; rows are sorted, so that their order says nothing."
        } else {
            "A column a goal, in the order below. Each column is sorted by itself, so that no row is anybody\u{2019}s vote."
        };
        blocks.push(muted(format!(
            "Round {}, {}. {how}",
            round.number,
            words::method(round.settings.method, round.settings.allowed)
        )));
        blocks.push(Block::Gap);
        for (nth, goal) in round.settings.goals.iter().enumerate() {
            blocks.push(text(format!("{} {}", letter(nth), title(room, goal))));
        }
        blocks.push(Block::Gap);
        let mut columns = vec![Column::words("group", 16, 0)];
        columns.extend((0..round.settings.goals.len()).map(|n| Column::number(&letter(n), 0)));
        let rows = round
            .groups()
            .into_iter()
            .flat_map(|group| mark_rows(round, group, room.desk))
            .collect();
        blocks.push(Block::Table { columns, rows });
    }
    Page {
        blocks,
        ..Page::default()
    }
}

/// A group's rows of marks: complete votes, or each column sorted by itself with the highest mark first.
fn mark_rows(round: &Round, group: &str, whole: bool) -> Vec<Row> {
    let own: Vec<_> = round
        .ballots()
        .iter()
        .filter(|b| b.group == group)
        .collect();
    let columns: Vec<Vec<Option<u8>>> = (0..round.settings.goals.len())
        .map(|place| {
            let mut marks: Vec<_> = own.iter().map(|b| b.answers.mark(place)).collect();
            // Sorted column by column, the marks still add up to the results, and a count by hand is possible.
            if !whole {
                marks.sort_unstable_by(|a, b| b.cmp(a));
            }
            marks
        })
        .collect();
    (0..own.len())
        .map(|nth| {
            let marks = columns.iter().map(|column| {
                let mark = column.get(nth).copied().flatten();
                line(
                    Role::Ink,
                    mark.map_or_else(|| "-".to_owned(), |m| m.to_string()),
                )
            });
            Row {
                cells: std::iter::once(line(Role::Muted, words::group(group)))
                    .chain(marks)
                    .collect(),
                selected: false,
            }
        })
        .collect()
}

/// The letter of a goal: `A` to `Z`, then numbers from 27.
fn letter(nth: usize) -> String {
    u8::try_from(nth).ok().filter(|n| *n < 26).map_or_else(
        || (nth + 1).to_string(),
        |n| char::from(b'A' + n).to_string(),
    )
}

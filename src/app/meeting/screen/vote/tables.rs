//! A round of small tables: the lists while they are typed in, and each list beside the combined one.

use super::result;
use crate::{
    app::{
        cards::{Block, Column, Line, Page, Role, Row, line, muted, told},
        meeting::{context::Context, ui::Ui},
        words,
    },
    domain::{
        agenda::Stage,
        goal::Goal,
        vote::{
            round::Round,
            tables::{FEWEST_LISTS, MOST_TABLES, place_in},
        },
    },
};

/// The width of a window from which the columns of tables have whole words as headings.
const ROOMY_COLUMNS: u16 = 100;

/// The page on which lists are typed in, goals in the order of the sheets.
pub(super) fn open_page(ui: &Ui, room: &Context, round: &Round) -> Page {
    let goals = &round.settings.goals;
    let at = ui.row(Stage::Vote, goals.len());
    // Two columns from the start, so that an empty page shows where lists go.
    let tables = round.tables.len().max(FEWEST_LISTS);
    let number = Column {
        said: "on the sheet",
        ..Column::number("", 0)
    };
    let mut columns = vec![number, goal_column(ui)];
    columns.extend(table_columns(ui, tables));
    let rows = goals.iter().enumerate().map(|(nth, id)| {
        let goal = room.meeting.goal(id);
        let title = goal.map_or_else(|| id.clone(), |g| g.title.clone());
        let mut cells = vec![
            line(Role::Muted, (nth + 1).to_string()),
            line(Role::Ink, title),
        ];
        cells.extend(places(&round.tables, tables, id));
        Row {
            cells,
            selected: nth == at,
        }
    });
    let rows = rows.collect();
    let lists = round.lists_in();
    let last = match lists {
        0 => muted(
            "Type in the sheets, one table after the other: {OpenTables.Open} asks for the table.",
        ),
        1 => {
            muted("{OpenTables.Open} takes the next table\u{2019}s list. Two or more can be added.")
        }
        MOST_TABLES => told(
            Role::Good,
            "All five lists are in: {OpenTables.CloseRound} adds them.",
        ),
        _ => told(
            Role::Good,
            "{OpenTables.Open} takes another table\u{2019}s list. When all are in, {OpenTables.CloseRound} adds them.",
        ),
    };
    let blocks = vec![
        Block::Pair(
            line(
                Role::Strong,
                format!("Round {}: small tables", round.number),
            ),
            line(Role::Muted, lists_in(round)),
        ),
        Block::Gap,
        Block::Table { columns, rows },
        Block::Gap,
        last,
    ];
    Page {
        blocks,
        ..Page::default()
    }
}

/// The combined list with each table's own beside it.
pub(super) fn result_page(ui: &Ui, room: &Context, goals: &[&Goal], round: &Round) -> Page {
    let Some(tally) = round.tally() else {
        return Page::default();
    };
    let at = ui.row(Stage::Vote, goals.len());
    let tables = tally.tables.len();
    let mut columns = vec![Column::number("all", 0), goal_column(ui)];
    columns.extend(table_columns(ui, tables));
    // Empty it would take room from the goals.
    let is_decided = goals.iter().any(|g| g.decision.is_some());
    if is_decided {
        columns.push(Column::words("decided", 14, 1));
    }
    let rows = goals.iter().enumerate().map(|(nth, goal)| {
        let place = tally.place(None, &goal.id);
        let place = place.map_or_else(|| "-".to_owned(), |place| place.to_string());
        let mut title = goal.title.clone();
        if room.meeting.changed_since(round, &goal.id) {
            title = format!("{title} ({})", result::CHANGED);
        }
        let mut cells = vec![line(Role::Strong, place), line(Role::Ink, title)];
        cells.extend(places(&tally.tables, tables, &goal.id));
        let role = match &goal.decision {
            Some(d) if d.is_agreed() => Role::Good,
            _ => Role::Ink,
        };
        if is_decided {
            cells.push(line(role, words::decision(goal.decision.as_ref())));
        }
        Row {
            cells,
            selected: nth == at,
        }
    });
    let mut blocks = vec![
        Block::Pair(
            line(
                Role::Strong,
                format!(
                    "Round {}, {}",
                    round.number,
                    words::method_short(round.settings.method)
                ),
            ),
            line(
                Role::Muted,
                words::count(round.lists_in() as u64, "table", "tables"),
            ),
        ),
        Block::Gap,
        Block::Table {
            columns,
            rows: rows.collect(),
        },
        Block::Gap,
    ];
    blocks.extend(result::decided_and_spent(room, goals.get(at).copied()));
    blocks.push(muted(
        "Now the room as a whole: {Vote.OpenRound} opens a vote, {Decide} decides a goal.",
    ));
    Page {
        blocks,
        ..Page::default()
    }
}

/// The number of lists that are in, in words.
pub fn lists_in(round: &Round) -> String {
    match round.lists_in() {
        0 => "no list is in yet".to_owned(),
        lists => words::count(lists as u64, "list is in", "lists are in"),
    }
}

/// The column of goals. In a narrow window its heading explains the numbers of the tables beside it.
fn goal_column(ui: &Ui) -> Column {
    Column::fill(if is_roomy(ui) {
        "goal"
    } else {
        "goal, and its place at table"
    })
}

fn is_roomy(ui: &Ui) -> bool {
    ui.shell.size.0 >= ROOMY_COLUMNS
}

/// A column for each table.
fn table_columns(ui: &Ui, tables: usize) -> impl Iterator<Item = Column> {
    let is_roomy = is_roomy(ui);
    (1..=tables).map(move |table| {
        let head = if is_roomy {
            format!("table {table}")
        } else {
            table.to_string()
        };
        Column {
            said: TABLES.get(table - 1).copied().unwrap_or_default(),
            ..Column::number(&head, 0)
        }
    })
}

/// The names of the tables for those who hear them.
const TABLES: [&str; MOST_TABLES] = ["table 1", "table 2", "table 3", "table 4", "table 5"];

/// The place of a goal at each table.
fn places(lists: &[Vec<String>], tables: usize, goal: &str) -> impl Iterator<Item = Line> {
    (0..tables).map(move |nth| {
        let list = lists.get(nth).filter(|list| !list.is_empty());
        match list.map(|list| place_in(list, goal)) {
            Some(Some(place)) => line(Role::Ink, place.to_string()),
            Some(None) => line(Role::Muted, "-"),
            None => Line::new(),
        }
    })
}

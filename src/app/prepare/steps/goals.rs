//! The fifth step: goals that somebody brings along, with who can make them happen, what they cost, and how many hours they take.

use super::{hours, money, themes_to_choose};
use crate::{
    app::{
        action::{Action, Wish},
        cards::{Block, Column, Page, Role, Row, line, muted},
        meeting::ui::choice,
        prepare::{
            Preparing,
            standing::{CONTROLS, Which},
        },
    },
    domain::{
        findings::{BroughtGoal, Theme},
        goal::Control,
        preparation::{Change, Preparation},
        words,
    },
    store::disk::Disk,
};

pub(super) fn rows<D: Disk>(p: &Preparing<D>) -> Vec<(&Theme, &BroughtGoal)> {
    let themes = p.state().findings.themes.iter();
    themes
        .flat_map(|t| t.goals.iter().map(move |g| (t, g)))
        .collect()
}

pub(super) fn page<D: Disk>(p: &Preparing<D>) -> Page {
    let all = rows(p);
    let at = p.at.row(all.len());
    if all.is_empty() {
        return Page {
            blocks: vec![
                Block::Heading("No goal is brought along".into()),
                Block::Gap,
                muted(
                    "{Prepare(Add)} adds one. The room can propose its own at any time; those brought along stand on its list from the start.",
                ),
            ],
            ..Page::default()
        };
    }
    let capacity = &p.state().agenda.capacity;
    let rows = all.iter().enumerate().map(|(i, (theme, goal))| Row {
        cells: vec![
            line(Role::Ink, goal.title.clone()),
            line(Role::Muted, words::control(goal.control)),
            line(
                Role::Muted,
                goal.cost
                    .map_or_else(|| "not known".to_owned(), |c| capacity.money_text(c)),
            ),
            line(
                Role::Muted,
                goal.hours
                    .map_or_else(|| "not known".to_owned(), |h| h.to_string()),
            ),
            line(Role::Muted, theme.title.clone()),
        ],
        selected: i == at,
    });
    Page {
        blocks: vec![Block::Table {
            columns: vec![
                Column::fill("goal"),
                Column::words("who can", 12, 0),
                Column::number("money", 1),
                Column::number("hours", 1),
                Column::words("theme", 18, 3),
            ],
            rows: rows.collect(),
        }],
        ..Page::default()
    }
}

fn marked<D: Disk>(p: &Preparing<D>) -> Option<(Theme, BroughtGoal)> {
    let all = rows(p);
    let (theme, goal) = all.get(p.at.row(all.len()))?;
    Some(((*theme).clone(), (*goal).clone()))
}

pub(super) fn available<D: Disk>(p: &Preparing<D>, action: Action) -> Result<(), String> {
    let of_one = matches!(
        action,
        Action::Open
            | Action::Prepare(
                Wish::Control
                    | Wish::Money
                    | Wish::Hours
                    | Wish::Strand
                    | Wish::Move
                    | Wish::Remove
            )
    );
    if action == Action::Prepare(Wish::Add) && p.state().findings.talked_about().next().is_none() {
        return Err("A goal stands under a theme, and there is none yet.".to_owned());
    }
    if of_one && rows(p).is_empty() {
        return Err("There is no goal yet: {Prepare(Add)} adds one.".to_owned());
    }
    Ok(())
}

pub(super) fn act<D: Disk>(p: &mut Preparing<D>, action: Action) {
    if action == Action::Prepare(Wish::Add) {
        let choices = themes_to_choose(&p.state().findings);
        return p.choose(Which::GoalUnder, "Which theme is it for?", choices, 0);
    }
    let Some((theme, goal)) = marked(p) else {
        return;
    };
    let id = goal.id.clone();
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    match action {
        Action::Open => p.write(
            Which::GoalTitle(id),
            "What could we do? One sentence",
            &goal.title,
        ),
        Action::Prepare(Wish::Control) => {
            let choices = CONTROLS
                .iter()
                .map(|c| choice(c.map_or("", Control::word), words::control(*c), ""))
                .collect();
            let at = CONTROLS.iter().position(|c| *c == goal.control);
            p.choose(
                Which::GoalControl(id),
                "Who can make it happen?",
                choices,
                at.unwrap_or(3),
            );
        }
        Action::Prepare(Wish::Money) => p.write(
            Which::GoalMoney(id),
            "What does it cost in the first year? Empty is not known yet, which is not 0",
            &number(goal.cost),
        ),
        Action::Prepare(Wish::Hours) => p.write(
            Which::GoalHours(id),
            "How many hours of staff in the first year? Empty is not known yet",
            &number(goal.hours),
        ),
        Action::Prepare(Wish::Strand) => p.write(
            Which::GoalStrand(id),
            "For which patients mainly? Such as secondary; empty is for all",
            goal.strand.as_deref().unwrap_or(""),
        ),
        Action::Prepare(Wish::Move) => {
            let choices = themes_to_choose(&p.state().findings);
            let at = choices.iter().position(|c| c.key == theme.id).unwrap_or(0);
            p.choose(Which::GoalTo(id), "To which theme?", choices, at);
        }
        Action::Prepare(Wish::Remove) => {
            let gone = p.change(Change::GoalRemoved { goal: id });
            if gone {
                p.tell(
                    Role::Ink,
                    format!("Taken off: {}. {{Undo}} takes that back.", goal.title),
                );
            }
        }
        _ => {}
    }
}

pub(super) fn written<D: Disk>(
    p: &mut Preparing<D>,
    what: &Which,
    text: &str,
) -> Result<(), String> {
    if let Which::NewGoal(theme) = what {
        let taken: Vec<String> = rows(p).iter().map(|(_, g)| g.id.clone()).collect();
        let id = Preparation::fresh_id(text, taken.iter().map(String::as_str));
        p.try_change(Change::GoalAdded {
            theme: theme.clone(),
            goal: BroughtGoal {
                id: id.clone(),
                title: text.to_owned(),
                evidence: Vec::new(),
                control: None,
                cost: None,
                hours: None,
                strand: None,
            },
        })?;
        let row = rows(p).iter().position(|(_, g)| g.id == id);
        p.at.go_to_row(row.unwrap_or(0));
        return Ok(());
    }
    let (Which::GoalTitle(id)
    | Which::GoalMoney(id)
    | Which::GoalHours(id)
    | Which::GoalStrand(id)) = what
    else {
        return Ok(());
    };
    let Some(mut goal) = p.state().goal(id).map(|(_, g)| g.clone()) else {
        return Ok(());
    };
    match what {
        Which::GoalTitle(_) => text.clone_into(&mut goal.title),
        Which::GoalMoney(_) => goal.cost = money(text)?,
        Which::GoalHours(_) => goal.hours = hours(text)?,
        _ => goal.strand = (!text.is_empty()).then(|| text.to_owned()),
    }
    p.try_change(Change::GoalSet { goal })
}

pub(super) fn chosen<D: Disk>(p: &mut Preparing<D>, what: &Which, key: &str) {
    match what {
        Which::GoalUnder => p.write(
            Which::NewGoal(key.to_owned()),
            "What could we do? One sentence",
            "",
        ),
        Which::GoalControl(id) => {
            if let Some(mut goal) = p.state().goal(id).map(|(_, g)| g.clone()) {
                let found = Control::WORDS.iter().find(|(word, _)| *word == key);
                goal.control = found.map(|(_, c)| *c);
                p.change(Change::GoalSet { goal });
            }
        }
        Which::GoalTo(id) => {
            p.change(Change::GoalMoved {
                goal: id.clone(),
                theme: key.to_owned(),
            });
        }
        _ => {}
    }
}

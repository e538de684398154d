//! What fits the money and the hours: a set of goals with a reason for each, by four rules, and moved by hand.

use std::collections::BTreeMap;

use crate::{
    app::{
        action::Action,
        cards::{Block, Column, Page, Role, Row, Side, line, muted, span, text, told},
        effect::{Effect, ask_and_say},
        room::Room,
        screen::{
            goals::{hours, money, spent},
            moved,
        },
        ui::{Fitting, Layer, Pick, Ui, choice},
        update, words,
    },
    domain::{
        capacity::Load,
        command::Command,
        goal::Goal,
        meeting::fits::{Fit, Reason, RoomRule},
        vote::{round::Round, tally::one_decimal},
    },
};

fn rule(fitting: &Fitting) -> RoomRule {
    RoomRule::ALL
        .get(fitting.rule)
        .copied()
        .unwrap_or(RoomRule::EqualShares)
}

fn round<'a>(room: &Room<'a>, id: &str) -> Option<&'a Round> {
    room.meeting.rounds().iter().find(|r| r.id == id)
}

/// What the rule says, or why it says nothing.
fn fit(room: &Room, fitting: &Fitting) -> Result<Fit, String> {
    let round = round(room, &fitting.round).ok_or("That round is gone.")?;
    room.meeting.fits(round, rule(fitting))
}

/// Goals that are in, after what was moved by hand.
fn set(fitting: &Fitting, fit: &Fit) -> Vec<String> {
    let mut set: Vec<String> = fit
        .set
        .iter()
        .filter(|id| fitting.moved.get(*id) != Some(&false))
        .cloned()
        .collect();
    for (id, into) in &fitting.moved {
        if *into && !set.contains(id) {
            set.push(id.clone());
        }
    }
    set
}

/// Goals in the order of the screen: those that are in, then the others by result.
fn order<'a>(room: &Room<'a>, fitting: &Fitting, set: &[String]) -> Vec<&'a Goal> {
    let tally = round(room, &fitting.round).and_then(|r| r.tally());
    let result = |g: &Goal| tally.and_then(|t| t.of(&g.id)).and_then(|c| c.result);
    let mut goals = room.goals();
    goals.sort_by_key(|g| (!set.contains(&g.id), std::cmp::Reverse(result(g))));
    goals
}

pub(super) fn page(room: &Room, fitting: &Fitting) -> Page {
    let mut blocks = vec![Block::Pair(
        line(
            Role::Strong,
            format!("What fits: {}", words::room_rule(rule(fitting))),
        ),
        line(
            Role::Muted,
            format!("rule {} of {}", fitting.rule + 1, RoomRule::ALL.len()),
        ),
    )];
    let fit = match fit(room, fitting) {
        Ok(fit) => fit,
        Err(why) => {
            blocks.push(Block::Gap);
            blocks.push(muted(why));
            return Page {
                blocks,
                ..Page::default()
            };
        }
    };
    blocks.push(muted(words::room_rule_means(rule(fitting))));
    blocks.push(Block::Gap);
    let set = set(fitting, &fit);
    let goals = order(room, fitting, &set);
    let capacity = &room.meeting.agenda().capacity;
    let every = every_rule(room, fitting);
    let rows = goals.iter().enumerate().map(|(i, goal)| {
        let inside = set.contains(&goal.id);
        let by_hand = fitting.moved.contains_key(&goal.id);
        let why = if by_hand {
            line(
                Role::Accent,
                if inside { "in by hand" } else { "out by hand" },
            )
        } else {
            reason(room, &fit, goal)
        };
        Row {
            cells: vec![
                line(
                    if inside { Role::Ink } else { Role::Muted },
                    format!("{} {}", if inside { "[x]" } else { "[ ]" }, goal.title),
                ),
                money(goal, capacity),
                hours(goal),
                line(
                    Role::Muted,
                    every
                        .iter()
                        .map(|set| if set.contains(&goal.id) { "x" } else { "." })
                        .collect::<Vec<_>>()
                        .join(" "),
                ),
                why,
            ],
            selected: i == fitting.at.min(goals.len().saturating_sub(1)),
        }
    });
    blocks.push(Block::Table {
        columns: vec![
            Column::fill("goal"),
            Column::number("money", 2),
            Column::number("hours", 3),
            Column::words("1 2 3 4", 7, 1),
            Column::words("why", 26, 0),
        ],
        rows: rows.collect(),
    });
    blocks.push(Block::Gap);
    let load = Load::of(set.iter().filter_map(|id| room.meeting.goal(id)));
    blocks.push(Block::Text {
        line: spent("these", &load, capacity),
        side: Side::Left,
        indent: 0,
    });
    blocks.extend(remarks(room, fitting, &fit));
    Page {
        blocks,
        ..Page::default()
    }
}

/// What each of the rules takes, beside each other: where they agree there is little to talk about.
fn every_rule(room: &Room, fitting: &Fitting) -> Vec<Vec<String>> {
    let Some(round) = round(room, &fitting.round) else {
        return Vec::new();
    };
    RoomRule::ALL
        .iter()
        .map(|rule| room.meeting.fits(round, *rule).unwrap_or_default().set)
        .collect()
}

/// Ties, goals of which nobody knows what they take, and how ties were settled.
fn remarks(room: &Room, fitting: &Fitting, fit: &Fit) -> Vec<Block> {
    let mut blocks = Vec::new();
    let titles = |ids: &[String]| {
        let titles: Vec<String> = ids
            .iter()
            .filter_map(|id| room.meeting.goal(id))
            .map(|g| format!("\u{201c}{}\u{201d}", g.title))
            .collect();
        titles.join(", ")
    };
    let settled = |tie: &[String]| {
        room.meeting
            .lots()
            .iter()
            .any(|l| l.round == fitting.round && tie.iter().all(|goal| l.between.contains(goal)))
    };
    for tie in fit.ties.iter().filter(|t| !settled(t)) {
        blocks.push(told(
            Role::Warn,
            format!(
                "! {} stand level, and not all of them fit: t settles it.",
                titles(tie)
            ),
        ));
    }
    for lot in room
        .meeting
        .lots()
        .iter()
        .filter(|l| l.round == fitting.round)
    {
        let how = match lot.seed {
            Some(seed) => format!("drawn with the number {seed}"),
            None => "decided by the chair".to_owned(),
        };
        let taken = titles(std::slice::from_ref(&lot.taken));
        blocks.push(muted(format!("Of those level, {taken} goes first: {how}.")));
    }
    if !fit.unknown.is_empty() {
        let n = words::count(fit.unknown.len() as u64, "goal", "goals");
        blocks.push(muted(format!(
            "{n} with money or hours not known yet, counted as 0."
        )));
    }
    blocks
}

/// Why a goal is in or out, in a few words.
fn reason(room: &Room, fit: &Fit, goal: &Goal) -> crate::app::cards::Line {
    let tied = fit.ties.iter().find(|t| t.contains(&goal.id));
    let level = tied.map_or_else(String::new, |t| format!(", level with {}", t.len() - 1));
    let (role, words) = match fit.why.get(&goal.id) {
        None => (Role::Muted, String::new()),
        Some(Reason::Backed(groups)) => {
            let words = match groups.as_slice() {
                [] => "in".to_owned(),
                [one] => format!("backed by {}", words::group(one)),
                [_, _] => "backed by both groups".to_owned(),
                _ => "backed by every group".to_owned(),
            };
            (Role::Good, format!("{words}{level}"))
        }
        Some(Reason::ForStrand(strand)) => (Role::Good, format!("for {}", words::strand(strand))),
        Some(Reason::Short { money, hours, full }) => {
            let capacity = &room.meeting.agenda().capacity;
            let mut parts = Vec::new();
            if *money > 0 {
                parts.push(format!("{} short", capacity.money_text(*money)));
            }
            if *hours > 0 {
                parts.push(format!("{} short", words::count(*hours, "hour", "hours")));
            }
            if *full {
                parts.push("one goal too many".to_owned());
            }
            (Role::Ink, format!("{}{level}", parts.join(", ")))
        }
        Some(Reason::Nobody) => (Role::Muted, "nobody supports it".to_owned()),
        Some(Reason::Covered(percent)) => (
            Role::Ink,
            format!("its supporters can pay {percent} in 100 of it{level}"),
        ),
        Some(Reason::Stopped(at)) => {
            let title = room.meeting.goal(at).map_or("", |g| g.title.as_str());
            (
                Role::Ink,
                format!("after \u{201c}{title}\u{201d}, which does not fit"),
            )
        }
        Some(Reason::NotBest) => (Role::Ink, format!("more votes without it{level}")),
        Some(Reason::NotOurs) => (Role::Muted, "not ours to do".to_owned()),
        Some(Reason::NotVoted) => (Role::Muted, "not in the round".to_owned()),
    };
    line(role, words)
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Room,
    mut fitting: Box<Fitting>,
    action: Action,
) -> Vec<Effect> {
    let fit = fit(room, &fitting).unwrap_or_default();
    let inside = set(&fitting, &fit);
    let goals = order(room, &fitting, &inside);
    let rules = RoomRule::ALL.len();
    match action {
        Action::Back => return Vec::new(),
        Action::Right => fitting.rule = (fitting.rule + 1) % rules,
        Action::Left => fitting.rule = (fitting.rule + rules - 1) % rules,
        Action::StartOver => fitting.moved = BTreeMap::new(),
        Action::Toggle => {
            if let Some(goal) = goals.get(fitting.at.min(goals.len().saturating_sub(1))) {
                let id = goal.id.clone();
                let into = !inside.contains(&id);
                if fit.set.contains(&id) == into {
                    fitting.moved.remove(&id);
                } else {
                    fitting.moved.insert(id.clone(), into);
                }
                // The mark stays on the goal, which moves.
                let after = set(&fitting, &fit);
                let goals = order(room, &fitting, &after);
                fitting.at = goals.iter().position(|g| g.id == id).unwrap_or(0);
            }
        }
        Action::Explain => {
            ui.push(Layer::Fits(fitting.clone()));
            ui.push(Layer::FitsExplained(fitting));
            return Vec::new();
        }
        Action::Ties => {
            let tie = fit.ties.first().cloned();
            ui.push(Layer::Fits(fitting));
            match tie {
                Some(between) => ask_tie(ui, room, between),
                None => update::say(ui, Role::Muted, "No goals stand level here."),
            }
            return Vec::new();
        }
        Action::AgreeSet => {
            let say = format!(
                "{} agreed.",
                words::count(inside.len() as u64, "goal", "goals")
            );
            let command = Command::AgreeTo { goals: inside };
            return vec![Effect::Do {
                command,
                say: Some(say),
                or: Some(Box::new(Layer::Fits(fitting))),
            }];
        }
        _ => fitting.at = moved(fitting.at, goals.len(), action),
    }
    ui.push(Layer::Fits(fitting));
    Vec::new()
}

/// Asks which of those that stand level goes first.
fn ask_tie(ui: &mut Ui, room: &Room, between: Vec<String>) {
    let mut choices: Vec<_> = between
        .iter()
        .filter_map(|id| room.meeting.goal(id))
        .map(|g| choice(g.id.clone(), g.title.clone(), "the chair decides"))
        .collect();
    choices.push(choice("", "Draw one", "the number drawn with is kept"));
    ui.choose(Pick::Tie { between }, "Which goes first?", choices, 0);
}

/// Settles a tie, by the chair's word or by lot.
pub(super) fn settle(room: &Room, between: &[String], key: &str) -> Vec<Effect> {
    let Some(round) = room.meeting.last_count() else {
        return Vec::new();
    };
    let taken = (!key.is_empty()).then(|| key.to_owned());
    let say = if taken.is_some() {
        "The chair has decided."
    } else {
        "Drawn."
    };
    vec![ask_and_say(
        Command::SettleTie {
            round: round.id.clone(),
            between: between.to_vec(),
            taken,
        },
        say,
    )]
}

/// How the set came about, step by step.
pub(super) fn explained(room: &Room, fitting: &Fitting) -> Page {
    let mut blocks = vec![
        Block::Heading(format!(
            "How it came about: {}",
            words::room_rule(rule(fitting))
        )),
        muted(words::room_rule_means(rule(fitting))),
        Block::Gap,
    ];
    match fit(room, fitting) {
        Err(why) => blocks.push(muted(why)),
        Ok(fit) => blocks.extend(steps(room, &fit)),
    }
    Page {
        blocks,
        ..Page::default()
    }
}

fn steps(room: &Room, fit: &Fit) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (group, share) in &fit.shares {
        blocks.push(text(format!(
            "Each of the {} holds {} in 100 of what we have.",
            words::group(group),
            one_decimal(*share)
        )));
    }
    if !fit.shares.is_empty() {
        if fit.raised > 0 {
            blocks.push(text(format!(
                "Everybody\u{2019}s part was then raised, {}, a hundredth of it each time, until no more goals fitted.",
                words::count(fit.raised, "time", "times")
            )));
        }
        blocks.push(Block::Gap);
    }
    let title = |id: &str| {
        room.meeting
            .goal(id)
            .map_or_else(|| id.to_owned(), |g| g.title.clone())
    };
    for (nth, step) in fit.steps.iter().enumerate() {
        blocks.push(Block::Text {
            line: vec![
                span(Role::Accent, format!("{} ", nth + 1)),
                span(Role::Strong, title(&step.goal)),
            ],
            side: Side::Left,
            indent: 0,
        });
        let mut said = Vec::new();
        if step.filled {
            said.push("It still fitted, and had the most votes of those left.".to_owned());
        } else if step.paid.is_empty() {
            said.push("It had the most votes of those left, and fitted.".to_owned());
        }
        for (group, n, least, most) in &step.paid {
            let who = if group.is_empty() {
                words::count(*n as u64, "person", "people")
            } else {
                words::voters(group, u32::try_from(*n).unwrap_or(u32::MAX))
            };
            let amount = if least == most {
                one_decimal(*least)
            } else {
                format!("{} to {}", one_decimal(*least), one_decimal(*most))
            };
            let pays = if *n == 1 { "pays" } else { "pay" };
            let each = if *n == 1 { "" } else { " each" };
            said.push(format!("{who} {pays} {amount} in 100{each}."));
        }
        blocks.push(Block::Text {
            line: line(Role::Muted, said.join(" ")),
            side: Side::Left,
            indent: 2,
        });
    }
    if fit.steps.is_empty() {
        for id in &fit.set {
            blocks.push(Block::Text {
                line: line(Role::Strong, title(id)),
                side: Side::Left,
                indent: 0,
            });
        }
        blocks.push(muted(
            "Every set that fits was looked at: no other has more votes in it.",
        ));
    }
    blocks.push(Block::Gap);
    let out = fit.why.iter().filter(|(id, _)| !fit.set.contains(id));
    for (id, _) in out {
        if let Some(goal) = room.meeting.goal(id) {
            let mut words = vec![span(Role::Ink, format!("{}: ", goal.title))];
            words.extend(reason(room, fit, goal));
            blocks.push(Block::Text {
                line: words,
                side: Side::Left,
                indent: 0,
            });
        }
    }
    blocks
}

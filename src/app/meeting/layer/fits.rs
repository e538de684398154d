//! The proposal of goals that fit money and hours: four rules, a reason for each goal, changes by hand.

use std::collections::BTreeMap;

use crate::{
    app::{
        action::Action,
        cards::{Align, Block, Column, Line, Page, Role, Row, line, muted, text, told},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            screen::goals::{hours, money, spent},
            ui::{Fitting, Pick, Sheet, Ui},
            update,
        },
        shell::{Choice, moved},
        words,
    },
    domain::{
        command::{Command, Settling},
        goal::Goal,
        meeting::fits::{Claim, Fits, GoalReason},
        refusal::Refusal,
        vote::{room_rule::RoomRule, round::Round},
    },
};

/// The rule that is shown.
fn rule(fitting: &Fitting) -> RoomRule {
    RoomRule::ALL
        .get(fitting.rule)
        .copied()
        // The number comes from the journal, which another version may have written with more rules.
        .unwrap_or(RoomRule::BestFirst)
}

fn round<'a>(room: &Context<'a>, id: &str) -> Option<&'a Round> {
    room.meeting.rounds().iter().find(|r| r.id == id)
}

/// The proposal of the shown rule, or the reason why it has none.
fn fits(room: &Context, fitting: &Fitting) -> Result<Fits, Refusal> {
    let round = round(room, &fitting.round).ok_or("That round is gone.")?;
    room.meeting.fits(round, rule(fitting))
}

/// The ids of the selected goals, changes by hand included.
fn selected_set(fitting: &Fitting, fits: &Fits) -> Vec<String> {
    let mut set: Vec<String> = fits
        .selected
        .iter()
        // The rule's set is worked out anew each time, and the moves are applied to it. They stay
        // while the room looks at other rules.
        .filter(|id| fitting.moved.get(*id) != Some(&false))
        .cloned()
        .collect();
    for (id, into) in &fitting.moved {
        if *into && !set.contains(id) && !fits.agreed_before.contains(id) {
            set.push(id.clone());
        }
    }
    set
}

/// The goals in the order of their results.
// Not selected goals first: when a toggled row jumped elsewhere with the cursor on it, the next Space hit another goal.
fn goals_in_order<'a>(room: &Context<'a>, fits: &Fits) -> Vec<&'a Goal> {
    fits.goals
        .iter()
        .filter_map(|placed| room.meeting.goal(&placed.goal))
        .collect()
}

pub(super) fn page(room: &Context, fitting: &Fitting) -> Page {
    let rule = rule(fitting);
    let mut blocks = vec![Block::Pair(
        line(
            Role::Strong,
            format!("What fits: {}", words::room_rule(rule)),
        ),
        line(
            Role::Muted,
            format!("rule {} of {}", fitting.rule + 1, RoomRule::ALL.len()),
        ),
    )];
    let found = round(room, &fitting.round).map(|round| (round, fits(room, fitting)));
    let (round, fits) = match found {
        Some((round, Ok(fits))) => (round, fits),
        // A rule without a proposal says why. An empty table would be read as "nothing fits".
        Some((_, Err(why))) => return reason_page(blocks, why.into()),
        None => return reason_page(blocks, "That round is gone.".to_owned()),
    };
    blocks.push(muted(words::room_rule_means(rule, round.settings.method)));
    blocks.push(Block::Gap);
    let set = selected_set(fitting, &fits);
    blocks.push(table(room, fitting, &fits, &set));
    blocks.push(Block::Gap);
    let capacity = &room.meeting.agenda().capacity;
    if !fits.agreed_before.is_empty() {
        blocks.push(Block::Text {
            line: spent("agreed before", &room.meeting.load_with(&[]), capacity),
            side: Align::Left,
            indent: 0,
        });
    }
    let what = if fits.agreed_before.is_empty() {
        "these"
    } else {
        "with these"
    };
    blocks.push(Block::Text {
        line: spent(what, &room.meeting.load_with(&set), capacity),
        side: Align::Left,
        indent: 0,
    });
    blocks.extend(remarks(room, fitting, &fits));
    Page {
        blocks,
        ..Page::default()
    }
}

fn reason_page(mut blocks: Vec<Block>, why: String) -> Page {
    blocks.push(Block::Gap);
    blocks.push(muted(why));
    Page {
        blocks,
        ..Page::default()
    }
}

fn table(room: &Context, fitting: &Fitting, fits: &Fits, set: &[String]) -> Block {
    let goals = goals_in_order(room, fits);
    let capacity = &room.meeting.agenda().capacity;
    // All four rules beside each other: where they agree there is nothing to discuss about the rule.
    let every = every_rule(room, fitting);
    let rows = goals.iter().enumerate().map(|(i, goal)| {
        let inside = set.contains(&goal.id);
        let why = if fitting.moved.contains_key(&goal.id) {
            let words = if inside { "in by hand" } else { "out by hand" };
            line(Role::Accent, words)
        } else {
            reason(room, fits, goal)
        };
        let tick = if fits.agreed_before.contains(&goal.id) {
            // Agreed before and so spent already. A tick would let the room take out a decision
            // by a key that is for trying things.
            " = "
        } else if inside {
            "[x]"
        } else {
            "[ ]"
        };
        let role = if inside { Role::Ink } else { Role::Muted };
        let rules = every.iter().map(|set| match set {
            None => "?",
            Some(set) if set.contains(&goal.id) => "x",
            Some(_) => ".",
        });
        Row {
            cells: vec![
                line(role, format!("{tick} {}", goal.title)),
                money(goal, capacity),
                hours(goal),
                line(Role::Muted, rules.collect::<Vec<_>>().join(" ")),
                why,
            ],
            selected: i == fitting.at.min(goals.len().saturating_sub(1)),
        }
    });
    let rows = rows.collect();
    Block::Table {
        columns: vec![
            Column::fill("goal"),
            Column::number("money", 2),
            Column::number("hours", 3),
            // The reason is never left out in a narrow window: a list of ticks without reasons would decide for the room.
            Column::words("1 2 3 4", 7, 1),
            Column::words("why", 26, 0),
        ],
        rows,
    }
}

/// The set of each rule, for the comparison column; `None` where a rule has no proposal.
fn every_rule(room: &Context, fitting: &Fitting) -> Vec<Option<Vec<String>>> {
    let Some(round) = round(room, &fitting.round) else {
        return Vec::new();
    };
    RoomRule::ALL
        .iter()
        .map(|rule| room.meeting.fits(round, *rule).ok().map(|f| f.selected))
        .collect()
}

fn titles(room: &Context, ids: &[String]) -> String {
    let titles: Vec<String> = ids
        .iter()
        .filter_map(|id| room.meeting.goal(id))
        .map(|g| format!("\u{201c}{}\u{201d}", g.title))
        .collect();
    titles.join(", ")
}

/// Remarks below the table: ties, unmet promises to a strand, settled ties.
fn remarks(room: &Context, fitting: &Fitting, fits: &Fits) -> Vec<Block> {
    let mut blocks = Vec::new();
    // Every tie is on the wall under every rule. Broken silently by id, it would be the program that decides.
    for level in &fits.level {
        blocks.push(told(
            Role::Warn,
            format!(
                "! {} stand level, and not all of them fit: {{Ties}} settles it.",
                titles(room, level)
            ),
        ));
    }
    if let Some(round) = round(room, &fitting.round) {
        let unmet = |c: &&Claim| matches!(c, Claim::PromiseUnmet { .. });
        for claim in fits.claims.iter().filter(unmet) {
            let sentence = words::claim(room.meeting, round, claim);
            blocks.push(told(Role::Warn, format!("! {sentence}")));
        }
    }
    for lot in room
        .meeting
        .lots()
        .iter()
        .filter(|l| l.round == fitting.round)
    {
        let how = if lot.seed.is_some() {
            "drawn by lot"
        } else {
            "the chair decided"
        };
        let taken = titles(room, std::slice::from_ref(&lot.taken));
        blocks.push(muted(format!("Of those level, {taken} goes first: {how}.")));
    }
    blocks
}

/// The reason why a goal is in or out.
fn reason(room: &Context, fits: &Fits, goal: &Goal) -> Line {
    let Some(why) = fits.why(&goal.id) else {
        return line(Role::Muted, "");
    };
    let role = match why {
        why if why.is_in() => Role::Good,
        GoalReason::AgreedBefore => Role::Good,
        GoalReason::LevelWith(_) | GoalReason::WaitsFor(_) => Role::Warn,
        GoalReason::Short(..)
        | GoalReason::NotCovered
        | GoalReason::Stopped(_)
        | GoalReason::NotKnown(..) => Role::Ink,
        _ => Role::Muted,
    };
    line(role, words::why(room.meeting, &goal.id, why))
}

/// Splits a set into the goals that can be agreed together and those that the room decides one by one.
// A goal on which the groups differ, or whose result is not above the middle, needs a discussion and not one key.
fn agreeable(room: &Context, fitting: &Fitting, set: &[String]) -> (Vec<String>, Vec<String>) {
    let round = round(room, &fitting.round);
    let clear = |id: &String| {
        round
            .and_then(|r| Some((r, r.tally()?)))
            .is_some_and(|(round, tally)| {
                let middle = tally.middle(round.settings.method);
                tally
                    .of(id)
                    .is_some_and(|c| c.parted.is_none() && c.result > Some(middle))
            })
    };
    set.iter().cloned().partition(clear)
}

fn agree(room: &Context, fitting: Box<Fitting>, set: &[String]) -> Vec<Effect> {
    let (goals, left) = agreeable(room, &fitting, set);
    let mut say = format!(
        "{} agreed.",
        words::count(goals.len() as u64, "goal", "goals")
    );
    // The goals that are left are named, because "3 goals agreed" over a list of five looks like a mistake.
    if !left.is_empty() {
        say = format!(
            "{say} Left for the room to decide, since the groups differ or it is not above the middle: {}.",
            titles(room, &left)
        );
    }
    vec![Effect::Do {
        command: Command::AgreeTo { goals },
        say: Some(say),
        // A set beyond the capacity is refused. The room finds its ticks again and takes something out.
        or: Some(Box::new(Sheet::Fits(fitting))),
    }]
}

pub(super) fn act(
    ui: &mut Ui,
    room: &Context,
    mut fitting: Box<Fitting>,
    action: Action,
) -> Vec<Effect> {
    let fits = fits(room, &fitting).unwrap_or_default();
    let inside = selected_set(&fitting, &fits);
    let goals = goals_in_order(room, &fits);
    let rules = RoomRule::ALL.len();
    match action {
        Action::Back => return Vec::new(),
        Action::Right => fitting.rule = (fitting.rule + 1) % rules,
        Action::Left => fitting.rule = (fitting.rule + rules - 1) % rules,
        Action::StartOver => fitting.moved = BTreeMap::new(),
        Action::Toggle => {
            if let Some(goal) = goals.get(fitting.at.min(goals.len().saturating_sub(1))) {
                if fits.agreed_before.contains(&goal.id) {
                    update::say(
                        ui,
                        Role::Warn,
                        "That goal is agreed already: {Fits.Back} goes back, and {Decide} decides it anew.",
                    );
                } else {
                    let into = !inside.contains(&goal.id);
                    // Back to what the rule says is no move: the row reads "by hand" only
                    // where the room differs from the rule.
                    if fits.selected.contains(&goal.id) == into {
                        fitting.moved.remove(&goal.id);
                    } else {
                        fitting.moved.insert(goal.id.clone(), into);
                    }
                }
            }
        }
        Action::Explain => {
            ui.push(Sheet::Fits(fitting.clone()));
            ui.push(Sheet::FitsExplained(fitting));
            return Vec::new();
        }
        Action::Ties => {
            let tie = fits.level.first().cloned();
            // The round and rule on the wall. Taken from the last round instead, a tie of an earlier
            // one was settled for the wrong vote.
            let (round, rule) = (fitting.round.clone(), rule(&fitting));
            ui.push(Sheet::Fits(fitting));
            match tie {
                Some(between) => ask_tie(ui, room, &round, rule, &between),
                None => update::say(ui, Role::Muted, "No goals stand level here."),
            }
            return Vec::new();
        }
        Action::AgreeSet => return agree(room, fitting, &inside),
        _ => fitting.at = moved(fitting.at, goals.len(), action),
    }
    ui.push(Sheet::Fits(fitting));
    Vec::new()
}

/// Asks which of the tied goals comes first.
fn ask_tie(ui: &mut Ui, room: &Context, round: &str, rule: RoomRule, between: &[String]) {
    let pick = |first| Pick::Tie {
        round: round.to_owned(),
        rule,
        between: between.to_vec(),
        first,
    };
    let goals = between.iter().filter_map(|id| room.meeting.goal(id));
    let chair = goals.map(|g| {
        let first = Some(g.id.clone());
        Choice::new(pick(first), g.title.clone(), "the chair decides")
    });
    // Last in the list, since a lot cannot be undone: drawn again until it suits, it would be no lot.
    let lot = Choice::new(pick(None), "Draw a lot", "once drawn, it stands");
    ui.choose("Which goes first?", chair.chain([lot]).collect(), 0);
}

/// Settles a tie by the chair's decision, or by lot.
pub(super) fn settle(
    round: String,
    rule: RoomRule,
    between: Vec<String>,
    first: Option<String>,
) -> Vec<Effect> {
    let Some(first) = first else {
        return vec![Effect::DrawLot {
            round,
            rule,
            between,
        }];
    };
    vec![ask_and_say(
        Command::SettleTie {
            round,
            rule,
            between,
            by: Settling::Chair(first),
        },
        "The chair has decided.",
    )]
}

/// The explanation of a set, one sentence for each claim.
pub(super) fn explained(room: &Context, fitting: &Fitting) -> Page {
    let rule = rule(fitting);
    let mut blocks = vec![Block::Heading(format!(
        "How it came about: {}",
        words::room_rule(rule)
    ))];
    let round = round(room, &fitting.round);
    if let Some(round) = round {
        blocks.push(muted(words::room_rule_means(rule, round.settings.method)));
        blocks.push(Block::Gap);
        match fits(room, fitting) {
            Err(why) => blocks.push(muted(why)),
            Ok(fits) => {
                // The rule's description above the claims says already which marks count as support.
                let claims = fits.claims.iter().filter(|c| **c != Claim::Support);
                blocks.extend(claims.map(|c| text(words::claim(room.meeting, round, c))));
            }
        }
    }
    Page {
        blocks,
        ..Page::default()
    }
}

//! The proposal of goals that fit money and hours: four rules, a reason for each goal, changes by hand.

mod page;

use std::collections::BTreeMap;

pub(super) use self::page::page;
use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, muted, text},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            layer::choose,
            ui::{Fitting, Pick, Sheet, Ui},
            update,
        },
        shell::{Choice, moved},
        words,
    },
    domain::{
        command::{Command, Settling},
        goal::Goal,
        meeting::fits::{Claim, Fits},
        refusal::{Refusal, allow_if},
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

/// The goals agreed before, then the others in the order of their results.
fn goals_in_order<'a>(room: &Context<'a>, fits: &Fits) -> Vec<&'a Goal> {
    let goals = fits.goals.iter();
    let mut goals: Vec<&Goal> = goals
        .filter_map(|placed| room.meeting.goal(&placed.goal))
        .collect();
    // A stable sort. What is agreed is spent first, so its blocks stand at the beginning of the bars.
    goals.sort_by_key(|goal| !fits.agreed_before.contains(&goal.id));
    goals
}

fn titles(room: &Context, ids: &[String]) -> String {
    let titles: Vec<String> = ids
        .iter()
        .filter_map(|id| room.meeting.goal(id))
        .map(|g| format!("\u{201c}{}\u{201d}", g.title))
        .collect();
    titles.join(", ")
}

/// Checks that an action is available on the page.
///
/// # Errors
/// A sentence that says why not.
pub fn available(room: &Context, fitting: &Fitting, action: Action) -> Result<(), Refusal> {
    match action {
        Action::StartOver => allow_if(
            !fitting.moved.is_empty(),
            "Nothing is changed: this is what fits.",
        ),
        Action::Ties => {
            let tied = fits(room, fitting).is_ok_and(|fits| !fits.level.is_empty());
            allow_if(tied, "No goals stand level here.")
        }
        Action::AgreeSet => {
            let set = fits(room, fitting).map(|fits| selected_set(fitting, &fits))?;
            let (goals, left) = agreeable(room, fitting, &set);
            // Where the room has to decide all of them one by one, the key says so.
            if goals.is_empty() && !left.is_empty() {
                return Ok(());
            }
            room.meeting.may_agree_to(&goals)
        }
        _ => Ok(()),
    }
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
        Action::Decide => {
            let goal = goals.get(fitting.at.min(goals.len().saturating_sub(1)));
            ui.push(Sheet::Fits(fitting));
            if let Some(goal) = goal {
                choose::decision(ui, goal);
            }
            return Vec::new();
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

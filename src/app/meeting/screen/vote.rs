//! Vote: rounds, ballots handed in, results, and the decision on each goal.

mod evaluation;
mod open;
mod picture;
mod result;
mod reveal;
mod seats;
mod tables;

pub use self::{
    evaluation::answers,
    open::{alike, minutes_line, rules},
    result::decided,
    reveal::{end_of_reveal, reveal_next, unshown},
    seats::{all_voted, is_low, may_vote, next_seat},
    tables::lists_in,
};

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Page, Role},
        meeting::{
            context::Context,
            effect::Effect,
            layer::{ask, choose},
            ui::{Fitting, Pick, Sheet, Ui},
            update,
        },
        shell::Choice,
        words,
    },
    domain::{
        agenda::Stage,
        vote::{
            allowed::Allowed,
            method::{Keys, Method},
            round::Round,
            settings::RoundSettings,
        },
    },
};

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    match room.open_round() {
        Some(round) if round.settings.method.is_tables() => tables::open_page(ui, room, round),
        Some(round) if round.settings.method.is_open() => open::hands_page(ui, room, round),
        Some(round) => ballots_page(ui, room, round),
        None => result::results_page(ui, room),
    }
}

/// The page of a round whose ballots are taken.
pub(super) fn ballots_page(ui: &Ui, room: &Context, round: &Round) -> Page {
    seats::page(ui, room, round)
}

/// The initial settings of the next round: the agenda's, with every undecided goal.
fn settings(room: &Context) -> RoundSettings {
    let vote = &room.meeting.agenda().vote;
    // Tables only propose: where the agenda begins with them, the room as a whole comes next.
    let ranked = |r: &Round| r.settings.method.is_tables();
    let method = match vote.method {
        Method::Tables if room.meeting.last_count().is_some_and(ranked) => Method::Score,
        method => method,
    };
    let mut allowed = Allowed::default();
    if let Some(dots) = vote
        .dots
        .and_then(|d| u8::try_from(d).ok())
        .filter(|d| *d > 0)
    {
        allowed.dots = dots;
        allowed.most = allowed.most.min(dots);
    }
    let open: Vec<String> = room
        .goals()
        .iter()
        // What is decided is not voted on again by default; the room can still tick it.
        .filter(|g| g.decision.is_none())
        .map(|g| g.id.clone())
        .collect();
    // A yes-or-no round shortens a long list, so the next round starts with the goals that passed it.
    let approved = approved(room, &open);
    let open = if approved.is_empty() { open } else { approved };
    let goals = if open.is_empty() {
        room.goals().iter().map(|g| g.id.clone()).collect()
    } else {
        open
    };
    RoundSettings {
        method,
        weight: vote.weight,
        // 0 in an agenda means the same as 1: every group is shown apart.
        apart_from: vote.apart_from.max(1),
        allowed,
        goals,
    }
}

/// The goals of `goals` approved by at least half in the last round, if that was a yes-or-no round.
fn approved(room: &Context, goals: &[String]) -> Vec<String> {
    let last = room
        .meeting
        .last_count()
        .filter(|r| r.settings.method.row().keys == Keys::YesNo);
    let yes = |goal: &&String| {
        last.and_then(|r| Some((r, r.tally()?)))
            .is_some_and(|(round, tally)| {
                let result = tally.of(goal).and_then(|c| c.result);
                result.is_some_and(|result| result >= tally.middle(round.settings.method))
            })
    };
    goals.iter().filter(yes).cloned().collect()
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    match room.open_round() {
        Some(round) => return act_on_round(ui, room, round, action),
        None => act_closed(ui, room, action),
    }
    Vec::new()
}

/// Performs an action on the page of an open round.
pub(super) fn act_on_round(
    ui: &mut Ui,
    room: &Context,
    round: &Round,
    action: Action,
) -> Vec<Effect> {
    if let Some(effects) = seats::act(ui, room, round, action) {
        return effects;
    }
    act_open(ui, room, round, action);
    Vec::new()
}

fn act_open(ui: &mut Ui, room: &Context, round: &Round, action: Action) {
    if round.settings.method.is_open() && moves(ui, Stage::Vote, round.settings.goals.len(), action)
    {
        return;
    }
    match action {
        Action::Slips => slips(ui, room, round),
        Action::LetIn => {
            let choices: Vec<_> = room
                .meeting
                .voters_here()
                .into_iter()
                .filter(|v| round.group_of(&v.person).is_none())
                .map(|v| {
                    Choice::new(
                        Pick::LetIn(v.person.clone()),
                        room.meeting.name_of(&v.person),
                        words::group(&v.group),
                    )
                })
                .collect();
            if choices.is_empty() {
                update::say(
                    ui,
                    Role::Warn,
                    "Everybody who is ticked as here and in a group has a vote already. {Go(Welcome)} goes to Welcome to tick who came.",
                );
            } else {
                ui.choose("Who came late?", choices, 0);
            }
        }
        Action::Proxy => proxy(ui, room),
        // Asked, because a close is final and the key stands beside others.
        Action::CloseRound => ui.shell.ask(ask::close_round(room, round)),
        Action::GiveUpRound => ui.shell.ask(ask::give_up_round(room, round)),
        Action::Open if round.settings.method.is_tables() => choose::table(ui, round),
        Action::Open if round.settings.method.is_open() => {
            let goals = &round.settings.goals;
            if let Some(goal) = goals.get(ui.row(Stage::Vote, goals.len())) {
                choose::hands_group(ui, room, round, goal);
            }
        }
        _ => {}
    }
}

/// Asks whose slips of paper are typed in; a group whose votes are all in is not offered.
fn slips(ui: &mut Ui, room: &Context, round: &Round) {
    let groups = round.groups().into_iter();
    let choices: Vec<_> = groups
        .filter(|g| room.ballots.takes(round, g).is_ok())
        .map(|g| Choice::new(Pick::SlipGroup(g.to_owned()), words::group(g), ""))
        .collect();
    ui.choose("Whose slips of paper?", choices, 0);
}

fn act_closed(ui: &mut Ui, room: &Context, action: Action) {
    let goals = room.goals_by_result(ui.back);
    if reveal::act(ui, room, goals.len(), action) || moves(ui, Stage::Vote, goals.len(), action) {
        return;
    }
    match action {
        Action::OpenRound => ui.push(Sheet::Setup {
            settings: settings(room),
            at: 0,
        }),
        Action::Decide => {
            if let Some(goal) = goals.get(ui.row(Stage::Vote, goals.len())) {
                choose::decision(ui, goal);
            }
        }
        Action::Earlier => {
            ui.back = if ui.back + 1 < room.counts() {
                ui.back + 1
            } else {
                0
            };
        }
        Action::Compare => {
            let Some(shown) = room.count(ui.back) else {
                return;
            };
            let choices: Vec<_> = room
                .meeting
                .rounds()
                .iter()
                // Any counted round, also of another method: places can be compared where points cannot.
                .filter(|r| r.number != shown.number && r.counts())
                .map(|r| {
                    Choice::new(
                        Pick::Against(r.id.clone()),
                        format!("Round {}", r.number),
                        words::method_short(r.settings.method),
                    )
                })
                .collect();
            ui.choose("Compare with which round?", choices, 0);
        }
        Action::Lists | Action::Ballots | Action::Explain | Action::Fits => {
            let Some(round) = room.count(ui.back) else {
                return;
            };
            let round = round.id.clone();
            let goal = goals
                .get(ui.row(Stage::Vote, goals.len()))
                .map(|g| g.id.clone());
            let layer = match (action, goal) {
                (Action::Lists, _) => Sheet::Lists { round },
                (Action::Ballots, _) => Sheet::Ballots { round },
                (Action::Explain, Some(goal)) => Sheet::Explain { round, goal },
                (Action::Fits, _) => Sheet::Fits(Box::new(Fitting::new(round))),
                _ => return,
            };
            ui.push(layer);
        }
        _ => {}
    }
}

/// Asks for the absent person for whom a ballot is handed in.
fn proxy(ui: &mut Ui, room: &Context) {
    let choices: Vec<_> = room
        .meeting
        .people()
        .iter()
        // Somebody who voted before leaving is not on the list, so that nobody hands in for them a second time.
        .filter(|a| !a.is_here() || a.is_by_telephone())
        .filter(|a| !room.ballots.voted.contains(&a.person.id))
        .filter_map(|a| {
            let group = words::group(a.group()?);
            Some(Choice::new(
                Pick::Proxy(a.person.id.clone()),
                a.person.name.clone(),
                group,
            ))
        })
        .collect();
    if choices.is_empty() {
        update::say(
            ui,
            Role::Warn,
            "Everybody who has a vote is here, or has voted.",
        );
    } else {
        ui.choose(
            "For whom? Not secret: whoever hands in knows the vote",
            choices,
            0,
        );
    }
}

//! The read-back: each standard and goal on a screen of its own, with the question "Is this what we agreed?".

use crate::{
    app::{
        action::Action,
        cards::{Align, Block, Page, Role, centred, span},
        meeting::{
            context::Context,
            effect::{Effect, ask},
            fields::Form,
            screen::owners,
            ui::{Sheet, Ui},
            update,
        },
    },
    domain::{
        agenda::Stage,
        command::Command,
        goal::{Decision, Goal},
    },
};

/// The slide of line `at`.
pub(super) fn page(room: &Context, at: usize) -> Page {
    let lines = room.meeting.read_back_lines();
    let Some(shown) = lines.get(at) else {
        return Page::default();
    };
    let mut blocks = Vec::new();
    if let Some(theme) = shown.key.strip_prefix("standard:") {
        blocks.push(centred(
            Role::Muted,
            format!("Our standard for {}", room.meeting.theme_title(theme)),
        ));
        blocks.push(Block::Gap);
        blocks.push(centred(Role::Strong, room.meeting.standard(theme).text));
    } else if let Some(goal) = shown
        .key
        .strip_prefix("goal:")
        .and_then(|g| room.meeting.goal(g))
    {
        let (words, role) = decision(goal);
        // A room that is tired at the end hears the sentence and misses whether it was agreed.
        // The word must be seen from the back.
        blocks.push(Block::Big(words.to_owned(), role));
        blocks.push(Block::Gap);
        blocks.push(centred(Role::Strong, goal.title.clone()));
        blocks.push(Block::Gap);
        blocks.push(centred(Role::Ink, who_and_when(room, goal)));
    }
    blocks.push(Block::Gap);
    let question = if shown.confirmed {
        span(Role::Good, "The room said yes.")
    } else {
        span(Role::Strong, "Is this what we agreed?")
    };
    let place = format!("   {} of {}", at + 1, lines.len());
    blocks.push(Block::Text {
        line: vec![question, span(Role::Muted, place)],
        side: Align::Centre,
        indent: 0,
    });
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

/// The decision in letters that exist as big characters.
fn decision(goal: &Goal) -> (&'static str, Role) {
    match goal.decision {
        Some(Decision::Ask { .. }) => ("WE ASK", Role::Accent),
        _ => ("AGREED", Role::Good),
    }
}

/// The owner, partner and due date of a goal, or the body that it is asked of.
fn who_and_when(room: &Context, goal: &Goal) -> String {
    if let Some(Decision::Ask { of, .. }) = &goal.decision {
        return format!("asked of {of}");
    }
    let (_, owner) = owners::owner_text(room, goal);
    let partner = goal.partner.as_deref().map_or_else(String::new, |p| {
        format!(", with {}", room.meeting.name_of(p))
    });
    let due = goal.due.map_or_else(String::new, |d| {
        format!(", by {}", crate::domain::dates::say(d))
    });
    format!("{owner}{partner}{due}")
}

pub(super) fn act(ui: &mut Ui, room: &Context, at: usize, action: Action) -> Vec<Effect> {
    let lines = room.meeting.read_back_lines();
    let Some(shown) = lines.get(at) else {
        return Vec::new();
    };
    match action {
        Action::Yes => {
            // A yes goes on by itself, so that one key reads the whole list back.
            if at + 1 < lines.len() {
                ui.push(Sheet::ReadBack { at: at + 1 });
            } else {
                update::say(
                    ui,
                    Role::Good,
                    "All read back. {Close.Save} saves what was agreed.",
                );
            }
            vec![ask(Command::ConfirmReadBack {
                line: shown.key.clone(),
            })]
        }
        Action::No => back_to_edit(ui, room, &shown.key),
        Action::Down | Action::Forward => {
            ui.push(Sheet::ReadBack {
                at: (at + 1).min(lines.len() - 1),
            });
            Vec::new()
        }
        Action::Up | Action::Backward => {
            ui.push(Sheet::ReadBack {
                at: at.saturating_sub(1),
            });
            Vec::new()
        }
        Action::Back => Vec::new(),
        _ => {
            ui.push(Sheet::ReadBack { at });
            Vec::new()
        }
    }
}

/// The way back into the read-back, after a "no" has led away from it.
const BACK_HERE: &str = "{Go(Close)}, then {ReadBack}, goes on with this one.";

/// Opens the line that the room said no to: the standard's text, the goal's form, or its row in the vote.
fn back_to_edit(ui: &mut Ui, room: &Context, key: &str) -> Vec<Effect> {
    if let Some(theme) = key.strip_prefix("standard:") {
        // Straight to the text that is wrong: after a "no" the room argues about words, and
        // nobody should have to look for them.
        ui.shell.layers.clear();
        let old = room.meeting.standard(theme).text;
        let title = room.meeting.theme_title(theme);
        update::say(
            ui,
            Role::Ink,
            format!("The standard for {title}: change its words. {BACK_HERE}"),
        );
        let purpose = crate::app::meeting::ui::Purpose::Standard(theme.to_owned());
        super::write::open(ui, room, purpose, &old);
        return vec![Effect::Mark(room.mark_at(Stage::Themes, Some(theme)))];
    }
    let Some(goal) = key.strip_prefix("goal:").and_then(|g| room.meeting.goal(g)) else {
        return Vec::new();
    };
    // What was agreed is wrong in its owner or day; what is asked for was decided on Vote.
    let stage = if goal.is_agreed() {
        Stage::Owners
    } else {
        Stage::Vote
    };
    let effects = update::go(ui, room, stage);
    let place = if stage == Stage::Owners {
        "Owners: change who does it, and by when."
    } else {
        "Vote: {Decide} decides this goal again."
    };
    update::say(ui, Role::Ink, format!("{place} {BACK_HERE}"));
    let goals = if stage == Stage::Owners {
        room.goals_to_own()
    } else {
        room.goals_by_result(0)
    };
    ui.at.insert(
        stage,
        goals.iter().position(|g| g.id == goal.id).unwrap_or(0),
    );
    if stage == Stage::Owners {
        ui.push(Form::Owner.opened(goal));
    }
    effects
}

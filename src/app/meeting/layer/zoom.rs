//! A finding as a full-screen slide: the question, and a bar with its interval and figure for each strand.

use crate::{
    app::{
        action::Action,
        cards::{Block, Page, Role, line, muted},
        meeting::{
            context::Context,
            effect::Effect,
            screen::themes,
            ui::{MeetingLayer, Sheet, Ui},
            update,
        },
    },
    domain::agenda::Stage,
};

/// The height in rows from which the slide names its theme above the question.
const ROOMY: u16 = 21;

/// The slide of the theme's current finding.
pub(super) fn page(ui: &Ui, room: &Context, theme: &str) -> Page {
    let Some(theme) = room.meeting.findings().theme(theme) else {
        return Page::default();
    };
    let mut blocks = Vec::new();
    let found = themes::finding(ui, theme);
    if ui.shell.size.1 >= ROOMY {
        let place = found.map_or_else(String::new, |(at, of, _)| {
            format!("finding {} of {of}", at + 1)
        });
        blocks.push(Block::Pair(
            line(Role::Accent, theme.title.clone()),
            line(Role::Muted, place),
        ));
        blocks.push(Block::Gap);
    }
    match found {
        None => blocks.push(muted(themes::not_asked(theme))),
        Some((_, _, finding)) => {
            blocks.push(Block::Heading(finding.question.clone()));
            blocks.push(Block::Gap);
            blocks.extend(themes::large(room, finding, ui.shell.size.1));
            // Without the note on chance: the slide has no free line, and the card below has it.
            blocks.extend(themes::chance_notes(room, finding, false));
        }
    }
    Page {
        blocks,
        slide: true,
        ..Page::default()
    }
}

/// Shows the current finding as a slide: the action of a clicker's start button.
pub fn present(ui: &mut Ui, room: &Context) {
    match (room.stage(), room.theme()) {
        // Only from the card itself: a clicker's start button on a comment or a ballot must not put a finding over it.
        (Stage::Themes, Some(theme)) if ui.shell.layers.is_empty() => {
            ui.push(Sheet::Zoom {
                theme: theme.id.clone(),
            });
        }
        _ => update::say(ui, Role::Muted, "There is nothing here to show larger."),
    }
}

/// Handles an action on the slide.
pub(super) fn act(ui: &mut Ui, room: &Context, theme: String, action: Action) -> Vec<Effect> {
    match action {
        Action::Up | Action::Down | Action::First | Action::Last => {
            themes::step(ui, room, action);
            ui.push(Sheet::Zoom { theme });
            Vec::new()
        }
        // The clicker takes the same steps as from the card below, and the next finding is a slide again.
        Action::Forward | Action::Backward => {
            let effects = crate::app::meeting::screen::clicker(ui, room, action == Action::Forward);
            if effects.is_empty() {
                // A comment stands on top of it, so that the finding after it is large again.
                ui.shell
                    .layers
                    .insert(0, MeetingLayer::Own(Sheet::Zoom { theme }));
            }
            effects
        }
        Action::Propose => {
            ui.push(Sheet::Zoom { theme });
            themes::propose(ui, room, None);
            Vec::new()
        }
        Action::Present => {
            ui.push(Sheet::Zoom { theme });
            Vec::new()
        }
        _ => Vec::new(),
    }
}

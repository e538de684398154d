//! The picture of whose voice was heard: time, goals that began with patients' words, goals that both groups were for.

use crate::{
    app::{
        action::Action,
        cards::{Bar, Block, Page, Role, line, muted},
        meeting::{
            context::Context,
            effect::Effect,
            screen::vote,
            ui::{Sheet, Ui},
        },
        words,
    },
    domain::meeting::voices::{BothAbove, PartOf},
};

/// The picture.
pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let mut blocks = vec![Block::Pair(
        line(Role::Strong, "Whose voice was heard"),
        line(Role::Muted, "by group, never by name"),
    )];
    if !vote::is_low(ui) {
        blocks.push(Block::Gap);
    }
    blocks.push(Block::Bars(vec![
        time(room),
        from_patients(room),
        for_both(room),
    ]));
    if !vote::is_low(ui) {
        blocks.push(Block::Gap);
    }
    blocks.push(muted(
        "A goal begins with patients\u{2019} words if it rests on a comment. Above the middle counts as the wall showed it.",
    ));
    Page {
        blocks,
        ..Page::default()
    }
}

fn bar(label: &str, part: PartOf, text: String) -> Bar {
    let percent = part.in_100();
    Bar {
        label: label.to_owned(),
        // Whole per cent: the picture says no more than its figure.
        percent: percent.and_then(|n| u32::try_from(n).ok()).map(f64::from),
        figure: percent.map_or_else(String::new, |n| format!("{n}%")),
        text,
        ..Bar::default()
    }
}

fn time(room: &Context) -> Bar {
    let spoken = room.mark.airtime.in_all(room.now);
    let part = PartOf {
        part: spoken.patient,
        of: spoken.both(),
    };
    let text = match spoken.both() {
        0 => "nobody noted who spoke".to_owned(),
        // Short of a minute both numbers would be 0.
        1..60 => "less than a minute in all".to_owned(),
        both => format!(
            "{} of {}",
            (spoken.patient + 30) / 60,
            words::minutes_of(both)
        ),
    };
    bar("patients spoke", part, text)
}

fn from_patients(room: &Context) -> Bar {
    let goals = room.meeting.goals_from_patients_words();
    let text = match goals.of {
        0 => "no goal yet".to_owned(),
        of => format!("{} of {}", goals.part, words::count(of, "goal", "goals")),
    };
    bar("from their words", goals, text)
}

fn for_both(room: &Context) -> Bar {
    let (goals, text) = match room.meeting.agreed_above_for_both() {
        BothAbove::Counted { round, goals } if goals.of == 0 => {
            (goals, format!("no agreed goal was in round {round}"))
        }
        BothAbove::Counted { round, goals } => (
            goals,
            format!("{} of {} agreed, in round {round}", goals.part, goals.of),
        ),
        BothAbove::Withheld(round) => (
            PartOf::default(),
            format!("not counted: round {round} shows no group apart"),
        ),
        BothAbove::OneGroup(round) => (
            PartOf::default(),
            format!("not counted: one group voted in round {round}"),
        ),
        BothAbove::NoRound => (PartOf::default(), "no round was counted".to_owned()),
    };
    bar("both groups for it", goals, text)
}

/// Handles an action on the picture.
pub(super) fn act(ui: &mut Ui, action: Action) -> Vec<Effect> {
    if !matches!(action, Action::Back | Action::Forward | Action::Backward) {
        ui.push(Sheet::Voices);
    }
    Vec::new()
}

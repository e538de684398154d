//! Looking for something by its name: an action, a row of the list, a theme or finding, a set of colours.
//!
//! The list on the wall is never left narrowed: what is out of sight there would be out of the vote. One looks, and goes.

use crate::{
    app::{
        cards::Role,
        keymap::{self, Binding, KEYS, Scope},
        meeting::{
            effect::Effect,
            point,
            room::Room,
            screen::themes::short,
            ui::{Choice, Choosing, Layer, Pick, Ui, choice},
            update,
        },
        menu::{self, Entry},
    },
    domain::{agenda::Stage, settings::Palette},
};

/// Everything that can be done, with its key: what holds here first, then what other stages have.
pub fn actions(ui: &mut Ui, room: &Room) {
    if matches!(ui.layers.last(), Some(Layer::Help { .. })) {
        ui.pop();
    }
    let here = update::scopes(ui, room);
    let mut entries: Vec<Entry> = menu::of(ui, room, &here);
    // What the screen itself offers stands before what holds everywhere, and moving about comes last.
    let moves = |e: &Entry| e.row.scope == Scope::List;
    entries.sort_by_key(|e| (e.can.is_err(), moves(e), !e.row.footer));
    let mut choices: Vec<Choice> = entries
        .iter()
        .filter_map(|e| row_choice(e.row, None, e.can.is_err()))
        .collect();
    let elsewhere = KEYS.iter().filter(|row| {
        row.footer
            && row.scope.stage().is_some_and(|s| s != room.stage())
            && !here.contains(&row.scope)
            && !(row.scope == Scope::Vote && room.meeting.open_round().is_some())
            && !(row.scope == Scope::Review && room.meeting.previous().is_none())
    });
    choices.extend(elsewhere.filter_map(|row| row_choice(row, Some(row.scope), false)));
    ui.choose(
        Pick::Run,
        "What would you like to do? Type a few letters",
        choices,
        0,
    );
}

fn row_choice(row: &'static Binding, place: Option<Scope>, dim: bool) -> Option<Choice> {
    let nth = KEYS.iter().position(|k| k == row)?;
    let mut label = row.label.to_owned();
    if let Some(scope) = place {
        label = format!("{}: {label}", scope.title());
    }
    let keys: Vec<String> = row.keys.iter().take(2).map(|k| k.name()).collect();
    Some(Choice {
        dim,
        ..choice(nth.to_string(), label, keys.join("  "))
    })
}

/// Does what was chosen from the list of actions.
pub(super) fn run(key: &str) -> Vec<Effect> {
    key.parse()
        .ok()
        .and_then(|nth: usize| keymap::KEYS.get(nth))
        .map(|row| vec![Effect::Run(row)])
        .unwrap_or_default()
}

/// The rows of the list on top; on Themes, everything that the themes have on the wall.
pub fn rows(ui: &mut Ui, room: &Room) {
    if ui.layers.is_empty() && room.stage() == Stage::Themes {
        return themes(ui, room);
    }
    let (rows, at) = point::page(ui, room).list_in_words();
    if rows.is_empty() {
        update::say(ui, Role::Muted, "There is no list here to look in.");
        return;
    }
    let choices = rows
        .into_iter()
        .enumerate()
        .map(|(nth, words)| choice(nth.to_string(), words, ""))
        .collect();
    ui.choose(
        Pick::Find,
        "Find: type a few letters",
        choices,
        at.unwrap_or(0),
    );
}

fn themes(ui: &mut Ui, room: &Room) {
    let mut choices = Vec::new();
    for theme in &room.meeting.findings().themes {
        choices.push(choice(
            format!("theme:{}", theme.id),
            theme.title.clone(),
            "theme",
        ));
        for (nth, finding) in theme.wall_order().iter().enumerate() {
            choices.push(choice(
                format!("finding:{}:{nth}", theme.id),
                finding.question.clone(),
                theme.title.clone(),
            ));
        }
        for (nth, comment) in room
            .meeting
            .comments_on_wall(theme, true)
            .iter()
            .enumerate()
        {
            choices.push(choice(
                format!("comment:{}:{nth}", theme.id),
                format!("\u{201c}{}\u{201d}", short(&comment.text, 70)),
                theme.title.clone(),
            ));
        }
    }
    ui.choose(
        Pick::FindInThemes,
        "Find a theme, a question or a comment: type a few letters",
        choices,
        0,
    );
}

/// Goes to what was found in the themes.
pub(super) fn go_in_themes(ui: &mut Ui, room: &Room, key: &str) -> Vec<Effect> {
    let mut parts = key.split(':');
    let (Some(kind), Some(theme)) = (parts.next(), parts.next()) else {
        return Vec::new();
    };
    let nth = parts.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    match kind {
        "finding" => {
            ui.finding.insert(theme.to_owned(), nth);
        }
        "comment" => ui.push(Layer::Comments {
            theme: theme.to_owned(),
            at: nth,
            all: true,
        }),
        _ => {}
    }
    vec![Effect::Mark(room.mark_at(Stage::Themes, Some(theme)))]
}

/// The sets of colours: each is seen as soon as the mark is on it.
pub fn colours(ui: &mut Ui) {
    let choices: Vec<Choice> = Palette::ALL
        .iter()
        .map(|p| choice(p.name(), p.name(), p.about()))
        .collect();
    let before = ui.palette;
    let at = Palette::ALL.iter().position(|p| *p == before).unwrap_or(0);
    ui.choose(
        Pick::Colours { before },
        "Colours, seen as you go",
        choices,
        at,
    );
}

/// Shows the colours under the mark.
pub(super) fn preview(ui: &mut Ui, choosing: &Choosing) {
    if matches!(choosing.pick, Pick::Colours { .. })
        && let Some(palette) = choosing
            .shown()
            .get(choosing.at)
            .and_then(|c| Palette::named(&c.key))
    {
        ui.palette = palette;
    }
}

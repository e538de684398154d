//! Looking for something by its name: an action, a row of the list, a theme or finding, a set of colours.
//!
//! The list on the wall is never left narrowed: what is out of sight there would be out of the vote. One looks, and goes.

use crate::{
    app::{
        cards::Role,
        keymap::{Binding, KEYS, Scope},
        meeting::{
            effect::Effect,
            point,
            room::Room,
            screen::themes::short,
            ui::{Layer, Of, Pick, Place, Ui},
            update,
        },
        menu::{self, Entry},
        shell::{Choice, Picker},
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
    let mut choices: Vec<Choice<Pick>> = entries
        .iter()
        .map(|e| row_choice(e.row, None, e.can.is_err()))
        .collect();
    let elsewhere = KEYS.iter().filter(|row| {
        row.footer
            && row.scope.stage().is_some_and(|s| s != room.stage())
            && !here.contains(&row.scope)
            && !(row.scope == Scope::Vote && room.meeting.open_round().is_some())
            && !(row.scope == Scope::Review && room.meeting.previous().is_none())
    });
    choices.extend(elsewhere.map(|row| row_choice(row, Some(row.scope), false)));
    ui.find("What would you like to do? Type a few letters", choices, 0);
}

fn row_choice(row: &'static Binding, place: Option<Scope>, dim: bool) -> Choice<Pick> {
    let mut label = row.label.to_owned();
    if let Some(scope) = place {
        label = format!("{}: {label}", scope.title());
    }
    let keys: Vec<String> = row.keys.iter().take(2).map(|k| k.name()).collect();
    Choice {
        dim,
        ..Choice::new(Pick::Run(row), label, keys.join("  "))
    }
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
        .map(|(nth, words)| Choice::new(Pick::Row(nth), words, ""))
        .collect();
    ui.find("Find: type a few letters", choices, at.unwrap_or(0));
}

fn themes(ui: &mut Ui, room: &Room) {
    let mut choices = Vec::new();
    for theme in &room.meeting.findings().themes {
        let place = |of| {
            let theme = theme.id.clone();
            Pick::Place(Place { theme, of })
        };
        choices.push(Choice::new(place(Of::Itself), theme.title.clone(), "theme"));
        for (nth, finding) in theme.wall_order().iter().enumerate() {
            let (question, theme) = (finding.question.clone(), theme.title.clone());
            choices.push(Choice::new(place(Of::Finding(nth)), question, theme));
        }
        let comments = room.meeting.comments_on_wall(theme, true);
        for (nth, comment) in comments.iter().enumerate() {
            let words = format!("\u{201c}{}\u{201d}", short(&comment.text, 70));
            choices.push(Choice::new(
                place(Of::Comment(nth)),
                words,
                theme.title.clone(),
            ));
        }
    }
    let title = "Find a theme, a question or a comment: type a few letters";
    ui.find(title, choices, 0);
}

/// Goes to what was found in the themes.
pub(super) fn go_to(ui: &mut Ui, room: &Room, place: Place) -> Vec<Effect> {
    let Place { theme, of } = place;
    let mark = room.mark_at(Stage::Themes, Some(&theme));
    match of {
        Of::Itself => {}
        Of::Finding(nth) => {
            ui.finding.insert(theme, nth);
        }
        Of::Comment(at) => ui.push(Layer::Comments {
            theme,
            at,
            all: true,
        }),
    }
    vec![Effect::Mark(mark)]
}

/// The sets of colours: each is seen as soon as the mark is on it.
pub fn colours(ui: &mut Ui) {
    let choices = Palette::ALL
        .iter()
        .map(|p| Choice::new(Pick::Colours(*p), p.name(), p.about()))
        .collect();
    let before = ui.palette;
    let picker = Picker::new("Colours, seen as you go", choices)
        .by_words()
        .on(|pick| *pick == Pick::Colours(before))
        .or(Pick::ColoursAsBefore(before));
    ui.push(Layer::Choose(Box::new(picker)));
}

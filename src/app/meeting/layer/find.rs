//! Search by name: a row of the list, a theme, a finding, a comment.
//!
//! The list on the wall is never left filtered: goals that are out of sight would be left out of the vote.

use crate::{
    app::{
        cards::Role,
        keymap::{Binding, KEYS, Scope},
        meeting::{
            context::Context,
            effect::Effect,
            layer, screen,
            ui::{Of, Pick, Sheet, ThemePlace, Ui},
            update,
        },
        shell::{Choice, Picker},
    },
    domain::agenda::Stage,
};

/// Rows of other stages that the menu of actions offers as well.
pub fn elsewhere(ui: &Ui, room: &Context) -> Vec<&'static Binding> {
    let here = update::page_scopes(ui, room);
    let is_here = |scope| ui.shell.layers.is_empty() && here.contains(&scope);
    KEYS.iter()
        .filter(|row| {
            // Only rows of the footer: with every key of every stage the menu would be a list that nobody reads.
            row.footer
                && row.scope.stage().is_some_and(|s| s != room.stage())
                && !is_here(row.scope)
                // While a round is open the keys of Vote are those of the round.
                && !(row.scope == Scope::Vote && room.meeting.open_round().is_some())
                && !(row.scope == Scope::Review && room.meeting.previous().is_none())
        })
        .collect()
}

/// Opens a search over the rows of the list on top; on Themes, over everything that the themes have on the wall.
pub fn rows(ui: &mut Ui, room: &Context) {
    let page = match ui.shell.own_on_top() {
        None if room.stage() == Stage::Themes => return themes(ui, room),
        None => screen::page(ui, room),
        Some(sheet) => layer::page(ui, room, sheet),
    };
    if !ui.shell.find_row(&page) {
        update::say(ui, Role::Muted, "There is no list here to look in.");
    }
}

fn themes(ui: &mut Ui, room: &Context) {
    let mut choices = Vec::new();
    for theme in &room.meeting.findings().themes {
        let place = |of| {
            let theme = theme.id.clone();
            Pick::Place(ThemePlace { theme, of })
        };
        choices.push(Choice::new(place(Of::Itself), theme.title.clone(), "theme"));
        for (nth, finding) in theme.wall_order().iter().enumerate() {
            let (question, theme) = (finding.question.clone(), theme.title.clone());
            choices.push(Choice::new(place(Of::Finding(nth)), question, theme));
        }
        // Held and unread comments are not among them, since the list itself is on the wall.
        let comments = room.meeting.comments_on_wall(theme, true);
        for (nth, comment) in comments.iter().enumerate() {
            // All of the words, which are looked for: the list shows the part that has the letters.
            let words = format!("\u{201c}{}\u{201d}", comment.text);
            choices.push(Choice::new(
                place(Of::Comment(nth)),
                words,
                theme.title.clone(),
            ));
        }
    }
    let title = "Find a theme, a question or a comment: type a few letters";
    ui.shell.pick(Picker::new(title, choices).search());
}

/// Goes to a place that was found in the themes.
pub(super) fn go_to(ui: &mut Ui, room: &Context, place: ThemePlace) -> Vec<Effect> {
    let ThemePlace { theme, of } = place;
    let mark = room.mark_at(Stage::Themes, Some(&theme));
    match of {
        Of::Itself => {}
        Of::Finding(nth) => {
            ui.finding.insert(theme, nth);
        }
        Of::Comment(at) => ui.push(Sheet::Comments {
            theme,
            at,
            // All comments that were read, because the found one may not be among those chosen for the wall.
            all: true,
        }),
    }
    vec![Effect::Mark(mark)]
}

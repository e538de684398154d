//! The import's screen from its parts: the steps in the header, the step's page, what lies over it, the keys.

use super::{Step, Wizard, over, steps};
use crate::{
    app::{
        action::Action,
        cards::{Hint, Page, View},
        dialog,
    },
    domain::stamp::Stamp,
};

pub(super) fn view(wizard: &Wizard, now: Stamp) -> View {
    let at = &wizard.at;
    let below = at.layers.iter().rev().find(|l| !l.is_overlay());
    let mut page = below.map_or_else(|| steps::page(wizard), |l| over::page(wizard, l));
    let mut overlay = at
        .layers
        .last()
        .filter(|l| l.is_overlay())
        .map(|l| over::page(wizard, l));
    let top = overlay.as_mut().unwrap_or(&mut page);
    top.scroll = top.scroll.max(at.scroll);
    let names: Vec<&str> = wizard.exports.iter().map(|e| e.name.as_str()).collect();
    View {
        unit: format!("Import of {}", names.join(", ")),
        clock: now.hm(),
        stages: Step::ALL
            .iter()
            .map(|s| (format!("{} {}", s.number(), s.title()), *s == at.step))
            .collect(),
        page,
        overlay,
        footer: footer(wizard),
        toast: at.toast.clone(),
        palette: at.palette,
        ..View::default()
    }
}

/// The page on top.
pub(super) fn top(wizard: &Wizard) -> Page {
    match wizard.at.layers.last() {
        Some(over) => over::page(wizard, over),
        None => steps::page(wizard),
    }
}

/// Hints for where one stands: what cannot be done now is not there.
fn footer(wizard: &Wizard) -> Vec<Hint> {
    let goes_on = wizard.at.layers.is_empty() && wizard.at.step != Step::Save;
    let also: &[Action] = if goes_on { &[Action::NextStage] } else { &[] };
    dialog::footer(&wizard.scopes(), 5, also, |action| wizard.available(action))
}

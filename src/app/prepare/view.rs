//! The preparation's screen from its parts.

use super::{Preparing, Step, steps};
use crate::{
    app::{cards::View, dialog},
    domain::stamp::Stamp,
    store::disk::Disk,
};

pub(super) fn view<D: Disk>(preparing: &Preparing<D>, now: Stamp) -> View {
    let at = &preparing.at;
    let mut page = steps::page(preparing);
    let mut overlay = at
        .layers
        .last()
        .map(|l| l.page(|scopes| preparing.entries(scopes)));
    let top = overlay.as_mut().unwrap_or(&mut page);
    top.scroll = top.scroll.max(at.scroll);
    let saved = if preparing.is_unsaved() {
        "not in the files yet"
    } else {
        "saved"
    };
    let scopes = preparing.scopes();
    let session = preparing.session();
    let alert = match session.unsaved() {
        _ if session.is_unsure() => Some(
            "Nobody can tell whether this is open elsewhere: look only. {TryAgain} goes on."
                .to_owned(),
        ),
        _ if session.is_read_only() => {
            Some("Open in another window: here it can only be looked at.".to_owned())
        }
        0 => None,
        1 => Some("1 change is nowhere on disk".to_owned()),
        n => Some(format!("{n} changes are nowhere on disk")),
    };
    View {
        unit: format!("Preparing {}", preparing.state().findings.unit.name),
        place: saved.to_owned(),
        clock: now.hm(),
        stages: Step::ALL
            .iter()
            .map(|s| (format!("{} {}", s.number(), s.title()), *s == at.step))
            .collect(),
        alert,
        page,
        overlay,
        footer: dialog::footer(&scopes, 5, &[], |action| preparing.available(action)),
        toast: at.toast.clone(),
        palette: at.palette,
        ..View::default()
    }
}

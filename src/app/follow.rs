//! A meeting that another screen runs, shown: the wall's own page, or what the facilitator alone may read.
//!
//! It asks for nothing and writes nothing. A key can leave it, change its colours, and turn its pages.

use std::time::Duration;

use super::{
    action::Action,
    cards::{Block, Hint, Page, Role, View, centred},
    input::{Input, Key},
    keymap::{self, Scope},
    meeting::{desk, room::Room, show, shown, ui::Ui, update},
    program::Program,
};
use crate::{
    domain::{
        agenda::Stage,
        meeting::{Meeting, mark::Shown},
        settings::Settings,
        stamp::Stamp,
        vote::ballot_box::BallotBox,
    },
    store::{
        ballot_box::BoxFile,
        disk::{Disk, FileStamp},
        follower::Follower,
    },
};

/// How often it looks whether the meeting has gone on.
const LOOKS: Duration = Duration::from_millis(400);

/// A screen that follows.
pub struct Following<D: Disk> {
    follower: Follower<Meeting, D>,
    counted: Counted,
    none: BallotBox,
    /// What the page is of: the stage, the theme, and what is on the wall besides.
    page: Option<(Stage, String, Shown)>,
    /// It is the facilitator's own: what must not be on the wall may be here.
    desk: bool,
    ui: Ui,
    /// When it last looked, or was told of anything.
    polled: Option<Stamp>,
    over: bool,
}

/// What is known of an open round's ballots.
#[derive(Default)]
struct Counted {
    /// The meeting and the round.
    of: (String, String),
    /// What the box looked like when it was read.
    look: Option<[Option<FileStamp>; 2]>,
    /// What was in it; `None` where it is on another computer.
    ballots: Option<BallotBox>,
}

impl<D: Disk> Following<D> {
    /// The wall, or the facilitator's notes.
    pub fn new(follower: Follower<Meeting, D>, desk: bool, settings: Settings) -> Self {
        let mut following = Self {
            follower,
            counted: Counted::default(),
            none: BallotBox::default(),
            page: None,
            desk,
            ui: Ui {
                palette: settings.palette,
                settings,
                ..Ui::default()
            },
            polled: None,
            over: false,
        };
        following.poll();
        following
    }

    /// Reads what has changed.
    fn poll(&mut self) {
        let changed = self.follower.poll();
        let Some(journal) = self.follower.journal() else {
            return;
        };
        if changed {
            let mark = journal.mark();
            shown::restore(&mut self.ui, mark, journal.state());
            // What was scrolled by hand was of another page.
            let shown = if self.desk {
                Shown::default()
            } else {
                mark.shown.clone()
            };
            let page = Some((mark.stage, mark.theme.clone(), shown));
            if self.page != page {
                self.page = page;
                self.ui.scroll = 0;
            }
        }
        self.count();
    }

    /// Reads the open round's ballots, where they are on this computer and have changed.
    fn count(&mut self) {
        let Some(journal) = self.follower.journal() else {
            return;
        };
        let meeting = &journal.began().id;
        let Some(round) = journal.state().open_round() else {
            self.counted = Counted::default();
            return;
        };
        let of = (meeting.clone(), round.id.clone());
        if self.counted.of != of {
            self.counted = Counted {
                of,
                ..Counted::default()
            };
        }
        let file = BoxFile::new(self.follower.places(), meeting, &round.box_key());
        // What does not answer for a moment is asked again the next time: until then the last count stays.
        let Ok(look) = file.look(self.follower.disk()) else {
            return;
        };
        if self.counted.look != Some(look)
            && let Ok(found) = file.get::<D, BallotBox>(self.follower.disk())
        {
            self.counted.look = Some(look);
            self.counted.ballots = found.filter(|ballots| ballots.round == round.id);
        }
    }

    fn press(&mut self, key: Key) {
        let Some(row) = keymap::lookup(&keymap::reach(&[Scope::Following], &[]), key) else {
            return;
        };
        match row.action {
            Action::Quit => self.over = true,
            Action::Colours => {
                self.ui.palette = self.ui.palette.next();
            }
            Action::Further => update::further(&mut self.ui),
            Action::Higher => update::scroll(&mut self.ui, -2),
            Action::Lower => update::scroll(&mut self.ui, 2),
            _ => {}
        }
    }

    fn waiting(&self) -> View {
        let folder = self.follower.places().folder.display().to_string();
        View {
            page: Page {
                blocks: vec![
                    centred(Role::Strong, "Waiting for the meeting"),
                    Block::Gap,
                    centred(Role::Muted, folder),
                    centred(
                        Role::Muted,
                        "It is shown here as soon as it is opened with: pledge meet --desk",
                    ),
                ],
                slide: true,
                ..Page::default()
            },
            palette: self.ui.palette,
            alert: self.follower.trouble().map(str::to_owned),
            ..View::default()
        }
    }
}

impl<D: Disk> Program for Following<D> {
    fn input(&mut self, input: Input, now: Stamp) {
        // A key that is held down keeps the ticks away.
        let first = self.polled.replace(now) != Some(now);
        if first && matches!(input, Input::Key(_) | Input::Wheel { .. }) {
            self.poll();
        }
        match input {
            Input::Key(key) => self.press(key),
            Input::Wheel { down } => update::scroll(&mut self.ui, if down { 2 } else { -2 }),
            Input::Resize(columns, rows) => self.ui.size = (columns, rows),
            Input::Tick => self.poll(),
            Input::Signal(_) | Input::HangUp => self.over = true,
            Input::Click(_) | Input::Paste(_) | Input::Resumed => {}
        }
    }

    fn view(&self, now: Stamp) -> View {
        let Some(journal) = self.follower.journal() else {
            return self.waiting();
        };
        let room = Room {
            meeting: journal.state(),
            mark: journal.mark(),
            ballots: self.counted.ballots.as_ref().unwrap_or(&self.none),
            turnout_known: self.counted.ballots.is_some(),
            box_lost: false,
            now,
            read_only: false,
            unsaved: 0,
            behind: false,
            replacing: false,
            unsure: false,
            findings_changed: false,
            later: None,
            again: super::meeting::room::is_over(journal.state(), now),
            desk: self.desk,
        };
        let mut ui = self.ui.clone();
        ui.blank = journal.mark().shown.blank && !self.desk;
        let mut view = show::view(&ui, &room);
        view.alert = self.follower.trouble().map(str::to_owned);
        view.toast = None;
        view.overlay = None;
        view.footer = Vec::new();
        if self.desk {
            view.page = Page {
                blocks: desk::blocks(&room),
                scroll: ui.scroll,
                ..Page::default()
            };
            view.footer = footer();
        }
        view.with_keys(keymap::key_name)
    }

    fn drawn(&mut self, scroll_max: u16, page_height: u16) {
        self.ui.extent = (scroll_max, page_height);
        self.ui.scroll = self.ui.scroll.min(scroll_max);
    }

    fn next_wakeup(&self, _: Stamp) -> Option<Duration> {
        Some(LOOKS)
    }

    fn is_over(&self) -> bool {
        self.over
    }
}

/// The hints of the facilitator's own screen; a wall has none.
fn footer() -> Vec<Hint> {
    keymap::rows(&[Scope::Following])
        .into_iter()
        .filter(|row| row.footer)
        .filter_map(|row| {
            let key = *row.keys.first()?;
            Some(Hint {
                key: key.name(),
                label: row.label.to_owned(),
                press: Some(key),
            })
        })
        .collect()
}

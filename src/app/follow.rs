//! A meeting that another screen runs, shown: the wall's own page, or what the facilitator alone may read.
//!
//! It asks for nothing and writes nothing. A key can leave it, change its colours, and turn its pages.

use std::{convert::Infallible, time::Duration};

use super::{
    action::Action,
    cards::{Block, Page, Role, View, centred},
    input::Input,
    keymap::{Binding, Scope},
    meeting::{
        desk, layer,
        room::Room,
        screen, show, shown,
        ui::{GoalList, MeetingKinds, Pick, Purpose, Sheet, Ui},
    },
    shell::{Layer, Scene, State},
};
use crate::{
    domain::{
        agenda::Stage,
        meeting::{Meeting, mark::Shown},
        refusal::Refusal,
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

/// The time between two looks whether the meeting has gone on.
const POLL_EVERY: Duration = Duration::from_millis(400);

/// A screen that follows.
pub struct Following<D: Disk> {
    follower: Follower<Meeting, D>,
    counted: Counted,
    none: BallotBox,
    /// The stage and the theme of the page, and what is on the wall besides.
    page: Option<(Stage, String, Shown)>,
    /// It is the facilitator's own: what must not be on the wall may be here.
    desk: bool,
    ui: Ui,
    /// When it last looked, or was told of anything.
    polled: Option<Stamp>,
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
                shell: State::new(settings.palette),
                settings,
                ..Ui::default()
            },
            polled: None,
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
            let layers = std::mem::take(&mut self.ui.shell.layers);
            shown::restore(&mut self.ui, mark, journal.state());
            if self.desk {
                self.ui.shell.layers.clear();
            }
            self.ui.blank = mark.shown.blank && !self.desk;
            // A list of colours is this screen's own, and stays.
            let own = |l: &Layer<_>| l.own().is_some();
            let dialogs = layers.into_iter().filter(|l| !own(l));
            self.ui.shell.layers.extend(dialogs);
            // What was scrolled by hand was of another page.
            let shown = if self.desk {
                Shown::default()
            } else {
                mark.shown.clone()
            };
            let page = Some((mark.stage, mark.theme.clone(), shown));
            if self.page != page {
                self.page = page;
                self.ui.shell.scroll = 0;
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

    /// The page before there is a meeting to follow.
    fn waiting(&self) -> Page {
        let folder = self.follower.places().folder.display().to_string();
        Page {
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
        }
    }

    /// Everything that screens may look at; nothing before there is a meeting.
    fn room(&self, now: Stamp) -> Option<Room<'_>> {
        let journal = self.follower.journal()?;
        Some(Room {
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
        })
    }
}

impl<D: Disk> Scene for Following<D> {
    type Kinds = MeetingKinds;
    /// It asks for nothing.
    type Effect = Infallible;

    fn shell(&self) -> &State<MeetingKinds> {
        &self.ui.shell
    }

    fn shell_mut(&mut self) -> &mut State<MeetingKinds> {
        &mut self.ui.shell
    }

    fn page_scopes(&self) -> Vec<Scope> {
        vec![Scope::Following]
    }

    fn layer_scopes(&self, _: &Sheet) -> Vec<Scope> {
        vec![Scope::Following]
    }

    fn available(&self, _: &Binding) -> Result<(), Refusal> {
        Ok(())
    }

    fn page(&self, now: Stamp) -> Page {
        match self.room(now) {
            None => self.waiting(),
            Some(room) if self.desk => Page {
                blocks: desk::blocks(&room),
                ..Page::default()
            },
            Some(room) => screen::page(&self.ui, &room),
        }
    }

    fn layer_page(&self, sheet: &Sheet, now: Stamp) -> Page {
        match self.room(now) {
            None => self.waiting(),
            Some(room) => layer::page(&self.ui, &room, sheet),
        }
    }

    fn chrome(&self, page: &Page, now: Stamp) -> View {
        let around = self
            .room(now)
            .map(|room| show::chrome(&self.ui, &room, page));
        View {
            alert: self.follower.trouble().map(str::to_owned),
            ..around.unwrap_or_default()
        }
    }

    fn act(&mut self, _: Action) -> Vec<Infallible> {
        Vec::new()
    }

    fn picked(&mut self, _: Pick) -> Vec<Infallible> {
        Vec::new()
    }

    fn checked(&mut self, _: GoalList, _: Vec<String>, _: &[String]) -> Vec<Infallible> {
        Vec::new()
    }

    fn typed(&mut self, _: &Purpose, _: &str) -> Result<Vec<Infallible>, Refusal> {
        Ok(Vec::new())
    }

    fn go_to_row(&mut self, _: usize) {}

    fn perform(&mut self, effect: Infallible) -> Result<(), Refusal> {
        match effect {}
    }

    fn undo(&mut self) {}

    fn redo(&mut self) {}

    fn begin(&mut self, input: &Input) {
        let now = self.ui.shell.now;
        // A key that is held down keeps the ticks away.
        let first = self.polled.replace(now) != Some(now);
        if first && matches!(input, Input::Key(_) | Input::Wheel { .. }) {
            self.poll();
        }
    }

    fn settle(&mut self) {
        // Nothing is said on a wall.
        self.ui.shell.toast = None;
    }

    fn tick(&mut self) {
        self.poll();
    }

    fn next_wakeup(&self, _: Stamp) -> Option<Duration> {
        Some(POLL_EVERY)
    }

    fn is_blank(&self) -> bool {
        self.ui.blank
    }

    fn unknown(&self, _: &str) -> Option<String> {
        None
    }

    /// The facilitator's own screen has hints; a wall has none but those of a list that is open on it.
    fn has_footer(&self) -> bool {
        self.desk || !self.ui.shell.layers.iter().all(|l| l.own().is_some())
    }
}

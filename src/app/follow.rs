//! The screen that follows a meeting run elsewhere: the wall, or the facilitator's notes.
//!
//! It writes nothing. Its keys only leave, change the colours, and scroll.

use std::{convert::Infallible, time::Duration};

use super::{
    action::Action,
    cards::{Block, Page, Role, View, centred},
    input::Input,
    keymap::{Binding, Scope},
    meeting::{
        context::Context,
        desk,
        layer::{self, write},
        screen, show, shown,
        ui::{Draft, GoalList, MeetingKinds, Pick, Purpose, Sheet, Ui},
    },
    shell::{Layer, Scene, State},
};
use crate::{
    domain::{
        agenda::Stage,
        meeting::{Meeting, mark::WallView},
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

/// Interval between two checks whether the meeting has changed.
// Polled, because notifications of changed files do not arrive from network shares.
const POLL_EVERY: Duration = Duration::from_millis(250);
/// The interval while something is written at the desk: letters that come in bursts are hard to read along.
const WHILE_WRITING: Duration = Duration::from_millis(120);

/// The state of a following screen.
pub struct Following<D: Disk> {
    follower: Follower<Meeting, D>,
    counted: BallotCount,
    none: BallotBox,
    /// Stage, theme and wall state of the current page.
    page: Option<(Stage, String, WallView)>,
    /// It is the facilitator's notes, which may show what must not be on the wall.
    desk: bool,
    ui: Ui,
    /// The text that is being written at the desk, where the wall may show it.
    written: Option<Draft>,
    /// The time of the last input or check.
    polled: Option<Stamp>,
    /// Changes of the meeting and its ballots that were seen.
    changes: u64,
    /// It is read out, and a text that is still being written is left out.
    aloud: bool,
}

/// The ballots of the open round, as last read.
#[derive(Default)]
struct BallotCount {
    /// The ids of the meeting and the round.
    of: (String, String),
    /// File stamps of the box when it was read.
    look: Option<[Option<FileStamp>; 2]>,
    /// Its content; `None` if the box is on another computer.
    ballots: Option<BallotBox>,
}

impl<D: Disk> Following<D> {
    /// The wall, or the facilitator's notes.
    pub fn new(follower: Follower<Meeting, D>, desk: bool, settings: Settings) -> Self {
        let mut following = Self {
            follower,
            counted: BallotCount::default(),
            none: BallotBox::default(),
            page: None,
            desk,
            ui: Ui {
                shell: State::new(settings.palette),
                settings,
                ..Ui::default()
            },
            written: None,
            polled: None,
            changes: 0,
            aloud: false,
        };
        following.poll();
        following
    }

    /// Leaves out a text that is still being written: read out, each of its letters would be news.
    pub fn read_aloud(&mut self) {
        self.aloud = true;
        self.written = None;
    }

    /// `true` for a review, months after the meeting.
    pub fn is_follow_up(&self, now: Stamp) -> bool {
        self.room(now).is_some_and(|room| room.follow_up)
    }

    /// The number of changes of the meeting and its ballots so far.
    pub fn changes(&self) -> u64 {
        self.changes
    }

    /// Reads the journal and the ballots, if they have changed.
    fn poll(&mut self) {
        let changed = self.follower.poll();
        if changed {
            self.changes += 1;
        }
        if !self.desk && !self.aloud && self.follower.poll_draft() {
            let draft = self.follower.draft();
            // A draft of another version is no reason to stop following.
            let draft = draft.and_then(|text| serde_json::from_str::<Draft>(text).ok());
            self.written = draft.filter(|draft| write::is_for_the_wall(&draft.purpose));
        }
        let Some(journal) = self.follower.journal() else {
            return;
        };
        if changed {
            let mark = journal.mark();
            let layers = std::mem::take(&mut self.ui.shell.layers);
            shown::restore(&mut self.ui, mark, journal.state());
            // Notes are a page of their own, whatever slide is on the wall.
            if self.desk {
                self.ui.shell.layers.clear();
            }
            // A blank wall hides the page from the room; the facilitator reads on.
            self.ui.blank = mark.shown.blank && !self.desk;
            // A list of colours is this screen's own, and stays.
            let own = |l: &Layer<_>| l.own().is_some();
            let dialogs = layers.into_iter().filter(|l| !own(l));
            self.ui.shell.layers.extend(dialogs);
            // What was scrolled by hand was of another page.
            let shown = if self.desk {
                WallView::default()
            } else {
                mark.shown.clone()
            };
            let page = (mark.stage, mark.theme.clone(), shown);
            let scroll = self.scroll_of(&page);
            self.page = Some(page);
            if let Some(scroll) = scroll {
                self.ui.shell.scroll = scroll;
            }
        }
        self.count();
    }

    /// The scroll offset of a new page, or of one that was moved from the desk; `None` where it stays as it is.
    fn scroll_of(&self, page: &(Stage, String, WallView)) -> Option<u16> {
        let same = self.page.as_ref().filter(|(stage, theme, shown)| {
            (*stage, theme) == (page.0, &page.1) && !page.2.is_other_page(shown)
        });
        if same.is_some_and(|(_, _, shown)| shown.down == page.2.down) {
            return None;
        }
        // Two lines stay in sight, as with the key of this screen. Drawing stops at the end of the page.
        let screenful = usize::from(self.ui.shell.extent.1.saturating_sub(2).max(1));
        let lines = page.2.down.saturating_mul(screenful);
        Some(u16::try_from(lines).unwrap_or(u16::MAX))
    }

    /// Reads the ballots of the open round, if they are on this computer and have changed.
    fn count(&mut self) {
        let Some(journal) = self.follower.journal() else {
            return;
        };
        let meeting = &journal.began().id;
        let Some(round) = journal.state().open_round() else {
            self.counted = BallotCount::default();
            return;
        };
        let of = (meeting.clone(), round.id.clone());
        // Ballots of another round must not be counted here, not even until its own box answers.
        if self.counted.of != of {
            self.counted = BallotCount {
                of,
                ..BallotCount::default()
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
            self.changes += 1;
            self.counted.ballots = found.filter(|ballots| ballots.round == round.id);
        }
    }

    /// The page until there is a meeting to follow.
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

    /// The context of the screens; `None` until there is a meeting.
    fn room(&self, now: Stamp) -> Option<Context<'_>> {
        let journal = self.follower.journal()?;
        Some(Context {
            meeting: journal.state(),
            mark: journal.mark(),
            ballots: self.counted.ballots.as_ref().unwrap_or(&self.none),
            turnout_known: self.counted.ballots.is_some(),
            // A screen that follows takes no votes.
            cards: None,
            box_lost: false,
            now,
            // Alerts about saving are the business of the screen that runs the meeting.
            read_only: false,
            unsaved: 0,
            behind: false,
            replacing: false,
            unsure: false,
            findings_changed: false,
            changed_findings: None,
            follow_up: super::meeting::context::is_over(journal.state(), now),
            desk: self.desk,
        })
    }
}

impl<D: Disk> Scene for Following<D> {
    type Kinds = MeetingKinds;
    /// It has no effects.
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
                blocks: desk::blocks(&self.ui, &room),
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
        let mut around = around.unwrap_or_default();
        if self.desk {
            // The page is the notes already, with the countdown in large figures.
            around.side = None;
            around.countdown = None;
        }
        let dock = self.written.as_ref().zip(self.room(now));
        View {
            alert: self.follower.trouble().map(str::to_owned),
            // With two screens the room words a sentence together as well as with one.
            dock: dock.map(|(draft, room)| write::shown(&self.ui, &room, draft)),
            ..around
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
        Some(match self.written {
            Some(_) => WHILE_WRITING,
            None => POLL_EVERY,
        })
    }

    fn is_blank(&self) -> bool {
        self.ui.blank
    }

    fn unknown(&self, _: &str) -> Option<String> {
        None
    }

    /// `true` for notes, and for a wall with an open list: key hints are not for the room.
    fn has_footer(&self) -> bool {
        self.desk || !self.ui.shell.layers.iter().all(|l| l.own().is_some())
    }
}

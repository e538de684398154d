//! The meeting as a program: the saved meeting, the open ballot box and the position on its screens.
//!
//! `App` joins the saved meeting, the open ballot box and the position on the screens. Its screens and layers turn actions
//! into effects; `App::perform` is the only place that has them.

pub mod desk;
pub mod effect;
pub mod layer;
pub mod room;
mod saving;
pub mod screen;
pub mod show;
pub mod shown;
pub mod side;
pub mod ui;
pub mod update;

#[cfg(test)]
mod tests;

use std::{path::PathBuf, time::Duration};

use self::{
    effect::Effect,
    layer::{choose, find, write},
    room::Room,
    saving::{OutcomeLag, REPLACE_EVERY},
    screen::welcome,
    ui::{Draft, GoalList, MeetingKinds, Pick, Purpose, Sheet, Ui},
};
use super::{
    action::Action,
    cards::{Line, Page, Role, View},
    input::{Input, Key},
    keymap::{self, Binding, Scope},
    shell::{Layer, Scene, State, Value},
    words,
};
use crate::{
    domain::{
        agenda::Stage,
        command::{Command, Now, Settling},
        event::Event,
        findings::Findings,
        meeting::{Mark, Meeting, mark::Slide},
        refusal::Refusal,
        stamp::Stamp,
        vote::{ballot_box::BallotBox, room_rule::RoomRule, round::Round},
    },
    store::{
        ballot_box::BoxFile,
        disk::Disk,
        session::{Session, merge},
    },
};

/// Writes the outcome's file from a meeting. The words of files are not the app's.
pub type WriteOutcome = fn(&crate::domain::outcome::Outcome) -> String;

/// What came of writing what the room takes home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Papers {
    /// The folder.
    pub folder: String,
    /// The names of the files that were written.
    pub written: Vec<String>,
    /// The names of those that somebody has changed, and that were left alone.
    pub left: Vec<String>,
    /// Those that could not be written, and why.
    pub failed: Vec<String>,
}

/// Writes what the room takes home, of the meeting as it is, or says why not. What the papers say is not the app's.
pub type WritePapers = Box<dyn Fn(&Meeting, &Mark, Stamp) -> Result<Papers, Refusal>>;

/// Gives a number of the operating system's random source, or says why there is none. Injected, so that tests draw the same.
pub type Random = Box<dyn Fn() -> Result<u64, Refusal>>;

/// A meeting in a full screen, or in any other.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about the opening or the box"
)]
pub struct App<D: Disk> {
    session: Session<Meeting, D>,
    ballots: BallotBox,
    /// The name of the open round's ballot box on this computer.
    box_key: String,
    ballots_unsaved: bool,
    /// The open round had a ballot box that is gone, or that cannot be trusted.
    box_lost: bool,
    /// The outcome file that lags behind the record, where it does.
    behind: Option<OutcomeLag>,
    write: WriteOutcome,
    outcome: PathBuf,
    changed_findings: Option<Findings>,
    /// Another record of this meeting that was offered.
    offered: Option<merge::Plan>,
    /// The screen is the facilitator's own.
    desk: bool,
    /// The meeting is looked at again, even on the day on which it was saved.
    again: bool,
    /// Notices of the session that were said.
    told: usize,
    papers: Option<WritePapers>,
    random: Random,
    /// Where one stands.
    pub ui: Ui,
    now: Stamp,
}

impl<D: Disk> App<D> {
    /// A meeting that was opened, at the moment it is shown.
    pub fn new(
        session: Session<Meeting, D>,
        outcome: PathBuf,
        write: WriteOutcome,
        now: Stamp,
    ) -> Self {
        let mut app = Self {
            session,
            ballots: BallotBox::default(),
            box_key: String::new(),
            ballots_unsaved: false,
            box_lost: false,
            behind: None,
            write,
            outcome,
            changed_findings: None,
            offered: None,
            desk: false,
            again: false,
            told: 0,
            papers: None,
            random: Box::new(|| {
                Err("This computer has no source of random numbers: let the chair decide.".into())
            }),
            ui: Ui::default(),
            now,
        };
        app.told = app.session.notices().len();
        let mark = app.session.marked().clone();
        // A round that was not opened is not half opened again; what is saved is closed.
        let again = !matches!(mark.shown.slide, Some(Slide::Setup { .. }));
        if again && app.meeting().saved().is_none() {
            shown::restore(&mut app.ui, &mark, app.session.state());
        }
        app.recover_ballots();
        app.offer_draft();
        app.repair_outcome();
        app
    }

    /// With a source of random numbers, for lots.
    #[must_use]
    pub fn with_random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// The meeting.
    pub fn meeting(&self) -> &Meeting {
        self.session.state()
    }

    /// What the meeting is saved in.
    pub fn session(&self) -> &Session<Meeting, D> {
        &self.session
    }

    /// Asks whether the meeting is held today, where the agenda says another day and it has not begun.
    pub fn ask_which_day(&mut self) {
        if self.ui.shell.layers.is_empty() {
            let mut ui = std::mem::take(&mut self.ui);
            layer::choose::ask_which_day(&mut ui, &self.room(self.now));
            self.ui = ui;
        }
    }

    /// Shows how the program works, on one screen; what is to be said or written stays for after it.
    pub fn show_tour(&mut self) {
        let today = Ok(Value::Own(Pick::HeldToday));
        let is_asked = |layer: &Layer<_>| match layer {
            Layer::Pick(picker) => picker.choices.iter().any(|c| c.value == today),
            _ => false,
        };
        if self.ui.shell.layers.iter().all(is_asked) {
            self.ui.push(Sheet::Reading(ui::Reading::Tour));
        }
    }

    /// The screen is the facilitator's own, and another one is on the wall. A wall that was blank stays so.
    pub fn at_the_desk(&mut self) {
        self.desk = true;
        self.ui.blank = self.session.marked().shown.blank;
    }

    /// The meeting is opened to look at its goals again.
    pub fn look_again(&mut self) {
        self.again = true;
        let mark = self.room(self.now).mark_at(Stage::Review, None);
        self.ui.shell.layers.clear();
        self.mark(mark);
    }

    /// Papers are written with this; without it nobody can.
    pub fn write_papers_with(&mut self, papers: WritePapers) {
        self.papers = Some(papers);
    }

    /// The findings file says something else than when the meeting began.
    pub fn findings_changed(&mut self, findings: Findings) {
        if findings != *self.meeting().findings() {
            self.changed_findings = Some(findings);
            if self.room(self.now).again {
                // What the room saw stays; what is new stands beside it on Review.
                return;
            }
            self.tell(
                Role::Warn,
                "The findings have changed since the meeting began. {TakeInFindings} takes the change in.",
            );
        }
    }

    /// Says something until the next key.
    pub fn tell(&mut self, role: Role, text: impl Into<String>) {
        self.ui.shell.say(role, text);
    }

    /// Notes what is on the wall, for whoever follows and for the next opening.
    fn note_shown(&mut self) {
        if self.session.is_read_only() || self.ui.shell.is_over {
            return;
        }
        let shown = shown::wall_state(&self.ui, &self.room(self.now));
        let mark = self.session.marked();
        if shown != mark.shown {
            let mark = Mark {
                shown,
                ..mark.clone()
            };
            self.session.mark(mark, self.now);
        }
    }

    /// A look at everything that screens may say something about.
    pub fn room(&self, now: Stamp) -> Room<'_> {
        Room {
            meeting: self.session.state(),
            mark: self.session.marked(),
            ballots: &self.ballots,
            turnout_known: true,
            box_lost: self.box_lost,
            now,
            read_only: self.session.is_read_only(),
            unsure: self.session.is_unsure(),
            unsaved: self.unsaved(),
            behind: self.behind.is_some(),
            replacing: self.behind.as_ref().is_some_and(|b| !b.stands),
            findings_changed: self.changed_findings.is_some(),
            later: self.changed_findings.as_ref(),
            again: self.again || room::is_over(self.session.state(), now),
            desk: self.desk,
        }
    }

    /// Steps that are nowhere on disk.
    fn unsaved(&self) -> usize {
        self.session.unsaved() + usize::from(self.ballots_unsaved)
    }

    /// Runs a function of the screens on the position and everything that they may look at.
    fn on_screen<T>(&mut self, act: impl FnOnce(&mut Ui, &Room) -> T) -> T {
        let mut ui = std::mem::take(&mut self.ui);
        let done = act(&mut ui, &self.room(self.now));
        self.ui = ui;
        done
    }

    fn command(
        &mut self,
        command: Command,
        say: Option<String>,
        or: Option<Box<Sheet>>,
    ) -> Result<(), Refusal> {
        let now = Now {
            at: self.now,
            n: self.session.next(),
        };
        let events = match self.meeting().decide(command, now) {
            Ok(events) => events,
            Err(refusal) => {
                if let Some(sheet) = or {
                    self.ui.push(*sheet);
                }
                return Err(refusal);
            }
        };
        if let Err(why) = self.session.takes(&events) {
            self.tell(Role::Warn, why);
            return Ok(());
        }
        if !events.is_empty() {
            self.record(&events);
        }
        if let Some(say) = say {
            self.tell(Role::Good, say);
        }
        for event in &events {
            self.follow(event);
        }
        Ok(())
    }

    fn draw_lot(
        &mut self,
        round: String,
        rule: RoomRule,
        between: Vec<String>,
    ) -> Result<(), Refusal> {
        let random = (self.random)()?;
        let command = Command::SettleTie {
            round,
            rule,
            between,
            by: Settling::Lot(random),
        };
        let say = "Drawn. It stands, and is in the outcome and the minutes.".to_owned();
        self.command(command, Some(say), None)
    }

    fn record(&mut self, events: &[Event]) {
        self.session.record(events.to_vec(), self.now);
        if self.meeting().saved().is_some() {
            self.project();
        }
    }

    /// What an event asks of the box and the files.
    fn follow(&mut self, event: &Event) {
        match event {
            Event::RoundOpened { id, .. } => {
                self.ballots = BallotBox::new(id);
                // An empty box tells the next opening, and whoever follows, that no vote is missing.
                self.save_box();
            }
            Event::RoundClosed { round, .. } | Event::RoundAbandoned { round, .. } => {
                let known = self.meeting().rounds().iter().find(|r| r.id == *round);
                let key = known.map_or_else(|| round.clone(), Round::box_key);
                let file = BoxFile::new(self.session.places(), self.session.id(), &key);
                if self.session.unsaved() == 0 {
                    // A box that outlives its round is deleted at the next opening.
                    let _ = file.delete(self.session.disk());
                }
                self.ballots = BallotBox::default();
                self.ballots_unsaved = false;
                self.box_lost = false;
                self.ui.back = 0;
            }
            Event::GoalProposed { id, .. } => self.ui.mark_goal(self.session.state(), id),
            Event::MeetingSaved { .. } => self.project(),
            _ => {}
        }
    }

    fn mark(&mut self, mark: Mark) {
        if mark != *self.session.marked() && !self.session.is_read_only() {
            self.session.mark(mark, self.now);
        } else if self.session.is_read_only() {
            self.session.look_at(mark);
        }
    }

    fn take_back(&mut self) {
        if let Some(round) = self.meeting().open_round()
            && !self.ballots.ballots.is_empty()
        {
            let text = format!(
                "Round {} has votes in it: it can be closed or given up, not undone.",
                round.number
            );
            self.tell(Role::Warn, text);
            return;
        }
        let before = self.meeting().clone();
        match self.session.undo(self.now) {
            Err(why) => self.tell(Role::Warn, why),
            Ok(events) => {
                let what = events
                    .first()
                    .map_or_else(String::new, |e| before.describe(e));
                self.after_undo();
                self.tell(
                    Role::Ink,
                    format!("Undone: {what}. {{Redo}} does it again."),
                );
            }
        }
    }

    fn do_again(&mut self) {
        match self.session.redo(self.now) {
            Err(why) => self.tell(Role::Warn, why),
            Ok(events) => {
                let what = events
                    .first()
                    .map_or_else(String::new, |e| self.meeting().describe(e));
                self.after_undo();
                self.tell(Role::Ink, format!("Done again: {what}."));
            }
        }
    }

    fn after_undo(&mut self) {
        let open = self
            .meeting()
            .open_round()
            .map(|r| r.id.clone())
            .unwrap_or_default();
        if open != self.ballots.round {
            // Only a round without ballots can be undone: its box is empty.
            let file = BoxFile::new(self.session.places(), self.session.id(), &self.box_key);
            let _ = file.delete(self.session.disk());
            self.ballots = BallotBox::new(&open);
            self.ballots_unsaved = false;
            self.box_lost = false;
            if !open.is_empty() {
                self.save_box();
            }
        }
        // A layer may stand on something that is not there any more.
        let gone = |goal: &str| {
            !self
                .meeting()
                .goal(goal)
                .is_some_and(crate::domain::goal::Goal::is_live)
        };
        let stale = self.ui.shell.layers.iter().any(|l| match l.own() {
            Some(Sheet::GoalForm { goal, .. } | Sheet::OwnerForm { goal, .. }) => gone(goal),
            _ => false,
        });
        if stale {
            self.ui.shell.layers.clear();
        }
        if self.meeting().saved().is_some() {
            self.project();
        }
    }

    fn cast(
        &mut self,
        put: impl FnOnce(&mut BallotBox, &Round) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let Some(round) = self.meeting().open_round() else {
            return Ok(());
        };
        let round = round.clone();
        let mut ballots = self.ballots.clone();
        put(&mut ballots, &round)?;
        self.ballots = ballots;
        let saved = self.save_box();
        let turnout = self.meeting().turnout(&round, &self.ballots);
        if saved {
            self.tell(
                Role::Good,
                format!("Handed in. {} of {} have voted.", turnout.voted, turnout.of),
            );
        }
        Ok(())
    }

    /// Puts the box on disk; says whether it is there.
    fn save_box(&mut self) -> bool {
        if let Some(key) = self.meeting().open_round().map(Round::box_key) {
            self.box_key = key;
        }
        let file = BoxFile::new(self.session.places(), self.session.id(), &self.box_key);
        let opened = self.meeting().open_round().map_or(self.now, |r| r.opened);
        match file.put(self.session.disk(), &self.ballots, opened) {
            Ok(None) => {
                self.ballots_unsaved = false;
                true
            }
            Ok(Some(notice)) => {
                self.ballots_unsaved = false;
                self.tell(Role::Warn, notice);
                true
            }
            Err(error) => {
                self.ballots_unsaved = true;
                self.tell(
                    Role::Bad,
                    format!("The vote is in, but not on disk yet: {error}. It is tried again."),
                );
                false
            }
        }
    }
}

impl<D: Disk> Scene for App<D> {
    type Kinds = MeetingKinds;
    type Effect = Effect;

    fn shell(&self) -> &State<MeetingKinds> {
        &self.ui.shell
    }

    fn shell_mut(&mut self) -> &mut State<MeetingKinds> {
        &mut self.ui.shell
    }

    fn page_scopes(&self) -> Vec<Scope> {
        update::page_scopes(&self.room(self.now))
    }

    fn program_scopes(&self) -> &'static [Scope] {
        &[Scope::List, Scope::Everywhere]
    }

    fn available(&self, row: &Binding) -> Result<(), Refusal> {
        update::available(&self.ui, &self.room(self.now), row)
    }

    fn page(&self, now: Stamp) -> Page {
        screen::page(&self.ui, &self.room(now))
    }

    fn layer_page(&self, sheet: &Sheet, now: Stamp) -> Page {
        layer::page(&self.ui, &self.room(now), sheet)
    }

    fn chrome(&self, page: &Page, now: Stamp) -> View {
        show::chrome(&self.ui, &self.room(now), page)
    }

    fn hint(&self, purpose: &Purpose, text: &str) -> Line {
        write::hint(&self.ui, &self.room(self.now), purpose, text)
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.on_screen(|ui, room| update::act(ui, room, action))
    }

    fn picked(&mut self, pick: Pick) -> Vec<Effect> {
        self.on_screen(|ui, room| choose::picked(ui, room, pick))
    }

    fn checked(&mut self, list: GoalList, ids: Vec<String>, offered: &[String]) -> Vec<Effect> {
        choose::checked(&self.room(self.now), list, ids, offered)
    }

    fn typed(&mut self, purpose: &Purpose, text: &str) -> Result<Vec<Effect>, Refusal> {
        self.on_screen(|ui, room| write::typed(ui, room, purpose, text))
    }

    fn drafted(&mut self, purpose: &Purpose, text: &str) -> Vec<Effect> {
        vec![Effect::Keep(Some(Draft {
            purpose: purpose.clone(),
            text: text.to_owned(),
        }))]
    }

    fn left(&mut self, purpose: Purpose, text: &str) -> Vec<Effect> {
        write::left(&mut self.ui, purpose, text)
    }

    fn go_to_row(&mut self, row: usize) {
        if self.ui.shell.own_on_top().is_some() {
            return layer::go_to_row(&mut self.ui, row);
        }
        self.on_screen(|ui, room| {
            let first = match room.stage() {
                Stage::Welcome => welcome::first_of_list(ui, room),
                _ => 0,
            };
            ui.at.insert(room.stage(), first + row);
        });
    }

    fn tab(&self, nth: usize) -> Option<Action> {
        Stage::ALL.get(nth).map(|stage| Action::Go(*stage))
    }

    /// Does what a screen asked for: besides `undo`, `redo`, `end` and `tick` the only place that has effects.
    fn perform(&mut self, effect: Effect) -> Result<(), Refusal> {
        match effect {
            Effect::Do { command, say, or } => return self.command(command, say, or),
            Effect::Mark(mark) => self.mark(mark),
            Effect::Cast { voter, answers } => {
                return self.cast(|ballots, round| ballots.cast(round, &voter, answers));
            }
            Effect::Slip { group, answers } => {
                return self.cast(|ballots, round| ballots.cast_slip(round, &group, answers));
            }
            Effect::DrawLot {
                round,
                rule,
                between,
            } => return self.draw_lot(round, rule, between),
            Effect::Keep(draft) => self.save_draft(draft.as_ref()),
            Effect::TryAgain => {
                self.try_again();
                let why = self.behind.as_ref().map(|b| b.why.clone());
                if let (0, Some(why)) = (self.unsaved(), why) {
                    self.tell(
                        Role::Bad,
                        format!("The outcome could not be written: {why}"),
                    );
                }
            }
            Effect::GoOn => self.write_without_lock(),
            Effect::Merge => self.merge(),
            Effect::SaveElsewhere => self.save_elsewhere(),
            Effect::TakeIn => {
                if let Some(findings) = self.changed_findings.take() {
                    let command = Command::TakeInFindings {
                        findings: Box::new(findings),
                    };
                    let say = "The changed findings are in.".to_owned();
                    return self.command(command, Some(say), None);
                }
            }
            Effect::Papers => self.write_papers(),
        }
        Ok(())
    }

    fn undo(&mut self) {
        self.take_back();
    }

    fn redo(&mut self) {
        self.do_again();
    }

    fn quit(&mut self) {
        self.leave();
    }

    fn end(&mut self) {
        self.try_all_places();
    }

    fn begin(&mut self, _: &Input) {
        self.now = self.ui.shell.now;
    }

    fn settle(&mut self) {
        self.note_shown();
    }

    fn tick(&mut self) {
        if self.behind.as_ref().is_some_and(|b| !b.stands) {
            self.replace_in_background();
        } else if self.unsaved() > 0 || self.behind.is_some() {
            self.try_again();
        }
    }

    fn next_wakeup(&self, now: Stamp) -> Option<Duration> {
        let clock = show::until_the_clock_changes(&self.room(now), &self.ui);
        // Another program holds an outcome for a moment only; a folder that is away is away for longer.
        let retry = match (self.unsaved(), &self.behind) {
            (0, None) => None,
            (_, Some(behind)) if !behind.stands => Some(REPLACE_EVERY),
            (0, Some(_)) => Some(Duration::from_secs(1)),
            _ => Some(Duration::from_secs(5)),
        };
        let clock = clock.map(Duration::from_secs);
        clock.into_iter().chain(retry).min()
    }

    fn is_blank(&self) -> bool {
        // At the desk it is the wall's blank, and the desk goes on.
        self.ui.blank && !self.desk
    }

    fn unblank(&mut self) -> bool {
        self.ui.blank = false;
        true
    }

    /// A key that was set for a clicker means what a clicker's own key does.
    fn translate(&self, key: Key) -> Key {
        let clicker = &self.ui.settings.clicker;
        let name = key.name();
        let is_in = |names: &[String]| names.iter().any(|n| n.eq_ignore_ascii_case(&name));
        let action = match () {
            () if is_in(&clicker.forward) => Action::Forward,
            () if is_in(&clicker.back) => Action::Backward,
            () if is_in(&clicker.blank) => Action::Blank,
            () => return key,
        };
        let rows = keymap::rows(&[Scope::Everywhere]);
        let row = rows.into_iter().find(|row| row.action == action);
        row.and_then(|row| row.keys.first()).copied().unwrap_or(key)
    }

    fn unknown(&self, key: &str) -> Option<String> {
        Some(match self.ui.shell.layers.last() {
            Some(Layer::Own(Sheet::Ballot(voting))) => {
                format!("{key} is no mark: {}.", words::marks(voting.method))
            }
            Some(Layer::Ask(_)) => "{Ask.Yes} for yes, {Ask.No} for no.".to_owned(),
            Some(Layer::Own(Sheet::IAm { .. })) => {
                "{IAm.Yes} for yes, {IAm.Back} for no.".to_owned()
            }
            _ => format!("{key} does nothing here. {{Help}} shows the keys."),
        })
    }

    fn keeps_scroll(&self, action: Action) -> bool {
        matches!(
            action,
            Action::Further
                | Action::Higher
                | Action::Lower
                | Action::Timer
                | Action::AddMinute
                | Action::Blank
                | Action::TryAgain
                | Action::SaveElsewhere
        )
    }

    /// Goes to the stage that a row belongs to.
    fn approach(&mut self, row: &Binding) -> Vec<Effect> {
        let room = self.room(self.now);
        let Some(stage) = row.scope.stage() else {
            return Vec::new();
        };
        let here = self.ui.shell.layers.is_empty();
        if here && update::page_scopes(&room).contains(&row.scope) {
            return Vec::new();
        }
        let mark = room.mark_at(stage, None);
        self.ui.shell.layers.clear();
        vec![Effect::Mark(mark)]
    }

    fn elsewhere(&self) -> Vec<&'static Binding> {
        find::elsewhere(&self.ui, &self.room(self.now))
    }
}

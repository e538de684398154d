//! The meeting as a program: the saved meeting, the open ballot box and the position on its screens.
//!
//! `App` joins the saved meeting, the open ballot box and the position on the screens. Its screens and layers turn actions
//! into effects; `App::perform` is the only place that has them.

pub mod context;
pub mod countdown;
pub mod desk;
pub mod effect;
pub mod fields;
pub mod layer;
mod onward;
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
    context::Context,
    effect::Effect,
    layer::{choose, find, write},
    saving::{OutcomeLag, REPLACE_EVERY},
    screen::{goals, welcome},
    ui::{Draft, GoalList, MeetingKinds, Pick, Purpose, Sheet, StepList, Ui},
};
use super::{
    action::Action,
    cards::{Line, Page, Role, View},
    input::{Input, Key},
    keymap::{self, Binding, Scope},
    shell::{Layer, Scene, State, Typing, Value},
    words,
};
use crate::{
    domain::{
        agenda::Stage,
        command::{Command, Now, Settling},
        event::Event,
        findings::Findings,
        meeting::{
            Mark, Meeting,
            mark::{Slide, Unshown},
        },
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

/// Serialises an outcome to the text of its file. Injected, because `app` does not depend on `yaml`.
pub type WriteOutcome = fn(&crate::domain::outcome::Outcome) -> String;

/// The number of steps on the list of what undo would take back. Nobody reads further down, and each is read from the
/// journal again.
const STEPS_LISTED: usize = 100;

/// The report on written papers: files written, left alone and failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportReport {
    /// The folder.
    pub folder: String,
    /// The names of the files that were written.
    pub written: Vec<String>,
    /// The names of those that somebody has changed, and that were left alone.
    pub left: Vec<String>,
    /// Those that could not be written, and why.
    pub failed: Vec<String>,
}

/// Writes the papers of the meeting as it is now; `Err` is the sentence to show. Injected, because `app` does not depend
/// on `publish`.
pub type WritePapers = Box<dyn Fn(&Meeting, &Mark, Stamp) -> Result<ExportReport, Refusal>>;

/// A random number from the operating system; `Err` is the sentence to show. Injected, so that tests draw the same lots.
pub type Random = Box<dyn Fn() -> Result<u64, Refusal>>;

/// The meeting program, independent of the screen that draws it.
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
    /// Another journal of this meeting whose merge was offered.
    offered: Option<merge::MergePlan>,
    /// The screen is the facilitator's own.
    desk: bool,
    /// The meeting was opened for a review of its goals, even on the day on which it was saved.
    follow_up: bool,
    /// The number of the session's notices that have been shown.
    told: usize,
    papers: Option<WritePapers>,
    random: Random,
    /// The position on the screens.
    pub ui: Ui,
    now: Stamp,
}

impl<D: Disk> App<D> {
    /// The program of an opened meeting.
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
            follow_up: false,
            told: 0,
            papers: None,
            // A predictable seed would let whoever knows the clock choose the result of a lot,
            // so there is no fallback to the time.
            random: Box::new(|| {
                Err("This computer has no source of random numbers: let the chair decide.".into())
            }),
            ui: Ui::default(),
            now,
        };
        // Whoever opens the meeting shows these notices as its first message. Only later ones are reported with a save.
        app.told = app.session.notices().len();
        let mark = app.session.marked().clone();
        // A round that was not opened is not half opened again; what is saved is closed.
        let again = !matches!(mark.shown.slide, Some(Slide::Setup { .. }));
        if again && app.meeting().saved().is_none() {
            shown::restore(&mut app.ui, &mark, app.session.state());
        }
        // A meeting that is opened again shows all results: whoever opens it has seen them, and nothing waits to be shown.
        app.ui.unshown = None;
        app.recover_ballots();
        app.offer_draft();
        app.repair_outcome();
        app
    }

    /// The program with a source of random numbers, for lots.
    #[must_use]
    pub fn with_random(mut self, random: Random) -> Self {
        self.random = random;
        self
    }

    /// The meeting.
    pub fn meeting(&self) -> &Meeting {
        self.session.state()
    }

    /// The session that saves the meeting.
    pub fn session(&self) -> &Session<Meeting, D> {
        &self.session
    }

    /// Asks whether the meeting is held today, where the agenda says another day and it has not begun.
    pub fn ask_which_day(&mut self) {
        if self.ui.shell.layers.is_empty() {
            let mut ui = std::mem::take(&mut self.ui);
            // The question changes the position while it reads the meeting, and both are parts of
            // `self`: the position is taken out for it.
            layer::choose::ask_which_day(&mut ui, &self.room(self.now));
            self.ui = ui;
        }
    }

    /// Shows the tour of the program, unless something else waits to be read or written.
    pub fn show_tour(&mut self) {
        let today = Ok(Value::Own(Pick::HeldToday));
        // Only over the question for the day. Over a draft, or a question about the record, the tour would be in the way.
        let is_asked = |layer: &Layer<_>| match layer {
            Layer::Pick(picker) => picker.choices.iter().any(|c| c.value == today),
            _ => false,
        };
        if self.ui.shell.layers.iter().all(is_asked) {
            self.ui.push(Sheet::Reading(ui::Reading::Tour));
        }
    }

    /// Makes this the facilitator's own screen, with another one on the wall. A blank wall stays blank.
    pub fn at_the_desk(&mut self) {
        self.desk = true;
        // The wall is another process and may be blank already. Showing it again is a decision,
        // not a side effect of opening the desk.
        self.ui.blank = self.session.marked().shown.blank;
    }

    /// Opens the meeting for a review of its goals.
    pub fn open_follow_up(&mut self) {
        self.follow_up = true;
        let mark = self.room(self.now).mark_at(Stage::Review, None);
        self.ui.shell.layers.clear();
        self.mark(mark);
    }

    /// Sets the function that writes the papers; without it none can be written.
    pub fn write_papers_with(&mut self, papers: WritePapers) {
        self.papers = Some(papers);
    }

    /// Takes the findings file as it is now, and offers its changes since the meeting began.
    pub fn findings_changed(&mut self, findings: Findings) {
        // By content: a file that was only touched, or synced again, is no news.
        if findings != *self.meeting().findings() {
            self.changed_findings = Some(findings);
            if self.room(self.now).follow_up {
                // What the room saw stays; what is new stands beside it on Review.
                return;
            }
            self.tell(
                Role::Warn,
                "The findings have changed since the meeting began. {TakeInFindings} takes the change in.",
            );
        }
    }

    /// Shows a message until the next key.
    pub fn tell(&mut self, role: Role, text: impl Into<String>) {
        self.ui.shell.say(role, text);
    }

    /// Records the state of the wall in the journal, for following screens and the next opening.
    fn note_shown(&mut self) {
        screen::vote::end_of_reveal(&mut self.ui, self.session.marked().stage);
        // A second window must not write where the room is, and a program that ends leaves the wall as it was.
        if self.session.is_read_only() || self.ui.shell.is_over {
            return;
        }
        let mut shown = shown::wall_state(&self.ui, &self.room(self.now));
        let mark = self.session.marked();
        // Another page begins at its top.
        if shown.is_other_page(&mark.shown) {
            self.ui.wall_down = 0;
            shown.down = 0;
        }
        // Most keys leave the wall as it is. Without the comparison each of them would be a line in the journal.
        if shown != mark.shown {
            let mark = Mark {
                shown,
                ..mark.clone()
            };
            self.session.mark(mark, self.now);
        }
    }

    /// The read-only view of the session for drawing and key handling.
    pub fn room(&self, now: Stamp) -> Context<'_> {
        Context {
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
            changed_findings: self.changed_findings.as_ref(),
            follow_up: self.follow_up || context::is_over(self.session.state(), now),
            desk: self.desk,
        }
    }

    /// The number of steps that are nowhere on disk.
    fn unsaved(&self) -> usize {
        self.session.unsaved() + usize::from(self.ballots_unsaved)
    }

    /// Runs a function of the screens on the position and everything that they may look at.
    fn on_screen<T>(&mut self, act: impl FnOnce(&mut Ui, &Context) -> T) -> T {
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
            // The id of what is made is the number of its journal entry, so that an id is never used again.
            n: self.session.next(),
        };
        let filled = fields::filled(&command);
        let events = match self.meeting().decide(command, now) {
            Ok(events) => events,
            // The layer was closed when its key was pressed. After a refusal it returns, or the
            // room would have to fill it in again.
            Err(refusal) => {
                if let Some(sheet) = or {
                    self.ui.push(*sheet);
                }
                return Err(refusal);
            }
        };
        // Checked before anything is applied: a line is never written that the next opening would refuse as too long.
        if let Err(why) = self.session.takes(&events) {
            self.tell(Role::Warn, why);
            return Ok(());
        }
        // A command that changes nothing makes no journal line, and so no undo step that seems to do nothing.
        if !events.is_empty() {
            self.record(&events);
        }
        if let Some(say) = say {
            self.tell(Role::Good, say);
        }
        for event in &events {
            self.follow(event);
        }
        // Also where nothing changed: Enter on a field says that it is right as it is.
        if let Some(filled) = filled {
            layer::form::advance(&mut self.ui, self.session.state(), filled);
        }
        Ok(())
    }

    fn draw_lot(
        &mut self,
        round: String,
        rule: RoomRule,
        between: Vec<String>,
    ) -> Result<(), Refusal> {
        // Drawn here and stored in the event. A draw inside `apply` would give another winner at each opening.
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

    /// Updates the ballot box and the files after an event.
    fn follow(&mut self, event: &Event) {
        match event {
            Event::RoundOpened { id, .. } => {
                self.ui.seat = 0;
                self.ballots = BallotBox::new(id);
                // An empty box tells the next opening, and whoever follows, that no vote is missing.
                self.save_box();
            }
            Event::RoundClosed { round, .. } | Event::RoundAbandoned { round, .. } => {
                let known = self.meeting().rounds().iter().find(|r| r.id == *round);
                let unshown = known
                    .filter(|r| r.counts() && shown::is_revealed(r))
                    .map(|r| Unshown {
                        round: r.id.clone(),
                        goals: r.settings.goals.len(),
                    });
                // The round's own key, because two copies of a meeting have rounds of one id
                // and would share, and lose, one box.
                let key = known.map_or_else(|| round.clone(), Round::box_key);
                let file = BoxFile::new(self.session.places(), self.session.id(), &key);
                // The close must be on disk first. A box deleted before it would leave neither
                // ballots nor a count after a power cut.
                if self.session.unsaved() == 0 {
                    // A box that outlives its round is deleted at the next opening.
                    let _ = file.delete(self.session.disk());
                }
                self.ballots = BallotBox::default();
                self.ballots_unsaved = false;
                self.box_lost = false;
                self.ui.back = 0;
                self.ui.seat = 0;
                self.ui.unshown = unshown;
                self.ui.at.remove(&Stage::Vote);
            }
            // The new goal is the marked one. With the mark elsewhere, the next money typed went on another goal.
            Event::GoalProposed { id, .. } | Event::GoalSplit { id, .. } => {
                self.on_screen(|ui, room| goals::mark(ui, room, id));
            }
            // So is a person who has just come in, or who stands in another list now.
            Event::WalkInArrived { person, .. } => self.mark_person(&person.id),
            Event::PersonGroupSet { person, .. } => self.mark_person(person),
            Event::MeetingSaved { at } => {
                self.project();
                // A failure has said so already, or will once it lasts.
                if self.behind.is_none() && self.ui.shell.toast.is_none() {
                    self.tell(Role::Good, format!("Saved at {}.", at.hm()));
                }
                // The last thing that a room sees is what it has agreed, and not a list of files.
                self.ui.push(Sheet::Pledge { at: None });
            }
            _ => {}
        }
    }

    /// Marks a person on Welcome.
    fn mark_person(&mut self, id: &str) {
        let at = welcome::place_of(&self.room(self.now), id);
        if let Some(at) = at {
            self.ui.at.insert(Stage::Welcome, at);
        }
    }

    fn mark(&mut self, mark: Mark) {
        if mark != *self.session.marked() && !self.session.is_read_only() {
            self.session.mark(mark, self.now);
        } else if self.session.is_read_only() {
            // A window that only reads moves on its own and writes nothing.
            self.session.look_at(mark);
        }
    }

    fn take_back(&mut self) {
        if let Some(round) = self.meeting().open_round()
            // Undoing the opening would throw sealed votes away. Giving the round up says so and asks first.
            && !self.ballots.ballots.is_empty()
        {
            let text = format!(
                "Round {} has votes in it: it can be closed or given up, not undone.",
                round.number
            );
            self.tell(Role::Warn, text);
            return;
        }
        // The sentence describes a goal or a person that may be gone afterwards, so it is made from the state before.
        let before = self.meeting().clone();
        match self.session.undo(self.now) {
            Err(why) => self.tell(Role::Warn, why),
            Ok(events) => {
                let what = before.describe_step(&events);
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
                let what = self.meeting().describe_step(&events);
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
        if let Some(Layer::Own(Sheet::Steps { .. })) = self.ui.shell.layers.last() {
            self.ui.shell.pop_own();
            self.list_steps();
        }
        if self.meeting().saved().is_some() {
            self.project();
        }
    }

    /// Shows the steps that an undo would take back.
    fn list_steps(&mut self) {
        let mut list = StepList::default();
        for step in self.session.undoable(STEPS_LISTED + 1) {
            if list.steps.len() == STEPS_LISTED {
                list.more = true;
                break;
            }
            let words = self.meeting().describe_step(&step.events);
            match step.is_final {
                Some(why) => list.stop = Some((words, why.to_owned())),
                None => list.steps.push((step.at.hm(), words)),
            }
        }
        self.ui.push(Sheet::Steps { list, at: 0 });
    }

    /// Puts a ballot into the box; `group` is that of a slip of paper.
    fn cast(
        &mut self,
        group: Option<&str>,
        put: impl FnOnce(&mut BallotBox, &Round) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let Some(round) = self.meeting().open_round() else {
            return Ok(());
        };
        let round = round.clone();
        // On a copy, so that a refused ballot leaves no trace in the box.
        let mut ballots = self.ballots.clone();
        put(&mut ballots, &round)?;
        // Taken before it is saved. A ballot that could not be written is counted all the same, and the write is tried again.
        self.ballots = ballots;
        let saved = self.save_box();
        let turnout = self.meeting().turnout(&round, &self.ballots);
        // Nothing is said about success before the disk has it: what a voter reads as handed in must survive a power cut.
        if saved {
            let before = match group {
                None => "Thank you. ".to_owned(),
                Some(group) if self.ballots.takes(&round, group).is_err() => {
                    format!("All votes of the {} are in. ", words::group(group))
                }
                Some(_) => String::new(),
            };
            let said = format!(
                "{before}Handed in: {} of {} have voted.",
                turnout.voted, turnout.of
            );
            self.tell(Role::Good, said);
        }
        Ok(())
    }

    /// Saves the ballot box; `true` if it is on disk.
    fn save_box(&mut self) -> bool {
        if let Some(key) = self.meeting().open_round().map(Round::box_key) {
            self.box_key = key;
        }
        let file = BoxFile::new(self.session.places(), self.session.id(), &self.box_key);
        // The file gets the time of the opening. Its own time would tell when the last person voted, and so who it was.
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
        update::page_scopes(&self.ui, &self.room(self.now))
    }

    fn program_scopes(&self) -> &'static [Scope] {
        &[Scope::List, Scope::Everywhere]
    }

    fn footer_length(&self) -> usize {
        // While results are shown one by one, every other key would lead away from the one moment that the room waits for.
        if self.page_scopes().contains(&Scope::Reveal) && self.ui.shell.layers.is_empty() {
            2
        } else {
            5
        }
    }

    fn available(&self, row: &Binding) -> Result<(), Refusal> {
        update::available(&self.ui, &self.room(self.now), row)
    }

    fn label(&self, row: &Binding) -> Option<String> {
        onward::label(&self.ui, &self.room(self.now), row)
    }

    fn lead(&self) -> Vec<Action> {
        onward::lead(&self.ui, &self.room(self.now))
    }

    fn footer_extra(&self) -> &'static [(Action, &'static str)] {
        onward::extra(&self.ui, &self.room(self.now))
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

    fn about(&self, purpose: &Purpose) -> Line {
        write::about(&self.room(self.now), purpose)
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

    fn type_in(&mut self, typing: Typing<'_>) -> bool {
        self.on_screen(|ui, room| layer::form::type_in(ui, room, typing))
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

    /// Performs an effect. Besides `undo`, `redo`, `end` and `tick` this is the only place that has effects.
    fn perform(&mut self, effect: Effect) -> Result<(), Refusal> {
        match effect {
            Effect::Do { command, say, or } => return self.command(command, say, or),
            Effect::Mark(mark) => self.mark(mark),
            Effect::Cast { voter, answers } => {
                // Ballots go past `decide` and the journal: the order of journal lines would tell who voted what.
                return self.cast(None, |ballots, round| ballots.cast(round, &voter, answers));
            }
            Effect::Slip { group, answers } => {
                return self.cast(Some(&group), |ballots, round| {
                    ballots.cast_slip(round, &group, answers)
                });
            }
            Effect::DrawLot {
                round,
                rule,
                between,
            } => return self.draw_lot(round, rule, between),
            Effect::Keep(draft) => self.save_draft(draft.as_ref()),
            Effect::TryAgain => {
                self.try_again();
                // Only once the journal is safe. While steps are unsaved, a message about
                // the outcome would hide the worse one.
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
                // An event that holds the findings themselves, and not a new reading of the file: the
                // journal alone must open the meeting.
                if let Some(findings) = self.changed_findings.take() {
                    let command = Command::TakeInFindings {
                        findings: Box::new(findings),
                    };
                    let say = "The changed findings are in.".to_owned();
                    return self.command(command, Some(say), None);
                }
            }
            Effect::Papers => self.write_papers(),
            Effect::ListSteps => self.list_steps(),
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
        self.on_screen(countdown::clear_left);
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
        // No fixed tick: an idle meeting wakes once a minute, for the clock, and leaves the laptop's battery alone.
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

    /// The clicker's own key in place of a key that the settings give to a clicker.
    fn translate(&self, key: Key) -> Key {
        let clicker = &self.ui.settings.clicker;
        let name = key.name();
        // By name and without regard to case, because the names come from a settings file that people write.
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
            // A voter has never used the program before, so the answer names the marks that are possible.
            Some(Layer::Own(Sheet::Ballot(voting))) if voting.is_passed() => {
                "{HandIn} hands it in, {HandIn.Up} goes back.".to_owned()
            }
            Some(Layer::Own(Sheet::Ballot(voting))) => {
                format!("{key} is no mark: {}.", words::marks(voting.method))
            }
            Some(Layer::Ask(_)) => "{Ask.Yes} for yes, {Ask.No} for no.".to_owned(),
            _ => format!("{key} does nothing here. {{Help}} shows the keys."),
        })
    }

    fn keeps_scroll(&self, action: Action) -> bool {
        matches!(
            action,
            Action::Further
                | Action::Higher
                | Action::Lower
                // Time keys are pressed while the room reads. The page must stay where it is.
                | Action::Timer
                | Action::AddMinute
                | Action::CountDown(_)
                | Action::Star
                | Action::WallDown
                | Action::WallUp
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
        // The action is on this page already. A new mark would go to the stage's first item on the agenda, and its clock.
        if here && update::page_scopes(&self.ui, &room).contains(&row.scope) {
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

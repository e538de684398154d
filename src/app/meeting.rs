//! The meeting as a program: the saved meeting, the open ballot box and the position on its screens.
//!
//! `App` joins the saved meeting, the open ballot box and the position on the screens. Its screens and layers turn actions
//! into effects; `App::perform` is the only place that has them.

mod code_card;
pub mod context;
pub mod countdown;
pub mod desk;
pub mod effect;
pub mod fields;
pub mod layer;
mod onward;
mod saving;
mod scene;
pub mod screen;
pub mod show;
pub mod shown;
pub mod side;
pub mod ui;
pub mod update;

#[cfg(test)]
mod tests;

use std::{path::PathBuf, rc::Rc};

use self::{
    context::Context,
    saving::OutcomeLag,
    screen::{goals, welcome},
    ui::{Pick, Sheet, StepList, Ui},
};
use super::{
    cards::Role,
    shell::{Layer, Value},
    words,
};
use crate::{
    domain::{
        agenda::Stage,
        command::{Command, Now, Settling},
        event::Event,
        findings::Findings,
        meeting::{
            Mark, Meeting, OpenMeeting,
            mark::{Slide, Unshown},
        },
        refusal::Refusal,
        stamp::Stamp,
        vote::{ballot_box::BallotBox, room_rule::RoomRule, round::Round},
    },
    programme::bank::Bank,
    store::{
        ballot_box::BoxFile,
        code_keys::CodeKeys,
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
pub type WritePapers = Box<dyn Fn(OpenMeeting<'_>, Stamp) -> Result<ExportReport, Refusal>>;

/// Returns the goals of other units once they are read; `None` until then.
pub type NextBank = Box<dyn FnMut() -> Option<Bank>>;

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
    /// The code cards of the meeting, as far as their keys are on this computer.
    cards: CodeKeys,
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
    bank: Option<NextBank>,
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
            cards: CodeKeys::default(),
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
            bank: None,
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
        app.lose_turn();
        app.recover_ballots();
        app.open_cards();
        app.offer_draft();
        app.repair_outcome();
        app
    }

    /// Ends a turn that went on when the program ended: nobody knows for how long.
    fn lose_turn(&mut self) {
        let mut mark = self.session.marked().clone();
        if mark.airtime.turn().is_some() && !self.session.is_read_only() {
            mark.airtime.lose_turn();
            self.session.mark(mark, self.now);
        }
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

    /// Looks goals up in those of other units, as soon as they are read.
    pub fn look_goals_up_in(&mut self, next: NextBank) {
        self.bank = Some(next);
    }

    /// Takes the goals of other units, if they are read by now.
    fn take_bank(&mut self) {
        if let Some(bank) = self.bank.as_mut().and_then(|next| next()) {
            self.bank = None;
            // Without goals a line below each prompt would stay empty for ever.
            self.ui.bank = (!bank.is_empty()).then(|| Rc::new(bank));
        }
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
            self.session.mark(mark.counted(self.now), self.now);
        }
    }

    /// The read-only view of the session for drawing and key handling.
    pub fn room(&self, now: Stamp) -> Context<'_> {
        Context {
            meeting: self.session.state(),
            mark: self.session.marked(),
            ballots: &self.ballots,
            cards: Some(&self.cards),
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
                // A card may have been made while the meeting was open.
                self.read_cards();
                // An empty box tells the next opening, and whoever follows, that no vote is missing.
                self.save_box();
            }
            Event::RoundClosed { round, .. } | Event::RoundAbandoned { round, .. } => {
                let known = self.meeting().round(round);
                let is_evaluated = known.is_some_and(|r| r.is_evaluation() && r.counts());
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
                self.use_up_cards();
                self.ballots_unsaved = false;
                self.box_lost = false;
                self.ui.back = 0;
                self.ui.seat = 0;
                self.ui.unshown = unshown;
                self.ui.at.remove(&Stage::Vote);
                if is_evaluated {
                    self.ui.push(Sheet::Evaluation);
                }
            }
            // The new goal is the marked one. With the mark elsewhere, the next money typed went on another goal.
            Event::GoalProposed { id, .. } | Event::GoalSplit { id, .. } => {
                self.on_screen(|ui, room| goals::mark(ui, room, id));
            }
            // So is a person who has just come in, or who stands in another list now.
            Event::WalkInArrived { person, .. } => self.mark_person(&person.id),
            Event::PersonGroupSet { person, .. } => self.mark_person(person),
            Event::PersonJoinedByTelephone { .. } => self.read_cards(),
            Event::MeetingSaved { at } => {
                self.project();
                self.delete_cards();
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
        let mark = mark.counted(self.now);
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
                "{} has votes in it: it can be closed or given up, not undone.",
                words::capital(&round.name())
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

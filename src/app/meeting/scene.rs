//! The meeting as a scene of the shell: its pages, keys and effects, each handed to the module that has it.

use std::time::Duration;

use super::{
    App, countdown,
    effect::Effect,
    layer::{self, bank, choose, find, write},
    onward,
    saving::REPLACE_EVERY,
    screen::{self, welcome},
    show,
    ui::{Draft, GoalList, MeetingKinds, Pick, Purpose, Sheet},
    update,
};
use crate::{
    app::{
        action::Action,
        cards::{Line, Page, Role, View},
        input::{Input, Key},
        keymap::{
            self, Binding, Scope,
            pad::{self, NumberLock, PadPlace},
        },
        shell::{Layer, Scene, State, Typing},
        words,
    },
    domain::{agenda::Stage, command::Command, refusal::Refusal, stamp::Stamp},
    store::disk::Disk,
};

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

    fn below(&self, purpose: &Purpose, _: &str) -> Vec<Line> {
        bank::below(&self.ui, purpose)
    }

    fn prompt_scopes(&self, purpose: &Purpose) -> Vec<Scope> {
        if bank::helps(&self.ui, purpose) {
            vec![Scope::GoalText]
        } else {
            Vec::new()
        }
    }

    fn act_in_prompt(&mut self, purpose: &Purpose, _: &str, action: Action) -> Vec<Effect> {
        if action == Action::Bank {
            self.on_screen(|ui, room| bank::offer(ui, room, purpose));
        }
        Vec::new()
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
        self.on_screen(|ui, room| {
            layer::ballot::type_in(ui, room, typing) || layer::form::type_in(ui, room, typing)
        })
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
        let stages = self.room(self.now).stages();
        stages.get(nth).map(|stage| Action::Go(*stage))
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
            Effect::CastByCode { voter, answers } => {
                self.cast(None, |ballots, round| {
                    ballots.cast_by_code(round, &voter, answers)
                })?;
                self.card_handed_in(&voter);
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
            Effect::Figures { goal, cost, hours } => {
                let newest = || self.meeting().goals().last().map(|g| g.id.clone());
                let Some(goal) = goal.or_else(newest) else {
                    return Ok(());
                };
                if cost.is_some() {
                    let goal = goal.clone();
                    self.command(Command::SetGoalCost { goal, cost }, None, None)?;
                }
                if hours.is_some() {
                    self.command(Command::SetGoalHours { goal, hours }, None, None)?;
                }
            }
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
        self.take_bank();
        self.now = self.ui.shell.now;
    }

    fn settle(&mut self) {
        self.on_screen(countdown::clear_left);
        self.on_screen(bank::look_up);
        self.begin_card();
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

    fn of_pad(&mut self, key: Key) -> Key {
        let place = match self.ui.shell.layers.last() {
            None => PadPlace::of(&self.page_scopes()),
            Some(Layer::Own(Sheet::Ballot(_))) => PadPlace::Ballot,
            // In an empty field no arrow has a use. Later they move in the text, unless the first key came from such a pad.
            Some(Layer::Prompt(p)) if matches!(p.purpose, Purpose::TableList(_)) => {
                match (p.text().is_empty(), self.ui.lock) {
                    (true, _) => PadPlace::Seats,
                    (false, NumberLock::Off) => PadPlace::Ballot,
                    (false, NumberLock::On) => PadPlace::Elsewhere,
                }
            }
            Some(_) => PadPlace::Elsewhere,
        };
        let before = self.ui.lock;
        let (key, lock) = pad::meant(key, place, before);
        self.ui.lock = lock;
        if lock == NumberLock::Off && before == NumberLock::On {
            self.ui.shell.say(Role::Muted, pad::LOCK_IS_OFF);
        }
        key
    }

    fn unknown(&self, key: &str) -> Option<String> {
        Some(match self.ui.shell.layers.last() {
            // A voter has never used the program before, so the answer names the marks that are possible.
            Some(Layer::Own(Sheet::Ballot(voting))) if voting.is_passed() => {
                "{HandIn} hands it in, {HandIn.Up} goes back.".to_owned()
            }
            Some(Layer::Own(Sheet::Ballot(voting))) if voting.codes.is_some() => {
                "Type the four letters of the code.".to_owned()
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
                | Action::Voice
                | Action::NoVoice
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

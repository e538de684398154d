//! Files of a meeting: ballots and drafts recovered at opening, the outcome file, papers, and unsaved steps.
//!
//! Quitting asks only when steps would be lost after every place to save them was tried.

use std::{io, time::Duration};

use super::{
    App, layer,
    layer::ask,
    ui::{Draft, Sheet},
};
use crate::app::{cards::Role, words};
use crate::{
    domain::{
        meeting::OpenMeeting,
        stamp::Stamp,
        vote::{ballot_box::BallotBox, round::Round},
    },
    store::{
        ballot_box::BoxFile,
        code_keys::CodeKeys,
        disk::{Disk, Soon},
        session::ProjectionState,
    },
};

/// Seconds for which a blocked replacement of a file is retried silently.
// Virus scanners and sync clients such as OneDrive hold a file open for about this long (Windows errors 5, 32, 33).
const REPLACE_FOR: u64 = 2;
/// Time between two attempts.
pub(super) const REPLACE_EVERY: Duration = Duration::from_millis(200);

/// The state of an outcome file that is older than the journal.
pub(super) struct OutcomeLag {
    /// The reason why it could not be written.
    pub(super) why: String,
    since: Stamp,
    /// It has lasted long enough to be shown to the room.
    pub(super) stands: bool,
    /// A replacement running in the background.
    soon: Option<Soon>,
    /// Steps were recorded after that replacement began.
    newer: bool,
}

/// `true` if a box holds more ballots than voters and slips, so that it was tampered with.
fn holds_too_many(ballots: &BallotBox) -> bool {
    let slips = ballots.slips.values().map(|n| *n as usize);
    // The box does not tell whose a ballot is, so the two numbers are the only check that nobody put votes into the file.
    ballots.ballots.len() > ballots.voted.len() + slips.sum::<usize>()
}

impl<D: Disk> App<D> {
    /// Recovers the ballots of a round that was open when the program ended, and deletes the boxes of closed rounds.
    pub(super) fn recover_ballots(&mut self) {
        let rounds: Vec<(String, bool, String)> = self
            .meeting()
            .all_rounds()
            .map(|r| (r.id.clone(), r.is_open(), r.box_key()))
            .collect();
        let disk = self.session.disk();
        // The folder is listed once: a check for each of many closed rounds made opening from a network drive slow.
        let inside = disk.inside(&self.session.places().folder).ok();
        for (round, open, key) in rounds {
            let file = BoxFile::new(self.session.places(), self.session.id(), &key);
            if open {
                self.box_key = key;
            }
            if !open {
                if !self.session.is_read_only() {
                    // A box whose round is closed holds ballots that nobody needs. It outlived the close only if the
                    // program was killed there.
                    let _ = match &inside {
                        Some(inside) => file.delete_from(self.session.disk(), inside),
                        None => file.delete(self.session.disk()),
                    };
                }
                continue;
            }
            match file.get::<D, BallotBox>(self.session.disk()) {
                // No ballot of such a box can be trusted, and none can be told from the others,
                // so the round is given up as a whole.
                Ok(Some(ballots)) if ballots.round == round && holds_too_many(&ballots) => {
                    self.ballots = BallotBox::new(&round);
                    self.box_lost = true;
                    self.tell(
                        Role::Bad,
                        "The ballot box holds more votes than people handed in: somebody has changed it. Give the round up ({GiveUpRound}) and open a fresh one.",
                    );
                }
                Ok(Some(ballots)) if ballots.round == round => {
                    let n = ballots.ballots.len();
                    self.ballots = ballots;
                    self.tell(
                        Role::Ink,
                        format!(
                            "A round is open, with {} handed in. Nothing is missing.",
                            words::count(n as u64, "vote", "votes")
                        ),
                    );
                }
                // The folder was opened on another computer, or the box is of another round. Going
                // on would lose votes without a word.
                Ok(_) => {
                    self.ballots = BallotBox::new(&round);
                    self.box_lost = true;
                    self.tell(
                        Role::Warn,
                        "A round is open and its ballot box is not on this computer. Give it up ({GiveUpRound}) and open a fresh one.",
                    );
                }
                Err(error) => {
                    self.ballots = BallotBox::new(&round);
                    self.box_lost = true;
                    self.tell(Role::Bad, format!("The ballot box cannot be read: {error}. Give the round up ({{GiveUpRound}}) and open a fresh one."));
                }
            }
        }
    }

    /// Reads the code cards at the opening. Parts that were used in rounds which are closed go, and all of them if the meeting is saved.
    pub(super) fn open_cards(&mut self) {
        self.read_cards();
        if self.session.is_read_only() {
            return;
        }
        if self.meeting().saved().is_some() {
            self.delete_cards();
        } else {
            self.use_up_cards();
        }
    }

    /// Reads the code cards that are on disk now.
    pub(super) fn read_cards(&mut self) {
        match CodeKeys::load(self.session.disk(), self.session.places()) {
            // What is in use and could not be written is newer than the disk.
            Ok(_) if self.cards.is_unsaved() => {}
            Ok(cards) => self.cards = cards,
            Err(error) => self.tell(
                Role::Warn,
                format!("The list of code cards cannot be read: {error}"),
            ),
        }
    }

    /// Deletes the codes of the rounds that are over.
    pub(super) fn use_up_cards(&mut self) {
        let open = self.meeting().open_round().map(Round::box_key);
        let (disk, places) = (self.session.disk(), self.session.places());
        let used = self.cards.use_up(disk, places, self.now, open.as_deref());
        self.say_cards_unsaved(used);
    }

    /// Puts the part of a code card to use from which codes are being typed.
    pub(super) fn begin_card(&mut self) {
        let Some(Sheet::Ballot(voting)) = self.ui.shell.own_on_top() else {
            return;
        };
        let (Some(codes), Some(voter)) = (&voting.codes, voting.voter.clone()) else {
            return;
        };
        let is_begun = voting.marks.iter().any(Option::is_some);
        let Some(round) = self.meeting().open_round().filter(|_| is_begun) else {
            return;
        };
        let (part, key, opened) = (codes.part, round.box_key(), round.opened);
        let (disk, places) = (self.session.disk(), self.session.places());
        let begun = self.cards.begin(disk, places, &voter, part, (&key, opened));
        self.say_cards_unsaved(begun);
    }

    /// Deletes the codes of a ballot that was handed in by code card.
    pub(super) fn card_handed_in(&mut self, voter: &str) {
        // The vote first: a box that could not be written yet might be lost, and the codes with it. The close deletes them in any case.
        if self.ballots_unsaved {
            return;
        }
        let opened = self.meeting().open_round().map_or(self.now, |r| r.opened);
        let (disk, places) = (self.session.disk(), self.session.places());
        let used = self.cards.hand_in(disk, places, voter, opened);
        self.say_cards_unsaved(used);
    }

    fn say_cards_unsaved(&mut self, written: io::Result<()>) {
        if let Err(error) = written {
            self.tell(
                Role::Bad,
                format!(
                    "The key of a code card could not be written: {error}. It is tried again at the end of the round."
                ),
            );
        }
    }

    /// Deletes the keys of all code cards, and their list.
    pub(super) fn delete_cards(&mut self) {
        let (disk, places) = (self.session.disk(), self.session.places());
        if let Err(error) = self.cards.delete(disk, places) {
            self.tell(
                Role::Bad,
                format!(
                    "The keys of the code cards could not be deleted: {error}. It is tried again when the meeting is opened."
                ),
            );
        }
    }

    /// Reopens the text that was being typed when the program ended.
    pub(super) fn offer_draft(&mut self) {
        if self.session.is_read_only() {
            return;
        }
        let Some(draft) = self
            .session
            .take_draft()
            // A draft of another version is dropped without a word: half a sentence is not worth a question at the opening.
            .and_then(|text| serde_json::from_str::<Draft>(&text).ok())
        else {
            return;
        };
        if !draft.text.trim().is_empty() {
            let mut ui = std::mem::take(&mut self.ui);
            layer::write::offer(&mut ui, &self.room(self.now), draft);
            self.ui = ui;
        }
    }

    /// Saves the text being typed, or removes the saved one.
    pub(super) fn save_draft(&mut self, draft: Option<&Draft>) {
        // Failures are ignored: a draft is a convenience, and its text is still on the screen.
        let text = draft
            .and_then(|d| serde_json::to_string(d).ok())
            .unwrap_or_default();
        self.session.draft(&text);
    }

    /// Writes the outcome file. While a replacement runs in the background, newer steps wait for its end.
    pub(super) fn project(&mut self) {
        // Two writers of one file could finish in the other order, and the older outcome would stay.
        if !self.replacement_ended() {
            if let Some(behind) = &mut self.behind {
                behind.newer = true;
            }
            return;
        }
        let (path, text) = (self.outcome.clone(), self.outcome_text());
        match self.session.project(&path, text.as_bytes(), self.now) {
            Ok(notice) => {
                self.behind = None;
                if let Some(notice) = notice {
                    self.tell(Role::Warn, notice);
                }
            }
            Err(error) => self.mark_behind(error.to_string()),
        }
        self.ui.written = self.files();
    }

    /// Retries the replacement in a thread while another program holds the file, so that keys never wait for the disk.
    pub(super) fn replace_in_background(&mut self) {
        if !self.replacement_ended() || self.behind.is_none() {
            self.ui.written = self.files();
            return;
        }
        let (path, text) = (self.outcome.clone(), self.outcome_text());
        match self.session.project_soon(&path, text.as_bytes(), self.now) {
            Ok((soon, notice)) => {
                if let Some(notice) = notice {
                    self.tell(Role::Warn, notice);
                }
                if let Some(behind) = &mut self.behind {
                    (behind.soon, behind.newer) = (Some(soon), false);
                }
                self.replacement_ended();
            }
            Err(error) => self.mark_behind(error.to_string()),
        }
        self.ui.written = self.files();
    }

    /// Takes the result of the background replacement; `false` while it is still running.
    fn replacement_ended(&mut self) -> bool {
        let Some(behind) = &mut self.behind else {
            return true;
        };
        let Some(soon) = &mut behind.soon else {
            return true;
        };
        let Some(result) = soon.poll() else {
            return false;
        };
        behind.soon = None;
        match result {
            // The file holds the state from when the replacement began, so steps recorded since still have to be written.
            Ok(()) if behind.newer => {}
            Ok(()) => self.behind = None,
            Err(error) => self.mark_behind(format!("{}: {error}", self.outcome.display())),
        }
        true
    }

    /// The outcome as text of its file.
    fn outcome_text(&self) -> String {
        (self.write)(&self.open_meeting().outcome(self.now))
    }

    fn open_meeting(&self) -> OpenMeeting<'_> {
        OpenMeeting {
            meeting: self.meeting(),
            mark: self.session.marked(),
            changed: self.session.changed(),
        }
    }

    /// Records that the outcome file is out of date.
    fn mark_behind(&mut self, why: String) {
        let before = self.behind.take();
        let since = before.as_ref().map_or(self.now, |b| b.since);
        let stood = before.as_ref().is_some_and(|b| b.stands);
        let for_long = self.now.seconds_since(since) >= REPLACE_FOR;
        let stands = stood || for_long || self.session.unsaved() > 0;
        // Reported once as a message, and from then on by the header for as long as it lasts. A message alone was missed:
        // an older file went to programmes for good while the screen said that everything was saved.
        if stands && !stood {
            self.tell(
                Role::Bad,
                format!("The outcome could not be written: {why}. It is tried again."),
            );
        }
        self.behind = Some(OutcomeLag {
            why,
            since,
            stands,
            soon: None,
            newer: false,
        });
    }

    /// Writes the outcome file of a saved meeting again where it is missing or older than the journal, and reports that.
    pub(super) fn repair_outcome(&mut self) {
        if self.meeting().saved().is_none() {
            return;
        }
        if !self.session.is_read_only() {
            // Between the journal's line and the file the program may have been killed. Without this check an older
            // outcome stood for good.
            let standing = self.session.standing(&self.outcome);
            match standing {
                Ok(ProjectionState::Current) => {}
                Err(error) => self.mark_behind(error.to_string()),
                Ok(standing) => {
                    // Compared by content: only a file that was really written again is reported.
                    let before = self.session.disk().read(&self.outcome).ok();
                    self.project();
                    let now = self.session.disk().read(&self.outcome).ok();
                    if self.behind.is_none() && now != before {
                        let was = if standing == ProjectionState::Missing {
                            "was not there"
                        } else {
                            "was older than the record"
                        };
                        let name = self.outcome.file_name().unwrap_or_default();
                        let said =
                            format!("{} {was}. It is written again.", name.to_string_lossy());
                        self.session.say(said);
                        let said = self.session.notices().get(self.told..).unwrap_or_default();
                        let toast = self.ui.shell.toast.take().map(|t| t.text);
                        let said: Vec<String> =
                            toast.into_iter().chain(said.iter().cloned()).collect();
                        self.told = self.session.notices().len();
                        self.tell(Role::Warn, said.join(" "));
                    }
                }
            }
        }
        self.ui.written = self.files();
    }

    /// The reason why the outcome file is out of date; `None` where it is current.
    pub fn outcome_behind(&self) -> Option<&str> {
        self.behind.as_ref().map(|b| b.why.as_str())
    }

    /// `true` if the outcome file exists and is current.
    pub fn outcome_is_there(&self) -> bool {
        self.behind.is_none() && matches!(self.session.disk().stamp(&self.outcome), Ok(Some(_)))
    }

    /// Writes the papers, and reports the folder and the files that failed or were left alone.
    pub(super) fn write_papers(&mut self) {
        let Some(write) = &self.papers else {
            return self.tell(Role::Warn, "Papers cannot be written here.");
        };
        match write(self.open_meeting(), self.now) {
            Err(why) => {
                self.ui.papers.clear();
                self.tell(Role::Bad, why);
            }
            Ok(papers) => {
                let n = words::count(papers.written.len() as u64, "paper", "papers");
                // Nobody may take a booklet to patients that the room has not agreed to.
                let draft = if self.meeting().saved().is_none() {
                    ", marked as a draft: the meeting is not saved"
                } else {
                    ""
                };
                self.ui.papers = vec![
                    format!("{n} in {}{draft}.", papers.folder),
                    format!("{}.", papers.written.join(", ")),
                ];
                for failed in &papers.failed {
                    self.ui.papers.push(format!("Not written: {failed}."));
                }
                // One failure on the wall and all of them on Close: a list of paths in front of a room reads like a disaster.
                if let Some(failed) = papers.failed.first() {
                    self.tell(
                        Role::Bad,
                        format!(
                            "{n} written{draft}. Not written: {failed}. {{Papers}} tries again."
                        ),
                    );
                } else if papers.left.is_empty() {
                    self.tell(Role::Good, format!("{n} written{draft}."));
                } else {
                    let left = papers.left.join(", ");
                    self.ui.papers.push(format!(
                        "Somebody has changed these, so they were left alone: {left}."
                    ));
                    self.tell(
                        Role::Warn,
                        format!("{n} written{draft}. Left alone, since somebody has changed them: {left}."),
                    );
                }
            }
        }
    }

    /// The meeting's files, for the Close screen.
    pub(super) fn files(&self) -> Vec<String> {
        let journal = self.session.journal_path();
        let mut files = Vec::new();
        // Only a file that is there and current is named. People copy it at once, and an old one would travel on.
        if self.outcome_is_there() {
            files.push(format!("what was agreed   {}", self.outcome.display()));
        }
        files.push(format!("everything        {}", journal.display()));
        files
    }

    /// Saves unsaved steps, ballots and the outcome again.
    pub(super) fn try_again(&mut self) {
        // The journal comes first: the outcome can be made from it again, and nothing can make the journal again.
        let journal = self.session.retry();
        let ballots = !self.ballots_unsaved || self.save_box();
        if self.session.unsaved() == 0 && self.behind.is_some() {
            self.project();
        }
        if journal.is_ok() && ballots && self.unsaved() == 0 {
            if self.behind.is_some() {
                return;
            }
            let said = self
                .session
                .notices()
                .get(self.told..)
                .unwrap_or_default()
                .join(" ");
            self.told = self.session.notices().len();
            if said.is_empty() {
                self.tell(Role::Good, "Everything is saved.");
            } else {
                self.tell(Role::Warn, said);
            }
        } else if let Err(error) = journal {
            self.tell(Role::Bad, format!("Not saved: {error}"));
        }
    }

    /// Begins to write although the folder supports no lock; the user has confirmed that nobody else has it open.
    pub(super) fn write_without_lock(&mut self) {
        if let Err(error) = self.session.go_on_alone() {
            return self.tell(Role::Bad, error.to_string());
        }
        let said = self.session.notices().get(self.told..).unwrap_or_default();
        let said = said.join(" ");
        self.told = self.session.notices().len();
        if said.is_empty() {
            self.tell(Role::Good, "What you do is saved from now on.");
        } else {
            self.tell(Role::Warn, said);
        }
        self.repair_outcome();
        self.offer_merge();
    }

    /// Offers to merge another journal of this meeting, if there is one with steps that this one lacks.
    pub fn offer_merge(&mut self) {
        if self.session.is_read_only() {
            return;
        }
        // One record at a time: merging changes what the others still have to give.
        let Some(plan) = self.session.mergeable().into_iter().next() else {
            return;
        };
        let file = plan.path.file_name().unwrap_or_default();
        let (coming, refused) = (plan.headline(), plan.refused().count());
        let question = ask::merge(&file.to_string_lossy(), &coming, refused);
        self.ui.shell.ask(question);
        self.offered = Some(plan);
    }

    /// Merges the offered journal, and offers the next one.
    pub(super) fn merge(&mut self) {
        let Some(offered) = self.offered.take() else {
            return;
        };
        // A mark written since the offer has taken sequence numbers, so the merge is planned anew.
        let merged = self.session.plan_merge(&offered.path).and_then(|plan| {
            if plan.headline() != offered.headline() {
                return Ok(None);
            }
            let merged = self.session.merge(&plan, self.now)?;
            Ok(Some((plan, merged)))
        });
        let (plan, merged) = match merged {
            Ok(Some(merged)) => merged,
            // The plan is no longer the one that was confirmed, so it is offered again.
            Ok(None) => return self.offer_merge(),
            Err(error) => return self.tell(Role::Bad, format!("Nothing came in. {error}")),
        };
        let outcome = self.outcome.clone();
        // The other window may have written outcome.yaml last. Without this its file would be taken for an edit by hand.
        self.session.adopt_projection(&plan, &outcome, self.now);
        if self.meeting().saved().is_some() {
            self.project();
        }
        let n = words::count(merged.added as u64, "step is", "steps are");
        let kept = merged.kept.display();
        let (role, more) = match plan.refused().count() {
            0 => (Role::Good, String::new()),
            n => (
                Role::Warn,
                format!(
                    " {} not: pledge merge lists them, with the reasons.",
                    words::count(n as u64, "step is", "steps are")
                ),
            ),
        };
        let left = merged.left.map_or_else(String::new, |why| {
            format!(
                " {} could not be taken away ({why}); it has nothing more to give.",
                plan.path.display()
            )
        });
        self.tell(
            role,
            format!("{n} in.{more} The other record is kept as {kept}.{left}"),
        );
        self.offer_merge();
    }

    /// Saves the journal in the local data folder of this computer.
    pub(super) fn save_elsewhere(&mut self) {
        match self.session.save_elsewhere() {
            Ok(path) => {
                if self.meeting().saved().is_some() {
                    self.ui.written = self.files();
                }
                self.tell(
                    Role::Good,
                    format!("Saved on this computer: {}", path.display()),
                );
            }
            Err(error) => self.tell(Role::Bad, format!("That did not work either: {error}")),
        }
    }

    /// Leaves, after trying all places; asks only where steps would be lost.
    pub(super) fn leave(&mut self) {
        // Every place is tried first, because a question about losing work frightens people who can do nothing about it.
        self.try_all_places();
        let unsaved = self.unsaved();
        if unsaved > 0 {
            self.ui.shell.ask(ask::leave_unsaved(unsaved));
        } else if self.behind.is_some() {
            // An outcome that is not written loses nothing, since the next opening writes it. So it has a question of its own.
            self.ui.shell.ask(ask::leave_unwritten());
        } else {
            self.ui.shell.is_over = true;
        }
    }

    /// Tries the meeting's folder once more, then the local data folder; takes at most [`REPLACE_FOR`] seconds.
    pub(super) fn try_all_places(&mut self) {
        if let Some(soon) = self.behind.as_mut().and_then(|b| b.soon.as_mut()) {
            // Limited, because the system kills a program that takes long to end, and people pull the plug of one that hangs.
            soon.wait(Duration::from_secs(REPLACE_FOR));
        }
        if self.unsaved() > 0 || self.behind.is_some() {
            self.try_again();
        }
        if self.session.unsaved() > 0 {
            self.save_elsewhere();
        }
    }
}

//! Rules of the meeting itself: its start, earlier goals, parked topics, the read-back, saving, and changed files.

use super::{Decided, event_if_changed, limited_text, noticed_line, required_text};
use crate::domain::{
    agenda::{Agenda, Stage},
    command::Now,
    event::Event,
    findings::{Findings, change::FindingsChange},
    meeting::Meeting,
    outcome::{OutcomeGoal, Status},
    phrase::capital,
    refusal::refuse,
};

impl Meeting {
    pub(super) fn start_meeting(&self, now: Now) -> Decided {
        event_if_changed(self.started.is_some(), Event::MeetingStarted { at: now.at })
    }

    pub(super) fn review_previous(
        &self,
        goal: String,
        status: Status,
        note: &str,
        noticed: &str,
        now: Now,
    ) -> Decided {
        let Some(earlier) = self.previous_goal(&goal) else {
            return refuse("No goal of the meeting before has that name.");
        };
        let note = limited_text(note, "A reason")?;
        // The reason is what the next meeting learns from; a bare "stuck" or "dropped" is worth nothing two years later.
        if status.needs_reason() && note.is_empty() {
            return refuse(format!("Say in a few words why it is {}.", status.words()));
        }
        let noticed = noticed_line(noticed, status)?;
        let off_list = status.ends() && self.leaves_list(earlier);
        Ok(vec![Event::PreviousReviewed {
            goal,
            on: now.at.date(),
            status,
            note,
            noticed,
            off_list,
        }])
    }

    /// True if a goal of the meeting before leaves today's list once it is done or given up.
    // Voted in again, a goal that is done would be printed as done and as a new pledge on one page.
    pub fn leaves_list(&self, earlier: &OutcomeGoal) -> bool {
        if self.reviewed(&earlier.id).is_some_and(|r| r.off_list) {
            return true;
        }
        // Other words are another goal, and a decision is the room's own: neither goes by itself.
        self.changeable_goal(&earlier.id)
            .is_ok_and(|goal| goal.decision.is_none() && goal.title == earlier.title)
    }

    pub(super) fn park_topic(&self, text: &str, stage: Stage, now: Now) -> Decided {
        let text = required_text(text, "A topic")?;
        Ok(vec![Event::TopicParked {
            id: self.fresh_id("p", now.n),
            text,
            stage,
        }])
    }

    pub(super) fn take_up_topic(&self, id: String) -> Decided {
        if !self.parked.iter().any(|p| p.id == id) {
            return refuse("That topic is not parked any more.");
        }
        Ok(vec![Event::TopicTakenUp { id }])
    }

    pub(super) fn confirm_read_back(&self, line: String) -> Decided {
        if !self.read_back_lines().iter().any(|l| l.key == line) {
            return refuse("There is nothing of that name to read back.");
        }
        event_if_changed(self.read_back.contains(&line), Event::ReadBack { line })
    }

    pub(super) fn save_meeting(&self, now: Now) -> Decided {
        match self.open_round() {
            // The outcome would be written without the round, and its ballots are in no file that is kept.
            Some(round) => refuse(format!(
                "{} is still open: close it, or give it up, before the meeting is saved.",
                capital(&round.name())
            )),
            // Saving twice is fine, and each time an event: the meeting ends when it was saved last.
            None => Ok(vec![Event::MeetingSaved { at: now.at }]),
        }
    }

    pub(super) fn take_in_agenda(&self, agenda: Box<Agenda>) -> Decided {
        if let Some(round) = self.open_round() {
            return refuse(format!(
                "{} is open: who votes in it stays as it is until it is closed.",
                capital(&round.name())
            ));
        }
        event_if_changed(*agenda == *self.agenda(), Event::AgendaTakenIn { agenda })
    }

    #[expect(
        clippy::unnecessary_wraps,
        reason = "it is a rule like the others, and this one refuses nothing"
    )]
    pub(super) fn take_in_findings(&self, findings: Box<Findings>) -> Decided {
        let before = &self.began.findings;
        if *findings == *before {
            return Ok(Vec::new());
        }
        // Only the difference, if it can be expressed: a copy of all comments in each such line would swell the journal.
        let event = match FindingsChange::between(before, &findings) {
            Some(change) => Event::FindingsChanged {
                change: Box::new(change),
            },
            None => Event::FindingsTakenIn { findings },
        };
        Ok(vec![event])
    }
}

//! Words for values of the data: groups, decisions, statuses, reasons and stages.
//!
//! They are those of the wall (`domain::words`), which a test compares, and stand here too since a translation replaces them.

use super::fill;
use crate::domain::{
    agenda::Stage,
    goal::{Control, Reason},
    outcome::Status,
    vote::settings::Weight,
};

sentences! {
    /// Words for values of the data.
    TermWords {
        team: "hospital team",
        patients: "patients",
        voters_team: "{n} of the hospital team",
        voters_patients_one: "{n} patient",
        voters_patients: "{n} patients",
        voters_other: "{n} {group}",

        hours_one: "{n} hour",
        hours: "{n} hours",

        control_team: "we can",
        control_hospital: "the hospital can",
        control_beyond: "beyond us",

        reason_money: "money",
        reason_time: "time",
        reason_beyond_control: "not ours to decide",
        reason_already_done: "it exists already",
        reason_other: "another reason",

        balanced: "patients and hospital team count the same",
        head: "every person counts the same",

        done: "done",
        on_track: "on track",
        stuck: "stuck",
        dropped: "dropped",
        granted: "they said yes",
        refused: "they said no",
        waiting: "no answer yet",
        still_true: "still true",
        no_longer_true: "no longer true",
    }
    parts {
        stages: [&'static str; 7] = [
            "Welcome", "Review", "Themes", "Goals", "Vote", "Owners", "Close",
        ],
    }
}

impl TermWords {
    /// Name of a group; that of a group of the unit's own making is its id.
    pub fn group<'a>(&self, id: &'a str) -> &'a str {
        match id {
            "mdt" => self.team,
            "patient" => self.patients,
            other => other,
        }
    }

    /// Number of voters of a group.
    pub fn voters(&self, group: &str, n: u32) -> String {
        let sentence = match (group, n) {
            ("mdt", _) => self.voters_team,
            ("patient", 1) => self.voters_patients_one,
            ("patient", _) => self.voters_patients,
            _ => self.voters_other,
        };
        fill(sentence, &[("n", &n.to_string()), ("group", group)])
    }

    /// Number of hours.
    pub fn hours(&self, n: u64) -> String {
        let sentence = if n == 1 { self.hours_one } else { self.hours };
        fill(sentence, &[("n", &crate::domain::capacity::grouped(n))])
    }

    /// Level that can make a goal happen.
    pub fn control(&self, control: Control) -> &'static str {
        match control {
            Control::Team => self.control_team,
            Control::Hospital => self.control_hospital,
            Control::Beyond => self.control_beyond,
        }
    }

    /// Reason why a goal does not go ahead as proposed.
    pub fn reason(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::Money => self.reason_money,
            Reason::Time => self.reason_time,
            Reason::BeyondControl => self.reason_beyond_control,
            Reason::AlreadyDone => self.reason_already_done,
            Reason::Other => self.reason_other,
        }
    }

    /// Weighting of the ballots.
    pub fn weight(&self, weight: Weight) -> &'static str {
        match weight {
            Weight::Balanced => self.balanced,
            Weight::Head => self.head,
        }
    }

    /// Status found in a review.
    pub fn status(&self, status: Status) -> &'static str {
        match status {
            Status::Done => self.done,
            Status::OnTrack => self.on_track,
            Status::Stuck => self.stuck,
            Status::Dropped => self.dropped,
            Status::Granted => self.granted,
            Status::Refused => self.refused,
            Status::Waiting => self.waiting,
            Status::StillTrue => self.still_true,
            Status::NoLongerTrue => self.no_longer_true,
        }
    }

    /// Title of a stage.
    pub fn stage(&self, stage: Stage) -> &'static str {
        let nth = stage.number().saturating_sub(1);
        self.stages.get(nth).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words;

    #[test]
    fn papers_and_wall_use_the_same_words() {
        let terms = TermWords::ENGLISH;
        for group in ["mdt", "patient", "carers"] {
            assert_eq!(terms.group(group), words::group(group));
            for n in [1, 3] {
                assert_eq!(terms.voters(group, n), words::voters(group, n));
            }
        }
        for (_, reason) in Reason::WORDS {
            assert_eq!(terms.reason(*reason), words::reason(*reason));
        }
        for (_, status) in Status::WORDS {
            assert_eq!(terms.status(*status), status.words());
        }
        for control in [Control::Team, Control::Hospital, Control::Beyond] {
            assert_eq!(terms.control(control), words::control(Some(control)));
        }
        for weight in [Weight::Balanced, Weight::Head] {
            assert_eq!(terms.weight(weight), words::weight(weight));
        }
        for stage in Stage::ALL {
            assert_eq!(terms.stage(*stage), stage.title());
        }
        for n in [1, 12, 1500] {
            assert_eq!(terms.hours(n), words::count(n, "hour", "hours"));
        }
    }
}

//! Names of the fields that events set. Two records that set the same field have both changed it, and the merge says so.

use std::collections::BTreeSet;

use crate::domain::event::Event;

/// The names of all fields that these events set.
pub(super) fn by<'a>(events: impl IntoIterator<Item = &'a Event>) -> BTreeSet<String> {
    events.into_iter().filter_map(what).collect()
}

/// The name for a comment's being held or shown.
pub(super) fn comment(id: &str) -> String {
    format!("comment {id}")
}

/// The name for the findings as a whole.
pub(super) const FINDINGS: &str = "findings";
/// The name for the agenda as a whole.
pub(super) const AGENDA: &str = "agenda";

fn what(event: &Event) -> Option<String> {
    Some(match event {
        Event::PersonRenamed { person, .. } => format!("name {person}"),
        Event::PersonRoleSet { person, .. } => format!("role {person}"),
        Event::PersonGroupSet { person, .. } => format!("group {person}"),
        Event::FacilitatorChanged { .. } => "facilitator".to_owned(),
        Event::CommentStarred { comment: id } | Event::CommentUnstarred { comment: id } => {
            format!("star {id}")
        }
        Event::CommentGrouped { comment: id, .. } => format!("group of comment {id}"),
        Event::CommentHeld { comment: id } | Event::CommentReleased { comment: id } => comment(id),
        Event::NoteReworded { id, .. } | Event::NoteRemoved { id } => format!("note {id}"),
        Event::StandardReworded { theme, .. } | Event::StandardReopened { theme } => {
            format!("standard {theme}")
        }
        Event::GoalReworded { goal, .. } => format!("title {goal}"),
        Event::GoalThemesSet { goal, .. } => format!("themes {goal}"),
        Event::GoalEvidenceSet { goal, .. } => format!("evidence {goal}"),
        Event::GoalStrandSet { goal, .. } => format!("strand {goal}"),
        Event::GoalControlSet { goal, .. } => format!("control {goal}"),
        Event::GoalCostSet { goal, .. } => format!("cost {goal}"),
        Event::GoalHoursSet { goal, .. } => format!("hours {goal}"),
        // One name for both: a goal merged here and dropped there is one conflict.
        Event::GoalsMerged { from: goal, .. } | Event::GoalDropped { goal } => {
            format!("listed {goal}")
        }
        Event::GoalDecided { goal, .. } | Event::DecisionReopened { goal } => {
            format!("decision {goal}")
        }
        Event::OwnerAssigned { goal, .. } => format!("owner {goal}"),
        Event::OwnerAccepted { goal, .. } => format!("accepted {goal}"),
        Event::PartnerAssigned { goal, .. } => format!("partner {goal}"),
        Event::FirstStepSet { goal, .. } => format!("first step {goal}"),
        Event::MeasureSet { goal, .. } | Event::AimSet { goal, .. } => format!("measure {goal}"),
        Event::DueSet { goal, .. } => format!("due {goal}"),
        Event::ReviewsSet { goal, .. } => format!("reviews {goal}"),
        Event::PreviousReviewed { goal, .. } => format!("earlier {goal}"),
        Event::GoalLookedAt { goal, look } => format!("look {goal} {}", look.on),
        Event::FindingsTakenIn { .. } | Event::FindingsChanged { .. } => FINDINGS.to_owned(),
        Event::AgendaTakenIn { .. } => AGENDA.to_owned(),
        // They add a thing of their own, or do no harm when done twice: neither replaces what was set here.
        Event::MeetingStarted { .. }
        | Event::PersonArrived { .. }
        | Event::PersonJoinedByTelephone { .. }
        | Event::PersonLeft { .. }
        | Event::ArrivalTakenBack { .. }
        | Event::WalkInArrived { .. }
        | Event::NoteTaken { .. }
        | Event::PersonHeard { .. }
        | Event::HearingTakenBack { .. }
        | Event::StandardAgreed { .. }
        | Event::GoalProposed { .. }
        | Event::GoalSplit { .. }
        | Event::RoundOpened { .. }
        | Event::VoterLetIn { .. }
        | Event::HandsCounted { .. }
        | Event::TableRanked { .. }
        | Event::RoundClosed { .. }
        | Event::RoundBegunAnew { .. }
        | Event::RoundAbandoned { .. }
        | Event::RoundBrought { .. }
        | Event::TieSettled { .. }
        | Event::GoalCarriedOver { .. }
        | Event::TopicParked { .. }
        | Event::TopicTakenUp { .. }
        | Event::ReadBack { .. }
        | Event::MeetingSaved { .. } => return None,
    })
}

//! Turns commands into events: one line a command, and the rules in the files beside it.
//!
//! The match has no wildcard, so that a command without its rule does not compile.

mod decisions;
mod goals;
mod meeting;
mod owners;
mod people;
mod rounds;
mod themes;

use super::Meeting;
use crate::domain::{
    command::{Command, Now},
    event::Event,
    outcome::Status,
    refusal::{Refusal, refuse},
};

/// The events that a command makes, or the refusal of a rule.
pub(super) type Decided = Result<Vec<Event>, Refusal>;

/// The longest text of a field, in characters: a page of notes.
pub const LONGEST_TEXT: usize = 4_000;

/// The event, or none where nothing changes: a command without effect is no error, and no undo step either.
#[expect(
    clippy::unnecessary_wraps,
    reason = "it ends a rule, and rules return what was decided"
)]
pub(super) fn event_if_changed(is_unchanged: bool, event: Event) -> Decided {
    Ok(if is_unchanged {
        Vec::new()
    } else {
        vec![event]
    })
}

/// Trimmed text; refused if it is empty or too long. `what` names the field at the beginning of the sentence.
pub(super) fn required_text(text: &str, what: &str) -> Result<String, Refusal> {
    // Two refusals, because a person can do something else about each.
    if text.trim().is_empty() {
        return refuse(format!("{what} needs some words."));
    }
    limited_text(text, what)
}

/// Trimmed text, which may be empty; refused if it is longer than [`LONGEST_TEXT`].
pub(super) fn limited_text(text: &str, what: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.chars().count() > LONGEST_TEXT {
        return refuse(format!(
            "{what} is too long: {LONGEST_TEXT} characters at most."
        ));
    }
    Ok(text.to_owned())
}

/// The difference that patients will notice, as one line; refused with a status that makes none.
pub(super) fn noticed_line(text: &str, status: Status) -> Result<String, Refusal> {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if !line.is_empty() && !status.is_noticed() {
        return refuse("Patients notice a goal that is done or on track.");
    }
    limited_text(&line, "The line for patients")
}

impl Meeting {
    /// Decides a command: the events that it makes, none where it changes nothing.
    ///
    /// # Errors
    /// A sentence that a room can read, where a rule refuses the command.
    #[expect(
        clippy::too_many_lines,
        reason = "one line a command: a command without its rule does not compile"
    )]
    pub fn decide(&self, command: Command, now: Now) -> Decided {
        match command {
            Command::StartMeeting => self.start_meeting(now),
            Command::Arrive { person } => self.arrive(person, now),
            Command::JoinByTelephone { person } => self.join_by_telephone(person, now),
            Command::TakeBackArrival { person } => self.take_back_arrival(person),
            Command::Leave { person } => self.leave(person, now),
            Command::WalkIn { person } => self.walk_in(person, now),
            Command::RenamePerson { person, name } => self.rename_person(person, &name),
            Command::SetPersonRole { person, role } => self.set_person_role(person, &role),
            Command::SetPersonGroup {
                person,
                group,
                ballots,
            } => self.set_person_group(person, group, &ballots),
            Command::HandOverMeeting { person } => self.hand_over_meeting(person, now),
            Command::HoldComment { comment } => self.hold_comment(comment),
            Command::ReleaseComment { comment } => self.release_comment(comment),
            Command::StarComment { comment } => self.star_comment(comment),
            Command::UnstarComment { comment } => self.unstar_comment(comment),
            Command::GroupComment { comment, group } => self.group_comment(comment, &group),
            Command::TakeNote { theme, text } => self.take_note(theme, &text, now),
            Command::RewordNote { id, text } => self.reword_note(id, &text),
            Command::Hear {
                theme,
                person,
                passed,
            } => self.hear_person(theme, person, passed),
            Command::TakeBackHearing { theme, person } => self.take_back_hearing(theme, person),
            Command::RewordStandard { theme, text } => self.reword_standard(theme, &text),
            Command::AgreeStandard { theme } => self.agree_standard(theme),
            Command::ReopenStandard { theme } => self.reopen_standard(theme),
            Command::ProposeGoal {
                title,
                themes,
                evidence,
                strand,
            } => self.propose_goal(&title, themes, evidence, strand, now),
            Command::RewordGoal { goal, title } => self.reword_goal(goal, &title),
            Command::SetGoalThemes { goal, themes } => self.set_goal_themes(goal, themes),
            Command::SetGoalEvidence { goal, evidence } => self.set_goal_evidence(goal, evidence),
            Command::SetGoalStrand { goal, strand } => self.set_goal_strand(goal, strand),
            Command::SetGoalControl { goal, control } => self.set_goal_control(goal, control),
            Command::SetGoalCost { goal, cost } => self.set_goal_cost(goal, cost),
            Command::SetGoalHours { goal, hours } => self.set_goal_hours(goal, hours),
            Command::MergeGoals { from, into } => self.merge_goals(from, into),
            Command::SplitGoal { goal, stays, title } => self.split_goal(goal, &stays, &title, now),
            Command::DropGoal { goal } => self.drop_goal(goal),
            Command::OpenRound { settings } => self.open_new_round(settings, now),
            Command::LetIn {
                round,
                person,
                proxy,
            } => self.let_voter_in(&round, person, proxy),
            Command::CountHands {
                round,
                goal,
                group,
                hands,
            } => self.count_hands(&round, goal, group, hands),
            Command::RankTable {
                round,
                table,
                order,
            } => self.rank_table(&round, table, order),
            Command::CloseRound { round, ballots } => self.close_round(&round, ballots, now),
            Command::AbandonRound { round, ballots } => self.abandon_round(&round, ballots),
            Command::BeginAnew {
                settings,
                instead_of,
            } => self.begin_round_anew(settings, instead_of, now),
            Command::BringRound { round } => self.bring_round(round, now),
            Command::BringTie {
                round,
                between,
                taken,
                seed,
            } => self.bring_tie(round, between, taken, seed),
            Command::SettleTie {
                round,
                rule,
                between,
                by,
            } => self.settle_tie(round, rule, between, by),
            Command::AgreeTo { goals } => self.agree_to_set(&goals),
            Command::Decide { goal, decision } => self.decide_goal(goal, decision),
            Command::ReopenDecision { goal } => self.reopen_decision(goal),
            Command::Assign { goal, owner } => self.assign_owner(goal, owner),
            Command::Accept { goal, accepted } => self.accept_ownership(goal, accepted),
            Command::AssignPartner { goal, partner } => self.assign_partner(goal, partner),
            Command::SetFirstStep { goal, text } => self.set_first_step(goal, &text),
            Command::SetMeasure { goal, text } => self.set_measure(goal, &text),
            Command::SetAim { goal, aim } => self.set_aim(goal, aim),
            Command::SetDue { goal, due } => self.set_due(goal, due, now),
            Command::SetReviews { goal, reviews } => self.set_reviews(goal, reviews, now),
            Command::ReviewPrevious {
                goal,
                status,
                note,
                noticed,
            } => self.review_previous(goal, status, &note, &noticed, now),
            Command::CarryOver { goal } => self.carry_over(&goal),
            Command::RecordFollowUp {
                goal,
                status,
                note,
                noticed,
                figures,
            } => self.review_again(goal, status, (&note, &noticed), figures, now),
            Command::SetNextStep { goal, text } => self.set_next_step(goal, &text, now),
            Command::MoveDue { goal, due } => self.move_due(goal, due, now),
            Command::GiveOver { goal, owner } => self.give_over(goal, owner, now),
            Command::Park { text, stage } => self.park_topic(&text, stage, now),
            Command::TakeUp { id } => self.take_up_topic(id),
            Command::ConfirmReadBack { line } => self.confirm_read_back(line),
            Command::Save => self.save_meeting(now),
            Command::TakeInFindings { findings } => self.take_in_findings(findings),
            Command::TakeInAgenda { agenda } => self.take_in_agenda(agenda),
        }
    }

    /// An id that is free: the prefix and the journal's sequence number, with an `x` added if a file has that id already.
    pub(super) fn fresh_id(&self, prefix: &str, n: u64) -> String {
        let mut id = format!("{prefix}{n}");
        // Ids in findings and agendas are typed by people, who may well write `g12`.
        while self.uses_id(&id) {
            id.push('x');
        }
        id
    }

    fn uses_id(&self, id: &str) -> bool {
        self.goals.iter().any(|g| g.id == id)
            || self.people.iter().any(|a| a.person.id == id)
            || self.round(id).is_some()
            || self.known_evidence(id).is_ok()
    }

    // Two goals in the same words cannot be told apart on a ballot, and a merge takes goals with the same words for one goal.
    pub(super) fn not_twice(&self, title: &str, but: Option<&str>) -> Result<(), Refusal> {
        let same = |g: &&crate::domain::goal::Goal| {
            Some(g.id.as_str()) != but && g.title.eq_ignore_ascii_case(title)
        };
        match self.live_goals().find(same) {
            Some(_) => Err(Refusal::new(
                "A goal with these words is on the list already.",
            )),
            None => Ok(()),
        }
    }

    pub(super) fn known_theme(&self, id: &str) -> Result<(), Refusal> {
        let found = self.began.findings.theme(id);
        found
            .map(|_| ())
            .ok_or_else(|| Refusal::new("There is no theme of that name."))
    }

    pub(super) fn known_comment(&self, id: &str) -> Result<(), Refusal> {
        let found = self.began.findings.comment(id);
        found
            .map(|_| ())
            .ok_or_else(|| Refusal::new("There is no comment of that name."))
    }

    pub(super) fn known_evidence(&self, id: &str) -> Result<(), Refusal> {
        let findings = &self.began.findings;
        if findings.finding(id).is_some() || findings.comment(id).is_some() {
            return Ok(());
        }
        Err(Refusal::new("There is no finding or comment of that name."))
    }

    pub(super) fn known_person(
        &self,
        id: &str,
    ) -> Result<&crate::domain::people::Attendee, Refusal> {
        self.attendee(id)
            .ok_or_else(|| Refusal::new("Nobody of that name is on the list."))
    }

    pub(super) fn live_goal(&self, id: &str) -> Result<&crate::domain::goal::Goal, Refusal> {
        match self.goal(id) {
            Some(goal) if goal.is_live() => Ok(goal),
            Some(_) => Err(Refusal::new("That goal is not on the list any more.")),
            None => Err(Refusal::new("There is no goal of that name.")),
        }
    }

    pub(super) fn changeable_goal(&self, id: &str) -> Result<&crate::domain::goal::Goal, Refusal> {
        let goal = self.live_goal(id)?;
        match self.open_round() {
            // Some have voted on these words already. A change now would make one count out of votes on two different goals.
            Some(round) if round.settings.goals.iter().any(|g| g == id) => {
                Err(Refusal::new(format!(
                    "Round {} is open on this goal: it stays as it is until the round is closed.",
                    round.number
                )))
            }
            _ => Ok(goal),
        }
    }
}

//! Review: the goals of the meeting before, their results then and now on one scale, and the status of each.
//!
//! Once a meeting is over this page lists its own goals, for the reviews after 6, 12 and 18 months.

mod close;
mod owner;
mod progress;
mod strips;

use std::borrow::Cow;

use jiff::civil::Date;

pub use self::{
    close::detail_page,
    owner::{give_over, given_over},
    progress::{beside_the_page, found_today, next_day, progress, settled, to_look_at},
};

use super::moves;
use crate::{
    app::{
        action::Action,
        cards::{Block, Line, Page, Role, line, muted},
        meeting::{
            context::Context,
            effect::{Effect, ask_and_say},
            layer::write,
            ui::{Purpose, Sheet, Ui},
        },
    },
    domain::{
        agenda::Stage,
        command::Command,
        dates,
        findings::{Finding, Findings, StrandResult},
        follow_up,
        outcome::{Evidence, Outcome, OutcomeGoal, Status, Verdict},
        refusal::{Refusal, allow_if, refuse},
        words,
    },
};

/// The reviewed outcome: of the meeting before, or this meeting's own once it is over.
struct ReviewScope<'a> {
    outcome: Cow<'a, Outcome>,
    own: bool,
    today: Date,
}

impl<'a> ReviewScope<'a> {
    fn at(room: &Context<'a>) -> Option<Self> {
        // From the meeting's state and not from outcome.yaml, which may be older than the journal or edited by hand.
        if room.follow_up {
            let outcome = room.meeting.outcome(room.mark, room.now);
            return Some(Self {
                outcome: Cow::Owned(outcome),
                own: true,
                today: room.now.date(),
            });
        }
        room.meeting.previous().map(|previous| Self {
            outcome: Cow::Borrowed(previous),
            own: false,
            today: room.now.date(),
        })
    }

    /// The goals in the page's order: agreed, asked for, and for this meeting's own outcome the others too.
    fn goals(&self) -> Vec<&OutcomeGoal> {
        let place = |verdict| match verdict {
            Verdict::Agreed => 0,
            Verdict::Ask => 1,
            Verdict::Undecided => 2,
            Verdict::NotThisTime => 3,
        };
        let mut goals: Vec<&OutcomeGoal> = self
            .outcome
            .goals
            .iter()
            // Of an earlier meeting only what was pledged or asked for is answered for. Its
            // refusals are no business of this room.
            .filter(|g| self.own || place(g.decision) < 2)
            .filter(|g| !self.was_dropped(g))
            .collect();
        goals.sort_by_key(|g| place(g.decision));
        goals
    }

    /// `true` if a review before today dropped a goal: it is in no later review.
    // The next meeting still answers for it: why it was dropped is printed for patients in the words of that meeting.
    fn was_dropped(&self, goal: &OutcomeGoal) -> bool {
        self.own
            && goal.last_review().is_some_and(|review| {
                review.status == Some(Status::Dropped)
                    && review.on.or(review.due).is_some_and(|day| day < self.today)
            })
    }

    fn goal(&self, id: &str) -> Option<&OutcomeGoal> {
        self.outcome.goals.iter().find(|g| g.id == id)
    }
}

/// The id of the selected goal.
fn selected_goal(ui: &Ui, room: &Context) -> Option<String> {
    let scope = ReviewScope::at(room)?;
    let goals = scope.goals();
    let at = ui.row(Stage::Review, goals.len());
    goals.get(at).map(|g| g.id.clone())
}

/// Checks that an action is available for a goal: the one in `close`, else the selected one.
///
/// # Errors
/// A sentence that says why not.
pub fn available(
    ui: &Ui,
    room: &Context,
    close: Option<&str>,
    action: Action,
) -> Result<(), Refusal> {
    let asked = matches!(
        action,
        Action::Look(_)
            | Action::Answer(_)
            | Action::NextStep
            | Action::MoveDue
            | Action::GiveOver
            | Action::Accept
            | Action::CarryOver
    );
    if !asked {
        return Ok(());
    }
    let Some(scope) = ReviewScope::at(room) else {
        return refuse("There is no meeting before this one to review.");
    };
    let id = close.map(str::to_owned).or_else(|| selected_goal(ui, room));
    let Some(goal) = id.as_deref().and_then(|id| scope.goal(id)) else {
        return refuse("There is no goal to look at.");
    };
    let pledged = "That is said of a goal that was pledged.";
    let today = room.now.date();
    let looked_today = goal.reviews.iter().any(|r| r.on == Some(today));
    match action {
        Action::Look(status) if scope.own => allow_if(
            Status::of(goal.decision).contains(&status),
            match status {
                Status::Waiting => "Nobody was asked for this goal.",
                _ => pledged,
            },
        ),
        Action::Look(status) => allow_if(
            Status::of(Verdict::Agreed).contains(&status)
                || Status::of(goal.decision).contains(&status),
            "Nobody was asked for this goal.",
        ),
        Action::Answer(_) => allow_if(
            goal.decision == Verdict::Ask || (scope.own && goal.decision == Verdict::NotThisTime),
            match goal.decision {
                Verdict::Undecided => "It was left open, so there is nothing to answer yet.",
                _ => PRESS,
            },
        ),
        Action::MoveDue if goal.decision != Verdict::Agreed => refuse(pledged),
        Action::GiveOver if !scope.own => refuse(
            "It is only looked at here. {CarryOver} carries it over, and Owners says who has it.",
        ),
        Action::GiveOver if goal.decision != Verdict::Agreed => {
            refuse("Only a goal that was pledged has an owner.")
        }
        // A next step, a new day or owner belongs to a dated review, so that review has to be there first.
        Action::NextStep | Action::MoveDue | Action::GiveOver => {
            allow_if(scope.own && looked_today, "Say first how it stands today.")
        }
        Action::Accept if goal.given_over().is_some() => {
            refuse("It was given over to somebody who takes it: nobody has to be asked.")
        }
        Action::Accept => allow_if(scope.own && goal.accepted.is_some(), "It has no owner."),
        // A goal lives in one journal at a time. Carried over into its own meeting it would be there twice.
        Action::CarryOver if scope.own => {
            refuse("A new meeting carries goals over: `pledge new FOLDER --previous` makes one.")
        }
        Action::CarryOver => allow_if(
            room.meeting.saved().is_none(),
            "This meeting is over: the next one can take it up.",
        ),
        _ => Ok(()),
    }
}

/// The refusal of a yes or no where a status is wanted.
const PRESS: &str = "It was pledged: {Look(Done)} is done, {Look(OnTrack)} on track, {Look(Stuck)} stuck, {Look(Dropped)} dropped.";

/// The id of the goal before or after another.
pub fn beside(room: &Context, goal: &str, forward: bool) -> Option<String> {
    let scope = ReviewScope::at(room)?;
    let goals = scope.goals();
    let at = goals.iter().position(|g| g.id == goal)?;
    let to = if forward { at + 1 } else { at.checked_sub(1)? };
    goals.get(to).map(|g| g.id.clone())
}

/// Marks a goal in the list.
pub fn mark(ui: &mut Ui, room: &Context, goal: &str) {
    let at =
        ReviewScope::at(room).and_then(|scope| scope.goals().iter().position(|g| g.id == goal));
    if let Some(at) = at {
        ui.at.insert(Stage::Review, at);
    }
}

/// `true` while a goal of the meeting before has not been reviewed today.
pub fn is_open(room: &Context) -> bool {
    let not_yet = |scope: ReviewScope| {
        let goals = scope.goals();
        let today = room.now.date();
        let looked = |g: &OutcomeGoal| {
            room.meeting.reviewed(&g.id).is_some() || g.reviews.iter().any(|r| r.on == Some(today))
        };
        goals
            .into_iter()
            .any(|g| g.decision == Verdict::Agreed && !looked(g))
    };
    ReviewScope::at(room).is_some_and(not_yet)
}

/// The findings to compare with: the file's current ones where they changed after the meeting.
fn findings_now<'a>(room: &Context<'a>) -> &'a Findings {
    match room.changed_findings {
        Some(changed) if room.follow_up => changed,
        _ => room.meeting.findings(),
    }
}

/// The newest result of a finding for a strand; `None` unless it is newer than the goal's evidence.
fn result_now<'a>(room: &Context<'a>, e: &Evidence) -> Option<(&'a Finding, &'a StrandResult)> {
    let findings = findings_now(room);
    let (_, finding) = findings.finding(e.finding.as_deref()?)?;
    let strand = e.strand.as_deref()?;
    let period = &findings.survey.period;
    let mut results = finding.results_in(period).into_iter();
    let result = results.find(|r| r.strand == strand)?;
    // The same survey again is no new result, and two equal bars would look like "nothing has changed".
    let newer = e.period.as_ref() != Some(&result.period);
    newer.then_some((finding, result))
}

/// The current results of a goal's evidence, recorded with a review.
// A review is kept in the journal and in published files, so numbers too small to show must not be recorded either.
fn figures(room: &Context, goal: &OutcomeGoal) -> Vec<Evidence> {
    let findings = findings_now(room);
    goal.evidence
        .iter()
        .filter_map(|e| {
            let (_, result) = result_now(room, e)?;
            let shown = findings.may_show(result);
            Some(Evidence {
                finding: e.finding.clone(),
                strand: e.strand.clone(),
                period: Some(result.period.clone()),
                positive: shown.then_some(result.positive),
                scored: shown.then_some(result.scored),
                withheld: !shown,
                weighted: result.weighted.filter(|_| shown),
                comment: None,
            })
        })
        .collect()
}

pub(super) fn page(ui: &Ui, room: &Context) -> Page {
    let Some(scope) = ReviewScope::at(room) else {
        return Page {
            blocks: vec![
                Block::Heading("What we pledged last time".into()),
                Block::Gap,
                muted(
                    "The agenda names no meeting before this one. Where it does (previous: in agenda.yaml), its goals stand here.",
                ),
            ],
            ..Page::default()
        };
    };
    let goals = scope.goals();
    let at = ui.row(Stage::Review, goals.len());
    Page {
        blocks: vec![Block::Strips(Box::new(strips::strips(
            room, &scope, &goals, at,
        )))],
        ..Page::default()
    }
}

/// `true` if an earlier goal is unfinished and can be carried over into this meeting.
fn can_come_along(room: &Context, goal: &OutcomeGoal) -> bool {
    let today = room.meeting.reviewed(&goal.id).map(|r| r.status);
    goal.is_open()
        && !today.is_some_and(Status::settles)
        && room.meeting.goal(&goal.id).is_none()
        && room.meeting.saved().is_none()
}

/// The sign and role of a status.
fn sign(status: Status) -> (&'static str, Role) {
    match status {
        Status::Done | Status::Granted => ("✓", Role::Good),
        Status::OnTrack => ("●", Role::Good),
        Status::Stuck => ("!", Role::Bad),
        Status::NoLongerTrue => ("!", Role::Warn),
        Status::Waiting => ("?", Role::Accent),
        Status::Dropped | Status::Refused | Status::StillTrue => ("-", Role::Muted),
    }
}

/// A status with its sign.
fn signed(status: Status) -> Line {
    let (sign, role) = sign(status);
    with_sign(role, sign, status.words())
}

/// Words with a sign before them.
fn with_sign(role: Role, sign: &str, words: &str) -> Line {
    line(role, format!("{sign} {words}"))
}

/// The status of a goal as it is known: today's, else the last one.
fn known_status(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) -> Option<Status> {
    let today = room.meeting.reviewed(&goal.id).filter(|_| !scope.own);
    let before = || goal.last_review().and_then(|r| r.status);
    today.map(|r| r.status).or_else(before)
}

/// `true` if the room has yet to say today how a goal stands.
fn waits(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) -> bool {
    let today = room.now.date();
    let said = if scope.own {
        goal.reviews.iter().any(|r| r.on == Some(today))
    } else {
        room.meeting.reviewed(&goal.id).is_some()
    };
    let settled = known_status(room, scope, goal).is_some_and(Status::settles);
    !said && !settled && goal.decision != Verdict::Undecided
}

/// The status of a goal in a few words, with a sign.
fn status_line(room: &Context, scope: &ReviewScope, goal: &OutcomeGoal) -> Line {
    let known = known_status(room, scope, goal);
    if scope.own && waits(room, scope, goal) {
        if !follow_up::missed(goal, room.now.date()).is_empty() {
            return with_sign(Role::Warn, "!", "review overdue");
        }
        if goal.owner_to_ask() && goal.decision == Verdict::Agreed {
            return with_sign(Role::Warn, "?", "owner to agree");
        }
    }
    match (known, goal.decision) {
        (Some(status), _) => signed(status),
        (None, Verdict::Ask) => with_sign(Role::Accent, "?", "asked"),
        (None, Verdict::NotThisTime) => with_sign(Role::Muted, "-", "not this time"),
        (None, Verdict::Undecided) => with_sign(Role::Warn, "!", "not decided"),
        (None, Verdict::Agreed) => line(Role::Muted, "not yet said"),
    }
}

/// The question about the selected goal.
fn question(room: &Context, goal: &OutcomeGoal) -> Vec<Line> {
    let mut blocks = Vec::new();
    let muted = |text: String| line(Role::Muted, text);
    let told = |role: Role, text: String| line(role, text);
    let today = room.now.date();
    let said_today = goal.reviews.iter().any(|r| r.on == Some(today));
    match goal.decision {
        Verdict::Agreed => {
            let by = goal.due.map(|due| {
                let late = if due < today && goal.is_open() {
                    ", overdue"
                } else {
                    ""
                };
                format!("To be done by {}{late}.", dates::say(due))
            });
            blocks.extend(by.map(muted));
        }
        Verdict::Ask => {
            let of = goal
                .ask_of
                .as_deref()
                .unwrap_or("somebody above or outside");
            blocks.push(told(
                Role::Ink,
                format!("We asked: {of}. Did they say yes?"),
            ));
        }
        Verdict::NotThisTime => {
            let why = goal.reason.map_or("another reason", words::reason);
            let note = goal
                .note
                .as_deref()
                .map_or_else(String::new, |n| format!(" ({n})"));
            blocks.push(told(
                Role::Ink,
                format!("Not this time. The reason was {why}{note}. Is that still true?"),
            ));
        }
        Verdict::Undecided => blocks.push(muted(
            "It was left open. {Go(Vote)} goes to Vote, where {Decide} decides it.".to_owned(),
        )),
    }
    if said_today {
        let look = goal.reviews.iter().find(|r| r.on == Some(today));
        let note = look.and_then(|l| l.note.clone()).unwrap_or_default();
        if !note.is_empty() {
            blocks.push(muted(format!("Today: {note}")));
        }
        if let Some(noticed) = look.and_then(|l| l.noticed.clone()) {
            blocks.push(muted(format!("Patients notice: {noticed}")));
        }
        if let Some(next) = look.and_then(|l| l.next_step.clone()) {
            blocks.push(muted(format!("Next: {next}")));
        }
        // The footer of a narrow window has no room for them beside the statuses.
        if goal.decision == Verdict::Agreed {
            blocks.push(muted(
                "{NextStep} says what happens next, {MoveDue} sets another day, {GiveOver} names another owner."
                    .to_owned(),
            ));
        }
    } else if let Some(day) = follow_up::missed(goal, today).first() {
        blocks.push(told(
            Role::Warn,
            format!("It was to be looked at on {}.", dates::say(*day)),
        ));
    } else if let Some(day) = follow_up::next(goal, today) {
        blocks.push(muted(format!("To be looked at on {}.", dates::say(day))));
    }
    blocks
}

pub(super) fn act(ui: &mut Ui, room: &Context, action: Action) -> Vec<Effect> {
    let Some(scope) = ReviewScope::at(room) else {
        return Vec::new();
    };
    if moves(ui, Stage::Review, scope.goals().len(), action) {
        return Vec::new();
    }
    let Some(goal) = selected_goal(ui, room) else {
        return Vec::new();
    };
    if action == Action::Open {
        ui.push(Sheet::Earlier { goal });
        return Vec::new();
    }
    act_on_goal(ui, room, &goal, action)
}

/// Performs an action on a goal; a status that needs a reason asks for it first.
pub fn act_on_goal(ui: &mut Ui, room: &Context, goal: &str, action: Action) -> Vec<Effect> {
    let Some(scope) = ReviewScope::at(room) else {
        return Vec::new();
    };
    let Some(goal) = scope.goal(goal) else {
        return Vec::new();
    };
    let id = goal.id.clone();
    let today = room.now.date();
    let look = goal.reviews.iter().find(|r| r.on == Some(today));
    let status = match (action, goal.decision) {
        (Action::Look(status), _) => status,
        (Action::Answer(true), Verdict::Ask) => Status::Granted,
        (Action::Answer(false), Verdict::Ask) => Status::Refused,
        (Action::Answer(true), _) => Status::StillTrue,
        (Action::Answer(false), _) => Status::NoLongerTrue,
        (Action::NextStep, _) => {
            let old = look.and_then(|l| l.next_step.as_deref()).unwrap_or("");
            write::open(ui, room, Purpose::NextStep(id), old);
            return Vec::new();
        }
        (Action::MoveDue, _) => {
            write::open(ui, room, Purpose::MoveDue(id), "");
            return Vec::new();
        }
        (Action::GiveOver, _) => {
            owner::ask(ui, room, &scope, goal);
            return Vec::new();
        }
        (Action::Accept, _) => {
            let accepted = goal.accepted == Some(false);
            let say = if accepted {
                format!("{} says yes.", scope.outcome.owner_of(goal))
            } else {
                format!("{} has yet to say yes.", scope.outcome.owner_of(goal))
            };
            let command = Command::Accept { goal: id, accepted };
            return vec![ask_and_say(command, say)];
        }
        (Action::CarryOver, _) => {
            let say = format!("On today\u{2019}s list: {}", goal.title);
            return vec![ask_and_say(Command::CarryOver { goal: id }, say)];
        }
        _ => return Vec::new(),
    };
    // Why a plan is stuck or was dropped is what the next meeting learns from, and the booklet says it.
    if status.needs_reason() || status == Status::NoLongerTrue {
        let before = room.meeting.reviewed(&id).map(|r| r.note.as_str());
        let old = match look {
            Some(look) if scope.own => look.note.as_deref().unwrap_or(""),
            _ if scope.own => "",
            _ => before.unwrap_or(""),
        };
        write::open(ui, room, Purpose::Why { goal: id, status }, old);
        return Vec::new();
    }
    // Without such a line the booklet could only say again that it is done.
    if status.is_noticed() && goal.decision == Verdict::Agreed {
        let today = room.meeting.reviewed(&id).filter(|_| !scope.own);
        let before = || goal.last_review().and_then(|r| r.noticed.as_deref());
        let old = today.map(|r| r.noticed.as_str()).or_else(before);
        let old = old.unwrap_or_default().to_owned();
        write::open(ui, room, Purpose::Noticed { goal: id, status }, &old);
        return Vec::new();
    }
    let say = said(room, &id, status);
    let command = review_command(room, &id, status, String::new());
    vec![ask_and_say(command, say)]
}

/// The message for a status that was recorded.
pub fn said(room: &Context, goal: &str, status: Status) -> String {
    let scope = ReviewScope::at(room);
    let title = scope.as_ref().and_then(|scope| scope.goal(goal));
    let title = title.map_or("", |goal| goal.title.as_str());
    let found = format!("{}: {title}.", words::capital(status.words()));
    if room.follow_up || !status.ends() {
        return found;
    }
    // The room must hear that a goal has gone from its list, or why it has not.
    let on_list = room.meeting.goal(goal).is_some_and(|g| !g.dropped);
    match room.meeting.previous_goal(goal) {
        Some(earlier) if on_list && room.meeting.leaves_list(earlier) => {
            format!("{found} It is off today\u{2019}s list.")
        }
        Some(_) if on_list => format!("{found} It stays on today\u{2019}s list."),
        _ => found,
    }
}

/// The question for the difference that patients notice.
pub fn noticed_label(status: Status) -> &'static str {
    match status {
        Status::Done => "What do patients notice? For the booklet; empty is fine",
        _ => "What will patients notice? For the booklet; empty is fine",
    }
}

/// The question for the reason of a status.
pub fn why_label(status: Status) -> &'static str {
    match status {
        Status::Stuck => "What is it stuck on?",
        Status::Dropped => "Why was it dropped?",
        Status::Refused => "What did they say?",
        _ => "What has changed? Empty is fine",
    }
}

/// The question for another day of a goal.
pub fn due_label(room: &Context, goal: &str) -> String {
    let scope = ReviewScope::at(room);
    let due = scope.as_ref().and_then(|l| l.goal(goal)?.due);
    match due {
        Some(due) => format!("By when now? It was {}", dates::say(due)),
        None => "By when?".to_owned(),
    }
}

/// The command that records a status, for the meeting before or for this one once it is over.
///
/// `text` is the line for patients of a status that they notice, else the reason.
pub fn review_command(room: &Context, goal: &str, status: Status, text: String) -> Command {
    let (note, noticed) = if status.is_noticed() {
        (String::new(), text)
    } else {
        (text, String::new())
    };
    // Two commands for one question: an earlier goal belongs to another file, so this meeting records what it says about it.
    if !room.follow_up {
        return Command::ReviewPrevious {
            goal: goal.to_owned(),
            status,
            note,
            noticed,
        };
    }
    let figures = ReviewScope::at(room)
        .and_then(|l| l.goal(goal).map(|g| figures(room, g)))
        .unwrap_or_default();
    Command::RecordFollowUp {
        goal: goal.to_owned(),
        status,
        note,
        noticed,
        figures,
    }
}
